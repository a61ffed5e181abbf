"""Buttons and menus, before and after a restart, by the asker and by others."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from bot_in import Running, bot_in
from news import ARTICLES
from standin import StandIn
from standin.interactions import ids_of

from bot.errors import NothingYet

FERRY_URL = ARTICLES[0].url


@pytest.fixture
async def running(running: Running) -> Running:
    await running.read_site()
    return running


def shown_to(use, by: int) -> dict:
    """An answer as it hangs in the channel, with who asked for it."""
    return use.message | {"asked_by": by}


def first_page(use) -> str:
    """The button that would show the first page of an answer."""
    return f"ro:page:{use.button('ro:len:').split(':')[2]}:0"


async def test_longer_and_shorter_change_the_askers_own_answer(running: Running) -> None:
    brief = await running.command("brief", link=FERRY_URL)
    use = await running.press(brief.button("ro:len:"), message=shown_to(brief, 77))
    assert use.kind == 6, "the message itself is changed"
    assert running.bench.done[-1].words == 75
    longer = next(item for item in use.custom_ids() if item.endswith(":more"))
    await running.press(longer, message=shown_to(use, 77))
    assert running.bench.done[-1].words == 120


async def test_somebody_elses_press_leaves_the_answer_alone(running: Running) -> None:
    brief = await running.command("brief", link=FERRY_URL)
    use = await running.press(brief.button("ro:len:"), message=shown_to(brief, 77), by=78)
    assert use.kind == 5 and use.ephemeral


async def test_the_sources_of_a_point_are_shown_word_for_word(running: Running) -> None:
    brief = await running.command("brief", link=FERRY_URL)
    use = await running.press(brief.button("ro:point:"), values=["1"], message=shown_to(brief, 77))
    assert "> The boats will cost 41 million crowns and replace diesel ones from 1987." in use.text
    assert f"]({FERRY_URL})" in use.text and use.ephemeral


async def test_more_on_a_story_and_all_sources(running: Running) -> None:
    digest = await running.command("digest")
    use = await running.press(digest.button("ro:more:"), values=["2"], message=shown_to(digest, 77))
    assert "acorn flour" in use.text and running.bench.done[-1].words == 120
    use = await running.press(digest.button("ro:src:"), message=shown_to(digest, 77))
    assert "## Sources" in use.text and "### Left out" in use.text


async def test_a_digest_is_made_longer(running: Running) -> None:
    digest = await running.command("digest", topic="ferries")
    longer = next(item for item in digest.custom_ids() if item.endswith(":more"))
    use = await running.press(longer, message=shown_to(digest, 77))
    job = running.bench.done[-1]
    assert job.words == 96 and job.topic == "ferries" and len(job.articles) == 3
    assert "Council buys" in use.text


async def test_pages_are_turned(running: Running) -> None:
    running.bench.many = 14
    stories = await running.command("stories")
    assert "1 / 3" in str(stories.message)
    forward = [item for item in stories.custom_ids() if item.startswith("ro:page:")][1]
    use = await running.press(forward, message=shown_to(stories, 77))
    assert "2 / 3" in str(use.message) and "7. " in use.text


async def test_buttons_work_after_a_restart(tmp_path: Path) -> None:
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        async with bot_in(discord, tmp_path) as running:
            brief = await running.command("brief", link=FERRY_URL)
        async with bot_in(discord, tmp_path) as running:
            use = await running.press(
                brief.button("ro:point:"), values=["0"], message=shown_to(brief, 77)
            )
            assert "> The harbour council" in use.text


async def test_an_answer_past_its_time_says_so_kindly(running: Running) -> None:
    brief = await running.command("brief", link=FERRY_URL)
    running.clock.to("2024-10-01T08:00")
    use = await running.press(brief.button("ro:len:"), message=shown_to(brief, 77), by=78)
    assert "buttons of this answer have expired" in use.text and use.ephemeral


async def test_what_goes_wrong_with_a_button_leaves_the_answer_and_is_told_beside_it(
    running: Running,
) -> None:
    brief = await running.command("brief", link=FERRY_URL)
    running.bench.problem = NothingYet("nothing was found")
    use = await running.press(brief.button("ro:len:"), message=shown_to(brief, 77))
    assert use.edits == [] and use.text == ""
    assert use.told_beside == ["⚠️ nothing was found"]
    running.clock.to("2024-10-01T08:00")
    use = await running.press(brief.button("ro:len:"), message=shown_to(brief, 77))
    assert use.edits == [] and "buttons of this answer have expired" in use.told_beside[0]


@pytest.mark.usefixtures("impatient")
async def test_an_answer_is_put_back_where_progress_stood_before_something_went_wrong(
    running: Running,
) -> None:
    brief = await running.command("brief", link=FERRY_URL)
    running.bench.gate.clear()
    press = await running.use.press(
        brief.button("ro:len:"), running.channel, message=shown_to(brief, 77)
    )
    await press.until(lambda: "⏳" in press.text)
    running.bench.problem = NothingYet("nothing was found")
    running.bench.gate.set()
    await press.until(lambda: press.more and "⏳" not in press.text)
    assert press.text == brief.text and press.custom_ids() == brief.custom_ids()
    assert press.told_beside == ["⚠️ nothing was found"]


async def test_of_one_members_answers_the_newest_are_kept_and_no_one_elses_go_for_them(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.shown.OF_MEMBER", 3)
    monkeypatch.setattr("bot.shown.OF_SERVER", 4)
    await running.read_site()
    await running.command("schedule add", times="8")
    await running.command("schedule run", schedule="1")
    await running.see_through()
    [posted] = running.channel.messages.values()
    about = next(item for item in ids_of(posted["components"]) if "ro:about:" in item)
    theirs = await running.command("brief", link=FERRY_URL, by=55)
    mine = []
    for _ in range(4):
        running.clock.at += timedelta(minutes=1)
        mine.append(await running.command("brief", link=FERRY_URL))
    first, *rest = [first_page(one) for one in mine]
    use = await running.press(first)
    assert "last 3 answers" in use.text and use.ephemeral
    for button in rest:
        use = await running.press(button)
        assert "have expired" not in use.text
    page = first_page(theirs)
    assert "have expired" not in (await running.press(page)).text
    await running.command("brief", link=FERRY_URL, by=56)
    use = await running.press(page)
    assert "have expired" in use.text, "of a server the oldest answer of all goes first"
    assert "About this briefing" in (await running.press(about)).text, "what was posted stays"


async def test_a_button_of_another_time_is_answered_too(running: Running) -> None:
    use = await running.press("old:button:1")
    assert "no longer works" in use.text


@pytest.mark.parametrize("custom_id", ["ro:page:zzz:1", "ro:more:zzz:0", "ro:src::0"])
async def test_a_made_up_custom_id_is_answered_kindly(running: Running, custom_id: str) -> None:
    values = ["0"] if ":more:" in custom_id else None
    use = await running.press(custom_id, values=values)
    assert "buttons of this answer have expired" in use.text


async def test_a_made_up_choice_is_answered_kindly(running: Running) -> None:
    digest = await running.command("digest")
    use = await running.press(digest.button("ro:more:"), values=["99"], message=shown_to(digest, 1))
    assert "no such story" in use.text
    for made_up in ("x", "-1", "9" * 30, "²"):
        use = await running.press(
            digest.button("ro:more:"), values=[made_up], message=shown_to(digest, 1)
        )
        assert "no such story" in use.text
    key = digest.button("ro:more:").split(":")[2]
    for custom_id in (f"ro:page:{key}:x", f"ro:page:{key}:"):
        use = await running.press(custom_id)
        assert "⚠️" in use.text and "went wrong" not in use.text


async def test_a_posted_briefing_answers_everybody_on_their_own(running: Running) -> None:
    await running.command("schedule add", times="8")
    running.clock.to("2024-08-28T08:00")
    await running.see_through()
    [message] = running.channel.messages.values()
    ids = _ids(message["components"])
    about = next(item for item in ids if item.startswith("ro:about:"))
    more = next(item for item in ids if item.startswith("ro:more:"))
    use = await running.press(about, message=message)
    assert "About this briefing" in use.text and use.ephemeral
    use = await running.press(more, values=["0"], message=message, by=99)
    assert "### Timeline" in use.text and use.ephemeral


def _ids(components: list[dict]) -> list[str]:
    return ids_of(components)
