"""Isochrones cut at the coast and at the national boundary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from corridors.analysis.isochrone import Isochrone
from corridors.mapping.divisions import divisions

if TYPE_CHECKING:
    import shapely

DETAIL_DEG = 0.003
"""The outline of the country is simplified to this before areas are cut by it."""


def within_home(found: Sequence[Isochrone], lon: float, lat: float) -> tuple[Isochrone, ...]:
    """Areas without sea and without what lies across a land border, whose posts take no time here.

    Parameters
    ----------
    lon, lat
        The origin; from one outside China the areas stay whole.
    """
    import shapely

    home = _home()
    if not shapely.contains_xy(home, lon, lat):
        return tuple(found)
    return tuple(replace(one, area=shapely.intersection(one.area, home)) for one in found)


@cache
def _home() -> shapely.Geometry:
    import shapely

    shapes = [shapely.simplify(part.shape, DETAIL_DEG) for part in divisions("province")]
    home = shapely.union_all(shapely.make_valid(shapes))
    shapely.prepare(home)
    return home
