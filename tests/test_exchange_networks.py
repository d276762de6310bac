"""Networks go out in every format and come back the same; what strangers hand in is held off."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import geopandas
import networkx as nx
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import corridors
from corridors import Network
from corridors.cli.main import main
from corridors.drawing import style
from corridors.errors import CorridorsError
from corridors.exchange.formats import EXPORTS, IMPORTS, outgoing
from corridors.exchange.geopackage import geopackage_of
from corridors.exchange.geopackage_read import read_geopackage
from corridors.exchange.geoparquet import read_geoparquet
from corridors.exchange.graphml import read_graphml
from corridors.exchange.nodelink import read_nodelink
from corridors.exchange.package import CARRIED, Package, packed
from corridors.exchange.qgis import LINK_KINDS
from corridors.exchange.qgis_symbols import colour
from corridors.exchange.wkb import WkbError, drawn
from corridors.network.geometry import Course
from corridors.paths import embedded
from corridors.schema import Column, columns
from corridors.tables import Table

COMPLETE = ("csv", "gpkg", "geoparquet", "json")
LOST = ("services", "service_stops", "transfers", "vessels", "halts", "values")


def there_and_back(network: Network, package: Package, form: str, folder: Path) -> Package:
    """A package written in a format and read again."""
    files, _ = EXPORTS[form](replace(outgoing(network), package=package))
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    back = IMPORTS[form](folder / next(iter(files)).partition("/")[0])
    shutil.rmtree(folder)
    return back


def same(back: Package, package: Package, but: tuple[str, ...] = ()) -> None:
    for name in CARRIED:
        if name not in but:
            for here, there in zip(back.tables[name].rows(), package.tables[name].rows(),
                                   strict=True):
                assert here == there, name
    assert back.courses == package.courses  # to the last bit
    assert (back.date, back.projects) == (package.date, package.projects)


# ---- identity
@pytest.mark.parametrize(("form", "year"), [
    ("csv", 2025), ("gpkg", 2025), ("geoparquet", None), ("json", None), ("gpkg", None)])
def test_the_whole_network_comes_back(form: str, year: int | None, tmp_path: Path) -> None:
    network = corridors.load_network(year=year)
    package = packed(network)
    back = there_and_back(network, package, form, tmp_path / "x")
    same(back, package)
    assert dict(back.parameters) == dict(package.parameters)
    assert back.losses == ()


def test_graphml_keeps_the_infrastructure_and_says_what_is_lost(tmp_path: Path) -> None:
    network = corridors.load_network(year=2025)
    package = packed(network)
    files, lost = EXPORTS["graphml"](outgoing(network))
    assert "services" in lost[0].render("en")
    (tmp_path / "n.graphml").write_bytes(files["network.graphml"])
    back = read_graphml(tmp_path / "n.graphml")
    same(back, package, LOST)
    assert [loss.key for loss in back.losses] == ["import_layers_empty", "import_parameters"]


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t,;\"'=@\r"),
                min_size=1, max_size=12)
LISTED = st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"],
                                        exclude_characters=";"), min_size=1, max_size=6),
                  max_size=3)
FREE = [(name, column) for name in ("places", "nodes", "links", "locks", "services", "vessels")
        for column in columns(name).values() if not column.references and not column.allowed
        and column.type in ("str", "float", "int", "bool", "list", "date")
        and column.name not in ("kind", "class")]  # the class names parameters


def cells(column: Column) -> st.SearchStrategy[Any]:
    """Values that a column declares."""
    empty = [] if column.required else [st.just(column.empty)]
    if column.type in ("float", "int"):
        low, high = column.minimum or 0.0, column.maximum or 1e9
        if low > high:
            low = column.minimum if column.minimum is not None else -1e9
        kind = (st.integers(int(low), int(high)).map(float) if column.type == "int"
                else st.floats(low, high))
        return st.one_of(kind, *empty)
    if column.type == "bool":
        return st.booleans()
    if column.type == "list":
        return LISTED.map(tuple)
    if column.type == "date":
        return st.one_of(st.sampled_from(["2023", "2024-02", "2024-02-29"]), *empty)
    words = WORDS.map(str.strip).filter(bool) if column.required else WORDS
    return st.one_of(words, *empty)


@st.composite
def edits(draw: st.DrawFn) -> list[tuple[str, str, int, Any]]:
    return [(name, column.name, draw(st.integers(0, 50)), draw(cells(column)))
            for name, column in draw(st.lists(st.sampled_from(FREE), min_size=10, max_size=30))]


@settings(max_examples=8, deadline=None, derandomize=True, phases=[Phase.generate],
          suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=edits())
def test_any_cell_comes_back_in_every_complete_format(toy: Network, tmp_path: Path,
                                                      made: list[Any]) -> None:
    """Line breaks, quotes, signs of formulas, spaces at the ends, numbers of any length."""
    package = packed(toy)
    tables = dict(package.tables)
    for name, column, at, value in made:
        table = tables[name]
        tables[name] = table.edited({(str(table["id"][at % len(table)]), column): value})
    first = str(tables["links"]["id"][0])
    ends = [(float(tables["nodes"]["lon"][i]), float(tables["nodes"]["lat"][i])) for i in (
        tables["nodes"].index[str(tables["links"].row(first)[end])]
        for end in ("from_node_id", "to_node_id"))]
    line = (ends[0], (107.1234567890123, 0.1 + 0.2 + 22), ends[1])
    package = replace(package, tables=tables, courses={
        first: Course(line, "digitised", True, 12.5, {"广西": 0.75, "云南": 0.25})})
    for form in COMPLETE:
        same(there_and_back(toy, package, form, tmp_path / form), package)


def test_scenarios_run_on_an_exported_copy(tmp_path: Path) -> None:
    """The copy has the register, the plans and the sources; its numbers are the same."""
    scenario = corridors.load_scenario("pinglu_canal").with_compare(
        profiles=["container"], modes=["barge_sea"], origins=["nanning"],
        destinations=["shanghai"])
    corridors.export_network(corridors.load_network(), "csv", tmp_path)
    copy = tmp_path / "package"
    assert (copy / "LICENSES.md").is_file()
    ours, theirs = corridors.compare(scenario), corridors.compare(scenario, data=copy)
    assert theirs.table.equals(ours.table)
    described = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    assert all((copy / one["path"]).is_file() for one in described["resources"])
    assert [project.id for project in corridors.register(copy)] == [
        project.id for project in corridors.register()]


def test_the_description_of_the_own_data_is_derived() -> None:
    from corridors.exchange.datapackage import described
    from corridors.schema import TABLES

    assert (embedded("data") / "datapackage.json").read_bytes() == described(TABLES)


# ---- what other programs see
@pytest.fixture(scope="module")
def toy_gpkg(toy: Network) -> bytes:
    return geopackage_of(packed(toy))


@pytest.fixture
def drawn_by_hand(toy_gpkg: bytes, tmp_path: Path) -> Callable[..., Path]:
    """The toy as a GeoPackage, with SQL run on it as an editor of maps does."""
    def make(*statements: tuple[Any, ...]) -> Path:
        path = tmp_path / "edited.gpkg"
        path.write_bytes(toy_gpkg)
        with closing(sqlite3.connect(path)) as base, base:
            for (trigger,) in base.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                base.execute(f'DROP TRIGGER "{trigger}"')  # they need functions of the editor
            for statement in statements:
                base.execute(*statement)
        return path

    return make


def blob(geometry: shapely.Geometry, srs: int = 4326) -> bytes:
    return b"GP\x00\x01" + struct.pack("<i", srs) + bytes(shapely.to_wkb(geometry))


def keys(caught: pytest.ExceptionInfo[CorridorsError]) -> list[str]:
    return [fault.key for fault in caught.value.faults]


def test_qgis_finds_a_default_style_for_every_layer(drawn_by_hand: Callable[..., Path]) -> None:
    with closing(sqlite3.connect(drawn_by_hand())) as base:
        styles = dict(base.execute("SELECT f_table_name, styleQML FROM layer_styles "
                                   "WHERE useAsDefault = 1").fetchall())
        names = dict(base.execute("SELECT table_name, identifier FROM gpkg_contents").fetchall())
        titles = dict(base.execute("SELECT column_name, title FROM gpkg_data_columns WHERE "
                                   "table_name = 'links'").fetchall())
    assert {"places", "nodes", "links", "locks", "services", "about"} <= styles.keys()
    assert names["links"] == "路段 Links"
    assert titles["capacity_ab_mt"] == "a→b 年通过能力（百万吨/年）"
    links = ET.fromstring(styles["links"].partition("\n")[2])
    assert [item.get("value") for item in links.iter("category")] == list(LINK_KINDS)
    inland = LINK_KINDS.index("inland_major")
    symbol = next(item for item in links.iter("symbol") if item.get("name") == str(inland))
    told = {item.get("name"): item.get("value") for item in symbol.iter("Option")}
    stroke, = style.KINDS["inland_major"]
    assert told["line_color"] == colour(stroke.colour)
    assert float(str(told["line_width"])) == stroke.width
    modes = next(item for item in links.iter("field") if item.get("name") == "mode")
    assert [item.get("name") for item in modes.iter("Option") if item.get("value")] == [
        "公路", "铁路", "内河", "海运"]
    assert all(item.get("name") for item in links.iter("alias"))


def test_the_style_speaks_english_when_asked(toy: Network) -> None:
    data = geopackage_of(packed(toy), "en")
    assert "海上航线".encode() not in data
    assert b"Sea lane" in data


def test_other_programs_read_the_files(toy: Network, tmp_path: Path) -> None:
    corridors.export_network(toy, "geoparquet", tmp_path)
    corridors.export_network(toy, "json", tmp_path)
    links = geopandas.read_parquet(tmp_path / "geoparquet" / "links.parquet")
    assert links.crs.to_epsg() == 4326
    assert links.set_index("id").loc["river_upper", "length_km"] == 60
    about = json.loads(pq.read_metadata(tmp_path / "geoparquet" / "sets.parquet").metadata[
        b"corridors"])
    assert about["date"] == toy.date
    graph = nx.node_link_graph(json.loads((tmp_path / "graph.json").read_bytes()), edges="edges")
    assert nx.shortest_path_length(graph, "rd_mine", "rd_bay", weight="length") == 240_000
    assert nx.shortest_path_length(graph, "rd_bay", "rd_mine", weight="length") == 240_000


def test_files_are_the_same_every_time(toy: Network) -> None:
    for form in EXPORTS:
        assert EXPORTS[form](outgoing(toy))[0] == EXPORTS[form](outgoing(toy))[0], form


def test_a_scenario_shows_what_it_changes(tmp_path: Path) -> None:
    told = CliRunner().invoke(main, ["export", "gpkg", "--scenario", "pinglu_canal", "--out",
                                     str(tmp_path), "--lang", "en"], catch_exceptions=False)
    assert told.exit_code == 0, told.output
    path = tmp_path / "network.gpkg"
    changes = pyogrio.read_dataframe(path, layer="changes")
    added = changes[changes["change"] == "added"]
    assert set(added["projects"]) == {"pinglu_canal"}
    assert shapely.length(added.geometry.array).max() > 0.1
    log = pyogrio.read_dataframe(path, layer="change_log")
    assert {"links", "locks", "nodes"} <= set(log["table"])
    about = pyogrio.read_dataframe(path, layer="about").set_index("key")["value"]
    assert about["scenario"] == "pinglu_canal"
    assert len(about["scenario_hash"]) == 12
    back = corridors.import_network(path, "gpkg", tmp_path / "back")
    assert back.projects == ("pinglu_canal",)
    assert corridors.load_network(data=tmp_path / "back").projects == ("pinglu_canal",)


# ---- edited in QGIS
def test_a_moved_node_takes_its_links_along(drawn_by_hand: Callable[..., Path]) -> None:
    path = drawn_by_hand(("UPDATE nodes SET geom = ? WHERE id = 'rd_hill'",
                          (blob(shapely.Point(109.5, 23.25)),)))
    back = read_geopackage(path)
    assert back.tables["nodes"].row("rd_hill")["lon"] == 109.5
    assert back.losses == ()


def test_a_redrawn_link_counts_as_drawn_by_hand(toy: Network,
                                                drawn_by_hand: Callable[..., Path]) -> None:
    row, nodes = toy.links.row("river_upper"), toy.nodes
    a, b = ([float(nodes.row(str(row[end]))[key]) for key in ("lon", "lat")]
            for end in ("from_node_id", "to_node_id"))
    bent = shapely.LineString([b, [a[0], a[1] + 0.3], a])  # and drawn from b to a
    back = read_geopackage(drawn_by_hand(
        ("UPDATE links SET geom = ? WHERE id = 'river_upper'", (blob(bent),))))
    course = back.courses["river_upper"]
    assert (course.line[0], course.line[-1]) == (tuple(a), tuple(b))
    assert (course.basis, course.approximate) == ("digitised", True)
    assert [loss.key for loss in back.losses] == ["import_redrawn", "import_moved"]
    assert back.tables["links"].row("river_upper")["length_km"] == 60


def test_every_fault_of_an_edited_file_is_said_at_once(
        drawn_by_hand: Callable[..., Path]) -> None:
    path = drawn_by_hand(
        ("INSERT INTO links (geom) VALUES (?)",
         (blob(shapely.LineString([[108, 22], [109, 23]])),)),
        ("UPDATE links SET length_km = -3 WHERE id = 'river_upper'",),
        ("UPDATE nodes SET mode = 'tram' WHERE id = 'rd_hill'",),
        ("UPDATE places SET geom = ? WHERE id = 'mine'",
         (blob(shapely.LineString([[108, 22], [109, 23]])),)),
        ("UPDATE locks SET geom = NULL",),
        ("UPDATE places SET geom = x'4750' WHERE id = 'bay'",))
    with pytest.raises(CorridorsError) as caught:
        read_geopackage(path)
    assert keys(caught) == ["feature_broken"]  # nothing else can be said of such a file
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("UPDATE places SET geom = ? WHERE id = 'bay'",
                     (blob(shapely.Point(109, 22)),))
    with pytest.raises(CorridorsError) as caught:
        read_geopackage(path)
    assert {"cell_missing", "cell_range", "cell_allowed", "feature_kind",
            "feature_empty"} == set(keys(caught))
    text = caught.value.render("en")
    assert "edited.gpkg, layer links, feature 8: id must not be empty." in text
    assert "layer links, feature" in text
    assert "length_km is -3.0; allowed 0.01" in text
    assert "layer nodes, feature" in text
    assert "mode is “tram”" in text
    assert "几何为 LineString（1 部分）；应为单个 Point" in caught.value.render("zh")


def test_an_end_far_from_its_node_is_a_fault(drawn_by_hand: Callable[..., Path]) -> None:
    line = shapely.LineString([[100, 22], [101, 22], [102, 23]])
    with pytest.raises(CorridorsError) as caught:
        read_geopackage(drawn_by_hand(
            ("UPDATE links SET geom = ? WHERE id = 'rail_upper'", (blob(line),))))
    assert keys(caught) == ["feature_end"]
    assert "km from node" in caught.value.render("en")


def test_references_name_their_layer(drawn_by_hand: Callable[..., Path]) -> None:
    with pytest.raises(CorridorsError) as caught:
        read_geopackage(drawn_by_hand(
            ("UPDATE links SET to_node_id = 'nowhere' WHERE id = 'rail_upper'",)))
    assert "layer links, feature" in caught.value.render("en")


@pytest.mark.parametrize(("epsg", "name"), [
    (4490, "China Geodetic Coordinate System 2000"), (3857, "WGS 84 / Pseudo-Mercator"),
    (4546, "CGCS2000 / 3-degree Gauss-Kruger CM 111E")])
def test_other_reference_systems_become_degrees(epsg: int, name: str, toy: Network,
                                                toy_gpkg: bytes, tmp_path: Path) -> None:
    path, other = tmp_path / "a.gpkg", tmp_path / "b.gpkg"
    path.write_bytes(toy_gpkg)
    for layer, kind in pyogrio.list_layers(path):
        if layer == "layer_styles":
            continue
        frame = pyogrio.read_dataframe(path, layer=layer)
        if kind is not None:
            frame = frame.to_crs(epsg)
        pyogrio.write_dataframe(frame, other, layer=layer, driver="GPKG")
    back = read_geopackage(other)
    assert back.tables["nodes"]["lon"] == pytest.approx(toy.nodes["lon"], abs=1e-7)
    assert back.tables["nodes"]["lat"] == pytest.approx(toy.nodes["lat"], abs=1e-7)
    assert name in "".join(loss.render("en") for loss in back.losses)
    assert back.tables["services"] == toy.services


def test_a_layer_without_reference_system_is_refused(drawn_by_hand: Callable[..., Path]) -> None:
    with pytest.raises(CorridorsError) as caught:
        read_geopackage(drawn_by_hand(
            ("UPDATE gpkg_geometry_columns SET srs_id = -1 WHERE table_name = 'nodes'",)))
    assert keys(caught) == ["layer_no_crs"]


# ---- strangers
def test_what_is_no_geopackage_is_said(tmp_path: Path, toy_gpkg: bytes) -> None:
    def told(data: bytes) -> str:
        path = tmp_path / "x.gpkg"
        path.write_bytes(data)
        with pytest.raises(CorridorsError) as caught:
            read_geopackage(path)
        return keys(caught)[0]

    assert told(b"PK\x03\x04 a workbook") == "gpkg_none"
    assert told(b"SQLite format 3\x00" + b"\xff" * 5000) == "gpkg_broken"
    assert told(toy_gpkg[:len(toy_gpkg) // 2]) == "gpkg_broken"
    with pytest.raises(CorridorsError, match=r"nothing\.gpkg"):
        read_geopackage(tmp_path / "nothing.gpkg")


def test_a_file_that_is_open_elsewhere_is_not_half_read(drawn_by_hand: Callable[..., Path]) -> None:
    path = drawn_by_hand()
    with closing(sqlite3.connect(path)) as base:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("UPDATE links SET length_km = 5")
        base.commit()
        with pytest.raises(CorridorsError) as caught:
            read_geopackage(path)
    assert keys(caught) == ["gpkg_open"]


def test_views_and_computed_columns_run_nothing(drawn_by_hand: Callable[..., Path]) -> None:
    endless = ("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
               "SELECT i AS id FROM n")
    view = drawn_by_hand(
        ("ALTER TABLE vessels RENAME TO old",),
        (f"CREATE VIEW vessels AS {endless}",))
    with pytest.raises(CorridorsError) as caught:
        read_geopackage(view)
    assert keys(caught) == ["gpkg_view"]
    computed = drawn_by_hand(("ALTER TABLE vessels ADD COLUMN x TEXT AS (hex(zeroblob(9)))",))
    assert "x" not in str(read_geopackage(computed).losses)
    computed = drawn_by_hand(
        ("DROP TABLE vessels",),
        ("CREATE TABLE vessels (id TEXT, x TEXT, dwt_t REAL AS (length(x)) STORED)",),
        ("INSERT INTO vessels (id) VALUES ('a')",))
    with pytest.raises(CorridorsError) as caught:
        read_geopackage(computed)
    assert {"cell_missing"} == set(keys(caught))


@pytest.mark.parametrize("data", [
    b"", b"\x01", b"\x01\x01\x00\x00\x00", struct.pack("<BII", 1, 2, 0xFFFFFFFF),
    struct.pack("<BII", 1, 5, 0xFFFFFFFF), struct.pack("<BII", 1, 7, 1) * 100_000,
    struct.pack("<BII", 1, 5, 1) * 100_000, struct.pack("<BIdd", 1, 1, float("inf"), 1.0),
    shapely.to_wkb(shapely.box(0, 0, 1, 1)), struct.pack("<BIdd", 1, 1, 1.0, 1.0) + b"x",
    struct.pack("<BIdd", 1, 9001, 1.0, 1.0)])
def test_geometry_of_strangers_is_read_by_hand(data: bytes) -> None:
    with pytest.raises(WkbError):
        drawn(data)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(data=st.binary(max_size=80), kind=st.sampled_from([1, 2, 4, 5, 1001, 3005]))
def test_no_bytes_break_the_reader_of_geometry(data: bytes, kind: int) -> None:
    for raw in (data, struct.pack("<BI", 1, kind) + data):
        try:
            drawn(raw)
        except WkbError:
            continue


@pytest.mark.parametrize(("text", "key"), [
    ("{", "json_broken"), ("[" * 100_000, "hostile.json_deep"),
    ('{"nodes": [1], "edges": []}', "json_graph"),
    ("[]", "json_graph"), ('{"nodes": [], "nodes": []}', "json_broken"),
    ('{"nodes": NaN}', "json_broken"), ("{}", "json_graph"),
    ("9" * 9999, "json_broken")])
def test_json_of_strangers(text: str, key: str, tmp_path: Path) -> None:
    path = tmp_path / "graph.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorridorsError) as caught:
        read_nodelink(path)
    assert keys(caught) == [key]


@pytest.mark.parametrize(("text", "key"), [
    ('<!DOCTYPE g [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><graphml>&b;</graphml>',
     "graphml_entities"),
    ("<graphml><graph>", "graphml_broken"), ("not xml", "graphml_broken"),
    ("<graphml/>", "graphml_none"), ("<a>" * 100 + "</a>" * 100, "graphml_deep")])
def test_graphml_of_strangers(text: str, key: str, tmp_path: Path) -> None:
    path = tmp_path / "n.graphml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorridorsError) as caught:
        read_graphml(path)
    assert keys(caught) == [key]


def test_parquet_of_strangers(toy: Network, tmp_path: Path) -> None:
    corridors.export_network(toy, "geoparquet", tmp_path)
    folder = tmp_path / "geoparquet"
    (folder / "links.parquet").write_bytes(b"PAR1 no such thing PAR1")
    (folder / "vessels.parquet").write_bytes((folder / "vessels.parquet").read_bytes()[:200])
    (folder / "mine.parquet").write_bytes(b"")  # not ours, not opened
    with pytest.raises(CorridorsError) as caught:
        read_geoparquet(folder)
    assert keys(caught) == ["parquet_broken", "parquet_broken"]
    with pytest.raises(CorridorsError, match="nowhere"):
        read_geoparquet(tmp_path / "nowhere")


def test_a_folder_of_other_data_is_not_mixed_with(toy: Network, tmp_path: Path) -> None:
    (tmp_path / "package" / "projects").mkdir(parents=True)
    (tmp_path / "package" / "projects" / "mine.yaml").write_text("id: mine\n", encoding="utf-8")
    with pytest.raises(CorridorsError) as caught:
        corridors.export_network(toy, "csv", tmp_path)
    assert keys(caught) == ["package_in_the_way"]
    assert [path.name for path in (tmp_path / "package").iterdir()] == ["projects"]


def test_the_commands_say_what_they_did(tmp_path: Path, toy_gpkg: bytes) -> None:
    def run(*args: str) -> Any:
        return CliRunner().invoke(main, list(args), catch_exceptions=False)

    path = tmp_path / "网 络.gpkg"
    path.write_bytes(toy_gpkg)
    told = run("import", "gpkg", str(path), "--out", str(tmp_path / "back"), "--lang", "en")
    assert told.exit_code == 0, told.output
    assert "7 links" in told.output.replace("\n", " ")
    assert corridors.load_network(data=tmp_path / "back").links.row("river_upper")
    bad = run("import", "graphml", str(path), "--out", str(tmp_path / "no"))
    assert bad.exit_code == 2
    assert "XML" in bad.output
    assert not (tmp_path / "no").exists()
    none = run("import", "csv", str(tmp_path / "nowhere"))
    assert none.exit_code == 2


def test_tables_that_a_file_lacks_are_said(drawn_by_hand: Callable[..., Path]) -> None:
    back = read_geopackage(drawn_by_hand(
        ("DELETE FROM gpkg_contents WHERE table_name IN ('transfers', 'parameters')",),
        ("ALTER TABLE links ADD COLUMN colour TEXT",)))
    assert [loss.key for loss in back.losses] == [
        "import_layers_empty", "import_columns", "import_parameters"]
    assert isinstance(back.tables["transfers"], Table)
    with pytest.raises(CorridorsError) as caught:
        read_geopackage(drawn_by_hand(
            ("DELETE FROM gpkg_contents WHERE table_name = 'nodes'",)))
    assert "import_layers_missing" in keys(caught)


def test_a_doubled_key_among_many_is_found_at_once(tmp_path: Path) -> None:
    """Every key compared with every other would take hours here."""
    path = tmp_path / "graph.json"
    keys = [f'"k{n}": 0' for n in range(200_000)]
    path.write_text(f'{{{", ".join(keys)}, "k199999": 1}}', encoding="utf-8")
    with pytest.raises(CorridorsError) as caught:
        IMPORTS["json"](path)
    assert [one.key for one in caught.value.faults] == ["json_broken"]
    assert "k199999 stands twice" in caught.value.faults[0].render("en")


@pytest.mark.skipif(os.name != "posix", reason="pipes and permissions of POSIX")
@pytest.mark.parametrize("form", ["gpkg", "graphml", "json"])
def test_pipes_and_names_too_long_are_refused(form: str, tmp_path: Path) -> None:
    pipe = tmp_path / f"pipe.{form}"
    os.mkfifo(pipe)
    for path, key in ((pipe, "hostile.special"), (tmp_path / ("x" * 300), "hostile.unreadable")):
        with pytest.raises(CorridorsError) as caught:
            IMPORTS[form](path)
        assert [one.key for one in caught.value.faults] == [key]
