"""The REST API: one thread, a page of items, a new session."""

from __future__ import annotations

import json
import os
import pathlib
import random
import time

from harness.loads import requests_load
from harness.row import Row
from harness.servers import Server, nginx

from .seeded import seeded_store


def threads(arguments, folder: pathlib.Path) -> list[Row]:
    """GET thread over all threads and over the 10,000 newest, against nginx on the same core."""
    data, ids = seeded_store(arguments, folder)
    sample = random.sample(ids, min(len(ids), 200_000))
    rows = []
    with Server(arguments.program, data) as server:
        body = server.get(f"/v1/chatkit/threads/{ids[1]}")
        for name, chosen, target in (("uniform over all", sample, 0.35),
                                     ("the 10,000 hottest", ids[:10_000], 0.5)):
            paths = folder / "paths"
            paths.write_text("".join(f"/v1/chatkit/threads/{i}\n" for i in chosen))
            options = ["paths.lua", [str(paths), server.key], 16, arguments.seconds]
            ours, cpu, _ = requests_load(server.pid, server.url, *options)
            with nginx(folder, body) as (pid, url):
                theirs, their_cpu, _ = requests_load(pid, url, *options)
            rows.append(Row(f"GET thread, {name}", f"{ours:,.0f}/s, {cpu:.1f} µs CPU",
                            f"nginx {theirs:,.0f}/s, {their_cpu:.1f} µs CPU",
                            f"{ours / theirs:.2f} ×", f"≥ {target} ×", ours / theirs >= target))
    return rows


def items(arguments, folder: pathlib.Path) -> list[Row]:
    """GET items?limit=100: CPU of a page, and the last page against the first of a deep thread."""
    data, ids = seeded_store(arguments, folder)
    paths = folder / "paths"
    with Server(arguments.program, data) as server:
        def load(lines: list[str]) -> tuple[float, float, dict]:
            paths.write_text("".join(line + "\n" for line in lines))
            return requests_load(server.pid, server.url, "paths.lua", [str(paths), server.key], 8,
                                 arguments.seconds)

        rate, cpu, result = load([f"/v1/chatkit/threads/{i}/items?limit=100"
                                  for i in ids[1:1 + arguments.full_threads]])
        deep = f"/v1/chatkit/threads/{ids[0]}/items?limit=100"
        last_id = json.loads(server.get(deep + "&order=asc"))["last_id"]
        _, first, _ = load([deep])
        _, last, _ = load([f"{deep}&before={last_id}"])
    size = result["bytes"] / result["requests"] / 1000
    return [Row(f"GET items?limit=100 ({size:.0f} KB)", f"{rate:,.0f}/s, {cpu:.0f} µs CPU", "–",
                "–", "≤ 200 µs CPU", cpu <= 200),
            Row(f"last page of {arguments.deep_items:,} items", f"{last:.0f} µs CPU",
                f"first page {first:.0f} µs CPU", f"{last / first:.2f} ×", "≤ 1.2 ×",
                last / first <= 1.2)]


def sessions(arguments, folder: pathlib.Path) -> list[Row]:
    """POST sessions, durable, 64 connections, against the machine's own fsync rate."""
    data, _ = seeded_store(arguments, folder)
    before = _fsync_rate(folder)
    with Server(arguments.program, data) as server:
        rate, cpu, _ = requests_load(server.pid, server.url, "sessions.lua", [server.key], 64,
                                     arguments.seconds)
    alone = (before + _fsync_rate(folder)) / 2
    return [Row("POST sessions, durable, 64 connections", f"{rate:,.0f}/s, {cpu:.0f} µs CPU",
                f"fdatasync {alone:,.0f}/s", f"{rate / alone:.1f} ×", "≥ 5 ×", rate / alone >= 5)]


def _fsync_rate(folder: pathlib.Path, seconds: float = 3.0) -> float:
    """Appends of 600 bytes made durable one by one: the machine's own rate."""
    target = folder / "fsync-probe"
    descriptor = os.open(target, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    count, end = 0, time.perf_counter() + seconds
    start = time.perf_counter()
    while time.perf_counter() < end:
        os.write(descriptor, b"x" * 600)
        os.fdatasync(descriptor)
        count += 1
    elapsed = time.perf_counter() - start
    os.close(descriptor)
    target.unlink()
    return count / elapsed
