"""What a model's config.json says of its answers: which of them is entailment.

Models of entailment put their three answers in any order. One that has a single answer gives
consistency as one number, which a sigmoid turns into a probability.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from summarizer.errors import ModelError
from summarizer.models.files import ModelFolder

CLASSIFIER = "ForSequenceClassification"
"""How transformers ends the names of models that put texts into classes."""

ENTAILED = re.compile(r"entail|support|consistent", re.IGNORECASE)
"""How makers begin the name of the answer that one text follows from another; "not_entailment",
"unsupported" and "inconsistent" begin otherwise."""

NO_PROBABILITY = "Identity"
"""How rerankers name what is to be done with their number: nothing. It ranks, and is no
probability."""

ADVICE = "Set READOUT_JUDGE to an entailment model; docs/models/check.md names some."


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers that a model chooses among.

    Attributes:
        count: how many they are.
        entailed: the place of entailment among them.
    """

    count: int
    entailed: int


def read_answers(folder: ModelFolder) -> Answers:
    """Return what the folder says of its model's answers.

    Raises:
        ModelDamaged: config.json cannot be read.
        ModelError: it is another kind of model, or does not say which answer is entailment.
    """
    config = folder.json("config.json")
    if not is_judge(folder):
        named = ", ".join(_kinds(config)) or str(config.get("model_type") or "of no kind")
        raise _unfit(folder, f"it does not judge pairs of texts (it is {named})")
    labels = config.get("id2label")
    placed = labels.items() if isinstance(labels, dict) else ()
    names = [str(name) for _, name in sorted(placed, key=lambda item: (len(item[0]), item[0]))]
    if len(names) == 1 or config.get("num_labels") == 1:
        if _activation(config).endswith(NO_PROBABILITY):
            raise _unfit(folder, "it ranks texts, and its number is no probability")
        return Answers(1, 0)
    found = [place for place, name in enumerate(names) if ENTAILED.match(name)]
    if len(found) != 1:
        said = ", ".join(names) or "they have no names"
        raise _unfit(folder, f"it does not say which of its answers is entailment ({said})")
    return Answers(len(names), found[0])


def is_judge(folder: ModelFolder) -> bool:
    """Return whether the model puts texts into classes, as a judge does and no writer.

    Raises:
        ModelDamaged: config.json cannot be read.
    """
    return any(kind.endswith(CLASSIFIER) for kind in _kinds(folder.json("config.json")))


def refuse_judge(folder: ModelFolder) -> None:
    """Refuse a judge where a writer is wanted.

    Raises:
        ModelDamaged: config.json cannot be read.
        ModelError: it is one.
    """
    if is_judge(folder):
        raise ModelError(
            "it puts texts into classes and writes none",
            subject=folder.name,
            advice="Set READOUT_WRITER to a model that writes; readout models presets lists some.",
        )


def _kinds(config: dict[str, Any]) -> list[str]:
    kinds = config.get("architectures")
    return [str(kind) for kind in kinds] if isinstance(kinds, list) else []


def _activation(config: dict[str, Any]) -> str:
    """What a cross-encoder of sentence-transformers says is to be done with its number."""
    newer = config.get("sentence_transformers")
    said = newer.get("activation_fn") if isinstance(newer, dict) else None
    return str(said or config.get("sbert_ce_default_activation_function") or "")


def _unfit(folder: ModelFolder, problem: str) -> ModelError:
    return ModelError(problem, subject=folder.name, advice=ADVICE)
