"""A talk whose names stand on lines of their own keeps who said what."""

from __future__ import annotations

import pytest

from summarizer.text.clean import clean_text

ASKED = (
    ("When did you first see the hull?", "I saw it in May, and its plates were thin."),
    ("What did the company say?", "It said that it had no money until the spring."),
    ("What should happen now?", "We must look at the other two boats before Sunday."),
)


@pytest.mark.parametrize(
    ("who", "other"),
    [
        ("TOR VELDEN, HOST:", "IDA HOLM:"),
        ("Coast News", "Ida Holm"),
        ("Tor Velden (host)", "Ida Holm (inspector)"),
    ],
)
def test_who_speaks_stands_before_what_they_say(who: str, other: str) -> None:
    turns = [line for q, a in ASKED for line in (who, q, other, a)]
    told = clean_text("\n".join(turns), cautious=True).text.split("\n")
    assert told == [
        f"{name.rstrip(':')}: {said}"
        for turn in ASKED
        for name, said in zip((who, other), turn, strict=True)
    ]


def test_headings_of_lists_are_no_speakers() -> None:
    lines = []
    for version in ("3.2.0", "3.1.0", "3.0.0"):
        lines += [version, "Added", f"- The port of {version}.", "Fixed", f"- Its log ({version})."]
    assert clean_text("\n".join(lines), cautious=True).text.split("\n") == lines


@pytest.mark.parametrize("labels", [("Advertisement", "Image"), ("Politics", "Harbour")])
def test_labels_of_a_page_say_nothing(labels: tuple[str, str]) -> None:
    told = [
        f"The quay of {town} was closed on Monday, and “we want it back,” its mayor said."
        for town in ("Orsund", "Brekke", "Sande", "Velm", "Tolnes", "Skagen")
    ]
    lines = [line for at, text in enumerate(told) for line in (labels[at % 2], text)]
    shown = clean_text("\n".join(lines)).text
    assert not any(f"{label}: " in shown for label in labels)


def test_headings_of_a_report_are_no_speakers() -> None:
    lines = []
    for town in ("Orsund", "Brekke", "Sande", "Velm", "Tolnes", "Skagen"):
        lines += [town, f"The quay of {town} was closed on Monday, as the county had asked for."]
    assert "Orsund: The quay" not in clean_text("\n".join(lines), cautious=True).text
