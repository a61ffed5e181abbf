"""Three days on the command line: fetch, digest, and what a story has become."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

Readout = Callable[..., Result]

SUNDAY = """Dam bursts above Orlavik
September 1, 2024

Heavy rain burst the dam above Orlavik on Sunday night and flooded the lower town.
At least 12 people died in Orlavik, rescue workers said.
About 900 residents of Orlavik spent the night in the sports hall.
The regional governor, Hanne Dufvel, called the flood the worst in Orlavik for fifty years.
"""
MONDAY = """Death toll of the Orlavik flood rises
September 2, 2024

The death toll of the flood after the dam above Orlavik burst has risen to 21, officials said.
Heavy rain burst the dam above Orlavik on Sunday night and flooded the lower town.
Prosecutors opened an inquiry into Kraftvann, which owns the burst dam above Orlavik.
The regional governor, Hanne Dufvel, promised every household a payment of 5,000 crowns.
"""
TUESDAY = """Search in Orlavik ends
September 3, 2024

Rescue workers in Orlavik ended their search on Tuesday: 24 people died in the flood.
Two managers of Kraftvann were arrested near the burst dam above Orlavik at noon.
About 900 residents of Orlavik spent the night in the sports hall.
"""


FERRY = """Ferry to Sande runs again
September 1, 2024

The ferry to Sande runs again after eleven weeks, the harbour office of Varnholm said.
A storm in March had torn away the pier, and commuters took the bus around the fjord.
The town paid nine million crowns for the repair, half of which the county will return.
"""


@pytest.fixture
def watched(tmp_path: Path, readout: Readout) -> Path:
    """A watched folder."""
    folder = tmp_path / "watched"
    folder.mkdir()
    assert readout("sources", "add", folder).exit_code == 0
    return folder


def day(readout: Readout, folder: Path, number: int, text: str = "") -> dict[str, Any]:
    """What came in on a day of September 2024, and the digest of that day."""
    if text:
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    assert readout("fetch", "--all").exit_code == 0
    since, until = f"2024-09-{number:02}", f"2024-09-{number + 1:02}"
    made = readout("digest", "--since", since, "--until", until, "-f", "json", "-q")
    assert made.exit_code == 0, made.stderr
    value: dict[str, Any] = json.loads(made.stdout)
    return value


def said(digest: dict[str, Any]) -> list[str]:
    return [point["text"] for story in digest["stories"] for point in story["brief"]["points"]]


ZONES = ("UTC", "Pacific/Auckland", "America/Los_Angeles")


@pytest.mark.parametrize("zone", ZONES)
def test_each_day_tells_what_is_new_and_what_moved(
    readout: Readout, watched: Path, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setenv("READOUT_ZONE", zone)
    one = day(readout, watched, 1, SUNDAY)
    two = day(readout, watched, 2, MONDAY)
    three = day(readout, watched, 3, TUESDAY)
    quiet = day(readout, watched, 4)

    assert [len(made["stories"]) for made in (one, two, three, quiet)] == [1, 1, 1, 0]
    first, second, third = (made["stories"][0] for made in (one, two, three))
    assert first["id"] == second["id"] == third["id"]
    assert [story["change"] for story in (first, second, third)] == ["new", "update", "update"]
    assert (second["note"], third["note"]) == ("dead: was 12, now 21", "dead: was 21, now 24")
    told = [*said(one), *said(two), *said(three)]
    assert len(told) == len(set(told))
    assert not any("sports hall" in text for text in said(three))


def test_without_a_path_stories_are_those_of_the_stored_articles(
    readout: Readout, watched: Path
) -> None:
    text = SUNDAY.replace("September 1, 2024", f"{datetime.now(UTC):%B %-d, %Y}")
    (watched / "today.txt").write_text(text, encoding="utf-8")
    (watched / "long ago.txt").write_text(TUESDAY, encoding="utf-8")
    assert readout("fetch", "--all").exit_code == 0
    listed = readout("stories", "-f", "json", stdin="")
    assert listed.exit_code == 0, listed.stderr
    [story] = json.loads(listed.stdout)["stories"]
    assert story["title"] == "Dam bursts above Orlavik"


def test_without_stored_articles_of_the_day_stories_say_so(readout: Readout, watched: Path) -> None:
    (watched / "long ago.txt").write_text(TUESDAY, encoding="utf-8")
    assert readout("fetch", "--all").exit_code == 0
    listed = readout("stories", stdin="")
    assert listed.exit_code == 1
    assert "nothing was stored in the last 24 hours" in listed.stderr


@pytest.mark.parametrize("zone", ZONES)
def test_a_past_day_can_be_looked_at_again(
    readout: Readout, watched: Path, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setenv("READOUT_ZONE", zone)
    one = day(readout, watched, 1, SUNDAY)
    two = day(readout, watched, 2, MONDAY)
    day(readout, watched, 3, TUESDAY)
    assert said(day(readout, watched, 1)) == said(one)
    whole = ("digest", "--since", "2024-09-01", "--until", "2024-09-03", "-f", "json", "-q")
    assert readout(*whole).exit_code == 0
    shown = json.loads(readout("digest", "--on", "2024-09-02", "-f", "json").stdout)
    assert shown["stories"] == two["stories"], "looking back does not change what was told"


def test_a_look_at_one_source_does_not_take_the_place_of_the_day_s_digest(
    readout: Readout, watched: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    assert readout("sources", "add", other).exit_code == 0
    for folder, text in ((watched, SUNDAY), (other, FERRY)):
        dated = text.replace(text.splitlines()[1], f"{datetime.now(UTC):%B %-d, %Y}")
        (folder / "new.txt").write_text(dated, encoding="utf-8")
    assert readout("fetch", "--all").exit_code == 0
    narrow = ("digest", "--source", "other", "-f", "json", "-q")
    assert len(json.loads(readout(*narrow).stdout)["articles"]) == 1
    on_today = ("digest", "--on", "today", "-f", "json", "-q")
    assert len(json.loads(readout(*on_today).stdout)["articles"]) == 1, "there is no other"
    whole = json.loads(readout("digest", "-f", "json", "-q").stdout)
    assert len(whole["articles"]) == 2
    assert readout("digest", "--source", "watched", "-q").exit_code == 0
    assert json.loads(readout(*on_today).stdout)["stories"] == whole["stories"]


EVENING = {
    # Nine in the evening of the first of September, and one of the morning after it.
    "Pacific/Auckland": ("2024-09-01T09:00:00Z", "2024-09-01T13:00:00Z"),
    "America/Los_Angeles": ("2024-09-02T04:00:00Z", "2024-09-02T08:00:00Z"),
}


@pytest.mark.parametrize("zone", EVENING)
def test_a_day_is_the_readers_own(
    readout: Readout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setenv("READOUT_ZONE", zone)
    rows = tmp_path / "rows.jsonl"
    times = (*EVENING[zone], "2024-09-01", "2024-09-02")
    texts = ("The dam held.", "The bank met.", "A ferry sank.", "The cup was won.")
    rows.write_text(
        "".join(
            json.dumps({"id": said, "text": f"{said} So they told in Orlavik.", "published": time})
            + "\n"
            for said, time in zip(texts, times, strict=True)
        )
    )
    days = ("--since", "2024-09-01", "--until", "2024-09-01T23:59")
    made = json.loads(readout("digest", rows, *days, "-f", "json").stdout)
    assert {item["id"] for item in made["articles"]} == {"The dam held.", "A ferry sank."}
    assert made["window"]["zone"] == zone
    assert "\n1 September 2024 ·" in readout("digest", rows, *days).stdout


def test_what_came_in_but_is_of_an_older_day_is_not_passed_over_in_silence(
    readout: Readout, watched: Path
) -> None:
    (watched / "old.txt").write_text(SUNDAY, encoding="utf-8")
    readout("fetch", "--all")
    made = readout("digest")
    assert "A quiet day" in made.stdout
    assert "the newest article that is stored is of 2024-09-01; --since 2024-09-01" in made.stderr
    assert "Dam bursts" in readout("digest", "--since", "2024-09-01").stdout


def test_the_day_that_is_named_for_older_articles_is_the_readers(
    readout: Readout, watched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUT_ZONE", "America/Los_Angeles")
    evening = datetime(2024, 9, 2, 4, tzinfo=UTC)
    (watched / "old.txt").write_text(dated(SUNDAY, evening), encoding="utf-8")
    readout("fetch", "--all")
    assert "--since 2024-09-01 digests" in readout("digest").stderr
    assert "Dam bursts" in readout("digest", "--since", "2024-09-01").stdout


@pytest.mark.parametrize(
    ("zone", "hours", "found"),
    [
        ("America/Los_Angeles", ("2024-09-01T20:00", "2024-09-02T20:00"), {"2024-09-02"}),
        ("Pacific/Auckland", ("2024-09-01T02:00", "2024-09-02T02:00"), {"2024-09-02"}),
        ("UTC", ("2024-09-01T20:00", "2024-09-02T20:00"), {"2024-09-02"}),
    ],
)
def test_a_day_without_a_time_begins_at_the_readers_midnight_in_hours_too(
    readout: Readout,
    watched: Path,
    monkeypatch: pytest.MonkeyPatch,
    zone: str,
    hours: tuple[str, str],
    found: set[str],
) -> None:
    monkeypatch.setenv("READOUT_ZONE", zone)
    for number, text in enumerate((SUNDAY, MONDAY, TUESDAY)):
        (watched / f"{number}.txt").write_text(text, encoding="utf-8")
    readout("fetch", "--all")
    window = ("--since", hours[0], "--until", hours[1])
    made = json.loads(readout("digest", *window, "-f", "json").stdout)
    assert {article["published"][:10] for article in made["articles"]} == found
    hits = readout("search", "Orlavik", *window, "--words-only", "--json").stdout
    assert {hit["published"][:10] for hit in json.loads(hits)["hits"]} == found


def test_a_search_by_days_is_in_the_readers_zone(
    readout: Readout, watched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUT_ZONE", "America/Los_Angeles")
    for number, text in enumerate((SUNDAY, MONDAY, TUESDAY)):
        (watched / f"{number}.txt").write_text(text, encoding="utf-8")
    readout("fetch", "--all")
    days = ("--since", "2024-09-01", "--until", "2024-09-03")
    found = json.loads(readout("search", "Orlavik", *days, "--words-only", "--json").stdout)
    assert {hit["published"][:10] for hit in found["hits"]} == {"2024-09-01", "2024-09-02"}


def test_days_of_a_story_and_of_hits_are_the_readers_own(
    readout: Readout, watched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening = datetime(2024, 9, 2, 2, tzinfo=UTC)  # in Los Angeles the evening before
    for number, text in enumerate((SUNDAY, TUESDAY)):
        when = evening + timedelta(days=number)
        (watched / f"{number}.txt").write_text(dated(text, when), encoding="utf-8")
    monkeypatch.setenv("READOUT_ZONE", "America/Los_Angeles")
    readout("fetch", "--all")
    made = readout("digest", "--since", "2024-09-01", "--until", "2024-09-03", "-q")
    assert made.exit_code == 0, made.stderr
    days = readout("story", "dam", "above", "Orlavik").stdout.partition("DAY BY DAY")[2]
    assert days.index("1 September 2024") < days.index("2 September 2024")
    assert "3 September 2024" not in days
    found = readout("search", "Orlavik", "--words-only", "--since", "2024-09-02").stdout
    assert "2024-09-02 · found by words\n" in found and "2024-09-03" not in found
    german = readout("search", "Orlavik", "--words-only", "--language", "de").stdout
    assert "2024-09-02 · gefunden über Wörter\n" in german and "found by" not in german


def test_a_file_of_a_watched_folder_is_named_wherever_its_article_is(
    readout: Readout, watched: Path
) -> None:
    path = str(watched / "1.txt")
    made = day(readout, watched, 1, SUNDAY)
    assert [article["origin"] for article in made["articles"]] == [path]
    unwrapped = readout("digest", "--since", "2024-09-01", "--again").stdout.replace("\n", "")
    assert path in unwrapped.replace(" ", "")
    found = readout("search", "Orlavik", "--words-only").stdout
    assert path in found and "unnamed source" not in found
    hit = json.loads(readout("search", "Orlavik", "--words-only", "--json").stdout)["hits"][0]
    assert hit["origin"] == path
    assert path in readout("story", "dam", "above", "Orlavik", "-f", "json").stdout
    moved = (watched / "1.txt").rename(watched / "flood.txt")
    assert readout("fetch", "--all").exit_code == 0
    assert str(moved) in readout("search", "Orlavik", "--words-only").stdout


@pytest.mark.parametrize("asked", [["--since", "yesterday"], []], ids=["a day", "no day"])
def test_a_zone_that_is_none_is_told_whether_a_day_is_asked_for_or_not(
    readout: Readout, monkeypatch: pytest.MonkeyPatch, news: Path, asked: list[str]
) -> None:
    monkeypatch.setenv("READOUT_ZONE", "Mars/Base")
    result = readout("digest", news, *asked)
    assert result.exit_code == 2
    told = " ".join(result.stderr.split())
    assert "READOUT_ZONE: not a time zone that this machine knows" in told and "Mars/Base" in told


def test_a_story_is_told_over_time_by_words_or_id(readout: Readout, watched: Path) -> None:
    made = [day(readout, watched, n, t) for n, t in enumerate((SUNDAY, MONDAY, TUESDAY), 1)]
    by_words = readout("story", "dam", "above", "Orlavik")
    assert by_words.exit_code == 0, by_words.stderr
    assert by_words.stdout == readout("story", made[0]["stories"][0]["id"]).stdout
    brief, _, days = by_words.stdout.partition("DAY BY DAY")
    assert "24 people died" in brief and "12 people died" not in brief
    assert "now 24" in brief, "what moved"
    assert days.index("1 September 2024") < days.index("3 September 2024")
    assert "rescue workers said. [3]" in " ".join(days.split())
    assert readout("story", "zebra crossing in Lermonia").exit_code == 1


def test_a_last_day_that_repeats_what_was_known_is_not_where_a_story_stands(
    readout: Readout, watched: Path
) -> None:
    again = TUESDAY.replace("Search", "How the search").replace("3, 2024", "4, 2024")
    for number, text in ((1, SUNDAY), (3, TUESDAY), (4, again)):
        day(readout, watched, number, text)
    told = readout("story", "dam", "above", "Orlavik").stdout.partition("DAY BY DAY")[0]
    assert "now 24" in told


def dated(text: str, when: datetime) -> str:
    title, _, body = text.split("\n", 2)
    return f"---\ntitle: {title}\npublished: {when.isoformat()}\n---\n{body}"


def test_what_came_in_late_is_told_the_next_morning_and_nothing_twice(
    readout: Readout, watched: Path
) -> None:
    now = datetime.now(UTC)
    late = now - timedelta(hours=25)  # as old as it is when a morning begins a little later
    (watched / "early.txt").write_text(dated(SUNDAY, late), encoding="utf-8")
    assert readout("fetch", "--all").exit_code == 0
    until = f"{now:%Y-%m-%d}"
    first = readout("digest", "--since", "4 days ago", "--until", until, "-f", "json", "-q")
    assert "Dam bursts above Orlavik" in first.stdout
    other = TUESDAY.replace("Orlavik", "Brenholt").replace("Kraftvann", "Tunmark")
    (watched / "late.txt").write_text(dated(other, late), encoding="utf-8")
    assert readout("fetch", "--all").exit_code == 0
    made = readout("digest", "-f", "json", "-q")
    assert made.exit_code == 0, made.stderr
    assert [s["title"] for s in json.loads(made.stdout)["stories"]] == ["Search in Brenholt ends"]


def test_the_first_digest_is_of_the_last_day(readout: Readout, watched: Path) -> None:
    old = datetime.now(UTC) - timedelta(hours=25)
    (watched / "old.txt").write_text(dated(SUNDAY, old), encoding="utf-8")
    assert readout("fetch", "--all").exit_code == 0
    assert "A quiet day" in readout("digest").stdout
