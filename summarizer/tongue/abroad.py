"""Every language but English: a catalogue of gettext's kind, and Babel for what CLDR knows.

Catalogues are .po files as translators know them. Plural forms are by the rule that stands
in the file; dates, numbers and lists are as CLDR has them for the language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from gettext import GNUTranslations
from io import BytesIO

from babel import Locale
from babel.dates import format_date, format_datetime, format_interval, format_time, get_day_names
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from summarizer.tongue import Tongue
from summarizer.tongue.catalogues import CATALOGUES
from summarizer.tongue.elsewhere import SAID_ELSEWHERE
from summarizer.tongue.faults import FAULTS

LONGEST = 1_000
"""Characters of a sentence that is looked for: names of others' making stand in some, and a
very long one could be matched in too many ways."""


Known = tuple[str, str, re.Pattern[str]]
"""A text of English: its form for one, that for more, and what matches it when it is filled."""


class Abroad(Tongue):
    """A language with a catalogue.

    Args:
        code: its ISO 639-1 code.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self.locale = Locale(code)
        self.catalogue = read_catalogue(code)

    def say(self, text: str, /, **values: object) -> str:
        """Return what the catalogue has for `text`, its {placeholders} filled."""
        return self.catalogue.gettext(text).format(**values)

    def count(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Return the form that `n` asks for in this language; {n} in it is the number."""
        return self.catalogue.ngettext(one, many, n).format(n=self.number(n), **values)

    def number(self, n: int) -> str:
        """Return a number as this language groups its digits."""
        return _spaced(format_decimal(n, locale=self.locale))

    def day(self, moment: date) -> str:
        """Return a day, month in words."""
        return _spaced(format_date(moment, "long", locale=self.locale))

    def days(self, since: date, until: date) -> str:
        """Return the days from one to another."""
        first, last = _date(since), _date(until)
        if first == last:
            return self.day(first)
        return _spaced(str(format_interval(first, last, "yMMMMd", locale=self.locale)))

    def clock(self, moment: datetime) -> str:
        """Return a time of day."""
        return format_time(moment.time(), "short", locale=self.locale)

    def weekday(self, moment: date) -> str:
        """Return a day of the week with its date, the year left out."""
        # What follows is a pattern of CLDR for a date; a quoted part of it is literal.
        return format_date(moment, self.say("EEEE, d MMMM"), locale=self.locale)

    def weekdays(self, days: Iterable[int]) -> list[str]:
        """Return days of the week by their names."""
        names = get_day_names("wide", "stand-alone", self.locale)
        return [names[day - 1] for day in days]

    def stamp(self, moment: datetime) -> str:
        """Return a day and a time of day, in figures."""
        return _spaced(format_datetime(moment.replace(tzinfo=None), "short", locale=self.locale))

    def listed(self, names: Sequence[str]) -> str:
        """Return names with the language's "and" before the last."""
        return format_list(names, locale=self.locale)

    def again(self, text: str) -> str:
        """Return in this language a sentence, or clauses, that were said in English."""
        if len(text) > LONGEST:
            return text
        return self._whole(text, _known(SAID_ELSEWHERE)) or "; ".join(
            self._whole(part, _known(SAID_ELSEWHERE)) or part for part in text.split("; ")
        )

    def fault(self, text: str) -> str | None:
        """Return in this language what went wrong; None where it is not known."""
        if len(text) > LONGEST:
            return None
        return self._whole(text, _known(FAULTS)) or self._whole(text, _known(SAID_ELSEWHERE))

    def _whole(self, text: str, patterns: list[Known]) -> str | None:
        for one, many, pattern in patterns:
            if match := pattern.fullmatch(text):
                return self._filled(one, many, match.groupdict())
        lowered = f"{text[:1].lower()}{text[1:]}"
        said = self._whole(lowered, patterns) if lowered != text else None
        return f"{said[:1].upper()}{said[1:]}" if said else None

    def _filled(self, one: str, many: str, found: dict[str, str]) -> str:
        values = {name: self._value(name, value) for name, value in found.items() if name != "n"}
        if "n" not in found:
            return self.say(one, **values)
        return self.count(one, many, int(found["n"].replace(",", "")), **values)

    def _value(self, name: str, value: str) -> str:
        """Return what stood at a placeholder, by what its name says that it is."""
        if name == "day":
            return self.day(datetime.strptime(value, "%d %B %Y").replace(tzinfo=UTC))
        if name == "permissions":
            return self.listed([self.fault(one) or one for one in value.split(", ")])
        if name == "choices":
            return format_list(value.split(" or "), style="or", locale=self.locale)
        if name == "accounts":
            return _QUOTED.sub(self._quoted, value)
        if name in ("name", "here", "there") and (title := _QUOTED.fullmatch(value)):
            return self._quoted(title)
        return self.again(value) if name in ("why", "what") else value

    def _quoted(self, found: re.Match[str]) -> str:
        """Return what stood in quotation marks in those of this language."""
        return self.say("“{name}”", name=found[1])


@cache
def _known(said: tuple[str | tuple[str, str], ...]) -> list[Known]:
    """Return for each text both of its forms, and what matches either."""
    forms = [(text, text) if isinstance(text, str) else text for text in said]
    return [(*both, _pattern(text)) for both in forms for text in dict.fromkeys(both)]


_QUOTED = re.compile("“((?:[^“”]|“[^“”]*”)*)”")
"""A title, or what somebody said, in the marks of English; those within are its own."""

# What stands at a placeholder, where it is not just anything.
_KINDS = {"n": r"\d[\d,]*", "spoken": r"\d[\d,]*", "day": r"\d{1,2} [A-Z][a-z]+ \d{4}"}


def _pattern(template: str) -> re.Pattern[str]:
    """Return what matches a text that was made of `template`, a group for each placeholder."""
    pieces = re.split(r"\{(\w+)\}", template)
    made = [re.escape(pieces[0])]
    for name, literal in zip(pieces[1::2], pieces[2::2], strict=True):
        made.append(f"(?P<{name}>{_KINDS.get(name, '.+')}){re.escape(literal)}")
    return re.compile("".join(made), re.DOTALL)


_THIN = str.maketrans(dict.fromkeys("\u2009\u202f", "\u00a0"))


def _spaced(text: str) -> str:
    """Return `text` with the thin spaces of CLDR as no-break ones, which every screen can show."""
    return text.translate(_THIN)


def _date(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def read_catalogue(code: str) -> GNUTranslations:
    """Return the catalogue of a language; texts that it lacks stay English."""
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
