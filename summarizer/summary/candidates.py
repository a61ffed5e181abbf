"""Sentences as candidates: their forms, which of them are barred, what they are worth."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.domain import EncodedArticle, squeeze
from summarizer.lengths import count_words
from summarizer.salience.features import Matrix
from summarizer.salience.model import Weights
from summarizer.salience.openings import opens_dangling, reads_alone
from summarizer.salience.quoted import inside_quotations
from summarizer.salience.score import Salience, is_abroad, weigh
from summarizer.salience.substance import substance
from summarizer.salience.terms import Terms, tokens
from summarizer.salience.times import deictic_time
from summarizer.salience.voice import addresses, speaks, tells_belief
from summarizer.stories.tolls import overtaken
from summarizer.stories.views import beside_reports, judges, thoughts
from summarizer.summary.beside import beside_the_text
from summarizer.summary.leaning import hangs_on_all
from summarizer.summary.likeness import likeness_rows
from summarizer.summary.listed import list_items
from summarizer.summary.needs import MISSING, Needs, WhenAsked
from summarizer.summary.referents import opens_with
from summarizer.summary.select import Form, Task
from summarizer.summary.timing import worth_kept
from summarizer.summary.transcripts import Turn, talk_in
from summarizer.summary.trim import is_shown_whole, shorten_to, trim_sentence
from summarizer.text.runs import word_runs

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
LEAD = 2
"""Sentences with which an article begins that tell what its news is."""
MARGIN = 0.17
"""Chance per word below which a part of a sentence makes a brief worse: half of usual ROUGE."""
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
    r"had no (?:immediate )?comment|reached out to|"
    r"did ?(?:n['’]?t| not) immediately (?:provide|give|release|disclose|offer|identify|name|say))"
    r"\b[^,;]{0,60}$",
    re.IGNORECASE,
)
"""What a reporter did in vain: the first that an editor cuts."""
_IN_VAIN = frozenset(
    "available reachable could couldn couldnt did didn didnt declined comment reached".split()
)
"""A text that it matches holds one of these."""
SHORT_NOTE = 22
"""Words of a sentence that tells no more than that."""
_MAILED = re.compile(r"\w@\w[\w-]*\.\w")
"""An address to write to: in other languages, whose requests are not known by their wording, what
holds one is the page's, not the news."""


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

    __slots__ = ("_dated", "_forms", "_full", "article", "index", "text", "turn", "usable")

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
        self._full: tuple[str, bool] | None = None

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
    def full(self) -> str:
        """How it is shown where there is room; only of a usable one."""
        return self._at_length()[0]

    @property
    def full_is_whole(self) -> bool:
        """Whether that is the untrimmed sentence."""
        return self._at_length()[1]

    def _at_length(self) -> tuple[str, bool]:
        if self._full is None:
            plain = self.turn is None and (self._dated or not deictic_time(self.text))
            if plain and is_shown_whole(self.text):  # most are, and need no shorter form
                self._full = self.text, True
            else:
                self._full = self.texts[-1], self.whole == len(self.texts) - 1
        return self._full

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
    articles: Sequence[EncodedArticle], weights: Weights | None = None, *, few: bool = False
) -> tuple[list[Candidate], Task, Salience]:
    """Return the candidates in reading order, the task of choosing, and their salience.

    Args:
        articles: one, or several on one event.
        weights: other than the packaged ones, to measure or to learn.
        few: a number of sentences bounds what is told, not one of words.
    """
    salience = weigh(articles, weights, few=few)
    rows = _best_rows(salience.score)
    m = salience.material
    texts = m.per_article
    seen = _see(articles, texts, salience)
    turns = [one.turns for one in seen]
    plain = m.texts if not any(turns) else _without_labels(texts, turns)
    places = [(a, r - m.starts[a]) for a, r in zip(m.article[rows].tolist(), rows, strict=True)]
    barred = [
        index in seen[a].barred
        or _is_no_point(m.texts[r])
        or (salience.several and not index and opens_dangling(m.texts[r]))
        for (a, index), r in zip(places, rows, strict=True)
    ]
    needs = Needs(m, rows, plain, barred)
    some = len(rows) < len(m.texts)
    missing = [
        k for k, r in enumerate(rows) if (some or opens_with(plain[r])) and needs[k] == MISSING
    ]
    if missing:
        barred = [bar or k in missing for k, bar in enumerate(barred)]
        needs = Needs(m, rows, plain, barred)
    dated = [e.article.published is not None for e in articles]
    candidates = [
        Candidate(
            a,
            index,
            squeeze(m.texts[r]),
            dated=dated[a],
            barred=bar,
            item=index in seen[a].items,
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
    content = WhenAsked(len(rows), lambda k: m.terms.telling(rows[k]))
    leads = [a if salience.several and index < LEAD else -1 for a, index in places]
    return (
        candidates,
        Task(forms, vectors, worth, needs, power, content, salience.several, leads),
        salience,
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the sentences of one article are, by their places in it.

    Attributes:
        items: those that are items of a list.
        turns: those of a talk, with whose words they are.
        barred: those that no brief may use, for where they stand or who speaks in them.
    """

    items: frozenset[int]
    turns: Mapping[int, Turn]
    barred: frozenset[int]


def _see(
    articles: Sequence[EncodedArticle], texts: Sequence[Sequence[str]], salience: Salience
) -> list[_Seen]:
    """Look through each article, its sentences given as `texts`."""
    voices = _strange_voices(texts, several=salience.several)
    lists = [
        list_items(e, own, salience.score[start:])
        for e, own, start in zip(articles, texts, salience.material.starts, strict=False)
    ]
    talks = [talk_in(e, own) for e, own in zip(articles, texts, strict=True)]
    turns = [talk.turns if talk else {} for talk in talks]
    reported = any(turns) and not all(turns)  # what was said stands in the reports beside it
    items = [found for found, _ in lists]
    apart = beside_the_text(articles, texts, items=items, talks=turns)
    old = overtaken(articles, texts)
    views = beside_reports(articles)
    seen = []
    for k, (e, talk) in enumerate(zip(articles, talks, strict=True)):
        aside = frozenset(turns[k]) if reported else talk.barred if talk else frozenset()
        quoted = inside_quotations(e.article, e.sentences)
        strange = voices[k] - turns[k].keys()
        mailed = _mailed(texts[k]) if is_abroad(e) else frozenset()
        barred = quoted | strange | aside | apart[k] | lists[k][1] | mailed | old[k]
        if views[k]:
            barred |= thoughts(e, texts[k])
        if salience.several:
            barred |= {n for n, text in enumerate(texts[k]) if judges(text)}
        seen.append(_Seen(items[k], turns[k], barred))
    return seen


def _mailed(texts: Sequence[str]) -> frozenset[int]:
    return frozenset(k for k, text in enumerate(texts) if _MAILED.search(text))


def _is_no_point(text: str) -> bool:
    """Return whether a sentence tells no news, wherever it stands."""
    return tells_belief(text) or no_comment(text) or hangs_on_all(text)


def _without_labels(
    articles: Sequence[Sequence[str]], turns: Sequence[Mapping[int, Turn]]
) -> list[str]:
    """The sentences of all articles as they are understood, without who says them in a talk."""
    return [
        own[k].text if k in own else text
        for texts, own in zip(articles, turns, strict=True)
        for k, text in enumerate(texts)
    ]


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
            key=lambda k: (self.covered((texts[k],)) - MARGIN * count_words(texts[k]), k),
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
