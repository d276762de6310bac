"""What an Excel workbook says: names of sheets, headings, how to read it."""

from __future__ import annotations

WORKBOOK: dict[str, dict[str, str]] = {
    "book_rows": {
        "zh": "工作表“{sheet}”需要 {rows} 行，Excel 最多 {limit} 行。请在情景文件中减少起点、终点、用户或方式；完整结果见 comparison.csv。",
        "en": "The sheet “{sheet}” needs {rows} rows; Excel holds {limit}. Compare fewer origins, "
              "destinations, profiles or modes; comparison.csv has all results."},
    # ---- sheets: name, title, what is on it
    "book.back": {"zh": "返回目录", "en": "back to contents"},
    "book.contents": {"zh": "目录与说明", "en": "Contents"},
    "book.findings": {"zh": "要点", "en": "Key findings"},
    "book.findings_about": {"zh": "由计算结果生成的结论；负差值表示减少（时间、费用、CO2 减少为改善）。",
                            "en": "Findings generated from the numbers; a negative difference is a "
                                  "reduction (of time, cost or CO2: a gain)."},
    "book.summary": {"zh": "分方式汇总", "en": "By mode"},
    "book.summary_title": {"zh": "分用户、方式、指标汇总", "en": "Summary by profile, mode and measure"},
    "book.summary_about": {
        "zh": "统计各城市对的改善、变差与不变；新通、中断和名义组合不计入平均。差值＝之后−之前。",
        "en": "Pairs that gain, lose or stay; new, lost and name-only connections enter no mean. "
              "Difference = after − before."},
    "book.pairs": {"zh": "主要城市对", "en": "Main pairs"},
    "book.pairs_title": {"zh": "主要城市对前后对比", "en": "Main pairs before and after"},
    "book.pairs_about": {
        "zh": "每行为一个城市对、一类用户、一种方式；差值＝之后−之前。空格表示不通或无公布值。* 为名义组合。",
        "en": "One row a pair, profile and mode; difference = after − before. Empty: no connection or "
              "nothing published. * exists in name only."},
    "book.charts": {"zh": "图表", "en": "Charts"},
    "book.charts_title": {"zh": "图表及其数据", "en": "Charts and their data"},
    "book.charts_about": {"zh": "均为 Excel 原生图表，可直接复制到 Word 或演示文稿；数据在图的下方。",
                          "en": "Native charts, ready to be copied into Word or slides; their data "
                                "stand below."},
    "book.tables": {"zh": "报告表格", "en": "Report tables"},
    "book.tables_title": {"zh": "报告正文中的表格", "en": "Tables of the report"},
    "book.tables_about": {"zh": "与 Word 报告同名表格完全一致。", "en": "The same as in the Word report."},
    "book.matrix_title": {"zh": "{profile}·{mode}：前后矩阵（每{unit}）",
                          "en": "Matrices: {profile}, {mode} (per {unit})"},
    "book.matrix_about": {
        "zh": "行为{rows}，列为{columns}；绿色为改善、紫色为变差、黄色为新通或中断；空格表示不通或无公布值；* 为名义组合。",
        "en": "Rows are {rows}, columns are {columns}; green gains, purple losses, yellow newly "
              "connected or lost; empty: no connection or nothing published; * in name only."},
    "book.origins": {"zh": "起点", "en": "origins"},
    "book.destinations": {"zh": "终点", "en": "destinations"},
    "book.components": {"zh": "时间构成", "en": "Components"},
    "book.components_title": {"zh": "全程时间构成（小时）", "en": "Parts of the journey (hours)"},
    "book.components_about": {
        "zh": "主要城市对的全部环节，以及其他城市对中时间有变化的组合；可直接作数据透视表。差值＝之后−之前。",
        "en": "All parts for the main pairs, and for the other pairs whose hours change; ready for a "
              "pivot table. Difference = after − before."},
    "book.legs": {"zh": "分段明细", "en": "Legs"},
    "book.legs_title": {"zh": "主要城市对的行程分段", "en": "Legs of the main pairs"},
    "book.legs_about": {
        "zh": "之前、之后两种状态的每一段：时间、里程、费用、CO2 以及依据的来源编号和可信度；数值按每用户单位计。",
        "en": "Every leg before and after: hours, km, cost, CO2, and the sources and confidence behind "
              "them; for one unit of the profile."},
    "book.results": {"zh": "全部结果", "en": "All results"},
    "book.results_title": {"zh": "全部城市对的结果", "en": "Results of all pairs"},
    "book.results_about": {
        "zh": "每行一个城市对、用户、方式、指标，可筛选、可透视；数值按显示精度取整，六位小数见 comparison.csv。",
        "en": "One row a pair, profile, mode and measure, to filter and pivot; rounded as shown, "
              "comparison.csv has six decimals."},
    "book.changes": {"zh": "网络改动", "en": "Changes"},
    "book.changes_title": {"zh": "项目对网络的改动", "en": "What the projects change"},
    "book.changes_about": {"zh": "逐项列出之前值与之后值、来源编号和可信度；空格表示原无此值。编号、名称等说明性字段从略，全部见 changes.csv。",
                           "en": "Values before and after with source and confidence; empty: "
                                 "there was none. Ids, names and notes of added rows are left "
                                 "out, changes.csv has all."},
    "book.projects": {"zh": "项目清单", "en": "Projects"},
    "book.projects_about": {"zh": "项目、规划原文与进展。", "en": "Projects, the words of the plan, status."},
    "book.assumptions": {"zh": "假定", "en": "Assumptions"},
    "book.assumptions_about": {"zh": "影响结果的假定；上下限为空的尚无区间。",
                               "en": "Assumptions that the results rest on; blank low and high: no range yet."},
    "book.sources": {"zh": "来源", "en": "Sources"},
    "book.sources_about": {"zh": "报告引用的来源。", "en": "Sources that the report cites."},
    "book.cited": {"zh": "来源编号", "en": "Source ids"},
    "book.cited_title": {"zh": "分段明细与网络改动所引来源编号",
                         "en": "Source ids of the sheets of legs and changes"},
    "book.cited_about": {"zh": "编号对应的发布单位、题名与日期。",
                         "en": "Publisher, title and date of each id."},
    "book.definitions": {"zh": "术语", "en": "Definitions"},
    "book.definitions_about": {"zh": "本工作簿用语的含义。", "en": "What the words mean here."},
    # ---- contents
    "book.question": {"zh": "问题", "en": "Question"},
    "book.headline": {"zh": "结论", "en": "In short"},
    "book.method": {"zh": "方法", "en": "Method"},
    "book.stamp": {"zh": "版本", "en": "Version"},
    "book.attribution": {"zh": "数据来源", "en": "Data"},
    "book.reading": {"zh": "如何阅读", "en": "How to read"},
    "book.reading_difference": {
        "zh": "差值＝之后−之前：时间、费用、CO2 为负表示改善；通道能力为正表示改善。",
        "en": "Difference = after − before: negative hours, cost and CO2 are gains; of capacity a "
              "positive one is."},
    "book.reading_rounded": {
        "zh": "所有数值按显示精度一次取整，与 Word、演示文稿、网页一致；差值单独取整，末位可能与两数相减差 1。六位小数见 comparison.csv。",
        "en": "Numbers are rounded once, as in the Word report, the slides and the page; a difference "
              "is rounded by itself and may be one off in the last digit. comparison.csv has six "
              "decimals."},
    "book.reading_empty": {
        "zh": "空格表示不通或没有公布值，绝不表示 0；“新通”“中断”以文字标明，不计入平均。",
        "en": "An empty cell is no connection or no published figure, never 0; “new” and “lost” are "
              "told in words and enter no mean."},
    "book.reading_filter": {
        "zh": "各明细表为 Excel 表格，可筛选、排序、作数据透视表；工作簿不含公式和宏。",
        "en": "Detailed sheets are Excel tables to filter, sort and pivot; there are no formulas and "
              "no macros."},
    "book.reading_names": {
        "zh": "矩阵各数据块已命名（公式→名称管理器），如 {example}。",
        "en": "Blocks of the matrices have names (Formulas, Name Manager), such as {example}."},
    "book.sheets": {"zh": "工作表", "en": "Sheets"},
    "book.sheets_about": {"zh": "点击名称跳转。", "en": "Click a name to go there."},
    "book.unconnected": {"zh": "以下组合前后均无连通的城市对，未单列矩阵：{names}。",
                         "en": "No pair is connected before or after, so no matrix: {names}."},
    "book.same": {"zh": "以下组合所有指标均无变化，未单列矩阵（数值见“{sheet}”）：{names}。",
                  "en": "Nothing changes for these, so they have no matrix (see “{sheet}”): {names}."},
    "book.many": {"zh": "以下组合因工作表过多未单列矩阵（数值见“{sheet}”）：{names}。",
                  "en": "Too many sheets: no matrix for these (see “{sheet}”): {names}."},
    "book.first_measure": {
        "zh": "城市对较多，矩阵只列第一个指标；其余指标见“{sheet}”。",
        "en": "With this many pairs the matrices hold the first measure only; see “{sheet}” for the "
              "others."},
    "book.no_matrix": {"zh": "城市对过多，未列矩阵；数值见“{sheet}”，可用筛选或数据透视表。",
                       "en": "Too many pairs for matrices; see “{sheet}”, to filter or pivot."},
    # ---- headings
    "book.way": {"zh": "方式", "en": "Mode"},
    "book.state": {"zh": "状态", "en": "State"},
    "book.before": {"zh": "之前", "en": "Before"},
    "book.after": {"zh": "之后", "en": "After"},
    "book.difference": {"zh": "差值（之后−之前）", "en": "Difference (after − before)"},
    "book.difference_short": {"zh": "差值", "en": "difference"},
    "book.in_unit": {"zh": "（单位同指标）", "en": "(unit of the measure)"},
    "book.percent": {"zh": "差值（%）", "en": "Difference (%)"},
    "book.base_h": {"zh": "之前（小时）", "en": "Before (h)"},
    "book.after_h": {"zh": "之后（小时）", "en": "After (h)"},
    "book.difference_h": {"zh": "差值（小时）", "en": "Difference (h)"},
    "book.outcome": {"zh": "结果", "en": "Outcome"},
    "book.headline_pair": {"zh": "主要城市对", "en": "Main pair"},
    "book.yes": {"zh": "是", "en": "yes"},
    "book.no": {"zh": "否", "en": "no"},
    "book.order": {"zh": "序号", "en": "No."},
    "book.cost": {"zh": "费用（元）", "en": "Cost (CNY)"},
    "book.co2": {"zh": "CO2（千克）", "en": "CO2 (kg)"},
    "book.km": {"zh": "里程（公里）", "en": "Distance (km)"},
    "book.hours": {"zh": "时间（小时）", "en": "Time (h)"},
    "book.sources_ids": {"zh": "来源编号", "en": "Source ids"},
    "book.uncertain": {"zh": "班次未证实", "en": "service not confirmed"},
    "book.remark": {"zh": "备注", "en": "Remark"},
    "book.project": {"zh": "项目", "en": "Project"},
    "book.what_if": {"zh": "情景设定", "en": "scenario"},
    "book.action": {"zh": "操作", "en": "Action"},
    "book.action_add": {"zh": "新增", "en": "add"},
    "book.action_close": {"zh": "停用", "en": "close"},
    "book.action_set": {"zh": "修改", "en": "set"},
    "book.object": {"zh": "对象", "en": "What"},
    "book.parameter": {"zh": "参数", "en": "parameter"},
    "book.name": {"zh": "名称", "en": "Name"},
    "book.id": {"zh": "编号", "en": "Id"},
    "book.property": {"zh": "属性", "en": "Property"},
    "book.unit": {"zh": "单位", "en": "Unit"},
    "book.per_unit": {"zh": "每", "en": "Per"},
    "book.total": {"zh": "合计", "en": "Total"},
    "book.pair": {"zh": "城市对", "en": "Pair"},
    "book.interval": {"zh": "{low} 至 {high}", "en": "{low} to {high}"},
    "book.unchanged": {"zh": "不变", "en": "unchanged"},
    "book.word": {"zh": "词", "en": "Word"},
    "book.meaning": {"zh": "含义", "en": "Meaning"},
    "book.publisher": {"zh": "发布单位", "en": "Publisher"},
    "book.title": {"zh": "题名", "en": "Title"},
    "book.date": {"zh": "日期", "en": "Date"},
    "book.address": {"zh": "网址", "en": "Address"},
    "book.good_for": {"zh": "用途与限制", "en": "Good for"},
    "book.tone": {"zh": "类别", "en": "Kind"},
    "book.finding": {"zh": "结论", "en": "Finding"},
    "book.gained": {"zh": "改善（对）", "en": "Better (pairs)"},
    "book.lost": {"zh": "变差（对）", "en": "Worse (pairs)"},
    "book.stayed": {"zh": "不变（对）", "en": "Same (pairs)"},
    "book.newly": {"zh": "新通（对）", "en": "New (pairs)"},
    "book.gone": {"zh": "中断（对）", "en": "Lost (pairs)"},
    "book.never": {"zh": "不通（对）", "en": "Not connected (pairs)"},
    "book.token": {"zh": "名义组合（对）", "en": "In name only (pairs)"},
    "book.median_base": {"zh": "中位数：之前", "en": "Median before"},
    "book.median_after": {"zh": "中位数：之后", "en": "Median after"},
    "book.mean": {"zh": "平均差值", "en": "Mean difference"},
    "book.largest": {"zh": "最大改善", "en": "Largest gain"},
    "book.largest_pair": {"zh": "最大改善的城市对", "en": "Pair of the largest gain"},
    # ---- values of cells
    "book.tone.gain": {"zh": "改善", "en": "gain"},
    "book.tone.loss": {"zh": "变差", "en": "loss"},
    "book.tone.none": {"zh": "不变", "en": "no change"},
    "book.tone.new": {"zh": "新通", "en": "new"},
    "book.tone.caution": {"zh": "注意", "en": "caution"},
    "book.tone.plain": {"zh": "说明", "en": "note"},
    "book.outcome.gain": {"zh": "改善", "en": "gain"},
    "book.outcome.loss": {"zh": "变差", "en": "loss"},
    "book.outcome.same": {"zh": "不变", "en": "same"},
    "book.outcome.new": {"zh": "新通", "en": "new"},
    "book.outcome.gone": {"zh": "中断", "en": "lost"},
    "book.outcome.never": {"zh": "不通", "en": "not connected"},
    "book.outcome.token": {"zh": "名义组合", "en": "in name only"},
    "book.outcome.unknown": {"zh": "无公布值", "en": "nothing published"},
    # ---- comments
    "book.help_new": {"zh": "之前不通、之后可达的城市对；不计入平均，也不当作 0。",
                      "en": "Pairs connected only after the projects; in no mean, never taken as 0."},
    "book.help_token": {
        "zh": "某一方式只用很短一段，或原路往返：组合仅名义上成立，实际有更好的方式，不计入改善、变差和平均。",
        "en": "A mode is used for a short stretch only, or a way is run out and back: the combination "
              "exists in name only and is in no count of gains or losses."},
    "book.help_difference": {"zh": "之后减之前；时间、费用、CO2 为负即改善。",
                             "en": "After minus before; of time, cost and CO2 a negative one is a gain."},
    "book.help_median": {"zh": "只含前后都通的城市对。", "en": "Over pairs connected in both states."},
}
