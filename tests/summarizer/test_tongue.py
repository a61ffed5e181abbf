"""What Readout says around the news, in each language that it speaks."""

from __future__ import annotations

import ast
import asyncio
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, cast

import discord
import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from discord import app_commands

from bot.commands.reading import add_reading
from bot.commands.schedules import add_schedules
from bot.commands.settings import add_settings
from bot.commands.sources import add_sources
from bot.commands.subscribing import add_subscribing
from bot.translate import Translator, spoken
from summarizer.domain import Article
from summarizer.tongue import ENGLISH, NAMES, language_code, tongue_of
from summarizer.tongue.abroad import read_catalogue
from summarizer.tongue.catalogues import CATALOGUES
from summarizer.tongue.elsewhere import SAID_ELSEWHERE
from summarizer.tongue.faults import FAULTS

ROOT = Path(__file__).parents[2]
ABROAD = [code for code in NAMES if code != ENGLISH.code]
Key = str | tuple[str, str]
LISTS = ("elsewhere.py", "faults.py")
SPOKEN_BY_DISCORD = {
    "da", "de", "es-ES", "es-419", "fr", "it", "no", "nl", "pl", "pt-BR", "ru", "sv-SE", "uk",
}  # fmt: skip
MENU = discord.AppCommandType.message.value


def catalogue(code: str) -> Catalog:
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        return read_po(file, locale=code, abort_invalid=True)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def said_by_python() -> Iterator[Key]:
    """The texts in calls of `tongue.say` and `tongue.count`, and marked by `to_say`."""
    for path in [*ROOT.glob("summarizer/**/*.py"), *ROOT.glob("bot/**/*.py")]:
        within = path.parent.name == "tongue"
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            if isinstance(node.func, ast.Name) and node.func.id == "to_say":
                yield from literals(node.args)
            if not isinstance(node.func, ast.Attribute):
                continue
            speaker = node.func.value
            name = speaker.id if isinstance(speaker, ast.Name) else getattr(speaker, "attr", "")
            if name != "tongue" and not (within and name == "self"):
                continue
            if node.func.attr not in ("say", "count"):
                continue
            made = [part for part in node.args if isinstance(part, ast.JoinedStr | ast.BinOp)]
            assert not made, f"{path}: line {node.lineno} says a text that is put together"
            texts = literals(node.args)
            if node.func.attr == "say":
                yield from texts
            else:
                assert len(texts) == 2 or within, f"{path}: line {node.lineno} counts no literals"
                yield from [(texts[0], texts[1])] if texts else []


def literals(args: list[ast.expr]) -> list[str]:
    """The texts that stand there, of `a if so else b` both."""
    found = []
    for arg in args:
        either = [arg.body, arg.orelse] if isinstance(arg, ast.IfExp) else [arg]
        found += [one.value for one in either if isinstance(one, ast.Constant)]
    return found


@cache
def commands() -> list[dict[str, Any]]:
    """What is registered at Discord, without a client."""
    tree: app_commands.CommandTree[Any] = app_commands.CommandTree(
        discord.Client(intents=discord.Intents.none())
    )
    for add in (add_reading, add_sources, add_schedules, add_subscribing, add_settings):
        add(tree, cast(Any, None))
    return asyncio.run(payload_of(tree))


async def payload_of(tree: app_commands.CommandTree[Any]) -> list[dict[str, Any]]:
    found = tree.get_commands()
    return [await item.get_translated_payload(tree, Translator()) for item in found]


def parts(payload: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Commands, groups, options and choices, one after another."""
    for part in payload:
        yield part
        yield from parts(part.get("options") or part.get("choices") or ())


def said_by_commands() -> Iterator[Key]:
    for part in parts(commands()):
        if part.get("description"):
            yield part["description"]
        elif part.get("type") == MENU or part.get("value", "en") not in NAMES:
            yield part["name"]


def said_by_templates() -> Iterator[Key]:
    for path in ROOT.glob("summarizer/data/templates/*.j2"):
        yield from re.findall(r'\bsay\("([^"]*)"', path.read_text("utf-8"))


def said_elsewhere() -> Iterator[Key]:
    for key in (*SAID_ELSEWHERE, *FAULTS):
        yield (key, key) if isinstance(key, str) and "{n}" in key else key


@cache
def code_of_all() -> str:
    """All code but the lists themselves, literals over several lines joined, in small letters."""
    paths = [*ROOT.glob("summarizer/**/*.py"), *ROOT.glob("bot/**/*.py")]
    texts = (path.read_text("utf-8") for path in paths if path.name not in LISTS)
    return re.sub(r'"\s*\n\s*f?"', "", " ".join(texts)).casefold()


SAID: set[Key] = {
    *said_by_python(),
    *said_by_templates(),
    *said_by_commands(),
    *said_elsewhere(),
}


@pytest.mark.parametrize("code", ABROAD)
def test_a_catalogue_has_all_that_is_said_and_nothing_else(code: str) -> None:
    there = {message.id for message in catalogue(code) if message.id}
    assert there == SAID


@pytest.mark.parametrize("code", ABROAD)
def test_every_text_is_translated_with_its_placeholders(code: str) -> None:
    for message in catalogue(code):
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = placeholders(message.id if isinstance(message.id, str) else message.id[1])
        assert all(forms), message.id
        for form in forms[:1] if len(forms) > 1 else ():
            assert placeholders(form) | {"n"} == wanted | {"n"}, form
        for form in forms[1:] if len(forms) > 1 else forms:
            assert placeholders(form) == wanted, form


@pytest.mark.parametrize("code", ABROAD)
def test_plural_forms_are_those_of_the_language(code: str) -> None:
    """The rule in the file parts whole numbers as CLDR does, and each message has each form."""
    found = catalogue(code)
    rule = Locale(code).plural_form
    chosen = read_catalogue(code)
    one, many = "{n} article", "{n} articles"
    pairs = {(rule(n), chosen.ngettext(one, many, n)) for n in range(2_000)}
    assert len({form for form, _ in pairs}) == len(pairs), pairs
    for message in found:
        if isinstance(message.id, tuple):
            assert len(message.string) == found.num_plurals, message.id


def test_discord_has_room_for_each_text_in_each_language() -> None:
    for part in parts(commands()):
        menu = part.get("type") == MENU and not part.get("description")
        room = 32 if menu else 100
        texts = {
            **(part.get("name_localizations") or {}),
            **(part.get("description_localizations") or {}),
        }
        for locale, text in texts.items():
            assert 1 <= len(text) <= room, f"{len(text)} {locale}: {text}"


def test_commands_and_options_keep_their_english_names() -> None:
    """Documentation, and members with different Discords, name a command by one name."""
    typed = [part for part in parts(commands()) if part.get("description")]
    assert len(typed) > 60
    for part in typed:
        assert not part.get("name_localizations"), part["name"]
        assert set(part["description_localizations"]) == SPOKEN_BY_DISCORD, part["name"]


@pytest.mark.parametrize(
    ("locale", "code"),
    [("pt-BR", "pt"), ("es-419", "es"), ("sv-SE", "sv"), ("no", "nb"), ("en-GB", "en"),
     ("ja", None), ("zh-CN", None)],
)  # fmt: skip
def test_the_languages_of_discord_are_known(locale: str, code: str | None) -> None:
    assert spoken(discord.Locale(locale)) == code


MEMBERS_ERRORS = ("Unusable", "LimitReached", "Expired", "Busy", "NothingYet")


def errors_of_members() -> Iterator[str]:
    """What members are told went wrong, and what to do: each text where it is raised."""
    for path in ROOT.glob("bot/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MEMBERS_ERRORS:
                advice = [item.value for item in node.keywords if item.arg == "advice"]
                for text in [*node.args, *advice]:
                    if isinstance(text, ast.Constant | ast.JoinedStr):
                        yield filled(text)


def filled(text: ast.Constant | ast.JoinedStr) -> str:
    pieces = text.values if isinstance(text, ast.JoinedStr) else [text]
    return "".join(str(piece.value) if isinstance(piece, ast.Constant) else "7" for piece in pieces)


def test_every_error_of_a_member_is_said_in_other_languages() -> None:
    texts = list(errors_of_members())
    assert len(texts) > 60
    german = tongue_of("de")
    unknown = [text for text in texts if german.fault(text) is None]
    assert unknown == []


def reasons_of_a_check() -> Iterator[str]:
    """Why a sentence is not supported: what a check says of the sources, wherever it does."""
    for path in ROOT.glob("summarizer/check/*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        notes = [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]
        made = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
        within = [piece for text in made for piece in text.values]
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant | ast.JoinedStr) and node not in (*notes, *within):
                text = filled(node)
                if re.search(r" sources?\b", text) and path.name not in UNSHOWN:
                    yield text


UNSHOWN = ("entities.py",)
"""Their reasons are for callers of the library; no command shows them."""


def test_every_reason_of_a_check_is_said_in_other_languages() -> None:
    texts = list(reasons_of_a_check())
    assert len(texts) > 15
    german = tongue_of("de")
    assert [text for text in texts if german.again(text) == text] == []


@pytest.mark.parametrize("said", list(said_elsewhere()))
def test_what_is_recognised_is_still_said_somewhere(said: Key) -> None:
    """A sentence that was worded anew elsewhere would come out in English."""
    text = said if isinstance(said, str) else said[1]
    longest = max(re.split(r"\{\w+\}", text), key=len)
    assert longest.strip(" .;,:“”()").casefold() in code_of_all()


@pytest.mark.parametrize(
    ("code", "n", "said"),
    [
        ("de", 1, "1 Artikel"),
        ("de", 12_500, "12.500 Artikel"),
        ("fr", 0, "0 article"),
        ("fr", 12_500, "12\xa0500 articles"),
        ("pl", 1, "1 artykuł"),
        ("pl", 3, "3 artykuły"),
        ("pl", 12, "12 artykułów"),
        ("pl", 22, "22 artykuły"),
        ("ru", 21, "21 статья"),
        ("ru", 24, "24 статьи"),
        ("ru", 111, "111 статей"),
        ("uk", 1, "1 стаття"),
        ("uk", 33, "33 статті"),
        ("uk", 11, "11 статей"),
    ],
)
def test_numbers_choose_the_form(code: str, n: int, said: str) -> None:
    assert tongue_of(code).count("{n} article", "{n} articles", n) == said


@pytest.mark.parametrize(
    ("code", "day", "days", "weekday", "listed"),
    [
        ("en", "27 August 2024", "27 to 29 August 2024", "Tuesday, 27 August", "3, 5 and 12"),
        ("de", "27. August 2024", "27.–29. Aug. 2024", "Dienstag, 27. August", "3, 5 und 12"),
        ("fr", "27 août 2024", "27–29 août 2024", "mardi 27 août", "3, 5 et 12"),
        ("es", "27 de agosto de 2024", "27–29 de agosto de 2024", "martes, 27 de agosto",
         "3, 5 y 12"),
        ("pl", "27 sierpnia 2024", "27–29 sierpnia 2024", "wtorek, 27 sierpnia", "3, 5 i 12"),
        ("da", "27. august 2024", "27.–29. aug. 2024", "tirsdag 27. august", "3, 5 og 12"),
    ],
)  # fmt: skip
def test_dates_and_lists_are_the_languages_own(
    code: str, day: str, days: str, weekday: str, listed: str
) -> None:
    tongue = tongue_of(code)
    moment = datetime(2024, 8, 27, 6, tzinfo=UTC)
    assert tongue.day(moment) == day
    assert tongue.days(moment, datetime(2024, 8, 29, tzinfo=UTC)) == days
    assert tongue.days(moment, date(2024, 8, 27)) == day
    assert tongue.clock(moment) == {"es": "6:00", "da": "06.00"}.get(code, "06:00")
    assert tongue.weekday(moment) == weekday
    assert tongue.listed(["3", "5", "12"]) == listed


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("A quiet day: nothing new since the digest of 05 March 2029.",
         "Ein ruhiger Tag: nichts Neues seit dem Überblick vom 5. März 2029."),
        ("None of the 1,204 articles mentions “rail; road”.",
         "Keiner der 1.204 Artikel spricht von „rail; road“."),
        ("All 5 articles; figures differ: 3 boats in Gazette, 4 in Herald",
         "Alle 5 Artikel; die Angaben gehen auseinander: 3 boats bei Gazette, 4 bei Herald"),
        ("Only Gazette mentions it", "Nur Gazette spricht davon"),
        ("dead: was 3, now 5; boats: was 2, now 4",
         "Tote: bisher 3, jetzt 5; boats: bisher 2, jetzt 4"),
        ("pen was not used (it was cancelled); this is the articles' own wording.",
         "pen wurde nicht verwendet (es wurde abgebrochen); dies ist der Wortlaut der Artikel."),
        ("pen wrote 2 of 3 briefs; of its 9 sentences all were supported by the sources.",
         "pen schrieb 2 von 3 Kurzfassungen; von den 9 Sätzen gilt: alle waren durch die Quellen "
         "belegt."),
        ("adds nothing to an earlier digest",
         "sagt nichts, was nicht schon in einem früheren Überblick stand"),
        ("its bytes were not valid UTF-8; read as windows-1252",
         "die Datei war kein gültiges UTF-8; gelesen als windows-1252"),
        ("its bytes were not all valid UTF-8; 1 could not be read",
         "die Datei war nicht durchweg gültiges UTF-8; 1 Zeichen war nicht lesbar"),
        ("says “may”; the source says “will”", "sagt „may“; die Quelle sagt „will“"),
        ("the number 14 is not in the sources", "die Zahl 14 steht nicht in den Quellen"),
        ("quotes “wept”, which nobody says there: “we wept; we left”",
         "zitiert „wept“, das dort niemand sagt: „we wept; we left“"),
        ("something that nobody foresaw {x}", "something that nobody foresaw {x}"),
        ("only “The “old” pier” mentions it", "nur „The “old” pier“ spricht davon"),
        ("figures differ: 3 boats in “Harbour”, 4 in Gazette",
         "die Angaben gehen auseinander: 3 boats bei „Harbour“, 4 bei Gazette"),
        ("accounts differ: “in May” (Holm), “in June” (Tolk)",
         "die Darstellungen gehen auseinander: „in May“ (Holm), „in June“ (Tolk)"),
    ],
)  # fmt: skip
def test_what_a_digest_says_of_itself_is_said_again(english: str, german: str) -> None:
    assert tongue_of("de").again(english) == german
    assert ENGLISH.again(english) == english


def test_the_language_may_be_that_of_most_articles() -> None:
    german = [Article(text="x", id=str(n), language="de") for n in range(2)]
    others = [Article(text="x", id="e", language="en"), Article(text="x", id="q")]
    assert tongue_of("auto", [*others, *german]).code == "de"
    assert tongue_of("auto", [Article(text="x", language="no")]).code == "nb"
    assert tongue_of("auto", [Article(text="x", language="ja")]) is ENGLISH
    assert tongue_of("auto") is ENGLISH


def test_a_region_is_left_out_and_what_is_not_spoken_is_refused() -> None:
    assert [language_code(text) for text in ("de-AT", "PT_br", "no", " Auto ")] == [
        "de", "pt", "nb", "auto",
    ]  # fmt: skip
    for text in ("xx", "", "automatic", "german"):
        with pytest.raises(ValueError, match="not a language that Readout supports: en, da, de"):
            language_code(text)


def test_english_takes_no_catalogue_and_no_babel() -> None:
    code = (
        "import sys; from summarizer.render import render_stories;"
        "render_stories([], 'text'); print('babel' in sys.modules);"
        "render_stories([], 'text', language='de'); print('babel' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.split() == ["False", "True"]
