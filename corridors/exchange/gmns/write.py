"""A package as a folder of GMNS tables.

Every link becomes two directed rows, one each way, with whole numbers as ids: programs want
them. Numbers follow the order of our ids, so that the same network has the same numbers.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corridors.csvrows import defused
from corridors.exchange.folder import cell_text, package_files
from corridors.exchange.gmns.descriptor import descriptor
from corridors.exchange.gmns.model import (
    COURSE,
    CRS,
    DATA_VERSION,
    DESCRIPTOR,
    DIRECTION,
    FASTEST,
    HOURS,
    OURS,
    PARAMETERS,
    PREFIX,
    STATE,
    VERSION,
    column_name,
    heading,
)
from corridors.exchange.gmns.uses import allowed, use_definitions, use_groups
from corridors.exchange.gmns.wkt import wkt
from corridors.exchange.package import CARRIED, Loss, Package
from corridors.network.geometry import Course, link_line
from corridors.network.load import STATE as STATE_FILE
from corridors.network.model import Network
from corridors.network.runtimes import hours_of
from corridors.schema import columns

Row = dict[str, str]
CAPACITY = "road.capacity.pcu_per_lane"
WIDE = "expressway"
"""How the classes of roads begin whose lanes that capacity is for."""
BESIDE = tuple(name for name in CARRIED if name not in OURS.values())
"""Our tables that GMNS has nothing for."""


@dataclass(frozen=True)
class Exported:
    """A network as GMNS.

    Attributes
    ----------
    files
        Content by file name.
    losses
        What these files do not hold, or hold in another way.
    """

    files: Mapping[str, bytes]
    losses: tuple[Loss, ...]


def export(package: Package, *, plain: bool = False) -> Exported:
    """A package as GMNS tables, our own tables beside them.

    Parameters
    ----------
    plain
        Leave our own tables out: services, stops, transfers, locks, ships, sets, sources,
        standing of figures and parameters.

    Raises
    ------
    InputError
        The tables of the package do not hold together.
    """
    tables = gmns_rows(package)
    files = {f"{name}.csv": _csv(heading(name), rows) for name, rows in tables.items()}
    beside: dict[str, int] = {}
    own = package_files(package)
    files[STATE] = own[STATE_FILE]
    if not plain:
        for name in BESIDE:
            if f"{name}.csv" in own:
                files[f"{PREFIX}{name}.csv"] = own[f"{name}.csv"]
                beside[name] = len(package.tables[name])
        files[PARAMETERS] = own["parameters.yaml"]
    files[DESCRIPTOR] = descriptor(package, {name: len(rows) for name, rows in tables.items()},
                                   beside)
    return Exported(files, tuple(_losses(package, tables, plain)))


def gmns_rows(package: Package) -> dict[str, list[Row]]:
    """Rows of the GMNS tables of a package, cells as text.

    Raises
    ------
    InputError
        The tables of the package do not hold together.
    """
    network = package.network()
    zones, nodes, links = ({str(key): i for i, key in enumerate(table["id"], 1)}
                           for table in (network.places, network.nodes, network.links))
    drawn = {key: links[key] for key, course in sorted(package.courses.items())
             if key in links and len(course.line) > 1}
    return {
        "config": [_config(package)],
        "zone": _zones(network, zones),
        "node": _nodes(network, nodes, zones),
        "link": _links(package, network, links, nodes, drawn),
        "geometry": [_geometry(key, number, package.courses[key])
                     for key, number in drawn.items()],
        "use_definition": use_definitions(network),
        "use_group": use_groups(),
    }


def _config(package: Package) -> Row:
    return {"dataset_name": f"corridors {package.date} {package.version}",
            "short_length": "m", "long_length": "km", "speed": "km/h", "crs": CRS,
            "geometry_field_format": "WKT", "currency": "CNY", "version_number": VERSION,
            "id_type": "integer", DATA_VERSION: package.data_version}


def _own(table: str, network: Network) -> list[Row]:
    """Our columns of a table under the names that they have in GMNS."""
    declared = columns(OURS[table])
    return [{column_name(table, name): cell_text(column, row[name])
             for name, column in declared.items()} for row in network.tables[OURS[table]].rows()]


def _zones(network: Network, zones: Mapping[str, int]) -> list[Row]:
    return [{**row, "zone_id": str(zones[row[f"{PREFIX}id"]]),
             "super_zone": _number(zones, row[f"{PREFIX}prefecture_id"])}
            for row in _own("zone", network)]


def _nodes(network: Network, nodes: Mapping[str, int], zones: Mapping[str, int]) -> list[Row]:
    """Nodes; the zone is the one whose centre a node is, else the one that the terminal serves."""
    places = network.places
    centre: dict[str, str] = {}
    for key, node in zip(places["id"], places["road_node_id"], strict=True):
        centre.setdefault(str(node), str(key))
    found = []
    for row in _own("node", network):
        key = row[f"{PREFIX}id"]
        found.append({**row, "node_id": str(nodes[key]),
                      "zone_id": _number(zones, centre.get(key, row[f"{PREFIX}place_id"])),
                      "parent_node_id": _number(nodes, row[f"{PREFIX}road_node_id"])})
    return found


def _links(package: Package, network: Network, links: Mapping[str, int], nodes: Mapping[str, int],
           drawn: Mapping[str, int]) -> list[Row]:
    """Two rows a link: 2n - 1 from end a to end b, and 2n back.

    The line stands in both in the sense from a to b, as ``dir_flag`` says; it is straight where
    the course is not drawn.
    """
    rows = np.arange(len(network.links))
    shapes = {key: course.line for key, course in package.courses.items() if course.line}
    road = network.links["mode"] == "road"
    hours = {}
    for way in ("ab", "ba"):
        hours[way] = hours_of(network, rows, way)
        hours[way][road] = hours_of(network, rows[road], way, "car")
    found = []
    for i, row in enumerate(_own("link", network)):
        key, number = row[f"{PREFIX}id"], links[row[f"{PREFIX}id"]]
        ends = [str(nodes[row[name]]) for name in ("from_node_id", "to_node_id")]
        for way, (start, end) in (("ab", ends), ("ba", ends[::-1])):
            time = float(hours[way][i])
            speed = float(row["length"]) / time
            found.append({
                **row, **_road(network, row), "link_id": str(2 * number - (way == "ab")),
                "from_node_id": start, "to_node_id": end, "directed": "true",
                "geometry_id": str(drawn[key]) if key in drawn else "",
                "geometry": wkt(link_line(network, i, shapes)),
                "dir_flag": "1" if way == "ab" else "-1",
                "free_speed": repr(speed) if speed <= FASTEST else "",
                "allowed_uses": allowed(row[f"{PREFIX}mode"], row[f"{PREFIX}traffic"]),
                DIRECTION: way, HOURS: repr(time)})
    return found


def _road(network: Network, row: Row) -> Row:
    """Lanes of one direction, and what a lane of an expressway carries."""
    tracks = row[f"{PREFIX}tracks"]
    if row[f"{PREFIX}mode"] != "road" or not tracks or int(tracks) % 2:
        return {}
    wide = row["facility_type"].startswith(WIDE) and CAPACITY in network.parameters
    return {"lanes": str(int(tracks) // 2),
            "capacity": repr(network.parameters.number(CAPACITY)) if wide else ""}


def _geometry(key: str, number: int, course: Course) -> Row:
    told = (key, course.basis, "true" if course.approximate else "false",
            repr(course.traced_km), json.dumps(dict(course.provinces), ensure_ascii=False))
    return {"geometry_id": str(number), "geometry": wkt(course.line),
            **{PREFIX + name: value for name, value in zip(COURSE, told, strict=True)}}


def _number(numbers: Mapping[str, int], key: str) -> str:
    return str(numbers[key]) if key in numbers else ""


def _csv(names: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Rows as CSV in UTF-8 without a byte-order mark, which many programs stumble over."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([defused(row.get(name, "")) for name in names] for row in rows)
    return stream.getvalue().encode()


def _losses(package: Package, tables: Mapping[str, Sequence[Row]], plain: bool) -> Iterable[Loss]:
    """What GMNS has no place for, in this network."""
    fast = sum(not row["free_speed"] for row in tables["link"])
    if fast:
        yield Loss("gmns_fast", {"count": fast, "limit": f"{FASTEST:g}", "column": HOURS})
    road = {row["zone_id"] for row in tables["node"]
            if row["zone_id"] and row[f"{PREFIX}mode"] == "road"}
    lone = len(tables["zone"]) - len(road)
    if lone:
        yield Loss("gmns_zones_off_road", {"count": lone, "total": len(tables["zone"])})
    for name in BESIDE if plain else ():
        if len(package.tables[name]):
            yield Loss("gmns_plain_table", {"table": name, "count": len(package.tables[name])})
    if plain:
        yield Loss("gmns_plain_parameters", {"count": len(package.parameters)})
    yield Loss("gmns_two_rows" if not plain else "gmns_two_rows_plain")
