"""Words on slides that no briefing holds: headings of the deck, hints, faults of a template."""

from __future__ import annotations

SLIDES: dict[str, dict[str, str]] = {
    # ---- layouts of the deck
    "slides.layout_title": {"zh": "标题幻灯片", "en": "Title Slide"},
    "slides.layout_content": {"zh": "标题和内容", "en": "Title and Content"},
    "slides.layout_only": {"zh": "仅标题", "en": "Title Only"},
    "slides.prompt_title": {"zh": "单击此处写一句结论", "en": "Click to write the message"},
    "slides.prompt_text": {"zh": "单击此处添加文本", "en": "Click to add text"},
    # ---- messages of slides
    "slides.projects_title": {"zh": "本情景开通 {count} 个项目：{names}",
                              "en": "This scenario opens {count} projects: {names}"},
    "slides.project_title": {"zh": "本情景开通 1 个项目：{names}",
                             "en": "This scenario opens one project: {names}"},
    "slides.projects_first": {"zh": "{names}等", "en": "{names} and others"},
    "slides.assumptions_title": {"zh": "项目数据中有 {count} 项为假定，引用前请先复核",
                                 "en": "{count} values of the projects are assumed: review them before quoting"},
    "slides.assumption_title": {"zh": "项目数据中有 1 项为假定，引用前请先复核",
                                "en": "One value of the projects is assumed: review it before quoting"},
    "slides.cautions_title": {"zh": "引用结果时请注意 {count} 点",
                              "en": "{count} cautions when quoting the results"},
    "slides.caution_title": {"zh": "引用结果时请注意一点", "en": "One caution when quoting the results"},
    "slides.sources_title": {"zh": "方法、口径与来源：引用资料 {count} 项",
                             "en": "Method, definitions and {count} sources"},
    "slides.method_title": {"zh": "方法与口径", "en": "Method and definitions"},
    "slides.only_method_title": {"zh": "数字是这样算出来的", "en": "How the numbers were computed"},
    "slides.definitions_title": {"zh": "名词与口径：共 {count} 条", "en": "{count} definitions"},
    "slides.only_sources_title": {"zh": "引用资料 {count} 项", "en": "{count} sources"},
    "slides.question_title": {"zh": "要回答的问题", "en": "The question"},
    "slides.reading_title": {"zh": "怎样读这些数字", "en": "How to read these numbers"},
    "slides.matrix_title": {"zh": "变化最大的一对是{row}—{column}：{text} {unit}",
                            "en": "{row}–{column} changes most: {text} {unit}"},
    # ---- headings and hints within slides
    "slides.method": {"zh": "方法", "en": "Method"},
    "slides.definitions": {"zh": "口径", "en": "Definitions"},
    "slides.sources": {"zh": "来源", "en": "Sources"},
    "slides.reading_difference": {
        "zh": "差值一律为“之后”减“之前”：时间、费用、二氧化碳排放为负值表示改善。",
        "en": "A difference is always after minus before: negative hours, costs and CO2 are a gain."},
    "slides.reading_rounding": {
        "zh": "各文件中的数字只取整一次，因此幻灯片、Word、Excel 与网页相互一致。",
        "en": "Numbers are rounded once, so that slides, Word, Excel and the page agree."},
    "slides.reading_native": {
        "zh": "图表和表格均可在演示文稿中直接编辑，数据随图保存。",
        "en": "Charts and tables can be edited in the deck; their data are stored with them."},
    "slides.more_rows": {"zh": "另有 {count} 项，见 Word 和 Excel 报告。", "en": "{count} more: see the Word and Excel reports."},
    "slides.more_pairs": {"zh": "另有 {count} 组，见 Word 和 Excel 报告。",
                          "en": "{count} more: see the Word and Excel reports."},
    "slides.more_findings": {"zh": "另有 {count} 条要点，见备注和 Word 报告。",
                             "en": "{count} more findings: see the notes and the Word report."},
    "slides.difference": {"zh": "差值（之后−之前）：{axis}", "en": "After − before: {axis}"},
    "slides.shortened": {"zh": "要点有删节，全文见备注和 Word 报告。",
                         "en": "Findings are shortened: see the notes and the Word report."},
    "slides.changes": {"zh": "对路网的改动", "en": "Changes to the network"},
    "slides.scale": {"zh": "绿色为改善，紫色为变差，颜色越深变化越大；数字带正负号，空白为不连通。",
                     "en": "Green is a gain, purple a loss, darker is more; numbers carry their sign, blank is not connected."},
    "slides.scale_levels": {"zh": "颜色越深数值越大；空白为不连通。",
                            "en": "Darker is more; blank is not connected."},
    "slides.bubble": {"zh": "气泡大小：{co2}", "en": "Size of the bubbles: {co2}"},
    "slides.from_to": {"zh": "起点＼终点", "en": "From \\ to"},
    "slides.mode": {"zh": "方式", "en": "Mode"},
    "slides.total": {"zh": "{label}（合计 {total}）", "en": "{label} (total {total})"},
    "slides.unchanged": {"zh": "不变", "en": "No change"},
    "slides.tone.gain": {"zh": "▲ 改善", "en": "▲ Better"},
    "slides.tone.loss": {"zh": "▼ 变差", "en": "▼ Worse"},
    "slides.tone.none": {"zh": "● 不变", "en": "● Same"},
    "slides.tone.new": {"zh": "★ 新通", "en": "★ New"},
    "slides.tone.caution": {"zh": "! 注意", "en": "! Caution"},
    "slides.tone.plain": {"zh": "■ 要点", "en": "■ Point"},
    # ---- notes
    "slides.note_full": {"zh": "完整结论：{text}", "en": "In full: {text}"},
    "slides.note_figure": {"zh": "图示：{text}", "en": "Shown: {text}"},
    "slides.note_sources": {"zh": "数据许可与标注：{attribution}", "en": "Data licences: {attribution}"},
    "slides.note_stamp": {"zh": "版本标识：{stamp}", "en": "Stamp: {stamp}"},
    # ---- a template
    "slides_template_unreadable": {
        "zh": "演示文稿模板 {name} 不是 PowerPoint 文件（.pptx），或已损坏。请在 PowerPoint 或 WPS 中打开并另存为 .pptx。",
        "en": "The template {name} is not a PowerPoint file (.pptx), or is damaged. Open it in PowerPoint or WPS and save it as .pptx."},
    "slides_template_missing": {
        "zh": "找不到演示文稿模板 {name}。请检查路径。",
        "en": "There is no template {name}. Check the path."},
    "slides_template_layout": {
        "zh": "模板缺少版式“{layout}”（须含占位符：{parts}）。请在“视图—幻灯片母版”中添加。",
        "en": "The template lacks a layout “{layout}” (with placeholders: {parts}). Add it in View, Slide Master."},
    "slides_template_room": {
        "zh": "模板版式“{layout}”的标题与页脚之间只有 {width}×{height} 英寸，至少需要 {least_width}×{least_height} 英寸。请缩小标题区或改用更大的页面。",
        "en": "The layout “{layout}” of the template leaves {width}×{height} in between title and footer; at least {least_width}×{least_height} in are needed. Make the title smaller or the page larger."},
    "slides.part_title": {"zh": "标题", "en": "title"},
    "slides.parts_cover": {"zh": "标题、副标题", "en": "title, subtitle"},
}
