"""Which encoder the settings name, and its exact state: known before anything heavy is imported."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.models.files import ModelFolder, find_model, model_name, verify
from summarizer.models.shape import EncoderShape, read_shape
from summarizer.settings import Settings


@dataclass(frozen=True, slots=True)
class Identity:
    """An encoder as it lies on disk.

    Attributes:
        name: what a reader would call it.
        folder: where it is.
        shape: how texts become vectors.
        revision: name of its exact state, of weights and shape, for keys.
    """

    name: str
    folder: ModelFolder
    shape: EncoderShape
    revision: str


def identify(settings: Settings) -> Identity:
    """Return the encoder that the settings name.

    Raises:
        ModelError: it is missing or damaged.
    """
    folder = find_model(settings.encoder)
    shape = read_shape(folder)
    # The packaged weights are known; they are checked when they are loaded.
    weights = folder.sha256 or verify(folder, settings.cache_dir)
    return Identity(model_name(settings.encoder), folder, shape, f"{weights}:{shape.digest}")
