"""`readout digest` and `readout stories`: what all the articles say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import options
from summarizer.cli.console import Console
from summarizer.cli.engine import open_summarizer
from summarizer.cli.guard import guard
from summarizer.cli.inputs import Intake, nothing_left, packaged_seeds, paths_or_stdin
from summarizer.cli.output import STORY_FORMATS, choose_target
from summarizer.cli.prose import open_pen
from summarizer.cli.stored import (
    Asked,
    digest_of,
    digest_of_day,
    digest_of_stored,
    is_stored,
    older_articles,
    stored_articles,
    stored_sources,
)
from summarizer.errors import NothingToBrief
from summarizer.render import FORMATS, render_digest, render_stories

if TYPE_CHECKING:
    from summarizer.api import Summarizer
    from summarizer.domain import Digest

NOTHING_TODAY = (
    "nothing was stored in the last 24 hours; 'readout fetch' reads the sources, and a path names "
    "articles of your own"
)
NOTHING_STORED = (
    "nothing is stored yet; 'readout fetch' reads the sources, 'readout sources add ADDRESS' adds "
    "one, and a path names articles of your own"
)

TopicOption = Annotated[
    str | None,
    typer.Option(
        "--topic",
        "-t",
        metavar="TEXT",
        help="Only what the articles say on this topic, matched by meaning.",
    ),
]
OnOption = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="DAY",
        help="Show again the digest of the stored articles that was made on that day.",
    ),
]
AgainOption = Annotated[
    bool,
    typer.Option(
        "--again", help="Include what earlier digests of the stored articles have already told."
    ),
]
DigestPaths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        help="Files (.txt, .md, .html, .jsonl, .pdf) or folders; - is standard input. "
        "Default: what 'readout fetch' has stored, or else the example articles.",
    ),
]


def digest(
    context: typer.Context,
    paths: DigestPaths = None,
    topic: TopicOption = None,
    since: options.SinceOption = None,
    until: options.UntilOption = None,
    on: OnOption = None,
    again: AgainOption = False,
    source: options.SourceOption = None,
    tag: options.TagOption = None,
    limit: options.StoryLimitOption = None,
    length: options.LengthOption = None,
    words: options.WordsOption = None,
    format: options.FormatOption = None,  # noqa: A002 - the option's own name
    output: options.OutputOption = None,
    language: options.LanguageOption = None,
    explain: options.ExplainOption = False,
    extract: options.ExtractOption = False,
    judge: options.JudgeOption = None,
    quiet: options.QuietOption = False,
    no_cache: options.NoCacheOption = False,
    debug: options.DebugOption = False,
) -> None:
    """Digest all the articles: a lead, the stories, the topics, the sources, the ledger."""
    with guard(quiet=quiet, debug=debug) as console:
        budget = options.word_budget(length, words)
        options.check_count("--limit", limit)
        start, end = options.window(since, until)
        target = choose_target(format, output, FORMATS, language=language, explain=explain)
        _check_wishes(context)
        asked = Asked(topic, start, end, limit, budget, source or (), options.check_tags(tag))
        from summarizer.settings import load_settings

        settings = load_settings()
        if on is not None:
            made = digest_of_day(settings, on, paths)
        else:
            with (
                open_summarizer(context, settings, console, no_cache=no_cache) as summarizer,
                open_pen(settings, console, extract=extract, judge=judge) as pen,
            ):
                made = _digest(summarizer, paths, asked, console, again=again)
                if pen is not None:
                    made = pen.digest(made, summarizer.embedder)
        _refuse_empty(made)
        target.write(render_digest(made, **target.look(settings)), console)
        nothing_new = not (made.coverage.read or paths or on or start or end)
        if nothing_new and (hint := older_articles(settings)):
            console.notice(hint)
        _say_silence(made, topic)


def stories(
    context: typer.Context,
    paths: options.PathsArgument = None,
    limit: options.StoryLimitOption = None,
    length: options.LengthOption = None,
    words: options.WordsOption = None,
    format: options.StoryFormatOption = None,  # noqa: A002 - the option's own name
    output: options.OutputOption = None,
    language: options.LanguageOption = None,
    explain: options.ExplainOption = False,
    extract: options.ExtractOption = False,
    judge: options.JudgeOption = None,
    quiet: options.QuietOption = False,
    no_cache: options.NoCacheOption = False,
    debug: options.DebugOption = False,
) -> None:
    """List the stories: what happened in each, and which articles report it.

    Without a path, those of the last day's stored articles.
    """
    with guard(quiet=quiet, debug=debug) as console:
        budget = options.word_budget(length, words)
        options.check_count("--limit", limit)
        target = choose_target(format, output, STORY_FORMATS, language=language, explain=explain)
        from summarizer.settings import load_settings

        settings = load_settings()
        kept = stored_articles(settings) if not paths and is_stored(settings) else None
        intake = Intake(
            [] if kept is not None else paths_or_stdin(paths), settings.max_file_mb, console
        )
        with (
            open_summarizer(context, settings, console, no_cache=no_cache) as summarizer,
            open_pen(settings, console, extract=extract, judge=judge) as pen,
        ):
            articles = intake.articles() if kept is None else kept
            told = summarizer.stories(articles, words=budget)[:limit]
            if pen is not None:
                told = pen.stories(told, summarizer.embedder)
        if not told and kept is not None:
            raise nothing_left([], NOTHING_TODAY)
        if not told:
            raise nothing_left(intake.dropped if quiet else [])
        target.write(render_stories(told, **target.look(settings)), console)


def _digest(
    summarizer: Summarizer,
    paths: list[str] | None,
    asked: Asked,
    console: Console,
    *,
    again: bool,
) -> Digest:
    """Return the digest of the paths; without any of what is stored, else of the examples.

    Raises:
        NothingToBrief: nothing is stored, though sources were added or stored articles asked for.
    """
    settings = summarizer.settings
    if not paths and is_stored(settings):
        return digest_of_stored(settings, summarizer, asked, again=again)
    if not paths and (asked.sources or asked.tags or again or stored_sources(settings)):
        raise NothingToBrief(NOTHING_STORED)
    intake = Intake(_named_or_example(paths, console), settings.max_file_mb)
    read, dropped = intake.articles(), intake.dropped
    return digest_of(summarizer, read, asked, dropped=dropped, contents=intake.contents)


SHOWN_AS_IT_WAS = tuple(
    "topic since until again source tag limit length words extract judge".split()
)
"""Wishes that change a digest; one that is shown as it was cannot have them."""


def _check_wishes(context: typer.Context) -> None:
    """Refuse a topic without a word, and wishes that cannot be had together.

    Raises:
        typer.BadParameter: such a wish was named.
    """
    given = context.params
    if given["topic"] is not None and not given["topic"].strip():
        raise typer.BadParameter("name a topic.", param_hint="'--topic'")
    if given["paths"] and (given["source"] or given["tag"]):
        raise typer.BadParameter(
            "chooses among stored articles; name no paths.",
            param_hint="'--source'" if given["source"] else "'--tag'",
        )
    named = [name for name in SHOWN_AS_IT_WAS if given.get(name)]
    if given["on"] is not None and named:
        raise typer.BadParameter(
            f"shows a digest as it was; leave out --{named[0]}.", param_hint="'--on'"
        )


def _named_or_example(paths: list[str] | None, console: Console) -> list[str]:
    if paths:
        return paths_or_stdin(paths)
    console.notice("no path was named: this is the digest of the example articles")
    return [str(packaged_seeds())]


def _say_silence(made: Digest, topic: str | None) -> None:
    """Raise when the reader asked for a topic of which nothing is said; the digest is written.

    Raises:
        NothingToBrief: in the digest's own words, for standard error and the exit status.
    """
    if topic is not None and not made.stories and made.notices:
        raise NothingToBrief(f"nothing could be briefed: {made.notices[0]}")


def _refuse_empty(made: Digest) -> None:
    """Raise unless the digest says something, be it that the articles are silent on a topic.

    Raises:
        NothingToBrief: with the first reasons of the ledger.
    """
    if not made.stories and not made.notices:
        raise nothing_left(made.coverage.dropped)
