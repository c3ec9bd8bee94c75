"""The example webhooks as they are shipped: each answers a user through a running server."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import wire
from node_program import NODE
from server import BUILD, ROOT, Server
from webhook_peer import SECRET, write_workflow

EXAMPLES = ROOT / "examples" / "webhook"
START_SECONDS_MAX = 60.0


def command_of(language: str, folder: Path) -> list[str]:
    """What runs an example. Skips where its language is not here."""
    if language == "python":
        return [sys.executable, str(EXAMPLES / "python" / "webhook.py")]
    if language == "node":
        return [str(NODE), str(EXAMPLES / "node" / "webhook.mjs")]
    go = shutil.which("go")
    if go is None:
        pytest.skip("go is not installed")
    built = folder / "webhook"
    subprocess.run([go, "build", "-o", built, EXAMPLES / "go" / "webhook.go"], check=True,
                   env={**os.environ, "GOCACHE": str(BUILD / "go-cache"), "GOFLAGS": "-mod=mod"},
                   timeout=300)
    return [str(built)]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS_MAX
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the example ended with {process.returncode}"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise AssertionError("the example did not listen")


@contextmanager
def running(language: str, folder: Path) -> Iterator[int]:
    port = free_port()
    process = subprocess.Popen([*command_of(language, folder), str(port)],
                               env={**os.environ, "CHATKIT_WEBHOOK_SECRET": SECRET},
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield port
    finally:
        process.kill()
        process.wait()


def unsigned_status(port: int, signature: str) -> int:
    return wire.request(f"http://127.0.0.1:{port}", "POST", "/",
                        body={"type": "respond", "run_id": "run_1", "input": None},
                        headers={"X-ChatKit-Signature": signature}).status


@pytest.mark.parametrize("language", ["python", "node", "go"])
def test_example(language: str, own_server: Server, tmp_path: Path) -> None:
    folder = tmp_path / "example"
    folder.mkdir()
    with running(language, folder) as port:
        write_workflow(own_server.folder / "workflows", "hook", f"http://127.0.0.1:{port}/")
        own_server.start()
        session = wire.request(own_server.url, "POST", "/v1/chatkit/sessions",
                               token=own_server.api_key,
                               body={"user": "ann", "workflow": {"id": "hook"}})
        talk = wire.Conversation(own_server.url, session.json["client_secret"])
        events = talk.create("How far is the moon?")
        answer = wire.done_items(events)[-1]
        assert (answer["type"], wire.text_of(answer)) == (
            "assistant_message", "You said: How far is the moon?")
        deltas = [event["update"]["delta"] for event in events
                  if event["type"] == "thread.item.updated"]
        assert len(deltas) > 3
        assert "".join(deltas) == wire.text_of(answer)
        titles = [event["thread"]["title"] for event in events if event["type"] == "thread.updated"]
        assert any("How far is the moon?" in title for title in titles)

        now = int(time.time())
        assert unsigned_status(port, f"t={now},v1={'0' * 64}") in (401, 403)
        assert unsigned_status(port, "") in (401, 403)
