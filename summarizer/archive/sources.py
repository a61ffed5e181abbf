"""Sources in the archive: feeds, pages and folders, and how each fares."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, and_, bindparam, delete, insert, or_, select, update

from summarizer.archive.database import take_turn
from summarizer.archive.schema import article_sources, articles, sources
from summarizer.domain import make_id
from summarizer.errors import NotFound, Refused
from summarizer.sources.decode import whole
from summarizer.sources.guard import parse_address, shown_address
from summarizer.sources.politeness import FAILURES_TO_PAUSE, Health, after_move, is_held
from summarizer.sources.sites import site_of, speaks_for, teller_of

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
        moved_into: the id of the source that its address leads to now, for good; what that
            one brings counts as this one's as well.
        brought_by: the bot whose members added it, by the name of its state; `OPERATOR`: the
            operator, too; None: the operator alone, or it was added before that was noted.
        added: when.
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
    moved_into: str | None = None
    brought_by: str | None = None
    added: datetime | None = None

    @property
    def shown(self) -> str:
        """The address without secrets, fit for a reader."""
        return self.url if self.kind == "folder" else shown_address(self.url)

    @property
    def name(self) -> str:
        """What to call it."""
        return self.title or self.shown


HEALTH_COLUMNS = [field.name for field in fields(Health)]
SOURCE_COLUMNS = [field.name for field in fields(Source) if field.name not in ("tags", "health")]
"""What is stored as it is, in the column of its name."""


OPERATOR = ""
"""Brought it, whoever had brought it before: it stays when no member reads it any more."""


def add_source(
    connection: Connection,
    address: str,
    *,
    now: datetime,
    kind: SourceKind = "feed",
    title: str = "",
    tags: Sequence[str] = (),
    brought_by: str | None = None,
) -> tuple[Source, bool]:
    """Store a source; return it and whether it is new.

    A known one keeps its history and its title, and gets the further tags; what the operator
    adds is the operator's from then on.

    Raises:
        Refused: it is no http or https address, or a folder whose path is no text.
        NotFound: a folder that is not there.
    """
    url = folder_path(address) if kind == "folder" else parse_address(address)
    take_turn(connection, "sources")
    known = connection.execute(select(sources).where(sources.c.url == url)).first()
    if known is not None:
        kept = json.loads(known.tags)
        merged = list(dict.fromkeys([*kept, *tags]))
        values: dict[str, Any] = {"tags": json.dumps(merged)} if merged != kept else {}
        if brought_by is None:
            values["brought_by"] = OPERATOR
        if values:
            connection.execute(update(sources).where(sources.c.id == known.id).values(**values))
        return get_source(connection, known.id), False
    connection.execute(
        insert(sources).values(
            id=make_id(url),
            kind=kind,
            url=url,
            title=title,
            tags=json.dumps(list(tags)),
            added=now,
            brought_by=brought_by,
        )
    )
    return get_source(connection, url), True


def folder_path(path: str) -> str:
    """Return the absolute path of an existing folder.

    Raises:
        NotFound: there is none.
        Refused: its name is no text, which the archive could not hold.
    """
    folder = Path(path).expanduser().resolve()
    if not folder.is_dir():
        raise NotFound("there is no such folder", subject=path)
    if whole(str(folder)) != str(folder):
        raise Refused(
            "the folder's path is not in UTF-8",
            subject=path,
            advice="Rename it, or one above it, and add it again.",
        )
    return str(folder)


def get_source(connection: Connection, name: str) -> Source:
    """Return the source with this id, address, path or title.

    Raises:
        NotFound: there is none, or several have the title.
    """
    name = whole(name)
    tests = [sources.c.id == name, sources.c.url == name, sources.c.title == name]
    with suppress(Refused):  # a name need not be an address
        tests.append(sources.c.url == parse_address(name))
    rows = connection.execute(select(sources).where(or_(*tests))).all()
    if len(rows) > 1:  # of two that became one, the one that is read
        rows = [row for row in rows if row.moved_into is None]
    if len(rows) != 1:
        problem = "there is no such source" if not rows else "several sources have this title"
        raise NotFound(problem, subject=name, advice="'readout sources list' names them all.")
    return _source(rows[0])


def list_sources(connection: Connection) -> list[Source]:
    """Return all sources by title."""
    rows = connection.execute(select(sources).order_by(sources.c.title, sources.c.url))
    return [_source(row) for row in rows]


def due_sources(connection: Connection, now: datetime) -> list[Source]:
    """Return the sources whose time has come, longest overdue first; none that a person paused."""
    silent = and_(sources.c.state == "paused", sources.c.failures >= FAILURES_TO_PAUSE)
    query = (
        select(sources)
        .where(or_(sources.c.state == "active", silent))
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


def let_go_source(connection: Connection, identity: str) -> Source | None:
    """Delete a source that no bot's member reads any more, unless it is the operator's too.

    Returns:
        What was deleted.
    """
    take_turn(connection, "sources")
    try:
        source = get_source(connection, identity)
    except NotFound:
        return None
    if source.brought_by == OPERATOR:
        return None
    remove_source(connection, source.id)
    return source


def put_back_source(connection: Connection, source: Source, *, now: datetime) -> None:
    """Store a source again that was deleted while somebody was about to read it."""
    take_turn(connection, "sources")
    if connection.execute(select(sources.c.id).where(sources.c.id == source.id)).first() is None:
        add_source(
            connection,
            source.url,
            now=now,
            kind=source.kind,
            title=source.title,
            tags=source.tags,
            brought_by=source.brought_by,
        )


def remove_source(connection: Connection, identity: str) -> None:
    """Delete a source; its articles stay.

    Those that had moved into it are read again by themselves.
    """
    alone = {"state": "active", "next_check": None, "last_error": None, "moved_into": None}
    connection.execute(update(sources).where(sources.c.moved_into == identity).values(**alone))
    connection.execute(delete(sources).where(sources.c.id == identity))


def keep_health(connection: Connection, identity: str, health: Health) -> None:
    """Store how the source fares."""
    connection.execute(update(sources).where(sources.c.id == identity).values(**asdict(health)))


def keep_outcome(connection: Connection, source: Source, health: Health) -> Health:
    """Store how a source fares after a fetch; return what is stored.

    A fetch takes minutes: who was told meanwhile, and that a person paused the source, stays.
    """
    told = select(sources.c.state, sources.c.failures, sources.c.last_alarm)
    asked = told.where(sources.c.id == source.id)
    row = connection.execute(asked.with_for_update(key_share=True)).first()
    if row is None:
        return health
    if row.last_alarm and (health.last_alarm is None or health.last_alarm < row.last_alarm):
        health = replace(health, last_alarm=row.last_alarm)
    if row.state == "retired" and source.health.state != "retired":
        health = replace(health, state="retired", next_check=None)
    elif is_held(Health(row.state, row.failures)):
        few = min(health.failures, FAILURES_TO_PAUSE - 1)  # it is no silence that keeps it paused
        health = replace(health, state="paused", failures=few, next_check=None)
    keep_health(connection, source.id, health)
    return health


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
) -> Source | None:
    """Store what the next request needs; only ever after the answer was read in full.

    A source that moves to another site leaves behind what is not that site's: its name, and
    articles of others. Whoever adds the address there has no part in what led to it.

    Returns:
        The source of the same kind that is read at `moved_to` already, or None.
    """
    values: dict[str, Any] = {
        "etag": etag,
        "last_modified": last_modified,
        "content_hash": content_hash,
        "ttl": ttl,
    }
    if title:
        values["title"] = title
    take_turn(connection, "sources")
    other = None
    if moved_to:
        taken = select(sources).where(sources.c.url == moved_to, sources.c.id != identity)
        held = taken.with_for_update(read=True, key_share=True)  # nor removed while it takes over
        other = connection.execute(held).first()
        if other is None:
            values |= {"url": moved_to, **_leave_behind(connection, identity, moved_to)}
    connection.execute(update(sources).where(sources.c.id == identity).values(**values))
    if other is None or other.state != "active":  # nobody reads there: this one goes on
        return None
    found = _source(other)
    kind = select(sources.c.kind).where(sources.c.id == identity)
    return found if found.kind == connection.scalar(kind) else None


def _leave_behind(connection: Connection, identity: str, moved_to: str) -> dict[str, Any]:
    """Take from a source what is not of the site it moves to; return what it has to learn anew."""
    old = connection.scalars(select(sources.c.url).where(sources.c.id == identity)).one()
    if speaks_for(old, moved_to):
        return {}
    _, foreign = _brought(connection, identity, moved_to)
    links = article_sources.c.source == identity, article_sources.c.article == bindparam("one")
    if foreign:
        connection.execute(delete(article_sources).where(*links), [{"one": i} for i in foreign])
    return {"title": "", "etag": None, "last_modified": None, "content_hash": None}


def _brought(connection: Connection, identity: str, site: str) -> tuple[list[str], list[str]]:
    """Return the ids of a source's articles: those in the words of a site, and the others."""
    query = select(articles.c.id, articles.c.url).join(article_sources)
    own: list[str] = []
    foreign: list[str] = []
    for one, url in connection.execute(query.where(article_sources.c.source == identity)):
        (own if teller_of(url) == site_of(site) else foreign).append(one)
    return own, foreign


def merge_source(connection: Connection, source: Source, into: Source, now: datetime) -> Health:
    """Let a source go over into the one that its address leads to; return its health.

    The one it goes into brings the articles of both from now on: whoever chose the old one by
    its id goes on reading. It gets the old one's tags and articles as well, from another site
    only the articles that are its own: a stranger's redirect puts nothing into its readers' news.
    """
    ours = speaks_for(source.url, into.url)
    tags = json.dumps(list(dict.fromkeys([*into.tags, *(source.tags if ours else ())])))
    connection.execute(update(sources).where(sources.c.id == into.id).values(tags=tags))
    led = or_(sources.c.id == source.id, sources.c.moved_into == source.id)
    connection.execute(update(sources).where(led).values(moved_into=into.id))
    theirs = select(article_sources.c.article).where(article_sources.c.source == into.id)
    own, foreign = _brought(connection, source.id, into.url)
    given = {*own, *(foreign if ours else ())} - set(connection.scalars(theirs))
    if given:
        rows = [{"article": one, "source": into.id} for one in sorted(given)]
        connection.execute(insert(article_sources), rows)
    health = after_move(source.health, now, into.shown)
    keep_health(connection, source.id, health)
    return health


def carriers(connection: Connection, identity: str) -> list[str]:
    """Return the ids whose articles a source brings: its own, and those that moved into it."""
    moved = select(sources.c.id).where(sources.c.moved_into == identity)
    return [identity, *connection.scalars(moved)]


def _source(row: Any) -> Source:
    as_it_is = {name: getattr(row, name) for name in SOURCE_COLUMNS}
    health = Health(**{name: getattr(row, name) for name in HEALTH_COLUMNS})
    return Source(**as_it_is, tags=tuple(json.loads(row.tags)), health=health)
