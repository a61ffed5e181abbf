"""Facts of a written sentence that the sources must hold, and what is wrong with them.

Each finding has a kind, a weight (how surely it makes the sentence false) and words
for the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.check.align import Alignment
from summarizer.check.lexicon import synonym_groups, synonymous
from summarizer.check.sources import Sources, SourceSentence, fold
from summarizer.check.support import Support, WordSupport
from summarizer.check.tokens import (
    MAY,
    MODALS,
    MONTHS,
    NEGATIONS,
    WEEKDAYS,
    Token,
    stem,
)

KINDS = (
    "number", "count", "name", "date", "quotation", "speaker", "negation", "contrary",
    "kind", "roles", "doubt", "word",
)  # fmt: skip

SURE, LIKELY, WEAK = 0.9, 0.6, 0.3
"""Weights of findings; how often each was right on the development data, roughly."""

QUOTED = re.compile(
    r"[\"“«]([^\"”»]{3,400})[\"”»]|(?<!\w)[‘`']{1,2}([^'’\"]{12,400})['’]{1,2}(?!\w)"
)
LEAST_QUOTED_WORDS = 3
"""Shorter quotations are words used as such ("controlled burn")."""

NEARLY = 0.6
"""Share of a quotation that must stand in one piece for a loose rather than an invented one."""

CALENDAR = frozenset([MAY, *(stem(word) for word in [*MONTHS, *WEEKDAYS])])
DENYING = frozenset(("not", "no", "never", "none", "nobody", "neither", "without"))
TURNING = NEGATIONS | frozenset(
    stem(word)
    for word in "deny refuse fail reject lack avoid prevent stop unable unlikely decline rule few "
    "little far unclear dismiss absent absence refrain escape unharmed unhurt".split()
)
"""Words that may say a denial in another way."""

LEAST_COVERED = 0.45
"""Share of a sentence's content, by rarity, that its evidence must hold at the least: of the
true development sentences .002 had less."""

MOST_STRANGE = 0.33
"""Share of a sentence's content words that may be unheard of: .007 of the true development
sentences had more, with a third of the synonyms hidden."""

BETWEEN = 4
"""Tokens between a number and what it counts."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the sources do not bear out.

    Attributes:
        kind: one of `KINDS`.
        weight: 0 to 1, how surely the sentence is false for it.
        reason: for the reader.
        start, end: where in the sentence.
    """

    kind: str
    weight: float
    reason: str
    start: int
    end: int


def find_faults(
    text: str, alignment: Alignment, words: Sequence[WordSupport], sources: Sources
) -> tuple[Finding, ...]:
    """Return what the sources do not bear out, in the order of the sentence."""
    evidence = [sources.sentences[number] for number in alignment.evidence]
    found = [
        *_numbers(alignment, words, sources, evidence),
        *_names(words),
        *_quotations(text, words, sources),
        *_denials(alignment, sources, evidence),
        *_contraries(words),
        *_roles(alignment, evidence),
        *_doubts(alignment, words, evidence),
        *_unheard(text, alignment, words),
    ]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.kind)))


def _numbers(
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
            yield _finding(
                "number", SURE if held else LIKELY, _number_reason(token, counted, held), token
            )
        elif (
            held and token.key not in {number.key for number, _ in held} and _same_sort(token, held)
        ):
            yield _finding("count", LIKELY, _number_reason(token, counted, held), token)


def _same_sort(token: Token, held: Sequence[tuple[Token, Token]]) -> bool:
    return all(token.key.endswith("th") == number.key.endswith("th") for number, _ in held)


def _number_reason(token: Token, counted: Token | None, held: Sequence[tuple[Token, Token]]) -> str:
    what = f" {counted.text}" if counted is not None else ""
    if held:
        number, noun = held[0]
        return f"says {token.text}{what}; the source says {number.text} {noun.text}"
    return f"the number {token.text}{what} is not in the sources"


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
            yield _finding(
                "date",
                SURE if other else LIKELY,
                f"says {token.text}{tail}" if other else f"{token.text} is not in the sources",
                token,
            )
        elif word.name and word.support >= Support.NEAR and token.upper:
            yield _finding("name", LIKELY, f"{token.text} is not named in the sources", token)


def _quotations(text: str, words: Sequence[WordSupport], sources: Sources) -> Iterator[Finding]:
    for found in QUOTED.finditer(text):
        group = 1 if found.group(1) is not None else 2
        quoted = found.group(group)
        if len(quoted.split()) < LEAST_QUOTED_WORDS:
            continue
        if _bare(quoted) not in _bare(sources.folded):
            near = _nearly_said(quoted, sources)
            reason = "the source words it otherwise" if near else "the sources hold no such words"
            yield Finding(
                "quotation",
                WEAK if near else SURE,
                f"{reason}: “{_short(quoted)}”",
                *found.span(group),
            )
            continue
        yield from _speaker(quoted, found.span(group), words, sources)


def _bare(text: str) -> str:
    """Return the words of a text alone, contractions written out, for finding quotations."""
    plain = fold(text).replace("can't", "can not").replace("won't", "will not")
    plain = plain.replace("n't", " not").replace("cannot", "can not")
    return " " + " ".join(re.findall(r"[^\W_]+", plain)) + " "


def _nearly_said(quoted: str, sources: Sources) -> bool:
    """Return whether most of the quotation stands in the sources in one piece."""
    words = _bare(quoted).split()
    held = _bare(sources.folded)
    size = max(LEAST_QUOTED_WORDS, round(NEARLY * len(words)))
    return any(
        f" {' '.join(words[first : first + size])} " in held
        for first in range(len(words) - size + 1)
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"


def _speaker(
    quoted: str, span: tuple[int, int], words: Sequence[WordSupport], sources: Sources
) -> Iterator[Finding]:
    """Yield a finding when no name of the sentence stands near the quotation in the sources."""
    outside = [
        word.token
        for word in words
        if word.name and word.token.upper and not span[0] <= word.token.start < span[1]
    ]
    if not outside:
        return
    bare = _bare(quoted)
    for number, sentence in enumerate(sources.sentences):
        around = sources.sentences[max(0, number - 2) : number + 3]
        joined = _bare(" ".join(other.text for other in sources.sentences[number : number + 3]))
        if bare.strip() in joined and (
            any(token.key in other.key_set for token in outside for other in around)
            or sentence.places & {place for other in around for place in other.places}
        ):
            return
    names = " ".join(token.text for token in outside[:3])
    yield Finding("speaker", LIKELY, f"the sources do not give these words to {names}", *span)


def _denials(
    alignment: Alignment, sources: Sources, evidence: Sequence[SourceSentence]
) -> Iterator[Finding]:
    tokens = alignment.tokens
    for place, token in enumerate(tokens):
        if token.key not in NEGATIONS:
            continue
        near = _near(tokens, place)
        if near and not _denied_somewhere(near, sources, evidence):
            yield _finding(
                "negation",
                LIKELY,
                f"says “{_around(tokens, place)}”; the source does not deny it",
                token,
            )
    if evidence:
        yield from _lost_denials(alignment, evidence[0], alignment.evidence[0])


def _near(tokens: Sequence[Token], place: int) -> set[str]:
    """Return keys of the content words that a denial bears on."""
    after = [t.key for t in tokens[place + 1 : place + 6] if t.content][:2]
    before = [t.key for t in tokens[max(0, place - 3) : place] if t.content][-1:]
    return set(after + before)


def _around(tokens: Sequence[Token], place: int) -> str:
    return " ".join(token.text for token in tokens[max(0, place - 1) : place + 3])


def _denied_somewhere(near: set[str], sources: Sources, evidence: Sequence[SourceSentence]) -> bool:
    groups = synonym_groups()
    meant = {number for key in near for number in groups.get(key, ())}
    wide = near | {key for key in sources.keys if not meant.isdisjoint(groups.get(key, ()))}
    if any(_denied(sentence, wide) for sentence in evidence):
        return True
    return any(
        _denied(sentence, near) and len(near & sentence.key_set) >= min(2, len(near))
        for sentence in sources.sentences
    )


def _denied(sentence: SourceSentence, near: set[str]) -> bool:
    return any(
        token.key in NEGATIONS
        and near & {other.key for other in sentence.tokens[max(0, where - 4) : where + 7]}
        for where, token in enumerate(sentence.tokens)
    )


def _lost_denials(alignment: Alignment, sentence: SourceSentence, number: int) -> Iterator[Finding]:
    """Yield where the evidence denies what the sentence states in the same words."""
    if any(token.key in TURNING for token in alignment.tokens):
        return
    paired = {
        partner[1]: place
        for place, partner in enumerate(alignment.partners)
        if partner is not None and partner[0] == number
    }
    for where, token in enumerate(sentence.tokens):
        if token.key not in DENYING or sentence.keys[where + 1 : where + 2] in (
            ("onl",),
            ("just",),
        ):
            continue
        follow = [
            paired[place]
            for place in range(where + 1, min(where + 5, len(sentence.tokens)))
            if place in paired and sentence.tokens[place].key == alignment.tokens[paired[place]].key
        ]
        stated = [place for place in follow if alignment.tokens[place].content]
        before = any(place in paired for place in range(max(0, where - 3), where))
        if len(follow) >= 2 and stated and (before or token.key != "not" or len(follow) >= 3):
            first, last = alignment.tokens[stated[0]], alignment.tokens[follow[-1]]
            reason = f"leaves out “{token.text}”, which the source says"
            yield Finding("negation", SURE, reason, first.start, max(last.end, first.end))
            return


def _contraries(words: Sequence[WordSupport]) -> Iterator[Finding]:
    for word in words:
        if word.contrary is not None and word.new:
            weight = SURE if word.partner is word.contrary else LIKELY
            yield _finding(
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
            weight = SURE if word.partner is word.other else LIKELY
            yield _finding(
                "kind",
                weight,
                f"says “{word.token.text}”; the source says “{word.other.text}”",
                word.token,
            )
        elif word.contrary is not None and word.partner is word.contrary:
            yield _finding(
                "contrary",
                SURE if word.flanked else LIKELY,
                f"says “{word.token.text}”; the source says “{word.contrary.text}”",
                word.token,
            )


def _roles(alignment: Alignment, evidence: Sequence[SourceSentence]) -> Iterator[Finding]:
    """Yield where two names stand around the same verb in the other order."""
    tokens = alignment.tokens
    for sentence in evidence[:2]:
        keys = sentence.keys
        for place, verb in enumerate(tokens):
            if verb.kind != "word" or not verb.content or verb.upper or keys.count(verb.key) != 1:
                continue
            middle = keys.index(verb.key)
            one, other = _name_before(tokens, place), _name_after(tokens, place)
            if one is None or other is None or one.key == other.key:
                continue
            if keys.count(one.key) != 1 or keys.count(other.key) != 1:
                continue
            swapped = keys.index(other.key) < middle < keys.index(one.key)
            if swapped and _passive(tokens, place) == _passive(sentence.tokens, middle):
                yield _finding("roles", SURE, f"puts {one.text} in the place of {other.text}", verb)
                return


def _name_before(tokens: Sequence[Token], place: int) -> Token | None:
    return next(
        (t for t in reversed(tokens[max(0, place - 5) : place]) if t.upper and t.content), None
    )


def _name_after(tokens: Sequence[Token], place: int) -> Token | None:
    return next((t for t in tokens[place + 1 : place + 6] if t.upper and t.content), None)


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
            yield _finding(
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
        named = ", ".join(f"“{word.token.text}”" for word in strange[:3])
        yield Finding("word", SURE, f"the sources do not speak of {named}", 0, len(text))


def _doubting(token: Token) -> bool:
    return token.key in MODALS or token.text.lower() in MODALS


def _finding(kind: str, weight: float, reason: str, token: Token) -> Finding:
    return Finding(kind, weight, reason, token.start, token.end)
