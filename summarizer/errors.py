"""Everything that Readout raises on purpose.

::

    ReadoutError
    ├── SourceError            something to read could not be read
    │   ├── NotFound           there is nothing at that path or address
    │   ├── Unreadable         it is there, but cannot be read or decoded
    │   ├── TooLarge           it is over a limit
    │   ├── NoArticle          it was read, but holds no article
    │   │   └── NotNow         a notice stands in its place that may pass (maintenance, a check)
    │   └── Refused            Readout declines to fetch it (unsafe address, robots.txt)
    ├── ModelError             a model cannot be used
    │   ├── ModelMissing       nothing at the folder or name
    │   ├── ModelDamaged       a file is cut, altered or of a kind that is not loaded
    │   └── WriterFailed       it gave nothing: out of memory, no answer, refused
    ├── NothingToBrief         no usable article was left
    ├── SettingsError          a setting has a value it cannot have
    └── StorageError           the cache, archive or output cannot be written or read
        ├── StorageFull        the disk has no room left
        ├── StorageAway        a database does not answer now; it may in a moment
        └── StorageReplaced    another file took a database's place while it was in use

Each carries its `subject` (path, address, model, setting) and, in `advice`, what to
do next. `str(error)` is one line fit for a reader: "subject: what was wrong. Advice."
"""

from __future__ import annotations


class ReadoutError(Exception):
    """Base of the tree.

    Args:
        problem: what is wrong, in lower case, without a full stop.
        subject: what it is about.
        advice: what the reader can do, as a sentence.
    """

    def __init__(self, problem: str, *, subject: str = "", advice: str = "") -> None:
        self.problem = problem
        self.subject = subject
        self.advice = advice
        super().__init__(problem)

    def __str__(self) -> str:
        head = f"{self.subject}: {self.problem}" if self.subject else self.problem
        return f"{head}. {self.advice}" if self.advice else head


class SourceError(ReadoutError):
    """Something to read could not be read."""


class NotFound(SourceError):
    """There is nothing at that path or address."""


class Unreadable(SourceError):
    """It is there, but cannot be read or decoded."""


class TooLarge(SourceError):
    """It is over a limit."""


class NoArticle(SourceError):
    """It was read, but holds no article."""


class NotNow(NoArticle):
    """A notice stands in an article's place that may pass: maintenance, a check for robots."""


class Refused(SourceError):
    """Readout declines to fetch it."""


class ModelError(ReadoutError):
    """A model cannot be used."""


class ModelMissing(ModelError):
    """Nothing at the folder or name."""


class ModelDamaged(ModelError):
    """A file of the model is cut, altered, or of a kind that is not loaded."""


class WriterFailed(ModelError):
    """The writing model gave nothing: out of memory, no answer in time, refused."""


class NothingToBrief(ReadoutError):
    """No usable article was left."""


class SettingsError(ReadoutError):
    """A setting has a value it cannot have."""


class StorageError(ReadoutError):
    """The cache, archive or output cannot be written or read."""


class StorageFull(StorageError):
    """The disk has no room left: nothing is lost, and the same succeeds once there is some."""


class StorageAway(StorageError):
    """A database does not answer, or is kept busy: the same may succeed in a moment."""


class StorageReplaced(StorageError):
    """Another file took the place of a database that was in use: it is to be opened anew."""


def reason_of(error: Exception) -> str:
    """Return what the system says of a file, disk or database, for within a sentence."""
    return (getattr(error, "strerror", None) or str(error)).lower()
