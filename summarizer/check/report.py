"""What a check gives back: verdicts with reasons and the places to look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from summarizer.domain import Article, Citation
from summarizer.text.addresses import public_address

REPORT_VERSION = 1
"""Version of `report_as_json`; fields are added without a new one, never changed."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a judge holds of a sentence.

    Attributes:
        score: 0 to 1, how likely its evidence bears it out.
        reason: what a reader should know of it, in plain words; empty where there is nothing.
    """

    score: float
    reason: str = ""


Claim = tuple[str, Sequence[str]]
"""A sentence, and the source sentences that are nearest to it, best first."""


class Judge(Protocol):
    """A further opinion, such as an entailment model's, on what the checker would let pass."""

    def __call__(self, claims: Sequence[Claim]) -> Sequence[Opinion]:
        """Return an opinion on each claim."""
        ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the sources say to one written sentence.

    Attributes:
        text: the sentence.
        start, end: offsets into the text that was checked.
        borne_out: the sources hold what it says.
        score: 0 to 1, how well; below 0.5 it is not supported.
        reasons: what speaks against it, in plain words; may be given for a sentence
            that passes too, where something small differs.
        citations: nearest source sentences, best first.
    """

    text: str
    start: int
    end: int
    borne_out: bool
    score: float
    reasons: tuple[str, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class EntityVerdict:
    """What the sources say to one name, number or date of a text.

    Attributes:
        text: the name, number or date.
        start, end: offsets into the text that was checked.
        borne_out: the sources hold it.
        reason: why not, in plain words; empty when it is supported.
        score: 0 to 1, how well; below 0.5 it is not supported.
    """

    text: str
    start: int
    end: int
    borne_out: bool
    reason: str = ""
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Report:
    """A text held against its sources.

    Attributes:
        sentences: one verdict per sentence, in order.
        sources: the articles that it was held against.
    """

    sentences: tuple[Verdict, ...]
    sources: tuple[Article, ...]

    @property
    def checked(self) -> int:
        """How many sentences were checked."""
        return len(self.sentences)

    @property
    def refused(self) -> int:
        """How many of them the sources do not bear out."""
        return sum(not verdict.borne_out for verdict in self.sentences)

    @property
    def borne_out(self) -> bool:
        """Whether every sentence is supported."""
        return self.refused == 0

    @property
    def score(self) -> float:
        """The lowest score of a sentence; 1 for an empty text."""
        return min((verdict.score for verdict in self.sentences), default=1.0)


def report_as_json(report: Report, *, judge: str = "") -> dict[str, object]:
    """Return the report as plain values for JSON; `judge` names the entailment model, if any.

    ``{"version": 1, "borne_out": bool, "score": float, "judge": str | None, "counts":
    {"sentences": int, "borne_out": int, "refused": int}, "sentences": [{"text", "start", "end",
    "borne_out", "score", "reasons": [str], "sources": [{"article", "name", "title",
    "url", "start", "end", "quote"}]}]}``
    """
    articles = {article.id: article for article in report.sources}
    return {
        "version": REPORT_VERSION,
        "borne_out": report.borne_out,
        "score": round(report.score, 4),
        "judge": judge or None,
        "counts": {
            "sentences": report.checked,
            "borne_out": report.checked - report.refused,
            "refused": report.refused,
        },
        "sentences": [_verdict_as_json(verdict, articles) for verdict in report.sentences],
    }


def _verdict_as_json(verdict: Verdict, articles: dict[str, Article]) -> dict[str, object]:
    return {
        "text": verdict.text,
        "start": verdict.start,
        "end": verdict.end,
        "borne_out": verdict.borne_out,
        "score": round(verdict.score, 4),
        "reasons": list(verdict.reasons),
        "sources": [
            {
                "article": citation.article,
                "name": articles[citation.article].outlet,
                "title": articles[citation.article].title,
                "url": public_address(articles[citation.article].url or "") or None,
                "start": citation.start,
                "end": citation.end,
                "quote": citation.quote,
            }
            for citation in verdict.citations
        ],
    }
