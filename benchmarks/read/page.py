"""Write a page of briefs to be read blind, and the key to it.

    python benchmarks/read/page.py --data DIR [--out FOLDER] [--seed N] [--without KEY …]

DIR holds the quality data (`cnndm.jsonl`, `multinews.jsonl`, …); each KEY is that of an earlier
page, whose items are not read again.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Collection, Iterator
from html import escape
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import systems
from systems import peers

HERE = Path(__file__).parent

ITEMS = {"cnndm": 10, "newsroom": 8, "writers": 5, "multinews": 7}
"""How many of each set. XSum's articles come without their first sentence: nobody who quotes can
tell their news, and a reader learns nothing from that twice."""
ROOM = {"multinews": 120}
WORDS = 60
"""Words of a brief: what is read at a glance; of several articles 120."""
READ = 60
"""Items of each set to choose from: encoding more would only take longer."""
REASONS = {
    "misses": "misses the main point",
    "alone": "cannot be understood alone",
    "detail": "wastes room on detail",
    "repeats": "says a thing twice",
    "clipped": "clipped or awkward",
    "false": "says what the article does not",
    "furniture": "page furniture",
}


def main() -> None:
    """Write `page.html` and `key.json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=HERE / "out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", type=Path, nargs="*", default=[])
    chosen = parser.parse_args()
    seen = {item for key in chosen.without for item in json.loads(key.read_text())["items"]}
    items = list(read_items(chosen.data, random.Random(chosen.seed), seen))
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "page.html").write_text(page(items, chosen.seed), encoding="utf-8")
    key = {"seed": chosen.seed, "items": {item["id"]: item["systems"] for item in items}}
    (chosen.out / "key.json").write_text(json.dumps(key, indent=1) + "\n", encoding="utf-8")
    print(f"{len(items)} items: open {chosen.out / 'page.html'}")


def read_items(
    data: Path, rng: random.Random, seen: Collection[str] = ()
) -> Iterator[dict[str, Any]]:
    """Yield items with their briefs shuffled: `texts` in order, `systems` who wrote them.

    None of those in `seen`, as "set:id".
    """
    from corpus import load

    from summarizer.models.encoder import open_embedder
    from summarizer.settings import load_settings

    embedder = open_embedder(load_settings())
    lexrank = peers.Outside("sumy LexRank", peers.python_of(), [])
    for name, count in ITEMS.items():
        loaded = load(data, name, embedder, READ)
        fresh = [item for item in loaded if f"{name}:{item.id}" not in seen]
        for item in rng.sample(fresh, count):
            made = list(systems.briefs_of(item, ROOM.get(name, WORDS), lexrank, rng))
            rng.shuffle(made)
            yield {
                "id": f"{name}:{item.id}",
                "sources": [one.article.text for one in item.articles],
                "systems": [system for system, _ in made],
                "texts": [text for _, text in made],
            }
    lexrank.close()
    embedder.close()


def page(items: list[dict[str, Any]], seed: int) -> str:
    """Return the page; nothing in it says who wrote what."""
    style = (HERE / "page.css").read_text(encoding="utf-8")
    script = (HERE / "page.js").read_text(encoding="utf-8")
    sections = "\n".join(section(number, item) for number, item in enumerate(items, 1))
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Which brief is best?</title>
<style>{style}</style>
</head>
<body data-seed="{seed}">
<header>
<h1>Which brief is best?</h1>
<p>{len(items)} items. Read the article as far as you need, choose the brief that you would rather
have got, tick what is wrong with each. Nobody's name is here: the order is random.</p>
</header>
<main>
{sections}
</main>
<footer><p><output id="done">0</output> of {len(items)} judged
<button id="save" type="button">Save</button></p></footer>
<script>{script}</script>
</body>
</html>
"""


def section(number: int, item: dict[str, Any]) -> str:
    """Return one item: its articles, its briefs, what may be chosen."""
    count = len(item["sources"])
    sources = "\n".join(f"<article>{paragraphs(text)}</article>" for text in item["sources"])
    cards = "\n".join(card(number, k, text) for k, text in enumerate(item["texts"]))
    return f"""<section id="item{number}" data-id="{escape(item["id"], quote=True)}">
<h2>Item {number}</h2>
<details><summary>{count} article{"s" * (count > 1)}</summary>{sources}</details>
<div class="cards">{cards}</div>
<label class="none"><input type="radio" name="best{number}" value=""> none stands out</label>
</section>"""


def card(number: int, place: int, text: str) -> str:
    """Return one brief with its reasons, in one paragraph: lines would tell who wrote it."""
    letter = chr(ord("A") + place)
    reasons = "\n".join(
        f'<label><input type="checkbox" name="{place}" value="{name}"> {words}</label>'
        for name, words in REASONS.items()
    )
    return f"""<fieldset><legend>{letter}</legend>
<p>{escape(" ".join(text.split()))}</p>
<label class="best"><input type="radio" name="best{number}" value="{place}"> best</label>
<div class="reasons">{reasons}</div>
</fieldset>"""


def paragraphs(text: str) -> str:
    """Return a text's lines as paragraphs."""
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


if __name__ == "__main__":
    main()
