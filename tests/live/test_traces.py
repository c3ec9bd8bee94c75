"""The golden conversations of the contract, answered by a webhook, against a running server."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import contract
import pytest
import wire
from same_json import Unknowns
from server import Server
from webhook_peer import PATIENCE_SECONDS, WebhookPeer

TRACES = contract.FOLDER / "traces"
NAMES = sorted(path.stem for path in TRACES.glob("*.json")) if TRACES.is_dir() else []

Step = dict[str, Any]
Item = dict[str, Any]


@pytest.fixture(scope="module")
def peer() -> Iterator[WebhookPeer]:
    made = WebhookPeer()
    yield made
    made.close()


@pytest.fixture(scope="module")
def hooked(tmp_path_factory: pytest.TempPathFactory, peer: WebhookPeer) -> Iterator[Server]:
    """A server whose workflow `hook` is answered by the peer."""
    server = Server(tmp_path_factory.mktemp("traces"))
    peer.write_workflow(server.folder / "workflows")
    server.start()
    yield server
    assert server.is_running, f"the server ended by itself:\n{server.log[-4000:]}"
    assert server.stop() == 0


def open_session(server: Server, user: str) -> wire.Conversation:
    response = wire.request(server.url, "POST", "/v1/chatkit/sessions", token=server.api_key, body={
        "user": user, "workflow": {"id": "hook"},
        "rate_limits": {"max_requests_per_1_minute": 1000},
        "chatkit_configuration": {"automatic_thread_titling": {"enabled": False},
                                  "file_upload": {"enabled": True}}})
    assert response.status == 200, response.body
    return wire.Conversation(server.url, response.json["client_secret"])


def stored_items(server: Server, thread: str) -> list[Item]:
    """All items of a thread as they are stored, hidden ones included."""
    done = server.command("export")
    assert done.returncode == 0, done.stderr
    records = [json.loads(line) for line in done.stdout.splitlines()]
    return [record["item"] for record in records
            if record["object"] == "chatkit.archive.item" and record["thread_id"] == thread]


def eventually(problem: Callable[[], str]) -> str:
    """The last problem that was found, once there is none or patience has ended."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (found := problem()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return found


def updates_last(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The reference notices changes of a thread after the next event, ours at once: each kind is
    compared in its own order."""
    return sorted(events, key=lambda event: event["type"] == "thread.updated")


def given_items(step: Step) -> list[Item]:
    """What a step's responder was shown: all that is stored afterwards, but for what the step
    itself put there."""
    made = {act["item"]["id"] for act in step["responder"] if "item" in act}
    return [item for item in step["stored_items_after"]
            if item["id"] not in made and item["type"] != "sdk_hidden_context"]


class Replay:
    """Plays one trace, step by step."""

    def __init__(self, server: Server, peer: WebhookPeer, user: str) -> None:
        self.server = server
        self.peer = peer
        self.talk = open_session(server, user)
        self.unknowns = Unknowns()
        self.updated: dict[str, Item] = {}  # Items that a synchronous action changed.

    def play(self, step: Step) -> None:
        self.peer.acts = step.get("responder", [])
        asked = len(self.peer.requests)
        request = self.unknowns.filled(step["request"])
        if "error" in step:
            self.is_refused(request, step["error"])
        elif "stream" in step:
            self.streams(request, step)
        else:
            self.answers(request, step)
        if step.get("stored_items_after") is not None and "<thr:1>" in self.unknowns:
            assert eventually(lambda: self.stored_problem(step)) == ""
        new = self.peer.requests[asked:]
        if "error" in step:
            assert new == [], "the webhook was asked before the op was checked"
        elif new and new[0]["type"] in ("respond", "action"):
            self.was_asked(new[0], step)

    def is_refused(self, request: dict[str, Any], error: str) -> None:
        response = self.talk.raw(request)
        assert 400 <= response.status < 500, response.body
        if error == "NotFoundError":
            assert response.status == 404, response.body
        assert response.error["message"]

    def answers(self, request: dict[str, Any], step: Step) -> None:
        response = self.talk.raw(request)
        assert response.status == 200, response.body
        assert self.unknowns.difference(step["json"], response.json) == ""
        if "updated_item" in step["json"]:
            self.updated[step["json"]["updated_item"]["id"]] = step["json"]["updated_item"]

    def streams(self, request: dict[str, Any], step: Step) -> None:
        most = step.get("client_disconnects_after_events")
        self.peer.hang_ended.clear()
        events = []
        with self.talk.open(request["type"], **request["params"]) as stream:
            for event in stream:
                events.append(event)
                if len(events) == most:
                    break
        assert [problem for event in events if (problem := contract.event_problem(event))] == []
        assert self.unknowns.difference(updates_last(step["stream"]), updates_last(events)) == ""
        if any("hang" in act for act in self.peer.acts):
            assert self.peer.hang_ended.wait(PATIENCE_SECONDS), "the webhook was not let go"

    def stored_problem(self, step: Step) -> str:
        expected = [self.updated.get(item["id"], item) for item in step["stored_items_after"]]
        actual = stored_items(self.server, self.unknowns["<thr:1>"])
        return self.unknowns.difference(expected, actual, "stored")

    def was_asked(self, request: dict[str, Any], step: Step) -> None:
        """The turn's request says what the trace says, and shows what is stored."""
        params = self.unknowns.filled(step["request"])["params"]
        given = request["items"]
        for item in given:
            for attachment in item.get("attachments", []):
                assert attachment.pop("download_url").startswith("http")
        expected = [self.updated.get(item["id"], item) for item in given_items(step)]
        assert self.unknowns.difference(expected, given, "given") == ""
        assert request["thread"]["id"] == self.unknowns["<thr:1>"]
        assert request["session"]["workflow"]["id"] == "hook"
        if "action" in params:
            assert request["type"] == "action"
            assert request["action"]["type"] == params["action"]["type"]
            assert request["action"]["payload"] == params["action"].get("payload")
            assert request["sender"]["id"] == params["item_id"]
        elif step["request"]["type"] in ("threads.create", "threads.add_user_message",
                                         "threads.retry_after_item"):
            assert request["input"]["id"] == given[-1]["id"]
        else:
            assert request["input"] is None


@pytest.mark.parametrize("name", NAMES)
def test_trace(name: str, hooked: Server, peer: WebhookPeer) -> None:
    trace = json.loads(Path(TRACES / f"{name}.json").read_text(encoding="utf-8"))
    replay = Replay(hooked, peer, f"user of {name}")
    for step in trace["steps"]:
        replay.play(step)
    assert peer.problems == []


class TestComparison:
    """The comparison itself: what it takes as the same, and what it does not."""

    def test_a_name_stands_for_one_text(self) -> None:
        unknowns = Unknowns()
        assert unknowns.difference({"id": "<thr:1>", "t": "<time>"}, {"id": "x", "t": "now"}) == ""
        assert unknowns.difference(["<thr:1>"], ["x"]) == ""
        assert "instead of" in unknowns.difference(["<thr:1>"], ["y"])
        assert "instead of" in unknowns.difference(["<thr:2>"], ["x"])
        assert unknowns.filled({"a": ["at <thr:1>", "<thr:9>", "<time>"]}) == {
            "a": ["at x", "<thr:9>", "<time>"]}

    def test_members_must_be_the_same_but_for_addresses(self) -> None:
        unknowns = Unknowns()
        assert "lacks ['b']" in unknowns.difference({"a": 1, "b": 2}, {"a": 1})
        assert "has besides: ['b']" in unknowns.difference({"a": 1}, {"a": 1, "b": 2})
        assert unknowns.difference({"preview_url": "x"}, {"upload_descriptor": {}}) == ""

    def test_numbers_and_truths_are_not_mixed(self) -> None:
        unknowns = Unknowns()
        assert unknowns.difference(1, True) != ""
        assert unknowns.difference(None, False) != ""
        assert unknowns.difference([1], [1, 1]) != ""

    def test_a_step_shows_its_responder_what_others_stored(self) -> None:
        step = {"responder": [{"type": "thread.item.done", "item": {"id": "new"}}, {"hang": 1}],
                "stored_items_after": [{"id": "old", "type": "user_message"},
                                       {"id": "new", "type": "assistant_message"},
                                       {"id": "mark", "type": "sdk_hidden_context"}]}
        assert [item["id"] for item in given_items(step)] == ["old"]
