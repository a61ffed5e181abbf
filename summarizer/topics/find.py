"""What all the articles say, by theme: found, named, and told in cited points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from summarizer.domain import EncodedArticle, Point, Story, Topic, squeeze
from summarizer.lengths import count_words
from summarizer.summary.persons import called_by
from summarizer.told import is_told_again
from summarizer.topics.candidates import Candidate, choose_candidates
from summarizer.topics.corpus import READ_SENTENCES, Corpus, build_corpus
from summarizer.topics.desk import Desk, listings
from summarizer.topics.differences import accounts_of, note_of
from summarizer.topics.feed import FEW_VOICES, MANY_STORIES, MANY_VOICES, Feed, only_listed
from summarizer.topics.labels import label_of, share_told
from summarizer.topics.lexicon import key_of
from summarizer.topics.mentions import owners_further_down
from summarizer.topics.points import MAX_PAIR, Line, citation_of, point_of
from summarizer.topics.themes import Embed, Theme, build_themes
from summarizer.topics.told import told_above
from summarizer.topics.vocabulary import CLOSED

if TYPE_CHECKING:
    from numpy.typing import NDArray

MIN_SCORE = 0.35
"""Themes below this are noise on the development data."""
SHARE_OF_BEST = 0.1
"""Themes below this share of the best one's score are not worth a heading."""
SENTENCES_PER_TOPIC = 4
"""A digest of two reports of one event needs no ten headings: one for so many sentences."""
FEW_HEADINGS, SENTENCES_OF_ONE_STORY = 4, 12
"""The same where all is one event: so many, or one for so many sentences. Three reports on the
test of a shroud had twelve ("cathedral", "left hand")."""
LONG_READ = 40
"""Sentences of one or two articles on one event from which on themes help to find one's way."""
SPARE = 4
"""Themes kept ready for those of which no sentence can be quoted by itself."""
SUBSUMED = 0.7
"""Share of a theme's sentences that stronger themes already hold: it says nothing new."""
STRONG_MEANING = 0.55
"""Cosine from which a sentence without the theme's words still speaks of it."""
ALIKE = 0.5
"""Cosine of two themes from which one with the other's sentences is within it."""
TWINS = 0.4
"""The same where their labels share a word."""
MOST_ASIDES, FEW_REPORTS = 1, 8
"""Themes of a single sentence that an agenda lists next to the others; articles up to which
there are any: a longer digest has better ones."""
_ALSO = re.compile(r"^((?:\w+ ){1,3})also (?=[a-z]+ed\b)")
"""An opening that joins to what stood before: "Both sides also agreed"."""
LABEL_SHARE = 0.25
"""Share of a theme's sentences that its label must speak for, in a mixed feed: "collusion"
stood over all kinds of investigations."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What of the topics hangs on the articles and their stories alone, not on what is told.

    Attributes:
        corpus: the articles' sentences.
        candidates: what could name a theme; none where a brief tells all there is.
    """

    corpus: Corpus
    candidates: list[Candidate]


def survey(articles: Sequence[EncodedArticle], stories: Sequence[Story]) -> Survey:
    """Return what `find_topics` begins with; the stories need no briefs yet."""
    corpus = build_corpus(articles, stories, most=READ_SENTENCES)
    silent = not corpus.texts or _is_told_by_a_brief(corpus)
    return Survey(corpus, [] if silent else choose_candidates(corpus))


def find_topics(
    articles: Sequence[EncodedArticle],
    stories: Sequence[Story],
    *,
    limit: int = 12,
    embed: Embed | None = None,
    lead: Sequence[Point] = (),
    surveyed: Survey | None = None,
) -> tuple[Topic, ...]:
    """Return the themes of the articles, each with cited points.

    Those that most articles speak of come first, those that were told above last.

    Args:
        articles: all articles with their vectors.
        stories: how they were grouped; their copies are counted, not read.
        limit: how many topics at most.
        embed: turns phrases into unit vectors of the articles' kind; without it a phrase
            means what its sentences mean, which joins fewer synonyms.
        lead: what opens the digest. What it and the stories' briefs tell is told again only
            where a topic has nothing else to say.
        surveyed: the `survey` of the same articles and stories, where it is at hand.

    The result does not depend on the order of articles or stories.
    """
    surveyed = surveyed or survey(articles, stories)
    corpus = surveyed.corpus
    if not surveyed.candidates or limit < 1:
        return ()
    limit = min(limit, _room(corpus))
    every = build_themes(corpus, surveyed.candidates, embed)
    feed = Feed.of(corpus)
    themes = choose_themes(feed, every, limit + SPARE)
    named = [(theme, label_of(theme.members, theme.rows)) for theme in themes]
    named = [(of_that_name(theme, name), name) for theme, name in named]
    if feed.is_mixed:
        named = [(theme, name) for theme, name in named if feed.is_broad_enough(theme)]
    if len(corpus.story_ids) >= MANY_STORIES:
        named = [(t, name) for t, name in named if share_told(name, t.members) >= LABEL_SHARE]
    named = without_twins(named)
    themes, labels = [t for t, _ in named], [name for _, name in named]
    listing = listings(every)
    told = told_above(corpus, stories, lead)
    above = [*lead, *(p for story in stories for p in story.points)]
    known = frozenset[str]().union(*(called_by(point.text) for point in above))
    topics = _first(_write(feed, themes, labels, limit, listing, told, known), limit)
    return tuple(in_order(topics, above))


def in_order(topics: Sequence[Topic], above: Sequence[Point]) -> list[Topic]:
    """Return the topics that most articles speak of first, of equals the strongest.

    What a reader sees beside each heading is how many speak of it: that order explains itself.
    Last come those of which all was told above.
    """

    def place(topic: Topic) -> tuple[bool, int]:
        known = all(is_told_again(point, above, topic.label) for point in topic.points)
        return known, -len(topic.articles)

    return sorted(topics, key=place)


def _room(corpus: Corpus) -> int:
    """Return how many headings so much text asks for; of one event, which its brief tells, few."""
    sentences = len(corpus.texts)
    room = max(1, sentences // SENTENCES_PER_TOPIC)
    if len(corpus.story_ids) > 1:
        return room
    return min(room, max(FEW_HEADINGS, sentences // SENTENCES_OF_ONE_STORY))


def _is_told_by_a_brief(corpus: Corpus) -> bool:
    """Return whether all is one event in one or two short reports, which its brief tells."""
    one = len(corpus.story_ids) == 1 and len(corpus.articles) < FEW_VOICES
    return one and len(corpus.texts) < LONG_READ


def _first(topics: list[Topic], limit: int) -> list[Topic]:
    """Return `limit` topics, in order; of too many, those of one point go before others.

    What only one article speaks of stays: it is on the list since it is nowhere else.
    """
    thin = [t for t in topics if len(t.points) == 1 and len(t.articles) == 2]
    for topic in reversed(thin):
        if len(topics) > limit:
            topics = [t for t in topics if t is not topic]
    return topics[:limit]


def choose_themes(feed: Feed, themes: Sequence[Theme], limit: int) -> list[Theme]:
    """Return the themes worth a heading, none of them within another."""
    corpus = feed.corpus
    chosen: list[Theme] = []
    best = themes[0].score if themes else 0.0
    for whole in map(feed.core, themes):
        theme = feed.kindred(whole)
        if len(chosen) == limit or theme.score < max(MIN_SCORE, SHARE_OF_BEST * best):
            break
        if (
            feed.is_broad_enough(theme)
            and feed.is_one_thing(theme)
            and (feed.voices(theme) >= MANY_VOICES or feed.is_one_thing(whole))
            and not _is_subsumed(theme, chosen)
            and not any(feed.is_shared(theme, other) for other in chosen)
        ):
            chosen.append(theme)
    few = len(corpus.story_ids) < MANY_STORIES and len(corpus.articles) <= FEW_REPORTS
    asides = _asides(themes, chosen) if few else []
    return chosen[: limit - SPARE - len(asides)] + asides + chosen[limit - SPARE - len(asides) :]


def _asides(themes: Sequence[Theme], chosen: Sequence[Theme]) -> list[Theme]:
    """Return themes of one sentence that lists them with at least two of the chosen."""
    asides = [
        theme
        for theme in themes
        if len(theme.hits) == 1
        and only_listed(theme)
        and any(m.linked for m in theme.members)
        and sum(theme.hits[0] in other.hits for other in chosen) >= 2
        and not any(float(theme.vector @ other.vector) >= ALIKE for other in chosen)
    ]
    return asides[:MOST_ASIDES]


def _is_subsumed(theme: Theme, chosen: Sequence[Theme]) -> bool:
    hits = set(theme.hits)
    return any(
        len(hits & set(other.hits)) >= SUBSUMED * len(hits)
        and float(theme.vector @ other.vector) >= ALIKE
        for other in chosen
    )


def without_twins(named: Sequence[tuple[Theme, str]]) -> list[tuple[Theme, str]]:
    """Return the themes without those that a stronger one of like meaning shares a word with.

    "TV" beside "smart TV", or somebody's name beside it with his place of birth, are two
    headings over one thing.
    """
    kept: list[tuple[Theme, str]] = []
    for theme, label in named:
        words = _label_words(label)
        twin = any(
            words & _label_words(other) and float(theme.vector @ stronger.vector) >= TWINS
            for stronger, other in kept
        )
        if not twin:
            kept.append((theme, label))
    return kept


def of_that_name(theme: Theme, label: str) -> Theme:
    """Return a theme without what does not speak of the name that is its label.

    Under "Florida State", a university, "Florida" alone is mostly the state, and "Penn State"
    another; under "Yunnan", the other provinces are elsewhere.
    """
    whole = next((m for m in theme.members if m.form == label and m.is_name), None)
    if whole is None:
        return theme
    named = set(whole.words)
    if len(named) > 1:
        others = [m for m in theme.members if m.is_name and not named <= set(m.words)]
        spoken = set().union(*(m.sentences for m in theme.members if m not in others))
        return theme.within(spoken) if others else theme
    spoken = set().union(*(m.sentences for m in theme.members if named <= set(m.words)))
    mostly = 2 * len(spoken.intersection(theme.hits)) >= len(theme.hits)
    return theme if mostly else theme.within(spoken)


def _label_words(label: str) -> set[str]:
    return {key_of(word) for word in label.split()} - CLOSED


def _homes(themes: Sequence[Theme]) -> dict[int, int]:
    """Return for each sentence the theme of which it has the longest wording."""
    longest: dict[int, tuple[int, int]] = {}
    for number, theme in enumerate(themes):
        for member in theme.members:
            size = (len(member.key), -number)
            for sentence in member.sentences:
                longest[sentence] = max(longest.get(sentence, size), size)
    return {sentence: -number for sentence, (_, number) in longest.items()}


def _write(
    feed: Feed,
    themes: Sequence[Theme],
    labels: Sequence[str],
    limit: int,
    listing: set[int],
    told: dict[int, str],
    known: frozenset[str],
) -> list[Topic]:
    """Write the topics; those with the fewest sentences choose theirs first."""
    if not themes:
        return []
    corpus = feed.corpus
    meanings = corpus.vectors @ np.array([theme.vector for theme in themes]).T
    crowd = np.zeros(len(corpus.texts))
    for theme in themes:
        crowd[list(theme.hits)] += 1
    desk = Desk(
        corpus,
        crowd,
        meanings.max(axis=1),
        set(),
        _homes(themes[:limit]),
        listing,
        told,
        known,
    )
    further = [
        feed.akin(sorted(owners), np.unique(corpus.owner[list(theme.hits)]).tolist())
        for theme, owners in zip(themes, owners_further_down(corpus, themes), strict=True)
    ]
    written: dict[int, Topic] = {}
    for number in sorted(range(len(themes)), key=lambda n: (len(themes[n].hits), n)):
        topic = _topic(
            desk, number, themes[number], labels[number], meanings[:, number], further[number]
        )
        if topic is not None:
            written[number] = topic
    unique: dict[str, Topic] = {}
    for number in sorted(written):
        unique.setdefault(written[number].label.casefold(), written[number])
    return list(unique.values())


def _topic(
    desk: Desk,
    number: int,
    theme: Theme,
    label: str,
    meaning: NDArray[np.float32],
    further: Sequence[int],
) -> Topic | None:
    corpus = desk.corpus
    # Of other languages the encoder finds too much alike, and so it does of names, one town and
    # the next: there words alone decide.
    named = theme.members[0].is_name
    strong = [] if named else np.flatnonzero(meaning >= STRONG_MEANING).tolist()
    meant = [s for s in strong if not corpus.language(s)]
    sentences = sorted({*theme.hits, *meant})
    fewest = 2 if len(corpus.story_ids) >= MANY_STORIES else 1
    own = [s for s in sentences if desk.home.get(s, number) == number]
    accounts = shown_accounts(corpus, own)
    lines = [*desk.choose(theme, sentences, meaning, fewest, len(accounts)), *accounts]
    if len(lines) < fewest:
        return None
    desk.used.update(number for line in lines for number in line.numbers)
    owners = sorted({*corpus.owner[sentences].tolist(), *further})
    stories = sorted({corpus.story_ids[corpus.story[o]] for o in owners})
    return Topic(
        label=label,
        points=tuple(point_of(corpus, line, sentences) for line in lines),
        articles=article_ids(corpus, owners),
        stories=tuple(stories),
        note=note_of(corpus, owners, own),
    )


def shown_accounts(corpus: Corpus, own: Sequence[int]) -> list[Line]:
    """Return the two sentences of which the note says that they differ, as one line."""
    pair = accounts_of(corpus, own)
    if pair is None:
        return []
    second = max(account.sentence for account in pair)
    whole = squeeze(citation_of(corpus, second, with_previous=True).quote)
    both = _ALSO.sub(r"\1", whole)
    fits = count_words(both) <= MAX_PAIR
    return [Line(second, both, both != whole, 0.0, with_previous=True)] if fits else []


def article_ids(corpus: Corpus, owners: Sequence[int]) -> tuple[str, ...]:
    """Return the ids of articles and of their copies, newest first."""
    return tuple(
        name for o in owners for name in (corpus.articles[o].article.id, *corpus.copies[o])
    )
