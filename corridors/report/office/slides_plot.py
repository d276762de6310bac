"""What native charts share: their workbook, fonts, axes, legend and labels."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from corridors.report.numbers import digits
from corridors.report.office.slides_grid import colour
from corridors.report.office.slides_layout import Box, Page, describe
from corridors.report.office.slides_text import clean

#: Sizes of the letters of a chart, points.
TEXT_PT, NAME_PT, LABEL_PT = 12, 12, 11
GRID = "D9DEE5"
_CHARTS = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
_DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def add(page: Page, box: Box, kind: Any, data: Any, rows: Sequence[Sequence[object]], name: str,
        alt: str) -> Any:
    """Add a native chart whose workbook holds `rows`.

    Parameters
    ----------
    rows
        Cells of the first sheet, row by row, where the references of python-pptx expect them.
    """
    frame: Any = page.slide.shapes.add_chart(kind, *box.emu(), data)
    describe(frame, name, alt)
    chart = frame.chart
    chart.part.chart_workbook.update_from_xlsx_blob(workbook(rows))
    chart.has_title = False
    chart._chartSpace.chart.get_or_add_autoTitleDeleted().set("val", "1")
    letters(chart.font, TEXT_PT)
    return chart


def categories(names: Sequence[str], columns: Mapping[str, Sequence[float | None]],
               shape: str) -> Any:
    """Data of a chart with one axis of names and a series for each column."""
    from pptx.chart.data import CategoryChartData

    make: Any = CategoryChartData
    data = make(number_format=shape)
    data.categories = names
    for name, column in columns.items():
        data.add_series(name, column)
    return data


def sheet_of(corner: str, names: Sequence[str],
             columns: Mapping[str, Sequence[float | None]]) -> list[tuple[object, ...]]:
    """The cells that belong to :func:`categories`."""
    return [(clean(corner), *columns), *zip(names, *columns.values(), strict=True)]


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook with one sheet in which no text is taken for a formula or an address."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False,
                          "strings_to_urls": False, "strings_to_numbers": False})
    sheet = book.add_worksheet("Sheet1")
    sheet.set_column(0, 0, 28)
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(at, column, value)
    book.close()
    return out.getvalue()


def letters(font: Any, size: float, name: str = "tx1", *, bold: bool = False) -> None:
    """Type of a chart: the fonts of the theme, so that Chinese has the Chinese one."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    font.size, font.bold = Pt(size), bold
    colour(font.color, name)
    element = font._rPr
    for tag, face in (("latin", "+mn-lt"), ("ea", "+mn-ea")):
        if element.find(qn(f"a:{tag}")) is None:
            element.append(parse_xml(f'<a:{tag} {_DRAWING} typeface="{face}"/>'))


def legend(chart: Any, *, bottom: bool = False) -> None:
    """A legend above or below the plot."""
    from pptx.enum.chart import XL_LEGEND_POSITION

    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM if bottom else XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    letters(chart.legend.font, TEXT_PT)


def axis_title(axis: Any, text: str) -> None:
    """Heading of an axis, with its unit in it."""
    axis.has_title = True
    frame = axis.axis_title.text_frame
    frame.text = clean(text)
    letters(frame.paragraphs[0].runs[0].font, TEXT_PT)


def plain_axis(axis: Any, *, grid: bool, line: bool = True, numbers: bool = True) -> None:
    """A quiet axis; without numbers where every bar carries its own."""
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK

    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.has_major_gridlines, axis.has_minor_gridlines = grid, False
    if grid:
        colour(axis.major_gridlines.format.line.color, GRID)
    if line:
        colour(axis.format.line.color, "8A94A3")
    else:
        axis.format.line.fill.background()
    if not numbers:
        axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    letters(axis.tick_labels.font, TEXT_PT)


def show_all_names(chart: Any) -> None:
    """Print the name of every category, however close they stand."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import qn

    axis = chart.category_axis._element
    for tag in ("c:lblOffset", "c:lblAlgn", "c:auto", "c:crosses"):
        if (before := axis.find(qn(tag))) is not None:
            before.addnext(parse_xml(f'<c:tickLblSkip {_CHARTS} val="1"/>'))
            break
    # without a turn of its own, LibreOffice leaves out every second name
    axis.find(qn("c:txPr")).find(qn("a:bodyPr")).set("rot", "0")


def first_on_top(chart: Any) -> None:
    """The first category on top, and the axis of values still below."""
    from pptx.oxml.ns import qn

    chart.category_axis.reverse_order = True
    chart.value_axis._element.find(qn("c:crosses")).set("val", "max")


def inner_plot(chart: Any, left: float, top: float, width: float, height: float) -> None:
    """Place the plot within the chart, as shares of it."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import qn

    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    values = "".join(f'<c:{key} val="{value:.4f}"/>' for key, value in
                     zip("xywh", (left, top, width, height), strict=True))
    area.insert(0, parse_xml(
        f'<c:layout {_CHARTS}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/>{values}</c:manualLayout></c:layout>'))


def number_format(value: float, unit: str, *, sign: bool = False,
                  like: float | None = None) -> str:
    r"""Format that shows a number as :func:`corridors.report.numbers.show` does.

    Examples
    --------
    >>> number_format(-27.6, "h", sign=True), number_format(4300.0, "CNY")
    ('+#,##0.0;\\−#,##0.0;0.0', '#,##0')
    """
    places = digits(value, unit, like)
    shape = "0" + ("." + "0" * places if places else "")
    return f"+#,##{shape};\\−#,##{shape};{shape}" if sign else f"#,##{shape}"


def common_format(values: Iterable[float | None], unit: str) -> str:
    """Format of an axis: that of its largest value."""
    return number_format(max((abs(value) for value in values if value is not None), default=0.0),
                         unit)


def label_point(series: Any, index: int, value: float, unit: str, position: Any, *,
                sign: bool = False, text: str = "", name: str = "tx1", bold: bool = False,
                like: float | None = None) -> None:
    """Label of one point: its number in its own format, or words; `like` as in `show`."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import qn

    label = series.points[index].data_label
    if text:
        frame = label.text_frame
        frame.text = clean(text)
        letters(frame.paragraphs[0].runs[0].font, LABEL_PT, name, bold=bold)
        label.position = position
        return
    label.position = position
    letters(label.font, LABEL_PT, name, bold=bold)
    element = label._dLbl
    element.find(qn("c:showVal")).set("val", "1")
    shape = number_format(value, unit, sign=sign, like=like)
    format_ = parse_xml(f'<c:numFmt {_CHARTS} formatCode="{shape}" sourceLinked="0"/>')
    element.insert(list(element).index(element.find(qn("c:idx"))) + 1, format_)
