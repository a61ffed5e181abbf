"""How sentences of other languages open: with words that point back, or that only join.

Tables of common forms, one entry a language. A first word is looked up before anything else;
only then is it asked which language the sentence is in, since "Die" and "Han" open English
sentences, too. English has its own rules (`salience/openings.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache

from summarizer.text.language import detect_language
from summarizer.text.runs import word_runs
from summarizer.text.scripts import MARKS
from summarizer.text.tables import by_language

POINTING = by_language("openers.txt", "pointing")
"""First words, or more with "|" between, that mean somebody or something told before."""

_EMPTY = {
    "fr": r"il (?:n['’]?y|y|(?:ne )?faut|faudra|fallait|reste|semble|convient|fait|pleut|est "
    r"(?:\d|im?possible|probable|prévu|temps|difficile|interdit|question))\b"
    r"|ce (?:qui|que)\b|ce qu['’]|c['’](?:est|était) [^.]{2,40}? qu[ei'’]",
    "nl": r"die (?:hard)\b|zijn er\b",
    "it": r"questo (?:è|sito)\b",
}
"""Openings like these that stand for nothing told before."""

_SOME_OF = {
    "de": r"von (?:ihnen|diesen)",
    "fr": r"d['’]entre (?:eux|elles)",
    "es": r"de (?:ellos|ellas|estos|estas)",
    "it": r"di (?:loro|essi|esse|questi|queste)",
    "pt": r"(?:deles|delas|destes|destas)",
    "nl": r"van (?:hen|deze)",
    "sv": r"av (?:dem|dessa)",
    "pl": r"(?:z nich|w ni(?:ej|m|ch))",
    "ru": r"из них",
    "uk": r"(?:з|із) них",
}
"""After one word or two: "ninguno de ellos", "sete delas", "eine von ihnen"."""

_TOLD_ON = {
    "es": r"(?:añadió|agregó|dijo|aseguró|anunció|afirmó|señaló|explicó|indicó|recordó|subrayó|"
    r"insistió|reconoció|advirtió|destacó|lamentó|declaró|precisó|también|además)"
    r"(?: (?:también|además|asimismo))? que",
    "it": r"(?:ha|hanno) (?:detto|aggiunto|spiegato|dichiarato|ricordato|precisato|annunciato|"
    r"assicurato|sottolineato|ammesso|poi \w+|anche \w+)(?: che|,)",
    "pt": r"(?:disse|afirmou|acrescentou|declarou|anunciou|explicou|lembrou|ressaltou|destacou|"
    r"informou|garantiu|admitiu|sublinhou)(?: (?:também|ainda))? que",
    "pl": r"(?:\w+(?:ił|iła|ał|ała|ył|yła|ili|ały|iły|je|ła)),? (?:też )?(?:że|by|aby|jak|czy)",
    "ru": r"\w+(?:ил|ила|ал|ала|или|али|ит|ют|ют)(?: также)?,? (?:что|чтобы)",
    "uk": r"\w+(?:ив|ила|ав|ала|или|али|ить|ють)(?: також)?,? (?:що|щоб)",
}
"""Where no subject need be said: "Añadió que …", "Dodał, że …"."""

_NO_SUBJECT = {
    "es": r"(?:es|son|era|eran|fue|fueron) (?:el|la|los|las|un|una|uno|unos|unas)\b"
    r"(?! (?:\w+ )?(?:vez|hora|día)\b)|se trata(?:ba)? de\b"
    r"|\w{3,}(?:ó|aron|ieron) (?:a )?\w{2,}[aei]r\b",
    "pt": r"(?:é|são|era|eram|foi|foram) (?:os?|as?|um|uma|uns|umas)\b"
    r"(?! (?:\w+ )?(?:vez|hora|dia|que)\b)|trata(?:va)?-se de\b"
    r"|\w{3,}(?:ou|eu|iu|aram|eram|iram) (?:a )?\w{2,}[aei]r\b",
    "it": r"(?:è|sono|era|erano|fu|furono) (?:il|lo|la|i|gli|le|un|uno|una|l['’]|un['’])(?!\w)"
    r"(?! (?:\w+ )?(?:volta|ora|giorno|caso)\b)|si tratta(?:va)? (?:di|del)",
}
"""Where the verb stands first and its subject is left out: "Es la tercera en la lista …"."""

_TIMES = frozenset(
    """jahr woche wochen monat monate tage tagen mal sommer winter herbst frühjahr frühling jahres
    montag dienstag mittwoch donnerstag freitag samstag sonntag morgen abend
    lundi mardi mercredi jeudi vendredi samedi dimanche matin soir semaine année nuit mois week-end
    jour jours été hiver automne printemps après-midi saison
    lunes martes miércoles jueves viernes sábado domingo año semana mes mañana tarde noche verano
    invierno otoño primavera temporada fin
    lunedì martedì mercoledì giovedì venerdì sabato domenica anno settimana mese mattina sera notte
    estate inverno autunno stagione pomeriggio
    segunda terça quarta quinta sexta segunda-feira terça-feira quarta-feira quinta-feira
    sexta-feira ano semana mês manhã noite verão inverno outono temporada
    jaar week maand weekend zomer winter najaar voorjaar seizoen ochtend avond middag nacht eeuw
    vecka veckan år sommar vinter höst vår månad helgen
    roku rok tydzień tygodnia miesiąc lata zimy wiosny jesieni weekend
    годом году лето летом зимой весной осенью утром вечером неделе неделя месяце ночью
    року тижня літа зими весни осені
    yıl hafta ay sabah akşam gün yaz kış sezon
    uge ugen måned weekend sommer vinter forår efterår uke uken helgen helg vår høst år
    týden rok měsíc víkend léto zimu týdnu roku săptămână an lună weekend vară iarnă dimineață
    الأسبوع العام الشهر اليوم الصباح المساء الصيف الشتاء
    सप्ताह हफ्ते साल वर्ष महीने बार दिन सुबह शाम""".split()
)
"""What "this" may stand before and mean the day on which one reads."""

JOINING = by_language("openers.txt", "joining")
"""Openers that say nothing of their own; those with a comma, only before one. After them the
sentence stands as it is, as in German, Dutch and Swedish it does not: there the verb follows."""

_LEFT_ALONE = re.compile(
    r"(?:\w+(?:ó|aron|ieron)|\w+(?:ou|eu|iu|aram|eram|iram)|(?:ha|hanno|è|aveva)|"
    r"\w+(?:ył|ał|ił|yła|ała|iła)|\w+(?:ал|ил|ала|ила))\b"
)
"""A verb right after such an opener: its subject was told before."""

_UNSPACED_BACK = re.compile(
    r"[「『“（(]?(?:他(?![国國社県人の方州])|她|它|这(?!一?[年天周夏]|个[夏冬春秋周月])"
    r"|那(?![不覇霸須须曲])|此|该|其(?!他|它|余)|对此|为此|因此|上述|两人|双方"
    r"|彼ら?(?![ァ-ヶ岸])|彼女|これ(?!まで|から)|それ(?!ぞれ)|この(?![春夏秋冬年]|ほど|[\d０-９一二三数十]+[年か週])"
    r"|その(?!他|ほか)|こう(?!のとり)|そう(?!めん)|ここ(?![\d０-９一二三数十]|最近)|そこ|あの|同(?:氏|社|日|省|党|国|紙|局|庁)|両(?:氏|者|国))"
)
"""The same where no space parts words: Chinese and Japanese. Not the time in which one reads
("この夏", "这一年"), nor what only begins alike: 那覇, 他国."""

_UNSPACED_JOINS = re.compile(
    r"(?:しかし|だが|ただし?|また|さらに|一方で?|なお|そして|このほか)、"
    r"|(?:但是?|不过|然而|同时|此外|另外|而且|与此同时)，"
)
"""Openers that only join, likewise."""
_VERBS = frozenset(
    "es son era eran fue fueron é são foi foram è sono erano fu furono se si trata-se".split()
)
_VERB_ENDS = ("ó", "aron", "ieron", "ou", "eu", "iu", "aram", "eram", "iram")
"""How the first words begin, and end, of what `_NO_SUBJECT` finds."""
_KIN = (("es", "pt"), ("ru", "uk", "bg"), ("sv", "da", "nb"))
"""Languages whose short sentences are taken for each other."""
_LETTERS = rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*"
_WORD = re.compile(rf"{_LETTERS}(?:['’-]{_LETTERS})*")
_BEHIND = re.compile(
    r" (?:von (?:ihn|dies)en|d['’]entre|de (?:ell|est)[ao]s|di (?:loro|ess|quest)|d(?:el|est)[ae]s|"
    r"van (?:hen|deze)|av (?:dem|dessa)|z nich|w ni(?:ej|m|ch)|из них|(?:з|із) них|"
    r"que|che|że|by|aby|jak|czy|что|чтобы|що|щоб)\b"
)
"""What may tell, behind the first word, that an opening points back."""
_TELLING_BEHIND = _SOME_OF.keys() | _TOLD_ON.keys()
SURE = 9
"""Letters of an opening from which it is of one language only."""
REACH = 60
"""Characters in which that is looked for."""
_SPEAKING = frozenset(
    "il elle sagte sagt erklärte betonte meinte zei zegt aldus säger sade ele ela словам словами "
    "он она він вона".split()
)
"""One of these stands in every sentence that `_SPOKEN` finds."""
_SPOKEN = re.compile(
    r"(?:-t-|\b(?:dit|assure|explique|affirme|précise|confie|raconte|poursuit)-)(?:il|elle)\b"
    r"|(?P<de>[,“\"] (?:sagte|sagt|erklärte|betonte|meinte) (?:er|sie)\b)"
    r"|[,”\"] (?:zei|zegt|aldus) (?:hij|zij|ze)\b|[,”\"] (?:säger|sade) (?:han|hon)\b"
    r"|[,”\"] (?:disse|afirmou|declarou|acrescentou) (?:ele|ela)\b"
    r"|(?:—|–|,) \w{3,}(?:л|ла|в|ет|ит|ає|ує) (?:он|она|він|вона)\b"
    r"|, (?:по (?:его|её|ее|их) словам|за (?:його|її|їх(?:німи)?) словами),"
)
"""A speaker who is only a pronoun."""
_ANSWERS = re.compile(r"\b(?:que (?:sí|no|sim|não|oui|non)|di (?:sì|no)|что (?:да|нет))[.»”\"]*$")
"""Yes or no, to a question that stands before: "La ministra asegura que sí."."""
LONGEST_ANSWER = 16
"""Characters of that, with the marks behind it."""
_QUOTED = re.compile(r"[«“„\"][^»”“\"]*[»”“\"]")
_NAMED = re.compile(r"\s[^\W\d_a-zà-ÿа-яёіїєґ][\w’'-]{2,}")
_PERSONS = frozenset(
    """er sie il elle ils elles él ella ellos ellas egli essa lui lei ele ela eles elas hij zij ze
    han hon de ona oni one он она они він вона вони o onlar""".split()
)


@lru_cache(maxsize=4096)  # asked several times of each sentence
def points_back(text: str) -> bool:
    """Return whether a sentence of another language opens with what was told before it.

    False for English, and where nobody can tell the language.
    """
    if (joined := _joined(text)) is not None:
        return _LEFT_ALONE.match(text, joined.end()) is not None
    if _ANSWERS.search(text, max(len(text) - LONGEST_ANSWER, 0)):
        return True
    unspaced = not text.isascii() and _UNSPACED_BACK.match(text) is not None
    if unspaced or _speaks_of_somebody(text) or _leaves_subject_out(text):
        return True
    known = _pointers().get(_first(text), ())
    behind = _TELLING_BEHIND if _BEHIND.search(text, 0, REACH) else ()
    if not known and not behind:
        return False
    match = _match(text, _back, [one for one in POINTING if one in known or one in behind])
    if match is None:
        return False
    after = _WORD.search(text, match.end())
    return after is None or after[0].lower() not in _TIMES


def _leaves_subject_out(text: str) -> bool:
    first = _first(text)
    if first not in _VERBS and not first.endswith(_VERB_ENDS):
        return False
    patterns = (_NO_SUBJECT.get(language) for language in _languages(text))
    return any(re.match(p, text, re.IGNORECASE) for p in patterns if p)


def _speaks_of_somebody(text: str) -> bool:
    """Return whether who speaks is only "er", "elle", "он": "…, sagte er", "…, по её словам"."""
    if _SPEAKING.isdisjoint(word_runs(text)):
        return False
    match = _SPOKEN.search(text)
    if match is None:
        return False
    before = _QUOTED.sub(" ", text[: match.start()])
    # Of German nouns nobody can tell which are names.
    return match["de"] is not None or not _NAMED.search(before[1:])


def joining_end(text: str) -> int:
    """Return where a sentence of another language begins without an opener that only joins.

    0 where it opens with none, or where its subject is left out: "Además, revisó …".
    """
    match = _joined(text)
    return 0 if match is None or _LEFT_ALONE.match(text, match.end()) else match.end()


def _joined(text: str) -> re.Match[str] | None:
    if not text.isascii() and (match := _UNSPACED_JOINS.match(text)):
        return match
    return _match(text, _joins, _joiners().get(_first(text), ()))


def _match(
    text: str, compiled: Callable[[str], re.Pattern[str]], languages: Iterable[str]
) -> re.Match[str] | None:
    """The opening of `text` in its language; one that no other language has tells the language."""
    for language in languages:
        match = compiled(language).match(text)
        empty = _EMPTY.get(language)
        if match is None or (empty is not None and re.match(empty, text, re.IGNORECASE)):
            continue
        if len(match[0]) >= SURE or not match[0].isascii() or language in _languages(text):
            return match
    return None


def same_person(one: str, other: str) -> bool:
    """Return whether both sentences open with one pronoun of a person, in another language."""
    first = _first(one)
    return first in _PERSONS and first == _first(other) and points_back(one) and points_back(other)


@lru_cache(maxsize=1024)
def _first(text: str) -> str:
    match = _WORD.match(text)
    return match[0].lower().replace("’", "'") if match else ""


def _languages(text: str) -> tuple[str, ...]:
    """The language of a sentence, with those that a short one is taken for."""
    language = detect_language(text)
    if language is None:
        return ()
    return next((kin for kin in _KIN if language in kin), (language,))


@cache
def _pointers() -> dict[str, list[str]]:
    return _by_first_word(POINTING)


@cache
def _joiners() -> dict[str, list[str]]:
    return _by_first_word(JOINING)


def _by_first_word(table: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Return for the first word of each opener the languages that have such a one, in order."""
    found: dict[str, list[str]] = {}
    for language, openers in table.items():
        for first in {opener.rstrip(",").partition("|")[0] for opener in openers}:
            found.setdefault(first, []).append(language)
    return found


@cache
def _back(language: str) -> re.Pattern[str]:
    """The openings of one language that point back."""
    said = "|".join(map(_spaced, POINTING[language]))
    parts = [rf"(?:{said})(?![\w{MARKS}’'-])"]
    if some := _SOME_OF.get(language):
        parts.append(rf"(?:[^\W_]+ ){{1,2}}{some}\b")
    if told := _TOLD_ON.get(language):
        parts.append(rf"{told}\b")
    return re.compile("|".join(parts), re.IGNORECASE)


@cache
def _joins(language: str) -> re.Pattern[str]:
    """The openers of one language that only join, longest first."""
    words = sorted(JOINING[language], key=len, reverse=True)
    said = "|".join(_spaced(word) for word in words)
    return re.compile(rf"(?:{said})\s+(?=\S)", re.IGNORECASE)


def _spaced(words: str) -> str:
    return re.escape(words).replace(r"\|", r"\s+").replace("'", "['’]")
