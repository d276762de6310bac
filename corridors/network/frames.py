"""GeoDataFrames of a network: the columns of its tables and a geometry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.families import check_choice
from corridors.network.geometry import Course, link_line, load_courses
from corridors.schema import columns

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from corridors.network.model import Network

CRS = "EPSG:4326"
POINTS = ("places", "nodes", "locks")


def flat(network: Network, name: str) -> pd.DataFrame:
    """A table without lists: their items are joined by semicolons, empty text is missing."""
    frame = network.tables[name].frame().reset_index(drop=True)
    for column in columns(name).values():
        if column.type == "list":
            frame[column.name] = frame[column.name].map(";".join)
        if column.type in ("str", "id", "date", "list"):
            frame[column.name] = frame[column.name].replace("", None)
    return frame


def points(network: Network, name: str) -> gpd.GeoDataFrame:
    """A table with ``lon`` and ``lat`` (places, nodes, locks) as points."""
    import geopandas as gpd

    frame = flat(network, name)
    return gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy(frame["lon"], frame["lat"]),
                            crs=CRS)


def lines(network: Network) -> gpd.GeoDataFrame:
    """Links with their course; straight where none is drawn.

    Columns beside those of the table: ``course_basis``, ``course_approximate``, ``traced_km``.
    """
    import geopandas as gpd
    from shapely.geometry import LineString

    frame = flat(network, "links")
    drawn = load_courses(network.data_dir) if network.data_dir else {}
    known = {key: course.line for key, course in drawn.items()}
    straight = Course((), "straight", True, float("nan"), {})
    told = [drawn.get(str(key), straight) for key in frame["id"]]
    shapes = []
    for i in range(len(frame)):
        ends = link_line(network, i, {})
        shapes.append(LineString([ends[0], *link_line(network, i, known)[1:-1], ends[1]]))
    return gpd.GeoDataFrame(
        frame.assign(course_basis=[course.basis for course in told],
                     course_approximate=[course.approximate for course in told],
                     traced_km=[course.traced_km for course in told]),
        geometry=shapes, crs=CRS)


def geo(network: Network, name: str) -> gpd.GeoDataFrame:
    """A table with its geometry, in degrees WGS84.

    Parameters
    ----------
    name
        ``links`` (with their course), or ``places``, ``nodes`` or ``locks`` (points).

    Raises
    ------
    InputError
        Any other table.
    """
    check_choice("table", name, ("links", *POINTS))
    return lines(network) if name == "links" else points(network, name)
