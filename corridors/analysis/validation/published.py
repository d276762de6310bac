"""Published journeys: reading ``validation/published_times.csv`` and what its rows must keep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corridors.errors import Fault, InputError, fault
from corridors.families import families_of
from corridors.names import suggest
from corridors.network.integrity import reference_faults
from corridors.network.model import Network
from corridors.schema import table_path
from corridors.tables import Table, read_table
from corridors.units import BASE_DATE, date_key

TABLE = "published_times"
NEEDED = ("profile", "mode", "origin", "destination", "value", "definition", "date")
"""Columns without which a row cannot be compared."""
UNITS = {"time_h": "h", "distance_km": "km"}
FIGURES = {
    "time_h": {
        "station_to_station": "terminal_to_terminal_h",
        "block": "in_vehicle_h",
        "city_to_city": "between_cities_h",
        "terminal_to_terminal": "terminal_to_terminal_h",
        "door_to_door": "time_h",
    },
    "distance_km": {"main_leg": "distance_km", "all_legs": "distance_total_km"},
}
"""Measure -> definition -> attribute of a trip that the published figure is compared with."""


@dataclass(frozen=True)
class Published:
    """One published figure with the judgement of how it may be used.

    Attributes
    ----------
    origin, destination, origin_node, destination_node
        Empty where the network has no such place, or the figure names no terminal.
    value
        Hours or kilometres, of a delta the change; None where none is stated.
    """

    id: str
    profile: str
    mode: str
    origin: str
    destination: str
    origin_node: str
    destination_node: str
    from_zh: str
    to_zh: str
    measure: str
    value: float | None
    unit: str
    definition: str
    kind: str
    state: str
    pair: str
    date: str
    projects: tuple[str, ...]
    use: str
    reason: str
    basis: str
    source_id: str
    year: float | None
    confidence: str
    note: str

    @property
    def complete(self) -> bool:
        """Whether it says everything that a comparison needs."""
        return all(getattr(self, name) not in ("", None) for name in NEEDED)

    @property
    def between_terminals(self) -> bool:
        """Whether it was measured from a departure to an arrival, not from door to door."""
        return self.definition != "door_to_door" and self.mode != "road"

    @property
    def figure(self) -> str:
        """Attribute of a trip that it is compared with."""
        return FIGURES[self.measure][self.definition]


def read_published(base: Network, projects: Iterable[str]) -> tuple[Published, ...]:
    """Published figures of the data package of a network; none where it has no such table.

    Raises
    ------
    InputError
        With the faults of all rows.
    """
    assert base.data_dir is not None
    path = base.data_dir / table_path(TABLE)
    if not path.exists():
        return ()
    table, faults = read_table(path, TABLE)
    if table is not None:
        faults += reference_faults({**base.tables, TABLE: table}, (TABLE,), base.data_dir)
    if table is not None and not faults:
        faults += published_faults(table, path, projects)
    if faults or table is None:
        raise InputError(faults)
    return rows_of(table)


def rows_of(table: Table) -> tuple[Published, ...]:
    """Rows of a table, in the order of their ids."""
    return tuple(Published(**row) for row in table.rows())  # type: ignore[arg-type]


def published_faults(table: Table, file: Path, projects: Iterable[str]) -> list[Fault]:
    """What is wrong with rows beyond their single cells.

    Parameters
    ----------
    projects
        Ids of the register.
    """
    known = sorted(projects)
    rows = rows_of(table)
    faults = [Fault(f.key, f.values, str(file), table.lines.get(row.id))
              for row in rows for f in (*_standing(row), *_sense(row, known))]
    return [*faults, *_pairs(rows, file, table.lines)]


def _standing(row: Published) -> Iterator[Fault]:
    """Whether a row may count as it says."""
    if (row.use == "score") == bool(row.reason):
        yield fault("published_reason" if row.use != "score" else "published_no_reason",
                    id=row.id, use=row.use, reason=row.reason)
    if row.use != "left_out":
        missing = [name for name in NEEDED if getattr(row, name) in ("", None)]
        if missing:
            yield fault("published_missing", id=row.id, use=row.use, columns=", ".join(missing))
    if row.use == "score" and row.basis != "published":
        yield fault("published_general", id=row.id)
    if row.complete and date_key(row.date, end=True) < BASE_DATE:
        yield fault("published_early", id=row.id, date=row.date, base=BASE_DATE)


def _sense(row: Published, projects: list[str]) -> Iterator[Fault]:
    """Whether the cells of a row agree with one another."""
    if row.unit != UNITS[row.measure]:
        yield fault("published_unit", id=row.id, unit=row.unit, measure=row.measure,
                    expected=UNITS[row.measure])
    if row.definition and row.definition not in FIGURES[row.measure]:
        yield fault("published_definition", id=row.id, found=row.definition, measure=row.measure,
                    allowed=", ".join(FIGURES[row.measure]))
    if row.profile and row.mode and row.mode not in families_of(row.profile):
        yield fault("published_mode", id=row.id, found=row.mode, profile=row.profile,
                    allowed=", ".join(families_of(row.profile)))
    if row.origin and row.origin == row.destination:
        yield fault("published_same", id=row.id, place=row.origin)
    if row.value is not None and row.value <= 0 and row.kind != "delta":
        yield fault("published_value", id=row.id, value=f"{row.value:g}")
    if row.value == 0 and row.kind == "delta":
        yield fault("published_delta_zero", id=row.id)
    if row.kind == "delta" and row.use != "left_out" and not row.projects:
        yield fault("published_delta", id=row.id)
    if row.kind == "delta" and row.pair:
        yield fault("published_delta_pair", id=row.id, pair=row.pair)
    if bool(row.pair) != bool(row.state):
        yield fault("published_state", id=row.id)
    for name in row.projects:
        if name not in projects:
            yield fault("project_unknown", name=name, suggestion=suggest(name, projects))


def _pairs(rows: Iterable[Published], file: Path, lines: Mapping[str, int]) -> Iterator[Fault]:
    """Pairs that are not one before and one after of the same measure, profile and mode."""
    sides: dict[str, list[Published]] = defaultdict(list)
    for row in rows:
        if row.pair and row.state:
            sides[row.pair].append(row)
    for pair, found in sorted(sides.items()):
        line = lines.get(found[0].id)
        if sorted(row.state for row in found) != ["after", "before"]:
            yield fault("published_pair", file=file, line=line, pair=pair,
                        found=", ".join(f"{row.id} {row.state}" for row in found))
        elif len({(row.measure, row.profile, row.mode, row.definition) for row in found}) > 1:
            yield fault("published_pair_unlike", file=file, line=line, pair=pair)
        elif found[0].value is not None and found[0].value == found[1].value:
            yield fault("published_pair_still", file=file, line=line, pair=pair)
