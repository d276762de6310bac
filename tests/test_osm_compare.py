"""The strategic network beside OpenStreetMap: toy grounds by hand, then the embedded ground."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from corridors import Network
from corridors.cli.main import main
from corridors.errors import InputError
from corridors.messages import known
from corridors.osm.built import read_built
from corridors.osm.compare import Checked, Compared, beside, check_links, compare_ground, tally
from corridors.osm.course import Found, Task, find_courses
from corridors.osm.judge import REASONS, VERDICTS, dated, judge
from corridors.osm.net import Net, Vintage, embedded_net
from corridors.osm.stated import Spot, Stated, strategic
from corridors.osm.terminals import STATES, joints
from corridors.osm.unmatched import far_share, neighbours
from corridors.projects.register import register
from corridors.report.osm_compare import COLUMNS, compare_files
from corridors.report.osm_compare_map import compare_content, kind_of
from corridors.report.osm_home import home

# The toy ground: a line of two edges that is longer than it looks, and one that stands alone.
#
#   P0 (108, 23) ---- 110 km ---- P1 (109, 23) ---- 120 km ---- P2 (110, 23)
#
#   P3 (108, 26) ---- 130 km ---- P4 (109, 26)
POINTS = np.array([[108.0, 23.0], [109.0, 23.0], [110.0, 23.0], [108.0, 26.0], [109.0, 26.0]])
NET = Net("rail", POINTS, np.array([[0, 1], [1, 2], [3, 4]]), np.array([110.0, 120.0, 130.0]),
          "toy", "0" * 12, Vintage("2023-11-01", "2024-02-26"))
INFINITE = float("inf")


def spot(key: str, lon: float, lat: float) -> Spot:
    return Spot(key, "rail", "station", key, key, key, (lon, lat))


def link(a: tuple[float, float], b: tuple[float, float], km: float, **told: Any) -> Stated:
    plain = Stated("toy_01", "rail", "玩具线", "Toy line", spot("a", *a), spot("b", *b), km, 0.0,
                   "conv_double", "high", "toy")
    return replace(plain, **told)


def course(a: tuple[float, float], b: tuple[float, float]) -> Found | None:
    found, _ = find_courses(NET, [Task("x", a, b, 200.0)])
    return found.get("x")


# ---- courses
def test_a_course_takes_shares_of_the_edges_it_begins_and_ends_on() -> None:
    found = course((108.5, 23.0), (109.5, 23.0))
    assert found is not None
    assert found.km == pytest.approx(55 + 60)
    assert found.snap_km == pytest.approx((0, 0), abs=0.01)
    assert found.points.round(6).tolist() == [[108.5, 23.0], [109.0, 23.0], [109.5, 23.0]]


def test_a_course_along_one_edge_is_its_share() -> None:
    """Else one would have to run to the end of the edge and back."""
    found = course((108.75, 23.0), (108.25, 23.0))
    assert found is not None
    assert found.km == pytest.approx(55)
    assert found.points[0].tolist() == pytest.approx([108.75, 23.0])


def test_gaps_at_the_ends_are_measured() -> None:
    found = course((108.5, 23.1), (110.0, 23.0))
    assert found is not None
    assert found.snap_km[0] == pytest.approx(11.12, abs=0.02)  # a tenth of a degree of latitude
    assert found.snap_km[1] == pytest.approx(0, abs=0.01)


def test_an_end_takes_a_farther_way_where_that_saves_a_detour() -> None:
    """A stub beside the station leads nowhere; the line is 4 km off: 12 km of cost, not 3."""
    stub = replace(NET, points=np.vstack([POINTS, [[108.49, 23.045], [108.51, 23.045]]]),
                   ends=np.vstack([NET.ends, [[5, 6]]]), km=np.append(NET.km, 2.0))
    found, away = find_courses(stub, [Task("x", (108.5, 23.036), (110.0, 23.0), 175.0)])
    assert away[108.5, 23.036] == pytest.approx(1.0, abs=0.01)
    assert found["x"].km == pytest.approx(175)
    assert found["x"].snap_km[0] == pytest.approx(4.0, abs=0.01)


def test_no_way_and_no_ground_are_no_course() -> None:
    assert course((108.0, 23.0), (109.0, 26.0)) is None
    _, away = find_courses(NET, [Task("x", (108.0, 20.0), (108.0, 23.0), 300.0)])
    assert away[108.0, 20.0] == INFINITE
    nothing = NET.only(np.zeros(3, dtype=bool))
    assert find_courses(nothing, [Task("x", (108.0, 23.0), (109.0, 23.0), 110.0)])[0] == {}


def test_classes_of_the_ground_are_told_by_length() -> None:
    net = replace(NET, kinds=np.array(["main", "branch", "main"]))
    found, _ = find_courses(net, [Task("x", (108.5, 23.0), (110.0, 23.0), 175.0)])
    assert found["x"].kinds == (("branch", pytest.approx(120)), ("main", pytest.approx(55)))


def test_bent_edges_are_followed() -> None:
    import shapely

    bent = shapely.LineString([(108, 23), (108.5, 23.4), (109, 23)])
    lines = np.array([bent, *[shapely.LineString(POINTS[ends]) for ends in NET.ends[1:]]])
    net = replace(NET, lines=lines)
    found, _ = find_courses(net, [Task("x", (109.5, 23.0), (108.0, 23.0), 170.0)])
    assert [108.5, 23.4] in found["x"].points.tolist()


def test_how_far_a_course_is_from_the_drawn_one() -> None:
    share, far = beside(np.array([[108.0, 23.0], [109.0, 23.0]]),
                        np.array([[108.0, 23.0], [108.5, 23.0]]))
    assert share == pytest.approx(0.55, abs=0.02)  # half of it, and 5 km more
    assert far == pytest.approx(51.2, abs=0.3)  # half a degree at 23 degrees north


# ---- verdicts
A, B = (108.0, 23.0), (109.0, 23.0)
"""102.4 km apart."""


def told(km: float, snaps: tuple[float, float] = (0.0, 0.0)) -> Found:
    return Found(POINTS[:2], km, snaps)


NEW = {"project": "p", "opened": "2025-01-01"}
CASES: tuple[tuple[Stated, Found | None, tuple[str, str]], ...] = (
    (link(A, B, 110), told(115), ("agrees", "within")),
    (link(A, B, 110), told(98), ("shorter", "published_length")),
    (link(A, B, 110), told(125), ("longer", "published_length")),
    (link(A, B, 110, own_km=110.0), told(125), ("longer", "own_length")),
    (link(A, B, 110, own_km=20.0), told(95), ("not_judged", "own_km")),
    (link(A, B, 110, own_km=20.0), told(85), ("shorter", "published_length")),
    (link(A, B, 110), told(150), ("missing", "detour")),
    (link(A, B, 110), None, ("missing", "no_way")),
    (link(A, B, 110), told(108, (8.0, 8.0)), ("not_judged", "gaps")),
    (link(A, B, 110), told(100, (12.0, 12.0)), ("off_network", "end")),
    (link(A, B, 60), told(105), ("longer", "below_straight")),
    (link(A, B, 110, **NEW), told(150), ("missing", "later")),
    (link(A, B, 110, **NEW), told(112), ("not_judged", "neighbour")),
    (link(A, B, 110, **NEW), None, ("missing", "later")),
    (link(A, B, 110, project="p", opened="2023-12-27"), None, ("missing", "around")),
    (link(A, B, 110, project="p"), None, ("missing", "not_open")),
    (link(A, B, 110, project="p", opened="2023-08-31"), told(112), ("agrees", "within")),
    (link((108.0, 23.0), (108.02, 23.0), 2), told(2.9), ("agrees", "within")),
)


@pytest.mark.parametrize(("item", "found", "expected"), CASES)
def test_verdicts(item: Stated, found: Found | None, expected: tuple[str, str]) -> None:
    away = (0.0, 0.0) if found is None else found.snap_km
    assert tuple(judge(item, found, away, NET.vintage)) == expected


def test_ends_far_from_everything() -> None:
    away = (0.0, INFINITE)
    assert judge(link(A, B, 110), None, away, NET.vintage) == ("off_network", "end")
    assert judge(link(A, B, 110, **NEW), None, away, NET.vintage) == ("missing", "later")
    assert judge(link(A, B, 110), None, away, NET.vintage, covered=False) == ("outside", "box")


def test_dates_without_a_day_and_data_without_a_date() -> None:
    late = link(A, B, 110, project="p", opened="2024")
    assert dated(late, NET.vintage) == "later"
    assert dated(late, Vintage()) == ""
    assert dated(replace(late, opened="2023-10"), NET.vintage) == ""
    assert dated(replace(late, opened="2024-02"), Vintage("2024-02-29", "2024-02-29")) == ""
    assert dated(link(A, B, 110), NET.vintage) == ""


def test_every_verdict_reason_and_state_has_words() -> None:
    assert all(known(f"osmc.verdict.{one}") for one in VERDICTS)
    assert all(known(f"osmc.reason.{one}") for one in REASONS)
    assert all(known(f"osmc.state.{one}") for one in STATES)
    assert {case[2][1] for case in CASES} | {"end", "box"} == set(REASONS)


# ---- the other way round, and terminals
def test_what_lies_far_from_all_links() -> None:
    from corridors.ground.model import ball

    share = far_share(NET, ball(np.array([[108.0, 23.0]])))
    assert share[0] == pytest.approx(0.9, abs=0.03)  # all but the first 10 of 102 km
    assert share[1] == share[2] == 1.0
    assert far_share(NET, np.empty((0, 3))).tolist() == [1.0, 1.0, 1.0]


def test_neighbours_over_the_ground() -> None:
    """Four stops on a line: only those next to each other are neighbours."""
    stops = [(108.0, 23.0), (109.0, 23.05), (110.0, 23.0), (108.0, 26.0)]
    assert neighbours(NET, stops) == [(0, 1, [0]), (1, 2, [1])]


def test_terminals_and_the_parts_they_stand_on() -> None:
    found = joints([spot("on", 108.5, 23.0), spot("apart", 108.5, 26.0),
                    spot("far", 108.5, 23.1), spot("none", 108.5, 24.5),
                    spot("beyond", 120.0, 23.0)], NET)
    assert [(one.spot.id, one.state) for one in found] == [
        ("on", "joined"), ("apart", "apart"), ("far", "far"), ("none", "none")]
    assert found[2].km == pytest.approx(11.1, abs=0.1)
    assert found[0].chord  # one straight line of 110 km


# ---- the embedded ground
@cache
def everything() -> Compared:
    import corridors

    network = corridors.load_network()
    return compare_ground(network, strategic(network, register().all(), candidates=True),
                          {mode: embedded_net(mode) for mode in ("road", "rail")}, home=home())


def one(key: str) -> Checked:
    return next(item for item in everything().links if item.link.id == key)


@pytest.mark.parametrize(("key", "expected"), [
    ("rfd_01", ("missing", "around")),  # Fangchenggang-Dongxing, opened 2023-12-27
    ("rny_01", ("missing", "later")),  # Nanning-Yulin, only a stub in the data
    ("rhz_01", ("missing", "not_open")),  # Hepu-Zhanjiang
    ("rhl_02", ("agrees", "within")),
    ("rnk_03", ("off_network", "end")),  # one chord of 153 km, far from Funing
])
def test_known_lines(key: str, expected: tuple[str, str]) -> None:
    assert tuple(one(key).judged) == expected


def test_jiaoliu_railway_between_huaihua_and_liuzhou() -> None:
    both = [one("cjl_07"), one("cjl_08")]
    assert sum(item.link.length_km for item in both) == 452
    assert sum(item.course_km or 0 for item in both) == pytest.approx(455, abs=5)


def test_a_border_road_does_not_cut_through_the_neighbour() -> None:
    """From Shuikou to Longbang the shortest way of all leads through Viet Nam."""
    item = one("ex_g219_shuikou_longbang")
    free, = check_links([item.link], embedded_net("road"), {}, Vintage())
    assert free.course_km is not None
    assert item.course_km is not None
    assert item.course_km > 2 * free.course_km


def test_counts_on_the_embedded_ground() -> None:
    """As docs/osm_compare.md says; they move with the data."""
    found = everything()
    counts = tally(found)
    assert sum(counts["road"].values()) == sum(item.link.mode == "road" for item in found.links)
    assert counts["rail"]["agrees"] > 0.55 * sum(counts["rail"].values())
    assert counts["road"]["agrees"] > 0.55 * sum(counts["road"].values())
    rail, road = (found.median_deviation(mode) for mode in ("rail", "road"))
    assert rail is not None
    assert road is not None
    assert abs(rail) < 0.02
    assert -0.07 < road < -0.02


def test_opened_lines_of_the_base_are_never_excused_by_date() -> None:
    for item in everything().links:
        if not item.link.project:
            assert item.judged.reason not in ("later", "around", "not_open", "neighbour")


def test_missing_lines_are_long_and_far_and_told_once() -> None:
    found = everything().missing
    assert found
    assert all(way.far_km >= 60 and way.far_km <= way.km + 1e-6 for way in found)
    assert len({(way.mode, way.a, way.b) for way in found}) == len(found)
    xuzhou = next(way for way in found if {way.a, way.b} == {"xiangyang", "xuzhou"}
                  and way.mode == "rail")
    assert xuzhou.km == pytest.approx(623, abs=15)  # through Henan, which the network leaves out


def test_stations_on_the_rails() -> None:
    rail = [joint for joint in everything().joints if joint.spot.mode == "rail"]
    joined = sum(joint.state == "joined" for joint in rail)
    assert joined / len(rail) > 0.85
    assert {joint.spot.id for joint in rail if joint.state == "none"} >= {
        "rl_dongxingshi", "rl_funing"}


def test_a_network_of_a_date_has_its_projects_and_no_others(real: Network) -> None:
    from corridors import load_network

    projects = register().all()
    assert not any(item.project for item in strategic(real, projects, candidates=False).links)
    later = strategic(load_network(year=2024), projects, candidates=False)
    assert {item.project for item in later.links} >= {"bg_fangchenggang_dongxing_rail"}
    assert "rhz_01" not in {item.id for item in later.links}


def test_the_order_of_links_does_not_matter() -> None:
    links = [item.link for item in everything().links if item.link.mode == "rail"][::9]
    net = embedded_net("rail")
    forth, back = (check_links(some, net, {}, net.vintage) for some in (links, links[::-1]))
    assert [(one.judged, one.course_km) for one in forth] == [
        (one.judged, one.course_km) for one in back[::-1]]


def test_the_table_has_a_row_a_link() -> None:
    rows = list(csv.DictReader(io.StringIO(
        compare_files(everything())["compare.csv"].decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    assert all(row["verdict"] in VERDICTS for row in rows)
    assert len(rows) == len(everything().links)


def test_what_the_map_shows() -> None:
    found = everything()
    content = compare_content(found, "rail", "2022-11-30", "en")
    kinds = {item.id: item.kind for item in content.links}
    assert kinds["rfd_01"] == "osm_later"
    assert kinds["rnk_03"] == "osm_missing"
    assert kinds["rhl_02"] == "osm_agrees"
    assert {kind_of(item) for item in found.links} == {
        "osm_agrees", "osm_shorter", "osm_longer", "osm_missing", "osm_later", "osm_unjudged"}
    assert not any("\u4e00" <= sign <= "\u9fff" for line in content.key_lines for sign in line)


# ---- the command
@pytest.fixture(scope="module")
def rail(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    out = tmp_path_factory.mktemp("rail") / "out"
    return CliRunner().invoke(main, ["osm", "compare", "--mode", "rail", "--lang", "en",
                                     "--out", str(out)]), out


def test_the_screen(rail: tuple[Result, Path]) -> None:
    done, _ = rail
    assert done.exit_code == 0, done.output
    for words in ("Railway", "opened later" if "opened later" in done.output else "missing",
                  "Xiangyang–Xuzhou", "rl_funing", "data taken between 2023-11-01 and 2024-02-26",
                  "cannot tell", "no classes and no names"):
        assert words in done.output


def test_the_files(rail: tuple[Result, Path]) -> None:
    done, out = rail
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in out.iterdir()) == [
        "compare.csv", "compare.gpkg", "compare.json", "compare_rail.png", "corridors.json",
        "missing.csv", "terminals.csv"]
    told = json.loads((out / "compare.json").read_text(encoding="utf-8"))
    mode, = told["modes"]
    assert mode["ground"]["embedded"] is True
    assert sum(mode["links"].values()) == len(told["links"])
    assert told["candidates"] is True
    assert "OpenStreetMap" in told["attribution"]


def test_the_geopackage_read_again(rail: tuple[Result, Path]) -> None:
    import geopandas as gpd

    _, out = rail
    links = gpd.read_file(out / "compare.gpkg", layer="links").set_index("link")
    assert links.crs.to_epsg() == 4326
    assert links.loc["rfd_01", "reason"] == "around"
    courses = gpd.read_file(out / "compare.gpkg", layer="courses").set_index("link")
    assert "rfd_01" not in courses.index
    assert courses.loc["rhl_02", "ratio"] == pytest.approx(1.0, abs=0.02)
    assert {"missing", "terminals", "about"} <= set(gpd.list_layers(out / "compare.gpkg")["name"])
    with sqlite3.connect(out / "compare.gpkg") as file:
        dates = {row[0] for row in file.execute("SELECT last_change FROM gpkg_contents")}
    assert dates == {"2000-01-01T00:00:00.000Z"}


@pytest.mark.parametrize(("args", "words"), [
    (("--mode", "inland"), "no waterways"),
    (("--drafts",), "--drafts needs --with"),
    (("--vintage", "2024"), "YYYY-MM-DD"),
    (("--with", "nowhere.gpkg"), "nowhere.gpkg"),
    (("--state", "base"), "--state"),
])
def test_options_that_do_not_go_together(args: tuple[str, ...], words: str) -> None:
    done = CliRunner().invoke(main, ["osm", "compare", "--lang", "en", *args])
    assert done.exit_code == 2
    assert words in done.output


# ---- the user's own network
def build(path: Path, *, date: str = "2025-06-01T00:00:00Z") -> Path:
    """Edges as ``corridors osm build`` writes them: two of them both ways, one rail, one canal."""
    import geopandas as gpd
    import pandas as pd
    import pyogrio
    import shapely

    rows = [(10, 11, "road", "motorway", 60_000.0, False, [(108.37, 22.82), (108.6, 22.4),
                                                           (108.62, 22.2)]),
            (11, 10, "road", "motorway", 60_000.0, True, [(108.62, 22.2), (108.6, 22.4),
                                                          (108.37, 22.82)]),
            (11, 12, "road", "trunk", 45_000.0, False, [(108.62, 22.2), (108.62, 21.97)]),
            (20, 21, "inland", "canal", 130_000.0, False, [(109.0, 22.7), (108.6, 21.8)])]
    frame = gpd.GeoDataFrame(
        {"u": [r[0] for r in rows], "v": [r[1] for r in rows], "key": 0,
         "mode": [r[2] for r in rows], "class": [r[3] for r in rows],
         "length": [r[4] for r in rows], "reversed": [r[5] for r in rows]},
        geometry=[shapely.LineString(r[6]) for r in rows], crs=4326)
    pyogrio.write_dataframe(frame, path, layer="edges", driver="GPKG")
    pyogrio.write_dataframe(pd.DataFrame({"key": ["source_timestamp"], "value": [date]}), path,
                            layer="about", driver="GPKG")
    return path


def test_a_build_is_read(tmp_path: Path) -> None:
    build(tmp_path / "network.gpkg")
    file = read_built(tmp_path, ("road", "rail", "inland"))
    assert set(file.nets) == {"road", "inland"}
    net = file.nets["road"]
    assert net.km.tolist() == [60.0, 45.0]  # the way back is the same way
    assert net.vintage == Vintage("2025-06-01", "2025-06-01")
    assert net.kinds is not None
    assert sorted(net.kinds) == ["motorway", "trunk"]
    assert file.planned is None
    found, _ = find_courses(net, [Task("x", (108.62, 21.97), (108.37, 22.82), 110.0)])
    assert found["x"].km == pytest.approx(105)
    assert found["x"].kinds == (("motorway", 60.0), ("trunk", 45.0))


def test_a_comparison_with_a_build(tmp_path: Path) -> None:
    build(tmp_path / "network.gpkg")
    done = CliRunner().invoke(main, ["osm", "compare", "--with", str(tmp_path), "--mode", "road",
                                     "--format", "json"])
    assert done.exit_code == 0, done.output
    data = json.loads(done.output)
    rows = {row["link"]: row for row in data["links"]}
    assert data["modes"][0]["ground"]["embedded"] is False
    assert {row["verdict"] for row in rows.values()} > {"outside"}
    qinzhou = rows["h018"] if "h018" in rows and rows["h018"]["course_km"] else next(
        row for row in rows.values() if row["course_km"])
    assert "motorway" in qinzhou["ground_classes"]


def test_what_is_being_built_becomes_drafts(tmp_path: Path) -> None:
    import geopandas as gpd
    import pyogrio
    import shapely

    path = build(tmp_path / "network.gpkg")
    args = ["osm", "compare", "--with", str(path), "--mode", "road", "--drafts", "--no-map",
            "--lang", "en", "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(main, args)
    assert done.exit_code == 0, done.output
    assert "no drafts to write" in " ".join(done.output.split())
    planned = gpd.GeoDataFrame(
        {"osmid": [77], "state": ["construction"], "opening": [None], "start": [None],
         "mode": ["road"], "class": ["motorway"], "highway": ["motorway"], "name": ["南玉高速"],
         "name_en": [None], "ref": [None], "speed_kph": [100.0], "speed_basis": ["default"],
         "length": [200_000.0]},
        geometry=[shapely.LineString([(108.37, 22.82), (110.15, 22.63)])], crs=4326)
    pyogrio.write_dataframe(planned, path, layer="planned", driver="GPKG", append=True)
    done = CliRunner().invoke(main, args)
    assert done.exit_code == 0, done.output
    draft, = (tmp_path / "out" / "drafts").glob("*.yaml")
    assert "南玉高速" in draft.read_text(encoding="utf-8")


def spoiled(name: str, folder: Path) -> Path:
    import geopandas as gpd
    import pyogrio

    path = build(folder / "network.gpkg")
    if name == "text":
        path.write_text("<html>not here</html>", encoding="utf-8")
    elif name == "cut":
        path.write_bytes(path.read_bytes()[:5000])
    elif name == "layer":
        frame = gpd.read_file(path, layer="edges")
        path.unlink()
        pyogrio.write_dataframe(frame, path, layer="roads", driver="GPKG")
    elif name == "columns":
        frame = gpd.read_file(path, layer="edges").drop(columns=["length", "v"])
        path.unlink()
        pyogrio.write_dataframe(frame, path, layer="edges", driver="GPKG")
    elif name == "two":
        (folder / "other.gpkg").write_bytes(path.read_bytes())
        return folder
    return path


@pytest.mark.parametrize(("name", "zh", "en"), [
    ("text", "内容与文件名的后缀 .gpkg 不符", ".gpkg"),
    ("cut", "GeoPackage", "GeoPackage"),
    ("layer", "没有图层 edges；文件中的图层：roads", "no layer edges; the file has: roads"),
    ("columns", "缺少列：v, length", "lacks: v, length"),
    ("two", "现有 2 个", "this one holds 2"),
    ("mode", "没有所要方式（rail）", "no edges of rail; the file has: inland, road"),
])
def test_broken_builds(name: str, zh: str, en: str, tmp_path: Path) -> None:
    path = spoiled(name, tmp_path)
    with pytest.raises(InputError) as error:
        read_built(path, ("rail",) if name == "mode" else ("road",))
    assert zh in error.value.render("zh")
    assert en in error.value.render("en")
    assert str(path) in error.value.render("en")


def test_progress_is_told(real: Network) -> None:
    steps: list[str] = []
    tick: Callable[[str], None] = steps.append
    compare_ground(real, strategic(real, (), candidates=False), {"rail": NET}, tick=tick)
    assert steps == ["osmc.step.rail", "osmc.step.terminals"]
