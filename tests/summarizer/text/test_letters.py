"""What a newsletter says besides its news is no text of its articles."""

from __future__ import annotations

import pytest

from summarizer.domain import Article
from summarizer.text.clean import body_spans, clean_text

NEWS = [
    "The harbour of Orsund shut its quay on Monday after divers found cracks in eleven of its "
    "forty piles, and ferries will call at Brekke until March.",
    "Repairs will cost 3.4 million crowns, according to a report that the council released on "
    "Tuesday. The county has offered to pay for half of them.",
    "A decision on who pays for the other half is expected before Christmas, the mayor said.",
]


def told(*inside: str) -> list[str]:
    return clean_text("\n".join([*NEWS[:2], *inside, *NEWS[2:]]), cautious=True).text.split("\n")


@pytest.mark.parametrize(
    "beside",
    [
        [
            "A MESSAGE FROM KEELHAUL",
            "We power what floats",
            "Boat owners lose hours each month on invoices, and Keelhaul sends them by itself.",
            "See how it works.",
        ],
        [
            "Together with Harrow Credit Union",
            "Savings deserve better. Harrow Credit Union adds 50 euros to your deposit.",
        ],
        ["Today's letter is brought to you by Keelhaul: Keelhaul sends your invoices."],
        ["Was this email forwarded to you?"],
        ["Good morning! Today's newsletter is 812 words, a 3-minute read. Edited by Mia Ross."],
        ["No spam. Unsubscribe anytime."],
        ["If you enjoyed this story, clap for it and follow me for more."],
        ["Help us improve this site. Don’t include financial information."],
        ["اقرأ أيضا: عاصفة تضرب الساحل"],
        ["Interested in sponsoring this newsletter? Write to us."],
        ["That's all for this week. Forward it to a friend, and hit the heart below."],
        [
            "Jobs of the week",
            "Harrow Shipyard is hiring a surveyor for its northern dock.",
            "Bus driver, Valley Transport (part time)",
        ],
    ],
)
def test_what_is_no_news_of_a_letter_is_no_text_of_it(beside: list[str]) -> None:
    assert told(*beside) == NEWS


@pytest.mark.parametrize(
    "line",
    [
        "The festival will be held together with Harrow Credit Union, the town said on Monday.",
        "“That’s all for now,” the mayor said, and left the hall before the vote was counted.",
        "A message from the sea was found in a bottle on the beach of Brekke on Sunday morning.",
        "The minister’s letter to the council is four pages and 1,200 words long, all of it angry.",
        "Her letter is 1,200 words long and names nobody.",
        "No spam filter stops letters of this kind, researchers of Brekke said.",
        "Sponsorship has no effect on what pupils drink, a study of 4,000 of them found.",
        "Printed from 1932 to 1950, the weekly told of ships and their captains.",
        "Help us improve the schools, the minister asked the parents of Brekke on Monday.",
    ],
)
def test_news_that_speaks_of_letters_and_sponsors_is_news(line: str) -> None:
    assert line in told(line)


@pytest.mark.parametrize("label", ["Together with Harrow Credit Union", "Presented by Keelhaul"])
def test_who_is_only_thanked_takes_no_news_along(label: str) -> None:
    assert told(label) == NEWS


@pytest.mark.parametrize(
    "news",
    [
        ["Norway and the county will pay for the new quay of Orsund, the minister said on Monday."],
        ["Norway will pay for the new quay, the minister said on Monday.", "The county agreed."],
        ["Norway sent a ship on Monday. “We will stand with you,” its minister wrote."],
    ],
)
def test_news_of_whom_a_heading_names_is_news(news: list[str]) -> None:
    assert told("Together with Norway", *news) == [*NEWS[:2], *news, NEWS[2]]


@pytest.mark.parametrize(
    "news",
    [
        "The jobless rate fell to 3.9 percent in October, the lowest since the spring.",
        "Factories are hiring a third more people again, the statistics office said on Monday.",
        "New rules apply from January to whoever works at night.",
        "Full-time work rose by 3 percent in October.",
    ],
)
def test_jobs_in_the_news_are_news(news: str) -> None:
    assert news in told("Jobs", news)


def test_what_a_letter_s_sponsor_says_is_no_sentence_of_a_text_that_came_as_data() -> None:
    sponsor = "Together with Keelhaul", "Keelhaul sends the invoices of boats while you sail."
    text = "\n".join([*NEWS[:2], *sponsor, NEWS[2]])
    article = Article(text=text, body=body_spans(text))
    assert [text[start:end] for start, end in article.body or ()] == NEWS
