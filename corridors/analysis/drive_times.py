"""Driving times over all roads, strategic and on the ground, and what a change does to them.

The strategic roads of a network lie on the roads of OpenStreetMap; a what-if changes links or
parameters and asks again. Roads of projects in the data package are prepared once, so that
asking again only weighs them anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corridors.errors import InputError, fault
from corridors.families import check_choice
from corridors.ground.load import load_ground
from corridors.messages import Word
from corridors.network.model import Network
from corridors.places import expand, with_points

if TYPE_CHECKING:
    import pandas as pd

ROLES = {"origins": "drive_times.origins", "destinations": "drive_times.destinations",
         "vehicle": "drive_times.vehicle"}
VEHICLES = {"car": "passenger", "lorry": "container"}
"""Vehicles, and a profile that drives each; hours are alike for all profiles of a vehicle."""


@dataclass(frozen=True, eq=False)
class DriveTimes:
    """Hours of the fastest ways by road between k origins and l destinations.

    Attributes
    ----------
    network
        What was driven on, with a place for every pair of coordinates that was given.
    vehicle
        ``car`` or ``lorry``.
    origins, destinations
        Place ids, in the order given.
    hours
        (k, l), read-only: at the wheel and the mean rest that the rules ask of drivers; 0 from a
        place to itself, nan where no way leads.
    unjoined
        Places that lie too far from any road on the ground to be joined to it, and that no
        strategic road reaches, with the distance in km: to and from them no way leads.
    """

    network: Network = field(repr=False)
    vehicle: str
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    hours: NDArray[np.float64] = field(repr=False)
    unjoined: Mapping[str, float] = field(repr=False)

    def __repr__(self) -> str:
        reached = int(np.isfinite(self.hours).sum())
        return (f"<DriveTimes by {self.vehicle}: {len(self.origins)} origins, "
                f"{len(self.destinations)} destinations, {reached} of {self.hours.size} pairs "
                "with a way>")

    def _repr_html_(self) -> str:
        return f"<p>{self!r:.200}</p>".replace("<D", "&lt;D").replace(
            "way>", "way&gt;") + str(self.table.head(10).to_html(index=False))

    @cached_property
    def matrix(self) -> pd.DataFrame:
        """Hours as a table, origins in rows, destinations in columns, both by their ids."""
        import pandas as pd

        return pd.DataFrame(self.hours, index=pd.Index(self.origins, name="origin"),
                            columns=pd.Index(self.destinations, name="destination"))

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row for each pair: ids, names in both languages, vehicle, ``drive_h`` and ``found``."""
        frame = self._pairs()
        frame["drive_h"] = self.hours.reshape(-1)
        frame["found"] = np.isfinite(self.hours.reshape(-1))
        return frame

    def against(self, base: DriveTimes) -> pd.DataFrame:
        """A row for each pair with hours before and after, and what they differ by.

        Parameters
        ----------
        base
            The same question on the network before.

        Returns
        -------
        frame
            As :attr:`table`, with ``base_h``, ``after_h``, ``difference_h`` (after minus base,
            so negative hours are a gain; nan where one of both has no way), ``found_base`` and
            ``found_after``.

        Raises
        ------
        InputError
            Other origins, destinations or another vehicle.
        """
        faults = [fault("drive_times.unlike", what=Word(word),
                        after=_short(getattr(self, name)), base=_short(getattr(base, name)))
                  for name, word in ROLES.items()
                  if getattr(self, name) != getattr(base, name)]
        if faults:
            raise InputError(faults)
        frame = self._pairs()
        before, after = base.hours.reshape(-1), self.hours.reshape(-1)
        frame["base_h"], frame["after_h"] = before, after
        frame["difference_h"] = after - before
        frame["found_base"], frame["found_after"] = np.isfinite(before), np.isfinite(after)
        return frame

    def _pairs(self) -> pd.DataFrame:
        import pandas as pd

        places = self.network.places
        rows = np.repeat([places.index[key] for key in self.origins], len(self.destinations))
        columns = np.tile([places.index[key] for key in self.destinations], len(self.origins))
        return pd.DataFrame({
            **{f"{side}{part}": [str(places[f"id{part}" if not part else f"name{part}"][i])
                                 for i in at.tolist()]
               for side, at in (("origin", rows), ("destination", columns))
               for part in ("", "_zh", "_en")},
            "vehicle": self.vehicle})


def drive_times(network: Network, origins: Iterable[str], destinations: Iterable[str], *,
                vehicle: str = "car", parameters: Mapping[str, float] | None = None
                ) -> DriveTimes:
    """Hours by road between places or points, over strategic roads and all others.

    Parameters
    ----------
    network
        Of a date or a scenario, or changed by :func:`corridors.apply`. Ask for base and after in
        turn, and compare by :meth:`DriveTimes.against`.
    origins, destinations
        Places and sets by any of their names (``counties`` are those of Guangxi), or coordinates
        such as ``"108.32,22.82"``.
    vehicle
        ``car`` or ``lorry``: their speeds, rest, and the roads open to them differ.
    parameters
        Values to use instead of the network's, such as ``{"speed.road.car.expressway": 110}``.

    Returns
    -------
    times
        A matrix of hours and tidy tables of it.

    Raises
    ------
    InputError
        Unknown or ambiguous places, no places at all, another vehicle, a parameter that does
        not exist or is out of bounds, or a data package without roads on the ground.

    Notes
    -----
    From door to door there is nothing to add for a county seat; in a city its road node is the
    middle, and the way through the town is not counted. Roads that the strategic network does
    not have run at ``speed.road.car.background``, whatever their class, and cannot be closed.

    Examples
    --------
    >>> import corridors
    >>> base = corridors.load_network()
    >>> times = corridors.drive_times(base, ["钦州", "北海"], ["南宁"])
    >>> times.matrix.shape, bool(1 < times.matrix.loc["qinzhou", "nanning"] < 2)
    ((2, 1), True)

    All expressways at 110 km/h:

    >>> quick = corridors.drive_times(base, ["钦州"], ["南宁"],
    ...                               parameters={"speed.road.car.expressway": 110})
    >>> frame = quick.against(corridors.drive_times(base, ["钦州"], ["南宁"]))
    >>> bool(frame.difference_h[0] < 0)
    True
    """
    from corridors.routing.drive import Drive
    from corridors.routing.impedance import Impedance

    check_choice("vehicle", vehicle, tuple(VEHICLES))
    ends = {"origins": _listed(origins), "destinations": _listed(destinations)}
    empty = [fault("drive_times.none", role=Word(ROLES[role]))
             for role, names in ends.items() if not names]
    if empty:
        raise InputError(empty)
    load_ground("roads", network.data_dir)
    if parameters:
        network = replace(network, parameters=network.parameters.override(parameters))
    network = with_points(network, [name for names in ends.values() for name in names])
    starts, targets = (tuple(expand(network, names)) for names in ends.values())
    drive = Drive.of(Impedance(network, VEHICLES[vehicle], "time"))
    hours = drive.hours_matrix([f"place:{key}" for key in starts],
                               [f"place:{key}" for key in targets])
    hours[np.isinf(hours)] = np.nan
    hours.flags.writeable = False
    away = dict(zip((*starts, *targets), np.append(
        np.isfinite(hours).any(axis=1), np.isfinite(hours).any(axis=0)).tolist(), strict=False))
    far = drive.roads.unjoined
    return DriveTimes(network, vehicle, starts, targets, hours, {
        key: far[f"place:{key}"] for key, led in away.items()
        if f"place:{key}" in far and not led})


def _listed(names: Iterable[str]) -> list[str]:
    """Names as a list; a single text is one name."""
    return [names] if isinstance(names, str) else [str(name) for name in names]


def _short(value: str | tuple[str, ...]) -> str:
    """A value for a message: long lists by their number."""
    if isinstance(value, str):
        return value
    return ", ".join(value[:3]) + (f", … ({len(value)})" if len(value) > 3 else "")
