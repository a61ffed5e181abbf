"""`readout check`: is each sentence of a summary supported by the sources?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import options
from summarizer.cli.console import Console, width
from summarizer.cli.engine import open_encoder
from summarizer.cli.guard import FAILED, guard
from summarizer.cli.inputs import Intake, check_stdin, nothing_left
from summarizer.cli.output import LISTED, Target, choose_target
from summarizer.cli.prose import with_judge
from summarizer.cli.summaries import read_summary
from summarizer.tongue import Tongue, tongue_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from summarizer.check import Embed, Report, Verdict
    from summarizer.check import Judge as Judged
    from summarizer.models.base import Embedder, Judge, Progress
    from summarizer.render.layout import Line, Style
    from summarizer.render.numbering import Numbering
    from summarizer.render.text import Sheet
    from summarizer.settings import Settings

SCHEMA = "readout/check/1"
QUOTE_CHARS = 300
"""A source sentence longer than this is cut where it is shown."""


SummaryArgument = Annotated[
    str, typer.Argument(metavar="SUMMARY", help="The text to check; - is standard input.")
]
MoreArgument = Annotated[
    list[str] | None, typer.Argument(metavar="PATH", help="More sources, after --sources.")
]
SourcesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--sources",
        "-s",
        metavar="PATH",
        help="Files or folders with the articles to check it against; repeatable.",
    ),
]


def check(
    context: typer.Context,
    summary: SummaryArgument,
    more: MoreArgument = None,
    sources: SourcesOption = None,
    format: options.ListFormatOption = None,  # noqa: A002 - the option's own name
    output: options.OutputOption = None,
    language: options.LanguageOption = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the nearest source of every sentence.")
    ] = False,
    judge: options.JudgeOption = None,
    quiet: options.QuietOption = False,
    no_cache: options.NoCacheOption = False,
    debug: options.DebugOption = False,
) -> None:
    """Say of each sentence of a summary whether the sources bear it out, and why.

    The exit status is 1 if any sentence is not supported.
    """
    with guard(quiet=quiet, debug=debug) as console:
        named = [*(sources or ()), *(more or ())]
        if not sources:
            raise typer.BadParameter("name the sources.", param_hint="'--sources'")
        check_stdin([summary, *named])
        target = choose_target(format, output, LISTED, language=language, explain=explain)

        from summarizer.check import check_text
        from summarizer.settings import load_settings

        settings = with_judge(load_settings(), judge)
        if settings.judge:
            from summarizer.models.judges import check_judge

            check_judge(settings)  # to read for nothing takes long
        limit = settings.max_file_mb
        text = read_summary(summary, limit)
        intake = Intake(named, limit, console)
        articles = list(intake.articles())
        if not articles:
            raise nothing_left(
                intake.dropped if quiet else [], "there is no source to check it against"
            )
        with (
            _open_asked(settings) as asked,
            open_encoder(context, settings, no_cache=no_cache) as embedder,
        ):
            report = check_text(
                text,
                articles,
                embed=_telling(embedder, console),
                judge=None if asked is None else _judging(asked, console),
                progress=lambda done, total: console.progress("checking", done, total),
            )
        tongue = tongue_of(target.language or settings.language, articles)
        judged = "" if asked is None else asked.name
        target.write(_show(report, judged, target, tongue), console)
        if not report.borne_out:
            raise typer.Exit(FAILED)


@contextmanager
def _open_asked(settings: Settings) -> Iterator[Judge | None]:
    """Yield the entailment model that the settings name, loaded, and release it.

    Raises:
        SettingsError, ModelError: it cannot be used.
    """
    from summarizer.models.judges import open_judge

    judge = open_judge(settings)
    if judge is None:
        yield None
        return
    with closing(judge):
        judge.load()
        yield judge


def _judging(judge: Judge, console: Console) -> Judged:
    from summarizer.check import judge_by

    return judge_by(
        lambda pairs: judge.entail(
            pairs, lambda done, total: console.progress("judging", done, total)
        )
    )


def _telling(embedder: Embedder, console: Console) -> Embed:
    """Return the encoder's `embed`, which tells how far it is with the first, large batch.

    The small ones that follow, some per sentence, are part of the checking.
    """
    tell: list[Progress | None] = [lambda done, total: console.progress("encoding", done, total)]

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        return embedder.embed(texts, tell.pop() if tell else None)

    return embed


def _show(report: Report, judge: str, target: Target, tongue: Tongue) -> str:
    from summarizer.render.layout import paint
    from summarizer.render.safe import dump_json

    if target.format == "json":
        from summarizer.check import report_as_json

        return dump_json({"schema": SCHEMA, **report_as_json(report, judge=judge)}) + "\n"
    return paint(_lines(report, target.explain, tongue), colour=target.colour)


def _lines(report: Report, explain: bool, tongue: Tongue) -> list[Line]:
    """Lay out the verdicts, then the sources that they name."""
    from summarizer.render.numbering import Numbering
    from summarizer.render.safe import clean
    from summarizer.render.text import Sheet, put_sources

    sheet = Sheet(width(), tongue)
    numbering = Numbering.over(report.sources)
    shown: set[int] = set()
    held = report.checked - report.refused
    outcome = tongue.count(
        "{held} of {n} sentence supported",
        "{held} of {n} sentences supported",
        report.checked,
        held=tongue.number(held),
    )
    sheet.say(outcome, "title")
    sheet.gap()
    for verdict in report.sentences:
        style: Style = "plain" if verdict.borne_out else "warn"
        text = f"{tongue.say('ok' if verdict.borne_out else 'NO')} {clean(verdict.text)}"
        sheet.say(text, style, rest="    ")
        for reason in verdict.reasons:
            sheet.say(tongue.again(reason), "dim", first="    - ", rest="      ")
        if explain or not verdict.borne_out:
            shown |= _put_nearest(sheet, verdict, numbering)
    put_sources(sheet, numbering, shown)
    return sheet.lines


def _put_nearest(sheet: Sheet, verdict: Verdict, numbering: Numbering) -> set[int]:
    """Show the source sentence that is nearest; return its number."""
    from summarizer.render.layout import GLUE
    from summarizer.render.safe import clean
    from summarizer.render.wording import colon

    if not verdict.citations:
        return set()
    nearest = verdict.citations[0]
    number = numbering.numbers[nearest.article]
    quote = clean(nearest.quote)
    nearest_there = f"{sheet.tongue.say('nearest')}{colon(sheet.tongue)}"
    if len(quote) > QUOTE_CHARS:
        quote = quote[:QUOTE_CHARS].rsplit(" ", 1)[0] + " …"
    sheet.put(
        [(f"{nearest_there} ", "dim"), (f"“{quote}”", "plain"), (f"{GLUE}[{number}]", "cite")],
        first="    ",
        rest="    ",
    )
    return {number}
