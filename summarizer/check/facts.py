"""Facts of a written sentence that the sources must hold, and what is wrong with them.

Each finding has a kind, a weight (how surely it makes the sentence false) and words
for the reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.check.align import Alignment
from summarizer.check.appositions import find_appositions, find_relatives
from summarizer.check.denials import find_denials
from summarizer.check.findings import LIKELY, SURE, WEAK, Finding, fault_at
from summarizer.check.glyphs import is_wide
from summarizer.check.lexicon import synonymous
from summarizer.check.misplaced import EASY_NUMBERS, find_misplaced
from summarizer.check.places_taken import find_places_taken
from summarizer.check.quotations import find_quotations
from summarizer.check.sources import Sources, SourceSentence
from summarizer.check.speakers import find_speakers
from summarizer.check.support import Support, WordSupport
from summarizer.check.tokens import CALENDAR, MODALS, Token

TURNED = {
    one: other
    for pair in ("for against", "with without", "up down", "before after", "over under", "in out")
    for one, other in (pair.split(), reversed(pair.split()))
}
"""Small words that turn a statement round."""

ROLE_REACH = 3
"""Tokens from a verb to the names that it joins; further ones stand in other clauses."""

LEAST_COVERED = 0.35
"""Share of a sentence's content, by rarity, that its evidence must hold at the least: none
of the true development sentences had less."""

MOST_STRANGE = 0.49
"""Share of a sentence's content words that may be unheard of: .004 of the true development
sentences had more, with a third of the synonyms hidden."""

BETWEEN = 4
"""Tokens between a number and what it counts."""


def find_faults(
    text: str, alignment: Alignment, words: Sequence[WordSupport], sources: Sources
) -> tuple[Finding, ...]:
    """Return what the sources do not bear out, in the order of the sentence."""
    evidence = [sources.sentences[number] for number in alignment.evidence]
    found = [
        *_numbers(text, alignment, words, sources, evidence),
        *_names(words),
        *find_misplaced(text, alignment, words, sources),
        *find_places_taken(alignment, sources),
        *find_appositions(text, alignment, words, sources),
        *find_relatives(text, alignment, sources),
        *find_quotations(text, words, sources),
        *find_speakers(text, alignment, words, sources),
        *find_denials(alignment, sources, evidence),
        *_contraries(words),
        *_turned_round(alignment, evidence),
        *_roles(alignment, evidence),
        *_doubts(alignment, words, evidence),
        *_unheard(text, alignment, words),
    ]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.kind)))


def _numbers(
    text: str,
    alignment: Alignment,
    words: Sequence[WordSupport],
    sources: Sources,
    evidence: Sequence[SourceSentence],
) -> Iterator[Finding]:
    for word in words:
        token = word.token
        if token.kind != "number" or token.key in sources.spaced:
            continue
        counted = counted_by(alignment.tokens, alignment.tokens.index(token))
        held = _numbers_with(counted, evidence)
        if word.new:
            weight = SURE if held or token.key not in EASY_NUMBERS else LIKELY
            yield fault_at("number", weight, _number_reason(word, counted, held), token)
        elif (
            held
            and token.key not in {number.key for number, _ in held}
            and _same_sort(token, held)
            and text[token.start - 1 : token.start] != "-"  # "Covid-19 cases" counts none
        ):
            yield fault_at("count", LIKELY, _number_reason(word, counted, held), token)


def _same_sort(token: Token, held: Sequence[tuple[Token, Token]]) -> bool:
    return all(token.key.endswith("th") == number.key.endswith("th") for number, _ in held)


def _number_reason(
    word: WordSupport, counted: Token | None, held: Sequence[tuple[Token, Token]]
) -> str:
    said = _amount(word.token, counted)
    if held:
        return f"says {said}; the source says {_amount(*held[0])}"
    if word.partner is not None and word.partner.kind == "number":
        return f"says {word.token.text}; the source says {word.partner.text}"
    return f"the number {said} is not in the sources"


def _amount(number: Token, counted: Token | None) -> str:
    """Return a number with what it counts, as it is written: "9 deaths", "$4", "7%"."""
    if counted is None:
        return number.text
    if counted.kind == "sign":
        return f"{number.text}%" if counted.text == "%" else f"{counted.text}{number.text}"
    if is_wide(counted.text):
        return number.text + counted.text[0]
    return f"{number.text} {counted.text}"


def counted_by(tokens: Sequence[Token], place: int) -> Token | None:
    """Return the word that a number counts or measures: the next content word or unit."""
    if place > 0 and tokens[place - 1].kind == "sign":
        return tokens[place - 1]
    for token in tokens[place + 1 : place + 1 + BETWEEN]:
        if token.kind == "sign" or (token.content and token.kind == "word"):
            return token
        if token.kind == "number":
            return None
    return None


def _numbers_with(
    counted: Token | None, evidence: Sequence[SourceSentence]
) -> list[tuple[Token, Token]]:
    """Return the numbers of the evidence that count the same thing, with what they count."""
    found: list[tuple[Token, Token]] = []
    if counted is None:
        return found
    for sentence in evidence:
        for place, token in enumerate(sentence.tokens):
            if token.kind != "number":
                continue
            noun = counted_by(sentence.tokens, place)
            if noun is not None and (noun.key == counted.key or synonymous(noun.key, counted.key)):
                found.append((token, noun))
    return found


def _names(words: Sequence[WordSupport]) -> Iterator[Finding]:
    for word in words:
        token = word.token
        if token.key in CALENDAR and word.new:
            other = word.other.text if word.other is not None else ""
            tail = f"; the source says {other}" if other else ""
            yield fault_at(
                "date",
                SURE,
                f"says {token.text}{tail}" if other else f"{token.text} is not in the sources",
                token,
            )
        elif word.name and word.support >= Support.NEAR and token.upper:
            yield fault_at("name", SURE, f"{token.text} is not named in the sources", token)


def _contraries(words: Sequence[WordSupport]) -> Iterator[Finding]:
    for word in words:
        if word.contrary is not None and word.new:
            weight = SURE if word.partner is word.contrary else LIKELY
            yield fault_at(
                "contrary",
                weight,
                f"says “{word.token.text}”; the source says “{word.contrary.text}”",
                word.token,
            )
        elif (
            word.other is not None
            and word.new
            and word.token.kind == "word"
            and word.token.key not in CALENDAR
        ):
            weight = SURE
            yield fault_at(
                "kind",
                weight,
                f"says “{word.token.text}”; the source says “{word.other.text}”",
                word.token,
            )
        elif word.contrary is not None and word.partner is word.contrary:
            yield fault_at(
                "contrary",
                SURE if word.flanked else LIKELY,
                f"says “{word.token.text}”; the source says “{word.contrary.text}”",
                word.token,
            )


def _turned_round(alignment: Alignment, evidence: Sequence[SourceSentence]) -> Iterator[Finding]:
    """Yield "for" where the source says "against" between the same words, and the like."""
    keys = [token.key for token in alignment.tokens]
    for place, token in enumerate(alignment.tokens):
        turned = TURNED.get(token.key)
        if turned is None or place == 0:
            continue
        around = (keys[place - 1], *keys[place + 1 : place + 2])
        for sentence in evidence[:2]:
            held = sentence.keys
            if any(
                key == turned and (held[where - 1], *held[where + 1 : where + 2]) == around
                for where, key in enumerate(held)
                if where
            ):
                reason = f"says “{token.text}”; the source says “{turned}”"
                yield fault_at("contrary", SURE, reason, token)
                return


def _roles(alignment: Alignment, evidence: Sequence[SourceSentence]) -> Iterator[Finding]:
    """Yield where two names stand around the same verb in the other order."""
    for sentence in evidence[:2]:
        swap = find_swapped(alignment.tokens, sentence.tokens)
        if swap is not None:
            one, other, verb = swap
            yield fault_at("roles", SURE, f"puts {one.text} in the place of {other.text}", verb)
            return


def find_swapped(
    tokens: Sequence[Token], others: Sequence[Token]
) -> tuple[Token, Token, Token] | None:
    """Return two names and a verb that stand in the other order in another sentence, or None.

    "Harwick sued Sande" for "Sande sued Harwick", not for "Sande was sued by Harwick".
    """
    keys = [token.key for token in others]
    for place, verb in enumerate(tokens):
        if verb.kind != "word" or not verb.content or verb.upper or keys.count(verb.key) != 1:
            continue
        middle = keys.index(verb.key)
        one, other = _name_before(tokens, place), _name_after(tokens, place)
        if one is None or other is None or one.key == other.key:
            continue
        if keys.count(one.key) != 1 or keys.count(other.key) != 1:
            continue
        swapped = (
            0 < middle - keys.index(other.key) <= ROLE_REACH
            and 0 < keys.index(one.key) - middle <= ROLE_REACH
        )
        if swapped and _passive(tokens, place) == _passive(others, middle):
            return one, other, verb
    return None


def _name_before(tokens: Sequence[Token], place: int) -> Token | None:
    return next(
        (t for t in reversed(tokens[max(0, place - 2) : place]) if t.upper and t.content), None
    )


def _name_after(tokens: Sequence[Token], place: int) -> Token | None:
    return next((t for t in tokens[place + 1 : place + 3] if t.upper and t.content), None)


def _passive(tokens: Sequence[Token], place: int) -> bool:
    after = [token.key for token in tokens[place + 1 : place + 4]]
    before = [token.key for token in tokens[max(0, place - 3) : place]]
    return ("by" in after and "be" in before) or "by" in after[:1]


def _doubts(
    alignment: Alignment, words: Sequence[WordSupport], evidence: Sequence[SourceSentence]
) -> Iterator[Finding]:
    """Yield where the source doubts a word that the sentence states as a fact."""
    if not evidence or any(_doubting(token) for token in alignment.tokens):
        return
    stated = {word.token.key for word in words if word.support == Support.EVIDENCE}
    for where, token in enumerate(evidence[0].tokens):
        after = [other for other in evidence[0].tokens[where + 1 : where + 4] if other.content]
        if token.text.lower() in (
            "may",
            "might",
            "could",
            "allegedly",
            "alleged",
            "reportedly",
        ) and (after and after[0].key in stated and not token.upper):
            stated_token = next(t for t in alignment.tokens if t.key == after[0].key)
            yield fault_at(
                "doubt",
                WEAK,
                f"states as a fact what the source only says {token.text}",
                stated_token,
            )
            return


def _unheard(text: str, alignment: Alignment, words: Sequence[WordSupport]) -> Iterator[Finding]:
    """Yield when the sources hold too little of the sentence to bear it out."""
    strange = [word for word in words if word.support >= Support.NEAR]
    if alignment.covered < LEAST_COVERED:
        yield Finding("word", SURE, "the sources do not speak of this", 0, len(text))
    elif len(strange) > MOST_STRANGE * len(words):
        named = ", ".join(f"“{word}”" for word in _as_written(strange)[:3])
        yield Finding("word", SURE, f"the sources do not speak of {named}", 0, len(text))


def _as_written(words: Sequence[WordSupport]) -> list[str]:
    """Return the words; pieces of a script without spaces that follow each other as one."""
    told: list[str] = []
    last = -1
    for token in (word.token for word in words):
        if told and token.start == last + 1 and len(token.text) > token.end - token.start:
            told[-1] += token.text[-1]
        else:
            told.append(token.text)
        last = token.start
    return told


def _doubting(token: Token) -> bool:
    return token.key in MODALS or token.text.lower() in MODALS
