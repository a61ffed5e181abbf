"""The sentence encoder as everyone else sees it: cached, lazy, safe for threads."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from summarizer.errors import ModelDamaged
from summarizer.models.base import Embedder, Progress
from summarizer.models.cache import VectorCache, text_key
from summarizer.models.files import PACKAGED_SHA256, model_name, verify
from summarizer.models.hardware import give_memory_back
from summarizer.models.identity import Identity, identify
from summarizer.models.spread import WINDOW as SPREAD_WINDOW
from summarizer.models.spread import SpreadTransformer, is_spread
from summarizer.settings import Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from summarizer.models.transformer import Transformer

log = logging.getLogger("readout.models")

STORED = np.dtype("<f2")
"""Vectors are kept in half precision. Against single precision the cosine of a vector with
itself is at least 0.9999998, for half the disk. Vectors that were just computed go through
the same rounding, so that a first run and a cached one are the same to the byte."""

WINDOW = 4096
"""Texts that are tokenized, encoded and kept together: what an interrupted run loses at most,
and enough for batches of nearly equal lengths."""

MANY = 512
"""Texts of one run from which on it pays to give memory back: 10 ms, and as long to get it anew."""


def open_embedder(settings: Settings, *, use_cache: bool = True) -> Embedder:
    """Return the encoder that the settings name. Cheap: nothing is read or imported yet.

    The model is looked up at the first `embed` and loaded at the first text whose vector
    is not in the cache.

    Args:
        settings: which encoder, number type, threads, and where the cache lies.
        use_cache: read and keep vectors on disk.
    """
    return CachedEmbedder(settings, use_cache=use_cache and settings.cache_mb > 0)


class CachedEmbedder:
    """A transformer behind a cache of its vectors. Safe to call from several threads."""

    def __init__(self, settings: Settings, *, use_cache: bool) -> None:
        self._settings = settings
        self._cache = VectorCache(settings.cache_dir, settings.cache_mb) if use_cache else None
        self._lock = threading.RLock()
        self._found: Identity | None = None
        self._model: Transformer | SpreadTransformer | None = None
        self._window = SPREAD_WINDOW if is_spread(settings) else WINDOW

    @property
    def name(self) -> str:
        """What a reader would call the model."""
        return model_name(self._settings.encoder)

    @property
    def dimension(self) -> int:
        """Length of a vector.

        Raises:
            ModelError: the model is missing or damaged.
        """
        return self._find().shape.dimension

    @property
    def revision(self) -> str:
        """Name of the model's exact state: its weights and how texts become vectors.

        Raises:
            ModelError: the model is missing or damaged.
        """
        return self._find().revision

    @property
    def loaded(self) -> bool:
        """Whether the model is in memory."""
        return self._model is not None

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """Return (n, dimension) float32, one row of length 1 per text, in order.

        A text's vector does not depend on which others are given with it, nor on whether
        it comes from the cache.

        Raises:
            ModelError: the model is missing or damaged.
        """
        found = self._find()
        keys = [text_key(found.revision, text) for text in texts]
        wanted = dict(zip(keys, texts, strict=True))
        rows = self._from_cache(wanted, found.shape.dimension)
        missing = {key: text for key, text in wanted.items() if key not in rows}
        if missing:
            rows |= self._encode(missing, progress)
        elif progress is not None and texts:
            progress(len(wanted), len(wanted))
        table = _units([rows[key] for key in keys], found.shape.dimension)
        if len(missing) >= MANY:
            del rows
            give_memory_back()
        return table

    def encode_window(self, texts: Sequence[str]) -> NDArray[np.float16]:
        """Return (n, dimension) vectors as the cache keeps them, past the cache: a worker's part.

        Raises:
            ModelError: the model is missing or damaged.
        """
        with self._lock:
            block: NDArray[Any] = next(iter(self._load().encode([texts])))
            return block.astype(STORED)

    def close(self) -> None:
        """Release the model's memory; the next `embed` loads it again when it needs it."""
        with self._lock:
            if self._model is not None:
                self._model.release()
                self._model = None
        if self._cache is not None:
            self._cache.close()

    def _find(self) -> Identity:
        with self._lock:
            if self._found is None:
                self._found = identify(self._settings)
            return self._found

    def _from_cache(
        self, wanted: dict[bytes, str], dimension: int
    ) -> dict[bytes, NDArray[np.float16]]:
        if self._cache is None or not wanted:
            return {}
        stored = self._cache.fetch(list(wanted))
        size = dimension * STORED.itemsize
        whole = {key: value for key, value in stored.items() if len(value) == size}
        if not whole:
            return {}
        block = np.frombuffer(b"".join(whole.values()), STORED).reshape(len(whole), dimension)
        good = _plausible(block)
        return {key: row for key, row, fine in zip(whole, block, good, strict=True) if fine}

    def _encode(
        self, missing: dict[bytes, str], progress: Progress | None
    ) -> dict[bytes, NDArray[np.float16]]:
        keys = sorted(missing, key=lambda key: (len(missing[key]), key))
        made: dict[bytes, NDArray[np.float16]] = {}
        with self._lock:
            model = self._load()
            size = self._window
            windows = [keys[i : i + size] for i in range(0, len(keys), size)]
            blocks: Iterator[NDArray[Any]] = model.encode(
                [[missing[key] for key in window] for window in windows], progress
            )
            for window, block in zip(windows, blocks, strict=True):
                kept = block.astype(STORED)
                if not _plausible(kept).all():
                    raise self._nonsense()
                fresh = dict(zip(window, kept, strict=True))
                if self._cache is not None:
                    self._cache.store({key: row.tobytes() for key, row in fresh.items()})
                made |= fresh
                if len(keys) >= MANY:
                    give_memory_back()
        return made

    def _load(self) -> Transformer | SpreadTransformer:
        if self._model is None and is_spread(self._settings):
            self._model = SpreadTransformer(self._settings, self.revision)
        if self._model is None:
            from summarizer.models.transformer import Transformer

            found = self._find()
            verify(found.folder, self._settings.cache_dir)
            self._model = Transformer(
                found.folder,
                found.shape,
                dtype=self._settings.dtype,
                threads=self._settings.threads,
            )
            give_memory_back()  # what loading took besides the weights
        return self._model

    def _nonsense(self) -> ModelDamaged:
        folder = self._find().folder
        return ModelDamaged(
            "it computes values that are not numbers",
            subject=str(folder.path),
            advice=folder.advice
            if folder.sha256 != PACKAGED_SHA256
            else "Set READOUT_DTYPE=float32; should that not help, " + folder.advice,
        )


def _plausible(block: NDArray[np.float16]) -> NDArray[np.bool_]:
    """Which rows are vectors of length 1, up to rounding: what else could come off a disk."""
    with np.errstate(all="ignore"):
        wide = block.astype(np.float32)  # `einsum` takes three times as long to widen them itself
        squares = np.einsum("ij,ij->i", wide, wide)
    fine: NDArray[np.bool_] = np.abs(squares - 1.0) < 0.01  # NaN compares as False
    return fine


def _units(rows: Sequence[NDArray[np.float16]], dimension: int) -> NDArray[np.float32]:
    """Return the rows as one table at length 1; part after part, for the memory's sake."""
    table = np.empty((len(rows), dimension), np.float32)
    for start in range(0, len(rows), WINDOW):
        part = table[start : start + WINDOW]
        part[...] = np.concatenate(rows[start : start + WINDOW]).reshape(part.shape)
        # To the bit what `numpy.linalg.norm` gives, without its questions.
        part /= np.sqrt(np.add.reduce(part * part, 1, keepdims=True))
    return table
