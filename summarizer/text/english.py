"""English words that many rules ask for: days, months, small numbers, verbs of saying.

Tuples are in lower case and in order, patterns are parts of larger ones and capitalised; where case
does not matter, the larger pattern says so.
"""

from __future__ import annotations

from summarizer import tongue

WEEKDAYS = tuple(map(str.lower, tongue.WEEKDAYS))
MONTHS = tuple(map(str.lower, tongue.MONTHS))
NUMBERS = tuple(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen".split()
)
"""Each at the place of its value."""
TENS = {
    word: 10 * (place + 2)
    for place, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
}
MAGNITUDES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}

WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
MONTH = f"(?:{'|'.join(map(str.capitalize, MONTHS))})"
SHORT_MONTH = f"(?:{'|'.join(month[:3].capitalize() for month in MONTHS)})[a-z]*"
"""A month, or how it is cut short: "Sep", "Sept", "September"; a stop may follow."""

SPEECH = (
    r"(?:said|says|added|adds|told|tells|wrote|writes|continued|explained|noted|insisted|"
    r"recalled|tweeted|replied|asked|joked|admitted|argued|claimed|concluded|declared|"
    r"stated|warned|went on|testified|posted|revealed|believes|believed|thinks|thought|"
    r"acknowledged|observed|remarked|quipped|stressed|urged|confirmed|predicted|suggested)"
)
"""What somebody does who speaks, as a report tells it."""


def counted(first: int, last: int) -> str:
    """Return the numbers from `first` to `last` as alternatives of a pattern: "two|three|four"."""
    return "|".join(NUMBERS[first : last + 1])
