"""A small briefing made by hand, with everything that can go wrong in a document."""

from __future__ import annotations

from corridors.charts.model import (
    Bar,
    Distribution,
    Dumbbell,
    DumbbellRow,
    Heatmap,
    StackedBars,
    TradeOff,
    TradeOffPoint,
)
from corridors.mapping.model import MapContent, MapLink, MapPlace
from corridors.report.briefing.model import (
    Brief,
    ChartFigure,
    Column,
    Definition,
    Definitions,
    Finding,
    Findings,
    MapFigure,
    Paragraph,
    Quantity,
    Section,
    Table,
)

NASTY = ("=1+1", "@SUM(A1)", "+86", "<script>alert('x')</script>", "]]>", 'a "b" & c', "\x0b坏\x00")
"""Text that must come out as it went in (control characters apart) and do nothing."""

DUMBBELL = Dumbbell("主要城市对", "门到门时间（小时）", "h", ("之前", "之后"), (
    DumbbellRow("南宁—上海", 424.5, 396.8, -27.6, "gain"),
    DumbbellRow("贵港—武汉", 300.0, 300.0, 0.0, "none"),
    DumbbellRow("柳州—海防", None, 210.4, None, "new"),
    DumbbellRow("梧州—上海", 250.0, 255.5, 5.5, "loss")))
HEATMAP = Heatmap("时间差矩阵", "h", ("南宁", "贵港"), ("上海", "武汉", "海防"),
                  ((-27.6, 0.0, -90.1), (4.2, None, None)),
                  (("−27.6", "0.0", "−90.1"), ("+4.2", "", "新通")))
BARS = StackedBars("时间构成", "小时", "h", ("集疏运", "干线", "待闸"),
                   ("access", "line_haul", "lock_queue"),
                   (Bar("南宁—上海", "之前", (4.0, 300.0, 120.5), 424.5),
                    Bar("南宁—上海", "之后", (4.0, 310.0, 82.8), 396.8)))
TRADE_OFF = TradeOff(
    "时间—费用—碳排放", ("时间（小时）", "费用（元）", "CO2（kg）"), ("之前", "之后"), (
    TradeOffPoint("road", "公路", "base", 42.8, 14200.0, 1500.0),
    TradeOffPoint("road", "公路", "after", 42.8, 14200.0, 1500.0),
    TradeOffPoint("river_sea", "江海直达", "base", 334.2, 4300.0, 310.0),
    TradeOffPoint("river_sea", "江海直达", "after", 300.6, 4200.0, 300.0)))
SPREAD = Distribution("全部城市对", "时间差（小时）", "城市对数", "h",
                      (-40.0, -20.0, 0.0, 20.0), (3, 8, 2), 5, ("另有 2 对新连通",))
MAP = MapContent(
    title="手工地图", lang="zh",
    links=(MapLink("a", "inland", ((108.3, 22.8), (108.6, 21.9)), "added", "某某运河"),),
    places=(MapPlace("nanning", "南宁", 108.32, 22.82, "origin", "gain", "−27.6"),
            MapPlace("guigang", "贵港", 109.6, 23.1, "origin", "none", "0.0")),
    key_lines=("一条结果",), source_line="手工", attribution="CC0", stamp="abc")


def brief(scenario: str = "by_hand") -> Brief:
    """The briefing."""
    table = Table(
        "main_pairs", "主要城市对门到门时间", (
            Column("起点—终点", 2.0), Column("之前（小时）", align="right"),
            Column("之后（小时）", align="right"), Column("差值（小时）", align="right"),
            Column("差值（%）", align="right")),
        (("南宁—上海", Quantity(424.47, "h"), Quantity(396.83, "h"),
          Quantity(-27.64, "h", sign=True, tone="gain"), Quantity(-6.51, "%", sign=True)),
         ("柳州—海防", "—", Quantity(210.44, "h"), "新通", "—"),
         *((text, Quantity(1.0, "h"), Quantity(1.0, "h"), Quantity(0.0, "h", sign=True),
            Quantity(0.0, "%")) for text in NASTY)),
        ("差值为之后减之前，负为改善。",))
    projects = Table("projects", "项目", (Column("项目"), Column("规划表述", 3.0), Column("状态")),
                     (("某某运河", "高质量高标准建设某某运河。" * 12, "在建（2026-06）"),
                      *((text, text, text) for text in NASTY)))
    assumptions = Table("assumptions", "假定", (
        Column("名称"), Column("取值", align="right"), Column("下限", align="right"),
        Column("上限", align="right"), Column("单位"), Column("来源")),
        (("待闸", Quantity(6.0, "h"), Quantity(2.0, "h"), Quantity(20.0, "h"), "小时", "假定"),))
    sources = Table("sources", "来源", (Column("编号"), Column("题名", 3.0)),
                    (("a1", "某某公报"), *((text, text) for text in NASTY)))
    sections = (
        Section("summary", "要点", (Findings("key", (
            Finding("南宁到上海的时间由 424.5 小时降到 396.8 小时（−27.6）。", "gain",
                    (Quantity(424.47, "h"), Quantity(396.83, "h"),
                     Quantity(-27.64, "h", sign=True))),
            Finding("公路没有变化。", "none"), Finding("柳州到海防新连通。", "new"),
            Finding("待闸为假定值。", "caution"), *(Finding(text, "plain") for text in NASTY))),)),
        Section("question", "问题", (Paragraph("运河通航后会怎样？"),)),
        Section("method", "方法", (Paragraph("多式联运网络，按方式分别比较。" * 8),)),
        Section("results", "结果", (
            table, ChartFigure("pairs", "前后对比", "南宁—上海减少 27.6 小时", DUMBBELL),
            ChartFigure("matrix", "差值矩阵", "南宁一行改善最多", HEATMAP),
            ChartFigure("components", "时间构成", "待闸减少", BARS),
            ChartFigure("trade_off", "时间、费用、碳排放", "江海直达更省", TRADE_OFF),
            ChartFigure("distribution", "分布", "13 对变化", SPREAD),
            MapFigure("map", "变化图", "运河所在", MAP))),
        Section("results_more", "分方式", (Paragraph("下一级。"),), level=2),
        Section("projects", "项目清单", (projects,)),
        Section("assumptions", "假定", (assumptions,)),
        Section("sources", "来源", (sources,)),
        Section("definitions", "定义", (Definitions("words", (
            Definition("门到门", "含候班、集疏运、装卸。"), *(Definition(t, t) for t in NASTY))),)))
    return Brief(scenario, "zh", "某某运河通航前后 <b>]]>", "运河通航后会怎样？",
                 "南宁到上海少 27.6 小时", "情景 abc", "CC0", sections, {})
