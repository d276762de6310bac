"""Any spelling of a place or a set of places -> ids."""

from __future__ import annotations

from collections.abc import Iterable

from corridors.errors import Fault, UnknownNameError, fault
from corridors.names import suggest
from corridors.network.model import Network


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
    near = suggest(wanted, [*known, *network.place_sets])
    return [], fault("place_unknown", name=name, suggestion=near)
