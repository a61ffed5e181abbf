"""Encoding on an executor: the same vectors to the byte, wherever they are computed.

A text's vector depends neither on the texts beside it nor on the number of threads
(tests hold both), so any cut into windows gives the same result. What it does depend on is
the number type: the one who asks chooses it for all.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from summarizer.errors import ModelDamaged
from summarizer.executors import open_executor
from summarizer.models.base import Progress
from summarizer.models.hardware import number_type, usable_cpus
from summarizer.settings import Settings, load_settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from summarizer.models.encoder import CachedEmbedder

WINDOW = 512
"""Texts of one task: a third of a second of work on two cores, against some milliseconds for
the way; what a worker loses when it dies."""

AHEAD = 64
"""Tasks that are handed out at once: some megabytes in the scheduler's memory."""


def is_spread(settings: Settings) -> bool:
    """Return whether the settings ask for encoding outside this process."""
    return bool(settings.dask_address) or settings.workers > 0


@dataclass(frozen=True, slots=True)
class Ask:
    """What a worker must know: which model in which state, and how to compute.

    Attributes:
        encoder, dtype: as in the settings, the number type decided.
        revision: the exact state of the model; a worker with another one refuses.
        threads: CPU threads; 0 leaves it to the worker's own settings.
    """

    encoder: str
    dtype: str
    revision: str
    threads: int


class SpreadTransformer:
    """Does what `Transformer` does, on an executor.

    Args:
        settings: which encoder, and where to work.
        revision: the model's state.
        executor: None opens what the settings name.
    """

    def __init__(self, settings: Settings, revision: str, executor: Executor | None = None) -> None:
        self._executor = executor or open_executor(settings)
        threads = settings.threads
        if not threads and settings.workers > 1 and not settings.dask_address:
            threads = max(1, usable_cpus() // settings.workers)
        self._ask = Ask(settings.encoder, number_type(settings.dtype), revision, threads)

    def encode(
        self, windows: Sequence[Sequence[str]], progress: Progress | None = None
    ) -> Iterator[NDArray[np.float16]]:
        """Yield a (n, dimension) block per window, in order.

        Raises:
            ModelError: a worker has no such model, or another state of it.
        """
        total, done = sum(map(len, windows)), 0
        coming: deque[Future[Any]] = deque()
        ahead = iter(windows)
        try:
            for window in windows:
                while len(coming) < AHEAD and (following := next(ahead, None)) is not None:
                    coming.append(self._executor.submit(encode_window, self._ask, list(following)))
                block: NDArray[np.float16] = coming.popleft().result()
                done += len(window)
                if progress is not None:
                    progress(done, total)
                yield block
        finally:
            for future in coming:
                future.cancel()

    def release(self) -> None:
        """End the workers, or leave the cluster."""
        self._executor.shutdown(wait=True, cancel_futures=True)


_warm: dict[Ask, CachedEmbedder] = {}
_lock = threading.Lock()


def encode_window(ask: Ask, texts: list[str]) -> NDArray[np.float16]:
    """Return the rounded vectors of texts; the work of a worker.

    Raises:
        ModelError: there is no such model here, or another state of it.
    """
    with _lock:
        if ask not in _warm:
            _warm.clear()  # one model in memory, not every one that was ever asked for
            _warm[ask] = _open(ask)
        return _warm[ask].encode_window(texts)


def _open(ask: Ask) -> CachedEmbedder:
    from summarizer.models.encoder import CachedEmbedder

    own = load_settings()
    changes = {
        "encoder": ask.encoder,
        "dtype": ask.dtype,
        "threads": ask.threads or own.threads,
        "workers": 0,
        "dask_address": "",
    }
    embedder = CachedEmbedder(own.model_copy(update=changes), use_cache=False)
    if embedder.revision != ask.revision:
        raise ModelDamaged(
            "a worker has another state of this model",
            subject=ask.encoder,
            advice="Install the same Readout and the same model on every machine.",
        )
    return embedder
