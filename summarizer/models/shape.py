"""What an encoder's folder says of how texts become vectors: pooling, lengths, prompt."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Literal

from summarizer.errors import ModelDamaged
from summarizer.models.files import ModelFolder

Pooling = Literal["mean", "cls", "max", "lasttoken"]

_POOLINGS: dict[str, Pooling] = {
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_cls_token": "cls",
    "pooling_mode_max_tokens": "max",
    "pooling_mode_lasttoken": "lasttoken",
}
_NAMES: dict[str, Pooling] = {"mean": "mean", "cls": "cls", "max": "max", "lasttoken": "lasttoken"}
_KNOWN_MODULES = frozenset({"", "Transformer", "Pooling", "Normalize"})
DEFAULT_LENGTH = 512
"""Tokens of a text that are read where the model sets no limit of its own."""


@dataclass(frozen=True, slots=True)
class EncoderShape:
    """How texts become vectors.

    Attributes:
        dimension: length of a vector.
        length: the most tokens of a text that are read, special ones counted.
        pooling: how a text's token vectors become one.
        lower: texts are put in lower case before the tokenizer sees them.
        prompt: what is put before every text.
        pad: id of the token that fills up.
    """

    dimension: int
    length: int
    pooling: Pooling
    lower: bool
    prompt: str
    pad: int

    @property
    def digest(self) -> str:
        """A short name of all that is in here, for keys."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:12]


def read_shape(folder: ModelFolder) -> EncoderShape:
    """Return what the folder says of its encoder.

    Raises:
        ModelDamaged: a file cannot be read, or asks for something that is not supported.
    """
    config = folder.json("config.json")
    sentence = folder.json("sentence_bert_config.json")
    dimension = _number(folder, config, "hidden_size", "dim", "d_model")
    unknown = set(folder.modules()) - _KNOWN_MODULES
    if unknown:
        raise ModelDamaged(
            f"it needs a step that is not supported ({', '.join(sorted(unknown))})",
            subject=str(folder.path),
            advice="Take an encoder of a transformer with pooling alone.",
        )
    longest = _count(folder, config, "max_position_embeddings", DEFAULT_LENGTH)
    length = _count(folder, sentence, "max_seq_length", min(longest, DEFAULT_LENGTH))
    prompts = folder.json("config_sentence_transformers.json")
    return EncoderShape(
        dimension=dimension,
        length=min(length, longest),
        pooling=_pooling(folder),
        lower=bool(sentence.get("do_lower_case")),
        prompt=_prompt(prompts),
        pad=_count(folder, config, "pad_token_id", 0),
    )


def _count(folder: ModelFolder, config: dict[str, Any], name: str, default: int) -> int:
    value = config.get(name)
    if value is None:
        return default
    if isinstance(value, int) and value >= 0:
        return value or default
    raise ModelDamaged(
        f"its {name} is not a count ({value!r})", subject=str(folder.path), advice=folder.advice
    )


def _number(folder: ModelFolder, config: dict[str, Any], *names: str) -> int:
    for name in names:
        value = config.get(name)
        if isinstance(value, int) and value > 0:
            return value
    raise ModelDamaged(
        f"its config.json has no {names[0]}", subject=str(folder.path), advice=folder.advice
    )


def _pooling(folder: ModelFolder) -> Pooling:
    config = folder.json("1_Pooling/config.json")
    chosen: list[Pooling | None] = []
    if isinstance(config.get("pooling_mode"), str):
        chosen = [_NAMES.get(config["pooling_mode"])]
    elif config:
        wanted = [
            key for key, on in config.items() if key.startswith("pooling_mode_") and on is True
        ]
        chosen = [_POOLINGS.get(key) for key in wanted]
    if not config:
        return "mean"  # what sentence-transformers does with a bare transformer
    if len(chosen) == 1 and chosen[0] is not None:
        return chosen[0]
    raise ModelDamaged(
        "its way of pooling is not supported",
        subject=str(folder.path / "1_Pooling" / "config.json"),
        advice="Readout pools by mean, first token, last token or maximum, one of them.",
    )


def _prompt(config: dict[str, Any]) -> str:
    name, prompts = config.get("default_prompt_name"), config.get("prompts")
    if isinstance(name, str) and isinstance(prompts, dict):
        return str(prompts.get(name) or "")
    return ""
