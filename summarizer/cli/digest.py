"""`readout digest` and `readout stories`: what all the articles say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import options
from summarizer.cli.console import Console, wants_colour, width
from summarizer.cli.engine import open_summarizer
from summarizer.cli.guard import guard
from summarizer.cli.inputs import Intake, nothing_left, packaged_seeds, paths_or_stdin
from summarizer.cli.output import check_output, choose_format, open_output
from summarizer.render import FORMATS, Format, render_digest, render_stories

if TYPE_CHECKING:
    from summarizer.domain import Digest

STORY_FORMATS: tuple[Format, ...] = ("terminal", "text", "markdown", "json", "jsonl")

TopicOption = Annotated[
    str | None,
    typer.Option(
        "--topic",
        "-t",
        metavar="TEXT",
        help="Only what the articles say on this topic, by meaning.",
        show_default=False,
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="WHEN",
        help="Leave out what was published before: 2024-08-27, yesterday, '3 days ago', 12h (UTC).",
        show_default=False,
    ),
]
UntilOption = Annotated[
    str | None,
    typer.Option(
        "--until",
        metavar="WHEN",
        help="Leave out what was published after that moment.",
        show_default=False,
    ),
]
DigestPaths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        help="Files (.txt, .md, .html, .jsonl) or folders; - is standard input. "
        "Default: the example articles that come with Readout.",
        show_default=False,
    ),
]


def digest(
    context: typer.Context,
    paths: DigestPaths = None,
    topic: TopicOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: options.LimitOption = None,
    length: options.LengthOption = None,
    words: options.WordsOption = None,
    format: options.FormatOption = None,  # noqa: A002 - the option's own name
    output: options.OutputOption = None,
    explain: options.ExplainOption = False,
    quiet: options.QuietOption = False,
    no_cache: options.NoCacheOption = False,
    debug: options.DebugOption = False,
) -> None:
    """Digest all the articles: a lead, the stories, the topics, the sources, the ledger."""
    console = Console(quiet=quiet)
    with guard(console, debug=debug):
        budget = options.word_budget(length, words)
        options.check_count("--limit", limit)
        start, end = options.window(since, until)
        chosen = choose_format(format, output, FORMATS)
        check_output(output)
        if topic is not None and not topic.strip():
            raise typer.BadParameter("name a topic.", param_hint="'--topic'")
        named = _named_or_example(paths, console)

        from summarizer.settings import load_settings

        settings = load_settings()
        intake = Intake(named, settings.max_file_mb)
        with open_summarizer(context, settings, console, no_cache=no_cache) as summarizer:
            # A list: the ledger is complete only once every article was read.
            articles = list(intake.articles())
            made = summarizer.digest(
                articles,
                topic=topic,
                since=start,
                until=end,
                limit=limit,
                words=budget,
                dropped=intake.dropped,
            )
        _refuse_empty(made)
        text = render_digest(
            made, chosen, explain=explain, width=width(), colour=wants_colour(chosen, output)
        )
        console.clear()
        with open_output(output, chosen) as write:
            write(text)


def stories(
    context: typer.Context,
    paths: options.PathsArgument = None,
    limit: options.LimitOption = None,
    length: options.LengthOption = None,
    words: options.WordsOption = None,
    format: Annotated[  # noqa: A002 - the option's own name
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="terminal, text, markdown, json or jsonl.",
            show_default=False,
        ),
    ] = None,
    output: options.OutputOption = None,
    explain: options.ExplainOption = False,
    quiet: options.QuietOption = False,
    no_cache: options.NoCacheOption = False,
    debug: options.DebugOption = False,
) -> None:
    """List the stories: which articles tell of one event, and what happened."""
    console = Console(quiet=quiet)
    with guard(console, debug=debug):
        budget = options.word_budget(length, words)
        options.check_count("--limit", limit)
        chosen = choose_format(format, output, STORY_FORMATS)
        check_output(output)
        named = paths_or_stdin(paths)

        from summarizer.settings import load_settings

        settings = load_settings()
        intake = Intake(named, settings.max_file_mb, console)
        with open_summarizer(context, settings, console, no_cache=no_cache) as summarizer:
            told = summarizer.stories(intake.articles(), words=budget)[:limit]
        if not told:
            raise nothing_left(intake.dropped if quiet else [])
        text = render_stories(
            told, chosen, explain=explain, width=width(), colour=wants_colour(chosen, output)
        )
        console.clear()
        with open_output(output, chosen) as write:
            write(text)


def _named_or_example(paths: list[str] | None, console: Console) -> list[str]:
    if paths:
        return paths
    console.notice("no path was named: this is the digest of the example articles")
    return [str(packaged_seeds())]


def _refuse_empty(made: Digest) -> None:
    """Raise unless the digest says something, be it that the articles are silent on a topic.

    Raises:
        NothingToBrief: with the first reasons of the ledger.
    """
    if not made.stories and not made.notices:
        raise nothing_left(made.coverage.dropped)
