"""Sessions and threads to load, and the requests of the conversation protocol as bytes."""

from __future__ import annotations

import http.client
import json

from .servers import Server

CONVERSATION = "/v1/chatkit/conversation"


def echo(deltas: int) -> str:
    """A message that the script answers in so many deltas, of three words each."""
    return "/echo " + " ".join(["a b c"] * deltas)


def open_sessions(server: Server, workflow: str, count: int) -> list[str]:
    """Client secrets of sessions, each of a user of its own, without titles: no peer makes any."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    secrets = []
    for number in range(count):
        body = {"user": f"user_{number}", "workflow": {"id": workflow},
                "rate_limits": {"max_requests_per_1_minute": 1_000_000},
                "chatkit_configuration": {"automatic_thread_titling": {"enabled": False}}}
        connection.request("POST", "/v1/chatkit/sessions", json.dumps(body), _headers(server.key))
        secrets.append(json.loads(connection.getresponse().read())["client_secret"])
    connection.close()
    return secrets


def open_thread(port: int, path: str, secret: str) -> str:
    """The id of a new thread; its first turn is over."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", path, json.dumps(_create(echo(1))), _headers(secret))
    stream = connection.getresponse().read().decode()
    connection.close()
    events = [json.loads(line[6:]) for line in stream.splitlines() if line.startswith("data: ")]
    return events[0]["thread"]["id"]


def begin_run(port: int, secret: str, text: str) -> str:
    """The id of a run that goes on by itself, since its client can come back to it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {**_headers(secret), "chatkit-capabilities": "resume"}
    connection.request("POST", CONVERSATION, json.dumps(_create(text)), headers)
    run = connection.getresponse().headers["chatkit-run"]
    connection.close()
    return run


def new_thread(secret: str, text: str) -> bytes:
    """The request that begins a thread with a message."""
    return _post(CONVERSATION, secret, _create(text))


def add_message(path: str, secret: str, thread: str, text: str) -> bytes:
    return _post(path, secret, {"type": "threads.add_user_message",
                                "params": {"thread_id": thread, "input": _input(text)}})


def follow_run(secret: str, run: str) -> bytes:
    """The request that reads a run's events, but for the opening with the user's message."""
    return (f"GET {CONVERSATION}/{run}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Authorization: Bearer {secret}\r\nLast-Event-ID: {run}:3\r\n\r\n").encode()


def _input(text: str) -> dict:
    return {"content": [{"type": "input_text", "text": text}], "attachments": [],
            "inference_options": {}}


def _create(text: str) -> dict:
    return {"type": "threads.create", "params": {"input": _input(text)}}


def _headers(credential: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {credential}", "Content-Type": "application/json"}


def _post(path: str, secret: str, op: dict) -> bytes:
    body = json.dumps(op).encode()
    headers = {"Host": "127.0.0.1", **_headers(secret), "Content-Length": str(len(body))}
    lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
