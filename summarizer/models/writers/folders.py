"""Finds the folder of a model that writes or judges; nothing is downloaded."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from math import prod
from pathlib import Path

from summarizer.errors import ModelDamaged, ModelMissing
from summarizer.models.files import ModelFolder, check_layout, find_model, is_path, read_header
from summarizer.models.writers.presets import find_preset

ENCODER_DECODERS = frozenset(
    "bart t5 mt5 umt5 pegasus pegasus_x led longt5 mbart prophetnet bigbird_pegasus m2m_100 "
    "marian blenderbot fsmt plbart switch_transformers".split()
)

DECODER = "ForCausalLM"
"""How transformers ends the names of models that go on with a text."""

VOCABULARIES = ("tokenizer.json", "vocab.txt", "vocab.json")
"""Files that a tokenizer's words are read from."""

BYTEWISE = "ByT5Tokenizer"
"""It needs no words."""


def find_pulled(setting: str) -> ModelFolder:
    """Return the folder of the model that the setting names, looked over.

    Args:
        setting: a preset, a folder, or the name of a model that was downloaded.

    Raises:
        ModelMissing: there is nothing by that name.
        ModelDamaged: as `look_over` does.
    """
    folder = find_named(setting)
    look_over(folder)
    return folder


def find_named(setting: str) -> ModelFolder:
    """Return the folder of the model that the setting names, whole or not.

    Raises:
        ModelMissing: there is nothing by that name.
    """
    preset = find_preset(setting)
    name = preset.repo if preset else setting
    again = "Download it again, or name another model."
    if not Path(name).expanduser().is_dir():
        again = f"Download it again: readout models pull {setting}"
    try:
        return replace(find_model(name), again=again)
    except ModelMissing as error:
        folder_meant = is_path(name) or Path(name).expanduser().is_dir()
        raise ModelMissing(
            error.problem,
            subject=setting if preset is None else f"{setting} ({name})",
            advice="Name the folder that holds config.json, a preset or a downloaded model."
            if folder_meant
            else f"Download it first: readout models pull {setting}",
        ) from error


def look_over(folder: ModelFolder) -> None:
    """Look whether a model's files are whole, without reading all of them.

    Raises:
        ModelMissing: there are no weights.
        ModelDamaged: they are cut or of a kind that is not loaded, or there is no tokenizer.
    """
    for path in folder.weights():
        check_layout(path, folder.advice)
    _require_vocabulary(folder)


def _require_vocabulary(folder: ModelFolder) -> None:
    """Raise ModelDamaged where no tokenizer can be read: transformers would take an empty one."""
    there = any((folder.path / name).is_file() for name in VOCABULARIES)
    pieces = any(folder.path.glob("*.model"))
    if there or (pieces and find_spec("sentencepiece") is not None):
        return
    if folder.json("tokenizer_config.json").get("tokenizer_class") == BYTEWISE:
        return
    raise ModelDamaged(
        "its tokenizer cannot be read without tokenizer.json" if pieces else "it has no tokenizer",
        subject=str(folder.path),
        advice="Take a model that comes with tokenizer.json." if pieces else folder.advice,
    )


def writes(folder: ModelFolder) -> bool:
    """Return whether the model makes text of text; others make it of sound or pictures, or none.

    Raises:
        ModelDamaged: config.json cannot be read.
    """
    config = folder.json("config.json")
    kinds = config.get("architectures")
    decodes = isinstance(kinds, list) and any(str(kind).endswith(DECODER) for kind in kinds)
    return decodes or str(config.get("model_type", "")).lower() in ENCODER_DECODERS


def writes_from_encoder(folder: ModelFolder) -> bool:
    """Return whether the model is an encoder-decoder (BART, T5), not a decoder alone (Llama)."""
    config = folder.json("config.json")
    kind = str(config.get("model_type", "")).lower()
    return bool(config.get("is_encoder_decoder")) or kind in ENCODER_DECODERS


def count_numbers(folder: ModelFolder) -> int:
    """Return how many numbers the weights are, which the number type turns into memory.

    Raises:
        ModelDamaged: the headers of the weights cannot be read.
    """
    count = 0
    for path in folder.weights():
        for entry in read_header(path, folder.advice).values():
            count += prod(entry["shape"])
    return count
