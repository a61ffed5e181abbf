"""What a reader may expect of the topics of a digest."""

from __future__ import annotations

import hashlib
import itertools
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from summarizer.domain import (
    Article,
    Brief,
    Copy,
    EncodedArticle,
    Point,
    Story,
    Topic,
    check_citations,
)
from summarizer.text.sentences import split_sentences
from summarizer.topics import ask_topic, find_topics
from summarizer.topics.candidates import choose_candidates
from summarizer.topics.corpus import build_corpus

HARBOUR = """Port authority and dock workers resume talks in Velmora

Dock workers and the Velmora port authority resumed talks on Monday after a week of strikes.
The port authority offered a pension guarantee for every dock worker hired before 2015.
Union leader Marta Quill said the pension guarantee did not go far enough.
The talks also cover container fees, the harbour tunnel and crane automation.
Crane automation would remove 400 jobs by 2030, according to a study by the port.
"""
TUNNEL = """Minister pledges money for harbour tunnel

Transport minister Tomas Brandt pledged 90 million crowns for the harbour tunnel on Tuesday.
The harbour tunnel would take lorries out of the old town of Velmora.
Brandt said nothing of the pension guarantee that dock workers demand.
Crane automation remains the hardest question between the union and the port authority.
"""
STRIKE = """Shops in Velmora feel the strike

Shopkeepers in Velmora said that deliveries had fallen by half since the strike began.
The union wants a written pension guarantee before its members return to the quays.
Engineers expect crane automation to double the number of containers handled per hour.
Critics fear that the harbour tunnel will flood in winter storms.
"""


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Vectors of letters and words by hashing: like words, like vectors; no model."""
    rows = np.full((len(texts), 256), 1e-3, dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        for word in text.lower().replace(".", " ").replace(",", " ").split():
            number = int(hashlib.sha256(word.encode("utf-8", "replace")).hexdigest()[:8], 16)
            row[number % 256] += 1
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def encode(text: str, name: str, hour: int = 0) -> EncodedArticle:
    title, _, body = text.partition("\n\n")
    article = Article(
        text=body or title,
        id=name,
        title=title if body else "",
        source=f"The {name.title()} Post",
        published=datetime(2031, 5, 6, 9, tzinfo=UTC) + timedelta(hours=hour),
    )
    sentences = split_sentences(article)
    vectors = embed([s.of(article) for s in sentences])
    return EncodedArticle(article, sentences, vectors, embed([title + article.text[:600]])[0])


def tell(*articles: EncodedArticle) -> list[Story]:
    return [Story("harbour", "Harbour", tuple(e.article for e in articles))]


@pytest.fixture
def news() -> list[EncodedArticle]:
    return [
        encode(HARBOUR, "gazette"),
        encode(TUNNEL, "herald", 2),
        encode(STRIKE, "courier", 4),
    ]


def labels(topics: Sequence[Topic]) -> list[str]:
    return [topic.label for topic in topics]


def test_two_short_reports_of_one_event_need_no_headings(news: list[EncodedArticle]) -> None:
    two = news[:2]
    assert find_topics(two, tell(*two), embed=embed) == (), "its brief tells it"


def test_what_several_articles_speak_of_becomes_a_topic(news: list[EncodedArticle]) -> None:
    found = labels(find_topics(news, tell(*news), embed=embed))
    assert {"Pension guarantee", "Harbour tunnel", "Crane automation"} <= set(found)


def test_people_and_outlets_are_no_topics(news: list[EncodedArticle]) -> None:
    for label in labels(find_topics(news, tell(*news), embed=embed)):
        assert not {"Brandt", "Quill", "Tomas", "Marta", "Post"} & set(label.split())


def test_a_topic_says_how_many_articles_speak_of_it(news: list[EncodedArticle]) -> None:
    topics = {t.label: t for t in find_topics(news, tell(*news), embed=embed)}
    assert topics["Pension guarantee"].note == "All 3 articles"
    assert set(topics["Pension guarantee"].articles) == {"gazette", "herald", "courier"}
    assert topics["Pension guarantee"].stories == ("harbour",)


def test_every_point_cites_its_article_to_the_letter(news: list[EncodedArticle]) -> None:
    topics = find_topics(news, tell(*news), embed=embed)
    points = [point for topic in topics for point in topic.points]
    assert points
    check_citations(points, [e.article for e in news])


def test_no_topic_is_empty_and_no_label_stands_twice(news: list[EncodedArticle]) -> None:
    topics = find_topics(news, tell(*news), embed=embed)
    assert all(topic.points and topic.articles for topic in topics)
    folded = [label.casefold() for label in labels(topics)]
    assert len(folded) == len(set(folded))


def test_labels_are_short_and_in_sentence_case(news: list[EncodedArticle]) -> None:
    for label in labels(find_topics(news, tell(*news), embed=embed)):
        assert label[0].isupper()
        assert len(label) <= 40
        assert 1 <= len(label.split()) <= 4
        assert label.split()[0].lower() not in {"the", "a", "an"}


def test_the_order_of_articles_and_stories_does_not_matter(news: list[EncodedArticle]) -> None:
    first = find_topics(news, tell(*news), embed=embed)
    shuffled = news[:]
    random.Random(7).shuffle(shuffled)
    assert find_topics(shuffled, tell(*reversed(news)), embed=embed) == first


def test_the_limit_holds(news: list[EncodedArticle]) -> None:
    assert len(find_topics(news, tell(*news), limit=2, embed=embed)) == 2
    assert find_topics(news, tell(*news), limit=0, embed=embed) == ()


def test_topics_are_found_without_an_encoder_for_phrases(news: list[EncodedArticle]) -> None:
    assert "Crane automation" in labels(find_topics(news, tell(*news)))


def test_a_copy_is_counted_and_never_quoted(news: list[EncodedArticle]) -> None:
    twin = encode(TUNNEL, "mirror", 5)
    story = Story(
        "harbour",
        "Harbour",
        tuple(e.article for e in news),
        copies=(Copy(twin.article, of="herald"),),
    )
    topics = {t.label: t for t in find_topics([*news, twin], [story], embed=embed)}
    tunnel = topics["Harbour tunnel"]
    assert "mirror" in tunnel.articles
    assert tunnel.note == "All 4 articles"
    assert all("mirror" not in point.articles for t in topics.values() for point in t.points)


def test_nothing_read_gives_no_topics() -> None:
    assert find_topics([], [], embed=embed) == ()
    silent = encode("", "void")
    assert find_topics([silent], tell(silent), embed=embed) == ()


def test_one_short_article_gives_no_topics() -> None:
    alone = encode("Rain fell on Velmora.\n\nRain fell on Velmora on Monday.", "alone")
    assert find_topics([alone], tell(alone), embed=embed) == ()


def test_a_word_that_unrelated_stories_share_is_no_topic() -> None:
    texts = [
        "The mayor bought extra time for the budget of the town of Velmora.",
        "Striker Ivo Lund scored in extra time against Dunmere on Sunday evening.",
        "Bakers in Sorrel asked for extra time to pay back their ovens.",
        "A volcano near Tarn Peak threw ash over three valleys at dawn.",
        "Nurses at Saint Orla hospital won a pay rise of six percent.",
        "The orchestra of Dunmere cancelled its spring tour of the islands.",
        "Astronomers found water vapour around a small red star.",
    ]
    news = [encode(f"T\n\n{text}", f"a{i}") for i, text in enumerate(texts)]
    stories = [Story(e.article.id, "T", (e.article,)) for e in news]
    assert "Extra time" not in labels(find_topics(news, stories, embed=embed))


@pytest.mark.parametrize(
    "text",
    [
        "Die Hafenbehörde und die Gewerkschaft sprachen am Montag über die Rentengarantie.",
        "استأنف عمال الميناء المحادثات يوم الاثنين بعد أسبوع من الإضرابات.",
        "码头工人和港务局星期一恢复谈判。养老金保证仍然是最难的问题。",
        "😀 😀 \u200b\u202e ?!? …",
    ],
)
def test_other_languages_cost_the_english_articles_no_topic(
    news: list[EncodedArticle], text: str
) -> None:
    mixed = [*news, *(encode(f"T\n\n{text}\n{text}", f"a{i}") for i in range(3))]
    topics = find_topics(mixed, tell(*mixed), embed=embed)
    assert {"Pension guarantee", "Harbour tunnel", "Crane automation"} <= set(labels(topics))
    assert all(topic.points for topic in topics)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.text(max_size=300), min_size=1, max_size=4))
def test_any_text_at_all_gives_exact_citations(texts: list[str]) -> None:
    reports = zip((HARBOUR, TUNNEL, STRIKE), itertools.cycle(texts))
    news = [encode(f"{told}{odd}\n{told}", f"a{i}") for i, (told, odd) in enumerate(reports)]
    topics = find_topics(news, tell(*news), embed=embed)
    assert topics
    check_citations(
        [point for topic in topics for point in topic.points], [e.article for e in news]
    )


def test_asking_finds_the_words_of_the_topic(news: list[EncodedArticle]) -> None:
    topic = ask_topic("crane automation", embed(["crane automation"])[0], news, tell(*news))
    assert topic is not None
    assert topic.label == "Crane automation"
    assert len(topic.articles) == 3
    assert all("automation" in point.text for point in topic.points)
    check_citations(topic.points, [e.article for e in news])


def test_asking_tells_silence(news: list[EncodedArticle]) -> None:
    for query in ("football", "volcano insurance", "", "???"):
        assert ask_topic(query, embed([query])[0], news, tell(*news), embed=embed) is None


def test_a_topic_that_every_sentence_names_is_no_silence() -> None:
    news = [encode("Pilots strike\n\nPilots of Velmora begin a strike at midnight.", "one")]
    assert ask_topic("Velmora", embed(["Velmora"])[0], news, tell(*news), embed=None)


def test_how_rare_a_word_is_is_told_by_the_days_before_too() -> None:
    today = "Velmora opened its baths. Velmora lit its old lamps. A tunnel in far hills is closed."
    one, query = encode(f"Velmora wakes up\n\n{today}", "one"), np.eye(256, dtype=np.float32)[0]
    rows = np.eye(256, dtype=np.float32)[1 : len(one.sentences) + 1]
    news = [replace(one, vectors=0.44 * query + np.sqrt(1 - 0.44**2) * rows)]
    before = ["The tunnel under the bay is closed."] * 8 + ["The baker sold out."] * 8

    def told(lately: Sequence[str]) -> str:
        topic = ask_topic("Velmora tunnel", query, news, tell(*news), lately=lately)
        return "" if topic is None else " ".join(point.text for point in topic.points)

    assert "hills" in told([])
    assert "baths" in told(before)
    assert "hills" not in told(before)


def test_asking_keeps_to_the_words_allowed(news: list[EncodedArticle]) -> None:
    topic = ask_topic("harbour tunnel", embed(["harbour tunnel"])[0], news, tell(*news), words=20)
    assert topic is not None
    assert sum(len(point.text.split()) for point in topic.points) <= 20


def test_only_one_article_that_speaks_of_it_is_named(news: list[EncodedArticle]) -> None:
    topic = ask_topic("container fees", embed(["container fees"])[0], news, tell(*news))
    assert topic is not None
    assert topic.note == "Only The Gazette Post mentions it"


THINGS = (
    "pension guarantee|container fees|harbour tunnel|crane automation|tide barrier|ferry berths"
    "|cargo scanners|night lighting"
).split("|")


def long_report(number: int) -> EncodedArticle:
    """Return a report of Marrowby Marine on most of the things, each with two sentences."""
    lines = ["Marrowby Marine opened its talks with the town on a wet morning in May."]
    for k, thing in enumerate(THINGS):
        if k % 3 != number:
            lines.append(f"Speaker {k}{number} wants the {thing} before winter comes to Velmora.")
            lines.append(f"Nobody has paid for the {thing} so far, clerk {number}{k} told us.")
        lines.append(f"Rain fell on roof {k}{number} and gulls slept near door {number}{k}.")
    return encode("Talks\n\n" + " ".join(lines), f"paper{number}")


def test_many_reports_of_one_event_need_few_headings() -> None:
    news = [long_report(number) for number in range(3)]
    one = find_topics(news, tell(*news), embed=embed)
    apart = [Story(f"s{n}", "Talks", (e.article,)) for n, e in enumerate(news)]
    assert 0 < len(one) <= 4 < len(find_topics(news, apart, embed=embed))


def test_whom_all_reports_of_one_event_name_first_is_no_topic() -> None:
    news = [long_report(number) for number in range(3)]
    apart = [Story(f"s{n}", "Talks", (e.article,)) for n, e in enumerate(news)]
    of_one = {c.key for c in choose_candidates(build_corpus(news, tell(*news)))}
    of_three = {c.key for c in choose_candidates(build_corpus(news, apart))}
    assert of_three - of_one == {"marrowby marine"}, "of three events it may be what they share"


def test_what_the_briefs_have_told_in_full_keeps_its_heading(news: list[EncodedArticle]) -> None:
    points = tuple(Point(e.text_of(n), (e.cite(n),)) for e in news for n in range(len(e.sentences)))
    articles = tuple(e.article for e in news)
    brief = Brief("Harbour", points, articles, None, "m")
    told = [Story("harbour", "Harbour", articles, brief=brief)]
    silent = find_topics(news, tell(*news), embed=embed)
    assert set(labels(find_topics(news, told, embed=embed))) == set(labels(silent))
