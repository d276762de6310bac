"""The joined roads of a data package, with the roads that any of its projects would add.

They are worked out once and kept: a scenario then only weighs them. A network that has a road or a
node of its own beyond them is joined by itself, with the same result.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from corridors import __version__
from corridors.cache import kept, key_of, packed, unpacked
from corridors.errors import InputError
from corridors.ground.load import ground_bytes, has_ground, load_ground
from corridors.network.geometry import load_geometry
from corridors.network.load import read_base
from corridors.network.model import Network
from corridors.paths import embedded
from corridors.routing.joined import Joined, Point
from corridors.routing.joining import OWN, Node, Parts, Road, join, with_points

if TYPE_CHECKING:
    from corridors.changes.grammar import AddRow

FORMAT = "4"
"""Raised whenever the same input is joined in another way."""
KIND = "roads"
HELD = 6
"""Joined roads held in memory."""
Item = TypeVar("Item", Node, Road)
_held: OrderedDict[str, Joined] = OrderedDict()


def joined_roads(network: Network, points: Mapping[str, Point] | None = None) -> Joined:
    """Roads on the ground joined to a network's places, terminals and strategic roads.

    Parameters
    ----------
    points
        Further spots by id, degrees WGS84: ``point:<id>``.
    """
    parts, folder = Parts.of(network), network.data_dir or embedded("data")
    near_km = network.parameters.number("access.interchange_km")
    key, roads = _declared(folder, network.data_version, near_km)
    if not roads.known.issuperset(parts.marks):
        key, roads = _alone(parts, folder, near_km)
    places = network.places
    own = {f"place:{key}": (float(places["lon"][i]), float(places["lat"][i]))
           for i, key in enumerate(places["id"]) if str(key).startswith(OWN)}
    own |= {f"point:{key}": point for key, point in (points or {}).items()}
    if not own:
        return roads
    return _hold(key_of(key, repr(own)),
                 lambda: with_points(roads, load_ground(KIND, folder), own))[1]


def _declared(folder: Path, version: str, near_km: float) -> tuple[str, Joined]:
    """Everything that the data package knows of, from the cache where it is there."""
    files = [path for pattern in ("projects/*.yaml", "geometry/*.geojson")
             for path in sorted(folder.glob(pattern))]
    key = key_of(FORMAT, __version__, version, repr(near_km), _ground(folder),
                 *(_digest(path) for path in files))

    def made() -> Joined:
        parts = with_projects(Parts.of(read_base(folder)), folder)
        return join(parts, load_ground(KIND, folder), load_geometry(folder), near_km)

    return _hold(key, lambda: kept(
        KIND, key, made, lambda roads: packed(roads.arrays()),
        lambda data: Joined(**unpacked(data))))


def _alone(parts: Parts, folder: Path, near_km: float) -> tuple[str, Joined]:
    """Roads joined for one network, which has more than the data package knows of."""
    key = key_of(repr(near_km), _ground(folder), str(folder), *parts.marks)
    return _hold(key, lambda: join(parts, load_ground(KIND, folder), load_geometry(folder),
                                   near_km))


def _ground(folder: Path) -> bytes:
    """Hash of the roads on the ground."""
    if not has_ground(folder, KIND):
        ground_bytes(KIND, folder)  # says what is missing
    return _digest(folder / "ground" / f"{KIND}.npz")


def _digest(path: Path) -> bytes:
    """Hash of a file and its name, read again only where the file was written since."""
    state = path.stat()
    return _hashed(path, (state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns))


@lru_cache(maxsize=2048)
def _hashed(path: Path, _: tuple[int, ...]) -> bytes:
    return hashlib.sha256(path.name.encode() + path.read_bytes()).digest()


def _hold(key: str, make: Callable[[], Joined]) -> tuple[str, Joined]:
    if key not in _held:
        _held[key] = make()
        while len(_held) > HELD:
            _held.popitem(last=False)
    _held.move_to_end(key)
    return key, _held[key]


def with_projects(base: Parts, folder: Path) -> Parts:
    """The parts of a base network, and the nodes and roads that projects add to it.

    What two projects add differently is left out; so is what hangs on it. Faulty project files
    add nothing here: whoever switches them on hears of it.
    """
    from corridors.changes.grammar import AddRow
    from corridors.projects.register import register

    try:
        rows = [change for project in register(folder).all() for change in project.changes
                if isinstance(change, AddRow)]
    except InputError:
        return base
    nodes = {item.id: item for item in base.nodes}
    nodes |= _once(nodes, (_node(change) for change in rows if change.table == "nodes"))
    known = {key: item for key, item in nodes.items() if not item.road or item.road in nodes}
    roads = {item.id: item for item in base.roads}
    roads |= _once(roads, (_road(change) for change in rows if change.table == "links"))
    return Parts(tuple(known.values()), base.places, tuple(
        item for item in roads.values() if item.start in known and item.end in known))


def _once(base: Mapping[str, Item],
                              items: Iterable[Item | None]) -> dict[str, Item]:
    found: dict[str, Item] = {}
    twice = set()
    for item in items:
        if item is not None and item.id not in base and found.setdefault(item.id, item) != item:
            twice.add(item.id)
    return {key: item for key, item in found.items() if key not in twice}


def _node(change: AddRow) -> Node | None:
    row = change.row
    try:
        return Node(str(row["id"]), (float(row["lon"]), float(row["lat"])),
                    str(row.get("road_node_id") or ""))
    except (KeyError, TypeError, ValueError):
        return None


def _road(change: AddRow) -> Road | None:
    row = change.row
    if row.get("mode") != "road" or not {"id", "from_node_id", "to_node_id"} <= row.keys():
        return None
    return Road(str(row["id"]), str(row["from_node_id"]), str(row["to_node_id"]))
