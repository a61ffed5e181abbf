"""A BERT encoder's weights straight from its file, without importing transformers.

transformers spends nearly three seconds and 150 MB on the way to the same numbers. What is
not plainly such an encoder is left to it, with its checks and its errors.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.models.files import WEIGHTS, ModelFolder

if TYPE_CHECKING:
    import torch
    from torch import Tensor

_PREFIX = "bert."
"""What stands before each name where the encoder was saved as a part of a larger model."""


@dataclass(frozen=True, slots=True)
class BertConfig:
    """What a BERT's config.json says of its sizes, by the names that it uses."""

    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    vocab_size: int
    max_position_embeddings: int
    type_vocab_size: int
    layer_norm_eps: float

    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Return the weights that such an encoder has, by name."""
        width, wide = self.hidden_size, self.intermediate_size
        found: dict[str, tuple[int, ...]] = {
            "embeddings.word_embeddings.weight": (self.vocab_size, width),
            "embeddings.position_embeddings.weight": (self.max_position_embeddings, width),
            "embeddings.token_type_embeddings.weight": (self.type_vocab_size, width),
            **_norm("embeddings.LayerNorm", width),
        }
        for index in range(self.num_hidden_layers):
            root = f"encoder.layer.{index}"
            for name in ("query", "key", "value"):
                found |= _linear(f"{root}.attention.self.{name}", width, width)
            found |= _linear(f"{root}.attention.output.dense", width, width)
            found |= _norm(f"{root}.attention.output.LayerNorm", width)
            found |= _linear(f"{root}.intermediate.dense", wide, width)
            found |= _linear(f"{root}.output.dense", width, wide)
            found |= _norm(f"{root}.output.LayerNorm", width)
        return found


def read_bert(
    folder: ModelFolder, dtype: torch.dtype
) -> tuple[dict[str, Tensor], BertConfig] | None:
    """Return the weights in a number type, and the sizes; None where transformers must judge.

    That is: it is no plain BERT, the weights are in several files, or one of them is missing
    or of another shape than config.json says.

    Raises:
        ModelDamaged: config.json is not a JSON object.
    """
    config = _config(folder.json("config.json"))
    path = folder.path / WEIGHTS
    if config is None or not path.is_file():
        return None
    from safetensors import SafetensorError, safe_open

    state: dict[str, Tensor] = {}
    try:
        with safe_open(str(path), framework="pt") as file:
            names = {name.removeprefix(_PREFIX): name for name in file.keys()}  # noqa: SIM118
            for name, shape in config.shapes().items():
                if name not in names:
                    return None
                value = file.get_tensor(names[name])
                if tuple(value.shape) != shape or not value.is_floating_point():
                    return None
                # A copy in any case: the file's pages are given back one by one.
                state[name] = value.to(dtype, copy=True)
    except (SafetensorError, OSError):
        return None
    return state, config


def _config(said: dict[str, Any]) -> BertConfig | None:
    """The sizes, if all are said and the architecture is the plain one."""
    plain = (
        said.get("model_type") == "bert"
        and said.get("position_embedding_type", "absolute") == "absolute"
        and said.get("hidden_act") == "gelu"
        and not said.get("is_decoder")
        and "auto_map" not in said
        and "quantization_config" not in said
    )
    names = [name for name in BertConfig.__dataclass_fields__ if name != "layer_norm_eps"]
    sizes = {name: said.get(name) for name in names}
    epsilon = said.get("layer_norm_eps")
    whole = all(isinstance(size, int) and size > 0 for size in sizes.values())
    if not plain or not whole or not isinstance(epsilon, float):
        return None
    found = BertConfig(layer_norm_eps=epsilon, **sizes)  # type: ignore[arg-type] # all are int
    return found if found.hidden_size % found.num_attention_heads == 0 else None


def _linear(name: str, rows: int, columns: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (rows, columns), f"{name}.bias": (rows,)}


def _norm(name: str, width: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (width,), f"{name}.bias": (width,)}
