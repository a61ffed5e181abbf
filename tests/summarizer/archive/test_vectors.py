"""Search by meaning: what is held in memory follows what is stored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from support.fake_encoder import FakeEncoder

from summarizer.archive.articles import forget_before, save_article
from summarizer.archive.entries import mark_seen, seen_entries
from summarizer.archive.search import Filter
from summarizer.archive.sources import add_source
from summarizer.archive.store import Archive
from summarizer.archive.vectors import VectorIndex, store_vector
from summarizer.domain import Article
from summarizer.library import Library
from summarizer.settings import Settings

NOW = datetime(2024, 8, 29, 12, 0, tzinfo=UTC)


def unit(*values: float) -> np.ndarray:
    vector = np.array(values, np.float32)
    return vector / np.float32(np.linalg.norm(vector))


def keep(archive: Archive, name: str, vector: np.ndarray) -> None:
    with archive.begin() as connection:
        article = Article(text=f"{name} tells of the harbour and its quay.", id=name)
        save_article(connection, article, now=NOW)
        store_vector(connection, name, vector, "m")


def test_what_was_stored_changed_and_deleted_is_seen_at_the_next_look(tmp_path: Path) -> None:
    index = VectorIndex("m")
    with Archive(f"sqlite:///{tmp_path / 'a.db'}") as archive:
        keep(archive, "one", unit(1, 0))
        keep(archive, "two", unit(0, 1))
        with archive.read() as connection:
            index.refresh(connection)
        assert [name for name, _ in index.nearest(unit(1, 0.2), 5, floor=0.0)] == ["one", "two"]
        keep(archive, "three", unit(1, 0.2))
        keep(archive, "two", unit(1, 0.1))
        with archive.begin() as connection:
            index.refresh(connection)
            nearest = [name for name, _ in index.nearest(unit(1, 0.2), 5, floor=0.0)]
            assert nearest == ["three", "two", "one"]
            forget_before(connection, NOW + timedelta(days=1))
            index.refresh(connection)
        assert len(index) == 0
        assert index.nearest(unit(1, 0), 5, floor=0.0) == []


def test_only_the_articles_that_are_asked_for_are_compared() -> None:
    index = VectorIndex("m")
    assert index.nearest(unit(1, 0), 5, floor=0.0, among=["one"]) == []


def test_a_hit_by_meaning_shows_the_sentence_that_is_nearest(tmp_path: Path) -> None:
    class Near(FakeEncoder):
        name = "near"

        def embed(self, texts, progress=None):  # type: ignore[no-untyped-def]
            del progress
            return np.array([unit(1.0, 0.0 if "boat" in t else 2.0) for t in texts])

    text = "The council met on Tuesday in the hall. A vessel or boat sank in the bay at noon. Rain."
    with Library(Settings(data_dir=tmp_path), clock=lambda: NOW) as library:
        with library.archive.begin() as connection:
            save_article(connection, Article(text=text, title="boat", published=NOW), now=NOW)
        near = Near()
        [hit] = library.search("boats ahoy", near, only=Filter(until=NOW + timedelta(1)))
        assert hit.passage in text
        assert "boat" in hit.passage


def test_an_archive_on_a_read_only_disk_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.db"
    with Archive(f"sqlite:///{path}") as archive:
        keep(archive, "one", unit(1, 0))
    with Archive(f"sqlite:///file:{path}?mode=ro&uri=true") as archive, archive.read() as reads:
        assert reads.exec_driver_sql("SELECT count(*) FROM articles").scalar() == 1
    assert not list(tmp_path.glob("file:*"))


def test_what_retention_deleted_does_not_come_in_again(tmp_path: Path) -> None:
    with Archive(f"sqlite:///{tmp_path / 'a.db'}") as archive, archive.begin() as connection:
        source, _ = add_source(connection, "https://h.example/feed", now=NOW)
        identity, _ = save_article(connection, Article(text="Old news."), now=NOW)
        mark_seen(connection, source.id, "k", identity, NOW)
        assert forget_before(connection, NOW + timedelta(days=1)) == 1
        assert seen_entries(connection, source.id, ["k"]) == {"k": None}
