"""Event streams: many runs, one run with many readers, as fast as it goes."""

from __future__ import annotations

import pathlib

from harness.loads import Streams
from harness.processes import peer, resident_megabytes
from harness.row import Row
from harness.servers import Server, Service
from harness.talks import (CONVERSATION, add_message, begin_run, echo, follow_run, new_thread,
                           open_sessions, open_thread)

_PEERS = pathlib.Path(__file__).resolve().parent.parent / "peers"
_WARM_UP_SECONDS = 3
# Streams last so much longer than the measurement: they are opened before it, one after another.
_OPENING_SECONDS = 30
_FLAT_OUT_STREAMS = 100
_FLAT_OUT_DELTAS = 8_000


def streams(arguments, folder: pathlib.Path) -> list[Row]:
    """Open streams, each its own run with an event a second, against raw epoll."""
    service = Service(workflows={"paced": "{kind: script, delay_ms: 1000}"})
    count = arguments.streams
    with Server(arguments.program, folder / "streams", service) as server:
        requests = [new_thread(secret, echo(_held_seconds(arguments)))
                    for secret in open_sessions(server, "paced", count)]
        before = resident_megabytes(server.pid)
        ours = _hold(arguments, requests, 1000, server.port, server.pid, folder)
    theirs = _raw_epoll(arguments, requests, 1000, ours, folder)
    memory = (ours["resident_mb"] - before) * 1024 / count
    ratio = _cpu(ours) / _cpu(theirs)
    return [Row(f"{count:,} streams, own runs, an event a second",
                f"{_described(ours)}, {memory:.1f} KB RSS a stream",
                f"raw epoll {_described(theirs)}", f"{ratio:.2f} ×",
                "≤ 1.5 ×, ≤ 10 KB, ≤ 100 ms late",
                ratio <= 1.5 and memory <= 10 and ours["late_max_ms"] <= 100)]


def readers(arguments, folder: pathlib.Path) -> list[Row]:
    """One run with 20 events a second and many readers, against raw epoll."""
    count = arguments.streams
    service = Service(workflows={"paced": "{kind: script, delay_ms: 50}"},
                      settings={"readers_per_run_max": str(count),
                                "session_reads_per_minute_max": str(2 * count)})
    with Server(arguments.program, folder / "readers", service) as server:
        secret = open_sessions(server, "paced", 1)[0]
        run = begin_run(server.port, secret, echo(20 * _held_seconds(arguments)))
        requests = [follow_run(secret, run)] * count
        ours = _hold(arguments, requests, 50, server.port, server.pid, folder)
    theirs = _raw_epoll(arguments, requests, 50, ours, folder)
    ratio = _cpu(ours) / _cpu(theirs)
    return [Row(f"one run, {count:,} readers, 20 events a second", _described(ours),
                f"raw epoll {_described(theirs)}", f"{ratio:.2f} ×", "≤ 1.3 ×", ratio <= 1.3)]


def flat_out(arguments, folder: pathlib.Path) -> list[Row]:
    """Answers of many deltas through 100 streams, as fast as they go, against node:http."""
    service = Service(workflows={"talk": "{kind: script}"})
    with Server(arguments.program, folder / "flat-out", service) as server:
        requests = []
        for secret in open_sessions(server, "talk", _FLAT_OUT_STREAMS):
            thread = open_thread(server.port, CONVERSATION, secret)
            requests.append(add_message(CONVERSATION, secret, thread, echo(_FLAT_OUT_DELTAS)))
        ours = _repeat(arguments, requests, server.port, server.pid, folder)
    with peer([str(arguments.node), str(_PEERS / "flat_out.mjs"), str(_FLAT_OUT_DELTAS)]) as node:
        theirs = _repeat(arguments, requests, node.port, node.pid, folder)
    rate, their_rate = (result["events"] / result["seconds"] for result in (ours, theirs))
    return [Row(f"{_FLAT_OUT_STREAMS} streams flat out",
                f"{rate:,.0f} events/s, {_cpu(ours):.2f} µs CPU",
                f"node:http {their_rate:,.0f} events/s, {_cpu(theirs):.2f} µs CPU",
                f"{rate / their_rate:.1f} ×", "≥ 1,000,000 events/s", rate >= 1_000_000)]


def _held_seconds(arguments) -> int:
    return _OPENING_SECONDS + _WARM_UP_SECONDS + arguments.seconds


def _hold(arguments, requests: list[bytes], interval_ms: int, port: int, pid: int,
          folder: pathlib.Path) -> dict:
    load = Streams(arguments.programs / "hold_streams", requests)
    return load.run(port, pid, folder, interval_ms, _WARM_UP_SECONDS, arguments.seconds)


def _raw_epoll(arguments, requests: list[bytes], interval_ms: int, ours: dict,
               folder: pathlib.Path) -> dict:
    """The same load on raw epoll, its events as large as `ours`; many at once where they were."""
    size = round(ours["bytes"] / ours["events"])
    times = "shared" if requests[0] == requests[-1] else "own"
    command = [str(arguments.programs / "raw_epoll"), str(interval_ms), str(size), times]
    with peer(command) as epoll:
        return _hold(arguments, requests, interval_ms, epoll.port, epoll.pid, folder)


def _repeat(arguments, requests: list[bytes], port: int, pid: int, folder: pathlib.Path) -> dict:
    load = Streams(arguments.programs / "repeat_streams", requests)
    return load.run(port, pid, folder, _WARM_UP_SECONDS, arguments.seconds)


def _cpu(result: dict) -> float:
    """The server's CPU microseconds of one event."""
    return result["cpu_seconds"] / result["events"] * 1e6


def _described(result: dict) -> str:
    return (f"{result['events'] / result['seconds']:,.0f} events/s, {_cpu(result):.1f} µs CPU, "
            f"latest {result['late_max_ms']:.0f} ms")
