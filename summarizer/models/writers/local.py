"""A writer on this machine: encoder-decoders and chat models through transformers.

Weights are read from safetensors only, no code that comes with a model is run, and
nothing is downloaded. Greedy or beam search without sampling: the same task gives the
same draft.
"""

from __future__ import annotations

import gc
import threading
from contextlib import contextmanager
from pathlib import Path
from traceback import clear_frames
from typing import TYPE_CHECKING, Any

from summarizer.errors import ModelDamaged, ModelError, WriterFailed
from summarizer.models.base import Draft, Progress, Task, TaskTooLong
from summarizer.models.files import ModelFolder
from summarizer.models.hardware import choose_threads
from summarizer.models.writers.folders import find_writer, writes_from_encoder
from summarizer.models.writers.places import Device, Place, WriterDtype, choose_place
from summarizer.models.writers.presets import find_preset
from summarizer.models.writers.stops import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKENS_PER_WORD = 1.6
"""Of English news by the tokenizers of the presets at most; other languages take more."""

CHARACTERS_PER_TOKEN = 3
"""A careful estimate of what a token covers, for cutting texts before they are tokenized."""

SPARE_TOKENS = 48
"""Over the words asked for: room to end a sentence."""

LONGEST_WINDOW = 8_192
"""Tokens given to a model at once, whatever it claims: memory grows with them."""

BEAMS = 4
"""For encoder-decoders, as their authors ran them; chat models go greedily."""

NO_REPEAT = 3
"""Words in a row that an encoder-decoder may not say twice, as its authors had it."""

SMALL_PROMPT = 64
"""Tokens of a window that instruction and template take at the least."""


class LocalWriter:
    """A model in a folder or the hub's cache, loaded at the first task.

    Args:
        setting: a preset, a folder or a downloaded model's name.
        device: where it runs.
        dtype: number type of its weights.
        threads: CPU threads; 0 takes all that the process may use.
        seconds: longest time for one draft.
    """

    def __init__(
        self,
        setting: str,
        *,
        device: Device = "auto",
        dtype: WriterDtype = "auto",
        threads: int = 0,
        seconds: float = 120,
    ) -> None:
        self.setting, self.seconds, self.threads = setting, seconds, threads
        self._device, self._dtype = device, dtype
        self._lock = threading.RLock()
        self._folder: ModelFolder | None = None
        self._loaded: _Loaded | None = None

    @property
    def name(self) -> str:
        """What a reader would call the model."""
        preset = find_preset(self.setting)
        if preset is not None:
            return preset.repo.rpartition("/")[2]
        path = Path(self.setting).expanduser()
        return path.resolve().name if path.is_dir() else self.setting

    @property
    def follows(self) -> bool:
        """Whether it is a chat model."""
        return not writes_from_encoder(self._find())

    @property
    def room(self) -> int:
        """Characters that it can read at once."""
        config = self._find().json("config.json")
        return max(_window(config) - SMALL_PROMPT, SMALL_PROMPT) * CHARACTERS_PER_TOKEN

    @property
    def loaded(self) -> bool:
        """Whether it is in memory."""
        return self._loaded is not None

    @property
    def place(self) -> Place | None:
        """Where it runs; None until it is loaded."""
        return self._loaded.place if self._loaded is not None else None

    @property
    def gpu_bytes(self) -> int:
        """The most of a GPU's memory that it has held; 0 where it runs elsewhere."""
        if self.place is None or self.place.device != "cuda":
            return 0
        import torch

        return int(torch.cuda.max_memory_reserved())

    def write(
        self,
        task: Task,
        *,
        stop: threading.Event | None = None,
        progress: Progress | None = None,
    ) -> Draft:
        """Write one draft; see `Writer.write`.

        Raises:
            ModelError: the model is missing or damaged or does not fit into memory.
            WriterFailed: it ran out of memory while it wrote.
        """
        with self._lock, _in_words(self.setting):
            model = self._load()
            try:
                return model.write(task, stop, progress, self.seconds)
            except BaseException as error:
                # What a failed run holds, in its frames too, is given back before anything
                # else happens.
                clear_frames(error.__traceback__)
                model.empty_cache()
                raise

    def load(self) -> None:
        """Load the model now rather than at the first task.

        Raises:
            ModelError: as `write` does.
        """
        with self._lock, _in_words(self.setting):
            self._load()

    def close(self) -> None:
        """Release the model's memory."""
        with self._lock:
            if self._loaded is not None:
                self._loaded.release()
                self._loaded = None

    def _find(self) -> ModelFolder:
        with self._lock:
            if self._folder is None:
                self._folder = find_writer(self.setting)
            return self._folder

    def _load(self) -> _Loaded:
        if self._loaded is None:
            folder = self._find()
            place = choose_place(folder, self._device, self._dtype, subject=self.setting)
            self._loaded = _Loaded(folder, place, self.threads)
        return self._loaded


class _Loaded:
    """Tokenizer and weights in memory."""

    def __init__(self, folder: ModelFolder, place: Place, threads: int) -> None:
        import torch
        from transformers import AutoModelForCausalLM, AutoModelForSeq2SeqLM, AutoTokenizer
        from transformers.utils import logging as chatter

        chatter.disable_progress_bar()  # type: ignore[no-untyped-call]
        torch.set_num_threads(choose_threads(threads))
        self.seq2seq = writes_from_encoder(folder)
        self.place = place
        self.config = folder.json("config.json")
        kind = AutoModelForSeq2SeqLM if self.seq2seq else AutoModelForCausalLM
        self.tokenizer: Any = AutoTokenizer.from_pretrained(
            str(folder.path), local_files_only=True, trust_remote_code=False
        )
        model: Any = kind.from_pretrained(
            str(folder.path),
            local_files_only=True,
            trust_remote_code=False,
            use_safetensors=True,
            dtype=getattr(torch, place.dtype),
        )
        self.model = model.to(place.device).eval()

    def write(
        self, task: Task, stop: threading.Event | None, progress: Progress | None, seconds: float
    ) -> Draft:
        import torch
        from transformers import StoppingCriteriaList

        most = round(task.words * TOKENS_PER_WORD) + SPARE_TOKENS
        given = self._encode(task, most)
        prompt = 0 if self.seq2seq else int(given["input_ids"].shape[1])
        watch = Watch(prompt, most, stop=stop, seconds=seconds, progress=progress)
        if stop is not None and stop.is_set():
            return Draft("", finished=False, note="it was cancelled")
        with torch.inference_mode():
            out = self.model.generate(
                **given,
                generation_config=self._generation(most),
                stopping_criteria=StoppingCriteriaList([watch]),
            )
        written = out[0, prompt:].tolist()
        text = self.tokenizer.decode(written, skip_special_tokens=True).strip()
        ended = any(token in self._ends() for token in written[1:] or written)
        note = watch.reason or ("" if ended else "it stopped in the middle")
        return Draft(text, finished=not note, tokens=len(written), note=note)

    def release(self) -> None:
        self.model = None
        gc.collect()
        self.empty_cache()

    def empty_cache(self) -> None:
        import torch

        gc.collect()
        if self.place.device == "cuda":
            torch.cuda.empty_cache()

    def _encode(self, task: Task, most: int) -> Any:
        window = _window(self.config)
        if self.seq2seq:
            prefix = self._prefix()
            given = self.tokenizer(
                prefix + task.text, return_tensors="pt", truncation=True, max_length=window
            )
            given = {key: given[key] for key in ("input_ids", "attention_mask")}
            if self.config.get("model_type") == "led":
                # LED reads far only through tokens that look at everything: the first one.
                mask = given["attention_mask"].new_zeros(given["attention_mask"].shape)
                mask[:, 0] = 1
                given["global_attention_mask"] = mask
        else:
            text = self._prompt(task)
            given = self.tokenizer(text, return_tensors="pt", add_special_tokens=False)
            given = {key: given[key] for key in ("input_ids", "attention_mask")}
            room = max(window - most, SMALL_PROMPT)
            if given["input_ids"].shape[1] > room:
                raise TaskTooLong(
                    f"the text has {given['input_ids'].shape[1]:,} tokens, it reads {room:,}",
                    advice="Ask for a shorter brief or take a model with a longer window.",
                )
        return {key: value.to(self.place.device) for key, value in given.items()}

    def _prompt(self, task: Task) -> str:
        asked = f"{task.instruction}\n\n{task.text}"
        if self.tokenizer.chat_template:
            messages = [{"role": "user", "content": asked}]
            made: str = self.tokenizer.apply_chat_template(
                messages, tokenize=False, add_generation_prompt=True, enable_thinking=False
            )
            return made
        return f"{self.tokenizer.bos_token or ''}{asked}\n\n"

    def _prefix(self) -> str:
        """The words by which a T5 is told to summarize; its folder says them."""
        special = (self.config.get("task_specific_params") or {}).get("summarization") or {}
        prefix = special.get("prefix", self.config.get("prefix"))
        if prefix is None and str(self.config.get("model_type")) in ("t5", "longt5"):
            prefix = "summarize: "
        return str(prefix or "")

    def _generation(self, most: int) -> Any:
        from transformers import GenerationConfig

        own = self.model.generation_config
        config: Any = GenerationConfig(  # type: ignore[no-untyped-call]
            max_new_tokens=most,
            do_sample=False,
            num_beams=BEAMS if self.seq2seq else 1,
            eos_token_id=own.eos_token_id,
            bos_token_id=own.bos_token_id,
            pad_token_id=self._pad(own),
            decoder_start_token_id=getattr(own, "decoder_start_token_id", None),
            forced_bos_token_id=getattr(own, "forced_bos_token_id", None),
        )
        if self.seq2seq:
            config.early_stopping = True
            config.no_repeat_ngram_size = NO_REPEAT
        return config

    def _pad(self, own: Any) -> int:
        for token in (own.pad_token_id, self.tokenizer.pad_token_id, self.tokenizer.eos_token_id):
            if token is not None:
                return int(token)
        return 0

    def _ends(self) -> frozenset[int]:
        ends = self.model.generation_config.eos_token_id
        if ends is None:
            return frozenset()
        return frozenset(ends if isinstance(ends, list) else [ends])


def _window(config: dict[str, Any]) -> int:
    """Return how many tokens a model reads, from its config.json."""
    for key in ("max_encoder_position_embeddings", "max_position_embeddings", "n_positions"):
        value = config.get(key)
        if isinstance(value, int) and value > 0:
            return min(value, LONGEST_WINDOW)
    return 1_024 if config.get("is_encoder_decoder") else 2_048


@contextmanager
def _in_words(setting: str) -> Iterator[None]:
    """Turn what torch and transformers raise into errors for a reader."""
    try:
        yield
    except ModelError:
        raise
    except MemoryError as error:
        raise _no_memory(setting) from error
    except RuntimeError as error:
        if "out of memory" in str(error).lower() or "can't allocate" in str(error).lower():
            raise _no_memory(setting) from error
        raise WriterFailed(_first_line(error), subject=setting) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ImportError) as error:
        raise ModelDamaged(
            f"it cannot be loaded or run ({_first_line(error)})",
            subject=setting,
            advice="Download it again, or set READOUT_WRITER to another model.",
        ) from error


def _no_memory(setting: str) -> WriterFailed:
    return WriterFailed(
        "it ran out of memory",
        subject=setting,
        advice="Set READOUT_WRITER to a smaller model, or ask for shorter briefs.",
    )


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:160]
