"""Captions, teasers and bylines above an article: no brief opens with them."""

from __future__ import annotations

import pytest
from support.fake_encoder import encode

from summarizer.salience.terms import content_tokens
from summarizer.summary import make_brief
from summarizer.summary.start import begins_at, beside

CAPTION = "Divers look on as a crane is lifted from the channel. "
LEAD = "The harbour of Tansy opened again on Monday after a storm had closed it for nine days."
REST = (
    " Eleven ships that had waited outside the mole came in before noon with grain and timber. "
    "Divers had lifted a sunken crane from the channel over the weekend. "
    "The harbour master expects full traffic by the end of the month. "
    "The storm had sunk two barges and torn forty metres from the mole."
)


@pytest.mark.parametrize(
    "mark",
    [
        "(Reuters) ",
        "(Mira Tolk/The Herald) ",
        "Photograph: Mira Tolk/Reuters ",
        "TANSY, Velmora (AP) — ",
        "TANSY – ",
        "(CNN) -- ",
    ],
)
def test_a_brief_opens_with_the_article_and_not_with_the_caption_above_it(mark: str) -> None:
    article = encode(CAPTION + mark + LEAD + REST, "herald")
    brief = make_brief([article], title="Harbour", words=30)
    assert brief.points[0].text.startswith("The harbour of Tansy opened again")
    for words in (20, 60, 120):
        brief = make_brief([article], title="Harbour", words=words)
        assert "look on as a crane" not in brief.text
        for point in brief.points:
            assert all(cited.holds_in(article.article) for cited in point.citations)


def test_an_article_begins_at_its_first_sentence_where_nothing_says_otherwise() -> None:
    assert begins_at([]) == 0
    assert begins_at([LEAD, "(Reuters had reported it first.) Ships came in before noon."]) == 0
    # A round-up: each item has its dateline.
    assert begins_at(["TANSY (AP) — " + LEAD, "HARWICK (AP) — A dam will be raised by May."]) == 0
    # A picture in the midst of the text.
    assert begins_at([LEAD, REST.strip(), "(Mira Tolk) Divers had lifted a sunken crane."]) == 0
    assert begins_at([LEAD, "Grain and timber came.", "The harbour - and its mole - is old."]) == 0


def test_what_stands_between_caption_and_article_goes_with_the_caption() -> None:
    above = ["Please enable scripts to watch this video.", "Divers look on.", "Hide caption."]
    assert begins_at([*above, "TANSY (AP) — " + LEAD]) == 3
    assert begins_at(["Divers look on.", "(Getty) A crane is lifted.", "(Getty) " + LEAD]) == 2


def test_a_short_notice_is_left_whole() -> None:
    article = encode(CAPTION + "(Reuters) " + LEAD, "herald")
    brief = make_brief([article], title="Harbour", words=60)
    assert "crane" in brief.text and "harbour" in brief.text


HEADLINE = "Tansy harbour opens again after storm"


@pytest.mark.parametrize(
    "above",
    [
        "Ilse Brandt poured her fourth coffee of the night and looked out at the dark water. ",
        "Listen to this page. ",
        "Ilse Brandt had not slept. Her kettle stood cold on the stove. Nobody spoke a word. ",
    ],
)
def test_a_brief_opens_with_the_news_of_the_headline_and_not_with_a_scene(above: str) -> None:
    article = encode(above + LEAD + REST, "herald", title=HEADLINE)
    for words in (20, 60):
        brief = make_brief([article], title=HEADLINE, words=words)
        assert brief.points[0].text.startswith("The harbour of Tansy opened again")


def test_an_article_begins_at_its_first_sentence_where_that_tells_the_headline_in_part() -> None:
    words = content_tokens(HEADLINE)
    first = "A storm has passed over Tansy."
    assert beside(words, [first, LEAD]) == 0
    named = "The board of Velm met on Monday."
    assert beside(words | {"velm"}, [named, LEAD]) == 0, "the news would lose who it is about"
    assert beside(words, ["Ilse Brandt had not slept.", f"These are they: {LEAD}"]) == 0
    assert beside(words, ["Ilse Brandt had not slept.", first, LEAD]) == 0
    met = "Mayor Ilse Brandt poured her fourth coffee of the night."
    named = "The harbour of Tansy opens again after the storm, Brandt said on Monday."
    assert beside(words, [met, named]) == 0, "nobody would know who Brandt is"
    assert beside(content_tokens("Calm"), ["Ilse Brandt had not slept.", LEAD]) == 0, (
        "one word tells no news"
    )
    quoted = "“The harbour of Tansy opens again after the storm,” she said."
    assert beside(words, ["Ilse Brandt had not slept.", quoted]) == 0


def test_one_sentence_tells_the_headline_s_news_and_not_the_fullest_of_details() -> None:
    title = "Two choirs reach Northern Isles song final"
    article = encode(
        "Two choirs from Saltmarsh will sing in the final of a yearly song contest for the "
        "Northern Isles. The Saltmarsh heat of the 2031 Ellen Tolk Cup was held on Tuesday at "
        "Kessel Bay Music Hall in Saltmarsh for choirs of twelve and of thirty voices. Every "
        "village sent one, and Velm's small choir and Norwick's large one were picked. The Haug "
        "heat will be held in the Haug town hall on 18 March.",
        "herald",
        title=title,
    )
    brief = make_brief([article], title=title, words=30)
    assert brief.text.startswith("Two choirs from Saltmarsh will sing in the final")
