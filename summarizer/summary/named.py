"""Names of a sentence, and whether another sentence names the same in some form.

"Wang Yi" and "Mr. Wang" are one person and "Bill Clinton" and "Hillary Clinton" are not;
"Armenia" and "Armenian", "United States" and "U.S." are one place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.check.lexicon import name_share, places_in
from summarizer.check.sources import NAME_LINKS
from summarizer.check.support import USUALLY
from summarizer.check.tokens import CALENDAR, Token

OFFICES = frozenset(
    "president vice prime minister premier chancellor king queen prince princess pope sir lord "
    "dame mr mrs ms miss dr prof professor sen senator rep reps representative representatives "
    "gov governor mayor councillor congressman congresswoman speaker secretary attorney general "
    "chief chairman chairwoman chair director officer deputy judge justice sheriff captain "
    "colonel sergeant lieutenant gen col sgt lt ambassador leader majority minority former then "
    "house senate foreign national security adviser advisor first lady state press spokesman "
    "spokeswoman jr sr".split()
)
"""Words about a person's name that are no part of it."""
FORM_ENDINGS = frozenset(("n", "an", "ian", "ic", "ish", "ese", "i", "ist"))
"""What an adjective or an inhabitant adds to the name of a place."""
LEAST_ROOT = 4
SHORT_FORMS = range(3, 7)
"""Letters of a name cut short: "Ind.", "Calif."."""
SAME_START = 3
"""Letters that two forms of a first name share: "Stephen", "Steve"."""
LONGEST_TITLE = 4
"""Letters of a word that a full stop follows inside a name: "Gov. Brandt", "J. Brandt"."""
NEXT_TO = 2
"""Characters between two words of a person's name; more hold a small word."""

PLACING = frozenset(("in", "at", "near", "from"))
"""Small words before a place."""

Name = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a sentence.

    Attributes:
        runs: words with a capital that make one name each, offices left out.
        where: offsets of words that follow "in", "at" and their like.
        upper: keys of all words with a capital.
        places: number of the known place by the offset of each of its words.
        initials: of the names of several words: "un" for "United Nations".
        short: names cut short, in lower case: "ind" for "Ind."
    """

    runs: tuple[Name, ...]
    where: frozenset[int]
    upper: frozenset[str]
    places: Mapping[int, int]
    initials: frozenset[str]
    short: tuple[str, ...]


def read_names(text: str, tokens: Sequence[Token]) -> Names:
    """Return the names of a sentence."""
    runs = tuple(_runs(text, tokens))
    upper = [token for token in tokens if token.upper and token.kind == "word"]
    return Names(
        runs=runs,
        where=frozenset(_placed(tokens)),
        upper=frozenset(token.key for token in upper),
        places={
            token.start: number
            for first, last, number in places_in(tokens)
            for token in tokens[first:last]
        },
        initials=frozenset(map(_initials, runs)),
        short=tuple(
            token.text.lower()
            for token in upper
            if len(token.text) in SHORT_FORMS
            and text[token.end : token.end + 1] == "."
            and token is not tokens[-1]
        ),
    )


def named(said: Names, held: Names) -> bool:
    """Return whether each name of one sentence stands in the other in some form.

    One may be left out ("he said") that says no place, where the other has no name of its own.
    """
    missing = [name for name in said.runs if not _stands(name, said, held)]
    if any(name[0].start in said.where for name in missing):
        return False
    return not missing or all(_stands(name, held, said) for name in held.runs)


def form_of(token: Token, said: Names, held: Names) -> bool:
    """Return whether a word of a name, or a form of it, stands in the other sentence."""
    if not token.upper:
        return False
    if token.key in held.upper or any(_derived(token.key, key) for key in held.upper):
        return True
    word = token.text.lower()
    office = word in OFFICES  # "Sen." is short for "Senator", not for "Senegal"
    if any(word.startswith(short) and (short in OFFICES) == office for short in held.short):
        return True
    place = said.places.get(token.start)
    return place is not None and place in held.places.values()


def _runs(text: str, tokens: Sequence[Token]) -> Iterator[Name]:
    """Yield runs of words with a capital: small words within them, initials, offices aside."""
    run: list[Token] = []
    last: Token | None = None
    for place, token in enumerate(tokens):
        if last is not None and not _joined(text, last, token):
            yield from _closed(run)
            run = []
        if token.text.lower() not in OFFICES and _in_name(text, tokens, place):
            run.append(token)
        elif token.text not in NAME_LINKS:
            yield from _closed(run)
            run = []
        last = token
    yield from _closed(run)


def _placed(tokens: Sequence[Token]) -> Iterator[int]:
    """Return the offsets of the words that follow "in" or "in the"."""
    plain = [token for token in tokens if token.key != "the"]
    return (b.start for a, b in pairwise(plain) if a.key in PLACING)


def _joined(text: str, one: Token, other: Token) -> bool:
    gap = text[one.end : other.start].strip()
    return gap in ("", "-") or (gap == "." and len(one.text) <= LONGEST_TITLE)


def _closed(run: Sequence[Token]) -> Iterator[Name]:
    name = tuple(token for token in run if len(token.text) > 1)
    if name:
        yield name


def _in_name(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Return whether a word is written as a name; where a sentence opens, its habits decide."""
    token = tokens[place]
    if not (token.upper and token.content and token.kind == "word") or token.key in CALENDAR:
        return False
    before = text[: token.start].rstrip("“\"'‘[( ")
    if before and before[-1] not in ".!?:—–":
        return True
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    beside = after is not None and after.upper and after.content and after.key not in CALENDAR
    return beside or name_share(token.text.lower()) >= USUALLY


def _stands(name: Name, said: Names, held: Names) -> bool:
    if all(form_of(token, said, held) for token in name):
        return True
    if _initials(name) in held.upper or (len(name) == 1 and name[0].key in held.initials):
        return True
    return _of_person(name) and any(_same_person(name, other) for other in held.runs)


def _of_person(name: Name) -> bool:
    return all(b.start - a.end <= NEXT_TO for a, b in pairwise(name))


def _same_person(name: Name, other: Name) -> bool:
    """Return whether two names can be one person's: part of each other, or one first name."""
    keys, others = [t.key for t in name], [t.key for t in other]
    if len(others) == 1:
        return others[0] in keys
    if keys[-1] != others[-1]:
        return False
    return len(set(keys) & set(others)) > 1 or keys[0][:SAME_START] == others[0][:SAME_START]


def _initials(name: Name) -> str:
    return "".join(token.text[0].lower() for token in name) if len(name) > 1 else ""


def _derived(one: str, other: str) -> bool:
    """Return whether one name is the other with an ending: "Armenia", "Armenian"."""
    short, long = sorted((one, other), key=len)
    root = short.rstrip("aeiouy")
    return len(root) >= LEAST_ROOT and long.startswith(root) and long[len(root) :] in FORM_ENDINGS
