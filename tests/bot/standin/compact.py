"""The part of Discord's interface that the bot uses, in our own words.

Used where Discord's own document is not at hand. Limits as Discord publishes them.
"""

from __future__ import annotations

from typing import Any


def obj(required: str = "", /, **properties: Any) -> dict[str, Any]:
    """An object schema."""
    return {"type": "object", "properties": properties, "required": required.split()}


def text(most: int, least: int = 0) -> dict[str, Any]:
    """A string schema."""
    return {"type": ["string", "null"], "maxLength": most, "minLength": least}


def many(items: dict[str, Any], most: int, least: int = 0) -> dict[str, Any]:
    """An array schema."""
    return {"type": ["array", "null"], "items": items, "maxItems": most, "minItems": least}


def localized(most: int) -> dict[str, Any]:
    """A text in other languages, as long as the English one may be."""
    return {
        "type": ["object", "null"],
        "patternProperties": {r"^[a-z]{2}(-[A-Z]{2}|-419)?$": text(most, 1)},
        "additionalProperties": False,
    }


def kind(number: int) -> dict[str, Any]:
    """The type of a component."""
    return {"const": number}


SNOWFLAKE = {"type": "string", "pattern": r"^(0|[1-9][0-9]*)$"}
NUMBER = {"type": ["integer", "null"]}
FLAG = {"type": ["boolean", "null"]}
EMOJI = obj("", id={"type": ["string", "null"]}, name=text(32))
BUTTON = obj(
    "type style",
    type=kind(2),
    style={"enum": [1, 2, 3, 4, 5]},
    label=text(80),
    custom_id=text(100, 1),
    url=text(512),
    disabled=FLAG,
    emoji=EMOJI,
)
OPTION = obj(
    "label value", label=text(100, 1), value=text(100, 1), description=text(100), default=FLAG
)
SELECT = obj(
    "type custom_id options",
    type=kind(3),
    custom_id=text(100, 1),
    options=many(OPTION, 25, 1),
    placeholder=text(150),
    min_values=NUMBER,
    max_values=NUMBER,
)
ROW = obj("type components", type=kind(1), components=many({"oneOf": [BUTTON, SELECT]}, 5, 1))
TEXT = obj(
    "type content", type=kind(10), content={"type": "string", "minLength": 1, "maxLength": 4000}
)
LINE = obj("type", type=kind(14), divider=FLAG, spacing={"enum": [1, 2]})
SECTION = obj(
    "type components accessory", type=kind(9), components=many(TEXT, 3, 1), accessory=BUTTON
)
BOX = obj(
    "type components",
    type=kind(17),
    accent_color={"type": ["integer", "null"], "minimum": 0, "maximum": 0xFFFFFF},
    components=many({"oneOf": [ROW, TEXT, LINE, SECTION]}, 40, 1),
)
EMBED = obj(
    "",
    title=text(256),
    description=text(4096),
    url=text(2048),
    color=NUMBER,
    footer=obj("text", text=text(2048)),
    author=obj("name", name=text(256)),
    fields=many(obj("name value", name=text(256, 1), value=text(1024, 1), inline=FLAG), 25),
)
MENTIONS = obj(
    "",
    parse=many({"enum": ["users", "roles", "everyone"]}, 3),
    roles=many(SNOWFLAKE, 100),
    users=many(SNOWFLAKE, 100),
    replied_user=FLAG,
)
BASE: dict[str, Any] = {
    "content": text(4000),
    "embeds": many(EMBED, 10),
    "allowed_mentions": {"oneOf": [{"type": "null"}, MENTIONS]},
    "components": many({"oneOf": [ROW, TEXT, LINE, SECTION, BOX]}, 40),
    "flags": NUMBER,
    "attachments": many({"type": "object"}, 10),
    "tts": FLAG,
}
MESSAGE = obj("", **BASE, nonce=text(25), enforce_nonce=FLAG) | {"additionalProperties": False}
EDIT = obj("", **BASE) | {"additionalProperties": False}
NAME = {"type": "string", "minLength": 1, "maxLength": 100}
ARCHIVE = {"enum": [60, 1440, 4320, 10080]}
CHOICE = obj(
    "name value",
    name=text(100, 1),
    name_localizations=localized(100),
    value={"type": ["string", "integer", "number"]},
)
CALLBACK = obj(
    "type",
    type={"enum": [1, 4, 5, 6, 7, 8, 9]},
    data={
        "oneOf": [
            {"type": "null"},
            obj("", **BASE, choices=many(CHOICE, 25), custom_id=text(100, 1), title=text(45)),
        ]
    },
)
COMMAND_OPTION: dict[str, Any] = obj(
    "type name description",
    type={"enum": list(range(1, 12))},
    name={"type": "string", "minLength": 1, "maxLength": 32, "pattern": r"^[-_'\w]+$"},
    description={"type": "string", "minLength": 1, "maxLength": 100},
    name_localizations=localized(32),
    description_localizations=localized(100),
    choices=many(CHOICE, 25),
    options=many({"$ref": "#/components/schemas/Option"}, 25),
)
COMMAND = obj(
    "name",
    name={"type": "string", "minLength": 1, "maxLength": 32},
    description=text(100),
    name_localizations=localized(32),
    description_localizations=localized(100),
    options=many({"$ref": "#/components/schemas/Option"}, 25),
    default_member_permissions={"type": ["integer", "null"], "minimum": 0},
    contexts=many({"enum": [0, 1, 2]}, 3),
    integration_types=many({"enum": [0, 1]}, 2),
    type={"enum": [1, 2, 3, None]},
)


def takes(schema: dict[str, Any] | None = None) -> dict[str, Any]:
    """An operation with a JSON body, or none."""
    if schema is None:
        return {}
    return {"requestBody": {"content": {"application/json": {"schema": schema}}}}


COMPACT: dict[str, Any] = {
    "components": {"schemas": {"Option": COMMAND_OPTION}},
    "paths": {
        "/users/@me": {"get": takes()},
        "/applications/@me": {"get": takes()},
        "/oauth2/applications/@me": {"get": takes()},
        "/gateway": {"get": takes()},
        "/gateway/bot": {"get": takes()},
        "/users/@me/guilds": {"get": takes()},
        "/users/@me/channels": {"post": takes(obj("", recipient_id=SNOWFLAKE))},
        "/channels/{channel_id}": {"get": takes()},
        "/channels/{channel_id}/messages": {"get": takes(), "post": takes(MESSAGE)},
        "/channels/{channel_id}/messages/{message_id}": {
            "get": takes(),
            "patch": takes(EDIT),
            "delete": takes(),
        },
        "/channels/{channel_id}/messages/{message_id}/crosspost": {"post": takes()},
        "/channels/{channel_id}/messages/{message_id}/threads": {
            "post": takes(obj("name", name=NAME, auto_archive_duration=ARCHIVE))
        },
        "/channels/{channel_id}/threads": {
            "post": takes(
                obj("name message", name=NAME, auto_archive_duration=ARCHIVE, message=EDIT)
            )
        },
        "/channels/{channel_id}/threads/archived/public": {"get": takes()},
        "/guilds/{guild_id}": {"get": takes()},
        "/guilds/{guild_id}/channels": {"get": takes()},
        "/guilds/{guild_id}/members/{user_id}": {"get": takes()},
        "/guilds/{guild_id}/threads/active": {"get": takes()},
        "/applications/{application_id}/commands": {
            "get": takes(),
            "put": takes({"type": "array", "items": COMMAND, "maxItems": 130}),
        },
        "/interactions/{interaction_id}/{interaction_token}/callback": {"post": takes(CALLBACK)},
        "/webhooks/{webhook_id}/{webhook_token}": {"post": takes(EDIT)},
        "/webhooks/{webhook_id}/{webhook_token}/messages/@original": {
            "get": takes(),
            "patch": takes(EDIT),
            "delete": takes(),
        },
    },
}
