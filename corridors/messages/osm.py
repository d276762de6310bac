"""Reading OpenStreetMap files and building networks from them."""

from __future__ import annotations

OSM: dict[str, dict[str, str]] = {}
