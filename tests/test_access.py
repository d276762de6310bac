"""Access of counties: by hand on the toy ground, laws on the real one, files read again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
from click.testing import CliRunner
from matplotlib.image import imread

import corridors
from corridors import Network, SetLinks
from corridors.analysis.access.compare import access
from corridors.analysis.access.facilities import FACILITIES, facilities
from corridors.analysis.access.hubs import hub_hours, hubs_of, within
from corridors.analysis.access.model import Access, Found, Measure, Row, chosen
from corridors.analysis.access.nearest import Roads
from corridors.analysis.access.origins import origins
from corridors.analysis.access.summary import helps_little, most_telling, ranked, summarise
from corridors.cli.main import main
from corridors.errors import InputError
from corridors.report.access.classes import Classes, classes_of
from corridors.report.access.files import access_csv, access_json
from corridors.report.access.geo import access_geopackage
from corridors.report.access.picture import access_contents, access_map
from corridors.report.access.words import findings, measure_name, notes
from corridors.routing.skims import skim
from tests.grounds import lay

ALL = ("mine", "hill", "bay", "village", "park")


@pytest.fixture
def network(toy_copy: Callable[..., Path]) -> Network:
    return corridors.load_network(data=lay(toy_copy()))


@pytest.fixture(scope="module")
def hsr() -> Access:
    """A scenario of a high-speed line, without hubs."""
    return access(corridors.load_scenario("guiyang_nanning_hsr"), hubs=False)


@pytest.fixture(scope="module")
def canal() -> Access:
    """The canal, with hubs, of some counties only."""
    return access(corridors.load_scenario("pinglu_canal"), ["tiane", "hengzhou", "lingshan"])


def nearest(network: Network, kind: str) -> dict[str, Found]:
    found = Roads(network).nearest(origins(network, ALL), kind)
    return dict(zip((one.id for one in origins(network, ALL)), found, strict=True))


# ---- by hand
def test_lorries_drive_to_freight_terminals_and_ports(network: Network) -> None:
    """40 km/h on the ground, 50 on the expressway, 25 in towns; a fifth of the driving is rest."""
    rail = nearest(network, "rail_freight_terminal")
    assert {key: one.id for key, one in rail.items()} == {
        "mine": "rl_mine", "village": "rl_mine", "hill": "rl_hill", "park": "rl_hill",
        "bay": "rl_bay"}
    assert rail["mine"].value == pytest.approx(1.2 * 5 / 25)
    assert rail["village"].value == pytest.approx(1.2 * (60 / 40 + 5 / 25))
    assert rail["park"].value == pytest.approx(1.2 * (80 / 40 + 5 / 25))
    sea = nearest(network, "sea_port")
    assert {one.id for one in sea.values()} == {"se_bay"}
    assert sea["park"].value == pytest.approx(1.2 * (90 / 40 + 10 / 25))
    assert sea["hill"].value == pytest.approx(1.2 * (150 / 50 + 10 / 25))
    assert sea["mine"].value == pytest.approx(1.2 * (90 / 50 + 150 / 50 + 10 / 25))
    river, either = nearest(network, "inland_port"), nearest(network, "port")
    assert (river["village"].id, river["bay"].id) == ("in_hill", "in_bay")
    for place in ALL:
        assert either[place].value == min(river[place].value, sea[place].value)


def test_a_seat_that_stands_at_its_node_gets_onto_its_own_expressway() -> None:
    network = corridors.load_network()
    seats = ["pingxiang", "jingxi", "dongxing", "longzhou"]
    at = origins(network, seats)
    found = Roads(network).nearest(at, "expressway")
    assert [one.id for one in found] == [f"rd_{one.id}" for one in at]
    assert len({one.value for one in found}) == 1  # the way within the town, the same for all


def test_cars_get_onto_the_expressway_outside_the_town(network: Network) -> None:
    """80 km/h on the ground, 50 over the 5 km in town; half an hour of rest in three."""
    found = nearest(network, "expressway")
    assert found["hill"].id == "rd_hill"
    assert found["hill"].value == pytest.approx(7 / 6 * 5 / 50)
    assert found["village"].id == "rd_mine"
    assert found["village"].value == pytest.approx(7 / 6 * (60 / 80 + 5 / 50))


def test_the_nearest_changes_when_a_road_closes(network: Network) -> None:
    """Cars may still ride the expressway down to the bay, lorries go by the park."""
    shut, _ = corridors.apply(network, [SetLinks(where={"link": "road_lower"},
                                                 values={"traffic": "passenger"})])
    before, after = (nearest(one, "sea_port")["hill"].value for one in (network, shut))
    assert after == pytest.approx(1.2 * (80 / 40 + 90 / 40 + 10 / 25))
    assert after > before
    assert nearest(shut, "airport") == nearest(network, "airport")


def test_nothing_of_a_kind_is_an_answer(network: Network) -> None:
    """The toy has conventional lines only."""
    assert {one.value for one in nearest(network, "high_speed_station").values()} == {None}


def test_a_station_counts_where_a_line_serves_it(network: Network) -> None:
    fast, _ = corridors.apply(network, [SetLinks(where={"link": "rail_upper"},
                                                 values={"class": "hsr_250"})])
    assert [one.id for one in facilities(fast, "high_speed_station")] == ["rl_hill", "rl_mine"]
    shut, _ = corridors.apply(fast, [SetLinks(where={"link": "rail_upper"},
                                              values={"traffic": "freight"})])
    assert facilities(shut, "high_speed_station") == ()


def test_nothing_abroad_counts() -> None:
    network = corridors.load_network()
    found = {one.id for kind in FACILITIES for one in facilities(network, kind)}
    assert {"se_qinzhou", "se_shanghai", "in_guigang", "ap_nng"} <= found
    assert not {"se_haiphong", "se_singapore"} & found


def test_junctions_are_no_ports(network: Network) -> None:
    assert {one.id for one in facilities(network, "inland_port")} == {"in_hill", "in_bay"}


# ---- hubs
def test_hubs_within_by_hand() -> None:
    hours = np.array([[3.9, 4.0, 4.1, np.inf], [1.0, 2.0, 3.0, 4.0]])
    assert within(hours, 4).tolist() == [2.0, 4.0]
    people = np.array([10.0, 20.0, 40.0, np.nan])
    assert within(hours, 4, people).tolist() == [30.0, 70.0]


def test_hours_to_hubs_are_what_the_objective_minimises(real: Network) -> None:
    some = origins(real, ["guilin", "nanning"])
    hubs = hubs_of(real, ["changsha", "wuhan", "guiyang"])
    hours = hub_hours(real, some, hubs, "container")
    trips = skim(real, ["guilin", "nanning"], hubs.ids, profile="container",
                 modes=["best", "rail", "barge_sea"], objective="time")
    for (origin, destination, mode), trip in trips.items():
        row = [one.id for one in some].index(origin)
        found = hours[mode][row, hubs.ids.index(destination)]
        assert found == pytest.approx(trip.objective_value or np.inf)


# ---- laws
def test_an_empty_scenario_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "empty.yaml"
    path.write_text(
        "schema: 1\nname: {zh: 空, en: Empty}\nquestion: {zh: 无, en: None}\n"
        "base: {date: 2022-11-30}\nprojects: []\ncompare: {profiles: [passenger], modes: [road],"
        " origins: [nanning], destinations: [wuhan], measures: [time_h]}\n", encoding="utf-8")
    result = access(corridors.load_scenario(path), ["tiane", "nanning"])
    assert {row.difference for row in result.rows if row.found_base} == {0.0}
    summaries = summarise(result)
    assert not any(item.moved for item in summaries)
    assert most_telling(result, summaries).id == "high_speed_station_h"
    assert helps_little(summaries)
    assert len(findings(result, summaries, "en")) == 1
    assert "changes no time" in findings(result, summaries, "en")[0]


def test_projects_never_take_anything_away() -> None:
    """New stations, ports and roads: the nearest is never farther than before."""
    result = access(corridors.load_scenario("horizon_2030"), hubs=False)
    assert len(result.places) == 111
    changes = [row.difference for row in result.rows]
    assert all(change is not None and change <= 1e-9 for change in changes)
    assert sum(change < -0.05 for change in changes) > 40


def test_a_new_line_brings_stations_to_the_counties_along_it(hsr: Access) -> None:
    measure = hsr.measure("high_speed_station_h")
    assert measure is not None
    names = [hsr.places[i].id for i in ranked(hsr, measure)]
    assert {"duan", "huanjiang", "tiane"} <= set(names)
    best = names[0]
    row = next(row for row in hsr.rows if (row.county, row.measure) == (best, measure.name))
    assert row.nearest_base != row.nearest_after
    still = [item.measure.id for item in summarise(hsr) if not item.moved]
    assert {"airport_h", "sea_port_h", "expressway_h"} <= set(still)


def test_the_canal_brings_nobody_nearer_to_a_hub(canal: Access) -> None:
    """What it does for hours is said: nothing by the best way of passengers."""
    moved = [item.measure.id for item in summarise(canal) if item.moved
             and item.measure.mode == "best"]
    assert moved == []
    assert canal.hubs is not None
    assert len(canal.hubs.ids) == 66


# ---- what is said
def test_words_follow_the_numbers(hsr: Access) -> None:
    summaries = summarise(hsr)
    item = next(s for s in summaries if s.measure.id == "high_speed_station_h")
    for lang in ("zh", "en"):
        first = findings(hsr, summaries, lang, item.measure)[0]
        assert str(item.gained) in first
        assert hsr.places[item.best].name(lang) in first
        told = " ".join(notes(hsr, lang, item.measure))
        assert "33/" in told
    named = {measure_name(one, "zh") for one in hsr.measures}
    assert len(named) == len(hsr.measures)


def test_little_help_is_said(hsr: Access) -> None:
    summaries = [item for item in summarise(hsr) if item.measure.to != "high_speed_station"]
    assert helps_little(summaries)


@pytest.mark.parametrize("value", [-12, -9, -4, -1, 0, 1, 4, 5, 30])
def test_a_class_says_what_lies_in_it(value: int) -> None:
    classes = Classes((-9.0, -4.0, 0.0, 1.0, 5.0, 10.0), whole=True, falling=True)
    label = classes.labels("en")[classes.step(value)]
    low, high = {"≥ 10": (10, 99), "5 – 9": (5, 9), "1 – 4": (1, 4), "0": (0, 0),
                 "−4 – −1": (-4, -1), "−9 – −5": (-9, -5), "≤ −10": (-99, -10)}[label]
    assert low <= value <= high


def test_gains_have_the_colour_of_a_gain(hsr: Access, canal: Access) -> None:
    hours, hubs = chosen("airport_h"), chosen("passenger_hubs_within_8h")
    assert classes_of(hsr, hours, change=True).step(-2.0) == 0
    assert classes_of(canal, hubs, change=True).step(12) == 0


# ---- files
def test_csv_is_tidy(canal: Access) -> None:
    rows = list(csv.DictReader(io.StringIO(access_csv(canal).decode("utf-8-sig"))))
    assert tuple(rows[0]) == Row._fields
    assert rows[0]["county"]
    assert len(rows) == 3 * len(canal.measures)
    keys = {(row["county"], row["profile"], row["mode"], row["measure"]) for row in rows}
    assert len(keys) == len(rows)
    assert {row["unit"] for row in rows} <= {"h", "hubs", "persons"}
    for row in rows:
        if row["difference"]:
            assert float(row["after"]) - float(row["base"]) == pytest.approx(
                float(row["difference"]), abs=2e-6)


def test_geopackage_read_again(hsr: Access, tmp_path: Path) -> None:
    path = tmp_path / "access.gpkg"
    path.write_bytes(access_geopackage(hsr))
    layers = {str(name) for name, _ in pyogrio.list_layers(path)}
    assert layers == {"before", "after", "difference", "about"}
    frames = {name: gpd.read_file(path, layer=name) for name in ("before", "after", "difference")}
    for frame in frames.values():
        assert len(frame) == 111
        assert set(frame.geom_type) == {"MultiPolygon"}
        assert frame.crs.to_epsg() == 4326
        assert frame["adcode"].str.fullmatch("45[0-9]{4}").all()
    change = frames["after"]["high_speed_station_h"] - frames["before"]["high_speed_station_h"]
    assert np.allclose(change, frames["difference"]["high_speed_station_h"], atol=2e-6)
    seats = gpd.points_from_xy([one.lon for one in hsr.places], [one.lat for one in hsr.places])
    inside = frames["before"].geometry.contains(gpd.GeoSeries(seats, crs=4326))
    assert inside.sum() >= 109  # a seat may lie on the shore
    about = pyogrio.read_dataframe(path, layer="about").set_index("key")["value"]
    assert about["scenario_hash"] == hsr.scenario.hash
    assert access_geopackage(hsr) == path.read_bytes()


def test_json_has_the_stamp(hsr: Access) -> None:
    summaries = summarise(hsr)
    told = json.loads(access_json(hsr, summaries, most_telling(hsr, summaries)))
    assert "OpenStreetMap contributors" in told["attribution"]
    assert told["scenario_hash"] == hsr.scenario.hash
    assert told["shown"] == "high_speed_station_h"
    assert told["places"] == 111
    item = next(one for one in told["measures"] if one["id"] == told["shown"])
    assert item["gained"] + item["lost"] <= 111
    assert item["median_after"] <= item["median_base"]
    assert item["gains_most"]["nearest_after"]


# ---- maps
def test_three_maps_in_one_picture(hsr: Access, tmp_path: Path) -> None:
    summaries = summarise(hsr)
    measure = most_telling(hsr, summaries)
    before, after, change = access_contents(hsr, summaries, measure, "en")
    assert before.classes == after.classes
    assert change.classes is not None
    assert change.classes.diverging
    assert len(before.areas) == len(change.areas) == 111
    assert 0 < len(change.markers) < len(after.markers)
    data = access_map(hsr, summaries, measure, "en")
    assert data is not None
    path = tmp_path / "map.png"
    path.write_bytes(data)
    pixels = imread(path)
    assert pixels.shape[:2] == (1654, 2338)
    for left in (0.05, 0.37, 0.69):  # each third shows more than one colour
        part = pixels[300:800, int(left * 2338):int((left + 0.28) * 2338), :3]
        assert len(np.unique(part.reshape(-1, 3), axis=0)) > 50


def test_places_without_boundaries_have_no_map() -> None:
    """A border post is the seat of no unit."""
    result = access(corridors.load_scenario("guiyang_nanning_hsr"), ["youyiguan"], hubs=False)
    assert access_map(result, summarise(result), chosen("airport_h"), "zh") is None


# ---- the command, and bad input
def run(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["access", *args])
    return done.exit_code, done.output


def test_the_command(tmp_path: Path) -> None:
    code, said = run("guiyang_nanning_hsr", "--of", "tiane", "--of", "都安", "--no-hubs",
                     "--out", str(tmp_path / "out"), "--lang", "en", "--measure", "airport_h")
    assert code == 0, said
    assert "access of 2 counties" in said
    assert "Time to the nearest airport" in said
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "access.csv", "access.gpkg", "access.json", "access.png", "corridors.json"]


def test_printed_csv_is_the_file_and_an_old_map_goes(tmp_path: Path) -> None:
    (tmp_path / "access.png").write_bytes(b"old")
    done = CliRunner().invoke(main, [
        "access", "guiyang_nanning_hsr", "--of", "tiane", "--no-hubs", "--no-map", "--out",
        str(tmp_path), "--format", "csv"])
    assert done.exit_code == 0
    assert "已删除与新结果不符的旧文件：access.png" in done.stderr
    assert done.stdout == (tmp_path / "access.csv").read_text(encoding="utf-8-sig")
    assert not (tmp_path / "access.png").exists()


@pytest.mark.parametrize(("args", "message"), [
    (("no_such_scenario",), "no_such_scenario"),
    (("pinglu_canal", "--of", "atlantis"), "atlantis"),
    (("pinglu_canal", "--measure", "airprt_h"), "airport_h"),
    (("pinglu_canal", "--no-hubs", "--measure", "passenger_hubs_within_8h"), "no measure"),
])
def test_bad_input_is_named(args: tuple[str, ...], message: str, tmp_path: Path) -> None:
    code, said = run(*args, "--lang", "en", "--out", str(tmp_path))
    assert code == 2
    assert message in said
    assert list(tmp_path.iterdir()) == []


def test_unknown_facility() -> None:
    with pytest.raises(InputError, match="spaceport"):
        facilities(corridors.load_network(), "spaceport")


def test_ids_of_measures_differ() -> None:
    ids = [Measure("hubs", "container", mode, limit_h=24).id for mode in ("best", "rail", "road")]
    assert ids == ["container_hubs_within_24h", "container_rail_hubs_within_24h",
                   "container_road_hubs_within_24h"]


def test_a_mean_by_people_is_told_only_where_most_of_them_are_known(hsr: Access) -> None:
    measure = chosen("high_speed_station_h", hubs=False)
    item, = (one for one in summarise(hsr) if one.measure == measure)
    assert 0 < 2 * item.mean_places < item.places
    told = findings(hsr, (item,), "en", measure)
    assert not any("residents" in line for line in told)
    most = replace(item, mean_places=item.places // 2 + 1)
    assert any("residents" in line for line in findings(hsr, (most,), "en", measure))


def test_expressways_are_said_to_be_incomplete_on_their_own_sheet(hsr: Access) -> None:
    measure = chosen("expressway_h", hubs=False)
    assert any("支线高速多未列入" in line for line in notes(hsr, "zh", measure))
    assert any("Most branch expressways are missing" in line
               for line in notes(hsr, "en", measure))


def test_the_sheet_of_change_says_that_it_marks_only_what_is_new(hsr: Access) -> None:
    contents = access_contents(hsr, summarise(hsr), chosen("high_speed_station_h", hubs=False),
                               "zh")
    base, after, change = (len(one.markers) for one in contents)
    assert change == after - base > 0
