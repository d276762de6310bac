"""Slides as their reader and editor find them: reopened, measured, converted to PDF."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from corridors.charts.model import Dumbbell, DumbbellRow, Heatmap
from corridors.errors import InputError
from corridors.report.briefing.model import (
    Brief,
    ChartFigure,
    Column,
    Finding,
    Findings,
    MapFigure,
    Quantity,
    Section,
    Table,
)
from corridors.report.numbers import show
from corridors.report.office.slides import write_pptx
from corridors.report.office.slides_bubble import span
from corridors.report.office.slides_charts import MOST_PAIRS
from corridors.report.office.slides_grid import Look, plan
from corridors.report.office.slides_matrix import matrix
from corridors.report.office.slides_plot import number_format
from corridors.report.office.slides_text import DOTS, clean, cut, fit, lines, width_in
from tests.briefs import BARS, DUMBBELL, HEATMAP, NASTY, SPREAD, TRADE_OFF, brief
from tests.render import pdf_text, to_pages, to_pdf

pptx = pytest.importorskip("pptx")
openpyxl = pytest.importorskip("openpyxl")

EMU = 914_400
#: Text boxes may touch, within a hundredth of an inch.
TOUCH = EMU // 100


class Stub:
    """Pictures of one colour at the size asked for; remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, float, float]] = []

    def png(self, key: str, width_in: float, height_in: float, dpi: int = 200) -> bytes:
        from PIL import Image

        self.asked.append((key, width_in, height_in))
        out = io.BytesIO()
        Image.new("RGB", (int(width_in * 20), int(height_in * 20)), "#dbe7ef").save(out, "PNG")
        return out.getvalue()


def deck_of(content: Brief, template: Path | None = None) -> Any:
    return pptx.Presentation(io.BytesIO(write_pptx(content, Stub(), template)))


@pytest.fixture(scope="module")
def deck() -> Any:
    return deck_of(brief())


def texts(shape: Any) -> Iterator[str]:
    if shape.has_text_frame:
        yield shape.text_frame.text
    elif getattr(shape, "has_table", False) and shape.has_table:
        for row in shape.table.rows:
            yield from (cell.text for cell in row.cells)


def slide_text(slide: Any) -> str:
    return "\n".join(text for shape in slide.shapes for text in texts(shape))


def charts(deck: Any) -> dict[str, Any]:
    return {shape.name: shape.chart for slide in deck.slides for shape in slide.shapes
            if getattr(shape, "has_chart", False) and shape.has_chart}


def tables(deck: Any) -> dict[str, Any]:
    return {shape.name: shape.table for slide in deck.slides for shape in slide.shapes
            if getattr(shape, "has_table", False) and shape.has_table}


def without(content: Brief, *kinds: type) -> Brief:
    """The briefing without blocks of some kinds."""
    return replace(content, sections=tuple(
        replace(section, blocks=tuple(b for b in section.blocks if not isinstance(b, kinds)))
        for section in content.sections))


def with_chart(chart: Any) -> Brief:
    """A briefing with a single chart."""
    content = without(brief(), ChartFigure, MapFigure)
    figure = ChartFigure("matrix" if isinstance(chart, Heatmap) else "pairs", "图", "一句话", chart)
    return replace(content, sections=(*content.sections, Section("results_x", "图", (figure,))))


# ---- the deck
def test_ten_slides_each_with_a_message_of_its_own(deck: Any) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert len(titles) == 10
    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert titles[:8] == [
        "某某运河通航前后 <b>]]>", "南宁到上海少 27.6 小时", "运河所在", "南宁—上海减少 27.6 小时",
        "南宁一行改善最多", "待闸减少", "江海直达更省",
        "本情景开通 8 个项目：某某运河、=1+1、@SUM(A1)、+86等"]
    assert titles[8] == "项目数据中有 1 项为假定，引用前请先复核"


def test_the_deck_is_wide_and_has_no_slide_without_layout(deck: Any) -> None:
    size = deck.slide_width / EMU, deck.slide_height / EMU
    assert size == pytest.approx((13.333, 7.5), abs=0.01)
    assert {slide.slide_layout.name for slide in deck.slides} == {"标题幻灯片", "仅标题"}


def test_a_briefing_without_figures_still_has_six_slides() -> None:
    made = deck_of(without(brief(), ChartFigure, MapFigure))
    assert 6 <= len(made.slides) <= 8
    bare = deck_of(without(brief(), ChartFigure, MapFigure, Table))
    titles = [slide.shapes.title.text_frame.text for slide in bare.slides]
    assert len(titles) >= 6
    assert len(set(titles)) == len(titles)


def test_equal_messages_are_told_apart() -> None:
    content = replace(brief(), headline=brief().title)
    titles = [slide.shapes.title.text_frame.text for slide in deck_of(content).slides]
    assert titles[1] == f"{titles[0]} (2)"


def test_every_shape_is_within_its_slide_and_none_covers_another(deck: Any) -> None:
    for number, slide in enumerate(deck.slides, 1):
        boxes = [(s.name, s.left, s.top, s.left + s.width, s.top + s.height)
                 for s in slide.shapes]
        for name, left, top, right, bottom in boxes:
            assert left >= 0, (number, name)
            assert top >= 0, (number, name)
            assert right <= deck.slide_width, (number, name)
            assert bottom <= deck.slide_height, (number, name)
        for one, other in combinations(boxes, 2):
            apart = (one[3] <= other[1] + TOUCH or other[3] <= one[1] + TOUCH
                     or one[4] <= other[2] + TOUCH or other[4] <= one[2] + TOUCH)
            assert apart, (number, one[0], other[0])


def test_no_text_is_smaller_than_ten_points(deck: Any) -> None:
    sizes = [run.font.size.pt for slide in deck.slides for shape in slide.shapes
             if getattr(shape, "has_table", False) and shape.has_table
             for row in shape.table.rows for cell in row.cells
             for paragraph in cell.text_frame.paragraphs for run in paragraph.runs]
    sizes += [run.font.size.pt for slide in deck.slides for shape in slide.shapes
              if shape.has_text_frame and not shape.is_placeholder
              for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
    assert len(sizes) > 50
    assert min(sizes) >= 10


def test_stamp_and_number_stand_on_every_slide(deck: Any) -> None:
    for slide in deck.slides:
        kinds = {shape.placeholder_format.type for shape in slide.placeholders}
        assert pptx.enum.shapes.PP_PLACEHOLDER.SLIDE_NUMBER in kinds
        assert "情景 abc" in slide_text(slide)


def test_notes_tell_the_longer_text_and_the_stamp(deck: Any) -> None:
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    assert all("版本标识：情景 abc" in note and "CC0" in note for note in notes)
    assert all(finding.text in notes[1] for block in brief().section("summary").blocks
               if isinstance(block, Findings) for finding in block.items
               if clean(finding.text) == finding.text)


def test_figures_and_tables_are_described(deck: Any) -> None:
    found = 0
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.shape_type in {pptx.enum.shapes.MSO_SHAPE_TYPE.PICTURE,
                                    pptx.enum.shapes.MSO_SHAPE_TYPE.CHART,
                                    pptx.enum.shapes.MSO_SHAPE_TYPE.TABLE}:
                found += 1
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr"), shape.name
    assert found > 8


def test_the_map_is_drawn_for_its_place() -> None:
    pictures = Stub()
    made = pptx.Presentation(io.BytesIO(write_pptx(brief(), pictures)))
    [(key, width, height)] = pictures.asked
    [shape] = [s for s in made.slides[2].shapes
               if s.shape_type == pptx.enum.shapes.MSO_SHAPE_TYPE.PICTURE]
    assert key == "map"
    assert (shape.width / EMU, shape.height / EMU) == pytest.approx((width, height), abs=0.01)


# ---- findings
def test_a_loss_and_a_caution_are_never_the_findings_left_out() -> None:
    many = (*(Finding(f"改善 {i}", "gain") for i in range(7)), Finding("变差", "loss"),
            Finding("注意", "caution"))
    content = brief()
    content = replace(content, sections=(
        replace(content.sections[0], blocks=(Findings("key", many),)), *content.sections[1:]))
    made = deck_of(content)
    rows = [[cell.text for cell in row.cells] for row in tables(made)["findings"].rows]
    assert rows == [["▲ 改善", "改善 0"], ["▲ 改善", "改善 1"], ["▲ 改善", "改善 2"],
                    ["▼ 变差", "变差"], ["! 注意", "注意"]]
    assert "另有 4 条要点" in slide_text(made.slides[1])


def test_a_long_finding_ends_with_a_sentence_and_is_whole_in_the_notes() -> None:
    first = "南宁到海防的时间由 314.7 小时降到 218.9 小时。"
    long = first + "其余各对的变化见汇总表，" * 30 + "完。"
    content = brief()
    content = replace(content, sections=(
        replace(content.sections[0], blocks=(Findings("key", (Finding(long, "gain"),)),)),
        *content.sections[1:]))
    slide = deck_of(content).slides[1]
    shown = slide_text(slide)
    assert "218.9 小时。\n" in shown
    assert "其余" not in shown
    assert "要点有删节，全文见备注和 Word 报告。" in shown
    assert long in slide.notes_slide.notes_text_frame.text


# ---- native charts
def test_pairs_before_and_after_are_the_numbers_of_the_briefing(deck: Any) -> None:
    chart = charts(deck)["pairs"]
    [plot] = chart.plots
    assert list(plot.categories) == [row.label for row in DUMBBELL.rows]
    before, after = plot.series
    assert (before.name, after.name) == DUMBBELL.labels
    assert list(before.values) == [424.5, 300.0, None, 250.0]
    assert list(after.values) == [396.8, 300.0, 210.4, 255.5]
    assert chart.value_axis.axis_title.text_frame.text == "门到门时间（小时）"
    assert chart.value_axis.minimum_scale == 0
    assert "新通" in after.points[2].data_label.text_frame.text


def test_differences_stand_beside_with_their_sign(deck: Any) -> None:
    [(name, chart)] = [(name, chart) for name, chart in charts(deck).items()
                       if name.startswith("pairs ")]
    assert "差值（之后−之前）" in name
    [series] = chart.plots[0].series
    assert list(series.values) == [-27.6, 0.0, None, 5.5]
    colours = [series.points[i].format.fill.fore_color.rgb for i in (0, 1, 3)]
    assert len(set(colours)) == 3
    assert 'formatCode="+#,##0.0;\\−#,##0.0;0.0"' in chart._chartSpace.xml


def test_more_pairs_than_fit_are_counted() -> None:
    rows = tuple(DumbbellRow(f"甲{i}—乙{i}", 10.0 + i, 9.0, -1.0 - i, "gain") for i in range(20))
    made = deck_of(with_chart(Dumbbell("", "时间（小时）", "h", ("之前", "之后"), rows)))
    assert len(list(charts(made)["pairs"].plots[0].categories)) == MOST_PAIRS
    assert f"另有 {20 - MOST_PAIRS} 组" in "".join(map(slide_text, made.slides))


def test_parts_are_stacked_with_their_totals(deck: Any) -> None:
    [plot] = charts(deck)["components"].plots
    assert [series.name for series in plot.series] == list(BARS.parts)
    assert [list(series.values) for series in plot.series] == [
        [4.0, 4.0], [300.0, 310.0], [120.5, 82.8]]
    assert list(plot.categories) == ["南宁—上海  之前（合计 424.5）", "之后（合计 396.8）"]
    assert plot.overlap == 100


def test_bubbles_are_hours_money_and_co2(deck: Any) -> None:
    chart = charts(deck)["trade_off"]
    before, after = chart.plots[0].series
    assert list(before.values) == [14200.0, 4300.0]
    values = chart._chartSpace.xpath(".//c:ser[2]/c:xVal//c:v/text()")
    sizes = chart._chartSpace.xpath(".//c:ser[2]/c:bubbleSize//c:v/text()")
    assert [float(v) for v in values] == [42.8, 300.6]
    assert [float(v) for v in sizes] == [1500.0, 300.0]
    assert [after.points[i].data_label.text_frame.text for i in (0, 1)] == ["公路", "江海直达"]
    rows = [[cell.text for cell in row.cells] for row in tables(deck)["trade_off table"].rows]
    assert rows[1:] == [["公路", "42.8", "14,200", "1,500.0"],
                        ["江海直达", "334.2 → 300.6", "4,300 → 4,200", "310.0 → 300.0"]]
    assert rows[0][1:] == list(TRADE_OFF.axes)


def test_a_distribution_fills_a_short_deck() -> None:
    content = without(brief(), MapFigure, Table)
    content = replace(content, sections=tuple(
        replace(section, blocks=tuple(b for b in section.blocks if not isinstance(b, ChartFigure)
                                      or b.key == "distribution"))
        for section in content.sections))
    [plot] = charts(deck_of(content))["distribution"].plots
    assert list(plot.categories) == ["−40.0 – −20.0", "−20.0 – 0.0", "不变", "0.0 – +20.0"]
    assert list(plot.series[0].values) == [3, 8, SPREAD.unchanged, 2]


def test_workbooks_of_charts_hold_their_numbers_and_no_formula() -> None:
    rows = tuple(DumbbellRow(text, 10.0, 9.0, -1.0, "gain") for text in NASTY)
    data = write_pptx(with_chart(Dumbbell("", "=1+1", "h", ("=2", "@x"), rows)), Stub())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        books = [name for name in archive.namelist() if name.endswith(".xlsx")]
        assert len(books) == 2
        for name in books:
            sheet = openpyxl.load_workbook(io.BytesIO(archive.read(name)))["Sheet1"]
            cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
            assert {cell.data_type for cell in cells} <= {"s", "n"}
            assert [sheet.cell(i + 2, 1).value for i in range(3)] == list(NASTY[:3])
            assert sheet.cell(2, 2).value in {10.0, -1.0}


@pytest.mark.parametrize(("value", "unit"), [
    (-27.64, "h"), (0.0, "h"), (41.26, "CNY"), (4188.3, "CNY"), (-99.5, "kg"), (6.51, "%")])
def test_formats_show_what_the_other_documents_show(value: float, unit: str) -> None:
    """A format is worked by hand: thousands, decimals and the sign that it prints."""
    shape = number_format(value, unit, sign=True).split(";")
    part = shape[0] if value > 0 else shape[1] if value < 0 else shape[2]
    places = len(part.partition(".")[2])
    sign = part.replace("\\", "")[0] if part[0] in "+\\" else ""
    assert f"{sign}{abs(value):,.{places}f}" == show(value, unit, sign=True)


def test_an_axis_of_a_wide_range_doubles() -> None:
    wide = span([2.5, 400.0])
    assert wide.log
    assert wide.low <= 2.5 * 0.75
    assert wide.high >= 400 * 1.3
    assert 0 < wide.at(2.5) < wide.at(400.0) < 1
    assert span([0.0, 0.0]).high > 0


# ---- tables
def test_the_matrix_is_a_coloured_table(deck: Any) -> None:
    table = tables(deck)["matrix"]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [["起点＼终点", *HEATMAP.columns],
                    *([name, *found] for name, found in zip(HEATMAP.rows, HEATMAP.texts,
                                                            strict=True))]
    large, small = table.cell(1, 3), table.cell(1, 1)
    assert large.fill.fore_color.rgb != small.fill.fore_color.rgb
    assert table.cell(1, 2).fill.type == pptx.enum.dml.MSO_FILL.BACKGROUND


def test_a_large_matrix_is_a_picture() -> None:
    names = tuple(f"城市{i}" for i in range(20))
    grid = tuple((-1.0,) * 20 for _ in names)
    words = tuple(("−1.0",) * 20 for _ in names)
    pictures = Stub()
    write_pptx(with_chart(Heatmap("", "h", names, names, grid, words)), pictures)
    assert [key for key, *_ in pictures.asked] == ["matrix"]


def test_more_projects_than_fit_are_counted() -> None:
    words = "加快推进前期工作，力争早日开工建设。" * 4
    rows = tuple((f"项目{i}", words, "在建") for i in range(60))
    heads = (Column("项目"), Column("规划表述", 3.0), Column("状态"))
    table = Table("projects", "项目", heads, rows)
    content = brief()
    content = replace(content, sections=tuple(
        replace(section, blocks=(table,)) if section.key == "projects" else section
        for section in content.sections))
    made = deck_of(content)
    shown = len(list(tables(made)["projects"].rows)) - 1
    [slide] = [s for s in made.slides if "60 个项目" in slide_text(s)]
    assert 8 < shown < 60
    assert f"另有 {60 - shown} 项，见 Word 和 Excel 报告。" in slide_text(slide)
    assert "项目59" in slide.notes_slide.notes_text_frame.text


def test_a_project_of_two_plans_is_counted_once() -> None:
    heads = (Column("项目"), Column("规划表述", 3.0), Column("状态"))
    tables_ = (Table("projects_one", "规划甲", heads, (("甲运河", "建设", "在建"),)),
               Table("projects_two", "规划乙", heads, (("甲运河", "推进", "在建"),
                                                    ("乙铁路", "研究", "规划"))),
               Table("projects_background", "规划之外", (Column("项目"), Column("状态")),
                     (("丙公路", "建成"),)))
    content = brief()
    content = replace(content, sections=tuple(
        replace(section, blocks=tables_) if section.key == "projects" else section
        for section in content.sections))
    made = deck_of(content)
    rows = [[cell.text for cell in row.cells] for row in tables(made)["projects_one"].rows]
    assert rows[1:] == [["甲运河", "建设", "在建"], ["乙铁路", "研究", "规划"],
                        ["丙公路", "—", "建成"]]
    [slide] = [s for s in made.slides if "3 个项目" in slide_text(s)]
    assert "规划甲 规划乙 规划之外" in slide_text(slide)


def test_a_matrix_whose_message_is_taken_says_its_own() -> None:
    content = brief()
    content = replace(content, sections=tuple(
        replace(section, blocks=tuple(
            replace(b, message=content.headline) if isinstance(b, ChartFigure)
            and b.key == "matrix" else b for b in section.blocks))
        for section in content.sections))
    titles = [slide.shapes.title.text_frame.text for slide in deck_of(content).slides]
    assert "变化最大的一对是南宁—海防：−90.1 小时" in titles


def test_names_of_places_are_never_broken_in_a_matrix() -> None:
    names = ("Changsha", "Chongqing", "Ho Chi Minh City", "Guangzhou", "Singapore", "Nanjing",
             "Shanghai", "Wuhan", "Nanchang", "Haiphong")
    grid = tuple((-1.0,) * 10 for _ in names)
    words = tuple(("−1.0",) * 10 for _ in names)
    made = matrix(Heatmap("", "h", names, names, grid, words), "en", 12.1, 4.6)
    assert made is not None
    assert all(width_in(word, made.size_pt, bold=True) < width - 0.14
               for look, width in zip(made.looks[0], made.widths, strict=True)
               for word in look.text.split())
    assert matrix(Heatmap("", "h", names, names, grid, words), "en", 6.0, 4.6) is None


def test_numbers_of_a_table_are_not_broken_over_lines() -> None:
    looks = [(Look("项目"), Look("数值（小时）", "right")),
             *((Look("很长的名称" * 12), Look("1,234,567.8", "right")) for _ in range(6))]
    made = plan(looks, 5.0, 4.0)
    assert all(len(lines(row[1].text, made.size_pt, made.widths[1] - 0.14)) == 1
               for row in made.looks[1:])
    assert made.height <= 4.0
    assert sum(made.widths) == pytest.approx(5.0)


def test_assumptions_show_their_range(deck: Any) -> None:
    rows = [[cell.text for cell in row.cells] for row in tables(deck)["assumptions"].rows]
    assert rows[1] == ["待闸", str(Quantity(6.0, "h")), "2.0", "20.0", "小时", "假定"]


# ---- text
def test_text_is_cut_where_it_does_not_fit() -> None:
    long = "高质量高标准建设平陆运河，" * 30
    short = cut(long, 12, 4.0, 3)
    assert short.endswith(DOTS)
    assert len(lines(short, 12, 4.0)) == 3
    assert len(lines(long[:len(short) + 3] + DOTS, 12, 4.0)) > 3
    fitted = fit("一句话" * 20, 6.0, 0.9, (26, 20, 16))
    assert fitted.size_pt < 26
    assert all(width_in(line, fitted.size_pt) <= 6.0
               for line in lines(fitted.text, fitted.size_pt, 6.0))


def test_dangerous_text_comes_out_as_it_went_in(deck: Any) -> None:
    found = {text for slide in deck.slides for shape in slide.shapes for text in texts(shape)}
    for text in NASTY:
        assert clean(text) in found, text
    assert "坏" in found


# ---- the file
def test_the_same_briefing_gives_the_same_bytes() -> None:
    one, other = write_pptx(brief(), Stub()), write_pptx(brief(), Stub())
    assert one == other
    core = pptx.Presentation(io.BytesIO(one)).core_properties
    assert (core.created.year, core.modified.year, core.author) == (2000, 2000, "corridors")
    assert core.subject == "情景 abc"


def test_the_theme_names_fonts_for_both_scripts(deck: Any) -> None:
    [theme] = [rel.target_part.blob.decode() for rel in deck.slide_master.part.rels.values()
               if rel.reltype.endswith("/theme")]
    assert 'latin typeface="Arial"' in theme
    assert 'ea typeface="微软雅黑"' in theme


# ---- a template
def own_template(folder: Path, edit: Any = None, *, slides: int = 2) -> Path:
    made = pptx.Presentation()
    for _ in range(slides):
        made.slides.add_slide(made.slide_layouts[1]).shapes.title.text = "旧的"
    if edit is not None:
        edit(made)
    path = folder / "模板.pptx"
    made.save(path)
    return path


def test_a_template_gives_its_master_and_loses_its_slides(tmp_path: Path) -> None:
    path = own_template(tmp_path)
    data = write_pptx(brief(), Stub(), path)
    made = pptx.Presentation(io.BytesIO(data))
    assert (made.slide_width, made.slide_height) == (9_144_000, 6_858_000)
    assert len(made.slides) == 10
    assert {s.slide_layout.name for s in made.slides} == {"Title Slide", "Title Only"}
    assert "旧的" not in "".join(map(slide_text, made.slides))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert sum(name.startswith("ppt/slides/slide") for name in archive.namelist()) == 10
    for slide in made.slides:
        for shape in slide.shapes:
            assert shape.left >= 0, shape.name
            assert shape.left + shape.width <= made.slide_width, shape.name
            assert shape.top + shape.height <= made.slide_height, shape.name


def test_a_template_names_all_that_it_lacks(tmp_path: Path) -> None:
    def strip(made: Any) -> None:
        for layout in list(made.slide_layouts):
            if layout.name in {"Title Slide", "Title Only"}:
                made.slide_layouts.remove(layout)

    with pytest.raises(InputError) as caught:
        write_pptx(brief(), Stub(), own_template(tmp_path, strip))
    assert str(caught.value).splitlines() == [
        "模板.pptx：模板缺少版式“标题幻灯片”（须含占位符：标题、副标题）。请在“视图—幻灯片母版”中添加。",
        "模板.pptx：模板缺少版式“仅标题”（须含占位符：标题）。请在“视图—幻灯片母版”中添加。"]
    assert "lacks a layout “Title Only”" in caught.value.render("en")


def test_a_template_without_room_says_how_much_is_needed(tmp_path: Path) -> None:
    def squeeze(made: Any) -> None:
        for layout in made.slide_layouts:
            if layout.name == "Title Only":
                title = layout.placeholders[0]
                title.left, title.top = 457_200, 274_638
                title.width, title.height = 8_229_600, 4_000_000

    with pytest.raises(InputError, match="至少需要"):
        write_pptx(brief(), Stub(), own_template(tmp_path, squeeze))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", "不是演示文稿".encode()])
def test_a_file_that_is_no_deck_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.pptx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"x\.pptx 不是 PowerPoint 文件"):
        write_pptx(brief(), Stub(), path)


def test_another_office_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "book.pptx"
    openpyxl.Workbook().save(path)
    with pytest.raises(InputError, match="不是 PowerPoint 文件"):
        write_pptx(brief(), Stub(), path)


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"找不到演示文稿模板 none\.pptx"):
        write_pptx(brief(), Stub(), tmp_path / "none.pptx")


# ---- as drawn
def test_slides_are_drawn_whole(tmp_path: Path) -> None:
    """A cell or box that grows beyond its place would push text off the page."""
    path = tmp_path / "deck.pptx"
    path.write_bytes(write_pptx(brief(), Stub()))
    pdf = to_pdf(path, tmp_path / "pdf")
    pages = to_pages(pdf, tmp_path / "png", 40)
    said = pdf_text(pdf).replace(" ", "")
    assert len(pages) == 10
    assert said.count("情景abc") == 10
    for text in ("424.5", "396.8", "−27.6", "新通", "公路没有变化。", "江海直达",
                 "<script>alert('x')</script>", "引用资料"):
        assert text.replace(" ", "") in said, text
