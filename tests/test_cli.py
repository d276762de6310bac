"""The command line: every command, every form, both languages, the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import corridors
from corridors.cli.main import main
from corridors.units import MEASURE_UNITS

CHINESE = re.compile(r"[\u4e00-\u9fff]")
COMPARISON = ("origin", "destination", "profile", "mode", "measure", "unit", "base", "after",
              "difference", "difference_pct", "found_base", "found_after")
ROUTE = ("origin", "destination", "profile", "mode", "objective", "date", "found", "time_h",
         "in_vehicle_h", "distance_km", "distance_total_km", "cost_cny", "co2_kg", "unit", "legs")
LEG = ("from", "to", "mode", "component", "hours", "km", "cny", "kg", "source_id", "confidence")
SMALL = """schema: 1
name: {zh: 小例, en: Small}
projects: [pinglu_canal]
compare:
  profiles: [container, passenger]
  modes: [waterway, barge_sea, river_sea, road, best]
  origins: [nanning, guigang]
  destinations: [guangzhou, haiphong]
  measures: [time_h, in_vehicle_h, cost_cny, co2_kg, distance_km, distance_total_km]
headline: [[nanning, haiphong]]
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def run(*args: str | Path, code: int = 0) -> Result:
    done = CliRunner().invoke(main, [str(arg) for arg in args])
    assert done.exit_code == code, f"{done.output}{done.exception!r}"
    return done


def records(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


# ---- help
def test_help_names_every_command() -> None:
    text = run("--help").stdout
    assert {"check", "compare", "projects", "route"} <= set(main.commands)
    for name in main.commands:
        assert f"  {name} " in text
    assert run("-h").stdout == text


def commands(group: click.Group, *above: str) -> dict[str, click.Command]:
    """Commands by the words that call them, those of groups among them."""
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        words = (*above, name)
        found |= (commands(command, *words) if isinstance(command, click.Group)
                  else {" ".join(words): command})
    return found


COMMANDS = commands(main)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_in_both_languages(name: str) -> None:
    text = run(*name.split(), "--help").stdout
    assert text.startswith(f"Usage: main {name} ")
    assert CHINESE.search(text)
    assert "--lang [zh|en]" in text
    for option in COMMANDS[name].params:
        if isinstance(option, click.Option):
            assert option.help, option.name
            assert option.opts[0] in text


def test_version() -> None:
    assert run("--version").stdout == f"corridors, version {corridors.__version__}\n"


@pytest.mark.parametrize("args", [["-m", "corridors"], ["-m", "corridors.cli"]])
def test_the_package_runs_as_a_module(args: list[str]) -> None:
    done = subprocess.run([sys.executable, *args, "--version"], capture_output=True,
                          encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, f"corridors, version {corridors.__version__}\n")


# ---- compare
def test_compare_writes_its_tables(small: Path, tmp_path: Path) -> None:
    done = run("compare", small, "--no-map", "--out", tmp_path / "out")
    files = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert set(json.loads(files.pop("corridors.json"))["results"][0]["files"]) == set(files)
    assert sorted(files) == ["changes.csv", "comparison.csv", "components.csv", "summary.json"]
    assert all(name in done.stdout for name in files)
    for name, data in files.items():
        assert data.startswith(b"\xef\xbb\xbf") is name.endswith(".csv")
        assert data.endswith(b"\n")
        assert not data.endswith(b"\n\n")


def test_compare_tidy_table(small: Path, tmp_path: Path) -> None:
    done = run("compare", small, "--no-map", "--out", tmp_path / "out", "--format", "csv")
    rows = records(done.stdout)
    assert tuple(rows[0])[:len(COMPARISON)] == COMPARISON
    assert done.stdout == (tmp_path / "out" / "comparison.csv").read_bytes().decode("utf-8-sig")
    assert len(rows) == (5 + 2) * 4 * 6
    for row in rows:
        assert row["unit"] == MEASURE_UNITS[row["measure"]]
        assert row["found_base"] in ("true", "false")
        both = row["found_base"] == row["found_after"] == "true"
        assert (row["base"] != "") is (row["found_base"] == "true")
        assert (row["after"] != "") is (row["found_after"] == "true")
        assert (row["difference"] != "") is both
        if both:
            change = float(row["after"]) - float(row["base"])
            assert float(row["difference"]) == pytest.approx(change, abs=2e-6)
            if float(row["base"]):
                assert float(row["difference_pct"]) == pytest.approx(
                    100 * change / float(row["base"]), abs=1e-4)
    assert any(float(row["difference"] or 0) < 0 for row in rows)


def test_compare_summary(small: Path, tmp_path: Path) -> None:
    done = run("compare", small, "--no-map", "--out", tmp_path / "out", "--format", "json")
    data = json.loads(done.stdout)
    assert data == json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert data["scenario"] == "small"
    assert data["base"]["date"] == "2022-11-30"
    assert data["projects_added"] == ["pinglu_canal"]
    assert {"profile": "passenger", "mode": "waterway"} in data["modes_left_out"]
    counts = {key: data["counts"][key] for key in ("comparison_rows", "pairs")}
    assert counts == {"comparison_rows": 168, "pairs": 28}
    for item in data["results"]:
        assert item["pairs"] == sum(item[key] for key in (
            "gained", "lost", "same", "new", "gone", "never", "token"))
    assert {claim["unit"] for claim in data["claims"]} == {"km"}
    assert "NaN" not in done.stdout


def test_compare_log_says_every_value(small: Path, tmp_path: Path) -> None:
    run("compare", small, "--no-map", "--out", tmp_path / "out")
    rows = records((tmp_path / "out" / "changes.csv").read_bytes().decode("utf-8-sig"))
    assert tuple(rows[0]) == ("project", "action", "table", "id", "column", "unit", "old", "new",
                              "source_id", "confidence")
    assert {row["project"] for row in rows} == {"pinglu_canal"}
    added, = [row for row in rows if (row["id"], row["column"]) == ("pinglu_canal", "length_km")]
    assert [added[name] for name in ("action", "unit", "old", "new")] == ["add", "km", "", "134.2"]


def test_components_explain_the_difference_in_time(small: Path, tmp_path: Path) -> None:
    run("compare", small, "--no-map", "--out", tmp_path / "out")
    tables = {name: records((tmp_path / "out" / f"{name}.csv").read_bytes().decode("utf-8-sig"))
              for name in ("comparison", "components")}
    sums: dict[tuple[str, ...], float] = {}
    for row in tables["components"]:
        key = tuple(row[name] for name in ("origin", "destination", "profile", "mode"))
        if row["difference"]:
            sums[key] = sums.get(key, 0.0) + float(row["difference"])
    times = {tuple(row[name] for name in ("origin", "destination", "profile", "mode")):
             float(row["difference"]) for row in tables["comparison"]
             if row["measure"] == "time_h" and row["difference"]}
    assert sums
    for key, value in sums.items():
        assert times[key] == pytest.approx(value, abs=1e-4), key


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_compare_on_the_screen(lang: str, small: Path, tmp_path: Path) -> None:
    text = run("compare", small, "--no-map", "--out", tmp_path / "out", "--lang", lang).stdout
    if lang == "en":
        assert not CHINESE.search(text)
        assert "By main mode (difference = after − base, negative is a gain)" in text
        assert "Written to" in text
    else:
        assert "差值=之后−之前，负为改善" in text
        assert "结果已写入" in text


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_two_runs_give_the_same_bytes(form: str, small: Path, tmp_path: Path) -> None:
    """In processes of their own with different hash seeds, as users run them."""
    outputs = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        done = subprocess.run(
            [sys.executable, "-m", "corridors", "compare", str(small), "--no-map", "--out", "same",
             "--format", form], capture_output=True, check=True,
            cwd=(folder.mkdir(), folder)[1],
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1", "PATH": ""})
        outputs.append((done.stdout, {p.name: p.read_bytes() for p in (folder / "same").iterdir()}))
    assert outputs[0] == outputs[1]


def test_the_output_folder_is_named_after_the_scenario(
        small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run("compare", small, "--no-map")
    assert (tmp_path / "output" / "small" / "comparison.csv").is_file()


def test_a_second_run_replaces_the_first(small: Path, tmp_path: Path) -> None:
    for _ in range(2):
        run("compare", small, "--no-map", "--out", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "changes.csv", "comparison.csv", "components.csv", "corridors.json", "summary.json"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_compare_with_a_map(lang: str, small: Path, tmp_path: Path) -> None:
    run("compare", small, "--out", tmp_path / "out", "--lang", lang)
    picture = (tmp_path / "out" / "map.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 50_000


# ---- route
def route(*args: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(run("route", *args, "--format", "json").stdout)
    return found


def test_route_json_has_the_keys_of_the_contract() -> None:
    data = route("南宁", "上海", "--mode", "river_sea", "--scenario", "pinglu_canal")
    assert set(ROUTE) <= set(data)
    assert (data["origin"], data["destination"]) == ("nanning", "shanghai")
    assert (data["unit"], data["objective"], data["found"]) == ("TEU", "generalised", True)
    legs = data["legs"]
    assert isinstance(legs, list)
    for leg in legs:
        assert set(LEG) <= set(leg)
    for total, part in (("time_h", "hours"), ("cost_cny", "cny"), ("co2_kg", "kg"),
                        ("distance_total_km", "km")):
        assert data[total] == pytest.approx(sum(leg[part] for leg in legs), abs=1e-4)
    assert data["in_vehicle_h"] <= data["time_h"]  # type: ignore[operator]
    assert data["distance_km"] <= data["distance_total_km"]  # type: ignore[operator]


def test_route_without_a_way_is_an_answer() -> None:
    data = route("nanning", "shanghai", "--mode", "waterway", "--profile", "bulk")
    assert data["found"] is False
    assert data["note"]
    assert data["legs"] == []
    assert {data[key] for key in ("time_h", "in_vehicle_h", "distance_km", "distance_total_km",
                                  "cost_cny", "co2_kg")} == {None}
    assert "不通" in run("route", "nanning", "shanghai", "--mode", "waterway").stdout


def test_route_csv() -> None:
    rows = records(run("route", "nanning", "shanghai", "--mode", "barge_sea", "--format",
                       "csv").stdout)
    assert set(LEG) <= set(rows[0])
    assert len(rows) > 3


def test_route_states_of_a_scenario() -> None:
    args = ("nanning", "haiphong", "--mode", "river_sea", "--scenario", "pinglu_canal")
    before, after = (route(*args, "--state", state) for state in ("base", "after"))
    assert route(*args) == after
    assert after["distance_km"] < before["distance_km"]  # type: ignore[operator]


def test_route_of_a_date() -> None:
    args = ("nanning", "guiyang", "--profile", "passenger", "--mode", "rail", "--objective", "time")
    early, late = route(*args), route(*args, "--year", "2023")
    assert (early["date"], late["date"]) == ("2022-11-30", "2023-12-31")
    assert late["time_h"] < early["time_h"]  # type: ignore[operator]
    assert route(*args, "--date", "2023-12-31") == late


def test_route_to_the_same_place() -> None:
    data = route("nanning", "南宁")
    assert (data["found"], data["time_h"]) == (True, 0.0)


@pytest.mark.parametrize("name", ["nanning", "南宁", "Nanning", "NANNING"])
def test_route_by_any_name(name: str) -> None:
    assert route(name, "guangzhou", "--mode", "road")["origin"] == "nanning"


def test_many_sources_do_not_squeeze_the_other_columns() -> None:
    done = CliRunner().invoke(main, ["route", "nanning", "shanghai", "--profile", "passenger",
                                     "--mode", "road", "--lang", "en"])
    assert re.search(r"Nanning +Shanghai +road +running", done.output)


def test_route_screen_in_english_has_no_chinese() -> None:
    text = run("route", "nanning", "singapore", "--mode", "barge_sea", "--lang", "en").stdout
    assert not CHINESE.search(text)
    assert "door to door" in text
    assert "per loaded TEU" in text


# ---- projects
def test_projects_json() -> None:
    rows = json.loads(run("projects", "--format", "json").stdout)
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    for row in rows:
        assert {"id", "name", "kind", "named_in", "status", "opening", "modelled"} <= set(row)
        assert set(row["name"]) == {"zh", "en"}
        assert row["modelled"] or row["reason"]
        for mention in row["named_in"]:
            assert {"plan", "section", "words", "action"} <= set(mention)


def test_one_project() -> None:
    (row,) = json.loads(run("projects", "pinglu_canal", "--format", "json").stdout)
    assert (row["id"], row["modelled"]) == ("pinglu_canal", True)
    assert json.loads(run("projects", "平陆运河", "--format", "json").stdout) == [row]
    assert row in json.loads(run("projects", "--format", "json").stdout)
    assert "高质量高标准建设平陆运河" in run("projects", "pinglu_canal").stdout


def test_projects_csv() -> None:
    rows = records(run("projects", "--format", "csv").stdout)
    assert len(rows) == len(list((Path(__file__).parents[1] / "data/projects").glob("*.yaml")))
    assert {row["modelled"] for row in rows} <= {"true", "false"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_projects_screen(lang: str) -> None:
    text = run("projects", "--lang", lang).stdout
    heads = {"zh": ("编号", "规划出处", "已建模"), "en": ("Id", "Named in", "Modelled")}[lang]
    assert all(head in text for head in heads)
    if lang == "en":
        heading = next(line for line in text.splitlines() if line.split()[:1] == ["Id"])
        assert not CHINESE.search(heading)


# ---- check
def test_check_of_everything_embedded(once: Callable[..., Result]) -> None:
    lines = once("check").stdout.splitlines()
    assert lines[0].startswith("检查通过：数据包（")
    names = [line.removeprefix("检查通过：") for line in lines[1:]]
    root = Path(__file__).parents[1]
    files = [*sorted((root / "data" / "projects").glob("*.yaml")),
             *sorted((root / "scenarios").glob("*.yaml")),
             *sorted((root / "scenarios" / "items").glob("*.yaml")),
             *sorted((root / "scenarios" / "closures").glob("*.yaml")),
             *sorted((root / "maps").glob("*.yaml"))]
    assert names == [path.relative_to(root).as_posix().removeprefix("data/") for path in files]
    with_table = once("check", "--data").stdout.splitlines()
    assert with_table[:len(lines)] == lines
    assert with_table[len(lines)].startswith("数据质量")


def test_check_of_files(small: Path) -> None:
    root = Path(__file__).parents[1]
    files = [small, root / "data/links.csv", root / "data/parameters.yaml",
             root / "data/projects/xianggui_canal.yaml"]
    assert run("check", *files, "--lang", "en").stdout.splitlines() == [
        f"Checked, no fault: {path}" for path in files]


# ---- exit codes
@pytest.mark.parametrize(("args", "code"), [
    (["--help"], 0), (["check"], 0), (["route", "nanning", "nowhere"], 2), (["no_command"], 2),
    (["route", "nanning"], 2), (["compare", "pinglu_canal", "--lang", "fr"], 2),
])
def test_exit_codes(args: list[str], code: int, once: Callable[..., Result]) -> None:
    assert once(*args).exit_code == code


# ---- where the hours go
def test_compare_says_which_components_changed(small: Path, tmp_path: Path) -> None:
    data = json.loads(run("compare", small, "--no-map", "--out", tmp_path / "out",
                          "--format", "json").stdout)
    times = {(row["profile"], row["origin"], row["destination"], row["mode"]):
             float(row["difference"])
             for row in records((tmp_path / "out" / "comparison.csv").read_text(
                 encoding="utf-8-sig")) if row["measure"] == "time_h" and row["difference"]}
    changes = data["component_changes"]
    assert {(item["origin"], item["destination"]) for item in changes} == {
        ("nanning", "haiphong")}
    for item in changes:
        key = tuple(item[name] for name in ("profile", "origin", "destination", "mode"))
        assert sum(item["components_h"].values()) == pytest.approx(item["time_h"], abs=1e-5)
        assert item["time_h"] == pytest.approx(times[key], abs=1e-5)
        sizes = [abs(hours) for hours in item["components_h"].values()]
        assert sizes == sorted(sizes, reverse=True)
        assert (item["mode_base"] == item["mode_after"]) or item["mode"] == "best"
    moved = {item["mode"] for item in changes}
    assert {"barge_sea", "river_sea"} <= moved
    assert "road" not in moved


@pytest.mark.parametrize(("lang", "said"), [
    ("zh", r"集装箱，南宁–海防，江海联运（换装）：全程 −[\d.]+ = 运行 −[\d.]+、.*待闸 −[\d.]+"),
    ("en", r"containers, Nanning–Haiphong, barge \+ sea: door to door −[\d.]+ = running −[\d.]+")])
def test_compare_shows_which_components_changed(lang: str, said: str, small: Path,
                                                tmp_path: Path) -> None:
    text = run("compare", small, "--no-map", "--out", tmp_path / "out", "--lang", lang).stdout
    assert re.search(said, text)
    assert not re.search(r"[−+]0\.0[、,\n]", text.split("hours go")[0])


def test_a_comparison_in_which_nothing_changes_names_no_component(tmp_path: Path) -> None:
    path = tmp_path / "none.yaml"
    path.write_text(SMALL.replace("projects: [pinglu_canal]", "projects: []"), encoding="utf-8")
    text = run("compare", path, "--no-map", "--out", tmp_path / "out", "--lang", "en").stdout
    assert "Which components changed" not in text
    data = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert data["component_changes"] == []


def test_route_sums_its_components_and_counts_changes() -> None:
    ask = ("route", "nanning", "shanghai", "--mode", "barge_sea")
    data = json.loads(run(*ask, "--format", "json").stdout)
    assert data["transfers"] == 1
    assert sum(data["components_h"].values()) == pytest.approx(data["time_h"], abs=1e-5)
    for name, hours in data["components_h"].items():
        legs = [leg["hours"] for leg in data["legs"] if leg["component"] == name]
        assert sum(legs) == pytest.approx(hours, abs=1e-4)
    for lang, said in (("zh", "其中：集运 "), ("en", "of which access ")):
        (line,) = [line for line in run(*ask, "--lang", lang).stdout.splitlines()
                   if line.startswith(said)]
        assert line.rstrip().endswith("1" if lang == "en" else "1 次")
        assert line.count(" (h)" if lang == "en" else "（小时）") == 1


def test_route_without_a_way_has_no_changes() -> None:
    data = json.loads(run("route", "nanning", "shanghai", "--mode", "waterway",
                          "--format", "json").stdout)
    assert (data["found"], data["transfers"], data["components_h"]) == (False, None, {})
