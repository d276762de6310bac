"""What long commands say while they work."""

from __future__ import annotations

PROGRESS: dict[str, dict[str, str]] = {
    "progress.at": {"zh": "{what}（第 {count} 步：{step}）", "en": "{what} (step {count}: {step})"},
    "progress.compare": {"zh": "正在比较情景前后", "en": "Comparing before and after"},
    "progress.timeline": {"zh": "正在逐年推算", "en": "Following the years"},
    "progress.circles": {"zh": "正在统计出行交通圈", "en": "Counting travel circles"},
    "progress.breakeven": {"zh": "正在求盈亏平衡点", "en": "Solving for the break-even"},
    "progress.validate": {"zh": "正在与公布值对照", "en": "Checking against published figures"},
    "progress.network": {"zh": "正在整理路网", "en": "Putting the network together"},
    "progress.report": {"zh": "正在编写汇报材料", "en": "Writing the briefing documents"},
    "progress.maps": {"zh": "正在绘制地图", "en": "Drawing maps"},
    "progress.base": {"zh": "实施前", "en": "before"},
    "progress.after": {"zh": "实施后", "en": "after"},
    "progress.claims": {"zh": "核对公布的成效", "en": "published effects"},
    "progress.tables": {"zh": "整理表格", "en": "tables"},
    "progress.map": {"zh": "绘制地图", "en": "drawing the map"},
    "progress.figure": {"zh": "绘制图表", "en": "drawing the figure"},
    "progress.export": {"zh": "导出文件", "en": "writing for other programs"},
}
