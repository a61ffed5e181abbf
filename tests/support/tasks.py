"""What the executors' tests submit: functions of a module, so that workers can import them."""

from __future__ import annotations

import os
import signal
from pathlib import Path


def double(number: int) -> int:
    return number * 2


def whoami(_number: int = 0) -> int:
    return os.getpid()


def fail(text: str) -> None:
    raise ValueError(text)


def die_first(mark: str, value: int) -> int:
    """Kill this very process the first time, work the second."""
    path = Path(mark)
    if not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return value


def die(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def meet(item: tuple[str, str]) -> int:
    """Wait at a named pipe for who opens its other end; "" waits for nobody."""
    path, mode = item
    if path:
        with open(path, mode):  # noqa: PTH123 - it opens when both are there
            pass
    return os.getpid()
