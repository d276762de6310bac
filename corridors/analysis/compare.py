"""Base against scenario: differences, what changed in them, winners and losers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from corridors import __version__
from corridors.analysis.geo import changed_lines, pair_lines
from corridors.analysis.rows import TOLERANCE, Row, headline
from corridors.analysis.ticks import Tick, silent
from corridors.card import Card, Shown
from corridors.changes import Logged
from corridors.families import FAMILIES, Family, check_choice, families_of
from corridors.messages import listed, say
from corridors.network.model import Network
from corridors.routing.skims import needed, pick, solve_families
from corridors.routing.trip import Trip
from corridors.scenario.model import Scenario
from corridors.scenario.resolve import States, resolve
from corridors.units import MEASURE_UNITS

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

__all__ = ["TOLERANCE", "Comparison", "Row", "compare", "modes_left_out", "row_modes", "touches"]

WITH_MODE = ("links", "nodes", "services", "service_stops", "locks", "transfers")
NAMED = 5
"""Projects that a card names; of more it gives the number."""


@dataclass(frozen=True, eq=False, repr=False)
class Comparison(Shown):
    """Result of comparing the two states of a scenario.

    Attributes
    ----------
    trips_base, trips_after
        (profile, origin, destination, main mode) -> trip.
    """

    scenario: Scenario
    states: States
    trips_base: dict[tuple[str, str, str, str], Trip]
    trips_after: dict[tuple[str, str, str, str], Trip]

    @property
    def base(self) -> Network:
        """Network before."""
        return self.states.base

    @property
    def after(self) -> Network:
        """Network after."""
        return self.states.after

    @property
    def log(self) -> tuple[Logged, ...]:
        """Every network value old -> new."""
        return self.states.log

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Tidy rows, in the order profile, main mode, origin, destination, measure."""
        out: list[Row] = []
        for key in self.keys:
            out += [_row(measure, self.trips_base[key], self.trips_after[key], key)
                    for measure in self.scenario.file.compare.measures]
        return tuple(out)

    @cached_property
    def keys(self) -> tuple[tuple[str, str, str, str], ...]:
        """(profile, origin, destination, mode) of every pair, in the order of the file."""
        spec, ends = self.scenario.file.compare, self.states
        return tuple((profile, o, d, mode) for profile in spec.profiles for mode in spec.modes
                     for o in ends.origins for d in ends.destinations
                     if (profile, o, d, mode) in self.trips_base)

    @property
    def table(self) -> pd.DataFrame:
        """The tidy rows as a DataFrame; missing values are NaN."""
        import pandas as pd

        frame = pd.DataFrame(self.rows, columns=list(Row._fields))
        numbers = ["base", "after", "difference", "difference_pct"]
        return frame.astype(dict.fromkeys(numbers, float))

    def matrix(self, measure: str, *, profile: str, mode: str,
               state: str = "difference") -> pd.DataFrame:
        """One measure as a matrix, origins in rows, destinations in columns.

        Parameters
        ----------
        measure
            Such as ``time_h``, ``cost_cny`` or ``co2_kg``.
        profile
            A kind of traveller or cargo, such as ``passenger``, ``container`` or ``bulk``.
        mode
            A main mode, or ``best``.
        state
            ``base``, ``after``, ``difference`` or ``difference_pct``.

        Returns
        -------
        frame
            In the unit of the measure; NaN where there is no value.
        """
        table = self.table
        frame = table[(table.measure == measure) & (table.profile == profile)
                      & (table["mode"] == mode)]
        matrix: pd.DataFrame = frame.pivot(index="origin", columns="destination", values=state)
        ends = self.states
        return matrix.reindex(index=[o for o in ends.origins if o in matrix.index],
                              columns=[d for d in ends.destinations if d in matrix.columns])


    def geo(self, measure: str | None = None, *, profile: str | None = None,
            mode: str | None = None) -> gpd.GeoDataFrame:
        """Rows of the table as straight lines from origin to destination, in degrees WGS84.

        Parameters
        ----------
        measure, profile, mode
            Only rows of these; all where None.

        Returns
        -------
        frame
            One line for each row.
        """
        table = self.table
        for name, wanted in (("measure", measure), ("profile", profile), ("mode", mode)):
            if wanted is not None:
                check_choice(name, wanted, tuple(dict.fromkeys(table[name])))
                table = table[table[name] == wanted]
        return pair_lines(table, self.base)

    def changed_links(self) -> gpd.GeoDataFrame:
        """Links that differ between the states; ``change`` is added, changed or closed.

        Returns
        -------
        frame
            Degrees WGS84, with the columns of ``links``.
        """
        return changed_lines(self.base, self.after, self.log)

    def card(self, lang: str) -> Card:
        """Mean differences by profile and main mode, with how many pairs gain.

        Parameters
        ----------
        lang
            ``zh`` or ``en``.

        Returns
        -------
        card
            Title, facts and rows, as a notebook shows them.
        """
        states, file = self.states, self.scenario.file
        names = listed((getattr(p.file.name, lang) for p in states.projects[:NAMED]), lang)
        if len(states.projects) > NAMED:
            names = say("made.and_more", lang, shown=names, count=len(states.projects) - NAMED)
        headings, rows = headline(self.rows, file.compare.measures, lang)
        return Card(
            "Comparison", self.scenario.id, getattr(file.name, lang), {
                "base": self.base.date, "after": self.after.date if file.after else "",
                "added": names or "—", "values_changed": str(len(self.log))},
            headings, rows, frozenset(range(2, len(headings))), note=say("card.cells", lang),
            stamp=say("line.stamp", lang, scenario=self.scenario.hash,
                      data=self.base.data_version, version=__version__),
            line=f"base {self.base.date}, projects added: {len(states.projects)}, "
                 f"{len(states.origins)} x {len(states.destinations)} places, "
                 f"{len(self.rows)} rows", most=40)


def _row(measure: str, base: Trip, after: Trip, key: tuple[str, str, str, str]) -> Row:
    profile, origin, destination, mode = key
    a, b = base.measure(measure), after.measure(measure)
    difference = None if a is None or b is None else b - a
    if difference is not None and abs(difference) < TOLERANCE:
        difference = 0.0
    percent = None if difference is None or not a else 100.0 * difference / a
    return Row(origin, destination, profile, mode, measure, MEASURE_UNITS[measure], a, b,
               difference, percent, base.found, after.found, base.token, after.token)


def compare(scenario: Scenario, data: Path | None = None,
            tick: Tick | None = None) -> Comparison:
    """Compare the base of a scenario with its after state.

    Parameters
    ----------
    scenario
        As :func:`corridors.load_scenario` reads it, or made in Python.
    data
        Folder of a data package; the embedded one where None.
    tick
        Told each profile before its trips are looked for.

    Returns
    -------
    comparison
        Both states of every pair, profile, main mode and measure; a difference is after minus
        base, NaN unless both are found.

    Raises
    ------
    InputError
        With all faults of the scenario against the network.

    Examples
    --------
    >>> import corridors
    >>> result = corridors.compare(corridors.load_scenario("guiyang_nanning_hsr"))
    >>> frame = result.table
    >>> times = frame[(frame.measure == "time_h") & frame.found_base]
    >>> bool((times.difference <= 0).all())
    True
    """
    tick = tick or silent
    states, spec = resolve(scenario, data), scenario.file.compare
    base: dict[tuple[str, str, str, str], Trip] = {}
    after: dict[tuple[str, str, str, str], Trip] = {}
    for profile in spec.profiles:
        tick(f"profile.{profile}")
        families = needed(profile, spec.modes)
        options = {"profile": profile, "objective": spec.objective,
                   "season": scenario.file.season}
        ends = (states.origins, states.destinations)
        before = solve_families(states.base, *ends, families=families, **options)
        touched = [name for name in families
                   if touches(states.base, states.after, states.log, FAMILIES[name])]
        again = solve_families(states.after, *ends, families=touched, **options)
        for trips, solved in ((base, before), (after, {
                name: again.get(name, before[name]) for name in families})):
            trips.update(((profile, *key), trip)
                         for key, trip in pick(solved, spec.modes).items())
    return Comparison(scenario, states, base, after)


def touches(base: Network, after: Network, log: Iterable[Logged], family: Family) -> bool:
    """Whether a change can reach the trips of a family; those of the others stay as they are.

    A trip uses the links, services and terminals of the modes of M, road for access, and
    transfers between two modes of M.
    """
    used = {*family.modes, "road"}
    for row in log:
        if row.table == "parameters":
            continue
        network = after if row.id in after.tables[row.table] else base
        if row.table not in WITH_MODE or row.id not in network.tables[row.table]:
            return True
        modes = row_modes(network, row.table, row.id)
        if modes <= set(family.modes) if row.table == "transfers" else modes & used:
            return True
    return False


def row_modes(network: Network, table: str, key: str) -> set[str]:
    """Modes of a row: its own, or those of the links, services and terminals it belongs to."""
    rows = network.tables[table]
    i = rows.index[key]
    if table == "locks":
        return {"inland"}
    if table == "service_stops":
        return row_modes(network, "services", str(rows["service_id"][i]))
    if table == "transfers":
        return {mode for c in ("from_node_id", "to_node_id")
                for mode in row_modes(network, "nodes", str(rows[c][i]))}
    return {str(rows["mode"][i])}


def modes_left_out(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """(profile, mode) pairs that the file asks for and the profile does not have."""
    return tuple((profile, mode) for profile in scenario.file.compare.profiles
                 for mode in scenario.file.compare.modes
                 if mode != "best" and mode not in families_of(profile))
