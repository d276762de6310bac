"""Charts: what they say, that nothing is cut or lies on anything else, the same bytes twice."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

from corridors.charts.draw import draw_chart, good_height
from corridors.charts.model import (
    Bar,
    Chart,
    Distribution,
    Dumbbell,
    DumbbellRow,
    Heatmap,
    Outcome,
    StackedBars,
    TradeOff,
    TradeOffPoint,
)
from corridors.drawing import style
from corridors.drawing.output import to_png
from corridors.rounding import show
from tests import briefs

WORD, SLIDE = (6.3, 3.6), (12.3, 5.4)
STATES = {"zh": ("之前", "之后"), "en": ("Before", "After")}
LONG = {"zh": "广西壮族自治区防城港市企沙作业区—江苏省连云港市东海县",
        "en": "Fangchenggang Port Qisha Terminal – Lianyungang Donghai County Logistics Park"}


# ---- contents by hand
def pairs(rows: Sequence[tuple[float | None, float | None]], lang: str = "zh",
          name: str = "") -> Dumbbell:
    """A dumbbell whose outcomes follow from its numbers."""
    def row(i: int, base: float | None, after: float | None) -> DumbbellRow:
        change = None if base is None or after is None else round(after - base, 1) + 0.0
        outcome: Outcome = "new" if base is None and after is not None else (
            "gone" if base is not None and after is None else
            "none" if not change else "gain" if change < 0 else "loss")
        return DumbbellRow(name or f"{'南宁—上海' if lang == 'zh' else 'Nanning–Shanghai'} {i}",
                           base, after, change, outcome)

    return Dumbbell("", "门到门时间（小时）" if lang == "zh" else "Door-to-door time (h)", "h",
                    STATES[lang], tuple(row(i, *both) for i, both in enumerate(rows)))


def matrix(values: Sequence[Sequence[float | None]], lang: str = "zh", name: str = "",
           *, diverging: bool = True) -> Heatmap:
    """A matrix whose texts are its numbers."""
    texts = tuple(tuple(show(v, "h", sign=diverging) for v in row) for row in values)
    label = name or ("防城港" if lang == "zh" else "Fangchenggang")
    return Heatmap("", "h", tuple(f"{label}" for _ in values),
                   tuple(f"{label}" for _ in values[0]), tuple(map(tuple, values)), texts,
                   diverging)


def stacks(values: Sequence[Sequence[float]], lang: str = "zh", name: str = "") -> StackedBars:
    """Bars in groups of two."""
    keys = tuple(style.COMPONENTS)[:len(values[0])]
    return StackedBars("", "小时" if lang == "zh" else "h", "h",
                       tuple(f"部分{i}" if lang == "zh" else f"part {i}"
                             for i in range(len(keys))), keys,
                       tuple(Bar(name or f"{'南宁—上海' if lang == 'zh' else 'Nanning'} {i // 2}",
                                 STATES[lang][i % 2], tuple(row), round(sum(row), 1))
                             for i, row in enumerate(values)))


def ways(points: Sequence[tuple[float, float, float]], lang: str = "zh") -> TradeOff:
    """Ways that stand still but for the last, which moves."""
    modes = [mode for mode in style.FAMILIES if mode != "best"]
    labels = [f"江海联运{i}" if lang == "zh" else f"Barge and sea {i}" for i in range(len(points))]
    out = []
    for i, (hours, money, kg) in enumerate(points):
        share = 0.8 if i == len(points) - 1 else 1.0
        out += [TradeOffPoint(modes[i % 10], labels[i], "base", hours, money, kg),
                TradeOffPoint(modes[i % 10], labels[i], "after", hours * share, money, kg)]
    axes = ("时间（小时）", "费用（元）", "二氧化碳（千克）") if lang == "zh" else (
        "Time (h)", "Cost (CNY)", "CO2 (kg)")
    return TradeOff("", axes, STATES[lang], tuple(out))


def spread(counts: Sequence[int], unchanged: int, edges: Sequence[float] = (),
           notes: Sequence[str] = ()) -> Distribution:
    """Steps of ten, the last of them a loss."""
    edges = edges or [10.0 * (i + 1 - len(counts)) for i in range(len(counts) + 1)]
    return Distribution("", "时间差（小时）", "城市对数", "h", tuple(edges), tuple(counts),
                        unchanged, tuple(notes))


def cases() -> Iterator[tuple[str, str, tuple[float, float], Chart]]:
    """Ordinary and extreme contents, by name, language and size."""
    ordinary: list[tuple[str, Chart]] = [
        ("dumbbell", briefs.DUMBBELL), ("heatmap", briefs.HEATMAP), ("bars", briefs.BARS),
        ("trade_off", briefs.TRADE_OFF), ("distribution", briefs.SPREAD)]
    for name, chart in ordinary:
        for size in (WORD, SLIDE):
            yield name, "zh", size, chart
    many = [(300.0 - i, 300.0 - i - 7.3 * (i % 3)) for i in range(30)]
    for lang in ("zh", "en"):
        yield "one row", lang, WORD, pairs([(424.5, 396.8)], lang)
        yield "30 rows", lang, (6.3, 5.2), pairs(many, lang)
        yield "30 rows", lang, (12.3, 7.0), pairs(many, lang)
        yield "no numbers", lang, WORD, pairs([(None, None)] * 3, lang)
        yield "nought", lang, WORD, pairs([(0.0, 0.0)] * 3, lang)
        yield "huge", lang, WORD, pairs([(1e7, 9.2e6), (2.5, 1e7), (None, 5e6)], lang)
        yield "negative", lang, WORD, pairs([(-40.0, 12.0), (3.0, -75.5)], lang)
        yield "long names", lang, WORD, pairs([(424.5, 396.8)] * 6, lang, LONG[lang])
        yield "matrix", lang, WORD, matrix([[-27.6, 0.0, None, 4.2]] * 8, lang)
        yield "one cell", lang, WORD, matrix([[-27.6]], lang)
        yield "matrix of nothing", lang, WORD, matrix([[None] * 3] * 3, lang)
        yield "matrix of nought", lang, WORD, matrix([[0.0] * 3] * 3, lang)
        yield "levels", lang, SLIDE, matrix([[250.0, 424.5, None]] * 3, lang, diverging=False)
        yield "wide matrix", lang, WORD, matrix([[-27.6, 0.0, 3.0] * 8] * 14, lang)
        yield "huge matrix", lang, WORD, matrix([[-1e7, 1e7, 3.0] * 6] * 6, lang)
        yield "long names in a matrix", lang, SLIDE, matrix([[-27.6, 0.0]] * 3, lang, LONG[lang])
        yield "stacks", lang, WORD, stacks([[4.0, 8, 12, 30, 250, 10, 100, 9, 6, 8, 3]] * 8, lang)
        yield "stacks of nought", lang, WORD, stacks([[0.0, 0.0]] * 2, lang)
        yield "huge stacks", lang, WORD, stacks([[1e7, 2e6], [9e6, 1e6]], lang)
        yield "negative stacks", lang, WORD, stacks([[-20.0, 60.0], [40.0, 60.0]], lang)
        yield "long names at stacks", lang, WORD, stacks([[4.0, 80.0]] * 4, lang, LONG[lang])
        yield "ten ways", lang, WORD, ways([(40.0 + 30 * i, 14000.0 / (i + 1), 1500.0 / (i + 1))
                                            for i in range(10)], lang)
        yield "ways close together", lang, WORD, ways([(300.0 + 4 * i, 4300.0 + 30 * i, 300.0)
                                                       for i in range(7)], lang)
        yield "ways of nought", lang, WORD, ways([(0.0, 0.0, 0.0)], lang)
        yield "huge ways", lang, SLIDE, ways([(1e7, 1e7, 1e7), (2.0, 1.0, 3.0)], lang)
        yield "spread", lang, SLIDE, spread([3, 0, 12, 4], 40, notes=["另有 2 对新连通"] * 2)
        yield "nothing changed", lang, WORD, spread([], 52)
        yield "no pair", lang, WORD, spread([], 0)
        yield "all changed", lang, WORD, spread([1_000_000, 3], 0)
        yield "odd steps", lang, WORD, spread([1] * 20, 1, [i * 1234.5 for i in range(-18, 3)])


CASES = {f"{name}, {lang}, {size[0]:g} by {size[1]:g}": (lang, size, chart)
         for name, lang, size, chart in cases()}


def drawn(chart: Chart, lang: str = "zh", size: tuple[float, float] = WORD) -> Figure:
    """A chart, drawn once; a character that the font lacks is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = draw_chart(chart, lang, *size)
        figure.canvas.draw()
    return figure


def texts(figure: Figure) -> list[Text]:
    """Every text that is seen."""
    found = [*figure.texts]
    for ax in figure.axes:
        found += ax.texts
        if ax.axison:
            for axis in (ax.xaxis, ax.yaxis):
                found += [tick.label1 for tick in axis._update_ticks()]
    return [text for text in found if text.get_text().strip() and text.get_visible()]


def words(figure: Figure) -> list[str]:
    return [text.get_text() for text in texts(figure)]


def boxes(figure: Figure) -> list[tuple[Text, Bbox]]:
    """Texts and the room that their letters take."""
    renderer = figure.canvas.get_renderer()
    return [(text, text.get_window_extent(renderer) if not isinstance(text, Annotation)
             else Text.get_window_extent(text, renderer)) for text in texts(figure)]


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_cut_and_no_text_lies_on_another(case: str) -> None:
    lang, size, chart = CASES[case]
    figure = drawn(chart, lang, size)
    width, height = figure.bbox.width, figure.bbox.height
    found = boxes(figure)
    assert found
    assert {text.get_fontproperties().get_size() >= 5.0 for text, _ in found} == {True}
    for text, box in found:
        assert box.x0 >= -0.5, text
        assert box.y0 >= -0.5, text
        assert box.x1 <= width + 0.5, text
        assert box.y1 <= height + 0.5, text
    assert laps(found) == []


def laps(found: Sequence[tuple[Text, Bbox]]) -> list[tuple[str, str]]:
    """Texts that lie on one another; slanting ones are held apart by their columns."""
    corners = np.array([box.extents for _, box in found])
    wide = (np.minimum(corners[:, None, 2], corners[None, :, 2])
            - np.maximum(corners[:, None, 0], corners[None, :, 0]))
    high = (np.minimum(corners[:, None, 3], corners[None, :, 3])
            - np.maximum(corners[:, None, 1], corners[None, :, 1]))
    pairs = np.argwhere(np.triu(np.minimum(wide, high) > 1.5, 1))
    return [(found[i][0].get_text(), found[k][0].get_text()) for i, k in pairs
            if not found[i][0].get_rotation() == found[k][0].get_rotation() == 45.0]


def test_texts_on_one_another_would_be_seen() -> None:
    figure = drawn(briefs.DUMBBELL)
    figure.text(0.01, 0.72, "xxxxxxxx")
    assert laps(boxes(figure)) == [("南宁—上海", "xxxxxxxx")]


@pytest.mark.parametrize("chart", [briefs.DUMBBELL, briefs.HEATMAP, briefs.BARS,
                                   briefs.TRADE_OFF, briefs.SPREAD])
def test_the_same_bytes_twice_and_no_title(chart: Chart) -> None:
    figures = [drawn(chart), drawn(chart)]
    first, second = map(to_png, figures)
    assert first == second
    assert chart.title not in words(figures[0])
    assert list(figures[0].get_size_inches()) == [*WORD]


def test_dollars_are_no_formula() -> None:
    """matplotlib would set what stands between two of them as TeX, or fail over it."""
    figure = drawn(pairs([(9.0, 7.0)], name=r"a $\oops{$ b"))
    assert r"a ＄\oops{＄ b" in words(figure)
    assert to_png(figure)


def test_text_grows_with_the_picture() -> None:
    sizes = [max(text.get_fontsize() for text in texts(drawn(briefs.DUMBBELL, size=size)))
             for size in (WORD, SLIDE)]
    assert sizes == [8.5, 13.0]


@pytest.mark.parametrize("rows", [1, 18, 40])
@pytest.mark.parametrize("width", [6.3, 12.3])
def test_at_a_good_height_many_rows_are_legible(rows: int, width: float) -> None:
    for chart in (pairs([(2.0, 1.0)] * rows), stacks([[4.0, 8.0]] * rows),
                  matrix([[-1.0, 2.0]] * rows)):
        height = good_height(chart, width)
        assert height >= 0.57 * width
        sizes = {text.get_fontsize() for text in texts(drawn(chart, size=(width, height)))}
        assert min(sizes) >= 7.0


# ---- dumbbell
def test_a_dumbbell_shows_both_states_and_the_difference() -> None:
    figure = drawn(briefs.DUMBBELL)
    shown = words(figure)
    for row in briefs.DUMBBELL.rows:
        assert row.label in shown
        assert show(row.base, "h") in (*shown, "")
        assert show(row.after, "h") in (*shown, "")
    assert {"−27.6", "0.0", "+5.5", "门到门时间（小时）", "差值\n（小时）"} <= {*shown}
    assert shown.count("新连通") == 2  # beside the star and in the column
    ax = next(ax for ax in figure.axes if ax.axison)
    marks = [(line.get_xdata()[0], line.get_marker(), line.get_markerfacecolor())
             for line in ax.lines]
    symbols = style.OUTCOMES
    for value, outcome in ((396.8, "gain"), (300.0, "none"), (210.4, "new"), (255.5, "loss")):
        assert (value, symbols[outcome].marker, symbols[outcome].colour) in marks
    assert sorted(value for value, _, face in marks if face == "#ffffff") == [250.0, 300.0, 424.5]
    arrows = [text for text in ax.texts if text.arrow_patch is not None]
    assert [(arrow.xyann[0], arrow.xy[0]) for arrow in arrows] == [(424.5, 396.8)]


def test_what_is_lost_or_never_connected_is_said() -> None:
    shown = words(drawn(pairs([(20.0, None), (None, None)], "en"), "en"))
    assert shown.count("lost") == 2  # in the row and in the legend
    assert "no route" in shown
    assert shown.count("—") == 3


def test_more_rows_than_are_legible_are_refused() -> None:
    with pytest.raises(ValueError, match="60 rows are too many"):
        draw_chart(pairs([(2.0, 1.0)] * 60), "zh", *WORD)


# ---- matrix
def test_cells_are_coloured_around_nought() -> None:
    figure = drawn(matrix([[-20.0, 0.0, 20.0, None]], "en"), "en")
    ax = figure.axes[1]
    faces = [tuple(round(part, 2) for part in patch.get_facecolor()[:3])
             for patch in ax.patches if isinstance(patch, Rectangle)]
    better, same, worse, _ = faces
    assert better[1] > better[0]  # green
    assert worse[0] > worse[1]  # purple
    assert max(same) - min(same) < 0.02
    assert [bool(patch.get_hatch()) for patch in ax.patches] == [False, False, False, True]
    assert {"−20.0", "0.0", "+20.0", "no route"} <= {*words(figure)}
    assert "h; after − before, negative is better" in words(figure)


def test_more_is_better_turns_the_colours() -> None:
    less = matrix([[-20.0, 20.0]])
    more = Heatmap("", "Mt/year", less.rows, less.columns, less.values, less.texts,
                   less_is_better=False)
    a, b = (drawn(chart).axes[1].patches for chart in (less, more))
    assert [p.get_facecolor() for p in a] == [p.get_facecolor() for p in b][::-1]


def test_numbers_that_do_not_fit_are_left_out_with_a_note() -> None:
    figure = drawn(matrix([[-1234567.8] * 24] * 14))
    assert "−1,234,567.8" not in words(figure)
    assert any("未标数值" in text for text in words(figure))


def test_an_outlier_does_not_take_the_colour_of_all_others() -> None:
    figure = drawn(matrix([[-2.0, -2.2, -1.9, -90.0]]))
    first = figure.axes[1].patches[0].get_facecolor()
    assert max(first) - min(first[:3]) > 0.15
    assert "超出色标的数值用端色" in words(figure)


@pytest.mark.parametrize(("lang", "columns", "rotations"), [
    ("zh", 8, {0.0}), ("zh", 24, {0.0}), ("en", 8, {0.0}), ("en", 14, {45.0}), ("en", 34, {90.0})])
def test_names_of_columns_stand_as_there_is_room(lang: str, columns: int,
                                                 rotations: set[float]) -> None:
    name = "南宁市" if lang == "zh" else "Chongqing"
    figure = drawn(matrix([[-1.0] * columns] * 4, lang, name), lang)
    heads = [text for text in texts(figure) if text.get_text().replace("\n", "") == name
             and text.get_ha() != "right"]
    assert len(heads) == columns
    assert {text.get_rotation() for text in heads} == rotations
    assert ("\n" in heads[0].get_text()) == (lang == "zh" and columns == 24)


# ---- stacked bars
def test_lengths_of_bars_are_values() -> None:
    figure = drawn(briefs.BARS)
    ax = next(ax for ax in figure.axes if ax.axison)
    assert [patch.get_x() for patch in ax.patches] == pytest.approx([0, 4, 304, 0, 4, 314])
    assert [patch.get_width() for patch in ax.patches] == pytest.approx(
        [4, 300, 120.5, 4, 310, 82.8])
    colours = [patch.get_facecolor() for patch in ax.patches]
    assert colours[:3] == colours[3:]
    assert ax.patches[2].get_hatch() == style.COMPONENTS["lock_queue"].hatch
    assert {"424.5", "396.8", "300.0", "120.5", "合计（小时）", "待闸"} <= {*words(figure)}
    assert "4.0" not in words(figure)  # no room in its part


def test_parts_of_no_length_are_not_in_the_legend() -> None:
    assert "部分1" not in words(drawn(stacks([[3.0, 0.0, 4.0], [2.0, 0.0, 4.0]])))


def test_colours_of_parts_are_told_apart() -> None:
    looks = [(fill.colour, fill.hatch) for fill in style.COMPONENTS.values()]
    assert len(set(looks)) == len(looks)


# ---- trade-off
def test_area_is_co2_and_an_arrow_leads_from_before_to_after() -> None:
    figure = drawn(briefs.TRADE_OFF)
    ax = next(ax for ax in figure.axes if ax.axison)
    areas = {tuple(item.get_offsets()[0]): item.get_sizes()[0] for item in ax.collections
             if isinstance(item, PathCollection)}
    assert set(areas) == {(42.8, 14200.0), (334.2, 4300.0), (300.6, 4200.0)}
    assert areas[42.8, 14200.0] / areas[300.6, 4200.0] == pytest.approx(1500 / 300)
    arrow, = (text for text in ax.texts if text.arrow_patch is not None)
    assert isinstance(arrow.arrow_patch, FancyArrowPatch)
    assert (arrow.xyann, arrow.xy) == ((334.2, 4300.0), (300.6, 4200.0))
    assert {"公路", "江海直达", "时间（小时）", "费用（元）"} <= {*words(figure)}


@pytest.mark.parametrize(("last", "scale"), [(300.0, "linear"), (330.0, "log")])
def test_ranges_of_more_than_eight_fold_are_logarithmic_and_say_so(last: float,
                                                                   scale: str) -> None:
    figure = drawn(ways([(40.0, 5000.0, 10.0), (last, 6000.0, 10.0), (50.0, 6000.0, 10.0)]))
    ax = next(ax for ax in figure.axes if ax.axison)
    assert (ax.get_xscale(), ax.get_yscale()) == (scale, "linear")
    assert ("时间（小时），对数刻度" in words(figure)) == (scale == "log")


def test_a_way_that_exists_in_one_state_only_says_which() -> None:
    axes = ("h", "CNY", "kg")
    chart = TradeOff("", axes, ("Before", "After"), (
        TradeOffPoint("rail", "Rail", "base", 10.0, 100.0, 5.0),
        TradeOffPoint("sea", "Sea", "after", 20.0, 90.0, 5.0)))
    assert {"Rail (Before)", "Sea"} <= {*words(drawn(chart, "en"))}


# ---- distribution
def test_steps_are_coloured_by_outcome_and_the_unchanged_stand_apart() -> None:
    figure = drawn(briefs.SPREAD)
    ax = next(ax for ax in figure.axes if ax.axison)
    assert [patch.get_height() for patch in ax.patches] == [3, 8, 2, 5]
    assert [bool(patch.get_hatch()) for patch in ax.patches] == [False, False, True, False]
    starts = [patch.get_x() for patch in ax.patches]
    assert starts[3] - starts[2] > 1.5
    assert {"3", "8", "2", "5", "−40", "−20", "0", "20", "无变化", "另有 2 对新连通",
            "时间差（小时）", "城市对数"} <= {*words(figure)}


def test_a_step_across_nought_is_neither_gain_nor_loss() -> None:
    figure = drawn(spread([4, 2], 0, (-10.0, 10.0, 30.0)))
    shown = words(figure)
    assert "改善" not in shown
    assert "变差" in shown
