"""What a name is said to be: "X, a father of two," needs a source that says so of X.

And whose relative: "his wife Kim" is false where the sources know a son Kim only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.check.align import Alignment
from summarizer.check.findings import SURE, Finding, instead
from summarizer.check.lexicon import kin, name_share, synonymous
from summarizer.check.sources import Sources
from summarizer.check.support import USUALLY, WordSupport
from summarizer.check.tokens import CALENDAR, Token

OPENS = re.compile(r",(?: \d{1,3},)? $")
"""Between a name and what it is said to be; an age may stand there too."""

JOINS = re.compile(r",? ")
"""Between a relative and the name: "his wife Kim", "his wife, Kim"."""

WOMEN = frozenset(
    "wife mother mum mom daughter sister grandmother granddaughter aunt niece girlfriend "
    "fiancée fiancee widow stepmother stepdaughter".split()
)
MEN = frozenset(
    "husband father dad son brother grandfather grandson uncle nephew boyfriend fiancé fiance "
    "widower stepfather stepson".split()
)
"""Only the sex excludes: one man may be a father, a son and a husband."""

LISTED = re.compile(r"^,? (?:and|or) |, (?:and|or) ")
ARTICLES = frozenset(("a", "an", "the"))
ENDS = frozenset(
    "of in at for who from with on to that which and or by whose when where is was were are has "
    "had said says".split()
)
"""Words after the head of a phrase."""

LEADING = frozenset(
    "in on at after before during since until for from with by when while as although though if "
    "despite under over near outside inside across throughout within following amid against".split()
)
"""Words that open a clause in which a name ends what stands before the subject: "In Beijing, the
minister said"."""

EVIDENT = frozenset(
    "man woman person country nation city town village state region area company firm group club "
    "team side organisation organization body agency website newspaper island river party "
    "one".split()
)
"""What a reader sees by himself: that Oman is a country need not be said."""


def find_appositions(
    text: str, alignment: Alignment, words: Sequence[WordSupport], sources: Sources
) -> Iterator[Finding]:
    """Yield names that are said to be what no source sentence near the name says."""
    tokens = alignment.tokens
    names = frozenset(word.token.start for word in words if word.name)
    for place, token in enumerate(tokens[:-2]):
        name = _name_to(tokens, place)
        if (
            not names.intersection(one.start for one in name)
            or token.key in CALENDAR
            or _leads(text, tokens, place)
        ):
            continue
        following = place + (2 if tokens[place + 1].kind == "number" else 1)
        if following + 1 >= len(tokens):
            continue
        article = tokens[following]
        if article.text.lower() not in ARTICLES or not OPENS.search(
            text[token.end : article.start]
        ):
            continue
        head = _head(text, tokens, following + 1)
        if head is None or head.upper or head.text.lower() in EVIDENT:
            continue
        keys = {one.key for one in name}
        if keys & sources.keys and not _said_of(keys, head, sources):
            said = text[article.start : head.end]
            who = text[name[0].start : token.end]
            reason = f"calls {who} “{said}”, which the sources do not"
            yield Finding("name", SURE, reason, article.start, head.end)


def find_relatives(text: str, alignment: Alignment, sources: Sources) -> Iterator[Finding]:
    """Yield names of a son, brother or husband that the sources give to a woman, or the reverse."""
    tokens = alignment.tokens
    for place, name in enumerate(tokens[1:], start=1):
        relative = _relative_before(text, tokens, place)
        if relative is None or not name.content or name.kind != "word" or not _is_named(name):
            continue
        sex = WOMEN if relative in WOMEN else MEN
        held = [
            other
            for number, where in sources.where.get(name.key, ())
            for other in (
                _relative_before(
                    sources.sentences[number].text, sources.sentences[number].tokens, where
                ),
            )
            if other is not None
        ]
        if held and not sex.intersection(held):
            reason = instead(f"{relative} {name.text}", held[0])
            yield Finding("name", SURE, reason, tokens[place - 1].start, name.end)


def _is_named(token: Token) -> bool:
    """Whether a word is a name by its capital or its habits: "wife Kim", not "wife said"."""
    return token.upper or name_share(token.text.lower()) >= USUALLY


def _relative_before(text: str, tokens: Sequence[Token], place: int) -> str | None:
    """Return the word for a relative right before a token, if there is one."""
    if place == 0:
        return None
    before = tokens[place - 1]
    word = before.text.lower()
    joined = JOINS.fullmatch(text[before.end : tokens[place].start])
    return word if joined and word in WOMEN | MEN else None


def _name_to(tokens: Sequence[Token], place: int) -> list[Token]:
    """Return the capitalized words up to a place."""
    first = place
    while first >= 0 and tokens[first].upper and tokens[first].content:
        first -= 1
    return [token for token in tokens[first + 1 : place + 1] if token.kind == "word"]


def _leads(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether the clause up to a place is one that a subject still follows."""
    first = place
    while first and "," not in text[tokens[first - 1].end : tokens[first].start]:
        first -= 1
    return tokens[first].text.lower() in LEADING


def _head(text: str, tokens: Sequence[Token], first: int) -> Token | None:
    """Return the last word of the phrase that begins at a place, None where a list goes on."""
    last = first
    while last < len(tokens) and tokens[last].text.lower() not in ENDS:
        last += 1
        if text[tokens[last - 1].end : tokens[last - 1].end + 1] in ",.;:)—":
            break
    phrase = [token for token in tokens[first:last] if token.content and token.kind == "word"]
    if not phrase:
        return None
    rest = text[tokens[last - 1].end :]
    return None if LISTED.search(rest) else phrase[-1]


def _said_of(name: set[str], head: Token, sources: Sources) -> bool:
    """Whether a sentence with the name, or one beside it, holds the word or another for it."""
    last = len(sources.sentences)
    near = {
        other
        for key in name
        for number, _ in sources.where.get(key, ())
        for other in range(max(0, number - 1), min(last, number + 2))
    }
    said = {key for number in near for key in sources.sentences[number].key_set}
    said |= {key for keys in sources.title_keys if name & keys for key in keys}
    return any(key == head.key or kin(key, head.key) or synonymous(key, head.key) for key in said)
