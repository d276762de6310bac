"""Stations of a feed and terminals of the network: by distance and name, each with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corridors.exchange.timetables.stations import Station
from corridors.network.distance import great_circle_km
from corridors.network.model import Network

KM_PER_DEGREE = 111.0
ALIKE_KM = 1.0
"""Within this distance a terminal is taken whose name is another one."""
SUFFIXES = re.compile(
    r"(火车站|高铁站|国际机场|机场|客运站|码头|站|railwaystation|trainstation|station|"
    r"internationalairport|airport|terminal|port)$")
KINDS = {"rail": "station", "air": "airport", "inland": "port", "sea": "port"}
VERDICTS = ("name", "near", "far", "unlike", "none")
"""Matched by name; matched by distance alone; same name, but far; near, but another name; none."""


@dataclass(frozen=True)
class Match:
    """A station of a feed against the terminals of its mode.

    Attributes
    ----------
    verdict
        Of :data:`VERDICTS`; the first two are matches.
    node
        Terminal that was taken, or that came nearest to being one; empty where none did.
    km
        Distance to that terminal.
    """

    station: Station
    verdict: str
    node: str
    km: float | None

    @property
    def taken(self) -> str:
        """Id of the terminal that stands for the station; empty where none does."""
        return self.node if self.verdict in ("name", "near") else ""


def plain(name: str) -> str:
    """A name without blanks, case and what is said of every station.

    Examples
    --------
    >>> plain("Nanning East Railway Station"), plain("南宁东站")
    ('nanningeast', '南宁东')
    """
    text = re.sub(r"\(.*?\)|（.*?）|[^\w]|_", "", name.casefold())
    short = SUFFIXES.sub("", text)
    return short or text


def matched(stations: Sequence[Station], network: Network | None, mode: str,
            within_km: float) -> list[Match]:
    """The terminal of a network for each station, if there is one.

    A terminal of the same name (Chinese, English, or the pinyin of the terminal's id) within
    ``within_km`` is taken, the nearest first; else the nearest within :data:`ALIKE_KM` whatever
    its name, which is said.
    """
    found = _Terminals(network, mode)
    return [_match(station, found, within_km) for station in stations]


class _Terminals:
    """Terminals of a mode by their names and by their latitude."""

    def __init__(self, network: Network | None, mode: str) -> None:
        self.ids: list[str] = []
        self.points: list[tuple[float, float]] = []
        self.named: dict[str, list[int]] = {}
        if network is not None:
            nodes = network.nodes
            for i, key in enumerate(nodes["id"]):
                if nodes["mode"][i] != mode or "passenger" not in nodes["handles"][i]:
                    continue
                for name in {plain(str(nodes["name_zh"][i])), plain(str(nodes["name_en"][i])),
                             str(key).partition("_")[2].replace("_", "")} - {""}:
                    self.named.setdefault(name, []).append(len(self.ids))
                self.ids.append(str(key))
                self.points.append((float(nodes["lon"][i]), float(nodes["lat"][i])))
        self.lat = np.array([lat for _, lat in self.points])

    def near(self, lat: float, km: float) -> set[int]:
        """Those whose parallel is near."""
        return {int(i) for i in np.flatnonzero(np.abs(self.lat - lat) * KM_PER_DEGREE <= km)}


def _match(station: Station, terminals: _Terminals, within_km: float) -> Match:
    names = {plain(station.name_zh), plain(station.name_en)} - {""}
    alike = {i for name in names for i in terminals.named.get(name, ())}
    near = sorted((great_circle_km(station.lon, station.lat, *terminals.points[i]),
                   terminals.ids[i], i not in alike)
                  for i in alike | terminals.near(station.lat, within_km + 1.0))
    same = [(km, key) for km, key, other in near if not other]
    if same and same[0][0] <= within_km:
        return Match(station, "name", same[0][1], same[0][0])
    if near and near[0][0] <= min(ALIKE_KM, within_km):
        return Match(station, "near", near[0][1], near[0][0])
    if same:
        return Match(station, "far", same[0][1], same[0][0])
    if near and near[0][0] <= within_km:
        return Match(station, "unlike", near[0][1], near[0][0])
    return Match(station, "none", "", None)
