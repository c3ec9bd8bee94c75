"""Source files as the rules see them: raw text, and text without comments and literals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

CPP_SUFFIXES = {".cpp", ".hpp", ".h", ".c"}
SCRIPT_SUFFIXES = {".py", ".sh", ".mjs", ".js", ".ts", ".tsx", ".cmake"}
FOLDERS = ("include", "src", "tests", "examples", "bench", "tools", "cmake", "web/src")
SKIPPED_PARTS = {"node_modules", "__pycache__", "corpus"}


@dataclass(frozen=True)
class Finding:
    """One broken rule at one place; lines count from 1."""

    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: [{self.rule}] {self.message}"


@dataclass(frozen=True)
class SourceFile:
    root: Path
    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(self.root).as_posix()

    @property
    def is_cpp(self) -> bool:
        return self.path.suffix in CPP_SUFFIXES

    @property
    def is_test(self) -> bool:
        return self.name.startswith("tests/")

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def code(self) -> str:
        """The text with comments, literals and preprocessor lines blanked, offsets unchanged."""
        return blank_cpp(self.text)

    def finding(self, offset: int, rule: str, message: str) -> Finding:
        return Finding(self.name, line_of(self.text, offset), rule, message)


def line_of(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


_TOKEN = re.compile(
    r"""//(?:\\\n|[^\n])*                        # a comment to the end of its line
      | /\*.*?\*/                                # a block comment
      | R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)"   # a raw string
      | (?:u8|[uUL])?"(?:\\.|[^"\\\n])*"         # a string
      | (?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'      # a character, but no digit separator
      | ^[ \t]*\#(?:\\\n|[^\n])*                 # a preprocessor line
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


def _spaces(match: re.Match[str]) -> str:
    whole = match.group(0)
    blanked = re.sub(r"[^\n]", " ", whole)
    if whole.lstrip().startswith(("//", "/*", "#")):
        return blanked
    # A literal stays visible as a pair of quotes, so that it still reads as an operand.
    return '"' + blanked[1:-1] + '"'


def blank_cpp(text: str) -> str:
    return _TOKEN.sub(_spaces, text)


def collect(root: Path) -> list[SourceFile]:
    """Every file that the rules look at, in a stable order."""
    wanted = CPP_SUFFIXES | SCRIPT_SUFFIXES
    files = []
    for folder in FOLDERS:
        for path in (root / folder).rglob("*"):
            parts = path.relative_to(root).parts
            if SKIPPED_PARTS.isdisjoint(parts) and path.suffix in wanted and path.is_file():
                files.append(SourceFile(root, path))
    dev = root / "dev"
    if dev.is_file():
        files.append(SourceFile(root, dev))
    return sorted(files, key=lambda file: file.name)
