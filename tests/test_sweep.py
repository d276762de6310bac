"""How sure a comparison is: toy figures by hand, laws, and what drives a known function."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml
from click.testing import CliRunner, Result

import corridors
from corridors import Scenario
from corridors.analysis.sweep import drivers
from corridors.analysis.sweep.choose import read_ranges
from corridors.analysis.sweep.design import SAMPLERS, design
from corridors.analysis.sweep.draws import Spec, prepare, states_at, work
from corridors.analysis.sweep.factors import Factor
from corridors.analysis.sweep.model import OUTCOMES, Sweep, SweepRow
from corridors.analysis.sweep.points import study_key
from corridors.analysis.sweep.run import sweep
from corridors.analysis.sweep.vary import Builder, _table
from corridors.cli.main import main
from corridors.errors import InputError, MissingPackageError, ServiceError
from corridors.messages import say
from corridors.projects.register import register
from corridors.report.sweep.figures import drivers as drivers_content
from corridors.report.sweep.figures import pair_ranges, ranges, sweep_figures
from corridors.report.sweep.files import sweep_files
from corridors.report.sweep.names import factor_name, names
from corridors.report.sweep.screen import pair_text
from corridors.report.sweep.words import driver_line, findings, varied, verdict_of
from corridors.scenario.contents import contents_key
from corridors.study.model import Resources

TOY = Path(__file__).parent / "toy"
HERE = Resources(workers=1, resume=False)
ROAD = {"profiles": ["container"], "modes": ["road"], "origins": ["mine"],
        "destinations": ["bay"], "measures": ["cost_cny", "time_h"]}
WATER = {**ROAD, "modes": ["waterway"]}
Swept = Callable[..., Sweep]


@pytest.fixture
def swept(scenario: Callable[..., Scenario], toy_dir: Path) -> Swept:
    """Sweep the toy canal scenario with keys of its file replaced."""
    def make(options: dict[str, object] | None = None, data: Path | None = None,
             **keys: object) -> Sweep:
        given = {"draws": 64, "seed": 1, "resources": HERE, **(options or {})}
        return sweep(scenario(**keys), data=data or toy_dir, **given)  # type: ignore[arg-type]

    return make


def row(found: Sweep, measure: str, mode: str = "road") -> SweepRow:
    """The row of one measure of the pair mine-bay."""
    (one,) = [row for row in found.rows if (row.measure, row.mode) == (measure, mode)
              and row.destination == "bay" and row.profile == "container"]
    return one


def near(value: float, share: float = 0.01) -> object:
    return pytest.approx(value, rel=share)


def exactly(value: float | None) -> object:
    """The same but for the order in which a computer adds."""
    return None if value is None else pytest.approx(value, rel=1e-12, abs=1e-9)


# ---- by hand -------------------------------------------------------------------------------
def test_one_parameter_in_a_straight_line(swept: Swept) -> None:
    """The wider road is 9 km shorter where km are charged, so the gain is 9 x the rate."""
    found = swept({"parameters": ["rate.road.container"], "draws": 256}, projects=["toy_road"],
                  compare=ROAD)
    cost = row(found, "cost_cny")
    # triangular between 5 and 20 with its peak at 10: the quantile of p is 5 + (p 15 5) ** 0.5 up
    # to a third and 20 - ((1 - p) 15 10) ** 0.5 beyond
    assert cost.default_difference == pytest.approx(-9 * 10)
    assert cost.difference_p95 == near(-9 * (5 + (0.05 * 75) ** 0.5), 0.02)
    assert cost.difference_median == near(-9 * (20 - (0.5 * 150) ** 0.5))
    assert cost.difference_p05 == near(-9 * (20 - (0.05 * 150) ** 0.5))
    assert (cost.share_helps, cost.n, cost.draws) == (1.0, 256, 256)
    # the rate has nothing to do with hours
    time = row(found, "time_h")
    assert time.difference_p05 == time.difference_p95 == time.default_difference
    (driver,) = [d for d in found.driver_rows if d.measure == "cost_cny"]
    assert driver.rank_correlation == pytest.approx(-1.0)
    assert driver.first == pytest.approx(1.0, abs=0.02)


def test_uniform_draws(swept: Swept) -> None:
    found = swept({"parameters": ["rate.road.container"], "distribution": "uniform",
                   "sampler": "sobol", "draws": 256}, projects=["toy_road"], compare=ROAD)
    cost = row(found, "cost_cny")
    assert cost.difference_median == near(-9 * 12.5)
    assert cost.difference_p05 == near(-9 * (5 + 0.95 * 15))


def test_an_assumption_of_a_project(swept: Swept, toy_copy: Callable[..., Path]) -> None:
    """A toll of 1 CNY/t is 10 CNY a container of 10 t; without it the canal saves 855."""
    folder = toy_copy()
    path = folder / "projects" / "toy_canal.yaml"
    body = yaml.safe_load(path.read_text(encoding="utf-8"))
    body["changes"][0]["add_link"]["ranges"] = {"toll_cny_t": [0.5, 2.5]}
    path.write_text(yaml.safe_dump(body, allow_unicode=True), encoding="utf-8")
    found = swept({"parameters": ["toy_canal:*"], "distribution": "uniform"}, folder,
                  compare=WATER)
    assert [(f.key, f.low, f.high) for f in found.factors] == [
        ("toy_canal:toll_cny_t:canal", 0.5, 2.5)]
    cost = row(found, "cost_cny", "waterway")
    assert cost.default_difference == pytest.approx(1090 - 1935)
    assert cost.difference_median == near(-855 + 10 * 1.5)
    assert cost.difference_p05 == near(-855 + 10 * 0.6)
    assert cost.base_p05 == cost.base_p95 == pytest.approx(1935)
    assert factor_name(found, found.factors[0], "zh").startswith("玩具运河")
    assert re.search("[一-鿿]", factor_name(found, found.factors[0], "en")) is None


def test_late_openings(swept: Swept) -> None:
    """The canal is due in June 2025, 18 months before the after state; late by up to 4 years."""
    dates = {"projects": [], "openings": "planned", "after": {
        "date": "2026-12-30", "without": ["toy_ford_lock", "toy_timetable"]}}
    found = swept({"parameters": ["none"], "delay_years": 4.0, "draws": 256}, compare=WATER,
                  **dates)
    assert [f.key for f in found.factors] == ["delay:toy_canal"]
    cost = row(found, "cost_cny", "waterway")
    assert cost.share_same == pytest.approx(1 - 1.5 / 4, abs=0.02)
    assert cost.share_helps + cost.share_same == 1.0
    late, early = found.values[:, 0] > 1.51, found.values[:, 0] < 1.49
    means = found.outcomes["container", "waterway", "cost_cny"]
    assert (means[late, 2] == 0.0).all()
    assert (means[early, 2] < 0).all()
    assert any("推迟 0 至 4 年" in line for line in varied(found, "zh"))


def test_a_listed_project_is_never_late(swept: Swept) -> None:
    found = swept({"parameters": ["none"], "delay_years": 4.0, "draws": 2}, compare=WATER)
    assert found.undelayed
    assert not found.factors
    assert say("sweep.undelayed", "en") in varied(found, "en")


def test_what_needs_a_late_project_waits_too(scenario: Callable[..., Scenario],
                                             toy_dir: Path) -> None:
    builder = Builder(scenario(projects=["toy_canal_priority"]), toy_dir)
    kept = builder.frame(frozenset(), frozenset({"toy_canal"}))
    assert kept.after == kept.base
    assert builder.frame().after.projects == ("toy_canal", "toy_canal_priority")


def test_seasons(swept: Swept, scenario: Callable[..., Scenario], toy_dir: Path) -> None:
    bulk = {**WATER, "origins": ["hill"], "profiles": ["container", "bulk"]}
    normal, low = (corridors.compare(scenario(season=season, compare=bulk), toy_dir).rows
                   for season in ("normal", "low_water"))
    assert [r.base for r in normal] != [r.base for r in low]
    for share, rows in ((0.0, normal), (1.0, low)):
        found = swept({"parameters": ["none"], "low_water": share, "draws": 4}, compare=bulk)
        assert [r.base_median for r in found.rows] == [exactly(r.base) for r in rows]
    half = swept({"parameters": ["none"], "low_water": 0.25, "draws": 64}, compare=bulk)
    assert half.draws["season:low_water"].mean() == 0.25


# ---- laws ----------------------------------------------------------------------------------
def test_nothing_varied_is_compare(swept: Swept, scenario: Callable[..., Scenario],
                                   toy_dir: Path) -> None:
    found = swept({"parameters": ["none"], "draws": 3})
    known = {(r.origin, r.destination, r.profile, r.mode, r.measure): r
             for r in corridors.compare(scenario(), toy_dir).rows}
    assert found.uncounted == ("capacity_mt",)
    assert found.rows
    for one in found.rows:
        there = known[one[:5]]
        assert [one.default_base, one.default_after, one.default_difference] == [
            exactly(v) for v in (there.base, there.after, there.difference)]
        if one.n:
            assert [one.difference_p05, one.difference_median, one.difference_p95] == [
                exactly(there.difference)] * 3


def test_a_draw_is_compare_with_its_values(swept: Swept, scenario: Callable[..., Scenario],
                                           toy_dir: Path) -> None:
    keys = {"compare": {"modes": ["waterway", "rail", "best"]}}
    found = swept({"draws": 3}, **keys)
    values = found.draws.iloc[2].to_dict()
    rows = corridors.compare(scenario("drawn", parameters=values, **keys), toy_dir).rows
    for (profile, mode, measure), means in found.outcomes.items():
        both = [r.difference for r in rows if r.difference is not None and not (
            r.token_base or r.token_after)
            and (r.profile, r.mode, r.measure) == (profile, mode, measure)]
        assert means[2, 3] == len(both)
        if both:
            assert means[2, 2] == pytest.approx(sum(both) / len(both), abs=1e-9)


def test_shares_add_up_and_percentiles_rise(swept: Swept) -> None:
    found = swept({"draws": 12})
    for one in found.rows:
        assert sum(getattr(one, f"share_{name}") for name in OUTCOMES) == pytest.approx(1.0)
        for state in ("base", "after", "difference"):
            ends = [getattr(one, f"{state}_{name}") for name in ("p05", "median", "p95")]
            assert ends == ([None] * 3 if not one.n else sorted(ends))
    assert not found.table.empty
    assert "difference_median" in found.table


def test_nothing_changed_is_nothing_in_every_draw(swept: Swept) -> None:
    found = swept({"draws": 8}, projects=[])
    assert found.factors
    assert all((means[means[:, 3] > 0, 2] == 0.0).all() for means in found.outcomes.values())
    assert not found.driver_rows
    assert {r.share_helps + r.share_hurts + r.share_new for r in found.rows} == {0.0}
    assert pair_ranges(found, "zh") is None
    assert drivers_content(found, "zh") is None


def test_dearer_is_never_cheaper(scenario: Callable[..., Scenario], toy_dir: Path) -> None:
    """A rate that rises raises the generalised cost's money of a road trip, draw by draw."""
    factor = Factor("rate.road.container", "parameter", 10.0, 5.0, 20.0, "CNY/km")
    spec = Spec(scenario(compare=ROAD), toy_dir, "container", (factor,), "uniform")
    context = prepare(spec)
    costs = [float(work(context, (i, (u,)))["base"][0, 0, 0, 0])
             for i, u in enumerate((0.1, 0.5, 0.9), start=1)]
    assert costs == sorted(costs)
    assert costs[0] < costs[2]


def test_the_same_seed_is_the_same_bytes_whatever_the_workers(swept: Swept) -> None:
    keys = {"compare": {**WATER, "destinations": ["bay", "hill"]}}
    one = sweep_files(swept({"draws": 12}, **keys))
    two = sweep_files(swept({"draws": 12, "resources": Resources(workers=2, resume=False)},
                            **keys))
    assert one == two
    other = sweep_files(swept({"draws": 12, "seed": 2}, **keys))
    assert other["sweep_draws.csv"] != one["sweep_draws.csv"]


def test_the_key_follows_what_the_answers_rest_on(scenario: Callable[..., Scenario],
                                                  toy_dir: Path, longer_canal: Path) -> None:
    builder = Builder(scenario(compare=WATER), toy_dir)
    spec = Spec(builder.scenario, toy_dir, "container", (), "uniform")
    other = Builder(builder.scenario, longer_canal)
    with pytest.raises(ServiceError, match="数据包"):
        prepare(replace(spec, data=longer_canal, contents=contents_key(builder.states, toy_dir)))
    keys = {study_key(spec, builder), study_key(replace(spec, whole=False), builder),
            study_key(replace(spec, profile="bulk"), builder),
            study_key(replace(spec, distribution="triangular"), builder),
            study_key(replace(spec, data=longer_canal), other)}
    assert len(keys) == 5


def test_the_base_survives(scenario: Callable[..., Scenario], toy_dir: Path) -> None:
    builder = Builder(scenario(), toy_dir)
    frame = builder.frame()
    assert (frame.base, frame.after) == (builder.states.base, builder.states.after)
    before = frame.after
    builder.drawn(frame, {"toy_canal:toll_cny_t:canal": 2.0})
    assert builder.frame().after is before


# ---- every assumption of the register --------------------------------------------------------
def test_every_range_of_a_project_is_found() -> None:
    """Ranges that no factor stands for would be left out in silence."""
    builder = Builder(corridors.load_scenario("guangxi_2022_all"))
    found = {(f.project, f.table, f.key.split(":")[1]) for f in builder.factors}
    frame = builder.frame()
    assert builder.drawn(frame, {f.key: f.value for f in builder.factors})[1] == frame.after
    missing = []
    for project in builder.states.projects:
        for change in project.changes:
            for column, (low, high) in change.ranges.items():
                stem = column.replace("_ab_", "_").replace("_ba_", "_")
                if low < high and (project.id, _table(change), stem) not in found:
                    missing.append((project.id, column))
    assert not missing
    assert len(found) > 80


def test_alike_assumptions_are_one_unknown() -> None:
    builder = Builder(corridors.load_scenario("pinglu_canal"))
    queue = next(f for f in builder.factors if ":queue_h:" in f.key)
    assert queue.rows == ("lk_madao", "lk_qishi", "lk_qingnian")
    spec = Spec(builder.scenario, None, "container", builder.factors, "triangular")
    _, base, after = states_at(prepare(spec), {queue.key: 3.0})
    locks = after.locks
    for key in queue.rows:
        assert locks["queue_ab_h"][locks.index[key]] == locks["queue_ba_h"][locks.index[key]] == 3
    assert base.locks == builder.states.base.locks


def test_factors_that_run_along_with_others_are_named(swept: Swept) -> None:
    """Few points of a Sobol sequence in many dimensions take one factor for another."""
    found = swept({"draws": 2}, compare=ROAD)
    size = len(found.factors)
    for sampler, told in (("sobol", True), ("latin_hypercube", False)):
        drawn = replace(found, values=design(256, size, sampler=sampler, seed=1))
        assert any("分不开" in line for line in varied(drawn, "zh")) == told


# ---- drivers -------------------------------------------------------------------------------
def test_sobol_indices_of_ishigami() -> None:
    """Known values, for a = 7 and b = 0.1: Ishigami and Homma 1990."""
    def ishigami(u: np.ndarray) -> np.ndarray:
        x = np.pi * (2 * u - 1)
        return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])

    found = drivers.Design("sobol", ["a", "b", "c"], 2048, seed=1).evaluate(ishigami)
    assert found["first"] == pytest.approx([0.3139, 0.4424, 0.0], abs=0.03)
    assert found["total"] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.03)
    assert (found["total_conf"] > 0).all()


def test_groups_share_the_variance() -> None:
    made = drivers.Design("sobol", ["a", "b", "c"], 1024, seed=1,
                          groups={"both": ("a", "c"), "one": ("b",)})
    found = made.evaluate(lambda u: u @ np.array([1.0, 2.0, 1.0]))
    assert made.names == ["both", "one"]
    assert found["first"] == pytest.approx([2 / 6, 4 / 6], abs=0.03)


def test_morris_of_a_straight_line() -> None:
    made = drivers.Design("morris", ["a", "b"], 10, seed=1)
    found = made.evaluate(lambda u: 3.0 * u[:, 0] - 5.0 * u[:, 1])
    assert found["mu_star"] == pytest.approx([3.0, 5.0])
    assert found["sigma"] == pytest.approx([0.0, 0.0], abs=1e-9)


def test_shares_of_variance_from_the_draws() -> None:
    points = design(1024, 3, sampler="sobol", seed=1)
    first, conf = drivers.first_order(points, 3 * points[:, 0] + points[:, 1], seed=1)
    assert first == pytest.approx([0.9, 0.1, 0.0], abs=0.03)
    assert (conf < 0.2).all()


@pytest.mark.parametrize("method", drivers.METHODS)
def test_indices_of_a_scenario(swept: Swept, method: str) -> None:
    """Only the rate bears on cost; only the speed bears on hours."""
    found = swept({"parameters": ["rate.road.container", "speed.road.lorry.expressway"],
                   "draws": 16, "sensitivity": method, "samples": 16},
                  projects=["toy_road"], compare=ROAD)
    assert found.indices is not None
    assert found.indices.runs["container"] >= 16 * 3
    column = "mu_star" if method == "morris" else "total"
    tops = {d.measure: (d.factor, getattr(d, column)) for d in found.driver_rows
            if d.method == method and d.rank == 1}
    assert tops["cost_cny"][0] == "rate.road.container"
    assert tops["time_h"][0] == "speed.road.lorry.expressway"
    if method == "sobol":
        assert tops["cost_cny"][1] == pytest.approx(1.0, abs=0.2)


def test_only_what_a_profile_reads_is_said_to_drive_it(swept: Swept) -> None:
    found = swept({"draws": 12, "parameters": ["rate.*", "speed.*", "value_of_time.*"]},
                  compare={"modes": ["waterway", "rail"]})
    keys = {profile: {d.factor for d in found.driver_rows if d.profile == profile}
            for profile in ("container", "bulk")}
    assert "rate.sea.container" in keys["container"]
    assert not any(key.endswith((".bulk", ".passenger")) for key in keys["container"])


def test_rules_of_other_values_are_found() -> None:
    """The hours of a lone driver are read only where there is one; two is the value in use."""
    scenario = corridors.load_scenario("pinglu_canal")
    scenario = scenario.with_compare(profiles=["bulk"], modes=["road"], origins=["nanning"],
                                     destinations=["changsha"])
    found = sweep(replace(scenario, file=scenario.file.model_copy(update={"headline": ()})),
                  draws=1, parameters=["road.*"], resources=HERE)
    assert {"road.daily_driving_h.one", "road.daily_driving_h.two"} <= {
        factor.key for factor in found.factors}
    assert set(found.draws["road.drivers"]) <= {1.0, 2.0}


def test_without_salib_only_indices_are_missing(swept: Swept,
                                                monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "SALib", None)
    with pytest.raises(MissingPackageError, match=re.escape("corridors[study]")):
        swept({"draws": 2, "sensitivity": "sobol"}, compare=ROAD)


# ---- input that cannot be used --------------------------------------------------------------
@pytest.mark.parametrize(("options", "texts"), [
    ({"draws": 0}, ["至少 1 次"]),
    ({"draws": -3, "delay_years": -1.0, "low_water": 1.5, "samples": 1}, [
        "抽样次数为 -3", "推迟年数为 -1", "比例为 1.5", "样本数为 1"]),
    ({"sensitivity": "sobol", "samples": 100}, ["2 的幂"]),
    ({"sampler": "sobool"}, ["sobol"]),
    ({"parameters": ["rate.rod.*"]}, ["rate.rod.*", "通配式"]),
    ({"ranges": {"rate.road.container": (20.0, 5.0), "rate.road.containr": (1.0, 2.0),
                 "speed.road.lorry.expressway": (0.0, 80.0)}}, [
        "下限 20 高于上限 5", "rate.road.containr", "rate.road.container", "不得为零"]),
    ({"pairs": ["bay-mine"]}, ["不在该情景比较的起讫点之中"]),
    ({"pairs": ["bay"]}, ["bay"]),
])
def test_bad_options(swept: Swept, options: dict[str, object], texts: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        swept(options, compare=ROAD)
    for text in texts:
        assert text in str(caught.value)
    assert caught.value.render("en").isascii() or "“" in caught.value.render("en")


def test_ranges_as_typed() -> None:
    assert read_ranges(["a.b=1:2"]) == {"a.b": (1.0, 2.0)}
    with pytest.raises(InputError) as caught:
        read_ranges(["a.b", "a.b=1", "a.b=x:2", "c=1:nan", "d=1:2", "d=1:2"])
    assert len(caught.value.faults) == 5


def test_a_range_of_ones_own(swept: Swept) -> None:
    found = swept({"parameters": ["none"], "ranges": {"rate.road.container": (8.0, 12.0),
                                                      "value_of_time.bulk": (1.0, 2.0)},
                   "distribution": "uniform"}, projects=["toy_road"], compare=ROAD)
    assert [(f.key, f.low, f.high) for f in found.factors] == [("rate.road.container", 8.0, 12.0)]
    assert row(found, "cost_cny").difference_median == near(-90)
    assert found.unread == ("value_of_time.bulk",)


def test_what_the_scenario_sets_stays(swept: Swept) -> None:
    keys = {"projects": ["toy_road"], "compare": ROAD, "parameters": {"rate.road.container": 15}}
    found = swept({"draws": 4}, **keys)
    assert "rate.road.container" not in found.draws
    assert found.fixed == ("rate.road.container",)
    asked = swept({"draws": 4, "parameters": ["rate.road.container"]}, **keys)
    (factor,) = asked.factors
    assert (factor.low, factor.value, factor.high) == (5, 15, 20)


# ---- what is written -------------------------------------------------------------------------
@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    """A small sweep with every kind of driver row."""
    body = yaml.safe_load((TOY / "scenarios" / "canal.yaml").read_text(encoding="utf-8"))
    body |= {"projects": ["toy_road"], "compare": {
        **ROAD, "profiles": ["container", "bulk"]}}
    path = tmp_path_factory.mktemp("sweep") / "case.yaml"
    path.write_text(yaml.safe_dump(body, allow_unicode=True), encoding="utf-8")
    return sweep(corridors.load_scenario(path), draws=16, data=TOY, resources=HERE, samples=4,
                 parameters=["rate.road.*", "speed.road.*"], sensitivity="morris",
                 pairs=["mine-bay"])


def test_files(found: Sweep) -> None:
    files = sweep_files(found)
    tables = {name: list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
              for name, data in files.items() if name.endswith(".csv")}
    assert len(tables["sweep.csv"]) == len(found.rows) == len(found.table)
    assert len(tables["sweep_draws.csv"]) == 16 == len(found.draws)
    assert set(tables["sweep_draws.csv"][0]) == {"draw", *(f.key for f in found.factors)}
    about = json.loads(files["sweep.json"])
    assert (about["draws"], about["seed"], about["sampler"], about["distribution"]) == (
        16, 1, "latin_hypercube", "triangular")
    assert about["scenario_hash"] == found.scenario.hash
    assert about["package_version"]
    assert {f["factor"] for f in about["factors"]} == {f.key for f in found.factors}
    assert about["sensitivity"]["method"] == "morris"
    assert "NaN" not in files["sweep.json"].decode()


def test_a_sure_change_of_next_to_nothing_is_not_called_a_gain(found: Sweep) -> None:
    row = next(row for row in found.summary_rows if row.share_helps >= 0.95)
    assert verdict_of(row) == "sure"
    small = row._replace(base_median=4851.0, difference_p05=-0.5, difference_median=-0.4,
                         difference_p95=-0.2)
    assert verdict_of(small) == "tiny"
    assert not driver_line(found, small, "en")
    told = findings(replace(found, summary_rows=(small,)), "zh")
    assert any("可视为没有变化" in line for line in told)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_words_and_figures(found: Sweep, lang: str) -> None:
    texts = [*varied(found, lang), *findings(found, lang), *names(found, lang).values(),
             *(pair_text(one, lang) for one in found.rows)]
    if lang == "en":
        assert not any(re.search("[一-鿿]", text) for text in texts)
    said = findings(found, lang)
    assert said[0].startswith("只抽样 16 次" if lang == "zh" else "16 draws only: a first look")
    assert any(("几乎每次抽样都改善" if lang == "zh" else "a gain in nearly all draws") in text
               for text in said)
    assert not any(("可靠" if lang == "zh" else "robust") in text for text in said)
    drawn = drivers_content(found, lang)
    assert drawn is not None
    assert any("—" in panel.heading or "–" in panel.heading for panel in drawn.panels)
    content = ranges(found, lang)
    assert len(content.panels) == 4
    assert all(panel.rows for panel in content.panels)
    assert found.scenario.hash in content.stamp
    made = sweep_figures(found, lang)
    assert all(data.startswith(b"\x89PNG") for data in made.values())
    assert made == sweep_figures(found, lang)


def test_it_shows_itself(found: Sweep) -> None:
    assert repr(found).startswith("<Sweep case: 16 draws (seed 1) over ")
    assert "<table" in found._repr_html_()
    assert found.scenario.hash in found._repr_html_()
    assert list(found.drivers["rank"])[:2] == [1, 2]


def test_the_command(once: Callable[..., Result], tmp_path: Path) -> None:
    args = ("sweep", "guiyang_nanning_hsr", "--draws", "3", "--workers", "1", "--fresh",
            "--parameter", "value_of_time.*", "--parameter", "weight.*")
    result = once(*args, "--out", str(tmp_path), "--lang", "en")
    assert result.exit_code == 0, result.output
    assert re.search("[一-鿿]", result.output) is None
    assert "3 draws" in result.output
    assert (tmp_path / "sweep.csv").is_file()
    assert (tmp_path / "sweep_ranges.png").is_file()
    (tmp_path / "sweep_pairs.png").write_bytes(b"of another run")
    data = CliRunner().invoke(main, [*args, "--out", str(tmp_path), "--no-figures", "--format",
                                     "json"])
    assert json.loads(data.stdout)["draws"] == 3
    assert not (tmp_path / "sweep_pairs.png").exists()


def test_the_command_with_bad_input() -> None:
    result = CliRunner().invoke(main, ["sweep", "pinglu_canal", "--draws", "0", "--lang", "en"])
    assert result.exit_code == 2
    assert "at least 1" in result.output


def test_projects_of_the_register_can_be_late() -> None:
    scenario = corridors.load_scenario("horizon_2030")
    builder = Builder(scenario)
    assert {due.id for due in builder.dues} <= {p.id for p in register().all()}
    assert builder.dues
    assert all(due.opens <= "2030-12-31" for due in builder.dues)
    some = builder.frame(frozenset(), frozenset(due.id for due in builder.dues[:3]))
    assert len(some.after.projects) <= len(builder.frame().after.projects) - 3


def test_no_factor_is_taken_for_another() -> None:
    """With as many factors as a sweep has, columns of the default design are hardly alike."""
    alike = np.abs(np.corrcoef(design(256, 170, sampler=SAMPLERS[0], seed=1).T)) - np.eye(170)
    assert alike.max() < 0.35
    worse = np.abs(np.corrcoef(design(256, 170, sampler="sobol", seed=1).T)) - np.eye(170)
    assert worse.max() > 0.7
