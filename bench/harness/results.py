"""The table of the results, and the file that holds it."""

from __future__ import annotations

import datetime
import os
import pathlib
import platform

from .row import Row


def machine() -> str:
    model = next((line.split(":", 1)[1].strip()
                  for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())
    return f"{os.cpu_count()} cores of {model}, Linux {platform.release()}"


_HEAD = ["| work | chatkit | peer, same run | ratio | target | |",
         "| --- | --- | --- | --- | --- | --- |"]


def table(rows: list[Row]) -> str:
    return "\n".join([*_HEAD, *[row.line() for row in rows]])


def renewed_table(rows: list[Row], path: pathlib.Path) -> str:
    """The table in `path` with `rows` in place of those of the same work; new ones at its end."""
    fresh = [row.line() for row in rows]
    lines = []
    for line in path.read_text().splitlines():
        if not line.startswith("|") or line in _HEAD:
            continue
        same = next((row for row in fresh if _work(row) == _work(line)), None)
        if same:
            fresh.remove(same)
        lines.append(same or line)
    return "\n".join([*_HEAD, *lines, *fresh])


def _work(line: str) -> str:
    return line.split("|")[1].strip()


def write_results(results: str, path: pathlib.Path, notes: pathlib.Path) -> None:
    """The table, then what `notes` has to say of it."""
    path.write_text("\n".join([
        "# Results", "",
        f"Made by `./dev bench` on {datetime.date.today()}: {machine()}; loopback, g++ -O2. "
        "Each figure and its peer are of one run. README.md says what shares a core with what.", "",
        results, "", notes.read_text().rstrip(), ""]))
