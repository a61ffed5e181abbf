"""Who says it: words given to another, or to the one who was told them, and hearers unheard of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.check.align import Alignment
from summarizer.check.findings import SURE, Finding
from summarizer.check.lexicon import named_places, places_in
from summarizer.check.sources import Sources, SourceSentence
from summarizer.check.support import WordSupport, is_name
from summarizer.check.swaps import ARTICLES
from summarizer.check.tokens import Token, content_keys, stems

SAYING = stems(
    "say tell add claim warn announce report explain insist admit argue note state "
    "reveal suggest believe think reply write tweet confirm deny promise complain declare "
    "describe concede predict stress urge vow pledge"
)
ADDRESSING = stems(
    "tell urge warn promise ask order advise assure remind press request instruct beg accuse blame"
)
"""Verbs with the one who is spoken to right behind them."""
SPEAKING = SAYING | ADDRESSING
TITLE_WORDS = 5
"""Tokens behind such a verb up to the end of his name: "told the union leader Pavel Horak"."""
HEARING = stems("hear tell")
HEARERS = frozenset(
    "court jury inquest tribunal hearing inquiry committee panel commission parliament judge "
    "coroner magistrates".split()
)
BETWEEN = frozenset("also later then has had have".split())
"""Words between a speaker and what he does."""

NOT_SPEAKING = frozenset(
    "the a an one another his her their its of at in for by from to with old".split()
)
"""Before a name these show that it is part of a longer phrase ("the boss of Domino's"), whose
head may be anyone."""

SAME_STATEMENT, ANOTHER = 0.6, 0.5
"""Share of a statement's words that its source sentence holds at the least, and from which
another sentence is taken for a source of it too."""

LEAST_STATED = 3
HEARER_REACH = 4


def find_speakers(
    text: str, alignment: Alignment, words: Sequence[WordSupport], sources: Sources
) -> Iterator[Finding]:
    """Yield statements that the sources give to another name, and hearers of their own making."""
    names = frozenset(word.token.start for word in words if word.name)
    yield from _another_speaker(text, alignment.tokens, names, sources)
    yield from _spoken_to(text, alignment.tokens, names, sources)
    yield from _hearers(text, alignment.tokens, sources)


def _another_speaker(
    text: str, tokens: Sequence[Token], names: frozenset[int], sources: Sources
) -> Iterator[Finding]:
    for place, verb in enumerate(tokens):
        if verb.key not in SAYING or verb.upper:
            continue
        speaker = _speaker(text, tokens, place)
        if not any(token.start in names for token in speaker):
            continue
        keys = {token.key for token in speaker}
        stated = {t.key for t in tokens if t.content and t.key not in SAYING} - keys
        source = _source_of(stated, keys, sources)
        if source is None or source.places & named_places(tokens):
            continue
        other = _other_speaker(source, speaker, sources)
        if other:
            said = text[speaker[0].start : speaker[-1].end]
            reason = f"gives to {said} what the source attributes to {other}"
            yield Finding("speaker", SURE, reason, speaker[0].start, verb.end)
            return


def _spoken_to(
    text: str, tokens: Sequence[Token], names: frozenset[int], sources: Sources
) -> Iterator[Finding]:
    """Yield a speaker whom the sources have as the one who is told the statement."""
    for place, verb in enumerate(tokens):
        if not _speaks(verb):
            continue
        speaker = _speaker(text, tokens, place)
        told = any(token.key in ADDRESSING for token in tokens[place + 1 :])
        if told or not any(token.start in names for token in speaker):
            continue
        keys = {token.key for token in speaker}
        stated = content_keys(tokens) - keys - {verb.key}
        shares = [(len(stated & s.key_set), s) for s in sources.sentences if keys & s.key_set]
        like = [s for share, s in shares if share >= ANOTHER * len(stated)]
        surely = any(share >= SAME_STATEMENT * len(stated) for share, _ in shares)
        if len(stated) >= LEAST_STATED and surely and all(_only_told(keys, s) for s in like):
            said = text[speaker[0].start : speaker[-1].end]
            reason = f"has {said} say what the source says to them"
            yield Finding("speaker", SURE, reason, speaker[0].start, verb.end)
            return


def _speaks(token: Token) -> bool:
    return token.key in SPEAKING and not token.upper


def _only_told(speaker: set[str], sentence: SourceSentence) -> bool:
    """Whether a sentence names somebody behind a verb of addressing, and nowhere else."""
    places = [place for place, key in enumerate(sentence.keys) if key in speaker]
    verb = next((n for n, token in enumerate(sentence.tokens) if token.key in ADDRESSING), None)
    return verb is not None and all(_reaches(sentence, verb, place) for place in places)


def _reaches(sentence: SourceSentence, verb: int, place: int) -> bool:
    """Whether only articles and titles stand between a verb and a place."""
    between = sentence.tokens[verb + 1 : place]
    return (
        0 < place - verb <= TITLE_WORDS
        and all(t.content or t.text.lower() in ARTICLES for t in between)
        and all(_beside(sentence.text, sentence.tokens, n) for n in range(verb, place))
    )


def _speaker(text: str, tokens: Sequence[Token], place: int) -> list[Token]:
    """Return the name right before a verb of saying, or after one that follows its statement."""
    first = place - 1
    while first >= 0 and tokens[first].text.lower() in BETWEEN:
        first -= 1
    name: list[Token] = []
    while first >= 0 and _named(tokens[first]) and _beside(text, tokens, first):
        name.insert(0, tokens[first])
        first -= 1
    if name:
        leads = first >= 0 and _beside(text, tokens, first)
        return [] if leads and tokens[first].text.lower() in NOT_SPEAKING else name
    if place == 0 or not _beside(text, tokens, place - 1):
        last = place + 1
        while last < len(tokens) and _named(tokens[last]) and _beside(text, tokens, last - 1):
            name.append(tokens[last])
            last += 1
    return name


def _named(token: Token) -> bool:
    return token.kind == "word" and token.content and token.upper


def _beside(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether nothing but a space parts a token from the next."""
    return text[tokens[place].end : tokens[place + 1].start] == " "


def _source_of(stated: set[str], speaker: set[str], sources: Sources) -> SourceSentence | None:
    """Return the sentence that holds a statement, when it and its like lack the speaker."""
    if len(stated) < LEAST_STATED or not speaker & sources.keys:
        return None
    held = [len(stated & sentence.key_set) for sentence in sources.sentences]
    best = held.index(max(held))
    if held[best] < SAME_STATEMENT * len(stated):
        return None
    for count, sentence in zip(held, sources.sentences, strict=True):
        if speaker & sentence.key_set and count >= ANOTHER * len(stated):
            return None
    source = sources.sentences[best]
    return None if speaker & source.key_set else source


def _other_speaker(source: SourceSentence, speaker: Sequence[Token], sources: Sources) -> str:
    """Return whom a source sentence gives its statement to: a name that is not the speaker's."""
    for place, verb in enumerate(source.tokens):
        if verb.key not in SAYING or verb.upper:
            continue
        name = _speaker(source.text, source.tokens, place)
        if not name or _owns(source.text, name[-1]):
            continue
        if not any(is_name(t, source.tokens.index(t), source.tokens, sources) for t in name):
            continue
        alike = bool(places_in(name)) == bool(places_in(speaker))
        if alike and not _one_name(name, speaker, sources):
            return source.text[name[0].start : name[-1].end]
    return ""


def _owns(text: str, token: Token) -> bool:
    return text[token.end : token.end + 1] in ("'", "’")


def _one_name(name: Sequence[Token], other: Sequence[Token], sources: Sources) -> bool:
    """Whether a source writes the two as one name: "Wang" and "Yi"."""
    keys, others = {token.key for token in name}, {token.key for token in other}
    return any(
        pair in sources.pairs or pair[::-1] in sources.pairs
        for pair in ((one, two) for one in keys for two in others)
    )


def _hearers(text: str, tokens: Sequence[Token], sources: Sources) -> Iterator[Finding]:
    """Yield "the court heard" where no source says that the court hears or is told anything."""
    for place, verb in enumerate(tokens[1:], start=1):
        told = verb.text.lower() == "told" and tokens[place - 1].text.lower() in ("was", "were")
        if verb.text.lower() not in ("heard", "hears") and not told:
            continue
        hearer = tokens[place - 2] if told and place > 1 else tokens[place - 1]
        if hearer.text.lower() in HEARERS and not _hears(hearer.key, sources):
            said = text[hearer.start : verb.end]
            reason = f"says “{said}”; the sources do not say who heard it"
            yield Finding("speaker", SURE, reason, hearer.start, verb.end)


def _hears(hearer: str, sources: Sources) -> bool:
    return any(
        HEARING.intersection(
            sources.sentences[number].keys[max(0, at - HEARER_REACH) : at + HEARER_REACH + 1]
        )
        for number, at in sources.where.get(hearer, ())
    )
