"""The store of a million threads that the rows of the REST API and the SDKs share."""

from __future__ import annotations

import pathlib
import subprocess
import time

from harness.servers import Server, Service


def seeded_store(arguments, folder: pathlib.Path) -> tuple[pathlib.Path, list[str]]:
    """The data directory, filled once, and the ids of its threads, the deep one first."""
    data = arguments.data or folder / "data"
    ids_file = data / "bench-ids"
    if not ids_file.exists():
        ids_file.write_text("\n".join(_seed(arguments, data)))
    return data, ids_file.read_text().split()


def _seed(arguments, data: pathlib.Path) -> list[str]:
    """Makes a data directory as `serve` does and fills its store."""
    Server(arguments.program, data, Service(pinned=False)).stop()
    print(f"seeding {arguments.threads} threads …", flush=True)
    start = time.perf_counter()
    output = subprocess.run(
        [str(arguments.programs / "seed_store"), str(data / "chatkit.db"), str(arguments.threads),
         str(arguments.full_threads), str(arguments.deep_items)],
        check=True, capture_output=True, text=True).stdout
    print(f"  {time.perf_counter() - start:.0f} s", flush=True)
    return output.split()
