"""Digests in the archive: kept as they were made, and what they told to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from summarizer.archive.articles import content_hash
from summarizer.archive.database import take_turn
from summarizer.archive.schema import digests, told_articles, told_points
from summarizer.domain import Article, Digest, make_id
from summarizer.render import render_digest
from summarizer.render.jsonin import read_digest


def keep_digest(
    connection: Connection, digest: Digest, *, audience: str, day: str, now: datetime
) -> None:
    """Store the digest of `day` (ISO date) for `audience`, and the points that it tells.

    The same digest stored again changes nothing; a later one of that day stands beside it.
    """
    take_turn(connection, "digests")
    identity = make_id(audience, day, digest.id)
    known = select(digests.c.id).where(digests.c.id == identity)
    if connection.execute(known).first() is not None:
        return
    connection.execute(
        insert(digests).values(
            id=identity,
            audience=audience,
            day=day,
            made=now,
            payload=render_digest(digest, "json"),
        )
    )
    rows = {
        (story.id, point.text)
        for story in digest.stories
        if story.brief is not None
        for point in story.brief.points
    }
    values = [
        {"audience": audience, "story": story, "digest": identity, "text": text, "told": now}
        for story, text in sorted(rows)
    ]
    if values:
        connection.execute(insert(told_points), values)
    keep_told_articles(connection, digest.articles, audience, now)


def keep_told_articles(
    connection: Connection, articles: Iterable[Article], audience: str, now: datetime
) -> None:
    """Remember that an audience was told of these articles, in this wording."""
    take_turn(connection, "told articles")
    hashes = {article.id: content_hash(article.text) for article in articles}
    query = select(told_articles.c.article, told_articles.c.content_hash).where(
        told_articles.c.audience == audience
    )
    known = {(row.article, row.content_hash) for row in connection.execute(query)}
    rows = [
        {"audience": audience, "article": identity, "content_hash": digest, "told": now}
        for identity, digest in hashes.items()
        if (identity, digest) not in known
    ]
    if rows:
        connection.execute(insert(told_articles), rows)


def told_of(connection: Connection, audience: str, before: datetime) -> set[tuple[str, str]]:
    """Return (article id, content hash) of what the audience was told of before that moment."""
    query = select(told_articles.c.article, told_articles.c.content_hash).where(
        told_articles.c.audience == audience, told_articles.c.told < before
    )
    return {(row.article, row.content_hash) for row in connection.execute(query)}


def digest_of_day(connection: Connection, audience: str, day: str) -> Digest | None:
    """Return the last digest that was made of that day for the audience, as it was."""
    query = (
        select(digests.c.payload)
        .where(digests.c.audience == audience, digests.c.day == day)
        .order_by(digests.c.made.desc(), digests.c.id)
        .limit(1)
    )
    payload = connection.scalar(query)
    return read_digest(payload) if payload else None


def told_to(connection: Connection, audience: str, before: datetime) -> dict[str, list[str]]:
    """Return what the audience was told before a moment: story id -> texts, oldest first."""
    query = (
        select(told_points.c.story, told_points.c.text)
        .where(told_points.c.audience == audience, told_points.c.told < before)
        .order_by(told_points.c.told, told_points.c.id)
    )
    told: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(query):
        told[row.story].append(row.text)
    return dict(told)


def last_digest(connection: Connection, audience: str, before: datetime) -> datetime | None:
    """Return when the audience's last digest before that moment was made."""
    query = select(digests.c.made).where(digests.c.audience == audience, digests.c.made < before)
    moment: datetime | None = connection.scalar(query.order_by(digests.c.made.desc()).limit(1))
    return moment


def forget_audience(connection: Connection, audience: str, at: datetime | None = None) -> None:
    """Delete what is kept of an audience: all, or what the digest of one moment told."""
    for table, moment in (
        (told_articles, told_articles.c.told),
        (told_points, told_points.c.told),
        (digests, digests.c.made),
    ):
        told_then = [] if at is None else [moment == at]
        connection.execute(delete(table).where(table.c.audience == audience, *told_then))
