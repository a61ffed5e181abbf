"""Articles in the archive: stored once, versions kept, found by time and id."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import PurePath
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from summarizer.archive.database import take_turn
from summarizer.archive.schema import (
    appeared,
    appeared_before,
    appeared_since,
    article_sources,
    article_vectors,
    articles,
    digests,
    entries,
    stories,
    story_articles,
    told_articles,
    versions,
)
from summarizer.archive.sources import carriers
from summarizer.archive.words import index_words
from summarizer.domain import Article, make_id, single_spaced
from summarizer.sources.sites import spellings, teller_of
from summarizer.text.dates import not_ahead
from summarizer.text.words import content_words

Outcome = Literal["new", "changed", "known"]

CHUNK = 500
"""Ids in one query; SQLite allows 999 variables in old builds."""

LONGEST_URL = 2_000
"""Bytes of an address; browsers end there, and PostgreSQL indexes no more than 2,700."""

SAME_WORDS = 20
"""Articles of the same words that are looked at."""

SHARED_WORDS = 0.5
"""Share of the shorter text's words that a new version has in common with the old one."""

AS_THEY_ARE = (
    "id", "url", "title", "title_made", "text", "source", "author", "published", "language",
    "complete", "dateline",
)  # fmt: skip
"""What of an article is stored as it is, in the column of its name."""

IN_ROWS = (
    "id", "title", "url", "source", "author", "published", "fetched", "language", "complete",
    "text",
)  # fmt: skip
"""What of an article is exported, in this order."""

SHRUNK = 0.5
"""A new text under half of the stored one is a preview or an error page, not an update."""


def canonical_url(url: str | None) -> str | None:
    """Return the address without tracking parameters and fragment; None for none or too long."""
    if not url:
        return None
    from courlan import clean_url

    clean = clean_url(url) or url
    return clean if len(clean.encode("utf-8", "replace")) <= LONGEST_URL else None


def content_hash(text: str) -> str:
    """Return a hash of the words alone: white space and case are no change."""
    return hashlib.sha256(single_spaced(text).casefold().encode("utf-8", "replace")).hexdigest()


def save_article(
    connection: Connection,
    article: Article,
    *,
    now: datetime,
    source: str | None = None,
    via: str | None = None,
    earlier_via: str | None = None,
    place: str = "",
) -> tuple[str, Outcome]:
    """Store the article unless it is known; return its id and what became of it.

    Known is what has the same canonical address, or the same words from the same outlet.
    A known article whose words or headline changed gets a new version; the old one is kept.
    A text that shrank to less than half, or that became a preview, changes nothing.

    Args:
        connection: in whose transaction.
        article: what was read.
        now: the moment, for an article without one.
        source: the id of the source that brought it.
        via: the site that says these words are at the address, where it is another's: the
            article is kept apart from what the address itself says, under `#via=site`.
        earlier_via: a site that may have brought an excerpt of it so before.
        place: where on its page it stands, as a fragment, if others stand there too.
    """
    take_turn(connection, "articles")
    article, ids = _identified(article, now, via=via, earlier_via=earlier_via, place=place)
    digest = content_hash(article.text)
    row = _known(connection, ids, article, digest)
    if row is not None and row.url is None and row.id == article.id and _another(row.text, article):
        # Files number their rows: one id for two texts stands for two articles.
        article = replace(article, id=make_id(article.id, article.text))
        row = _known(connection, [article.id], article, digest)
    stored: str = article.id
    outcome: Outcome = "new"
    if row is None:
        connection.execute(insert(articles).values(**_row(article, digest, now)))
        _index(connection, article.id)
    else:
        stored, outcome = row.id, _update(connection, row, article, digest, now)
    if source is not None:
        for one in carriers(connection, source):
            _link(connection, stored, one)
        # The file of an older version, which is still there, is not where today's words are.
        elsewhere = article.url or (outcome == "known" and digest != row.content_hash)
        if article.origin and not elsewhere:
            _note_path(connection, stored, source, article.origin)
    # Of the same words at another address, or of an error page, the headline tells nothing.
    same = source is not None if row is None else outcome == "changed" or digest == row.content_hash
    named = article.title and not article.title_made and stored in (article.id, *ids)
    if same and named and follow_headlines(connection, {stored: article.title}, source):
        outcome = "changed"
    return stored, outcome


def _identified(
    article: Article, now: datetime, *, via: str | None, earlier_via: str | None, place: str
) -> tuple[Article, list[str]]:
    """Return the article with the address, id and day of its row, and the ids it may have there."""
    url = canonical_url(article.url)
    own = f"{url}#{place}" if url and place else url
    ids = [make_id(one) for one in spellings(own)] if own and not via else []
    ids += [make_id(_said_by(url, site, place)) for site in (via, earlier_via) if url and site]
    url = _said_by(url, via, place) if url and via else own
    # Of what is dated ahead nobody would be told before its day.
    published = not_ahead(article.published, now)
    identity = make_id(url) if url else article.id
    return replace(article, url=url, id=identity, published=published), [identity, *ids]


def follow_headlines(
    connection: Connection, given: Mapping[str, str], source: str | None = None
) -> int:
    """Give articles the headlines that a source shows for them now; return how many changed.

    Followed is a source that shows another headline than before, or that is the only one to
    bring the article: of two feeds that word it differently, neither corrects the other. The
    old headline is kept as a version; to who read the article it is not new.

    Args:
        connection: in whose transaction.
        given: ids of stored articles, each with the headline that it has now.
        source: the id of the source that shows them; None for a page that was asked for once.
    """
    take_turn(connection, "articles")
    changed = 0
    for part in parts_of(given):
        rows = connection.execute(select(articles).where(articles.c.id.in_(part))).all()
        links = select(article_sources).where(article_sources.c.article.in_(part))
        shown: dict[str, dict[str, str | None]] = {}
        for link in connection.execute(links):
            shown.setdefault(link.article, {})[link.source] = link.title
        ours = set(carriers(connection, source)) if source else set()
        for row in rows:
            title, by = given[row.id], shown.get(row.id, {})
            before = by.get(source or "")
            if source in by and before != title:
                _note_headline(connection, row.id, source, title)
            corrected = before not in (None, title) or (before is None and by.keys() <= ours)
            if corrected and title != row.title and not _is_older(connection, row, title):
                _rename(connection, row, title)
                changed += 1
    return changed


def _note_headline(connection: Connection, article: str, source: str, title: str) -> None:
    mine = article_sources.c.article == article, article_sources.c.source == source
    connection.execute(update(article_sources).where(*mine).values(title=title))


def _note_path(connection: Connection, article: str, source: str, path: str) -> None:
    mine = article_sources.c.article == article, article_sources.c.source == source
    moved = or_(article_sources.c.path.is_(None), article_sources.c.path != path)
    connection.execute(update(article_sources).where(*mine, moved).values(path=path))


def _is_older(connection: Connection, row: Any, title: str) -> bool:
    """Return whether a file's headline is that of an older version: two files have one text."""
    query = select(versions.c.title).where(versions.c.article == row.id, versions.c.title == title)
    return row.url is None and connection.execute(query).first() is not None


def _rename(connection: Connection, row: Any, title: str) -> None:
    """Give an article another headline, and the stories that were named by the old one."""
    _keep_version(connection, row)
    fresh = {"title": title, "title_made": False, "version": row.version + 1}
    connection.execute(update(articles).where(articles.c.id == row.id).values(**fresh))
    _index(connection, row.id)
    told = select(story_articles.c.story).where(story_articles.c.article == row.id)
    named = stories.c.id.in_(told), stories.c.title == row.title
    connection.execute(update(stories).where(*named).values(title=title))


def _keep_version(connection: Connection, row: Any) -> None:
    """Keep an article as it is before it changes; its vector, of title and opening, goes."""
    connection.execute(
        insert(versions).values(
            article=row.id, version=row.version, title=row.title, text=row.text, fetched=row.fetched
        )
    )
    connection.execute(delete(article_vectors).where(article_vectors.c.article == row.id))


def _known(connection: Connection, ids: Sequence[str], article: Article, digest: str) -> Any:
    """Return the row of the article, or None."""
    found = connection.execute(_find(ids, article.source, digest)).all()
    teller = teller_of(article.url)
    return next((r for r in found if r.id in ids or teller_of(r.url) == teller), None)


def _another(text: str, article: Article) -> bool:
    """Return whether an article shares too few words with a text to be a new version of it."""
    old, new = set(content_words(text)), set(content_words(article.text))
    return len(old & new) < SHARED_WORDS * min(len(old), len(new))


def _said_by(url: str, site: str, place: str = "") -> str:
    return f"{url.partition('#')[0]}#via={site}{'&' if place else ''}{place}"


def _find(ids: Sequence[str], source: str | None, digest: str) -> Select[Any]:
    """Select the article with one of these ids, in their order, then those of the same words."""
    same_words = and_(articles.c.content_hash == digest, articles.c.source == source)
    order = case({one: place for place, one in enumerate(ids)}, value=articles.c.id, else_=len(ids))
    query = select(articles).where(or_(articles.c.id.in_(ids), same_words))
    return query.order_by(order, articles.c.row).limit(SAME_WORDS)


def _update(
    connection: Connection, row: Any, article: Article, digest: str, now: datetime
) -> Outcome:
    worse = row.complete and not article.complete
    shrunk = len(article.text) < SHRUNK * len(row.text)
    if digest == row.content_hash or worse or (row.complete and shrunk):
        return "known"
    if row.url is None and digest in _older(connection, row.id):
        return "known"  # the file of an older version is still there
    _keep_version(connection, row)
    fresh = _row(article, digest, now)
    for fixed in ("id", "url", "published"):
        fresh.pop(fixed)
    fresh |= {"version": row.version + 1}
    connection.execute(update(articles).where(articles.c.id == row.id).values(**fresh))
    _index(connection, row.id)
    return "changed"


def _older(connection: Connection, identity: str) -> set[str]:
    """Return the hashes of an article's older versions."""
    query = select(versions.c.text).where(versions.c.article == identity)
    return {content_hash(text) for text in connection.scalars(query)}


def _index(connection: Connection, identity: str) -> None:
    """Let the words be found; SQLite does so by itself, with triggers."""
    if connection.dialect.name == "postgresql":
        query = select(articles.c.row, articles.c.title, articles.c.text)
        row = connection.execute(query.where(articles.c.id == identity)).one()
        index_words(connection, row.row, row.title, row.text)


def _link(connection: Connection, article: str, source: str) -> None:
    known = select(article_sources.c.article).where(
        article_sources.c.article == article, article_sources.c.source == source
    )
    if connection.execute(known).first() is None:
        connection.execute(insert(article_sources).values(article=article, source=source))


def _row(article: Article, digest: str, now: datetime) -> dict[str, Any]:
    return {
        **{name: getattr(article, name) for name in AS_THEY_ARE},
        "content_hash": digest,
        "body": json.dumps(article.body) if article.body is not None else None,
        "fetched": article.fetched or now,
    }


def article_of(row: Any) -> Article:
    """Return the article of a database row."""
    body = tuple((a, b) for a, b in json.loads(row.body)) if row.body else None
    as_it_is = {name: getattr(row, name) for name in AS_THEY_ARE}
    return Article(**as_it_is, body=body, fetched=row.fetched)


def parts_of(ids: Iterable[str]) -> Iterator[list[str]]:
    """Yield the ids in lists that one query holds."""
    rest = iter(ids)
    while part := list(islice(rest, CHUNK)):
        yield part


def located(
    connection: Connection, found: Sequence[Article], *, paths: bool = False
) -> list[Article]:
    """Return articles with the file that a watched folder has them in as their origin.

    Args:
        connection: to the archive.
        found: articles of the archive; those with an address stay as they are.
        paths: give the whole path, which is the operator's to see; else the file's name alone.
    """
    files: dict[str, str] = {}
    links = article_sources.c
    for part in parts_of(one.id for one in found if not one.url):
        query = select(links.article, links.path).where(links.article.in_(part))
        rows = connection.execute(query.where(links.path.is_not(None)).order_by(links.path.desc()))
        files |= {row.article: row.path for row in rows}
    return [
        replace(one, origin=files[one.id] if paths else PurePath(files[one.id]).name)
        if one.id in files
        else one
        for one in found
    ]


def carried_by(sources: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition that one of these sources carries an article."""
    carried = select(article_sources.c.article).where(article_sources.c.source.in_(sources))
    return articles.c.id.in_(carried)


def load_articles(
    connection: Connection, ids: Sequence[str], *, paths: bool = False
) -> list[Article]:
    """Return the articles with these ids, in that order; unknown ids are left out.

    Of one that lies in a watched folder, `origin` is its file; `paths` as in `located`.
    """
    found: dict[str, Article] = {}
    for part in parts_of(ids):
        rows = connection.execute(select(articles).where(articles.c.id.in_(part)))
        found |= {row.id: article_of(row) for row in rows}
    known = [found[i] for i in dict.fromkeys(ids) if i in found]
    return located(connection, known, paths=paths)


def articles_between(
    connection: Connection,
    since: datetime | None,
    until: datetime | None,
    *,
    sources: Sequence[str] | None = None,
    limit: int | None = None,
    paths: bool = False,
) -> list[Article]:
    """Return articles by the time they appeared (else were fetched), newest first.

    Args:
        since: from this moment on. In its zone days begin, also those without a time.
        until: up to, not including, this moment.
        sources: ids of sources that must carry them; None takes all.
        limit: at most so many.
        paths: as in `located`.
    """
    query = select(articles).order_by(appeared.desc(), articles.c.id)
    if since is not None:
        query = query.where(appeared_since(since))
    if until is not None:
        query = query.where(appeared_before(until))
    if sources is not None:
        query = query.where(carried_by(sources))
    if limit is not None:
        query = query.limit(limit)
    found = [article_of(row) for row in connection.execute(query)]
    return located(connection, found, paths=paths)


LOOKED_AT_FIRST = 10_000
"""Among so many of the newest most readers find as many of their sources' as they are offered."""


def newest_headlines(
    connection: Connection, sources: Sequence[str], limit: int
) -> list[tuple[str, str]]:
    """Return (id, headline) of the newest articles of sources; no text is read but for a title."""
    named = case(
        (articles.c.title != "", articles.c.title), else_=func.substr(articles.c.text, 1, 100)
    )
    newest = select(articles.c.id, named).order_by(appeared.desc(), articles.c.id).limit(limit)
    # Asked one by one the newest need no sorting of all, but what is rare would be sought in all.
    one = exists().where(
        article_sources.c.article == articles.c.id, article_sources.c.source.in_(sources)
    )
    moments = select(appeared).order_by(appeared.desc()).offset(LOOKED_AT_FIRST).limit(1)
    moment = connection.execute(moments).scalar()
    recent = newest.where(one) if moment is None else newest.where(one, appeared >= moment)
    rows = connection.execute(recent).all()
    if moment is not None and len(rows) < limit:
        rows = connection.execute(newest.where(carried_by(sources))).all()
    return [(row[0], row[1]) for row in rows]


def each_row(connection: Connection) -> Iterator[str]:
    """Yield all articles as rows of JSON, newest first, a few at a time in memory.

    Each row ends in a line feed; times are ISO 8601.
    """
    rows = connection.execution_options(yield_per=CHUNK).execute(
        select(articles).order_by(appeared.desc(), articles.c.id)
    )
    for article in map(article_of, rows):
        told = {name: getattr(article, name) for name in IN_ROWS}
        yield json.dumps(told, ensure_ascii=False, default=datetime.isoformat) + "\n"


def forget_before(connection: Connection, moment: datetime) -> int:
    """Delete articles that appeared before `moment`; return how many.

    That their feeds have shown them is remembered, so that they do not come in again.
    """
    for what in ("articles", "stories", "digests", "told articles"):
        take_turn(connection, what)
    old = select(articles.c.id).where(appeared < moment)
    connection.execute(update(entries).where(entries.c.article.in_(old)).values(article=None))
    count = connection.execute(delete(articles).where(appeared < moment)).rowcount
    told = select(story_articles.c.story)
    connection.execute(
        delete(stories).where(stories.c.last_seen < moment, stories.c.id.not_in(told))
    )
    connection.execute(delete(told_articles).where(told_articles.c.told < moment))
    connection.execute(delete(digests).where(digests.c.made < moment))
    return count


def count_articles(connection: Connection) -> int:
    """Return how many articles are stored."""
    return connection.scalar(select(func.count()).select_from(articles)) or 0


def came_in(connection: Connection, since: datetime) -> tuple[datetime, int]:
    """Return when the first stored article was fetched, and how many were since a moment."""
    first = connection.scalar(select(func.min(articles.c.fetched)))
    new = select(func.count()).select_from(articles).where(articles.c.fetched >= since)
    return first or since, connection.scalar(new) or 0
