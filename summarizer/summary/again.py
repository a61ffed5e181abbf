"""What a brief tells again: words that it has told, and a quotation that it has quoted.

Two outlets tell one event each in its own words, and quote the same few of somebody's. What is
new in a sentence is counted in content words, so that other words for the same do not hide it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from summarizer.check.lexicon import likeness, rarity
from summarizer.check.quotations import LEAST_QUOTED_WORDS
from summarizer.check.tokens import CALENDAR, Token, tokenize
from summarizer.salience.terms import content_tokens, tokens
from summarizer.summary.bearing import read_statement
from summarizer.summary.candidates import Candidate
from summarizer.summary.select import Task
from summarizer.summary.trim import shortened

NEW_SHARE = 0.4
"""Share of a sentence's content words that nothing chosen before it may have told."""
FEW_NEW = 4
"""So many new content words are news enough, however long the sentence."""
PLAINLY_NEW = 0.75
"""Share of new content words from which it need not be asked what they mean."""
NEW_MEANING, NEW_BESIDE_NUMBER = 0.15, 0.5
"""Share of its words' news that a sentence must have, words counting as told that mean what a told
one means; and the same where it counts what was counted, in the same number: "three people were
killed in the attack". At .25 of the first, 18 of 59 briefs of 250 words change and lose 0.1
ROUGE-1 in the mean; at .15 eight, which lose and gain alike."""
UNLIKE, ALIKE = 0.3, 0.75
"""Cosine of two words up to which they have nothing in common, and from which one tells all of the
other: "deal" and "agreement" .7."""
LEAST_RARITY, MOST_RARITY = 0.5, 8.0
FEWEST_COUNTED = 3
"""Numbers from which two sentences hardly hold one by chance."""
LEAST_TOLD = 3
"""Content words of a part that is cut because it was told: of one or two it may be chance."""
YEARS = range(1900, 2100)
NEW_BESIDE_QUOTE = 0.6
"""The same share of the words beside a quotation that another chosen sentence holds too."""
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_DENIES = re.compile(r"\b(?:[Nn]o|not|never|nor|[Nn]one|[Nn]either)\b|n['’]t\b")
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
        enough = len(new) >= min(FEW_NEW, NEW_SHARE * len(own))
        plainly = len(new) >= PLAINLY_NEW * len(own)
        if (
            row in needed
            or not told
            or (
                enough
                and (
                    plainly or tells_news(candidates[row].text, [candidates[k].text for k in kept])
                )
            )
        ):
            told |= own
            kept.append(row)
    quoted = _quoted_again([candidates[row].text for row in kept], [row in needed for row in kept])
    return frozenset(chosen) - {row for k, row in enumerate(kept) if k not in quoted}


def without_told(texts: Sequence[str]) -> list[str]:
    """Return the points of a brief without the part that another one tells, word by word.

    "…, injuring five people" goes where that was told of them; no first point is cut.
    """
    left = list(texts)
    for place in range(1, len(left)):
        own = content_tokens(left[place])
        others = [content_tokens(text) for k, text in enumerate(left) if k != place]
        for form in reversed(shortened(left[place])):
            gone = own - content_tokens(form)
            if len(gone) >= LEAST_TOLD and any(gone <= told for told in others):
                left[place] = form
                break
    return left


def tells_news(text: str, told: Sequence[str]) -> bool:
    """Return whether a sentence tells anything that `told`, whatever their words, do not."""
    share = _share_new(text, told)
    if share >= NEW_BESIDE_NUMBER or (_denials(text) and not any(map(_denials, told))):
        return True
    counted = _numbers(text)
    known = frozenset[str]().union(*map(_numbers, told))
    if share < NEW_MEANING:
        return not counted <= known
    if not counted & known or _names(text) - frozenset[str]().union(*map(_names, told)):
        return True
    return not any(
        counted & _numbers(other) and _denials(other) == _denials(text) for other in told
    )


def _share_new(text: str, told: Sequence[str]) -> float:
    """Which share of a sentence's words, by rarity, means nothing that was told."""
    own = [token for token in _words(text) if token.content]
    known = [token for other in told for token in _words(other) if token.content]
    if not own or not known:
        return 1.0
    keys = {token.key for token in known}
    weight = np.clip([rarity(token.text.lower()) for token in own], LEAST_RARITY, MOST_RARITY)
    return float(weight @ _strangeness(own, known, keys) / weight.sum())


def _strangeness(
    own: Sequence[Token], known: Sequence[Token], keys: set[str]
) -> NDArray[np.float64]:
    """Return (n,) how far each word is from all that were told; names and numbers alike or not."""
    near = likeness([t.text.lower() for t in own], [t.text.lower() for t in known]).max(axis=1)
    exact = [token.upper or token.kind != "word" for token in own]
    far = 1 - np.clip((np.where(exact, 0.0, near) - UNLIKE) / (ALIKE - UNLIKE), 0, 1)
    return np.where([token.key in keys for token in own], 0.0, far)


@lru_cache(maxsize=1024)  # each chosen sentence is held against each other, round after round
def _words(text: str) -> tuple[Token, ...]:
    return tokenize(text)


def _names(text: str) -> frozenset[str]:
    """The words in capitals, but for the first and for days and months."""
    return frozenset(t.key for t in _words(text)[1:] if t.upper and t.key not in CALENDAR)


def _numbers(text: str) -> frozenset[str]:
    """The numbers of a sentence that are neither small nor years."""
    found = set()
    for amount in read_statement(text).amounts:
        value = amount.value.removeprefix("#")
        if _PLAIN.fullmatch(value) and float(value) >= FEWEST_COUNTED and float(value) not in YEARS:
            found.add(value)
    return frozenset(found)


def _denials(text: str) -> int:
    return len(_DENIES.findall(text))


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
