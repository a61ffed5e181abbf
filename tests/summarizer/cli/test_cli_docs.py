"""docs/cli.md names every command and every option."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import Result

from summarizer.cli.app import app
from summarizer.cli.output import ENDINGS
from summarizer.render import FORMATS

DOCS = (Path(__file__).parents[3] / "docs" / "cli.md").read_text("utf-8")


def commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    inner = getattr(command, "commands", {})
    for key, value in inner.items():
        yield from commands(value, f"{name} {key}")
    if not inner:
        yield name, command


ALL = dict(commands(typer.main.get_command(app), "readout"))


def section(name: str) -> str:
    found = re.search(rf"^##+ {re.escape(name)}\n(.*?)(?=^##|\Z)", DOCS, re.MULTILINE | re.DOTALL)
    assert found, f"docs/cli.md has no section on {name!r}"
    return found[1]


@pytest.mark.parametrize("name", ALL)
def test_each_command_and_its_options_are_documented(name: str) -> None:
    text = section(name)
    for parameter in ALL[name].params:
        if parameter.param_type_name == "argument":
            assert parameter.metavar in text, parameter.metavar
            continue
        long = next(option for option in parameter.opts if option.startswith("--"))
        if long == "--debug":
            assert "Every command takes `--debug`" in DOCS
            continue
        assert re.search(rf"`{long}[ `]", text), f"{name}: {long} is not documented"


def test_nothing_is_documented_that_is_not_there() -> None:
    for name in re.findall(r"^##+ (readout .*)$", DOCS, re.MULTILINE):
        assert name in ALL or any(known.startswith(f"{name} ") for known in ALL), name
    known = {option for c in ALL.values() for p in c.params for option in p.opts}
    known |= {"--help", "--version", "--install-completion", "--show-completion"}
    for option in re.findall(r"`(--[a-z-]+)", DOCS):
        assert option in known, option


def test_every_format_and_ending_is_documented() -> None:
    for name in FORMATS:
        assert f"`{name}`" in DOCS, name
    for ending in set(ENDINGS) - {".text", ".markdown"}:
        assert ending in DOCS, ending


@pytest.mark.parametrize("name", ALL)
def test_every_option_has_a_help_text(name: str) -> None:
    assert (ALL[name].help or "").strip()
    for parameter in ALL[name].params:
        assert (getattr(parameter, "help", "") or "").strip(), parameter.name


@pytest.mark.parametrize("name", ALL)
def test_the_help_names_the_formats_that_are_written_and_no_other(
    name: str, readout: Callable[..., Result]
) -> None:
    option = next((p for p in ALL[name].params if "--format" in p.opts), None)
    if option is None:
        return
    needed = [p.metavar for p in ALL[name].params if p.param_type_name == "argument" and p.required]
    given = [*needed, "--sources", "x"] if name == "readout check" else needed
    refused = readout(*name.split()[1:], *given, "--format", "stone")
    assert refused.exit_code == 2
    told = re.search(r"not one of ([\w, ]+)", refused.stderr)
    assert told, refused.stderr
    written = set(told[1].split(", "))
    assert {other for other in FORMATS if re.search(rf"\b{other}\b", option.help)} == written


@pytest.mark.parametrize("name", ALL)
def test_the_help_names_arguments_as_the_documents_do(
    name: str, readout: Callable[..., Result]
) -> None:
    text = readout(*name.split()[1:], "--help").stdout
    assert "Usage: readout" in text
    assert not re.search(r"<\w+|\[required\]|\{", text)


def test_the_help_of_the_main_commands_ends_with_examples_that_are_read(
    readout: Callable[..., Result],
) -> None:
    for name in ("brief", "digest", "stories", "story", "check", "search", "fetch"):
        text = readout(name, "--help").stdout
        shown = re.findall(rf"^    (?:.*\| )?readout {name}(.*)$", text, re.MULTILINE)
        assert shown, text
        known = {option for p in ALL[f"readout {name}"].params for option in p.opts}
        assert set(re.findall(r"--[a-z]+", " ".join(shown))) <= known
