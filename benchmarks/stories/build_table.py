"""Build the background table of word frequencies from a folder of development data.

    python benchmarks/stories/build_table.py --data DIR

Writes summarizer/data/word_frequencies.txt.gz: single words with the number of
documents that hold them, nothing of any text. One article per story, so that no event
makes its own words look common.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from summarizer.stories.features import _TOKEN, HEAD, plain_forms

VERSION = 1
LEAST = 2
"""Words of one document only are as good as unseen."""

NAME_SHARE = 0.8
"""A word is a name word when this share of its uses inside a sentence has a capital."""

OUT = Path(__file__).parents[2] / "summarizer" / "data" / "word_frequencies.txt.gz"


def read_rows(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def quality_texts(data: Path) -> Iterator[str]:
    for path in sorted((data / "quality").glob("*.jsonl")):
        for row in read_rows(path):
            documents = row.get("documents") or [row.get("text")]
            yield from (text for text in documents if text)  # type: ignore[attr-defined]
    for row in read_rows(data / "cleaning" / "articles.jsonl"):
        if row["lang"] == "en":
            yield "\n".join(row["body"])  # type: ignore[arg-type]


def story_texts(data: Path) -> Iterator[str]:
    seen: set[object] = set()
    for name in ("ecb", "basil", "allsides", "neus"):
        for row in read_rows(data / "stories" / f"{name}.jsonl"):
            if row["label"] not in seen:
                seen.add(row["label"])
                yield f"{row['title']}. {row['text']}"


def count(texts: Iterable[str]) -> tuple[int, Counter[str], Counter[str], Counter[str]]:
    """Return how many texts, and per word: its documents, its uses, those with a capital."""
    documents, uses, capitals = Counter[str](), Counter[str](), Counter[str]()
    total = 0
    for text in dict.fromkeys(texts):
        total += 1
        here: set[str] = set()
        for match in _TOKEN.finditer(text, 0, HEAD):
            token = match.group()
            if token[0].isdigit():
                continue
            inside = text[max(0, match.start() - 2) : match.start()].strip(" ")[-1:].isalpha()
            for word in plain_forms(token):
                here.add(word)
                if inside:
                    uses[word] += 1
                    capitals[word] += token[0].isupper()
        documents.update(here)
    return total, documents, uses, capitals


def table(texts: Iterable[str]) -> str:
    total, documents, uses, capitals = count(texts)
    by_count: dict[int, list[str]] = {}
    for word, number in documents.items():
        if number < LEAST or (not word.isascii() and len(word) < 2):
            continue
        name = "'" not in word and uses[word] >= 2 and capitals[word] >= NAME_SHARE * uses[word]
        by_count.setdefault(number, []).append("^" + word if name else word)
    lines = [f"{VERSION} {total}"]
    lines += [f"{number} {' '.join(sorted(words))}" for number, words in sorted(by_count.items())]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    text = table([*quality_texts(arguments.data), *story_texts(arguments.data)])
    arguments.out.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
    print(arguments.out, arguments.out.stat().st_size, "bytes;", text.split("\n", 1)[0])


if __name__ == "__main__":
    main()
