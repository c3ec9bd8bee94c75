"""Runs node's own test runner over tests/live/node with the official npm package, unmodified."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from node_program import NODE
from server import BUILD, ROOT, Server
from validating_proxy import ValidatingProxy

SOURCES = Path(__file__).resolve().parent / "node"
PACKAGES = ROOT / "build" / "npm"


@pytest.mark.parametrize("name", sorted(file.name for file in SOURCES.glob("*.test.mjs")))
def test_node(name: str, server: Server, proxy: ValidatingProxy) -> None:
    for file in SOURCES.glob("*.mjs"):  # Beside the packages, where `import` finds them.
        shutil.copy(file, PACKAGES / file.name)
    results = BUILD / "test-results"
    results.mkdir(parents=True, exist_ok=True)
    report = results / f"node-{name.split('.')[0]}.junit"
    environment = {**os.environ, "OPENAI_BASE_URL": f"{proxy.url}/v1",
                   "OPENAI_API_KEY": server.api_key}
    done = subprocess.run(
        [NODE, "--test", "--test-reporter=spec", "--test-reporter-destination=stdout",
         "--test-reporter=junit", f"--test-reporter-destination={report}", name],
        cwd=PACKAGES, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
