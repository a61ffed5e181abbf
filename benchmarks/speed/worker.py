"""Runs one contestant once, in a process of its own, and tells what it took as JSON.

    python worker.py MODULE JOB INPUT.json [VECTORS.npy]

MODULE is `mine` (Readout) or `peers`; INPUT holds "texts" and "sentences" (a list per text,
the same for everybody). A job is set up and warmed first; only its work is timed.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any


def peak_mb() -> float:
    """The most memory that this program held; what its parent held is not counted."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    module, name, given = sys.argv[1:4]
    payload = json.loads(Path(given).read_text(encoding="utf-8"))
    if module == "mine":  # as the command line and the bot do
        from summarizer.threads import multiply_alone

        multiply_alone()
    job = importlib.import_module(module).JOBS[name](payload["texts"], payload["sentences"])
    wall, cpu = time.perf_counter(), time.process_time()
    made = job()
    found: dict[str, Any] = {
        "seconds": time.perf_counter() - wall,
        "cpu_seconds": time.process_time() - cpu,
        "peak_mb": peak_mb(),
    }
    if len(sys.argv) > 4:
        import numpy as np

        np.save(sys.argv[4], made)
    elif isinstance(made, dict):
        found |= made
    print(json.dumps(found))


if __name__ == "__main__":
    main()
