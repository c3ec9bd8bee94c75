#!/usr/bin/env python3
"""Adds up the results of one test run; the closing line is `N passed, M failed, K skipped`.

Usage: tools/test_report.py RESULTS_DIR [--seconds N] [--write docs/test-report.md]
Reads the XML of GoogleTest programs, ctest's own summary, pytest's and node's JUnit files.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Tally:
    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0


def of_googletest(file: Path) -> Tally:
    tally = Tally(file.stem)
    root = ElementTree.parse(file).getroot()
    tally.seconds = float(root.get("time", "0"))
    for case in root.iter("testcase"):
        if case.find("failure") is not None:
            tally.failed += 1
        elif case.get("status") == "notrun" or case.get("result") == "skipped":
            tally.skipped += 1
        else:
            tally.passed += 1
    return tally


def of_ctest(file: Path, programs: dict[str, Tally]) -> list[Tally]:
    """Tests without an XML of their own count as one; a program that ends badly as one failure."""
    tallies = []
    for case in ElementTree.parse(file).getroot().iter("testcase"):
        name = case.get("name", "")
        failed = case.get("status") == "fail"
        tally = programs.pop(name, None)
        if tally is None:
            skipped = case.get("status") in ("notrun", "disabled")
            tally = Tally(name, int(not failed and not skipped), int(failed), int(skipped))
            tally.seconds = float(case.get("time", "0"))
        elif failed and not tally.failed:
            tally.failed += 1
        tallies.append(tally)
    return tallies


def of_junit(file: Path) -> Tally:
    tally = Tally(file.stem)
    for case in ElementTree.parse(file).getroot().iter("testcase"):
        tally.seconds += float(case.get("time", "0"))
        if case.find("failure") is not None or case.find("error") is not None:
            tally.failed += 1
        elif case.find("skipped") is not None:
            tally.skipped += 1
        else:
            tally.passed += 1
    return tally


def tallies_of(folder: Path) -> list[Tally]:
    programs = {file.stem: of_googletest(file) for file in sorted(folder.glob("*.xml"))}
    tallies = []
    summary = folder / "ctest-summary.junit"
    if summary.exists():
        tallies = of_ctest(summary, programs)
    tallies += programs.values()
    tallies += [of_junit(file) for file in sorted(folder.glob("*.junit")) if file != summary]
    return tallies


def report(tallies: list[Tally], seconds: float) -> str:
    today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    lines = ["# Test report", "",
             "The last complete run of `./dev test --long`, written by that command.", "",
             f"{today}, {os.cpu_count()} cores, {platform.machine()}, {seconds / 60:.0f} minutes.",
             "", "| tests | passed | failed | skipped | seconds |",
             "| --- | ---: | ---: | ---: | ---: |"]
    lines += [f"| {t.name} | {t.passed} | {t.failed} | {t.skipped} | {t.seconds:.1f} |"
              for t in tallies]
    lines += ["", closing_line(tallies), ""]
    return "\n".join(lines)


def closing_line(tallies: list[Tally]) -> str:
    line = f"{sum(t.passed for t in tallies)} passed, {sum(t.failed for t in tallies)} failed"
    skipped = sum(t.skipped for t in tallies)
    return f"{line}, {skipped} skipped" if skipped else line


def main() -> int:
    parser = argparse.ArgumentParser(description="Adds up the results of one test run.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=0)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    tallies = tallies_of(options.folder)
    if options.write:
        options.write.write_text(report(tallies, options.seconds), encoding="utf-8")
    for tally in tallies:
        if tally.failed:
            print(f"failed: {tally.name} ({tally.failed})")
    print(closing_line(tallies))
    return 1 if any(tally.failed for tally in tallies) else 0


if __name__ == "__main__":
    sys.exit(main())
