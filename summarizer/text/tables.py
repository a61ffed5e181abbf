"""Lists of words that come with the package, in `summarizer/data/*.txt`.

A line that begins with "#" is a remark; `[name]` heads a list that goes on to the next heading.
"""

from __future__ import annotations

from importlib import resources


def lines_of(name: str) -> list[str]:
    """Return the lines of a file of lists, without remarks and empty ones."""
    text = resources.files("summarizer").joinpath("data", name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def lists_of(name: str) -> dict[str, tuple[str, ...]]:
    """Return the words of each list of a file by its name, in the file's order."""
    found: dict[str, list[str]] = {}
    words: list[str] = []
    for line in lines_of(name):
        if line.startswith("["):
            words = found.setdefault(line.strip("[]"), [])
        else:
            words += line.split()
    return {heading: tuple(words) for heading, words in found.items()}


def by_language(name: str, kind: str) -> dict[str, tuple[str, ...]]:
    """Return the lists of a file that are headed `[kind language]`, by language."""
    lists = lists_of(name).items()
    return {head.split()[1]: words for head, words in lists if head.split()[0] == kind}
