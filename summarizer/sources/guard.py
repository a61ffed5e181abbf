"""Which addresses Readout fetches from, and how they are written for a reader.

A member of a server may name an address, so each is hostile until shown otherwise. Two
gates: the form of the address here (`parse_address`), and the numeric address of every
single connection (`refusal`), which DNS answers, redirects and odd spellings all pass.
"""

from __future__ import annotations

import re
import socket
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from summarizer.errors import Refused
from summarizer.text.addresses import is_credential

MAX_ADDRESS = 2_000
"""Characters; browsers and servers agree on little beyond it."""

MAX_HOST = 253
"""Characters of a host name, RFC 1035."""

GLOBAL_V6 = IPv6Network("2000::/3")
"""The only part of IPv6 that is handed out."""

REFUSED_V4 = tuple(
    IPv4Network(text)
    for text in (
        "192.0.0.0/24",  # protocol assignments; `is_global` is True for parts of it
        "192.88.99.0/24",  # 6to4 relays
        "168.63.129.16/32",  # the host agent of a large cloud, publicly numbered
    )
)
REFUSED_V6 = tuple(
    IPv6Network(text)
    for text in (
        "2002::/16",  # 6to4 carries any IPv4 address
        "2001::/32",  # Teredo, likewise
        "2001:db8::/32",  # documentation
        "3fff::/20",  # likewise, RFC 9637
    )
)

INNER_NAMES = tuple(
    "localhost localdomain localdomain6 local internal intranet lan home corp private svc arpa "
    "test invalid onion".split()
)
"""Endings of names that lead inside or nowhere: RFC 6761, 6762, 7686, 8375, and what networks
use."""

SECRET_WORDS = re.compile(
    r"(?i)token|secret|passw|pwd|auth|session|signature|\bsig\b|api_?key|\bkey\b|\baccess\b"
)
MASK = "***"

_BARE_HOST = re.compile(r"(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,24}(?:/[\w./~-]*)?", re.I)
_HOST = re.compile(r"[\w.-]+", re.ASCII)
_EDGES = " \t\r\n<>`\"'"
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\\ud800-\udfff]")


def refusal(address: str) -> str | None:
    """Return why nothing is fetched from this numeric address, or None if it is public.

    `ipaddress.is_global` alone is not enough: it is True for NAT64, 6to4,
    IPv4-compatible, site-local and multicast addresses.
    """
    number = ip_address(address.partition("%")[0])
    if isinstance(number, IPv6Address):
        if number.ipv4_mapped is not None:
            return refusal(str(number.ipv4_mapped))
        if number not in GLOBAL_V6 or any(number in net for net in REFUSED_V6):
            return f"{number} is not a public address"
    elif any(number in net for net in REFUSED_V4):
        return f"{number} is not a public address"
    if not number.is_global or number.is_multicast or number.is_reserved:
        return f"{number} is not a public address"
    return None


def inner_host(host: str) -> str | None:
    """Return why nothing is fetched from a host, as far as its writing tells; else None.

    Numbers are read as the system's resolver reads them: in one to four parts, decimal,
    octal or hexadecimal. What DNS makes of other names is looked at when connecting.
    """
    plain = host.strip("[]").rstrip(".").lower()
    try:
        return refusal(plain)
    except ValueError:
        pass
    if re.fullmatch(r"[0-9a-fx.]+", plain):
        try:
            return refusal(socket.inet_ntoa(socket.inet_aton(plain)))
        except OSError:
            pass
    if "." not in plain or any(plain.endswith(f".{name}") for name in INNER_NAMES):
        return f"{plain} is not a public address"
    return None


def parse_address(address: str, *, base: str | None = None) -> str:
    """Return a clean http or https address without credentials and fragment.

    `feed:` is read as http, `feed:https:` as https; brackets, quotes and backticks
    around it come off; a relative address is resolved against `base`.

    Raises:
        Refused: it is no http or https address, or not one that can be fetched.
    """
    text = address.strip(_EDGES)
    text = re.sub(r"(?i)^feed:(?://)?(?=https?:)", "", text)
    text = re.sub(r"(?i)^feed:(?=//)", "http:", text)
    if base is not None:
        text = text.replace(" ", "%20")  # links in feeds and redirects hold them
    if not text:
        raise _refused(address, "no address was given")
    if len(text) > MAX_ADDRESS:
        raise _refused(address, f"the address has more than {MAX_ADDRESS:,} characters")
    if _FORBIDDEN.search(text):
        raise _refused(address, "the address holds a space, a backslash or a control character")
    return _rebuild(text, base, address)


def _rebuild(text: str, base: str | None, original: str) -> str:
    try:
        parts = urlsplit(text if base is None else urljoin(base, text))
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        if ":" in host:
            IPv6Address(host)
    except ValueError as error:
        raise _refused(original, "the host or port of the address is malformed") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise _refused(original, "only http and https addresses are read")
    if not host or len(host) > MAX_HOST or port == 0:
        raise _refused(original, "the address does not name a host")
    netloc = f"[{host}]" if ":" in host else _ascii_host(host, original)
    if port is not None and port != {"http": 80, "https": 443}[parts.scheme.lower()]:
        netloc += f":{port}"
    return urlunsplit((parts.scheme.lower(), netloc, parts.path or "/", parts.query, ""))


def _ascii_host(host: str, original: str) -> str:
    """Return the host as the wire carries it; circled digits and the like come out plain.

    Names are written as browsers write them (IDNA 2008 by UTS 46): the older codec makes of
    straße.example another host. It still writes what the newer rules leave out, such as emoji.
    """
    import idna

    try:
        if host.isascii():
            plain = host.encode("idna").decode("ascii").lower()
        else:
            try:
                plain = idna.encode(host, uts46=True).decode("ascii").lower()
            except idna.IDNAError:
                plain = host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise _refused(original, "the host name is malformed") from error
    wrong = any(label in ("", "xn--") or label.startswith("-") for label in plain.split("."))
    if wrong or not _HOST.fullmatch(plain):
        raise _refused(original, "the host name is malformed")
    return plain


def shown_address(address: str) -> str:
    """Return the address fit for a log or a reader: no credentials, no secret parameter."""
    try:
        parts = urlsplit(address.encode("utf-8", "replace").decode().strip(_EDGES))
        host = parts.hostname or ""
        host = f"[{host}]" if ":" in host else host
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "(malformed address)"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    masked = [
        (name, MASK if SECRET_WORDS.search(name) or is_credential(name, value) else value)
        for name, value in pairs
    ]
    query = urlencode(masked, safe="*") if masked else ""
    return urlunsplit((parts.scheme, host + port, parts.path, query, ""))[:300]


def _refused(address: str, why: str) -> Refused:
    advice = "Give the full address of a feed or page, such as https://example.org/feed.xml."
    if _BARE_HOST.fullmatch(address.strip()):
        advice = f"Did you mean https://{address.strip()}?"
    return Refused(why, subject=shown_address(address) or "address", advice=advice)
