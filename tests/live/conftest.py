"""What the suites share: one server, the proxy before it, the SDK's client, sessions, threads."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openai import OpenAI

sys.path.insert(0, str(Path(__file__).resolve().parent))

import contract  # noqa: E402
import wire  # noqa: E402
from server import PROGRAM, Server  # noqa: E402
from validating_proxy import ValidatingProxy  # noqa: E402

_numbers = itertools.count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not PROGRAM.exists():
        pytest.exit(f"{PROGRAM} is not built; run ./dev build", returncode=2)
    if not contract.is_available():
        skip = pytest.mark.skip(reason="the contract is not beside the project (../shared)")
        for item in items:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that most tests share; each test uses users of its own."""
    running = Server(tmp_path_factory.mktemp("server")).start()
    yield running
    assert running.is_running, f"the server ended by itself:\n{running.log[-4000:]}"
    assert running.stop() == 0


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server of the test's own, started by it, ended here at the latest."""
    mine = Server(tmp_path)
    yield mine
    if mine.is_running:
        mine.kill()


@pytest.fixture(scope="session")
def shared_proxy(server: Server) -> Iterator[ValidatingProxy]:
    made = ValidatingProxy(server.url)
    yield made
    made.close()


@pytest.fixture
def proxy(shared_proxy: ValidatingProxy) -> Iterator[ValidatingProxy]:
    """The checked way to the server: a test in which one response was wrong fails."""
    shared_proxy.reset()
    yield shared_proxy
    violations = shared_proxy.take_violations()
    assert not violations, "\n".join(violations[:10])


@pytest.fixture
def client(server: Server, proxy: ValidatingProxy) -> Iterator[OpenAI]:
    """The official SDK, unmodified."""
    with OpenAI(base_url=f"{proxy.url}/v1", api_key=server.api_key) as made:
        yield made


@pytest.fixture
def user() -> str:
    """A user whom no other test has."""
    return f"user_{next(_numbers)}"


@pytest.fixture
def talk(client: OpenAI, proxy: ValidatingProxy, user: str) -> wire.Conversation:
    """The conversation endpoint under a session of this test's user, hardly limited."""
    session = client.beta.chatkit.sessions.create(
        user=user, workflow={"id": "demo"},
        rate_limits={"max_requests_per_1_minute": 1000},
        chatkit_configuration={"history": {"enabled": True}})
    return wire.Conversation(proxy.url, session.client_secret)


@pytest.fixture
def threads(talk: wire.Conversation) -> Callable[[int], list[str]]:
    """Makes threads and gives their ids, oldest first."""
    def make(count: int) -> list[str]:
        return [wire.thread_of(talk.create(f"Question {number}")) for number in range(count)]
    return make
