"""One sentence held against one article, and how a refusal is asked for its reason."""

from __future__ import annotations

from summarizer.check import check_text
from summarizer.check.report import Verdict
from summarizer.domain import Article


def verdict_on(sentence: str, article: Article) -> Verdict:
    """Return the verdict on a text that is one sentence."""
    (found,) = check_text(sentence, [article]).sentences
    return found


def assert_refused(sentence: str, article: Article, reason: str) -> None:
    """Assert that a sentence is refused with a reason that holds some words."""
    found = verdict_on(sentence, article)
    assert not found.borne_out
    assert found.score < 0.5
    assert any(reason in said for said in found.reasons), found.reasons
