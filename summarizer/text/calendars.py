"""Dates of scripts other than Latin and Cyrillic: their months, digits and years."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime

_MONTHS: dict[str, int] = {}
for _names in (
    # Greek, Arabic (of Egypt, of the Levant), Hindi, Hebrew, Thai
    "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου "
    "νοεμβρίου δεκεμβρίου",
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "- شباط آذار نيسان أيار حزيران تموز آب أيلول - - -",
    "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "- फ़रवरी - - - - - - सितम्बर अक्तूबर नवम्बर दिसम्बर",
    "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר",
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
    "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.",
):
    _MONTHS.update({name: month for month, name in enumerate(_names.split(), 1) if name != "-"})

_MONTH = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d)(?P<day>\d\d?)[ \u00a0]*(?P<name>{_MONTH}),?[ \u00a0]*(?:พ\.ศ\.[ \u00a0]*)?"
        r"(?P<year>(?:19|20|25)\d\d)(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?[年년]\s?(?P<month>\d\d?)\s?[月월]\s?(?P<day>\d\d?)\s?[日일]",
        r"令和\s?(?P<reiwa>\d\d?|元)\s?年\s?(?P<month>\d\d?)\s?月\s?(?P<day>\d\d?)\s?日",
    )
)
BUDDHIST = 543
"""Years that the Thai calendar is ahead."""

EARLIEST_BUDDHIST = 2500

REIWA = 2018
"""The year before the era of Japan that began in 2019."""


class _Digits(dict[int, int]):
    """Character -> the digit 0 to 9 that it is, else itself."""

    def __missing__(self, code: int) -> int:
        digit = unicodedata.decimal(chr(code), None)
        self[code] = plain = code if digit is None else ord("0") + digit
        return plain


_DIGITS = _Digits()


def plain_digits(text: str) -> str:
    """Return `text` with the digits of every script as 0 to 9; offsets hold."""
    return text if text.isascii() else text.translate(_DIGITS)


def other_days(text: str) -> list[tuple[datetime, int, int]]:
    """Return the days that a text with plain digits names in these scripts, with their spans."""
    found = []
    for match in (match for pattern in _DATES for match in pattern.finditer(text)):
        day = _day(match.groupdict())
        if day is not None:
            found.append((day, *match.span()))
    return found


def _day(parts: dict[str, str | None]) -> datetime | None:
    if era := parts.get("reiwa"):
        year = REIWA + (1 if era == "元" else int(era))
    else:
        year = int(parts["year"] or 0)
        year -= BUDDHIST if year > EARLIEST_BUDDHIST else 0
    name, month = parts.get("name"), parts.get("month")
    try:
        return datetime(
            year, _MONTHS[name.lower()] if name else int(month or 0), int(parts["day"] or 0),
            tzinfo=UTC,
        )  # fmt: skip
    except ValueError:
        return None
