"""Tiny entailment models, built, taught and saved by the tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from support.lessons import teach

Example = tuple[str, str, bool]
"""What is held, what is said of it, and whether it follows."""

NLI = ("contradiction", "entailment", "neutral")


def save_tokenizer(folder: Path, texts: Sequence[str]) -> Any:
    """Save a tokenizer that knows the words of `texts`; return it."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    raw = Tokenizer(models.WordLevel(unk_token="[UNK]"))
    raw.normalizer = normalizers.Lowercase()
    raw.pre_tokenizer = pre_tokenizers.Whitespace()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    raw.train_from_iterator(
        texts, trainers.WordLevelTrainer(special_tokens=special, show_progress=False)
    )
    raw.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    made = PreTrainedTokenizerFast(
        tokenizer_object=raw, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]",
        sep_token="[SEP]", eos_token="[SEP]", model_max_length=128,
    )  # fmt: skip
    made.save_pretrained(str(folder))
    return made


def build(
    folder: Path,
    labels: Sequence[str] = NLI,
    *,
    family: str = "bert",
    texts: Sequence[str] = ("",),
    positions: int = 160,
) -> tuple[Any, Any]:
    """Return a tokenizer and an untaught classifier of a family, the tokenizer saved."""
    import torch
    import transformers as t

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = save_tokenizer(folder, texts)
    torch.manual_seed(0)
    names = dict(enumerate(labels))
    common: dict[str, Any] = {
        "vocab_size": max(len(tokenizer), 8), "pad_token_id": 0, "id2label": names,
        "label2id": {name: place for place, name in names.items()},
    }  # fmt: skip
    size = {
        "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2,
        "num_attention_heads": 2, "max_position_embeddings": positions,
    }  # fmt: skip
    if family == "bart":
        config: Any = t.BartConfig(
            **common, d_model=32, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
            decoder_attention_heads=2, encoder_ffn_dim=64, decoder_ffn_dim=64, eos_token_id=3,
            bos_token_id=2, decoder_start_token_id=3, max_position_embeddings=positions,
        )  # fmt: skip
    elif family == "deberta-v2":
        config = t.DebertaV2Config(
            **common, **size, type_vocab_size=0, relative_attention=True, position_buckets=16,
            pos_att_type=["p2c", "c2p"], share_att_key=True, position_biased_input=False,
            norm_rel_ebd="layer_norm",
        )  # fmt: skip
    else:
        kinds = {"bert": t.BertConfig, "roberta": t.RobertaConfig, "mpnet": t.MPNetConfig}
        config = kinds[family](**common, **size, type_vocab_size=2, hidden_dropout_prob=0.0)
    return tokenizer, t.AutoModelForSequenceClassification.from_config(config)


def save_opinionated(
    folder: Path,
    logits: Sequence[float],
    labels: Sequence[str] = NLI,
    *,
    family: str = "bert",
    positions: int = 160,
    **config: Any,
) -> Path:
    """Save a model that answers every pair with the same numbers."""
    import torch

    _, model = build(folder, labels, family=family, positions=positions)
    head = model.classifier if hasattr(model, "classifier") else model.classification_head
    head = getattr(head, "out_proj", head)
    with torch.no_grad():
        head.weight.zero_()
        head.bias.copy_(torch.tensor(list(logits)))
    model.config.update(config)
    model.save_pretrained(str(folder))
    return folder


def save_taught(folder: Path, examples: Sequence[Example], *, steps: int = 60) -> Path:
    """Save a BERT that has learned by heart which of the claims follow."""
    import torch

    texts = [text for premise, claim, _ in examples for text in (premise, claim)]
    tokenizer, model = build(folder, texts=texts)
    given = tokenizer(
        [premise for premise, _, _ in examples],
        [claim for _, claim, _ in examples],
        padding=True,
        return_tensors="pt",
    )
    wanted = torch.tensor([1 if follows else 0 for _, _, follows in examples])
    teach(model, {**given, "labels": wanted}, steps)
    model.save_pretrained(str(folder))
    return folder
