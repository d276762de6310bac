"""What a project can move beside links and run times: dwell, charges and capacity.

Worked by hand on the toy network (``toy/README.md``): 24 trains a day each way on single track, 4
of them for passengers, 1000 t each.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import corridors
from corridors import AddLink, Network, ScaleLinks, SetLinks, Trip
from corridors.analysis.summary import summarise
from corridors.changes import Batch, parse_changes
from corridors.errors import ChangeError, InputError
from corridors.network.capacity import capacities
from corridors.projects.model import read_project
from corridors.projects.register import register
from corridors.textfile import read_yaml

Find = Callable[..., Trip]
Variant = Callable[..., Network]
SINGLE_MT = (24 - 4) * 1000 * 365 / 1e6
DOUBLE_MT = (96 - 4) * 1000 * 365 / 1e6


def near(value: float) -> object:
    return pytest.approx(value, rel=0, abs=1e-9)


# ---- dwell ----------------------------------------------------------------------------------
def test_dwell_at_a_terminal_is_a_share_of_the_parameter(trip: Find, variant: Variant,
                                                        toy: Network) -> None:
    before = trip("mine", "bay", "container", "rail")
    after = trip("mine", "bay", "container", "rail",
                 network=variant("node:rl_mine", dwell_factor=0.25))
    start_h = toy.parameters.number("terminal.rail.container.start_h")
    assert start_h > 0
    assert after.time_h - before.time_h == near(-0.75 * start_h)
    assert (after.cost_cny, after.co2_kg, after.in_vehicle_h) == (
        before.cost_cny, before.co2_kg, before.in_vehicle_h)


def test_dwell_at_one_end_leaves_the_other_alone(trip: Find, variant: Variant,
                                                 toy: Network) -> None:
    network = variant("node:rl_bay", dwell_factor=2)
    gained = trip("mine", "bay", "container", "rail", network=network).time_h - trip(
        "mine", "bay", "container", "rail").time_h
    assert gained == near(toy.parameters.number("terminal.rail.container.end_h"))


def test_dwell_of_a_transfer_leaves_its_way_alone(trip: Find, variant: Variant,
                                                  toy: Network) -> None:
    before = trip("mine", "isle", "container", "rail_sea")
    after = trip("mine", "isle", "container", "rail_sea",
                 network=variant("transfer:tr_bay_rail", dwell_factor=0))
    assert after.time_h - before.time_h == near(
        -toy.parameters.number("change.container.rail_sea_h"))
    assert after.distance_total_km == before.distance_total_km


def test_passengers_check_in_faster(trip: Find, variant: Variant, toy: Network) -> None:
    after = trip("hill", "isle", "passenger", "air",
                 network=variant("node:ap_hill", dwell_factor=0.5))
    assert after.time_h - trip("hill", "isle", "passenger", "air").time_h == near(
        -0.5 * toy.parameters.number("terminal.air.passenger.start_h"))


def test_a_yard_that_clears_goods_faster_does_not_move_passengers(trip: Find,
                                                                  variant: Variant) -> None:
    network = variant("node:rl_mine", dwell_factor=0.25)
    assert trip("mine", "bay", "passenger", "rail", network=network).time_h == trip(
        "mine", "bay", "passenger", "rail").time_h


# ---- charges --------------------------------------------------------------------------------
def test_a_discount_on_a_line_is_that_of_its_kilometres(trip: Find, variant: Variant) -> None:
    before = trip("mine", "bay", "bulk", "rail")
    after = trip("mine", "bay", "bulk", "rail",
                 network=variant("line:lower", rate_factor=0.7))
    # 150 tariff km of the lower line at 0.2 CNY, 30 % less
    assert after.cost_cny - before.cost_cny == near(-0.3 * 150 * 0.2)
    assert (after.time_h, after.co2_kg) == (before.time_h, before.co2_kg)


def test_discounts_of_line_and_train_multiply(trip: Find, variant: Variant) -> None:
    line = variant("line:lower", rate_factor=0.5)
    both = variant("service:bt_mine_bay", of=line, rate_factor=0.5)
    before = trip("mine", "bay", "container", "rail").cost_cny
    # 80 + 150 km at 2 CNY by the block train
    assert trip("mine", "bay", "container", "rail", network=line).cost_cny - before == near(
        -0.5 * 150 * 2)
    assert trip("mine", "bay", "container", "rail", network=both).cost_cny - before == near(
        -(80 + 150) * 2 + 0.5 * (80 + 0.5 * 150) * 2)


def test_a_discount_on_a_river_is_one_for_its_ships(trip: Find, variant: Variant) -> None:
    before = trip("hill", "bay", "bulk", "waterway")
    after = trip("hill", "bay", "bulk", "waterway",
                 network=variant("line:river", rate_factor=0.5))
    assert 0 < before.cost_cny - after.cost_cny < before.cost_cny
    assert (after.time_h, after.co2_kg) == (before.time_h, before.co2_kg)


# ---- capacity -------------------------------------------------------------------------------
def test_single_track_bounds_the_freight(trip: Find) -> None:
    for profile in ("container", "bulk"):
        found = trip("mine", "bay", profile, "rail")
        assert found.capacity_mt == near(SINGLE_MT)
        assert (found.bottleneck.table, found.bottleneck.id) == ("links", "rail_upper")


def test_the_narrowest_place_decides(trip: Find, variant: Variant) -> None:
    upper = variant("link:rail_upper", tracks=2)
    narrow = trip("mine", "bay", "bulk", "rail", network=upper)
    assert (narrow.capacity_mt, narrow.bottleneck.id) == (near(SINGLE_MT), "rail_lower")
    both = variant("link:rail_lower", of=upper, tracks=2)
    assert trip("mine", "bay", "bulk", "rail", network=both).capacity_mt == near(DOUBLE_MT)


def test_a_published_capacity_counts_in_its_direction(trip: Find, variant: Variant) -> None:
    network = variant("link:rail_lower", capacity_ab_mt=3, capacity_ba_mt=5)
    assert trip("mine", "bay", "bulk", "rail", network=network).capacity_mt == near(3)
    assert trip("bay", "mine", "bulk", "rail", network=network).capacity_mt == near(5)


def test_a_lock_bounds_its_river_in_its_direction(trip: Find, variant: Variant) -> None:
    assert trip("hill", "bay", "bulk", "waterway").capacity_mt is None
    network = variant("lock:lk_ford", capacity_ab_mt=10, capacity_ba_mt=12)
    down, up = (trip(*pair, "bulk", "waterway", network=network)
                for pair in (("hill", "bay"), ("bay", "hill")))
    assert (down.capacity_mt, up.capacity_mt) == (10, 12)
    assert (down.bottleneck.table, down.bottleneck.id) == ("locks", "lk_ford")


def test_lanes_bound_the_lorries(trip: Find) -> None:
    found = trip("mine", "bay", "bulk", "road")
    # two lanes of 10,000 cars a day, half of them room for 1,250 lorries of 20 t
    assert found.capacity_mt == near(2 * 1250 * 20 * 365 / 1e6)


def test_passengers_have_no_tonnes(trip: Find) -> None:
    assert trip("mine", "bay", "passenger", "rail").capacity_mt is None


def test_every_railway_for_freight_has_a_capacity(real: Network) -> None:
    links, _ = capacities(real)
    rail = (real.links["mode"] == "rail") & (real.links["traffic"] != "passenger")
    assert rail.sum() > 100
    assert (links[:, rail] > 0).all()
    closed = (real.links["mode"] == "rail") & (real.links["traffic"] == "passenger")
    assert (links[:, closed] != links[:, closed]).all()


def test_more_capacity_is_a_gain(toy_dir: Path, tmp_path: Path) -> None:
    path = tmp_path / "tracks.yaml"
    path.write_text("""
schema: 1
name: {zh: 增建二线, en: Second track}
changes:
  - set: {where: {link: [rail_upper, rail_lower]}, values: {tracks: 2}}
compare:
  profiles: [bulk]
  modes: [rail]
  origins: [mine]
  destinations: [bay]
  measures: [capacity_mt]
""", encoding="utf-8")
    result = corridors.compare(corridors.load_scenario(path), data=toy_dir)
    (row,), (summary,) = result.rows, summarise(result)
    assert row.difference == near(DOUBLE_MT - SINGLE_MT)
    assert (summary.gained, summary.lost, summary.unit) == (1, 0, "Mt/year")
    assert summary.largest_gain == near(DOUBLE_MT - SINGLE_MT)


# ---- several projects at one place ----------------------------------------------------------
def test_what_scales_one_figure_multiplies_in_any_order(toy: Network) -> None:
    a, b = (Batch(key, (ScaleLinks(where={"node": "rl_bay"}, values={"dwell_factor": factor}),))
            for key, factor in (("codes", 0.5), ("yard", 0.8)))
    for order in ((a, b), (b, a)):
        after, log = corridors.apply(toy, order)
        assert float(after.nodes["dwell_factor"][after.nodes.index["rl_bay"]]) == near(0.4)
        assert len(log) == 2


def test_what_sets_one_figure_differently_is_still_a_fault(toy: Network) -> None:
    batches = [Batch(key, (SetLinks(where={"node": "rl_bay"}, values={"dwell_factor": factor}),))
               for key, factor in (("codes", 0.5), ("yard", 0.8))]
    with pytest.raises(ChangeError, match="dwell_factor"):
        corridors.apply(toy, batches)


# ---- ranges ---------------------------------------------------------------------------------
@pytest.mark.parametrize(("ranges", "message"), [
    ("{dwell_factor: [0.1, 0.4]}", "0.5，不在所写范围 0.1–0.4"),
    ("{dwell: [0.1, 0.9]}", "“dwell”不是这项变更给出的数值"),
])
def test_a_range_holds_its_value(tmp_path: Path, ranges: str, message: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(f"changes:\n  - set: {{where: {{node: rl_bay}}, values: {{dwell_factor: 0.5}}, "
                    f"ranges: {ranges}}}\n", encoding="utf-8")
    document = read_yaml(path)
    with pytest.raises(InputError, match=message):
        parse_changes(document.data["changes"], document)


def test_a_range_that_holds_its_value_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("changes:\n  - retime: {service: s, headway_h: 4, ranges: {headway_h: [2, 8]}}"
                    "\n", encoding="utf-8")
    document = read_yaml(path)
    (change,) = parse_changes(document.data["changes"], document)
    assert change.ranges == {"headway_h": (2.0, 8.0)}


# ---- parts of an item -----------------------------------------------------------------------
PART = """
schema: 1
id: {id}
name: {{zh: 东线, en: Eastern road}}
kind: road
part_of: east
status: {{stage: opened, as_of: 2024-01, source: assumption}}
opening: {{planned: null, actual: 2024-01-01}}
changes:
  - set:
      where: {{link: {link}}}
      values: {{speed_ab_kmh: 75}}
      ranges: {{speed_ab_kmh: [60, 80]}}
"""
ITEM = """
schema: 1
id: east
name: {zh: 东线公路, en: Eastern road}
kind: road
parts: [east_upper, east_lower]
status: {stage: construction, as_of: 2024-01, source: assumption}
"""


def test_an_item_switches_all_its_parts_on(toy_copy: Callable[..., Path]) -> None:
    folder = toy_copy()
    (folder / "projects" / "east.yaml").write_text(ITEM, encoding="utf-8")
    for key, link in (("east_upper", "road_upper"), ("east_lower", "road_lower")):
        (folder / "projects" / f"{key}.yaml").write_text(PART.format(id=key, link=link),
                                                         encoding="utf-8")
    found = register(folder).with_requirements(["east"])
    assert [project.id for project in found] == ["east", "east_lower", "east_upper"]
    assert register(folder).get("east").modelled
    before, after = (corridors.route(network, "mine", "bay", profile="bulk", mode="road")
                     for network in (corridors.load_network(data=folder),
                                     corridors.load_network(projects=["east"], data=folder)))
    # 240 km at 75 instead of 50 km/h, one stop of half an hour in both
    assert after.in_vehicle_h - before.in_vehicle_h == near(240 / 75 - 240 / 50)
    # in a year a part counts by its own date
    opened = corridors.load_network(year=2024, data=folder).projects
    assert {"east_lower", "east_upper"} <= {*opened}
    assert "east" not in opened


def test_a_reason_in_one_language_stands_for_both(toy_dir: Path) -> None:
    reason = read_project(toy_dir / "projects" / "toy_study.yaml").file.reason
    assert reason is not None
    assert reason.zh == reason.en != ""


def test_the_log_of_a_new_link_says_where_its_charge_stands(toy: Network) -> None:
    link = {"id": "x", "mode": "rail", "line": "x", "line_zh": "新线", "line_en": "New",
            "from_node_id": "rl_mine", "to_node_id": "rl_bay", "length_km": 200,
            "traffic": "mixed", "class": "main", "source_id": "assumption",
            "confidence": "assumed"}
    after, _ = corridors.apply(toy, [AddLink(row=link)])
    assert float(after.links["rate_factor"][after.links.index["x"]]) == 1.0
