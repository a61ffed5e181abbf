"""Other ways to group news, each really run: what a newcomer or a known tool would use.

A peer takes texts (title and head), headlines and MiniLM vectors and returns a group
for each article. Its parameter is the best one found on the development pools.

Four of them need packages that the project does not: `pip install igraph leidenalg
umap-learn bertopic` in an environment of their own that also has the project, or they
are passed over, with a line that says so.
"""

from __future__ import annotations

import importlib.util
import re
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Group = Sequence[int]
Peer = Callable[[Sequence[str], Sequence[str], NDArray[np.float32]], Group]


def _average(distance: NDArray[np.float64], cut: float) -> Group:
    from sklearn.cluster import AgglomerativeClustering

    if len(distance) < 2:
        return [0] * len(distance)
    model = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=cut
    )
    return list(model.fit_predict(distance))


def tfidf_average(threshold: float, fitted: Sequence[str] | None = None) -> Peer:
    """TF-IDF cosine, average linkage; weights from the pool, or from `fitted` texts."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    model = TfidfVectorizer(stop_words="english", sublinear_tf=True)
    if fitted is not None:
        model.fit(fitted)

    def group(texts: Sequence[str], _titles: Sequence[str], _v: NDArray[np.float32]) -> Group:
        rows = model.transform(texts) if fitted is not None else model.fit_transform(texts)
        return _average(np.clip(1 - (rows @ rows.T).toarray(), 0, 2), 1 - threshold)

    return group


def minilm_average(threshold: float) -> Peer:
    """Cosine of MiniLM vectors, average linkage."""

    def group(_t: Sequence[str], _titles: Sequence[str], vectors: NDArray[np.float32]) -> Group:
        distance = np.clip(1 - vectors.astype(np.float64) @ vectors.T.astype(np.float64), 0, 2)
        return _average((distance + distance.T) / 2, 1 - threshold)

    return group


def communities(threshold: float) -> Peer:
    """`community_detection` of sentence-transformers."""
    from sentence_transformers.util import community_detection

    def group(_t: Sequence[str], _titles: Sequence[str], vectors: NDArray[np.float32]) -> Group:
        found = community_detection(vectors, threshold=threshold, min_community_size=2)
        groups = [-1] * len(vectors)
        for number, members in enumerate(found):
            for member in members:
                groups[member] = number
        return groups

    return group


def hdbscan(least: int) -> Peer:
    """HDBSCAN of scikit-learn on MiniLM vectors."""
    from sklearn.cluster import HDBSCAN

    def group(_t: Sequence[str], _titles: Sequence[str], vectors: NDArray[np.float32]) -> Group:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(HDBSCAN(min_cluster_size=least, copy=True).fit_predict(vectors))

    return group


def tfidf_background(threshold: float) -> Peer:
    """TF-IDF cosine under the packaged table of word frequencies, average linkage."""
    from scipy.sparse import csr_matrix

    from summarizer.stories.features import read_words, weigh_words

    def group(texts: Sequence[str], _titles: Sequence[str], _v: NDArray[np.float32]) -> Group:
        known = weigh_words([read_words(text) for text in texts])
        shape = (len(texts), known.width)
        rows = csr_matrix((known.values, known.columns, known.starts), shape=shape)
        return _average(np.clip(1 - (rows @ rows.T).toarray(), 0, 2), 1 - threshold)

    return group


LEIDEN_NEIGHBOURS = 15
SEED = 7


def leiden(resolution: float) -> Peer:
    """Leiden communities of the graph of each article's 15 nearest by MiniLM."""
    import igraph
    import leidenalg

    def group(_t: Sequence[str], _titles: Sequence[str], vectors: NDArray[np.float32]) -> Group:
        scores = vectors.astype(np.float64) @ vectors.T.astype(np.float64)
        np.fill_diagonal(scores, -1.0)
        near = np.argsort(-scores, axis=1, kind="stable")[:, :LEIDEN_NEIGHBOURS]
        edges = {
            (min(i, j), max(i, j)) for i, row in enumerate(near.tolist()) for j in row if j != i
        }
        kept = sorted(edge for edge in edges if scores[edge] > 0)
        graph = igraph.Graph(n=len(vectors), edges=kept)
        found = leidenalg.find_partition(
            graph,
            leidenalg.CPMVertexPartition,
            weights=[scores[edge] for edge in kept],
            resolution_parameter=resolution,
            seed=SEED,
        )
        return list(found.membership)

    return group


UMAP_SIZE, BERTOPIC_SIZE, UMAP_NEIGHBOURS = 10, 5, 15


def _umap(count: int, size: int) -> Any:
    """The reduction that known tools use: to `size` dimensions, as dense as can be."""
    from umap import UMAP

    return UMAP(
        n_components=min(size, count - 2),
        n_neighbors=min(UMAP_NEIGHBOURS, count - 1),
        min_dist=0.0,
        metric="cosine",
        init="spectral" if count > 2 * size else "random",
        random_state=SEED,
    )


def umap_hdbscan(least: float) -> Peer:
    """UMAP to ten dimensions, then HDBSCAN, as Meridian's briefs are made."""
    from hdbscan import HDBSCAN

    def group(_t: Sequence[str], _titles: Sequence[str], vectors: NDArray[np.float32]) -> Group:
        if len(vectors) < UMAP_SIZE:
            return [-1] * len(vectors)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            low = _umap(len(vectors), UMAP_SIZE).fit_transform(vectors)
            found = HDBSCAN(min_cluster_size=int(least)).fit_predict(low.astype(np.float64))
        return [int(number) for number in found]

    return group


def bertopic(least: float) -> Peer:
    """BERTopic on the MiniLM vectors, with the smallest topic allowed."""
    from bertopic import BERTopic

    def group(texts: Sequence[str], _titles: Sequence[str], vectors: NDArray[np.float32]) -> Group:
        if len(vectors) < UMAP_SIZE:
            return [-1] * len(vectors)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = BERTopic(
                min_topic_size=int(least),
                umap_model=_umap(len(vectors), BERTOPIC_SIZE),
                verbose=False,
            )
            found, _ = model.fit_transform(list(texts), vectors)
        return [int(number) for number in found]

    return group


def headline_overlap(threshold: float, *, jaccard: bool) -> Peer:
    """Shared words of headlines over the shorter one's (or over both), linked singly."""

    def group(texts: Sequence[str], titles: Sequence[str], _v: NDArray[np.float32]) -> Group:
        sets = [
            {w for w in re.findall(r"\w+", (title or text[:80]).lower()) if len(w) > 2}
            for title, text in zip(titles, texts, strict=True)
        ]
        parent = list(range(len(sets)))

        def root(i: int) -> int:
            while parent[i] != i:
                parent[i] = parent[parent[i]]
                i = parent[i]
            return i

        for i, one in enumerate(sets):
            for j in range(i):
                size = len(one | sets[j]) if jaccard else min(len(one), len(sets[j]))
                if size and len(one & sets[j]) / size >= threshold:
                    parent[root(i)] = root(j)
        return [root(i) for i in range(len(sets))]

    return group


PEERS: dict[str, tuple[Callable[[float], Peer], Sequence[float]]] = {
    "TF-IDF of the pool, average linkage": (tfidf_average, (0.1, 0.15, 0.2, 0.25, 0.3)),
    "TF-IDF under our table, average linkage": (tfidf_background, (0.1, 0.15, 0.2, 0.25)),
    "MiniLM, average linkage": (minilm_average, (0.45, 0.5, 0.55, 0.6, 0.65)),
    "Leiden on 15 MiniLM neighbours": (leiden, (0.4, 0.45, 0.5, 0.55, 0.6)),
    "sentence-transformers communities": (communities, (0.5, 0.55, 0.6, 0.65, 0.7, 0.75)),
    "HDBSCAN on MiniLM": (lambda least: hdbscan(int(least)), (2, 3)),
    "UMAP and HDBSCAN, as Meridian": (umap_hdbscan, (2, 3)),
    "BERTopic": (bertopic, (2, 3)),
    "headline overlap": (lambda t: headline_overlap(t, jaccard=False), (0.4, 0.5, 0.6, 0.7)),
    "headline Jaccard": (lambda t: headline_overlap(t, jaccard=True), (0.3, 0.4, 0.55)),
}
"""Name -> how to make it, and the parameters of which the best is reported."""

NEEDS = {
    "Leiden on 15 MiniLM neighbours": ("igraph", "leidenalg"),
    "UMAP and HDBSCAN, as Meridian": ("umap", "hdbscan"),
    "BERTopic": ("bertopic", "umap"),
}


def missing_packages(name: str) -> list[str]:
    """Return what has to be installed before the peer of this name can run."""
    return [package for package in NEEDS.get(name, ()) if not importlib.util.find_spec(package)]
