"""What a leader reads: every figure says what it counts, paper is short, remarks are Chinese."""

from __future__ import annotations

import pytest

import corridors
from corridors.report.briefing.build import build_brief
from corridors.report.briefing.publishers import publisher_text
from corridors.report.office.slides_bubble import _OVER_LABEL
from corridors.report.office.slides_prose import _without_lead
from corridors.report.office.slides_text import width_in


@pytest.fixture(scope="module")
def brief() -> corridors.report.briefing.model.Brief:
    return build_brief(corridors.compare(corridors.load_scenario("guiyang_nanning_hsr")), [], "zh")


def test_no_two_figures_say_the_same_and_each_names_its_subject(brief):
    charts = brief.charts()
    said = [figure.message for figure in (*charts.values(), *brief.maps().values())]
    assert len(set(said)) == len(said)
    assert brief.maps()["change"].message.startswith("旅客铁路的全程时间：")
    assert charts["trade_off"].message.startswith("南宁—贵阳旅客：")
    assert charts["distribution"].message.startswith("有变化的 54 对中")


def test_long_tables_are_short_on_paper_and_tell_where_the_rest_is(brief):
    table = brief.tables()["parameters"]
    assert len(table.rows) > len(table.on_paper().rows) == 20
    assert f"全部 {len(table.rows)} 项见 Excel" in table.on_paper().notes[0]


@pytest.mark.parametrize(("written", "read"), [
    ("Chinese web page, publisher not stated (read in a copy at tengbei.net)",
     "网页（未注明发布者）（转引自tengbei.net）"),
    ("长江航道局 (中国水运报, read in a copy)", "长江航道局（中国水运报，转载）"),
    ("Press in English, read in a copy", "英文新闻报道（转载）"),
    ("新华社", "新华社"),
])
def test_remarks_of_the_register_are_chinese_in_a_chinese_briefing(written, read):
    assert publisher_text(written, "zh") == read
    assert publisher_text(written, "en") == written


def test_a_caution_is_announced_once_on_a_slide():
    assert _without_lead("注意：一线船闸。", "caution", "zh") == "一线船闸。"
    assert _without_lead("Mind the lock.", "caution", "en") == "Mind the lock."


def test_width_counts_the_gap_that_office_programs_set_between_scripts():
    assert width_in("年12月", 10) > width_in("年", 10) + width_in("12", 10) + width_in("月", 10)
    assert _OVER_LABEL > 1
