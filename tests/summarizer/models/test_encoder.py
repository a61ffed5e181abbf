"""What the encoder promises, on tiny models that the tests build themselves."""

import gc
import json
import logging
import subprocess
import sys
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import ModelDamaged, ModelMissing
from summarizer.models.encoder import open_embedder

WORDS = "harbour bridge ferry school river storm market".split()
TEXTS = [
    "The council voted on the bridge.",
    "The harbour opened on Monday, the minister said.",
    "Storm.",
    "",
    "The river and the school: a repair plan of the council in the budget. " * 9,
    "The council voted on the bridge.",
    "Émigré — 日本語 🚢 \u200f\u0000 \ud800",
]


def plain_vectors(folder, texts, pooling="mean", length=24):
    """What transformers' own forward pass gives for one text at a time."""
    import torch
    from tokenizers import Tokenizer
    from transformers import AutoModel

    model = AutoModel.from_pretrained(str(folder)).eval()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(length)
    rows = []
    for text in texts:
        ids = tokenizer.encode(text.encode("utf-8", "replace").decode()).ids
        with torch.inference_mode():
            hidden = model(torch.tensor([ids])).last_hidden_state[0].float()
        pooled = {"mean": hidden.mean(0), "cls": hidden[0], "max": hidden.amax(0)}[pooling]
        rows.append((pooled / pooled.norm()).numpy())
    return np.stack(rows)


@pytest.mark.parametrize("pooling", ["mean", "cls", "max"])
@pytest.mark.parametrize("kind", ["bert", "distilbert"])
def test_vectors_equal_transformers_own(built, settings_for, pooling, kind):
    folder = built(pooling=pooling, kind=kind)
    embedder = open_embedder(settings_for(folder, dtype="float32"), use_cache=False)
    found = embedder.embed(TEXTS)
    assert found.dtype == np.float32
    assert found.shape == (len(TEXTS), 32) == (len(TEXTS), embedder.dimension)
    np.testing.assert_allclose(found, plain_vectors(folder, TEXTS, pooling), atol=1e-3)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-6)
    embedder.close()


def taught(folder, lowest=0.5):
    """A tiny encoder's weights with biases and norms as training leaves them, not 0 and 1."""
    import torch
    from transformers import BertModel

    model = BertModel.from_pretrained(str(folder)).eval()
    chance = torch.Generator().manual_seed(3)
    for name, value in model.state_dict().items():
        if name.endswith("LayerNorm.weight"):
            value.uniform_(0.5, 1.5, generator=chance)
            value[0] = lowest
        elif name.endswith("bias"):
            value.normal_(0, 0.5, generator=chance)
    return model


@pytest.mark.parametrize("lowest", [0.5, 0.001, 0.0])
def test_without_torch_s_onednn_the_vectors_are_the_same(built, lowest):
    """Biases are moved into weights and norms there, unless a norm leaves a number out."""
    import torch

    from summarizer.models.bert import PackedBert

    model = taught(built(), lowest)
    state, runs = model.state_dict(), [(2, 5), (1, 7), (1, 20)]
    tokens = torch.randint(4, 40, (37,), generator=torch.Generator().manual_seed(5))
    with torch.inference_mode():
        fused = PackedBert(state, model.config, fused=True).forward(tokens, runs)
        plain = PackedBert(state, model.config, fused=False).forward(tokens, runs)
        wanted = model(tokens[-20:][None]).last_hidden_state[0]
    torch.testing.assert_close(fused, plain, atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(plain[-20:], wanted, atol=1e-5, rtol=1e-5)


def test_biases_are_moved_only_where_rounding_would_not_show(built):
    from summarizer.models.unbiased import without_biases

    bare = without_biases(taught(built()).state_dict(), 2, 1.0)
    assert bare is not None
    assert {name for name in bare if name.endswith("bias") and "LayerNorm" not in name} == {
        "pooler.dense.bias"
    }
    assert without_biases(taught(built(), 0.0).state_dict(), 2, 1.0) is None
    assert without_biases(taught(built()).bfloat16().state_dict(), 2, 1.0) is None


@pytest.mark.parametrize("change", ["saved as a part of a larger model", "one number left unsaid"])
def test_weights_are_the_same_however_they_are_saved(built, settings_for, tiny, change):
    """Read straight from the file, or by transformers where that is not plain enough."""
    from safetensors.torch import load_file, save_file

    if change.startswith("saved"):
        state = load_file(tiny / "model.safetensors")
        state = {f"bert.{name}": value for name, value in state.items()}
        save_file(state, tiny / "model.safetensors", metadata={"format": "pt"})
    else:
        config = json.loads((tiny / "config.json").read_text())
        del config["layer_norm_eps"]
        (tiny / "config.json").write_text(json.dumps(config))
    found = []
    for folder in (built(), tiny):
        embedder = open_embedder(settings_for(folder), use_cache=False)
        found.append(embedder.embed(TEXTS))
        embedder.close()
    np.testing.assert_array_equal(*found)


def test_a_first_run_does_not_wait_for_transformers(built, settings_for):
    chosen = settings_for(built())
    code = f"""
import sys
from summarizer.settings import Settings
from summarizer.models.encoder import open_embedder
embedder = open_embedder(Settings(_env_file=None, encoder={chosen.encoder!r}), use_cache=False)
embedder.embed({TEXTS[:3]!r})
print("torch" in sys.modules, "transformers" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]


def test_bfloat16_is_close_to_float32(built, settings_for):
    found = {}
    for dtype in ("float32", "bfloat16"):
        embedder = open_embedder(settings_for(built(), dtype=dtype), use_cache=False)
        found[dtype] = embedder.embed(TEXTS)
        embedder.close()
    cosines = (found["float32"] * found["bfloat16"]).sum(1)
    assert cosines.min() > 0.999


def test_a_text_has_one_vector_whatever_stands_beside_it(built, settings_for):
    embedder = open_embedder(settings_for(built()), use_cache=False)
    together = embedder.embed(TEXTS)
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
    np.testing.assert_array_equal(together, alone)
    np.testing.assert_array_equal(together, embedder.embed(TEXTS[::-1])[::-1])
    embedder.close()


def test_a_sentence_alone_has_the_packaged_encoder_s_vector_of_many(settings_for):
    """Products as large as the real ones, which a library may part among threads."""
    texts = [f"The council of {WORDS[i % 5]} voted on {WORDS[i % 7]} plan {i}" for i in range(40)]
    texts += [" ".join([text] * 6) for text in texts[:4]]
    embedder = open_embedder(settings_for(dtype="float32"), use_cache=False)
    together = embedder.embed(texts)
    alone = np.concatenate([embedder.embed([text]) for text in texts[::3]])
    np.testing.assert_array_equal(together[::3], alone)
    embedder.close()


def test_cold_and_cached_runs_give_the_same_bytes(built, settings_for):
    runs = []
    for cache in (False, True, True):
        embedder = open_embedder(settings_for(built()), use_cache=cache)
        runs.append(embedder.embed(TEXTS))
        embedder.close()
    np.testing.assert_array_equal(runs[0], runs[1])
    np.testing.assert_array_equal(runs[1], runs[2])


def test_a_cached_run_imports_no_torch(built, settings_for):
    chosen = settings_for(built())
    first = open_embedder(chosen)
    first.embed(TEXTS[:3])
    first.close()
    code = f"""
import sys
from pathlib import Path
from summarizer.settings import Settings
from summarizer.models.encoder import open_embedder
cache = Path({str(chosen.cache_dir)!r})
settings = Settings(_env_file=None, encoder={chosen.encoder!r}, cache_dir=cache)
embedder = open_embedder(settings)
assert embedder.embed({TEXTS[:3]!r}).shape == (3, 32)
heavy = {{"torch", "transformers", "tokenizers", "scipy", "sentence_transformers"}}
print(sorted(heavy & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert done.stderr == ""


def test_loading_says_nothing(built, settings_for, capfd):
    settings = settings_for(built())
    capfd.readouterr()  # saving a model shows its progress
    embedder = open_embedder(settings, use_cache=False)
    embedder.embed(TEXTS[:1])
    embedder.close()
    assert capfd.readouterr() == ("", "")


def test_nothing_given_gives_no_rows(built, settings_for):
    embedder = open_embedder(settings_for(built()))
    assert embedder.embed([]).shape == (0, 32)
    embedder.close()


def test_progress_ends_at_the_number_of_different_texts(built, settings_for):
    embedder = open_embedder(settings_for(built()))
    for _ in range(2):  # encoded, then cached
        seen: list[tuple[int, ...]] = []
        embedder.embed(TEXTS, lambda *counts, seen=seen: seen.append(counts))
        assert seen[-1] == (6, 6)
        assert seen == sorted(seen)
    embedder.close()


def test_a_million_characters_are_read_as_far_as_the_model_reads(built, settings_for):
    embedder = open_embedder(settings_for(built()), use_cache=False)
    long = embedder.embed(["council bridge " * 70_000, "council bridge " * 40])
    np.testing.assert_allclose(long[0], long[1], atol=1e-3)
    embedder.close()


def test_another_model_does_not_take_the_first_one_s_vectors(built, settings_for):
    vectors = []
    for wishes in ({}, {"pooling": "cls"}, {"length": 8}):
        embedder = open_embedder(settings_for(built(**wishes)))
        vectors.append(embedder.embed(TEXTS[1:2]))
        embedder.close()
    assert not np.allclose(vectors[0], vectors[1], atol=0.01)
    assert not np.allclose(vectors[0], vectors[2], atol=0.01)


def test_several_threads_get_the_same_vectors(built, settings_for):
    embedder = open_embedder(settings_for(built()))
    wanted = embedder.embed(TEXTS)
    embedder.close()
    found = []

    def work():
        found.append(embedder.embed([*TEXTS, "people"])[:-1])

    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 5
    for vectors in found:
        np.testing.assert_array_equal(vectors, wanted)
    embedder.close()


def test_close_frees_the_weights_and_the_next_call_loads_them_again(built, settings_for):
    from summarizer.models.bert import PackedBert

    def loaded() -> int:
        return sum(type(one) is PackedBert for one in gc.get_objects())

    gc.collect()
    others = loaded()
    embedder = open_embedder(settings_for(built()), use_cache=False)
    before = embedder.embed(TEXTS[:2])
    assert embedder.loaded
    assert loaded() == others + 1
    embedder.close()
    assert not embedder.loaded
    assert loaded() == others
    np.testing.assert_array_equal(embedder.embed(TEXTS[:2]), before)
    embedder.close()


def test_a_damaged_vector_in_the_cache_is_encoded_again(built, settings_for):
    import sqlite3

    chosen = settings_for(built())
    embedder = open_embedder(chosen)
    wanted = embedder.embed(TEXTS)
    embedder.close()
    with sqlite3.connect(chosen.cache_dir / "vectors.sqlite3") as db:
        db.execute("UPDATE vectors SET vector = zeroblob(64) WHERE id = 1")
        db.execute("UPDATE vectors SET vector = x'00' WHERE id = 2")
        db.execute("UPDATE vectors SET vector = ? WHERE id = 3", (b"\xff" * 64,))
    db.close()
    np.testing.assert_array_equal(embedder.embed(TEXTS), wanted)
    embedder.close()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
def test_any_text_has_a_vector_of_length_one(shared_embedder, texts):
    vectors = shared_embedder.embed(texts)
    assert vectors.shape == (len(texts), 32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.fixture(scope="module")
def shared_embedder(built, tmp_path_factory):
    from summarizer.settings import Settings

    folder = tmp_path_factory.mktemp("shared")
    embedder = open_embedder(
        Settings(_env_file=None, encoder=str(built()), cache_dir=folder), use_cache=False
    )
    yield embedder
    embedder.close()


def refuse(settings, kind, *words):
    embedder = open_embedder(settings)
    with pytest.raises(kind) as caught:
        embedder.embed(["The council voted."])
    embedder.close()
    message = str(caught.value)
    assert caught.value.advice, "it says what to do"
    for word in words:
        assert word in message
    return message


def test_a_missing_folder_is_said(settings_for, tmp_path):
    refuse(settings_for(tmp_path / "nowhere"), ModelMissing, "nowhere", "no such folder")


def test_a_name_that_was_never_downloaded_is_said_and_not_fetched(settings_for):
    refuse(settings_for("nobody/never-was"), ModelMissing, "downloaded", "READOUT_ENCODER=packaged")


def test_a_folder_without_weights_is_said(settings_for, tiny):
    (tiny / "model.safetensors").unlink()
    refuse(settings_for(tiny), ModelMissing, "model.safetensors")


def test_pickled_weights_are_not_loaded(settings_for, tiny):
    (tiny / "model.safetensors").rename(tiny / "pytorch_model.bin")
    refuse(settings_for(tiny), ModelDamaged, "pickled", "run code")


@pytest.mark.parametrize("keep", [0, 5, 400, -1])
def test_cut_weights_are_said(settings_for, tiny, keep):
    path = tiny / "model.safetensors"
    data = path.read_bytes()
    path.write_bytes(data[:keep])
    refuse(settings_for(tiny), ModelDamaged, "model.safetensors")


def test_weights_of_another_architecture_are_said(settings_for, tiny):
    config = json.loads((tiny / "config.json").read_text())
    (tiny / "config.json").write_text(json.dumps(config | {"num_hidden_layers": 4}))
    refuse(settings_for(tiny), ModelDamaged, "architecture")


def test_weights_of_another_size_are_said(settings_for, tiny):
    config = json.loads((tiny / "config.json").read_text())
    (tiny / "config.json").write_text(json.dumps(config | {"intermediate_size": 96}))
    refuse(settings_for(tiny), ModelDamaged)


def test_weights_that_are_no_numbers_are_said(settings_for, tiny):
    from safetensors.torch import load_file, save_file

    state = load_file(tiny / "model.safetensors")
    state["embeddings.LayerNorm.weight"].fill_(float("nan"))
    save_file(state, tiny / "model.safetensors", metadata={"format": "pt"})
    refuse(settings_for(tiny), ModelDamaged, "not numbers")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("config.json", "{"),
        ("config.json", "{}"),
        ("config.json", "[]"),
        ("modules.json", "{}"),
        ("tokenizer.json", "{}"),
        ("sentence_bert_config.json", '{"max_seq_length": "many"}'),
        ("1_Pooling/config.json", '{"pooling_mode_weightedmean_tokens": true}'),
        ("modules.json", '[{"type": "x.Transformer"}, {"type": "x.Dense"}]'),
    ],
)
def test_a_broken_description_is_said(settings_for, tiny, name, content):
    (tiny / name).write_text(content)
    refuse(settings_for(tiny), ModelDamaged)


def test_a_model_that_brings_its_own_code_is_not_run(settings_for, tiny, tmp_path):
    config = json.loads((tiny / "config.json").read_text())
    config |= {"model_type": "own", "auto_map": {"AutoModel": "own.Own", "AutoConfig": "own.C"}}
    (tiny / "config.json").write_text(json.dumps(config))
    (tiny / "own.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    refuse(settings_for(tiny), ModelDamaged)
    assert not (tmp_path / "ran").exists()


def test_a_cache_that_cannot_be_used_does_not_stop_the_work(built, settings_for, tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    caplog.set_level(logging.WARNING)
    embedder = open_embedder(settings_for(built(), cache_dir=tmp_path / "file" / "cache"))
    assert embedder.embed(TEXTS).shape == (len(TEXTS), 32)
    embedder.close()
    assert len(caplog.records) == 1
