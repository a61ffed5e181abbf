"""Which story first: how many outlets report it, how new, how central."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from summarizer.domain import Article, EncodedArticle, Rank, Story
from summarizer.salience.voice import is_own_account
from summarizer.stories.labels import UNFIT, penalty
from summarizer.stories.views import holds_view
from summarizer.text.english import WEEKDAY

HALF_LIFE_DAYS = 1.0
"""A story a day older than `now` counts half."""

OLDEST_HALVINGS = 20.0
"""Recency falls no further, so that old stories are still told apart by the rest."""

CENTRAL_LEAST = 0.5
"""Centrality lies between this and 1: a story unlike the others may lead."""

UNREPORTED = 0.5
"""Outlets for which one counts that reports nothing: it asks, advises, reviews or holds a view."""

_OF_THE_NEWS = re.compile(
    r"!(?= [a-z])"
    r"|^(?:Video|Letter|Opinion polls?|Analysis|Review)"
    r"(?= (?!(?:of|on|by|from|to|in|for)\b)[a-z]"
    r"| (?:of|by|from|to) .{3,60}? (?:finds|found|shows|showed|reveals|concludes|suggests|"
    r"says|said|warns|clears|blames|urges|recommends|confirms|exposes|prompts)\b)"
)
"""A "!" within a name, and what names no kind of article: "Video shows …", "Letter bomb …",
"Review of the ferries finds …"."""
_OF_THE_DESK = re.compile(
    r"^(?:corrections?(?: and clarifications?)?(?:$|:)|the (?:[\w’'-]+ ){1,2}view on\b[^:]+:)"
    r"|(?:^|[:–—|-] )(?:an?|the|your|our) (?:[\w’'-]+ ){0,2}guide to\b"
    r"|[-–—|:] (?:[\w’'-]+ ){0,4}(?:podcast|cartoon|crossword|letters|quiz|(?:in|your) pictures)$"
    r"|\b(?:crossword|wordle|sudoku|horoscopes?)"
    r"(?=$|[:,]| (?:today|hints?|answers?|solutions?|for|no|number|[-–—|#\d]))"
    r"|\b(?:all|of|for|to) (?-i:us)\b"
    r"|\b(?-i:vs?\.? [^\W\d_a-z]).{1,60}?(?:[-–—:|,] live$|\b(?:live (?:stream|updates|blog)"
    r"|watch online|how to watch|preview|team news|line-?ups)\b)",
    re.IGNORECASE,
)
"""A leader, corrections, a guide, a puzzle, a podcast, who speaks of "us", and a match of which
there is no result yet."""
_ADVISES = re.compile(r"\b(?:should|ought to|needs? to)\b")
_SAID = re.compile(
    r"\b(?:says?|said|tells?|told|rules?|warns?|urges?|argues?|finds?|claims?|thinks?|believes?|wants?"
    r"|hints?|insists?|suggests?|agrees?|asks?|announces?|hears?|heard|concludes?|recommends?)\b"
)
"""Whoever is reported to say it may think that something should be done."""
_ON_FILM = re.compile(
    r"\bjoins (?:[A-Z][\w’'-]+ ){2}to (?:talk|discuss)"
    rf"|{WEEKDAY}['’]s (?:papers|headlines|front pages)\b"
)
"""A film's line, "… joins Mira Tolk to discuss …", and what other papers print."""
_REPORTER = re.compile(r"\b(?P<outlet>[A-Z]\w+(?: [A-Z]\w+)?)['’]s (?:[A-Z][\w’'-]+ ){2}")
"""Who may be of the outlet itself: "… shares with Harbour TV's Mira Tolk how …"."""
_HOST_OF = re.compile(
    r"(?P<name>[A-Z][\w’'-]+) (?:speaks|talks|sits down) (?:to|with) [^“”\"]{0,200}\b(?:about|on)\b"
)
"""Who is no host where the headline has the name: "Tolk speaks with Holm about the ferries"."""
TEASER_SENTENCES = 2
"""Sentences up to which a page is only what leads to a film."""

OWN_SENTENCES = 2
"""First sentences in which a column, a letter or a memoir says "I": "I read your report …"."""

AGAIN, MOST_AGAIN = 0.25, 2
"""Outlets for which a further report of the same outlet counts, and how many of them count: what it
gives two articles it thinks worth more than what it gives one."""

_HOST = re.compile(r"^[a-z]+://(?:www\.)?([^/:?#]+)", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")
"""Whoever is quoted may say "I", and ask."""
_EDITION = re.compile(r"\s*(?:\([^)]*\)|[-–—|:/].*)$")
_COUNTRIES = frozenset({"eu", "uk", "us"})
"""Ends of addresses that are names, too: "the UK's …" is no reporter of news.example.uk."""
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "net", "ne", "or", "org"})


def rank_stories(
    stories: Sequence[Story],
    encoded: Sequence[EncodedArticle],
    *,
    now: datetime | None,
) -> list[Story]:
    """Return `stories` with their `rank`, best first; ties by newest, then id.

    Args:
        stories: of one edition.
        encoded: their articles.
        now: the moment against which a story is recent; None counts all as new.
    """
    known = {one.article.id: one for one in encoded}
    centres = [_centre([known[a.id].vector for a in s.originals if a.id in known]) for s in stories]
    central = _centrality(centres)
    ranked = [
        replace(story, rank=_rank(story, known, likeness, now))
        for story, likeness in zip(stories, central, strict=True)
    ]
    return sorted(ranked, key=_standing)


def publisher(article: Article) -> str:
    """Return one name for all feeds of a publisher: the site's domain, else the outlet.

    "Example News (World)" and "Example News - Sport" are one publisher.
    """
    match = _HOST.match(article.url or "")
    if match:
        parts = match[1].lower().strip(".").split(".")
        keep = 3 if len(parts) > 2 and parts[-2] in _SECOND_LEVEL and len(parts[-1]) == 2 else 2
        return ".".join(parts[-keep:])
    name = article.outlet
    return (_EDITION.sub("", name) or name).casefold().strip()


def _rank(
    story: Story, known: Mapping[str, EncodedArticle], likeness: float, now: datetime | None
) -> Rank:
    outlets = len({publisher(article) for article in story.originals})
    again = min(len(story.originals) - outlets, MOST_AGAIN) * AGAIN
    told = outlets + again if outlets > 1 or _reports(story, known) else UNREPORTED
    coverage = math.log2(1 + told)
    recency = _recency(story.last_seen, now)
    centrality = CENTRAL_LEAST + (1 - CENTRAL_LEAST) * likeness
    return Rank(outlets, coverage, recency, centrality, coverage * recency * centrality)


def _reports(story: Story, encoded: Mapping[str, EncodedArticle]) -> bool:
    """Return whether an article of the story states what happened, as far as its headline says."""
    return any(
        not _airs(encoded.get(article.id))
        and not _is_own(encoded.get(article.id))
        and not _is_view(encoded.get(article.id))
        and (article.title_made or _states(article.title))
        for article in story.originals
    )


def _is_own(one: EncodedArticle | None) -> bool:
    """Return whether an English article opens with what its writer tells of himself."""
    if one is None or one.article.language != "en":
        return False
    return any(is_own_account(one.text_of(k)) for k in range(len(one.sentences[:OWN_SENTENCES])))


def _is_view(one: EncodedArticle | None) -> bool:
    return one is not None and holds_view(one)


def _states(headline: str) -> bool:
    told = _QUOTED.sub(" ", headline)
    if _OF_THE_DESK.search(headline) or (_ADVISES.search(told) and not _SAID.search(told)):
        return False
    return penalty(_OF_THE_NEWS.sub("", told)) < UNFIT


def _airs(one: EncodedArticle | None) -> bool:
    """Return whether an article is no more than the line below a film."""
    if one is None or not 0 < len(one.sentences) <= TEASER_SENTENCES:
        return False
    return any(_is_on_film(text, one.article) for text in one.texts)


def _is_on_film(text: str, article: Article) -> bool:
    outlet = set(re.split(r"\W+", article.outlet.casefold())) - _SECOND_LEVEL - _COUNTRIES
    own = (match["outlet"].casefold().split() for match in _REPORTER.finditer(text))
    host = _HOST_OF.search(text)
    return (
        _ON_FILM.search(text) is not None
        or any(outlet.issuperset(words) for words in own)
        or (host is not None and host["name"] not in article.title)
    )


def _recency(last: datetime | None, now: datetime | None) -> float:
    if last is None or now is None:
        return 1.0
    days = max(0.0, (now - last).total_seconds() / 86_400)
    return float(0.5 ** min(OLDEST_HALVINGS, days / HALF_LIFE_DAYS))


def _centre(vectors: Sequence[NDArray[np.float32]]) -> NDArray[np.float32] | None:
    if not vectors:
        return None
    total = np.sum(np.stack(vectors), axis=0, dtype=np.float64)
    length = max(1e-9, float(np.linalg.norm(total)))
    return np.asarray(total / length, np.float32)


def _centrality(centres: Sequence[NDArray[np.float32] | None]) -> list[float]:
    """Return how much each story resembles the mean of all, 0 to 1; 1 for a lone one."""
    whole = _centre([centre for centre in centres if centre is not None])
    if whole is None:
        return [0.0] * len(centres)
    return [
        0.0 if centre is None else round(min(1.0, max(0.0, float(centre @ whole))), 6)
        for centre in centres
    ]


def _standing(story: Story) -> tuple[float, float, str]:
    score = story.rank.score if story.rank else 0.0
    newest = story.last_seen.timestamp() if story.last_seen else 0.0
    return (-round(score, 9), -newest, story.id)
