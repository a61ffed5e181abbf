"""Small phrases that pages share (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from pathlib import PurePath
from urllib.parse import urlsplit

from bot.format import limits
from bot.format.limits import size
from bot.format.page import Line
from bot.format.safe import fit, link, safe_url
from summarizer.domain import Article, Citation, Coverage, Point, Window
from summarizer.render.numbering import in_runs
from summarizer.render.wording import articles_count
from summarizer.tongue import ENGLISH, Tongue

Numbers = Mapping[str, int]
"""Article id to its citation number."""


def number_articles(articles: Sequence[Article]) -> dict[str, int]:
    """Return the citation numbers of articles, from 1."""
    return {article.id: index for index, article in enumerate(articles, 1)}


def outlet_name(article: Article, tongue: Tongue) -> str:
    """Return whom to credit: the outlet, else the site, else the file, never a whole path."""
    if article.source:
        return article.source
    host = urlsplit(safe_url(article.url) or "").hostname
    if host:
        return host.removeprefix("www.")
    return PurePath(article.origin).name if article.origin else unnamed(tongue)


def unnamed(tongue: Tongue) -> str:
    """Return what stands for an outlet of which nothing is known."""
    return tongue.say("unnamed source")


def reason(text: str, tongue: Tongue) -> str:
    """Return why something failed or did not happen; in English where that is not known."""
    return tongue.fault(text) or text


def moment(at: datetime | None, style: str = "f") -> str:
    """Return a time that Discord shows in each reader's own zone and language."""
    return f"<t:{int(at.timestamp())}:{style}>" if at else ""


def date_words(at: datetime | None, tongue: Tongue, style: str = "f") -> str:
    """Return when an article appeared; in words where only its day is known.

    A day stands for its midnight in UTC, which west of Greenwich is the day before.
    """
    return tongue.day(at) if at and at.time() == time() else moment(at, style)


def told_words(told: Window | None, tongue: Tongue) -> str:
    """Return when a story was told, in days of each reader's own zone; empty for None."""
    if told is None:
        return ""
    if told.since is None or told.until is None:
        return tongue.say("undated")
    first, last = date_words(told.since, tongue, "D"), date_words(told.until, tongue, "D")
    return last if told.until - told.since < timedelta(days=1) else f"{first} – {last}"


def cite(point: Point, numbers: Numbers) -> str:
    """Return the point's source numbers, " [1] [3]"; a long run as " [4–30]"."""
    marks = in_runs(numbers[item] for item in point.articles if item in numbers)
    return "".join(f" [{mark}]" for mark in marks)


def point_line(point: Point, numbers: Numbers, *, bullet: str = "- ") -> Line:
    """Return a point with its source numbers; a long one is cut before them."""
    marks = cite(point, numbers)
    room = limits.POINT - size(marks) - size(bullet)
    return Line(f"{bullet}{fit(point.text, room)}{marks}")


def head_line(text: str, tongue: Tongue, *, level: int = 3, before: str = "") -> Line:
    """Return a headline; never an empty one."""
    start = f"{'#' * level} {before}"
    return Line(start + (fit(text, limits.HEAD - size(start)) or tongue.say("Untitled")), "head")


def sources_line(articles: Sequence[Article], numbers: Numbers, tongue: Tongue) -> Line:
    """Return the numbered sources as links; those beyond the room are counted."""
    shown: list[str] = []
    used = size("-# ") + size(" · ") + size(and_more(9_999, tongue))
    for article in articles:
        number = f"[{numbers[article.id]}] " if article.id in numbers else ""
        piece = number + link(outlet_name(article, tongue), article.url, 48)
        used += size(piece) + 3
        if used > limits.SMALL:
            break
        shown.append(piece)
    rest = len(articles) - len(shown)
    if rest:
        shown.append(and_more(rest, tongue))
    return Line("-# " + " · ".join(shown), "small")


def and_more(n: int, tongue: Tongue = ENGLISH) -> str:
    """Return "and 5 more"."""
    return tongue.count("and {n} more", "and {n} more", n)


def footer_line(
    coverage: Coverage, articles: Sequence[Article], window: Window, model: str, tongue: Tongue
) -> Line:
    """Return the window, the count of articles and outlets, what was left out, the model."""
    outlets = len({outlet_name(article, tongue) for article in articles})
    when = window_words(window, tongue)
    used = tongue.count(
        "{articles} from {n} outlet",
        "{articles} from {n} outlets",
        outlets,
        articles=articles_count(coverage.used, tongue),
    )
    pieces = [when, used] if when else [used]
    if coverage.dropped:
        pieces.append(tongue.count("{n} left out", "{n} left out", len(coverage.dropped)))
    if model:
        pieces.append(fit(model, 60))
    return Line("-# " + " · ".join(pieces))


def window_words(window: Window, tongue: Tongue) -> str:
    """Return the window in the reader's own time."""
    if window.since and window.since == window.until:
        return moment(window.since)
    if window.since and window.until:
        return f"{moment(window.since)} – {moment(window.until)}"
    if window.since:
        return tongue.say("since {moment}", moment=moment(window.since))
    return tongue.say("until {moment}", moment=moment(window.until)) if window.until else ""


def quote_line(citation: Citation, article: Article, number: int | None, tongue: Tongue) -> Line:
    """Return what an article says at a citation, word for word, with its link."""
    head = f"[{number}] " if number else ""
    when = f" · {date_words(article.published, tongue, 'D')}" if article.published else ""
    source = f"{head}{link(outlet_name(article, tongue), article.url)}{when}"
    return Line(f"> {fit(citation.quote, 900)}\n-# {source}", "small")
