"""The programs let NumPy multiply in one thread; whoever set it otherwise is heard."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASK = "import os; print(os.environ.get('OPENBLAS_NUM_THREADS', 'unset'))"
CALL = "from summarizer.threads import multiply_alone; multiply_alone(); "


def answer(code: str, **changes: str) -> str:
    env = {k: v for k, v in os.environ.items() if k != "OPENBLAS_NUM_THREADS"}
    env |= {"PYTHONPATH": str(ROOT), **changes}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.mark.parametrize("program", ["summarizer", "bot"])
def test_a_program_multiplies_in_one_thread(program: str) -> None:
    run = f"import sys; sys.argv[1:] = ['--version']\nfrom {program}.__main__ import main\n"
    run += f"try: main()\nexcept SystemExit: pass\n{ASK}"
    assert answer(run).splitlines()[-1] == "1"


def test_a_setting_of_the_user_stays() -> None:
    assert answer(CALL + ASK, OPENBLAS_NUM_THREADS="3") == "3"


def test_a_host_that_has_imported_numpy_is_left_alone() -> None:
    assert answer("import numpy; " + CALL + ASK) == "unset"
