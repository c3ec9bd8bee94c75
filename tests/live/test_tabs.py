"""Stop then send, reload then send, and two tabs on one thread, with and without capabilities.

The outcomes are those of the contract, section 2: one turn a thread; a client without capabilities
supersedes, one with them is told which run is busy; no item is lost or doubled.
"""

from __future__ import annotations

import random
import threading
from typing import Any

import pytest
import wire
from openai import OpenAI
from rounds import rounds
from server import Server

ROUNDS = rounds(20, 1000)
CAPABLE = {"chatkit-capabilities": "resume, stop"}
MARKER = "The user cancelled the stream. Stop responding to the prior request."


@pytest.fixture
def talk(server: Server, user: str) -> wire.Conversation:
    """Straight to the server: the proxy between would hide who closed a connection."""
    with OpenAI(base_url=f"{server.url}/v1", api_key=server.api_key) as client:
        session = client.beta.chatkit.sessions.create(
            user=user, workflow={"id": "demo"}, rate_limits={"max_requests_per_1_minute": 100_000})
    return wire.Conversation(server.url, session.client_secret)


def items(talk: wire.Conversation, thread: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    after = None
    while True:
        page = talk.op("items.list", thread_id=thread, order="asc", limit=100,
                       **({"after": after} if after else {}))
        found += page["data"]
        after = page.get("after")
        if after is None:
            return found


def said_by_user(found: list[dict[str, Any]]) -> list[str]:
    return [wire.text_of(item) for item in found if item["type"] == "user_message"]


def read_until_text(stream: wire.Stream) -> None:
    for event in stream:
        update = event.get("update", {})
        if update.get("type") == "assistant_message.content_part.text_delta":
            return
    raise AssertionError("the answer ended before it had begun")


def check_thread(found: list[dict[str, Any]], expected: list[str]) -> None:
    """Every message once and in order, no id twice, an answer or nothing behind each."""
    assert said_by_user(found) == expected
    ids = [item["id"] for item in found]
    assert len(ids) == len(set(ids))
    answers = 0
    for item in found:
        answers = 0 if item["type"] == "user_message" else answers + 1
        assert answers <= 1, found


def test_closing_the_stream_and_sending_again(talk: wire.Conversation) -> None:
    thread = wire.thread_of(talk.create("/echo first"))
    expected = ["/echo first"]
    for number in range(ROUNDS):
        with talk.open("threads.add_user_message", thread_id=thread,
                       input=wire.user_input("/slow 50")) as stream:
            read_until_text(stream)
        events = talk.add(thread, f"/echo {number}")
        assert wire.text_of(wire.done_items(events)[-1]) == str(number)
        expected += ["/slow 50", f"/echo {number}"]
    check_thread(items(talk, thread), expected)


def test_the_stop_op_and_sending_again(talk: wire.Conversation) -> None:
    thread = wire.thread_of(talk.create("/echo first"))
    expected = ["/echo first"]
    for number in range(ROUNDS):
        with talk.open("threads.add_user_message", CAPABLE, thread_id=thread,
                       input=wire.user_input("/slow 50")) as stream:
            read_until_text(stream)
            assert talk.op("threads.stop", thread_id=thread,
                           run_id=stream.headers["chatkit-run"]) == {}
            rest = list(stream)
            assert all(event["type"] == "thread.item.updated" for event in rest), rest
        with talk.open("threads.add_user_message", CAPABLE, thread_id=thread,
                       input=wire.user_input(f"/echo {number}")) as stream:
            assert wire.text_of(wire.done_items(list(stream))[-1]) == str(number)
        expected += ["/slow 50", f"/echo {number}"]
    check_thread(items(talk, thread), expected)


def test_a_reload_of_a_capable_client_finds_the_thread_busy_and_follows(
        talk: wire.Conversation) -> None:
    thread = wire.thread_of(talk.create("/echo first"))
    expected = ["/echo first"]
    for _ in range(ROUNDS):
        with talk.open("threads.add_user_message", CAPABLE, thread_id=thread,
                       input=wire.user_input("/slow 3")) as stream:
            read_until_text(stream)
            run, seen = stream.headers["chatkit-run"], stream.ids[-1]
        with pytest.raises(wire.Refused) as refused:
            talk.open("threads.add_user_message", CAPABLE, thread_id=thread,
                      input=wire.user_input("too soon"))
        assert (refused.value.status, refused.value.code) == (409, "thread_busy")
        assert run in refused.value.response.error["message"]
        with wire.follow(talk.url, talk.secret, run, seen) as stream:
            events = list(stream)
        assert wire.text_of(wire.done_items(events)[-1]) == "1, 2, 3."
        expected.append("/slow 3")
    check_thread(items(talk, thread), expected)


@pytest.mark.parametrize("headers", [{}, CAPABLE], ids=["plain", "capable"])
def test_two_tabs_send_at_once(talk: wire.Conversation, headers: dict[str, str]) -> None:
    """Plain tabs: the later supersedes. Capable tabs: one is told that the thread is busy."""
    for number in range(max(ROUNDS // 10, 5)):
        thread = wire.thread_of(talk.create("/echo first"))
        outcome: list[tuple[str, list[dict[str, Any]] | str]] = []

        def send(text: str, thread: str = thread,
                 outcome: list[tuple[str, list[dict[str, Any]] | str]] = outcome) -> None:
            try:
                with talk.open("threads.add_user_message", headers, thread_id=thread,
                               input=wire.user_input(text)) as stream:
                    outcome.append((text, list(stream)))
            except wire.Refused as refused:
                outcome.append((text, refused.code))

        texts = [f"/echo a{number}", f"/echo b{number}"]
        random.shuffle(texts)
        tabs = [threading.Thread(target=send, args=(text,)) for text in texts]
        for tab in tabs:
            tab.start()
        for tab in tabs:
            tab.join(30)
        found = items(talk, thread)
        taken = [text for text, events in outcome if not isinstance(events, str)]
        refusals = [events for _, events in outcome if isinstance(events, str)]
        assert set(said_by_user(found)) == {"/echo first", *taken}
        assert len(said_by_user(found)) == 1 + len(taken)
        assert refusals == [] or (headers and refusals == ["thread_busy"]), refusals
        answers = [wire.text_of(item) for item in found if item["type"] == "assistant_message"]
        assert answers[-1] == said_by_user(found)[-1].removeprefix("/echo ")
        assert len(answers) == len(set(answers))


def test_two_clients_read_the_same_run(talk: wire.Conversation) -> None:
    with talk.open("threads.create", CAPABLE, input=wire.user_input("/slow 10")) as stream:
        first = next(iter(stream))
        run = stream.headers["chatkit-run"]
        with wire.follow(talk.url, talk.secret, run) as other:
            seen_there = list(other)
        seen_here = [first, *stream]
    assert seen_there == seen_here


def test_a_reader_that_stalls_costs_the_others_nothing(talk: wire.Conversation) -> None:
    with talk.open("threads.create", CAPABLE, input=wire.user_input("/long 1000")) as stream:
        run = stream.headers["chatkit-run"]
        with wire.follow(talk.url, talk.secret, run) as stalled:
            # Two megabytes of events, of which this one reads nothing while the other reads all.
            next(iter(stalled))
            events = list(stream)
            item = wire.done_items(events)[-1]
            assert len(wire.text_of(item)) == 1000 * 1024
            assert talk.op("threads.get_by_id", thread_id=item["thread_id"])["id"]
            assert wire.done_items(list(stalled))[-1] == item


def test_what_was_stopped_is_told_to_the_responder_alone(server: Server,
                                                         talk: wire.Conversation) -> None:
    with talk.open("threads.create", input=wire.user_input("/slow 50")) as stream:
        thread = next(iter(stream))["thread"]["id"]
        read_until_text(stream)
    talk.add(thread, "/echo on")
    assert all(MARKER not in str(item) for item in items(talk, thread))
    exported = server.command("export").stdout
    assert MARKER in exported
