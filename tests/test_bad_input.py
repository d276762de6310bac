"""Bad input: every broken file is answered by a message that says where, what and what to do.

The files stand in ``tests/broken``; what each must be answered with stands in ``expected.yaml``
beside them. Whatever is wrong, nothing is written and earlier output stays as it was.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

import corridors
from corridors.analysis.checks import check_embedded
from corridors.analysis.inventory import inventory
from corridors.cli.main import main
from corridors.errors import CorridorsError, InputError, OutputError, UnknownNameError
from corridors.families import PROFILES
from corridors.network.geometry import load_courses
from corridors.network.load import read_base, read_tables
from corridors.places import expand, find_place
from corridors.report.text import write_all
from corridors.scenario.resolve import resolve
from corridors.tables import read_table

ROOT = Path(__file__).parents[1]
BROKEN = Path(__file__).parent / "broken"
EXPECTED: dict[str, list[dict[str, object]]] = yaml.safe_load(
    (BROKEN / "expected.yaml").read_text(encoding="utf-8"))
FILES = sorted(path.relative_to(BROKEN).as_posix() for path in BROKEN.rglob("*")
               if path.is_file() and path.name != "expected.yaml")
GOOD = """schema: 1
name: {zh: 试, en: Trial}
projects: [pinglu_canal]
compare:
  profiles: [bulk]
  modes: [road]
  origins: [nanning]
  destinations: [shanghai]
  measures: [time_h]
"""


def command(monkeypatch: pytest.MonkeyPatch, *args: str) -> Result:
    """Run the command in this process, as its entry point would."""
    monkeypatch.setattr(sys, "argv", ["corridors", *args])
    return CliRunner().invoke(main, args)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, hidden files included."""
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*") if path.is_file()}


def fits(text: str, pattern: str) -> bool:
    """Whether a text is what was expected; … stands for any text."""
    return re.fullmatch(".*".join(re.escape(part) for part in pattern.split("…")), text) is not None


def place_of(fault: dict[str, object], file: str, lang: str) -> str:
    """How a message begins: the file, and the line where there is one."""
    line, name = fault["line"], fault.get("file", file)
    if line is None:
        return f"{name}：" if lang == "zh" else f"{name}: "
    return f"{name}，第 {line} 行：" if lang == "zh" else f"{name}, line {line}: "


# ---- the folder of broken files
def test_every_broken_file_has_its_expected_message() -> None:
    assert len(FILES) > 40
    assert sorted(EXPECTED) == FILES
    for faults in EXPECTED.values():
        assert faults
        assert all(fault["zh"] and fault["en"] for fault in faults)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("file", FILES)
def test_broken_file(file: str, lang: str, tmp_path: Path,
                     monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "comparison.csv").write_bytes(b"earlier output\n")
    before = snapshot(tmp_path)
    monkeypatch.chdir(BROKEN)
    args = (("compare", file, "--no-map", "--out", str(out)) if file.startswith("scenarios/")
            and not file.endswith("neither.yaml") else ("check", file))
    done = command(monkeypatch, *args, "--lang", lang)

    assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert snapshot(tmp_path) == before
    lines = done.stderr.rstrip("\n").split("\n")
    first = "错误：" if lang == "zh" else "Error: "
    assert lines[0].startswith(first)
    lines[0] = lines[0].removeprefix(first)
    wanted = EXPECTED[file]
    if len(wanted) > 1:
        tail = (f"共 {len(wanted)} 处问题，未写出任何结果。" if lang == "zh"
                else f"{len(wanted)} faults; nothing was written.")
        assert lines.pop() == tail, done.stderr
    assert len(lines) == len(wanted), done.stderr
    for fault in wanted:
        where = place_of(fault, file, lang)
        assert any(line.startswith(where) and fits(line.removeprefix(where), str(fault[lang]))
                   for line in lines), f"missing: {where}{fault[lang]}\n{done.stderr}"


@pytest.mark.parametrize("file", [file for file, faults in EXPECTED.items() if len(faults) > 1])
def test_faults_come_in_the_order_of_the_file(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BROKEN)
    done = command(monkeypatch, "check", file)
    lines = [int(found) for found in re.findall(r"，第 (\d+) 行：", done.stderr)]
    assert len(lines) > 1
    assert lines == sorted(lines)


@pytest.mark.parametrize("file", [file for file in FILES if "yaml_" not in file])
def test_chinese_messages_have_no_english_sentence(file: str,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BROKEN)
    done = command(monkeypatch, "check", file, "--lang", "zh")
    text = re.sub(r"“[^”]*”|iconv [^\n]*", "", done.stderr)
    assert not re.findall(r"\b[A-Za-z]+ [a-z]+ [a-z]+ [a-z]+\b", text)


def test_the_key_of_the_machinery_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """``origin`` is set by the reader; a file that uses it is refused, so it is not allowed."""
    monkeypatch.chdir(BROKEN)
    done = command(monkeypatch, "check", "scenarios/change_key.yaml", "--lang", "en")
    assert "Allowed: " in done.stderr
    assert "origin" not in done.stderr


def test_faults_of_several_files_come_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BROKEN)
    files = ("scenarios/key_typo.yaml", "tables/width/links.csv", "projects/wrong_id.yaml")
    done = command(monkeypatch, "check", *files)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert [line for line in files if line in done.stderr] == list(files)
    assert done.stderr.endswith("共 3 处问题，未写出任何结果。\n")


def test_a_good_file_beside_a_broken_one_is_not_called_faulty(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = tmp_path / "good.yaml"
    good.write_text(GOOD, encoding="utf-8")
    done = command(monkeypatch, "check", str(good), str(BROKEN / "projects/wrong_id.yaml"))
    assert done.exit_code == 2
    assert "good.yaml" not in done.stderr


# ---- language and tracebacks
@pytest.mark.parametrize(("env", "args", "word"), [
    ("", [], "错误"), ("", ["--lang", "en"], "Error"), ("", ["--lang=en"], "Error"),
    ("en", [], "Error"), ("en", ["--lang", "zh"], "错误"), ("zh", ["--lang", "en"], "Error"),
])
def test_language_of_errors(env: str, args: list[str], word: str) -> None:
    environment = {**os.environ, "CORRIDORS_LANG": env, "PYTHONUTF8": "1"}
    if not env:
        del environment["CORRIDORS_LANG"]
    done = subprocess.run([sys.executable, "-m", "corridors", "route", "nowhere", "nanning", *args],
                          capture_output=True, env=environment, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(word), done.stderr


def test_language_of_errors_does_not_come_from_the_process_arguments() -> None:
    """Click is handed the arguments; what the process was started with may be another thing."""
    done = CliRunner().invoke(main, ["route", "nowhere", "nanning", "--lang", "en"])
    assert done.exit_code == 2
    assert done.stderr.startswith("Error: ")


def test_traceback_only_with_debug() -> None:
    for extra, shown in (([], False), (["--debug"], True)):
        done = subprocess.run(
            [sys.executable, "-m", "corridors", "route", "nowhere", "nanning", *extra],
            capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"},
            check=False)
        assert done.returncode != 0
        assert ("Traceback" in done.stderr) is shown


# ---- options
@pytest.mark.parametrize(("args", "zh", "en"), [
    (["route", "nanning", "shanghi"], "没有名为“shanghi”的地点或地点组。…您是否指：shanghai…？",
     "There is no place or set “shanghi”. …Did you mean: shanghai…?"),
    (["route", "nanning", "shanghai", "--profile", "tea"],
     f"profile：没有“tea”。可选：{', '.join(PROFILES)}。",
     f"profile: there is no “tea”. Allowed: {', '.join(PROFILES)}."),
    (["route", "nanning", "shanghai", "--mode", "barge_see"],
     "mode：没有“barge_see”。可选：road, …。 您是否指：barge_sea？",
     "mode: there is no “barge_see”. Allowed: road, …. Did you mean: barge_sea?"),
    (["route", "nanning", "shanghai", "--profile", "passenger", "--mode", "waterway"],
     "mode (passenger)：没有“waterway”。可选：road, rail, air, best。",
     "mode (passenger): there is no “waterway”. Allowed: road, rail, air, best."),
    (["route", "nanning", "shanghai", "--objective", "fast"],
     "objective：没有“fast”。可选：generalised, time, cost, co2。",
     "objective: there is no “fast”. Allowed: generalised, time, cost, co2."),
    (["route", "nanning", "shanghai", "--season", "winter"],
     "season：没有“winter”。可选：normal, low_water。",
     "season: there is no “winter”. Allowed: normal, low_water."),
    (["route", "nanning", "shanghai", "--date", "2026-13-45"],
     "“2026-13-45”不是日期；应写作 2026、2026-09 或 2026-09-30。",
     "“2026-13-45” is no date; write 2026, 2026-09 or 2026-09-30."),
    (["route", "nanning", "shanghai", "--date", "2023-02-30"],
     "“2023-02-30”不是日期；应写作 2026、2026-09 或 2026-09-30。",
     "“2023-02-30” is no date; write 2026, 2026-09 or 2026-09-30."),
    (["route", "nanning", "shanghai", "--date", "2021-01-01"],
     "2021-01-01 早于基准日 2022-11-30；没有更早的路网数据。",
     "2021-01-01 lies before the base date 2022-11-30; no earlier network is known."),
    (["route", "nanning", "shanghai", "--date", "2026", "--year", "2026"],
     "日期和年份只能给一个。", "Give a date or a year, not both."),
    (["route", "nanning", "shanghai", "--scenario", "pinglu_cannal"],
     "没有情景“pinglu_cannal”。…您是否指：pinglu_canal…？",
     "There is no scenario “pinglu_cannal”. …Did you mean: pinglu_canal…?"),
    (["projects", "pinglu_cannal"], "没有名为“pinglu_cannal”的项目。 您是否指：pinglu_canal…？",
     "There is no project “pinglu_cannal”. Did you mean: pinglu_canal…?"),
    (["compare", "pinglu_cannal"], "没有情景“pinglu_cannal”。…您是否指：pinglu_canal…？",
     "There is no scenario “pinglu_cannal”. …Did you mean: pinglu_canal…?"),
    (["compare", "missing.yaml"], "missing.yaml：找不到该文件。请检查路径。",
     "missing.yaml: No such file. Check the path."),
    (["check", "missing.csv"], "…找不到该文件。请检查路径。", "…No such file. Check the path."),
])
def test_bad_option(args: list[str], zh: str, en: str, tmp_path: Path,
                    monkeypatch: pytest.MonkeyPatch) -> None:
    if args[-1] == "missing.csv":
        args = ["check", "links.csv"]
    monkeypatch.chdir(tmp_path)
    for lang, first, wanted in (("zh", "错误：", zh), ("en", "Error: ", en)):
        done = command(monkeypatch, *args, "--lang", lang)
        assert done.exit_code == 2, done.output
        assert done.stdout == ""
        assert fits(done.stderr.rstrip("\n"), first + wanted), done.stderr
    assert snapshot(tmp_path) == {}


def test_a_scenario_and_a_date_for_one_route_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A scenario has its own dates; a date beside it would be ignored without a word."""
    done = command(monkeypatch, "route", "nanning", "guiyang", "--scenario", "pinglu_canal",
                   "--date", "2026-01-01", "--profile", "passenger")
    assert done.exit_code == 2


# ---- names
def test_ambiguous_place_lists_its_candidates() -> None:
    network = corridors.load_network()
    for ask in (lambda: find_place(network, "Taizhou"), lambda: expand(network, ["Taizhou"])):
        with pytest.raises(UnknownNameError) as caught:
            ask()
        assert caught.value.render("zh") == (
            "“Taizhou”可指多个地点：taizhou_js (泰州), taizhou_zj (台州)。请写编号或中文名。")
        assert caught.value.render("en") == (
            "“Taizhou” may mean several places: taizhou_js (泰州), taizhou_zj (台州). Use the id "
            "or the Chinese name.")
    assert find_place(network, "taizhou_zj") == "taizhou_zj"
    assert find_place(network, "泰州") == "taizhou_js"


# ---- files as a whole
def big(path: Path) -> Path:
    with path.open("wb") as handle:
        handle.write(b"id,mode\n")
        handle.truncate(100_000_000)
    return path


@pytest.mark.parametrize("name", ["links.csv", "scenario.yaml"])
def test_a_file_of_100_mb_is_refused_at_once(name: str, tmp_path: Path,
                                             monkeypatch: pytest.MonkeyPatch) -> None:
    path = big(tmp_path / name)
    started = time.perf_counter()
    done = command(monkeypatch, "check", str(path))
    assert time.perf_counter() - started < 0.5
    assert done.exit_code == 2
    assert done.stderr == f"错误：{path}：文件 100 MB，超过 20 MB 的上限；可能选错了文件。\n"
    done = command(monkeypatch, "check", str(path), "--lang", "en")
    assert done.stderr == (f"Error: {path}: The file has 100 MB; at most 20 MB are read. Is it the "
                           "right file?\n")


def test_a_yaml_file_that_grows_when_read_is_refused_at_once(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nine lists, each of nine of the one before: 9 to the 9th items from 400 bytes."""
    rows = ["schema: 1", "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    rows += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 6)]
    path = tmp_path / "grows.yaml"
    path.write_text("\n".join(rows), encoding="utf-8")
    started = time.perf_counter()
    done = command(monkeypatch, "check", str(path))
    assert done.exit_code == 2
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize("text", ["a: " + "[" * 3000, "a: " + "[" * 3000 + "]" * 3000])
def test_a_deeply_nested_yaml_file_is_refused(text: str, tmp_path: Path,
                                              monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "deep.yaml"
    path.write_text(text, encoding="utf-8")
    done = command(monkeypatch, "check", str(path))
    assert done.exit_code == 2, repr(done.exception)
    assert done.stderr.startswith("错误：")


def test_a_table_saved_by_excel_in_gbk_is_read_once_converted(tmp_path: Path) -> None:
    """The advice of the message works: iconv, or the same by Python."""
    broken = BROKEN / "tables/gbk/links.csv"
    good = tmp_path / "links.csv"
    good.write_bytes(broken.read_bytes().decode("gb18030").encode("utf-8"))
    assert CliRunner().invoke(main, ["check", str(good)]).exit_code == 0


# ---- the data package
def package(folder: Path, edit: Callable[[str], str], table: str) -> Path:
    """A copy of the data package with one table edited."""
    data = folder / "data"
    data.mkdir()
    for path in (ROOT / "data").glob("*.*"):
        shutil.copy(path, data / path.name)
    path = data / f"{table}.csv"
    path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
    return data


def cell(text: str, key: str, column: str, value: str) -> str:
    """A table with one cell replaced; lines must have no quoted commas before the column."""
    lines = text.split("\n")
    at = lines[0].split(",").index(column)
    for i, line in enumerate(lines):
        if line.startswith(f"{key},"):
            cells = line.split(",")
            cells[at] = value
            lines[i] = ",".join(cells)
    return "\n".join(lines)


@pytest.mark.parametrize(("table", "edit", "zh", "en"), [
    ("links", lambda t: cell(t, "rhl_02", "to_node_id", "rl_nowher"),
     ["links rhl_02：to_node_id 为“rl_nowher”，但 nodes 表中没有它。…"],
     ["links rhl_02: to_node_id is “rl_nowher”, which is not in nodes.…"]),
    ("links", lambda t: cell(t, "rhl_02", "to_node_id", "in_nanning"),
     ["路段 rhl_02 的方式是 rail，但节点 in_nanning 属于 inland。"],
     ["Link rhl_02 is rail, but node in_nanning belongs to inland."]),
    ("locks", lambda t: cell(t, "lk_changsha", "link_id", "xg_changsha"),
     ["locks lk_changsha：link_id 为“xg_changsha”，但 links 表中没有它。…"],
     ["locks lk_changsha: link_id is “xg_changsha”, which is not in links.…"]),
    ("nodes", lambda t: cell(t, "in_nanning", "source_id", "hearsay"),
     ["nodes in_nanning：source_id 为“hearsay”，但 sources 表中没有它。…"],
     ["nodes in_nanning: source_id is “hearsay”, which is not in sources.…"]),
])
def test_fault_in_the_data_package(table: str, edit: Callable[[str], str], zh: list[str],
                                   en: list[str], tmp_path: Path) -> None:
    data = package(tmp_path, edit, table)
    with pytest.raises(InputError) as caught:
        read_base(data)
    file = data / f"{table}.csv"
    row = (data / f"{table}.csv").read_text(encoding="utf-8").split("\n")
    key = re.search(r"(rhl_02|lk_changsha|in_nanning)", zh[0])
    assert key is not None
    line = next(i for i, text in enumerate(row, 1) if text.startswith(f"{key[0]},"))
    for lang, wanted, where in (("zh", zh, f"{file}，第 {line} 行："),
                                ("en", en, f"{file}, line {line}: ")):
        found = caught.value.render(lang).split("\n")
        assert len(found) == len(wanted), found
        for text, pattern in zip(found, wanted, strict=True):
            assert fits(text.split("：" if lang == "zh" else ": ", 1)[1], pattern), text
            assert text.startswith(where), text


def test_a_link_that_ends_where_it_starts_is_a_fault(tmp_path: Path) -> None:
    base = corridors.load_network()
    start = str(base.links.row("rhl_02")["from_node_id"])
    data = package(tmp_path, lambda t: cell(t, "rhl_02", "to_node_id", start), "links")
    _, faults = read_tables(data)
    assert [fault.key for fault in faults] == ["link_loop"]


def test_a_file_of_a_byte_order_mark_alone_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "links.csv"
    path.write_bytes(b"\xef\xbb\xbf")
    _, faults = read_table(path, "links")
    assert [fault.key for fault in faults] == ["file_empty"]


def test_a_blank_heading_is_one_fault(tmp_path: Path) -> None:
    path = tmp_path / "links.csv"
    path.write_text("\nid,mode\n", encoding="utf-8")
    _, faults = read_table(path, "links")
    assert [fault.key for fault in faults] == ["csv_no_heading"]


def test_a_service_stops_twice_at_least(tmp_path: Path) -> None:
    base = corridors.load_network()
    flight = next(str(key) for key, kind in zip(base.services["id"], base.services["kind"],
                                                strict=True) if kind == "flight")
    data = package(tmp_path, lambda text: "".join(
        line for line in text.splitlines(keepends=True) if f",{flight}," not in line),
        "service_stops")
    _, faults = read_tables(data)
    assert [(fault.key, fault.values["id"]) for fault in faults] == [
        ("service_stops_few", flight)]


@pytest.mark.parametrize("missing", ["values", "totals"])
def test_a_package_without_or_with_a_broken_side_table(tmp_path: Path, missing: str) -> None:
    """Without values no package is whole; published totals may be absent, but not broken."""
    data = package(tmp_path, lambda text: "", missing)
    with pytest.raises(InputError) as error:
        inventory(corridors.load_network(data=data))
    assert [fault.key for fault in error.value.faults] == ["file_empty"]


def test_a_course_of_one_point_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "geometry").mkdir()
    (tmp_path / "geometry" / "a.geojson").write_text(json.dumps({"features": [{
        "properties": {"link_id": "a"}, "geometry": {"coordinates": [[108.0, 22.0]]}}]}))
    with pytest.raises(InputError) as error:
        load_courses(tmp_path)
    assert [fault.key for fault in error.value.faults] == ["geometry_broken"]


def test_check_says_its_faults_as_json_too(tmp_path: Path) -> None:
    path = tmp_path / "links.csv"
    path.write_text("id\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["check", str(path), str(tmp_path / "none.csv"), "--format",
                                     "json"])
    assert done.exit_code == 2
    told = json.loads(done.stdout)
    assert "none.csv" in {Path(item["file"]).name for item in told["faults"]}
    assert len(told["faults"]) > 3


def test_check_of_a_faulty_data_package_exits_with_1(tmp_path: Path,
                                                     monkeypatch: pytest.MonkeyPatch) -> None:
    data = package(tmp_path, lambda t: cell(t, "rhl_02", "length_km", "120 km"), "links")
    assert [fault.key for fault in check_embedded(data).faults] == ["cell_number"]
    monkeypatch.setattr("corridors.analysis.checks.embedded",
                        lambda name: tmp_path / name)
    done = command(monkeypatch, "check", "--data", "--lang", "en")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "links.csv, line" in done.stderr
    assert "length_km is “120 km”" in done.stderr


# ---- output
def scenario(folder: Path) -> str:
    path = folder / "trial.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return str(path)


def test_a_file_in_place_of_the_output_folder(tmp_path: Path,
                                              monkeypatch: pytest.MonkeyPatch) -> None:
    source = scenario(tmp_path)
    (tmp_path / "taken").write_text("not a folder", encoding="utf-8")
    before = snapshot(tmp_path)
    for out in ("taken", "taken/below"):
        done = command(monkeypatch, "compare", source, "--no-map", "--out", str(tmp_path / out))
        assert done.exit_code == 2
        assert done.stdout == ""
        assert "Traceback" not in done.stderr
        assert "taken" in done.stderr
        assert snapshot(tmp_path) == before
    assert done.stderr.startswith("错误：")
    assert "无法写入：" in done.stderr


def test_an_output_file_that_cannot_be_replaced(tmp_path: Path,
                                                monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder stands where summary.json goes; the tables written before it must not change."""
    source, out = scenario(tmp_path), tmp_path / "out"
    assert command(monkeypatch, "compare", source, "--no-map", "--out", str(out)).exit_code == 0
    (out / "summary.json").unlink()
    (out / "summary.json").mkdir()
    (out / "comparison.csv").write_bytes(b"earlier output\n")
    before = snapshot(tmp_path)
    done = command(monkeypatch, "compare", source, "--no-map", "--out", str(out), "--lang", "en")
    assert done.exit_code == 2
    assert done.stderr.startswith(f"Error: {out / 'summary.json'}: Cannot write: ")
    assert done.stderr.endswith("Earlier output is untouched.\n")
    assert snapshot(tmp_path) == before


def test_a_folder_that_may_not_be_written(tmp_path: Path,
                                          monkeypatch: pytest.MonkeyPatch) -> None:
    """Permissions do not bind every user, so the refusal of the system is put in its place."""
    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    with pytest.raises(OutputError) as caught:
        write_all(tmp_path, {"a.csv": b"1"})
    assert caught.value.exit_code == 2
    assert "Permission denied" in caught.value.render("en")
    assert isinstance(caught.value, OSError)
    assert snapshot(tmp_path) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are a thing of POSIX")
def test_a_full_disk_leaves_earlier_output_whole(tmp_path: Path) -> None:
    """The system refuses files over 5 kB: comparison.csv fits, changes.csv does not."""
    source, out = scenario(tmp_path), tmp_path / "out"
    out.mkdir()
    for name in ("comparison.csv", "changes.csv", "components.csv", "summary.json"):
        (out / name).write_bytes(b"earlier output\n")
    before = snapshot(tmp_path)
    code = ("import resource, sys\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n"
            "from corridors.cli.main import main\n"
            "main()\n")
    done = subprocess.run([sys.executable, "-B", "-c", code, "compare", source, "--no-map", "--out",
                           str(out), "--lang", "en"], capture_output=True, encoding="utf-8",
                          check=False)
    assert done.returncode == 2, done.stderr
    assert "Cannot write: " in done.stderr
    assert "changes.csv" in done.stderr
    assert snapshot(tmp_path) == before


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are a thing of POSIX")
def test_the_same_run_with_space_enough_writes_everything(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    done = command(monkeypatch, "compare", scenario(tmp_path), "--no-map", "--out", str(out))
    assert done.exit_code == 0
    sizes = {path.name: path.stat().st_size for path in out.iterdir()}
    assert sizes["comparison.csv"] < 5000 < sizes["changes.csv"]


# ---- Python
def test_errors_carry_their_faults_as_data() -> None:
    with pytest.raises(CorridorsError) as caught:
        corridors.load_scenario(BROKEN / "scenarios/key_typo.yaml")
    fault, = caught.value.faults
    assert (fault.key, fault.line, fault.values["suggestion"]) == ("key_unknown", 3, "projects")
    assert isinstance(caught.value, ValueError)


def test_faults_of_table_cells_name_table_column_and_row() -> None:
    from corridors.tables import read_table

    _, faults = read_table(BROKEN / "tables/five_faults/links.csv", "links")
    cell_fault = next(fault for fault in faults if fault.key == "cell_range")
    assert (cell_fault.table, cell_fault.column) == ("links", "speed_ab_kmh")
    assert cell_fault.row in ("3", "a_02")


def test_an_endless_value_in_python_is_refused_too() -> None:
    network = corridors.load_network()
    with pytest.raises(InputError):
        network.parameters.override({"speed.sea.ship": float("nan")})


def test_the_good_scenario_of_these_tests_is_good(tmp_path: Path) -> None:
    assert resolve(corridors.load_scenario(scenario(tmp_path))).projects[0].id == "pinglu_canal"
