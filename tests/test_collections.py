"""Several scenarios compared in one call: the laws that hold, the faults, the command."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

import corridors
from corridors import Resources, Scenario, Scenarios
from corridors.analysis.scenario_rows import Item, prepare, work
from corridors.cli.main import main
from corridors.errors import InputError, ServiceError
from corridors.scenario.contents import contents_key
from corridors.scenario.resolve import resolve

NAMES = ["scenario", "name_zh", "name_en"]


@pytest.fixture
def several(scenario: Callable[..., Scenario]) -> Scenarios:
    """Three of the toy: with the canal, with the road, with nothing."""
    return Scenarios([scenario("canal"), scenario("road", projects=["toy_road"]).named(
        zh="公路", en="Road"), scenario("nothing", projects=[])])


# ---- laws ----------------------------------------------------------------------------------
def test_each_is_what_its_own_comparison_is(several: Scenarios, toy_dir: Path) -> None:
    found = several.compare(data=toy_dir)
    assert list(found.scenarios) == ["canal", "road", "nothing"]
    for key, one in several.items():
        alone = corridors.compare(one, toy_dir)
        assert found.rows(key) == alone.rows
        mine = found.table[found.table["scenario"] == key].drop(columns=NAMES)
        pd.testing.assert_frame_equal(mine.reset_index(drop=True), alone.table)
    assert found.comparison("road").rows == found.rows("road")


def test_the_order_of_scenarios_changes_no_value(several: Scenarios, toy_dir: Path) -> None:
    there = several.compare(data=toy_dir)
    back = Scenarios(list(several.values())[::-1]).compare(data=toy_dir)
    assert list(back.scenarios) == ["nothing", "road", "canal"]
    assert all(there.rows(key) == back.rows(key) for key in several)


def test_measures_of_whole_trips_only_are_the_same(scenario: Callable[..., Scenario],
                                                   toy_dir: Path) -> None:
    """Capacities are found along paths; tables of numbers do not have them."""
    one = scenario(compare={"measures": ["capacity_mt", "time_h"]})
    assert Scenarios([one]).compare(data=toy_dir).rows(one.id) == corridors.compare(
        one, toy_dir).rows


def test_names_and_hashes_stay_real(several: Scenarios, toy_dir: Path) -> None:
    found = several.compare(data=toy_dir)
    about = found.scenario_table.set_index("scenario")
    assert about.loc["road", ["name_zh", "name_en"]].tolist() == ["公路", "Road"]
    assert about.loc["canal", "projects"] == ("toy_canal",)
    assert about.loc["nothing", "values_changed"] == 0
    assert about["scenario_hash"].tolist() == [one.hash for one in several.values()]
    named = found.table.groupby("scenario")["name_zh"].unique().to_dict()
    assert named["road"].tolist() == ["公路"]


def test_a_scenario_of_nothing_changes_nothing(several: Scenarios, toy_dir: Path) -> None:
    found = several.compare(data=toy_dir)
    assert (found.differences["nothing"].dropna() == 0).all()
    assert found.summary.query("scenario == 'nothing'")["gained"].sum() == 0


# ---- beside one another ----------------------------------------------------------------------
def test_the_road_by_hand(several: Scenarios, toy_dir: Path) -> None:
    """Differences stand beside one another; the canal leaves the lorry alone."""
    found = several.compare(data=toy_dir, profiles="container", modes=["road", "waterway"],
                            measures=["time_h"])
    wide = found.differences
    assert list(wide.columns) == ["canal", "road", "nothing"]
    row = wide.loc["container", "road", "mine", "bay", "time_h", "h"]
    assert row["canal"] == 0
    assert row["road"] < 0
    both = found.matrix("time_h", profile="container", mode="road", state="after")
    assert both.columns.names == ["scenario", "destination"]
    assert both.loc["mine", ("canal", "bay")] > both.loc["mine", ("road", "bay")]


def test_one_question_for_all(several: Scenarios, toy_dir: Path) -> None:
    found = several.compare(data=toy_dir, origins="mine", destinations=["bay"],
                            profiles=["bulk"])
    assert set(zip(found.table["origin"], found.table["destination"], strict=True)) == {
        ("mine", "bay")}
    assert set(found.table["profile"]) == {"bulk"}
    assert found.unlike() == ()


def test_unlike_questions_are_kept_apart_and_said(scenario: Callable[..., Scenario],
                                                  toy_dir: Path) -> None:
    found = Scenarios([
        scenario("a", compare={"profiles": ["bulk"]}),
        scenario("b", compare={"profiles": ["container"]}, season="low_water"),
    ]).compare(data=toy_dir)
    assert found.unlike() == ("season", "question")
    wide = found.differences
    assert wide.loc["bulk"]["b"].isna().all()
    assert wide.loc["container"]["a"].isna().all()
    assert len(found.table) == len(found.rows("a")) + len(found.rows("b"))


def test_two_processes_find_the_same(several: Scenarios, toy_dir: Path, tmp_path: Path) -> None:
    alone = several.compare(data=toy_dir, resources=Resources(1, checkpoints=tmp_path / "a"))
    both = several.compare(data=toy_dir, resources=Resources(2, checkpoints=tmp_path / "b"))
    assert all(alone.rows(key) == both.rows(key) for key in several)


def test_own_ids_tell_variants_of_one_scenario_apart(scenario: Callable[..., Scenario],
                                                     toy_dir: Path) -> None:
    one = scenario()
    queues = Scenarios({f"queue_{hours}": one.with_changes(
        {"set": {"where": {"lock": "lk_ford"}, "values": {"queue_ab_h": hours},
                 "unchanged_ok": True}})
        for hours in (4, 8)})
    found = queues.compare(data=toy_dir, profiles="bulk", modes="waterway", origins="hill",
                           destinations="bay", measures="time_h")
    assert found.wide("after").iloc[0].diff()["queue_8"] == pytest.approx(4)


# ---- faults ----------------------------------------------------------------------------------
def test_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("name: {zh: a, en: a}\ncompare: {}\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        corridors.load_scenarios([tmp_path / "a.yaml", "pinglu_cana"])
    text = error.value.render("en")
    assert "compare.profiles is missing" in text
    assert "Did you mean: pinglu_canal" in text


def test_faults_against_the_network_come_at_once(scenario: Callable[..., Scenario],
                                                 toy_dir: Path) -> None:
    wrong = Scenarios([scenario("a").with_parameters({"access.maxkm": 1}),
                       scenario("b").with_projects("toy_channel")])
    with pytest.raises(InputError) as error:
        wrong.compare(data=toy_dir)
    text = error.value.render("en")
    assert "Did you mean: access.max_km" in text
    assert "toy_channel" in text


def test_two_of_one_id_and_none_at_all(scenario: Callable[..., Scenario]) -> None:
    with pytest.raises(InputError, match="名称都是“case”"):
        Scenarios([scenario(), scenario()])
    with pytest.raises(InputError, match="没有给出情景"):
        Scenarios([])


def test_what_is_not_there_is_told_with_what_is(several: Scenarios, toy_dir: Path) -> None:
    found = several.compare(data=toy_dir)
    with pytest.raises(InputError, match="有：canal, road, nothing"):
        found.rows("channel")
    with pytest.raises(InputError, match="可选：time_h"):
        found.matrix("time", profile="container", mode="road")


# ---- the command -------------------------------------------------------------------------------
def test_the_command_compares_several(tmp_path: Path) -> None:
    args = ["compare", "guiyang_nanning_hsr", "pinglu_and_xianggui", "--out",
            str(tmp_path / "out"), "--workers", "1", "--checkpoints", str(tmp_path / "kept")]
    shown = CliRunner().invoke(main, [*args, "--lang", "en"])
    assert shown.exit_code == 0, shown.output
    assert "With and without the Guiyang-Nanning" in shown.stdout
    assert "their rows are kept apart" in shown.stdout
    with (tmp_path / "out" / "scenarios.csv").open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert {row["scenario"] for row in rows} == {"guiyang_nanning_hsr", "pinglu_and_xianggui"}
    data = json.loads(CliRunner().invoke(main, [*args, "--format", "json"]).stdout)
    assert data["scenarios"][0]["name_zh"] == "贵南高铁开通前后"
    assert data["scenarios"][0]["scenario_hash"] == corridors.load_scenario(
        "guiyang_nanning_hsr").hash
    documented = (Path(__file__).parents[1] / "docs" / "json.md").read_text(encoding="utf-8")
    assert all(f"`{key}`" in documented for key in {*data, *data["scenarios"][0]})
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "scenarios.csv", "scenarios_summary.csv", "scenarios.json", "corridors.json"}


def test_the_command_refuses_weights_of_several() -> None:
    done = CliRunner().invoke(main, ["compare", "pinglu_canal", "guiyang_nanning_hsr",
                                     "--weights", "sector:fisheries", "--lang", "en"])
    assert done.exit_code == 2
    assert "one scenario at a time; 2 are given" in done.output


# ---- a data folder of one's own --------------------------------------------------------------
def test_kept_answers_go_by_the_projects_of_the_folder_too(
        several: Scenarios, toy_dir: Path, longer_canal: Path, tmp_path: Path) -> None:
    kept = Resources(1, checkpoints=tmp_path / "kept")
    short = several.compare(data=toy_dir, resources=kept)
    long = several.compare(data=longer_canal, resources=kept)
    assert long.rows("canal") == corridors.compare(several["canal"], longer_canal).rows
    assert long.rows("canal") != short.rows("canal")
    assert long.rows("nothing") == short.rows("nothing")


def test_a_worker_whose_folder_holds_something_else_is_refused(
        several: Scenarios, toy_dir: Path, longer_canal: Path) -> None:
    """A folder of one name on another machine, or one that was edited since it was read."""
    one = several["canal"]
    item = Item(one, contents_key(resolve(one, toy_dir), toy_dir))
    assert work(prepare(toy_dir), item)["base"].size
    with pytest.raises(ServiceError, match="数据包"):
        work(prepare(longer_canal), item)
