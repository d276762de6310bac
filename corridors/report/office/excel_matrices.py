"""Matrices: a sheet for each profile and main mode, before, after, difference and percent.

The longer list of places runs down the sheet. The four blocks of a measure stand side by side
and the measures below each other, so that one row and one column of headings serve them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from corridors.analysis.compare import Comparison, Row
from corridors.analysis.summary import sign_of_gain
from corridors.places import place_name
from corridors.profiles import PROFILE_UNITS, PROFILES
from corridors.report.briefing.model import Quantity
from corridors.report.office.excel_book import (
    BAND_FILL,
    GAIN_FILL,
    HEAD,
    LOSS_FILL,
    NEW_FILL,
    NUMBER,
    WORDS,
    Book,
    Sheet,
)
from corridors.report.office.excel_text import display_width

BLOCKS: Final = ("base", "after", "difference", "difference_pct")
MAX_SHEETS: Final = 18
MAX_CELLS: Final = 400_000
"""Cells of all matrices together: beyond, the first measure only; far beyond, none."""
WIDE: Final = 30
"""Columns of numbers that still fit the width of a page."""
STAR: Final = "*"
_EDGE: Final = 0.95


@dataclass(frozen=True)
class MatrixPlan:
    """Which matrices a workbook has, and what is said about those that it leaves out.

    Attributes
    ----------
    shown
        (profile, mode) of each sheet.
    never, same, many
        Left out because no pair is connected in either state, because nothing changes, or
        because there would be too many sheets.
    """

    shown: tuple[tuple[str, str], ...]
    measures: tuple[str, ...]
    never: tuple[tuple[str, str], ...] = ()
    same: tuple[tuple[str, str], ...] = ()
    many: tuple[tuple[str, str], ...] = ()
    first_only: bool = False


def plan_matrices(result: Comparison) -> MatrixPlan:
    """Choose the matrices so that the workbook stays usable."""
    measures = result.scenario.file.compare.measures
    changes: dict[tuple[str, str], bool] = {}
    connected: set[tuple[str, str]] = set()
    for row in result.rows:
        place = (row.profile, row.mode)
        changes[place] = changes.get(place, False) or bool(
            row.difference or row.found_base != row.found_after)
        if row.found_base or row.found_after:
            connected.add(place)
    wanted = [place for place in changes if place in connected]
    never = tuple(place for place in changes if place not in connected)
    same: list[tuple[str, str]] = []
    many: list[tuple[str, str]] = []
    if len(wanted) > MAX_SHEETS:
        same = [place for place in wanted if not changes[place]]
        changed = [place for place in wanted if changes[place]]
        wanted, many = changed[:MAX_SHEETS], changed[MAX_SHEETS:]
    cells = len(result.states.origins) * len(result.states.destinations) * 4 * len(wanted)
    if cells > MAX_CELLS:
        return MatrixPlan((), measures)
    first_only = cells * len(measures) > MAX_CELLS
    return MatrixPlan(tuple(wanted), measures[:1] if first_only else measures, never,
                      tuple(same), tuple(many), first_only)


def combination(book: Book, place: tuple[str, str]) -> str:
    """Name of a profile and main mode, as the sheet is called."""
    profile, mode = place
    return f"{book.say(f'profile.{profile}')} {book.say(f'mode.{mode}')}"


def add_matrices(book: Book, result: Comparison, plan: MatrixPlan) -> None:
    """A sheet for every profile and main mode of the plan."""
    by_place: dict[tuple[str, str], list[Row]] = {place: [] for place in plan.shown}
    for row in result.rows:
        if row.measure in plan.measures and (row.profile, row.mode) in by_place:
            by_place[row.profile, row.mode].append(row)
    for place, rows in by_place.items():
        _Matrix(book, result, place, rows).write(plan.measures)


class _Matrix:
    """One sheet."""

    def __init__(self, book: Book, result: Comparison, place: tuple[str, str],
                 rows: list[Row]) -> None:
        self.book, self.profile, self.mode = book, *place
        used_o = {row.origin for row in rows}
        used_d = {row.destination for row in rows}
        origins = [o for o in result.states.origins if o in used_o]
        destinations = [d for d in result.states.destinations if d in used_d]
        self.turned = len(destinations) > len(origins)
        self.down, self.across = (destinations, origins) if self.turned else (
            origins, destinations)
        self.names = {key: place_name(result.base, key, book.lang)
                      for key in (*origins, *destinations)}
        self.rows = {(row.measure, *((row.destination, row.origin) if self.turned else (
            row.origin, row.destination))): row for row in rows}
        profile, mode = (book.say(f"profile.{self.profile}"), book.say(f"mode.{self.mode}"))
        sides = (book.say("book.destinations"), book.say("book.origins"))
        self.sheet: Sheet = book.sheet(
            combination(book, place),
            book.say("book.matrix_title", profile=profile, mode=mode,
                     unit=book.say(f"unit.{PROFILE_UNITS[self.profile]}")),
            book.say("book.matrix_about", rows=sides[not self.turned],
                     columns=sides[self.turned]), tab=GAIN_FILL)
        self.absent: dict[str, object] = {**NUMBER, "bg_color": "#EDEDED"}
        self.word: dict[str, object] = {**NUMBER, "bg_color": NEW_FILL}

    def start(self, block: int) -> int:
        """First column of a block; a narrow empty one stands before each but the first."""
        return 1 + block * (len(self.across) + 1)

    def write(self, measures: tuple[str, ...]) -> None:
        """Headings once, then a band of four blocks a measure."""
        sheet, book = self.sheet, self.book
        top = sheet.heading()
        last = self.start(len(BLOCKS)) - 2
        heads = ("book.before", "book.after", "book.difference", "book.percent")
        corner = "→ ".join(book.say(key) for key in (
            ("book.destinations", "book.origins") if self.turned else (
                "book.origins", "book.destinations")))
        sheet.text(top, 0, "", **HEAD)
        sheet.text(top + 1, 0, corner.replace("→ ", " ＼ "), **HEAD)
        for block, head in enumerate(heads):
            first = self.start(block)
            for column in range(first, first + len(self.across)):
                sheet.text(top, column, book.say(head) if column == first else "",
                           **{**HEAD, "text_wrap": False, "border": 0})
                sheet.text(top + 1, column, self.names[self.across[column - first]],
                           **{**HEAD, "align": "center"})
        sheet.paper.set_row(top + 1, 30 if self._tall() else 18)
        row = top + 2
        for measure in measures:
            if measure == "capacity_mt" and not PROFILES[self.profile].goods:
                continue
            for column in range(last + 1):
                sheet.text(row, column, book.say(f"measure.{measure}") if not column else "",
                           bold=True, bg_color=BAND_FILL)
            self._blocks(measure, row + 1)
            row += 2 + len(self.down)
        self._arrange(top, last)

    def _tall(self) -> bool:
        return max(display_width(self.names[key]) for key in self.across) > self._width()

    def _width(self) -> float:
        longest = max(display_width(self.names[key]) for key in self.across)
        return max(8.5, min(longest + 1.0, 14.0))

    def _blocks(self, measure: str, top: int) -> None:
        """The four blocks of one measure, coloured and named."""
        starts = [(self.start(i), name) for i, name in enumerate(BLOCKS)]
        for i, key in enumerate(self.down):
            self.sheet.cell(top + i, 0, self.names[key], **WORDS, bg_color="#F2F2F2")
            for j, other in enumerate(self.across):
                row = self.rows.get((measure, key, other))
                for left, state in starts:
                    self._cell(top + i, left + j, row, state)
        bottom = top + len(self.down) - 1
        for block, name in enumerate(BLOCKS):
            first = self.start(block)
            last = first + len(self.across) - 1
            quoted = self.sheet.name.replace("'", "''")
            self.book.workbook.define_name(
                range_name(self.profile, self.mode, measure, name),
                f"='{quoted}'!{_range(top, first, bottom, last)}")
            if name.startswith("difference"):
                self._colour(measure, name, (top, first, bottom, last))

    def _cell(self, row: int, column: int, found: Row | None, block: str) -> None:
        """One figure; a word where a connection is new or lost."""
        if found is None:
            self.sheet.cell(row, column, None, **self.absent)
            return
        value = getattr(found, block)
        starred = {"base": found.token_base, "after": found.token_after}.get(
            block, found.token_base or found.token_after)
        if value is None and block == "difference" and found.found_base != found.found_after:
            word = self.book.say("new" if found.found_after else "gone")
            self.sheet.cell(row, column, word + STAR * starred, **self.word)
            return
        share = block == "difference_pct"
        self.sheet.number(row, column, Quantity(
            value, "%" if share else found.unit, sign=block.startswith("diff"),
            like=None if share else found.size), STAR if starred else "")

    def _colour(self, measure: str, block: str, area: tuple[int, int, int, int]) -> None:
        """Blue for gains and orange for losses, as deep as the difference is large."""
        sizes = sorted(abs(value) for (name, *_), row in self.rows.items() if name == measure
                       and (value := getattr(row, block)))
        if not sizes:
            return
        limit = sizes[min(len(sizes) - 1, int(_EDGE * len(sizes)))]
        low, high = (GAIN_FILL, LOSS_FILL) if sign_of_gain(measure) < 0 else (
            LOSS_FILL, GAIN_FILL)
        self.sheet.paper.conditional_format(*area, {
            "type": "3_color_scale", "min_type": "num", "mid_type": "num", "max_type": "num",
            "min_value": -round(limit, 3) or -0.001, "mid_value": 0,
            "max_value": round(limit, 3) or 0.001,
            "min_color": low, "mid_color": "#FFFFFF", "max_color": high})

    def _arrange(self, top: int, last: int) -> None:
        """Widths, frozen headings, and pages that hold whole blocks."""
        sheet, width = self.sheet, self._width()
        names = max(display_width(self.names[key]) for key in self.down) + 2.0
        sheet.paper.set_column(0, 0, min(max(names, 14.0), 26.0))
        sheet.paper.set_column(1, last, width)
        for block in range(1, len(BLOCKS)):
            gap = self.start(block) - 1
            sheet.paper.set_column(gap, gap, 1.2)
        sheet.freeze(top + 2, 1)
        sheet.paper.repeat_rows(top, top + 1)
        if last > WIDE:
            sheet.paper.repeat_columns(0, 0)
            sheet.paper.fit_to_pages(len(BLOCKS), 0)
            sheet.paper.set_v_pagebreaks([self.start(block) for block in range(1, len(BLOCKS))])


def range_name(profile: str, mode: str, measure: str, block: str) -> str:
    """Name of a block for formulas, the same in both languages."""
    return f"matrix_{profile}_{mode}_{measure}_{block}"


def _range(top: int, left: int, bottom: int, right: int) -> str:
    from xlsxwriter.utility import xl_range_abs

    name: Any = xl_range_abs(top, left, bottom, right)
    return str(name)


