"""The public face: `Summarizer`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self

from summarizer.domain import Article, Brief, Digest, Dropped, Story, Window, as_utc
from summarizer.errors import NothingToBrief
from summarizer.settings import LENGTHS, Settings, load_settings
from summarizer.version import VERSION
from summarizer.wish import Report, Wish, nothing

# The pipeline is imported where work begins: a digest that was kept is shown without it.
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
        self.settings = settings or load_settings()
        self._keep = keep_digests and embedder is None and use_cache and self.settings.cache_mb > 0
        self._embedder = embedder or _open(self.settings, use_cache)
        self._report = progress or nothing

    @property
    def model(self) -> str:
        """Name of the encoder."""
        return self._embedder.name

    @property
    def embedder(self) -> Embedder:
        """The encoder, for callers that compare texts themselves."""
        return self._embedder

    @property
    def report(self) -> Report:
        """Whom progress is told."""
        return self._report

    def brief(
        self,
        articles: Article | Sequence[Article],
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
            TypeError: what was given is no article.
            ValueError: `words` or `sentences` is below 1.
        """
        from summarizer.pipeline import brief_together
        from summarizer.reading import Ledger, encode, unique

        given = _articles([articles] if isinstance(articles, Article) else articles)
        words = self._budget(words, sentences)
        ledger = Ledger()
        encoded = encode(unique(given, ledger), self._embedder, ledger, self._report)
        if not encoded:
            raise NothingToBrief(
                "; ".join(f"{d.name}: {d.reason}" for d in ledger.dropped) or "no article was given"
            )
        return brief_together(
            encoded, self._embedder.name, words=words, sentences=sentences, title=title
        )

    def briefs(
        self,
        articles: Iterable[Article],
        *,
        words: int | None = None,
        sentences: int | None = None,
    ) -> Iterator[Brief | Dropped]:
        """Yield a brief per article, in order, or why there is none; memory stays bounded."""
        from summarizer.pipeline import stream_briefs

        return stream_briefs(
            _articles(articles),
            self._embedder,
            words=self._budget(words, sentences),
            sentences=sentences,
            report=self._report,
        )

    def stories(self, articles: Iterable[Article], *, words: int | None = None) -> list[Story]:
        """Return the events that the articles tell, in rank order, each with its brief."""
        from summarizer.pipeline import find_stories, write_stories
        from summarizer.reading import Ledger, encode, unique

        ledger = Ledger()
        encoded = encode(unique(_articles(articles), ledger), self._embedder, ledger, self._report)
        found = find_stories(encoded)
        budget = self._budget(words, None)
        assert budget is not None
        return write_stories(
            found, encoded, budget, self._embedder.name, self._report, under_lead=False
        )

    def digest(
        self,
        articles: Iterable[Article],
        topic: str | None = None,
        since: datetime | str | None = None,
        *,
        until: datetime | str | None = None,
        limit: int | None = None,
        words: int | None = None,
        now: datetime | None = None,
        dropped: Iterable[Dropped] = (),
    ) -> Digest:
        """Return what all the articles say, every sentence cited.

        Args:
            articles: what was read.
            topic: only what is said on this topic, in the reader's own words.
            since: leave out what was published before; ISO 8601 text or a datetime.
            until: leave out what was published after.
            limit: at most this many stories.
            words: the most words of a story's brief.
            now: the moment against which a story is recent; None takes the newest article's.
            dropped: what could not be read, for the coverage ledger.

        Raises:
            TypeError: what was given is no article.
            ValueError: a number is below 1, or `since` is after `until`.
        """
        if limit is not None and limit < 1:
            raise ValueError(f"limit must be at least 1, not {limit}")
        if topic is not None and not topic.strip():
            topic = None
        budget = self._budget(words, None)
        assert budget is not None
        wish = Wish(
            words=budget,
            topic=topic.strip() if topic else None,
            window=Window(as_utc(since), as_utc(until)),
            limit=limit,
            now=as_utc(now),
        )
        articles = _articles(articles)
        if self._keep:
            return self._kept_or_made(list(articles), wish, tuple(dropped))
        return self._make(articles, wish, dropped)

    def _make(self, articles: Iterable[Article], wish: Wish, dropped: Iterable[Dropped]) -> Digest:
        from summarizer.pipeline import make_digest

        return make_digest(
            articles,
            self._embedder,
            wish,
            version=VERSION,
            dropped=dropped,
            report=self._report,
        )

    def _kept_or_made(
        self, articles: list[Article], wish: Wish, dropped: tuple[Dropped, ...]
    ) -> Digest:
        from summarizer.kept import KeptDigests
        from summarizer.models.encoder import CachedEmbedder

        if not isinstance(self._embedder, CachedEmbedder):
            return self._make(articles, wish, dropped)
        made_with = (self._embedder.name, self._embedder.revision, self.settings.dtype)
        kept = KeptDigests(self.settings.cache_dir, made_with)
        key = kept.key(articles, wish, dropped)
        found = kept.find(key)
        if found is None:
            found = self._make(articles, wish, dropped)
            kept.keep(key, found)
        return found

    def close(self) -> None:
        """Release the model; a later call loads it again."""
        self._embedder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _budget(self, words: int | None, sentences: int | None) -> int | None:
        for name, value in (("words", words), ("sentences", sentences)):
            if value is not None and value < 1:
                raise ValueError(f"{name} must be at least 1, not {value}")
        if words is None and sentences is None:
            return LENGTHS[self.settings.length]
        return words


def _open(settings: Settings, use_cache: bool) -> Embedder:
    from summarizer.models.encoder import open_embedder

    return open_embedder(settings, use_cache=use_cache)


def _articles(given: Iterable[object]) -> Iterator[Article]:
    """Yield what was given; raise TypeError at what is no article, a bare text above all."""
    for article in given:
        if not isinstance(article, Article):
            kind = type(article).__name__
            raise TypeError(f"that is no Article but a {kind}: use Article(text=…) of its text")
        yield article
