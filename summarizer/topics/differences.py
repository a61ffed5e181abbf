"""What sets the sources apart on a topic: who speaks of it, and in which figures or words.

Only what stands on the page is told: two counts of the same noun in sentences that are
alike, or two short quotations of when or how many, from different mouths, side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from summarizer.domain import Article
from summarizer.follow import MIN_SHARED_WORDS, SAME_SUBJECT, counted, value_of
from summarizer.text.words import content_words
from summarizer.topics.corpus import Corpus

MOST_COMPARED = 60
"""Sentences of one topic whose figures are compared."""
NAME_LENGTH = 40
"""Characters of a title that stands for an outlet's name."""
SHORT_QUOTE = 6
"""Words of a quotation that fits a note as a whole."""
_UNITS = frozenset(
    """day days week weeks month months year years hour hours minute minutes second seconds
    times percent points more other others per and people’s million millions billion billions
    trillion trillions mph kph km kilometers kilometres miles mile feet foot inches inch meters
    metres metre meter acres hectares pounds dollars euros kilograms tons tonnes degrees barrels
    p.m a.m am pm est edt cst cdt pst pdt gmt utc bst ist cet hrs""".split()
)
"""What is counted nearly everywhere without being the thing that is told of."""
_SPEECH = (
    r"(?:said|says|stated|states|announced|told|wrote|added|stressed|called|described|insisted)"
)
_MOUTH = (
    r"(?P<who>(?:[Tt]he |[Aa] |An )?[A-Z][\w.’'-]*(?: (?:of|the|for|[A-Z][\w.’'-]*|"
    r"foreign|ministry|statement|readout|spokes\w+|officials?))*)"
)
_SUBJECT = re.compile(rf"(?:^|(?<=[.;,] ))(?:But |And |Yet )?{_MOUTH} (?:also |later )?{_SPEECH}\b")
_SOURCE = re.compile(rf"according to {_MOUTH}")
_QUOTE = re.compile(r"[“\"]([^”\"]{3,80})[”\"]")
_WHEN = re.compile(
    r"\b(?:time|future|soon|days?|weeks?|months?|years?|now|immediately|tomorrow|today)\b", re.I
)
_TO = re.compile(r"(?: (?:of|for|the))+$")


class Account(NamedTuple):
    """What one speaker is quoted with."""

    who: str
    quote: str
    sentence: int


def name_of(article: Article) -> str:
    """Return the outlet's name, else the title, shortened, in quotation marks."""
    if article.source:
        return article.source
    title = article.title
    if len(title) > NAME_LENGTH:
        title = title[:NAME_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
    return f"“{title}”" if title else "one article"


def figures_differ(corpus: Corpus, sentences: Sequence[int]) -> str:
    """Return which counts of one thing disagree between articles of one story, or "".

    Two sentences count the same thing when their cosine is `SAME_SUBJECT` or more, they
    share `MIN_SHARED_WORDS` content words, and each gives one number for the same noun.
    """
    told = [(s, counts) for s in sentences if (counts := _counts(corpus.texts[s]))]
    for (a, first), (b, second) in combinations(told[:MOST_COMPARED], 2):
        home, other = int(corpus.owner[a]), int(corpus.owner[b])
        if home == other or corpus.story[home] != corpus.story[other]:
            continue
        for noun in sorted(first.keys() & second.keys()):
            if _disagree(corpus, (home, first[noun]), (other, second[noun])) and _same_subject(
                corpus, a, b, noun
            ):
                here = name_of(corpus.articles[home].article)
                there = name_of(corpus.articles[other].article)
                if here == there:  # one outlet's count has grown
                    continue
                return f"figures differ: {first[noun]} {noun} in {here}, {second[noun]} in {there}"
    return ""


def _counts(text: str) -> dict[str, str]:
    return {noun: number for noun, number in counted(text).items() if noun not in _UNITS}


def _disagree(corpus: Corpus, one: tuple[int, str], other: tuple[int, str]) -> bool:
    """Return whether two articles give two figures, and neither has the other's at all.

    "From 15,000 to 62,500" in both is no disagreement, whichever a sentence names.
    """
    (home, first), (away, second) = one, other
    return (
        value_of(first) != value_of(second)
        and second.split()[0] not in corpus.articles[home].article.text
        and first.split()[0] not in corpus.articles[away].article.text
    )


def _same_subject(corpus: Corpus, a: int, b: int, noun: str) -> bool:
    if float(corpus.vectors[a] @ corpus.vectors[b]) < SAME_SUBJECT:
        return False
    words = [
        {w for w in content_words(corpus.texts[s]) if not w[0].isdigit()} - {noun} for s in (a, b)
    ]
    return len(words[0] & words[1]) >= MIN_SHARED_WORDS


def accounts_differ(corpus: Corpus, sentences: Sequence[int]) -> str:
    """Return two speakers' words for when something will be, if they differ, or ""."""
    pair = accounts_of(corpus, sentences)
    if pair is None:
        return ""
    told = ", ".join(f"“{account.quote}” ({account.who})" for account in pair)
    return f"accounts differ: {told}"


def accounts_of(corpus: Corpus, sentences: Sequence[int]) -> tuple[Account, Account] | None:
    """Return two speakers' different words for when, in a sentence and the one after it."""
    here = set(sentences)
    near = sorted(here | {s + 1 for s in here if _goes_on(corpus, s)})
    found = {s: list(_accounts(corpus.texts[s], s)) for s in near}
    for s in near:
        both = found[s] + (found.get(s + 1, []) if _goes_on(corpus, s) else [])
        for one, other in combinations(both, 2):
            if _contradict(one, other):
                return one, other
    return None


def _goes_on(corpus: Corpus, sentence: int) -> bool:
    """Return whether the next sentence stands in the same paragraph of the same article."""
    after = sentence + 1
    if after >= len(corpus.texts) or corpus.owner[after] != corpus.owner[sentence]:
        return False
    places = corpus.articles[int(corpus.owner[sentence])].sentences
    index = int(corpus.index[sentence])
    return places[index].paragraph == places[index + 1].paragraph


def _accounts(text: str, sentence: int) -> Iterator[Account]:
    """Yield the short quotations of a sentence that has one speaker."""
    mouths = {_plain(m["who"]) for rule in (_SUBJECT, _SOURCE) for m in rule.finditer(text)}
    if len(mouths) != 1:
        return
    for match in _QUOTE.finditer(text):
        quote = match[1].strip(" ,.;")
        if 0 < len(quote.split()) <= SHORT_QUOTE:
            yield Account(next(iter(mouths)), quote, sentence)


def _plain(who: str) -> str:
    who = _TO.sub("", who)
    return who[0].lower() + who[1:] if who.startswith(("The ", "A ", "An ")) else who


def _contradict(one: Account, other: Account) -> bool:
    """Return whether two speakers give another time, or another number, for the same."""
    if one.who.casefold() == other.who.casefold() or one.sentence == other.sentence:
        return False
    shared = set(content_words(one.quote)) & set(content_words(other.quote))
    when = _WHEN.search(one.quote) and _WHEN.search(other.quote)
    return bool(when) and not (shared - {"time"})


def note_of(corpus: Corpus, owners: Sequence[int], own: Sequence[int] = ()) -> str:
    """Return how many of the articles speak of a topic, and where they differ.

    Args:
        corpus: the sentences' home.
        owners: the articles that speak of it.
        own: its sentences that no other topic is nearer to: a difference is told once.
    """
    ordered = np.unique(np.asarray(own, dtype=np.int64)).tolist()
    told = (
        _spread(corpus, owners),
        figures_differ(corpus, ordered),
        accounts_differ(corpus, ordered),
    )
    return "; ".join(part for part in told if part)


def _spread(corpus: Corpus, owners: Sequence[int]) -> str:
    total = sum(1 + len(names) for names in corpus.copies)
    count = sum(1 + len(corpus.copies[o]) for o in owners)
    if total < 2:
        return ""
    if count == total:
        return f"All {total} articles" if total > 2 else "Both articles"
    if count == 1:
        return f"Only {name_of(corpus.articles[owners[0]].article)} mentions it"
    return f"{count} of {total} articles"
