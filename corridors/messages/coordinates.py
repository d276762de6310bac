"""Coordinates and their systems."""

from __future__ import annotations

COORDINATES: dict[str, dict[str, str]] = {}
