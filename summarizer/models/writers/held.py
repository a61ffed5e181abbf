"""One copy of a model of transformers in memory: loaded when it is needed, let go when asked."""

from __future__ import annotations

import gc
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import clear_frames
from typing import Any, ClassVar, Generic, TypeVar

from summarizer.errors import ModelDamaged, ModelError
from summarizer.models.files import ModelFolder
from summarizer.models.transformer import yield_when_waiting
from summarizer.models.writers.folders import find_pulled
from summarizer.models.writers.places import Device, Place, WriterDtype, choose_place
from summarizer.models.writers.presets import find_preset


class Loaded:
    """A model's weights in memory.

    Args:
        model: as transformers loaded it.
        place: where it runs.
    """

    def __init__(self, model: Any, place: Place) -> None:
        self.place = place
        self.model = model.to(place.device).eval()

    def release(self) -> None:
        """Give the weights' memory back."""
        self.model = None
        self.empty_cache()

    def empty_cache(self) -> None:
        """Give back what a run has left."""
        import torch

        gc.collect()
        if self.place.device == "cuda":
            torch.cuda.empty_cache()


L = TypeVar("L", bound=Loaded)


class HeldModel(ABC, Generic[L]):
    """A model in a folder or the hub's cache, loaded when it is first used.

    Args:
        setting: a preset, a folder or a downloaded model's name.
        device: where it runs.
        dtype: number type of its weights.
        threads: CPU threads; 0 takes all that the process may use.
    """

    variable: ClassVar[str]
    """The setting that names it, for advice."""
    failed: ClassVar[type[ModelError]] = ModelError
    """What is raised where it runs out of memory or breaks off."""
    relief: ClassVar[str] = ""
    """What else helps where memory is short, such as ", or ask for less"."""

    def __init__(
        self,
        setting: str,
        *,
        device: Device = "auto",
        dtype: WriterDtype = "auto",
        threads: int = 0,
    ) -> None:
        self.setting, self.threads = setting, threads
        self._device, self._dtype = device, dtype
        self._lock = threading.RLock()
        self._folder: ModelFolder | None = None
        self._loaded: L | None = None

    @property
    def name(self) -> str:
        """What a reader would call the model."""
        preset = find_preset(self.setting)
        if preset is not None:
            return preset.repo.rpartition("/")[2]
        path = Path(self.setting).expanduser()
        return path.resolve().name if path.is_dir() else self.setting

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

    def load(self) -> None:
        """Load the model now rather than at its first use.

        Raises:
            ModelError: it is missing or damaged or does not fit into memory.
        """
        with self._running():
            pass

    def close(self) -> None:
        """Release the model's memory."""
        with self._lock:
            if self._loaded is not None:
                self._loaded.release()
                self._loaded = None

    @abstractmethod
    def _open(self, folder: ModelFolder, place: Place) -> L:
        """Load the weights."""

    @contextmanager
    def _running(self) -> Iterator[L]:
        """Yield the loaded model, to one user at a time; what goes wrong is told in words."""
        with self._lock, self._in_words():
            if self._loaded is None:
                yield_when_waiting()
                folder = self._find()
                place = choose_place(
                    folder,
                    self._device,
                    self._dtype,
                    subject=self.setting,
                    variable=self.variable,
                )
                self._loaded = self._open(folder, place)
            model = self._loaded
            try:
                yield model
            except BaseException as error:
                # What a failed run holds, in its frames too, is given back before anything
                # else happens.
                clear_frames(error.__traceback__)
                model.empty_cache()
                raise

    def _find(self) -> ModelFolder:
        with self._lock:
            if self._folder is None:
                self._folder = find_pulled(self.setting)
            return self._folder

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Turn what torch and transformers raise into errors for a reader."""
        try:
            yield
        except ModelError:
            raise
        except MemoryError as error:
            raise self._no_memory() from error
        except RuntimeError as error:
            if "out of memory" in str(error).lower() or "can't allocate" in str(error).lower():
                raise self._no_memory() from error
            raise self.failed(_first_line(error), subject=self.setting) from error
        except (OSError, ValueError, LookupError, TypeError, AttributeError, ImportError) as error:
            raise ModelDamaged(
                f"it cannot be loaded or run ({_first_line(error)})",
                subject=self.setting,
                advice=f"Download it again, or set {self.variable} to another model.",
            ) from error

    def _no_memory(self) -> ModelError:
        return self.failed(
            "it ran out of memory",
            subject=self.setting,
            advice=f"Set {self.variable} to a smaller model{self.relief}.",
        )


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:160]
