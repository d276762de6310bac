"""Layers of a file made into a package: positions, courses and cells, all faults at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors.errors import Fault, InputError, fault, shown
from corridors.exchange.package import CARRIED, Loss, Package, default_parameters, undeclared
from corridors.exchange.sheets import COURSE, PARAMETER, PARAMETERS, POINTS, TOLD, line_km
from corridors.exchange.wkb import Drawn
from corridors.messages import say
from corridors.network.distance import great_circle_km
from corridors.network.geometry import Course, Line
from corridors.network.integrity import integrity
from corridors.parameters import Parameters, parameters_of
from corridors.schema import DATE, OPTIONAL_TABLES, columns, is_date
from corridors.tables import Table, parsed_table
from corridors.textfile import Document
from corridors.units import BASE_DATE, METRES_PER_KM

if TYPE_CHECKING:
    import pyproj

END_KM = 1.0
"""An end of a line this near to its node is put onto it, km."""
SAME_KM = 0.002
"""Lengths that differ by less are the same line, km."""
MAX_ROWS = 200_000
"""Rows that a layer may have."""
FAULTS_SHOWN = 200
"""Faults of a file that are listed one by one."""
TABLE_OF = {"link_loop": "links", "link_mode": "links", "lock_link": "locks",
            "halt_link_class": "halts", "stop_line": "service_stops",
            "stop_mode": "service_stops", "service_stops_few": "services"}
"""Where a fault of tables that do not hold together stands."""


@dataclass(frozen=True)
class FeatureFault(Fault):
    """A fault that names the layer and the feature where it stands.

    Attributes
    ----------
    layer, feature
        Name of the layer, number of the feature as its program shows it; None for all of it.
    """

    layer: str = ""
    feature: int | None = None

    def render(self, lang: str = "zh") -> str:
        """Say the fault in a language, its place first."""
        key = "feature_in" if self.feature is not None else "layer_in"
        place = say(key, lang, **shown({"file": self.file, "layer": self.layer,
                                        "fid": self.feature}))
        return place + say("colon", lang) + self.told(lang)


@dataclass
class Layer:
    """A layer as it was found.

    Attributes
    ----------
    rows, fids
        Raw cells by column, and the number of each feature.
    shapes
        Geometry of each row; None where it has none, or a fault of :mod:`corridors.exchange.wkb`.
    crs
        Reference system of the geometry.
    """

    name: str
    rows: list[dict[str, object]]
    fids: list[int]
    shapes: list[Drawn | None] | None = None
    crs: pyproj.CRS | None = None


@dataclass
class _Reading:
    """What was found on the way."""

    file: Path
    faults: list[Fault] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)

    def fault(self, key: str, layer: str, fid: int | None, **values: object) -> None:
        self.faults.append(FeatureFault(key, values, str(self.file), fid, layer, None,
                                        None if fid is None else str(fid), layer, fid))

    def took(self, faults: Iterable[Fault], layer: str = "") -> None:
        for f in faults:
            where = layer or str(f.values.get("table") or TABLE_OF.get(f.key, ""))
            self.faults.append(FeatureFault(f.key, f.values, str(self.file), f.line, where,
                                            f.column, f.row, where, f.line))


def package_of(layers: Mapping[str, Layer], file: Path) -> Package:
    """A package of the layers of a file.

    Parameters
    ----------
    layers
        By name; those that are no table of a package are passed over, and said.

    Raises
    ------
    InputError
        With all faults: reference systems, geometry, cells, and rows that do not hold together.
    """
    read = _Reading(file)
    _gaps(layers, read)
    tables: dict[str, Table] = {}
    lines: dict[str, tuple[Line, Mapping[str, object], int]] = {}
    for name in CARRIED:
        layer = layers.get(name) or Layer(name, [], [])
        rows = _placed(layer, read, lines)
        cells = {column: [row.get(column) for row in rows] for column in columns(name)}
        tables[name], faults = parsed_table(name, cells, layer.fids)
        read.took(faults, name)
        extra = [column for column in undeclared(name, dict.fromkeys(
            key for row in layer.rows for key in row)) if not (
                (name == "links" and column in COURSE) or column in ("fid", "lon", "lat"))]
        if extra:
            read.losses.append(Loss("import_columns", {"table": name, "columns": ", ".join(
                extra[:20])}))
    courses: dict[str, Course] = {}
    if not read.faults:
        courses = _courses(tables, lines, read)
    if not read.faults:
        read.took(integrity(tables))
    parameters = _parameters(layers.get(PARAMETERS), read)
    told = {str(row.get("key")): str(row.get("value") or "")
            for row in (layers[TOLD].rows if TOLD in layers else ())}
    date, projects = _state(told, read)
    if read.faults:
        raise InputError(_bounded(read.faults, file))
    return Package(tables, courses, parameters, date, projects, told.get("data_version", ""),
                   tuple(read.losses))


def _bounded(faults: Sequence[Fault], file: Path) -> list[Fault]:
    """Faults, and how many more there are."""
    shown = list(faults[:FAULTS_SHOWN])
    if len(faults) > FAULTS_SHOWN:
        shown.append(fault("import_more_faults", file=file, count=len(faults) - FAULTS_SHOWN))
    return shown


def _gaps(layers: Mapping[str, Layer], read: _Reading) -> None:
    """Layers that must be there and are not, that nothing stands for, or that are too long."""
    missing = [name for name in CARRIED if name not in layers and name not in OPTIONAL_TABLES
               and name in ("places", "nodes", "links", "sources")]
    if missing:
        read.faults.append(fault("import_layers_missing", file=read.file,
                                 layers=", ".join(missing), found=", ".join(layers) or "—"))
    empty = [name for name in CARRIED if name not in layers and name not in (
        *OPTIONAL_TABLES, *missing)]
    if empty:
        read.losses.append(Loss("import_layers_empty", {"layers": ", ".join(empty)}))
    known = {*CARRIED, PARAMETERS, TOLD, "changes", "layer_styles"}
    strange = [name for name in layers if name not in known]
    if strange:
        read.losses.append(Loss("import_layers_strange", {"layers": ", ".join(strange[:20])}))


def _state(told: Mapping[str, str], read: _Reading) -> tuple[str, tuple[str, ...]]:
    """Date that the file stands for, and what is built into it."""
    date = told.get("date") or BASE_DATE
    if not (DATE.fullmatch(date) and len(date) == len(BASE_DATE) and is_date(date)):
        read.fault("date_wrong", TOLD, None, found=date)
    return date, tuple(key for key in told.get("projects", "").split(";") if key)


def _parameters(layer: Layer | None, read: _Reading) -> Parameters:
    """Parameters of a file, else those of the toolkit."""
    if layer is None or not layer.rows:
        read.losses.append(Loss("import_parameters"))
        return default_parameters()
    body: dict[str, object] = {}
    for row, fid in zip(layer.rows, layer.fids, strict=True):
        key = str(row.get("key"))
        if key in body:
            read.fault("id_twice", PARAMETERS, fid, id=key, first="")
        body[key] = {name: "" if row.get(name) is None else row[name] for name in PARAMETER
                     if name != "key" and (name != "note" or row.get(name))}
    lines: dict[tuple[str | int, ...], int] = {
        ("parameters", str(row.get("key"))): fid
        for row, fid in zip(layer.rows, layer.fids, strict=True)}
    try:
        return parameters_of(Document(read.file, {"parameters": body}, lines))
    except InputError as error:
        read.took(error.faults, PARAMETERS)
        return default_parameters()


# ---- geometry
def _placed(layer: Layer, read: _Reading,
            lines: dict[str, tuple[Line, Mapping[str, object], int]]) -> list[dict[str, object]]:
    """Rows of a layer with ``lon`` and ``lat`` of their points; lines are kept by link id."""
    rows = [_plain(row, layer.name, fid, read)
            for row, fid in zip(layer.rows, layer.fids, strict=True)]
    if layer.name not in (*POINTS, "links"):
        return rows
    if layer.shapes is None:
        if layer.name in POINTS and rows and "lon" not in rows[0]:
            read.fault("layer_no_geometry", layer.name, None)
        return rows
    turn = _degrees(layer, read)
    wanted = "LineString" if layer.name == "links" else "Point"
    for row, fid, shape in zip(rows, layer.fids, layer.shapes, strict=True):
        if shape is None or not shape.parts:
            read.fault("feature_empty", layer.name, fid)
            _hold(row)
            continue
        if shape.kind != wanted or (len(shape.parts) > 1 and wanted == "Point"):
            read.fault("feature_kind", layer.name, fid, found=shape.kind, count=len(shape.parts),
                       allowed=wanted)
            _hold(row)
            continue
        parts = [turn(part) for part in shape.parts]
        line = _joined(parts)
        if line is None:
            read.fault("feature_parts", layer.name, fid, count=len(parts))
        elif not all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in line):
            read.fault("feature_degrees", layer.name, fid, found=f"{line[0][0]:g}, {line[0][1]:g}")
            _hold(row)
        elif wanted == "Point":
            row["lon"], row["lat"] = line[0]
        elif row.get("id") is not None:
            lines[str(row["id"])] = (line, row, fid)
    return rows


def _hold(row: dict[str, object]) -> None:
    """A position that makes no second fault where the first is said already."""
    row |= {"lon": 108.0, "lat": 23.0}


def _plain(row: Mapping[str, object], name: str, fid: int, read: _Reading) -> dict[str, object]:
    """Cells as the declared columns take them: truth values and texts from what programs store."""
    declared, made = columns(name), dict(row)
    for key, value in row.items():
        column = declared.get(key)
        if isinstance(value, bytes):
            made[key] = None
            if column is not None:
                read.fault("feature_binary", name, fid, column=key)
        elif column is not None and column.type == "bool" and value in (0, 1):
            made[key] = bool(value)
        elif column is not None and column.type not in ("float", "int", "bool", "list") and (
                isinstance(value, float) and value.is_integer()):
            made[key] = str(int(value))
    return made


def _joined(parts: Sequence[Line]) -> Line | None:
    """Parts of a line joined end to start, in their order; None where they do not meet."""
    line = list(parts[0])
    for part in parts[1:]:
        if part[0] != line[-1]:
            return None
        line += part[1:]
    return tuple(line)


def _degrees(layer: Layer, read: _Reading) -> Any:
    """What turns coordinates of a layer into longitude and latitude, WGS84."""
    import pyproj

    if layer.crs is None:
        read.fault("layer_no_crs", layer.name, None)
        return lambda line: line
    target = pyproj.CRS.from_epsg(4326)
    if layer.crs.equals(target, ignore_axis_order=True) or layer.crs.to_authority() == (
            "OGC", "CRS84"):
        return lambda line: line
    try:
        transformer = pyproj.Transformer.from_crs(layer.crs, target, always_xy=True,
                                                  only_best=False)
    except pyproj.exceptions.ProjError:
        read.fault("layer_crs", layer.name, None, found=layer.crs.name)
        return lambda line: line
    read.losses.append(Loss("import_reprojected", {"layer": layer.name, "crs": layer.crs.name}))

    def turn(line: Line) -> Line:
        xs, ys = transformer.transform([x for x, _ in line], [y for _, y in line])
        return tuple(zip(map(float, xs), map(float, ys), strict=True))

    return turn


def _courses(tables: Mapping[str, Table],
             lines: Mapping[str, tuple[Line, Mapping[str, object], int]],
             read: _Reading) -> dict[str, Course]:
    """Courses of links; what was redrawn is said, since no length follows it."""
    nodes, links = tables["nodes"], tables["links"]
    courses: dict[str, Course] = {}
    redrawn: list[str] = []
    moved: list[str] = []
    for key, (line, row, fid) in lines.items():
        if key not in links:
            continue
        i = links.index[key]
        ids = [str(links[end][i]) for end in ("from_node_id", "to_node_id")]
        if any(node not in nodes for node in ids):
            continue  # said with the other references
        ends = [(float(nodes["lon"][at]), float(nodes["lat"][at]))
                for at in (nodes.index[node] for node in ids)]
        far = _apart(line, ends)
        if max(far) > END_KM and max(_apart(line[::-1], ends)) <= END_KM:
            line, far = line[::-1], _apart(line[::-1], ends)
            moved.append(key)
        bent = len(line) > 2 or row.get("course_basis") is not None
        if not bent:
            continue  # a straight line follows its nodes
        if max(far) > END_KM:
            at = far.index(max(far))
            read.fault("feature_end", "links", fid, id=key, node=ids[at], km=f"{far[at]:.1f}",
                       limit=f"{END_KM:g}")
            continue
        if max(far) * METRES_PER_KM >= 1 and key not in moved:
            moved.append(key)
        length = line_km(line)
        courses[key], fresh = _course((ends[0], *line[1:-1], ends[1]), length, row, fid, read)
        if fresh:
            redrawn.append(key)
    for name, keys in (("import_redrawn", redrawn), ("import_moved", moved)):
        if keys:
            read.losses.append(Loss(name, {"count": len(keys), "links": ", ".join(keys[:8])}))
    return courses


def _apart(line: Line, ends: Sequence[tuple[float, float]]) -> list[float]:
    """How far the ends of a line lie from two points, km."""
    return [great_circle_km(*line[0], *ends[0]), great_circle_km(*line[-1], *ends[1])]


def _course(line: Line, length: float, row: Mapping[str, object], fid: int,
            read: _Reading) -> tuple[Course, bool]:
    """A course by its cells; whether it was drawn anew, by hand then."""
    basis, known = row.get("course_basis"), _number(row.get("drawn_km"))
    if basis is None or known is None or abs(length - known) > SAME_KM:
        return Course(line, "digitised", True, length, {}), True
    shares: dict[str, float] = {}
    try:
        told = json.loads(str(row.get("course_provinces") or "{}"))
        shares = {str(name): float(share) for name, share in dict(told).items()}
        json.dumps(shares, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, TypeError, OverflowError, RecursionError):
        read.fault("feature_provinces", "links", fid,
                   found=str(row.get("course_provinces"))[:60])
    traced = _number(row.get("traced_km"))
    return Course(line, str(basis), row.get("course_approximate") in (True, 1, "true"),
                  float("nan") if traced is None else traced, shares), False


def _number(value: object) -> float | None:
    """A finite number, or None."""
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None
