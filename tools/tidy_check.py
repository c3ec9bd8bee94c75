#!/usr/bin/env python3
"""Checks the house style where a machine can: prints each finding, exits 1 if there is any.

Usage: tools/tidy_check.py [--root DIR]
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from tidy import arrows, coroutines, sizes, words  # noqa: E402
from tidy.source import Finding, collect  # noqa: E402

RULES = (sizes.check, arrows.check, coroutines.check, words.check)


def findings_of(root: Path) -> tuple[int, list[Finding]]:
    files = collect(root)
    found = [finding for file in files for rule in RULES for finding in rule(file)]
    return len(files), sorted(found, key=lambda finding: (finding.path, finding.line))


def main() -> int:
    parser = argparse.ArgumentParser(description="Checks the house style.")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    root = parser.parse_args().root.resolve()
    began = time.monotonic()
    count, found = findings_of(root)
    for finding in found:
        print(finding)
    print(f"tidy: {count} files, {len(found)} findings, {time.monotonic() - began:.1f} s")
    if count == 0:
        print("tidy: no file to look at")
        return 2
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
