"""Quality as a gate: the example articles' digest must not become worse unseen.

`floors.json` holds a fingerprint of the example articles and, for each figure, the worst
value that may land. A figure that becomes better may be pinned by running this file as a
program; to lower one takes `--lower NAME` and a line in the changelog:

    python tests/gate/test_quality_gate.py            # show the figures, raise the floors
    python tests/gate/test_quality_gate.py --lower topics
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from functools import lru_cache
from pathlib import Path

import pytest

from summarizer import Article, Digest, Summarizer
from summarizer.domain import Brief
from summarizer.salience.openings import opens_dangling
from summarizer.sources.files import read_paths

ROOT = Path(__file__).resolve().parents[2]
FLOORS = Path(__file__).with_name("floors.json")
SEEDS = ROOT / "seeds"
WORDS = 60

KEY_FACTS = {
    "000": ("Sullivan", "Wang Yi", "Beijing", "next week|August 27|will travel"),
    "001": ("Biden", "Xi", "Beijing", "conversation|call|spoke"),
    "002": ("White House", "candid", "call|leaders"),
    "003": ("Blinken", "Beijing", "five years|secretary of state"),
    "004": ("Biden", "Xi", "call", "commanders"),
}
"""What a brief of sixty words must hold of each example article, as an editor sees it."""

EDITOR_TOPICS = (
    "taiwan",
    "fentanyl|precursor|drug",
    "military|theater|commanders|armed forces",
    "artificial intelligence",
    "export|tariff|trade|chip|technology",
    "ukraine|russia",
    "call|summit|meeting|leader|contact",
    "climate|podesta",
    "south china sea|philippine",
    "prison|citizens",
    "middle east",
)
"""What an editor would list over all five; each as words of which a label holds one."""

FURNITURE = re.compile(
    r"(?i)email|required fields|leave a (?:reply|comment)|back to top|sign up|newsletter|inbox"
    r"|subscri|share (?:this|on)|about the author|written by|advertisement|copyright|log in"
    r"|your access|follow us|save my name|get the day"
)
SLACK = {"salience": 0.06, "topics": 0.1, "upright": 0.05, "varied": 0.05, "used": 0.08}
"""What a figure may lose on another processor, whose number type may choose another sentence."""

REPEATED = 0.86
"""Cosine from which two points of one brief say the same."""


def fingerprint() -> str:
    """Return a hash of the example articles: figures hold for these texts only."""
    digest = hashlib.sha256()
    for path in sorted(SEEDS.glob("*.txt")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@lru_cache(maxsize=1)
def figures() -> dict[str, float]:
    """Measure; every figure is better when it is larger."""
    articles = [a for a in read_paths([SEEDS], max_bytes=1_000_000) if isinstance(a, Article)]
    with Summarizer() as summarizer:
        digest = summarizer.digest(articles)
        briefs = [summarizer.brief(article, words=WORDS) for article in articles]
        everything = [*briefs, *(s.brief for s in digest.stories if s.brief)]
        return {
            "stories": float([len(s.articles) for s in digest.stories] == [4, 1]),
            "clean": 1.0 - share(bool(FURNITURE.search(p.text)) for p in digest.points()),
            "exact": share(exact(digest)),
            "salience": share(facts(articles, briefs)),
            "topics": share(found(digest)),
            "upright": 1.0 - share(dangling(everything)),
            "varied": 1.0 - share(repeated(everything, summarizer)),
            "used": sum(len(b.text.split()) for b in briefs) / (WORDS * len(briefs)),
        }


def share(tests: object) -> float:
    """Return the share of true values."""
    values = list(tests)  # type: ignore[call-overload]
    return round(sum(values) / max(1, len(values)), 3)


def exact(digest: Digest) -> list[bool]:
    texts = {article.id: article.text for article in digest.articles}
    return [
        texts[c.article][c.start : c.end] == c.quote for p in digest.points() for c in p.citations
    ]


def facts(articles: list[Article], briefs: list[Brief]) -> list[bool]:
    held = []
    for article, brief in zip(articles, briefs, strict=True):
        name = Path(article.origin or "").name[:3]
        held += [bool(re.search(fact, brief.text)) for fact in KEY_FACTS[name]]
    return held


def found(digest: Digest) -> list[bool]:
    labels = " | ".join(topic.label.lower() for topic in digest.topics)
    return [bool(re.search(words, labels)) for words in EDITOR_TOPICS]


def dangling(briefs: list[Brief]) -> list[bool]:
    """Tell for each point whether it opens on something that was left out."""
    told = []
    for brief in briefs:
        before = None
        for point in brief.points:
            cited = point.citations[0]
            follows = (
                before is not None
                and before.article == cited.article
                and (0 <= cited.start - before.end <= 2)
            )
            told.append(opens_dangling(point.text) and not follows)
            before = cited
    return told


def repeated(briefs: list[Brief], summarizer: Summarizer) -> list[bool]:
    told = []
    for brief in briefs:
        vectors = summarizer.embedder.embed([point.text for point in brief.points])
        likeness = vectors @ vectors.T
        told += [bool((likeness[i, :i] >= REPEATED).any()) for i in range(len(vectors))]
    return told


@pytest.mark.model
@pytest.mark.parametrize("name", sorted(json.loads(FLOORS.read_text())["floors"]))
def test_no_figure_falls_below_its_floor(name: str) -> None:
    floor = json.loads(FLOORS.read_text())["floors"][name]
    assert figures()[name] >= floor, f"{name} fell from {floor}; see the head of this file"


def test_the_floors_are_those_of_these_articles() -> None:
    assert json.loads(FLOORS.read_text())["articles"] == fingerprint()


def main(arguments: list[str]) -> None:
    """Show the figures and pin those that rose; lower only what is named."""
    kept = json.loads(FLOORS.read_text())["floors"] if FLOORS.exists() else {}
    lower = set(arguments[arguments.index("--lower") + 1 :]) if "--lower" in arguments else set()
    floors = {
        name: pinned if name in lower else max(pinned, kept.get(name, 0.0))
        for name, value in figures().items()
        for pinned in [round(value - SLACK.get(name, 0.0), 3)]
    }
    for name, value in figures().items():
        print(f"{name:10} {value:6.3f}  floor {kept.get(name, 0.0):6.3f} -> {floors[name]:6.3f}")
    text = json.dumps({"articles": fingerprint(), "floors": floors}, indent=2)
    FLOORS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
