"""`readout models …`: which models are there and whole; get one, try one."""

from __future__ import annotations

import sys
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarizer.cli import options
from summarizer.cli.console import Console, wants_colour, width
from summarizer.cli.guard import FAILED, guard
from summarizer.cli.help import PlainTyper
from summarizer.cli.output import LISTED, choose_format, write_object
from summarizer.errors import ModelError

if TYPE_CHECKING:
    from summarizer.models.registry import ModelInfo
    from summarizer.models.writers.bench import Cost
    from summarizer.models.writers.pull import Plan
    from summarizer.render.layout import Line
    from summarizer.settings import Settings

SCHEMA = "readout/models/1"
VERDICTS = {True: "checksum right", False: "NOT WHOLE", None: "whole; no checksum to compare"}

app = PlainTyper()

YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Download without asking.")]


@app.callback(invoke_without_command=True)
def models(
    context: typer.Context,
    format: options.ListFormatOption = None,  # noqa: A002 - the option's own name
    debug: options.DebugOption = False,
) -> None:
    """List the models on this machine: what they are, where they came from, if they are intact.

    The exit status is 1 if the model that the settings name is missing or damaged.
    """
    if context.invoked_subcommand is not None:
        return
    with guard(debug=debug):
        chosen = choose_format(format, None, LISTED)

        from summarizer.models.registry import list_models
        from summarizer.render.layout import paint
        from summarizer.settings import load_settings

        found = list_models(load_settings())
        if chosen == "json":
            write_object(SCHEMA, {"models": [_object(info) for info in found]})
        else:
            colour = wants_colour(chosen, None)
            typer.echo(paint(_lines(found), colour=colour), nl=False, color=colour)
        if any(info.chosen and info.ok is False for info in found):
            raise typer.Exit(FAILED)


@app.command("pull", short_help="Download a writing or entailment model.")
def pull(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A preset such as chat-4gb, or a hub name.")
    ],
    yes: YesOption = False,
    quiet: options.QuietOption = False,
    debug: options.DebugOption = False,
) -> None:
    """Download a model. Its size is shown first; every weight file's checksum is verified.

    An interrupted download resumes where it stopped.
    """
    with guard(quiet=quiet, debug=debug) as console:
        from summarizer.cli.checkup import size
        from summarizer.models.files import ModelFolder
        from summarizer.models.judges.labels import is_judge
        from summarizer.models.writers.pull import plan_pull
        from summarizer.models.writers.pull import pull as download

        plan = plan_pull(name)
        _require_consent(plan, console, yes=yes)
        _calm_bars(quiet=quiet)

        def tell(file: str, done: int, total: int) -> None:
            if file:
                console.notice(f"fetching {file} ({size(done)} of {size(total)} are here)")

        folder = download(plan, progress=tell)
        typer.echo(f"{plan.repo} is in {folder}")
        if is_judge(ModelFolder(plan.repo, folder)):
            console.notice(f"set READOUT_JUDGE={name} to have written sentences judged by it")
        else:
            console.notice(f"set READOUT_WRITER={name} to have briefs written by it")


@app.command("bench", short_help="Measure what a model costs on this machine.")
def bench(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            help="A preset, a folder or a downloaded model; default: READOUT_WRITER, else "
            "READOUT_JUDGE.",
        ),
    ] = None,
    quiet: options.QuietOption = False,
    debug: options.DebugOption = False,
) -> None:
    """Write one brief with a model, and report the time and memory that it takes here.

    An entailment model judges a few sentences instead.
    """
    with guard(quiet=quiet, debug=debug) as console:
        from summarizer.models.writers import SERVER, open_writer
        from summarizer.models.writers.bench import WORDS
        from summarizer.models.writers.bench import bench as measure
        from summarizer.settings import load_settings

        settings = load_settings()
        asked = name or settings.writer
        judge = "" if asked else settings.judge
        if asked and asked != SERVER and _judges(asked):
            judge = asked
        if judge:
            typer.echo(_cost_of_judge(settings.model_copy(update={"judge": judge}), console))
            return
        writer = open_writer(settings.model_copy(update={"writer": asked}))
        if writer is None:
            raise typer.BadParameter(_advice(), param_hint="'NAME'")
        console.notice(f"loading {writer.name} and writing one brief")
        with closing(writer):
            cost = measure(writer)
        typer.echo(_cost_text(cost, f"{cost.seconds:.1f} seconds for a brief of {WORDS} words"))


@app.command("presets", short_help="List the models that have a short name.")
def presets(debug: options.DebugOption = False) -> None:
    """List the models that have a short name: what they do and the memory they need."""
    with guard(debug=debug):
        from summarizer.cli.tables import table
        from summarizer.models.writers.presets import JUDGES, PRESETS

        rows = [
            (
                preset.name,
                f"{preset.memory_gb:g} GB{' on a GPU' * preset.gpu}",
                preset.does,
                preset.licence,
                preset.repo,
            )
            for preset in (*PRESETS, *JUDGES)
        ]
        typer.echo(table(("name", "memory", "does", "licence", "model"), rows))


def _judges(name: str) -> bool:
    """Whether a name is that of an entailment model; False where there is no such model."""
    from summarizer.models.judges.labels import is_judge
    from summarizer.models.writers.folders import find_pulled
    from summarizer.models.writers.presets import JUDGES

    with suppress(ModelError):
        return is_judge(find_pulled(name))
    return any(preset.name == name for preset in JUDGES)


def _cost_of_judge(settings: Settings, console: Console) -> str:
    from summarizer.models.judges import open_judge
    from summarizer.models.writers.bench import bench_judge

    judge = open_judge(settings)
    assert judge is not None
    console.notice(f"loading {judge.name} and judging sentences")
    with closing(judge):
        cost = bench_judge(judge)
    return _cost_text(cost, f"{cost.seconds:.2f} seconds for a sentence")


def _require_consent(plan: Plan, console: Console, *, yes: bool) -> None:
    """Tell the size; ask on a terminal, refuse where nobody can be asked.

    Raises:
        typer.Exit: the answer was no.
        typer.BadParameter: there is no terminal and no --yes.
    """
    from summarizer.cli.checkup import size

    told = f"{plan.repo}: {size(plan.size)} in {len(plan.files)} files"
    if yes:
        console.notice(told)
        return
    if not _can_ask():
        raise typer.BadParameter(f"{told}; add --yes to download it.", param_hint="'NAME'")
    console.error(told)
    if not typer.confirm("Download it?", err=True):
        console.error("nothing was downloaded")
        raise typer.Exit(FAILED)


def _can_ask() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _calm_bars(*, quiet: bool) -> None:
    """Leave the hub's bars, which go on within a file, to terminals."""
    from huggingface_hub.utils.tqdm import disable_progress_bars

    if quiet or not sys.stderr.isatty():
        disable_progress_bars()


def _advice() -> str:
    """Return what to name, by what the machine holds."""
    from summarizer.models.hardware import available_memory
    from summarizer.models.writers.presets import fitting_preset

    fits = fitting_preset(available_memory() or 0)
    text = "name a model, or set READOUT_WRITER."
    return f"{text} This machine has memory for {fits.name}." if fits else text


def _cost_text(cost: Cost, told: str) -> str:
    from summarizer.cli.checkup import size
    from summarizer.render.safe import clean

    lines = [
        clean(cost.name),
        f"  {told}",
        f"  {cost.load_seconds:.1f} seconds to load, once",
    ]
    if cost.tokens_per_second:
        lines.append(f"  {cost.tokens_per_second:.1f} tokens a second")
    if cost.memory_bytes:
        lines.append(f"  {size(cost.memory_bytes)} of memory at most, Readout itself included")
    if cost.gpu_bytes:
        lines.append(f"  {size(cost.gpu_bytes)} of the GPU's memory at most")
    if cost.where:
        lines.append(f"  on {cost.where}")
    return "\n".join(lines)


def _object(info: ModelInfo) -> dict[str, Any]:
    return {
        "name": info.name,
        "kind": info.kind,
        "chosen": info.chosen,
        "ok": info.ok,
        "path": str(info.path) if info.path else None,
        "source": info.source,
        "licence": info.licence,
        "bytes": info.size_bytes,
        "sha256": info.sha256,
        "note": info.note,
    }


def _lines(found: list[ModelInfo]) -> list[Line]:
    from summarizer.cli.checkup import size
    from summarizer.render.safe import clean
    from summarizer.render.text import Sheet

    sheet = Sheet(width())
    for info in found:
        sheet.gap()
        use = " (in use)" if info.chosen else ""
        sheet.put([(clean(info.name), "headline"), (f", {info.kind}{use}", "dim")])
        verdict = VERDICTS[info.ok] if info.path else "not there"
        facts = [size(info.size_bytes)] if info.size_bytes else []
        sheet.say(
            ", ".join([*facts, verdict]),
            "warn" if info.ok is False else "plain",
            first="  ",
            rest="  ",
        )
        for text in _facts(info):
            sheet.say(clean(text), "dim", first="  ", rest="    ")
    return sheet.lines


def _facts(info: ModelInfo) -> list[str]:
    facts = [
        f"from {info.source}" if info.source else "",
        f"licence {info.licence}" if info.licence else "",
        f"sha256 {info.sha256}" if info.sha256 else "",
        f"in {info.path}" if info.path else "",
        info.note,
    ]
    return [fact for fact in facts if fact]
