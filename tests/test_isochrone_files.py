"""``corridors isochrone``: what its files say when they are opened again, and its faults."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
import shapely
from click.testing import CliRunner, Result

import corridors
from corridors.analysis.isochrone import geodesic_km2
from corridors.cartography.layers import Changes, Isochrone
from corridors.cli.main import main
from corridors.mapping.divisions import divisions
from corridors.report.cartography.ground import Ground
from corridors.report.isochrone import NAMES, isochrone_files
from corridors.report.isochrone_map import asked_layer, isochrone_map
from corridors.report.reached import Reached, residents

SCENARIO = "guiyang_nanning_hsr"


@cache
def asked(lang: str = "zh") -> Ground:
    return Ground(isochrone_map("南宁", (2.0, 5.0), profile="passenger", mode="best",
                                scenario=SCENARIO, lang=lang), lang)


@cache
def found() -> Reached:
    return asked().reached(asked_layer(asked().spec))


@cache
def files() -> dict[str, bytes]:
    return isochrone_files(found(), asked().scenario, "actual")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("isochrone")
    for name, data in files().items():
        (out / name).write_bytes(data)
    return out


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files()[name].decode("utf-8-sig"))))


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["isochrone", *args])


def test_the_table_has_a_row_for_each_time_and_state() -> None:
    assert [(row["hours"], row["state"]) for row in rows("isochrone.csv")] == [
        (hours, state) for state in ("base", "after", "gained", "lost") for hours in ("2.0", "5.0")]
    by = {(row["hours"], row["state"]): row for row in rows("isochrone.csv")}
    assert float(by["5.0", "after"]["area_km2"]) > float(by["5.0", "base"]["area_km2"])
    assert float(by["5.0", "lost"]["area_km2"]) == 0
    assert int(by["5.0", "gained"]["places"]) == (
        int(by["5.0", "after"]["places"]) - int(by["5.0", "base"]["places"])) > 0
    assert by["5.0", "gained"]["people"] == ""


def test_places_stand_with_their_hours_before_and_after() -> None:
    by = {row["place"]: row for row in rows("isochrone_places.csv")}
    guiyang = by["guiyang"]
    assert guiyang["name_zh"] == "贵阳"
    assert guiyang["hours_base"] == guiyang["within_base_h"] == guiyang["difference_h"] == ""
    assert 3 < float(guiyang["hours_after"]) <= 5
    assert guiyang["within_after_h"] == "5.0"
    assert float(by["qinzhou"]["difference_h"]) == pytest.approx(0, abs=1e-6)
    assert "nanning" not in by


def test_json_carries_what_it_stands_for() -> None:
    data = json.loads(files()["isochrone.json"])
    assert "OpenStreetMap contributors" in data["attribution"]
    assert data["schema"] == 1
    assert data["scenario"] == SCENARIO
    assert data["scenario_hash"] == corridors.load_scenario(SCENARIO).hash
    assert data["projects_after"] == [SCENARIO]
    assert data["package_version"] == corridors.__version__
    assert any(text.startswith("access.city_km = 8 km (3 - 15)") for text in data["assumptions"])
    five = data["within"][1]
    assert "guiyang" in five["gained"]["place_ids"]
    assert five["base"]["places"] == len(five["base"]["place_ids"])
    assert not {"nan", "Infinity"} & set(files()["isochrone.json"].decode().split())


def test_geojson_is_as_rfc_7946_wants_it(folder: Path) -> None:
    data = json.loads(files()["isochrone.geojson"])
    assert "crs" not in data
    frame = gpd.read_file(folder / "isochrone.geojson")
    assert frame.crs is not None
    assert frame.crs.to_epsg() == 4326
    assert set(frame["state"]) == {"base", "after", "gained"}
    assert frame.geometry.is_valid.all()
    for feature in data["features"]:
        for outer, *holes in feature["geometry"]["coordinates"]:
            assert shapely.is_ccw(shapely.LinearRing(outer))
            assert not any(shapely.is_ccw(shapely.LinearRing(hole)) for hole in holes)
    for _, row in frame.iterrows():
        assert geodesic_km2(row.geometry) == pytest.approx(row["area_km2"], rel=1e-3)


def test_the_geopackage_has_layers_of_each_state(folder: Path) -> None:
    path = folder / "isochrone.gpkg"
    layers = {str(name) for name, _ in pyogrio.list_layers(path)}
    assert layers == {"base", "after", "gained", "places", "about"}
    after = gpd.read_file(path, layer="after")
    assert list(after["hours"]) == [2.0, 5.0]
    assert after.crs.to_epsg() == 4326
    places = gpd.read_file(path, layer="places")
    assert len(places) == len(rows("isochrone_places.csv"))
    told = dict(zip(*(pyogrio.read_dataframe(path, layer="about")[name]
                      for name in ("key", "value")), strict=True))
    assert told["scenario"] == SCENARIO
    assert any("OpenStreetMap" in value for value in told.values())


def test_areas_lie_on_land_at_home() -> None:
    """Neither the sea nor what lies across the border; to the detail of the boundary."""
    home = shapely.buffer(shapely.union_all([one.shape for one in divisions("province")
                                             if one.code[:2] in ("45", "44", "52", "53", "43")]),
                          0.01)
    for one in found().within["after"]:
        assert shapely.difference(one.area, home).area < 1e-3


def test_the_same_question_has_the_same_answer() -> None:
    ground = Ground(asked().spec, "zh")
    again = isochrone_files(ground.reached(asked_layer(ground.spec)), ground.scenario, "actual")
    assert tuple(again) == NAMES
    assert all(again[name] == data for name, data in files().items())


def test_nobody_counts_twice_among_residents() -> None:
    """A prefecture counts whole where all its counties are reached, else its counties count."""
    network = corridors.load_network()
    rows_ = network.places
    of = [str(key) for key, prefecture in zip(rows_["id"], rows_["prefecture_id"], strict=True)
          if prefecture == "beihai"]
    whole = int(rows_["population"][rows_.index["beihai"]])
    assert residents(network, ["beihai", *of]) == (whole, 1, 0)
    people, known, unknown = residents(network, ["beihai", of[0]])
    assert known + unknown == 1
    assert people < whole
    duyun = int(rows_["population"][rows_.index["duyun"]])
    assert residents(network, ["duyun"])[0] == duyun


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_map_shows_what_is_new_over_what_was_reached(lang: str) -> None:
    from corridors.report.cartography.content import build_content

    ground = asked(lang)
    ground._reached[asked_layer(ground.spec)] = found()
    shown = build_content(ground.spec, lang, ground)
    assert [area.step for area in shown.areas] == [2, 1]  # nothing is new within two hours
    assert shown.classes is not None
    assert len(shown.classes.labels) == 3
    assert any("贵阳" in line or "Guiyang" in line for line in shown.key_lines)
    assert any(link.status == "added" for link in shown.links)
    assert {type(layer) for layer in ground.spec.layers} >= {Changes, Isochrone}


def test_the_screen_says_who_is_new(tmp_path: Path) -> None:
    done = run("nanning", "--scenario", SCENARIO, "--hours", "5，2", "--no-map",
               "--out", str(tmp_path))
    assert done.exit_code == 0, done.output
    assert "新进入 5 小时范围：" in done.output
    assert "贵阳" in done.output
    assert {path.name for path in tmp_path.iterdir()} == {*NAMES, "corridors.json"}


def test_a_network_alone_and_coordinates_that_are_converted(tmp_path: Path) -> None:
    done = run("gcj02:108.32,22.82", "--hours", "0.5,1", "--no-map", "--lang", "en", "--format",
               "json", "--out", str(tmp_path))
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    assert (data["lon"], data["lat"]) == pytest.approx((108.3160, 22.8228), abs=2e-4)
    assert [set(one) for one in data["within"]] == [{"hours", "reached"}] * 2
    assert "GCJ-02" in done.stderr
    assert "scenario" in data
    assert data["scenario"] is None


@pytest.mark.parametrize(("args", "text"), [
    (("亚特兰蒂斯",), "没有名为“亚特兰蒂斯”的地点"),
    (("南宁", "--hours", "4,zero"), "--hours 应为 1 至 6 个大于 0"),
    (("南宁", "--hours", "0,4"), "现为“0,4”"),
    (("南宁", "--hours", "1,2,3,4,5,6,7"), "1 至 6 个"),
    (("南宁", "--hours", "nan"), "现为“nan”"),
    (("南宁", "--profile", "walker"), "没有“walker”"),
    (("南宁", "--profile", "container", "--mode", "air"), "没有“air”"),
    (("南宁", "--scenario", SCENARIO, "--year", "2026"), "--state"),
    (("2.82,108.32",), "108.32"),
])
def test_faults(args: tuple[str, ...], text: str, tmp_path: Path) -> None:
    done = run(*args, "--no-map", "--out", str(tmp_path / "out"))
    assert done.exit_code != 0
    assert text in done.output
    assert "Traceback" not in done.output
    assert not (tmp_path / "out").exists()


def test_a_full_disk_for_temporary_files_is_told(tmp_path: Path,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    """GDAL makes a GeoPackage there before it is handed over; nothing is written then."""
    def full(*_: object, **__: object) -> None:
        raise pyogrio.errors.FeatureError("database or disk is full")

    monkeypatch.setattr(pyogrio, "write_dataframe", full)
    done = run("nanning", "--hours", "2", "--mode", "road", "--no-map", "--lang", "en",
               "--out", str(tmp_path / "out"))
    assert done.exit_code == 2
    assert "isochrone.gpkg" in done.stderr
    assert "database or disk is full" in done.stderr
    assert not (tmp_path / "out").exists()
