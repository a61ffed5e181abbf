"""Encoding elsewhere gives the same bytes as encoding here."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from summarizer.errors import ModelDamaged
from summarizer.models.encoder import open_embedder
from summarizer.models.spread import Ask, encode_window
from summarizer.settings import Settings

WORDS = (
    "the harbour council voted on Tuesday to raise an old quay by half a metre while talks "
    "with the union ended without a deal after eleven weeks of storm and the budget fell"
).split()


def sentences(count: int) -> list[str]:
    chance = random.Random(7)
    return [" ".join(chance.choices(WORDS, k=chance.randint(3, 40))) + "." for _ in range(count)]


@pytest.mark.model
@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_a_vector_depends_on_neither_its_neighbours_nor_the_threads(dtype: str) -> None:
    texts = sentences(120)
    one = open_embedder(Settings(threads=1, dtype=dtype), use_cache=False)  # type: ignore[arg-type]
    two = open_embedder(Settings(threads=2, dtype=dtype), use_cache=False)  # type: ignore[arg-type]
    together = one.embed(texts)
    chosen = random.Random(1).sample(range(len(texts)), 20)
    apart = two.embed([texts[i] for i in chosen])
    assert together[chosen].tobytes() == apart.tobytes()


@pytest.mark.model
def test_worker_processes_encode_to_the_same_bytes(tmp_path: Path) -> None:
    texts = sentences(700)
    here = open_embedder(Settings(cache_dir=tmp_path / "a"))
    there = open_embedder(Settings(cache_dir=tmp_path / "b", workers=1))
    told: list[tuple[int, int]] = []
    spread = there.embed(texts, lambda done, total: told.append((done, total)))
    there.close()
    assert spread.tobytes() == here.embed(texts).tobytes()
    assert told[-1] == (700, 700)
    assert np.array_equal(there.embed(texts[:5]), spread[:5])  # from the cache: nobody is asked
    here.close()
    there.close()


@pytest.mark.model
def test_a_worker_with_another_state_of_the_model_refuses() -> None:
    with pytest.raises(ModelDamaged, match="same Readout"):
        encode_window(Ask("packaged", "float32", "another", 1), ["The ferry runs again."])
