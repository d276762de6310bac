"""The workbook of a briefing, reopened: values, formats, links, and text that stays text."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import corridors
from corridors import Comparison, Scenario
from corridors.errors import MissingPackageError, OutputError
from corridors.places import place_name
from corridors.report.briefing.model import Brief, Findings, Quantity, Section, Table
from corridors.report.numbers import rounded
from corridors.report.office import excel_book, excel_matrices
from corridors.report.office.excel import write_xlsx
from corridors.report.office.excel_matrices import plan_matrices, range_name
from corridors.report.office.excel_text import MAX_CHARACTERS, clean, sheet_name
from tests import briefs, render

NEAR_ONLY = {"access.max_km": 50}
"""Lorries go 50 km to a port at most: without the canal no barge serves the mine."""
ENDS = {"origins": ["mine", "hill"], "destinations": ["bay", "isle"]}


@pytest.fixture
def compare(scenario: Callable[..., Scenario], toy_dir: Path) -> Callable[..., Comparison]:
    """Compare the toy canal scenario with some keys of its file replaced."""
    return lambda **keys: corridors.compare(scenario(**keys), toy_dir)


def reopened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def cells(book: Any) -> Iterator[Any]:
    """Every cell that holds something."""
    for sheet in book:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.value is not None)


def table(sheet: Any, name: str) -> list[dict[str, Any]]:
    """Rows of an Excel table as cells by heading."""
    head, *rows = sheet[sheet.tables[name].ref]
    return [dict(zip([cell.value for cell in head], row, strict=True)) for row in rows]


def block(book: Any, *key: str) -> list[list[Any]]:
    """Cells of a named block of a matrix."""
    ((sheet, area),) = book.defined_names[range_name(*key)].destinations
    return [list(row) for row in book[sheet][area]]


# ---- by hand -------------------------------------------------------------------------------
def test_matrices_hold_the_numbers_worked_by_hand(compare: Callable[..., Comparison]) -> None:
    """Mine to bay: 69.2 h and 1,935 CNY without, 74.7 h and 1,090 CNY with the canal."""
    book = reopened(write_xlsx(briefs.brief(), compare(compare=ENDS)))
    blocks = {state: block(book, "container", "waterway", "time_h", state)
              for state in excel_matrices.BLOCKS}
    # as many origins as destinations: origins run down, mine comes first, then bay before isle
    assert [cells[0][0].value for cells in blocks.values()] == [69.2, 74.7, 5.5, 7.9]
    cost = block(book, "container", "waterway", "cost_cny", "difference")
    assert cost[0][0].value == 1090 - 1935
    assert [cells[0][1].value for cells in blocks.values()] == [None] * 4   # no barge to the isle
    formats = [cells[0][0].number_format for cells in blocks.values()]
    assert formats == ["#,##0.0", "#,##0.0", "+#,##0.0;-#,##0.0;0.0", "+#,##0.0;-#,##0.0;0.0"]
    assert cost[0][0].number_format == "+#,##0;-#,##0;0"


def test_new_connections_are_words_and_never_nought(compare: Callable[..., Comparison]) -> None:
    result = compare(parameters=NEAR_ONLY, compare=ENDS)
    book = reopened(write_xlsx(briefs.brief(), result))
    key = ("container", "waterway", "time_h")
    assert block(book, *key, "base")[0][0].value is None
    assert block(book, *key, "after")[0][0].value == 74.7
    assert block(book, *key, "difference")[0][0].value == "新通"
    assert block(book, *key, "difference_pct")[0][0].value is None
    english = reopened(write_xlsx(replace(briefs.brief(), lang="en"), result))
    assert block(english, *key, "difference")[0][0].value == "new"


def test_more_destinations_than_origins_run_down(compare: Callable[..., Comparison]) -> None:
    result = compare(compare={"origins": ["mine"], "destinations": ["hill", "bay", "isle"]})
    book = reopened(write_xlsx(briefs.brief(), result))
    area = block(book, "container", "waterway", "time_h", "after")
    assert [len(area), len(area[0])] == [3, 1]
    assert area[1][0].value == 74.7


# ---- sheets --------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def real() -> tuple[Comparison, bytes, Any]:
    """A comparison, its workbook, and the same reopened; nobody changes it."""
    result = corridors.compare(corridors.load_scenario("guiyang_nanning_hsr"))
    data = write_xlsx(briefs.brief(), result)
    return result, data, reopened(data)


def test_all_results_are_those_of_the_comparison_rounded_once(
        real: tuple[Comparison, bytes, Any]) -> None:
    result, _, book = real
    sheet = book["全部结果"]
    found = table(sheet, "all_results")
    assert len(found) == len(result.rows)
    for line, row in zip(found, result.rows, strict=True):
        values = [cell.value for cell in line.values()]
        assert values[:2] == [place_name(result.base, row.origin, "zh"),
                              place_name(result.base, row.destination, "zh")]
        assert values[6:10] == [
            *(rounded(value, row.unit, row.size)
              for value in (row.base, row.after, row.difference)),
            rounded(row.difference_pct, "%")]
        formats = {cell.number_format.split(";")[0].lstrip("+")
                   for cell in list(line.values())[6:9] if cell.value is not None}
        assert len(formats) <= 1, "one number of decimals for base, after and difference"
    assert sheet.freeze_panes == "C5"
    assert sheet.tables["all_results"].autoFilter is not None


def test_contents_link_to_every_sheet_and_back(real: tuple[Comparison, bytes, Any]) -> None:
    book = real[2]
    first, *others = book.sheetnames
    links = [cell.hyperlink.location for row in book[first].iter_rows() for cell in row
             if cell.hyperlink]
    assert [re.fullmatch(r"'(.+)'!A1", link).group(1) for link in links] == others
    for name in others:
        assert book[name]["A3"].hyperlink.location == f"'{first}'!A1"
    assert len(book.sheetnames) <= 30
    assert {"要点", "分方式汇总", "主要城市对", "图表", "旅客 铁路", "时间构成", "分段明细",
            "全部结果", "网络改动", "项目清单", "假定", "来源", "术语"} <= {*others}


def test_every_sheet_can_be_printed(real: tuple[Comparison, bytes, Any]) -> None:
    for sheet in real[2]:
        assert sheet.oddFooter.left.text == "情景 abc"
        assert "&P" in sheet.oddFooter.right.text
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        if sheet.tables:
            assert sheet.page_setup.orientation == "landscape"
            assert sheet.print_title_rows
            assert sheet.freeze_panes


def test_differences_are_coloured_around_nought(real: tuple[Comparison, bytes, Any]) -> None:
    sheet = real[2]["旅客 铁路"]
    scales = [rule.colorScale for area in sheet.conditional_formatting for rule in area.rules]
    assert scales
    for scale in scales:
        low, middle, high = (float(point.val) for point in scale.cfvo)
        assert (middle, low) == (0, -high)
        assert [colour.rgb[2:] for colour in scale.color] == ["7FC4AB", "FFFFFF", "D29BB7"]


def test_headings_of_numbers_name_their_unit(real: tuple[Comparison, bytes, Any]) -> None:
    book = real[2]
    for name, heads in (
            ("分段明细", ("时间（小时）", "里程（公里）", "费用（元）", "CO2（千克）")),
            ("时间构成", ("之前（小时）", "之后（小时）", "差值（小时）"))):
        (found,) = book[name].tables.values()
        assert set(heads) <= set(found.column_names)
    header = [cell.value for cell in book["主要城市对"][4]]
    assert "全程时间（小时）\n之前" in header
    assert "费用（元）\n差值" in header


def test_legs_add_up_and_name_their_sources(real: tuple[Comparison, bytes, Any]) -> None:
    """Hours of the legs of one trip sum to its door-to-door time, but for the rounding."""
    result, _, book = real
    rows = [{head: cell.value for head, cell in row.items()}
            for row in table(book["分段明细"], "legs")]
    origin, destination = result.states.headline[0]
    names = [place_name(result.base, key, "zh") for key in (origin, destination)]
    for state, trips in (("之前", result.trips_base), ("之后", result.trips_after)):
        hours = [row["时间（小时）"] for row in rows if [row["起点"], row["终点"]] == names
                 and row["状态"] == state and row["主要方式"] == "铁路"]
        total = trips["passenger", origin, destination, "rail"].time_h
        assert sum(hours) == pytest.approx(total, abs=0.05 * len(hours))
    ids = {key for row in rows for key in row["来源编号"].split("; ")}
    listed = {row["编号"].value for row in table(book["来源编号"], "source_ids")}
    assert ids <= listed


def test_changes_are_told_with_names_and_values(compare: Callable[..., Comparison]) -> None:
    result = compare(parameters=NEAR_ONLY)
    rows = [{head: cell.value for head, cell in row.items()}
            for row in table(reopened(write_xlsx(briefs.brief(), result))["网络改动"], "changes")]
    told = next(row for row in rows if row["编号"] == "access.max_km")
    assert [told["项目"], told["对象"], told["之前"], told["之后"], told["可信度"]] == [
        "情景设定", "参数", 100, 50, "假定"]
    assert {row["操作"] for row in rows} == {"新增", "修改"}
    assert not {"name_zh", "source_id"} & {row["属性"] for row in rows}


def test_charts_are_native_and_show_the_cells_below() -> None:
    book = reopened(write_xlsx(briefs.brief()))
    kinds = [type(chart).__name__ for chart in book["图表"]._charts]
    assert kinds == ["BarChart", "BarChart", "ScatterChart", "BarChart"]
    (front,) = book["要点"]._charts
    before, after = front.series
    area = after.val.numRef.f
    sheet, place = area.rsplit("!", 1)
    assert sheet.strip("'") == "图表"
    values = [cell.value for (cell,) in book["图表"][place.replace("$", "")]]
    assert values == [396.8, 300.0, 210.4, 255.5]
    assert before.tx.strRef is None or before.tx.v != after.tx.v


def test_tables_of_the_briefing_come_as_they_are() -> None:
    sheet = reopened(write_xlsx(briefs.brief()))["报告表格"]
    first = next(row for row in sheet.iter_rows() if row[0].value == "南宁—上海")
    assert [cell.value for cell in first] == ["南宁—上海", 424.5, 396.8, -27.6, -6.5]
    assert first[3].number_format == "+#,##0.0;-#,##0.0;0.0"
    assert first[3].font.color.rgb == "FF007A5A"
    second = next(row for row in sheet.iter_rows() if row[0].value == "柳州—海防")
    assert [cell.value for cell in second][1:4] == ["—", 210.4, "新通"]


def test_findings_keep_their_words_and_their_kind() -> None:
    sheet = reopened(write_xlsx(briefs.brief()))["要点"]
    told = {row[1].value: row[0].value for row in sheet.iter_rows(min_row=4)}
    assert told["公路没有变化。"] == "不变"
    assert told["待闸为假定值。"] == "注意"


def test_tables_with_other_columns_get_a_sheet_of_their_own() -> None:
    brief = briefs.brief()
    more = Section("assumptions_more", "参数", (
        Table("more", "模型参数", (), ()),), level=2)
    at = [section.key for section in brief.sections].index("assumptions") + 1
    brief = replace(brief, sections=(*brief.sections[:at], more, *brief.sections[at:]))
    assert {"假定", "参数"} <= {*reopened(write_xlsx(brief)).sheetnames}


# ---- English -------------------------------------------------------------------------------
def test_an_english_workbook_holds_no_chinese(compare: Callable[..., Comparison]) -> None:
    plain = Brief("case", "en", "Canal", "What?", "Cheaper", "abc", "CC0",
                  (Section("summary", "Findings", (Findings("key", ()),)),))
    book = reopened(write_xlsx(plain, compare(parameters=NEAR_ONLY)))
    assert book.sheetnames[0] == "Contents"
    found = [(cell.parent.title, cell.value) for cell in cells(book)
             if isinstance(cell.value, str) and re.search(r"[\u4e00-\u9fff]", cell.value)]
    assert found == []
    assert {cell.font.name for cell in cells(book)} == {"Calibri"}
    assert {cell.font.name for cell in cells(reopened(write_xlsx(briefs.brief())))} == {"微软雅黑"}


# ---- text stays text -----------------------------------------------------------------------
def test_text_that_looks_like_a_formula_is_text(real: tuple[Comparison, bytes, Any]) -> None:
    book = real[2]
    nasty = {clean(text) for text in briefs.NASTY}
    seen = [cell for cell in cells(book) if cell.value in nasty]
    assert {cell.value for cell in seen} == nasty
    assert {cell.data_type for cell in seen} == {"s"}
    assert all(cell.quotePrefix for cell in seen if cell.value[0] in "=+@")
    assert {cell.data_type for cell in cells(book)} <= {"s", "n"}
    with zipfile.ZipFile(io.BytesIO(real[1])) as archive:
        names = archive.namelist()
        sheets = [archive.read(name) for name in names if name.startswith("xl/worksheets/sheet")]
    assert sheets
    assert not any(re.search(rb"<f[ >]", sheet) for sheet in sheets)
    assert not any(re.search(r"external|vbaProject|connections|embeddings", name)
                   for name in names)


@pytest.mark.parametrize(("text", "kept"), [
    ("a\x00b\x0b", "ab"), ("one\r\ntwo", "one\ntwo"), ("tab\tbed", "tab bed"),
    ("lone \ud800", "lone "), ("<r>x</r>", "<r>x</r> "), ("_x0041_", "_x0041_"),
    ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"), ("\uffff", "")])
def test_odd_characters(text: str, kept: str) -> None:
    assert clean(text) == kept
    values = {cell.value for cell in cells(reopened(write_xlsx(
        replace(briefs.brief(), question=text))))}
    assert not kept or kept in values


def test_what_no_cell_can_hold_is_cut_with_a_mark() -> None:
    text = clean("长" * 40_000)
    assert (len(text), text[-1]) == (MAX_CHARACTERS, "…")
    pairs = clean("𠀀" * 20_000)                    # two units each, as Excel counts
    assert len(pairs.encode("utf-16-le")) // 2 <= MAX_CHARACTERS
    assert pairs.endswith("…")
    brief = replace(briefs.brief(), question="长" * 40_000)
    assert text in {cell.value for cell in cells(reopened(write_xlsx(brief)))}


def test_names_of_sheets() -> None:
    assert sheet_name("a/b:c*d?[e]\\f") == "a-b-c-d-(e)-f"
    assert sheet_name("'quoted'") == "quoted"
    assert sheet_name("History") == "History~"
    assert sheet_name("") == "-"
    names: list[str] = []
    for _ in range(3):
        names.append(sheet_name("一" * 40, names))
    assert names == ["一" * 31, "一" * 29 + "~2", "一" * 29 + "~3"]


# ---- size, order, failures -----------------------------------------------------------------
def test_the_same_inputs_give_the_same_bytes(compare: Callable[..., Comparison]) -> None:
    first, second = (write_xlsx(briefs.brief(), compare(parameters=NEAR_ONLY)) for _ in range(2))
    assert first == second
    assert reopened(first).properties.created.year == 2000
    assert reopened(first).properties.description == "情景 abc"
    assert write_xlsx(briefs.brief()) != write_xlsx(replace(briefs.brief(), headline="另"))


def test_combinations_beyond_the_limit_are_named(compare: Callable[..., Comparison],
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    """By rail and road nothing changes; of the rest the first has a sheet."""
    result = compare(compare={"profiles": ["container", "bulk"],
                              "modes": ["waterway", "rail", "road"]})
    monkeypatch.setattr(excel_matrices, "MAX_SHEETS", 1)
    plan = plan_matrices(result)
    assert plan.shown == (("container", "waterway"),)
    assert plan.many == (("bulk", "waterway"),)
    assert ("container", "road") in plan.same
    book = reopened(write_xlsx(briefs.brief(), result))
    words = "\n".join(str(cell.value) for cell in cells(book) if cell.parent.title == "目录与说明")
    assert "以下组合因工作表过多未单列矩阵（数值见“全部结果”）：散货 内河直达。" in words
    assert "集装箱 公路" in words
    monkeypatch.setattr(excel_matrices, "MAX_CELLS", 10)
    assert plan_matrices(result).shown == ()
    assert "城市对过多，未列矩阵" in "\n".join(
        str(cell.value) for cell in cells(reopened(write_xlsx(briefs.brief(), result))))


def test_more_rows_than_a_sheet_has_is_an_error(compare: Callable[..., Comparison],
                                                monkeypatch: pytest.MonkeyPatch) -> None:
    result = compare()
    monkeypatch.setattr(excel_book, "MAX_ROWS", 100)
    with pytest.raises(OutputError) as caught:
        write_xlsx(briefs.brief(), result)
    assert caught.value.render("zh").startswith("工作表“")
    assert "Excel 最多 100 行" in caught.value.render("zh")
    assert "comparison.csv has all results" in caught.value.render("en")


def test_without_the_writer_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingPackageError) as caught:
        write_xlsx(briefs.brief())
    assert 'pip install "corridors[office]"' in caught.value.render("en")


def test_a_table_without_rows_is_a_table() -> None:
    brief = replace(briefs.brief(), sections=(Section("sources", "来源", (
        Table("sources", "来源", briefs.brief().tables()["sources"].columns, ()),)),))
    sheet = reopened(write_xlsx(brief))["来源"]
    assert sheet.auto_filter.ref == "A4:B5"


def test_numbers_are_written_as_the_other_documents_print_them() -> None:
    for value, unit in ((41.26, "CNY"), (4188.3, "CNY"), (-0.004, "h"), (12.345, "kg")):
        quantity = Quantity(value, unit)
        shown = f"{quantity.rounded:,.{quantity.digits}f}"
        assert shown == str(quantity).replace("−", "-")


# ---- as its reader sees it -----------------------------------------------------------------
def test_libreoffice_opens_it_without_a_fault(compare: Callable[..., Comparison],
                                              tmp_path: Path) -> None:
    path = tmp_path / "brief.xlsx"
    path.write_bytes(write_xlsx(briefs.brief(), compare(
        compare={**ENDS, "profiles": ["container"], "modes": ["waterway"]})))
    text = render.pdf_text(render.to_pdf(path, tmp_path / "out"))
    assert not re.search(r"#(REF|NAME|VALUE|DIV/0|N/A)|Err:\d", text)
    assert "=1+1" in text                           # and not 2
    assert "@SUM(A1)" in text
    assert "+5.5" in text
    assert re.search(r"-845\b", text)
    assert "差值（之后−之前）" in text
