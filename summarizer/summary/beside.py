"""Sentences that stand beside an article's text: captions, transcripts, answers, scraps.

None of them is a point of a brief, whatever it says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from summarizer.domain import EncodedArticle
from summarizer.lengths import count_words
from summarizer.summary.idle import is_idle
from summarizer.text.captions import captions_of
from summarizer.text.notices import is_box_of_the_site, is_correction
from summarizer.text.runs import word_runs
from summarizer.text.verbs import has_finite_verb

LOUDEST = 0.34
"""Share of sentences in capitals up to which they are a programme's transcript; a text that is in
capitals throughout is printed so."""
ENOUGH = 5
"""Sentences of a report that tells the news by itself."""
SHOUT = 12
"""Characters of a shout: "FIFA won." is none."""
SCRAP = 10
"""Words of a scrap: a list's item, a label, a heading without its own line."""
LONGEST_CUT = 5
"""Characters of the longest of them with what may follow."""
_HAS_VERB = re.compile(
    r"[’'](?:re|d|ll|ve|m)\b|\b(?:[Ii]t|[Hh]e|[Ss]he|[Tt]hat|[Tt]here|[Hh]ere|[Ww]hat|[Ww]ho|"
    r"[Ww]here|[Hh]ow|[Ll]et|\w+(?:one|body|thing))[’']s\b"
    r"|[’']s (?:not|a|an|the|been|going|\w+ing)\b|^[“\"]|\?|^(?:They|We|He|She|You|I)\b"
    r"|(?<![A-Za-z])[a-z]{3,}(?<!s)s "
    r"(?!of|in|on|at|for|with|from|and|or|to|by|up|down|as|that|who|across|"
    r"between|about|over|under|including|without|after|before)\w"
)
"""Contractions (no "Tolk's art"), pronouns whose verb a list of forms may miss, and a verb of the
present: a plural noun is seldom followed by a noun ("denies the")."""
_BIDS = re.compile(
    r"(?:(?:and|but|so|then|certainly|please|just|now|most importantly|above all),? ){0,2}"
    r"(?:don['’]t|do not|please|let['’]s|let us know|tell us|share your) \w"
    r"|(?:also: )?(?:if|to|because|since|as) [^.“”\"]{3,80}, please \w"
    r"|we (?:ask|invite|encourage|urge) (?:you|(?:our )?readers) to \w",
    re.IGNORECASE,
)
"""Somebody's bidding without quotation marks: of a letter, a post, a notice."""
_BIDDING = frozenset("don do please let tell share ask invite encourage urge".split())
"""A text that it matches holds one of these."""
_INVITES = re.compile(
    r"(?:Click|Tap|Scroll|Swipe|Subscribe|Sign up|Tune in|Check out|Watch|Listen|Follow|Add|Browse|"
    r"Read (?:our|more|the full)|Find out|Make your|Join us|Stay tuned)"
    r"(?: [A-Z“\"‘]| (?:here|ahead|now|more|below|"
    r"above|live|along|through|down|up|in|on|for|to|us|our|your|the|this|these|how|what|why|voice)\b)"
    r"|(?:Watch|See|Read|View|Find|Hear|Listen to) [^“”\"]{3,100} (?:here|below|above)\W*$"
    r"|Download (?:[A-Z]|(?:the|an?|our|your|this|these|it)\b)"
    r"[^“”\"]{0,80}\b(?:free|guide|here|our)\b"
)
"""The page's invitation to its reader: to a film, a poll, a list of interests."""
_LABEL = re.compile(r"(?P<who>[A-Z]|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,2}): ?(?=[A-Z“\"‘])")
"""Who speaks, in an interview: "Holm: Because …"."""
_ABBREVIATED = "No Nos vs Mr Mrs Ms Dr St Gen Col Lt Sgt Rep Sen Gov".split()
_CUTS = tuple(f"{word}." for word in _ABBREVIATED)
LEAST_TOLD, LONGEST_SENDER = 0.2, 20
"""Share of a release that stands above what it says of its sender, at least; sentences of that."""
_REPORTED = re.compile(r"\b(?:said|told|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")
"""News: what stands below such a heading is a part of the report, as about a town."""
LONGEST_NAME = 80
"""Characters in which a paragraph about the sender names it."""
_ABOUT = re.compile(r"About (?:the )?(?P<who>[A-Z][\w.&’'-]*(?: [\w.,&’'()-]+){0,5}): ")
_ABOUT_ABOVE = re.compile(
    r"(?m)^[ \t]*About (?:the )?(?P<who>[A-Z][\w.&’'-]*(?: [\w.,&’'()-]+){0,5}?):?[ \t]*$"
)
"""The heading above it, or in one line with it."""
_CUT_SHORT = re.compile(rf"\b(?:{'|'.join(_ABBREVIATED)})\.$")
"""A sentence that was split where none ends."""
_BRACKETED = re.compile(r" \([^()]*\)")
_TORN = re.compile(r"(?:[.…]{0,3} ?[a-z]+(?:[a-z’']*[ ,.]|$)|[|»›>] ?\w+)")
"""The first word of a sentence whose beginning was lost, with a name that was a link or a page
break ("set to begin Wednesday"), or a path on the page ("| News")."""
_SMALL_NAMES = frozenset("al el de der den von van di da la le du bin ibn ap y e i x".split())


def beside_the_text(
    articles: Sequence[EncodedArticle],
    texts: Sequence[Sequence[str]],
    counts: Sequence[int] | None = None,
    items: Sequence[Collection[int]] | None = None,
    talks: Sequence[Collection[int]] | None = None,
) -> list[frozenset[int]]:
    """Return per article the places of its sentences, `texts`, that stand beside its text.

    With `counts` only so many first sentences of each article are asked about; what they are is
    told from all. The `items` of a list are no scraps for want of a verb or a capital, and what is
    said in a talk, `talks`, needs no report around it.
    """
    listed = items or [()] * len(texts)
    spoken = talks or [()] * len(texts)
    asked = counts or [len(own) for own in texts]
    return [
        captions_of(e.article, e.sentences[:count])
        | loud
        | _scraps(own, e.article.language, count, of_lists)
        | _about_the_sender(e, own)
        | (frozenset() if said else _replies(own, [s.paragraph for s in e.sentences]))
        for e, own, loud, count, of_lists, said in zip(
            articles, texts, _shouted(texts), asked, listed, spoken, strict=True
        )
    ]


def _shouted(articles: Sequence[Sequence[str]]) -> list[frozenset[int]]:
    found = [frozenset([k for k, text in enumerate(texts) if _shouts(text)]) for texts in articles]
    count = sum(map(len, articles))
    few = sum(map(len, found)) <= LOUDEST * count
    # Beside reports in small letters a page in capitals is a programme's transcript.
    plain = any(len(own) >= ENOUGH and not loud for own, loud in zip(articles, found, strict=True))
    return found if few or plain else [frozenset()] * len(articles)


def _shouts(text: str) -> bool:
    if not text.isupper() or len(text) < SHOUT:
        return False
    # Many scripts have no capitals: a "GDP" among Chinese characters does not shout.
    return sum(map(str.isupper, text)) * 2 > sum(map(str.isalpha, text))


def _replies(texts: Sequence[str], paragraphs: Sequence[int]) -> frozenset[int]:
    """Return the sentences behind a speaker's label: an answer says little without its question.

    With what follows in a paragraph that the label opens. None where the article is an interview
    throughout.
    """
    labels = [_LABEL.match(text) if ":" in text else None for text in texts]
    speakers = [label["who"].split()[-1] if label else "" for label in labels]
    often = Counter(speakers)
    found = {k for k, who in enumerate(speakers) if who and often[who] > 1}
    if not found or len(found) > LOUDEST * len(labels):
        return frozenset()
    opened = {paragraphs[k] for k in found if k and paragraphs[k] != paragraphs[k - 1]}
    return frozenset(found).union(k for k, own in enumerate(paragraphs) if own in opened)


def _about_the_sender(encoded: EncodedArticle, texts: Sequence[str]) -> frozenset[int]:
    """Return the sentences from "About Velm Pumps" on, in which a release describes who sends it.

    A heading of such a form opens them, with a paragraph behind it that begins with the same name.
    """
    article = encoded.article
    if article.language != "en" or "About " not in article.text:
        return frozenset()
    for k, sentence in enumerate(encoded.sentences):
        if k < max(len(texts) * LEAST_TOLD, len(texts) - LONGEST_SENDER):
            continue
        above = article.text[encoded.sentences[k - 1].start : sentence.start] if k else ""
        found = _ABOUT_ABOVE.search(above) or _ABOUT.match(texts[k])
        if found and found["who"].split()[0] in texts[k].removeprefix(found[0])[:LONGEST_NAME]:
            news = any(_REPORTED.search(text) for text in texts[k:])
            return frozenset() if news else frozenset(range(k, len(texts)))
    return frozenset()


def _scraps(
    texts: Sequence[str], language: str | None, count: int, items: Collection[int]
) -> frozenset[int]:
    if language != "en":
        return frozenset()
    # The first tells the news, torn or not.
    torn = frozenset([k for k, text in enumerate(texts) if k and is_torn(text)])
    small = len(torn) > LOUDEST * len(texts)  # it is written without capitals
    return frozenset(
        [
            k
            for k, text in enumerate(texts[:count])
            if tells_nothing(text) or (k not in items and is_scrap(text))
        ]
    ) | (frozenset() if small else torn.difference(items))


def is_no_statement(text: str) -> bool:
    """Return whether an English sentence is a scrap, a bidding, a notice or a copied post."""
    return is_scrap(text) or tells_nothing(text)


def tells_nothing(text: str) -> bool:
    """Return whether an English text is a bidding, a notice or a copied post."""
    return bids(text) or is_correction(text) or is_box_of_the_site(text) or is_idle(text)


def is_scrap(text: str) -> bool:
    """Return whether a few English words tell nothing ("Sixty votes up and down the country").

    A verb is told from its form, so in doubt a sentence is none. What was split after "No." is one.
    """
    if text.endswith(_CUTS) and _CUT_SHORT.search(text, len(text) - LONGEST_CUT):
        return True
    return count_words(text) <= SCRAP and lacks_verb(_BRACKETED.sub("", text))


def is_torn(text: str) -> bool:
    """Return whether an English sentence has lost its beginning: it opens with a small letter."""
    if text[:1].isupper():
        return False
    first = _TORN.match(text)
    return first is not None and first[0].strip(" .,…") not in _SMALL_NAMES


def lacks_verb(text: str) -> bool:
    """Return whether no word of an English text has the form of a finite verb."""
    return not _HAS_VERB.search(text) and not has_finite_verb(text)


def bids(text: str) -> bool:
    """Return whether somebody bids the reader something, outside quotation marks."""
    if not _BIDDING.isdisjoint(word_runs(text)) and _BIDS.match(text):
        return True
    return _INVITES.match(text) is not None
