"""The bot's state, moved from its file into PostgreSQL: whole, and posted from there alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from bot.backup import file_of
from bot.store import schema
from bot.store.engine import Database
from summarizer.archive.database import shown_url, take_turn
from summarizer.archive.files import free_name, refuse_in_use
from summarizer.archive.moving import ADVICE, AT_ONCE, copy_tables, refuse_filled, refuse_unmovable
from summarizer.errors import StorageError, reason_of

MOVED = "moved"

COPIED = "copied"
"""Under which key the new state keeps what the file held when it was copied."""

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
        StorageError: it is in use, there is something else at the address, or it was copied
            there before and has changed since.
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
    refuse_in_use(file, ADVICE)  # a bot that was started meanwhile would go on with it
    kept = free_name(file, MOVED)
    try:
        file.rename(kept)
    except OSError as error:
        raise StorageError(
            f"everything was copied, but the old file could not be renamed ({reason_of(error)})",
            subject=str(file),
            advice="Rename it by hand before a bot is started, or move again.",
        ) from error
    return Moved(counts, kept, before)


def _copy(here: Database, there: Database, address: str) -> tuple[dict[str, int], bool]:
    """Copy all rows; return how many, and whether an earlier run had done it."""
    with here.write() as source, there.write() as target:
        take_turn(target, "schema")
        held = _fingerprint(source)
        if _known(target, "instance") == here.instance:
            if _known(target, COPIED) != held:
                raise StorageError(
                    "it was copied there before, and the file has changed since",
                    subject=shown_url(address),
                    advice="Nothing was changed. If a bot posts from there, rename the file; "
                    "else move to an empty database.",
                )
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
        target.execute(sa.insert(schema.meta).values(key=COPIED, value=held))
        return counts, False


def _known(connection: sa.Connection, key: str) -> str | None:
    """Return what a state keeps under a key."""
    query = sa.select(schema.meta.c.value).where(schema.meta.c.key == key)
    return connection.execute(query).scalar_one_or_none()


def _fingerprint(connection: sa.Connection) -> str:
    """Return a number that changes with any row that is moved."""
    seen = hashlib.sha256()
    for table in TABLES:
        query = sa.select(table).order_by(*table.primary_key.columns)
        for row in connection.execute(query, execution_options={"yield_per": AT_ONCE}):
            seen.update(repr(tuple(row)).encode())
    return seen.hexdigest()
