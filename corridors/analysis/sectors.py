"""Sectors of the annex: industries, cities of Guangxi and the provinces to join with.

The annex says which cities and provinces shall work together in an industry. That is membership,
yes or no, and nothing else: no tonnage follows from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corridors.errors import Fault, InputError, UnknownNameError, fault
from corridors.messages import Word
from corridors.names import suggest
from corridors.network.integrity import reference_faults
from corridors.network.load import read_base
from corridors.network.model import Network
from corridors.paths import embedded
from corridors.schema import table_path
from corridors.tables import Table, read_table

TABLE = "sectors"
DELTA = ("上海", "江苏", "浙江", "安徽")
REGIONS: Mapping[str, tuple[str, ...]] = {
    "长三角地区": DELTA,
    "长江经济带各省市": (*DELTA, "江西", "湖北", "湖南", "重庆", "四川", "云南", "贵州"),
}
"""What the annex means by its names of regions: the provinces of the plan's opening words."""

CELLS: Mapping[tuple[str, ...], Word] = {
    ("cities",): Word("annex.cities"), ("partners",): Word("annex.partners"),
    ("cities", "partners"): Word("annex.both")}
"""How to say which cells of a row are missing."""


@dataclass(frozen=True)
class Sector:
    """One industry of the annex.

    Attributes
    ----------
    group
        ``industry`` or ``agriculture``.
    parent
        Row that this is one direction of; empty where it is a row itself.
    cities
        Place ids in Guangxi; empty where the cell could not be read safely.
    partners
        Provinces by Chinese short name, or a name of :data:`REGIONS`; likewise.
    read
        ``yes``, ``partly`` or ``unread``.
    missing
        Cells that could not be read whole: ``cities``, ``partners``; ``note`` says why.
    """

    id: str
    name_zh: str
    name_en: str
    group: str
    parent: str
    directions_zh: str
    directions_en: str
    cities: tuple[str, ...]
    partners: tuple[str, ...]
    read: str
    missing: tuple[str, ...]
    note: str
    source_id: str
    confidence: str

    @property
    def usable(self) -> bool:
        """Whether both lists are known, so that pairs of places follow."""
        return bool(self.cities and self.partners)

    @property
    def hash(self) -> str:
        """Content hash of the row, 12 hexadecimal digits."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:12]

    @property
    def provinces(self) -> tuple[str, ...]:
        """Partner provinces, regions spelt out, each once.

        Examples
        --------
        >>> read_sectors()["daily_goods"].provinces
        ('上海', '江苏', '浙江', '安徽', '重庆', '四川', '湖北')
        """
        return tuple(dict.fromkeys(name for partner in self.partners
                                   for name in REGIONS.get(partner, (partner,))))

    def far_ends(self, network: Network) -> frozenset[str]:
        """Places of the network that lie in a partner province."""
        places, wanted = network.places, set(self.provinces)
        return frozenset(str(key) for key, province in zip(
            places["id"], places["province_zh"], strict=True) if province in wanted)

    def members(self, network: Network, pairs: Iterable[tuple[str, str]]
                ) -> Iterator[tuple[str, str]]:
        """Pairs from a city of the sector to a place in a partner province, or back."""
        near, far = set(self.cities), self.far_ends(network)
        for start, end in pairs:
            if (start in near and end in far) or (start in far and end in near):
                yield start, end


@cache
def read_sectors(data: Path | None = None) -> dict[str, Sector]:
    """Sectors of a data package by id.

    Returns
    -------
    sectors
        Empty where the package has no such table.

    Raises
    ------
    InputError
        With all faults of the table.

    Examples
    --------
    >>> sorted(key for key, sector in read_sectors().items() if sector.group == "agriculture"
    ...        and sector.usable)
    ['fisheries', 'fruit_vegetables', 'medicinal_timber', 'quality_rice', 'seeds']
    """
    path = (data or embedded("data")) / table_path(TABLE)
    if not path.exists():
        return {}
    table, faults = read_table(path, TABLE)
    if table is not None:
        tables = {**read_base(data).tables, TABLE: table}
        faults += reference_faults(tables, (TABLE,), path.parent)
        faults += sector_faults(table, tables["places"], path)
    if faults or table is None:
        raise InputError(faults)
    return {str(row["id"]): Sector(**row) for row in table.rows()}  # type: ignore[arg-type]


def sector_faults(table: Table, places: Table, file: Path) -> list[Fault]:
    """What is wrong with rows beyond their single cells and references."""
    known = {*map(str, places["province_zh"]), *REGIONS}
    faults: list[Fault] = []
    for row in table.rows():
        sector, line = Sector(**row), table.lines.get(str(row["id"]))  # type: ignore[arg-type]
        faults += [fault("sector_province", file=file, line=line, id=sector.id, found=name,
                         suggestion=suggest(name, known))
                   for name in sector.partners if name not in known]
        filled = bool(sector.cities) + bool(sector.partners)
        if {"yes": filled < 2, "unread": filled > 0}.get(sector.read, filled == 0):
            faults.append(fault("sector_read", file=file, line=line, id=sector.id,
                                read=sector.read, cities=len(sector.cities),
                                partners=len(sector.partners)))
        if (sector.read == "yes") == bool(sector.missing):
            faults.append(fault("sector_missing", file=file, line=line, id=sector.id,
                                read=sector.read))
    return faults


def near_sectors(name: object, data: Path | None = None) -> str:
    """Names of sectors near to a mistyped one, joined by commas."""
    return suggest(str(name).strip().casefold(), dict.fromkeys(
        word.casefold() for s in read_sectors(data).values()
        for word in (s.id, s.name_zh, s.name_en)))


def find_sector(name: str, data: Path | None = None) -> Sector:
    """A sector by id, Chinese or English name, both lists of which are known.

    Raises
    ------
    UnknownNameError
        No sector has that name; those that can be used are listed.
    InputError
        Its row of the annex could not be read safely, and which cell.

    Examples
    --------
    >>> find_sector("电子信息").id
    'electronics'
    """
    sectors = read_sectors(data)
    wanted = name.strip().casefold()
    usable = ", ".join(f"{s.id} ({s.name_zh})" for s in sectors.values() if s.usable)
    found = [s for s in sectors.values()
             if wanted in (s.id, s.name_zh.casefold(), s.name_en.casefold())]
    if not found:
        raise UnknownNameError(fault("sector_unknown", name=name, allowed=usable or "—",
                                     suggestion=near_sectors(name, data)))
    sector = found[0]
    if not sector.usable:
        below = [s.id for s in sectors.values() if s.parent == sector.id and s.usable]
        raise InputError(fault("sector_unread", id=sector.id, name=sector.name_zh,
                               cells=CELLS[sector.missing],
                               allowed=", ".join(below) or usable or "—"))
    return sector
