"""One item of a list: "Concerns encompass A, B and the detention of C" tells C's heading the last.

Only words are left out, and only where the list is what a verb or a word such as "including"
is followed by: what stands before it is a sentence with one item as well as with many.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from summarizer.domain import squeeze
from summarizer.salience.openings import quotes_balance

MOST_IN_ITEM = 8
"""Words of an item that is left out: a longer one is a clause of its own."""
FEWEST_LEFT = 6
"""Words of what is left: with fewer, the item says nothing."""
_INTRODUCES = re.compile(
    r"\b(?:includ(?:ing|e|es|ed)|such as|encompass(?:es|ed)?|cover(?:s|ed)?|discuss(?:ed)?"
    r"|address(?:ed)?|rais(?:e|ed)|touch(?:ed)? on|focus(?:es|ed)? on|mention(?:s|ed)?"
    r"|concern(?:s|ed)?|apart on|differ(?:ed)? on|disagree(?:d)? on|issues? of|issues? like"
    r"|threatens?|threatened|spoke of|speaks? of|talks? on|talks? about"
    r"|(?P<among>list(?:s|ed)?|nam(?:es|ed)|count(?:s|ed)?)) "
)
_ALL = re.compile(r"\b(?:only|just|solely|exclusively|merely|nothing but)\b", re.IGNORECASE)
"""Where a list is said to be the whole, one item is not: "covers only tolls and berths"."""
_QUOTES = re.compile(r"[“”\"«»„]")
"""Nobody's words are cut."""
_AFTER = re.compile(r" among (?:the|its|his|her|their) ")
"""Where a list ends before its sentence does: "named A, B and C among the subjects"."""
_NO_ITEM = re.compile(
    r"\b(?:who|which|that|is|are|was|were|has|have|had|will|would|said|says|but|while|when|"
    r"because|if|both|between(?! the two)|neither|not|no|respectively|he|she|it|they|we)\b"
)
_CLOSES = re.compile(r"(?:and|or) (?:also |even |finally )?")


def only_item(text: str, words: Collection[str]) -> str | None:
    """Return a sentence with only that item of its list in it which has one of `words`.

    Args:
        text: a sentence.
        words: a theme's wordings, in lower case.

    Returns: None where there is no list of three items or more, where its first or last item
        cannot be told from the rest, or where the words stand in none or in several of them.
    """
    whole = squeeze(text)
    for found in reversed(list(_INTRODUCES.finditer(whole))):
        head, rest, tail = whole[: found.end()], whole[found.end() :], "."
        if after := _AFTER.search(rest):
            rest, tail = rest[: after.start()], rest[after.start() :]
        items = _items(rest)
        if items is None or (found["among"] and not after) or not _may_be_cut(head, rest):
            continue
        spoken = [item for item in items if any(word in item.lower() for word in words)]
        if not spoken:
            continue
        if len(spoken) != 1 or any(word in head.lower() for word in words):
            return None
        left = head + spoken[0].rstrip(" ,.") + tail
        sound = quotes_balance(left) and len(left.split()) >= FEWEST_LEFT
        return left if sound and len(left) < len(whole) else None
    return None


def _may_be_cut(head: str, rest: str) -> bool:
    """Return whether a list may lose items: it is no quotation, and not said to be the whole."""
    return quotes_balance(head) and not _QUOTES.search(rest) and not _ALL.search(head + rest)


def _items(rest: str) -> list[str] | None:
    """Return the items of the list that ends the sentence; the last keeps what follows it."""
    parts = rest.split(", ")
    closing = next((n for n, part in enumerate(parts) if n and _CLOSES.match(part)), None)
    if closing is not None:
        last = _CLOSES.sub("", ", ".join(parts[closing:]), count=1)
        items = [*parts[:closing], last]
    else:
        before, link, last = parts[-1].rpartition(" and ")
        if not link:
            return None
        items = [*parts[:-1], before, last]
    if len(items) < 3 or any(_is_clause(item) for item in items[:-1]):
        return None
    return items


def _is_clause(item: str) -> bool:
    return len(item.split()) > MOST_IN_ITEM or _NO_ITEM.search(item) is not None
