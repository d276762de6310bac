"""The area that a command is asked about: a file, a box, a polygon, or the name of a division."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corridors.errors import InputError, UnknownNameError, fault
from corridors.inputfile import is_file

if TYPE_CHECKING:
    import shapely

    from corridors.mapping.divisions import Division

MAX_POLYGONS = 100_000
DATA = (".pbf", ".osm", ".xml", ".bz2", ".gz")
POLYGONS = (".geojson", ".json", ".gpkg", ".shp", ".kml")
TAILS = ("特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "自治州", "自治县",
         "地区", "省", "市", "盟", "县", "区", "旗")
"""Ends of names of divisions that people leave out."""
_BOX = re.compile(r"^\s*[-+]?[\d.]+\s*([,，]\s*[-+]?[\d.]+\s*){3}$")


@dataclass(frozen=True)
class Area:
    """What was asked for.

    Attributes
    ----------
    name
        To show; without folders.
    file
        OpenStreetMap data, where the area is such a file.
    shape
        In degrees; None for the whole file.
    """

    name: str
    file: Path | None = None
    shape: shapely.Geometry | None = None

    @property
    def bounds(self) -> tuple[float, float, float, float] | None:
        """West, south, east, north in degrees; None for the whole file."""
        if self.shape is None:
            return None
        west, south, east, north = self.shape.bounds
        return west, south, east, north


def find_area(text: str) -> Area:
    """Understand an area.

    Parameters
    ----------
    text
        A file of OpenStreetMap data; ``west,south,east,north`` in degrees; a polygon file; a
        province, prefecture or county by its Chinese or English name or six-digit code; a place
        of the data package that lies in a division of its name.

    Raises
    ------
    InputError
        The file is missing or holds no polygon, or the box is none.
    UnknownNameError
        No division has that name, or several have.
    """
    path = Path(text)
    if is_file(path) or "/" in text or "\\" in text or path.suffix.lower() in DATA + POLYGONS:
        if path.suffix.lower() not in POLYGONS:
            return Area(path.name, file=path)
        return Area(path.name, shape=_polygon(path))
    if _BOX.match(text):
        return Area(text.replace("，", ","), shape=_box(text))
    found = _division(text.strip())
    return Area(found.name, shape=found.shape)


def _box(text: str) -> shapely.Geometry:
    import shapely

    parts = [float(part) if re.fullmatch(r"\s*[-+]?\d*\.?\d+\s*|\s*[-+]?\d+\.\s*", part)
             else float("nan") for part in re.split("[,，]", text)]
    west, south, east, north = parts
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise InputError(fault("osm_box", found=text))
    return shapely.box(west, south, east, north)


def _polygon(path: Path) -> shapely.Geometry:
    import shapely

    from corridors.gisfile import check_gis

    check_gis(path)
    import geopandas as gpd

    try:
        frame = gpd.read_file(path, max_features=MAX_POLYGONS)
        if frame.crs is not None and frame.crs.to_epsg() != 4326:
            frame = frame.to_crs(4326)
    except Exception as error:  # GDAL and what reads its answers raise several kinds
        raise InputError(fault("osm_polygon_broken", file=path,
                               reason=" ".join(str(error).split())[:200])) from None
    shapes = [shape for shape in getattr(frame, "geometry", ())
              if shape is not None and shape.geom_type in {"Polygon", "MultiPolygon"}
              and not shape.is_empty]
    if not shapes:
        raise InputError(fault("osm_no_polygon", file=path))
    try:
        return shapely.union_all([shapely.make_valid(shape) for shape in shapes])
    except shapely.errors.GEOSException as error:  # coordinates that are no numbers
        raise InputError(fault("osm_polygon_broken", file=path, reason=error)) from None


def _division(name: str) -> Division:
    """A division by its name or code; provinces come before prefectures, these before counties."""
    from corridors.mapping.divisions import divisions

    wanted = _chinese(name)
    near: list[str] = []
    for level in ("province", "city", "county"):
        known = divisions(level)
        found = [one for one in known if one.code == wanted or one.name == wanted]
        found = found or [one for one in known if _short(one.name) == _short(wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            raise UnknownNameError(fault(
                "osm_area_ambiguous", name=name,
                candidates=", ".join(f"{one.code} {_whole(one)}" for one in found)))
        near += [one.name for one in known]
    from corridors.names import suggest

    raise UnknownNameError(fault("osm_area_unknown", name=name,
                                 suggestion=suggest(wanted, near, cutoff=0.5)))


def _chinese(name: str) -> str:
    """Chinese name of an English or pinyin one that the toolkit knows, else the name itself."""
    from corridors.provinces import PROVINCES

    for names in PROVINCES.values():
        if name.casefold() == names["en"].casefold():
            return names["zh"]
    if not name.isascii() or name.isdigit():
        return name
    from corridors.places import find_place, place_name
    from corridors.scenario.states import load_network

    network = load_network()
    try:
        return place_name(network, find_place(network, name), "zh")
    except UnknownNameError as error:
        if error.faults[0].key == "place_ambiguous":
            raise
        return name


def _whole(found: Division) -> str:
    """Name of a county with those of its province and prefecture in front."""
    from corridors.mapping.divisions import divisions
    from corridors.provinces import PROVINCES

    above = {PROVINCES.get(found.code[:2], {}).get("zh", ""): None}
    above |= {one.name: None for one in divisions("city", found.code[:4])}
    return "".join([*(name for name in above if name != found.name), found.name])


def _short(name: str) -> str:
    return next((name.removesuffix(tail) for tail in TAILS
                 if name.endswith(tail) and len(name) > len(tail) + 1), name)
