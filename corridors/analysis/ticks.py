"""How a long analysis tells where it is, without printing anything itself."""

from __future__ import annotations

from collections.abc import Callable

Tick = Callable[[str], None]
"""Called before each step with what it works on: a key of the messages, or a year or date."""


def silent(step: str) -> None:
    """Tell nobody."""
    del step
