"""Tolls, as news words them."""

from __future__ import annotations

import pytest

from summarizer.text.tolls import tolls_of


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        ("At least 12 people died, rescue workers said.", {"dead": "12"}),
        ("The death toll rose to 1,021 on Tuesday.", {"dead": "1,021"}),
        (
            "The death toll of the earthquake in the Tarvo valley has risen to 31, it said.",
            {"dead": "31"},
        ),
        ("The toll has climbed to at least 40.", {"dead": "40"}),
        ("The fire claimed the lives of nearly 40 people.", {"dead": "40"}),
        ("He claimed 3 million crowns.", {}),
        ("The blast killed seven and left 40 injured; 3 are missing.", {"dead": "seven"}),
        ("A flood in 1953 killed 300 people in the same valley.", {}),
        ("The toll reached 24 as soldiers dug seven more bodies out.", {"dead": "24"}),
        ("Two more bodies were found, which brings the toll to fourteen.", {"dead": "fourteen"}),
        ("Three more people died in the hospital.", {}),
        ("Suben a 19 los muertos por las inundaciones de Vestrán.", {"dead": "19"}),
        ("O sismo fez 1.200 mortos, e outros 3 mortos foram achados ontem.", {"dead": "1.200"}),
        ("Bei dem Brand starben Menschen, 12 Tote wurden geborgen.", {"dead": "12"}),
        ("Le 12 mars, trois morts.", {}),
        ("Un hombre de 43 años y otros 2 muertos más.", {}),
        ("Twenty-three people died when the bus fell into the river.", {"dead": "twenty-three"}),
        ("In all 2.5 million people were killed.", {}),
        ("Two hundred people died when the dam broke.", {}),
        ("Two gunmen killed 12 people in a market of Orlavik.", {"dead": "12"}),
        ("Floods in two provinces killed at least 42 people.", {"dead": "42"}),
        ("Three bombs wounded dozens of people in Orlavik.", {}),
        ("Twelve people were killed about 20 miles from Orlavik.", {"dead": "twelve"}),
        ("Six people killed two days ago in Orlavik were miners.", {"dead": "six"}),
        ("The quake killed sixty-five thousand people.", {}),
        ("A hundred and twenty people died when the dam broke.", {}),
        ("A bus kills 5-year-old boy in Orlavik.", {}),
        ("Sixteen people died when the bus fell into the river.", {"dead": "sixteen"}),
        ("Forty-nine people died when the bus fell into the river.", {"dead": "forty-nine"}),
        ("A woman of 34 died in the hospital of Orlavik.", {}),
        ("About 900 residents slept in the sports hall.", {}),
    ],
)
def test_tolls_are_read_in_the_wordings_of_news(text: str, tolls: dict[str, str]) -> None:
    found = tolls_of(text)
    assert {kind: found[kind] for kind in found.keys() & {"dead"}} == tolls
