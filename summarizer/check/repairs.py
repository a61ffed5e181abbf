"""What becomes of a refused sentence: trimmed to what holds, or replaced by its extract."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from summarizer.check.report import Judge
from summarizer.check.verdict import Embed, check_point
from summarizer.domain import Article, Citation, squeeze

How = Literal["kept", "trimmed", "replaced"]

LEAST_WORDS = 5
"""A trimmed sentence shorter than this says nothing any more."""

MOST_TRIMS = 8
"""Trimmed forms that are tried; each costs a check."""

CUTS = re.compile(
    r",\s|\s[–—-]\s|;\s|\s\(|\)\s?"
    r"|\s(?=(?:after|before|because|while|although|though|despite|since|when|which|who|with|as"
    r"|amid|following|saying|adding|and|but)\s)"
)
"""Where a clause may be left out."""

INTRODUCING = frozenset(
    "according after ahead although amid among and as at because before but by despite during "
    "following for from given however if in instead later meanwhile on once since so still "
    "though to under unlike until when while with without yet".split()
)
"""Words that open what stands before a sentence's subject."""

PAIRED = re.compile(
    r"\b(?:between|both|either|neither)\b(?:(?! and | n?or |[,;]).)*$", re.IGNORECASE
)
"""An end that lacks the second of two: "a call between the president"."""

DEPENDENT = frozenset("that which who whom whose saying adding including".split())
"""Words that no sentence of its own opens with."""

VERB_LIKE = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|will|would|can|could|may|might|must|should|says?|said"
    r"|(?-i:[a-z]{3,}(?:ed|es))|took|made|went|came|gave|won|lost|rose|fell|told|found|held|met|left"
    r"|began|became|sent|kept|led|died|beat|put|cut|hit|set|shot|got|saw|ran)\b",
    re.IGNORECASE,
)
"""A sign that a piece is a sentence still."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """A sentence fit for a reader.

    Attributes:
        text: what to print.
        how: "kept" as written, "trimmed" to what the sources hold, or "replaced" by
            the extract that it was written from.
        citations: what the text now rests on.
    """

    text: str
    how: How
    citations: tuple[Citation, ...]


def repair(
    text: str,
    citations: Sequence[Citation],
    sources: Sequence[Article],
    *,
    embed: Embed | None = None,
    judge: Judge | None = None,
) -> Repaired:
    """Return the sentence if its citations bear it out, else what can be saved of it.

    Clauses are left out, longest remainder first, until the citations bear out the
    rest; when nothing of use is left, the first citation's quote takes its place.

    Args:
        text: the written sentence.
        citations: the spans that it was written from; the first is its extract.
        sources: the cited articles.
        embed, judge: as for `check_text`.

    Raises:
        ValueError: there is no citation to fall back on.
    """
    if not citations:
        raise ValueError("a written sentence needs the span that it was written from")
    if check_point(text, citations, sources, embed=embed, judge=judge).borne_out:
        return Repaired(text, "kept", tuple(citations))
    for shorter in trims(text)[:MOST_TRIMS]:
        if check_point(shorter, citations, sources, embed=embed, judge=judge).borne_out:
            return Repaired(shorter, "trimmed", tuple(citations))
    return Repaired(squeeze(citations[0].quote), "replaced", tuple(citations))


def trims(text: str) -> list[str]:
    """Return the sentence with one clause, or all from or up to one, left out; longest first."""
    marks = [(found.start(), found.end()) for found in CUTS.finditer(text)]
    pieces: list[str] = []
    for number, (start, end) in enumerate(marks):
        if not PAIRED.search(text[:start]) or text[start:end].strip():
            pieces.append(text[:start])
        opens = number == 0 and _introduces(text[:start], text[start:end])
        if opens:
            pieces.append(text[end:])
        if not opens and text[start:end].strip() and number + 1 < len(marks):
            # "18 and 19, were" keeps its 19: only what stands between signs is an aside.
            after, rest = marks[number + 1]
            pieces.append(
                f"{text[:start]} {text[rest if text[after:rest].strip() else after :].lstrip()}"
            )
    whole = [_close(piece) for piece in pieces if _stands(piece)]
    return sorted(dict.fromkeys(whole), key=lambda piece: -len(piece))


def _introduces(head: str, mark: str) -> bool:
    """Whether what stands before the first mark can go: it is no subject, nor holds one."""
    opening = head.split(maxsplit=1)[0].lower() if head.strip() else ""
    return ";" in mark or (
        mark.strip() == "," and (opening in INTRODUCING or opening.endswith("ing"))
    )


def _stands(piece: str) -> bool:
    balanced = piece.count('"') % 2 == 0 and piece.count("“") == piece.count("”")
    words = piece.split()
    return (
        balanced
        and len(words) >= LEAST_WORDS
        and words[0].lower() not in DEPENDENT
        and VERB_LIKE.search(piece) is not None
    )


def _close(piece: str) -> str:
    piece = piece.strip(" ,;:–—-")
    piece = piece[0].upper() + piece[1:]
    return piece if piece[-1] in '.!?"”' else piece + "."
