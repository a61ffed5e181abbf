"""The nouns: what Readout reads, thinks about and writes.

Every value here is frozen. A state that would be a lie cannot be built: a
`Citation` whose quote has another length than its span, a `Point` that adds a word
to its quote or moves one, a `Brief` or `Digest` that cites words its articles do not
hold, a `Coverage` that does not add up — each raises `ValueError` in its constructor.

Offsets are Python string indices (code points) into `Article.text`, half-open:
`article.text[start:end]`. Times are aware and in UTC.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from summarizer.characters import UNSPACED, join_sentences, unwrapped
from summarizer.late import late
from summarizer.moments import as_utc, is_day

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Span = tuple[int, int]
"""Half-open (start, end) offsets into an article's text."""

PointKind = Literal["verbatim", "trimmed", "written"]
Change = Literal["new", "update", "same"]

ID_LENGTH = 16
"""Hex digits in an id: 64 bits, so a million articles collide with odds of 1 in 37 million."""


def make_id(*parts: str) -> str:
    """Return a stable id of `ID_LENGTH` hex digits for the given strings, in order."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:ID_LENGTH]


def _same_words(one: str, other: str) -> bool:
    # Digests that were stored before line breaks of Chinese were closed have a space there.
    return single_spaced(one) == single_spaced(other) or squeeze(one) == squeeze(other)


_WORD = late(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")
"""A word; where no spaces part words, a character."""


def _only_left_out(text: str, quote: str) -> bool:
    held = iter(_WORD.findall(quote.casefold()))
    return all(word in held for word in _WORD.findall(text.casefold()))


NO_BREAK = "\u00a0"
"""A space at which no line ends; as wide as any other."""


def squeeze(text: str) -> str:
    """Return `text` with every run of white space as one space, none at the ends.

    A line break between two characters of Chinese or Japanese is none.
    """
    return single_spaced(text if text.isascii() else unwrapped(text))


def single_spaced(text: str) -> str:
    """Return `text` with every run of white space as one space, line breaks of any script too."""
    return " ".join(text.split())


_NEEDED = ("text", "id", "title")
_TEXTS = (*_NEEDED, "url", "source", "author", "language", "dateline", "origin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it was read. `text` is final: all offsets refer to it.

    Attributes:
        text: the article's text.
        id: stable over runs: made from the canonical address where there is one,
            else from the text. Give one to keep your own.
        title: the headline; empty when none was found.
        title_made: the title was made from the lead, not found.
        url: where a reader finds the article (http or https).
        source: the outlet's name.
        author: the byline without its "By".
        published: when the outlet says that it appeared.
        fetched: when Readout read it.
        language: two-letter ISO 639-1 code, or None when it cannot be told.
        complete: False for a preview behind an access notice, or a cut text.
        dateline: the place that the text opens with ("BEIJING"), still part of `text`.
        origin: what the reader called it: a path, "standard input", an address.
        body: the spans of `text` that are article rather than page furniture, in
            order; None when nobody has judged yet.
        notes: what a reader should know of how it was read ("its bytes were not
            valid UTF-8; read as windows-1252").

    Raises:
        TypeError: what should be text is none: bytes, a path, a title that is None.
        ValueError: a time cannot be read, or a span of `body` is outside the text.
    """

    text: str
    id: str = ""
    title: str = ""
    title_made: bool = False
    url: str | None = None
    source: str | None = None
    author: str | None = None
    published: datetime | None = None
    fetched: datetime | None = None
    language: str | None = None
    complete: bool = True
    dateline: str | None = None
    origin: str | None = None
    body: tuple[Span, ...] | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in _TEXTS:
            value = getattr(self, name)
            if not isinstance(value, str) and (value is not None or name in _NEEDED):
                raise TypeError(f"an article's {name} is a str, not {type(value).__name__}")
        object.__setattr__(self, "published", as_utc(self.published))
        object.__setattr__(self, "fetched", as_utc(self.fetched))
        if not self.id:
            object.__setattr__(self, "id", make_id(self.url or single_spaced(self.text)))
        for start, end in self.body or ():
            if not 0 <= start < end <= len(self.text):
                raise ValueError(f"article {self.id}: body span {start}:{end} is outside the text")

    @property
    def outlet(self) -> str:
        """The name to credit: the source, else what the reader called the article."""
        return self.source or self.origin or "unnamed source"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its place: `article.text[start:end]` is its text.

    Attributes:
        article_id: whose sentence it is.
        index: position in the article, from 0.
        start, end: offsets into the article's text.
        paragraph: which paragraph (line of the text) it stands in, from 0.
    """

    article_id: str
    index: int
    start: int
    end: int
    paragraph: int = 0

    def of(self, article: Article) -> str:
        """Return the sentence's text."""
        return article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class EncodedArticle:
    """An article with its sentences and what the encoder made of them.

    Attributes:
        article: the article.
        sentences: its n sentences in reading order.
        vectors: (n, d) float32, rows of length 1: one per sentence.
        vector: (d,) float32 of length 1: the title with the first 600 characters.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    vectors: NDArray[np.float32]
    vector: NDArray[np.float32]

    def __post_init__(self) -> None:
        if len(self.sentences) != len(self.vectors):
            raise ValueError(
                f"article {self.article.id}: {len(self.sentences)} sentences, "
                f"{len(self.vectors)} vectors"
            )

    @property
    def texts(self) -> list[str]:
        """The texts of its sentences, made anew on each call; a no-break space is a space in them.

        Patterns ask for plain ones, and editors' desks put the others wherever a link begins.
        """
        text = self.article.text.replace(NO_BREAK, " ")
        return [text[sentence.start : sentence.end] for sentence in self.sentences]

    def text_of(self, index: int) -> str:
        """Return the text of sentence `index`, as `texts` has it."""
        return self.sentences[index].of(self.article).replace(NO_BREAK, " ")

    def cite(self, index: int) -> Citation:
        """Return the citation of sentence `index`."""
        sentence = self.sentences[index]
        return Citation.at(self.article, sentence.start, sentence.end)


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact place that a point came from.

    Invariant: `quote == article.text[start:end]`; the length is checked here, the
    words by every `Brief` and `Digest` that carries the citation.
    """

    article: str
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"citation of {self.article}: span {self.start}:{self.end} is empty")
        if len(self.quote) != self.end - self.start:
            raise ValueError(
                f"citation of {self.article}: the quote has {len(self.quote)} characters, "
                f"its span {self.end - self.start}"
            )

    @classmethod
    def at(cls, article: Article, start: int, end: int) -> Citation:
        """Cite `article.text[start:end]`."""
        return cls(article.id, start, end, article.text[start:end])

    def holds_in(self, article: Article) -> bool:
        """Return whether the quote stands at its span in `article`."""
        return article.text[self.start : self.end] == self.quote


@dataclass(frozen=True, slots=True)
class Point:
    """One statement with where it comes from.

    Attributes:
        text: what the reader reads.
        citations: one or more spans; the first is the one the text was taken from,
            the others say the same elsewhere.
        kind: "verbatim" (the text is its first quote, white space apart), "trimmed"
            (words of the quote left out, none added or moved) or "written".
    """

    text: str
    citations: tuple[Citation, ...]
    kind: PointKind = "verbatim"

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a point needs a text")
        if not self.citations:
            raise ValueError(f"a point needs a citation: {self.text[:60]!r}")
        if self.kind == "verbatim" and not _same_words(self.text, self.citations[0].quote):
            raise ValueError(f"a verbatim point equals its quote: {self.text[:60]!r}")
        if self.kind == "trimmed" and not _only_left_out(self.text, self.citations[0].quote):
            raise ValueError(f"a trimmed point only leaves words out: {self.text[:60]!r}")

    @property
    def articles(self) -> tuple[str, ...]:
        """Ids of the cited articles, in order, each once."""
        return tuple(dict.fromkeys(citation.article for citation in self.citations))


@dataclass(frozen=True, slots=True)
class Brief:
    """A short account of one article, or of several on one event.

    Attributes:
        title: the headline.
        points: in reading order.
        articles: what it was made from.
        length: the word budget it was made for; None when only sentences were counted.
        model: the name of the model that chose or wrote the points.
    """

    title: str
    points: tuple[Point, ...]
    articles: tuple[Article, ...]
    length: int | None
    model: str

    def __post_init__(self) -> None:
        check_citations(self.points, self.articles)

    @property
    def text(self) -> str:
        """The points as one paragraph."""
        return join_sentences(point.text for point in self.points)


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that repeats another: near copy, syndicated text or excerpt."""

    article: Article
    of: str
    """Id of the article that stands for it."""


@dataclass(frozen=True, slots=True)
class Rank:
    """Why a story stands where it does; `score` is the product of the parts.

    Attributes:
        outlets: distinct outlets that tell the story, copies not counted twice.
        coverage: log2(1 + outlets); of one outlet that reports nothing, but asks or holds a
            view, as if it were half of one.
        recency: 0 to 1, halving with the story's age against the newest one.
        centrality: 0.5 to 1, growing with the story's likeness to all that was read.
    """

    outlets: int
    coverage: float
    recency: float
    centrality: float
    score: float


@dataclass(frozen=True, slots=True)
class Story:
    """An event, as one or more articles tell it.

    Attributes:
        id: stable over days.
        title: its headline: an article's own, or made from a lead.
        articles: every article that tells it, newest information first, near copies last.
        copies: which of them are near copies of which: credited, not read twice.
        first_seen, last_seen: published times of the earliest and latest article.
        change: against the last edition.
        brief: what happened; None until it is made.
        rank: why it stands where it does; None until it is ranked.
        note: what moved since the last edition ("dead: was 12, now 21"), or empty.
    """

    id: str
    title: str
    articles: tuple[Article, ...]
    copies: tuple[Copy, ...] = ()
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    change: Change = "new"
    brief: Brief | None = None
    rank: Rank | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if not self.articles:
            raise ValueError(f"story {self.id}: needs an article")
        have = {article.id for article in self.articles}
        missing = tuple(copy.article for copy in self.copies if copy.article.id not in have)
        object.__setattr__(self, "articles", self.articles + missing)

    @property
    def points(self) -> tuple[Point, ...]:
        """What its brief says; nothing until it is made."""
        return self.brief.points if self.brief else ()

    @property
    def originals(self) -> tuple[Article, ...]:
        """The articles that are not copies of another."""
        copies = {copy.article.id for copy in self.copies}
        return tuple(article for article in self.articles if article.id not in copies)

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that tell it, copies included, in order, each once."""
        return tuple(dict.fromkeys(article.outlet for article in self.articles))


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme that several sentences, often of several stories, speak of.

    Attributes:
        label: its name as an editor would give it ("Export controls").
        points: what is said, most telling first.
        articles: ids of all articles that speak of it, also those not quoted.
        stories: ids of the stories that touch it.
        note: what sets the sources apart in words ("Only one of 4 articles mentions
            it"), or empty.
    """

    label: str
    points: tuple[Point, ...]
    articles: tuple[str, ...]
    stories: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something that was read and not used. `name` is what the reader would call it."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """The ledger: every article that was read is used or dropped with a reason."""

    read: int
    used: int
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[Dropped, ...] = ()
    """Used, but the reader should know: a preview, an encoding that was guessed."""

    def __post_init__(self) -> None:
        if self.read != self.used + len(self.dropped):
            raise ValueError(
                f"coverage: read {self.read} is not used {self.used} "
                f"plus dropped {len(self.dropped)}"
            )


@dataclass(frozen=True, slots=True)
class Window:
    """The time that a digest speaks of; None is open.

    Attributes:
        since, until: its ends; the second belongs to it.
        zone: IANA name of the reader's time zone, in which days begin and end. A `since` or
            `until` of a `ZoneInfo` brings its own.
    """

    since: datetime | None = None
    until: datetime | None = None
    zone: str = "UTC"

    def __post_init__(self) -> None:
        for end in (self.since, self.until):
            place = getattr(end, "tzinfo", None)
            if isinstance(place, ZoneInfo):
                object.__setattr__(self, "zone", place.key)
        object.__setattr__(self, "since", as_utc(self.since))
        object.__setattr__(self, "until", as_utc(self.until))
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"window: since {self.since} is after until {self.until}")

    @property
    def place(self) -> ZoneInfo:
        """The reader's time zone."""
        return ZoneInfo(self.zone)

    def moment_of(self, appeared: datetime) -> datetime:
        """Return when something appeared, for this reader.

        Midnight in UTC stands for a day without a time: it is the midnight of the reader's day.
        """
        if self.zone == "UTC" or not is_day(appeared):
            return appeared
        return appeared.replace(tzinfo=self.place).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What all the articles say. Renders without any look-up.

    Attributes:
        id: of its content: equal input and settings give an equal id.
        title: a heading for the whole.
        query: the topic that the reader named, or None.
        window: the time it speaks of: as asked, else from the articles.
        lead: one or two points for the reader who reads no further.
        stories: in rank order, each with its brief.
        topics: in rank order.
        articles: every article in use, in the order of their citation numbers.
        coverage: the ledger.
        model: name of the model behind it.
        version: Readout's.
    """

    id: str
    title: str
    window: Window
    lead: tuple[Point, ...]
    stories: tuple[Story, ...]
    topics: tuple[Topic, ...]
    articles: tuple[Article, ...]
    coverage: Coverage
    model: str
    version: str
    query: str | None = None
    notices: tuple[str, ...] = ()
    """What the reader should know first: "No article speaks of …"."""

    def __post_init__(self) -> None:
        check_citations(self.points(), self.articles)

    def points(self) -> Iterator[Point]:
        """Yield every point: lead, briefs, topics."""
        yield from self.lead
        for story in self.stories:
            if story.brief is not None:
                yield from story.brief.points
        for topic in self.topics:
            yield from topic.points


def check_citations(points: Iterable[Point], articles: Iterable[Article]) -> None:
    """Raise ValueError unless every citation of `points` stands in one of `articles`."""
    by_id = {article.id: article for article in articles}
    for point in points:
        for citation in point.citations:
            article = by_id.get(citation.article)
            if article is None:
                raise ValueError(f"a point cites article {citation.article}, which is not there")
            if not citation.holds_in(article):
                raise ValueError(
                    f"citation {citation.start}:{citation.end} of article {article.id} "
                    "does not hold its quote"
                )
