"""Words and calls that a finished tree does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .source import Finding, SourceFile

# The rules themselves and the tests of the rules must spell what they refuse.
_EXEMPT = ("tools/tidy/", "tests/lint/")

# In quotes, or called, the last one is a member of widgets; in a page, an attribute.
_UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK|stub(?:bed)?|not implemented|"
                         r"(?<!\")placeholder(?!\())\b")
_PAGE_FOLDERS = ("web/", "examples/web/")
_VAGUE_NAME = re.compile(
    r"\b(?:class|struct|namespace)\s+(\w*(?:[Uu]tils?|[Mm]anager|[Hh]elpers?))\b")
_VAGUE_FILE = re.compile(r"(?:^|[/_])(?:utils?|managers?|helpers?)(?:[/_.]|$)")
_PRINTING = re.compile(r"\bstd::(?:cout|cerr|clog)\b|(?<![\w])(?:std::)?(?:printf|puts|putchar|"
                       r"fprintf|fputs|perror)\s*\(")
# The program, and the two sinks for logs that a program may replace.
_PRINTING_PLACES = ("src/app/", "src/telemetry/", "src/client/standard_error_log.cpp")
_MACHINE = re.compile(r"/work/|/home/\w+/|/root/")


def check(file: SourceFile) -> Iterator[Finding]:
    if file.name.startswith(_EXEMPT):
        return
    if _VAGUE_FILE.search(file.name.lower()):
        yield Finding(file.name, 1, "vague-name", "name the file after its one concept")
    for match in _UNFINISHED.finditer(file.text):
        if match.group() == "placeholder" and file.name.startswith(_PAGE_FOLDERS):
            continue
        yield file.finding(match.start(), "unfinished", f"'{match.group()}' is left in the text")
    for match in _MACHINE.finditer(file.text):
        yield file.finding(match.start(), "machine-path", f"'{match.group()}' names one machine")
    if file.is_cpp:
        yield from _code_words(file)


def _code_words(file: SourceFile) -> Iterator[Finding]:
    for match in _VAGUE_NAME.finditer(file.code):
        yield file.finding(match.start(), "vague-name", f"'{match.group(1)}' says nothing")
    if file.name.startswith("src/") and not file.name.startswith(_PRINTING_PLACES):
        for match in _PRINTING.finditer(file.code):
            yield file.finding(match.start(), "printing", "libraries never print")
