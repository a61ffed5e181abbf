"""The one or two sentences that open a digest: the top stories at a glance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from summarizer.domain import EncodedArticle, Point, Story
from summarizer.lengths import count_words
from summarizer.salience.terms import content_tokens
from summarizer.salience.voice import speaks
from summarizer.stories.views import holds_view
from summarizer.summary.agree import find_agreeing
from summarizer.summary.needs import leans
from summarizer.summary.opening import MIN_WORDS, Opening, best_opening, can_open
from summarizer.summary.start import stands_beside, tells_news

MAX_WORDS = 60
"""Words of the whole lead: what is read in a quarter of a minute."""
SAME_DAYS = timedelta(days=7)
"""Between the newest articles of two stories that one lead tells: the week's news at most."""
MAX_CITATIONS = 4
TOP = 3
"""Stories that a lead may tell of."""


def choose_lead(
    stories: Sequence[Story], encoded: Sequence[EncodedArticle], *, words: int = MAX_WORDS
) -> tuple[Point, ...]:
    """Return one or two points that tell the top stories, within `words` words.

    Args:
        stories: in rank order.
        encoded: their articles (others are passed over).
        words: the most words of all points together.

    Returns: at most two points; none when no sentence can stand alone. The second is of
    another story of the same days; where there is none, the lead is one sentence. Both are in the
    language of most articles, where one of the top stories is.
    """
    by_id = {e.article.id: e for e in encoded}
    points: list[Point] = []
    room = words
    top = _in_one_language(stories)
    top = [story for story in top if _is_reported(story, by_id)] or top
    for story in top:
        if points and not _of_the_same_days(top[0], story):
            continue
        point = _opening_of(story, by_id, room, only_first=bool(points))
        if point is None:
            continue
        points.append(point)
        room -= count_words(point.text)
        if len(points) == 2 or room < MIN_WORDS:
            break
    return tuple(points)


def _in_one_language(stories: Sequence[Story]) -> list[Story]:
    """Return those of the top stories that one lead may tell: two languages side by side are none.

    A story's language is that of its first article, if it can be told; of equally many the higher
    ranked one's counts.
    """
    told = Counter(a.language for story in stories for a in story.articles)
    top = stories[:TOP]
    languages = [story.articles[0].language for story in top]
    most = max(filter(None, languages), key=lambda language: told[language], default=None)
    return [s for s, language in zip(top, languages, strict=True) if language in (most, None)]


def _is_reported(story: Story, by_id: dict[str, EncodedArticle]) -> bool:
    """Return whether an article of the story is no column: what one thinks leads no day's news."""
    return any(a.id in by_id and not holds_view(by_id[a.id]) for a in story.articles)


def _of_the_same_days(top: Story, other: Story) -> bool:
    """Return whether two stories may stand side by side as today's news.

    "On Sunday" of a year ago beside "on Wednesday" of this week would be a lie. Where only
    one has a date, nobody knows; where neither has, the reader handed them over together.
    """
    newest = [
        max((a.published for a in story.articles if a.published), default=None)
        for story in (top, other)
    ]
    first, second = newest
    if first is None or second is None:
        return first is second
    return abs(first - second) <= SAME_DAYS


def _opening_of(
    story: Story, by_id: dict[str, EncodedArticle], room: int, *, only_first: bool
) -> Point | None:
    """What tells the news in the story's brief, or opens it; else what is nearest to all.

    In the room that another story's sentence leaves, the nearest is seldom the news: there
    `only_first` asks for the brief's own opening or nothing.
    """
    for place in dict.fromkeys((_news_in(story), 0)) if story.points else ():
        point = story.points[place]
        if count_words(point.text) <= room and can_open(point.text) and not speaks(point.text):
            return point
    if story.points and only_first:
        return None
    members = [by_id[a.id] for a in story.articles if a.id in by_id]
    best = best_opening(members, room)
    # Above all outlets "we" are nobody: an essay's first words are no day's news.
    return None if best is None or speaks(best.text) else _point(best, members)


def _news_in(story: Story) -> int:
    """Return which point tells the news: the first, or the one that tells the title's beside it.

    In its brief the title stands above a first point that goes on from there; above the page it
    does not. A brief of one article begins at its headline's news already.
    """
    if len(story.articles) < 2:
        return 0
    title = content_tokens(story.title)
    told = [len(title & content_tokens(point.text)) for point in story.points]
    best = told.index(max(told))
    if not (stands_beside(told[0], len(title)) and tells_news(told[best], len(title))):
        return 0
    return 0 if any(leans(point.text) for point in story.points[best + 1 : best + 2]) else best


def _point(opening: Opening, members: Sequence[EncodedArticle]) -> Point:
    citations = [members[opening.article].cite(opening.index)]
    for article, index in find_agreeing(members, opening.article, opening.index, opening.text):
        if len(citations) < MAX_CITATIONS:
            citations.append(members[article].cite(index))
    return Point(opening.text, tuple(citations), "trimmed" if opening.trimmed else "verbatim")
