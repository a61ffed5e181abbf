"""How many threads NumPy's products take. Imports nothing, so that it can come first."""

from __future__ import annotations

import os
import sys


def multiply_alone() -> None:
    """Let NumPy multiply in the calling thread alone, unless the environment says otherwise.

    OpenBLAS reads this once, when NumPy is first imported, so the programs call it before
    anything else. Products of a brief are small: waking a second thread for them took a third
    of the CPU time of a digest, the encoder left aside, and gained nothing by the clock.
    The encoder is not concerned: it has threads of its own.
    """
    if "numpy" not in sys.modules:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
