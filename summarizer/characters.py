r"""Which characters belong to which script: the one table, as ranges for a regular expression's [].

Each use names what it needs of it:

- `UNSPACED`: scripts that put no space between words. Their words are counted by characters
  (`domain`), compared by pairs (`text.words`) or one by one (`check.tokens`), and two sentences of
  them stand side by side without a space (`joined`).
- `PAIRED`: those and Korean, which hangs its particles on its nouns: what is compared and searched
  by pairs of characters (`text.scripts`, `archive.runs`).
- `WIDE`: characters that say more each, a line of which is short (`text.lines`).
- the single scripts: for what a character counts, and for telling languages apart.

Lines are broken by Unicode's own widths (`render.layout`), which know every wide character.
"""

from __future__ import annotations

from collections.abc import Iterable

from summarizer.late import late
from summarizer.western import is_western

HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Chinese characters, with the signs that repeat one (々) or stand for one (〇)."""

KANA = "\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
"""Hiragana and katakana, without the dot between words of a foreign name (・)."""

HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"

THAI = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59"
"""Letters, signs and digits of Thai, without ฿ and the marks of old manuscripts."""

LAO = "\u0e81-\u0edf"

SOUTHEAST = f"{THAI}{LAO}\u1000-\u1049\u104c-\u109f\u1780-\u17d3\u17d7\u17dc-\u17e9"
"""Thai, Lao, Burmese and Khmer, without the marks that end their sentences (၊ ။ ។ ៕)."""

UNSPACED = f"{HAN}{KANA}{SOUTHEAST}"
PAIRED = f"{UNSPACED}{HANGUL}"
WIDE = f"{HAN}{KANA}{HANGUL}"

UNSPACED_RUN = late(f"[{UNSPACED}]+")
_WIDE = late(f"[{WIDE}]")


def mostly_wide(text: str) -> bool:
    """Return whether most of `text` is in characters that say more each."""
    return not text.isascii() and len(_WIDE.findall(text)) * 2 > len(text)


_CLOSED_UP = f"{HAN}{KANA}"
"""Scripts whose sentences stand side by side without a space. Thai, Lao, Khmer and Burmese part
sentences by one, as Korean does."""
_CLOSERS = "」』】》〉〕）｣"
_OPENERS = "「『【《〈〔（｢"
_WIDE_STOP = late(rf"[。．！？｡{_CLOSERS}]$|[。．！？｡{_CLOSED_UP}][…”’]+$")
_ENDS_CLOSED_UP = late(rf"[{_CLOSED_UP}][…”’\"']*$")
_OPENS_CLOSED_UP = late(rf"[“‘\"']?[{_CLOSED_UP}{_OPENERS}]")


_WRAPPED = late(
    rf"(?<=[{_CLOSED_UP}、，。．！？：；…{_CLOSERS}])[ \t]*[\r\n][ \t]*(?=[{_CLOSED_UP}{_OPENERS}])"
)


def unwrapped(text: str) -> str:
    """Return `text` without line breaks between two characters of Chinese or Japanese."""
    return text if is_western(text) else _WRAPPED.sub("", text)


def capitalised(text: str) -> str:
    """Return `text` with its first letter as a capital, the others as they are."""
    return text[:1].upper() + text[1:]


def joined(before: str, after: str) -> str:
    """Return what stands between two sentences of running text: a space, or nothing.

    Nothing behind a full stop of Chinese or Japanese, which is as wide as a letter with its
    space, and between two sentences of these scripts.
    """
    if is_western(before):
        return " "
    closed = _ENDS_CLOSED_UP.search(before) and _OPENS_CLOSED_UP.match(after)
    return "" if closed or _WIDE_STOP.search(before) else " "


def mark_gap(before: str, space: str) -> str:
    """Return what stands between a sentence and its source marks: `space`, or nothing."""
    return "" if not is_western(before) and _WIDE_STOP.search(before) else space


def join_sentences(texts: Iterable[str]) -> str:
    """Return sentences as running text, as their script joins them."""
    parts: list[str] = []
    for text in texts:
        if parts:
            parts.append(joined(parts[-1], text))
        parts.append(text)
    return "".join(parts)
