"""How much of an article's text a page gives, beside the extractor alone, on public pages.

    python benchmarks/cleaning/pages.py --data DIR [--half test]

DIR holds checkouts of `article-extraction-benchmark` (Zyte: 181 pages with their texts) and of
`trafilatura` (990 pages, each with pieces of its text and of its furniture). Each is scored by its
own script. Pages are halved by their site: rules were made on `dev`, `test` is for the figures.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import trafilatura

from summarizer.errors import ReadoutError
from summarizer.sources.pages import read_page

Extract = Callable[[bytes, str], str]


def ours(html: bytes, url: str) -> str:
    try:
        return read_page(html, url=url).text
    except ReadoutError:
        return ""


def alone(**mode: bool) -> Extract:
    """Return trafilatura with its defaults but comments, in one of its modes."""
    return lambda html, url: trafilatura.extract(html, url, include_comments=False, **mode) or ""


EXTRACTORS: dict[str, Extract] = {
    "Readout": ours,
    "trafilatura": alone(),
    "trafilatura, precision": alone(favor_precision=True),
    "trafilatura, recall": alone(favor_recall=True),
}


def half_of(url: str) -> str:
    site = urlsplit(url).netloc.removeprefix("www.")
    return "test" if int(hashlib.sha256(site.encode()).hexdigest(), 16) % 2 else "dev"


def script(path: Path) -> Any:
    """Return a checkout's own script as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise SystemExit(f"{path} is not there")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def on_texts(root: Path, half: str, extract: Extract) -> tuple[int, float, float, float]:
    """Return pages, precision, recall and F1 of rows of four words against whole texts."""
    measure = script(root / "evaluate.py")
    truth = json.loads((root / "ground-truth.json").read_text("utf-8"))
    scores = [
        measure.string_shingle_matching(true=page["articleBody"], pred=extract(html, page["url"]))
        for key, page in truth.items()
        if half_of(page["url"]) == half
        for html in [gzip.decompress((root / "html" / f"{key}.html.gz").read_bytes())]
    ]
    found = measure.metrics_from_tp_fp_fns(scores)
    return len(scores), found["precision"], found["recall"], found["f1"]


def on_pieces(root: Path, half: str, extract: Extract) -> tuple[int, float, float, float]:
    """Return the same of pieces of text that must be there, and of furniture that must not."""
    measure = script(root / "tests" / "eval_common.py")
    truth = measure.load_evaldata(str(root / "tests"))
    matrix, pages = measure.ConfusionMatrix(), 0
    for url, page in truth.items():
        if half_of(url) == half:
            html = measure.read_document(str(root / "tests"), page["file"])
            matrix.add(measure.count_item(page, extract(html, url)))
            pages += 1
    precision, recall, _, f1 = matrix.scores()
    return pages, precision, recall, f1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--half", choices=["dev", "test"], default="test")
    arguments = parser.parse_args()
    sets = {"article-extraction-benchmark": on_texts, "trafilatura": on_pieces}
    for folder, measured in sets.items():
        for name, extract in EXTRACTORS.items():
            pages, *scores = measured(arguments.data / folder, arguments.half, extract)
            told = "  ".join(f"{score:.3f}" for score in scores)
            print(f"{folder:30} {pages:4} {name:24} {told}", flush=True)


if __name__ == "__main__":
    main()
