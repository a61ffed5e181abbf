"""What is said on a topic: the sentences that tell most, each from where it stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from summarizer.characters import capitalised
from summarizer.domain import Citation, Point, squeeze
from summarizer.lengths import count_words
from summarizer.salience.dangling import dangles
from summarizer.salience.openings import opens_dangling, reads_alone
from summarizer.salience.times import deictic_time
from summarizer.summary.agree import same_words
from summarizer.summary.heads import head_end
from summarizer.summary.leaning import hangs_on
from summarizer.summary.trim import idle_spans, shorten_to, trim_sentence
from summarizer.text.words import content_words
from summarizer.topics.corpus import Corpus

if TYPE_CHECKING:
    from numpy.typing import NDArray

MIN_WORDS, IDEAL_WORDS, MAX_WORDS = 7, 32, 55
"""Words of a point: below it says nothing, above the ideal it costs, above the last it is out."""
SAME_STATEMENT = 0.82
"""Cosine from which two sentences say the same: the second becomes a citation of the first."""
TOO_ALIKE = 0.7
"""Cosine from which a second sentence adds too little to be a point of its own."""
ALIKE_IN_WORDS, SHARED_WORDS = 0.55, 0.4
"""The same for a sentence that also shares this part of the shorter one's content words."""
FEWEST_BEFORE = 4
"""Words of a sentence that introduces the next: "On Taiwan, Wang gave no ground."."""
MAX_PAIR = 70
"""Words of two sentences of which the second leans on the first."""
SHORT_BEFORE, NEXT_PARAGRAPH = 16, 2
"""Words of a paragraph that introduces the next; how far paragraphs are apart, an empty line
counted."""
PAIRED = 0.7
"""What a sentence is worth that brings the one before it along: half of it is of something else."""
_POINTS_BACK = re.compile(
    r"(?:(?:In|On|Since|By|After|At) (?:\w+ ){1,3})?"
    r"(?:(?:The|An?) (?:\w+ ){1,2}(?:for|of|behind|between|from|at|in) (?:these|those|this|that)\b|"
    r"It|He|She|They|he|she|they|This|These|Those|That|Such|His|Her|Their|Its)\b"
    r"(?! (?:is|was|remains) (?:unclear|clear|likely|unlikely|possible|important|expected)\b)"
)
"""Stricter than for briefs: a point stands by itself, with no sentence of its article before it."""
_TOLD_BEFORE = re.compile(
    r"\bsuch an? [\w-]+(?! (?:as|that)\b)"
    r"|\bthe same (?:official|source|person|spokes\w+|statement)\b"
    r"|^(?:\w+ ){1,4}put it\b"
    r"|\b(?:must|should|can|could|will|would|is|are|was|were|has|have) therefore\b"
)
"""Wherever they stand, these point at what a sentence before told."""
LEANING = 0.55
"""How much a point may lean on a sentence that is not there: "the two men", "the tragic event"."""
_DEMONSTRATIVE = re.compile(r"^(?:These|Those|Such) (?=(?:[a-z-]+ )?[a-z]+s [a-z]+)")
_PARTIES = re.compile(
    r"\b(?:the two|both) (?:sides|countries|governments|nations|powers|superpowers|parties)\b",
    re.IGNORECASE,
)
"""Known to who reads several reports of their talks; read as if they were named."""
MAX_POINTS = 4
MOST_OF_ONE = 2
"""Points of one article on a topic that others speak of as well."""
NEW_VOICE = 1.6
"""What a sentence of an article that is not quoted yet is worth more: a topic is what several
say. At 1.25 two points of one report stood under "4 of 5 articles"."""
MAX_CITATIONS = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence in one of its forms, ready to be a point."""

    sentence: int
    text: str
    trimmed: bool
    worth: float
    with_previous: bool = False
    """It leans on the sentence before it, and brings that along."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the sentences that it quotes."""
        return (self.sentence - 1, self.sentence) if self.with_previous else (self.sentence,)


def choose_lines(
    corpus: Corpus,
    sentences: Sequence[int],
    worth: NDArray[np.float64],
    *,
    must_hold: Collection[str] = (),
    most: int = MAX_POINTS,
    words: int | None = None,
    pairs: Collection[int] = (),
    leaning: Collection[int] = (),
    of_one: int = MAX_POINTS,
) -> list[Line]:
    """Return the lines that tell most of what `sentences` say, best first.

    Args:
        corpus: the sentences' home.
        sentences: numbers of the sentences that speak of the topic.
        worth: how telling each of them is.
        must_hold: words (lower case) of which a shortened form keeps at least one.
        most: how many lines at most.
        words: total words at most; None for no limit.
        pairs: sentences that may bring along the one before, on which they lean.
        leaning: sentences that lean on the one before though their wording does not show it.
        of_one: lines of one article at most.
    """
    lines: list[Line] = []
    for number, value in zip(sentences, worth.tolist(), strict=True):
        line = None
        if number in corpus.inside:
            continue
        if number not in leaning:
            line = _line(corpus.texts[number], number, value, must_hold)
        line = clear_when(corpus, number, line, must_hold)
        if line is None and number in pairs:
            line = clear_when(corpus, number, _pair(corpus, number, value))
        if line is not None:
            lines.append(line)
    chosen: list[Line] = []
    room = words if words is not None else 10**9
    while lines and len(chosen) < most:
        best = max(lines, key=lambda line: (_gain(corpus, line, chosen), -line.sentence))
        lines.remove(best)
        if _too_alike(corpus, best, chosen) or (chosen and count_words(best.text) > room):
            continue
        if sum(_owner(corpus, line) == _owner(corpus, best) for line in chosen) >= of_one:
            continue
        chosen.append(best)
        room -= count_words(best.text)
    return chosen


def _line(text: str, number: int, worth: float, must_hold: Collection[str]) -> Line | None:
    """Return the best form of a sentence, or None when it cannot stand alone."""
    if head_end(text) or idle_spans(text) or not stands_alone(text):
        shorter = [t.text for t in trim_sentence(text) if stands_alone(t.text)]
        shorter = [t for t in shorter if _holds(t, must_hold)]
        return Line(number, shorter[0], True, worth * _length_fit(shorter[0])) if shorter else None
    forms = [squeeze(text)]
    if count_words(forms[0]) > IDEAL_WORDS:
        forms += [t.text for t in trim_sentence(text) if _holds(t.text, must_hold)]
    best = max(forms, key=lambda form: (_length_fit(form), -len(form)))
    return Line(number, best, best != forms[0], worth * _length_fit(best))


def _owner(corpus: Corpus, line: Line) -> int:
    return int(corpus.owner[line.sentence])


def _pair(corpus: Corpus, sentence: int, worth: float) -> Line | None:
    """Return a sentence with the one before it, on which it leans, or None."""
    if count_words(corpus.texts[sentence]) < MIN_WORDS:
        return None
    both = _with_previous(corpus, sentence)
    return replace(both, worth=PAIRED * worth) if both is not None else None


def as_it_stands(corpus: Corpus, sentence: int) -> Line:
    """Return a sentence as its article has it; one that leans on the one before, with it."""
    text = squeeze(corpus.texts[sentence])
    alone = Line(sentence, text, False, 0.0)
    if stands_alone(text):
        return alone
    pair = _with_previous(corpus, sentence)
    if pair is None and (named := _DEMONSTRATIVE.sub("", text, count=1)) != text:
        # What "these" points at is not there to be quoted: "Concerns encompass …" is as true.
        return Line(sentence, capitalised(named), True, 0.0)
    return pair or alone


def _with_previous(corpus: Corpus, sentence: int) -> Line | None:
    """Return a sentence with the one before it in its paragraph, if that stands alone."""
    if not corpus.index[sentence] or not _in_one_paragraph(corpus, sentence):
        return None
    before = squeeze(corpus.texts[sentence - 1])
    both = squeeze(citation_of(corpus, sentence, with_previous=True).quote)
    if not stands_alone(before, FEWEST_BEFORE) or count_words(both) > MAX_PAIR:
        return None
    return Line(sentence, both, False, 0.0, with_previous=True)


def _in_one_paragraph(corpus: Corpus, sentence: int) -> bool:
    """Return whether the sentence before stands in the same paragraph, or is a short one itself.

    "These concerns encompass …" may stand below "The envoy vows to address concerns.".
    """
    places = corpus.articles[int(corpus.owner[sentence])].sentences
    index = int(corpus.index[sentence])
    if places[index].paragraph == places[index - 1].paragraph:
        return True
    alone = index < 2 or places[index - 2].paragraph != places[index - 1].paragraph
    near = places[index].paragraph - places[index - 1].paragraph <= NEXT_PARAGRAPH
    return near and alone and count_words(corpus.texts[sentence - 1]) <= SHORT_BEFORE


def stands_alone(text: str, fewest: int = MIN_WORDS) -> bool:
    """Return whether a sentence of so many words can be read without the one before it."""
    body = text.strip()
    if not fewest <= count_words(body) <= MAX_WORDS or body.endswith(("?", ":", "…", "...")):
        return False
    return (
        reads_alone(body)
        and not opens_dangling(body)
        and not _POINTS_BACK.match(body)
        and not _TOLD_BEFORE.search(body)
        and not hangs_on(_PARTIES.sub("Soranthia and Veldria", body))
        and dangles(_PARTIES.sub("Soranthia and Veldria", body)) < LEANING
    )


def clear_when(
    corpus: Corpus, sentence: int, line: Line | None, must_hold: Collection[str] = ()
) -> Line | None:
    """Return the line without times that only its article's date explains, or None.

    "At the end of last year" is false to who reads it another year, where the article
    does not say when it was written.
    """
    if line is None or not deictic_time(line.text):
        return line
    if corpus.articles[int(corpus.owner[sentence])].article.published:
        return line
    if line.with_previous:
        return None
    shorter = shorten_to(line.text, count_words(line.text) - 1)
    if shorter is None or deictic_time(shorter.text) or not stands_alone(shorter.text):
        return None
    if not _holds(shorter.text, must_hold):
        return None
    return replace(line, text=shorter.text, trimmed=True)


def _holds(text: str, must_hold: Collection[str]) -> bool:
    lower = text.lower()
    return not must_hold or any(word in lower for word in must_hold)


def _length_fit(text: str) -> float:
    count = count_words(text)
    return 1.0 if count <= IDEAL_WORDS else IDEAL_WORDS / count


def _gain(corpus: Corpus, line: Line, chosen: Sequence[Line]) -> float:
    if not chosen:
        return line.worth
    others = [corpus.vectors[other.sentence] for other in chosen]
    alike = max(float(corpus.vectors[line.sentence] @ other) for other in others)
    heard = {int(corpus.owner[other.sentence]) for other in chosen}
    voice = 1.0 if _owner(corpus, line) in heard else NEW_VOICE
    return line.worth * voice * (1 - 0.7 * max(0.0, alike))


def _too_alike(corpus: Corpus, line: Line, chosen: Sequence[Line]) -> bool:
    if any(set(line.numbers) & set(other.numbers) for other in chosen):
        return True
    return any(_restates(corpus, line, other) for other in chosen)


def _restates(corpus: Corpus, line: Line, other: Line) -> bool:
    """Return whether a line says what another does: by meaning, or by meaning and words.

    Cosines alone do not tell: two reports of one agreement have .66, an accusation and the
    answer to it .68; the first share half of their words, the second the subject.
    """
    likeness = float(corpus.vectors[line.sentence] @ corpus.vectors[other.sentence])
    if likeness < ALIKE_IN_WORDS:
        return False
    shared = shared_words(line.text, other.text)
    foreign = corpus.language(line.sentence) is not None  # all are alike to the encoder there
    return (likeness >= TOO_ALIKE and not foreign) or shared >= SHARED_WORDS


def shared_words(one: str, other: str) -> float:
    """Return the share of the shorter text's content words that both hold, 0 to 1."""
    words, others = set(content_words(one)), set(content_words(other))
    return len(words & others) / max(1, min(len(words), len(others)))


def point_of(corpus: Corpus, line: Line, also: Sequence[int] = ()) -> Point:
    """Return the cited point; `also` are sentences elsewhere that may say the same."""
    own = int(corpus.owner[line.sentence])
    vector = corpus.vectors[line.sentence]
    scored = [(float(vector @ corpus.vectors[s]), s) for s in also if corpus.owner[s] != own]
    citations = [citation_of(corpus, line.sentence, with_previous=line.with_previous)]
    heard = {own}
    for likeness, sentence in sorted(scored, key=lambda pair: (-pair[0], pair[1])):
        home = int(corpus.owner[sentence])
        if likeness < SAME_STATEMENT or not _in_same_words(corpus, line.sentence, sentence):
            continue
        if home not in heard and len(citations) < MAX_CITATIONS:
            heard.add(home)
            citations.append(citation_of(corpus, sentence))
    return Point(line.text, tuple(citations), "trimmed" if line.trimmed else "verbatim")


def _in_same_words(corpus: Corpus, one: int, other: int) -> bool:
    """Return whether the words of two sentences allow them to say the same; in English always."""
    language = corpus.language(one) or corpus.language(other)
    return language is None or same_words(corpus.texts[one], corpus.texts[other], language)


def citation_of(corpus: Corpus, sentence: int, *, with_previous: bool = False) -> Citation:
    """Cite a whole sentence, or it and the one before."""
    encoded = corpus.articles[int(corpus.owner[sentence])]
    index = int(corpus.index[sentence])
    start = encoded.sentences[index - with_previous].start
    return Citation.at(encoded.article, start, encoded.sentences[index].end)
