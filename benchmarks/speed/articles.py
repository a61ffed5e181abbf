"""Articles for the speed benchmark: a folder's, or generated ones of realistic length."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

ACTORS = (
    "the harbour council,the regional court,Minister Ilse Brandt,Governor Tomas Reyes,"
    "the ferry operator Nordlys,the central bank,opposition leader Hana Kovac,the teachers' union,"
    "the power company Aurea,Mayor Petra Lindqvist,the drug agency,the carmaker Veloria,"
    "researchers at Lund,the coast guard,a parliamentary committee,the airline Meridian"
).split(",")
ACTIONS = (
    "approved,rejected,postponed,criticised,announced,withdrew,defended,signed,suspended,"
    "reopened,delayed,expanded,cut,presented,challenged"
).split(",")
THINGS = (
    "a plan to rebuild the storm-damaged pier,the budget for the coming year,new rules on fishing,"
    "a contract for forty electric buses,the ban on night flights,a tax on empty houses,"
    "the merger of two hospitals,a pension reform,the sale of a disused shipyard,"
    "an inquiry into the flood warnings,a trade agreement with its neighbours,"
    "the export licence for turbines,a vaccine trial,the closure of three rural schools"
).split(",")
TAILS = (
    "after weeks of talks that had twice been close to collapse,despite protests by residents,"
    "according to documents seen on {day},in a vote of {a} to {b},at a cost of {a}.{b} million,"
    "because prices had risen by {b} per cent in a year,saying that work could begin in {month},"
    "while the details are to be settled by {month},and promised a report within {a} days,"
    "which critics called too little and too late,as thousands waited for an answer"
).split(",")
SAID = "said on {day},told reporters on {day},wrote in a letter of {day},added".split(",")
DAYS = "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday".split(",")
MONTHS = "January,March,April,June,August,September,November".split(",")
PLACES = "LUND,PORTO ALVA,BRESTHAVEN,KOLDING,SANTA MIRA,VARNSTAD".split(",")


def load(folders: Path | Iterable[Path] | None, count: int) -> list[str]:
    """Return `count` article texts: from the folders' .jsonl and .txt files, else generated.

    Always in the same order, in which the files are mixed.
    """
    places = [folders] if isinstance(folders, Path) else list(folders or ())
    texts = list(dict.fromkeys(text for folder in places for text in _stored(folder)))
    texts = [text for text in texts if len(text.split()) >= 80]
    random.Random(7).shuffle(texts)
    return texts[:count] + [generate(seed) for seed in range(count - len(texts))]


SHORT = 100


def openings(sentences: Iterable[list[str]], count: int) -> list[list[str]]:
    """Return `count` short articles of about `SHORT` words each, as sentences.

    First the openings of all articles, then what follows in each, until there are enough.
    """
    rests = [list(one) for one in sentences]
    found: list[list[str]] = []
    while len(found) < count and any(rests):
        for rest in rests:
            part: list[str] = []
            while rest and sum(len(one.split()) for one in part) < SHORT:
                part.append(rest.pop(0))
            if sum(len(one.split()) for one in part) >= SHORT // 2:
                found.append(part)
    return found[:count]


def of_length(sentences: Iterable[list[str]], count: int, size: int) -> list[str]:
    """Return `count` articles of `size` sentences each, in paragraphs of three.

    The openings of those that have as many; shorter ones are put together.
    """
    found: list[str] = []
    held: list[str] = []
    for article in sentences:
        held += article
        if len(held) >= size:
            parts = [" ".join(held[k : min(k + 3, size)]) for k in range(0, size, 3)]
            found.append("\n\n".join(parts))
            held = []
        if len(found) == count:
            break
    return found


def generate(seed: int) -> str:
    """Return an invented article of 12 to 32 sentences, about 25 words each."""
    rng = random.Random(seed)
    actor, thing = rng.choice(ACTORS), rng.choice(THINGS)
    paragraphs = [f"{rng.choice(PLACES)} — " + _sentence(rng, actor, thing)]
    for _ in range(rng.randint(4, 10)):
        size = rng.randint(2, 3)
        paragraphs.append(" ".join(_sentence(rng, actor, thing) for _ in range(size)))
    return "\n\n".join(paragraphs)


def _sentence(rng: random.Random, actor: str, thing: str) -> str:
    who = actor if rng.random() < 0.4 else rng.choice(ACTORS)
    what = thing if rng.random() < 0.5 else rng.choice(THINGS)
    parts = [who, rng.choice(ACTIONS), what, rng.choice(TAILS)]
    if rng.random() < 0.6:
        parts += [",", rng.choice(ACTORS), rng.choice(SAID)]
    text = (
        " ".join(parts)
        .replace(" ,", ",")
        .format(
            day=rng.choice(DAYS),
            month=rng.choice(MONTHS),
            a=rng.randint(3, 98),
            b=rng.randint(2, 9),
        )
    )
    return text[0].upper() + text[1:] + "."


def _stored(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".txt":
            yield path.read_text(encoding="utf-8", errors="replace")
        elif path.suffix == ".jsonl":
            with path.open(encoding="utf-8") as lines:
                for line in lines:
                    text = json.loads(line).get("text")
                    if isinstance(text, str):
                        yield text
