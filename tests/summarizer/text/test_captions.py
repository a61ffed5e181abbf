"""What stands under a picture is told from what stands in the article."""

from __future__ import annotations

import pytest

from summarizer.domain import Article
from summarizer.text.captions import captions_of, is_caption
from summarizer.text.sentences import split_sentences


@pytest.mark.parametrize(
    "text",
    [
        "Photo: Divers wait on the quay before the search goes on.",
        "Hide Caption 3 of 9 Photos: The ferry of Harwick A diver climbs out of the water.",
        "FILE PHOTO: Ida Holm, who founded Holm Ferries, speaks to its owners in Harwick.",
        "Ida Holm and the harbour's Jon Tolk leave the hall on March 4, 2019 in Velm, Norland.",
        "The wreck is seen from the air on the morning after, March 4, 2019.",
        "In this March 4 photo, released by the coastguard, the wreck lies on the bank.",
        "Harbour master Jon Brenholt testifies on Capitol Hill in Brenna, Nov. 14, 2013.",
        "Captain Jon Brenholt, left, talks to a diver on the quay.",
        "[Related: What the captain said on the radio]",
        "[Breaking news, posted at 5:22 p.m. on the day of the wreck]",
        "4/18 On Captain Brenholt “He runs his boat well.”",
        "7/24 Captain Brenholt leaves the harbour",
        "An unknown visitor arrives at a gated house in Harwick, Jan. 24, 2017.",
        "Minister Ida Holm speaks to the press outside the station, Brenna, Friday, May, 2 2014.",
        "The fortified police station in Harwick, Brenna, Thursday, May 1, 2014.",
        "The harbour lies under ice in this photograph by Ida Holm.",
        "An artist’s impression of the new ferry, which will sail under a kite.",
        "Badly torn: Captain Jon Brenholt of the Osprey, an old cutter, holds up his net.",
        "Fig. 4 Rivets of the hull that the divers brought up.",
        "Ida Holm poses with her medal after the race across the bay.",
        "Brenholt celebrates after winning the race across the bay.",
        "Ida and Jon Brenholt listen to the choir on the quay.",
        "Harwick's Jon Brenholt celebrates his goal against Velm in May.",
        "Ida Holm and her brother Jon listen to the choir during the mass on the quay.",
        "Brenholt (left) embraces the pilot after his rescue.",
        "Ida Holm signs books, Saturday, Oct. 3, 2015, in Harwick. (AP Photo/Jo Tolk)",
    ],
)
def test_captions(text: str) -> None:
    assert is_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "The choir performs its last mass on March 4, 2029 in Harwick.",
        "3 of 5 lifeboats reached the ship within an hour.",
        "9/11 Commission members came to the harbour.",
        "[The mayor] said that the ferries were late.",
        "The picture of the harbour has changed, the mayor said.",
        "The owner is still in the picture, the court heard.",
        "Brenholt is seen as the captain who made the fewest mistakes.",
        "Above all, the line wants its crossings back before March 4, 2019.",
        "In a photo that she posted on Sunday, the captain waves from the bridge.",
        "Ida Holm walks to the quay every morning, her brother said.",
        "The harbour celebrates its birthday in June.",
        "Brenholt watches over forty berths.",
        "Norland celebrates Harbour Day amid tight security.",
        "Harwick and Velm greet the plan with caution.",
        "Captain Jon Brenholt arrives in Velm for talks with the council.",
        "Ida Holm walks back her promise of a bridge.",
        "The artist’s impression of the bridge was shown to the council on Monday.",
    ],
)
def test_sentences_of_the_article(text: str) -> None:
    assert not is_caption(text)


def test_what_a_credit_follows_is_a_caption() -> None:
    article = Article(
        text="A crane waits on the quay of Harwick. (Photo: Mira Tolk, Harwick Post) The ferry "
        "will be lifted on Friday. Its owner (a company of Varn) pays for it."
    )
    sentences = split_sentences(article)
    assert captions_of(article, sentences) == {0}


def test_a_date_at_the_end_of_the_news_makes_no_caption() -> None:
    assert not is_caption("The council of Harwick voted for the bridge on Thursday, May 1, 2014.")
    assert not is_caption("The new toll takes effect Jan. 1, 2018.")
