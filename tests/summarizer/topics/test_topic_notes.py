"""What a topic says of where its sources differ, and which sentences it will not quote."""

from __future__ import annotations

import pytest
from support.fake_encoder import FakeEncoder, encoded

from summarizer.domain import Article, EncodedArticle, Story, check_citations
from summarizer.topics import ask_topic, find_topics
from summarizer.topics.corpus import FEWEST_READ, build_corpus
from summarizer.topics.differences import accounts_differ, figures_differ

embed = FakeEncoder().embed


def encode(text: str, name: str, *, source: str | None = None, title: str = "") -> EncodedArticle:
    return encoded(Article(text=text, id=name, title=title, source=source))


def one_story(*articles: EncodedArticle) -> list[Story]:
    return [Story("s", "Storm", tuple(e.article for e in articles))]


GAZETTE = "The storm over Velmora killed 12 people on the harbour road, the coast guard said."
HERALD = "The storm over Velmora killed 21 people on the harbour road, the coast guard said."


def test_figures_that_disagree_are_told_with_their_outlets() -> None:
    news = [encode(GAZETTE, "a", source="The Gazette"), encode(HERALD, "b", source="The Herald")]
    corpus = build_corpus(news, one_story(*news))
    told = figures_differ(corpus, [0, 1])
    assert told == "figures differ: 12 people in The Gazette, 21 in The Herald"


def test_an_article_without_an_outlet_is_named_by_its_title_never_by_its_path() -> None:
    long = "Storm over Velmora leaves the harbour road under two metres of water"
    news = [encode(GAZETTE, "a", title=long), encode(HERALD, "b", source="The Herald")]
    told = figures_differ(build_corpus(news, one_story(*news)), [0, 1])
    assert "“Storm over Velmora leaves the harbour…”" in told


@pytest.mark.parametrize(
    "other",
    [
        GAZETTE,
        "Parliament in Dunmere sent 21 people home after the vote on pensions.",
        HERALD + " At first 12 people had been counted.",
        GAZETTE.replace("12 people", "people for 21 days"),
    ],
    ids=["the same", "another subject", "an update", "a stretch of time"],
)
def test_figures_that_do_not_disagree_are_not_set_against_each_other(other: str) -> None:
    news = [encode(GAZETTE, "a", source="A"), encode(other, "b", source="B")]
    corpus = build_corpus(news, one_story(*news))
    assert figures_differ(corpus, range(len(corpus.texts))) == ""


def test_an_outlet_whose_count_grew_does_not_differ_from_itself() -> None:
    news = [encode(GAZETTE, "a", source="A"), encode(HERALD, "b", source="A")]
    assert figures_differ(build_corpus(news, one_story(*news)), [0, 1]) == ""


def test_one_figure_written_in_two_ways_is_no_difference() -> None:
    one, other = (GAZETTE.replace("12 people", f"{n} hens") for n in ("1,200", "1.2 thousand"))
    news = [encode(one, "a", source="A"), encode(other, "b", source="B")]
    assert figures_differ(build_corpus(news, one_story(*news)), [0, 1]) == ""


def test_figures_of_two_events_are_not_compared() -> None:
    news = [encode(GAZETTE, "a", source="A"), encode(HERALD, "b", source="B")]
    stories = [Story(e.article.id, "Storm", (e.article,)) for e in news]
    assert figures_differ(build_corpus(news, stories), [0, 1]) == ""


ACCOUNTS = (
    "The two navies will open a line “at a suitable time,” according to the Velmoran readout "
    "of the meeting. The Dunmere Foreign Ministry said the line would open in the “near future.”"
)


def test_two_accounts_of_when_are_told_by_who_gave_them() -> None:
    news = [encode(ACCOUNTS, "a")]
    told = accounts_differ(build_corpus(news, one_story(*news)), [0])
    assert told == (
        "accounts differ: “at a suitable time” (the Velmoran readout), "
        "“near future” (the Dunmere Foreign Ministry)"
    )


def test_one_speaker_never_differs_with_himself() -> None:
    text = ACCOUNTS.replace("The Dunmere Foreign Ministry said", "The Velmoran readout said")
    news = [encode(text, "a")]
    assert accounts_differ(build_corpus(news, one_story(*news)), [0, 1]) == ""


def test_quotations_that_name_no_time_are_no_contradiction() -> None:
    text = ACCOUNTS.replace("near future", "spirit of friendship")
    news = [encode(text, "a")]
    assert accounts_differ(build_corpus(news, one_story(*news)), [0, 1]) == ""


def test_a_time_that_only_its_article_dates_is_not_told_where_the_article_has_no_date() -> None:
    clear = "Crane automation would remove a third of the jobs on the quays of Velmora."
    unclear = "Crane automation on the quays of Velmora will be voted on next week."
    other = "Engineers say crane automation doubles the containers that Velmora handles."
    around = [
        "Dock workers resumed talks with the port authority. Shops sold half of their bread.",
        "The pension guarantee did not go far enough for Marta Quill. Lorries wait for hours.",
        "A volcano near Tarn Peak threw ash over three valleys. The orchestra cancelled its tour.",
    ]
    told = zip([clear, unclear, other], around, strict=True)
    news = [encode(f"{one} {rest}", f"a{i}") for i, (one, rest) in enumerate(told)]
    topics = {t.label: t for t in find_topics(news, one_story(*news), embed=embed)}
    quoted = [point.text for point in topics["Crane automation"].points]
    assert unclear not in quoted
    assert quoted


def test_of_many_articles_the_first_sentences_are_read_and_all_are_counted() -> None:
    tail = " ".join(f"Paragraph {n} of the report is about sluice gate {n}." for n in range(8))
    lead = "The harbour tunnel of Velmora will cost ninety million crowns."
    again = "Voters in Sorrel want the harbour tunnel of Velmora to stay closed."
    late = "Nurses won a pay rise. " + tail + " They also spoke of the harbour tunnel."
    news = [encode(f"{lead} {tail}", "a"), encode(f"{again} {tail}", "b"), encode(late, "c")]
    corpus = build_corpus(news, one_story(*news), most=FEWEST_READ * len(news))
    assert len(corpus.texts) == FEWEST_READ * len(news)
    from summarizer.topics.candidates import choose_candidates
    from summarizer.topics.mentions import owners_further_down
    from summarizer.topics.themes import build_themes

    themes = build_themes(corpus, choose_candidates(corpus), embed)
    tunnel = next(t for t in themes if any(m.key == "harbour tunnel" for m in t.members))
    last = [e.article.id for e in corpus.articles].index("c")
    assert owners_further_down(corpus, [tunnel]) == [{last}]


def test_a_reader_who_asks_for_a_synonym_is_answered() -> None:
    news = [
        encode("Dunmere curbs the sale of advanced chips to Velmora.", "a"),
        encode("Bakers in Sorrel ask for help with their ovens.", "b"),
    ]
    topic = ask_topic("semiconductors", embed(["semiconductors"])[0], news, one_story(*news))
    assert topic is not None
    assert topic.articles == ("a",)
    check_citations(topic.points, [e.article for e in news])
