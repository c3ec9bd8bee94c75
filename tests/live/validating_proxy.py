"""A reverse proxy that checks every response against the contract, and can make up failures.

It stands between the official SDKs and the real server, so that the SDKs stay unmodified and each
byte that they see was checked. Violations gather in `violations`; a fixture fails the test.
"""

from __future__ import annotations

import http.client
import json
import re
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import contract

_HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade",
               "proxy-connection", "content-length"}


@dataclass
class Fault:
    """A failure to make up for the next `times` requests whose path matches."""

    status: int = 0  # 0: no answer of our own; see delay and drop.
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b'{"error":{"message":"made up","type":"server_error","param":null,"code":null}}'
    delay_seconds: float = 0.0
    drop: bool = False
    times: int = 1
    path: str = r".*"


@dataclass
class Exchange:
    """One request that came through."""

    method: str
    path: str
    headers: dict[str, str]
    status: int = 0


class ValidatingProxy:
    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self.target = (parts.hostname or "127.0.0.1", parts.port or 80)
        self.violations: list[str] = []
        self.exchanges: list[Exchange] = []
        self.checked = 0
        self._faults: list[Fault] = []
        self._asked: dict[str, int] = {}
        self._lock = threading.Lock()
        proxy = self

        class Handler(_Handler):
            owner = proxy

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,),
                                        daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def inject(self, fault: Fault) -> None:
        with self._lock:
            self._faults.append(fault)

    def take_fault(self, path: str, asked: str | None) -> Fault | None:
        """The failure that is due for this request; `asked` is its x-proxy-fault header."""
        if asked:
            return self._asked_fault(asked)
        with self._lock:
            for fault in self._faults:
                if re.fullmatch(fault.path, path):
                    fault.times -= 1
                    if fault.times == 0:
                        self._faults.remove(fault)
                    return fault
        return None

    def _asked_fault(self, asked: str) -> Fault | None:
        """`KEY STATUS TIMES`: the first TIMES requests with this KEY get STATUS, 0 drops them."""
        key, status, times = asked.split()
        with self._lock:
            self._asked[key] = self._asked.get(key, 0) + 1
            if self._asked[key] > int(times):
                return None
        headers = {"retry-after-ms": "10"}
        return Fault(status=int(status), headers=headers, drop=status == "0")

    def note(self, exchange: Exchange) -> None:
        with self._lock:
            self.exchanges.append(exchange)

    def check(self, what: str, problem: str | None) -> None:
        with self._lock:
            self.checked += 1
            if problem:
                self.violations.append(f"{what}: {problem}")

    def reset(self) -> None:
        with self._lock:
            self._faults.clear()
            self.exchanges.clear()

    def take_violations(self) -> list[str]:
        with self._lock:
            found, self.violations = self.violations, []
        return found


class _Handler(BaseHTTPRequestHandler):
    owner: ValidatingProxy
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Silent: pytest shows what matters."""

    def handle(self) -> None:
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def do_any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = urlsplit(self.path).path
        exchange = Exchange(self.command, self.path, dict(self.headers.items()))
        self.owner.note(exchange)
        fault = self.owner.take_fault(path, self.headers.get("x-proxy-fault"))
        if fault and self._made_up(fault, exchange):
            return
        connection = http.client.HTTPConnection(*self.owner.target, timeout=60)
        try:
            headers = {name: value for name, value in self.headers.items()
                       if name.lower() not in ("connection", "keep-alive", "host")}
            connection.request(self.command, self.path, body or None, headers)
            response = connection.getresponse()
            exchange.status = response.status
            self._pass_on(path, body, response)
        finally:
            connection.close()

    do_GET = do_POST = do_DELETE = do_PUT = do_OPTIONS = do_HEAD = do_any  # noqa: N815

    def _made_up(self, fault: Fault, exchange: Exchange) -> bool:
        time.sleep(fault.delay_seconds)
        if fault.drop:
            self.close_connection = True
            self.connection.close()
            return True
        if not fault.status:
            return False
        exchange.status = fault.status
        self.send_response(fault.status)
        for name, value in {"Content-Type": "application/json", **fault.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(fault.body)))
        self.end_headers()
        self.wfile.write(fault.body)
        return True

    def _pass_on(self, path: str, request: bytes, response: http.client.HTTPResponse) -> None:
        where = f"{self.command} {path} → {response.status}"
        self._check_headers(where, response)
        is_stream = (response.getheader("Content-Type") or "").startswith("text/event-stream")
        self.send_response_only(response.status, response.reason)
        for name, value in response.getheaders():
            if name.lower() not in _HOP_BY_HOP:
                self.send_header(name, value)
        if is_stream:
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self._stream(where, response)
            return
        body = response.read()
        if self.command != "HEAD":  # Checked before it is sent: the test may end with it.
            self._check_body(where, path, request, response.status, body)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _check_headers(self, where: str, response: http.client.HTTPResponse) -> None:
        wanted = ["x-request-id", "openai-processing-ms"]
        if response.status == 401:
            wanted.append("www-authenticate")
        if response.status == 429:
            wanted.append("retry-after")
        for name in wanted:
            missing = None if response.getheader(name) else f"no header {name}"
            self.owner.check(where, missing)

    def _check_body(self, where: str, path: str, request: bytes, status: int, body: bytes) -> None:
        if path in contract.CONVERSATION_PATHS and status < 400:
            op = json.loads(request)["type"]
            problem = contract.answer_problem(op, json.loads(body))
            self.owner.check(f"{where} {op}", problem)
        elif path.startswith(("/v1/", "/chatkit")):
            problem = contract.rest_problem(self.command, path, status, body)
            self.owner.check(where, problem)

    def _stream(self, where: str, response: http.client.HTTPResponse) -> None:
        for name, wanted in (("cache-control", "no-store"), ("x-accel-buffering", "no")):
            if wanted not in (response.getheader(name) or ""):
                self.owner.check(where, f"the stream's {name} is not {wanted}")
        run = response.getheader("chatkit-run") or ""
        self.owner.check(where, None if run else "the stream has no chatkit-run")
        pending = b""
        count = 0
        while chunk := response.read1(65536):
            *frames, pending = (pending + chunk).split(b"\n\n")
            for frame in frames:
                count += self._check_frame(where, run, count, frame.decode())
            self.wfile.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
            self.wfile.flush()
        self.owner.check(where, f"the stream ends inside {pending!r}" if pending else None)
        self.wfile.write(b"0\r\n\r\n")

    def _check_frame(self, where: str, run: str, count: int, frame: str) -> int:
        """Checks one frame; 1 if it was an event, 0 for a comment."""
        fields = [line.split(":", 1) for line in frame.split("\n") if not line.startswith(":")]
        if not fields:
            return 0
        values = {name: value.removeprefix(" ") for name, value in fields}
        number = values.get("id", "").removeprefix(f"{run}:")
        if not number.isdigit() or values["id"] == number:
            self.owner.check(where, f"the event's id {values.get('id')!r} is not <run>:<n>")
        try:
            event = json.loads(values["data"])
        except (KeyError, ValueError) as error:
            self.owner.check(where, f"an event without JSON data: {error}")
            return 1
        self.owner.check(f"{where} event {count} {event}"[:300], contract.event_problem(event))
        return 1
