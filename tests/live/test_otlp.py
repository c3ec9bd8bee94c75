"""Traced runs as an OpenTelemetry collector gets them: OTLP 1.3 over HTTP, JSON encoding.

Expected forms are those of the OTLP specification ("JSON Protobuf Encoding": ids in hex, 64-bit
integers as decimal strings, enumerations as integers) and of its trace.proto.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
import wire
from otlp_sink import OtlpSink
from server import Server

SPAN_KIND_SERVER = 2
STATUS_OK, STATUS_ERROR = 1, 2
# What trace.proto has for each message, of what is sent.
SPAN_FIELDS = {"traceId", "spanId", "name", "kind", "startTimeUnixNano", "endTimeUnixNano",
               "attributes", "status"}


@pytest.fixture
def sink() -> Iterator[OtlpSink]:
    made = OtlpSink()
    yield made
    made.close()


def open_session(server: Server, traced: bool = True) -> wire.Conversation:
    made = wire.request(server.url, "POST", "/v1/chatkit/sessions", token=server.api_key, body={
        "user": "ann", "workflow": {"id": "demo", "tracing": {"enabled": traced}},
        "rate_limits": {"max_requests_per_1_minute": 1000}})
    return wire.Conversation(server.url, made.json["client_secret"])


def value_of(typed: dict[str, str]) -> str | int:
    """A text, or a 64-bit integer as protobuf's JSON has it: its digits."""
    [(kind, text)] = typed.items()
    assert kind in ("stringValue", "intValue") and isinstance(text, str)
    return int(text) if kind == "intValue" else text


def values(attributes: list[dict[str, Any]]) -> dict[str, str | int]:
    """Attributes by key, each of which must be there once."""
    found = {}
    for attribute in attributes:
        assert set(attribute) == {"key", "value"}
        assert attribute["key"] not in found
        found[attribute["key"]] = value_of(attribute["value"])
    return found


def check_span(span: dict[str, Any]) -> None:
    assert set(span) == SPAN_FIELDS
    for name, digits in (("traceId", 32), ("spanId", 16)):
        assert re.fullmatch(f"[0-9a-f]{{{digits}}}", span[name])
        assert int(span[name], 16) != 0
    assert span["kind"] == SPAN_KIND_SERVER
    for name in ("startTimeUnixNano", "endTimeUnixNano"):
        assert re.fullmatch("[0-9]+", span[name])


def ended_at(span: dict[str, Any]) -> float:
    return int(span["endTimeUnixNano"]) / 1e9


def test_a_traced_run_is_exported(own_server: Server, sink: OtlpSink) -> None:
    own_server.start("--otlp-endpoint", sink.url)
    began = time.time()
    with open_session(own_server).open("threads.create", input=wire.user_input("Hello")) as stream:
        run = stream.headers["chatkit-run"]
        events = list(stream)
    # A session that is not traced says nothing.
    open_session(own_server, traced=False).create()
    [span] = sink.spans(1)
    check_span(span)
    assert span["name"] == "turn"
    assert span["status"] == {"code": STATUS_OK}
    assert began - 1 <= int(span["startTimeUnixNano"]) / 1e9 <= ended_at(span) <= time.time() + 1

    told = values(span["attributes"])
    assert told["chatkit.run"] == run
    assert told["chatkit.thread"] == wire.thread_of(events)
    assert told["chatkit.workflow"] == "demo"
    assert told["chatkit.responder"] == "script"
    assert told["chatkit.state"] == "completed"
    assert told["chatkit.events"] == len(events)

    [export] = sink.exports
    assert export.path == "/v1/traces"
    assert export.headers["content-type"] == "application/json"
    [resource] = export.body["resourceSpans"]
    assert values(resource["resource"]["attributes"])["service.name"] == "chatkit"
    [scope] = resource["scopeSpans"]
    assert scope["scope"]["name"] == "chatkit"


def test_a_failed_run_says_so(own_server: Server, sink: OtlpSink) -> None:
    (own_server.folder / "workflows" / "demo.yaml").write_text(
        "id: demo\nresponder:\n  kind: model\n  url: http://127.0.0.1:9/v1\n  model: m\n",
        encoding="utf-8")
    own_server.start("--otlp-endpoint", f"{sink.url}/collect/traces")
    events = open_session(own_server).create()
    assert events[-1]["type"] == "error"
    [span] = sink.spans(1)
    check_span(span)
    assert span["status"]["code"] == STATUS_ERROR
    assert "127.0.0.1:9" in span["status"]["message"]
    assert values(span["attributes"])["chatkit.state"] == "failed"
    assert sink.exports[0].path == "/collect/traces"


def test_what_waits_is_sent_at_the_end(own_server: Server, sink: OtlpSink) -> None:
    own_server.start("--otlp-endpoint", sink.url)
    talk = open_session(own_server)
    thread = wire.thread_of(talk.create())
    talk.add(thread)
    assert own_server.stop() == 0
    spans = sink.spans(2)
    for span in spans:
        check_span(span)
    assert len({span["traceId"] for span in spans}) == 2
    assert len({span["spanId"] for span in spans}) == 2


def counted(server: Server, result: str) -> int:
    text = wire.request(server.url, "GET", "/metrics").body.decode()
    found = re.search(rf'^chatkit_spans_total\{{result="{result}"\}} (\d+)$', text, re.MULTILINE)
    assert found, text
    return int(found[1])


def eventually_counted(server: Server, result: str, count: int) -> int:
    deadline = time.monotonic() + 30
    while counted(server, result) < count and time.monotonic() < deadline:
        time.sleep(0.1)
    return counted(server, result)


@pytest.mark.parametrize("status", [0, 503], ids=["down", "503"])
def test_a_sink_that_fails_harms_no_turn(own_server: Server, status: int) -> None:
    sink = OtlpSink(status=status or 200)
    if not status:
        sink.close()
    own_server.start("--otlp-endpoint", sink.url)
    try:
        talk = open_session(own_server)
        thread = wire.thread_of(talk.create("/echo one"))
        assert eventually_counted(own_server, "dropped", 1) == 1
        assert "spans_not_sent" in own_server.log
        events = talk.add(thread, "/echo two")
        assert wire.text_of(wire.done_items(events)[-1]) == "two"
    finally:
        if status:
            sink.close()
    assert own_server.stop() == 0


def test_a_sink_that_comes_back_gets_what_follows(own_server: Server) -> None:
    sink = OtlpSink(status=503)
    own_server.start("--otlp-endpoint", sink.url)
    talk = open_session(own_server)
    thread = wire.thread_of(talk.create())
    assert len(sink.spans(1)) == 1
    assert eventually_counted(own_server, "dropped", 1) == 1
    sink.close()
    back = OtlpSink(sink.port)
    try:
        talk.add(thread)
        assert len(back.spans(1)) == 1
        assert eventually_counted(own_server, "sent", 1) == 1
    finally:
        back.close()
