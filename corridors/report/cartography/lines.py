"""Layers of lines: the network by mode and class, and what a scenario changes in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from corridors.cartography.layers import Boundaries, Changes, Markers, NetworkLayer, PlacesLayer
from corridors.mapping.model import MapLink
from corridors.messages import listed, say
from corridors.network.geometry import Line, link_line, load_geometry
from corridors.network.model import Network
from corridors.report.cartography.ground import Ground
from corridors.report.cartography.part import Part
from corridors.report.network_map import link_kind, stock_lines
from corridors.report.numbers import show

MINOR = ("road_other", "inland_minor")
"""Kinds of lines that a network without minor ones leaves out."""


def network(ground: Ground, layer: NetworkLayer, *, without: Iterable[str] = ()) -> Part:
    """Infrastructure by mode and class, without links that another layer draws."""
    drawn, gone = ground.network, set(without)
    lines = courses(drawn)
    found = [MapLink(f"network/{key}", str(drawn.links["mode"][i]), link_line(drawn, i, lines),
                     kind=kind_of(drawn, i))
             for i, key in enumerate(drawn.links["id"])
             if str(drawn.links["mode"][i]) in layer.modes and str(key) not in gone]
    return Part(links=tuple(link for link in found if layer.minor or link.kind not in MINOR),
                key_lines=(tuple(stock_lines(drawn, ground.lang, {*layer.modes} - {"sea"}))
                           if _alone(ground) else ()),
                fitted=())


def _alone(ground: Ground) -> bool:
    """Whether the map is about the network itself."""
    return all(isinstance(layer, Boundaries | NetworkLayer | Markers | PlacesLayer)
               for layer in ground.spec.layers)


def changes(ground: Ground, layer: Changes) -> Part:
    """Links that the scenario adds, alters and closes, with the names of their lines."""
    del layer
    assert ground.states is not None
    lang, found = ground.lang, []
    for network_, wanted in ((ground.states.after, ("added", "changed")),
                             (ground.states.base, ("closed",))):
        lines = courses(network_)
        for key, status in ground.touched.items():
            if status in wanted and key in network_.links:
                i = network_.links.index[key]
                found.append(MapLink(
                    key, str(network_.links["mode"][i]), link_line(network_, i, lines), status,
                    str(network_.links[f"line_{lang}"][i]) or None))
    return Part(links=tuple(found), key_lines=(*_told(ground), *_standing(ground)))


MOST_NAMED, MOST_PROJECTS = 6, 3
"""Lines that a remark names, of more it gives the number; and projects whose status it gives."""


def _standing(ground: Ground) -> Iterable[str]:
    """How far the projects of the scenario are, where they are few."""
    assert ground.states is not None
    lang, projects = ground.lang, ground.states.projects
    for project in projects if len(projects) <= MOST_PROJECTS else ():
        status = project.file.status
        yield say("drawn.status_line", lang, name=getattr(project.file.name, lang),
                  stage=say(f"stage.{status.stage}", lang), date=status.as_of)


def _told(ground: Ground) -> Iterable[str]:
    """Names and lengths of what is new, altered and closed, by line."""
    assert ground.states is not None
    lang = ground.lang
    locks = _locks_alone(ground)
    for status in ("added", "changed", "closed"):
        links = (ground.states.base if status == "closed" else ground.states.after).links
        km: dict[str, float] = {}
        for key, found in ground.touched.items():
            if found == status and key in links and not (status == "changed" and key in locks):
                i = links.index[key]
                name = str(links[f"line_{lang}"][i])
                km[name] = km.get(name, 0.0) + float(links["length_km"][i])
        named = [say("drawn.changed_km", lang, name=name, km=show(length, "km"))
                 for name, length in sorted(km.items(), key=lambda item: (-item[1], item[0]))
                 if name]
        if status == "changed":  # the lock is another, not the river on which it stands
            named += sorted(set(locks.values()))
        count, named = len(named), named[:MOST_NAMED]
        if named:
            more = [say("drawn.more", lang, count=count)] if count > len(named) else []
            yield say("drawn.changed_line", lang, status=say(f"map.status.{status}", lang),
                      items=listed([*named, *more], lang))


def _locks_alone(ground: Ground) -> dict[str, str]:
    """Links on which nothing but a lock is altered, with the names of those locks."""
    assert ground.states is not None
    after, log = ground.states.after, ground.states.log
    own = {row.id for row in log if row.table == "links"}
    found: dict[str, list[str]] = {}
    for key in sorted({row.id for row in log if row.table == "locks"} & set(after.locks.index)):
        row = after.locks.row(key)
        if row["link_id"] not in own:
            found.setdefault(str(row["link_id"]), []).append(str(row[f"name_{ground.lang}"]))
    return {link: listed(sorted(set(names)), ground.lang) for link, names in found.items()}


def kind_of(drawn: Network, i: int) -> str:
    """Line style of row ``i`` of the links."""
    links = drawn.links
    return link_kind(str(links["mode"][i]), str(links["class"][i]), str(links["traffic"][i]),
                     float(links["max_dwt_t"][i]))


def courses(drawn: Network) -> Mapping[str, Line]:
    """Courses of links by id, those that are drawn."""
    return load_geometry(drawn.data_dir) if drawn.data_dir else {}


def unnamed(part: Part) -> Part:
    """The same without names along lines."""
    return replace(part, links=tuple(replace(link, label=None) for link in part.links))
