"""A collector for OTLP over HTTP that keeps what it is sent and answers as a test says."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PATIENCE_SECONDS = 30.0


@dataclass
class Export:
    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def spans(self) -> list[dict[str, Any]]:
        return [span for resource in self.body["resourceSpans"]
                for scope in resource["scopeSpans"] for span in scope["spans"]]


class OtlpSink:
    """Listens on a loopback port, `port` if it is named."""

    def __init__(self, port: int = 0, status: int = 200) -> None:
        self.exports: list[Export] = []
        self._changed = threading.Condition()
        sink = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # noqa: N802
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                sink.keep(Export(self.path, headers, json.loads(body)))
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_: object) -> None:
                """Silent: the tests tell what went wrong."""

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,),
                                        daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def keep(self, export: Export) -> None:
        with self._changed:
            self.exports.append(export)
            self._changed.notify_all()

    def spans(self, count: int) -> list[dict[str, Any]]:
        """All that came, once there are so many; what there is when patience has ended."""
        def found() -> list[dict[str, Any]]:
            return [span for export in self.exports for span in export.spans]

        with self._changed:
            self._changed.wait_for(lambda: len(found()) >= count, PATIENCE_SECONDS)
            return found()
