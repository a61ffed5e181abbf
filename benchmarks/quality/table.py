"""Write the tables of docs/quality.md and docs/quality-tables.md from the results.

    python benchmarks/quality/table.py

docs/quality.md keeps its prose: only what stands between the markers is replaced.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "results" / "quality.json"
TOPICS = ROOT / "benchmarks" / "results" / "topics.json"
COST = ROOT / "benchmarks" / "results" / "quality_cost.json"
PAGE = ROOT / "docs" / "quality.md"
TABLES = ROOT / "docs" / "quality-tables.md"
WHOLE = "Lead, whole sentences"
CLAUSES = "Lead, whole clauses"
NOT_PEERS = ("Readout", "Lead", WHOLE, CLAUSES, "oracle")
Figures = dict[str, Any]

HEAD = """# Quality of the briefs: every table

Written by `benchmarks/quality/table.py`; [quality.md](quality.md) says what is measured and how.
R1, R2, RL are ROUGE F1; "to Lead" is the difference in ROUGE-1 with its 95 % interval; "repeated"
is the share of word pairs that stood in the text before; "quoted" the share of sentences whose
words all stand, in that order, in one sentence of the source or in two that follow each other;
ms are processor milliseconds per article, vectors given (bert-extractive-summarizer encodes).
"""


def main() -> None:
    """Write both files."""
    results = json.loads(RESULTS.read_text(encoding="utf-8"))["results"]
    parts = [HEAD, *(table(label, systems) for label, systems in results.items())]
    TABLES.write_text("\n".join(parts), encoding="utf-8")
    text = PAGE.read_text(encoding="utf-8")
    text = between(text, "summary", summary(results))
    if COST.exists():
        text = between(text, "cost", cost(json.loads(COST.read_text(encoding="utf-8"))))
    if TOPICS.exists():
        text = between(text, "topics", topics(json.loads(TOPICS.read_text(encoding="utf-8"))))
    PAGE.write_text(text, encoding="utf-8")
    print(summary(results))


def between(text: str, name: str, made: str) -> str:
    """Return `text` with `made` between the markers of that name.

    Raises:
        SystemExit: the page has no such markers.
    """
    start, end = f"<!-- {name}: made by table.py -->", f"<!-- end of {name} -->"
    if start not in text or end not in text:
        raise SystemExit(f"{PAGE} has no markers {start} … {end}")
    head, rest = text.split(start, 1)
    return f"{head}{start}\n{made}\n{rest[rest.index(end) :]}"


def summary(results: dict[str, dict[str, Figures]]) -> str:
    """Return a line per set and bound: ours, Lead, their difference, the best peer."""
    lines = [
        "| set, bound | items | Readout R1 / R2 | Lead R1 / R2 | R1 to Lead [95 %] "
        "| R2 to Lead [95 %] | Lead in whole sentences: R1 / R2 to Lead; words, ours, Lead's "
        "| best peer that quotes: R1 to Lead |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for label, systems in results.items():
        ours, lead = systems["Readout"], systems["Lead"]
        peers = {n: f for n, f in systems.items() if n not in NOT_PEERS and "stored" not in n}
        best = max(peers, key=lambda name: peers[name]["to_lead"][0][0], default=None)
        shown = f"{best} {peers[best]['to_lead'][0][0]:+.1f}" if best else ""
        lines.append(
            f"| {label} | {ours['items']} | {pair(ours)} | {pair(lead)} "
            f"| {interval(ours['to_lead'][0])} | {interval(ours['to_lead'][1])} "
            f"| {whole(systems)} | {shown} |"
        )
    return "\n".join(lines)


def whole(systems: dict[str, Figures]) -> str:
    """Return what the lead in whole sentences gains, and its words beside ours and Lead's."""
    if WHOLE not in systems:
        return ""
    gains = " / ".join(f"{systems[WHOLE]['to_lead'][k][0]:+.1f}" for k in (0, 1))
    sizes = " / ".join(f"{systems[name]['words']:.0f}" for name in (WHOLE, "Readout", "Lead"))
    return f"{gains}; {sizes}"


def pair(figures: Figures) -> str:
    return f"{figures['rouge'][0]:.1f} / {figures['rouge'][1]:.1f}"


def interval(three: list[float]) -> str:
    mean, low, high = three
    return f"{mean:+.1f} [{low:+.1f}, {high:+.1f}]"


def table(label: str, systems: dict[str, Figures]) -> str:
    """Return the long table of one set and bound."""
    lines = [
        f"## {label}\n",
        "| system | items | R1 | R2 | RL | R1 to Lead [95 %] | words | repeated | quoted | ms |",
        "|---|---|---|---|---|---|---|---|---|---|",
        *(row(name, figures) for name, figures in systems.items()),
    ]
    return "\n".join(lines) + "\n"


def row(name: str, figures: Figures) -> str:
    """Return one line of a table."""
    rouge = " | ".join(f"{value:.1f}" for value in figures["rouge"])
    difference = "" if name == "Lead" else interval(figures["to_lead"][0])
    shown = f"**{name}**" if name == "Readout" else name
    quoted = f"{100 * figures['quoted']:.0f} %" if "quoted" in figures else ""
    ms = "" if name.startswith("stored") else f"{figures['ms']:.1f}"
    return (
        f"| {shown} | {figures['items']} | {rouge} | {difference} | {figures['words']:.0f} | "
        f"{100 * figures['repeated_pairs']:.1f} % | {quoted} | {ms} |"
    )


def cost(figures: dict[str, dict[str, dict[str, float]]]) -> str:
    """Return what each system costs on single articles and on several."""
    single, several = figures["cnndm"], figures["multinews"]
    lines = [
        "| system | one article, ms | several on one event, ms | peak memory, MB |",
        "|---|---|---|---|",
    ]
    for name, values in single.items():
        peak = max(values["peak_mb"], several[name]["peak_mb"])
        lines.append(f"| {name} | {values['ms']:.1f} | {several[name]['ms']:.1f} | {peak:.0f} |")
    return "\n".join(lines)


def topics(groups: list[dict[str, Any]]) -> str:
    """Return the figures of the topics benchmark."""
    lines = [
        "| articles | topics found | coverage | purity | labels | strays | twice | empty | again "
        "| repeats | above |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for row in groups:
        lines.append(
            f"| {row['group']}, {row['articles']} | {len(row['topics'])} | {row['coverage']:.2f} "
            f"| {row['purity']:.2f} | {row['labels']:.2f} | {len(row['strays'])} | {row['twice']} "
            f"| {row['empty']} | {row['again']} | {row['repeats']} | {row['above']} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
