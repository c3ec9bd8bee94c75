"""What the server adds between the writer of an answer and its reader."""

from __future__ import annotations

import pathlib

from harness.loads import Streams
from harness.processes import LOAD_CORE, peer
from harness.row import Row
from harness.servers import Server, Service
from harness.talks import CONVERSATION, add_message, open_sessions, open_thread

_FIRST_BYTE_ANSWERS = 2_000
_TOKEN_STREAMS = 10
_TOKENS = 200
_TOKEN_MS = 5


def first_byte(arguments, folder: pathlib.Path) -> list[Row]:
    """The first token of one answer at a time: from a webhook's own write to the reader."""
    responder = "{{kind: webhook, url: 'http://127.0.0.1:{port}/', secret: bench}}"
    result = _through(arguments, folder, ["webhook", "1", "0"], responder, 1, _FIRST_BYTE_ANSWERS)
    milliseconds = result["first_p99_us"] / 1e3
    return [Row(f"first byte over the webhook's own, p99 of {result['answers']:,}",
                f"{milliseconds:.2f} ms (median {result['first_p50_us'] / 1e3:.2f})",
                "the webhook's write", "–", "≤ 0.5 ms", milliseconds <= 0.5)]


def tokens(arguments, folder: pathlib.Path) -> list[Row]:
    """A model's tokens at 200 a second: from its own write to the reader."""
    responder = "{{kind: model, url: 'http://127.0.0.1:{port}/v1', model: scripted}}"
    answers = max(1, arguments.seconds * 1000 // (_TOKENS * _TOKEN_MS))
    result = _through(arguments, folder, ["model", str(_TOKENS), str(_TOKEN_MS)], responder,
                      _TOKEN_STREAMS, answers)
    late, first = result["other_p99_us"] / 1e3, result["first_p99_us"] / 1e3
    return [Row(f"a model's tokens, 200 a second, {_TOKEN_STREAMS} answers at once, p99",
                f"{late:.2f} ms late (latest {result['other_max_us'] / 1e3:.2f}), "
                f"first {first:.2f} ms", "the model's write", "–", "≤ 5 ms, first ≤ 1 ms",
                late <= 5 and first <= 1)]


def _through(arguments, folder: pathlib.Path, script: list[str], responder: str, talks: int,
             answers: int) -> dict:
    """The delays of answers that an upstream of bench/peers writes and the server passes on."""
    command = [str(arguments.programs / "scripted_upstream"), *script]
    with peer(command, LOAD_CORE) as upstream:
        service = Service(workflows={"passed-on": responder.format(port=upstream.port)})
        with Server(arguments.program, folder / f"tokens-{script[0]}", service) as server:
            requests = []
            for secret in open_sessions(server, "passed-on", talks):
                thread = open_thread(server.port, CONVERSATION, secret)
                requests.append(add_message(CONVERSATION, secret, thread, "Go on."))
            load = Streams(arguments.programs / "time_tokens", requests)
            return load.run(server.port, server.pid, folder, answers)
