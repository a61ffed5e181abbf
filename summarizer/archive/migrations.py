"""How the tables came about: a numbered list, run by itself when an archive is opened.

A migration is never edited once released; a new one is added at the end. Each runs in
one transaction together with its number, so a kill in the middle leaves the old state.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Column, Connection, Engine, Integer, MetaData, Table, insert, inspect, select

from summarizer.archive.database import told
from summarizer.archive.schema import metadata
from summarizer.errors import StorageError

Migration = Callable[[Connection], None]

_state = Table(
    "readout_schema", MetaData(), Column("number", Integer, primary_key=True, autoincrement=False)
)


def create_tables(connection: Connection) -> None:
    """1: articles, versions, sources, stories, digests."""
    metadata.create_all(connection)


def create_text_search(connection: Connection) -> None:
    """2: full-text search by FTS5, kept in step by triggers."""
    if connection.dialect.name != "sqlite":
        return
    for statement in _FTS:
        connection.exec_driver_sql(statement)


_FTS = (
    "CREATE VIRTUAL TABLE articles_text USING fts5("
    "title, text, content='articles', content_rowid='row', "
    'tokenize="unicode61 remove_diacritics 2")',
    "CREATE TRIGGER articles_text_insert AFTER INSERT ON articles BEGIN "
    "INSERT INTO articles_text(rowid, title, text) VALUES (new.row, new.title, new.text); END",
    "CREATE TRIGGER articles_text_delete AFTER DELETE ON articles BEGIN "
    "INSERT INTO articles_text(articles_text, rowid, title, text) "
    "VALUES ('delete', old.row, old.title, old.text); END",
    "CREATE TRIGGER articles_text_update AFTER UPDATE OF title, text ON articles BEGIN "
    "INSERT INTO articles_text(articles_text, rowid, title, text) "
    "VALUES ('delete', old.row, old.title, old.text); "
    "INSERT INTO articles_text(rowid, title, text) VALUES (new.row, new.title, new.text); END",
    "INSERT INTO articles_text(articles_text) VALUES ('rebuild')",
)

MIGRATIONS: tuple[Migration, ...] = (create_tables, create_text_search)


def migrate(engine: Engine, upto: int = len(MIGRATIONS)) -> int:
    """Bring the tables up to date; return the number of the last migration.

    Several processes may call this at once: the first takes the write lock.

    Raises:
        StorageError: the archive was written by a newer Readout, or cannot be written.
    """
    with told(engine), engine.begin() as connection:
        if not inspect(connection).has_table(_state.name):
            _state.create(connection)
        done = set(connection.scalars(select(_state.c.number)))
        if done and max(done) > len(MIGRATIONS):
            raise StorageError(
                f"was written by a newer Readout (schema {max(done)})",
                subject=str(engine.url.database),
                advice="Update Readout, or restore an older backup.",
            )
        for number, migration in enumerate(MIGRATIONS[:upto], start=1):
            if number not in done:
                migration(connection)
                connection.execute(insert(_state).values(number=number))
    return upto
