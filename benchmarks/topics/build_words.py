"""Build summarizer/data/topic_words.tsv.gz: how often, and how, English news uses a word.

For each lower-case word: in how many texts it stands, and how it behaves among function words
(no tagger, no outside lexicon). Only counts of single words leave the data.

Run: python -m benchmarks.topics.build_words --data DIR
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d[\d,.]*\d|\d|[^\w\s]")
DETERMINERS = frozenset(
    "a an the this that these those his her its their our my your some any no every each "
    "another both".split()
)
PREPOSITIONS = frozenset(
    "of in on at for with from by about against between into through during over under within "
    "without across toward towards amid among despite".split()
)
LINKS = frozenset(
    "and or but as that which who when where while because if than is was are were be been has "
    "have had will would could can may might must should did does do said says".split()
)
MODALS = frozenset(
    "to will would can could may might must should cannot didn't doesn't don't won't wouldn't "
    "couldn't can't didn’t doesn’t don’t won’t wouldn’t couldn’t can’t".split()
)
SUBJECTS = frozenset("i you he she we they who it".split())
SPEECH = frozenset("said says told added tweeted wrote testified argued insisted".split())
TITLES = frozenset(
    "President Senator Sen Rep Governor Gov Mr Mrs Ms Dr Secretary Minister Justice Judge "
    "Director Chancellor Speaker leader Leader actor actress singer director captain coach".split()
)
BE = frozenset("is was are were be been being 's very more most too so".split())
MIN_TEXTS = 3
"""Words in fewer texts say more of the sample than of the language."""


def texts(data: Path) -> Iterator[str]:
    """Yield every distinct text of the development data's stories and quality sets."""
    seen: set[str] = set()
    for path in sorted([*(data / "stories").glob("*.jsonl"), *(data / "quality").glob("*.jsonl")]):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            for text in row.get("documents") or [f"{row.get('title', '')}.\n{row.get('text', '')}"]:
                if isinstance(text, str) and text[:200] not in seen:
                    seen.add(text[:200])
                    yield text


def count(data: Path) -> tuple[int, dict[str, list[int]]]:
    """Return the number of texts and, for each word, its six counts.

    They are: texts, noun, modifier, verb, adjective, all lower-case uses, given name.
    """
    frequency: Counter[str] = Counter()
    kinds: dict[str, list[int]] = {}
    given: Counter[str] = Counter()
    number = 0
    for text in texts(data):
        number += 1
        words = WORD.findall(text)
        given.update(people(words))
        frequency.update({word.lower() for word in words if word[0].isalpha()})
        padded = [".", *words, "."]
        for before, word, after in zip(padded, words, padded[2:], strict=False):
            if word[0].isalpha() and word.islower():
                tell(kinds.setdefault(word, [0] * 5), before.lower(), after.lower())
    table = {
        word: [n, *kinds.get(word, [0] * 5), given[word]]
        for word, n in frequency.items()
        if n >= MIN_TEXTS
    }
    return number, table


def people(words: list[str]) -> Iterator[str]:
    """Yield the first of two capitalised words that speak or bear a title: a given name."""
    for before, first, second, after in zip(words, words[1:], words[2:], words[3:], strict=False):
        both = first[:1].isupper() and second[:1].isupper() and first[1:].islower()
        if both and (after in SPEECH or before in TITLES) and first not in TITLES:
            yield first.lower()


def tell(counts: list[int], before: str, after: str) -> None:
    """Count one use of a word by its neighbours."""
    counts[4] += 1
    closed = not after[0].isalnum() or after in PREPOSITIONS or after in LINKS
    if before in DETERMINERS:
        counts[0 if closed else 1] += 1
    elif before in PREPOSITIONS and closed:
        counts[0] += 1
    elif before in MODALS or before in SUBJECTS:
        counts[2] += 1
    elif before in BE and (closed or after == "to"):
        counts[3] += 1


def write(path: Path, number: int, table: dict[str, list[int]]) -> None:
    """Write the table, sorted, without a time stamp: the same data gives the same bytes."""
    lines = [f"#\t{number}"]
    lines += ["\t".join([word, *map(str, table[word])]) for word in sorted(table)]
    body = ("\n".join(lines) + "\n").encode("utf-8")
    path.write_bytes(gzip.compress(body, 9, mtime=0))


def main() -> None:
    """Read the data, write the table, say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("summarizer/data/topic_words.tsv.gz"))
    arguments = parser.parse_args()
    number, table = count(arguments.data)
    write(arguments.out, number, table)
    print(f"{number} texts, {len(table)} words, {arguments.out.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
