"""A workspace: projects, plans, scenarios and maps of one's own beside the embedded ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import corridors
from corridors.analysis.checks import check_file
from corridors.cli.main import main
from corridors.paths import embedded, own, workspace
from corridors.projects.plans import read_actions, read_plans


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args)


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with the example in a folder with a Chinese name; the process works in it."""
    folder = tmp_path / "工作 文件夹"
    assert run("init", str(folder)).exit_code == 0
    monkeypatch.chdir(folder)
    return folder


def test_without_a_workspace_there_is_nothing_of_ones_own(tmp_path: Path,
                                                          monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert workspace() is None
    assert own("projects") is None
    assert "example_line" not in corridors.register()


def test_the_example_is_without_fault_and_does_something(mine: Path) -> None:
    for path in (*mine.glob("*/*.yaml"),):
        check_file(path)
    result = corridors.compare(corridors.load_scenario("example"))
    rail = result.matrix("time_h", profile="passenger", mode="rail")
    assert [project.id for project in result.states.projects] == ["example_line"]
    assert rail.loc["baise", "hechi"] < 0  # type: ignore[operator]


def test_own_projects_and_plans_stand_beside_the_embedded_ones(mine: Path) -> None:
    register = corridors.register()
    assert register.own == {"example_line"}
    assert {"example_line", "pinglu_canal"} <= {*register.ids}
    assert {"example_plan", "guangxi_2022"} <= {*read_plans()}
    assert read_actions()["研究建设"] == "study"
    below = mine / "projects"
    assert workspace() == mine
    assert own("projects") == below


def test_what_lies_below_a_workspace_belongs_to_it(mine: Path,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    (mine / "notes" / "deep").mkdir(parents=True)
    monkeypatch.chdir(mine / "notes" / "deep")
    assert workspace() == mine


def test_a_workspace_is_named_for_one_command(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(mine.parent)
    assert run("projects", "example_line").exit_code == 2
    assert run("--workspace", str(mine), "projects", "example_line").exit_code == 0
    assert workspace() is None, "named for that command alone"
    wrong = run("--workspace", "nowhere", "projects", "--lang", "en")
    assert wrong.exit_code == 2
    assert "corridors init" in wrong.output
    monkeypatch.chdir(mine)
    assert run("--workspace", "off", "projects", "example_line").exit_code == 2


def test_the_ids_of_others_are_taken(mine: Path) -> None:
    shutil.copy(embedded("data") / "projects" / "pinglu_canal.yaml", mine / "projects")
    with pytest.raises(corridors.CorridorsError, match="pinglu_canal"):
        corridors.compare(corridors.load_scenario("pinglu_canal"))
    plans = (mine / "plans.yaml").read_text(encoding="utf-8").replace("example_plan", "wuzhou_2023")
    (mine / "plans.yaml").write_text(plans, encoding="utf-8")
    with pytest.raises(corridors.CorridorsError, match="wuzhou_2023"):
        read_plans()


def test_a_workspace_is_not_made_twice(mine: Path) -> None:
    text = (mine / "plans.yaml").read_text(encoding="utf-8")
    again = run("init", str(mine), "--lang", "en")
    assert again.exit_code == 2
    assert "corridors.yaml" in again.output
    assert (mine / "plans.yaml").read_text(encoding="utf-8") == text


def test_a_data_package_of_ones_own_takes_the_place_of_the_embedded_one(
        mine: Path, toy_dir: Path) -> None:
    shutil.copytree(toy_dir, mine / "data")
    assert len(corridors.load_network().links) == 7
    assert "toy_canal" in corridors.register()


def test_a_notebook_sees_an_edited_project_file(mine: Path) -> None:
    path = next((mine / "projects").glob("*.yaml"))
    before = corridors.register()
    assert corridors.register() is before
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("name: {zh: ", "name: {zh: 改名后的", 1), encoding="utf-8")
    assert "改名后的" in corridors.register().get(path.stem).file.name.zh
    path.unlink()
    assert path.stem not in {project.id for project in corridors.register().all()}


def test_what_is_edited_is_read_anew_within_one_process(mine: Path) -> None:
    """A notebook stays open while its files are edited."""
    assert "example_line" in corridors.register()
    assert "example_plan" in read_plans()
    again = corridors.register()
    assert again is corridors.register()
    path = mine / "projects" / "example_line.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("id: example_line", "id: second_line"), encoding="utf-8")
    path.rename(path.with_name("second_line.yaml"))
    assert corridors.register().own == {"second_line"}
    plans = mine / "plans.yaml"
    plans.write_text(plans.read_text(encoding="utf-8").replace("example_plan", "other_plan"),
                     encoding="utf-8")
    assert "other_plan" in read_plans()
    assert "example_plan" not in read_plans()


@pytest.mark.parametrize(("text", "key"), [
    ("schema: 2\n", "migration.newer"), ("schema: 1\nprojects: ../../etc\n", "key_unknown"),
    ("schema: !!python/name:os.system\n", "yaml_tag")])
def test_the_mark_of_a_workspace_is_read(mine: Path, text: str, key: str) -> None:
    from corridors.workspace import check_mark

    check_mark()
    (mine / "corridors.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(corridors.CorridorsError) as told:
        check_mark()
    assert key in [fault.key for fault in told.value.faults]
    done = run("projects", "pinglu_canal")
    assert done.exit_code == 2
    assert "corridors.yaml" in done.output


def test_what_needs_something_left_out_is_left_out_too(mine: Path) -> None:
    """A project of one's own must not break a scenario that takes out what it requires."""
    path = mine / "projects" / "example_line.yaml"
    text = path.read_text(encoding="utf-8").replace("requires: []", "requires: [pinglu_canal]")
    path.write_text(text, encoding="utf-8")
    by_date = corridors.load_network(year=2030, openings="planned")
    assert {"pinglu_canal", "example_line"} <= {*by_date.projects}
    without = corridors.load_network(year=2030, openings="planned", without=["pinglu_canal"])
    assert {"pinglu_canal", "example_line"} & {*without.projects} == set()
    with pytest.raises(corridors.CorridorsError, match="pinglu_canal"):
        corridors.load_network(year=2030, projects=["example_line"], without=["pinglu_canal"])
