"""What a full stop may follow without ending a sentence."""

from __future__ import annotations

from summarizer.text.tables import by_language

TITLES = frozenset(
    """mr mrs ms messrs mx dr drs prof gen sen sens rep reps gov govs lt col maj sgt cpl pvt capt
    cmdr cdr adm rev fr hon pres supt det insp dep atty st ste mt ft pt br sr. sra srta srs dra dña
    d mme mmes mlle mm m hr fra frk dhr mw pvt spc brig amb asst assoc univ
    г-н г-жа им ул стр проф акад гр тов""".split()
)
"""A name follows: never the end of a sentence."""

BEFORE_NUMBER = frozenset(
    """no nos nr núm num n° p pp pg vol fig figs art arts sec ch cap approx ca circa c s abs nn
    jan feb mar apr jun jul aug sept sep oct nov dec févr janv juil déc ene abr ago dic okt dez
    v bzw st ст п рис""".split()
)
"""A number or a date follows; before anything else they end sentences like other words."""

INSIDE = frozenset(
    """vs v eg e.g ie i.e cf viz resp z.b z d.h d.i u.a bzw ggf vgl sog evtl inkl bspw zzgl p.ex
    p.ej ej av s.k bl.a t.ex f.eks m.fl tzv např tj mj resp пр др т.е т.д т.п напр tel fax apdo
    esp incl excl ed eds trans rev min max temp orig cca tzn atd tys mln mld r.ž""".split()
)
"""Mostly in the middle; they end a sentence only before a word that opens one."""

SOMETIMES = frozenset(
    """inc corp co cos ltd llc plc bros jr sr etc al dept dist div est assn mfg intl ave blvd rd
    hwy rte bldg a.m p.m am pm u.s u.k e.u u.n d.c u.s.a ph.d m.d b.a m.a b.c a.d et
    ala ariz ark calif colo conn del fla ga ill ind kan kans ky la md mass mich minn miss mo mont
    neb nebr nev okla ore pa penn tenn tex vt va wash wis wyo mex ont que alta sask
    uu ee ff ss aa dd mio mrd usw jh geb gest kg km cm mm sek std inh gmbh tsd pkt млн млрд тыс руб
    г гг в вв""".split()
)
"""They end a sentence only before a word that opens one ("the U.S. He", not "U.S. Senate")."""

OPENERS = frozenset(
    """the a an this that these those there here he she it they we i you his her its their our my
    your and but or nor so yet for if when while as after before since until although though
    because however meanwhile still also in on at by with from to of under over during through
    among between about against according despite without within both some many most several few
    all each every one two three four five six another other others no not none now then once only
    even just what who why how where which whether last earlier later yesterday today tomorrow
    instead nonetheless nevertheless moreover furthermore additionally asked such more less
    der die das ein eine er sie es wir ich und aber doch im in am an auf mit nach bei seit für vor
    auch dort dies diese dieser dieses seine ihre nun noch als wenn weil laut
    le la les un une il elle ils elles nous ce cette ces et mais dans en au aux pour par selon
    el los las una él ella ellos esto este esta y pero por para con según sin también su sus
    gli lo uno una e ma nel nella per secondo anche o os as um uma ele ela mas no na com
    он она они это в на но и а по с для""".split()
)
"""Words that, capitalised after a doubtful full stop, open a new sentence."""

ABROAD = by_language("abbreviations.txt", "inside")
"""By language, what the sentence goes on after: titles, and what stands before a name or number."""

OPENERS_ABROAD = by_language("abbreviations.txt", "opening")
"""By language, words that open a new sentence, beside those above."""

SPEECH = frozenset(
    """said says say asked asks added adds shouted cried told wrote wondered replied answered
    explained exclaimed tweeted posted joked yelled screamed continued recalled demanded whispered
    declared remarked quipped insisted argued noted commented""".split()
)
"""After a question or an exclamation in quotes, a name with one of these goes on with it."""

ORDINAL_LANGUAGES = frozenset("de da nb no nn fi is cs sk pl hu hr sr sl et lv tr lb".split())
"""Where "28." before a word is "28th"."""
