"""How often a test repeats itself: a few times by default, often in the long run."""

from __future__ import annotations

import os


def rounds(short: int, long: int) -> int:
    return long if os.environ.get("CHATKIT_TEST_LONG") else short
