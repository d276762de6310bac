"""The layer of projects: where each lies, how far it is, and those that lie nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from corridors.analysis.coverage import MEASURES
from corridors.cartography.layers import ProjectsLayer
from corridors.changes import apply
from corridors.mapping.divisions import divisions
from corridors.mapping.model import MapLink, MapMarker, MarkerKind
from corridors.messages import listed, say
from corridors.network.geometry import Line, link_line
from corridors.network.load import read_base
from corridors.network.model import Network
from corridors.places import place_name
from corridors.projects.model import Project
from corridors.projects.plans import read_plans
from corridors.projects.register import register
from corridors.projects.select import plans_of, with_water
from corridors.report.cartography.ground import Ground
from corridors.report.cartography.lines import courses, kind_of
from corridors.report.cartography.part import Part

SHOWN: dict[str, MarkerKind] = {
    "opened": "stage_opened", "construction": "stage_construction",
    "ongoing": "stage_construction", "planned": "stage_planned", "preliminary": "stage_planned",
    "study": "stage_study", "idea": "stage_study", "unknown": "stage_unknown",
}
"""Stage of a project -> how it is drawn."""
ASIDE_DEG = 0.13
"""How far apart sites of different stages at one spot are drawn."""
HOME = "45"
"""Code of the region; sites beyond it are ends of services."""
OFF_SHORE_DEG = 0.3
"""Ports stand this far from the coast of the boundaries at most."""
STYLES = tuple(dict.fromkeys(SHOWN.values()))


@dataclass(frozen=True)
class Sites:
    """What projects touch that has a place: links, locks and nodes by project id."""

    network: Network
    lines: Mapping[str, Line]
    links: Mapping[str, tuple[str, ...]]
    points: Mapping[str, tuple[tuple[str, str], ...]]


@cache
def sites() -> Sites:
    """Where all projects of the register lie, all of them standing together."""
    network, log = apply(read_base(), [project.batch() for project in register().all()])
    links: dict[str, dict[str, None]] = {}
    points: dict[str, dict[tuple[str, str], None]] = {}
    for row in log:
        if row.table == "links" and row.id in network.links:
            links.setdefault(row.project, {})[row.id] = None
        elif row.table in ("locks", "nodes") and row.id in network.tables[row.table] and (
                _at_home(network, row.table, row.id)):
            points.setdefault(row.project, {})[row.table, row.id] = None
    return Sites(network, courses(network), {key: tuple(ids) for key, ids in links.items()},
                 {key: tuple(ids) for key, ids in points.items()})


def _at_home(network: Network, table: str, key: str) -> bool:
    """Whether a lock or node lies in the region, its ports at sea with it."""
    import shapely

    rows = network.tables[table]
    lon, lat = (float(rows[name][rows.index[key]]) for name in ("lon", "lat"))
    (home,) = divisions("province", HOME)
    return bool(shapely.distance(home.shape, shapely.Point(lon, lat)) < OFF_SHORE_DEG)


def chosen(layer: ProjectsLayer) -> tuple[tuple[Project, tuple[Project, ...]], ...]:
    """Items that a layer shows, each with its parts, furthest first and then by id."""
    reg = register()
    ids = {reg.get(name).id for name in layer.projects}
    kinds = {*with_water(layer.kind)}
    items = []
    for project in reg.all():
        file = project.file
        if file.part_of and (project.id not in ids or file.part_of in ids):
            continue  # it is drawn with the item that it belongs to
        named = plans_of(project)
        if not ((project.id in ids if ids else bool(named))
                and (layer.plan is None or layer.plan in named)
                and (not kinds or file.kind in kinds)
                and (not layer.stage or file.status.stage in layer.stage)):
            continue
        items.append((project, tuple(reg.get(key) for key in file.parts)))
    order = list(STYLES)
    return tuple(sorted(items, key=lambda item: (
        order.index(SHOWN[item[0].file.status.stage]), item[0].id)))


def projects(ground: Ground, layer: ProjectsLayer) -> Part:
    """Projects where they lie, in the style of their stage or mode."""
    lang, items = ground.lang, chosen(layer)
    drawn: list[Item] = []
    rest: list[Item] = []
    for item in items:
        (drawn if _has_place(item) else rest).append(item)
    numbers = {item[0].id: n for n, item in enumerate([*drawn, *rest], 1)}
    links: list[MapLink] = []
    markers: list[MapMarker] = []
    for item in drawn:
        name = getattr(item[0].file.name, lang)
        text = {"names": name, "numbers": str(numbers[item[0].id]), "none": ""}[layer.label]
        for project in (item[0], *item[1]):
            own = tuple(_links(project, text, by=layer.by))
            links += own
            if not own and project.file.kind not in MEASURES:
                markers += _markers(project, text, every=layer.label == "numbers")
    return Part(links=tuple(links), markers=tuple(_apart(markers)),
                source=say("drawn.register", lang),
                subtitle=say("drawn.projects", lang, named=_named(layer, lang), items=len(items),
                             drawn=len(drawn)),
                key_lines=tuple(_lines(layer, lang, drawn, rest, numbers)))


Item = tuple[Project, tuple[Project, ...]]


def _has_place(item: Item) -> bool:
    """Whether any of it lies somewhere; a measure that touches some terminals lies nowhere."""
    found = sites()
    return any(project.id in found.links or (project.id in found.points
                                             and project.file.kind not in MEASURES)
               for project in (item[0], *item[1]))


def _links(project: Project, text: str, *, by: str) -> Iterable[MapLink]:
    found = sites()
    network, lines = found.network, found.lines
    for key in found.links.get(project.id, ()):
        i = network.links.index[key]
        kind = SHOWN[project.file.status.stage] if by == "status" else kind_of(network, i)
        yield MapLink(f"{project.id}/{key}", str(network.links["mode"][i]),
                      link_line(network, i, lines), label=text or None, kind=kind)


def _markers(project: Project, text: str, *, every: bool) -> Iterable[MapMarker]:
    """Sites of a project without lines, those that lie close together once.

    Its text stands beside the first of them, or beside every one.
    """
    found, seen = sites(), set[tuple[float, float]]()
    for table, key in found.points.get(project.id, ()):
        rows = found.network.tables[table]
        lon, lat = (float(rows[name][rows.index[key]]) for name in ("lon", "lat"))
        spot = (round(lon, 1), round(lat, 1))
        if spot not in seen:
            seen.add(spot)
            yield MapMarker(text, lon, lat, SHOWN[project.file.status.stage],
                            bool(text) and (every or len(seen) == 1))


def _apart(markers: Sequence[MapMarker]) -> Iterable[MapMarker]:
    """Sites at one spot: those drawn alike become one with all names, others move aside."""
    spots: dict[tuple[float, float], dict[MarkerKind, list[MapMarker]]] = {}
    for one in markers:
        spots.setdefault((round(one.lon, 1), round(one.lat, 1)), {}).setdefault(
            one.kind, []).append(one)
    for kinds in spots.values():
        for n, alike in enumerate(kinds.values()):
            names = dict.fromkeys(one.name for one in alike if one.named)
            yield replace(alike[0], lon=alike[0].lon + n * ASIDE_DEG,
                          name=", ".join(names) or alike[0].name, named=bool(names))


def _named(layer: ProjectsLayer, lang: str) -> str:
    if layer.plan is not None:
        return str(getattr(read_plans()[layer.plan].name, lang))
    return say("drawn.chosen" if layer.projects else "drawn.all_plans", lang)


def _lines(layer: ProjectsLayer, lang: str, drawn: Sequence[Item], rest: Sequence[Item],
           numbers: Mapping[str, int]) -> Iterable[str]:
    """Items by stage, with their numbers where the map has numbers; then those without a place."""
    def told(item: Item) -> str:
        name = str(getattr(item[0].file.name, lang))
        return f"{numbers[item[0].id]} {name}" if layer.label == "numbers" else name

    def joined(items: Sequence[Item]) -> str:
        return ("；" if lang == "zh" else "; ").join(map(told, items))

    if layer.label == "numbers":
        for style in STYLES:
            here = [item for item in drawn if SHOWN[item[0].file.status.stage] == style]
            if here:
                yield say("drawn.stage_list", lang, stage=say(f"map.kind.{style}", lang),
                          count=len(here), items=joined(here))
    else:
        yield say("drawn.stage_counts", lang, counts=listed((
            say("drawn.stage_count", lang, stage=say(f"map.kind.{style}", lang),
                count=sum(SHOWN[i[0].file.status.stage] == style for i in (*drawn, *rest)))
            for style in STYLES if any(SHOWN[i[0].file.status.stage] == style
                                       for i in (*drawn, *rest))), lang))
    if layer.by == "status" and (mixed := list(_mixed(layer, lang, drawn, numbers))):
        yield say("drawn.stage_parts", lang, items=("；" if lang == "zh" else "; ").join(mixed))
    if rest and layer.list_rest:
        yield say("drawn.rest_list", lang, count=len(rest), items=joined(rest))
        yield say("drawn.rest_places", lang, counts=listed(_by_prefecture(rest, lang), lang))
    elif rest:
        yield say("drawn.rest", lang, count=len(rest))


def _mixed(layer: ProjectsLayer, lang: str, drawn: Sequence[Item], numbers: Mapping[str, int]
           ) -> Iterable[str]:
    """Items whose parts on the map have come differently far, with the parts by stage."""
    found = sites()
    for item in drawn:
        styles = [SHOWN[project.file.status.stage] for project in (item[0], *item[1])
                  if project.id in found.links or project.id in found.points]
        if set(styles) == {SHOWN[item[0].file.status.stage]}:
            continue
        name = (str(numbers[item[0].id]) if layer.label == "numbers"
                else str(getattr(item[0].file.name, lang)))
        yield say("drawn.stage_part", lang, name=name, counts=listed((
            say("drawn.stage_part_count", lang, stage=say(f"map.kind.{style}", lang),
                count=styles.count(style))
            for style in STYLES if style in styles), lang))


def _by_prefecture(rest: Sequence[Item], lang: str) -> Iterable[str]:
    base = read_base()
    for key in base.place_sets["guangxi"]:
        count = sum(key in item[0].file.prefectures for item in rest)
        if count:
            yield f"{place_name(base, key, lang)} {count}"
    nowhere = sum(not item[0].file.prefectures for item in rest)
    if nowhere:
        yield say("drawn.nowhere", lang, count=nowhere)
