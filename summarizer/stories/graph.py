"""Which articles resemble each other, and how much: meaning, words, names, time.

The similarity of two articles is

    (0.45 meaning + 0.4 words + 0.15 names and numbers) * exp(-(gap - 1) / 20)

where meaning counts as far as the encoder can tell texts of their language apart,
with the cosines of their vectors, of the stems of their words under the background
table, and of their names and numbers alone; `gap` is the number of days between them, at least one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from summarizer.domain import Article, EncodedArticle
from summarizer.salience.features import usual_cosine
from summarizer.stories.features import Features, read_features, weigh_marks, weigh_words
from summarizer.stories.linkage import Graph
from summarizer.text.stopwords import is_foreign

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

MEANING, WORDS, MARKS = 0.45, 0.4, 0.15
THIN_MEANING, THIN_SHARE = 0.7, 0.5
THIN_WORDS_BELOW = 20
"""Articles of fewer words (a bare headline) share few words even on one event, so
meaning decides more and words and names half as much."""

MEMORY_DAYS = 20.0
"""Days over which likeness loses a factor e: a report a month later is another event."""

TRUST_SENTENCES = 40
"""Sentences of an article by which the encoder is judged."""
ALIKE_SEEING, ALIKE_BLIND = 0.5, 0.6
"""Median cosine of the sentences of one article up to which the encoder tells them apart as it
should (of 100 English articles the median is .25 and the highest .44), and from which it does not
(Chinese, Japanese .6, Russian .65, Arabic .7, Hindi .8)."""
MOST_ABROAD = 0.7
"""Trust in texts of other languages at most: the encoder was taught on English, and unrelated
articles in Spanish or Dutch have cosines up to .65, two on one flood in German .39 and .32."""
BORNE_OUT, MOST_BORNE_OUT = 8.0, 0.8
"""Where the encoder is not trusted, meaning for each unit of shared words, and the most that they
are taken to mean. Two reports of one event share .04 to .16 in words and marks in such languages,
two events of no one kind up to .03."""

OTHER_NAMES, FEW_NAMES = 0.65, 1 / 3
"""What is left of the likeness of two texts of other languages than English and German that share
less than that of the names of the one that has fewer: two crimes share the words of police and
courts."""

OTHER_AGES = 0.45
"""The same where each tells how old somebody is, no age is in both, and not all the names of one
are in the other: so the police tell of persons without a name."""

OTHER_NUMBERS, FEWEST_NUMBERS = 0.1, 2
"""What the likeness of two texts of other languages than English loses where each tells so many
numbers and no number is in both: two fires share the words of fire brigades, in languages without
capitals too. Of English look-alikes that share as many words, the odds that a pair is of one event
are four times as high and more where a number is in both."""

FLOOR = 0.2
"""Meaning below which a pair is not looked at: 96 % of the pairs of one story are above,
and leaving the others out changed no figure of the benchmark."""

PAIRS_PER_ARTICLE = 100
"""With many articles the floor rises until about this many pairs per article remain."""

BLOCK = 1024
SAMPLE_ROWS = 400
ABSENT_SHARE, ABSENT_REST = 0.3, 0.02
"""A pair that was not compared is taken to have this share of the floor, plus a rest for
the words that all news shares."""

LONGEST_DAYS = 45.0
"""Further apart the time factor alone keeps two articles below every threshold."""

YEAR_APART = 300.0
"""Days between the dates that two texts open with from which they tell two events.
Nearer, such a date is no safe sign: follow-ups name the first day again."""


def trust_in_meaning(articles: Sequence[EncodedArticle]) -> NDArray[np.float64]:
    """Return (n,) how far the encoder can tell texts of each article's language apart, 0 to 1.

    Where any two sentences of one article are near to it, so are any two articles. An article of
    one sentence is judged as the others of its language are, and not trusted if there are none.
    """
    found = np.array([_trust(one) for one in articles], np.float64)
    languages = np.array([one.article.language or "" for one in articles])
    for language in set(languages[np.isnan(found)].tolist()):
        seen = found[(languages == language) & ~np.isnan(found)]
        found[(languages == language) & np.isnan(found)] = np.median(seen) if len(seen) else 0.0
    return found


def _trust(one: EncodedArticle) -> float:
    """Return the trust in one article's vector; nan for a single sentence of another language."""
    rows = one.vectors[:TRUST_SENTENCES]
    if not is_foreign(one.article.language):
        return 1.0
    if len(rows) < 2:
        return math.nan
    seen = (ALIKE_BLIND - usual_cosine(rows)) / (ALIKE_BLIND - ALIKE_SEEING)
    return min(max(seen, 0.0), MOST_ABROAD)


def similarity_graph(
    vectors: NDArray[np.float32],
    features: Sequence[Features],
    days: NDArray[np.float64],
    trust: NDArray[np.float64],
) -> Graph:
    """Return the similarities of all pairs that could belong together.

    Args:
        vectors: (n, d) unit rows.
        features: of the n articles.
        days: (n,) publication days, nan where unknown.
        trust: (n,) as `trust_in_meaning` has it.
    """
    count = len(features)
    order = np.argsort(days, kind="stable")  # nan last: dated articles meet near ones only
    floor = _floor(vectors)
    absent = ABSENT_SHARE * floor + ABSENT_REST
    found = list(_neighbours(vectors[order], days[order], floor))
    if not found:
        none = np.zeros(0, np.int64)
        return Graph(count, none, none, np.zeros(0), absent)
    one, other, meaning = (np.concatenate(part) for part in zip(*found, strict=True))
    one, other = order[one], order[other]
    first, second = np.minimum(one, other), np.maximum(one, other)
    weight = _combine(meaning, first, second, features, trust)
    weight *= time_factor(days[first], days[second])
    weight = _less_for_other_facts(weight, features, first, second)
    dated = np.array([feature.dated for feature in features])
    weight[np.abs(dated[first] - dated[second]) > YEAR_APART] = 0.0
    weight[_two_matches(features, first, second)] = 0.0
    return Graph(count, first, second, weight, absent)


def _two_matches(
    features: Sequence[Features], first: NDArray[np.int64], second: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the places of the pairs whose headlines name two matches without a side in common.

    Two names of one ("Roe v Wade", "Dobbs v Jackson") stand in the text of one of the articles.
    """
    named = np.array([bool(feature.sides) for feature in features])
    both = np.flatnonzero(named[first] & named[second])
    pairs = ((features[first[k]], features[second[k]]) for k in both)
    apart = [not (_tells(one, other) or _tells(other, one)) for one, other in pairs]
    found: NDArray[np.int64] = both[np.array(apart, bool)]
    return found


def _tells(one: Features, other: Features) -> bool:
    """Whether an article has a side of another's match in its headline, or both in its text."""
    named = frozenset(chain(*one.sides))
    words = frozenset(one.words)
    sides = [not side or not side.isdisjoint(words) for side in other.sides]
    return all(sides) or any(not side.isdisjoint(named) for side in other.sides)


def _less_for_other_facts(
    likeness: NDArray[np.float64],
    features: Sequence[Features],
    first: NDArray[np.int64],
    second: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return the likeness of pairs, less where they tell of other persons or numbers abroad."""
    left = likeness.copy()
    telling = np.array(
        [bool(one.names_abroad or one.ages or one.numbers_abroad) for one in features], bool
    )
    for k in np.flatnonzero(telling[first] & telling[second]):
        one, other = features[first[k]], features[second[k]]
        left[k] = max(0.0, left[k] * _same_persons(one, other) - _other_numbers(one, other))
    return left


def _same_persons(one: Features, other: Features) -> float:
    """Return what is left of the likeness of two texts that tell of other persons; else 1."""
    fewer = min(len(one.names_abroad), len(other.names_abroad))
    shared = len(one.names_abroad & other.names_abroad)
    left = OTHER_NAMES if shared < FEW_NAMES * fewer else 1.0
    if one.ages and other.ages and one.ages.isdisjoint(other.ages) and not 0 < fewer == shared:
        left *= OTHER_AGES
    return left


def _other_numbers(one: Features, other: Features) -> float:
    """Return what the likeness of two texts loses that tell no number in common; else 0."""
    here, there = one.numbers_abroad, other.numbers_abroad
    few = min(len(here), len(there)) < FEWEST_NUMBERS
    return 0.0 if few or not here.isdisjoint(there) else OTHER_NUMBERS


def alike_in_words(articles: Sequence[Article]) -> NDArray[np.float64]:
    """Return (n, n): how alike articles are in words and names alone, 0 to 1.

    A word of another language weighs as one that no table knows, however many of few articles
    hold it: what they have in common is looked for here.
    """
    rows = _matrix([replace(read_features(article), language=None) for article in articles])
    return np.asarray((rows @ rows.T).toarray() / (WORDS + MARKS), dtype=np.float64)


def similarities(
    rows: Sequence[EncodedArticle], columns: Sequence[EncodedArticle]
) -> NDArray[np.float64]:
    """Return the (rows, columns) similarities, time left aside."""
    both = [*rows, *columns]
    features = [read_features(one.article) for one in both]
    vectors = np.stack([one.vector for one in both])
    cut = len(rows)
    matrix = _matrix(features)
    lexical = (matrix[:cut] @ matrix[cut:].T).toarray().astype(np.float64)
    meaning = (vectors[:cut] @ vectors[cut:].T).astype(np.float64)
    lengths = _lengths(features)
    thin = np.minimum(lengths[:cut, None], lengths[None, cut:]) < THIN_WORDS_BELOW
    trust = trust_in_meaning(both)
    least = _shared_trust(trust[:cut, None], trust[None, cut:])
    likeness = _weighted(_borne_out(meaning, lexical, least), lexical, thin)
    one, other = np.nonzero(likeness >= FLOOR)  # what is less alike continues nothing anyway
    likeness[one, other] = _less_for_other_facts(likeness[one, other], features, one, other + cut)
    return likeness


def time_factor(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what the days between two articles leave of their likeness; 1 if unknown."""
    gap = np.nan_to_num(np.abs(one - other), nan=0.0)
    factor: NDArray[np.float64] = np.exp(-np.maximum(0.0, gap - 1.0) / MEMORY_DAYS)
    return factor


def _floor(vectors: NDArray[np.float32]) -> float:
    """Return the meaning above which pairs are compared, from a sample of rows."""
    count = len(vectors)
    if count <= 2 * PAIRS_PER_ARTICLE:
        return FLOOR
    rows = vectors[:: max(1, count // SAMPLE_ROWS)]
    share = min(1.0, 2 * PAIRS_PER_ARTICLE / count)
    return max(FLOOR, float(np.quantile(rows @ vectors.T, 1 - share)))


def _neighbours(
    vectors: NDArray[np.float32], days: NDArray[np.float64], floor: float
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]]:
    """Yield (row, column, meaning) of the pairs at or above `floor`, block by block."""
    count = len(vectors)
    dated = int(np.count_nonzero(~np.isnan(days)))
    for start in range(0, count, BLOCK):
        stop = min(start + BLOCK, count)
        reach = count
        if stop <= dated:
            reach = int(np.searchsorted(days[:dated], days[stop - 1] + LONGEST_DAYS, "right"))
        spans = [(start, reach)] if reach == count else [(start, reach), (dated, count)]
        for low, high in spans:
            scores = vectors[start:stop] @ vectors[low:high].T
            rows, columns = np.nonzero(scores >= floor)
            later = columns + low > rows + start
            rows, columns = rows[later], columns[later]
            yield rows + start, columns + low, scores[rows, columns].astype(np.float64)


def _combine(
    meaning: NDArray[np.float64],
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    features: Sequence[Features],
    trust: NDArray[np.float64],
) -> NDArray[np.float64]:
    lexical = _pair_products(_matrix(features), first, second)
    meaning = _borne_out(meaning, lexical, _shared_trust(trust[first], trust[second]))
    lengths = _lengths(features)
    thin = np.minimum(lengths[first], lengths[second]) < THIN_WORDS_BELOW
    return _weighted(meaning, lexical, thin)


def _borne_out(
    meaning: NDArray[np.float64], lexical: NDArray[np.float64], trust: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the meaning of pairs as far as it is trusted, the rest as their words bear out.

    Where all is trusted that is `meaning` itself.
    """
    if (trust == 1.0).all():
        return meaning
    return np.where(
        trust == 1.0,
        meaning,
        trust * meaning + (1 - trust) * np.minimum(MOST_BORNE_OUT, BORNE_OUT * lexical),
    )


def _shared_trust(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far the meaning of pairs is trusted.

    Where the encoder sees both an English and another text, the names and numbers that they share
    say no more than they do in one language: a brief in two languages is a poor one.
    """
    least = np.minimum(one, other)
    return np.where((least == MOST_ABROAD) & (np.maximum(one, other) == 1.0), 1.0, least)


def _weighted(
    meaning: NDArray[np.float64], lexical: NDArray[np.float64], thin: NDArray[np.bool_]
) -> NDArray[np.float64]:
    full = MEANING * meaning + lexical
    return np.where(thin, THIN_MEANING * meaning + THIN_SHARE * lexical, full)


def _lengths(features: Sequence[Features]) -> NDArray[np.int64]:
    return np.array([feature.length for feature in features], np.int64)


def _matrix(features: Sequence[Features]) -> csr_matrix:
    """Return rows whose products are the weighted sum of both lexical cosines."""
    from scipy.sparse import csr_matrix, hstack

    parts = []
    for share, rows in (
        (WORDS, weigh_words([one.words for one in features], [one.language for one in features])),
        (MARKS, weigh_marks([feature.marks for feature in features])),
    ):
        values = rows.values * np.float32(np.sqrt(share))
        shape = (len(features), rows.width)
        parts.append(csr_matrix((values, rows.columns, rows.starts), shape=shape))
    return hstack(parts, format="csr")


def _pair_products(
    matrix: csr_matrix, first: NDArray[np.int64], second: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the product of the rows of each pair.

    A row is laid out in full once and multiplied with all that it is paired with: a
    quarter of the work of multiplying sparse rows two by two.
    """
    order = np.argsort(first, kind="stable")
    rows, starts = np.unique(first[order], return_index=True)
    full = np.zeros(matrix.shape[1], np.float32)
    products = np.zeros(len(first))
    for row, pairs in zip(rows.tolist(), np.split(order, starts[1:]), strict=False):
        inside = slice(matrix.indptr[row], matrix.indptr[row + 1])
        columns = matrix.indices[inside]
        full[columns] = matrix.data[inside]
        products[pairs] = matrix[second[pairs]] @ full
        full[columns] = 0.0
    return products
