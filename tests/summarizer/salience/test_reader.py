"""The networks that read a whole article: what they add to the score of a sentence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from support.fake_encoder import encode

from summarizer.salience import weigh
from summarizer.salience.model import load_weights
from summarizer.salience.reader import WINDOW, Matrix


def _article(sentences: int) -> tuple[Matrix, Matrix]:
    rng = np.random.default_rng(7)
    weights = load_weights()
    features = weights.single.mean + rng.normal(size=(sentences, len(weights.single.mean)))
    vectors = rng.normal(size=(sentences, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return features.astype(np.float32), vectors


def test_a_sentence_is_read_in_the_light_of_the_others() -> None:
    weights = load_weights()
    features, vectors = _article(12)
    score = weights.score(features, vectors)
    assert score.shape == (12,) and np.isfinite(score).all()
    other = vectors.copy()
    other[11] = vectors[0]
    assert abs(weights.score(features, other)[0] - score[0]) > 1e-4
    assert abs(weights.single(features)[0] - score[0]) > 1e-4


def test_long_texts_are_read_part_after_part() -> None:
    weights = load_weights()
    assert weights.readers is not None
    features, vectors = _article(WINDOW + 20)
    whole = weights.score(features, vectors)
    assert np.allclose(
        whole[:WINDOW], weights.score(features[:WINDOW], vectors[:WINDOW]), atol=1e-4
    )
    assert np.allclose(
        whole[WINDOW:], weights.score(features[WINDOW:], vectors[WINDOW:]), atol=1e-4
    )


def test_another_encoder_or_an_empty_article_is_scored_without_them() -> None:
    weights = load_weights()
    features, vectors = _article(5)
    alone = replace(weights, readers=None)
    assert np.array_equal(weights.score(features, vectors[:, :256]), alone.score(features, vectors))
    assert weights.score(features[:0], vectors[:0]).shape == (0,)


def test_budgets_in_sentences_have_networks_of_their_own_and_those_in_words_keep_theirs() -> None:
    ferry = encode(
        "The ferry between Sande and Orlavik stops in October. The ministry cut its grant by half. "
        "Some 400 people cross each day. A bridge was promised in 1998. The mayor of Sande spoke "
        "of a black day. A private boat may sail twice a week.",
        "courier",
    )
    weights = load_weights()
    before = replace(weights, few=None)
    assert np.array_equal(weigh([ferry], weights).score, weigh([ferry], before).score)
    assert np.array_equal(weigh([ferry], before, few=True).score, weigh([ferry], before).score)
    assert np.abs(weigh([ferry], few=True).score - weigh([ferry]).score).max() > 0.01
    lead = replace(
        weights, lead=replace(weights.lead, bias=np.array(100, np.float32))
    )  # surely the summary
    half = (weigh([ferry]).score + weigh([ferry], weights.few, few=False).score) / 2
    assert np.allclose(weigh([ferry], lead, few=True).score, half, atol=1e-5)
    two = [ferry, encode("The ferry stops in October. Sande will miss it.", "gazette")]
    assert np.array_equal(weigh(two, few=True).score, weigh(two).score)
    spanish = encode(
        "El ayuntamiento de Velmora aprobó cerrar el puente viejo. Las obras empezarán en junio. "
        "La alcaldesa prometió un transbordador gratuito.",
        "diario",
        language="es",
    )
    assert np.array_equal(weigh([spanish], few=True).score, weigh([spanish]).score)
