"""In which order the chosen points are read."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.salience.dangling import dangles
from summarizer.salience.openings import opens_dangling
from summarizer.summary.candidates import Candidate
from summarizer.summary.needs import leans
from summarizer.summary.opening import can_open
from summarizer.summary.persons import Persons, called_by

NEXT = 8
"""Sentences below the news within which its article still tells the same."""
STANDS = 0.2
"""Up to here a sentence hardly leans: it may open in place of one that does."""
_MARKS = ("“", '"', "‘", "«", "„")


def reading_order(chosen: Sequence[Candidate], *, opened: bool = False) -> list[int]:
    """Return the order to read in: article after article, first the one told from its top.

    Articles open with their news: background from the middle of one, though it was chosen
    first, does not stand before the lead of another.

    Args:
        chosen: in the order of choice.
        opened: the first of them is the news: it stands first, and what its article tells
            right after it goes on. What stands far below in it is background like others'.
    """
    news = chosen[0] if opened and chosen else None
    near = {k for k, c in enumerate(chosen) if news is not None and _goes_on(news, c)}
    turn: dict[int, tuple[int, int]] = {}
    for place, candidate in enumerate(chosen):
        if place in near:
            continue
        top, first = turn.get(candidate.article, (candidate.index, place))
        turn[candidate.article] = (min(top, candidate.index), first)
    return sorted(
        range(len(chosen)),
        key=lambda k: (
            (-1, 0) if k in near else turn[chosen[k].article],
            not opened or k > 0,
            chosen[k].index,
        ),
    )


def _goes_on(news: Candidate, other: Candidate) -> bool:
    """Return whether a sentence is the news itself or what its article tells right with it."""
    return other.article == news.article and other.index - news.index <= NEXT


def readable_order(
    chosen: Sequence[Candidate],
    needs: Sequence[int],
    *,
    opened: bool,
    first_told: bool = False,
    heard: Sequence[Candidate] = (),
) -> list[int]:
    """Return the order of `reading_order`, mended so that each point is understood where it stands.

    Of one article, a line above its text that leans on the headline ("The two sides remain apart")
    comes after the news. Of several (`opened`), who is named by surname alone comes after the
    sentence that names them in full. Where the first point is shown elsewhere (`first_told`), a
    statement is read before the first quotation.

    Args:
        chosen: in the order of choice.
        needs: per one of them the place in `chosen` of the one that it hangs on, or -1.
        opened: the first of them is the news of several articles.
        first_told: the first may be shown elsewhere.
        heard: the other sentences of the articles: they tell who is a person.
    """
    order = reading_order(chosen, opened=opened)
    if not opened:
        return _below_the_news(chosen, order, needs)
    tied = {k for k, needed in enumerate(needs) if needed >= 0} | set(needs)
    if first_told and len(order) > 1 and chosen[order[1]].text.startswith(_MARKS):
        free = (k for k in order[2:] if needs[k] < 0 and not chosen[k].text.startswith(_MARKS))
        plain = next(free, -1)
        for later in reversed([k for k in order if plain >= 0 and needs[k] == plain]):
            order = _brought(order, later, 1)
        order = _brought(order, plain, 1)
    persons = Persons([c.text for c in chosen], [c.text for c in heard])
    return _introduced_first(chosen, order, needs, tied, persons)


def _below_the_news(
    chosen: Sequence[Candidate], order: list[int], needs: Sequence[int]
) -> list[int]:
    """The order with an article's first sentence, where it leans, behind the next that stands."""
    if not order[1:]:
        return order
    first, news = order[:2]
    above, text = chosen[first].text, chosen[news].text
    # A "he" behind another's news would be taken for him.
    if chosen[first].index or first in needs or opens_dangling(above) or not leans(above):
        return order
    told = chosen[news].index <= NEXT and needs[news] < 0
    return _brought(order, news, 0) if told and can_open(text) and dangles(text) < STANDS else order


def _brought(order: list[int], one: int, place: int) -> list[int]:
    """The same order with `one` at `place`; unchanged where there is none (-1)."""
    if one < 0:
        return order
    rest = [k for k in order if k != one]
    return [*rest[:place], one, *rest[place:]]


def _introduced_first(
    chosen: Sequence[Candidate],
    order: list[int],
    needs: Sequence[int],
    tied: set[int],
    persons: Persons,
) -> list[int]:
    known: set[str] = set()
    for place in range(len(order)):
        at = order[place]
        unknown = [name for name in persons.strangers(at) if name not in known]
        tellers = {k for name in unknown for k in persons.introductions(name)}
        later = [k for k in order[place + 1 :] if k in tellers and k not in tied]
        before = order.index(needs[at]) if needs[at] >= 0 else place
        if before and later:
            order = _brought(order, later[0], before)
        known |= called_by(chosen[order[place]].text)
        known |= called_by(chosen[order[before]].text)
    return order
