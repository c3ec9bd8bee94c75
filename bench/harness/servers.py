"""`chatkit serve`, and nginx beside it."""

from __future__ import annotations

import contextlib
import json
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field

from .processes import SERVER_CORE, on_core


@dataclass
class Service:
    """How a server is set up: settings by name, and the responders of its workflows by id."""

    settings: dict[str, str] = field(default_factory=dict)
    workflows: dict[str, str] = field(default_factory=dict)
    pinned: bool = True


class Server:
    """A `chatkit serve` on a free loopback port, ended by its own process id."""

    def __init__(self, program: pathlib.Path, data: pathlib.Path, service: Service | None = None):
        service = service or Service()
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        (data / "server.json").unlink(missing_ok=True)
        command = [str(program), "serve", "--listen", "127.0.0.1:0", "--data", str(data),
                   "--log-level", "error"] + _flags(service, data)
        self.started_at = time.perf_counter()
        self.process = subprocess.Popen(
            (on_core(SERVER_CORE) if service.pinned else []) + command,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.url = self._wait_for_address(data)
        self.key = (data / "api-key").read_text().strip()

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _wait_for_address(self, data: pathlib.Path) -> str:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                sys.exit(f"chatkit serve ended: {self.process.stderr.read().decode()}")
            with contextlib.suppress(OSError, ValueError, KeyError):
                state = json.loads((data / "server.json").read_text())
                return state["url"]
            time.sleep(0.0005)
        sys.exit("chatkit serve did not start")

    def get(self, path: str) -> bytes:
        request = urllib.request.Request(self.url + path,
                                         headers={"Authorization": f"Bearer {self.key}"})
        with urllib.request.urlopen(request, timeout=30) as reply:
            return reply.read()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)


def _flags(service: Service, data: pathlib.Path) -> list[str]:
    flags = [text for name, value in service.settings.items()
             for text in (f"--{name.replace('_', '-')}", value)]
    if not service.workflows:
        return flags
    folder = data / "workflows"
    folder.mkdir(exist_ok=True)
    for workflow, responder in service.workflows.items():
        (folder / f"{workflow}.yaml").write_text(f"id: {workflow}\nresponder: {responder}\n")
    return [*flags, "--workflows", str(folder)]


@contextlib.contextmanager
def nginx(folder: pathlib.Path, body: bytes):
    """nginx with one worker on the server's core, answering every path with the same body."""
    (folder / "body.json").write_bytes(body)
    port = 20000 + random.randrange(20000)
    (folder / "nginx.conf").write_text(
        f"worker_processes 1; daemon off; master_process off; pid {folder}/nginx.pid;\n"
        f"error_log {folder}/error.log; events {{ worker_connections 1024; }}\n"
        "http { access_log off; keepalive_requests 1000000000; keepalive_timeout 300s;\n"
        f"  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;\n"
        f"  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n"
        "  default_type application/json; open_file_cache max=10; sendfile on; tcp_nopush on;\n"
        f"  server {{ listen 127.0.0.1:{port}; root {folder};\n"
        "    location / { rewrite ^ /body.json break; } } }\n")
    process = subprocess.Popen(
        on_core(SERVER_CORE) + [shutil.which("nginx") or "/usr/sbin/nginx", "-c",
                                str(folder / "nginx.conf"), "-p", str(folder)],
        stderr=subprocess.DEVNULL)
    try:
        time.sleep(0.5)
        yield process.pid, f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)
