"""The sentence that tells the news of several articles on one event: what a brief opens with.

News tells what matters first, so it is looked for at the top of each article: what is near to
what all of them tell, said by the others too, and can be read by itself. A reaction, a quotation
or a scene may cover more of what the articles say, and still tells nobody what happened.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from summarizer.domain import EncodedArticle, squeeze
from summarizer.lengths import count_words
from summarizer.salience.dangling import EVENTS, dangles
from summarizer.salience.openings import opens_dangling, reads_alone
from summarizer.salience.quoted import inside_quotations
from summarizer.salience.substance import substance
from summarizer.salience.terms import content_tokens
from summarizer.salience.voice import addresses, speaks, tells_belief
from summarizer.stories.tolls import overtaken
from summarizer.stories.views import beside_reports, judges
from summarizer.summary.beside import is_no_statement, lacks_verb
from summarizer.summary.heads import head_end
from summarizer.summary.idle import is_idle
from summarizer.summary.leaning import hangs_on
from summarizer.summary.needs import LEANING
from summarizer.summary.persons import Persons
from summarizer.summary.transcripts import talk_in
from summarizer.summary.trim import trim_sentence
from summarizer.text.captions import captions_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

MIN_WORDS, MAX_WORDS = 9, 60
LONG_SENTENCE = 34
"""Words from which a shorter form is looked for."""
FIRST_SENTENCES = 6
"""News tells what matters first; further down stands background."""
OLDER = 0.06
"""What each place down a story's articles costs one that is older than the newest by `LATER`:
what was expected is old once it happened."""
LATER = timedelta(hours=12)
SALIENT = 2.0
"""Weight of a sentence's salience. With it the openings of 93 groups share 29 % ROUGE-1 with the
first sentence of what editors wrote, without it 27 %; the best sentence at hand has 36 %."""
HEADLINES = 0.8
"""Weight of the words of the headlines that a sentence holds, a share of 0 to 1: they tell the news
before all others. Openings of 708 groups of articles hold 54.5 and 59.4 % of the words of their
editors' headlines with it, 51.7 and 57.0 % without it and at `LEANS` 0.2."""
LEANS = 0.5
"""What a sentence loses that cannot be understood without the one before it."""
COMMENTS = 0.4
"""What one loses that only says what an event means."""
STRANGER = 0.2
"""What one loses that names by surname alone whom another sentence introduces; twice where it
begins with that."""
BACK = 0.25
"""What one loses that speaks of the event at its end, or of one thing besides, as known."""
_BACK = re.compile(
    r"(?:As well as|In addition to|Apart from|Besides|Along with|Alongside) "
    rf"|.* the (?P<event>{'|'.join(sorted(EVENTS))})\W*$"
)
_QUOTED = re.compile('[“"][^”"]{25,}[”"]')
_AHEAD = re.compile(r"\b(?:set to|scheduled to|expected to|due to (?:meet|hold|visit)|next week)\b")


@dataclass(frozen=True, slots=True)
class Opening:
    """A sentence that can open, in the form in which it would.

    Attributes:
        article, index: which sentence.
        text: its form.
        trimmed: words were left out.
        worth: how well it opens.
    """

    article: int
    index: int
    text: str
    trimmed: bool
    worth: float


def best_opening(
    articles: Sequence[EncodedArticle],
    room: int,
    salience: Sequence[NDArray[np.float32]] | None = None,
) -> Opening | None:
    """Return what opens an account of `articles`, within `room` words; None where nothing can.

    Args:
        articles: of one event, the newest information first.
        room: most words.
        salience: per article (n,) of its sentences, where it is known.
    """
    members = [(k, e) for k, e in enumerate(articles) if len(e.sentences)]
    if not members:
        return None
    centre = np.mean([e.vector for _, e in members], axis=0)
    everyone = [e for _, e in members]
    places = _places(everyone)
    agreement = _Agreement(everyone)
    persons = Persons([e.text_of(k) for e in everyone for k in range(len(e.sentences))])
    starts = accumulate((len(e.sentences) for e in everyone), initial=0)
    headlines = _headlines(everyone)
    heads = [[e.text_of(k) for k in range(len(e.sentences[:FIRST_SENTENCES]))] for e in everyone]
    old = overtaken(everyone, heads)
    views = beside_reports(everyone)
    openings = [
        opening
        for number, (place, start, (k, e)) in enumerate(
            zip(places, starts, members, strict=False)  # the last start ends the last article
        )
        for opening in _openings(
            k,
            e,
            centre,
            agreement.of(number),
            place,
            None if salience is None else salience[k],
            persons,
            start,
            headlines,
            old[number],
            several=len(members) > 1,
        )
        if not views[number] and count_words(opening.text) <= room
    ]
    if not openings:
        return None
    return max(openings, key=lambda o: (o.worth, -len(o.text), articles[o.article].article.id))


def _places(members: Sequence[EncodedArticle]) -> list[int]:
    """How far down the line each article stands; 0 for what is as new as the newest."""
    dates = [e.article.published for e in members]
    newest = max((date for date in dates if date), default=None)
    old = [bool(date and newest and newest - date >= LATER) for date in dates]
    return [min(place, 5) if late else 0 for place, late in enumerate(old)]


def _openings(
    number: int,
    encoded: EncodedArticle,
    centre: NDArray[np.float32],
    agreed: NDArray[np.float32],
    place: int,
    salience: NDArray[np.float32] | None,
    persons: Persons,
    start: int,
    headlines: Sequence[frozenset[str]],
    old: frozenset[int],
    *,
    several: bool,
) -> list[Opening]:
    found: list[Opening] = []
    first = encoded.sentences[:FIRST_SENTENCES]
    barred = inside_quotations(encoded.article, first) | captions_of(encoded.article, first) | old
    if (talk := talk_in(encoded, encoded.texts)) is not None:
        barred |= talk.turns.keys()
    for index in range(len(first)):
        if index in barred:
            continue
        form = _form(encoded.text_of(index))
        if form is None:
            continue
        text, trimmed = form
        english = encoded.article.language == "en"
        beside = english and (lacks_verb(text) or is_no_statement(text))
        if beside or (several and (speaks(text) or judges(text))):
            continue
        worth = float(encoded.vectors[index] @ centre) + 0.4 * float(agreed[index])
        worth -= 0.05 * index + OLDER * place
        worth += HEADLINES * _share_told(headlines, text)
        worth += SALIENT * float(salience[index]) if salience is not None else 0.0
        worth -= 0.15 * bool(_QUOTED.search(text)) + 0.1 * bool(_AHEAD.search(text) and several)
        worth -= LEANS * dangles(text) + BACK * _points_back(text)
        worth -= COMMENTS * (1 - substance(text))
        worth -= STRANGER * _unknown(text, persons.strangers(start + index))
        worth -= 0.01 * max(0, count_words(text) - LONG_SENTENCE)
        worth -= 0.0 if encoded.article.complete else 0.03
        found.append(Opening(number, index, text, trimmed, worth))
    return found


def _points_back(text: str) -> bool:
    """Return whether a sentence ends in an event that it has not told: "invited to the summit"."""
    match = _BACK.match(text)
    return match is not None and (not match["event"] or text.count(match["event"]) == 1)


def _headlines(members: Sequence[EncodedArticle]) -> list[frozenset[str]]:
    """The content words of each article's headline; none where no editor wrote it."""
    return [
        frozenset() if e.article.title_made else content_tokens(e.article.title) for e in members
    ]


def _share_told(headlines: Sequence[frozenset[str]], text: str) -> float:
    """Which share of a headline's words a sentence holds, in the mean of all articles.

    One headline of five articles weighs a fifth: it is one outlet's view, and may be the oldest.
    """
    words = content_tokens(text)
    return sum(len(words & own) / max(len(own), 1) for own in headlines) / len(headlines)


def _unknown(text: str, strangers: Sequence[str]) -> int:
    """How much it matters that some are named whom nobody has introduced, from 0 to 2."""
    named = [name for name in strangers if name in text]
    return bool(named) + text.startswith(tuple(named))


class _Agreement:
    """How far the first sentences of each article are said by the others too."""

    def __init__(self, members: Sequence[EncodedArticle]) -> None:
        self._vectors = [e.vectors for e in members]
        self._all = np.concatenate(self._vectors)
        self._starts = np.cumsum([0, *(len(rows) for rows in self._vectors[:-1])])

    def of(self, number: int) -> NDArray[np.float32]:
        """Return, per first sentence, the mean over the others of their nearest sentence."""
        first = self._vectors[number][:FIRST_SENTENCES]
        if len(self._vectors) < 2:
            return np.full(len(first), 0.5, np.float32)
        nearest = np.maximum.reduceat(first @ self._all.T, self._starts, axis=1)
        return np.asarray(np.delete(nearest, number, axis=1).mean(1), np.float32)


def _form(text: str) -> tuple[str, bool] | None:
    """Return the sentence as it would be printed, and whether it was shortened."""
    plain = squeeze(text)
    whole = [(plain, False)] if can_open(plain) else []
    shorter = [(t.text, True) for t in trim_sentence(text) if can_open(t.text)]
    if whole and count_words(plain) <= LONG_SENTENCE:
        return whole[0]
    fitting = [form for form in shorter if count_words(form[0]) <= LONG_SENTENCE]
    return next(iter(fitting or whole or shorter), None)


def can_open(text: str) -> bool:
    """Return whether a sentence in this form can stand before all others."""
    count = count_words(text)
    if not MIN_WORDS <= count <= MAX_WORDS or text.startswith(
        ("“", '"', "‘", "«", "„", "「", "『")
    ):
        return False
    bare = text.startswith(("It ", "It’s ", "It's ", "There "))
    if text[-1] in "?:…？؟：" or bare or head_end(text) or addresses(text) or tells_belief(text):
        return False
    if is_idle(text):
        return False
    return stands_alone(text) and dangles(text) < LEANING and not hangs_on(text)


def stands_alone(text: str) -> bool:
    """Return whether a sentence can be read without the one before it."""
    return reads_alone(text) and not opens_dangling(text)
