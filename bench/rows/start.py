"""The start of the program on a full store."""

from __future__ import annotations

import pathlib
import time

from harness.processes import resident_megabytes
from harness.row import Row
from harness.servers import Server

from .seeded import seeded_store


def start(arguments, folder: pathlib.Path) -> list[Row]:
    """Milliseconds to the first answer, and the memory then."""
    data, _ = seeded_store(arguments, folder)
    times, memory = [], 0.0
    for _ in range(5):
        with Server(arguments.program, data) as server:
            server.get("/v1/chatkit/threads?limit=1")
            times.append((time.perf_counter() - server.started_at) * 1e3)
            memory = max(memory, resident_megabytes(server.pid))
    median = sorted(times)[len(times) // 2]
    return [Row(f"start on {arguments.threads:,} threads, first answer",
                f"{median:.0f} ms, {memory:.0f} MB RSS", "–", "–", "≤ 100 ms, ≤ 60 MB",
                median <= 100 and memory <= 60)]
