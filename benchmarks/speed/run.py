"""How fast Readout is, beside its peers, in one run.

    python benchmarks/speed/run.py [--data DIR] [--rounds 3] [--digests 10,100,1000]

Every contestant runs in its own process, in turn, round after round; the table shows the
median and the range over the rounds. Loading is not part of "encode", "brief" and "digest"
(all are warm) and all of "cli". Results also go to benchmarks/results/speed.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import articles as corpus  # noqa: E402
from peers import PEERS, sentences_of  # noqa: E402

RESULTS = HERE.parent / "results" / "speed.json"
ENCODED_ARTICLES, BRIEFED_ARTICLES, CLI_ARTICLES = 60, 25, 20


def main() -> None:
    options = parse()
    if options.worker:
        work(options)
        return
    report: dict[str, Any] = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "articles": "from a folder" if options.data else "generated",
        "rounds": options.rounds,
        "results": [],
    }
    for task, size in tasks(options):
        contest(report, task, size, options)
        save(report)  # a long run that is broken off keeps what it has
    if "cli" in options.parts:
        command_line(report, options)
    report["machine"]["load_after"] = os.getloadavg()[0]
    save(report)
    show(report)


def save(report: dict[str, Any]) -> None:
    report["checks"] = checks(report["results"])
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, help="folder of .txt or .jsonl articles")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--digests", default="10,100,1000", help="numbers of articles")
    parser.add_argument("--quick", action="store_true", help="a quarter of the articles")
    parser.add_argument("--parts", default="encode,brief,digest,cli")
    parser.add_argument("--worker", nargs=3, metavar=("TASK", "PEER", "SIZE"))
    return parser.parse_args()


def tasks(options: argparse.Namespace) -> list[tuple[str, int]]:
    sizes = [int(part) for part in options.digests.split(",") if part]
    share = 4 if options.quick else 1
    every = [("encode", ENCODED_ARTICLES // share), ("brief", BRIEFED_ARTICLES // share)]
    every += [("digest", size) for size in sizes]
    return [(task, size) for task, size in every if task in options.parts]


def work(options: argparse.Namespace) -> None:
    """One contestant, once: prints what it took as JSON."""
    task, peer, size = options.worker
    texts = corpus.load(options.data, int(size))
    given = [one for group in sentences_of(texts) for one in group] if task == "encode" else texts
    job = PEERS[task][peer](given)
    wall, cpu = time.perf_counter(), time.process_time()
    made = job()
    found: dict[str, Any] = {
        "seconds": time.perf_counter() - wall,
        "cpu_seconds": time.process_time() - cpu,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "items": len(given),
    }
    if task == "encode":
        path = Path(tempfile.gettempdir()) / f"readout-speed-{os.getppid()}-{hash(peer) % 997}.npy"
        np.save(path, made)
        found["vectors"] = str(path)
    elif task == "digest":
        found |= made
    print(json.dumps(found))


def contest(report: dict[str, Any], task: str, size: int, options: argparse.Namespace) -> None:
    taken: dict[str, list[dict[str, Any]]] = {peer: [] for peer in PEERS[task]}
    rounds = options.rounds if size < 1000 else 1
    for _ in range(rounds):
        for peer in PEERS[task]:
            print(f"{task} {size}: {peer} …", file=sys.stderr, flush=True)
            taken[peer].append(run_worker(task, peer, size, options.data))
    agreement = cosines(taken) if task == "encode" else {}
    for peer, runs in taken.items():
        row = {"task": task, "size": size, "items": runs[0]["items"], "peer": peer}
        row |= spread([one["seconds"] for one in runs])
        row["cpu_seconds"] = statistics.median(one["cpu_seconds"] for one in runs)
        row["peak_mb"] = max(one["peak_mb"] for one in runs)
        if "encoding" in runs[0]:
            row["encoding"] = statistics.median(one["encoding"] for one in runs)
        if peer in agreement:
            row["lowest_cosine"] = agreement[peer]
        report["results"].append(row)


def run_worker(task: str, peer: str, size: int, data: Path | None) -> dict[str, Any]:
    command = [sys.executable, __file__, "--worker", task, peer, str(size)]
    if data:
        command += ["--data", str(data)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{task}: {peer} failed\n{done.stderr}")
    result: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return result


def cosines(taken: dict[str, list[dict[str, Any]]]) -> dict[str, float]:
    """Lowest cosine of each contestant's vectors to those of sentence-transformers."""
    vectors = {}
    for peer, runs in taken.items():
        vectors[peer] = np.load(runs[-1]["vectors"])
        for one in runs:
            Path(one["vectors"]).unlink(missing_ok=True)
    reference = vectors["sentence-transformers"]
    return {peer: float((rows * reference).sum(1).min()) for peer, rows in vectors.items()}


def command_line(report: dict[str, Any], options: argparse.Namespace) -> None:
    """`readout` as a person types it: processes from start to end."""
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(corpus.load(options.data, CLI_ARTICLES)):
            (Path(folder) / f"{number:03}.txt").write_text(text, encoding="utf-8")
        digest = ["digest", "--quiet", folder]
        for name, arguments, fresh in (
            ("readout --help", ["--help"], False),
            (f"readout digest, {CLI_ARTICLES} articles, first", digest, True),
            (f"readout digest, {CLI_ARTICLES} articles, cached", digest, False),
        ):
            runs = []
            with tempfile.TemporaryDirectory() as cache:
                if arguments is digest and not fresh:
                    run_command(arguments, cache)
                for _ in range(options.rounds):
                    with tempfile.TemporaryDirectory() as new:
                        runs.append(run_command(arguments, new if fresh else cache))
            row = {"task": "cli", "size": CLI_ARTICLES, "items": 1, "peer": name}
            row |= spread([one[0] for one in runs])
            row["cpu_seconds"] = statistics.median(one[1] for one in runs)
            report["results"].append(row)


def run_command(arguments: list[str], cache: str) -> tuple[float, float]:
    environment = os.environ | {"READOUT_CACHE_DIR": cache}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "summarizer", *arguments],
        env=environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def spread(seconds: list[float]) -> dict[str, float]:
    return {
        "median": statistics.median(seconds),
        "least": min(seconds),
        "most": max(seconds),
    }


def checks(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The ratios that Readout is held to."""
    median = {(row["task"], row["size"], row["peer"]): row["median"] for row in rows}
    once = {(row["task"], row["peer"]): row["median"] for row in rows}
    found = []

    def ratio(name: str, above: float | None, below: float | None) -> None:
        if above and below:
            found.append({"ratio": name, "value": above / below})

    for mine in ("readout", "readout, float32"):
        ratio(
            f"encode: sentence-transformers / {mine}",
            once.get(("encode", "sentence-transformers")),
            once.get(("encode", mine)),
        )
    for mine in ("readout, new article", "readout, cached vectors"):
        ratio(
            f"brief: {mine} / sumy LexRank",
            once.get(("brief", mine)),
            once.get(("brief", "sumy LexRank")),
        )
    for row in rows:
        if row["task"] == "digest" and row["peer"] == "readout":
            size = row["size"]
            ratio(f"digest of {size}: whole / its encoding", row["median"], row["encoding"])
            plain = "sentence-transformers + sklearn + sumy"
            ratio(
                f"digest of {size}: plain pipeline / readout",
                median.get(("digest", size, plain)),
                row["median"],
            )
    first, cached = (
        once.get(("cli", f"readout digest, {CLI_ARTICLES} articles, {which}"))
        for which in ("first", "cached")
    )
    ratio("cli: cached digest / first digest", cached, first)
    return found


def machine() -> dict[str, Any]:
    from summarizer.models import hardware

    return {
        "processor": hardware.processor(),
        "threads": hardware.usable_cpus(),
        "features": list(hardware.shown_features()),
        "python": platform.python_version(),
        "load_before": os.getloadavg()[0],
    }


def show(report: dict[str, Any]) -> None:
    form = "{:<8} {:>6} {:<42} {:>9} {:>17} {:>8} {:>8} {:>9}"
    print(form.format("task", "size", "who", "median s", "range", "CPU s", "MB", "cosine"))
    for row in report["results"]:
        print(
            form.format(
                row["task"],
                row["size"],
                row["peer"],
                f"{row['median']:.3f}",
                f"{row['least']:.3f}–{row['most']:.3f}",
                f"{row['cpu_seconds']:.2f}",
                f"{row['peak_mb']:.0f}" if "peak_mb" in row else "",
                f"{row['lowest_cosine']:.5f}" if "lowest_cosine" in row else "",
            )
        )
    for check in report["checks"]:
        print(f"{check['ratio']:<60} {check['value']:.2f}")


if __name__ == "__main__":
    main()
