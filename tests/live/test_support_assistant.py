"""The example of libchatkit-server, talked to over the wire: a form, its action, a stream."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import contract
import wire
from server import BUILD

PROGRAM = BUILD / "examples" / "support_assistant" / "support_assistant"
STOP_SECONDS_MAX = 30


@dataclass
class Assistant:
    url: str
    api_key: str

    def conversation(self, user: str) -> wire.Conversation:
        response = wire.request(self.url, "POST", "/v1/chatkit/sessions", token=self.api_key,
                                body={"user": user, "workflow": {"id": "support"}})
        assert response.status == 200, response.body
        return wire.Conversation(self.url, response.json["client_secret"])


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    if not PROGRAM.exists():
        pytest.skip(f"{PROGRAM} is not built")
    data: Path = tmp_path_factory.mktemp("support")
    process = subprocess.Popen([PROGRAM, "0", data], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    assert url.startswith("http://127.0.0.1:"), url
    yield Assistant(url, (data / "api-key").read_text(encoding="utf-8").strip())
    process.send_signal(signal.SIGTERM)
    assert process.wait(STOP_SECONDS_MAX) == 0


def events_of(talk: wire.Conversation, op: str, **params: Any) -> list[dict[str, Any]]:
    with talk.open(op, **params) as stream:
        events = list(stream)
    for event in events:
        assert contract.event_problem(event) is None, event
    return events


def begun(talk: wire.Conversation) -> tuple[str, dict[str, Any]]:
    """A new thread with the form in it."""
    events = events_of(talk, "threads.create", input=wire.user_input("Where is my order?"))
    forms = [event["item"] for event in events
             if event["type"] == "thread.item.done" and event["item"]["type"] == "widget"]
    assert len(forms) == 1
    return events[0]["thread"]["id"], forms[0]


def press(talk: wire.Conversation, thread: str, item: str, order: str) -> list[dict[str, Any]]:
    return events_of(talk, "threads.custom_action", thread_id=thread, item_id=item,
                     action={"type": "order.find", "payload": {"order": order}})


def test_a_message_is_answered_with_a_form(assistant: Assistant) -> None:
    _, form = begun(assistant.conversation("ada"))
    assert form["widget"]["type"] == "Card"
    assert form["widget"]["asForm"] is True
    assert form["widget"]["confirm"]["action"] == {
        "type": "order.find", "handler": "server", "loadingBehavior": "container",
        "streaming": True}


def test_the_form_finds_an_order_and_streams_the_answer(assistant: Assistant) -> None:
    talk = assistant.conversation("bob")
    thread, form = begun(talk)
    events = press(talk, thread, form["id"], "4711")
    kinds = [event["type"] for event in events]
    replaced = events[kinds.index("thread.item.replaced")]["item"]
    assert replaced["id"] == form["id"]
    assert replaced["widget"]["status"]["text"] == "Order 4711"
    deltas = [event["update"]["delta"] for event in events
              if event["type"] == "thread.item.updated" and "delta" in event["update"]]
    assert len(deltas) > 5
    assert "".join(deltas).startswith("Your **Tea kettle** is on its way")
    effect = events[kinds.index("client_effect")]
    assert (effect["name"], effect["data"]) == ("show_order", {"order": "4711"})
    stored = talk.op("threads.get_by_id", thread_id=thread)
    assert stored["title"] == "Order 4711"
    assert [item["type"] for item in stored["items"]["data"]] == [
        "user_message", "assistant_message", "widget", "assistant_message"]


def test_an_unknown_order_keeps_the_form(assistant: Assistant) -> None:
    talk = assistant.conversation("eve")
    thread, form = begun(talk)
    events = press(talk, thread, form["id"], "1")
    replaced = [event for event in events if event["type"] == "thread.item.replaced"]
    assert len(replaced) == 1
    captions = [child["value"] for child in replaced[0]["item"]["widget"]["children"]
                if child["type"] == "Caption"]
    assert captions == ["We do not know that number."]


def test_a_button_is_answered_at_once(assistant: Assistant) -> None:
    talk = assistant.conversation("dan")
    thread, form = begun(talk)
    press(talk, thread, form["id"], "4712")
    answer = talk.op("threads.sync_custom_action", thread_id=thread, item_id=form["id"],
                     action={"type": "order.notify", "payload": {"order": "4712"}})
    texts = [child.get("value") for child in answer["updated_item"]["widget"]["children"]]
    assert "We will write to you." in texts


def test_other_actions_are_refused(assistant: Assistant) -> None:
    talk = assistant.conversation("sue")
    thread, form = begun(talk)
    with pytest.raises(wire.Refused) as refused:
        talk.op("threads.sync_custom_action", thread_id=thread, item_id=form["id"],
                action={"type": "order.steal"})
    assert (refused.value.status, refused.value.code) == (400, "unsupported_operation")
