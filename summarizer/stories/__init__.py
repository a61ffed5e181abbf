"""Which articles tell one event: near copies, stories, their labels and their order."""

from summarizer.stories.copies import find_copies
from summarizer.stories.grouping import group_stories
from summarizer.stories.labels import title_story
from summarizer.stories.linking import ActiveStory, link_stories
from summarizer.stories.rank import rank_stories
from summarizer.stories.refrains import without_refrains

__all__ = [
    "ActiveStory",
    "find_copies",
    "group_stories",
    "link_stories",
    "rank_stories",
    "title_story",
    "without_refrains",
]
