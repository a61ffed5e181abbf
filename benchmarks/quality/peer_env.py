"""The environment of the peers: made once, from the package index alone.

    python benchmarks/quality/peer_env.py [FOLDER]

The peers do not share Readout's environment, since bert-extractive-summarizer installs a
package that is called `summarizer` as well. Costs about 1.7 GB of disk. torch is taken
alone first, in Readout's version, so that nothing else chooses another build of it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).parent
REQUIREMENTS = HERE / "peers-requirements.txt"
FOLDER = HERE.parents[1] / ".venv-peers"
TORCH = "torch==2.13.0"


def python_of(folder: Path | None = None) -> Path:
    """Return the interpreter of the peers' environment, which is made where it is missing.

    Raises:
        SystemExit: the packages could not be installed; pip's own words say why.
    """
    home = folder or Path(os.environ.get("READOUT_PEERS", FOLDER))
    python = home / "bin" / "python"
    done = home / ".installed"
    if done.exists() and done.read_text() == REQUIREMENTS.read_text():
        return python
    print(f"making the peers' environment in {home} (about 1.7 GB, minutes)", file=sys.stderr)
    if not python.exists():
        venv.create(home, with_pip=True)
    for wanted in ([TORCH], ["-r", str(REQUIREMENTS)]):
        made = subprocess.run([python, "-m", "pip", "install", "-q", *wanted], check=False)
        if made.returncode:
            raise SystemExit(f"the peers' packages could not be installed into {home}")
    done.write_text(REQUIREMENTS.read_text())
    return python


if __name__ == "__main__":
    print(python_of(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
