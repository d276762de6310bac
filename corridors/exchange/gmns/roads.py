"""Links of a foreign GMNS network as roads: two directed rows become one link of ours."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from corridors.errors import Fault, fault
from corridors.exchange.gmns.ids import made_ids
from corridors.exchange.gmns.position import Positions, number
from corridors.exchange.gmns.raw import Sheet, label
from corridors.exchange.gmns.units import Units
from corridors.exchange.gmns.wkt import line_of
from corridors.exchange.package import Loss
from corridors.network.distance import great_circle_km
from corridors.network.geometry import Course, Line
from corridors.schema import columns

SOURCE = "gmns_import"
ALIKE = 0.01
"""Two directions whose lengths differ by no more than this share are one road."""
SHORTEST = columns("links")["length_km"].minimum or 0.01
CLOSED_H = columns("links")["run_ba_h"].maximum or 500.0
"""Hours of the direction in which nobody may drive: the largest that a link can have."""
MOST_LANES = columns("links")["tracks"].maximum or 8.0
MOST_PARALLEL = 100
"""Roads between the same two nodes among which the other direction is looked for."""
FAST = ("expressway", "freeway", "motorway", "interstate", "highway ramp", "ramp")
"""Words of a facility type that make it an expressway."""
OFF_ROAD = frozenset(("walk", "pedestrian", "ped", "foot", "bike", "bicycle", "cycle", "rail",
                      "metro", "subway", "tram", "ferry", "transit", "train"))
"""Uses that are no motor traffic on roads."""


@dataclass(frozen=True)
class Arc:
    """A way from a node to another.

    Attributes
    ----------
    row
        Number of its row in the table.
    km, hours
        Length, and hours at free flow; None where no speed is stated.
    """

    row: int
    start: str
    end: str
    km: float
    hours: float | None
    lanes: int
    flipped: bool = False


@dataclass
class Roads:
    """Links in the form of our table, with what was wrong and what was lost."""

    rows: list[dict[str, object]] = field(default_factory=list)
    lines: tuple[int, ...] = ()
    courses: dict[str, Course] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)


def read_roads(found: Mapping[str, Sheet], units: Units, at: Positions,
               nodes: Mapping[str, str]) -> Roads:
    """Roads of a network.

    Parameters
    ----------
    nodes
        Our node ids by those of the file, in the order of its rows.
    """
    sheet, out, counts = found["link"], Roads(), Counter[str]()
    places = {key: (at.lon[i], at.lat[i]) for i, key in enumerate(nodes)}
    shapes = _Shapes(found, at)
    arcs = _arcs(found, units, places, shapes, out, counts)
    pairs = _pairs(arcs)
    ids = made_ids([label(sheet.rows[one.row]["link_id"]) for one, _ in pairs], "l")
    for key, (one, back) in zip(ids, pairs, strict=True):
        row = sheet.rows[one.row]
        name = "" if row.get("name", "").strip() == "NaN" else row.get("name", "").strip()
        title = name or label(row["link_id"])
        lanes = one.lanes + (back.lanes if back else 0)
        counts["gmns_lanes"] += lanes > MOST_LANES
        counts["gmns_oneway"] += back is None
        alike = back is None or math.isclose(one.km, back.km, rel_tol=1e-9)
        km = one.km if back is None or alike else (one.km + back.km) / 2
        counts["gmns_lengths"] += not alike
        made: dict[str, object] = {
            "id": key, "mode": "road", "line": key, "line_zh": title, "line_en": title,
            "from_node_id": nodes[one.start], "to_node_id": nodes[one.end], "length_km": km,
            "traffic": "mixed", "class": _class(row.get("facility_type", "")),
            "tracks": min(lanes, int(MOST_LANES)) or "", "source_id": SOURCE,
            "confidence": "low", **_times("ab", one, km),
            **({"run_ba_h": CLOSED_H} if back is None else _times("ba", back, km))}
        out.rows.append(made)
        line = shapes.of(row)
        if line is not None:
            out.courses[key] = Course(line[::-1] if row.get("dir_flag", "").strip() == "-1"
                                      else line, "gmns", False, km, {})
    out.lines = tuple(sheet.lines[one.row] for one, _ in pairs)
    out.losses += [Loss(name, {"count": count, **_values(name)})
                   for name, count in sorted(counts.items()) if count]
    return out


def _values(key: str) -> dict[str, object]:
    told: dict[str, dict[str, object]] = {
        "gmns_oneway": {"hours": f"{CLOSED_H:g}"},
        "gmns_lanes": {"limit": int(MOST_LANES)}, "gmns_short": {"km": f"{SHORTEST:g}"},
        "gmns_lengths": {"percent": f"{100 * ALIKE:g}"}}
    return told.get(key, {})


def _times(way: str, arc: Arc, km: float) -> dict[str, object]:
    """Speed of a direction where its length is that of the road, else its hours."""
    if arc.hours is None:
        return {}
    return ({f"speed_{way}_kmh": arc.km / arc.hours} if math.isclose(arc.km, km, rel_tol=1e-9)
            else {f"run_{way}_h": arc.hours})


def _class(facility: str) -> str:
    """Class of a road by its facility type."""
    return "expressway" if any(word in facility.lower() for word in FAST) else "national"


def _arcs(found: Mapping[str, Sheet], units: Units, places: Mapping[str, tuple[float, float]],
          shapes: _Shapes, out: Roads, counts: Counter[str]) -> list[Arc]:
    """One arc of every directed row, two of every undirected one; faults of all rows."""
    sheet, arcs, seen = found["link"], list[Arc](), dict[str, int]()
    groups = _groups(found)
    told = "directed" in sheet.columns
    if not told:
        out.losses.append(Loss("gmns_directed_missing"))
    for i, (row, line) in enumerate(zip(sheet.rows, sheet.lines, strict=True)):
        ends = [label(row[name]) for name in ("from_node_id", "to_node_id")]
        wrong = [fault("gmns_node_unknown", file=sheet.path, line=line, column=name, found=end)
                 for name, end in zip(("from_node_id", "to_node_id"), ends, strict=True)
                 if end not in places]
        key = label(row["link_id"])
        if not key or key in seen:
            wrong.append(fault("gmns_id_twice" if key else "gmns_id_missing", file=sheet.path,
                               line=line, column="link_id", found=key))
        seen.setdefault(key, line)
        figures = {name: _figure(sheet.path, row, name, line, wrong)
                   for name in ("length", "free_speed", "lanes")}
        directed = _directed(row.get("directed", "true") if told else "true")
        if directed is None:
            wrong.append(fault("gmns_directed", file=sheet.path, line=line,
                               found=row["directed"]))
        if row.get("geometry", "").strip() not in ("", "NaN") and not shapes.good(row):
            wrong.append(fault("gmns_geometry", file=sheet.path, line=line,
                               found=row["geometry"][:40]))
        out.faults += wrong
        if wrong:
            continue
        if ends[0] == ends[1] or _off_road(row.get("allowed_uses", ""), groups):
            counts["gmns_loops" if ends[0] == ends[1] else "gmns_off_road"] += 1
            continue
        km = None if figures["length"] is None else figures["length"] * units.km
        if km is None:
            km = _traced(shapes.of(row) or tuple(places[end] for end in ends))
            counts["gmns_length_missing"] += 1
        counts["gmns_short"] += km < SHORTEST
        speed = (figures["free_speed"] or 0.0) * units.kmh
        counts["gmns_speed_missing"] += not speed
        km = max(km, SHORTEST)
        lanes = int(figures["lanes"] or 0)
        arcs.append(Arc(i, ends[0], ends[1], km, km / speed if speed else None, lanes))
        if not directed:
            arcs.append(Arc(i, ends[1], ends[0], km, km / speed if speed else None, lanes, True))
    out.faults += shapes.faults
    return arcs


def _figure(path: Path, row: Mapping[str, str], name: str, line: int,
            wrong: list[Fault]) -> float | None:
    """A number that is not negative; None where the cell is empty."""
    cell = row.get(name, "").strip()
    if cell in ("", "NaN", "nan"):
        return None
    value = number(cell)
    if value is None or value < 0 or value > 1e9:
        wrong.append(fault("gmns_number", file=path, line=line, column=name, found=cell))
        return None
    return value


def _directed(cell: str) -> bool | None:
    """Whether a row is one direction; None where the cell says neither."""
    text = cell.strip().lower()
    if text in ("true", "1", "1.0", "t", "yes"):
        return True
    return False if text in ("false", "0", "0.0", "f", "no") else None


def _pairs(arcs: list[Arc]) -> list[tuple[Arc, Arc | None]]:
    """Each arc with the one back, where there is one of nearly the same length."""
    waiting: dict[tuple[str, str], list[int]] = {}
    found: list[tuple[Arc, Arc | None]] = []
    for arc in arcs:
        others = waiting.get((arc.end, arc.start), [])
        for at in others[:MOST_PARALLEL]:
            one = found[at][0]
            same_row = one.row == arc.row if arc.flipped else True
            if same_row and abs(one.km - arc.km) <= ALIKE * max(one.km, arc.km):
                found[at] = (one, arc)
                others.remove(at)
                break
        else:
            waiting.setdefault((arc.start, arc.end), []).append(len(found))
            found.append((arc, None))
    return found


def _traced(line: Line) -> float:
    """Length of a line in degrees, km."""
    return sum(great_circle_km(*one, *other) for one, other in pairwise(line))


def _groups(found: Mapping[str, Sheet]) -> dict[str, set[str]]:
    """Uses of every group of ``use_group``."""
    if "use_group" not in found:
        return {}
    return {row.get("use_group", "").strip().lower(): _words(row.get("uses", ""))
            for row in found["use_group"].rows}


def _words(cell: str) -> set[str]:
    return {word.strip().lower() for word in cell.split(",") if word.strip()} - {"nan"}


def _off_road(cell: str, groups: Mapping[str, set[str]]) -> bool:
    """Whether none of the uses of a link is motor traffic on a road."""
    uses = {use for word in _words(cell) for use in groups.get(word, {word})}
    return bool(uses) and uses <= OFF_ROAD


class _Shapes:
    """Lines of links: their own, or that of the geometry which they name."""

    def __init__(self, found: Mapping[str, Sheet], at: Positions) -> None:
        self.at = at
        self.faults: list[Fault] = []
        self._named: dict[str, Line] = {}
        for row, line in zip(found["geometry"].rows, found["geometry"].lines,
                             strict=True) if "geometry" in found else ():
            text = row.get("geometry", "")
            shape = line_of(text)
            if shape is not None:
                self._named[label(row.get("geometry_id", ""))] = shape
            elif text.strip() not in ("", "NaN"):
                self.faults.append(fault("gmns_geometry", file=found["geometry"].path, line=line,
                                         found=text[:40]))

    def good(self, row: Mapping[str, str]) -> bool:
        """Whether the geometry that stands in a row is a line."""
        return line_of(row["geometry"]) is not None

    def of(self, row: Mapping[str, str]) -> Line | None:
        """Line of a link in degrees."""
        shape = line_of(row.get("geometry", "")) or self._named.get(
            label(row.get("geometry_id", "")))
        return None if shape is None else self.at.line(shape)
