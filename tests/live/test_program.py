"""The program as an operator meets it: start, stop, errors at the start, the demo."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import threading
from pathlib import Path

import pytest
import wire
from server import BUILD, PROGRAM, ROOT, Server


def test_sigterm_ends_an_idle_server_with_0(own_server: Server) -> None:
    own_server.start()
    assert wire.request(own_server.url, "GET", "/healthz").status == 200
    assert own_server.stop() == 0
    assert not (own_server.data / "server.json").exists()


def test_sigterm_lets_a_turn_finish(own_server: Server) -> None:
    own_server.start()
    made = wire.request(own_server.url, "POST", "/v1/chatkit/sessions", token=own_server.api_key,
                        body={"user": "u", "workflow": {"id": "demo"}}).json
    talk = wire.Conversation(own_server.url, made["client_secret"])
    status: list[int] = []
    with talk.open("threads.create", input=wire.user_input("/slow 20")) as stream:
        events = iter(stream)
        while not next(events).get("update", {}).get("delta"):
            pass
        stopper = threading.Thread(target=lambda: status.append(own_server.stop()))
        stopper.start()
        rest = list(events)
    stopper.join()
    assert status == [0]
    assert wire.text_of(wire.done_items(rest)[-1]).endswith("20.")


def test_what_was_said_is_there_after_a_restart(own_server: Server) -> None:
    own_server.start()
    key = own_server.api_key
    made = wire.request(own_server.url, "POST", "/v1/chatkit/sessions", token=key,
                        body={"user": "u", "workflow": {"id": "demo"}}).json
    thread = wire.thread_of(wire.Conversation(own_server.url, made["client_secret"]).create())
    assert own_server.stop() == 0
    own_server.start()
    assert own_server.api_key == key
    talk = wire.Conversation(own_server.url, made["client_secret"])
    assert len(talk.op("items.list", thread_id=thread)["data"]) == 2


def refused_start(*arguments: str | Path) -> str:
    """What `chatkit serve` says when it cannot start; it must end by itself, not with 0."""
    done = subprocess.run([PROGRAM, "serve", *arguments], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, timeout=30, check=False)
    assert done.returncode not in (0, -signal.SIGSEGV, -signal.SIGABRT)
    return done.stderr


class TestRefusedStarts:
    def test_a_taken_port_is_named(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            address = f"127.0.0.1:{taken.getsockname()[1]}"
            assert address in refused_start("--listen", address, "--data", tmp_path / "data")

    def test_a_locked_directory_is_named(self, own_server: Server) -> None:
        own_server.start()
        said = refused_start("--listen", "127.0.0.1:0", "--data", own_server.data)
        assert str(own_server.data) in said and "in use" in said

    def test_a_directory_that_cannot_be_made_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("in the way")
        said = refused_start("--listen", "127.0.0.1:0", "--data", tmp_path / "file" / "data")
        assert str(tmp_path / "file") in said

    def test_a_bad_workflow_file_is_named_with_its_line(self, tmp_path: Path) -> None:
        folder = tmp_path / "workflows"
        folder.mkdir()
        (folder / "bad.yaml").write_text("id: bad\nresponder: {kind: script}\nwhat: 1\n")
        said = refused_start("--listen", "127.0.0.1:0", "--data", tmp_path / "data",
                             "--workflows", folder)
        assert "bad.yaml" in said and "what" in said and re.search(r"\b3\b", said)

    def test_a_bad_setting_is_named_with_its_line(self, tmp_path: Path) -> None:
        config = tmp_path / "chatkit.yaml"
        config.write_text("listen: 127.0.0.1:0\nlisten_to_me: 1\n")
        said = refused_start("--config", config, "--data", tmp_path / "data")
        assert "listen_to_me" in said and re.search(r"\b2\b", said)


def test_the_demo_goes_through_with_questions_of_ones_own(tmp_path: Path) -> None:
    if BUILD != ROOT / "build":
        pytest.skip("./dev demo runs the release build")
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"turns": ["Was ist ein Monad?", "And in C++?"]}\n')
    done = subprocess.run([ROOT / "dev", "demo", "--file", questions], capture_output=True,
                          text=True, stdin=subprocess.DEVNULL, timeout=300, check=False,
                          env={**os.environ, "TMPDIR": str(tmp_path)})
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Was ist ein Monad?" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["questions.jsonl"]
