"""Sources in the archive: feeds, pages and folders, and how each fares."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, delete, insert, or_, select, update

from summarizer.archive.database import take_turn
from summarizer.archive.schema import sources
from summarizer.domain import make_id
from summarizer.errors import NotFound, Refused
from summarizer.sources.guard import parse_address, shown_address
from summarizer.sources.politeness import Health

SourceKind = Literal["feed", "page", "folder"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where articles come from.

    Attributes:
        id: of its address.
        kind: feed, page or folder.
        url: the address, or a folder's absolute path.
        title: its name; may be empty until it was read.
        tags: folders of an OPML list, or the reader's own.
        health: how it fares.
        etag, last_modified: for the next conditional request.
        content_hash: of the last good answer.
        ttl: seconds that the feed asks between two checks.
    """

    id: str
    kind: SourceKind
    url: str
    title: str
    tags: tuple[str, ...]
    health: Health
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None
    ttl: float | None = None

    @property
    def shown(self) -> str:
        """The address without secrets, fit for a reader."""
        return self.url if self.kind == "folder" else shown_address(self.url)

    @property
    def name(self) -> str:
        """What to call it."""
        return self.title or self.shown


def add_source(
    connection: Connection,
    address: str,
    *,
    now: datetime,
    kind: SourceKind = "feed",
    title: str = "",
    tags: Sequence[str] = (),
) -> tuple[Source, bool]:
    """Store a source; return it and whether it is new.

    A known one keeps its history and its title, and gets the further tags.

    Raises:
        Refused: it is no http or https address.
        NotFound: a folder that is not there.
    """
    url = folder_path(address) if kind == "folder" else parse_address(address)
    take_turn(connection, "sources")
    known = connection.execute(select(sources).where(sources.c.url == url)).first()
    if known is not None:
        kept = json.loads(known.tags)
        merged = list(dict.fromkeys([*kept, *tags]))
        if merged != kept:
            values = {"tags": json.dumps(merged)}
            connection.execute(update(sources).where(sources.c.id == known.id).values(**values))
        return get_source(connection, known.id), False
    connection.execute(
        insert(sources).values(
            id=make_id(url), kind=kind, url=url, title=title, tags=json.dumps(list(tags)), added=now
        )
    )
    return get_source(connection, url), True


def folder_path(path: str) -> str:
    """Return the absolute path of an existing folder."""
    folder = Path(path).expanduser().resolve()
    if not folder.is_dir():
        raise NotFound("there is no such folder", subject=path)
    return str(folder)


def get_source(connection: Connection, name: str) -> Source:
    """Return the source with this id, address, path or title.

    Raises:
        NotFound: there is none, or several have the title.
    """
    tests = [sources.c.id == name, sources.c.url == name, sources.c.title == name]
    with suppress(Refused):  # a name need not be an address
        tests.append(sources.c.url == parse_address(name))
    rows = connection.execute(select(sources).where(or_(*tests))).all()
    if len(rows) != 1:
        problem = "there is no such source" if not rows else "several sources have this title"
        raise NotFound(problem, subject=name, advice="'readout sources list' names them all.")
    return _source(rows[0])


def list_sources(connection: Connection) -> list[Source]:
    """Return all sources by title."""
    rows = connection.execute(select(sources).order_by(sources.c.title, sources.c.url))
    return [_source(row) for row in rows]


def due_sources(connection: Connection, now: datetime) -> list[Source]:
    """Return the active sources whose time has come, longest overdue first."""
    query = (
        select(sources)
        .where(sources.c.state == "active")
        .where(or_(sources.c.next_check.is_(None), sources.c.next_check <= now))
        .order_by(sources.c.next_check.nulls_first(), sources.c.id)
    )
    return [_source(row) for row in connection.execute(query)]


def hold_source(connection: Connection, identity: str) -> None:
    """Keep a source from being removed before the transaction ends.

    Raises:
        NotFound: it was removed already.
    """
    there = select(sources.c.id).where(sources.c.id == identity)
    held = there.with_for_update(read=True, key_share=True)  # SQLite's only lock is taken already
    if connection.execute(held).first() is None:
        raise NotFound("it was removed while it was fetched")


def remove_source(connection: Connection, identity: str) -> None:
    """Delete a source; its articles stay."""
    connection.execute(delete(sources).where(sources.c.id == identity))


def keep_health(connection: Connection, identity: str, health: Health) -> None:
    """Store how the source fares."""
    connection.execute(update(sources).where(sources.c.id == identity).values(**asdict(health)))


def keep_answer(
    connection: Connection,
    identity: str,
    *,
    title: str,
    etag: str | None,
    last_modified: str | None,
    content_hash: str | None,
    moved_to: str | None = None,
    ttl: float | None = None,
) -> None:
    """Store what the next request needs; only ever after the answer was read in full."""
    values: dict[str, Any] = {
        "etag": etag,
        "last_modified": last_modified,
        "content_hash": content_hash,
        "ttl": ttl,
    }
    if title:
        values["title"] = title
    take_turn(connection, "sources")
    taken = select(sources.c.id).where(sources.c.url == moved_to)
    if moved_to and connection.execute(taken).first() is None:
        values["url"] = moved_to
    connection.execute(update(sources).where(sources.c.id == identity).values(**values))


def _source(row: Any) -> Source:
    health = Health(
        state=row.state,
        failures=row.failures,
        next_check=row.next_check,
        last_success=row.last_success,
        last_try=row.last_try,
        last_error=row.last_error,
        last_alarm=row.last_alarm,
    )
    return Source(
        id=row.id,
        kind=row.kind,
        url=row.url,
        title=row.title,
        tags=tuple(json.loads(row.tags)),
        health=health,
        etag=row.etag,
        last_modified=row.last_modified,
        content_hash=row.content_hash,
        ttl=row.ttl,
    )
