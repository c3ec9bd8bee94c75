"""Auto-pagination of the official Python SDK: both orders, both cursors, deleting on the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import wire
from openai import AsyncOpenAI, OpenAI
from server import Server
from validating_proxy import ValidatingProxy

COUNT = 12


@pytest.fixture
def ids(threads: Callable[[int], list[str]]) -> list[str]:
    return threads(COUNT)


def listed(client: OpenAI, user: str, **query: object) -> list[str]:
    return [thread.id for thread in client.beta.chatkit.threads.list(user=user, **query)]


@pytest.mark.parametrize("limit", [1, 5, COUNT, 100])
def test_every_thread_is_found_once_in_both_orders(client: OpenAI, user: str, ids: list[str],
                                                   limit: int) -> None:
    assert listed(client, user, limit=limit, order="asc") == ids
    assert listed(client, user, limit=limit, order="desc") == ids[::-1]
    assert listed(client, user, limit=limit) == ids[::-1]


def test_the_pages_are_as_large_as_asked(client: OpenAI, proxy: ValidatingProxy, user: str,
                                         ids: list[str]) -> None:
    proxy.reset()
    page = client.beta.chatkit.threads.list(user=user, limit=5, order="asc")
    sizes = [len(each.data) for each in page.iter_pages()]
    assert sizes == [5, 5, 2]
    assert len(proxy.exchanges) == 3
    assert (page.first_id, page.last_id) == (ids[0], ids[4])  # type: ignore[attr-defined]


def test_after_begins_behind_the_named_thread(client: OpenAI, user: str, ids: list[str]) -> None:
    assert listed(client, user, limit=2, order="asc", after=ids[3]) == ids[4:]
    assert listed(client, user, limit=2, order="desc", after=ids[3]) == ids[2::-1]
    assert listed(client, user, limit=2, order="asc", after=ids[-1]) == []


def test_before_gives_what_directly_precedes(client: OpenAI, user: str, ids: list[str]) -> None:
    threads = client.beta.chatkit.threads
    page = threads.list(user=user, limit=3, order="asc", before=ids[8])
    assert [thread.id for thread in page.data] == ids[5:8]
    assert page.has_more is True
    page = threads.list(user=user, limit=3, order="desc", before=ids[8])
    assert [thread.id for thread in page.data] == [ids[11], ids[10], ids[9]]
    assert page.has_more is False


def test_both_cursors_name_an_open_interval(client: OpenAI, user: str, ids: list[str]) -> None:
    query = {"limit": 2, "order": "asc", "after": ids[2], "before": ids[9]}
    assert listed(client, user, **query) == ids[3:9]
    query = {"limit": 2, "order": "desc", "after": ids[9], "before": ids[2]}
    assert listed(client, user, **query) == ids[8:2:-1]
    assert listed(client, user, order="asc", after=ids[4], before=ids[5]) == []


def test_deleting_while_paging_skips_nothing(client: OpenAI, user: str, ids: list[str]) -> None:
    seen = []
    for thread in client.beta.chatkit.threads.list(user=user, limit=3, order="asc"):
        seen.append(thread.id)
        client.beta.chatkit.threads.delete(thread.id)
    assert seen == ids
    assert listed(client, user) == []


def test_a_limit_of_nothing_says_whether_there_is_anything(client: OpenAI, user: str,
                                                           ids: list[str]) -> None:
    page = client.beta.chatkit.threads.list(user=user, limit=0)
    assert (page.data, page.has_more) == ([], True)
    assert (page.first_id, page.last_id) == (None, None)  # type: ignore[attr-defined]
    nobody = client.beta.chatkit.threads.list(user="somebody else", limit=0)
    assert nobody.has_more is False


def test_items_page_in_both_orders(client: OpenAI, talk: wire.Conversation) -> None:
    events = talk.create("One")
    thread = wire.thread_of(events)
    for text in ("Two", "Three"):
        talk.add(thread, text)
    items = client.beta.chatkit.threads.list_items
    whole = [item.id for item in items(thread, order="asc", limit=100).data]
    assert len(whole) >= 6
    assert [item.id for item in items(thread, order="desc", limit=100).data] == whole[::-1]
    found, after = [], None
    while True:
        page = items(thread, order="asc", limit=2, **({"after": after} if after else {}))
        found += [item.id for item in page.data]
        if not page.has_more:
            break
        after = page.last_id
    assert found == whole
    page = items(thread, order="asc", after=whole[0], before=whole[3])
    assert [item.id for item in page.data] == whole[1:3]


def test_the_asynchronous_client_pages_too(server: Server, proxy: ValidatingProxy, user: str,
                                           ids: list[str]) -> None:
    import asyncio

    async def collect() -> list[str]:
        async with AsyncOpenAI(base_url=f"{proxy.url}/v1", api_key=server.api_key) as client:
            pages = client.beta.chatkit.threads.list(user=user, limit=5, order="asc")
            return [thread.id async for thread in pages]

    assert asyncio.run(collect()) == ids
