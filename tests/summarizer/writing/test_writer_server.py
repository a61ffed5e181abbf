"""A writer behind an OpenAI-compatible server: streams, faults, retries, secrets."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from summarizer.errors import SettingsError, WriterFailed
from summarizer.models.base import Task
from summarizer.models.writers import open_writer
from summarizer.models.writers.server import ServerWriter
from summarizer.settings import Settings

TASK = Task("[1] The council voted.", "Say what happened.", 20)
Answer = Callable[[BaseHTTPRequestHandler, int], None]


def whole(text: str, reason: str = "stop") -> Answer:
    def answer(handler: BaseHTTPRequestHandler, _: int) -> None:
        value = {
            "choices": [{"message": {"content": text}, "finish_reason": reason}],
            "usage": {"completion_tokens": 4},
        }
        send(handler, 200, json.dumps(value).encode(), "application/json")

    return answer


def streamed(*pieces: str, reason: str | None = "stop") -> Answer:
    def answer(handler: BaseHTTPRequestHandler, _: int) -> None:
        events = [{"choices": [{"delta": {"content": piece}}]} for piece in pieces]
        if reason:
            events.append({"choices": [{"delta": {}, "finish_reason": reason}]})
        lines = [f"data: {json.dumps(event)}\n\n" for event in events] + ["data: [DONE]\n\n"]
        send(handler, 200, "".join(lines).encode(), "text/event-stream")

    return answer


def status(code: int, then: Answer | None = None, headers: dict[str, str] | None = None) -> Answer:
    def answer(handler: BaseHTTPRequestHandler, turn: int) -> None:
        if turn and then is not None:
            then(handler, turn)
        else:
            send(handler, code, b"{}", "application/json", headers or {})

    return answer


def send(
    handler: BaseHTTPRequestHandler,
    code: int,
    body: bytes,
    kind: str,
    headers: dict[str, str] | None = None,
) -> None:
    handler.send_response(code)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def serving(answer: Answer) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    asked: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append(
                {"path": self.path, "key": self.headers.get("Authorization"), **json.loads(body)}
            )
            answer(self, len(asked) - 1)

        def do_GET(self) -> None:
            asked.append({"path": self.path, "key": self.headers.get("Authorization")})
            send(self, 200, b"{}", "application/json")

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_streamed_answer_is_read_with_progress() -> None:
    seen: list[tuple[int, int]] = []
    with serving(streamed("The council ", "voted.")) as (url, asked):
        draft = ServerWriter(url, "m", key="secret").write(
            TASK, progress=lambda done, total: seen.append((done, total))
        )
    assert draft.text == "The council voted."
    assert draft.finished
    assert [done for done, _ in seen] == [1, 2]
    assert asked[0]["path"] == "/v1/chat/completions"
    assert asked[0]["key"] == "Bearer secret"
    assert asked[0]["temperature"] == 0


def test_a_server_that_does_not_stream_is_read_whole() -> None:
    with serving(whole("The council voted.")) as (url, _):
        draft = ServerWriter(url, "m").write(TASK)
    assert (draft.text, draft.tokens, draft.finished) == ("The council voted.", 4, True)


def test_an_answer_that_is_cut_says_so() -> None:
    with serving(streamed("The council", reason="length")) as (url, _):
        assert not ServerWriter(url, "m").write(TASK).finished


@pytest.mark.parametrize("code", [429, 500, 503])
def test_a_passing_fault_is_tried_again(code: int) -> None:
    pauses: list[float] = []
    with serving(status(code, whole("The council voted."))) as (url, asked):
        draft = ServerWriter(url, "m", pause=pauses.append).write(TASK)
    assert draft.finished
    assert len(asked) == 2
    assert len(pauses) == 1


def test_a_server_that_names_a_pause_gets_it() -> None:
    pauses: list[float] = []
    answer = status(429, whole("Yes it did."), {"Retry-After": "7"})
    with serving(answer) as (url, _):
        ServerWriter(url, "m", pause=pauses.append).write(TASK)
    assert pauses == [7.0]


@pytest.mark.parametrize(("code", "hint"), [(401, "KEY"), (404, "URL"), (400, "log")])
def test_a_lasting_fault_is_told_at_once(code: int, hint: str) -> None:
    with serving(status(code)) as (url, asked), pytest.raises(WriterFailed) as caught:
        ServerWriter(url, "m", key="secret").write(TASK)
    assert hint in str(caught.value)
    assert "secret" not in str(caught.value)
    assert len(asked) == 1


def test_the_key_does_not_follow_a_redirect() -> None:
    with serving(whole("x")) as (elsewhere, stolen):
        answer = status(302, None, {"Location": elsewhere})
        with serving(answer) as (url, _), pytest.raises(WriterFailed):
            ServerWriter(url, "m", key="secret").write(TASK)
    assert not stolen


@pytest.mark.parametrize("body", [b"", b"no json", b"[]", b'{"choices": []}', b'{"choices": 3}'])
def test_nonsense_is_told_in_words(body: bytes) -> None:
    def answer(handler: BaseHTTPRequestHandler, _: int) -> None:
        send(handler, 200, body, "application/json")

    with serving(answer) as (url, _), pytest.raises(WriterFailed, match="OpenAI-compatible"):
        ServerWriter(url, "m").write(TASK)


def test_no_server_is_told_after_three_attempts() -> None:
    pauses: list[float] = []
    with socket.socket() as silent, pytest.raises(WriterFailed, match="reached"):
        silent.bind(("127.0.0.1", 0))  # the port is taken, and nobody listens
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        ServerWriter(url, "m", pause=pauses.append).write(TASK)
    assert len(pauses) == 2


def test_a_cancelled_answer_stops() -> None:
    stop = threading.Event()
    with serving(streamed(*["word "] * 50)) as (url, _):
        draft = ServerWriter(url, "m").write(
            TASK, stop=stop, progress=lambda done, _: stop.set() if done == 3 else None
        )
    assert draft.note == "it was cancelled"
    assert len(draft.text.split()) <= 4


def kept_open(kind: str, told: Callable[[], None] = lambda: None) -> Answer:
    """Send nothing of use for as long as anyone reads: what a hung server behind a proxy does."""

    def answer(handler: BaseHTTPRequestHandler, _: int) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.end_headers()
        with suppress(OSError):
            while True:
                handler.wfile.write(b": wait\n" * 100)
                told()

    return answer


def test_a_connection_that_is_only_kept_open_ends_with_the_time_limit() -> None:
    with serving(kept_open("text/event-stream")) as (url, _):
        draft = ServerWriter(url, "m", seconds=0.1).write(TASK)
    assert (draft.text, draft.finished, draft.note) == ("", False, "it took too long")


@pytest.mark.parametrize("kind", ["text/event-stream", "application/json"])
def test_a_connection_that_is_only_kept_open_can_be_cancelled(kind: str) -> None:
    stop = threading.Event()
    with serving(kept_open(kind, stop.set)) as (url, _):
        draft = ServerWriter(url, "m").write(TASK, stop=stop)
    assert (draft.text, draft.finished, draft.note) == ("", False, "it was cancelled")


def silent(stop: threading.Event, left: threading.Event, first: bytes = b"") -> Answer:
    """Say so much and then nothing, until whoever asked is gone; `stop` is set meanwhile."""

    def answer(handler: BaseHTTPRequestHandler, _: int) -> None:
        handler.wfile.write(first)
        stop.set()
        with suppress(OSError):
            handler.connection.settimeout(20)
            if not handler.connection.recv(1):
                left.set()
        handler.close_connection = True

    return answer


HEADERS = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
BEGUN = HEADERS + b'data: {"choices": [{"delta": {"content": "The council"}}]}\n\n'


@pytest.mark.parametrize("first", [b"", HEADERS, BEGUN], ids=["no header", "no word", "one word"])
def test_a_server_that_says_nothing_can_be_cancelled_and_learns_of_it(first: bytes) -> None:
    stop, left = threading.Event(), threading.Event()
    with serving(silent(stop, left, first)) as (url, asked):
        draft = ServerWriter(url, "m", seconds=600).write(TASK, stop=stop)
        assert left.wait(20), "the connection was closed"
    assert (draft.finished, draft.note, len(asked)) == (False, "it was cancelled", 1)


def test_a_pause_between_two_attempts_can_be_cancelled() -> None:
    stop = threading.Event()
    answer = status(429, None, {"Retry-After": "500"})
    with serving(answer) as (url, asked):
        writer = ServerWriter(url, "m", seconds=600, pause=lambda _: stop.set())
        draft = writer.write(TASK, stop=stop)
    assert (draft.note, len(asked)) == ("it was cancelled", 1)


def test_faults_are_told_alike_where_it_could_have_been_cancelled() -> None:
    stop = threading.Event()
    with serving(status(401)) as (url, _), pytest.raises(WriterFailed, match="KEY"):
        ServerWriter(url, "m").write(TASK, stop=stop)
    with serving(status(503, whole("The council voted."))) as (url, asked):
        draft = ServerWriter(url, "m", pause=lambda _: None).write(TASK, stop=stop)
    assert draft.finished and len(asked) == 2


def test_settings_open_a_server_and_miss_what_it_needs() -> None:
    made = Settings(  # type: ignore[call-arg]
        _env_file=None, writer="server", writer_url="http://localhost:1/v1", writer_model="m"
    )
    writer = open_writer(made)
    assert writer is not None
    assert writer.name == "m"
    with pytest.raises(SettingsError, match="WRITER_URL"):
        open_writer(Settings(_env_file=None, writer="server"))  # type: ignore[call-arg]
    for url in ("file:///etc/passwd", "http://", "http://[h/v1", "http://h:99999/v1"):
        with pytest.raises(SettingsError):
            ServerWriter(url, "m")
