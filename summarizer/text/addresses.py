"""What of a web address may be shown to anybody: all but what lets its owner in.

A private feed's links carry a key of its subscriber, a signed link a signature. In a channel,
a page or a file for others they would hand over the subscription. So readers are given the
address without them: it still tells what the source is, and leads there whoever has access.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import unquote_plus, urlsplit, urlunsplit

_CERTAIN = re.compile(
    r"token|secret|passw|pwd|signature|credential|api_?key|jwt|hmac|(?<![a-z])sig(?![a-z])"
    r"|(?<![a-z])hdn[a-z]{2}(?![a-z])|auth(?!or(?!iz))|session_?id"
)
"""Names of parameters that hold a credential whatever their value."""

_DOUBTFUL = re.compile(r"(?<![a-z])(?:key|access|session|ticket)(?![a-z])|(?:user|feed)_?key")
"""Names that stand for an article's number or a topic as often."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
SHORT = 6
"""A doubtful parameter with a value this short, or of digits alone, lets nobody in."""

_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/;]*", re.IGNORECASE)


def is_credential(name: str, value: str) -> bool:
    """Return whether a parameter of an address lets its owner in."""
    if not value:
        return False
    plain = _CAMEL.sub("_", name).lower()
    if _CERTAIN.search(plain):
        return True
    return bool(_DOUBTFUL.search(plain)) and len(value) >= SHORT and not value.isdigit()


def is_address(text: str) -> bool:
    """Return whether a text is meant as an address of a network."""
    return "://" in text


def names_host(address: str, schemes: Collection[str]) -> bool:
    """Return whether an address has one of the schemes, a host, and no port that there is not."""
    try:
        parts = urlsplit(address)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def public_address(address: str) -> str:
    """Return an address without user name, password, keys, tokens and signatures.

    What is no address comes back as it is.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if not parts.netloc:
        return address
    return urlunsplit(
        (
            parts.scheme,
            parts.netloc.rpartition("@")[2],
            _PATH_SESSION.sub("", parts.path),
            _without(parts.query),
            _without(parts.fragment),
        )
    )


def _without(pairs: str) -> str:
    """Return pairs of names and values, as they are written, without credentials."""
    every = re.split("[&;]", pairs)
    kept = [pair for pair in every if not _holds(pair)]
    return pairs if kept == every else "&".join(kept)


def _holds(pair: str) -> bool:
    name, _, value = pair.partition("=")
    return is_credential(unquote_plus(name), unquote_plus(value))
