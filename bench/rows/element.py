"""The chat element in Chromium: an answer that streams, a long thread, the size of its script."""

from __future__ import annotations

import gzip
import json
import os
import pathlib
import statistics
import subprocess

from harness.row import Row

_WEB = pathlib.Path(__file__).resolve().parent.parent.parent / "web"


def element(arguments, folder: pathlib.Path) -> list[Row]:
    """Main-thread time by tracing, as web/bench measures it, and the core's size."""
    figures = folder / "element.json"
    subprocess.run(
        [str(arguments.node), "bench/run.ts", str(figures)], cwd=_WEB, check=True,
        stdout=subprocess.DEVNULL, env={**os.environ, "CHATKIT_BUILD": str(arguments.build)})
    return [*_measured(json.loads(figures.read_text())), _size()]


def _measured(results: dict) -> list[Row]:
    streaming, peer = results["streaming"], results["fullRender"]
    loading, whole = results["scrolling"]["loading"], results["scrolling"]["whole"]
    opening, quietest = statistics.median(results["opening"]), min(results["opening"])
    return [
        Row("the element: a delta of a 20 KB answer, main thread", _described(streaming),
            f"marked + DOMPurify, all anew {_described(peer)}",
            f"{streaming['p95'] / peer['p95']:.2f} ×", "p95 ≤ 4 ms", streaming["p95"] <= 4),
        Row("a step of scrolling through 5,000 items, main thread", _described(whole), "–", "–",
            "p95 ≤ 8 ms", whole["p95"] <= 8),
        Row("the same upwards, while older pages load", _described(loading), "–", "–",
            "p95 ≤ 8 ms", loading["p95"] <= 8),
        Row("opening that thread, last byte to frame",
            f"{opening:.0f} ms (quietest {quietest:.0f})", "–", "–", "≤ 100 ms", opening <= 100)]


def _size() -> Row:
    kilobytes = len(gzip.compress((_WEB / "dist/chatkit.js").read_bytes(), 9)) / 1000
    return Row("the element's core script, gzip", f"{kilobytes:.1f} KB", "–", "–", "≤ 120 KB",
               kilobytes <= 120)


def _described(spread: dict) -> str:
    return (f"p95 {spread['p95']:.2f} ms (median {spread['p50']:.2f}, max {spread['max']:.1f}, "
            f"{spread['count']:,} of them)")
