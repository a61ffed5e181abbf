"""The speed benchmark's table, ratios and plot, from benchmarks/results/speed.json.

python benchmarks/speed/table.py [--docs]

`--docs` writes them into docs/performance.md, between its two marks, and the plot beside it.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "benchmarks" / "results" / "speed.json"
DOCS = ROOT / "docs" / "performance.md"
PLOT = ROOT / "docs" / "performance.svg"
MARKS = "<!-- measured -->", "<!-- /measured -->"
BOT_LIMITS = {"idle, just started": 150, "idle, the model unloaded": 150, "at work": 700}
BY_LENGTH, EACH_LENGTH = "brief by length", 10
"""The task whose size is the sentences of an article, and how many articles it takes of each."""
PIPELINE = "sentence-transformers + scikit-learn + sumy"
Report = dict[str, Any]
Row = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--docs", action="store_true", help="write docs/performance.md")
    parser.add_argument("--results", type=Path, default=RESULTS)
    options = parser.parse_args()
    report = json.loads(options.results.read_text(encoding="utf-8"))
    if not options.docs:
        print(markdown(report))
        return
    PLOT.write_text(plot(rows(report)), encoding="utf-8")
    before, _, rest = DOCS.read_text(encoding="utf-8").partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    image = f"![Seconds against number of articles, both axes logarithmic]({PLOT.name})"
    middle = f"{MARKS[0]}\n{markdown(report)}\n{image}\n{MARKS[1]}"
    DOCS.write_text(before + middle + after, encoding="utf-8")


def rows(report: Report) -> list[Row]:
    """One row per contestant: medians and ranges over its runs."""
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for run in report["runs"]:
        groups.setdefault((run["task"], run["size"], run["who"]), []).append(run)
    found = []
    for (task, size, who), runs in groups.items():
        row: Row = {"task": task, "size": size, "who": who, "runs": len(runs)}
        good = [run for run in runs if "failed" not in run]
        if not good:
            found.append(row | {"failed": runs[0]["failed"]})
            continue
        for name in good[0]:
            values = [run[name] for run in good if isinstance(run.get(name), int | float)]
            if values and name not in row and name != "round":
                row[name] = statistics.median(values)
        row["peak_mb"] = max(run["peak_mb"] for run in good)
        seconds = [run["seconds"] for run in good if "seconds" in run]
        found.append(row | ({"least": min(seconds), "most": max(seconds)} if seconds else {}))
    return found


def checks(report: Report) -> list[Row]:
    """The ratios that Readout is held to: target, figure, met or not."""
    by = {(r["task"], r["size"], r["who"]): r for r in rows(report) if "failed" not in r}
    once = {(task, who): row for (task, _, who), row in by.items()}
    native = bool({"amx_bf16", "avx512_bf16"} & set(report["machine"]["features"]))
    found: list[Row] = []

    def check(name: str, value: float | None, target: float, *, least: bool = False) -> None:
        if value is not None:
            met = value >= target if least else value <= target
            sign = "≥" if least else "≤"
            found.append(
                {"ratio": name, "target": f"{sign} {target:g}", "value": value, "met": met}
            )

    def part(above: tuple[str, str], below: tuple[str, str], field: str = "seconds") -> Any:
        if above not in once or below not in once:
            return None
        return once[above][field] / once[below][field]

    peer, mine = ("encode", "sentence-transformers"), ("encode", "Readout")
    float32 = ("encode", "Readout, float32")
    here = "native bfloat16" if native else "no native bfloat16"
    check(
        f"sentence-transformers / Readout ({here})",
        part(peer, mine),
        6 if native else 1.5,
        least=True,
    )
    check("the same in CPU time", part(peer, mine, "cpu_seconds"), 6 if native else 1.5, least=True)
    check("sentence-transformers / Readout in float32", part(peer, float32), 1.5, least=True)
    check("lowest cosine", once.get(mine, {}).get("lowest_cosine"), 0.999, least=True)
    lexrank = ("brief", "sumy LexRank")
    check(
        "brief, vectors at hand / LexRank", part(("brief", "Readout, vectors at hand"), lexrank), 1
    )
    stored = ("brief", "Readout, vectors at hand, read before")
    check("the same where the article was read before", part(stored, lexrank), 1)
    plain = ("brief", "sumy LexRank, from plain text")
    check(
        "brief, vectors at hand / LexRank, both from plain text",
        part(("brief", "Readout, vectors at hand"), plain),
        1,
    )
    check("brief, new article / LexRank", part(("brief", "Readout, new article"), lexrank), 1)
    whole = once.get(("digest, full articles", "Readout"))
    if whole:
        name = f"digest of {whole['size']:,} full articles / pure encoding"
        check(name, whole["seconds"] / whole["encoding"], 1.2)
        check("the same in CPU time", whole["cpu_seconds"] / whole["encoding_cpu"], 1.2)
        check("peak memory of that digest, MB", whole["peak_mb"], 700)
    sizes = sorted(size for task, size, who in by if task == "digest" and who == "Readout")
    for small, large in pairwise(sizes[1:]):
        pair = [by["digest", size, "Readout"]["seconds"] for size in (small, large)]
        slope = math.log(pair[1] / pair[0]) / math.log(large / small)
        check(f"growth from {small:,} to {large:,} articles (1 is linear)", slope, 1.1)
    first, cached = ("cli", "readout digest, first"), ("cli", "readout digest, cached")
    check("cached / first digest", part(cached, first), 0.1)
    check("cached / first digest in CPU time", part(cached, first, "cpu_seconds"), 0.1)
    if cached in once:
        imported = [run.get("torch") for run in report["runs"] if run["who"] == cached[1]]
        check("cached digests that imported torch", sum(map(bool, imported)), 0)
    help_row = once.get(("cli", "readout --help"), {})
    check("readout --help, seconds of CPU", help_row.get("cpu_seconds"), 0.25)
    for who, most in BOT_LIMITS.items():
        check(f"bot {who}, MB", once.get(("bot", who), {}).get("peak_mb"), most)
    return found


def markdown(report: Report) -> str:
    """The table, the ratios, and on what they were measured."""
    found, there = rows(report), report["machine"]
    loads = f"{there['load_before']:.1f} before, {there.get('load_after', 0):.1f} after"
    lines = [
        f"Measured on {report['date'][:10]}: {there['processor']}, {there['cpus']} CPUs, "
        f"Python {there['python']}, load {loads}; articles {report['articles']}.",
        "",
        "| job | articles | who | seconds (range) | CPU s | peak MB | lowest cosine |",
        "|---|--:|---|--:|--:|--:|--:|",
    ]
    for row in (row for row in found if row["task"] != BY_LENGTH):
        start = f"| {row['task']} | {row['size']:,} | {row['who']} | "
        if "failed" in row:
            lines.append(start + f"{row['failed'].replace('|', '/')} | | | |")
            continue
        if "seconds" not in row:
            lines.append(f"{start} | | {row['peak_mb']:.0f} | |")
            continue
        spread = f" ({row['least']:.3g}–{row['most']:.3g})" if row["runs"] > 1 else ""
        cosine = f"{row['lowest_cosine']:.5f}" if "lowest_cosine" in row else ""
        lines.append(
            f"{start}{row['seconds']:.3g}{spread} | {row['cpu_seconds']:.3g} "
            f"| {row['peak_mb']:.0f} | {cosine} |"
        )
    lines += ["", "| ratio | target | figure | met |", "|---|--:|--:|---|"]
    for one in checks(report):
        value, met = f"{one['value']:.3f}", "yes" if one["met"] else "**no**"
        lines.append(f"| {one['ratio']} | {one['target']} | {value} | {met} |")
    lines += by_length(found)
    notes = [note for row in found if (note := _note(row))]
    return "\n".join([*lines, "", *notes]) + "\n"


def by_length(found: list[Row]) -> list[str]:
    """The table of what a brief costs by the sentences of its article, in ms of CPU."""
    rows = [row for row in found if row["task"] == BY_LENGTH and "failed" not in row]
    sizes = sorted({row["size"] for row in rows})
    if not sizes:
        return []
    lines = [
        "",
        f"A brief by the length of its article, ms of CPU an article ({EACH_LENGTH} of each):",
        "",
        f"| sentences | {' | '.join(f'{size}' for size in sizes)} |",
        f"|---|{'--:|' * len(sizes)}",
    ]
    for who in dict.fromkeys(row["who"] for row in rows):
        cost = {row["size"]: row["cpu_seconds"] for row in rows if row["who"] == who}
        cells = [f"{cost[size] / EACH_LENGTH * 1000:.1f}" if size in cost else "" for size in sizes]
        lines.append(f"| {who} | {' | '.join(cells)} |")
    return lines


def _note(row: Row) -> str:
    if row["task"] == "bot" and row["who"] == "at work":
        return (
            "The bot's memory is the proportional set size of all its processes: the bot, the "
            f"worker with the model, the parser. At work: a digest of {row['size']:,} articles "
            "that it had just read from feeds."
        )
    if row["task"] == "search" and "first" in row:
        return (
            f"Search: the median of eight queries; the slowest took {row['slowest']:.2g} s, the "
            f"first one of a process, which reads all vectors, {row['first']:.2g} s. Storing the "
            f"{row['size']:,} articles took {row['stored']:.0f} s."
        )
    return ""


WIDE, HIGH, EDGE = 640, 400, 60
COLOURS = {"Readout": "#1a6fb0", "Readout, encoding alone": "#8ab8dc", PIPELINE: "#c0552b"}


def plot(found: list[Row]) -> str:
    """Seconds against articles, both axes logarithmic, as SVG."""
    lines: dict[str, list[tuple[float, float]]] = {name: [] for name in COLOURS}
    for row in sorted(found, key=lambda row: row["size"]):
        if row["task"] == "digest" and "failed" not in row:
            lines[row["who"]].append((row["size"], row["seconds"]))
            if row["who"] == "Readout":
                lines["Readout, encoding alone"].append((row["size"], row["encoding"]))
    points = [point for line in lines.values() for point in line]
    if not points:
        return ""
    low = [math.floor(math.log10(min(p[axis] for p in points))) for axis in (0, 1)]
    high = [math.ceil(math.log10(max(p[axis] for p in points))) for axis in (0, 1)]

    def place(x: float, y: float) -> tuple[float, float]:
        across = (math.log10(x) - low[0]) / max(1, high[0] - low[0])
        up = (math.log10(y) - low[1]) / max(1, high[1] - low[1])
        return EDGE + across * (WIDE - 2 * EDGE), HIGH - EDGE - up * (HIGH - 2 * EDGE)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDE}" height="{HIGH}" fill="white"/>',
        *_grid(low, high, place),
    ]
    for number, (name, line) in enumerate(lines.items()):
        dots = [place(*point) for point in line]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in dots)
        colour = COLOURS[name]
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in dots]
        parts.append(
            f'<text x="{EDGE + 10}" y="{EDGE + 16 * number}" fill="{colour}">{name}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def _grid(low: list[int], high: list[int], place: Any) -> list[str]:
    found = []
    for power in range(low[0], high[0] + 1):
        (x, bottom), (_, top) = place(10**power, 10.0 ** low[1]), place(10**power, 10.0 ** high[1])
        found.append(f'<path d="M{x:.1f} {bottom:.1f}V{top:.1f}" stroke="#ddd"/>')
        found.append(
            f'<text x="{x:.1f}" y="{bottom + 16:.1f}" text-anchor="middle">{10**power:,}</text>'
        )
    for power in range(low[1], high[1] + 1):
        (left, y), (right, _) = (
            place(10.0 ** low[0], 10.0**power),
            place(10.0 ** high[0], 10.0**power),
        )
        found.append(f'<path d="M{left:.1f} {y:.1f}H{right:.1f}" stroke="#ddd"/>')
        found.append(
            f'<text x="{left - 6:.1f}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>'
        )
    found.append(f'<text x="{WIDE / 2}" y="{HIGH - 14}" text-anchor="middle">articles</text>')
    found.append(
        f'<text x="14" y="{HIGH / 2}" transform="rotate(-90 14 {HIGH / 2})" '
        'text-anchor="middle">seconds</text>'
    )
    return found


if __name__ == "__main__":
    main()
