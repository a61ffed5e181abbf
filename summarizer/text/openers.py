"""How sentences of other languages open: with words that point back, or that only join.

Tables of common forms, one entry a language. A first word is looked up before anything else;
only then is it asked which language the sentence is in, since "Die" and "Han" open English
sentences, too. English has its own rules (`salience/openings.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cache, lru_cache

from summarizer.text.language import detect_language

POINTING = {
    "de": """er sie ihm ihn ihnen sein seine seiner seinem seinen ihr ihre ihrer ihrem ihren dies
        diese dieser dieses diesem diesen jener jene jenes letzterer letztere dabei damit danach
        daraufhin davon dafür dagegen dadurch darin darüber darauf daran darunter dazu deshalb
        deswegen daher darum demnach dennoch trotzdem stattdessen hingegen anschließend dort beide
        außerdem zudem darüber|hinaus unter|ihnen laut|ihm laut|ihr nach|seinen|angaben
        nach|ihren|angaben das|teilte das|teilten das|sagte das|ist das|war das|hat das|hatte
        das|gab das|gilt das|geht das|bestätigte das|erklärte das|berichtete das|meldete das|heißt
        das|hieß das|bedeutet das|soll das|sollte das|muss das|wird das|wurde das|kann das|ergab
        das|zeigt das|geschah das|schrieb das|sei das|habe das|wäre das|würde das|könnte das|kam
        das|führte das|machte das|betrifft das|entschied das|berichten das|teilen""",
    "fr": """il elle ils elles celui-ci celle-ci ceux-ci celles-ci ce|dernier cette|dernière
        ces|derniers ces|dernières cela ceci ce cet cette ces c'est c'était son sa ses leur leurs
        lui eux parmi|eux parmi|elles selon|lui selon|elle selon|eux pour|lui pour|elle d'après|lui
        d'après|elle l'un|d'eux l'une|d'elles tous|deux toutes|deux""",
    "es": """él ella ellos ellas ello este esta estos estas esto ese esa esos esas eso aquel aquella
        aquello su sus así|lo según|él según|ella para|él para|ella entre|ellos entre|ellas
        entre|estos allí dicho dicha dichos dichas ambos ambas por|eso por|ello para|ello con|ello
        al|respecto""",
    "it": """egli ella esso essa essi esse lui lei loro ciò questo questa questi queste
        quest'ultimo quest'ultima il|suo la|sua i|suoi le|sue il|loro la|loro tra|loro fra|loro
        tra|questi tra|queste lo|ha lo|hanno lo|aveva lo|dice secondo|lui secondo|lei per|questo
        entrambi entrambe""",
    "pt": """ele ela eles elas isso isto este esta estes estas esse essa esses essas seu sua seus
        suas o|seu a|sua os|seus as|suas segundo|ele segundo|ela para|ele para|ela entre|eles
        entre|elas com|isso por|isso para|isso ambos ambas""",
    "nl": """hij zij ze hem hen dit dat deze die zijn haar hun daar daarop daarna daarom daardoor
        daarmee daarbij daarnaast daarvan daarvoor daarover daarin bovendien desondanks volgens|hem
        volgens|haar volgens|hen onder|hen ook|hij ook|zij beide beiden""",
    "sv": """han hon hans hennes deras detta denna dessa dess båda där därför därefter dessutom
        däremot de|var de|har de|hade de|ska de|är de|kommer de|fick de|blev de|kunde bland|dem
        enligt|honom enligt|henne det|meddelar det|uppger det|säger det|skriver det|framgår
        den|gällde den|var""",
    "pl": """ona oni one jego jej ich on|sam ta ten te to|oznacza to|on to|ona tym|samym dlatego tam
        wtedy wówczas wśród|nich grozi|mu grozi|jej grozi|za|to według|niego według|niej
        według|nich mimo|to zdaniem|niego""",
    "ru": """он она они оно его её ее их ему ей им это этот эта эти этим этого такой такая такие там
        тогда поэтому затем об|этом при|этом за|это для|этого по|его по|её по|ее по|их среди|них
        на|ней на|нём на|нем на|них в|ней в|нём в|нем в|них в|это|время после|этого до|этого оба
        обе""",
    "uk": """він вона вони воно його її їх їй йому це цей ця ці там тоді тому потім про|це за|його
        за|її за|їх на|його|думку серед|них при|цьому після|цього обидва обидві""",
    "tr": """o onlar bu bunlar bunun buna bunu burada orada şu""",
}
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
    yıl hafta ay sabah akşam gün yaz kış sezon""".split()
)
"""What "this" may stand before and mean the day on which one reads."""

JOINING = {
    "fr": """par|ailleurs, en|outre, de|plus, toutefois, cependant, néanmoins, pourtant, enfin, or,
        en|revanche, par|conséquent, en|effet, de|fait, du|coup,""",
    "es": """además, asimismo, sin|embargo, no|obstante, por|otra|parte, por|otro|lado,
        mientras|tanto, en|cambio, por|último, finalmente, por|tanto, por|lo|tanto,
        en|consecuencia, de|hecho, ahora|bien, pero y""",
    "it": """inoltre, tuttavia, infine, intanto, peraltro, nel|frattempo, pertanto, di|conseguenza,
        in|realtà, inoltre ma e""",
    "pt": """além|disso, no|entanto, porém, contudo, todavia, entretanto, por|outro|lado, por|fim,
        enquanto|isso, portanto, de|facto, de|fato, mas e""",
    "ru": """кроме|того, вместе|с|тем, таким|образом, между|тем, помимо|этого, более|того, наконец,
        в|то|же|время однако тем|не|менее но""",
    "uk": """крім|того, водночас, разом|з|тим, таким|чином, тим|часом, до|того|ж, окрім|цього,
        водночас однак проте але""",
    "pl": "ponadto jednak tymczasem natomiast poza|tym dodatkowo co|więcej, jednakże ale",
}
"""Openers that say nothing of their own; those with a comma, only before one. After them the
sentence stands as it is, as in German, Dutch and Swedish it does not: there the verb follows."""

_LEFT_ALONE = re.compile(
    r"(?:\w+(?:ó|aron|ieron)|\w+(?:ou|eu|iu|aram|eram|iram)|(?:ha|hanno|è|aveva)|"
    r"\w+(?:ył|ał|ił|yła|ała|iła)|\w+(?:ал|ил|ала|ила))\b"
)
"""A verb right after such an opener: its subject was told before."""

_KIN = (("es", "pt"), ("ru", "uk", "bg"), ("sv", "da", "nb"))
"""Languages whose short sentences are taken for each other."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BEHIND = re.compile(
    r" (?:von (?:ihn|dies)en|d['’]entre|de (?:ell|est)[ao]s|di (?:loro|ess|quest)|d(?:el|est)[ae]s|"
    r"van (?:hen|deze)|av (?:dem|dessa)|z nich|w ni(?:ej|m|ch)|из них|(?:з|із) них|"
    r"que|che|że|by|aby|jak|czy|что|чтобы|що|щоб)\b"
)
"""What may tell, behind the first word, that an opening points back."""
SURE = 9
"""Letters of an opening from which it is of one language only."""
REACH = 60
"""Characters in which that is looked for."""
_SPEAKING = tuple(
    "-il -elle sagte sagt erklärte betonte meinte zei zegt aldus säger sade ele ela словам словами "
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
    if _speaks_of_somebody(text):
        return True
    if _first(text) not in _firsts() and _BEHIND.search(text, 0, REACH) is None:
        return False
    match = _match(text, _back, POINTING)
    if match is None:
        return False
    after = _WORD.search(text, match.end())
    return after is None or after[0].lower() not in _TIMES


def _speaks_of_somebody(text: str) -> bool:
    """Return whether who speaks is only "er", "elle", "он": "…, sagte er", "…, по её словам"."""
    if not any(word in text for word in _SPEAKING):
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
    return _match(text, _joins, JOINING) if _first(text) in _joiners() else None


def _match(
    text: str, compiled: Callable[[str], re.Pattern[str]], table: Collection[str]
) -> re.Match[str] | None:
    """The opening of `text` in its language; one that no other language has tells the language."""
    own = _languages(text)
    for language in table:
        match = compiled(language).match(text)
        empty = _EMPTY.get(language)
        if match is None or (empty is not None and re.match(empty, text, re.IGNORECASE)):
            continue
        if language in own or len(match[0]) >= SURE or not match[0].isascii():
            return match
    return None


def same_person(one: str, other: str) -> bool:
    """Return whether both sentences open with one pronoun of a person, in another language."""
    first = _first(one)
    return first in _PERSONS and first == _first(other) and points_back(one) and points_back(other)


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
def _firsts() -> frozenset[str]:
    return frozenset(w.partition("|")[0] for words in POINTING.values() for w in words.split())


@cache
def _joiners() -> frozenset[str]:
    """The first words of all openers that only join."""
    return frozenset(w.rstrip(",").partition("|")[0] for f in JOINING.values() for w in f.split())


@cache
def _back(language: str) -> re.Pattern[str]:
    """The openings of one language that point back."""
    said = "|".join(map(_spaced, POINTING[language].split()))
    parts = [rf"(?:{said})(?![\w’'-])"]
    if some := _SOME_OF.get(language):
        parts.append(rf"(?:[^\W_]+ ){{1,2}}{some}\b")
    if told := _TOLD_ON.get(language):
        parts.append(rf"{told}\b")
    return re.compile("|".join(parts), re.IGNORECASE)


@cache
def _joins(language: str) -> re.Pattern[str]:
    """The openers of one language that only join, longest first."""
    words = sorted(JOINING[language].split(), key=len, reverse=True)
    said = "|".join(_spaced(word) for word in words)
    return re.compile(rf"(?:{said})\s+(?=\S)", re.IGNORECASE)


def _spaced(words: str) -> str:
    return re.escape(words).replace(r"\|", r"\s+").replace("'", "['’]")
