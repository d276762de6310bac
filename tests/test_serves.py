"""What one project helps most, worked by hand on the toy network."""

from __future__ import annotations

from pathlib import Path

import pytest

from corridors import Scenario, compare
from corridors.analysis.serves import Helped, gain, helped
from corridors.errors import InputError

ENDS = {"origins": ["mine", "hill"], "destinations": ["hill", "coast"]}


def pairs(rows: tuple[Helped, ...]) -> list[tuple[str, str, float | None]]:
    return [(r.origin, r.destination,
             None if r.difference is None else round(r.difference, 9)) for r in rows]


def test_a_shorter_road_helps_the_longest_way_most(toy_dir: Path) -> None:
    rows = helped("toy_road", profiles=["container"], modes=["road"], data=toy_dir, **ENDS)
    # a tenth of 90 + 150, of 150 and of 90 km at 50 km/h; isle has no road
    assert pairs(rows) == [("mine", "bay", -0.48), ("hill", "bay", -0.3), ("mine", "hill", -0.18)]
    # loading 1, town 0.2, 1.8 + 3 h, town 0.2, rest 0.5, unloading 2
    assert (rows[0].base, rows[0].unit) == (pytest.approx(8.7), "h")
    assert rows[0].after == pytest.approx(8.22)
    assert (rows[0].mode_base, rows[0].mode_after, rows[0].new) == ("road", "road", False)


def test_by_another_measure_and_no_more_than_asked_for(toy_dir: Path) -> None:
    rows = helped("改扩建公路", profiles=["container"], modes=["road"], measure="distance_km",
                  top=1, data=toy_dir, **ENDS)
    assert pairs(rows) == [("mine", "bay", -24.0)]
    assert rows[0].project == "toy_road"


def test_new_pairs_follow_those_that_gain(toy_dir: Path) -> None:
    rows = helped("toy_canal", profiles=["container"], modes=["waterway"], measure="cost_cny",
                  data=toy_dir, **ENDS)
    assert pairs(rows) == [("mine", "bay", -845.0), ("mine", "hill", None)]
    assert rows[1].new
    assert rows[1].base is None
    assert (rows[1].mode_base, rows[1].mode_after) == ("", "waterway")


def test_a_project_comes_with_what_it_requires(toy_dir: Path) -> None:
    """Priority at the lock needs the canal: 1 h less in the queue than with the canal alone."""
    canal, priority = (helped(key, profiles=["container"], modes=["waterway"],
                              destinations=["hill"], origins=["mine"], data=toy_dir)[0].after
                       for key in ("toy_canal", "toy_canal_priority"))
    assert canal - priority == pytest.approx(1.0)


@pytest.mark.parametrize("project", ["toy_study", "toy_bridge"])
def test_what_helps_nobody_has_no_pairs(project: str, toy_dir: Path) -> None:
    assert helped(project, profiles=["container", "passenger"], modes=["road", "best"],
                  data=toy_dir, **ENDS) == ()


def test_it_agrees_with_a_comparison(toy_dir: Path, scenario: type[Scenario]) -> None:
    case = scenario(projects=["toy_canal"], compare={
        "profiles": ["container"], "modes": ["waterway", "best"], **ENDS})
    table = compare(case, toy_dir).rows
    wanted = {(r.origin, r.destination, r.mode): r.after for r in table
              if r.measure == "cost_cny" and not r.token_after and r.after is not None
              and (r.base is None or r.token_base or (r.difference or 0) < 0)}
    rows = helped("toy_canal", profiles=["container"], modes=["waterway", "best"],
                  measure="cost_cny", top=None, data=toy_dir, **ENDS)
    assert {(r.origin, r.destination, r.mode): r.after for r in rows} == wanted
    assert len(wanted) > 2


def test_more_capacity_is_a_gain() -> None:
    assert gain("capacity_mt", 10, 12) == 2
    assert gain("cost_cny", 10, 12) == -2


@pytest.mark.parametrize(("options", "expected"), [
    ({"measure": "hours"}, "measure"), ({"profiles": ["lorry"]}, "lorry"),
    ({"modes": ["tram"]}, "tram"), ({"origins": ["minne"]}, "mine"), ({"top": 0}, "0")])
def test_bad_choices_are_named(options: dict[str, object], expected: str, toy_dir: Path) -> None:
    with pytest.raises(InputError) as error:
        helped("toy_road", data=toy_dir, **{"profiles": ["container"], "modes": ["road"], **ENDS,
                                            **options})
    assert expected in error.value.render("en")


def test_an_unknown_project_is_an_error(toy_dir: Path) -> None:
    with pytest.raises(InputError) as error:
        helped("toy_rode", data=toy_dir, **ENDS)
    assert error.value.faults[0].key == "project_unknown"
    assert "toy_road" in error.value.render("en")
