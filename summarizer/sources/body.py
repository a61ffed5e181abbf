"""The body of an answer, read and expanded in pieces, so that no bomb goes off."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Self

import aiohttp

from summarizer.errors import NotFound, SourceError, TooLarge, Unreadable
from summarizer.sources.guard import shown_address

CHUNK = 65_536
"""Bytes read and expanded at a time; a bomb is noticed after the first piece too many."""


PLAIN = ("", "identity", "none", "binary", "utf-8")
"""Names in `Content-Encoding` that compress nothing; browsers pass over the wrong ones too."""

MEMBER = b"\x1f\x8b"
"""How a gzip member begins; a body may be several (RFC 1952)."""

MOST_MEMBERS = 10_000
"""Of one body: a megabyte of them that hold nothing is no feed."""


class FetchFailed(SourceError):
    """The server could not be reached or gave no usable answer; worth another try later."""

    def __init__(
        self, problem: str, *, subject: str, retry_after: float | None = None, advice: str = ""
    ) -> None:
        super().__init__(problem, subject=subject, advice=advice)
        self.retry_after = retry_after
        """Seconds that the server asked to wait, or None."""


class Gone(NotFound):
    """The server says 410: it was there and will not come back."""


async def read_body(answer: aiohttp.ClientResponse, url: str, cap: int) -> bytes:
    """Return the body, expanded.

    Args:
        answer: whose headers were read.
        url: to name it by.
        cap: bytes, as sent and as expanded.

    Raises:
        TooLarge: over the cap.
        Unreadable: an encoding that is not read, or several in its header.
        FetchFailed: cut off, or not compressed as it says.
    """
    if (answer.content_length or 0) > cap:
        raise _too_large(url, cap)
    encoding = answer.headers.get("Content-Encoding", "")
    expand = _expander(encoding, url)
    parts: list[bytes] = []
    size = sent = 0
    async for chunk in answer.content.iter_chunked(CHUNK):
        if not sent and chunk.startswith(MEMBER):
            expand = _expander(_told(encoding), url)
        sent += len(chunk)
        for piece in expand(chunk):
            size += len(piece)
            if size > cap or sent > cap:
                raise _too_large(url, cap)
            parts.append(piece)
    for piece in expand(None):
        parts.append(piece)
    body = b"".join(parts)
    # A server compresses the file "feed.xml.gz" once more.
    return _expanded(body, url, cap) if body.startswith(MEMBER) else body


def _expanded(body: bytes, url: str, cap: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    expand = _expander("gzip", url)
    for piece in expand(body):
        size += len(piece)
        if size > cap:
            raise _too_large(url, cap)
        parts.append(piece)
    parts += expand(None)
    return b"".join(parts)


def _told(encoding: str) -> str:
    """Return how a body that begins as gzip is sent: files of it come without a word on that."""
    return "gzip" if encoding.strip().lower() in PLAIN else encoding


def _expander(encoding: str, url: str) -> Callable[[bytes | None], list[bytes] | _Pieces]:
    """Return what turns sent pieces into plain ones; None as a piece asks for the end."""
    name = encoding.strip().lower()
    if name in PLAIN:
        return lambda chunk: [chunk] if chunk else []
    if name not in ("gzip", "x-gzip", "deflate"):
        raise Unreadable(
            f"is sent in an encoding that is not supported ({name[:40]})",
            subject=shown_address(url),
        )
    return _Inflate(url, raw_allowed=name == "deflate")


class _Pieces:
    """An iterator over expanded pieces of at most `CHUNK` bytes."""

    def __init__(self, inflate: _Inflate, data: bytes) -> None:
        self._inflate, self._data = inflate, data

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        if not self._data:
            raise StopIteration
        piece, self._data = self._inflate.some(self._data)
        if not piece and not self._data:
            raise StopIteration
        return piece


class _Inflate:
    """zlib under a cap: one piece of output at a time, gzip's members one after another."""

    def __init__(self, url: str, *, raw_allowed: bool) -> None:
        self._url, self._raw_allowed = url, raw_allowed
        self._zlib = zlib.decompressobj(wbits=47)  # gzip or zlib, by its header
        self._begun = False
        self._members = 1
        self._beyond = b""

    def __call__(self, chunk: bytes | None) -> list[bytes] | _Pieces:
        if chunk is not None:
            return _Pieces(self, chunk)
        if not self._zlib.eof:
            raise FetchFailed("was cut off in the middle", subject=shown_address(self._url))
        return []

    def some(self, data: bytes) -> tuple[bytes, bytes]:
        """Return (a piece of output, the input that is left)."""
        if self._zlib.eof:
            return b"", self._next_member(data)
        try:
            piece = self._zlib.decompress(data, CHUNK)
        except zlib.error as error:
            if self._begun or not self._raw_allowed:
                raise FetchFailed(
                    "is not compressed the way it says", subject=shown_address(self._url)
                ) from error
            self._zlib, self._raw_allowed = zlib.decompressobj(wbits=-15), False
            return self.some(data)
        self._begun = True
        return piece, self._zlib.unused_data if self._zlib.eof else self._zlib.unconsumed_tail

    def _next_member(self, data: bytes) -> bytes:
        """Return what is to be expanded after the end; empty where no other member begins."""
        data, self._beyond = self._beyond + data, b""
        if data == MEMBER[:1]:
            self._beyond = data  # its second byte comes with the next chunk
        if self._raw_allowed or not data.startswith(MEMBER):
            return b""
        self._members += 1
        if self._members > MOST_MEMBERS:
            raise FetchFailed("is not compressed the way it says", subject=shown_address(self._url))
        self._zlib = zlib.decompressobj(wbits=31)
        return data


def _too_large(url: str, cap: int) -> TooLarge:
    return TooLarge(f"is larger than {cap / 1e6:g} MB", subject=shown_address(url))
