"""Every reader of the toolkit with files it reads, and ways to spoil them.

The one law: a reader returns, or raises a :class:`~corridors.errors.CorridorsError` that can be
said in both languages. It is kept here so that the tests, which try little, and
``benchmarks/fuzz.py``, which tries much, put every reader through the same mill.
"""

from __future__ import annotations

import io
import random
import re
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import corridors
from corridors.errors import CorridorsError, InputError
from corridors.paths import embedded

TOY = Path(__file__).parent / "toy"
BROKEN = Path(__file__).parent / "broken"
NASTY = (
    b"", b"-1", b"0", b"1e400", b".nan", b".inf", b"nan", b"-0", b"1_000", b"1,234.5", b"1:30",
    b"no", b"~", b"null", b"true", b"[]", b"{}", b"9" * 400, b"9" * 5000, b"0x" + b"f" * 300,
    b"x" * 5000, b"=1+1", b"@SUM(A1)", b"'", b'"', b"\x00", b"\x1b[31m", b"\xff\xfe",
    "\u202e\u2066".encode(), "１２".encode(), "２０２３年".encode(), "南宁".encode("gbk"),
    b"\xed\xa0\x80", b"\xef\xbb\xbf", b"2023/1/5", b"44931", b"2023-02-30", b"../../etc/passwd",
    b"CON", b"C:\\x", b"/dev/zero", b"!!python/object:os.system x", b"!!bool maybe", b"!!int ''",
    b"!!float ''", b"!!null 1", b"!!binary AA==", b"&a *a", b"<<: {a: 1}", b"? {a: b} : c",
    b"%s%n{0.__class__}", b"{found}", b"\\ud800", b'"\\ud800"', b"NaN", b"Infinity", b"[[]]",
    b"\n", b"\r", b"\r\n", b"\t", b"\x0b", b"\x85", "\u2028".encode(), b";", b",", b":", b"- ",
    b"#", b"|", b">", b"*", b"&", b"!", b"%", b"@", b"`")
"""What stands in place of a value, or between two."""


@dataclass(frozen=True)
class Reader:
    """A reader and what it is tried on.

    Attributes
    ----------
    name
        As ``benchmarks/fuzz.py --reader`` takes it.
    file
        Name under which the bytes are put down.
    read
        Called with the path.
    seeds
        Whole files that it reads.
    """

    name: str
    file: str
    read: Callable[[Path], object]
    seeds: Callable[[], Iterable[bytes]]


def _files(*patterns: str) -> Callable[[], Iterable[bytes]]:
    def found() -> Iterable[bytes]:
        paths = [path for pattern in patterns for root in (embedded("data").parent, TOY.parent)
                 for path in sorted(root.glob(pattern))]
        assert paths, patterns
        return [path.read_bytes() for path in paths]
    return found


@cache
def _network() -> Any:
    return corridors.load_network(data=TOY)


@cache
def _pairs() -> tuple[tuple[str, ...], tuple[str, ...]]:
    places = tuple(str(key) for key in _network().places["id"])
    return places, places


def _flows(path: Path) -> object:
    from corridors.analysis.flows import read_flows

    return read_flows(path, _network(), ("bulk", "container"), *_pairs())


def _flow_seeds() -> Iterable[bytes]:
    one, two = _pairs()[0][:2]
    return [f"origin,destination,profile,tonnes_per_year\n{one},{two},bulk,1000\n"
            f"{two},{one},bulk,2.5\n".encode()]


def _points(path: Path) -> object:
    from corridors.points import read_points

    return read_points(path, abroad=True)


def _table(name: str) -> Callable[[Path], object]:
    def read(path: Path) -> object:
        from corridors.tables import read_table

        table, faults = read_table(path, name)
        if faults:
            raise InputError(faults)
        return table
    return read


def _package(file: str) -> Callable[[Path], object]:
    """A data package of which one file is spoilt."""
    def read(path: Path) -> object:
        from corridors.network.geometry import load_courses
        from corridors.network.load import read_tables

        folder = path.parent / "package"
        if not folder.exists():
            shutil.copytree(TOY, folder)
        whole = (TOY / file).read_bytes()
        try:
            (folder / file).write_bytes(path.read_bytes())
            tables, faults = read_tables(folder)
            if faults:
                raise InputError(faults)
            load_courses(folder)
            return tables
        finally:
            (folder / file).write_bytes(whole)
    return read


def _courses(path: Path) -> object:
    from corridors.network.geometry import load_courses

    return load_courses(path.parents[1])


def _scenario(path: Path) -> object:
    return corridors.load_scenario(path)


def _resolved(path: Path) -> object:
    from corridors.scenario.resolve import resolve

    return resolve(corridors.load_scenario(path))


def _project(path: Path) -> object:
    from corridors.projects.model import read_project

    return read_project(path)


def _parameters(path: Path) -> object:
    from corridors.parameters import read_parameters

    return read_parameters(path)


def _map(path: Path) -> object:
    from corridors.cartography.load import load_map

    return load_map(path)


def _plans(path: Path) -> object:
    from corridors.projects import plans

    _forget(plans)
    return plans.read_plans(path.parent)


def _forget(module: Any) -> None:
    """Empty the caches of a module, which know a folder by its name alone."""
    for thing in vars(module).values():
        if hasattr(thing, "cache_clear"):
            thing.cache_clear()


def _circles(path: Path) -> object:
    from corridors.analysis import circles

    _forget(circles)
    return circles.read_circles(path.parent)


def _check(path: Path) -> object:
    from corridors.analysis.checks import check_file

    return check_file(path)


def _area(path: Path) -> object:
    from corridors.cli.osm_area import find_area

    return find_area(str(path))


def _osm(path: Path) -> object:
    from corridors.osm.read import read

    return read(path)


def _word(path: Path) -> object:
    from corridors.report.office.word_template import open_template

    return open_template(path, "zh")


def _slides(path: Path) -> object:
    from corridors.report.office.slides_template import opened

    return opened(path, "zh")


def _ground(path: Path) -> object:
    from corridors.ground import load

    _forget(load)
    return load.load_ground("roads", path.parents[1])


def _yaml(path: Path) -> object:
    from corridors.textfile import read_yaml

    return read_yaml(path)


GEOJSON = ('{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"甲",'
           '"id":"a"},"geometry":{"type":"Point","coordinates":[108.3,22.8]}}]}').encode()
POLYGON = (b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},'
           b'"geometry":{"type":"Polygon","coordinates":[[[108,22],[109,22],[109,23],[108,22]]]}}]}')
COURSES = (b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"link_id":"a",'
           b'"basis":"osm","approximate":false,"traced_km":1.5,"provinces":{"x":1.0}},"geometry":'
           b'{"type":"LineString","coordinates":[[108,22],[109,22.5]]}}]}')
OSM = (b'<?xml version="1.0"?><osm version="0.6" generator="hand">'
       b'<node id="1" version="1" lat="22.8" lon="108.3"/><node id="2" version="1" lat="22.9" '
       b'lon="108.4"/><way id="7" version="1"><nd ref="1"/><nd ref="2"/><tag k="highway" '
       b'v="motorway"/><tag k="maxspeed" v="100"/><tag k="lanes" v="2"/><tag k="oneway" v="yes"/>'
       b'<tag k="name" v="G75"/></way></osm>')
POINTS = "id,name,lon,lat,crs\na,甲,108.3,22.8,GCJ-02\nb,乙,109°30′,22.9N,\n".encode()


def _docx() -> Iterable[bytes]:
    import docx

    stream = io.BytesIO()
    docx.Document().save(stream)
    return [stream.getvalue()]


def _pptx() -> Iterable[bytes]:
    import pptx

    stream = io.BytesIO()
    pptx.Presentation().save(stream)
    return [stream.getvalue()]


def _npz() -> Iterable[bytes]:
    import numpy as np

    from corridors.cache import packed

    return [packed({"points": np.array([[108000, 22000], [109000, 22000]], np.int32),
                    "ends": np.array([[0, 1]], np.int32), "metres": np.array([9], np.int32),
                    "component": np.array([0, 0], np.int32)})]


def _geopackage() -> Iterable[bytes]:
    import geopandas
    import shapely

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.gpkg"
        geopandas.GeoDataFrame({"name": ["a"]}, geometry=[shapely.Point(108.3, 22.8)],
                               crs=4326).to_file(path)
        return [path.read_bytes()]


def _toy_package() -> Any:
    from corridors.exchange.package import packed

    return packed(_network())


def _gmns(name: str) -> Callable[[Path], object]:
    """A GMNS folder of which one table is spoilt."""
    def read(path: Path) -> object:
        from corridors.exchange.gmns.read import read_gmns

        folder = path.parent / "gmns"
        if not folder.exists():
            for file, whole in _gmns_files().items():
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                (folder / file).write_bytes(whole)
        try:
            (folder / name).write_bytes(path.read_bytes())
            return read_gmns(folder)
        finally:
            (folder / name).write_bytes(_gmns_files()[name])
    return read


@cache
def _gmns_files() -> Mapping[str, bytes]:
    from corridors.exchange.gmns.write import export

    return export(_toy_package()).files


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _gmns_zip(path: Path) -> object:
    from corridors.exchange.gmns.read import read_gmns

    return read_gmns(path)


FEED = {
    "agency.txt":
        "agency_id,agency_name,agency_url,agency_timezone\na,A,http://a.cn,Asia/Shanghai\n",
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\ns1,南宁,22.8,108.3\ns2,柳州,24.3,109.4\n",
    "routes.txt": "route_id,agency_id,route_short_name,route_type\nr,a,D1,2\n",
    "trips.txt": "route_id,service_id,trip_id\nr,w,t1\nr,w,t2\n",
    "calendar.txt": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
                    "start_date,end_date\nw,1,1,1,1,1,1,1,20240101,20241231\n",
    "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
                      "t1,08:00:00,08:00:00,s1,1\nt1,09:10:00,09:10:00,s2,2\n"
                      "t2,10:00:00,10:00:00,s1,1\nt2,11:10:00,11:10:00,s2,2\n"}


def _gtfs(path: Path) -> object:
    from corridors.exchange.timetables.feed import read_gtfs

    return read_gtfs(path, "2024-03-05")


def _gtfs_whole(path: Path) -> object:
    """As ``import gtfs`` does: matched, made a package, and a project beside a network."""
    from corridors.exchange.timetables.feed import read_gtfs
    from corridors.exchange.timetables.package import timetable_package
    from corridors.exchange.timetables.project import project_yaml

    found = read_gtfs(path, "2024-03-05", beside=_network(), stops="all")
    timetable_package(found, _network()).network()
    return project_yaml(found, _network(), "zh")


def _gtfs_seeds() -> Iterable[bytes]:
    return [_zipped({name: text.encode() for name, text in FEED.items()})]


def _network_gpkg(path: Path) -> object:
    from corridors.exchange.geopackage_read import read_geopackage

    return read_geopackage(path)


def _network_json(path: Path) -> object:
    from corridors.exchange.nodelink import read_nodelink

    return read_nodelink(path)


def _network_json_seeds() -> Iterable[bytes]:
    from corridors.exchange.nodelink import nodelink

    return [nodelink(_toy_package())]


def _network_graphml(path: Path) -> object:
    from corridors.exchange.graphml import read_graphml

    return read_graphml(path)


def _network_graphml_seeds() -> Iterable[bytes]:
    from corridors.exchange.graphml import graphml_of

    return [graphml_of(_network(), _toy_package())]


@cache
def _parquet_files() -> Mapping[str, bytes]:
    from corridors.exchange.geoparquet import geoparquet

    return geoparquet(_toy_package())


def _network_parquet(name: str) -> Callable[[Path], object]:
    """A folder of GeoParquet of which one file is spoilt."""
    def read(path: Path) -> object:
        from corridors.exchange.geoparquet import read_geoparquet

        folder = path.parent / "parquet"
        folder.mkdir(exist_ok=True)
        for file, whole in _parquet_files().items():
            (folder / file).write_bytes(whole)
        (folder / name).write_bytes(path.read_bytes())
        return read_geoparquet(folder)
    return read


def _omx(path: Path) -> object:
    from corridors.exchange.omx import flows_csv, read_omx

    found = read_omx(path)
    return [flows_csv(found, _network(), "container", name) for name in found.names]


def _omx_seeds() -> Iterable[bytes]:
    from corridors.exchange.omx import skims_omx

    places = _pairs()[0]
    return [skims_omx(_network(), places, places, profile="container", modes=["road"])]


def _network_gpkg_seeds() -> Iterable[bytes]:
    from corridors.exchange.geopackage import geopackage_of

    return [geopackage_of(_toy_package())]


def _workbook(path: Path) -> object:
    from corridors.exchange.template.filled import read_workbook

    found = read_workbook(path)
    if found.faults:
        raise InputError(found.faults)
    return found


def _workbook_seeds() -> Iterable[bytes]:
    from corridors.exchange.template.make import workbook_template
    from corridors.projects.register import register

    scenario = embedded("scenarios/pinglu_canal.yaml")
    return [workbook_template("both", example=True).content,
            workbook_template("both", project=register().get("pinglu_canal"),
                              scenario=corridors.load_scenario(scenario)).content]


SCENARIOS = _files("scenarios/*.yaml", "toy/scenarios/*.yaml", "broken/scenarios/*.yaml")
MAPS = _files("maps/*.yaml", "broken/maps/*.yaml")
READERS: dict[str, Reader] = {one.name: one for one in (
    Reader("yaml", "a.yaml", _yaml, _files("scenarios/pinglu*.yaml", "data/plans.yaml")),
    Reader("scenario", "scenario.yaml", _scenario, SCENARIOS),
    Reader("resolve", "scenario.yaml", _resolved, SCENARIOS),
    Reader("project", "pinglu_canal.yaml", _project,
           _files("data/projects/pinglu*.yaml", "data/projects/g*.yaml",
                  "broken/projects/*.yaml")),
    Reader("parameters", "parameters.yaml", _parameters,
           _files("toy/parameters.yaml", "data/parameters.yaml")),
    Reader("map", "map.yaml", _map, MAPS),
    Reader("plans", "plans.yaml", _plans, _files("toy/plans.yaml", "data/plans.yaml")),
    Reader("circles", "circles.yaml", _circles, _files("data/circles.yaml")),
    Reader("check", "scenario.yaml", _check, SCENARIOS),
    *(Reader(f"table.{name}", f"{name}.csv", _table(name), _files(f"toy/{name}.csv"))
      for name in ("places", "nodes", "links", "services", "service_stops", "locks", "vessels",
                   "transfers", "sets", "sources", "values", "sectors")),
    *(Reader(f"package.{name}", "spoilt.csv", _package(f"{name}.csv"), _files(f"toy/{name}.csv"))
      for name in ("nodes", "links", "services", "service_stops", "locks", "vessels", "sets")),
    Reader("flows", "flows.csv", _flows, _flow_seeds),
    Reader("points", "points.csv", _points, lambda: [POINTS]),
    Reader("points.geojson", "points.geojson", _points, lambda: [GEOJSON]),
    Reader("points.gpkg", "points.gpkg", _points, _geopackage),
    Reader("courses", "geometry/a.geojson", _courses, lambda: [COURSES]),
    Reader("area", "area.geojson", _area, lambda: [POLYGON]),
    Reader("osm", "a.osm", _osm, lambda: [OSM]),
    Reader("word", "a.docx", _word, _docx),
    Reader("slides", "a.pptx", _slides, _pptx),
    *(Reader(f"gmns.{name}", "spoilt.csv", _gmns(f"{name}.csv"),
             lambda name=name: [_gmns_files()[f"{name}.csv"]])
      for name in ("node", "link", "zone")),
    Reader("gmns.zip", "a.zip", _gmns_zip, lambda: [_zipped(_gmns_files())]),
    Reader("gtfs", "a.zip", _gtfs, _gtfs_seeds),
    Reader("network.gpkg", "a.gpkg", _network_gpkg, _network_gpkg_seeds),
    Reader("gtfs.whole", "a.zip", _gtfs_whole, _gtfs_seeds),
    Reader("network.json", "a.json", _network_json, _network_json_seeds),
    Reader("network.graphml", "a.graphml", _network_graphml, _network_graphml_seeds),
    *(Reader(f"network.parquet.{name}", "a.parquet", _network_parquet(f"{name}.parquet"),
             lambda name=name: [_parquet_files()[f"{name}.parquet"]])
      for name in ("links", "services")),
    Reader("omx", "a.omx", _omx, _omx_seeds),
    Reader("workbook", "a.xlsx", _workbook, _workbook_seeds),
    Reader("ground", "ground/roads.npz", _ground, _npz),
)}


def tried(reader: Reader, data: bytes, folder: Path) -> str:
    """Put a file before a reader.

    Returns
    -------
    outcome
        ``read``, or the messages in English where it was refused.

    Raises
    ------
    Exception
        Whatever breaks the law.
    """
    path = folder / reader.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    try:
        reader.read(path)
    except CorridorsError as error:
        found = error
    else:
        return "read"
    assert found.faults
    for lang in ("zh", "en"):
        for fault in found.faults:
            said = fault.render(lang)
            assert said
            said.encode()
            assert not any(char in said for char in "\x00\x1b\r\n\u202e"), repr(said[:300])
    return found.render("en")


def spoilt(data: bytes, rng: random.Random) -> bytes:
    """A file with one to four things done to it."""
    if data.startswith(b"PK") and rng.random() < 0.8:
        return _member(data, rng)
    if data.startswith(b"SQLite format 3\0") and rng.random() < 0.8:
        return _cells(data, rng)
    if data.startswith(b"<") and rng.random() < 0.5:
        for _ in range(rng.randint(1, 4)):
            data = _element(data, rng)
        return data
    for _ in range(rng.randint(1, 4)):
        data = rng.choice(WAYS)(data, rng)
    return data


def _member(data: bytes, rng: random.Random) -> bytes:
    """An archive of which one member is spoilt, dropped or doubled, and packed well again."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    at = rng.randrange(len(members))
    name, inner = members[at]
    what = rng.random()
    if what < 0.1:
        del members[at]
    elif what < 0.2:
        members[at] = (name, members[rng.randrange(len(members))][1])
    else:
        members[at] = (name, spoilt(inner, rng))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inner in members:
            archive.writestr(name, inner)
    return out.getvalue()


def _cells(data: bytes, rng: random.Random) -> bytes:
    """A database of which some cells, a row or a column are other than they were."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(data)
        for (trigger,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{trigger}"')  # they call functions of a library
        tables = [name for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'") if '"' not in name]
        for _ in range(rng.randint(1, 4)):
            table = rng.choice(tables)
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
            column, other = rng.choice(columns), rng.choice(columns)
            value: object = rng.choice((
                rng.choice(NASTY), rng.choice(NASTY).decode("utf-8", "replace"), None, -1, 1e308,
                2**62, float("inf"), rng.randbytes(rng.randrange(90))))
            change = rng.random()
            row = f'rowid = (SELECT rowid FROM "{table}" ORDER BY random() LIMIT 1)'
            try:
                if change < 0.7:
                    connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE {row}', (value,))
                elif change < 0.8:
                    connection.execute(f'UPDATE "{table}" SET "{column}" = "{other}"')
                elif change < 0.9:
                    connection.execute(f'DELETE FROM "{table}" WHERE {row}')
                else:
                    connection.execute(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')
            except sqlite3.Error:
                continue
        connection.commit()
        return connection.serialize()
    except sqlite3.Error:
        return data
    finally:
        connection.close()


def _element(data: bytes, rng: random.Random) -> bytes:
    """Another text between two tags, that of another element or something nasty, well escaped."""
    spans = [m.span(1) for m in re.finditer(rb">([^<>]{1,400})<", data[:400_000])]
    if not spans:
        return data
    low, high = rng.choice(spans)
    a, b = rng.choice(spans)
    new = data[a:b] if rng.random() < 0.4 else rng.choice(NASTY).replace(
        b"&", b"&amp;").replace(b"<", b"&lt;")
    return data[:low] + new + data[high:]


def _flip(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + bytes([rng.randrange(256)]) + data[at + rng.randint(0, 1):]


def _cut(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] if rng.random() < 0.5 else data[:at] + data[at + rng.randint(1, 40):]


def _line(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
    what = rng.randrange(5)
    if what == 0:
        lines.insert(j, lines[i])
    elif what == 1:
        del lines[i]
    elif what == 2:
        lines[i], lines[j] = lines[j], lines[i]
    elif what == 3:
        lines[i] = b" " * rng.randint(1, 4) + lines[i]
    else:
        return rng.choice((b"\r", b"\r\n", b"\n\n", "\u2028".encode())).join(lines)
    return b"\n".join(lines)


def _value(data: bytes, rng: random.Random) -> bytes:
    """Something nasty in place of a value, told by the marks around it."""
    spans = [m.span() for m in re.finditer(rb"[^\s,;:\[\]{}\"<>=]+", data[:200_000])]
    if not spans:
        return rng.choice(NASTY)
    low, high = rng.choice(spans)
    return data[:low] + rng.choice(NASTY) + data[high:]


def _swap(data: bytes, rng: random.Random) -> bytes:
    """One value in place of another of the same file."""
    spans = [m.span() for m in re.finditer(rb"[^\s,;:\[\]{}\"<>=]+", data[:200_000])]
    if len(spans) < 2:
        return data
    (a, b), (c, d) = rng.choice(spans), rng.choice(spans)
    return data[:a] + data[c:d] + data[b:]


def _structure(data: bytes, rng: random.Random) -> bytes:
    """A list, a mapping or a scalar where another kind stands, right of a colon."""
    spans = [m.span(1) for m in re.finditer(rb": *([^\n]*)", data[:200_000])]
    if not spans:
        return data
    low, high = rng.choice(spans)
    kind = rng.choice((b"[%s]", b"{a: %s}", b"[[%s]]", b"{%s: 1}", b"'%s'", b"", b"[]", b"{}",
                       b"null", b"1", b"1.5", b"true", b"[1, a, null]", b"{1: 2, null: 3}"))
    return data[:low] + (kind % data[low:high] if b"%s" in kind else kind) + data[high:]


WAYS = (_flip, _cut, _line, _value, _value, _value, _swap, _swap, _structure, _structure)
