"""Text in an article that speaks to a model rather than to a reader.

Such a sentence, and what follows it in its paragraph, is quoted material: it bears
nothing out, so a summary that obeys it finds no source for what it says.
"""

from __future__ import annotations

import re

_RULES = r"(?:instructions?|prompts?|rules|guidelines|directions|commands|constraints)"
_FORMER = r"(?:previous|prior|above|earlier|preceding|foregoing|other|your|system|these|all)"
_MODEL = (
    r"(?:language model|a\.?i\.? (?:assistant|model|system)|chat ?bot|assistant|llm|summari[sz]er)"
)
_TASK = r"(?:summary|summari[sz]e|summari[sz]ing|brief|digest|output|response|reply|answer)"
_ORDER = (
    r"(?:must|should|please|write|say|state|include|add|ignore|do not|instead|only|now|respond"
    r"|reply)"
)
_MENTION = r"(?:say|write|include|add|state|mention|omit|claim)"

ADDRESSES_MODEL = re.compile(
    rf"\b(?:ignore|disregard|forget|override)\b[^.!?\n]{{0,40}}\b{_FORMER}\b[^.!?\n]{{0,30}}"
    rf"\b{_RULES}"
    r"|\b(?:system|developer) (?:prompt|message|note|instruction)s?\s*:"
    r"|\b(?:instruction|note|message|attention|important)s?\b[^.!?\n]{0,30}\b(?:to|for) "
    rf"(?:the |any |all |an? )?{_MODEL}"
    r"|\b(?:dear|hey|hello|attention|if you are|you are|you're|as) (?:the |an? |now )?"
    rf"{_MODEL}\b[^.!?\n]{{0,80}}\b{_ORDER}\b"
    rf"|\b(?:in|for|at the (?:end|start|top) of) your {_TASK}\b"
    rf"|\bwhen (?:you )?{_TASK}\b[^.!?\n]{{0,60}}\b{_MENTION}\b"
    r"|<\|?/?(?:im_start|im_end|system|assistant|user|inst)\|?>|\[/?INST\]"
    r"|###\s*(?:system|instruction)",
    re.IGNORECASE,
)
"""Phrases that news does not use of its readers: one in 5,608 development articles held one."""


def addresses_model(text: str) -> bool:
    """Return whether a sentence gives orders to a model that reads it."""
    return ADDRESSES_MODEL.search(text) is not None
