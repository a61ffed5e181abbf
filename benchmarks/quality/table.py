"""Print benchmarks/results/quality.json as the tables of docs/quality.md.

python benchmarks/quality/table.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parents[1] / "results" / "quality.json"


def main() -> None:
    """Print one table per set and bound."""
    results = json.loads(RESULTS.read_text(encoding="utf-8"))["results"]
    for label, systems in results.items():
        print(f"### {label}\n")
        print("| system | items | R1 | R2 | RL | R1 to lead [95 %] | words | repeated | ms |")
        print("|---|---|---|---|---|---|---|---|---|")
        for name, figures in systems.items():
            print(row(name, figures))
        print()


def row(name: str, figures: dict[str, Any]) -> str:
    """Return one line of a table."""
    rouge = " | ".join(f"{value:.1f}" for value in figures["rouge"])
    mean, low, high = figures["to_lead"][0]
    difference = "" if name == "Lead" else f"{mean:+.1f} [{low:+.1f}, {high:+.1f}]"
    shown = f"**{name}**" if name == "Readout" else name
    return (
        f"| {shown} | {figures['items']} | {rouge} | {difference} | {figures['words']:.0f} | "
        f"{100 * figures['repeated_pairs']:.1f} % | {figures['ms']:.1f} |"
    )


if __name__ == "__main__":
    main()
