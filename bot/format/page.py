"""A page: what one message shows, before it is components or an embed (pure)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from bot.format import limits
from bot.format.limits import size

ACCENT = 0x2F6F73
"""The ink of the front page: a calm teal that is legible on dark and light."""

V2_FLAG = 1 << 15
NO_MENTIONS: dict[str, Any] = {"parse": []}

PLAIN = 2
"""The style of a button that is no alarm: grey."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or paragraph, of Discord Markdown; never cut apart.

    Attributes:
        kind: "head" stays with the next line, "small" with the one before, "rule" is a
            line across the page and has no text.
    """

    text: str
    kind: Literal["head", "text", "small", "rule"] = "text"


RULE = Line("", "rule")


def heading(text: str, *, level: int = 2) -> Line:
    """Return a heading."""
    return Line(f"{'#' * level} {text}", "head")


def small(text: str) -> Line:
    """Return a line in small letters."""
    return Line(f"-# {text}", "small")


@dataclass(frozen=True, slots=True)
class Button:
    """A button that calls the bot."""

    label: str
    custom_id: str
    style: int = PLAIN
    disabled: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the component."""
        label = self.label[: limits.BUTTON_LABEL]
        data = {"type": 2, "style": self.style, "label": label, "custom_id": self.custom_id}
        return data | ({"disabled": True} if self.disabled else {})


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a menu; `label` is plain text, never Markdown."""

    label: str
    value: str

    def to_json(self) -> dict[str, Any]:
        """Return the option."""
        return {"label": self.label or "…", "value": self.value}


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu of one choice."""

    custom_id: str
    placeholder: str
    choices: tuple[Choice, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the component."""
        return {
            "type": 3,
            "custom_id": self.custom_id,
            "placeholder": self.placeholder,
            "options": [choice.to_json() for choice in self.choices[: limits.CHOICES]],
        }


Row = tuple[Button, ...] | Menu


@dataclass(frozen=True, slots=True)
class Page:
    """What one message shows."""

    lines: tuple[Line, ...]
    rows: tuple[Row, ...] = field(default=())
    name: str = ""
    """A short name: of a thread, a forum post, a page for the screen."""

    @property
    def text(self) -> str:
        """The page's Markdown, as an embed shows it."""
        return "\n".join(line.text for line in self.lines if line.kind != "rule")


def note(text: str) -> Page:
    """Return a page of one line."""
    return Page((Line(text),))


def rows_json(rows: tuple[Row, ...]) -> list[dict[str, Any]]:
    """Return the action rows of a page."""
    made = []
    for row in rows[: limits.ROWS]:
        items = [row] if isinstance(row, Menu) else list(row[: limits.BUTTONS_IN_ROW])
        if items:
            made.append({"type": 1, "components": [item.to_json() for item in items]})
    return made


def text_display(words: str) -> dict[str, Any]:
    """Return the component that shows words."""
    return {"type": 10, "content": words}


def paragraphs(lines: tuple[Line, ...]) -> list[dict[str, Any]]:
    """Return text displays with separators between; lines of one block stand together."""
    made: list[dict[str, Any]] = []
    block: list[str] = []
    for line in (*lines, RULE):
        if line.kind != "rule":
            block.append(line.text)
            continue
        if block:
            made.append(text_display("\n".join(block)))
            made.append({"type": 14, "divider": True, "spacing": 1})
        block = []
    return made[:-1]


def to_message(page: Page, *, role: int | None = None) -> dict[str, Any]:
    """Return a message in components v2. Only `role` can be pinged by it."""
    box = {
        "type": 17,
        "accent_color": ACCENT,
        "components": [*paragraphs(page.lines), *rows_json(page.rows)],
    }
    call = [text_display(f"<@&{role}>")] if role else []
    return {
        "flags": V2_FLAG,
        "components": [*call, box],
        "allowed_mentions": NO_MENTIONS | ({"roles": [str(role)]} if role else {}),
    }


def to_embed_message(page: Page, *, role: int | None = None) -> dict[str, Any]:
    """Return a message with an embed, for channels whose posts are published.

    Followers of an announcement channel get a message without its components, so a
    message made of components would reach them empty.
    """
    message = {
        "embeds": [{"description": page.text, "color": ACCENT}],
        "components": rows_json(page.rows),
        "allowed_mentions": NO_MENTIONS | ({"roles": [str(role)]} if role else {}),
    }
    return message | ({"content": f"<@&{role}>"} if role else {})


def page_size(lines: tuple[Line, ...]) -> int:
    """Return the length of the lines as one text."""
    return sum(size(line.text) + 1 for line in lines)
