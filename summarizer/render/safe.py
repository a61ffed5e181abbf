"""Foreign text made fit to show: nothing in it can steer a terminal, a page or an eye.

Titles, bylines, paths and quotes come from strangers. Before any of them is shown, escape
sequences and control characters go (a title must not move the cursor or set the window's
name), so do direction overrides (they make a text read as another, Boucher and Anderson,
"Trojan Source", 2021) and characters without width.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit, urlunsplit

from summarizer.text.addresses import public_address

_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    # OSC and its kin: window titles, links, device strings
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]{0,4096}(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]"  # two-character escapes
)
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
)
_CONTROL = re.compile(rf"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f{_INVISIBLE}\ufffe\uffff]")
_LONE = re.compile("[\ud800-\udfff]")
_JOINERS = re.compile("[\u200c\u200d]")
_JSON_HIDDEN = re.compile(rf"[\x7f-\x9f{_INVISIBLE}\u200c\u200d\u2028\u2029\ud800-\udfff]")
_PICTOGRAPHS = ("So", "Sk", "Cn")
_URL_SAFE = "/:?#[]@!$&'()*+,;=%~-._"
"""Kept as they are in an address; brackets and quotes that end a link elsewhere are not."""


def clean(text: str) -> str:
    """Return `text` as one line that is safe to show; runs of white space become a space."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = _ESCAPES.sub("", text)
    text = _CONTROL.sub("", text)
    text = _LONE.sub("\ufffd", text)
    if _JOINERS.search(text):
        text = _JOINERS.sub(_keep_joiner, text)
    return " ".join(text.split())


def clean_piece(text: str) -> str:
    """Return `text` cleaned with a space kept at an end that had one: a part of a line."""
    inner = clean(text)
    if not inner:
        return " " if text else ""
    head = " " if text[:1].isspace() else ""
    return head + inner + (" " if text[-1:].isspace() else "")


def _keep_joiner(match: re.Match[str]) -> str:
    """Keep a joiner where a script or an emoji needs it: Persian, Hindi, a family of emoji."""
    text, at = match.string, match.start()
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return match.group() if needs_joiner(before, after) else ""


def needs_joiner(before: str, after: str) -> bool:
    """Return whether a joiner, or a non-joiner, between two characters says how they are written.

    Either may be empty: at the edge of a text it says nothing.
    """
    return bool(before and after) and _takes_joiner(before) and _takes_joiner(after)


def _takes_joiner(character: str) -> bool:
    category = unicodedata.category(character)
    # Lo: letters without case, thus Arabic and Indic, not Latin, Greek or Cyrillic.
    return category in ("Lo", "Mn", "Mc", *_PICTOGRAPHS)


def safe_url(url: str | None) -> str | None:
    """Return `url` fit for a link, or None unless it is an http or https address.

    Credentials are nobody's business: they are left out.
    """
    if not url:
        return None
    text = public_address(url.strip())
    if re.search(r"\s", text) or clean(text) != text:
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    if re.search(r"[^\w.:\[\]%-]", parts.netloc):
        return None
    rest = (quote(part, safe=_URL_SAFE) for part in parts[2:])
    return urlunsplit((parts.scheme.lower(), parts.netloc, *rest))


def quote_fragment(url: str, words: str) -> str:
    """Return `url` so that a browser scrolls to `words` (a text fragment, WICG 2020).

    Long passages are named by their first and last words, which also hold where the page
    has markup in between.
    """
    parts = clean(words).split()
    if not parts or "#" in url:
        return url
    if len(parts) <= 2 * FRAGMENT_WORDS:
        pieces = [" ".join(parts)]
    else:
        pieces = [" ".join(parts[:FRAGMENT_WORDS]), " ".join(parts[-FRAGMENT_WORDS:])]
    encoded = (quote(piece, safe="").replace("-", "%2D") for piece in pieces)
    return f"{url}#:~:text={','.join(encoded)}"


FRAGMENT_WORDS = 5
"""Words at each end that name a passage: enough to be unique in an article."""


def dump_json(value: object, *, indent: int | None = 2) -> str:
    """Return `value` as JSON in which every hidden character is written as its escape.

    The values stay exact, so offsets hold, and the text is safe on a terminal.
    """
    import json  # not needed to show help, which imports this module

    separators = (",", ": ") if indent else (",", ":")
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return _JSON_HIDDEN.sub(_escape_json, text)


def _escape_json(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code > 0xFFFF:  # as a surrogate pair
        code -= 0x10000
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"
