"""Score briefs of articles in other languages than English beside their leads.

    python benchmarks/quality/abroad.py --data DIR [--half first|second] [--sets NAME ...]

DIR holds JSON Lines, `<language>.jsonl` or `<language>-<name>.jsonl`: in each row "id",
"references" and "text", or "documents" of one event. The packaged weights have seen none of them.
`--half` takes every other row: the first half is for development.

ROUGE F without stemming, mean over references: a token is a run of letters, marks and digits in
lower case, in scripts that put no space between words each character. Lead is as many sentences,
or as many words cut anywhere, and in whole sentences; of several articles every first sentence,
then every second. Differences are to Lead, with 95 % intervals of a paired bootstrap. Prints a
table; `--out` writes the figures.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

import corpus
from corpus import Item, interval

from summarizer.characters import UNSPACED
from summarizer.lengths import count_words, first_words
from summarizer.models.encoder import open_embedder
from summarizer.settings import load_settings
from summarizer.summary import make_brief
from summarizer.text.scripts import MARKS

BOUNDS: tuple[tuple[int | None, int | None], ...] = ((None, 3), (30, None), (60, None))
"""Words and sentences of a brief of one article."""
BOUNDS_OF_SEVERAL: tuple[tuple[int | None, int | None], ...] = ((100, None), (200, None))
_TOKEN = re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])[^\W_{UNSPACED}]|[{MARKS}])+")

System = Callable[[Item, "int | None", "int | None"], str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--half", choices=["first", "second"])
    parser.add_argument("--sets", nargs="*")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--texts", type=Path, help="write every brief there")
    chosen = parser.parse_args()
    embedder = open_embedder(load_settings())
    names = chosen.sets or sorted(path.stem for path in chosen.data.glob("*.jsonl"))
    found: dict[str, Any] = {}
    for name in names:
        items = corpus.load(chosen.data, name, embedder)
        if chosen.half:
            items = items[chosen.half == "second" :: 2]
        several = any(len(item.articles) > 1 for item in items)
        for words, sentences in BOUNDS_OF_SEVERAL if several else BOUNDS:
            label = f"{name}, {f'{words} words' if words else f'{sentences} sentences'}"
            found[label] = score(items, words, sentences, label, chosen.texts)
    if chosen.out:
        chosen.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def score(
    items: Sequence[Item], words: int | None, sentences: int | None, label: str, texts: Path | None
) -> dict[str, Any]:
    """Return the figures of every system at one bound, printing a line each."""
    out: dict[str, Any] = {"items": len(items)}
    lead: Any = None
    for name, system in {"Lead": lead_cut, "Lead whole": lead_whole, "Readout": ours}.items():
        if system is lead_whole and words is None:
            continue
        told = [system(item, words, sentences) for item in items]
        marks = [_mean_rouge(i.references, text) for i, text in zip(items, told, strict=True)]
        each = np.array(marks)
        lead = each if lead is None else lead
        out[name] = {
            "rouge": [round(float(x), 2) for x in each.mean(0)],
            "to_lead": [interval(each[:, k] - lead[:, k]) for k in range(2)],
            "words": round(float(np.mean([count_words(text) for text in told])), 1),
        }
        print(f"{label:24} {len(items):4} {name:11} {_line(out[name])}", flush=True)
        if texts and system is ours:
            with texts.open("a", encoding="utf-8") as lines:
                for item, text, row in zip(items, told, each - lead, strict=True):
                    row_ = {"set": label, "id": item.id, "text": text, "to_lead": row.tolist()}
                    lines.write(json.dumps(row_, ensure_ascii=False) + "\n")
    return out


def _line(figures: dict[str, Any]) -> str:
    (a, a0, a1), (b, b0, b1) = figures["to_lead"]
    one, two = figures["rouge"]
    return (
        f"{one:6.2f} {two:6.2f}  {a:+6.2f} [{a0:+.2f}, {a1:+.2f}]"
        f"  {b:+6.2f} [{b0:+.2f}, {b1:+.2f}]  {figures['words']:5.1f} words"
    )


def ours(item: Item, words: int | None, sentences: int | None) -> str:
    brief = make_brief(item.articles, title="-", words=words, sentences=sentences)
    by_id = {one.article.id: one.article for one in item.articles}
    for point in brief.points:
        rest = iter(tokens(point.citations[0].quote))
        held = all(token in rest for token in tokens(point.text))
        if not held or not all(c.holds_in(by_id[c.article]) for c in point.citations):
            raise ValueError(f"a point is not supported by what it cites: {point.text}")
    return "\n".join(point.text for point in brief.points)


def _sentences(item: Item) -> list[str]:
    """Every first sentence, then every second."""
    rows = [[one.text_of(i) for i in range(len(one.sentences))] for one in item.articles]
    turns = itertools.zip_longest(*rows)
    return [text for turn in turns for text in turn if text is not None]


def lead_cut(item: Item, words: int | None, sentences: int | None) -> str:
    if words is None:
        return "\n".join(_sentences(item)[:sentences])
    return first_words("\n".join(_sentences(item)), words)


def lead_whole(item: Item, words: int | None, sentences: int | None) -> str:
    if words is None:
        return lead_cut(item, words, sentences)
    rows = _sentences(item)
    sizes = itertools.accumulate(map(count_words, rows))
    return first_words("\n".join(rows[: max(sum(size <= words for size in sizes), 1)]), words)


def tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.lower())


def _mean_rouge(references: Sequence[str], text: str) -> list[float]:
    """ROUGE-1 and ROUGE-2 F, in hundredths."""
    own = tokens(text)
    each = [[_overlap(_grams(tokens(r), n), _grams(own, n)) for n in (1, 2)] for r in references]
    return [100 * float(x) for x in np.mean(each, 0)]


def _grams(row: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(zip(*(row[k:] for k in range(n)), strict=False))


def _overlap(a: Counter[tuple[str, ...]], b: Counter[tuple[str, ...]]) -> float:
    return 2 * (a & b).total() / max(a.total() + b.total(), 1)


if __name__ == "__main__":
    main()
