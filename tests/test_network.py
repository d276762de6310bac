"""``corridors network``: what a network holds, its map, and its files for other programs."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from functools import cache
from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import networkx as nx
import numpy as np
import osmnx
import pyogrio
import pytest
from click.testing import CliRunner, Result
from matplotlib.figure import Figure
from matplotlib.text import Text

import corridors
from corridors import Network
from corridors.analysis.inventory import by_year, inventory, opening_years
from corridors.cli.main import main
from corridors.drawing.textfit import renderer_of
from corridors.exchange.geopackage import geopackage_of
from corridors.exchange.graphml import graphml_of
from corridors.exchange.package import packed
from corridors.mapping.network_map import Inset, draw_network_map, legend_entries
from corridors.network.frames import lines, points
from corridors.network.geometry import load_courses
from corridors.report.network_map import INSETS, link_kind, network_content, network_map

DATA = Path(__file__).parents[1] / "data"


def run(*args: str) -> Result:
    done = CliRunner().invoke(main, ["network", *args])
    assert done.exit_code == 0, done.output
    return done


# ---- what it holds
def test_the_toy_network_counted_by_hand(toy: Network) -> None:
    """Road 90 + 150, rail 80 + 160, river 60 + 60, sea 500 km; one lock on the river."""
    found = {stock.mode: stock for stock in inventory(toy)}
    assert {mode: stock.length_km for mode, stock in found.items()} == {
        "road": 240, "rail": 240, "inland": 120, "sea": 500, "air": 0}
    assert (found["inland"].links, found["inland"].locks, found["sea"].services) == (2, 1, 1)
    assert found["road"].nodes == 3
    assert sum(stock.published_km for stock in found.values()) == 0


@pytest.mark.parametrize("by", ["class", "line", "province"])
def test_groups_sum_to_the_whole(real: Network, by: str) -> None:
    whole = {stock.mode: stock for stock in inventory(real)}
    for mode in ("road", "rail", "inland", "sea"):
        parts = [stock for stock in inventory(real, by) if stock.mode == mode]
        assert sum(stock.length_km for stock in parts) == pytest.approx(whole[mode].length_km)
        assert sum(stock.published_km for stock in parts) == pytest.approx(
            whole[mode].published_km)
        assert sum(stock.locks for stock in parts) == whole[mode].locks


def test_a_line_is_shared_out_over_the_provinces_it_crosses(real: Network) -> None:
    """Nanning-Guangzhou by rail runs in two provinces, by course more than half in Guangxi."""
    courses = load_courses(DATA)
    for key in real.links["id"]:
        shares = courses[str(key)].provinces
        assert sum(shares.values()) <= 1.001
        assert all(share > 0 for share in shares.values())
    assert set(courses["rhl_04"].provinces) == {"广西"}
    assert set(courses["rhl_02"].provinces) == {"广西", "湖南"}


def test_the_network_grows_year_by_year(real: Network) -> None:
    years = opening_years()
    assert years[0] == 2022
    stocks = by_year(years)
    rail = [stock for stock in stocks if stock.mode == "rail"]
    assert [stock.group for stock in rail] == [str(year) for year in years]
    assert all(a.length_km <= b.length_km for a, b in pairwise(rail))
    assert "guiyang_nanning_hsr" in next(s for s in rail if s.group == "2023").opened
    planned = by_year(opening_years("planned"), "planned")
    assert any("pinglu_canal" in stock.opened for stock in planned)
    assert not any("pinglu_canal" in stock.opened for stock in stocks)


def test_every_link_is_drawn_along_a_course(real: Network) -> None:
    """Straight lines are left only where no package has the connector, and they are short."""
    courses = load_courses(DATA)
    straight = [key for key in map(str, real.links["id"]) if courses[key].basis == "straight"]
    assert len(straight) < 0.03 * len(real.links)
    km = [float(real.links["length_km"][real.links.index[key]]) for key in straight]
    assert max(km) <= 40
    assert all(courses[key].approximate for key in straight)


# ---- the command
def test_the_command_in_every_form() -> None:
    assert "Inland waterway" in run("--lang", "en").output
    rows = list(csv.DictReader(run("--format", "csv").output.splitlines()))
    assert [row["mode"] for row in rows] == ["road", "rail", "inland", "sea", "air"]
    river = rows[2]
    assert float(river["published_pct"]) < float(river["with_parts_pct"]) <= 100
    data = json.loads(run("--format", "json", "--by", "province", "--year", "2023").output)
    assert data["date"] == "2023-12-31"
    assert "guiyang_nanning_hsr" in data["projects"]
    assert {"广西", "上海"} <= {row["group"] for row in data["rows"]}
    assert "2023" in run("--by", "year").output
    canal = json.loads(run("--format", "json", "--scenario", "pinglu_canal").output)
    assert "pinglu_canal" in canal["projects"]


@pytest.mark.parametrize("options", [
    ["--scenario", "pinglu_canal", "--year", "2023"],
    ["--scenario", "pinglu_canal", "--openings", "planned"],
    ["--scenario", ""],
    ["--state", "base"],
    ["--by", "year", "--scenario", "pinglu_canal"],
    ["--by", "year", "--date", "2023-06-30"],
])
def test_the_command_refuses_what_does_not_go_together(options: list[str]) -> None:
    assert CliRunner().invoke(main, ["network", *options]).exit_code == 2


def test_the_years_stand_for_their_last_day() -> None:
    data = json.loads(run("--by", "year", "--format", "json").output)
    assert {row["date"] for row in data["rows"]} == {
        f"{year}-12-31" for year in opening_years()}
    assert "date" not in data


def test_a_scenario_is_named_and_keeps_to_its_folder(tmp_path: Path,
                                                     monkeypatch: pytest.MonkeyPatch) -> None:
    """A map of a network that does not stand yet must say so, and must not replace another."""
    monkeypatch.chdir(tmp_path)
    told = run("--scenario", "pinglu_canal", "--lang", "en", "--export", "graphml").output
    assert "Scenario “With and without the Pinglu Canal”" in told
    assert "with Pinglu Canal)" in told.replace("\n", " ").replace("  ", " ")
    run("--scenario", "pinglu_canal", "--state", "base", "--export", "graphml")
    assert sorted(path.name for path in (tmp_path / "output").iterdir()) == [
        "network-pinglu_canal-after", "network-pinglu_canal-base"]
    about = json.loads((tmp_path / "output/network-pinglu_canal-after/network.json").read_text())
    assert about["projects"] == ["pinglu_canal"]
    assert len(about["scenario_hash"]) == 12


def test_files_of_another_network_do_not_stay_beside_new_ones(tmp_path: Path) -> None:
    run("--year", "2025", "--export", "graphml", "--out", str(tmp_path))
    run("--export", "gpkg", "--out", str(tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "corridors.json", "network.gpkg", "network.json"]
    run("--export", "graphml", "--out", str(tmp_path))
    assert (tmp_path / "network.gpkg").exists()


def test_groups_have_names_in_both_languages() -> None:
    data = json.loads(run("--by", "line", "--format", "json").output)
    names = {row["group"]: (row["group_zh"], row["group_en"]) for row in data["rows"]}
    assert names["g72"] == ("G72", "G72")
    assert len(names) == len(data["rows"])
    english = run("--by", "province", "--lang", "en").output
    assert "Guangxi" in english
    assert "广西" not in english
    assert "山区高速公路" in run("--by", "class").output


def test_locks_count_where_they_stand(real: Network) -> None:
    """Three Gorges and Gezhouba lie in Hubei, though most of their link runs in Chongqing."""
    found = {stock.group: stock.locks for stock in inventory(real, "province")
             if stock.mode == "inland"}
    assert real.locks.row("lk_sanxia")["province_zh"] == "湖北"
    assert found["湖北"] == list(real.locks["province_zh"]).count("湖北")


def test_without_a_course_the_ends_tell_the_province(toy: Network) -> None:
    assert {stock.group for stock in inventory(toy, "province")
            if stock.mode == "road" and stock.links} == {"玩具省"}


def test_the_command_writes_its_files(tmp_path: Path) -> None:
    run("--export", "gpkg", "--export", "graphml", "--map", "--out", str(tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "corridors.json", "network.gpkg", "network.graphml", "network.json", "network.png"]
    assert (tmp_path / "network.png").read_bytes().startswith(b"\x89PNG")


# ---- files for others
@pytest.fixture(scope="module")
def package(real: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gpkg") / "network.gpkg"
    path.write_bytes(geopackage_of(packed(real)))
    return path


def test_the_geopackage_opens_with_its_layers(real: Network, package: Path) -> None:
    layers = {str(name): kind for name, kind in pyogrio.list_layers(package)}
    assert {layers[name] for name in ("places", "nodes", "locks")} == {"Point"}
    assert layers["links"] == "LineString"
    links = gpd.read_file(package, layer="links")
    assert len(links) == len(real.links)
    assert links.crs is not None
    assert links.crs.to_epsg() == 4326
    canal = links.set_index("id").loc["xj_guigang_guiping"]
    assert canal["length_km"] == 110
    assert canal["course_basis"] == "gshhg"


def test_the_geopackage_keeps_every_cell(real: Network, package: Path) -> None:
    for name in ("links", "services", "vessels"):
        read = pyogrio.read_dataframe(package, layer=name).set_index("id")
        for key in list(map(str, real.tables[name]["id"]))[::37]:
            for column, value in real.tables[name].row(key).items():
                if column in read.columns and value not in (None, "", ()):
                    cell = read.loc[key, column]
                    shown = ";".join(value) if isinstance(value, tuple) else value
                    assert cell == shown, (name, key, column)


def test_the_geopackage_says_what_it_is(real: Network, package: Path) -> None:
    about = pyogrio.read_dataframe(package, layer="about").set_index("key")["value"]
    assert about["date"] == real.date
    assert about["data_version"] == real.data_version
    assert "ODbL" in about["licence: roads and rails"]


def test_frames_are_views_of_the_tables(toy: Network) -> None:
    frame = lines(toy)
    assert list(frame["id"]) == list(toy.links["id"])
    assert set(frame["course_basis"]) == {"straight"}
    assert points(toy, "nodes").geometry.x.tolist() == toy.nodes["lon"].tolist()


def test_osmnx_reads_the_graphml(real: Network, tmp_path: Path) -> None:
    path = tmp_path / "network.graphml"
    path.write_bytes(graphml_of(real, packed(real)))
    graph = osmnx.load_graphml(path)
    assert graph.number_of_edges() == 2 * len(real.links)
    ours = real.to_networkx()
    for start, end in (("in_nanning", "in_guangzhou"), ("rl_nanningdong", "rl_shanghaihongqiao")):
        ends = [real.nodes.index[key] for key in (start, end)]
        assert nx.shortest_path_length(graph, *ends, weight="length") == pytest.approx(
            nx.shortest_path_length(ours, *ends, weight="length"))
    assert graph.graph["data_version"] == real.data_version


def test_files_are_the_same_every_time(toy: Network, tmp_path: Path) -> None:
    assert graphml_of(toy, packed(toy)) == graphml_of(toy, packed(toy))
    first = geopackage_of(packed(toy))
    assert geopackage_of(packed(toy)) == first
    path = tmp_path / "toy.gpkg"
    path.write_bytes(first)
    with closing(sqlite3.connect(path)) as base:
        changed = {row[0] for row in base.execute("SELECT last_change FROM gpkg_contents")}
    assert changed == {f"{toy.date}T00:00:00.000Z"}  # and not when it was written


# ---- the map
def test_the_map_is_the_same_every_time(toy: Network) -> None:
    assert network_map(toy, "zh") == network_map(toy, "zh")


@cache
def drawn(lang: str) -> Figure:
    network = corridors.load_network()
    return draw_network_map(network_content(network, lang),
                            [Inset(key, extent) for key, extent in INSETS], DATA)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_map_names_every_city(lang: str) -> None:
    network = corridors.load_network()
    names = {text.get_text() for ax in drawn(lang).axes for text in ax.findobj(Text)}
    content = network_content(network, lang)
    inside = [place for place in content.places
              if place.role != "town" and 102 < place.lon < 122 and 21 < place.lat < 34]
    assert len(inside) > 70
    assert [place.name for place in inside if place.name not in names] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_of_the_map_is_cut_or_covered(lang: str) -> None:
    figure = drawn(lang)
    renderer = renderer_of(figure)
    sheet = figure.bbox
    for text in figure.findobj(Text):
        if text.get_text() and text.get_visible():
            box = text.get_window_extent(renderer)
            assert sheet.x0 <= box.x0, text.get_text()
            assert box.x1 <= sheet.x1, text.get_text()
    for ax in figure.axes:
        labels = [t for t in ax.texts if str(t.get_gid()).startswith("label:")]
        boxes = np.array([t.get_window_extent(renderer).extents for t in labels])
        for i, box in enumerate(boxes):
            over = ((boxes[:, 0] < box[2] - 1) & (box[0] + 1 < boxes[:, 2])
                    & (boxes[:, 1] < box[3] - 1) & (box[1] + 1 < boxes[:, 3]))
            assert np.flatnonzero(over).tolist() == [i]


def test_the_map_keeps_its_licences() -> None:
    words = " ".join(text.get_text() for text in drawn("en").texts)
    assert "OpenStreetMap contributors (ODbL)" in words
    assert "GSHHG" in words
    assert "Map approval No." in words


def test_the_legend_lists_what_is_drawn_and_no_more(toy: Network) -> None:
    words = [word for _, word in legend_entries(network_content(toy, "en"))]
    assert "Expressway" in words
    assert "Land border post" not in words
    assert "Land border post" in [
        word for _, word in legend_entries(network_content(corridors.load_network(), "en"))]


@pytest.mark.parametrize(("link", "kind"), [
    (("road", "expressway_mountain", "mixed", 0.0), "road_expressway"),
    (("road", "national", "mixed", 0.0), "road_other"),
    (("rail", "conv_single", "freight", 0.0), "rail_freight"),
    (("rail", "conv_double", "mixed", 0.0), "rail_conventional"),
    (("inland", "xijiang", "freight", 1000.0), "inland_major"),
    (("inland", "tributary", "freight", 500.0), "inland_minor"),
    (("sea", "sea", "freight", float("nan")), "sea"),
])
def test_kinds_of_links(link: tuple[str, str, str, float], kind: str) -> None:
    assert link_kind(*link) == kind


def test_a_map_needs_an_extent(toy: Network) -> None:
    from dataclasses import replace

    with pytest.raises(ValueError, match="extent"):
        draw_network_map(replace(network_content(toy, "zh"), extent=None))
