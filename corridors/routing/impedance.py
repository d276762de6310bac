"""Time, cost and CO2 of one step of a journey, for one unit of a profile.

Times run on physical km and published run times, costs on tariff km. Every rate is a
parameter with a source and a range; see ``data/parameters.yaml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from corridors.network import railcapacity
from corridors.network.model import Network
from corridors.network.runtimes import hours_of
from corridors.profiles import PROFILES, Profile
from corridors.routing.lockqueue import LockQueues, lock_queues
from corridors.routing.rest import RestRule

Array = np.ndarray[Any, Any]
BLEND = "blend"
"""Objective that is a weighted sum of hours, CNY and kg; no choice of a user."""


TIMETABLE = "timetable"
"""Objective of :mod:`corridors.analysis.validation`: no waiting before the first departure."""


@dataclass(frozen=True)
class Step:
    """Time, cost, CO2 and length of one step for one unit (passenger, TEU or tonne).

    Arrays where it stands for the steps of several links.
    """

    hours: Any = 0.0
    cny: Any = 0.0
    kg: Any = 0.0
    km: Any = 0.0


@dataclass(frozen=True, eq=False)
class Impedance:
    """Rates of one profile on one network, for one objective and season.

    Attributes
    ----------
    profile
        A profile of :mod:`corridors.profiles`.
    objective
        ``generalised`` (CNY with hours valued), ``time``, ``cost`` or ``co2``; ``blend`` where
        ``blend`` gives the weights; ``timetable`` for hours with the weights of waiting.
    season
        ``normal`` or ``low_water``.
    blend
        Weights of an hour, a CNY and a kg in a sum of all three, for :mod:`~.pareto`.
    """

    network: Network
    profile: str
    objective: str = "generalised"
    season: str = "normal"
    blend: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def number(self, key: str) -> float:
        """A parameter of the network."""
        return self.network.parameters.number(key)

    @cached_property
    def kind(self) -> Profile:
        """The profile with its unit, main modes and whom it resembles."""
        return PROFILES[self.profile]

    @property
    def boards(self) -> str:
        """Which terminals, services and ships serve the profile."""
        return self.kind.boards

    def own(self, key: str) -> float:
        """A parameter of the profile, which stands for ``{}``, or of the one it is like."""
        return self.number(self.kind.own(key, self.network.parameters))

    @cached_property
    def tonnes(self) -> float:
        """Cargo weight of one unit, tonnes; 1 for a tonne of goods, 0 for a passenger."""
        if not self.kind.goods:
            return 0.0
        return 1.0 if self.kind.unit == "t" else self.own("load.{}_t")

    @cached_property
    def value_of_time(self) -> float:
        """CNY per hour and unit."""
        return self.own("value_of_time.{}")

    @cached_property
    def vehicle(self) -> str:
        """Road vehicle of the profile."""
        return "lorry" if self.kind.goods else "car"

    def closed(self, mode: str) -> str:
        """Traffic whose links of a mode are closed to the profile, ``freight`` or ``passenger``.

        On the road its vehicle counts, elsewhere what it boards: express goods ride on passenger
        trains, but in lorries.
        """
        people = self.vehicle == "car" if mode == "road" else self.boards == "passenger"
        return "freight" if people else "passenger"

    def weigh(self, hours: float, cny: float, kg: float, weight: float = 1.0) -> float:
        """What the search minimises; the same formula as :meth:`coefficients`."""
        h, c, k, w = self.coefficients
        return h * hours * (weight if w else 1.0) + c * cny + k * kg

    @cached_property
    def coefficients(self) -> tuple[float, float, float, bool]:
        """Weights of hours, CNY and kg, and whether waiting has a weight of its own."""
        return {
            "generalised": (self.value_of_time, 1.0, 0.0, True),
            "time": (1.0, 0.0, 0.0, False),
            "cost": (0.0, 1.0, 0.0, False),
            "co2": (0.0, 0.0, 1.0, False),
            BLEND: (*self.blend, False),
            TIMETABLE: (1.0, 0.0, 0.0, True),
        }[self.objective]

    @cached_property
    def locks(self) -> LockQueues:
        """Waits before all locks in the season."""
        return lock_queues(self.network, self.season)

    # ---- road ---------------------------------------------------------------------------
    @cached_property
    def rest(self) -> RestRule:
        """When the drivers of the profile's vehicle rest."""
        return RestRule.of(self.number, self.vehicle)

    @cached_property
    def _road(self) -> tuple[float, float, float, float]:
        kg = self.own("co2.road.{}") * (self.tonnes or 1.0)
        return (self.own("rate.road.{}"), kg, self.rest.rate,
                self.number(f"speed.road.{self.vehicle}.urban"))

    def road_links(self, rows: Array, direction: str) -> tuple[Step, Array]:
        """Road links: driving, and the mean hours of rest that they bring the driver."""
        hours = hours_of(self.network, rows, direction, self.vehicle)
        km = self.network.links["length_km"][rows]
        cny, kg, rest, _ = self._road
        return Step(hours, charged_km(self.network, rows) * cny, km * kg, km), hours * rest

    def road_urban(self, km: float, mode: str = "") -> Step:
        """The stretch between a terminal and the road network.

        Parameters
        ----------
        mode
            Of the terminal: ways to airports have a speed of their own where one is given.
        """
        cny, kg, _, speed = self._road
        faster = f"speed.road.{self.vehicle}.airport"
        if mode == "air" and faster in self.network.parameters:
            speed = self.number(faster)
        return Step(km / speed, km * cny, km * kg, km)

    @cached_property
    def lorry_load(self) -> Step:
        """Loading a lorry; for passengers, leaving home or hotel."""
        return Step(self.own("handling.road.{}.load_h"),
                    self.own("handling.road.{}.load_cny"))

    @cached_property
    def lorry_unload(self) -> Step:
        """Unloading a lorry; for passengers, reaching the door."""
        return Step(self.own("handling.road.{}.unload_h"),
                    self.own("handling.road.{}.unload_cny"))

    # ---- lines --------------------------------------------------------------------------
    def rail_links(self, rows: Array, direction: str) -> Step:
        """Railway links, by a train that is not a block train."""
        links = self.network.links
        train = "passenger" if self.boards == "passenger" else "freight"
        hours = hours_of(self.network, rows, direction, train)
        km, charged = links["length_km"][rows], charged_km(self.network, rows)
        kg = self.own("co2.rail.{}") * (self.tonnes or 1.0)
        if self.kind.goods:
            return Step(hours, charged * self.own("rate.rail.{}"), km * kg, km)
        classes, number = np.unique(links["class"][rows].astype(str), return_inverse=True)
        rate = np.array([self.own(f"rate.rail.{{}}.{name}") for name in classes])
        return Step(hours, charged * rate[number], km * kg, km)

    def block_links_h(self, rows: Array, direction: str, train: str = "block") -> Array:
        """Hours of a block train without a published run time on some railway links."""
        found: Array = railcapacity.block_hours(self.network, rows, direction, train)
        return found

    def marshalling_h(self, rows: Array) -> Array:
        """Hours at marshalling yards that railway links bring ordinary freight trains."""
        found: Array = np.zeros(len(rows)) if self.boards == "passenger" \
            else railcapacity.marshalling_h(self.network, rows)
        return found

    def ship_rates(self, water: str) -> tuple[float, float]:
        """CNY and kg per km and unit of a fully laden ship; ``inland`` or ``sea``."""
        if water == "inland":
            return (self.number("rate.inland.t_km") * self.tonnes,
                    self.number("co2.inland.t_km") * self.tonnes)
        return self.own("rate.sea.{}"), self.own("co2.sea.{}") * self.tonnes

    @cached_property
    def inland_limit_h(self) -> float:
        """Hours aboard river ships after which the goods are not sent that way."""
        key = self.kind.own("limit.inland_h.{}", self.network.parameters)
        return self.number(key) if key in self.network.parameters else float("inf")

    @property
    def sea_vessel(self) -> str:
        """Ship of ordinary sea transport, which the sea rates were published for."""
        return "feeder" if self.boards == "container" else "coastal_bulk"

    def sea_speed(self, vessel: str = "") -> float:
        """Mean speed at sea of a ship, of the ordinary one where none is named, km/h."""
        vessels = self.network.vessels
        return float(vessels["sea_speed_kmh"][vessels.index[vessel or self.sea_vessel]])

    def ship_scale(self, dwt_t: float) -> tuple[float, float]:
        """Cost of a tonne-km by a ship of another size against the rate, on rivers and at sea.

        A power law: cost per tonne falls with deadweight to the power ``ship.scale_exponent``,
        a named assumption whose range includes no economies of size at all.
        """
        exponent, vessels = self.number("ship.scale_exponent"), self.network.vessels
        at_sea = float(vessels["dwt_t"][vessels.index[self.sea_vessel]])
        return ((self.number("ship.reference_dwt_t") / dwt_t) ** exponent,
                (at_sea / dwt_t) ** exponent)

    @cached_property
    def ship_standing(self) -> float:
        """CNY per hour and unit of a laden ship that lies still."""
        return self.number("rate.inland.standing_t_h") * self.tonnes

    def headwind(self, west: float) -> float:
        """Block time of a flight against that of one due north or east over as many km.

        Parameters
        ----------
        west
            How much of the way goes west, see :func:`~corridors.network.distance.westward_share`.
        """
        return 1.0 + self.number("air.westbound_extra") * max(west, 0.0)

    def flight(self, run_h: float | None, km: float, west: float = 0.0,
               back: bool = False) -> Step:
        """A flight: its published block time, or the fitted one for its distance.

        The formula was fitted on flights of both directions, so it stands for their mean.

        Parameters
        ----------
        west
            How much of this way goes west, -1 to 1.
        back
            Whether ``run_h`` was published for the other direction.
        """
        there, other = self.headwind(west), self.headwind(-west)
        if run_h is not None:
            hours = run_h * (there / other if back else 1.0)
        else:
            hours = (self.number("air.block_fixed_h") + self.number("air.block_h_per_km") * km
                     ) * 2 * there / (there + other)
        return Step(hours, self.own("rate.air.{}.fixed") + km * self.own("rate.air.{}.km"),
                    km * self.own("co2.air.{}") * (self.tonnes or 1.0), km)

    # ---- terminals ----------------------------------------------------------------------
    def terminal(self, step: str, mode: str) -> Step:
        """Handling at a terminal: ``start``, ``load``, ``unload`` or ``end``.

        ``start`` and ``end`` are the dwell of goods before departure and after arrival, and
        check-in, security and leaving the terminal for passengers.
        """
        key = f"terminal.{mode}.{{}}.{step}"
        return Step(self.own(f"{key}_h"), self.own(f"{key}_cny"))

    def change(self, first: str, second: str, km: float = 0.0, factor: float = 1.0) -> Step:
        """Between two terminals or two services of one: dwell, and the way by lorry or shuttle.

        Dwell may differ by direction: the parameter that names both modes in the order of the
        journey counts, else the one that names them by the alphabet.

        Parameters
        ----------
        factor
            Dwell of this transfer against the parameter.
        """
        key = self.kind.own(f"change.{{}}.{first}_{second}_h", self.network.parameters)
        ordered = (first, second) if key in self.network.parameters else sorted((first, second))
        key = f"change.{{}}.{'_'.join(ordered)}"
        hours, cny = self.own(f"{key}_h"), self.own(f"{key}_cny")
        way = self.road_urban(km)
        return Step(hours * factor + way.hours, cny + way.cny, way.kg, way.km)

    def headway(self, mode: str, line: str = "") -> float:
        """Hours between departures where no timetable is modelled.

        Parameters
        ----------
        line
            Class of the line; one value stands for all where the parameters have none for it.
        """
        key = self.kind.own(f"headway.{mode}.{{}}.{line}", self.network.parameters)
        return self.number(key) if key in self.network.parameters else self.own(
            f"headway.{mode}.{{}}")


def charged_km(network: Network, rows: Array) -> Array:
    """Length that is charged on links: the tariff km, else the physical km, less a discount."""
    links = network.links
    km = links["tariff_km"][rows]
    found: Array = np.where(np.isnan(km), links["length_km"][rows], km) \
        * links["rate_factor"][rows]
    return found
