"""Messages of outputs that are out of date."""

from __future__ import annotations

OUTDATED: dict[str, dict[str, str]] = {}
