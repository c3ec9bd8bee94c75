"""Who may touch what: every call and op with a credential that does not fit is refused alike."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import wire
from server import Server
from validating_proxy import ValidatingProxy

OTHER_KEY = "sk-ck-another-project-0123456789"


@dataclass
class Place:
    """A server with two projects, and what the first one holds."""

    server: Server
    url: str
    key: str
    session: dict[str, Any]
    thread: str
    item: str

    def post_session(self, key: str, **extra: Any) -> wire.Response:
        body = {"user": "owner", "workflow": {"id": "demo"},
                "rate_limits": {"max_requests_per_1_minute": 1000}, **extra}
        return wire.request(self.url, "POST", "/v1/chatkit/sessions", token=key, body=body)

    def talk(self, secret: str) -> wire.Conversation:
        return wire.Conversation(self.url, secret)


def add_project(server: Server, key: str) -> None:
    """A second project, as a later release makes them; nothing serves meanwhile."""
    with sqlite3.connect(server.data / "chatkit.db") as store:
        store.execute("INSERT INTO projects (number, id, name, created_at) VALUES (77,?,?,0)",
                      ("proj_other", "other"))
        store.execute("INSERT INTO api_keys (number, project, id, name, hash, hint, created_at)"
                      " VALUES (7777,77,'key_other','other',?,'…6789',0)",
                      (hashlib.sha256(key.encode()).digest(),))
    store.close()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Place, ValidatingProxy]]:
    server = Server(tmp_path_factory.mktemp("isolation")).start()
    assert server.stop() == 0
    add_project(server, OTHER_KEY)
    server.start()
    proxy = ValidatingProxy(server.url)
    made = Place(server, proxy.url, server.api_key, {}, "", "")
    made.session = made.post_session(made.key).json
    events = made.talk(made.session["client_secret"]).create("Mine alone")
    made.thread = wire.thread_of(events)
    made.item = wire.done_items(events)[0]["id"]
    yield made, proxy
    proxy.close()
    assert server.stop() == 0


@pytest.fixture
def mine(place: tuple[Place, ValidatingProxy]) -> Iterator[Place]:
    """The place; afterwards everything in it must be as it was, and every response valid."""
    made, proxy = place
    yield made
    assert made.talk(made.session["client_secret"]).op("threads.get_by_id",
                                                       thread_id=made.thread)["id"] == made.thread
    violations = proxy.take_violations()
    assert not violations, "\n".join(violations)


def rest_calls(place: Place) -> dict[str, tuple[str, str, Any]]:
    return {
        "create": ("POST", "/v1/chatkit/sessions", {"user": "x", "workflow": {"id": "demo"}}),
        "cancel": ("POST", f"/v1/chatkit/sessions/{place.session['id']}/cancel", None),
        "get session": ("GET", f"/v1/chatkit/sessions/{place.session['id']}", None),
        "list": ("GET", "/v1/chatkit/threads", None),
        "retrieve": ("GET", f"/v1/chatkit/threads/{place.thread}", None),
        "update": ("POST", f"/v1/chatkit/threads/{place.thread}", {"title": "Taken"}),
        "delete": ("DELETE", f"/v1/chatkit/threads/{place.thread}", None),
        "items": ("GET", f"/v1/chatkit/threads/{place.thread}/items", None),
    }


CALLS = ["create", "cancel", "get session", "list", "retrieve", "update", "delete", "items"]
OPS = ["threads.create", "threads.add_user_message", "threads.get_by_id", "threads.list",
       "items.list", "threads.update", "threads.delete"]


def op_body(kind: str, thread: str) -> dict[str, Any]:
    params: dict[str, Any] = {"thread_id": thread}
    if kind in ("threads.create", "threads.add_user_message"):
        params["input"] = wire.user_input("Let me in")
    if kind == "threads.update":
        params["title"] = "Taken"
    if kind in ("threads.create", "threads.list"):
        del params["thread_id"]
    return {"type": kind, "params": params}


class TestAnotherProject:
    @pytest.mark.parametrize("call", ["cancel", "get session", "retrieve", "update", "delete",
                                      "items"])
    def test_what_another_project_holds_is_not_found(self, mine: Place, call: str) -> None:
        method, path, body = rest_calls(mine)[call]
        response = wire.request(mine.url, method, path, token=OTHER_KEY, body=body)
        assert response.status == 404
        assert response.error["type"] == "invalid_request_error"
        # The same words as for an object that never was: nothing tells that this one exists.
        never = path.replace(mine.thread, "cthr_never").replace(mine.session["id"], "cksess_never")
        unknown = wire.request(mine.url, method, never, token=OTHER_KEY, body=body)
        message = response.error["message"]
        message = message.replace(mine.thread, "cthr_never")
        assert unknown.error["message"] == message.replace(mine.session["id"], "cksess_never")

    def test_a_list_holds_ones_own_alone(self, mine: Place) -> None:
        response = wire.request(mine.url, "GET", "/v1/chatkit/threads", token=OTHER_KEY)
        assert (response.status, response.json["data"]) == (200, [])

    def test_another_projects_thread_is_no_cursor(self, mine: Place) -> None:
        response = wire.request(mine.url, "GET", f"/v1/chatkit/threads?after={mine.thread}",
                                token=OTHER_KEY)
        assert (response.status, response.error["param"]) == (400, "after")

    @pytest.mark.parametrize("kind", OPS)
    def test_a_secret_of_another_project_sees_nothing(self, mine: Place, kind: str) -> None:
        """Even for a user of the same name."""
        secret = mine.post_session(OTHER_KEY).json["client_secret"]
        check_foreign(mine, secret, kind)

    def test_an_idempotency_key_counts_within_its_project(self, mine: Place) -> None:
        headers = {"Idempotency-Key": "the same"}
        body = {"user": "x", "workflow": {"id": "demo"}}
        ids = {wire.request(mine.url, "POST", "/v1/chatkit/sessions", token=key, body=body,
                            headers=headers).json["id"] for key in (mine.key, OTHER_KEY, mine.key)}
        assert len(ids) == 2


def check_foreign(place: Place, secret: str, kind: str) -> None:
    """What an honest secret of somebody else gets: not found, or a list without our thread."""
    talk = place.talk(secret)
    if kind == "threads.create":
        assert wire.thread_of(talk.create()) != place.thread
        return
    if kind == "threads.list":
        assert place.thread not in [thread["id"] for thread in talk.op("threads.list")["data"]]
        return
    response = talk.raw(op_body(kind, place.thread))
    assert response.status == 404, response.body
    assert response.headers["content-type"] == "application/json"


class TestAnotherUser:
    @pytest.mark.parametrize("kind", OPS)
    def test_a_secret_of_another_user_sees_nothing(self, mine: Place, kind: str) -> None:
        secret = mine.post_session(mine.key, user="somebody else").json["client_secret"]
        check_foreign(mine, secret, kind)

    @pytest.mark.parametrize("kind", OPS)
    def test_a_secret_of_another_workflow_sees_nothing(self, mine: Place, kind: str) -> None:
        other = mine.post_session(mine.key, workflow={"id": "workflow_xyz"})
        check_foreign(mine, other.json["client_secret"], kind)


def forged(secret: str) -> str:
    """The same secret with the last digit of its signature changed."""
    return secret[:-1] + ("0" if secret[-1] != "0" else "1")


def expired(place: Place) -> str:
    session = place.post_session(place.key, expires_after={"anchor": "created_at", "seconds": 1})
    # The clock itself is what is waited for; `expires_at` is cut to whole seconds.
    time.sleep(max(0.0, session.json["expires_at"] + 1.05 - time.time()))
    return session.json["client_secret"]


def cancelled(place: Place) -> str:
    session = place.post_session(place.key).json
    path = f"/v1/chatkit/sessions/{session['id']}/cancel"
    assert wire.request(place.url, "POST", path, token=place.key).status == 200
    return session["client_secret"]


BAD_SECRETS: dict[str, tuple[Callable[[Place], str | None], str]] = {
    "none": (lambda _: None, "invalid_client_secret"),
    "empty": (lambda _: "", "invalid_client_secret"),
    "malformed": (lambda _: "ek_what", "invalid_client_secret"),
    "an API key": (lambda place: place.key, "invalid_client_secret"),
    "forged": (lambda place: forged(place.session["client_secret"]), "invalid_client_secret"),
    "expired": (expired, "session_expired"),
    "cancelled": (cancelled, "session_cancelled"),
}


class TestBadCredentials:
    @pytest.mark.parametrize("kind", OPS)
    @pytest.mark.parametrize("what", ["none", "empty", "malformed", "an API key", "forged",
                                      "cancelled"])
    def test_every_op_refuses_a_bad_secret(self, mine: Place, what: str, kind: str) -> None:
        make, code = BAD_SECRETS[what]
        secret = make(mine)
        response = wire.request(mine.url, "POST", "/v1/chatkit/conversation", token=secret,
                                body=op_body(kind, mine.thread))
        check_refusal(response, code, secret)

    def test_every_op_refuses_an_expired_secret(self, mine: Place) -> None:
        secret = expired(mine)
        for kind in OPS:
            response = mine.talk(secret).raw(op_body(kind, mine.thread))
            check_refusal(response, "session_expired", secret)

    @pytest.mark.parametrize("call", CALLS)
    def test_every_call_refuses_a_bad_key(self, mine: Place, call: str) -> None:
        method, path, body = rest_calls(mine)[call]
        for key in (None, "", "sk-ck-wrong", "Bearer", mine.session["client_secret"]):
            response = wire.request(mine.url, method, path, token=key, body=body)
            check_refusal(response, "invalid_api_key", key)

    def test_authentication_comes_before_validation(self, mine: Place) -> None:
        for path in ("/v1/chatkit/sessions", "/v1/chatkit/conversation"):
            response = wire.request(mine.url, "POST", path, token="wrong", body=b"{not json")
            assert response.status == 401

    def test_a_revoked_key_is_refused_at_once(self, mine: Place) -> None:
        made = mine.server.command("keys", "create", "short-lived", "--json")
        assert made.returncode == 0, made.stderr
        fields = json.loads(made.stdout)
        key, identifier = fields["key"], fields["id"]
        assert wire.request(mine.url, "GET", "/v1/chatkit/threads", token=key).status == 200
        revoked = mine.server.command("keys", "revoke", identifier)
        assert revoked.returncode == 0, revoked.stderr
        response = wire.request(mine.url, "GET", "/v1/chatkit/threads", token=key)
        check_refusal(response, "invalid_api_key", key)


def check_refusal(response: wire.Response, code: str, credential: str | None) -> None:
    assert response.status == 401, response.body
    assert response.error["code"] == code
    assert response.error["type"] == "invalid_request_error"
    assert response.headers["www-authenticate"] == 'Bearer realm="OpenAI API"'
    if credential and len(credential) > 12:
        assert credential not in response.body.decode()


class TestRotation:
    """Signing keys: the one before is still good while it is listed, and refused once it is not."""

    def test_secrets_outlive_one_rotation_and_no_more(self, own_server: Server) -> None:
        server = own_server.start()
        place = Place(server, server.url, server.api_key, {}, "", "")
        secret = place.post_session(place.key).json["client_secret"]
        keys = server.data / "signing-keys"
        first = keys.read_text(encoding="utf-8").splitlines()[0]
        self.rotate(server, keys, ["ab" * 32, first])
        talk = wire.Conversation(server.url, secret)
        assert talk.op("threads.list")["data"] == []
        self.rotate(server, keys, ["ab" * 32])
        response = wire.Conversation(server.url, secret).raw(op_body("threads.list", ""))
        check_refusal(response, "invalid_client_secret", secret)
        assert server.stop() == 0

    @staticmethod
    def rotate(server: Server, keys: Path, lines: list[str]) -> None:
        assert server.stop() == 0
        keys.write_text("\n".join(lines) + "\n", encoding="utf-8")
        server.start()
