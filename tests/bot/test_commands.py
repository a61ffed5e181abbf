"""Each command from the member's press to the answer that is read."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bot_in import Running, bot_in
from discord import Locale
from helpers import keep_schedule, open_database, texts
from news import ARTICLES, FERRY
from standin import Fault, StandIn
from standin.world import FORUM, GROUP, NEEDS_TAG, NEWS, PUBLIC_THREAD, TEXT, Channel, Role

from bot.commands.schedules import find_schedule
from bot.jobs import StoryJob
from bot.store.schedules import add_schedule, load_schedule, pause_schedule
from bot.translate import Translator
from summarizer.errors import ModelMissing, StorageAway

FERRY_URL = ARTICLES[0].url


async def test_an_article_is_briefed_by_its_link(running: Running) -> None:
    running.bench.gate.clear()
    use = await running.use.command("brief", running.channel, link=FERRY_URL)
    await use.settled()
    assert not use.ephemeral and not running.bench.done, "acknowledged before any work"
    running.bench.gate.set()
    await use.answered()
    assert "voted on Tuesday to buy two electric ferries. [1]" in use.text
    assert f"]({FERRY_URL})" in use.text


async def test_a_brief_has_the_length_that_was_chosen(running: Running) -> None:
    await running.command("brief", link=FERRY_URL, length=250)
    assert running.bench.done[0].words == 250


async def test_a_file_is_briefed(running: Running) -> None:
    file = running.use.attach("ferry.txt", FERRY.encode())
    use = await running.command("brief", files={"file": file})
    assert "voted on Tuesday" in use.text


async def test_a_known_article_is_offered_by_title_and_briefed(running: Running) -> None:
    await running.read_site()
    offers = await running.use.complete("brief", "article", running.channel, article="acorn")
    assert [offer["name"] for offer in offers] == ["Bread from acorns finds buyers"]
    use = await running.command("brief", article=offers[0]["value"])
    assert "acorn flour" in use.text


async def test_an_article_that_was_brought_is_offered_to_its_own_server_alone(
    running: Running,
) -> None:
    await running.command("brief", link=FERRY_URL)
    offers = await running.use.complete("brief", "article", running.channel, article="ferries")
    assert len(offers) == 1
    other = running.discord.add_channel(running.discord.add_guild("Elsewhere"))
    assert await running.use.complete("brief", "article", other, article="ferries") == []
    use = await running.command("brief", other, article=offers[0]["value"])
    assert "no longer kept" in use.text


async def test_the_links_of_a_message_are_briefed_for_who_asks(running: Running) -> None:
    use = await running.use.message_menu("Brief the links", running.channel, f"see {FERRY_URL}.")
    await use.answered()
    assert "electric ferries" in use.text and use.ephemeral


def box(*texts: str) -> list[dict]:
    """A message's components as a bot makes them: texts, and a button that leads somewhere."""
    parts = [{"type": 10, "id": n, "content": text} for n, text in enumerate(texts, 2)]
    return [{"type": 17, "id": 1, "components": parts}]


ODD = "https://odd.example/wiki/Ferry_(boat)"


@pytest.mark.parametrize(
    ("content", "more"),
    [
        (f"([boats]({ODD}))", {}),
        (f"**{ODD}**, I think", {}),
        ("", {"components": box("# Boats", f"- [The Courier]({ODD})")}),
        ("", {"embeds": [{"type": "rich", "description": f"All on boats: {ODD}."}]}),
        ("", {"message_snapshots": [{"message": {"content": f"Look: <{ODD}>", "embeds": []}}]}),
    ],
    ids=["brackets", "bold", "components", "embed", "forwarded"],
)
async def test_a_link_is_found_wherever_a_message_has_it(
    running: Running, content: str, more: dict
) -> None:
    running.wire.by_address[ODD] = ARTICLES[0]
    for snapshot in more.get("message_snapshots", ()):
        snapshot["message"] |= {
            "timestamp": "2024-08-28T08:00:00+00:00", "edited_timestamp": None, "mentions": [],
            "mention_roles": [], "attachments": [], "components": [], "type": 0, "flags": 0,
        }  # fmt: skip
    menu = running.use.message_menu
    use = await menu("Brief the links", running.channel, content, **more)
    await use.answered()
    assert "electric ferries" in use.text


async def test_several_links_become_a_small_digest(running: Running) -> None:
    text = " ".join(str(item.url) for item in ARTICLES)
    use = await running.use.message_menu("Brief the links", running.channel, text)
    assert "The links in that message" in (await use.answered()).text


async def test_links_that_were_not_read_are_told(running: Running) -> None:
    lost = "https://lost.example/story"
    use = await running.use.message_menu("Brief the links", running.channel, f"{FERRY_URL} {lost}")
    text = (await use.answered()).text
    assert "electric ferries" in text and "1 link could not be read" in text
    many = " ".join(f"{item.url}?n={n}" for n in range(2) for item in ARTICLES)
    for item in ARTICLES:
        running.wire.by_address |= {f"{item.url}?n={n}": item for n in range(2)}
    use = await running.use.message_menu("Brief the links", running.channel, many)
    assert "Only the first 5 of 6 links were read" in (await use.answered()).text


async def test_a_link_over_which_the_bot_stumbles_costs_no_other_and_the_log_says_why(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    bad = "https://bad.example/story"
    running.wire.by_address[bad] = object()  # no article
    use = await running.use.message_menu("Brief the links", running.channel, f"{FERRY_URL} {bad}")
    text = (await use.answered()).text
    assert "electric ferries" in text and "1 link could not be read" in text
    assert "AttributeError" in caplog.text


async def test_a_message_without_links_is_answered_kindly(running: Running) -> None:
    use = await running.use.message_menu("Brief the links", running.channel, "good morning")
    assert (await use.answered()).text == "⚠️ that message has no link"


async def test_a_digest_of_now_and_of_a_topic(running: Running) -> None:
    await running.read_site()
    use = await running.command("digest")
    assert "### 1. Council buys two electric ferries" in use.text
    assert "3 articles from 3 outlets" in use.text
    use = await running.command("digest", topic="the price of ferries", period="week")
    assert "News on the price of ferries" in use.text
    assert running.bench.done[-1].topic == "the price of ferries"


async def test_without_sources_the_way_on_is_named(running: Running) -> None:
    use = await running.command("digest")
    assert "there are no sources yet" in use.text and "/sources add" in use.text


async def test_a_period_that_is_none_is_refused_in_words(running: Running) -> None:
    use = await running.command("digest", period="whenever")
    assert "that is not a day or a period" in use.text


async def test_stories_and_one_story_with_its_timeline(running: Running) -> None:
    await running.read_site()
    use = await running.command("stories")
    assert "1. Council buys two electric ferries" in use.text and "2 outlets" in use.text
    use = await running.command("story", story="acorn")
    assert "acorn flour" in use.text
    use = await running.command("story", story="electric")
    assert "### Timeline" in use.text and "Island Wire" in use.text
    use = await running.command("story", story=FERRY_URL)
    assert "### Timeline" in use.text and "Island Wire" in use.text, "by the link of an article"


async def test_an_old_story_is_looked_for_among_the_news_of_its_days(running: Running) -> None:
    await running.read_site()
    running.clock.to("2024-11-28T08:00")
    use = await running.command("story", story="electric")
    assert "### Timeline" in use.text
    job = next(job for job in running.bench.done if isinstance(job, StoryJob))
    assert job.selection.since < ARTICLES[1].published < job.selection.until


async def test_search_shows_passages(running: Running) -> None:
    await running.read_site()
    use = await running.command("search", query="acorn")
    assert "Bread from acorns" in use.text and "A bakery in Tolgrave" in use.text
    use = await running.command("search", query="volcano")
    assert "nothing was found" in use.text
    await running.command("search", query="acorn", period="2024-08-27")
    job = running.bench.done[-1]
    assert (f"{job.since:%F}", f"{job.until:%F}") == ("2024-08-27", "2024-08-28"), "that day alone"


@pytest.mark.parametrize("lost", [0, 1], ids=["at once", "an answer of Discord is lost"])
async def test_what_went_wrong_with_a_public_command_is_told_to_the_asker_alone(
    running: Running, lost: int
) -> None:
    running.discord.faults.append(Fault("DELETE .*@original", times=lost, after=True))
    use = await running.command("digest", locale="de")
    assert use.gone and not use.edits, "nothing of it stays in the channel"
    [told] = use.told_beside
    assert told.startswith("⚠️") and "/sources add" in told and "Quelle" in told


async def test_where_the_acknowledgement_cannot_be_taken_back_the_error_stands_in_its_place(
    running: Running,
) -> None:
    running.discord.faults.append(Fault("DELETE .*@original", 403, 50013, times=9))
    use = await running.command("digest")
    assert not use.gone and "there are no sources yet" in use.text


async def test_in_direct_messages_an_error_is_the_answer(running: Running) -> None:
    use = await (await running.use.command("digest")).answered()
    assert not use.gone and "there are no sources yet" in use.text


async def test_an_answer_is_private_where_the_asker_wishes(running: Running) -> None:
    use = await running.command("brief", link=FERRY_URL, private=True)
    assert use.ephemeral


async def test_sources_are_added_listed_judged_and_removed(running: Running) -> None:
    use = await running.command("sources add", address="wire.example/feed", tags="Sea, Local")
    assert "was added here. 3 articles came in." in use.text
    assert running.wire.fetched == ["s0"]
    assert (
        "already a source here"
        in (await running.command("sources add", address="https://wire.example/feed")).text
    )
    assert (
        "[Island Wire](https://wire.example/feed) · feed"
        in (await running.command("sources list")).text
    )
    assert "🕓 Island Wire: not read yet" in (await running.command("sources health")).text
    offers = await running.use.complete("sources remove", "source", running.channel, source="isl")
    assert [offer["name"] for offer in offers] == ["Island Wire"]
    assert (
        "was removed here"
        in (await running.command("sources remove", source=offers[0]["value"])).text
    )
    assert running.wire.known == {}
    assert "there are no sources here yet" in (await running.command("sources list")).text


async def test_an_address_that_is_not_fetched_is_no_source(running: Running) -> None:
    use = await running.command("sources add", address="http://private.example/")
    assert "not fetched" in use.text


async def test_another_servers_sources_are_never_shown(running: Running) -> None:
    await running.read_site()
    other = running.discord.add_channel(running.discord.add_guild("Elsewhere"))
    assert "there are no sources here yet" in (await running.command("sources list", other)).text
    assert (
        "no such source"
        in (await running.command("sources remove", other, source="Island Wire")).text
    )


async def test_a_source_that_two_servers_read_stays_for_the_second(running: Running) -> None:
    await running.read_site()
    other = running.discord.add_channel(running.discord.add_guild("Elsewhere"))
    await running.command("sources add", other, address="https://wire.example/feed")
    await running.command("sources remove", source="Island Wire")
    assert "Island Wire" in (await running.command("sources list", other)).text
    third = running.discord.add_channel(running.discord.add_guild("A third"))
    assert "there are no sources here yet" in (await running.command("sources list", third)).text


async def test_a_source_that_the_archive_could_not_let_go_is_shown_to_nobody_and_goes_later(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_source_id: str) -> None:
        raise StorageAway("it does not answer", subject="the archive")

    await running.read_site()
    with monkeypatch.context() as patch:
        patch.setattr(running.wire, "let_go", away)
        await running.command("sources remove", source="Island Wire")
    assert "there are no sources here yet" in (await running.command("sources list")).text
    await running.bot.tidy()
    assert running.wire.known == {}


async def test_what_the_house_reads_is_not_removed_by_a_server(running: Running) -> None:
    await running.wire.add("https://house.example/feed")
    assert "Island Wire" in (await running.command("sources list")).text
    use = await running.command("sources remove", source="Island Wire")
    assert "it is a default source, read in every server that has added none" in use.text
    assert "Island Wire" in (await running.command("sources list")).text


async def test_what_a_list_holds_beyond_the_room_is_not_fetched_for_anybody(tmp_path: Path) -> None:
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        async with bot_in(discord, tmp_path, max_sources=2) as running:
            body = b"https://a.example/f http://private.example https://b.example/f https://c.example/f"
            file = running.use.attach("feeds.opml", body)
            use = await running.command("sources import", files={"file": file})
            assert use.text == (
                "2 feeds added. 1 did not fit: the limit is 2. 1 has no web address that can be "
                "read."
            )
            assert list(running.wire.known) == ["https://a.example/f", "https://b.example/f"]


async def test_a_secret_in_an_address_is_not_told_to_the_channel(running: Running) -> None:
    use = await running.command("sources add", address="https://wire.example/feed?key=hunter22")
    assert "was added here" in use.text and "hunter22" not in use.text


async def test_a_private_link_is_read_and_shown_without_what_lets_its_owner_in(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    secret = f"{FERRY_URL}?token=hunter22&page=1"
    running.wire.by_address[secret] = replace(ARTICLES[0], url=secret)
    use = await running.command("brief", link=secret)
    assert f"]({FERRY_URL}?page=1)" in use.text
    shown = await running.press(use.button("ro:point"), values=["0"])
    refused = await running.command("brief", link="https://lost.example/?token=hunter22")
    for said in (use.text, shown.text, refused.text, caplog.text):
        assert "hunter22" not in said


async def test_the_operators_private_feeds_are_not_handed_out_as_a_list(running: Running) -> None:
    await running.wire.add("https://house.example/feed")
    await running.wire.add("https://house.example/mine?key=hunter22")
    use = await running.command("sources export")
    assert use.edits[-1]["files"] == {"readout.opml": b"https://house.example/feed"}


async def test_a_list_is_imported_and_exported(running: Running) -> None:
    file = running.use.attach(
        "feeds.opml", b"https://a.example/f https://b.example/f http://private.example"
    )
    use = await running.command("sources import", files={"file": file})
    assert use.text == "2 feeds added. 1 has no web address that can be read."
    use = await running.command("sources export")
    assert use.text == "2 sources"
    assert use.edits[-1]["files"] == {"readout.opml": b"https://a.example/f https://b.example/f"}


async def test_a_server_has_only_so_many_sources_and_schedules(tmp_path: Path) -> None:
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        async with bot_in(discord, tmp_path, max_sources=1, max_schedules=1) as running:
            await running.read_site()
            use = await running.command("sources add", address="https://b.example")
            assert "at most 1 sources" in use.text
            await running.command("schedule add", times="8")
            use = await running.command("schedule add", times="9")
            assert "at most 1 schedules" in use.text


async def test_a_schedule_needs_only_a_time(running: Running) -> None:
    use = await running.command("schedule add", times="8")
    assert "Set up: briefing #1" in use.text
    assert f"At **08:00** every day (UTC), in <#{running.channel.id}>." in use.text
    assert "add a site with `/sources add`" in use.text


async def test_the_same_schedule_twice_is_refused_and_the_first_is_named(running: Running) -> None:
    [guild] = running.discord.guilds.values()
    other = running.discord.add_channel(guild, "other")
    first = {"times": "8, 18", "topic": "Ferries", "tags": "sea, land"}
    assert "Set up" in (await running.command("schedule add", **first)).text
    again = {"times": "18", "days": "weekends", "topic": "ferries", "tags": "land, sea"}
    use = await running.command("schedule add", **again)
    assert "briefing #1 already brings the same news there at 18:00" in use.text
    assert "/schedule edit schedule:1" in use.text
    await running.command("schedule pause", schedule="1")
    use = await running.command("schedule add", **first)
    assert "at 08:00, 18:00" in use.text and "/schedule resume schedule:1" in use.text
    for differing in (
        {"times": "9"}, {"topic": "bridges"}, {"tags": "sea"}, {"channel": other},
        {"zone": "Tokyo"},
    ):  # fmt: skip
        assert "Set up" in (await running.command("schedule add", **(first | differing))).text
    use = await running.command("schedule edit", schedule="3", topic="Ferries")
    assert "briefing #1 already" in use.text
    assert "6 schedules" in (await running.command("schedule list")).text


async def test_two_presses_of_one_schedule_add_are_one_schedule(running: Running) -> None:
    both = await asyncio.gather(
        *(running.command("schedule add", times="8", by=member) for member in (1, 2))
    )
    assert sorted("Set up" in use.text for use in both) == [False, True]
    assert "1 schedule\n" in (await running.command("schedule list")).text + "\n"


async def test_who_subscribes_twice_is_told_and_greeted_once(running: Running) -> None:
    await running.command("subscribe", times="8", by=55)
    use = await running.command("subscribe", times="8", by=55)
    assert "already brings the same news" in use.text and "/schedule remove ends it" in use.text
    assert len(texts(running.discord.direct(55))) == 1


async def test_who_subscribes_again_after_a_pause_gets_it_again(running: Running) -> None:
    await running.command("subscribe", times="8", by=55)
    direct = running.discord.direct(55)
    pause_schedule(running.bot.database, 1, "Discord lets the bot not write", running.clock())
    direct.forbidden["send"] = 50007
    use = await running.command("subscribe", times="8", by=55)
    assert "Resumed" not in use.text
    del direct.forbidden["send"]
    use = await running.command("subscribe", times="8", by=55)
    assert "Resumed: briefing #1" in use.text
    schedule = load_schedule(running.bot.database, 1)
    assert schedule and schedule.state == "active"


async def test_who_subscribes_otherwise_after_a_pause_is_told_how_it_goes_on(
    running: Running,
) -> None:
    await running.command("subscribe", times="8", by=55)
    direct = running.discord.direct(55)
    await running.command("schedule pause", direct, schedule="1", by=55)
    use = await running.command("subscribe", times="8, 18", by=55)
    assert "It is paused: /schedule resume in the direct messages with the bot" in use.text
    use = await running.command("schedule resume", direct, schedule="1", by=55)
    assert "Resumed" in use.text


async def test_two_schedules_that_were_alike_before_may_be_changed(running: Running) -> None:
    for _ in range(2):
        keep_schedule(running.bot.database, running.channel, times=("08:00", "18:00"))
    for change in ({"length": 120}, {"times": "18"}, {"times": "19"}):
        use = await running.command("schedule edit", schedule="2", **change)
        assert "Changed: briefing #2" in use.text
    use = await running.command("schedule edit", schedule="2", times="18")
    assert "briefing #1 already" in use.text


async def test_a_schedule_is_changed_listed_paused_resumed_and_removed(running: Running) -> None:
    await running.read_site()
    await running.command("schedule add", times="8")
    use = await running.command(
        "schedule edit", schedule="1", times="7am, 12, 6pm", days="weekdays", zone="Tokyo"
    )
    assert "At **07:00, 12:00 and 18:00** on weekdays (Asia/Tokyo)" in use.text
    offers = await running.use.complete("schedule pause", "schedule", running.channel, schedule="")
    assert offers[0]["name"].startswith("#1 · 07:00, 12:00, 18:00 on weekdays")
    assert "is paused" in (await running.command("schedule pause", schedule="1")).text
    assert "⏸️ paused: by hand" in (await running.command("schedule list")).text
    assert "Resumed" in (await running.command("schedule resume", schedule="1")).text
    assert "was deleted" in (await running.command("schedule remove", schedule="1")).text
    assert "nothing is scheduled here" in (await running.command("schedule list")).text


async def test_pausing_lets_the_news_of_what_was_not_posted_be_told_later(running: Running) -> None:
    await running.read_site()
    await running.command("schedule add", times="8")
    running.discord.faults.append(Fault(r"POST /channels/\d+/messages", 503, times=3))
    running.clock.to("2024-08-28T08:00")
    await running.see_through()
    await running.command("schedule pause", schedule="1")
    assert "missed (the schedule was paused)" in (await running.command("schedule list")).text
    assert running.wire.withdrawn == [running.clock.at]


async def test_a_schedule_with_every_option(running: Running) -> None:
    await running.read_site()
    use = await running.command(
        "schedule add", times="8:15", days="mon-fri", zone="Europe/Berlin", channel=running.channel,
        topic="ferries", tags="sea", length=120, mode="thread", quiet="22-7", little_news="skip",
        catch_up=3.0,
    )  # fmt: skip
    listed = await running.command("schedule list")
    for answer in (use, listed):
        assert f"as a thread in <#{running.channel.id}>" in answer.text
        assert (
            "-# 120 words a story · sources tagged sea · nothing from 22:00 to 07:00 · "
            "nothing on a day with little news · at most 3 hours late"
        ) in answer.text
    assert "on **ferries**" in use.text and "on ferries" in listed.text


async def test_the_tags_that_were_given_here_are_listed_and_added_to(running: Running) -> None:
    site = "https://wire.example/feed"
    await running.command("sources add", address=site, tags="Sea, **bold**")
    listed = await running.command("sources list")
    assert "· feed · sea, \\*\\*bold\\*\\*" in listed.text
    use = await running.command("sources add", address=site, tags="land")
    assert "is already a source here. Its tags: sea, \\*\\*bold\\*\\*, land" in use.text
    await running.command("schedule add", times="8", tags="land")
    assert "add a site" not in (await running.command("schedule edit", schedule="1")).text
    assert "sea, \\*\\*bold\\*\\*, land" in (await running.command("sources list")).text


async def test_who_left_a_server_gets_its_briefings_no_more(running: Running) -> None:
    await running.read_site()
    await running.command("subscribe", times="8", by=77)
    guild = running.discord.guilds[running.channel.guild_id]
    private = running.discord.direct(77)
    greeting = len(private.messages)
    guild.left.add(77)
    running.clock.to("2024-08-28T08:00")
    await running.see_through()
    assert len(private.messages) == greeting and not running.bench.done
    guild.left.clear()
    running.discord.faults.append(Fault(r"GET /guilds/\d+/members", 503, times=10))
    running.clock.to("2024-08-29T08:00")
    await running.see_through()
    assert len(private.messages) > greeting, "where that is not known, it comes"


async def test_a_forum_that_wants_tags_is_refused_in_words(tmp_path: Path) -> None:
    async with StandIn() as discord:
        guild = discord.add_guild()
        discord.add_channel(guild)
        forum = discord.add_channel(guild, "forum", FORUM)
        forum.flags = NEEDS_TAG
        async with bot_in(discord, tmp_path) as running:
            use = await running.command("schedule add", times="8", channel=forum)
            assert "that forum requires a tag on every post" in use.text
            assert "nothing is scheduled" in (await running.command("schedule list")).text


async def test_a_file_that_discord_does_not_hand_over_is_told_in_words(running: Running) -> None:
    file = running.use.attach("ferry.txt", FERRY.encode())
    del running.use.files["ferry.txt"]
    use = await running.command("brief", files={"file": file})
    assert "ferry.txt: Discord did not deliver the file. Attach it again." in use.text
    use = await running.command("sources import", files={"file": file})
    assert "did not deliver the file" in use.text


async def test_a_question_that_needs_two_jobs_is_declined_before_the_token_ends(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    await running.read_site()
    now = [0.0]
    monkeypatch.setattr("bot.answers.time", SimpleNamespace(monotonic=lambda: now[0]))
    find = running.bench.search

    def search_that_takes_long(*args):
        now[0] += 14 * 60
        return find(*args)

    monkeypatch.setattr(running.bench, "search", search_that_takes_long)
    use = await running.command("story", story="acorn")
    assert "longer than Discord waits for an answer" in use.text


async def test_status_says_how_many_schedules_it_does_not_show(running: Running) -> None:
    for hour in range(12):
        await running.command("schedule add", times=str(hour))
    use = await running.command("status")
    assert "#10" in use.text and "#11" not in use.text
    assert "and 2 more schedules: `/schedule list`" in use.text


@pytest.mark.parametrize("nothing", ["\u200b\u2060", " \u00ad "])
async def test_what_cannot_be_seen_is_no_topic_and_no_question(
    running: Running, nothing: str
) -> None:
    await running.read_site()
    await running.command("digest", topic=nothing)
    assert running.bench.done[-1].topic is None
    assert "write what you are looking for" in (await running.command("search", query=nothing)).text
    use = await running.command("schedule add", times="8", topic=nothing)
    assert " on **" not in use.text


@pytest.mark.parametrize("period", ["9999-12-31", "0001-01-01", "999 months"])
async def test_a_period_at_the_end_of_time_is_answered_in_words(
    running: Running, period: str
) -> None:
    await running.read_site()
    await running.command("settings", zone="Tokyo")
    use = await running.command("digest", period=period)
    assert "went wrong" not in use.text


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"times": "soon"}, "not a time of day"),
        ({"times": "8", "days": "someday"}, "does not name any days"),
        ({"times": "8", "zone": "Atlantis"}, "no such time zone"),
        ({"times": "8", "quiet": "always"}, "quiet hours need a start and an end"),
        ({"times": "8", "mode": "forum"}, "needs a forum"),
        ({"times": "8", "mode": "announcement"}, "only an announcement channel"),
    ],
)
async def test_an_option_that_cannot_be_is_refused_in_words(
    running: Running, options: dict, words: str
) -> None:
    assert words in (await running.command("schedule add", **options)).text


async def test_of_two_admins_who_change_one_schedule_at_once_neither_undoes_the_other(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    await running.command("schedule add", times="8")
    both = asyncio.Barrier(2)

    async def found_together(reply, text):
        found = await find_schedule(reply, text)
        await both.wait()
        return found

    monkeypatch.setattr("bot.commands.schedules.find_schedule", found_together)
    await asyncio.gather(
        running.command("schedule edit", schedule="1", times="9", by=1),
        running.command("schedule edit", schedule="1", topic="ferries", quiet="22-7", by=2),
    )
    await asyncio.gather(
        running.command("schedule pause", schedule="1", by=1),
        running.command("schedule edit", schedule="1", days="weekdays", by=2),
    )
    listed = (await running.command("schedule list")).text
    for part in ("09:00 on weekdays", "on ferries", "nothing from 22:00 to 07:00", "paused"):
        assert part in listed
    first, second = await asyncio.gather(
        running.command("schedule remove", schedule="1", by=1),
        running.command("schedule edit", schedule="1", times="10", by=2),
    )
    assert "was deleted" in first.text
    assert "has just been removed" in second.text or "10:00" in second.text
    assert "nothing is scheduled here" in (await running.command("schedule list")).text


async def test_white_space_alone_asks_for_nothing(running: Running) -> None:
    await running.read_site()
    for command, option in (("story", "story"), ("search", "query")):
        use = await running.command(command, **{option: "  "})
        assert use.text == "⚠️ write what you are looking for"
    for option in ("article", "link"):
        assert "name one article" in (await running.command("brief", **{option: " "})).text
    assert "voted" in (await running.command("brief", article=" ", link=FERRY_URL)).text
    assert "## Digest" in (await running.command("digest", topic=" ")).text
    for command, option in (("schedule run", "schedule"), ("sources remove", "source")):
        use = await running.command(command, **{option: " "})
        assert use.text.startswith(("⚠️ there is no such", "⚠️ no such"))


async def test_the_status_of_many_long_schedules_fits_one_message(running: Running) -> None:
    for number in range(12):
        await running.command(
            "schedule add", times=f"{number}:00, {number}:15, {number}:30", tags="t" * 32 + ", b",
            topic=f"ferries {number} " + "and bridges " * 15, days="mon, wed, fri, sun",
            quiet="23-5", little_news="skip", catch_up=3.0, length=120,
        )  # fmt: skip
    use = await running.command("status")
    shown = use.text.count("**#")
    assert "## Status" in use.text and 1 < shown < 10
    assert f"and {12 - shown} more schedules: `/schedule list`" in use.text


async def test_a_clock_that_is_put_back_makes_nobody_wait_for_an_hour(tmp_path: Path) -> None:
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        async with bot_in(discord, tmp_path, cooldown=5) as running:
            await running.command("brief", link=FERRY_URL)
            running.clock.at -= timedelta(hours=1)
            assert "voted" in (await running.command("brief", link=FERRY_URL)).text


async def test_what_a_forum_lacks_is_named_as_its_settings_do(tmp_path: Path) -> None:
    async with StandIn() as discord:
        guild = discord.add_guild(permissions=str(1 << 10))
        discord.add_channel(guild)
        forum = discord.add_channel(guild, "forum", FORUM)
        async with bot_in(discord, tmp_path) as running:
            use = await running.command("schedule add", times="8", channel=forum)
            assert "it lacks Create Posts, Embed Links" in use.text
            assert "Send Messages in Posts" in use.text


async def test_a_change_takes_no_briefing_away_that_was_due_before_it(running: Running) -> None:
    await running.read_site()
    await running.command("schedule add", times="8")
    running.clock.to("2024-08-28T08:00:20")  # the machine slept until now, and nothing rang
    await running.command("schedule edit", schedule="1", length=120)
    await running.see_through()
    assert len(texts(running.channel)) == 1


async def test_a_time_that_comes_while_a_change_is_kept_is_not_passed_over(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    await running.read_site()
    await running.command("schedule add", times="8")
    running.clock.to("2024-08-28T07:59:59")
    ring = running.bot.office.ring

    async def slow_ring() -> None:
        await ring()
        running.clock.to("2024-08-28T08:00:01")

    monkeypatch.setattr(running.bot.office, "ring", slow_ring)
    await running.command("schedule edit", schedule="1", length=120)
    await running.see_through()
    assert len(texts(running.channel)) == 1


async def test_sources_of_one_name_are_told_apart_while_typing(running: Running) -> None:
    for host in ("a", "b"):
        await running.command("sources add", address=f"https://{host}.example/feed")
    complete = running.use.complete
    both = await complete("sources remove", "source", running.channel, source="island")
    assert [item["name"] for item in both] == [
        "Island Wire · https://a.example/feed", "Island Wire · https://b.example/feed",
    ]  # fmt: skip
    [one] = await complete("sources remove", "source", running.channel, source="b.example")
    assert one["name"] == "Island Wire · https://b.example/feed"


async def test_what_would_be_paused_again_is_not_resumed(tmp_path: Path) -> None:
    async with StandIn() as discord:
        guild = discord.add_guild(permissions=str(1 << 10))  # to view channels
        channel = discord.add_channel(guild)
        async with bot_in(discord, tmp_path) as running:
            keep_schedule(running.bot.database, channel, state="paused")
            use = await running.command("schedule resume", schedule="1")
            assert "it lacks Send Messages, Embed Links, Read Message History" in use.text
            assert "paused" in (await running.command("schedule list")).text


async def test_a_first_schedule_says_that_no_time_zone_is_chosen(running: Running) -> None:
    use = await running.command("schedule add", times="8")
    assert "No time zone is chosen here, so UTC is used" in use.text
    assert "`/schedule edit schedule:1 zone:`" in use.text
    use = await running.command("schedule add", times="8", zone="Kathmandu")
    assert "No time zone" not in use.text and "(Asia/Kathmandu)" in use.text
    await running.command("settings", zone="UTC")
    assert "No time zone" not in (await running.command("schedule add", times="9")).text


async def test_a_new_time_zone_says_which_schedules_keep_theirs(running: Running) -> None:
    await running.command("schedule add", times="8")
    await running.command("schedule add", times="8", zone="Tokyo")
    use = await running.command("settings", zone="Tokyo")
    assert "1 schedule keeps its own time zone: `/schedule edit` with `zone`" in use.text
    assert "time zone: `" not in (await running.command("settings", zone="Tokyo")).text


async def test_a_long_list_has_pages(running: Running) -> None:
    for number in range(40):
        await running.command("sources add", address=f"https://{number}.example/{'x' * 200}")
    first = await running.command("sources list")
    assert "Page 1 of 3; the option `page` shows another" in first.text
    pages = [(await running.command("sources list", page=n)).text for n in (1, 2, 3)]
    assert pages[0] == first.text and "Page 3 of 3" in pages[2]
    assert sum(text.count("Island Wire") for text in pages) == 40
    assert (await running.command("sources list", page=9)).text == pages[2]
    assert "of 1" not in (await running.command("sources health", page=9)).text


async def test_another_servers_schedule_cannot_be_touched(running: Running) -> None:
    await running.command("schedule add", times="8")
    other = running.discord.add_channel(running.discord.add_guild("Elsewhere"))
    for name in ("pause", "remove", "run", "preview", "resume"):
        use = await running.command(f"schedule {name}", other, schedule="1")
        assert "no such schedule here" in use.text


async def test_time_zones_are_offered_by_city(running: Running) -> None:
    offers = await running.use.complete("schedule add", "zone", running.channel, zone="munich")
    assert offers[0] == {"name": "Europe/Berlin", "value": "Europe/Berlin"}


@pytest.mark.parametrize(("mentionable", "may"), [(False, False), (True, False), (False, True)])
async def test_a_role_that_nobody_would_be_pinged_by_is_named(
    tmp_path: Path, mentionable: bool, may: bool
) -> None:
    async with StandIn() as discord:
        guild = discord.add_guild(permissions=str((1 << 50) - 1 - (0 if may else 1 << 17) - 8))
        guild.roles.append(Role(4242, mentionable=mentionable))
        discord.add_channel(guild)
        async with bot_in(discord, tmp_path) as running:
            use = await running.command("schedule add", times="8", role=guild.roles[0])
            assert ("nobody would be notified" in use.text) is not (mentionable or may)


async def test_a_role_that_is_deleted_is_mentioned_no_more(tmp_path: Path) -> None:
    async with StandIn() as discord:
        guild = discord.add_guild()
        guild.roles += [Role(4242), Role(4343)]
        discord.add_channel(guild)
        async with bot_in(discord, tmp_path) as running:
            for hour, role in enumerate(list(guild.roles)):
                await running.command("schedule add", times=str(hour), role=role)
            gone = {"guild_id": str(guild.id), "role_id": "4242"}
            await discord.gateway.dispatch("GUILD_ROLE_DELETE", gone)
            listed = await running.command("schedule list")
            assert "<@&4242>" not in listed.text and "<@&4343>" in listed.text
        guild.roles.clear()  # while the bot is away
        async with bot_in(discord, tmp_path) as running:
            assert "<@&" not in (await running.command("schedule list")).text


async def test_a_role_is_mentioned_until_everyone_is_chosen_for_none(running: Running) -> None:
    await running.read_site()
    await running.command("schedule add", times="8", role=Role(4242))
    running.clock.to("2024-08-28T08:00")
    await running.see_through()
    assert texts(running.channel)[0].startswith("<@&4242>")
    everyone = Role(running.channel.guild_id or 0, "@everyone")
    await running.command("schedule edit", schedule="1", role=everyone)
    running.clock.to("2024-08-29T08:00")
    await running.see_through()
    assert "<@&" not in texts(running.channel)[1]


async def test_periods_stories_and_sources_are_offered_while_typing(running: Running) -> None:
    await running.read_site()
    for command, option, typed, offered in (
        ("digest", "period", "ye", "yesterday"),
        ("stories", "period", "3 d", "3 days"),
        ("search", "period", "2024-08-27", "2024-08-27"),
        ("story", "story", "ferries f", "Electric ferries for Marrowby"),
        ("sources remove", "source", "", "Island Wire"),
        ("settings", "zone", "mumbai", "Asia/Kolkata"),
        ("subscribe", "zone", "", "UTC"),
    ):
        offers = await running.use.complete(command, option, running.channel, **{option: typed})
        assert offers[0]["name"] == offered, command


async def test_suggestions_that_fail_are_none_and_the_log_says_why(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    running.wire.headlines = None
    assert await running.use.complete("brief", "article", running.channel, article="a") == []
    assert "suggestions failed" in caplog.text and "NoneType" in caplog.text


async def test_an_answer_that_would_come_too_late_is_declined_before_the_token_ends(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.answers.ANSWER_SECONDS", 0.05)
    running.bench.gate.clear()
    use = await running.command("brief", link=FERRY_URL)
    assert "longer than Discord waits for an answer" in use.text


async def test_a_use_is_one_log_line_with_place_command_and_duration(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "bot.answers")
    await running.command("brief", link=FERRY_URL)
    await running.command("help")
    used = next(item for item in caplog.records if getattr(item, "command", "") == "brief")
    assert used.guild == running.channel.guild_id and 0 < used.seconds < 20
    assert FERRY_URL not in caplog.text and "77" not in used.getMessage()


async def test_a_schedule_is_run_by_hand_and_previewed_without_posting(running: Running) -> None:
    await running.read_site()
    await running.command("schedule add", times="8")
    use = await running.command("schedule preview", schedule="1")
    assert "Preview: nothing was posted" in use.text and use.ephemeral
    assert running.channel.messages == {} and not running.bench.done[-1].keep
    await running.command("schedule run", schedule="1")
    await running.see_through()
    assert len(running.channel.messages) == 1
    assert "sent" in (await running.command("status")).text
    assert running.bench.done[-1].late_after is None, "the first has no news of an earlier time"
    posted = running.clock.at
    running.clock.at = posted + timedelta(minutes=5)
    await running.command("schedule preview", schedule="1")
    assert running.bench.done[-1].late_after == posted


async def test_a_missing_permission_is_named_when_a_schedule_is_set_up(tmp_path: Path) -> None:
    async with StandIn() as discord:
        view_only = str(1 << 10)
        discord.add_channel(discord.add_guild(permissions=view_only))
        async with bot_in(discord, tmp_path) as running:
            use = await running.command("schedule add", times="8")
            assert "lacks Send Messages, Embed Links, Read Message History" in use.text


async def test_of_a_channel_that_is_not_seen_only_that_is_named(tmp_path: Path) -> None:
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild(permissions="0"))
        async with bot_in(discord, tmp_path) as running:
            use = await running.command("schedule add", times="8")
            assert "it lacks View Channel." in use.text


async def test_forums_and_announcement_channels_get_their_own_mode(tmp_path: Path) -> None:
    async with StandIn() as discord:
        guild = discord.add_guild()
        discord.add_channel(guild)
        forum = discord.add_channel(guild, "forum", FORUM)
        news = discord.add_channel(guild, "announcements", NEWS)
        async with bot_in(discord, tmp_path) as running:
            use = await running.command("schedule add", times="8", channel=forum)
            assert "as a post in" in use.text
            use = await running.command("schedule add", news, times="8")
            assert "published in" in use.text


async def test_a_schedule_is_judged_by_its_own_channel_not_by_the_one_it_is_changed_in(
    tmp_path: Path,
) -> None:
    async with StandIn() as discord:
        guild = discord.add_guild()
        office = discord.add_channel(guild, "office")
        news = discord.add_channel(guild, "announcements", NEWS)
        forum = discord.add_channel(guild, "forum", FORUM)
        async with bot_in(discord, tmp_path) as running:
            add, edit = "schedule add", "schedule edit"
            use = await running.command(add, news, times="8", channel=office)
            assert f"in <#{office.id}>" in use.text, "its mode is that of the channel chosen"
            use = await running.command(edit, news, schedule="1", mode="announcement")
            assert "only an announcement channel can publish" in use.text
            use = await running.command(edit, office, schedule="1", channel=news, mode="thread")
            assert f"as a thread in <#{news.id}>" in use.text
            use = await running.command(edit, office, schedule="1", mode="announcement")
            assert f"published in <#{news.id}>" in use.text
            use = await running.command(edit, office, schedule="1", channel=forum)
            assert f"as a post in <#{forum.id}>" in use.text
            use = await running.command(edit, forum, schedule="1", channel=office)
            assert f"in <#{office.id}>" in use.text


async def test_no_thread_is_promised_in_a_thread(running: Running) -> None:
    thread = running.discord.add_channel(
        running.discord.guilds[running.channel.guild_id or 0], "aside", PUBLIC_THREAD
    )
    thread.owner_id, thread.parent_id = 77, running.channel.id
    use = await running.command("schedule add", times="8", channel=thread, mode="thread")
    assert "no thread can be opened there" in use.text
    use = await running.command("schedule add", times="8", channel=thread)
    assert f"in <#{thread.id}>" in use.text


async def test_a_members_own_briefing_comes_by_direct_message_and_no_other_way(
    running: Running,
) -> None:
    direct = running.discord.direct(77)
    use = await running.command("schedule add", direct, times="8", mode="thread")
    assert "your own briefings come by direct message" in use.text
    await running.command("schedule add", direct, times="8")
    use = await running.command("schedule edit", direct, schedule="1", mode="channel")
    assert "your own briefings come by direct message" in use.text


@pytest.mark.parametrize("guild", [None, 444, 0], ids=["group", "other server", "bot's server"])
async def test_a_members_own_things_are_shown_to_no_server_and_no_group(
    running: Running, guild: int | None
) -> None:
    await running.read_site()
    running.use.own_app = True
    place = Channel(555, guild, TEXT, "far") if guild else running.channel
    if guild is None:
        place = Channel(555, None, GROUP, "friends")
    for path, options in (
        ("sources add", {"address": "https://wire.example/own"}),
        ("sources list", {}),
        ("schedule add", {"times": "8"}),
        ("schedule list", {}),
        ("digest", {}),
    ):
        use = await running.command(path, place, **options)
        assert use.ephemeral and "⚠️" not in use.text
    assert "by direct message" in (await running.command("schedule list", place)).text
    assert "Direct messages: shard" in (await running.command("status", place)).text
    use = await running.command("digest", place, private=False)
    assert "electric ferries" in use.text and not use.ephemeral, "it was asked for"
    use = await running.command("schedule list", running.discord.direct(77))
    assert "1 schedule" in use.text and not use.ephemeral
    running.use.own_app = False
    assert "nothing is scheduled here" in (await running.command("schedule list")).text


async def test_a_member_subscribes_by_direct_message_and_ends_it(running: Running) -> None:
    await running.read_site()
    use = await running.command("subscribe", times="8", by=55)
    assert "by direct message" in use.text and use.ephemeral
    direct = running.discord.direct(55)
    assert ["One comes here at **08:00** every day (UTC)" in text for text in texts(direct)] == [
        True
    ]
    running.clock.to("2024-08-28T08:00")
    await running.see_through()
    assert len(direct.messages) == 2
    use = await running.command("unsubscribe", by=55)
    assert "1 briefing by direct message ended" in use.text


TWELVE = ", ".join(str(hour) for hour in range(8, 20))
ENOUGH = "at most 12 briefings a day can come by direct message"


async def test_a_member_gets_at_most_twelve_direct_messages_a_day(running: Running) -> None:
    direct = running.discord.direct(55)
    await running.command("subscribe", times="7, 8", days="weekdays", by=55)
    use = await running.command("subscribe", times=TWELVE, by=55)
    assert f"{ENOUGH}, and you have 2 besides this one" in use.text
    use = await running.command("subscribe", times=TWELVE, days="weekends", by=55)
    assert "Set up" in use.text
    use = await running.command("schedule add", direct, times="9", days="sun", by=55)
    assert ENOUGH in use.text
    use = await running.command("schedule edit", direct, schedule="1", days="daily", by=55)
    assert ENOUGH in use.text
    use = await running.command("schedule edit", direct, schedule="1", times="9", by=55)
    assert "Changed" in use.text


async def test_what_a_member_subscribed_to_before_there_was_a_limit_stays(running: Running) -> None:
    direct = running.discord.direct(55)
    await running.command("subscribe", times=TWELVE, by=55)
    database = running.bot.office.database
    first = load_schedule(database, 1)
    assert first is not None
    add_schedule(database, replace(first, id=0))
    use = await running.command("schedule edit", direct, schedule="2", topic="ferries", by=55)
    assert "Changed" in use.text
    use = await running.command("schedule edit", direct, schedule="2", times="8", by=55)
    assert "Changed" in use.text
    use = await running.command("subscribe", times="8", by=55)
    assert ENOUGH in use.text


@pytest.mark.parametrize("command", ["subscribe", "schedule add"])
async def test_who_takes_no_direct_messages_is_told_so_at_once(
    running: Running, command: str
) -> None:
    running.discord.forbidden_users.add(55)
    channel = running.discord.direct(78) if command == "schedule add" else running.channel
    use = await running.command(command, channel, times="8", by=55)
    if command == "subscribe":
        assert "I cannot send you direct messages, so nothing was set up" in use.text
        assert "Privacy Settings" in use.text and use.ephemeral
    else:
        assert "by direct message" in use.text, "who writes to the bot can be written to"
    use = await running.command("unsubscribe", by=55)
    assert ("There was none" in use.text) is (command == "subscribe")


async def test_everything_works_in_direct_messages_too(running: Running) -> None:
    direct = running.discord.direct(77)
    use = await running.command("sources add", direct, address="https://wire.example/feed")
    assert "was added here" in use.text
    assert "### 1." in (await running.command("digest", direct)).text
    assert "by direct message" in (await running.command("schedule add", direct, times="8")).text
    assert "there are no sources here yet" in (await running.command("sources list")).text


async def test_settings_are_kept_and_used(running: Running) -> None:
    use = await running.command("settings", zone="tokyo", length=120, private=True)
    assert "Asia/Tokyo" in use.text and "120 words" in use.text
    assert "(Asia/Tokyo)" in (await running.command("schedule add", times="8")).text
    use = await running.command("brief", link=FERRY_URL)
    assert use.ephemeral


async def test_help_and_status(running: Running) -> None:
    assert "/schedule add times:08:00" in (await running.command("help")).text
    assert "0 sources, 0 schedules" in (await running.command("status")).text


async def test_a_known_error_is_said_in_words_and_an_unknown_one_with_a_number(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    running.bench.problem = ModelMissing("there is no model", subject="tiny", advice="Get one.")
    use = await running.command("brief", link=FERRY_URL)
    assert use.text == "⚠️ tiny: there is no model. Get one."
    running.bench.problem = ZeroDivisionError("secret detail")
    use = await running.command("brief", link=ARTICLES[1].url)
    assert "Something went wrong" in use.text and "secret detail" not in use.text


async def test_a_fault_of_the_storage_is_the_operators_and_names_no_file_to_members(
    running: Running, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3")) as file:
        file.execute("ALTER TABLE schedules RENAME TO lost")
    use = await running.command("schedule list")
    assert "Whoever runs it will find the reason in its log" in use.text
    assert str(tmp_path) not in use.text
    [line] = [row for row in caplog.records if row.message == "the storage failed"]
    assert f"{tmp_path}/bot.sqlite3: no such table" in line.__dict__["why"]


async def test_a_member_waits_a_moment_between_two_questions(tmp_path: Path) -> None:
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        async with bot_in(discord, tmp_path, cooldown=5) as running:
            await running.command("brief", link=FERRY_URL)
            use = await running.command("brief", link=FERRY_URL)
            assert "one question at a time" in use.text
            use = await running.command("brief", link=FERRY_URL, by=78)
            assert "electric ferries" in use.text
            done = len(running.bench.done)
            await running.read_site()
            use = await running.command("story", story="acorn")
            assert "Please ask again in 5 seconds" in use.text
            assert len(running.bench.done) == done, "nor is the story looked for"


async def test_a_hundred_questions_in_a_second_while_a_digest_is_made_are_all_answered(
    running: Running,
) -> None:
    await running.read_site()
    running.bench.gate.clear()
    first = await running.use.command("digest", running.channel, by=1)
    uses = await asyncio.gather(
        *(
            running.use.command("brief", running.channel, by=100 + n, link=ARTICLES[n % 3].url)
            for n in range(100)
        )
    )
    for use in (first, *uses):
        await use.settled()
    assert not running.bench.done, "all are acknowledged while the first is worked on"
    running.bench.gate.set()
    for use in (first, *uses):
        await use.answered()
    assert len(running.bench.done) == 4, "equal questions are computed once"


async def test_commands_are_translated_once_at_a_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    async def translate(self: Translator, string: Any, locale: Locale, context: Any) -> str | None:
        asked.append((string.message, locale))
        return await plain(self, string, locale, context)

    plain = Translator.translate
    monkeypatch.setattr(Translator, "translate", translate)
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        async with bot_in(discord, tmp_path):
            by_name = {item["name"]: item for item in discord.commands}
    assert asked.count((by_name["status"]["description"], Locale.german)) == 1
    assert by_name["status"]["description_localizations"]["de"].startswith("Wie es")


async def test_commands_are_registered_only_when_they_changed(tmp_path: Path) -> None:
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        for _ in range(2):
            async with bot_in(discord, tmp_path):
                pass
        assert len(discord.requests("PUT", "/commands")) == 1
        database = open_database(tmp_path)
        database.replace("commands", "those of an earlier version")
        database.close()
        async with bot_in(discord, tmp_path):
            pass
        assert len(discord.requests("PUT", "/commands")) == 2
        names = {item["name"] for item in discord.commands}
        assert names == {
            "brief", "digest", "stories", "story", "search", "sources", "schedule", "settings",
            "help", "status", "subscribe", "unsubscribe", "Brief the links",
        }  # fmt: skip
        by_name = {item["name"]: item for item in discord.commands}
        manage = str(1 << 5)
        for name in ("sources", "schedule", "settings"):
            assert by_name[name]["default_member_permissions"] == manage
        assert by_name["digest"]["default_member_permissions"] is None
