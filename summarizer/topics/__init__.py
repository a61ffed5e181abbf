"""What the articles say, grouped by theme and named."""

from __future__ import annotations

from summarizer.topics.ask import ask_topic
from summarizer.topics.find import find_topics

__all__ = ["ask_topic", "find_topics"]
