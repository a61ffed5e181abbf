"""What a model's config.json says of its answers: which of them is entailment.

Models of entailment put their three answers in any order. One that has a single answer gives
consistency as one number, which a sigmoid turns into a probability.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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
    kinds = [str(kind) for kind in config.get("architectures") or ()]
    if not any(kind.endswith(CLASSIFIER) for kind in kinds):
        named = ", ".join(kinds) or str(config.get("model_type", "")) or "of no kind"
        raise _unfit(folder, f"it does not judge pairs of texts (it is {named})")
    labels = config.get("id2label")
    names = labels if isinstance(labels, dict) else {}
    count = len(names) or int(config.get("num_labels") or 2)
    if count == 1:
        activation = str(
            config.get("sbert_ce_default_activation_function")
            or (config.get("sentence_transformers") or {}).get("activation_fn")
            or ""
        )
        if activation.endswith(NO_PROBABILITY):
            raise _unfit(folder, "it ranks texts, and its number is no probability")
        return Answers(1, 0)
    found = [int(place) for place, name in names.items() if ENTAILED.match(str(name))]
    if len(found) != 1:
        said = ", ".join(str(name) for name in names.values()) or f"{count} without names"
        raise _unfit(folder, f"it does not say which of its answers is entailment ({said})")
    return Answers(count, found[0])


def is_judge(folder: ModelFolder) -> bool:
    """Return whether the model puts texts into classes, as a judge does and no writer."""
    kinds = folder.json("config.json").get("architectures") or ()
    return any(str(kind).endswith(CLASSIFIER) for kind in kinds)


def _unfit(folder: ModelFolder, problem: str) -> ModelError:
    return ModelError(problem, subject=folder.name, advice=ADVICE)
