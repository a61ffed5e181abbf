"""Topics of articles in other languages than English, whose meanings the encoder finds alike."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from summarizer.domain import Article, EncodedArticle, Story
from summarizer.text.sentences import split_sentences
from summarizer.topics.candidates import Candidate, choose_candidates, collect
from summarizer.topics.corpus import Corpus, build_corpus
from summarizer.topics.feed import Feed
from summarizer.topics.inflection import Forms, endings_of
from summarizer.topics.phrases import names_of
from summarizer.topics.themes import build_themes

POLISH = (
    "Stara brama prowadzi do bramy drugiej, w bramie wisi flaga.",
    "Gruba ściana dotyka ściany sąsiada, na ścianie rośnie mech.",
    "Nowa lampa stoi obok lampy starej, o lampie nikt nie mówi.",
    "Długa zasłona dotyka zasłony krótkiej, na zasłonie jest plama.",
    "Mała fontanna stoi obok fontanny dużej, w fontannie brak wody.",
    "Złota korona leży obok korony srebrnej, o koronie pisze kronika.",
)


def corpus_of(*texts: str, language: str) -> Corpus:
    """Return a corpus of one article and story for each text, all alike to the encoder."""
    return build_corpus(*news_of(*((text, "") for text in texts), language=language))


def news_of(*told: tuple[str, str], language: str) -> tuple[list[EncodedArticle], list[Story]]:
    """Return articles of these texts and titles, and a story of each."""
    encoded, stories = [], []
    for n, (text, title) in enumerate(told):
        article = Article(text=text, id=f"a{n}", title=title, language=language)
        sentences = split_sentences(article)
        head = np.full(4, 0.5, np.float32)
        rows = np.array(
            [head + 0.1 * ("Lotsen" in s.of(article)) * np.eye(4)[0] for s in sentences],
            np.float32,
        )
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        encoded.append(EncodedArticle(article, sentences, rows, head))
        stories.append(Story(f"s{n}", title or f"s{n}", (article,)))
    return encoded, stories


def named(corpus: Corpus, start: str) -> list[Candidate]:
    return [c for c in collect(corpus).values() if c.key.startswith(start)]


def test_the_cases_of_a_name_are_one_and_its_heading_stands_in_none() -> None:
    text = (
        "Wczoraj rząd Wandony podpisał umowę. W stolicy mówiono o Wandonie długo. "
        "Wandona dostanie dwa statki. Dziś cała Wandona czeka na statki z Wandony. "
    )
    (name,) = named(corpus_of(text + " ".join(POLISH), language="pl"), "wandon")
    assert name.form == "Wandona"
    assert len(name.sentences) == 3


@pytest.mark.parametrize(
    ("told", "one", "other", "are_one"),
    [
        (POLISH, "wandony", "wandona", True),
        (POLISH, "rząd wandony", "rząd wandona", True),
        (POLISH[:3], "wandony", "wandona", False),
        (POLISH, "wandona", "wandokan", False),
    ],
)
def test_endings_that_few_words_change_join_nothing(
    told: tuple[str, ...], one: str, other: str, are_one: bool
) -> None:
    words = Forms(endings_of(told))
    assert (words.head_of(one) == words.head_of(other)) is are_one


def test_endings_that_words_rarely_change_among_many_are_of_two_words() -> None:
    beginnings = [f"{a}{b}{c}m" for a in "bdfgk" for b in "aeiou" for c in "lnrs"]
    forms = [f"{word}e {word}{'t' if n < 6 else 'un'}" for n, word in enumerate(beginnings)]
    endings = endings_of([*forms, *(f"{word[:3]}kt" for word in beginnings)])
    assert ("e", "un") in endings
    assert ("e", "t") not in endings


def test_a_genitive_that_opens_a_sentence_heads_nothing() -> None:
    text = "Talvoniens Regierung trat zurück. In Talvonien gab es Streit, heißt es in Talvonien. "
    for name in "Vorand Karnel Tossin Merrik Ballun Wessor".split():
        text += f"Der {name} hört des {name}s Lied. "
    (name,) = named(corpus_of(text, language="de"), "talvon")
    assert name.form == "Talvonien"


def test_the_endings_of_one_language_join_no_names_of_another() -> None:
    german = "In der Halle sprach Wandona. Danach kam zu Wandony kein Gast, sagte Wandona."
    news, stories = news_of((" ".join(POLISH), ""), (german, ""), language="pl")
    news[1] = replace(news[1], article=replace(news[1].article, language="de"))
    corpus = build_corpus(news, stories)
    assert {c.key for c in named(corpus, "wandon")} == {"wandona", "wandony"}


def test_a_page_of_codes_is_read_at_once() -> None:
    letters = "abcdefghijklmnopqrst"
    codes = [f"Aaaa{a}{b}{c}" for a in letters for b in letters for c in letters]
    text = " ".join(f"Das ist {code} hier." for code in codes)
    began = time.process_time()
    collect(corpus_of(text[:60_000], language="de"))
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市長は港湾計画を発表した。", ["市長", "港湾計画"]),
        ("ベルモラ島で23時に強い地震があった。", ["ベルモラ島", "地震"]),
    ],
)
def test_japanese_is_named_by_runs_of_its_scripts(text: str, names: list[str]) -> None:
    assert [t.text for t in names_of(text, "ja") if t.kind == "name"] == names


KIN = (
    "Am Kai streiken die Lotsen seit Montag für höhere Heuer und mehr Schlaf.",
    "Die Reeder bieten den Lotsen am Kai zwei Prozent mehr Heuer an.",
    "Frachter warten, weil die Lotsen am Kai für ihre Heuer streiken.",
)
UNLIKE = (
    "Der Chor singt mit den Lotsen ein Oratorium für Ostern und Pfingsten.",
    "Ein Bäcker backt den Lotsen Brezeln nach dem Rezept seiner Oma.",
    "Forscher messen für die Lotsen das Magnetfeld mit neuen Sonden.",
)
OTHERS = (
    "Der Zirkus zeigt zwölf Elefanten und einen müden alten Clown.",
    "Die Oper sucht dringend Geiger für ihre winterliche Premiere.",
    "Ein Vulkan spuckt Asche über Kiefernwälder und leere Hütten.",
    "Am Gletscher schmilzt das Eis schneller als je gemessen wurde.",
    "Im Museum hängen seit Samstag Gemälde eines jungen Malers.",
)


FURTHER = tuple(
    " ".join(
        f"{word}{k}ern {word}{k}te {word}{k}lich {word}{k}dorf {word}{k}a."
        for k in "abcdefghijklmnop"
    )
    for word in ("Karr", "Tonn", "Walz", "Kugl", "Roll", "Felg", "Achs", "Reif")
)


@pytest.mark.parametrize(
    ("told", "headline", "found"),
    [(KIN, "Streik der Lotsen", True), (KIN, "Streik", False), (UNLIKE, "Die Lotsen", False)],
    ids=["of one thing", "in no headline", "of three things"],
)
def test_a_name_heads_what_is_alike_in_words_where_meaning_cannot_tell(
    told: tuple[str, ...], headline: str, found: bool
) -> None:
    rows = [
        (f"{text} {more}", headline if text in told else text)
        for text, more in zip((*told, *OTHERS), FURTHER, strict=True)
    ]
    corpus = build_corpus(*news_of(*rows, language="de"))
    themes = build_themes(corpus, choose_candidates(corpus), None)
    (theme,) = (theme for theme in themes if theme.members[0].form == "Lotsen")
    assert Feed.of(corpus).is_one_thing(theme) is found
