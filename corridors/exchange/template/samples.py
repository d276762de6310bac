"""Sample rows that show how a sheet is filled in; invented, marked as samples and never read."""

from __future__ import annotations

from typing import Any, Final

_STANDING: Final = {"source_id": "assumption", "confidence": "assumed"}

SAMPLES: Final[dict[str, list[dict[str, Any]]]] = {
    "project": [{
        "id": "example_line", "name.zh": "示例高铁", "name.en": "Example line", "kind": "rail",
        "prefectures": ["nanning", "liuzhou"], "status.stage": "study", "status.as_of": "2026-06",
        "status.source": "example_plan", "status.note.zh": "示例：前期研究中",
        "status.note.en": "Example: under study", "opening.planned": "2030"}],
    "project.named_in": [{
        "plan": "guangxi_2022", "section": "三(五)18", "section_basis": "inferred",
        "words": "（照抄规划原文）", "action": "研究建设"}],
    "project.sources": [{
        "id": "example_plan", "publisher": "某市人民政府", "title": "示例：某市综合交通规划",
        "date": "2026-06", "good_for": "示例：线路走向与长度"}],
    "project.facts": [
        {"key": "length_km", "value": 160, "unit": "km", "source_id": "example_plan",
         "confidence": "medium"},
        {"key": "headway_h", "value": 1, "unit": "h", "low": 0.5, "high": 2, **_STANDING,
         "note": "示例：没有公布，给出区间"}],
    "project.progress": [{
        "what.zh": "累计完成投资", "what.en": "Spent so far", "value": 1.5, "unit": "bn CNY",
        "as_of": "2026-06", "source_id": "example_plan", "confidence": "medium"}],
    "project.claims": [{
        "no": 1, "what.zh": "缩短里程", "what.en": "Shorter way", "value": 20, "unit": "km",
        "source_id": "example_plan", "confidence": "medium"}],
    "project.claims.compute.km": [
        {"of": 1, "state": "base", "modes": ["rail"], "from": "rl_nanning", "to": "rl_liuzhou"},
        {"of": 1, "state": "after", "modes": ["rail"], "from": "rl_nanning", "to": "rl_liuzhou"}],
    "add_node": [{
        "no": 1, "id": "rl_example", "mode": "rail", "kind": "station", "name_zh": "示例站",
        "name_en": "Example station", "lon": 108.9, "lat": 23.6, "handles": ["passenger"],
        **_STANDING}],
    "add_link": [{
        "no": 2, "id": "example_line", "mode": "rail", "line": "example_line",
        "line_zh": "示例高铁", "line_en": "Example line", "from_node_id": "rl_nanning",
        "to_node_id": "rl_liuzhou", "length_km": 160, "traffic": "passenger", "class": "hsr_350",
        "tracks": 2, "design_speed_kmh": 350, "source_id": "example_plan",
        "confidence": "medium"}],
    "ranges": [{"table": "links", "of": "example_line", "column": "length_km", "low": 150,
                "high": 170}],
    "add_service": [{
        "no": 3, "id": "example_train", "mode": "rail", "kind": "through_train",
        "name_zh": "示例列车", "name_en": "Example train", "profiles": ["passenger"],
        "headway_h": 1, "both_ways": True, "status": "planned", **_STANDING}],
    "add_service.stops": [
        {"of": "example_train", "node_id": "rl_nanning"},
        {"of": "example_train", "node_id": "rl_liuzhou", "links": ["example_line"]}],
    "set": [{"no": 4, "where": "line", "ids": ["rgg"], "column": "design_speed_kmh",
             "existing": 250, "value": 300, "low": 280, "high": 310, **_STANDING}],
    "scale": [{"no": 5, "where": "node", "ids": ["se_qinzhou"], "column": "dwell_factor",
               "value": 0.9, "low": 0.8, "high": 1, **_STANDING}],
    "close": [{"no": 6, "where": "lock", "ids": ["lk_changzhou"], **_STANDING}],
    "scenario": [{
        "id": "example_line", "name.zh": "示例高铁开通前后", "name.en": "With and without the line",
        "question.zh": "示例高铁开通后，南宁、柳州到长江中游的时间如何变化？",
        "question.en": "How do times to the middle Yangtze change?", "base.date": "2022-11-30",
        "compare.profiles": ["passenger"], "compare.modes": ["rail", "best"],
        "compare.origins": ["nanning", "liuzhou"], "compare.destinations": ["middle_yangtze"],
        "compare.measures": ["time_h", "cost_cny"]}],
    "scenario.projects": [{"id": "example_line"}, {"plan": "guangxi_2022", "mode": ["rail"]}],
    "scenario.headline": [{"from": "nanning", "to": "wuhan"}],
}
