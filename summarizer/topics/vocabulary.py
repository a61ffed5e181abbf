"""Lists of English words by what they do in a news sentence; of our own making."""

from __future__ import annotations

from summarizer.text.english import MONTHS, WEEKDAYS

CLOSED = frozenset(
    """a an the this that these those his her its their our my your some any no every
    each another both all few many much more most less least other others such same own
    several either neither of in on at for with from by about against between into
    through during over under within without across toward towards amid among despite
    upon via per as than like unlike near off out up down around behind beyond before
    after since until till above below beside besides along following according due
    except including regarding concerning and or but nor so yet if because while
    although though whether unless once whereas who whom whose which what when where why
    how i you he she we they it me him them us himself herself itself themselves
    ourselves myself yourself someone anyone everyone nobody nothing something anything
    everything one ones none is was are were be been being am has have had having do
    does did doing done will would can could may might must shall should cannot not n't
    to said says say saying told tell tells get gets got getting go goes went gone going
    come comes came coming make makes made making take takes took taken taking give
    gives gave given giving put puts see sees saw seen know knows knew known think
    thinks thought want wants wanted here there then now again just only also even still
    already very too quite rather almost however moreover meanwhile furthermore
    additionally nevertheless nonetheless therefore thus instead indeed perhaps maybe
    far ago away back ever never always often sometimes soon later earlier today
    yesterday tomorrow tonight yes please let lot lots mr mrs ms dr zero two three four
    five six seven eight nine ten eleven twelve hundred thousand million billion
    trillion dozen dozens hundreds thousands millions billions first second third fourth
    fifth last next latest half quarter scroll degree
    degrees s t re ve ll d m""".split()
)
ADVERBS = frozenset(
    "early late ahead well instead together apart alone forward abroad home".split()
)
TITLES = frozenset(
    """president vice prime minister secretary senator sen representative rep
    congressman congresswoman governor gov mayor judge justice chief director chairman
    chairwoman chair speaker leader general gen lieutenant lt colonel col captain
    sergeant officer attorney king queen prince princess pope chancellor premier
    ambassador mr mrs ms miss dr prof professor sir lady lord ceo spokesman spokeswoman
    spokesperson candidate nominee adviser advisor envoy coach sheriff commissioner
    deputy assistant former rev reverend foreign state defense defence treasury commerce
    top acting""".split()
)
TITLE_PARTS = frozenset(
    "state foreign defense defence treasury commerce top acting former deputy assistant vice "
    "general".split()
)
"""Words that belong to titles and to much else ("state of emergency", "defense")."""
PEOPLE = frozenset(
    """official officials leader leaders diplomat diplomats analyst analysts expert
    experts commander commanders spokesman spokeswoman spokesperson critic critics aide
    aides person people
    man men woman women member members supporter supporters adviser advisers advisor
    advisors colleague colleagues reporter reporters journalist journalists
    representative representatives""".split()
)
"""Heads of phrases that say who, not what ("highest-ranking official")."""
SPEECH = frozenset(
    """said says told tells added tweeted wrote argued insisted stated noted stressed
    emphasized testified warned announced urged called asked replied explained remarked
    commented believes thinks vowed promised""".split()
)
MONTHS_AND_DAYS = frozenset(
    """jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat
    sun""".split()
).union(MONTHS, WEEKDAYS)
SEATS = frozenset(
    """washington beijing moscow brussels london paris berlin tokyo seoul pyongyang kyiv
    kiev delhi islamabad tehran ankara jerusalem riyadh cairo canberra ottawa manila
    hanoi taipei madrid rome warsaw kremlin pentagon downing white house capitol hill""".split()
) | {
    "white house",
    "new delhi",
    "capitol hill",
    "downing street",
    "united states",
    "united state",
    "united kingdom",
}
"""Names that stand for a government rather than for a theme."""
ACTORS = frozenset(
    """sens reps chamber republican republicans democrat democrats democratic gop
    congress senate senator senators lawmaker lawmakers legislator legislators
    legislature congressional senatorial committee parliament mp mps councillor
    councillors cabinet ministry minister ministers america american americans liberal
    liberals conservative conservatives cnn bbc msnbc nbc abc cbs npr reuters afp ap
    buzzfeed politico bloomberg xinhua cctv voters voter residents""".split()
)
"""Who acts and who reports; news on nearly every theme has them."""
VAGUE_ADJECTIVES = frozenset(
    """foreign legal illegal unanimous short-term long-term bipartisan partisan select global
    transnational international national local federal regional domestic bilateral
    mutual diplomatic historic economic political public private official high-level
    senior-level top-level face-to-face one-on-one fresh lengthy regular frequent
    previous initial final brief complex tumultuous contentious cordial broader wide-
    ranging extensive in-depth formal informal constructive productive successful tough
    difficult easy important urgent substantive shared backchannel roundtable working
    frank joint direct indirect nice real huge tiny massive strong weak rising growing
    increasing significant additional further same certain potential possible critical
    crucial ultimate overall primary prior actual basic fundamental normal ordinary
    usual unusual unprecedented immediate rapid steady sharp deep heavy light low lower
    higher highest lowest best worst better worse simple single entire daily weekly
    monthly annual many main greater larger smaller fewer numerous multiple ready able
    unable available free full deadly fatal tragic terrible horrible awful wonderful
    amazing incredible beautiful investigative legitimate fair fairer reasonable
    underlying unabashed gleeful endless elusive long-awaited meaningful high-stakes
    hurried sudden sensible worthy decent bitter fierce stark blunt loose vague brand-
    new much-needed undeserved negative positive outside inside enough""".split()
)
"""Adjectives that do not make a theme of "talks", "issues" or "challenges"."""
VAGUE_HEADS = frozenset(
    """lack course member number range series variety sense face wake light middle rest
    front favor favour name behalf support use role resumption implementation importance
    prospect means chance way kind safety degree levels period hours matter expense
    leader head director author university secretary department house bank minister
    president chairman victim victims death pair group cause release start version half
    review edition copy history impact""".split()
)
"""Nouns that only carry what follows their "of": a label does not begin with them."""
HEADINGS = frozenset(
    """election elections economy immigration crime racism religion science technology
    education inflation unemployment housing poverty terrorism slavery sport music
    weather policing trade climate health tax taxes""".split()
)
"""Wide words that can stand over a column all the same when most of a theme is in them."""
LONELY = frozenset(
    """summit summits footage bag bags custody passage regulation regulations scroll ground
    grounds fisherman fishermen metre metres meter meters mile miles subjects degree
    degrees midfielder striker goalkeeper suitcase amendment amendments restriction
    restrictions debate debates tweet tweets temperature temperatures guard guards heat
    midfielders construction funding disaster disasters criminal criminals emergency
    resource resources method methods project projects donation donations telephone
    phone legislation legislations expense expenses payment payments fee fees increase
    increases threat threats chorus description holiday announcement owner users user
    experience indictment conspiracy summer winter spring autumn morning ceremony
    celebration dispute disputes landmark testimony witness witnesses hearing hearings
    war wars conflict crisis fight incident incidents affair affairs bill bills law laws
    vote votes rule rules plan program programme programs system systems service
    services policy policies security safety budget money tax market markets economy
    industry military army force forces court judge trial campaign race election
    elections report study research book film movie show game match season series album
    song music sport player players fan fans club coach school schools student students
    university hospital doctor doctors police officer officers lawyer lawyers attorney
    prison prisoner victim victims attack attacks death deaths injury injuries accident
    crash fire weapon weapons gun drug drugs call calls control controls chip board road
    car cars plane ship ships vessel vessels soldier soldiers troops property land
    building buildings room water food price prices sale sales profit profits loan debt
    fund funds bank banks fraud crime crimes murder theft protest protests rally speech
    interview apology ruling claim claims charge charges allegation allegations probe
    investigation inquiry exchange exchanges channel channels communication
    communications technology science website internet software message messages email
    radio television newspaper king queen prince church religion god love sex gender age
    health care disease treatment patient patients medicine insurance welfare pension
    job unemployment wage wages pay freedom rights right justice democracy peace truth
    proposal compromise negotiations measure measures ban limit limits deadline target
    targets standard standards test tests competition winner loser victory defeat loss
    title championship cup award prize resolution resolutions suspension suspensions
    hostage hostages finding findings generation generations pose poses host hosts store
    stores commission commissions sequel sequels accusation accusations letter letters
    leak leaks version versions apologies investigations investigator investigators
    probes merger mergers selection shortage shortages admission admissions addition
    additions lineup bench rebound warehouse warehouses inmate inmates paycheck
    paychecks meteorologist meteorologists meal meals uncle cousin sister brother
    teenager teenagers relief pain pains shot shots ad ads advertisement advertisements
    privilege privileges photograph photographs detective detectives paramedic
    paramedics firefighter firefighters sheriff deputies deputy nurse nurses driver
    drivers pilot pilots actor actors actress actresses singer singers professor
    professors mayor mayors bottle bottles lawn lawns park parks roof roofs wall-to-wall
    arrest arrests icon icons content hardware fiction burial chest riot riots damage damages
    blaze blazes flame flames smoke evil dress dresses magazine magazines respect pie pies
    breast breasts craft crafts boulevard avenue highway lane entrance entrances exit
    exits fun dollar dollars lady ladies candidacy structure structures
    jail jails gang gangs package packages union unions girl girls row rows""".split()
)
"""Nouns that need a second word to name a theme: "the war" names none, "war in Ukraine" does."""
GENERIC = frozenset(
    """subject subjects journey journeys guest guests conference conferences activist activists
    commission prevention organizer organizers participant participants table tables
    quarrel quarrels presidents ambassador ambassadors envoy envoys emissary emissaries
    representative representatives delegate delegates aide aides negotiator negotiators
    counterpart counterparts colleague colleagues commentator observers observer pundits
    foremost island islands mainland framework front-runner frontrunner rival rivals
    opponent opponents ally allies successor predecessor founder owner side sides party
    parties nation nations country countries official officials leader leaders issue
    issues area areas range array matter matters topic topics point points thing things
    way ways time times week weeks month months year years day days hour hours minute
    minutes morning afternoon evening night weekend moment period decade decades end
    start beginning future past people person man men woman women guy group groups
    member members team teams others public part parts number numbers kind sort type
    form level levels case cases fact facts example statement statements comment
    comments remark remarks report reports reporter reporters interview article story
    news media source sources spokesman spokeswoman spokesperson briefing press concern
    concerns question questions answer answers problem problems challenge challenges
    effort efforts step steps move moves action actions plan plans goal goals aim aims
    objective purpose progress process approach role position positions situation state
    states condition conditions relationship relationships relation relations ties
    tension tensions difference differences disagreement disagreements interest
    interests view views opinion perspective sense idea ideas meeting meetings talk
    talks discussion discussions conversation conversations dialogue round visit visits
    trip session event events result results outcome outcomes change changes development
    developments opportunity opportunities possibility potential chance risk risks
    support help need needs use work job jobs order place places world home house office
    head top key high low lead leading major main significant important critical crucial
    senior former new old recent current upcoming ongoing possible likely big small
    large great good bad better best long short early late open close real right wrong
    full whole total different various certain clear serious special particular specific
    general common similar final amount share cost costs rate rates decision decisions
    agreement agreements deal deals power administration government governments
    authority authorities department agency agencies expectation expectations commitment
    willingness desire hope hopes intention confidence attention priority priorities
    agenda backdrop engagement engagements interaction interactions contact contacts
    diplomacy diplomat diplomats analyst analysts expert experts critic critics
    supporters audience crowd voice voices word words line lines name names face hand
    hands eye eyes life lives family families friend friends child children age mother
    father son daughter street town city region regions site scene front middle center
    centre north south east west set series list bit piece lot couple pair majority
    minority rest percent percentage pressure influence impact effect effects reason
    reasons cause causes response responses reaction term terms body bodies staff worker
    workers company companies business firm firms history career record records video
    photo picture image twitter facebook website page post tuesday speech letter
    document documents information data detail details evidence account stability
    superpower superpowers powerhouse powerhouses implication implications conclusion
    confrontation focus importance breakthrough understanding misunderstandings
    endeavour endeavor commitments uncertainty environment schedule itinerary substance
    average averages offer signal signals mission delegation candid constructive
    cooperation collaboration follow-up dealings capacity capacities significance
    momentum today gmt est edt pm am uk us negotiation negotiations compromise
    compromises thoughts thought stage success successes fear fears value values heart
    hearts mind minds appearance appearances doubt doubts door doors practice practices
    feeling feelings touch mistake mistakes trouble troubles size reality location
    locations prospect prospects strength gap gaps scale scales occasion occasions dream
    dreams balance surroundings danger dangers institution institutions improvement
    improvements tear tears edge decline presence odds nature headline headlines
    ambition ambitions reputation consequence consequences partnership partnerships
    belief beliefs anger spirit spirits principle principles knowledge contrast
    contrasts suggestion suggestions popularity error errors involvement instance
    instances requirement requirements reduction lesson lessons combination arrival
    intent creation suspicion suspicions smile sight departure joke jokes comeback
    absence sum shoulders preparation preparations indication indications publication
    peak mix survival outlook length extent chaos lifetime string dinner fate
    destruction tale tales motive motives impression impressions height handful chapter
    timing spotlight silence honor honour concept concepts stance proportion depth habit
    habits fault faults equivalent aftermath premise mouth comparison comparisons
    perception nightmare introduction frustration frustrations alarm explanation
    explanations disappointment definition context tone symbol symbols joy insight
    insights excuse excuses shame roots revelation revelations regret regrets excitement
    clock emotion emotions wrongdoing trio excess enthusiasm mystery existence breakdown
    attendance tenure sentiment pursuit interval angle pile optimism noon grip formation
    reply origin origins merit merits imagination exception exceptions slogan slogans
    notion notions meantime evolution contrary clue clues rift phrase bunch intensity
    innocence emphasis dominance standoff sake preference preferences hint hints breath
    anonymity suspense taste tastes imagery brink stretch verge favorite favorites
    pledge pledges vow vows bid bids attempt attempts controversy controversies deadline
    deadlines anniversary anniversaries resolve stalemate guilt legend legends wink self
    criticism criticisms praise backlash rebuke ire outrage fury furor uproar defiance
    applause usage performance performances restraint connection connections disabled
    mentor mentors glimpse mood crowds bystander bystanders onlookers neighbor neighbors
    neighbour neighbours""".split()
)
"""Words that say how news talks rather than what of; a topic is never made of these alone."""

IDLE_NOUNS = {
    "de": frozenset(
        """montag dienstag mittwoch donnerstag freitag samstag sonntag montagabend dienstagabend
        januar februar märz april mai juni juli august september oktober november dezember morgen
        abend nacht mittag jahr jahre jahren jahres monat monate monaten woche wochen tag tage tagen
        stunde stunden minuten uhr zeit ende anfang beginn mal teil fall seite grund prozent euro
        dollar million millionen milliarde milliarden hundert tausend menschen leute mensch mann
        frau männer frauen kinder angaben zahl zahlen opfer folge weise art stelle rahmen sprecher
        sprecherin bericht berichte land stadt ort region meter kilometer grad euros""".split()
    ),
}
"""Nouns by language that name no theme, where nouns are written like names."""
