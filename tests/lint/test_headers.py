"""The header check fails on headers that do not stand alone, and keeps what it has seen."""

import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from header_check import Checker  # noqa: E402


class HeaderCase(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()
        self.checker = Checker(self.root, self.root / "cache", "g++")

    def put(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("#pragma once\n" + text, encoding="utf-8")
        return file

    def test_a_header_that_stands_alone_passes(self) -> None:
        header = self.put("include/chatkit/a.hpp", "#include <string>\ninline std::string a;\n")
        self.assertIsNone(self.checker.check(header))

    def test_a_forgotten_include_fails(self) -> None:
        header = self.put("src/base/a.hpp", "inline std::string a;\n")
        self.assertIn("std::string", self.checker.check(header) or "")

    def test_a_warning_fails(self) -> None:
        header = self.put("include/chatkit/a.hpp", "inline int f(long a) { return a; }\n")
        self.assertIn("conversion", self.checker.check(header) or "")

    def test_a_public_header_cannot_reach_into_src(self) -> None:
        self.put("src/base/b.hpp", "")
        header = self.put("include/chatkit/a.hpp", '#include "base/b.hpp"\n')
        self.assertIn("base/b.hpp", self.checker.check(header) or "")

    def test_a_change_below_a_header_is_seen(self) -> None:
        below = self.put("src/base/b.hpp", "using B = int;\n")
        header = self.put("src/base/a.hpp", '#include "base/b.hpp"\ninline B b = 1;\n')
        self.assertIsNone(self.checker.check(header))
        before = self.checker.digest(header)
        below.write_text("#pragma once\n", encoding="utf-8")
        self.assertNotEqual(before, self.checker.digest(header))
        self.assertIn("B", self.checker.check(header) or "")


if __name__ == "__main__":
    unittest.main()
