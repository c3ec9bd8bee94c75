"""A model's endpoint that fails in every way: what the user, the operator and the thread see."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import wire
from scripted_upstream import (
    DONE,
    HEAD,
    KEY,
    STOP,
    Answer,
    Asked,
    ScriptedUpstream,
    chunk,
    chunked,
    delta,
    frame,
    status,
    write_workflow,
)
from server import Server

# What a user reads, and nothing else of a failure.
NOT_REACHABLE = "The model is not reachable right now."
BUSY = "The model is busy. Please try again in a moment."
REFUSED = "The model could not take this request."
SILENT = "The model took too long to answer."
CUT = "The model stopped in the middle of its answer."
UNREADABLE = "The model sent an answer that cannot be read."
TOO_MUCH = "The model's answer grew larger than it may."
NOTHING = "The model gave no answer."

IDLE_SECONDS = 0.4
# A turn with all its tries and pauses, on a machine that is busy.
TURN_SECONDS_MAX = 15.0
PARALLEL = 16
WHOLE = chunked(delta("Hel"), delta("lo."), STOP, DONE)
_numbers = itertools.count(1)

Event = dict[str, Any]


@pytest.fixture(scope="module")
def upstream() -> Iterator[ScriptedUpstream]:
    made = ScriptedUpstream(lambda _: Answer(WHOLE))
    yield made
    made.close()


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory,
           upstream: ScriptedUpstream) -> Iterator[Server]:
    """Its workflows are answered by the upstream: `model` waits for it but shortly, `patient` as
    long as it does by default, and `titled` asks it for titles."""
    server = Server(tmp_path_factory.mktemp("faults"))
    workflows = server.folder / "workflows"
    write_workflow(workflows, upstream.url,
                   options=f"  idle_timeout: {int(IDLE_SECONDS * 1000)}ms\n  title: false")
    write_workflow(workflows, upstream.url, "patient")
    write_workflow(workflows, upstream.url, "titled", "  title: true")
    server.start()
    yield server
    assert server.is_running, f"the server ended by itself:\n{server.log[-4000:]}"
    assert server.stop() == 0
    assert KEY not in server.log


@pytest.fixture(autouse=True)
def left_alone(upstream: ScriptedUpstream) -> Iterator[None]:
    """Every test begins with a good upstream and leaves it without a connection."""
    upstream.script = lambda _: Answer(WHOLE)
    upstream.asked.clear()
    yield
    assert upstream.is_left_alone(), "a connection to the upstream was left open"


def open_session(server: Server, workflow: str = "model") -> wire.Conversation:
    response = wire.request(server.url, "POST", "/v1/chatkit/sessions", token=server.api_key, body={
        "user": f"faults_{next(_numbers)}",
        "workflow": {"id": workflow, "tracing": {"enabled": True}},
        "rate_limits": {"max_requests_per_1_minute": 1000}})
    return wire.Conversation(server.url, response.json["client_secret"])


@pytest.fixture
def talk(faulty: Server) -> wire.Conversation:
    return open_session(faulty)


def said(events: list[Event]) -> str:
    """What was streamed."""
    return "".join(event["update"].get("delta", "") for event in events
                   if event["type"] == "thread.item.updated")


def errors(events: list[Event]) -> list[Event]:
    return [event for event in events if event["type"] == "error"]


def answers(talk: wire.Conversation, thread: str) -> list[str]:
    """What is kept of the assistant."""
    listed = talk.op("items.list", thread_id=thread, order="asc", limit=100)["data"]
    return [wire.text_of(item) for item in listed if item["type"] == "assistant_message"]


def fails(talk: wire.Conversation, sentence: str, text: str = "Hello") -> list[Event]:
    """One turn that must end with this sentence, in time, and leave nothing but the message."""
    began = time.monotonic()
    events = talk.create(text)
    assert time.monotonic() - began < TURN_SECONDS_MAX
    assert errors(events) == [
        {"type": "error", "code": "custom", "message": sentence, "allow_retry": True}]
    assert events[-1]["type"] == "error"
    assert [item["type"] for item in wire.done_items(events)] == ["user_message"]
    assert answers(talk, wire.thread_of(events)) == []
    return events


def goes_on(talk: wire.Conversation, upstream: ScriptedUpstream, thread: str) -> None:
    """The thread takes the next message."""
    upstream.script = lambda _: Answer(WHOLE)
    events = talk.add(thread, "Once more")
    assert errors(events) == []
    assert answers(talk, thread) == ["Hello."]


def run_of(server: Server, thread: str) -> dict[str, Any]:
    """The record of a thread's newest run."""
    return wire.request(server.url, "GET", f"/v1/chatkit/runs?thread={thread}",
                        token=server.api_key).json["data"][0]


def logged_since(server: Server, before: int) -> str:
    """The log of the turn that has just ended; its line may follow the last event."""
    deadline = time.monotonic() + TURN_SECONDS_MAX
    while "turn_ended" not in server.log[before:] and time.monotonic() < deadline:
        time.sleep(0.02)
    return server.log[before:]


SECRETIVE = f"broken within, at rack 7, with {KEY}"
OK_HTML = status("200 OK", "<p>Sign in, rack 7</p>", "Content-Type: text/html")
# Name, answer, what the user reads, what the operator reads.
FAULTS: list[tuple[str, Answer, str, str]] = [
    ("silent before the head", Answer(is_silent_then=True), SILENT, "silent for too long"),
    ("silent within the head", Answer(HEAD[:30], True), SILENT, "silent for too long"),
    ("silent behind the head", Answer(HEAD, True), SILENT, "silent for too long"),
    ("silent in mid-answer", Answer(HEAD + chunk(delta("Hel")), True), SILENT,
     "silent for too long"),
    ("malformed first chunk", Answer(chunked(b'data: {"choices":\n\n')), UNREADABLE,
     "a chunk cannot be read"),
    ("malformed later chunk", Answer(chunked(delta("Hel"), b"data: rack 7\n\n")), UNREADABLE,
     "a chunk cannot be read"),
    ("broken chunked coding", Answer(HEAD + chunk(delta("Hel")) + b"rack 7\r\n"), CUT, "chunk"),
    ("error within the stream", Answer(chunked(delta("Hel"), frame(
        {"error": {"message": SECRETIVE}}))), CUT, "broken within, at rack 7, with ***"),
    ("500", status("500 Internal Server Error", SECRETIVE), NOT_REACHABLE,
     "status 500, : broken within, at rack 7, with ***"),
    ("401", status("401 Unauthorized", SECRETIVE), REFUSED, "status 401"),
    ("429 with a long pause", status("429 Too Many Requests", SECRETIVE, "Retry-After: 60"), BUSY,
     "status 429"),
    ("redirect", status("307 Temporary Redirect", "", "Location: http://127.0.0.1:9/v1"), REFUSED,
     "status 307"),
    ("wrong content type", OK_HTML, UNREADABLE, "status 200, text/html: <p>Sign in, rack 7</p>"),
    ("no stream", status("200 OK", '{"choices":[]}', "Content-Type: application/json"), UNREADABLE,
     "application/json"),
    ("no HTTP", Answer(b"SSH-2.0-rack7\r\n"), UNREADABLE, "HTTP"),
    ("10 MB in one delta", Answer(chunked(delta("x" * (10 << 20)))), TOO_MUCH, "larger than"),
    ("10 MB in many deltas", Answer(chunked(*[delta("x" * 10_000)] * 1000)), TOO_MUCH,
     "grew too large"),
    ("no text", Answer(chunked(STOP, DONE)), NOTHING, "no text"),
]


@pytest.mark.parametrize(("answer", "sentence", "logged"), [fault[1:] for fault in FAULTS],
                         ids=[fault[0] for fault in FAULTS])
def test_a_fault_is_told_once_and_the_thread_goes_on(
        faulty: Server, upstream: ScriptedUpstream, talk: wire.Conversation, answer: Answer,
        sentence: str, logged: str) -> None:
    upstream.script = lambda _: answer
    before = len(faulty.log)
    events = fails(talk, sentence)
    [asked] = upstream.asked  # It was not tried again.
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    log = logged_since(faulty, before)
    assert logged in log
    assert "state=failed" in log
    run = run_of(faulty, wire.thread_of(events))
    assert run["status"] == "failed"
    assert logged in run["error"]
    assert KEY not in log + json.dumps(run)
    for leak in (KEY, "rack 7", "rack7"):
        assert leak not in json.dumps(events)
    goes_on(talk, upstream, wire.thread_of(events))


def test_nobody_there_is_told_as_such(own_server: Server) -> None:
    gone = ScriptedUpstream(lambda _: Answer(WHOLE))
    gone.close()
    write_workflow(own_server.folder / "workflows", gone.url)
    own_server.start()
    fails(open_session(own_server), NOT_REACHABLE)
    assert "state=failed" in logged_since(own_server, 0)


def one_after_the_other(*answers: Answer) -> Callable[[Asked], Answer]:
    left = iter(answers)
    return lambda _: next(left)


@pytest.mark.parametrize("bad", [
    status("429 Too Many Requests", "", "Retry-After: 1"),
    status("429 Too Many Requests", ""),
    status("429 Too Many Requests", "", "Retry-After: Sun, 22 Nov 2026 09:30:00 GMT"),
    status("503 Service Unavailable", "Loading model"),
    Answer(b""),
    Answer(HEAD),
], ids=["429 in a second", "429 whenever", "429 with a date", "503", "no head", "no body"])
def test_what_passes_is_tried_again_before_the_first_word(
        upstream: ScriptedUpstream, talk: wire.Conversation, bad: Answer) -> None:
    upstream.script = one_after_the_other(bad, Answer(WHOLE))
    began = time.monotonic()
    events = talk.create()
    took = time.monotonic() - began
    assert (said(events), errors(events)) == ("Hello.", [])
    assert len(upstream.asked) == 2
    assert took < TURN_SECONDS_MAX
    if b" 429 " in bad.data:
        assert took >= 1.0, "the pause was not kept"


def test_a_429_that_stays_is_given_up(upstream: ScriptedUpstream,
                                      talk: wire.Conversation) -> None:
    upstream.script = lambda _: status("429 Too Many Requests", "")
    fails(talk, BUSY)
    assert len(upstream.asked) == 3


def test_what_is_not_known_is_passed_over(upstream: ScriptedUpstream,
                                          talk: wire.Conversation) -> None:
    upstream.script = lambda _: Answer(chunked(
        b": a comment\n\nevent: ping\n\nretry: 5\n\n",
        frame({"choices": [{"index": 0, "delta": {"role": "assistant", "content": None,
                                                  "reasoning_content": "aloud"}}],
               "obfuscation": {"deep": [[{"x": None}]]}, "service_tier": 1e300}),
        frame({"choices": [{"index": 1, "delta": {"content": "another choice"}}]}),
        frame({"future": True}),
        b'data: {"choices": [{"delta": {"content": "Gr\\u00fc\\u00dfe, ",\r\n'
        b'data: "x": 1}, "logprobs": {"content": "no"}}]}\r\n\r\n',
        delta("世界 🌍"), STOP, frame({"choices": [], "usage": {"prompt_tokens": 3, "cost": "x"}}),
        DONE, b"data: behind the end\n\n"))
    events = talk.create()
    assert errors(events) == []
    assert answers(talk, wire.thread_of(events)) == [said(events)] == ["Grüße, 世界 🌍"]


def test_bytes_one_by_one_are_a_whole_answer(upstream: ScriptedUpstream,
                                             talk: wire.Conversation) -> None:
    body = delta("Grüße") + STOP + DONE
    single = b"".join(chunk(body[at:at + 1]) for at in range(len(body)))
    upstream.script = lambda _: Answer(HEAD + single + b"0\r\n\r\n")
    events = talk.create()
    assert (said(events), errors(events)) == ("Grüße", [])


def test_a_stop_closes_the_connection_and_keeps_what_was_said(
        faulty: Server, upstream: ScriptedUpstream) -> None:
    talk = open_session(faulty, "patient")
    upstream.script = lambda _: Answer(HEAD + chunk(delta("Hel")), is_silent_then=True)
    with talk.open("threads.create", input=wire.user_input("Hello")) as stream:
        thread = next(iter(stream))["thread"]["id"]
        assert any(said([event]) == "Hel" for event in stream)
    assert upstream.is_left_alone(), "the upstream was not told of the stop"
    upstream.script = lambda _: Answer(WHOLE)
    assert errors(talk.add(thread, "Once more")) == []
    assert answers(talk, thread) == ["Hel", "Hello."]


class TestTitles:
    """A title is asked for beside the answer; no fault of it harms the turn."""

    @pytest.mark.parametrize(("answer", "logged"), [
        (status("500 Internal Server Error", SECRETIVE), "at rack 7, with ***"),
        (status("200 OK", "{", "Content-Type: application/json"), "a title cannot be read"),
        (status("200 OK", "x" * (1 << 20), "Content-Type: application/json"), "title_failed"),
        (Answer(b""), "title_failed"),
        (Answer(is_silent_then=True), ""),
    ], ids=["500", "malformed", "1 MB", "cut", "silent"])
    def test_the_first_words_take_its_place(self, faulty: Server, upstream: ScriptedUpstream,
                                            answer: Answer, logged: str) -> None:
        upstream.script = lambda asked: Answer(WHOLE) if asked.body["stream"] else answer
        before = len(faulty.log)
        began = time.monotonic()
        talk = open_session(faulty, "titled")
        events = talk.create("Why is the sky blue?")
        assert time.monotonic() - began < TURN_SECONDS_MAX
        assert (said(events), errors(events)) == ("Hello.", [])
        assert "rack 7" not in json.dumps(events)
        thread = talk.op("threads.get_by_id", thread_id=wire.thread_of(events))
        assert thread["title"] == "Why is the sky blue?"
        assert logged in faulty.log[before:]


def end_of(event: bytes) -> int:
    """How many bytes of the answer make this event whole."""
    return WHOLE.index(event) + len(event)


def expected(position: int) -> tuple[str, str | None]:
    """What is streamed of an answer that is cut there, and the sentence that ends it."""
    words = "".join(word for word in ("Hel", "lo.") if position >= end_of(delta(word)))
    if position >= end_of(STOP):
        return words, None
    return words, CUT if position >= len(HEAD) else NOT_REACHABLE


def test_a_cut_at_any_byte(faulty: Server, upstream: ScriptedUpstream) -> None:
    """Every position once, many at a time: each in a thread of its own, which then goes on."""
    upstream.script = lambda asked: Answer(
        WHOLE[:int(asked.text)] if asked.text.isdecimal() else WHOLE)
    wrong: list[str] = []

    def cut_at(position: int) -> None:
        talk = open_session(faulty, "patient")
        began = time.monotonic()
        events = talk.create(str(position))
        took = time.monotonic() - began
        words, sentence = expected(position)
        told = [error["message"] for error in errors(events)]
        kept = answers(talk, wire.thread_of(events))
        seen = (said(events), told, kept)
        if seen != (words, [sentence] if sentence else [], [] if sentence else [words]):
            wrong.append(f"at {position}: {seen}")
        if took > TURN_SECONDS_MAX:
            wrong.append(f"at {position}: {took} s")
        if errors(talk.add(wire.thread_of(events), "Once more")):
            wrong.append(f"at {position}: the thread does not go on")

    with ThreadPoolExecutor(PARALLEL) as pool:
        list(pool.map(cut_at, range(len(WHOLE) + 1)))
    assert wrong == []
