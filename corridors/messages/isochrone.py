"""What the command isochrone says and writes."""

from __future__ import annotations

ISOCHRONE: dict[str, dict[str, str]] = {}
