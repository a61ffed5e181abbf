"""Digest and briefs as JSON, by the schemas in docs/schema/.

Texts and quotes are exact, so that anyone can check `text[start:end] == quote`; offsets
count Unicode code points. Times are ISO 8601 in UTC, with a Z.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from summarizer.domain import Article, Brief, Coverage, Digest, Dropped, Point, Rank, Story, Topic
from summarizer.render import View
from summarizer.render.safe import dump_json, safe_url
from summarizer.version import VERSION

DIGEST_SCHEMA = "readout/digest/1"
BRIEF_SCHEMA = "readout/brief/1"
BRIEFS_SCHEMA = "readout/briefs/1"
STORIES_SCHEMA = "readout/stories/1"

Object = dict[str, Any]


def digest_json(digest: Digest, _view: View) -> str:
    """Return the digest as JSON, schema `readout/digest/1`."""
    return dump_json(digest_object(digest)) + "\n"


def digest_jsonl(digest: Digest, _view: View) -> str:
    """Return the digest as JSON on one line."""
    return dump_json(digest_object(digest), indent=None) + "\n"


def brief_json(brief: Brief) -> str:
    """Return one brief as JSON, schema `readout/brief/1`."""
    return dump_json(brief_object(brief)) + "\n"


def briefs_json(briefs: Sequence[Brief], _view: View) -> str:
    """Return briefs as JSON, schema `readout/briefs/1`."""
    value = {"schema": BRIEFS_SCHEMA, "briefs": [brief_object(brief) for brief in briefs]}
    return dump_json(value) + "\n"


def briefs_jsonl(briefs: Iterable[Brief], _view: View) -> str:
    """Return briefs as JSON Lines: a row a brief, with the id of its first article."""
    return "".join(brief_row(brief) for brief in briefs)


def brief_row(brief: Brief) -> str:
    """Return one brief as a row of JSON Lines."""
    row = {"id": brief.articles[0].id if brief.articles else "", **brief_object(brief)}
    return dump_json(row, indent=None) + "\n"


def stories_json(stories: Sequence[Story], _view: View) -> str:
    """Return a list of stories as JSON, schema `readout/stories/1`."""
    return dump_json(stories_object(stories)) + "\n"


def stories_jsonl(stories: Sequence[Story], _view: View) -> str:
    """Return a list of stories as JSON on one line."""
    return dump_json(stories_object(stories), indent=None) + "\n"


def digest_object(digest: Digest) -> Object:
    """Return the digest as plain values."""
    return {
        "schema": DIGEST_SCHEMA,
        "id": digest.id,
        "title": digest.title,
        "query": digest.query,
        "window": {
            "since": time_of(digest.window.since),
            "until": time_of(digest.window.until),
            "zone": digest.window.zone,
        },
        "notices": list(digest.notices),
        "lead": [_point(point) for point in digest.lead],
        "articles": [_article(article) for article in digest.articles],
        "stories": [_story(story) for story in digest.stories],
        "topics": [_topic(topic) for topic in digest.topics],
        "coverage": _coverage(digest.coverage),
        "model": digest.model,
        "version": digest.version,
    }


def brief_object(brief: Brief) -> Object:
    """Return a brief as plain values, with the articles that it cites."""
    return {
        "schema": BRIEF_SCHEMA,
        "title": brief.title,
        "text": brief.text,
        "points": [_point(point) for point in brief.points],
        "articles": [_article(article) for article in brief.articles],
        "length": brief.length,
        "model": brief.model,
        "version": VERSION,
    }


def stories_object(stories: Sequence[Story]) -> Object:
    """Return stories as plain values, with the articles that they cite."""
    articles = {article.id: article for story in stories for article in story.articles}
    return {
        "schema": STORIES_SCHEMA,
        "articles": [_article(article) for article in articles.values()],
        "stories": [_story(story) for story in stories],
        "version": VERSION,
    }


def _article(article: Article) -> Object:
    return {
        "id": article.id,
        "title": article.title,
        "title_made": article.title_made,
        "url": safe_url(article.url),
        "source": article.source,
        "author": article.author,
        "published": time_of(article.published),
        "language": article.language,
        "complete": article.complete,
        "origin": article.origin,
        "notes": list(article.notes),
        "text": article.text,
    }


def _point(point: Point) -> Object:
    return {
        "text": point.text,
        "kind": point.kind,
        "citations": [
            {
                "article": citation.article,
                "start": citation.start,
                "end": citation.end,
                "quote": citation.quote,
            }
            for citation in point.citations
        ],
    }


def _story(story: Story) -> Object:
    return {
        "id": story.id,
        "title": story.title,
        "articles": [article.id for article in story.articles],
        "copies": [{"article": copy.article.id, "of": copy.of} for copy in story.copies],
        "first_seen": time_of(story.first_seen),
        "last_seen": time_of(story.last_seen),
        "change": story.change,
        "note": story.note,
        "rank": _rank(story.rank),
        "brief": _story_brief(story.brief),
    }


def _story_brief(brief: Brief | None) -> Object | None:
    if brief is None:
        return None
    return {
        "title": brief.title,
        "text": brief.text,
        "points": [_point(point) for point in brief.points],
        "length": brief.length,
    }


def _rank(rank: Rank | None) -> Object | None:
    if rank is None:
        return None
    return {
        "score": rank.score,
        "outlets": rank.outlets,
        "coverage": rank.coverage,
        "recency": rank.recency,
        "centrality": rank.centrality,
    }


def _topic(topic: Topic) -> Object:
    return {
        "label": topic.label,
        "points": [_point(point) for point in topic.points],
        "articles": list(topic.articles),
        "stories": list(topic.stories),
        "note": topic.note,
    }


def _coverage(coverage: Coverage) -> Object:
    return {
        "read": coverage.read,
        "used": coverage.used,
        "dropped": _entries(coverage.dropped),
        "notes": _entries(coverage.notes),
    }


def _entries(entries: Iterable[Dropped]) -> list[Object]:
    return [{"name": entry.name, "reason": entry.reason} for entry in entries]


def time_of(moment: datetime | None) -> str | None:
    """Return a moment as all of Readout's JSON has it: ISO 8601 in UTC, to the second."""
    if moment is None:
        return None
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
