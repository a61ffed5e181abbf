"""What a full stop may follow without ending a sentence."""

from __future__ import annotations

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

ABROAD = {
    language: frozenset(words.split())
    for language, words in {
        "de": """az stellv ehem vors gem lt dipl dipl.-ing ing mag hl hll ev kath verh insp hptm
            ltd abt bd bearb vgl rd op""",
        "fr": "env av apr bd éd hab tél mgr pr chap c.-à-d ex préf",
        "es": """ud uds vd vds excmo excma ilmo ilma lic arq mons gral cnel cmdte avda dpto prov
            aprox núm tel pág págs ing dña profa""",
        "it": """dott dott.ssa ing avv sig sig.ra sig.na sigg prof.ssa proff geom arch cav rag gen
            col mons on min sen tel pag pagg mar brig cap dir isp comm magg m.llo s.ten""",
        "pt": "exmo exma sr.ª dr.ª eng engº enga profª arq gal cel cmte av tel pág págs aprox dep",
        "nl": "ir ing jhr mevr ds bijv drs mr blz vlg gem burg min tel nr o.a m.n ca plm",
        "sv": "kl ca st nr sid t.o.m fr.o.m dvs jfr tel kap art resp m.fl f.d prof",
        "da": "kl ca nr f.eks bl.a dvs hhv jf tlf ifm pga mht",
        "nb": "kl ca nr f.eks bl.a dvs hhv jf tlf pga",
        "pl": """ok godz ul al pl os prok mec inż kpt mł st asp sierż nadkom podkom kom insp podinsp
            bryg ppłk płk gen por ppor mjr mgr lek red ks bp abp kard św woj gm pow nr tel zob por
            m.in tj tzw np pt ww tys hab prof dr dyr kier pw""",
        "cs": "ul nám čp tj tzv např mj ing mgr bc judr mudr phdr doc prof gen plk mjr kpt tel sv",
        "ru": """ул просп пер пл кв корп стр обл р-н пос дер им г-н г-жа гр акад проф доц ген
            полк подп майор ок см рис ред изд напр св оз ст тел""",
        "uk": """вул просп пров пл буд кв корп обл р-н смт ім п-н п-ні проф акад доц ген полк
            ст бл див рис напр св оз тел""",
        "tr": "cad sok mah apt no dr prof doç av bkz vb vs yy alb yzb tel",
    }.items()
}
"""By language, what the sentence goes on after: titles, and what stands before a name or number."""

OPENERS_ABROAD = {
    language: frozenset(words.split())
    for language, words in {
        "fr": "ces ses son sa leur leurs après avant depuis deux trois plusieurs chaque c'est",
        "es": "dos tres tras desde hasta durante al del esa ese esos esas aquel cada",
        "it": """nelle nei negli dal dalla dalle alla alle al ai sul sulla i è sono questo questa
            questi queste dopo prima due tre si""",
        "pt": "nos nas dois três após desde até este esta esse essa segundo seu sua uns cada é",
        "nl": """de het een in op bij na voor met volgens ook hij zij ze dat dit die deze er maar en
            om daarna vorig sinds tijdens""",
        "sv": """den det de en ett i på vid efter för med enligt också han hon men och när som om
            under sedan""",
        "pl": """w na z po do od przy dla według jednak to ten ta te on ona jego jej ale a i jak gdy
            podczas wczoraj dziś ostatni pierwszy zdaniem obecnie""",
        "uk": "у в на з за до після для він вона вони це але а і також тоді під якщо",
        "tr": "bu o bir ancak ayrıca öte daha son ilk bunun",
    }.items()
}
"""By language, words that open a new sentence, beside those above."""

SPEECH = frozenset(
    """said says say asked asks added adds shouted cried told wrote wondered replied answered
    explained exclaimed tweeted posted joked yelled screamed continued recalled demanded whispered
    declared remarked quipped insisted argued noted commented""".split()
)
"""After a question or an exclamation in quotes, a name with one of these goes on with it."""

ORDINAL_LANGUAGES = frozenset("de da nb no nn fi is cs sk pl hu hr sr sl et lv tr lb".split())
"""Where "28." before a word is "28th"."""
