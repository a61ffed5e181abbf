"""The tables of the archive as they are now; how they came about is in `migrations`.

Times are seconds since 1970 UTC (`Moment`), lists and payloads JSON text.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    and_,
    func,
    or_,
)
from sqlalchemy.engine import Dialect


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime, kept as seconds since 1970: sorts and compares everywhere."""

    impl = Float(53)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> float | None:
        """Return the seconds."""
        return None if value is None else value.timestamp()

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return the datetime."""
        return None if value is None else datetime.fromtimestamp(value, UTC)


class Prose(TypeDecorator[str]):
    """Text from outside, less what a database cannot hold.

    PostgreSQL has no NUL, and halves of surrogate pairs are no UTF-8. Each becomes one
    other character, so that offsets hold.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return what can be stored."""
        if value is None:
            return None
        if dialect.name == "postgresql":
            value = value.replace("\0", "\ufffd")
        return value.encode("utf-8", "replace").decode("utf-8")


metadata = MetaData()

RowNumber = BigInteger().with_variant(Integer, "sqlite")
"""A million articles a day pass two thousand million in six years."""

sources = Table(
    "sources",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),  # feed, page or folder
    Column("url", Prose, nullable=False, unique=True),
    Column("title", Prose, nullable=False, default=""),
    Column("tags", Prose, nullable=False, default="[]"),
    Column("state", Text, nullable=False, default="active"),  # active, paused, retired
    Column("added", Moment, nullable=False),
    Column("etag", Prose),
    Column("last_modified", Prose),
    Column("content_hash", Text),
    Column("next_check", Moment),
    Column("last_success", Moment),
    Column("last_try", Moment),
    Column("failures", Integer, nullable=False, default=0),
    Column("last_error", Prose),
    Column("last_alarm", Moment),
    Column("ttl", Float(53)),  # seconds that the feed asks between two checks
    Column("moved_into", Text),  # the source that its address leads to now
    Column("brought_by", Text),  # the state of the bot whose members added it; else the operator
)

articles = Table(
    "articles",
    metadata,
    Column("row", RowNumber, primary_key=True, autoincrement=True),  # what the text index refers to
    Column("id", Prose, nullable=False, unique=True),
    Column("url", Prose, unique=True),
    Column("content_hash", Text, nullable=False),
    Column("title", Prose, nullable=False),
    Column("title_made", Boolean, nullable=False, default=False),
    Column("text", Prose, nullable=False),
    Column("body", Text),
    Column("source", Prose),
    Column("author", Prose),
    Column("published", Moment),
    Column("fetched", Moment, nullable=False),
    Column("language", Prose),
    Column("complete", Boolean, nullable=False, default=True),
    Column("dateline", Prose),
    Column("version", Integer, nullable=False, default=1),
    Index("articles_by_content", "content_hash"),
    Index("articles_by_time", "published"),
    Index("articles_by_fetch", "fetched"),
)
appeared = func.coalesce(articles.c.published, articles.c.fetched)
"""When an article appeared, else when it was fetched: what windows and order go by."""

Index("articles_by_moment", appeared)


def appeared_since(since: datetime) -> ColumnElement[bool]:
    """Return the test for what appeared then or later.

    Midnight in UTC stands for a day without a time: it is the midnight of `since`'s own zone.
    """
    last, first = _days_about(since)
    return or_(and_(appeared >= since, appeared != last), appeared == first)


def appeared_before(until: datetime) -> ColumnElement[bool]:
    """Return the test for what appeared earlier; days without a time as in `appeared_since`."""
    last, first = _days_about(until)
    return or_(and_(appeared < until, appeared != first), appeared == last)


def _days_about(moment: datetime) -> tuple[datetime, datetime]:
    """Return, as they are stored, the last day that begins before a moment, and the one after."""
    day, midnight = timedelta(days=1), datetime.combine(moment, time(), UTC)
    if moment.year in (MINYEAR, MAXYEAR):  # no day need be told from its neighbours there
        return midnight, midnight
    return (midnight - day, midnight) if moment.time() == time() else (midnight, midnight + day)


article_vectors = Table(  # of title and opening; apart from the texts, so that reading is quick
    "article_vectors",
    metadata,
    Column("number", RowNumber, primary_key=True, autoincrement=True),  # never used twice
    Column("article", Prose, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("model", Text, nullable=False),
    Column("vector", LargeBinary, nullable=False),  # float16
    UniqueConstraint("article", "model"),
    sqlite_autoincrement=True,
)

versions = Table(
    "versions",
    metadata,
    Column("article", Prose, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("title", Prose, nullable=False),
    Column("text", Prose, nullable=False),
    Column("fetched", Moment, nullable=False),
)

entries = Table(  # what a feed has shown: an id or date that changes makes nothing new
    "entries",
    metadata,
    Column("source", Text, ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("article", Prose),
    Column("seen", Moment, nullable=False),
)

article_sources = Table(
    "article_sources",
    metadata,
    Column("article", Prose, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("source", Text, ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    Column("title", Prose),  # the headline that the source showed last
    Column("path", Prose),  # the file in which a watched folder has it
)

stories = Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Prose, nullable=False),
    Column("first_seen", Moment),
    Column("last_seen", Moment),
    Column("posted", Boolean, nullable=False, default=False),
    Index("stories_by_time", "last_seen"),
)

story_articles = Table(
    "story_articles",
    metadata,
    Column("article", Prose, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("story", Text, ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Column("added", Moment, nullable=False),
    Column("copy_of", Prose),
    Index("members_of_a_story", "story"),
)

digests = Table(
    "digests",
    metadata,
    Column("id", Text, primary_key=True),
    Column("audience", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("made", Moment, nullable=False),
    Column("payload", Prose, nullable=False),  # empty where nobody can ask for it again
    Index("digests_by_day", "audience", "day"),
)

told_points = Table(  # what the readers of an audience were told already
    "told_points",
    metadata,
    Column("id", RowNumber, primary_key=True, autoincrement=True),
    Column("audience", Text, nullable=False),
    Column("story", Text, nullable=False),
    Column("digest", Text, ForeignKey("digests.id", ondelete="CASCADE"), nullable=False),
    Column("text", Prose, nullable=False),
    Column("told", Moment, nullable=False),
    UniqueConstraint("audience", "digest", "story", "text"),
    Index("told_to", "audience", "story"),
    Index("points_of_a_digest", "digest"),
)

told_articles = Table(  # which articles an audience's digests were made from, in which wording
    "told_articles",
    metadata,
    Column("audience", Text, primary_key=True),
    Column("article", Prose, primary_key=True),
    Column("content_hash", Text, primary_key=True),
    Column("told", Moment, nullable=False),
)
