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


def table(rows: list[Row]) -> str:
    return "\n".join(["| work | chatkit | peer, same run | ratio | target | |",
                      "| --- | --- | --- | --- | --- | --- |", *[row.line() for row in rows]])


def write_results(rows: list[Row], path: pathlib.Path, notes: pathlib.Path) -> None:
    """The table, then what `notes` has to say of it."""
    path.write_text("\n".join([
        "# Results", "",
        f"Made by `./dev bench` on {datetime.date.today()}: {machine()}; loopback, g++ -O2, one "
        "run. README.md says what shares a core with what.", "",
        table(rows), "", notes.read_text().rstrip(), ""]))
