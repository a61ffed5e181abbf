"""How the program ends: statuses, pipes, Ctrl-C, faults; no traceback unless asked for."""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from support.fake_encoder import FakeEncoder
from typer.testing import Result

from summarizer.cli.console import Console
from summarizer.errors import ModelDamaged

ROOT = Path(__file__).parents[3]
Readout = Callable[..., Result]
Start = Callable[..., "subprocess.Popen[bytes]"]

PATIENCE_SECONDS = 300.0
"""How long a test waits for what should take some: a machine may be busy."""

posix = pytest.mark.skipif(os.name != "posix", reason="signals and terminals of Unix")


class Broken(FakeEncoder):
    """An encoder that raises what it was told to."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error

    def embed(self, texts: Sequence[str], progress: Any = None) -> NDArray[np.float32]:
        raise self.error


def test_a_damaged_model_is_one_line_with_advice(readout: Readout, news: Path) -> None:
    error = ModelDamaged("it is cut", subject="model.safetensors", advice="Install it again.")
    result = readout("digest", news, encoder=Broken(error))
    assert result.exit_code == 1
    assert result.stderr == "readout: model.safetensors: it is cut. Install it again.\n"


def test_a_fault_is_one_line_and_debug_shows_its_trace(readout: Readout, news: Path) -> None:
    result = readout("digest", news, encoder=Broken(RuntimeError("odd")))
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "RuntimeError: odd" in result.stderr
    assert "--debug" in result.stderr
    shown = readout("digest", news, "--debug", encoder=Broken(RuntimeError("odd")))
    assert "Traceback" in shown.stderr


def test_too_little_memory_is_said_in_words(readout: Readout, news: Path) -> None:
    result = readout("digest", news, encoder=Broken(MemoryError()))
    assert result.exit_code == 1
    assert "not have enough memory" in result.stderr


def test_a_wrong_setting_is_named(
    readout: Readout, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUT_THREADS", "many")
    result = readout("digest", news)
    assert result.exit_code == 2
    assert "READOUT_THREADS" in result.stderr
    assert "Traceback" not in result.stderr


def test_hostile_names_cannot_steer_the_terminal(readout: Readout, tmp_path: Path) -> None:
    result = readout("brief", tmp_path / "a\x1b[2J\x07b.txt")
    assert "\x1b" not in result.stderr
    assert "\x07" not in result.stderr


def test_ctrl_c_ends_with_130_and_a_short_line(readout: Readout, news: Path) -> None:
    result = readout("digest", news, encoder=Broken(KeyboardInterrupt()))
    assert result.exit_code == 130
    assert result.stderr == "readout: stopped\n"


@posix
def test_a_real_interrupt_leaves_no_trace(start: Start) -> None:
    process = start("brief", "-", stdin=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(b'{"text": "The council met on Monday. It voted for the bridge."}\n')
    process.stdin.flush()
    _wait_until_busy(process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 130
    assert out == b""
    assert err == b"readout: stopped\n"


@posix
def test_a_long_check_shows_how_far_it_is_and_stops_when_told(
    start: Start, news: Path, tmp_path: Path
) -> None:
    import pty

    summary = tmp_path / "summary.txt"
    lines = (f"The council voted {n} to 4 to replace ferry {n} with a bridge." for n in range(9999))
    summary.write_text("\n\n".join(lines), encoding="utf-8")
    ours, theirs = pty.openpty()
    process = start("check", summary, "--sources", news, stderr=theirs, env={"TERM": "xterm"})
    os.close(theirs)
    seen = b""
    while b"Checking sentences" not in seen:
        seen += os.read(ours, 65536)  # ends with an error, were the program to end first
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=30)
    while not seen.endswith(b"stopped\r\n"):
        seen += os.read(ours, 65536)
    os.close(ours)
    assert process.returncode == 130
    assert out == b""
    assert b"of 9,999)" in seen
    assert seen.endswith(b"\r\x1b[Kreadout: stopped\r\n")
    assert b"Traceback" not in seen


def _wait_until_busy(process: subprocess.Popen[bytes]) -> None:
    """Wait until the process has taken its input out of the pipe: it then waits for more."""
    import fcntl
    import termios

    assert process.stdin is not None
    deadline = time.monotonic() + PATIENCE_SECONDS
    while struct.unpack("i", fcntl.ioctl(process.stdin, termios.FIONREAD, b"\0" * 4))[0]:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)


@posix
def test_a_reader_that_goes_away_ends_it_silently(start: Start, rows: Path) -> None:
    many = rows.read_text("utf-8") * 400
    rows.write_text(many, encoding="utf-8")
    process = start("brief", rows, "-f", "jsonl")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=PATIENCE_SECONDS) == -signal.SIGPIPE
    assert b"Traceback" not in err
    assert b"Broken" not in err


@posix
@pytest.mark.parametrize("command", ["brief", "--version"])
def test_a_full_disk_is_said(start: Start, rows: Path, command: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        process = start(command, *([rows] if command == "brief" else []), stdout=full)
        _, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 1
    assert b"no space left" in err
    assert b"Traceback" not in err


@posix
def test_rows_are_written_as_they_are_made(start: Start) -> None:
    """The first rows are out before the input has ended: memory and waiting stay bounded."""
    process = start("brief", "-", "-f", "jsonl", stdin=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    row = b'{"id": "%d", "text": "The council met on Monday. It voted for the bridge."}\n'
    for number in range(200):
        process.stdin.write(row % number)
    process.stdin.flush()
    assert b'"id":"0"' in process.stdout.readline().replace(b" ", b"")
    process.stdin.close()
    assert process.stdout.read().count(b"\n") == 199
    assert process.wait(timeout=PATIENCE_SECONDS) == 0
    process.stdout.close()
    if process.stderr is not None:
        process.stderr.close()


@posix
def test_a_stopped_run_leaves_no_half_written_file(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    process = start("brief", "-", "-o", folder / "b.jsonl", stdin=subprocess.PIPE)
    assert process.stdin is not None
    row = b'{"text": "The council met on Monday. It voted for the bridge."}\n'
    process.stdin.write(row * 200)
    process.stdin.flush()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not list(folder.iterdir()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert [path.name for path in folder.iterdir()] != ["b.jsonl"]
    process.terminate()
    _, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 143
    assert b"Traceback" not in err
    assert list(folder.iterdir()) == []


@posix
def test_a_terminal_gets_colour_and_progress_and_no_color_is_honoured(
    start: Start, news: Path
) -> None:
    coloured, progress = _on_a_terminal(start, news)
    assert "\x1b[1m" in coloured
    assert "\x1b[K" in progress
    plain, _ = _on_a_terminal(start, news, NO_COLOR="1")
    assert "\x1b[" not in plain


@posix
def test_progress_stays_on_its_line_in_a_narrow_window(monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl
    import pty
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 30, 0, 0))
    monkeypatch.setenv("TERM", "xterm")
    with os.fdopen(slave, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        Console().progress("encoding", 4_567, 10_000)
    drawn = os.read(master, 4096).decode()
    os.close(master)
    assert drawn == "\r\x1b[KEncoding sentences  45% (4,56"


def _on_a_terminal(start: Start, news: Path, **env: str) -> tuple[str, str]:
    """Run a digest with a terminal on both outputs; return what each was sent."""
    import pty
    import threading

    ends = [pty.openpty(), pty.openpty()]
    process = start(
        "digest",
        news,
        stdout=ends[0][1],
        stderr=ends[1][1],
        env={"TERM": "xterm-256color", **env},
    )
    seen = ["", ""]

    def drain(index: int) -> None:
        while True:
            try:
                data = os.read(ends[index][0], 65536)
            except OSError:
                return
            if not data:
                return
            seen[index] += data.decode("utf-8", "replace")

    threads = [threading.Thread(target=drain, args=(index,), daemon=True) for index in (0, 1)]
    for thread in threads:
        thread.start()
    status = process.wait(timeout=PATIENCE_SECONDS)
    for _, slave in ends:
        os.close(slave)
    for thread in threads:
        thread.join(timeout=PATIENCE_SECONDS)
    assert status == 0, seen
    for master, _ in ends:
        os.close(master)
    return seen[0], seen[1]


def test_in_a_pipe_there_is_neither_colour_nor_progress(start: Start, news: Path) -> None:
    out, err = start("digest", news).communicate(timeout=PATIENCE_SECONDS)
    assert b"\x1b" not in out
    assert err == b""


def test_an_old_encoding_of_the_terminal_is_no_fault(start: Start, news: Path) -> None:
    env = {"PYTHONIOENCODING": "ascii:strict"}
    process = start("digest", news, env=env)
    out, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0, err
    assert out.isascii()
    data, _ = start("digest", news, "-f", "json", env=env).communicate(timeout=PATIENCE_SECONDS)
    data.decode("utf-8")


@posix
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-"])
def test_a_closed_stream_is_no_fault(closed: str, news: Path) -> None:
    command = f"'{sys.executable}' -m summarizer digest --help {closed}"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        capture_output=True,
        timeout=PATIENCE_SECONDS,
        check=False,
        cwd=ROOT,
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode == 0


@posix
@pytest.mark.parametrize(
    ("args", "said"),
    [
        ("brief -", "standard input: nothing to read"),
        ("digest -", "standard input: nothing to read"),
        ("stories -", "standard input: nothing to read"),
        ("check - -s seeds", "standard input: holds no text to check"),
        ("sources import -", "standard input: is not a list of feeds"),
    ],
)
def test_standard_input_that_is_closed_holds_nothing(args: str, said: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"'{sys.executable}' -m summarizer {args} <&-"],
        capture_output=True,
        timeout=PATIENCE_SECONDS,
        check=False,
        cwd=ROOT,
        text=True,
    )
    assert said in done.stderr
    assert "fault in Readout" not in done.stderr
    assert done.returncode == 1


@pytest.mark.parametrize(
    "args", [["brief", "-", "-"], ["digest", "-", "-"], ["check", "-", "-s", "-"]]
)
def test_standard_input_can_be_named_once(readout: Readout, args: list[str]) -> None:
    result = readout(*args, stdin="The council met on Monday and voted for the bridge.")
    assert result.exit_code == 2
    assert "read once" in " ".join(result.stderr.split())
