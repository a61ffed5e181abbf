"""Quotations: the sources must hold the words, and give them to the same speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.characters import UNSPACED_RUN
from summarizer.check.findings import LIKELY, SURE, WEAK, Finding
from summarizer.check.lexicon import kin
from summarizer.check.sources import Sources, fold
from summarizer.check.support import WordSupport
from summarizer.check.tokens import Token, tokenize
from summarizer.lengths import count_words

QUOTED = re.compile(
    r"„([^„“”\"]{3,400})[“”\"]|[「『]([^「」『』]{3,400})[」』]|»([^«»]{3,400})«"
    r"|[\"“«]([^\"”»]{3,400})[\"”»]|(?<!\w)[‘`']{1,2}([^'’\"]{12,400})['’]{1,2}(?!\w)"
)
ADDED = re.compile(r"[\[(][^\])]*[\])]|\.\.\.|…")
"""What a writer puts into a quotation, or leaves out of it: "we [the council] will… stay"."""

LEAST_QUOTED_WORDS = 3
"""Shorter quotations are words used as such ("controlled burn")."""

LEAST_COMPARED = 5
"""Words of a quotation that is compared word by word with the source sentences."""

NEARLY = 0.6
"""Share of a quotation that must stand in one piece for a loose rather than an invented one."""


def find_quotations(text: str, words: Sequence[WordSupport], sources: Sources) -> Iterator[Finding]:
    """Yield quotations that the sources do not hold, or give to someone else."""
    held = ""
    for found in QUOTED.finditer(text):
        group = found.lastindex or 0
        quoted = found.group(group)
        if count_words(quoted) < LEAST_QUOTED_WORDS:
            continue
        held = held or _bare(sources.folded)  # dear: only for a text that quotes, and once
        pieces = [piece for piece in ADDED.split(quoted) if piece.strip()]
        if not all(_holds(held, piece) for piece in pieces):
            yield _not_said(quoted, found.span(group), held, sources)
            continue
        yield from _speaker(pieces, found.span(group), words, sources)


def _not_said(quoted: str, span: tuple[int, int], held: str, sources: Sources) -> Finding:
    if not _nearly_said(quoted, held):
        reason = f"the sources do not contain these words: “{_short(quoted)}”"
        return Finding("quotation", SURE, reason, *span)
    put = _put_in(quoted, sources)
    if put is not None:
        reason = f"quotes “{put.text}”, which nobody says there: “{_short(quoted)}”"
        return Finding("quotation", SURE, reason, *span)
    changed = _changed_word(quoted, sources)
    if changed is not None:
        reason = f"quotes “{changed[0].text}”; the source says “{changed[1].text}”"
        return Finding("quotation", SURE, reason, *span)
    return Finding("quotation", WEAK, f"the source words it otherwise: “{_short(quoted)}”", *span)


def _put_in(quoted: str, sources: Sources) -> Token | None:
    """Return a word of a quotation that the place it is nearest to does not hold, if any."""
    words = tokenize(ADDED.sub(" ", quoted), sources.points)
    content = [token for token in words if token.content]
    missing: list[list[Token]] = []
    for number in range(len(sources.sentences)):
        around = sources.sentences[max(0, number - 1) : number + 2]
        missing.append(
            [t for t in content if not any(t.key in sentence.key_set for sentence in around)]
        )
    fewest = min(missing, key=len, default=[])
    return fewest[0] if fewest else None


def _holds(held: str, piece: str) -> bool:
    """Return whether the words of a quotation stand in `held`, the words of the sources.

    Where no spaces part words, any row of characters is one.
    """
    bare = _bare(piece)
    if UNSPACED_RUN.search(bare):
        return bare.replace(" ", "") in held.replace(" ", "")
    return bare in held


def _changed_word(quoted: str, sources: Sources) -> tuple[Token, Token] | None:
    """Return the one word in which a quotation differs from a source sentence, and the source's.

    What stands at either end may be a writer's way of cutting in; a word between is not.
    """
    tokens = tokenize(quoted, sources.points)
    if len(tokens) < LEAST_COMPARED or ADDED.search(quoted):
        return None
    keys = tuple(token.key for token in tokens)
    for sentence in sources.sentences:
        for first in range(len(sentence.keys) - len(keys) + 1):
            held = sentence.tokens[first : first + len(keys)]
            other = [place for place, token in enumerate(held) if token.key != keys[place]]
            if len(other) != 1 or other[0] in (0, len(keys) - 1):
                continue
            said, source = tokens[other[0]], held[other[0]]
            if said.content and source.content and not kin(said.key, source.key):
                return said, source
    return None


def _bare(text: str) -> str:
    """Return the words of a text alone, contractions written out, for finding quotations."""
    plain = fold(text).replace("can't", "can not").replace("won't", "will not")
    plain = plain.replace("n't", " not").replace("cannot", "can not")
    return " " + " ".join(re.findall(r"[^\W_]+", plain)) + " "


def _nearly_said(quoted: str, held: str) -> bool:
    """Return whether most of the quotation stands in one piece in what the sources say."""
    words = _bare(quoted).split()
    size = max(LEAST_QUOTED_WORDS, round(NEARLY * len(words)))
    return any(
        f" {' '.join(words[first : first + size])} " in held
        for first in range(len(words) - size + 1)
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"


def _speaker(
    pieces: Sequence[str], span: tuple[int, int], words: Sequence[WordSupport], sources: Sources
) -> Iterator[Finding]:
    """Yield a finding when no name of the sentence stands near the quotation in the sources."""
    outside = [
        word.token
        for word in words
        if word.name and word.token.upper and not span[0] <= word.token.start < span[1]
    ]
    if not outside:
        return
    bare = [_bare(piece).strip() for piece in pieces]
    for number, sentence in enumerate(sources.sentences):
        around = sources.sentences[max(0, number - 2) : number + 3]
        joined = _bare(" ".join(other.text for other in sources.sentences[number : number + 3]))
        if all(piece in joined for piece in bare) and (
            any(token.key in other.key_set for token in outside for other in around)
            or sentence.places & {place for other in around for place in other.places}
        ):
            return
    names = " ".join(token.text for token in outside[:3])
    yield Finding("speaker", LIKELY, f"the sources do not give these words to {names}", *span)
