"""Classified ways as the two tables of osmnx: nodes, and directed edges with attributes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from corridors.osm.arrays import Bools, Floats, Ints, steps_m
from corridors.osm.ways import Ways

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

CRS = "EPSG:4326"
NETWORKS: dict[str, int] = {"road": 0, "ferry": 0, "rail": 1, "inland": 2}
"""Modes with one number are one network: a ferry carries on a road. What has another number
never shares a node with it, however often a level crossing or a ford does in OpenStreetMap."""
APART = 1_000_000_000_000
"""Added (times the number of the network) to the id of a node that a lower network uses, too."""
ATTRIBUTES = ("mode", "class", "highway", "grade", "ref", "name", "name_en", "speed_kph",
              "speed_basis", "lanes", "oneway", "reversible", "toll", "bridge", "tunnel", "gauge",
              "electrified", "tracks", "usage", "traffic", "boat", "cemt", "lock")
"""Columns of the edges out of the tags."""
TEXTS = tuple(name for name in ATTRIBUTES if name not in {
    "speed_kph", "lanes", "tracks", "oneway", "reversible"})


@dataclass(frozen=True, slots=True)
class Pieces:
    """Ways cut into pieces between vertices; piece ``i`` is ``keys[starts[i]:stops[i] + 1]``.

    Attributes
    ----------
    keys
        Node place times three plus number of the network, one for each ref, (m,).
    way, starts, stops
        Of the piece, (p,).
    length_m
        Great-circle length, (p,).
    """

    ways: Ways
    keys: Ints
    way: Ints
    starts: Ints
    stops: Ints
    length_m: Floats

    def ends(self) -> tuple[Ints, Ints]:
        """Keys of the first and the last node of each piece."""
        return self.keys[self.starts], self.keys[self.stops]


def split(ways: Ways, *, everywhere: bool = False) -> Pieces:
    """Cut ways where they meet: at nodes that two ways of a network use, or one uses twice.

    Parameters
    ----------
    everywhere
        Cut at every node instead, as raw osmnx graphs are.
    """
    sizes = np.diff(ways.starts)
    network = np.array([NETWORKS[kind.mode] for kind in ways.kinds], np.int64)
    own = network[ways.kind] if len(ways) else np.zeros(0, np.int64)
    way = np.repeat(np.arange(len(ways)), sizes)
    keys = ways.refs * 3 + own[way]
    end = np.zeros(len(keys), bool)
    end[ways.starts[:-1]] = True
    end[ways.starts[1:] - 1] = True
    vertex = np.ones(len(keys), bool) if everywhere else _vertices(keys, end, ways.gates)
    at = np.flatnonzero(vertex)
    same = way[at[:-1]] == way[at[1:]] if len(at) else np.zeros(0, bool)
    starts, stops = at[:-1][same], at[1:][same]
    along = _along(ways)
    return Pieces(ways, keys, way[starts], starts, stops, along[stops] - along[starts])


def _vertices(keys: Ints, end: Bools, gates: Bools) -> Bools:
    _, at, count = np.unique(keys, return_inverse=True, return_counts=True)
    return np.asarray(end | (count[at] > 1) | gates[keys // 3], bool)


def _along(ways: Ways) -> Floats:
    """Metres from the first ref to each, running on through all ways, (m,)."""
    steps = steps_m(ways.lon[ways.refs], ways.lat[ways.refs])
    return np.concatenate([[0.0], np.cumsum(steps)])


# ---- tables
def nodes_frame(pieces: Pieces) -> gpd.GeoDataFrame:
    """Table of nodes: index ``osmid``; x, y in degrees, ``lock_gate`` and ``cut`` (yes), point."""
    import geopandas as gpd
    import pandas as pd

    ways = pieces.ways
    keys = np.unique(np.concatenate(pieces.ends()))
    at = keys // 3
    x, y = ways.lon[at], ways.lat[at]
    frame = gpd.GeoDataFrame(
        {"x": x, "y": y, "lock_gate": _yes(ways.gates[at]),
         "cut": _yes(np.isin(at, ways.cut))},
        geometry=gpd.points_from_xy(x, y), crs=CRS)
    frame.index = pd.Index(labels(pieces, keys))
    frame.index.name = "osmid"
    return frame.sort_index()


def _yes(marks: Bools) -> pd.Series[Any]:
    """The word yes or None; as objects, lest pandas makes None a number that is true."""
    import pandas as pd

    return pd.Series(np.where(marks, np.array("yes", object), np.array(None, object)),
                     dtype=object)


def labels(pieces: Pieces, keys: Ints) -> Ints:
    """Node ids for the graph: OpenStreetMap's, see :data:`APART`."""
    used = np.unique(pieces.keys)
    lowest = np.ones(len(used), bool)
    lowest[1:] = used[1:] // 3 != used[:-1] // 3
    apart = ~lowest[np.searchsorted(used, keys)]
    return np.asarray(pieces.ways.node_ids[keys // 3] + np.where(apart, keys % 3, 0) * APART)


def crossings(pieces: Pieces) -> int:
    """How many nodes of OpenStreetMap two networks share; they are kept apart here."""
    used = np.unique(pieces.keys) // 3
    return int((used[1:] == used[:-1]).sum())


def edges_frame(pieces: Pieces, *, tolerance_m: float = 0.0) -> gpd.GeoDataFrame:
    """Table of directed edges: index u, v, key; see :data:`ATTRIBUTES`; ``length`` in metres.

    Pieces that may be used both ways stand there twice, the second with ``reversed``.

    Parameters
    ----------
    tolerance_m
        Courses are simplified to this many metres; lengths stay those of the full course.
    """
    import geopandas as gpd
    import pandas as pd
    import shapely

    kinds = kinds_frame(pieces.ways)
    kind = pieces.ways.kind[pieces.way]
    direction = np.array([one.oneway for one in pieces.ways.kinds], int)[kind] if len(
        kind) else np.zeros(0, int)
    lines = courses(pieces)
    if tolerance_m > 0:
        lines = shapely.simplify(lines, tolerance_m / 111_320.0)
    u, v = (labels(pieces, keys) for keys in pieces.ends())
    forth, back = np.flatnonzero(direction >= 0), np.flatnonzero(direction <= 0)
    order = np.concatenate([forth, back])
    order_back = np.concatenate([np.zeros(len(forth), bool), np.ones(len(back), bool)])
    frame = kinds.iloc[kind[order]].reset_index(drop=True)
    frame.insert(0, "osmid", pieces.ways.osmid[pieces.way[order]])
    frame["reversed"] = order_back & (direction[order] == 0)
    frame["length"] = pieces.length_m[order]
    frame["travel_time"] = frame["length"] / (frame["speed_kph"] / 3.6)
    shapes = lines[order]
    shapes[order_back] = shapely.reverse(shapes[order_back])
    frame["u"] = np.where(order_back, v[order], u[order])
    frame["v"] = np.where(order_back, u[order], v[order])
    frame = gpd.GeoDataFrame(frame, geometry=shapes, crs=CRS)
    frame["piece"] = order
    frame = frame.sort_values(["u", "v", "piece", "reversed"], kind="stable").drop(columns="piece")
    frame["key"] = frame.groupby(["u", "v"]).cumcount().astype(np.int64)
    assert isinstance(frame, pd.DataFrame)
    return frame.set_index(["u", "v", "key"])


def courses(pieces: Pieces) -> npt.NDArray[np.object_]:
    """Lines of the pieces in degrees, (p,)."""
    import shapely

    sizes = pieces.stops - pieces.starts + 1
    piece = np.repeat(np.arange(len(sizes)), sizes)
    first = np.concatenate([[0], np.cumsum(sizes)])[:-1]
    at = pieces.ways.refs[np.arange(sizes.sum()) - np.repeat(first - pieces.starts, sizes)]
    return np.asarray(shapely.linestrings(
        np.column_stack([pieces.ways.lon[at], pieces.ways.lat[at]]), indices=piece), object)


def kinds_frame(ways: Ways) -> pd.DataFrame:
    """Attributes by kind, (kinds, attributes); what is unknown is missing."""
    import pandas as pd

    rows = [{**asdict(kind), "class": kind.class_, "oneway": kind.oneway != 0}
            for kind in ways.kinds]
    frame = pd.DataFrame(rows, columns=list(ATTRIBUTES))
    for name in ATTRIBUTES:
        if name in {"lanes", "tracks"}:
            frame[name] = frame[name].astype("Int64")
        elif name in {"oneway", "reversible"}:
            frame[name] = frame[name].astype(bool)
        elif name == "speed_kph":
            frame[name] = frame[name].astype(float)
        else:
            frame[name] = plain(frame[name].replace("", None))
    return frame


def plain(column: pd.Series[Any]) -> pd.Series[Any]:
    """A column as Python objects with None for what is missing, so that equal is equal."""
    import pandas as pd

    values = column.to_numpy(object, copy=True)
    values[np.asarray(column.isna(), bool)] = None
    return pd.Series(values, column.index, dtype=object, name=column.name)


def planned_frame(ways: Ways) -> gpd.GeoDataFrame:
    """Table of the ways under construction or proposed, a row each course.

    Columns: osmid, state, those of :data:`ATTRIBUTES` that are tags, opening, start,
    ``length`` in metres.
    """
    import geopandas as gpd

    future = ways.of(("construction", "proposed"))
    ends = Pieces(future, future.refs * 3, np.arange(len(future)), future.starts[:-1],
                  future.starts[1:] - 1, np.zeros(len(future)))
    along = _along(future)
    frame = kinds_frame(future).iloc[future.kind].reset_index(drop=True)
    frame = frame.drop(columns=["reversible", "lock"])
    frame.insert(0, "osmid", future.osmid)
    for name in ("start", "opening", "state"):
        texts = np.array([getattr(kind, name) or None for kind in future.kinds], object)
        frame.insert(1, name, texts[future.kind] if len(texts) else None)
    frame["length"] = along[ends.stops] - along[ends.starts] if len(future) else []
    return gpd.GeoDataFrame(frame, geometry=courses(ends), crs=CRS)
