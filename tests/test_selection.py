"""Which projects a scenario selects: by what they are, with their parts, less what is left out."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from corridors import Scenario
from corridors.cli.main import main
from corridors.errors import InputError
from corridors.scenario.resolve import States, resolve

ROAD = {"set": {"where": {"link": "road_upper"}, "values": {"length_km": 80}}}
LOWER = {"set": {"where": {"link": "road_lower"}, "values": {"length_km": 140}}}


@pytest.fixture
def states(scenario: Callable[..., Scenario],
           toy_copy: Callable[..., Path]) -> Callable[..., States]:
    """States of a scenario; ``register`` adds project files or replaces keys of those there."""
    numbers = count()

    def make(register: dict[str, dict[str, object]], **keys: object) -> States:
        data = toy_copy(f"package{next(numbers)}")
        for key, body in register.items():
            path = data / "projects" / f"{key}.yaml"
            old = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {
                "schema": 1, "id": key, "name": {"zh": key, "en": key}, "kind": "road",
                "status": {"stage": "planned", "as_of": "2023-01", "source": "assumption"}}
            path.write_text(yaml.safe_dump({**old, **body}, allow_unicode=True),
                            encoding="utf-8")
        return resolve(scenario(**keys), data)

    return make


def ids(states: States) -> list[str]:
    return [project.id for project in states.projects]


def faults(call: Callable[[], object]) -> list[tuple[str, int | None]]:
    with pytest.raises(InputError) as caught:
        call()
    return [(fault.key, fault.line) for fault in caught.value.faults]


def keys(call: Callable[[], object]) -> list[str]:
    return [key for key, _ in faults(call)]


SERVED = {"toy_road": {"prefectures": ["hill"]}, "toy_canal": {"prefectures": ["mine", "hill"]}}


@pytest.mark.parametrize(("selector", "expected"), [
    ({"background": True}, ["toy_bridge", "toy_timetable"]),
    ({"background": False, "kind": "road"}, ["toy_road"]),
    ({"kind": ["road", "rail"], "background": True}, ["toy_bridge", "toy_timetable"]),
    ({"mode": "water"}, ["toy_canal", "toy_ford_lock"]),
    ({"mode": ["water", "rail"], "status": ["opened"]}, ["toy_ford_lock", "toy_timetable"]),
    ({"prefecture": "hill"}, ["toy_canal", "toy_road"]),
    ({"prefecture": "矿山"}, ["toy_canal"]),
    ({"prefecture": "Hill", "kind": "road"}, ["toy_road"]),
])
def test_selectors(states: Callable[..., States], selector: dict[str, object],
                   expected: list[str]) -> None:
    assert ids(states(SERVED, projects=[selector])) == expected


def test_selectors_that_nothing_fits(states: Callable[..., States]) -> None:
    assert keys(lambda: states(SERVED, projects=[{"prefecture": "bay"}])) == ["selector_empty"]
    assert keys(lambda: states(SERVED, projects=[{"prefecture": "atlantis"}])) == ["place_unknown"]
    assert keys(lambda: states(SERVED, projects=[{"mode": "water", "kind": "rail"}])) == [
        "selector_empty"]


def test_words_that_mean_another_project_first_do_not_count(
        states: Callable[..., States]) -> None:
    other = [{"plan": "toy_plan", "section": "3", "words": "公路", "action": "改扩建",
              "reading": "other"}]
    found = ids(states({"toy_road": {"named_in": other}}, projects=[{"plan": "toy_plan"}]))
    assert found == ["toy_canal", "toy_canal_priority", "toy_ford_lock"]
    # nobody's plan means it first, so that it counts as background
    assert "toy_road" in ids(states({"toy_road": {"named_in": other, "excludes": []},
                                     "toy_bridge": {"excludes": []}},
                                    projects=[{"background": True}]))


PARTS = {"highway": {"parts": ["highway_upper", "highway_lower"],
                     "named_in": [{"plan": "toy_plan", "section": "8", "words": "公路",
                                   "action": "建设"}]},
         "highway_upper": {"part_of": "highway", "changes": [ROAD]},
         "highway_lower": {"part_of": "highway", "changes": [LOWER]}}


def test_parts_follow_their_item(states: Callable[..., States]) -> None:
    found = states(PARTS, projects=["highway"])
    assert ids(found) == ["highway", "highway_lower", "highway_upper"]
    assert [row.new for row in found.log] == [140, 80]
    assert "highway_lower" in ids(states(PARTS, projects=[{"plan": "toy_plan", "kind": "road"}],
                                         leave_out=["toy_road"]))


def test_an_item_is_left_out_with_its_parts(states: Callable[..., States]) -> None:
    chosen = [{"kind": "road", "status": ["planned"]}]
    found = states(PARTS, projects=[*chosen, "toy_road"], leave_out=["highway"])
    assert ids(found) == ["toy_road"]
    assert found.left_out == ("highway", "highway_lower", "highway_upper")
    # one part of it can stay if it is named
    assert ids(states(PARTS, projects=[*chosen, "highway_upper"], leave_out=["highway"])) == [
        "highway_upper"]
    # but the item does not stand without a part of it
    assert keys(lambda: states(PARTS, projects=["highway"], leave_out=["highway_upper"])) == [
        "without_required"]


def test_projects_that_exclude_each_other_are_named_once(states: Callable[..., States]) -> None:
    both = {"toy_road": {"excludes": ["toy_bridge"]}}
    with pytest.raises(InputError) as caught:
        states(both, projects=[{"kind": "road"}])
    (fault,) = caught.value.faults
    assert (fault.key, fault.line is not None) == ("projects_exclude", True)
    assert "toy_bridge" in fault.render("en")
    assert "leave_out: [toy_road]" in fault.render("en")
    assert "leave_out: [toy_road]" in fault.render("zh")
    found = states(both, projects=[{"kind": "road"}], leave_out=["断桥"])
    assert (ids(found), found.left_out) == (["toy_road"], ("toy_bridge",))
    assert "toy_bridge" not in ids(states(both, projects="all", leave_out=["toy_bridge"]))


def test_leave_out_holds_for_dates_too(states: Callable[..., States]) -> None:
    found = states({}, projects=[], after={"year": 2024}, leave_out=["toy_timetable"])
    assert (ids(found), found.left_out) == (["toy_ford_lock"], ("toy_timetable",))


@pytest.mark.parametrize(("body", "expected"), [
    ({"projects": ["toy_canal"], "leave_out": ["toy_kanal"]}, ["project_unknown"]),
    ({"projects": ["toy_canal"], "leave_out": ["toy_canal"]}, ["leave_out_listed"]),
    ({"projects": ["toy_canal"], "leave_out": ["toy_ford_lock"], "base": {"year": 2023}},
     ["leave_out_in_base"]),
    ({"projects": ["toy_canal_priority"], "leave_out": ["toy_canal"]}, ["without_required"]),
    ({"projects": [{"background": "perhaps"}]}, ["value_wrong"]),
])
def test_faults(states: Callable[..., States], body: dict[str, object],
                expected: list[str]) -> None:
    found = faults(lambda: states({}, **body))
    assert [key for key, _ in found] == expected
    assert all(line is not None for _, line in found)


@pytest.mark.parametrize("date", ["2030-02-30", "2030-13", "2023-02-29", "2030-04-31"])
def test_days_that_no_calendar_has_are_refused(states: Callable[..., States], date: str) -> None:
    found = faults(lambda: states({}, projects=[{"opening_by": date}]))
    assert [key for key, _ in found] == ["value_wrong"]
    done = CliRunner().invoke(main, ["projects", "--opening-by", date])
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"“{date}”不是日期" in done.stderr


def test_the_last_day_of_a_leap_february_is_a_date() -> None:
    assert CliRunner().invoke(main, ["projects", "--opening-by", "2024-02-29"]).exit_code == 0


def test_left_out_but_not_selected_changes_nothing(states: Callable[..., States]) -> None:
    found = states({}, projects=["toy_canal"], leave_out=["toy_road"])
    assert (ids(found), found.left_out) == (["toy_canal"], ())
