"""The web page: one file, no request, and the numbers of the comparison wherever one looks."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest

import corridors
from corridors.analysis.compare import Comparison, Row
from corridors.drawing.style import COMPONENTS
from corridors.mapping.projection import Albers
from corridors.report.numbers import show
from corridors.report.page import assets, network, results, routes
from corridors.report.page.charts import drawn
from corridors.report.page.data import to_script
from corridors.report.page.geometry import UNIT_M, backdrop, pack
from corridors.report.page.words import NAMED, WORDS
from corridors.report.page.write import policy, write_html
from tests.briefs import BARS, NASTY, brief
from tests.render import browser, pdf_text

VENDOR = Path(corridors.__file__).parent / "report" / "page" / "vendor"
MOST_BYTES = 6_000_000
PAIR = ("nanning", "shanghai")


PLACES = ("shanghai", "wuhan", "wuhu", "nanchang", "hefei", "chongqing", "ningbo", "guiyang",
          "haiphong", "singapore")


@cache
def comparison() -> Comparison:
    """The scenario of the canal to some of its destinations, so that it is quick."""
    whole = (Path(__file__).parents[1] / "scenarios" / "pinglu_canal.yaml").read_text("utf-8")
    few = whole.replace("destinations: [yangtze, asean]", f"destinations: [{', '.join(PLACES)}]")
    assert few != whole
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pinglu_canal.yaml"
        path.write_text(few, encoding="utf-8")
        return corridors.compare(corridors.load_scenario(str(path)))


def written() -> bytes:
    chinese = brief("pinglu_canal")
    return write_html(comparison(), {"zh": chinese, "en": replace(
        chinese, lang="en", title="By hand", headline="Nanning gains")})


@cache
def html() -> bytes:
    return written()


@cache
def rows() -> dict[tuple[str, str, str, str, str], Row]:
    return {(r.profile, r.mode, r.origin, r.destination, r.measure): r for r in comparison().rows}


def told(profile: str, mode: str, origin: str, destination: str, measure: str) -> list[str]:
    """Before, after and difference as people read them."""
    row = rows()[profile, mode, origin, destination, measure]
    return [show(row.base, row.unit, like=row.size) or "—",
            show(row.after, row.unit, like=row.size) or "—",
            show(row.difference, row.unit, sign=True, like=row.size) or "—"]


# ---- what is in the file
def test_the_page_is_small_and_the_same_twice() -> None:
    assert len(html()) < MOST_BYTES
    assert written() == html()


def test_a_page_needs_a_briefing() -> None:
    with pytest.raises(ValueError, match="briefing"):
        write_html(comparison(), {})


def test_libraries_are_those_of_the_manifest() -> None:
    """Run webassets/build.sh where this fails; never edit the files by hand."""
    manifest = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
    known = {name: digest for part in manifest for name, digest in part["sha256"].items()}
    assert {path.name for path in VENDOR.iterdir()} == {*known, "manifest.json"}
    for name, digest in known.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest, name
    assert {part["name"]: part["licence"] for part in manifest} == {
        "leaflet": "BSD-2-Clause", "echarts": "Apache-2.0"}
    assert all(part["version"] for part in manifest)


def test_every_part_of_the_front_end_is_used() -> None:
    folder = VENDOR.parent / "assets"
    assert {path.name for path in folder.glob("*.js")} == {f"{name}.js" for name in assets.SCRIPTS}
    for path in folder.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text)
        assert not re.search(r"toFixed|Math\.round\([^w]", text), "numbers are rounded in Python"
        assert len(text.splitlines()) < 300


def test_the_words_of_the_page_are_those_that_it_uses() -> None:
    used = "".join(assets.asset(f"{name}.js") for name in assets.SCRIPTS)
    keys = set(re.findall(r'"((?:page|map)\.[a-z_.]+)"', used))
    made = {"page.base", "page.after", "page.from_place", "page.to_place", "page.tab_place",
            "page.tab_projects", *(f"page.count_{name}" for name in results.OUTCOMES)}
    assert keys <= {*WORDS, *NAMED}
    assert {key for key in WORDS if key not in keys} <= made


def test_the_policy_forbids_every_request() -> None:
    text = html().decode("utf-8")
    found = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert found is not None
    assert found[1] == policy(assets.styles(), assets.scripts())
    assert found[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in found[1]
    assert "http" not in found[1]


def test_data_cannot_end_their_script() -> None:
    nasty = "</script><!--]]>\u2028\u2029&\x00\x0b"
    text = to_script({"a": [nasty]})
    assert json.loads(text) == {"a": ["</script><!--]]>\u2028\u2029&"]}
    assert not set(text) & set("<>&\u2028\u2029")


# ---- numbers
def row(base: float | None, after: float | None, *, measure: str = "time_h",
        token: tuple[bool, bool] = (False, False)) -> Row:
    difference = None if base is None or after is None else after - base
    pct = None if difference is None or not base else 100 * difference / base
    return Row("a", "b", "bulk", "road", measure, "h", base, after, difference, pct,
               base is not None, after is not None, *token)


@pytest.mark.parametrize(("given", "expected"), [
    (row(424.47, 396.83), ("424.5", "396.8", "−27.6", "−6.5", "g")),
    (row(10.0, 10.04), ("10.0", "", "", "+0.4", "n")),
    (row(10.0, 12.0), ("10.0", "12.0", "+2.0", "+20.0", "l")),
    (row(10.0, 12.0, measure="capacity_mt"), ("10.0", "12.0", "+2.0", "+20.0", "g")),
    (row(None, 210.44), ("~", "210.4", "~", "~", "w")),
    (row(210.44, None), ("210.4", "~", "~", "~", "x")),
    (row(None, None), ("~", "", "~", "~", "-")),
    (row(10.0, 9.0, token=(True, False)), ("10.0", "9.0", "−1.0", "−10.0", "w")),
    (row(10.0, 9.0, token=(False, True)), ("10.0", "9.0", "−1.0", "−10.0", "t")),
])
def test_a_row_in_texts(given: Row, expected: tuple[str, ...]) -> None:
    assert tuple(results.block([given], "h").values()) == expected


def test_parts_of_a_journey_have_the_colours_of_the_printed_charts() -> None:
    shown = drawn(BARS)["chart"]
    assert shown["colours"] == [COMPONENTS[key].colour for key in shown["keys"]]


def test_too_much_is_dropped_in_a_declared_order() -> None:
    def blocks() -> Any:
        return {"bulk": {"road": {name: results.block([row(1.0, 2.0)] * 100, "h")
                                  for name in ("time_h", "cost_cny", "co2_kg")}}}

    measures = ["time_h", "cost_cny", "co2_kg"]
    assert results.fit(blocks(), measures) == []
    assert results.fit(blocks(), measures, 5000) == ["pct"]
    small = blocks()
    assert results.fit(small, measures, 100) == ["pct", "co2_kg"]
    assert list(small["bulk"]["road"]) == ["time_h", "cost_cny"]
    assert "pct" not in small["bulk"]["road"]["time_h"]


# ---- shapes
def test_ways_follow_the_network_before_and_after() -> None:
    """From Nanning to Shanghai by river-sea ship: round Guangzhou before, by the canal after."""
    result = comparison()
    ids = network.links(result, Albers())["id"]
    known = routes.routes(result, ids)
    before, after = ({ids[int(i)] for i in way.split()} for way in
                     known["ways"]["container"]["river_sea"][" ".join(PAIR)])
    assert known["all"]
    assert "pinglu_canal" in after - before
    assert any(key.startswith("xj_") for key in before - after)
    assert len(known["ways"]["container"]["road"][" ".join(PAIR)]) == 1
    assert known["chosen"]["container"][" ".join(PAIR)] == [
        trips["container", *PAIR, "best"].mode for trips in (result.trips_base, result.trips_after)]
    few = routes.routes(result, ids, most=10)
    assert not few["all"]
    assert {pair for modes in few["ways"].values() for ways in modes.values() for pair in ways} <= {
        " ".join(pair) for pair in result.states.headline}


def test_packed_lines_come_back() -> None:
    points = np.array([[0.0, 0.0], [1234.0, -777.0], [1240.0, -770.0], [99_000.0, 5.0]])
    packed = np.array(pack(points)).reshape(-1, 2).cumsum(axis=0) * UNIT_M
    assert packed.tolist() == [[0, 0], [1200, -800], [99_000, 0]]


def test_the_ground_is_complete() -> None:
    """All provinces, the ten strokes around the South China Sea, its islands and the Diaoyu."""
    ground = backdrop(None)
    assert len({one["code"] for one in ground["provinces"]}) == 34
    starts = {one["code"]: np.array([ring[:2] for ring in one["rings"]]) * UNIT_M / 1000
              for one in ground["provinces"]}
    assert (starts["46"][:, 1] < 1_200).sum() > 10
    assert ((starts["71"][:, 0] > 1_800) & (starts["71"][:, 1] > 2_700)).any()
    assert len(ground["dashes"]) >= 10


# ---- in a browser
@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with browser(tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest.fixture(scope="module")
def page(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_bytes(html())
    opened = chromium.new_page(viewport={"width": 1440, "height": 900})
    opened.said, opened.asked = [], []
    opened.on("console", lambda message: opened.said.append(message.text))
    opened.on("pageerror", lambda error: opened.said.append(str(error)))
    opened.on("dialog", lambda dialog: opened.said.append(dialog.message))
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.address = path.as_uri()
    yield opened
    assert opened.said == []
    assert {url.split(":")[0] for url in opened.asked} == {"file"}


def visit(page: Any, choice: str = "") -> None:
    page.goto("about:blank")
    page.asked.clear()
    page.goto(page.address + choice)
    page.wait_for_selector("html[data-ready=true]")


def cells(page: Any, selector: str) -> list[str]:
    return [text.strip() for text in page.locator(selector).all_inner_texts()]


def test_a_click_on_a_place_shows_its_numbers(page: Any) -> None:
    visit(page, "#profile=container&mode=river_sea")
    page.locator(".place-icon[data-place=liuzhou]").click()
    assert "柳州" in page.locator("#pane h3").inner_text()
    page.locator(".place-icon[data-place=nanning]").focus()
    page.keyboard.press("Enter")
    assert page.locator("#pane h3").inner_text() == "南宁出发"
    shown = {line.get_attribute("data-id"): line.locator("td").all_inner_texts()
             for line in page.locator("#pane tbody tr").all()}
    expected = {place: told("container", "river_sea", "nanning", place, "time_h")
                for place in comparison().states.destinations if place != "nanning"}
    assert shown == expected
    assert any("−" in cells[2] for cells in shown.values())


def test_a_pair_shows_every_mode_and_measure(page: Any) -> None:
    visit(page, "#profile=container&mode=river_sea")
    page.locator("#pane tr[data-id=shanghai] button").click()
    groups = page.locator("#pane table.pair tbody")
    spec = comparison().scenario.file.compare
    assert groups.count() == len(spec.modes)
    current = page.locator("#pane tbody.current tr:not(.group)")
    for i, measure in enumerate(spec.measures):
        found = rows()["container", "river_sea", *PAIR, measure]
        assert current.nth(i).locator("td").all_inner_texts() == [
            *told("container", "river_sea", *PAIR, measure),
            show(found.difference_pct, "%", sign=True)]
    assert page.locator(".leaflet-route-pane path").count() == 2


def test_before_and_after_change_the_map_and_its_values(page: Any) -> None:
    visit(page, "#profile=container&mode=river_sea")
    from playwright.sync_api import expect

    base, after, difference = told("container", "river_sea", *PAIR, "time_h")
    label = page.locator(".place-icon[data-place=shanghai] .label")
    assert label.inner_text().split() == ["上海", after, difference]
    page.locator("#view").focus()
    page.keyboard.press("ArrowLeft")
    assert label.inner_text().split() == ["上海", base]
    assert page.locator("#shows").inner_text() == (
        "图中数字：南宁出发，集装箱，江海直达，全程时间（小时），项目之前")
    expect(page.locator(".leaflet-added-pane")).to_have_css("opacity", "0")
    page.locator("button.view-after").click()
    assert label.inner_text().split() == ["上海", after, difference]
    expect(page.locator(".leaflet-added-pane")).to_have_css("opacity", "1")


def test_a_mode_can_be_switched_off(page: Any) -> None:
    visit(page)

    def shown(mode: str) -> bool:
        display = "e => getComputedStyle(e).display"
        return bool(page.locator(f"path.mode-{mode}").first.evaluate(display) != "none")

    assert shown("rail")
    page.locator("#layer-rail").uncheck()
    assert not shown("rail")
    assert shown("road")


def test_a_project_says_what_the_plan_says(page: Any) -> None:
    visit(page)
    project = next(p for p in comparison().states.projects if p.id == "pinglu_canal")
    words = [mention.words for mention in project.file.named_in if mention.reading == "main"]
    assert words
    page.locator(".leaflet-added-pane path.touch").first.dispatch_event("click")
    popup = page.locator(".leaflet-popup").inner_text()
    assert project.file.name.zh in popup
    assert all(f"“{text}”" in popup for text in words)
    assert project.file.status.as_of in popup
    assert "广西" in popup
    page.locator("#tab-projects").click()
    assert all(text in page.locator("#pane").inner_text() for text in words)


def test_everything_changes_its_language(page: Any) -> None:
    visit(page, "#lang=en&place=guigang&profile=bulk")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.title() == "By hand"
    page.locator("#layer-air").check()
    frame = page.locator("#explore").inner_text()
    assert "From Guigang" in frame
    assert not re.search(r"[\u4e00-\u9fff]", frame.replace("CC0", ""))
    page.locator("#langs button[lang=zh]").click()
    assert "贵港出发" in page.locator("#explore").inner_text()
    assert page.locator("#layer-air").is_checked()
    assert "lang=en" not in page.url
    assert "place=guigang" in page.url


def test_tables_sort_numbers_as_numbers_and_filter(page: Any) -> None:
    visit(page, "#profile=container&mode=river_sea")
    heading = page.locator("#pane thead button").nth(3)
    heading.click()
    shown = [text for text in cells(page, "#pane tbody td:last-child") if text != "—"]
    values = [float(text.replace("−", "-").replace(",", "")) for text in shown]
    assert values == sorted(values)
    assert values != sorted(values, key=str)
    assert page.locator("#pane thead th").nth(3).get_attribute("aria-sort") == "ascending"
    assert cells(page, "#pane tbody td:last-child")[-1] == "—"
    heading.click()
    assert page.locator("#pane thead th").nth(3).get_attribute("aria-sort") == "descending"
    assert cells(page, "#pane tbody td:last-child")[-1] == "—"
    page.locator("#pane .filter input").fill("wuh")
    assert sorted(cells(page, "#pane tbody th button")) == ["武汉", "芜湖"]


@pytest.mark.parametrize(("typed", "found"), [
    ("贵港", "贵港出发"), ("guigang", "贵港出发"), ("Guigang", "贵港出发"),
    ("shanghai", "到达上海"), ("haiphong", "到达海防")])
def test_search_finds_places_by_any_name(page: Any, typed: str, found: str) -> None:
    visit(page)
    page.locator("#search").fill(typed)
    page.keyboard.press("Enter")
    assert page.locator("#pane h3").inner_text() == found


def test_search_finds_projects(page: Any) -> None:
    visit(page)
    page.locator("#search").fill("平陆运河")
    page.keyboard.press("Enter")
    assert page.locator("#pane .project.chosen").count() == 1
    assert "project=pinglu_canal" in page.url


def test_an_address_that_asks_for_nonsense_is_not_obeyed(page: Any) -> None:
    visit(page, "#place=<script>&lang=xx&mode=%E0%A4%A&profile=nobody&pair=x&view=9&__proto__=1")
    assert page.locator("#pane h3").inner_text() == "南宁出发"


def test_nasty_text_is_shown_and_does_nothing(page: Any) -> None:
    visit(page)
    text = page.locator("#brief").inner_text()
    for nasty in NASTY:
        assert re.sub(r"[\x00-\x1f]", "", nasty) in text
    assert page.locator("#brief script").count() == 0
    assert page.locator("h1").inner_text() == brief().title
    assert page.locator(".chart svg").count() == len(brief().charts())
    assert "南宁—上海" in page.locator("#chart-pairs svg").text_content()


def test_the_page_fits_a_phone(page: Any) -> None:
    page.set_viewport_size({"width": 380, "height": 800})
    try:
        visit(page, "#pair=shanghai")
        assert page.evaluate("document.documentElement.scrollWidth") <= 380
    finally:
        page.set_viewport_size({"width": 1440, "height": 900})


def test_paper_shows_everything(page: Any, tmp_path: Path) -> None:
    visit(page, "#profile=container&mode=river_sea")
    path = tmp_path / "page.pdf"
    page.pdf(path=str(path), prefer_css_page_size=True)
    text = re.sub(r"\s+", "", pdf_text(path))
    for words in (brief().headline, "南宁出发", "审图号", "内河航道", "柳州",
                  "主要城市对门到门时间", "13对变化"):
        assert re.sub(r"\s+", "", words) in text
    assert told("container", "river_sea", *PAIR, "time_h")[1] in text
    assert "筛选" not in text
    sizes = page.evaluate("[...document.querySelectorAll('.chart svg')].map(e => e.clientWidth)")
    assert min(sizes) > 700, "back at the width of the screen"
