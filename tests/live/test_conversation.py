"""The conversation protocol over plain HTTP: order of events, reads, limits, history, refusals."""

from __future__ import annotations

from typing import Any

import pytest
import wire
from openai import OpenAI
from server import Server
from validating_proxy import ValidatingProxy


def session(client: OpenAI, user: str, **extra: Any) -> Any:
    parameters = {"rate_limits": {"max_requests_per_1_minute": 1000}, **extra}
    return client.beta.chatkit.sessions.create(user=user, workflow={"id": "demo"}, **parameters)


def kinds(events: list[dict[str, Any]]) -> list[str]:
    return [event["type"] for event in events]


class TestTurns:
    def test_a_new_thread_streams_in_the_documented_order(self, talk: wire.Conversation) -> None:
        events = talk.create("Hello there")
        assert kinds(events)[:3] == ["thread.created", "thread.item.done", "stream_options"]
        thread = events[0]["thread"]
        assert thread["status"] == {"type": "active"}
        assert thread["items"] == {"data": [], "has_more": False}
        assert thread["metadata"] == {}
        message = events[1]["item"]
        assert (message["type"], message["thread_id"]) == ("user_message", thread["id"])
        assert wire.text_of(message) == "Hello there"
        assert events[2]["stream_options"] == {"allow_cancel": True}
        answers = [item for item in wire.done_items(events) if item["type"] == "assistant_message"]
        assert answers and wire.text_of(answers[-1])

    def test_the_deltas_add_up_to_the_answer(self, talk: wire.Conversation) -> None:
        texts: dict[tuple[str, int], str] = {}
        for event in (events := talk.create("Say something")):
            update = event.get("update", {})
            if update.get("type") == "assistant_message.content_part.text_delta":
                place = (event["item_id"], update["content_index"])
                texts[place] = texts.get(place, "") + update["delta"]
        assert texts
        done = {item["id"]: item for item in wire.done_items(events)}
        for (item, index), text in texts.items():
            assert done[item]["content"][index]["text"] == text

    def test_a_second_message_goes_on_without_creating(self, talk: wire.Conversation) -> None:
        thread = wire.thread_of(talk.create("One"))
        events = talk.add(thread, "Two")
        assert kinds(events)[:2] == ["thread.item.done", "stream_options"]
        assert "thread.created" not in kinds(events)
        assert {item["thread_id"] for item in wire.done_items(events)} == {thread}

    def test_events_are_numbered_under_the_run(self, talk: wire.Conversation) -> None:
        with talk.open("threads.create", input=wire.user_input("Hello")) as stream:
            count = len(list(stream))
            run = stream.headers["chatkit-run"]
        numbers = [int(text.removeprefix(f"{run}:")) for text in stream.ids]
        assert numbers == list(range(numbers[0], numbers[0] + count))
        assert stream.headers["content-type"].startswith("text/event-stream")

    def test_text_in_any_language_comes_back_unchanged(self, talk: wire.Conversation) -> None:
        text = 'Grüße, 世界 🌍 "quotes" \\ back\nline\ttab \u2028 end'
        events = talk.create(text)
        assert wire.text_of(wire.done_items(events)[0]) == text
        stored = talk.op("threads.get_by_id", thread_id=wire.thread_of(events))
        assert wire.text_of(stored["items"]["data"][0]) == text

    def test_the_same_handler_answers_at_chatkit(self, talk: wire.Conversation) -> None:
        short = wire.Conversation(talk.url, talk.secret, "/chatkit")
        thread = wire.thread_of(short.create("Hello"))
        assert talk.op("threads.get_by_id", thread_id=thread)["id"] == thread


class TestReads:
    def test_a_thread_opens_with_its_items_ascending(self, talk: wire.Conversation) -> None:
        events = talk.create("One")
        thread = wire.thread_of(events)
        events += talk.add(thread, "Two")
        opened = talk.op("threads.get_by_id", thread_id=thread)
        shown = [item["id"] for item in opened["items"]["data"]]
        assert shown == [item["id"] for item in wire.done_items(events)]

    def test_items_page_newest_first(self, talk: wire.Conversation) -> None:
        thread = wire.thread_of(talk.create("One"))
        talk.add(thread, "Two")
        whole = talk.op("threads.get_by_id", thread_id=thread)["items"]["data"]
        found: list[dict[str, Any]] = []
        params: dict[str, Any] = {"thread_id": thread, "limit": 1}
        while True:
            page = talk.op("items.list", **params)
            found += page["data"]
            if not page["has_more"]:
                assert "after" not in page
                break
            params["after"] = page["after"]
        assert found == whole[::-1]
        ascending = talk.op("items.list", thread_id=thread, order="asc")
        assert ascending["data"] == whole

    def test_threads_are_listed_newest_first(self, talk: wire.Conversation) -> None:
        ids = [wire.thread_of(talk.create(f"Question {number}")) for number in range(3)]
        page = talk.op("threads.list")
        assert [thread["id"] for thread in page["data"]] == ids[::-1]
        assert all(thread["items"] == {"data": [], "has_more": False} for thread in page["data"])
        first = talk.op("threads.list", limit=2)
        assert [thread["id"] for thread in first["data"]] == ids[:0:-1]
        second = talk.op("threads.list", limit=2, after=first["after"])
        assert [thread["id"] for thread in second["data"]] == ids[:1]
        assert second["has_more"] is False

    def test_a_title_is_updated_and_seen_by_both_sides(self, talk: wire.Conversation,
                                                       client: OpenAI) -> None:
        thread = wire.thread_of(talk.create())
        assert talk.op("threads.update", thread_id=thread, title="Monads")["title"] == "Monads"
        assert talk.op("threads.get_by_id", thread_id=thread)["title"] == "Monads"
        assert client.beta.chatkit.threads.retrieve(thread).title == "Monads"

    def test_a_deleted_thread_is_gone_for_both_sides(self, talk: wire.Conversation,
                                                     client: OpenAI, user: str) -> None:
        thread = wire.thread_of(talk.create())
        assert talk.op("threads.delete", thread_id=thread) == {}
        with pytest.raises(wire.Refused) as caught:
            talk.op("threads.get_by_id", thread_id=thread)
        assert caught.value.status == 404
        assert talk.op("threads.list")["data"] == []
        assert list(client.beta.chatkit.threads.list(user=user)) == []


class TestRefusals:
    """What can be checked is refused before the stream opens, as JSON."""

    @pytest.mark.parametrize(("body", "status", "code"), [
        (b"{", 400, "invalid_json"),
        (b"[]", 400, "invalid_type"),
        ({"params": {}}, 400, "missing_required_parameter"),
        ({"type": "threads.fly", "params": {}}, 400, "invalid_value"),
        ({"type": "threads.create", "params": {}}, 400, "missing_required_parameter"),
        ({"type": "threads.create", "params": {"input": {"content": []}}}, 400,
         "missing_required_parameter"),
        ({"type": "threads.get_by_id", "params": {}}, 400, "missing_required_parameter"),
        ({"type": "threads.get_by_id", "params": {"thread_id": "cthr_never"}}, 404, None),
        ({"type": "threads.add_user_message", "params": {
            "thread_id": "cthr_never", "input": wire.user_input("x")}}, 404, None),
        ({"type": "items.list", "params": {"thread_id": "cthr_never"}}, 404, None),
        ({"type": "threads.update", "params": {"thread_id": "cthr_never", "title": "x"}}, 404,
         None),
        ({"type": "threads.delete", "params": {"thread_id": "cthr_never"}}, 404, None),
    ])
    def test_a_bad_op_is_refused(self, talk: wire.Conversation, body: Any, status: int,
                                 code: str | None) -> None:
        response = talk.raw(body, {"Content-Type": "application/json"})
        assert response.status == status, response.body
        if code is not None:
            assert response.error["code"] == code
        assert talk.op("threads.list")["data"] == []

    @pytest.mark.parametrize("status", ["locked", "closed"])
    def test_a_locked_or_closed_thread_takes_no_message(self, talk: wire.Conversation,
                                                        client: OpenAI, status: str) -> None:
        thread = wire.thread_of(talk.create())
        client.post(f"/chatkit/threads/{thread}", cast_to=object,
                    body={"status": {"type": status, "reason": "done"}})
        shown = client.beta.chatkit.threads.retrieve(thread)
        assert (shown.status.type, shown.status.reason) == (status, "done")  # type: ignore
        before = talk.op("items.list", thread_id=thread)
        with pytest.raises(wire.Refused) as caught:
            talk.add(thread)
        assert 400 <= caught.value.status < 500
        assert talk.op("items.list", thread_id=thread) == before

    def test_a_message_is_as_long_as_the_limit_and_no_longer(self, talk: wire.Conversation,
                                                             ) -> None:
        talk.create("x" * (256 * 1024))
        with pytest.raises(wire.Refused) as caught:
            talk.create("x" * (256 * 1024 + 1))
        assert caught.value.status in (400, 413)


class TestLimits:
    def test_the_sessions_limit_counts_messages_and_not_reads(self, client: OpenAI,
                                                              proxy: ValidatingProxy,
                                                              user: str) -> None:
        made = session(client, user, rate_limits={"max_requests_per_1_minute": 2})
        talk = wire.Conversation(proxy.url, made.client_secret)
        thread = wire.thread_of(talk.create())
        for _ in range(5):
            talk.op("threads.get_by_id", thread_id=thread)
        talk.add(thread)
        with pytest.raises(wire.Refused) as caught:
            talk.add(thread)
        refused = caught.value.response
        assert (refused.status, caught.value.code) == (429, "rate_limit_exceeded")
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert refused.headers["x-ratelimit-limit-requests"] == "2"
        assert refused.headers["x-ratelimit-remaining-requests"] == "0"
        assert refused.headers["x-ratelimit-reset-requests"][-1] == "s"
        talk.op("threads.get_by_id", thread_id=thread)

    def test_two_sessions_have_limits_of_their_own(self, client: OpenAI, proxy: ValidatingProxy,
                                                   user: str) -> None:
        limits = {"max_requests_per_1_minute": 1}
        for _ in range(2):
            made = session(client, user, rate_limits=limits)
            wire.Conversation(proxy.url, made.client_secret).create()


class TestHistory:
    def test_without_history_only_the_sessions_own_threads_open(self, client: OpenAI,
                                                                talk: wire.Conversation,
                                                                user: str) -> None:
        old = wire.thread_of(talk.create())
        made = session(client, user, chatkit_configuration={"history": {"enabled": False}})
        forgetful = wire.Conversation(talk.url, made.client_secret)
        own = wire.thread_of(forgetful.create())
        assert forgetful.op("threads.list")["data"] == []
        assert forgetful.op("threads.get_by_id", thread_id=own)["id"] == own
        with pytest.raises(wire.Refused) as caught:
            forgetful.op("threads.get_by_id", thread_id=old)
        assert caught.value.status == 404

    def test_recent_threads_bound_what_is_listed_and_open(self, client: OpenAI,
                                                          talk: wire.Conversation,
                                                          user: str) -> None:
        ids = [wire.thread_of(talk.create()) for _ in range(3)]
        made = session(client, user,
                       chatkit_configuration={"history": {"enabled": True, "recent_threads": 2}})
        recent = wire.Conversation(talk.url, made.client_secret)
        assert [thread["id"] for thread in recent.op("threads.list")["data"]] == ids[:0:-1]
        assert recent.op("threads.get_by_id", thread_id=ids[1])["id"] == ids[1]
        with pytest.raises(wire.Refused) as caught:
            recent.op("threads.get_by_id", thread_id=ids[0])
        assert caught.value.status == 404


def until_delta(stream: wire.Stream) -> str:
    """Reads until the answer has begun; gives the thread, if it was created here."""
    thread = ""
    for event in stream:
        if event["type"] == "thread.created":
            thread = event["thread"]["id"]
        if event.get("update", {}).get("delta"):
            break
    return thread


class TestStop:
    """A client without capabilities: a new message, or a closed connection, stops the turn."""

    MINUTE = "/slow 600"

    def test_a_new_message_supersedes_the_running_turn(self, talk: wire.Conversation) -> None:
        with talk.open("threads.create", input=wire.user_input(self.MINUTE)) as first:
            thread = until_delta(first)
            second = talk.add(thread, "Second")
            rest = list(first)
        assert len(rest) < 500
        assert wire.text_of(wire.done_items(second)[-1])
        shown = talk.op("items.list", thread_id=thread, order="asc")["data"]
        texts = [wire.text_of(item) for item in shown if item["type"] == "user_message"]
        assert texts == [self.MINUTE, "Second"]

    def test_a_closed_connection_keeps_the_partial_answer(self, talk: wire.Conversation,
                                                          server: Server) -> None:
        direct = wire.Conversation(server.url, talk.secret)
        with direct.open("threads.create", input=wire.user_input(self.MINUTE)) as stream:
            thread = until_delta(stream)
        # The next message waits for the stopped turn, so that nothing has to be waited for here.
        direct.add(thread, "Second")
        shown = direct.op("items.list", thread_id=thread, order="asc")["data"]
        assert [item["type"] for item in shown] == ["user_message", "assistant_message",
                                                    "user_message", "assistant_message"]
        assert wire.text_of(shown[1]).startswith("1, ")


class TestShows:
    """Everything that the script can show is valid on the stream, in the page and over REST."""

    @pytest.mark.parametrize("command", [
        "/help", "/echo Grüße", "/long 64", "/annotations", "/progress", "/notice", "/task",
        "/workflow", "/widget", "/tool", "/effect", "/hidden", "/title A title", "/lock", "/close"])
    def test_a_show_is_valid_everywhere(self, talk: wire.Conversation, client: OpenAI,
                                        command: str) -> None:
        events = talk.create(command)
        thread = wire.thread_of(events)
        assert "error" not in kinds(events)
        shown = talk.op("items.list", thread_id=thread, order="asc")["data"]
        listed = client.beta.chatkit.threads.list_items(thread, order="asc").data
        assert [item["id"] for item in shown] == [item.id for item in listed]
        assert len(listed) >= 2
        for item in listed:
            assert item.role in ("user", "assistant", "system", None)  # type: ignore[union-attr]
            assert item.content  # type: ignore[union-attr]

    def test_a_failing_responder_leaves_the_message_and_says_so(self, talk: wire.Conversation,
                                                                ) -> None:
        events = talk.create("/fail")
        assert events[-1] == {"type": "error", "code": "stream.error", "allow_retry": True}
        shown = talk.op("items.list", thread_id=wire.thread_of(events))["data"]
        assert [item["type"] for item in shown] == ["user_message"]

    def test_a_deliberate_failure_reaches_the_user_in_words(self, talk: wire.Conversation) -> None:
        event = talk.create("/fail-custom Come back tomorrow.")[-1]
        assert (event["type"], event["code"]) == ("error", "custom")
        assert event["message"] == "Come back tomorrow."


class TestExtensions:
    def test_a_session_is_found_again(self, client: OpenAI, user: str) -> None:
        made = session(client, user)
        found = client.get(f"/chatkit/sessions/{made.id}", cast_to=object)
        assert (found["id"], found["status"]) == (made.id, "active")  # type: ignore[index]

    def test_a_thread_takes_title_and_metadata(self, client: OpenAI, user: str,
                                               talk: wire.Conversation) -> None:
        thread = wire.thread_of(talk.create())
        body = {"title": "Renamed", "metadata": {"team": "blue"}}
        changed = client.post(f"/chatkit/threads/{thread}", cast_to=object, body=body)
        assert changed["title"] == "Renamed"  # type: ignore[index]
        assert changed["metadata"] == {"team": "blue"}  # type: ignore[index]

    def test_one_idempotency_key_makes_one_session(self, client: OpenAI, user: str) -> None:
        headers = {"Idempotency-Key": f"key of {user}"}
        first = session(client, user, extra_headers=headers)
        again = session(client, user, extra_headers=headers)
        assert (again.id, again.client_secret) == (first.id, first.client_secret)
        with pytest.raises(Exception) as caught:
            session(client, user + "x", extra_headers=headers)
        assert caught.value.status_code == 422  # type: ignore[attr-defined]
        assert caught.value.code == "idempotency_mismatch"  # type: ignore[attr-defined]

    def test_older_parameter_forms_are_understood(self, client: OpenAI, user: str) -> None:
        made = session(client, user, rate_limits={"per_minute": 7}, expires_after=30)
        assert made.max_requests_per_1_minute == 7

    def test_domain_keys_are_skipped(self, server: Server) -> None:
        for name in ("verify", "verify_hosted"):
            response = wire.request(server.url, "POST", f"/v1/chatkit/domain_keys/{name}",
                                    body={"domain": "localhost"})
            assert (response.status, response.json) == (200, {"status": "skipped"})

    def test_health_readiness_and_metrics_answer(self, server: Server) -> None:
        for path in ("/healthz", "/readyz"):
            assert wire.request(server.url, "GET", path).status == 200
        metrics = wire.request(server.url, "GET", "/metrics")
        assert metrics.status == 200
        assert b"# TYPE" in metrics.body
