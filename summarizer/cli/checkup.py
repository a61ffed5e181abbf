"""What `readout doctor` looks at: each check returns what it found and what to do."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from summarizer.cli.moments import home_zone
from summarizer.errors import ReadoutError

if TYPE_CHECKING:
    from summarizer.settings import Settings

State = Literal["good", "beware", "fault"]

NEEDED = ("torch", "transformers", "tokenizers", "safetensors", "numpy", "trafilatura")
"""What the main job imports, thus what is worth a line."""

LITTLE_DISK = 1_000_000_000
"""Bytes free below which the cache may soon fail."""
LITTLE_MEMORY = 700_000_000
"""Bytes free below which the encoder may not fit: it was measured to need about this much."""
LITTLE_TIME = 365
"""Days until a disk is full that an operator should know of."""
TRIAL = "The council voted for the bridge on Monday."


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found.

    Attributes:
        name: what was looked at.
        state: "good", "beware" (works, but) or "fault" (does not work).
        text: what was found.
        advice: what to do about it; empty where nothing is to be done.
    """

    name: str
    state: State
    text: str
    advice: str = ""


def examine(settings: Settings) -> Iterator[Finding]:
    """Yield the findings, the quick ones first."""
    yield check_python()
    yield from check_packages()
    yield attempt("Time zone", lambda: Finding("Time zone", "good", home_zone(settings).key))
    yield check_processor(settings)
    yield check_memory()
    yield check_folder("Cache", settings.cache_dir, "READOUT_CACHE_DIR", needed=False)
    yield check_folder("Data", settings.data_dir, "READOUT_DATA_DIR", needed=True)
    yield attempt("Archive", lambda: look_at_archive(settings))
    yield check_examples()
    model = attempt("Model", lambda: look_at_model(settings))
    yield model
    if model.state != "fault":
        yield attempt("Trial", lambda: try_model(settings))
    yield attempt("Writer", lambda: look_at_writer(settings))
    yield attempt("Judge", lambda: look_at_judge(settings))


def attempt(name: str, look: Callable[[], Finding]) -> Finding:
    """Return what `look` finds; what it raises is a fault."""
    try:
        return look()
    except ReadoutError as error:
        subject = f"{error.subject}: " if error.subject else ""
        return Finding(name, "fault", f"{subject}{error.problem}", error.advice)
    except Exception as error:
        return Finding(name, "fault", f"{type(error).__name__}: {error}", REINSTALL)


REINSTALL = "Install Readout again in a new virtual environment."


def check_python() -> Finding:
    """Which Python, and is it new enough."""
    found = f"{platform.python_version()} ({sys.executable})"
    if sys.version_info < (3, 11):  # noqa: UP036 - a doctor also sees what should not be
        return Finding("Python", "fault", found, "Readout needs Python 3.11 or later.")
    return Finding("Python", "good", found)


def check_packages() -> Iterator[Finding]:
    """Which versions of what Readout stands on, against what it asks for."""
    wanted = _wanted()
    for name in NEEDED:
        try:
            found = version(name)
        except PackageNotFoundError:
            yield Finding(name, "fault", "not installed", f"pip install '{name}{wanted[name]}'")
            continue
        if not _satisfies(found, wanted[name]):
            text = f"{found}, but Readout was made for {wanted[name]}"
            yield Finding(name, "beware", text, f"pip install '{name}{wanted[name]}'")
        else:
            yield Finding(name, "good", found)


def _wanted() -> dict[str, str]:
    """Return the versions that Readout's own metadata asks for, by package."""
    wanted = dict.fromkeys(NEEDED, "")
    try:
        lines = requires("readout") or []
    except PackageNotFoundError:
        lines = []
    for line in lines:
        if ";" in line:  # an extra
            continue
        name = line.split("=")[0].rstrip("<>!~ ").split("[")[0].split("<")[0].split(">")[0]
        if name in wanted:
            wanted[name] = line[len(name) :].strip()
    return wanted


def _satisfies(found: str, wanted: str) -> bool:
    """Compare release numbers; "2.13.0+cpu" is 2.13.0."""
    have = _numbers(found)
    for clause in filter(None, (part.strip() for part in wanted.split(","))):
        sign = clause.rstrip("0123456789.*+abcdefghijklmnopqrstuvwxyz")
        asked = _numbers(clause[len(sign) :])
        size = max(len(have), len(asked))
        left, right = (part + (0,) * (size - len(part)) for part in (have, asked))
        verdict = {"==": left == right, ">=": left >= right, "<": left < right, "<=": left <= right}
        if not verdict.get(sign.strip(), True):
            return False
    return True


def _numbers(text: str) -> tuple[int, ...]:
    release = text.partition("+")[0]
    return tuple(int(part) for part in release.split(".") if part.isdigit())


def check_processor(settings: Settings) -> Finding:
    """What the CPU is and what that means for speed."""
    from summarizer.models import hardware

    features = ", ".join(hardware.shown_features()) or "no features reported"
    cpus = hardware.choose_threads(settings.threads)
    text = f"{hardware.processor()}, {cpus} thread{'s' * (cpus != 1)}, {features}"
    if hardware.has_native_bfloat16() or settings.dtype == "float32":
        return Finding("Processor", "good", text)
    return Finding("Processor", "good", f"{text}; no native bfloat16, so float32 is used")


def check_memory() -> Finding:
    """Is there room for the model."""
    from summarizer.models import hardware

    free = hardware.available_memory()
    if free is None:
        return Finding("Memory", "good", "not reported by this system")
    if free < LITTLE_MEMORY:
        return Finding(
            "Memory", "beware", f"{size(free)} free", "Close other programs if a digest fails."
        )
    return Finding("Memory", "good", f"{size(free)} free")


def check_folder(name: str, folder: Path, setting: str, *, needed: bool) -> Finding:
    """May the folder be written, and is there room on its disk."""
    place = _nearest(folder)
    if not (place.is_dir() and os.access(place, os.W_OK | os.X_OK)):
        state: State = "fault" if needed else "beware"
        cost = "nothing can be kept" if needed else "every run encodes everything again"
        return Finding(
            name, state, f"{folder} is not writable: {cost}", f"Set {setting} to another folder."
        )
    free = shutil.disk_usage(place).free
    used = _used(folder)
    text = f"{folder} ({size(used)} used, {size(free)} free)"
    if free < LITTLE_DISK:
        return Finding(name, "beware", text, f"Make room, or set {setting} to another disk.")
    return Finding(name, "good", text)


def _nearest(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that is there."""
    place = folder.expanduser().absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    return place


def _used(folder: Path) -> int:
    total = 0
    for here, _, files in os.walk(folder):
        for file in files:
            try:
                total += (Path(here) / file).stat().st_size
            except OSError:
                continue
    return total


def look_at_archive(settings: Settings) -> Finding:
    """Can the archive be opened, and what is in it; where there is none, none is made.

    Raises:
        StorageError: it cannot be opened.
    """
    from summarizer.archive.place import has_archive

    if not has_archive(settings.data_dir, settings.database_url):
        return Finding("Archive", "good", "no articles are stored yet")
    from summarizer.library import Library
    from summarizer.render.wording import plural

    with Library(settings) as library:
        articles = plural(library.count(), "article")
        text = f"{articles}, {plural(len(library.sources()), 'source')} in {library.where}"
        growth = library.growth()
    if growth is not None:
        a_day = plural(round(growth.a_day), "article")
        text += f", {size(growth.size)}; {a_day} a day came in recently"
        if (
            growth.days_left is not None
            and growth.days_left < LITTLE_TIME
            and not settings.keep_days
        ):
            text += f", and the disk is full in about {growth.days_left:,.0f} days"
            return Finding("Archive", "beware", text, "READOUT_KEEP_DAYS=90 deletes older ones.")
    return Finding("Archive", "good", text)


def check_examples() -> Finding:
    """Are the example articles there."""
    from summarizer.cli.inputs import packaged_seeds

    def look() -> Finding:
        folder = packaged_seeds()
        count = sum(1 for path in folder.iterdir() if path.suffix == ".txt")
        return Finding("Examples", "good", f"{count} articles in {folder}")

    found = attempt("Examples", look)
    if found.state == "fault":
        return Finding("Examples", "beware", found.text, found.advice)
    return found


def look_at_model(settings: Settings) -> Finding:
    """Is the encoder there and whole; every byte is read.

    Raises:
        ModelError: it is missing or damaged.
    """
    from summarizer.models.files import find_model, verify

    folder = find_model(settings.encoder)
    found = verify(folder, None, afresh=True)
    weight = sum(path.stat().st_size for path in folder.weights())
    verdict = "checksum right" if folder.sha256 else f"whole, sha256 {found[:12]}…"
    return Finding("Model", "good", f"{folder.name}, {size(weight)}, {verdict} ({folder.path})")


def try_model(settings: Settings) -> Finding:
    """Does the encoder run.

    Raises:
        ModelError: it does not.
    """
    from summarizer.models.encoder import open_embedder

    start = time.perf_counter()
    embedder = open_embedder(settings, use_cache=False)
    try:
        vectors = embedder.embed([TRIAL])
    finally:
        embedder.close()
    seconds = time.perf_counter() - start
    text = f"loaded and encoded a sentence in {seconds:.1f} s, {vectors.shape[1]} numbers a vector"
    return Finding("Trial", "good", text)


def look_at_writer(settings: Settings) -> Finding:
    """Can the writing model be used, where the settings name one; it is not loaded.

    Raises:
        SettingsError, ModelError: it cannot.
    """
    from summarizer.models.writers import check_writer

    return Finding("Writer", "good", check_writer(settings))


def look_at_judge(settings: Settings) -> Finding:
    """Can the entailment model be used, where the settings name one; it is not loaded.

    Raises:
        SettingsError, ModelError: it cannot.
    """
    from summarizer.models.judges import check_judge

    return Finding("Judge", "good", check_judge(settings))


def size(count: int) -> str:
    """Return a number of bytes as a person says it: "91 MB"."""
    number = float(count)
    for unit in ("bytes", "kB", "MB", "GB"):
        if number < 1000:
            return (
                f"{number:.0f} {unit}"
                if number >= 10 or unit == "bytes"
                else f"{number:.1f} {unit}"
            )
        number /= 1000
    return f"{number:.1f} TB"
