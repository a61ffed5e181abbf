import time
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer.domain import Article
from summarizer.text.clean import body_spans, clean_text, is_title_case
from summarizer.text.datelines import find_dateline
from summarizer.text.furniture import Repeats, find_furniture, line_key, packaged_trees
from summarizer.text.header import (
    find_author,
    find_published,
    find_title,
)
from summarizer.text.notices import (
    is_access_notice,
    is_address,
    is_box_of_the_site,
    is_correction,
    is_date_line,
)
from summarizer.text.sentences import split_sentences
from summarizer.text.titles import make_title

PARAGRAPHS = [
    "The ferry between Norwick and Saltmarsh will sail again from Monday after a break of six "
    "weeks, the harbour board said on Friday, ending the longest stop in the line's history.",
    "Engineers replaced both engines and tested them for ten days on the Grey Sea. The board "
    "spent 2.4 million crowns on the work, a third more than it had planned in the autumn.",
    "“We have learned from this,” Lena Orvik, who chairs the board, told reporters in Norwick. "
    "“The next vessel will carry spare parts for every pump.” She gave no date for its launch.",
    "Passengers will pay the same fares until the second vessel is built in 2027. Some 40,000 "
    "people a month used the ferry before the stop, according to figures of the town council.",
    "Traders in Saltmarsh said that they had lost a fifth of their sales during the weeks "
    "without a ferry, and that they would ask the board to pay for a part of the damage.",
]
BODY = "\n".join(PARAGRAPHS)
HEADLINE = "Ferry between Norwick and Saltmarsh to sail again"


def scraped(*, above: list[str] = (), inside: list[str] = (), below: list[str] = ()) -> str:  # type: ignore[assignment]
    return "\n".join([*above, *PARAGRAPHS[:3], *inside, *PARAGRAPHS[3:], *below])


def test_one_page_of_an_article_in_several_is_no_whole_article() -> None:
    parts = [f"Page {number} of 3" for number in (1, 2, 3)]
    first = clean_text(scraped(above=parts[:1], below=["Continued on the next page"]))
    assert (first.text, first.complete) == (BODY, False)
    assert clean_text(scraped(above=parts[:1], inside=parts[1:2], below=parts[2:])).complete


def test_a_page_comes_out_as_its_article() -> None:
    raw = scraped(
        above=[HEADLINE, "By Ada Quill", "March 7, 2025Updated 4:10 p.m. ET"],
        inside=[
            "Get the day's news",
            "Sign up for our newsletter to get our stories in your inbox.",
        ],
        below=["Leave a Reply", "Your email address will not be published.", "Back to top"],
    )
    cleaned = clean_text(raw)
    assert cleaned.text == BODY
    assert (cleaned.title, cleaned.title_made) == (HEADLINE, False)
    assert cleaned.author == "Ada Quill"
    assert cleaned.published == datetime(2025, 3, 7, 21, 10, tzinfo=UTC)
    assert cleaned.complete


def test_a_clean_text_loses_nothing_and_gets_a_made_title() -> None:
    cleaned = clean_text(BODY)
    assert cleaned.text == BODY
    assert cleaned.title_made
    assert 0 < len(cleaned.title) <= 80
    assert cleaned.body == ((0, len(BODY)),)


def test_cleaning_twice_changes_nothing_more() -> None:
    once = clean_text(scraped(above=[HEADLINE], below=["Share this article", "Leave a Comment"]))
    assert clean_text(once.text).text == once.text


def test_a_preview_is_kept_and_marked() -> None:
    notice = "You are reading a preview of this article. Subscribe or log in to continue reading."
    cleaned = clean_text("\n".join([notice, "March 7, 2025", *PARAGRAPHS[:2]]))
    assert not cleaned.complete
    assert cleaned.text == "\n".join(PARAGRAPHS[:2])


@pytest.mark.parametrize(
    "line",
    [
        "Already a subscriber? Log in to continue reading.",
        "Already have an account?",
        "This article is for subscribers only.",
        "You have reached your limit of free articles for this month.",
        "You have 2 free stories left this week.",
        "We are verifying your access. The rest of this article will load once you sign in.",
        "Jetzt weiterlesen mit dem Abo.",
        "Cet article est réservé aux abonnés.",
        "Contenido exclusivo para suscriptores",
    ],
)
def test_access_notices_are_known_in_several_languages(line: str) -> None:
    assert is_access_notice(line)


@pytest.mark.parametrize(
    "line",
    [
        "The paper lost subscribers after it put its archive behind a paywall.",
        "“You have to log in to continue reading,” the minister joked about the budget.",
        "The union asked its members to continue the strike.",
        "The paper gives everyone three free articles a month, its owner said.",
    ],
)
def test_news_about_subscriptions_is_no_notice(line: str) -> None:
    assert not is_access_notice(line)


def test_what_people_say_in_quotes_is_not_the_site_speaking() -> None:
    assert not is_address("“You should sign up for the newsletter of the union,” Ms. Orvik said.")
    assert is_address("Sign up for alerts delivered directly to you.")


def test_a_date_line_holds_nothing_but_a_date() -> None:
    assert is_date_line("Published March 7, 2025 at 4:10 p.m. ET")
    assert is_date_line("Article mis à jour le 9 mars 2021.")
    assert is_date_line("Artikel bijgewerkt op 3 mei 2024.")
    assert is_date_line("Обновлено 3 мая 2024, 10:32")
    assert is_date_line("2025年3月4日 05時12分 (3月4日 05時20分更新)")
    assert not is_date_line("Er starb am 3. Mai 2024.")
    assert not is_date_line("2024年5月3日に就任した。")
    assert not is_date_line("The board met on March 7, 2025 in Norwick")


def test_a_sub_head_is_no_sentence_but_stays_in_the_text() -> None:
    cleaned = clean_text(scraped(inside=["A costly winter"]))
    assert "A costly winter" in cleaned.text
    article = Article(text=cleaned.text, body=cleaned.body)
    assert all("costly winter" not in one.of(article) for one in split_sentences(article))


def test_a_headline_in_disguise_is_dropped() -> None:
    line = "Orvik Vows to Address Concerns in Talks with Angry Traders."
    assert is_title_case(line)
    assert line not in clean_text(scraped(inside=[line])).text
    assert not is_title_case("Lena Orvik met Carl Brandt and Mary Okoye in Norwick.")


def test_quotes_and_short_sentences_of_the_body_stay() -> None:
    short = ["“Nobody was hurt.”", "The ferry is blue.", "She declined to comment."]
    for line in short:
        assert line in clean_text(scraped(inside=[line])).text


def test_lines_that_articles_share_are_furniture() -> None:
    repeats = Repeats()
    for number in range(3):
        repeats.add(f"Harbour Post Daily Service\nThe story number {number} is about a ship.")
    assert line_key("Harbour Post Daily Service") in repeats.lines()
    raw = scraped(inside=["Harbour Post Daily Service"])
    assert "Daily Service" not in clean_text(raw, repeated=repeats.lines()).text


def test_an_outlet_behind_the_headlines_of_its_articles_is_no_part_of_them() -> None:
    repeats = Repeats()
    other = "The council met on {} and put off the vote on the new quay until the autumn of 2031."
    for day in ("Monday", "Tuesday", "Friday"):
        repeats.add(f"Council meets on {day} – Grey Sea Post\n\n{other.format(day)}")
        repeats.add(f"A quay for {day} – Orvik\n\n{day}! {other.format(day)}")
        repeats.add(f"No quay on {day} – Ship\n\n{day}? {other.format(day)}")
        repeats.add(f"One quay for {day} – Sunday\n\n{day}, {day}. {other.format(day)}")
    lines = repeats.lines()
    assert clean_text(f"{HEADLINE} – Grey Sea Post\n\n{BODY}", repeated=lines).title == HEADLINE
    quoting = f"{HEADLINE} – Orvik"
    assert clean_text(f"{quoting}\n\n{BODY}", repeated=lines).title == quoting
    shipped = f"{HEADLINE} – Ship\n\n{BODY}\nBoth engines were shipped from Velm."
    assert clean_text(shipped, repeated=lines).title == HEADLINE
    dated = f"{HEADLINE} – Sunday"
    assert clean_text(f"{dated}\n\n{BODY}", repeated=lines).title == dated


def test_a_headline_may_end_with_a_country_in_initials() -> None:
    assert clean_text(f"{HEADLINE} to the U.K.\n\n{BODY}").title == f"{HEADLINE} to the U.K."
    first = "The harbour board of Norwick said on Friday that the ferry will sail again to the U.K."
    assert clean_text(f"{first}\n\n{BODY}").text.startswith(first)


def test_paragraphs_that_commas_join_are_paragraphs() -> None:
    joined = (
        "The ferry ran aground near ,Saltmarsh, on Sunday.,“Nobody was hurt,” Lena Orvik said on "
        ",May 3,.,The board, which owns it, meets the council,(,which pays,) in,Norwick,on Friday.,"
        "Watch | Divers at the wreck,The wreck lies on the bank."
    )
    paragraphs = [
        "The ferry ran aground near Saltmarsh, on Sunday.",
        "“Nobody was hurt,” Lena Orvik said on May 3.",
        "The board, which owns it, meets the council (which pays) in Norwick on Friday.",
        "Watch | Divers at the wreck",
        "The wreck lies on the bank.",
    ]
    assert clean_text(joined).text.split("\n") == paragraphs
    row = Article(text=joined)
    told = [joined[s.start : s.end] for s in split_sentences(row)]
    assert len(told) == 4
    assert not any(text.startswith(",") for text in told)


@pytest.mark.parametrize(
    "text",
    [
        "The yards of Holm Inc.,Velm and Tolk Ltd.,Norwick build boats of type a,b and c.",
        "Holm et al.,Science and Tolk et al.,Nature found f(x,y) to hold for the tide.",
        "It came 3.,Tolk said, and 4.,Holm said, of (a,b) boats.",
        "He sold f(a,b). " * 20 + "It sank.,The end. He swam.,The end.",
    ],
)
def test_commas_behind_short_words_join_no_paragraphs(text: str) -> None:
    assert clean_text(text).text == text.strip()


def test_a_text_of_nothing_but_commas_is_read_at_once() -> None:
    text = ", " * 10_000 + "It sank.,The end came.,The tide rose."
    began = time.process_time()
    clean_text(text)
    assert time.process_time() - began < 2


def test_copies_of_an_article_do_not_make_its_lines_furniture() -> None:
    repeats = Repeats()
    for _ in range(1000):
        repeats.add(BODY)
    assert repeats.lines() == frozenset()


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Ada Quill", "Ada Quill"),
        ("Written by Dr. Ada Quill", "Dr. Ada Quill"),
        ("By ADA QUILL and BO TATE", "Ada Quill, Bo Tate"),
        ("By Ada Quill, Staff Writer", "Ada Quill"),
        ("By Ada QuillMarch 7, 2025", "Ada Quill"),
        ("By Ada McDONALD", "Ada McDONALD"),
        ("By Ada Quill On 3/7/25 at 9:02 AM EST", "Ada Quill"),
        ("By the time the ferry sailed", None),
        ("By Monday", None),
        ("By Monday the ferry had sailed to Norwick and back again.", None),
    ],
)
def test_bylines(line: str, author: str | None) -> None:
    found = find_author([line])
    assert found == author


@pytest.mark.parametrize(
    ("line", "month"),
    [
        ("03/04/2024 - 13:55 GMT+1", 4),
        ("03/04/2024 at 15:20", 4),
        ("03/04/2024", 3),
        ("03/04/2024 1:15 p.m. ET", 3),
    ],
)
def test_the_clock_beside_a_date_tells_which_number_is_the_month(line: str, month: int) -> None:
    found = find_published([line])
    assert found is not None
    assert found.month == month


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("NORWICK (AP) — The ferry sails.", "NORWICK"),
        ("NORWICK, March 7 (Reuters) - The ferry sails.", "NORWICK"),
        ("Norwick, Norland – The ferry sails.", "Norwick, Norland"),
        ("SALT MARSH, Wis. — The ferry sails.", "SALT MARSH, Wis"),
        ("March 7 (Reuters) - The ferry sails.", None),
        ("ŁÓDKI ŚLIM (AP) — The ferry sails.", "ŁÓDKI ŚLIM"),
        ("BẾN NẮNG — The ferry sails.", "BẾN NẮNG"),
        ("The ferry sails – again.", None),
        ("Fares – the highest in years – rise.", None),
    ],
)
def test_datelines(text: str, place: str | None) -> None:
    assert find_dateline(text) == place


def test_a_first_line_that_shares_nothing_with_the_lead_is_no_title() -> None:
    assert find_title(["Nine recipes for a quiet weekend"], BODY) is None
    assert find_title(["World News", HEADLINE], BODY) == 1


@pytest.mark.parametrize(
    ("lead", "title"),
    [
        ("NORWICK (AP) — The ferry sails again.", "The ferry sails again"),
        (
            "On Friday, the harbour board closed the ferry line between Norwick and Saltmarsh, "
            "which had run for ninety years without a stop.",
            "The harbour board closed the ferry line between Norwick and Saltmarsh",
        ),
        (
            "The ministry said that the two navies will hold joint exercises in the Grey Sea "
            "after a pause of eleven years that began with the fishing dispute.",
            "The two navies will hold joint exercises in the Grey Sea",
        ),
        (
            "Norland and Sudria officials meeting in Saltmarsh discussed plans for a "
            "summit between President Ilse Brandt and Prime Minister Emil Rask, her guest of May, "
            "which both sides hope to hold before the winter.",
            "Norland and Sudria officials meeting in Saltmarsh discussed plans for a summit",
        ),
        (
            "Emil Rask, the fire chief of Saltmarsh (N.), will travel to Norwick next week for "
            "three days of talks with the harbour board, the town hall said on Friday.",
            "Emil Rask will travel to Norwick for three days of talks with the harbour board",
        ),
        (
            "The people of Norland have voted in the first general election held after the "
            "adoption of a new constitution earlier this year, which took eleven months.",
            "The people of Norland have voted in the first general election",
        ),
        (
            "The port of Norwick hired 559 dockers in May as the winter strike receded, which "
            "ended fears of a lost season after the bad report of April.",
            "The port of Norwick hired 559 dockers in May as the winter strike receded",
        ),
        (
            "The harbour board of Norwick on Thursday urged the high court in a case that is set "
            "to be argued in May to strike down the tunnel law of 1973.",
            "The harbour board of Norwick urged the high court in a case that is set…",
        ),
        (
            "Norwick lighthouse keeper Emil Ras was sentenced Saturday morning to seven full prison"
            " terms and four terms of exile without return plus ninety crowns, which he has paid.",
            "Norwick lighthouse keeper Emil Ras was sentenced to seven full prison terms…",
        ),
        (
            "The new governor of the island has signed into law one of the strictest bans on "
            "night sailing in the whole of Norland, despite strong protests.",
            "The new governor of the island has signed into law one of the strictest bans",
        ),
    ],
)
def test_a_made_title_is_a_clause_of_the_lead(lead: str, title: str) -> None:
    assert make_title(lead) == title


@given(st.lists(st.sampled_from(BODY.split()), min_size=30, max_size=60))
@example(["ferry", "“Boats", "island"] + ["ferry"] * 30)
def test_a_made_title_is_short_and_does_not_dangle(tokens: list[str]) -> None:
    title = make_title(" ".join(tokens))
    assert len(title) <= 80
    assert "\n" not in title
    assert not title.endswith((" the", " of", " and", ",", " –"))


def test_body_spans_leave_a_text_as_it_is() -> None:
    text = scraped(inside=["Subscribe to our newsletter to get our stories in your inbox."])
    spans = body_spans(text)
    kept = " ".join(text[start:end] for start, end in spans)
    assert "newsletter" not in kept
    assert all(paragraph in kept for paragraph in PARAGRAPHS)


@pytest.mark.parametrize("text", ["", "One line only.", "Hello", "a\nb\nc"])
def test_short_texts_are_left_alone(text: str) -> None:
    kept = "".join(text[start:end] for start, end in body_spans(text))
    assert kept == text.replace("\n", "")


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=400)
    | st.lists(
        st.sampled_from([*PARAGRAPHS, "Menu", "Share", "1 2 3", "", "You can log in"]), max_size=12
    ).map("\n".join)
)
def test_spans_are_in_order_and_inside_any_text(text: str) -> None:
    last = 0
    for start, end in body_spans(text):
        assert last <= start < end <= len(text)
        last = end
    cleaned = clean_text(text)
    last = 0
    for start, end in cleaned.body:
        assert last <= start < end <= len(cleaned.text)
        last = end


def test_the_packaged_model_is_small_and_fits_the_features() -> None:
    assert packaged_trees().feature.shape[0] > 50
    assert find_furniture([])[0].shape == (0,)


def test_a_light_scrape_of_short_paragraphs_comes_out_clean() -> None:
    raw = "\n".join(
        [
            "Council approves new budget",
            "By Ada Quill",
            "March 3, 2025",
            "The council of Norwick approved a budget of $2 million on Monday night.",
            "Share",
            "The vote was 7-2.",
            "More from Local News",
            "Bridge closes for repairs",
            "© 2025 Harbour Post. All rights reserved.",
        ]
    )
    cleaned = clean_text(raw)
    assert cleaned.text.split("\n") == [
        "The council of Norwick approved a budget of $2 million on Monday night.",
        "The vote was 7-2.",
    ]
    assert cleaned.title == "Council approves new budget"
    assert cleaned.author == "Ada Quill"


def test_a_list_of_dates_and_places_is_the_article_s() -> None:
    places = "Norwick, Saltmarsh, Grey Sea Hall, Orvik Arena, Eider Park, Varnholm Quay".split(", ")
    dates = [f"June {day} – {place}, NW @ Concert Hall" for day, place in enumerate(places, 9)]
    text = "\n".join([*PARAGRAPHS, *dates, "Share", "Read more stories"])
    cleaned = clean_text(text)
    assert all(line in cleaned.text for line in dates)
    assert "Read more" not in cleaned.text


def test_an_author_who_speaks_to_the_reader_of_browsers_is_not_the_site() -> None:
    lead = (
        "The promise of the new ferry planner is that tickets are bought in your browser, and "
        "you’re told at once whether a vehicle fits on board, the harbour board of Norwick said."
    )
    assert clean_text("\n".join([lead, *PARAGRAPHS])).text.startswith(lead)


@pytest.mark.parametrize(
    ("line", "correction"),
    [
        ("Editors’ note: This story was updated on March 21 to correct the fare.", True),
        ("An earlier version of this article misstated the name of the ferry.", True),
        ("This article was amended on 12 August 2029.", True),
        ("This article is more than 3 years old", True),
        ("This is an archived article and what it says may be outdated.", True),
        ("The Herald's Mira Tolk contributed to this report.", True),
        ("This article, Ferry to sail from Norwick again, first appeared in the Herald", True),
        ("This story, told by three captains, first appeared in court papers.", False),
        ("This is an archive of letters that the captain wrote from Norwick.", False),
        ("This story is more than a tale of two ferries, says the captain.", False),
        ("The mild winter contributed to this year's good harvest in the valley.", False),
        ("This story is told by the captain's daughter in a new book.", False),
        ("The report was revised on Friday after the harbour board had complained.", False),
    ],
)
def test_how_an_article_was_corrected_is_no_news(line: str, correction: bool) -> None:
    assert is_correction(line) is correction
    assert (line in clean_text(scraped(below=[line])).text) is not correction


@pytest.mark.parametrize(
    ("line", "box"),
    [
        (
            "We may earn a commission when you buy products through our pages. Offers can end at "
            "any time and shops set their own terms.",
            True,
        ),
        ("The Coast Herald gets commissions for purchases made through links here.", True),
        ("When you buy through our links, we may earn a small commission.", True),
        ("If you buy something from a Herald link, Holm Media may earn a commission.", True),
        ("If you order them, the Herald may receive some cut of the revenue.", True),
        ("Note: we may earn money from links on this page.", True),
        ("The firm said we may make money from links to what it sells.", False),
        ("If you buy a house in Norwick, its broker gets a commission of nine percent.", False),
        ("Brokers in Norwick earn a commission on each purchase, the harbour board said.", False),
        ("“We will make money on every purchase,” Lena Orvik told the council.", False),
    ],
)
def test_what_a_site_earns_is_no_news(line: str, box: bool) -> None:
    assert is_box_of_the_site(line) is box
    assert (line in clean_text(scraped(below=[line])).text) is not box


def test_thanks_for_an_interest_in_the_site_are_no_news() -> None:
    notice = "Thank you for your interest in spreading the word about Norwick News."
    assert notice not in clean_text(scraped(below=[notice])).text


def test_the_sentence_behind_a_line_that_leads_up_to_it_is_the_title() -> None:
    text = "Breaking:\n\nThe ferry Aurora sank off Harwick on Monday.\n\nThe port is closed."
    assert make_title(text) == "The ferry Aurora sank off Harwick on Monday"
