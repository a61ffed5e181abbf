"""Digests that were made before: the same question about the same articles is answered at once.

Asking again for another format is common, and nothing of it need be thought of twice, nor even
read: articles of files are known by the files' bytes. A kept digest is only used where everything
that made it is the same: articles, wishes, settings, the model's state, Readout's own files and
the packages that are installed. Like the cache of vectors it lies in the
cache folder, may be deleted at any time, and is never the reason that a digest is not made.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from summarizer.domain import Article, Digest, Dropped
from summarizer.wish import Wish

log = logging.getLogger("readout.cache")

FOLDER = "digests"
LEFT_SECONDS = 3600.0
"""After so long a half-written digest is what a run left that was killed."""

MOST = 12
"""Digests that are kept; the oldest go first. One of 300 articles takes some three MB."""

_METADATA = (".dist-info", ".egg-info")


class KeptDigests:
    """The digests in a cache folder. No method raises for a fault of the disk.

    Args:
        cache_dir: the cache folder; made when needed.
        made_with: what else a digest depends on: the model's state, the number type.
    """

    def __init__(self, cache_dir: Path, made_with: Sequence[str]) -> None:
        self._folder = cache_dir / FOLDER
        self._made_with = tuple(made_with)

    def key(self, articles: Iterable[Article], wish: Wish, dropped: Iterable[Dropped]) -> str:
        """Return the name of a question: equal for equal questions only."""
        return self._name(wish, *dropped, "articles", *articles)

    def key_of(self, contents: str, wish: Wish) -> str:
        """Return the name of a question about articles that are not read yet.

        Args:
            contents: a name of what they are read from, equal for equal contents only.
            wish: what was asked of them.
        """
        return self._name(wish, "contents", contents)

    def _name(self, *parts: object) -> str:
        digest = hashlib.sha256()
        for part in (program_state(), *self._made_with, *parts):
            digest.update(repr(part).encode("utf-8", "surrogatepass") + b"\0")
        return digest.hexdigest()[:32]

    def find(self, key: str) -> Digest | None:
        """Return the digest that was kept under the key; None if there is none."""
        path = self._path(key)
        try:
            found = _adapter().validate_json(path.read_bytes())
        except OSError:
            return None
        except ValidationError:
            log.warning("the digest kept in %s is damaged and is made again", path)
            return None
        with suppress(OSError):  # the folder may be read-only, or another run have let it go
            os.utime(path)
        return found

    def keep(self, key: str, made: Digest) -> None:
        """Keep a digest, readable for its owner alone, and let the oldest go."""
        part = self._folder / f"{key}.{os.getpid()}-{threading.get_ident()}.part"
        try:
            body = _adapter().dump_json(made)
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part.touch(mode=0o600)
            part.write_bytes(body)
            part.replace(self._path(key))
            self._tidy()
        except (OSError, ValueError) as error:  # ValueError: halves of surrogate pairs
            log.debug("a digest could not be kept: %s", error)
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.json"

    def _tidy(self) -> None:
        """Let the oldest go, and what killed runs left; other runs may do so at the same time."""
        dated = sorted(
            ((_moment(path), path) for path in self._folder.glob("*.json")), reverse=True
        )
        left = [path for path in self._folder.glob("*.part") if _is_left(path)]
        for path in [*(path for _, path in dated[MOST:]), *left]:
            path.unlink(missing_ok=True)


def _moment(path: Path) -> float:
    """Return when a file was last used; 0 for one that is gone."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _is_left(path: Path) -> bool:
    return time.time() - _moment(path) > LEFT_SECONDS


@cache
def program_state() -> str:
    """Return a name of what reads and digests, as it is installed.

    Readout's own files by size and time of change; Python and all packages by their versions.
    """
    digest = hashlib.sha256(sys.version.encode())
    for folder, folders, names in os.walk(Path(__file__).parent):
        folders[:] = sorted(name for name in folders if name not in ("__pycache__", "seeds"))
        for name in sorted(names):
            with suppress(FileNotFoundError):  # an editor's, or of an update under way
                state = os.stat(f"{folder}/{name}")  # noqa: PTH116 - a thousand paths cost more
                digest.update(f"{folder}/{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    digest.update("\n".join(installed_packages()).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def installed_packages() -> list[str]:
    """Return the packages that can be imported, each by the folder that names its version."""
    found: set[str] = set()
    for folder in sys.path:
        with suppress(OSError):  # a zip file, or a folder that is not there
            found.update(path.name for path in Path(folder).iterdir() if path.suffix in _METADATA)
    return sorted(found)


@cache
def _adapter() -> TypeAdapter[Digest]:
    return TypeAdapter(Digest)
