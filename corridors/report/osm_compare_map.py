"""Map of the strategic network beside OpenStreetMap, one mode a map."""

from __future__ import annotations

from collections.abc import Iterable

from corridors import __version__
from corridors.mapping.model import MapContent, MapLink
from corridors.messages import say
from corridors.network.geometry import load_courses
from corridors.osm.compare import Checked, Compared
from corridors.report.maps import DPI
from corridors.report.network_map import EXTENT, INSETS, TOWNS, ranked
from corridors.report.osm_compare import vintage_words
from corridors.report.osm_compare_screen import EXCUSED, percent, told_state

DATED = (*EXCUSED, "neighbour")


def compare_map(compared: Compared, mode: str, state: str, lang: str) -> bytes:
    """PNG at A3 landscape, 200 dots an inch.

    Raises
    ------
    MissingPackageError
        The font or boundary package is not installed.
    """
    from corridors.drawing.output import to_png
    from corridors.mapping.network_map import Inset, draw_network_map

    content = compare_content(compared, mode, state, lang)
    insets = [Inset(key, extent) for key, extent in INSETS]
    return to_png(draw_network_map(content, insets, compared.network.data_dir), DPI)


def compare_content(compared: Compared, mode: str, state: str, lang: str) -> MapContent:
    """What the map of a mode shows, as data."""
    net = compared.nets[mode]
    named = say(f"map.mode.{mode}", lang)
    return MapContent(
        title=say("map.osmc.title", lang, mode=named),
        subtitle=say("map.osmc.subtitle", lang, state=told_state(compared, state, lang),
                     name=net.name, vintage=vintage_words(net, lang)),
        lang="zh" if lang == "zh" else "en",
        links=tuple(_links(compared, mode)),
        places=tuple(ranked(compared.network, lang, _served(compared, mode))),
        key_lines=tuple(_findings(compared, mode, lang)),
        source_line=say("map.osmc.sources", lang, name=net.name),
        attribution=say("map.credit", lang),
        stamp=say("map.osmc.stamp", lang, data=compared.network.data_version,
                  ground=net.version, version=__version__),
        extent=EXTENT, labels={"key.title": say("map.osmc.key", lang)})


def kind_of(item: Checked) -> str:
    """Line style of a link by its verdict."""
    verdict, reason = item.judged
    if reason in DATED:
        return "osm_later"
    if verdict in ("missing", "off_network"):
        return "osm_missing"
    return f"osm_{verdict}" if verdict in ("agrees", "shorter", "longer") else "osm_unjudged"


def _links(compared: Compared, mode: str) -> Iterable[MapLink]:
    folder = compared.network.data_dir
    drawn = load_courses(folder) if folder else {}
    for item in compared.links:
        link = item.link
        if link.mode == mode:
            line = drawn[link.id].line if link.id in drawn else (link.a.point, link.b.point)
            yield MapLink(link.id, mode, line, kind=kind_of(item))
    for number, way in enumerate(compared.missing):
        if way.mode == mode:
            points = tuple((float(x), float(y)) for x, y in way.points)
            yield MapLink(f"extra_{number}", mode, points, kind="osm_extra")


def _served(compared: Compared, mode: str) -> set[str]:
    """Cities that the links of a mode serve."""
    places = compared.network.places
    spots = {spot.id: spot.place_id for item in compared.links if item.link.mode == mode
             for spot in (item.link.a, item.link.b)}
    return {str(key) for key, road in zip(places["id"], places["road_node_id"], strict=True)
            if (str(key) in spots.values() or str(road) in spots)
            and TOWNS.isdisjoint(places["sets"][places.index[str(key)]])}


def _findings(compared: Compared, mode: str, lang: str) -> Iterable[str]:
    mine = [item for item in compared.links if item.link.mode == mode]
    absent = [item for item in mine if item.judged.verdict in ("missing", "off_network")]
    yield say("map.osmc.counts", lang, links=len(mine), missing=len(absent),
              agrees=compared.count(mode, "agrees"), shorter=compared.count(mode, "shorter"),
              longer=compared.count(mode, "longer"))
    later = sum(item.judged.reason in EXCUSED for item in absent)
    if later:
        yield say("map.osmc.later", lang, later=later)
    if (middle := compared.median_deviation(mode)) is not None:
        yield say("map.osmc.median", lang, percent=percent(middle))
    if ways := sum(way.mode == mode for way in compared.missing):
        yield say("map.osmc.extra", lang, count=ways)
    joints = [joint for joint in compared.joints if joint.spot.mode == mode]
    if joints:
        yield say("map.osmc.joined", lang, all=len(joints),
                  joined=sum(joint.state == "joined" for joint in joints))
