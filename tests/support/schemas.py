"""The schemas of what Readout writes as JSON, and texts held against them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"


def load(name: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((SCHEMAS / f"{name}.v1.schema.json").read_text("utf-8"))
    return value


def closed(schema: Any) -> Any:
    """The schema with no field allowed that it does not describe."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(value) for key, value in schema.items()}
    if isinstance(made.get("properties"), dict) and made.get("type") == "object":
        made["additionalProperties"] = False
    return made


def validate(text: str, name: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(text)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(closed(load(name)), format_checker=checker).validate(value)
    return value
