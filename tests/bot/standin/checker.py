"""Checks each request against Discord's OpenAPI document, and what it does not say.

The document is read from the path in READOUT_DISCORD_OPENAPI; without it, `compact`
describes the requests that the bot makes.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from standin.compact import COMPACT

V2 = 1 << 15
TEXT_LIMIT = 4000
COMPONENT_LIMIT = 40
EMBED_LIMIT = 6000


@cache
def load_document() -> dict[str, Any]:
    """Return Discord's document, or ours."""
    path = os.environ.get("READOUT_DISCORD_OPENAPI", "")
    return json.loads(Path(path).read_text()) if path else COMPACT


@cache
def routes() -> tuple[tuple[str, re.Pattern[str], dict[str, Any]], ...]:
    """Return (template, pattern, operations), the most literal first."""
    found = []
    for template, operations in load_document()["paths"].items():
        pattern = re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template)) + "$")
        found.append((template, pattern, operations))
    return tuple(sorted(found, key=lambda row: row[0].count("{")))


@cache
def registry() -> Registry:
    """Return a registry in which the document's own references resolve."""
    resource = Resource.from_contents(load_document(), default_specification=DRAFT202012)
    return Registry().with_resource("urn:discord", resource)


@cache
def validator(template: str, method: str) -> jsonschema.Draft202012Validator | None:
    """Return the validator of a request's JSON body, None where it has none."""
    operation = load_document()["paths"][template][method]
    media = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if media is None:
        return None
    schema = json.loads(json.dumps(media["schema"]).replace('"#/', '"urn:discord#/'))
    return jsonschema.Draft202012Validator(schema, registry=registry())


def check_request(
    method: str, path: str, body: Any, query: dict[str, str] | None = None
) -> list[str]:
    """Return what Discord would refuse about a request; empty: nothing."""
    for template, pattern, operations in routes():
        if pattern.match(path) and method.lower() in operations:
            problems = check_query(operations[method.lower()], query or {})
            if validator(template, method.lower()) is None:
                return problems
            problems += [] if body is not None else ["a body is missing"]
            if body is not None:
                same = NONCE.sub(lambda match: "0" * len(match[0]), json.dumps(body))
                problems += check_body(template, method.lower(), same)
            return problems + [line for part in messages_in(body) for line in check_message(part)]
    return [f"there is no {method} {path}"]


NONCE = re.compile(r"ro[0-9a-f]{8,}")
"""What tells a thousand equal messages apart; it matters to no schema."""


@cache
def check_body(template: str, method: str, body: str) -> list[str]:
    """Return what is wrong with a body, given as JSON; equal ones are checked once."""
    check = validator(template, method)
    assert check is not None
    return [best(error) for error in check.iter_errors(json.loads(body))]


def check_query(operation: dict[str, Any], query: dict[str, str]) -> list[str]:
    """Return what is wrong with the query of a request, where the document says what may be."""
    known = {
        item["name"]: item for item in operation.get("parameters", ()) if item["in"] == "query"
    }
    if load_document() is COMPACT:
        return []
    problems = [f"no query {name!r}" for name in query if name not in known]
    for name, item in known.items():
        if name in query:
            schema = json.loads(json.dumps(item["schema"]).replace('"#/', '"urn:discord#/'))
            check = jsonschema.Draft202012Validator(schema, registry=registry())
            value = QUERY_VALUES.get(str(schema.get("type")), str)(query[name])
            problems += [best(error) for error in check.iter_errors(value)]
        elif item.get("required"):
            problems.append(f"query {name!r} is missing")
    return problems


TRUTH = {"true": True, "1": True, "false": False, "0": False}
QUERY_VALUES: dict[str, Any] = {"integer": int, "boolean": TRUTH.get}
"""A query's text as the value that the document's types speak of."""


def best(error: jsonschema.ValidationError) -> str:
    """Return the most telling line of an error."""
    deep = jsonschema.exceptions.best_match([error])
    deep = deep or error
    return f"{'/'.join(str(item) for item in deep.absolute_path)}: {deep.message[:300]}"


def messages_in(body: Any) -> list[dict[str, Any]]:
    """Return the messages in a body: itself, a forum post's, a callback's."""
    if not isinstance(body, dict):
        return []
    inner = [body.get("message"), body.get("data")]
    found = [body, *(item for item in inner if isinstance(item, dict))]
    return [item for item in found if "components" in item or "content" in item or "embeds" in item]


def walk(components: Any) -> list[dict[str, Any]]:
    """Return every component, nested ones and accessories included."""
    found: list[dict[str, Any]] = []
    for item in components or ():
        found.append(item)
        found += walk(item.get("components"))
        if item.get("accessory"):
            found += walk([item["accessory"]])
        if item.get("component"):
            found += walk([item["component"]])
    return found


def check_message(message: dict[str, Any]) -> list[str]:
    """Return the rules a message breaks that no schema states."""
    problems = []
    parts = walk(message.get("components"))
    ids = [part["custom_id"] for part in parts if part.get("custom_id")]
    if len(ids) != len(set(ids)):
        problems.append("a custom id comes twice")
    text = sum(len(part.get("content", "")) for part in parts if part.get("type") == 10)
    if text > TEXT_LIMIT:
        problems.append(f"{text} characters of text")
    if len(parts) > COMPONENT_LIMIT:
        problems.append(f"{len(parts)} components")
    if (message.get("flags") or 0) & V2:
        if message.get("content") or message.get("embeds"):
            problems.append("components v2 go with neither content nor embeds")
    elif any(part.get("type") in (9, 10, 17) for part in parts) and "custom_id" not in message:
        problems.append("components v2 need their flag")
    if sum(embed_length(embed) for embed in message.get("embeds") or ()) > EMBED_LIMIT:
        problems.append("more than 6000 characters of embeds")
    if len(message.get("content") or "") > 2000:
        problems.append("content over 2000 characters")
    if "allowed_mentions" not in message and text and message.get("flags", 0) & V2:
        problems.append("mentions are not switched off")
    return problems


def embed_length(embed: dict[str, Any]) -> int:
    """Return the characters that count in an embed."""
    fields = embed.get("fields") or ()
    return (
        len(embed.get("title") or "")
        + len(embed.get("description") or "")
        + len((embed.get("footer") or {}).get("text") or "")
        + len((embed.get("author") or {}).get("name") or "")
        + sum(len(item["name"]) + len(item["value"]) for item in fields)
    )
