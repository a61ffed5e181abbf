"""A week of editions: each day tells what is new, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from support.fake_encoder import FakeEncoder, encoded

from summarizer.archive.articles import articles_between, save_article
from summarizer.archive.sources import add_source
from summarizer.archive.stories import keep_story, load_story
from summarizer.domain import Article, Copy, Digest, Story, Window
from summarizer.edition import (
    Desk,
    edition_of,
    make_edition,
    whole_story,
)
from summarizer.follow import Told, counted, lead_with, moved_counts, untold
from summarizer.library import Library
from summarizer.models.encoder import open_embedder
from summarizer.render import render_digest
from summarizer.settings import Settings
from summarizer.storyline import as_it_stands, story_by_day
from summarizer.wish import Wish

MONDAY = datetime(2024, 9, 2, 7, 0, tzinfo=UTC)

FLOOD = (
    "Heavy rain burst the dam above Orlavik on Sunday night and flooded the lower town. "
    "Rescue workers in Orlavik counted 12 people dead on Monday morning. "
    "About 900 residents of Orlavik spent the night in the sports hall. "
    "The regional governor, Hanne Dufvel, called the flood the worst in Orlavik for fifty years."
)
FLOOD_LATER = (
    "Rescue workers in Orlavik counted 21 people dead on Tuesday, "
    "after the flooded lower town was searched. "
    "Prosecutors opened an inquiry into Kraftvann, which owns the burst dam above Orlavik. "
    "Inspectors had warned Kraftvann of cracks in the dam in April, documents show. "
    "The regional governor, Hanne Dufvel, promised every household a payment of 5,000 crowns."
)
FLOOD_AGAIN = (
    "Heavy rain burst the dam above Orlavik on Sunday night and flooded the lower town. "
    "The death toll in Orlavik rose to 21 people on Tuesday, rescue workers counted. "
    "Some 900 residents of Orlavik spent the night in a sports hall."
)
FLOOD_END = (
    "Rescue workers in Orlavik ended their search on Wednesday: 24 people died in the flood. "
    "Two managers of Kraftvann were arrested near the burst dam above Orlavik at noon. "
    "The regional governor, Hanne Dufvel, will speak at the burial of the dead on Sunday."
)
BANK = (
    "The central bank of Lermonia left its interest rate unchanged at 4 percent on Monday. "
    "Its president, Ilse Mortag, said that inflation was falling as expected. "
    "Economists in Lermonia had been divided over a cut of a quarter point. "
    "The bank decides on its interest rate again in November."
)
CUP = (
    "Skipper Dina Praskova sailed across the ocean alone in 61 days and won the Meridian Cup. "
    "Her boat, the Sandpiper, lost its radio mast in a storm off the southern cape. "
    "Thousands of people greeted Praskova in the harbour of Teljo on Thursday. "
    "She is the first woman to win the Meridian Cup in its history."
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    settings = Settings(data_dir=tmp_path, cache_dir=tmp_path / "cache")
    with Library(settings, clock=lambda: MONDAY) as library:
        yield Desk(library, FakeEncoder())


def publish(desk: Desk, title: str, text: str, day: int, source: str = "Harbour Gazette") -> None:
    moment = MONDAY + timedelta(days=day, hours=-2)
    article = Article(
        title=title,
        text=text,
        source=source,
        published=moment,
        url=f"https://{source[:4].lower()}.example/{title.replace(' ', '-').lower()}",
    )
    with desk.library.archive.begin() as connection:
        save_article(connection, article, now=moment)


def edition(desk: Desk, day: int, audience: str = "here", *, keep: bool = True) -> Digest:
    now = MONDAY + timedelta(days=day)
    wish = Wish(words=60, window=Window(now - timedelta(days=2), now))
    return make_edition(desk, wish, audience=audience, now=now, keep=keep)


def told(digest: Digest) -> list[str]:
    return [p.text for s in digest.stories if s.brief for p in s.brief.points]


def four_days(desk: Desk) -> list[Digest]:
    """Publish the news of four days, a flood that goes on, and return the edition of each."""
    publish(desk, "Dam bursts above Orlavik", FLOOD, 0)
    editions = [edition(desk, 0)]
    publish(desk, "Orlavik flood: inquiry opened", FLOOD_LATER, 1)
    publish(desk, "Lermonia leaves interest rate unchanged", BANK, 1)
    editions.append(edition(desk, 1))
    publish(desk, "The dam above Orlavik burst", FLOOD, 2, "Hill Post")
    editions.append(edition(desk, 2))
    publish(desk, "Praskova wins Meridian Cup", CUP, 3)
    return [*editions, edition(desk, 3)]


def test_a_week_tells_what_is_new_and_nothing_twice(desk: Desk) -> None:
    monday, tuesday, wednesday, thursday = four_days(desk)

    assert [s.change for s in monday.stories] == ["new"]
    by_title = {s.title: s for s in tuesday.stories}
    flood = next(s for s in tuesday.stories if s.id == monday.stories[0].id)
    assert flood.change == "update"
    assert by_title["Lermonia leaves interest rate unchanged"].change == "new"
    assert wednesday.stories == ()
    assert [s.title for s in thursday.stories] == ["Praskova wins Meridian Cup"]
    everything = [t for d in (monday, tuesday, wednesday, thursday) for t in told(d)]
    assert len(everything) == len(set(everything))


STORM = (
    "A storm tore the roof off the market hall of Vestrand on Saturday night. "
    "Nobody was hurt in Vestrand, said the fire chief, Orla Penning. "
    "The market of Vestrand will stand in the school yard until the hall has a roof again."
)


def bring(desk: Desk, source: str, text: str, *, of: timedelta, at: timedelta) -> None:
    """Let a source bring an article of a moment at another one, both counted from Monday."""
    title = text.split(".", maxsplit=1)[0]
    article = Article(title=title, text=text, source="Hill Post", published=MONDAY + of)
    with desk.library.archive.begin() as connection:
        save_article(connection, article, now=MONDAY + at, source=source)


def add(desk: Desk, at: timedelta) -> str:
    with desk.library.archive.begin() as connection:
        source, _ = add_source(connection, f"https://{-at.days}.example/feed", now=MONDAY + at)
        return source.id


def morning(desk: Desk, day: int, source: str, last: int | None = None) -> Digest:
    """The briefing of a channel, after the one that was posted on an earlier day."""
    now, before = MONDAY + timedelta(days=day), MONDAY + timedelta(days=day - 1)
    wish = Wish(words=60, window=Window(before - timedelta(hours=12), now))
    after = MONDAY + timedelta(days=day - 1 if last is None else last)
    return make_edition(desk, wish, audience="channel", now=now, sources=[source], late_after=after)


def test_what_came_in_a_day_late_is_told_once_with_its_date(desk: Desk) -> None:
    hour = timedelta(hours=1)
    source = add(desk, timedelta(days=-30))
    bring(desk, source, FLOOD, of=-3 * hour, at=-2 * hour)
    assert len(morning(desk, 0, source).stories) == 1
    bring(desk, source, STORM, of=-30 * hour, at=20 * hour)
    bring(desk, source, CUP, of=10 * hour, at=20 * hour)
    tuesday = morning(desk, 1, source)
    assert {s.title.split()[0] for s in tuesday.stories} == {"A", "Skipper"}
    shown = render_digest(tuesday, "text")
    assert "1 September 2024" in shown.split("A storm tore")[-1].split("The market")[0]
    assert "2 September 2024" not in shown.split("STORIES")[-1].split("SOURCES")[0]
    assert morning(desk, 2, source).stories == ()


@pytest.mark.parametrize(
    ("added", "of", "at", "why"),
    [
        (-30, -80, 20, "it is more than three days old"),
        (0, -30, 20, "the source was only just added"),
        (-30, -30, -20, "it was there before Monday's briefing, which had no room for it"),
    ],
)
def test_what_is_told_late_is_neither_old_nor_a_backlog(
    desk: Desk, added: int, of: int, at: int, why: str
) -> None:
    source = add(desk, timedelta(days=added))
    bring(desk, source, STORM, of=timedelta(hours=of), at=timedelta(hours=at))
    make_edition(
        desk,
        Wish(words=60, window=Window(MONDAY - timedelta(hours=1), MONDAY)),
        audience="channel",
        now=MONDAY,
        sources=[source],
    )
    assert morning(desk, 1, source).stories == (), why


def test_after_a_restored_backup_what_comes_in_again_is_not_taken_for_news(desk: Desk) -> None:
    source = add(desk, timedelta(days=-30))
    assert morning(desk, 0, source).stories == ()
    # Tuesday's briefing was posted, and is forgotten; what it told is fetched once more.
    bring(desk, source, STORM, of=timedelta(hours=4), at=timedelta(hours=40))
    assert morning(desk, 2, source, last=1).stories == ()


def test_an_article_that_only_changed_did_not_come_in_late(desk: Desk) -> None:
    hour = timedelta(hours=1)
    source = add(desk, timedelta(days=-30))
    bring(desk, source, STORM, of=-30 * hour, at=-29 * hour)
    first = Wish(words=60, window=Window(MONDAY - hour, MONDAY))
    make_edition(desk, first, audience="channel", now=MONDAY, sources=[source])
    with desk.library.archive.begin() as connection:
        [stored] = articles_between(connection, None, None)
        changed = replace(stored, text=f"{STORM} It rained.", fetched=None)
        _, outcome = save_article(connection, changed, now=MONDAY + 20 * hour, source=source)
    assert outcome == "changed"
    assert morning(desk, 1, source).stories == ()


def test_a_corrected_headline_makes_nothing_new_and_names_the_story(desk: Desk) -> None:
    publish(desk, "Dam bursts above Orlavik", FLOOD, 0)
    [flood] = edition(desk, 0).stories
    with desk.library.archive.begin() as connection:
        [stored] = articles_between(connection, None, None)
        save_article(connection, replace(stored, title="Dam breaks above Orlavik"), now=MONDAY)
        assert load_story(connection, flood.id).title == "Dam breaks above Orlavik"
    assert edition(desk, 1).stories == ()


FIRE = (
    "A fire in a warehouse of the furniture maker Holmdahl in Vestrand killed 4 workers on Sunday. "
    "It took the fire brigade of Vestrand seven hours to put out the flames. "
    "The fire chief, Orla Penning, said that two exits had been locked from outside. "
    "Holmdahl employs 320 people in Vestrand, most of them in the night shift. "
    "Its director, Sten Brokvar, said that the company would pay for the burials. "
    "The labour inspectorate had asked for a second staircase in March. "
    "Neighbours laid flowers and candles before the gate. "
    "A service will be held in the church of Saint Anne on Thursday."
)


def correct(desk: Desk, text: str) -> None:
    """Let the only article that is stored be given another text by its feed."""
    with desk.library.archive.begin() as connection:
        [stored] = articles_between(connection, None, None)
        changed = replace(stored, text=text, fetched=None)
        assert save_article(connection, changed, now=MONDAY)[1] == "changed"


@pytest.mark.parametrize(("wrong", "right"), [("candles", "lanterns"), ("killed 4", "killed 3")])
def test_a_corrected_text_is_not_told_once_more(desk: Desk, wrong: str, right: str) -> None:
    publish(desk, "Fire kills 4 at a warehouse in Vestrand", FIRE, 0)
    assert len(told(edition(desk, 0))) < FIRE.count(". "), "the brief has no room for some"
    correct(desk, FIRE.replace(wrong, right))
    assert edition(desk, 1).stories == ()
    [anew] = edition(desk, 1, "another").stories
    assert wrong not in " ".join(point.text for point in anew.points)


def test_of_a_text_that_grew_only_what_is_new_is_told(desk: Desk) -> None:
    publish(desk, "Fire kills 4 at a warehouse in Vestrand", FIRE, 0)
    assert "killed 4" not in " ".join(told(edition(desk, 0))), "the headline tells it"
    news = "Police arrested Mika Tolvan, who had locked the doors on Sunday."
    correct(desk, FIRE.replace("killed 4", "killed 6").replace(". ", f". {news} ", 1))
    tuesday = edition(desk, 1)
    [fire] = tuesday.stories
    assert (fire.change, fire.note) == ("update", "dead: was 4, now 6")
    assert set(told(tuesday)) == {FIRE.partition(". ")[0].replace("4", "6") + ".", news}


def test_a_number_that_moved_is_shown_as_was_and_now(desk: Desk) -> None:
    publish(desk, "Dam bursts above Orlavik", FLOOD, 0)
    edition(desk, 0)
    publish(desk, "Orlavik flood: inquiry opened", FLOOD_LATER, 1)
    [flood] = edition(desk, 1).stories
    assert flood.note == "dead: was 12, now 21"


@pytest.mark.parametrize(
    ("before", "now", "notes"),
    [
        ("Rockets killed 12 people in Vestrand on Sunday.", "230 Tarnians have died.", []),
        (
            "Rockets killed 12 people in southern Vestrand on Sunday.",
            "Air strikes killed 230 people in Tarn, doctors said.",
            [],
        ),
        (
            "Rockets killed 12 people in southern Vestrand on Sunday.",
            "The death toll in Vestrand reached 14 Monday.",
            ["dead: was 12, now 14"],
        ),
        (
            "Nach dem Brand wurden 12 Tote geborgen.",
            "14 Menschen starben bei dem Brand in Velm, sagte die Feuerwehr.",
            ["dead: was 12, now 14"],
        ),
    ],
    ids=["people", "place", "same place", "German"],
)
def test_the_dead_of_one_side_are_no_count_of_the_other(
    before: str, now: str, notes: list[str]
) -> None:
    apart = np.eye(2, dtype=np.float32)
    moved = moved_counts(Told((before,), apart[:1]), [now], apart[1:])
    assert [str(one) for one in moved] == notes


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Rescuers counted twelve people dead in Orlavik.", "12 people died in Orlavik."),
        ("Rescuers counted 12 people dead in Orlavik.", "Twelve people died in Orlavik."),
        ("The flood killed 1,200 hens near Orlavik.", "The flood killed 1200 hens near Orlavik."),
    ],
    ids=["words", "digits", "thousands"],
)
def test_a_number_that_is_written_another_way_has_not_moved(before: str, now: str) -> None:
    vectors = FakeEncoder().embed([before])
    told = Told((before,), vectors)
    again = encoded(Article(id="again", text=now))
    assert untold(again, told) is None
    assert moved_counts(told, [now], vectors) == ()


def test_what_follows_a_number_is_not_always_what_it_counts() -> None:
    fell = "Claims fell to 473,000 last week, by 3,500 from May and by 2,000 more than feared."
    assert counted(fell) == {}
    assert counted("The bridge costs 3.5 trillion crowns.") == {"crowns": "3.5 trillion"}


def test_a_story_that_two_groups_continue_is_titled_by_what_most_of_it_tells(
    desk: Desk,
) -> None:
    publish(desk, "A matter of its own", BANK, 0)
    publish(desk, "Dam bursts above Orlavik", FLOOD, 0, "Hill Post")
    publish(desk, "Dam above Orlavik bursts in rain", FLOOD_AGAIN, 0)
    with desk.library.archive.begin() as connection:
        members = articles_between(connection, None, None)
        keep_story(connection, Story("one", "Orlavik", tuple(members)), MONDAY)
    [story] = edition(desk, 0).stories
    assert "Orlavik" in story.title


def test_of_a_topic_only_its_stories_are_told_and_its_answer_counts_as_told(desk: Desk) -> None:
    def told_of_the_dead(day: int) -> Digest:
        now = MONDAY + timedelta(days=day)
        wish = Wish(words=15, topic="people dead", window=Window(now - timedelta(days=1), now))
        return make_edition(desk, wish, audience="channel", now=now)

    publish(desk, "Dam bursts above Orlavik", FLOOD, 0)
    publish(desk, "Lermonia leaves interest rate unchanged", BANK, 0)
    monday = told_of_the_dead(0)
    assert [story.change for story in monday.stories] == ["new"]
    assert "12 people dead" in monday.topics[0].points[0].text
    assert "12 people dead" not in " ".join(told(monday)), "only the answer has room for it"
    publish(desk, "Orlavik flood: 21 people dead", FLOOD_LATER, 1)
    [flood] = told_of_the_dead(1).stories
    assert (flood.change, flood.note) == ("update", "dead: was 12, now 21")
    publish(desk, "Praskova wins Meridian Cup", CUP, 2)
    wednesday = told_of_the_dead(2)
    assert wednesday.notices == ("The article does not mention “people dead”.",)


def test_no_story_of_a_topic_bears_the_title_of_an_article_that_is_not_told(desk: Desk) -> None:
    publish(desk, "Dam bursts above Orlavik", FLOOD, 0)
    publish(desk, "Twenty-one people dead in Orlavik flood", FLOOD_AGAIN, 0)
    publish(desk, "Orlavik flood: inquiry opened", FLOOD_LATER, 0)
    assert len(edition(desk, 0).stories) == 1
    wish = Wish(words=60, topic="Kraftvann", window=Window(MONDAY - timedelta(days=1), MONDAY))
    [story] = make_edition(desk, wish, audience="channel", now=MONDAY).stories
    assert [article.title for article in story.articles] == ["Orlavik flood: inquiry opened"]
    assert story.title == "Orlavik flood: inquiry opened"


def test_what_moved_is_compared_with_what_was_told_last(desk: Desk) -> None:
    publish(desk, "Dam bursts above Orlavik", FLOOD, 0)
    edition(desk, 0)
    publish(desk, "Orlavik flood: inquiry opened", FLOOD_LATER, 1)
    edition(desk, 1)
    publish(desk, "Orlavik buries its dead", FLOOD_END, 2)
    [flood] = edition(desk, 2).stories
    assert flood.note == "dead: was 21, now 24"
    assert flood.brief is not None
    assert "24 people died" in flood.brief.points[0].text


def test_a_day_on_which_nothing_happened_is_said_to_be_quiet(desk: Desk) -> None:
    publish(desk, "Dam bursts above Orlavik", FLOOD, 0)
    edition(desk, 0)
    quiet = edition(desk, 1)
    assert quiet.notices == ("A quiet day: nothing new since the digest of 2 September 2024.",)
    assert quiet.coverage.read == len(quiet.coverage.dropped) == 1


def test_each_audience_has_its_own_memory(desk: Desk) -> None:
    publish(desk, "Dam bursts above Orlavik", FLOOD, 0)
    edition(desk, 0, "channel one")
    assert edition(desk, 1, "channel two").stories
    assert not edition(desk, 1, "channel one").stories


def test_a_story_that_began_with_another_readers_article_shows_nothing_of_it(desk: Desk) -> None:
    theirs, mine = add(desk, timedelta(days=-30)), add(desk, timedelta(days=-31))
    hour = timedelta(hours=1)
    private = f"Zanzibelle told us alone of it. {FLOOD}"
    bring(desk, theirs, private, of=-3 * hour, at=-2 * hour)
    first = morning(desk, 0, theirs)
    bring(desk, mine, FLOOD_LATER, of=20 * hour, at=21 * hour)
    now = MONDAY + timedelta(days=1)
    wish = Wish(words=200, window=Window(MONDAY - timedelta(days=2), now))
    made = make_edition(desk, wish, audience="another", now=now, sources=[mine], late_after=MONDAY)
    assert [story.id for story in made.stories] == [first.stories[0].id], "they share the story"
    assert (made.stories[0].change, made.stories[0].note) == ("new", "")
    shown = render_digest(made, "json") + render_digest(made, "html")
    assert "Zanzibelle" not in shown and "900 residents" not in shown and "12 people" not in shown


def test_a_preview_tells_nobody(desk: Desk) -> None:
    publish(desk, "Dam bursts above Orlavik", FLOOD, 0)
    preview = edition(desk, 0, keep=False)
    assert told(edition(desk, 0)) == told(preview)


def test_a_past_day_s_digest_is_shown_as_it_was(desk: Desk) -> None:
    publish(desk, "Dam bursts above Orlavik", FLOOD, 0)
    made = edition(desk, 0)
    publish(desk, "Lermonia leaves interest rate unchanged", BANK, 0)
    again = edition_of(desk.library, "2024-09-02")
    assert again is not None
    assert render_digest(again, "html") == render_digest(made, "html")
    assert edition_of(desk.library, "2024-09-01") is None


def test_an_identity_never_changes_once_it_was_given(desk: Desk) -> None:
    publish(desk, "Dam bursts above Orlavik", FLOOD, 0)
    [first] = edition(desk, 0).stories
    publish(desk, "Orlavik flood: inquiry opened", FLOOD_LATER, 1)
    publish(desk, "Lermonia leaves interest rate unchanged", BANK, 1)
    edition(desk, 1)
    everyone = edition(desk, 1, "somebody new")
    assert first.id in {story.id for story in everyone.stories}


def test_an_update_leads_with_what_changed(desk: Desk) -> None:
    publish(desk, "Dam bursts above Orlavik", FLOOD, 0)
    edition(desk, 0)
    publish(desk, "Orlavik flood: inquiry opened", FLOOD_LATER, 1)
    [flood] = edition(desk, 1).stories
    assert flood.brief is not None
    assert "21 people dead" in flood.brief.points[0].text


def test_an_update_leads_with_what_changed_where_no_lead_tells_of_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summarizer.edition.choose_lead", lambda stories, news: ())
    counted, inquiry, *rest = FLOOD_LATER.split(". ")
    publish(desk, "Dam bursts above Orlavik", FLOOD, 0)
    edition(desk, 0)
    publish(desk, "Orlavik flood: inquiry opened", ". ".join([inquiry, counted, *rest]), 1)
    [flood] = edition(desk, 1).stories
    assert flood.brief is not None
    assert "21 people dead" in flood.brief.points[0].text


def test_points_that_lean_on_another_go_where_it_goes() -> None:
    texts = [
        "The dam burst.",
        "Rescuers found 21 dead.",
        "She added that more are missing.",
        "Rain.",
    ]
    assert lead_with(texts, [2]) == [1, 2, 0, 3]
    assert lead_with(texts, [3, 1]) == [3, 1, 2, 0]
    assert lead_with(texts, []) == [0, 1, 2, 3]


def test_a_story_is_told_from_day_to_day_and_nothing_twice(desk: Desk) -> None:
    publish(desk, "Dam bursts above Orlavik", FLOOD, 0)
    publish(desk, "Orlavik flood: inquiry opened", FLOOD_LATER, 1)
    publish(desk, "The dam above Orlavik burst", FLOOD, 2, "Hill Post")
    articles = desk.library.articles(Window())
    days = story_by_day(articles, "Flood in Orlavik", desk.embedder, words=200)
    assert [f"{one.day:%a}" for one in days] == ["Mon", "Tue", "Wed"]
    assert days[0].brief is not None and days[1].brief is not None
    said = [point.text for one in days if one.brief for point in one.brief.points]
    assert len(said) == len(set(said))
    assert days[2].brief is None


@pytest.mark.parametrize("found", ["Dam bursts", "Orlavik flood: inquiry", "Search ends"])
@pytest.mark.parametrize("followed", [True, False], ids=["in editions", "by nobody"])
def test_a_story_is_told_as_it_stands_whichever_of_its_articles_is_found(
    desk: Desk, found: str, followed: bool
) -> None:
    rows = [("Dam bursts above Orlavik", FLOOD), ("Orlavik flood: inquiry opened", FLOOD_LATER)]
    rows += [("Lermonia leaves interest rate unchanged", BANK), ("Search ends", FLOOD_END)]
    for day, (title, text) in enumerate(rows):
        publish(desk, title, text, day)
        if followed:
            edition(desk, day)
    articles = desk.library.articles(Window())
    [one] = [article for article in articles if article.title.startswith(found)]
    story = as_it_stands(whole_story(desk, one, articles, sources=()), desk.embedder, words=60)
    assert [article.title for article in story.articles] == [
        "Search ends", "Orlavik flood: inquiry opened", "Dam bursts above Orlavik"
    ]  # fmt: skip
    assert story.title == "Search ends" and story.note == "dead: was 21, now 24"
    assert "24 people died" in story.points[0].text
    assert not any("12 people" in point.text for point in story.points)


def test_a_last_day_that_brings_nothing_new_hides_no_news(desk: Desk) -> None:
    publish(desk, "Dam bursts above Orlavik", FLOOD, 0)
    publish(desk, "Orlavik flood: inquiry opened", FLOOD_LATER, 1)
    publish(desk, "What happened in Orlavik", FLOOD_AGAIN, 2, "Hill Post")
    articles = desk.library.articles(Window())
    whole = whole_story(desk, articles[0], articles, sources=())
    story = as_it_stands(whole, desk.embedder, words=60)
    assert len(story.articles) == 3 and story.note == "dead: was 12, now 21"


def test_of_a_story_that_goes_on_the_newest_articles_are_told_and_their_copies(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summarizer.storyline.MOST_OF_STORY", 2)
    for day, text in enumerate((FLOOD, FLOOD_LATER, FLOOD_END)):
        publish(desk, f"Orlavik, day {day}", text, day)
    last, later, first = desk.library.articles(Window())
    again = [replace(one, id=f"{one.id}-again", source="Hill Post") for one in (first, later)]
    copies = tuple(Copy(one, of.id) for one, of in zip(again, (first, later), strict=True))
    whole = Story("orlavik", "Orlavik", (last, *again, later, first), copies)
    story = as_it_stands(whole, desk.embedder, words=60)
    assert story.articles == (last, later, again[1])
    assert story.copies == copies[1:]


def test_a_story_holds_nothing_of_what_other_readers_brought(desk: Desk) -> None:
    ids = []
    for day, text in enumerate((FLOOD, FLOOD_LATER)):
        with desk.library.archive.begin() as connection:
            source, _ = add_source(connection, f"https://{day}.example/", now=MONDAY)
        ids.append(source.id)
        bring(desk, source.id, text, of=timedelta(days=day, hours=-2), at=timedelta(days=day))
        edition(desk, day)
    [mine] = desk.library.articles(Window(), sources=ids[:1])
    story = whole_story(desk, mine, [mine], sources=ids[:1])
    assert [article.id for article in story.articles] == [mine.id]
    assert len(whole_story(desk, mine, [mine], sources=ids).articles) == 2


@pytest.mark.model
def test_old_news_in_new_words_is_no_news(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, cache_dir=tmp_path / "cache")
    embedder = open_embedder(settings)
    with Library(settings, clock=lambda: MONDAY) as library:
        desk = Desk(library, embedder)
        publish(desk, "Dam bursts above Orlavik", FLOOD, 0)
        edition(desk, 0)
        publish(desk, "Orlavik flood: inquiry opened", FLOOD_LATER, 1)
        edition(desk, 1)
        publish(desk, "What we know of the flood", FLOOD_AGAIN, 2, "Valley Times")
        wednesday = edition(desk, 2)
    embedder.close()
    assert wednesday.stories == ()
    assert wednesday.notices == ("A quiet day: nothing new since the digest of 3 September 2024.",)


@pytest.mark.model
def test_a_week_with_the_packaged_encoder(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, cache_dir=tmp_path / "cache")
    embedder = open_embedder(settings)
    with Library(settings, clock=lambda: MONDAY) as library:
        desk = Desk(library, embedder)
        monday, tuesday, wednesday, thursday = four_days(desk)
        friday = edition(desk, 4)
    embedder.close()
    flood = next(s for s in tuesday.stories if s.id == monday.stories[0].id)
    assert (flood.change, flood.note) == ("update", "dead: was 12, now 21")
    assert flood.brief is not None
    assert "21 people dead" in flood.brief.points[0].text
    assert [s.change for s in tuesday.stories if s.id != flood.id] == ["new"]
    assert (wednesday.stories, friday.stories) == ((), ())
    assert [s.title for s in thursday.stories] == ["Praskova wins Meridian Cup"]
    everything = [text for d in (monday, tuesday, thursday) for text in told(d)]
    assert len(everything) == len(set(everything))
