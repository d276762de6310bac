"""Reading OpenStreetMap files and building networks from them."""

from __future__ import annotations

OSM: dict[str, dict[str, str]] = {
    "osm.step.split": {"zh": "在交叉口处打断道路", "en": "cutting ways where they meet"},
    "osm.step.simplify": {"zh": "用 osmnx 简化路网", "en": "simplifying with osmnx"},
}
