"""The checks themselves: each planted fault in a response is found, and a right one passes."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import contract
import pytest
import wire
from validating_proxy import ValidatingProxy

THREAD = {"id": "cthr_1", "object": "chatkit.thread", "created_at": 1, "title": None,
          "status": {"type": "active"}, "user": "u"}
CREATED = {"type": "thread.created", "thread": {
    "id": "cthr_1", "created_at": "2026-11-22T09:30:00Z", "status": {"type": "active"},
    "metadata": {}, "items": {"data": [], "has_more": False}}}


def rest(body: object, status: int = 200) -> str | None:
    return contract.rest_problem("GET", "/v1/chatkit/threads/cthr_1", status,
                                 json.dumps(body).encode())


def test_a_rest_response_must_fit_its_operation() -> None:
    assert rest(THREAD) is None
    assert rest({**THREAD, "metadata": {}}) is None
    assert rest({**THREAD, "created_at": "now"})
    assert rest({key: value for key, value in THREAD.items() if key != "title"})
    assert contract.rest_problem("GET", "/v1/chatkit/threads", 200, json.dumps(THREAD).encode())


def test_an_error_must_have_all_four_fields() -> None:
    error = {"message": "m", "type": "t", "param": None, "code": None}
    assert rest({"error": error}, 404) is None
    for name in error:
        assert rest({"error": {key: error[key] for key in error if key != name}}, 404)
    assert contract.rest_problem("GET", "/v1/chatkit/threads", 500, b"<html>")


def test_an_event_must_be_strict() -> None:
    assert contract.event_problem(CREATED) is None
    assert "type" in (contract.event_problem({"thread": CREATED["thread"]}) or "")
    assert contract.event_problem({**CREATED, "extra": 1})
    for change in ({"title": None}, {"colour": "red"}, {"items": {"data": [{}]}}):
        assert contract.event_problem({**CREATED, "thread": {**CREATED["thread"], **change}})


RUN = {"id": "run_1", "object": "chatkit.run", "created_at": 1, "ended_at": None,
       "status": "running", "cause": "retry", "responder": "script",
       "workflow": {"id": "demo", "version": "1"}, "thread_id": "t", "session_id": "s", "user": "u",
       "error": None, "first_event_ms": None, "duration_ms": None, "events": {"error": 1},
       "usage": None}
FEEDBACK = {"id": "f", "object": "chatkit.feedback", "created_at": 1, "thread_id": "t",
            "session_id": "s", "user": "u", "item_ids": ["i"], "kind": "positive"}
ATTACHMENT = {"id": "cfile_1", "type": "file", "name": "n", "mime_type": "text/plain"}


def page_of(entry: dict) -> dict:
    return {"object": "list", "data": [entry], "first_id": "a", "last_id": None, "has_more": False}


@pytest.mark.parametrize(("method", "path", "good", "bad"), [
    ("GET", "/v1/chatkit/runs/run_1", RUN, [{**RUN, "status": "lost"}, {**RUN, "extra": 1},
                                            {**RUN, "workflow": {"id": "demo"}}]),
    ("GET", "/v1/chatkit/runs", page_of(RUN), [RUN, page_of({**RUN, "created_at": "now"}),
                                               {**page_of(RUN), "extra": 1}]),
    ("GET", "/v1/chatkit/feedback", page_of(FEEDBACK), [page_of({**FEEDBACK, "kind": "mixed"}),
                                                        page_of({"id": "f"})]),
    ("POST", "/v1/chatkit/files", ATTACHMENT, [{}, {**ATTACHMENT, "extra": 1},
                                               {**ATTACHMENT, "preview_url": None}]),
    ("POST", "/v1/chatkit/domain_keys/verify", {"status": "skipped"}, [{"status": "ok"}, {}]),
    ("POST", "/v1/chatkit/sessions/cksess_1", None, [{}, RUN]),
])
def test_an_extension_must_fit_its_description(method: str, path: str, good: dict | None,
                                               bad: list[dict]) -> None:
    def problem(body: object) -> str | None:
        return contract.rest_problem(method, path, 200, json.dumps(body).encode())

    assert good is None or problem(good) is None
    for each in bad:
        assert problem(each), each


@pytest.mark.parametrize(("op", "good", "bad"), [
    ("threads.stop", {}, {"stopped": True}),
    ("items.feedback", {}, []),
    ("attachments.delete", {}, None),
    ("attachments.create", ATTACHMENT, {**ATTACHMENT, "size": 1}),
    ("input.transcribe", {"text": "hello"}, {"text": None}),
    ("threads.sync_custom_action", {}, {"updated_item": None}),
    ("threads.create", None, {}),
])
def test_an_ops_answer_must_be_strict(op: str, good: dict | None, bad: object) -> None:
    assert good is None or contract.answer_problem(op, good) is None
    assert contract.answer_problem(op, bad)


def test_values_that_are_not_ours_stay_free() -> None:
    call = {"id": "a", "thread_id": "t", "created_at": "2026-11-22T09:30:00Z", "name": "n",
            "call_id": "c", "type": "client_tool_call", "status": "completed",
            "arguments": {"x": None}, "output": {"y": [None]}}
    assert contract.event_problem({"type": "thread.item.done", "item": call}) is None


@pytest.fixture
def answering() -> Iterator[Callable[[dict[str, str], bytes], ValidatingProxy]]:
    """A proxy before a server that gives one prepared answer."""
    running: list[ThreadingHTTPServer | ValidatingProxy] = []

    def make(headers: dict[str, str], body: bytes) -> ValidatingProxy:
        class Fixed(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # noqa: N802
                self.send_response(200)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Silent."""

        origin = ThreadingHTTPServer(("127.0.0.1", 0), Fixed)
        threading.Thread(target=origin.serve_forever, args=(0.02,), daemon=True).start()
        proxy = ValidatingProxy(f"http://127.0.0.1:{origin.server_address[1]}")
        running.extend((origin, proxy))
        return proxy

    yield make
    for each in running:
        if isinstance(each, ValidatingProxy):
            each.close()
        else:
            each.shutdown()
            each.server_close()


def test_a_client_of_the_tests_refuses_what_is_not_strict(answering: Callable) -> None:
    """Whoever reads a stream past the proxy checks it, too."""
    frame = json.dumps({**CREATED, "extra": 1})
    proxy = answering(STREAM, f"id: run_1:1\ndata: {frame}\n\n".encode())
    with wire.follow(proxy.url, "secret", "run_1") as stream, pytest.raises(AssertionError):
        list(stream)


GOOD = {"x-request-id": "req_1", "openai-processing-ms": "1", "content-type": "application/json"}
STREAM = {**GOOD, "content-type": "text/event-stream", "cache-control": "no-store",
          "x-accel-buffering": "no", "chatkit-run": "run_1"}


def violations(proxy: ValidatingProxy, path: str = "/v1/chatkit/threads/cthr_1") -> list[str]:
    wire.request(proxy.url, "GET", path)
    return proxy.take_violations()


def test_the_proxy_notes_bad_bodies_and_missing_headers(answering: Callable) -> None:
    good = json.dumps(THREAD).encode()
    assert violations(answering(GOOD, good)) == []
    assert len(violations(answering(GOOD, b"{}"))) == 1
    for name in ("x-request-id", "openai-processing-ms"):
        headers = {key: value for key, value in GOOD.items() if key != name}
        assert name in violations(answering(headers, good))[0]


def test_the_proxy_notes_bad_streams(answering: Callable) -> None:
    event = json.dumps(CREATED)
    for frames, count in ((f"id: run_1:1\ndata: {event}\n\n: end\n\n", 0),
                          (f"id: other:1\ndata: {event}\n\n", 1), (f"data: {event}\n\n", 1),
                          ("id: run_1:1\ndata: {}\n\n", 1), ("id: run_1:1\ndata: {\n\n", 1),
                          (f"id: run_1:1\ndata: {event}\n", 1)):
        found = violations(answering(STREAM, frames.encode()), "/v1/chatkit/conversation")
        assert len(found) == count, (frames, found)
    for name in ("cache-control", "x-accel-buffering", "chatkit-run"):
        headers = {key: value for key, value in STREAM.items() if key != name}
        assert name in violations(answering(headers, b""))[0]
