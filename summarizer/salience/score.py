"""Salience of every sentence, and the worth of words and pairs, of one or more articles."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.domain import EncodedArticle
from summarizer.salience.concepts import measure_concepts
from summarizer.salience.features import Material, Matrix, lay_out, measure
from summarizer.salience.model import Weights, chance, load_weights, with_kind, with_places


@dataclass(frozen=True, slots=True)
class Salience:
    """What is worth saying.

    Attributes:
        material: the sentences as rows.
        score: (n,) float32, salience of each row.
        several: more than one article with sentences.
        words, pairs: chance of each term to be in a summary; empty for one article.
    """

    material: Material
    score: Matrix
    several: bool
    words: Matrix
    pairs: Matrix


def weigh(articles: Sequence[EncodedArticle], weights: Weights | None = None) -> Salience:
    """Return the salience of all sentences of `articles`."""
    texts = [[a.text_of(i) for i in range(len(a.sentences))] for a in articles]
    return weigh_material(lay_out(texts, [a.vectors for a in articles]), weights)


def weigh_material(material: Material, weights: Weights | None = None) -> Salience:
    """Return the salience of all rows of `material`."""
    nothing = np.zeros(0, np.float32)
    if not material.texts:
        return Salience(material, nothing, False, nothing, nothing)
    weights = weights or load_weights()
    features = with_places(measure(material))
    if len(set(material.article.tolist())) < 2:
        rows = with_kind(features, material.vectors, weights.kinds)
        return Salience(material, weights.single(rows), False, nothing, nothing)
    words, pairs = measure_concepts(material)
    return Salience(
        material,
        weights.several(features),
        True,
        chance(weights.words(words)),
        chance(weights.pairs(pairs)),
    )


def score_sentences(articles: Sequence[EncodedArticle]) -> list[NDArray[np.float32]]:
    """Return one array per article: (n,) float32, how much each sentence tells.

    Comparable across the given articles; higher is more. What other articles also say
    counts for a sentence. The unit differs between one article and several: compare
    only what one call returned.
    """
    salience = weigh(articles)
    starts = salience.material.starts
    return [salience.score[s:e] for s, e in itertools.pairwise(starts)]
