"""A third set of articles of our own with planted inventions: who, how surely, and by how much.

Written before it was ever measured. The first two sets mostly put a word for another; here the
words are the article's own and stand in the wrong place: roles exchanged, statements given to
another, units, hedges dropped, conditions told as facts, comparisons turned, sums, quotations cut
short, dates in words. The marks are those of `planted_articles.py`.
"""

from __future__ import annotations

THIRD: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "Dairy group bids for rival creamery",
        "Dairy group Alderbrook made an offer for its smaller rival Penfold Creamery on Thursday, "
        "valuing the company at £310 million. Penfold's board said it would study the offer and "
        "answer within two weeks.\n\nUnion officer Carla Mendes said members feared for 450 jobs "
        "at the Penfold plant in Wexcombe. Alderbrook's chief executive, David Lyle, said there "
        "were no plans to close any plant. If the board turns the offer down, Alderbrook may go "
        "to the shareholders directly, two people close to the company said.\n\nPenfold sold more "
        "butter than Alderbrook last year, but less cheese. Its profit rose to £22 million from "
        "£19 million.",
        (
            "[roles|Alderbrook made an offer for Penfold Creamery|Penfold Creamery made an offer "
            "for Alderbrook] that values the company at £310 million.",
            "[speaker|Carla Mendes|David Lyle] said members feared for 450 jobs at the Penfold "
            "plant.",
            "Alderbrook [condition|may go to the shareholders if the board turns the offer down"
            "|will go to the shareholders because the board turned the offer down].",
            "Penfold sold [compare|more|less] butter than Alderbrook last year.",
            "Profit rose to [number|£22 million from £19 million|£19 million from £22 million].",
        ),
    ),
    (
        "Hikers found after night on Mount Orrin",
        "Two hikers who lost their way on Mount Orrin were found by a shepherd's dog on Monday "
        "morning, the rescue service said. Emil Varga, 34, carried his friend Noor Haddad, 29, "
        "for three kilometres after she had broken an ankle.\n\nThe two set out on Sunday with "
        "water for one day. Temperatures fell to 4 degrees below zero overnight. Sixteen "
        "volunteers and eight police officers took part in the search.\n\nThe head of the rescue "
        "service, Petra Lindt, said the hikers had done everything right once they were lost. "
        '"They stayed on the path and kept each other awake, which not everyone manages," she '
        "said. The path may be closed for repairs, the park authority said.",
        (
            "[roles|Emil Varga carried his friend Noor Haddad|Noor Haddad carried her friend Emil "
            "Varga] for three kilometres.",
            "Varga carried his friend for three [unit|kilometres|miles].",
            "[sum|Twenty-four|Thirty-four] volunteers and police officers took part in the search.",
            "The path [doubt|may be|will be] closed for repairs.",
            "The two hikers were found on [date|Monday|Sunday] morning.",
            'Petra Lindt said the two "[quote|stayed on the path and kept each other awake'
            '|kept each other on the path and stayed awake]".',
        ),
    ),
    (
        "Court hears claim over cracked dam",
        "Farmers below the Marlow dam sued the power company Hydrel on Tuesday, saying that it "
        "had known of cracks in the wall since 2019. They demand €12 million.\n\nHydrel said it "
        "would defend itself. Its lawyer, Simon Achterberg, told the court that the cracks were "
        "shallow and that an engineer had allegedly been paid by the farmers for a second report. "
        "The engineer, Louise Tran, called that a lie.\n\nThe judge said a ruling would not come "
        "before the third of March. Should the farmers win, Hydrel would have to empty the "
        "reservoir. The dam was built in 1968, eleven years before the one at Teesdale, which "
        "is twice as high.",
        (
            "[roles|Farmers below the Marlow dam sued the power company Hydrel|The power company "
            "Hydrel sued farmers below the Marlow dam] on Tuesday.",
            "[doubt|Hydrel's lawyer said the engineer had allegedly been paid by the farmers|The "
            "engineer had been paid by the farmers] for a second report.",
            "The engineer, Louise Tran, [sense|called that a lie|said that was true].",
            "A ruling will not come before [date|the third of March|the thirteenth of March].",
            "[condition|If the farmers win, Hydrel would have to|Hydrel will have to] empty the "
            "reservoir.",
            "The dam was built [compare|eleven years before|eleven years after] the one at "
            "Teesdale.",
            "They demand [unit|€12 million|$12 million].",
        ),
    ),
    (
        "City bikes go electric",
        "The city of Brannock will replace 800 of its 1,200 rental bicycles with electric ones by "
        "next summer, transport commissioner Ines Okoro said on Wednesday. A ride will cost 3 "
        "crowns instead of 2.\n\nOf the 95 stations, 30 are to get charging posts this year and "
        "the others next year. Councillor Per Aasen criticised the price. He wants pensioners to "
        "ride for free.\n\nThe bicycles weigh 24 kilograms. They were tested for six weeks by "
        "postal workers, who liked the brakes but not the seats. Thefts fell by a fifth after the "
        "city fitted new locks last autumn, Okoro said; in the year before they had doubled.",
        (
            "The city will replace [number|800 of its 1,200|1,200 of its 800] rental bicycles.",
            "[speaker|Councillor Per Aasen|Commissioner Ines Okoro] wants pensioners to ride for "
            "free.",
            "A ride will cost [number|3 crowns instead of 2|2 crowns instead of 3].",
            "Postal workers liked the [roles|brakes but not the seats|seats but not the brakes].",
            "The other [sum|65|55] stations are to get charging posts next year.",
            "Thefts [sense|fell by a fifth|doubled] after the city fitted new locks.",
            "The bicycles weigh 24 [unit|kilograms|pounds].",
        ),
    ),
    (
        "Orchestra loses conductor on eve of tour",
        "The Vellmar Philharmonic parted with its conductor, Agnes Holt, on Friday, a day before "
        "a tour of six countries. The orchestra's board said that musicians had complained about "
        "her tone in rehearsals; Holt said she had not been told of any complaint.\n\nHer deputy, "
        "Rafael Quint, will conduct the first four concerts. Critics praised the orchestra's last "
        "recording and compared Quint to Holt's own teacher, Ivo Marek.\n\nThe tour begins in "
        "Lisbon on the twenty-first of May. Tickets remain valid. The players' committee is "
        "expected to vote on a new conductor in autumn, unless the board asks for a search "
        "abroad.",
        (
            "[speaker|The orchestra's board said that musicians had complained|Holt said that "
            "musicians had complained] about her tone in rehearsals.",
            "Holt said she had [negation|not been told|been told] of any complaint.",
            "[roles|Critics compared Quint to Holt's teacher, Ivo Marek|Ivo Marek compared Quint "
            "to Holt's critics].",
            "The tour begins in Lisbon on [date|the twenty-first of May|the twelfth of May].",
            "The players' committee [doubt|is expected to vote|has voted] on a new conductor"
            "[date| in autumn| in spring].",
            "Her deputy will conduct the [number|first four|last four] concerts.",
        ),
    ),
    (
        "Study finds bees prefer the city",
        "Bumblebees in cities find more food than those in farmland, biologists at the University "
        "of Kestrel reported on Monday. They weighed 2,600 nests over three summers. City nests "
        "were a third heavier than those beside fields.\n\nThe researchers suspect that gardens "
        "flower longer, but they did not test this. Weed killers could also play a part, said "
        "Dr Hanna Brook, who led the work. A farmers' association, Landvolk, rejected that: "
        '"Bees suffer from mites, not from us," its spokesman Kurt Ammer said.\n\nThe study was '
        "paid for by a foundation and not by the makers of sprays. Honeybees were not studied.",
        (
            "Bumblebees in [compare|cities find more food than those in farmland|farmland find "
            "more food than those in cities].",
            "City nests were a third [compare|heavier|lighter] than those beside fields.",
            "Weed killers [doubt|could also play|also play] a part, said Dr Hanna Brook.",
            '"Bees suffer from [quote|mites, not from us|us, not from mites]," spokesman Kurt '
            "Ammer said.",
            "The study was paid for by [negation|a foundation and not by the makers of sprays"
            "|the makers of sprays and not by a foundation].",
            "They weighed 2,600 nests over three [date|summers|winters].",
        ),
    ),
    (
        "Minister quits over school repairs",
        "Education minister Olaf Brenner resigned on Tuesday after auditors found that money "
        "meant for school roofs had gone to a sports hall in his own district. He denied having "
        "known of the transfer, which was signed by his deputy, Sara Voss, on a Friday in June.\n\n"
        "Prime minister Dana Keel accepted the resignation and thanked Brenner for his work. The "
        "opposition asked Keel to dismiss Voss as well. Auditors put the sum at 7.5 million "
        "crowns, of which 2 million have been paid back.\n\nParents in three towns have kept "
        "their children at home since rain came through a ceiling last week. Nobody was hurt.",
        (
            "[roles|Prime minister Dana Keel thanked Brenner|Brenner thanked prime minister Dana "
            "Keel] for his work.",
            "The transfer was signed by [roles|his deputy, Sara Voss|the minister, Olaf Brenner].",
            "The opposition asked Keel to dismiss [name|Voss|Brenner] as well.",
            "[number|2 million of the 7.5 million crowns have|All of the 7.5 million crowns have] "
            "been paid back.",
            "Brenner resigned on [date|Tuesday|Friday].",
            "Parents in three towns have kept their children at home since rain came through a "
            "ceiling[fact||, hurting a pupil].",
        ),
    ),
)
