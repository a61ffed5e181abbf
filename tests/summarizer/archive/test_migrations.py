"""Databases of earlier and later releases: brought up to date with their data, or left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, Engine, inspect, text

from summarizer.archive.articles import save_article
from summarizer.archive.database import open_database
from summarizer.archive.migrations import PLAN, Plan, migrate, rehearse
from summarizer.archive.store import Archive
from summarizer.domain import Article
from summarizer.errors import StorageError

NOW = datetime(2024, 8, 29, 12, 0, tzinfo=UTC)


def doing(*statements: str) -> Plan:
    """The plan of a later release: one step more."""

    def step(connection: Connection) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement)

    return replace(PLAN, steps=(step,))


@pytest.fixture
def engine(database_url: str):
    """A database of this release with one article."""
    with Archive(database_url) as archive, archive.begin() as connection:
        save_article(connection, Article(text="The quay was raised.", title="Quay"), now=NOW)
    engine = open_database(database_url)
    yield engine
    engine.dispose()


def held(engine: Engine, query: str) -> object:
    with engine.connect() as connection:
        return connection.execute(text(query)).scalar()


def test_an_earlier_release_s_archive_is_brought_up_to_date_once_with_its_data(
    engine: Engine,
) -> None:
    later = doing(
        "ALTER TABLE articles ADD COLUMN mood TEXT",
        "UPDATE articles SET mood = 'calm of ' || title",
    )
    assert rehearse(engine, later)
    assert "mood" not in {column["name"] for column in inspect(engine).get_columns("articles")}
    migrate(engine, later)
    migrate(engine, later)
    assert not rehearse(engine, later)
    assert held(engine, "SELECT mood FROM articles") == "calm of Quay"
    assert held(engine, "SELECT max(number) FROM readout_schema") == PLAN.first + 1


def test_a_new_archive_needs_no_step(database_url: str) -> None:
    engine = open_database(database_url)
    migrate(engine, doing("NONSENSE"))
    assert held(engine, "SELECT max(number) FROM readout_schema") == PLAN.first + 1
    engine.dispose()


def test_a_migration_that_fails_changes_nothing(engine: Engine) -> None:
    with pytest.raises(StorageError):
        migrate(engine, doing("CREATE TABLE extra (x INTEGER)", "NONSENSE"))
    assert not inspect(engine).has_table("extra")
    assert not rehearse(engine)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (PLAN.first + 1, r"newer Readout .* Update Readout"),
        (PLAN.first - 1, r"before Readout's first release .* See docs/deploy\.md"),
    ],
)
def test_what_another_readout_wrote_is_left_alone_with_what_to_do(
    engine: Engine, number: int, said: str, database_url: str
) -> None:
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE readout_schema SET number = {number}"))
    with pytest.raises(StorageError, match=said):
        Archive(database_url)
    assert held(engine, "SELECT title FROM articles") == "Quay"
