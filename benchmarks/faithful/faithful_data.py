"""Reads the labelled sets and measures their sentences with the checker's own code."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.check import support
from summarizer.check.align import Alignment, align
from summarizer.check.facts import find_faults
from summarizer.check.features import measure, measure_vectors, variants
from summarizer.check.lexicon import synonym_groups
from summarizer.check.sources import Sources, read_sources
from summarizer.check.swaps import find_swaps, measure_swap_vectors, measure_swaps
from summarizer.check.tokens import tokenize
from summarizer.domain import Article
from summarizer.text.sentences import split_sentences

Embed = Callable[[Sequence[str]], NDArray[np.float32]]

BATCH = 2_000
TRUSTED, TRUSTED_ROWS = ("pegasus", "brio"), 150
"""The first 150 articles; more add little and cost minutes."""

RATED_WEIGHT, TRUSTED_WEIGHT = 0.1, 0.05
"""Against 1 for a sentence that three people judged; with 0.35 each, QAGS' false sentences
were caught a quarter less often."""

HIDDEN_SHARE = 35
"""Percent of the table's synonyms that training hides in its further rounds, because the
table was written with the development data known and will know fewer of new ones."""


@dataclass(slots=True)
class Example:
    """A written sentence with its label and what was measured of it.

    `text_id` joins the sentences of one summary; `label` is 1 when it is supported;
    `summary_label` and `kinds` are those of the whole summary; `original` holds the keys of
    the true summary that was edited.
    """

    dataset: str
    article: str
    text_id: str
    sentence: str
    label: int
    summary_label: float
    kinds: tuple[str, ...] = ()
    weight: float = 1.0
    original: frozenset[str] = frozenset()
    features: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SwapRow:
    """A word that was put to the test.

    Attributes:
        example: number of its sentence.
        round: number of the round; from the second on, synonyms are hidden.
        features: its features.
        false: an edit put it there and made the sentence false.
        weight: less than 1 for a word of the original summary, whose faults are not its own.
    """

    example: int
    round: int
    features: dict[str, float]
    false: int
    weight: float


ORIGINAL_WEIGHT = 0.3


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def sentences_of(text: str) -> list[str]:
    article = Article(text=text)
    return [sentence.of(article) for sentence in split_sentences(article)]


def read_edits(data: Path) -> list[Example]:
    """SummEdits news: a sentence that stands so in the true original is true."""
    found = []
    for row in rows(data / "faithful_edits.jsonl"):
        original = set(sentences_of(row["original_summary"]))
        for sentence in sentences_of(row["summary"]):
            kept = sentence in original and row["summary"] != row["original_summary"]
            found.append(
                Example(
                    "edits",
                    row["text"],
                    row["id"],
                    sentence,
                    int(row["label"] == 1 or kept),
                    row["label"],
                    tuple(row["edit_types"]),
                    original=frozenset(t.key for t in tokenize(row["original_summary"])),
                )
            )
    return found


def read_sentences(data: Path) -> list[Example]:
    """QAGS: system sentences on CNN/DM and XSum with the annotators' majority."""
    return [
        Example(
            row["dataset"],
            row["text"],
            f"{row['id']}/{number}",
            sentence["text"],
            sentence["label"],
            sentence["label"],
        )
        for row in rows(data / "faithful_sentences.jsonl")
        for number, sentence in enumerate(row["sentences"])
    ]


def read_rated(quality: Path) -> list[Example]:
    """SummEval: every sentence of a summary rated 5 is true, of one under 3 likely false."""
    path = quality / "summeval.jsonl"
    found = []
    for row in rows(path) if path.exists() else ():
        for system, output in row["systems"].items():
            rating = row["ratings"].get(system, {}).get("consistency", 4.0)
            if 3.0 <= rating < BEST:
                continue
            for sentence in sentences_of(output):
                found.append(_output(row, system, sentence, rating, RATED_WEIGHT))
    return found


def read_trusted(quality: Path) -> list[Example]:
    """Outputs of systems that hardly ever invent on CNN/DM, taken as true.

    They show the head for joins what good abridging looks like; QAGS' system is a poor one.
    """
    path = quality / "cnndm.jsonl"
    found = []
    for number, row in enumerate(rows(path) if path.exists() else ()):
        for system in TRUSTED if number < TRUSTED_ROWS else ():
            for sentence in sentences_of(row.get("systems", {}).get(system, "")):
                found.append(_output(row, system, sentence, BEST, TRUSTED_WEIGHT))
    return found


BEST = 5.0
"""The rating of a summary all of which is true."""


def _output(
    row: dict[str, Any], system: str, sentence: str, rating: float, weight: float
) -> Example:
    """Return a sentence that a system wrote of an article as an example."""
    label = int(rating >= BEST)
    name = f"{row['id']}/{system}"
    return Example("rated", row["text"], name, sentence, label, rating, weight=weight)


class Measurer:
    """Measures examples; sources and vectors are kept between calls."""

    def __init__(self, embed: Embed | None) -> None:
        self.embed = embed
        self.sources: dict[str, Sources] = {}
        self.vectors: dict[str, NDArray[np.float32]] = {}

    def _remember(self, texts: Sequence[str]) -> None:
        assert self.embed is not None
        missing = [text for text in dict.fromkeys(texts) if text not in self.vectors]
        for first in range(0, len(missing), BATCH):
            part = missing[first : first + BATCH]
            self.vectors.update(zip(part, self.embed(part), strict=True))

    def _stack(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, 1), dtype=np.float32)
        return np.stack([self.vectors[text] for text in texts])

    def measure(self, examples: Sequence[Example], hide: int = 0) -> list[dict[str, float]]:
        """Return the features of each example; `hide` seeds which synonyms are unknown."""
        for example in examples:
            if example.article not in self.sources:
                self.sources[example.article] = read_sources([Article(text=example.article)])
        if self.embed is not None:
            held = [s.text for source in self.sources.values() for s in source.sentences]
            self._remember([*held, *(example.sentence for example in examples)])
        with _hidden(hide):
            return self._measure_all(examples)

    def measure_swaps(self, examples: Sequence[Example], count: int) -> list[SwapRow]:
        """Return the words of edits that are put to the test, over `count` rounds.

        `measure` must have seen the examples.
        """
        found: list[SwapRow] = []
        for turn in range(count):
            with _hidden(turn):
                for number, example in enumerate(examples):
                    if example.dataset == "edits":
                        found.extend(self._swaps_of(number, turn, example))
        return found

    def _swaps_of(self, number: int, turn: int, example: Example) -> Iterator[SwapRow]:
        sources = self.sources[example.article]
        alignment = self._align(example, sources)
        words = support.judge_words(example.sentence, alignment, sources)
        swaps = find_swaps(example.sentence, alignment, words, sources)
        if self.embed is not None:
            self._remember([form for swap in swaps for form in swap.forms])
            vector = self.vectors[example.sentence]
            evidence = self._stack([sources.sentences[n].text for n in alignment.evidence])
        for swap, features in zip(swaps, measure_swaps(swaps, alignment, words), strict=True):
            if self.embed is not None:
                cosine = float(alignment.cosines.max())
                forms = self._stack(swap.forms)
                features |= measure_swap_vectors(forms, vector, evidence, cosine)
            changed = words[swap.number].token.key not in example.original
            weight = 1.0 if changed else ORIGINAL_WEIGHT
            yield SwapRow(number, turn, features, int(changed and not example.label), weight)

    def _align(self, example: Example, sources: Sources) -> Alignment:
        cosines = None
        if self.embed is not None:
            held = self._stack([sentence.text for sentence in sources.sentences])
            cosines = held @ self.vectors[example.sentence]
        return align(tokenize(example.sentence), sources, cosines)

    def evidence_of(self, example: Example) -> list[str]:
        """Return the source sentences that an example is held against, the nearest first.

        `measure` must have seen it.
        """
        sources = self.sources[example.article]
        return [sources.sentences[n].text for n in self._align(example, sources).evidence]

    def measure_rounds(
        self, examples: Sequence[Example], count: int
    ) -> list[list[dict[str, float]]]:
        """Return the features `count` times; from the second on, synonyms are hidden.

        Only edits are measured again: the others hold hardly any synonym.
        """
        rounds = [self.measure(examples)]
        edits = [place for place, example in enumerate(examples) if example.dataset == "edits"]
        for hide in range(1, count):
            again = list(rounds[0])
            measured = self.measure([examples[place] for place in edits], hide)
            for place, values in zip(edits, measured, strict=True):
                again[place] = values
            rounds.append(again)
        return rounds

    def _measure_all(self, examples: Sequence[Example]) -> list[dict[str, float]]:
        open_work = []
        measured = []
        for example in examples:
            sources = self.sources[example.article]
            alignment = self._align(example, sources)
            words = support.judge_words(example.sentence, alignment, sources)
            faults = find_faults(example.sentence, alignment, words, sources)
            measured.append(measure(alignment, words, sources, faults))
            open_work.append((alignment, words, sources, variants(example.sentence, words)))
        if self.embed is None:
            return measured
        self._remember([text for *_, (_, without) in open_work for text in without])
        for example, values, work in zip(examples, measured, open_work, strict=True):
            alignment, words, sources, (chosen, without) = work
            evidence = [sources.sentences[number].text for number in alignment.evidence]
            values |= measure_vectors(
                alignment.cosines,
                chosen,
                words,
                self._stack(without),
                self.vectors[example.sentence],
                self._stack(evidence),
            )
        return measured


@contextmanager
def _hidden(hide: int) -> Iterator[None]:
    """Let the checker not know a share of the synonyms, chosen by `hide`; 0 hides none."""
    known = {
        word: groups
        for word, groups in synonym_groups().items()
        if not hide or zlib.crc32(f"{hide}{word}".encode()) % 100 >= HIDDEN_SHARE
    }
    support.synonym_groups = lambda: known  # type: ignore[assignment]
    try:
        yield
    finally:
        support.synonym_groups = synonym_groups


def folds_of(articles: Sequence[str], count: int) -> dict[str, int]:
    """Deal articles into folds, evenly and the same on every run."""
    ordered = sorted(set(articles), key=lambda text: zlib.crc32(text.encode("utf-8")))
    return {article: place % count for place, article in enumerate(ordered)}
