"""All rows of a SQLite file, copied into an empty PostgreSQL: whole, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError

from summarizer.archive.database import (
    archive_url,
    database_file,
    read_url,
    shown_url,
    take_turn,
)
from summarizer.archive.files import refuse_in_use
from summarizer.archive.schema import articles, metadata
from summarizer.archive.store import Archive
from summarizer.archive.words import index_words
from summarizer.errors import NotFound, StorageError

AT_ONCE = 500
"""Rows in memory."""

ADVICE = "Stop the bot and whatever else uses it, then move again."


def move_archive(folder: Path, stored: str, address: str) -> dict[str, int]:
    """Copy the archive of a data folder to the PostgreSQL at `address`; the file stays.

    Args:
        folder: the data folder.
        stored: the archive's address as set; empty: a file in the folder.
        address: where it goes.

    Returns:
        How many rows of each table there are now.

    Raises:
        NotFound: there is no archive.
        StorageError: it is in use, or there is something at the address already.
    """
    url = stored or archive_url(folder)
    refuse_unmovable(url, address, "the archive")
    with (
        Archive(url) as here,
        Archive(address) as there,
        here.begin() as source,
        there.begin() as target,
    ):
        take_turn(target, "schema")
        refuse_filled(target, metadata.sorted_tables, address)
        return copy_tables(source, target, metadata.sorted_tables, seen=_index)


def _index(target: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    """Index the words of articles, as SQLite does it by itself."""
    if table is articles:
        for row in rows:
            index_words(target, row["row"], row["title"], row["text"])


def why_not_postgresql(address: str) -> str:
    """Return why an address is none of a PostgreSQL that can be asked; empty: it is one."""
    try:
        url = read_url(address)
        if url.get_backend_name() != "postgresql":
            return "that is not a PostgreSQL address"
        url.get_dialect().import_dbapi()
    except ArgumentError:
        return "that is not a PostgreSQL address"
    except ImportError:
        return f"the driver {url.get_driver_name()} is not installed"
    return ""


def refuse_unmovable(stored: str, address: str, what: str) -> None:
    """Refuse to move a database that is no file, or is in use, or to where it cannot be moved.

    Raises:
        NotFound: there is no file.
        StorageError: any of the others.
    """
    file = database_file(read_url(stored), what)
    if problem := why_not_postgresql(address):
        raise StorageError(
            problem,
            subject=shown_url(address),
            advice="Give postgresql+psycopg://… (extra 'postgres'); a file is moved by backup and "
            "restore.",
        )
    if not file.exists():
        raise NotFound("there is nothing to move", subject=str(file))
    refuse_in_use(file, ADVICE)


def refuse_filled(target: sa.Connection, tables: Iterable[sa.Table], address: str) -> None:
    """Raise StorageError where one of the tables holds a row: nothing is written over."""
    for table in tables:
        if target.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first():
            raise StorageError(
                f"it is not empty (see its table {table.name})",
                subject=shown_url(address),
                advice="Nothing was changed. Move to an empty database.",
            )


def copy_tables(
    source: sa.Connection,
    target: sa.Connection,
    tables: Iterable[sa.Table],
    *,
    seen: Callable[[sa.Connection, sa.Table, Sequence[dict[str, Any]]], None] | None = None,
) -> dict[str, int]:
    """Copy tables from SQLite into PostgreSQL and return how many rows each has there.

    Args:
        source: it changes while it is copied for nobody.
        target: in whose transaction; its tables are empty.
        tables: each after those that it refers to.
        seen: called with rows that were just copied.
    """
    counts: dict[str, int] = {}
    for table in tables:
        query = sa.select(table).order_by(*table.primary_key.columns)
        found = source.execute(query, execution_options={"yield_per": AT_ONCE})
        for part in found.mappings().partitions():
            rows = [dict(row) for row in part]
            target.execute(sa.insert(table), rows)
            if seen is not None:
                seen(target, table, rows)
        _go_on_counting(source, target, table)
        counts[table.name] = int(
            target.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        )
    return counts


def _go_on_counting(source: sa.Connection, target: sa.Connection, table: sa.Table) -> None:
    """Let the next row that is added get a number that no row here ever had."""
    column = table.autoincrement_column
    if column is None:
        return
    last = source.execute(sa.select(sa.func.max(column))).scalar_one() or 0
    if sa.inspect(source).has_table("sqlite_sequence"):
        used = sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name")
        last = max(last, source.execute(used, {"name": table.name}).scalar() or 0)
    if last:
        sequence = sa.func.pg_get_serial_sequence(table.name, column.name)
        target.execute(sa.select(sa.func.setval(sequence, last)))
