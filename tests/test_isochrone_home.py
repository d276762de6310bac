"""Isochrones end at the coast and at the national boundary; those from abroad stay whole."""

from __future__ import annotations

import shapely

from corridors.analysis.isochrone import Isochrone
from corridors.report.cartography.home import within_home

NANNING, PINGXIANG, HANOI, AT_SEA = (108.37, 22.82), (106.75, 22.10), (105.85, 21.03), (108.6, 20.5)


def cut(origin: tuple[float, float]) -> shapely.Geometry:
    area = shapely.box(105.5, 20.3, 109.0, 23.2)
    (one,) = within_home([Isochrone(4.0, area)], *origin)
    assert one.hours == 4.0
    return one.area


def test_what_lies_abroad_and_at_sea_is_cut_off() -> None:
    area = cut(NANNING)
    assert shapely.contains_xy(area, *NANNING)
    assert shapely.contains_xy(area, *PINGXIANG)
    assert not shapely.contains_xy(area, *HANOI)
    assert not shapely.contains_xy(area, *AT_SEA)


def test_from_abroad_the_area_stays_whole() -> None:
    assert cut(HANOI).equals(shapely.box(105.5, 20.3, 109.0, 23.2))
