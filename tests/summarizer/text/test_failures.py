"""What a page shows in place of an article is not told as news."""

from __future__ import annotations

import pytest
from support.fake_encoder import FakeEncoder

from summarizer.domain import Article
from summarizer.reading import Ledger, encode
from summarizer.text.failures import is_failed_page, may_pass


@pytest.mark.parametrize(
    "text",
    [
        "We are sorry. The page that you asked for was not found. Go back to the front page.",
        "404 - page not found\n\nTry a search instead.",
        "This site needs scripts. Please enable JavaScript in your browser and load it again.",
        "One moment, please. Checking your browser before you read on. This takes five seconds.",
        "We noticed unusual traffic from your network. Prove below that no machine is asking.",
        "This video is not available in your country.",
    ],
)
def test_a_page_that_failed_is_known_by_its_words(text: str) -> None:
    assert is_failed_page(text)


@pytest.mark.parametrize(
    "text",
    [
        "The missing ferry was not found on Monday, the coast guard of Varnholm said.",
        "Harwick asks its shops to accept cash. A page in the old ledger shows why.",
        "The harbour's booking site failed on Monday: for six hours visitors read that the page"
        " was not found. " + "The council blamed a storm that flooded its cellar at night. " * 15,
    ],
)
def test_news_of_a_failure_is_news(text: str) -> None:
    assert not is_failed_page(text)


def test_the_ledger_names_what_was_no_article() -> None:
    lost = Article(
        text="Sorry, this page could not be found. Try our front page.", origin="lost.txt"
    )
    news = Article(text="The council of Varnholm voted for a bridge on Monday evening.", id="n")
    ledger = Ledger()
    kept = encode([lost, news], FakeEncoder(), ledger)
    assert [e.article.id for e in kept] == ["n"]
    (dropped,) = ledger.dropped
    assert dropped.name == "lost.txt"
    assert "no article" in dropped.reason


@pytest.mark.parametrize(
    "title",
    [
        "Object Moved",
        "301 Moved Permanently",
        "Just a moment...",
        "Page not found | Harbour Post",
        "404",
        "Erreur 404 – Page introuvable",
        "Seite nicht gefunden - Küstenblatt",
        "Страница не найдена",
        "harwick.example is for sale",
    ],
)
def test_a_page_that_failed_is_known_by_its_title(title: str) -> None:
    text = "Look at the address once more, or start again from our front page."
    assert is_failed_page(text, title)
    assert not is_failed_page("The council of Harwick met on Monday evening. " * 20, title)


@pytest.mark.parametrize("title", ["Page not found", "Erreur 404", "Seite nicht gefunden"])
def test_what_is_not_found_stays_so_though_its_page_bids_to_try_again(title: str) -> None:
    assert not may_pass("Look at the address and try again, or come back soon.", title)


@pytest.mark.parametrize(
    "title",
    [
        "Found",
        "The old ferry of Harwick is for sale",
        "Lost ring not found in Varnholm",
        "1984",
        "Access denied – how hospitals keep families out",
        "Not found - why Harwick's old maps lead astray | Harbour Post",
        "Service unavailable – ferry to Varnholm stops for a week",
        "Ten checks of a boat before winter | Maintenance | Harbour Post",
    ],
)
def test_a_headline_that_reads_like_a_fault_is_news(title: str) -> None:
    assert not is_failed_page("The council of Harwick met on Monday evening.", title)


@pytest.mark.parametrize(
    "text",
    [
        "“We are closed until Friday for maintenance,” the head of Harwick's museum said.",
        "The bank's chief said: “Our website was down for nine hours after maintenance.”",
        "The council told of the harbour's debts on Monday. Its document can be found here.",
        "Die Grünen haben ihre Zustimmung zum Haushalt von Harwick am Montag widerrufen.",
        "La paciente decidió retirar su consentimiento el lunes, dijo el hospital.",
        "Il governo vuole revocare il consenso alla vendita del porto.",
    ],
)
def test_news_in_words_that_walls_have_too_is_news(text: str) -> None:
    assert not is_failed_page(text)


@pytest.mark.parametrize(
    "text",
    [
        "Object moved. The document can be found here.",
        "Our website is down today for scheduled maintenance. Please come back in an hour.",
        "You may withdraw your consent at any time by the link below. Accept all. Refuse.",
        "Sie können Ihre Einwilligung jederzeit mit einem Klick widerrufen.",
        "Puede retirar su consentimiento en cualquier momento.",
    ],
)
def test_a_wall_or_a_way_on_is_no_article(text: str) -> None:
    assert is_failed_page(text)


@pytest.mark.parametrize(
    "text",
    [
        "Die Regierung hat ihre Zustimmung zum Fährvertrag widerrufen, sagte die Ministerin.",
        "The museum of Harwick said: “We are closed until May for maintenance of the roof.”",
        "A court ruled that partners use photographs of your children only if you agree.",
    ],
)
def test_news_of_a_withdrawal_or_of_closed_doors_is_an_article(text: str) -> None:
    assert not is_failed_page(text)


def test_a_wall_that_names_partners_is_no_article() -> None:
    assert is_failed_page("We and our 842 partners store and access information on your device.")
