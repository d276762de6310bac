"""The Word document of a briefing: reopened and read, and printed by LibreOffice."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn

from corridors.charts.model import Heatmap
from corridors.errors import InputError
from corridors.report.briefing.model import (
    Brief,
    ChartFigure,
    Column,
    Finding,
    Findings,
    Quantity,
    Section,
    Table,
)
from corridors.report.office.word import default_template, write_docx
from corridors.report.office.word_tables import widths
from tests.briefs import NASTY, brief
from tests.render import pdf_text, to_pdf

READABLE = [text.replace("\x0b", "").replace("\x00", "") for text in NASTY]


class Blank:
    """Pictures without a drawing library: grey, and they remember what was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, float, float]] = []

    def png(self, key: str, width_in: float, height_in: float, dpi: int = 200) -> bytes:
        self.asked.append((key, width_in, height_in))

        def chunk(kind: bytes, data: bytes) -> bytes:
            return (struct.pack(">I", len(data)) + kind + data
                    + struct.pack(">I", zlib.crc32(kind + data)))

        return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0))
                + chunk(b"IDAT", zlib.compress(b"\x00\xcc\xcc" * 2)) + chunk(b"IEND", b""))


def full() -> Brief:
    """The briefing made by hand with more of what is hard to set: wide things, a third level."""
    wide = Table("wide", "很宽的表", tuple(Column(f"第 {i} 个很长的列名称", align="right")
                                      for i in range(14)),
                 (tuple(Quantity(-1234567.8, "h", sign=True) for _ in range(14)),))
    matrix = ChartFigure("wide_matrix", "很宽的矩阵", "一句话。", Heatmap(
        "矩阵", "h", ("南宁",), tuple(f"城市{i}" for i in range(20)), ((0.0,) * 20,),
        (("0.0",) * 20,)))
    given = brief()
    at = 1 + [section.key for section in given.sections].index("results_more")
    more = (Section("wide", "很宽的内容", (wide, matrix), level=3),
            Section("tones", "变差的", (Findings("tones", (
                Finding("红水河变慢（+1.0）。", "loss"),
                Finding("第二行\n第三行", "gain"))),), level=2))
    return replace(given, sections=(*given.sections[:at], *more, *given.sections[at:]))


@cache
def written(lang: str = "zh") -> bytes:
    return write_docx(replace(full(), lang=lang), Blank())  # type: ignore[arg-type]


def opened(data: bytes) -> Any:
    return docx.Document(BytesIO(data))


def texts(document: Any, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == style]


def codes(document: Any) -> list[str]:
    return [node.text.strip() for node in document.element.body.iter(qn("w:instrText"))]


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode()


# ---- what stands in it
def test_headings_have_real_styles_and_levels() -> None:
    document = opened(written())
    assert texts(document, "Title") == ["某某运河通航前后 <b>]]>"]
    assert texts(document, "Heading 1")[:4] == ["要点", "问题", "方法", "结果"]
    assert texts(document, "Heading 2") == ["分方式", "变差的"]
    assert texts(document, "Heading 3") == ["很宽的内容"]


@pytest.mark.parametrize(("lang", "shown"), [
    ("zh", ["%1、", "（%2）", "%3."]), ("en", ["%1", "%1.%2", "%1.%2.%3"])])
def test_headings_are_numbered_by_one_list_of_three_levels(lang: str, shown: list[str]) -> None:
    document = opened(written(lang))
    lists = document.part.numbering_part.element
    levels = []
    for depth in (1, 2, 3):
        style = document.styles[f"Heading {depth}"].element
        entry = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        assert entry.find(qn("w:ilvl")).get(qn("w:val")) == str(depth - 1)
        levels.append(entry.find(qn("w:numId")).get(qn("w:val")))
    assert len(set(levels)) == 1
    number = next(n for n in lists.findall(qn("w:num")) if n.get(qn("w:numId")) == levels[0])
    ident = number.find(qn("w:abstractNumId")).get(qn("w:val"))
    found = next(n for n in lists.findall(qn("w:abstractNum"))
                 if n.get(qn("w:abstractNumId")) == ident)
    assert [n.get(qn("w:val")) for n in found.iter(qn("w:lvlText"))] == shown
    assert [n.get(qn("w:val")) for n in found.iter(qn("w:pStyle"))] == [
        document.styles[f"Heading {depth}"].style_id for depth in (1, 2, 3)]


def contents(document: Any) -> list[tuple[str, str]]:
    """Entries of the table of contents with their pages."""
    found = []
    for line in document.element.body.iter(qn("w:hyperlink")):
        words = [node.text for node in line.iter(qn("w:t"))]
        found.append(("".join(words[:-1]), words[-1]))
    return found


def test_contents_are_filled_in_and_point_at_headings() -> None:
    document = opened(written())
    entries = contents(document)
    assert [title for title, _ in entries] == [
        "一、要点", "二、问题", "三、方法", "四、结果", "（一）分方式", "（二）变差的",
        "五、项目清单", "六、假定", "七、来源", "八、定义"]
    pages = [int(page) for _, page in entries]
    assert pages == sorted(pages)
    assert pages[0] == 2
    assert 'TOC \\o "1-2" \\h \\z \\u' in codes(document)
    marks = {node.get(qn("w:name")) for node in document.element.body.iter(qn("w:bookmarkStart"))}
    called = [code.split()[1] for code in codes(document) if code.startswith(("PAGEREF", "REF"))]
    assert len(called) > 15
    assert set(called) <= marks
    ids = [node.get(qn("w:id")) for node in document.element.body.iter(qn("w:bookmarkStart"))]
    assert len(set(ids)) == len(ids)


def test_english_contents_have_decimal_numbers() -> None:
    titles = [title for title, _ in contents(opened(written("en")))]
    assert titles[3:6] == ["4结果", "4.1分方式", "4.2变差的"]  # a tab stands between


def test_nothing_is_updated_when_opened() -> None:
    """Word would ask whether to trust fields that may refer to other files."""
    assert "updateFields" not in part(written(), "word/settings.xml")
    assert "w:dirty" not in part(written(), "word/document.xml")


def test_every_field_is_opened_and_closed() -> None:
    kinds = [node.get(qn("w:fldCharType"))
             for node in opened(written()).element.body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") > 20


@pytest.mark.parametrize(("lang", "first", "label"), [("zh", "图1　前后对比", "图"),
                                                      ("en", "Figure 1  前后对比", "Figure")])
def test_captions_are_numbered_by_fields(lang: str, first: str, label: str) -> None:
    document = opened(written(lang))
    captions = texts(document, "Caption")
    figures = [text for text in captions if text.startswith(label)]
    assert figures[0] == first
    assert [re.findall(r"\d+", text)[0] for text in figures] == list("1234567")
    assert codes(document).count(f"SEQ {label} \\* ARABIC") == 7
    tables = [text for text in captions if text not in figures]
    assert [re.findall(r"\d+", text)[0] for text in tables] == list("12345")


def test_a_figure_is_named_in_the_sentence_above_it() -> None:
    body = [p.text for p in opened(written()).paragraphs]
    assert "南宁—上海减少 27.6 小时（见图1）。" in body
    assert "一句话（见图7）。" in body


def test_findings_are_a_list_whose_mark_and_word_tell_the_tone() -> None:
    document = opened(written())
    found = texts(document, "List Bullet")
    assert found[:4] == ["改善　南宁到上海的时间由 424.5 小时降到 396.8 小时（−27.6）。",
                         "无变化　公路没有变化。", "新连通　柳州到海防新连通。",
                         "注意　待闸为假定值。"]
    assert "变差　红水河变慢（+1.0）。" in found
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs
               if p.style.name == "List Bullet"]
    assert len(set(numbers[:4])) == 4
    marks = {node.get(qn("w:val")) for node in
             document.part.numbering_part.element.iter(qn("w:lvlText"))}
    assert {"▲", "▼", "＝", "★", "※"} <= marks


def test_the_headline_stands_in_a_box() -> None:
    document = opened(written())
    box = next(p for p in document.paragraphs if p.text == "核心结论：南宁到上海少 27.6 小时")
    style = box.style.element
    assert style.find(f"{qn('w:pPr')}/{qn('w:pBdr')}") is not None
    assert style.find(f"{qn('w:pPr')}/{qn('w:shd')}") is not None


# ---- tables
def test_numbers_in_tables_are_those_of_the_briefing() -> None:
    document, given = opened(written()), full()
    tables = list(given.tables().values())
    assert len(document.tables) == len(tables) == 5
    seen = 0
    for table, made in zip(tables, document.tables, strict=True):
        assert [cell.text.replace("\n", "") for cell in made.rows[0].cells] == [
            column.heading for column in table.columns]
        for row, cells in zip(table.rows, made.rows[1:], strict=True):
            for cell, shown in zip(row, cells.cells, strict=True):
                if isinstance(cell, Quantity):
                    assert shown.text == str(cell)
                    assert shown.paragraphs[0].alignment == 2  # right
                    seen += 1
    assert seen > 40


def test_a_gain_is_coloured_and_keeps_its_sign() -> None:
    cell = opened(written()).tables[0].rows[1].cells[3]
    assert cell.text == "−27.6"
    assert str(cell.paragraphs[0].runs[0].font.color.rgb) == "007A5A"


def test_headings_of_tables_are_repeated_and_rows_stay_whole() -> None:
    for table in opened(written()).tables:
        first, *others = table._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert others
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in others)


def test_a_table_too_wide_for_the_page_stands_across() -> None:
    document = opened(written())
    turned = [(s.page_width > s.page_height) for s in document.sections]
    assert turned == [False, True, False]
    table = document.tables[1]
    wide = sum(int(cell.get(qn("w:w"))) for cell in table._tbl.tblGrid) / 20
    page = document.sections[1]
    room = (page.page_width - page.left_margin - page.right_margin) / 12700
    assert wide == pytest.approx(room, abs=1)


def test_addresses_are_links_and_readable() -> None:
    address = "https://example.org/wiki/%E8%A5%BF%E6%B1%9F?a=1&b=2"
    table = Table("t", "来源", (Column("网址"),), ((address,), ("https://x.org/%FF",),
                                              ("javascript://alert(1)",)))
    given = replace(full(), sections=(Section("sources", "来源", (table,)),))
    document = opened(write_docx(given, Blank()))  # type: ignore[arg-type]
    shown = [row.cells[0] for row in document.tables[0].rows]
    assert [cell.text for cell in shown] == [
        "网址", "https://example.org/wiki/西江?a=1&b=2", "https://x.org/%FF", "javascript://alert(1)"]
    assert [link.url for cell in shown for link in cell.paragraphs[0].hyperlinks] == [
        address, "https://x.org/%FF"]


def test_widths_leave_no_number_broken() -> None:
    """The second column asks for next to nothing and gets what its number needs."""
    table = Table("t", "", (Column("甲", 9.0), Column("乙", 0.01)),
                  (("一", Quantity(1234567.8, "h")),))
    first, second = widths(table, 400.0, 10.0) or []
    assert first + second == pytest.approx(400.0)
    assert second >= 0.5 * len("1,234,567.8") * 10.0
    assert widths(table, 60.0, 10.0) is None


# ---- pictures, text, properties
def test_pictures_are_asked_for_at_their_size_and_described() -> None:
    pictures = Blank()
    document = opened(write_docx(full(), pictures))  # type: ignore[arg-type]
    shapes = document.inline_shapes
    assert [key for key, _, _ in pictures.asked] == [
        "pairs", "matrix", "components", "trade_off", "distribution", "map", "wide_matrix"]
    assert len(shapes) == 7
    for shape, (_, wide, high) in zip(shapes, pictures.asked, strict=True):
        assert (shape.width.inches, shape.height.inches) == pytest.approx((wide, high), abs=0.001)
        assert 2.0 <= high <= 8.0
    assert shapes[0]._inline.docPr.get("descr") == "前后对比: 南宁—上海减少 27.6 小时"
    ids = [shape._inline.docPr.get("id") for shape in shapes]
    assert len(set(ids)) == 7


def test_dangerous_text_comes_out_as_it_went_in() -> None:
    document = opened(written())
    assert set(READABLE) <= set(texts(document, "List Bullet"))
    assert set(READABLE) <= {row.cells[0].text for row in document.tables[0].rows}
    assert [code for code in codes(document) if not code.startswith(
        ("TOC", "PAGEREF", "REF", "SEQ"))] == []


def test_properties_hold_no_clock_and_bytes_are_the_same() -> None:
    properties = opened(written()).core_properties
    assert (properties.title, properties.subject, properties.author) == (
        "某某运河通航前后 <b>]]>", "情景 abc", "corridors")
    assert properties.created == properties.modified
    assert properties.created is not None
    assert properties.created.year == 2000
    assert write_docx(full(), Blank()) == written()  # type: ignore[arg-type]
    with zipfile.ZipFile(BytesIO(written())) as archive:
        assert len({entry.date_time for entry in archive.infolist()}) == 1
        assert "docProps/thumbnail.jpeg" not in archive.namelist()


def test_a_date_is_not_broken_at_its_hyphen() -> None:
    shown = opened(written()).tables[2].rows[1].cells[2]
    assert shown.text == "在建（2026-06）"
    assert "<w:noBreakHyphen/>" in shown._tc.xml


def test_fonts_and_languages() -> None:
    styles = part(written(), "word/styles.xml")
    fonts = set(re.findall('w:eastAsia="([^"]*)"', styles)) - {"zh-CN"}
    assert fonts == {"宋体", "黑体", "楷体", "仿宋"}  # those that every Windows has
    assert '<w:lang w:val="en-US" w:eastAsia="zh-CN"' in styles
    assert 'w:firstLineChars="200"' in styles
    assert 'w:firstLineChars="200"' not in part(written("en"), "word/styles.xml")


def test_the_title_and_the_stamp_stand_on_every_page() -> None:
    for section in opened(written()).sections:
        assert section.header.paragraphs[0].text == "某某运河通航前后 <b>]]>"
        assert [p.text for p in section.footer.paragraphs] == ["第 1 页　共 1 页", "情景 abc"]
    document = opened(written())
    first = document.sections[0]
    assert first.different_first_page_header_footer
    assert first.first_page_footer.paragraphs[1].text == "情景 abc"
    foot = [node.text.strip() for node in first.footer._element.iter(qn("w:instrText"))]
    assert foot == ["PAGE", "NUMPAGES"]


# ---- templates
def saved(document: Any, path: Path) -> Path:
    document.save(str(path))
    return path


def test_a_template_gives_styles_page_and_header_and_keeps_its_cover(tmp_path: Path) -> None:
    document = opened(default_template("zh"))
    mark = document.paragraphs[0]
    assert mark.text == "{{正文}}"
    mark.insert_paragraph_before("某某厅文件：{{标题}}").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("附件完")
    document.styles["Heading 1"].font.name = "Courier New"
    section = document.sections[0]
    section.left_margin = docx.shared.Cm(4)
    section.header.paragraphs[0].text = "某某厅 {{版本}}"
    pictures = Blank()
    made = opened(write_docx(full(), pictures, saved(document, tmp_path / "厅.docx")))  # type: ignore[arg-type]
    body = [p.text for p in made.paragraphs]
    assert body[0].strip() == "某某厅文件：某某运河通航前后 <b>]]>"
    assert contents(made)[0] == ("一、要点", "3")  # after the cover and the contents
    assert body[-1] == "附件完"
    assert texts(made, "Title") == []  # the cover has it already
    assert "要点" in texts(made, "Heading 1")
    assert made.styles["Heading 1"].font.name == "Courier New"
    assert made.sections[0].header.paragraphs[0].text == "某某厅 情景 abc"
    assert made.sections[0].left_margin == section.left_margin
    assert pictures.asked[0][1] == pytest.approx(21.0 / 2.54 - (4.0 + 2.6) / 2.54, abs=0.02)


def test_without_a_mark_the_body_of_a_template_is_dropped(tmp_path: Path) -> None:
    document = opened(default_template("en"))
    document.paragraphs[0].text = "An old letter"
    made = opened(write_docx(full(), Blank(), saved(document, tmp_path / "t.docx")))  # type: ignore[arg-type]
    assert "An old letter" not in [p.text for p in made.paragraphs]
    assert made.paragraphs[0].text == "某某运河通航前后 <b>]]>"


def renamed(tmp_path: Path) -> Path:
    """A template as Chinese Word saves it: ids are numbers, names stay English; no lists."""
    data = default_template("zh")
    styles = part(data, "word/styles.xml")
    for old, new in {"Heading1": "1", "Heading2": "2", "Heading3": "3", "Title": "a3",
                     "ListBullet": "a", "Caption": "a8"}.items():
        assert f'w:styleId="{old}"' in styles
        styles = styles.replace(f'w:styleId="{old}"', f'w:styleId="{new}"')
    styles = re.sub("<w:numPr>.*?</w:numPr>", "", styles)
    styles = re.sub('<w:style [^>]*w:styleId="(TOC.|Corridors[A-Za-z]*)".*?</w:style>', "", styles)
    path = tmp_path / "本地化.docx"
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/numbering.xml":
                continue
            if name == "word/styles.xml":
                text = styles.encode()
            elif name in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
                text = re.sub(b"<(Relationship|Override)[^>]*numbering[^>]*/>", b"", text)
            new.writestr(name, text)
    return path


def test_styles_are_found_by_name_in_a_localised_template(tmp_path: Path) -> None:
    made = opened(write_docx(full(), Blank(), renamed(tmp_path)))  # type: ignore[arg-type]
    heading = next(p for p in made.paragraphs if p.text == "要点")
    assert heading._p.pPr.pStyle.val == "1"
    assert contents(made)[0][0] == "要点"  # its headings have no numbers, so neither has the list
    assert made.styles["Heading 1"].element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is None
    assert "简报结论框" in {style.name for style in made.styles}


def test_all_missing_styles_are_named_at_once(tmp_path: Path) -> None:
    document = opened(default_template("zh"))
    for name in ("Title", "Heading 2", "Caption"):
        document.styles[name].delete()
    path = saved(document, tmp_path / "缺.docx")
    with pytest.raises(InputError) as caught:
        write_docx(full(), Blank(), path)  # type: ignore[arg-type]
    assert caught.value.render("zh") == (
        f"{path}：模板缺少 3 个样式：标题/Title, 标题 2/Heading 2, 题注/Caption。"
        "请在 Word 中打开模板，在“样式”窗格的“选项”里选“所有样式”，"
        "把缺少的样式各套用到任一段落一次，然后保存。")
    assert "lacks 3 styles: 标题/Title, 标题 2/Heading 2, 题注/Caption." in (
        caught.value.render("en"))


def bad_zip(name: str, text: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, text)
    return stream.getvalue()


def broken() -> bytes:
    """A Word document whose body is cut off."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(default_template("zh"))) as old, (
            zipfile.ZipFile(stream, "w")) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data[:200] if name == "word/document.xml" else data)
    return stream.getvalue()


@pytest.mark.parametrize(("data", "words"), [
    (b"", "不是 Word 文档（.docx）"),
    (b"plain text", "不是 Word 文档（.docx）"),
    (bad_zip("a.txt", "a"), "不是 Word 文档（.docx）"),
    (bad_zip("[Content_Types].xml", "<Types>spreadsheetml</Types>"), "不是 Word 文档（.docx）"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "旧版 .doc 文件，或文件设有打开密码"),
    (broken(), "模板已损坏"),
    (bad_zip("[Content_Types].xml", "wordprocessingml.document.main+xml"), "模板已损坏"),
], ids=["empty", "text", "zip", "sheet", "doc", "cut", "hollow"])
def test_what_is_no_template_is_told_so(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "t.docx"
    path.write_bytes(data)
    with pytest.raises(InputError, match=words):
        write_docx(full(), Blank(), path)  # type: ignore[arg-type]


def test_a_missing_template_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="找不到该文件"):
        write_docx(full(), Blank(), tmp_path / "no.docx")  # type: ignore[arg-type]


# ---- as its reader sees it
def test_the_printed_document(tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    path.write_bytes(written())
    pages = pdf_text(to_pdf(path, tmp_path)).split("\f")[:-1]
    assert 8 <= len(pages) <= 12
    whole = re.sub(r"\s", "", "".join(pages))
    for block in full().blocks():
        if isinstance(block, Findings):
            for item in block.items:
                text = re.sub(r"[\s\x00\x0b]", "", item.text)
                assert text in whole, item.text
    assert all(f"第{i}页共{len(pages)}页" in re.sub(r"\s", "", page)
               for i, page in enumerate(pages, start=1))
    for title, page in contents(opened(written())):
        found = [i for i, text in enumerate(pages, start=1)
                 if re.search(rf"^\s*{re.escape(title)}\s*$", text, re.MULTILINE)]
        assert found == [int(page)], title
