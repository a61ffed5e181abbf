"""A story that a digest tells in one line is told whole where a few words more are enough."""

from __future__ import annotations

from summarizer.domain import Article, EncodedArticle
from summarizer.lengths import count_words
from summarizer.reading import prepare
from summarizer.summary.apart import Ask, answer
from tests.support.fake_encoder import FakeEncoder

LONG = (
    "A group of ferry doctors who fear that the harbour board of Norwick leaves its oldest "
    "deckhands without a vaccine this winter is urging the board of the port to accept its offer "
    "to provide free shots in Saltmarsh."
)


def told(words: int, whole: int) -> str:
    article, sentences = prepare(Article(id="a", title="Doctors offer shots", text=LONG))
    vectors = FakeEncoder().embed([article.text[s.start : s.end] for s in sentences])
    encoded = EncodedArticle(article, sentences, vectors, vectors[0])
    ask = Ask([encoded], article.title, words, "m", first_told=False, whole=whole)
    return answer(ask)[0][0].text


def test_one_sentence_goes_over_its_line_rather_than_be_broken_off() -> None:
    assert told(24, 24).endswith("…")
    whole = told(24, 45)
    assert not whole.endswith("…")
    assert count_words(whole) <= 45


def test_a_sentence_that_is_longer_still_is_broken_off() -> None:
    assert told(20, 24).endswith("…")
