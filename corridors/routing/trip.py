"""A trip: the best path of one main mode between two places, and what it measures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from corridors.routing.bottleneck import Bottleneck, bottleneck
from corridors.routing.edges import COMPONENTS, IN_VEHICLE
from corridors.routing.legs import MARSHALLING, Leg, legs_of

_TRANSFER = COMPONENTS.index("transfer")


@dataclass(frozen=True, eq=False)
class Trip:
    """The best path of one main mode between two places.

    All measures describe this one path. Where ``found`` is false they are None and ``note``
    says what is missing.

    Attributes
    ----------
    time_h
        Door to door.
    in_vehicle_h
        On the legs of the main modes, with scheduled stops, lock passage and lock queue.
    distance_km, distance_total_km
        Of the legs of the main modes, and of all.
    access_heavy
        The ways by road to and from the terminals are longer than the main leg.
    token
        The family is used in name only, because another one serves the pair better: one of the
        modes of M carries over less than ``family.token_km``, what is run out and back over the
        same links not counted, or ``family.back_share`` of the main leg is run out and back.
    vessel, payload_t
        River or river-sea ship of the path and what it carries.
    objective_value
        What the search minimised: it counts drivers' rest at its mean rate, so that weights add
        up, while ``time_h`` has the rest that follows from the hours driven, see
        :mod:`corridors.routing.rest`.
    hours
        By part of the journey, in the order of :data:`~corridors.routing.edges.COMPONENTS`.
    limits
        What shuts the way for ships, or bounds the payload, each a
        :class:`~corridors.routing.limits.Limit`; worked out by
        :func:`~corridors.routing.route.route` only.
    """

    origin: str
    destination: str
    profile: str
    mode: str
    objective: str
    found: bool
    note: str = ""
    time_h: float | None = None
    in_vehicle_h: float | None = None
    distance_km: float | None = None
    distance_total_km: float | None = None
    cost_cny: float | None = None
    co2_kg: float | None = None
    objective_value: float | None = None
    access_heavy: bool = False
    token: bool = False
    vessel: str = ""
    payload_t: float = 0.0
    hours: tuple[float, ...] = ()
    path: tuple[Any, ...] = ()
    limits: tuple[Any, ...] = ()

    @property
    def components(self) -> dict[str, float]:
        """Hours by part of the journey; parts without time are left out."""
        return {name: h for name, h in zip(COMPONENTS, self.hours, strict=False) if h}

    @property
    def transfers(self) -> int | None:
        """Changes between services or modes on the main leg; None where there is no path."""
        if not self.path:
            return 0 if self.found else None
        graph, edges = self.path[0], self.path[2]
        return int((graph.arrays.component[edges] == _TRANSFER).sum())

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The path as legs, neighbouring edges of one component and mode joined."""
        return legs_of(*self.path) if self.path else ()

    @cached_property
    def bottleneck(self) -> Bottleneck | None:
        """The narrowest place of the main leg; None for passengers and where none is known."""
        return bottleneck(self.path[0], self.path[2]) if self.path else None

    @property
    def capacity_mt(self) -> float | None:
        """Freight capacity of the path in its direction, Mt a year: that of its bottleneck."""
        return None if self.bottleneck is None else self.bottleneck.capacity_mt

    @property
    def terminal_to_terminal_h(self) -> float | None:
        """Hours from the first departure to the last arrival, changes on the way included."""
        hours = [leg.hours for leg in self.legs]
        rides = [i for i, leg in enumerate(self.legs)
                 if leg.component in IN_VEHICLE or leg.id == MARSHALLING]
        return sum(hours[rides[0]:rides[-1] + 1]) if rides else None

    @property
    def between_cities_h(self) -> float | None:
        """Hours on the links of the main legs, without the ends within the cities."""
        hours = [leg.hours for leg in self.legs
                 if leg.component == "line_haul" and leg.id != "city"]
        return sum(hours) if self.found else None

    @property
    def generalised_cny(self) -> float | None:
        """Money and weighted hours of the path, CNY, whatever it minimises."""
        if not self.path:
            return 0.0 if self.found else None
        graph, cost, edges, hours = self.path
        weighted = (hours * graph.arrays.weight[edges]).sum()
        return float(graph.impedance.value_of_time * weighted + cost.cny[edges].sum())

    def measure(self, name: str) -> float | None:
        """One measure by its column name."""
        value: float | None = getattr(self, name)
        return value
