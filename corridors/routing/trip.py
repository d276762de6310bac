"""A trip: the best path of one main mode between two places, and what it measures."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any

from corridors.card import Card, Shown
from corridors.messages import say
from corridors.profiles import PROFILE_UNITS
from corridors.rounding import show
from corridors.routing.bottleneck import Bottleneck, bottleneck
from corridors.routing.edges import COMPONENTS, IN_VEHICLE
from corridors.routing.legs import MARSHALLING, Leg, legs_of
from corridors.units import MEASURE_UNITS

if TYPE_CHECKING:
    import pandas as pd

HEADS = ("head.from", "head.to", "head.mode", "head.component", "head.hours", "head.km",
         "head.cny", "head.kg", "head.confidence")
_TRANSFER = COMPONENTS.index("transfer")


@dataclass(frozen=True, eq=False, repr=False)
class Trip(Shown):
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

    @property
    def table(self) -> pd.DataFrame:
        """The legs as a DataFrame, for one unit of the profile."""
        import pandas as pd

        columns = {"start": "from", "end": "to", "hours": "time_h", "km": "distance_km",
                   "cny": "cost_cny", "kg": "co2_kg"}
        names = [field.name for field in fields(Leg)]
        return pd.DataFrame([vars(leg) for leg in self.legs], columns=names).rename(
            columns=columns)

    def card(self, lang: str) -> Card:
        """Its measures and legs; what is missing where there is no path.

        Parameters
        ----------
        lang
            ``zh`` or ``en``.

        Returns
        -------
        card
            Title, facts and rows, as a notebook shows them.
        """
        unit = PROFILE_UNITS[self.profile]
        facts = {name: show(self.measure(name), MEASURE_UNITS[name]) for name in (
            "time_h", "in_vehicle_h", "cost_cny", "co2_kg", "distance_km") if self.found}
        marks = [] if self.found else ["not_found"]
        marks += [key for key, given in (("card.token", self.token),
                                        ("line.access_heavy", self.access_heavy)) if given]
        title = say("card.trip", lang, start=self._named(self.origin, lang),
                    end=self._named(self.destination, lang), mode=say(f"mode.{self.mode}", lang),
                    profile=say(f"profile.{self.profile}", lang), unit=say(f"unit.{unit}", lang))
        rows = tuple((self._named(leg.start, lang), self._named(leg.end, lang),
                      say(f"mode.{leg.mode}", lang) if leg.mode else "",
                      say(f"component.{leg.component}", lang), show(leg.hours, "h"),
                      show(leg.km, "km"), show(leg.cny, "CNY", like=self.cost_cny),
                      show(leg.kg, "kg", like=self.co2_kg),
                      say(f"confidence.{leg.confidence}", lang)) for leg in self.legs)
        told = ", ".join(f"{show(self.measure(name), MEASURE_UNITS[name])} {MEASURE_UNITS[name]}"
                         for name in facts if name != "in_vehicle_h")
        return Card("Trip", f"{self.origin} → {self.destination} {self.profile} {self.mode}",
                    title, facts, tuple(say(head, lang) for head in HEADS) if rows else (), rows,
                    frozenset(range(4, 8)), note=" ".join(say(key, lang) for key in marks),
                    stamp=say(f"objective.{self.objective}", lang),
                    line=told or f"not found{f' ({self.note})' if self.note else ''}", most=60)

    def _named(self, key: str, lang: str) -> str:
        """Name of a place, terminal or lock of its network; the id where it has none."""
        if not self.path:
            return key
        network = self.path[0].impedance.network
        for name in ("places", "nodes", "locks"):
            table = network.tables[name]
            if key in table:
                return str(table[f"name_{lang}"][table.index[key]]) or key
        return key

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
        """One measure by its column name.

        Parameters
        ----------
        name
            Such as ``time_h``.

        Returns
        -------
        value
            In its unit; None where there is no path.
        """
        value: float | None = getattr(self, name)
        return value
