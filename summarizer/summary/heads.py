"""What stands at the head of a sentence and carries no news: datelines, idle openings.

An editor takes these off whatever room there is, so they go from every form that is shown.
"""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.lengths import count_words
from summarizer.salience.openings import connective_end
from summarizer.text.datelines import match_dateline
from summarizer.text.language import in_english
from summarizer.text.stamps import stamp_end, with_dashes

MIN_WORDS_AFTER = 5
"""A head is taken off only where at least this many words follow it."""

_LOOSE_DASH = re.compile(r"[\s\x80-\x9f\ufeff–—―-]*(?<=[\s\x80-\x9f\ufeff])(?=[A-Z“\"‘])")
"""What is left of a dateline that was lost above; "\x97" is a dash of an older encoding."""
_BULLET = re.compile(r"\s*[•▪●◦‣⁃]\s*")
"""What an item of a list begins with."""

_IDLE = re.compile(
    r"(?:in (?:a|an|another|yet another|what is|what was)(?: [\w-]+){0,3} "
    r"(?:development|move|step|sign|shift|twist|turn|turn of events|breakthrough|gesture|moment|"
    r"engagement|display)"
    r"(?: (?:towards?|of|that (?:underscores?|underlines?|highlights?|signals?|reflects?|marks?))"
    r"(?! (?:the|how|what|why|who|where)\b) [^,\d“”\"]{3,70})?"
    r"|(?:most |more |quite |perhaps most )?(?:notably|importantly|significantly|interestingly|"
    r"crucially|remarkably|ironically|incredibly|surprisingly|tellingly|encouragingly|"
    r"important|interesting|obviously|clearly|unfortunately|sadly|thankfully|fortunately|luckily|"
    r"needless to say)"
    r"|looking ahead|moving forward|going forward|as (?:expected|always|usual|it happens)"
    r"|by the way|for the record|for (?:his|her|their|its) part|among other things"
    r"|not to be outdone|on top of (?:that|this)|all in all|to be clear|well"
    r"|in this (?:regard|respect|context|light)|that being said"
    r"|it is worth noting that|it should be noted that|worth noting),?(?<=[,t])\s+",
    re.IGNORECASE,
)
"""Openings that praise or announce what follows, and say nothing themselves."""
_NEEDS_COMMA = re.compile(r",\s+$|\bthat\s+$")


def dateline_end(text: str) -> int:
    """Return where the text after a stamp and a dateline begins; 0 when there is neither."""
    text = with_dashes(text)
    loose = _BULLET.match(text) or _LOOSE_DASH.match(text)
    start = loose.end() if loose and not _is_spoken(text) else 0
    start += stamp_end(text[start:])
    match = match_dateline(text[start:])
    if match and _enough(text[start + match.end() :]):
        start += match.end()
        start += stamp_end(text[start:])
    return start


def _is_spoken(text: str) -> bool:
    """Return whether a dash opens speech, as it does in most languages but English."""
    return text[0] in "–—―" and not in_english(text)


@lru_cache(maxsize=1024)  # asked by every way to shorten a sentence
def head_end(text: str) -> int:
    """Return where the sentence begins without dateline, connective and idle opening."""
    end = dateline_end(text)
    for _ in range(3):
        step = connective_end(text[end:]) or _idle_end(text[end:])
        if not step or not _enough(text[end + step :]):
            break
        end += step
    return end


def _idle_end(text: str) -> int:
    match = _IDLE.match(text)
    return match.end() if match and _NEEDS_COMMA.search(match[0]) else 0


def _enough(rest: str) -> bool:
    return count_words(rest) >= MIN_WORDS_AFTER
