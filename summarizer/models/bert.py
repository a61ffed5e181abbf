"""A forward pass for encoders of the BERT family that computes no padding.

transformers' own pass pads every text of a batch to the longest one and masks. Here the
tokens of all texts lie in one (tokens, width) matrix, so that the matrix products, which
are nearly all of the work, see only real tokens; attention runs once per group of texts of
equal length and needs no mask. Query, key and value are one product. The weights are those
that transformers loaded, and the result equals its pass up to rounding.

Architecture: Devlin et al. 2019, "BERT: Pre-training of Deep Bidirectional Transformers".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.models.hardware import suits_mkl
from summarizer.models.unbiased import without_biases

if TYPE_CHECKING:
    import torch
    from torch import Tensor

Run = tuple[int, int]
"""(count, length): so many neighbouring texts of so many tokens."""


_ROWS = 32
"""Rows are filled up to a multiple of this: few shapes are few kernels to be made, and memory
that one batch leaves fits the next."""

_ATTENDED = 512
"""Tokens whose attention is computed at once: their scores stay in the processor's cache."""

_SCORES = 600_000
"""Scores that are held at once, likewise."""

_LENGTHS = 8
"""oneDNN computes attention at lengths that are multiples of this: with a kernel made for each
length, it took 300 MB on a day's news. MKL makes none."""

_VECTOR = 16
"""Numbers in one register of the widest kind."""


@dataclass(frozen=True, slots=True)
class Norm:
    """Weight and bias of a layer norm."""

    weight: Tensor
    bias: Tensor


class Product:
    """A linear map, as it is multiplied fastest.

    Either laid out for oneDNN, with what follows it built in; or as torch multiplies by itself,
    with MKL for float32. On AMD processors that reaches less than half of oneDNN's rate; on
    Intel's it is the faster one for a map without a bias.
    """

    def __init__(self, weight: Tensor, bias: Tensor | None, *, fused: bool = True) -> None:
        self._bias = bias
        self._fused = _fused_operators() if fused else None
        self._weight = (
            self._fused._reorder_linear_weight(weight) if self._fused is not None else weight
        )

    def __call__(self, rows: Tensor) -> Tensor:
        """Return rows W^T + b."""
        from torch.nn import functional as f

        if self._fused is None:
            return f.linear(rows, self._weight, self._bias)
        return _tensor(
            self._fused._linear_pointwise(rows, self._weight, self._bias, "none", [], "")
        )

    def gelu(self, rows: Tensor) -> Tensor:
        """Return GELU(rows W^T + b), the exact form with the error function."""
        import torch
        from torch.nn import functional as f

        if self._fused is None:
            return _tensor(torch.ops.aten.gelu_(f.linear(rows, self._weight, self._bias)))
        return _tensor(
            self._fused._linear_pointwise(rows, self._weight, self._bias, "gelu", [], "none")
        )

    def plus(self, rows: Tensor, residual: Tensor) -> Tensor:
        """Return residual + rows W^T + b, which may have taken the residual's place."""
        from torch.nn import functional as f

        if self._bias is None:
            return residual.addmm_(rows, self._weight.t())
        if self._fused is None:
            return residual + f.linear(rows, self._weight, self._bias)
        return _tensor(
            self._fused._linear_pointwise.binary(rows, residual, self._weight, self._bias, "add")
        )


@dataclass(frozen=True, slots=True)
class Layer:
    """One transformer layer."""

    query_key_value: Product
    attended: Product
    attended_norm: Norm
    widened: Product
    narrowed: Product
    narrowed_norm: Norm


class PackedBert:
    """The packed forward pass.

    Args:
        state: the state dict of a transformers `BertModel`, in the wanted number type.
        config: its configuration.
        fused: use oneDNN's products where torch has them; None where they are the faster ones.

    Attributes:
        shared: several threads may share a product. MKL parts its sums by their number, and the
            result is another in the last digit.
    """

    def __init__(
        self, state: Mapping[str, Tensor], config: Any, *, fused: bool | None = None
    ) -> None:
        self.width = int(config.hidden_size)
        self._heads = int(config.num_attention_heads)
        self._scale = float((self.width // self._heads) ** -0.5)
        self._epsilon = float(config.layer_norm_eps)
        self._words = state["embeddings.word_embeddings.weight"]
        # Every token here is of the first segment: its vector is part of the position's.
        segment = state["embeddings.token_type_embeddings.weight"][0]
        self._positions = state["embeddings.position_embeddings.weight"] + segment
        count = int(config.num_hidden_layers)
        bare = None
        if fused is False or (fused is None and _mkl_is_faster(self._words.dtype)):
            bare = without_biases(state, count, self._scale)
            self._scale = 1.0 if bare is not None else self._scale
        self.shared = bare is None
        state = state if bare is None else bare
        onednn = bare is None and fused is not False
        self._norm = _norm(state, "embeddings.LayerNorm")
        self._layers = [_layer(state, index, onednn) for index in range(count)]

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

        places = torch.cat([torch.arange(length).repeat(count) for count, length in runs])
        surplus = (0, -len(tokens) % _ROWS)
        word, place = (torch.nn.functional.pad(one, surplus) for one in (tokens, places))
        hidden = self._normed(self._words[word] + self._positions[place], self._norm)
        mixed = torch.zeros_like(hidden)
        for layer in self._layers:
            self._attend(layer.query_key_value(hidden), runs, mixed)
            hidden = self._normed(layer.attended.plus(mixed, hidden), layer.attended_norm)
            wide = layer.widened.gelu(hidden)
            hidden = self._normed(layer.narrowed.plus(wide, hidden), layer.narrowed_norm)
        return hidden[: len(tokens)]

    def _normed(self, hidden: Tensor, norm: Norm) -> Tensor:
        from torch.nn import functional as f

        return f.layer_norm(hidden, (self.width,), norm.weight, norm.bias, self._epsilon)

    def _attend(self, projected: Tensor, runs: Sequence[Run], mixed: Tensor) -> None:
        """Self-attention of each text over its own tokens.

        Args:
            projected: (rows, 3 width), query, key and value.
            runs: how the first rows divide into texts.
            mixed: (rows, width), the result's place.
        """
        start = 0
        mkl = _has_mkl(projected.dtype)
        for count, length in runs:
            for texts in _portions(count, length, self._heads, powers=not mkl):
                end = start + texts * length
                shape = (texts, length, self._heads, self.width // self._heads)
                part = _attention(
                    projected[start:end].view(texts, length, 3, *shape[2:]), self._scale, mkl
                )
                mixed[start:end].view(shape).copy_(part.transpose(1, 2))
                start = end


def _portions(count: int, length: int, heads: int, *, powers: bool) -> Iterator[int]:
    """Cut texts of one length into portions whose attention is computed at once.

    Their sizes are powers of two for oneDNN: each new shape costs it a millisecond and memory.
    """
    most = max(1, min(_ATTENDED // length, _SCORES // (heads * length * length)))
    while count:
        size = min(count, most)
        size = 1 << (size.bit_length() - 1) if powers else size
        yield size
        count -= size


def _has_mkl(dtype: torch.dtype) -> bool:
    """Return whether torch's own products of a number type are MKL's."""
    import torch

    library: Any = torch.backends.mkl  # its functions have no types
    return dtype == torch.float32 and bool(library.is_available())


def _attention(projected: Tensor, scale: float, mkl: bool) -> Tensor:
    """(texts, length, 3, heads, size) -> (texts, heads, length, size).

    torch's fused kernel works through texts of a sentence's length in blocks that are mostly
    empty; two batched products with the scores in between take less than half its time.
    Where oneDNN multiplies, zeros fill the length up to a multiple of eight; they have no share
    in the result.
    """
    import torch

    texts, length, _, heads, size = projected.shape
    full = length if mkl else -(-length // _LENGTHS) * _LENGTHS
    apart = projected.permute(2, 0, 3, 1, 4)
    apart = _filled(apart, (3, texts, heads, full, size)).view(3, texts * heads, full, size)
    query, key, value = apart.unbind(0)
    turned = key.transpose(1, 2)
    if mkl:  # which takes three times as long where it turns matrices as small as these itself
        turned = turned.contiguous()
    scores = torch.bmm(query, turned)[:, :length, :length].float()
    scores = scores if scale == 1 else scores.mul_(scale)
    if length >= _VECTOR:
        shares = torch.softmax(scores, -1)
    else:  # torch's softmax goes through shorter rows one number at a time
        shares = scores.sub_(scores.amax(-1, keepdim=True)).exp_()
        shares.div_(shares.sum(-1, keepdim=True))
    shares = _filled(shares.to(value.dtype), (texts * heads, full, full))
    return torch.bmm(shares, value).view(texts, heads, full, size)[:, :, :length]


def _filled(part: Tensor, shape: tuple[int, ...]) -> Tensor:
    """Return a contiguous tensor of the given shape: the part, and zeros after it."""
    if part.shape == shape:
        return part.contiguous()
    whole = part.new_zeros(shape)
    whole[tuple(slice(size) for size in part.shape)].copy_(part)
    return whole


def _fused_operators() -> Any:
    """Return oneDNN's operators with built-in activations; None where torch has none."""
    import torch

    operators: Any = torch.ops.mkldnn
    built_in: Any = torch.backends.mkldnn
    there = built_in.is_available() and hasattr(operators, "_linear_pointwise")
    return operators if there and hasattr(operators, "_reorder_linear_weight") else None


def _mkl_is_faster(dtype: torch.dtype) -> bool:
    """Return whether torch's own products, without biases, take less time than oneDNN's."""
    return suits_mkl() and _has_mkl(dtype)


def _tensor(value: Any) -> Tensor:
    """The untyped operators' result, typed."""
    result: Tensor = value
    return result


def _norm(state: Mapping[str, Tensor], name: str) -> Norm:
    return Norm(state[f"{name}.weight"], state[f"{name}.bias"])


def _product(state: Mapping[str, Tensor], fused: bool, *names: str) -> Product:
    """The maps of the given names as one, their results side by side."""
    import torch

    weights = [state[f"{name}.weight"] for name in names]
    biases = [state[f"{name}.bias"] for name in names if f"{name}.bias" in state]
    weight = torch.cat(weights) if len(names) > 1 else weights[0].contiguous()
    return Product(weight, torch.cat(biases) if biases else None, fused=fused)


def _layer(state: Mapping[str, Tensor], index: int, fused: bool) -> Layer:
    root = f"encoder.layer.{index}"
    attention = f"{root}.attention"
    return Layer(
        query_key_value=_product(
            state,
            fused,
            f"{attention}.self.query",
            f"{attention}.self.key",
            f"{attention}.self.value",
        ),
        attended=_product(state, fused, f"{attention}.output.dense"),
        attended_norm=_norm(state, f"{attention}.output.LayerNorm"),
        widened=_product(state, fused, f"{root}.intermediate.dense"),
        narrowed=_product(state, fused, f"{root}.output.dense"),
        narrowed_norm=_norm(state, f"{root}.output.LayerNorm"),
    )
