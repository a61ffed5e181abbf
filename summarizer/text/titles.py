"""A title made from the lead of a text that holds no headline."""

from __future__ import annotations

import re

from summarizer.domain import Article
from summarizer.text.sentences import split_sentences
from summarizer.text.stopwords import stop_words
from summarizer.text.words import content_words

LONGEST_TITLE = 80
"""Characters of a made title."""

SHORTEST_CUT = 32
"""Characters; a shorter piece before a clause border says too little to be a title."""

_REPORTED = re.compile(
    r"^[^,;:“\"]{3,70}?\b(?:said|says|revealed|announced|reported|confirmed|warned|told reporters|"
    r"stated|acknowledged|showed|found)(?: (?:on|late|early) \w+)? that (?=\S)"
)
_INTRO = re.compile(
    r"^(?:In|On|At|As|After|Before|During|Following|Amid|Despite|While|When|With|For|From|Since|"
    r"Speaking|According|Earlier|Late|Last|By|Over|Under|Nearly|More)\b[^,;:“\"]{2,70}, (?=\S)"
)
_CLAUSE = re.compile(
    r"(?:[,;:]| [–—-])(?= )"
    r"| (?=(?:as|while|after|before|where|which|who|whose|because|following|amid|but|when|"
    r"despite|since|until|although|saying|adding|according)\b)"
)
_PHRASE = re.compile(
    r" (?=(?:between|in|on|at|with|for|from|over|about|against|during|by|into|through|across|"
    r"under|near|toward|towards|among|within|without|aimed)\b)"
)
_DANGLING = (
    stop_words("en")
    - frozenset("more most out up down off back over again together away here there now".split())
) | frozenset("mr mrs ms dr president minister senator former u.s us top chief".split())
_COMPLEMENTS = ("as ", "by ", "with ")
"""What a participle asks for: "have been described" does not stand alone."""


def make_title(text: str, language: str | None = None) -> str:
    """Return a title made from the first sentence that says something, at most 80 characters.

    The lead loses its dateline, its opening phrase ("On Tuesday, ...") and its reporting
    frame ("the ministry said that ..."), and is cut at the last clause or phrase border
    that fits, never inside a quotation, nor after a word that asks for another. Where no
    border fits it is cut at a word and ends in "…". Empty for a text without a sentence.
    """
    lead = _lead(text, language)
    if not lead:
        return ""
    lead = _unframed(lead)
    if len(lead) <= LONGEST_TITLE:
        return _finished(lead)
    return _cut_at(lead, _CLAUSE) or _cut_at(lead, _PHRASE) or _cut_at_word(lead)


def _lead(text: str, language: str | None) -> str:
    from summarizer.text.header import without_dateline

    head = text[:4_000]
    sentences = split_sentences(Article(text=head, id="lead", language=language))
    found = [" ".join(head[one.start : one.end].split()) for one in sentences[:5]]
    for sentence in map(without_dateline, found):
        if len(content_words(sentence)) >= 3:
            return sentence
    return without_dateline(found[0]) if found else ""


def _unframed(lead: str) -> str:
    """Return the lead without what stands before its statement."""
    for pattern in (_INTRO, _REPORTED, _INTRO):
        rest = pattern.sub("", lead, count=1)
        if len(rest) >= SHORTEST_CUT and len(content_words(rest)) >= 4:
            lead = rest
    return lead


def _cut_at(lead: str, pattern: re.Pattern[str]) -> str:
    """Return the longest piece that ends at a border and can stand alone, or nothing."""
    for match in reversed(list(pattern.finditer(lead, 0, LONGEST_TITLE + 2))):
        piece = lead[: match.start()].rstrip(" ,;:–—-")
        if len(piece) < SHORTEST_CUT:
            break
        bound = piece.endswith("ed") and lead[match.end() :].startswith(_COMPLEMENTS)
        if len(piece) <= LONGEST_TITLE and _stands(piece) and not bound:
            return _finished(piece)
    return ""


def _stands(piece: str) -> bool:
    """Return whether a piece has no open quotation and no dangling last word."""
    if (
        piece.count("“") != piece.count("”")
        or piece.count('"') % 2
        or piece.count("(") != piece.count(")")
    ):
        return False
    last = piece.rsplit(maxsplit=1)[-1].lower().strip("“”\"'’.,")
    return last not in _DANGLING


def _cut_at_word(lead: str) -> str:
    cut = lead[: LONGEST_TITLE - 1]
    if " " in cut and len(lead) > len(cut) and lead[len(cut)] != " ":
        cut = cut[: cut.rindex(" ")]
    for mark in ("“", "(", '"'):
        place = cut.rfind(mark)
        if place > SHORTEST_CUT and not _stands(cut):
            cut = cut[:place]
    kept = cut.split(" ")
    while len(kept) > 3 and kept[-1].lower().strip("“”\"'’.,;:–—-") in _DANGLING | {""}:
        kept.pop()
    return _capital(" ".join(kept).rstrip(' ,;:–—-“"(')) + "…"


def _finished(piece: str) -> str:
    piece = piece.strip()
    if (
        piece.endswith(".")
        and not piece.endswith("..")
        and not re.search(r"\b[A-Za-z]\.$|\b[A-Z][a-z]{1,3}\.$", piece)
    ):
        piece = piece[:-1]
    return _capital(piece)


def _capital(piece: str) -> str:
    if piece[1:2].isupper():
        return piece
    return piece[:1].upper() + piece[1:]
