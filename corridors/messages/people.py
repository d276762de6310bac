"""Messages about residents of places."""

from __future__ import annotations

PEOPLE: dict[str, dict[str, str]] = {
    "found.people": {
        "zh": "地点 {id}：全市常住人口 {people} 人，所列 {known} 个县级单位（共 {parts} 个）"
              "合计 {counties} 人，两者不符。",
        "en": "Place {id}: {people} residents, but {known} of its {parts} counties have "
              "{counties} together."},
    "finding.people": {"zh": "人口合计", "en": "People"},
}
