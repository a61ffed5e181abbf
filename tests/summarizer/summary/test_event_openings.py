"""What a brief of several articles opens with, and whom it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from support import fake_encoder

from summarizer.domain import EncodedArticle
from summarizer.summary import make_brief
from summarizer.summary.beside import bids
from summarizer.summary.needs import leans
from summarizer.summary.opening import best_opening
from summarizer.summary.persons import Persons
from summarizer.summary.trim import shorten_to, trim_sentence


def encode(text: str, name: str, title: str = "", language: str | None = "en") -> EncodedArticle:
    return fake_encoder.encode(text, name, title=title, title_made=not title, language=language)


def opening(*articles: EncodedArticle) -> str:
    best = best_opening(articles, 60)
    assert best is not None
    return best.text


def placed(article: EncodedArticle, nearness: Sequence[float]) -> EncodedArticle:
    """The article with sentences so near to what all tell, and no nearer to each other."""
    rows = np.zeros((len(nearness), 64), np.float32)
    for k, near in enumerate(nearness):
        rows[k, 0] = near
        rows[k, 1 + 8 * k + ord(article.article.id) % 8] = np.sqrt(1 - near * near)
    return replace(article, vectors=rows, vector=np.eye(64, dtype=np.float32)[0])


def test_a_story_opens_with_who_it_is_about_in_full() -> None:
    bare = encode(
        "Ostrava, of the northern ward, would lead the harbour board of Velm if the council "
        "votes for her on Friday. The harbour board of Velm has had no head since the spring.",
        "a",
    )
    full = encode(
        "Councillor Ines Ostrava said she would stand for head of the harbour board of Velm when "
        "the council votes on Friday. “The quay needs work,” Ostrava told the council.",
        "b",
    )
    assert opening(placed(bare, [0.9, 0.5]), placed(full, [0.8, 0.5])).startswith("Councillor")
    assert opening(placed(bare, [0.9, 0.5]), placed(bare, [0.8, 0.5])).startswith("Ostrava")


def test_a_story_opens_with_what_its_headlines_tell_not_with_a_scene() -> None:
    text = (
        "Mayor Ida Brenholt was drinking coffee with her staff in the old town hall last week. "
        "Harwick will close its coal harbour in two years, the mayor said on Monday."
    )
    headlines = "Harwick to close coal harbour in two years", "Coal harbour of Harwick closes"
    told = [encode(text, "a", headlines[0]), encode(text, "b", headlines[1])]
    assert opening(*(placed(one, [0.9, 0.8]) for one in told)).startswith("Harwick will close")
    # A title that was made from the text tells nothing of its own.
    made = [encode(text, "a"), encode(text, "b")]
    assert opening(*(placed(one, [0.9, 0.8]) for one in made)).startswith("Mayor Ida")


def test_a_line_without_a_verb_opens_nothing() -> None:
    scrap = "Councillor Ines Ostrava of Velm the only member of the council against the harbour. "
    news = "The council of Velm voted on Friday for a new harbour, 24 to one. "
    told = [encode(scrap + news, "a"), encode(scrap + news, "b")]
    assert opening(*told) == news.strip()


@pytest.mark.parametrize("words", [60, 100, 200])
def test_what_points_back_at_the_top_of_one_article_is_no_point_of_a_story(words: int) -> None:
    news = "The council of Velm voted on Friday for a new harbour, 24 to one."
    cost = "A loan of 30 million pays for piers, cranes and a lighthouse."
    back = "They have quarrelled over the new harbour of Velm in the council for nine years."
    work = "Dredging begins in March and takes two summers, say the engineers."
    told = [encode(f"{news} {cost}", "a"), encode(f"{back} {work}", "b")]
    text = make_brief(told, title="Harbour", words=words).text
    assert "They have quarrelled" not in text
    assert "Dredging" in text
    # Of one article nothing was left out above its first sentence.
    assert make_brief(told[1:], title="Harbour", words=words).text.startswith("They have")


def test_in_another_language_no_line_is_taken_for_one_without_a_verb() -> None:
    news = "Der Rat von Velm stimmte am Freitag mit großer Mehrheit für einen neuen Hafen."
    told = [encode(news, "a", language="de"), encode(news, "b", language="de")]
    assert opening(*told) == news


@pytest.mark.parametrize(
    "text",
    [
        ("House Democrats met. Some leading Democrats said it was late. Democrats said no."),
        ("Senate Republican aides left. Republicans said no. Republican officials waited."),
        ("Old Kremlin walls stand. The Kremlin said no. In Moscow the mood of Kremlin said so."),
        ("Black Friday came. The mayor said Friday that trade was good."),
    ],
)
def test_a_party_a_house_or_a_day_needs_no_introduction(text: str) -> None:
    texts = [part + "." for part in text.rstrip(".").split(". ")]
    persons = Persons(texts)
    assert not any(persons.strangers(row) for row in range(len(texts)))


def test_a_nickname_does_not_hide_who_is_named_in_full() -> None:
    texts = ["The governor chose William “Mo” Cowan.", "Cowan said he would serve."]
    assert Persons(texts).strangers(1) == ["Cowan"]
    assert Persons(texts).introductions("Cowan") == (0,)


def test_whoever_is_called_by_the_name_that_comes_first_is_introduced_too() -> None:
    texts = (
        "The secretary shook hands with Tan Weiming, who became minister of ports in May.",
        "On Monday he is to meet Orla Brandt, who ranks above Tan.",
    )
    assert Persons(texts).strangers(1) == ["Tan"]
    assert Persons(texts).introductions("Tan") == (0,)


@pytest.mark.parametrize(
    ("text", "stranger"),
    [
        ("When Cowan spoke, the hall was silent.", "Cowan"),
        ("Both Cowan and Ames left the hall.", "Cowan"),
        ("Many thought Cowan would stay.", "Cowan"),
        ("The police let Ames go.", "Ames"),
    ],
)
def test_a_capital_before_a_surname_or_a_suffix_behind_it_hides_nobody(
    text: str, stranger: str
) -> None:
    """ "When" is no first name, "both" makes no group, "Jr." no surname."""
    told = ["Gov. Mo Cowan said no.", "Leslie Ames Jr. left, and Ames said why.", text]
    assert stranger in Persons(told).strangers(2)


@pytest.mark.parametrize("said", ["Ms Cowan said no.", "Mr. Cowan said no.", "Sir Cowan said no."])
def test_a_title_of_honour_tells_nobody_who_somebody_is(said: str) -> None:
    texts = ["Mo Cowan keeps the harbour.", said, "Mr Ian Ames said yes.", "Mr Ames was glad."]
    assert Persons(texts).strangers(1) == ["Cowan"]
    assert Persons(texts).introductions("Cowan") == (0,)
    assert Persons(texts).introductions("Ames") == (2,)


def test_an_age_before_a_name_makes_a_person() -> None:
    texts = ["A banker, 29-year-old Velmer Rurik Holm, was charged.", "Holm lived on the quay."]
    assert Persons(texts).strangers(1) == ["Holm"]


def test_among_several_articles_a_sentence_leans_sooner() -> None:
    text = "Officials of the harbour dismissed this charge."
    assert leans(text, several=True)
    assert not leans(text)


@pytest.mark.parametrize(
    ("text", "invites"),
    [
        ("Add Harwick Harbour as an interest to stay up to date on the latest news.", True),
        ("Click here to see the fifty oldest ferries.", True),
        ("Watch “The Last Crossing” tonight at nine.", True),
        ("Make your voice heard by voting in the poll below.", True),
        ("Watch makers in Velm cut a third of their staff.", False),
        ("Follow-up talks will be held in May.", False),
        ("Adding a third ferry would cost twelve million.", False),
    ],
)
def test_the_pages_invitations_are_no_points(text: str, invites: bool) -> None:
    assert bids(text) is invites


def test_what_is_left_before_a_speaker_still_tells_something() -> None:
    text = (
        "The fire began shortly before seven at the old rope works beside the harbour, according "
        "to Jon Brenholt of the county brigade."
    )
    for words in range(6, 22):
        short = shorten_to(text, words)
        assert short is None or not short.text.startswith("The fire began, according")


@pytest.mark.parametrize("dash", ["–", "—", "―", "--"])
def test_the_dateline_goes_whatever_its_dash(dash: str) -> None:
    text = f"HARWICK {dash} The harbour board chose Ines Ostrava as its head on Wednesday morning."
    assert trim_sentence(text)[0].text.startswith("The harbour board")


@pytest.mark.parametrize(
    "near",
    [
        "The captain of the Norwick ferry, Ilse Tolk, is invited to the summit.",
        "As well as the fares, the ports are expected to discuss how Norwick can keep its ferry.",
    ],
)
def test_a_story_opens_with_no_event_that_it_has_not_told(near: str) -> None:
    lead = "The mayors of four ports gathered in Velm on Thursday to decide on the Norwick ferry."
    articles = [
        placed(encode(f"{lead} {near}", "a"), [0.6, 0.75]),
        placed(encode(f"{near} {lead}", "b"), [0.7, 0.6]),
    ]
    assert opening(*articles) == lead
