"""The workbook to fill in: made of the one declaration, and back without a loss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from corridors.errors import Fault, InputError
from corridors.exchange.template.build import Builder
from corridors.exchange.template.flatten import project_rows, scenario_rows
from corridors.exchange.template.lists import Lists
from corridors.exchange.template.make import workbook_template
from corridors.exchange.template.opened import Cell, Opened, Page
from corridors.exchange.template.recognise import plain, recognise
from corridors.exchange.template.same import same_project, same_scenario
from corridors.exchange.template.sheets import Sheet, sheets
from corridors.exchange.template.words import about, comment, title, word
from corridors.exchange.template.write import cell_value
from corridors.exchange.template.yamltext import dump, scalar
from corridors.messages import LANGS
from corridors.projects.model import ProjectFile, read_project
from corridors.projects.register import register
from corridors.scenario.file import ScenarioFile
from corridors.scenario.model import embedded_closures, embedded_scenarios, load_scenario
from corridors.schema import TABLES, columns
from corridors.textfile import read_yaml

SCENARIOS = (*embedded_scenarios(), *embedded_scenarios(items=True), *embedded_closures())


@cache
def lists() -> Lists:
    return Lists()


def pages(rows: Mapping[str, Sequence[Mapping[str, Any]]], lang: str) -> Iterator[Page]:
    """The sheets of rows as they would be read, without a file between."""
    for sheet in sheets("both"):
        held = Page(sheet.key, hidden=False)
        grid: dict[tuple[int, int], Any] = {(3, 1): f"@{sheet.key}"}
        for i, field in enumerate(sheet.fields, start=2):
            if sheet.form:
                grid[i + 2, 1] = field.key
                grid[i + 2, 3] = cell_value(field, next(iter(rows.get(sheet.key, [{}]))).get(
                    field.key), lists(), lang)
                continue
            grid[3, i] = field.key
            for j, row in enumerate(rows.get(sheet.key, ()), start=5):
                grid[j, i] = cell_value(field, row.get(field.key), lists(), lang)
        held.cells = {(row, column): Cell(sheet.key, f"{column}.{row}", row, column, value)
                      for (row, column), value in grid.items() if value is not None}
        yield held


def back(rows: Mapping[str, Sequence[Mapping[str, Any]]], lang: str,
         folder: Path) -> tuple[Path, list[Fault]]:
    """The file that rows come back as, and what was said on the way."""
    found = recognise(Opened(Path("book.xlsx"), b"", tuple(pages(rows, lang))))
    builder = Builder(found, "book.xlsx", lists(), lang)
    built, = builder.files()
    path = folder / f"{built.id}.yaml"
    path.write_text(dump(built.data, "head")[0], encoding="utf-8")
    return path, [*builder.faults, *builder.notes]


@pytest.mark.parametrize("lang", LANGS)
def test_every_project_of_the_register_comes_back_equal(tmp_path: Path, lang: str) -> None:
    projects = register().all()
    assert len(projects) >= 170
    for project in projects[::1 if lang == "zh" else 5]:
        rows, losses = project_rows(project)
        assert {loss.key for loss in losses} <= {"template.loss_comments"}, project.id
        path, said = back(rows, lang, tmp_path)
        assert not said, (project.id, [one.render("en") for one in said][:3])
        assert same_project(project, read_project(path)), project.id


def test_every_embedded_scenario_comes_back_equal(tmp_path: Path) -> None:
    assert len(SCENARIOS) >= 72
    for file in SCENARIOS:
        scenario = load_scenario(file)
        rows, losses = scenario_rows(scenario)
        assert {loss.key for loss in losses} <= {"template.loss_comments",
                                                 "template.loss_extends"}
        path, said = back(rows, "en", tmp_path)
        assert not said, (file.name, [one.render("en") for one in said][:3])
        assert same_scenario(scenario, load_scenario(path)), file.name


def test_what_the_workbook_cannot_hold_is_said() -> None:
    _, losses = scenario_rows(load_scenario("pinglu_canal_2025"))
    assert "template.loss_extends" in {loss.key for loss in losses}
    assert "pinglu_canal.yaml" in " ".join(loss.render("en") for loss in losses)


# ---- declarations -----------------------------------------------------------------------
def test_every_column_is_described_in_chinese() -> None:
    seen = 0
    for table in TABLES:
        for column in columns(table).values():
            seen += 1
            assert column.title_zh, (table, column.name)
            assert column.description_zh, (table, column.name)
            assert len(column.allowed_zh) == len(column.allowed), (table, column.name)
            assert len(column.title_zh) <= 14, column.title_zh
    assert seen > 260


@pytest.mark.parametrize("lang", LANGS)
def test_every_field_has_heading_comment_and_words(lang: str) -> None:
    for sheet in sheets("both"):
        headings = [plain(title(sheet, field, lang)) for field in sheet.fields]
        assert len(set(headings)) == len(headings), sheet.key
        for field in sheet.fields:
            assert about(sheet, field, lang)
            assert field.key in comment(sheet, field, lang)
            if lang == "zh":
                assert all(word(field, value, lang) for value in field.choices), field.key


def test_no_field_of_the_models_is_left_out() -> None:
    """A field that a model gets later stands in the workbook by itself."""
    for model, group in ((ProjectFile, "project"), (ScenarioFile, "scenario")):
        of_group = [sheet for sheet in sheets("both") if sheet.key.split(".")[0] == group]
        held = {field.key.split(".")[0] for field in of_group[0].fields} | {
            sheet.key.split(".")[1] for sheet in of_group[1:]}
        assert {info.alias or name for name, info in model.model_fields.items()} - held == {
            "schema"}
    links = next(sheet for sheet in sheets("project") if sheet.key == "add_link")
    assert set(columns("links")) <= {field.key for field in links.fields}


# ---- the file ---------------------------------------------------------------------------
@pytest.fixture(scope="module")
def canal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "运河 1.xlsx"
    path.write_bytes(workbook_template(project=register().get("pinglu_canal"),
                                       scenario=load_scenario("pinglu_canal"),
                                       example=True).content)
    return path


def test_the_same_content_gives_the_same_bytes(canal: Path) -> None:
    again = workbook_template(project=register().get("pinglu_canal"),
                              scenario=load_scenario("pinglu_canal"), example=True)
    assert again.content == canal.read_bytes()
    assert again.sheets == len(sheets("both"))


def test_lists_limits_and_comments_stand_in_the_cells(canal: Path) -> None:
    book = load_workbook(canal)
    assert book["lists"].sheet_state == "hidden"
    page = book["新增路段"]
    assert page.row_dimensions[3].hidden
    heads = {page.cell(3, column).value: column for column in range(1, page.max_column + 1)}
    rules = {str(rule.sqref).split(":")[0].rstrip("0123456789"): rule
             for rule in page.data_validations.dataValidation}
    depth = rules[page.cell(1, heads["depth_m"]).column_letter]
    assert (float(depth.formula1), float(depth.formula2)) == (0.3, 50)
    told = page.cell(4, heads["depth_m"]).comment.text
    assert "常年保证的航道维护水深" in told
    assert "单位：m" in told
    assert "允许：0.3 至 50" in told
    node = rules[page.cell(1, heads["from_node_id"]).column_letter]
    assert node.formula1 == "list_nodes"
    offers = book.defined_names["list_nodes"].attr_text
    sheet, _, area = offers.partition("!")
    assert sheet == "lists"
    first, last = area.replace("$", "").split(":")
    words = [row[0].value for row in book["lists"][first:last]]
    assert "in_nanning 南宁" in {w[:13] for w in words} or any("in_nanning " in w for w in words)
    assert page.freeze_panes
    assert page.cell(5, 1).value == "示例"
    assert "行为 2 条" not in told


def _sheet(key: str) -> Sheet:
    return next(sheet for sheet in sheets("both") if sheet.key == key)


# ---- YAML -------------------------------------------------------------------------------
@pytest.mark.parametrize("text", [
    "no", "Yes", "on", "null", "~", "2030-06", "2030-06-01", "1e3", "0x1F", "012", "1_000", "=",
    "<<", "- a", "a: b", "a #b", "{a}", "[a", "&a", "*a", "!a", "%a", "@a", "`a", "'a", '"a',
    " a", "a ", "", "a\nb", "a\tb", "\u2028", "平陆运河", "y", "a:", ":", "?", "1:30", ".5",
    "…", "３", "a,b"])
def test_every_text_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(dump({"a": text, "b": [text, {"c": {text or "k": text}}]})[0],
                    encoding="utf-8")
    data = read_yaml(path).data
    assert data == {"a": text, "b": [text, {"c": {text or "k": text}}]}


def test_a_control_character_is_refused_and_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(dump({"a": "x\x85y"})[0], encoding="utf-8")
    with pytest.raises(InputError, match="x85"):
        read_yaml(path)


@pytest.mark.parametrize("number", [0, -3, 1e-7, 0.1, 1e22, 134.2, 1 / 3, -0.0])
def test_every_number_comes_back_as_it_was(tmp_path: Path, number: float) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"a: {scalar(number)}\n", encoding="utf-8")
    assert read_yaml(path).data == {"a": number}
