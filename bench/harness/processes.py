"""Processes on chosen cores, and what /proc says of them."""

from __future__ import annotations

import contextlib
import os
import pathlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

_TICKS = os.sysconf("SC_CLK_TCK")

SERVER_CORE = 0
# Where a load would take the server's time, and on a machine of one core the same.
LOAD_CORE = 1 if (os.cpu_count() or 1) > 1 else 0


def on_core(core: int) -> list[str]:
    return ["taskset", "-c", str(core)]


def cpu_seconds(pid: int) -> float:
    """User and kernel seconds of a process and its threads so far."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def resident_megabytes(pid: int) -> float:
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


@dataclass
class Peer:
    pid: int
    port: int


@contextlib.contextmanager
def peer(command: list[str], core: int = SERVER_CORE) -> Iterator[Peer]:
    """A program that prints its loopback port as its first line, ended by its process id."""
    process = subprocess.Popen(on_core(core) + command, stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline()
        if not line:
            sys.exit(f"{command[0]} did not start")
        yield Peer(process.pid, int(line))
    finally:
        process.terminate()
        process.wait(timeout=30)
