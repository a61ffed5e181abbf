"""A forward pass for encoders of the BERT family that computes no padding.

transformers' own pass pads every text of a batch to the longest one and masks. Here the
tokens of all texts lie in one (tokens, width) matrix, so that the matrix products, which
are nearly all of the work, see only real tokens; attention runs once per group of texts of
equal length and needs no mask. Query, key and value are one product. The weights are those
that transformers loaded, and the result equals its pass up to rounding.

Architecture: Devlin et al. 2019, "BERT: Pre-training of Deep Bidirectional Transformers".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import Tensor

Run = tuple[int, int]
"""(count, length): so many neighbouring texts of so many tokens."""


@dataclass(frozen=True, slots=True)
class Affine:
    """Weight and bias of a product or of a layer norm."""

    weight: Tensor
    bias: Tensor


@dataclass(frozen=True, slots=True)
class Layer:
    """One transformer layer."""

    query_key_value: Affine
    attended: Affine
    attended_norm: Affine
    widened: Affine
    narrowed: Affine
    narrowed_norm: Affine


class PackedBert:
    """The packed forward pass.

    Args:
        state: the state dict of a transformers `BertModel`, in the wanted number type.
        config: its configuration.
    """

    def __init__(self, state: Mapping[str, Tensor], config: Any) -> None:
        self.width = int(config.hidden_size)
        self._heads = int(config.num_attention_heads)
        self._epsilon = float(config.layer_norm_eps)
        self._words = state["embeddings.word_embeddings.weight"]
        # Every token here is of the first segment: its vector is part of the position's.
        segment = state["embeddings.token_type_embeddings.weight"][0]
        self._positions = state["embeddings.position_embeddings.weight"] + segment
        self._norm = _affine(state, "embeddings.LayerNorm")
        self._layers = [_layer(state, index) for index in range(int(config.num_hidden_layers))]

    @staticmethod
    def fits(config: Any) -> bool:
        """Return whether a configuration is of the architecture that this pass computes."""
        return (
            config.model_type == "bert"
            and getattr(config, "position_embedding_type", "absolute") == "absolute"
            and config.hidden_act == "gelu"
            and not getattr(config, "is_decoder", False)
        )

    def forward(self, tokens: Tensor, runs: Sequence[Run]) -> Tensor:
        """Return the last hidden states, (tokens, width).

        Args:
            tokens: (tokens,) int64 ids of all texts, one after the other.
            runs: how the tokens divide into texts, in order.
        """
        import torch
        from torch.nn import functional as f

        places = torch.cat([torch.arange(length).repeat(count) for count, length in runs])
        hidden = self._normed(self._words[tokens] + self._positions[places], self._norm)
        for layer in self._layers:
            mixed = self._attend(_times(hidden, layer.query_key_value), runs)
            hidden = self._normed(hidden + _times(mixed, layer.attended), layer.attended_norm)
            wide = f.gelu(_times(hidden, layer.widened))
            hidden = self._normed(hidden + _times(wide, layer.narrowed), layer.narrowed_norm)
        return hidden

    def _normed(self, hidden: Tensor, norm: Affine) -> Tensor:
        from torch.nn import functional as f

        return f.layer_norm(hidden, (self.width,), norm.weight, norm.bias, self._epsilon)

    def _attend(self, projected: Tensor, runs: Sequence[Run]) -> Tensor:
        """Self-attention of each text over its own tokens: (tokens, 3 width) -> (tokens, width)."""
        from torch.nn import functional as f

        mixed = projected.new_empty((len(projected), self.width))
        start = 0
        for count, length in runs:
            end = start + count * length
            shape = (count, length, 3, self._heads, self.width // self._heads)
            query, key, value = projected[start:end].view(shape).permute(2, 0, 3, 1, 4)
            part = f.scaled_dot_product_attention(query, key, value)
            mixed[start:end].view(count, length, self._heads, -1).copy_(part.transpose(1, 2))
            start = end
        return mixed


def _times(hidden: Tensor, affine: Affine) -> Tensor:
    from torch.nn import functional as f

    return f.linear(hidden, affine.weight, affine.bias)


def _affine(state: Mapping[str, Tensor], *names: str) -> Affine:
    import torch

    weight = torch.cat([state[f"{name}.weight"] for name in names]).contiguous()
    return Affine(weight, torch.cat([state[f"{name}.bias"] for name in names]).contiguous())


def _layer(state: Mapping[str, Tensor], index: int) -> Layer:
    root = f"encoder.layer.{index}"
    attention = f"{root}.attention"
    return Layer(
        query_key_value=_affine(
            state,
            f"{attention}.self.query",
            f"{attention}.self.key",
            f"{attention}.self.value",
        ),
        attended=_affine(state, f"{attention}.output.dense"),
        attended_norm=_affine(state, f"{attention}.output.LayerNorm"),
        widened=_affine(state, f"{root}.intermediate.dense"),
        narrowed=_affine(state, f"{root}.output.dense"),
        narrowed_norm=_affine(state, f"{root}.output.LayerNorm"),
    )
