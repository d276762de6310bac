"""The figure of a validation: what counts, modelled against published."""

from __future__ import annotations

from corridors import __version__
from corridors.analysis.validation.run import Compared, Validation
from corridors.charts.scatter import Point, ScatterContent, draw_scatter
from corridors.messages import say
from corridors.places import place_name
from corridors.report.validation import table_version

LABELLED_PCT = 25.0
"""A point whose error is larger is named."""
LABELS = 8
"""Most points that are named in one panel."""


def validation_figure(result: Validation, lang: str) -> bytes:
    """PNG of the figure.

    Raises
    ------
    MissingPackageError
        The font package is not installed.
    """
    from corridors.drawing.output import to_png

    return to_png(draw_scatter(scatter(result, lang)))


def scatter(result: Validation, lang: str) -> ScatterContent:
    """What the figure shows, as data: levels that count and have a path."""
    named = {item.row.id for item in result.worst[:LABELS]
             if abs(item.error_pct or 0.0) > LABELLED_PCT}
    points: dict[str, list[Point]] = {"h": [], "km": []}
    for item in result.counted:
        if item.modelled is None or item.row.value is None:
            continue
        label = ""
        if item.row.id in named:
            label = "—".join(place_name(result.base, end, lang)
                             for end in (item.row.origin, item.row.destination))
        points[item.row.unit].append(Point(kind_of(item), item.row.value, item.modelled,
                                           item.half == "checking", label))
    subtitle = say("map.validation.subtitle", lang, n=sum(map(len, points.values())))
    return ScatterContent(points["h"], points["km"], lang, subtitle, say(
        "line.validation_stamp", lang, data=result.base.data_version,
        table=table_version(result) or "", version=__version__))


def kind_of(item: Compared) -> str:
    """Kind of journey by its profile and main mode."""
    profile, mode = item.row.profile, item.row.mode
    if mode == "road":
        return "car" if profile == "passenger" else "lorry"
    if mode == "rail":
        return "rail_passenger" if profile == "passenger" else "rail_freight"
    if mode == "air":
        return "air"
    return "inland" if mode in ("waterway", "rail_water") else "sea"
