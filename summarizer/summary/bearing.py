"""Whether a sentence of another article bears out what a point shows.

Near in meaning is not enough for a citation: "sold to a museum in Orlavik" and "sold to a
museum in Brenna" are as near as two wordings of one fact. Each number must stand there by its
value and count the same, each name in one of its forms, and so must what is quoted and most
of the other words. Which names are forms of one, `named.py` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from summarizer.check.counted import SCALES, WRITTEN
from summarizer.check.exchanged import exchanged
from summarizer.check.lexicon import kin, likeness, rarity, synonymous
from summarizer.check.quotations import LEAST_QUOTED_WORDS
from summarizer.check.support import NEAR
from summarizer.check.tokens import Token, number_key, stems, tokenize
from summarizer.check.turned import TURNED
from summarizer.summary.crossed import crossed
from summarizer.summary.named import Names, form_of, named, read_names

COVERED = 0.65
"""Share of the point's content words, by rarity, that the other sentence must hold: of 145
pairs that were read, .73 of those kept at .5 were true, .87 of those at .65."""
QUOTED = 0.7
"""The same share of the words that the point quotes."""
COUNTED_OUT = frozenset(("#1", "#1th"))
"""Numbers that mostly count nothing when written as words ("one of", "first")."""
MODALS = frozenset(("will", "would", "may", "might", "could", "should"))
AIMS = stems("intend plan expect prepare seek want hope likely threaten propose fail refuse")
"""Words after which, with "to", a thing has not happened."""
PENDING_REACH = 3
_QUOTATION = re.compile(r"“[^”]+|\"[^\"]+\"")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a sentence.

    Attributes:
        value: its key, "1.5 million" as one number.
        thing: the word right after it or the sign beside it: what it counts or measures.
        spelled: it is written in letters.
    """

    value: str
    thing: Token | None
    spelled: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """What a sentence says, ready to be compared.

    Attributes:
        tokens: of the sentence.
        keys: of its content words, numbers and signs.
        quoted: the tokens within quotation marks.
        names: its names.
        amounts: its numbers.
        pairs: values that stand as "8 to 2" or "8-2", in this order.
        pending: keys of what is said to be still to come.
        turns: small words that can be turned round, each with its neighbours: "voted for it".
    """

    tokens: tuple[Token, ...]
    keys: frozenset[str]
    quoted: tuple[Token, ...]
    names: Names
    amounts: tuple[Amount, ...]
    pairs: frozenset[tuple[str, str]]
    pending: frozenset[str]
    turns: frozenset[tuple[str, str, str]]


def bears_out(shown: str, other: str) -> bool:
    """Return whether the sentence `other` holds what the text `shown` says.

    A name may be left out where the other sentence has none of its own in its place: "he said".
    """
    said, held = read_statement(shown), read_statement(other)
    return (
        all(_counted(amount, said, held) for amount in said.amounts)
        and not any((b, a) in held.pairs and (a, b) not in held.pairs for a, b in said.pairs)
        and named(said.names, held.names)
        and not any(
            (a, turned, c) in held.turns
            for a, b, c in said.turns - held.turns
            for turned in TURNED[b]
        )
        and exchanged(said.tokens, held.tokens) is None
        and not crossed(said.tokens, held.tokens)
        and not _still_to_come(said, held)
        and _share_held(said.quoted, said, held) >= QUOTED
        and _share_held(said.tokens, said, held) >= COVERED
    )


@lru_cache(maxsize=1024)
def read_statement(text: str) -> Statement:
    """Return what a sentence says."""
    tokens = tokenize(text)
    quotations = [
        found.span()
        for found in _QUOTATION.finditer(text)
        if len(found.group().split()) >= LEAST_QUOTED_WORDS
    ]
    return Statement(
        tokens=tokens,
        keys=frozenset(t.key for t in tokens if t.content or t.kind == "sign"),
        quoted=tuple(t for t in tokens if any(a <= t.start < b for a, b in quotations)),
        names=read_names(text, tokens),
        amounts=tuple(_amounts(text, tokens)),
        pairs=frozenset(_pairs(text, tokens)),
        pending=frozenset(_pending(tokens)),
        turns=frozenset(
            (a.key, b.key, c.key)
            for a, b, c in zip(tokens, tokens[1:], tokens[2:], strict=False)
            if b.key in TURNED
        ),
    )


def _amounts(text: str, tokens: Sequence[Token]) -> Iterator[Amount]:
    """Yield the numbers, but for fractions and the 19 of Covid-19."""
    for place, token in enumerate(tokens):
        around = text[max(token.start - 1, 0) : token.start] + text[token.end : token.end + 1]
        if token.kind != "number" or (len(token.text) == 1 and "/" in around):
            continue
        if place and tokens[place - 1].key == "covid":
            continue
        value, last = token.key, place
        while last + 1 < len(tokens) and tokens[last + 1].key in SCALES and "th" not in value:
            last += 1
            value = number_key(float(value[1:]) * SCALES[tokens[last].key])
        yield Amount(value, _thing(tokens, place, last), not token.text[0].isdigit())


def _thing(tokens: Sequence[Token], first: int, last: int) -> Token | None:
    if first and tokens[first - 1].kind == "sign" and tokens[first - 1].text != "%":
        return tokens[first - 1]
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is None or after.start - tokens[last].end > 1:
        return None
    return after if after.kind == "sign" or (after.kind == "word" and after.content) else None


def _pairs(text: str, tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    numbers = [token for token in tokens if token.kind == "number"]
    for one, other in pairwise(numbers):
        if text[one.end : other.start].strip() in ("to", "-", "–"):
            yield one.key, other.key


def _pending(tokens: Sequence[Token]) -> Iterator[str]:
    keys = [token.key for token in tokens]
    for place, key in enumerate(keys):
        if key in MODALS or (key in AIMS and keys[place + 1 : place + 2] == ["to"]):
            after = tokens[place + 1 : place + 1 + PENDING_REACH]
            yield from (t.key for t in after if t.content and not t.upper and t.kind == "word")


def _still_to_come(said: Statement, held: Statement) -> bool:
    """Return whether what is told as done is only planned in the other: "intends to sign"."""
    keys = [token.key for token in said.tokens]
    if not MODALS.isdisjoint(keys) or not AIMS.isdisjoint(keys):
        return False
    ahead = {after for key, after in pairwise(keys) if key == "to"}
    return not held.pending.isdisjoint(said.keys - ahead)


def _counted(amount: Amount, said: Statement, held: Statement) -> bool:
    """Return whether the other sentence holds a number, and of the same thing."""
    same = {
        other.value
        for other in held.amounts
        if _same_thing(amount.thing, other.thing)
        and other.value.endswith("th") == amount.value.endswith("th")
    }
    if same:
        return amount.value in same
    if amount.spelled and amount.value in COUNTED_OUT:
        return True
    return any(
        amount.value.removesuffix("th") == other.value.removesuffix("th")
        and not _of_another(amount.thing, other.thing, said, held)
        for other in held.amounts
    )


def _of_another(thing: Token | None, other: Token | None, said: Statement, held: Statement) -> bool:
    """Return whether each sentence counts what the other does not speak of: "dead", "hurt"."""
    if thing is None or other is None or thing.key in held.keys or other.key in said.keys:
        return False
    if "sign" in (thing.kind, other.kind):
        return True
    alike = likeness([thing.text.lower()], [other.text.lower()])
    return not kin(thing.key, other.key) and float(alike[0, 0]) < NEAR


def _same_thing(one: Token | None, other: Token | None) -> bool:
    if one is None or other is None:
        return False
    if one.key == other.key or synonymous(one.key, other.key):
        return True
    return any(one.key in group and other.key in group for group in WRITTEN)


def _share_held(tokens: Iterable[Token], said: Statement, held: Statement) -> float:
    """Return the share of some of a statement's content words, by rarity, that the other holds."""
    total = met = 0.0
    for token in tokens:
        if token.content and token.kind != "sign":
            weight = rarity(token.text.lower())
            total += weight
            met += weight * _held(token, said, held)
    return met / total if total else 1.0


def _held(token: Token, said: Statement, held: Statement) -> bool:
    if token.key in held.keys or form_of(token, said.names, held.names):
        return True
    return any(synonymous(token.key, key) or kin(token.key, key) for key in held.keys)
