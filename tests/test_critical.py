"""What matters on a network: hand-worked on the toy, laws, and exactness of what is not tried."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from rich.console import Console

import corridors
from corridors import Close, Network, ScaleLinks, Scenario, SetLinks
from corridors.analysis.criticality.elements import Hit, elements
from corridors.analysis.criticality.losses import (
    ALL,
    TOLERANCE,
    Scale,
    Seen,
    least_of,
    losses,
)
from corridors.analysis.criticality.model import Critical, Loss
from corridors.analysis.criticality.rides import rides
from corridors.analysis.criticality.strike import changes_of
from corridors.analysis.criticality.world import Item, Spec, World
from corridors.cli.main import main
from corridors.errors import InputError
from corridors.families import FAMILIES, families_of
from corridors.report.criticality.files import critical_files
from corridors.report.criticality.picture import classes, critical_map
from corridors.report.criticality.screen import print_critical
from corridors.routing.impedance import Impedance
from corridors.routing.route import route
from corridors.routing.runs import Timetable
from corridors.routing.skimtables import MEASURES, SkimTable, SkimTables, skim_tables
from corridors.scenario.model import embedded_closures, load_scenario
from corridors.scenario.resolve import resolve
from corridors.study.model import Resources

TOY = Path(__file__).parent / "toy"
ONE = Resources(workers=1, resume=False)
PLACES = ("bay", "hill", "isle", "mine")


def tried(network: Network, **given: object) -> Critical:
    """A study in this process alone."""
    options: dict[str, object] = {"origins": PLACES, "destinations": PLACES, "resources": ONE}
    return corridors.critical(network, **{**options, **given})  # type: ignore[arg-type]


def row(found: Critical, key: str, kind: str = "removed", mode: str = ALL,
        profile: str = "container") -> Loss:
    return next(item for item in found.rows
                if (item.id, item.kind, item.mode, item.profile) == (key, kind, mode, profile))


def world(network: Network, profile: str, origins: tuple[str, ...],
          destinations: tuple[str, ...]) -> World:
    weight = np.array([[float(a != b) for b in destinations] for a in origins])
    return World(Spec({"base": network}, {}, {}, {}, {profile: weight}, origins, destinations,
                      "normal", 2.0))


# ---- by hand
def test_the_only_bridge_cuts_pairs_off(toy: Network) -> None:
    """Two of the four places hang on the lower road once railway, river and sea are gone."""
    only_road, _ = corridors.apply(toy, [
        Close(where={"link": [str(key) for key, mode in zip(toy.links["id"], toy.links["mode"],
                                                            strict=True) if mode != "road"]}),
        Close(where={"service": [str(key) for key in toy.services["id"]]})])
    found = tried(only_road, what=["links"], origins=["mine", "hill"], destinations=["bay"])
    lower, upper = row(found, "road_lower"), row(found, "road_upper")
    assert (lower.lost_pairs, lower.lost_pct, lower.alternative) == (2, 100.0, False)
    assert (upper.lost_pairs, upper.lost_pct) == (1, 50.0)
    costs = {start: route(only_road, start, "bay", profile="container",
                          mode="road").generalised_cny or 0.0 for start in ("mine", "hill")}
    # staying away costs k times the least cost C and is a choice all the while: without the road
    # k C is left, with it C - C / s ln(1 + exp(-s (k - 1)))
    k, s = (toy.parameters.number(key) for key in ("choice.no_connection_factor",
                                                   "choice.scale.container"))
    lost = k - 1 + np.log1p(np.exp(-s * (k - 1))) / s
    assert lower.loss_cny == pytest.approx(sum(costs.values()) * lost / 2)
    assert upper.loss_cny == pytest.approx(costs["mine"] * lost / 2)
    assert lower.mean_detour_h is None
    assert upper.place == "mine"


def test_of_two_parallel_roads_the_longer_one_is_the_detour(toy: Network) -> None:
    beside, _ = corridors.apply(toy, [corridors.AddLink(row={
        **{key: value for key, value in toy.links.row("road_lower").items()
           if value not in (None, "")}, "id": "road_long", "length_km": 180.0,
        "tariff_km": 180.0})])
    found = tried(beside, what=["links"], kinds=["removed"], origins=["hill"],
                  destinations=["bay"])
    lost = row(found, "road_lower", mode="road")
    short, long_ = (route(network, "hill", "bay", profile="container", mode="road")
                    for network in (beside, corridors.apply(
                        beside, [Close(where={"link": "road_lower"})])[0]))
    assert lost.max_detour_km == pytest.approx(30.0) == lost.mean_detour_km
    assert lost.mean_detour_h == pytest.approx(long_.time_h - short.time_h)
    assert lost.mean_extra_cny == pytest.approx(long_.generalised_cny - short.generalised_cny)
    assert lost.loss_cny == lost.mean_extra_cny
    assert lost.alternative
    assert not row(found, "road_long").tried
    assert row(found, "road_long").loss_cny == 0.0


def test_half_speed_doubles_the_hours_of_the_link_and_of_trains_on_it(toy: Network) -> None:
    ways = rides(toy, "passenger")
    hit = Hit("halved", "links", ("rail_upper",))
    slow, _ = corridors.apply(toy, changes_of(toy, "passenger", hit, ways))
    stops = slow.service_stops
    # the through train takes 1 h there and 1.25 h back on the upper line, 1.5 h on the lower one
    assert stops["run_h"][stops.index["tt_mine_bay.2"]] == pytest.approx(2.0)
    assert stops["run_back_h"][stops.index["tt_mine_bay.2"]] == pytest.approx(2.5)
    assert stops["run_h"][stops.index["tt_mine_bay.3"]] == 1.5
    for profile, mode, ends in (("container", "road", ("mine", "hill")),
                                ("bulk", "waterway", ("hill", "bay"))):
        link = {"road": "road_upper", "waterway": "river_lower"}[mode]
        after, _ = corridors.apply(toy, changes_of(
            toy, profile, Hit("halved", "links", (link,)), rides(toy, profile)))
        before, later = (route(network, *ends, profile=profile, mode=mode)
                         for network in (toy, after))
        hours = [sum(leg.hours for leg in trip.legs if leg.component == "line_haul"
                     and link in leg.id) for trip in (before, later)]
        assert hours[0] > 0
        assert hours[1] == pytest.approx(2 * hours[0])


def test_a_block_train_keeps_its_way_and_comes_later(toy: Network) -> None:
    ways = rides(toy, "container")
    (ride,) = (item for item in ways.timed if item.service == "bt_mine_bay" and not item.back)
    assert [toy.links["id"][link] for link, _ in ride.way] == ["rail_upper", "rail_lower"]
    slow, _ = corridors.apply(toy, changes_of(
        toy, "container", Hit("halved", "links", ("rail_upper", "rail_lower")), ways))
    stops = slow.service_stops
    at = stops.index["bt_mine_bay.2"]
    assert stops["run_h"][at] == pytest.approx(2 * ride.run_h)
    assert stops["links"][at] == ("rail_upper", "rail_lower")


def test_half_a_lock_half_the_departures_twice_the_dwell(toy: Network) -> None:
    none = rides(toy, "container")
    (lock,) = changes_of(toy, "container", Hit("halved", "locks", ("lk_ford",)), none)
    assert isinstance(lock, SetLinks)
    assert lock.values == {"outage_share": 0.5}
    out, _ = corridors.apply(toy, [SetLinks(where={"lock": "lk_ford"},
                                            values={"outage_share": 0.4})])
    (more,) = changes_of(out, "container", Hit("halved", "locks", ("lk_ford",)), none)
    assert isinstance(more, SetLinks)
    assert more.values == {"outage_share": pytest.approx(0.7)}
    (rarer,) = changes_of(toy, "container", Hit("halved", "services", ("bt_mine_bay",)), none)
    assert isinstance(rarer, ScaleLinks)
    slower, _ = corridors.apply(toy, changes_of(
        toy, "container", Hit("halved", "nodes", ("se_bay",)), none))
    assert slower.nodes["dwell_factor"][slower.nodes.index["se_bay"]] == 2.0
    quay = slower.transfers.row(next(str(key) for key in slower.transfers["id"]
                                     if "quay" in str(key)))
    assert quay["dwell_factor"] == 2.0
    assert changes_of(toy, "container", Hit("removed", "links", ("gone",)), none) == []


def test_a_closed_line_stops_what_is_timed_on_it(toy: Network) -> None:
    changes = changes_of(toy, "passenger", Hit("removed", "links", ("rail_lower",)),
                         rides(toy, "passenger"))
    assert [change.where for change in changes if isinstance(change, Close)] == [
        {"link": ["rail_lower"]}, {"service": ["tt_mine_bay"]}]


def test_a_closed_terminal_lets_trains_pass(toy: Network) -> None:
    shut, _ = corridors.apply(toy, changes_of(
        toy, "container", Hit("removed", "nodes", ("rl_hill",)), rides(toy, "container")))
    assert route(shut, "mine", "bay", profile="container", mode="rail").found
    other = route(shut, "hill", "bay", profile="container", mode="rail")
    assert {leg.end for leg in other.legs if leg.component == "access"} == {"rl_mine"}


def test_waiting_or_going_round_by_hand() -> None:
    """Of waits spread over 0 to 100 a detour of 40 is taken by those that would wait longer."""
    by_hand = np.minimum(np.linspace(0.0, 100.0, 200_001), 40.0).mean()
    assert least_of(np.array([40.0]), 100.0)[0] == pytest.approx(by_hand, rel=1e-4) == 32.0


# ---- laws
@pytest.mark.parametrize("profile", ["container", "passenger"])
def test_what_is_not_tried_changes_nothing(toy: Network, profile: str) -> None:
    """Brute force over every element of the toy, and every pair by itself."""
    state = world(toy, profile, PLACES, PLACES)
    intact = state.intact("base", profile)
    families = families_of(profile)
    spared = 0
    for part in elements(toy):
        for kind in ("removed", "halved"):
            hit = part.hit(kind)  # type: ignore[arg-type]
            changes = hit and changes_of(toy, profile, hit, intact.ways)
            if not hit or not changes:
                continue
            network, _ = corridors.apply(toy, changes)
            brute = skim_tables(network, PLACES, PLACES, profile=profile, families=families)
            quick = state.after(Item("base", profile, hit)).tables
            reached = state.reached(Item("base", profile, hit))
            spared += not reached
            for family in families:
                for name in ("generalised_cny", "time_h", "distance_km"):
                    np.testing.assert_allclose(
                        quick.tables[family].values[name], brute.tables[family].values[name],
                        rtol=1e-12, err_msg=f"{part.id} {kind} {family}")
    assert spared > 0


def test_what_is_not_tried_changes_nothing_on_the_real_network(real: Network) -> None:
    """A sample of elements that are spared, or tried for some pairs only, against brute force."""
    origins, destinations = ("guigang", "nanning", "wuzhou"), ("chongqing", "guangzhou",
                                                               "haiphong", "shanghai")
    state = world(real, "container", origins, destinations)
    parts = elements(real)
    families = families_of("container")
    broken = [part for part in parts if part.id == "lk_changzhou"]  # barges above it stop, too
    for part in (*broken, *parts[5::119]):
        hit = part.hit("removed")
        assert hit is not None
        changes = changes_of(real, "container", hit, state.intact("base", "container").ways)
        if not changes:
            continue
        network, _ = corridors.apply(real, changes)
        brute = skim_tables(network, origins, destinations, profile="container",
                            families=families)
        quick = state.after(Item("base", "container", hit)).tables
        for family in families:
            np.testing.assert_allclose(
                quick.tables[family].values["objective_value"],
                brute.tables[family].values["objective_value"], rtol=1e-9, err_msg=part.id)


@pytest.mark.parametrize("profile", ["container", "passenger"])
def test_a_failure_never_helps_and_half_a_failure_costs_no_more(toy: Network,
                                                                profile: str) -> None:
    found = tried(toy, profiles=[profile])
    losses = {(item.what, item.id, item.kind): item.loss_cny or 0.0 for item in found.rows
              if item.mode == ALL}
    assert max(losses.values()) > 0
    for (what, key, kind), loss in losses.items():
        assert loss >= -TOLERANCE, (what, key, kind)
        if kind == "halved" and what != "services":
            assert loss <= losses[what, key, "removed"] + TOLERANCE, (what, key)


def test_a_way_that_shows_only_once_another_is_broken_is_no_gain() -> None:
    """A path in name only hides a dearer one by rail and river: 100 before, 100 after."""
    def seen(token: bool, by_river: float) -> Seen:
        def table(mode: str, cost: float, in_name: bool) -> SkimTable:
            values = {name: np.array([[cost]]) for name in MEASURES}
            return SkimTable(mode, np.array([[True]]), np.array([[in_name]]), values)

        tables = SkimTables("container", ("a",), ("b",), {
            "rail": table("rail", 100.0, False),
            "rail_water": table("rail_water", by_river, token)})
        return Seen.of(tables, Scale(np.array([[100.0]]), np.array([[200.0]]), 6.0, 0.5))

    whole, broken = seen(True, 101.0), seen(False, 120.0)
    one = np.array([[1.0]])
    assert float((broken.expected - whole.expected)[0, 0]) < -1.0  # the choice looks greater
    figures = losses(whole.beside(broken), broken, one, ALL)
    assert figures[0] == 0.0
    assert whole.beside(whole) is whole


def test_a_barge_does_not_jump_a_broken_river(real: Network) -> None:
    """Its stops lie on two rivers once the lock between them is closed: it does not run."""
    shut, _ = corridors.apply(real, [Close(where={"lock": "lk_changzhou"})])
    runs = {name: {run.id for run in Timetable(Impedance(network, "container")).runs(
        FAMILIES["waterway"])} for name, network in (("open", real), ("shut", shut))}
    assert "bl_liuzhou_nansha" in runs["open"] - runs["shut"]
    trip = route(shut, "liuzhou", "guangzhou", profile="container", mode="waterway")
    assert not trip.found


# ---- closures
@pytest.mark.parametrize("path", embedded_closures(), ids=lambda path: path.stem)
def test_closures_stop_the_services_that_run_on_what_they_close(path: Path) -> None:
    scenario = load_scenario(path)
    closure = scenario.file.closure
    assert closure is not None
    assert 0 < closure.low < closure.days < closure.high
    assert closure.source is not None
    assert closure.note is not None
    states = resolve(scenario)
    gone = {item.id for item in states.log if item.action == "close"}
    assert gone
    for profile in ("container", "passenger", "bulk"):
        assert set(rides(states.base, profile).bound(frozenset(gone))) <= gone


@pytest.fixture(scope="module")
def canal() -> Critical:
    """The toy with and without its canal, the ford closed, and the canal by itself."""
    closure = ford({"days": 10, "low": 1, "high": 30})
    return corridors.critical(
        load_scenario(TOY / "scenarios" / "canal.yaml"), what=["locks", "links"],
        profiles=["container"], closures=[closure], alone=True, data=TOY, resources=ONE)


def ford(days: dict[str, float], changes: object = None) -> Scenario:
    return Scenario.new("Ford", id="ford", closure=days, changes=[
        {"close": {"where": {"lock": "lk_ford"}}}] if changes is None else changes,
        compare={"profiles": ["container"], "origins": ["hill"], "destinations": ["bay"]})


def test_what_a_closure_costs_while_it_lasts(canal: Critical, toy: Network) -> None:
    rows = {(item.state, item.mode, item.duration): item for item in canal.outages}
    low, value = (rows["base", "waterway", name] for name in ("low", "value"))
    hours = Impedance(toy, "container").value_of_time
    assert (low.days, value.days) == (1, 10)
    # no other river: all who go by it can only wait, on average for half of the closure
    assert value.lost_pct == value.hit_pct > 0
    assert value.cost_cny == pytest.approx(hours * 24 * 10 / 2)
    assert low.cost_cny == pytest.approx(hours * 24 * 1 / 2)
    assert (value.detour_cny, value.least_cny, value.flows_cny) == (None, None, None)
    for item in canal.outages:
        if item.least_cny is not None and item.wait_cny is not None:
            assert item.least_cny <= min(item.wait_cny, item.detour_cny or 0.0) + 1e-9
        assert item.mean_cny == pytest.approx((item.cost_cny or 0.0) * item.hit_pct / 100)


def test_resilience_is_the_difference_of_two_losses(canal: Critical) -> None:
    assert {gain.by for gain in canal.gains} == {"after", "toy_canal"}
    for gain in canal.gains:
        assert gain.difference_cny == pytest.approx(gain.with_cny - gain.base_cny)
    shut = {gain.by: gain for gain in canal.gains if gain.what == "closures"}
    # the canal is the only project, so that it alone is all of the after state
    assert shut["after"].difference_cny == pytest.approx(shut["toy_canal"].difference_cny)
    whole = {(item.id, item.state): item.loss_cny for item in canal.rows
             if (item.what, item.kind, item.mode) == ("locks", "removed", ALL)}
    # a lock that is out of order is its reach: the closure costs what the lock does
    for state in ("base", "after"):
        (closed,) = {item.loss_cny for item in canal.outages
                     if (item.state, item.mode) == (state, ALL)}
        assert closed == pytest.approx(whole["lk_ford", state])
    assert ("lk_canal", "base") not in whole


def test_same_bytes_whatever_the_workers(canal: Critical) -> None:
    files = critical_files(canal)
    again = corridors.critical(
        load_scenario(TOY / "scenarios" / "canal.yaml"), what=["locks", "links"],
        profiles=["container"], closures=[ford({"days": 10, "low": 1, "high": 30})], alone=True,
        data=TOY, resources=Resources(workers=2, resume=False))
    assert critical_files(again) == files
    assert set(files) == {"critical.csv", "closures.csv", "resilience.csv", "critical.json"}
    told = json.loads(files["critical.json"])
    assert told["weights"] == "equal"
    assert told["scenario_hash"] == canal.scenario.hash if canal.scenario else ""
    assert told["cost_of_no_connection"] == 2.0
    header = files["critical.csv"].decode("utf-8-sig").splitlines()[0].split(",")
    assert header == list(Loss._fields)


# ---- what is said
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_screens_say_what_was_asked_and_what_it_means(canal: Critical, lang: str) -> None:
    console = Console(width=200, record=True, file=io.StringIO())
    print_critical(console, canal, lang, top=8)
    text = console.export_text()
    names = {"zh": ("浅滩船闸", "各地点对等权", "2 倍", "closures.csv", "对数和"),
             "en": ("Ford lock", "equal weights", "2 times", "closures.csv", "logsum")}[lang]
    for name in names:
        assert name in text
    assert (canal.scenario.hash if canal.scenario else "?") in text
    if lang == "en":
        assert not re.search("[\u4e00-\u9fff]", text)


def test_it_shows_itself(canal: Critical) -> None:
    assert repr(canal).startswith("<Critical canal: ")
    assert "container" in repr(canal)
    assert "<table" in canal._repr_html_()
    table = canal.table
    assert table["loss_cny"].dtype == float
    assert set(table["state"]) == {"base", "after"}
    assert len(canal.closure_table) == len(canal.outages)
    assert len(canal.resilience) == len(canal.gains)


def test_classes_of_the_map() -> None:
    assert classes([0.2, 45.0, 250.0]) == [0.0, 10.0, 30.0, 100.0]
    assert classes([]) == [0.0]
    assert classes([0.004])[-1] == pytest.approx(0.003)


def test_the_map_shows_what_is_lost(canal: Critical) -> None:
    content = critical_map(canal, "base", "container", "zh")
    kinds = {link.id: link.kind for link in content.links}
    assert kinds["river_lower"].startswith("loss_")
    assert any(marker.named and marker.name == "浅滩船闸" for marker in content.markers)
    assert content.stamp.startswith("情景 ")


# ---- bad input
@pytest.mark.parametrize(("given", "expected"), [
    ({"what": ["bridges"]}, "bridges"),
    ({"kinds": ["broken"]}, "broken"),
    ({"profiles": ["tourist"]}, "tourist"),
    ({"season": "monsoon"}, "monsoon"),
    ({"weights": "sector:astrology"}, "astrology"),
    ({"weights": "flows_that_are_not.csv"}, "flows_that_are_not.csv"),
    ({"no_connection": 1.0}, "--no-connection-factor"),
    ({"origins": ["hill"], "destinations": ["hill"]}, "fewer than two places"),
    ({"alone": True}, "--projects"),
    ({"state": "after"}, "--state"),
    ({"closures": ["pinglu_canal"]}, "pinglu_canal"),
    ({"closures": ["qiangui_landslide"]}, "cqg_03"),
])
def test_bad_input_is_said(toy: Network, given: dict[str, object], expected: str) -> None:
    with pytest.raises(InputError) as error:
        tried(toy, **given)
    assert expected in error.value.render("en")


@pytest.mark.parametrize("days", [{"days": 5, "low": 6, "high": 7},
                                  {"days": 0, "low": 0, "high": 1},
                                  {"days": -1, "low": -2, "high": 1}])
def test_days_of_a_closure_lie_in_their_range(days: dict[str, float]) -> None:
    with pytest.raises(InputError) as error:
        ford(days)
    assert "low <= days <= high" in error.value.render("en")


def test_flows_give_what_a_closure_costs_in_all(toy: Network, tmp_path: Path) -> None:
    file = tmp_path / "flows.csv"
    file.write_text("origin,destination,profile,teu_per_year\nhill,bay,container,3650\n",
                    encoding="utf-8")
    found = tried(toy, what=["locks"], weights=file,
                  closures=[ford({"days": 10, "low": 1, "high": 30})])
    (water,) = (item for item in found.outages
                if (item.mode, item.duration) == ("waterway", "value"))
    # 3,650 TEU a year are 100 in ten days
    assert water.flows_cny == pytest.approx(100 * water.mean_cny)
    assert found.weights == "flows"


def test_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, [
        "critical", "--what", "locks", "--kind", "removed", "--from", "guigang", "--to",
        "guangzhou", "--out", str(tmp_path), "--no-map", "--lang", "en", "--workers", "1",
        "--fresh"])
    assert done.exit_code == 0, done.output
    assert "What matters most" in done.output
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "corridors.json", "critical.csv", "critical.json"]
    wrong = CliRunner().invoke(main, ["critical", "--state", "base", "--lang", "en"])
    assert wrong.exit_code == 2
