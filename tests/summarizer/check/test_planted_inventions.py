"""The planted inventions of `benchmarks/faithful/planted.py`, without vectors."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "benchmarks" / "faithful"


def test_planted_inventions_are_caught_and_true_sentences_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not FOLDER.is_dir():
        pytest.skip("the benchmarks are not part of this install")
    monkeypatch.syspath_prepend(str(FOLDER))
    planted = importlib.import_module("planted")
    try:
        counts = planted.measure(planted.all_planted(planted.ARTICLES, planted.ORDERS), None)
    finally:
        for name in ("", "_articles", "_second", "_third", "_fourth"):
            sys.modules.pop(f"planted{name}", None)
    false = [entry for kind, entry in counts.items() if kind != "true"]
    caught = sum(entry["refused"] for entry in false)
    total = sum(entry["sentences"] for entry in false)
    assert total >= 100
    assert caught >= 0.95 * total
    assert counts["true"]["refused"] <= 0.06 * counts["true"]["sentences"]
