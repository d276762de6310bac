"""Where a canal stops paying: toy figures by hand, and the law on the real network."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

import corridors
from corridors import Network, Scenario, SetLinks
from corridors.analysis.breakeven import BreakEven, breakeven
from corridors.cli.main import main
from corridors.errors import InputError
from corridors.report.breakeven import breakeven_files

Solve = Callable[..., dict[tuple[str, ...], BreakEven]]


@pytest.fixture
def solve(scenario: Callable[..., Scenario], toy_dir: Path) -> Solve:
    """Break-evens of the toy canal by (profile, destination, lever, against), from Mine."""
    def make(options: dict[str, object] | None = None, data: Path | None = None,
             **keys: object) -> dict[tuple[str, ...], BreakEven]:
        found = breakeven(scenario(**keys), data=data or toy_dir, **(options or {}))
        return {(item.profile, item.destination, item.lever, item.against): item
                for item in found.items}

    return make


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-4)


ALTERNATIVE = 10 * 69.2 + 1935 + 10 * 1.8 * 0.2
"""By lorry to the port of Hill, a container: 69.2 h at 10 CNY/h, 1935 CNY (test_compare.py). The
search counts the rest that 1.8 h on the road brings at its mean rate: 4 h in a day of 20 h."""


def test_the_toll_by_hand(solve: Solve) -> None:
    item = solve()["container", "bay", "toll", "same"]
    # by the canal 74.7 h and 1090 CNY, 10 of them toll: 1 CNY/t on 10 t
    free = 10 * 74.7 + 1090 - 10
    assert (item.outcome, item.value) == ("value", near((ALTERNATIVE - free) / 10))
    assert (item.now, item.unit, item.alternative) == (1, "CNY/t", "waterway")
    assert item.gain_now_cny == near(ALTERNATIVE - free - 10)


def test_the_queue_by_hand(solve: Solve) -> None:
    item = solve()["container", "bay", "queue", "same"]
    # an hour at the lock costs 10 CNY of time and 2 of the ship; 2 h of queue are in the 747
    now = 10 * 74.7 + 1090
    assert (item.outcome, item.value) == ("value", near(2 + (ALTERNATIVE - now) / 12))
    # 2 h down and 3 h up
    assert (item.now, item.unit) == (2.5, "h/lock")


def test_a_tonne_in_bulk_pays_a_tenth(solve: Solve) -> None:
    """Rates, hours and value of time of a tonne are a tenth of those of 10 t in a box."""
    found = solve()
    for lever in ("toll", "queue"):
        box, tonne = (found[profile, "bay", lever, "same"] for profile in ("container",
                                                                                "bulk"))
        assert box.value == near(tonne.value or 0.0)


def test_what_never_pays_and_what_always_does(solve: Solve) -> None:
    found = solve()
    # by rail a container takes 33.4 h and 960 CNY
    rail = found["container", "bay", "toll", "best"]
    assert (rail.outcome, rail.value, rail.alternative) == ("never", None, "rail")
    assert rail.gain_now_cny == near(10 * 33.4 + 960 - (10 * 74.7 + 1090))
    # Mine - Hill is dearer still without the canal: no toll up to 100 CNY/t makes up for it
    assert found["container", "hill", "toll", "same"].outcome == "any"
    further = solve({"limits": {"toll": 200}})["container", "hill", "toll", "same"]
    assert (further.outcome, further.value) == ("value", near(1 + 1295.6 / 10))
    # no barge goes to the isle
    assert found["container", "isle", "toll", "same"].outcome == "no_way"


def test_the_only_way(solve: Solve) -> None:
    item = solve(parameters={"access.max_km": 50})["container", "bay", "toll", "same"]
    assert (item.outcome, item.value, item.gain_now_cny, item.alternative) == (
        "only_way", None, None, "")


def test_a_toll_is_that_of_the_whole_length(solve: Solve, toy_copy: Callable[..., Path]) -> None:
    """The canal as two links of 10 and 30 km, with a toll at its lock instead: the same answer."""
    data = toy_copy()
    path = data / "projects" / "toy_canal.yaml"
    body = yaml.safe_load(path.read_text(encoding="utf-8"))
    link, lock, node = body["changes"]
    lower = {"add_link": {**link["add_link"], "id": "canal_lower", "from_node_id": "in_mid",
                          "length_km": 30, "toll_cny_t": None}}
    link["add_link"].update(to_node_id="in_mid", length_km=10, toll_cny_t=0.25)
    lock["add_lock"]["toll_cny_t"] = 0.75
    middle = {"add_node": {"id": "in_mid", "mode": "inland", "kind": "junction", "name_zh": "中",
                           "name_en": "Middle", "lon": 106.5, "lat": 23.5,
                           "source_id": "assumption", "confidence": "assumed"}}
    del lower["add_link"]["toll_cny_t"]
    body["changes"] = [link, lock, node, middle, lower]
    path.write_text(yaml.safe_dump(body, allow_unicode=True), encoding="utf-8")
    item = solve(data=data)["container", "bay", "toll", "same"]
    assert (item.value, item.now) == (near(80.36), 1)


def test_a_lock_that_a_project_only_changes(solve: Solve) -> None:
    """The new lock at the ford saves 3 of 4 h of queue: it pays while fewer than 4 are left."""
    item = solve({"levers": ["queue"]}, projects=["toy_ford_lock"],
                 compare={"origins": ["hill"], "destinations": ["bay"],
                          "profiles": ["container"], "modes": ["waterway"]})[
        "container", "bay", "queue", "same"]
    # 1 h down; the 10 h up, which nothing changes, are one lever with it
    assert (item.outcome, item.value, item.now) == ("value", near(4), near((1 + 10) / 2))


def test_requirements_go_with_the_project(solve: Solve) -> None:
    """Without the canal there is no priority at its lock either; its queue is 1 h."""
    found = solve({"project": "Toy Canal"}, projects=["toy_canal_priority"])
    assert found["container", "bay", "queue", "same"].now == 1
    assert found["container", "bay", "queue", "same"].value == near(68.133333)


@pytest.mark.parametrize(("options", "keys", "key"), [
    ({}, {"projects": ["toy_canal", "toy_ford_lock"]}, "breakeven_which"),
    ({}, {"projects": ["toy_timetable"]}, "breakeven_which"),
    ({"project": "toy_ford_lock"}, {}, "breakeven_not_added"),
    ({"project": "toy_timetable"}, {"projects": ["toy_timetable", "toy_canal"]}, "lever_none"),
    ({}, {"compare": {"objective": "time"}}, "breakeven_objective"),
    ({"modes": ["rail"]}, {}, "breakeven_nothing"),
    ({"levers": ["tol"], "profiles": ["cargo"], "modes": ["boat"]}, {}, "choice_unknown"),
    ({"limits": {"tolls": 50}}, {}, "choice_unknown"),
])
def test_faults(solve: Solve, options: dict[str, object], keys: dict[str, object],
                key: str) -> None:
    with pytest.raises(InputError) as caught:
        solve(options, **keys)
    assert {fault.key for fault in caught.value.faults} == {key}
    assert all(fault.render("zh") for fault in caught.value.faults)


# ---- the law: just below it pays, just above it does not ----------------------------------------
def cost(network: Network, lever: str, value: float, item: BreakEven) -> float:
    if lever == "toll":
        change = [SetLinks(where={"link": "pinglu_canal"}, values={"toll_cny_t": value})]
    else:
        change = [SetLinks(where={"lock": ["lk_madao", "lk_qishi", "lk_qingnian"]},
                           values={"queue_ab_h": value, "queue_ba_h": value})]
    network, _ = corridors.apply(network, change)
    trip = corridors.route(network, item.origin, item.destination, profile=item.profile,
                           mode=item.mode)
    assert trip.objective_value is not None
    return trip.objective_value


@pytest.mark.parametrize(("lever", "against", "destination", "mode", "profile"), [
    ("toll", "same", "singapore", "barge_sea", "container"),
    ("queue", "same", "shanghai", "barge_sea", "bulk"),
    ("toll", "best", "haiphong", "river_sea", "bulk"),
    ("queue", "best", "haiphong", "river_sea", "container")])
def test_just_below_it_pays_and_just_above_it_does_not(
        lever: str, against: str, destination: str, mode: str, profile: str) -> None:
    found = breakeven(corridors.load_scenario("pinglu_canal"), levers=[lever], modes=[mode],
                      pairs=[("nanning", destination)], profiles=[profile])
    (item,) = [item for item in found.items if item.against == against]
    base = corridors.load_network()
    after = corridors.load_network(projects=["pinglu_canal"])
    rival = corridors.route(base, item.origin, item.destination, profile=profile,
                            mode=mode if against == "same" else "best").objective_value
    assert rival is not None
    if item.value is None:
        assert item.outcome == "never"
        assert cost(after, lever, 0.0, item) >= rival
        return
    assert cost(after, lever, item.value - 0.01, item) < rival
    assert cost(after, lever, item.value + 0.01, item) > rival or (
        item.alternative == mode and cost(after, lever, item.value + 0.01, item)
        == pytest.approx(rival))


# ---- files and screen ------------------------------------------------------------------------
def test_files(scenario: Callable[..., Scenario], toy_dir: Path) -> None:
    files = breakeven_files(breakeven(scenario(), data=toy_dir))
    rows = list(csv.DictReader(io.StringIO(files["breakeven.csv"].decode("utf-8-sig"))))
    assert len(rows) == 2 * 3 * 2 * 2
    (row,) = [row for row in rows if (row["profile"], row["destination"], row["lever"],
                                      row["against"]) == ("bulk", "bay", "toll", "same")]
    assert (row["outcome"], float(row["value"]), row["unit"]) == ("value", near(80.36), "CNY/t")
    data = json.loads(files["breakeven.json"])
    assert (data["project"], data["limits"]) == ("toy_canal", {"toll": 100, "queue": 240})


@pytest.mark.parametrize(("lang", "words"), [
    ("zh", ("平陆运河：过闸（过河）费", "免费也不划算", "每闸待闸时间")),
    ("en", ("Pinglu Canal: toll", "never pays", "queue before each lock"))])
def test_screen(lang: str, words: tuple[str, ...], tmp_path: Path) -> None:
    done = CliRunner().invoke(main, [
        "breakeven", "pinglu_canal", "南宁-上海", "--profile", "bulk", "--mode", "barge_sea",
        "--lang", lang, "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert all(word in done.stdout for word in words)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "breakeven.csv", "breakeven.json", "corridors.json"]
