"""Digests of what `readout fetch` has stored."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import typer

from summarizer.archive.place import archive_file, has_archive
from summarizer.cli.moments import home_zone, read_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.api import Summarizer
    from summarizer.archive.sources import Source
    from summarizer.domain import Article, Digest
    from summarizer.edition import Desk
    from summarizer.library import Library
    from summarizer.settings import Settings
    from summarizer.wish import Wish


logger = logging.getLogger("readout.digest")


LAST_MOMENT = timedelta(microseconds=1)
"""Before its end: the digest until the midnight of a day belongs to the day before."""

FIRST_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
"""The archive remembers every digest of the command line."""

OVERLAP = timedelta(hours=12)
"""A morning begins later than the one before, and an article comes in hours after it says that it
appeared. What was told is not told again."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked of a digest."""

    topic: str | None
    since: datetime | None
    until: datetime | None
    limit: int | None
    words: int | None
    sources: Sequence[str] = ()
    tags: Sequence[str] = ()


def digest_of(
    summarizer: Summarizer, articles: Iterable[Article], asked: Asked, **more: Any
) -> Digest:
    """Return the digest of articles as a reader asked for it; `more` as in `Summarizer.digest`."""
    return summarizer.digest(
        articles,
        topic=asked.topic,
        since=asked.since,
        until=asked.until,
        limit=asked.limit,
        words=asked.words,
        **more,
    )


def open_stored(settings: Settings | None = None) -> Library:
    """Return the archive that is there; a question makes none. None reads the settings.

    Raises:
        NotFound: there is none.
        StorageError: it cannot be opened.
    """
    from summarizer.errors import NotFound
    from summarizer.library import Library
    from summarizer.settings import load_settings

    settings = settings or load_settings()
    if not has_archive(settings.data_dir, settings.database_url):
        raise NotFound(
            "there is no archive yet",
            subject=str(archive_file(settings.data_dir, settings.database_url)),
            advice="'readout sources add ADDRESS' begins one. READOUT_DATA_DIR or "
            "READOUT_DATABASE_URL names where it is; a service has its own.",
        )
    return Library(settings, paths=True)


def is_stored(settings: Settings) -> bool:
    """Return whether articles were ever stored; no database is opened for a first look."""
    if not has_archive(settings.data_dir, settings.database_url):
        return False
    with open_stored(settings) as library:
        return library.count() > 0


def stored_sources(settings: Settings) -> list[Source]:
    """Return the sources that were added, fetched or not; no database is made for a first look."""
    if not has_archive(settings.data_dir, settings.database_url):
        return []
    with open_stored(settings) as library:
        return library.sources()


def digest_of_stored(
    settings: Settings, summarizer: Summarizer, asked: Asked, *, again: bool
) -> Digest:
    """Return the digest of the stored articles of the window, by default the last day.

    What the digests of earlier days have told is left out, unless `again` is set or a
    topic was named. One that ends in the past is made as on that day: what was told since
    counts for nothing, and it is kept as that day's unless that day has its own. Nor does
    one of chosen sources take the place of the day's. Where the archive cannot be written, the
    digest is made all the same.
    """
    from summarizer.edition import Desk, unread_articles, was_told, window_of
    from summarizer.errors import StorageError
    from summarizer.lengths import LENGTHS
    from summarizer.wish import Wish

    now = datetime.now(home_zone(settings))
    if asked.since and asked.since >= (asked.until or now):
        begin = f"{asked.since:%Y-%m-%d %H:%M} {asked.since:%Z}"
        raise typer.BadParameter(f"{begin} is not before the end.", param_hint="'--since'")
    window = window_of(asked.since, asked.until, now)
    with open_stored(settings) as library:
        sources = library.chosen(asked.sources, asked.tags)
        if again or asked.topic:
            articles = library.articles(window, sources=sources)
        else:
            moment = min(now, (asked.until or now) - LAST_MOMENT)
            midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
            if asked.since is None and window.since and was_told(library, midnight):
                window = replace(window, since=window.since - OVERLAP)
            desk = Desk(library, summarizer.embedder, summarizer.report)
            words, until = asked.words or LENGTHS[settings.length], window.until or now
            wish = Wish(words=words, window=replace(window, until=until), limit=asked.limit)
            late = FIRST_MOMENT if asked.since is asked.until is None else None
            try:
                return _edition(
                    desk,
                    wish,
                    moment,
                    now,
                    sources=sources,
                    told_before=midnight,
                    late_after=late,
                    zone=home_zone(settings),
                )
            except StorageError as error:
                articles = unread_articles(library, window, sources=sources, before=midnight)
                logger.warning("%s This digest is not kept, and is told again another time.", error)
        return digest_of(summarizer, articles, replace(asked, since=asked.since or window.since))


def _edition(
    desk: Desk,
    wish: Wish,
    moment: datetime,
    now: datetime,
    *,
    sources: Sequence[str] | None,
    **more: Any,
) -> Digest:
    """Return what is new at a moment, and keep it where that day has no digest of its own.

    `more` as in `make_edition`, which says what is raised.
    """
    from summarizer.edition import HERE, edition_of, make_edition

    past = moment.date() < now.date()
    for_the_day = (sources is None and not past) or (
        edition_of(desk.library, f"{moment:%Y-%m-%d}") is None
    )
    return make_edition(
        desk,
        wish,
        audience=HERE,
        now=moment,
        sources=sources,
        keep=for_the_day or not past,
        shown_again=for_the_day,
        **more,
    )


def older_articles(settings: Settings) -> str | None:
    """Return how to have what is stored digested, though it is not of the last day."""
    from summarizer.domain import Window

    window = Window(zone=home_zone(settings).key)
    with open_stored(settings) as library:
        newest = library.articles(window, limit=1)
    moment = newest[0].published if newest else None
    if moment is None:
        return None
    day = f"{window.moment_of(moment).astimezone(window.place):%Y-%m-%d}"
    return f"the newest article that is stored is of {day}; --since {day} digests from that day on"


def stored_articles(settings: Settings) -> list[Article]:
    """Return the stored articles of the last day, told before or not."""
    from summarizer.edition import window_of

    with open_stored(settings) as library:
        return list(library.articles(window_of(None, None, datetime.now(home_zone(settings)))))


def digest_of_day(settings: Settings, day: str, paths: Sequence[str] | None) -> Digest:
    """Return the digest that was made on that day, as it was.

    Raises:
        typer.BadParameter: it is no day, or paths were named as well.
        NotFound: none was made.
    """
    from summarizer.edition import edition_of
    from summarizer.errors import NotFound

    if paths:
        raise typer.BadParameter("shows a stored digest; name no paths.", param_hint="'--on'")
    try:
        date = read_moment(day, datetime.now(UTC), home_zone(settings)).date()
    except ValueError:
        raise typer.BadParameter(
            f"{day!r} is not a day such as 2024-08-28 or yesterday.", param_hint="'--on'"
        ) from None
    with open_stored(settings) as library:
        made = edition_of(library, date.isoformat())
    if made is None:
        raise NotFound("no digest was made on that day", subject=date.isoformat())
    return made
