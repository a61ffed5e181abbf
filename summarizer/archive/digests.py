"""Digests in the archive: kept as they were made, and what they told to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, exists, insert, select

from summarizer.archive.articles import content_hash, parts_of
from summarizer.archive.database import take_turn
from summarizer.archive.schema import articles, digests, told_articles, told_points
from summarizer.domain import Article, Digest, make_id
from summarizer.render import render_digest
from summarizer.render.jsonin import read_digest
from summarizer.text.tolls import tolls_of


def keep_digest(
    connection: Connection,
    digest: Digest,
    *,
    audience: str,
    day: str,
    now: datetime,
    whole: bool = True,
) -> None:
    """Store the digest of `day` (ISO date) for `audience`, and the points that it tells.

    The same digest stored again changes nothing; a later one of that day stands beside it.

    Args:
        connection: in whose transaction.
        digest: what was made.
        audience: who reads it.
        day: its date.
        now: the moment of the edition.
        whole: keep the digest itself, for `digest_of_day`; it holds its articles' texts and is
            by far the most of what an archive takes. False: only that it was made, and of what.
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
            payload=render_digest(digest, "json") if whole else "",
        )
    )
    rows = {(story.id, point.text) for story in digest.stories for point in story.points}
    rows |= {(story.id, story.title) for story in digest.stories if tolls_of(story.title)}
    if digest.query is not None:  # the answer stands above its stories, and tells of them
        rows |= {
            (story.id, point.text)
            for topic in digest.topics
            for point in topic.points
            for story in digest.stories
            if not set(point.articles).isdisjoint(article.id for article in story.articles)
        }
    values = [
        {"audience": audience, "story": story, "digest": identity, "text": text, "told": now}
        for story, text in sorted(rows)
    ]
    if values:
        connection.execute(insert(told_points), values)
    keep_told_articles(connection, digest.articles, audience, now)


def keep_told_articles(
    connection: Connection, used: Iterable[Article], audience: str, now: datetime
) -> None:
    """Remember that an audience was told of these articles, in this wording."""
    take_turn(connection, "told articles")
    hashes = {article.id: content_hash(article.text) for article in used}
    known = _told(connection, audience, hashes)
    rows = [
        {"audience": audience, "article": identity, "content_hash": digest, "told": now}
        for identity, digest in hashes.items()
        if (identity, digest) not in known
    ]
    if rows:
        connection.execute(insert(told_articles), rows)


def told_of(
    connection: Connection, audience: str, before: datetime, stored: Iterable[Article]
) -> set[tuple[str, str]]:
    """Return which of these articles the audience was told of before: (id, content hash).

    All wordings that were told are among them, not only today's.
    """
    ids = [article.id for article in stored]
    return _told(connection, audience, ids, told_articles.c.told < before)


def _told(
    connection: Connection, audience: str, ids: Iterable[str], *when: ColumnElement[bool]
) -> set[tuple[str, str]]:
    query = select(told_articles.c.article, told_articles.c.content_hash)
    query = query.where(told_articles.c.audience == audience, *when)
    return {
        (row.article, row.content_hash)
        for part in parts_of(ids)
        for row in connection.execute(query.where(told_articles.c.article.in_(part)))
    }


def was_told(audience: str, before: datetime) -> ColumnElement[bool]:
    """Return the condition that an audience was told of an article before, in any wording."""
    return exists().where(
        told_articles.c.audience == audience,
        told_articles.c.article == articles.c.id,
        told_articles.c.told < before,
    )


def digest_of_day(connection: Connection, audience: str, day: str) -> Digest | None:
    """Return the last digest of that day that was kept whole for the audience, as it was."""
    query = (
        select(digests.c.payload)
        .where(digests.c.audience == audience, digests.c.day == day, digests.c.payload != "")
        .order_by(digests.c.made.desc(), digests.c.id)
        .limit(1)
    )
    payload = connection.scalar(query)
    return read_digest(payload) if payload else None


def told_to(
    connection: Connection, audience: str, before: datetime, stories: Iterable[str]
) -> dict[str, list[str]]:
    """Return what the audience was told of stories before a moment: id -> texts, oldest first.

    Stories of which nothing was told are left out.
    """
    query = (
        select(told_points.c.story, told_points.c.text)
        .where(told_points.c.audience == audience, told_points.c.told < before)
        .order_by(told_points.c.told, told_points.c.id)
    )
    told: dict[str, list[str]] = defaultdict(list)
    for part in parts_of(stories):
        for row in connection.execute(query.where(told_points.c.story.in_(part))):
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
