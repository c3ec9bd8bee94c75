"""The demo page, the element's files, and the one session without a key."""

from __future__ import annotations

import gzip
import http.client
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import wire
from server import ROOT, Server

SCRIPT = ROOT / "web" / "dist" / "chatkit.js"
pytestmark = pytest.mark.skipif(not SCRIPT.exists(), reason="the element is not built (web/dist)")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("demo")).start("--demo")
    yield running
    assert running.stop() == 0


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()


def ask(server: Server, method: str, path: str, headers: dict[str, str] | None = None,
        body: str = "") -> Answer:
    """A request with these headers and `Host`, and no others."""
    address = server.url.removeprefix("http://")
    connection = http.client.HTTPConnection(address, timeout=10)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    sent = {"Host": address, **(headers or {})}
    if body:
        sent["Content-Length"] = str(len(body))
    for name, value in sent.items():
        connection.putheader(name, value)
    connection.endheaders(body.encode() or None)
    try:
        return Answer(connection.getresponse())
    finally:
        connection.close()


def ask_for_session(server: Server, **headers: str) -> Answer:
    """As the page asks; `headers` change what it sends."""
    sent = {"Origin": server.url, "Content-Type": "application/json"}
    sent.update({name.replace("_", "-"): value for name, value in headers.items()})
    return ask(server, "POST", "/demo/session", sent, body="{}")


def test_the_element_is_what_was_built(demo: Server) -> None:
    plain = ask(demo, "GET", "/chatkit.js")
    assert plain.status == 200
    assert plain.body == SCRIPT.read_bytes()
    assert plain.headers["content-type"].startswith("text/javascript")
    packed = ask(demo, "GET", "/chatkit.js", {"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    same = ask(demo, "GET", "/chatkit.js", {"If-None-Match": plain.headers["etag"]})
    assert (same.status, same.body) == (304, b"")


def test_every_built_file_is_served(demo: Server) -> None:
    for file in SCRIPT.parent.iterdir():
        if file.name == "demo.html":
            continue
        answer = ask(demo, "GET", f"/{file.name}")
        assert (answer.status, answer.body == file.read_bytes()) == (200, True), file.name


def test_the_pages_session_holds_a_conversation(demo: Server) -> None:
    answer = ask_for_session(demo)
    assert answer.status == 200
    talk = wire.Conversation(demo.url, json.loads(answer.body)["client_secret"])
    events = talk.create("/echo hello")
    assert wire.text_of(wire.done_items(events)[-1]) == "hello"


@pytest.mark.parametrize("headers", [
    {"Host": "localhost:80"}, {"Host": "evil.example"}, {"Origin": "http://evil.example"},
    {"Origin": "null"}, {"Forwarded": "for=127.0.0.1"}, {"X_Forwarded_For": "127.0.0.1"},
    {"X_Forwarded_Host": "127.0.0.1"}, {"Via": "1.1 proxy"}], ids=str)
def test_forged_headers_are_refused(demo: Server, headers: dict[str, str]) -> None:
    answer = ask_for_session(demo, **headers)
    assert answer.status == 403
    assert json.loads(answer.body)["error"]["code"] == "demo_refused"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded",
                                  "multipart/form-data; boundary=b"])
def test_a_form_of_another_site_is_refused(demo: Server, kind: str) -> None:
    assert ask_for_session(demo, Content_Type=kind).status == 415
    assert ask_for_session(demo, Content_Type=kind, Origin="http://evil.example").status == 403


def test_there_is_none_where_a_service_is_set_up(server: Server) -> None:
    """Workflows of one's own are configuration; --demo was not given."""
    assert ask(server, "GET", "/").status == 404
    assert ask_for_session(server).status == 404
    assert ask(server, "GET", "/chatkit.js").status == 200


def test_it_is_for_this_machine_alone(tmp_path: Path) -> None:
    refused = Server(tmp_path)
    with pytest.raises(AssertionError, match="loopback"):
        refused.start("--listen", "0.0.0.0:0", "--demo")
