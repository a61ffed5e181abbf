"""What can be told of a line of a scraped page without knowing the page.

Context does the work: a line of 40 characters is a sub-head between two paragraphs and
a menu between two of its like. So each line is described by its own shape and wording,
by the same of its neighbours, and by where it stands to the long sentences of the body.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from summarizer.characters import mostly_wide
from summarizer.text.dates import find_dates
from summarizer.text.hints import Hints
from summarizer.text.runs import runs_in_order, runs_of, word_runs
from summarizer.text.stopwords import languages_of
from summarizer.text.words import words

if TYPE_CHECKING:
    from numpy.typing import NDArray

READ = 240
"""Characters of a line that its features look at: furniture shows itself early."""

LONG = 140
"""Characters from which a line that ends like a sentence is a paragraph of the body."""

SHORT = 45
"""Characters below which a line is short beside paragraphs."""

NEIGHBOURS = 3
_FAR = 20

_ENDS = re.compile(r"[.!?…。！？।॥؟]['\"”’»)\]」』）]*$")
_INNER = re.compile(r"[.!?。！？।؟]['\"”’»)]*(?:\s|(?<=[。！？]))")
_GLUE = re.compile(r"[a-zß-öø-ÿ][A-ZÀ-Þ]")
_WEB = re.compile(
    r"https?://|www\.|\S@\w+\.\w|\b[\w-]+\.(?:com|org|net|co\.uk|de|fr)\b", re.IGNORECASE
)
_WEB_MARKS = ("//", "www.", "@", ".com", ".org", ".net", ".co.uk", ".de", ".fr")
"""One of these stands in every text that `_WEB` matches."""
_AGO = re.compile(
    r"\b\d+\s?(?:minutes?|mins?|hours?|hrs?|days?|weeks?|h|m|d|min)\b\.?(?: ago)?$|\bago\b|"
    r"\bmin(?:ute)? read\b"
    r"|\bvor \d+|\bil y a \d+|\bhace \d+|\d[:.]\d\d\s?(?:uhr|[ap]\.?m)",
    re.IGNORECASE,
)
_SYMBOL = re.compile(r"[|•›»«©®#→▶►▸✓✕×+/\\_~<>]|\[|\]")
_BULLET = re.compile(r"^\s*(?:[-–—*•▪◦‣·]|\d{1,2}[.)])\s")
_QUOTE_START = re.compile(r"^[\"“„«‘'»「『]")
_QUOTED = re.compile(r"[\"“„«「][^\"“”„«»「」]{1,400}[\"”“»」]")
_YOU = frozenset(
    """you your yours sie ihr ihre ihren ihrem ihrer ihres ihnen dein deine du dich dir vous votre
    vos tu tus usted ustedes você seu sua je jouw uw jij dig din ditt deg twój váš vaše vás вы вас
    ваш вам tuo tua vostro siz""".split()
)
_US = frozenset("us we our uns wir nous notre nos noi nostro nosotros мы ons onze".split())
_US_BEGINS = ("unser", "nuestr", "наш", "vår")
_GROUPS = (
    # accounts and letters
    r"subscri|sign(?:ed|ing)? (?:up|in)|log ?-?in\b|log(?:ged)? (?:in|out)|register|newsletter|"
    r"inbox|"
    r"account|password|premium|membership|free trial|unlimited|paywall|cancel any ?time|"
    r"abonn|anmeld|registrier|einlogg|suscri|inicia(?:r)? sesi|regístr|boletín|connexion|connect|"
    r"inscri|assin|iscriv|accedi|prenumer|logga|logg|prihl|přihl|zalog|подпис|войти|ログイン|会員|登録|구독|"
    r"로그인",
    # share and follow
    r"\bshare\b|sharing|\bfollow|facebook|twitter|whatsapp|linkedin|instagram|pinterest|telegram|"
    r"reddit|"
    r"youtube|tiktok|flipboard|e-?mail|copy link|\bprint\b|\bsave\b|bookmark|bluesky|\bteilen\b|"
    r"drucken|"
    r"compart|partag|condivid|\bdela\b|\bdel\b|delen|udostępn|sdíl|поделит|シェア|共有|공유",
    # elsewhere on the site
    r"\brelated\b|read more|more (?:from|on|about|stories|news|in)\b|see also|see more|also read|"
    r"read also|"
    r"read next|up next|recommended|trending|most (?:read|popular|viewed)|popular|latest|"
    r"top stories|"
    r"editor'?s'? picks?|you (?:may|might) (?:also )?like|watch:?\b|video|click|tap\b|here\b|"
    r"mehr (?:zum|zu|aus)|lesen sie|weiterlesen|lire aussi|à lire|lea también|ver más|leer más|"
    r"más (?:leíd|inform|notic)|leia (?:também|mais)|leggi anche|lees ook|läs (?:mer|också)|"
    r"les også|"
    r"czytaj|čtěte|читайте|関連記事|あわせて読みたい|관련기사|startseite|home\b|menu\b|search\b|suche",
    # pictures and who made them
    r"photo|image|picture|getty|reuters|\bap\b|\bafp\b|\bdpa\b|credit|courtesy|file pic|caption|"
    r"illustration|"
    r"foto|bild\b|quelle:|imago|crédit|imagen|immagine|kuva|фото|写真|사진|archiv",
    # law and house
    r"copyright|©|all rights|rights reserved|privacy|cookie|terms (?:of|and)|conditions|policy|"
    r"disclaimer|"
    r"datenschutz|impressum|agb|mentions légales|política|privacidad|condiciones|advertis|sponsor|"
    r"anzeige|"
    r"werbung|publicid|publicité|pubblicit|reklam|annons|annonse|iklan|広告|광고|\bpr\b|affiliate|"
    r"commission",
    # readers' talk
    r"comment|reply|respond|email address|required fields|\bpost(?:ed)? (?:a|by|on|in)\b|leave a|"
    r"kommentar|antwort|commentaire|comentari|commenti|reactie|коммент|コメント|댓글|letters? to|"
    r"tip(?:s|line)|"
    r"contact|feedback|correction|typo|report an? (?:error|mistake)",
    # who wrote it and when
    r"^by\b|written by|posted by|reporting by|edit(?:ed|ing) by|author|staff|correspondent|"
    r"reporter|journalist|editor\b|"
    r"updated|published|last modified|contributed|^von\b|^par\b|^por\b|autor|redak|redac|"
    r"aktualis|actuali|mis à jour|publi(?:é|cado|cato)|veröffentlicht|記者|기자|записал",
)
_HINTS = Hints(_GROUPS)

OWN = (
    "length", "words", "ends", "colon", "comma_end", "upper_start", "lower_start", "digit_start",
    "quote_start", "upper", "capitals", "digits", "marks", "commas", "inner", "functions", "web",
    "date", "ago", "symbols", "bullet", "parenthesis", "you", "us", "wordings", "word_length",
    "glue", "again", "exclaims", *(f"group{i}" for i in range(len(_GROUPS))),
)  # fmt: skip
PLACE = (
    "place", "before", "behind", "to_last_long", "to_next_long", "longs_before", "longs_behind",
    "longs_near", "ends_near", "shorts_near", "recurs", "recurs_near", "contents", "lines",
    "long_share", "middle_length", "you_in_body", "longer_than_middle", "first_long", "last_long",
)  # fmt: skip
SEEN_OF_NEIGHBOURS = ("length", "ends", "functions", "wordings", "capitals", "date")
_SEEN = [OWN.index(name) for name in SEEN_OF_NEIGHBOURS]
_YOU_COLUMN, _ENDS_COLUMN = OWN.index("you"), OWN.index("ends")
NAMES = (
    *OWN,
    *PLACE,
    *(
        f"{name}{offset:+d}"
        for offset in range(-NEIGHBOURS, NEIGHBOURS + 1)
        if offset
        for name in SEEN_OF_NEIGHBOURS
    ),
)
"""What the columns of `line_features` are, in order."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What the words of a line tell of a page, outside quotation marks.

    Attributes:
        groups: 1.0 for each group of telling words of which one is there, else 0.0.
        you: how often the reader is spoken to, at most 3.
    """

    groups: tuple[float, ...]
    you: int

    @property
    def telling(self) -> bool:
        """Whether anything is there; without it no line of a clean text counts as furniture."""
        return self.you > 0 or any(self.groups)


def wording_of(line: str) -> Wording:
    """Return the wording of a line of a page."""
    line = line[:READ]
    outside = _QUOTED.sub(" ", line if len(line) < READ else line[: READ // 2]).lower()
    groups = [0.0] * len(_GROUPS)
    for number in _HINTS.of(outside):
        groups[number] = 1.0
    you = sum(map(_YOU.__contains__, runs_in_order(outside)))
    return Wording(tuple(groups), min(you, 3))


def is_told(line: str) -> bool:
    """Return whether a line has a paragraph's length and end, and speaks to no reader."""
    if len(line) < LONG or (len(line) < 2 * LONG and not _ends(line)):
        return False
    return word_runs(line).isdisjoint(_YOU) or not wording_of(line).you


def line_features(lines: Sequence[str], asked: Sequence[int] | None = None) -> NDArray[np.float32]:
    """Return an (n, len(NAMES)) float32 table that describes the n lines of a text.

    Args:
        lines: of the text, in order.
        asked: the lines whose rows are wanted. Of the others a part is filled: what the rows of
            these take from them, with `ends` and `you`.
    """
    if not lines:
        return np.zeros((0, len(NAMES)), np.float32)
    wordings = list(map(wording_of, lines))
    wanted = frozenset(range(len(lines)) if asked is None else asked)
    seen = {place + offset for place in wanted for offset in range(-NEIGHBOURS, NEIGHBOURS + 1)}
    heads = [line[:READ] for line in lines]
    tokens = [words(head) for head in heads]
    times = Counter(heads)
    own = np.zeros((len(lines), len(OWN)), np.float32)
    rows = zip(heads, lines, tokens, wordings, strict=True)
    for number, (head, line, token, wording) in enumerate(rows):
        if number in wanted:
            own[number] = _own(head, line, token, times[head], wording)
            continue
        if number in seen:
            own[number, _SEEN] = _seen(head, line, token, wording)
        own[number, _ENDS_COLUMN] = _ends(line)
        own[number, _YOU_COLUMN] = wording.you
    place = _place(lines, tokens, own, wanted)
    return np.hstack([own, place, _neighbours(own)])


def _seen(line: str, full: str, tokens: tuple[str, ...], wording: Wording) -> list[float]:
    """What the lines around a line see of it, in the order of `SEEN_OF_NEIGHBOURS`."""
    length, raw = len(full), line.split()
    return [
        math.log1p(length),
        _ends(full),
        sum(map(languages_of().__contains__, tokens)) / max(len(tokens), 1),
        sum(wording.groups),
        sum([word[0].isupper() for word in raw]) / max(len(raw), 1),
        float(length < 200 and bool(find_dates(line))),
    ]


def _ends(line: str) -> float:
    return float(bool(_ENDS.search(line[-8:])))


def _own(
    line: str, full: str, tokens: tuple[str, ...], times: int, wording: Wording
) -> list[float]:
    size, length = max(len(line), 1), len(full)
    lower = line.lower()
    long, ends, functions, told, capitals, date = _seen(line, full, tokens, wording)
    count = max(len(tokens), 1)
    letters, upper, digits, marks = _count_characters(line)
    return [
        long,
        math.log1p(len(tokens)),
        ends,
        float(full.endswith((":", "："))),
        float(full.endswith((",", ";", "、"))),
        float(line[:1].isupper()),
        float(line[:1].islower()),
        float(line[:1].isdigit()),
        float(bool(_QUOTE_START.match(line))),
        upper / (letters or 1),
        capitals,
        digits / size,
        marks / size,
        line.count(",") / count,
        math.log1p(len(_INNER.findall(line))),
        functions,
        float(_may_hold_address(line, lower) and bool(_WEB.search(line))),
        date,
        float(length < 100 and bool(_AGO.search(line))),
        len(_SYMBOL.findall(line)) / count,
        float(bool(_BULLET.match(line))),
        float(line[:1] in "([（【<＜"),
        float(wording.you),
        float(min(sum(run in _US or run.startswith(_US_BEGINS) for run in runs_of(line)), 3)),
        told,
        sum(map(len, tokens)) / count,
        float(min(len(_GLUE.findall(line)), 6)) / count,
        float(min(times - 1, 3)),
        float(min(line.count("!"), 3)),
        *wording.groups,
    ]


def _count_characters(line: str) -> tuple[int, int, int, int]:
    """Return how many letters, capitals, digits, and marks a line has."""
    letters = upper = digits = marks = 0
    for character, count in Counter(line).items():
        upper += count if character.isupper() else 0
        if character.isalpha():
            letters += count
        elif character.isdigit():
            digits += count
        elif not character.isalnum() and not character.isspace():
            marks += count
    return letters, upper, digits, marks


def _may_hold_address(line: str, lower: str) -> bool:
    if "." not in line and "//" not in line:
        return False
    return any(mark in lower for mark in _WEB_MARKS)


def _place(
    lines: Sequence[str],
    tokens: Sequence[tuple[str, ...]],
    own: NDArray[np.float32],
    wanted: frozenset[int],
) -> NDArray[np.float32]:
    count = len(lines)
    sizes = list(map(len, lines))
    lengths = np.array(sizes, np.float32)
    ends = own[:, _ENDS_COLUMN] > 0
    longs = (lengths >= LONG) & ends | (lengths >= 2 * LONG)
    if any(mostly_wide(line[:40]) for line in lines[:40]):
        longs |= (lengths >= LONG / 2.5) & ends
    marked = longs.tolist()
    before = np.array([0, *accumulate(marked[:-1])])
    behind = longs.sum() - before - longs
    place = np.arange(count, dtype=np.float32)
    long_sizes = [size for size, mark in zip(sizes, marked, strict=True) if mark]
    middle = middle_of(long_sizes or sizes)
    you = own[longs, _YOU_COLUMN]
    columns = [
        place / max(count - 1, 1),
        np.log1p(place),
        np.log1p(count - 1 - place),
        _distance(marked),
        _distance(marked[::-1])[::-1],
        np.log1p(before),
        np.log1p(behind),
        _near(marked, 3),
        _near(ends.tolist(), 3),
        _near([size < SHORT for size in sizes], 3),
        *_recurring(tokens, marked, wanted),
        [math.log1p(count)] * count,
        [np.float32(sum(long_sizes)) / np.float32(max(sum(sizes), 1))] * count,
        [math.log1p(middle)] * count,
        [float((you > 0).mean()) if len(you) else 0.0] * count,
        lengths / max(middle, 1),
        (before == 0).astype(np.float32),
        (behind == 0).astype(np.float32),
    ]
    return np.array(columns, np.float32).T


def middle_of(values: NDArray[np.float32] | Sequence[int]) -> float:
    """Return the median (`numpy.median` imports numpy.ma, for nothing)."""
    ordered = np.sort(values)
    return float(ordered[[(len(values) - 1) // 2, len(values) // 2]].mean())


def _distance(marked: Sequence[bool]) -> list[int]:
    """Return how many lines back the last marked line lies, at most `_FAR`."""
    result, last = [], _FAR
    for mark in marked:
        last = min(last + 1, _FAR)
        result.append(last)
        if mark:
            last = 0
    return result


def _near(marked: Sequence[bool], reach: int) -> list[float]:
    """Return the share of marked lines among those within `reach`, the line itself left out."""
    total = [0, *accumulate(marked)]
    spans = [
        (max(place - reach, 0), min(place + reach + 1, len(marked))) for place in range(len(marked))
    ]
    return [
        (total[high] - total[low] - mark) / max(high - low - 1, 1)
        for (low, high), mark in zip(spans, marked, strict=True)
    ]


def _recurring(
    tokens: Sequence[tuple[str, ...]], longs: Sequence[bool], wanted: frozenset[int]
) -> tuple[list[float], list[float], NDArray[np.float32]]:
    """Return what each line's content words have to do with the paragraphs.

    Three columns: the share that recurs in the long lines, the share in the nearest of
    them, and how many there are (log); the first two of the wanted lines only.
    """
    table = languages_of()
    contents = [{word for word in line if word not in table and len(word) > 1} for line in tokens]
    body: Counter[str] = Counter()
    for words_of_line, long in zip(contents, longs, strict=True):
        if long:
            body.update(words_of_line)
    recurs, near = [0.0] * len(tokens), [0.0] * len(tokens)
    places = [place for place, long in enumerate(longs) if long]
    for index, mine in enumerate(contents):
        if not mine or index not in wanted:
            continue
        needed = 2 if longs[index] else 1
        recurs[index] = sum([body[word] >= needed for word in mine]) / len(mine)
        nearest = bisect_left(places, index)
        around = [p for p in places[max(0, nearest - 1) : nearest + 2] if p != index]
        close = set().union(*(contents[p] for p in around)) if around else set()
        near[index] = len(mine & close) / len(mine)
    sizes = np.log1p(np.array([len(mine) for mine in contents], np.float32))
    return recurs, near, sizes


def _neighbours(own: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return what is seen of the lines around each line; -1 where there is none."""
    seen = own[:, _SEEN]
    padded = np.full((len(own) + 2 * NEIGHBOURS, seen.shape[1]), -1, np.float32)
    padded[NEIGHBOURS:-NEIGHBOURS] = seen
    offsets = [o for o in range(-NEIGHBOURS, NEIGHBOURS + 1) if o]
    return np.hstack([padded[NEIGHBOURS + o : NEIGHBOURS + o + len(own)] for o in offsets])
