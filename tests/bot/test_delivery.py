"""What becomes of an edition: posted, late, missed, skipped, failed; and who is told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from discord.http import HTTPClient, Route
from helpers import (
    Clock,
    PagesComposer,
    QuietTeller,
    keep_schedule,
    make_schedule,
    open_database,
    texts,
    until,
)
from standin import Fault, StandIn
from standin.server import TOKEN
from standin.world import BOT_ID, FORUM, NEEDS_TAG, NEWS, TEXT, message_json, snowflake

from bot.delivery.courier import Composed, Courier
from bot.delivery.marks import nonce_of
from bot.delivery.pace import Pace
from bot.delivery.plan import add_edition_now, begin_now
from bot.delivery.postman import DiscordPostman
from bot.delivery.rounds import Rounds
from bot.store import schema
from bot.store.desks import mark_left
from bot.store.editions import last_editions, load_parts
from bot.store.engine import Database
from bot.store.nouns import Edition, Schedule, guild_owner
from bot.store.schedules import change_schedule, load_schedule, pause_schedule, to_row
from summarizer.errors import StorageAway, StorageError, StorageFull


class Desk:
    """A bot's delivery side in this process, with a clock that the test moves."""

    def __init__(self, discord: StandIn, database: Database, http: HTTPClient, most: int) -> None:
        self.discord = discord
        self.database = database
        self.clock = Clock()
        self.composer = PagesComposer(1)
        self.teller = QuietTeller()
        courier = Courier(
            database,
            DiscordPostman(http, BOT_ID, timeout=20, pace=Pace(480)),
            self.composer,
            self.teller,
            worker="one",
            clock=self.clock,
            lease=timedelta(seconds=180),
            pause=lambda _: asyncio.sleep(0),
        )
        self.rounds = Rounds(database, courier, clock=self.clock, most=most)

    async def at(self, text: str) -> None:
        """Move the clock, tick, and see it through."""
        self.clock.to(text)
        await self.rounds.tick()
        await self.rounds.settle()

    def change(self, schedule: Schedule, **columns: Any) -> None:
        """Change a schedule as a member does."""
        change_schedule(
            self.database, schedule.id, lambda it: begin_now(replace(it, **columns), self.clock())
        )

    def states(self, schedule: Schedule) -> dict[str, str]:
        """The schedule's editions, slot to state."""
        rows = last_editions(self.database, schedule.id, 100)
        return {row.slot: row.state for row in rows}

    def last_error(self, schedule: Schedule) -> str | None:
        return last_editions(self.database, schedule.id)[0].last_error


@asynccontextmanager
async def desk_in(folder: Path, most: int = 20) -> AsyncIterator[Desk]:
    async with StandIn() as discord:
        Route.BASE = discord.base
        http = HTTPClient(asyncio.get_running_loop())
        await http.static_login(TOKEN)
        database = open_database(folder)
        yield Desk(discord, database, http, most)
        await http.close()
        database.close()
        assert discord.refused == []


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk_in(tmp_path) as desk:
        yield desk


@pytest.fixture
def channel(desk: Desk):
    return desk.discord.add_channel(desk.discord.add_guild())


async def test_a_schedule_posts_at_its_local_time_and_not_before(desk: Desk, channel) -> None:
    keep_schedule(desk.database, channel)
    await desk.at("2024-08-28T05:59:59")
    assert texts(channel) == []
    await desk.at("2024-08-28T06:00")
    assert texts(channel) == ["2024-08-28T08:00 page 1 of 1"]


async def test_a_database_that_goes_away_in_the_middle_of_a_look_is_waited_for(
    desk: Desk, channel, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_: object) -> None:
        raise StorageAway("it does not answer", subject="the bot's database")

    keep_schedule(desk.database, channel)
    desk.rounds.start(timedelta(hours=1))
    monkeypatch.setattr("bot.delivery.rounds.next_due", away)
    await desk.at("2024-08-28T06:00")
    assert texts(channel) == ["2024-08-28T08:00 page 1 of 1"]
    assert "the database does not answer" in caplog.text
    await desk.rounds.stop(1)


async def test_a_disk_that_fills_up_in_the_middle_of_a_delivery_is_one_line_in_the_log(
    desk: Desk, channel, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise StorageFull("has no room on the disk", subject="the bot's database")

    keep_schedule(desk.database, channel)
    with monkeypatch.context() as patch:
        patch.setattr("bot.store.editions.end_part", full)
        await desk.at("2024-08-28T06:00")
    assert [row.exc_info for row in caplog.records] == [None]
    assert "has no room" in vars(caplog.records[0])["why"]
    desk.discord.remember_nonces = False
    await desk.at("2024-08-28T06:10")
    assert texts(channel) == ["2024-08-28T08:00 page 1 of 1"]


async def test_it_rings_at_the_minute_though_the_schedule_of_a_server_that_left_is_overdue(
    desk: Desk, channel
) -> None:
    left = desk.discord.add_channel(desk.discord.add_guild("Elsewhere"))
    keep_schedule(desk.database, left, times=("07:30",))
    mark_left(desk.database, guild_owner(left.guild_id), desk.clock())
    keep_schedule(desk.database, channel)
    desk.clock.at = datetime(2024, 8, 28, 5, 59, 59, 990_000, tzinfo=UTC)
    desk.rounds.start(timedelta(hours=1))
    await until(lambda: desk.rounds.last_tick is not None)
    assert texts(channel) == []
    desk.clock.to("2024-08-28T06:00")
    await until(lambda: bool(texts(channel)))
    await desk.rounds.settle()
    await desk.rounds.stop(1)


async def test_a_machine_whose_time_is_put_back_goes_on_looking(
    desk: Desk, channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PutBack(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) - timedelta(hours=1)

    looks = asyncio.Semaphore(0)
    look = desk.rounds.look

    async def counted() -> None:
        await look()
        looks.release()

    monkeypatch.setattr(desk.rounds, "look", counted)
    desk.rounds.start(timedelta(milliseconds=1))
    await looks.acquire()
    monkeypatch.setattr("apscheduler.schedulers.base.datetime", PutBack)
    async with asyncio.timeout(30):
        for _ in range(20):
            await looks.acquire()
    await desk.rounds.stop(1)


@pytest.mark.parametrize("column", [{"zone": "Mars/Base"}, {"times": ("25:61",)}, {"days": ""}])
async def test_one_schedule_that_cannot_be_read_keeps_no_other_back(
    desk: Desk, channel, caplog: pytest.LogCaptureFixture, column: dict[str, Any]
) -> None:
    broken = keep_schedule(desk.database, channel)
    keep_schedule(desk.database, channel)
    change_schedule(desk.database, broken.id, lambda it: replace(it, **column))
    await desk.at("2024-08-28T05:00")
    await desk.at("2024-08-28T06:00")
    assert len(texts(channel)) == 1
    assert "a schedule cannot be read" in caplog.text


async def test_an_announcement_that_waits_to_be_published_keeps_no_message_back(
    desk: Desk,
) -> None:
    channel = desk.discord.add_channel(desk.discord.add_guild(), kind=NEWS)
    desk.composer.pages = 3
    schedule = keep_schedule(desk.database, channel, mode="announcement")
    desk.discord.faults.append(Fault("crosspost", 503, times=3))
    await desk.at("2024-08-28T06:00")
    assert len(texts(channel)) == 3 and not channel.published
    await desk.at("2024-08-28T07:01")
    assert len(texts(channel)) == 3 and sorted(channel.published) == sorted(channel.messages)
    assert desk.states(schedule) == {"2024-08-28T08:00": "sent"}


async def test_a_channel_that_is_no_announcement_channel_any_more_gets_the_whole_briefing(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    channel = desk.discord.add_channel(desk.discord.add_guild(), kind=NEWS)
    desk.composer.pages = 2
    schedule = keep_schedule(desk.database, channel, mode="announcement")
    channel.type = TEXT
    await desk.at("2024-08-28T06:00")
    assert len(texts(channel)) == 2
    assert desk.states(schedule) == {"2024-08-28T08:00": "sent"}
    assert "a message could not be published" in caplog.text


async def test_a_second_firing_posts_nothing(desk: Desk, channel) -> None:
    keep_schedule(desk.database, channel)
    await desk.at("2024-08-28T06:00")
    await desk.at("2024-08-28T06:00")
    await desk.at("2024-08-28T05:58")
    await desk.at("2024-08-28T06:01")
    assert len(texts(channel)) == 1


async def test_every_day_of_a_week_is_posted_once(desk: Desk, channel) -> None:
    schedule = keep_schedule(desk.database, channel, days="12345")
    for day in range(28, 32):
        await desk.at(f"2024-08-{day}T06:00:20")
    await desk.at("2024-09-02T06:00:20")
    assert list(desk.states(schedule)) == [
        "2024-09-02T08:00", "2024-08-30T08:00", "2024-08-29T08:00", "2024-08-28T08:00",
    ]  # fmt: skip


async def test_a_missed_edition_is_caught_up_and_named_late(desk: Desk, channel) -> None:
    keep_schedule(desk.database, channel)
    await desk.at("2024-08-28T09:30")
    assert texts(channel) == ["2024-08-28T08:00 page 1 of 1 late"]


async def test_after_a_long_absence_only_the_newest_is_posted_and_the_rest_is_recorded(
    desk: Desk, channel
) -> None:
    schedule = keep_schedule(desk.database, channel)
    await desk.at("2024-08-30T07:00")
    assert texts(channel) == ["2024-08-30T08:00 page 1 of 1 late"]
    assert desk.states(schedule) == {
        "2024-08-30T08:00": "sent", "2024-08-29T08:00": "missed", "2024-08-28T08:00": "missed",
    }  # fmt: skip


async def test_outside_the_catch_up_window_nothing_is_posted(desk: Desk, channel) -> None:
    schedule = keep_schedule(desk.database, channel, catch_up_hours=2)
    await desk.at("2024-08-28T08:30")
    assert texts(channel) == []
    assert desk.states(schedule) == {"2024-08-28T08:00": "missed"}
    assert "away for more than 2 hours" in (desk.last_error(schedule) or "")


async def test_without_a_catch_up_window_a_briefing_is_still_posted_at_its_time(
    desk: Desk, channel
) -> None:
    schedule = keep_schedule(desk.database, channel, catch_up_hours=0)
    await desk.at("2024-08-28T06:00:02")
    assert texts(channel) == ["2024-08-28T08:00 page 1 of 1"]
    await desk.at("2024-08-29T06:30")
    assert len(texts(channel)) == 1
    assert desk.states(schedule)["2024-08-29T08:00"] == "missed"


async def test_discord_away_for_hours_is_waited_for_as_long_as_the_briefing_may_be_late(
    desk: Desk, channel
) -> None:
    away = Fault(r"POST /channels/\d+/messages", 503, times=10_000)
    desk.discord.faults.append(away)
    keep_schedule(desk.database, channel, catch_up_hours=6)
    for hour in range(6, 11):
        for minute in range(0, 60, 20):
            await desk.at(f"2024-08-28T{hour:02}:{minute:02}")
    away.times = 0
    await desk.at("2024-08-28T11:30")
    assert texts(channel) == ["2024-08-28T08:00 page 1 of 1"]


async def test_a_briefing_that_never_got_through_fails_and_the_next_may_tell_its_news(
    desk: Desk, channel
) -> None:
    desk.discord.faults.append(Fault(r"POST /channels/\d+/messages", 503, times=10_000))
    schedule = keep_schedule(desk.database, channel, catch_up_hours=6)
    for hour in range(6, 16):
        for minute in range(0, 60, 20):
            await desk.at(f"2024-08-28T{hour:02}:{minute:02}")
    assert desk.states(schedule) == {"2024-08-28T08:00": "failed"}
    assert desk.composer.withdrawn == ["2024-08-28T08:00"]


async def test_a_channel_too_busy_to_look_through_fails_the_briefing_and_not_its_schedule(
    desk: Desk, channel
) -> None:
    cut = Fault(r"POST /channels/\d+/messages", times=10)
    desk.discord.faults.append(cut)
    schedule = keep_schedule(desk.database, channel)
    await desk.at("2024-08-28T06:00")
    for _ in range(1_100):
        message = snowflake()
        channel.messages[message] = message_json(channel, message, {"content": "chatter"})
    cut.times = 0
    await desk.at("2024-08-28T06:10")
    assert desk.states(schedule) == {"2024-08-28T08:00": "failed"}
    assert "too busy to tell" in (desk.last_error(schedule) or "")
    kept = load_schedule(desk.database, schedule.id)
    assert kept and kept.state == "active" and desk.teller.told == []


async def test_a_wait_that_a_proxy_gives_as_a_date_is_no_reason_to_stumble(
    desk: Desk, channel, caplog: pytest.LogCaptureFixture
) -> None:
    date = {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}
    desk.discord.faults.append(
        Fault(r"POST /channels/\d+/messages", 503, times=15, body="<html></html>", headers=date)
    )
    schedule = keep_schedule(desk.database, channel)
    await desk.at("2024-08-28T06:00")
    assert "status 503" in (desk.last_error(schedule) or "")
    assert "a delivery failed" not in caplog.text


async def test_a_new_or_changed_schedule_does_not_post_for_times_already_past(
    desk: Desk, channel
) -> None:
    schedule = keep_schedule(desk.database, channel)
    await desk.at("2024-08-28T06:00")
    desk.clock.to("2024-08-28T08:00")
    desk.change(schedule, times=("09:30",))
    await desk.at("2024-08-28T08:01")
    assert len(texts(channel)) == 1


async def test_a_changed_zone_takes_effect_at_once(desk: Desk, channel) -> None:
    schedule = keep_schedule(desk.database, channel, times=("09:00",))
    desk.change(schedule, zone="Asia/Tokyo")
    await desk.at("2024-08-28T07:00")
    assert texts(channel) == []
    await desk.at("2024-08-29T00:00")
    assert texts(channel) == ["2024-08-29T09:00 page 1 of 1"]


async def test_quiet_hours_hold_a_late_edition_back(desk: Desk, channel) -> None:
    keep_schedule(desk.database, channel, times=("21:00",), quiet="22:00-07:00", catch_up_hours=12)
    await desk.at("2024-08-28T21:30")
    await desk.at("2024-08-29T04:59")
    assert texts(channel) == []
    await desk.at("2024-08-29T05:00")
    assert texts(channel) == ["2024-08-28T21:00 page 1 of 1 late"]


async def test_an_edition_in_quiet_hours_waits_for_their_end_and_is_on_time(
    desk: Desk, channel
) -> None:
    keep_schedule(desk.database, channel, times=("06:00",), quiet="22:00-07:00")
    await desk.at("2024-08-29T04:00")
    assert texts(channel) == []
    await desk.at("2024-08-29T05:00")
    assert texts(channel) == ["2024-08-29T06:00 page 1 of 1"]


async def test_a_day_with_little_news_is_skipped_where_asked(desk: Desk, channel) -> None:
    desk.composer.pages = 0
    schedule = keep_schedule(desk.database, channel)
    await desk.at("2024-08-28T06:00")
    assert desk.states(schedule) == {"2024-08-28T08:00": "skipped"}
    assert texts(channel) == []


async def test_a_digest_that_fails_is_tried_again(desk: Desk, channel) -> None:
    desk.composer.broken = 2
    keep_schedule(desk.database, channel)
    for minute in ("00", "02", "06"):
        await desk.at(f"2024-08-28T06:{minute}")
    assert texts(channel) == ["2024-08-28T08:00 page 1 of 1"]


async def test_a_digest_that_keeps_failing_is_said_plainly(
    desk: Desk, channel, caplog: pytest.LogCaptureFixture
) -> None:
    desk.composer.broken = 9
    keep_schedule(desk.database, channel)
    for minute in ("00", "02", "06", "12"):
        await desk.at(f"2024-08-28T06:{minute}")
    assert texts(channel) == ["sorry: the model cannot be used; the bot's log has the reason"]
    assert any("models/tiny: there is no model" in str(vars(row)) for row in caplog.records)


async def test_a_storage_that_is_away_for_an_hour_is_waited_for(desk: Desk, channel) -> None:
    desk.composer.broken = 7
    desk.composer.problem = StorageAway("does not answer", subject="postgresql://db.internal/x")
    keep_schedule(desk.database, channel)
    for hour in (6, 7, 8):
        for minute in range(60):
            await desk.at(f"2024-08-28T{hour:02}:{minute:02}")
    assert texts(channel) == ["2024-08-28T08:00 page 1 of 1 late"]


async def test_a_storage_that_stays_away_is_said_without_its_address(
    desk: Desk, channel, caplog: pytest.LogCaptureFixture
) -> None:
    desk.composer.broken = 99
    desk.composer.problem = StorageError("is damaged", subject="/srv/readout/readout.db")
    keep_schedule(desk.database, channel)
    for hour in range(6, 12):
        for minute in range(0, 60, 20):
            await desk.at(f"2024-08-28T{hour:02}:{minute:02}")
    assert texts(channel) == ["sorry: the bot cannot reach its stored data; its log has the reason"]
    assert any("/srv/readout/readout.db" in str(vars(row).get("why")) for row in caplog.records)


@pytest.mark.parametrize("code", [50001, 50013])
async def test_a_lost_permission_pauses_the_schedule_and_tells_once(
    desk: Desk, channel, code: int
) -> None:
    channel.forbidden["send"] = code
    schedule = keep_schedule(desk.database, channel)
    for day in (28, 29, 30):
        await desk.at(f"2024-08-{day}T06:00")
    kept = load_schedule(desk.database, schedule.id)
    assert (
        kept
        and kept.state == "paused"
        and kept.pause_reason == "the bot is not allowed to post there"
    )
    assert len(desk.teller.told) == 1
    assert desk.states(schedule) == {"2024-08-28T08:00": "failed"}
    assert desk.composer.withdrawn == ["2024-08-28T08:00"], "what was not posted was not told"


async def test_a_vanished_channel_pauses_the_schedule_and_tells_once(desk: Desk, channel) -> None:
    schedule = keep_schedule(desk.database, channel)
    del desk.discord.channels[channel.id]
    await desk.at("2024-08-28T06:00")
    assert desk.teller.told == [(schedule.id, "the channel no longer exists")]


async def test_a_member_who_blocked_the_bot_is_not_tried_every_day(desk: Desk, channel) -> None:
    schedule = keep_schedule(desk.database, channel, mode="dm", user_id=55)
    desk.discord.forbidden_users.add(55)
    await desk.at("2024-08-28T06:00")
    await desk.at("2024-08-29T06:00")
    assert desk.states(schedule) == {"2024-08-28T08:00": "failed"}


async def test_a_forum_that_wants_tags_is_named_as_the_reason(desk: Desk) -> None:
    forum = desk.discord.add_channel(desk.discord.add_guild(), kind=FORUM)
    schedule = keep_schedule(desk.database, forum, mode="forum")
    forum.flags = NEEDS_TAG
    await desk.at("2024-08-28T06:00")
    assert desk.teller.told == [(schedule.id, "the forum requires a tag on every post")]


async def test_a_refused_message_fails_without_pausing(desk: Desk, channel) -> None:
    desk.discord.faults.append(Fault(r"POST /channels/\d+/messages", 400, 50035, times=2))
    schedule = keep_schedule(desk.database, channel)
    for minute in ("00", "20", "40"):
        await desk.at(f"2024-08-28T06:{minute}")
    assert desk.states(schedule) == {"2024-08-28T08:00": "failed"}
    assert len(desk.teller.failed) == 1
    assert desk.composer.withdrawn == ["2024-08-28T08:00"]
    kept = load_schedule(desk.database, schedule.id)
    assert kept and kept.state == "active"


async def test_the_log_tells_what_became_of_each_briefing_and_why(
    desk: Desk, channel, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.delivery")
    keep_schedule(desk.database, channel)
    await desk.at("2024-08-28T06:00")
    desk.discord.faults.append(Fault(r"POST /channels/\d+/messages", 401))
    await desk.at("2024-08-29T06:00")
    desk.discord.faults[:] = [Fault(r"POST /channels/\d+/messages", 400, 50035, times=2)]
    await desk.at("2024-08-29T06:20")
    await desk.at("2024-09-02T15:00")
    told = [(row.message, row.__dict__["slot"][8:10]) for row in caplog.records]
    refused = ("Discord refused a message", "29")
    assert told.count(refused) == 2
    assert [line for line in told if line != refused] == [
        ("briefing sent", "28"),
        ("briefing put off", "29"),
        ("briefing failed", "29"),
        ("briefing missed", "30"),
        ("briefing missed", "31"),
        ("briefing missed", "01"),
        ("briefing missed", "02"),
    ]
    whys = [row.__dict__.get("why", "") for row in caplog.records]
    assert "status 401" in whys[1] and "50035" in whys[2] and "refused the message" in whys[4]
    assert "away for more than 6 hours" in whys[-1]


async def test_pausing_lets_go_of_what_was_due(desk: Desk, channel) -> None:
    schedule = keep_schedule(desk.database, channel)
    desk.composer.broken = 1
    await desk.at("2024-08-28T06:00")
    pause_schedule(desk.database, schedule.id, "by hand", desk.clock())
    await desk.at("2024-08-28T06:30")
    assert texts(channel) == []
    assert desk.states(schedule) == {"2024-08-28T08:00": "missed"}


async def test_running_by_hand_posts_beside_the_slots(desk: Desk, channel) -> None:
    schedule = keep_schedule(desk.database, channel)
    add_edition_now(desk.database, schedule, desk.clock())
    await desk.at("2024-08-28T05:00:01")
    await desk.at("2024-08-28T06:00")
    assert len(texts(channel)) == 2


async def test_a_role_is_mentioned_once_and_nobody_else_can_be(desk: Desk, channel) -> None:
    desk.composer.pages = 3
    keep_schedule(desk.database, channel, role_id=4242)
    await desk.at("2024-08-28T06:00")
    bodies = [item.body for item in desk.discord.requests("POST", "/messages")]
    assert [body["allowed_mentions"] for body in bodies] == [
        {"parse": [], "roles": ["4242"]}, {"parse": []}, {"parse": []},
    ]  # fmt: skip
    assert texts(channel)[0].startswith("<@&4242>")


async def test_each_message_has_its_own_nonce_and_says_so(desk: Desk, channel) -> None:
    desk.composer.pages = 2
    schedule = keep_schedule(desk.database, channel)
    await desk.at("2024-08-28T06:00")
    bodies = [item.body for item in desk.discord.requests("POST", "/messages")]
    nonces = [body["nonce"] for body in bodies]
    assert len(set(nonces)) == 2 and all(len(nonce) <= 25 for nonce in nonces)
    assert all(body["enforce_nonce"] for body in bodies)
    edition = last_editions(desk.database, schedule.id)[0]
    assert nonces[0] == nonce_of(desk.database.instance, edition, 0)
    assert [part.nonce for part in load_parts(desk.database, edition.id)] == nonces


async def test_in_no_second_are_more_messages_let_out_than_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moments = [0.0]

    async def note(seconds: float) -> None:
        moments.append(seconds)

    monkeypatch.setattr("bot.delivery.pace.asyncio.sleep", note)
    pace = Pace(40, clock=lambda: 0.0)
    for _ in range(200):
        await pace.turn()
    assert len(moments) == 200
    assert all(
        later - first >= 1 - 1e-9 for first, later in zip(moments, moments[40:], strict=False)
    )


async def test_a_thousand_schedules_in_one_minute_are_all_posted_within_the_limits(
    tmp_path: Path,
) -> None:
    async with desk_in(tmp_path, most=60) as desk:
        limits = desk.discord.limits
        limits.enforced, limits.second = True, 0.1
        channels = [desk.discord.add_channel(desk.discord.add_guild()) for _ in range(200)]
        rows = [to_row(make_schedule(channel)) for channel in channels for _ in range(5)]
        with desk.database.write() as connection:
            connection.execute(sa.insert(schema.schedules), rows)
        await desk.at("2024-08-28T06:00:05")
        assert {len(texts(channel)) for channel in channels} == {5}
        # On a busy machine what was spaced arrives in heaps: Discord's own limits then count.
        assert desk.discord.limited <= 100


async def paused_while_it_sends(desk: Desk, schedule: Schedule) -> None:
    """Pause a schedule while its briefing of that morning waits to be sent again."""
    sending = asyncio.Event()
    go_on = asyncio.Event()

    async def wait(_seconds: float) -> None:
        sending.set()
        await go_on.wait()

    desk.rounds.courier.pause = wait
    ticking = asyncio.create_task(desk.at("2024-08-28T06:00"))
    await sending.wait()
    pause_schedule(desk.database, schedule.id, "by hand", desk.clock())
    go_on.set()
    await ticking


async def test_a_briefing_that_waits_for_discord_is_not_posted_by_a_paused_schedule(
    desk: Desk, channel
) -> None:
    schedule = keep_schedule(desk.database, channel)
    desk.discord.faults.append(Fault(r"POST /channels/\d+/messages", 503, times=3))
    await paused_while_it_sends(desk, schedule)
    await desk.at("2024-08-28T06:30")
    assert texts(channel) == []
    assert desk.states(schedule) == {"2024-08-28T08:00": "missed"}
    assert desk.composer.withdrawn == ["2024-08-28T08:00"], "its news may be told the next time"


async def test_a_briefing_of_which_a_part_is_out_is_completed_though_it_was_paused_meanwhile(
    desk: Desk, channel
) -> None:
    desk.composer.pages = 2
    schedule = keep_schedule(desk.database, channel)
    cut = Fault(r"POST /channels/\d+/messages", 503, times=3, after=True)
    desk.discord.faults.append(cut)
    desk.discord.remember_nonces = True
    await paused_while_it_sends(desk, schedule)
    desk.discord.remember_nonces = False
    await desk.at("2024-08-28T06:30")
    assert texts(channel) == [f"2024-08-28T08:00 page {n} of 2" for n in (1, 2)]
    assert desk.states(schedule) == {"2024-08-28T08:00": "sent"}


async def test_what_a_paused_schedule_had_composed_may_be_told_the_next_time(
    desk: Desk, channel
) -> None:
    schedule = keep_schedule(desk.database, channel)
    compose = desk.composer.compose

    async def composed_while_paused(schedule: Schedule, edition: Edition) -> Composed:
        pause_schedule(desk.database, schedule.id, "by hand", desk.clock())
        return await compose(schedule, edition)

    desk.composer.compose = composed_while_paused
    await desk.at("2024-08-28T06:00")
    assert texts(channel) == []
    assert desk.states(schedule) == {"2024-08-28T08:00": "missed"}
    assert desk.composer.withdrawn == ["2024-08-28T08:00"]


async def test_a_paused_schedule_is_still_run_by_hand(desk: Desk, channel) -> None:
    schedule = keep_schedule(desk.database, channel)
    pause_schedule(desk.database, schedule.id, "by hand", desk.clock())
    add_edition_now(desk.database, schedule, desk.clock())
    await desk.at("2024-08-28T05:00:01")
    assert len(texts(channel)) == 1


@pytest.mark.parametrize("ahead", ["2024-08-30T12:00", "2024-11-05T12:00", "2031-01-01T00:00"])
async def test_a_clock_that_was_ahead_for_a_while_silences_no_schedule(
    desk: Desk, channel, ahead: str
) -> None:
    schedule = keep_schedule(desk.database, channel, catch_up_hours=2)
    await desk.at("2024-08-28T06:00")
    await desk.at(ahead)
    await desk.at("2024-08-28T07:00")
    assert texts(channel) == ["2024-08-28T08:00 page 1 of 1"]
    await desk.at("2024-08-29T06:00")
    await desk.at("2024-08-30T06:00")
    assert [text[:16] for text in texts(channel)] == [
        "2024-08-28T08:00", "2024-08-29T08:00", "2024-08-30T08:00",
    ]  # fmt: skip
    assert [desk.states(schedule)[f"2024-08-{day}T08:00"] for day in (28, 29, 30)] == ["sent"] * 3


async def test_a_schedule_set_up_while_the_clock_was_ahead_begins_when_it_is_put_right(
    desk: Desk, channel
) -> None:
    keep_schedule(desk.database, channel, now=datetime(2031, 1, 1, tzinfo=UTC))
    await desk.at("2024-08-28T05:00")
    await desk.at("2024-08-28T06:00")
    assert texts(channel) == ["2024-08-28T08:00 page 1 of 1"]


async def test_what_a_clock_ahead_put_off_for_years_is_posted_when_it_is_put_right(
    desk: Desk, channel
) -> None:
    schedule = keep_schedule(desk.database, channel)
    desk.discord.faults.append(Fault(r"POST /channels/\d+/messages", 503, times=3))
    await desk.at("2024-08-28T06:00")
    assert desk.states(schedule) == {"2024-08-28T08:00": "planned"}
    with desk.database.write() as connection:
        connection.execute(
            sa.update(schema.editions).values(next_try=datetime(2031, 1, 1, tzinfo=UTC))
        )
    desk.rounds = Rounds(desk.database, desk.rounds.courier, clock=desk.clock, most=20)
    await desk.at("2024-08-28T06:01")
    assert texts(channel) == ["2024-08-28T08:00 page 1 of 1"]


@pytest.mark.parametrize("ahead", ["2024-08-28T09:00", "2031-01-01T06:00"])
async def test_what_a_process_held_that_died_while_its_clock_was_ahead_is_taken_over_in_time(
    desk: Desk, channel, ahead: str
) -> None:
    keep_schedule(desk.database, channel)
    until = datetime.fromisoformat(ahead).replace(tzinfo=UTC)
    desk.composer.broken = 1
    await desk.at("2024-08-28T06:00")
    with desk.database.write() as connection:
        connection.execute(
            sa.update(schema.editions).values(lease_by="gone", lease_until=until, next_try=None)
        )
    await desk.at("2024-08-28T06:01")
    await desk.at("2024-08-28T06:03")
    assert texts(channel) == [], "whoever works renews in these three minutes"
    await desk.at("2024-08-28T06:04")
    assert texts(channel) == ["2024-08-28T08:00 page 1 of 1"]
