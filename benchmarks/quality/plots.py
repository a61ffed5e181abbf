"""Draw quality against cost: docs/quality-cnndm.svg and docs/quality-multinews.svg.

    python benchmarks/quality/plots.py

Reads what run.py and cost.py wrote. A dot is a system: to the right what an article costs
in processor milliseconds (a logarithmic scale, encoding counted), upwards ROUGE-1 beyond
Lead with its 95 % interval.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "results"
PLOTS = {
    "cnndm": ("cnndm, 3 sentences", "One article, three sentences (CNN/DailyMail)"),
    "multinews": ("multinews, 200 words", "Several articles, 200 words (Multi-News)"),
}
WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 62, 36, 52, 48
LABEL_HEIGHT = 13
"""Pixels that a label needs: those nearer are moved apart."""
CHARACTER = 6.2
"""Mean width of a label's character in pixels."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A system: its cost in ms, its gain and the interval's ends in ROUGE-1."""

    name: str
    ms: float
    gain: float
    low: float
    high: float


def main() -> None:
    """Draw a plot per set of which both figures are at hand."""
    quality = json.loads((RESULTS / "quality.json").read_text(encoding="utf-8"))["results"]
    cost = json.loads((RESULTS / "quality_cost.json").read_text(encoding="utf-8"))
    for name, (label, title) in PLOTS.items():
        if label not in quality or name not in cost:
            print(f"no figures for {label}")
            continue
        path = ROOT / "docs" / f"quality-{name}.svg"
        path.write_text(draw(title, dots_of(quality[label], cost[name])), encoding="utf-8")
        print(path)


def dots_of(quality: dict[str, Any], cost: dict[str, Any]) -> list[Dot]:
    """Return the systems that both tables name, the dearest last."""
    both = [name for name in quality if name in cost]
    made = [Dot(name, max(cost[name]["ms"], 0.1), *quality[name]["to_lead"][0]) for name in both]
    return sorted(made, key=lambda dot: (dot.ms, dot.name))


def draw(title: str, dots: list[Dot]) -> str:
    """Return the plot as SVG: readable on light and dark pages, no script, no font of its own."""
    low_x = math.floor(math.log10(min(dot.ms for dot in dots)))
    high_x = math.ceil(math.log10(max(dot.ms for dot in dots)) + 0.25)
    low, high = min(dot.low for dot in dots), max(dot.high for dot in dots)
    step = max(1, round((high - low) / 8))
    low_y, high_y = step * math.floor(low / step), step * math.ceil(high / step)

    def x(ms: float) -> float:
        return LEFT + (math.log10(ms) - low_x) / (high_x - low_x) * (WIDTH - LEFT - RIGHT)

    def y(gain: float) -> float:
        return TOP + (high_y - gain) / (high_y - low_y) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="12" aria-label="{escape(title)}">',
        "<style>text{fill:#222}.g{stroke:#ccc}.z{stroke:#777}.e{stroke:#9ab}.p{fill:#36c}"
        ".o{fill:#c30}@media(prefers-color-scheme:dark){text{fill:#ddd}.g{stroke:#444}"
        ".z{stroke:#999}.e{stroke:#567}.p{fill:#7af}.o{fill:#f85}}</style>",
        f'<text x="{LEFT}" y="20" font-size="15" font-weight="600">{escape(title)}</text>',
        f'<text x="{LEFT}" y="38">ROUGE-1 beyond Lead, with 95 % intervals, against '
        "processor milliseconds per item</text>",
    ]
    for value in range(low_y, high_y + 1, step):
        parts.append(grid(LEFT, y(value), WIDTH - RIGHT, y(value)))
        parts.append(
            f'<text x="{LEFT - 8}" y="{y(value) + 4:.1f}" text-anchor="end">{value:+d}</text>'
        )
    for power in range(low_x, high_x + 1):
        place = x(10.0**power)
        parts.append(grid(place, TOP, place, HEIGHT - BOTTOM))
        parts.append(
            f'<text x="{place:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">'
            f"{10.0**power:g} ms</text>"
        )
    parts.append(
        f'<line class="z" x1="{LEFT}" y1="{y(0):.1f}" x2="{WIDTH - RIGHT}" y2="{y(0):.1f}"/>'
    )
    taken: list[tuple[float, float, float]] = []
    for dot in dots:
        parts += mark(dot, x(dot.ms), y, taken)
    return "\n".join([*parts, "</svg>"]) + "\n"


def grid(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="g" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def mark(dot: Dot, x: float, y: Any, taken: list[tuple[float, float, float]]) -> list[str]:
    """Return a dot, its interval and its name where no other name stands."""
    kind = "o" if dot.name == "Readout" else "p"
    weight = ' font-weight="700"' if kind == "o" else ""
    wide = len(dot.name) * CHARACTER
    left = x + 8 if x + 8 + wide < WIDTH - RIGHT else x - 8 - wide
    height = free_height(left, y(dot.gain) + 4, wide, taken)
    taken.append((left, height, wide))
    return [
        f'<line class="e" x1="{x:.1f}" y1="{y(dot.low):.1f}" x2="{x:.1f}" y2="{y(dot.high):.1f}"/>',
        f'<circle class="{kind}" cx="{x:.1f}" cy="{y(dot.gain):.1f}" r="4.5"/>',
        f'<text x="{left:.1f}" y="{height:.1f}"{weight}>{escape(dot.name)}</text>',
    ]


def free_height(
    left: float, wish: float, wide: float, taken: list[tuple[float, float, float]]
) -> float:
    """Return the height nearest to the wish at which a label covers no other."""
    steps = [0, *(sign * k for k in range(1, 12) for sign in (-1, 1))]
    for step in steps:
        height = wish + step * LABEL_HEIGHT / 2
        clash = any(
            abs(height - h) < LABEL_HEIGHT and left < x + w and x < left + wide for x, h, w in taken
        )
        if not clash:
            return height
    return wish


if __name__ == "__main__":
    main()
