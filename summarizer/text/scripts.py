r"""Words of texts in any script: marks that belong to a letter, and scripts without spaces.

`\w` knows no vowel signs, so that it cuts a Hindi word in pieces, and takes a whole clause of
Chinese for one word. Here a word keeps its marks, and a run without spaces gives overlapping
pairs of characters, of which two texts on one thing share many.
"""

from __future__ import annotations

import re

from summarizer.characters import PAIRED, SOUTHEAST
from summarizer.late import late
from summarizer.western import is_western

MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0eff\u1000-\u109f"
r"""Signs that are part of a word though `\w` leaves some of them out."""

_OWN_WORDS = late(f"[{PAIRED}\u0590-\u0eff]")
_WORD = late(rf"[^\W_{PAIRED}](?:[^\W_{PAIRED}]|[{MARKS}])*(?:'[^\W_{PAIRED}]+)*|[{PAIRED}]+")
PAIRED_RUN = late(f"[{PAIRED}]")
_HIRAGANA = late("[\u3041-\u309f\u30fc]+")
_HAN_GRAMMAR = frozenset("的了在是和与将已被也对为从到后这那其中等不就都而及或把让由于以个之说")
"""Characters of Chinese that join and mark rather than name."""


_DENIALS = frozenset(
    """nicht kein keine keinen keinem keiner nie niet geen nooit ne pas jamais aucun aucune sans non
    no nunca ni sin não nem nunca senza mai inte ingen ikke ingen ei eivät nie bez ne není не нет ни
    без ні немає لا لم لن ليس ليست غير دون ولم ولا ولن نه نیست لا نہیں नहीं न बिना না নয় নেই değil yok
    nu fără nem nincs tidak bukan không chưa 안 못 δεν μη χωρίς""".split()
)
_DENYING_SIGNS = re.compile("[不没沒无無未非]|ない|なかった|ません|않|없|ไม่|มิได้")


def denies(text: str) -> int:
    """Return how often `text` denies something, by the words and signs of many languages."""
    words = sum(word in _DENIALS for word in script_words(text.lower()))
    return words + len(_DENYING_SIGNS.findall(text))


def needs_own_words(text: str) -> bool:
    r"""Return whether `text` is, in part, of a script whose words `\w+` does not find."""
    return not is_western(text) and _OWN_WORDS.search(text) is not None


def script_words(text: str) -> list[str]:
    """Return the words of `text` in order, as they are written; of runs without spaces pieces."""
    found: list[str] = []
    for match in _WORD.finditer(text):
        word = match[0]
        if PAIRED_RUN.match(word) is None:
            found.append(word)
        else:
            found.extend(pieces_of(word))
    return found


ALPHABET_PIECE = 4
"""Letters of Thai, Lao, Khmer and Burmese that tell one word from another as a pair of Chinese
characters does: two of an alphabet stand in every text."""
_ALPHABET = re.compile(f"[{SOUTHEAST}]")


def pieces_of(run: str) -> list[str]:
    """Cut a run without spaces into what texts are compared by: pairs, of alphabets fours."""
    if _ALPHABET.match(run) is None:
        return pairs_of(run)
    return [run[k : k + ALPHABET_PIECE] for k in range(max(len(run) - ALPHABET_PIECE, 0) + 1)]


def pairs_of(run: str) -> list[str]:
    """Cut a run of characters without spaces into overlapping pairs; one character stays alone."""
    return [run[k : k + 2] for k in range(max(len(run) - 1, 1))]


def script_stem(word: str) -> str:
    """Return what forms of one word have in common.

    Of Cyrillic and Greek that is the first letters, of Arabic what is left without a joined "and",
    preposition or article. Other words stay.
    """
    if _INFLECTED.match(word):
        return word[:STEM_LETTERS]
    prefix = _ARABIC_PREFIX.match(word)
    return word[prefix.end() :] if prefix else word


STEM_LETTERS = 5
"""Letters that forms of a Russian word mostly share: "жители", "жителей"."""
_INFLECTED = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_ARABIC_PREFIX = re.compile("(?:[وف]?(?:ال|بال|كال|لل)|و)(?=[\u0621-\u064a]{3})")


def common_beginning(word: str) -> str | None:
    """Return what forms of a long Cyrillic or Greek word begin with; None for any other.

    Longer than `script_stem`, since it has to tell a word from all others that an archive holds.
    """
    if len(word) < STEM_LETTERS or not _INFLECTED.match(word):
        return None
    return word[: max(STEM_LETTERS - 1, len(word) - (2 if len(word) < 8 else 3))]


def is_grammar(word: str) -> bool:
    """Return whether a pair of characters is an ending or a joining word, not a thing."""
    return _HIRAGANA.fullmatch(word) is not None or not _HAN_GRAMMAR.isdisjoint(word)
