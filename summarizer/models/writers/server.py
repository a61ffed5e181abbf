"""A writer behind an OpenAI-compatible address: vLLM, llama.cpp, Ollama and the like.

Nothing but the standard library speaks to it. The answer is read as a stream, so that
it can be cancelled and its progress shown; a server that does not stream is read whole.
"""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request

from summarizer.errors import SettingsError, WriterFailed
from summarizer.models.base import CANCELLED, Draft, Progress, Task
from summarizer.models.writers.calls import LOOK_EVERY, Call, Line
from summarizer.text.addresses import names_host

TOKENS_PER_WORD = 2.0
"""Of many tokenizers and languages; only a limit."""

SPARE_TOKENS = 96
ROOM = 12_000
"""Characters sent at once: 4,000 tokens, which every server's default window holds."""

ATTEMPTS = 3
PAUSES = (1.0, 4.0)
"""Seconds before the second and third attempt."""

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that may be gone a moment later."""

LONGEST_ANSWER = 1_000_000
"""Bytes; a brief has a few thousand."""

LONGEST_LINE = 65_536

STOPPED = Draft("", finished=False, note=CANCELLED)


class ServerWriter:
    """A model that a server runs.

    Args:
        url: base address, such as http://localhost:11434/v1.
        model: its name there.
        key: sent as a bearer token when not empty.
        seconds: longest time for one draft, attempts and pauses together.
        pause: waits so many seconds; a test gives its own.

    Raises:
        SettingsError: the address is not http or https.
    """

    def __init__(
        self,
        url: str,
        model: str,
        *,
        key: str = "",
        seconds: float = 120,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        if not names_host(url, ("http", "https")):
            raise SettingsError(
                "it is not an http or https address",
                subject="READOUT_WRITER_URL",
                advice="Give the base address, such as http://localhost:11434/v1.",
            )
        self.url = url.rstrip("/") + "/chat/completions"
        self.host = urlsplit(url).netloc.rpartition("@")[2]
        self.model, self.seconds = model, seconds
        self._key, self._pause = key, pause

    @property
    def name(self) -> str:
        """The model's name on the server."""
        return self.model

    @property
    def follows(self) -> bool:
        """Chat models follow instructions."""
        return True

    @property
    def room(self) -> int:
        """Characters sent at once."""
        return ROOM

    def load(self) -> None:
        """Nothing: the server has the model."""

    def write(
        self,
        task: Task,
        *,
        stop: threading.Event | None = None,
        progress: Progress | None = None,
    ) -> Draft:
        """Ask the server; see `Writer.write`. Passing faults are tried again.

        Where `stop` is given, the server is asked in a thread of its own, which calls
        `progress`; setting it takes effect within a second, whatever the server does.

        Raises:
            WriterFailed: no usable answer in time.
        """
        deadline = time.monotonic() + self.seconds
        most = round(task.words * TOKENS_PER_WORD) + SPARE_TOKENS
        for attempt in range(ATTEMPTS):
            if stop is not None and stop.is_set():
                return STOPPED
            try:
                return self._call(task, most, deadline, stop, progress)
            except _Passing as error:
                pause = error.wait or (*PAUSES, 0.0)[attempt]
                if attempt + 1 == ATTEMPTS or time.monotonic() + pause > deadline:
                    raise self._failed(error.reason) from error
                self._rest(pause, stop)
        raise AssertionError("the last attempt returns or raises")

    def close(self) -> None:
        """Nothing is held between tasks."""

    def _rest(self, seconds: float, stop: threading.Event | None) -> None:
        """Wait before the next attempt, unless it is given up."""
        if stop is None:
            self._pause(seconds)
            return
        while seconds > 0 and not stop.is_set():
            self._pause(min(seconds, LOOK_EVERY))
            seconds -= LOOK_EVERY

    def _call(
        self,
        task: Task,
        most: int,
        deadline: float,
        stop: threading.Event | None,
        progress: Progress | None,
    ) -> Draft:
        line = Line()
        if stop is None:
            return self._ask(line, task, most, deadline, None, progress)
        given_up = stop

        def told(done: int, total: int) -> None:
            if progress is not None and not given_up.is_set():
                progress(done, total)

        call = Call(lambda: self._ask(line, task, most, deadline, given_up, told), line)
        return call.wait(given_up) or STOPPED

    def _ask(
        self,
        line: Line,
        task: Task,
        most: int,
        deadline: float,
        stop: threading.Event | None,
        progress: Progress | None,
    ) -> Draft:
        left = max(deadline - time.monotonic(), 1.0)
        try:
            with line.opener().open(self._request(task, most), timeout=left) as answer:
                if "text/event-stream" in answer.headers.get("Content-Type", ""):
                    return _streamed(answer, most, deadline, stop, progress)
                data = _read(answer, deadline, stop)
                if stop is not None and stop.is_set():
                    return STOPPED
                return _whole(data)
        except HTTPError as error:
            self._refused(error)
            raise AssertionError from error
        except TimeoutError as error:
            raise self._failed(f"it did not answer within {self.seconds:g} seconds") from error
        except URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise self._failed(f"it did not answer within {self.seconds:g} seconds") from error
            raise _Passing(f"it cannot be reached ({error.reason})") from error
        except (OSError, http.client.HTTPException) as error:
            raise _Passing(f"the connection broke ({type(error).__name__})") from error
        except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
            raise self._failed("its answer is not that of an OpenAI-compatible server") from error

    def _request(self, task: Task, most: int) -> Request:
        body = {
            "model": self.model,
            "messages": [
                {"role": "system", "content": task.instruction},
                {"role": "user", "content": task.text},
            ],
            "temperature": 0,
            "seed": 0,
            "max_tokens": most,
            "stream": True,
        }
        headers = {"Content-Type": "application/json", "Accept": "text/event-stream"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        data = json.dumps(body).encode("utf-8")
        return Request(self.url, data=data, headers=headers, method="POST")  # noqa: S310 - checked

    def _refused(self, error: HTTPError) -> None:
        reason = f"it answered {error.code} {error.reason}"
        wait = error.headers.get("Retry-After", "") if error.headers else ""
        error.close()
        if error.code in PASSING:
            raise _Passing(reason, float(wait) if wait.isdigit() else 0.0)
        advice = {
            401: "Set READOUT_WRITER_KEY to a key of that server.",
            403: "Set READOUT_WRITER_KEY to a key of that server.",
            404: "Check READOUT_WRITER_URL (it ends in /v1 on most servers) and "
            "READOUT_WRITER_MODEL.",
        }.get(error.code, "Check the server's own log.")
        raise WriterFailed(reason, subject=self.host, advice=advice)

    def _failed(self, problem: str) -> WriterFailed:
        return WriterFailed(
            problem, subject=self.host, advice="Is the server running, and is the model loaded?"
        )


class _Passing(Exception):
    """A fault that may be gone a moment later."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.reason, self.wait = reason, wait


def _read(answer: Any, deadline: float, stop: threading.Event | None) -> bytes:
    """Read an answer piece by piece: one that drips in must not outlive the time limit.

    Raises:
        TimeoutError: it is not whole in time.
    """
    data = b""
    while len(data) < LONGEST_ANSWER and (piece := answer.read1(LONGEST_LINE)):
        data += piece
        if time.monotonic() > deadline:
            raise TimeoutError
        if stop is not None and stop.is_set():
            break
    return data


def _whole(data: bytes) -> Draft:
    value = json.loads(data)
    choice = value["choices"][0]
    text = choice["message"]["content"] or ""
    tokens = int((value.get("usage") or {}).get("completion_tokens") or 0)
    return _draft(str(text), choice.get("finish_reason"), tokens)


def _streamed(
    answer: Any,
    most: int,
    deadline: float,
    stop: threading.Event | None,
    progress: Progress | None,
) -> Draft:
    parts: list[str] = []
    reason: str | None = None

    def broken_off(why: str) -> Draft:
        return Draft("".join(parts).strip(), False, len(parts), why)

    for event in _events(answer):
        # Checked at every line: servers send empty ones to keep a connection open.
        if stop is not None and stop.is_set():
            return broken_off(CANCELLED)
        if time.monotonic() > deadline:
            return broken_off("it took too long")
        for choice in event.get("choices") or ():
            piece = (choice.get("delta") or {}).get("content")
            if piece:
                parts.append(str(piece))
                if progress is not None:
                    progress(min(len(parts), most), most)
            reason = choice.get("finish_reason") or reason
        if len(parts) > 2 * most:
            return broken_off("it did not stop")
    if reason is None and stop is not None and stop.is_set():  # the connection was cut
        return broken_off(CANCELLED)
    return _draft("".join(parts), reason, len(parts))


def _events(answer: Any) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects of a server-sent stream, and an empty one for any other line."""
    while line := answer.readline(LONGEST_LINE):
        text = line.decode("utf-8", "replace").strip()
        if not text.startswith("data:"):
            yield {}
            continue
        data = text.removeprefix("data:").strip()
        if data == "[DONE]":
            return
        value = json.loads(data)
        if isinstance(value, dict):
            yield value


def _draft(text: str, reason: str | None, tokens: int) -> Draft:
    cut = reason != "stop"
    return Draft(text.strip(), not cut, tokens, "it stopped in the middle" if cut else "")
