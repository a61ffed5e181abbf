"""A number or a date of the neighbouring clause: "Harwick has 40 schools", where Sande has them.

"Harwick has 12 schools and Sande has 40", "the library opens in May, but the pool in September":
every word of the false statement stands in one source sentence. What tells is the clause: its
words are those beside another value of the same sort, and none is of those beside its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.check.align import Alignment
from summarizer.check.counted import amount, same_thing
from summarizer.check.exchanged import AUXILIARY
from summarizer.check.findings import SURE, Finding, differs, fault_at
from summarizer.check.sources import Sources, SourceSentence
from summarizer.check.speakers import SAYING
from summarizer.check.tokens import CALENDAR, MONTH_KEYS, POINTING, Token, is_past, stems

LINKS = stems("and but while whilst whereas")
"""Words that join clauses of equal rank; so does a semicolon."""

LEAST_STATED = 2
"""Content words that a statement must have besides its value."""

DRAWN, SOMEHOW = 0.8, 0.34
"""Share of a statement's words from which it is drawn from a source sentence, and from which
another sentence with the value may be where it comes from."""

STATES = frozenset(("be", "have", "do"))
"""Keys of the verbs that are always seen."""

YEARS = range(1500, 2100)

Span = tuple[int, int]


def find_crossed(text: str, alignment: Alignment, sources: Sources) -> Iterator[Finding]:
    """Yield numbers and dates that the sources have in a clause on something else."""
    said = Parts(text, alignment.tokens)
    for place, token in enumerate(alignment.tokens):
        if said.sorts[place] is None or token.key not in sources.keys:
            continue
        stated = said.words(said.clause(place))
        if len(stated) < LEAST_STATED:
            continue
        other = _in_place_of(stated, token, sources)
        if other is not None:
            kind = "number" if token.kind == "number" else "date"
            yield fault_at(kind, SURE, differs(said.told(place), other), token)


def _in_place_of(stated: frozenset[str], value: Token, sources: Sources) -> str | None:
    """Return the value that the sources have beside what is stated, as they write it.

    None where any sentence may bear out the one that is written.
    """
    found: str | None = None
    for number, where in sources.where.get(value.key, ()):
        held = sources.sentences[number]
        share = len(stated & held.key_set) / len(stated)
        if share < SOMEHOW:
            continue
        other = _rival(stated, held, where) if share >= DRAWN else None
        if other is None:
            return None
        found = other
    return found


def _rival(stated: frozenset[str], held: SourceSentence, where: int) -> str | None:
    """Return the value in whose clause a sentence has the stated words, and none in its own."""
    parts = Parts(held.text, held.tokens)
    own = parts.clause(where)
    for other in range(len(held.tokens)):
        if own[0] <= other < own[1] or not parts.alike(where, other):
            continue
        mine, theirs = parts.telling(where, other), parts.telling(other, where)
        if parts.goes_on(own):
            theirs &= parts.verbs(parts.clause(other))
        if mine and not mine & stated and theirs & stated:
            return parts.told(other)
    return None


def _is_verb(token: Token) -> bool:
    """Whether a token is seen to be a verb, other than one of who says it."""
    form = token.text.lower()
    seen = form in AUXILIARY or token.key in STATES or is_past(form)
    return seen and token.key not in SAYING


class Parts:
    """A sentence in clauses, one for each value of a sort."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text, self.tokens = text, tokens
        self.sorts = [self._sort(place) for place in range(len(tokens))]

    def _sort(self, place: int) -> str | None:
        """Return of what sort a value is; None for no value, a day of a month, "four-time"."""
        token = self.tokens[place]
        if token.key in CALENDAR and token.upper:
            return "month" if token.key in MONTH_KEYS else "day"
        if token.kind != "number" or self.text[token.end : token.end + 1] == "-":
            return None
        if token.text.isdigit() and int(token.text) in YEARS:
            return "year"
        if any(t.key in MONTH_KEYS for t in self.tokens[max(0, place - 1) : place + 2]):
            return None
        if place and self.tokens[place - 1].kind == "sign":
            return self.tokens[place - 1].text
        return "rank" if token.key.endswith("th") else "number"

    def alike(self, one: int, other: int) -> bool:
        """Whether two values are of one sort and count no two things."""
        counted, also = self.counted(one), self.counted(other)
        same = counted is None or also is None or same_thing(counted, also)
        return self.sorts[one] == self.sorts[other] and same

    def counted(self, place: int) -> Token | None:
        """Return the word or sign right behind a number."""
        token, after = self.tokens[place], self.tokens[place + 1 : place + 2]
        if token.kind != "number" or self.sorts[place] == "year" or not after:
            return None
        gap = self.text[token.end : after[0].start]
        counts = after[0].content or after[0].kind == "sign"
        return after[0] if counts and not gap.strip() else None

    def told(self, place: int) -> str:
        """Return a value as it is written, with what it counts."""
        token, counted = self.tokens[place], self.counted(place)
        if place and self.tokens[place - 1].kind == "sign" and token.kind == "number":
            counted = self.tokens[place - 1]
        return amount(token, counted)

    def clause(self, place: int) -> Span:
        """Return the first token, and the one behind the last, of the part that holds a value.

        A sentence is parted where a link stands between two values of a sort, nowhere else.
        """
        values = [n for n, sort in enumerate(self.sorts) if sort == self.sorts[place]]
        cuts = [self._cut(one, other) for one, other in pairwise(values)]
        first = max((cut for cut in cuts if cut is not None and cut <= place), default=0)
        ends = (cut for cut in cuts if cut is not None and cut > place)
        return first, min(ends, default=len(self.tokens))

    def _cut(self, one: int, other: int) -> int | None:
        """Return the last token after one place and up to another that a clause opens with."""
        for place in range(other, one, -1):
            gap = self.text[self.tokens[place - 1].end : self.tokens[place].start]
            if self.tokens[place].key in LINKS or ";" in gap:
                return place
        return None

    def telling(self, one: int, other: int) -> frozenset[str]:
        """Return the words that are said of one value and not of the other.

        "12 euros for adults and 5 for children": all before the 12 is said of both, since
        nothing stands before the 5. "The library opens in May and the pool in June": so is
        the verb, since there is no other.
        """
        clause, beyond = self.clause(one), self.clause(other)
        told = self.words(clause)
        if clause[0] < beyond[0]:
            after = self.words((one + 1 if self.counted(one) is None else one + 2, clause[1]))
            if not self.words((beyond[0], other)):
                told = after
            elif self._verb(beyond) is None:
                told = after | self.words((clause[0], self._verb(clause) or clause[1]))
        return told - self.words(beyond)

    def goes_on(self, clause: Span) -> bool:
        """Whether a clause has no subject of its own: "and shut in May", "and its roof burned".

        Of its subject other words may be used then, so that only the verb parts it from the other.
        """
        first = clause[0] + (self.tokens[clause[0]].key in LINKS)
        verb = self._verb(clause)
        if not clause[0] or (verb is None and self._verb((0, clause[0])) is not None):
            return False  # "opens in May and the pool in June", "rose by 4 and imports by 7"
        if verb is None:  # "and leaves in June"
            return self.tokens[first].text.islower() and self.tokens[first].text.endswith("s")
        pointing = any(t.text.lower() in POINTING for t in self.tokens[first:verb])
        return pointing or not self.words((first, verb))

    def verbs(self, clause: Span) -> frozenset[str]:
        """Return the keys of what is seen to be a verb in a clause."""
        return frozenset(token.key for token in self.tokens[slice(*clause)] if _is_verb(token))

    def _verb(self, clause: Span) -> int | None:
        """Return the first place of a clause with what is seen to be a verb."""
        return next((n for n in range(*clause) if _is_verb(self.tokens[n])), None)

    def words(self, clause: Span) -> frozenset[str]:
        """Return the keys of the content words in a part that are no values."""
        return frozenset(
            token.key
            for token in self.tokens[slice(*clause)]
            if token.content and token.kind == "word" and token.key not in CALENDAR | LINKS
        )
