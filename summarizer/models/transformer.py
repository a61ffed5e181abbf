"""The transformer itself: loads it, tokenizes, batches, pools. Imports torch when made."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from summarizer.errors import ModelDamaged, ModelMissing
from summarizer.models.base import Progress
from summarizer.models.bert import PackedBert, Run
from summarizer.models.files import ModelFolder
from summarizer.models.hardware import (
    Dtype,
    choose_threads,
    keep_memory,
    number_type,
    share_one_heap,
)
from summarizer.models.shape import EncoderShape
from summarizer.models.weights import read_bert

if TYPE_CHECKING:
    import torch
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    Ids = NDArray[np.int32]

log = logging.getLogger("readout.models")

TOKENS = 1024
"""Tokens in one batch: see docs/performance.md for how it was measured."""

LEAST_TOKENS = 128
"""Tokens for which it pays to wake another thread."""

TOKENIZED = 256
"""Texts that are tokenized at once: of each token the tokenizer keeps a hundred bytes meanwhile."""

CHARACTERS_PER_TOKEN = 128
"""A text is cut at so many characters for each token that the model reads before it is
tokenized; a token never covers more (WordPiece gives up on words of 100). Keeps a line of a
million characters from costing a second."""


class Transformer:
    """A loaded encoder. Not safe for several threads at once: its owner holds a lock.

    Args:
        folder: a model whose files were verified.
        shape: how its texts become vectors.
        dtype: number type; "auto" takes bfloat16 where the CPU multiplies it.
        threads: CPU threads; 0 takes all that the process may use.

    Raises:
        ModelMissing: there is no tokenizer.
        ModelDamaged: a file is altered or of a kind that is not loaded.
    """

    def __init__(
        self, folder: ModelFolder, shape: EncoderShape, *, dtype: Dtype, threads: int
    ) -> None:
        yield_when_waiting()
        share_one_heap()
        import torch

        self._threads = choose_threads(threads)
        torch.set_num_threads(self._threads)
        self._folder, self._shape = folder, shape
        self._tokenizer = _load_tokenizer(folder, shape)
        self.dtype: torch.dtype = getattr(torch, number_type(dtype))
        self._packed: PackedBert | None = None
        self._model: Any = None
        plain = read_bert(folder, self.dtype)
        if plain is not None:
            self._packed = PackedBert(*plain)
            return
        model = _load_model(folder, self.dtype)
        if PackedBert.fits(model.config):
            self._packed = PackedBert(model.state_dict(), model.config)
        else:
            self._model = model

    def encode(
        self, windows: Sequence[Sequence[str]], progress: Progress | None = None
    ) -> Iterator[NDArray[np.float32]]:
        """Yield a (n, dimension) float32 block of unit rows per window, in order.

        The next window is tokenized while the matrices of this one are multiplied.
        """
        total, done = sum(len(window) for window in windows), 0
        with ThreadPoolExecutor(1, "readout-tokenizer") as ahead:
            waiting = ahead.submit(self._tokenize, windows[0]) if windows else None
            for index in range(len(windows)):
                assert waiting is not None
                ids = waiting.result()
                keep_memory()
                if index + 1 < len(windows):
                    waiting = ahead.submit(self._tokenize, windows[index + 1])
                block = np.empty((len(ids), self._shape.dimension), np.float32)
                for batch, vectors in self._computed(ids):
                    block[batch] = vectors
                    done += len(batch)
                    if progress is not None:
                        progress(done, total)
                yield block

    def _computed(self, ids: Sequence[Ids]) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
        """Yield batches, as places in `ids`, with their vectors.

        Each thread takes batches of its own, which wastes less than all of them sharing
        the work of each small operation.
        """
        team = self._threads if self._packed is not None else 1
        batches = list(_batches(ids, team))
        given = ([ids[i] for i in batch] for batch in batches)
        shared = self._packed is None or self._packed.shared
        if team == 1 or (len(batches) == 1 and shared):
            yield from zip(batches, map(self._vectors, given), strict=True)
            return
        import torch

        threads = ThreadPoolExecutor(min(team, len(batches)), "readout-encoder", _compute_alone)
        try:
            yield from zip(batches, threads.map(self._vectors, given), strict=True)
        finally:
            threads.shutdown(cancel_futures=True)  # who breaks off waits for no other batch
            torch.set_num_threads(self._threads)  # what threads that start later go by

    def release(self) -> None:
        """Give the weights' memory back."""
        self._packed = self._model = None
        if "transformers" in sys.modules:  # its modules refer to one another; ours go at once
            gc.collect()

    def _tokenize(self, texts: Sequence[str]) -> list[Ids]:
        limit = self._shape.length * CHARACTERS_PER_TOKEN
        found: list[Ids] = []
        for start in range(0, len(texts), TOKENIZED):
            part = (self._shape.prompt + text[:limit] for text in texts[start : start + TOKENIZED])
            ready = [_clean(text, self._shape.lower) for text in part]
            encodings = self._tokenizer.encode_batch_fast(ready)
            found += (np.array(one.ids or [self._shape.pad], np.int32) for one in encodings)
        return found

    def _vectors(self, batch: Sequence[Ids]) -> NDArray[np.float32]:
        import torch

        with torch.inference_mode():
            if self._packed is not None:
                pooled = self._pool_packed(self._packed, batch)
            else:
                pooled = self._pool_padded(batch)
            unit = torch.nn.functional.normalize(pooled, dim=1)
            return np.asarray(unit.numpy(), np.float32)

    def _pool_packed(self, packed: PackedBert, batch: Sequence[Ids]) -> torch.Tensor:
        import torch

        runs: list[Run] = [(len(list(same)), n) for n, same in groupby(batch, key=len)]
        tokens = torch.from_numpy(np.concatenate(batch, dtype=np.int64))
        hidden = packed.forward(tokens, runs)
        parts, start = [], 0
        for count, length in runs:
            end = start + count * length
            part = hidden[start:end].view(count, length, packed.width)
            parts.append(_pool(part.float(), None, self._shape.pooling))
            start = end
        return torch.cat(parts)

    def _pool_padded(self, batch: Sequence[Ids]) -> torch.Tensor:
        import torch

        longest = max(map(len, batch))
        tokens = torch.full((len(batch), longest), self._shape.pad, dtype=torch.int64)
        mask = torch.zeros((len(batch), longest), dtype=torch.int64)
        for row, ids in enumerate(batch):
            tokens[row, : len(ids)] = torch.tensor(ids)
            mask[row, : len(ids)] = 1
        hidden = self._model(input_ids=tokens, attention_mask=mask).last_hidden_state
        return _pool(hidden.float(), mask, self._shape.pooling)


def yield_when_waiting() -> None:
    """Let torch's threads sleep, not spin, while they wait for each other.

    OpenMP reads this once, when torch is first imported. Spinning lost a factor of 2 to 7 on a
    busy machine: a thread that spins keeps the very thread from running that it waits for.
    """
    if "torch" not in sys.modules:
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def _compute_alone() -> None:
    """Let torch compute in the calling thread alone."""
    import torch

    torch.get_num_threads()  # the first question would overwrite what was set before it
    torch.set_num_threads(1)


def _batches(ids: Sequence[Ids], team: int = 1) -> Iterator[list[int]]:
    """Yield places of texts in batches of about equally many tokens, shortest texts first.

    Args:
        ids: the texts' tokens.
        team: threads that take batches; none should be left without.
    """
    total = sum(map(len, ids))
    count = max(1, round(total / TOKENS))
    if total > team * LEAST_TOKENS:
        count = -(-count // team) * team
    share, begun = total / count, 0
    batches: dict[int, list[int]] = {}
    for place in sorted(range(len(ids)), key=lambda i: len(ids[i])):
        length = len(ids[place])
        batches.setdefault(int((begun + length / 2) / share), []).append(place)
        begun += length
    yield from batches.values()


def _pool(hidden: torch.Tensor, mask: torch.Tensor | None, pooling: str) -> torch.Tensor:
    """(texts, tokens, width) -> (texts, width); `mask` is None where nothing is padding."""
    import torch

    if mask is None:
        mask = torch.ones(hidden.shape[:2], dtype=torch.int64)
    if pooling == "cls":
        return hidden[:, 0]
    if pooling == "lasttoken":
        return hidden[torch.arange(len(hidden)), mask.sum(1) - 1]
    real = mask.unsqueeze(-1)
    if pooling == "max":
        return hidden.masked_fill(real == 0, float("-inf")).amax(1)
    return (hidden * real).sum(1) / real.sum(1)


def _clean(text: str, lower: bool) -> str:
    """The text as the tokenizer takes it: halves of surrogate pairs are not characters."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text.lower() if lower else text


def _load_tokenizer(folder: ModelFolder, shape: EncoderShape) -> Tokenizer:
    from tokenizers import Tokenizer

    path = folder.path / "tokenizer.json"
    if not path.is_file():
        raise ModelMissing(
            "there is no tokenizer.json", subject=str(folder.path), advice=folder.advice
        )
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises bare Exception
        raise ModelDamaged(
            f"it is not a tokenizer ({error})", subject=str(path), advice=folder.advice
        ) from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(shape.length)
    return tokenizer


def _load_model(folder: ModelFolder, dtype: torch.dtype) -> Any:
    """The model as transformers loads it, from this folder alone, silent."""
    from transformers import AutoModel

    damaged: Callable[[str], ModelDamaged] = lambda problem: ModelDamaged(  # noqa: E731
        problem, subject=str(folder.path), advice=folder.advice
    )
    try:
        with silence():
            model, report = AutoModel.from_pretrained(
                str(folder.path),
                dtype=dtype,
                local_files_only=True,
                trust_remote_code=False,
                use_safetensors=True,
                output_loading_info=True,
            )
    except Exception as error:  # whatever a broken folder makes the library stumble over
        first = str(error).strip().partition("\n")[0] or type(error).__name__
        raise damaged(f"it cannot be loaded ({first[:200]})") from error
    # The pooler belongs to next-sentence prediction; sentence encoders need not have it.
    lacking = [key for key in report["missing_keys"] if not key.startswith("pooler.")]
    if lacking or report.get("mismatched_keys"):
        raise damaged("its weights are not those of the architecture that it names")
    return model.eval()


@contextmanager
def silence() -> Iterator[None]:
    """Keep transformers' progress bars and advice off standard error while it loads."""
    from transformers.utils import logging

    chatter: Any = logging  # it has no types
    level, bars = chatter.get_verbosity(), chatter.is_progress_bar_enabled()
    chatter.set_verbosity_error()
    chatter.disable_progress_bar()
    try:
        yield
    finally:
        chatter.set_verbosity(level)
        if bars:
            chatter.enable_progress_bar()
