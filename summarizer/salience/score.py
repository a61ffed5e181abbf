"""Salience of every sentence, and the worth of words and pairs, of one or more articles."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from summarizer.domain import EncodedArticle
from summarizer.salience.concepts import measure_concepts, measure_words
from summarizer.salience.features import (
    LOOKED_AT,
    Material,
    Matrix,
    lay_out,
    mean_row,
    measure,
    unit_row,
    usual_cosine,
    without_shared,
)
from summarizer.salience.model import (
    Linear,
    Weights,
    article_row,
    chance,
    load_weights,
    with_kind,
    with_places,
)
from summarizer.salience.own import measure_own
from summarizer.salience.sets import wording_chances
from summarizer.salience.terms import function_words
from summarizer.text.stopwords import is_foreign

USUAL_COSINE = 0.25
"""Median cosine of two sentences of an English article. The encoder was taught on English: in other
languages it is .4 to .8, which says nothing of the sentences but puts every feature that is drawn
from their vectors beyond what the weights were learned from."""

LEAD_SHARE = 0.5
"""Where a number of sentences bounds an article of a kind whose lead is its summary, what the
networks for numbers of words count for: half their chance of that. The others were taught mostly
by articles of another kind."""

STRANGE_COSINE, ENOUGH = 0.4, 4
"""Above it nine of ten Basque articles lie and one English one of a hundred; and the sentences by
which it is told."""


@dataclass(frozen=True, slots=True)
class Salience:
    """What is worth saying.

    Attributes:
        material: the sentences as rows.
        score: (n,) float32, salience of each row.
        several: more than one article with sentences.
        words, pairs: chance of each term to be in a summary; no pairs for one article.
        sets: of one article, what a set of sentences is worth besides the sum of theirs.
        lead: of one article, the chance that it is of a kind whose first sentence is its
            summary.
        plans: of one article, what a plan for a number of words is worth.
    """

    material: Material
    score: Matrix
    several: bool
    words: Matrix
    pairs: Matrix
    sets: Linear | None = None
    lead: float = 0.0
    plans: Linear | None = None


def is_abroad(encoded: EncodedArticle) -> bool:
    """Return whether an article is not in English; where nobody can tell, its vectors do."""
    if encoded.article.language is not None:
        return is_foreign(encoded.article.language)
    rows = encoded.vectors[:LOOKED_AT]
    return len(rows) >= ENOUGH and usual_cosine(rows) > STRANGE_COSINE


def weigh(
    articles: Sequence[EncodedArticle], weights: Weights | None = None, *, few: bool = False
) -> Salience:
    """Return the salience of all sentences of `articles`; `few` as `weigh_material`."""
    texts = [a.texts for a in articles]
    languages = {a.article.language for a in articles}
    function = function_words(languages) if any(map(is_abroad, articles)) else None
    material = lay_out(texts, [a.vectors for a in articles], function)
    return weigh_material(material, weights, few=few)


def weigh_material(
    material: Material, weights: Weights | None = None, *, few: bool = False
) -> Salience:
    """Return the salience of all rows of `material`.

    Args:
        material: one article, or several on one event.
        weights: other than the packaged ones.
        few: a number of sentences bounds what is told, not one of words. Of one article in
            English, these have networks of their own; the others count as `LEAD_SHARE` says.
    """
    nothing = np.zeros(0, np.float32)
    if not material.texts:
        return Salience(material, nothing, False, nothing, nothing)
    weights = weights or load_weights()
    if len(material.means) < 2:
        english = material.function is None  # others lose with what more English articles taught
        return _alone(material, weights, weights.few if few and english else None)
    own = measure_own(material, lambda m: score_alone(m, weights))
    words, pairs = measure_concepts(material)
    rows = np.concatenate([with_places(measure(material)), own.rows], 1)
    return Salience(
        material,
        weights.several(rows),
        True,
        chance(weights.words(np.concatenate([words, own.words], 1))),
        chance(weights.pairs(np.concatenate([pairs, own.pairs], 1))),
    )


def _alone(material: Material, weights: Weights, few: Weights | None) -> Salience:
    seen = _as_english(material)
    rows, used = _rows(seen, weights)
    lead = float(chance(weights.lead(article_row(rows))))
    told = with_wording(rows, material, used)
    score, sets = weights.score(told, seen.vectors), weights.sets
    if few is not None:
        share = LEAD_SHARE * lead
        score = share * score + (1 - share) * few.score(told, seen.vectors)
        both = share * sets.weight + (1 - share) * few.sets.weight
        sets = replace(few.sets, weight=both)
    nothing = np.zeros(0, np.float32)
    return Salience(material, score, False, used, nothing, sets, lead, weights.plans)


def score_alone(material: Material, weights: Weights) -> tuple[Matrix, Matrix]:
    """Return the salience of the rows of one article, and the chance of each of its words."""
    material = _as_english(material)
    rows, used = _rows(material, weights)
    return weights.score(with_wording(rows, material, used), material.vectors), used


def _as_english(material: Material) -> Material:
    """Return one article with vectors that lie as far apart as an English one's.

    As it is where it is English, or where they do. What all of its sentences share, its language
    above all, is cut down to what an English article's have in common.
    """
    v = material.vectors
    if material.function is None or len(v) < 2:
        return material
    left, centre, shared = without_shared(v)
    if shared <= USUAL_COSINE:
        return material
    part = np.float32(USUAL_COSINE**0.5)
    apart = np.stack([unit_row(row) for row in left * (1 - part * part) ** 0.5 + part * centre])
    return replace(material, vectors=apart, means=(mean_row(apart),))


def _rows(material: Material, weights: Weights) -> tuple[Matrix, Matrix]:
    """Features of the sentences of one article, and the chance of each of its words."""
    features = with_places(measure(material))
    used = chance(weights.used(measure_words(material)))
    return with_kind(features, material.vectors, weights.kinds), used


def with_wording(rows: Matrix, material: Material, used: Matrix) -> Matrix:
    """Return `rows` of one article with what the chances of its words say of each."""
    return np.concatenate([rows, wording_chances(material, used)], 1)


def score_sentences(articles: Sequence[EncodedArticle]) -> list[NDArray[np.float32]]:
    """Return one array per article: (n,) float32, how much each sentence tells.

    Comparable across the given articles; higher is more. What other articles also say
    counts for a sentence. The unit differs between one article and several: compare
    only what one call returned.
    """
    salience = weigh(articles)
    starts = salience.material.starts
    return [salience.score[s:e] for s, e in itertools.pairwise(starts)]
