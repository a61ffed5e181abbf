"""Train the line model on all pages and write it into the package.

    python benchmarks/cleaning/train.py --data DIR

DIR holds `lines_scraped.jsonl` and `articles.jsonl`. Needs scikit-learn, which the
package itself does not.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from cleaning_data import fit, read_pages, save, tabulate

OUTPUT = Path(__file__).parents[2] / "summarizer" / "data" / "furniture.npz"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    table = tabulate(read_pages(arguments.data))
    save(fit(table, np.ones(len(table.drop), np.bool_)), arguments.output)
    print(f"{arguments.output}: {arguments.output.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
