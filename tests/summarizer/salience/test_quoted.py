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


@pytest.mark.parametrize(
    ("language", "text", "goes_on"),
    [
        ("fr", "« Le pont est sûr. Il est testé. Il tient », dit Holm. La ville a voté.", "Il est"),
        (
            "de",
            "„Wir bauen neu. Das ist sicher. Es hält“, sagte Holm. Die Stadt stimmte zu.",
            "Das",
        ),
        ("de", "Holm trat vor. »Wir bauen. Das ist sicher.« Die Stadt stimmte am Abend zu.", "Das"),
        (
            "sv",
            "”Bron är trygg. Vi har provat. Den håller”, sade Holm. Staden röstade ja.",
            "Vi har",
        ),
        ("es", '"¿Quién lo duda? El puente es seguro. Aguanta", dijo Holm. Se votó.', "El puente"),
        ("ru", "«Мост надёжен. Его проверили. Он держится», — сказал Хольм. Город решил.", "Его"),
        ("zh", "霍尔姆回应。“桥很安全。我们测试过。不必担心。”市议会周一通过决议。", "我们"),
        (
            "ja",
            "「橋は安全だ。検査は済んだ。心配ない」と述べた。市は月曜に開通した。",
            "検査",
        ),
    ],
)
def test_quotations_of_other_languages_hold_their_sentences(
    language: str, text: str, goes_on: str
) -> None:
    article = Article(text=text, language=language)
    sentences = split_sentences(article)
    found = inside_quotations(article, sentences)
    texts = [sentence.of(article) for sentence in sentences]
    assert any(texts[k].startswith(goes_on) for k in found)
    assert len(texts) - 1 not in found
