"""Scores of groupings, streams, near copies and labels against people's judgements.

Groupings are scored by B-cubed (Bagga and Baldwin, 1998). "Tolerant" takes precision
against storylines and recall against events: to join or to part two days of one running
story is no error.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

Labels = Sequence[Hashable]


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def lone(predicted: Sequence[Any]) -> list[Hashable]:
    """An article without a group, or in group -1, is a group of its own."""
    return [("lone", i) if p is None or p == -1 else p for i, p in enumerate(predicted)]


def b_cubed(gold: Labels, predicted: Labels) -> tuple[float, float]:
    """Return precision and recall."""
    of_gold, of_predicted = Counter(gold), Counter(predicted)
    both = Counter(zip(gold, predicted, strict=True))
    precision = sum(n * n / of_predicted[p] for (_, p), n in both.items()) / len(gold)
    recall = sum(n * n / of_gold[g] for (g, _), n in both.items()) / len(gold)
    return precision, recall


def mixed(gold: Labels, predicted: Labels) -> float:
    """Return the share of groups of several articles that mix gold groups."""
    inside: dict[Hashable, set[Hashable]] = defaultdict(set)
    for g, p in zip(gold, predicted, strict=True):
        inside[p].add(g)
    several = [p for p, n in Counter(predicted).items() if n > 1]
    return sum(len(inside[p]) > 1 for p in several) / len(several) if several else 0.0


def score_groups(events: Labels, lines: Labels, predicted: Sequence[Any]) -> dict[str, float]:
    """Return the scores of one grouping against events and storylines."""
    named = lone(predicted)
    event_precision, recall = b_cubed(events, named)
    precision, line_recall = b_cubed(lines, named)
    return {
        "tol_f1": f1(precision, recall),
        "tol_p": precision,
        "tol_r": recall,
        "b3_f1": f1(event_precision, recall),
        "impure": mixed(events, named),
        "impure_storyline": mixed(lines, named),
        "storyline_f1": f1(precision, line_recall),
        "clusters": float(len(set(named))),
    }


def score_stream(
    days: Sequence[str], events: Labels, lines: Labels, predicted: Sequence[Any]
) -> dict[str, float]:
    """Return the scores of a stream: also how often a storyline keeps its identity.

    carry: share of a storyline's later days whose most frequent group it had before.
    false_update: share of storylines that began inside a group that was there before.
    """
    named = lone(predicted)
    result = score_groups(events, lines, named)
    first: dict[Hashable, str] = {}
    seen_on: dict[Hashable, dict[str, list[Hashable]]] = defaultdict(lambda: defaultdict(list))
    for i in sorted(range(len(days)), key=lambda i: days[i]):
        first.setdefault(named[i], days[i])
        seen_on[lines[i]][days[i]].append(named[i])
    later = carried = false = 0
    for by_day in seen_on.values():
        start, *rest = sorted(by_day)
        known = set(by_day[start])
        false += any(first[group] < start for group in known)
        for day in rest:
            later += 1
            carried += Counter(by_day[day]).most_common(1)[0][0] in known
            known |= set(by_day[day])
    result["carry"] = carried / max(1, later)
    result["continuations"] = float(later)
    result["false_update"] = false / len(seen_on)
    return result


def score_copies(
    documents: Sequence[Mapping[str, Any]], predicted: Mapping[str, Hashable]
) -> dict[str, float]:
    """Return recall over pairs of one original, and pairs that are no such pair.

    other_story: of different stories, so false. same_story: different articles of one
    story, often real wire copies.
    """
    groups: dict[Hashable, list[Mapping[str, Any]]] = defaultdict(list)
    gold = Counter(document["group"] for document in documents)
    for document in documents:
        if document["id"] in predicted:
            groups[predicted[document["id"]]].append(document)
    true = other = same = 0
    for members in groups.values():
        for i, one in enumerate(members):
            for two in members[i + 1 :]:
                bbc = one["id"].startswith("bbc") or two["id"].startswith("bbc")
                if one["group"] == two["group"]:
                    true += 1
                elif one["story"] == two["story"] and not bbc:
                    same += 1
                else:
                    other += 1
    pairs = sum(n * (n - 1) // 2 for n in gold.values())
    return {
        "recall": true / max(1, pairs),
        "other_story": float(other),
        "same_story": float(same),
    }


_OPINION = re.compile(
    r"\?|^(opinion|perspective|analysis|editorial|watch|video|live|exclusive|breaking|op-ed)\b"
    r"|^(why|how|what|the case)\b|!|\bI\b",
    re.IGNORECASE,
)
_TERM = re.compile(r"[a-z0-9$%.]+")


def rouge1(one: str, other: str) -> float:
    """Return the F1 of shared lower-case words (Lin, 2004)."""
    first, second = (Counter(_TERM.findall(t.lower().replace("_", " "))) for t in (one, other))
    return 2 * (first & second).total() / max(1, first.total() + second.total())


def score_labels(labels: Mapping[str, str], editors: Mapping[str, str]) -> dict[str, float]:
    """Return how near labels are to the editors' headlines, and how many are unfit."""
    told = [story for story in editors if story in labels]
    count = max(1, len(told))
    texts = [labels[story] for story in told]
    return {
        "stories": float(len(told)),
        "rouge1": sum(rouge1(labels[s], editors[s]) for s in told) / count,
        "characters": sum(map(len, texts)) / count,
        "over_80": sum(len(text) > 80 for text in texts) / count,
        "question_opinion": sum(bool(_OPINION.search(text)) for text in texts) / count,
        "no_phrase": sum("_" in text or text.count(",") >= 3 for text in texts) / count,
    }
