"""What driving times on the ground say about questions that have no answer."""

from __future__ import annotations

DRIVE_TIMES: dict[str, dict[str, str]] = {
    "drive_times.none": {
        "zh": "{role}为空：请给出至少一个地点、地点集合或坐标。",
        "en": "The {role} are empty: give at least one place, set of places or coordinates.",
    },
    "drive_times.unlike": {
        "zh": "两次行车时间不能相减：{what}不同（{after} 与 {base}）。请用相同的起点、终点和车型各算一次。",
        "en": "These driving times cannot be compared: {what} differ ({after} against {base}). Work out both with the same origins, destinations and vehicle.",
    },
    "drive_times.origins": {"zh": "起点", "en": "origins"},
    "drive_times.destinations": {"zh": "终点", "en": "destinations"},
    "drive_times.vehicle": {"zh": "车型", "en": "vehicles"},
}
