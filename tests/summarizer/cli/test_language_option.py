"""--language and READOUT_LANGUAGE: in what language Readout speaks around the news."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from typer.testing import Result

Readout = Callable[..., Result]

ENGLISH = re.compile(
    r"\b(?:articles?|outlets?|stor(?:y|ies)|topics?|sources?|read|used|left|out|told|undated|"
    r"words?|characters|with|of|and|by|from|the|empty|short|brief|rank|coverage)\b",
    re.IGNORECASE,
)

BRUECKE = {
    "id": "a",
    "title": "Brücke über die Selle bleibt gesperrt",
    "source": "Talbote",
    "author": "Jana Reuter",
    "published": "2029-03-05T06:30:00Z",
    "text": "Die Brücke über die Selle bei Altfurt bleibt bis Oktober gesperrt. "
    "Gutachter fanden Risse in drei der fünf Pfeiler. Pendler müssen auf Busse ausweichen. "
    "Die Reparatur kostet nach ersten Schätzungen zwölf Millionen Euro.",
}
APFEL = {
    "id": "b",
    "title": "Apfelernte fällt kleiner aus",
    "source": "Landfunk",
    "published": "2029-03-07",
    "complete": False,
    "text": "Die Obstbauern am See erwarten in diesem Jahr eine deutlich kleinere Apfelernte. "
    "Grund sind Nachtfröste im April, die viele Blüten zerstörten. "
    "Die Preise für Tafeläpfel dürften im Herbst steigen.",
}


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Two articles in German, one of them a preview, and two rows that are none."""
    path = tmp_path / "nachrichten.jsonl"
    monkeypatch.chdir(tmp_path)
    rows = [BRUECKE, APFEL, {"id": "c", "text": "Zu kurz."}, {"id": "d", "text": " "}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path.name


def without_news(text: str) -> str:
    """What is left of a page once what stands in the articles is taken out."""
    for row in (BRUECKE, APFEL):
        for value in (row["title"], row["source"], *re.split(r"(?<=\.) ", row["text"])):
            text = text.replace(value, "")
    return text.replace("readout:story:", "")


@pytest.mark.parametrize("kind", ["text", "markdown", "html", "rss"])
@pytest.mark.parametrize("options", [(), ("--explain",)])
def test_nothing_around_german_news_is_english(
    readout: Readout, german: str, kind: str, options: tuple[str, ...]
) -> None:
    result = readout("digest", german, "-q", "--language", "de", "-f", kind, *options)
    assert result.exit_code == 0, result.output
    page = result.stdout
    if kind == "html":
        page = html.fromstring(page.encode()).find("body").text_content()
    if kind == "rss":
        page = re.sub(r"<[^>]*>|&lt;.*?&gt;", " ", page)
    assert not ENGLISH.findall(without_news(page))
    if kind in ("text", "markdown"):
        page = page.replace("\\", "")
        assert "5.–7. März 2029 · 2 Artikel aus 2 Medien" in page
        assert "4 Artikel gelesen, 2 verwendet, 2 weggelassen." in page
        assert "zu kurz für eine Kurzfassung (2 Wörter)" in page
        assert "nur eine Vorschau war lesbar" in page
        assert "Talbote · von Jana Reuter · 5. März 2029, 06:30 Uhr UTC" in page


def test_the_language_of_most_articles_is_taken_with_auto(readout: Readout, german: str) -> None:
    assert "MELDUNGEN" in readout("digest", german, "-q", "--language", "auto").stdout
    one = readout("brief", german, "-q", "--limit", "1", "--language", "auto", "--explain").stdout
    assert "von Jana Reuter" in one and "Wort für Wort" in one


def test_the_language_is_a_setting_that_the_option_overrides(
    readout: Readout, german: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUT_LANGUAGE", "pl-PL")
    assert "ŹRÓDŁA" in readout("digest", german, "-q").stdout
    assert "2 wydarzenia" in readout("stories", german, "-q").stdout
    assert "KÄLLOR" in readout("digest", german, "-q", "--language", "sv").stdout
    assert "STORIES" in readout("digest", german, "-q", "--language", "en").stdout


def test_json_is_the_same_in_every_language(readout: Readout, german: str) -> None:
    texts = {
        readout("digest", german, "-q", "-f", "json", "--language", code).stdout
        for code in ("en", "de", "ru")
    }
    assert len(texts) == 1
    assert json.loads(texts.pop())["title"] == "News digest"


def test_a_topic_nobody_speaks_of_is_said_in_the_language(readout: Readout, german: str) -> None:
    result = readout("digest", german, "-q", "-t", "Walfang", "--language", "fr")
    assert result.exit_code == 1
    assert "À propos de « Walfang »" in result.stdout
    assert "Aucun des 2 articles ne parle de « Walfang »." in result.stdout


def test_an_unknown_language_is_named_with_those_that_there_are(
    readout: Readout, german: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = readout("digest", german, "--language", "klingon")
    said = " ".join(result.stderr.replace("│", " ").split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'klingon' is not a language that Readout supports: en, da, de" in said
    monkeypatch.setenv("READOUT_LANGUAGE", "xx")
    result = readout("digest", german)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "READOUT_LANGUAGE: not a language that Readout supports: en, da, de" in result.stderr
