from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.words import content_words, normalise, words


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


@given(st.text(max_size=300))
def test_any_text_has_words(text: str) -> None:
    assert all(words(text))
    assert set(content_words(text)) <= set(words(text))
    assert "’" not in normalise(text)
