"""The GMNS network of somebody else as a package: roads between places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corridors.errors import Fault, InputError, fault
from corridors.exchange.gmns.ids import made_ids
from corridors.exchange.gmns.model import OTHERS
from corridors.exchange.gmns.position import Positions, read_positions
from corridors.exchange.gmns.raw import Sheet, label
from corridors.exchange.gmns.roads import SOURCE, read_roads
from corridors.exchange.gmns.units import Units, read_units
from corridors.exchange.package import Loss, Package, default_parameters, parsed
from corridors.network.load import read_base

Rows = list[dict[str, object]]
SET = "imported"
NEEDED = {"node": ("node_id", "x_coord", "y_coord"),
          "link": ("link_id", "from_node_id", "to_node_id")}
CARRIED = {
    "node": ("node_id", "name", "x_coord", "y_coord", "zone_id"),
    "link": ("link_id", "name", "from_node_id", "to_node_id", "directed", "geometry_id",
             "geometry", "dir_flag", "length", "facility_type", "free_speed", "lanes",
             "allowed_uses"),
    "zone": ("zone_id", "name"),
    "geometry": ("geometry_id", "geometry"),
}
"""Columns of GMNS that something here stands for; use tables are read for ``allowed_uses``."""


@dataclass(frozen=True)
class Choices:
    """What the user says about a network from elsewhere.

    Attributes
    ----------
    length, speed
        Units that count before those of ``config.csv``; empty: its own.
    move_to
        Longitude and latitude to which the middle of the network is moved, for one that lies
        outside the area of this toolkit; None: it stays where it is.
    """

    length: str = ""
    speed: str = ""
    move_to: tuple[float, float] | None = None


def foreign(found: Mapping[str, Sheet], choices: Choices, name: str) -> Package:
    """Roads, nodes and places out of GMNS tables that know nothing of ours.

    Raises
    ------
    InputError
        All faults of all tables.
    """
    faults = [fault("gmns_column_missing", file=found[table].path, line=1, name=column)
              for table, needed in NEEDED.items() for column in needed
              if column not in found[table].columns]
    units, wrong = read_units(found.get("config"), choices.length, choices.speed)
    faults += wrong
    if faults or units is None:
        raise InputError(faults)
    node = found["node"]
    keys, wrong = _keys(node, "node_id")
    faults += wrong
    places, wrong = read_positions(node, units, choices.move_to)
    faults += wrong
    if faults or places is None:
        raise InputError(faults)
    ids = made_ids(keys, "n")
    cells, lines, losses = _ends(found, keys, ids, places)
    roads = read_roads(found, units, places, dict(zip(keys, ids, strict=True)))
    faults += roads.faults
    cells["links"], lines["links"] = roads.rows, roads.lines
    cells["sources"] = [{"id": SOURCE, "publisher": _dataset(found) or name,
                         "title": f"GMNS network {name}",
                         "good_for": "Imported as it is; nobody here checked its figures"}]
    base = read_base()
    known = {str(row["source_id"]) for row in base.tables["vessels"].rows()}
    cells["vessels"] = [dict(row) for row in base.tables["vessels"].rows()]
    cells["sources"] += [dict(row) for row in base.tables["sources"].rows()
                         if row["id"] in known]
    tables, wrong = parsed(cells, None, lines)
    faults += [_placed(item, found) for item in wrong]
    if faults:
        raise InputError(faults)
    return Package(tables, roads.courses, default_parameters(), losses=(
        *_units(units, found, choices), *places.losses, *losses, *roads.losses,
        *_passed_over(found), Loss("gmns_assumed")))


def _keys(sheet: Sheet, column: str) -> tuple[list[str], list[Fault]]:
    """Ids of a table, each of which must stand there once."""
    faults, seen = list[Fault](), dict[str, int]()
    for row, line in zip(sheet.rows, sheet.lines, strict=True):
        key = label(row[column])
        if not key:
            faults.append(fault("gmns_id_missing", file=sheet.path, line=line, column=column))
        elif key in seen:
            faults.append(fault("gmns_id_twice", file=sheet.path, line=line, column=column,
                                found=key))
        seen.setdefault(key, line)
    return [label(row[column]) for row in sheet.rows], faults


def _ends(found: Mapping[str, Sheet], keys: list[str], ids: list[str], at: Positions
          ) -> tuple[dict[str, Rows], dict[str, tuple[int, ...]], list[Loss]]:
    """Nodes, a place for every zone, and the set of all of these places."""
    sheet = found["node"]
    zones = [label(row.get("zone_id", "")) for row in sheet.rows]
    first: dict[str, int] = {}
    for i, zone in enumerate(zones):
        if zone:
            first.setdefault(zone, i)
    order = sorted(first, key=lambda key: (len(key), key))
    place = dict(zip(order, made_ids(order, "zone_"), strict=True))
    titles = {label(row.get("zone_id", "")): row.get("name", "").strip()
              for row in found["zone"].rows} if "zone" in found else {}
    titles = {key: "" if title == "NaN" else title for key, title in titles.items()}
    common: dict[str, object] = {"source_id": SOURCE, "confidence": "low"}
    nodes, places = Rows(), Rows()
    for i, row in enumerate(sheet.rows):
        title = "" if row.get("name", "").strip() == "NaN" else row.get("name", "").strip()
        zoned = bool(zones[i]) and first[zones[i]] == i
        nodes.append({
            "id": ids[i], "mode": "road", "kind": "city" if zoned else "junction",
            "name_zh": title or f"节点{keys[i]}", "name_en": title or f"Node {keys[i]}",
            "place_id": place[zones[i]] if zoned else "",
            "handles": "passenger;container;bulk" if zoned else "",
            "lon": at.lon[i], "lat": at.lat[i], **common})
    for zone in order:
        i, title = first[zone], titles.get(zone, "")
        places.append({
            "id": place[zone], "name_zh": title or f"小区{zone}",
            "name_en": title or f"Zone {zone}", "pinyin": place[zone].replace("_", ""),
            "aliases": "" if ";" in zone else zone, "province_zh": "未注明",
            "province_en": "not stated", "sets": SET, "lon": at.lon[i], "lat": at.lat[i],
            "road_node_id": ids[i], **common})
    cells = {"nodes": nodes, "places": places, "sets": [] if not places else [
        {"id": SET, "name_zh": "导入的交通小区", "name_en": "Imported zones", **common}]}
    lines = {"nodes": sheet.lines, "places": tuple(sheet.lines[first[zone]] for zone in order)}
    return cells, lines, _zone_losses(zones, first, titles)


def _zone_losses(zones: list[str], first: Mapping[str, int],
                 titles: Mapping[str, str]) -> list[Loss]:
    """Zones with more than one node, zones without any, and a network that has none."""
    losses = [] if first else [Loss("gmns_no_zones")]
    more = sum(1 for zone in zones if zone) - len(first)
    if more:
        losses.append(Loss("gmns_zone_nodes", {"count": more}))
    lone = sum(1 for zone in titles if zone and zone not in first)
    if lone:
        losses.append(Loss("gmns_zone_no_node", {"count": lone}))
    return losses


def _dataset(found: Mapping[str, Sheet]) -> str:
    rows = found["config"].rows if "config" in found else ()
    return rows[0].get("dataset_name", "").strip() if rows else ""


def _units(units: Units, found: Mapping[str, Sheet], choices: Choices) -> list[Loss]:
    """Which units were converted."""
    losses = [Loss("gmns_units", {"length": units.long_length, "km": f"{units.km:g}",
                                  "speed": units.speed, "kmh": f"{units.kmh:g}"})]
    told = found["config"].rows[0].get("speed", "") if "config" in found else ""
    if not choices.speed and not told.strip():
        losses.append(Loss("gmns_speed_assumed", {"unit": units.speed}))
    return losses


def _passed_over(found: Mapping[str, Sheet]) -> list[Loss]:
    """Tables and columns that hold something and that nothing here stands for."""
    losses = [Loss("gmns_table_unread", {"table": f"{name}.csv", "count": len(found[name].rows)})
              for name in OTHERS if name in found and found[name].rows]
    for table, carried in CARRIED.items():
        if table in found:
            losses += [Loss("gmns_column_unread", {"table": f"{table}.csv", "column": name,
                                                   "count": count})
                       for name, count in found[table].used().items() if name not in carried]
    return losses


def _placed(item: Fault, found: Mapping[str, Sheet]) -> Fault:
    """A fault of our table, said of the GMNS file and column that it came from."""
    table = {"nodes": "node", "links": "link", "places": "node"}.get(str(item.table))
    if table is None:
        return item
    names = {"length_km": "length", "speed_ab_kmh": "free_speed", "speed_ba_kmh": "free_speed",
             "tracks": "lanes", "lon": "x_coord", "lat": "y_coord", "id": f"{table}_id"}
    column = names.get(str(item.column), str(item.column))
    return Fault(item.key, {**item.values, "column": column}, str(found[table].path), item.line,
                 item.table, item.column, item.row)


