"""Foreign text cannot steer a terminal, a link or an eye."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.domain import Article, Digest
from summarizer.render import FORMATS, Format, render_digest
from summarizer.render.safe import clean, clean_piece, dump_json, quote_fragment, safe_url

ANY_TEXT = st.text(st.characters(), max_size=60)
NASTY = st.text(
    st.sampled_from(
        "ab \t\n\r\x00\x07\x1b\x7f\x9b\x9d[]\\;m0;1\u200b\u200d\u202e\u2066\ufeff\u061c😀ن"
    )
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;owned\x07title", "title"),
        ("\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b2Jcleared", "cleared"),
        ("a\rb\nc\td", "a b c d"),
        ("bell\x07 and back\x08space", "bell and backspace"),
        ("user\u202etxt.exe", "usertxt.exe"),
        ("\u2066isolated\u2069", "isolated"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("soft\u00adhyphen", "softhyphen"),
        ("cut \ud83d off", "cut \ufffd off"),
        ("\x1b[31", ""),
        ("hidden \U000e0041\U000e0042tags", "hidden tags"),
    ],
)
def test_what_steers_or_hides_is_taken_out(text: str, shown: str) -> None:
    assert clean(text) == shown or (text == "\x1b[31" and "\x1b" not in clean(text))


@pytest.mark.parametrize("text", ["👩\u200d🚀 docks", "می\u200cخواهم", "क्\u200dष"])
def test_joiners_stay_where_a_script_or_an_emoji_needs_them(text: str) -> None:
    assert clean(text) == text


def test_joiners_go_where_they_only_hide() -> None:
    assert clean("pass\u200dword and\u200c \u200dmore") == "password and more"


@settings(deadline=None)
@given(ANY_TEXT | NASTY)
def test_clean_text_is_one_line_without_control_or_format_characters(text: str) -> None:
    shown = clean(text)
    allowed = {"\u200c", "\u200d"}
    for character in shown:
        assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert character in allowed or character not in "\u202e\u2066\u200b\ufeff"
    assert shown == " ".join(shown.split())


@settings(deadline=None)
@given(ANY_TEXT | NASTY)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_a_piece_keeps_the_space_at_its_ends() -> None:
    assert clean_piece(" he said,\n") == " he said, "
    assert clean_piece("\n ") == " "
    assert clean_piece("") == ""


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,<b>",
        "file:///etc/passwd",
        "//no.scheme.example/",
        "https://",
        "http://[broken",
        "https://a.example/\x1b[31m",
        "https://a.example/ b",
        "https://a\u202e.example/",
        'https://a"b.example/',
        "",
        None,
    ],
)
def test_only_plain_web_addresses_become_links(url: str | None) -> None:
    assert safe_url(url) is None


def test_credentials_in_an_address_are_not_shown() -> None:
    assert safe_url("https://me:secret@paper.example/a?x=1") == "https://paper.example/a?x=1"


def test_an_address_keeps_its_meaning() -> None:
    for url in ("https://a.example/b_(c)?d=%20e&f=g#h", "http://a.example:8080/", "http://[::1]/x"):
        assert safe_url(url) == url


def test_a_link_can_point_at_the_very_words() -> None:
    url = quote_fragment("https://a.example/b", "One two-three, four")
    assert url == "https://a.example/b#:~:text=One%20two%2Dthree%2C%20four"


def test_a_long_quote_is_pointed_at_by_its_ends() -> None:
    words = " ".join(f"w{n}" for n in range(30))
    fragment = quote_fragment("https://a.example/b", words).partition("#:~:text=")[2]
    assert fragment == "w0%20w1%20w2%20w3%20w4,w25%20w26%20w27%20w28%20w29"


@settings(deadline=None)
@given(ANY_TEXT | NASTY)
def test_json_is_exact_and_hides_nothing(text: str) -> None:
    written = dump_json({"text": text})
    assert json.loads(written) == {"text": text}
    for character in written:
        assert character == "\n" or unicodedata.category(character) not in ("Cc", "Cs")
        assert character not in "\u202e\u2066\u200b\ufeff\u2028\u200d"


def test_json_of_one_line_has_one_line() -> None:
    assert "\n" not in dump_json({"a": ["b\nc\u2028d"]}, indent=None)


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_shows_what_lets_a_subscriber_in(digest: Digest, form: Format) -> None:
    def private(article: Article) -> Article:
        return replace(article, url=f"https://u:hunter11@n.example/{article.id}?token=hunter22")

    stories = tuple(
        replace(
            story,
            articles=tuple(map(private, story.articles)),
            copies=(),
            brief=story.brief and replace(story.brief, articles=story.articles),
        )
        for story in digest.stories
    )
    made = replace(digest, stories=stories, articles=tuple(map(private, digest.articles)))
    page = render_digest(made, form, explain=True, width=80)
    assert "n.example/" in page and "hunter" not in page
