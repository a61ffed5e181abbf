"""Tiny models of each family, built, saved and loaded through the code a user runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.lessons import teach

from summarizer.domain import Article, Brief, Citation, Point
from summarizer.text.sentences import split_sentences

TEXT = (
    "The harbour council of Lindmouth voted on Monday to rebuild its sea wall. "
    "The work will cost 42 million and take two years, engineer Sara Holt said. "
    "Fishermen had asked for a second entrance to the port."
)
CHAT_TEMPLATE = (
    "{% for m in messages %}<|{{ m['role'] }}|>{{ m['content'] }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)


def make_tokenizer(folder: Path, *, chat: bool) -> Any:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    raw = Tokenizer(models.BPE(unk_token="<unk>"))
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=420,
        special_tokens=["<pad>", "<s>", "</s>", "<unk>", "<|user|>", "<|end|>", "<|assistant|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    raw.train_from_iterator([TEXT], trainer)
    if not chat:
        raw.post_processor = processors.TemplateProcessing(
            single="<s> $A </s>", special_tokens=[("<s>", 1), ("</s>", 2)]
        )
    made = PreTrainedTokenizerFast(
        tokenizer_object=raw,
        pad_token="<pad>",
        bos_token="<s>",
        eos_token="</s>",
        unk_token="<unk>",
    )
    if chat:
        made.chat_template = CHAT_TEMPLATE
    made.save_pretrained(str(folder))
    return made


def tiny_config(family: str, vocabulary: int) -> Any:
    import transformers as t

    common = {"vocab_size": vocabulary, "pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2}
    seq = {
        **common, "d_model": 32, "encoder_layers": 1, "decoder_layers": 1,
        "encoder_attention_heads": 2, "decoder_attention_heads": 2, "encoder_ffn_dim": 64,
        "decoder_ffn_dim": 64, "decoder_start_token_id": 2, "max_position_embeddings": 512,
        "forced_eos_token_id": None,
    }  # fmt: skip
    if family == "bart":
        return t.BartConfig(**{**seq, "dropout": 0.0, "forced_bos_token_id": None})
    if family == "pegasus":
        return t.PegasusConfig(**{**seq, "decoder_start_token_id": 0, "dropout": 0.0})
    if family == "led":
        longest = {"max_encoder_position_embeddings": 512, "max_decoder_position_embeddings": 256}
        seq.pop("max_position_embeddings")
        return t.LEDConfig(**{**seq, **longest, "attention_window": 16, "dropout": 0.0})
    if family == "t5":
        return t.T5Config(
            vocab_size=vocabulary, d_model=32, d_kv=16, d_ff=64, num_layers=1, num_heads=2,
            pad_token_id=0, eos_token_id=2, decoder_start_token_id=0, n_positions=512,
            dropout_rate=0.0,
        )  # fmt: skip
    return t.LlamaConfig(
        **common, hidden_size=32, intermediate_size=64, num_hidden_layers=1,
        num_attention_heads=2, num_key_value_heads=2, max_position_embeddings=2048,
    )  # fmt: skip


def save_tiny(folder: Path, family: str) -> Path:
    import torch
    from transformers import AutoModelForCausalLM, AutoModelForSeq2SeqLM

    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    tokenizer = make_tokenizer(folder, chat=family == "llama")
    kind = AutoModelForCausalLM if family == "llama" else AutoModelForSeq2SeqLM
    model = kind.from_config(tiny_config(family, len(tokenizer)))
    model.save_pretrained(str(folder))
    return folder


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    root = tmp_path_factory.mktemp("writers")
    made: dict[str, Path] = {}

    def get(family: str) -> Path:
        if family not in made:
            made[family] = save_tiny(root / family, family)
        return made[family]

    return get


@pytest.fixture(scope="session")
def copier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BART that was trained to give back the first sentence of what it reads."""
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    folder = save_tiny(tmp_path_factory.mktemp("copier") / "copier", "bart")
    tokenizer = AutoTokenizer.from_pretrained(str(folder))
    model = AutoModelForSeq2SeqLM.from_pretrained(str(folder))
    first = TEXT.partition(". ")[0] + "."
    given = tokenizer(TEXT, return_tensors="pt")
    wanted = tokenizer(first, return_tensors="pt")["input_ids"]
    lesson = {key: given[key] for key in ("input_ids", "attention_mask")}
    teach(model, {**lesson, "labels": wanted}, 150)
    model.save_pretrained(str(folder))
    return folder


@pytest.fixture
def brief() -> Brief:
    article = Article(text=TEXT, title="Sea wall to be rebuilt", language="en")
    spans = [Citation.at(article, s.start, s.end) for s in split_sentences(article)]
    return Brief(
        "Sea wall to be rebuilt",
        tuple(Point(span.quote, (span,)) for span in spans[:2]),
        (article,),
        60,
        "extract",
    )
