"""Both states of a scenario with other values in them: drawn assumptions, late openings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from corridors.analysis.sweep.delays import Due, dues, standing
from corridors.analysis.sweep.factors import Factor
from corridors.changes import Batch, Logged, apply
from corridors.changes.apply import AD_HOC
from corridors.changes.grammar import SELECTORS, AddRow, Change, Retime, ScaleLinks
from corridors.errors import InputError
from corridors.network.load import read_base
from corridors.network.model import Network
from corridors.places import with_points
from corridors.projects.model import Project
from corridors.projects.register import register
from corridors.scenario.feedback import ACTION, feed_back
from corridors.scenario.model import Scenario
from corridors.scenario.resolve import States, resolve
from corridors.schema import columns

Cell = tuple[str, str, str]
"""Table, id of the row, column."""
Known = Mapping[tuple[str, str, str], tuple[tuple[float, tuple[float, float], Change], ...]]


@dataclass(frozen=True)
class Step:
    """One thing that is done to a cell: ``set``, ``scale`` or ``add`` a number.

    Attributes
    ----------
    factor
        Key of the assumption that gives the number instead, empty for none.
    """

    action: str
    number: float
    factor: str = ""


@dataclass(frozen=True, eq=False)
class Frame:
    """Both states for one set of openings, with what varies in them.

    Attributes
    ----------
    base_cells, after_cells
        Cells in which an assumption has a part, and how their numbers come about.
    """

    base: Network
    after: Network
    log: tuple[Logged, ...]
    base_cells: Mapping[Cell, tuple[Step, ...]]
    after_cells: Mapping[Cell, tuple[Step, ...]]


class Builder:
    """Makes the states of a scenario.

    Attributes
    ----------
    states
        As the scenario has them.
    dues
        Projects that may open late.
    """

    def __init__(self, scenario: Scenario, data: Path | None = None) -> None:
        self.scenario, self.data = scenario, data
        self.states: States = resolve(scenario, data)
        self.dues: tuple[Due, ...] = dues(scenario, self.states, data)
        root = with_points(read_base(data), scenario.file.compare.ends)
        for pair in scenario.file.headline:
            root = with_points(root, pair)
        self._root = root
        self._frames: dict[tuple[frozenset[str], frozenset[str]], Frame] = {}
        pulled = set(self.states.pulled_in)
        self._listed = [p.id for p in self.states.projects if p.id not in pulled]
        self._made: dict[str, Factor] = {}

    @cached_property
    def factors(self) -> tuple[Factor, ...]:
        """Assumed values with a range in any of the two states, alike ones of a project as one."""
        full = self.frame()
        found = {step.factor for cells in (full.base_cells, full.after_cells)
                 for steps in cells.values() for step in steps if step.factor}
        return tuple(self._made[key] for key in sorted(found))

    def frame(self, late_base: frozenset[str] = frozenset(),
              late_after: frozenset[str] = frozenset()) -> Frame:
        """The states when some projects are late.

        Raises
        ------
        InputError
            A what-if of the scenario changes what a late project would have brought.
        """
        key = late_base, late_after
        if key not in self._frames:
            self._frames[key] = self._build(late_base, late_after)
        return self._frames[key]

    def drawn(self, frame: Frame, values: Mapping[str, float]) -> tuple[Network, Network]:
        """Both states of a frame with other values of its assumptions.

        Parameters
        ----------
        values
            Key of an assumption -> value; those not named stay as they are.
        """
        return (_edited(frame.base, frame.base_cells, values),
                _edited(frame.after, frame.after_cells, values))

    # ---- making a frame -----------------------------------------------------------------
    def _build(self, late_base: frozenset[str], late_after: frozenset[str]) -> Frame:
        reg, states, file = register(self.data), self.states, self.scenario.file
        present = [reg.get(key) for key in states.base.projects]
        first = standing(present, late_base, [p.id for p in present])
        base, log = apply(self._root, [p.batch() for p in first])
        base = replace(base, date=states.base.date)
        standing_ids = {project.id for project in first}
        wanted = standing([*states.projects, *present], late_after,
                          [*self._listed, *(p.id for p in present)])
        new = [p for p in wanted if p.id not in standing_ids]
        batches = [p.batch() for p in new]
        if self.scenario.changes:
            batches.append(Batch(AD_HOC, self.scenario.changes, frozenset(b.id for b in batches)))
        after, added = apply(base, batches)
        after, fed, faults = feed_back(after, file.lock_feedback, self.scenario.document)
        if faults:
            raise InputError(faults)
        added += fed
        parameters = states.base.parameters
        base = replace(base, parameters=parameters)
        after = replace(after, parameters=parameters, date=states.after.date)
        known = _ranges([*first, *new], self.scenario.changes)
        of_base, of_after = self._cells(log, known), self._cells((*log, *added), known)
        return Frame(base, after, added, _standing(of_base, base), _standing(of_after, after))

    def _cells(self, log: Iterable[Logged], known: Known) -> dict[Cell, tuple[Step, ...]]:
        """Steps of every cell in which an assumption has a part."""
        steps: dict[Cell, list[Step]] = {}
        first: dict[Cell, float] = {}
        for row in log:
            new = row.new
            if isinstance(new, bool) or not isinstance(new, int | float):
                continue
            cell = row.table, row.id, row.column
            old = float(row.old) if isinstance(row.old, int | float) else float("nan")
            first.setdefault(cell, old)
            mine = steps.setdefault(cell, [])
            factor = self._factor(row, old, float(new), known)
            if row.action == "scale":
                number = factor.value if factor else float(new) / old if old else 0.0
                mine.append(Step("scale", number, factor.key if factor else ""))
            elif row.action == ACTION:
                mine.append(Step("add", float(new) - old))
            else:
                mine[:] = [Step("set", float(new), factor.key if factor else "")]
        return {cell: (*((Step("set", first[cell]),) if items[0].action != "set" else ()), *items)
                for cell, items in steps.items() if any(step.factor for step in items)}

    def _factor(self, row: Logged, old: float, new: float, known: Known) -> Factor | None:
        """The assumption that a logged value comes from."""
        for value, (low, high), change in known.get((row.project, row.table, row.column), ()):
            scales = row.action == "scale"
            if scales != isinstance(change, ScaleLinks):
                continue
            if abs((old * value if scales else value) - new) > 1e-9 * max(1.0, abs(new)):
                continue
            if isinstance(change, AddRow) and change.row.get("id") != row.id:
                continue
            if low < high:
                return self._named(row, value, (low, high), scales)
        return None

    def _named(self, row: Logged, value: float, bounds: tuple[float, float],
               scales: bool) -> Factor:
        """The one unknown that alike assumptions of a project are."""
        stem = row.column.replace("_ab_", "_").replace("_ba_", "_")
        head = f"{row.project}:{stem}:"
        for factor in self._made.values():
            if (factor.project, factor.table, factor.value, factor.low, factor.high,
                    factor.scales) == (row.project, row.table, value, *bounds, scales) \
                    and factor.key.startswith(head):
                if row.id not in factor.rows:
                    self._made[factor.key] = replace(factor, rows=(*factor.rows, row.id))
                return self._made[factor.key]
        made = Factor(f"{head}{row.id}", "assumption", value, *bounds,
                      "1" if scales else columns(row.table)[row.column].unit, row.source_id,
                      row.confidence, scales, row.project, row.table, row.column, (row.id,))
        self._made[made.key] = made
        return made


def _ranges(projects: Sequence[Project], loose: Sequence[Change]) -> Known:
    """(project, table, column) -> values that changes give, with their ranges."""
    found: dict[tuple[str, str, str], list[tuple[float, tuple[float, float], Change]]] = {}
    for name, changes in (*((p.id, p.changes) for p in projects), (AD_HOC, tuple(loose))):
        for change in changes:
            for column, bounds in change.ranges.items():
                found.setdefault((name, _table(change), column), []).append(
                    (change.numbers[column], bounds, change))
    return {key: tuple(rows) for key, rows in found.items()}


def _table(change: Change) -> str:
    """Table in which a change stands."""
    if isinstance(change, AddRow):
        return change.table
    if isinstance(change, Retime):
        return "services"
    where: Mapping[str, object] = getattr(change, "where", {})
    names = [name for name in where if name in SELECTORS]
    return SELECTORS[names[0]] if names else str(where.get("table", ""))


def _standing(cells: Mapping[Cell, tuple[Step, ...]],
              network: Network) -> dict[Cell, tuple[Step, ...]]:
    """Cells of rows that were not taken out again."""
    return {cell: steps for cell, steps in cells.items() if cell[1] in network.tables[cell[0]]}


def _edited(network: Network, cells: Mapping[Cell, tuple[Step, ...]],
            values: Mapping[str, float]) -> Network:
    edits: dict[str, dict[tuple[str, str], float]] = {}
    for (table, key, column), steps in cells.items():
        if any(step.factor in values for step in steps):
            number = 0.0
            for step in steps:
                drawn = values.get(step.factor, step.number)
                number = (drawn if step.action == "set" else
                          number * drawn if step.action == "scale" else number + drawn)
            if columns(table)[column].type == "int":
                number = float(int(number + 0.5))
            edits.setdefault(table, {})[key, column] = number
    if not edits:
        return network
    return network.with_tables({table: network.tables[table].edited(cells_)
                                for table, cells_ in edits.items()})
