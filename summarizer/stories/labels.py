"""What a story is called: the headline that says best what all its articles say."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from summarizer.domain import EncodedArticle
from summarizer.stories.background import background
from summarizer.stories.features import count_marks, head_of

LONGEST = 80
"""Characters of a label: one line of a terminal, two of a telephone."""

SHORTEST = 25
"""Shorter headlines ("Moment of peril") seldom name the event."""

_SUFFIX = re.compile(r"\s+(?:[|•·»]|[-–—]{1,2})\s+(?P<name>[^|•·»]{2,40})$")
_KICKER = re.compile(
    r"^(?:breaking(?: news)?|exclusive|live(?: updates?)?|watch|video|update\s*\d*|just in"
    r"|developing|photos?|listen|read|report)\s*[:|–—-]\s+",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"^(?:opinions?|perspectives?|analysis|editorial|op-ed|commentary|column|review|letters?"
    r"|podcast|explainer|fact[- ]check|factbox|timeline|in pictures)\b"
    r"|\b(?:I|I'm|I've|we should|my|our)\b|!",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"\?|^(?:why|how|what|when|where|who|is|are|can|could|should|will|would|does|do|did|here's|here"
    r"|these|this is|the case|inside|meet|\d+ (?:things|ways|takeaways|reasons|questions))\b",
    re.IGNORECASE,
)
_SCARE = re.compile(r"[‘'\"“][^‘’'\"“”]{2,40}[’'\"”]")
_CLAUSE = re.compile(r"\s*(?:[,;:]|\s[-–—]|\b(?:as|after|while|amid|but|who|which|because|when)\b)")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def title_story(articles: Sequence[EncodedArticle]) -> str:
    """Return the label of the story that `articles` tell, at most 80 characters.

    A found headline is preferred to one that was made from a lead, statements to
    questions and opinion, and among them the one whose words the other articles share.
    """
    heads = [_weights(head_of(one.article)) for one in articles]
    total: dict[str, float] = {}
    for head in heads:
        for word in head:
            total[word] = total.get(word, 0.0) + 1 / len(heads)
    best = max(
        range(len(articles)),
        key=lambda i: (_score(articles[i], total), articles[i].article.id),
        default=None,
    )
    if best is None:
        return ""
    title = plain_headline(articles[best].article.title)
    return title or shorten(head_of(articles[best].article).split("\n", 1)[0])


def plain_headline(title: str) -> str:
    """Return `title` without the publisher's name and "Breaking:", within the length."""
    title = " ".join(title.split())
    title = _KICKER.sub("", title)
    while (match := _SUFFIX.search(title)) and _is_publisher(match["name"], title[: match.start()]):
        title = title[: match.start()]
    return shorten(title)


def shorten(title: str) -> str:
    """Return `title` cut at a clause, else at a word, to at most 80 characters."""
    title = " ".join(title.split())
    if len(title) <= LONGEST:
        return title
    cuts = [m.start() for m in _CLAUSE.finditer(title) if SHORTEST < m.start() <= LONGEST]
    if cuts:
        return title[: cuts[-1]].rstrip(" ,;:–—-")
    cut = title.rfind(" ", 0, LONGEST)
    return title[: cut if cut > SHORTEST else LONGEST - 1].rstrip(" ,;:–—-") + "…"


def _is_publisher(name: str, rest: str) -> bool:
    words = name.split()
    capitals = sum(word[:1].isupper() or not word[:1].isalpha() for word in words)
    return len(words) <= 5 and capitals >= len(words) - 1 and len(rest) >= SHORTEST


def _weights(text: str) -> dict[str, float]:
    table = background()
    counts, _ = count_marks(text, table)
    return {word: table.weight(word) for word in counts}


def _score(one: EncodedArticle, total: dict[str, float]) -> float:
    title = plain_headline(one.article.title)
    weights = _weights(title)
    shared = sum(weight * total.get(word, 0.0) for word, weight in weights.items())
    score = shared / (sum(weights.values()) + 4.0) if weights else 0.0
    return score - penalty(title) - (0.5 if one.article.title_made else 0.0)


def penalty(title: str) -> float:
    """Return how unlike a plain statement of news `title` is, in units of shared words."""
    loss = 1.0 * bool(_QUESTION.search(title)) + 1.0 * bool(_OPINION.search(title))
    loss += 0.1 * bool(_SCARE.search(title)) + 0.2 * title.endswith("…")
    length = len(title)
    return float(loss + 0.3 * np.clip((SHORTEST - length) / SHORTEST, 0, 1))
