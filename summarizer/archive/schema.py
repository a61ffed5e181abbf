"""The tables of the archive as they are now; how they came about is in `migrations`.

Times are seconds since 1970 UTC (`Moment`), lists and payloads JSON text.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
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


metadata = MetaData()

sources = Table(
    "sources",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("kind", String(10), nullable=False),  # feed, page or folder
    Column("url", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False, default=""),
    Column("tags", Text, nullable=False, default="[]"),
    Column("state", String(10), nullable=False, default="active"),  # active, paused, retired
    Column("added", Moment, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("content_hash", String(64)),
    Column("next_check", Moment),
    Column("last_success", Moment),
    Column("last_try", Moment),
    Column("failures", Integer, nullable=False, default=0),
    Column("last_error", Text),
    Column("last_alarm", Moment),
)

articles = Table(
    "articles",
    metadata,
    Column("row", Integer, primary_key=True, autoincrement=True),  # what the text index refers to
    Column("id", String(64), nullable=False, unique=True),
    Column("url", Text, unique=True),
    Column("content_hash", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("title_made", Boolean, nullable=False, default=False),
    Column("text", Text, nullable=False),
    Column("body", Text),
    Column("source", Text),
    Column("author", Text),
    Column("published", Moment),
    Column("fetched", Moment, nullable=False),
    Column("language", String(8)),
    Column("complete", Boolean, nullable=False, default=True),
    Column("dateline", Text),
    Column("version", Integer, nullable=False, default=1),
    Column("vector", LargeBinary),  # float16, of title and opening; for search by meaning
    Column("model", String(80)),
    Index("articles_by_content", "content_hash"),
    Index("articles_by_time", "published"),
    Index("articles_by_fetch", "fetched"),
)

versions = Table(
    "versions",
    metadata,
    Column("article", String(64), ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("fetched", Moment, nullable=False),
)

entries = Table(  # what a feed has shown: an id or date that changes makes nothing new
    "entries",
    metadata,
    Column("source", String(16), ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("article", String(64)),
    Column("seen", Moment, nullable=False),
)

article_sources = Table(
    "article_sources",
    metadata,
    Column("article", String(64), ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("source", String(16), ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
)

stories = Table(
    "stories",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("title", Text, nullable=False),
    Column("first_seen", Moment),
    Column("last_seen", Moment),
    Column("posted", Boolean, nullable=False, default=False),
    Index("stories_by_time", "last_seen"),
)

story_articles = Table(
    "story_articles",
    metadata,
    Column("article", String(64), ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("story", String(16), ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Column("added", Moment, nullable=False),
    Column("copy_of", String(64)),
    Index("members_of_a_story", "story"),
)

digests = Table(
    "digests",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("audience", String(80), nullable=False),
    Column("day", String(10), nullable=False),
    Column("made", Moment, nullable=False),
    Column("payload", Text, nullable=False),
    Index("digests_by_day", "audience", "day"),
)

told_points = Table(  # what the readers of an audience were told already
    "told_points",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("audience", String(80), nullable=False),
    Column("story", String(16), nullable=False),
    Column("digest", String(16), ForeignKey("digests.id", ondelete="CASCADE"), nullable=False),
    Column("text", Text, nullable=False),
    Column("told", Moment, nullable=False),
    UniqueConstraint("audience", "digest", "story", "text"),
    Index("told_to", "audience", "story"),
)

told_articles = Table(  # which articles an audience's digests were made from, in which wording
    "told_articles",
    metadata,
    Column("audience", String(80), primary_key=True),
    Column("article", String(64), primary_key=True),
    Column("content_hash", String(64), primary_key=True),
    Column("told", Moment, nullable=False),
)
