"""Layers of points: places by rank, locks, ports, airports, border posts."""

from __future__ import annotations

from collections.abc import Iterable

from corridors.cartography.layers import Airports, Borders, Locks, Markers, PlacesLayer, Ports
from corridors.mapping.model import MapMarker, MarkerKind
from corridors.messages import listed, say
from corridors.places import expand
from corridors.report.cartography.ground import Ground
from corridors.report.cartography.part import Part
from corridors.report.network_map import BORDER, ranked

MOST_LOCKS = 8
"""Locks whose size a remark gives; more than that fill no remark."""


def places(ground: Ground, layer: PlacesLayer) -> Part:
    """Cities and towns by rank; those that the network does not serve where a set names them."""
    network = ground.network
    wanted = {*expand(network, layer.sets)} if layer.sets else network.served
    return Part(places=tuple(place for place in ranked(network, ground.lang, wanted)
                             if place.role in layer.roles), fitted=())


def markers(ground: Ground, layer: Markers) -> Part:
    """Structures of one kind."""
    kinds: dict[type[Markers], MarkerKind] = {Locks: "lock", Ports: "port",
                                              Airports: "airport", Borders: "border"}
    kind = kinds[type(layer)]
    network = ground.network
    changed = _changed(ground) if layer.changed else None
    if kind == "border":
        keys: Iterable[str] = network.place_sets.get(BORDER, ())
        table = network.places
    elif kind == "lock":
        table, keys = network.locks, [str(key) for key in network.locks["id"]]
    else:
        table = network.nodes
        keys = [str(key) for i, key in enumerate(table["id"]) if table["kind"][i] == kind]
    found = []
    for key in keys:
        i = table.index[key]
        if changed is None or key in changed or (
                kind == "lock" and str(table["link_id"][i]) in ground.touched):
            found.append(MapMarker(str(table[f"name_{ground.lang}"][i]), float(table["lon"][i]),
                                   float(table["lat"][i]), kind, layer.names))
    lines = tuple(_lock_lines(ground)) if kind == "lock" else ()
    return Part(markers=tuple(found), key_lines=lines, fitted=None if layer.changed else ())


def _lock_lines(ground: Ground) -> Iterable[str]:
    """Sizes of the locks on new and changed links, as far as they are known."""
    rows, told = ground.network.locks, []
    for i, name in enumerate(rows[f"name_{ground.lang}"]):
        sizes = [float(rows[column][i]) for column in
                 ("chamber_length_m", "chamber_width_m", "max_dwt_t")]
        if str(rows["link_id"][i]) in ground.touched and all(size == size for size in sizes):
            told.append(say("drawn.lock", ground.lang, name=name, length=f"{sizes[0]:g}",
                            width=f"{sizes[1]:g}", dwt=f"{sizes[2]:,.0f}"))
    if 0 < len(told) <= MOST_LOCKS:
        yield say("drawn.locks", ground.lang, items=listed(told, ground.lang))


def _changed(ground: Ground) -> set[str]:
    """Ids of locks, nodes and places that the scenario touches."""
    assert ground.states is not None
    return {row.id for row in ground.states.log if row.table in ("locks", "nodes", "places")}
