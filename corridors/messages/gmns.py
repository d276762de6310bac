"""Messages of GMNS."""

from __future__ import annotations

GMNS: dict[str, dict[str, str]] = {}
