"""Work out the access of places on both networks of a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from corridors.analysis.access.facilities import FACILITIES
from corridors.analysis.access.hubs import LIMITS, Hubs, hub_hours, hubs_of, within
from corridors.analysis.access.model import Access, Found, Measure, measures_of
from corridors.analysis.access.nearest import Roads
from corridors.analysis.access.origins import COUNTIES, Origin, origins
from corridors.analysis.ticks import Tick, silent
from corridors.network.model import Network
from corridors.scenario.model import Scenario
from corridors.scenario.resolve import resolve


def access(scenario: Scenario, of: Iterable[str] = (COUNTIES,), *, hubs: bool = True,
           tick: Tick | None = None) -> Access:
    """Hours to the nearest facilities and the hubs in reach, before and after a scenario.

    Parameters
    ----------
    scenario
        As :func:`corridors.load_scenario` reads it, or made in Python.
    of
        Places and sets by any of their names.
    hubs
        Whether hubs are counted too, which takes most of the time.
    tick
        Told before each network is searched.

    Returns
    -------
    access
        A row for each place and measure with both states and their difference.

    Raises
    ------
    InputError
        Faults of the scenario, unknown places.

    Examples
    --------
    >>> import corridors
    >>> scenario = corridors.load_scenario("guiyang_nanning_hsr")
    >>> found = access(scenario, ["tiane"], hubs=False)
    >>> [row.measure for row in found.rows if row.difference < -0.1]
    ['high_speed_station_h']
    """
    states = resolve(scenario)
    places = origins(states.base, of)
    counted = hubs_of(states.base) if hubs else None
    measures = measures_of(counted)
    tick = tick or silent
    season = scenario.file.season
    tick("progress.base")
    base = _state(states.base, places, counted, measures, season)
    tick("progress.after")
    after = _state(states.after, places, counted, measures, season)
    return Access(scenario, states, places, counted, measures, base, after)


def _state(network: Network, places: Sequence[Origin], hubs: Hubs | None,
           measures: Sequence[Measure], season: str) -> dict[str, tuple[Found, ...]]:
    """All measures on one network, by their ids."""
    roads = Roads(network)
    found = {kind: roads.nearest(places, kind) for kind in FACILITIES}
    hours = {} if hubs is None else {
        profile: hub_hours(network, places, hubs, profile, season) for profile in LIMITS}
    out: dict[str, tuple[Found, ...]] = {}
    for measure in measures:
        if measure.to:
            out[measure.id] = found[measure.to]
            continue
        assert hubs is not None
        table = hours[measure.profile][measure.mode]
        counted = within(table, measure.limit_h,
                         hubs.people if measure.kind == "people" else None)
        led = np.isfinite(table).sum(axis=1).tolist()
        out[measure.id] = tuple(Found(value if way else None)
                                for value, way in zip(counted.tolist(), led, strict=True))
    return out
