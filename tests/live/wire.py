"""The protocols by hand: plain HTTP requests, ops of the conversation and their event streams."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import contract


@dataclass
class Response:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def error(self) -> dict[str, Any]:
        return self.json["error"]


def request(url: str, method: str, path: str, *, token: str | None = None, body: Any = None,
            headers: dict[str, str] | None = None) -> Response:
    """One request on a connection of its own; `body` is sent as JSON unless it is bytes."""
    response, connection = _open(url, method, path, token, body, headers)
    try:
        content = response.read()
        return Response(response.status, _lower(response), content)
    finally:
        connection.close()


def _lower(response: http.client.HTTPResponse) -> dict[str, str]:
    return {name.lower(): value for name, value in response.getheaders()}


def _open(url: str, method: str, path: str, token: str | None, body: Any,
          headers: dict[str, str] | None,
          ) -> tuple[http.client.HTTPResponse, http.client.HTTPConnection]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    sent = dict(headers or {})
    if token is not None:
        sent["Authorization"] = f"Bearer {token}"
    data = body
    if body is not None and not isinstance(body, bytes):
        data = json.dumps(body).encode()
        sent.setdefault("Content-Type", "application/json")
    connection.request(method, path, data, sent)
    return connection.getresponse(), connection


def user_input(text: str) -> dict[str, Any]:
    return {"content": [{"type": "input_text", "text": text}], "attachments": [],
            "inference_options": {}}


class Stream:
    """The events of one turn, read one by one, each checked against the contract; leaving the
    `with` closes the connection."""

    def __init__(self, response: http.client.HTTPResponse,
                 connection: http.client.HTTPConnection) -> None:
        self.response = response
        self.connection = connection
        self.headers = _lower(response)
        self.ids: list[str] = []

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self.response.close()
        self.connection.close()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for line in self.response:
            text = line.decode().rstrip("\n")
            if text.startswith("id: "):
                self.ids.append(text.removeprefix("id: "))
            if text.startswith("data: "):
                event = json.loads(text.removeprefix("data: "))
                problem = contract.event_problem(event)
                assert problem is None, f"{problem} in {text}"
                yield event


class Refused(Exception):
    """The endpoint answered an op with an error."""

    def __init__(self, response: Response) -> None:
        super().__init__(f"{response.status} {response.body.decode(errors='replace')}")
        self.response = response
        self.status = response.status
        self.code = response.error["code"]


class Conversation:
    """The conversation endpoint as one client secret sees it."""

    def __init__(self, url: str, secret: str, path: str = "/v1/chatkit/conversation") -> None:
        self.url = url
        self.secret = secret
        self.path = path

    def op(self, kind: str, **params: Any) -> Any:
        """An op that answers JSON, checked against the contract. Errors: Refused."""
        response = self.raw({"type": kind, "params": params})
        if response.status != 200:
            raise Refused(response)
        problem = contract.answer_problem(kind, response.json)
        assert problem is None, f"{problem} in {response.body.decode()}"
        return response.json

    def raw(self, body: Any, headers: dict[str, str] | None = None) -> Response:
        return request(self.url, "POST", self.path, token=self.secret, body=body, headers=headers)

    def open(self, kind: str, headers: dict[str, str] | None = None, **params: Any) -> Stream:
        """An op that answers a stream. Errors: Refused."""
        response, connection = _open(self.url, "POST", self.path, self.secret,
                                     {"type": kind, "params": params}, headers)
        if response.status != 200:
            body = response.read()
            connection.close()
            raise Refused(Response(response.status, _lower(response), body))
        return Stream(response, connection)

    def create(self, text: str = "Hello") -> list[dict[str, Any]]:
        """All events of a new thread's first turn."""
        with self.open("threads.create", input=user_input(text)) as stream:
            return list(stream)

    def add(self, thread: str, text: str = "And then?") -> list[dict[str, Any]]:
        with self.open("threads.add_user_message", thread_id=thread,
                       input=user_input(text)) as stream:
            return list(stream)


def follow(url: str, secret: str, run: str, last_event_id: str = "") -> Stream:
    """Events of a run after those seen, as a client that can resume. Errors: Refused."""
    headers = {"chatkit-capabilities": "resume"}
    if last_event_id:
        headers["Last-Event-ID"] = last_event_id
    response, connection = _open(url, "GET", f"/v1/chatkit/conversation/{run}/events", secret,
                                 None, headers)
    if response.status != 200:
        body = response.read()
        connection.close()
        raise Refused(Response(response.status, _lower(response), body))
    return Stream(response, connection)


def thread_of(events: list[dict[str, Any]]) -> str:
    """The id of the thread that a stream created."""
    return next(event["thread"]["id"] for event in events if event["type"] == "thread.created")


def done_items(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [event["item"] for event in events if event["type"] == "thread.item.done"]


def text_of(item: dict[str, Any]) -> str:
    return "".join(part.get("text", "") for part in item["content"])
