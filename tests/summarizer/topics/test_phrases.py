"""Which noun phrases are seen in a sentence."""

from __future__ import annotations

import pytest

from summarizer.topics.lexicon import key_of, rarity
from summarizer.topics.phrases import Phrase, phrases_of, tokens_of


def phrases(text: str) -> dict[str, Phrase]:
    return {phrase.text: phrase for phrase in phrases_of(tokens_of(text), text)}


def test_verbs_and_function_words_end_a_phrase() -> None:
    found = phrases("The council approved export controls on rare metals yesterday.")
    assert "export controls" in found
    assert "rare metals" in found
    assert not any("approved" in text or "yesterday" in text for text in found)


def test_a_name_is_never_cut() -> None:
    found = phrases("Ships met in the South China Sea near Port Velmora.")
    assert "South China Sea" in found
    assert "China Sea" not in found
    assert "South China" not in found


def test_titles_are_not_part_of_a_name() -> None:
    found = phrases("They met Foreign Minister Anna Keller in Velmora.")
    assert "Anna Keller" in found
    assert found["Anna Keller"].person
    assert "Minister Anna Keller" not in found


def test_the_items_of_an_enumeration_are_marked() -> None:
    found = phrases("The agenda covers Taiwan, the war in Ukraine, fentanyl and nuclear power.")
    assert found["Taiwan"].listed
    assert found["war in Ukraine"].listed
    assert found["fentanyl"].listed
    assert found["nuclear power"].listed


def test_two_things_are_no_enumeration() -> None:
    found = phrases("The talks cover Taiwan and fentanyl.")
    assert not found["Taiwan"].listed


@pytest.mark.parametrize("word", ["both sides", "the officials", "last week", "an issue"])
def test_what_names_nothing_is_left_out(word: str) -> None:
    assert not phrases(f"They said that {word} matter.")


def test_a_vague_adjective_opens_no_theme() -> None:
    assert "ordinary channels" not in phrases("They said that ordinary channels matter.")


def test_offsets_are_exact() -> None:
    text = "“Fentanyl” kills; precursor chemicals cross the U.S. border."
    found = phrases_of(tokens_of(text), text)
    assert {phrase.text for phrase in found} >= {"Fentanyl", "precursor chemicals"}
    for phrase in found:
        assert text[phrase.start : phrase.end] == phrase.text


def test_number_and_hyphens_do_not_part_variants() -> None:
    assert key_of("Policies") == key_of("policy")
    assert key_of("counter-narcotics") == key_of("counternarcotics")


def test_rare_words_are_rarer_than_common_ones() -> None:
    assert 0 <= rarity("government") < rarity("fentanyl") <= 1
