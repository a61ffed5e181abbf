"""Sentences of Thai and Lao, which end with a space instead of a mark.

The same space stands between clauses, around numbers and names, and in lists. So a space ends
a sentence only where nothing binds the two sides (a joining word, a number, a name and its
surname, brackets), and both sides are long enough to be statements; words that open sentences
need less. Where it is doubtful, the sentence goes on: a long one can be read, half of one cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from summarizer.characters import LAO, THAI
from summarizer.domain import Span

ENOUGH = 30
"""Characters, some seven words: a sentence that is shorter goes on behind a space."""

NEXT_ENOUGH = 20
"""Characters of what follows; less is a name, a date or an afterthought."""

OPENED_ENOUGH = 12
"""Characters before a word that opens sentences."""

NAME = 18
"""Characters of a first name with its title, of a surname; longer is no name."""

LONGEST_WORD = 20
"""Characters of a joining word, at most."""

_OWN = re.compile(f"[{THAI}{LAO}]")
_PIECE = re.compile(r"\S+")
_OPENS = re.compile(
    "นอกจากนี้|นอกจากนั้น|ขณะเดียวกัน|ขณะนี้|ขณะที่|ทั้งนี้|อย่างไรก็ตาม|อย่างไรก็ดี|ด้าน|ส่วน|สำหรับ|ล่าสุด|ต่อมา|ก่อนหน้านี้"
    "|เบื้องต้น|ภายหลัง|หลังจากนั้น|จากนั้น|ดังนั้น|สำนักข่าว|ນອກຈາກນີ້|ຂະນະດຽວກັນ|ຢ່າງໃດກໍຕາມ|ສ່ວນ|ສຳລັບ|ຫຼັງຈາກນັ້ນ"
)
_GOES_ON = re.compile(
    "[ๆฯໆ]|และ|หรือ|แต่|ที่|ซึ่ง|อัน|โดย|เพื่อ|ว่า|กับ|แก่|ของ|ใน|จาก|ถึง|รวม|พร้อม|เช่น|ได้แก่|คือ|ทำให้|ส่งผล|จน|เพราะ"
    "|เนื่องจาก|ตาม|ด้วย|ก็|จึง|แล้ว|ต่อ|เมื่อ|หาก|ถ้า|แม้|หลังจาก|ก่อนที่|ระหว่าง|ประมาณ|เป็น|อีก"
    "|กล่าว|เล่า|ระบุ|เปิดเผย|เผย|บอก|แถลง|ยืนยัน|ยอมรับ|อธิบาย|ให้สัมภาษณ์|ได้|จะ|ถูก|ยัง"
    "|ແລະ|ຫຼື|ແຕ່|ທີ່|ຊຶ່ງ|ເຊິ່ງ|ໂດຍ|ເພື່ອ|ວ່າ|ກັບ|ຂອງ|ໃນ|ຈາກ|ເຖິງ|ລວມ|ເຊັ່ນ|ຄື|ເຮັດໃຫ້|ຈົນ|ເພາະ|ເນື່ອງຈາກ|ຕາມ|ດ້ວຍ|ກໍ|ຈຶ່ງ"
)
_WAITS = re.compile(
    "(?:และ|หรือ|แต่|ว่า|คือ|เช่น|ได้แก่|ประกอบด้วย|โดย|เพื่อ|ของ|ใน|ที่|ซึ่ง|กับ|จาก|ถึง|เพราะ|ชื่อ|วันที่|เวลา|จำนวน|นายก"
    "|ແລະ|ຫຼື|ແຕ່|ວ່າ|ຄື|ເຊັ່ນ|ໄດ້ແກ່|ໂດຍ|ຂອງ|ໃນ|ທີ່|ກັບ|ຈາກ|ວັນທີ|ຈຳນວນ)$"
)
_TITLE = re.compile(
    "นาย(?!ก)|นาง|น\\.ส\\.|ด\\.[ชญ]\\.|เด็ก(?:ชาย|หญิง)|ดร\\.|พล\\.|ร\\.ต|พ\\.ต|จ\\.ส|ส\\.ต|ศ\\.|ผศ\\.|รศ\\.|นพ\\.|พญ\\.|ທ່ານ|ທ້າວ|ນາງ"
)
_OPENERS, _CLOSERS = '“‘("[«', '”’)"]»'


STATEMENT = 90
"""Characters of a line that is no headline."""


def ends_unmarked(line: str) -> bool:
    """Return whether a line is a statement of a script that puts no mark behind it."""
    return len(line) >= STATEMENT and _OWN.match(line[-1]) is not None


def clause_spans(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences that stand between `start` and `end`, which no mark parts."""
    if text.isascii() or _OWN.search(text, start, end) is None:
        yield start, end
        return
    begin = start
    groups = _groups(text, start, end)
    for (_, last), (after, until) in pairwise(groups):
        if _ends(text, last - begin, after, until):
            yield begin, last
            begin = after
    yield begin, end


def _ends(text: str, length: int, after: int, until: int) -> bool:
    if _OPENS.match(text, after):
        return length >= OPENED_ENOUGH
    return length >= ENOUGH and until - after >= NEXT_ENOUGH


def _groups(text: str, start: int, end: int) -> list[Span]:
    """Return the pieces between spaces, joined where something binds them."""
    groups: list[Span] = []
    named = open_brackets = 0
    before = ""
    for match in _PIECE.finditer(text, start, end):
        piece = match.group()
        bound = bool(named or open_brackets) or (bool(groups) and _binds(before, piece))
        if groups and bound:
            groups[-1] = (groups[-1][0], match.end())
        else:
            groups.append(match.span())
        named = _names_left(piece, named)
        open_brackets = _still_open(piece, open_brackets)
        before = piece
    return groups


def _names_left(piece: str, named: int) -> int:
    """Return behind how many spaces more a name goes on: surname, then what the person is."""
    if _TITLE.match(piece):
        return 2 if len(piece) <= NAME else 0
    return named - 1 if named and len(piece) <= NAME else 0


def _still_open(piece: str, depth: int) -> int:
    for character in piece:
        if character == '"':
            depth = 0 if depth else 1
        elif character in _OPENERS:
            depth += 1
        elif character in _CLOSERS:
            depth = max(depth - 1, 0)
    return depth


def _binds(before: str, after: str) -> bool:
    """Return whether a space between these two ends no sentence."""
    if not _OWN.match(before[-1].strip(_CLOSERS) or "ก") or not _OWN.match(
        after[0].strip(_OPENERS) or "ก"
    ):
        return True
    if before[-1] in "ฯ" or _WAITS.search(before[-LONGEST_WORD:]):
        return True
    return bool(_GOES_ON.match(after)) and not _OPENS.match(after)
