"""Events that come one after the other and share their words: the next is no update of the last."""

from dataclasses import replace

import pytest
from support.invented_news import START, write_articles

from summarizer.stories import ActiveStory, group_stories, link_stories
from summarizer.stories.features import read_features
from summarizer.stories.occasions import read_occasion

RAID = (
    "Missile kills nine in Orlavik market",
    "A missile hit the covered market of Orlavik on Monday and killed nine people, governor Hanne"
    " Dufvel said. Twenty-six were injured. Firefighters in Orlavik searched the stalls until the"
    " evening. The air force said that it had shot down most of what flew across the border.",
)
RAID_ON_FLATS = (
    "Twelve killed as missiles hit flats in Orlavik",
    "Missiles struck a block of flats in Orlavik before dawn on Wednesday and killed twelve"
    " people, among them three children, governor Hanne Dufvel said. Firefighters in Orlavik"
    " searched the ruins. The air force said that it had shot down most of the missiles.",
)
RAID_AS_DEADLY = (
    "Nine killed in strike on Orlavik depot",
    "Nine people were killed on Saturday when a missile struck a bus depot in Orlavik, governor"
    " Hanne Dufvel said. Firefighters in Orlavik searched the halls until the evening. The air"
    " force said that it had shot down most of what flew across the border.",
)
MATCH = (
    "Late header sinks Tarn",
    "Orlavik beat Tarn 2-1 in the northern league on Saturday with a late header by Dan Ashvik."
    " Coach Per Holm praised the patience of his side, which climbs to seventh in the league.",
)
HALF_TIME = (
    "Tarn lead Orlavik at the break",
    "Tarn were 1-0 up on Orlavik at half-time in the northern league on Saturday through a goal by"
    " Ruben Eld. Coach Per Holm sent Dan Ashvik to warm up.",
)
HALBZEIT = (
    "Tarn führt zur Pause in Orlavik",
    "Tarn führt am Samstag in der Nordliga zur Halbzeit mit 1:0 in Orlavik, durch ein Tor von Ruben"
    " Eld. Trainer Per Holm ließ Dan Ashvik warmlaufen.",
)
ABPFIFF = (
    "Ashvik dreht das Spiel gegen Tarn",
    "Orlavik gewann am Samstag in der Nordliga nach Rückstand mit 2:1 gegen Tarn."
    " Trainer Per Holm lobte Dan Ashvik für das späte Tor.",
)
NEXT_MATCH = (
    "Keeper Reven denies Orlavik",
    "Orlavik were held 0-0 by Brenholm in the northern league on Tuesday. Dan Ashvik missed a"
    " penalty. Coach Per Holm called it two points lost; his side stays seventh in the league.",
)
PARTIDO = (
    "Ashvik da el triunfo al Orlavik",
    "El Orlavik venció 2-1 al Tarn el domingo con un gol de Dan Ashvik. El equipo de Per Holm es"
    " séptimo en la liga del norte.",
)
OTRO_PARTIDO = (
    "El Orlavik no pasa del empate",
    "El Orlavik empató 0-0 en Brenholm el martes, y Dan Ashvik falló un penalti. El equipo de Per"
    " Holm sigue séptimo en la liga del norte.",
)
TRIAL = (
    "Man jailed for life for murder of Brenholm baker",
    "A man was jailed for life on Monday for the murder of a Brenholm baker. Brenholm Crown Court"
    " heard that Colin Marvad, 41, had followed Elna Petrik for weeks and stabbed her at her shop."
    " Judge Susan Hallik told him that he would serve at least 28 years.",
)
NEXT_TRIAL = (
    "Teenager jailed for life for murder at Brenholm bus stop",
    "A teenager was jailed for life on Wednesday for the murder of a student in Brenholm. Brenholm"
    " Crown Court heard that Jaden Frostad, 18, had stabbed Oven Prikard at a bus stop. Judge"
    " Martin Okes told him that he would serve at least 21 years.",
)

BLAST_INQUIRY = (
    "Inquiry into the missile on Orlavik market",
    "Prosecutors on Thursday opened an inquiry after a missile killed twelve people in the covered"
    " market of Orlavik, governor Hanne Dufvel said. Firefighters in Orlavik have left the stalls.",
)
MORE_BODIES = (
    "Orlavik market: twelve now dead",
    "Twelve people are now known to have died of the missile that hit the covered market of"
    " Orlavik, governor Hanne Dufvel said on Tuesday. Firefighters searched the stalls.",
)
COACH_GOES = (
    "Tarn sack coach after defeat in Orlavik",
    "Tarn have sacked their coach two days after the 2-1 defeat in Orlavik, where Dan Ashvik headed"
    " late. Tarn are last in the northern league, in which Per Holm's side is seventh.",
)
APPEAL = (
    "Managers apologise to family of Brenholm baker",
    "Managers of the Brenholm police, led by Marta Shaven, apologised to the family of the baker a"
    " day after a man was jailed for life for her murder. She had told them that she was followed.",
)
KICK_OFF = (
    "Orlavik to meet Brenholm",
    "Orlavik, who beat Tarn in the northern league on Saturday with a late header by Dan Ashvik,"
    " play the next match at 19:30 on Tuesday, coach Per Holm said; his side is seventh.",
)
LAWYER = (
    "Life sentence for murder of Brenholm baker to be challenged",
    "Marvad was jailed for life for the murder of the Brenholm baker and will appeal, his lawyer"
    " Ida Sands said on Tuesday. Brenholm Crown Court heard that he had followed her for weeks and"
    " stabbed her at her shop.",
)
SNOW = (
    "Snow storm nears Orlavik",
    "Snow of 2-4 inches will fall on Orlavik on Monday, forecasters said as the governor, Hanne"
    " Dufvel, held a briefing. Ferries of the northern line stay in port until the storm is over.",
)
MORE_SNOW = (
    "Snow storm hits Orlavik",
    "Snow of 6-8 inches fell on Orlavik on Tuesday, forecasters said as the governor, Hanne"
    " Dufvel, held a briefing. Ferries of the northern line stay in port until the storm is over.",
)
ROADS = (
    "Snow shuts roads of Orlavik",
    "Snow shut the roads of Orlavik on Monday before the main one was cleared of snow, governor"
    " Hanne Dufvel said. Ferries of the northern line stay in port until the storm is over.",
)
ROADS_STILL = (
    "Snow keeps roads of Orlavik shut",
    "Snow kept the roads of Orlavik shut on Tuesday; one was cleared of snow, mayor Ida Sands"
    " said. Ferries of the northern line stay in port until the storm is over.",
)
POLLS = (
    "Holm leads vote in Orlavik",
    "Per Holm's party led 41-38 and had won the north of Orlavik on Sunday in the election for"
    " governor, the first results said. Hanne Dufvel conceded nothing.",
)
ELECTED = (
    "Holm governor of Orlavik after close election",
    "Per Holm's party won 52-48 in Orlavik in the election for governor, the last results said on"
    " Monday. Hanne Dufvel conceded.",
)


MARCH = (
    "Thousands march in Orlavik against the dam",
    "Some 12,000 people marched through Orlavik on Saturday against the dam on the Velm, the police"
    " said. Farmers came with 85 tractors. Organiser Ilva Trane said that they would march until"
    " governor Hanne Dufvel gave up the plan.",
)
NEXT_MARCH = (
    "Marchers fill Orlavik again over the dam",
    "Around 9,000 people marched through Orlavik on Saturday against the dam on the Velm. Farmers"
    " brought 40 tractors, and the police held 17 marchers. Organiser Ilva Trane said that they"
    " would come until governor Hanne Dufvel gave up the plan.",
)
AFTER_THE_MARCH = (
    "Orlavik police count the march against the dam again",
    "The police in Orlavik said on Saturday that the march against the dam on the Velm had drawn"
    " 15,000 people and not 12,000, as was first told, and 85 tractors. Organiser Ilva Trane called"
    " on governor Hanne Dufvel to say sorry.",
)
DAM = (
    "Flood kills 12 in Orlavik",
    "A flood killed 12 people in Orlavik on Monday when the dam on the Velm burst, the police said."
    " Some 300 houses were under water. Governor Hanne Dufvel sent 40 soldiers.",
)
AFTER_THE_DAM = (
    "Orlavik flood: toll rises to 21",
    "The toll of the flood in Orlavik rose to 21, the police said a week after the dam on the Velm"
    " burst. Governor Hanne Dufvel promised 5 million crowns for 310 houses.",
)
ROAD_DEATHS = (
    "Roads kill 9 in Orlavik this week",
    "Nine people died on the roads of Orlavik this week, the traffic police said. There were 214"
    " crashes and 37 drivers lost their licence.",
)
NEXT_ROAD_DEATHS = (
    "Roads kill 11 in Orlavik this week",
    "Eleven people died on the roads of Orlavik this week, the traffic police said. There were 198"
    " crashes and 52 drivers lost their licence.",
)
WRAP = (
    "Orlavik shares end the week higher",
    "The Orlavik index gained 1.8% this week and closed at 4,312 points on Friday as oil rose."
    " The crown fell to 10.41 a dollar. Shares of Velm Bank rose by 6%.",
)
NEXT_WRAP = (
    "Orlavik shares end the week lower",
    "The Orlavik index lost 2.3% this week and closed at 4,213 points on Friday as oil fell."
    " The crown rose to 10.22 a dollar. Shares of Velm Bank fell by 4%.",
)


def linked(yesterday, *today, days=2):
    active = ActiveStory("before", tuple(write_articles([yesterday], "before")), START)
    articles = write_articles(today, "today", day=days)
    return link_stories(group_stories(articles), [active], articles)


@pytest.mark.parametrize(
    ("before", "today"),
    [
        (RAID, RAID_ON_FLATS),
        (RAID, RAID_AS_DEADLY),
        (MATCH, NEXT_MATCH),
        (PARTIDO, OTRO_PARTIDO),
        (TRIAL, NEXT_TRIAL),
    ],
    ids=["more dead", "as many dead", "match", "Spanish match", "trial"],
)
def test_the_next_event_of_a_kind_is_a_new_story(before, today):
    (story,) = linked(before, today)
    assert story.change == "new"


@pytest.mark.parametrize(
    ("before", "today"),
    [
        (RAID, BLAST_INQUIRY),
        (RAID, MORE_BODIES),
        (MATCH, COACH_GOES),
        (TRIAL, APPEAL),
        (MATCH, KICK_OFF),
        (HALF_TIME, MATCH),
        (HALBZEIT, ABPFIFF),
        (TRIAL, LAWYER),
        (SNOW, MORE_SNOW),
        (ROADS, ROADS_STILL),
        (POLLS, ELECTED),
    ],
    ids=[
        "inquiry",
        "more bodies",
        "coach",
        "apology",
        "kick-off",
        "half-time",
        "Halbzeit",
        "lawyer",
        "inches",
        "roads",
        "polls",
    ],
)
def test_what_comes_of_an_event_is_an_update(before, today):
    (story,) = linked(before, today)
    assert (story.id, story.change) == ("before", "update")


@pytest.mark.parametrize(
    "told",
    [
        "Orlavik gewann am Samstag mit 3:1 (Halbzeit 1:0) gegen Tarn.",
        "Orlavik won 3-1 on Saturday after they had led Tarn 1-0 at the break.",
    ],
)
def test_the_score_of_a_match_is_the_last_one(told):
    assert read_occasion(write_articles([("Orlavik", told)], "post")).scores == {(3, 1)}


@pytest.mark.parametrize(
    ("before", "today", "days", "change"),
    [
        (MARCH, NEXT_MARCH, 7, "new"),
        (WRAP, NEXT_WRAP, 7, "new"),
        (MARCH, AFTER_THE_MARCH, 7, "update"),
        (MARCH, NEXT_MARCH, 3, "update"),
        (DAM, AFTER_THE_DAM, 7, "update"),
        (ROAD_DEATHS, NEXT_ROAD_DEATHS, 7, "new"),
    ],
    ids=["march", "market", "what came of it", "within the week", "toll", "tolls of the week"],
)
def test_what_comes_every_week_is_a_new_story(before, today, days, change):
    (story,) = linked(before, today, days=days)
    assert story.change == change


def test_a_new_attack_and_what_came_of_the_last_part_though_more_died():
    stories = {story.change: story for story in linked(RAID, MORE_BODIES, RAID_ON_FLATS)}
    assert [article.title for article in stories["update"].articles] == [MORE_BODIES[0]]
    assert [article.title for article in stories["new"].articles] == [RAID_ON_FLATS[0]]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "es",
            "Un hombre de 43 años cumplirá una pena de 20 años por un robo de hace más de 10 años.",
        ),
        (
            "de",
            "Nach 20-jähriger Partnerschaft und 12-jähriger Haft schwieg der 43-jährige Lehrer.",
        ),
        ("ja", "県警は11日、会社員の男(43歳)を逮捕した。"),
    ],
)
def test_years_that_something_took_are_nobodys_age(language, text):
    (article,) = write_articles([("Condenado", text)], "diario")
    assert read_features(replace(article.article, language=language)).ages == {"43"}
