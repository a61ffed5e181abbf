"""Who is named by surname alone, and which sentence says who that is.

“The street has work to do,” Marlow said: that tells nobody who Marlow is. News names a person in
full where it brings them in; that sentence has to be read before. For English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from summarizer.text.english import MONTHS, SPEECH, WEEKDAYS
from summarizer.text.runs import word_runs

_SURNAME = r"(?:Mc|Mac|O[’'])?[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?"
_MIDDLE = r"(?:(?:[A-Z]\.|[A-Z][\w’'-]+|van|von|der|den|de|del|della|di|da|la|le|bin|ibn|al|el) )"
_OPENERS = "|".join(
    """The An Both Either Neither Many Most Some All Other Few Several Even Only No Not When
    While After Before Since Until Although Though Because As If But And Or So Yet Then Now
    Like Unlike With Without For From In On At By To Of Did Does Was Is Had Has Would Could
    Can Should That This How Why What Where Who Here There Still Later Once Also Despite
    Instead Meanwhile However According He She It We They You My Our His Her Its Their Your Do
    Up""".split()
)
"""Words in capitals at the start of a sentence: "When Reid" is no full name."""
_NO_LETTER_BEFORE = r"(?<![\w’'-].)"
_OPENED = "|".join(
    f"(?<={first})(?:{'|'.join(word[1:] for word in _OPENERS.split('|') if word[0] == first)}) "
    for first in sorted({word[0] for word in _OPENERS.split("|")})
)
"""What is left of one of these words after its capital."""
_NAME_AFTER = r"(?=[A-Za-zà-ÿ’'.-]*+ (?:[A-Z(“\"]|v[ao]n |d[eia]|l[ae] |bin |ibn |[ae]l ))"
"""More of a name behind the word: asked first, since most capitals begin none."""
_FULL = re.compile(
    rf"(?P<first>[A-Z]{_NAME_AFTER}{_NO_LETTER_BEFORE}(?!{_OPENED})"
    r"(?:[a-zà-ÿ’'-]*[a-zà-ÿ]|\.(?:[A-Z]\.){0,2}))(?: [(“\"][A-Z][a-z]+[)”\"])? "
    rf"{_MIDDLE}{{0,3}}?(?P<last>(?!(?:Jr|Sr)\b){_SURNAME})(?![\w-])(?! (?!Jr\b|Sr\b)[A-Z][a-z])"
)
"""A name of two words or more, whole: "Leslie Merritt Jr." is a Merritt. Here and below the capital
stands first: then Python's `re` looks at capitals alone."""
_BARE = re.compile(
    rf"(?P<last>[A-Z]{_NO_LETTER_BEFORE}(?:(?<=M)a?c[A-Z][a-zà-ÿ]+|(?<=O)[’'][A-Z][a-zà-ÿ]+|"
    r"[a-zà-ÿ]+)(?:-[A-Z][a-zà-ÿ]+)?)(?![\w-])(?! [A-Z][a-z])"
)
"""The same as `_SURNAME` by itself."""
_HONORIFIC = r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Dame|Lady|Lord|Rev)\.?"
_OFFICE = (
    r"(?:President|Minister|Secretary|Chancellor|Senator|Governor|Mayor|Ambassador|Judge|Justice|"
    r"King|Queen|Prince|Princess|Pope|Bishop|Coach|Officer|Deputy|Detective|Chief|Sheriff|Attorney|"
    r"Professor|Captain|General|Colonel|Sergeant|Sen\.|Rep\.|Gov\.|Gen\.|Col\.|Capt\.|Sgt\.|Lt\.)"
)
_HONOURED = re.compile(rf"\b{_HONORIFIC} $")
_ONLY_HONOURED = re.compile(rf"{_HONORIFIC} \S+")
_NAME_BEFORE = re.compile(r"(?<![.!?“\"] )(?<!^)[A-Z][\w’'.-]* $")


_NAME = rf"(?P<name>{_SURNAME})(?![\w-])"
_SAYS, _HONOURS, _OFFICES = (
    frozenset(re.findall(r"(?<! )\b[a-z]+", pattern.lower()))
    for pattern in (SPEECH, _HONORIFIC, _OFFICE)
)
_SIGNS = (
    (_SAYS, re.compile(rf"\b{_NAME}(?: (?:also|later|then|\w+ly))? {SPEECH}\b")),
    (
        _SAYS | {"according"},
        re.compile(rf"\b(?:{SPEECH}|according to) (?:{_HONORIFIC} )?{_NAME}"),
    ),
    (_HONOURS, re.compile(rf"\b{_HONORIFIC} (?:[A-Z][\w.]+ )?{_NAME}")),
    (_OFFICES, re.compile(rf"\b{_OFFICE} (?:[A-Z][\w.]+ ){{0,2}}{_NAME}")),
    (frozenset({"who"}), re.compile(rf"\b{_NAME}, who\b")),
    (frozenset({"old"}), re.compile(rf"\d-year-old (?:[A-Z][\w.’'-]+ ){{0,3}}{_NAME}")),
)
"""What stands around a surname only if it is a person's, and words of which each holds one."""
_AGED = re.compile(rf"\b{_NAME}, (?:an? )?\d{{1,2}}\b")
"""The same without such a word."""


_NO_SURNAMES = frozenset(day.title() for day in (*WEEKDAYS, *MONTHS)) - {"May"}
_GROUP_BEFORE = re.compile(
    r"(?:[Tt]he (?:[a-z]+ )?|(?:[Ss]ome|[Mm]any|[Mm]ost|[Aa]ll|[Oo]ther|[Ff]ew|[Bb]oth|[Ss]everal) "
    r"(?:(?!\w+(?:ed|t)\b)[a-z]+ )?)\Z"
)
_GROUP_AFTER = re.compile(
    rf" (?:{SPEECH}|is|are|was|were|has|have|had|will|would|in|on|to|of|and(?! [A-Z]))\b|[.,;]"
)
"""What stands around nobody's surname: "the Vatican said", "some leading Democrats were". But
"many thought Reid would", "both Reid and Lee"."""


@lru_cache(maxsize=4096)
def named_in_full(text: str) -> frozenset[str]:
    """Return the surnames that stand in `text` with a first name or an office before them."""
    return frozenset(match["last"] for match in _full_names(text))


@lru_cache(maxsize=4096)
def called_by(text: str) -> frozenset[str]:
    """Return every name that those who are named in full may be called by after that.

    The first one too: "Shen Dingli" is called Shen, and a child by its own.
    """
    whole = _full_names(text)
    names = (name for match in whole for name in (match["first"], match["last"]))
    return frozenset(name for name in names if name.lower() not in _HONOURS)


def _full_names(text: str) -> Iterator[re.Match[str]]:
    """Yield the names that are whole: "Mr Brandt" is none."""
    return (match for match in _FULL.finditer(text) if not _ONLY_HONOURED.fullmatch(match[0]))


class Persons:
    """The people of some sentences in reading order: of one article, or of several."""

    def __init__(
        self,
        texts: Sequence[str],
        heard: Sequence[str] = (),
    ) -> None:
        """Remember the sentences; they are read when somebody is asked for.

        Args:
            texts: the sentences.
            heard: others of the same articles, which only tell who is a person.
        """
        self._texts = texts
        self._heard = (*texts, *heard)
        self._found: dict[str, tuple[int, ...]] = {}

    def strangers(self, row: int) -> list[str]:
        """Return who is named by surname alone in sentence `row`, and in full in another."""
        text = self._texts[row]
        if not any(name in text for name in self._named):
            return []
        known = called_by(text)
        return [name for name in _surnames(text) if name not in known and self.introductions(name)]

    @cached_property
    def _named(self) -> frozenset[str]:
        """Whoever is named in full: of most sentences none is there, which is soon told."""
        return frozenset[str]().union(*map(called_by, self._texts))

    def introductions(self, name: str) -> tuple[int, ...]:
        """Return the sentences that name in full the person of that surname; none if it is none.

        Somebody who speaks, holds an office or has an age is a person: "House" is not one
        because of "the White House".
        """
        if name not in self._found:
            holding = [k for k, text in enumerate(self._texts) if name in text]
            full = tuple([k for k in holding if name in called_by(self._texts[k])])
            heard = [text for text in self._heard if name in text] if full else []
            is_person = any(name in _people(text) for text in heard)
            self._found[name] = full if is_person and not self._is_group(name, heard) else ()
        return self._found[name]

    def _is_group(self, name: str, heard: Sequence[str]) -> bool:
        """Whether a party, a people or a house is called so: "Republicans", "the Kremlin"."""
        one = name.removesuffix("s")
        if name in _NO_SURNAMES or any(_is_group_in(text, name) for text in heard):
            return True
        return one != name and any(_holds_word(text, one) for text in self._heard)


def _is_group_in(text: str, name: str) -> bool:
    """Whether `text` has `name` as that of a group, or with an "s" more."""
    # A pattern with the name in it would have to be made for each: a millisecond.
    for place in _places(text, name):
        if _GROUP_AFTER.match(text, place + len(name)):
            word = text.rfind(" ", 0, max(place - 1, 0))
            start = text.rfind(" ", 0, max(word, 0)) + 1  # where two words before begin
            if _GROUP_BEFORE.search(text, start, place):
                return True
    return _holds_word(text, name + "s")


def _holds_word(text: str, word: str) -> bool:
    """Whether `word`, which begins and ends with a letter, stands in `text` by itself."""
    return any(
        not _in_word(text[place - 1 : place]) and not _in_word(text[place + len(word) :][:1])
        for place in _places(text, word)
    )


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _places(text: str, part: str) -> Iterator[int]:
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + 1)


_KINDS = tuple(
    """company firm retailer airline carmaker maker manufacturer agency bank lender network
    publisher startup supplier operator charity watchdog singer actor actress rapper striker
    midfielder footballer billionaire mogul lawmaker""".split()
)
_KIND = re.compile(
    r"\bthe (?:[a-z]+(?:-[a-z]+)* |[A-Z][a-z]+(?: [A-Z][a-z]+)? ){1,2}"
    rf"(?:{'|'.join(_KINDS)})\b(?! (?:of|that|which|who|behind|in|for|at)\b)(?!['’])"
)
_ANY_NAME = re.compile(
    r"(?<=[a-z,“\"] )[A-Z][\w’'.-]+"
    r"|^(?!(?:In|At|On|The|An?|But|And|From|As|After|For|By|When|While|It|If|With|Since)\b)[A-Z]\w+"
)


def names_by_kind(text: str) -> bool:
    """Return whether somebody is only called by what they are: "built by the global firm".

    Which firm, the sentence before told. With a name before it, that is the one.
    """
    match = None if word_runs(text).isdisjoint(_KINDS) else _KIND.search(text)
    if match is None:
        return False
    return _ANY_NAME.search(text[: match.start()]) is None


@lru_cache(maxsize=4096)
def _surnames(text: str) -> tuple[str, ...]:
    """Return the capitalised words that stand alone or after "Mr"."""
    found = []
    for match in _BARE.finditer(text):
        start = match.start()
        word = text.rfind(" ", 0, max(start - 1, 0)) + 1  # where the word before begins
        plain = text[word:start].islower()  # neither a title nor a name
        if (
            plain
            or _HONOURED.search(text, word, start)
            or not _NAME_BEFORE.search(text, word, start)
        ):
            found.append(match["last"])
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def _people(text: str) -> frozenset[str]:
    """Return the names that `text` treats as a person's: "Qin Gang, who" is Qin, too."""
    held = word_runs(text)
    signs = [sign for words, sign in _SIGNS if not held.isdisjoint(words)]
    if ", " in text:
        signs.append(_AGED)
    found = frozenset(match["name"] for sign in signs for match in sign.finditer(text))
    if not found:
        return found
    return found.union(m["first"] for m in _full_names(text) if m["last"] in found)
