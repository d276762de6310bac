"""Speeds of cars on expressways: the fit to published driving times, and what it used."""

from __future__ import annotations

import csv
import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from zlib import crc32

import pytest
import yaml

import corridors

DATA = Path(__file__).parents[1] / "data"
NAMES = ("expressway", "expressway_mountain")


@pytest.fixture(scope="module")
def fitting() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(DATA / "import"))
        yield importlib.import_module("fit_road_speeds")


def given() -> dict[str, dict[str, float]]:
    with (DATA / "parameters.yaml").open(encoding="utf-8") as handle:
        known = yaml.safe_load(handle)["parameters"]
    return {name: known[f"speed.road.car.{name}"] for name in NAMES}


def judged() -> list[dict[str, str]]:
    with (DATA / "import" / "road_speed_rows.csv").open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def test_least_absolute_errors_by_hand(fitting: ModuleType) -> None:
    # One class each: 100 km/h twice and one 60 that a median leaves aside; 80 km/h alone.
    journey = fitting.Journey
    rows = [journey("a", 2.5, 0.5, (200.0, 0.0)), journey("b", 3.5, 0.5, (300.0, 0.0)),
            journey("c", 2.5, 0.5, (120.0, 0.0)), journey("d", 2.0, 0.0, (0.0, 160.0))]
    assert fitting.fit(rows) == pytest.approx((100.0, 80.0))
    assert rows[0].mean_kmh == pytest.approx(100.0)
    assert rows[3].modelled((100.0, 80.0)) == pytest.approx(2.0)
    mixed = fitting.Journey("e", 4.5, 0.5, (200.0, 160.0))
    assert mixed.implied(0, (999.0, 80.0)) == pytest.approx(100.0)
    assert mixed.implied(1, (100.0, 999.0)) == pytest.approx(80.0)


def test_no_speed_above_the_legal_limit(fitting: ModuleType) -> None:
    quick = [fitting.Journey("a", 1.0, 0.5, (100.0, 0.0)), fitting.Journey("b", 2.0, 0, (0, 160.0))]
    assert quick[0].mean_kmh == pytest.approx(200.0)
    assert fitting.fit(quick)[0] == pytest.approx(fitting.LEGAL_LIMIT_KMH)
    assert fitting.Journey("c", 0.5, 0.5, (100.0, 0.0)).mean_kmh == float("inf")


def test_the_parameters_are_the_fit(fitting: ModuleType) -> None:
    used = [row for row in fitting.journeys() if row.mean_kmh <= fitting.LEGAL_LIMIT_KMH]
    assert len(used) >= 8
    for value, known in zip(fitting.fit(used), given().values(), strict=True):
        assert round(value) == known["value"]
        assert known["low"] < known["value"] < known["high"]


def test_no_row_of_the_checking_half_is_fitted_to() -> None:
    with (DATA / "validation" / "published_times.csv").open(encoding="utf-8-sig") as handle:
        published = {row["id"]: row for row in csv.DictReader(handle)}
    rows = judged()
    assert sum(row["use"] == "yes" for row in rows) > 8
    for row in rows:
        known = published[row["id"]]
        assert known["use"] != "score", row["id"]
        assert known["mode"] == "road", row["id"]
        if known["use"] == "formula":
            assert crc32(row["id"].encode()) % 2 == 0, row["id"]
        else:
            assert known["reason"] == "before_base", row["id"]


def test_every_early_drive_between_places_is_judged() -> None:
    with (DATA / "validation" / "published_times.csv").open(encoding="utf-8-sig") as handle:
        early = {row["id"] for row in csv.DictReader(handle)
                 if row["profile"] == "passenger" and row["mode"] == "road"
                 and row["measure"] == "time_h" and row["kind"] != "delta"
                 and row["origin"] and row["destination"] and row["reason"] == "before_base"}
    assert len(early) > 30
    assert early <= {row["id"] for row in judged()}


@pytest.mark.parametrize(("start", "end", "km", "tolerance"), [
    ("wuhan", "kunming", 1575, 0.02),       # map service, 2025
    ("chengdu", "guiyang", 700, 0.05),      # press 2014: nearly 700 by Chongqing
    ("guiyang", "kunming", 503, 0.03),
    ("mianyang", "chongqing", 320, 0.05),
])
def test_published_distances_by_road(start: str, end: str, km: float, tolerance: float) -> None:
    network = corridors.load_network(date="2022-11-30")
    trip = corridors.route(network, start, end, profile="passenger", mode="road", objective="time")
    ends = 2 * network.parameters["access.city_km"].value
    assert trip.distance_km is not None
    assert trip.distance_km - ends == pytest.approx(km, rel=tolerance)


def test_no_expressway_reached_hengzhou_on_the_base_date() -> None:
    network = corridors.load_network(date="2022-11-30")
    trip = corridors.route(network, "nanning", "hengzhou", profile="passenger", mode="road",
                           objective="time")
    assert any("rx_entry_hengzhouxi" in leg.id for leg in trip.legs)
