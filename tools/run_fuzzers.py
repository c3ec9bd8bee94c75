#!/usr/bin/env python3
"""Builds and runs every libFuzzer program of a build for a while; a finding fails the run.

Usage: tools/run_fuzzers.py --build DIR [--seconds N] [--only TEXT]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def targets_of(build: Path) -> list[str]:
    listed = subprocess.run(["ninja", "-C", str(build), "-t", "targets", "all"],
                            capture_output=True, text=True, check=True).stdout
    names = (line.split(":")[0] for line in listed.splitlines())
    return sorted({name for name in names if name.startswith("fuzz_") and "/" not in name})


def seeds_of(name: str) -> list[str]:
    """The committed corpus of a fuzzer, tests/fuzz/<room>/corpus/<name> or .../corpus."""
    places = [ROOT.glob(f"tests/fuzz/**/corpus/{name}"), ROOT.glob(f"tests/fuzz/**/{name}_corpus")]
    return [str(path) for found in places for path in found if path.is_dir()]


def run(name: str, build: Path, seconds: int) -> tuple[str, int, str]:
    program = next(path for path in build.rglob(name)
                   if path.is_file() and os.access(path, os.X_OK))
    corpus = build / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    done = subprocess.run([str(program.resolve()), f"-max_total_time={seconds}", "-timeout=10",
                           "-rss_limit_mb=4096", f"-artifact_prefix={corpus.resolve()}-",
                           str(corpus.resolve()), *seeds_of(name)],
                          cwd=ROOT, capture_output=True, text=True, check=False)
    return name, done.returncode, done.stderr


def main() -> int:
    parser = argparse.ArgumentParser(description="Runs every fuzzer for a while.")
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    build = options.build.resolve()
    names = [name for name in targets_of(build) if options.only in name]
    if not names:
        print("fuzzers: none found")
        return 1
    subprocess.run(["ninja", "-C", str(build), *names], check=True)
    began = time.monotonic()
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        results = list(pool.map(lambda name: run(name, build, options.seconds), names))
    failed = 0
    for name, status, output in results:
        last = [line for line in output.splitlines() if line.startswith(("#", "Done", "SUMMARY"))]
        print(f"{name}: {'ok' if status == 0 else f'exit {status}'}; {last[-1] if last else ''}")
        if status != 0:
            failed += 1
            print(output[-6000:])
    print(f"fuzzers: {len(names)} run {options.seconds} s each, {failed} with findings, "
          f"{time.monotonic() - began:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
