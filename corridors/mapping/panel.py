"""What is written beside the map: title, findings, notes at the foot."""

from __future__ import annotations

from matplotlib.font_manager import FontProperties

from corridors.drawing import style, textfit
from corridors.drawing.fonts import font
from corridors.mapping.page import Page
from corridors.mapping.sheet import LEAST_PT, Rect

#: Sizes of the findings that are tried until they fit, as factors.
FACTORS = (1.0, 0.92, 0.85, 0.78)
#: So many of them are tried to make room for a close-up.
WISHED = 3
#: Lines of notes at the foot of a page, and of a picture in a document.
FOOT_LINES, CAPTION_LINES = 3, 3


def draw_title(page: Page) -> None:
    """Write title and subtitle, each on one line, smaller where too long."""
    sheet = page.sheet
    room = sheet.right - sheet.left
    scale = sheet.title_in / 0.9
    top = sheet.height_in
    _fitted(page, top - 0.36 * scale, page.content.title, "title", style.TEXT, room)
    _fitted(page, top - 0.67 * scale, page.content.subtitle, "subtitle", style.QUIET_TEXT, room)


def draw_key_lines(page: Page, box: Rect, least_in: float = 0.0, wish_in: float = 0.0) -> float:
    """Write the findings from the top of a box; return where they end, inches from the foot.

    Parameters
    ----------
    least_in
        Height at the foot of the box that is kept for others. Findings are written smaller to
        keep out of it; those that still do not fit are counted in a last line.
    wish_in
        Height kept free beyond that if slightly smaller text is enough for it.
    """
    lines = page.content.key_lines
    if not lines:
        return box.top
    wishes = [(factor, least_in + wish_in) for factor in FACTORS[:WISHED]]
    for factor, kept in (*wishes, *((factor, least_in) for factor in FACTORS)):
        blocks = _wrapped(page, lines, box.width, factor)
        if _height(page, blocks, factor) <= box.height - kept:
            break
    else:
        more = _wrapped(page, (page.word("key.more"),), box.width, factor)
        while blocks and _height(page, blocks + more, factor) > box.height - least_in:
            blocks.pop()
        blocks.append(f"{more[0]}{len(lines) - len(blocks)}")
    face = page.face("key", factor)
    _write(page, box.left, box.top, page.word("key.title"), page.face("heading"),
           style.CHANGE_COLOUR, "top")
    indent = textfit.measurer(page.fig)("■ ", face) / page.fig.dpi
    y = box.top - _heading_in(page)
    for wrapped in blocks:
        _write(page, box.left, y - 0.03 * page.sheet.text, "■", page.face("key", 0.7 * factor),
               style.CHANGE_COLOUR, "top")
        _write(page, box.left + indent, y, wrapped, face, style.TEXT, "top")
        y -= textfit.size(page.fig, wrapped, face)[1] / page.fig.dpi + 0.075 * factor
    return y


def _heading_in(page: Page) -> float:
    return 0.25 * page.sheet.pt("heading") / style.SIZES["heading"]


def _wrapped(page: Page, lines: tuple[str, ...], width_in: float, factor: float) -> list[str]:
    """Findings broken into lines."""
    measure, face = textfit.measurer(page.fig), page.face("key", factor)
    room = width_in * page.fig.dpi - measure("■ ", face)
    return [textfit.wrap(line, room, face, measure) for line in lines]


def _height(page: Page, blocks: list[str], factor: float) -> float:
    """Height that findings take with their heading, inches."""
    rows = sum(block.count("\n") + 1 for block in blocks)
    row_in = page.sheet.pt("key") * factor / 72 * textfit.LINE_SPACING
    return rows * row_in + len(blocks) * 0.075 * factor + _heading_in(page)


def draw_foot(page: Page) -> None:
    """Write sources, licences, stamp and the field for the map approval number."""
    sheet = page.sheet
    if not sheet.titled:
        _draw_caption(page)
        return
    face, measure = page.face("footer"), textfit.measurer(page.fig)
    width = (sheet.right - sheet.left) * page.fig.dpi
    lines = [line for note in _notes(page)
             for line in textfit.wrap(note, width, face, measure).split("\n")]
    y = sheet.foot_in - 0.13
    for line in lines[:FOOT_LINES]:
        _write(page, sheet.left, y, line, face, style.QUIET_TEXT, "top")
        y -= _line_in(page)
    small = font(max(LEAST_PT, sheet.pt("footer") - 0.6))
    _write(page, sheet.left, 0.1, page.content.stamp, small, style.QUIET_TEXT, "bottom")
    _write(page, sheet.right, 0.1, _approval(page), face, style.QUIET_TEXT, "bottom", ha="right")


def caption_in(page: Page) -> float:
    """Height that the notes of a picture need, inches."""
    lines, _, beside = _caption(page)
    return _line_in(page) * (len(lines) + (0 if beside else 1)) + 0.07


def _caption(page: Page) -> tuple[list[str], str, bool]:
    """Lines of notes of a picture, the approval number, and whether it stands on the last one."""
    sheet, face, measure = page.sheet, page.face("footer"), textfit.measurer(page.fig)
    approval = _approval(page)
    room = (sheet.right - sheet.left) * page.fig.dpi
    notes = "   ".join(_notes(page))
    lines = textfit.wrap(notes, room, face, measure).split("\n")[:CAPTION_LINES]
    return lines, approval, measure(lines[-1] + "    " + approval, face) <= room


def _draw_caption(page: Page) -> None:
    lines, approval, beside = _caption(page)
    face, y = page.face("footer"), page.sheet.foot_in - 0.05
    for line in lines:
        _write(page, page.sheet.left, y, line, face, style.QUIET_TEXT, "top")
        y -= _line_in(page)
    y += _line_in(page) if beside else 0.0
    _write(page, page.sheet.right, y, approval, face, style.QUIET_TEXT, "top", ha="right")


def _line_in(page: Page) -> float:
    return 0.145 * page.sheet.pt("footer") / 6.8


def _notes(page: Page) -> list[str]:
    content = page.content
    return [page.word(key) + body for key, body in (
        ("source", content.source_line), ("attribution", content.attribution)) if body]


def _approval(page: Page) -> str:
    number = page.content.approval_number.strip()
    if number:
        return page.word("approval_given") + number
    return page.word("approval_number" if page.sheet.titled else "approval_blank")


def _fitted(page: Page, y: float, wording: str, kind: str, colour: str, width_in: float) -> None:
    need = textfit.measurer(page.fig)(wording or " ", page.face(kind))
    factor = min(1.0, width_in * page.fig.dpi / need)
    _write(page, page.sheet.left, y, wording, page.face(kind, factor), colour, "center")


def _write(
    page: Page, x: float, y: float, wording: str, face: FontProperties, colour: str, va: str, *,
    ha: str = "left",
) -> None:
    """Write at a position in inches."""
    if wording:
        page.fig.text(
            page.x(x), page.y(y), wording, fontproperties=face, color=colour, va=va, ha=ha,
            linespacing=textfit.LINE_SPACING,
        )  # fmt: skip
