"""Whole turns: a message in, an answer of 20 deltas out, both items durable."""

from __future__ import annotations

import pathlib
import sys

from harness.loads import Streams
from harness.processes import SERVER_CORE, peer
from harness.row import Row
from harness.servers import Server, Service
from harness.talks import CONVERSATION, add_message, echo, open_sessions, open_thread

_PEERS = pathlib.Path(__file__).resolve().parent.parent / "peers"
_AT_ONCE = 64
_DELTAS = 20
_WARM_UP_SECONDS = 2
# The message, the stream's options, the item, its part, the deltas, the part's end and the item's.
_EVENTS = 1 + 1 + 1 + 1 + _DELTAS + 1 + 1


def turns(arguments, folder: pathlib.Path) -> list[Row]:
    """Turns a second against openai-chatkit on uvicorn, load and server on one core."""
    ours, cpu = _ours(arguments, folder)
    theirs, their_cpu = _reference(arguments, folder)
    return [Row(f"one turn, {_DELTAS} deltas, durable, {_AT_ONCE} at once",
                f"{ours:,.0f}/s, {cpu:.0f} µs CPU",
                f"openai-chatkit {theirs:,.0f}/s, {their_cpu:,.0f} µs CPU",
                f"{ours / theirs:.1f} ×", "≥ 20 ×", ours / theirs >= 20)]


def _ours(arguments, folder: pathlib.Path) -> tuple[float, float]:
    service = Service(workflows={"talk": "{kind: script}"})
    with Server(arguments.program, folder / "turns", service) as server:
        requests = []
        for secret in open_sessions(server, "talk", _AT_ONCE):
            thread = open_thread(server.port, CONVERSATION, secret)
            requests.append(add_message(CONVERSATION, secret, thread, echo(_DELTAS)))
        return _load(arguments, requests, server.port, server.pid, folder)


def _reference(arguments, folder: pathlib.Path) -> tuple[float, float]:
    command = [str(arguments.reference_python), "-B", str(_PEERS / "reference.py"), str(folder)]
    with peer(command) as reference:
        requests = []
        for _ in range(_AT_ONCE):
            thread = open_thread(reference.port, "/chatkit", "nobody")
            requests.append(add_message("/chatkit", "nobody", thread, echo(_DELTAS)))
        return _load(arguments, requests, reference.port, reference.pid, folder)


def _load(arguments, requests: list[bytes], port: int, pid: int,
          folder: pathlib.Path) -> tuple[float, float]:
    """Turns a second, and the server's CPU microseconds of one."""
    streams = Streams(arguments.programs / "repeat_streams", requests, SERVER_CORE)
    result = streams.run(port, pid, folder, _WARM_UP_SECONDS, arguments.seconds)
    if not result["fewest"] == result["most"] == _EVENTS:  # A turn that failed is shorter.
        sys.exit(f"turns of another length than {_EVENTS} events: {result}")
    return result["streams"] / result["seconds"], result["cpu_seconds"] / result["streams"] * 1e6
