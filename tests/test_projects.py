"""The register: levers, filters, groups, sheets, one project in full, and what is checked."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from rich.cells import cell_len
from rich.console import Console

import corridors
from corridors import Network
from corridors.analysis.coverage import coverage
from corridors.analysis.effects import effect, reached
from corridors.analysis.register_checks import project_faults, register_faults
from corridors.changes import apply, parse_changes
from corridors.cli import register as commands
from corridors.cli.main import main
from corridors.errors import Fault
from corridors.messages import say
from corridors.projects.levers import COLUMNS, LEVERS, levers, levers_of
from corridors.projects.model import KINDS, STAGES, Project
from corridors.projects.plans import read_actions, read_plans
from corridors.projects.register import Register, register
from corridors.projects.select import GROUPS, Filters, grouped
from corridors.report.change_words import change_lines
from corridors.report.prefectures import sheet_csv, sheet_text
from corridors.report.project_page import print_project
from corridors.report.projects import print_projects, project_rows, units_of
from corridors.schema import TABLES, columns
from corridors.textfile import read_yaml

TOY = Path(__file__).parent / "toy_register"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def toys() -> dict[str, Project]:
    return {project.id: project for project in Register(TOY / "projects").all()}


def run(*args: str | Path, code: int = 0) -> str:
    done = CliRunner().invoke(main, ["projects", *map(str, args)])
    assert done.exit_code == code, f"{done.output}{done.exception!r}"
    return done.stdout


# ---- levers
@pytest.mark.parametrize(("change", "expected"), [
    ("add_link: {id: x}", {"new_link"}),
    ("add_lock: {id: x}", {"lock"}),
    ("add_service: {id: x, stops: []}", {"frequency"}),
    ("add_transfer: {id: x}", {"terminal"}),
    ("add_node: {id: x, mode: air, kind: airport}", {"terminal"}),
    ("add_node: {id: x, mode: rail, kind: junction}", set()),
    ("add_node: {id: x, mode: road, kind: interchange}", set()),
    ("close: {where: {link: x}}", {"closure"}),
    ("retime: {service: x, headway_h: 3}", {"frequency"}),
    ("retime: {service: x, run_h: [1], headway_h: 3}", {"speed", "frequency"}),
    ("set: {where: {link: x}, values: {run_ab_h: 1, tracks: 2}}", {"speed", "capacity"}),
    ("set: {where: {line: x}, values: {max_dwt_t: 1000, depth_m: 3}}", {"fairway"}),
    ("set: {where: {lock: x}, values: {max_dwt_t: 1000, queue_ab_h: 3}}", {"lock"}),
    ("set: {where: {lock: x}, values: {toll_cny_t: 1}}", {"cost"}),
    ("set: {where: {table: locks, province_zh: 广西}, values: {passage_h: 1}}", {"lock"}),
    ("set: {where: {node: x}, values: {dwell_factor: 0.8}}", {"dwell"}),
    ("scale: {where: {service: x}, values: {rate_factor: 0.7}}", {"cost"}),
    ("set: {where: {service: x}, values: {status: running}}", {"frequency"}),
    ("scale: {where: {link: x}, values: {length_km: 0.9}}", {"new_link"}),
    ("set: {where: {lock: x}, values: {note: longer}}", set()),
])
def test_lever_of_a_change(change: str, expected: set[str], tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(f"changes:\n  - {change}\n", encoding="utf-8")
    document = read_yaml(path)
    assert isinstance(document.data, dict)
    (made,) = parse_changes(document.data["changes"], document)
    assert set(levers_of(made)) == expected


def test_levers_come_in_a_fixed_order_and_stations_belong_to_their_line() -> None:
    assert levers([register().get("guiyang_nanning_hsr")]) == ("new_link", "frequency", "terminal")
    assert levers([register().get("guijiang_fairway")]) == ("fairway",)
    # a junction cuts an older line in two: the rebuilt piece is no new way
    assert levers([register().get("liuzhou_hub_expansion")]) == ("capacity",)
    toy = toys()
    assert levers([toy["part_east"], toy["part_west"]]) == ("new_link", "closure")
    assert levers([toy["study_line"]]) == ()
    names = [column for many in COLUMNS.values() for column in many]
    assert len(names) == len(set(names))
    assert set(names) <= {column for table in TABLES for column in columns(table)}
    assert set(COLUMNS) <= set(LEVERS)


def test_every_project_with_changes_has_a_lever() -> None:
    assert [p.id for p in register().all() if p.changes and not levers([p])] == []


# ---- filters and groups
@pytest.mark.parametrize(("filters", "expected"), [
    (Filters(plan="other_plan"), {"building_line"}),
    (Filters(kinds=("port", "air")), {"overdue_port", "lost_air"}),
    (Filters(stages=("ongoing",)), {"more_trains"}),
    (Filters(prefecture="bay"), {"building_line", "overdue_port"}),
    (Filters(modelled=True), {"done_line", "whole_road", "part_east", "part_west", "more_trains"}),
    (Filters(opening_by="2024-05-19"), {"part_east", "bg_other"}),
    (Filters(opening_by="2025-06"), {"part_east", "bg_other", "done_line"}),
    (Filters(plan="toy_plan", kinds=("road",), stages=("opened",)), {"part_east", "part_west"}),
])
def test_filters(filters: Filters, expected: set[str]) -> None:
    assert {project.id for project in toys().values() if filters.take(project)} == expected


def test_another_reading_does_not_count() -> None:
    assert not Filters(plan="toy_plan").take(toys()["bg_other"])


def test_groups() -> None:
    found = grouped(toys().values(), "prefecture", prefectures=["mine", "hill", "bay"])
    assert {key: [p.id for p in items] for key, items in found.items() if key} == {
        "mine": [], "hill": ["building_line", "done_line"],
        "bay": ["building_line", "overdue_port"]}
    assert len(found[""]) == len(toys()) - 3
    plans = grouped(toys().values(), "plan", plans=read_plans(TOY))
    assert [(key, len(items)) for key, items in plans.items()] == [
        ("toy_plan", 11), ("other_plan", 1), ("", 1)]
    assert list(grouped(toys().values(), "mode")) == ["road", "rail", "port", "air"]


@pytest.mark.parametrize("by", GROUPS)
def test_every_project_is_in_some_group(by: str) -> None:
    rows = json.loads(run("--by", by, "--format", "json"))
    assert {key for row in rows for key in row["projects"]} == set(register().ids)
    assert all(row["count"] == len(row["projects"]) for row in rows)
    lines = list(csv.DictReader(io.StringIO(run("--by", by, "--format", "csv"))))
    assert [line["count"] for line in lines] == [str(row["count"]) for row in rows]
    assert run("--by", by, "--lang", "en").count("\n") > len(rows)


def test_prefectures_stand_in_the_order_of_bureaus() -> None:
    rows = json.loads(run("--by", "prefecture", "--format", "json"))
    assert [row["group"] for row in rows if row["group"]] == list(commands.ORDER)
    assert set(commands.ORDER) == set(corridors.load_network().place_sets["guangxi"])
    assert rows[0]["name_zh"] == "南宁"


def test_options_are_those_of_the_model() -> None:
    assert commands.KINDS == KINDS
    assert commands.STAGES == STAGES


# ---- the list
def test_filters_of_the_command() -> None:
    rows = json.loads(run("--mode", "waterway", "--plan", "wuzhou_2023", "--format", "json"))
    assert {"guijiang_fairway", "xianggui_canal"} <= {row["id"] for row in rows}
    assert {row["kind"] for row in rows} == {"waterway"}
    assert {row["id"] for row in rows} < {row["id"] for row in json.loads(
        run("--kind", "waterway", "--format", "json"))}
    assert all(not row["modelled"] and row["reason"] for row in json.loads(
        run("--not-modelled", "--format", "json")))
    opened = json.loads(run("--opening-by", "2023-12", "--status", "opened", "--format", "json"))
    assert "guiyang_nanning_hsr" in {row["id"] for row in opened}


def test_new_keys_of_a_row() -> None:
    (row,) = json.loads(run("xianggui_canal", "--format", "json"))
    assert row["levers"] == ["new_link", "lock"]
    assert "市交通运输局" in row["units"]
    assert {"part_of", "parts", "prefectures", "progress", "increment"} <= set(row)
    (line,) = csv.DictReader(io.StringIO(run("xianggui_canal", "--format", "csv")))
    assert (line["investment_bn_cny"], line["levers"]) == ("149.6", "new_link;lock")
    assert float(line["investment_bn_cny"]) == register().get(
        "xianggui_canal").file.facts["investment_bn_cny"].value


@pytest.mark.parametrize("width", [60, 100, 140, 200])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_list_fits_the_window_and_keeps_ids_whole(width: int, lang: str) -> None:
    stream = io.StringIO()
    print_projects(Console(file=stream, width=width, highlight=False), register().all(),
                   {p.id: p for p in register().all()}, lang)
    lines = stream.getvalue().splitlines()
    assert max(map(cell_len, lines)) <= width
    assert all(any(key in line for line in lines) for key in register().ids)
    assert sum(say("head.modelled", lang) in line for line in lines) >= 1


@pytest.mark.parametrize(("args", "words"), [
    (["--plan", "guangxi_2023"], "没有规划“guangxi_2023”"),
    (["--prefecture", "武汉"], "“武汉”不是广西的设区市"),
    (["--prefecture", "nowhere"], "“nowhere”不是广西的设区市"),
    (["--opening-by", "soon"], "soon"),
    (["--effects"], "--effects 只用于单个项目"),
    (["pinglu_canal", "--by", "mode"], "给出单个项目时不能再用 --by"),
    (["--out", "sheets"], "--by prefecture"),
])
def test_bad_questions(args: list[str], words: str, tmp_path: Path,
                       monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["projects", *args])
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr
    assert list(tmp_path.iterdir()) == []


# ---- sheets of prefectures
def test_sheet_of_a_prefecture(tmp_path: Path) -> None:
    toy, plans = toys(), read_plans(TOY)
    mine = [project for project in toy.values() if "hill" in project.file.prefectures]
    rows = list(csv.DictReader(io.StringIO(
        sheet_csv("hill", mine, toy, plans).decode("utf-8-sig"))))
    assert [(row["id"], row["investment_bn_cny"], row["progress"]) for row in rows] == [
        ("building_line", "", "路基 62%"), ("done_line", "4.5", "")]
    assert rows[0]["units"] == "玩具交通厅;发展改革委;玩具市政府"
    text = sheet_text("山城", mine, toy, plans, "2026-03", "zh").decode()
    assert text.startswith("# 山城：规划所列交通事项\n\n共 2 项，已开通 1 项，在建 1 项；"
                           "截至 2026-03")
    assert "- 形象进度：路基 62%（截至 2026-02） [toy_press]" in text
    assert "- 投资：45 亿元 [toy_press]" in text
    english = sheet_text("Hill", mine, toy, plans, "2026-03", "en").decode()
    assert "- Progress: Embankment 62% (as of 2026-02) [toy_press]" in english


def test_sheets_are_written(tmp_path: Path) -> None:
    run("--prefecture", "梧州市", "--out", tmp_path / "one")
    assert sorted(p.name for p in (tmp_path / "one").iterdir()) == [
        "corridors.json", "wuzhou.csv", "wuzhou.md"]
    run("--by", "prefecture", "--out", tmp_path / "all", "--lang", "en")
    names = {path.stem for path in (tmp_path / "all").glob("*.md")}
    assert names == set(commands.ORDER)
    assert (tmp_path / "all" / "wuzhou.md").read_text("utf-8").startswith("# Wuzhou: ")


# ---- one project in full
def toy_page(name: str, lang: str, width: int = 160) -> str:
    stream = io.StringIO()
    known, plans = toys(), read_plans(TOY)
    items = [item for item in coverage(tuple(known.values()), plans, read_actions(TOY), "2026-06")
             if item.project.id == name]
    print_project(Console(file=stream, width=width, highlight=False), known[name], known, plans,
                  items, {}, lang)
    return stream.getvalue()


def test_page_of_a_project() -> None:
    text = toy_page("building_line", "zh")
    for words in ("在建铁路（building_line）", "开通：计划 2028",
                  "原文「建设在建铁路」：玩具规划，B（推定）",
                  "用词“建设”：要求在建；评定：推进中", "责任单位：所存文本未载",
                  "责任单位：玩具交通厅、发展改革委", "责任单位：玩具市政府（推定）", "路基", "62"):
        assert words in text, words
    assert "未建模：试" in text


def test_page_in_english_has_chinese_only_where_a_plan_is_quoted() -> None:
    for name in ("building_line", "whole_road", "more_trains"):
        lines = [line for line in toy_page(name, "en").splitlines()
                 if CHINESE.search(line) and not re.search("“.*”|Responsible units", line)]
        assert lines == []


def test_page_of_an_increment_and_of_parts() -> None:
    text = toy_page("more_trains", "en")
    assert re.search(r"trains a day: level at the plan's date +6 ", text)
    assert re.search(r"trains a day: increment +2 .*1–4", text)
    assert "Parts (2 of 2 opened)" in toy_page("whole_road", "en")
    assert "Part of: Road in parts (whole_road)" in toy_page("part_east", "en")
    other = toy_page("bg_other", "en")
    assert "Another reading" in other


# ---- what one project does
def test_changes_in_words(toy: Network, toy_dir: Path) -> None:
    def told(name: str, lang: str) -> list[str]:
        reg = register(toy_dir)
        wanted = reg.with_requirements([name])
        after, log = apply(toy, [item.batch() for item in wanted])
        return change_lines([row for row in log if row.project == name], toy, after, lang)

    (line,) = told("toy_ford_lock", "zh")
    assert line.endswith("：闸室长 80 米 → 120 米、闸室宽 12 米 → 23 米、去向待闸 4 小时 → 1 小时"
                         "［assumption，假定］")
    assert line.startswith("调整船闸 ")
    (line,) = told("toy_bridge", "en")
    assert line.startswith("closes link ")
    lines = told("toy_canal", "en")
    assert [line.split()[:2] for line in lines] == [["adds", "node"], ["adds", "link"],
                                                    ["adds", "lock"]]
    assert "length 40 km" in lines[1]
    assert "toy_press, high" in lines[1]


def test_effect_of_a_railway() -> None:
    found = effect(register().get("guiyang_nanning_hsr"), top=2)
    rows = {(row.profile, row.destinations, row.measure): row for row in found.helped}
    time = rows["passenger", "yangtze", "time_h"]
    assert len(time.best) == 2
    assert 0 < time.gained <= time.pairs == 14 * 66
    assert {(gain.mode, gain.mode_after) for gain in time.best} == {("best", "rail")}
    assert 0 < time.gained_best <= time.gained
    assert time.best[0].difference is not None
    assert time.best[0].difference <= time.best[1].difference < 0  # type: ignore[operator]
    assert not any(row.best for key, row in rows.items() if key[0] == "bulk")
    assert [claim.computed for claim in found.claims if claim.what_en.startswith(
        "Nanning East-Guiyang East in")] == [pytest.approx(2.883, abs=0.01)]
    assert {row.project for row in found.log} == {"guiyang_nanning_hsr"}


def test_pairs_are_those_of_a_comparison() -> None:
    """The same figures come out of a skim of each state."""
    found = effect(register().get("pinglu_canal"), top=1)
    checked = 0
    for row in found.helped:
        for gain in row.best:
            ends = (gain.origin, gain.destination)
            for network, value in ((found.base, gain.base), (found.after, gain.after)):
                trips = corridors.skim(network, ends[:1], ends[1:], profile=gain.profile,
                                       modes=[gain.mode])
                assert trips[(*ends, gain.mode)].measure(gain.measure) == pytest.approx(value)
                checked += 1
    assert checked > 10


def test_main_modes_that_a_project_reaches(real: Network) -> None:
    project = register().get("guijiang_fairway")
    after, log = apply(real, [project.batch()])
    assert reached(real, after, log) == {
        "container": ("waterway", "rail_water", "barge_sea", "river_sea"),
        "bulk": ("waterway", "rail_water", "barge_sea", "river_sea")}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_screen_of_one_project(lang: str, once: Callable[..., Result]) -> None:
    text = once("projects", "pinglu_canal", "--lang", lang).stdout
    for key in ("title.mentions", "title.facts", "title.changes", "title.claims",
                "title.sources", "line.helped_note"):
        assert say(key, lang)[:20] in text, key
    (row,) = json.loads(
        once("projects", "pinglu_canal", "--effects", "--format", "json").stdout)
    assert {"projects", "changes", "claims", "helped"} == set(row["effects"])
    assert row["effects"]["helped"][0]["best"]


def test_no_pair_gains_is_said_plainly() -> None:
    assert "没有城市对改善：" in run("bg_china_vietnam_fast_trains")
    assert say("title.changes") not in run("pinglu_canal", "--no-effects")


# ---- checks
@pytest.fixture
def broken(tmp_path: Path) -> Callable[..., Register]:
    """The toy register with some keys of some files replaced."""
    def make(**edits: dict[str, object]) -> Register:
        folder = tmp_path / "projects"
        shutil.copytree(TOY / "projects", folder)
        for name, keys in edits.items():
            path = folder / f"{name}.yaml"
            body = yaml.safe_load(path.read_text(encoding="utf-8"))
            body.update(keys)
            path.write_text(yaml.safe_dump(body, allow_unicode=True), encoding="utf-8")
        return Register(folder)

    return make


def keys_of(faults: list[Fault]) -> list[str]:
    return [fault.key for fault in faults]


def of_files(reg: Register) -> list[str]:
    return [f"{project.id}: {fault.key}" for project in reg.all() for fault in project_faults(
        project, plans=read_plans(TOY), actions=read_actions(TOY), ids=reg.ids,
        sources=["assumption", "toy_press"], places=["mine", "hill", "bay", "isle"])]


def test_the_toy_register_has_no_fault(broken: Callable[..., Register]) -> None:
    assert register_faults(broken().all()) == []
    assert of_files(Register(TOY / "projects")) == []


@pytest.mark.parametrize(("edits", "expected"), [
    ({"stuck_line": {"named_in": []}}, ["item_unnamed"]),
    ({"bg_other": {"named_in": [{"plan": "toy_plan", "section": "A", "words": "x",
                                 "action": "建设"}]}}, ["background_named"]),
    ({"part_west": {"part_of": ""}}, ["part_disagrees"]),
    ({"whole_road": {"parts": ["part_east"]}}, ["part_unlisted"]),
    ({"study_line": {"excludes": ["idea_line"]}}, ["excludes_one_way"]),
    ({"study_line": {"excludes": ["idea_line"]}, "idea_line": {"excludes": ["study_line"]}}, []),
    ({"study_line": {"requires": ["idea_line"]}, "idea_line": {"requires": ["lost_air"]},
      "lost_air": {"requires": ["study_line"]}}, ["needs_circle"]),
    ({"part_east": {"requires": ["whole_road"]}}, ["needs_circle"]),
    ({"stuck_line": {"named_in": []}, "study_line": {"requires": ["stuck_line"]}}, []),
])
def test_faults_between_files(edits: dict[str, dict[str, object]], expected: list[str],
                              broken: Callable[..., Register]) -> None:
    assert keys_of(register_faults(broken(**edits).all())) == expected


def test_a_circle_is_told_from_end_to_end(broken: Callable[..., Register]) -> None:
    reg = broken(study_line={"requires": ["idea_line"]}, idea_line={"requires": ["study_line"]})
    (fault,) = register_faults(reg.all())
    assert fault.values["found"] in ("study_line → idea_line → study_line",
                                     "idea_line → study_line → idea_line")
    assert str(fault.file).endswith(("study_line.yaml", "idea_line.yaml"))


@pytest.mark.parametrize(("name", "keys", "expected"), [
    ("study_line", {"after": ["nothing"]}, "project_unknown"),
    ("study_line", {"prefectures": ["wuhan"]}, "prefecture_unknown"),
    ("study_line", {"status": {"stage": "study", "as_of": "", "source": "assumption"}},
     "key_missing"),
    ("done_line", {"opening": {"planned": 2024}}, "opened_undated"),
    ("done_line", {"status": {"stage": "construction", "as_of": "2024-05",
                              "source": "assumption"}}, "opening_not_opened"),
    ("done_line", {"opening": {"actual": "2024-06"}}, "opening_ahead"),
    ("overdue_port", {"status": {"stage": "construction", "as_of": "2026-02",
                                 "source": "assumption"}}, "planned_passed"),
    ("overdue_port", {"status": {"stage": "construction", "as_of": "2026-02", "note": "Late",
                                 "source": "rumour"}}, "source_unknown"),
    ("more_trains", {"changes": [{"retime": {"service": "tt_mine_bay", "headway_h": 3}}]},
     "range_missing"),
    ("more_trains", {"changes": [{"set": {"where": {"service": "tt_mine_bay"}, "values": {
        "note": "x"}, "confidence": "low"}}]}, "project_leverless"),
    ("building_line", {"progress": [{"what": {"zh": "路基", "en": "Bank"}, "value": 6,
                                     "as_of": 2026, "source_id": "rumour",
                                     "confidence": "low"}]}, "source_unknown"),
    ("study_line", {"named_in": [{"plan": "toy_plan", "section": "B", "words": "x",
                                  "action": "建设"}]}, "section_basis_wrong"),
])
def test_faults_of_one_file(name: str, keys: dict[str, object], expected: str,
                            broken: Callable[..., Register]) -> None:
    assert of_files(broken(**{name: keys})) == [f"{name}: {expected}"]


def test_rows_carry_what_the_plans_say() -> None:
    toy, plans = toys(), read_plans(TOY)
    rows = {row["id"]: row for row in project_rows(toy.values(), toy, plans)}
    assert rows["whole_road"]["levers"] == ["new_link", "closure"]
    assert rows["whole_road"]["parts"] == ["part_east", "part_west"]
    assert rows["part_east"]["part_of"] == "whole_road"
    assert units_of(toy["building_line"], plans) == ("玩具交通厅", "发展改革委", "玩具市政府")
    assert units_of(toy["bg_other"], plans) == ()


# ---- what is asked and what is told
def test_water_stands_for_three_kinds() -> None:
    rows = json.loads(run("--mode", "water", "--format", "json"))
    assert {row["kind"] for row in rows} == {"waterway", "sea", "port"}


@pytest.mark.parametrize("more", [[], ["--by", "mode"]])
def test_no_match_is_one_sentence(more: list[str]) -> None:
    assert run("--mode", "energy", "--status", "opened", *more).splitlines() == [
        "没有符合条件的项目。"]


def test_a_prefecture_is_suggested_by_its_chinese_name() -> None:
    done = CliRunner().invoke(main, ["projects", "--prefecture", "梧洲"])
    assert "您是否指：梧州？" in done.stderr


def test_pairs_whose_best_way_gains_come_first() -> None:
    found = effect(register().get("pinglu_canal"), top=40)
    for row in found.helped:
        best = [gain.mode == "best" for gain in row.best]
        assert best == sorted(best, reverse=True)
        assert sum(best) == min(row.gained_best, 40)
    assert any(0 < row.gained_best < row.gained for row in found.helped)
    assert sum(row.from_token for row in found.helped) > 0


def test_sums_and_units_are_those_of_the_reader() -> None:
    assert re.search(r"投资 +727\.19 +亿元", run("pinglu_canal", "--no-effects"))
    assert re.search(r"investment +72\.719 +bn CNY",
                     run("pinglu_canal", "--no-effects", "--lang", "en"))


def test_sources_of_parts_are_listed() -> None:
    reg = register()
    own = {row.id for project in reg.all() for key in project.file.parts
           for row in reg.get(key).file.sources}
    whole = next(p for p in reg.all() if any(reg.get(k).file.sources for k in p.file.parts))
    text = run(whole.id, "--no-effects").split("引用文献")[1]
    assert own & set(re.findall(r"^(\w+)：", text, re.M))


def test_sheet_has_verdicts_names_of_plans_and_sources(tmp_path: Path) -> None:
    run("--prefecture", "梧州", "--out", tmp_path)
    text = (tmp_path / "wuzhou.md").read_text("utf-8")
    items, background = text.split("## 规划以外的背景项目")
    assert items.count("- 评定：") == items.count("\n## ")
    assert "梧州市对接长江经济带发展实施方案（2023—2025年） 二(二)8" in items
    assert "wuzhou_2023" not in items
    assert "- 投资：16.9 亿元 [press_copy]" in items
    listed = set(re.findall(r"^- (\w+)：", text.split("## 引用文献")[1], re.M))
    assert set(re.findall(r"\[(\w+)\]$", items, re.M)) - {"assumption"} <= listed
    assert re.search(r"（截至 \d{4}[-\d]*）；开通：\d{4}", background)
