"""A judge on this machine: a classifier of pairs of texts through transformers.

Weights are read from safetensors only, no code that comes with a model is run, and nothing is
downloaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from summarizer.errors import ModelDamaged, ModelError
from summarizer.models.base import Progress
from summarizer.models.files import ModelFolder
from summarizer.models.hardware import choose_threads
from summarizer.models.judges.labels import read_answers
from summarizer.models.transformer import silence
from summarizer.models.writers.held import HeldModel, Loaded
from summarizer.models.writers.places import Place

LONGEST = 512
"""Tokens of a pair: three sentences and one more seldom have 200, and most models of this kind
read no more."""

LEAST_PREMISE = 32
"""Tokens: where a claim leaves fewer to what it is held against, nothing could be told."""

TRIAL = ("It rained.", "It rained.")
"""Asked as soon as a model is loaded: a fault shows before anything is written for it to judge."""

TOKENS = 4_096
"""Of a batch, padding counted: with it its memory is bounded."""


class LocalJudge(HeldModel["_Loaded"]):
    """An entailment model in a folder or the hub's cache, loaded when it is first asked."""

    variable = "READOUT_JUDGE"

    def entail(
        self, pairs: Sequence[tuple[str, str]], progress: Progress | None = None
    ) -> list[float | None]:
        """Return how likely each text follows; see `Judge.entail`.

        Raises:
            ModelError: the model is missing, damaged or of another kind, or memory is short.
        """
        if not pairs:
            return []
        with self._running() as model:
            return model.entail(pairs, progress)

    def _open(self, folder: ModelFolder, place: Place) -> _Loaded:
        loaded = _Loaded(folder, place, self.threads)
        loaded.entail([TRIAL], None)
        return loaded


class _Loaded(Loaded):
    """Tokenizer and weights in memory."""

    def __init__(self, folder: ModelFolder, place: Place, threads: int) -> None:
        self.folder, self.answers = folder, read_answers(folder)
        import torch
        from transformers import AutoModelForSequenceClassification, AutoTokenizer

        torch.set_num_threads(choose_threads(threads))
        with silence():
            self.tokenizer: Any = AutoTokenizer.from_pretrained(
                str(folder.path), local_files_only=True, trust_remote_code=False
            )
            model, report = AutoModelForSequenceClassification.from_pretrained(
                str(folder.path),
                local_files_only=True,
                trust_remote_code=False,
                use_safetensors=True,
                dtype=getattr(torch, place.dtype),
                output_loading_info=True,
            )
        if report["missing_keys"] or report.get("mismatched_keys"):
            raise ModelDamaged(
                "its weights are not those of the architecture that it names",
                subject=str(folder.path),
                advice="Download it again, or set READOUT_JUDGE to another model.",
            )
        self.length = min(LONGEST, _positions(model), self.tokenizer.model_max_length)
        super().__init__(model, place)

    def entail(
        self, pairs: Sequence[tuple[str, str]], progress: Progress | None
    ) -> list[float | None]:
        premises = [_clean(premise) for premise, _ in pairs]
        claims = [_clean(claim) for _, claim in pairs]
        alone = self.tokenizer(claims, add_special_tokens=False, verbose=False)["input_ids"]
        special = int(self.tokenizer.num_special_tokens_to_add(pair=True))
        room = self.length - special - LEAST_PREMISE
        asked = [place for place, ids in enumerate(alone) if len(ids) <= room]
        found: list[float | None] = [None] * len(pairs)
        if not asked:
            return found
        given = self.tokenizer(
            [premises[place] for place in asked],
            [claims[place] for place in asked],
            truncation="only_first",
            max_length=self.length,
        )
        done = 0
        for batch in _batches([len(ids) for ids in given["input_ids"]]):
            rows = {key: [values[row] for row in batch] for key, values in given.items()}
            for row, chance in zip(batch, self._chances(rows), strict=True):
                found[asked[row]] = chance
            done += len(batch)
            if progress is not None:
                progress(done, len(asked))
        return found

    def _chances(self, rows: dict[str, list[list[int]]]) -> list[float]:
        import torch

        padded = self.tokenizer.pad(rows, return_tensors="pt")
        with torch.inference_mode():
            logits = self.model(**padded.to(self.place.device)).logits.float()
        if not torch.isfinite(logits).all():
            raise ModelError(
                f"it gives no numbers in {self.place.dtype}",
                subject=self.folder.name,
                advice="Set READOUT_WRITER_DTYPE=float32.",
            )
        if self.answers.count == 1:
            chances = torch.sigmoid(logits[:, 0])
        else:
            chances = torch.softmax(logits, dim=1)[:, self.answers.entailed]
        return [float(chance) for chance in chances]


def _positions(model: Any) -> int:
    """Return how many tokens the model has places for; `LONGEST` where it does not say.

    Families that descend from RoBERTa count places from after the one that padding has.
    """
    known = getattr(model.config, "max_position_embeddings", None) or 0
    for name, part in model.named_modules():
        if name.endswith("position_embeddings") and getattr(part, "padding_idx", None) is not None:
            known = part.num_embeddings - part.padding_idx - 1
    return known if known > 0 else LONGEST


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the places of texts in batches of at most `TOKENS`, the longest texts first."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lambda place: -lengths[place]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > TOKENS:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _clean(text: str) -> str:
    """The text as the tokenizer takes it: halves of surrogate pairs are not characters."""
    return text.encode("utf-8", "replace").decode("utf-8")
