"""Levers: by what means a project moves the network, read off its changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corridors.changes.grammar import (
    SELECTORS,
    AddLink,
    AddLock,
    AddNode,
    AddService,
    AddTransfer,
    Change,
    Close,
    Retime,
    ScaleLinks,
    SetLinks,
)
from corridors.projects.model import Project

LEVERS = ("new_link", "speed", "capacity", "frequency", "dwell", "cost", "lock", "fairway",
          "terminal", "closure")
"""In the order in which they are named."""

COLUMNS = {
    "new_link": ("from_node_id", "to_node_id", "length_km"),
    "speed": ("class", "design_speed_kmh", "speed_ab_kmh", "speed_ba_kmh", "run_ab_h", "run_ba_h",
              "run_h", "run_back_h", "links", "sea_speed_kmh", "inland_speed_factor"),
    "capacity": ("tracks", "capacity_ab_mt", "capacity_ba_mt", "utilisation", "dwt_t", "teu",
                 "vessel_id"),
    "frequency": ("headway_h", "status", "both_ways"),
    "dwell": ("dwell_factor", "dwell_h"),
    "cost": ("rate_factor", "toll_cny_t", "tariff_km"),
    "fairway": ("max_dwt_t", "depth_m", "depth_low_water_m", "clearance_m", "flow"),
    "terminal": ("kind", "handles", "place_id", "road_node_id", "road_km", "profiles", "traffic"),
}
"""Lever -> columns of any table that it moves; every number of a lock is the lever ``lock``."""
BY_COLUMN = {column: lever for lever, columns in COLUMNS.items() for column in columns}
ADDED = {AddLink: "new_link", AddLock: "lock", AddNode: "terminal", AddTransfer: "terminal",
         AddService: "frequency"}
ENDS = ("from_node_id", "to_node_id")
BARE = ("junction", "city", "lock")
"""Kinds of nodes at which nobody boards and nothing is loaded."""


def levers(projects: Iterable[Project]) -> tuple[str, ...]:
    """Levers of some projects, an item and its parts for example, each once.

    Stations and ports that stand on a new link belong to that link. Where a link is cut at a new
    junction, the piece behind it is no new link; what it adds in tracks and capacity counts.

    Examples
    --------
    >>> from corridors import register
    >>> levers([register().get("guiyang_nanning_hsr")])
    ('new_link', 'frequency', 'terminal')
    """
    changes = [change for project in projects for change in project.changes]
    on_line = {str(change.row.get(end)) for change in changes if isinstance(change, AddLink)
               for end in ENDS}
    cuts = [cut for change in changes if isinstance(change, SetLinks) for cut in _cuts(change)]
    found = {lever for change in changes for lever in (
                 _of_piece(change) if isinstance(change, AddLink) and _ends(change) in cuts
                 else levers_of(change))
             if not (isinstance(change, AddNode) and change.row.get("id") in on_line)}
    return tuple(lever for lever in LEVERS if lever in found)


def _ends(change: AddLink) -> frozenset[str]:
    return frozenset(str(change.row.get(end)) for end in ENDS)


def _cuts(change: SetLinks) -> Iterator[frozenset[str]]:
    """Pieces that an existing link loses to a new junction: from its old end to the new one."""
    for end in ENDS:
        if end in change.values and end in change.existing:
            yield frozenset((str(change.values[end]), str(change.existing[end])))


def _of_piece(change: AddLink) -> Iterator[str]:
    """Levers of a link that takes the place of a piece of an older one: no new way, only more."""
    yield from (BY_COLUMN[column] for column in change.row
                if BY_COLUMN.get(column) == "capacity")


def levers_of(change: Change) -> Iterator[str]:
    """Levers of one change."""
    if isinstance(change, AddNode) and (change.row.get("kind") in BARE
                                        or change.row.get("mode") == "road"):
        return
    if type(change) in ADDED:
        yield ADDED[type(change)]
    elif isinstance(change, Close):
        yield "closure"
    elif isinstance(change, Retime):
        if change.run_h is not None:
            yield "speed"
        if change.headway_h is not None:
            yield "frequency"
    elif isinstance(change, SetLinks | ScaleLinks):
        of_lock = _table(change.where) == "locks"
        cut = isinstance(change, SetLinks) and any(_cuts(change))
        for column in () if cut else change.values:
            if column in BY_COLUMN and not (of_lock and column != "toll_cny_t"):
                yield BY_COLUMN[column]
            elif of_lock and column in change.numbers:
                yield "lock"


def _table(where: dict[str, object]) -> str:
    """Table that ``where`` chooses from."""
    names = [name for name in where if name in SELECTORS]
    return SELECTORS[names[0]] if names else str(where.get("table", ""))
