"""A written sentence in numbers: what the trained scorer sees.

Each feature is named and told in `FEATURES`; without vectors the last group is 0 and
another set of weights is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from summarizer.check.align import Alignment
from summarizer.check.findings import KINDS, Finding
from summarizer.check.lexicon import rarity
from summarizer.check.sources import Sources
from summarizer.check.support import Support, WordSupport
from summarizer.check.tokens import MODALS, NEGATIONS, Token

if TYPE_CHECKING:
    from numpy.typing import NDArray

PLAIN_FEATURES = (
    "words", "content", "new", "new_share", "none", "none_share", "aliases", "synonyms", "kin",
    "near",
    "elsewhere_share", "new_pairs", "new_triples", "pairs_out_of_evidence",
    "runs", "runs_per_word", "mean_run", "longest_run", "jumps", "jump_share", "broken_joins",
    "coverage", "covered", "spread",
    "numbers", "new_numbers", "moved_numbers", "names", "new_names", "moved_names",
    "names_apart", "contrary", "contrary_new", "contrary_slot", "other_kind", "other_kind_new",
    "slot_number", "slot_name", "slot_soft", "negation_gap", "negation_new", "modal_gap",
    "modal_lost",
    "farthest_new", "mean_new_likeness", "rarest_new", "sum_new_rarity", "longest_new",
    "inserted", "repeats", "doc_length", "new_nouns", "strange",
    *(f"fault_{kind}" for kind in KINDS), "fault_any", "faults",
)  # fmt: skip
VECTOR_FEATURES = (
    "cosine", "cosine_second", "cosine_gap", "cosine_mean_top3",
    "worst_loss", "sum_loss", "mean_loss", "worst_loss_any", "swap_distance",
)  # fmt: skip
FEATURES = PLAIN_FEATURES + VECTOR_FEATURES


MOST_VARIANTS = 10
"""Words left out one by one; each costs a vector."""

VERB_ENDS = frozenset(("ing", "ted", "ded", "sed", "red", "ned", "led", "ked", "ced"))
"""Endings that make a verb's form likely."""


def measure(
    alignment: Alignment,
    words: Sequence[WordSupport],
    sources: Sources,
    faults: Sequence[Finding] = (),
) -> dict[str, float]:
    """Return the plain features of a sentence by name."""
    values = {**_words(alignment, words, sources), **_order(alignment, sources)}
    values |= {**_facts(words, sources), **_turns(alignment, words, sources)}
    values |= _novelty(alignment, words)
    for kind in KINDS:
        values[f"fault_{kind}"] = max((f.weight for f in faults if f.kind == kind), default=0.0)
    values["fault_any"] = max((fault.weight for fault in faults), default=0.0)
    values["faults"] = sum(fault.weight for fault in faults)
    return values


def _words(
    alignment: Alignment, words: Sequence[WordSupport], sources: Sources
) -> dict[str, float]:
    count = max(len(words), 1)
    levels = [word.support for word in words]
    new = sum(word.new for word in words)
    none = levels.count(Support.NONE)
    return {
        "words": float(len(alignment.tokens)),
        "content": float(len(words)),
        "new": float(new),
        "new_share": new / count,
        "none": float(none),
        "none_share": none / count,
        "aliases": float(levels.count(Support.ALIAS)),
        "synonyms": float(levels.count(Support.SYNONYM)),
        "kin": float(levels.count(Support.KIN)),
        "near": float(levels.count(Support.NEAR)),
        "elsewhere_share": levels.count(Support.SOURCES) / count,
        "coverage": alignment.coverage,
        "covered": alignment.covered,
        "doc_length": float(np.log1p(len(sources.sentences))),
    }


def _order(alignment: Alignment, sources: Sources) -> dict[str, float]:
    """Measure how far the sentence keeps to the order of its sources."""
    keys = [token.key for token in alignment.tokens]
    pairs = list(pairwise(keys))
    triples = list(zip(keys, keys[1:], keys[2:], strict=False))
    near: set[tuple[str, str]] = set()
    for number in alignment.evidence:
        near.update(pairwise(sources.sentences[number].keys))
    runs = alignment.runs
    joins = list(pairwise(runs))
    jumps = sum(one.sentence != other.sentence for one, other in joins)
    backward = sum(
        one.sentence == other.sentence and other.place < one.place for one, other in joins
    )
    lengths = [run.last - run.first for run in runs]
    return {
        "new_pairs": _share(sum(pair not in sources.pairs for pair in pairs), len(pairs)),
        "new_triples": _share(sum(t not in sources.triples for t in triples), len(triples)),
        "pairs_out_of_evidence": _share(sum(pair not in near for pair in pairs), len(pairs)),
        "runs": float(len(runs)),
        "runs_per_word": len(runs) / max(len(keys), 1),
        "mean_run": sum(lengths) / max(len(lengths), 1),
        "longest_run": max(lengths, default=0) / max(len(keys), 1),
        "jumps": float(jumps),
        "jump_share": jumps / max(len(joins), 1),
        "broken_joins": float(backward),
        "spread": float(len({run.sentence for run in runs if run.last - run.first > 2})),
        "repeats": float(len(keys) - len(set(keys))) / max(len(keys), 1),
    }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _facts(words: Sequence[WordSupport], sources: Sources) -> dict[str, float]:
    numbers = [word for word in words if word.token.kind == "number"]
    names = [word for word in words if word.name]
    held = [
        {number for number, _ in sources.where.get(word.token.key, ())}
        for word in names
        if not word.new
    ]
    apart = sum(bool(a) and bool(b) and a.isdisjoint(b) for a, b in pairwise(held))
    return {
        "numbers": float(len(numbers)),
        "new_numbers": float(sum(word.new for word in numbers)),
        "moved_numbers": float(sum(word.support == Support.SOURCES for word in numbers)),
        "names": float(len(names)),
        "new_names": float(sum(word.support >= Support.NEAR for word in names)),
        "moved_names": float(sum(word.support == Support.SOURCES for word in names)),
        "names_apart": float(apart),
        "slot_number": float(sum(word.partner is not None for word in numbers)),
        "slot_name": float(sum(word.partner is not None and word.new for word in names)),
    }


def _turns(
    alignment: Alignment, words: Sequence[WordSupport], sources: Sources
) -> dict[str, float]:
    """Measure what turns a statement: opposites, denials, doubt."""
    contrary = [word for word in words if word.contrary is not None]
    other = [word for word in words if word.other is not None]
    slots = [word for word in words if word.partner is not None]
    denials = _count(alignment.tokens, NEGATIONS)
    first = sources.sentences[alignment.evidence[0]].tokens if alignment.evidence else ()
    aligned = _count(_matched_stretch(alignment, sources), NEGATIONS)
    doubts, source_doubts = _count(alignment.tokens, MODALS), _count(first, MODALS)
    new_denials = sum(
        token.key in NEGATIONS and not _beside(place, alignment, sources)
        for place, token in enumerate(alignment.tokens)
    )
    return {
        "contrary": float(len(contrary)),
        "contrary_new": float(sum(word.new for word in contrary)),
        "contrary_slot": float(sum(w.partner is w.contrary for w in contrary)),
        "other_kind": float(len(other)),
        "other_kind_new": float(sum(word.new for word in other)),
        "slot_soft": float(sum(word.new for word in slots)),
        "negation_gap": float(denials - aligned),
        "negation_new": float(new_denials),
        "modal_gap": float(doubts - source_doubts),
        "modal_lost": float(source_doubts > 0 and doubts == 0),
    }


def _count(tokens: Sequence[Token], listed: frozenset[str]) -> int:
    return sum(token.key in listed or token.text.lower() in listed for token in tokens)


def _matched_stretch(alignment: Alignment, sources: Sources) -> Sequence[Token]:
    """Return the stretch of the best evidence that the sentence is paired with."""
    if not alignment.evidence:
        return ()
    best = alignment.evidence[0]
    places = [p[1] for p in alignment.partners if p is not None and p[0] == best]
    if not places:
        return ()
    return sources.sentences[best].tokens[min(places) : max(places) + 1]


def _beside(place: int, alignment: Alignment, sources: Sources) -> bool:
    """Return whether a denial stands beside a same content word in the evidence too."""
    near = {
        token.key
        for token in alignment.tokens[max(0, place - 3) : place + 5]
        if token.content and token.key not in NEGATIONS
    }
    for number in alignment.evidence:
        tokens = sources.sentences[number].tokens
        for where, token in enumerate(tokens):
            if token.key in NEGATIONS and near & {
                other.key for other in tokens[max(0, where - 4) : where + 6]
            }:
                return True
    return not near


def _novelty(alignment: Alignment, words: Sequence[WordSupport]) -> dict[str, float]:
    unknown = [word for word in words if word.support in (Support.NEAR, Support.NONE, Support.KIN)]
    rare = [rarity(word.token.text.lower()) for word in words if word.support >= Support.NEAR]
    new_keys = {id(word.token) for word in words if word.support >= Support.NEAR}
    longest = run = 0
    for token in alignment.tokens:
        if id(token) in new_keys:
            run += 1
            longest = max(longest, run)
        elif token.content:
            run = 0
    strange = [word for word in words if word.support >= Support.NEAR and word.partner is None]
    return {
        "new_nouns": float(sum(word.token.text.lower()[-3:] not in VERB_ENDS for word in strange)),
        "strange": max((word.rarity * (1.0 - word.nearest) for word in strange), default=0.0),
        "farthest_new": 1.0 - min((word.nearest for word in unknown), default=1.0),
        "mean_new_likeness": float(np.mean([word.nearest for word in unknown])) if unknown else 1.0,
        "rarest_new": max(rare, default=0.0),
        "sum_new_rarity": float(sum(rare)),
        "longest_new": float(longest),
        "inserted": float(_inserted(words)),
    }


def _inserted(words: Sequence[WordSupport]) -> int:
    """Return how many new content words follow the last borne-out one."""
    count = 0
    for word in reversed(words):
        if not word.new:
            break
        count += 1
    return count


def variants(text: str, words: Sequence[WordSupport]) -> tuple[list[int], list[str]]:
    """Return the words to leave out one by one, and the sentence without each.

    A word that is foreign to the sources pulls the sentence's vector away from them;
    leaving it out brings the vector back. A synonym does not.
    """
    chosen = [place for place, word in enumerate(words) if word.support > Support.EVIDENCE][
        :MOST_VARIANTS
    ]
    return chosen, [
        (text[: words[place].token.start] + text[words[place].token.end :]).strip() or text
        for place in chosen
    ]


def measure_vectors(
    cosines: NDArray[np.float32],
    chosen: Sequence[int],
    words: Sequence[WordSupport],
    without: NDArray[np.float32],
    vector: NDArray[np.float32],
    evidence_vectors: NDArray[np.float32],
) -> dict[str, float]:
    """Return the features that need vectors.

    Args:
        cosines: (sentences,) cosine of the sentence to each source sentence.
        chosen: which of `words` were left out.
        words: the sentence's content words.
        without: (len(chosen), d) vectors of the sentence without each.
        vector: (d,) vector of the sentence.
        evidence_vectors: (k, d) vectors of the evidence.
    """
    top = np.sort(cosines)[::-1]
    losses: list[float] = []
    if len(chosen) and len(evidence_vectors):
        losses = list(
            (without @ evidence_vectors.T).max(axis=1) - (vector @ evidence_vectors.T).max()
        )
    new = [loss for place, loss in zip(chosen, losses, strict=True) if words[place].new]
    spread = [1.0 - float(row @ vector) for row in without] if len(chosen) else []
    return {
        "cosine": float(top[0]) if len(top) else 0.0,
        "cosine_second": float(top[1]) if len(top) > 1 else 0.0,
        "cosine_gap": float(top[0] - top[1]) if len(top) > 1 else 0.0,
        "cosine_mean_top3": float(top[:3].mean()) if len(top) else 0.0,
        "worst_loss": max(new, default=-0.05),
        "sum_loss": float(sum(max(loss, 0.0) for loss in new)),
        "mean_loss": float(np.mean(new)) if new else 0.0,
        "worst_loss_any": max(losses, default=-0.05),
        "swap_distance": max(
            (s for place, s in zip(chosen, spread, strict=True) if words[place].new), default=0.0
        ),
    }
