"""One call through each client, on the server's core."""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import subprocess
import sys

from harness.processes import SERVER_CORE, on_core
from harness.row import Row
from harness.servers import Server

from .seeded import seeded_store

_PEERS = pathlib.Path(__file__).resolve().parent.parent / "peers"


def sdk(arguments, folder: pathlib.Path) -> list[Row]:
    """threads.retrieve through each client, one connection."""
    data, ids = seeded_store(arguments, folder)
    script = arguments.node_modules.parent / "chatkit-bench-retrieve.mjs"
    shutil.copy(_PEERS / "retrieve.mjs", script)
    clients = {
        "libchatkit": ([str(arguments.programs / "retrieve_libchatkit")], 50_000),
        "libcurl": ([str(arguments.programs / "retrieve_libcurl")], 50_000),
        "openai (npm)": ([str(arguments.node), str(script)], 5_000),
        "openai (PyPI)": ([sys.executable, str(_PEERS / "retrieve.py")], 2_000),
    }
    speed, cpu = {}, {}
    with Server(arguments.program, data) as server:
        environment = {**os.environ, "OPENAI_BASE_URL": server.url + "/v1",
                       "OPENAI_API_KEY": server.key, "NODE_PATH": str(arguments.node_modules)}
        for name, (command, calls) in clients.items():
            output = subprocess.run(on_core(SERVER_CORE) + command + [ids[5], str(calls)],
                                    check=True, text=True, capture_output=True,
                                    env=environment).stdout
            result = json.loads(output.strip().splitlines()[-1])
            speed[name] = result["calls"] / result["seconds"]
            cpu[name] = result["cpu_seconds"] / result["calls"] * 1e6
    script.unlink()
    return _rows(speed, cpu)


def _rows(speed: dict[str, float], cpu: dict[str, float]) -> list[Row]:
    ours = f"{speed['libchatkit']:,.0f}/s, {cpu['libchatkit']:.1f} µs CPU"
    rows = []
    for peer in ("openai (npm)", "openai (PyPI)"):
        ratio = speed["libchatkit"] / speed[peer]
        rows.append(Row("SDK threads.retrieve, parsed", ours,
                        f"{peer} {speed[peer]:,.0f}/s, {cpu[peer]:.0f} µs CPU", f"{ratio:.1f} ×",
                        "≥ 20 ×", ratio >= 20))
    ratio = cpu["libchatkit"] / cpu["libcurl"]
    rows.append(Row("the same, CPU of a call", f"{cpu['libchatkit']:.1f} µs",
                    f"bare libcurl {cpu['libcurl']:.1f} µs", f"{ratio:.2f} ×", "≤ 1.5 ×",
                    ratio <= 1.5))
    return rows
