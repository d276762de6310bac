"""What a briefing says: its sentences and tables repeat the numbers of the comparison."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

import corridors
from corridors.analysis.claims import CheckedClaim, check_claims
from corridors.analysis.compare import Comparison
from corridors.analysis.subject import subject
from corridors.analysis.summary import lock_pairs, summarise
from corridors.analysis.validation.run import Validation
from corridors.analysis.validation.score import Score
from corridors.charts.model import Distribution, Dumbbell, Heatmap, StackedBars, TradeOff
from corridors.report.briefing.build import LABELS, build_brief
from corridors.report.briefing.groups import connected
from corridors.report.briefing.headline import headline_row
from corridors.report.briefing.model import (
    Brief,
    ChartFigure,
    Definitions,
    Finding,
    Findings,
    MapFigure,
    Paragraph,
    Quantity,
    Table,
)
from corridors.report.briefing.parameter_words import parameter_name
from corridors.report.briefing.phrases import row_index
from corridors.report.maps import change_map
from corridors.report.numbers import rounded
from corridors.units import MEASURE_UNITS

LANGS = ("zh", "en")
KEYS = ["summary", "question", "method", "results", "changes", "projects", "assumptions",
        "sources", "definitions"]
RAW = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+")
"""What an id looks like."""
NUMBER = re.compile(r"[−+]?\d+(?:,\d{3})*(?:\.\d+)?")
EMPTY = """
schema: 1
name: {zh: 空情景, en: Nothing}
question: {zh: 没有项目时会怎样？, en: What if nothing is built?}
base: {date: 2022-11-30}
projects: []
compare:
  profiles: [passenger, container]
  modes: [rail, road, best]
  origins: [nanning, liuzhou]
  destinations: [guiyang, changsha]
  measures: [time_h, cost_cny, co2_kg]
headline: [[nanning, guiyang]]
"""


@cache
def compared(name: str) -> Comparison:
    return corridors.compare(corridors.load_scenario(name))


@cache
def brief(name: str, lang: str) -> Brief:
    result = compared(name)
    claims = [claim for project in result.states.projects
              for claim in check_claims(project, result.base, result.after)]
    return build_brief(result, claims, lang)


def texts(made: Brief) -> Iterator[str]:
    """Everything that a reader sees."""
    yield from (made.title, made.question, made.headline, *made.labels.values())
    for section in made.sections:
        yield section.title
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Findings):
                yield from (item.text for item in block.items)
            elif isinstance(block, Table):
                yield from (block.caption, *block.notes, *(c.heading for c in block.columns))
                if block.key != "sources":  # titles of documents stand as they are
                    yield from (cell for row in block.rows for cell in row
                                if isinstance(cell, str))
            elif isinstance(block, ChartFigure):
                yield from (block.caption, block.message)
            elif isinstance(block, MapFigure):
                yield from (block.caption, block.message, *block.content.key_lines)
            else:
                assert isinstance(block, Definitions)
                yield from (text for item in block.items for text in (item.word, item.meaning))


SCENARIOS = ("pinglu_canal", "guiyang_nanning_hsr")


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("lang", LANGS)
def test_sections_stand_in_their_order_and_say_something(name: str, lang: str) -> None:
    made = brief(name, lang)
    assert [section.key for section in made.sections if section.level == 1] == KEYS
    assert all(section.title and section.blocks for section in made.sections)
    assert all(text.strip() for text in texts(made) if text)
    keys = [block.key for block in made.blocks() if isinstance(block, Table)]
    assert len(keys) == len(set(keys))
    assert set(made.labels) == {key.partition(".")[2] for key in LABELS}
    assert 5 <= len(_findings(made)) <= 10


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("lang", LANGS)
def test_every_table_has_as_many_cells_as_columns(name: str, lang: str) -> None:
    for table in brief(name, lang).tables().values():
        assert table.rows, table.key
        assert 2 <= len(table.columns) <= 7, table.key
        assert {len(row) for row in table.rows} == {len(table.columns)}, table.key


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("lang", LANGS)
def test_no_id_is_left_in_the_text(name: str, lang: str) -> None:
    found = {word for text in texts(brief(name, lang)) for word in RAW.findall(text)}
    assert found == set()


@pytest.mark.parametrize("name", SCENARIOS)
def test_english_has_no_chinese_but_what_it_quotes(name: str) -> None:
    """The words of a plan and its responsible units stand as they are."""
    for text in texts(brief(name, "en")):
        if re.search(r"[\u4e00-\u9fff]", text):
            assert text.startswith("“") or "、" in text or re.fullmatch(
                r"[\u4e00-\u9fff]\([\u4e00-\u9fff]\)\d+\*?", text), text


@pytest.mark.parametrize("name", SCENARIOS)
def test_both_languages_have_one_structure_and_the_same_numbers(name: str) -> None:
    zh, en = (brief(name, lang) for lang in LANGS)
    assert [s.key for s in zh.sections] == [s.key for s in en.sections]
    for a, b in zip(zh.blocks(), en.blocks(), strict=True):
        assert type(a) is type(b)
        if isinstance(a, Table) and isinstance(b, Table):
            assert (a.key, len(a.columns), len(a.rows)) == (b.key, len(b.columns), len(b.rows))
            assert [_numbers(row) for row in a.rows] == [_numbers(row) for row in b.rows] or (
                a.key == "claims")
        elif isinstance(a, Findings) and isinstance(b, Findings):
            assert [(item.tone, item.values) for item in a.items] == [
                (item.tone, item.values) for item in b.items]


def _numbers(row: tuple[object, ...]) -> list[Quantity]:
    return [cell for cell in row if isinstance(cell, Quantity)]


def _findings(made: Brief) -> tuple[Finding, ...]:
    (block,) = made.section("summary").blocks
    assert isinstance(block, Findings)
    return block.items


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("lang", LANGS)
def test_the_numbers_of_a_finding_stand_in_its_sentence_in_their_order(name: str,
                                                                      lang: str) -> None:
    (block,) = brief(name, lang).section("summary").blocks
    assert isinstance(block, Findings)
    told = [item for item in block.items if item.values]
    assert len(told) >= 4
    for item in told:
        printed = NUMBER.findall(item.text)
        wanted = iter(printed)
        assert all(str(value) in wanted for value in item.values), (item.text, item.values)


@pytest.mark.parametrize("lang", LANGS)
def test_the_first_finding_repeats_the_counts_and_the_largest_gain(lang: str) -> None:
    """The canal: river-sea ships gain 42 of 160 pairs, most from Nanning to Haiphong."""
    result, first = compared("pinglu_canal"), subject(compared("pinglu_canal"))
    assert tuple(first) == ("bulk", "river_sea", "time_h")
    s = next(s for s in summarise(result) if (s.profile, s.mode, s.measure) == tuple(first))
    assert s.largest_gain_pair == ("nanning", "haiphong")
    row = row_index(result)["bulk", "nanning", "haiphong", "river_sea", "time_h"]
    (block,) = brief("pinglu_canal", lang).section("summary").blocks
    assert isinstance(block, Findings)
    assert [value.rounded for value in block.items[0].values] == [
        connected(s), s.gained, rounded(s.mean_difference, "h"), rounded(row.base, "h"),
        rounded(row.after, "h"), rounded(row.difference, "h")]
    assert connected(s) + s.new + s.gone + s.never + s.token == s.pairs


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("lang", LANGS)
def test_the_headline_is_a_row_of_the_comparison(name: str, lang: str) -> None:
    row = headline_row(compared(name))
    assert row is not None
    assert (row.origin, row.destination) in compared(name).states.headline
    shown = NUMBER.findall(brief(name, lang).headline)
    assert shown[:3] == [str(Quantity(row.base, "h")), str(Quantity(row.after, "h")),
                         str(Quantity(row.difference, "h", sign=True))]


def test_tables_of_pairs_are_the_rows_rounded() -> None:
    result = compared("guiyang_nanning_hsr")
    index = row_index(result)
    table = brief("guiyang_nanning_hsr", "en").tables()["pairs_passenger_time_h"]
    first = table.rows[0]
    row = index["passenger", "nanning", "guiyang", "rail", "time_h"]
    assert first[:2] == ("Nanning–Guiyang", "rail")
    assert [cell.rounded for cell in first[2:] if isinstance(cell, Quantity)] == [
        rounded(value, unit) for value, unit in (
            (row.base, "h"), (row.after, "h"), (row.difference, "h"), (row.difference_pct, "%"))]
    assert isinstance(first[4], Quantity)
    assert first[4].tone == "gain"


def test_counts_of_the_summary_table_agree_with_the_summary() -> None:
    result = compared("pinglu_canal")
    rows = brief("pinglu_canal", "en").tables()["summary_bulk"].rows
    wanted = [(connected(s), s.gained, s.lost, s.new) for s in summarise(result)
              if s.profile == "bulk" and (s.gained or s.lost or s.new or s.gone)]
    assert [tuple(cell.value for cell in row[2:6] if isinstance(cell, Quantity))
            for row in rows] == wanted


def test_the_note_of_the_scenario_is_a_caution_near_the_top() -> None:
    (block,) = brief("pinglu_canal", "zh").section("summary").blocks
    assert isinstance(block, Findings)
    (place,) = [i for i, item in enumerate(block.items) if item.tone == "caution"
                and "西津" in item.text]
    assert place <= 1
    assert "情景“平陆运河通航前后（2025年底路网）”" in block.items[place].text


def test_modes_without_change_are_named_once_for_both_users() -> None:
    (last,) = [item.text for item in _findings(brief("pinglu_canal", "en"))
               if item.tone == "none"]
    assert last == ("No change at all: containers and bulk by rail + sea, road. No way in either "
                    "state: containers and bulk by waterway.")


def test_figures_show_what_the_comparison_is_about() -> None:
    made, result = brief("pinglu_canal", "zh"), compared("pinglu_canal")
    assert [*made.maps(), *made.charts()] == [
        "change", "pairs", "matrix", "components", "trade_off", "distribution", "pairs_container"]
    charts = {key: figure.chart for key, figure in made.charts().items()}
    index, first = row_index(result), subject(result)
    bells = charts["pairs"]
    assert isinstance(bells, Dumbbell)
    row = index[first.profile, "nanning", "haiphong", first.mode, first.measure]
    bell = next(bell for bell in bells.rows if bell.label == "南宁—海防")
    assert (bell.base, bell.after, bell.difference, bell.outcome) == (
        rounded(row.base, "h"), rounded(row.after, "h"), rounded(row.difference, "h"), "gain")
    heat = charts["matrix"]
    assert isinstance(heat, Heatmap)
    assert (len(heat.rows), len(heat.columns)) == (4, 24)
    assert "百色和柳州不通，未列" in made.charts()["matrix"].message
    assert "24/40" in made.charts()["matrix"].caption
    at = heat.columns.index("海防")
    assert heat.values[heat.rows.index("南宁")][at] == bell.difference
    assert heat.texts[heat.rows.index("南宁")][at] == "−95.8"
    bars = charts["components"]
    assert isinstance(bars, StackedBars)
    assert len(bars.parts) == len(bars.keys) == len(bars.bars[0].values)
    for bar in bars.bars:
        assert sum(bar.values) == pytest.approx(bar.total, abs=0.05 * len(bar.values) + 0.05)
    spread = charts["distribution"]
    assert isinstance(spread, Distribution)
    s = next(s for s in summarise(result) if (s.profile, s.mode, s.measure) == tuple(first))
    assert (sum(spread.counts), spread.unchanged) == (s.gained + s.lost, s.same)
    steps = {round(b - a, 6) for a, b in pairwise(spread.edges)}
    assert len(steps) == 1
    ways = charts["trade_off"]
    assert isinstance(ways, TradeOff)
    assert {point.state for point in ways.points} == {"base", "after"}
    assert "best" not in {point.mode for point in ways.points}


def test_map_lines_say_what_stays_as_it_was() -> None:
    lines = change_map(compared("guiyang_nanning_hsr"), "zh").key_lines
    assert not any("=" in line for line in lines)
    found = change_map(compared("luozhan_yongzhou_yulin_upgrade"), "zh")
    assert any(line.endswith("公里（不变）") for line in found.key_lines)


def test_a_second_track_is_about_capacity() -> None:
    """Time falls a little, capacity grows threefold: that is what figures show."""
    result = compared("luozhan_yongzhou_yulin_upgrade")
    assert subject(result).measure == "capacity_mt"
    made = change_map(result, "en")
    assert "positive is a gain" in made.subtitle
    texts = [place.value_text for place in made.places if place.outcome == "gain"]
    assert texts
    assert all(text is not None and text.startswith("+") and text.endswith("Mt/year")
               for text in texts)


def test_plans_are_quoted_in_their_own_words() -> None:
    table = brief("pinglu_canal", "zh").tables()["projects_guangxi_2022"]
    assert [str(cell) for cell in table.rows[0]] == [
        "平陆运河", "“高质量高标准建设平陆运河”", "三(五)18*", "",
        "在建（2026年6月）", "计划2026年9月"]
    assert table.notes == ("* 章节号为推定。",)


def test_assumptions_have_their_ranges() -> None:
    made = brief("pinglu_canal", "en").tables()
    toll = next(row for row in made["assumed"].rows if row[2] == "toll")
    assert [str(cell) for cell in toll[3:6]] == ["0.6", "0.6", "1.8"]
    assert not {"seq", "lon", "lat"} & {str(row[2]) for row in made["assumed"].rows}
    hour = next(row for row in made["parameters"].rows if row[0] == "value of time: containers")
    assert [str(cell) for cell in hour[1:]] == ["10", "3", "50", "CNY/h/TEU"]
    assert not any("passengers" in str(row[0]) for row in made["parameters"].rows)


@pytest.mark.parametrize("lang", LANGS)
def test_every_parameter_has_a_name(lang: str) -> None:
    keys = list(corridors.load_network().parameters)
    names = [parameter_name(key, lang) for key in keys]
    assert len(set(names)) == len(names)
    assert not any(re.search(r"[._]", name) for name in names)


def test_sources_are_numbered_and_cited() -> None:
    made = brief("pinglu_canal", "zh")
    numbers = [str(row[0]) for row in made.tables()["sources"].rows]
    assert numbers == [f"[{i}]" for i in range(1, len(numbers) + 1)]
    cited = {str(row[-1]) for row in made.tables()["claims"].rows}
    assert cited <= set(numbers)


def test_where_nothing_is_built_the_briefing_says_that_nothing_changes(tmp_path: Path) -> None:
    path = tmp_path / "empty.yaml"
    path.write_text(EMPTY, encoding="utf-8")
    result = corridors.compare(corridors.load_scenario(path))
    for lang, headline, words in (
            ("zh", "空情景：没有任何城市对的时间、费用或碳排放发生可见变化。", "没有使任何城市对"),
            ("en", "Nothing: no visible change of time, cost or CO2 for any pair.",
             "changes no measure of any pair")):
        made = build_brief(result, [], lang)
        assert made.headline == headline
        (block,) = made.section("summary").blocks
        assert isinstance(block, Findings)
        assert words in block.items[0].text
        assert {item.tone for item in block.items} == {"none"}
        assert [section.key for section in made.sections if section.level == 1] == KEYS
        pairs = made.tables()["pairs_passenger_time_h"]
        assert {str(row[4]) for row in pairs.rows} == {"0.0"}


def test_claims_are_counted_and_the_worst_is_shown() -> None:
    """Of two published figures that can be checked one is right, the other twice too small."""
    result = compared("guiyang_nanning_hsr")
    claims = [CheckedClaim("x", zh, en, published, computed, unit, "assumption", "high", alone)
              for zh, en, published, computed, unit, alone in (
                  ("甲", "first", 100.0, 110.0, "km", True),
                  ("乙", "second", 1.0, 2.0, "h", True), ("丙", "third", 5.0, 5.0, "h", False),
                  ("丁", "fourth", 5.0, None, "h", True))]
    made = build_brief(result, claims, "en")
    assert _findings(made)[-1].text == (
        "Of 2 published effects that can be checked independently, 1 are within 20 % of what is "
        "computed. The furthest off: second, published 1.0 h, computed 2.0 h, far from the "
        "published figure.")
    rows = made.tables()["claims"].rows
    assert len(rows) == 4
    assert rows[3][2] == "—"


def test_locks_that_more_pairs_pass_stand_in_a_table() -> None:
    table = brief("pinglu_canal", "en").tables()["locks"]
    counts = lock_pairs(compared("pinglu_canal"))
    assert [str(cell) for cell in table.rows[0][1:]] == ["upstream", "6", "38", "43.0"]
    assert all(float(str(row[2])) < float(str(row[3])) for row in table.rows)
    assert len(table.rows) == sum(after > before for (lock, _), (before, after) in counts.items()
                                  if lock in compared("pinglu_canal").base.locks)


def test_the_model_is_held_against_published_figures_where_that_is_asked() -> None:
    result = compared("guiyang_nanning_hsr")
    score = Score("air", "", "", "time_h", "checking", 10, 0, 6.668, -5.1, 70.0, 100.0, None, 6.0,
                  "not_met")
    made = build_brief(result, [], "en", Validation(result.base, (), (), (
        score, replace(score, half="fitting"), replace(score, profile="passenger"))))
    assert [tuple(str(cell) for cell in row) for row in made.tables()["validation"].rows] == [
        ("Air (block time)", "10", "6.7", "6", "not met")]
    assert "the section on the model" in " ".join(texts(made))
    assert "README" in " ".join(texts(brief("guiyang_nanning_hsr", "en")))


def test_units_of_amounts_are_those_of_the_measures() -> None:
    for measure in MEASURE_UNITS:
        assert str(Quantity(1234.56, MEASURE_UNITS[measure])).startswith("1,23")
