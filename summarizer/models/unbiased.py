"""A BERT encoder's biases, moved to where they cost nothing.

MKL adds a product to what is there already; a bias it must have written into every row before,
which takes a tenth of the product's time. Without biases, a residual is added on the way.

Each product with a bias of its own reads rows that come from a layer norm, and these lie in one
plane: what is normed has the mean 0, so (row - bias) / weight has the sum 0, and row / weight has
the same sum for all rows, here called the plane's height. So the matrix (b / height)(1 / weight)^T
maps each of them to b: added to a product's weights, it is the product's bias.

What is added to a residual is added sooner, in the bias of the norm that the residual comes from;
the product that reads the same rows is told to add as much less. A constant on top drops out at
the next norm.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

_LIFT = 1.0
"""The constant on top: it keeps the plane's height away from 0."""

_SLANT = 10.0
"""So many times larger than the height may its terms be, which are rounded, and the bias with
them. (The packaged encoder has 1.16 to 1.26.)"""


def without_biases(
    state: Mapping[str, Tensor], layers: int, scale: float
) -> dict[str, Tensor] | None:
    """Return weights of the same encoder whose linear maps have no bias, up to rounding.

    Args:
        state: the state dict of a transformers `BertModel`; it is not changed.
        layers: how many layers it has.
        scale: of attention; the queries come multiplied by it.

    Returns:
        A state dict without the biases of linear maps; None where rounding would show: in
        number types other than float32, and where a norm has a weight of 0 or the like.
    """
    import torch

    bare = dict(state)
    norm = "embeddings.LayerNorm"
    for index in range(layers):
        root = f"encoder.layer.{index}"
        attention = f"{root}.attention"
        heads = [f"{attention}.self.{name}" for name in ("query", "key", "value")]
        steps = (
            (norm, heads, f"{attention}.output.dense"),
            (
                f"{attention}.output.LayerNorm",
                [f"{root}.intermediate.dense"],
                f"{root}.output.dense",
            ),
        )
        for start, readers, adder in steps:
            if bare[f"{start}.weight"].dtype != torch.float32:
                return None
            if not _fold(bare, start, readers, adder):
                return None
        bare[f"{heads[0]}.weight"] *= scale
        norm = f"{root}.output.LayerNorm"
    return bare


def _fold(bare: dict[str, Tensor], norm: str, readers: Sequence[str], adder: str) -> bool:
    """Fold the biases from one norm to the next; return whether that can be done.

    Args:
        bare: the state dict, which is changed.
        norm: where the residual comes from.
        readers: the products that read it.
        adder: the product that is added to it.
    """
    import torch

    weight = bare[f"{norm}.weight"].double()
    shift = bare.pop(f"{adder}.bias").double() + _LIFT
    bias = bare[f"{norm}.bias"].double() + shift
    across = 1 / weight
    height = across @ bias
    length = (weight.square() + bias.square()).sum().sqrt()  # a row's, nearly
    slant = across.norm() * length / height.abs()
    if not slant <= _SLANT:  # so is no NaN, which comes of a weight of 0
        return False
    bare[f"{norm}.bias"] = bias.float()
    for reader in readers:
        matrix = bare[f"{reader}.weight"].double()
        lacking = bare.pop(f"{reader}.bias").double() - matrix @ shift
        bare[f"{reader}.weight"] = (matrix + torch.outer(lacking / height, across)).float()
    return True
