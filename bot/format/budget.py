"""Blocks of lines onto pages: split at points, never inside one (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.format import limits
from bot.format.page import RULE, Line, Page, page_size, small
from summarizer.tongue import Tongue

Block = Sequence[Line]
"""A story, a topic, a lead: a headline, its points, its line of sources."""

ROWS_ROOM = 14
"""Components kept for a menu and two rows of buttons."""

MOST_BLOCKS = (limits.V2_COMPONENTS - 2 - ROWS_ROOM) // 2
"""Each block is a text display and a separator."""


def one_page(blocks: list[Block], number: int, tongue: Tongue) -> Page:
    """Return one page of blocks, from 1, with how many there are; the last, where it is beyond."""
    pages = paginate(blocks)
    number = min(number, len(pages))
    lines = pages[number - 1]
    if len(pages) == 1:
        return Page(lines)
    said = tongue.say(
        "Page {number} of {count}; the option `page` shows another", number=number, count=len(pages)
    )
    return Page((*lines, small(said)))


def units_of(block: Block) -> list[tuple[Line, ...]]:
    """Return the pieces of a block that stay together, in order.

    A headline stays with the line after it, a small line with the one before.
    """
    units: list[list[Line]] = []
    glue = False
    for line in block:
        if units and (glue or line.kind == "small"):
            units[-1].append(line)
        else:
            units.append([line])
        glue = line.kind == "head"
    return [tuple(unit) for unit in units]


def paginate(blocks: Sequence[Block], *, limit: int = limits.PAGE_TEXT) -> list[tuple[Line, ...]]:
    """Return pages of lines, each at most `limit` long, blocks parted by rules.

    A block goes whole onto a new page where that holds it; a longer one is split
    between its units.

    Raises:
        ValueError: a unit is longer than a page: its lines were not made to fit.
    """
    pages: list[list[tuple[Line, ...]]] = [[]]
    for block in blocks:
        units = units_of(block)
        whole = tuple(line for unit in units for line in unit)
        if not fits(pages[-1], whole, limit) and page_size(whole) <= limit:
            pages.append([])
        new = True
        for unit in units:
            if page_size(unit) > limit:
                raise ValueError(f"a line of {page_size(unit)} does not fit a page of {limit}")
            if not fits(pages[-1], unit, limit, new=new):
                pages.append([])
                new = True
            if new:
                pages[-1].append(unit)
            else:
                pages[-1][-1] += unit
            new = False
    return [join(page) for page in pages if page]


def fits(
    page: Sequence[tuple[Line, ...]], lines: tuple[Line, ...], limit: int, *, new: bool = True
) -> bool:
    """Return whether `lines` still go onto a page."""
    used = sum(page_size(block) for block in page)
    blocks = len(page) + (1 if new else 0)
    return used + page_size(lines) <= limit and blocks <= MOST_BLOCKS


def join(page: Sequence[tuple[Line, ...]]) -> tuple[Line, ...]:
    """Return the blocks of a page with rules between."""
    lines: list[Line] = []
    for block in page:
        if lines:
            lines.append(RULE)
        lines += block
    return tuple(lines)
