"""Which part of Discord's servers a process serves (pure).

Discord deals servers out over a number of shards: a server's shard is `(id >> 22) % count`,
direct messages go to shard 0. A process serves all shards, or a range of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.errors import StartError

FORM = re.compile(r"(\d+)(?:\s*-\s*(\d+))?\s*/\s*(\d+)")
MOST_SHARDS = 10_000


@dataclass(frozen=True, slots=True)
class Shards:
    """A range of shards, both ends in it. `count` 0 stands for all there are."""

    first: int = 0
    last: int = 0
    count: int = 0

    @classmethod
    def parse(cls, text: str) -> Shards:
        """Read "0-3/8", the first four of eight; "5/8", one of them; "", all.

        Raises:
            StartError: that is not a range of shards.
        """
        wanted = text.strip()
        if not wanted:
            return ALL
        match = FORM.fullmatch(wanted)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        count = int(match[3]) if match else 0
        if not match or not first <= last < count <= MOST_SHARDS:
            raise StartError(
                f"{wanted[:40]!r} is not a range of shards",
                subject="READOUT_BOT_SHARDS",
                advice="Write 0-3/8 for the first four of eight (the last is 7/8), or leave it "
                "empty to serve all.",
            )
        return cls(first, last, count)

    @property
    def options(self) -> dict[str, Any]:
        """What discord.py's client is told; nothing for all."""
        if not self.count:
            return {}
        numbers = list(range(self.first, self.last + 1))
        return {"shard_ids": numbers, "shard_count": self.count}

    def overlaps(self, other: Shards) -> bool:
        """Return whether some server could be served by both.

        Ranges of different counts cut Discord up differently, so they count as overlapping.
        """
        if not self.count or not other.count or self.count != other.count:
            return True
        return self.first <= other.last and other.first <= self.last

    def serves(self, shard: int) -> bool:
        """Return whether a shard is among these."""
        return not self.count or self.first <= shard <= self.last

    def __str__(self) -> str:
        if not self.count:
            return "all servers"
        if self.first == self.last:
            return f"shard {self.first} of {self.count}"
        return f"shards {self.first}–{self.last} of {self.count}"


ALL = Shards()


def unserved(fleet: list[Shards]) -> list[int]:
    """Return the shards that none of these processes serves."""
    if not fleet or any(not item.count for item in fleet):
        return []
    count = max(item.count for item in fleet)
    return [shard for shard in range(count) if not any(item.serves(shard) for item in fleet)]
