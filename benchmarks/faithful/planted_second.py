"""A second set of articles of our own with planted inventions, kept apart from the first.

Written before it was ever measured, and nothing was mended by it: it shows what texts do that
the rules were not written for. The marks are those of `planted_articles.py`; "noun" puts one
common noun for another, "fact" adds something, "sense" turns a verb or an adjective.
"""

from __future__ import annotations

SECOND: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "Copper mine floods near Ostrava Bay",
        "Water broke into a copper mine near Ostrava Bay early on Sunday, trapping nine workers "
        "about 300 metres below ground. Rescuers reached five of them by noon, and pumps were "
        "brought from two neighbouring towns to lower the water in the main shaft.\n\nThe mine's "
        "manager, Tomas Greer, said a retaining wall had given way after a week of heavy rain. "
        "The regional government sent geologists and a team of army divers. Relatives waited in a "
        "school gymnasium beside the site.\n\nUnions had warned in January that the wall was "
        "cracked. The company said it had ordered repairs, which were due to start this month.",
        (
            "Water broke into a copper [noun|mine|refinery] near Ostrava Bay, trapping "
            "[number|nine|sixteen] workers.",
            "Rescuers [sense|reached|abandoned] five of them by noon.",
            "A retaining [noun|wall|pipe] gave way after a week of heavy [noun|rain|traffic], "
            "manager Tomas Greer said.",
            "The regional government sent geologists and a team of army [noun|divers|surgeons].",
            "Unions had warned in [date|January|April] that the wall was cracked.",
            "Relatives waited in a school gymnasium[fact||, where two of them fainted].",
        ),
    ),
    (
        "Airline cancels winter routes",
        "Skylark Airways will drop 14 routes from its winter timetable because of a shortage of "
        "pilots, the carrier said on Friday. The cuts affect some 60,000 passengers, who may ask "
        "for a refund or rebook without charge.\n\nChief executive Maren Holloway apologised to "
        "customers and said the airline had hired 120 pilots who would finish their training in "
        "the spring. Shares in Skylark fell 7 percent in London.\n\nThe pilots' association "
        "blamed low pay. It has not ruled out a strike over Christmas. Rival carrier Aerolina "
        "said it would add flights to three of the cities.",
        (
            "Skylark Airways will drop 14 [noun|routes|aircraft] because of a shortage of "
            "[noun|pilots|fuel].",
            "The cuts affect some [number|60,000|90,000] passengers.",
            "Passengers may ask for a refund or rebook [sense|without charge|for a fee].",
            "Shares in Skylark [sense|fell|rose] 7 percent in [name|London|Madrid].",
            "The pilots' association has [negation|not ruled out|ruled out] a strike over "
            "Christmas.",
            "[roles|Aerolina said it would add flights to three of the cities|Skylark said "
            "Aerolina would drop flights to three of the cities].",
        ),
    ),
    (
        "Museum returns carvings to island nation",
        "The Harcourt Museum handed back eleven carved figures to the island nation of Tavalu on "
        "Wednesday, ending a dispute that lasted three decades. The figures were taken by a naval "
        "officer in 1887.\n\nTavalu's culture minister, Sione Faleafa, wept as the crates were "
        'opened. "Our grandparents can rest," he said. The museum\'s director, Claire Benning, '
        "said the trustees had voted unanimously for the return.\n\nThe figures will be shown in "
        "a new gallery in the capital from June. Campaigners want the museum to return a canoe as "
        "well, but the trustees have made no decision on it.",
        (
            "The Harcourt Museum handed back eleven carved [noun|figures|masks] to Tavalu.",
            "The dispute lasted three [noun|decades|centuries].",
            "The figures were taken by a naval [noun|officer|cook] in [date|1887|1878].",
            '"[quote|Our grandparents can rest|This is only a beginning]," culture minister Sione '
            "Faleafa said.",
            "The trustees voted [sense|unanimously|narrowly] for the return, director "
            "[name|Claire Benning|Judith Harcourt] said.",
            "The trustees have made [negation|no decision|a decision] on the canoe.",
        ),
    ),
    (
        "Drug shows promise against malaria",
        "A new drug cut cases of malaria in children by 58 percent in a trial in four African "
        "countries, researchers reported on Thursday. The trial followed 5,400 children under "
        "five for a year.\n\nThe drug is given as a syrup once a month. Side effects were mild, "
        "mostly fever and a rash, said Dr Amina Sowe of the Kelling Institute, who led the "
        "study. The institute plans a larger trial next year.\n\nThe drug is not yet approved by "
        "any regulator. Its maker, Boraphar, promised to sell it at cost in poor countries.",
        (
            "A new drug cut cases of malaria in [noun|children|soldiers] by [number|58|85] "
            "percent in a trial.",
            "The trial followed 5,400 children for a [noun|year|month].",
            "The drug is given as a [noun|syrup|vaccine] once a month.",
            "Side effects were [sense|mild|severe], said Dr Amina Sowe, who led the study.",
            "The drug is [negation|not yet|already] approved by regulators.",
            "Boraphar promised to sell it at cost in [sense|poor|rich] countries.",
        ),
    ),
    (
        "Striker banned for betting",
        "Granford United striker Leo Marchetti was banned for eight months on Monday after "
        "admitting that he placed bets on football matches. He was also fined £75,000.\n\nThe "
        "league's panel found no evidence that he had bet on his own team to lose. Marchetti, "
        "27, will miss the rest of the season and can return to training in October.\n\nManager "
        "Paul Ostrander said the club would stand by the player. Granford bought him from Rivelle "
        "two years ago for £18 million. He has scored 21 goals this season, more than anybody "
        "else in the league.",
        (
            "Striker Leo Marchetti was banned for eight [noun|months|matches] after "
            "[sense|admitting|denying] that he placed bets on football matches.",
            "He was fined [number|£75,000|£750,000].",
            "The panel found [negation|no evidence|evidence] that he had bet on his own team to "
            "lose.",
            "Manager [name|Paul Ostrander|Leo Rivelle] said the club would stand by the player.",
            "[roles|Granford bought him from Rivelle|Rivelle bought him from Granford] two years "
            "ago for £18 million.",
            "He has scored 21 [noun|goals|penalties] this season.",
        ),
    ),
    (
        "Parliament passes water bill",
        "Parliament passed a bill on Tuesday night that makes water companies liable for spills "
        "of sewage into rivers. The vote was 311 to 204. Fines may reach a tenth of a company's "
        "yearly sales.\n\nEnvironment secretary Nadia Krol said executives who hide spills could "
        "go to prison. The industry's lobby group, WaterFront, warned that bills for households "
        "would go up by as much as £90 a year.\n\nThe opposition had demanded that the companies "
        "be taken into public ownership; that amendment was defeated. The law takes effect in "
        "September.",
        (
            "Parliament passed a bill that makes water companies liable for spills of sewage "
            "into [noun|rivers|gardens].",
            "The vote was [number|311 to 204|241 to 204].",
            "Fines may reach a [number|tenth|quarter] of a company's yearly [noun|sales|profit].",
            "Executives who [sense|hide|report] spills could go to prison, environment secretary "
            "Nadia Krol said.",
            "An amendment to take the companies into public ownership was "
            "[sense|defeated|adopted].",
            "The law takes effect in [date|September|December][fact||, after a review by the "
            "courts].",
        ),
    ),
    (
        "Bridge collapse blamed on rust",
        "Rust in the steel cables caused the collapse of the Varga footbridge last November, "
        "investigators said in a report published on Friday. Four people were hurt when the "
        "bridge fell into the canal.\n\nThe cables were last inspected twelve years before the "
        "accident. The city had postponed an inspection twice to save money, the report says. "
        "Mayor Elias Brandt accepted the findings and announced a survey of 46 other bridges."
        "\n\nLawyers for the injured said they would seek damages. Nobody has been charged.",
        (
            "[noun|Rust|Salt] in the steel cables caused the collapse of the Varga footbridge.",
            "[number|Four|Forty] people were hurt when the bridge fell into the "
            "[noun|canal|harbour].",
            "The city had [sense|postponed|ordered] an inspection twice to save money.",
            "Mayor Elias Brandt [sense|accepted|rejected] the findings.",
            "[negation|Nobody has|Three officials have] been charged.",
            "Lawyers for the injured said they would seek [noun|damages|sponsors].",
        ),
    ),
    (
        "Chip maker to build plant in Delmar",
        "Chip maker Orbis Semiconductor will build a factory in the state of Delmar at a cost of "
        "$9 billion, the company announced on Wednesday. It expects to employ 2,100 people and "
        "to begin production in 2029.\n\nGovernor Anita Rowe said the state had offered tax relief "
        "worth $600 million. Environmental groups asked how the plant would get its water after "
        "two years of drought.\n\nOrbis closed a plant in Finland last year. Its chairman, Hideo "
        "Tanabe, denied that the company was moving all its work to America.",
        (
            "Orbis Semiconductor will build a [noun|factory|laboratory] in Delmar at a cost of "
            "[number|$9 billion|$19 billion].",
            "It expects to employ [number|2,100|1,200] people and to begin production in "
            "[date|2029|2027].",
            "The state offered [noun|tax|rent] relief worth $600 million, Governor "
            "[name|Anita Rowe|Hideo Tanabe] said.",
            "Environmental groups asked how the plant would get its [noun|water|power].",
            "Orbis [sense|closed|opened] a plant in [name|Finland|Sweden] last year.",
            "Chairman Hideo Tanabe [negation|denied|confirmed] that the company was moving all "
            "its work to America.",
        ),
    ),
)
