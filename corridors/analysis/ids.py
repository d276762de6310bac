"""Ids that files of projects, scenarios and maps name: those at a place, or with a word in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corridors.errors import UnknownNameError, fault
from corridors.names import suggest_each_once
from corridors.network.model import Network

TABLES = ("nodes", "links", "locks", "services")
NAMES = {"links": ("id", "line", "line_zh", "line_en")}
"""Columns that a word is looked for in, where they are not id and names."""


@dataclass(frozen=True)
class Named:
    """A row of the network and what it is called.

    Attributes
    ----------
    what
        Table that the row is of, one of :data:`TABLES`.
    handles
        Whom a node serves; empty where everybody only passes.
    line
        Id of the line (links only).
    nodes
        Ids of the ends of a link or of the stops of a service, in order.
    link_id
        Link that a lock is on.
    length_km
        Length of a link.
    """

    what: str
    id: str
    mode: str
    name_zh: str
    name_en: str
    handles: tuple[str, ...] = ()
    line: str = ""
    nodes: tuple[str, ...] = ()
    link_id: str = ""
    length_km: float | None = None


def find_ids(network: Network, word: str) -> list[Named]:
    """Nodes, links, locks and services at a place, and those with a word in their id or names.

    At a place are its nodes, the links that end at them, the locks on these links and the
    services that stop at the nodes.

    Parameters
    ----------
    word
        Any spelling of a place, or a part of an id, of a name or of the name of a line.

    Returns
    -------
    list of Named
        By table, then by mode and id.

    Raises
    ------
    UnknownNameError
        Nothing is there; places that are spelt likewise are offered.

    Examples
    --------
    >>> import corridors
    >>> [item.id for item in find_ids(corridors.load_network(), "长洲") if item.what == "locks"]
    ['lk_changzhou']
    """
    wanted = word.strip().casefold()
    named = {table: _with_word(network, table, wanted) for table in TABLES} if wanted else {}
    at = {i for place in network.spellings.get(wanted, ()) for i in _nodes_of(network, place)}
    nodes, links = network.nodes, network.links
    here = {str(nodes["id"][i]) for i in at}
    touching = {i for i in range(len(links))
                if {str(links["from_node_id"][i]), str(links["to_node_id"][i])} & here}
    on = {str(links["id"][i]) for i in touching}
    locks = {i for i, link in enumerate(network.locks["link_id"]) if str(link) in on}
    stops = _stops(network)
    calling = {i for i, key in enumerate(network.services["id"])
               if here & set(stops.get(str(key), ()))}
    found = {"nodes": at, "links": touching, "locks": locks, "services": calling}
    items = [_named(network, table, i, stops)
             for table in TABLES for i in found[table] | named.get(table, set())]
    if not items:
        near = suggest_each_once(wanted, network.spellings)
        raise UnknownNameError(fault("ids_none", word=word, suggestion=near))
    return sorted(items, key=lambda item: (TABLES.index(item.what), item.mode, item.id))


def _nodes_of(network: Network, place: str) -> Iterable[int]:
    return (i for i, key in enumerate(network.nodes["place_id"]) if key == place)


def _with_word(network: Network, table: str, wanted: str) -> set[int]:
    rows = network.tables[table]
    columns = [rows[name] for name in NAMES.get(table, ("id", "name_zh", "name_en"))]
    return {i for i in range(len(rows))
            if any(wanted in str(column[i]).casefold() for column in columns)}


def _stops(network: Network) -> dict[str, tuple[str, ...]]:
    """Nodes that a service stops at, in order."""
    stops = network.service_stops
    order = sorted(range(len(stops)), key=lambda i: (str(stops["service_id"][i]),
                                                     float(stops["seq"][i])))
    found: dict[str, tuple[str, ...]] = {}
    for i in order:
        key = str(stops["service_id"][i])
        found[key] = (*found.get(key, ()), str(stops["node_id"][i]))
    return found


def _named(network: Network, table: str, i: int, stops: dict[str, tuple[str, ...]]) -> Named:
    rows = network.tables[table]
    key = str(rows["id"][i])
    if table == "links":
        return Named(table, key, str(rows["mode"][i]), str(rows["line_zh"][i]),
                     str(rows["line_en"][i]), line=str(rows["line"][i]),
                     nodes=(str(rows["from_node_id"][i]), str(rows["to_node_id"][i])),
                     length_km=float(rows["length_km"][i]))
    names = (str(rows["name_zh"][i]), str(rows["name_en"][i]))
    if table == "locks":
        link = str(rows["link_id"][i])
        mode = str(network.links["mode"][network.links.index[link]])
        return Named(table, key, mode, *names, link_id=link)
    mode = str(rows["mode"][i])
    if table == "services":
        return Named(table, key, mode, *names, nodes=stops.get(key, ()))
    return Named(table, key, mode, *names, handles=tuple(map(str, rows["handles"][i])))
