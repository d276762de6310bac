"""Asking Overpass for OpenStreetMap data."""

from __future__ import annotations

OVERPASS: dict[str, dict[str, str]] = {}
