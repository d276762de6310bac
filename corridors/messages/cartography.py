"""Texts of maps beyond those of the change map."""

from __future__ import annotations

CARTOGRAPHY: dict[str, dict[str, str]] = {
    "map.kind.stage_opened": {"zh": "已建成", "en": "Open"},
    "map.kind.stage_construction": {"zh": "在建", "en": "Under construction"},
    "map.kind.stage_planned": {"zh": "规划（前期工作）", "en": "Planned, preparatory work"},
    "map.kind.stage_study": {"zh": "研究、设想", "en": "Study or idea"},
    "map.kind.stage_unknown": {"zh": "状态未查明", "en": "Status unknown"},
    "map.marker.stage_unknown": {"zh": "状态未查明（点状项目）", "en": "Status unknown (site)"},
    "map.marker.station": {"zh": "铁路客站", "en": "Railway station"},
    "map.marker.stage_opened": {"zh": "已建成（点状项目）", "en": "Open (site)"},
    "map.marker.stage_construction": {"zh": "在建（点状项目）", "en": "Under construction (site)"},
    "map.marker.stage_planned": {"zh": "规划（点状项目）", "en": "Planned (site)"},
    "map.marker.stage_study": {"zh": "研究、设想（点状项目）", "en": "Study or idea (site)"},
    "map.without_data": {"zh": "无数据", "en": "No data"},
    "map.not_compared": {"zh": "未作比较", "en": "Not compared"},
    "map.flow": {"zh": "流量、流向（带宽示大小）", "en": "Flow (width shows size)"},
    "map.flow_outcome": {"zh": "流向：", "en": "Flow: "},
    "map.flow_width": {"zh": "带宽示大小", "en": "Width shows size"},
    "map.legend.border": {"zh": "国界", "en": "National boundary"},
    "map.legend.city_boundary": {"zh": "地级界线", "en": "Prefectural boundary"},
    "map.legend.county_boundary": {"zh": "县级界线", "en": "County boundary"},
    "map.key.more": {"zh": "未列出的其他条目：", "en": "More findings, not listed here: "},
    "map.approval_given": {"zh": "审图号：", "en": "Map approval No. "},
    "map.approval_blank": {"zh": "审图号：____________", "en": "Map approval No. ____________"},
    "map_extent_missing": {
        "zh": "地图没有范围，也没有可据以确定范围的起点、终点、变化路段、流向或面域。请给出 extent，"
              "或加入其中一项。",
        "en": "The map has no extent, and no origin, destination, changed link, flow or area to fit "
              "one to. Give an extent or add one of these."},
    "map_extent_empty": {
        "zh": "范围内没有可画的内容：西 {west}、南 {south}、东 {east}、北 {north}（度）。"
              "请核对经纬度的次序，或改用包含路网的范围。",
        "en": "Nothing to draw lies in the extent west {west}, south {south}, east {east}, north "
              "{north} (degrees). Check the order of the numbers, or choose an extent that holds "
              "the network."},
    "map_area_unknown": {
        "zh": "边界数据中没有区划代码 {code}；应为六位的省、地、县级代码，例如 450100。",
        "en": "The boundary data have no division {code}; a six-digit code of a province, prefecture "
              "or county is needed, for example 450100."},
    "map_class_unknown": {
        "zh": "面域“{area}”的级别为 {step}，而地图只有 {steps} 级（从 0 起数；无数据用 null）。",
        "en": "Area “{area}” has class {step}, but the map has {steps} (counted from 0; null for no "
              "data)."},
}
