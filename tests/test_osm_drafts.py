"""Draft project files of what OpenStreetMap has as under construction or proposed."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import yaml

import corridors
from corridors import Network
from corridors.analysis.checks import check_file
from corridors.cli.osm_compare import _drafts
from corridors.errors import InputError
from corridors.network.distance import great_circle_km
from corridors.osm.built import BuiltFile
from corridors.osm.drafts import drafts
from corridors.osm.frames import planned_frame
from corridors.osm.net import Net, Vintage
from corridors.osm.planned import planned_lines
from corridors.osm.ways import Source, Ways, from_elements

Place = tuple[float, float]
HSR = {"railway": "construction", "construction": "rail", "name": "试验高铁", "highspeed": "yes",
       "maxspeed": "350"}
MOTORWAY = {"highway": "proposed", "proposed": "motorway", "ref": "G99"}


def line(a: Place, b: Place, pieces: int = 10, north: float = 0.0) -> list[Place]:
    return [(a[0] + (b[0] - a[0]) * i / pieces, a[1] + (b[1] - a[1]) * i / pieces + north)
            for i in range(pieces + 1)]


def drawn(*ways: tuple[int, list[Place], dict[str, str]], date: str = "2026-11-20T00:00:00Z",
          ) -> Ways:
    """Ways of points; equal points are one node."""
    number = itertools.count(1)
    ids: dict[Place, int] = {}
    elements: list[dict[str, Any]] = []
    for key, places, tags in ways:
        for place in places:
            if place not in ids:
                ids[place] = next(number)
                elements.append({"type": "node", "id": ids[place], "lon": place[0],
                                 "lat": place[1]})
        elements.append({"type": "way", "id": key, "nodes": [ids[place] for place in places],
                         "tags": tags})
    return from_elements(elements, Source("test", date))


def table(*ways: tuple[int, list[Place], dict[str, str]]) -> gpd.GeoDataFrame:
    return planned_frame(drawn(*ways))


@pytest.fixture(scope="module")
def network() -> Network:
    return corridors.load_network()


def at(network: Network, node: str) -> Place:
    row = network.nodes.row(node)
    return float(str(row["lon"])), float(str(row["lat"]))


def checked(folder: Path, files: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    """Files as the check accepts them, read again."""
    out = {}
    for name, content in files.items():
        path = folder / name
        path.write_bytes(content)
        check_file(path)
        out[path.stem] = yaml.safe_load(content)
    return out


# ---- lines
A, B = (108.0, 23.0), (109.0, 23.0)
KM = great_circle_km(*A, *B)


def test_two_carriageways_count_once() -> None:
    """A degree of longitude on 23° N is 102.4 km; drawn twice, 33 m apart, it stays that."""
    assert pytest.approx(102.36, abs=0.05) == KM
    [road] = planned_lines(table((1, line(A, B), MOTORWAY),
                                 (2, line(B, A, 7, north=0.0003), MOTORWAY)))
    assert (road.mode, road.class_, road.state, road.ref) == ("road", "motorway", "proposed",
                                                              "G99")
    assert road.osmids == (1, 2)
    assert road.traced_km == pytest.approx(KM, rel=0.001)
    assert road.double > 0.99


def test_what_carries_on_or_crosses_is_no_second_line() -> None:
    half = (108.5, 23.0)
    [road] = planned_lines(table((1, line(A, half), MOTORWAY), (2, line(half, B), MOTORWAY),
                                 (3, line((108.5, 22.9), half), MOTORWAY)))
    assert road.traced_km == pytest.approx(KM + great_circle_km(108.5, 22.9, *half), rel=0.003)
    assert road.double < 0.01


def test_pieces_of_one_name_are_one_line_across_a_gap() -> None:
    """Four kilometres of tunnel are not drawn; without a name the pieces stay apart."""
    gap = 4.0 / KM
    west, east = line(A, (108.3, 23.0)), line((108.3 + gap, 23.0), B)
    [named] = planned_lines(table((1, west, HSR), (2, east, HSR)))
    assert named.osmids == (1, 2)
    assert named.traced_km == pytest.approx(KM - 4.0, abs=0.1)
    assert named.ends == (A, B)
    bare = {key: value for key, value in HSR.items() if key != "name"}
    assert [one.osmids for one in planned_lines(table((1, west, bare), (2, east, bare)))] == [
        (1,), (2,)]


def test_states_and_names_are_kept_apart_and_trifles_left_out() -> None:
    ways = drawn((1, line(A, B), MOTORWAY),
                 (2, line(A, B, north=0.1), {"highway": "construction",
                                             "construction": "motorway", "ref": "G99"}),
                 (3, line(A, B, north=0.2), MOTORWAY | {"ref": "G98"}),
                 (4, line(A, B, north=0.3), {"highway": "motorway", "ref": "G72"}),
                 (5, line(A, (108.005, 23.0), north=0.4), MOTORWAY | {"ref": "G97"}),
                 (6, line(A, B, north=0.5), MOTORWAY | {"proposed": "motorway_link",
                                                        "ref": "G96"}))
    assert [(one.osmids, one.state) for one in planned_lines(planned_frame(ways))] == [
        ((1,), "proposed"), ((2,), "construction"), ((3,), "proposed")]
    assert planned_lines(table()) == ()


# ---- files
def test_a_line_between_terminals_becomes_a_link(network: Network, tmp_path: Path) -> None:
    a, b = at(network, "rl_nanning"), at(network, "rl_liuzhou")
    ways = drawn((7, line(a, b, 40), HSR | {"opening_date": "2028"}),
                 (8, line(b, a, 37, north=0.0003), HSR))
    files = checked(tmp_path, drafts(ways, network))
    [(key, draft)] = files.items()
    assert key == "osm_rail_7"
    km = round(great_circle_km(*a, *b), 1)
    [change] = draft["changes"]
    assert change["add_link"] | {"note": ""} == {
        "id": key, "mode": "rail", "line": key, "line_zh": "试验高铁",
        "line_en": "Railway OSM 7, under construction", "from_node_id": "rl_nanning",
        "to_node_id": "rl_liuzhou", "length_km": km, "traffic": "passenger", "class": "hsr_350",
        "source_id": "openstreetmap_7", "confidence": "low", "note": ""}
    assert draft["status"]["stage"] == "construction"
    assert draft["status"]["as_of"] == "2026-11-20"
    assert "2028" in draft["status"]["note"]["zh"]
    assert draft["opening"] == {"planned": None, "actual": None}
    assert draft["facts"]["length_km"]["value"] == km
    assert draft["facts"]["osm_ways"]["value"] == "7;8"
    assert draft["sources"][0]["publisher"] == "OpenStreetMap contributors"


@pytest.mark.parametrize(("tags", "shift", "why"), [
    (HSR, 0.3, "within 15 km"),
    ({key: value for key, value in HSR.items() if key != "maxspeed"}, 0.0, "not tagged"),
    ({"waterway": "construction", "construction": "canal", "name": "试验运河"}, 0.0, "depth"),
    (MOTORWAY | {"proposed": "secondary"}, 0.0, "not tagged")])
def test_what_is_not_known_is_not_modelled(network: Network, tmp_path: Path,
                                           tags: dict[str, str], shift: float, why: str) -> None:
    a, b = at(network, "rl_nanning"), at(network, "rl_liuzhou")
    files = drafts(drawn((7, line(a, b, north=-shift), tags)), network, "en")
    [draft] = checked(tmp_path, files).values()
    assert draft["changes"] == []
    assert why in draft["reason"]["en"]
    assert re.search(r"[\u4e00-\u9fff]", draft["reason"]["zh"])
    [text] = [content.decode() for content in files.values()]
    assert "# changes:\n#   - add_link:\n" in text


def test_a_stub_beside_two_terminals_is_no_line_between_them(network: Network) -> None:
    """Both ends of 8 km may be near two stations that lie much farther apart."""
    a = at(network, "rl_nanning")
    other = min((node for node in map(str, network.nodes["id"])
                 if node.startswith("rl_") and node != "rl_nanning"),
                key=lambda node: great_circle_km(*a, *at(network, node)))
    b = at(network, other)
    mid = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    quarter = ((mid[0] + a[0]) / 2, (mid[1] + a[1]) / 2)
    [text] = drafts(drawn((7, line(quarter, mid), HSR)), network, least_km=0.1).values()
    assert yaml.safe_load(text)["changes"] == []


def test_lines_taken_off_the_comments_are_complete_but_for_the_marks(
        network: Network, tmp_path: Path) -> None:
    """What the comment tells to do, done: the check then asks for what is still a mark."""
    [(name, content)] = drafts(drawn((7, line(A, B), MOTORWAY)), network).items()
    head, _, rest = content.decode().partition("# changes:\n")
    head = re.sub(r"^reason:\n(  .*\n)+changes: \[\]\n", "", head, flags=re.MULTILINE)
    body = "changes:\n" + "".join(row.removeprefix("# ") for row in rest.splitlines(True))
    path = tmp_path / name
    path.write_text(head + body, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        check_file(path)
    assert {fault.key for fault in caught.value.faults} <= {"cell_id", "change_cell",
                                                            "reference_missing"}
    assert "?" in caught.value.render()


def test_several_drafts_go_into_one_scenario(network: Network, tmp_path: Path) -> None:
    """Their sources have ids of their own, and their links, too."""
    from corridors.projects.model import read_project

    ends = [at(network, node) for node in ("rl_nanning", "rl_liuzhou", "rl_guilin")]
    ways = drawn((7, line(ends[0], ends[1]), HSR),
                 (8, line(ends[1], ends[2]), HSR | {"name": "又一条"}))
    checked(tmp_path, drafts(ways, network))
    batches = [read_project(path).batch() for path in sorted(tmp_path.iterdir())]
    after, log = corridors.apply(network, batches)
    assert {"osm_rail_7", "osm_rail_8"} <= set(after.links.index)
    assert log


def test_drafts_are_the_same_every_time_and_in_both_languages(network: Network) -> None:
    ways = drawn((7, line(A, B), MOTORWAY), (9, line(A, B, north=1.0), HSR))
    assert drafts(ways, network) == drafts(ways, network)
    for content in drafts(ways, network, "en").values():
        comments = [row for row in content.decode().splitlines() if row.startswith("# ")]
        assert not re.search(r"[\u4e00-\u9fff]", "".join(comments[:3]))


def test_the_layer_of_a_build_gives_the_same_drafts(network: Network, tmp_path: Path) -> None:
    ways = drawn((7, line(A, B), MOTORWAY), (9, line(A, B, north=1.0), HSR))
    frame = planned_frame(ways)
    frame.to_file(tmp_path / "build.gpkg", layer="planned")
    again = gpd.read_file(tmp_path / "build.gpkg", layer="planned")
    assert drafts(again, network, date="2026-11-20") == drafts(ways, network)
    assert len(drafts(ways, network)) == 2


def test_the_command_hands_over_the_date_of_the_build(network: Network) -> None:
    """What the summary of the build says, unless the planner names another date."""
    frame = table((7, line(A, B), MOTORWAY))
    net = Net("road", np.zeros((0, 2)), np.zeros((0, 2), int), np.zeros(0), "b.gpkg", "1",
              Vintage("2026-11-20", "2026-11-20"))
    built = BuiltFile(Path("b.gpkg"), {"road": net}, frame)
    for taken, date in ((None, "2026-11-20"), (Vintage("2025-01-01", "2025-01-01"), "2025-01-01")):
        [(name, content)] = _drafts(built, network, taken, "zh").items()
        assert name == "drafts/osm_road_7.yaml"
        assert yaml.safe_load(content)["status"]["as_of"] == date
    assert _drafts(None, network, None, "zh") == {}


def test_data_without_a_date_make_no_draft(network: Network) -> None:
    ways = drawn((7, line(A, B), MOTORWAY), date="")
    with pytest.raises(InputError) as caught:
        drafts(ways, network)
    assert "carry no date" in caught.value.render("en")
    assert drafts(drawn(date=""), network) == {}
