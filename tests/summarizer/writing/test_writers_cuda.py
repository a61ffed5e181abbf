"""Writers and judges on an NVIDIA GPU: run where there is one, elsewhere left out by name."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.tiny_judge import save_opinionated

from summarizer.domain import Brief
from summarizer.models.base import Task
from summarizer.models.judges.local import LocalJudge
from summarizer.models.writers.bench import bench
from summarizer.models.writers.local import LocalWriter
from summarizer.writing import rewrite_brief

torch = pytest.importorskip("torch")
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="this machine has no NVIDIA GPU"),
]

TASK = Task("The harbour council voted on Monday.", "Say what happened.", 8)


@pytest.fixture
def little_room() -> Iterator[None]:
    """Let this process have next to nothing of the GPU."""
    torch.cuda.empty_cache()
    total = torch.cuda.get_device_properties(0).total_memory
    torch.cuda.set_per_process_memory_fraction(48e6 / total)
    yield
    torch.cuda.set_per_process_memory_fraction(1.0)


def test_a_gpu_is_found_and_its_number_type_chosen(tiny: Callable[[str], Path]) -> None:
    writer = LocalWriter(str(tiny("llama")))
    writer.load()
    assert writer.place is not None
    assert writer.place.device == "cuda"
    native = torch.cuda.is_bf16_supported()
    assert writer.place.dtype == ("bfloat16" if native else "float16")
    writer.close()


@pytest.mark.parametrize("family", ["bart", "t5", "pegasus", "led", "llama"])
def test_each_family_writes_the_same_twice_and_nonsense_stays_out(
    family: str, tiny: Callable[[str], Path], brief: Brief
) -> None:
    writer = LocalWriter(str(tiny(family)))
    assert writer.write(TASK) == writer.write(TASK)
    made = rewrite_brief(brief, writer)
    assert made.brief == brief
    assert "was not used" in made.notices[0]
    writer.close()


def test_a_trained_model_writes_what_it_writes_on_the_processor(copier: Path, brief: Brief) -> None:
    there = rewrite_brief(brief, LocalWriter(str(copier)))
    here = rewrite_brief(brief, LocalWriter(str(copier), device="cpu", dtype="float32"))
    assert there.used
    assert there.brief.points[0].kind == "written"
    assert there.brief == here.brief


def test_it_stops_within_a_token_and_in_time(tiny: Callable[[str], Path], brief: Brief) -> None:
    stop = threading.Event()

    def watch(done: int, total: int) -> None:
        if done >= 3:
            stop.set()

    draft = LocalWriter(str(tiny("llama"))).write(TASK, stop=stop, progress=watch)
    assert draft.tokens <= 4
    assert draft.note == "it was cancelled"
    made = rewrite_brief(brief, LocalWriter(str(tiny("bart"))), stop=stop)
    assert made.brief == brief
    assert LocalWriter(str(tiny("bart")), seconds=0).write(TASK).note == "it took too long"


def test_out_of_memory_leaves_the_extract_and_the_gpu_free(
    tiny: Callable[[str], Path], brief: Brief, little_room: None
) -> None:
    writer = LocalWriter(str(tiny("llama")))
    writer.load()
    block = _all_that_is_left()
    made = rewrite_brief(brief, writer)
    assert made.brief == brief
    assert "ran out of memory" in made.notices[0]
    del block
    torch.cuda.empty_cache()
    assert rewrite_brief(brief, writer).brief == brief  # it writes again, nonsense as before
    writer.close()
    assert not writer.loaded


def _all_that_is_left() -> list[object]:
    """Fill what this process may have of the GPU, down to the smallest piece."""
    held: list[object] = []
    for size in (1 << 20, 1 << 12, 512):
        try:
            while True:
                held.append(torch.empty(size, dtype=torch.uint8, device="cuda"))
        except torch.OutOfMemoryError:
            continue
    return held


def test_a_bench_tells_the_gpus_memory(tiny: Callable[[str], Path]) -> None:
    cost = bench(LocalWriter(str(tiny("llama"))))
    assert cost.where.startswith("the GPU in ")
    assert cost.gpu_bytes > 1_000_000


def test_a_judge_takes_the_gpu_and_holds_there_what_it_holds_on_the_processor(
    tmp_path: Path,
) -> None:
    folder = str(save_opinionated(tmp_path, [0.5, 1.5, -1.0], family="deberta-v2"))
    there, here = LocalJudge(folder), LocalJudge(folder, device="cpu", dtype="float32")
    pairs = [("It rained all night.", "It rained."), ("a " * 90, "b")]
    assert there.entail(pairs) == pytest.approx(here.entail(pairs), abs=0.01)
    assert there.place is not None and there.place.device == "cuda"
    there.close()
