"""The few words that charts add to their content."""

from __future__ import annotations

CHARTS: dict[str, dict[str, str]] = {
    "chart.heading": {"zh": "{name}\n（{unit}）", "en": "{name}\n({unit})"},
    "chart.difference": {"zh": "差值", "en": "Change"},
    "chart.total": {"zh": "合计（{unit}）", "en": "Total ({unit})"},
    "chart.empty": {"zh": "没有可显示的数据", "en": "Nothing to show"},
    "chart.unconnected": {"zh": "不连通", "en": "no route"},
    "chart.numberless": {"zh": "单元格过小，未标数值，见正文或附表", "en": "Cells too small for numbers: see the tables"},
    "chart.bar_less": {"zh": "{unit}；之后−之前，负为改善", "en": "{unit}; after − before, negative is better"},
    "chart.bar_more": {"zh": "{unit}；之后−之前，正为改善", "en": "{unit}; after − before, positive is better"},
    "chart.beyond": {"zh": "超出色标的数值用端色", "en": "Values beyond the scale take its end colour"},
    "chart.log": {"zh": "{axis}，对数刻度", "en": "{axis}, log scale"},
    "chart.area": {"zh": "圆面积＝{axis}", "en": "Area = {axis}"},
    "chart.outcome.gain": {"zh": "改善", "en": "better"},
    "chart.outcome.loss": {"zh": "变差", "en": "worse"},
    "chart.outcome.none": {"zh": "无变化", "en": "no change"},
    "chart.outcome.new": {"zh": "新连通", "en": "new"},
    "chart.outcome.gone": {"zh": "不再连通", "en": "lost"},
    "chart.unit.h": {"zh": "小时", "en": "h"},
    "chart.unit.km": {"zh": "公里", "en": "km"},
    "chart.unit.CNY": {"zh": "元", "en": "CNY"},
    "chart.unit.kg": {"zh": "千克", "en": "kg"},
    "chart.unit.Mt/year": {"zh": "百万吨/年", "en": "Mt/year"},
}
