"""Messages of input that is refused."""

from __future__ import annotations

HOSTILE: dict[str, dict[str, str]] = {}
