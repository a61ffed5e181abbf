"""The page of briefs that people read blind, and the count of what they chose."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

READ = Path(__file__).parents[1] / "benchmarks" / "read"
SYSTEMS = ["Lead", "Readout", "stored: pegasus"]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setattr(sys, "path", list(sys.path))

    def module(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(f"read_{name}", READ / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        made = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(made)
        return made

    return module


def test_the_page_says_nowhere_who_wrote_what(load) -> None:  # type: ignore[no-untyped-def]
    item = {
        "id": 'set:"1"',
        "sources": ["A fire broke out.\nNobody <was> hurt."],
        "systems": SYSTEMS,
        "texts": ["A fire broke out.", "Nobody <was>\nhurt.", "Fire, no one hurt."],
    }
    text = load("page").page([item], 7)
    assert not any(name in text for name in ("Readout", "pegasus", ">Lead<"))
    assert text.count("<fieldset>") == 3
    assert "Nobody &lt;was&gt; hurt." in text, "one paragraph, whatever its lines were"
    assert 'data-id="set:&quot;1&quot;"' in text
    assert "http" not in text, "the page needs nothing from elsewhere"


def result(best: int | None, seed: int = 7) -> dict[str, object]:
    return {"seed": seed, "judged": [{"id": "a", "best": best, "reasons": {"1": ["clipped"]}}]}


def test_choices_are_counted_for_who_was_shown(load) -> None:  # type: ignore[no-untyped-def]
    key = {"seed": 7, "items": {"a": SYSTEMS}}
    figures = load("tally").tally(key, [result(2), result(2), result(0), result(None)])
    assert list(figures) == ["stored neural", "Lead", "Readout"]
    assert figures["stored neural"]["best"] == 2
    assert figures["Readout"] == {
        "shown": 4,
        "best": 0,
        "share": 0.0,
        "interval": figures["Readout"]["interval"],
        "reasons": {"clipped": 4},
    }
    low, high = figures["stored neural"]["interval"]
    assert low < 0.5 < high


def test_a_result_of_another_page_is_refused(load) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SystemExit, match="another page"):
        load("tally").tally({"seed": 8, "items": {"a": SYSTEMS}}, [result(0)])
