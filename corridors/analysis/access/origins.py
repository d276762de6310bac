"""The places that access is asked for: counties of a set, with their people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corridors.network.model import Network
from corridors.places import expand

COUNTIES = "counties"
"""The set of the county-level units of Guangxi."""


@dataclass(frozen=True)
class Origin:
    """A place that access is asked for.

    Attributes
    ----------
    id
        Of the place.
    adcode
        Six digits of the unit whose seat it is; empty where it is no unit of China.
    prefecture
        Place id of the prefecture above it, empty where there is none.
    lon, lat
        The seat of government, degrees WGS84.
    population
        Residents; None where no figure was found.
    """

    id: str
    name_zh: str
    name_en: str
    adcode: str
    prefecture: str
    lon: float
    lat: float
    population: int | None

    def name(self, lang: str) -> str:
        """Name in a language."""
        return self.name_zh if lang == "zh" else self.name_en

    @property
    def spot(self) -> str:
        """Its name among the spots of the roads."""
        return f"place:{self.id}"


def origins(network: Network, names: Iterable[str] = (COUNTIES,)) -> tuple[Origin, ...]:
    """Places by any of their names or those of sets, by division code, then by id.

    Raises
    ------
    UnknownNameError
        With all names that are unknown or ambiguous.

    Examples
    --------
    >>> import corridors
    >>> found = origins(corridors.load_network())
    >>> len(found), found[0].adcode, found[0].name_en
    (111, '450102', 'Xingning District')
    """
    places = network.places
    found = []
    for key in expand(network, names):
        i = places.index[key]
        found.append(Origin(
            key, str(places["name_zh"][i]), str(places["name_en"][i]), str(places["adcode"][i]),
            str(places["prefecture_id"][i]), float(places["lon"][i]), float(places["lat"][i]),
            people(network, i)))
    return tuple(sorted(found, key=lambda one: (one.adcode or "~", one.id)))


def people(network: Network, row: int) -> int | None:
    """Residents of a row of the places; None where no figure was found."""
    value = float(network.places["population"][row])
    return int(value) if value > 0 else None
