"""The labelled lines of scraped pages, and the model that is trained on them."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from summarizer.text.furniture import Trees
from summarizer.text.line_features import NAMES, line_features

FOLDS = 5
VIEW = "window"
"""The view that is judged: a page's lines around its body, most like a poor scrape."""

WEIGHTS = {"window": 1.0, "gold": 1.0}
OTHER_VIEWS = 0.4

CROPS = ((0, 1), (1, 0), (1, 1), (2, 0), (0, 3), (2, 2), (4, 1))
"""Lines of the page that are left above and below the body in lighter scrapes: the
windows have six on either side, real texts often next to none."""

CROPS_EACH = 3
KEEP_WEIGHT = 2.0
"""A line of the body that is lost costs twice a line of the page that stays."""

SETTINGS: dict[str, Any] = {
    "max_iter": 160,
    "learning_rate": 0.09,
    "max_leaf_nodes": 12,
    "min_samples_leaf": 30,
    "l2_regularization": 3,
    "max_features": 0.4,
    "random_state": 0,
}


@dataclass(frozen=True, slots=True)
class Page:
    """One text of labelled lines: a page in one view, or its gold body."""

    doc: str
    view: str
    domain: str
    language: str
    lines: tuple[str, ...]
    labels: tuple[str, ...]
    body: tuple[str, ...]

    @property
    def fold(self) -> int:
        """Pages of one domain share a fold, so that no site is trained and tested on."""
        return int(hashlib.sha256(self.domain.encode()).hexdigest(), 16) % FOLDS


def squeeze(text: str) -> str:
    return " ".join(text.split())


def read_articles(folder: Path) -> dict[str, dict[str, Any]]:
    with (folder / "articles.jsonl").open(encoding="utf-8") as rows:
        return {row["doc"]: row for row in map(json.loads, rows)}


def read_pages(folder: Path) -> list[Page]:
    """Read every view of every page, and each gold body as a page of its own."""
    articles = read_articles(folder)
    views: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    with (folder / "lines_scraped.jsonl").open(encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            views[row["doc"], row["view"]].append(row)
    pages = [
        _page(articles[doc], view, [squeeze(r["text"]) for r in rows], [r["label"] for r in rows])
        for (doc, view), rows in views.items()
    ]
    for page in [page for page in pages if page.view == VIEW]:
        pages.extend(_crops(page))
    for article in articles.values():
        lines = [squeeze(part) for part in article["body"] if part.strip()]
        pages.append(_page(article, "gold", lines, ["keep"] * len(lines)))
    return [page for page in pages if page.lines]


def _page(article: dict[str, Any], view: str, lines: list[str], labels: list[str]) -> Page:
    return Page(
        doc=article["doc"],
        view=view,
        domain=article["domain"],
        language=article["lang"],
        lines=tuple(lines),
        labels=tuple(labels),
        body=tuple(squeeze(part) for part in article["body"] if part.strip()),
    )


def _crops(page: Page) -> list[Page]:
    """Return the page with less around its body; which crops is told by its name."""
    keeps = [i for i, label in enumerate(page.labels) if label == "keep"]
    if not keeps:
        return []
    seed = int(hashlib.sha256(page.doc.encode()).hexdigest(), 16)
    crops = []
    for turn in range(CROPS_EACH):
        above, below = CROPS[(seed + turn) % len(CROPS)]
        start, end = max(0, keeps[0] - above), keeps[-1] + 1 + below
        crops.append(
            replace(page, view="crop", lines=page.lines[start:end], labels=page.labels[start:end])
        )
    return crops


@dataclass(frozen=True, slots=True)
class Table:
    """Features (rows, columns) of all lines; `page` says whose a row is."""

    rows: np.ndarray[Any, np.dtype[np.float32]]
    drop: np.ndarray[Any, np.dtype[np.int8]]
    weight: np.ndarray[Any, np.dtype[np.float32]]
    page: np.ndarray[Any, np.dtype[np.int32]]


def tabulate(pages: list[Page]) -> Table:
    codes = {"keep": 0, "drop": 1, "unsure": -1}
    sizes = [len(page.lines) for page in pages]
    drop = np.array([codes[label] for page in pages for label in page.labels], np.int8)
    views = np.repeat([WEIGHTS.get(page.view, OTHER_VIEWS) for page in pages], sizes)
    return Table(
        rows=np.vstack([line_features(page.lines) for page in pages]),
        drop=drop,
        weight=(views * np.where(drop == 0, KEEP_WEIGHT, 1.0)).astype(np.float32),
        page=np.repeat(np.arange(len(pages)), sizes).astype(np.int32),
    )


def fit(table: Table, chosen: np.ndarray[Any, np.dtype[np.bool_]]) -> Trees:
    """Train on the chosen rows whose label is sure."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    sure = chosen & (table.drop >= 0)
    model = HistGradientBoostingClassifier(**SETTINGS)
    model.fit(table.rows[sure], table.drop[sure], sample_weight=table.weight[sure])
    return flatten(model)


def flatten(model: Any) -> Trees:
    """Turn scikit-learn's boosted trees into the package's tables."""
    trees = [predictors[0].nodes for predictors in model._predictors]
    shape = (len(trees), max(map(len, trees)))
    feature, left, right = (np.zeros(shape, np.int16) for _ in range(3))
    threshold, value = (np.zeros(shape, np.float32) for _ in range(2))
    for row, nodes in enumerate(trees):
        size = len(nodes)
        leaf = nodes["is_leaf"].astype(bool)
        own = np.arange(size)
        feature[row, :size] = np.where(leaf, 0, nodes["feature_idx"])
        threshold[row, :size] = np.where(leaf, 0, nodes["num_threshold"])
        left[row, :size] = np.where(leaf, own, nodes["left"])
        right[row, :size] = np.where(leaf, own, nodes["right"])
        value[row, :size] = np.where(leaf, nodes["value"], 0)
    depth = max(int(nodes["depth"].max()) for nodes in trees)
    base = float(np.ravel(model._baseline_prediction)[0])
    return Trees(feature, threshold, left, right, value, depth, base)


def save(trees: Trees, path: Path) -> None:
    np.savez_compressed(
        path,
        names=np.array(NAMES),
        feature=trees.feature,
        threshold=trees.threshold,
        left=trees.left,
        right=trees.right,
        value=trees.value,
        depth=np.int16(trees.depth),
        base=np.float32(trees.base),
    )
