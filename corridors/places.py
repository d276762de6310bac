"""Any spelling of a place or a set of places -> ids."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corridors.errors import Fault, UnknownNameError, fault
from corridors.names import suggest_each_once
from corridors.network.model import Network
from corridors.schema import Value

POINT = "point_"
"""Begin of the ids of places that stand for coordinates."""
_ID = re.compile(rf"{POINT}(\d+\.\d+)_(-?\d+\.\d+)")


def with_points(network: Network, names: Iterable[str]) -> Network:
    """The network with a place for every name that is coordinates; the same one for none.

    Such a place has no road node: its way leads over the roads on the ground. Its id gives
    longitude and latitude with four decimals (10 m); the text given is another spelling of it.

    Raises
    ------
    InputError
        Coordinates that are swapped, abroad or in a system that is not converted.

    Examples
    --------
    >>> import corridors
    >>> network = with_points(corridors.load_network(), ["南宁", "108.32,22.82"])
    >>> find_place(network, "108.32,22.82")
    'point_108.3200_22.8200'
    """
    spelt: dict[str, list[str]] = {}
    for name in map(str, names):
        if any(sign.isdigit() for sign in name) and name.strip().casefold() not in \
                network.spellings and (key := _point(name)):
            spelt.setdefault(key, []).append(name.strip())
    if not spelt:
        return network
    places = network.places
    rows: list[dict[str, Value]] = []
    again: dict[tuple[str, str], Value] = {}
    for key, spellings in sorted(spelt.items()):
        lon, lat = key.removeprefix(POINT).split("_")
        if key in places:
            again[key, "aliases"] = (*places["aliases"][places.index[key]], *spellings)
            continue
        rows.append({"id": key, "name_zh": f"{lon}°E {lat}°N", "name_en": f"{lon}°E {lat}°N",
                     "pinyin": key, "aliases": tuple(dict.fromkeys(spellings)),
                     "lon": float(lon), "lat": float(lat), "source_id": "assumption",
                     "confidence": "assumed"})
    return network.with_tables({"places": places.edited(again, rows)})


def _point(name: str) -> str:
    """Id of the place that a text with coordinates stands for; empty where it is no such text."""
    from corridors.coordinates import check_point, parse_point

    own = _ID.fullmatch(name.strip())
    point = check_point(*own.groups()) if own else parse_point(name)
    return f"{POINT}{point.lon:.4f}_{point.lat:.4f}" if point else ""


def find_place(network: Network, name: str) -> str:
    """Id of a place by id, Chinese or English name or pinyin.

    Raises
    ------
    UnknownNameError
        No place has that name (near ones are offered), or several have (they are listed).

    Examples
    --------
    >>> import corridors
    >>> find_place(corridors.load_network(), "南宁")
    'nanning'
    """
    ids, problem = _find(network, name)
    if problem:
        raise UnknownNameError(problem)
    return ids[0]


def expand(network: Network, names: Iterable[str]) -> list[str]:
    """Ids of places and members of sets, each once, in the order named.

    Raises
    ------
    UnknownNameError
        With all names that are unknown or ambiguous.
    """
    out: dict[str, None] = {}
    faults = []
    sets = network.sets
    by_name = {str(sets[column][i]).casefold(): str(key) for i, key in enumerate(sets["id"])
               for column in ("id", "name_zh", "name_en")}
    for name in names:
        key = by_name.get(str(name).strip().casefold())
        ids, problem = (list(network.place_sets[key]), None) if key else _find(network, name)
        if problem:
            faults.append(problem)
        out.update(dict.fromkeys(ids))
    if faults:
        raise UnknownNameError(faults)
    return list(out)


def place_name(network: Network, key: str, lang: str) -> str:
    """Name of a place in a language."""
    places = network.places
    return str(places[f"name_{lang}"][places.index[key]])


def _find(network: Network, name: str) -> tuple[list[str], Fault | None]:
    known = network.spellings
    wanted = str(name).strip().casefold()
    ids = known.get(wanted, ())
    if wanted in network.places:
        return [wanted], None
    if len(ids) == 1:
        return [ids[0]], None
    if ids:
        shown = ", ".join(f"{key} ({place_name(network, key, 'zh')})" for key in ids)
        return [], fault("place_ambiguous", name=name, candidates=shown)
    near = suggest_each_once(wanted, {**{key: (key,) for key in network.place_sets}, **known})
    return [], fault("place_unknown", name=name, suggestion=near)
