"""What a brief tells again: words that it has told, and a quotation that it has quoted.

Two outlets tell one event each in its own words, and quote the same few of somebody's. What is
new in a sentence is counted in content words, so that other words for the same do not hide it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from summarizer.check.quotations import LEAST_QUOTED_WORDS
from summarizer.salience.terms import content_tokens, tokens
from summarizer.summary.candidates import Candidate
from summarizer.summary.select import Task

NEW_SHARE = 0.4
"""Share of a sentence's content words that nothing chosen before it may have told."""
FEW_NEW = 4
"""So many new content words are news enough, however long the sentence."""
NEW_BESIDE_QUOTE = 0.6
"""The same share of the words beside a quotation that another chosen sentence holds too."""
_QUOTED = re.compile(r"“[^”]+”|\"[^\"]+\"")


def told_again(
    candidates: Sequence[Candidate], task: Task, chosen: Sequence[int]
) -> frozenset[int]:
    """Return those of the chosen sentences that tell hardly anything that the others do not.

    A sentence on which another chosen one hangs is one of them only where it quotes again.

    Args:
        candidates: all that there are.
        task: what each says, and what hangs on what.
        chosen: in the order of choice; the first is the news, and never told again.
    """
    told: set[int] = set()
    kept: list[int] = []
    needed = {task.needs[row] for row in chosen}
    for row in chosen:
        own = task.content[row]
        new = own - told
        if row in needed or not told or len(new) >= min(FEW_NEW, NEW_SHARE * len(own)):
            told |= own
            kept.append(row)
    quoted = _quoted_again([candidates[row].text for row in kept], [row in needed for row in kept])
    return frozenset(chosen) - {row for k, row in enumerate(kept) if k not in quoted}


def _quoted_again(texts: Sequence[str], needed: Sequence[bool]) -> set[int]:
    """Places of sentences with a quotation that another has too, and little beside it.

    Of two that goes on which nothing hangs, else the later; the first of all stays.
    """
    again: set[int] = set()
    for later, earlier in combinations(range(len(texts) - 1, -1, -1), 2):
        shared = shared_quotation(texts[earlier], texts[later])
        if not shared or again & {later, earlier}:
            continue
        for one in sorted((later, earlier), key=lambda k: (needed[k], -k)):
            others = [text for k, text in enumerate(texts) if k != one and k not in again]
            if one and _tells_little_beside(texts[one], shared, others):
                again.add(one)
                break
    return again


def _tells_little_beside(text: str, quotation: Sequence[str], others: Sequence[str]) -> bool:
    """Whether most of what a sentence says beside a quotation stands in the others."""
    beside = content_tokens(text) - set(quotation)
    told = frozenset[str]().union(*map(content_tokens, others))
    return len(beside - told) < NEW_BESIDE_QUOTE * max(len(beside), 1)


def shared_quotation(one: str, other: str) -> tuple[str, ...]:
    """Return the words, as `tokens` has them, of a quotation of one that the other holds too."""
    for text, beside in ((one, other), (other, one)):
        for match in _QUOTED.finditer(text):
            words = tuple(tokens(match[0]))
            if (
                len(words) >= LEAST_QUOTED_WORDS
                and content_tokens(match[0])
                and _holds(tokens(beside), words)
            ):
                return words
    return ()


def _holds(words: Sequence[str], run: tuple[str, ...]) -> bool:
    return any(tuple(words[k : k + len(run)]) == run for k in range(len(words) - len(run) + 1))
