"""Tells who manages a server's sources, at most once a day for each, that one stopped."""

from __future__ import annotations

import logging

from bot.delivery.postman import NotDone
from bot.format.budget import paginate
from bot.format.health import health_line
from bot.format.page import Line, Page
from bot.format.safe import fit
from bot.office import Office
from bot.store.alarms import Alarm, drop_alarms, note_alarm, untold_alarms
from bot.teller import OwnerTeller
from summarizer.archive.sources import Source
from summarizer.tongue import ENGLISH

log = logging.getLogger(__name__)


class AlarmBell:
    """Asks the archive which sources stopped, and tells it by direct message.

    First who added the source, then the server's owner; where neither takes direct
    messages, the channel of a briefing. What could not be told stays noted for later.
    """

    def __init__(self, office: Office, teller: OwnerTeller) -> None:
        self.office = office
        self.teller = teller
        self.heard: list[Source] = []
        """Stopped, and not noted yet: the archive names each only once."""

    async def ring(self) -> None:
        """Note what stopped, and tell all that is untold."""
        database = self.office.database
        self.heard += await self.office.wire.alarms()
        while self.heard:
            source = self.heard[0]
            line = health_line(source, ENGLISH)
            await database.aside(note_alarm, database, source.id, line, self.office.clock())
            del self.heard[0]
            log.warning(
                "a source stopped", extra={"source": source.shown, "why": source.health.last_error}
            )
        for owner, alarms in (await database.aside(untold_alarms, database)).items():
            try:
                await self.tell(owner, alarms)
            except NotDone as error:
                log.info("an alarm waits", extra={"owner": owner, "why": str(error)})
                continue
            await database.aside(drop_alarms, database, owner)

    async def tell(self, owner: str, alarms: list[Alarm]) -> None:
        """Tell one owner of all its sources that stopped.

        Raises:
            NotDone: Discord is away; it is to be told later.
        """
        key = f"alarm:{owner}:{self.office.clock():%Y-%m-%d}:{alarms[0].source_id}"
        number = int(owner[1:])
        if owner.startswith("u"):
            await self.teller.tell_first([number], stopped_page("", alarms), key)
            return
        guild = await self.teller.guild_of(number)
        page = stopped_page(guild.name if guild else "", alarms)
        people = [*(alarm.by for alarm in alarms), guild.owner_id if guild else None]
        if not await self.teller.tell_server(owner, people, page, key):
            log.warning("nobody could be told that sources stopped", extra={"owner": owner})


def stopped_page(server: str, alarms: list[Alarm]) -> Page:
    """Return what is told of sources that stopped."""
    what = "A source has stopped" if len(alarms) == 1 else f"{len(alarms)} sources have stopped"
    where = f" · {fit(server, 80)}" if server else ""
    lines = [Line(f"## {what}{where}", "head"), *(Line(alarm.problem) for alarm in alarms)]
    end = Line(
        "Nothing new comes from there for now. What does not answer is asked once a day and comes "
        "back by itself; `/sources health` shows how all fare."
    )
    first = paginate([lines], limit=3_000)[0]
    left = len(lines) - len(first)
    more = (Line(f"-# and {left:,} more", "small"),) if left else ()
    return Page((*first, *more, end))
