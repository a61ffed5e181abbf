"""The tables of the bot's state as they are today, and the plan by which a database gets them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

from summarizer.archive.migrations import Plan

MOMENT_FORM = "%Y-%m-%dT%H:%M:%S.%f"


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime as text of one width, so that it sorts in every database."""

    impl = sa.String(26)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> str | None:
        """Return the text that is stored."""
        return None if value is None else value.astimezone(UTC).strftime(MOMENT_FORM)

    def process_result_value(self, value: str | None, dialect: Any) -> datetime | None:
        """Return the datetime that was stored."""
        return None if value is None else datetime.strptime(value, MOMENT_FORM).replace(tzinfo=UTC)


metadata = sa.MetaData()
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

meta = sa.Table(
    "meta",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

desks = sa.Table(
    "desks",
    metadata,
    sa.Column("owner", sa.String(24), primary_key=True),
    sa.Column("zone", sa.String(64)),
    sa.Column("words", sa.Integer),
    sa.Column("private", sa.Boolean, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("left_at", Moment),
    sa.Column("language", sa.String(8)),
)

subscriptions = sa.Table(
    "subscriptions",
    metadata,
    sa.Column("owner", sa.String(24), primary_key=True),
    sa.Column("source_id", sa.String(64), primary_key=True),
    sa.Column("tags", sa.JSON, nullable=False),
    sa.Column("ours", sa.Boolean, nullable=False),
    sa.Column("added_by", BIG),
    sa.Column("added_at", Moment, nullable=False),
)

orphans = sa.Table(
    "orphans",
    metadata,
    sa.Column("source_id", sa.String(64), primary_key=True),
)

clippings = sa.Table(
    "clippings",
    metadata,
    sa.Column("owner", sa.String(24), primary_key=True),
    sa.Column("article_id", sa.String(64), primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
)

schedules = sa.Table(
    "schedules",
    metadata,
    sa.Column("id", BIG, primary_key=True, autoincrement=True),  # never used twice
    sa.Column("owner", sa.String(24), nullable=False),
    sa.Column("guild_id", BIG),
    sa.Column("channel_id", BIG),
    sa.Column("user_id", BIG),
    sa.Column("created_by", BIG, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("days", sa.String(7), nullable=False),
    sa.Column("times", sa.String(200), nullable=False),
    sa.Column("zone", sa.String(64), nullable=False),
    sa.Column("topic", sa.String(200)),
    sa.Column("tags", sa.JSON, nullable=False),
    sa.Column("words", sa.Integer, nullable=False),
    sa.Column("mode", sa.String(16), nullable=False),
    sa.Column("role_id", BIG),
    sa.Column("quiet", sa.String(11)),
    sa.Column("little_news", sa.String(8), nullable=False),
    sa.Column("catch_up_hours", sa.Float, nullable=False),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("pause_reason", sa.Text),
    sa.Column("since", Moment, nullable=False),
    sa.Column("next_due", Moment),
    sa.Index("schedules_due", "state", "next_due"),
    sa.Index("schedules_owner", "owner"),
    sqlite_autoincrement=True,
)

editions = sa.Table(
    "editions",
    metadata,
    sa.Column("id", BIG, primary_key=True, autoincrement=True),
    sa.Column("schedule_id", BIG, nullable=False),
    sa.Column("slot", sa.String(16), nullable=False),
    sa.Column("instant", Moment, nullable=False),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("late", sa.Boolean, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("next_try", Moment),
    sa.Column("lease_until", Moment),
    sa.Column("lease_by", sa.String(64)),
    sa.Column("summary", sa.Text),
    sa.Column("last_error", sa.Text),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("finished_at", Moment),
    sa.UniqueConstraint("schedule_id", "slot"),
    sa.Index("editions_open", "state", "next_try"),
    sqlite_autoincrement=True,
)

deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("edition_id", BIG, primary_key=True),
    sa.Column("part", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("place", sa.String(8), nullable=False),
    sa.Column("payload", sa.JSON, nullable=False),
    sa.Column("nonce", sa.String(25), nullable=False),
    sa.Column("first_try", Moment),
    sa.Column("sent_at", Moment),
    sa.Column("channel_id", BIG),
    sa.Column("message_id", BIG),
)

snapshots = sa.Table(
    "snapshots",
    metadata,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("owner", sa.String(24), nullable=False),
    sa.Column("view", sa.JSON, nullable=False),
    sa.Column("answer", sa.String(64), nullable=False),
    sa.Column("expires_at", Moment, nullable=False),
    sa.Column("asker", BIG, nullable=False),
    sa.Index("snapshots_asker", "asker", "owner"),
    sa.Index("snapshots_owner", "owner"),
    sa.Index("snapshots_answer", "answer"),
)

answers = sa.Table(
    "answers",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("expires_at", Moment, nullable=False),
)

processes = sa.Table(
    "processes",
    metadata,
    sa.Column("worker", sa.String(64), primary_key=True),
    sa.Column("application", BIG, nullable=False),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("place", sa.String(64), nullable=False),
    sa.Column("pid", sa.Integer, nullable=False),
    sa.Column("first_shard", sa.Integer, nullable=False),
    sa.Column("last_shard", sa.Integer, nullable=False),
    sa.Column("shard_count", sa.Integer, nullable=False),
    sa.Column("started_at", Moment, nullable=False),
    sa.Column("seen_at", Moment, nullable=False),
)

alarms = sa.Table(
    "alarms",
    metadata,
    sa.Column("owner", sa.String(24), primary_key=True),
    sa.Column("source_id", sa.String(64), primary_key=True),
    sa.Column("problem", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
)

managers = sa.Table(
    "managers",
    metadata,
    sa.Column("owner", sa.String(24), primary_key=True),
    sa.Column("user_id", BIG, primary_key=True, autoincrement=False),
    sa.Column("language", sa.String(8), nullable=False),
)

notices = sa.Table(
    "notices",
    metadata,
    sa.Column("key", sa.String(120), primary_key=True),
    sa.Column("told_at", Moment, nullable=False),
)

PLAN = Plan(
    ledger=sa.Table(
        "migrations",
        sa.MetaData(),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(100), nullable=False, default=""),
    ),
    first=7,  # those who followed the source have files of this number
    make=metadata.create_all,
)
