"""Compares what came with what a trace says, whose ids and times are known by their names alone."""

from __future__ import annotations

import re
from typing import Any

_NAME = re.compile(r"<(?!time>)[^<>]+>")
# What no two services say alike.
_IGNORED = ("preview_url", "upload_descriptor")


class Unknowns:
    """A name such as `<thr:1>` stands for the same text wherever it appears, `<time>` for any."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        return self._known[name]

    def __contains__(self, name: str) -> bool:
        return name in self._known

    def filled(self, value: Any) -> Any:
        """`value` with every known name replaced by what it stands for."""
        if isinstance(value, dict):
            return {key: self.filled(entry) for key, entry in value.items()}
        if isinstance(value, list):
            return [self.filled(entry) for entry in value]
        if isinstance(value, str):
            return _NAME.sub(lambda name: self._known.get(name.group(), name.group()), value)
        return value

    def difference(self, expected: Any, actual: Any, place: str = "") -> str:
        """Empty if they are the same; otherwise where and how they differ."""
        if isinstance(expected, dict) and isinstance(actual, dict):
            return self._objects(expected, actual, place)
        if isinstance(expected, list) and isinstance(actual, list):
            return self._lists(expected, actual, place)
        if isinstance(expected, str) and isinstance(actual, str):
            same = self._same_text(expected, actual)
        else:
            same = type(expected) is type(actual) and expected == actual
        return "" if same else f"{place} is {actual!r} instead of {expected!r}"

    def _objects(self, expected: dict[str, Any], actual: dict[str, Any], place: str) -> str:
        wanted = {key: value for key, value in expected.items() if key not in _IGNORED}
        found = {key: value for key, value in actual.items() if key not in _IGNORED}
        if lacking := wanted.keys() - found.keys():
            return f"{place} lacks {sorted(lacking)}"
        if surplus := found.keys() - wanted.keys():
            return f"{place} has besides: {sorted(surplus)}"
        for key, value in wanted.items():
            if problem := self.difference(value, found[key], f"{place}/{key}"):
                return problem
        return ""

    def _lists(self, expected: list[Any], actual: list[Any], place: str) -> str:
        if len(expected) != len(actual):
            return f"{place} has {len(actual)} entries instead of {len(expected)}: {actual}"
        for index, (wanted, found) in enumerate(zip(expected, actual, strict=True)):
            if problem := self.difference(wanted, found, f"{place}/{index}"):
                return problem
        return ""

    def _same_text(self, expected: str, actual: str) -> bool:
        if expected == "<time>":
            return actual != ""
        if not _NAME.fullmatch(expected):
            return expected == actual
        if expected not in self._known and actual in self._known.values():
            return False  # Two names never stand for one thing.
        return self._known.setdefault(expected, actual) == actual
