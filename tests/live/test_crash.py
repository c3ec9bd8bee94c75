"""kill -9 under load: whatever was acknowledged is there after a plain start, round after round."""

from __future__ import annotations

import http.client
import os
import random
import threading
import time
from dataclasses import dataclass, field
from typing import Any

import wire
from server import Server

ROUNDS = int(os.environ.get("CHATKIT_TEST_ROUNDS") or 5)
WRITERS = 6
# An answer that takes a start longer than this is a repair, which there must not be.
START_SECONDS_MAX = 5.0
_CUT = (http.client.HTTPException, ConnectionError, TimeoutError, OSError, ValueError)


@dataclass
class Acknowledged:
    """What the server said was done, gathered by one writer."""

    sessions: dict[str, str] = field(default_factory=dict)  # id → status
    items: dict[str, dict[str, str]] = field(default_factory=dict)  # thread → item id → text
    titles: dict[str, str] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)  # Deletions that were asked for: either is right.


class Writer(threading.Thread):
    """Does everything that writes, as fast as it is answered, until the connection breaks."""

    def __init__(self, server: Server, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.url = server.url
        self.key = server.api_key
        self.seen = Acknowledged()
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            while True:
                self.conversation()
        except _CUT:
            return  # The server is gone, as planned.
        except BaseException as error:
            self.failure = error

    def call(self, method: str, path: str, body: Any = None) -> Any:
        response = wire.request(self.url, method, path, token=self.key, body=body)
        assert response.status == 200, response.body
        return response.json

    def conversation(self) -> None:
        made = self.call("POST", "/v1/chatkit/sessions",
                         {"user": self.name, "workflow": {"id": "demo"},
                          "rate_limits": {"max_requests_per_1_minute": 100_000}})
        self.seen.sessions[made["id"]] = "active"
        talk = wire.Conversation(self.url, made["client_secret"])
        thread = self.turn(talk, "threads.create", {})
        self.turn(talk, "threads.add_user_message", {"thread_id": thread})
        title = f"Title {time.monotonic_ns()}"
        talk.op("threads.update", thread_id=thread, title=title)
        self.seen.titles[thread] = title
        if random.random() < 0.3:
            self.seen.asked.add(thread)
            self.call("DELETE", f"/v1/chatkit/threads/{thread}")
            self.seen.deleted.add(thread)
        self.call("POST", f"/v1/chatkit/sessions/{made['id']}/cancel")
        self.seen.sessions[made["id"]] = "cancelled"

    def turn(self, talk: wire.Conversation, kind: str, params: dict[str, str]) -> str:
        thread = params.get("thread_id", "")
        with talk.open(kind, input=wire.user_input(f"/echo {self.name}"), **params) as stream:
            for event in stream:
                if event["type"] == "thread.created":
                    thread = event["thread"]["id"]
                if event["type"] == "thread.item.done":
                    item = event["item"]
                    self.seen.items.setdefault(thread, {})[item["id"]] = wire.text_of(item)
        return thread


def check(server: Server, seen: Acknowledged) -> int:
    """Every acknowledged thing is there; gives how many were looked at."""
    def get(path: str) -> wire.Response:
        return wire.request(server.url, "GET", f"/v1/chatkit/{path}", token=server.api_key)

    for session, status in seen.sessions.items():
        found = get(f"sessions/{session}")
        assert found.status == 200, f"session {session} is lost"
        assert found.json["status"] in (status, "cancelled")
    for thread, items in seen.items.items():
        if thread in seen.deleted:
            assert get(f"threads/{thread}").status == 404, f"{thread} is back from the dead"
            continue
        found = get(f"threads/{thread}")
        if thread in seen.asked and found.status == 404:
            continue
        assert found.status == 200, f"thread {thread} is lost"
        if thread in seen.titles:
            assert found.json["title"] == seen.titles[thread]
        listed = get(f"threads/{thread}/items?limit=100&order=asc").json["data"]
        stored = {item["id"]: item["content"][0]["text"] for item in listed}
        for item, text in items.items():
            assert stored.get(item) == text, f"item {item} of {thread} is lost or changed"
    return len(seen.sessions) + len(seen.items)


def test_nothing_acknowledged_is_missing_after_kill_9(own_server: Server) -> None:
    looked_at = 0
    early = Acknowledged()
    for number in range(ROUNDS):
        began = time.monotonic()
        own_server.start()
        assert wire.request(own_server.url, "GET", "/readyz").status == 200
        assert time.monotonic() - began < START_SECONDS_MAX
        check(own_server, early)
        writers = [Writer(own_server, f"w{number}-{index}") for index in range(WRITERS)]
        for writer in writers:
            writer.start()
        time.sleep(random.uniform(0.1, 0.8))  # The moment of the crash is chance.
        own_server.kill()
        for writer in writers:
            writer.join(30)
            assert not writer.is_alive()
            assert writer.failure is None, writer.failure
        own_server.start()
        for writer in writers:
            looked_at += check(own_server, writer.seen)
        early = writers[0].seen
        own_server.kill()
    assert looked_at > ROUNDS * 5, "the writers hardly wrote"
    own_server.start()
    assert own_server.stop() == 0


def test_a_turn_that_a_crash_cuts_is_interrupted_and_the_thread_goes_on(
        own_server: Server) -> None:
    own_server.start()
    made = wire.request(own_server.url, "POST", "/v1/chatkit/sessions", token=own_server.api_key,
                        body={"user": "u", "workflow": {"id": "demo"}}).json
    talk = wire.Conversation(own_server.url, made["client_secret"])
    with talk.open("threads.create", input=wire.user_input("/slow 100")) as stream:
        thread = next(iter(stream))["thread"]["id"]
        run = stream.headers["chatkit-run"]
        for event in stream:
            if event["type"] == "thread.item.updated":
                break
        own_server.kill()
    own_server.start()
    talk.url = own_server.url
    stored = talk.op("items.list", thread_id=thread, order="asc")["data"]
    assert [item["type"] for item in stored] == ["user_message"]
    record = wire.request(own_server.url, "GET", f"/v1/chatkit/runs/{run}",
                          token=own_server.api_key).json
    assert record["status"] == "interrupted"
    events = talk.add(thread, "/echo still here")
    assert wire.text_of(wire.done_items(events)[-1]) == "still here"
