"""Following: a story goes on under its name; a new event never takes it."""

from support.invented_news import HARBOUR_FIRE, SCHOOL_FIRE, START, write_articles

from summarizer.domain import EncodedArticle
from summarizer.stories import ActiveStory, group_stories, link_stories

YESTERDAY = write_articles(HARBOUR_FIRE[:2], "harbour")
HARBOUR = ActiveStory("story-of-the-harbour", tuple(YESTERDAY), START)


def linked(articles: list[EncodedArticle], *active: ActiveStory):
    return link_stories(group_stories(articles), active, articles)


def test_a_story_that_goes_on_keeps_its_identity_and_is_an_update():
    (story,) = linked(write_articles(HARBOUR_FIRE[2:], "today", day=1), HARBOUR)
    assert (story.id, story.change) == ("story-of-the-harbour", "update")


def test_another_fire_is_a_new_story():
    (story,) = linked(write_articles(SCHOOL_FIRE, "school", day=1), HARBOUR)
    assert story.change == "new"
    assert story.id != HARBOUR.id


def test_a_lone_report_from_the_same_harbour_is_no_update():
    storm = (
        "Storm closes Brenholm harbour",
        "A storm closed the harbour of Brenholm on Tuesday. Ferries stayed at the quay, and waves"
        " broke windows in three houses on the Vard coast. Firefighters asked people not to drive.",
    )
    (story,) = linked(write_articles([storm], "storm", day=1), HARBOUR)
    assert story.change == "new"


def test_a_story_that_was_silent_for_weeks_is_over():
    (story,) = linked(write_articles(HARBOUR_FIRE[2:], "late", day=20), HARBOUR)
    assert story.change == "new"


def test_a_new_story_never_takes_an_id_that_is_in_use():
    today = write_articles(SCHOOL_FIRE, "school", day=1)
    (plain,) = group_stories(today)
    taken = ActiveStory(plain.id, tuple(YESTERDAY), START)
    (story,) = link_stories([plain], [taken], today)
    assert story.change == "new"
    assert story.id != taken.id


def test_two_groups_of_one_story_become_one():
    one, two = write_articles(HARBOUR_FIRE[:2], "today", day=1)
    groups = [*group_stories([one]), *group_stories([two])]
    (story,) = link_stories(groups, [HARBOUR], [one, two])
    assert [article.id for article in story.articles] == ["today-1", "today-0"]


def test_the_order_of_the_active_stories_does_not_matter():
    today = write_articles(HARBOUR_FIRE[2:], "today", day=1)
    school = ActiveStory("school", tuple(write_articles(SCHOOL_FIRE, "school")), START)
    assert linked(today, school, HARBOUR) == linked(today, HARBOUR, school)


def test_without_active_stories_everything_is_new():
    stories = linked(write_articles(HARBOUR_FIRE, "today"))
    assert [story.change for story in stories] == ["new"]


def test_nothing_today_gives_nothing():
    assert link_stories([], [HARBOUR], []) == []


FIRST_RAID = (
    "Drones strike Orlavik market, killing nine",
    "Drones struck the covered market of Orlavik on Monday and killed nine people, governor Hanne"
    " Dufvel said. Firefighters in Orlavik fought the blaze for four hours. The air force said it"
    " had shot down most of the drones that were sent from across the border.",
)
SECOND_RAID = (
    "Three die as flats burn in Orlavik",
    "Three residents were killed when drones tore through a block of flats in Orlavik before dawn."
    " Neighbours carried children down smoking stairs to a school, where doctors treated the"
    " wounded. Power is out in the whole district. Governor Hanne Dufvel asked for blankets.",
)
LATER = (
    "Orlavik market toll rises to eleven",
    "Two wounded people died in hospital, so that the drones that struck the covered market of"
    " Orlavik on Monday have killed eleven people, governor Hanne Dufvel said. Firefighters left"
    " the market after the blaze. The air force has opened an inquiry.",
)

IN_ADDITION = (
    "Wounded die in hospital",
    "Two more people died in hospital, governor Hanne Dufvel said. Power is out in Orlavik since"
    " the drones of Monday. Neighbours brought blankets to a school where doctors treat burns. A"
    " ministry has asked for beds and bandages.",
)


def test_those_who_died_in_addition_are_no_other_toll():
    before = ActiveStory("first-raid", tuple(write_articles([FIRST_RAID], "monday")), START)
    (later,) = linked(write_articles([IN_ADDITION], "tuesday", day=1), before)
    assert later.change == "update"


def test_an_attack_with_fewer_dead_is_no_update_of_the_one_before():
    before = ActiveStory("first-raid", tuple(write_articles([FIRST_RAID], "monday")), START)
    (second,) = linked(write_articles([SECOND_RAID], "tuesday", day=1), before)
    (later,) = linked(write_articles([LATER], "later", day=1), before)
    assert (second.change, later.change) == ("new", "update")


THIRD_RAID = (
    "Drones kill four at Orlavik station",
    "Drones struck the covered platform of the station of Orlavik on Tuesday and killed four"
    " people, governor Hanne Dufvel said. Firefighters in Orlavik fought the blaze for an hour."
    " It was a day after the drones that struck the market.",
)
STATION = (
    "Four die as drones strike Orlavik station",
    "Four people died when drones struck the station of Orlavik, where firefighters fought a blaze"
    " on the covered platform for an hour. Trains are cancelled, governor Hanne Dufvel said.",
)
FAMILY = (
    "Orlavik market: four of one family buried",
    "Four of the people killed when drones struck the covered market of Orlavik were of one family,"
    " governor Hanne Dufvel said on Tuesday. Firefighters who had fought the blaze carried them.",
)


def test_a_new_attack_and_an_update_of_one_morning_are_two_stories():
    before = ActiveStory("first-raid", tuple(write_articles([FIRST_RAID], "monday")), START)
    today = write_articles([LATER, THIRD_RAID, STATION], "tuesday", day=1)
    assert len(group_stories(today)) == 1, "they are alike"
    stories = {story.change: story for story in linked(today, before)}
    assert [article.title for article in stories["update"].articles] == [LATER[0]]
    new = {article.title for article in stories["new"].articles}
    assert new == {THIRD_RAID[0], STATION[0]}


def test_some_of_the_dead_of_an_attack_are_no_other_attack():
    before = ActiveStory("first-raid", tuple(write_articles([FIRST_RAID], "monday")), START)
    (story,) = linked(write_articles([LATER, FAMILY], "tuesday", day=1), before)
    assert story.change == "update"
    assert len(story.articles) == 2
