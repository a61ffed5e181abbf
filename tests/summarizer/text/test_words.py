import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.words import content_words, names, normalise, numbers, words


def test_the_country_is_not_the_pronoun() -> None:
    assert words("The US told us") == ("the", "u.s.", "told", "us")
    assert words("U.S. ships") == ("u.s.", "ships")
    assert words("JOIN US NOW") == ("join", "us", "now")
    assert "u.s." in content_words("The US spoke")
    assert content_words("Tell us") == ("tell",)


def test_possessives_hyphens_and_quotes_make_no_difference() -> None:
    assert words("Norland’s leader-level call") == words("Norland's leader level call")


def test_scripts_without_spaces_give_pairs() -> None:
    assert words("中美关系") == ("中美", "美关", "关系")


def test_combining_vowels_stay_in_their_words() -> None:
    assert words("बैठक बुधवार") == ("बैठक", "बुधवार")


def test_function_words_leave() -> None:
    assert content_words("The ferry will sail from the harbour") == ("ferry", "sail", "harbour")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10,000 men", ("10000",)),
        ("ten thousand men", ("10000",)),
        ("$3.5 billion", ("3500000000",)),
        ("3,5 Prozent", ("3.5",)),
        ("twenty-three ships", ("23",)),
        ("one of them", ()),
        ("1.234.567", ("1234567",)),
    ],
)
def test_numbers_come_in_one_form(text: str, expected: tuple[str, ...]) -> None:
    assert numbers(text) == expected


def test_names_are_runs_of_capitals() -> None:
    text = (
        "Officials met in Norwick. Mr. Jake Tarn and Lena Orvik spoke of the Grey Sea and "
        "the Council on Foreign Affairs. On Friday the U.S. joined. The AI Act is law."
    )
    found = names(text)
    for name in (
        "Norwick",
        "Jake Tarn",
        "Lena Orvik",
        "Grey Sea",
        "US",
        "Council on Foreign Affairs",
    ):
        assert name in found
    assert "Officials" not in found
    assert "Friday" not in found


def test_a_name_that_opens_a_sentence_is_a_name() -> None:
    assert names("Orvik met the board. Talks go on.") == ("Orvik",)


def test_a_shouted_text_holds_no_names() -> None:
    assert names("THE BOARD MET IN NORWICK") == ()


@given(st.text(max_size=300))
def test_any_text_has_words_names_and_numbers(text: str) -> None:
    assert all(words(text))
    assert set(content_words(text)) <= set(words(text))
    assert isinstance(names(text), tuple)
    assert isinstance(numbers(text), tuple)
    assert "’" not in normalise(text)
