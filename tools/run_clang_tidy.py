#!/usr/bin/env python3
"""Runs clang-tidy over the sources of src/, in parallel, and keeps what was clean by content.

It looks at the files that a unity build compiles, each of which draws in several sources of a room:
the libraries' headers, where most of its time goes, are read once for all of them. Such a file is
looked at again only when a source or project header below it, .clang-tidy, the flags or clang-tidy
itself changed. Usage: tools/run_clang_tidy.py --build DIR [--only TEXT] [--all]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TIDY = "clang-tidy-19"
ROOT = Path(__file__).resolve().parent.parent
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"', re.MULTILINE)


def cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base, "chatkit-clang-tidy")


def drawn_in(source: Path) -> list[Path]:
    """The source and every project header below it."""
    found: set[Path] = set()
    waiting = [source]
    while waiting:
        file = waiting.pop()
        if file in found:
            continue
        found.add(file)
        for name in _INCLUDE.findall(file.read_text(encoding="utf-8")):
            places = (ROOT / "src" / name, ROOT / "include" / name)
            waiting += [place for place in places if place.is_file()]
    return sorted(found)


def digest(source: Path, salt: str) -> str:
    state = hashlib.sha256(salt.encode())
    for file in drawn_in(source):
        text = file.read_text(encoding="utf-8").replace(str(ROOT), "")
        state.update(f"{file.relative_to(ROOT)}\0{text}".encode())
    return state.hexdigest()


def look_at(source: Path, build: Path, stamp: Path) -> tuple[Path, str]:
    if stamp.exists():
        return source, ""
    done = subprocess.run([TIDY, "--quiet", "-p", str(build), str(source)], capture_output=True,
                          text=True, check=False)
    if done.returncode != 0:
        return source, done.stdout + done.stderr
    stamp.touch()
    return source, ""


def main() -> int:
    parser = argparse.ArgumentParser(description="clang-tidy over src/, cached by content.")
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--only", default="", help="only sources whose path holds this text")
    parser.add_argument("--all", action="store_true", help="look at everything anew")
    options = parser.parse_args()
    commands = json.loads((options.build / "compile_commands.json").read_text(encoding="utf-8"))
    version = subprocess.run([TIDY, "--version"], capture_output=True, text=True, check=True).stdout
    settings = (ROOT / ".clang-tidy").read_text(encoding="utf-8")
    cache = cache_folder()
    cache.mkdir(parents=True, exist_ok=True)
    rooms = (options.build / "src").resolve()
    work = []
    for entry in commands:
        source = Path(entry["file"]).resolve()
        if not source.is_relative_to(rooms) or options.only not in source.as_posix():
            continue
        flags = entry["command"].replace(str(ROOT), "")
        stamp = cache / digest(source, "\0".join((version, settings, flags)))
        if options.all:
            stamp.unlink(missing_ok=True)
        work.append((source, options.build, stamp))
    began = time.monotonic()
    kept = sum(stamp.exists() for _, _, stamp in work)
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        results = list(pool.map(lambda job: look_at(*job), work))
    bad = [(source, text) for source, text in results if text]
    for source, text in bad:
        print(f"--- {source.relative_to(ROOT)}\n{text}")
    print(f"clang-tidy: {len(work)} sources ({kept} as before), {len(bad)} with findings, "
          f"{time.monotonic() - began:.0f} s")
    return 1 if bad or not work else 0


if __name__ == "__main__":
    sys.exit(main())
