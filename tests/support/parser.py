"""The parser's process, kept from test to test: to start one takes half a second."""

from __future__ import annotations

import asyncio
from typing import Self

from summarizer.sources.worker import ParseWorker


class KeptParser(ParseWorker):
    """A real parser whose process stays when it is left; one event loop after another has it."""

    lent = False

    def lend(self) -> ParseWorker:
        """Return this parser, or another one while somebody has this."""
        if self.lent:
            return ParseWorker(self._seconds)
        self.lent = True
        return self

    async def __aenter__(self) -> Self:
        self.lent = True
        self._turn = asyncio.Lock()  # of the loop that has it now
        return self

    async def __aexit__(self, *_: object) -> None:
        async with self._turn:
            if self._alarm is not None:
                self._alarm.cancel()
        self.lent = False

    def end(self) -> None:
        """Let the process go."""
        self._stop()
