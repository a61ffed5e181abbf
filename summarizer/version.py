"""Readout's version, written once in pyproject.toml."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def _installed() -> str:
    try:
        return version("readout")
    except PackageNotFoundError:  # run from a folder that was never installed
        return "0+unknown"


VERSION = _installed()
