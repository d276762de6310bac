"""Counties and cities as places: seats in their units, names, people, and what stays the same."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely
import shapely.ops
from fast_geocn import gcj02_to_wgs84

from corridors import Network
from corridors.analysis.quality.people import people
from corridors.analysis.quality.reach import reach
from corridors.cartography.load import load_map
from corridors.errors import UnknownNameError
from corridors.mapping.divisions import divisions
from corridors.mapping.model import MapContent
from corridors.messages import say
from corridors.network.distance import great_circle_km
from corridors.network.load import read_tables
from corridors.paths import embedded
from corridors.places import find_place
from corridors.report.cartography.content import build_content
from corridors.report.network_map import network_content
from corridors.tables import Table

ROOT = Path(__file__).parents[1]
IMPORT = ROOT / "data" / "import"
BELT = ("31", "32", "33", "34", "36", "42", "43", "50", "51", "52", "53")
OUTSIDE_KM = {"gangkou_qu": 0.2, "qinbei_qu": 0.8}
"""Seats that may lie outside of their simplified outline: on the shore, and of low confidence."""


def imported(name: str) -> list[dict[str, str]]:
    with (IMPORT / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def rows(network: Network, key: str) -> list[dict[str, object]]:
    return [network.places.row(place) for place in network.place_sets[key]]


# ---- which
def test_every_county_of_guangxi_is_a_place_in_its_city(real: Network) -> None:
    counties = rows(real, "counties")
    assert len(counties) == 111
    units = {one.code: one.name for one in divisions("county", "45")}
    assert {row["adcode"]: row["official_zh"] for row in counties} == units
    cities = {str(real.places.row(key)["adcode"]): key for key in real.place_sets["guangxi"]}
    for row in counties:
        assert row["kind"] == "county"
        assert row["prefecture_id"] == cities[f"{str(row['adcode'])[:4]}00"]
    assert {row["prefecture_id"] for row in counties} == set(real.place_sets["guangxi"])


def test_every_prefecture_of_the_belt_is_a_place(real: Network) -> None:
    found = {str(row["adcode"]): row["official_zh"] for row in rows(real, "prefectures")}
    assert len(found) == 130
    assert found == {one.code: one.name for code in BELT for one in divisions("city", code)}
    run_by_hubei = ("xiantao", "qianjiang_hb", "tianmen", "shennongjia")
    assert {key for key in real.place_sets["prefectures"]
            if real.places.row(key)["kind"] != "city"} == set(run_by_hubei)
    assert not any(real.places.row(key)["prefecture_id"] for key in run_by_hubei)


def test_every_place_has_a_kind_and_units_have_a_code_of_their_own(real: Network) -> None:
    places = real.places
    assert set(places["kind"]) == {"city", "county", "port", "post"}
    codes = [str(code) for code in places["adcode"] if code]
    assert len(set(codes)) == len(codes)
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    without = {str(key) for key, code in zip(places["id"], places["adcode"], strict=True)
               if not code}
    assert without == {*real.place_sets["asean"], "dongzhong", "longbang", "shuikou",
                       "youyiguan"}


# ---- where
def test_seats_lie_in_their_units(real: Network) -> None:
    outlines = {one.code: one.shape for one in
                (*divisions("county", "45"),
                 *(one for code in (*BELT, "45") for one in divisions("city", code)))}
    outside = {}
    for key in (*real.place_sets["counties"], *real.place_sets["prefectures"],
                *real.place_sets["guangxi"]):
        row = real.places.row(key)
        at, shape = shapely.Point(row["lon"], row["lat"]), outlines[str(row["adcode"])]
        if not shape.covers(at):
            near, _ = shapely.ops.nearest_points(shape, at)
            outside[key] = great_circle_km(at.x, at.y, near.x, near.y)
    assert all(km < OUTSIDE_KM.get(key, 0) for key, km in outside.items())
    assert real.places.row("qinbei_qu")["confidence"] == "low"


def test_points_are_the_converted_ones_of_the_file(real: Network) -> None:
    """GCJ-02 lies 300 to 700 m off; a point that was not converted, or twice, shows."""
    file = {row["adcode"]: row for row in imported("seats_adcodes.csv")}
    moved = []
    for unit in imported("seats.csv"):
        row = file[unit["adcode_file"] or unit["adcode"]]
        gcj = float(row["lon_gcj02"]), float(row["lat_gcj02"])
        wgs = float(row["lon"]), float(row["lat"])
        assert wgs == pytest.approx(gcj02_to_wgs84(*gcj), abs=2e-5)
        moved.append(great_circle_km(*gcj, *wgs))
        place = real.places.row(unit["id"])
        if place["source_id"] == "seats_adcodes":
            assert (place["lon"], place["lat"]) == wgs
    assert 0.25 < min(moved) < max(moved) < 0.8


def test_a_seat_of_another_source_says_why() -> None:
    own = [row for row in imported("seats.csv") if row["lon"] or row["confidence"]]
    assert "钦北区" in {row["official_zh"] for row in own}
    assert all(row["reason"] for row in own)


def test_towns_of_the_network_stay_where_they_were(real: Network) -> None:
    """Results rest on these points; the seat itself is at most so far away."""
    file = {row["adcode"]: row for row in imported("seats_adcodes.csv")}
    for unit in imported("seats.csv"):
        place = real.places.row(unit["id"])
        if place["source_id"] == "land_coordinates" and place["kind"] == "county":
            row = file[unit["adcode_file"] or unit["adcode"]]
            assert great_circle_km(float(str(place["lon"])), float(str(place["lat"])),
                                   float(row["lon"]), float(row["lat"])) < 2.5


# ---- names
@pytest.mark.parametrize(("typed", "found"), [
    ("横州", "hengzhou"), ("横县", "hengzhou"), ("横州市", "hengzhou"),
    ("宾阳", "binyang"), ("宾阳县", "binyang"), ("Binyang", "binyang"),
    ("三江侗族自治县", "sanjiang"), ("三江县", "sanjiang"), ("融水", "rongshui"),
    ("藤县", "tengxian"), ("tengxian", "tengxian"),
    ("青秀区", "qingxiu_qu"), ("青秀", "qingxiu_qu"), ("qingxiu", "qingxiu_qu"),
    ("长洲区", "changzhou_qu"), ("长洲", "changzhou_qu"), ("武鸣县", "wuming_qu"),
    ("南宁市", "nanning"), ("吉首", "xiangxi"), ("黔南州", "duyun"), ("红河州", "mengzi"),
    ("思茅", "puer"), ("Lu'an", "luan"),
])
def test_units_answer_to_their_names(real: Network, typed: str, found: str) -> None:
    assert find_place(real, typed) == found


def test_every_unit_answers_to_its_official_name_and_id(real: Network) -> None:
    for row in real.places.rows():
        for name in filter(None, (row["id"], row["official_zh"], row["name_zh"])):
            assert find_place(real, str(name)) == row["id"]


def test_old_names_still_mean_the_old_places(real: Network) -> None:
    """A county must not take a name that meant a place of the network, or make it ambiguous."""
    for row in imported("land_places.csv"):
        spellings = (row["id"], row["name_zh"], row["name_en"], *row["aliases"].split(";"))
        for name in filter(None, spellings):
            if name.casefold() not in {"suzhou", "taizhou"}:
                assert find_place(real, name) == row["id"], name
    for name, pair in (("suzhou", "suzhou_ah (宿州), suzhou_js (苏州)"),
                       ("taizhou", "taizhou_js (泰州), taizhou_zj (台州)")):
        with pytest.raises(UnknownNameError) as caught:
            find_place(real, name)
        assert pair in caught.value.render("zh")


def test_ids_follow_the_rule(real: Network) -> None:
    for unit in imported("seats.csv"):
        if unit["name_zh"]:
            pinyin = unit["pinyin"]
            district = unit["official_zh"].endswith("区") and unit["kind"] == "county" and (
                not unit["official_zh"].endswith("林区"))
            stem = f"{pinyin.removesuffix('qu')}_qu" if district else pinyin
            assert unit["id"] in {stem, *(f"{stem}_{end}" for end in ("gx", "hb", "jx"))}


# ---- what stays
def test_sets_have_the_members_they_had(real: Network) -> None:
    """Scenarios name them: a new member would change what they compare."""
    members: dict[str, list[str]] = {}
    for row in imported("land_places.csv"):
        for key in filter(None, row["sets"].split(";")):
            members.setdefault(key, []).append(row["id"])
    new = {"counties", "prefectures"}
    assert {key: sorted(ids) for key, ids in real.place_sets.items() if key not in new} == {
        key: sorted(ids) for key, ids in members.items()}


def test_only_places_of_the_network_are_served(real: Network) -> None:
    assert len(real.served) == 104
    assert {row["id"] for row in imported("land_places.csv")} == real.served
    assert not {node for key, node in zip(real.places["id"], real.places["road_node_id"],
                                          strict=True) if str(key) not in real.served} - {""}


def test_the_map_of_the_network_shows_the_places_it_serves(real: Network) -> None:
    content = network_content(real, "zh")
    assert {place.id for place in content.places} == real.served
    assert any("地点 104" in line for line in content.key_lines)


def drawn(tmp_path: Path, layer: str) -> MapContent:
    path = tmp_path / "counties.yaml"
    path.write_text("schema: 1\nname: {zh: 县, en: Counties}\nextent: {province: 广西}\n"
                    f"layers:\n  - {layer}\n", encoding="utf-8")
    return build_content(load_map(path), "zh")


def test_a_map_shows_counties_only_where_it_asks_for_them(tmp_path: Path, real: Network) -> None:
    asked = drawn(tmp_path, "places: {sets: [counties], roles: [town]}")
    assert {place.id for place in asked.places} == set(real.place_sets["counties"])
    assert {place.role for place in asked.places} == {"town"}
    plain = drawn(tmp_path, "places: {roles: [capital, city, town]}")
    assert {place.id for place in plain.places} == real.served


def test_units_that_the_network_does_not_serve_are_no_findings(real: Network) -> None:
    tables, faults = read_tables(embedded("data"))
    assert not faults
    found = {item.row for item in reach(tables, Path())}
    assert not found & ({str(key) for key in real.places["id"]} - real.served)


def test_a_post_without_a_road_is_a_finding(real: Network) -> None:
    places = real.places.edited({("shuikou", "road_node_id"): "",
                                 ("binyang", "road_node_id"): ""})
    nodes = real.nodes.edited({("rd_shuikou", "place_id"): ""})
    found = {item.row for item in reach({**real.tables, "places": places, "nodes": nodes},
                                        Path()) if item.fault.key == "found.no_road"}
    assert found == {"shuikou"}


# ---- people
def test_people_have_a_source_and_a_standing_each(real: Network) -> None:
    tables, _ = read_tables(embedded("data"))
    values, sources = tables["values"], tables["sources"]
    told = {str(values["row_id"][i]): i for i, column in enumerate(values["column"])
            if column == "population"}
    known = {str(key) for key, count in zip(real.places["id"], real.places["population"],
                                            strict=True) if not math.isnan(count)}
    assert set(told) == known
    assert len(known) >= 97
    for i in told.values():
        assert str(values["source_id"][i]) in sources
        assert values["confidence"][i] in {"high", "medium", "low"}


def test_people_of_all_cities_make_up_guangxi(real: Network) -> None:
    """50,126,804 by the communique; Chongzuo and Hechi are known to a hundred."""
    people = sum(float(str(row["population"])) for row in rows(real, "guangxi"))
    assert people == pytest.approx(50_126_804, abs=100)


@pytest.mark.parametrize(("province", "people"), [
    ("36", 45_188_635), ("52", 38_562_148), ("53", 47_209_277)])
def test_people_of_the_prefectures_make_up_their_province(real: Network, province: str,
                                                          people: int) -> None:
    """Jiangxi, Guizhou, Yunnan: every figure is there, and the published sum."""
    assert sum(int(float(str(row["population"]))) for row in rows(real, "prefectures")
               if str(row["adcode"]).startswith(province)) == people


def population(real: Network, **counts: float) -> dict[str, Table]:
    edits = {(key, "population"): count for key, count in counts.items()}
    return {**real.tables, "places": real.places.edited(edits)}


def findings(tables: dict[str, Table]) -> list[str]:
    return [say(item.fault.key, "zh", **item.fault.values) for item in people(tables, Path())]


def test_counties_beside_their_city(real: Network) -> None:
    assert findings(dict(real.tables)) == []
    # one of seven counts ten thousand less: they do not make up the city any more
    (short,) = findings(population(real, bobai=1_380_612))
    assert short == ("地点 yulin：全市常住人口 5,796,766 人，所列 7 个县级单位（共 7 个）"
                     "合计 5,786,766 人，两者不符。")
    # an unknown one explains that; more than the city has nothing explains
    assert findings(population(real, bobai=math.nan)) == []
    (more,) = findings(population(real, yufeng_qu=6_689_610))
    assert more.startswith("地点 liuzhou：")
    assert "3 个县级单位（共 10 个）" in more


def test_one_county_alone_is_not_the_whole_city(real: Network) -> None:
    """Taicang is the one county of Suzhou that is a place; it is not all of Suzhou."""
    assert findings(population(real, taicang=831_113, suzhou_js=12_748_262)) == []


def test_a_package_without_the_columns_loads(toy_copy: Callable[..., Path]) -> None:
    """A user's own table need not have them."""
    data = toy_copy()
    tables, faults = read_tables(data)
    assert not faults
    assert set(tables["places"]["kind"]) == {""}
    assert list(people(tables, data)) == []
