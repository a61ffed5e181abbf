"""The bot's tests talk to a stand-in of Discord through real sockets."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
