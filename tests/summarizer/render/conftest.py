"""An invented digest, built by hand: what the renderers are tried on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from summarizer.domain import (
    Article,
    Brief,
    Citation,
    Copy,
    Coverage,
    Digest,
    Dropped,
    Point,
    PointKind,
    Rank,
    Story,
    Topic,
    Window,
)

FERRY_HERALD = (
    "VARNHOLM — The Varnholm council voted 9 to 4 on Monday to replace the harbour ferry "
    "with a footbridge by 2031.\n"
    "Mayor Ingrid Solheim called the vote the end of forty years of waiting. “Nobody will miss "
    "a boat that sails when it wants to,” she said. The bridge is to cost 84 million crowns, "
    "of which the state pays half.\n"
    "Work is to begin in May, once the ground survey is finished."
)
FERRY_WIRE = (
    "Varnholm's councillors have agreed to build a footbridge over the harbour mouth, ending "
    "a ferry service that has run since 1911.\n"
    "Opponents put the price nearer 120 million crowns and promised to go to court. "
    "The council says that work will start in May."
)
STORM_POST = (
    "A storm cut power to 31,000 homes along the Eider coast on Tuesday night, the grid "
    "operator said.\n"
    "Crews had restored two thirds of the lines by morning. Ferry crossings stay suspended "
    "until Thursday because of high water."
)


def make_article(text: str, **more: object) -> Article:
    """Build an article; keywords as in `Article`."""
    return Article(text=text, **more)  # type: ignore[arg-type]


def cite(article: Article, quote: str) -> Citation:
    """Cite the first place where `quote` stands."""
    start = article.text.index(quote)
    return Citation.at(article, start, start + len(quote))


def make_point(
    article: Article,
    quote: str,
    text: str = "",
    *others: Citation,
    kind: PointKind | None = None,
) -> Point:
    """Build a point from a quote of `article`."""
    known = kind or ("trimmed" if text and text != quote else "verbatim")
    return Point(text or quote, (cite(article, quote), *others), known)


@pytest.fixture
def herald() -> Article:
    return make_article(
        FERRY_HERALD,
        title="Council votes to replace harbour ferry with a bridge",
        url="https://herald.example/2031/bridge?a=1&b=2",
        source="Varnholm Herald",
        author="Tor Lindqvist",
        published=datetime(2029, 3, 5, 17, 30, tzinfo=UTC),
        language="en",
    )


@pytest.fixture
def wire() -> Article:
    return make_article(
        FERRY_WIRE,
        title="Varnholm footbridge approved",
        url="https://wire.example/varnholm-(bridge)",
        source="Northern Wire",
        published=datetime(2029, 3, 6, tzinfo=UTC),
        language="en",
        complete=False,
    )


@pytest.fixture
def wire_copy() -> Article:
    return make_article(
        FERRY_WIRE + " Reporting by the Northern Wire.",
        title="Varnholm footbridge approved",
        source="Coast Gazette",
        origin="articles/coast/bridge.txt",
        published=datetime(2029, 3, 6, tzinfo=UTC),
        language="en",
    )


@pytest.fixture
def storm() -> Article:
    return make_article(
        STORM_POST,
        title="Storm cuts power along the Eider coast",
        title_made=True,
        origin="articles/storm.txt",
        published=datetime(2029, 3, 7, tzinfo=UTC),
        language="en",
    )


@pytest.fixture
def digest(herald: Article, wire: Article, wire_copy: Article, storm: Article) -> Digest:
    bridge_points = (
        make_point(
            herald,
            FERRY_HERALD.split("\n", maxsplit=1)[0],
            "The Varnholm council voted 9 to 4 on Monday to replace the harbour ferry with a "
            "footbridge by 2031.",
        ),
        make_point(
            wire,
            "Opponents put the price nearer 120 million crowns and promised to go to court.",
        ),
        make_point(
            herald,
            "Work is to begin in May, once the ground survey is finished.",
            "",
            cite(wire, "The council says that work will start in May."),
        ),
    )
    storm_points = (
        make_point(
            storm,
            "A storm cut power to 31,000 homes along the Eider coast on Tuesday night, the grid "
            "operator said.",
        ),
    )
    bridge = Story(
        id="aaaa000011112222",
        title="Council votes to replace harbour ferry with a bridge",
        articles=(herald, wire),
        copies=(Copy(wire_copy, wire.id),),
        first_seen=herald.published,
        last_seen=wire.published,
        brief=Brief("Bridge", bridge_points, (herald, wire), 120, "tiny-encoder"),
        rank=Rank(3, 2.0, 0.9, 0.8, 1.44),
    )
    storm_story = Story(
        id="bbbb000011112222",
        title="Storm cuts power along the Eider coast",
        articles=(storm,),
        first_seen=storm.published,
        last_seen=storm.published,
        change="update",
        note="homes without power: was 18,000, now 31,000",
        brief=Brief("Storm", storm_points, (storm,), 50, "tiny-encoder"),
        rank=Rank(1, 1.0, 1.0, 0.5, 0.5),
    )
    topics = (
        Topic(
            "Price of the bridge",
            (
                make_point(
                    herald,
                    "The bridge is to cost 84 million crowns, of which the state pays half.",
                ),
                bridge_points[1],
            ),
            (herald.id, wire.id, wire_copy.id),
            (bridge.id,),
            "Outlets differ: 84 million crowns, 120 million crowns",
        ),
        Topic(
            "Ferry crossings",
            (
                make_point(
                    storm,
                    "Ferry crossings stay suspended until Thursday because of high water.",
                ),
            ),
            (storm.id,),
            (storm_story.id,),
            "Only one of 4 articles mentions it",
        ),
    )
    return Digest(
        id="cccc000011112222",
        title="News digest",
        window=Window(datetime(2029, 3, 5, tzinfo=UTC), datetime(2029, 3, 7, tzinfo=UTC)),
        lead=(bridge_points[0], storm_points[0]),
        stories=(bridge, storm_story),
        topics=topics,
        articles=(herald, wire, wire_copy, storm),
        coverage=Coverage(
            read=6,
            used=4,
            dropped=(
                Dropped("articles/empty.txt", "the file is empty"),
                Dropped("articles/photo.jpg", "not text: a JPEG image"),
            ),
            notes=(Dropped("Northern Wire", "preview only"),),
        ),
        model="tiny-encoder",
        version="9.9.9",
        notices=("The archive was not asked.",),
    )
