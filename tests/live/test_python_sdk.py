"""The official Python SDK, unmodified, against the live server: every method and its errors."""

from __future__ import annotations

import time

import openai
import pytest
import wire
from openai import OpenAI
from validating_proxy import Fault, ValidatingProxy


def test_create_gives_a_session_with_the_documented_defaults(client: OpenAI, user: str) -> None:
    before = int(time.time())
    session = client.beta.chatkit.sessions.create(user=user, workflow={"id": "demo"})
    assert session.object == "chatkit.session"
    assert session.status == "active"
    assert session.user == user
    assert session.client_secret.startswith("ek_")
    assert before + 600 <= session.expires_at <= time.time() + 600
    assert session.max_requests_per_1_minute == 10
    assert session.rate_limits.max_requests_per_1_minute == 10
    assert session.workflow.id == "demo"
    assert session.workflow.version is None
    assert session.workflow.state_variables is None
    assert session.workflow.tracing.enabled is True
    settings = session.chatkit_configuration
    assert settings.automatic_thread_titling.enabled is True
    assert settings.history.enabled is True
    assert settings.history.recent_threads is None
    assert settings.file_upload.enabled is False
    assert (settings.file_upload.max_file_size, settings.file_upload.max_files) == (512, 10)


def test_create_echoes_every_parameter(client: OpenAI, user: str) -> None:
    variables = {"text": "a", "flag": True, "count": 3, "share": 0.5}
    session = client.beta.chatkit.sessions.create(
        user=user,
        workflow={"id": "workflow_abc123", "version": "v1.0", "state_variables": variables,
                  "tracing": {"enabled": False}},
        chatkit_configuration={"automatic_thread_titling": {"enabled": False},
                               "history": {"enabled": True, "recent_threads": 3},
                               "file_upload": {"enabled": True, "max_file_size": 5,
                                               "max_files": 2}},
        expires_after={"anchor": "created_at", "seconds": 60},
        rate_limits={"max_requests_per_1_minute": 20})
    assert session.workflow.version == "v1.0"
    assert session.workflow.state_variables == variables
    assert type(session.workflow.state_variables["flag"]) is bool
    assert session.workflow.tracing.enabled is False
    assert session.expires_at <= time.time() + 60
    assert session.max_requests_per_1_minute == 20
    settings = session.chatkit_configuration
    assert settings.automatic_thread_titling.enabled is False
    assert settings.history.recent_threads == 3
    assert (settings.file_upload.enabled, settings.file_upload.max_files) == (True, 2)


def test_cancel_ends_the_session_and_may_be_repeated(client: OpenAI, user: str) -> None:
    session = client.beta.chatkit.sessions.create(user=user, workflow={"id": "demo"})
    cancelled = client.beta.chatkit.sessions.cancel(session.id)
    assert (cancelled.id, cancelled.status) == (session.id, "cancelled")
    assert cancelled.client_secret == ""
    assert client.beta.chatkit.sessions.cancel(session.id) == cancelled


def test_a_thread_is_retrieved_listed_and_deleted(client: OpenAI, talk: wire.Conversation,
                                                  user: str) -> None:
    thread_id = wire.thread_of(talk.create("What is a monad?"))
    thread = client.beta.chatkit.threads.retrieve(thread_id)
    assert (thread.id, thread.object, thread.user) == (thread_id, "chatkit.thread", user)
    assert thread.status.type == "active"
    assert abs(thread.created_at - time.time()) < 60
    assert thread.metadata == {}  # type: ignore[attr-defined]
    assert thread.session_id.startswith("cksess_")  # type: ignore[attr-defined]
    assert [t.id for t in client.beta.chatkit.threads.list(user=user)] == [thread_id]
    deleted = client.beta.chatkit.threads.delete(thread_id)
    assert (deleted.id, deleted.object, deleted.deleted) == (thread_id, "chatkit.thread.deleted",
                                                             True)
    with pytest.raises(openai.NotFoundError):
        client.beta.chatkit.threads.retrieve(thread_id)
    assert list(client.beta.chatkit.threads.list(user=user)) == []


def test_items_tell_what_was_said(client: OpenAI, talk: wire.Conversation) -> None:
    events = talk.create("What is a monad?")
    thread_id = wire.thread_of(events)
    items = client.beta.chatkit.threads.list_items(thread_id, order="asc").data
    assert items[0].type == "chatkit.user_message"
    assert items[0].content[0].text == "What is a monad?"
    assert items[0].role == "user"  # type: ignore[union-attr]
    sent = {item["id"]: item for item in wire.done_items(events)}
    assert {item.id for item in items} <= set(sent)
    answers = [item for item in items if item.type == "chatkit.assistant_message"]
    assert answers
    for answer in answers:
        assert answer.thread_id == thread_id
        assert "".join(part.text for part in answer.content) == wire.text_of(sent[answer.id])


def test_raw_responses_carry_the_request_id(client: OpenAI, user: str) -> None:
    raw = client.beta.chatkit.threads.with_raw_response.list(user=user)
    assert raw.headers["x-request-id"]
    assert raw.request_id == raw.headers["x-request-id"]
    assert raw.parse().data == []


class TestErrors:
    def test_a_wrong_key_is_an_authentication_error(self, client: OpenAI) -> None:
        stranger = client.with_options(api_key="sk-ck-wrong-key-of-nobody")
        with pytest.raises(openai.AuthenticationError) as caught:
            stranger.beta.chatkit.threads.list()
        assert caught.value.code == "invalid_api_key"
        assert caught.value.type == "invalid_request_error"
        assert "wrong-key-of" not in caught.value.message

    def test_unknown_objects_are_not_found(self, client: OpenAI) -> None:
        threads = client.beta.chatkit.threads
        for call in (threads.retrieve, threads.delete, threads.list_items,
                     client.beta.chatkit.sessions.cancel):
            with pytest.raises(openai.NotFoundError) as caught:
                call("cthr_" + "0" * 48)
            assert caught.value.type == "invalid_request_error"

    @pytest.mark.parametrize(("changes", "code", "param"), [
        ({"user": ""}, "string_below_min_length", "user"),
        ({"user": "u" * 513}, "string_above_max_length", "user"),
        ({"workflow": {}}, "missing_required_parameter", "workflow.id"),
        ({"workflow": {"id": 5}}, "invalid_type", "workflow.id"),
        ({"workflow": {"id": "demo", "state_variables": {f"k{i}": 1 for i in range(65)}}},
         "object_above_max_properties", "workflow.state_variables"),
        ({"expires_after": {"anchor": "created_at", "seconds": 601}}, "integer_above_max_value",
         "expires_after.seconds"),
        ({"expires_after": {"anchor": "created_at", "seconds": 0}}, "integer_below_min_value",
         "expires_after.seconds"),
        ({"rate_limits": {"max_requests_per_1_minute": 0}}, "integer_below_min_value",
         "rate_limits.max_requests_per_1_minute"),
        ({"extra_body": {"usr": "x"}}, "unknown_parameter", "usr"),
        ({"extra_headers": {"OpenAI-Beta": "chatkit_beta=v2"}}, "invalid_beta", None),
    ])
    def test_a_wrong_body_names_code_and_parameter(self, client: OpenAI, changes: dict, code: str,
                                                   param: str | None) -> None:
        good = {"user": "user", "workflow": {"id": "demo"}}
        with pytest.raises(openai.BadRequestError) as caught:
            client.beta.chatkit.sessions.create(**{**good, **changes})
        assert caught.value.code == code
        if param is not None:
            assert caught.value.param == param

    @pytest.mark.parametrize(("query", "code", "param"), [
        ({"limit": 101}, "integer_above_max_value", "limit"),
        ({"limit": -1}, "integer_below_min_value", "limit"),
        ({"order": "sideways"}, "invalid_value", "order"),
        ({"after": "cthr_never_seen"}, "invalid_value", "after"),
        ({"before": "cthr_never_seen"}, "invalid_value", "before"),
        ({"user": ""}, "string_below_min_length", "user"),
    ])
    def test_a_wrong_query_names_code_and_parameter(self, client: OpenAI, query: dict, code: str,
                                                    param: str) -> None:
        with pytest.raises(openai.BadRequestError) as caught:
            client.beta.chatkit.threads.list(**query)
        assert (caught.value.code, caught.value.param) == (code, param)

    def test_an_unknown_workflow_and_version_fail_at_creation(self, client: OpenAI) -> None:
        for workflow, param in (({"id": "nowhere"}, "workflow.id"),
                                ({"id": "demo", "version": "99"}, "workflow.version")):
            with pytest.raises((openai.NotFoundError, openai.BadRequestError)) as caught:
                client.beta.chatkit.sessions.create(user="user", workflow=workflow)
            assert caught.value.param == param


class TestRetries:
    @pytest.mark.parametrize(("status", "error"), [(429, openai.RateLimitError),
                                                   (500, openai.InternalServerError)])
    def test_a_failure_is_retried_and_then_raised(self, client: OpenAI, proxy: ValidatingProxy,
                                                  user: str, status: int, error: type) -> None:
        proxy.inject(Fault(status=status, headers={"retry-after-ms": "10"}, times=2))
        assert client.beta.chatkit.threads.list(user=user).data == []
        assert [exchange.status for exchange in proxy.exchanges] == [status, status, 200]
        counts = [exchange.headers["x-stainless-retry-count"] for exchange in proxy.exchanges]
        assert counts == ["0", "1", "2"]
        proxy.inject(Fault(status=status, headers={"retry-after-ms": "10"}, times=3))
        with pytest.raises(error):
            client.beta.chatkit.threads.list(user=user)

    def test_a_lost_connection_is_retried(self, client: OpenAI, proxy: ValidatingProxy,
                                          user: str) -> None:
        proxy.inject(Fault(drop=True))
        assert client.beta.chatkit.threads.list(user=user).data == []
        assert len(proxy.exchanges) == 2

    def test_a_silent_server_is_a_timeout(self, client: OpenAI, proxy: ValidatingProxy) -> None:
        proxy.inject(Fault(delay_seconds=2.0, status=500))
        impatient = client.with_options(timeout=0.2, max_retries=0)
        with pytest.raises(openai.APITimeoutError):
            impatient.beta.chatkit.threads.list()

    def test_x_should_retry_false_is_obeyed(self, client: OpenAI, proxy: ValidatingProxy) -> None:
        proxy.inject(Fault(status=500, headers={"x-should-retry": "false"}))
        with pytest.raises(openai.InternalServerError):
            client.beta.chatkit.threads.list()
        assert len(proxy.exchanges) == 1
