"""Map specifications: a map holds what they ask for, with the numbers of the analysis."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
import shapely
from click.testing import CliRunner

import corridors
from corridors.analysis.compare import Comparison
from corridors.analysis.coverage import coverage, newest
from corridors.cartography.layers import LAYERS, ProjectsLayer
from corridors.cartography.load import embedded_maps, load_map, made_map
from corridors.cartography.model import MapFile
from corridors.cli.main import main
from corridors.errors import InputError, UnknownNameError
from corridors.mapping.areas import _polygons
from corridors.mapping.ground import class_fill
from corridors.mapping.model import MapContent
from corridors.projects.plans import read_actions, read_plans
from corridors.projects.register import register
from corridors.projects.select import plans_of
from corridors.report.cartography.content import build_content
from corridors.report.cartography.extent import extent_of, project_points
from corridors.report.cartography.gains import outcome_of
from corridors.report.cartography.make import scenario_maps
from corridors.report.cartography.reached import rings as outlines
from corridors.report.cartography.staged import SHOWN, chosen, sites
from corridors.report.filenames import safe_name
from corridors.report.numbers import show

NAMES = [path.stem for path in embedded_maps()]


@cache
def content(name: str, lang: str = "zh") -> MapContent:
    return build_content(load_map(name), lang)


@cache
def comparison(name: str) -> Comparison:
    return corridors.compare(corridors.load_scenario(name))


def written(tmp_path: Path, layers: str, head: str = "") -> Path:
    path = tmp_path / "own.yaml"
    path.write_text("schema: 1\nname: {zh: 试, en: Trial}\n" + head + "layers:\n" + layers,
                    encoding="utf-8")
    return path


# ---- ready-made maps
def test_what_the_task_asks_for_is_there() -> None:
    assert {"network_by_mode", "projects_by_status", "change_by_origin", "pinglu_close_up",
            "reach_of_nanning", "county_access_high_speed", "plan_progress",
            "poster_both_plans"} <= set(NAMES)
    kinds = {kind for name in NAMES for kind in LAYERS
             if load_map(name).of(LAYERS[kind])}
    assert kinds == set(LAYERS)


@pytest.mark.parametrize("name", NAMES)
def test_a_map_says_the_same_in_both_languages(name: str) -> None:
    zh, en = content(name, "zh"), content(name, "en")
    for one, other in ((zh.links, en.links), (zh.places, en.places), (zh.markers, en.markers),
                       (zh.areas, en.areas), (zh.flows, en.flows)):
        assert len(one) == len(other)
    assert zh.extent == en.extent
    told = repr(en)
    assert not re.search(r"[\u4e00-\u9fff]", told), re.findall(r".{20}[\u4e00-\u9fff]+", told)[:3]
    assert re.search(r"[\u4e00-\u9fff]", zh.title)
    assert zh.subtitle
    assert zh.stamp.split("·")[0].split()[-1] in en.stamp


def test_close_up_names_the_locks_of_the_canal() -> None:
    locks = {marker.name for marker in content("pinglu_close_up").markers
             if marker.kind == "lock" and marker.named}
    assert {"马道枢纽船闸", "企石枢纽船闸", "青年枢纽船闸"} <= locks
    added = [link for link in content("pinglu_close_up").links if link.status == "added"]
    assert {link.label for link in added} == {"平陆运河"}
    assert "新建：平陆运河 134 公里" in content("pinglu_close_up").key_lines
    west, south, east, north = content("pinglu_close_up").extent or (0, 0, 0, 0)
    assert all(west < x < east and south < y < north for x, y in project_points("pinglu_canal"))


def test_no_link_is_drawn_twice() -> None:
    drawn = content("pinglu_close_up").links
    changed = {link.coords for link in drawn if link.status != "base"}
    assert changed
    assert not changed & {link.coords for link in drawn if link.status == "base"}


# ---- differences
def test_origins_show_the_mean_of_their_pairs() -> None:
    result = comparison("pinglu_canal")
    shown = content("change_by_origin")
    profile, mode = "container", "barge_sea"
    assert "江海联运" in shown.subtitle
    for place in shown.places:
        pairs = [row.difference for row in result.rows
                 if (row.profile, row.mode, row.measure, row.origin)
                 == (profile, mode, "time_h", place.id) and row.difference is not None
                 and not row.token_base and not row.token_after]
        mean = show(sum(pairs) / len(pairs), "h", sign=True)
        assert place.value_text == (None if float(mean.replace("−", "-")) == 0 else f"{mean} h")
        assert place.outcome == ("none" if place.value_text is None
                                 else "gain" if mean.startswith("−") else "loss")


def test_more_capacity_is_a_gain_and_more_hours_are_a_loss() -> None:
    row = comparison("pinglu_canal").rows[0]._replace(
        base=10.0, after=12.0, difference=2.0, found_base=True, found_after=True,
        token_base=False, token_after=False)
    assert outcome_of([row], "capacity_mt", "en")[0] == "gain"
    assert outcome_of([row], "time_h", "en") == ("loss", "+2.0 h")
    assert outcome_of([row._replace(difference=0.04)], "time_h", "en") == ("none", None)
    assert outcome_of([row._replace(token_after=True)], "time_h", "en") == (None, None)
    assert outcome_of([row._replace(found_base=False, difference=None)], "time_h", "en")[0] == "new"


def test_bands_are_the_largest_differences() -> None:
    flows = content("change_by_pair").flows
    assert len(flows) == 6
    assert max(flow.weight for flow in flows) == 1.0
    assert [flow.weight for flow in flows] == sorted((f.weight for f in flows), reverse=True)
    assert {flow.outcome for flow in flows} <= {"gain", "loss"}


def test_flows_of_a_file_give_the_width(tmp_path: Path) -> None:
    (tmp_path / "w.csv").write_text("origin,destination,teu_per_year\nnanning,shanghai,3000\n"
                                    "nanning,haiphong,1000\n", encoding="utf-8")
    path = written(tmp_path, "  - flows: {weights: w.csv, profile: container, mode: barge_sea}\n",
                   "scenario: pinglu_canal\n")
    flows = {flow.id: flow.weight for flow in build_content(load_map(path), "en").flows}
    assert flows == {"nanning-shanghai": 1.0, "nanning-haiphong": pytest.approx(1 / 3)}


# ---- projects
def test_the_poster_leaves_nothing_out() -> None:
    """Every item that a plan names is on the map by its number or in the list beside it."""
    items = [project for project in register().all()
             if plans_of(project) and not project.file.part_of]
    shown = content("poster_both_plans")
    told = " ".join(shown.key_lines)
    assert len(items) > 70
    assert [p.id for p in items if p.file.name.zh not in told] == []
    numbers = {int(n) for line in shown.key_lines for n in re.findall(r"(?:^|；|：)(\d+) ", line)}
    assert numbers == set(range(1, len(items) + 1))
    west, south, east, north = shown.extent or (0, 0, 0, 0)
    drawn = {link.label for link in shown.links if link.kind.startswith("stage_") and any(
        west < x < east and south < y < north for x, y in link.coords)}
    drawn |= {name for one in shown.markers if one.named for name in one.name.split(", ")}
    listed = re.findall(r"(?:^|；|：)(\d+) ", next(
        line for line in shown.key_lines if line.startswith("未上图（")))
    assert {int(n) for n in drawn if n} == numbers - {int(n) for n in listed}


def test_an_item_in_parts_tells_how_far_each_part_is() -> None:
    """The list calls the expressway under construction, yet most of its line is drawn as open."""
    shown = content("projects_by_status")
    number = next(match.group(1) for line in shown.key_lines
                  if (match := re.search(r"(\d+) 成都经贵阳至南宁高速公路", line)))
    (parts,) = [line for line in shown.key_lines if line.startswith("分段推进")]
    told = re.search(rf"(?:：|；){number}（([^；]+)）", parts)
    assert told is not None
    stages = [register().get(key).file.status.stage
              for key in register().get("chengdu_guiyang_nanning").file.parts]
    assert told.group(1) == "、".join(
        f"{word} {stages.count(stage)}" for stage, word in (
            ("opened", "已建成"), ("construction", "在建"), ("unknown", "状态未查明")))


def test_stages_are_those_of_the_files() -> None:
    spec = load_map("projects_by_status")
    kinds = {link.id.split("/")[0]: link.kind for link in content("projects_by_status").links
             if link.kind.startswith("stage_")}
    assert kinds["pinglu_canal"] == "stage_construction"
    assert all(kind == SHOWN[register().get(key).file.status.stage]
               for key, kind in kinds.items())
    layer = spec.of(ProjectsLayer)[0]
    assert isinstance(layer, ProjectsLayer)
    assert len(chosen(layer)) == 77


def test_a_project_selection_is_the_register_s() -> None:
    layer = ProjectsLayer(plan="wuzhou_2023", kind=("water",))
    assert {item.id for item, _ in chosen(layer)} == {
        p.id for p in register().all() if "wuzhou_2023" in plans_of(p)
        and not p.file.part_of and p.file.kind in ("waterway", "sea", "port")}


def test_parts_of_an_item_that_is_listed_are_drawn_with_it() -> None:
    whole = next(project for project in register().all() if project.file.parts)
    layer = ProjectsLayer(projects=(whole.id, *whole.file.parts))
    assert [(item.id, len(parts)) for item, parts in chosen(layer)] == [
        (whole.id, len(whole.file.parts))]


def test_sites_lie_in_the_region() -> None:
    for points in sites().points.values():
        for table, key in points:
            rows = sites().network.tables[table]
            assert 103.5 < rows["lon"][rows.index[key]] < 112.8, key


# ---- areas
def test_progress_counts_are_those_of_coverage() -> None:
    date = newest(register().all())
    plan = {"guangxi_2022": read_plans()["guangxi_2022"]}
    items = [item for item in coverage(register().all(), plan, read_actions(), date)
             if "guilin" in item.project.file.prefectures]
    place = next(p for p in content("plan_progress").places if p.id == "guilin")
    numbers = [int(n) for n in re.findall(r"\d+", place.value_text or "")]
    assert sum(numbers) == len(items)
    late = sum(item.verdict == "late" for item in items)
    assert f"滞{late}" in (place.value_text or "")
    area = next(a for a in content("plan_progress").areas if a.code == "450300")
    good = sum(item.verdict in ("done", "under_way", "as_promised") for item in items)
    classes = content("plan_progress").classes
    assert classes is not None
    assert area.step is not None
    label = classes.labels[area.step]
    low, high = ([float(x) for x in re.findall(r"\d+", label)] + [100.0])[:2]
    assert low <= 100 * good / len(items) <= high


def test_every_county_is_classed() -> None:
    shown = content("county_access_high_speed")
    assert len(shown.areas) == 111
    assert all(area.code.startswith("45") and area.step is not None for area in shown.areas)
    assert "政府驻地沿真实道路" in shown.subtitle
    assert any("假定" in line for line in shown.key_lines)


def test_what_comes_nearer_is_blue_on_the_side_of_a_gain() -> None:
    shown = content("county_access_change")
    classes = shown.classes
    assert classes is not None
    assert classes.diverging
    assert len(classes.labels) % 2
    middle = len(classes.labels) // 2
    assert all((area.step or 0) <= middle for area in shown.areas)
    assert any((area.step or 0) < middle for area in shown.areas)


def test_what_is_new_lies_over_what_was_reached_before() -> None:
    first, second = content("reach_of_nanning").areas
    assert (first.step, second.step) == (1, 0)
    classes = content("reach_of_nanning").classes
    assert classes is not None
    assert classes.labels == ("新进入 5 小时范围", "实施前 5 小时内已可达")
    assert all(ring[0] == ring[-1] for area in (first, second) for ring in area.rings)
    assert any("贵阳" in line for line in content("reach_of_nanning").key_lines)


def test_the_nearest_comes_first_in_the_legend() -> None:
    classes = content("hours_from_nanning").classes
    assert classes is not None
    assert classes.labels == ("≤ 1", "1 – 2", "2 – 3", "3 – 4")
    darkness = [brightness(class_fill(classes, step)[0]) for step in range(4)]
    assert darkness == sorted(darkness)


def brightness(colour: str) -> int:
    """Sum of red, green and blue of ``#rrggbb``."""
    return sum(int(colour[i:i + 2], 16) for i in (1, 3, 5))


def test_areas_with_holes_become_rings_of_the_same_area() -> None:
    square = shapely.box(0, 0, 10, 10).difference(shapely.box(2, 2, 4, 4)).difference(
        shapely.box(6, 6, 8, 8))
    found = _polygons(tuple(outlines(square)))
    assert found is not None
    assert found.area == pytest.approx(92.0)
    assert found.equals(square)


# ---- extent
@pytest.mark.parametrize(("extent", "inside"), [
    ("{set: guangxi}", (108.37, 22.82)), ("{province: Guangxi}", (106.4, 23.0)),
    ("{bbox: [100, 20, 120, 30]}", (110.0, 25.0)), ("china", (87.6, 43.8)),
    ("{places: [上海, 宁波], margin_km: 40}", (121.5, 31.2)),
    ("{project: 平陆运河}", (108.9, 22.3)),
])
def test_extents(tmp_path: Path, extent: str, inside: tuple[float, float]) -> None:
    spec = load_map(written(tmp_path, "  - places\n", f"extent: {extent}\n"))
    west, south, east, north = extent_of(spec, corridors.load_network(), [])
    assert west < inside[0] < east
    assert south < inside[1] < north


def test_a_layer_without_anything_in_the_extent_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, "  - network: {modes: [road]}\n  - locks\n  - ports: {names: true}\n",
                   "extent: {bbox: [80, 40, 90, 45]}\n")
    with pytest.raises(InputError) as caught:
        build_content(load_map(path), "en")
    assert [(f.line, f.values["layer"]) for f in caught.value.faults] == [
        (5, "network"), (6, "locks"), (7, "ports")]
    assert "change the extent" in caught.value.render("en")


def test_a_network_tells_of_the_modes_that_are_drawn(tmp_path: Path) -> None:
    path = written(tmp_path, "  - network: {modes: [rail, sea]}\n", "extent: {set: guangxi}\n")
    lines = build_content(load_map(path), "en").key_lines
    assert [line.split(":")[0] for line in lines[:-1]] == ["Railway"]


def test_dangerous_words_stay_words(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("schema: 1\nname: {zh: '=1+1 <script> $x^2$', en: ']]> \\ $a_b$'}\n"
                    "out: '../../CON: x?'\nlayers: [places]\n", encoding="utf-8")
    spec = load_map(path)
    assert build_content(spec, "zh").title == "=1+1 <script> $x^2$"
    assert safe_name(spec.file.out) == "CON-_x"


# ---- names of files
@pytest.mark.parametrize(("text", "name"), [
    ("平陆运河：前后", "平陆运河：前后"), ("a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j"),
    ("CON", "CON_"), ("con.map", "con_.map"), ("LPT9", "LPT9_"), ("COM¹", "COM¹_"),
    ("Console", "Console"), ("", "map"), (" . ", "map"), ("../../etc", "etc"),
    ("a\x00\x1f\u202eb", "a-b"), ("name. ", "name"), ("x  y\tz", "x_y-z"),
])
def test_safe_names(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_long_names_are_cut_and_stay_apart() -> None:
    a, b = safe_name("运" * 300), safe_name("运" * 299 + "河")
    assert a != b
    for name in (a, b):
        assert len(name) <= 80
        assert len(name.encode()) <= 200
    assert safe_name(a) == a


# ---- the command
def run(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["map", *args])
    return done.exit_code, done.output


def test_list() -> None:
    code, text = run("--list", "--format", "json")
    rows = json.loads(text)
    assert code == 0
    assert [row["id"] for row in rows] == NAMES
    assert set(rows[0]) == {"id", "name_zh", "name_en", "scenario", "size", "formats", "layers"}
    code, text = run("--list", "--format", "csv")
    assert len(text.splitlines()) == len(NAMES) + 1
    code, text = run("--list", "--lang", "en")
    assert "Projects of both plans by status" in text


def test_the_maps_of_a_scenario() -> None:
    specs = scenario_maps("pinglu_canal")
    assert [spec.id for spec in specs] == [
        f"pinglu_canal-{kind}" for kind in ("change", "origins", "network", "projects")]
    assert len({spec.hash for spec in specs}) == 4
    shown = build_content(specs[3], "en")
    assert any(link.kind == "stage_construction" for link in shown.links)
    assert shown.title == "With and without the Pinglu Canal: projects by status"


def test_a_scenario_of_the_command_replaces_that_of_the_file() -> None:
    spec = load_map("change_by_origin", scenario="pinglu_and_xianggui")
    assert spec.file.scenario == "pinglu_and_xianggui"
    assert spec.id == "change_by_origin-pinglu_and_xianggui"  # beside the map of the file
    dated = load_map("county_access_port", scenario="horizon_2030")
    assert (dated.file.date, dated.file.scenario) == (None, "horizon_2030")
    with pytest.raises(UnknownNameError, match="pinglu_kanal"):
        load_map("change_by_origin", scenario="pinglu_kanal")


@pytest.mark.parametrize(("args", "words"), [
    (("pinglu_close",), "Did you mean: pinglu_close_up"), ((), "Name a map"),
    (("--list", "--format", "png"), "Allowed: table, csv, json"),
    (("plan_progress", "--format", "csv"), "Allowed: png, svg, pdf"),
])
def test_wrong_calls(args: tuple[str, ...], words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORRIDORS_LANG", "en")
    code, text = run(*args)
    assert code == 2
    assert words in text


def test_the_hash_is_of_the_content() -> None:
    file = MapFile.model_validate({"name": {"zh": "试", "en": "Trial"}})
    one, two = (made_map("x", file, (ProjectsLayer(label=label),)) for label in (
        "names", "numbers"))
    assert one.hash == made_map("y", file, (ProjectsLayer(),)).hash
    assert one.hash != two.hash


def test_a_lock_is_improved_and_not_the_river_it_stands_on(tmp_path: Path) -> None:
    (tmp_path / "quick.yaml").write_text(
        "schema: 1\nname: {zh: 快闸, en: Quick lock}\nbase: {year: 2025}\nchanges:\n"
        "  - set: {where: {lock: lk_changzhou}, values: {passage_h: 1.0}, "
        "ranges: {passage_h: [0.5, 2]}}\n"
        "compare: {profiles: [bulk], origins: [nanning], destinations: [guangzhou]}\n",
        encoding="utf-8")
    path = written(tmp_path, "  - changes\n", "scenario: quick.yaml\n")
    told = build_content(load_map(path), "en").key_lines
    assert [line for line in told if "pgraded" in line] == ["Upgraded: Changzhou lines 1 to 4"]
