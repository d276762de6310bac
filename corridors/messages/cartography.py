"""Texts of maps beyond those of the change map."""

from __future__ import annotations

CARTOGRAPHY: dict[str, dict[str, str]] = {
    "map.kind.stage_opened": {"zh": "已建成", "en": "Open"},
    "map.kind.stage_construction": {"zh": "在建", "en": "Under construction"},
    "map.kind.stage_planned": {"zh": "规划（前期工作）", "en": "Planned, preparatory work"},
    "map.kind.stage_study": {"zh": "研究、设想", "en": "Study or idea"},
    "map.marker.station": {"zh": "铁路客站", "en": "Railway station"},
    "map.marker.stage_opened": {"zh": "已建成（点状项目）", "en": "Open (site)"},
    "map.marker.stage_construction": {"zh": "在建（点状项目）", "en": "Under construction (site)"},
    "map.marker.stage_planned": {"zh": "规划（点状项目）", "en": "Planned (site)"},
    "map.marker.stage_study": {"zh": "研究、设想（点状项目）", "en": "Study or idea (site)"},
}
