"""From a network to its map: kinds of links, ranks of towns, terminals, figures beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from corridors import __version__
from corridors.analysis.inventory import inventory
from corridors.mapping.model import Extent, MapContent, MapLink, MapMarker, MapPlace, Role
from corridors.messages import say
from corridors.network.geometry import link_line, load_geometry
from corridors.network.model import Network
from corridors.places import place_name
from corridors.report.maps import CAPITALS, DPI, OTHER_CAPITALS
from corridors.units import MAJOR_FAIRWAY_T

EXTENT: Extent = (101.0, 19.7, 122.8, 34.8)
"""West, south, east, north of the map of the whole network; what lies beyond is named on no map."""
INSETS: tuple[tuple[str, Extent], ...] = (
    ("inset.delta", (117.6, 29.5, 122.4, 32.7)),
    ("inset.pearl", (111.9, 21.9, 114.7, 23.7)),
    ("inset.beibu", (106.6, 21.2, 110.4, 23.9)),
)
TOWNS = frozenset({"county", "counties"})
"""Sets of places of the lowest rank."""
BORDER = "border"
"""Set of land border posts."""


def network_map(network: Network, lang: str, told: str = "") -> bytes:
    """PNG of a network at A3 landscape, 200 dots an inch.

    ``told`` says which network it is, see :mod:`corridors.report.network_state`; that of its
    date where empty.

    Raises
    ------
    MissingPackageError
        The font or boundary package is not installed.
    """
    from corridors.drawing.output import to_png
    from corridors.mapping.network_map import Inset, draw_network_map

    insets = [Inset(key, extent) for key, extent in INSETS]
    content = network_content(network, lang, told)
    return to_png(draw_network_map(content, insets, network.data_dir), DPI)


def network_content(network: Network, lang: str, told: str = "") -> MapContent:
    """What the map of a network shows, as data."""
    told = told or say("state.actual", lang, date=network.date)
    return MapContent(
        title=say("map.network.title", lang),
        subtitle=say("map.network.subtitle", lang, state=told),
        lang="zh" if lang == "zh" else "en",
        links=tuple(_links(network)),
        places=tuple(ranked(network, lang, network.served)),
        markers=tuple(_markers(network, lang)),
        key_lines=tuple(stock_lines(network, lang)),
        source_line=say("map.network.sources", lang),
        attribution=say("map.credit", lang),
        stamp=say("line.network_stamp", lang, data=network.data_version, version=__version__),
        extent=EXTENT,
        labels={"key.title": say("map.network.key", lang)})


def link_kind(mode: str, kind: str, traffic: str, dwt: float) -> str:
    """Line style of a link by its mode, class, traffic and the ships it admits.

    Examples
    --------
    >>> link_kind("rail", "hsr_250", "passenger", float("nan"))
    'rail_high_speed'
    """
    if mode == "road":
        return "road_expressway" if kind.startswith("expressway") else "road_other"
    if mode == "rail":
        if kind.startswith("hsr"):
            return "rail_high_speed"
        return "rail_freight" if traffic == "freight" else "rail_conventional"
    if mode == "inland":
        return "inland_major" if dwt >= MAJOR_FAIRWAY_T else "inland_minor"
    return mode


def _links(network: Network) -> Iterable[MapLink]:
    links = network.links
    lines = load_geometry(network.data_dir) if network.data_dir else {}
    for i, key in enumerate(links["id"]):
        kind = link_kind(str(links["mode"][i]), str(links["class"][i]),
                         str(links["traffic"][i]), float(links["max_dwt_t"][i]))
        yield MapLink(str(key), str(links["mode"][i]), link_line(network, i, lines), kind=kind)


def ranked(network: Network, lang: str, keys: Collection[str]) -> Iterable[MapPlace]:
    """Some places with their rank, in the order of their ids."""
    places = network.places
    capitals = {*network.place_sets.get(CAPITALS, ()), *OTHER_CAPITALS}
    for i, key in enumerate(places["id"]):
        if key not in keys:
            continue
        role: Role = ("capital" if str(key) in capitals
                      else "city" if TOWNS.isdisjoint(places["sets"][i]) else "town")
        name = str(places[f"name_{lang}"][i]).split(" (")[0]
        yield MapPlace(str(key), name, float(places["lon"][i]), float(places["lat"][i]),
                       role)


def _markers(network: Network, lang: str) -> Iterable[MapMarker]:
    nodes, locks = network.nodes, network.locks
    for i, kind in enumerate(nodes["kind"]):
        if kind in ("port", "airport"):
            yield MapMarker(str(nodes[f"name_{lang}"][i]), float(nodes["lon"][i]),
                            float(nodes["lat"][i]), kind)
    posts = network.place_sets.get(BORDER, ())
    for name, lon, lat in ((place_name(network, key, lang), *_at(network, key)) for key in posts):
        yield MapMarker(name, lon, lat, "border")
    for i, name in enumerate(locks[f"name_{lang}"]):
        yield MapMarker(str(name), float(locks["lon"][i]), float(locks["lat"][i]))


def _at(network: Network, place: str) -> tuple[float, float]:
    places = network.places
    i = places.index[place]
    return float(places["lon"][i]), float(places["lat"][i])


def stock_lines(network: Network, lang: str,
                modes: Iterable[str] = ("road", "rail", "inland")) -> Iterable[str]:
    """What a network holds of some modes, and as a whole, in a few lines."""
    stocks, told = inventory(network), set(modes)
    for item in stocks:
        if item.length_km and item.mode in told:
            yield say("map.network.line", lang, mode=say(f"map.mode.{item.mode}", lang),
                      km=f"{item.length_km:,.0f}",
                      share=f"{item.with_parts_km / item.length_km * 100:.0f}")
    yield say("map.network.counts", lang, places=len(network.served),
              terminals=sum(item.terminals for item in stocks), locks=len(network.locks),
              services=len(network.services))
