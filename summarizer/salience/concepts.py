"""Which words and word pairs a summary would use: weights for covering them.

Each word, and each pair of neighbours, gets the chance that a summary by a person holds
it, from where and how widely it is used. A set of sentences is then worth the chances
that it covers, each once, so agreement counts and repetition does not. After Gillick
and Favre, "A scalable global model for summarization" (2009), with learned weights as
in Hong and Nenkova (2014).
"""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from summarizer.salience.features import Material, Matrix, mean_row, side_by_side, unit_row
from summarizer.salience.held import Held, first_uses, held_by
from summarizer.salience.terms import Terms


def measure_concepts(m: Material) -> tuple[Matrix, Matrix]:
    """Return the features of every word (w, 21) and of every pair (p, 27), float32."""
    usage = _usage(m)
    word = usage.table(m.held, len(m.terms.vocabulary))
    pair = usage.table(held_by(m.terms.pairs), len(m.terms.pair_words))
    return _word_features(word, m.terms), _pair_features(pair, word, m.terms)


def measure_words(m: Material) -> Matrix:
    """Return the features of every word alone: (w, 21) float32."""
    word = _usage(m).table(m.held, len(m.terms.vocabulary))
    return _word_features(word, m.terms)


def _usage(m: Material) -> _Usage:
    place = np.concatenate([np.arange(e - s) for s, e in itertools.pairwise(m.starts)])
    centre = unit_row(mean_row(np.stack(m.means)))
    central = m.vectors @ centre
    return _Usage(m, place, np.asarray(central, np.float32), len(m.means))


class _Usage:
    """Where terms are used, over all rows."""

    def __init__(
        self, m: Material, place: NDArray[np.int64], central: Matrix, articles: int
    ) -> None:
        if articles > 1:
            kinds, self.article = np.unique(m.article, return_inverse=True)
            self.held_by = len(kinds)
        else:
            self.article, self.held_by = np.zeros(len(m.texts), np.int64), 1
        self.place = place
        self.central = central
        self.articles = articles

    def table(self, held: Held, count: int) -> Matrix:
        """Return (count, 16) float32: how each term is used."""
        terms, holder = held.term, held.row
        used = np.bincount(terms, minlength=count).astype(np.float32)
        place, central = self.place[holder], self.central[holder]
        # Rows come article after article in reading order: the first time that a term
        # meets an article is its first place there.
        keys = terms * self.held_by + self.article[holder]
        first = first_uses(keys, count * self.held_by)
        first = first[first >= 0]
        spread = np.bincount(terms[first], minlength=count).astype(np.float32)
        early = np.bincount(terms[first], 1 / (1 + place[first]), minlength=count) / np.maximum(
            spread, 1
        )
        earliest = np.full(count, 99, np.float32)
        np.minimum.at(earliest, terms[first], place[first].astype(np.float32))
        top = np.zeros(count, np.float32)
        np.maximum.at(top, terms, central)
        leads = np.bincount(terms[place == 0], minlength=count) / self.articles
        share = spread / self.articles
        log_used = np.log1p(used)
        columns = [
            share,
            spread >= 2,
            spread >= 3,
            log_used,
            used / max(len(self.place), 1) * 10,
            leads,
            earliest < 3,
            1 / (1 + earliest),
            np.log1p(earliest),
            top,
            np.bincount(terms, central, minlength=count) / np.maximum(used, 1),
            early,
            used >= 2,
            used >= 4,
            share * early,
            log_used * early,
        ]
        return side_by_side(columns)


def _word_features(word: Matrix, terms: Terms) -> Matrix:
    content, digit = _kinds(terms)
    extra = [content, digit, content * word[:, 3], content * word[:, 0], content * word[:, 11]]
    return np.concatenate([word, side_by_side(extra)], 1)


def _pair_features(pair: Matrix, word: Matrix, terms: Terms) -> Matrix:
    content, digit = _kinds(terms)
    both = np.array(terms.pair_words, np.int64).reshape(-1, 2)
    a, b = both[:, 0], both[:, 1]
    kind = content[a] + content[b]
    extra = [
        kind == 2,
        kind == 1,
        kind == 0,
        (kind == 2) * pair[:, 3],
        (kind == 0) * pair[:, 3],
        (kind == 1) * pair[:, 3],
        digit[a] + digit[b],
        word[a, 0] * word[b, 0],
        word[a, 3] * word[b, 3],
        word[a, 11] * word[b, 11],
        np.minimum(word[a, 3], word[b, 3]),
    ]
    return np.concatenate([pair, np.stack(extra, 1)], 1).astype(np.float32)


def _kinds(terms: Terms) -> tuple[Matrix, Matrix]:
    content = terms.tells.astype(np.float32)
    digit = np.array([word.isdigit() for word in terms.vocabulary], np.float32)
    return content, digit
