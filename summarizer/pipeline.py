"""The order of the steps and nothing else.

1. read and 2. encode: `reading`;
3. group: near copies, stories; rank them;
4. write: a brief per story, the lead, the topics;
5. account: the coverage ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import islice

from summarizer.companion import Share, alone, companion, nothing_else
from summarizer.domain import (
    Article,
    Brief,
    Digest,
    Dropped,
    EncodedArticle,
    Point,
    Story,
    Topic,
    Window,
    make_id,
)
from summarizer.lead import TOP, choose_lead
from summarizer.models.base import Embedder
from summarizer.reading import Ledger, encode, inside, unique
from summarizer.stories import group_stories, rank_stories, title_story, without_refrains
from summarizer.summary import make_brief
from summarizer.summary.apart import Ask, answer, brief_of
from summarizer.topics import Survey, ask_topic, find_topics, survey
from summarizer.wish import Report, Wish, nothing

BRIEF_BATCH = 64
"""Articles encoded together when briefs are streamed: full batches, bounded memory."""

FULL_BRIEFS = 5
SHORT_BRIEFS = 12
SHORT_WORDS, LINE_WORDS = 50, 30
"""In a digest of many stories the first five get the full length, up to the twelfth
about fifty words, the others one sentence: what a reader on a telephone gets through."""

WHOLE_WORDS = 45
"""Words up to which that one sentence is told whole rather than broken off."""

TOPIC_LIMIT = 12

MANY = 400
"""Stories from which a second process writes a part of the briefs: it takes half a second to
start, and 50 MB."""


# 3. group, 4. write


def brief_together(
    encoded: Sequence[EncodedArticle],
    model: str,
    *,
    words: int | None,
    sentences: int | None = None,
    title: str | None = None,
) -> Brief:
    """One brief of all the given articles."""
    return make_brief(
        encoded, title=title or title_story(encoded), words=words, sentences=sentences, model=model
    )


def stream_briefs(
    articles: Iterable[Article],
    embedder: Embedder,
    *,
    words: int | None,
    sentences: int | None = None,
    report: Report = nothing,
) -> Iterator[Brief | Dropped]:
    """Yield one brief per article, in order, or why there is none; bounded memory."""
    rest = iter(articles)
    while batch := list(islice(rest, BRIEF_BATCH)):
        ledger = Ledger()
        encoded = iter(encode(batch, embedder, ledger, report))
        dropped = iter(ledger.dropped)
        following = next(encoded, None)
        for article in batch:
            if following is not None and following.article.id == article.id:
                yield make_brief(
                    [following],
                    title=following.article.title,
                    words=words,
                    sentences=sentences,
                    model=embedder.name,
                )
                following = next(encoded, None)
            else:
                yield next(dropped)


def find_stories(encoded: Sequence[EncodedArticle], *, now: datetime | None = None) -> list[Story]:
    """Group the articles into stories, in rank order, without briefs."""
    return rank_stories(group_stories(encoded), encoded, now=now or newest(encoded))


def newest(encoded: Sequence[EncodedArticle]) -> datetime | None:
    """Return when the newest article appeared, if any of them says."""
    return max((e.article.published for e in encoded if e.article.published), default=None)


def originals(encoded: Sequence[EncodedArticle], stories: Iterable[Story]) -> list[EncodedArticle]:
    """Return the articles that are not copies: a theme is not told twice by a copy."""
    copies = {copy.article.id for story in stories for copy in story.copies}
    return [e for e in encoded if e.article.id not in copies]


def length_at(position: int, words: int) -> int:
    """Return the word budget of the story at `position` in a digest."""
    if position < FULL_BRIEFS:
        return words
    return min(words, SHORT_WORDS if position < SHORT_BRIEFS else LINE_WORDS)


def write_stories(
    stories: Sequence[Story],
    encoded: Sequence[EncodedArticle],
    words: int,
    model: str,
    report: Report = nothing,
    *,
    under_lead: int = TOP,
    share: Share = alone,
    meanwhile: Callable[[], None] = nothing_else,
) -> list[Story]:
    """Give each story its brief, shorter towards the end of the list.

    The first `under_lead` stories have their room besides the point that a lead may tell of
    them. `meanwhile` is done first, while a second process writes already.
    """
    by_id = {e.article.id: e for e in encoded}
    asks = [
        Ask(
            [by_id[article.id] for article in story.originals],
            story.title,
            length_at(position, words),
            model,
            position < under_lead,
            min(words, WHOLE_WORDS),
        )
        for position, story in enumerate(stories)
    ]
    answers = share(answer, asks, lambda done: report("writing", done, len(asks)), meanwhile)
    return [
        replace(story, brief=brief_of(ask, answered))
        for story, ask, answered in zip(stories, asks, answers, strict=True)
    ]


def within_its_room(
    stories: Sequence[Story], lead: Sequence[Point], encoded: Sequence[EncodedArticle], words: int
) -> list[Story]:
    """Return the stories, those written anew that had room for a point which no lead tells.

    All of such a story stands below the lead, and has `words`.
    """

    def fitted(story: Story) -> Story:
        if story.brief is None or any(point in lead for point in story.points):
            return story
        return write_stories([story], encoded, words, story.brief.model, under_lead=0)[0]

    return [*map(fitted, stories[:TOP]), *stories[TOP:]]


def _survey(
    encoded: Sequence[EncodedArticle], stories: Sequence[Story], found: list[Survey]
) -> None:
    """Put into `found` what the topics begin with."""
    found.append(survey(originals(encoded, stories), stories))


def tell_topics(
    encoded: Sequence[EncodedArticle],
    stories: Sequence[Story],
    lead: Sequence[Point],
    embedder: Embedder,
    surveyed: Survey | None = None,
) -> tuple[Topic, ...]:
    """Return the themes that run through the articles, with what was not told above them."""
    return find_topics(
        originals(encoded, stories),
        stories,
        limit=TOPIC_LIMIT,
        embed=embedder.embed,
        lead=lead,
        surveyed=surveyed,
    )


# 5. the digest


def make_digest(
    articles: Iterable[Article],
    embedder: Embedder,
    wish: Wish,
    *,
    version: str,
    dropped: Iterable[Dropped] = (),
    report: Report = nothing,
) -> Digest:
    """Return what all the articles say: lead, stories, topics, ledger."""
    ledger = Ledger(dropped=list(dropped))
    chosen = inside(unique(articles, ledger), wish.window, ledger)
    encoded = encode(chosen, embedder, ledger, report)
    report("grouping", 0, 1)
    if wish.topic is not None:
        return digest_of_topic(encoded, embedder, wish, ledger, version, report)
    wanted = len(encoded) if wish.limit is None else min(len(encoded), wish.limit)
    with companion(answer.__module__, wanted=wanted >= MANY) as share:  # starts meanwhile
        stories = find_stories(encoded, now=wish.now)
        encoded = without_refrains(encoded, stories)
        stories, encoded = keep_first(stories, encoded, wish.limit, ledger)
        surveyed: list[Survey] = []
        stories = write_stories(
            stories,
            encoded,
            wish.words,
            embedder.name,
            report,
            share=share,
            meanwhile=partial(_survey, encoded, stories, surveyed),
        )
    lead = choose_lead(stories, encoded)
    stories = within_its_room(stories, lead, encoded, wish.words)
    report("topics", 0, 1)
    topics = tell_topics(encoded, stories, lead, embedder, *surveyed)
    report("topics", 1, 1)
    return assemble(stories, topics, lead, encoded, wish, ledger, embedder.name, version)


def digest_of_topic(
    encoded: list[EncodedArticle],
    embedder: Embedder,
    wish: Wish,
    ledger: Ledger,
    version: str,
    report: Report,
) -> Digest:
    """Return what the articles say on the topic that the reader named."""
    stories = find_stories(encoded, now=wish.now)
    encoded = without_refrains(encoded, stories)
    topic = ask(wish, encoded, stories, embedder)
    kept, _ = speaking(topic, wish, encoded, ledger)
    if topic is None:
        notices = (silence(wish, len(encoded)),) if encoded else ()
        return assemble([], (), (), [], wish, ledger, embedder.name, version, notices)
    told = find_stories(kept, now=wish.now)
    told, kept = keep_first(told, kept, wish.limit, ledger)
    told = write_below_topic(told, kept, wish, embedder.name, report)
    topics, lead = answered(topic, told, kept)
    return assemble(told, topics, lead, kept, wish, ledger, embedder.name, version)


def ask(
    wish: Wish,
    encoded: Sequence[EncodedArticle],
    stories: Sequence[Story],
    embedder: Embedder,
    lately: Sequence[str] = (),
) -> Topic | None:
    """Return what the articles say on the topic of a wish; None: nothing.

    `lately`: sentences of the days before, by which it is judged how rare a word is.
    """
    asked = wish.topic or ""
    vector = embedder.embed([asked])[0]
    return ask_topic(
        asked, vector, encoded, stories, words=wish.words, embed=embedder.embed, lately=lately
    )


def speaking(
    topic: Topic | None, wish: Wish, encoded: Iterable[EncodedArticle], ledger: Ledger
) -> tuple[list[EncodedArticle], list[EncodedArticle]]:
    """Return the articles that speak of a topic, and those that do not, noted in the ledger."""
    spoken = set(topic.articles) if topic else set()
    kept: list[EncodedArticle] = []
    others: list[EncodedArticle] = []
    for e in encoded:
        if e.article.id in spoken:
            kept.append(e)
        else:
            others.append(e)
            ledger.drop(e.article, f"does not mention “{wish.topic}”")
    return kept, others


def write_below_topic(
    stories: Sequence[Story],
    encoded: Sequence[EncodedArticle],
    wish: Wish,
    model: str,
    report: Report,
) -> list[Story]:
    """Give the stories that stand below an answered topic their briefs, all of them short."""
    short = min(wish.words, SHORT_WORDS)
    return write_stories(stories, encoded, short, model, report, under_lead=0)


def answered(
    topic: Topic | None, stories: Sequence[Story], encoded: Iterable[EncodedArticle]
) -> tuple[tuple[Topic, ...], tuple[Point, ...]]:
    """Return the topic that was asked as these articles alone tell it, and the lead."""
    ids = {e.article.id for e in encoded}
    points = tuple(p for p in topic.points if set(p.articles) <= ids) if topic else ()
    if topic is None or not points:
        return (), ()
    topic = replace(
        topic,
        articles=tuple(i for i in topic.articles if i in ids),
        points=points,
        stories=tuple(story.id for story in stories),
    )
    return (topic,), points[:1]


def silence(wish: Wish, articles: int) -> str:
    """Return the word for a topic of which so many articles say nothing."""
    asked = wish.topic
    if articles == 1:
        return f"The article does not mention “{asked}”."
    return f"None of the {articles} articles mentions “{asked}”."


def keep_first(
    stories: list[Story], encoded: list[EncodedArticle], limit: int | None, ledger: Ledger
) -> tuple[list[Story], list[EncodedArticle]]:
    """Keep the first `limit` stories; the articles of the others go to the ledger."""
    if limit is None or len(stories) <= limit:
        return stories, encoded
    for story in stories[limit:]:
        for article in story.articles:
            ledger.drop(article, f"its story ranks below the first {limit}")
    kept = {article.id for story in stories[:limit] for article in story.articles}
    return stories[:limit], [e for e in encoded if e.article.id in kept]


def assemble(
    stories: Sequence[Story],
    topics: tuple[Topic, ...],
    lead: tuple[Point, ...],
    encoded: Sequence[EncodedArticle],
    wish: Wish,
    ledger: Ledger,
    model: str,
    version: str,
    notices: tuple[str, ...] = (),
) -> Digest:
    """Put the digest together; articles in the order in which it cites them."""
    by_id = {e.article.id: e.article for e in encoded}
    order = dict.fromkeys(article.id for story in stories for article in story.articles)
    articles = tuple(by_id[i] for i in order)
    return Digest(
        id=make_id(version, model, repr(wish), *(article.id for article in articles)),
        title=f"On “{wish.topic}”" if wish.topic else "News digest",
        query=wish.topic,
        window=spoken_window(wish.window, articles),
        lead=lead,
        stories=tuple(stories),
        topics=topics,
        articles=articles,
        coverage=ledger.close(articles),
        model=model,
        version=version,
        notices=notices,
    )


def spoken_window(window: Window, articles: Sequence[Article]) -> Window:
    """Return the window as asked; where open, from the articles' own dates."""
    dates = [window.moment_of(article.published) for article in articles if article.published]
    since = window.since or min(dates, default=None)
    until = window.until or max(dates, default=None)
    if since and until and since > until:
        until = None
    return Window(since, until, window.zone)
