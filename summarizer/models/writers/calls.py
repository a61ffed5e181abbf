"""One request to a server that can be given up at any moment.

A server that thinks before its first header, or falls silent in the middle, keeps its reader
waiting in the system, where no event reaches it. So the request runs in a thread of its own:
whoever gives it up cuts the connection, and the server learns that nobody waits.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection
from typing import Any, Generic, TypeVar
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    build_opener,
)

T = TypeVar("T")

LOOK_EVERY = 0.1
"""Seconds between two looks at whether a call is given up."""

LAST_WORDS = 0.3
"""Seconds that a call whose connection was cut is given to hand over what it had."""


class NoRedirects(HTTPRedirectHandler):
    """A redirect would carry the key elsewhere."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Follow none."""
        return


class Line:
    """The connection of one request; `cut` ends it from another thread."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()
        self._cut = False

    def opener(self) -> OpenerDirector:
        """Return what opens addresses over this line."""
        line = self

        class Http(HTTPHandler):
            def do_open(self, http_class: Any, req: Any, **more: Any) -> Any:
                return super().do_open(line.watched(http_class), req, **more)

        class Https(HTTPSHandler):
            def do_open(self, http_class: Any, req: Any, **more: Any) -> Any:
                return super().do_open(line.watched(http_class), req, **more)

        return build_opener(NoRedirects, Http, Https)

    def watched(self, kind: Callable[..., HTTPConnection]) -> Callable[..., HTTPConnection]:
        """Return what makes connections of a kind whose socket this line knows."""

        def make(*args: Any, **kwargs: Any) -> HTTPConnection:
            made = kind(*args, **kwargs)
            connect = made.connect

            def watched_connect() -> None:
                connect()
                self._hold(made.sock)

            made.connect = watched_connect  # type: ignore[method-assign]
            return made

        return make

    def _hold(self, connected: socket.socket) -> None:
        with self._lock:
            self._socket = connected
            if self._cut:
                _shut(connected)

    def cut(self) -> None:
        """End the connection, now or as soon as there is one."""
        with self._lock:
            self._cut = True
            if self._socket is not None:
                _shut(self._socket)


def _shut(connected: socket.socket) -> None:
    with suppress(OSError, ValueError):  # it ended by itself
        connected.shutdown(socket.SHUT_RDWR)


class Call(Generic[T]):
    """Work over a line, in a thread of its own.

    Args:
        work: what to do.
        line: its connection.
    """

    def __init__(self, work: Callable[[], T], line: Line) -> None:
        self._work = work
        self._line = line
        self._done = threading.Event()
        self._made: list[T] = []
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="writer-call", daemon=True)

    def _run(self) -> None:
        try:
            self._made.append(self._work())
        except BaseException as error:
            self._error = error
        finally:
            self._done.set()

    def wait(self, stop: threading.Event) -> T | None:
        """Return what the work gave, or None when `stop` was set before it was done.

        Raises:
            Exception: what the work raised.
        """
        self._thread.start()
        try:
            while not self._done.wait(LOOK_EVERY):
                if stop.is_set():
                    self._line.cut()
                    self._done.wait(LAST_WORDS)
                    break
        finally:  # a key pressed in the middle, too
            self._line.cut()
        if self._made:
            return self._made[0]
        if self._error is not None and not stop.is_set():
            raise self._error
        return None
