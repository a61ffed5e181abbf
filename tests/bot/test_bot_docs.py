"""The documents are true: every fault has its test, every command its line."""

from __future__ import annotations

import re
from pathlib import Path

from bot_in import bot_in
from standin import StandIn

ROOT = Path(__file__).parents[2]


def test_every_line_of_the_fault_table_is_a_test() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "faults.md").read_text()))
    written = "".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    found = set(re.findall(r"def (test_\w+)", written))
    assert len(named) > 30
    assert named - found == set()


async def test_every_command_is_documented(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "bot.md").read_text()
    async with StandIn() as discord:
        discord.add_channel(discord.add_guild())
        async with bot_in(discord, tmp_path):
            pass
    for command in discord.commands:
        assert command["name"] in text, command["name"]
        for option in command.get("options") or ():
            if option["type"] == 1:
                assert f"`{option['name']}`" in text or f" {option['name']}`" in text, option[
                    "name"
                ]
