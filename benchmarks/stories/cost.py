"""What grouping costs: made articles of realistic length, each size in its own process.

    python benchmarks/stories/cost.py 3500

Articles of a week: events of one to forty articles, their words and vectors around the
event's own, the rest drawn from a long-tailed vocabulary. The vectors are given.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import numpy as np

from summarizer.domain import Article, EncodedArticle
from summarizer.stories import group_stories

DAYS, WORDS, WIDTH = 7.0, 400, 384
STARTS = "b c d f g k l m n p r s t".split()
MIDDLES = "a e i o u al er in on ar ul".split()
ENDS = "da ke li mo na pe ri so tu va ment tion ing s ed ler ton".split()


def made_articles(count: int) -> list[EncodedArticle]:
    random = np.random.default_rng(0)
    syllables = [a + b for a in STARTS for b in MIDDLES]
    vocabulary = np.array([one + end for one in syllables for end in ENDS])
    common = 1 / np.arange(1, len(vocabulary) + 1)
    common /= common.sum()
    themes = random.normal(size=(40, WIDTH))
    articles: list[EncodedArticle] = []
    while len(articles) < count:
        size = 1 if random.random() < 0.6 else min(40, 1 + int(random.zipf(2.0)))
        centre = 0.8 * themes[random.integers(40)] + random.normal(size=WIDTH)
        own = [*random.choice(vocabulary, 60), *(w.title() for w in random.choice(vocabulary, 8))]
        start = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(days=DAYS * float(random.random()))
        for _ in range(min(size, count - len(articles))):
            words = [*random.choice(vocabulary, WORDS, p=common), *random.choice(own, WORDS // 4)]
            random.shuffle(words)
            vector = (centre + 0.9 * random.normal(size=WIDTH)).astype(np.float32)
            article = Article(
                id=f"made-{len(articles)}",
                text=" ".join(words),
                title=" ".join(random.choice(own, 8)),
                published=start + timedelta(hours=12 * float(random.random())),
                source=f"outlet {random.integers(50)}",
            )
            vector /= np.linalg.norm(vector)
            articles.append(EncodedArticle(article, (), np.zeros((0, WIDTH), np.float32), vector))
    return articles


def measure(count: int) -> dict[str, float]:
    """Return the cost of one grouping of `count` articles in a process of its own."""
    found = subprocess.run(
        [sys.executable, __file__, str(count)], check=True, capture_output=True, text=True
    )
    return dict(json.loads(found.stdout))


def main() -> None:
    count = int(sys.argv[1])
    articles = made_articles(count)
    group_stories(articles[:20])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wall, cpu = time.perf_counter(), time.process_time()
    stories = group_stories(articles)
    spent = {
        "cpu_s": round(time.process_time() - cpu, 3),
        "wall_s": round(time.perf_counter() - wall, 3),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "input_mb": round(before, 1),
        "stories": float(len(stories)),
    }
    print(json.dumps(spent))


if __name__ == "__main__":
    main()
