"""Local writers: every family goes the whole way, and every failure is told in words."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer.domain import Brief
from summarizer.errors import ModelDamaged, ModelError, ModelMissing
from summarizer.models.base import Task
from summarizer.models.writers import open_writer, places
from summarizer.models.writers.bench import bench
from summarizer.models.writers.folders import count_numbers, find_pulled
from summarizer.models.writers.local import LocalWriter
from summarizer.settings import Settings
from summarizer.writing import rewrite_brief

pytestmark = pytest.mark.model

FAMILIES = ("bart", "t5", "pegasus", "led", "llama")
TASK = Task("The harbour council voted on Monday.", "Say what happened.", 8)


def writer_at(folder: Path, **options: object) -> LocalWriter:
    return LocalWriter(str(folder), dtype="float32", device="cpu", threads=1, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_loads_and_writes_the_same_twice(
    family: str, tiny: Callable[[str], Path]
) -> None:
    writer = writer_at(tiny(family))
    first, second = writer.write(TASK), writer.write(TASK)
    assert first == second
    assert first.tokens <= 8 * 2 + 64
    assert writer.follows == (family == "llama")
    writer.close()
    assert not writer.loaded


@pytest.mark.parametrize("family", FAMILIES)
def test_nonsense_from_an_untrained_model_never_reaches_the_reader(
    family: str, tiny: Callable[[str], Path], brief: Brief
) -> None:
    made = rewrite_brief(brief, writer_at(tiny(family)))
    assert made.brief == brief
    assert "was not used" in made.notices[0]


def test_a_trained_model_writes_a_cited_sentence(copier: Path, brief: Brief) -> None:
    made = rewrite_brief(brief, writer_at(copier))
    first = made.brief.points[0]
    assert made.used
    assert first.kind == "written"
    assert first.text == "The harbour council of Lindmouth voted on Monday to rebuild its sea wall."
    assert first.citations[0].quote == first.text
    assert made.brief.model == "copier"


def test_progress_goes_up_and_a_cancelled_writer_stops_within_a_token(
    tiny: Callable[[str], Path],
) -> None:
    stop = threading.Event()
    seen: list[tuple[int, int]] = []

    def watch(done: int, total: int) -> None:
        seen.append((done, total))
        if done >= 3:
            stop.set()

    draft = writer_at(tiny("llama")).write(TASK, stop=stop, progress=watch)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert not draft.finished
    assert draft.tokens <= 4
    assert draft.note


def test_a_cancelled_brief_is_the_extract(tiny: Callable[[str], Path], brief: Brief) -> None:
    stop = threading.Event()
    stop.set()
    made = rewrite_brief(brief, writer_at(tiny("bart")), stop=stop)
    assert made.brief == brief
    assert "cancelled" in made.notices[0]


def test_no_more_time_is_taken_than_allowed(tiny: Callable[[str], Path]) -> None:
    draft = writer_at(tiny("llama"), seconds=0).write(TASK)
    assert draft.note == "it took too long"


def test_a_model_that_is_not_there_says_how_to_get_it(brief: Brief) -> None:
    writer = LocalWriter("nobody/such-model")
    with pytest.raises(ModelMissing) as caught:
        writer.write(TASK)
    assert "readout models pull nobody/such-model" in str(caught.value)
    assert rewrite_brief(brief, writer).brief == brief


def test_pickled_weights_are_refused(tiny: Callable[[str], Path], tmp_path: Path) -> None:
    folder = tmp_path / "pickled"
    shutil.copytree(tiny("bart"), folder)
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(ModelDamaged, match="pickled"):
        writer_at(folder).write(TASK)


def test_cut_weights_are_told(tiny: Callable[[str], Path], tmp_path: Path) -> None:
    folder = tmp_path / "cut"
    shutil.copytree(tiny("bart"), folder)
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    with pytest.raises(ModelDamaged):
        writer_at(folder).write(TASK)


def test_code_that_comes_with_a_model_is_not_run(
    tiny: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = tmp_path / "code"
    shutil.copytree(tiny("llama"), folder)
    config = json.loads((folder / "config.json").read_text())
    config["auto_map"] = {"AutoModelForCausalLM": "own.Model"}
    config["model_type"] = "own"
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "own.py").write_text(
        f"from pathlib import Path\nPath({str(tmp_path / 'ran')!r}).write_text('x')\n"
    )
    with pytest.raises(ModelError):
        writer_at(folder).write(TASK)
    assert not (tmp_path / "ran").exists()


def test_a_model_too_large_for_the_machine_is_refused_before_it_is_loaded(
    tiny: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = tmp_path / "huge"
    shutil.copytree(tiny("bart"), folder)
    size = 500 * 10**9
    head = json.dumps({"w": {"dtype": "F32", "shape": [size // 4], "data_offsets": [0, size]}})
    with (folder / "model.safetensors").open("wb") as file:
        file.write(len(head).to_bytes(8, "little") + head.encode())
        file.truncate(8 + len(head) + size)  # a hole: takes no place on the disk
    with pytest.raises(ModelError, match="GB of memory"):
        writer_at(folder).write(TASK)


def test_half_the_memory_is_taken_where_the_whole_is_not_there(
    tiny: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    needed = count_numbers(find_pulled(str(tiny("llama")))) * 4 * places.OVERHEAD
    monkeypatch.setattr(places, "has_native_bfloat16", lambda: False)
    found = []
    for free in (needed, needed - 1):
        monkeypatch.setattr(places, "available_memory", lambda free=free: int(free))
        writer = LocalWriter(str(tiny("llama")), device="cpu")
        assert writer.write(TASK).tokens > 0
        assert writer.place is not None
        found.append(writer.place.dtype)
    assert found == ["float32", "bfloat16"]
    monkeypatch.setattr(places, "available_memory", lambda: int(needed / 2) - 1)
    with pytest.raises(ModelError, match="GB of memory"):
        LocalWriter(str(tiny("llama")), device="cpu").load()


def test_an_absent_device_is_told(tiny: Callable[[str], Path]) -> None:
    import torch

    if torch.backends.mps.is_available():
        pytest.skip("this machine has the device that the test asks for in vain")
    with pytest.raises(ModelError, match="mps"):
        LocalWriter(str(tiny("bart")), device="mps").write(TASK)


def test_a_bench_tells_seconds_and_memory(tiny: Callable[[str], Path]) -> None:
    cost = bench(writer_at(tiny("llama")))
    assert cost.seconds > 0
    assert cost.tokens_per_second > 0
    assert cost.memory_bytes > 10_000_000
    assert cost.where == "the processor in float32"


def test_no_writer_is_opened_unless_named() -> None:
    assert open_writer(Settings(_env_file=None)) is None  # type: ignore[call-arg]
