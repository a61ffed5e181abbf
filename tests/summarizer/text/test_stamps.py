"""What a page prints before a sentence, in one line with it."""

from __future__ import annotations

import pytest

from summarizer.summary.trim import trim_sentence
from summarizer.text.stamps import stamp_end
from summarizer.text.titles import make_title

NEWS = "The ferry to Varnholm ran aground on Sunday night with 212 people on board."


@pytest.mark.parametrize(
    "stamp",
    [
        "published: 2029 - 03 - 04 11: 47: 35 ",
        "Posted 1 year, 160 days ago [downloaded on 2 October 2029] ",
        "From 3h ago 06.59 EST ",
        "1m ago 10.03 GMT ",
        "Comment ",
        "Sunday, August 24, 2029, 11:00 PM ",
        "Sep 23rd 2029, 7:39 by ILKA ",
        "April 4, 2029 ",
        "11/18/2029 12:04 AM By Mira Tolk, AP Harbour Writer ",
        "04 / 04 / 2029 ",
        "Updated 5 March 2029, 14:30 GMT | ",
        "Mira Tolk/Getty Images  ",
        "Photo: Ilka Moreau / Valley Post ",
        "CLOSE ",
        "Story highlights ",
        "Wednesday, May 27, 2029, 1:52 PM ",
        "Updated 4:12 pm, Friday, May 8, 2029 ",
        "By Mira Tolk, CNN Updated 1200 GMT (2000 HKT) May 5, 2029 ",
        "By The Associated Press2029-10-05 15:13:36 UTC HARWICK — ",
        "posted: 2 DAYS 17 HOURS AGO HARWICK (Aug. 29) - ",
        "Ida Holm (right) and a diver in their hats (Photo: REUTERS) ",
        "The captain waits on the quay (file photo) ",
        "UPDATE: ",
        "By: Mira Tolk | November 4, 2029 9:51 am Follow @miratolk ",
        "By Mira Tolk ",
        "By Mira Tolk, Chief Harbour Editor ",
        "By Reuters | ",
        "By Reuters Staff HARWICK (Reuters) - ",
        "May 5, 2029 -- ",
        "(Instagram) ",
        "(Photo: MIRA TOLK, Harwick Post) ",
        "(Image: Harwick Daily Post) ",
        "2 of 6. ",
        "Scroll down for video . ",
        "Why it matters: ",
        "1. ",
        "•",
        "▪ ",
        "EMBED More News Videos ",
        "JUNE 6, 2029 11: 34PM ",
        "26 September 2029, 10: 00 (GMT+05: 00) ",
        "on August 04 2029 5: 46 PM ",
        "Media playback is not supported on this device ",
        "Media playback is unsupported on your device 1 July 2029 Last updated at 16:43 BST ",
        "Mira Tolk for the Harwick Globe ",
        "'Rowing' Boat Saves Hundreds, Captain Says HARWICK, Calif. (AP) - ",
        "Five Hurt as Ferry Runs Aground in Southern Soranthia ",
        "Published time: March 12, 2029 02: 03 Edited time: March 13, 2029 02: 15 ",
        "Updated APR 01, 2029 12:38p ET HARWICK, Kan. -- ",
        "POSTED: 05/02/29, 9:00 PM PDT | ",
        "By MIRA TOLKMAY 9, 2029 HARWICK, CALIF. — ",
        "ILKA J. HOLM / THE HARWICKIAN ",
        "(Read more: How the ferries of Velm were saved) ",
        "Source: Holm Ferries Ltd. via Bloomberg ",
        "Facebook Twitter Pinterest ",
        "ByIda Maria Jacinta C.Holm,Harbour Reporter ",
        "The way of the divers to the wreck ",
        "More on this and other news from the coast ",
    ],
)
def test_what_stands_before_a_sentence_is_not_shown_with_it(stamp: str) -> None:
    assert trim_sentence(stamp + NEWS)[0].text == NEWS
    assert make_title(stamp + NEWS).startswith("The ferry to Varnholm ran aground")


@pytest.mark.parametrize(
    "text",
    [
        NEWS,
        "Comment: the harbour board ought to have told the captains of the cracks.",
        "Comment Harwick veut remplacer tous ses vieux ferries avant la fin de 2031.",
        "Comment Ilse Tolk a sauvé les marins du ferry de Harwick dimanche soir.",
        "Comments Tolk made about the harbour board angered its captains.",
        "April 2029 was the wettest month on record, the weather office said.",
        "Closed shops lined the harbour street on the morning after the flood.",
        "1,150 jobs will go at the factory in Dunmere, the company said on Thursday.",
        "Judge Theodor Brandt of the Court of Appeal in The Hague said that the law stands.",
        "Green Alliance leader Lucia Ferrant and President Karel Stroud met on Monday.",
        "March 5, 2029, is the day on which the bridge has to be open to cars.",
        "The captain said that a map (Photo: Mira Tolk) had been torn in two by her.",
        "By Associated Press accounts the ferry had been late for nine days in a row.",
        "By Wednesday The Hague was full of people who had come for the verdict.",
        "By Saturday Night the band had sold more records than any other in Varn.",
        "2 of 6 people who were hurt in the blaze are still in hospital, police said.",
        "Facebook Twitter and other sites that showed the wreck had to take it down.",
        "The board has now agreed The ferry will sail again from Monday on.",
        "ByteDance and Holm Ferries are to show the wreck on the quay in May.",
        "The bestselling novel How to Build a Ferry won the Harwick prize on Tuesday.",
        "A Ship for You star Mira Tolk sailed from Harwick on Sunday night.",
        "The Middle of It star Ilse Tolk will be the next captain of the Harwick ferry.",
        "Her songs include What a Sailor Wants and two more on ferries.",
        "A spokesman for the group We the sailors called the ruling a disgrace on Monday.",
        "Norland's Vice Premier He met with the mayors of Velm on Sunday for talks.",
        "Harwick police officer He spoke to the captains on Sunday night.",
        "The phrase The ferry is ours was painted on the pier of Harwick on Sunday.",
        "The opera The sea calls opens in Harwick on Sunday with a new captain.",
        "Her track Why we sail rose to the top of the charts on Sunday night.",
        "Harwick badminton star An beat her rival in three games on Sunday night.",
        "In Ilse Tolk's As the tide turns the captain flees to the harbour of Velm.",
        "“Heart of a lion The boy is fearless and brave,” his mother said on Monday.",
        "New York City Mayor Ann Bell and the Port Authority are to sign the deal today.",
    ],
)
def test_a_sentence_keeps_its_own_beginning(text: str) -> None:
    assert stamp_end(text) == 0


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("(CNN) A ferry ran aground off Harwick on Sunday.", "A ferry ran aground"),
        ("Harwick, Soranthia (CNN) A ferry ran aground off the pier.", "A ferry ran aground"),
        ("VARNHOLM—A ferry ran aground off the pier on Sunday.", "A ferry ran aground"),
        ("New Varnholm CNN —A ferry ran aground off the pier on Sunday.", "A ferry ran aground"),
        ("Osthavn, New Sorland AP — A ferry ran aground on Sunday.", "A ferry ran aground"),
    ],
)
def test_a_made_title_carries_no_dateline(text: str, title: str) -> None:
    assert make_title(text).startswith(title)


@pytest.mark.parametrize("idle", ["However ", "Thankfully, ", "Fortunately, "])
def test_what_only_leads_over_is_not_shown(idle: str) -> None:
    assert (
        trim_sentence(f"{idle}the ferry to Varnholm was saved.")[0].text
        == "The ferry to Varnholm was saved."
    )


def test_a_dateline_with_two_dashes_is_not_shown() -> None:
    assert trim_sentence("NEW HARWICK--" + NEWS)[0].text == NEWS


def test_a_byline_with_its_outlet_is_no_part_of_a_quotation() -> None:
    said = "“Nobody was on the pier that night,” the warden said."
    assert trim_sentence("By Mira Tolk and Ida Holm, Harwick News " + said)[0].text == said


def test_a_title_does_not_end_before_what_its_night_is_counted_from() -> None:
    lead = (
        "The incident in the harbour of Varnholm took place the night before the council was to "
        "vote on the new footbridge, said two people who were on the pier with their children."
    )
    assert not make_title(lead).endswith("the night")


@pytest.mark.parametrize(
    ("lead", "title"),
    [
        # A subject that waits for its verb is no title by itself: what is missing is shown.
        (
            "The harbour officer who pushed his barge into the ferry of a rival line last month "
            "will not face charges, prosecutors in Harwick said on Monday.",
            "The harbour officer who pushed his barge into the ferry of a rival line…",
        ),
        (
            "As stewards in yellow coats tried to lead the mayor away from the quay of Harwick, "
            "the crowd that had waited for three hours in the rain began to sing.",
            "As stewards in yellow coats tried to lead the mayor away from the quay…",
        ),
        (
            "An unknown visitor opens the gates of the old mill in Harwick every Monday, "
            "according to the neighbours who have watched the street since last autumn.",
            "An unknown visitor opens the gates of the old mill in Harwick every Monday",
        ),
    ],
)
def test_a_title_is_a_clause_or_shows_that_it_goes_on(lead: str, title: str) -> None:
    assert make_title(lead, "en") == title


def test_a_caption_is_no_title() -> None:
    text = (
        "A crane waits on the quay of Harwick. (Photo: Mira Tolk, Harwick Post) "
        "The ferry that ran aground in March will be lifted on Friday."
    )
    assert make_title(text, "en") == "The ferry that ran aground in March will be lifted on Friday"


@pytest.mark.parametrize(
    "text",
    [
        "Context: The council of Harwick voted for the bridge on Monday.",
        "Driving the news: The council of Harwick voted for the bridge on Monday.",
        "HARWICK (AP) \x97 The council of Harwick voted for the bridge on Monday.",
        "— The council of Harwick voted for the bridge on Monday.",
        "Sat Nov 12 2011, 01: 19 hrs The council of Harwick voted for the bridge on Monday.",
    ],
)
def test_labels_lost_dashes_and_clocks_are_no_part_of_a_point(text: str) -> None:
    assert trim_sentence(text)[0].text == "The council of Harwick voted for the bridge on Monday."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "When a guest calls the harbour office of Brenna about her berth on the quay, her "
            "questions are likely to be handled otherwise. More follows.",
            "When a guest calls the harbour office of Brenna about her berth on the quay…",
        ),
        (
            "Story highlights The event took place the night before\n\nHARWICK (CNN) Jon Holm, "
            "the councillor, admitted the theft on Monday.",
            "Jon Holm, the councillor, admitted the theft on Monday",
        ),
        (
            "Melvin Holm, 21, of Harwick. Holm was charged with arson by the county on Monday.",
            "Holm was charged with arson by the county on Monday",
        ),
        ("But Holm recently won a victory of sorts.", "Holm recently won a victory of sorts"),
    ],
)
def test_a_made_title_begins_with_the_news_and_points_at_nothing(text: str, title: str) -> None:
    assert make_title(text, "en") == title


@pytest.mark.parametrize(
    ("lead", "half"),
    [
        (
            "It's no surprise which picture is making the headlines from this week's gathering of "
            "mayors from nearly three dozen towns in Velmora: A handshake of two who never met.",
            "from's",
        ),
        (
            "On Wednesday the council of Velmora voted for a law that lets families of nearly "
            "forty people who died in the flood sue the ministry that had built the dam.",
            "On the council",
        ),
        (
            "The network of the harbour office in Harwick was open to thieves as far back as "
            "July, and the hole was not closed until Sunday, the council said in a long letter.",
            "back",
        ),
        (
            "The people in the front row for the new play in Harwick could easily lean over the "
            "rail and touch the players, and that may well be what the author had in her mind.",
            "lean",
        ),
        (
            "Officials say a driver suspected of firing a gun at cars on the coast road of "
            "Velmora and of a chase through three villages of the north has been killed there.",
            "gun",
        ),
        (
            "Had the guards been armed at the old customs house in the harbour of Harwick, where "
            "nine barrels were stolen in one night, the theft would have failed, the mayor said.",
            "Harwick",
        ),
    ],
)
def test_a_made_title_does_not_stop_before_its_news(lead: str, half: str) -> None:
    title = make_title(lead, "en")
    assert not title.endswith(half)
    assert "from's" not in title
    assert not title.startswith("On the council")
