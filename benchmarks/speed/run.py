"""How fast Readout is, beside its peers, in one run.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install torch==2.13.0
    /tmp/peers/bin/pip install sentence-transformers scikit-learn sumy bert-extractive-summarizer
    /tmp/peers/bin/python -m nltk.downloader -d /tmp/nltk punkt_tab; export NLTK_DATA=/tmp/nltk
    python benchmarks/speed/run.py --peers /tmp/peers/bin/python [--data FOLDER ...]
    python benchmarks/speed/table.py --docs

Every contestant runs in its own process, Readout and peers in turn. The first round does
everything, the later ones what is short, as long as `--minutes` last. Each run is kept in
benchmarks/results/speed.json at once: the same command goes on where it was broken off
(`--afresh` begins anew), and `--only bot` measures one job again. Without `--peers` Readout
is measured alone.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT)]

import articles as corpus  # noqa: E402
import table  # noqa: E402

FULL, BRIEFED, TYPED, ARCHIVED, TOLD = 1_000, 25, 100, 100_000, 300
OTHERS = 10
"""Articles of the same source that are not measured: all who write briefs are warmed with them."""
LENGTHS = (10, 20, 40, 80)
"""Sentences of the articles that are briefed by length; their task's sizes, not counts."""
SEVERAL = ("cli", "bot")
"""Tasks whose one run gives several rows."""

SPARE_SECONDS = 60
"""A run is broken off so long after the time is over, and its row says so."""


@dataclass(frozen=True)
class Contest:
    """One job of several contestants. `heavy` ones take part in the first round only."""

    task: str
    size: int
    given: str
    jobs: tuple[tuple[str, str, str], ...]
    heavy: bool = False


DIGEST = (
    ("Readout", "mine", "digest"),
    ("sentence-transformers + scikit-learn + sumy", "peers", "pipeline"),
)


def contests(scale: float) -> list[Contest]:
    """All that is measured, the shortest first."""
    sizes = [max(3, int(size * scale)) for size in (10, 100, 1_000, 10_000)]
    full, briefed, typed, archived, told = (
        max(3, int(n * scale)) for n in (FULL, BRIEFED, TYPED, ARCHIVED, TOLD)
    )
    encode = (
        ("Readout", "mine", "encode"),
        ("Readout, float32", "mine", "encode_float32"),
        ("sentence-transformers", "peers", "sentence_transformers"),
        ("transformers", "peers", "plain_transformers"),
    )
    brief = (
        ("Readout, new article", "mine", "brief"),
        ("Readout, vectors at hand", "mine", "brief_cached"),
        ("Readout, vectors at hand, read before", "mine", "brief_stored"),
        ("sumy LexRank", "peers", "lexrank"),
        ("sumy LexRank, from plain text", "peers", "lexrank_plain"),
        ("bert-extractive-summarizer", "peers", "bert_extractive"),
    )
    return [
        Contest("encode", briefed * 2, "full", encode),
        Contest("brief", briefed, "full", brief),
        *(Contest(table.BY_LENGTH, n, f"{n} sentences", brief[1:5]) for n in LENGTHS),
        Contest("digest", sizes[0], "short", DIGEST),
        Contest("digest", sizes[1], "short", DIGEST),
        Contest("cli", typed, "full", (("readout", "", ""),)),
        Contest("bot", told, "full", (("bot", "", ""),), heavy=True),
        Contest("digest", sizes[2], "short", DIGEST, heavy=True),
        Contest("search", archived, "generated", (("Readout", "mine", "search"),), heavy=True),
        Contest("digest, full articles", full, "full", DIGEST, heavy=True),
        Contest("digest", sizes[3], "short", DIGEST, heavy=True),
    ]


def main() -> None:
    options = parse()
    texts = Texts(options.data, [c for c in contests(options.scale) if c.given == "full"])
    report = begin(options)
    deadline = time.monotonic() + 60 * options.minutes
    try:
        for number in range(options.rounds):
            for contest in contests(options.scale):
                if number and contest.heavy:
                    continue
                if options.only and contest.task not in options.only:
                    continue
                for who in contest.jobs:
                    measure(report, contest, who, number, texts, options, deadline)
    finally:
        shutil.rmtree(texts.folder)
    if not options.only:
        report["machine"]["load_after"] = os.getloadavg()[0]
    save(report, options.results)
    print(table.markdown(report))


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, nargs="+", help="folders of .txt or .jsonl articles")
    parser.add_argument("--peers", type=Path, help="the Python that has the peers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=24, help="begin nothing new after these")
    parser.add_argument("--scale", type=float, default=1, help="share of the articles, for a try")
    parser.add_argument("--afresh", action="store_true", help="forget an unfinished run")
    parser.add_argument("--only", nargs="+", help="measure these jobs again")
    parser.add_argument("--results", type=Path, default=table.RESULTS)
    return parser.parse_args()


def begin(options: argparse.Namespace) -> dict[str, Any]:
    """Return an unfinished report of the same options and machine, or a new one."""
    same = {
        "machine": machine(),
        "articles": "given" if options.data else "generated",
        "scale": options.scale,
    }
    if options.results.is_file() and not options.afresh:
        old: dict[str, Any] = json.loads(options.results.read_text(encoding="utf-8"))
        if options.only and "runs" in old:
            old["runs"] = [run for run in old["runs"] if run["task"] not in options.only]
            return old
        unfinished = "runs" in old and "load_after" not in old["machine"]
        alike = all(old.get(name) == same[name] for name in ("articles", "scale"))
        if unfinished and alike and old["machine"]["processor"] == same["machine"]["processor"]:
            return old
    return {"date": datetime.now(UTC).isoformat(timespec="seconds"), **same, "runs": []}


def save(report: dict[str, Any], path: Path) -> None:
    report["checks"] = table.checks(report)
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


class Texts:
    """The articles, split once, as files that the contestants read."""

    def __init__(self, folders: list[Path] | None, full: list[Contest]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="readout-speed-"))
        self._most = max(contest.size for contest in full)
        self._texts = corpus.load(folders, 10_000 if folders else 4_000)
        self._sentences = split(self._texts)

    def file(self, given: str, size: int) -> Path:
        """Return the file with `size` articles: "full", "short" or "generated" ones.

        For "10 sentences" and the like it holds a few articles of `size` sentences.
        """
        path = self.folder / f"{given}-{size}.json"
        if not path.is_file():
            texts, sentences = self.some(given, size)
            places = slice(self._most, self._most + OTHERS)
            others = list(zip(self._texts[places], self._sentences[places], strict=True))
            held = {"texts": texts, "sentences": sentences, "others": others}
            path.write_text(json.dumps(held), encoding="utf-8")
        return path

    def some(self, given: str, size: int) -> tuple[list[str], list[list[str]]]:
        if given.endswith(" sentences"):
            texts = corpus.of_length(self._sentences, table.EACH_LENGTH, size)
            return texts, split(texts)
        if given == "generated":
            return [corpus.generate(seed) for seed in range(size)], []
        if given == "short":
            sentences = corpus.openings(self._sentences, size)
            return [" ".join(one) for one in sentences], sentences
        return self._texts[:size], self._sentences[:size]


def split(texts: list[str]) -> list[list[str]]:
    """Split every text as Readout does: all contestants get the same sentences."""
    from summarizer import Article
    from summarizer.text.sentences import split_sentences

    items = [Article(text=text) for text in texts]
    found = [[one.of(item) for one in split_sentences(item)] for item in items]
    return [one or [item.text] for one, item in zip(found, items, strict=True)]


def measure(
    report: dict[str, Any],
    contest: Contest,
    who: tuple[str, str, str],
    number: int,
    texts: Texts,
    options: argparse.Namespace,
    deadline: float,
) -> None:
    """Make one run and keep it, unless it is there or there is no time or no peer for it."""
    name, module, job = who
    key = {"task": contest.task, "size": contest.size, "who": name, "round": number}
    if contest.task in SEVERAL:
        key.pop("who")
    if any(key.items() <= run.items() for run in report["runs"]):
        return
    left = deadline - time.monotonic()
    if (module == "peers" and not options.peers) or left <= 0:
        return
    print(f"{time.strftime('%H:%M:%S')} {contest.task} {contest.size}: {name}", file=sys.stderr)
    given = texts.file(contest.given, contest.size)
    if contest.task == "cli":
        for row in command_line(texts.some(contest.given, contest.size)[0]):
            report["runs"].append(key | row)
    elif contest.task == "bot":
        report["runs"] += [key | row for row in bot_memory(given, left)]
    elif contest.task == "encode":
        vectors = texts.folder / f"{name}.npy"
        report["runs"].append(key | run(module, job, given, options.peers, left, vectors))
        agreement(report["runs"], texts.folder, contest.task)
    else:
        report["runs"].append(key | run(module, job, given, options.peers, left))
    save(report, options.results)


def run(
    module: str,
    job: str,
    given: Path,
    peers: Path | None,
    left: float,
    vectors: Path | None = None,
) -> dict[str, Any]:
    """Run one contestant; a failure is told in the row, and does not end the others' runs."""
    from summarizer.models.files import find_model

    mine = module == "mine"
    environment = os.environ | {"READOUT_SPEED_MODEL": str(find_model("packaged").path)}
    environment |= {"HF_HUB_OFFLINE": "1", "PYTHONWARNINGS": "ignore"}
    environment["PYTHONPATH"] = str(ROOT) if mine else ""
    command = [sys.executable if mine else str(peers), str(HERE / "worker.py"), module, job]
    command += [str(given), *([str(vectors)] if vectors else [])]
    try:
        with tempfile.TemporaryDirectory(prefix="readout-speed-") as its_own:  # killed or not
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                env=environment | {"TMPDIR": its_own},
                cwd=given.parent,
                timeout=left + SPARE_SECONDS,
                check=False,
            )
    except subprocess.TimeoutExpired:
        return {"failed": f"broken off after {left + SPARE_SECONDS:.0f} s"}
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
        return {"failed": (done.stderr.strip().splitlines() or ["without a word"])[-1][:200]}
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def agreement(runs: list[dict[str, Any]], folder: Path, task: str) -> None:
    """Note each contestant's lowest cosine to the vectors of sentence-transformers."""
    import numpy as np

    reference = folder / "sentence-transformers.npy"
    if not reference.is_file():
        return
    wanted = np.load(reference)
    for row in runs:
        path = folder / f"{row['who']}.npy"
        if row["task"] == task and "lowest_cosine" not in row and path.is_file():
            row["lowest_cosine"] = float((np.load(path) * wanted).sum(1).min())


def command_line(texts: list[str]) -> list[dict[str, Any]]:
    """`readout` as a person types it: processes from start to end, bytecode there as installed."""
    compileall.compile_dir(ROOT / "summarizer", quiet=1)
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
        for number, text in enumerate(texts):
            (Path(folder) / f"{number:03}.txt").write_text(text, encoding="utf-8")
        digest = ["digest", "--quiet", folder]
        return [
            {"who": name} | command(arguments, cache)
            for name, arguments in (
                ("readout --help", ["--help"]),
                ("readout digest, first", digest),
                ("readout digest, cached", digest),
            )
        ]


def bot_memory(given: Path, left: float) -> list[dict[str, Any]]:
    """The real bot's memory at rest and at work; nothing where the system does not tell it."""
    if not Path("/proc/self/smaps_rollup").is_file():
        return []
    command = [sys.executable, str(HERE / "memory.py"), str(given)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=left + SPARE_SECONDS, check=True
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        return [{"who": "at work", "failed": f"{type(error).__name__}: {error}"[-200:]}]
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def command(arguments: list[str], cache: str) -> dict[str, Any]:
    """Return time and peak memory of one command, and whether it imported torch."""
    code = (
        "import atexit, sys\n"
        f"sys.path.append({str(HERE)!r})\n"
        "from worker import peak_mb\n"
        "atexit.register(lambda: print('torch' in sys.modules, peak_mb(), file=sys.stderr))\n"
        f"sys.argv = ['readout', *{arguments!r}]\n"
        "from summarizer.__main__ import main\n"
        "main()\n"
    )
    environment = os.environ | {"READOUT_CACHE_DIR": cache, "PYTHONPATH": str(ROOT)}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        return {"failed": done.stderr[-200:]}
    imported, peak = done.stderr.split()[-2:]
    return {
        "seconds": wall,
        "cpu_seconds": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "peak_mb": float(peak),
        "torch": imported == "True",
    }


def machine() -> dict[str, Any]:
    from summarizer.models import hardware

    return {
        "processor": hardware.processor(),
        "cpus": hardware.usable_cpus(),
        "features": list(hardware.shown_features()),
        "python": platform.python_version(),
        "load_before": os.getloadavg()[0],
    }


if __name__ == "__main__":
    main()
