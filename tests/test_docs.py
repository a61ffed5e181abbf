"""The documents lead where they say, and hold nothing of the machines they were made on."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "packaging").rglob("*.md")),
    *sorted((ROOT / "benchmarks").rglob("*.md")),
]
MODULE = re.compile(r"(?<![\w/.-])(?:[a-z_]+/)*[a-z_]+\.py\b")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)\s]*)?\)")
SEAM = re.compile(r"`([a-z_]+)\(([^)]*)\)")
HEADING_LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)#([^)\s]+)\)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_file_leads_to_one(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in LINK.findall(text):
        assert (document.parent / target).exists(), f"{document.name} links to {target}"


def headings(document: Path) -> set[str]:
    """Return the names that links within the project give to a document's headings."""
    tokens = MarkdownIt("commonmark").parse(document.read_text(encoding="utf-8"))
    texts = [
        tokens[k + 1].content for k, token in enumerate(tokens) if token.type == "heading_open"
    ]
    return {re.sub(r"[^\w -]", "", text).lower().replace(" ", "-") for text in texts}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_heading_leads_to_one(document: Path) -> None:
    for file, name in HEADING_LINK.findall(document.read_text(encoding="utf-8")):
        target = document.parent / file if file else document
        if target.suffix == ".md":
            assert name in headings(target), f"{document.name} links to {file}#{name}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_row_of_a_table_has_its_columns(document: Path) -> None:
    """A row of too few or too many is cut, or filled up with nothing, when it is shown."""
    columns = 0
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    for line in text.splitlines():
        found = len(re.findall(r"(?<!\\)\|", line)) if line.lstrip().startswith("|") else 0
        assert not found or not columns or found == columns, line
        columns = found


def test_every_module_that_the_architecture_names_is_there() -> None:
    names = {path.name for part in ("summarizer", "bot") for path in (ROOT / part).rglob("*.py")}
    for name in MODULE.findall((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")):
        there = (ROOT / name).exists() or (ROOT / "summarizer" / name).exists()
        assert there or ("/" not in name and name in names), name


def test_every_seam_has_the_parameters_that_the_architecture_names() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    seams = SEAM.findall(text[text.index("## The seams") : text.index("## Texts and offsets")])
    written = {
        node.name: [a.arg for a in (*node.args.args, *node.args.kwonlyargs)]
        for path in (ROOT / "summarizer").rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name in dict(seams)
    }
    assert len(seams) > 10
    for name, parameters in seams:
        assert re.findall(r"\w+", parameters) == written[name], name


def test_every_make_target_of_the_readme_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"make (\w[\w-]*)", (ROOT / "README.md").read_text(encoding="utf-8")):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_no_file_names_a_machine_s_folder() -> None:
    done = subprocess.run(
        ["git", "grep", "-nE", r"(/work/(main|shared|notes)|/root/\.|\.\./shared)", "--", "."],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode > 1:
        pytest.skip("this is not a git checkout")
    lines = [line for line in done.stdout.splitlines() if "test_docs.py" not in line]
    assert lines == []
