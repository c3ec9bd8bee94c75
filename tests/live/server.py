"""Starts the real `chatkit serve` in a folder of its own, and ends it by its process id."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("CHATKIT_BUILD") or ROOT / "build")
PROGRAM = BUILD / "chatkit"

# `demo`, and what the public documentation of the API names in its examples.
WORKFLOWS = {"demo": "1", "workflow_abc123": "v1.0", "workflow_xyz": "1", "workflow_123": "1"}
START_SECONDS_MAX = 20.0
STOP_SECONDS_MAX = 30.0


def write_workflows(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, version in WORKFLOWS.items():
        text = f'id: {name}\nversion: "{version}"\nresponder: {{kind: script}}\n'
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


class Server:
    """A running server. `folder` holds everything of it and outlives a restart."""

    def __init__(self, folder: Path, settings: dict[str, str] | None = None) -> None:
        self.folder = folder
        self.data = folder / "data"
        # Tests come from one address and fail on purpose, more often than a stranger may.
        self.settings = {"CHATKIT_FAILED_AUTHENTICATIONS_PER_MINUTE_MAX": "100000",
                         "CHATKIT_SESSION_READS_PER_MINUTE_MAX": "100000",
                         **(settings or {})}
        self.process: subprocess.Popen[bytes] | None = None
        self.url = ""
        write_workflows(folder / "workflows")

    @property
    def api_key(self) -> str:
        return (self.data / "api-key").read_text(encoding="utf-8").strip()

    @property
    def log(self) -> str:
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    def start(self, *flags: str) -> Server:
        (self.data / "server.json").unlink(missing_ok=True)
        listen = [] if "--listen" in flags else ["--listen", "127.0.0.1:0"]
        command = [PROGRAM, "serve", *listen, "--data", self.data,
                   "--workflows", self.folder / "workflows", *flags]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(command, env={**os.environ, **self.settings},
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.url = self._address()
        return self

    def _address(self) -> str:
        """The address that the server wrote once it listened."""
        assert self.process is not None
        deadline = time.monotonic() + START_SECONDS_MAX
        while time.monotonic() < deadline:
            status = self.process.poll()
            assert status is None, f"the server ended with {status}:\n{self.log[-4000:]}"
            try:
                return json.loads((self.data / "server.json").read_text(encoding="utf-8"))["url"]
            except (FileNotFoundError, ValueError):
                time.sleep(0.01)
        self.kill()
        raise AssertionError(f"the server did not start:\n{self.log[-4000:]}")

    def stop(self) -> int:
        """Asks it to end (SIGTERM) and gives its exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"SIGTERM did not end the server:\n{self.log[-4000:]}") from None

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs a `chatkit` command on this server's data directory."""
        return subprocess.run([PROGRAM, *arguments, "--data", str(self.data)], text=True,
                              capture_output=True, timeout=60, check=False,
                              env={**os.environ, **self.settings})
