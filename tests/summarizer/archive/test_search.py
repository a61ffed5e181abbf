"""Search by words where a word stands in more articles than can be ranked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Connection, select

from summarizer.archive.articles import save_article
from summarizer.archive.schema import articles
from summarizer.archive.search import Filter, search
from summarizer.archive.store import Archive
from summarizer.archive.vectors import VectorIndex
from summarizer.domain import Article

NOW = datetime(2024, 8, 29, 12, 0, tzinfo=UTC)
COMMON = "Officials said on day {} that the work goes on."


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    """Thirty articles hold the common words; the oldest alone tells of seaweed."""
    monkeypatch.setattr("summarizer.archive.fts.RANKED", 12)
    with Archive(f"sqlite:///{tmp_path / 'archive.db'}") as opened:
        texts = ["Seaweed covers the beach, officials said.", *map(COMMON.format, range(1, 30))]
        with opened.begin() as connection:
            for number, text in enumerate(texts):
                moment = NOW + timedelta(hours=number)
                article = Article(
                    text=text,
                    title=f"Story {number}",
                    url=f"https://harbour.example/{number}",
                    published=moment,
                )
                save_article(connection, article, now=moment)
        yield opened


def titles(archive: Archive, query: str, **only: object) -> list[str]:
    with archive.read() as connection:
        hits = search(connection, query, None, only=Filter(**only))  # type: ignore[arg-type]
    return [hit.article.title for hit in hits]


def test_a_common_word_finds_the_newest_articles(archive: Archive) -> None:
    found = titles(archive, "officials")
    assert len(found) == 10
    assert set(found) <= {f"Story {number}" for number in range(18, 30)}


def test_a_rare_word_is_found_among_common_ones_however_old_its_article(archive: Archive) -> None:
    assert titles(archive, "what officials said about seaweed shortages")[0] == "Story 0"


def test_common_words_bring_in_others_where_the_rare_one_finds_little(archive: Archive) -> None:
    found = titles(archive, "officials seaweed")
    assert found[0] == "Story 0"
    assert len(found) == 10


def test_a_filter_reaches_behind_the_newest(archive: Archive) -> None:
    found = titles(archive, "officials", until=NOW + timedelta(hours=4))
    assert set(found) == {f"Story {number}" for number in range(4)}
    assert titles(archive, "officials", until=NOW - timedelta(hours=1)) == []


class NearAll(VectorIndex):
    """An index that finds every article at one nearness."""

    def __init__(self, archive: Archive, nearness: float) -> None:
        super().__init__("m")
        with archive.read() as connection:
            self.found = [(row, nearness) for row in connection.scalars(select(articles.c.id))]

    def refresh(self, connection: Connection) -> None:
        """Nothing changes."""

    def nearest(
        self, vector: object, depth: int, *, floor: float, among: object = None
    ) -> list[tuple[str, float]]:
        """The articles, where they are near enough."""
        return [(row, near) for row, near in self.found[:depth] if near >= floor]


@pytest.mark.parametrize(
    ("query", "nearness", "found"),
    [
        ("frimble snark", 0.3, False),
        ("algae on the coast", 0.5, True),
        ("seaweed", 0.3, True),
    ],
)
def test_made_up_words_find_nothing_by_meaning(
    archive: Archive, query: str, nearness: float, found: bool
) -> None:
    index = NearAll(archive, nearness)
    with archive.read() as connection:
        hits = search(connection, query, np.ones(4, np.float32) / 2, index=index)
    assert any(hit.by == "meaning" for hit in hits) is found
