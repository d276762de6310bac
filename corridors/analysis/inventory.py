"""What a network is made of: counts and kilometres by mode, class, line, province and year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corridors.analysis.groups import UNPLACED, group_names, group_shares
from corridors.analysis.quality.standing import known_km
from corridors.analysis.quality.totals import parts_of_totals
from corridors.errors import InputError
from corridors.network.model import Network
from corridors.projects.register import register
from corridors.scenario.states import load_network
from corridors.tables import read_table
from corridors.units import BASE_DATE

GROUPS = ("mode", "class", "line", "province", "year")
MODES = ("road", "rail", "inland", "sea", "air")


@dataclass
class Stock:
    """What one group of a network holds.

    Attributes
    ----------
    group
        Class, id of a line, province in Chinese or year; :data:`AT_SEA` or :data:`UNPLACED`;
        empty for the whole of a mode.
    group_zh, group_en
        Names of lines and provinces; empty where the group has none of its own.
    terminals
        Nodes where somebody boards, loads or unloads.
    length_km
        Physical length of the links; sea links by distance between ports, which share lanes.
    published_km
        Of that, with a published source.
    with_parts_km
        The same, with links whose sum with their neighbours is published.
    opened
        Projects that opened in that year (groups by year only).
    """

    mode: str
    group: str = ""
    links: int = 0
    length_km: float = 0.0
    published_km: float = 0.0
    with_parts_km: float = 0.0
    nodes: int = 0
    terminals: int = 0
    locks: int = 0
    services: int = 0
    opened: tuple[str, ...] = field(default=())
    group_zh: str = ""
    group_en: str = ""


def inventory(network: Network, by: str = "mode") -> list[Stock]:
    """Counts and kilometres of a network, sorted by mode and group.

    Parameters
    ----------
    by
        ``mode``, ``class``, ``line`` or ``province``. Land links and fairways are shared out
        over the provinces on land that their drawn course crosses, and count in each of them;
        one that is not drawn is shared by the places at its ends. Lengths stay those of the
        tables.

    Examples
    --------
    >>> import corridors
    >>> [stock.mode for stock in inventory(corridors.load_network())]
    ['road', 'rail', 'inland', 'sea', 'air']
    """
    stocks: dict[tuple[str, str], Stock] = {}

    def stock(mode: str, group: str) -> Stock:
        return stocks.setdefault((mode, group), Stock(mode, group))

    groups, parts = group_shares(network, by), _parts(network)
    links = network.links
    for i, key in enumerate(links["id"]):
        km, known = float(links["length_km"][i]), known_km(links, i)
        for group, share in groups[str(key)].items():
            item = stock(str(links["mode"][i]), group)
            item.links += 1
            item.length_km += km * share
            item.published_km += known * share
            item.with_parts_km += (km if str(key) in parts else known) * share
    names = group_names(network, by)
    for i, link in enumerate(map(str, network.locks["link_id"])):
        group = str(network.locks["province_zh"][i]) if by == "province" else ""
        group = group or max(groups[link], key=lambda name: (groups[link][name], name))
        stock(str(links["mode"][links.index[link]]), group).locks += 1
    if by in ("mode", "province"):
        _count_nodes(network, by, stock)
    if by == "mode":
        for mode in network.services["mode"]:
            stock(str(mode), "").services += 1
    for item in stocks.values():
        item.group_zh, item.group_en = names.get((item.mode, item.group), names.get(
            ("", item.group), ("", "")))
    order = {mode: i for i, mode in enumerate(MODES)}
    return sorted(stocks.values(), key=lambda s: (order[s.mode], s.group))


def by_year(years: Sequence[int], openings: str = "actual", data: Path | None = None
            ) -> list[Stock]:
    """The network at the end of each year, by mode, with the projects that opened in it.

    Parameters
    ----------
    years
        Years from that of the base date on.
    openings
        ``actual`` or ``planned``, as in scenario files.
    """
    out: list[Stock] = []
    before: set[str] = set()
    for year in sorted(years):
        network = load_network(year=year, openings=openings, data=data)
        new = tuple(key for key in network.projects if key not in before)
        before |= set(new)
        for item in inventory(network):
            item.group = str(year)
            item.opened = tuple(key for key in new
                                if item.mode in _modes_of(key, data))
            out.append(item)
    return sorted(out, key=lambda s: (MODES.index(s.mode), s.group))


def opening_years(openings: str = "actual", data: Path | None = None) -> list[int]:
    """The base year and every year in which some project of the register opened or opens."""
    found = {int(BASE_DATE[:4])}
    for project in register(data).all():
        when = project.opens(openings)
        if when and when > BASE_DATE:
            found.add(int(when[:4]))
    return sorted(found)


def _parts(network: Network) -> set[str]:
    """Links whose sum with their neighbours is published."""
    path = None if network.data_dir is None else network.data_dir / "totals.csv"
    if path is None or not path.exists():
        return set()
    totals, faults = read_table(path, "totals")
    if totals is None or faults:
        raise InputError(faults)
    return parts_of_totals({**network.tables, "totals": totals})


def _modes_of(key: str, data: Path | None) -> set[str]:
    kind = register(data).get(key).file.kind
    return {"waterway": {"inland"}, "port": {"inland", "sea"}, "rail": {"rail"},
            "road": {"road"}, "air": {"air"}}.get(kind, set(MODES))


def _count_nodes(network: Network, by: str, stock: Callable[[str, str], Stock]) -> None:
    nodes, places = network.nodes, network.places
    for i, mode in enumerate(nodes["mode"]):
        place = str(nodes["place_id"][i])
        if by == "province":
            group = str(places["province_zh"][places.index[place]]) if place else UNPLACED
        else:
            group = ""
        item = stock(str(mode), group)
        item.nodes += 1
        item.terminals += bool(nodes["handles"][i])

