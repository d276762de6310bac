"""The ready-made scenarios: in step with the register, for every item, and with an effect."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from functools import cache
from io import StringIO
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest

import corridors
from corridors.families import families_of
from corridors.projects.register import register, with_dependants
from corridors.routing.skims import skim
from corridors.scenario.model import embedded_scenarios, load_scenario
from corridors.scenario.resolve import resolve

ROOT = Path(__file__).parents[1]


@cache
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_scenarios",
                                                  ROOT / "docs" / "build_scenarios.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_scenarios"] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


WITHOUT_PAIRS = {"meilin_hub", "sea_rail_central", "wangmo_leye"}
"""The reach of the first ends at the border of the province, where no place stands; nobody boards
the rare trains of the second by generalised cost; the third is no short cut without the roads that
join it."""
SETS = [item.path.stem for item in tool().sets()]
ITEMS = [item.path.stem for item in tool().items()]


def test_files_are_those_that_the_register_asks_for() -> None:
    written = {path.stem for path in embedded_scenarios(items=True)}
    assert written == set(ITEMS), "run docs/build_scenarios.py"
    generated = {path.stem for path in embedded_scenarios()
                 if path.read_text(encoding="utf-8").startswith(tool().MARK)}
    assert generated == set(SETS), "run docs/build_scenarios.py"
    assert not set(SETS) & set(ITEMS)


@pytest.mark.parametrize("item", [*tool().sets(), *tool().items()], ids=lambda item: item.path.stem)
def test_files_are_in_step_with_the_register(item: object) -> None:
    """All but the pairs shown first, which take routing to work out."""
    path: Path = item.path  # type: ignore[attr-defined]
    file = load_scenario(path).file
    expected = item.text(file.headline)  # type: ignore[attr-defined]
    assert path.read_text(encoding="utf-8") == expected, "run docs/build_scenarios.py"


def test_every_item_has_a_scenario_of_its_id() -> None:
    """An item of a plan that is modelled and no part of another; parts come with their item."""
    names = {path.stem for items in (False, True) for path in embedded_scenarios(items)}
    alone = [p for p in register().all() if p.modelled and not p.background
             and not p.file.part_of]
    assert len(alone) > 5
    missing = [p.id for p in alone if p.id not in names
               and p.file.kind in tool().BLOCKS]
    assert missing == []
    # the rest is demand or energy, which moves no link
    assert {p.file.kind for p in alone if p.id not in names} <= {"demand", "energy"}


def test_items_that_change_no_pair_are_known() -> None:
    assert {name for name in ITEMS if not load_scenario(name).file.headline} == WITHOUT_PAIRS


@pytest.mark.parametrize("name", sorted({*ITEMS} - WITHOUT_PAIRS))
def test_an_item_changes_the_first_pair_that_it_shows(name: str) -> None:
    scenario = load_scenario(name)
    states, spec = resolve(scenario), scenario.file.compare
    assert scenario.file.name.zh != scenario.file.name.en
    assert name in states.after.projects
    assert {project.id for project in states.projects} >= {name}
    assert states.headline, "no pair changes: run docs/build_scenarios.py, or look at its changes"
    origin, destination = states.headline[0]
    moved = False
    for profile in spec.profiles:
        modes = [mode for mode in spec.modes if mode == "best" or mode in families_of(profile)]
        base, after = (skim(network, [origin], [destination], profile=profile, modes=modes,
                            objective=spec.objective) for network in (states.base, states.after))
        moved |= any(base[key].measure(m) != after[key].measure(m)
                     for key, m in product(base, spec.measures))
    assert moved


@pytest.mark.parametrize("name", SETS)
def test_sets_stand_together(name: str) -> None:
    scenario = load_scenario(name)
    states = resolve(scenario)
    assert states.log
    assert not isinstance(scenario.file.question, str)
    ids = {project.id for project in states.projects}
    for project in states.projects:
        assert not ids & set(project.file.excludes)
        assert set(project.needs) <= ids | set(states.base.projects)


def test_a_set_of_a_plan_holds_what_the_plan_names() -> None:
    states = resolve(load_scenario("guangxi_2022_all"))
    named = {p.id for p in register().all() if p.modelled and any(
        m.plan == "guangxi_2022" and m.reading == "main" for m in p.file.named_in)}
    assert {p.id for p in states.projects} >= named - set(states.left_out)
    assert "bg_nanning_yulin_hsr" not in named


def test_flights_in_doubt_are_no_gain_of_the_wuzhou_plan() -> None:
    """They were there by the words of the plan: what they show is a loss if they are gone."""
    scenario = load_scenario("wuzhou_2023_all")
    states = resolve(scenario)
    assert states.left_out == ("wuzhou_air_routes_kept", "wuzhou_airport_service")
    assert not set(states.left_out) & set(states.after.projects)
    for name, zh, en in (("wuzhou_2023_all", "存疑的损失", "uncertain loss"),
                         ("wuzhou_air_routes_kept", "反过来看", "other way round"),
                         ("wuzhou_airport_service", "反过来看", "other way round")):
        note = load_scenario(name).file.note
        assert note is not None
        assert zh in note.zh
        assert en in note.en


@pytest.mark.parametrize(("measures", "said"), [(["time_h", "capacity_mt"], 1), (["time_h"], 0)])
def test_what_a_capacity_is_stands_once_below_a_comparison(measures: list[str],
                                                           said: int) -> None:
    from rich.console import Console

    from corridors.report.screen import print_comparison

    scenario = load_scenario("wuzhou_2023_all")
    spec = scenario.file.compare.model_copy(update={
        "profiles": ("container",), "modes": ("road",), "origins": ("wuzhou",),
        "destinations": ("guangzhou",), "measures": tuple(measures)})
    file = scenario.file.model_copy(update={"compare": spec, "headline": ()})
    result = corridors.compare(replace(scenario, file=file))
    for lang, words in (("zh", "能力为所选路径的瓶颈；改走别路时可能变小，不是通道合计能力"),
                        ("en", "Capacity is the bottleneck of the path taken")):
        console = Console(width=300, record=True, file=StringIO())
        print_comparison(console, result, (), lang)
        assert console.export_text().count(words) == said


def test_as_built_holds_the_background_too() -> None:
    ids = {project.id for project in resolve(load_scenario("as_built_2022_2026")).projects}
    assert {"guiyang_nanning_hsr", "bg_nanning_yulin_hsr"} <= ids
    for project in register().all():
        if project.id in ids:
            assert project.open_on("2026-12-31") or any(
                project.id in other.needs for other in register().all() if other.id in ids)


def test_horizons_grow() -> None:
    ids = [{project.id for project in resolve(load_scenario(f"horizon_{year}")).projects}
           for year in (2025, 2030, 2035)]
    assert ids[0] < ids[1] <= ids[2]
    assert "pinglu_canal" in ids[1] - ids[0]


def test_without_the_canal_the_rest_of_2030_stands() -> None:
    states = resolve(load_scenario("without_pinglu"))
    assert "pinglu_canal" not in states.base.projects
    assert "guiyang_nanning_hsr" in states.base.projects
    assert "pinglu_canal" in {project.id for project in states.projects}
    needing = with_dependants(["pinglu_canal"], register().all())
    assert not needing & set(states.base.projects)


def test_what_excludes_is_left_out_by_how_far_it_is() -> None:
    first, second = register().get("pinglu_canal"), register().get("guiyang_nanning_hsr")
    assert tool().rank(first) < tool().rank(second)
    assert tool().excluded([first, second]) == ()


def test_names_that_are_near_an_item_are_suggested() -> None:
    with pytest.raises(corridors.CorridorsError) as caught:
        load_scenario("xianggui_kanal")
    assert "xianggui_canal" in str(caught.value)
