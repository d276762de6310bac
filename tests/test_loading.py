"""Loading a demand: toy figures by hand, AequilibraE beside the own search, laws, bad files.

Hill to Bay, a tonne of bulk on the toy network: 118.4 CNY by rail, 152.9 by river, 186 by road. The
lower line carries 7.3 Mt a year, the road 18.25, the river what the lock is given.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from rich.console import Console

import corridors
from corridors import Network, Scenario
from corridors.analysis.flows import Flows
from corridors.analysis.loading.demand import read_demand, template
from corridors.analysis.loading.elements import delay_factor, elements_of
from corridors.analysis.loading.layers import oriented
from corridors.analysis.loading.model import ENGINES, Loading
from corridors.analysis.loading.run import assign, assign_change
from corridors.cli.main import main
from corridors.errors import InputError, MissingPackageError
from corridors.report.loading.files import loading_files
from corridors.report.loading.picture import loading_content
from corridors.report.loading.screen import print_loading
from corridors.routing.skims import skim
from corridors.routing.ways import Way

Variant = Callable[..., Network]
RAIL_MT, ROAD_MT = 7.3, 18.25
RAIL_CNY, RIVER_CNY = 118.4, 152.9
MT = 1e6
DEMAND = {("bulk", "guigang", "guangzhou"): 9e6, ("bulk", "liuzhou", "guangzhou"): 4e6,
          ("bulk", "wuzhou", "haiphong"): 2e6, ("bulk", "guangzhou", "nanning"): 1e6,
          ("container", "nanning", "shanghai"): 2e5, ("container", "beiliu", "wuhan"): 1e4}
"""Made up, for tests only."""


def flows(per_year: dict[tuple[str, str, str], float]) -> Flows:
    """A demand without a file."""
    return Flows("made_up", "0" * 12, per_year)


def bulk(tonnes: float, origin: str = "hill", destination: str = "bay") -> Flows:
    return flows({("bulk", origin, destination): tonnes})


def loads(found: Loading) -> dict[tuple[str, str], float]:
    return {(item.id, item.direction): item.volume_t for item in found.loads}


def modes(found: Loading) -> dict[str, float]:
    return {item.mode: item.volume for item in found.splits}


@pytest.fixture(scope="module")
def ford(variant: Variant) -> Network:
    """The lock at the ford with 3 Mt a year down and 1 up."""
    return variant("lock:lk_ford", capacity_ab_mt=3, capacity_ba_mt=1)


# ---- by hand
@pytest.mark.parametrize("engine", ENGINES)
def test_all_take_the_least_way_in_their_direction(toy: Network, engine: str) -> None:
    found = assign(toy, bulk(2 * MT), engine=engine)
    assert modes(found) == {"rail": 2 * MT}
    assert loads(found) == {("rail_lower", "ab"): 2 * MT, ("rl_hill", "load"): 2 * MT,
                            ("rl_bay", "unload"): 2 * MT}
    back = assign(toy, bulk(2 * MT, "bay", "hill"), engine=engine)
    assert loads(back)["rail_lower", "ba"] == 2 * MT
    line = found.at("rail_lower", "ab")
    assert line is not None
    assert line.capacity_mt == pytest.approx(RAIL_MT)
    assert line.use() == pytest.approx(2 / RAIL_MT)


def test_containers_count_with_their_weight(toy: Network) -> None:
    found = assign(toy, flows({("container", "hill", "bay"): 1000}), choice="waterway",
                   engine="own")
    assert loads(found)["lk_ford", "ab"] == 10 * 1000
    assert [item.unit for item in found.splits] == ["TEU"]


def test_lorries_to_the_station_are_on_the_road(toy: Network) -> None:
    links = toy.links.index
    out = Way("in_hill", corridors.routing.impedance.Step(), 0.0, ("road_upper",))
    assert oriented(toy, out, outward=True) == [2 * links["road_upper"]]  # mine to hill: ab
    assert oriented(toy, out, outward=False) == [2 * links["road_upper"] + 1]
    both = Way("rl_bay", corridors.routing.impedance.Step(), 0.0, ("road_upper", "road_lower"))
    assert sorted(oriented(toy, both, outward=True)) == sorted(
        [2 * links["road_upper"], 2 * links["road_lower"]])
    assert oriented(toy, Way("rl_mine", out.drive, 0.0, ("road_lower",)), outward=True) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_is_loaded_beyond_the_capacity(ford: Network, engine: str) -> None:
    found = assign(ford, bulk(30 * MT), method="capped", engine=engine)
    assert modes(found) == pytest.approx({
        "rail": RAIL_MT * MT, "waterway": 3 * MT, "road": ROAD_MT * MT})
    assert found.unserved == {("hill", "bay", "bulk"): pytest.approx(
        (30 - RAIL_MT - 3 - ROAD_MT) * MT)}
    assert found.rounds == 4  # rail, river, road, and nothing left


def test_pairs_share_a_full_line_by_their_demand(ford: Network) -> None:
    demand = flows({("bulk", "hill", "bay"): 6 * MT, ("bulk", "mine", "bay"): 8.6 * MT})
    found = assign(ford, demand, method="capped", engine="own")
    by_rail = {item.origin: item.volume for item in found.splits if item.mode == "rail"}
    # both on the lower line, 14.6 Mt for 7.3: half of each
    assert by_rail == pytest.approx({"hill": 3 * MT, "mine": 4.3 * MT})


def test_what_runs_already_takes_its_room(variant: Variant, ford: Network) -> None:
    busy = variant("lock:lk_ford", of=ford, volume_ab_mt=2.5, volume_ba_mt=0.5)
    found = assign(busy, bulk(2 * MT), choice="waterway", method="capped",
                   background="published", engine="own")
    assert loads(found)["lk_ford", "ab"] == pytest.approx(0.5 * MT)
    lock = found.at("lk_ford", "ab")
    assert lock is not None
    assert lock.use() == pytest.approx(1.0)


def equilibrium(tonnes: float) -> float:
    """Mt by rail where rail and river cost the same: hours of the line x (v / c) ^ 4 = 34.5 CNY."""
    return float(RAIL_MT * ((RIVER_CNY - RAIL_CNY) / LINE_H) ** 0.25)


LINE_H = 160 / 20
"""Line haul on the lower line; an hour of a tonne of bulk is worth 1 CNY."""


@pytest.mark.parametrize("engine", ENGINES)
def test_the_cheap_way_gives_way_where_it_is_too_full(toy: Network, engine: str) -> None:
    found = assign(toy, bulk(20 * MT), choice="best", method="restrained", alpha=1.0, beta=4.0,
                   iterations=300, gap=1e-5, engine=engine)
    trip = corridors.route(toy, "hill", "bay", profile="bulk", mode="rail")
    assert [leg.hours for leg in trip.legs if leg.component == "line_haul" and leg.mode == "rail"
            ] == pytest.approx([LINE_H])
    assert modes(found)["rail"] / MT == pytest.approx(equilibrium(20), rel=0.01)
    assert sum(modes(found).values()) == pytest.approx(20 * MT)
    assert found.gap < 1e-3


def test_aequilibrae_finds_the_same_equilibrium() -> None:
    """Its own loop on the same two ways, drawn as links of their own."""
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
        warnings.simplefilter("ignore")
        patch.setenv("AEQ_SHOW_PROGRESS", "FALSE")
        import pandas as pd
        from aequilibrae.matrix import AequilibraeMatrix
        from aequilibrae.paths import Graph, TrafficAssignment, TrafficClass

        graph = Graph()
        graph.network = pd.DataFrame({
            "link_id": [1, 2, 3], "a_node": [1, 3, 1], "b_node": [3, 2, 2], "direction": 1,
            "hours": [RAIL_CNY - LINE_H, LINE_H, RIVER_CNY], "capacity": [1e9, RAIL_MT, 1e9],
            "alpha": 1.0, "beta": 4.0})
        graph.prepare_graph(np.array([1, 2]))
        graph.set_graph("hours")
        graph.set_blocked_centroid_flows(False)
        matrix = AequilibraeMatrix()
        matrix.create_empty(zones=2, matrix_names=["t"], memory_only=True)
        matrix.index[:], matrix.matrices[:] = [1, 2], 0.0
        matrix.matrices[0, 1, 0] = 20.0
        matrix.computational_view(["t"])
        users, run = TrafficClass("bulk", graph, matrix), TrafficAssignment()
        run.add_class(users)
        run.set_vdf("BPR")
        run.set_vdf_parameters({"alpha": "alpha", "beta": "beta"})
        run.set_capacity_field("capacity")
        run.set_time_field("hours")
        run.set_algorithm("bfw")
        run.max_iter, run.rgap_target = 200, 1e-6
        run.execute()
        loaded = users.results.get_load_results()["t_ab"].tolist()
    assert loaded[1] == pytest.approx(equilibrium(20), rel=3e-3)


def test_without_a_known_capacity_nothing_is_restrained(toy: Network) -> None:
    free, held = (assign(toy, bulk(50 * MT), choice="waterway", method=method, engine="own")
                  for method in ("aon", "restrained"))
    assert loads(free) == loads(held)
    assert (held.gap, held.rounds, held.converged) == (0.0, 1, True)


def test_the_delay_is_one_at_the_background(variant: Variant, ford: Network) -> None:
    elements = elements_of(variant("lock:lk_ford", of=ford, volume_ab_mt=1.5), "design",
                           "published")
    number = elements.first_lock
    assert elements.name(number) == ("locks", "lk_ford", "ab")
    none, more = np.zeros(len(elements)), np.zeros(len(elements))
    more[number] = 1.5 * MT
    assert delay_factor(elements, none, 0.5, 2.0)[number] == 1.0
    assert delay_factor(elements, more, 0.5, 2.0)[number] == pytest.approx(
        (1 + 0.5 * 1.0) / (1 + 0.5 * 0.25))


# ---- second opinions and laws on the real network
@pytest.fixture(scope="module")
def both(real: Network) -> tuple[Loading, Loading]:
    """The demand of these tests, loaded by AequilibraE and by the own search."""
    return assign(real, flows(DEMAND)), assign(real, flows(DEMAND), engine="own")


def test_aequilibrae_loads_what_our_paths_say(real: Network, both: tuple[Loading, Loading]) -> None:
    theirs, ours = both
    assert loads(theirs) == pytest.approx(loads(ours))
    expected: dict[str, float] = {}
    for profile in ("bulk", "container"):
        wanted = {(o, d): n for (name, o, d), n in DEMAND.items() if name == profile}
        trips = skim(real, {o for o, _ in wanted}, {d for _, d in wanted}, profile=profile,
                     modes=["best"])
        for (o, d), units in wanted.items():
            trip = trips[o, d, "best"]
            tonnes = units * trip.path[0].impedance.tonnes
            for leg in trip.legs:
                if leg.component in ("line_haul", "lock_passage"):
                    for key in leg.id.split("+"):
                        if key in real.links or key in real.locks:
                            expected[key] = expected.get(key, 0.0) + tonnes
    assert len(expected) > 20
    found: dict[str, float] = {}
    for load in theirs.loads:
        if load.table != "nodes":
            found[load.id] = found.get(load.id, 0.0) + load.volume_t
    mains = {key: tonnes for key, tonnes in found.items() if key in expected}
    assert mains.keys() == expected.keys()
    by_road = {key for key in found if key in real.links
               and real.links["mode"][real.links.index[key]] == "road"}
    for key, tonnes in expected.items():  # access by lorry is on the roads besides
        assert mains[key] == pytest.approx(tonnes) or key in by_road


def test_what_goes_in_comes_out(both: tuple[Loading, Loading], real: Network) -> None:
    found = both[0]
    assert found.volume_t == pytest.approx(sum(
        n * (1 if name == "bulk" else real.parameters.number("load.container_t"))
        for (name, _, _), n in DEMAND.items()))
    for mode in ("inland", "rail", "sea"):  # what is loaded at terminals is unloaded at others
        handled = {way: sum(load.volume_t for load in found.loads if load.table == "nodes"
                            and load.direction == way and real.nodes["mode"][
                                real.nodes.index[load.id]] == mode) for way in ("load", "unload")}
        assert handled["load"] == pytest.approx(handled["unload"])


@pytest.mark.parametrize("options", [
    {"method": "capped", "background": "published"},
    {"method": "restrained", "background": "published", "alpha": 1.0, "beta": 8.0},
    {"choice": "logit"}])
def test_both_engines_agree_when_ways_are_closed_or_slow(real: Network,
                                                         options: dict[str, object]) -> None:
    theirs, ours = (assign(real, flows(DEMAND), engine=engine, iterations=20, **options)
                    for engine in ENGINES)
    assert loads(theirs) == pytest.approx(loads(ours))


def test_changzhou_one_way_never_against_the_sum(real: Network) -> None:
    found = assign(real, flows({("bulk", "guigang", "guangzhou"): 10 * MT}), engine="own",
                   background="published")
    lock = found.at("lk_changzhou", "ab")
    assert lock is not None
    low, middle, high = lock.background_t
    assert low < middle < high
    assert lock.use() == pytest.approx((10 + middle / MT) / 136)
    other = found.at("lk_changzhou", "ba")
    assert other is not None
    published = (middle + other.background_t[1]) / MT  # both directions of 2022
    assert 150 < published < 160
    assert published > 136 > middle / MT


def test_the_canal_takes_from_rail_and_adds_at_changzhou() -> None:
    """By least cost: cargo of Wuzhou to Haiphong climbs Changzhou to reach the canal."""
    found = assign_change(corridors.load_scenario("pinglu_canal_2025"), flows({
        ("bulk", "nanning", "haiphong"): 2 * MT, ("bulk", "wuzhou", "haiphong"): MT}), engine="own")
    assert found.base.at("lk_madao", "ab") is None
    canal = found.after.at("lk_madao", "ab")
    assert canal is not None
    assert canal.volume_t == pytest.approx(3 * MT)
    up = found.after.at("lk_changzhou", "ba")
    assert up is not None
    assert up.volume_t == pytest.approx(MT)
    assert found.base.at("lk_changzhou", "ba") is None


def test_shares_add_up(real: Network) -> None:
    found = assign(real, flows(DEMAND), choice="logit", engine="own")
    for profile, origin, destination in DEMAND:
        shares = [item.share for item in found.splits if (
            item.profile, item.origin, item.destination) == (profile, origin, destination)]
        assert sum(shares) == pytest.approx(1)


# ---- bad input
HEAD = "origin,destination,profile,tonnes_per_year,teu_per_year\n"


@pytest.mark.parametrize(("text", "keys"), [
    ("nanning,shanghai,bulk,-5,\n", ["flows_number"]),
    ("nirgends,shanghai,bulk,5,\nnanning,nowhere,bulk,5,\n", ["place_unknown", "place_unknown"]),
    ("nanning,nanning,bulk,5,\n", ["flows_pair"]),
    ("nanning,shanghai,passenger,5,\n", ["flows_not_compared"]),
    ("nanning,shanghai,bulk,,7\n", ["flows_unit"]),
    ("nanning,shanghai,bulk,0,\n", ["loading_nothing"]),
    ("", ["flows_none"]),
])
def test_bad_demands(real: Network, tmp_path: Path, text: str, keys: list[str]) -> None:
    path = tmp_path / "demand.csv"
    path.write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_demand(path, real)
    assert [fault.key for fault in caught.value.faults] == keys


@pytest.mark.parametrize(("options", "keys"), [
    ({"alpha": -1.0, "iterations": 0}, ["loading_number", "loading_number"]),
    ({"beta": float("nan")}, ["loading_number"]),
    ({"method": "guess", "engine": "abacus"}, ["choice_unknown", "choice_unknown"]),
    ({"choice": "logit", "objective": "time"}, ["loading_objective"]),
])
def test_bad_settings(toy: Network, options: dict[str, object], keys: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        assign(toy, bulk(1.0), **options)
    assert [fault.key for fault in caught.value.faults] == keys


def test_without_aequilibrae_the_message_names_the_extra(
        toy: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [key for key in sys.modules if key.split(".")[0] == "aequilibrae"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "aequilibrae", None)
    with pytest.raises(MissingPackageError) as caught:
        assign(toy, bulk(1.0))
    assert "corridors[assign]" in str(caught.value)
    assert "--engine own" in str(caught.value)


def test_a_pair_without_a_way_is_an_answer(toy: Network) -> None:
    found = assign(toy, flows({("bulk", "mine", "isle"): 5.0, ("bulk", "hill", "bay"): 5.0}),
                   choice="waterway")
    assert found.unserved == {("mine", "isle", "bulk"): 5.0}


# ---- outputs
def test_files_and_screen(toy_dir: Path, scenario: Callable[..., Scenario]) -> None:
    change = assign_change(scenario(), flows({("bulk", "mine", "bay"): MT,
                                              ("container", "mine", "bay"): 1000}),
                           data=toy_dir, choice="waterway", engine="own")
    files = loading_files(change)
    assert files == loading_files(change)
    rows = list(csv.DictReader(io.StringIO(files["lock_loads.csv"].decode("utf-8-sig"))))
    canal = {(row["state"], row["lock"]): row for row in rows}
    assert float(canal["after", "lk_ford"]["difference_t"]) == pytest.approx(
        float(canal["after", "lk_ford"]["volume_t"]) - float(canal["base", "lk_ford"]["volume_t"]))
    told = json.loads(files["assign.json"])
    assert told["scenario_hash"] == change.scenario.hash
    assert told["demand_hash"] == "0" * 12
    assert told["settings"]["engine"] == "own"
    for lang, words in (("zh", "不含船闸和线路上的既有运量"), ("en", "nothing of what runs today")):
        console = Console(width=200, file=io.StringIO(), record=True)
        print_loading(console, change, lang)
        assert words in console.export_text(clear=False)
    assert "LoadingChange" in repr(change)
    assert "<table" in change._repr_html_()
    assert set(change.table["state"]) == {"base", "after"}
    assert set(change.base.split_table["mode"]) == {"waterway"}


def test_it_is_said_where_a_project_moves_nothing(toy_dir: Path,
                                                  scenario: Callable[..., Scenario]) -> None:
    def shown(choice: str) -> str:
        change = assign_change(scenario(), bulk(MT, "mine"), data=toy_dir, choice=choice,
                               engine="own")
        console = Console(width=200, file=io.StringIO(), record=True)
        print_loading(console, change, "zh")
        return console.export_text()

    assert "项目对该需求表没有作用" in shown("rail")
    assert "项目对该需求表没有作用" not in shown("waterway")


def test_the_map_shows_use_one_way(both: tuple[Loading, Loading]) -> None:
    content = loading_content(both[1], "en")
    kinds = {link.id: link.kind for link in content.links}
    assert kinds["xj_guiping_changzhou"] == "load_low"
    assert any("Changzhou" in line for line in content.key_lines)


def test_the_template_is_a_demand_once_it_is_filled(real: Network, tmp_path: Path) -> None:
    path = tmp_path / "demand.csv"
    done = CliRunner().invoke(main, ["assign", str(path), "--template", "nanning,guigang",
                                     "guangzhou"])
    assert done.exit_code == 0, done.output
    text = path.read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == HEAD.strip()
    path.write_text(text.replace(",bulk,,", ",bulk,1000,"), encoding="utf-8")
    assert read_demand(path, real).per_year == {
        ("bulk", "nanning", "guangzhou"): 1000, ("bulk", "guigang", "guangzhou"): 1000}
    assert len(template(real, ["nanning"], ["nanning", "wuhan"], "container")) == 2


def test_the_command(once: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "demand.csv"
    path.write_text(HEAD + "guigang,guangzhou,bulk,200000000,\n", encoding="utf-8")
    table = CliRunner().invoke(main, ["assign", str(path), "--engine", "own", "--lang", "en",
                                      "--mode", "waterway", "--method", "capped"])
    assert table.exit_code == 0, table.output
    assert "136.0" in table.output
    assert "find no way" in table.output
    missing = once("assign")
    assert missing.exit_code == 2
    assert "--template" in missing.output
