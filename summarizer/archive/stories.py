"""Stories in the archive: which articles tell them, for as long as both are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from summarizer.archive.articles import (
    article_of,
    carried_by,
    content_hash,
    located,
    parts_of,
)
from summarizer.archive.database import take_turn
from summarizer.archive.digests import told_of, was_told
from summarizer.archive.schema import appeared, articles, stories, story_articles, versions
from summarizer.domain import Article, Copy, Story
from summarizer.errors import NotFound
from summarizer.sources.decode import whole


def stories_of(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Return the story id of each of these articles that has one."""
    found: dict[str, str] = {}
    for part in parts_of(ids):
        query = select(story_articles.c.article, story_articles.c.story).where(
            story_articles.c.article.in_(part)
        )
        found |= {row.article: row.story for row in connection.execute(query)}
    return found


def active_stories(
    connection: Connection,
    since: datetime,
    most: int,
    *,
    among: Iterable[str] | None = None,
    told: tuple[str, datetime] | None = None,
) -> dict[str, tuple[str, list[Article]]]:
    """Return the stories with an article since then: id -> (title, articles, newest last).

    Args:
        connection: in whose transaction.
        since: of the newest article.
        most: of each story so many articles, the newest; one that goes on has hundreds in a year.
        among: ids of the stories that count; None takes all.
        told: (audience, moment): only articles that these readers were told of before then, each
            in the last wording of those that they were told.
    """
    place = func.row_number().over(
        partition_by=stories.c.id, order_by=(appeared.desc(), articles.c.id.desc())
    )
    inner = (
        select(articles.c.id, stories.c.id.label("story_id"), stories.c.title.label("story_title"))
        .add_columns(place.label("place"))
        .join(story_articles, story_articles.c.article == articles.c.id)
        .join(stories, stories.c.id == story_articles.c.story)
        .where(stories.c.last_seen >= since)
    )
    if told is not None:
        inner = inner.where(was_told(*told))
    found: dict[str, tuple[str, list[Article]]] = {}
    for part in [None] if among is None else parts_of(among):
        some = (inner if part is None else inner.where(stories.c.id.in_(part))).subquery()
        query = (
            select(articles, some.c.story_id, some.c.story_title)
            .join(some, some.c.id == articles.c.id)
            .where(some.c.place <= most)
            .order_by(some.c.story_id, appeared, articles.c.id)
        )
        for row in connection.execute(query):
            found.setdefault(row.story_id, (row.story_title, []))[1].append(article_of(row))
    if told is None:
        return found
    members = [article for _, several in found.values() for article in several]
    as_told = _as_told(connection, *told, members)
    return {
        story: (title, [as_told[a.id] for a in several if a.id in as_told])
        for story, (title, several) in found.items()
    }


def _as_told(
    connection: Connection, audience: str, before: datetime, found: Sequence[Article]
) -> dict[str, Article]:
    """Return articles by their ids in the last wording that an audience was told of before."""
    known = told_of(connection, audience, before, found)
    as_told = {a.id: a for a in found if (a.id, content_hash(a.text)) in known}
    changed = {a.id: a for a in found if a.id not in as_told}
    for part in parts_of(changed):
        query = select(versions).where(versions.c.article.in_(part)).order_by(versions.c.version)
        for row in connection.execute(query):
            if (row.article, content_hash(row.text)) in known:
                article = changed[row.article]
                as_told[row.article] = replace(article, title=row.title, text=row.text, body=None)
    return as_told


def keep_story(connection: Connection, story: Story, now: datetime) -> None:
    """Store a story and the articles that are new to it; its id and members never change."""
    take_turn(connection, "stories")
    known = connection.execute(select(stories).where(stories.c.id == story.id)).first()
    seen = [moment for moment in (story.first_seen, story.last_seen) if moment]
    if known is None:
        connection.execute(
            insert(stories).values(
                id=story.id,
                title=story.title,
                first_seen=min(seen, default=now),
                last_seen=max(seen, default=now),
                posted=False,
            )
        )
    else:
        last = max([*seen, known.last_seen] if known.last_seen else seen, default=now)
        connection.execute(
            update(stories)
            .where(stories.c.id == story.id)
            .values(last_seen=last, title=story.title)
        )
    have = stories_of(connection, [article.id for article in story.articles])
    copies = {copy.article.id: copy.of for copy in story.copies}
    rows = [
        {"article": a.id, "story": story.id, "added": now, "copy_of": copies.get(a.id)}
        for a in story.articles
        if a.id not in have
    ]
    if rows:
        connection.execute(insert(story_articles), rows)


def is_story(connection: Connection, identity: str) -> bool:
    """Return whether there is a story with this id."""
    known = select(stories.c.id).where(stories.c.id == whole(identity))
    return connection.execute(known).first() is not None


def load_story(
    connection: Connection,
    identity: str,
    *,
    sources: Sequence[str] | None = None,
    paths: bool = False,
) -> Story:
    """Return a story with all its articles, newest first; `paths` as in `located`.

    Args:
        connection: in whose transaction.
        identity: its id.
        sources: ids; articles that one of them carries. None takes all.
        paths: as in `located`.

    Raises:
        NotFound: there is none with this id, or no such article of it.
    """
    row = connection.execute(select(stories).where(stories.c.id == identity)).first()
    query = (
        select(articles, story_articles.c.copy_of)
        .join(story_articles, story_articles.c.article == articles.c.id)
        .where(story_articles.c.story == identity)
        .order_by(appeared.desc(), articles.c.id)
    )
    if sources is not None:
        query = query.where(carried_by(sources))
    members = connection.execute(query).all()
    if row is None or not members:
        raise NotFound(
            "there is no such story", subject=identity, advice="Take the id from a digest."
        )
    whole = located(connection, [article_of(member) for member in members], paths=paths)
    by_id = {article.id: article for article in whole}
    return Story(
        id=row.id,
        title=row.title,
        articles=tuple(by_id.values()),
        copies=tuple(
            Copy(by_id[m.id], m.copy_of) for m in members if m.copy_of and m.copy_of in by_id
        ),
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        change="same",
    )
