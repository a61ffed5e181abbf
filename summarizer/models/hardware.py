"""What this machine offers: usable CPUs, CPU features, memory. No third-party imports."""

from __future__ import annotations

import os
import platform
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Literal

Dtype = Literal["auto", "float32", "bfloat16"]
"""The encoder's number type, as the settings name it."""

_CGROUP = Path("/sys/fs/cgroup")
_NATIVE_BFLOAT16 = frozenset({"amx_bf16", "avx512_bf16"})
"""Linux names of x86 instructions that multiply bfloat16 matrices: AMX was measured at 7 times
and AVX-512 at 5 times the rate of plain float32 code. Without them bfloat16 is emulated and
slower than float32; on Arm, where it was not measured, float32 is the choice."""

_KEPT_BYTES = 32 << 20
"""Blocks of memory up to so many bytes lie in the heap, the most that glibc takes; twice as much
of what is freed at its end stays with the process, for two threads' batches."""
_LEAST_BYTES = 1 << 20
"""The same where memory is not kept."""

_SHOWN = tuple("amx_tile amx_bf16 amx_int8 avx512_bf16 avx512f avx_vnni avx2 bf16 asimd".split())
"""Features that decide how fast the encoder is, in the order in which they are shown."""


def usable_cpus() -> int:
    """Return how many CPUs this process may use: affinity and container quota, at least 1."""
    try:
        count = len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS or Windows
        count = os.cpu_count() or 1
    quota = _cpu_quota()
    return max(1, count if quota is None else min(count, round(quota)))


def choose_threads(wanted: int) -> int:
    """Return the number of model threads for a setting; 0 takes all usable CPUs."""
    return wanted or usable_cpus()


@cache
def cpu_flags() -> frozenset[str]:
    """Return the CPU's feature names as Linux spells them; empty where it does not tell."""
    return frozenset(_said("/proc/cpuinfo", "flags", "Features").split())


def shown_features() -> tuple[str, ...]:
    """Return the features that matter to the encoder's speed and that this CPU has."""
    flags = cpu_flags()
    return tuple(name for name in _SHOWN if name in flags)


def has_native_bfloat16() -> bool:
    """Return whether the CPU multiplies bfloat16 in hardware, as far as the system tells."""
    return bool(cpu_flags() & _NATIVE_BFLOAT16)


def suits_mkl() -> bool:
    """Return whether MKL's plain products are good here, as far as the system tells.

    They are quick on Intel's CPUs, and with AVX-512 a row's result does not depend on how many
    rows there are; with AVX2 it did.
    """
    return _said("/proc/cpuinfo", "vendor_id") == "GenuineIntel" and "avx512f" in cpu_flags()


def number_type(wanted: Dtype) -> Literal["float32", "bfloat16"]:
    """Return torch's name of the number type for a setting; "auto" goes by what the CPU has.

    It is not timed at each start: on a busy machine the stopwatch sometimes picks the other
    type, and one and the same digest would come out in two ways.
    """
    if wanted == "auto":
        return "bfloat16" if has_native_bfloat16() else "float32"
    return wanted


def processor() -> str:
    """Return the CPU's name."""
    named = _said("/proc/cpuinfo", "model name")
    return named or platform.processor() or platform.machine() or "unknown"


def available_memory() -> int | None:
    """Return the bytes of memory that can still be used, or None when it cannot be told."""
    kilobytes = _said("/proc/meminfo", "MemAvailable").removesuffix(" kB")
    machine = int(kilobytes) * 1024 if kilobytes.isdigit() else None
    limit = _read_number(_CGROUP / "memory.max")
    used = _read_number(_CGROUP / "memory.current")
    if limit is not None and used is not None:
        left = max(0, limit - used)
        return left if machine is None else min(machine, left)
    return machine


def give_memory_back() -> None:
    """Return to the system what the process holds and does not use, where the C library can.

    So is what it frees from now on, until `keep_memory`.
    """
    _keep_freed(_LEAST_BYTES)
    _tell_glibc("malloc_trim", 0)


def keep_memory() -> None:
    """Let the process keep what it frees until `give_memory_back`, where the C library can.

    glibc by itself gives a batch's memory back at its end, and gets it anew, page by page, for
    the next one.
    """
    _keep_freed(_KEPT_BYTES)


def _keep_freed(size: int) -> None:
    trim_threshold, mmap_threshold = -1, -3  # malloc.h; to set one leaves the other fixed, too
    _tell_glibc("mallopt", mmap_threshold, size)
    _tell_glibc("mallopt", trim_threshold, 2 * size)


def share_one_heap() -> None:
    """Let threads that start from now on take memory from one heap, where the C library can.

    glibc by itself gives each a heap of its own, and of these none gives back what is free at its
    end, not even when asked: 50 MB once texts are encoded.
    """
    arena_max = -8  # malloc.h
    _tell_glibc("mallopt", arena_max, 1)


def _tell_glibc(function: str, *numbers: int) -> None:
    """Call a function of the C library, where it is there."""
    if sys.platform == "linux":
        with suppress(ImportError, OSError, AttributeError):  # musl has nothing of the kind
            import ctypes

            getattr(ctypes.CDLL(None), function)(*numbers)


def _cpu_quota() -> float | None:
    """CPUs that the container may use on average, from cgroup version 2 or 1."""
    try:
        quota, _, period = (_CGROUP / "cpu.max").read_text().strip().partition(" ")
    except OSError:
        v1_quota = _read_number(_CGROUP / "cpu/cpu.cfs_quota_us")
        v1_period = _read_number(_CGROUP / "cpu/cpu.cfs_period_us")
        if not v1_quota or not v1_period or v1_quota < 0:
            return None
        return v1_quota / v1_period
    if quota == "max" or not period:
        return None
    return float(quota) / float(period)


def _read_number(path: Path) -> int | None:
    try:
        return int(path.read_text().strip())
    except (OSError, ValueError):  # absent, or the word "max"
        return None


def _said(path: str, *names: str) -> str:
    """Return the first value by one of these names that Linux tells in a file; "" for none."""
    try:
        text = Path(path).read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    pairs = (line.partition(":") for line in text.splitlines())
    return next((value.strip() for name, _, value in pairs if name.strip() in names), "")
