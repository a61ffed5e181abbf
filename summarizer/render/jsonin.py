"""A digest back from its JSON: what was stored is read as it was written."""

from __future__ import annotations

import json
from typing import Any

from summarizer.domain import (
    Article,
    Brief,
    Citation,
    Copy,
    Coverage,
    Digest,
    Dropped,
    Point,
    Rank,
    Story,
    Topic,
    Window,
)
from summarizer.moments import as_utc

Object = dict[str, Any]


def read_digest(text: str) -> Digest:
    """Return the digest that `render_digest(…, "json")` wrote.

    Raises:
        ValueError: the text is no digest, or cites words that its articles do not hold.
    """
    try:
        return _digest(json.loads(text))
    except (KeyError, TypeError) as error:
        raise ValueError(f"this is not a digest in JSON ({error!r})") from error


def _digest(value: Object) -> Digest:
    articles = {row["id"]: _article(row) for row in value["articles"]}
    return Digest(
        id=value["id"],
        title=value["title"],
        query=value["query"],
        window=Window(
            as_utc(value["window"]["since"]),
            as_utc(value["window"]["until"]),
            value["window"].get("zone", "UTC"),
        ),
        notices=tuple(value["notices"]),
        lead=_points(value["lead"]),
        articles=tuple(articles.values()),
        stories=tuple(_story(row, articles, value["model"]) for row in value["stories"]),
        topics=tuple(_topic(row) for row in value["topics"]),
        coverage=Coverage(
            read=value["coverage"]["read"],
            used=value["coverage"]["used"],
            dropped=_entries(value["coverage"]["dropped"]),
            notes=_entries(value["coverage"]["notes"]),
        ),
        model=value["model"],
        version=value["version"],
    )


def _article(row: Object) -> Article:
    return Article(
        id=row["id"],
        title=row["title"],
        title_made=row["title_made"],
        url=row["url"],
        source=row["source"],
        author=row["author"],
        published=as_utc(row["published"]),
        language=row["language"],
        complete=row["complete"],
        origin=row["origin"],
        notes=tuple(row["notes"]),
        text=row["text"],
    )


def _points(rows: list[Object]) -> tuple[Point, ...]:
    return tuple(
        Point(
            row["text"],
            tuple(
                Citation(c["article"], c["start"], c["end"], c["quote"]) for c in row["citations"]
            ),
            row["kind"],
        )
        for row in rows
    )


def _story(row: Object, articles: dict[str, Article], model: str) -> Story:
    members = tuple(articles[identity] for identity in row["articles"])
    brief = row["brief"]
    copies = {copy["article"] for copy in row["copies"]}
    return Story(
        id=row["id"],
        title=row["title"],
        articles=members,
        copies=tuple(Copy(articles[copy["article"]], copy["of"]) for copy in row["copies"]),
        first_seen=as_utc(row["first_seen"]),
        last_seen=as_utc(row["last_seen"]),
        change=row["change"],
        note=row.get("note", ""),
        rank=_rank(row["rank"]) if row["rank"] else None,
        brief=Brief(
            brief["title"],
            _points(brief["points"]),
            tuple(article for article in members if article.id not in copies),
            brief["length"],
            model,
        )
        if brief
        else None,
    )


def _rank(row: Object) -> Rank:
    return Rank(row["outlets"], row["coverage"], row["recency"], row["centrality"], row["score"])


def _topic(row: Object) -> Topic:
    return Topic(
        row["label"],
        _points(row["points"]),
        tuple(row["articles"]),
        tuple(row["stories"]),
        row["note"],
    )


def _entries(rows: list[Object]) -> tuple[Dropped, ...]:
    return tuple(Dropped(row["name"], row["reason"]) for row in rows)
