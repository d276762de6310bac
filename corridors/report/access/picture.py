"""The access of counties before and after on one sheet, with the change beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from corridors import __version__
from corridors.analysis.access.facilities import EXPRESSWAY, facilities
from corridors.analysis.access.model import Access, Measure
from corridors.analysis.access.summary import Summary
from corridors.mapping.model import (
    MapArea,
    MapClasses,
    MapContent,
    MapLink,
    MapMarker,
    MarkerKind,
)
from corridors.messages import say
from corridors.network.geometry import link_line, load_geometry
from corridors.network.model import Network
from corridors.report.access.classes import classes_of
from corridors.report.access.geo import unit_shapes
from corridors.report.access.words import findings, headed, measure_name, notes, unit_name
from corridors.report.network_map import ranked

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DPI = 200
MARKERS: dict[str, tuple[MarkerKind, ...]] = {
    "high_speed_station": ("station",), "airport": ("airport",), "port": ("port",),
    "inland_port": ("port",), "sea_port": ("port",)}
"""Facilities that have a symbol of their own."""


def access_map(result: Access, summaries: Sequence[Summary], measure: Measure,
               lang: str) -> bytes | None:
    """PNG of one measure before, after and as difference; None where places have no boundaries.

    Raises
    ------
    MissingPackageError
        The font or boundary package is not installed.
    """
    from corridors.drawing.output import to_png

    figure = access_figure(result, summaries, measure, lang)
    return None if figure is None else to_png(figure, DPI)


def access_figure(result: Access, summaries: Sequence[Summary], measure: Measure,
                  lang: str) -> Figure | None:
    """The same as a figure, A4 landscape."""
    from corridors.mapping.row import draw_row

    if unit_shapes(result.places) is None:
        return None
    headings = [say(key, lang) for key in ("access.panel_base", "access.panel_after",
                                           "access.panel_change")]
    headings[0] += f" {result.states.base.date}"
    if measure.to in MARKERS:
        headings[2] = say("access.panel_added", lang, to=say(f"facility.{measure.to}", lang))
    headings[1] += f" {result.states.after.date}" if (
        result.states.after.date != result.states.base.date) else ""
    return draw_row(access_contents(result, summaries, measure, lang), headings,
                    data_dir=result.states.base.data_dir)


def access_contents(result: Access, summaries: Sequence[Summary], measure: Measure,
                    lang: str) -> tuple[MapContent, ...]:
    """What the three maps show, as data."""
    base, after = result.states.base, result.states.after
    told = {"scenario": getattr(result.scenario.file.name, lang),
            "measure": measure_name(measure, lang)}
    seats = say("access.map_subtitle" if measure.to else "access.map_subtitle_hubs", lang,
                count=len(result.places))
    states = say("access.map_dates" if base.date != after.date else "access.map_with", lang,
                 base=base.date, after=after.date)
    subtitle = say("drawn.and", lang).join([seats, states])
    levels = classes_of(result, measure, change=False)
    changes = classes_of(result, measure, change=True)
    plain = MapClasses(headed(measure, lang), levels.labels(lang))
    diverging = MapClasses(say("access.classes_change", lang, measure=told["measure"],
                               unit=unit_name(measure, lang)), changes.labels(lang), True)
    values = ([one.value for one in result.base[measure.id]],
              [one.value for one in result.after[measure.id]],
              [measure.change(a, b) for a, b in
               zip(result.base[measure.id], result.after[measure.id], strict=True)])
    old, new = sites(base, measure.to, lang), sites(after, measure.to, lang)
    known = {(one.lon, one.lat) for one in old}
    roads = _courses(base, measure), _courses(after, measure)
    had = {one.id for one in roads[0]}
    markers = (old, new, [one for one in new if (one.lon, one.lat) not in known])
    links = (*roads, [one for one in roads[1] if one.id not in had])
    cities = list(ranked(base, lang, base.place_sets.get("guangxi", ())))
    facility = say(f"facility.{measure.to}", lang) if measure.to else ""
    facility = facility[:1].upper() + facility[1:]
    out = []
    for n, (kinds, chosen, scale) in enumerate(
            ((plain, levels, values[0]), (plain, levels, values[1]),
             (diverging, changes, values[2]))):
        out.append(MapContent(
            title=say("access.map_title", lang, **told), subtitle=subtitle,
            lang="zh" if lang == "zh" else "en",
            links=tuple(links[n]), places=tuple(cities), markers=tuple(markers[n]),
            key_lines=(*findings(result, summaries, lang, measure),
                       *notes(result, lang, measure)),
            source_line=say("map.sources", lang, date=base.date),
            attribution=say("map.credit", lang),
            stamp=say("line.stamp", lang, scenario=result.scenario.hash,
                      data=base.data_version, version=__version__),
            labels={f"marker.{kind}": facility for kind in MARKERS.get(measure.to, ())},
            areas=tuple(MapArea(one.adcode, "", None if value is None else chosen.step(value),
                                one.adcode)
                        for one, value in zip(result.places, scale, strict=True)),
            classes=kinds, divisions="county"))
    return tuple(out)


def sites(network: Network, to: str, lang: str) -> list[MapMarker]:
    """The facilities of a kind that count, as symbols without names."""
    return [MapMarker(one.name(lang), one.lon, one.lat, kind)
            for kind in MARKERS.get(to, ()) for one in facilities(network, to)]


def _courses(network: Network, measure: Measure) -> list[MapLink]:
    """Expressways, where they are what counts."""
    if measure.to != EXPRESSWAY:
        return []
    return list(expressways(network))


def expressways(network: Network) -> Iterable[MapLink]:
    """The courses of the expressways of a network."""
    lines = load_geometry(network.data_dir) if network.data_dir else {}
    for i, name in enumerate(network.links["class"]):
        if network.links["mode"][i] == "road" and str(name).startswith(EXPRESSWAY):
            yield MapLink(f"facility/{network.links['id'][i]}", "road",
                          link_line(network, i, lines), kind="road_expressway")


