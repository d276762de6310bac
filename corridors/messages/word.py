"""Texts of the Word document of a briefing."""

from __future__ import annotations

WORD: dict[str, dict[str, str]] = {
    "word.contents": {"zh": "目　录", "en": "Contents"},
    "word.headline": {"zh": "核心结论：", "en": "Main result: "},
    "word.page": {"zh": "第 {page} 页　共 {pages} 页", "en": "Page {page} of {pages}"},
    "word.see": {"zh": "{message}（见{figure}）。", "en": "{message} ({figure})."},
    "word.label.figure": {"zh": "图", "en": "Figure"},
    "word.label.table": {"zh": "表", "en": "Table"},
    # ---- what a finding tells, before its sentence
    "word.tone.gain": {"zh": "改善　", "en": "Better: "},
    "word.tone.loss": {"zh": "变差　", "en": "Worse: "},
    "word.tone.none": {"zh": "无变化　", "en": "No change: "},
    "word.tone.new": {"zh": "新连通　", "en": "New connection: "},
    "word.tone.caution": {"zh": "注意　", "en": "Caution: "},
    # ---- own styles, as Word lists them
    "word.style.CorridorsHeadline": {"zh": "简报结论框", "en": "Briefing Headline"},
    "word.style.CorridorsFigure": {"zh": "简报插图", "en": "Briefing Figure"},
    "word.style.CorridorsCell": {"zh": "简报表格文字", "en": "Briefing Table Text"},
    "word.style.CorridorsCellSmall": {"zh": "简报表格小字", "en": "Briefing Table Text Small"},
    "word.style.CorridorsNote": {"zh": "简报注释", "en": "Briefing Note"},
    "word.style.CorridorsDefinition": {"zh": "简报定义", "en": "Briefing Definition"},
    "word.style.CorridorsTable": {"zh": "简报表格", "en": "Briefing Table"},
    # ---- templates
    "template_old": {"zh": "这是旧版 .doc 文件，或文件设有打开密码，不能用作模板。请在 Word 中取消密码并另存为 .docx。",
                     "en": "This is an old .doc file, or one with a password, and cannot be a template. "
                           "In Word, take the password off and save it as .docx."},
    "template_kind": {"zh": "不是 Word 文档（.docx），不能用作模板。若是 .dotx、.docm 或 WPS 文件，请在 Word 中另存为 .docx。",
                      "en": "This is no Word document (.docx) and cannot be a template. In Word, save a "
                            ".dotx, .docm or WPS file as .docx."},
    "template_broken": {"zh": "Word 模板已损坏，无法读取。请在 Word 中用“打开并修复”打开，再另存为 .docx。",
                        "en": "The Word template is damaged and cannot be read. In Word, use “Open and "
                              "Repair”, then save it as .docx."},
    "template_styles": {"zh": "模板缺少 {count} 个样式：{styles}。请在 Word 中打开模板，在“样式”窗格的“选项”里选“所有样式”，"
                              "把缺少的样式各套用到任一段落一次，然后保存。",
                        "en": "The template lacks {count} styles: {styles}. Open it in Word, choose “All styles” "
                              "in the options of the Styles pane, apply each missing style to a paragraph "
                              "once, and save."},
}
