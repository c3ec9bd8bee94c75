"""Runs a command against a fresh `chatkit serve` and ends the server by its process id.

    with_server.py PROGRAM [--interpreter CMD] -- COMMAND [ARGUMENT…]

The command finds OPENAI_BASE_URL and OPENAI_API_KEY in its environment. Besides `demo` the server
has the workflows that the API's public documentation names in its examples. Standard library only.
"""

from __future__ import annotations

import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

DOCUMENTED_WORKFLOWS = {"demo": "1", "workflow_abc123": "v1.0", "workflow_xyz": "1",
                        "workflow_123": "1"}


def write_workflows(folder: pathlib.Path) -> None:
    folder.mkdir()
    for identifier, version in DOCUMENTED_WORKFLOWS.items():
        (folder / f"{identifier}.yaml").write_text(
            f'id: {identifier}\nversion: "{version}"\nresponder: {{kind: script}}\n')


def wait_for_server(process: subprocess.Popen, data: pathlib.Path) -> tuple[str, str]:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            sys.exit(f"with_server: the server ended with {process.returncode}")
        try:
            state = json.loads((data / "server.json").read_text())
            return state["url"], (data / "api-key").read_text().strip()
        except (OSError, ValueError, KeyError):
            time.sleep(0.02)
    sys.exit("with_server: the server did not start")


def main() -> int:
    split = sys.argv.index("--")
    program, command = sys.argv[1], sys.argv[split + 1:]
    with tempfile.TemporaryDirectory(prefix="chatkit-") as temporary:
        folder = pathlib.Path(temporary)
        data = folder / "data"
        write_workflows(folder / "workflows")
        server = subprocess.Popen(
            [program, "serve", "--listen", "127.0.0.1:0", "--data", str(data), "--workflows",
             str(folder / "workflows"), "--log-level", "warn"], stdout=subprocess.DEVNULL)
        try:
            url, key = wait_for_server(server, data)
            environment = {**os.environ, "OPENAI_BASE_URL": url + "/v1", "OPENAI_API_KEY": key}
            result = subprocess.run(command, env=environment, timeout=300).returncode
        finally:
            server.send_signal(signal.SIGTERM)
            stopped = server.wait(timeout=60)
    return result or stopped


if __name__ == "__main__":
    sys.exit(main())
