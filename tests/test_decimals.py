"""The three numbers of a comparison carry the same decimals, in every document alike."""

from __future__ import annotations

import io
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import docx
import openpyxl
import pytest

from corridors.analysis.compare import Row
from corridors.analysis.summary import mean_difference
from corridors.charts import dumbbell
from corridors.charts.model import (
    Distribution,
    Dumbbell,
    DumbbellRow,
    Heatmap,
    TradeOff,
    TradeOffPoint,
)
from corridors.report.briefing.figure_words import outcome
from corridors.report.briefing.groups import visible
from corridors.report.briefing.model import Column, Quantity, Section, Table
from corridors.report.briefing.phrases import Sentence
from corridors.report.briefing.tables import before_after
from corridors.report.numbers import digits, rounded, show, size
from corridors.report.office.excel import write_xlsx
from corridors.report.office.slides_plot import number_format
from corridors.report.office.word import write_docx
from corridors.report.page import results
from corridors.report.page.charts import drawn
from corridors.report.screen import change_text
from tests import briefs

TRIPLES = [
    ("CNY", 99.5, 105.2, ("100", "105", "+6"), "0"),
    ("CNY", 105.2, 99.5, ("105", "100", "−6"), "0"),
    ("CNY", 4243.2, 4187.9, ("4,243", "4,188", "−55"), "0"),
    ("CNY", 41.26, 30.0, ("41.3", "30.0", "−11.3"), "0.0"),
    ("CNY", 99.97, 90.04, ("100", "90", "−10"), "0"),
    ("kg", 742.5, 664.63, ("742.5", "664.6", "−77.9"), "0.0"),
    ("kg", 99.5, 105.2, ("99.5", "105.2", "+5.7"), "0.0"),
    ("kg", 41.264, 30.0, ("41.26", "30.00", "−11.26"), "0.00"),
    ("h", 99.5, 105.2, ("99.5", "105.2", "+5.7"), "0.0"),
]
"""Unit, before, after, how they and their difference are shown, and the decimals of the format."""
MEASURES = {"CNY": "cost_cny", "kg": "co2_kg", "h": "time_h"}


def row(unit: str, base: float, after: float) -> Row:
    return Row("a", "b", "container", "road", MEASURES[unit], unit, base, after, after - base,
               100 * (after - base) / base, True, True, False, False)


def pairs(unit: str, base: float, after: float) -> Dumbbell:
    """As the briefing builds it: rounded once already, and read again."""
    numbers = [rounded(v, unit, size(base, after)) for v in (base, after, after - base)]
    return Dumbbell("", "", unit, ("before", "after"), (DumbbellRow("a-b", *numbers, "none"),))


@pytest.mark.parametrize(("unit", "base", "after", "texts", "shape"), TRIPLES)
def test_a_triple_is_shown_alike_on_screen_page_slide_and_chart(
        unit: str, base: float, after: float, texts: tuple[str, str, str], shape: str) -> None:
    found = row(unit, base, after)
    trips = [SimpleNamespace(measure=lambda _, v=v: v, found=True, token=False, access_heavy=False)
             for v in (base, after)]
    assert change_text(*cast("Any", trips), found.measure, unit, "en") == "{} → {} ({})".format(
        *texts)
    block = results.block([found], unit)
    assert (block["base"], block["after"], block["difference"]) == texts
    chart = pairs(unit, base, after)
    assert drawn(chart)["texts"] == [list(texts)]
    assert dumbbell._numbers(chart.rows[0], unit, "en") == texts
    formats = {number_format(value, unit, like=chart.rows[0].size) for value in (base, after)}
    assert formats == {f"#,##{shape}"}
    assert number_format(after - base, unit, sign=True, like=found.size).startswith(
        f"+#,##{shape};")
    sentence = Sentence("en")
    sentence.change(found)
    assert tuple(map(str, sentence.values)) == texts


def test_word_and_workbook_show_the_same_triples() -> None:
    """A table of the briefing in both: the words of Word are what Excel's format prints."""
    columns = tuple(Column(head, align="right") for head in ("之前", "之后", "差值", "%"))
    cells = tuple(before_after(row(unit, base, after), "zh")
                  for unit, base, after, *_ in TRIPLES)
    section = Section("results", "结果", (Table("triples", "前后", columns, cells),))
    brief = replace(briefs.brief(), sections=(section,))
    document = docx.Document(io.BytesIO(write_docx(brief, cast("Any", None))))
    (table,) = (table for table in document.tables if table.cell(0, 0).text == "之前")
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(brief)))
    ((sheet, head),) = ((sheet, cell.row) for sheet in book for cell in sheet["A"]
                        if cell.value == "之前")
    for i, (*_, texts, shape) in enumerate(TRIPLES, 1):
        assert tuple(table.cell(i, column).text for column in range(3)) == texts
        places = len(shape.partition(".")[2])
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(head + i, column)
            assert cell.number_format.split(";")[0].lstrip("+") == f"#,##{shape}"
            assert f"{abs(cell.value):,.{places}f}" == text.lstrip("+−")


def test_a_difference_below_the_decimals_of_its_levels_is_none_everywhere() -> None:
    """0.3 of 4,243 CNY: 4,243 → 4,243, so no gain and no sign."""
    found = row("CNY", 4243.2, 4242.9)
    assert not visible(found)
    assert outcome(found) == "none"
    assert results.block([found], "CNY")["outcome"] == "n"
    assert results.block([found], "CNY")["difference"] == ""
    change = before_after(found, "en")[2]
    assert isinstance(change, Quantity)
    assert (str(change), change.tone) == ("0", "none")


def test_nought_has_the_decimals_of_its_levels() -> None:
    """The page stores no text where nought is the usual one, else the text itself."""
    assert results.block([row("kg", 41.264, 41.264)], "kg")["difference"] == "0.00"
    assert results.block([row("kg", 741.3, 741.3)], "kg")["difference"] == ""
    assert str(before_after(row("kg", 41.264, 41.264), "en")[2]) == "0.00"


def test_a_mean_has_the_decimals_of_its_levels() -> None:
    """Mean of 120 and 90, and of 110 and 76: levels 105 and 93, the difference −12 CNY."""
    mean, like = mean_difference([row("CNY", 120.0, 110.0), row("CNY", 90.0, 76.0)])
    assert (mean, like) == (-12.0, 105.0)
    assert show(mean, "CNY", sign=True, like=like) == "−12"


def test_ways_matrix_and_steps_of_charts() -> None:
    ways = TradeOff("", ("h", "CNY", "kg"), ("before", "after"), (
        TradeOffPoint("road", "Road", "base", 9.0, 105.0, 105.2),
        TradeOffPoint("road", "Road", "after", 9.0, 100.0, 99.5),
        TradeOffPoint("rail", "Rail", "after", 9.0, 41.3, 30.25)))
    assert drawn(ways)["texts"] == [["9.0", "105", "105.2"], ["9.0", "100", "99.5"],
                                    ["9.0", "41.3", "30.25"]]
    heat = Heatmap("", "CNY", ("a",), ("b", "c"), ((-55.0, 8.0),), (("−55", "+8"),),
                   sizes=((4243.2, 300.0),))
    assert drawn(heat)["texts"] == ["−55", "+55"]
    assert digits(-55.0, "CNY", heat.size_at(0, 0)) == 0
    steps = Distribution("", "", "", "CNY", (-100.0, -50.0, 0.0, 50.0), (1, 2, 3), 0)
    assert drawn(steps)["texts"] == ["−100", "−50", "0", "+50"]


@pytest.mark.parametrize(("value", "shown"), [
    (0.15, "0.2"), (0.1499999999999, "0.2"), (0.25, "0.3"), (0.35, "0.4"), (0.149999, "0.1"),
    (0.3 - 0.15, "0.2"), (1e300, None), (float("inf"), None)])
def test_halves_go_one_way(value: float, shown: str | None) -> None:
    """Away from nought, on either side of it; 0.3 − 0.15 is held as 0.15 and 0.35 below it."""
    if shown is None:
        assert rounded(value, "h") == value
        return
    assert show(value, "h") == shown
    assert show(-value, "h") == f"−{shown}"


def test_a_number_that_is_rounded_already_stays() -> None:
    for unit in ("CNY", "kg", "h"):
        for value in (0.004, 0.04, 0.15, 12.345, 99.94, 99.949, 99.95, 99.97, 99.996, 100.04):
            once = rounded(value, unit)
            assert once is not None
            assert show(once, unit) == show(value, unit)
