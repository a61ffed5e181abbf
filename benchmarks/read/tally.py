"""Count what readers chose, and why.

    python benchmarks/read/tally.py KEY RESULT [RESULT …] [--out FILE]

A choice of a system is counted against the items in which it was shown.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from math import sqrt
from pathlib import Path
from typing import Any

Z = 1.96
"""Of a 95 % interval."""


def main() -> None:
    """Print the table, and write it as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("key", type=Path)
    parser.add_argument("results", type=Path, nargs="+")
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    key = json.loads(chosen.key.read_text(encoding="utf-8"))
    results = [json.loads(path.read_text(encoding="utf-8")) for path in chosen.results]
    figures = tally(key, results)
    print(f"{'system':16} shown  best  share [95 %]         reasons")
    for name, row in figures.items():
        low, high = row["interval"]
        reasons = ", ".join(f"{reason} {count}" for reason, count in row["reasons"].items())
        print(
            f"{name:16} {row['shown']:5} {row['best']:5}  {row['share']:.2f} "
            f"[{low:.2f}, {high:.2f}]    {reasons}"
        )
    if chosen.out:
        chosen.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def tally(key: dict[str, Any], results: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return per system how often it was shown and chosen, and the faults ticked.

    Raises:
        SystemExit: a result is of another page than the key.
    """
    shown: Counter[str] = Counter()
    best: Counter[str] = Counter()
    reasons: dict[str, Counter[str]] = {}
    for result in results:
        if result["seed"] != key["seed"]:
            raise SystemExit("this result is of another page than the key: the seeds differ")
        for one in result["judged"]:
            names = [family(name) for name in key["items"][one["id"]]]
            shown.update(names)
            if one["best"] is not None:
                best[names[one["best"]]] += 1
            for place, ticked in one["reasons"].items():
                reasons.setdefault(names[int(place)], Counter()).update(ticked)
    order = sorted(shown, key=lambda name: (-best[name] / shown[name], name))
    return {
        name: {
            "shown": shown[name],
            "best": best[name],
            "share": round(best[name] / shown[name], 3),
            "interval": wilson(best[name], shown[name]),
            "reasons": dict(reasons.get(name, Counter()).most_common()),
        }
        for name in order
    }


def family(name: str) -> str:
    """Return "stored neural" for any of them: each alone was shown too seldom."""
    return "stored neural" if name.startswith("stored: ") else name


def wilson(count: int, total: int) -> list[float]:
    """Return the 95 % interval of a share (Wilson 1927)."""
    share = count / total
    middle = share + Z * Z / (2 * total)
    spread = Z * sqrt(share * (1 - share) / total + Z * Z / (4 * total * total))
    scale = 1 + Z * Z / total
    return [round(max(0.0, (middle - spread) / scale), 3), round((middle + spread) / scale, 3)]


if __name__ == "__main__":
    main()
