"""A loopback stand-in for Discord: HTTP, gateway, faults, and a check of every request."""

from __future__ import annotations

from standin.faults import Fault
from standin.server import StandIn

__all__ = ["Fault", "StandIn"]
