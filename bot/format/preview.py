"""Pages for the screen: Discord's Markdown as HTML and as terminal text (pure).

Knows Discord's own rules, mentions and bare addresses included, so that it also shows
what a text would do that it should not: the tests of `safe` read it that way.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.format.page import Menu, Page

INLINE = re.compile(
    r"""
    \\(?P<escape>[^0-9A-Za-z\s])
    |\[(?P<label>(?:\\.|[^\[\]\\])+)\]\((?P<target>https?://[^\s()<>]+)\)
    |<t:(?P<time>\d+)(?::(?P<style>[tTdDfFR]))?>
    |(?P<mention><(?:@[!&]?|\#)\d+>|</[^:>]+:\d+>|<id:\w+>|<a?:\w+:\d+>|@everyone|@here)
    |<?(?P<url>https?://[^\s<>]+[^\s<>.,:;"'\])])>?
    |(?P<invite>discord(?:\.gg|(?:app)?\.com/invite)/[\w-]+)
    |`(?P<code>[^`]+)`
    |\*\*(?P<bold>(?:\\.|[^\\])+?)\*\*(?!\*)
    |__(?P<underline>(?:\\.|[^\\])+?)__
    |~~(?P<strike>(?:\\.|[^\\])+?)~~
    |\|\|(?P<spoiler>(?:\\.|[^\\])+?)\|\|
    |\*(?P<italic>(?:\\.|[^\\*])+?)\*
    |_(?P<oblique>(?:\\.|[^\\_])+?)_\b
    """,
    re.VERBOSE | re.DOTALL,
)
TAGS = {
    "bold": "strong",
    "underline": "u",
    "strike": "s",
    "spoiler": "details",
    "italic": "em",
    "oblique": "em",
}
BLOCK = re.compile(
    r"^(?:(?P<head>#{1,3}) |(?P<small>-# )|(?P<quote>>(?:>>)? )|(?P<item>[-*] |\d+\. ))"
    r"(?P<rest>.*)$"
)
TIME_FORMS = {"D": "%d %B %Y", "d": "%d/%m/%Y", "t": "%H:%M", "R": "%d %B %Y, %H:%M UTC"}


def inline_html(text: str) -> str:
    """Return one line of Discord Markdown as HTML."""
    made, at = [], 0
    for match in INLINE.finditer(text):
        made.append(html.escape(text[at : match.start()]))
        made.append(token_html(match))
        at = match.end()
    return "".join(made) + html.escape(text[at:])


def token_html(match: re.Match[str]) -> str:
    """Return one piece of markup as HTML."""
    if match["label"] is not None:
        return f'<a href="{html.escape(match["target"])}">{inline_html(match["label"])}</a>'
    if match["time"] is not None:
        return f"<time>{html.escape(say_time(match))}</time>"
    kind = str(match.lastgroup)
    value = match[kind]
    if kind in TAGS:
        return f"<{TAGS[kind]}>{inline_html(value)}</{TAGS[kind]}>"
    shown = html.escape(value)
    forms = {
        "url": f'<a href="{shown}">{shown}</a>',
        "invite": f'<a href="{shown}">{shown}</a>',
        "mention": f"<mark>{shown}</mark>",
        "code": f"<code>{shown}</code>",
    }
    return forms.get(kind, shown)


def say_time(match: re.Match[str]) -> str:
    """Return a time in UTC, as the preview knows no reader's zone."""
    at = datetime.fromtimestamp(int(match["time"]), UTC)
    return at.strftime(TIME_FORMS.get(match["style"] or "f", "%d %B %Y, %H:%M UTC"))


BEFORE_NUMBER = re.compile(r" (?=\[[\d–]+\](?: \[[\d–]+\])*$)|(?<=\d\]) (?=\[)")
"""The space before the number of a source, and the one between that and its name."""


def line_html(line: str) -> str:
    """Return one line as a block of HTML; a source's number stands on no line alone."""
    line = BEFORE_NUMBER.sub("\u00a0", line)
    match = BLOCK.match(line)
    if match is None:
        return f"<p>{inline_html(line)}</p>"
    rest = inline_html(match["rest"])
    if match["head"]:
        level = len(match["head"])
        return f"<h{level}>{rest}</h{level}>"
    if match["small"]:
        return f"<small>{rest}</small>"
    if match["quote"]:
        return f"<blockquote>{rest}</blockquote>"
    return f"<li>{rest}</li>"


def page_html(page: Page) -> str:
    """Return one message as HTML."""
    body = []
    for line in page.lines:
        if line.kind == "rule":
            body.append("<hr>")
        else:
            body += [line_html(part) for part in line.text.split("\n")]
    for row in page.rows:
        body.append(f'<div class="row">{row_html(row)}</div>')
    return f'<article class="message">{"".join(body)}</article>'


def row_html(row: object) -> str:
    """Return a row of controls; they do nothing in a preview."""
    if isinstance(row, Menu):
        return f'<span class="menu">{html.escape(row.placeholder)}</span>'
    buttons = row if isinstance(row, tuple) else ()
    return "".join(f"<button disabled>{html.escape(button.label)}</button>" for button in buttons)


STYLE = """
:root { color-scheme: light dark; --ink: light-dark(#2b2d31, #dbdee1);
  --paper: light-dark(#fff, #313338); --card: light-dark(#f6f7f9, #2b2d31);
  --edge: light-dark(#d8dbe0, #3f4147); --faint: light-dark(#5c5f66, #a3a6ad);
  --link: light-dark(#0067d6, #4aa8ff); }
body { margin: 0; padding: 2rem 1rem; background: var(--paper); color: var(--ink);
  font: 16px/1.45 system-ui, sans-serif; }
main { max-width: 36rem; margin: 0 auto; }
.message { background: var(--card); border: 1px solid var(--edge); border-left: 4px solid #2f6f73;
  border-radius: 8px; padding: .75rem 1rem; margin: 0 0 1rem; overflow-wrap: anywhere; }
h1, h2, h3 { margin: .5rem 0 .25rem; line-height: 1.25; }
h2 { font-size: 1.25rem } h3 { font-size: 1.05rem }
p { margin: .25rem 0 } li { margin: .25rem 0 .25rem 1.25rem }
small { display: block; color: var(--faint) }
blockquote { margin: .25rem 0; padding-left: .75rem; border-left: 3px solid var(--edge) }
hr { border: 0; border-top: 1px solid var(--edge); margin: .6rem 0 }
a { color: var(--link) } .row { margin-top: .6rem; display: flex; gap: .5rem; flex-wrap: wrap }
button, .menu { font: inherit; padding: .35rem .8rem; border-radius: 8px; border: 0;
  background: var(--edge); color: var(--ink) } .menu { flex: 1 }
"""


def preview_html(pages: Sequence[Page], title: str) -> str:
    """Return a page of HTML that shows the messages as Discord would."""
    messages = "\n".join(page_html(page) for page in pages)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main>{messages}</main></body></html>\n"
    )


def preview_text(pages: Sequence[Page]) -> str:
    """Return the messages as plain text for a terminal, addresses shown."""
    return "\n\n".join(page_text(page) for page in pages)


def page_text(page: Page) -> str:
    """Return one message as plain text."""
    rows = []
    for line in page.lines:
        if line.kind == "rule":
            rows.append("─" * 40)
        rows += [inline_text(part) for part in line.text.split("\n") if part]
    controls = [
        f"[ {row.placeholder} ▾ ]"
        if isinstance(row, Menu)
        else "  ".join(f"[ {item.label} ]" for item in row)
        for row in page.rows
    ]
    return "\n".join(rows + controls)


def inline_text(line: str) -> str:
    """Return one line without its markup."""
    match = BLOCK.match(line)
    text = line if match is None else match["rest"]
    start = "• " if match is not None and match["item"] else ""
    text = re.sub(r"\[((?:\\.|[^\[\]\\])+)\]\((https?://[^\s()]+)\)", r"\1 (\2)", text)
    text = re.sub(r"<t:(?P<time>\d+)(?::(?P<style>\w))?>", say_time, text)
    text = re.sub(r"(?<!\\)\*\*(.+?)\*\*", r"\1", text)
    return start + re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text)
