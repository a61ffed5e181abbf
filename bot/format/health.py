"""How a source fares, in words (pure)."""

from __future__ import annotations

from bot.format.safe import fit
from bot.format.words import moment, reason
from summarizer.archive.sources import Source
from summarizer.render.wording import colon
from summarizer.sources.politeness import is_held
from summarizer.tongue import Tongue


def health_line(source: Source, tongue: Tongue) -> str:
    """Return how a source fares, in words, after a sign for it."""
    sign, how = fares(source, tongue)
    return f"- {sign} {fit(source.name, 80)}{colon(tongue)} {how}"


def fares(source: Source, tongue: Tongue) -> tuple[str, str]:
    """Return a sign for how a source fares, and the words."""
    health = source.health
    if source.moved_into is not None:
        return "↪️", error_words(source, tongue)
    if health.state == "retired":
        return "⛔", tongue.say("its site says that it is gone for good")
    if health.state == "paused" and is_held(health):
        return "⏸️", tongue.say("paused")
    if health.failures or health.state == "paused":
        return fails(source, tongue)
    if health.last_success is None:
        return "🕓", tongue.say("not read yet")
    return "✅", tongue.say("read {moment}", moment=moment(health.last_success, "R"))


def fails(source: Source, tongue: Tongue) -> tuple[str, str]:
    """Return a sign for a source that failed of late, and the words."""
    health, error = source.health, error_words(source, tongue)
    if health.state == "paused":
        return "⏸️", tongue.count(
            "no answer after {n} failures, tried once a day; {error}",
            "no answer after {n} failures, tried once a day; {error}",
            health.failures,
            error=error,
        )
    return "⚠️", tongue.count(
        "{n} failure in a row; {error}",
        "{n} failures in a row; {error}",
        health.failures,
        error=error,
    )


def error_words(source: Source, tongue: Tongue) -> str:
    """Return the last error of a source."""
    error = source.health.last_error
    return fit(reason(error, tongue) if error else tongue.say("no reason was given"), 200)
