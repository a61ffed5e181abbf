"""The last resort for a full budget: a sentence cut at a phrase border.

What goes is an adverbial or a further clause, up to the sentence's end or up to who said
it. What stays holds the subject, its verb and what the verb governs. Nothing goes that
turns the claim round or limits it, and no cut falls inside a name, a number, a quotation
or a bracket. Only words are left out; a full stop is put where the cut is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.lengths import count_words
from summarizer.salience.openings import quotes_balance
from summarizer.summary.attribution import attributed_in, attribution_at
from summarizer.summary.clauses import SUPERLATIVE, torn
from summarizer.summary.stumps import is_stump, leads_on
from summarizer.text.english import WEEKDAY
from summarizer.text.language import detect_language, in_english
from summarizer.text.stopwords import is_foreign, stop_words
from summarizer.text.verbs import ends_openly, finite_verbs, is_clause

SHORTEST = 6
"""Words below which what is left of a sentence says too little."""
STUMP = 3
"""Words that a part after a comma must have to stand at the end."""
CLAUSE = 3
"""Words that a clause must have after its "which", "that" or "when"."""
OPEN_SEARCH = 8
"""Words that are given up at most to break off at a better place."""
AFTER_VERB = 2
"""Words that must follow the verb, so that what it governs has a chance to stay."""

_BORDERS = frozenset(
    """in on at after before during following amid as while when where since by with for from over
    near because which who whose through under against outside inside across along among around
    behind beside between beyond into onto toward towards throughout upon via within despite
    including and or but to adding saying according ahead alongside until""".split()
)
"""A phrase begins at these. Never at "of", "than", "about": they belong to what is before."""
_TIGHT = frozenset("and or as but to between into who whose whom which".split())
"""Borders that a cut needs a comma before: without one they carry on a list or a verb, or say
which: "anyone [who dares to ask]"."""
_OF_WHOM = frozenset(("who", "which", "whose"))
"""Behind a name they only add."""
_TURNS = re.compile(
    r"(?:not|no|never|nor|neither|none|nobody|nothing|without|unless|except|if|although|though|"
    r"however|but|until|whether|only|instead|rather|than|albeit|yet)\b",
    re.IGNORECASE,
)
"""Words that turn or limit what comes before, where a part begins with them."""
_SINGLED_OUT = re.compile(
    r"\b(?:only|sole|first|last|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+th|"
    r"most|least|best|worst|record|every|all|any|always|ever|never|no|none|nobody|nothing|"
    rf"{SUPERLATIVE})\b(?! (?:week|month|year|night|time|of all)\b)",
    re.IGNORECASE,
)
"""One of its kind, or all of them: what follows says of which kind."""
_DOUBTS = re.compile(
    r"\b(?:alleg\w+|reportedly|suspected|apparent\w*|possibly|probabl\w*|perhaps|maybe|so-called|"
    r"denie[sd]|deny\w*|doubt\w*|disput\w*|unconfirmed|unverified|charges|suspicion|accord\w*|"
    r"if|unless|until|except|excluding|provided|depending|pending)\b",
    re.IGNORECASE,
)
"""Words that are never cut off: the claim would be surer or wider than its source, or nobody's."""
_REPORTS = frozenset("learned say says said believe believes show shows showed reveals".split())
_THAN = re.compile(r"(?!.*\b(?:more|less|fewer|other|\w{2,}er)\b.* than\b).*\bthan\b")
"""What is compared stands before it: "more money [for the port than was planned]"."""
_NEXT_CLAUSE = re.compile(
    r"(?<=\w )(?:and|but|or|that|who|which|whose|whom|where|when|while|if|because|as|after|before|"
    r"since|until|what|how|why|he|she|it|they|we|I|you)\b"
)
_PAST_OF = re.compile(r"[a-z]+ed (?:the|an?|that|his|her|its|their)\b")
_DEPENDS = re.compile(r"\b(?:who|which|whose|although|though|because)\b")
_FURTHER = re.compile(r"\b(?:who|which|whose|when|while|as (?:he|she|they|it|the)|after|because)\b")
_FINITE = frozenset(
    """is are was were has have had will would can could may might must should shall does did do
    said says told took became began went won saw came gave met ran
    rose fell spent spoke stood wrote led knew got grew broke drew flew
    sought taught thought chose drove threw wore hid sank
    swept shook beat dies died wants plans faces seeks makes takes gets gives goes
    wins loses remains becomes appear appears seem seems want need believe
    's isn't aren't wasn't weren't hasn't haven't won't can't couldn't
    didn't doesn't don't""".split()
)
_PARTICIPLES = frozenset(
    """made found held left lost paid sent set kept hit cut put shot fought bought caught brought
    built struck sold""".split()
)
"""Main verbs only where no other is found: "two men found dead … were named"."""
_SUBORDINATE = frozenset(
    """who which whose that where when while as after before because since if although though
    once whom until unless whether how why what""".split()
)
_TAKES = _SUBORDINATE | {"and", "but", "or"}
"""After these a further verb has its own subject, or shares one."""
_TAKES_VERB = frozenset("that who which whose where because if although though what".split())
"""Those of them that no noun can follow alone, as it can follow "after"."""
_LOOSE_END = frozenset(
    """the a an of to in on at by for from with as and or but than that which who whose whom is are
    was were be been being has have had will would can could may might must should its his her
    their our my your this these those into over after before about between against during under
    near more most very so such not no only if while when where because what since until per
    including
    mr mrs ms dr sir said says told also both either neither every each any some another new
    s st amid like via worth within without towards toward upon through across among
    around""".split()
)
_ARTICLES = frozenset("a an the its their his her this".split())
_ASKING = {
    "for": frozenset(
        """keen exchange preference responsible eligible reason reasons plans demand demands need
        needs margin room bid up""".split()
    ),
    "from": frozenset("away far apart aside free range ranges price".split()),
    "at": frozenset(("back",)),
    "in": frozenset("back game games interest role stake increase rise drop fall".split()),
    "on": frozenset("back takes take update effect reliant dependent based keen set".split()),
    "against": frozenset("attacks attack case fight war".split()),
    "among": frozenset("concern concerns fears anger".split()),
    "when": frozenset(("time",)),
    "with": frozenset("dealt familiar connection contact talks complete".split()),
}
"""Words that say half of it before such a border: "one win away [from the final]"."""
_COMPLETING = frozenset(
    "over into through with for from against along across around toward towards upon".split()
)
"""Borders that complete a bare verb: "could easily lean [over the rail]"."""
_STAYS = frozenset("remain remains remained stay stays stayed".split())
_BEFORE_BARE = frozenset("to will would can could may might must should shall".split())
_SUPERLATIVE = re.compile(rf"(?:most|least|best|worst|{SUPERLATIVE})", re.IGNORECASE)
_TELLS = frozenset(
    "told tell tells informed warned assured convinced reminded notified promised".split()
)
_WHAT_IS_TOLD = frozenset("that to of about how why what whether if when where".split())
_DASHES = ("–", "—", "―", "-", "--")
_MOMENTS = frozenset("day days week weeks month months year years hours minutes shortly".split())
_JOINED = re.compile(r"[A-Z0-9$£€]")


def cut_sentence(text: str, most: int) -> str | None:
    """Return the longest sound cut of `text` within `most` words, or None.

    A speaker at the end ("…, police said.") is kept where there is room for it.
    """
    text = " ".join(text.split())
    if count_words(text) <= most or not in_english(text):
        return None
    if (speaker := attribution_at(text)) is not None:
        return _cut(text[:speaker], most - count_words(text[speaker:]), text[speaker:])
    return _cut(text, most, ".")


def cut_open(text: str, most: int) -> str | None:
    """Return the first words of `text` up to a phrase's end, with "…" for the rest, or None.

    For a sentence that no sound cut fits: it is shown broken off rather than left out.
    What is broken off turns nothing round, limits nothing and names no speaker.
    """
    words = text.split()
    if attribution_at(text) is not None:
        return None
    language = detect_language(text)
    loose = _LOOSE_END | (stop_words(language) if is_foreign(language) else frozenset())
    for end in range(min(most, len(words) - 1), max(SHORTEST, most - OPEN_SEARCH) - 1, -1):
        kept, gone = " ".join(words[:end]), " ".join(words[end:])
        last, following = words[end - 1], words[end]
        bare = last.strip("“”\"'’()[],;:.–—-").lower()
        split = last[-1] not in ",;:" and last[:1].isupper() and following[:1].isupper()
        if not bare or bare in loose or last[-1] in ".-–—" or split:
            continue
        if quotes_balance(kept) and not _open_turns(gone):
            return kept.rstrip(",;:–—- ") + "…"
    return None


def _open_turns(gone: str) -> bool:
    """Whether what is broken off turns or limits the claim; inside a further clause it cannot."""
    clause = _FURTHER.search(gone)
    return _turns(gone[: clause.start()] if clause else gone)


def _cut(body: str, most: int, tail: str) -> str | None:
    words = body.split()
    verb = _main_verb(body)
    if verb is None:
        return None
    for end in range(min(most, len(words) - 1), max(SHORTEST, verb + 1 + AFTER_VERB) - 1, -1):
        if not _is_border(words, end):
            continue
        kept, gone = " ".join(words[:end]), " ".join(words[end:])
        if _turns(gone) or not _is_whole(kept, verb):
            continue
        if _limits(words, end) or torn(kept, f" {gone}") or _strands(words, end):
            continue
        bare = kept.rstrip(",;:–—- ")
        if is_stump(bare, _opener(words[end]), paused=_is_paused(words, end)):
            continue
        if words[end - 1][-1] == "," and leads_on(bare):
            continue
        if _is_told_later(words, end):
            continue
        # "While the house has not confirmed it, the talks" has a verb, but not of its own.
        leans = words[0].lower() in _SUBORDINATE
        if not ends_openly(bare) and not ((leans and not is_clause(bare)) or _lacks_verb(bare)):
            return bare + tail
    return None


def _is_told_later(words: list[str], end: int) -> bool:
    """Whether what somebody is told is cut off: "told the envoy in Velm [that …]"."""
    bare = [word.strip("“”\"'’(),;:").lower() for word in words]
    told = next((k for k in range(end - 1, -1, -1) if bare[k] in _TELLS), end)
    if told == end or any(words[k][0] in '“"‘' for k in range(told, end)):
        return False
    return _WHAT_IS_TOLD.isdisjoint(bare[told:end]) and "that" in bare[end:]


def _limits(words: list[str], end: int) -> bool:
    """Whether the cut takes what "only" or "largest" refers to: "the only woman [in …]"."""
    if words[end - 1][-1] in ",;:" or words[end] in _DASHES:
        return False
    clause = re.split(r"[,;:] | [–—-]+ ", " ".join(words[:end]))[-1]
    return _SINGLED_OUT.search(clause) is not None


def _turns(gone: str) -> bool:
    """Whether without `gone` the rest says something else, or nobody says it."""
    parts = [part.strip(" –—-") for part in re.split(r"[,;:]| [–—-]+ ", gone)]
    for part in parts:
        if any(_TURNS.match(" ".join(part.split()[k:])) for k in range(2)):
            return True
    return bool(_DOUBTS.search(gone) or _THAN.match(parts[0])) or attributed_in(gone)


def _strands(words: list[str], end: int) -> bool:
    """Whether what goes holds the verb of what stays: "the profits [from sales are given away]"."""
    parts = re.split(r"[,;:] | [–—-]+ ", " ".join(words[end:]))
    if _is_paused(words, end):
        parts.insert(0, "")
    if any(_is_predicate(part) for part in parts[1:]):
        return True
    if _opener(words[end]) in _TAKES and not re.match(r"\w+ \w+ing\b", parts[0]):
        return False
    return not _FINITE.isdisjoint(_NEXT_CLAUSE.split(parts[0])[0].split())


def _is_predicate(part: str) -> bool:
    # "wanted the quay, the oldest of Velm, [to be closed]"
    return part.split(" ", 1)[0] in {"to", *_FINITE} or _PAST_OF.match(part) is not None


def _lacks_verb(kept: str) -> bool:
    """Whether all verbs that stay are those of "who …" and "although …"."""
    return finite_verbs(kept) <= len(_DEPENDS.findall(kept))


def _is_whole(kept: str, verb: int) -> bool:
    """Whether `kept` ends a clause: its last part no mere stump, no "that" without a verb."""
    parts = re.split(r"[,;]| [–—-]+ ", kept.rstrip(",;:–—- "))
    stump = [word for word in parts[-1].split() if word not in ("and", "but", "or")]
    if len(parts) > 1 and len(stump) < STUMP and verb < len(kept.split()):
        return False
    words = kept.split()
    opened = [k for k, word in enumerate(words) if word.lower().strip(",;:") in _SUBORDINATE]
    nested = [k for k in opened if k > verb and words[k].lower().strip(",;:") in _TAKES_VERB]
    told = len(nested) > 1 and words[nested[0] + 1].lower() in _ARTICLES
    if told and finite_verbs(" ".join(words[nested[0] :])) < len(nested):
        # "told them that an attack that has shut the port": the first clause lost its verb.
        return False
    if opened and opened[-1] > verb:
        rest = words[opened[-1] + 1 :]
        if len(rest) < CLAUSE or not any(_is_verb(word) for word in rest):
            return False
    claims = [k for k, word in enumerate(words) if word.lower() in _REPORTS and k >= verb]
    if claims and not any(_is_verb(word) for word in words[claims[-1] + 1 :]):
        # "TMZ has learned several members of the family": what was learned has lost its verb.
        return False
    return quotes_balance(kept)


def _is_verb(word: str) -> bool:
    bare = word.strip('“”"(),;:').replace("’", "'").lower()
    past = bare in _PARTICIPLES or (bare.endswith("ed") and len(bare) > 4)
    return past or bare in _FINITE or bare.endswith("n't")


def _is_border(words: list[str], end: int) -> bool:
    last, following = words[end - 1], words[end]
    bare = last.strip("“”\"'’()[],;:.–—-").lower()
    # "the series Walking [With Owls]"
    named = last[:1].isupper() and following[:1].isupper() and last[-1].isalpha()
    if not bare or bare in _LOOSE_END or last[-1] in ".-" or last in _DASHES or named:
        return False
    opener = _opener(following)
    then = words[end + 1].lower() if end + 1 < len(words) else ""
    # "areas in which the two can work": the noun is nothing without what follows.
    told_after = then in ("which", "whom", "whose") and last[-1] != ","
    dated = bare in _MOMENTS and opener in ("before", "after")
    # "voted, after a break, [to close the mill]"
    apart = opener == "to" and any(word[-1] == "," for word in words[: end - 1])
    if told_after or dated or apart or _says_half(words, end, bare, opener):
        return False
    paused = _is_paused(words, end)
    if not paused:
        if opener in ("and", "as"):
            return _carries_on(words, end)
        tight = _TIGHT - _OF_WHOM if last[:1].isupper() else _TIGHT
        return opener in _BORDERS - tight and not _names_join(last, words, end)
    return not _in_list(words, end) and (
        opener in _BORDERS or opener.endswith("ing") or following in _DASHES
    )


def _opener(word: str) -> str:
    return word.strip("“\"'(").lower()


def _is_paused(words: list[str], end: int) -> bool:
    return words[end - 1][-1] in ",;:" or words[end] in _DASHES


def _says_half(words: list[str], end: int, bare: str, opener: str) -> bool:
    """Whether the last word asks for what follows: "wildfire responsible", "of the busiest"."""
    before = words[end - 2].lower() if end > 1 else ""
    if before in _ARTICLES and _SUPERLATIVE.fullmatch(bare):
        return True
    if before.endswith("ly") and end > 2:
        before = words[end - 3].lower()
    if before in _BEFORE_BARE and opener in _COMPLETING:
        return True
    if bare in _STAYS or (bare in ("him", "them", "it") and before.endswith("ing")):
        return True  # "putting them [at risk]"
    return (bare == "way" and opener in _COMPLETING) or bare in _ASKING.get(opener, ())


def _carries_on(words: list[str], end: int) -> bool:
    """Whether "and" brings a further verb ("and must go"), or "as" a clause ("as he ran")."""
    following = words[end + 1] if end + 1 < len(words) else ""
    if words[end].lower() == "and":
        return _is_verb(following)
    return following in ("he", "she", "they", "it", "officials", "police")


def _names_join(last: str, words: list[str], end: int) -> bool:
    """Whether the border lies inside a name: "Bank for Reconstruction"."""
    after = words[end + 1 : end + 2]
    return bool(
        _JOINED.match(last)
        and after
        and after[0][:1].isupper()
        and not re.match(WEEKDAY, after[0])
        and words[end] in ("for", "upon", "under")
    )


def _in_list(words: list[str], end: int) -> bool:
    """Whether the comma before `end` belongs to a list that runs on to an "and"."""
    ahead = words[end : end + 8]
    if words[end] in ("and", "or"):
        return sum(word.endswith(",") for word in words[max(end - 8, 0) : end]) > 1
    for place, word in enumerate(ahead):
        if word in ("and", "or"):
            return place < 4 and any(w.endswith(",") for w in ahead[:place])
    return False


@lru_cache(maxsize=512)  # one sentence is asked for in several lengths
def _main_verb(body: str) -> int | None:
    return _verb(body.split())


def _verb(words: list[str]) -> int | None:
    """Where the main verb stands, as far as words tell; None when none is found."""
    waiting = 0
    loose: int | None = None
    apposed = False
    for place, raw in enumerate(words):
        word = raw.strip('“”"(),;:').replace("’", "'").lower()
        if place and words[place - 1][-1] == ",":
            # "Ida Holm, the woman shot in her home, saw it": no verb of hers in between.
            apposed = word in _ARTICLES
        if word in _SUBORDINATE:
            # "told that", "said that": the main verb is before it already.
            waiting = 1
        elif word in _FINITE or word.endswith("n't"):
            if not waiting:
                return place
            waiting = 0
        elif _is_verb(word) and not raw[:1].isupper():
            if waiting:
                waiting = 0
            elif loose is None and place > 0 and not apposed:
                loose = place
    return loose
