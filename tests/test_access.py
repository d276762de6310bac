"""Access of counties: a straight line, a measured detour, a named speed."""

from __future__ import annotations

import pytest
from corridors.analysis.county_access import FACILITIES, access, detour, facilities

import corridors
from corridors.errors import InputError
from corridors.network.distance import great_circle_km


def test_by_hand() -> None:
    """One degree of latitude is 111.2 km; that, times the detour, at 50 km/h."""
    network = corridors.load_network()
    lon, lat = facilities(network, "airport")[0]
    found = access(network, [(lon, lat), (lon, lat)], "airport")
    assert found.hours == (0.0, 0.0)
    near = min(great_circle_km(lon, lat + 1, *point) for point in facilities(network, "airport"))
    (hours,) = access(network, [(lon, lat + 1)], "airport").hours
    assert near <= 111.3
    assert hours == pytest.approx(near * detour(network).factor / 50.0)


@pytest.mark.parametrize("to", FACILITIES)
def test_every_facility_exists(to: str) -> None:
    found = access(corridors.load_network(), [(108.37, 22.82), (106.4, 24.2)], to)
    assert found.facilities > 5
    assert all(0 <= hours < 8 for hours in found.hours)
    assert len(found.nearest) == 2


def test_a_new_station_brings_nobody_further_away() -> None:
    points = [(104.9 + 0.5 * x, 21.8 + 0.5 * y) for x in range(14) for y in range(9)]
    after = access(corridors.load_network(year=2026), points, "high_speed_station")
    before = access(corridors.load_network(), points, "high_speed_station", after.detour)
    assert all(b <= a + 1e-9 for a, b in zip(before.hours, after.hours, strict=True))
    assert any(b < a - 0.1 for a, b in zip(before.hours, after.hours, strict=True))


def test_detour_is_that_of_the_roads() -> None:
    found = detour(corridors.load_network())
    assert 1.0 < found.low < found.factor < found.high < 1.6
    assert found.roads > 100


def test_unknown_facility() -> None:
    with pytest.raises(InputError, match="spaceport"):
        access(corridors.load_network(), [(108.0, 22.0)], "spaceport")
