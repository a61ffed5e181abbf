"""Score story grouping, streams, near copies and labels, against peers really run.

    python benchmarks/stories/run.py --data DIR [--peers] [--cost 100 1000 10000]

DIR holds `ecb.jsonl`, `basil.jsonl`, `allsides.jsonl`, `neus.jsonl`, `uci.jsonl`,
`pools.json` and `neardup.json` (any part that is missing is passed over). Prints
tables, writes benchmarks/results/stories.json. Parts are also scored on two halves of
the stories, so that a setting that fits one half only is seen.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent))

import cost
import scorer
from peers import PEERS, Group, Peer, missing_packages

from summarizer.domain import Article, EncodedArticle, Story
from summarizer.models.encoder import open_embedder
from summarizer.settings import load_settings
from summarizer.stories import (
    ActiveStory,
    find_copies,
    group_stories,
    link_stories,
    title_story,
)

RESULTS = Path(__file__).parents[1] / "results" / "stories.json"
FILES = ("ecb", "basil", "allsides", "neus", "uci")
HEAD, PEER_HEAD = 600, 1_500
NO_SENTENCES = np.zeros((0, 0), np.float32)

Row = dict[str, Any]
Grouper = Callable[[Sequence[Row]], Group]


def read_rows(data: Path) -> list[Row]:
    rows: list[Row] = []
    for name in FILES:
        path = data / f"{name}.jsonl"
        if path.exists():
            rows += [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    return rows


def article_of(row: Row) -> Article:
    title = row["title"] if row["text"] else ""
    return Article(
        id=row["id"],
        text=row["text"] or row["title"],
        title=title or row["title"] or row["text"][:60],
        title_made=not title,
        source=row["source"],
        published=row["published"],
    )


class Encoded:
    """The rows as encoded articles; each is encoded when it is first asked for."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._embedder = open_embedder(load_settings())
        self._rows = {row["id"]: row for row in rows}
        self._known: dict[str, EncodedArticle] = {}

    def prepare(self, ids: Sequence[str]) -> None:
        """Encode the rows of `ids` that were not asked for yet, in one pass."""
        missing = [i for i in dict.fromkeys(ids) if i not in self._known]
        articles = [article_of(self._rows[i]) for i in missing]
        heads = ["" if a.title_made else a.title for a in articles]
        texts = [f"{h}\n{a.text[:HEAD]}".strip() for h, a in zip(heads, articles, strict=True)]
        vectors = self._embedder.embed(texts)
        for i, article, vector in zip(missing, articles, vectors, strict=True):
            self._known[i] = EncodedArticle(article, (), NO_SENTENCES, vector)

    def __getitem__(self, row: Row) -> EncodedArticle:
        if row["id"] not in self._known:
            self.prepare([row["id"]])
        return self._known[row["id"]]


def members(story: Story) -> list[str]:
    return [article.id for article in story.articles]


def numbered(stories: Sequence[Story], rows: Sequence[Row]) -> Group:
    group = {i: n for n, story in enumerate(stories) for i in members(story)}
    return [group[row["id"]] for row in rows]


def readout(encoded: Encoded) -> Grouper:
    return lambda rows: numbered(group_stories([encoded[row] for row in rows]), rows)


def from_peer(peer: Peer, encoded: Encoded) -> Grouper:
    def group(rows: Sequence[Row]) -> Group:
        vectors: NDArray[np.float32] = np.stack([encoded[row].vector for row in rows])
        texts = [f"{row['title']}. {row['text'][:PEER_HEAD]}" for row in rows]
        return peer(texts, [row["title"] for row in rows], vectors)

    return group


# pools


def half_of(name: str) -> int:
    return zlib.crc32(name.encode()) % 2


def line_of(row: Row) -> str:
    return str(row.get("storyline") or row["label"])


def score_pools(
    pools: Mapping[str, Sequence[Row]], group: Grouper, *, half: int | None = None
) -> dict[str, float]:
    """Return mean scores over the pools; of one half, only stories of that half."""
    scores: dict[str, list[dict[str, float]]] = {"twin": [], "mix": []}
    for name, rows in pools.items():
        kind = "twin" if "twin" in name else "mix"
        kept = list(rows)
        if half is not None:
            whole = kind == "twin" and half_of(name) == half
            kept = [
                row for row in rows if whole or (kind == "mix" and half_of(line_of(row)) == half)
            ]
        if len(kept) < 2:
            continue
        events, lines = [row["label"] for row in kept], [line_of(row) for row in kept]
        scores[kind].append(scorer.score_groups(events, lines, group(kept)))
    result = mean([*scores["twin"], *scores["mix"]])
    for kind, title in (("mix", "mixed_feeds"), ("twin", "look_alikes")):
        if scores[kind]:
            result[title] = mean(scores[kind])["tol_f1"]
    return result


def mean(scores: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {key: float(np.mean([score[key] for score in scores])) for key in scores[0]}


def pools_part(rows: Sequence[Row], data: Path, encoded: Encoded, *, peers: bool) -> dict[str, Any]:
    by_id = {row["id"]: row for row in rows}
    named = json.loads((data / "pools.json").read_text("utf-8"))
    pools = {name: [by_id[i] for i in ids] for name, ids in named.items()}
    encoded.prepare([i for ids in named.values() for i in ids])
    own = readout(encoded)
    result: dict[str, Any] = {"Readout": score_pools(pools, own)}
    for half in (0, 1):
        result[f"Readout, half {half + 1}"] = score_pools(pools, own, half=half)
    result["any order"] = {"equal": float(order_matters_not(pools, own))}
    if peers:
        for name, (make, values) in PEERS.items():
            if missing := missing_packages(name):
                print(f"{name}: not run, needs {', '.join(missing)}", file=sys.stderr)
                continue
            runs = [(score_pools(pools, from_peer(make(v), encoded)), v) for v in values]
            best, value = max(runs, key=lambda run: run[0]["tol_f1"])
            result[f"{name} ({value:g})"] = best
    return result


def order_matters_not(pools: Mapping[str, Sequence[Row]], group: Grouper) -> bool:
    """Return whether three shuffles of every pool give the same groups."""
    random = np.random.default_rng(7)
    for rows in pools.values():
        first = partition(rows, group(rows))
        for _ in range(3):
            shuffled = [rows[i] for i in random.permutation(len(rows))]
            if partition(shuffled, group(shuffled)) != first:
                return False
    return True


def partition(rows: Sequence[Row], groups: Group) -> set[frozenset[str]]:
    found: dict[int, set[str]] = {}
    for row, number in zip(rows, groups, strict=True):
        found.setdefault(number, set()).add(row["id"])
    return {frozenset(ids) for ids in found.values()}


# stream


def stream_part(rows: Sequence[Row], encoded: Encoded) -> dict[str, float]:
    """Group each day, link it to the days before, and score the identities given."""
    dated = sorted((row for row in rows if row["set"] == "allsides"), key=lambda r: r["published"])
    encoded.prepare([row["id"] for row in dated])
    days: dict[str, list[EncodedArticle]] = {}
    for row in dated:
        days.setdefault(row["published"][:10], []).append(encoded[row])
    active: dict[str, ActiveStory] = {}
    given: dict[str, str] = {}
    changed = 0
    for articles in days.values():
        for story in link_stories(group_stories(articles), list(active.values()), articles):
            for i in members(story):
                changed += given.setdefault(i, story.id) != story.id
            active[story.id] = grown(active.get(story.id), story, articles)
    predicted = [given[row["id"]] for row in dated]
    day_of = [row["published"][:10] for row in dated]
    events, lines = [row["label"] for row in dated], [line_of(row) for row in dated]
    return {**scorer.score_stream(day_of, events, lines, predicted), "changed": float(changed)}


def grown(
    before: ActiveStory | None, story: Story, articles: Sequence[EncodedArticle]
) -> ActiveStory:
    inside = {article.id for article in story.originals}
    new = sorted(
        (one for one in articles if one.article.id in inside),
        key=lambda one: (one.article.published or 0, one.article.id),
    )
    return ActiveStory(story.id, ((before.members if before else ()) + tuple(new)), story.last_seen)


# near copies, labels


def copies_part(data: Path) -> dict[str, float]:
    documents = json.loads((data / "neardup.json").read_text("utf-8"))
    articles = [Article(id=d["id"], text=d["text"], title=d["title"]) for d in documents]
    predicted: dict[str, int] = {}
    for copy, original in find_copies(articles).items():
        predicted[documents[copy]["id"]] = predicted[documents[original]["id"]] = original
    return scorer.score_copies(documents, predicted)


def labels_part(rows: Sequence[Row], encoded: Encoded, name: str) -> dict[str, dict[str, float]]:
    stories: dict[str, list[Row]] = {}
    for row in rows:
        told = row.get("label_text") or ""
        if row["set"] == name and told and not told.startswith("Perspectives"):
            stories.setdefault(row["label"], []).append(row)
    encoded.prepare([row["id"] for members in stories.values() for row in members])
    editors = {label: members[0]["label_text"] for label, members in stories.items()}
    own = {k: title_story([encoded[row] for row in members]) for k, members in stories.items()}
    first = {k: members[0]["title"] for k, members in stories.items()}
    central = {k: nearest_title([encoded[r] for r in members]) for k, members in stories.items()}
    return {
        f"Readout ({name})": scorer.score_labels(own, editors),
        f"any headline ({name})": scorer.score_labels(first, editors),
        f"of the most central article ({name})": scorer.score_labels(central, editors),
    }


def nearest_title(articles: Sequence[EncodedArticle]) -> str:
    vectors = np.stack([one.vector for one in articles])
    return articles[int((vectors @ vectors.mean(axis=0)).argmax())].article.title


# output


def show(title: str, table: Mapping[str, Mapping[str, float]], columns: Sequence[str]) -> None:
    width = max(len(name) for name in table)
    print(f"\n{title}\n{'':{width}}  " + "  ".join(f"{c:>16}" for c in columns))
    for name, scores in table.items():
        cells = (f"{scores[c]:16.3f}" if c in scores else f"{'':16}" for c in columns)
        print(f"{name:{width}}  " + "  ".join(cells))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--peers", action="store_true", help="run the other methods too")
    parser.add_argument("--cost", type=int, nargs="*", default=[], help="article counts to time")
    parser.add_argument("--out", type=Path, default=RESULTS)
    given = parser.parse_args()
    rows = read_rows(given.data)
    encoded = Encoded(rows)
    result: dict[str, Any] = {}
    if (given.data / "pools.json").exists():
        result["pools"] = pools_part(rows, given.data, encoded, peers=given.peers)
        columns = ("tol_f1", "mixed_feeds", "look_alikes", "impure", "impure_storyline", "equal")
        show("Pools", result["pools"], columns)
    if (given.data / "allsides.jsonl").exists():
        result["stream"] = {"Readout": stream_part(rows, encoded)}
        columns = ("tol_f1", "storyline_f1", "carry", "false_update", "changed")
        show("Stream", result["stream"], columns)
    if (given.data / "neardup.json").exists():
        result["copies"] = {"Readout": copies_part(given.data)}
        show("Near copies", result["copies"], ("recall", "other_story", "same_story"))
    labels: dict[str, dict[str, float]] = {}
    for name in ("allsides", "neus", "basil"):
        if (given.data / f"{name}.jsonl").exists():
            labels |= labels_part(rows, encoded, name)
    if labels:
        result["labels"] = labels
        show("Labels", labels, ("rouge1", "characters", "over_80", "question_opinion", "no_phrase"))
    if given.cost:
        result["cost"] = {f"{n} articles": cost.measure(n) for n in given.cost}
        show("Cost", result["cost"], ("cpu_s", "wall_s", "peak_mb", "stories"))
    given.out.parent.mkdir(exist_ok=True)
    kept = json.loads(given.out.read_text("utf-8")) if given.out.exists() else {}
    for part, table in result.items():
        kept[part] = {**kept.get(part, {}), **table}  # a run without peers keeps theirs
    given.out.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
