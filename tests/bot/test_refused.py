"""What Discord refuses comes as plain text; of a briefing that does not, its managers learn why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from bot_in import Running, bot_in
from helpers import texts
from standin import Fault, StandIn
from standin.world import FORUM, NEWS, TEXT, VOICE, Channel

from bot.store.schedules import list_schedules

V2 = 1 << 15
OWNER, GUILD_OWNER, MEMBER = 77, 1, 55
KINDS = {"channel": TEXT, "thread": TEXT, "forum": FORUM, "announcement": NEWS, "dm": TEXT}
SEND = r"POST /channels/\d+/messages$"
OPENED = r"POST /channels/[\d/]+(messages/\d+/)?threads$"


def components_and_embeds(message: dict[str, Any]) -> int:
    """Refuse what is more than text and a button."""
    return 50035 if (message.get("flags") or 0) & V2 or message.get("embeds") else 0


def links(message: dict[str, Any]) -> int:
    """Refuse whatever leads to a page."""
    return 240000 if "https://" in str(message) else 0


def menus(message: dict[str, Any]) -> int:
    """Refuse what can be pressed."""
    return 50035 if "custom_id" in str(message) else 0


def anything(message: dict[str, Any]) -> int:
    """Refuse all that has to do with ferries."""
    return 200000 if "ferries" in str(message) else 0


async def scheduled(running: Running, mode: str) -> Channel:
    """Set a schedule up in some mode; return where it posts."""
    place = running.channel
    place.type = KINDS[mode]
    if mode == "dm":
        await running.command("subscribe", times="8", by=MEMBER)
        running.discord.forbidden_users.clear()
        place = running.discord.direct(MEMBER)
        place.messages.clear()
    else:
        await running.command("schedule add", times="8", mode=mode, channel=place)
    return place


async def morning(running: Running, day: int = 28) -> None:
    running.clock.to(f"2024-08-{day}T08:00")
    await running.see_through()


def posted(running: Running, place: Channel) -> list[dict[str, Any]]:
    """What came to stand in a channel, its threads included."""
    places = [it for it in running.discord.channels.values() if place.id in (it.id, it.parent_id)]
    return [it.messages[ident] for it in places for ident in sorted(it.messages)]


@pytest.fixture
async def reading(tmp_path: Path, mode: str):
    """A bot that reads a site, in a channel for a mode."""
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild(), kind=KINDS[mode])
        async with bot_in(discord, tmp_path) as running:
            await running.read_site()
            yield running


@pytest.fixture
def mode() -> str:
    return "channel"


def told(running: Running, who: int) -> list[str]:
    return texts(running.discord.direct(who))


@pytest.mark.parametrize("mode", list(KINDS))
@pytest.mark.parametrize("refuses", [components_and_embeds, links])
async def test_what_discord_refuses_as_it_was_made_is_posted_once_as_text(
    reading: Running, mode: str, refuses: Any
) -> None:
    place = await scheduled(reading, mode)
    place.refuses = refuses
    await morning(reading)
    reading.clock.to("2024-08-28T08:20")
    await reading.see_through()
    messages = posted(reading, place)
    boxed = [message for message in messages if not message["content"]]
    assert len(boxed) == (mode == "thread" and refuses is links), "a short post links to nothing"
    said = "\n".join(message["content"] for message in messages)
    for words in (
        "Briefing",
        "The boats will cost 41 million crowns and replace diesel ones from 1987. [1]",
        "[1] The Marrowby Courier" if refuses is links else "[1] [The Marrowby",
        "2 articles from 2 outlets",
    ):
        assert said.count(words) == 1 or (mode == "thread" and words == "Briefing"), said
    assert all(message["components"] for message in messages), "all can be found later"
    assert ("https://" in said) == (refuses is components_and_embeds)
    if mode == "announcement":
        assert sorted(place.published) == sorted(place.messages)
    if mode != "dm":
        [notice] = told(reading, OWNER)
        assert "was posted as plain text" in notice


@pytest.mark.parametrize(
    ("refuses", "kept"),
    [(links, True), (components_and_embeds, False), (menus, False)],
)
async def test_an_answer_that_discord_refuses_comes_in_a_plainer_form(
    reading: Running, refuses: Any, kept: bool
) -> None:
    reading.channel.refuses = refuses
    use = await reading.command("digest")
    assert "The boats will cost 41 million crowns" in use.text
    assert "Discord rejected this answer's layout" in use.text
    assert bool(use.custom_ids()) is kept, "buttons stay where they are not what is refused"
    assert "https://" not in use.text


@pytest.mark.usefixtures("impatient")
async def test_an_answer_is_made_plainer_where_its_progress_stood(reading: Running) -> None:
    reading.channel.refuses = menus
    reading.bench.gate.clear()
    use = await reading.use.command("digest", reading.channel)
    await use.until(lambda: "⏳" in use.text)
    reading.bench.gate.set()
    await use.answered()
    assert "The boats will cost" in use.text and not use.custom_ids()


async def test_an_answer_that_discord_takes_in_no_form_is_told_of_in_words(
    reading: Running, caplog: pytest.LogCaptureFixture
) -> None:
    reading.channel.refuses = anything
    use = await reading.command("digest")
    assert use.text == "⚠️ The server's AutoMod blocked the message."
    assert "Discord refused an answer" in caplog.text


def state_of(running: Running) -> str:
    [schedule] = list_schedules(running.bot.database, f"g{running.channel.guild_id}")
    return schedule.state


async def test_the_button_of_a_plain_briefing_works_and_status_says_what_it_is(
    reading: Running,
) -> None:
    place = await scheduled(reading, "channel")
    place.refuses = components_and_embeds
    await morning(reading)
    [message] = posted(reading, place)
    [row] = message["components"]
    use = await reading.press(row["components"][0]["custom_id"])
    assert "About this briefing" in use.text
    use = await reading.command("schedule list")
    assert "it was posted as plain text" in use.text


async def test_what_discord_takes_in_no_form_is_told_to_its_managers_and_not_tried_for_ever(
    reading: Running,
) -> None:
    place = await scheduled(reading, "channel")
    place.refuses = anything
    await morning(reading)
    for minute in (5, 20, 40):
        reading.clock.to(f"2024-08-28T08:{minute:02}")
        await reading.see_through()
    assert len(reading.discord.requests("POST", f"/channels/{place.id}/messages")) == 3
    [notice] = told(reading, OWNER)
    assert "was not posted" in notice and "AutoMod blocked the message" in notice
    assert state_of(reading) == "active"
    place.refuses = None
    await morning(reading, 29)
    assert len(posted(reading, place)) == 1


async def test_a_member_is_told_why_a_briefing_by_direct_message_did_not_come(
    reading: Running,
) -> None:
    place = await scheduled(reading, "dm")
    place.refuses = anything
    await morning(reading)
    [notice] = told(reading, MEMBER)
    assert "was not posted" in notice
    assert told(reading, OWNER) == told(reading, GUILD_OWNER) == []


async def test_where_nobody_takes_messages_a_channel_is_told_that_a_briefing_did_not_come(
    reading: Running,
) -> None:
    place = await scheduled(reading, "channel")
    place.refuses = anything
    reading.discord.forbidden_users |= {OWNER, GUILD_OWNER}
    await morning(reading)
    [notice] = texts(place)
    assert "was not posted" in notice


async def test_where_nobody_takes_messages_another_channel_is_told_of_a_pause(
    reading: Running,
) -> None:
    place = await scheduled(reading, "channel")
    guild = reading.discord.guilds[place.guild_id or 0]
    other = reading.discord.add_channel(guild, "other")
    await reading.command("schedule add", times="20", channel=other)
    reading.discord.forbidden_users |= {OWNER, GUILD_OWNER}
    del reading.discord.channels[place.id]
    await morning(reading)
    [notice] = texts(other)
    assert "is paused" in notice and "/schedule edit schedule:1 channel:" in notice


@pytest.mark.parametrize("full", [False, True])
async def test_a_briefing_that_no_thread_can_be_opened_for_comes_in_the_channel(
    reading: Running, full: bool
) -> None:
    place = await scheduled(reading, "thread")
    if full:
        reading.discord.faults.append(Fault(OPENED, 400, 160006, times=9))
    else:
        place.type = VOICE
    await morning(reading)
    said = texts(place)
    assert len(said) == 2 and "The boats will cost" in said[1]


@pytest.mark.parametrize(
    ("server", "locale", "own", "said"),
    [
        ("de", "ja", None, "Briefing #1 ist pausiert"),  # not spoken here: as the server
        ("de", "fr", None, "Le point d’actualité n° 1 est en pause"),
        ("de", "fr", "sv", "Nyhetssvep #1 är pausat"),
    ],
)
async def test_a_notice_is_in_the_language_of_who_is_told(
    reading: Running, server: str, locale: str, own: str | None, said: str
) -> None:
    await reading.command("settings", language=server)
    if own:
        await reading.command("settings", reading.discord.direct(OWNER), language=own)
    await reading.command("schedule add", times="8", locale=locale)
    reading.channel.forbidden["send"] = 50013
    await morning(reading)
    [notice] = told(reading, OWNER)
    assert said in notice and "Missing permissions" not in notice and "/schedule resume" in notice


async def test_in_a_channel_a_notice_is_in_the_servers_language(reading: Running) -> None:
    await reading.command("settings", language="nl")
    await reading.command("schedule add", times="8", locale="fr")
    reading.channel.refuses = anything
    reading.discord.forbidden_users |= {OWNER, GUILD_OWNER}
    await morning(reading)
    [notice] = texts(reading.channel)
    assert "Overzicht #1 is niet geplaatst" in notice and "AutoMod van de server" in notice


async def test_who_left_the_server_is_told_nothing_of_it(reading: Running) -> None:
    place = await scheduled(reading, "channel")
    reading.discord.guilds[place.guild_id or 0].left.add(OWNER)
    place.forbidden["send"] = 50013
    await morning(reading)
    assert told(reading, OWNER) == []
    [notice] = told(reading, GUILD_OWNER)
    assert "Briefing #1 is paused" in notice


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (400, 50008, "that kind of channel does not accept it in this form"),
        (400, 40058, "that kind of channel does not accept it in this form"),
        (400, 40066, "the forum requires a tag on every post"),
        (400, 50083, "the thread there is archived or locked"),
        (403, 50013, "the bot is not allowed to post there"),
        (403, 50001, "the bot is not allowed to post there"),
        (404, 10003, "the channel no longer exists"),
    ],
)
async def test_a_place_that_takes_no_briefing_pauses_it_and_its_managers_are_told(
    reading: Running, status: int, code: int, words: str
) -> None:
    place = await scheduled(reading, "channel")
    reading.discord.faults.append(Fault(rf"POST /channels/{place.id}/messages", status, code, 99))
    await morning(reading)
    [notice] = told(reading, OWNER)
    assert "is paused" in notice and words in notice and "/schedule resume" in notice
    assert state_of(reading) == "paused"


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize(
    "fault",
    [
        Fault(SEND, 403, body="<html>Attention Required</html>", times=4),
        Fault(SEND, 404, body="<html>no such page</html>", times=4),
        Fault(SEND, 403, 40333, times=4),
        Fault(SEND, 400, 20016, times=4),
        Fault(SEND, 403, 40004, times=4),
    ],
    ids=lambda fault: f"{fault.status}, {fault.code or 'no code'}",
)
async def test_what_is_no_word_of_discords_on_the_channel_pauses_nothing(
    reading: Running, fault: Fault
) -> None:
    place = await scheduled(reading, "channel")
    reading.discord.faults.append(fault)
    for minute in (0, 1, 4, 10, 20):
        reading.clock.to(f"2024-08-28T08:{minute:02}")
        await reading.see_through()
    assert state_of(reading) == "active"
    assert len(texts(place)) == 1


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("mode", ["forum"])
async def test_a_forum_gets_its_post_once_the_server_has_room_for_a_thread(
    reading: Running,
) -> None:
    place = await scheduled(reading, "forum")
    reading.discord.faults.append(Fault(OPENED, 400, 160006, times=4))
    for minute in (0, 1, 4, 10, 20):
        reading.clock.to(f"2024-08-28T08:{minute:02}")
        await reading.see_through()
    assert state_of(reading) == "active" and told(reading, OWNER) == []
    assert len(posted(reading, place)) == 1


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("mode", ["forum"])
async def test_a_server_that_stays_full_of_threads_pauses_nothing_and_its_manager_is_told(
    reading: Running,
) -> None:
    place = await scheduled(reading, "forum")
    reading.discord.faults.append(Fault(OPENED, 400, 160006, times=99))
    for quarter in range(60):
        reading.clock.at = datetime(2024, 8, 28, 8, tzinfo=UTC) + quarter * timedelta(minutes=20)
        await reading.see_through()
    [notice] = told(reading, OWNER)
    assert "was not posted" in notice and "as many open threads as Discord allows" in notice
    reading.discord.faults.clear()
    await morning(reading, 29)
    assert len(posted(reading, place)) == 1


async def test_a_bot_in_a_time_out_is_told_from_one_that_lacks_permissions(tmp_path: Path) -> None:
    async with StandIn() as discord:
        guild = discord.add_guild()
        place = discord.add_channel(guild)
        async with bot_in(discord, tmp_path) as running:
            await running.read_site()
            await running.command("schedule add", times="8")
            place.forbidden["send"] = 50013
            guild.time_out = "2999-08-30T00:00:00+00:00"
            me = running.bot.get_guild(guild.id).me
            me.timed_out_until = datetime(2999, 8, 30, tzinfo=UTC)
            await morning(running)
            [notice] = told(running, OWNER)
            assert "timed out" in notice and "Missing permissions" not in notice
