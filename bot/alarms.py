"""Tells who manages a server's sources, at most once a day for each, that one stopped."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial

from bot.delivery.postman import NotDone
from bot.format.budget import paginate
from bot.format.health import health_line
from bot.format.page import Line, Page, heading, small
from bot.format.safe import fit
from bot.format.words import and_more
from bot.office import Office
from bot.store.alarms import Alarm, drop_alarms, note_alarm, untold_alarms
from bot.teller import OwnerTeller, Said
from summarizer.archive.sources import Source
from summarizer.tongue import ENGLISH, Tongue

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
            await database.aside(note_alarm, source.id, line, self.office.clock())
            del self.heard[0]
            log.warning(
                "a source stopped", extra={"source": source.shown, "why": source.health.last_error}
            )
        for owner, alarms in (await database.aside(untold_alarms)).items():
            try:
                await self.tell(owner, alarms)
            except NotDone as error:
                log.info("an alarm waits", extra={"owner": owner, "why": str(error)})
                continue
            await database.aside(drop_alarms, owner)

    async def tell(self, owner: str, alarms: list[Alarm]) -> None:
        """Tell one owner of all its sources that stopped.

        Raises:
            NotDone: Discord is away; it is to be told later.
        """
        key = f"alarm:{owner}:{self.office.clock():%Y-%m-%d}:{alarms[0].source_id}"
        number = int(owner[1:])
        known = {source.id: source for source in await self.office.wire.sources()}
        troubles = [trouble_of(alarm, known.get(alarm.source_id)) for alarm in alarms]
        if owner.startswith("u"):
            await self.teller.tell_first(owner, [number], partial(stopped_page, "", troubles), key)
            return
        guild = await self.teller.guild_of(number)
        write = partial(stopped_page, guild.name if guild else "", troubles)
        people = [alarm.by for alarm in alarms]
        if not await self.teller.tell_server(owner, guild, people, write, key):
            log.warning("nobody could be told that sources stopped", extra={"owner": owner})


def trouble_of(alarm: Alarm, source: Source | None) -> Said:
    """Return what says why a source stopped; as it was noted where that is all there is."""
    if source is None or source.health.state == "active":
        return lambda _tongue: alarm.problem
    return partial(health_line, source)


def stopped_page(server: str, troubles: Sequence[Said], tongue: Tongue) -> Page:
    """Return what is told of sources that stopped."""
    what = tongue.count("A source has stopped", "{n} sources have stopped", len(troubles))
    where = f" · {fit(server, 80)}" if server else ""
    lines = [heading(f"{what}{where}"), *(Line(say(tongue)) for say in troubles)]
    end = Line(
        tongue.say(
            "Nothing new comes from there for now. What does not answer is tried once a day and "
            "resumes by itself; `/sources health` shows how every source is doing."
        )
    )
    first = paginate([lines], limit=3_000)[0]
    left = len(lines) - len(first)
    more = (small(and_more(left, tongue)),) if left else ()
    return Page((*first, *more, end))
