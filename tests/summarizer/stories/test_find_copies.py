"""Copies: the same text, shortened, framed or reprinted; never another article."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from support.invented_news import HARBOUR_FIRE, START

from summarizer.domain import Article
from summarizer.stories import find_copies

TEXT = " ".join(text for _, text in HARBOUR_FIRE)
LONG = Article(id="long", title="Fire in Brenholm", text=TEXT, published=START)


def copies_of(*articles: Article) -> dict[str, str]:
    found = find_copies(articles)
    return {articles[i].id: articles[j].id for i, j in found.items()}


def test_a_shortened_text_is_a_copy_of_the_long_one():
    short = replace(LONG, id="short", text=TEXT[: len(TEXT) // 2])
    assert copies_of(short, LONG) == {"short": "long"}


def test_furniture_around_the_text_does_not_hide_a_copy():
    framed = replace(LONG, id="framed", text=f"Sign up here.\n{TEXT}\nRead more on our site.")
    assert copies_of(LONG, framed) == {"long": "framed"}


def test_two_accounts_of_one_event_are_no_copies():
    one, two = (Article(id=str(i), text=HARBOUR_FIRE[i][1]) for i in (0, 1))
    assert copies_of(one, two) == {}


def test_two_short_reports_in_the_words_of_the_police_are_no_copies():
    """Sixty characters of Chinese say half of what sixty words do."""
    form = (
        "公安局星期一发布通报称，当天{}发生一起持刀伤人案件，接到报警后，民警迅速赶到现场，将犯罪嫌疑人{}"
        "控制。伤者已被送往医院救治，目前没有生命危险。案件正在进一步调查中。"
    )
    told = ("上午城关镇东门菜市场", "何某"), ("下午青浦镇长途汽车站", "罗某")
    one, two = (Article(id=name, text=form.format(place, name)) for place, name in told)
    assert copies_of(one, two) == {}


def test_among_equal_texts_the_earliest_is_the_original():
    later = replace(LONG, id="a-later", published=START + timedelta(hours=5))
    assert copies_of(later, LONG) == {"a-later": "long"}


def test_the_same_words_a_month_later_are_no_copy():
    later = replace(LONG, id="later", published=START + timedelta(days=30))
    assert copies_of(later, LONG) == {}


def test_a_shared_quotation_does_not_make_short_items_copies():
    quote = "we will not leave this harbour until the last ember is cold, Holt said on Tuesday"
    one = Article(id="one", text=f"{quote}. The mayor agreed and thanked the crews for the night.")
    two = Article(id="two", text=f"{quote}. In other news the ferry to Sande was late by an hour.")
    assert copies_of(one, two) == {}


def test_empty_and_tiny_texts_are_copies_of_nothing_else():
    tiny = [Article(id=str(i), text=text) for i, text in enumerate(("", "Yes", "No", " "))]
    assert copies_of(*tiny) == {}


def test_a_copy_of_a_copy_is_credited_to_an_original():
    chain = [replace(LONG, id=str(n), text=TEXT[: len(TEXT) - 90 * n]) for n in range(4)]
    found = copies_of(*chain)
    assert set(found.values()) == {"0"}
    assert set(found) == {"1", "2", "3"}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(TEXT.split()), min_size=0, max_size=120), st.integers(0, 40))
def test_a_text_contains_itself_and_no_original_is_a_copy(words, cut):
    text = " ".join(words)
    articles = [
        Article(id="a", text=text),
        Article(id="b", text=text),
        Article(id="c", text=text[cut:]),
    ]
    found = find_copies(articles)
    assert not set(found) & set(found.values())
    if words:
        assert len({0, 1} & set(found)) >= 1
