"""A writer on this machine: encoder-decoders and chat models through transformers.

Weights are read from safetensors only, no code that comes with a model is run, and
nothing is downloaded. Greedy or beam search without sampling: the same task gives the
same draft.
"""

from __future__ import annotations

import threading
from typing import Any

from summarizer.errors import WriterFailed
from summarizer.models.base import CANCELLED, Draft, Progress, Task, TaskTooLong
from summarizer.models.files import ModelFolder
from summarizer.models.hardware import choose_threads
from summarizer.models.judges.labels import refuse_judge
from summarizer.models.writers.folders import writes_from_encoder
from summarizer.models.writers.held import HeldModel, Loaded
from summarizer.models.writers.places import Device, Place, WriterDtype
from summarizer.models.writers.stops import Watch

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


class LocalWriter(HeldModel["_Loaded"]):
    """A model in a folder or the hub's cache, loaded at the first task.

    Args:
        setting, device, dtype, threads: as for `HeldModel`.
        seconds: longest time for one draft.
    """

    variable = "READOUT_WRITER"
    failed = WriterFailed
    relief = ", or ask for shorter briefs"

    def __init__(
        self,
        setting: str,
        *,
        device: Device = "auto",
        dtype: WriterDtype = "auto",
        threads: int = 0,
        seconds: float = 120,
    ) -> None:
        super().__init__(setting, device=device, dtype=dtype, threads=threads)
        self.seconds = seconds

    @property
    def follows(self) -> bool:
        """Whether it is a chat model."""
        return not writes_from_encoder(self._find())

    @property
    def room(self) -> int:
        """Characters that it can read at once."""
        config = self._find().json("config.json")
        return max(_window(config) - SMALL_PROMPT, SMALL_PROMPT) * CHARACTERS_PER_TOKEN

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
        with self._running() as model:
            return model.write(task, stop, progress, self.seconds)

    def _find(self) -> ModelFolder:
        folder = super()._find()
        refuse_judge(folder)
        return folder

    def _open(self, folder: ModelFolder, place: Place) -> _Loaded:
        return _Loaded(folder, place, self.threads)


class _Loaded(Loaded):
    """Tokenizer and weights in memory."""

    def __init__(self, folder: ModelFolder, place: Place, threads: int) -> None:
        import torch
        from transformers import AutoModelForCausalLM, AutoModelForSeq2SeqLM, AutoTokenizer
        from transformers.utils import logging as chatter

        chatter.disable_progress_bar()  # type: ignore[no-untyped-call]
        torch.set_num_threads(choose_threads(threads))
        self.seq2seq = writes_from_encoder(folder)
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
        super().__init__(model, place)

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
            return Draft("", finished=False, note=CANCELLED)
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
