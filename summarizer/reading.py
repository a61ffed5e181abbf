"""From articles as they came in to encoded ones, and the ledger of what became of each.

1. read: mask furniture, tell the language, split into sentences;
2. encode: one pass of the encoder over all that is new to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from summarizer.domain import (
    Article,
    Coverage,
    Dropped,
    EncodedArticle,
    Sentence,
    Window,
    make_id,
    squeeze,
)
from summarizer.models.base import Embedder
from summarizer.text.addresses import public_address
from summarizer.text.clean import body_spans
from summarizer.text.failures import FAILED, is_failed_page
from summarizer.text.language import detect_language
from summarizer.text.sentences import split_sentences
from summarizer.text.titles import make_title
from summarizer.wish import Report, nothing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_SENTENCES = 300
"""Sentences of one article that are looked at. News ends long before; what is left out
is noted in the ledger."""

HEAD_CHARACTERS = 600
"""How much of the text speaks for the article when stories are grouped."""


@dataclass(slots=True)
class Ledger:
    """Collects what was read, dropped and noted, on the way to a `Coverage`."""

    dropped: list[Dropped] = field(default_factory=list)
    notes: list[tuple[str, Dropped]] = field(default_factory=list)
    """Each with the id of its article."""

    def drop(self, article: Article, reason: str) -> None:
        """Account for an article that is not used."""
        self.dropped.append(Dropped(name_of(article), reason))

    def note(self, article: Article, reason: str) -> None:
        """Tell the reader something about an article, should it be used."""
        self.notes.append((article.id, Dropped(name_of(article), reason)))

    def close(self, used: Sequence[Article]) -> Coverage:
        """Return the ledger, these articles having been used; notes on others are left out."""
        ids = {article.id for article in used}
        return Coverage(
            read=len(used) + len(self.dropped),
            used=len(used),
            dropped=tuple(self.dropped),
            notes=tuple(note for identity, note in self.notes if identity in ids),
        )


def name_of(article: Article) -> str:
    """What the reader would call the article."""
    return article.origin or public_address(article.url or "") or article.title or article.id


def prepare(article: Article) -> tuple[Article, tuple[Sentence, ...]]:
    """Return the article with body, language and title told, and its sentences."""
    found: dict[str, Any] = {}
    body, language = article.body, article.language
    if body is None:
        body = found["body"] = body_spans(article.text)
    if language is None:
        language = found["language"] = detect_language(article.text)
    if not article.title.strip():
        rest = article.text[body[0][0] :] if body else article.text
        found |= {"title": make_title(rest, language), "title_made": True}
    article = replace(article, **found) if found else article
    return article, split_sentences(article)[:MAX_SENTENCES]


def unique(articles: Iterable[Article], ledger: Ledger) -> Iterator[Article]:
    """Yield each article once.

    One id for two texts, or for two outlets, stands for two articles: the later one gets
    an id of its own, so that nothing is lost.
    """
    seen: dict[str, Article] = {}
    for given in articles:
        article = given
        first = seen.get(article.id)
        if first is not None and _differ(first, article):
            article = replace(article, id=make_id(article.id, article.outlet, article.text))
            first = seen.get(article.id)
        if first is not None:
            ledger.drop(article, f"the same article as {name_of(first)}")
            continue
        seen[article.id] = article
        yield article


def _differ(first: Article, article: Article) -> bool:
    another_outlet = bool(article.source) and first.outlet != article.outlet
    return another_outlet or squeeze(first.text) != squeeze(article.text)


def inside(articles: Iterable[Article], window: Window, ledger: Ledger) -> Iterator[Article]:
    """Yield the articles of the window; one without a date is kept and noted."""
    for article in articles:
        appeared = article.published or article.fetched
        moment = window.moment_of(appeared) if appeared else None
        if moment is None and (window.since or window.until):
            ledger.note(article, "has no date; kept")
        elif moment and window.since and moment < window.since:
            day = f"{moment.astimezone(window.place):%Y-%m-%d}"
            ledger.drop(article, f"published {day}, before the window")
            continue
        elif moment and window.until and moment > window.until:
            day = f"{moment.astimezone(window.place):%Y-%m-%d}"
            ledger.drop(article, f"published {day}, after the window")
            continue
        yield article


def head_of(article: Article, sentences: Sequence[Sentence]) -> str:
    """Return the title with the first 600 characters of the body."""
    start = sentences[0].start if sentences else 0
    title = "" if article.title_made else article.title
    return f"{title}\n{article.text[start : start + HEAD_CHARACTERS]}".strip()


def encode(
    articles: Iterable[Article], embedder: Embedder, ledger: Ledger, report: Report = nothing
) -> list[EncodedArticle]:
    """Split and encode the articles; one without a sentence goes to the ledger."""
    drafts: list[tuple[Article, tuple[Sentence, ...]]] = []
    for article in articles:
        draft, sentences = prepare(article)
        if not sentences:
            ledger.drop(article, "has no usable sentence")
            continue
        if is_failed_page(draft.text, "" if draft.title_made else draft.title):
            ledger.drop(article, FAILED)
            continue
        note_state(draft, sentences, ledger)
        drafts.append((draft, sentences))
        report("reading", len(drafts), 0)
    texts: list[str] = []
    for draft, sentences in drafts:
        texts.append(head_of(draft, sentences))
        texts.extend(sentence.of(draft) for sentence in sentences)
    vectors = embedder.embed(texts, lambda done, total: report("encoding", done, total))
    return list(cut(drafts, vectors))


def cut(
    drafts: Sequence[tuple[Article, tuple[Sentence, ...]]], vectors: NDArray[np.float32]
) -> Iterator[EncodedArticle]:
    """Hand each article its rows: first its head's, then its sentences'."""
    row = 0
    for draft, sentences in drafts:
        stop = row + 1 + len(sentences)
        yield EncodedArticle(draft, sentences, vectors[row + 1 : stop], vectors[row])
        row = stop


def note_state(article: Article, sentences: Sequence[Sentence], ledger: Ledger) -> None:
    """Tell what a reader should know of an article that is used."""
    if not article.complete:
        ledger.note(article, "only a preview could be read")
    if len(sentences) == MAX_SENTENCES:
        ledger.note(article, f"only the first {MAX_SENTENCES} sentences were read")
    for note in article.notes:
        ledger.note(article, note)
