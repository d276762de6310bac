"""Pairs year by year: toy figures worked by hand, laws on the real network, files and screens."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import corridors
from corridors import Network
from corridors.analysis.pairs import find_pairs
from corridors.analysis.timeline import Timeline, timeline
from corridors.cli.main import main
from corridors.errors import InputError, UnknownNameError
from corridors.projects.register import register
from corridors.report.timeline import basis, changes_of, timeline_files
from corridors.report.timeline_figure import years_content
from corridors.units import MEASURE_UNITS

MINE_BAY = ("mine", "bay")
Follow = Callable[..., Timeline]


@pytest.fixture
def follow(toy_dir: Path) -> Follow:
    """A timeline on the toy network, Mine to Bay by water unless said otherwise."""
    def make(*pairs: tuple[str, str], **options: object) -> Timeline:
        given = {"profile": "container", "mode": "waterway", "openings": "planned", **options}
        return timeline(pairs or (MINE_BAY,), data=toy_dir, **given)

    return make


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-9)


def hours(found: Timeline, pair: tuple[str, str] = MINE_BAY) -> list[float | None]:
    return [point.readings[pair].values["time_h"] for point in found.points]


def effects(found: Timeline, measure: str = "time_h") -> dict[tuple[int, str], object]:
    return {(e.year, e.project): None if e.differences is None else e.differences[measure]
            for e in found.effects}


# ---- worked by hand --------------------------------------------------------------------------
def test_every_year_by_hand(follow: Follow) -> None:
    found = follow(last_year=2027)
    # 69.2 h (test_compare.py); the new lock at the ford saves 3 h of its queue in 2023; by the
    # canal of 2025 it is cheaper and 5.5 h slower; priority at its lock saves 1 h from 2026
    assert hours(found) == [near(value) for value in (
        69.2, 69.2, 66.2, 66.2, 66.2 + 5.5, 66.2 + 5.5 - 1, 66.2 + 5.5 - 1)]
    assert [point.year for point in found.points] == [None, *range(2022, 2028)]
    assert [point.date for point in found.points[:3]] == ["2022-11-30", "2022-12-31", "2023-12-31"]
    assert [point.opened for point in found.points] == [
        (), (), ("toy_ford_lock",), ("toy_study", "toy_timetable"), ("toy_canal",),
        ("toy_canal_priority",), ()]
    assert effects(found) == {(2023, "toy_ford_lock"): near(-3), (2025, "toy_canal"): near(5.5),
                              (2026, "toy_canal_priority"): near(-1)}
    assert effects(found, "cost_cny")[2025, "toy_canal"] == near(1090 - 1935)
    assert [found.change(point, MINE_BAY, "time_h") for point in found.points] == [
        None, 0, near(-3), 0, near(5.5), near(-1), 0]


def test_only_pairs_that_change_have_effects(follow: Follow) -> None:
    found = follow(MINE_BAY, ("bay", "mine"), ("hill", "bay"), last_year=2026)
    # the queue at the ford is shorter downstream only; Hill does not use the canal
    assert {e.pair for e in found.effects_of(2023)} == {MINE_BAY, ("hill", "bay")}
    assert {e.pair for e in found.effects_of(2025)} == {MINE_BAY, ("bay", "mine")}
    assert found.effects_of(2024) == ()


def test_openings_that_need_one_another(follow: Follow, toy_copy: Callable[..., Path]) -> None:
    """Canal and priority in one year: taking out the canal takes out what requires it."""
    data = toy_copy()
    path = data / "projects" / "toy_canal_priority.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('planned: "2026"', "planned: 2025-03"),
                    encoding="utf-8")
    found = timeline([MINE_BAY], profile="container", mode="waterway", openings="planned",
                     last_year=2025, data=data)
    (canal, priority) = found.effects_of(2025)
    assert (canal.project, canal.together) == ("toy_canal", ("toy_canal_priority",))
    assert (priority.project, priority.together) == ("toy_canal_priority", ())
    assert canal.differences is not None
    assert priority.differences is not None
    assert (canal.differences["time_h"], priority.differences["time_h"]) == (near(4.5), near(-1))


def test_a_first_way_is_said_and_not_counted(follow: Follow) -> None:
    found = follow(last_year=2025, parameters={"access.max_km": 50})
    assert hours(found)[:4] == [None] * 4
    (effect,) = found.effects_of(2025)
    assert (effect.project, effect.new) == ("toy_canal", True)
    assert effect.differences is not None
    assert set(effect.differences.values()) == {None}
    assert found.change(found.points[-1], MINE_BAY, "time_h") is None


def test_actual_openings_are_the_default_and_end_with_the_last(toy_dir: Path) -> None:
    found = timeline([MINE_BAY], data=toy_dir)
    # home 0.1, 5 km 0.1, station 0.5, half of 3 h, 0.75 + 0.25 + 1.25 h, 0.2, 0.1, 0.1
    assert hours(found) == [near(v) for v in (5.85, 5.85, 5.85, 4.85)]
    assert [point.opened for point in found.points[2:]] == [("toy_ford_lock",), ("toy_timetable",)]


def test_one_plan_alone(follow: Follow) -> None:
    found = follow(plan="toy_plan", last_year=2025)
    assert sorted(found.projects) == ["toy_canal", "toy_ford_lock", "toy_study"]
    assert sorted(follow(plan="other_plan").projects) == ["toy_ford_lock"]


def test_left_out_with_what_requires_it(follow: Follow) -> None:
    found = follow(without=["Toy Canal"], last_year=2026)
    assert "toy_canal_priority" not in found.projects
    assert hours(found)[-1] == near(66.2)


def test_a_later_first_year_begins_where_the_year_before_ended(follow: Follow) -> None:
    found = follow(first_year=2025, last_year=2026)
    assert [(point.year, point.date) for point in found.points] == [
        (2024, "2024-12-31"), (2025, "2025-12-31"), (2026, "2026-12-31")]
    assert hours(found) == hours(follow(last_year=2026))[3:]
    assert found.points[0].opened == ()


def write(data: Path, name: str, old: str, new: str) -> None:
    path = data / "projects" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(("as_of", "opens"), [
    ("2025-06", True), ("2025-06-30", True), ("2025-07", False), ("2026", False)])
def test_a_planned_date_that_a_later_page_refutes_is_not_believed(
        toy_copy: Callable[..., Path], as_of: str, *, opens: bool) -> None:
    """The canal was to open by June 2025; a page of July still has it under construction."""
    data = toy_copy()
    write(data, "toy_canal", "as_of: 2023-01, source: toy_press}",
          f"as_of: {as_of}, source: toy_press}}")
    canal = register(data).get("toy_canal")
    assert canal.open_on("2025-12-31", "planned") is opens
    assert not canal.open_on("2025-12-31")
    found = timeline([MINE_BAY], profile="container", mode="waterway", openings="planned",
                     last_year=2026, data=data)
    opened = {key: point.year for point in found.points for key in point.opened}
    # priority at its lock is planned for 2026 and requires it
    assert opened["toy_canal"] == (2025 if opens else 2026)
    network = corridors.load_network(year=2025, openings="planned", data=data)
    assert ("toy_canal" in network.projects) is opens


def test_nothing_opens_before_what_it_requires_did(toy_copy: Callable[..., Path]) -> None:
    """Priority was planned for 2024, the canal that it requires opened in 2025: both in 2025."""
    data = toy_copy()
    write(data, "toy_canal_priority", 'planned: "2026"', 'planned: "2024"')
    write(data, "toy_canal", "stage: construction, as_of: 2023-01", "stage: opened, as_of: 2025-09")
    write(data, "toy_canal", "actual: null", "actual: 2025-08-15")
    found = timeline([MINE_BAY], profile="container", mode="waterway", openings="planned",
                     last_year=2025, data=data)
    opened = {key: point.year for point in found.points for key in point.opened}
    assert (opened["toy_canal"], opened["toy_canal_priority"]) == (2025, 2025)
    early, late = (corridors.load_network(year=year, openings="planned", data=data).projects
                   for year in (2024, 2025))
    assert not {"toy_canal", "toy_canal_priority"} & set(early)
    assert {"toy_canal", "toy_canal_priority"} <= set(late)
    assert basis(found, "toy_canal") == "actual"
    assert basis(found, "toy_canal_priority") == "planned"


def test_what_is_pulled_in_rests_on_what_requires_it(toy_copy: Callable[..., Path]) -> None:
    for i, (old, new, expected) in enumerate((
            ('planned: "2026"', 'planned: "2024"', "planned"),
            ('planned: "2026", actual: null', "planned: null, actual: 2024-01", "required"))):
        data = toy_copy(f"package{i}")
        write(data, "toy_canal_priority", old, new)
        found = timeline([MINE_BAY], profile="container", mode="waterway", openings="planned",
                         last_year=2024, data=data)
        assert basis(found, "toy_canal") == expected


def test_what_opened_before_the_base_date_does_not_open_after_it(
        toy_copy: Callable[..., Path]) -> None:
    data = toy_copy()
    write(data, "toy_study", 'actual: null', "actual: 2022-10-24")
    found = timeline([MINE_BAY], profile="container", mode="waterway", openings="planned",
                     last_year=2025, data=data)
    assert "toy_study" not in found.projects
    assert "toy_study" not in corridors.load_network(year=2023, data=data).projects


def test_trains_to_the_west_ran_before_the_base_date() -> None:
    assert "sea_rail_west" not in timeline([("nanning", "guiyang")], last_year=2022).projects


# ---- laws ------------------------------------------------------------------------------------
def test_without_openings_it_is_flat(follow: Follow, monkeypatch: pytest.MonkeyPatch) -> None:
    found = follow(first_year=2027, last_year=2029)
    assert len({tuple(point.readings[MINE_BAY].values.items()) for point in found.points}) == 1
    assert found.effects == ()


@pytest.mark.parametrize(("profile", "mode", "openings"), [
    ("passenger", "rail", "actual"), ("container", "best", "planned")])
def test_the_last_year_is_what_route_says(profile: str, mode: str, openings: str) -> None:
    pairs = (("nanning", "guiyang"), ("nanning", "shanghai"))
    found = timeline(pairs, profile=profile, mode=mode, openings=openings, first_year=2025,
                     last_year=2026)
    network = corridors.load_network(year=2026, openings=openings)
    for pair in pairs:
        trip = corridors.route(network, *pair, profile=profile, mode=mode)
        reading = found.points[-1].readings[pair]
        assert (reading.found, reading.mode) == (trip.found, trip.mode)
        for measure in MEASURE_UNITS:
            assert reading.values[measure] == trip.measure(measure)


# ---- faults ----------------------------------------------------------------------------------
@pytest.mark.parametrize(("options", "key"), [
    ({"profile": "cargo"}, "choice_unknown"), ({"mode": "air"}, "choice_unknown"),
    ({"openings": "soon"}, "choice_unknown"), ({"plan": "five_year"}, "plan_unknown"),
    ({"without": ["toy_kanal"]}, "project_unknown"),
    ({"first_year": 2026, "last_year": 2025}, "years_order"), ({"first_year": 2020}, "years_order"),
    ({"last_year": 20300}, "years_order")])
def test_faults(follow: Follow, options: dict[str, object], key: str) -> None:
    with pytest.raises(InputError) as caught:
        follow(**options)
    assert [fault.key for fault in caught.value.faults] == [key]


def test_all_unknown_choices_come_at_once(follow: Follow) -> None:
    with pytest.raises(InputError) as caught:
        follow(profile="cargo", openings="soon", season="dry")
    assert [fault.values["found"] for fault in caught.value.faults] == ["cargo", "dry", "soon"]


def test_no_pairs(toy_dir: Path) -> None:
    with pytest.raises(InputError) as caught:
        timeline([], data=toy_dir)
    assert caught.value.faults[0].key == "pairs_none"


# ---- pairs -----------------------------------------------------------------------------------
@pytest.mark.parametrize("text", ["mine-bay", "矿山—海湾", "矿山至海湾", "Mine → Bay",
                                  "kuangshan–bay"])
def test_pairs_as_typed(toy: Network, text: str) -> None:
    assert find_pairs(toy, [text]) == (MINE_BAY,)


def test_faults_of_pairs_come_at_once(toy: Network) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_pairs(toy, ["mine", "mine-bai", "bay-海湾", "mine-bay"])
    assert [fault.key for fault in caught.value.faults] == ["pair_wrong", "place_unknown",
                                                            "pair_same"]


# ---- files, figure, screen -------------------------------------------------------------------
def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_files(follow: Follow) -> None:
    found = follow(last_year=2026)
    files = timeline_files(found)
    rows = [row for row in table(files["timeline.csv"]) if row["measure"] == "time_h"]
    assert [(row["year"], row["value"], row["change"], row["due_to"]) for row in rows] == [
        ("", "69.2", "", ""), ("2022", "69.2", "0.0", ""),
        ("2023", "66.2", "-3.0", "toy_ford_lock"), ("2024", "66.2", "0.0", ""),
        ("2025", "71.7", "5.5", "toy_canal"), ("2026", "70.7", "-1.0", "toy_canal_priority")]
    opened = {row["id"]: row for row in table(files["openings.csv"])}
    assert [opened["toy_canal"][key] for key in ("year", "named", "plans", "opens", "modelled")] \
        == ["2025", "plan", "toy_plan", "2025-06-30", "true"]
    assert {key: row["basis"] for key, row in opened.items()} == {
        "toy_ford_lock": "actual", "toy_timetable": "actual", "toy_study": "planned",
        "toy_canal": "planned", "toy_canal_priority": "planned"}
    assert [row["due_to_planned"] for row in rows[2:]] == ["", "", "toy_canal",
                                                           "toy_canal_priority"]
    assert {row["project"]: row["basis"] for row in table(files["effects.csv"])}[
        "toy_canal"] == "planned"
    assert (opened["toy_timetable"]["named"], opened["toy_study"]["modelled"]) == (
        "background", "false")
    lost = {(row["project"], row["measure"]): row["difference"]
            for row in table(files["effects.csv"])}
    assert lost["toy_canal", "time_h"] == "5.5"
    assert ("toy_ford_lock", "distance_km") not in lost
    data = json.loads(files["timeline.json"])
    assert data["points"][2]["opened"][0]["id"] == "toy_ford_lock"
    assert [p["basis"] for point in data["points"] for p in point["opened"]] == [
        "actual", "planned", "actual", "planned", "planned"]
    assert [effect["basis"] for effect in data["effects"]] == ["actual", "planned", "planned"]
    assert data["points"][-1]["readings"][0]["time_h"] == near(70.7)
    assert [effect["project"] for effect in data["effects"]] == [
        "toy_ford_lock", "toy_canal", "toy_canal_priority"]


@pytest.mark.parametrize(("lang", "axis", "note"), [
    ("zh", "全程时间（小时）", "2025  矿山—海湾 +5.5，起因：玩具运河（规划项目）（计划）+5.5"),
    ("en", "door-to-door time (h)", "2025  Mine—Bay +5.5: Toy Canal (plan) (planned) +5.5")])
def test_figure(follow: Follow, lang: str, axis: str, note: str) -> None:
    from corridors.charts.years import draw_years

    content = years_content(follow(last_year=2026), "time_h", lang)
    assert (content.axis, len(content.ticks), len(content.notes)) == (axis, 6, 3)
    assert note in content.notes
    fig = draw_years(content)
    (ax,) = fig.axes
    texts = [text.get_text() for text in (*fig.texts, *ax.texts)]
    assert note in texts
    assert any(text.endswith(" 70.7") for text in texts)
    line, marks = ax.lines
    assert list(line.get_ydata()) == [near(v) for v in (69.2, 69.2, 66.2, 66.2, 71.7, 70.7)
                                      for _ in range(2)]
    assert list(line.get_xdata()) == [-0.25, 0.5, 0.5, 1.5, 1.5, 2.5, 2.5, 3.5, 3.5, 4.5, 4.5, 5.1]
    assert list(marks.get_xdata()) == [0, 2, 4, 5]
    assert ax.get_ylim()[0] == 0


@pytest.mark.parametrize(("alone", "words"), [
    ((5.5, 5.4), "they only work together"), ((3.0,), "the rest is shared by openings"),
    ((3.0, 2.0), "the rest is shared by openings"), ((5.5,), ""), ((3.0, 2.5), ""),
    ((4.0, 3.0), "")])
def test_what_openings_do_together_is_said(follow: Follow, alone: tuple[float, ...],
                                           words: str) -> None:
    """The canal makes 5.5 h of 2025; here its year has effects by hand instead."""
    found = follow(last_year=2026)
    (one,) = found.effects_of(2025)
    assert one.differences is not None
    effects = tuple(replace(one, differences={**one.differences, "time_h": hours})
                    for hours in alone)
    (line,) = changes_of(replace(found, effects=effects), 2025, "time_h", "en")
    known = ("they only work together", "the rest is shared by openings")
    assert [text for text in known if text in line] == ([words] if words else [])


def test_names_of_lines_that_end_alike_do_not_overlap(follow: Follow) -> None:
    from corridors.charts.years import Series, YearsContent, draw_years
    from corridors.drawing.textfit import renderer_of

    series = [Series(f"line {i}", [10.0, 5 + i / 100]) for i in range(8)]
    fig = draw_years(YearsContent("t", "s", "a", ["a", "b"], series, "h", ["n"], "stamp"))
    boxes = [text.get_window_extent(renderer_of(fig)) for text in fig.axes[0].texts]
    assert len(boxes) == 8
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])


@pytest.mark.parametrize(("lang", "words"), [
    ("zh", ("南宁—贵阳", "2023 年开通：", "贵阳至南宁高速铁路（规划项目）", "年末")),
    ("en", ("Nanning—Guiyang", "Opened in 2023: ", "Guiyang-Nanning high-speed railway (plan)",
            "End of"))])
def test_screen(lang: str, words: tuple[str, ...], tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["timeline", "南宁-贵阳", "--to", "2023", "--lang", lang,
                                     "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert all(word in done.stdout for word in words)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "corridors.json", "effects.csv", "openings.csv", "timeline.csv", "timeline.json",
        "timeline.png"]


def test_what_a_scenario_leaves_out_never_opens(tmp_path: Path) -> None:
    path = tmp_path / "less.yaml"
    path.write_text("""\
schema: 1
name: {zh: 缺一条, en: One less}
base: {date: 2022-11-30}
after: {year: 2023}
leave_out: [guiyang_nanning_hsr]
compare: {profiles: [passenger], origins: [nanning], destinations: [guiyang]}
""", encoding="utf-8")
    done = CliRunner().invoke(main, ["timeline", "--scenario", str(path), "--mode", "rail",
                                     "--format", "json"])
    opened = {row["id"] for point in json.loads(done.stdout)["points"] for row in point["opened"]}
    assert len(opened) > 3
    assert "guiyang_nanning_hsr" not in opened


def test_of_a_scenario() -> None:
    done = CliRunner().invoke(main, ["timeline", "--scenario", "guiyang_nanning_hsr", "--to",
                                     "2023", "--format", "json"])
    data = json.loads(done.stdout)
    assert (data["profile"], data["mode"], data["objective"]) == ("passenger", "best", "time")
    assert {"origin": "nanning", "destination": "guiyang"} in data["pairs"]
