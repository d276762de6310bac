"""Access of places before and after a scenario: what is measured, and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from corridors.analysis.access.facilities import FACILITIES, PROFILE
from corridors.analysis.access.hubs import LIMITS, Hubs
from corridors.analysis.access.origins import Origin
from corridors.analysis.tabled import Tabled
from corridors.errors import InputError, fault
from corridors.families import BEST, families_of
from corridors.names import suggest
from corridors.rounding import rounded
from corridors.scenario.model import Scenario
from corridors.scenario.resolve import States

Kind = Literal["facility", "hubs", "people"]
ROAD = "road"


@dataclass(frozen=True)
class Found:
    """What one place has of one measure.

    Attributes
    ----------
    value
        Hours or a number; None where no way leads there.
    id, name_zh, name_en
        Of the nearest terminal, or of the place where one gets onto the expressway; empty for
        numbers.
    """

    value: float | None
    id: str = ""
    name_zh: str = ""
    name_en: str = ""

    def name(self, lang: str) -> str:
        """Name in a language."""
        return self.name_zh if lang == "zh" else self.name_en


@dataclass(frozen=True)
class Measure:
    """One thing that is measured for every place.

    Attributes
    ----------
    to
        Kind of facility; empty for hubs.
    limit_h
        Hours within which hubs count; 0 for facilities.
    mode
        ``road`` to facilities; main mode to hubs, ``best`` for the best of all.
    """

    kind: Kind
    profile: str
    mode: str
    to: str = ""
    limit_h: int = 0

    @property
    def name(self) -> str:
        """Name in the column ``measure``."""
        return f"{self.to}_h" if self.to else f"{self.kind}_within_{self.limit_h}h"

    @property
    def id(self) -> str:
        """Name that tells it from every other: a column of the GeoPackage."""
        if self.to:
            return self.name
        mode = "" if self.mode == BEST else f"_{self.mode}"
        return f"{self.profile}{mode}_{self.name}"

    @property
    def unit(self) -> str:
        """``h``, ``hubs`` or ``persons``."""
        return "h" if self.to else "hubs" if self.kind == "hubs" else "persons"

    @property
    def decimals(self) -> str:
        """Unit by which its numbers are rounded."""
        return "h" if self.to else "d0"

    @property
    def gain(self) -> int:
        """Sign of a difference that is a gain: fewer hours, more hubs."""
        return -1 if self.to else 1

    def change(self, before: Found, after: Found) -> float | None:
        """After minus before, None where one of them is missing."""
        if before.value is None or after.value is None:
            return None
        return after.value - before.value

    def outcome(self, before: Found, after: Found) -> int:
        """1 for a gain, -1 for a loss, 0 where the rounded difference is nought."""
        change = rounded(self.change(before, after), self.decimals)
        return 0 if not change else self.gain if change > 0 else -self.gain


def measures_of(hubs: Hubs | None) -> tuple[Measure, ...]:
    """Everything that is measured; people where those of some hub are known."""
    out = [Measure("facility", PROFILE[kind], ROAD, to=kind) for kind in FACILITIES]
    if hubs is not None:
        for profile, limits in LIMITS.items():
            modes = (BEST, *families_of(profile))
            out += [Measure("hubs", profile, mode, limit_h=limit)
                    for mode in modes for limit in limits]
            if hubs.known:
                out += [Measure("people", profile, BEST, limit_h=limit) for limit in limits]
    return tuple(out)


def chosen(key: str, *, hubs: bool = True) -> Measure:
    """A measure by its id.

    Raises
    ------
    InputError
        There is none; near ones are offered and all are listed.

    Examples
    --------
    >>> chosen("passenger_hubs_within_8h").limit_h
    8
    """
    allowed = {measure.id: measure for measure in measures_of(
        Hubs((), np.array([1.0])) if hubs else None)}
    if key not in allowed:
        raise InputError(fault(
            "access.measure_unknown", name=key, suggestion=suggest(key, allowed),
            allowed=", ".join(one for one, m in allowed.items() if m.mode in (ROAD, BEST)
                              and m.id.count("_road_") == 0)))
    return allowed[key]


class Row(NamedTuple):
    """A row of ``access.csv``."""

    county: str
    name_zh: str
    name_en: str
    adcode: str
    prefecture: str
    profile: str
    mode: str
    measure: str
    unit: str
    base: float | None
    after: float | None
    difference: float | None
    nearest_base: str
    nearest_base_zh: str
    nearest_base_en: str
    nearest_after: str
    nearest_after_zh: str
    nearest_after_en: str
    found_base: bool
    found_after: bool


@dataclass(frozen=True, eq=False, repr=False)
class Access(Tabled):
    """Access of places on both networks of a scenario.

    Attributes
    ----------
    places
        In the order of their division codes.
    hubs
        None where no hubs were asked for.
    base, after
        By id of the measure, one for each place.
    """

    scenario: Scenario
    states: States
    places: tuple[Origin, ...]
    hubs: Hubs | None
    measures: tuple[Measure, ...]
    base: Mapping[str, tuple[Found, ...]]
    after: Mapping[str, tuple[Found, ...]]

    @property
    def rows(self) -> tuple[Row, ...]:
        """One row for every place and measure."""
        out = []
        for i, place in enumerate(self.places):
            for measure in self.measures:
                a, b = self.base[measure.id][i], self.after[measure.id][i]
                out.append(Row(
                    place.id, place.name_zh, place.name_en, place.adcode, place.prefecture,
                    measure.profile, measure.mode, measure.name, measure.unit, a.value, b.value,
                    measure.change(a, b), a.id, a.name_zh, a.name_en, b.id, b.name_zh, b.name_en,
                    a.value is not None, b.value is not None))
        return tuple(out)

    def records(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """Those rows with their names."""
        return Row._fields, self.rows

    def summary_line(self) -> str:
        """The scenario and how many places."""
        return f"{self.scenario.id}, {len(self.places)} places"

    def measure(self, key: str) -> Measure | None:
        """A measure by its id."""
        return next((one for one in self.measures if one.id == key), None)
