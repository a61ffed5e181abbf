"""Names, numbers and dates of a text, each looked for in the sources with what it stands by.

A string that occurs somewhere is no proof: a number must count the same thing, a first
name must belong to the same person. The features below are weighed by a small trained
forest (EntFA, Cao et al. 2022, asks the same question of models).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.check.align import Alignment, align
from summarizer.check.counted import counted_by, numbers_in
from summarizer.check.lexicon import likeness, named_places, rarity, synonymous
from summarizer.check.report import EntityVerdict
from summarizer.check.scoring import REFUSE, as_score, load_head
from summarizer.check.sources import NAME_LINKS, Sources, fold, read_sources
from summarizer.check.support import is_name
from summarizer.check.tokens import CALENDAR, Token, stems, tokenize
from summarizer.domain import Article
from summarizer.text.english import MAGNITUDES
from summarizer.text.sentences import split_sentences

TIME_UNITS = stems("second minute hour day night week weekend month quarter year decade century")
UNITS = TIME_UNITS | stems(" ".join([*MAGNITUDES, "percent per cent"]))
BEFORE_NUMBERS = (
    "more than",
    "less than",
    "at least",
    "up to",
    "about",
    "around",
    "nearly",
    "almost",
    "over",
)

ENTITY_FEATURES = (
    "number", "calendar", "name", "period", "tokens", "exact", "exact_plain", "share", "missing",
    "together", "alias", "initials", "in_evidence", "evidence_rank", "before_pair", "after_pair",
    "counts_same", "counts_other", "nearest_same", "first_name", "name_alone", "times",
    "rarity", "coverage", "covered", "context_share", "sentence_new", "upper_in_source",
    "likeness", "value_near", "ordinal", "small_number",
)  # fmt: skip


def check_entities(
    summary: str, sources: Sequence[Article], *, spans: Sequence[tuple[int, int]] | None = None
) -> list[EntityVerdict]:
    """Look for every name, number and date of a text in the sources.

    Args:
        summary: any text.
        sources: the articles that should hold them.
        spans: offsets to judge; None finds them here.

    Returns:
        One verdict per span, in order of the text.
    """
    prepared = read_sources(sources)
    found = sorted(spans) if spans is not None else find_entities(summary, prepared)
    parts = [(s.start, s.end) for s in split_sentences(Article(text=summary))]
    aligned: dict[tuple[int, int], Alignment] = {}
    verdicts = []
    for start, end in found:
        part = next((p for p in parts if p[0] <= start < p[1]), (0, len(summary)))
        if part not in aligned:
            aligned[part] = align(tokenize(summary[part[0] : part[1]], prepared.points), prepared)
        inside = (start - part[0], end - part[0])
        features = measure_entity(summary[part[0] : part[1]], inside, aligned[part], prepared)
        verdicts.append(_verdict(summary[start:end], start, end, features))
    return verdicts


def _verdict(text: str, start: int, end: int, features: dict[str, float]) -> EntityVerdict:
    head = load_head("entities")
    score = as_score(head.doubt(features), head.cut)
    held = score >= REFUSE
    return EntityVerdict(text, start, end, held, "" if held else _reason(text, features), score)


def _reason(text: str, features: dict[str, float]) -> str:
    if features["missing"] and features["share"] == 0:
        return f"{text} is not in the sources"
    if features["missing"]:
        return f"only part of {text} is in the sources"
    if features["counts_other"]:
        return f"the sources say {text} of something else"
    return f"{text} stands in the sources, but not with what it is said of here"


def find_entities(summary: str, sources: Sources) -> list[tuple[int, int]]:
    """Return the offsets of names, numbers and dates: capitalized runs, numbers with units."""
    spans: list[tuple[int, int]] = []
    tokens = tokenize(summary, sources.points)
    place = 0
    while place < len(tokens):
        last = _entity_end(tokens, place, summary, sources)
        if last > place:
            spans.append((tokens[place].start, tokens[last - 1].end))
        place = max(last, place + 1)
    return spans


def _entity_end(tokens: Sequence[Token], place: int, text: str, sources: Sources) -> int:
    token = tokens[place]
    if token.kind in {"number", "sign"}:
        return _number_end(tokens, place)
    return _name_end(tuple(tokens), place, text, sources)


def _number_end(tokens: Sequence[Token], place: int) -> int:
    last = place
    while last < len(tokens) and (
        tokens[last].kind in ("number", "sign")
        or (last > place and (tokens[last].key in UNITS or tokens[last].key in CALENDAR))
    ):
        last += 1
    return last if any(token.kind == "number" for token in tokens[place:last]) else place


def _name_end(tokens: tuple[Token, ...], place: int, text: str, sources: Sources) -> int:
    last = place
    for index in range(place, len(tokens)):
        token = tokens[index]
        if index > place and re.search(r"[.,;:!?\"”()]", text[tokens[index - 1].end : token.start]):
            break
        if index > place and (token.key in CALENDAR) != (tokens[place].key in CALENDAR):
            break
        if token.key in CALENDAR or (is_name(token, index, tokens, sources) and token.content):
            last = index + 1
        elif index == place or token.text.lower() not in NAME_LINKS:
            break
    return last


def measure_entity(
    text: str, span: tuple[int, int], alignment: Alignment, sources: Sources
) -> dict[str, float]:
    """Return the features of the name, number or date at `span` of a sentence."""
    tokens = alignment.tokens
    inside = [i for i, t in enumerate(tokens) if t.start < span[1] and t.end > span[0]]
    core = [i for i in inside if tokens[i].content] or inside
    if not core:
        return dict.fromkeys(ENTITY_FEATURES, 0.0)
    values = _kind(tokens, core) | _presence(text[span[0] : span[1]], tokens, core, sources)
    values |= _surroundings(tokens, inside, core, alignment, sources)
    values |= _counting(tokens, core, alignment, sources)
    return values


def _kind(tokens: Sequence[Token], core: Sequence[int]) -> dict[str, float]:
    keys = {tokens[i].key for i in core}
    number = any(tokens[i].kind == "number" for i in core)
    return {
        "number": float(number),
        "ordinal": float(any(k.startswith("#") and k.endswith("th") for k in keys)),
        "small_number": float(any(k in ("#1", "#2", "#3", "#1th") for k in keys)),
        "calendar": float(bool(keys & CALENDAR)),
        "period": float(bool(keys & TIME_UNITS)),
        "name": float(not number and any(tokens[i].upper for i in core)),
        "tokens": float(len(core)),
        "rarity": max(rarity(tokens[i].text.lower()) for i in core),
    }


def _presence(
    text: str, tokens: Sequence[Token], core: Sequence[int], sources: Sources
) -> dict[str, float]:
    plain = fold(text)
    short = re.sub(r"^(?:the|a|an) ", "", plain)
    for lead in BEFORE_NUMBERS:
        short = short.removeprefix(lead + " ")
    held = [tokens[i].key in sources.keys for i in core]
    named = named_places([tokens[i] for i in core])
    together = any(
        all(tokens[i].key in sentence.key_set for i in core) for sentence in sources.sentences
    )
    return {
        "exact": float(_bounded(plain, sources.folded)),
        "exact_plain": float(_bounded(short, sources.folded)),
        "share": sum(held) / len(held),
        "missing": float(len(held) - sum(held)),
        "together": float(together),
        "alias": float(bool(named) and named <= sources.places),
        "initials": float(len(core) == 1 and tokens[core[0]].key in sources.initials)
        + float(len(core) > 1 and "".join(tokens[i].text[0].lower() for i in core) in sources.keys),
        "times": float(min(len(sources.where.get(tokens[core[-1]].key, ())), 9)),
        "upper_in_source": sum(tokens[i].key in sources.upper for i in core) / len(core),
    }


def _bounded(text: str, folded: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(text)}(?!\w)", folded) is not None


def _surroundings(
    tokens: Sequence[Token],
    inside: Sequence[int],
    core: Sequence[int],
    alignment: Alignment,
    sources: Sources,
) -> dict[str, float]:
    first, last = inside[0], inside[-1]
    keys = [token.key for token in tokens]
    around = [
        t for t in (*tokens[max(0, first - 6) : first], *tokens[last + 1 : last + 7]) if t.content
    ]
    shared = 0.0
    for number, _ in sources.where.get(tokens[core[0]].key, ()):
        held = sources.sentences[number].key_set
        shared = max(shared, sum(t.key in held for t in around) / max(len(around), 1))
    ranks = [
        rank
        for rank, number in enumerate(alignment.evidence)
        if all(tokens[i].key in sources.sentences[number].key_set for i in core)
    ]
    outside = [t for i, t in enumerate(tokens) if i not in inside and t.content]
    return {
        "in_evidence": float(bool(ranks)),
        "evidence_rank": float(min(ranks, default=9)),
        "before_pair": float(first > 0 and (keys[first - 1], keys[first]) in sources.pairs),
        "after_pair": float(last + 1 < len(keys) and (keys[last], keys[last + 1]) in sources.pairs),
        "context_share": shared,
        "coverage": alignment.coverage,
        "covered": alignment.covered,
        "sentence_new": sum(t.key not in sources.keys for t in outside) / max(len(outside), 1),
        **_person(tokens, first, last, sources),
    }


def _person(tokens: Sequence[Token], first: int, last: int, sources: Sources) -> dict[str, float]:
    """Measure whether a lone name stands by the same name in the sources."""
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    preceding = tokens[first - 1] if first > 0 else None
    leads = following is not None and following.upper and following.content
    follows = preceding is not None and preceding.upper and preceding.content
    return {
        "first_name": float(
            leads
            and following is not None
            and following.key in sources.keys
            and (tokens[last].key, following.key) not in sources.pairs
        ),
        "name_alone": float(not leads and not follows),
    }


def _counting(
    tokens: Sequence[Token], core: Sequence[int], alignment: Alignment, sources: Sources
) -> dict[str, float]:
    """Measure whether the sources count the same thing with this number, or another."""
    numbers = [i for i in core if tokens[i].kind == "number"]
    words = [tokens[i].text.lower() for i in core]
    evidence = [
        token
        for number in alignment.evidence
        for token in sources.sentences[number].tokens
        if token.content
    ]
    cosines = likeness(words, [token.text.lower() for token in evidence])
    values = {
        "counts_same": 0.0,
        "counts_other": 0.0,
        "nearest_same": 0.0,
        "value_near": 0.0,
        "likeness": float(cosines.max(axis=1).min()) if cosines.size else 0.0,
    }
    if not numbers:
        return values
    key = tokens[numbers[0]].key
    counted = counted_by(tokens, numbers[-1])
    same: set[str] = set()
    other: set[str] = set()
    for number, noun in numbers_in(sources.sentences):
        if counted is not None and (noun.key == counted.key or synonymous(noun.key, counted.key)):
            (same if number.key == key else other).add(number.key)
    values["counts_same"] = float(bool(same))
    values["counts_other"] = float(bool(other) and not same)
    values["nearest_same"] = float(counted is None)
    values["value_near"] = float(_close(key, other))
    return values


def _close(key: str, others: set[str]) -> bool:
    """Return whether a number is one of the others, rounded."""
    value = float(key.strip("#th"))
    return any(
        abs(value - float(other.strip("#th"))) <= 0.05 * max(abs(value), 1.0) for other in others
    )
