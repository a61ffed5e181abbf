"""Sentences that tell nothing of the news are no points."""

from __future__ import annotations

from time import process_time

import pytest

from summarizer import Article, Summarizer
from summarizer.summary.beside import is_no_statement
from summarizer.summary.idle import is_idle
from tests.support.fake_encoder import FakeEncoder


@pytest.mark.parametrize(
    "text",
    [
        "Actual results could differ materially from what the board expects.",
        "If you can’t see the map of Velm, try our page of maps.",
        "Velm Pumps undertakes no obligation to update any forward-looking statement.",
        "This post is part 2 in our series on the ferries of the north.",
        "This letter was originally published in the yearly report of the harbour board.",
        "Watch sailors haul the old ferry off the bank here.",
        "There was a time when the captain seemed to be safe.",
        "Here's a look at how the ferry vote would work.",
        "Here are some key points that the board will have to weigh.",
        "Ask Brenna is an advice column that answers what readers send in.",
        "Every day Brenna News takes a look at the papers of the coast.",
        "The Brenna Press originally reported the story.",
        "All eyes are on the harbour board and its vote.",
        "It remains to be seen how many will come.",
        "Look at this ferry https://example.org/x pic.twitter.com/abc — Ida Holm",
        "The Brenna Press contributed to this report.",
        "A version of this article appears in print on Page A1 of the Brenna edition.",
        "Let us know your favourite ferry!",
        "Mira Tolk has the details.",
        "Topics Senior Reporter Mira Tolk is a news reporter at Brenna Press covering the ferries.",
        "Mira Tolk of Brenna News has an exclusive report.",
        "Now that's a lot of herring!",
        "Below is the uncorrected text of this chapter, made for search engines.",
        "You must enter the letters that stand out from the others.",
        "Mira Tolk has the story (@miratolk).",
        "Here are the harbour's most talked-about stories of the week.",
        "The map, above, shows where the ferry sank.",
        "TRAILER: The captain of the old ferry speaks.",
        "More: The whole list of those who were on board",
        "Read our guide to the ferry ports of the north.",
        "Editor’s note: The mayor of Harwick was misspelt in an earlier version.",
        "[Update, posted at 5:22 p.m. in Harwick].",
        "Anyone with information on the ferry is asked to call the harbour police on 555 0100.",
        "If you have seen the heron and would like to share it, send pictures to the warden.",
        "Mira Tolk on the mayor’s decision to oversee all of the ferry lines.",
        "The harbour series is supported by Tolk Media and its partners.",
        "Download the harbour’s free guide to the islands of the north.",
        "Also: If you took the ferry, please send your picture to the board.",
        "Eight tips for the ferry: . 1 - Come early on Fridays.",
        "You might want to forget it.",
        "Here is what you need for the ferry's last crossing.",
        "[Update, posted at 5:22 p.m.].",
        "Mira Tolk's old harbour map.",
        "All eyes will now be on how the harbour answers.",
        "Opinions expressed by Harbour Week writers are their own.",
        "The views and opinions expressed here do not reflect those of the port.",
        "Scan the QR code to have the timetable on your phone.",
        "TRENDING: The Ferry That Nobody Wanted Is Back",
        "Disclosure: Holm Ferries is a customer of the author's firm.",
        "We use cookies to show you the ferries that you like.",
        "Related News Ferry aground off Velm Captain held Port closed",
        ", though, is by far the largest port of Norland.",
        "The council passed the , which the mayor had asked for, by one vote.",
        "A ferry game (name to be told)",
        "See the 2.1 release notes for all that has changed in the timetable.",
        "You can read more about the timetable on the harbour's site.",
        "For information on what is planned, see our roadmap.",
        "The complete changelog can be read on the crew's website.",
        "In this post, we'll explain how the ferry's engines were chosen.",
        "This post will walk through the new timetable of the ferry.",
        "Hello and welcome to another issue of Harbour Week!",
        "Thanks to everyone who sent us a picture of the ferry.",
        "This story contains descriptions of violence at sea.",
        "Warning: the following story contains details of a drowning.",
        "This post contains affiliate links.",
        "We will have more on the ferry as the night goes on.",
        "If you have ever sailed on the old ferry, we’d like to hear from you.",
        "We ask you to send us what you remember of the old captain.",
        "Here’s all you need to know of the new timetable.",
        "If you or someone you know is in need, call the harbour line at 555 0100.",
        "Press play below to listen to the captain's song.",
        "Let us know what you think of the new timetable.",
        "The Courier’s Mira Tolk and Ida Holm contributed.",
        "The Courier has asked the harbour board of Harwick for comment.",
        "The owner of the ferry has been contacted for a statement.",
        "Mira Tolk/Courier Images Related article Fear and anger as the quay is closed.",
        "Related articleFerry strike ends after nine days.",
        "Editor’s Note: The Quiet Quay is a new series on small harbours.",
        "This is a breaking news story.",
        "Mira Tolk reported from Harwick, and Ida Holm reported from Velm.",
        "Harbour TV's Mira Tolk looks at how the ports prepare for the storm.",
        "Brenna News senior correspondent Mira Tolk reports on the rescue of the crew.",
        "Ida Holm speaks with the port's director about the year to come.",
        "Former captain Otto Finch discusses the storm and the ferry on ‘Morning Watch.’",
        "Former captain Otto Finch joins ‘Morning Watch’ to discuss the storm.",
        "Friday's papers lead with the ferry and a storm to come.",
        "This story is part of ‘The Long Coast’, a series of the Courier.",
        "Mira Tolk is a senior reporter at Brenna News Online.",
        "Make of that what you will.",
        "There is a great deal at stake for the towns of the coast.",
        "Brenna News has asked both ports for comment on the matter.",
        "Brenna News has reached out to the captain's lawyer for comment but has not heard back.",
        "The Courier reached out to the towing company for comment but didn't hear back at once.",
        "The Courier has contacted the towing company for a response, but has yet to hear back.",
        "To get it in your inbox on Mondays, sign up for free here.",
        "Tune in from 7 to 9 on weekdays for more of the harbour.",
    ],
)
def test_what_a_page_says_of_itself_or_fills_with_is_no_statement(text: str) -> None:
    assert is_no_statement(text)


@pytest.mark.parametrize(
    "text",
    [
        "Jon Tolk is a reporter for The Harwick Post where he was shot at on Monday.",
        "Views expressed by captains are to be heard before the vote.",
        "The views expressed in her letters are heralded as a turning point in Velm.",
        "The opinions expressed at the hearing may not sway the board, Tolk said.",
        "Disclosure of the papers was ordered by a court in Harwick on Monday.",
        "The council passed the plan , and the mayor thanked it.",
        "Here the ferry sank in 1911 with ninety people aboard.",
        "The board will decide on the ferry by Friday.",
        "Ida Holm has a plan for the harbour that three towns like.",
        "You can take the Harwick ferry from June.",
        "Mira Tolk's going to Harwick.",
        "Below the pier the map shows a wreck.",
        "“We did it!” the captain of the ferry said.",
        "[The ferry] is safe, the captain said.",
        "Thanks to the lifeboats of Harwick, nobody drowned.",
        "The schedule of the ferry is found wanting by those who take it.",
        "This article of the law will forbid ferries at night, the board said.",
        "In this issue the board and the captains agree.",
        "To learn more about the wreck, divers went down to it on Monday.",
        "The site can be found on the north bank of the river.",
        "The documents are found in a chest on board the ferry.",
        "Holm contributed two boats to the museum in May.",
        "Ida Holm is a writer from Velm whom three prizes have made known.",
        "Ida Holm spoke with the captain about the storm on Monday.",
        "The ferry joins two islands and takes ninety cars on a good day.",
        "This issue will be decided by the court in Brenna.",
        "This post will be filled by a captain of Harwick.",
        "This document aims to end the strike in the port.",
        "NATO's secretary general Ida Holm speaks to the captains in Brenna.",
        "Mira Tolk is a former reporter at Brenna News Online.",
        "The Brenna League is an organization dedicated to the destruction of the dam.",
        "Ida Holm is the leader who transformed the harbour party after its defeat.",
        "Download speeds in the free port of Velm rose by a third in June.",
        "The mayor disclaims any intention of running for a third term.",
        "There is one seat at stake in Velm on Sunday.",
        "To get the ferry running again, the town will pay three million crowns.",
        "The council has asked the ministry for a response on the cracks in the dam.",
        "The court has asked the town for a response, but did not stop the sale of the ferry.",
        "The union has contacted the board for a response but has not called off the strike.",
        "To get a new pass, visit the town hall by May 4, the mayor told the captains.",
    ],
)
def test_a_plain_statement_is_one(text: str) -> None:
    assert not is_no_statement(text)


@pytest.mark.parametrize("piece", ["shows ", "shows on ", "speaks to about ", "on “A"])
def test_a_hostile_text_costs_what_its_length_costs(piece: str) -> None:
    begun = process_time()
    is_idle(f"shows {piece * 20_000}")
    assert process_time() - begun < 2


def test_a_brief_neither_fills_nor_announces() -> None:
    article = Article(
        text="The harbour board of Brenna voted to buy two ferries on Monday. "
        "All eyes are on the harbour board and its new ferries. "
        "Here's a look at how the new ferries will run. "
        "The first ferry will sail to Harwick in June with ninety cars. "
        "The Brenna Press contributed to this report."
    )
    with Summarizer(embedder=FakeEncoder(), use_cache=False) as machine:
        told = " ".join(point.text for point in machine.brief(article, words=120).points)
    assert "two ferries" in told
    assert "June" in told
    for idle in ("All eyes", "Here's a look", "contributed"):
        assert idle not in told
