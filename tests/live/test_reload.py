"""SIGHUP: workflow files are read again while `chatkit serve` runs; a bad one changes nothing."""

from __future__ import annotations

import signal
import time
from pathlib import Path
from typing import Any

import pytest
import wire
from server import Server
from webhook_peer import WebhookPeer, write_workflow

# A signal is answered by a line of the log.
PATIENCE_SECONDS = 20.0
SECOND = 'id: demo\nversion: "2"\nresponder: {kind: script}\n'
FRESH = "id: fresh\nresponder: {kind: script}\n"


@pytest.fixture
def running(own_server: Server) -> Server:
    return own_server.start("--log-level", "info")


def demo_file(server: Server) -> Path:
    return server.folder / "workflows" / "demo.yaml"


def reload(server: Server) -> str:
    """What the log says of it."""
    assert server.process is not None
    before = len(server.log)
    server.process.send_signal(signal.SIGHUP)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        lines = [line for line in server.log[before:].splitlines() if " workflows_" in line]
        if lines:
            return lines[0]
        time.sleep(0.02)
    raise AssertionError("the signal was not answered")


def create(server: Server, workflow: dict[str, Any]) -> wire.Response:
    return wire.request(server.url, "POST", "/v1/chatkit/sessions", token=server.api_key,
                        body={"user": "ann", "workflow": workflow})


def open_session(server: Server, **workflow: Any) -> wire.Conversation:
    made = create(server, {"id": "demo", "tracing": {"enabled": True}, **workflow})
    return wire.Conversation(server.url, made.json["client_secret"])


def version_that_answers(server: Server, talk: wire.Conversation) -> str:
    thread = wire.thread_of(talk.create())
    runs = wire.request(server.url, "GET", f"/v1/chatkit/runs?thread={thread}",
                        token=server.api_key)
    return runs.json["data"][0]["workflow"]["version"]


def answer(events: list[dict[str, Any]]) -> str:
    return wire.text_of(wire.done_items(events)[-1])


def hook_says(peer: WebhookPeer, text: str) -> None:
    peer.acts = [{"type": "thread.item.done", "item": {
        "id": "answer", "type": "assistant_message", "thread_id": "$thread",
        "created_at": "<time>", "content": [
            {"type": "output_text", "text": text, "annotations": []}]}}]


def test_a_changed_file_answers_anew(running: Server) -> None:
    talk = open_session(running)
    assert answer(talk.create("/echo before")) == "before"
    peer = WebhookPeer()
    try:
        hook_says(peer, "From the new responder.")
        write_workflow(running.folder / "workflows", "demo", peer.url, 'version: "1"\n')
        assert "workflows_reloaded" in reload(running)
        for session in (talk, open_session(running)):
            assert answer(session.create("/echo after")) == "From the new responder."
    finally:
        peer.close()


def test_a_new_version_is_the_latest_and_a_new_file_a_new_workflow(running: Server) -> None:
    workflows = running.folder / "workflows"
    assert create(running, {"id": "fresh"}).status == 404
    old = open_session(running)
    (workflows / "fresh.yaml").write_text(FRESH, encoding="utf-8")
    (workflows / "demo-2.yaml").write_text(SECOND, encoding="utf-8")
    assert "workflows_reloaded" in reload(running)
    assert create(running, {"id": "fresh"}).status == 200
    assert version_that_answers(running, open_session(running)) == "2"
    assert version_that_answers(running, open_session(running, version="1")) == "1"
    assert version_that_answers(running, old) == "1"


@pytest.mark.parametrize(("text", "reason"), [
    ("id: demo\nresponder: [\n", "demo.yaml"),
    ("id: demo\nresponder: {kind: oracle}\n", "demo.yaml"),
    ("id: demo\nresponder: {kind: webhook}\n", "demo.yaml"),
    ("id: demo\nresponder: {kind: script}\ncolour: red\n", "demo.yaml"),
    ("", "demo.yaml"),
    ("id: workflow_xyz\nversion: \"1\"\nresponder: {kind: script}\n", "workflow_xyz"),
], ids=["no YAML", "unknown kind", "no url", "unknown key", "empty", "an id twice"])
def test_a_bad_file_replaces_nothing_and_is_named(running: Server, text: str,
                                                  reason: str) -> None:
    good = demo_file(running).read_text(encoding="utf-8")
    talk = open_session(running)
    demo_file(running).write_text(text, encoding="utf-8")
    # A good change beside the bad one must not come in by half.
    (running.folder / "workflows" / "fresh.yaml").write_text(FRESH, encoding="utf-8")
    line = reload(running)
    assert " error workflows_not_reloaded " in line
    assert reason in line
    assert create(running, {"id": "fresh"}).status == 404
    assert answer(open_session(running).create("/echo as before")) == "as before"
    assert answer(talk.create("/echo still here")) == "still here"

    demo_file(running).write_text(good, encoding="utf-8")
    assert " info workflows_reloaded " in reload(running)
    assert create(running, {"id": "fresh"}).status == 200


def test_a_turn_goes_on_through_a_reload(running: Server) -> None:
    talk = open_session(running)
    with talk.open("threads.create", input=wire.user_input("/slow 20")) as stream:
        events = [next(iter(stream))]
        demo_file(running).unlink()
        assert "workflows_reloaded" in reload(running)
        events += list(stream)
    assert wire.done_items(events)[-1]["type"] == "assistant_message"
    assert create(running, {"id": "demo"}).status == 404
