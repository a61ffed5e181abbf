"""The second index of words: for scripts whose words neither SQLite nor PostgreSQL cuts.

Both take a clause of Chinese, Japanese or Thai for one word, keep a Korean noun with its
particles, and cut a Hindi or Arabic word at its vowel signs. Here a run of a script without
spaces gives the overlapping pairs of its characters and its last character alone: a row of
characters stands in a text where its pairs stand in a row, and each character begins one pair, so
that a query of one character is a prefix. A word of a script with signs is one term.

A term is indexed as digits, six for a character: no tokenizer, stemmer or locale changes them.

What `index_terms` gives for a text must never change without a migration that fills the index
again: SQLite's index keeps no texts, and takes out an old version by the same terms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from summarizer.characters import PAIRED, SOUTHEAST
from summarizer.text.scripts import is_grammar, pairs_of
from summarizer.text.stopwords import stop_words

MOST_TERMS = 30_000
"""Of one text: some fifty pages of Chinese. PostgreSQL refuses word vectors over one megabyte."""

LONGEST_WORD = 40
MOST_PARTS = 24
"""Parts of a query that are looked for by themselves."""

WINDOW = 5
"""Characters of Thai, Lao, Khmer and Burmese that say something: about a word. They are alphabets,
two letters of which stand in every article."""

_SIGNED = (
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7-\u05f2"  # Hebrew
    "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06ef\u06fa-\u06ff\u0750-\u077f"
    "\u08a0-\u08ff"  # Arabic
    "\u0900-\u0963\u0971-\u09e5\u09f0-\u0a65\u0a70-\u0ae5\u0af9-\u0b65\u0b71-\u0be5\u0c00-\u0c65"
    "\u0c80-\u0ce5\u0cf1-\u0d65\u0d7a-\u0de5\u0df2\u0df3"  # of India
    "\u0f18\u0f19\u0f35\u0f37\u0f39\u0f3e-\u0f84\u0f86-\u0fbc"  # Tibetan
)
"""Scripts whose words hold signs that are no letters, without their digits and stops."""

_OWN = re.compile(f"(?P<run>[{PAIRED}]+)|(?P<word>[{_SIGNED}\u200c\u200d]+)")
_ANY_OWN = re.compile(f"[{PAIRED}{_SIGNED}\uff66-\uffdc]")
_ALPHABET = re.compile(f"[{SOUTHEAST}]")
_HIRAGANA = re.compile("[\u3041-\u309f]")
_UNWRITTEN = re.compile("[\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u093c\u200c\u200d]")
"""Points of Hebrew and Arabic, the dot under a letter of Hindi: most texts leave them out."""
_SAME_LETTER = str.maketrans("أإآٱىکیऀँ", "اااايكيंं")

_JOINED = {
    "ar": ("", "ال", "و", "وال", "ب", "بال", "ل", "لل", "ف", "فال", "ك"),
    "he": ("", "ה", "ו", "וה", "ב", "ל", "מ", "מה", "ש", "שה", "כ"),
}
"""What Arabic and Hebrew write at the front of a noun: "and", "the", "in"."""
_ARABIC, _HEBREW = re.compile("[\u0620-\u08ff]"), re.compile("[\u0590-\u05ff]")
_THE = re.compile("(?:و?ال)(?=.{3})")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that stand in a row; of the last the beginning alone, if `prefix`."""

    terms: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A run or a word of a query.

    Attributes:
        forms: each of them is it, exactly.
        parts: what of it speaks for it by itself.
        pieces: the same as written, folded, to find their places in a text.
        is_word: the pieces are whole words.
    """

    forms: tuple[Phrase, ...]
    parts: tuple[Phrase, ...]
    pieces: tuple[str, ...]
    is_word: bool


def index_terms(text: str) -> str:
    """Return the terms of a text in order, spaces between; empty where it has no such script."""
    if not has_runs(text):
        return ""
    return _coded(" ".join(islice(_terms(fold(text)), MOST_TERMS)))


def has_runs(text: str) -> bool:
    """Return whether a text is, in part, of a script that this index is for."""
    return not text.isascii() and _ANY_OWN.search(text) is not None


def without_runs(text: str) -> str:
    """Return a text without what this index cuts."""
    return _OWN.sub(" ", fold(text)) if has_runs(text) else text


def fold(text: str) -> str:
    """Return `text` with one spelling for what is written in several."""
    return unicodedata.normalize("NFKC", text)


def _terms(text: str) -> Iterator[str]:
    for match in _OWN.finditer(text):
        if match["run"]:
            yield from pairs_of(match["run"])
            if len(match["run"]) > 1:
                yield match["run"][-1]
        elif word := _plain(match["word"]):
            yield word


def _plain(word: str) -> str:
    return _UNWRITTEN.sub("", word).translate(_SAME_LETTER)[:LONGEST_WORD]


def _coded(terms: str) -> str:
    return terms.translate(_CODES)


class _Codes(dict[int, str]):
    """Character -> its six digits; spaces between terms stay."""

    def __missing__(self, character: int) -> str:
        self[character] = code = f"{character:06d}"
        return code


_CODES = _Codes({ord(" "): " "})


def read_query(query: str) -> tuple[str, tuple[Wanted, ...]]:
    """Return what is left of a query for the index of words, and what this index is asked."""
    if not has_runs(query):
        return query, ()
    plain = fold(query)
    wanted = [
        _run(m["run"]) if m["run"] else _word(_plain(m["word"])) for m in _OWN.finditer(plain)
    ]
    wanted = [one for one in wanted if one.pieces]
    stops = stop_words()
    telling = [one for one in wanted if not (one.is_word and one.pieces[0] in stops)]
    return _OWN.sub(" ", plain), tuple(telling or wanted)


def _run(run: str) -> Wanted:
    if len(run) == 1:
        only = Phrase((_coded(run),), prefix=True)
        return Wanted((only,), (only,), (run,), False)
    whole = _phrase(run)
    pieces = tuple(dict.fromkeys(_telling(run)))[:MOST_PARTS]
    return Wanted((whole,), tuple(map(_phrase, pieces)), pieces, False)


def _telling(run: str) -> list[str]:
    """Return the parts of a run that say something: without its grammar, where that leaves any."""
    if _ALPHABET.match(run):
        return [run[k : k + WINDOW] for k in range(max(len(run) - WINDOW, 0) + 1)]
    pairs = pairs_of(run)
    named = [pair for pair in pairs if not is_grammar(pair) and not _HIRAGANA.search(pair)]
    return named or pairs


def _phrase(written: str) -> Phrase:
    return Phrase(tuple(map(_coded, pairs_of(written))))


def _word(word: str) -> Wanted:
    kind = "ar" if _ARABIC.match(word) else "he" if _HEBREW.match(word) else ""
    bare = _THE.sub("", word) if kind == "ar" else word
    written = dict.fromkeys([word, *(before + bare for before in _JOINED.get(kind, ()))])
    forms = tuple(Phrase((_coded(form),)) for form in written if form)
    return Wanted(forms, forms, tuple(filter(None, written)), True)


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a database is asked for terms."""

    conjunction: str
    disjunction: str
    row: str
    quote: str
    prefix: str

    def phrase(self, phrase: Phrase) -> str:
        """Return the expression that finds a phrase."""
        asked = f"{self.quote}{self.row.join(phrase.terms)}{self.quote}"
        return asked + self.prefix if phrase.prefix else asked

    def any_of(self, phrases: tuple[Phrase, ...]) -> str:
        """Return the expression that finds any of these phrases."""
        return f"({self.disjunction.join(map(self.phrase, phrases))})"


SQLITE = Grammar(" AND ", " OR ", " ", '"', "*")
POSTGRESQL = Grammar(" & ", " | ", " <-> ", "", ":*")


def expressions(wanted: Sequence[Wanted], grammar: Grammar) -> tuple[str, list[str]]:
    """Return the expression that finds all of `wanted`, and those that find its parts."""
    whole = grammar.conjunction.join(grammar.any_of(one.forms) for one in wanted)
    parts = [
        grammar.any_of(alike)
        for one in wanted
        for alike in ([one.parts] if one.is_word else [(part,) for part in one.parts])
    ]
    return whole, list(dict.fromkeys(parts))[:MOST_PARTS]


def places(text: str, wanted: Sequence[Wanted]) -> list[tuple[int, int, str]]:
    """Return where the parts of a query stand in a text: (start, end, which part)."""
    found: list[tuple[int, int, str]] = []
    for one in wanted:
        if one.is_word:
            # A word in another form is the same part of the query.
            for match in _OWN.finditer(text):
                if match["word"] and _plain(match["word"]) in one.pieces:
                    found.append((*match.span(), one.pieces[0]))
        else:
            for piece in one.pieces:
                found += [(*m.span(), piece) for m in re.finditer(re.escape(piece), text)]
    return sorted(found)
