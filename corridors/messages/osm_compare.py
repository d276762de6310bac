"""Holding the strategic network against OpenStreetMap."""

from __future__ import annotations

OSM_COMPARE: dict[str, dict[str, str]] = {}
