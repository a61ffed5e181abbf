"""Sentences as candidates: their forms, what they hang on, what they are worth."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from summarizer.domain import EncodedArticle, squeeze
from summarizer.lengths import count_words
from summarizer.salience.dangling import dangles
from summarizer.salience.features import Material, Matrix
from summarizer.salience.model import Weights
from summarizer.salience.openings import opens_dangling, reads_alone, same_person_first
from summarizer.salience.quoted import inside_quotations
from summarizer.salience.score import Salience, weigh
from summarizer.salience.substance import substance
from summarizer.salience.terms import Terms, tokens
from summarizer.salience.times import deictic_time
from summarizer.salience.voice import addresses, answers, speaks, tells_belief
from summarizer.summary.beside import beside_the_text
from summarizer.summary.leaning import hangs_on, hangs_on_all
from summarizer.summary.likeness import likeness_rows
from summarizer.summary.listed import list_items
from summarizer.summary.persons import Persons, names_by_kind
from summarizer.summary.referents import has_no_antecedent, opens_with, they_speak
from summarizer.summary.select import Form, Task
from summarizer.summary.timing import worth_kept
from summarizer.summary.transcripts import Turn, talk_in
from summarizer.summary.trim import shorten_to, trim_sentence
from summarizer.text.runs import word_runs

T = TypeVar("T")

MAX_CANDIDATES = 400
"""Most sentences that are looked at: the best by salience, so that thousands stay quick."""
SHORTEST, LONGEST = 5, 80
"""Words of a sentence that can be chosen: shorter ones say nothing, longer ones are lists
or faults of splitting."""
WORD_WORTH = 0.1
"""Weight of covering a content word against covering a pair. Tuned with the two below on
clusters left out of training: ROUGE-2 hardly changes from 0 to 0.3."""
SENTENCE_WORTH = 0.7
"""Weight of a sentence's salience, per word, against the pairs that it covers."""
USUAL_SHARE = 0.3
"""Share of a sentence's words that a summary uses, above which its salience is a bonus."""
SEVERAL_POWER = 0.9
"""Tuned with the weights above: ROUGE changes by under 0.3 from 0.8 to 1."""
SINGLE_POWER = 0.0
"""The scorer of single articles learns length by itself: it was taught on sets of three."""
UNDATED_COST = 0.5
"""What a sentence of one article loses of its score where it keeps none of its worth; in the
unit of the score, in which one more is e times as likely."""
FUNCTION_WORTH = 0.5
"""What covering a function word counts against a content word, of one article."""
COMMENT, COMMENT_COST = 0.3, 1.5
"""What a sentence of several articles is still worth that only says what an event means, and what
one of a single article loses of its score."""
MARGIN = 0.17
"""Chance per word below which a part of a sentence makes a brief worse: half of usual ROUGE."""
LEANING = 0.55
"""From here a sentence cannot be understood without the one before ("They put it in…"). It
costs under 0.1 ROUGE-1 on single articles; a reader minds the other more."""
LEANING_OF_SEVERAL = 0.4
"""The same among several articles, which have enough to say without it: "Turnout is low in such
states". It costs nothing there."""
OWN_OPENING = 3
"""Sentences at the top of one article in which its own author speaks, if anybody does: "If you
have tickets for tonight". Without this, Newsroom loses 1.5 ROUGE-2."""
OWN_VOICE = 0.34
"""Share of "I" and "you" up to which they are other people's: a letter printed in full, a notice
of the page. A column that speaks so throughout may be quoted."""
A_REPORT, FEW_VOICES = 8, 0.1
"""Sentences, and share of them in such a voice at most, of an article that reports."""
_NO_COMMENT = re.compile(
    r"\b(?:(?:was|were)(?:n['’]?t| not) (?:immediately )?(?:available|reachable)|"
    r"(?:could|did) ?(?:n['’]?t| not) (?:be )?(?:immediately |hear )?(?:be )?(?:reached?|respond|"
    r"return|reply|comment|(?:immediately )?back)|declined (?:to comment|comment)|"
    r"had no (?:immediate )?comment|reached out to)\b[^,;]{0,60}$",
    re.IGNORECASE,
)
"""What a reporter did in vain: the first that an editor cuts."""
_IN_VAIN = frozenset(
    "available reachable could couldn couldnt did didn didnt declined comment reached".split()
)
"""A text that it matches holds one of these."""
SHORT_NOTE = 22
"""Words of a sentence that tells no more than that."""
_COUNTED = re.compile(
    r"(?:\d+|One|Two|Three|Some|Many|Most) of (?:them|these|those)\b|"
    r"(?:All|Both|Each|None|Most|Several|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)"
    r"(?: others?)? (?:(?:also|then|later|now) )?(?:was|were|is|are|has|have|had|will|would|could|"
    r"followed|walked|came|went|got|took|made|fled|fell|lost|won|[a-z]{3,}ed)\b"
)
"""A number of things of which the sentence before told: "All walked", "Eleven others followed"."""
FARTHEST = 3
"""Sentences above in which is looked for whom a "he", "she" or "they" means: their own words may
stand between."""
MISSING = -2
"""What a sentence hangs on is no candidate."""
ONE_ARTICLE = 2
"""Borders of the rows of one article: where it begins and ends."""


class Candidate:
    """A sentence and the texts of its forms.

    The forms are made when they are first asked for: most sentences of an article never
    come near to being chosen.

    Args:
        article, index: which sentence.
        text: the sentence in single spaces.
        dated: it is known when its article was written.
        barred: it must not be used, whatever it says.
        turn: in a talk, whose words it is; each form is opened with their label.
        item: it is one of a list, which ends without a mark.
    """

    __slots__ = ("_dated", "_forms", "article", "index", "text", "turn", "usable")

    def __init__(
        self,
        article: int,
        index: int,
        text: str,
        *,
        dated: bool,
        barred: bool = False,
        item: bool = False,
        turn: Turn | None = None,
    ) -> None:
        self.article, self.index, self.turn = article, index, turn
        text = text if turn is None else turn.text
        whole = item or reads_alone(text)
        self.usable = not barred and SHORTEST <= count_words(text) <= LONGEST and whole
        self.text, self._dated = text, dated
        self._forms: tuple[tuple[str, ...], int] | None = None

    def left_out(self) -> Candidate:
        """Return the same sentence as one that must not be used."""
        return Candidate(
            self.article, self.index, self.text, dated=self._dated, barred=True, turn=self.turn
        )

    @property
    def texts(self) -> tuple[str, ...]:
        """Its forms, preferred first; empty when it is not usable."""
        return self._made()[0]

    @property
    def whole(self) -> int:
        """Which form is the untrimmed sentence; -1 when there is none."""
        return self._made()[1]

    def _made(self) -> tuple[tuple[str, ...], int]:
        if self._forms is None:
            made = _forms_of(self.text, dated=self._dated) if self.usable else ((), -1)
            if self.turn is not None:
                made = tuple(self.turn.label + text for text in made[0]), -1
            self._forms = made
        return self._forms


def prepare(
    articles: Sequence[EncodedArticle], weights: Weights | None = None
) -> tuple[list[Candidate], Task, Salience]:
    """Return the candidates in reading order, the task of choosing, and their salience.

    Args:
        articles: one, or several on one event.
        weights: other than the packaged ones, to measure or to learn.
    """
    salience = weigh(articles, weights)
    rows = _best_rows(salience.score)
    m = salience.material
    inside = [inside_quotations(e.article, e.sentences) for e in articles]
    texts = m.per_article
    voices = _strange_voices(texts, several=salience.several)
    lists = [
        list_items(e, own, salience.score[start:])
        for e, own, start in zip(articles, texts, m.starts, strict=False)
    ]
    items = [found for found, _ in lists]
    talks = [talk_in(e, own) for e, own in zip(articles, texts, strict=True)]
    turns = [talk.turns if talk else {} for talk in talks]
    asides = [talk.barred if talk else frozenset[int]() for talk in talks]
    reported = any(turns) and not all(turns)  # what was said stands in the reports beside it
    plain = m.texts if not any(turns) else _without_labels(texts, turns)
    apart = beside_the_text(articles, texts, items=items, talks=turns)
    places = [(a, r - m.starts[a]) for a, r in zip(m.article[rows].tolist(), rows, strict=True)]
    barred = [
        index in inside[a]
        or (index in voices[a] and index not in turns[a])
        or (index in turns[a] if reported else index in asides[a])
        or index in apart[a]
        or index in lists[a][1]
        or tells_belief(m.texts[r])
        or no_comment(m.texts[r])
        or hangs_on_all(m.texts[r])
        or (salience.several and not index and opens_dangling(m.texts[r]))
        for (a, index), r in zip(places, rows, strict=True)
    ]
    needs = _Needs(m, rows, plain, barred)
    some = len(rows) < len(m.texts)
    missing = [
        k for k, r in enumerate(rows) if (some or opens_with(plain[r])) and needs[k] == MISSING
    ]
    if missing:
        barred = [bar or k in missing for k, bar in enumerate(barred)]
        needs = _Needs(m, rows, plain, barred)
    dated = [e.article.published is not None for e in articles]
    candidates = [
        Candidate(
            a,
            index,
            squeeze(m.texts[r]),
            dated=dated[a],
            barred=bar,
            item=index in items[a],
            turn=turns[a].get(index),
        )
        for (a, index), r, bar in zip(places, rows, barred, strict=True)
    ]
    kept = [share for article in worth_kept(articles, texts) for share in article]
    if salience.several:
        tells = map(substance, m.texts)
        kept = [k * (COMMENT + (1 - COMMENT) * told) for k, told in zip(kept, tells, strict=True)]
    worth, forms = _worth(salience, rows, candidates, kept)
    power = SEVERAL_POWER if salience.several else SINGLE_POWER
    vectors = likeness_rows(articles, m, rows) if rows else np.zeros((0, 1), np.float32)
    content = _WhenAsked(len(rows), lambda k: m.terms.telling(rows[k]))
    return (
        candidates,
        Task(forms, vectors, worth, needs, power, content, salience.several),
        salience,
    )


def _without_labels(
    articles: Sequence[Sequence[str]], turns: Sequence[Mapping[int, Turn]]
) -> list[str]:
    """The sentences of all articles as they are understood, without who says them in a talk."""
    return [
        own[k].text if k in own else text
        for texts, own in zip(articles, turns, strict=True)
        for k, text in enumerate(texts)
    ]


def display_texts(m: Material) -> list[str]:
    """Return each row as it is shown at full length; empty where it must not be used."""
    made = (Candidate(0, 0, squeeze(text), dated=True) for text in m.texts)
    return [candidate.texts[-1] if candidate.texts else "" for candidate in made]


def _strange_voices(articles: Sequence[Sequence[str]], *, several: bool) -> list[frozenset[int]]:
    """Per article, given by its sentences, those in which another than the paper speaks.

    None where all that there is speaks so, as a column does.
    """
    heard = speaks if several else addresses
    first = 0 if several else OWN_OPENING
    found = [
        frozenset([k for k, text in enumerate(texts) if k >= first and heard(text)])
        for texts in articles
    ]
    count = sum(map(len, articles))
    own = sum(map(len, found)) > OWN_VOICE * count
    # Beside reports, somebody's own account is a source: its facts stand in them.
    told = several and any(
        len(texts) >= A_REPORT and len(heard) <= FEW_VOICES * len(texts)
        for texts, heard in zip(articles, found, strict=True)
    )
    return [frozenset()] * len(articles) if own and not told else found


class Valuer:
    """What a text of one article covers: the chances of its words, each once."""

    def __init__(self, salience: Salience) -> None:
        terms = salience.material.terms
        share = np.where(terms.tells, 1.0, FUNCTION_WORTH)
        self._chance = dict(zip(terms.vocabulary, (salience.words * share).tolist(), strict=True))
        self._worth: dict[str, dict[str, float]] = {}
        self._tokens: dict[str, list[str]] = {}

    def fresh(self, text: str, told: Collection[str] = ()) -> float:
        """Return the worth of the words of `text` that are not in `told`."""
        return sum([worth for word, worth in self.words_of(text).items() if word not in told])

    def words_of(self, text: str) -> dict[str, float]:
        """Return the words of `text` with what each is worth."""
        worth = self._worth.get(text)
        if worth is None:
            get = self._chance.get
            self._worth[text] = worth = {word: get(word, 0.0) for word in self.tokens_of(text)}
        return worth

    def tokens_of(self, text: str) -> list[str]:
        """Return the stemmed words of `text` in order; plans hold the same few texts."""
        found = self._tokens.get(text)
        if found is None:
            self._tokens[text] = found = tokens(text)
        return found

    def covered(self, texts: Iterable[str]) -> float:
        """Return the worth of the words of several texts, each word once."""
        worth: dict[str, float] = {}
        for text in texts:
            worth.update(self.words_of(text))
        return sum(worth.values())

    def best_form(self, texts: Sequence[str]) -> int:
        """Return which form says most for its length."""
        return max(
            range(len(texts)),
            key=lambda k: (self.fresh(texts[k]) - MARGIN * count_words(texts[k]), k),
        )


def row_scores(salience: Salience, candidates: Sequence[Candidate], task: Task) -> Matrix:
    """Return (n,) float32: the salience of each candidate, with what time takes from it."""
    starts = salience.material.starts
    score = np.array([salience.score[starts[c.article] + c.index] for c in candidates], np.float32)
    kept = np.array([forms[0].kept if forms else 0.0 for forms in task.forms], np.float32)
    if salience.several:
        return np.asarray(score * kept, np.float32)
    lost = np.float32(kept.max(initial=0.0)) - kept
    told = np.array([substance(c.text) if c.usable else 1.0 for c in candidates], np.float32)
    return np.asarray(score - UNDATED_COST * lost - COMMENT_COST * (1 - told), np.float32)


class _WhenAsked(Sequence[T]):
    """A value per candidate, found when it is asked for: most never are."""

    def __init__(self, count: int, find: Callable[[int], T]) -> None:
        self._count, self._find = count, find
        self._known: dict[int, T] = {}

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, k: int) -> T:  # type: ignore[override]
        if k not in self._known:
            self._known[k] = self._find(k)
        return self._known[k]


class _Needs(_WhenAsked[int]):
    """Per candidate the one it hangs on, -1 for none, MISSING when that is no candidate."""

    def __init__(
        self, m: Material, rows: Sequence[int], texts: Sequence[str], barred: Sequence[bool]
    ) -> None:
        super().__init__(len(rows), self._needed)
        self._texts, self._rows = texts, rows
        self._place = {r: k for k, r in enumerate(rows)}
        # Nothing was left out before an article's first sentence, however it opens.
        self._starts = m.starts
        self._roots: dict[int, int] = dict.fromkeys(m.starts, -1)
        self._barred = barred
        # Of several articles the room decides (`several.py`): one need is not met by the others.
        self._persons = Persons(texts) if len(m.starts) == ONE_ARTICLE else None

    def _needed(self, k: int) -> int:
        if self._barred[k]:
            return -1
        root = self._root(self._rows[k])
        return root if root < 0 else self._place.get(root, MISSING)

    def _root(self, row: int) -> int:
        """Return the row that `row` hangs on; -1 for none."""
        root = self._roots.get(row)
        if root is None:
            self._roots[row] = root = self._found(row)
        return root

    def _found(self, row: int) -> int:
        if not leans(self._texts[row], several=self._persons is None):
            return self._introduction(row)
        before = row - 1
        if before in self._place and same_person_first(self._texts[row], self._texts[before]):
            root = self._root(before)
            return before if root == -1 else root
        return self._antecedent(row)

    def _antecedent(self, row: int) -> int:
        """The sentence above `row` that can tell who its "he" or "they" is; or MISSING."""
        text = self._texts[row]
        last = row - (1 if they_speak(text) else FARTHEST)
        start = max(s for s in self._starts if s < row)
        for above in range(row - 1, max(last, start) - 1, -1):
            if not has_no_antecedent(text, self._texts[above]):
                return above
        return MISSING

    def _introduction(self, row: int) -> int:
        """The sentence above `row` that tells who the one is whom it names by surname; or -1."""
        if self._persons is None:
            return -1
        first = [self._persons.introductions(name)[0] for name in self._persons.strangers(row)]
        usable = (r for r in first if r < row and r in self._place)
        return max((r for r in usable if not self._barred[self._place[r]]), default=-1)


def leans(text: str, *, several: bool = False) -> bool:
    """Return whether a sentence, of `several` articles or of one, needs the one before it."""
    if opens_dangling(text) or answers(text) or _COUNTED.match(text) or names_by_kind(text):
        return True
    if hangs_on(text):
        return True
    return dangles(text) >= (LEANING_OF_SEVERAL if several else LEANING)


def no_comment(text: str) -> bool:
    """Return whether a sentence tells only that somebody said nothing."""
    if count_words(text) > SHORT_NOTE or word_runs(text).isdisjoint(_IN_VAIN):
        return False
    return _NO_COMMENT.search(text.rstrip(" .")) is not None


def _best_rows(score: NDArray[np.float32]) -> list[int]:
    if len(score) <= MAX_CANDIDATES:
        return list(range(len(score)))
    best = np.argsort(-score, kind="stable")[:MAX_CANDIDATES]
    return [int(r) for r in np.sort(best)]


def _forms_of(text: str, *, dated: bool) -> tuple[tuple[str, ...], int]:
    """The forms of a sentence, preferred first, and which of them is the whole."""
    if not dated and deictic_time(text):
        timeless = shorten_to(text, count_words(text) - 1)
        if timeless is not None and not deictic_time(timeless.text):
            return (timeless.text,), -1
    trims = trim_sentence(text)
    texts = tuple(trim.text for trim in reversed(trims))
    if trims and trims[0].preferred:
        return texts, -1
    return (*texts, text), len(texts)


def _worth(
    salience: Salience,
    rows: Sequence[int],
    candidates: Sequence[Candidate],
    kept: Sequence[float],
) -> tuple[NDArray[np.float32], list[tuple[Form, ...]]]:
    """The worth of terms, words before pairs, and each candidate's forms."""
    if not salience.several:
        nothing = np.zeros(0, np.int64)
        low = float(salience.score.min()) if len(salience.score) else 0.0
        # Lengths and worths are weighed in `fill` and `few`; here it counts that there is a form.
        return np.zeros(0, np.float32), [
            (Form(0, nothing, float(salience.score[r]) - low + 1e-3, kept[r]),)
            if candidate.usable
            else ()
            for r, candidate in zip(rows, candidates, strict=True)
        ]
    terms = salience.material.terms
    content = terms.tells.astype(np.float32)
    worth = np.concatenate([salience.words * content * WORD_WORTH, salience.pairs])
    find = Finder(terms)
    forms = []
    for r, candidate in zip(rows, candidates, strict=True):
        bonus = SENTENCE_WORTH * (float(salience.score[r]) - USUAL_SHARE)
        made = []
        for number, text in enumerate(candidate.texts):
            size = count_words(text)
            found = find.of_row(r) if number == candidate.whole else find.of_text(text)
            made.append(Form(size, found, bonus * size, kept[r]))
        forms.append(tuple(made))
    return worth.astype(np.float32), forms


class Finder:
    """Numbers of the terms of a row or of a trimmed text, words before pairs."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.words = {word: i for i, word in enumerate(terms.vocabulary)}
        self.pairs = {pair: i for i, pair in enumerate(terms.pair_words)}
        self.offset = len(terms.vocabulary)

    def of_row(self, row: int) -> NDArray[np.int64]:
        """Return the numbers of the terms of a whole row, ascending."""
        pairs = (p + self.offset for p in self.terms.pairs[row])
        return np.array(sorted({*self.terms.words[row], *pairs}), np.int64)

    def of_text(self, text: str) -> NDArray[np.int64]:
        """Return those of the terms of `text` that the rows hold, ascending."""
        row = [self.words.get(word, -1) for word in tokens(text)]
        pairs = (self.pairs.get(pair, -1) for pair in itertools.pairwise(row))
        found = {w for w in row if w >= 0} | {p + self.offset for p in pairs if p >= 0}
        return np.array(sorted(found), np.int64)
