"""How much each sentence says: features on frozen vectors and the trained scorer."""

from __future__ import annotations

from summarizer.salience.score import score_sentences

__all__ = ["score_sentences"]
