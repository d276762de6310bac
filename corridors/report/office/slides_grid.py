"""Native tables on slides: column widths and row heights by measure, and their drawing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any

from corridors.report.briefing.model import Align, Cell, Quantity, Table, Tone
from corridors.report.office.slides_layout import Box, Page, describe, tag
from corridors.report.office.slides_text import LINE, clean, cut, height_in, lines, width_in

PAD_X_IN, PAD_Y_IN = 0.07, 0.045
#: More than a column needs by measure, for fonts that are a little wider.
SLACK_IN = 0.1
SIZES = (13.0, 12.0, 11.0, 10.0)
#: Lines of a cell where not everything fits.
MOST_LINES = 3
TONES: dict[Tone, str] = {"gain": "007A5A", "loss": "8B2252", "none": "5A5A5A", "new": "8A6200",
                          "caution": "B34700", "plain": "12325C"}
_UNIT = re.compile(r"\s*([（(][^（(]*)$")
_RULE, _RULE_EMU = "C9D1DB", 6350
_PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@dataclass(frozen=True, slots=True)
class Look:
    """A cell as drawn; colours are six digits, or a colour of the theme; None is the theme's."""

    text: str
    align: Align = "left"
    bold: bool = False
    colour: str | None = None
    fill: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A table that fits.

    Attributes
    ----------
    left_out
        Rows that found no room.
    cut
        Whether the text of a cell was shortened.
    """

    widths: tuple[float, ...]
    heights: tuple[float, ...]
    looks: tuple[tuple[Look, ...], ...]
    size_pt: float
    left_out: int = 0
    cut: bool = False

    @property
    def height(self) -> float:
        """Height of the table, inches."""
        return sum(self.heights)


def joined(tables: Sequence[Table]) -> Table:
    """Tables in the columns of the first, a row of the same name once; what one lacks is "—".

    Examples
    --------
    >>> from corridors.report.briefing.model import Column
    >>> one = Table("a", "A", (Column("name"), Column("words")), (("x", "said"),))
    >>> two = Table("b", "B", (Column("name"), Column("date")), (("x", "2026"), ("y", "2027")))
    >>> joined([one, two]).rows
    (('x', 'said'), ('y', '—'))
    """
    rows: dict[str, tuple[Cell, ...]] = {}
    for table in tables:
        places = {column.heading: at for at, column in enumerate(table.columns)}
        at = [places.get(column.heading) for column in tables[0].columns]
        for row in table.rows:
            rows.setdefault(str(row[0]), tuple("—" if i is None else row[i] for i in at))
    return replace(tables[0], rows=tuple(rows.values()))


def looks_of(table: Table, keep: Sequence[int] | None = None) -> list[tuple[Look, ...]]:
    """Heading and rows of a table of the briefing, only the columns of `keep`."""
    kept = range(len(table.columns)) if keep is None else keep
    head = tuple(Look(clean(table.columns[i].heading), table.columns[i].align, True, "bg1", "tx2")
                 for i in kept)
    return [head, *(tuple(_look(row[i], table.columns[i].align) for i in kept)
                    for row in table.rows)]


def _look(cell: Cell, align: Align) -> Look:
    if isinstance(cell, Quantity):
        telling = cell.tone in {"gain", "loss", "new"}
        return Look(str(cell), align, telling, TONES[cell.tone] if telling else None)
    return Look(clean(cell), align)


def plan(looks: Sequence[tuple[Look, ...]], width: float, height: float,
         sizes: Sequence[float] = SIZES, shares: Sequence[float] | None = None, *,
         head: bool = True) -> Plan:
    """Fit a table into a box: smaller type first, then shorter cells, then fewer rows.

    Parameters
    ----------
    looks
        The rows, a heading first where there is one.
    width, height
        The box, inches.
    shares
        Shares of the width in place of measured ones.
    head
        Whether the first row is a heading; it is broken before its units, never cut.
    """
    for most, whole in ((None, True), (MOST_LINES, True), (MOST_LINES, False)):
        for size in sizes:
            widths = _shared(shares, width) if shares else _widths(looks, size, width)
            texts = [_headed(row, widths, size) if head and not at else
                     _shortened(row, widths, size, most) for at, row in enumerate(looks)]
            heights = [_height(row, widths, size) for row in texts]
            if sum(heights) <= height and not (whole and _broken(texts, widths, size)):
                return Plan(widths, tuple(heights), tuple(texts), size,
                            cut=texts[head:] != list(looks[head:]))
    shown, used = 0, 0.0
    while shown < len(heights) and used + heights[shown] <= height:
        used += heights[shown]
        shown += 1
    shown = max(shown, 1)
    return Plan(widths, tuple(heights[:shown]), tuple(texts[:shown]), size, len(looks) - shown,
                cut=texts[head:shown] != list(looks[head:shown]))


def spread(planned: Plan, height: float, most: float) -> Plan:
    """Give rows the room that is left, each at most `most` inches high."""
    spare = (height - planned.height) / len(planned.heights)
    return replace(planned, heights=tuple(
        max(own, min(own + max(spare, 0.0), most)) for own in planned.heights))


def draw(page: Page, box: Box, planned: Plan, name: str, alt: str, *, head: bool = True) -> Any:
    """Draw a planned table at the top left of a box."""
    from pptx.enum.text import MSO_ANCHOR
    from pptx.oxml.ns import qn
    from pptx.util import Inches

    frame: Any = page.slide.shapes.add_table(
        len(planned.looks), len(planned.widths),
        *Box(box.left, box.top, sum(planned.widths), planned.height).emu())
    describe(frame, name, alt)
    table = frame.table
    table.first_row, table.horz_banding = head, False
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_STYLE
    for column, width in zip(table.columns, planned.widths, strict=True):
        column.width = Inches(width)
    for row, height in zip(table.rows, planned.heights, strict=True):
        row.height = Inches(height)
    for row, looks in zip(table.rows, planned.looks, strict=True):
        for cell, look in zip(row.cells, looks, strict=True):
            cell.margin_left = cell.margin_right = Inches(PAD_X_IN)
            cell.margin_top = cell.margin_bottom = Inches(PAD_Y_IN / 2)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            _fill(cell, look)
            _write(cell.text_frame, look, planned.size_pt, page.lang)
    return frame


def _write(frame: Any, look: Look, size: float, lang: str) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    frame.text = look.text
    for paragraph in frame.paragraphs:
        paragraph.alignment = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT,
                               "center": PP_ALIGN.CENTER}[look.align]
        paragraph.line_spacing = Pt(size * LINE)
        paragraph.font.size = Pt(size)
        for run in paragraph.runs:
            run.font.size, run.font.bold = Pt(size), look.bold
            colour(run.font.color, look.colour or "tx1")
    tag(frame, lang)


def colour(target: Any, name: str) -> None:
    """Set a colour: six digits, or the name of a colour of the theme."""
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_THEME_COLOR

    themed = {"bg1": MSO_THEME_COLOR.BACKGROUND_1, "tx1": MSO_THEME_COLOR.TEXT_1,
              "tx2": MSO_THEME_COLOR.TEXT_2, "accent1": MSO_THEME_COLOR.ACCENT_1}
    if name in themed:
        target.theme_color = themed[name]
    else:
        make: Any = RGBColor
        target.rgb = make.from_string(name)


def _fill(cell: Any, look: Look) -> None:
    from pptx.oxml import parse_xml

    properties = cell._tc.get_or_add_tcPr()
    properties.insert(0, parse_xml(
        '<a:lnB xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'w="{_RULE_EMU}"><a:solidFill><a:srgbClr val="{_RULE}"/></a:solidFill></a:lnB>'))
    if look.fill is None:
        cell.fill.background()
    else:
        cell.fill.solid()
        colour(cell.fill.fore_color, look.fill)


def _inner(width: float) -> float:
    return width - 2 * PAD_X_IN


def _height(row: Sequence[Look], widths: Sequence[float], size: float) -> float:
    count = max(len(lines(look.text, size, _inner(width), bold=look.bold))
                for look, width in zip(row, widths, strict=True))
    return height_in(count, size) + 2 * PAD_Y_IN


def _broken(rows: Sequence[tuple[Look, ...]], widths: Sequence[float], size: float) -> bool:
    """Whether a number runs over its line."""
    return any(look.align == "right" and width_in(look.text, size, bold=look.bold) > _inner(width)
               for row in rows[1:] for look, width in zip(row, widths, strict=True))


def _headed(row: tuple[Look, ...], widths: Sequence[float], size: float) -> tuple[Look, ...]:
    """Headings that are too long for a line broken before their unit."""
    return tuple(
        replace(look, text=_UNIT.sub(r"\n\1", look.text))
        if width_in(look.text, size, bold=look.bold) > _inner(width) else look
        for look, width in zip(row, widths, strict=True))


def _shortened(row: tuple[Look, ...], widths: Sequence[float], size: float,
               most: int | None) -> tuple[Look, ...]:
    if most is None:
        return row
    return tuple(replace(look, text=cut(look.text, size, _inner(width), most, bold=look.bold))
                 for look, width in zip(row, widths, strict=True))


def _shared(shares: Sequence[float], width: float) -> tuple[float, ...]:
    return tuple(width * share / sum(shares) for share in shares)


def _widths(looks: Sequence[tuple[Look, ...]], size: float, width: float) -> tuple[float, ...]:
    """Widths of the columns: what each needs if there is room, long texts share the rest."""
    wanted = _wanted(looks, size)
    if sum(wanted) > width:
        parts = [tuple(replace(look, text=max(_UNIT.sub(r"\n\1", look.text).split("\n"), key=len))
                       for look in looks[0]), *looks[1:]]
        wanted = _wanted(parts, size)
    if sum(wanted) <= width:
        return tuple(one * width / sum(wanted) for one in wanted)
    given = {i: one for i, one in enumerate(wanted)
             if looks[0][i].align == "right" and one <= width / len(wanted) * 1.6}
    if sum(given.values()) > width * 0.8:
        given = {}
    while len(given) < len(wanted):
        rest = width - sum(given.values())
        open_ = [i for i in range(len(wanted)) if i not in given]
        weight = sum(sqrt(wanted[i]) for i in open_)
        small = [i for i in open_ if wanted[i] <= rest * sqrt(wanted[i]) / weight]
        if not small:
            given |= {i: rest * sqrt(wanted[i]) / weight for i in open_}
        else:
            given |= {i: wanted[i] for i in small}
    return tuple(given[i] for i in range(len(wanted)))


def _wanted(looks: Sequence[tuple[Look, ...]], size: float) -> list[float]:
    """Widths at which no cell is broken."""
    around = 2 * PAD_X_IN + SLACK_IN
    return [max(width_in(row[i].text, size, bold=row[i].bold) for row in looks) + around
            for i in range(len(looks[0]))]
