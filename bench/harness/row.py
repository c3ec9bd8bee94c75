"""One line of the results."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Row:
    """What was measured, beside what, against which target."""

    work: str
    figure: str
    peer: str
    ratio: str
    target: str
    met: bool

    def line(self) -> str:
        verdict = "met" if self.met else "**missed**"
        return (f"| {self.work} | {self.figure} | {self.peer} | {self.ratio} | {self.target} "
                f"| {verdict} |")
