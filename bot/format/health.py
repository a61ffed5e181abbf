"""How a source fares, in words (pure)."""

from __future__ import annotations

from bot.format.safe import fit
from bot.format.words import moment, plural
from summarizer.archive.sources import Source
from summarizer.sources.politeness import is_held


def health_line(source: Source) -> str:
    """Return how a source fares, in words."""
    health = source.health
    name = fit(source.name, 80)
    if source.moved_into is not None:
        return f"- ↪️ {name}: {error_words(source)}"
    if health.state == "retired":
        return f"- ⛔ {name}: its site says that it is gone for good"
    if health.state == "paused":
        silent = f"silent after {health.failures} failures, asked once a day; {error_words(source)}"
        return f"- ⏸️ {name}: {'paused' if is_held(health) else silent}"
    if health.failures:
        return f"- ⚠️ {name}: {plural(health.failures, 'failure')} in a row; {error_words(source)}"
    if health.last_success is None:
        return f"- 🕓 {name}: not read yet"
    return f"- ✅ {name}: read {moment(health.last_success, 'R')}"


def error_words(source: Source) -> str:
    """Return the last error of a source."""
    return fit(source.health.last_error or "no reason was given", 200)
