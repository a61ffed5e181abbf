"""Bytes to text: which encoding, and what the reader should know about the guess."""

from __future__ import annotations

import codecs
import re
import unicodedata
from contextlib import suppress

from summarizer.errors import Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"SQLite format 3", "a database"),
    (b"7z\xbc\xaf", "an archive"),
    (b"{\\rtf", "a rich text document"),
)

SAMPLE = 65_536
"""Bytes that the guess of an encoding looks at."""

_BINARY_SHARE = 0.02
"""Control characters among all characters; text of any encoding has next to none."""

_DAMAGE_SHARE = 0.01
"""Bytes that may be broken in what is still called UTF-8."""

_ZERO_SHARE = 0.01
"""Zero bytes in UTF-16: one for each space, digit and full stop, whatever the script."""

_PRINTED_SHARE = 0.99
"""Characters that print among those of a text; of bytes that are none, every sixth does not."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
_ESCAPE = re.compile("\x1b\\[[0-9;?]{0,16}[A-Za-z]")
_JOINER = re.compile(
    "(?<![\u0600-\u0dff\u200d\ufe0f\u2190-\u2bff\U0001f000-\U0001faff])[\u200c\u200d]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_TYPED_QUOTE = re.compile(
    r"(?:``|(?<![\w\"])\")(?=\S)((?:[^\"`\n']|'(?!')|\n(?!\s*\n))+)(?<=[^\s\d])''(?![\w'\"])"
)
"""A quotation that ends in two apostrophes, as agencies and TeX type it: "Late Harvest''. Not a
length in inches, nor a title within that is set between two and two."""
_MISREAD = re.compile(
    "â[€\x80](?:[\x80-\xbfŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|(?=[\\s.,;:!?)]|$))"
    "|â(?:‚|\x82)¬|[ÂÃ][\xa1-\xaa\xac-\xba\xbc-\xbf]|Ã(?:[\x80-\x9f€ŒœŠšŽŸˆ‡‰›]|[„–](?=[a-z]))"
    "|(?<=[a-z.,;:!?)])Â(?=[\xa0 ])"
)
"""UTF-8 that somebody read as Windows-1252 or Latin-1: "boardâ€™s", "cafÃ©". A last byte that the
former has no character for was lost: that of a closing quotation mark. What right texts hold as
well is none: the end of a quoted “MANHÃ”, a lone "Â". Of a space that breaks no line, the first
byte is left behind a word.
"""
_LOST_BYTE = b"\x9d"


def decode(data: bytes, *, subject: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of `data`, and notes where the encoding had to be guessed.

    A byte order mark decides, then strict UTF-8, then UTF-8 with a few broken bytes,
    then a guess from the bytes' statistics.

    Raises:
        Unreadable: the bytes are no text.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise Unreadable(f"is {kind}, not text", subject=subject, advice=_ADVICE)
    if (text := marked(data)) is not None:
        return _checked(text, subject), ()
    if (found := _unmarked(data)) is not None:
        text, encoding = found
        return text, (f"read as {encoding}",)
    try:
        return _checked(data.decode("utf-8"), subject), ()
    except UnicodeDecodeError:
        text, note = guess(data)
        return _checked(text, subject), (note,)


def is_binary(data: bytes) -> bool:
    """Return whether bytes begin as a picture, a program, an archive or the like does."""
    return data.startswith(tuple(magic for magic, _ in _MAGIC))


def marked(data: bytes) -> str | None:
    """Return the text of bytes that begin with a byte order mark; None without one."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    return None


_ADVICE = "Save it as plain text or HTML."


def _checked(text: str, subject: str) -> str:
    sample = text[:SAMPLE]
    if len(_CONTROL.findall(sample)) > _BINARY_SHARE * len(sample) + 4:
        raise Unreadable("is a binary file, not text", subject=subject, advice=_ADVICE)
    return text


def _unmarked(data: bytes) -> tuple[str, str] | None:
    """Return (text, encoding) of wide or shifting bytes without a mark; None for others.

    Of the two orders of bytes the right one has the spaces and the line ends.
    """
    names: tuple[str, ...] = ()
    if b"\x1b$B" in data or b"\x1b$@" in data:
        names = ("iso-2022-jp",)
    elif data.count(b"\x00") > _ZERO_SHARE * len(data) and not _is_narrow(data):
        names = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
    found = []
    for name in names:
        with suppress(UnicodeDecodeError):
            text = data.decode(name)
            sample = text[:SAMPLE]
            printed = sum(c.isprintable() or c.isspace() for c in sample)
            if printed >= _PRINTED_SHARE * len(sample):
                found.append((sum(c.isascii() for c in sample), text, name))
    return max(found)[1:] if found else None


def _is_narrow(data: bytes) -> bool:
    """Return whether bytes are UTF-8 with some zero bytes in it: wide ones hold other controls."""
    zeros = data.count(b"\x00")
    if zeros > 0.2 * len(data):
        return False
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return len(_CONTROL.findall(text)) - zeros <= _BINARY_SHARE * len(text)


def guess(data: bytes) -> tuple[str, str]:
    """Return the text of bytes that are not UTF-8, and a note of what they were taken for."""
    if (text := damaged(data)) is not None:
        broken = text.count("\ufffd")
        return text, f"its bytes were not all valid UTF-8; {broken} could not be read"
    encoding = _statistics(data)
    name = "windows-1252" if encoding == "cp1252" else encoding.lower().replace("_", "-")
    return data.decode(encoding, "replace"), f"its bytes were not valid UTF-8; read as {name}"


def damaged(data: bytes) -> str | None:
    """Return the text of UTF-8 with a few broken bytes; None where it is another encoding's."""
    text = data.decode("utf-8", "replace")
    broken, sound = text.count("\ufffd"), len(re.findall("[\u0080-\ufffc]", text))
    few = broken <= max(1, _DAMAGE_SHARE * len(text)) and sound > broken
    return text if few else None


_HIGH = re.compile(rb"[\x80-\xff]+")


def _statistics(data: bytes) -> str:
    """Return the encoding that letters and their neighbours speak for.

    A line with a quotation mark or two says nothing: it is from Windows, as most are.
    """
    from chardet import detect

    first = _HIGH.search(data)
    start = max(0, first.start() - SAMPLE // 10) if first else 0  # a page's head is no text
    found = detect(data[start : start + SAMPLE])["encoding"] or "cp1252"
    rare = not found.lower().startswith(_USUAL)
    if rare and len(data) <= SHORT and len(_HIGH.findall(data)) <= FEW and _is_western(data):
        return "cp1252"
    return "cp1252" if found == "ISO-8859-1" else found


_USUAL = ("windows", "iso", "koi8-", "gb", "big5", "euc", "shift", "cp932", "cp949")
SHORT, FEW = 100, 4
"""Bytes, and high ones in them, on which a guess at an encoding that is seldom met may rest."""


def _is_western(data: bytes) -> bool:
    with suppress(UnicodeDecodeError):
        data.decode("cp1252")
        return True
    return False


def tidy(text: str) -> str:
    """Return bare text in NFC without terminal escapes, control and invisible characters.

    What was UTF-8 and stands there as Windows-1252 is read again.
    A quotation that ends in two apostrophes ends in the mark that they stand for. Joiners stay
    between emoji and in scripts that are written with them.
    """
    text = _MISREAD.sub(_read_again, _ESCAPE.sub("", text))
    text = _DROPPED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if "''" in text:
        text = _TYPED_QUOTE.sub(r'"\1"', text)
    return unicodedata.normalize("NFC", whole(_JOINER.sub("", text)))


def _read_again(misread: re.Match[str]) -> str:
    data = bytearray()
    for character in misread[0]:
        try:
            data += character.encode("cp1252")
        except UnicodeEncodeError:
            data += character.encode("latin-1")
    if data == b"\xc2":
        return ""
    if data == b"\xe2\x80":
        data += _LOST_BYTE
    return data.decode("utf-8", "replace")


def whole(text: str) -> str:
    """Return `text` with U+FFFD, character for character, for halves of surrogate pairs."""
    return _SURROGATE.sub("\ufffd", text)
