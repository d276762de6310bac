"""Course of the links, read only where something is drawn, exported or checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corridors.errors import InputError, fault
from corridors.inputfile import read_bounded
from corridors.jsonfile import parse_json
from corridors.network.rows import Rows

MAX_BYTES = 50_000_000
"""Largest file of courses."""
Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Course:
    """How a link runs, and how that is known.

    Attributes
    ----------
    line
        (lon, lat) pairs, WGS84, from end a to end b.
    basis
        ``osm_scgraph``, ``gshhg``, ``searoute``, ``digitised`` or ``straight``.
    approximate
        Hand-made or straight, or far from the stated length or the ends.
    traced_km
        Length of the course before it was simplified.
    provinces
        Share of the course in each province, Chinese name -> share; what lies at sea or abroad
        is in none.
    """

    line: Line
    basis: str
    approximate: bool
    traced_km: float
    provinces: Mapping[str, float]


def load_courses(folder: Path) -> dict[str, Course]:
    """Course of every drawn link by link id; empty where nothing is drawn.

    Parameters
    ----------
    folder
        Data package with ``geometry/*.geojson``.

    Raises
    ------
    InputError
        A file is no GeoJSON of line strings with a ``link_id``, or a link is drawn twice.
    """
    courses: dict[str, Course] = {}
    for path in sorted((folder / "geometry").glob("*.geojson")):
        try:
            text = read_bounded(path, MAX_BYTES).decode("utf-8-sig")
            for feature in parse_json(path, text, "geometry_broken")["features"]:
                told = feature["properties"]
                key = str(told["link_id"])
                if key in courses:
                    raise ValueError(f"{key} stands there a second time")
                line = tuple((float(x), float(y)) for x, y in feature["geometry"]["coordinates"])
                if len(line) < 2 or not all(map(_on_earth, line)):
                    raise ValueError(f"{key} needs two points or more with degrees WGS84")
                courses[key] = Course(
                    line, str(told.get("basis", "")), bool(told.get("approximate", False)),
                    float(told.get("traced_km", 0.0)),
                    {str(name): float(share)
                     for name, share in dict(told.get("provinces", {})).items()})
        except InputError:
            raise
        except (LookupError, TypeError, AttributeError, ArithmeticError, ValueError) as error:
            raise InputError(fault("geometry_broken", file=path, reason=error)) from None
    return courses


def _on_earth(point: tuple[float, float]) -> bool:
    return -180 <= point[0] <= 180 and -90 <= point[1] <= 90


def load_geometry(folder: Path) -> dict[str, Line]:
    """Course of every drawn link as (lon, lat) pairs by link id; see :func:`load_courses`."""
    return {key: course.line for key, course in load_courses(folder).items()}


def link_line(network: Rows, i: int, lines: Mapping[str, Line]) -> Line:
    """Course of row ``i`` of the links; straight between its ends where none is drawn."""
    links, nodes = network.links, network.nodes
    ends = tuple((float(nodes["lon"][at]), float(nodes["lat"][at]))
                 for at in (nodes.index[str(links[end][i])]
                            for end in ("from_node_id", "to_node_id")))
    return lines.get(str(links["id"][i]), ends)
