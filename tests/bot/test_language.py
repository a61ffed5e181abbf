"""A server is addressed in its language: briefings, answers in the channel, buttons, notes.

What one member alone sees is in the language of that member's Discord.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from bot_in import Running, bot_in, settings_for
from helpers import texts
from news import ARTICLES
from standin import StandIn
from standin.server import TOKEN

from bot.app import point_at
from bot.run import build, run_once
from bot.wire import Headline
from summarizer.settings import Settings

FERRY_URL = ARTICLES[0].url


@pytest.fixture
async def running(tmp_path: Path):
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        async with bot_in(discord, tmp_path) as running:
            await running.read_site()
            yield running


def labels(message: dict) -> list[str]:
    """What stands on the buttons and menus of a message."""
    found = []
    for item in message.get("components", []):
        found += [item[key] for key in ("label", "placeholder") if item.get(key)]
        found += labels(item)
    return found


async def post_at(running: Running, moment: str) -> list[dict]:
    before = len(running.channel.messages)
    running.clock.to(moment)
    await running.see_through()
    return list(running.channel.messages.values())[before:]


async def test_a_briefing_and_its_buttons_are_in_the_servers_language(running: Running) -> None:
    use = await running.command("settings", language="de")
    assert "Language: **Deutsch**" in use.text
    await running.command("schedule add", times="8")
    [message] = await post_at(running, "2024-08-28T11:00")
    text = texts(running.channel)[-1]
    assert "## Briefing · Mittwoch, 28. August" in text
    assert "Verspätet: fällig war es <t:" in text
    assert "2 Artikel aus 2 Medien" in text
    assert labels(message) == [
        "Mehr zu einer Meldung …", "Kürzer", "Länger", "Quellen", "Info",
    ]  # fmt: skip
    about = next(item for item in custom_ids(message) if item.startswith("ro:about:"))
    use = await running.press(about, message=message, locale="de")
    assert "## Über dieses Briefing" in use.text and "Wortlaut der Artikel" in use.text


def custom_ids(message: dict) -> list[str]:
    found = []
    for item in message.get("components", []):
        found += [item["custom_id"]] if item.get("custom_id") else []
        found += custom_ids(item)
    return found


async def test_a_quiet_day_is_told_in_the_servers_language(running: Running) -> None:
    running.bench.quiet = True
    await running.command("settings", language="pl")
    await running.command("schedule add", times="8")
    await post_at(running, "2024-08-28T08:00")
    [text] = texts(running.channel)
    assert "## Przegląd wiadomości · środa, 28 sierpnia" in text
    assert "Spokojny dzień: nie nadszedł żaden artykuł." in text
    assert "Następny przegląd: <t:" in text


async def test_answers_in_the_channel_and_their_pages_follow(running: Running) -> None:
    await running.command("settings", language="fr")
    digest = await running.command("digest")
    assert "Plus court" in labels(digest.message) and "articles de" in digest.text
    message = digest.message | {"asked_by": 77}
    use = await running.press(digest.button("ro:src:"), message=message, locale="fr")
    assert "### Écarté" in use.text
    brief = await running.command("brief", link=FERRY_URL)
    assert "Montrer les sources d’un point…" in labels(brief.message)


async def test_without_a_choice_a_server_has_the_operators_language(running: Running) -> None:
    running.bot.office.language = "sv"
    digest = await running.command("digest")
    assert "Kortare" in labels(digest.message)
    assert "Language: **Svenska**" in (await running.command("settings")).text
    await running.command("settings", language="en")
    assert "Shorter" in labels((await running.command("digest")).message)


async def test_on_a_quiet_day_what_is_read_tells_the_language(running: Running) -> None:
    async def headlines(_sources, _limit):
        return [Headline("a", "Die Stadt und das Land streiten um die Kosten für die Brücke")]

    running.wire.headlines = headlines
    running.bench.quiet = True
    await running.command("settings", language="auto")
    await running.command("schedule add", times="8")
    await post_at(running, "2024-08-28T08:00")
    assert "Ein ruhiger Tag: kein Artikel kam herein." in texts(running.channel)[0]


@pytest.mark.parametrize(
    ("locale", "chosen", "said"),
    [
        ("de", None, "Mittwoch, 28. August"),
        ("ja", None, "woensdag 28 augustus"),  # not spoken here: as the server
        ("de", "fr", "mercredi 28 août"),
    ],
)
async def test_who_subscribes_is_addressed_in_the_language_of_their_discord(
    running: Running, locale: str, chosen: str | None, said: str
) -> None:
    direct = running.discord.direct(55)
    await running.command("settings", language="nl")
    if chosen:
        await running.command("settings", direct, language=chosen, by=55)
    await running.command("subscribe", times="8", by=55, locale=locale)
    running.clock.to("2024-08-28T08:00")
    await running.see_through()
    assert said in texts(direct)[-1]


async def test_the_operators_language_is_the_summarizers_setting(tmp_path: Path) -> None:
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        settings = settings_for(discord, tmp_path)
        point_at(settings)
        bot = build(settings, Settings(_env_file=None, data_dir=tmp_path, language="it"))
        stopping = asyncio.Event()
        online = asyncio.create_task(run_once(bot, TOKEN, stopping))
        await discord.wait_for(lambda: discord.requests("GET", "/oauth2/applications/@me"))
        assert (await bot.office.tongue("g1")).code == "it"
        stopping.set()
        await online


async def test_the_choice_outlives_a_restart(tmp_path: Path) -> None:
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        async with bot_in(discord, tmp_path) as running:
            await running.command("settings", language="uk")
        async with bot_in(discord, tmp_path) as running:
            assert "Українська" in (await running.command("settings")).text


async def test_what_one_member_sees_is_in_the_members_language(running: Running) -> None:
    await running.command("schedule add", times="8", days="weekdays")
    told = await running.command("help", locale="de")
    assert "### Jeden Morgen" in told.text and "### Every morning" not in told.text
    status = await running.command("status", locale="pl")
    assert "1 źródło, 1 harmonogram" in status.text
    assert "0 pytań czeka na model" in status.text
    assert "08:00 w dni robocze" in status.text and "następny: <t:" in status.text
    settings = await running.command("settings", locale="ru")
    assert "## Настройки" in settings.text and "Длина: **60 слов** на сюжет" in settings.text
    digest = await running.command("digest", private=True, locale="it")
    assert "Più breve" in labels(digest.message)


async def test_what_all_see_stays_in_the_servers_language(running: Running) -> None:
    await running.command("settings", language="de")
    listed = await running.command("sources list", locale="fr")
    assert "## 1 Quelle" in listed.text
    made = await running.command("schedule add", times="8", days="mon,wed", locale="fr")
    assert "## Eingerichtet: Briefing #1" in made.text
    assert "Um **08:00** jeden Montag und Mittwoch (" in made.text
    [message] = await post_at(running, "2024-08-28T11:00")
    assert "Kürzer" in labels(message)
    about = next(item for item in custom_ids(message) if item.startswith("ro:about:"))
    use = await running.press(about, message=message, locale="fr")
    assert "## À propos de ce point d’actualité" in use.text


async def test_a_page_that_all_see_is_turned_in_the_servers_language(running: Running) -> None:
    await running.command("settings", language="de")
    brief = await running.command("digest", locale="sv-SE")
    assert "Kürzer" in labels(brief.message)
    message = brief.message | {"asked_by": 77}
    use = await running.press(brief.button("ro:len:"), message=message, locale="sv-SE")
    assert "Kürzer" in labels(use.message)


@pytest.mark.parametrize(
    ("locale", "said"),
    [("ja", "### Elke ochtend"), ("en-GB", "### Every morning"), ("es-419", "### Cada mañana")],
)
async def test_who_speaks_what_readout_does_not_has_the_servers_language(
    running: Running, locale: str, said: str
) -> None:
    await running.command("settings", language="nl")
    assert said in (await running.command("help", locale=locale)).text


async def test_in_direct_messages_a_choice_counts_before_the_members_discord(
    running: Running,
) -> None:
    direct = running.discord.direct(77)
    assert "### Hver morgen" in (await running.command("help", direct, locale="da")).text
    chosen = await running.command("settings", direct, language="nb", locale="da")
    assert "Språk: **Norsk**" in chosen.text
    listed = await running.command("schedule list", direct, locale="da")
    assert "ingenting er planlagt her. Prøv /schedule add" in listed.text


async def test_what_went_wrong_is_said_in_the_members_language(running: Running) -> None:
    await running.command("settings", private=True)
    use = await running.command("schedule pause", schedule="999", locale="uk")
    assert use.text == "⚠️ 999: тут немає такого розкладу. Див. /schedule list."
    use = await running.command("schedule add", times="later", locale="pt-BR")
    assert use.text == "⚠️ later: isso não é um horário. Escreva como 07:30 ou 7:30pm."
    use = await running.command("schedule add", times="8", zone="Berlni", locale="fr")
    assert use.text.startswith("⚠️ Berlni : ce fuseau horaire n’existe pas. ")
    # What this version cannot say in French is English from beginning to end.
    use = await running.command("sources add", address="private.example", locale="fr")
    assert use.text == "⚠️ that address is not fetched"


async def test_suggestions_are_in_the_members_language_and_mean_the_same(
    running: Running,
) -> None:
    complete = running.use.complete
    offered = await complete("digest", "period", running.channel, locale="de", period="heu")
    assert offered == [{"name": "heute", "value": "today"}]
    offered = await complete("digest", "period", running.channel, locale="de", period="tod")
    assert offered == [{"name": "heute", "value": "today"}]
    await running.command("schedule add", times="8")
    [item] = await complete(
        "schedule pause", "schedule", running.channel, locale="sv-SE", schedule=""
    )
    assert item["name"].startswith("#1 · 08:00 varje dag (")


@pytest.mark.usefixtures("impatient")
async def test_how_far_a_job_is_is_told_in_the_members_language(running: Running) -> None:
    running.bench.steps = 3
    running.bench.gate.clear()
    use = await running.use.command("digest", running.channel, private=True, locale="es-ES")
    async with asyncio.timeout(60):
        while not use.text:
            use.changed.clear()
            await use.changed.wait()
    assert use.text.startswith("⏳ Leyendo las noticias")
    running.bench.gate.set()
    await use.answered()


async def test_commands_are_described_in_the_languages_of_discord(running: Running) -> None:
    digest = next(item for item in running.discord.commands if item["name"] == "digest")
    assert digest["description"] == "What the news says, every sentence cited"
    said = digest["description_localizations"]
    assert said["de"] == "Was die Nachrichten sagen, jeder Satz belegt"
    assert said["es-ES"] == said["es-419"]
    length = next(item for item in digest["options"] if item["name"] == "length")
    assert length["choices"][0]["name_localizations"]["fr"] == "court (30 mots par sujet)"
    assert not digest.get("name_localizations")


async def test_commands_are_put_into_languages_again_only_where_a_text_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        async with bot_in(discord, tmp_path):
            pass

        async def asked(*_: object) -> None:
            raise AssertionError("a start with nothing new reads no catalogue")

        with monkeypatch.context() as patched:
            patched.setattr("bot.translate.Translator.translate", asked)
            async with bot_in(discord, tmp_path):
                pass
        monkeypatch.setattr("bot.app.fingerprint", lambda: "a word of a digest is another")
        async with bot_in(discord, tmp_path):
            pass
        assert len(discord.requests("PUT", "/commands")) == 1
