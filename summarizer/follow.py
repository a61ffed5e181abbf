"""What is new since the last edition: which of today's stories go on from earlier days."""

from summarizer.stories.linking import ActiveStory, link_stories

__all__ = ["ActiveStory", "link_stories"]
