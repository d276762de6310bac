"""Scenario files and the network of a date, on the toy register (``toy/projects``)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

import corridors
from corridors import Scenario
from corridors.errors import InputError, UnknownNameError
from corridors.projects.model import read_project
from corridors.projects.register import register
from corridors.scenario.resolve import States, resolve

Make = Callable[..., Scenario]


@pytest.fixture
def states(scenario: Make, toy_dir: Path) -> Callable[..., States]:
    """States of a scenario of the toy network with some keys of its file replaced."""
    return lambda **keys: resolve(scenario(**keys), toy_dir)


def ids(states: States) -> list[str]:
    return [project.id for project in states.projects]


def fault_keys(call: Callable[[], object]) -> list[str]:
    with pytest.raises(InputError) as caught:
        call()
    return [fault.key for fault in caught.value.faults]


# ---- the network of a date -----------------------------------------------------------------
@pytest.mark.parametrize(("when", "openings", "projects"), [
    ({}, "actual", ()),
    ({"date": "2023-05-19"}, "actual", ()),
    ({"date": "2023-05-20"}, "actual", ("toy_ford_lock",)),
    ({"year": 2023}, "actual", ("toy_ford_lock",)),
    # known to the month only: open from its end
    ({"date": "2024-01-30"}, "actual", ("toy_ford_lock",)),
    ({"date": "2024-01"}, "actual", ("toy_ford_lock", "toy_timetable")),
    # planned dates stand in where no actual one is known; an actual one is never overruled
    ({"date": "2023-04-01"}, "planned", ()),
    ({"date": "2025-07-01"}, "planned",
     ("toy_canal", "toy_ford_lock", "toy_study", "toy_timetable")),
    ({"year": 2026}, "actual", ("toy_ford_lock", "toy_timetable")),
    ({"year": 2026}, "planned",
     ("toy_canal", "toy_canal_priority", "toy_ford_lock", "toy_study", "toy_timetable")),
])
def test_network_of_a_date(toy_dir: Path, when: dict[str, object], openings: str,
                           projects: tuple[str, ...]) -> None:
    network = corridors.load_network(data=toy_dir, openings=openings, **when)
    assert tuple(sorted(network.projects)) == projects
    assert ("canal" in network.links) == ("toy_canal" in projects)


def test_dates_are_completed(toy_dir: Path) -> None:
    assert corridors.load_network(data=toy_dir).date == "2022-11-30"
    assert corridors.load_network(data=toy_dir, year=2030).date == "2030-12-31"
    assert corridors.load_network(data=toy_dir, date="2030-05-06").date == "2030-05-06"


@pytest.mark.parametrize(("when", "key"), [
    ({"date": "2023-01-01", "year": 2023}, "date_and_year"), ({"date": "soon"}, "date_wrong"),
    ({"date": "2023-13-01"}, "date_wrong"), ({"date": "2022-11-29"}, "date_early"),
    ({"year": 2021}, "date_early")])
def test_dates_that_are_none(toy_dir: Path, when: dict[str, object], key: str) -> None:
    assert fault_keys(lambda: corridors.load_network(data=toy_dir, **when)) == [key]


def test_projects_are_on_whatever_their_dates(toy_dir: Path) -> None:
    network = corridors.load_network(data=toy_dir, projects=["toy_canal_priority"])
    assert network.projects == ("toy_canal", "toy_canal_priority")
    assert network.locks.row("lk_canal")["queue_ab_h"] == 1


def test_without_takes_projects_out(toy_dir: Path) -> None:
    network = corridors.load_network(data=toy_dir, year=2026, without=["toy_timetable"])
    assert network.projects == ("toy_ford_lock",)
    left = corridors.load_network(data=toy_dir, year=2026,
                                  without=["toy_ford_lock", "Faster timetable"])
    assert left.projects == ()


def test_a_year_is_a_date(tmp_path: Path, toy_dir: Path) -> None:
    """``planned: 2026`` is how a planner writes a year; YAML reads it as a number."""
    body = yaml.safe_load((toy_dir / "projects" / "toy_road.yaml").read_text(encoding="utf-8"))
    body["opening"] = {"planned": 2026, "actual": None}
    path = tmp_path / "toy_road.yaml"
    path.write_text(yaml.safe_dump(body, allow_unicode=True), encoding="utf-8")
    assert read_project(path).open_on("2026-12-31", "planned")


# ---- projects of a scenario ----------------------------------------------------------------
def test_a_project_in_the_list_is_on(states: Callable[..., States]) -> None:
    found = states(projects=["toy_canal"])
    assert ids(found) == ["toy_canal"]
    assert (found.base.projects, found.after.projects) == ((), ("toy_canal",))
    assert "canal" not in found.base.links
    assert "canal" in found.after.links
    assert {row.project for row in found.log} == {"toy_canal"}


def test_projects_by_name(states: Callable[..., States]) -> None:
    assert ids(states(projects=["玩具运河", "faster timetable"])) == ["toy_canal", "toy_timetable"]


def test_what_is_required_is_pulled_in(states: Callable[..., States]) -> None:
    found = states(projects=["toy_canal_priority"])
    assert ids(found) == ["toy_canal", "toy_canal_priority"]
    assert found.pulled_in == ("toy_canal",)
    # the lock that the canal adds can be set by what requires the canal
    assert [(row.project, row.old, row.new) for row in found.log
            if row.id == "lk_canal" and row.column == "queue_ab_h"] == [
        ("toy_canal", None, 2), ("toy_canal_priority", 2, 1)]


def test_what_is_open_already_is_not_pulled_in(states: Callable[..., States]) -> None:
    found = states(base={"year": 2025}, openings="planned", projects=["toy_canal_priority"])
    assert ids(found) == ["toy_canal_priority"]
    assert "toy_canal" in found.base.projects
    assert found.pulled_in == ()


def test_what_is_open_at_the_base_is_reported(states: Callable[..., States]) -> None:
    found = states(base={"year": 2023}, projects=["toy_ford_lock", "toy_canal"])
    assert found.in_base == ("toy_ford_lock",)
    assert ids(found) == ["toy_canal"]
    assert found.base.locks.row("lk_ford")["chamber_length_m"] == 120


def test_taken_out_of_the_base_and_put_in_after(states: Callable[..., States]) -> None:
    found = states(base={"year": 2024, "without": ["toy_ford_lock"]}, projects=["toy_ford_lock"])
    assert found.base.projects == ("toy_timetable",)
    assert set(found.after.projects) == {"toy_timetable", "toy_ford_lock"}
    assert found.in_base == ()


@pytest.mark.parametrize(("selector", "expected"), [
    ({"plan": "toy_plan"}, ["toy_canal", "toy_canal_priority", "toy_ford_lock", "toy_road"]),
    ({"plan": "other_plan"}, ["toy_ford_lock"]),
    ({"kind": "waterway"}, ["toy_canal", "toy_ford_lock"]),
    ({"mode": "waterway"}, ["toy_canal", "toy_ford_lock"]),
    ({"plan": "toy_plan", "kind": "road"}, ["toy_road"]),
    ({"status": ["opened"]}, ["toy_ford_lock", "toy_timetable"]),
    ({"status": ["construction", "preliminary"]}, ["toy_canal", "toy_road"]),
    ({"opening_by": 2023}, ["toy_ford_lock"]),
    ({"opening_by": 2024}, ["toy_ford_lock", "toy_timetable"]),
])
def test_selectors(states: Callable[..., States], selector: dict[str, object],
                   expected: list[str]) -> None:
    assert ids(states(projects=[selector])) == expected


def test_a_selector_that_nothing_fits_is_a_fault(states: Callable[..., States]) -> None:
    # the only air project is a study that is named in the plan and changes nothing
    assert fault_keys(lambda: states(projects=[{"kind": "air"}])) == ["selector_empty"]
    assert fault_keys(lambda: states(projects=[{"plan": "no_plan"}])) == ["plan_unknown"]


def test_selectors_by_planned_dates(states: Callable[..., States]) -> None:
    by_2025 = {"opening_by": 2025}
    assert ids(states(projects=[by_2025], openings="planned")) == [
        "toy_canal", "toy_ford_lock", "toy_timetable"]
    assert ids(states(projects=[{"opening_by": "2025-05"}], openings="planned")) == [
        "toy_ford_lock", "toy_timetable"]


def test_selectors_and_ids_add_up(states: Callable[..., States]) -> None:
    assert ids(states(projects=["toy_bridge", {"kind": "rail"}])) == ["toy_bridge",
                                                                      "toy_timetable"]


def test_projects_that_exclude_each_other(states: Callable[..., States]) -> None:
    assert fault_keys(lambda: states(projects=["toy_bridge", "toy_road"])) == ["projects_exclude"]
    assert fault_keys(lambda: states(projects="all")) == ["projects_exclude"]


def test_a_project_in_the_base_excludes_too(states: Callable[..., States]) -> None:
    assert fault_keys(lambda: states(base={"year": 2030}, openings="planned",
                                     projects=["toy_bridge"])) == ["projects_exclude"]


def test_as_built_before_and_after(states: Callable[..., States]) -> None:
    found = states(projects=[], after={"year": 2024})
    assert ids(found) == ["toy_ford_lock", "toy_timetable"]
    assert (found.base.date, found.after.date) == ("2022-11-30", "2024-12-31")
    less = states(projects=["toy_canal"], after={"year": 2024, "without": ["toy_timetable"]})
    assert ids(less) == ["toy_canal", "toy_ford_lock"]


# ---- what-ifs and parameters ---------------------------------------------------------------
def test_what_ifs_come_after_the_projects(states: Callable[..., States]) -> None:
    found = states(projects=["toy_canal"], changes=[
        {"set": {"where": {"lock": "lk_canal"}, "values": {"queue_ab_h": 7}}},
        {"close": {"where": {"link": "sea_lane"}}}])
    assert found.after.locks.row("lk_canal")["queue_ab_h"] == 7
    assert "sea_lane" in found.base.links
    assert "sea_lane" not in found.after.links
    assert [row.project for row in found.log if row.new == 7] == ["ad_hoc"]


def test_parameters_hold_in_both_states_and_are_logged(states: Callable[..., States]) -> None:
    found = states(projects=[], parameters={"access.max_km": 50, "rate.rail.bulk": 0.3})
    for network in (found.base, found.after):
        assert network.parameters.number("access.max_km") == 50
        assert network.parameters["access.max_km"].confidence == "assumed"
    assert [(row.action, row.id, row.unit, row.old, row.new) for row in found.log] == [
        ("parameter", "access.max_km", "km", 100, 50),
        ("parameter", "rate.rail.bulk", "CNY/km", 0.2, 0.3)]


# ---- extends -------------------------------------------------------------------------------
def write(folder: Path, stem: str, **body: object) -> Path:
    path = folder / f"{stem}.yaml"
    path.write_text(yaml.safe_dump(body, allow_unicode=True), encoding="utf-8")
    return path


def test_extends_merges_some_keys_and_replaces_the_rest(tmp_path: Path, scenario: Make) -> None:
    parent = scenario("parent", parameters={"access.max_km": 50, "rate.rail.bulk": 1},
                      base={"year": 2024, "without": ["toy_timetable"]})
    child = corridors.load_scenario(write(
        tmp_path, "child", extends="parent.yaml", name={"zh": "子", "en": "Child"},
        projects=["toy_timetable"], parameters={"rate.rail.bulk": 2},
        compare={"modes": ["road"]}))
    assert child.file.name.en == "Child"
    assert child.file.projects == ("toy_timetable",)
    assert child.file.parameters == {"access.max_km": 50, "rate.rail.bulk": 2}
    assert child.file.compare.modes == ("road",)
    assert child.file.compare.profiles == parent.file.compare.profiles
    assert child.file.base == parent.file.base


def test_extends_can_be_chained(tmp_path: Path, scenario: Make) -> None:
    scenario("one", season="low_water")
    write(tmp_path, "two", extends="one.yaml", projects=["toy_road"])
    three = corridors.load_scenario(write(tmp_path, "three", extends="two.yaml",
                                          parameters={"access.max_km": 1}))
    assert (three.file.season, three.file.projects) == ("low_water", ("toy_road",))


def test_extends_in_a_circle(tmp_path: Path) -> None:
    write(tmp_path, "one", extends="two.yaml")
    path = write(tmp_path, "two", extends="one.yaml")
    assert fault_keys(lambda: corridors.load_scenario(path)) == ["extends_cycle"]
    itself = write(tmp_path, "self", extends="self.yaml")
    assert fault_keys(lambda: corridors.load_scenario(itself)) == ["extends_cycle"]


def test_the_hash_covers_what_is_extended(tmp_path: Path, scenario: Make) -> None:
    scenario("parent")
    path = write(tmp_path, "child", extends="parent.yaml")
    first = corridors.load_scenario(path).hash
    assert corridors.load_scenario(path).hash == first
    scenario("parent", season="low_water")
    assert corridors.load_scenario(path).hash != first


# ---- faults --------------------------------------------------------------------------------
@pytest.mark.parametrize(("keys", "expected"), [
    ({"projects": ["toy_kanal"]}, ["project_unknown"]),
    ({"parameters": {"access.max": 1}}, ["parameter_unknown"]),
    ({"compare": {"origins": ["nowhere"], "destinations": ["mine", "elsewhere"]}},
     ["place_unknown", "place_unknown"]),
    ({"projects": ["toy_kanal"], "parameters": {"access.max": 1},
      "compare": {"origins": ["nowhere"]}},
     ["place_unknown", "parameter_unknown", "project_unknown"]),
    ({"base": {"without": ["toy_kanal"]}}, ["project_unknown"]),
    ({"base": {"date": "2020"}}, ["date_early"]),
    ({"base": {"date": "2023", "year": 2023}}, ["date_and_year"]),
    ({"changes": [{"close": {"where": {"link": "sea"}}}]}, ["where_missing"]),
])
def test_faults_against_the_network(states: Callable[..., States], keys: dict[str, object],
                                    expected: list[str]) -> None:
    assert fault_keys(lambda: states(**keys)) == expected


@pytest.mark.parametrize(("keys", "expected"), [
    ({"seasons": "normal"}, ["key_unknown"]),
    ({"season": "wet"}, ["choice_unknown"]),
    ({"compare": {"modes": ["boat"], "measures": ["hours"]}}, ["choice_unknown"] * 2),
    ({"compare": {"profiles": []}}, ["list_empty"]),
    ({"compare": {"origins": []}}, ["list_empty"]),
    ({"compare": {"modes": ["road", "rail", "road"]}}, ["list_twice"]),
    ({"compare": {"profiles": ["bulk"], "modes": ["air"]}}, ["nothing_to_compare"]),
    ({"changes": [{"remove": {}}], "openings": "soon"}, ["change_kind", "choice_unknown"]),
])
def test_faults_of_the_file(scenario: Make, keys: dict[str, object],
                            expected: list[str]) -> None:
    assert fault_keys(lambda: scenario(**keys)) == expected


def test_existing_holds_in_a_scenario_too(states: Callable[..., States]) -> None:
    stale = {"set": {"where": {"lock": "lk_ford"}, "existing": {"chamber_length_m": 80},
                     "values": {"chamber_length_m": 400}}}
    assert states(projects=[], changes=[stale]).after.locks.row("lk_ford")[
        "chamber_length_m"] == 400
    # once the new lock is there, the what-if no longer knows what it changes
    assert fault_keys(lambda: states(projects=["toy_ford_lock"], changes=[stale])) == [
        "existing_stale"]


# ---- the register --------------------------------------------------------------------------
def test_register(toy_dir: Path) -> None:
    reg = register(toy_dir)
    assert reg.ids == ("toy_bridge", "toy_canal", "toy_canal_priority", "toy_ford_lock",
                       "toy_road", "toy_study", "toy_timetable")
    assert [project.id for project in reg.all() if not project.changes] == ["toy_study"]
    assert [p.id for p in reg.with_requirements(["toy_canal_priority"])] == [
        "toy_canal", "toy_canal_priority"]
    with pytest.raises(UnknownNameError) as caught:
        reg.get("toy_cannal")
    assert "toy_canal" in str(caught.value.faults[0].values["suggestion"])
