"""Shares of projects in a joint gain: games with known values, a network worked by hand, files."""

from __future__ import annotations

import csv
import io
import json
import math
import pickle
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
import yaml
from click.testing import Result

import corridors
from corridors import Attribution, Scenario
from corridors.analysis.attribution import shapley
from corridors.analysis.attribution.players import builder_of
from corridors.analysis.attribution.result import ROLES, VERDICTS
from corridors.analysis.attribution.scopes import KINDS
from corridors.analysis.attribution.worths import Game, World
from corridors.analysis.sectors import find_sector
from corridors.errors import InputError
from corridors.report.attribution.figure import attribution_figure, shares_content
from corridors.report.attribution.files import attribution_files
from corridors.scenario.resolve import resolve
from corridors.study.model import Resources

TOY = Path(__file__).parent / "toy"
HERE = Resources(workers=1)


# ---- games whose values are known
def table(worth: Callable[[int], float], n: int) -> np.ndarray:
    return np.array([[worth(mask)] for mask in range(1 << n)])


COSTS = (1.0, 2.0, 4.0)


def runway(mask: int) -> float:
    """The airport game: a runway has to be as long as the largest aircraft needs."""
    return max((COSTS[i] for i in range(3) if mask >> i & 1), default=0.0)


def gloves(mask: int) -> float:
    """Two left gloves, one right one."""
    return float(bool(mask & 4) and bool(mask & 3))


def test_airport_game() -> None:
    """Each stretch of the runway is shared by those who need it: 1/3, 1/3 + 1/2, 1/3 + 1/2 + 2."""
    values = shapley.exact(table(runway, 3)).ravel()
    assert values == pytest.approx([1 / 3, 5 / 6, 17 / 6])
    assert values.sum() == pytest.approx(runway(7))


def test_glove_game_is_symmetric_and_the_scarce_glove_gets_most() -> None:
    assert shapley.exact(table(gloves, 3)).ravel() == pytest.approx([1 / 6, 1 / 6, 2 / 3])


def test_a_null_player_gets_nothing_and_values_are_linear() -> None:
    null = table(lambda mask: runway(mask & 3), 3)
    assert shapley.exact(null)[2] == pytest.approx(0.0)
    both = table(runway, 3) + 2 * table(gloves, 3)
    assert shapley.exact(both) == pytest.approx(
        shapley.exact(table(runway, 3)) + 2 * shapley.exact(table(gloves, 3)))


def test_interaction_of_gloves() -> None:
    """Left gloves stand in for one another; a left and a right one complement."""
    worths = table(gloves, 3)
    assert shapley.interaction_index(worths, 0, 1) == pytest.approx([-0.5])
    assert shapley.interaction_index(worths, 1, 2) == pytest.approx([0.5])


def test_samples_add_up_and_come_to_the_exact_values() -> None:
    samples = np.array([shapley.sample(lambda mask: np.array([runway(mask)]), 3, 7, number)
                        for number in range(200)])
    assert samples.sum(axis=1) == pytest.approx(runway(7))
    mean, half = samples.mean(axis=0), shapley.half_width(samples)
    assert (np.abs(mean - shapley.exact(table(runway, 3))) <= half).all()


def test_orders_depend_on_seed_and_number_only() -> None:
    assert shapley.drawn_order(9, 1, 4) == shapley.drawn_order(9, 1, 4)
    orders = {tuple(shapley.drawn_order(9, seed, number)) for seed in (1, 2) for number in range(9)}
    assert len(orders) == 18


def test_tables_that_are_not_whole_are_refused() -> None:
    with pytest.raises(ValueError, match="3 coalitions"):
        shapley.exact(np.zeros((3, 1)))


# ---- the toy network
SPEC = {"profiles": ["container"], "modes": ["waterway", "rail"], "origins": ["mine", "hill"],
        "destinations": ["bay"]}


@pytest.fixture
def three(scenario: Callable[..., Scenario]) -> Scenario:
    """Canal, priority at its lock (which requires it), a longer lock, and a study."""
    return scenario(projects=["toy_canal", "toy_canal_priority", "toy_ford_lock", "toy_study"],
                    compare=SPEC)


def by_hand(projects: tuple[str, ...]) -> dict[tuple[str, str], float]:
    """Expected cost of each pair from single trips, by the formula of the nested logit."""
    base = corridors.load_network(data=TOY)
    network = corridors.load_network(projects=projects, data=TOY)
    out = {}
    for origin in ("mine", "hill"):
        ways, before = ({
            mode: trip.generalised_cny for mode in ("waterway", "rail")
            if (trip := corridors.route(net, origin, "bay", profile="container", mode=mode,
                                        objective="generalised")).found and not trip.token}
            for net in (network, base))
        reference = min(before.values())
        # two nests of one way each: the dissimilarity cancels; staying away costs the double
        total = sum(math.exp(-4 * cost / reference) for cost in (*ways.values(), 2 * reference))
        out[origin, "bay"] = -reference / 4 * math.log(total)
    return out


def test_three_projects_by_hand(three: Scenario) -> None:
    found = corridors.attribute(three, weights="equal", data=TOY, resources=HERE)
    ids = ("toy_canal", "toy_canal_priority", "toy_ford_lock")
    base = sum(by_hand(()).values())

    def worth(chosen: frozenset[str]) -> float:
        # priority without its canal is worth nothing
        standing = chosen - {"toy_canal_priority"} if "toy_canal" not in chosen else chosen
        return base - sum(by_hand(tuple(sorted(standing))).values())

    known = {frozenset(s): worth(frozenset(s)) for n in range(4) for s in permutations(ids, n)}
    shares = dict.fromkeys(ids, 0.0)
    for order in permutations(ids):
        for i, key in enumerate(order):
            shares[key] += (known[frozenset(order[:i + 1])] - known[frozenset(order[:i])]) / 6
    rows = {row.project: row for row in found.of("container")}
    everything = known[frozenset(ids)]
    assert everything > 1
    for key in ids:
        assert rows[key].shapley == pytest.approx(shares[key]), key
        assert rows[key].alone == pytest.approx(known[frozenset([key])])
        assert rows[key].last == pytest.approx(
            everything - known[frozenset(ids) - {key}]), key
    assert rows["toy_canal_priority"].alone == 0.0
    assert rows["toy_canal_priority"].alone_with_needs == pytest.approx(
        known[frozenset(ids[:2])])
    assert sum(row.shapley for row in rows.values()) == pytest.approx(everything)
    assert found.method == "exact"
    assert (rows["toy_study"].role, rows["toy_study"].shapley) == ("null", 0.0)
    verdicts = {(i.first, i.second): i for i in found.interactions_found}
    assert verdicts["toy_canal", "toy_canal_priority"].verdict == "requires"
    pair = verdicts["toy_canal", "toy_ford_lock"]
    assert pair.difference == pytest.approx(
        known[frozenset(ids[::2])] - known[frozenset(ids[:1])] - known[frozenset(ids[2:])])


def test_shares_of_pairs_places_and_sets_add_up(three: Scenario) -> None:
    found = corridors.attribute(three, weights="equal", data=TOY, resources=HERE)
    whole = {row.project: row.shapley for row in found.of("container")}
    for scope in ("origin",):
        for key, value in whole.items():
            parts = [row.shapley for row in found.rows
                     if (row.scope, row.project) == (scope, key)]
            assert len(parts) == (0 if key == "toy_study" else 2)
            assert sum(parts) == pytest.approx(value)
    pairs = found.pairs
    for key in ("toy_canal", "toy_ford_lock"):
        assert pairs[pairs.project == key].shapley.sum() == pytest.approx(whole[key])
    assert {row.scope for row in found.rows} <= set(KINDS)
    assert {row.role for row in found.rows} <= set(ROLES)


def test_what_a_listed_project_requires_shares_in_the_gain(
        scenario: Callable[..., Scenario]) -> None:
    found = corridors.attribute(scenario(projects=["toy_canal_priority"], compare=SPEC),
                                weights="equal", data=TOY, resources=HERE)
    roles = {row.project: row.role for row in found.of("container")}
    assert roles == {"toy_canal": "required", "toy_canal_priority": "project"}


def test_changes_of_the_scenario_itself_are_a_player(scenario: Callable[..., Scenario]) -> None:
    """They set a lock that the canal brings, so that they need the canal."""
    own = [{"set": {"where": {"lock": "lk_canal"}, "values": {"queue_ab_h": 0.0}}}]
    found = corridors.attribute(scenario(projects=["toy_canal"], changes=own, compare=SPEC),
                                weights="equal", data=TOY, resources=HERE)
    rows = {row.project: row for row in found.of("container")}
    assert rows["ad_hoc"].role == "own"
    assert rows["ad_hoc"].alone == 0.0
    assert rows["ad_hoc"].shapley > 0


def test_a_dear_enough_absence_leaves_shares_as_they_are(three: Scenario) -> None:
    shares = [[row.share_pct for row in corridors.attribute(
        three, weights="equal", data=TOY, resources=HERE, no_connection_cny=cost).of("container")]
        for cost in (1e6, 1e7)]
    assert shares[0] == pytest.approx(shares[1], abs=1e-6)


# ---- sampling on real data, small
REAL = {"schema": 1, "name": {"zh": "六个项目", "en": "Six projects"},
        "base": {"date": "2022-11-30"},
        "projects": ["pinglu_canal", "double_stack_corridor", "rail_rate_discount",
                     "nanning_t3", "rail_sea_codes", "sea_rail_central",
                     "chengbu_longsheng_hunan"],
        "compare": {"profiles": ["container"], "modes": ["road", "rail", "river_sea", "rail_sea"],
                    "origins": ["nanning", "liuzhou"],
                    "destinations": ["changsha", "haiphong"]}}


@pytest.fixture(scope="module")
def real_one(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    path = tmp_path_factory.mktemp("attribution") / "six.yaml"
    path.write_text(yaml.safe_dump(REAL, allow_unicode=True), encoding="utf-8")
    return corridors.load_scenario(path)


@pytest.fixture(scope="module")
def exactly(real_one: Scenario) -> Attribution:
    return corridors.attribute(real_one, weights="equal", resources=HERE)


@pytest.fixture(scope="module")
def sampled(real_one: Scenario) -> Attribution:
    return corridors.attribute(real_one, weights="equal", resources=HERE, exact_solves=0,
                               precision_pct=2.0, permutations=400)


def test_sampling_comes_to_the_exact_shares(exactly: Attribution, sampled: Attribution) -> None:
    assert (exactly.method, sampled.method) == ("exact", "sampled")
    assert sampled.reached
    assert sampled.widest_pct <= 2.0
    joint = exactly.rows[0].joint
    assert joint > 0
    for row, other in zip(sampled.of("container"), exactly.of("container"), strict=True):
        pair = next(r for r in exactly.of("container") if r.project == row.project)
        assert abs(row.shapley - pair.shapley) <= 1.5 * (row.high - row.low) / 2 + 1e-9
        assert other.n is None
    assert sum(r.shapley for r in sampled.of("container") if r.role != "bundle") \
        == pytest.approx(joint)


def test_tables_taken_over_are_those_that_would_be_solved(real_one: Scenario,
                                                          sampled: Attribution) -> None:
    every = corridors.attribute(real_one, weights="equal", resources=HERE, exact_solves=0,
                                precision_pct=2.0, permutations=400, every_set=True)
    assert attribution_files(every) == attribution_files(sampled)


def test_same_bytes_whatever_the_workers(real_one: Scenario, sampled: Attribution) -> None:
    two = corridors.attribute(real_one, weights="equal", exact_solves=0, precision_pct=2.0,
                              permutations=400, resources=Resources(workers=2, resume=False))
    assert attribution_files(two) == attribution_files(sampled)


def test_permutations_that_do_not_suffice_are_admitted(real_one: Scenario) -> None:
    found = corridors.attribute(real_one, weights="equal", resources=HERE, exact_solves=0,
                                precision_pct=1e-6, permutations=8)
    assert not found.reached
    assert found.permutations == 8


def test_groups_share_what_their_projects_gain(real_one: Scenario, exactly: Attribution) -> None:
    found = corridors.attribute(real_one, weights="equal", by="kind", resources=HERE)
    rows = {row.project: row for row in found.of("container")}
    assert set(rows) == {"air", "policy", "rail", "road", "waterway"} - {
        kind for kind in ("policy", "hub") if kind not in rows}
    assert sum(row.shapley for row in rows.values()) == pytest.approx(exactly.rows[0].joint)
    assert rows["air"].role == "null"


def test_a_reduced_network_is_the_one_of_its_projects(real_one: Scenario) -> None:
    """The worth of all is what base and after of the comparison say."""
    states = resolve(real_one)
    builder = builder_of(real_one, states)
    assert builder.network((1 << len(builder.batches)) - 1).tables == states.after.tables
    assert builder.network(0) is states.base


# ---- weights
def test_flows_add_up_over_profiles(scenario: Callable[..., Scenario], tmp_path: Path) -> None:
    spec = {**SPEC, "profiles": ["container", "bulk"]}
    given = scenario(projects=["toy_canal", "toy_ford_lock"], compare=spec)
    path = tmp_path / "flows.csv"
    path.write_text("origin,destination,teu_per_year,tonnes_per_year\nmine,bay,100,\n"
                    "hill,bay,,1000\n", encoding="utf-8")
    found = corridors.attribute(given, weights=path, data=TOY, resources=HERE)
    assert found.profiles == ("container", "bulk", "all")
    sums = {p: sum(row.shapley for row in found.of(p)) for p in found.profiles}
    assert sums["all"] == pytest.approx(sums["container"] + sums["bulk"])
    assert {row.unit for row in found.rows} == {"CNY/year"}
    each = corridors.attribute(given, weights="equal", data=TOY, resources=HERE)
    assert "all" not in each.profiles
    joint = {row.origin: row.joint for row in each.pair_rows() if row.profile == "container"}
    assert found.of("container")[0].joint == pytest.approx(100 * joint["mine"])


def test_kept_worths_go_by_the_projects_of_the_folder_too(
        scenario: Callable[..., Scenario], longer_canal: Path, tmp_path: Path) -> None:
    given, kept = scenario(projects=["toy_canal"], compare=SPEC), Resources(
        1, checkpoints=tmp_path / "kept")
    short, long, again = (corridors.attribute(given, weights="equal", data=data, resources=on)
                          for data, on in ((TOY, kept), (longer_canal, kept),
                                           (longer_canal, HERE)))
    assert long.of("container")[0].shapley == again.of("container")[0].shapley
    assert long.of("container")[0].shapley < short.of("container")[0].shapley


def test_a_profile_like_another_takes_its_scale(scenario: Callable[..., Scenario]) -> None:
    """The toy has no scale of the cold chain; it chooses as containers do."""
    found = {profile: corridors.attribute(
        scenario(projects=["toy_ford_lock"], compare={**SPEC, "profiles": [profile]}),
        weights="equal", data=TOY, resources=HERE) for profile in ("container", "cold_chain")}
    assert found["cold_chain"].profiles == ("cold_chain",)


def test_a_sector_counts_its_member_pairs_only(real_one: Scenario) -> None:
    found = corridors.attribute(real_one, weights="sector:seeds", resources=HERE)
    members = list(find_sector("seeds").members(
        found.base, [(o, d) for o in ("nanning", "liuzhou") for d in ("changsha", "haiphong")]))
    assert found.of("container")[0].pairs == len(members) > 0


def test_a_sector_without_any_pair_of_the_scenario_is_told(real_one: Scenario) -> None:
    with pytest.raises(InputError, match="没有一个有权重"):
        corridors.attribute(real_one, weights="sector:electronics", resources=HERE)


# ---- bad input
@pytest.mark.parametrize(("options", "words"), [
    ({}, ["Weights are needed", "sector:electronics", "equal"]),
    ({"weights": "sector:nonsense"}, ["nonsense", "electronics"]),
    ({"weights": "no_such_file.csv"}, ["no_such_file.csv"]),
    ({"weights": "equal", "permutations": 0, "precision_pct": -1.0, "by": "colour"},
     ["0 permutations", "precision of -1.0", "colour"]),
    ({"weights": "equal", "no_connection_cny": 0.0, "together_of": -1},
     ["no connection of 0.0", "among -1"]),
])
def test_wrong_options_are_told_at_once(real_one: Scenario, options: dict[str, object],
                                        words: list[str]) -> None:
    with pytest.raises(InputError) as error:
        corridors.attribute(real_one, **options)  # type: ignore[arg-type]
    text = error.value.render("en")
    assert all(word in text for word in words), text


def test_projects_that_exclude_each_other_are_refused(scenario: Callable[..., Scenario]) -> None:
    with pytest.raises(InputError) as error:
        corridors.attribute(scenario(projects=["toy_road", "toy_bridge"], compare=SPEC),
                            weights="equal", data=TOY)
    assert [f.key for f in error.value.faults] == ["projects_exclude"]


def test_nothing_to_share_and_another_objective(scenario: Callable[..., Scenario]) -> None:
    with pytest.raises(InputError, match="没有新增项目"):
        corridors.attribute(scenario(projects=[], compare=SPEC), weights="equal", data=TOY)
    with pytest.raises(InputError, match="综合费用"):
        corridors.attribute(scenario(projects=["toy_canal"], compare={**SPEC, "objective": "time"}),
                            weights="equal", data=TOY)


# ---- files, screen, figure
def test_files_are_tidy_and_stamped(exactly: Attribution) -> None:
    files = attribution_files(exactly)
    rows = list(csv.DictReader(io.StringIO(files["attribution.csv"].decode("utf-8-sig"))))
    assert {"project", "name_zh", "scope", "alone", "last", "shapley", "low", "high",
            "share_pct", "n"} <= rows[0].keys()
    body = json.loads(files["attribution.json"])
    assert body["weights"]["id"] == "equal"
    assert body["cost_of_no_connection"] == {"kind": "factor", "value": 2.0}
    assert body["scenario_hash"] == exactly.scenario.hash
    assert body["data_version"] == exactly.base.data_version
    whole = [row for row in rows if row["scope"] == "all" and row["role"] != "bundle"]
    assert sum(float(row["share_pct"]) for row in whole) == pytest.approx(100, abs=1e-3)


def test_objects_show_themselves(exactly: Attribution) -> None:
    assert "exact" in repr(exactly)
    assert "pinglu_canal" in exactly._repr_html_()
    assert set(exactly.interactions.verdict) <= set(VERDICTS)


@pytest.mark.parametrize(("lang", "words"), [
    ("zh", ["份额 %", "等权", "精确求解", "份额为 0"]),
    ("en", ["Share, %", "equal weights (no flows)", "solved exactly", "share 0"])])
def test_screen(once: Callable[..., Result], real_one: Scenario, lang: str,
                words: list[str]) -> None:
    done = once("attribute", str(real_one.path), "--weights", "equal", "--workers", "1",
                "--lang", lang)
    assert done.exit_code == 0, done.output
    assert all(word in done.output for word in words), done.output


def test_the_figure_is_the_same_every_time(exactly: Attribution) -> None:
    first, again = (attribution_figure(exactly, "zh") for _ in range(2))
    assert first == again
    content = shares_content(exactly, "en")
    assert len(content.panels[0].bars) >= 2
    assert "equal weights" in content.subtitle


def test_the_command_says_which_weights_there_are(once: Callable[..., Result],
                                                  real_one: Scenario) -> None:
    done = once("attribute", str(real_one.path))
    assert done.exit_code == 2
    assert "equal" in done.output
    assert "sector:electronics" in done.output


def test_what_travels_to_processes_is_the_base_and_changes_alone(three: Scenario) -> None:
    builder = builder_of(three, resolve(three, TOY))
    before = pickle.dumps(builder)
    assert builder.reached("waterway")
    assert len(builder.own_logs) == len(builder.batches)
    assert len(pickle.dumps(builder)) == len(before)
    assert pickle.loads(before).reached("waterway") == builder.reached("waterway")


def test_a_world_solves_a_table_once(real_one: Scenario) -> None:
    from corridors.analysis.attribution.players import builder_of
    from corridors.scenario.resolve import resolve

    builder = builder_of(real_one, resolve(real_one))
    game = Game(builder, tuple(1 << i for i in range(len(builder.batches))),
                {"road": builder.reached("road")}, {"container": ("road",)}, ("nanning",),
                ("changsha",), "normal", {"container": np.ones((1, 1))}, None)
    world = World(game)
    solved = world.solved
    assert solved == 2
    world.worth_of_projects(world.all)
    assert world.solved == solved
