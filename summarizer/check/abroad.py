"""What the checker knows of other languages: denials, names with endings, words that are no names.

The heads were taught on English. Here are rules for what they cannot see: a "nicht" that is left
out or put in, a name with another ending, a capital that makes no name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from summarizer.check.findings import SURE, Finding, fault_at, instead, leaves_out
from summarizer.check.lexicon import word_vectors
from summarizer.check.sources import Sources, SourceSentence, root
from summarizer.check.tokens import Token, number_key
from summarizer.text.stopwords import stop_words
from summarizer.text.tables import by_language

DENYING = by_language("check.abroad.txt", "denying")
"""By language, words that deny."""
RISE_AND_FALL = {
    "de": "stieg steig erhöh gestiegen wuchs wächst|sank sink gesunken senk reduzier verring",
    "fr": "augment progress hauss relev grimp|recul baiss diminu chut rédui",
    "es": "subi aument increment crec eleva elevó|baj redu descen cay disminu recort",
    "it": "aument rialz cresc salit sale|dimin calat calo scend scese ridott taglia ribass",
    "pt": "subi aument elev cresc|caiu caí redu baix diminu recu cort",
    "nl": "steeg stijg gestegen verhoog toegenomen groei|daal gedaald zakte verlaag afgenomen",
    "sv": "höj ökar ökade stig steg|sänk minsk sjönk föll",
    "da": "steg stig hæve øge|faldt falde sænke mindske",
    "nb": "steg stig økt økte hev|falt fall sank senke redusert",
    "pl": "podwyż podnios podnos wzr rośn rosn|obniż spad zmniejsz",
    "ru": "повыс повыш увелич вырос поднял|сниз сниж пониз упал сократ уменьш опустил",
    "uk": "підвищ збільш зріс зрос|зниз зниж впав зменш скорот",
}
"""How words begin that tell of a rise, and those that tell of a fall."""
NUMBERS = by_language("check.abroad.txt", "numbers")
"""Numbers written out, from two on."""
_ONLY = frozenset(
    """nur seulement sólo solo solamente só apenas alleen bara enbart bare kun tylko только лише
    тільки soltanto solamente uniquement""".split()
)
"""A "not only" denies nothing."""
_PRONOUNS = frozenset(
    """il elle ils elles celui-ci celle-ci er sie es él ella ellos ellas egli essa lui lei ele ela
    eles elas hij zij ze han hon on ona oni он она они він вона вони""".split()
)
_NOTHING = frozenset({""})
REACH = 4
"""Tokens from a denial to what it denies."""
HELD = 0.6
"""Share of a sentence's words that the source must hold for the two to say the same thing."""
HOLDS = 0.8
"""The same the other way round."""
SHORT = 3
"""Letters; a word as short says nothing of what is denied without the next."""
BREAKS = frozenset(",;:–—")


def find_denials_abroad(
    text: str, tokens: Sequence[Token], evidence: Sequence[SourceSentence], language: str
) -> Iterator[Finding]:
    """Yield a denial that a sentence leaves out or puts in beside what the sources say.

    Only where the sources hold most of the sentence and what is denied, and nowhere do as it does.
    """
    said = _Read(text, tokens, language)
    nearest = [_Read(one.text, one.tokens, language) for one in evidence]
    nearest = [one for one in nearest if said.tells_of(one)]
    if not nearest or any(bool(one.denials) == bool(said.denials) for one in nearest):
        return
    held = nearest[0]
    for place in held.denials:
        if held.denied(place) <= said.all:
            reason = leaves_out(held.tokens[place].text)
            yield Finding("negation", SURE, reason, tokens[0].start, tokens[-1].end)
            return
    for place in said.denials:
        if said.denied(place) <= held.all:
            reason = f"says “{tokens[place].text}”; the source does not deny it"
            yield fault_at("negation", SURE, reason, tokens[place])
            return


class _Read:
    """A sentence by the roots of its words, with the places of its denials."""

    def __init__(self, text: str, tokens: Sequence[Token], language: str) -> None:
        self.text, self.tokens = text, tokens
        self._denying, self._stops = DENYING[language], stop_words(language)
        self._before = language == "fr"  # "ne reconnaît pas": what is denied stands before
        words = [_bare(token) for token in tokens]
        self.roots = frozenset(root(word) for word in words if self._tells(word))
        self.all = self.roots | frozenset(words)
        self.denials = [
            place
            for place, word in enumerate(words)
            if word in self._denying and not _ONLY.intersection(words[place + 1 : place + 2])
        ]

    def tells_of(self, other: _Read) -> bool:
        """Whether the other holds most of this sentence, or this one nearly all of the other."""
        shared = len(self.roots & other.roots)
        return shared > 1 and (
            shared >= HELD * len(self.roots) or shared >= HOLDS * len(other.roots)
        )

    def denied(self, place: int) -> frozenset[str]:
        """Return the roots of what the denial bears on; never empty."""
        after = self._clause(range(place + 1, min(place + 1 + REACH, len(self.tokens))))
        before = self._clause(range(place - 1, max(place - 1 - REACH, -1), -1))
        found = [word for word in after if self._tells(word)]
        found = found[: 2 if found and len(found[0]) <= SHORT else 1]
        if self._before:
            found += [word for word in before[:1] if self._tells(word)]
        found = found or after[:1] or [word for word in before if self._tells(word)][:1] or before
        return frozenset(root(word) if self._tells(word) else word for word in found) or _NOTHING

    def _tells(self, word: str) -> bool:
        return word not in self._stops and word not in self._denying and len(word) > 1

    def _clause(self, places: range) -> list[str]:
        """The words at these places, up to a comma."""
        found: list[str] = []
        last = places.start - places.step
        for place in places:
            first, second = sorted((last, place))
            between = self.text[self.tokens[first].end : self.tokens[second].start]
            if not BREAKS.isdisjoint(between):
                break
            found.append(_bare(self.tokens[place]))
            last = place
        return found


def find_turns_abroad(
    text: str, tokens: Sequence[Token], evidence: Sequence[SourceSentence], language: str
) -> Iterator[Finding]:
    """Yield a rise that the sources tell as a fall, or the reverse."""
    up, down = _ways(language)
    said = _Read(text, tokens, language)
    for token in tokens:
        word = _bare(token)
        turned = down if word.startswith(up) else up if word.startswith(down) else ()
        same = up if turned is down else down
        if not turned:
            continue
        nearest = [_Read(one.text, one.tokens, language) for one in evidence]
        nearest = [one for one in nearest if said.tells_of(one)]
        if any(word.startswith(same) for one in nearest for word in one.all):
            continue
        for one in nearest:
            other = next((t for t in one.tokens if _bare(t).startswith(turned)), None)
            if other is not None:
                yield fault_at("contrary", SURE, instead(token.text, other.text), token)
                return


def find_counts_abroad(
    tokens: Sequence[Token], sources: Sources, language: str
) -> Iterator[Finding]:
    """Yield a number written out that the sources have neither so nor in digits."""
    values = _numbers(language)
    said = [(token, values[word]) for token in tokens if (word := _bare(token)) in values]
    if not said:
        return
    held = {values.get(_bare(token)) for one in sources.sentences for token in one.tokens}
    for token, value in said:
        if value not in held and number_key(value) not in sources.keys:
            reason = f"the number {token.text} is not in the sources"
            yield fault_at("number", SURE, reason, token)


def _bare(token: Token) -> str:
    """The word in lower case, without what is elided before it: "a" of "n'a"."""
    first, _, rest = token.text.lower().replace("’", "'").partition("'")
    return rest if rest and len(first) <= 2 else first + rest


@cache
def _ways(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    up, _, down = RISE_AND_FALL[language].partition("|")
    return tuple(up.split()), tuple(down.split())


@cache
def _numbers(language: str) -> dict[str, int]:
    """Word -> its number, from two on; forms of one number stand with "/" between."""
    return {
        word: value
        for value, forms in enumerate(NUMBERS.get(language, ()), 2)
        for word in forms.split("/")
    }


def is_known_abroad(token: Token, sources: Sources) -> bool:
    """Return whether the sources have a name of another language with another ending."""
    return sources.language is not None and token.upper and root(_bare(token)) in sources.roots


def is_no_name(token: Token, tokens: Sequence[Token], language: str | None) -> bool:
    """Return whether a capital makes no name: of a function word, or of any German noun."""
    if language is None:
        return False
    lower = token.text.lower()
    if lower in stop_words(language) or lower in _PRONOUNS:
        return True
    if language != "de" or lower in word_vectors().rows:
        return False
    place = tokens.index(token)
    return place == 0 or not tokens[place - 1].upper
