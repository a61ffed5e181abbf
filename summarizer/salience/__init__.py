"""How much each sentence says: features on frozen vectors and the trained scorer."""

from __future__ import annotations

from summarizer.salience.score import Salience, score_sentences, weigh

__all__ = ["Salience", "score_sentences", "weigh"]
