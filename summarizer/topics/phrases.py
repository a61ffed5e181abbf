"""Candidate themes: the noun phrases of a text, with their places.

A light chunker for news: runs of adjectives, nouns and names between function words and
verbs. Word kinds come from `lexicon`; a word that may be noun or verb ("talks") is decided
by its left neighbour. The lexicon knows English: of other languages only names are taken
(`names_of`), which is less but not wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from summarizer.text.stopwords import stop_words
from summarizer.topics.lexicon import (
    is_common_word,
    is_generic,
    is_given_name,
    key_of,
    leans_noun,
    shape_of,
)
from summarizer.topics.vocabulary import (
    ACTORS,
    CLOSED,
    GENERIC,
    IDLE_NOUNS,
    MONTHS_AND_DAYS,
    PEOPLE,
    SPEECH,
    TITLE_PARTS,
    TITLES,
    VAGUE_ADJECTIVES,
    VAGUE_HEADS,
)

MAX_WORDS = 4
"""A label is one to four words."""
TITLE_CASE = 0.6
"""From this share of capitalised words on, capitals say nothing (a headline within the text)."""

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[-‐‑][^\W\d_]+)?"
    r"|[^\W_]+(?:[-‐‑](?:(?:[^\W\d_]\.){2,}|[^\W_]+))*(?:['’](?!s\b)[^\W\d_]+)?"
    r"|['’]s\b|[^\w\s]"
)
_RANKS = TITLES - TITLE_PARTS
_WHO = PEOPLE | _RANKS
_CARRIERS = GENERIC | VAGUE_HEADS
_VAGUE = GENERIC | VAGUE_ADJECTIVES
_DETERMINERS = frozenset(
    "a an the this that these those his her its their our my your some any no every each "
    "another both all 's ’s".split()
)
_NOUN_PREPOSITIONS = frozenset(
    "of in on at for with from by about against between into over under within without across "
    "toward towards amid among despite including regarding concerning".split()
)
_AUXILIARIES = frozenset(
    "is are was were has have had will would can could may might must should did does do that "
    "which".split()
)
_VERB_LEFT = frozenset(
    "to will would can could may might must should cannot not i you he she we they who "
    "didn't doesn't don't won't".split()
)


class Token(NamedTuple):
    """A word or mark. `kind`: noun, adjective, verb, name, number, mark or other.

    A tuple, since a digest of a thousand articles makes a hundred thousand of them: a
    frozen dataclass takes three times as long to build.
    """

    text: str
    start: int
    end: int
    kind: str
    lower: str


class Phrase(NamedTuple):
    """A noun phrase at its place (a tuple for the same reason as `Token`).

    Attributes:
        key: what its variants share (lower case, singular, no hyphens).
        text: as it stands, without a leading article.
        start, end: offsets in the sentence.
        name: it is a proper name throughout.
        outer: it is the whole run, not a part of one.
        before: the word before it, articles skipped, lower case; "" inside a run.
        listed: it is an item of an enumeration.
        person: what stands around it says that it is somebody's name.
        speaks: it is the subject of a verb of speech, or follows "according to".
        linked: two phrases joined by a preposition ("war in Ukraine").
    """

    key: str
    text: str
    start: int
    end: int
    name: bool = False
    outer: bool = False
    before: str = ""
    listed: bool = False
    person: bool = False
    speaks: bool = False
    linked: bool = False


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a sentence with their kinds."""
    found = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    words = [word for word, _, _ in found if word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    shouting = len(words) > 3 and capitals > TITLE_CASE * len(words)
    tokens: list[Token] = []
    opening = True
    for position, (word, start, end) in enumerate(found):
        after = found[position + 1][0] if position + 1 < len(found) else "."
        kind = _kind(word, tokens, after, opening=opening, shouting=shouting)
        tokens.append(Token(word, start, end, kind, word.lower()))
        opening = (opening and kind == "mark") or word in {".", ":", "“", '"', "‘", "!", "?"}
    return tokens


def names_of(text: str, language: str) -> list[Token]:
    """Return the tokens of a sentence in another language than English, of which names are known.

    What else is a noun there, nobody tells. A name has a capital that comes neither from its
    place nor from a headline; in scripts without capitals there is none, but for Japanese.
    """
    if language == "ja":
        return _runs_of_japanese(text)
    found = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    words = [word for word, _, _ in found if word[0].isalpha()]
    small = [word for word in words if word[0].islower()]
    shouting = len(words) > 3 and len(small) < (1 - TITLE_CASE) * len(words)
    idle = stop_words(language) | stop_words(None) | IDLE_NOUNS.get(language, frozenset())
    tokens: list[Token] = []
    opening = True
    for word, start, end in found:
        lower = word.lower()
        kind = "other"
        if not word[0].isalnum():
            kind = "mark"
        elif word[0].isdigit():
            kind = "number"
        elif word[0].isupper() and not (opening or shouting or lower in idle):
            street = bool(tokens) and tokens[-1].lower in STREETS_ABROAD
            kind = "other" if street else "name"
        tokens.append(Token(word, start, end, kind, lower))
        opening = (opening and kind == "mark") or word in _OPENERS
    return _without_halves(tokens, PARTICLES.get(language, frozenset()))


def _without_halves(tokens: list[Token], particles: frozenset[str]) -> list[Token]:
    """Return the tokens without the halves of a name that a particle joins: each says too little.

    "Ministério" and "Saúde" of "Ministério da Saúde", "Heyden" of "Ute von der Heyden".
    """
    for place, token in enumerate(tokens):
        if token.lower not in particles:
            continue
        last = place + 1
        while last < len(tokens) and tokens[last].lower in particles:
            last += 1
        before = tokens[place - 1].kind == "name" if place else False
        if last < len(tokens) and tokens[last].kind == "name":
            if before or token.text[0].isupper():
                tokens[last] = tokens[last]._replace(kind="other")
            if before:
                tokens[place - 1] = tokens[place - 1]._replace(kind="other")
    return tokens


def _runs_of_japanese(text: str) -> list[Token]:
    """Return the runs of Han, Katakana and Latin in a Japanese sentence, of which names are made.

    What inflects and joins is written in Hiragana. A run before a form of "do" is a verb, one of
    a single character or with a number in front mostly a unit.
    """
    tokens: list[Token] = []
    for match in _JAPANESE.finditer(text):
        word, start, end = match[0], *match.span()
        kind = "name"
        if not _NAMING.match(word) or len(word) == 1 or _IS_DONE.match(text, end):
            kind = "other"
        elif start and text[start - 1].isdigit():
            kind = "number"
        tokens.append(Token(word, start, end, kind, word.lower()))
    return tokens


_NAMING = re.compile("[\u3005\u30a1-\u30fa\u30fc\u3400-\u9fffA-Z]")
_JAPANESE = re.compile(rf"(?:{_NAMING.pattern}|[a-z])+|[\u3041-\u309f]+|\d+|[^\W_]|[^\w\s]")
_IS_DONE = re.compile("[しすさせ]")
STREETS_ABROAD = frozenset(
    """via viale piazza corso rue avenue boulevard place quai calle plaza avenida paseo rua praça
    largo ulica ulicy plac placu""".split()
)
"""What stands before the name of a street or square, which is no theme: "via Pellini"."""
PARTICLES = {
    "de": frozenset("von zu zur".split()),
    "nl": frozenset("van de den der".split()),
    "pt": frozenset("de da do das dos".split()),
    "es": frozenset("de del la los las".split()),
    "it": frozenset("di del della dei delle".split()),
    "fr": frozenset("de du des la".split()),
}
"""By language, small words that join the parts of a name."""

_OPENERS = frozenset('.:!?“"‘„«»”–—-¿¡(')
"""Marks after which a capital may come from its place."""


def _kind(word: str, before: list[Token], after: str, *, opening: bool, shouting: bool) -> str:
    first = word[0]
    lower = word.lower()
    if first in "'’" or not (first.isalnum()):
        return "mark"
    if first.isdigit():
        return "number"
    if lower in CLOSED and not (word.isupper() and len(word) > 1 and not shouting):
        return "other"
    if first.isupper() and not _is_plain_capital(word, after, opening=opening, shouting=shouting):
        return "name"
    return _lower_kind(lower, before, after.lower())


def _is_plain_capital(word: str, after: str, *, opening: bool, shouting: bool) -> bool:
    """Return whether the capital of `word` comes from its place, not from being a name."""
    if not (opening or shouting):
        return False
    if opening and word.endswith(("ing", "ed", "ly")) and not after[:1].isupper():
        return True
    return is_common_word(word.lower()) and not (
        opening and not shouting and after[:1].isupper() and after not in {"I"}
    )


def _lower_kind(lower: str, before: list[Token], after: str) -> str:
    kind, open_question = shape_of(lower)
    left = before[-1].lower if before else "."
    left_kind = before[-1].kind if before else "mark"
    if kind == "noun" and open_question and (left in _VERB_LEFT or after in _DETERMINERS):
        return "verb"
    if kind == "noun" and open_question and left_kind == "name" and after == "to":
        return "verb"
    if kind == "verb" and open_question:
        nominal = left in _DETERMINERS or left in _NOUN_PREPOSITIONS or left_kind == "adjective"
        nominal = nominal or (
            left_kind == "noun" and leans_noun(lower) and after not in {"to", "for", "on"}
        )
        nominal = nominal or (
            (left in {"and", "or", ","} or left_kind == "verb")
            and leans_noun(lower)
            and shape_of(after)[0] == "noun"
        )
        nominal = nominal or (left_kind == "noun" and after in _AUXILIARIES)
        return "noun" if nominal and after not in _DETERMINERS else "verb"
    return kind


def phrases_of(tokens: list[Token], text: str) -> Iterator[Phrase]:
    """Yield the noun phrases of a sentence: runs, their parts, and runs linked in pairs."""
    runs = list(_runs(tokens))
    listed = _carried(_listed(runs, tokens), runs, tokens)
    for number, (first, last) in enumerate(runs):
        yield from _parts(tokens, first, last, text, listed=number in listed)
        if number:
            yield from _linked(tokens, runs[number - 1], runs[number], text, number - 1 in listed)


def _runs(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of the runs of adjectives, nouns and names, last included."""
    first = -1
    for index, token in enumerate([*tokens, _STOP]):
        inside = token.kind in {"noun", "adjective", "name"}
        if inside and first < 0:
            first = index
        if not inside and first >= 0:
            last = index - 1
            while last >= first and tokens[last].kind == "adjective":
                last -= 1
            if last >= first:
                yield first, last
            first = -1


def _listed(runs: list[tuple[int, int]], tokens: list[Token]) -> set[int]:
    """Return which runs open an item of an enumeration of three or more ("A, B of C and D")."""
    items: list[int] = []
    found: set[int] = set()
    for number, (first, _) in enumerate(runs):
        gap = [token.lower for token in tokens[runs[number - 1][1] + 1 : first]] if number else []
        if gap and gap[0] in _ITEM_LINKS and all(word in _ITEM_GAP for word in gap):
            continue
        joined = bool(gap) and gap[0] in {",", "and", "or", "as", ")"}
        if joined and all(word in _LIST_GAP for word in gap):
            items.append(number)
        else:
            items = [number]
        if len(items) >= 3:
            found.update(items)
    return found


def _carried(listed: set[int], runs: list[tuple[int, int]], tokens: list[Token]) -> set[int]:
    """Pass the place in a list on: of "the implications of robots" the item is "robots"."""
    found = set(listed)
    for number in sorted(listed):
        if number + 1 < len(runs) and tokens[runs[number][1]].lower in _CARRIERS:
            gap = [t.lower for t in tokens[runs[number][1] + 1 : runs[number + 1][0]]]
            if gap and gap[0] in _ITEM_LINKS and all(word in _ITEM_GAP for word in gap):
                found.add(number + 1)
    return found


def _parts(
    tokens: list[Token], first: int, last: int, text: str, *, listed: bool
) -> Iterator[Phrase]:
    """Yield a run's parts that can stand alone: whole names, and what ends in a noun."""
    units = list(_units(tokens, first, last))
    for i in range(len(units)):
        for j in range(i, len(units)):
            head, tail = units[i][0], units[j][1]
            if tail - head + 1 > MAX_WORDS:
                break
            titled = tail < last and tokens[tail + 1].lower in _RANKS
            if not titled and _names_something(tokens, head, tail):
                led = all(is_nationality(tokens[unit[0]].lower) for unit in units[:i])
                outer = led and j == len(units) - 1
                ends = listed and j == len(units) - 1
                yield _phrase(tokens, head, tail, text, outer=outer, listed=ends)


def _phrase(
    tokens: list[Token], head: int, tail: int, text: str, *, outer: bool, listed: bool
) -> Phrase:
    inside = tokens[head : tail + 1]
    start, end = inside[0].start, inside[-1].end
    name = not any(token.kind != "name" for token in inside)
    after = tokens[tail + 1].lower if tail + 1 < len(tokens) else "."
    left = head - 1
    while left >= 0 and tokens[left].lower in _DETERMINERS:
        left -= 1
    before = tokens[left].lower if left >= 0 else "."
    title = head - 2 if head > 1 and tokens[head - 1].text == "," else head - 1
    titled = title >= 0 and tokens[title].lower in _RANKS
    given = len(inside) > 1 and is_given_name(inside[0].lower)
    said = after in SPEECH or (before == "to" and left and tokens[left - 1].lower == "according")
    return Phrase(
        key=" ".join(key_of(token.text) for token in inside),
        text=text[start:end],
        start=start,
        end=end,
        name=name,
        outer=outer,
        before=before,
        listed=listed,
        person=name and (titled or given),
        speaks=bool(said),
    )


def _linked(
    tokens: list[Token],
    left: tuple[int, int],
    right: tuple[int, int],
    text: str,
    listed: bool,
) -> Iterator[Phrase]:
    """Yield "war in Ukraine", "detention of American citizens"; not "talks in Beijing"."""
    gap = tokens[left[1] + 1 : right[0]]
    words = [token.lower for token in gap]
    if not words or words[0] not in _ITEM_LINKS or any(w not in _ITEM_GAP for w in words):
        return
    head = left[1]
    if left[1] - left[0] >= 1 and tokens[left[1] - 1].kind == "noun":
        head = left[1] - 1
    inside = [*tokens[head : left[1] + 1], *tokens[right[0] : right[1] + 1]]
    if len(inside) + 1 > MAX_WORDS or tokens[left[1]].lower in _CARRIERS:
        return
    if any(token.kind == "name" for token in tokens[head : left[1] + 1]):
        return
    if not _names_something(tokens, right[0], right[1]):
        return
    start, end = tokens[head].start, tokens[right[1]].end
    key = " ".join(key_of(token.text) for token in inside)
    yield Phrase(key, text[start:end], start, end, outer=True, listed=listed, linked=True)


def _units(tokens: list[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a run that may not be cut: a whole name, or one other word."""
    index = first
    while index <= last:
        stop = index
        if tokens[index].kind == "name" and tokens[index].lower not in TITLES:
            while (
                stop < last
                and tokens[stop + 1].kind == "name"
                and tokens[stop + 1].lower not in TITLES
                and not is_nationality(tokens[stop].lower)
            ):
                stop += 1
        yield index, stop
        index = stop + 1


@lru_cache(maxsize=65536)
def is_nationality(word: str) -> bool:
    """Return whether a capitalised word reads as an adjective of place ("Chinese", "U.S.")."""
    first, dash, second = word.partition("-")
    if dash and second in _SHORT_NATIONALITIES | {"china", "russia", "iran", "korea"}:
        return True
    word = word[:-1] if word.endswith("ns") else word
    return (
        word in _SHORT_NATIONALITIES
        or (len(word) > 5 and word.endswith(("ese", "ian", "ean", "ish")))
        or (bool(dash) and first in {"us", "u.s.", "china"})
    )


def _names_something(tokens: list[Token], head: int, tail: int) -> bool:
    return _is_phrase(tuple([(t.lower, t.kind) for t in tokens[head : tail + 1]]))


class _Word(NamedTuple):
    lower: str
    kind: str


@lru_cache(maxsize=65536)
def _is_phrase(words: tuple[tuple[str, str], ...]) -> bool:
    phrase = [_Word(*word) for word in words]
    ends = {phrase[0].lower, phrase[-1].lower}
    if phrase[-1].kind == "adjective" or len(phrase[-1].lower) < 2 or ends & MONTHS_AND_DAYS:
        return False
    if phrase[-1].lower in _WHO or _is_title_and_name(phrase):
        return False
    if all(_says_little(token, len(phrase)) for token in phrase):
        return False
    if ends & ACTORS and all(t.lower in ACTORS or is_generic(t.lower) for t in phrase):
        return False
    vague = {"adjective": _VAGUE, "noun": VAGUE_ADJECTIVES if len(phrase) > 1 else frozenset()}
    if phrase[0].lower in vague.get(phrase[0].kind, frozenset()):
        return False
    return not is_nationality(phrase[-1].lower) or phrase[-1].lower in {"us", "u.s."}


def _is_title_and_name(phrase: list[_Word]) -> bool:
    """Return whether a title stands before a name in it ("Secretary Blinken")."""
    pairs = pairwise(phrase)
    return any(a.lower in TITLES and b.kind == "name" and b.lower not in TITLES for a, b in pairs)


def _says_little(token: _Word, words: int) -> bool:
    """Return whether a word names nothing here; "Middle East" does, "the east" does not."""
    low = token.lower
    if low in ACTORS or (token.kind == "name" and words > 1):
        return low in ACTORS or low in TITLES or is_nationality(low)
    return is_generic(low) or low in TITLES or low in VAGUE_ADJECTIVES or is_nationality(low)


_STOP = Token(".", 0, 0, "mark", ".")
_ITEM_LINKS = frozenset("of in on over with for against between".split())
_ITEM_GAP = _ITEM_LINKS | frozenset("the a an its their his her".split())
_LIST_GAP = frozenset("and or as well the a an their its both".split()) | {",", "(", ")"}
_SHORT_NATIONALITIES = frozenset(
    "us u.s. uk u.k. eu e.u. american us-china french dutch greek swiss thai iraqi israeli "
    "saudi afghan czech german mexican african".split()
)
