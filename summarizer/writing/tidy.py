"""From what a model put out to sentences fit for checking."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.domain import Article, squeeze
from summarizer.text.sentences import split_sentences

LEAST_WORDS = 3
"""A shorter sentence is a heading or a stray word."""

THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL | re.IGNORECASE)
TAGS = re.compile(r"</?(?:passages?|summary|s|pad|n|q)>|<\|[^|>]{1,40}\|>|<n>|\[/?INST\]", re.I)
OPENING = re.compile(
    r"^\s*(?:(?:sure|certainly|of course|okay|ok)\b[^.:\n]{0,80}[:.!]\s*"
    r"|(?:here(?:'s| is| are)|below is|this is)\b[^.:\n]{0,120}:\s*"
    r"|\**(?:summary|brief|digest|answer|paragraph)\**\s*:\**\s*)+",
    re.IGNORECASE,
)
BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)]|#{1,6})\s+", re.MULTILINE)
MARKER = re.compile(r"\s*\[(?:\d{1,3}(?:\s*[,–-]\s*\d{1,3})*)\]")
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
    seen: set[str] = set()
    kept: list[str] = []
    for sentence in found:
        plain = re.sub(r"\W+", " ", sentence).strip().lower()
        if plain in seen or REMARK.search(sentence) or _too_short(sentence):
            continue
        seen.add(plain)
        kept.append(sentence)
    return kept


def _too_short(sentence: str) -> bool:
    """Whether it is no sentence; scripts without spaces are counted in characters."""
    return len(sentence.split()) < LEAST_WORDS and len(sentence) < 4 * LEAST_WORDS


def within(sentences: Sequence[str], words: int) -> list[str]:
    """Return the leading sentences that hold `words` words, at least one."""
    kept: list[str] = []
    used = 0
    for sentence in sentences:
        used += len(sentence.split())
        if kept and used > words:
            break
        kept.append(sentence)
    return kept
