"""The text layout, painted for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.domain import Brief, Digest, Story
from summarizer.render import View
from summarizer.render.layout import paint
from summarizer.render.text import briefs_lines, digest_lines, stories_lines


def digest_terminal(digest: Digest, view: View) -> str:
    """Return the digest for a terminal, with ANSI styles if the view has colour."""
    return paint(digest_lines(digest, view), colour=view.colour)


def briefs_terminal(briefs: Sequence[Brief], view: View) -> str:
    """Return briefs for a terminal, with ANSI styles if the view has colour."""
    return paint(briefs_lines(briefs, view), colour=view.colour)


def stories_terminal(stories: Sequence[Story], view: View) -> str:
    """Return a list of stories for a terminal, with ANSI styles if the view has colour."""
    return paint(stories_lines(stories, view), colour=view.colour)
