"""Stations between the nodes of high-speed lines, where trains call and no way of the model begins.

They count for the access of counties alone. No source gives their points: each stands where the
drawn course of its link is nearest to the seat of the county that it serves, an assumption.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import cos, radians
from pathlib import Path

import numpy as np

from corridors.network.distance import great_circle_km
from corridors.network.geometry import Line, link_line, load_geometry
from corridors.network.load import read_base
from corridors.network.model import Network
from corridors.paths import embedded
from corridors.units import date_key

TABLE = "halts"
FAR_KM = 25.0
"""A halt farther than this from the seat that it serves is left out: the course or the place is
not the one that it belongs to."""


@dataclass(frozen=True)
class Halt:
    """A station between the nodes of a line.

    Attributes
    ----------
    place
        Place id of the county that it serves.
    lon, lat
        Nearest point of the course, degrees WGS84.
    away_km
        From the seat of the county to that point, as the crow flies.
    """

    id: str
    name_zh: str
    name_en: str
    place: str
    lon: float
    lat: float
    away_km: float


def halts(network: Network, served: frozenset[str]) -> tuple[Halt, ...]:
    """The halts of a network at which trains call, sorted by id.

    A halt on a link of the base counts from its opening on; one on a link that a project adds
    opens with the link.

    Parameters
    ----------
    served
        Links of the network that high-speed passenger trains run on.

    Examples
    --------
    >>> import corridors
    >>> found = halts(corridors.load_network(), frozenset({"rgg_06"}))
    >>> [one.name_zh for one in found]
    ['恭城', '阳朔', '钟山西']
    """
    table = network.tables.get(TABLE)
    if table is None:
        return ()
    folder = network.data_dir or embedded("data")
    base, places = read_base(network.data_dir).links, network.places
    found = []
    for i, key in enumerate(table["id"]):
        link, place = str(table["link_id"][i]), str(table["place_id"][i])
        opened, closed = str(table["opened"][i]), str(table["closed"][i])
        if link not in served or place not in places:
            continue
        if link in base and date_key(opened, end=True) > network.date:
            continue
        if closed and date_key(closed) <= network.date:
            continue
        row = places.index[place]
        seat = float(places["lon"][row]), float(places["lat"][row])
        point = nearest_point(link_line(network, network.links.index[link], _lines(folder)), seat)
        away = great_circle_km(*seat, *point)
        if away <= FAR_KM:
            found.append(Halt(str(key), str(table["name_zh"][i]), str(table["name_en"][i]),
                              place, *point, away))
    return tuple(sorted(found, key=lambda one: one.id))


def nearest_point(line: Line, seat: tuple[float, float]) -> tuple[float, float]:
    """The point of a line that is nearest to a seat; degrees, the earth flat between them.

    Examples
    --------
    >>> nearest_point(((106.0, 0.0), (107.0, 0.0), (107.0, 1.0)), (106.25, 0.5))
    (106.25, 0.0)
    """
    shrink = np.array([cos(radians(seat[1])), 1.0])
    ends = (np.array(line) - np.array(seat)) * shrink
    start, way = ends[:-1], np.diff(ends, axis=0)
    length = (way ** 2).sum(axis=1)
    share = np.clip(-(start * way).sum(axis=1) / np.where(length > 0, length, 1.0), 0.0, 1.0)
    points = start + share[:, None] * way
    best = points[int((points ** 2).sum(axis=1).argmin())] / shrink
    return float(seat[0] + best[0]), float(seat[1] + best[1])


@cache
def _lines(folder: Path) -> dict[str, Line]:
    return load_geometry(folder)
