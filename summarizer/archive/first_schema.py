"""The tables as migration 1 made them. Frozen: a change goes into a new migration."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

Moment = Float(53)

metadata = MetaData()

RowNumber = BigInteger().with_variant(Integer, "sqlite")
"""A million articles a day pass two thousand million in six years."""

Table(
    "sources",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("url", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False, default=""),
    Column("tags", Text, nullable=False, default="[]"),
    Column("state", Text, nullable=False, default="active"),
    Column("added", Moment, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("content_hash", Text),
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
    Column("row", RowNumber, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("url", Text, unique=True),
    Column("content_hash", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("title_made", Boolean, nullable=False, default=False),
    Column("text", Text, nullable=False),
    Column("body", Text),
    Column("source", Text),
    Column("author", Text),
    Column("published", Moment),
    Column("fetched", Moment, nullable=False),
    Column("language", Text),
    Column("complete", Boolean, nullable=False, default=True),
    Column("dateline", Text),
    Column("version", Integer, nullable=False, default=1),
    Column("vector", LargeBinary),
    Column("model", Text),
    Index("articles_by_content", "content_hash"),
    Index("articles_by_time", "published"),
    Index("articles_by_fetch", "fetched"),
)

Table(
    "versions",
    metadata,
    Column("article", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("fetched", Moment, nullable=False),
)

Table(
    "entries",
    metadata,
    Column("source", Text, ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("article", Text),
    Column("seen", Moment, nullable=False),
)

Table(
    "article_sources",
    metadata,
    Column("article", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("source", Text, ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
)

Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("first_seen", Moment),
    Column("last_seen", Moment),
    Column("posted", Boolean, nullable=False, default=False),
    Index("stories_by_time", "last_seen"),
)

Table(
    "story_articles",
    metadata,
    Column("article", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("story", Text, ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Column("added", Moment, nullable=False),
    Column("copy_of", Text),
    Index("members_of_a_story", "story"),
)

Table(
    "digests",
    metadata,
    Column("id", Text, primary_key=True),
    Column("audience", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("made", Moment, nullable=False),
    Column("payload", Text, nullable=False),
    Index("digests_by_day", "audience", "day"),
)

Table(
    "told_points",
    metadata,
    Column("id", RowNumber, primary_key=True, autoincrement=True),
    Column("audience", Text, nullable=False),
    Column("story", Text, nullable=False),
    Column("digest", Text, ForeignKey("digests.id", ondelete="CASCADE"), nullable=False),
    Column("text", Text, nullable=False),
    Column("told", Moment, nullable=False),
    UniqueConstraint("audience", "digest", "story", "text"),
    Index("told_to", "audience", "story"),
)

Table(
    "told_articles",
    metadata,
    Column("audience", Text, primary_key=True),
    Column("article", Text, primary_key=True),
    Column("content_hash", Text, primary_key=True),
    Column("told", Moment, nullable=False),
)
