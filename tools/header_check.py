#!/usr/bin/env python3
"""Compiles every header of include/ and src/ alone, public ones with warnings as errors.

A public header must also draw in nothing but the standard library and chatkit/; those of
libchatkit-server may draw in Boost, whose coroutine type their users write. Results are
kept by content: a header is compiled again only when it, or a project header below it, changed.

Usage: tools/header_check.py [--root DIR] [--cache DIR] [--compiler g++] [--only TEXT]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FLAGS = ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion",
         "-Wshadow", "-Werror"]
# Where the compiler and the C library keep their own headers.
STANDARD_PLACES = re.compile(r"^/usr/(?:include/c\+\+/|lib/(?:gcc|llvm)|include/[\w-]+-linux-gnu/"
                             r"(?:c\+\+|bits|sys|gnu|asm)/|include/(?:bits|sys|asm|asm-generic|"
                             r"linux)/|include/[\w-]+\.h$)")
# Boost, and what it draws in of the C library.
BOOST_PLACES = re.compile(r"^/usr/include/(?:boost|netinet|arpa|net|rpc)/")
_PROJECT_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"', re.MULTILINE)


class Checker:
    def __init__(self, root: Path, cache: Path, compiler: str) -> None:
        self.root = root
        self.cache = cache
        self.compiler = compiler
        version = subprocess.run([compiler, "--version"], capture_output=True, text=True,
                                 check=True)
        self.salt = version.stdout.splitlines()[0] + " ".join(FLAGS)
        cache.mkdir(parents=True, exist_ok=True)

    def digest(self, header: Path) -> str:
        """A hash over the header and every project header that it draws in."""
        found: set[Path] = set()
        waiting = [header]
        while waiting:
            file = waiting.pop()
            if file in found:
                continue
            found.add(file)
            for name in _PROJECT_INCLUDE.findall(file.read_text(encoding="utf-8")):
                for folder in ("src", "include"):
                    candidate = self.root / folder / name
                    if candidate.is_file():
                        waiting.append(candidate)
        state = hashlib.sha256(self.salt.encode())
        for file in sorted(found):
            state.update(file.relative_to(self.root).as_posix().encode())
            state.update(file.read_bytes())
        return state.hexdigest()

    def check(self, header: Path) -> str | None:
        """What is wrong with the header, or nothing."""
        stamp = self.cache / self.digest(header)
        if stamp.exists():
            return None
        public = header.is_relative_to(self.root / "include")
        problem = self._compile(header, public)
        if problem is None:
            stamp.touch()
        return problem

    def _compile(self, header: Path, public: bool) -> str | None:
        folders = ["include"] if public else ["include", "src"]
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "alone.cpp")
            depends = Path(folder, "alone.d")
            source.write_text(f'#include "{header}"\n', encoding="utf-8")
            command = [self.compiler, *FLAGS, *(f"-I{self.root / name}" for name in folders),
                       "-MD", "-MF", str(depends), str(source)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                return done.stderr.strip()
            return self._foreign(header, depends, source) if public else None

    def _foreign(self, header: Path, depends: Path, source: Path) -> str | None:
        boost = header.is_relative_to(self.root / "include" / "chatkit" / "server")
        words = depends.read_text(encoding="utf-8").replace("\\\n", " ").split()[1:]
        for word in words:
            path = os.path.normpath(word)
            own = Path(path).is_relative_to(self.root / "include") or path == str(source)
            if boost and BOOST_PLACES.match(path):
                continue
            if not own and not STANDARD_PLACES.match(path):
                return f"a public header draws in {path}"
        return None


def main() -> int:
    parser = argparse.ArgumentParser(description="Compiles every header alone.")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--compiler", default="g++")
    parser.add_argument("--only", default="", help="only headers whose path holds this text")
    options = parser.parse_args()
    root = options.root.resolve()
    checker = Checker(root, options.cache or root / "build" / "headers", options.compiler)
    headers = sorted(path for folder in ("include", "src")
                     for path in (root / folder).rglob("*.hpp")
                     if options.only in path.as_posix())
    began = time.monotonic()
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        problems = list(pool.map(checker.check, headers))
    for header, problem in zip(headers, problems):
        if problem:
            print(f"{header.relative_to(root)}: does not compile alone\n{problem}\n")
    failed = sum(problem is not None for problem in problems)
    print(f"headers: {len(headers)} compiled alone, {failed} failed, "
          f"{time.monotonic() - began:.1f} s")
    return 1 if failed or not headers else 0


if __name__ == "__main__":
    sys.exit(main())
