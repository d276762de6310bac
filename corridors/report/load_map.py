"""The map of freight on links: how full each is, the busier way of the two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corridors.mapping.model import Extent, MapContent, MapLink, MapMarker, MapPlace
from corridors.network.geometry import link_line, load_geometry
from corridors.network.model import Network
from corridors.report.maps import CAPITALS, DPI, OTHER_CAPITALS
from corridors.units import MAJOR_FAIRWAY_T

#: Use of the capacity, and the line style from there on.
CLASSES = ((1.0, "load_full"), (0.8, "load_high"), (0.5, "load_mid"), (0.0, "load_low"))
MARGIN = 0.12
"""Free space around what is shown, share of its size."""
LEAST_DEG = 3.0
MARKED = 0.8
"""Locks are named from this use of their capacity on."""
ALMOST = 1e-6


@dataclass(frozen=True)
class OnLink:
    """Freight on a link or lock, the busier way.

    Attributes
    ----------
    volume
        Any unit; it only has to be above 0.
    use
        Share of the capacity; None where none is known.
    """

    volume: float
    use: float | None


def load_kind(use: float | None) -> str:
    """Line style of a use of capacity.

    Examples
    --------
    >>> load_kind(0.3), load_kind(1.2), load_kind(None)
    ('load_low', 'load_full', 'load_unknown')
    """
    if use is None:
        return "load_unknown"
    return next(kind for least, kind in CLASSES if use >= least - ALMOST)


def load_links(network: Network, loads: Mapping[str, OnLink],
               modes: Iterable[str]) -> list[MapLink]:
    """Links of some modes, those that carry freight by their use; sea lanes only where used."""
    links, wanted = network.links, set(modes)
    lines = load_geometry(network.data_dir) if network.data_dir else {}
    found = []
    for i, key in enumerate(links["id"]):
        mode, load = str(links["mode"][i]), loads.get(str(key))
        if load is None and (mode == "sea" or mode not in wanted):
            continue
        minor = mode == "inland" and links["max_dwt_t"][i] < MAJOR_FAIRWAY_T
        kind = load_kind(load.use) if load else "inland_minor" if minor else ""
        found.append(MapLink(str(key), mode, link_line(network, i, lines), kind=kind))
    return found


def load_markers(network: Network, loads: Mapping[str, OnLink], lang: str) -> list[MapMarker]:
    """Locks that carry freight; those in heavy use by name."""
    locks = network.locks
    return [MapMarker(str(locks[f"name_{lang}"][i]).split("(")[0].split("（")[0],
                      float(locks["lon"][i]), float(locks["lat"][i]), "lock",
                      named=(loads[str(key)].use or 0.0) >= MARKED)
            for i, key in enumerate(locks["id"]) if str(key) in loads]


def end_places(network: Network, origins: Iterable[str], destinations: Iterable[str],
               lang: str) -> list[MapPlace]:
    """Origins and destinations of freight; a place that is both counts as an origin."""
    places = network.places
    capitals = {*network.place_sets.get(CAPITALS, ()), *OTHER_CAPITALS}
    starts = set(origins)
    return [MapPlace(key, str(places[f"name_{lang}"][i]).split(" (")[0], float(places["lon"][i]),
                     float(places["lat"][i]), "origin" if key in starts else "destination",
                     major=key in capitals)
            for key in sorted(starts | set(destinations)) for i in (places.index[key],)]


def extent_of(links: Iterable[MapLink], places: Iterable[MapPlace]) -> Extent:
    """What shows all freight and all ends."""
    points = [point for link in links if link.kind.startswith("load_") for point in link.coords]
    points += [(place.lon, place.lat) for place in places]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    wide = max((LEAST_DEG - (east - west)) / 2, MARGIN * (east - west))
    high = max((LEAST_DEG - (north - south)) / 2, MARGIN * (north - south))
    return west - wide, south - high, east + wide, north + high


def load_png(content: MapContent, network: Network) -> bytes:
    """PNG at A4 landscape, 200 dots an inch.

    Raises
    ------
    MissingPackageError
        The font or boundary package is not installed.
    """
    from corridors.drawing.output import to_png
    from corridors.mapping.change_map import draw_change_map

    return to_png(draw_change_map(content, network.data_dir), DPI)
