"""libchatkit over connections that break: every answer arrives whole, in order, once."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Callable
from typing import Any

from cutting_proxy import CuttingProxy, at_any_byte, before_the_answer
from rounds import rounds
from server import BUILD, Server
from validating_proxy import ValidatingProxy

TURNS = rounds(20, 1000)
ALL_WHOLE = {"turns": TURNS, "whole": TURNS, "as_items": 0, "reloaded": 0, "retried": 0}
PROBE = BUILD / "tests" / "live" / "programs" / "resume_probe"


def probe(proxy: CuttingProxy, server: Server, turns: int) -> dict[str, Any]:
    done = subprocess.run([PROBE, f"{proxy.url}/v1", server.api_key, str(turns)], text=True,
                          capture_output=True, timeout=600, check=False, env={**os.environ})
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def through(server: Server, checked: ValidatingProxy, cut: Callable[[], int | None],
            turns: int) -> dict[str, Any]:
    proxy = CuttingProxy(lambda: checked.url, cut)
    try:
        seen = probe(proxy, server, turns)
    finally:
        proxy.close()
    assert proxy.cuts > turns / 10, "the proxy hardly cut"
    return seen


def test_cut_at_any_byte(server: Server, proxy: ValidatingProxy) -> None:
    seen = through(server, proxy, at_any_byte(20_000), TURNS)
    assert seen == ALL_WHOLE


def test_cut_before_the_headers_of_the_answer(server: Server, proxy: ValidatingProxy) -> None:
    seen = through(server, proxy, before_the_answer(), TURNS)
    assert seen == ALL_WHOLE


def test_a_stop_of_the_server_in_the_middle(own_server: Server) -> None:
    """Turns that run may finish; the next start knows the threads but not the old runs' events."""
    own_server.start()
    first = own_server.url
    port = first.rsplit(":", 1)[1]
    ended = threading.Event()
    stops = 0

    def restart() -> None:
        nonlocal stops
        while not ended.wait(1.0):
            assert own_server.stop() == 0
            own_server.start("--listen", f"127.0.0.1:{port}")
            stops += 1

    restarting = threading.Thread(target=restart)
    proxy = CuttingProxy(lambda: first, at_any_byte(20_000))
    restarting.start()
    try:
        turns = TURNS * 3
        seen = probe(proxy, own_server, turns)
    finally:
        ended.set()
        restarting.join()
        proxy.close()
    assert seen["turns"] == turns
    assert seen["whole"] + seen["as_items"] + seen["reloaded"] + seen["retried"] == turns
    assert stops > 0, "the server was never stopped"
