"""A fourth set of articles of our own: the kinds of the third, written after it had mended rules.

Nothing is to be mended by it: it shows how far what the third taught reaches.
"""

from __future__ import annotations

FOURTH: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "Rowers pull swimmer from estuary",
        "A crew of schoolgirls rescued a coastguard officer in the Tamber estuary on Saturday "
        "after his boat had turned over, the harbour master said. Coxswain Mia Talbot, 16, spotted "
        "officer Gareth Poole clinging to a buoy and steered her rowers towards him.\n\nPoole "
        "praised the crew. The harbour master, Lena Ostberg, blamed the current, which is stronger "
        "at the western quay than at the lighthouse. The water was at 9 degrees.\n\nThe school "
        "might buy a second rescue vest for each boat. A coach earns 40 euros a day there. The "
        "crew came second in a race on Sunday, ahead of the team from Holm, which had beaten them "
        "in April.",
        (
            "[roles|A crew of schoolgirls rescued a coastguard officer|A coastguard officer "
            "rescued a crew of schoolgirls] in the Tamber estuary.",
            "[roles|Mia Talbot spotted officer Gareth Poole|Officer Gareth Poole spotted Mia "
            "Talbot] clinging to a buoy.",
            "[roles|Poole praised the crew|The crew praised Poole].",
            "The current is stronger at the [compare|western quay than at the lighthouse"
            "|lighthouse than at the western quay].",
            "The school [doubt|might buy|will buy] a second rescue vest for each boat.",
            "A coach earns 40 [unit|euros|dollars] a day.",
            "The crew came second in a race on [date|Sunday|Saturday].",
            "The crew came second, [compare|ahead of|behind] the team from Holm.",
        ),
    ),
    (
        "Steel firm drops suit against rival",
        "Steelmaker Corvin withdrew its complaint against Bellamy Metals on Wednesday, after "
        "Bellamy had hired two of Corvin's engineers. Corvin had asked for 5 million dollars. Its "
        "lawyer, Judith Aske, said the companies had agreed to keep silent on the terms.\n\n"
        "Bellamy's output rose to 310 tonnes from 280 tonnes in spring. If prices recover, the "
        "firm would reopen its furnace at Dray. Analyst Tom Wirth said Bellamy could also be sold. "
        "Of Bellamy's 900 workers, 120 are at Dray.\n\nCorvin is due to publish its results on "
        "Friday. Its shares closed more than three percent higher. The cost of coal rather than "
        "wages weighs on the industry, Wirth said.",
        (
            "Corvin withdrew its complaint after [roles|Bellamy had hired two of Corvin's engineers"
            "|Corvin had hired two of Bellamy's engineers].",
            "Corvin had asked for 5 million [unit|dollars|pounds].",
            "Output rose to [number|310 tonnes from 280 tonnes|280 tonnes from 310 tonnes].",
            "[condition|If prices recover, the firm would|The firm will] reopen its furnace at "
            "Dray.",
            "Bellamy [doubt|could also be|has also been] sold, Tom Wirth said.",
            "Corvin [doubt|is due to publish|has published] its results.",
            "Shares closed [compare|more|less] than three percent higher.",
            "The cost of [compare|coal rather than wages|wages rather than coal] weighs on the "
            "industry.",
            "Corvin withdrew its complaint against Bellamy Metals on [date|Wednesday|Friday].",
        ),
    ),
    (
        "Village keeps its post office",
        "The post will keep its branch in Little Sarn open until 2030, area manager Hugh Denby "
        "said on Tuesday. Residents had collected 1,140 signatures, and the parish council paid "
        "for a new counter with £6,000 from its reserve.\n\nPensioner Edith Rook taught Denby in "
        "primary school. She told him that the nearest branch was 14 miles away. The bus runs on "
        "weekdays but not on Sundays.\n\nThe branch may get a cash machine. It opens before nine "
        "for farmers. Denby's predecessor, Alan Crewe, had allegedly promised the rooms to a "
        "bakery; Crewe denies it. All six staff will stay.",
        (
            "[roles|Edith Rook taught Denby|Denby taught Edith Rook] in primary school.",
            "The nearest branch is 14 [unit|miles|kilometres] away.",
            "The branch [doubt|may get|will get] a cash machine.",
            "It opens [compare|before|after] nine for farmers.",
            "Alan Crewe [doubt|had allegedly promised|had promised] the rooms to a bakery.",
            "All six staff will stay.",
            "The council paid for a new counter with [unit|£6,000|$6,000].",
            "The parish council [roles|paid for a new counter|paid Denby for a new counter].",
        ),
    ),
)
