"""Tiny encoders that the tests build themselves, so that loading is tested without waiting."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer.settings import Settings

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # as Readout does, before torch is imported

WORDS = (
    "the a of in on and to council harbour bridge storm vote voted opened closed minister "
    "said talks ferry budget school river monday tuesday plan repair cost million people"
).split()

Builder = Callable[..., Path]


def build(folder: Path, *, pooling: str = "mean", kind: str = "bert", length: int = 24) -> Path:
    """Save a two-layer encoder with random weights, as sentence-transformers lays one out."""
    import torch
    from transformers import BertConfig, BertModel, DistilBertConfig, DistilBertModel

    torch.manual_seed(7)
    size = len(WORDS) + 30
    if kind == "bert":
        config = BertConfig(
            vocab_size=size,
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=4,
            intermediate_size=64,
            max_position_embeddings=64,
            initializer_range=0.5,
        )
        model = BertModel(config)
    else:
        model = DistilBertModel(
            DistilBertConfig(
                vocab_size=size,
                dim=32,
                n_layers=2,
                n_heads=4,
                hidden_dim=64,
                max_position_embeddings=64,
                initializer_range=0.5,
            )
        )
    model.save_pretrained(folder)
    tokenizer().save(str(folder / "tokenizer.json"))
    write(folder / "modules.json", [{"type": f"x.{name}"} for name in ("Transformer", "Pooling")])
    write(folder / "sentence_bert_config.json", {"max_seq_length": length})
    modes = {f"pooling_mode_{name}": False for name in ("cls_token", "mean_tokens", "max_tokens")}
    modes |= {f"pooling_mode_{pooling}_{'token' if pooling == 'cls' else 'tokens'}": True}
    write(folder / "1_Pooling" / "config.json", modes)
    return folder


def tokenizer():
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    vocabulary = {word: i for i, word in enumerate(dict.fromkeys([*special, *WORDS, *letters]))}
    made = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return made


def write(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), encoding="utf-8")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    """Return a maker of tiny encoders; each kind is built once."""
    made: dict[tuple[tuple[str, object], ...], Path] = {}

    def get(**wishes: object) -> Path:
        key = tuple(sorted(wishes.items()))
        if key not in made:
            made[key] = build(tmp_path_factory.mktemp("model") / "tiny", **wishes)  # type: ignore[arg-type]
        return made[key]

    return get


@pytest.fixture
def tiny(built: Builder, tmp_path: Path) -> Path:
    """A tiny encoder that the test may break."""
    return Path(shutil.copytree(built(), tmp_path / "tiny"))


@pytest.fixture
def settings_for(tmp_path: Path) -> Callable[..., Settings]:
    """Return a maker of settings whose folders are the test's own."""

    def make(encoder: Path | str = "packaged", **others: object) -> Settings:
        fields = {"cache_dir": tmp_path / "cache", "data_dir": tmp_path / "data", "threads": 2}
        return Settings(_env_file=None, encoder=str(encoder), **(fields | others))  # type: ignore[call-arg]

    return make
