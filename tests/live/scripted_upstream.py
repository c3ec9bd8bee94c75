"""A model's endpoint that sends the very bytes which a test says, over plain sockets."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KEY = "sk-upstream-key-of-the-tests"
# A peer that says nothing for so long is given up; a connection must end long before.
SOCKET_SECONDS_MAX = 60.0
PATIENCE_SECONDS = 10.0
_PIECE = 65536

HEAD = (b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n")


@dataclass
class Asked:
    """One request that came."""

    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def text(self) -> str:
        """What the user said last."""
        return self.body["messages"][-1]["content"]


@dataclass
class Answer:
    """What goes back, as it stands. Then the connection closes, or nothing more is said on it until
    the other side closes it."""

    data: bytes = b""
    is_silent_then: bool = False


def frame(value: Any) -> bytes:
    """One event of a stream."""
    return b"data: " + json.dumps(value, ensure_ascii=False).encode() + b"\n\n"


def delta(text: str) -> bytes:
    return frame({"choices": [{"delta": {"content": text}}]})


STOP = frame({"choices": [{"finish_reason": "stop"}]})
DONE = b"data: [DONE]\n\n"


def chunked(*events: bytes) -> bytes:
    """A whole answer, each event a chunk of its own."""
    return HEAD + b"".join(chunk(event) for event in events) + b"0\r\n\r\n"


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


def status(line: str, body: str = "", *headers: str) -> Answer:
    """An answer that is no stream."""
    head = [f"HTTP/1.1 {line}", *headers, f"Content-Length: {len(body.encode())}"]
    return Answer(("\r\n".join(head) + "\r\n\r\n" + body).encode())


class ScriptedUpstream:
    """Listens on a loopback port and answers each request as `script` says; keeps what it was
    asked and counts the connections that are open."""

    def __init__(self, script: Callable[[Asked], Answer]) -> None:
        self.script = script
        self.asked: list[Asked] = []
        self._open = 0
        self._changed = threading.Condition()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/v1"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def is_left_alone(self) -> bool:
        """Whether every connection is closed again, before long."""
        with self._changed:
            return self._changed.wait_for(lambda: self._open == 0, PATIENCE_SECONDS)

    def _accept(self) -> None:
        while True:
            try:
                peer, _ = self._listener.accept()
            except OSError:
                return
            self._count(1)
            threading.Thread(target=self._serve, args=(peer,), daemon=True).start()

    def _count(self, change: int) -> None:
        with self._changed:
            self._open += change
            self._changed.notify_all()

    def _serve(self, peer: socket.socket) -> None:
        try:
            with peer:
                peer.settimeout(SOCKET_SECONDS_MAX)
                asked = read_request(peer)
                self.asked.append(asked)
                answer = self.script(asked)
                peer.sendall(answer.data)
                if answer.is_silent_then:
                    wait_for_close(peer)
        except OSError:
            return  # The service had heard enough.
        finally:
            self._count(-1)


def read_request(peer: socket.socket) -> Asked:
    data = b""
    while b"\r\n\r\n" not in data:
        data += _some(peer)
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")[1:]
    headers = {name.lower(): value.strip() for name, _, value in
               (line.partition(":") for line in lines)}
    while len(body) < int(headers["content-length"]):
        body += _some(peer)
    return Asked(headers, json.loads(body))


def _some(peer: socket.socket) -> bytes:
    piece = peer.recv(_PIECE)
    if not piece:
        raise ConnectionError("closed within a request")
    return piece


def wait_for_close(peer: socket.socket) -> None:
    while peer.recv(_PIECE):
        pass


def write_workflow(folder: Path, url: str, name: str = "model", options: str = "") -> None:
    """A workflow file that this upstream answers; without titles, which are requests as well."""
    folder.mkdir(parents=True, exist_ok=True)
    key_file = folder / "upstream.key"
    key_file.write_text(KEY, encoding="utf-8")
    (folder / f"{name}.yaml").write_text(
        f"id: {name}\nresponder:\n  kind: model\n  url: {url}\n  model: m\n"
        f"  key_file: {key_file}\n{options or '  title: false'}\n", encoding="utf-8")
