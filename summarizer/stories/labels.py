"""What a story is called: the headline that says best what all its articles say."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from summarizer.domain import Article, EncodedArticle
from summarizer.salience.done import is_done
from summarizer.stories.background import background
from summarizer.stories.features import HEAD, STOP, body_of, day_of, head_of, read_words
from summarizer.stories.headlines import SHORTEST, plain_headline, shorten
from summarizer.stories.tolls import read_tolls
from summarizer.stories.views import beside_reports
from summarizer.text.english import SHORT_MONTH, WEEKDAY
from summarizer.text.titles import make_title

ANSWERS = 0.4
"""Share of the words of a question or an opinion, by weight, that a lead's sentence tells too
where it stands for it: an article that asks about all work may open with one worker."""

MADE = 0.3
"""What a title made from a lead loses against a headline that an editor wrote."""

UNFINISHED = 0.2
"""What a made title loses that says that somebody called something, but not what."""

OLDER, COMING = 0.1, 0.1
"""What a headline of the older half, and one of what was yet to come, loses."""

OVERTAKEN = 0.45
"""What a preview's headline loses where most of the others tell what came of it: more
than `MADE`, so that a title made from a report beats the headline of an announcement."""

OPENING = 200
"""Characters that stand for the first sentence of an article that was not split."""

LIST_COMMAS = 3
"""A label with so many commas is a list of tags."""

UNFIT = 1.0
"""Penalty from which a headline (a question, an opinion) is no label if a lead is one."""

FEW_WORDS = 4.0
"""Weight added to a title's own, so that a title of two shared words does not win."""

_OPINION = re.compile(
    r"^(?:opinions?|perspectives?|analysis|editorial|op-ed|commentary|column|review|letters?"
    r"|podcast|explainer|fact[- ]check|factbox|timeline|in pictures|video|maps?|watch|live"
    r"|(?:see|hear|read)(?= ))\b|[,.:;] (?:hear|see|watch) (?:what|how|why|his|her|their|the)\b"
    r"|^(?:[\w’'-]+ ){0,3}quiz(?=$|[:?!,]| (?:[-–—|]|of\b|for\b))"
    r"|[:–—-] inside (?:the|this|our) (?:[\w’'-]+ ){0,4}(?:weekly|monthly|issue|edition|magazine)\b"
    r"|\bfact[- ]checked\b|\breview(?= [-–—|]|:|$)|^(?:the )?(?:\d+ )?best (?!buy\b)"
    r"|^(?:don['’]t|do not|let['’]s|stop|sorry|dear|yes|enough|forget|imagine)\b(?! of\b)"
    r"|^(?:we|they|he|she) |\b(?:(?-i:I)|(?-i:I)['’](?:m|ve)|we should|my|our)\b|!",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"\?|^(?!(?-i:WHO|IS) \S*(?-i:[a-z]))"
    r"(?:why|how|what|when|where|who|is|are|can|could|should|will|would|does|do|did|here's|here"
    r"|these|this|now that|the case|inside|meet|\d+ (?:things|ways|reasons|questions))\b"
    r"|\btakeaways\b",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"\b(?:to (?:hold|meet|visit|talk|host|begin|start|open|face|discuss|vote|unveil|announce)"
    r"|set to|set for|poised to|expected to|tipped (?:to|as|for)|favou?rites? (?:to|for)|ahead of"
    r"|prepares? (?:to|for)|looms?)\b",
    re.IGNORECASE,
)
_ASKS_MORE = re.compile(
    r"\b(?:call(?:s|ed)|describe[sd]|label(?:s|led)|term(?:s|ed)|deem(?:s|ed)|consider(?:s|ed))"
    r"\b(?! (?:for|off|on)\b)",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will (?:be|meet|hold|visit|travel|discuss|vote|open|begin|start|take|face|host)"
    r"|(?:is|are) (?:set|due|expected|scheduled|about) to|next (?:week|month|year)"
    r"|upcoming|tomorrow|later this (?:week|month|year))\b",
    re.IGNORECASE,
)
_NAME_FIRST = re.compile(r"^(?:Will|Best|Live)(?= [A-Z][\w’'-]+ (?:[a-z]+(?:s|ed)|to|and)\b)")
"""A name that begins like a question or a list: "Will Smith slaps …", "Best Western opens …"."""
_SCARE = re.compile(r"[‘'\"“][^‘’'\"“”]{2,40}[’'\"”]")
_MONTH = rf"{SHORT_MONTH}\.?"
_DAY_FIRST = re.compile(
    rf"(?:{WEEKDAY},? )?"
    rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH})"
    r"(?:,? \d{4})?(?:$| [-–—]| (?-i:[A-Z]))",
    re.IGNORECASE,
)
"""A page's heading that is a date, or opens with one: "Saturday, August 24, 2013", "May 4, 2025
Flood in Harwick", which is over all that was printed on that day."""


def title_story(
    articles: Sequence[EncodedArticle], heads: Sequence[Collection[str]] | None = None
) -> str:
    """Return the label of the story that `articles` tell, at most 80 characters.

    A found headline is preferred to one that was made from a lead, statements to
    questions and opinion, what has happened to what was to come, and among them the
    one whose words stand in the other articles and their headlines and whose article is
    nearest in meaning to all of them.

    Args:
        articles: of one story.
        heads: the words of each article's head, if they are known already.
    """
    if not articles:
        return ""
    if len(articles) == 1:  # it has no other to agree with
        return _title_alone(articles[0])
    if heads is None:
        heads = [read_words(head_of(one.article)) for one in articles]
    heads = [frozenset(head) for head in heads]
    drafts = [_draft(one, head) for one, head in zip(articles, heads, strict=True)]
    if min(draft.loss for draft in drafts) >= UNFIT:
        drafts = [_lead_draft(one, draft) for one, draft in zip(articles, drafts, strict=True)]
    bodies, titles = Counter[str](), Counter[str]()
    for draft in drafts:
        bodies.update(draft.head)
        titles.update(draft.title_words.keys())
    stale, central = _stale(articles, drafts), _centrality(articles)
    worth = [
        _agreement(draft, bodies, titles, len(drafts)) - draft.loss - stale[i] + central[i]
        for i, draft in enumerate(drafts)
    ]
    best = max(range(len(drafts)), key=lambda i: (round(worth[i], 6), drafts[i].title))
    return drafts[best].title


def _title_alone(one: EncodedArticle) -> str:
    """Return the label of a story of one article.

    Its editor's headline, even a question, says more than half a sentence of its lead.
    """
    title, loss = _told(one.article)
    opening = _opening(one.article, loss) if loss >= UNFIT else None
    if opening is None:
        return title
    written = not one.article.title_made and not _DAY_FIRST.match(title)
    if written and not (_is_whole(opening[0], one.article) and _answers(opening[0], title)):
        return title
    return opening[0]


def _answers(statement: str, headline: str) -> bool:
    """Return whether a statement is about what a headline asks or thinks of."""
    asked, told = _weights(headline), _weights(statement)
    shared = sum(weight for stem, weight in asked.items() if stem in told)
    return shared >= ANSWERS * sum(asked.values())


def _is_whole(title: str, article: Article) -> bool:
    """Return whether a made title goes on to the end of a sentence of its article's head."""
    head, end = " ".join(body_of(article, HEAD).split()).casefold(), title.casefold()
    place = head.find(end)
    return place >= 0 and head[place + len(end) :][:1] in ".!?"


@dataclass(frozen=True, slots=True)
class _Draft:
    """A possible label: its words and those of its article's head, with their weights."""

    title: str
    title_words: dict[str, float]
    head: Collection[str]
    loss: float


def _draft(one: EncodedArticle, head: Collection[str]) -> _Draft:
    title, loss = _told(one.article)
    return _Draft(title, _weights(title), head, loss)


def _told(article: Article) -> tuple[str, float]:
    """Return an article's title as a label, and what it loses."""
    title = plain_headline(article.title)
    title = title or shorten(body_of(article, HEAD).split("\n", 1)[0])
    return title, penalty(title) + (_made_loss(title) if article.title_made else 0.0)


def _made_loss(title: str) -> float:
    """Return what a made title loses; more where the cut took what its verb asks for."""
    return MADE + UNFINISHED * bool(_ASKS_MORE.search(title))


def _lead_draft(one: EncodedArticle, draft: _Draft) -> _Draft:
    """Return the opening sentence as a label instead, if it is a plainer one."""
    opening = _opening(one.article, draft.loss)
    if opening is None:
        return draft
    title, loss = opening
    return _Draft(title, _weights(title), draft.head, loss)


def _opening(article: Article, most: float) -> tuple[str, float] | None:
    """Return a title of the opening, and what it loses; None if not under `most`."""
    title = make_title(body_of(article, HEAD), article.language)
    loss = penalty(title) + _made_loss(title)
    return None if len(title) < SHORTEST or loss >= most else (title, loss)


def _agreement(draft: _Draft, bodies: Counter[str], titles: Counter[str], count: int) -> float:
    """Return the weighted share of the title's words that the other articles share."""
    others = count - 1
    shared = 0.0
    for word, weight in draft.title_words.items():
        in_bodies = bodies[word] - (word in draft.head)
        in_titles = titles[word] - 1
        shared += weight * (in_bodies + in_titles) / (2 * others)
    return shared / (sum(draft.title_words.values()) + FEW_WORDS)


def _centrality(articles: Sequence[EncodedArticle]) -> list[float]:
    """Return how near each article's meaning comes to the mean of the story's."""
    vectors = np.stack([one.vector for one in articles]).astype(np.float64)
    return [float(nearness) for nearness in vectors @ vectors.mean(axis=0)]


def _stale(articles: Sequence[EncodedArticle], drafts: Sequence[_Draft]) -> list[float]:
    """Return what each headline loses for telling yesterday's state of things, or a view of them.

    The older half of a story of several days loses a little; a headline of what is to
    come loses more where most of the others tell what came.
    """
    days = [day_of(one.article.published) for one in articles]
    known = sorted(day for day in days if day == day)  # noqa: PLR0124 - nan is not itself
    middle = known[len(known) // 2] if known and known[-1] - known[0] > 1 else -math.inf
    coming = [bool(_COMING.search(draft.title)) for draft in drafts]
    ahead = [_looks_ahead(one) for one in articles]
    tolls = read_tolls(articles)
    risen = [tolls.overtakes(draft.title, first=True) for draft in drafts]
    done = _done_since(articles, drafts)
    views = beside_reports(articles)
    came = sum(coming) * 2 < len(coming)
    happened = sum(ahead) * 2 < len(ahead)
    return [
        OLDER * (days[i] < middle)
        + COMING * (coming[i] and came)
        + OVERTAKEN * (ahead[i] and happened and not articles[i].article.title_made)
        + OVERTAKEN * max(risen[i], done[i], views[i])
        for i in range(len(drafts))
    ]


def _done_since(articles: Sequence[EncodedArticle], drafts: Sequence[_Draft]) -> list[bool]:
    """Return which headlines announce what another article, no older, tells as done."""
    heads = [STOP.split(head_of(one.article)) for one in articles]
    days = [day_of(one.article.published) for one in articles]
    return [
        any(
            k != i and not days[k] < days[i] and is_done(draft.title, told, headline=True)
            for k, told in enumerate(heads)
        )
        for i, draft in enumerate(drafts)
    ]


def _looks_ahead(one: EncodedArticle) -> bool:
    """Return whether the article opens with what is yet to come."""
    opening = one.text_of(0) if one.sentences else body_of(one.article, OPENING)
    return bool(_AHEAD.search(opening))


def _weights(text: str) -> dict[str, float]:
    table = background()
    return {stem: table.stem_weight(stem) for stem in read_words(text)}


def penalty(title: str) -> float:
    """Return how unlike a plain statement of news `title` is, in units of shared words."""
    stated = _NAME_FIRST.sub("", title)
    loss = 1.0 * bool(_QUESTION.search(stated)) + 1.0 * bool(_OPINION.search(stated))
    loss += 0.3 * (title.count(",") >= LIST_COMMAS) + UNFIT * bool(_DAY_FIRST.match(title))
    loss += 0.1 * bool(_SCARE.search(title)) + 0.2 * title.rstrip('”")').endswith(("…", "..."))
    length = len(title)
    return loss + 0.3 * min(max((SHORTEST - length) / SHORTEST, 0.0), 1.0)
