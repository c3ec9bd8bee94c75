"""Files on the wire: both ways to upload, signed addresses, limits, and what is refused."""

from __future__ import annotations

import http.client
import socket
import struct
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

import wire
from server import Server

BOUNDARY = "a-boundary-of-the-test"
CLEAN_SECONDS_MAX = 10.0
LARGEST_BYTES = 512 << 20
RSS_GROWTH_BYTES_MAX = 16 << 20


def png(width: int, height: int, pixels: bytes | None = None) -> bytes:
    """An RGB image; with `pixels`, its header may say any size."""
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (struct.pack(">I", len(content)) + kind + content
                + struct.pack(">I", zlib.crc32(kind + content)))
    rows = pixels if pixels is not None else (b"\0" + b"\x20\x60\xC0" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))


def form(name: str, mime_type: str, content: bytes) -> bytes:
    head = (f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            f"Content-Type: {mime_type}\r\n\r\n")
    return head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


class Uploader(wire.Conversation):
    """A session that accepts files."""

    def __init__(self, server: Server, **file_upload: Any) -> None:
        settings = {"enabled": True, **file_upload}
        made = wire.request(server.url, "POST", "/v1/chatkit/sessions", token=server.api_key,
                            body={"user": f"files_{time.monotonic_ns()}",
                                  "workflow": {"id": "demo"},
                                  "rate_limits": {"max_requests_per_1_minute": 1000},
                                  "chatkit_configuration": {"file_upload": settings}})
        assert made.status == 200, made.body
        super().__init__(server.url, made.json["client_secret"])
        self.session_id = made.json["id"]

    def post(self, name: str, mime_type: str, content: bytes) -> wire.Response:
        return wire.request(self.url, "POST", "/v1/chatkit/files", token=self.secret,
                            body=form(name, mime_type, content),
                            headers={"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})

    def upload(self, name: str, mime_type: str, content: bytes) -> dict[str, Any]:
        response = self.post(name, mime_type, content)
        assert response.status == 200, response.body
        return response.json

    def announce(self, name: str, size: int, mime_type: str) -> dict[str, Any]:
        return self.op("attachments.create", name=name, size=size, mime_type=mime_type)

    def say(self, text: str, *attachments: str) -> list[dict[str, Any]]:
        message = {**wire.user_input(text), "attachments": list(attachments)}
        with self.open("threads.create", input=message) as stream:
            return list(stream)


def fetch(url: str, method: str = "GET", body: bytes | None = None) -> wire.Response:
    parts = urlsplit(url)
    return wire.request(f"{parts.scheme}://{parts.netloc}", method, f"{parts.path}?{parts.query}",
                        body=body)


def files_in(server: Server) -> list[Path]:
    return [path for path in (server.data / "files").rglob("*") if path.is_file()]


def wait_for_files(server: Server, count: int) -> None:
    deadline = time.monotonic() + CLEAN_SECONDS_MAX
    while len(files_in(server)) != count:
        assert time.monotonic() < deadline, files_in(server)
        time.sleep(0.02)


@pytest.fixture
def uploader(server: Server) -> Uploader:
    return Uploader(server)


def test_two_phases(server: Server, uploader: Uploader) -> None:
    content = png(900, 30)
    created = uploader.announce("cat.png", len(content), "image/png")
    assert created["type"] == "image"
    descriptor = created["upload_descriptor"]
    assert descriptor["method"] == "PUT"
    assert descriptor["url"].startswith(f"{server.url}/v1/chatkit/files/{created['id']}/")
    assert fetch(created["preview_url"]).status == 404  # Its bytes have not come.
    assert fetch(descriptor["url"], "PUT", content).status == 200
    preview = fetch(created["preview_url"])
    assert preview.status == 200
    assert preview.headers["content-type"] == "image/webp"
    assert preview.body[8:12] == b"WEBP"
    again = fetch(descriptor["url"], "PUT", content)
    assert (again.status, again.error["code"]) == (409, "already_uploaded")


def test_a_message_may_name_a_file_whose_bytes_never_came(uploader: Uploader) -> None:
    created = uploader.announce("later.txt", 10, "text/plain")
    events = uploader.say("look", created["id"])
    message = wire.done_items(events)[0]
    assert message["attachments"] == [{"type": "file", "id": created["id"], "name": "later.txt",
                                       "mime_type": "text/plain",
                                       "thread_id": wire.thread_of(events)}]


def test_items_have_fresh_addresses_that_open_the_preview(uploader: Uploader) -> None:
    uploaded = uploader.upload("cat.png", "image/png", png(60, 40))
    assert uploaded["type"] == "image"
    thread = wire.thread_of(uploader.say("look", uploaded["id"]))
    items = uploader.op("items.list", thread_id=thread, order="asc")["data"]
    attachment = items[0]["attachments"][0]
    assert fetch(attachment["preview_url"]).status == 200
    with pytest.raises(wire.Refused) as refused:
        uploader.say("again", uploaded["id"])
    assert (refused.value.status, refused.value.code) == (409, "attachment_in_use")


@pytest.mark.parametrize(("name", "mime_type", "content"), [
    ("cat.png", "image/png", b"\x7fELF\x02\x01\x01" + b"\0" * 64),
    ("cat.png", "image/png", b"<html><script>alert(1)</script></html>"),
    ("cat.png", "image/png", png(50_000, 50_000, b"x")),
    ("cat.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ("report.pdf", "application/pdf", b"PK\x03\x04" + b"\0" * 64),
    ("page.html", "text/html", b"<html></html>"),
    ("notes.txt", "text/plain", b"a\0b"),
], ids=["program", "page", "explodes", "svg", "archive", "html", "binary"])
def test_wrong_types_are_refused_and_leave_nothing(own_server: Server, name: str, mime_type: str,
                                                   content: bytes) -> None:
    own_server.start()
    response = Uploader(own_server).post(name, mime_type, content)
    assert (response.status, response.error["code"]) == (415, "chatkit.file_upload_type_rejected")
    wait_for_files(own_server, 0)


@pytest.mark.parametrize(("mime_type", "content"), [
    ("text/csv", b"a,b\n1,2\n"), ("application/json", b'{"a": 1}'), ("text/plain", "ü".encode()),
    ("application/pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), ("image/png", png(5, 5)),
])
def test_usual_types_are_read_back(uploader: Uploader, mime_type: str, content: bytes) -> None:
    uploaded = uploader.upload("a file", mime_type, content)
    assert uploaded["mime_type"] == mime_type


def test_names_lose_their_paths(uploader: Uploader) -> None:
    assert uploader.upload("../../etc/passwd", "text/plain", b"x")["name"] == "passwd"


def test_uploads_are_off_by_default(server: Server) -> None:
    response = Uploader(server, enabled=False).post("a.txt", "text/plain", b"x")
    assert (response.status, response.error["code"]) == (403, "chatkit.file_upload_disabled")


def test_size_at_the_limit_and_one_byte_more(server: Server) -> None:
    uploader = Uploader(server, max_file_size=1)
    uploader.upload("a.txt", "text/plain", b"x" * (1 << 20))
    response = uploader.post("b.txt", "text/plain", b"x" * ((1 << 20) + 1))
    assert (response.status, response.error["code"]) == (413, "chatkit.file_too_large")


def test_parallel_uploads_do_not_pass_the_count(server: Server) -> None:
    uploader = Uploader(server, max_files=3)
    answers: list[wire.Response] = []
    threads = [threading.Thread(
        target=lambda: answers.append(uploader.post("a.txt", "text/plain", b"x" * 200_000)))
        for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status for answer in answers) == [200] * 3 + [409] * 9
    refused = [answer for answer in answers if answer.status == 409]
    assert {answer.error["code"] for answer in refused} == {"chatkit.too_many_files"}
    assert {answer.headers["x-should-retry"] for answer in refused} == {"false"}


def test_altered_addresses_are_refused(uploader: Uploader) -> None:
    first = uploader.announce("a.txt", 1, "text/plain")
    second = uploader.announce("b.txt", 1, "text/plain")
    url = first["upload_descriptor"]["url"]
    for altered in (url.replace(first["id"], second["id"]), url[:-1] + ("0" if url[-1] != "0"
                    else "1"), url.replace("expires=", "expires=9"), url.split("?")[0] + "?"):
        response = fetch(altered, "PUT", b"x")
        assert (response.status, response.error["code"]) == (403, "invalid_signature")
    assert fetch(url).status == 403  # To write is not to read.
    assert fetch(url, "PUT", b"x").status == 200


def half_an_upload(uploader: Uploader) -> socket.socket:
    body = form("a.txt", "text/plain", b"x" * 300_000)
    parts = urlsplit(uploader.url)
    connection = socket.create_connection((parts.hostname, parts.port), timeout=60)
    head = (f"POST /v1/chatkit/files HTTP/1.1\r\nHost: t\r\nContent-Length: {len(body)}\r\n"
            f"Authorization: Bearer {uploader.secret}\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n")
    connection.sendall(head.encode() + body[:200_000])
    return connection


def test_a_client_that_goes_away_leaves_nothing(own_server: Server) -> None:
    own_server.start()
    uploader = Uploader(own_server, max_files=1)
    connection = half_an_upload(uploader)
    wait_for_files(own_server, 1)
    connection.close()
    wait_for_files(own_server, 0)
    deadline = time.monotonic() + CLEAN_SECONDS_MAX
    while uploader.post("a.txt", "text/plain", b"x").status != 200:
        assert time.monotonic() < deadline, "the upload that was cut still counts"
        time.sleep(0.02)


def test_a_client_that_stops_sending_is_answered(own_server: Server) -> None:
    own_server.settings["CHATKIT_REQUEST_READ_TIMEOUT"] = "1s"
    own_server.start()
    connection = half_an_upload(Uploader(own_server))
    response = http.client.HTTPResponse(connection)
    response.begin()
    assert response.status == 408
    connection.close()
    wait_for_files(own_server, 0)


def test_nothing_is_read_of_a_body_that_is_refused(server: Server) -> None:
    uploader = Uploader(server, max_file_size=1)
    parts = urlsplit(server.url)
    with socket.create_connection((parts.hostname, parts.port), timeout=60) as connection:
        connection.sendall(
            f"POST /v1/chatkit/files HTTP/1.1\r\nHost: t\r\nContent-Length: {LARGEST_BYTES}\r\n"
            f"Authorization: Bearer {uploader.secret}\r\nExpect: 100-continue\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n".encode())
        response = http.client.HTTPResponse(connection)
        response.begin()
        assert response.status == 413  # And no 100 before it.


def test_a_deleted_thread_takes_its_files_along(own_server: Server) -> None:
    own_server.settings["CHATKIT_SWEEP_INTERVAL"] = "1s"
    own_server.start()
    uploader = Uploader(own_server)
    uploaded = uploader.upload("a.txt", "text/plain", b"x")
    thread = wire.thread_of(uploader.say("look", uploaded["id"]))
    uploader.op("threads.delete", thread_id=thread)
    wait_for_files(own_server, 0)


def test_deleting_removes_the_bytes(own_server: Server) -> None:
    own_server.start()
    uploader = Uploader(own_server)
    uploaded = uploader.upload("a.txt", "text/plain", b"x")
    assert len(files_in(own_server)) == 1
    assert uploader.op("attachments.delete", attachment_id=uploaded["id"]) == {}
    assert files_in(own_server) == []
    with pytest.raises(wire.Refused) as refused:
        uploader.say("look", uploaded["id"])
    assert refused.value.status == 404


def resident_bytes(server: Server) -> int:
    assert server.process is not None
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) << 10


def zeros(total: int) -> Iterator[bytes]:
    piece = b"0" * (1 << 20)
    for _ in range(total // len(piece)):
        yield piece


def test_the_largest_upload_hardly_moves_the_memory(own_server: Server) -> None:
    own_server.start()
    uploader = Uploader(own_server)
    created = uploader.announce("large.txt", LARGEST_BYTES, "text/plain")
    uploader.upload("warm.txt", "text/plain", b"x" * (8 << 20))
    before = resident_bytes(own_server)
    peak = before
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.01):
            peak = max(peak, resident_bytes(own_server))

    watcher = threading.Thread(target=watch)
    watcher.start()
    parts = urlsplit(created["upload_descriptor"]["url"])
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=300)
    try:
        connection.request("PUT", f"{parts.path}?{parts.query}", zeros(LARGEST_BYTES),
                           {"Content-Length": str(LARGEST_BYTES)})
        assert connection.getresponse().status == 200
    finally:
        connection.close()
        done.set()
        watcher.join()
    assert peak - before < RSS_GROWTH_BYTES_MAX, f"{(peak - before) >> 20} MiB"
