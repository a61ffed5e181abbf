"""The language of Readout's own words around the news: headings, counts, dates, credits.

A text is written in English where it is said and is its own key, as with gettext; a
`Tongue` says it in its language. English is this module and needs nothing else; every other
language is a catalogue in data/tongues, read with Babel when it is first asked for.

>>> from summarizer.tongue import ENGLISH
>>> ENGLISH.count("{n} article", "{n} articles", 1200)
'1,200 articles'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.domain import Article

NAMES = {
    "en": "English",
    "da": "Dansk",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "nb": "Norsk",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "ru": "Русский",
    "sv": "Svenska",
    "uk": "Українська",
}
"""The languages that there are, by ISO 639-1 code, as their speakers call them."""

AUTO = "auto"
"""For: the language that most of the articles are written in."""

CHOICES = (*NAMES, AUTO)
_ALSO = {"no": "nb", "nn": "nb"}

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def to_say(text: str) -> str:
    """Return `text`: a mark on what is written in a table, or handed on, and said later.

    `Tongue.say` takes it then. Whoever collects what catalogues must have finds it here.
    """
    return text


class Tongue:
    """A language, and how Readout's words are said in it. This one is English."""

    code = "en"

    def say(self, text: str, /, **values: object) -> str:
        """Return `text` with its {placeholders} filled."""
        return text.format(**values)

    def count(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Return the form of a text that `n` asks for; {n} in it is the number."""
        return (one if n == 1 else many).format(n=self.number(n), **values)

    def number(self, n: int) -> str:
        """Return "1,200"."""
        return f"{n:,}"

    def day(self, moment: date) -> str:
        """Return "27 August 2024"."""
        return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"

    def days(self, since: date, until: date) -> str:
        """Return "27 to 29 August 2024"; of one day that day."""
        if (since.year, since.month, since.day) == (until.year, until.month, until.day):
            return self.day(since)
        if (since.year, since.month) == (until.year, until.month):
            return f"{since.day} to {self.day(until)}"
        if since.year == until.year:
            return f"{since.day} {MONTHS[since.month - 1]} to {self.day(until)}"
        return f"{self.day(since)} to {self.day(until)}"

    def clock(self, moment: datetime) -> str:
        """Return "14:30"."""
        return f"{moment.hour:02}:{moment.minute:02}"

    def weekday(self, moment: date) -> str:
        """Return "Thursday, 26 November"."""
        return f"{WEEKDAYS[moment.weekday()]}, {moment.day} {MONTHS[moment.month - 1]}"

    def weekdays(self, days: Iterable[int]) -> list[str]:
        """Return days of the week, 1 Monday to 7 Sunday, as they come again: "Mondays"."""
        return [f"{WEEKDAYS[day - 1]}s" for day in days]

    def stamp(self, moment: datetime) -> str:
        """Return "2024-08-27 14:30"."""
        return f"{moment:%Y-%m-%d %H:%M}"

    def listed(self, names: Sequence[str]) -> str:
        """Return "3, 5 and 12"."""
        *first, last = names
        return f"{', '.join(first)} and {last}" if first else last

    def again(self, text: str) -> str:
        """Return a sentence that was said in English elsewhere, such as a digest's notice.

        A digest, stored or as JSON, keeps what it says of itself in English. A text that is
        not known comes back as it is.
        """
        return text

    def fault(self, text: str) -> str | None:
        """Return what went wrong, as an error says it in English; None where it is not known."""
        return text


ENGLISH = Tongue()


def language_code(text: str) -> str:
    """Return the code of a language that Readout speaks, or "auto".

    A region is left out: "de-AT" and "pt_BR" are "de" and "pt".

    Raises:
        ValueError: it speaks no such language; names those that it does.
    """
    given = text.strip().lower()
    code = given.replace("_", "-").split("-")[0]
    code = _ALSO.get(code, code)
    if given != AUTO and code not in NAMES:
        raise ValueError(f"not a language that Readout supports: {', '.join(CHOICES)}")
    return AUTO if given == AUTO else code


def tongue_of(language: str, articles: Iterable[Article] = ()) -> Tongue:
    """Return the tongue of a code; for "auto" that of most of the articles.

    Where these are in a language without a catalogue, or in none that is known, it is English.

    Raises:
        ValueError: there is no such language.
    """
    code = language_code(language)
    if code == AUTO:
        code = _most_common(articles)
    return _abroad(code) if code != ENGLISH.code else ENGLISH


def _most_common(articles: Iterable[Article]) -> str:
    told = Counter(_ALSO.get(one.language, one.language) for one in articles if one.language)
    code = told.most_common(1)[0][0] if told else ENGLISH.code
    return code if code in NAMES else ENGLISH.code


@cache
def _abroad(code: str) -> Tongue:
    from summarizer.tongue.abroad import Abroad

    return Abroad(code)
