"""Messages of older forms of files."""

from __future__ import annotations

MIGRATIONS: dict[str, dict[str, str]] = {}
