"""Candidates that mean the same become one theme; themes are weighed against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from summarizer.check.lexicon import place_called
from summarizer.topics.candidates import Candidate
from summarizer.topics.corpus import Corpus
from summarizer.topics.joining import groups_within
from summarizer.topics.lexicon import fields, is_telling, key_of, rarity
from summarizer.topics.phrases import is_nationality

if TYPE_CHECKING:
    from numpy.typing import NDArray

Embed = Callable[[Sequence[str]], "NDArray[np.float32]"]

SAME_THEME = 0.5
"""Mean similarity from which two groups of phrases are one theme. Cosines of MiniLM phrase
vectors: "military communication" to "military-to-military talks" .79, "fentanyl" to
"counter-narcotics" .56, "export controls" to "trade" .17."""
LONELY_MEANING = 0.35
"""Least cosine of a sentence to a theme of which it only holds a word like "military"."""
NAMES_APART = 0.55
"""Factor on the similarity of two names without a common word: "Taiwan" and "North Korea"
(.61) are alike to the encoder and different themes. A common word and a name that holds it
are not one theme either ("at sea", "South China Sea")."""
COMPANION_MEANING, COMPANION_OVERLAP, COMPANIONS = 0.36, 0.5, 0.75
"""Least cosine, least share of the smaller one's sentences, and least cosine plus half that
share, of groups that are joined because they go together in the text."""
FEW_JOINED, JOINED_SHARE = 12, 0.1
"""A joined theme has at most so many sentences, or this share of all: where every article is
of one field, its words would else swallow all that is said."""
FIELD_MEANING = 0.2
"""Least cosine of two groups of one field, met in one sentence, that are joined."""
ROUNDS = 5
"""Most rounds of joining; two are enough on all development data."""
MIN_SHARED = 2
BY_WORD, BY_COMMON_WORD = 0.35, 0.22
"""What a shared rare or common word is worth, with half the cosine on top."""
BY_FIELD = 0.32
"""What it is worth that both have a word of one field ("tariffs", "export controls")."""
WIDE_PLACES = frozenset("asia europe africa america americas pacific atlantic".split())
"""Parts of the world that two themes may share without being one."""
OFTEN = 2
"""Sentences beyond which a word like "call" is what "telephone call" is about."""
TELLING_WORD = 0.42
"""Rarity from which a shared word means a shared theme ("fentanyl crisis", "fentanyl")."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Phrases that mean the same, with the sentences that use them.

    Attributes:
        members: the phrases, most spoken-of first.
        rows: (n, d) their vectors.
        hits: the numbers of their sentences, sorted.
        vector: (d,) its meaning, length 1.
        unity: how much more alike its sentences of different stories (else articles) are
            than any two sentences here.
        contrast: how much closer its sentences are to its meaning than all others.
        score: its rank among themes.
    """

    members: tuple[Candidate, ...]
    rows: NDArray[np.float32]
    hits: tuple[int, ...]
    vector: NDArray[np.float32]
    unity: float
    contrast: float
    score: float

    @property
    def is_abroad(self) -> bool:
        """Whether only articles in other languages than English speak of it."""
        return all(member.is_abroad for member in self.members)

    def within(self, hits: Collection[int]) -> Theme:
        """Return the theme as far as these of its sentences go, with the phrases they use."""
        left = [replace(m, sentences=m.sentences & set(hits)) for m in self.members]
        order = sorted(
            (k for k, member in enumerate(left) if member.sentences),
            key=lambda k: -len(left[k].sentences),
        )
        members = tuple(left[k] for k in order)
        kept = tuple(s for s in self.hits if s in hits)
        return replace(self, members=members, rows=self.rows[order], hits=kept)


def phrase_vectors(
    corpus: Corpus, candidates: Sequence[Candidate], embed: Embed | None
) -> NDArray[np.float32]:
    """Return (n, d) vectors: of the phrases where there is an encoder, else of their sentences."""
    if embed is not None:
        return np.asarray(embed([c.form for c in candidates]), dtype=np.float32)
    centre = corpus.vectors.mean(axis=0)
    rows = [corpus.vectors[sorted(c.sentences)].mean(axis=0) - centre for c in candidates]
    return unit(np.array(rows, dtype=np.float32))


def unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return `rows` scaled to length 1; zero rows stay zero."""
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    return (rows / np.where(length > 0, length, 1)).astype(np.float32)


def group(
    candidates: Sequence[Candidate], vectors: NDArray[np.float32], threshold: float = SAME_THEME
) -> list[list[int]]:
    """Return the candidates' indices in groups of one meaning (average linkage)."""
    if len(candidates) < 2:
        return [[i] for i in range(len(candidates))]
    distance = 1 - similarities(candidates, vectors)
    return groups_within(np.clip(distance, 0, 2, out=distance), 1 - threshold)


def similarities(
    candidates: Sequence[Candidate], vectors: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Return (n, n): how likely two phrases name one theme, by meaning, words and field."""
    plain = (vectors @ vectors.T).astype(np.float64)
    like = plain.copy()
    names = np.array([any(p[:1].isupper() for p in c.form.split()) for c in candidates])
    like[names[:, None] & names[None, :]] *= NAMES_APART
    lonely = np.array([c.lonely for c in candidates])
    like[lonely[:, None] | lonely[None, :]] = 0.0
    by_field: dict[str, list[int]] = {}
    by_word: dict[str, list[int]] = {}
    rare: dict[str, float] = {}
    for index, c in enumerate(candidates):
        for word, key in _telling_words(c):
            by_word.setdefault(key, []).append(index)
            rare[key] = max(rarity(word), rare.get(key, 0.0))
            if key in fields():
                by_field.setdefault(fields()[key], []).append(index)
    for members in by_field.values():
        rows = np.ix_(members, members)
        like[rows] = np.maximum(like[rows], BY_FIELD + 0.5 * plain[rows])
    for key, members in by_word.items():
        rows = np.ix_(members, members)
        bonus = BY_WORD if rare[key] >= TELLING_WORD else BY_COMMON_WORD
        like[rows] = np.maximum(like[rows], bonus + 0.5 * plain[rows])
    named = np.array([c.is_name for c in candidates])
    other = named[:, None] & named[None, :] & ~_one_holds_the_other(candidates)
    like[other] = NAMES_APART * plain[other]
    common = np.array([len(c.words) == 1 and c.form.islower() for c in candidates])
    named = np.array([len(c.words) > 1 and c.is_name for c in candidates])
    apart = (common[:, None] & named[None, :]) | (named[:, None] & common[None, :])
    like[apart] = np.minimum(like[apart], NAMES_APART * plain[apart])
    abroad = np.array([c.is_abroad for c in candidates])  # the encoder finds all of it alike
    if abroad.any():
        like[(abroad[:, None] | abroad[None, :]) & ~_one_holds_the_other(candidates)] = 0.0
    places = [place_called(c.form) if c.is_name else None for c in candidates]
    for place in set(places) - {None}:
        own = [k for k, other in enumerate(places) if other == place]
        like[np.ix_(own, own)] = 1.0
    return (like + like.T) / 2


def _one_holds_the_other(candidates: Sequence[Candidate]) -> NDArray[np.bool_]:
    """Return (n, n): whether all words of one phrase, hyphens parted, are in the other."""
    parts = [{*c.key.replace("-", " ").split()} for c in candidates]
    column = {word: k for k, word in enumerate(sorted(set().union(*parts)))}
    uses = np.zeros((len(parts), len(column)), dtype=np.float32)
    for row, words in zip(uses, parts, strict=True):
        row[[column[word] for word in words]] = 1.0
    sizes = uses.sum(axis=1)
    return np.asarray(uses @ uses.T >= np.minimum(sizes[:, None], sizes[None, :]))


def _telling_words(c: Candidate) -> Iterator[tuple[str, str]]:
    """Yield (word, key) of what a phrase's words, hyphens parted, say of its subject."""
    for part in c.form.lower().replace("-", " ").split():
        if is_telling(part) and not is_nationality(part) and part not in WIDE_PLACES:
            yield part, key_of(part)


def build_themes(
    corpus: Corpus, candidates: Sequence[Candidate], embed: Embed | None
) -> list[Theme]:
    """Return the themes of the corpus, strongest first."""
    if not candidates:
        return []
    vectors = phrase_vectors(corpus, candidates, embed)
    groups = group(candidates, vectors)
    groups = _join_companions(corpus, candidates, vectors, groups)
    held = (g for g in groups if _holds_together([candidates[i] for i in g]))
    centre = corpus.vectors.mean(axis=0)
    themes = [_theme(corpus, centre, [candidates[i] for i in g], vectors[g]) for g in held]
    themes.sort(key=lambda theme: (-theme.score, theme.members[0].key))
    return themes


def _holds_together(members: Sequence[Candidate]) -> bool:
    """Return whether more than a chance likeness makes a theme of `members`."""
    strong = [m for m in members if not m.lonely]
    if any(len(m.sentences) > 1 or m.listed or m.linked_listed for m in strong):
        return True
    used = Counter(key for m in strong for key in {key for _, key in _telling_words(m)})
    if any(count > 1 for count in used.values()):
        return True
    often = {m.key for m in members if m.lonely and len(m.sentences) > OFTEN}
    return any(key in often for key in used)


def _join_companions(
    corpus: Corpus,
    candidates: Sequence[Candidate],
    vectors: NDArray[np.float32],
    groups: list[list[int]],
) -> list[list[int]]:
    """Join groups that are spoken of in the same sentences and are alike in meaning.

    Sentences that only list both do not count: a list sets its items apart.
    """
    state = [_Group.of(corpus, candidates, vectors, sorted(g)) for g in groups]
    state.sort(key=lambda group: group.members[0])
    spoken = len(set().union(*(group.hits for group in state)))
    most = max(FEW_JOINED, int(JOINED_SHARE * spoken))
    home = list(range(len(state)))
    pairs = _pairs_that_meet(state)
    for _ in range(ROUNDS):
        joined = False
        for first, second in pairs:
            a, b = sorted((_root(home, first), _root(home, second)))
            if a != b and _belong_together(state[a], state[b], most):
                members = sorted(state[a].members + state[b].members)
                state[a] = _Group.of(corpus, candidates, vectors, members)
                home[b] = a
                joined = True
        if not joined:
            break
    return [state[i].members for i in range(len(state)) if home[i] == i]


@dataclass(frozen=True, slots=True)
class _Group:
    """Phrases of one meaning while groups are joined."""

    members: list[int]
    hits: set[int]
    owners: set[int]
    lists: set[int]
    mean: NDArray[np.float32]
    named: bool
    fields: frozenset[str]

    @classmethod
    def of(
        cls,
        corpus: Corpus,
        candidates: Sequence[Candidate],
        vectors: NDArray[np.float32],
        members: list[int],
    ) -> _Group:
        hits = set().union(*(candidates[i].sentences for i in members))
        return cls(
            members,
            hits,
            {int(corpus.owner[sentence]) for sentence in hits},
            set().union(*(candidates[i].listed_in for i in members)),
            _mean(candidates, vectors, members),
            _is_named(candidates, members),
            _fields_of(candidates, members),
        )


def _root(home: list[int], index: int) -> int:
    while home[index] != index:
        index = home[index]
    return index


def _pairs_that_meet(state: Sequence[_Group]) -> list[tuple[int, int]]:
    """Return the pairs of groups that share a sentence, or a field and an article, in order."""
    present: dict[object, list[int]] = {}
    for index, one in enumerate(state):
        for sentence in one.hits:
            present.setdefault(sentence, []).append(index)
        for field in one.fields:
            for owner in one.owners:
                present.setdefault((field, owner), []).append(index)
    return sorted({pair for here in present.values() for pair in combinations(here, 2)})


def _belong_together(a: _Group, b: _Group, most: int) -> bool:
    if (a.named and b.named) or len(a.hits | b.hits) > most:
        return False
    met = a.hits & b.hits or a.owners & b.owners
    if a.fields & b.fields and met and float(a.mean @ b.mean) >= FIELD_MEANING:
        return True
    return _are_companions(a.hits - b.lists, b.hits - a.lists, a.mean, b.mean)


def _fields_of(candidates: Sequence[Candidate], members: list[int]) -> frozenset[str]:
    """Return the fields of the news that a group's phrases belong to."""
    keys = {key for i in members for _, key in _telling_words(candidates[i])}
    return frozenset(fields()[key] for key in keys if key in fields())


def _is_named(candidates: Sequence[Candidate], members: list[int]) -> bool:
    """Return whether a group is mostly a name's: such groups are joined by words alone."""
    return candidates[max(members, key=lambda i: len(candidates[i].sentences))].is_name


def _mean(
    candidates: Sequence[Candidate], vectors: NDArray[np.float32], members: list[int]
) -> NDArray[np.float32]:
    weight = np.array([len(candidates[i].sentences) for i in members], dtype=np.float32)
    return unit((vectors[members] * weight[:, None]).sum(axis=0))


def _are_companions(
    a: set[int], b: set[int], mean_a: NDArray[np.float32], mean_b: NDArray[np.float32]
) -> bool:
    shared = len(a & b)
    if shared < MIN_SHARED:
        return False
    overlap = shared / min(len(a), len(b))
    meaning = float(mean_a @ mean_b)
    near = meaning >= COMPANION_MEANING and overlap >= COMPANION_OVERLAP
    return near and meaning + 0.5 * overlap >= COMPANIONS


def _theme(
    corpus: Corpus,
    centre: NDArray[np.float32],
    members: list[Candidate],
    vectors: NDArray[np.float32],
) -> Theme:
    weight = np.array([len(m.sentences) for m in members], dtype=np.float32)
    vector = unit((vectors * weight[:, None]).sum(axis=0))
    near = _nearness(corpus, members, vector)
    hits = np.array(_hits(members, near), dtype=np.int64)
    total = len(corpus.texts)
    inside = sum(near[hit] for hit in hits.tolist())
    outside = (total * float(centre @ vector) - inside) / max(1, total - len(hits))
    contrast = inside / len(hits) - outside
    order = sorted(range(len(members)), key=lambda i: (-weight[i], members[i].key))
    ordered = tuple(members[i] for i in order)
    return Theme(
        members=ordered,
        rows=vectors[order],
        hits=tuple(hits.tolist()),
        vector=vector,
        unity=_unity(corpus, centre, hits),
        contrast=contrast,
        score=_score(corpus, ordered, hits, contrast),
    )


def _nearness(
    corpus: Corpus, members: Sequence[Candidate], vector: NDArray[np.float32]
) -> dict[int, float]:
    """Return the cosine to a theme of each sentence that uses a member."""
    numbers = sorted(set().union(*(m.sentences for m in members)))
    return dict(zip(numbers, (corpus.vectors[numbers] @ vector).tolist(), strict=True))


def _hits(members: Sequence[Candidate], near: dict[int, float]) -> list[int]:
    """Return the sentences that use a member; a lonely word's only where the meaning fits."""
    sure = set().union(*(m.sentences for m in members if not m.lonely))
    loose = set().union(*(m.sentences for m in members)) - sure
    return sorted(sure | {s for s in loose if near[s] >= LONELY_MEANING})


def _unity(corpus: Corpus, centre: NDArray[np.float32], hits: NDArray[np.int64]) -> float:
    """Mean cosine of pairs from different stories, else articles, less the corpus's own."""
    rows = corpus.vectors[hits]
    everything = float(np.square(rows.sum(axis=0)).sum())
    for home in (corpus.story[corpus.owner[hits]], corpus.owner[hits]):
        order = np.argsort(home, kind="stable")
        _, starts, sizes = np.unique(home[order], return_index=True, return_counts=True)
        apart = len(hits) ** 2 - int(np.square(sizes).sum())
        if apart:
            within = float(np.square(np.add.reduceat(rows[order], starts, axis=0)).sum())
            return (everything - within) / apart - float(centre @ centre)
    return 0.0


def _score(
    corpus: Corpus, members: tuple[Candidate, ...], hits: NDArray[np.int64], contrast: float
) -> float:
    articles = len(set(corpus.owner[hits].tolist()))
    stories = len(set(corpus.story[corpus.owner[hits]].tolist()))
    mentions = sum(m.mentions for m in members)
    listed = sum(m.listed + m.linked_listed for m in members) / mentions
    rare = max(m.rarity for m in members[:3])
    support = np.log2(1 + articles) * np.log2(1 + len(hits)) ** 0.5 * (1 + 0.5 * np.log2(stories))
    return float(support * (max(0.02, contrast) + 0.25 * min(1.0, 2 * listed)) * (0.4 + rare))
