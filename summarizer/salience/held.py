"""Which sentence holds which word, as flat arrays: counted once, asked by several measures."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Held:
    """Terms of n rows by number, in two orders.

    Attributes:
        said, said_in: (t,) every term as it is said, in reading order, and its row.
        term, row: (k,) each term of a row once: rows ascending, in each its terms ascending.
        times: (k,) how often the row has it.
    """

    said: Numbers
    said_in: Numbers
    term: Numbers
    row: Numbers
    times: Numbers

    def between(self, start: int, end: int) -> Held:
        """Return what the rows from `start` up to `end` hold, numbered from 0."""
        if not start and end > self.said_in.max(initial=-1):
            return self
        a, b = np.searchsorted(self.said_in, (start, end)).tolist()
        c, d = np.searchsorted(self.row, (start, end)).tolist()
        return Held(
            self.said[a:b],
            self.said_in[a:b] - start,
            self.term[c:d],
            self.row[c:d] - start,
            self.times[c:d],
        )


def held_by(rows: Sequence[Sequence[int]]) -> Held:
    """Return which of `rows` holds which of the terms, given by their numbers."""
    sizes = list(map(len, rows))
    said = np.fromiter(itertools.chain.from_iterable(rows), np.int64, sum(sizes))
    said_in = np.repeat(np.arange(len(rows)), sizes)
    width = int(said.max(initial=0)) + 1
    keys = np.sort(said_in * width + said)
    # Where a key is another than the one before it: what `numpy.unique` does in half the time.
    places = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])[: len(keys)])
    times = np.append(places[1:], len(keys))[: len(places)] - places
    keys = keys[places]
    row = keys // width
    return Held(said, said_in, keys - row * width, row, times)


def first_uses(keys: Numbers, count: int) -> Numbers:
    """Return where each key from 0 up to `count` stands first in `keys`; -1 where it does not."""
    first = np.full(count, -1, np.int64)
    first[keys[::-1]] = np.arange(len(keys) - 1, -1, -1)  # of several the last one stays
    return first


def is_first_use(keys: Numbers, count: int) -> NDArray[np.bool_]:
    """Return (k,) whether each of `keys`, from 0 up to `count`, stands here for the first time."""
    return np.asarray(first_uses(keys, count)[keys] == np.arange(len(keys)))
