"""How large a file, a function and a line may be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .source import Finding, SourceFile, line_of

FILE_LINES_MAX = 400
TEST_FILE_LINES_MAX = 600
FUNCTION_LINES_MAX = 60
LINE_COLUMNS_MAX = 100

_CONTAINER = re.compile(r"^(?:(?:inline|export|typedef|static|const|constexpr|extern)\s+)*"
                        r"(?:namespace|class|struct|union|extern)\b")
_ENUM = re.compile(r"^(?:typedef\s+)?enum\b")


def check(file: SourceFile) -> Iterator[Finding]:
    lines = file.text.splitlines()
    limit = TEST_FILE_LINES_MAX if file.is_test else FILE_LINES_MAX
    if len(lines) > limit:
        yield Finding(file.name, limit + 1, "file-size", f"{len(lines)} lines, {limit} at most")
    for number, line in enumerate(lines, 1):
        if len(line) > LINE_COLUMNS_MAX:
            message = f"{len(line)} columns, {LINE_COLUMNS_MAX} at most"
            yield Finding(file.name, number, "line-length", message)
    if file.is_cpp:
        yield from _long_functions(file)


def _long_functions(file: SourceFile) -> Iterator[Finding]:
    for start, end in functions(file.code):
        count = file.code.count("\n", start, end) + 1
        if count > FUNCTION_LINES_MAX:
            message = f"a function of {count} lines, {FUNCTION_LINES_MAX} at most"
            yield Finding(file.name, line_of(file.code, start), "function-size", message)


def functions(code: str) -> Iterator[tuple[int, int]]:
    """The extents of function bodies at namespace and class level, braces included."""
    position = 0
    head_start = 0
    while position < len(code):
        char = code[position]
        if char in ";}":
            head_start = position + 1
        elif char == "{":
            head = _without_template(code[head_start:position])
            if _CONTAINER.match(head) and not _is_signature(head):
                head_start = position + 1
            else:
                end = closing(code, position)
                if not _ENUM.match(head) and not head.endswith("="):
                    yield position, end
                position = end - 1
                head_start = end
        position += 1


def _without_template(head: str) -> str:
    head = re.sub(r"\b(?:public|private|protected)\s*:(?!:)", " ", head).strip()
    while head.startswith("template"):
        depth = 0
        for index, char in enumerate(head):
            depth += (char == "<") - (char == ">")
            if char == ">" and depth == 0:
                head = head[index + 1:].strip()
                break
        else:
            return head
    return head


def _is_signature(head: str) -> bool:
    """`struct tm read(…) {` begins like a container but is a function."""
    return head.endswith((")", "const", "noexcept", "override"))


def closing(code: str, opening: int) -> int:
    """The offset just behind the brace that closes the one at `opening`."""
    depth = 0
    for match in re.compile(r"[{}]").finditer(code, opening):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return match.end()
    return len(code)
