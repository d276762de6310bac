"""Fit the speeds of cars on expressways to published driving times that do not score.

``road_speed_rows.csv`` judges every published driving time between two places of the network
that is of before the base date, or stands in the fitting half of the check. One is used where
it is a car's time on roads of the base network; else its reason is

- ``before``: of the time before the expressway opened,
- ``other_way``: by a road that the network does not have, or that is not stated,
- ``bound``: more or less than a round number of hours,
- ``forecast``, ``coach``, ``diary`` (stops and meals in it), ``duplicate``.

``links`` is the way of that time; two times with a length of their own, from ring road to ring
road of Chongqing and Chengdu, have ``km`` instead, the class of the research row of these roads
(designed for 80 to 100 km/h). Of the rest a time is rejected by rule where it
asks for more than the legal limit on the expressways: it is none from city to city.

The links run from city centre to city centre, and so do the times: nothing is added for the way
from a door to the centre. The hours of a way are ordinary roads at their speed of
``parameters.yaml``, and kilometres by class over the speeds sought; these make the sum of the
absolute relative errors least, a linear programme in the hours per kilometre. The quartiles
are those of the speeds that single rows imply, the other class at its fitted speed.

Run after the tables are built; prints the fit and changes nothing::

    python data/import/fit_road_speeds.py
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import quantiles
from zlib import crc32

import numpy as np
import yaml
from common import DATA, HERE, read
from scipy.optimize import linprog

CLASSES = ("expressway", "expressway_mountain")
#: Regulation on road traffic safety, article 78.
LEGAL_LIMIT_KMH = 120.0
SLOWEST_KMH = 30.0
REASONS = {"before", "other_way", "bound", "forecast", "coach", "diary", "duplicate"}


@dataclass(frozen=True)
class Journey:
    """A published time: hours, hours off the expressway, and km by class."""

    id: str
    hours: float
    fixed_h: float
    km: tuple[float, float]

    @property
    def mean_kmh(self) -> float:
        """Speed on all expressways together."""
        left = self.hours - self.fixed_h
        return sum(self.km) / left if left > 0 else float("inf")

    def modelled(self, kmh: Iterable[float]) -> float:
        """Hours at the speeds of both classes."""
        return self.fixed_h + sum(km / v for km, v in zip(self.km, kmh, strict=True))

    def implied(self, i: int, kmh: tuple[float, float]) -> float:
        """Speed on one class, the other at its own."""
        return self.km[i] / (self.hours - self.fixed_h - self.km[1 - i] / kmh[1 - i])


def journeys() -> list[Journey]:
    """The times that are used, before the rule of the legal limit."""
    with (DATA / "parameters.yaml").open(encoding="utf-8") as handle:
        given = yaml.safe_load(handle)["parameters"]
    speed = {name: given[f"speed.road.car.{name}"]["value"] for name in ("national",)}
    links = {row["id"]: row for row in read("links.csv", DATA)}
    published = {row["id"]: row for row in read("published_times.csv", DATA / "validation")}
    out = []
    for item in read("road_speed_rows.csv", HERE):
        row = published[item["id"]]
        if row["use"] != "left_out" and crc32(row["id"].encode()) % 2:
            raise ValueError(f"{item['id']}: stands in the checking half")
        if (item["use"] == "yes") == bool(item["reason"]) or item["reason"] not in REASONS | {""}:
            raise ValueError(f"{item['id']}: use {item['use']!r}, reason {item['reason']!r}")
        if item["use"] == "no":
            continue
        parts = [(links[key]["class"], float(links[key]["length_km"]))
                 for key in filter(None, item["links"].split(";"))]
        parts = parts or [(item["class"], float(item["km"]))]
        km = {name: sum(length for kind, length in parts if kind == name)
              for name in (*CLASSES, "national")}
        fixed = km.pop("national") / speed["national"]
        out.append(Journey(row["id"], float(row["value"]), fixed, (km[CLASSES[0]],
                                                                 km[CLASSES[1]])))
    return out


def fit(rows: list[Journey]) -> tuple[float, float]:
    """Speeds with the least sum of absolute relative errors, km/h."""
    hours = np.array([row.hours for row in rows])
    slope = np.array([row.km for row in rows]) / hours[:, None]
    target = (hours - np.array([row.fixed_h for row in rows])) / hours
    n = len(rows)
    found = linprog(
        np.r_[0.0, 0.0, np.ones(n)],
        np.block([[slope, -np.eye(n)], [-slope, -np.eye(n)]]), np.r_[target, -target],
        bounds=[(1 / LEGAL_LIMIT_KMH, 1 / SLOWEST_KMH)] * 2 + [(0, None)] * n, method="highs")
    return 1 / float(found.x[0]), 1 / float(found.x[1])


def main() -> None:
    """Print every row, the speeds and their quartiles."""
    asked = journeys()
    rows = [row for row in asked if row.mean_kmh <= LEGAL_LIMIT_KMH]
    for row in asked:
        if row not in rows:
            print(f"{row.id:12} rejected: {row.mean_kmh:.0f} km/h on {sum(row.km):.0f} km")
    kmh = fit(rows)
    for row in rows:
        error = (row.modelled(kmh) / row.hours - 1) * 100
        print(f"{row.id:12} {row.hours:5.2f} h, {row.km[0]:6.1f} + {row.km[1]:6.1f} km, "
              f"{row.mean_kmh:5.1f} km/h, error {error:+.1f} %")
    for i, name in enumerate(CLASSES):
        own = [row.implied(i, kmh) for row in rows if row.km[i] > row.km[1 - i]]
        low, _, high = quantiles(own, n=4, method="inclusive")
        print(f"{name}: {kmh[i]:.1f} km/h, quartiles {low:.1f} to {high:.1f}, "
              f"n = {len(own)} of {len(rows)}")


if __name__ == "__main__":
    main()
