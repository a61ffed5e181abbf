"""An archive that goes over into PostgreSQL is the same archive there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from support.fake_encoder import FakeEncoder
from support.postgres import Server
from typer.testing import CliRunner

from summarizer.archive.articles import save_article
from summarizer.archive.moving import move_archive
from summarizer.archive.schema import metadata
from summarizer.archive.sources import add_source
from summarizer.archive.store import Archive
from summarizer.cli.app import app
from summarizer.domain import Article, Window
from summarizer.edition import Desk, make_edition
from summarizer.errors import StorageError
from summarizer.library import Library
from summarizer.settings import Settings
from summarizer.wish import Wish

NOW = datetime(2024, 9, 2, 7, 0, tzinfo=UTC)
TABLES = metadata.sorted_tables
TEXTS = (
    "The ferry to Sande ran aground at noon. Nobody was hurt, said the coast guard.",
    "Bakers of Tolgrave sell bread of acorn flour. A loaf costs eleven crowns.",
    "渡轮在桑德岛搁浅。海岸警卫队说没有人受伤。",
)


def edition(library: Library, at: datetime):
    wish = Wish(words=60, window=Window(NOW - timedelta(days=2), at))
    return make_edition(Desk(library, FakeEncoder()), wish, audience="channel", now=at)


def test_articles_sources_words_and_what_was_told_go_along(
    tmp_path: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path, cache_dir=tmp_path)
    with Library(settings, clock=lambda: NOW) as library:
        with library.archive.begin() as connection:
            source, _ = add_source(connection, "https://h.example/feed", now=NOW, brought_by="bot")
            for number, text in enumerate(TEXTS):
                found = Article(text=text, title=text.split(".")[0], id=f"a{number}", published=NOW)
                save_article(connection, found, now=NOW, source=source.id)
        assert edition(library, NOW + timedelta(hours=1)).stories
        stored = library.archive.engine.url.render_as_string()
        with library.archive.read() as connection:
            before = {t.name: sorted(map(repr, connection.execute(sa.select(t)))) for t in TABLES}
    address = postgres.database()
    monkeypatch.setenv("READOUT_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("READOUT_DATABASE_URL", raising=False)
    done = CliRunner().invoke(app, ["archive", "move", address])
    assert done.exit_code == 0 and "copied 3 articles and 1 source" in done.output
    moved = settings.model_copy(update={"database_url": address})
    with Library(moved, clock=lambda: NOW) as library:
        with library.archive.read() as connection:
            after = {t.name: sorted(map(repr, connection.execute(sa.select(t)))) for t in TABLES}
        assert after == before and before["told_articles"]
        assert [hit.article.id for hit in library.search("acorn", None)] == ["a1"]
        assert [hit.article.id for hit in library.search("渡轮", None)] == ["a2"]
        assert edition(library, NOW + timedelta(hours=2)).stories == (), "it was told before"
        with library.archive.begin() as connection:
            save_article(connection, Article(text="New on the pier.", id="b", title="N"), now=NOW)
    with pytest.raises(StorageError, match="it is not empty"):
        move_archive(tmp_path, stored, address)


def test_an_archive_in_use_or_a_file_is_not_moved(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'readout.db'}"
    with Archive(url), pytest.raises(StorageError, match="it is in use"):
        move_archive(tmp_path, url, "postgresql+psycopg://h/readout")
    with pytest.raises(StorageError, match="not a PostgreSQL address"):
        move_archive(tmp_path, url, f"sqlite:///{tmp_path / 'other.db'}")
    with pytest.raises(StorageError, match=r"u:\*\*\*@h/x: the driver psycopg2 is not installed"):
        move_archive(tmp_path, url, "postgresql+psycopg2://u:hunter22@h/x")
