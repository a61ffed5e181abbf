"""Topics of a day on which most things have nothing to do with each other."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from support.fake_encoder import encoded

from summarizer.domain import Article, EncodedArticle, Story
from summarizer.text.sentences import split_sentences
from summarizer.topics.candidates import Candidate, choose_candidates, collect
from summarizer.topics.corpus import build_corpus
from summarizer.topics.feed import Feed
from summarizer.topics.find import find_topics, of_that_name, without_twins
from summarizer.topics.themes import Theme, group

STORIES = 8
VACCINE = (
    "A measles vaccine was offered at every school in Tarvan on Monday.",
    "Doctors in Osthavn asked for more of the measles vaccine.",
    "The measles vaccine ran out in Marrowa, the ministry said.",
)


def mixed(
    spoken: int, akin: float = 1.0, below: int = 0
) -> tuple[list[EncodedArticle], list[Story]]:
    """Return eight unrelated articles, of which the first `spoken` also speak of one vaccine.

    `akin` is how much of each of these, as a whole, is of that; `below` how many further sentences
    stand above it.
    """
    encoded, stories = [], []
    for n in range(STORIES):
        own = f"Event{n} happened near Place{n} on Tuesday. Nobody at Place{n} was hurt."
        more = " ".join(f"Guest {k} of Place{n} slept well." for k in range(below))
        text = f"{own} {more} {VACCINE[n]}" if n < spoken else f"{own} {more}"
        article = Article(text=text, id=f"a{n}", language="en")
        sentences = split_sentences(article)
        rows = np.zeros((len(sentences), STORIES + 2), np.float32)
        rows[:, n] = 1.0
        head = np.zeros(STORIES + 2, np.float32)
        head[n] = 1.0
        if n < spoken:
            rows[-1] = 0.0
            rows[-1, STORIES], rows[-1, n] = 0.7, 0.71
            rows[-1] /= np.linalg.norm(rows[-1])
            head[STORIES] = akin
        encoded.append(EncodedArticle(article, sentences, rows, head / np.linalg.norm(head)))
        stories.append(Story(f"s{n}", f"Event{n}", (article,)))
    return encoded, stories


@pytest.mark.parametrize(
    ("spoken", "below", "found"), [(3, 0, True), (2, 0, False), (3, 5, True), (3, 15, False)]
)
def test_two_of_many_unrelated_articles_make_no_topic_nor_what_all_mention_in_passing(
    spoken: int, below: int, found: bool
) -> None:
    encoded, stories = mixed(spoken, below=below)
    labels = [topic.label for topic in find_topics(encoded, stories)]
    assert any("vaccine" in label.lower() for label in labels) is found, labels


def test_a_topic_named_for_a_town_tells_nothing_of_the_next_town() -> None:
    encoded, stories = mixed(0)
    told = (
        "Shells fell on the old port of Tarvanor on Monday, the mayor said.",
        "The army closed three roads around Tarvanor to lorries for a week.",
        "Two schools in Tarvanor have moved their lessons to the evening.",
        "Shells also hit the power station of Kelmond before dawn on Sunday.",
    )
    for n, text in enumerate(told):
        row = (0.6 if n < len(told) - 1 else 0.0) * encoded[n].vector
        row[STORIES] = np.sqrt(1 - row @ row)
        article = replace(encoded[n].article, text=f"{encoded[n].article.text} {text}")
        rows = np.vstack([encoded[n].vectors, row])
        head = encoded[n].vector + 1.5 * row
        encoded[n] = EncodedArticle(
            article, split_sentences(article), rows, head / np.linalg.norm(head)
        )
        stories[n] = Story(f"s{n}", f"Event{n}", (article,))
    (topic,) = find_topics(encoded, stories)
    assert topic.label == "Tarvanor"
    assert not any("Kelmond" in point.text for point in topic.points)


def test_what_three_articles_share_stands_under_one_heading() -> None:
    encoded, stories = mixed(3)
    assert len(find_topics(encoded, stories)) == 1


def phrase(form: str, *sentences: int) -> Candidate:
    """Return a phrase that stands in these sentences."""
    return Candidate(form, Counter({form: len(sentences)}), set(sentences), len(sentences))


def theme_of(*members: Candidate) -> Theme:
    """Return a theme of these phrases."""
    hits = sorted(set().union(*(member.sentences for member in members)))
    row = np.zeros(STORIES + 2, np.float32)
    row[STORIES] = 1.0
    return Theme(members, np.tile(row, (len(members), 1)), tuple(hits), row, 0.5, 0.5, 1.0)


def test_only_what_uses_a_word_of_two_stories_speaks_of_a_topic_of_a_mixed_day() -> None:
    corpus = build_corpus(*mixed(3))
    feed = Feed.of(corpus)
    told = [n for n, text in enumerate(corpus.texts) if "vaccine" in text]
    other = next(n for n, text in enumerate(corpus.texts) if "Event5" in text)
    theme = theme_of(phrase("vaccine", *told), phrase("uniformed nurse", other))
    assert feed.unrelated
    assert feed.is_named_alike(theme)
    assert feed.core(theme).hits == tuple(told)
    apart = theme_of(phrase("corporate merger", told[0]), phrase("corporate colour", other))
    assert not feed.is_named_alike(apart), "an adjective is nothing that both are about"


def test_a_place_where_unlike_things_happened_is_no_heading() -> None:
    def is_heading(akin: float) -> bool:
        corpus = build_corpus(*mixed(3, akin))
        told = [n for n, text in enumerate(corpus.texts) if "vaccine" in text]
        place = replace(phrase("Tarvan", *told), names=len(told))
        return Feed.of(corpus).is_one_thing(theme_of(place))

    assert is_heading(1.0)
    assert not is_heading(0.35)


def test_a_word_is_a_heading_over_unlike_stories_less_easily_than_a_name() -> None:
    corpus = build_corpus(*mixed(3, 0.7))
    told = [n for n, text in enumerate(corpus.texts) if "vaccine" in text]
    word = phrase("vaccine", *told)
    assert Feed.of(corpus).is_one_thing(theme_of(replace(word, names=len(told))))
    assert not Feed.of(corpus).is_one_thing(theme_of(word))


def test_a_heading_that_names_a_province_tells_nothing_of_other_provinces() -> None:
    name = Candidate("Tarvan", Counter({"Tarvan": 2}), {1, 2}, 2, names=2)
    theme = theme_of(phrase("province", 1, 2, 3, 4, 5), name, phrase("Tarvan province", 1))
    assert of_that_name(theme, "Tarvan").hits == (1, 2)
    mostly = theme_of(name, phrase("port", 2, 3))
    assert of_that_name(mostly, "Tarvan") == mostly, "other words for what is mostly of the name"


def test_under_the_name_of_a_club_its_rival_of_the_same_town_does_not_count() -> None:
    club = replace(phrase("Tarvan United", 1, 2), names=2, key="tarvan united")
    rival = replace(phrase("Tarvan City", 3), names=1, key="tarvan city")
    assert of_that_name(theme_of(club, rival), "Tarvan United").hits == (1, 2)


def test_two_headings_that_share_a_word_and_a_meaning_are_one() -> None:
    deadline = theme_of(phrase("eviction deadline", 1, 2))
    midnight = theme_of(phrase("midnight deadline", 3, 4))
    other = np.zeros(STORIES + 2, np.float32)
    other[0] = 1.0
    press = replace(theme_of(phrase("press deadline", 5, 6)), vector=other)
    tents = theme_of(phrase("tents", 7, 8))
    named = [
        (deadline, "Eviction deadline"),
        (midnight, "Midnight deadline"),
        (press, "Press deadline"),
        (tents, "Tents"),
    ]
    kept = [label for _, label in without_twins(named)]
    assert kept == ["Eviction deadline", "Press deadline", "Tents"]


def test_a_heading_counts_only_articles_that_hang_together() -> None:
    corpus = build_corpus(*mixed(3))
    feed = Feed.of(corpus)
    told = [n for n, text in enumerate(corpus.texts) if "vaccine" in text]
    stray = next(n for n, text in enumerate(corpus.texts) if "Event7" in text)
    theme = theme_of(phrase("vaccine", *told, stray), phrase("Vaccine Hotel", stray))
    kept = feed.kindred(theme)
    assert kept.hits == tuple(told), "a hotel of that name has nothing to do with it"
    assert [m.form for m in kept.members] == ["vaccine"]
    owners = sorted({int(corpus.owner[n]) for n in told})
    assert feed.akin([int(corpus.owner[stray]), owners[0]], owners) == [owners[0]]


def test_under_the_name_of_a_university_its_state_does_not_count() -> None:
    state = replace(phrase("Florida", 1, 2, 3), names=3, key="florida")
    school = replace(phrase("Florida State", 2, 3), names=2, key="florida state")
    theme = theme_of(state, school)
    assert of_that_name(theme, "Florida State").hits == (2, 3)
    assert of_that_name(theme, "Florida").hits == (1, 2, 3)


def test_a_country_and_its_people_are_one_topic() -> None:
    names = [
        replace(phrase(form, k), names=1)
        for k, form in enumerate(("Spain", "Spaniards", "Portugal", "Velmora"))
    ]
    apart = np.eye(len(names), dtype=np.float32)
    assert group(names, apart) == [[0, 1], [2], [3]]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Tribunal Supremo", "Tribunal Constitucional", False),
        ("Paris-8", "Paris Région", False),
        ("Marie Quesnel", "Quesnel", True),
    ],
)
def test_names_of_another_language_are_one_only_where_one_holds_the_other(
    one: str, other: str, same: bool
) -> None:
    members = [
        replace(phrase(form, n), key=form.lower(), names=1, abroad=1)
        for n, form in enumerate((one, other))
    ]
    rows = np.array([[1.0, 0.0], [0.9, 0.436]], np.float32)
    assert (len(group(members, rows)) == 1) is same


def test_what_an_article_of_another_language_mentions_in_passing_names_no_topic() -> None:
    encoded, stories = [], []
    for n in range(2):
        told = [f"Am Kai von Velm{n} brannte am Montag eine Halle mit Booten."]
        told += [f"Die Feuerwehr war mit {k + 3} Wagen und vielen Leuten da." for k in range(5)]
        told += ["Das Geld will die Stadt vom fernen Osthafen zurück."]
        told += ["Nun soll auch die Firma aus Osthafen für den Brand zahlen."][:n]
        article = Article(text=" ".join(told), id=f"d{n}", language="de")
        sentences = split_sentences(article)
        rows = np.eye(len(sentences), STORIES + 2, dtype=np.float32)
        encoded.append(EncodedArticle(article, sentences, rows, rows[0]))
        stories.append(Story(f"s{n}", f"Velm{n}", (article,)))
    corpus = build_corpus(encoded, stories)
    (told_of,) = {int(corpus.owner[s]) for s in collect(corpus)["osthafen"].sentences}
    assert corpus.articles[told_of].article.id == "d1"


def test_function_words_of_a_language_that_nobody_can_tell_name_no_topic() -> None:
    text = (
        "Jis vakar atidarė naują tiltą per Velmos upę. Kad darbai baigsis laiku, netikėjo beveik "
        "niekas. Meras Jonas Kvietys padėkojo statytojams. Jis žadėjo dar du tiltus. Kad pinigų "
        "užteks, patvirtino miesto taryba. "
    )
    article = Article(text=text * 3, id="lt")
    sentences = split_sentences(article)
    rows = np.eye(len(sentences), STORIES + 8, dtype=np.float32)
    corpus = build_corpus(
        [EncodedArticle(article, sentences, rows, rows[0])], [Story("s", "Tiltas", (article,))]
    )
    assert collect(corpus).keys().isdisjoint({"jis", "kad"})


def test_a_surname_that_stands_alone_where_the_first_name_never_does_is_no_theme() -> None:
    texts = (
        "The keeper Petrek Vossin was hurt. The club will miss Vossin for weeks.",
        "Nobody at Norvale Tarvik spoke of it. Later Norvale and Tarvik sold the ground.",
        "They met Osthavn United on Friday. Nobody had beaten Osthavn United in a year, and United "
        "won. The draw pleased United.",
    )
    news = [encoded(Article(text=text, id=f"p{n}")) for n, text in enumerate(texts)]
    corpus = build_corpus(news, [Story(e.article.id, "", (e.article,)) for e in news])
    keys = {c.key for c in choose_candidates(corpus)}
    assert "vossin" not in keys
    assert "tarvik" in keys, "Norvale stands alone as well"
    assert "osthavn united" in keys
