"""What the articles say, grouped by theme and named."""

from __future__ import annotations

from summarizer.topics.ask import ask_topic
from summarizer.topics.find import Survey, find_topics, survey

__all__ = ["Survey", "ask_topic", "find_topics", "survey"]
