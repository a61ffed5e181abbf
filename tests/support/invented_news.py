"""Invented news for the tests of grouping: four events, two of them alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from summarizer.domain import Article, EncodedArticle
from support.fake_encoder import FakeEncoder

START = datetime(2026, 3, 2, 8, tzinfo=UTC)

HARBOUR_FIRE = (
    (
        "Fire destroys fish hall in Brenholm harbour",
        "A fire destroyed the fish hall in the harbour of Brenholm on Monday night. Forty"
        " firefighters from three towns fought the flames until dawn. Fire chief Sanna Holt said"
        " the roof fell at 2 a.m. and nobody was hurt. The hall, built in 1931, was the largest"
        " on the Vard coast.",
    ),
    (
        "Brenholm fish hall burns to the ground",
        "Brenholm has lost its fish hall. Flames broke out late on Monday in the harbour and the"
        " roof fell around 2 a.m., fire chief Sanna Holt told reporters. Forty firefighters could"
        " not save the building of 1931. No one was injured, the Vard coast police said.",
    ),
    (
        "Forty firefighters fight blaze in Brenholm harbour",
        "Forty firefighters worked through the night in the harbour of Brenholm, where the fish"
        " hall of 1931 burned down. Nobody was hurt. Sanna Holt, the fire chief, said the cause"
        " of the fire was unknown and that the roof had fallen by 2 a.m.",
    ),
)
SCHOOL_FIRE = (
    (
        "Fire damages school in Ostermoor",
        "A fire damaged the Linden school in Ostermoor on Tuesday afternoon. Sixty pupils left"
        " the building before the flames reached the gym. Fire chief Emil Rask said a lamp had"
        " set a curtain alight. Lessons will move to the town hall for two weeks.",
    ),
    (
        "Sixty pupils safe after Ostermoor school fire",
        "All sixty pupils of the Linden school in Ostermoor are safe after a fire on Tuesday."
        " A lamp set a curtain in the gym alight, fire chief Emil Rask said. The town hall will"
        " take in the classes for two weeks.",
    ),
)
RATE_CUT = (
    (
        "Central bank of Norvania cuts rate to 3.25 percent",
        "The central bank of Norvania cut its main rate by a quarter point to 3.25 percent on"
        " Wednesday. Governor Ilse Brandt said that inflation had fallen to 2.1 percent. Markets"
        " had expected the step. The krona lost 0.4 percent against the euro.",
    ),
    (
        "Norvania lowers interest rate as inflation falls",
        "Norvania's central bank lowered its rate to 3.25 percent on Wednesday as inflation fell"
        " to 2.1 percent. It was the quarter-point step that markets had expected. The krona"
        " weakened by 0.4 percent after governor Ilse Brandt spoke.",
    ),
)
CHESS = (
    (
        "Teenager Mira Okafor wins chess title",
        "Mira Okafor, seventeen, won the Continental chess title in Lisvik on Thursday with a"
        " draw in the last round against grandmaster Pavel Drozd. She is the youngest champion"
        " in the tournament's sixty years.",
    ),
)


def write_articles(
    texts: Sequence[tuple[str, str]],
    name: str,
    *,
    day: float = 0.0,
    url: str | None = None,
    dated: bool = True,
) -> list[EncodedArticle]:
    """Return one encoded article per (title, text), an hour apart, each of its own outlet."""
    articles = [
        Article(
            id=f"{name}-{i}",
            title=title,
            text=text,
            url=url and f"{url}/{name}/{i}",
            source=f"{name} outlet {i}",
            published=START + timedelta(days=day, hours=i) if dated else None,
        )
        for i, (title, text) in enumerate(texts)
    ]
    return encode(articles)


def encode(articles: Sequence[Article]) -> list[EncodedArticle]:
    """Return the articles with the fake encoder's vectors of title and text."""
    vectors = FakeEncoder().embed([f"{one.title}\n{one.text[:600]}" for one in articles])
    none = np.zeros((0, vectors.shape[1]), np.float32)
    return [EncodedArticle(a, (), none, v) for a, v in zip(articles, vectors, strict=True)]


def edition() -> list[EncodedArticle]:
    """Return eight articles on four events."""
    return [
        *write_articles(HARBOUR_FIRE, "harbour"),
        *write_articles(SCHOOL_FIRE, "school", day=1),
        *write_articles(RATE_CUT, "rate", day=2),
        *write_articles(CHESS, "chess", day=3),
    ]
