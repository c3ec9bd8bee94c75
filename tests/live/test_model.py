"""A real language model, behind sessions, streaming, storage and REST."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import contract
import pytest
import wire
from openai import OpenAI
from rounds import rounds
from server import ROOT, Server
from validating_proxy import ValidatingProxy

VENV = ROOT / "build" / "model-venv"
QUESTIONS = contract.FOLDER.parent / "data" / "mt_bench_questions.jsonl"
START_SECONDS_MAX = 180.0
ANSWER_TOKENS_MAX = 24


def conversations() -> list[Any]:
    """All of them in the long run, else one of each category; they stand category by category."""
    if not QUESTIONS.exists():
        return []
    questions = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    return [pytest.param(question["turns"], id=f"{question['category']}-{question['question_id']}")
            for question in questions[::rounds(10, 1)]]


@pytest.fixture(scope="module")
def model_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a model in a process of its own."""
    if not (VENV / "installed.txt").exists():
        pytest.skip("no model: its packages (tools/model_requirements.txt) could not be installed")
    folder = tmp_path_factory.mktemp("model")
    printed, log = folder / "address", folder / "log"
    with printed.open("wb") as out, log.open("wb") as err:
        process = subprocess.Popen([VENV / "bin" / "python", "-B", ROOT / "tools/model_server.py"],
                                   stdin=subprocess.DEVNULL, stdout=out, stderr=err)
    try:
        yield address_in(printed, log, process)
    finally:
        process.terminate()
        process.wait()


def address_in(printed: Path, log: Path, process: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + START_SECONDS_MAX
    while not (text := printed.read_text(encoding="utf-8")).endswith("\n"):
        shown = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        assert process.poll() is None, f"the model ended with {process.returncode}:\n{shown}"
        assert time.monotonic() < deadline, f"the model did not start:\n{shown}"
        time.sleep(0.05)
    return text.strip()


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory, model_url: str) -> Iterator[Server]:
    """A server whose workflow `gemma` the model answers, in few words."""
    server = Server(tmp_path_factory.mktemp("answered"))
    (server.folder / "workflows" / "gemma.yaml").write_text(
        f"id: gemma\nresponder:\n  kind: model\n  url: {model_url}\n  model: gemma\n"
        f"  context_tokens: 700\n  max_output_tokens: {ANSWER_TOKENS_MAX}\n  temperature: 0\n",
        encoding="utf-8")
    server.start()
    yield server
    assert server.is_running, f"the server ended by itself:\n{server.log[-4000:]}"
    assert server.stop() == 0


@pytest.fixture
def checked(answered: Server) -> Iterator[ValidatingProxy]:
    made = ValidatingProxy(answered.url)
    yield made
    made.close()
    assert made.take_violations() == []


def streamed(events: list[dict[str, Any]]) -> str:
    """The answer as it came, word by word."""
    failures = [event for event in events if event["type"] == "error"]
    assert failures == []
    return "".join(event["update"].get("delta", "") for event in events
                   if event["type"] == "thread.item.updated")


@pytest.mark.parametrize("turns", conversations())
def test_a_conversation(answered: Server, checked: ValidatingProxy, user: str,
                        turns: list[str]) -> None:
    with OpenAI(base_url=f"{checked.url}/v1", api_key=answered.api_key) as client:
        session = client.beta.chatkit.sessions.create(
            user=user, workflow={"id": "gemma", "tracing": {"enabled": True}})
        talk = wire.Conversation(checked.url, session.client_secret)
        events = talk.create(turns[0])
        thread = wire.thread_of(events)
        answers = [streamed(events), *(streamed(talk.add(thread, turn)) for turn in turns[1:])]
        assert all(answers)

        items = list(client.beta.chatkit.threads.list_items(thread, order="asc"))
        assert [item.type for item in items] == [
            "chatkit.user_message", "chatkit.assistant_message"] * 2
        assert [item.content[0].text for item in items[::2]] == turns  # type: ignore[union-attr]
        assert [item.content[0].text for item in items[1::2]] == answers  # type: ignore[union-attr]
        assert client.beta.chatkit.threads.retrieve(thread).title

    runs = wire.request(checked.url, "GET", f"/v1/chatkit/runs?thread={thread}",
                        token=answered.api_key).json["data"]
    assert [run["status"] for run in runs] == ["completed"] * 2
    for run in runs:
        assert run["usage"]["input_tokens"] > 0
        assert 0 < run["usage"]["output_tokens"] <= ANSWER_TOKENS_MAX
