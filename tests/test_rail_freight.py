"""Freight by rail: waiting for a path, marshalling yards, block trains; toy sums by hand.

Toy: the upper line has 80 km, the lower 160, both single track. Where trains wait, they do so once
every 40 km; single track passes 24 trains a day each way, so that one path is an hour.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import corridors
from corridors import Network, Retime, SetLinks, Trip
from corridors.errors import InputError
from corridors.network import railcapacity
from corridors.network.load import read_base
from corridors.network.runtimes import link_hours
from corridors.routing.legs import MARSHALLING

Find = Callable[..., Trip]
Variant = Callable[..., Network]
law = settings(derandomize=True, deadline=None, database=None, max_examples=20,
               suppress_health_check=[HealthCheck.too_slow])
HALF_FULL = {"rail.utilisation.single": 0.5, "rail.utilisation.double": 0.5}


def near(value: float) -> object:
    return pytest.approx(value, rel=0, abs=1e-9)


def bulk(network: Network, trip: Find) -> Trip:
    return trip("mine", "bay", "bulk", "rail", network=network)


# ---- sums by hand --------------------------------------------------------------------------
def test_ordinary_train_waits_for_paths(trip: Find, variant: Variant) -> None:
    found = bulk(variant(parameters=HALF_FULL), trip)
    # 0.5 / (2 (1 - 0.5)) = half a path of an hour, 80/40 + 160/40 times
    assert found.in_vehicle_h == near(12 + 0.5 * (2 + 4))
    assert found.time_h == near(48.4 + 3)
    assert found.components["dwell"] == near(10 + 5)


def test_marshalling_stands_under_dwell(trip: Find, variant: Variant) -> None:
    found = bulk(variant(parameters={"rail.marshalling.dwell_h": 5}), trip)
    # a yard every 60 km: 240 km bring four, 5 h each
    assert found.in_vehicle_h == near(12)
    assert found.components["dwell"] == near(10 + 4 * 5 + 5)
    assert found.time_h == near(48.4 + 20)
    yards = [leg for leg in found.legs if leg.id == MARSHALLING]
    assert [(leg.start, leg.end, leg.mode, leg.component) for leg in yards] == [
        ("rl_mine", "rl_bay", "rail", "dwell")]
    assert yards[0].hours == near(20)
    assert sum(leg.hours for leg in found.legs) == near(found.time_h)
    # from the first departure to the last arrival the wagons stand as well
    assert found.terminal_to_terminal_h == near(12 + 20)


def test_block_train_waits_half_as_long_and_meets_no_yard(trip: Find, variant: Variant) -> None:
    network = variant(parameters={**HALF_FULL, "rail.marshalling.dwell_h": 5})
    found = trip("mine", "bay", "container", "rail", network=network)
    assert found.in_vehicle_h == near(6 + 0.5 * 0.5 * (2 + 4))
    assert found.components["dwell"] == near(10 + 5)


def test_passengers_do_not_wait_for_paths(trip: Find, toy: Network, variant: Variant) -> None:
    network = variant(parameters={**HALF_FULL, "rail.marshalling.dwell_h": 5})
    before, after = (trip("mine", "bay", "passenger", "rail", network=n) for n in (toy, network))
    assert after.time_h == before.time_h


def test_second_track(trip: Find, variant: Variant) -> None:
    network = variant(parameters=HALF_FULL)
    doubled = variant("link:rail_lower", of=network, tracks=2)
    # 96 trains a day: a path is a quarter of an hour; four sections, half a path each
    assert bulk(doubled, trip).in_vehicle_h == near(12 + 1 + 0.5)
    four = variant("link:rail_lower", of=network, tracks=4)
    assert bulk(four, trip).in_vehicle_h == near(12 + 1 + 0.25)


def test_published_capacity_counts_by_direction(trip: Find, variant: Variant) -> None:
    network = variant(parameters=HALF_FULL)
    # 16.06 Mt a year of 1,000 t are 44 trains a day, with 4 of passengers 48: half an hour a path
    wide = variant("link:rail_lower", of=network, capacity_ab_mt=16.06)
    assert bulk(wide, trip).in_vehicle_h == near(12 + 1 + 1)
    back = trip("bay", "mine", "bulk", "rail", network=wide)
    assert back.in_vehicle_h == near(12 + 1 + 2)


def test_use_of_a_link_goes_before_that_of_its_tracks(trip: Find, variant: Variant) -> None:
    network = variant("link:rail_upper", utilisation=0.8)
    # 0.8 / (2 x 0.2) = 2 paths, on two sections; the lower line is empty
    assert bulk(network, trip).in_vehicle_h == near(12 + 4)


def test_a_full_line_follows_the_tangent() -> None:
    # 0.9 / 0.2 = 4.5; slope 1 / (2 x 0.1^2) = 50
    assert railcapacity.waiting(0.9, 0.9) == near(4.5)
    assert railcapacity.waiting(1.1, 0.9) == near(4.5 + 0.2 * 50)


def test_own_run_time_of_a_freight_line_is_kept(trip: Find, variant: Variant) -> None:
    network = variant("link:rail_lower", of=variant(parameters=HALF_FULL), traffic="freight",
                      run_ab_h=6.5)
    assert bulk(network, trip).in_vehicle_h == near(4 + 1 + 6.5)
    doubled = variant("link:rail_lower", of=network, tracks=2)
    assert bulk(doubled, trip).in_vehicle_h == near(4 + 1 + 6.5)
    # on a line with passenger trains a run time is theirs
    mixed = variant("link:rail_lower", of=network, traffic="mixed")
    assert bulk(mixed, trip).in_vehicle_h == near(12 + 1 + 2)


def test_a_time_by_rule_says_so(trip: Find, variant: Variant) -> None:
    """The length of a line may be sure; the hours on it rest on an assumed speed."""
    sure = variant("link:rail_lower", source_id="timetable", confidence="high", traffic="freight")
    timed = variant("link:rail_lower", of=sure, run_ab_h=8)

    def standing(network: Network) -> tuple[str, str]:
        found = trip("hill", "bay", "bulk", "rail", network=network)
        leg = next(leg for leg in found.legs if leg.component == "line_haul")
        return leg.source_id, leg.confidence

    assert standing(sure) == ("assumption;timetable", "assumed")
    assert standing(timed) == ("timetable", "high")


def test_class_tells_the_tracks_where_they_are_not_given(toy: Network) -> None:
    links = toy.tables["links"]
    def tracks(kind: str) -> int:
        cells = {("rail_upper", "tracks"): float("nan"), ("rail_upper", "class"): kind}
        network = toy.with_tables({"links": links.edited(cells)})
        return railcapacity.tracks_of(network, links.index["rail_upper"])
    assert (tracks("conv_single"), tracks("conv_double"), tracks("hsr_200")) == (1, 2, 2)


# ---- laws ------------------------------------------------------------------------------------
@law
@given(st.floats(0, 1.5), st.floats(0, 1.5), st.floats(0.85, 0.95))
def test_more_use_never_shortens_the_wait(a: float, b: float, linear_from: float) -> None:
    less, more = sorted((a, b))
    assert 0 <= railcapacity.waiting(less, linear_from) <= railcapacity.waiting(more, linear_from)


@law
@given(st.floats(0.1, 200), st.floats(0.1, 200), st.floats(0, 1.5), st.floats(0, 1.5),
       st.sampled_from([1, 2, 3, 4]), st.sampled_from(["bulk", "container"]))
def test_more_capacity_or_less_use_never_slows(
        toy: Network, mt_a: float, mt_b: float, use_a: float, use_b: float, tracks: int,
        profile: str) -> None:
    (small, large), (less, more) = sorted((mt_a, mt_b)), sorted((use_a, use_b))

    def hours(mt: float, use: float) -> float:
        network, _ = corridors.apply(toy, [SetLinks(where={"line": ["upper", "lower"]}, values={
            "capacity_ab_mt": mt, "utilisation": use, "tracks": tracks, "note": "x"})])
        found = corridors.route(network, "mine", "bay", profile=profile, mode="rail",
                                objective="time")
        assert found.time_h is not None
        return found.time_h

    slow = hours(small, more)
    assert hours(large, more) <= slow + 1e-9
    assert hours(small, less) <= slow + 1e-9


@law
@given(st.floats(0, 0.9), st.floats(0, 0.9))
def test_more_tracks_never_slow(toy: Network, single: float, double: float) -> None:
    assume(double <= single)
    parameters = toy.parameters.override({"rail.utilisation.single": single,
                                          "rail.utilisation.double": double})
    found = []
    for tracks in (1, 2, 3, 4):
        network = toy.with_tables({"links": toy.links.edited({("rail_lower", "tracks"): tracks})},
                                  parameters=parameters)
        i = network.links.index["rail_lower"]
        found.append(link_hours(network, i, "ab", "freight"))
    assert found == sorted(found, reverse=True)


# ---- bad input -------------------------------------------------------------------------------
@pytest.mark.parametrize(("column", "value", "allowed"), [
    ("capacity_ab_mt", -5, "0.01 … 2000"), ("capacity_ba_mt", 0, "0.01 … 2000"),
    ("utilisation", 1.6, "0 … 1.5"), ("utilisation", -0.1, "0 … 1.5"),
    ("tracks", 0, "1 … 8"), ("tracks", -1, "1 … 8")])
def test_impossible_railways_are_refused(toy: Network, toy_copy: Callable[..., Path],
                                         column: str, value: float, allowed: str) -> None:
    with pytest.raises(InputError) as wrong:
        corridors.apply(toy, [SetLinks(where={"link": "rail_upper"}, values={column: value})])
    text = str(wrong.value)
    assert column in text
    assert f"{value:g}" in text
    assert allowed in text

    file = toy_copy() / "links.csv"
    head, *rows = file.read_text(encoding="utf-8").splitlines()
    names = head.split(",")
    if column not in names:
        names.append(column)
        rows = [row + "," for row in rows]
    at = names.index(column)
    for n, row in enumerate(rows):
        if row.startswith("rail_upper,"):
            cells = row.split(",")
            cells[at] = str(value)
            rows[n] = ",".join(cells)
    file.write_text("\n".join([",".join(names), *rows, ""]), encoding="utf-8")
    with pytest.raises(InputError) as wrong:
        read_base(file.parent)
    text = str(wrong.value)
    assert "links.csv" in text
    assert column in text
    assert allowed in text


@pytest.mark.parametrize("cell", ["utilisation", "capacity_ab_mt", "tracks"])
def test_words_are_no_figures(toy: Network, cell: str) -> None:
    with pytest.raises(InputError, match=cell):
        corridors.apply(toy, [SetLinks(where={"link": "rail_upper"}, values={cell: "busy"})])


# ---- the real network ------------------------------------------------------------------------
@pytest.mark.parametrize(("origin", "destination"), [("chongqing", "qinzhou"),
                                                     ("qinzhou", "chongqing")])
def test_chongqing_qinzhou_takes_the_published_time(real: Network, origin: str,
                                                    destination: str) -> None:
    trip = corridors.route(real, origin, destination, profile="container", mode="rail",
                           objective="time")
    assert any(leg.id.startswith("bt_chongqing_qinzhou") for leg in trip.legs)
    assert 38.7 <= trip.in_vehicle_h <= 48
    assert trip.distance_km == pytest.approx(1400, rel=0.05)
    assert MARSHALLING not in {leg.id for leg in trip.legs}


@pytest.mark.parametrize(("origin", "service", "hours"), [
    # by published block train means of 22 to 45 km/h over the published or traced length
    ("chengdu", "bt_chengdu_qinzhou", (50, 55)), ("kunming", "bt_kunming_qinzhou", (22, 46)),
    ("guiyang", "bt_guiyang_qinzhou", (19, 39)), ("changsha", "bt_changsha_qinzhou", (24, 50)),
    ("liuzhou", "bt_liuzhou_qinzhou", (7.5, 16)), ("huaihua", "bt_huaihua_qinzhou", (17, 36))])
def test_other_block_trains_run_at_the_pace_of_published_ones(
        real: Network, origin: str, service: str, hours: tuple[float, float]) -> None:
    often, _ = corridors.apply(real, [Retime(service=service, headway_h=1)])
    trip = corridors.route(often, origin, "qinzhou", profile="container", mode="rail",
                           objective="time")
    assert service in {leg.id for leg in trip.legs}
    assert hours[0] <= trip.in_vehicle_h <= hours[1]


PUBLISHED = [
    # way, hours, whether the block speed was fitted to it
    ("rl_tuanjiecun", "rl_qinzhougangdong", 48, True),    # 2017 to 2022
    ("rl_tuanjiecun", "rl_qinzhougangdong", 44, True),    # 2023
    ("rl_chengxiang", "rl_qinzhougangdong", 55, True),    # 2018
    ("rl_yibinbei", "rl_qinzhougangdong", 60, False),     # 2018, first train from Qinzhou
    ("rl_guiyang", "rl_qinzhougangdong", 32, False),      # 2018, test train, over 30 h
    ("rl_pingxiang", "rl_chengxiang", 55, False),         # 2018
    ("rl_xiangtangxi", "rl_ningbo", 20, False),           # 2025
    ("rl_yingtan", "rl_ningbo", 20.067, False),           # 2012
    ("rl_shangrao", "rl_ningbo", 16.517, False),          # 2011
    ("rl_tuanjiecun", "rl_ningbo", 48, False),            # 2023, fastest
    ("rl_wuhanbei", "rl_chengxiang", 30, False),          # 2016
    ("rl_fuling", "rl_wuhanbei", 24, False),              # 2024, a day
    ("rl_dulaying", "rl_zhanjiang", 48, False),           # 2022, dates only
    ("rl_yueyang", "rl_nanshagang", 48, False),           # 2025, two days
]


def by_rule(network: Network) -> list[tuple[str, float, float, bool]]:
    """Block trains by the rule, along the line recorded or the quickest, against what is published.

    The published run times of the services themselves are not used.
    """
    import networkx as nx

    links = network.links
    graph = nx.DiGraph()
    for i in range(len(links)):
        if links["mode"][i] == "rail" and links["traffic"][i] != "passenger":
            ends = str(links["from_node_id"][i]), str(links["to_node_id"][i])
            for tail, head, direction in ((*ends, "ab"), (*ends[::-1], "ba")):
                hours = railcapacity.block_hours(network, i, direction)
                if hours < graph.get_edge_data(tail, head, {"hours": 1e9})["hours"]:
                    graph.add_edge(tail, head, hours=hours)
    return [(f"{start}-{end}", nx.shortest_path_length(graph, start, end, weight="hours"), hours,
             fitted) for start, end, hours, fitted in PUBLISHED]


def test_the_rule_against_published_runs(real: Network) -> None:
    errors = {fitted: [abs(model / hours - 1) for _, model, hours, fit in by_rule(real)
                       if fit == fitted] for fitted in (True, False)}
    assert statistics.median(errors[True]) < 0.15
    assert len(errors[False]) >= 8
    assert statistics.median(errors[False]) < 0.2


def test_ordinary_wagons_are_slower_than_block_trains(real: Network) -> None:
    trip = corridors.route(real, "nanning", "shanghai", profile="bulk", mode="rail")
    pace = trip.distance_km / trip.terminal_to_terminal_h
    # Beijing-Guangzhou, 2,280 km, took ordinary wagons 5 to 7 days: 14 to 19 km/h with what comes
    # before the first departure and after the last arrival
    whole = trip.distance_km / (trip.time_h - trip.components["wait"])
    assert 10 < whole < 19 < pace < 27
    assert trip.components["dwell"] > 48


def test_second_tracks_to_qinzhou_port_shorten_freight(real: Network) -> None:
    after = corridors.load_network(projects=["bg_qinzhou_second_tracks"])
    i = real.links.index["cqg_90"]
    for hours in (railcapacity.freight_hours, railcapacity.block_hours):
        assert hours(after, i, "ab") < hours(real, i, "ab")
    was, now = (corridors.route(network, "kunming", "qinzhou", profile="container", mode="rail",
                                objective="time") for network in (real, after))
    assert now.in_vehicle_h < was.in_vehicle_h
    # a published run time stays: it was not published for the second track
    was, now = (corridors.route(network, "chongqing", "qinzhou", profile="container", mode="rail",
                                objective="time") for network in (real, after))
    assert now.in_vehicle_h == was.in_vehicle_h


def test_express_goods_ride_on_passenger_trains(trip: Find, toy: Network,
                                                variant: Variant) -> None:
    network = variant(parameters={**HALF_FULL, "rail.marshalling.dwell_h": 5})
    before, after = (trip("mine", "bay", "express", "rail", network=n) for n in (toy, network))
    assert after.time_h == before.time_h
    assert "assumed" not in {leg.confidence for leg in after.legs if leg.mode == "rail"
                             and leg.component == "line_haul"}


@pytest.mark.parametrize("key", ["rail.capacity.single_pairs_per_day", "rail.delay.section_km",
                                 "rail.marshalling.every_km", "rail.capacity.train_net_t"])
def test_parameters_that_divide_are_not_nothing(toy_copy: Callable[..., Path], key: str) -> None:
    file = toy_copy() / "parameters.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith(f"  {key}:"))
    lines[at] = re.sub(r"low: \S+,", "low: 0,", lines[at])
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError, match=key):
        read_base(file.parent)
