"""The three examples of the API's public documentation, line for line as they stand there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import wire
from server import BUILD, Server
from validating_proxy import ValidatingProxy

PAGE = Path(__file__).resolve().parents[3] / "shared" / "documentation-page.txt"
QUESTION = "What is a monad?"
# What stands before each example, and the heading behind it.
EXAMPLES = {
    "session": ("Usage example:\n", "\nRetrieve ChatKit Thread\n"),
    "complete": ("Complete Usage Example\n", "\nTypes\n"),
    "cleanup": ("no longer needed.\n\n", None),
}


def example(name: str) -> str:
    if not PAGE.exists():
        pytest.skip("the documentation page is not beside the project (../shared)")
    before, behind = EXAMPLES[name]
    text = PAGE.read_text(encoding="utf-8")
    start = text.index("from openai import", text.index(before))
    return text[start:text.index(behind, start) if behind else None]


@pytest.fixture
def environment(server: Server, proxy: ValidatingProxy) -> dict[str, str]:
    return {**os.environ, "OPENAI_BASE_URL": f"{proxy.url}/v1", "OPENAI_API_KEY": server.api_key}


def output_of(command: list[str], environment: dict[str, str]) -> list[str]:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120,
                          check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


def run_python(name: str, environment: dict[str, str]) -> list[str]:
    return output_of([sys.executable, "-c", example(name)], environment)


def check_session(lines: list[str]) -> None:
    assert re.fullmatch(r"Session ID: cksess_[0-9a-f]{48}", lines[0])
    assert lines[1] == "Status: active"
    assert lines[2] == "User: user_12345"
    assert re.fullmatch(r"Expires at: \d{10}", lines[3])
    assert lines[4] == "Cancelled: cancelled"


def check_complete(lines: list[str], thread: str, kinds: tuple[str, str]) -> None:
    """The lines about `thread`, whose items are of `kinds`: QUESTION, then an answer."""
    assert re.fullmatch(r"Session created: cksess_[0-9a-f]{48}", lines[0])
    assert re.fullmatch(r"Client secret: ek_\S+", lines[1])
    listed = [line for line in lines if line.startswith("Thread: ")]
    assert re.fullmatch(rf"Thread: {thread}, Created: \d{{10}}", listed[0])
    assert len(listed) <= 10
    rest = lines[2 + len(listed):]
    assert rest[0].startswith("Thread metadata:")
    assert rest[1].startswith(f"Item: {kinds[0]} - ") and QUESTION in rest[1]
    assert any(line.startswith(f"Item: {kinds[1]} - ") for line in rest[2:])
    assert rest[-1].lower() == "deleted: true"


class TestPython:
    def test_a_session_is_created_and_cancelled(self, environment: dict[str, str]) -> None:
        check_session(run_python("session", environment))

    def test_the_complete_example(self, environment: dict[str, str],
                                  talk: wire.Conversation) -> None:
        thread = wire.thread_of(talk.create(QUESTION))
        kinds = ("chatkit.user_message", "chatkit.assistant_message")
        check_complete(run_python("complete", environment), thread, kinds)
        with pytest.raises(wire.Refused):
            talk.op("threads.get_by_id", thread_id=thread)

    def test_the_cleanup_example(self, environment: dict[str, str],
                                 proxy: ValidatingProxy) -> None:
        proxy.reset()
        run_python("cleanup", environment)
        assert [exchange.status for exchange in proxy.exchanges] == [200, 200]
        assert proxy.exchanges[1].path.endswith("/cancel")


class TestCpp:
    """The same three with libchatkit: the programs of examples/, which print the same lines."""

    @staticmethod
    def program(name: str) -> list[str]:
        found = [path for path in (BUILD / "examples").rglob(name)
                 if path.is_file() and os.access(path, os.X_OK)]
        assert found, f"examples/{name} is not built"
        return [str(found[0])]

    def test_a_session_is_created_and_cancelled(self, environment: dict[str, str]) -> None:
        check_session(output_of(self.program("create_session"), environment))

    def test_the_complete_example(self, environment: dict[str, str],
                                  talk: wire.Conversation) -> None:
        """Its simple view names the kinds as the documentation does."""
        thread = wire.thread_of(talk.create(QUESTION))
        lines = output_of(self.program("threads"), environment)
        check_complete(lines, thread, ("message", "message"))
        with pytest.raises(wire.Refused):
            talk.op("threads.get_by_id", thread_id=thread)

    def test_the_cleanup_example(self, environment: dict[str, str],
                                 proxy: ValidatingProxy) -> None:
        proxy.reset()
        output_of(self.program("error_handling"), environment)
        assert proxy.exchanges[-1].path.endswith("/cancel")
