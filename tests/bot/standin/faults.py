"""What can go wrong, on purpose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Fault:
    """The next `times` requests that match go wrong in this way.

    Attributes:
        route: regular expression for "METHOD /path" (path below the API's base).
        status: answer with this status; 0: cut the connection instead.
        code: Discord's own error code in the body.
        after: do the request first, then fail.
        delay: seconds before anything happens.
        body, headers: of the answer, where they matter.
    """

    route: str
    status: int = 0
    code: int = 0
    times: int = 1
    after: bool = False
    delay: float = 0.0
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    hits: int = 0

    def applies(self, method: str, path: str) -> bool:
        """Return whether this request goes wrong."""
        return self.hits < self.times and re.search(self.route, f"{method} {path}") is not None

    @classmethod
    def route_limit(cls, route: str, retry_after: float, times: int = 1) -> Fault:
        """A 429 for one route."""
        body = {"message": "You are being rate limited.", "retry_after": retry_after}
        headers = {"Via": "1.1 google", "Retry-After": str(retry_after)}
        return cls(route, 429, 0, times, body=body | {"global": False}, headers=headers)

    @classmethod
    def global_limit(cls, route: str, retry_after: float, times: int = 1) -> Fault:
        """A 429 for everything."""
        fault = cls.route_limit(route, retry_after, times)
        fault.body["global"] = True
        fault.headers["X-RateLimit-Global"] = "true"
        return fault

    @classmethod
    def cloudflare(cls, route: str, times: int = 1) -> Fault:
        """A 429 from before Discord: no Via, no JSON."""
        return cls(route, 429, times=times, body="<html>slow down</html>")
