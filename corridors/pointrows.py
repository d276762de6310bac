"""Rows of the user's point files: what stands under the known headings, and on which line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from corridors.coordinates import system_of
from corridors.csvrows import MAX_ROWS, csv_rows
from corridors.errors import InputError, MissingPackageError, fault
from corridors.gisfile import check_gis
from corridors.inputfile import read_bounded
from corridors.jsonfile import parse_json
from corridors.messages import Word, listed

HEADINGS = {
    "id": ("id", "编号", "代码", "code"),
    "name_zh": ("name_zh", "name", "名称", "中文名称", "中文名", "地点", "点名"),
    "name_en": ("name_en", "英文名称", "英文名"),
    "lon": ("lon", "lng", "long", "longitude", "x", "经度", "东经"),
    "lat": ("lat", "latitude", "y", "纬度", "北纬"),
    "pair": ("coordinates", "coordinate", "location", "坐标", "经纬度"),
    "crs": ("crs", "system", "坐标系", "坐标系统", "坐标系名称"),
}
FORMATS = (".csv", ".txt", ".geojson", ".json", ".gpkg", ".shp")


def decoded(path: Path) -> str:
    """Text of a file in UTF-8, with or without byte-order mark, or in GBK."""
    raw = read_bounded(path)
    if b"\x00" in raw:
        raise InputError(fault("file_binary", file=path))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not text.strip():
            raise InputError(fault("file_empty", file=path))
        return text
    raise InputError(fault("file_encoding", file=path))


def _headings(path: Path, given: Iterable[str], line: int) -> tuple[dict[str, str], str]:
    """Known headings of a file, as written -> key, and the system that they carry.

    Of two that mean the same the earlier in :data:`HEADINGS` counts; two of the same rank, as
    ``lon`` and ``lon_gcj02``, leave open which is meant.
    """
    chosen: dict[str, tuple[int, str, str]] = {}
    faults = []
    for heading in given:
        for key, rank, system in _meanings(heading):
            old = chosen.get(key)
            if old is not None and old[0] == rank:
                faults.append(fault("point.doubled", file=path, line=line, first=old[1],
                                    second=heading))
            elif old is None or rank < old[0]:
                chosen[key] = (rank, heading, system)
    systems = {system for key, (_, _, system) in chosen.items() if key in ("lon", "lat", "pair")}
    if len(systems - {""}) > 1:
        faults.append(fault("point.doubled", file=path, line=line, first=chosen["lon"][1],
                            second=chosen["lat"][1]))
    if faults:
        raise InputError(faults)
    return {heading: key for key, (_, heading, _) in chosen.items()}, max(systems, default="")


def _meanings(heading: str) -> Iterator[tuple[str, int, str]]:
    """Keys that a heading may mean: the key, its rank there, the system it carries."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", heading)).casefold()
    parts = re.fullmatch(r"(\S+?)[(_\[-](\S+?)[)\]]?", plain)
    for key, ways in HEADINGS.items():
        if plain in ways:
            yield key, ways.index(plain), ""
        elif parts and parts[1] in ways and system_of(parts[2]):
            yield key, ways.index(parts[1]), system_of(parts[2])


def table_rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, object]]]:
    """Rows of a CSV table with their lines; comma, semicolon or tabulator between the cells."""
    top = text.splitlines()[0]
    mark = max(",;\t", key=top.count)
    rows = csv_rows(path, text, mark)
    header = [cell.strip() for cell in rows[0][1]]
    known, system = _headings(path, header, 1)
    keys = set(known.values())
    parts = [("name", {"name_zh", "name_en"}), ("lon", {"lon", "pair"}), ("lat", {"lat", "pair"})]
    faults = [fault("point.column", file=path, line=1, column=Word(f"point_part.{part}"),
                    allowed=listed([way for key in sorted(ways, reverse=True)
                                    for way in HEADINGS[key]], "en"))
              for part, ways in parts if not keys & ways]
    if faults:
        raise InputError(faults)
    number = 0
    for line, cells in rows[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        number += 1
        row: dict[str, object] = {known[head]: cell for head, cell in
                                  zip(header, cells, strict=False) if head in known}
        yield line, {"number": number, "heading_crs": system, **row}


def geojson_rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, object]]]:
    """Features of a GeoJSON, numbered from 1; a ``crs`` member of older files is heeded."""
    data = parse_json(path, text, "point.geojson")
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise InputError(fault("point.geojson", file=path, reason="features"))
    if len(features) > MAX_ROWS:
        raise InputError(fault("hostile.features", file=path, limit=MAX_ROWS))
    crs_name = _dict(_dict(data.get("crs")).get("properties")).get("name", "")
    for number, one in enumerate(features, start=1):
        yield number, _feature(path, number, _dict(_dict(one).get("properties")),
                               _dict(_dict(one).get("geometry")), str(crs_name))


def _dict(value: object) -> dict[str, Any]:
    """A mapping, or an empty one where it is something else."""
    return value if isinstance(value, dict) else {}


def _feature(path: Path, number: int, properties: Mapping[str, object],
             shape: Mapping[str, Any], crs: str) -> dict[str, object]:
    """A feature as a row: its properties, and the coordinates of its point."""
    known, _ = _headings(path, properties, number)
    row: dict[str, object] = {key: properties[head] for head, key in known.items()
                              if key in ("id", "name_zh", "name_en", "crs")}
    row |= {"number": number, "heading_crs": crs}
    at = shape.get("coordinates")
    if shape.get("type") == "Point" and isinstance(at, list | tuple) and len(at) >= 2:
        return row | {"lon": at[0], "lat": at[1]}
    return row if not shape else row | {"shape": shape.get("type", "?")}


def layer_rows(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    """Features of the first layer of a GIS file; projected ones are brought to degrees."""
    check_gis(path)
    try:
        import geopandas
    except ImportError:
        raise MissingPackageError(
            fault("package_missing", package="geopandas", install="geopandas")) from None
    try:
        frame = geopandas.read_file(path, max_features=MAX_ROWS + 1)
    except Exception as error:  # GDAL and what reads its answers raise several kinds
        raise InputError(fault("point.unread", file=path, reason=error)) from None
    if len(frame) > MAX_ROWS:
        raise InputError(fault("hostile.features", file=path, limit=MAX_ROWS))
    if not isinstance(frame, geopandas.GeoDataFrame) or frame.crs is None:
        raise InputError(fault("point.no_crs", file=path))
    code = frame.crs.to_epsg()
    if code not in (4326, 4490):
        frame = frame.to_crs(4326)
    for number, one in enumerate(frame.iterfeatures(na="null"), start=1):
        yield number, _feature(path, number, one["properties"], one["geometry"] or {},
                               "epsg:4490" if code == 4490 else "epsg:4326")
