"""Coroutine rule 1: what g++ 12.2 destroys twice inside an expression that contains co_await.

The check is lexical. It sees braced temporaries, capturing lambdas, `?:` and structured bindings;
it cannot see default arguments of aggregate type, which stay the reader's task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .source import Finding, SourceFile

RULE = "coroutine"
_OPEN = {"(": ")", "[": "]", "{": "}"}
_CLOSE = {close: open_ for open_, close in _OPEN.items()}
_STATEMENT = re.compile(r"\b(?:if(?:\s+constexpr)?|while|switch|for)\s*$")
_BLOCK_BEFORE = re.compile(
    r"(?:[;{}):]|\b(?:else|do|try|const|noexcept|mutable|override|final))\s*$")
_RETURN_TYPE = re.compile(r"\)[\s\w]*->[^;{}()]*$")


@dataclass(frozen=True)
class Expression:
    """The extent of one full expression that contains co_await."""

    start: int
    end: int
    braced: int | None = None  # Where a braced initialiser around the co_await opens.


def check(file: SourceFile) -> Iterator[Finding]:
    if not file.is_cpp:
        return
    seen: set[tuple[int, str]] = set()
    for match in re.finditer(r"\bco_await\b", file.code):
        expression = _expression(file.code, match.start())
        for offset, message in _problems(file.code, expression):
            if (offset, message) not in seen:
                seen.add((offset, message))
                yield file.finding(offset, RULE, message)


def _opens_block(code: str, brace: int) -> bool:
    before = code[max(0, brace - 400):brace]
    return bool(not before.strip() or _BLOCK_BEFORE.search(before) or _RETURN_TYPE.search(before))


def _expression(code: str, position: int) -> Expression:
    start, braced = _start(code, position)
    return Expression(start, _end(code, position), braced)


def _start(code: str, position: int) -> tuple[int, int | None]:
    depth = 0
    braced = None
    index = position - 1
    while index >= 0:
        char = code[index]
        if char in ")]" or (char == "}" and (depth or _is_operand(code, index))):
            depth += 1
        elif char == "}":
            return index + 1, braced
        elif char in _OPEN and depth:
            depth -= 1
        elif char == "{":
            if _opens_block(code, index):
                return index + 1, braced
            braced = index
        elif char in "([":
            if char == "(" and _STATEMENT.search(code[max(0, index - 20):index]):
                return index + 1, braced
        elif char == ";" and not depth:
            return index + 1, braced
        index -= 1
    return 0, braced


def _is_operand(code: str, closing: int) -> bool:
    """A braced list or a lambda that goes on as part of an expression, not a block's end."""
    if code[closing + 1:].lstrip()[:1] in tuple(",)]."):
        return True
    depth = 0
    for index in range(closing, -1, -1):
        depth += (code[index] == "}") - (code[index] == "{")
        if depth == 0:
            return not _opens_block(code, index)
    return False


def _end(code: str, position: int) -> int:
    stack: list[str] = []
    for index in range(position, len(code)):
        char = code[index]
        if not stack and (char == ";" or (char == "{" and _opens_block(code, index))):
            return index
        if char in _OPEN:
            stack.append(char)
        elif char in _CLOSE:
            if stack:
                stack.pop()
            elif char == "}" and _ends_block(code, index):
                return index
    return len(code)


def _ends_block(code: str, index: int) -> bool:
    """A closing brace behind a complete statement closes a block, not an initialiser."""
    return code[:index].rstrip().endswith((";", "}", "{"))


def _problems(code: str, expression: Expression) -> Iterator[tuple[int, str]]:
    if expression.braced is not None:
        yield expression.braced, "co_await inside a braced initialiser; use a named local"
    text = code[expression.start:expression.end]
    binding = re.search(r"\bauto\s*&{0,2}\s*\[[^\]]*\]\s*=\s*[^;]*\bco_await\b", text)
    if binding:
        yield expression.start + binding.start(), "a structured binding of co_await"
    index = expression.start
    while index < expression.end:
        char = code[index]
        if char == "?":
            yield index, "?: in an expression with co_await; use if"
        elif char == "[" and _is_lambda(code, index):
            capture = code[index + 1:_match(code, index)].strip()
            if capture:
                yield index, "a capturing lambda in an expression with co_await; name it first"
            index = _lambda_end(code, index)
            continue
        elif char == "{" and index != expression.braced:
            yield index, "a braced temporary in an expression with co_await; use a named local"
            index = _match(code, index)
        index += 1


def _is_lambda(code: str, index: int) -> bool:
    before = code[:index].rstrip()
    if not before or before[-1] in "(,={};&|!<:?" or re.search(r"\b(?:return|co_return)$", before):
        after = code[_match(code, index) + 1:].lstrip()
        return after[:1] in ("(", "{", "<") or after.startswith(("mutable", "noexcept"))
    return False


def _match(code: str, opening: int) -> int:
    """The offset of the bracket that closes the one at `opening`."""
    depth = 0
    open_, close = code[opening], _OPEN[code[opening]]
    for index in range(opening, len(code)):
        depth += (code[index] == open_) - (code[index] == close)
        if depth == 0:
            return index
    return len(code)


def _lambda_end(code: str, index: int) -> int:
    brace = code.find("{", _match(code, index))
    return len(code) if brace < 0 else _match(code, brace) + 1
