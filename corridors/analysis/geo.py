"""A comparison as GeoDataFrames: pairs as straight lines, and the links that it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.network.frames import CRS, lines

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from corridors.changes import Logged
    from corridors.network.model import Network


def pair_lines(table: pd.DataFrame, network: Network) -> gpd.GeoDataFrame:
    """Rows of a comparison with a straight line from origin to destination."""
    import geopandas as gpd
    from shapely.geometry import LineString

    places = network.places
    at = {key: (float(places["lon"][i]), float(places["lat"][i]))
          for key, i in places.index.items()}
    return gpd.GeoDataFrame(table.copy(), crs=CRS, geometry=[
        LineString([at[a], at[b]]) for a, b in zip(table["origin"], table["destination"],
                                                   strict=True)])


def changed_lines(base: Network, after: Network, log: tuple[Logged, ...]) -> gpd.GeoDataFrame:
    """Links that differ, with a column ``change``: ``added``, ``changed`` or ``closed``."""
    import pandas as pd

    touched = {row.id for row in log if row.table == "links"}
    found = []
    for network, names in ((after, {"added", "changed"}), (base, {"closed"})):
        frame = lines(network)
        frame = frame[frame["id"].isin(touched)]
        kind = ["closed" if key not in after.links else
                "changed" if key in base.links else "added" for key in frame["id"]]
        frame.insert(0, "change", kind)
        found.append(frame[frame["change"].isin(names)])
    whole: gpd.GeoDataFrame = pd.concat(found, ignore_index=True)
    return whole
