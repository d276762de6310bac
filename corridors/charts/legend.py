"""A legend in lines that fit a width, with symbols and filled boxes as the chart has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from corridors.charts.sheet import PT, Sheet
from corridors.drawing import style

GAP_EM, PAD_EM, BOX_EM = 1.3, 0.45, 1.5
"""Between entries, between symbol and name, width of a box; in sizes of the text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a marker of a size in points, or a box where it has none.

    Attributes
    ----------
    face, edge
        Colours of its area and its outline.
    """

    name: str
    face: str
    edge: str
    marker: str = ""
    size: float = 0.0
    hatch: str = ""


def fill_box(ax: Axes, x: float, y: float, width: float, height: float, fill: style.Fill,
             weight: float, edge: str = "white") -> Rectangle:
    """Draw a filled box; the hatch, in the colour of the edge, tells it apart in grey print."""
    box = Rectangle((x, y), width, height, facecolor=fill.colour, edgecolor=edge,
                    linewidth=0.6 * weight, hatch=fill.hatch or None, zorder=2)
    box.set_hatch_linewidth(0.8 * weight)
    ax.add_patch(box)
    return box


def symbol_entry(name: str, symbol: style.Symbol, scale: float) -> Entry:
    """Entry of a point symbol."""
    return Entry(name, symbol.colour, style.EDGE, symbol.marker, symbol.size * scale)


def rows_of(sheet: Sheet, entries: Sequence[Entry], width: float,
            pt: float | None = None) -> list[list[Entry]]:
    """Entries line by line, no more lines than needed and about as long as one another."""
    gap = GAP_EM * (pt or sheet.pt) * PT
    sizes = [_wide(sheet, entry, pt) + gap for entry in entries]
    lines = len(_rows(entries, sizes, width + gap))
    for share in (0.5, 0.6, 0.7, 0.8, 0.9):
        rows = _rows(entries, sizes, share * width + gap)
        if len(rows) == lines:
            return rows
    return _rows(entries, sizes, width + gap)


def _rows(entries: Sequence[Entry], sizes: Sequence[float], width: float) -> list[list[Entry]]:
    """Entries line by line, each line full."""
    rows: list[list[Entry]] = []
    used = 0.0
    for entry, size in zip(entries, sizes, strict=True):
        if not rows or used + size > width:
            rows.append([])
            used = 0.0
        rows[-1].append(entry)
        used += size
    return rows


def legend_height(sheet: Sheet, rows: Sequence[Sequence[Entry]], pt: float | None = None) -> float:
    """Height of the legend, inches."""
    return sum(_high(sheet, row, pt) for row in rows)


def draw_legend(sheet: Sheet, ax: Axes, rows: Sequence[Sequence[Entry]], left: float, top: float,
                pt: float | None = None) -> None:
    """Draw it below a height, from the left.

    Parameters
    ----------
    ax
        Axes in inches, see :meth:`~corridors.charts.sheet.Sheet.layer`.
    """
    size = (pt or sheet.pt) * PT
    for row in rows:
        high = _high(sheet, row, pt)
        x, y = left, top - high / 2
        for entry in row:
            room = _symbol(entry, size)
            if entry.marker:
                ax.plot([x + room / 2], [y], linestyle="none", marker=entry.marker,
                        markersize=entry.size, markerfacecolor=entry.face,
                        markeredgecolor=entry.edge, markeredgewidth=0.8 * sheet.scale)
            else:
                fill_box(ax, x, y - 0.4 * size, room, 0.8 * size,
                         style.Fill(entry.face, entry.hatch), sheet.scale, entry.edge)
            sheet.put(x + room + PAD_EM * size, y, entry.name, pt,
                      va="center_baseline")
            x += _wide(sheet, entry, pt) + GAP_EM * size
        top -= high


def _symbol(entry: Entry, size: float) -> float:
    return max(entry.size * PT, 0.8 * size) if entry.marker else BOX_EM * size


def _wide(sheet: Sheet, entry: Entry, pt: float | None) -> float:
    size = (pt or sheet.pt) * PT
    return _symbol(entry, size) + PAD_EM * size + sheet.wide(entry.name, pt)


def _high(sheet: Sheet, row: Sequence[Entry], pt: float | None) -> float:
    return max(sheet.line(pt), *(1.15 * entry.size * PT for entry in row))
