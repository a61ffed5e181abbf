"""What Readout says around the news, in each language that it speaks."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from summarizer.domain import Article
from summarizer.tongue import ENGLISH, NAMES, language_code, tongue_of
from summarizer.tongue.abroad import CATALOGUES, read_catalogue
from summarizer.tongue.elsewhere import SAID_ELSEWHERE

ROOT = Path(__file__).parents[2]
ABROAD = [code for code in NAMES if code != ENGLISH.code]
Key = str | tuple[str, str]


def catalogue(code: str) -> Catalog:
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        return read_po(file, locale=code, abort_invalid=True)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def said_by_python() -> Iterator[Key]:
    """The texts in calls of `tongue.say` and `tongue.count`, wherever they stand."""
    for path in [*ROOT.glob("summarizer/**/*.py"), *ROOT.glob("bot/**/*.py")]:
        within = path.parent.name == "tongue"
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            speaker = node.func.value
            name = speaker.id if isinstance(speaker, ast.Name) else getattr(speaker, "attr", "")
            if name != "tongue" and not (within and name == "self"):
                continue
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if node.func.attr == "say":
                assert texts or within, f"{path}: line {node.lineno} says no literal text"
                yield from texts
            if node.func.attr == "count":
                assert len(texts) == 2 or within, f"{path}: line {node.lineno} counts no literals"
                yield from [(texts[0], texts[1])] if texts else []


def said_by_templates() -> Iterator[Key]:
    for path in ROOT.glob("summarizer/data/templates/*.j2"):
        yield from re.findall(r'\bsay\("([^"]*)"', path.read_text("utf-8"))


def said_elsewhere() -> Iterator[Key]:
    for key in SAID_ELSEWHERE:
        yield (key, key) if isinstance(key, str) and "{n}" in key else key


@cache
def code_of_all() -> str:
    """All code but the list itself, literals over several lines joined, in small letters."""
    paths = [*ROOT.glob("summarizer/**/*.py"), *ROOT.glob("bot/**/*.py")]
    texts = (path.read_text("utf-8") for path in paths if path.name != "elsewhere.py")
    return re.sub(r'"\s*\n\s*f?"', "", " ".join(texts)).casefold()


SAID: set[Key] = {*said_by_python(), *said_by_templates(), *said_elsewhere()}


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
        ("None of the 1,204 articles speaks of “rail; road”.",
         "Keiner der 1.204 Artikel spricht von „rail; road“."),
        ("All 5 articles; quoted: the mayor, Mr. Fenn",
         "Alle 5 Artikel; zitiert: the mayor, Mr. Fenn"),
        ("Only Gazette speaks of it", "Nur Gazette spricht davon"),
        ("dead: was 3, now 5; boats: was 2, now 4",
         "Tote: bisher 3, jetzt 5; boats: bisher 2, jetzt 4"),
        ("pen was not used (it was cancelled); this is the articles' own wording.",
         "pen wurde nicht verwendet (es wurde abgebrochen); dies ist der Wortlaut der Artikel."),
        ("pen wrote 2 of 3 briefs; of its 9 sentences all were borne out by the sources.",
         "pen schrieb 2 von 3 Kurzfassungen; von den 9 Sätzen gilt: alle waren durch die Quellen "
         "belegt."),
        ("says nothing that was not told in an earlier digest",
         "sagt nichts, was nicht schon in einem früheren Überblick stand"),
        ("its bytes were not valid UTF-8; read as windows-1252",
         "die Datei war kein gültiges UTF-8; gelesen als windows-1252"),
        ("its bytes were not all valid UTF-8; 1 could not be read",
         "die Datei war nicht durchweg gültiges UTF-8; 1 Zeichen war nicht lesbar"),
        ("something that nobody foresaw {x}", "something that nobody foresaw {x}"),
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
        with pytest.raises(ValueError, match="no language that Readout speaks: en, da, de"):
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
