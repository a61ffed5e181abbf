"""The public face: `Summarizer`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from numbers import Integral
from types import TracebackType
from typing import TYPE_CHECKING, Self

from summarizer.domain import Article, Brief, Digest, Dropped, Story, Window
from summarizer.errors import NothingToBrief
from summarizer.lengths import LENGTHS
from summarizer.moments import as_utc
from summarizer.settings import Settings, load_settings
from summarizer.wish import Report, Wish, nothing

# Pipeline and encoder are imported where work begins: a digest that was kept is shown without them.
if TYPE_CHECKING:
    from summarizer.models.base import Embedder


class Summarizer:
    """Turns articles into briefs, stories and digests. Safe to call from several threads.

    >>> from summarizer import Article, Summarizer
    >>> with Summarizer() as s:
    ...     brief = s.brief(Article(text="The council met on Monday. It voted for the bridge."))
    >>> brief.points[0].citations[0].quote
    'The council met on Monday.'

    Args:
        settings: the knobs; None reads the environment and `.env`.
        embedder: the sentence encoder; None opens the one that the settings name.
        use_cache: keep vectors on disk, so that a second run needs no model.
        keep_digests: keep digests on disk too, so that the same one is not made twice; needs
            the cache and the settings' own encoder.
        progress: called with (step, done, total) while work goes on; total 0 is "not known".

    Raises:
        SettingsError: a setting has a value it cannot have.
        ModelError: on first use, when the encoder is missing or damaged.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        embedder: Embedder | None = None,
        use_cache: bool = True,
        keep_digests: bool = False,
        progress: Report | None = None,
    ) -> None:
        self.settings = load_settings() if settings is None else _settings(settings)
        self._keep = keep_digests and embedder is None and use_cache and self.settings.cache_mb > 0
        self._use_cache = use_cache
        self._opened = embedder
        self._opening = threading.Lock()
        self._report = progress or nothing

    @property
    def model(self) -> str:
        """Name of the encoder."""
        return self.embedder.name

    @property
    def embedder(self) -> Embedder:
        """The encoder, for callers that compare texts themselves."""
        with self._opening:
            if self._opened is None:
                from summarizer.models.encoder import open_embedder

                self._opened = open_embedder(self.settings, use_cache=self._use_cache)
            return self._opened

    @property
    def report(self) -> Report:
        """Whom progress is told."""
        return self._report

    def brief(
        self,
        articles: Article | Iterable[Article],
        *,
        words: int | None = None,
        sentences: int | None = None,
        title: str | None = None,
    ) -> Brief:
        """Return a short account of one article, or of several on one event.

        Args:
            articles: what to brief.
            words: the most words that the text may have; None takes the settings' length
                unless `sentences` is given.
            sentences: the most sentences.
            title: the headline; None finds one.

        Raises:
            NothingToBrief: no article holds a sentence.
            TypeError: what was given is no article, or a number is none.
            ValueError: `words` or `sentences` is below 1.
        """
        from summarizer.pipeline import brief_together
        from summarizer.reading import Ledger, encode, unique

        _at_least_one(words=words, sentences=sentences)
        ledger = Ledger()
        given = unique(_articles(articles), ledger)
        encoded = encode(given, self.embedder, ledger, self._report)
        if not encoded:
            raise NothingToBrief(
                "; ".join(f"{d.name}: {d.reason}" for d in ledger.dropped) or "no article was given"
            )
        return brief_together(
            encoded,
            self.embedder.name,
            words=self._budget(words) if sentences is None else words,
            sentences=sentences,
            title=title,
        )

    def briefs(
        self,
        articles: Article | Iterable[Article],
        *,
        words: int | None = None,
        sentences: int | None = None,
    ) -> Iterator[Brief | Dropped]:
        """Yield a brief per article, in order, or why there is none; memory stays bounded.

        Raises:
            TypeError, ValueError: as `brief`; at what is no article, once it is reached.
        """
        from summarizer.pipeline import stream_briefs

        _at_least_one(words=words, sentences=sentences)
        return stream_briefs(
            _articles(articles),
            self.embedder,
            words=self._budget(words) if sentences is None else words,
            sentences=sentences,
            report=self._report,
        )

    def stories(
        self, articles: Article | Iterable[Article], *, words: int | None = None
    ) -> list[Story]:
        """Return the events that the articles tell, in rank order, each with its brief.

        No articles tell none.

        Raises:
            TypeError, ValueError: as `brief`.
        """
        from summarizer.pipeline import find_stories, write_stories
        from summarizer.reading import Ledger, encode, unique
        from summarizer.stories import without_refrains

        _at_least_one(words=words)
        budget = self._budget(words)
        ledger = Ledger()
        encoded = encode(unique(_articles(articles), ledger), self.embedder, ledger, self._report)
        found = find_stories(encoded)
        telling = without_refrains(encoded, found)
        return write_stories(found, telling, budget, self.embedder.name, self._report, under_lead=0)

    def digest(
        self,
        articles: Article | Iterable[Article],
        topic: str | None = None,
        since: datetime | date | str | None = None,
        *,
        until: datetime | date | str | None = None,
        limit: int | None = None,
        words: int | None = None,
        now: datetime | None = None,
        dropped: Iterable[Dropped] = (),
        contents: Callable[[], str | None] | None = None,
    ) -> Digest:
        """Return what all the articles say, every sentence cited; no articles, an empty digest.

        Args:
            articles: what was read.
            topic: only what is said on this topic, in the reader's own words.
            since: leave out what was published before: a datetime, a date (its midnight) or
                ISO 8601 text. Without a zone it is UTC. Of a `ZoneInfo`, days without a time,
                too, are that zone's.
            until: leave out what was published after, in the same forms.
            limit: at most this many stories.
            words: the most words of a story's brief.
            now: the moment against which a story is recent; None takes the newest article's.
            dropped: what could not be read, for the coverage ledger; looked at once all articles
                have been.
            contents: returns a name of all that `articles` and `dropped` are read from, the
                same for the same contents only; None where there is no such name. With it a
                digest that was kept is found before any article is read.

        Raises:
            TypeError: what was given is no article, number, text or time.
            ValueError: a number is below 1, a time cannot be read, or `since` is after `until`.
        """
        _at_least_one(limit=limit, words=words)
        if topic is not None and not isinstance(topic, str):
            raise TypeError(f"a topic is a str, not {type(topic).__name__}")
        wish = Wish(
            words=self._budget(words),
            topic=(topic or "").strip() or None,
            window=Window(since, until),  # type: ignore[arg-type]
            limit=limit,
            now=as_utc(now),
        )
        given = _articles(articles)
        if self._keep:
            return self._kept_or_made(given, wish, dropped, contents)
        return self._make(list(given), wish, dropped)

    def _make(self, articles: list[Article], wish: Wish, dropped: Iterable[Dropped]) -> Digest:
        from summarizer.pipeline import make_digest
        from summarizer.version import VERSION

        return make_digest(
            articles,
            self.embedder,
            wish,
            version=VERSION,
            dropped=dropped,
            report=self._report,
        )

    def _kept_or_made(
        self,
        articles: Iterable[Article],
        wish: Wish,
        dropped: Iterable[Dropped],
        contents: Callable[[], str | None] | None,
    ) -> Digest:
        from summarizer.kept import KeptDigests
        from summarizer.models.identity import identify

        model = identify(self.settings)
        made_with = (model.name, model.revision, self.settings.dtype)
        kept = KeptDigests(self.settings.cache_dir, made_with)
        name = contents() if contents is not None else None
        if name is None:
            articles, dropped = list(articles), tuple(dropped)
        key = kept.key(articles, wish, dropped) if name is None else kept.key_of(name, wish)
        found = kept.find(key)
        if found is not None:
            return found
        made = self._make(list(articles), wish, dropped)
        if contents is None or contents() == name:  # else a file changed while it was read
            kept.keep(key, made)
        return made

    def close(self) -> None:
        """Release the model; a later call loads it again."""
        if self._opened is not None:
            self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _budget(self, words: int | None) -> int:
        return words or LENGTHS[self.settings.length]


def _settings(given: object) -> Settings:
    if not isinstance(given, Settings):
        kind = type(given).__name__
        raise TypeError(f"settings are a Settings, not {kind}: Settings(length='short')")
    return given


def _at_least_one(**asked: object) -> None:
    for name, value in asked.items():
        if value is None:
            continue
        if not isinstance(value, Integral):
            raise TypeError(f"{name} is a whole number, not {type(value).__name__}")
        if int(value) < 1:
            raise ValueError(f"{name} must be at least 1, not {value}")


def _articles(given: object) -> Iterator[Article]:
    """Yield what was given; raise TypeError at what is no article, a bare text above all."""
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        given = (given,)
    for article in given:
        if not isinstance(article, Article):
            kind = type(article).__name__
            raise TypeError(f"expected an Article, not a {kind}: use Article(text=…) of its text")
        yield article
