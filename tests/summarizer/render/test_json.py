"""JSON by its schema, exact to the character."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from support.schemas import SCHEMAS, load, validate

from summarizer.domain import Article, Brief, Citation, Digest, Point
from summarizer.render import render_brief, render_briefs, render_digest, render_stories


def points_of(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "citations" in value:
            yield value
        for item in value.values():
            yield from points_of(item)
    if isinstance(value, list):
        for item in value:
            yield from points_of(item)


@pytest.mark.parametrize("name", sorted(path.name.split(".")[0] for path in SCHEMAS.glob("*.json")))
def test_the_schemas_are_schemas(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(load(name))


def test_shared_parts_of_the_schemas_are_the_same() -> None:
    parts: dict[str, Any] = {}
    for path in sorted(SCHEMAS.glob("*.json")):
        for name, part in json.loads(path.read_text("utf-8")).get("$defs", {}).items():
            assert parts.setdefault(name, part) == part, (path.name, name)


def test_every_field_of_the_schemas_is_told_in_words() -> None:
    words = (SCHEMAS / "README.md").read_text("utf-8")
    told = ["digest", "brief", "check", "search", "models", "row"]
    told += ["sources", "fetch", "doctor", "archive"]
    fields = [field for name in told for field in load(name)["properties"]]
    inner = [("digest", "article"), ("check", "verdict"), ("search", "hit"), ("models", "model")]
    inner += [("sources", "source"), ("fetch", "result"), ("doctor", "finding")]
    fields += [field for name, part in inner for field in load(name)["$defs"][part]["properties"]]
    for field in fields:
        assert f"`{field}`" in words, field


def test_a_digest_is_as_its_schema_says(digest: Digest) -> None:
    value = validate(render_digest(digest, "json"), "digest")
    assert value["schema"] == "readout/digest/1"
    window = {"since": "2029-03-05T00:00:00Z", "until": "2029-03-07T00:00:00Z", "zone": "UTC"}
    assert value["window"] == window
    assert value["articles"][0]["published"] == "2029-03-05T17:30:00Z"
    assert value["stories"][0]["copies"][0]["of"] == value["articles"][1]["id"]


def test_anyone_can_check_every_citation(digest: Digest) -> None:
    value = json.loads(render_digest(digest, "json"))
    texts = {article["id"]: article["text"] for article in value["articles"]}
    points = list(points_of(value))
    assert len(points) == 9
    for point in points:
        for cited in point["citations"]:
            assert texts[cited["article"]][cited["start"] : cited["end"]] == cited["quote"]


def test_offsets_hold_whatever_the_text_is_made_of() -> None:
    text = "a\x00\x1b[1m\u202eb\r\n\U0001f469\u200d\U0001f680 \ud83d end. Next."
    article = Article(text=text)
    brief = Brief("t", (Point("x", (Citation.at(article, 2, 18),), "written"),), (article,), 9, "m")
    value = validate(render_brief(brief, "json"), "brief")
    cited = value["points"][0]["citations"][0]
    assert value["articles"][0]["text"] == text
    assert text[cited["start"] : cited["end"]] == cited["quote"]


def test_briefs_come_alone_together_and_as_rows(digest: Digest) -> None:
    briefs = [story.brief for story in digest.stories if story.brief]
    one = validate(render_brief(briefs[0], "json"), "brief")
    many = validate(render_briefs(briefs, "json"), "briefs")
    assert many["briefs"][0] == one
    rows = render_briefs(briefs, "jsonl").splitlines()
    assert len(rows) == 2
    row = validate(rows[0], "brief")
    assert row.pop("id") == briefs[0].articles[0].id
    assert row == one


def test_stories_are_as_their_schema_says(digest: Digest) -> None:
    validate(render_stories(digest.stories, "json"), "stories")


def test_a_digest_on_one_line_is_the_same_digest(digest: Digest) -> None:
    line = render_digest(digest, "jsonl")
    assert line.count("\n") == 1
    assert json.loads(line) == json.loads(render_digest(digest, "json"))


def test_unsafe_addresses_are_not_handed_on(digest: Digest, storm: Article) -> None:
    bad = replace(storm, url="javascript:alert(1)")
    articles = (*digest.articles[:3], bad)
    value = validate(render_digest(replace(digest, articles=articles), "json"), "digest")
    assert value["articles"][3]["url"] is None


def test_an_open_window_and_an_unranked_story_are_null(digest: Digest) -> None:
    story = replace(digest.stories[0], rank=None, first_seen=None, last_seen=None)
    bare = replace(digest, stories=(story,), window=type(digest.window)())
    value = validate(render_digest(bare, "json"), "digest")
    assert value["window"] == {"since": None, "until": None, "zone": "UTC"}
    assert value["stories"][0]["rank"] is None
