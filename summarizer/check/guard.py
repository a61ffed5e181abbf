"""Text in an article that speaks to a model rather than to a reader.

Such a paragraph is quoted material: it bears nothing out, so a summary that obeys it
finds no source for what it says.
"""

from __future__ import annotations

import re

_VERB = r"(?:ignore|disregard|forget|override|bypass)"
_RULES = r"(?:instructions?|prompts?|rules|guidelines|directions|commands|constraints)"
_MODEL = (
    r"(?:language model|a\.?i\.? (?:assistant|model|system)|chat ?bot|assistant|llm|summari[sz]er)"
)
_TASK = r"(?:summary|summari[sz]e|summari[sz]ing|brief|digest|output|response|reply|answer)"

ADDRESSES_MODEL = re.compile(
    rf"\b{_VERB}\b[^.!?\n]{{0,60}}\b{_RULES}"
    rf"|\b(?:system|developer) (?:prompt|message|note|instruction)s?\s*:"
    rf"|\b(?:instruction|note|message|attention|important)s?\b[^.!?\n]{{0,30}}\b(?:to|for) (?:the |any |all |an? )?{_MODEL}"
    rf"|\b(?:dear|hey|hello|attention|if you are|you are|you're|as) (?:the |an? |now )?{_MODEL}\b[^.!?\n]{{0,80}}\b(?:must|should|please|write|say|state|include|add|ignore|do not|instead|only|now|respond|reply)\b"
    rf"|\b(?:in|for|at the (?:end|start|top) of) your {_TASK}\b"
    rf"|\bwhen (?:you )?{_TASK}\b[^.!?\n]{{0,60}}\b(?:say|write|include|add|state|mention|omit|claim)\b"
    rf"|<\|?/?(?:im_start|im_end|system|assistant|user|inst)\|?>|\[/?INST\]|###\s*(?:system|instruction)",
    re.IGNORECASE,
)
"""Phrases that news does not use of its readers."""


def addresses_model(text: str) -> bool:
    """Return whether a paragraph or sentence gives orders to a model that reads it."""
    return ADDRESSES_MODEL.search(text) is not None
