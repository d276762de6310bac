"""``corridors report``: four documents that agree, and what happens where they cannot be written.

The real scenario is written once; every document is read back with another library than the one
that wrote it, or as the data that the page carries, and held against the rows of the comparison.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from click.testing import CliRunner

import corridors
from corridors.analysis.compare import Comparison, Row
from corridors.cli.main import main
from corridors.errors import OutputError
from corridors.places import place_name
from corridors.report.briefing.build import build_brief
from corridors.report.documents import FORMS, all_claims, documents
from corridors.report.filenames import safe_name
from corridors.report.numbers import rounded, show
from corridors.textfile import check_targets, write_together

Key = tuple[str, str, str, str]


FEW = "destinations: [shanghai, wuhan, ningbo, haiphong, singapore]"


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """The scenario of the canal to the ends of its main pairs, so that it is quick."""
    whole = corridors.load_scenario("pinglu_canal").path.read_text(encoding="utf-8")
    path = tmp_path_factory.mktemp("scenario") / "pinglu_canal.yaml"
    few = whole.replace("destinations: [yangtze, asean]", FEW)
    assert few != whole
    path.write_text(few, encoding="utf-8")
    return corridors.compare(corridors.load_scenario(path))


@pytest.fixture(scope="module")
def book(files: dict[str, bytes]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(files["pinglu_canal.xlsx"]))


@pytest.fixture(scope="module")
def files(result: Comparison) -> dict[str, bytes]:
    return documents(result, "zh")


@pytest.fixture(scope="module")
def rows(result: Comparison) -> dict[Key, Row]:
    """Rows of the main pairs that are found in both states, by profile, pair and mode."""
    pairs = {(o, d) for o, d in result.states.headline}
    return {(row.profile, row.origin, row.destination, row.mode): row for row in result.rows
            if row.measure == "time_h" and (row.origin, row.destination) in pairs
            and row.difference is not None}


def shown(row: Row) -> tuple[str, str, str]:
    """Base, after and difference as every document has to print them."""
    return (show(row.base, "h"), show(row.after, "h"), show(row.difference, "h", sign=True))


def names(result: Comparison, row: Row) -> tuple[str, str]:
    return (place_name(result.base, row.origin, "zh"),
            place_name(result.base, row.destination, "zh"))


def mode_name(row: Row) -> str:
    from corridors.messages import say

    return say(f"mode.{row.mode}", "zh")


def test_all_four_are_there(files: dict[str, bytes]) -> None:
    assert sorted(files) == sorted(f"pinglu_canal.{form}" for form in FORMS)
    assert len(files["pinglu_canal.html"]) < 6_000_000


def test_word_prints_the_numbers_of_the_comparison(
        result: Comparison, files: dict[str, bytes], rows: dict[Key, Row]) -> None:
    tables = docx.Document(io.BytesIO(files["pinglu_canal.docx"])).tables
    printed = {tuple(cell.text.replace("\n", "") for cell in row.cells)
               for table in tables for row in table.rows}
    for row in rows.values():
        line = ("—".join(names(result, row)), mode_name(row), *shown(row))
        assert any(found[:5] == line for found in printed), line


def test_excel_holds_the_same_numbers_as_numbers(
        result: Comparison, book: openpyxl.Workbook, rows: dict[Key, Row]) -> None:
    from corridors.messages import say

    held = list(book["主要城市对"].iter_rows(min_row=5, values_only=True))
    for row in rows.values():
        profile = say(f"profile.{row.profile}", "zh")
        wanted = (*names(result, row), mode_name(row))
        (line,) = [v for v in held if v[0] == profile and v[2:5] == wanted]
        assert line[5:8] == tuple(rounded(v, "h") for v in (row.base, row.after, row.difference))


def test_excel_matrix_holds_every_pair(result: Comparison, book: openpyxl.Workbook) -> None:
    """The block of differences of one main mode, found by the sheet's own headings."""
    sheet = book["散货 江海直达"]
    numbers = [cell.value for line in sheet.iter_rows() for cell in line
               if isinstance(cell.value, int | float)]
    for row in result.rows:
        if (row.profile, row.mode, row.measure) == ("bulk", "river_sea", "time_h") \
                and row.difference is not None:
            assert rounded(row.base, "h") in numbers
            assert rounded(row.after, "h") in numbers
            assert rounded(row.difference, "h") in numbers


def test_charts_of_the_slides_hold_the_same_numbers(
        result: Comparison, files: dict[str, bytes], rows: dict[Key, Row]) -> None:
    brief = build_brief(result, all_claims(result), "zh")
    chart = brief.charts()["pairs"].chart
    deck = pptx.Presentation(io.BytesIO(files["pinglu_canal.pptx"]))
    native = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    held = {category: tuple(series.values[i] for series in found.plots[0].series)
            for found in native[:1] for i, category in enumerate(found.plots[0].categories)}
    labels = {"—".join(names(result, row)) for row in rows.values()}
    assert len(held) >= 4
    for line in chart.rows:
        assert line.label in labels
        assert held[line.label] == (line.base, line.after)
        assert any((rounded(row.base, "h"), rounded(row.after, "h"), rounded(row.difference, "h"))
                   == (line.base, line.after, line.difference) for row in rows.values()
                   if "—".join(names(result, row)) == line.label)


def test_page_carries_the_same_texts(
        files: dict[str, bytes], rows: dict[Key, Row]) -> None:
    page = files["pinglu_canal.html"].decode()
    (content,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    data = json.loads(content)["results"]
    for row in rows.values():
        block = data["blocks"][row.profile][row.mode]["time_h"]
        at = data["origins"].index(row.origin) * len(data["destinations"]) \
            + data["destinations"].index(row.destination)
        base, after, difference = (block[name].split("|")[at]
                                   for name in ("base", "after", "difference"))
        assert (base, after or base, difference or data["zero"]["time_h"]) == shown(row)


def test_sentences_and_the_map_quote_the_same_numbers(
        result: Comparison, files: dict[str, bytes], book: openpyxl.Workbook,
        rows: dict[Key, Row]) -> None:
    """The headline stands in every document, and its numbers are those of a row."""
    brief = build_brief(result, all_claims(result), "zh")
    quoted = re.search(r"由 ([\d.,]+) 小时降至 ([\d.,]+) 小时（(−[\d.,]+) 小时）", brief.headline)
    assert quoted is not None
    assert any(shown(row) == quoted.groups() for row in rows.values())
    word = "".join(p.text for p in docx.Document(
        io.BytesIO(files["pinglu_canal.docx"])).element.body.iter(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"))
    slides = [shape.text_frame.text for slide in pptx.Presentation(
        io.BytesIO(files["pinglu_canal.pptx"])).slides for shape in slide.shapes
        if shape.has_text_frame]
    cells = [str(cell.value) for line in book["要点"].iter_rows() for cell in line if cell.value]
    for number in quoted.groups():
        assert number in word
        assert any(number in text for text in slides)
        assert any(number in text for text in cells)
        assert number in files["pinglu_canal.html"].decode()
    content = brief.maps()["change"].content
    examples = [line for line in content.key_lines if "→" in line]
    assert examples
    spoken = re.findall(r"全程时间 ([\d,.]+) → ([\d,.]+) 小时（([−+][\d,.]+)）", " ".join(examples))
    assert len(spoken) == len(examples)
    assert all(any(shown(row) == triple for row in rows.values()) for triple in spoken)


def test_same_content_again(result: Comparison, files: dict[str, bytes]) -> None:
    """The page byte for byte; of Office files every part."""
    again = documents(result, "zh")
    for name, data in files.items():
        if name.endswith(".html"):
            assert again[name] == data
        else:
            first, second = (zipfile.ZipFile(io.BytesIO(d)) for d in (data, again[name]))
            assert first.namelist() == second.namelist()
            assert all(first.read(part) == second.read(part) for part in first.namelist()), name


def test_every_document_carries_scenario_data_and_package(
        result: Comparison, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        text = data if name.endswith(".html") else b"".join(
            zipfile.ZipFile(io.BytesIO(data)).read(part)
            for part in zipfile.ZipFile(io.BytesIO(data)).namelist() if part.endswith(".xml"))
        for mark in (result.scenario.hash, result.base.data_version, corridors.__version__):
            assert mark.encode() in text, (name, mark)


# ---- where it cannot be written
def run(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["report", *args])
    return done.exit_code, done.output + (done.stderr if done.stderr_bytes else "")


def test_one_form_alone(tmp_path: Path) -> None:
    code, text = run("pinglu_canal", "--xlsx", "--out", str(tmp_path))
    assert code == 0, text
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "corridors.json", "pinglu_canal.xlsx"]


def test_a_file_in_the_place_of_the_folder_is_told_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "here").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError) as caught:
        check_targets([tmp_path / "here" / "below" / "a.docx"])
    assert "here" in caught.value.render("en")
    assert (tmp_path / "here").read_text(encoding="utf-8") == "mine"


def test_a_folder_in_the_place_of_a_document(tmp_path: Path) -> None:
    (tmp_path / "pinglu_canal.docx").mkdir()
    code, text = run("pinglu_canal", "--docx", "--out", str(tmp_path), "--lang", "en")
    assert code == 2
    assert "pinglu_canal.docx" in text
    assert "Cannot write" in text


def test_a_document_that_word_has_open_leaves_all_as_they_were(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to replace an open file; then none of the documents changes."""
    targets = {tmp_path / f"a.{form}": b"new" for form in FORMS}
    for path in targets:
        path.write_bytes(b"old")
    real = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if Path(target).suffix == ".pptx":
            raise PermissionError(13, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(OutputError) as caught:
        write_together(targets)
    assert "a.pptx" in caught.value.render("en")
    assert "has the file open" in caught.value.render("en")
    assert {path.read_bytes() for path in targets} == {b"old"}
    assert len(list(tmp_path.iterdir())) == len(targets)


def test_broken_off_between_two_files_leaves_all_as_they_were(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C after the first of three: no mixture of two runs stays behind."""
    targets = {tmp_path / name: b"new" for name in ("a.csv", "b.csv", "c.csv")}
    (tmp_path / "a.csv").write_bytes(b"old")
    real = Path.replace

    def stopped(self: Path, target: Path) -> Path:
        if Path(target).name == "b.csv":
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_together(targets)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.csv": b"old"}


def test_a_template_that_is_none_is_told_before_anything_is_written(tmp_path: Path) -> None:
    wrong = tmp_path / "mine.docx"
    wrong.write_bytes(b"no zip at all")
    code, text = run("pinglu_canal", "--docx", "--docx-template", str(wrong),
                     "--out", str(tmp_path / "out"), "--lang", "en")
    assert code == 2
    assert "mine.docx" in text
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("name", "stem"), [
    ("a:b*c?", "a-b-c"), ("CON", "CON_"), ("平陆运河", "平陆运河"), ("../up", "up"),
    ('=x<y>|"z', "=x-y-z")])
def test_names_that_break_file_names(name: str, stem: str) -> None:
    assert safe_name(name) == stem


def test_documents_and_their_folder_have_safe_names(tmp_path: Path,
                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    """A scenario file may be called what Windows forbids: its results must still open there."""
    monkeypatch.chdir(tmp_path)
    source = corridors.load_scenario("guiyang_nanning_hsr").path
    (tmp_path / "a:b?.yaml").write_bytes(source.read_bytes())
    code, text = run("a:b?.yaml", "--html", "--lang", "en")
    assert code == 0, text
    (page,) = (tmp_path / "output").rglob("*.html")
    assert page.relative_to(tmp_path / "output") == Path("a-b") / "a-b.html"
    assert '<html lang="en"' in page.read_text(encoding="utf-8")  # and opens in English


def test_missing_extra_names_what_to_install(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    office = ("docx", "pptx", "xlsxwriter")
    for name in [name for name in sys.modules if name.split(".")[0] in office
                 or name.startswith("corridors.report.office")]:
        monkeypatch.delitem(sys.modules, name)
    for name in office:
        monkeypatch.setitem(sys.modules, name, None)
    code, text = run("pinglu_canal", "--docx", "--out", str(tmp_path), "--lang", "en")
    assert code == 2
    assert "corridors[office]" in text
