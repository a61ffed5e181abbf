"""Names set before a thing that the source only knows of another name."""

from __future__ import annotations

import pytest
from support.verdicts import assert_refused, verdict_on

from summarizer.domain import Article

SORREL = Article(
    title="Envoys meet on the island of Sorrel",
    text=(
        "The talks had been delayed for a month because a suspected Russian spy ship was seen near "
        "the Swedish gas pipeline. A Finnish patrol boat followed the ship for two days. Estonian "
        "border guards later found a broken buoy. German divers will look at the pipeline in "
        "June.\n\n"
        "Petra Lund, a former Halvorsen government official, now teaches in Bergen. Kristin Vik "
        "said that the Olsen cabinet had been too slow. The French oil firm Tarn closed its office "
        "in Oslo in March, and a British insurance group took over the building."
    ),
    language="en",
)


@pytest.mark.parametrize(
    ("false", "reason"),
    [
        (
            "A suspected Swedish spy ship was seen.",
            "the source says Russian spy ship",
        ),
        ("An Estonian patrol boat followed the ship.", "the source says Finnish patrol boat"),
        ("Russian divers are to inspect the pipeline in June.", "the source says German divers"),
        ("Petra Lund is a former Olsen government official.", "the source says Halvorsen"),
        ("A French insurance group took over the building.", "the source says British insurance"),
        ("Petra Lund is a current Halvorsen government official.", "the source says “former”"),
    ],
)
def test_a_thing_of_another_name_is_refused(false: str, reason: str) -> None:
    assert_refused(false, SORREL, reason)


@pytest.mark.parametrize(
    "true",
    [
        "A Russian spy ship was seen near a Swedish pipeline.",
        "A Finnish patrol boat followed the Russian ship for two days.",
        "German divers are to look at the Swedish pipeline in June.",
        "A former Halvorsen government official teaches in Bergen.",
        "A British insurance group took over the building in Oslo.",
        "The French oil firm closed its Oslo office in March.",
    ],
)
def test_a_thing_keeps_its_name_in_other_words(true: str) -> None:
    assert verdict_on(true, SORREL).borne_out
