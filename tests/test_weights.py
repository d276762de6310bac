"""Weights of a comparison, worked by hand on the toy canal (``toy/README.md``).

Trips of the comparison, per TEU and tonne: mine-bay by water costs 1935 CNY and takes 69.2 h
without the canal, 1090 CNY and 74.7 h with it; mine-hill is served in name only before (down
to the ford and back up), 805 CNY and 57.1 h by the canal; by rail nothing changes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import corridors
from corridors import Comparison, Scenario
from corridors.analysis.checks import check_file
from corridors.analysis.sector_projects import projects_of_sector
from corridors.analysis.sectors import REGIONS, find_sector, read_sectors
from corridors.analysis.weights import YEARLY, Weighed, WeightRow, weigh
from corridors.cli.main import main
from corridors.errors import InputError, UnknownNameError

ROOT = Path(__file__).parents[1]
HEAD = "origin,destination,profile,teu_per_year,tonnes_per_year,passengers_per_year\n"
ENDS = ["hill", "bay", "isle"]
Make = Callable[..., Scenario]


@pytest.fixture(scope="session")
def canal(toy_dir: Path) -> Comparison:
    return corridors.compare(corridors.load_scenario(toy_dir / "scenarios" / "canal.yaml"),
                             toy_dir)


@pytest.fixture
def flows(tmp_path: Path) -> Callable[[str], Path]:
    """A file of flows with the whole heading."""
    def write(body: str, head: str = HEAD) -> Path:
        path = tmp_path / "flows.csv"
        path.write_text(head + body, encoding="utf-8")
        return path

    return write


def row(weighed: Weighed, *key: str, state: str = "both") -> WeightRow:
    (found,) = [r for r in weighed.rows if (r.profile, r.mode, r.measure, r.outcome)
                == (*key, state)]
    return found


def faults_of(result: Comparison, path: Path | str, lang: str = "en") -> list[str]:
    with pytest.raises(InputError) as error:
        weigh(result, path)
    return error.value.render(lang).splitlines()


# ---- a sector: membership, never demand
def test_a_sector_counts_each_of_its_pairs_once(canal: Comparison) -> None:
    found = weigh(canal, "sector:bells")
    # mine with the places of 玩具省; isle lies in another province
    assert found.members == (("mine", "hill"), ("mine", "bay"))
    cost = row(found, "container", "waterway", "cost_cny")
    assert (cost.pairs, cost.weight, cost.weight_unit, cost.statistic) == (1, 1, "pair", "mean")
    assert (cost.base, cost.after, cost.difference) == pytest.approx((1935, 1090, -845))
    assert (cost.gained, cost.lost) == (1, 0)
    hours = row(found, "container", "waterway", "time_h")
    assert (hours.gained, hours.lost, hours.difference) == (0, 1, pytest.approx(5.5))
    # mean of (mine, hill) 660 and (mine, bay) 960
    assert row(found, "container", "rail", "cost_cny").base == pytest.approx(810)


def test_pairs_newly_connected_are_counted_and_not_averaged(canal: Comparison) -> None:
    new = row(weigh(canal, "sector:bells"), "container", "waterway", "cost_cny", state="new")
    assert (new.pairs, new.base, new.difference) == (1, None, None)
    assert new.after == pytest.approx(805)


def test_both_directions_belong_to_a_sector(toy_dir: Path, scenario: Make) -> None:
    case = scenario(compare={"origins": ["isle", "bay"], "destinations": ["mine", "hill"],
                             "modes": ["best"]})
    found = weigh(corridors.compare(case, toy_dir), "sector:造船")
    assert found.members == (("isle", "mine"), ("isle", "hill"))


def test_a_sector_that_is_not_compared_gives_no_pairs(toy_dir: Path, scenario: Make) -> None:
    case = scenario(compare={"origins": ["hill"], "destinations": ["bay"], "modes": ["road"]})
    found = weigh(corridors.compare(case, toy_dir), "sector:bells")
    assert found.members == ()
    road = row(found, "container", "road", "cost_cny")
    assert (road.pairs, road.weight, road.base, road.difference) == (0, 0, None, None)


def test_sectors_by_any_name_and_colon(canal: Comparison) -> None:
    ids = {weigh(canal, text).id for text in ("sector:bells", "sector:铸钟", "sector：铸钟",
                                              "Sector: Bells")}
    assert ids == {"bells"}


def test_an_unknown_sector_lists_those_that_can_be_used(canal: Comparison) -> None:
    with pytest.raises(UnknownNameError) as error:
        weigh(canal, "sector:bels")
    text = error.value.render("en")
    assert "bells (铸钟), boats (造船), sails (帆布)" in text
    assert "masts" not in text
    assert text.endswith("Did you mean: bells?")


@pytest.mark.parametrize(("name", "zh", "en"), [
    ("ropes", "“重点对接地区”一栏", "The cell of partner provinces of “缆绳” (ropes)"),
    ("桅杆", "“重点布局市”与“重点对接地区”两栏", "The cells of cities and of partner provinces"),
])
def test_an_unread_row_says_which_cell(canal: Comparison, name: str, zh: str, en: str) -> None:
    (text,) = faults_of(canal, f"sector:{name}")
    assert en in text
    assert "could not be read safely" in text
    assert zh in faults_of(canal, f"sector:{name}", "zh")[0]


def test_a_package_without_the_table_has_no_sectors(toy_copy: Callable[..., Path]) -> None:
    folder = toy_copy()
    (folder / "sectors.csv").unlink()
    assert read_sectors(folder) == {}
    with pytest.raises(UnknownNameError):
        find_sector("bells", folder)


# ---- flows of a file
def test_flows_multiply_what_one_unit_gains(canal: Comparison,
                                            flows: Callable[..., Path]) -> None:
    found = weigh(canal, flows("mine,bay,container,200,,\n矿山,Hill,,100,,\n"
                               "kuangshan,海湾,,,3000,\n"))
    cost = row(found, "container", "waterway", "cost_cny")
    assert (cost.pairs, cost.weight, cost.weight_unit) == (1, 200, "TEU/year")
    assert (cost.unit, cost.statistic) == ("CNY/year", "sum")
    assert (cost.base, cost.after) == pytest.approx((200 * 1935, 200 * 1090))
    assert cost.difference == pytest.approx(200 * -845)
    assert row(found, "container", "waterway", "time_h").difference == pytest.approx(200 * 5.5)
    # the pair that only the canal connects: its weight and what it will cost, no difference
    new = row(found, "container", "waterway", "cost_cny", state="new")
    assert (new.pairs, new.weight, new.base, new.difference) == (1, 100, None, None)
    assert new.after == pytest.approx(100 * 805)
    rail = row(found, "container", "rail", "cost_cny")
    assert (rail.base, rail.difference) == (pytest.approx(200 * 960 + 100 * 660), 0)
    bulk = row(found, "bulk", "waterway", "co2_kg")
    assert (bulk.weight, bulk.weight_unit) == (3000, "t/year")
    assert bulk.difference == pytest.approx(3000 * (8.3 - 16.1))
    assert found.members == (("mine", "bay"), ("mine", "hill"))


def test_what_has_no_way_is_stated_with_its_weight(canal: Comparison,
                                                   flows: Callable[..., Path]) -> None:
    found = weigh(canal, flows("mine,isle,container,70,,\n"))
    never = row(found, "container", "rail", "time_h", state="never")
    assert (never.pairs, never.weight, never.base, never.after) == (1, 70, None, None)
    both = row(found, "container", "rail", "time_h")
    assert (both.pairs, both.weight, both.base, both.difference) == (0, 0, 0, 0)
    # the best way of mine-isle: 1890 before and 1540 after
    assert row(found, "container", "best", "cost_cny").difference == pytest.approx(70 * -350)
    # a profile without flows is left out
    assert {r.profile for r in found.rows} == {"container"}


def test_a_byte_order_mark_and_windows_lines_are_read(canal: Comparison, tmp_path: Path) -> None:
    path = tmp_path / "客流.csv"
    path.write_bytes(("\ufefforigin,destination,tonnes_per_year\r\nmine, bay ,10\r\n\r\n"
                      ).encode())
    found = weigh(canal, path)
    assert (found.id, found.kind) == ("客流", "flows")
    assert row(found, "bulk", "rail", "cost_cny").base == pytest.approx(900)


def test_all_faults_of_a_file_at_once(canal: Comparison, flows: Callable[..., Path]) -> None:
    path = flows("minne,bay,bulk,,1,\n"           # 2 unknown place
                 "mine,bay,bulk,,-1,\n"           # 3 negative
                 "mine,bay,bulk,5,,\n"            # 4 the wrong unit
                 "mine,bay,bulk,,5,\n"            # 5
                 "矿山,Bay,bulk,,6,\n"            # 6 given twice
                 "bay,mine,bulk,,1,\n"            # 7 the other direction is not compared
                 "mine,bay,passenger,,,9\n"       # 8 a profile that is not compared
                 "mine,hill,,,,9\n"               # 9 nobody is counted by passengers
                 "mine,hill,bulk,1,1,\n"          # 10 two flows
                 "mine,hill,bulk,,,\n"            # 11 none
                 ",hill,bulk,,nan,\n"             # 12 no origin, no number
                 "mine,hill,lorry,,1,\n")         # 13 no such profile
    lines = faults_of(canal, path)
    place = f"{path}, line "
    assert [int(line.removeprefix(place).split(":")[0]) for line in lines] == [
        2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 12, 13]
    for line, text in zip(lines, [
            "Did you mean: mine", "tonnes_per_year is “-1”",
            "by teu_per_year but by tonnes_per_year",
            "is given on line 5 already", "does not compare “bay” to “mine”",
            "does not compare the profile passenger; allowed: container, bulk",
            "No profile of the scenario is counted by passengers_per_year",
            "this one fills teu_per_year, tonnes_per_year", "this one fills —",
            "origin must not be empty", "tonnes_per_year is “nan”", "there is no “lorry”"],
            strict=True):
        assert text in line
    assert all("行" in line for line in faults_of(canal, path, "zh"))


@pytest.mark.parametrize(("head", "body", "expected"), [
    ("origin,destination,tons_per_year\n", "mine,bay,1\n",
     ["Unknown column tons_per_year", "no column of flows"]),
    ("origin,tonnes_per_year,tonnes_per_year\n", "mine,1,1\n",
     ["tonnes_per_year stands there twice", "destination is required"]),
    ("origin,destination,tonnes_per_year\n", "mine,bay\n", ["2 cells, the heading 3"]),
    ("origin,destination,tonnes_per_year\n", "", ["a heading and no flows"]),
])
def test_a_broken_heading_is_named(canal: Comparison, flows: Callable[..., Path], head: str,
                                   body: str, expected: list[str]) -> None:
    lines = faults_of(canal, flows(body, head))
    assert len(lines) == len(expected)
    assert all(text in line for line, text in zip(lines, expected, strict=True))


def test_a_unit_of_two_profiles_needs_the_profile(toy_dir: Path, scenario: Make,
                                                  flows: Callable[..., Path]) -> None:
    """Otherwise one flow would be counted for two kinds of user."""
    result = corridors.compare(scenario(compare={"profiles": ["bulk", "express"],
                                                 "modes": ["rail", "road"]}), toy_dir)
    (text,) = faults_of(result, flows("mine,bay,,,5,\n"))
    assert "name it in the column profile: bulk, express" in text


def test_a_missing_file_may_be_meant_as_a_sector(canal: Comparison) -> None:
    (text,) = faults_of(canal, "bells")
    assert text.endswith("Did you mean: sector:bells?")


# ---- laws
amounts = st.lists(st.floats(0, 1e6, allow_subnormal=False), min_size=3, max_size=3)
relaxed = settings(max_examples=25, deadline=None,
                   suppress_health_check=[HealthCheck.function_scoped_fixture])


def weighed_with(canal: Comparison, folder: Path, weights: list[float]) -> Weighed:
    path = folder / "drawn.csv"
    path.write_text("origin,destination,teu_per_year\n" + "".join(
        f"mine,{end},{weight!r}\n" for end, weight in zip(ENDS, weights, strict=True)),
        encoding="utf-8")
    return weigh(canal, path)


def test_weights_of_one_give_the_plain_sum(canal: Comparison, tmp_path: Path) -> None:
    found = weighed_with(canal, tmp_path, [1, 1, 1])
    for mode in ("waterway", "rail", "best"):
        for measure in YEARLY:
            plain = [r for r in canal.rows if r.profile == "container" and r.mode == mode
                     and r.measure == measure and r.difference is not None
                     and not (r.token_base or r.token_after)]
            total = row(found, "container", mode, measure)
            assert total.pairs == len(plain)
            assert total.difference == pytest.approx(sum(r.difference or 0 for r in plain))
            assert total.base == pytest.approx(sum(r.base or 0 for r in plain))


@relaxed
@given(weights=amounts, factor=st.sampled_from([0.0, 2.0, 4.0]))
def test_twice_the_weights_are_twice_the_totals(canal: Comparison, tmp_path: Path,
                                                weights: list[float], factor: float) -> None:
    once, more = (weighed_with(canal, tmp_path, [w * k for w in weights]) for k in (1.0, factor))
    assert len(once.rows) == len(more.rows) > 6
    for a, b in zip(once.rows, more.rows, strict=True):
        assert b.weight == pytest.approx(factor * a.weight)
        for name in ("base", "after", "difference"):
            left, right = getattr(a, name), getattr(b, name)
            assert right == (None if left is None else pytest.approx(factor * left))


@pytest.mark.parametrize("weights", ["sector:bells", "file"])
def test_an_empty_scenario_changes_nothing(toy_dir: Path, scenario: Make, weights: str,
                                           flows: Callable[..., Path]) -> None:
    result = corridors.compare(scenario(projects=[]), toy_dir)
    path = flows("mine,hill,container,5,,\nmine,bay,bulk,,7,\n")
    found = weigh(result, path if weights == "file" else weights)
    both = [r for r in found.rows if r.outcome == "both"]
    assert len(both) > 6
    assert {r.difference for r in both if r.pairs} == {0.0}
    assert not any(r.gained or r.lost or r.outcome in ("new", "gone") for r in found.rows)


def test_the_table_is_tidy(canal: Comparison) -> None:
    table = weigh(canal, "sector:bells").table
    assert list(table.columns) == list(WeightRow._fields)
    assert pd.api.types.is_float_dtype(table["difference"])
    assert not table.duplicated(["profile", "mode", "measure", "outcome"]).any()


# ---- which projects serve a sector
def test_projects_of_a_sector_are_ranked_by_the_pairs_they_help(toy_dir: Path) -> None:
    found = projects_of_sector("bells", mode="waterway", data=toy_dir)
    ids = [s.project for s in found]
    assert ids[:2] == ["toy_canal_priority", "toy_canal"]
    assert "toy_study" not in ids
    canal = found[1]
    # mine with hill and bay, there and back
    assert canal.pairs == 4
    assert canal.largest is not None
    assert canal.largest.project == "toy_canal"
    assert canal.gained + canal.new > 0
    assert (found[-1].gained, found[-1].new) == (0, 0)


def test_projects_of_a_sector_by_name_and_measure(toy_dir: Path) -> None:
    (found,) = projects_of_sector("铸钟", projects=["改扩建公路"], mode="road", measure="time_h",
                                  data=toy_dir)
    # a tenth of 90 and of 240 km at 50 km/h, both ways
    assert (found.pairs, found.gained) == (4, 4)
    assert found.mean_difference == pytest.approx(-(0.18 + 0.48) / 2)
    assert found.largest is not None
    assert found.largest.difference == pytest.approx(-0.48)


# ---- the annex as it stands in the package
def test_the_annex_reads_without_fault() -> None:
    sectors = read_sectors()
    assert len(sectors) > 25
    assert {s.read for s in sectors.values()} == {"yes", "partly", "unread"}
    guangxi = set(corridors.load_network().place_sets["guangxi"])
    belt = set(REGIONS["长江经济带各省市"])
    for sector in sectors.values():
        assert set(sector.cities) <= guangxi
        assert set(sector.provinces) <= belt
        assert sector.source_id == "guangxi_plan_2022"
    usable = {s.id for s in sectors.values() if s.usable}
    assert {"electronics", "new_energy_vehicles", "daily_goods", "seeds"} <= usable
    assert not usable & {"machinery", "biomedicine", "cold_chain", "light_industry"}


def test_the_page_names_every_sector_that_can_be_used() -> None:
    page = (ROOT / "docs" / "weights.md").read_text(encoding="utf-8")
    sectors = read_sectors().values()
    assert all((f"`{s.id}`" in page) == s.usable for s in sectors)
    assert all(name in page for name in WeightRow._fields)


def test_lists_that_stand_in_one_piece_are_those_of_the_plan() -> None:
    folder = Path(os.environ.get("CORRIDORS_PLANS") or ROOT.parent / "shared" / "plans")
    if not folder.is_dir():
        pytest.skip("the texts of the plans are not part of the repository")
    text = (folder / "guangxi_2022_2025.txt").read_text(encoding="utf-8")
    annex = text[text.rindex("附件广西对接长江经济带产业协同发展重点方向"):]
    places = corridors.load_network().places
    whole = [s for s in read_sectors().values() if s.confidence == "high"]
    assert len(whole) > 10
    for sector in whole:
        names = [str(places["name_zh"][places.index[key]]) for key in sector.cities]
        assert "、".join(f"{name}市" for name in names) in annex, sector.id
        provinces = [name + ("" if name in REGIONS else "市" if name in ("上海", "重庆") else "省")
                     for name in sector.partners]
        assert "、".join(provinces).replace("地区、", "地区，") in annex, sector.id
        assert sector.name_zh in annex


def test_a_broken_table_of_sectors_is_answered(tmp_path: Path) -> None:
    path = tmp_path / "sectors.csv"
    head = "id,name_zh,name_en,group,cities,partners,read,missing,source_id,confidence\n"
    path.write_text(head + "a,甲,A,industry,nanning,上每,yes,,assumption,high\n"
                    "b,乙,B,industry,nanning,,yes,,assumption,high\n"
                    "c,丙,C,industry,,,unread,,assumption,high\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        check_file(path)
    lines = error.value.render("en").splitlines()
    assert [line.split(": ")[0].rsplit(" ", 1)[1] for line in lines] == ["2", "3", "4"]
    assert "上每" in lines[0]
    assert "read is yes, with 1 cities and 0 partners" in lines[1]
    assert "missing names the cells" in lines[2]


# ---- the command
CASE = """schema: 1
name: {zh: 试, en: Trial}
projects: [guiyang_nanning_hsr]
compare:
  profiles: [passenger]
  modes: [rail]
  origins: [nanning, laibin]
  destinations: [guiyang, changsha]
  measures: [time_h]
"""


def command(*args: str) -> Result:
    return CliRunner().invoke(main, ["compare", "case.yaml", "--no-map", "--out", "out", *args])


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_compare_writes_weights_and_leaves_the_comparison(case: Path) -> None:
    assert command().exit_code == 0
    plain = (case / "out" / "comparison.csv").read_bytes()
    assert json.loads((case / "out" / "summary.json").read_text("utf-8"))["weights"] is None
    assert not (case / "out" / "weights.csv").exists()
    done = command("--weights", "sector:高端装备制造", "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "Membership: High-end equipment, 2 member pairs" in done.stdout
    assert "no flow and no demand" in done.stdout
    assert "is incomplete in the stored text" in done.stdout
    assert (case / "out" / "comparison.csv").read_bytes() == plain
    raw = (case / "out" / "weights.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfweights,profile,mode,measure,unit,")
    kept = json.loads((case / "out" / "summary.json").read_text("utf-8"))["weights"]
    assert (kept["id"], kept["kind"], kept["pairs"]) == ("high_end_equipment", "sector", 2)
    assert kept["sector"]["missing"] == ["partners"]
    assert kept["rows"][0]["difference"] < 0
    # weights of an earlier run would belie these results
    assert command().exit_code == 0
    assert not (case / "out" / "weights.csv").exists()


@pytest.mark.parametrize(("lang", "told"), [("zh", "不代表运量或需求"), ("en", "no demand")])
def test_flows_on_the_screen(case: Path, lang: str, told: str) -> None:
    (case / "f.csv").write_text("origin,destination,passengers_per_year\n南宁,贵阳,1000000\n",
                                encoding="utf-8")
    done = command("--weights", "f.csv", "--lang", lang)
    assert done.exit_code == 0, done.output
    assert told not in done.stdout
    assert "1,000,000" in done.stdout
    data = json.loads(command("--weights", "f.csv", "--format", "json").stdout)["weights"]
    assert data["sector"] is None
    assert {r["unit"] for r in data["rows"]} == {"h/year", "CNY/year", "kg/year"}


@pytest.mark.parametrize("weights", ["sector:电子", "sector:冷链物流建设", "nowhere.csv"])
def test_bad_weights_write_nothing(case: Path, weights: str) -> None:
    done = command("--weights", weights)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert not (case / "out").exists()
