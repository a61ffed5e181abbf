"""The bot's state, moved from its file into PostgreSQL: whole, and posted from there alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from bot.backup import file_of
from bot.store import schema
from bot.store.engine import Database
from bot.store.migrations import LOCK
from summarizer.archive.files import free_name
from summarizer.archive.moving import copy_tables, refuse_filled, refuse_unmovable
from summarizer.errors import StorageError

MOVED = "moved"

STAYS = (schema.meta, schema.processes)
"""What is of a database or of a process rather than of its servers; of the first the name of the
state goes along, by which messages in a channel are known for its own."""

TABLES = [table for table in schema.metadata.sorted_tables if table not in STAYS]


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved.

    Attributes:
        counts: rows of each table at the new address.
        kept: where the old file is now; no bot finds it there.
        before: it had been copied by an earlier run, which was ended before its last step.
    """

    counts: dict[str, int]
    kept: Path
    before: bool


def move_state(stored: str, address: str) -> Moved:
    """Move the bot's state from the file at `stored` to the PostgreSQL at `address`.

    All is copied in one transaction; then the file gets another name, so that no bot posts from
    it again. Ended anywhere, it can be run again.

    Raises:
        NotFound: there is no file.
        StorageError: it is in use, or there is something else at the address.
    """
    refuse_unmovable(stored, address, "the bot's database")
    here = Database(stored)
    try:
        there = Database(address)
        try:
            counts, before = _copy(here, there, address)
        finally:
            there.close()
    finally:
        here.close()
    file = file_of(stored)
    kept = free_name(file, MOVED)
    try:
        file.rename(kept)
    except OSError as error:
        raise StorageError(
            f"all was copied, and yet the old file keeps its name ({error.strerror})",
            subject=str(file),
            advice="Rename it by hand before a bot is started, or move again.",
        ) from error
    return Moved(counts, kept, before)


def _copy(here: Database, there: Database, address: str) -> tuple[dict[str, int], bool]:
    """Copy all rows; return how many, and whether an earlier run had done it."""
    with here.write() as source, there.write() as target:
        target.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        if _name(target) == here.instance:
            counts = {
                table.name: int(
                    target.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                )
                for table in TABLES
            }
            return counts, True
        refuse_filled(target, TABLES, address)
        counts = copy_tables(source, target, TABLES)
        named = schema.meta.c.key == "instance"
        target.execute(sa.update(schema.meta).where(named).values(value=here.instance))
        return counts, False


def _name(connection: sa.Connection) -> str | None:
    """Return the name of a state."""
    query = sa.select(schema.meta.c.value).where(schema.meta.c.key == "instance")
    return connection.execute(query).scalar_one_or_none()
