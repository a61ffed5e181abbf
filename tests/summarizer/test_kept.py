"""A digest is not made twice, and never taken for another."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from summarizer import Article, Summarizer
from summarizer.domain import Coverage, Digest, Dropped, Window
from summarizer.kept import FOLDER, LEFT_SECONDS, MOST, KeptDigests, installed_packages
from summarizer.settings import Settings
from summarizer.wish import Wish

ARTICLES = [
    Article(
        title="Bridge approved",
        text="The council approved the bridge on Monday. Work begins in May, the mayor said. "
        "The bridge will cost four million.",
    ),
    Article(
        title="Ferry halted",
        text="The ferry was halted by a storm on Tuesday. It may run again on Friday. "
        "Eleven people waited in the harbour.",
    ),
]


def settings(folder: Path, **changes: object) -> Settings:
    return Settings(_env_file=None, cache_dir=folder, data_dir=folder, **changes)  # type: ignore


def ask(folder: Path, *, keep: bool = True, **wishes: object) -> tuple[Digest, bool]:
    """Return a digest, and whether the model was loaded for it."""
    with Summarizer(settings(folder), keep_digests=keep) as summarizer:
        made = summarizer.digest(ARTICLES, **wishes)  # type: ignore[arg-type]
        return made, summarizer.embedder.loaded  # type: ignore[attr-defined]


@pytest.mark.model
def test_the_same_question_is_answered_without_the_model(tmp_path: Path) -> None:
    first, _ = ask(tmp_path)
    for path in tmp_path.glob("vectors.sqlite3*"):
        path.unlink()
    again, loaded = ask(tmp_path)
    assert again == first
    assert not loaded
    assert ask(tmp_path, keep=False) == (first, True)


@pytest.mark.model
def test_another_wish_is_another_digest(tmp_path: Path) -> None:
    assert len(ask(tmp_path)[0].stories) == 2
    assert len(ask(tmp_path, limit=1)[0].stories) == 1


@pytest.mark.model
def test_a_damaged_digest_is_made_anew(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    first, _ = ask(tmp_path)
    (path,) = (tmp_path / FOLDER).iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    assert ask(tmp_path)[0] == first
    assert "made again" in caplog.text
    assert path.read_bytes() == whole


@pytest.mark.model
def test_a_cache_that_cannot_be_written_costs_nothing_else(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file where the folder would be")
    assert len(ask(tmp_path)[0].stories) == 2


def test_a_key_names_one_question(tmp_path: Path) -> None:
    kept = KeptDigests(tmp_path, ("model", "state", "auto"))
    wish = Wish(words=120)
    first = kept.key(ARTICLES, wish, ())
    assert first == kept.key(list(ARTICLES), Wish(words=120), ())
    others = {
        kept.key(ARTICLES[::-1], wish, ()),
        kept.key([replace(ARTICLES[0], source="Herald"), ARTICLES[1]], wish, ()),
        kept.key(ARTICLES, Wish(words=50), ()),
        kept.key(ARTICLES, replace(wish, topic="ferry"), ()),
        kept.key(ARTICLES, wish, (Dropped("a.txt", "is empty"),)),
        KeptDigests(tmp_path, ("model", "other", "auto")).key(ARTICLES, wish, ()),
    }
    assert len(others | {first}) == 7


@pytest.mark.model
def test_known_contents_are_not_read_again(tmp_path: Path) -> None:
    reads = 0

    def articles() -> Iterator[Article]:
        nonlocal reads
        reads += 1
        yield from ARTICLES

    def make(name: str | None) -> Digest:
        with Summarizer(settings(tmp_path), keep_digests=True) as summarizer:
            return summarizer.digest(articles(), contents=lambda: name)

    first = make("these files")
    assert make("these files") == first
    assert reads == 1
    make("other files")
    make(None)
    assert reads == 3


@pytest.mark.model
def test_what_changed_while_it_was_read_is_not_kept(tmp_path: Path) -> None:
    states = iter(("as it was", "as it is"))
    with Summarizer(settings(tmp_path), keep_digests=True) as summarizer:
        summarizer.digest(ARTICLES, contents=lambda: next(states))
        newer = summarizer.digest(ARTICLES[:1], contents=lambda: "as it was")
    assert newer.coverage.used == 1


def test_another_version_of_a_package_is_another_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = installed_packages()
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "trafilatura-9.9.dist-info").mkdir()
    (tmp_path / "notes").mkdir()
    assert set(installed_packages()) - set(before) == {"trafilatura-9.9.dist-info"}


@pytest.mark.model
def test_only_the_last_digests_are_kept_and_only_for_their_owner(tmp_path: Path) -> None:
    made, _ = ask(tmp_path, keep=False)
    kept = KeptDigests(tmp_path, ())
    for number in range(MOST + 3):
        kept.keep(f"{number:032}", made)
    left = sorted((tmp_path / FOLDER).iterdir())
    assert len(left) == MOST
    assert {path.stat().st_mode & 0o077 for path in left} == {0}
    assert kept.find(f"{MOST + 2:032}") == made


def test_a_digest_that_another_run_is_writing_is_left_alone_until_that_run_is_gone(
    tmp_path: Path,
) -> None:
    empty = Digest(
        id="d", title="Digest", window=Window(), lead=(), stories=(), topics=(), articles=(),
        coverage=Coverage(0, 0), model="model", version="0",
    )  # fmt: skip
    kept = KeptDigests(tmp_path, ())
    kept.keep("first", empty)
    half = tmp_path / FOLDER / "second.99-1.part"
    half.write_text("{")
    for number in range(MOST + 3):
        kept.keep(f"{number:032}", empty)
    assert half.exists()
    long_ago = time.time() - 2 * LEFT_SECONDS
    os.utime(half, (long_ago, long_ago))
    kept.keep("last", empty)
    assert not half.exists()
    assert kept.find("last") == empty
    assert kept.find("first") is None
