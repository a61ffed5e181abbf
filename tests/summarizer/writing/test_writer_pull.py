"""A download happens when it is asked for, shows its size first and is compared."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from support.fake_hub import FILES, WEIGHTS, Hub

from summarizer.errors import ModelDamaged, ModelError, ModelMissing
from summarizer.models.writers.presets import JUDGES, PRESETS, find_preset, fitting_preset
from summarizer.models.writers.pull import plan_pull, pull
from summarizer.settings import Settings


def test_the_size_is_known_before_a_byte_is_fetched(tmp_path: Path) -> None:
    hub = Hub(FILES, tmp_path)
    plan = plan_pull("owner/model", hub=hub)
    assert plan.size == len(WEIGHTS) + 4
    assert not hub.asked


def test_code_and_pickles_are_not_fetched(tmp_path: Path) -> None:
    hub = Hub(FILES, tmp_path)
    pull(plan_pull("owner/model", hub=hub), hub=hub)
    assert set(hub.asked) == {"config.json", "model.safetensors", "tokenizer.json"}


def test_progress_reaches_the_whole_and_the_model_is_found_by_name(tmp_path: Path) -> None:
    hub = Hub(FILES, tmp_path)
    seen: list[tuple[str, int, int]] = []
    plan = plan_pull("owner/model", hub=hub)
    folder = pull(plan, hub=hub, progress=lambda *step: seen.append(step))
    assert seen[-1] == ("", plan.size, plan.size)
    assert (folder / "model.safetensors").read_bytes() == WEIGHTS
    assert (tmp_path / "refs" / "main").read_text() == "abc123"


def test_an_altered_file_is_deleted_and_told(tmp_path: Path) -> None:
    hub = Hub(FILES, tmp_path, altered=True)
    with pytest.raises(ModelDamaged, match="checksum"):
        pull(plan_pull("owner/model", hub=hub), hub=hub)
    assert not (tmp_path / "snapshots" / "abc123" / "model.safetensors").exists()


def test_a_model_without_safetensors_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="safetensors"):
        plan_pull("owner/model", hub=Hub({"pytorch_model.bin": WEIGHTS}, tmp_path))


def test_a_hub_that_cannot_be_reached_is_told_in_words() -> None:
    class Silent:
        def model_info(self, *_: Any, **__: Any) -> Any:
            raise ConnectionError("no route to host")

    with pytest.raises(ModelError, match="no route to host"):
        plan_pull("owner/model", hub=Silent())


def test_presets_grow_and_are_those_of_the_docs() -> None:
    sizes = [preset.memory_gb for preset in PRESETS]
    assert sizes == sorted(sizes)
    docs = (Path(__file__).parents[3] / "docs" / "writers.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| (\S+) \| (\S+/\S+) \| (\d+) GB( on a GPU)? \|", docs, re.MULTILINE)
    assert told == [
        (preset.name, preset.repo, f"{preset.memory_gb:.0f}", " on a GPU" if preset.gpu else "")
        for preset in PRESETS
    ]
    assert find_preset("chat-4gb") in PRESETS
    assert find_preset("nothing") is None


def test_presets_that_judge_are_those_of_the_docs_and_of_the_settings() -> None:
    sizes = [preset.memory_gb for preset in JUDGES]
    assert sizes == sorted(sizes)
    docs = (Path(__file__).parents[3] / "docs" / "models" / "check.md").read_text(encoding="utf-8")
    rows = r"^\| (judge-\S+) \| (\S+/\S+) \| (\S+) GB \| .* \| (\S+) \|$"
    assert re.findall(rows, docs, re.MULTILINE) == [
        (preset.name, preset.repo, f"{preset.memory_gb:g}", preset.licence) for preset in JUDGES
    ]
    said = Settings.model_fields["judge"].description or ""
    assert ", ".join(preset.name for preset in JUDGES) in said


def test_a_machine_gets_the_largest_preset_that_fits() -> None:
    assert fitting_preset(int(1e9)) is None
    small = fitting_preset(int(5e9))
    assert small is not None
    assert small.name == "chat-4gb"
    large = fitting_preset(int(64e9))
    assert large is not None
    assert large.name == "chat-24gb"
