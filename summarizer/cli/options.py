"""The options that commands share: one name, one meaning, one help text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.moments import home_zone, read_moment
from summarizer.lengths import LENGTHS, LENGTHS_TOLD
from summarizer.tongue import CHOICES, language_code

MAX_WORDS = 100_000


def _complete(*names: str) -> Callable[[str], list[str]]:
    # typer finds the parameter by its name
    return lambda incomplete: [name for name in names if name.startswith(incomplete)]


def whole_number(text: str) -> int:
    """Return the number that an option names.

    Raises:
        typer.BadParameter: it is none.
    """
    try:
        return int(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a whole number.") from None


PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        help="Files (.txt, .md, .html, .jsonl, .pdf) or folders; - is standard input.",
    ),
]
LengthOption = Annotated[
    str | None,
    typer.Option(
        "--length",
        "-l",
        metavar="LENGTH",
        help=f"Length of a brief: {LENGTHS_TOLD}, or a number. Default: medium, or READOUT_LENGTH.",
        autocompletion=_complete(*LENGTHS),
    ),
]
WordsOption = Annotated[
    int | None,
    typer.Option(
        "--words", "-w", metavar="N", parser=whole_number, help="At most N words a brief."
    ),
]
SentencesOption = Annotated[
    int | None,
    typer.Option(
        "--sentences", metavar="N", parser=whole_number, help="At most N sentences a brief."
    ),
]
FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="terminal, text, markdown, json, html, rss or jsonl. Default: by the ending of the "
        "output file, else terminal on a terminal and text in a pipe.",
        autocompletion=_complete("terminal", "text", "markdown", "json", "html", "rss", "jsonl"),
    ),
]
StoryFormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="terminal, text, markdown, json or jsonl.",
        autocompletion=_complete("terminal", "text", "markdown", "json", "jsonl"),
    ),
]
ListFormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="terminal, text or json.",
        autocompletion=_complete("terminal", "text", "json"),
    ),
]
LanguageOption = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="CODE",
        help="Language of headings, counts and dates: "
        f"{', '.join(CHOICES[:-1])}, or auto for the language of most of the articles.",
        autocompletion=_complete(*CHOICES),
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to FILE; it appears whole or not at all.",
    ),
]
ArticleLimitOption = Annotated[
    int | None,
    typer.Option("--limit", "-n", metavar="N", parser=whole_number, help="At most N articles."),
]
StoryLimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit",
        "-n",
        metavar="N",
        parser=whole_number,
        help="At most N stories, the highest-ranked ones.",
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="WHEN",
        help="Leave out articles published before WHEN: 2024-08-27, yesterday, '3 days ago', 12h.",
    ),
]
UntilOption = Annotated[
    str | None,
    typer.Option("--until", metavar="WHEN", help="Leave out articles published after WHEN."),
]
SourceOption = Annotated[
    list[str] | None,
    typer.Option(
        "--source",
        metavar="NAME",
        help="Only stored articles from this source; repeatable.",
    ),
]
TagOption = Annotated[
    list[str] | None,
    typer.Option(
        "--tag",
        metavar="TEXT",
        help="Only stored articles from sources with this tag; repeatable.",
    ),
]
ExplainOption = Annotated[
    bool,
    typer.Option(
        "--explain",
        help="Show why: what each rank is made of, where each citation stands, the whole ledger.",
    ),
]
ExtractOption = Annotated[
    bool,
    typer.Option(
        "--extract",
        help="Use the articles' own sentences even if READOUT_WRITER names a model.",
    ),
]
JudgeOption = Annotated[
    str | None,
    typer.Option(
        "--judge",
        metavar="NAME",
        help="Entailment model that judges each sentence in addition to the checker: a preset, a "
        "folder or a downloaded model. Default: READOUT_JUDGE, else none.",
        autocompletion=_complete("judge-1gb", "judge-2gb", "judge-many-2gb", "judge-3gb"),
    ),
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="No progress and no notices; errors only.")
]
NoCacheOption = Annotated[
    bool, typer.Option("--no-cache", help="Do not read or write the cache of vectors.")
]
DebugOption = Annotated[
    bool, typer.Option("--debug", help="Show Python's traceback if something goes wrong.")
]

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The backup file.")]
AddressArgument = Annotated[
    str, typer.Argument(metavar="ADDRESS", help="The new database: postgresql+psycopg://…")
]


def word_budget(length: str | None, words: int | None) -> int | None:
    """Return the word budget that was asked for; None when none was.

    Raises:
        typer.BadParameter: a wrong length, or two that contradict.
    """
    check_count("--words", words, MAX_WORDS)
    if length is None:
        return words
    if words is not None:
        raise typer.BadParameter("give --length or --words, not both.", param_hint="'--words'")
    if length.lower() in LENGTHS:
        return LENGTHS[length.lower()]
    if not (length.isascii() and length.isdigit()):
        raise typer.BadParameter(
            f"{length!r} is not short, medium, long or a number of words.",
            param_hint="'--length'",
        )
    number = int(length[:9])
    check_count("--length", number, MAX_WORDS)
    return number


def check_count(name: str, value: int | None, most: int = 1_000_000) -> None:
    """Refuse a number that makes no sense.

    Raises:
        typer.BadParameter: `value` is below 1 or above `most`.
    """
    if value is not None and not 1 <= value <= most:
        raise typer.BadParameter(f"{value} is not between 1 and {most:,}.", param_hint=f"'{name}'")


def language(given: str | None) -> str | None:
    """Return the code of the language that was asked for; None when none was.

    Raises:
        typer.BadParameter: there is no such language.
    """
    try:
        return language_code(given) if given is not None else None
    except ValueError as error:
        raise typer.BadParameter(f"{given!r} is {error}.", param_hint="'--language'") from None


def check_tags(tags: Sequence[str] | None) -> list[str]:
    """Return the tags, without space around them.

    Raises:
        typer.BadParameter: one holds no word.
    """
    named = [" ".join(tag.split()) for tag in tags or ()]
    if not all(named):
        raise typer.BadParameter("name a tag.", param_hint="'--tag'")
    return named


def moment(name: str, text: str | None) -> datetime | None:
    """Return the moment that an option names, in the reader's time zone.

    Raises:
        typer.BadParameter: it cannot be read.
        SettingsError: the settings cannot be read.
    """
    if text is None:
        return None
    from summarizer.settings import load_settings

    try:
        return read_moment(text, datetime.now(UTC), home_zone(load_settings()))
    except ValueError as error:
        raise typer.BadParameter(f"{error}.", param_hint=f"'{name}'") from None


def window(since: str | None, until: str | None) -> tuple[datetime | None, datetime | None]:
    """Return the moments that --since and --until name.

    Raises:
        typer.BadParameter: one cannot be read, or they are the wrong way round.
    """
    start, end = moment("--since", since), moment("--until", until)
    if start and end and start > end:
        raise typer.BadParameter(f"{since} is after --until {until}.", param_hint="'--since'")
    return start, end
