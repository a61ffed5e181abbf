"""What is yet to come told as done: "the library opened" for "the library will open".

Every source sentence that says much of the statement leaves its verb to the future, or says of its
subject that it is planned. Of 16,822 sentences taken for true two are refused, which are false.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from summarizer.check.align import Alignment
from summarizer.check.findings import SURE, Finding, fault_at
from summarizer.check.hedges import AIMS
from summarizer.check.sources import Sources, SourceSentence
from summarizer.check.speakers import SAYING
from summarizer.check.tokens import MODALS, Token, content_keys, is_past, stem, stems

LIKE, SOMEHOW = 0.5, 0.34
"""Share of a statement's words from which a sentence says it, and from which it may."""

LEAST_STATED = 2
"""Content words that a statement must have besides its verb."""

COMING = frozenset("will shall ll".split())
IS = frozenset(("is", "are"))
BETWEEN = frozenset("be not soon also now then".split())
"""Words, beside those in "-ly", between what leaves a verb to the future and the verb."""

PLANNED = AIMS | stems("schedule slate arrange prepare upcoming future underway forthcoming")
HAPPENED = frozenset(tuple(map(stem, verb.split())) for verb in ("take place", "hold"))
"""Keys of the verbs as which what "is planned" is told."""


def find_undone(alignment: Alignment, sources: Sources) -> Iterator[Finding]:
    """Yield a verb in the past where the sources only have it in the future."""
    tokens = alignment.tokens
    if any(_leaves_open(token) for token in tokens):
        return
    for place, verb in enumerate(tokens):
        stated = content_keys(tokens) - {verb.key}
        if place == 0 or len(stated) < LEAST_STATED or not _is_done(verb):
            continue
        coming = _only_coming(verb.key, stated, sources) or _only_planned(tokens, place, sources)
        if coming is not None:
            reason = f"states as done what the source only says “{coming}”"
            yield fault_at("doubt", SURE, reason, verb)
            return


def _leaves_open(token: Token) -> bool:
    form = token.text.lower()
    unsure = form in MODALS and not token.upper
    return form in COMING or form in ("to", "would") or token.key in AIMS or unsure


def _is_done(verb: Token) -> bool:
    form = verb.text.lower()
    plain = verb.kind == "word" and verb.content and not verb.upper and verb.key not in SAYING
    return plain and is_past(form) and not form.endswith("ing")


def _only_coming(verb: str, stated: frozenset[str], sources: Sources) -> str | None:
    """Return how the sources leave a verb to the future; None where one may not."""
    found: str | None = None
    for number, where in sources.where.get(verb, ()):
        held = sources.sentences[number]
        share = len(stated & held.key_set) / len(stated)
        if share < SOMEHOW:
            continue
        coming = _coming(held, where)
        if coming is None:
            return None
        if share >= LIKE:
            found = coming
    return found


def _only_planned(tokens: Sequence[Token], place: int, sources: Sources) -> str | None:
    """Return the word by which every sentence on a verb's subject has it planned, not held."""
    keys, subject = [token.key for token in tokens], content_keys(tokens[:place])
    verb = next((verb for verb in HAPPENED if tuple(keys[place : place + len(verb)]) == verb), None)
    if verb is None or len(subject) < LEAST_STATED or (len(verb) == 1) != (keys[place - 1] == "be"):
        return None
    held = [sentence for sentence in sources.sentences if subject <= sentence.key_set]
    planned = [next((t.text for t in s.tokens if t.key in PLANNED), None) for s in held]
    told = any(sentence.key_set.issuperset(verb) for sentence in held for verb in HAPPENED)
    return planned[0] if planned and all(planned) and not told else None


def _coming(held: SourceSentence, where: int) -> str | None:
    """Return a verb with what leaves it to the future: "will open", "plans to sell"."""
    before = held.tokens[:where]
    between = sum(1 for _ in takewhile(_stands_between, reversed(before)))
    last = where - between - 1
    if last < 0:
        return None
    form, first = before[last].text.lower(), last
    if form == "to" and last:
        aim = before[last - 1]
        first -= aim.key in AIMS or aim.text.lower() in IS
    if form not in COMING and first == last:
        return None
    return held.text[before[first].start : held.tokens[where].end]


def _stands_between(token: Token) -> bool:
    form = token.text.lower()
    return form in BETWEEN or form.endswith("ly")
