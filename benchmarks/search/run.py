"""What a search by words costs in a large archive, in CPU seconds.

    python benchmarks/search/run.py --archive FILE [--articles 100000] [--label before]

FILE is made if it is missing: articles of 300 words drawn as often as the packaged table
of word frequencies says that news holds them, each about one of many made events. Prints
the cost of each query and its first answers' titles, and writes
benchmarks/results/search.json; a run with another label stands beside it, with how many
of the first ten answers both share.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import time
from pathlib import Path

import numpy as np

from summarizer.archive.search import Filter, search
from summarizer.archive.store import Archive
from summarizer.stories.background import background

RESULTS = Path(__file__).parents[1] / "results" / "search.json"
WORDS, EVENT_WORDS, EVENTS_SHARE = 300, 12, 0.25
START, HOUR = 1.7e9, 3_600.0
BATCH = 2_000

QUERIES = {
    "a rare word": "sculptor",
    "a name": "Zelensky",
    "two rare words": "harbour beanstalk",
    "an ordinary question": "export controls at the harbour",
    "a name and a common word": "president Zelensky",
    "a common word": "president",
    "a very common word": "said",
    "two very common words": "people said",
    "five very common words": "government officials said people year",
    "common words and a rare one": "government officials said people about sculptor",
}


def made_rows(count: int) -> list[tuple[object, ...]]:
    """Return rows of `articles`: words as frequent as in news, events with their own."""
    random = np.random.default_rng(0)
    table = background()
    words = np.array(sorted(table.weights))
    share = np.exp(-np.array([table.weights[word] for word in words]))
    # A word in a share of documents p is drawn so often that a text of WORDS holds it so.
    rate = -np.log1p(-np.minimum(share, 0.95))
    rare = words[share < 0.01]
    events = max(1, int(count * EVENTS_SHARE))
    rows = []
    for number in range(count):
        own = np.random.default_rng(random.integers(events)).choice(rare, EVENT_WORDS)
        body = [*random.choice(words, WORDS, p=rate / rate.sum()), *own, *own]
        random.shuffle(body)
        title = " ".join(own[:6]).capitalize()
        moment = START + number * HOUR / 6
        rows.append((f"a{number}", f"{number:064x}", title, " ".join(body), moment, moment))
    return rows


def make_archive(path: Path, count: int) -> None:
    Archive(f"sqlite:///{path}").close()
    insert = (
        "INSERT INTO articles (id, content_hash, title, text, published, fetched, title_made,"
        " complete, version) VALUES (?, ?, ?, ?, ?, ?, 0, 1, 1)"
    )
    with sqlite3.connect(path) as connection:
        rows = made_rows(count)
        for start in range(0, count, BATCH):
            connection.executemany(insert, rows[start : start + BATCH])
    connection.close()


def measure(archive: Archive, query: str, only: Filter, rounds: int = 3) -> dict[str, object]:
    """Return the least CPU seconds of a search by words, and the ids of its answers."""
    spent = []
    with archive.read() as connection:
        for _ in range(rounds):
            start = time.process_time()
            hits = search(connection, query, None, only=only, limit=10)
            spent.append(time.process_time() - start)
    return {"cpu_s": round(min(spent), 4), "found": [hit.article.id for hit in hits]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--label", default="now")
    parser.add_argument("--out", type=Path, default=RESULTS)
    given = parser.parse_args()
    if not given.archive.exists():
        make_archive(given.archive, given.articles)
    with Archive(f"sqlite:///{given.archive}") as archive:
        found = {name: measure(archive, query, Filter()) for name, query in QUERIES.items()}
    kept = json.loads(given.out.read_text("utf-8")) if given.out.exists() else {}
    kept[given.label] = found
    for name, result in found.items():
        others = [len(set(kept[label][name]["found"]) & set(result["found"])) for label in kept]
        print(f"{name:30} {result['cpu_s']:8.3f} s  shared with {list(kept)}: {others}")
    given.out.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
