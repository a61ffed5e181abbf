"""The real encoder, as it is shipped."""

import numpy as np
import pytest

from summarizer.models.encoder import open_embedder

pytestmark = pytest.mark.model

SENTENCES = [
    "The harbour council voted on Tuesday to rebuild the storm-damaged ferry pier.",
    "Councillors agreed to reconstruct the pier that the storm had destroyed.",
    "A star forward signed a three-year contract with the football club.",
    "Officials in Lund said that the repair would cost 4.2 million crowns and take two years.",
    "Pier.",
    "Prices of wheat fell for a third week, traders said, as rain came to the plains. " * 20,
]


@pytest.fixture(scope="module")
def vectors(tmp_path_factory):
    from summarizer.settings import Settings

    found = {}
    for dtype in ("float32", "bfloat16"):
        folder = tmp_path_factory.mktemp("cache")
        embedder = open_embedder(Settings(_env_file=None, cache_dir=folder, dtype=dtype))
        found[dtype] = embedder.embed(SENTENCES)
        embedder.close()
    return found


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_vectors_are_those_of_transformers_own_forward_pass(vectors, dtype):
    import torch
    from tokenizers import Tokenizer
    from transformers import AutoModel

    from summarizer.models.files import find_model

    path = find_model("packaged").path
    model = AutoModel.from_pretrained(str(path)).eval()
    tokenizer = Tokenizer.from_file(str(path / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(256)
    for text, row in zip(SENTENCES, vectors[dtype], strict=True):
        with torch.inference_mode():
            ids = torch.tensor([tokenizer.encode(text).ids])
            mean = model(ids).last_hidden_state[0].mean(0).numpy()
        cosine = float(mean @ row / np.linalg.norm(mean))
        assert cosine > (0.999999 if dtype == "float32" else 0.999)


def test_alike_sentences_are_close_and_others_are_not(vectors):
    cosines = vectors["float32"] @ vectors["float32"].T
    assert cosines[0, 1] > 0.6
    assert cosines[0, 2] < 0.3
