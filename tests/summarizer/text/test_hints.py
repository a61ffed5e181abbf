"""What is asked before a pattern never hides what the pattern would find."""

from __future__ import annotations

import re

import pytest

from summarizer.text.hints import Hints, alternatives, needed
from summarizer.text.line_features import _GROUPS, _HINTS
from summarizer.text.notices import is_access_notice
from summarizer.text.runs import word_runs

LINES = (
    "Sign up for our newsletter and share this story on Facebook.",
    "By Anna Berg, staff reporter",
    "Por Ana Silva — publicado às 10:30",
    "Mehr zum Thema: Lesen Sie auch unsere Datenschutzerklärung",
    "ログインして続きを読む 会員限定 写真",
    "©2024 All rights reserved. Contact us: tips and corrections",
    "The council voted on Monday to rebuild the pier.",
    "AP photo, file picture, image: getty",
    "related: up next, most popular, tap here, see also",
    "del dela teilen print save share pr afp dpa ap",
)


def test_the_hints_are_the_patterns_that_match() -> None:
    patterns = [re.compile(group) for group in _GROUPS]
    for line in (*LINES, *(line.lower() for line in LINES), *(word for word in _letters())):
        found = {n for n, pattern in enumerate(patterns) if pattern.search(line)}
        assert found == _HINTS.of(line), line


def _letters() -> list[str]:
    """Return each alternative's own letters, as a text by itself and within another."""
    alone = [needed(one) for group in _GROUPS for one in alternatives(group)]
    return [*alone, *(f"x {letters} y" for letters in alone), *(f"x{one}y" for one in alone)]


def test_plain_news_has_no_wording_of_a_page() -> None:
    plain = "the council voted on monday to rebuild the pier at a cost of nine million."
    assert not _HINTS.of(plain)


def test_a_pattern_without_letters_of_its_own_is_refused() -> None:
    with pytest.raises(ValueError, match="no letters"):
        Hints([r"(?:this|that)"])


@pytest.mark.parametrize(
    ("alternative", "letters"),
    [
        (r"\bshare\b", "share"),
        (r"e-?mail", "mail"),
        (r"sign(?:ed|ing)? (?:up|in)", "sign"),
        (r"editor'?s'? picks?", "editor"),
        (r"terms (?:of|and)", "terms "),
    ],
)
def test_the_letters_that_an_alternative_needs(alternative: str, letters: str) -> None:
    assert needed(alternative) == letters


@pytest.mark.parametrize(
    "line",
    [
        "You have a preview of this article.",
        "Subscribe to continue reading.",
        "Already a subscriber? Log in.",
        "Members-only story",
        "Thank you for your patience while we verify access.",
        "Cet article est réservé aux abonnés.",
        "この記事は有料会員限定です",
        "доступно только подписчикам",
    ],
)
def test_access_notices_are_still_seen(line: str) -> None:
    assert is_access_notice(line)


def test_words_are_runs_of_letters_and_digits_in_lower_case() -> None:
    assert word_runs("He’ll say: “No” to 5G!") == {"he", "ll", "say", "no", "to", "5g"}
