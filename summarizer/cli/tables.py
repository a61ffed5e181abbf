"""Plain tables: columns of text that read the same in a terminal, a pipe and a mail."""

from __future__ import annotations

from collections.abc import Sequence

MAX_CELL = 60


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return the rows in aligned columns under a head; the last column is not cut."""
    from rich.cells import cell_len

    cells = [tuple(head), *(_row(row) for row in rows)]
    widths = [max(cell_len(row[i]) for row in cells) for i in range(len(head) - 1)]
    lines = []
    for row in cells:
        padded = (
            text + " " * (width - cell_len(text)) for text, width in zip(row, widths, strict=False)
        )
        lines.append("  ".join((*padded, row[-1])).rstrip())
    return "\n".join(lines)


def _row(row: Sequence[str]) -> tuple[str, ...]:
    from summarizer.render.safe import clean

    last = len(row) - 1
    return tuple(
        text if i == last or len(text) <= MAX_CELL else text[: MAX_CELL - 1] + "…"
        for i, text in enumerate(map(clean, row))
    )
