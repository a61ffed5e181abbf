"""Where a server of the tests is reached."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Site:
    """A server on a loopback port, which is set when it listens."""

    port: int = 0

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}/{path}"
