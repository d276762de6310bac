"""The user's own origins (parks, wharves, depots) from a table or a GIS layer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from corridors.coordinates import (
    SYSTEMS,
    Point,
    check_point,
    named,
    parse_point,
    suspect_system,
)
from corridors.errors import MAX_FAULTS, Fault, InputError, fault
from corridors.messages import listed, say
from corridors.pointrows import FORMATS, decoded, geojson_rows, layer_rows, table_rows


@dataclass(frozen=True)
class NamedPoint:
    """One of the user's points.

    Parameters
    ----------
    id
        As given, else ``p1``, ``p2``, ... in the order of the file.
    name_zh, name_en
        Names; where one is missing the other stands for it.
    point
        Where it lies, WGS84.
    declared
        Whether the file names the coordinate system; otherwise it was taken as WGS84.
    line
        Line of the table or number of the feature, from 1.
    """

    id: str
    name_zh: str
    name_en: str
    point: Point
    declared: bool
    line: int


def read_points(path: Path, *, abroad: bool = False) -> tuple[NamedPoint, ...]:
    """Read points of a CSV table (UTF-8 or GBK), a GeoJSON or a GeoPackage.

    Parameters
    ----------
    path
        Columns or properties ``name`` (名称) and, in a table, ``lon`` and ``lat`` (经度, 纬度) or
        one column ``coordinates`` (坐标); where given, ``id``, ``name_en`` and ``crs`` (坐标系).
        A heading may carry the system: ``lon_gcj02``, 经度（百度）. Other columns are passed over.
    abroad
        Whether points of the study area outside China are admitted.

    Raises
    ------
    InputError
        With all faults of the file and their lines.
    """
    path = Path(path)
    kind = path.suffix.lower()
    if kind not in FORMATS:
        raise InputError(fault("point.format", file=path, found=kind,
                               allowed=listed(FORMATS, "en")))
    table = kind in (".csv", ".txt")
    if kind in (".gpkg", ".shp"):
        rows = layer_rows(path)
    elif table:
        rows = table_rows(path, decoded(path))
    else:
        rows = geojson_rows(path, decoded(path))

    def place(line: int) -> tuple[str, int | None]:
        """File and line; features have no lines, they are counted."""
        return (str(path), line) if table else (f"{path}#{line}", None)

    found: list[NamedPoint] = []
    faults: list[Fault] = []
    first: dict[str, int] = {}
    for line, row in rows:
        try:
            one = _point(row, line, abroad)
        except InputError as error:
            faults += [Fault(f.key, f.values, *place(line)) for f in error.faults]
            if len(faults) > MAX_FAULTS:
                break
            continue
        if one.id in first:
            faults.append(Fault("point.id_twice", {"id": one.id, "first": first[one.id]},
                                *place(line)))
        first.setdefault(one.id, line)
        found.append(one)
    if not found and not faults:
        faults.append(fault("point.none", file=path))
    if faults:
        raise InputError(faults)
    return tuple(found)


def told(points: Iterable[NamedPoint], lang: str = "zh") -> list[str]:
    """What was done with the coordinates of a file, a sentence a system."""
    given = tuple(points)
    out = []
    for system in SYSTEMS[1:]:
        moved = [one.point.shift_m for one in given if one.point.system == system]
        if moved and system == "cgcs2000":
            out.append(say("points.equated", lang, count=len(moved), system=named(system, lang)))
        elif moved:
            out.append(say("points.converted", lang, count=len(moved), low=round(min(moved)),
                           high=round(max(moved)), system=named(system, lang)))
    silent = sum(not one.declared for one in given)
    if silent:
        out.append(say("points.undeclared", lang, count=silent))
    return out


def suspected(points: Iterable[NamedPoint], references: Mapping[str, tuple[float, float]],
              lang: str = "zh") -> str:
    """A warning where coordinates taken as WGS84 fit another system better; else empty.

    Layers of a GIS often call WGS84 what was picked from a map in GCJ-02, so that those that
    declare it are compared as well.

    Parameters
    ----------
    references
        Longitude and latitude, WGS84, by Chinese name.
    """
    plain = {one.name_zh: (one.point.lon, one.point.lat) for one in points
             if one.point.system == "wgs84"}
    found = suspect_system(plain, references)
    if found is None or not found.sure or found.system == "wgs84":
        return ""
    return say("points.suspected", lang, system=named(found.system, lang), count=found.count,
               best=round(found.offsets_m[found.system]), plain=round(found.offsets_m["wgs84"]))


def _point(row: Mapping[str, object], line: int, abroad: bool) -> NamedPoint:
    """One point of one row of known headings."""
    text = {key: "" if value is None else str(value).strip() for key, value in row.items()}
    name_zh, name_en = text.get("name_zh", ""), text.get("name_en", "")
    if not name_zh and not name_en:
        raise InputError(fault("point.name"))
    name = name_zh or name_en
    if "shape" in text:
        raise InputError(fault("point.shape", name=name, found=text["shape"]))
    system = text.get("crs") or text.get("heading_crs") or ""
    if not any(text.get(key) for key in ("lon", "lat", "pair")):
        raise InputError(fault("point.empty", name=name))
    point: Point | None
    if text.get("pair"):
        given = f"{system}:{text['pair']}" if system else text["pair"]
        point = parse_point(given, abroad=abroad)
        if point is None:
            raise InputError(fault("point.pair", found=text["pair"]))
        system = system or ("" if point.system == "wgs84" else point.system)
    else:
        point = check_point(text.get("lon", ""), text.get("lat", ""), system or "wgs84",
                            abroad=abroad)
    return NamedPoint(text.get("id") or f"p{row['number']}", name, name_en or name_zh, point,
                      bool(system), line)
