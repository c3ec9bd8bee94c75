"""Drives a load against a server and says what it did and what it cost the server."""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys
from dataclasses import dataclass

from .processes import LOAD_CORE, SERVER_CORE, cpu_seconds, on_core, resident_megabytes

_WRK = pathlib.Path(__file__).resolve().parent.parent / "wrk"


def _wrk(url: str, script: str, arguments: list[str], connections: int, seconds: int) -> dict:
    command = on_core(SERVER_CORE) + ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s",
                                      "--latency", "-s", str(_WRK / script), url,
                                      "--"] + arguments
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(output.strip().splitlines()[-1])


def requests_load(server_pid: int, url: str, script: str, arguments: list[str], connections: int,
                  seconds: int) -> tuple[float, float, dict]:
    """Requests a second, the server's CPU microseconds a request, and wrk's own summary."""
    _wrk(url, script, arguments, connections, 2)
    before = cpu_seconds(server_pid)
    result = _wrk(url, script, arguments, connections, seconds)
    used = cpu_seconds(server_pid) - before
    if result["errors"]:
        print(f"  {result['errors']} errors in {script}", file=sys.stderr)
    return result["requests"] / result["seconds"], used / result["requests"] * 1e6, result


@dataclass
class Streams:
    """A program of bench/load with its requests: where they go, and on which core it runs."""

    program: pathlib.Path
    requests: list[bytes]
    core: int = LOAD_CORE

    def run(self, port: int, server_pid: int, folder: pathlib.Path, *options: int) -> dict:
        """The program's own summary, and `cpu_seconds` and `resident_mb` of the server."""
        file = folder / "requests"
        file.write_bytes(b"".join(b"%d\n%s" % (len(request), request)
                                  for request in self.requests))
        command = on_core(self.core) + [str(self.program), str(port), str(file),
                                        *map(str, options)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        began = process.stdout.readline()
        before = cpu_seconds(server_pid)
        line = process.stdout.readline()
        used = cpu_seconds(server_pid) - before
        memory = resident_megabytes(server_pid)
        if process.wait(timeout=30) != 0 or began != "begin\n":
            sys.exit(f"{self.program.name} failed")
        return {**json.loads(line), "cpu_seconds": used, "resident_mb": memory}
