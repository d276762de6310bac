"""A filled workbook: what Excel does to it is understood, and faults are found in their cells."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

from corridors.cli.main import main
from corridors.errors import InputError
from corridors.exchange.template.clean import Refused, clean
from corridors.exchange.template.fields import Field
from corridors.exchange.template.filled import Filled, read_workbook
from corridors.exchange.template.lists import Lists
from corridors.exchange.template.make import workbook_template
from corridors.exchange.template.marked import marked_copy
from corridors.exchange.template.opened import Cell
from corridors.projects.model import read_project
from tests import render

LISTS = Lists()
ROWS = {
    "项目": {"id": "try_line", "name.zh": "试验线", "name.en": "Trial line", "kind": "铁路",
             "prefectures": "南宁；柳州", "status.stage": "规划", "status.as_of": "2026年6月",
             "status.source": "assumption", "opening.planned": datetime.date(2030, 6, 1)},
    "新增路段": {"id": "try_line", "mode": "rail", "line": "try_line", "line_zh": "试验线",
             "line_en": "Trial line", "from_node_id": "rl_nanning 南宁", "to_node_id": "rl_liuzhou",
             "length_km": "１６０", "traffic": "客运", "class": "hsr_350", "tracks": 2.0,
             "design_speed_kmh": 350, "utilisation": 0.4, "source_id": "assumption ",
             "confidence": "assumed"},
    "取值区间": {"table": "links", "of": "try_line", "column": "length_km", "low": 150,
             "high": 170},
    "规划出处": {"plan": "guangxi_2022", "section": "三(五)18",
             "section_basis": "由上下文推断", "words": "示例", "action": "建设"},
}


@pytest.fixture(scope="module")
def empty() -> bytes:
    return workbook_template("project").content


def fill(content: bytes, rows: dict[str, dict[str, Any]], path: Path,
         change: Callable[[Workbook], None] | None = None) -> Path:
    """Fill in a template by key as a planner does by heading."""
    book = load_workbook(io.BytesIO(content))
    for name, values in rows.items():
        page = book[name]
        if page.cell(3, 1).value == "@project":
            at = {page.cell(row, 1).value: (row, 3) for row in range(4, page.max_row + 1)}
        else:
            at = {page.cell(3, column).value: (5, column)
                  for column in range(2, page.max_column + 1)}
        for key, value in values.items():
            cell = page.cell(*at[key])
            cell.value = value
            if isinstance(value, datetime.date):
                cell.number_format = "yyyy-mm"
    if change is not None:
        change(book)
    book.save(path)
    return path


def test_what_excel_made_of_it_is_understood(empty: bytes, tmp_path: Path) -> None:
    found = read_workbook(fill(empty, ROWS, tmp_path / "a.xlsx"))
    assert not found.faults, [one.render("en") for one in found.faults]
    assert [*found.files] == ["projects/try_line.yaml"]
    found.write(tmp_path / "out")
    project = read_project(tmp_path / "out" / "projects" / "try_line.yaml")
    assert project.file.opening.planned == "2030-06"
    assert project.file.status.as_of == "2026-06"
    assert project.file.prefectures == ("nanning", "liuzhou")
    row = project.changes[0].row  # type: ignore[attr-defined]
    assert (row["length_km"], row["tracks"], row["traffic"]) == (160, 2, "passenger")
    assert row["from_node_id"] == "rl_nanning"
    assert project.changes[0].ranges == {"length_km": (150, 170)}
    said = "\n".join(note.render("zh") for note in found.notes)
    assert "新增路段!" in said
    assert "数字存成了文本“１６０”" in said
    assert "2030-06" in said


def test_sheets_and_columns_may_be_moved_renamed_and_their_keys_lost(
        empty: bytes, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        links = book["新增路段"]
        links.title = "Links of mine"
        links.insert_cols(2)
        links.cell(4, 2).value = "我的备注"
        links.cell(5, 2).value = "abc"
        book["规划出处"].delete_rows(3)
        book["取值区间"].sheet_state = "hidden"
        book.move_sheet("取值区间", -5)
        book.create_sheet("草稿")["A1"] = "x"

    straight = read_workbook(fill(empty, ROWS, tmp_path / "a.xlsx"))
    moved = read_workbook(fill(empty, ROWS, tmp_path / "a.xlsx", change))
    assert not moved.faults, [one.render("en") for one in moved.faults]
    assert moved.files == straight.files
    said = "\n".join(note.render("zh") for note in moved.notes)
    assert "我的备注" in said
    assert "草稿" in said
    assert "隐藏" in said


def test_faults_stand_in_their_cells_all_at_once(empty: bytes, tmp_path: Path) -> None:
    rows = {**ROWS, "项目": {**ROWS["项目"], "kind": "飞船", "status.as_of": "明年",
                           "status.source": None},
            "新增路段": {**ROWS["新增路段"], "length_km": "约160公里", "tracks": "=1+"}}
    found = read_workbook(fill(empty, rows, tmp_path / "a.xlsx"))
    assert not found.files
    book = load_workbook(tmp_path / "a.xlsx")
    form = {book["项目"].cell(row, 1).value: f"项目!C{row}" for row in range(4, 60)}
    page = book["新增路段"]
    heads = {page.cell(3, column).value: f"新增路段!{page.cell(5, column).coordinate}"
             for column in range(2, 40)}
    at = {one.table: one for one in found.faults}
    assert set(at) >= {form["kind"], form["status.as_of"], form["status.source"],
                       heads["length_km"], heads["tracks"]}
    assert "飞船" in at[form["kind"]].render("zh")
    assert "rail 铁路" in at[form["kind"]].render("zh")
    assert "明年" in at[form["status.as_of"]].render("en")
    assert at[form["kind"]].render("zh").startswith("a.xlsx 项目!C")


def test_faults_against_the_network_stand_in_their_cells_too(empty: bytes,
                                                             tmp_path: Path) -> None:
    rows = {**ROWS, "新增路段": {**ROWS["新增路段"], "from_node_id": "rl_nowhere",
                             "length_km": 99999},
            "规划出处": {**ROWS["规划出处"], "plan": "no_plan"}}
    del rows["取值区间"]
    path = fill(empty, rows, tmp_path / "a.xlsx")
    found = read_workbook(path)
    page = load_workbook(path)["新增路段"]
    heads = {page.cell(3, column).value: f"新增路段!{page.cell(5, column).coordinate}"
             for column in range(2, 40)}
    at = {one.table: one.render("en") for one in found.faults}
    assert "99999" in at[heads["length_km"]]
    assert "0.01 … 12000 km" in at[heads["length_km"]]
    assert "rl_nowhere" in at[heads["from_node_id"]]
    assert any("no_plan" in text for text in at.values())


def test_the_marked_copy_shows_every_fault(empty: bytes, tmp_path: Path) -> None:
    rows = {**ROWS, "项目": {**ROWS["项目"], "kind": "=cmd|' /C calc'!A0"}}
    path = fill(empty, rows, tmp_path / "a.xlsx")
    found = read_workbook(path)
    assert found.faults
    copy = marked_copy(found.workbook, found.faults, "zh")
    assert copy == marked_copy(found.workbook, found.faults, "zh")
    book = load_workbook(io.BytesIO(copy))
    for one in found.faults:
        assert one.table
        sheet, _, coord = one.table.rpartition("!")
        cell = book[sheet][coord]
        assert cell.fill.fgColor.rgb == "FFFFC7CE"
        assert cell.comment is not None
    listed = book["错误清单"]
    assert listed.max_row >= len(found.faults) + 1
    assert all(cell.data_type != "f" for row in listed.iter_rows() for cell in row)


def cleaned(kind: Any, value: Any, shape: str = "General", **more: Any) -> Any:
    notes: list[Any] = []
    return clean(Field("x", kind, **more), Cell("S", "A1", 1, 1, value, shape), LISTS, "x", notes)


@pytest.mark.parametrize(("kind", "value", "shape", "wanted"), [
    ("date", datetime.datetime(2030, 6, 1), "mmm-yy", "2030-06"),
    ("date", datetime.datetime(2030, 6, 1), 'yyyy"年"m"月"', "2030-06"),
    ("date", datetime.datetime(2030, 6, 1), "yyyy/m/d", "2030-06-01"),
    ("date", datetime.datetime(2030, 1, 1), "yyyy", "2030"),
    ("date", 2030.0, "General", "2030"), ("date", "2030．6", "General", "2030-06"),
    ("id", "２０３０ ", "General", "2030"), ("id", 2030.0, "General", "2030"),
    ("number", 0.3, "0%", 0.3), ("number", "30%", "@", 0.3), ("number", "1,200", "@", 1200),
    ("int", 2.0, "General", 2), ("bool", "是", "General", True), ("bool", 0, "General", False),
    ("numbers", "1；2.5;３", "@", [1, 2.5, 3]), ("value", "2025", "@", "2025"),
    ("value", "12.5", "@", 12.5), ("value", datetime.datetime(2022, 8, 28), "yyyy-mm-dd",
                                   "2022-08-28"),
    ("text", "a\r\nb ", "@", "a\nb"),
])
def test_cells_are_read_as_they_were_meant(kind: Any, value: Any, shape: str,
                                           wanted: Any) -> None:
    got = cleaned(kind, value, shape)
    assert (got, type(got)) == (wanted, type(wanted))


@pytest.mark.parametrize(("kind", "value", "key"), [
    ("number", "about 5", "workbook_number"), ("number", True, "workbook_number"),
    ("number", "1e999", "workbook_number"), ("int", 2.5, "workbook_whole"),
    ("date", "2030-13", "workbook_date"), ("date", 47270, "workbook_date"),
    ("bool", "maybe", "workbook_bool"),
    ("text", datetime.datetime(2026, 3, 5), "workbook_text_date"),
    ("number", datetime.datetime(2026, 3, 5), "workbook_text_date"),
    ("text", datetime.time(8, 30), "workbook_text_date"),
    ("text", "x" * 40_000, "workbook_text_long"),
])
def test_cells_that_cannot_be_meant_are_refused(kind: Any, value: Any, key: str) -> None:
    with pytest.raises(Refused) as caught:
        cleaned(kind, value)
    assert caught.value.key == key


def test_a_scenario_may_name_the_project_of_its_own_workbook(tmp_path: Path) -> None:
    scenario = {"id": "try_it", "name.zh": "试验", "name.en": "Trial", "base.date": "2022-11-30",
                "compare.profiles": "旅客", "compare.modes": "铁路",
                "compare.origins": "南宁", "compare.destinations": "liuzhou 柳州"}
    both = workbook_template("both").content
    book = load_workbook(io.BytesIO(both))
    page = book["情景"]
    for row in range(4, 60):
        if page.cell(row, 1).value in scenario:
            page.cell(row, 3).value = scenario[page.cell(row, 1).value]
    book["情景的项目"]["B5"] = "try_line"
    book["关闭"]["C5"], book["关闭"]["D5"], book["关闭"]["E5"] = "情景", "船闸", "lk_changzhou"
    held = io.BytesIO()
    book.save(held)
    path = fill(held.getvalue(), ROWS, tmp_path / "both.xlsx")
    found = read_workbook(path)
    assert not found.faults, [one.render("en") for one in found.faults]
    assert [*found.files] == ["projects/try_line.yaml", "scenarios/try_it.yaml"]
    assert "projects: [try_line]" in found.files["scenarios/try_it.yaml"]
    assert "lock: lk_changzhou" in found.files["scenarios/try_it.yaml"]
    assert "changes" in found.files["projects/try_line.yaml"]
    book = load_workbook(path)
    book["关闭"]["E5"] = "lk_nowhere"
    book["项目"]["C7"] = "飞船"
    book.save(path)
    assert {one.table for one in read_workbook(path).faults} == {"关闭!E5", "项目!C7"}


# ---- files that are none ----------------------------------------------------------------
def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_workbook(path)
    return caught.value.render("en")


def packed(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return path


def test_other_files_are_refused_with_what_to_do(tmp_path: Path) -> None:
    old = tmp_path / "a.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0" + b"\x00" * 600)
    assert "old .xls or .et" in refused(old)
    table = tmp_path / "a.csv"
    table.write_text("a,b\n", encoding="utf-8")
    assert "Save it from Excel or WPS" in refused(table)
    nothing = tmp_path / "b.xlsx"
    nothing.write_bytes(b"")
    assert "empty" in refused(nothing)
    assert "xlsx" in refused(packed(tmp_path / "c.xlsx", mimetype=b"x"))
    assert "cannot be read" in refused(packed(tmp_path / "d.xlsx", xl__workbook_xml=b"<a/>"))
    cut = tmp_path / "e.xlsx"
    cut.write_bytes(workbook_template("scenario").content[:5000])
    assert refused(cut)


def test_bombs_are_refused_before_they_are_unpacked(empty: bytes, tmp_path: Path) -> None:
    bomb = packed(tmp_path / "a.xlsx", xl__workbook_xml=b"<a/>", big_xml=b" " * 70_000_000)
    assert "Size unpacked" in refused(bomb)
    laughs = packed(tmp_path / "b.xlsx", xl__workbook_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a/>')
    assert "entities" in refused(laughs)
    tags = packed(tmp_path / "c.xlsx", xl__workbook_xml=b"<a/>",
                  xl__worksheets__s_xml=b"<c/>" * 1_000_000)
    assert "Number of cells" in refused(tags)
    wide = packed(tmp_path / "d.xlsx", xl__workbook_xml=b"<a/>",
                  xl__worksheets__s_xml=b'<mergeCell ref="A1:XFD1048576"/>')
    assert "merged" in refused(wide)
    parts = packed(tmp_path / "e.xlsx", xl__workbook_xml=b"<a/>",
                   **{f"p{i}": b"" for i in range(500)})
    assert "Number of parts" in refused(parts)


@pytest.mark.parametrize("name", ["../../x", "a/b", "con", "NUL", "C:x", ".hidden", "x" * 90, "1a"])
def test_ids_are_never_paths(empty: bytes, tmp_path: Path, name: str) -> None:
    if name != "../../x":  # one whole run is enough, the rest by the rule itself
        from corridors.exchange.template.build import FILE_ID, MAX_ID, RESERVED

        assert not FILE_ID.fullmatch(name) or name in RESERVED or len(name) > MAX_ID
        return
    rows = {**ROWS, "项目": {**ROWS["项目"], "id": name}}
    found: Filled = read_workbook(fill(empty, rows, tmp_path / "a.xlsx"))
    assert "workbook_id" in {one.key for one in found.faults}
    assert not found.files


# ---- command line -----------------------------------------------------------------------
def test_from_the_template_to_the_file_by_commands(empty: bytes, tmp_path: Path) -> None:
    run = CliRunner()
    book = tmp_path / "t.xlsx"
    made = run.invoke(main, ["export", "template", "--kind", "project", "--out", str(book)])
    assert made.exit_code == 0, made.output
    assert book.read_bytes() == empty
    fill(empty, ROWS, book)
    done = run.invoke(main, ["import", "workbook", str(book), "--out", str(tmp_path / "o")])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "o" / "projects" / "try_line.yaml").is_file()
    fill(empty, {**ROWS, "项目": {**ROWS["项目"], "kind": "x"}}, book)
    bad = run.invoke(main, ["import", "workbook", str(book), "--out", str(tmp_path / "p"),
                            "--lang", "en"])
    assert bad.exit_code == 2
    assert [path.name for path in (tmp_path / "p").iterdir()] == ["t.faults.xlsx"]
    assert "t.xlsx 项目!C" in bad.output
    lost = run.invoke(main, ["import", "workbook", str(tmp_path / "none.xlsx")])
    assert lost.exit_code == 2


def test_libreoffice_changes_nothing(empty: bytes, tmp_path: Path) -> None:
    """Opened and saved by another program, as by WPS: the same files come out."""
    import subprocess

    book = fill(empty, ROWS, tmp_path / "a.xlsx")
    folder = tmp_path / "saved"
    folder.mkdir()
    done = subprocess.run(
        [render.program("soffice", "libreoffice"),
         f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(book)],
        capture_output=True, check=False, timeout=180, env=render.environment(folder))
    assert done.returncode == 0
    assert read_workbook(folder / "a.xlsx").files == read_workbook(book).files
    saved = load_workbook(folder / "a.xlsx")
    assert saved["lists"].sheet_state == "hidden"
    assert len(saved["新增路段"].data_validations.dataValidation) > 20
