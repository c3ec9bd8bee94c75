"""A webhook whose every answer a test decides, and which keeps what it was asked."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import select
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

SECRET = "a secret of the tests"
PATIENCE_SECONDS = 30.0

# What a responder of a trace does: an event, {"set_thread": …}, {"raise": …} or {"hang": …}.
Act = dict[str, Any]


class WebhookPeer:
    """Listens on a loopback port. `acts` is what the next turns are answered with."""

    def __init__(self) -> None:
        self.acts: list[Act] = []
        self.requests: list[dict[str, Any]] = []
        self.problems: list[str] = []
        self.hang_ended = threading.Event()
        handler = type("Handler", (_Handler,), {"peer": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/chatkit"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def write_workflow(self, folder: Path, name: str = "hook", options: str = "") -> None:
        """A workflow file whose turns this peer answers."""
        write_workflow(folder, name, self.url, options)


def write_workflow(folder: Path, name: str, url: str, options: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.yaml").write_text(
        f"id: {name}\nresponder:\n  kind: webhook\n  url: {url}\n  secret: {SECRET}\n{options}",
        encoding="utf-8")


def signature_problem(header: str, body: bytes) -> str | None:
    """What is wrong with a signature, by the letter of the contract."""
    parts = [part.partition("=")[::2] for part in header.split(",")]
    if [name for name, _ in parts[:1]] != ["t"] or any(name != "v1" for name, _ in parts[1:]):
        return f"not t=…,v1=…: {header}"
    stamp = parts[0][1]
    if not stamp.isdecimal() or abs(time.time() - int(stamp)) > 300:
        return f"not now: {stamp}"
    wanted = hmac.new(SECRET.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    return None if wanted in [value for _, value in parts[1:]] else "another signature"


def sendable(act: Act) -> dict[str, Any]:
    """An event of a trace without its unknown values: the service fills them in."""
    if "set_thread" in act:
        return {"type": "thread.set", **act["set_thread"]}
    if "item" not in act:
        return act
    item = {key: value for key, value in act["item"].items()
            if value not in ("<time>", "$thread")}
    return {**act, "item": item}


class _Handler(BaseHTTPRequestHandler):
    peer: WebhookPeer
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: the tests tell what went wrong."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        request = json.loads(body)
        problem = signature_problem(self.headers["X-ChatKit-Signature"], body)
        if problem:
            self.peer.problems.append(problem)
        if self.headers["X-ChatKit-Run"] != request["run_id"]:
            self.peer.problems.append(f"another run: {self.headers['X-ChatKit-Run']}")
        self.peer.requests.append(request)
        if request["type"] in ("respond", "action"):
            return self._stream()
        answer = self._answer(request)
        if answer is None:
            return self.send_error(404)
        text = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    @staticmethod
    def _answer(request: dict[str, Any]) -> dict[str, Any] | None:
        if request["type"] == "sync_action":
            return {"updated_item": {**request["sender"], "copy_text": "updated"}}
        if request["type"] == "transcribe":
            size = len(base64.b64decode(request["audio_base64"]))
            return {"text": f"{size} bytes of {request['mime_type'].split(';')[0]}"}
        return {} if request["type"] == "feedback" else None

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for act in list(self.peer.acts):
            if "raise" in act:  # A program that dies half way: the last chunk never comes.
                self.close_connection = True
                return
            if "hang" in act:
                self._hang()
                return
            self._chunk(f"data: {json.dumps(sendable(act))}\n\n".encode())
        self._chunk(b"")

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def _hang(self) -> None:
        """Says nothing until the service closes the connection."""
        self.close_connection = True
        readable, _, _ = select.select([self.connection], [], [], PATIENCE_SECONDS)
        if readable and self.connection.recv(1) == b"":
            self.peer.hang_ended.set()
