"""`readout brief`: a brief per article, or one of several on one event."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import options
from summarizer.cli.console import Console
from summarizer.cli.engine import open_summarizer
from summarizer.cli.guard import guard
from summarizer.cli.inputs import Intake, nothing_left, paths_or_stdin
from summarizer.cli.output import Target, choose_target, open_output
from summarizer.cli.prose import open_pen
from summarizer.render import FORMATS, Format, between, render_brief, render_briefs

if TYPE_CHECKING:
    from summarizer.api import Summarizer
    from summarizer.domain import Brief
    from summarizer.settings import Settings

STREAMED: tuple[Format, ...] = ("terminal", "text", "markdown", "jsonl")
"""Formats in which each brief is written as soon as it is made, in bounded memory."""


def brief(
    context: typer.Context,
    paths: options.PathsArgument = None,
    length: options.LengthOption = None,
    words: options.WordsOption = None,
    sentences: options.SentencesOption = None,
    together: Annotated[
        bool,
        typer.Option("--together", help="One brief of all the articles, which cover one event."),
    ] = False,
    limit: options.ArticleLimitOption = None,
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
    """Brief each article: the few sentences that say what happened, each with its source."""
    with guard(quiet=quiet, debug=debug) as console:
        budget = options.word_budget(length, words)
        options.check_count("--sentences", sentences)
        options.check_count("--limit", limit)
        target = choose_target(format, output, FORMATS, language=language, explain=explain)
        named = paths_or_stdin(paths)

        from summarizer.settings import load_settings

        settings = load_settings()
        intake = Intake(named, settings.max_file_mb, console)
        make = _together if together else _each
        with (
            open_summarizer(context, settings, console, no_cache=no_cache) as summarizer,
            open_pen(settings, console, extract=extract, judge=judge) as pen,
        ):
            made = make(summarizer, intake, limit, budget, sentences)
            if pen is not None:
                made = pen.briefs(made, summarizer.embedder, sentences)
            _write_all(made, target, settings, console, intake)


def _each(
    summarizer: Summarizer,
    intake: Intake,
    limit: int | None,
    words: int | None,
    sentences: int | None,
) -> Iterator[Brief]:
    """Yield a brief per article; what cannot be briefed goes to the intake's account."""
    from summarizer.domain import Dropped

    articles = islice(intake.articles(), limit)
    for item in summarizer.briefs(articles, words=words, sentences=sentences):
        if isinstance(item, Dropped):
            intake.drop(item)
        else:
            yield item


def _together(
    summarizer: Summarizer,
    intake: Intake,
    limit: int | None,
    words: int | None,
    sentences: int | None,
) -> Iterator[Brief]:
    """Yield the one brief of all the articles."""
    articles = list(islice(intake.articles(), limit))
    if articles:
        yield summarizer.brief(articles, words=words, sentences=sentences)


def _write_all(
    made: Iterator[Brief], target: Target, settings: Settings, console: Console, intake: Intake
) -> None:
    """Write the briefs; the output is opened only once there is a first one.

    Raises:
        NothingToBrief: there was none.
    """
    first = next(made, None)
    if first is None:
        raise nothing_left(intake.dropped if console.quiet else [])
    look = target.look(settings)
    if target.format not in STREAMED:
        told = [first, *made]
        one = len(told) == 1
        text = render_brief(first, **look) if one else render_briefs(told, **look)
        target.write(text, console)
        return
    with open_output(target.output, target.format) as write:
        gap = ""
        for item in chain([first], made):
            text = render_brief(item, **look)
            console.clear()
            write(gap + text)
            gap = between(target.format, width=look["width"])
