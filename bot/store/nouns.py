"""What the bot remembers, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Mode = Literal["channel", "thread", "forum", "announcement", "dm"]
EditionState = Literal["due", "planned", "sending", "sent", "failed", "missed", "skipped"]
PartKind = Literal["message", "thread", "forum", "publish"]
Place = Literal["target", "thread"]

OPEN_STATES = ("due", "planned", "sending")
"""An edition in one of these still has something to be done."""


def guild_owner(guild_id: int) -> str:
    """Return the owner's key of a server."""
    return f"g{guild_id}"


def user_owner(user_id: int) -> str:
    """Return the owner's key of a member who uses the bot by direct message."""
    return f"u{user_id}"


@dataclass(frozen=True, slots=True)
class Desk:
    """What a server, or a member in direct messages, has set. None: the default."""

    owner: str
    zone: str | None = None
    words: int | None = None
    private: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """A source of the archive that an owner reads.

    Attributes:
        ours: the bot put the source into the archive, so it goes when nobody reads it.
    """

    owner: str
    source_id: str
    tags: tuple[str, ...]
    ours: bool
    added_by: int | None
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Clipping:
    """An article that a member brought: a web address or a file."""

    article_id: str
    title: str


CATCH_UP_HOURS = 6.0
"""What a schedule has if nothing else is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When, where and about what an owner is briefed.

    Attributes:
        days: the ISO weekdays as digits, "12345" for Monday to Friday.
        times: local wall times "HH:MM", in order.
        zone: IANA name.
        tags: only sources with one of these; empty: all.
        quiet: "HH:MM-HH:MM" local, in which nothing is posted; None: never quiet.
        little_news: "skip" or "note" on a day with little news.
        catch_up_hours: how long after its time a missed edition is still posted.
        state: "active" or "paused".
        since: slots before this moment are not this schedule's.
        next_due: instant of the next slot.
    """

    id: int = 0
    owner: str
    guild_id: int | None = None
    channel_id: int | None = None
    user_id: int | None = None
    created_by: int
    created_at: datetime
    days: str = "1234567"
    times: tuple[str, ...] = ("08:00",)
    zone: str = "UTC"
    topic: str | None = None
    tags: tuple[str, ...] = ()
    words: int = 60
    mode: Mode = "channel"
    role_id: int | None = None
    quiet: str | None = None
    little_news: str = "note"
    catch_up_hours: float = CATCH_UP_HOURS
    state: str = "active"
    pause_reason: str | None = None
    since: datetime
    next_due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One briefing of a schedule; (schedule_id, slot) is its once-only key."""

    id: int
    schedule_id: int
    slot: str
    instant: datetime
    state: EditionState
    late: bool
    attempts: int
    next_try: datetime | None
    lease_until: datetime | None
    lease_by: str | None
    summary: str | None
    last_error: str | None
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing to be done for an edition, in order: a message, a thread, a publication.

    Attributes:
        place: "target" is the schedule's channel, "thread" the thread that an earlier
            part of the edition opened.
        payload: the request's body, without its nonce.
        nonce: the same at every try, so that Discord and we can tell a repetition.
        first_try: when it was first attempted; None: certainly not sent.
        channel_id: where it was first attempted, or is.
        message_id: what came of it: id of the message or thread.
    """

    part: int
    kind: PartKind
    payload: dict[str, Any] = field(default_factory=dict)
    place: Place = "target"
    nonce: str = ""
    first_try: datetime | None = None
    sent_at: datetime | None = None
    channel_id: int | None = None
    message_id: int | None = None
