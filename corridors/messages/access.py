"""What the command access says and writes."""

from __future__ import annotations

ACCESS: dict[str, dict[str, str]] = {}
