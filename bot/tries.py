"""How often an acknowledgement was sent, repetitions inside the library included.

Discord says "already acknowledged" in two cases that must be told apart: our first try had
got through although its answer was lost, or another process with the same token was faster.
"""

from __future__ import annotations

import re
from collections import Counter
from types import SimpleNamespace

import aiohttp

CALLBACK = re.compile(r"/interactions/(\d+)/")
MOST_KEPT = 5_000


class Tries:
    """Counts the requests that acknowledge each interaction; hand `trace` to the client."""

    def __init__(self) -> None:
        self.sent: Counter[int] = Counter()
        self.trace = aiohttp.TraceConfig()
        self.trace.on_request_start.append(self.note)

    async def note(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        request: aiohttp.TraceRequestStartParams,
    ) -> None:
        """Count a request that is about to be sent."""
        match = CALLBACK.search(request.url.path)
        if match:
            if len(self.sent) >= MOST_KEPT:
                self.sent.clear()
            self.sent[int(match[1])] += 1

    def several(self, interaction_id: int) -> bool:
        """Return whether we sent more than one for an interaction."""
        return self.sent[interaction_id] > 1
