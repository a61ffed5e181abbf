"""Foreign text made harmless: nothing of it pings, formats, links or hides (pure).

A string from an article, a feed, a page or a member goes through `plain` (what is
invisible or breaks lines is gone), is cut by grapheme clusters, and is escaped last, so
that no cut leaves half an escape.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote, urlsplit, urlunsplit

from bot.format.limits import size
from summarizer.render.safe import needs_joiner
from summarizer.text.addresses import public_address

JOINER = "\u200d"
JOINERS = ("\u200c", JOINER)
"""Persian, Hindi and Sinhala are written with them, and so are families of emoji."""

MOST_MARKS = 3
"""Combining marks kept on one letter: Vietnamese and pointed Hebrew need that many."""

INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and signs by category that show nothing."""

DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
URL_LENGTH = 400
"""Longer addresses are mostly tracking; a link that long would eat a story's room."""


def plain(text: str) -> str:
    """Return `text` in one line, composed, without what cannot be seen."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    kept: list[str] = []
    marks = 0
    for index, char in enumerate(line):
        if char in JOINERS:
            if needs_joiner("".join(kept[-1:]), line[index + 1 : index + 2]):
                kept.append(char)
        elif char in INVISIBLE or unicodedata.category(char) in DROPPED:
            continue
        elif unicodedata.combining(char):
            marks += 1
            if marks <= MOST_MARKS and kept:
                kept.append(char)
        else:
            marks = 0
            kept.append(char)
    return " ".join("".join(kept).split())


def clusters(text: str) -> Iterator[str]:
    """Yield `text` in pieces that a reader sees as one character."""
    piece = ""
    for char in text:
        if piece and not extends(piece, char):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def extends(piece: str, char: str) -> bool:
    """Return whether `char` belongs to the cluster `piece`."""
    if unicodedata.category(char) in ("Mn", "Me", "Mc") or char in JOINERS:
        return True
    if "\U0001f3fb" <= char <= "\U0001f3ff" or piece.endswith(JOINER):
        return True
    return is_flag_half(char) and is_flag_half(piece) and len(piece) == 1


def is_flag_half(char: str) -> bool:
    """Return whether a character is a regional indicator; two make a flag."""
    return "\U0001f1e6" <= char[:1] <= "\U0001f1ff"


MARKUP = re.compile(r"([\\*_~`|<>\[\]@])|(?<=\w)(:)(?=//)|(?<=\w)(\.)(?=(?i:gg/|com/invite))")
LINE_START = re.compile(r"^(?:(\d+)([.)])|([-+#]))")


def escape(text: str) -> str:
    """Return plain text as Discord Markdown that shows it as it is."""
    escaped = MARKUP.sub(lambda match: "\\" + match[0], text)
    return LINE_START.sub(
        lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", escaped
    )


def fit(text: str, limit: int, *, escaped: bool = True) -> str:
    """Return foreign text, harmless and at most `limit` long, cut at a word with "…"."""
    clean = plain(text)
    finish = escape if escaped else str
    if size(finish(clean)) <= limit:
        return finish(clean)
    pieces = list(clusters(clean[: limit + 1]))
    while pieces and size(finish("".join(pieces))) > limit - 1:
        over = size(finish("".join(pieces))) - limit + 1
        del pieces[-max(1, over // LONGEST_PIECE) :]
    return finish(at_word("".join(pieces))) + "…"


LONGEST_PIECE = 16
"""No cluster that is left after `plain` is longer, escaped, in UTF-16 units."""


def at_word(start: str) -> str:
    """Return `start` without the word that the cut broke, if one begins near its end."""
    whole = start.rsplit(" ", 1)[0] if " " in start[-40:] else start
    return whole.rstrip(" ,;:-–—(") or start


def safe_url(url: str | None) -> str | None:
    """Return an address that may stand behind a link, or None.

    Only http and https; no credentials, no characters that end a Markdown link.
    """
    if not url:
        return None
    try:
        visible = "".join(char for char in url.strip() if char.isprintable())
        parts = urlsplit(public_address(visible))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    try:
        ascii_host = host if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    place = f"[{ascii_host}]" if ":" in ascii_host else ascii_host
    where = place if port is None else f"{place}:{port}"
    path = quote(parts.path, safe="/%-._~!$&'*+,;=:@")
    query = quote(parts.query, safe="/%-._~!$&'*+,;=:@?")
    made = urlunsplit((parts.scheme.lower(), where, path, query, ""))
    return made if size(made) <= URL_LENGTH else None


NAME_LIKE_ADDRESS = re.compile(r"(?:\w+:)?//|^www\.|\b[\w-]+\.[a-z]{2,}(?:/|$|\s)", re.IGNORECASE)


def link(label: str, url: str | None, limit: int = 60) -> str:
    """Return a masked link, or the label alone where there is no good address.

    A label that looks like an address becomes the link's own host, so that it cannot
    pretend to lead elsewhere.
    """
    target = safe_url(url)
    if target is None:
        return fit(label, limit)
    name = plain(label).replace("[", "(").replace("]", ")")
    host = (urlsplit(target).hostname or "").removeprefix("www.")
    if not name or (NAME_LIKE_ADDRESS.search(name) and name.lower().removeprefix("www.") != host):
        name = host
    return f"[{fit(name, limit)}]({target})"
