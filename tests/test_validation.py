"""The model against published figures: answers worked by hand on the toy network, faults of the
table, what the real table must keep, and the files and the figure that are written."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import matplotlib.image
import pytest
from click.testing import CliRunner
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from corridors.analysis.checks import check_embedded
from corridors.analysis.validation import run as running
from corridors.analysis.validation.published import FIGURES, rows_of
from corridors.analysis.validation.run import Validation, validate
from corridors.analysis.validation.score import (
    LEAST_ROWS,
    TARGETS,
    Item,
    Score,
    changes,
    half,
    scores,
)
from corridors.charts.scatter import KINDS, Point, ScatterContent, draw_scatter
from corridors.cli.main import main
from corridors.errors import InputError
from corridors.messages import MESSAGES
from corridors.network.load import read_base
from corridors.projects.register import register
from corridors.report.validation import print_validation, validation_csv, validation_json
from corridors.report.validation_figure import scatter, validation_figure
from corridors.schema import columns, table_path
from corridors.tables import read_table
from corridors.units import BASE_DATE

DATA = Path(__file__).parents[1] / "data"
FILE = table_path("published_times")
Row = dict[str, object]
BASE: Row = {"profile": "passenger", "mode": "rail", "origin": "mine", "destination": "bay",
             "from_zh": "矿山", "to_zh": "海湾", "measure": "time_h", "unit": "h",
             "definition": "station_to_station", "kind": "fastest", "date": BASE_DATE,
             "use": "score", "basis": "published", "source_id": "timetable", "year": 2023,
             "confidence": "high"}
ROAD: Row = {"mode": "road", "definition": "city_to_city", "kind": "typical"}
BARGE: Row = {"profile": "bulk", "mode": "waterway", "origin": "hill", "kind": "typical"}
OUT: Row = {"use": "left_out", "date": "", "reason": "doubtful"}
ROWS: tuple[Row, ...] = (
    {"id": "train", "value": 2.5},
    {"id": "train_own", "value": 2.75},
    {"id": "car", "value": 2.0, **ROAD},
    {"id": "flight", "value": 1.2, "mode": "air", "origin": "hill", "destination": "isle",
     "definition": "block"},
    {"id": "flight_fit", "value": 1.5, "mode": "air", "origin": "hill", "destination": "isle",
     "definition": "block", "use": "formula", "reason": "fitted"},
    {"id": "goods", "value": 8, "profile": "container", "definition": "terminal_to_terminal"},
    {"id": "goods_door", "value": 30, "profile": "container", "definition": "door_to_door"},
    {"id": "barge", "value": 20, **BARGE, "definition": "terminal_to_terminal"},
    {"id": "barge_km", "value": 100, **BARGE, "measure": "distance_km", "unit": "km",
     "definition": "main_leg"},
    {"id": "barge_none", "value": 50, **BARGE, "origin": "isle",
     "definition": "terminal_to_terminal"},
    {"id": "road_before", "value": 2.5, **ROAD, "pair": "wider", "state": "before"},
    {"id": "road_after", "value": 2.2, **ROAD, "pair": "wider", "state": "after",
     "kind": "expected", "projects": "toy_road"},
    {"id": "faster_before", "value": 2.9, "pair": "faster", "state": "before",
     "date": "2023-12-31"},
    {"id": "faster_after", "value": 2.4, "pair": "faster", "state": "after", "date": "2024-01-31"},
    {"id": "less", "value": -0.2, **ROAD, "kind": "delta", "projects": "toy_road"},
    {"id": "more", "value": 0.12, **ROAD, "kind": "delta", "projects": "toy_road"},
    {"id": "hearsay", "value": 2.7, "use": "left_out", "reason": "general_knowledge",
     "basis": "general_knowledge", "source_id": "assumption", "confidence": "assumed"},
    {"id": "old", "value": 9, **OUT, "reason": "before_base"},
    {"id": "elsewhere", "value": 4, **OUT, "origin": "", "reason": "no_place"},
)
Package = Callable[..., Path]


@pytest.fixture
def package(toy_copy: Callable[..., Path]) -> Package:
    """The toy data package with a table of published figures; cells of one row replaced."""
    def make(row: str = "", rows: tuple[Row, ...] = ROWS, name: str = "package",
             **cells: object) -> Path:
        folder = toy_copy(name)
        (folder / FILE).parent.mkdir()
        with (folder / FILE).open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, list(columns("published_times")), restval="")
            writer.writeheader()
            for item in rows:
                writer.writerow({**BASE, **item, **(cells if item["id"] == row else {})})
        return folder

    return make


@pytest.fixture
def toy_result(package: Package) -> Validation:
    return validate(package())


@pytest.fixture(scope="session")
def real_result(held: Callable[[], Validation]) -> Validation:
    return held()


def of(result: Validation, key: str) -> running.Compared:
    return next(item for item in result.rows if item.row.id == key)


def score_of(result: Validation, group: str, half: str = "all") -> Score:
    return next(score for score in result.scores
                if (score.group, score.profile, score.half) == (group, "", half))


# ---- what the model is compared by, worked by hand
@pytest.mark.parametrize(("key", "modelled", "error"), [
    ("train", 1 + 0.25 + 1.5, 10),                  # in the train, with the stop at hill
    ("car", 240 / 100, 20),                         # without the ends within the cities
    ("flight", 0.5 + 0.002 * 500, 25),              # block time by the formula
    ("goods", 240 / 40, -25),                       # block train, without handling and dwell
    # load, 5 km by lorry, dwell, half of 10 h, load, ride, unload, dwell, 5 km, unload
    ("goods_door", 1 + 0.2 + 10 + 5 + 2 + 6 + 2 + 5 + 0.2 + 2, (33.4 / 30 - 1) * 100),
    ("barge", 120 / 10 + 4 + 1, -15),               # 12 km/h for 20 h of 24; queue and passage
    ("barge_km", 120, 20),
    ("road_after", 216 / 100, (2.16 / 2.2 - 1) * 100),
    ("faster_before", 2.75, (2.75 / 2.9 - 1) * 100),
    ("faster_after", 0.75 + 0.25 + 1.25, (2.25 / 2.4 - 1) * 100),
    ("less", -0.24, 20),
    ("more", -0.24, -300),
])
def test_a_figure_is_compared_by_its_definition(toy_result: Validation, key: str,
                                                modelled: float, error: float) -> None:
    item = of(toy_result, key)
    assert item.modelled == pytest.approx(modelled)
    assert item.error_pct == pytest.approx(error)
    assert item.use == "score"


def test_a_figure_that_the_data_hold_does_not_count(toy_result: Validation) -> None:
    item = of(toy_result, "train_own")
    assert (item.row.use, item.use, item.reason) == ("score", "built_in", "own_figure")
    assert item.modelled == pytest.approx(2.75)
    assert "train_own" not in {one.row.id for one in toy_result.counted}


@pytest.mark.parametrize(("value", "use"), [(2.75 + 0.9 / 60, "built_in"),
                                            (2.75 + 1.1 / 60, "score")])
def test_to_the_minute_is_a_coincidence_that_is_not_believed(package: Package, value: float,
                                                             use: str) -> None:
    assert of(validate(package("train_own", value=value)), "train_own").use == use


def test_a_formula_may_agree_by_chance(package: Package) -> None:
    """The flight has no run time in the data: what agrees is no figure of the data."""
    assert of(validate(package("flight", value=1.5)), "flight").use == "score"


def test_stations_are_those_of_the_places(package: Package) -> None:
    """Without the through train it is quicker to drive to hill; a figure between stations is
    compared with the trains from mine all the same: 80 and 160 km at 80 km/h, and the change at
    hill, 0.25 h on the platform and half of 2 h."""
    folder = package()
    services = folder / "services.csv"
    services.write_text(services.read_text(encoding="utf-8").replace(
        "Through train,passenger,4,", "Through train,passenger,0,"), encoding="utf-8")
    assert of(validate(folder), "train").modelled == pytest.approx(1 + 0.25 + 1 + 2)


def test_the_fastest_train_is_the_fastest_however_seldom_it_runs(package: Package) -> None:
    """Every 40 h the through train still takes 2.75 h, against 4.25 h with a change."""
    folder = package()
    services = folder / "services.csv"
    services.write_text(services.read_text(encoding="utf-8").replace(
        "Through train,passenger,4,", "Through train,passenger,40,"), encoding="utf-8")
    assert of(validate(folder), "train").modelled == pytest.approx(1 + 0.25 + 1.5)


def test_a_place_without_a_terminal_of_its_own_has_no_path(package: Package) -> None:
    """The port of hill is 95 km from mine by lorry; a voyage from mine is no voyage from hill."""
    item = of(validate(package("barge", origin="mine")), "barge")
    assert (item.use, item.modelled) == ("score", None)


def test_a_terminal_that_a_figure_names_is_the_one(package: Package) -> None:
    folder = package("barge_km", origin_node="in_hill", destination_node="in_bay")
    assert of(validate(folder), "barge_km").modelled == pytest.approx(120)


def test_a_terminal_that_is_not_there_is_a_fault(package: Package) -> None:
    with pytest.raises(InputError) as caught:
        validate(package("barge_km", origin_node="in_bay"))
    assert caught.value.render("en") == (
        "barge_km: the network of 2022-11-30 has no terminal in_bay at hill; "
        "it has ap_hill, in_hill, rd_hill, rl_hill.")


def test_general_knowledge_is_compared_and_never_counts(toy_result: Validation) -> None:
    item = of(toy_result, "hearsay")
    assert item.modelled == pytest.approx(2.75)
    assert item.use == "left_out"
    assert of(toy_result, "old").prediction is None
    assert of(toy_result, "elsewhere").prediction is None


# ---- halves, scores, verdicts
def test_the_split_is_the_parity_of_a_checksum(toy_result: Validation) -> None:
    assert {key: half(key) for key in ("wider", "faster", "train", "car", "barge", "goods")} == {
        key: ("fitting", "checking")[crc32(key.encode()) % 2]
        for key in ("wider", "faster", "train", "car", "barge", "goods")}
    assert (half("pr004"), half("guinan")) == ("checking", "fitting")
    assert of(toy_result, "road_before").half == of(toy_result, "road_after").half == half("wider")


def test_scores_of_groups(toy_result: Validation) -> None:
    rail = score_of(toy_result, "rail_passenger")  # +10, -5.17, -6.25 per cent
    assert (rail.n, rail.missing, rail.verdict) == (3, 0, "not_judged")
    assert rail.median_error_pct == pytest.approx(6.25)
    assert rail.bias_pct == pytest.approx((2.75 / 2.9 - 1) * 100)
    assert rail.within_10_pct == pytest.approx(100)
    road = score_of(toy_result, "road")            # +20, -4, -1.8 per cent
    assert (road.n, road.median_error_pct) == (3, pytest.approx(4))
    assert (road.within_10_pct, road.within_25_pct) == (pytest.approx(200 / 3), 100)
    water = score_of(toy_result, "water_h")        # one without a path is within nothing
    assert (water.n, water.missing, water.within_25_pct) == (1, 1, pytest.approx(50))
    assert score_of(toy_result, "water_km").median_error_pct == pytest.approx(20)
    assert score_of(toy_result, "air").n == 1      # not the one the formula was fitted to
    freight = score_of(toy_result, "rail_freight")
    assert freight.n == 2
    for group in TARGETS:
        halves = [score for score in toy_result.scores
                  if (score.group, score.profile) == (group, "")]
        if halves:
            assert halves[0].n + halves[1].n == halves[2].n


def test_changes_of_pairs_and_deltas(toy_result: Validation) -> None:
    found = {item.key: item for item in toy_result.changes}
    assert set(found) == {"wider", "faster", "less", "more"}
    assert found["wider"].published == pytest.approx(-0.3)
    assert found["wider"].modelled == pytest.approx(-0.24)
    assert found["wider"].error_pct == pytest.approx(-20)
    assert found["faster"].error_pct == pytest.approx(0)
    assert [found[key].right for key in ("wider", "faster", "less", "more")] == [
        True, True, True, False]
    score = score_of(toy_result, "change")
    assert (score.n, score.right_pct) == (4, 75)
    assert score.median_error_pct == pytest.approx((20 + 20) / 2)


def test_a_pair_counts_only_where_both_sides_do(package: Package) -> None:
    result = validate(package("faster_after", use="built_in", reason="own_figure"))
    found = {item.key: item for item in result.changes}
    assert (found["faster"].use, found["wider"].use) == ("built_in", "score")
    assert score_of(result, "change").n == 3


def items(errors: list[float | None]) -> list[Item]:
    keys = [f"k{i}" for i in range(1000) if half(f"k{i}") == "checking"]
    return [Item("passenger", "road", "time_h", key, 10.0,
                 None if error is None else 10.0 * (1 + error / 100))
            for key, error in zip(keys, errors, strict=False)]


@pytest.mark.parametrize(("errors", "verdict"), [
    ([9.0] * (LEAST_ROWS - 1), "too_few"),
    ([9.0] * LEAST_ROWS, "met"),
    ([-9.0] * 5 + [50.0] * 4, "met"),
    ([-9.0] * 4 + [50.0] * 5, "not_met"),
    ([9.0] * 8 + [None] * 7, "met"),
    ([9.0] * 8 + [None] * 9, "not_met"),
])
def test_verdicts(errors: list[float | None], verdict: str) -> None:
    found = {score.half: score for score in scores(items(errors))
             if (score.group, score.profile) == ("road", "")}
    assert found["checking"].verdict == verdict
    assert found["fitting"].verdict == found["all"].verdict == "not_judged"
    assert found["checking"].n == sum(error is not None for error in errors)


def test_one_wrong_direction_misses_the_target_of_changes() -> None:
    good = items([0.0] * 10)
    assert changes(good)[1].verdict == "met"
    assert changes([*good, *items([None] * 10 + [-150.0])[10:]])[1].verdict == "not_met"


def test_failed_are_claimable_targets_of_the_checking_half(toy_result: Validation) -> None:
    assert toy_result.failed == ()


# ---- faults of the table
@pytest.mark.parametrize(("row", "cells", "message"), [
    ("train", {"reason": "doubtful"},
     "train: a row that counts (use: score) has no reason; found doubtful."),
    ("old", {"reason": ""},
     "old: use is left_out but no reason is given. Say why it does not count."),
    ("train", {"definition": "", "date": ""},
     "train: use is score, but definition, date is missing. Give it, or leave the row out"),
    ("train", {"basis": "general_knowledge"}, "train: general knowledge never counts."),
    ("train", {"date": "2021-06-30"},
     "train: no network is known for 2021-06-30, before the base date 2022-11-30. Leave date"),
    ("train", {"unit": "km"}, "train: time_h is in h, found km."),
    ("train", {"definition": "main_leg"},
     f"train: time_h cannot be defined as main_leg; allowed: {', '.join(FIGURES['time_h'])}."),
    ("train", {"mode": "sea"},
     "train: passenger has no main mode sea; allowed: road, rail, air."),
    ("train", {"destination": "mine"}, "train: origin and destination are the same (mine)."),
    ("train", {"value": -2},
     "train: -2 is no time or distance; only a row of kind delta may be negative."),
    ("less", {"projects": ""}, "less: a row of kind delta needs the projects whose change it is."),
    ("less", {"value": 0}, "less: a change of 0 is none to compare."),
    ("train", {"pair": "alone"}, "train: pair and state go together."),
    ("road_after", {"pair": "", "state": ""},
     "wider needs one row before and one after; found: road_before before."),
    ("road_after", {"value": 2.5},
     "Both rows of wider have the same value: there is no change to compare."),
    ("road_after", {"mode": "rail"},
     "Both rows of wider must have the same profile, mode, measure and definition."),
    ("road_after", {"projects": "toy_rode"},
     "There is no project “toy_rode”. Did you mean: toy_road"),
    ("train", {"source_id": "nobody"}, "nobody"),
    ("train", {"use": "maybe"}, "maybe"),
    ("train", {"origin": "mines"}, "mines"),
])
def test_a_broken_row_is_answered(package: Package, row: str, cells: Row, message: str) -> None:
    folder = package(row, **cells)
    with pytest.raises(InputError) as caught:
        validate(folder)
    assert len(caught.value.faults) == 1
    found = caught.value.faults[0]
    text = found.render("en")
    assert message in text
    assert str(folder / FILE) in text
    ids = [item["id"] for item in ROWS]
    assert found.line in {2 + ids.index(row), 2 + ids.index("road_before")}
    assert "wider" in message or found.line == 2 + ids.index(row)
    assert re.search(r"[\u4e00-\u9fff]", found.render("zh"))
    package_faults = [f.render("en") for f in check_embedded(folder).faults]
    assert text in package_faults


def test_the_table_is_checked_as_a_file_too(tmp_path: Path) -> None:
    text = (DATA / FILE).read_text(encoding="utf-8")
    good, bad = tmp_path / "published_times.csv", tmp_path / "bad" / "published_times.csv"
    good.write_text(text, encoding="utf-8")
    bad.parent.mkdir()
    bad.write_text(text.replace(",time_h,240,h,", ",time_h,240,km,"), encoding="utf-8")
    assert CliRunner().invoke(main, ["check", str(good)]).exit_code == 0
    done = CliRunner().invoke(main, ["check", str(bad), "--lang", "en"])
    assert done.exit_code == 2
    assert "time_h is in h, found km." in done.stderr


def test_a_package_may_do_without(toy_dir: Path) -> None:
    result = validate(toy_dir)
    assert result.rows == ()
    assert {score.n for score in result.scores} == {0}
    assert json.loads(validation_json(result))["published_version"] is None


def test_results_do_not_rest_on_the_table(package: Package, toy_dir: Path) -> None:
    assert read_base(package()).data_version == read_base(toy_dir).data_version


# ---- the real table
def real_rows() -> list[dict[str, str]]:
    with (DATA / FILE).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_every_fact_is_judged() -> None:
    with (DATA / "import" / "facts" / "published_times.csv").open(encoding="utf-8") as handle:
        facts = {row["id"].lower() for row in csv.DictReader(handle)}
    with (DATA / "import" / "facts" / "air_flights.csv").open(encoding="utf-8") as handle:
        facts |= {row["id"].lower() for row in csv.DictReader(handle)}
    found = {row["id"] for row in real_rows()}
    assert len(facts) > 280
    assert facts <= found


def test_what_the_real_table_must_keep() -> None:
    rows = real_rows()
    assert len(rows) > 280
    for row in rows:
        assert (row["use"] == "score") == (row["reason"] == ""), row["id"]
        if row["basis"] == "general_knowledge":
            assert row["use"] == "left_out", row["id"]
        if row["source_id"] == "assumption":
            assert row["basis"] == "general_knowledge", row["id"]
        if row["use"] == "score":
            assert row["date"] >= BASE_DATE[:len(row["date"])], row["id"]
            assert int(row["year"]) >= 2022, row["id"]
            assert row["confidence"] in ("high", "medium"), row["id"]
    table, faults = read_table(DATA / FILE, "published_times")
    assert table is not None
    assert faults == []
    assert len(rows_of(table)) == len(rows)


def test_flights_of_the_fit_never_count() -> None:
    flights = [row for row in real_rows() if row["source_id"] == "airline_routes"]
    assert len(flights) > 50
    assert {row["use"] for row in flights} <= {"built_in", "formula", "left_out"}


def test_the_real_table_has_no_fault(real_result: Validation) -> None:
    assert len(real_result.rows) == len(real_rows())
    assert all(item.prediction is not None for item in real_result.rows if item.use == "score")
    assert all(item.row.basis == "published" for item in real_result.counted)
    own = [item for item in real_result.rows if item.prediction is not None
           and item.prediction.own_figure]
    assert len(own) > 20
    assert {item.use for item in own} <= {"built_in", "left_out", "formula"}


def test_pairs_of_the_real_table_have_both_sides(real_result: Validation) -> None:
    pairs = {row["pair"] for row in real_rows() if row["pair"]}
    assert pairs
    assert pairs <= {item.key for item in real_result.changes}


# ---- files
def test_csv_has_every_row(toy_result: Validation) -> None:
    rows = list(csv.DictReader(io.StringIO(validation_csv(toy_result).decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == sorted(str(row["id"]) for row in ROWS)
    train = next(row for row in rows if row["id"] == "train")
    assert (train["published"], train["modelled"], train["error_pct"]) == ("2.5", "2.75", "10.0")
    assert train["path"] == "tt_mine_bay+tt_mine_bay"
    assert train["command"] == ("corridors route mine bay --profile passenger --mode rail "
                                "--objective time --date 2022-11-30")
    old = next(row for row in rows if row["id"] == "old")
    assert (old["modelled"], old["error_pct"], old["command"]) == ("", "", "")


def test_json_says_what_the_table_says(toy_result: Validation) -> None:
    data = json.loads(validation_json(toy_result))
    assert data["data_version"] == toy_result.base.data_version
    assert data["counted"] == len(toy_result.counted) == 12
    assert {item["reason"]: item["rows"] for item in data["left_out"]} == {
        "own_figure": 1, "fitted": 1, "general_knowledge": 1, "before_base": 1, "no_place": 1}
    # none at all, then a quarter too long and a quarter too short
    assert [item["id"] for item in data["worst"]][:3] == ["barge_none", "flight", "goods"]
    assert data["worst"][0]["modelled"] is None
    changes = {item["id"]: item for item in data["changes"]}
    assert changes["more"]["direction_right"] is False
    rail = next(score for score in data["scores"]
                if (score["group"], score["half"]) == ("rail_passenger", "all"))
    assert (rail["profile"], rail["n"], rail["verdict"]) == (None, 3, "not_judged")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_screen(toy_result: Validation, lang: str) -> None:
    from rich.console import Console

    console = Console(file=io.StringIO(), width=200, highlight=False)
    print_validation(console, toy_result, lang)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    for key in ("title.validation", "title.validation_changes", "title.validation_left_out",
                "title.validation_worst", "verdict.too_few", "reason.before_base"):
        assert MESSAGES[key][lang] in text
    assert "corridors route mine bay --profile passenger --mode road" in text
    assert re.search(r"\+?−0\.30 +−0\.24", text)
    assert bool(re.search(r"Mine +Bay", text)) is (lang == "en")
    assert not re.search(r" mine +bay ", text.replace("corridors route mine bay", ""))


def test_the_same_bytes_every_time(package: Package) -> None:
    first, second = (validate(package(name=name)) for name in ("one", "two"))
    assert validation_csv(first) == validation_csv(second)
    assert validation_json(first) == validation_json(second)
    assert validation_figure(first, "zh") == validation_figure(second, "zh")


def test_the_order_of_rows_does_not_matter(package: Package) -> None:
    first = validate(package(name="one"))
    second = validate(package(name="two", rows=ROWS[::-1]))
    assert validation_csv(first) == validation_csv(second)


# ---- figure
def drawn(result: Validation, lang: str) -> Figure:
    return draw_scatter(scatter(result, lang))


def test_the_figure_shows_every_level_that_counts(toy_result: Validation) -> None:
    hours, km = drawn(toy_result, "en").axes
    counted = [item for item in toy_result.counted if item.modelled is not None]
    for ax, unit in ((hours, "h"), (km, "km")):
        points = {(line.get_xdata()[0], line.get_ydata()[0]): line for line in ax.lines
                  if line.get_linestyle() == "None"}
        assert sorted(points) == sorted((item.row.value, item.modelled) for item in counted
                                        if item.row.unit == unit)
        assert ax.get_xscale() == ax.get_yscale() == "log"
        assert ax.get_xlim() == ax.get_ylim()
    train = next(line for line in hours.lines if line.get_xdata()[0] == 2.5
                 and line.get_marker() == KINDS["rail_passenger"].marker)
    assert (train.get_markerfacecolor() == "white") == (half("train") == "fitting")


def test_markers_tell_kinds_apart_without_colour() -> None:
    assert len({symbol.marker for symbol in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_figure_reads_in_both_languages(toy_result: Validation, lang: str) -> None:
    fig = drawn(toy_result, lang)
    texts = [text.get_text() for text in fig.texts]
    assert MESSAGES["map.validation.title"][lang] in texts
    assert toy_result.base.data_version in texts[-1]
    names = {text.get_text() for text in fig.legends[0].get_texts()}
    assert names == {MESSAGES[f"map.validation.{kind}"][lang]
                     for kind in ("rail_passenger", "rail_freight", "car", "air", "inland")}


CLOSE = (
    [Point("car", 2 + i / 10, 3 + i / 10, True, f"Nanning—Guiyang {i}") for i in range(6)],
    # no room to the right of the second one, and the first one close by below it
    [Point("sea", 96, 113.1, False, ""), Point("inland", 240, 143.4, False, "Chengdu—Shanghai"),
     Point("rail_passenger", 1.47, 1.33, False, ""), Point("sea", 552, 488, True, "")],
)


@pytest.mark.parametrize("points", CLOSE)
def test_no_name_lies_over_a_point_or_another_name(points: list[Point]) -> None:
    fig = draw_scatter(ScatterContent(points, [], "en", "", ""))
    fig.canvas.draw()
    ax = fig.axes[0]
    boxes = [text.get_window_extent() for text in ax.texts]
    assert boxes
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])
    marks = ax.transData.transform([(p.published, p.modelled) for p in points])
    # the largest symbol is 7.6 points wide, and its edge 1.1
    around = [Bbox.from_bounds(x, y, 0, 0).padded(8.7 / 2 * fig.dpi / 72) for x, y in marks]
    assert not any(box.overlaps(mark) for box in boxes for mark in around)


def test_an_empty_figure_says_so(toy_dir: Path) -> None:
    fig = drawn(validate(toy_dir), "en")
    assert [ax.texts[0].get_text() for ax in fig.axes] == ["no published figure counts"] * 2


# ---- the command
def test_the_command_writes_its_files(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = CliRunner().invoke(main, ["validate", "--out", str(out), "--lang", "en"])
    assert done.exit_code == 0, done.output
    assert "The model against published figures" in done.stdout
    assert sorted(path.name for path in out.iterdir()) == [
        "corridors.json", "validation.csv", "validation.json", "validation.png"]
    assert matplotlib.image.imread(out / "validation.png").shape[:2] == (1320, 2200)
    data = json.loads((out / "validation.json").read_text(encoding="utf-8"))
    assert data["rows"] == len(real_rows())


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_command_prints_what_it_would_write(form: str, real_result: Validation) -> None:
    done = CliRunner().invoke(main, ["validate", "--format", form])
    assert done.exit_code == 0, done.output
    made = validation_csv(real_result) if form == "csv" else validation_json(real_result)
    assert done.stdout == made.decode("utf-8-sig")


def test_strict_fails_where_a_target_is_missed(monkeypatch: pytest.MonkeyPatch,
                                               toy_result: Validation) -> None:
    missed = Score("road", "", "", "time_h", "checking", 9, 0, 30.0, 30.0, 0.0, 0.0, None, 10.0,
                   "not_met")
    result = Validation(toy_result.base, toy_result.rows, toy_result.changes, (missed,))
    monkeypatch.setattr(running, "validate", lambda *_, **__: result)
    done = CliRunner().invoke(main, ["validate", "--strict", "--lang", "en", "--format", "json"])
    assert done.exit_code == 1
    assert "Targets that the checking half does not meet: Road (driving time)." in done.stderr
    assert CliRunner().invoke(main, ["validate", "--format", "json"]).exit_code == 0


def test_projects_of_the_table_are_of_the_register() -> None:
    named = {name for row in real_rows() for name in row["projects"].split(";") if name}
    assert named
    assert named <= set(register().ids)
