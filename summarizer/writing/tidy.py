"""From what a model put out to sentences fit for checking."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.characters import UNSPACED_RUN, capitalised
from summarizer.check.tokens import content_keys, tokenize
from summarizer.domain import Article, squeeze
from summarizer.lengths import count_words
from summarizer.text.datelines import without_dateline
from summarizer.text.sentences import split_sentences

LEAST_WORDS = 3
"""A shorter sentence is a heading or a stray word."""

SAID = 0.125
"""Share of a sentence's telling words; with no more new ones it is said already."""

THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL | re.IGNORECASE)
TAGS = re.compile(
    r"</?(?:passages?|summary|s|pad|n|q)>|<\|[^|>]{1,40}\|>|<n>|\[/?INST\]"
    r"|</?(?:p|br|b|i|em|strong|div|span|ul|ol|li|h[1-6])\b[^<>]{0,200}>|<img\b[^<>]{0,400}>?",
    re.IGNORECASE,
)
OPENING = re.compile(
    r"^\s*(?:(?:sure|certainly|of course|okay|ok)\b[^.:\n]{0,80}[:.!]\s*"
    r"|(?:here(?:'s| is| are)|below is|this is)\b[^.:\n]{0,120}:\s*"
    r"|\**(?:summary|brief|digest|answer|paragraph)\**\s*:\**\s*)+",
    re.IGNORECASE,
)
BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)]|#{1,6})\s+", re.MULTILINE)
MARKER = re.compile(r"\s*\[(?:\d{1,3}(?:\s*[,–-]\s*\d{1,3})*)\]|</?\d{1,3}>")
SAYING = re.compile(
    r"^(?:(?:the|this|these) )?(?:passages?|articles?|texts?) (?:all )?"
    r"(?:states?|says?|reports?|mentions?|describes?|notes?|explains?|discusses) (?:that|how) ",
    re.IGNORECASE,
)
"""What a model puts before what the passages say."""
EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
REMARK = re.compile(
    r"\b(?:as an ai|i (?:cannot|can't|am unable|hope|will|have)|let me know|word count"
    r"|the passages? (?:say|state|do|does|mention)|in (?:this|the) (?:passage|summary))",
    re.IGNORECASE,
)
"""What a model says of itself or its task; none of it is news."""


def tidy(text: str) -> str:
    """Return a draft without thoughts, tags, opening phrases, bullets and source marks."""
    text = THOUGHT.sub(" ", text)
    text = TAGS.sub(" ", text)
    text = OPENING.sub("", text)
    text = BULLET.sub("", text)
    text = EMPHASIS.sub(r"\2", text)
    text = MARKER.sub("", text)
    return squeeze(text)


def sentences_of(text: str, *, finished: bool) -> list[str]:
    """Return the whole sentences of a tidied draft, each once.

    Args:
        text: a tidied draft.
        finished: the model came to an end; otherwise a last sentence without an end
            mark is left out.
    """
    article = Article(text=text)
    found = [squeeze(sentence.of(article)) for sentence in split_sentences(article)]
    if found and not finished and found[-1][-1:] not in '.!?…。！？”"':
        found.pop()
    seen: list[frozenset[str]] = []
    kept: list[str] = []
    for given in found:
        sentence = _bare(given)
        words = news(sentence)
        if REMARK.search(sentence) or _too_short(sentence) or said(words, seen):
            continue
        seen.append(words)
        kept.append(sentence)
    return kept


def _bare(sentence: str) -> str:
    """Return a sentence without the dateline or the "the passage says that" before it."""
    bare = without_dateline(SAYING.sub("", sentence))
    return capitalised(bare)


def news(sentence: str) -> frozenset[str]:
    """Return the words by which a sentence is told from another."""
    return content_keys(tokenize(sentence)) or frozenset(re.findall(r"\w+", sentence.lower()))


def said(words: frozenset[str], seen: Sequence[frozenset[str]]) -> bool:
    """Whether one sentence before says it all, but for a word in eight."""
    return any(len(words - before) <= len(words) * SAID for before in seen)


def _too_short(sentence: str) -> bool:
    """Whether it is no sentence; scripts without spaces are counted in characters."""
    if UNSPACED_RUN.search(sentence):
        return len(sentence) < 4 * LEAST_WORDS
    return len(sentence.split()) < LEAST_WORDS


def within(sentences: Sequence[str], words: int) -> list[str]:
    """Return the leading sentences that hold `words` words, at least one."""
    kept: list[str] = []
    used = 0
    for sentence in sentences:
        used += count_words(sentence)
        if kept and used > words:
            break
        kept.append(sentence)
    return kept
