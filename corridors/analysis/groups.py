"""How a network is divided: by mode, class, line or province, and what the parts are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corridors.network.geometry import load_courses
from corridors.network.model import Network
from corridors.provinces import PROVINCES

AT_SEA = "at_sea"
"""Group of sea lanes where provinces are asked for: no course of theirs is shared out."""
UNPLACED = "unplaced"
"""Group of nodes of no place, and of links whose province nobody knows."""


def group_shares(network: Network, by: str) -> Mapping[str, Mapping[str, float]]:
    """Groups that each link belongs to, with its share in each."""
    links = network.links
    if by != "province":
        column = {"class": "class", "line": "line"}.get(by)
        return {str(key): {"" if column is None else str(links[column][i]): 1.0}
                for i, key in enumerate(links["id"])}
    courses = load_courses(network.data_dir) if network.data_dir else {}
    out: dict[str, dict[str, float]] = {}
    for i, key in enumerate(links["id"]):
        if links["mode"][i] == "sea":
            out[str(key)] = {AT_SEA: 1.0}
            continue
        course = courses.get(str(key))
        drawn = {} if course is None else course.provinces
        inside = drawn or _provinces_of_ends(network, i)
        whole = sum(inside.values())
        out[str(key)] = ({name: share / whole for name, share in inside.items()} if whole
                         else {UNPLACED: 1.0})
    return out


def _provinces_of_ends(network: Network, i: int) -> dict[str, float]:
    """Provinces of the places at both ends of a link, in equal parts."""
    nodes, places = network.nodes, network.places
    ends = [str(nodes["place_id"][nodes.index[str(network.links[end][i])]])
            for end in ("from_node_id", "to_node_id")]
    found = [str(places["province_zh"][places.index[place]]) for place in ends if place]
    return {name: found.count(name) / len(found) for name in found}


def group_names(network: Network, by: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Chinese and English name of the groups, by mode (empty where it does not matter) and id."""
    if by == "province":
        places = network.places
        abroad = zip(places["province_zh"], places["province_en"], strict=True)
        return {("", str(zh)): (str(zh), str(en)) for zh, en in (
            *abroad, *((names["zh"], names["en"]) for names in PROVINCES.values()))}
    names: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    links = network.links
    for i, line in enumerate(links["line"] if by == "line" else ()):
        zh, en = names.setdefault((str(links["mode"][i]), str(line)), ([], []))
        zh.append(str(links["line_zh"][i]))
        en.append(str(links["line_en"][i]))
    return {key: (_common(zh), _common(en)) for key, (zh, en) in names.items()}


def _common(names: Sequence[str]) -> str:
    """The name that most links of a line share; of roads the number before their towns.

    Examples
    --------
    >>> _common(["G72 Liuzhou-Laibin", "G72 Laibin-Nanning"])
    'G72'
    """
    if len(set(names)) > 1:
        names = [name.split(" ")[0] for name in names]
    return max(sorted(set(names)), key=names.count)
