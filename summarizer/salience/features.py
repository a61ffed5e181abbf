"""What can be told of a sentence without knowing the answer: the scorer's inputs.

`measure` gives one row of `NAMES` per sentence. Nothing here is trained.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.salience.held import Held, held_by, is_first_use
from summarizer.salience.surface import SURFACE_NAMES, surface_of
from summarizer.salience.terms import Terms, number_terms
from summarizer.text.line_features import middle_of

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Material:
    """Articles laid out as rows, one per sentence.

    Attributes:
        texts: n sentences, article after article.
        vectors: (n, d) float32, rows of length 1.
        article: (n,) which article each row belongs to.
        starts: first row of each article, and n at the end.
        terms: words and pairs of the rows.
        held: which row holds which word.
        means: per article with sentences the (d,) mean of its vectors.
        function: words of the articles' languages that carry no meaning; None of English.
    """

    texts: tuple[str, ...]
    vectors: Matrix
    article: NDArray[np.int64]
    starts: tuple[int, ...]
    terms: Terms
    held: Held
    means: tuple[Matrix, ...]
    function: frozenset[str] | None = None

    @property
    def per_article(self) -> list[tuple[str, ...]]:
        """The sentences of each article."""
        return [self.texts[s:e] for s, e in itertools.pairwise(self.starts)]

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The first row of each article with sentences, and the one after its last."""
        return [(s, e) for s, e in itertools.pairwise(self.starts) if e > s]


def lay_out(
    texts: Sequence[Sequence[str]],
    vectors: Sequence[Matrix],
    function: frozenset[str] | None = None,
) -> Material:
    """Return the sentences of several articles as one table of rows.

    `function` is as in `Material`.
    """
    starts = [0]
    for article in texts:
        starts.append(starts[-1] + len(article))
    rows = tuple(text for article in texts for text in article)
    of = np.repeat(np.arange(len(texts)), [len(article) for article in texts])
    kept = [np.asarray(v, np.float32) for v in vectors if len(v)]
    table = np.concatenate(kept) if kept else np.zeros((0, 1), np.float32)
    means = tuple(mean_row(v) for v in kept)
    terms = number_terms(rows, function)
    held = held_by(terms.words)
    return Material(rows, table, of, tuple(starts), terms, held, means, function)


def side_by_side(columns: Sequence[NDArray[Any]]) -> Matrix:
    """Return (n, columns) float32 of columns of n numbers or truth values."""
    # What `numpy.stack` does in a third of the time: asked six times an article.
    return np.array(columns, np.float32).T.copy()


PLACE_NAMES = tuple("index share inverse words_before sentences first last from_end".split())


def _place(count: int, sizes: NDArray[np.float32]) -> Matrix:
    i = np.arange(count, dtype=np.float32)
    before = np.cumsum(sizes) - sizes
    columns = [
        np.minimum(i, 60),
        i / max(count, 1),
        1 / (1 + i),
        np.minimum(before, 1500),
        np.full(count, min(count, 120)),
        i == 0,
        i == count - 1,
        np.minimum(count - 1 - i, 30),
    ]
    return side_by_side(columns)


MEANING_NAMES = tuple(
    """centre lead_centre first lead3 weighted top3 degree before after previous next centre_rank
    degree_rank second_centre""".split()
)


def unit_row(vector: Matrix) -> Matrix:
    """Return the vector at length 1; one of zeros stays as it is."""
    # What `numpy.linalg.norm` does, without its questions: asked a dozen times an article.
    return vector / max(float(np.sqrt(vector.dot(vector))), 1e-9)


def usual_cosine(rows: Matrix) -> float:
    """Return the median cosine between two of (n, d) unit rows; n is at least 2."""
    return middle_of((rows @ rows.T)[np.triu_indices(len(rows), 1)])


LOOKED_AT = 400
"""Sentences of an article by which it is told what all of them share."""


def without_shared(rows: Matrix) -> tuple[Matrix, Matrix, float]:
    """Return at least two (n, d) unit rows without what all share, that, and their usual cosine."""
    centre = unit_row(rows.mean(0))
    shared = max(usual_cosine(rows[:LOOKED_AT]), 0.0)
    # A row of cosine `shared` to the others has a part of length sqrt(shared) along the centre.
    left = rows - np.float32(shared**0.5) * centre
    return np.stack([unit_row(row) for row in left]), centre, shared


def mean_of(values: Matrix) -> np.float32:
    """Return the mean of (n,) float32, to the bit what `numpy.mean` gives."""
    return np.float32(np.add.reduce(values) / np.float32(len(values)))


def mean_row(rows: Matrix) -> Matrix:
    """Return (d,) float32: the mean of (n, d) rows, to the bit what `numpy.mean` gives."""
    return np.asarray(np.add.reduce(rows, 0) / np.float32(len(rows)), np.float32)


def _meaning(v: Matrix, mean: Matrix) -> Matrix:
    count = len(v)
    similar = v @ v.T
    off = similar.copy()
    off.ravel()[:: count + 1] -= 1
    weights = 1 / (1 + np.arange(count, dtype=np.float32))
    centre = v @ unit_row(mean)
    degree = np.add.reduce(np.maximum(off - 0.3, 0), 1) / max(count - 1, 1)
    below = _below(count)
    neighbour = np.diagonal(similar, 1) if count > 1 else np.zeros(0, np.float32)
    near = np.sort(off, axis=1)[:, : -TOP - 1 : -1]
    top = np.add.reduce(near, 1) / np.float32(near.shape[1]) if count > 1 else _NOTHING
    ahead = v @ unit_row(mean_row(v[1:8])) if count > 1 else centre
    columns = [
        centre,
        v @ unit_row(mean_row(v[: max(count // 5, 3)])),
        similar[:, 0],
        v @ unit_row(mean_row(v[:3])),
        v @ unit_row(np.add.reduce(v * weights[:, None], 0)),
        top,
        degree,
        np.maximum.reduce(np.where(below, off, _ZERO), 1),
        np.maximum.reduce(np.where(below.T, off, _ZERO), 1),
        np.concatenate([_NOTHING, neighbour]),
        np.concatenate([neighbour, _NOTHING]),
        _rank(centre),
        _rank(degree),
        ahead,
    ]
    return side_by_side(columns)


@lru_cache(maxsize=64)
def _below(count: int) -> NDArray[np.bool_]:
    """Return (n, n): the places below the diagonal; articles have the same few lengths."""
    return np.tri(count, k=-1, dtype=np.bool_)


_ZERO, _NOTHING = np.float32(0), np.zeros(1, np.float32)
TOP = 3
"""Sentences to which one is nearest."""


def _rank(values: Matrix) -> Matrix:
    """Ranks as shares: 0 for the highest value, towards 1 for the lowest."""
    ranks = np.empty(len(values), np.float32)
    ranks[(-values).argsort(kind="stable")] = np.arange(len(values)) / max(len(values), 1)
    return ranks


WORDING_NAMES = tuple(
    "frequency peak shared_lead new_names content pair_frequency once later_use first_use".split()
)


def _wording(held: Held, tells: NDArray[np.bool_], count: int) -> Matrix:
    """Features of an article's own word counts, for its rows.

    Args:
        held: which of its rows holds which word.
        tells: per word number, whether it carries meaning.
        count: its rows.
    """
    per_row = partial(np.bincount, minlength=count)
    telling = tells[held.term]
    word, row, times = held.term[telling], held.row[telling], held.times[telling]
    different = np.maximum(per_row(row), 1)
    size, every = per_row(row, times), np.maximum(per_row(held.said_in), 1)
    used = np.bincount(word, times, minlength=len(tells))
    holders = np.bincount(word, minlength=len(tells))[word]
    widest = np.zeros(count)
    np.maximum.at(widest, row, holders.astype(np.float64))
    lead = np.zeros(len(tells))
    lead[word[row < LEADS]] = 1
    fresh = is_first_use(word, len(tells))
    once = holders == 1
    again, pairs = _repeated_pairs(held, len(tells), count)
    columns = [
        per_row(row, times * used[word]) / np.maximum(size, 1) / max(size.sum(), 1) * 100,
        widest / max(count, 1),
        per_row(row, lead[word]) / different,
        per_row(row, fresh) / different,
        size / every,
        again / np.maximum(pairs, 1),
        per_row(row, once) / different,
        per_row(row, holders - 1) / different,
        per_row(row, fresh & ~once) / different,
    ]
    return side_by_side(columns)


LEADS = 2
"""Sentences whose words are an article's lead."""


def _repeated_pairs(held: Held, words: int, count: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Per row how many of its pairs of neighbours the article has more than once, and all of them.

    `words` is how many words are numbered, `count` the article's rows.
    """
    within = held.said_in[1:] == held.said_in[:-1]
    keys = (held.said[:-1] * words + held.said[1:])[within]
    row = held.said_in[1:][within]
    ordered = np.append(np.sort(keys), -1)
    again = ordered[ordered[:-1].searchsorted(keys) + 1] == keys
    return np.bincount(row, again, minlength=count), np.bincount(row, minlength=count)


OTHERS_NAMES = tuple(
    """articles cluster_centre elsewhere_mean elsewhere_max elsewhere_count shared_words
    shared_pairs article_centre article_words lead_elsewhere article_number cluster_rank""".split()
)


def _others(m: Material) -> Matrix:
    """What the other articles say too."""
    spans = m.spans
    centre = unit_row(mean_row(np.stack(m.means)))
    out = np.zeros((len(m.texts), len(OTHERS_NAMES)), np.float32)
    leads = [unit_row(mean_row(m.vectors[s : min(s + 3, e)])) for s, e in spans]
    cluster = m.vectors @ centre
    out[:, 0] = len(spans)
    out[:, 1] = cluster
    out[:, 11] = _rank(cluster)
    for a, (s, e) in enumerate(spans):
        best = [
            (m.vectors[s:e] @ m.vectors[s2:e2].T).max(1)
            for b, (s2, e2) in enumerate(spans)
            if b != a
        ]
        table = np.stack(best)
        out[s:e, 2] = table.mean(0)
        out[s:e, 3] = table.max(0)
        out[s:e, 4] = (table > 0.6).mean(0)
        out[s:e, 9] = np.mean([m.vectors[s:e] @ leads[b] for b in range(len(spans)) if b != a], 0)
        out[s:e, 7] = float(unit_row(m.means[a]) @ centre)
        out[s:e, 8] = min(sum(len(m.terms.words[r]) for r in range(s, e)), 3000)
        out[s:e, 10] = a
    out[:, 5:7] = _shared(m, spans)
    out[:, 5:7] /= len(spans) - 1
    return out


def _alone(m: Material, meaning: Matrix) -> Matrix:
    """The same of one article, which is its own centre."""
    centre = unit_row(m.means[0])
    out = np.zeros((len(m.texts), len(OTHERS_NAMES)), np.float32)
    out[:, 0] = 1
    out[:, 1] = meaning[:, _CENTRE]
    out[:, 7] = float(centre @ centre)
    out[:, 8] = min(len(m.held.said), 3000)
    out[:, 11] = meaning[:, _RANK]
    return out


def _shared(m: Material, spans: Sequence[tuple[int, int]]) -> list[tuple[float, float]]:
    """In how many other articles a row's content words, and its pairs, stand on average."""
    word_in, pair_in = _holders(m, spans)
    content = m.terms.content
    shared = []
    for row, pairs in zip(m.terms.words, m.terms.pairs, strict=True):
        words = [word_in[w] - 1 for w in row if content[w]]
        others = [pair_in[p] - 1 for p in pairs]
        shared.append((sum(words) / max(len(words), 1), sum(others) / max(len(others), 1)))
    return shared


def _holders(m: Material, spans: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """In how many articles each word and each pair stands."""
    word_in = [0] * len(m.terms.vocabulary)
    pair_in = [0] * len(m.terms.pair_words)
    for s, e in spans:
        for w in {w for r in range(s, e) for w in m.terms.words[r]}:
            word_in[w] += 1
        for p in {p for r in range(s, e) for p in m.terms.pairs[r]}:
            pair_in[p] += 1
    return word_in, pair_in


CONTEXT_NAMES = tuple(
    """mean_words mean_quotes mean_person mean_third share_dangling mean_digits lead_centre_0
    lead_centre_1 lead_centre_2 lead_rank_0 lead_rank_1 lead_rank_2 mean_degree spread_centre
    lead_words_0 lead_shared_12""".split()
)


def _context(surface: Matrix, meaning: Matrix) -> Matrix:
    """What kind of article it is, and how good its opening: the same for all its rows."""
    opening = np.zeros((3, meaning.shape[1]), np.float32)
    opening[: min(3, len(meaning))] = meaning[:3]
    centre = meaning[:, _CENTRE]
    apart = centre - mean_of(centre)
    row = [
        *mean_row(surface)[_KINDS].tolist(),
        *opening[:, _CENTRE].tolist(),
        *opening[:, _RANK].tolist(),
        mean_of(meaning[:, _DEGREE]),
        np.sqrt(mean_of(apart * apart)),
        surface[0, 0],
        mean_of(opening[1:, _FIRST]),
    ]
    context = np.empty((len(surface), len(row)), np.float32)
    context[:] = row
    return context


_KINDS = [
    SURFACE_NAMES.index(name)
    for name in ("words", "quote_marks", "person", "third", "dangles", "digits")
]
_CENTRE, _RANK, _DEGREE, _FIRST = (
    MEANING_NAMES.index(name) for name in ("centre", "centre_rank", "degree", "first")
)


NAMES = (
    *SURFACE_NAMES,
    *PLACE_NAMES,
    *MEANING_NAMES,
    *WORDING_NAMES,
    *CONTEXT_NAMES,
    *OTHERS_NAMES,
)


def measure(m: Material) -> Matrix:
    """Return (n, len(NAMES)) float32: the features of every row."""
    if not m.texts:
        return np.zeros((0, len(NAMES)), np.float32)
    seen = itertools.chain.from_iterable(map(surface_of, m.texts))
    surface = np.fromiter(seen, np.float32).reshape(len(m.texts), len(SURFACE_NAMES))
    tells = m.terms.tells
    parts = []
    for (s, e), mean in zip(m.spans, m.means, strict=True):
        meaning = _meaning(m.vectors[s:e], mean)
        wording = _wording(m.held.between(s, e), tells, e - s)
        place, context = _place(e - s, surface[s:e, 0]), _context(surface[s:e], meaning)
        if len(m.means) == 1:
            return np.concatenate(
                [surface, place, meaning, wording, context, _alone(m, meaning)], 1
            )
        parts.append(np.concatenate([place, meaning, wording, context], 1))
    return np.concatenate([surface, np.concatenate(parts), _others(m)], 1)
