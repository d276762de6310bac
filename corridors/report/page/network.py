"""Places, links, flights and marks of projects of a comparison, as the page's map draws them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from corridors.analysis.compare import Comparison
from corridors.mapping.projection import Albers
from corridors.network.geometry import Line, link_line, load_geometry
from corridors.network.model import Network
from corridors.report.maps import change_map
from corridors.report.page.geometry import pack_lines, spot

LANGS = ("zh", "en")
CAPITALS = "capitals"
STATUSES = {"base": "b", "added": "a", "changed": "c", "closed": "x"}
TERMINALS = frozenset({"station", "yard", "port", "airport"})
MAX_POINTS = 60
"""Of a project; more than this would hide the map."""


def places(result: Comparison, albers: Albers) -> list[dict[str, Any]]:
    """Origins and destinations, each once.

    Returns
    -------
    places
        ``id, zh, en, words`` (all accepted spellings, for the search), ``province_zh,
        province_en, at, rank``: 0 for an origin, 1 for a capital or an end of a headline pair,
        else 2.
    """
    table, ends = result.base.places, result.states
    capitals = set(result.base.place_sets.get(CAPITALS, ()))
    headline = {key for pair in ends.headline for key in pair}
    found = []
    for key in dict.fromkeys([*ends.origins, *ends.destinations]):
        i = table.index[key]
        words = [key, table["name_zh"][i], table["name_en"][i], table["pinyin"][i],
                 table["official_zh"][i], *table["aliases"][i]]
        found.append({
            "id": key, "zh": str(table["name_zh"][i]), "en": str(table["name_en"][i]),
            "words": " ".join(dict.fromkeys(str(w).casefold() for w in words if w)),
            **{f"province_{lang}": str(table[f"province_{lang}"][i]) for lang in LANGS},
            "at": spot(albers, float(table["lon"][i]), float(table["lat"][i])),
            "rank": 0 if key in ends.origins else 1 if key in capitals | headline else 2})
    return found


def links(result: Comparison, albers: Albers) -> dict[str, Any]:
    """Every link on the map, as columns.

    Returns
    -------
    links
        ``id``; ``mode``; ``kind``: a line style in place of that of the mode; ``status``: one
        letter a link, b base, a added, c changed, x closed, h drawn only where a trip takes it;
        ``zh, en``: names of changed ones; ``line``: packed.
    """
    drawn = {lang: change_map(result, lang).links for lang in LANGS}
    first = drawn["zh"]
    # the printed map leaves out sea lanes that its trips do not take; trips here may take any
    more = [(key, "sea", "h", line) for key, line in _lanes(result, {link.id for link in first})]
    more += [("", "air", status, line) for status, line in _flights(result)]
    return {
        "id": [link.id for link in first] + [key for key, *_ in more],
        "mode": [link.mode for link in first] + [mode for _, mode, *_ in more],
        "kind": [link.kind for link in first] + ["" for _ in more],
        "status": "".join([*(STATUSES[link.status] for link in first),
                           *(status for _, _, status, _ in more)]),
        **{lang: [link.label or "" for link in drawn[lang]] + ["" for _ in more]
           for lang in LANGS},
        "line": pack_lines(albers, [*(link.coords for link in first),
                                    *(line for *_, line in more)])}


def _lanes(result: Comparison, drawn: set[str]) -> list[tuple[str, Line]]:
    """Sea lanes that the printed map leaves out."""
    network = result.after
    links = network.links
    lines = load_geometry(network.data_dir) if network.data_dir else {}
    return [(str(key), link_line(network, i, lines)) for i, key in enumerate(links["id"])
            if links["mode"][i] == "sea" and str(key) not in drawn]


def _flights(result: Comparison) -> list[tuple[str, Line]]:
    """Pairs of airports with a service, and whether they have one before, after or in both."""
    before, after = (_hops(network) for network in (result.base, result.after))
    return [("b" if key in before and key in after else "a" if key in after else "x",
             (after.get(key) or before[key])) for key in sorted({*before, *after})]


def _hops(network: Network) -> dict[tuple[str, ...], Line]:
    services, stops, nodes = network.services, network.service_stops, network.nodes
    at: dict[str, list[tuple[int, str]]] = {}
    for i, key in enumerate(stops["service_id"]):
        at.setdefault(str(key), []).append((int(stops["seq"][i]), str(stops["node_id"][i])))
    found = {}
    for i, key in enumerate(services["id"]):
        if services["mode"][i] != "air" or not services["headway_h"][i]:
            continue
        order = [node for _, node in sorted(at.get(str(key), []))]
        for pair in pairwise(order):
            ends = tuple(sorted(pair))
            found[ends] = tuple((float(nodes["lon"][j]), float(nodes["lat"][j]))
                                for j in (nodes.index[node] for node in ends))
    return found


def marks(result: Comparison, albers: Albers) -> dict[str, dict[str, Any]]:
    """What each project touches on the map, by project id.

    Returns
    -------
    marks
        ``links``: ids; ``points``: locks and terminals, each with ``zh, en, kind, at``; of a
        project that touches nothing else the stops of its services.
    """
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row in result.log:
        network = result.after if row.table in result.after.tables and (
            row.id in result.after.tables[row.table]) else result.base
        if row.table not in network.tables or row.id not in network.tables[row.table]:
            continue
        mine = found.setdefault(row.project, {"links": {}, "points": {}, "stops": {}})
        if row.table == "links":
            mine["links"][row.id] = True
        kind = "stops" if row.table == "service_stops" else "points"
        for key, point in _points(network, row.table, row.id, albers):
            mine[kind].setdefault(key, point)
    return {project: {"links": list(mine["links"]), "points": list(
                (mine["points"] or (not mine["links"] and mine["stops"]) or {}).values())
                [:MAX_POINTS]}
            for project, mine in found.items()}


def _points(network: Network, table: str, key: str,
            albers: Albers) -> Iterable[tuple[str, dict[str, Any]]]:
    rows = network.tables[table]
    i = rows.index[key]
    if table == "locks":
        yield key, _point(rows, i, "lock", albers)
    elif table == "nodes" and rows["kind"][i] in TERMINALS:
        yield key, _point(rows, i, str(rows["kind"][i]), albers)
    elif table == "service_stops":
        node = str(rows["node_id"][i])
        j = network.nodes.index[node]
        yield node, _point(network.nodes, j, str(network.nodes["kind"][j]), albers)
    elif table == "transfers":
        for end in ("from_node_id", "to_node_id"):
            j = network.nodes.index[str(rows[end][i])]
            yield str(rows[end][i]), _point(network.nodes, j, str(network.nodes["kind"][j]),
                                            albers)


def _point(rows: Mapping[str, Any] | Any, i: int, kind: str, albers: Albers) -> dict[str, Any]:
    return {**{lang: str(rows[f"name_{lang}"][i]) for lang in LANGS}, "kind": kind,
            "at": spot(albers, float(rows["lon"][i]), float(rows["lat"][i]))}
