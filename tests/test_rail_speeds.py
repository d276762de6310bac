"""Speeds of classes of line: the median of the lines whose run time is published."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from statistics import median

import pytest

import corridors

DATA = Path(__file__).parents[1] / "data"
RUN_TIMES = DATA / "import" / "land_run_times.csv"
BY_THE_CLASS = {
    "hehu": (2 + 7 / 60, (("hsr_250", 22), ("hsr_350", 71))),
    "hangtai": (1 + 3 / 60, (("hsr_350", 43),)),
    "hanshi": (1 + 57 / 60, (("hsr_200", 61),)),
    "husutong": (1 + 6 / 60, (("hsr_350", 20),)),
}
"""Line -> published hours of a longer way, and what of it lies outside: class and km."""


def speed(network: corridors.Network, name: str) -> float:
    return network.parameters[f"speed.rail.passenger.{name}"].value


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def test_classes_have_the_median_of_their_lines(real: corridors.Network) -> None:
    """Length over hours of every line, in the class of most of it."""
    links = real.links
    of_note: dict[tuple[str, str], list[int]] = {}
    for row in rows_of(DATA / "values.csv"):
        if row["table"] == "links" and row["column"] == "run_ab_h":
            key = row["source_id"], row["note"]
            of_note.setdefault(key, []).append(links.index[row["row_id"]])
    assert len(of_note) == len(rows_of(RUN_TIMES)) == 30
    found: dict[str, list[float]] = {}
    for rows in of_note.values():
        km: Counter[str] = Counter()
        for i in rows:
            km[str(links["class"][i])] += float(links["length_km"][i])
        hours = sum(float(links["run_ab_h"][i]) for i in rows)
        found.setdefault(km.most_common(1)[0][0], []).append(sum(km.values()) / hours)
    assert {name: len(kmh) for name, kmh in found.items()} == {
        "hsr_350": 14, "hsr_300": 1, "hsr_250": 9, "hsr_200": 6}
    for name, kmh in found.items():
        assert speed(real, name) == pytest.approx(median(kmh), abs=0.5), name


@pytest.mark.parametrize("key", BY_THE_CLASS)
def test_hours_of_a_part_follow_from_the_whole(real: corridors.Network, key: str) -> None:
    whole, outside = BY_THE_CLASS[key]
    (row,) = (row for row in rows_of(RUN_TIMES) if row["id"] == key)
    left = whole - sum(km / speed(real, name) for name, km in outside)
    assert float(row["hours"]) == pytest.approx(left, abs=0.001)
    for name, km in outside:
        assert f"{km} km" in row["note"]
        assert f"{speed(real, name):g} km/h" in row["note"]
