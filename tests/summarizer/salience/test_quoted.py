"""A sentence within somebody's words is no statement of the article."""

from __future__ import annotations

import pytest

from summarizer.domain import Article
from summarizer.salience.quoted import inside_quotations
from summarizer.text.sentences import split_sentences


def inside(text: str) -> list[str]:
    article = Article(text=text)
    sentences = split_sentences(article)
    return [sentences[k].of(article) for k in sorted(inside_quotations(article, sentences))]


@pytest.mark.parametrize(
    "text",
    [
        "“The bridge is safe,” said Holm. “We tested it twice. We will test it again. "
        "Nobody need worry.” The town opened it on Monday.",
        '"The bridge is safe," said Holm. "We tested it twice. We will test it again. '
        'Nobody need worry." The town opened it on Monday.',
        "Holm sounded calm. 'We tested it twice. We will test it again. Nobody need worry.' "
        "The town's engineers opened it on Monday.",
    ],
)
def test_what_goes_on_in_a_quotation_is_inside(text: str) -> None:
    found = inside(text)
    assert "We will test it again." in found
    assert not any("Monday" in one or "Holm" in one for one in found)


def test_a_paragraph_begins_outside() -> None:
    text = "“We tested it twice, said Holm.\n\nThe town opened the bridge on Monday."
    assert inside(text) == []


def test_a_mark_that_never_closes_silences_no_article() -> None:
    rest = " ".join(f"The town mended bridge number {n} in May." for n in range(20))
    assert inside(f"“The bridge is safe, said Holm. {rest}") == []


def test_inches_and_apostrophes_open_nothing() -> None:
    assert inside("The 30\" pipe burst. It was 6'2\" wide. The town's men mended it.") == []
