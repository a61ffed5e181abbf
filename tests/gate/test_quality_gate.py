"""Quality as a gate: briefs and digests of our own articles must not become worse unseen.

There are the five example articles, and ten invented ones of other kinds in `corpus/`.
`floors.json` holds a fingerprint of each group and, for each figure, the worst value that
may land. A figure that becomes better may be pinned by running this file as a program; to
lower one takes `--lower NAME` and a line in the changelog:

    PYTHONPATH=tests python tests/gate/test_quality_gate.py   # show the figures, raise the floors
    PYTHONPATH=tests python tests/gate/test_quality_gate.py --lower topics
"""

from __future__ import annotations

import json
import re
import sys
from functools import lru_cache
from pathlib import Path

import pytest
from gate.measures import briefs_of, dangling, exact, fingerprint, holds, repeated, share

from summarizer import Article, Digest, Summarizer
from summarizer.sources.files import read_paths

ROOT = Path(__file__).resolve().parents[2]
FLOORS = Path(__file__).with_name("floors.json")
SEEDS = ROOT / "seeds"
CORPUS = Path(__file__).with_name("corpus.json")
"""Of the invented articles beside it: which tell one story, what a brief of each must hold, which
lines are page furniture."""
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
SLACK = {
    "salience": 0.06,
    "topics": 0.1,
    "upright": 0.05,
    "varied": 0.05,
    "used": 0.08,
    "coverage": 0.06,
}
"""What a figure may lose on another processor, whose number type may choose another sentence."""


@lru_cache(maxsize=1)
def figures() -> dict[str, float]:
    """Measure both groups of articles."""
    with Summarizer() as summarizer:
        return {**of_the_example(summarizer), **of_the_corpus(summarizer)}


def of_the_example(summarizer: Summarizer) -> dict[str, float]:
    """Measure the digest and the briefs of the example articles."""
    articles = read([SEEDS])
    digest = summarizer.digest(articles)
    briefs = [summarizer.brief(article, words=WORDS) for article in articles]
    everything = [*briefs, *briefs_of(digest)]
    facts = [
        held
        for article, brief in zip(articles, briefs, strict=True)
        for held in holds(brief, KEY_FACTS[Path(article.origin or "").name[:3]])
    ]
    return {
        "stories": float([len(s.articles) for s in digest.stories] == [4, 1]),
        "clean": 1.0 - share(bool(FURNITURE.search(p.text)) for p in digest.points()),
        "exact": share(exact(digest.points(), digest.articles)),
        "salience": share(facts),
        "topics": share(found(digest)),
        "upright": 1.0 - share(dangling(everything)),
        "varied": 1.0 - share(repeated(everything, summarizer)),
        "used": sum(len(b.text.split()) for b in briefs) / (WORDS * len(briefs)),
    }


def of_the_corpus(summarizer: Summarizer) -> dict[str, float]:
    """Measure ten invented articles of nine kinds, two of them on one event.

    "salience" is of briefs of `WORDS` words, "coverage" of the stories' briefs in a digest;
    "quiet" is 1 where no heading is made of a word that unrelated events share ("euros").
    """
    known = json.loads(CORPUS.read_text(encoding="utf-8"))
    articles = read([CORPUS.with_name("corpus")])
    names = {article.id: Path(article.origin or "").stem for article in articles}
    digest = summarizer.digest(articles)
    briefs = {names[a.id]: summarizer.brief(a, words=WORDS) for a in articles}
    everything = [*briefs.values(), *briefs_of(digest)]
    points = [*digest.points(), *(p for brief in briefs.values() for p in brief.points)]
    groups = [sorted(names[a.id] for a in story.articles) for story in digest.stories]
    told = [
        held
        for story, group in zip(digest.stories, groups, strict=True)
        if story.brief
        for held in holds(story.brief, known["facts"][group[0]])
    ]
    return {
        "corpus stories": share(group in groups for group in known["stories"]),
        "corpus quiet": float(not digest.topics),
        "corpus clean": 1.0 - share(has_any(p.text, known["furniture"]) for p in points),
        "corpus exact": share(exact(points, articles)),
        "corpus salience": share(
            held for name, brief in briefs.items() for held in holds(brief, known["facts"][name])
        ),
        "corpus coverage": share(told),
        "corpus upright": 1.0 - share(dangling(everything)),
        "corpus varied": 1.0 - share(repeated(everything, summarizer)),
        "corpus used": sum(len(b.text.split()) for b in briefs.values()) / (WORDS * len(briefs)),
    }


def read(paths: list[Path]) -> list[Article]:
    """Return the articles of folders."""
    return [a for a in read_paths(paths, max_bytes=1_000_000) if isinstance(a, Article)]


def has_any(text: str, lines: list[str]) -> bool:
    return any(line in text for line in lines)


def found(digest: Digest) -> list[bool]:
    labels = " | ".join(topic.label.lower() for topic in digest.topics)
    return [bool(re.search(words, labels)) for words in EDITOR_TOPICS]


def fingerprints() -> dict[str, str]:
    """Return what the articles of both groups are known by."""
    corpus = [CORPUS, *CORPUS.with_name("corpus").glob("*.txt")]
    return {"articles": fingerprint(SEEDS.glob("*.txt")), "corpus": fingerprint(corpus)}


@pytest.mark.model
@pytest.mark.parametrize("name", sorted(json.loads(FLOORS.read_text())["floors"]))
def test_no_figure_falls_below_its_floor(name: str) -> None:
    floor = json.loads(FLOORS.read_text())["floors"][name]
    assert figures()[name] >= floor, f"{name} fell from {floor}; see the head of this file"


def test_the_floors_are_those_of_these_articles() -> None:
    kept = json.loads(FLOORS.read_text())
    assert {name: kept[name] for name in ("articles", "corpus")} == fingerprints()


def main(arguments: list[str]) -> None:
    """Show the figures and pin those that rose; lower only what is named."""
    kept = json.loads(FLOORS.read_text())["floors"] if FLOORS.exists() else {}
    lower = set(arguments[arguments.index("--lower") + 1 :]) if "--lower" in arguments else set()
    floors = {
        name: pinned if name in lower else max(pinned, kept.get(name, 0.0))
        for name, value in figures().items()
        for pinned in [round(value - SLACK.get(name.split()[-1], 0.0), 3)]
    }
    for name, value in figures().items():
        print(f"{name:16} {value:6.3f}  floor {kept.get(name, 0.0):6.3f} -> {floors[name]:6.3f}")
    text = json.dumps({**fingerprints(), "floors": floors}, indent=2)
    FLOORS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
