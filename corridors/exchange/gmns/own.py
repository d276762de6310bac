"""Our own GMNS export back as a package, with what others changed in it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from corridors.errors import Fault, InputError, fault
from corridors.exchange.gmns.model import (
    COURSE,
    DATA_VERSION,
    DERIVED,
    DIRECTION,
    ENDS,
    HOURS,
    OTHERS,
    OURS,
    PARAMETERS,
    PREFIX,
    STATE,
    column_name,
    heading,
)
from corridors.exchange.gmns.raw import Sheet, label
from corridors.exchange.gmns.units import Units, read_units
from corridors.exchange.gmns.wkt import line_of
from corridors.exchange.gmns.write import BESIDE, gmns_rows
from corridors.exchange.package import Loss, Package, default_parameters, parsed
from corridors.network.geometry import Course
from corridors.network.load import read_state
from corridors.parameters import read_parameters
from corridors.schema import columns
from corridors.units import BASE_DATE

Rows = list[dict[str, object]]
VERSION = re.compile(r"[0-9a-f]{12}")
STUBS = ("sources", "sets")
"""Tables that others refer to, so that an export without them still stands."""
NUMBERS = ("float", "int")


def own(found: Mapping[str, Sheet], folder: Path) -> Package:
    """A package out of tables that bear our columns.

    Raises
    ------
    InputError
        All faults of all tables.
    """
    faults = [fault("gmns_column_missing", file=found[table].path, line=1, name=column)
              for table in ("node", "link") for column in heading(table)
              if column not in found[table].columns and column not in DERIVED[table]
              and (column.startswith(PREFIX) or column in _held(table))]
    units, wrong = read_units(found.get("config"))
    faults += wrong
    if faults or units is None:
        raise InputError(faults)
    if not units.degrees:
        raise InputError(fault("gmns_own_crs", file=found["config"].path, line=2,
                               found=units.crs))
    cells: dict[str, Rows] = {
        "places": _rows("zone", found["zone"]) if "zone" in found else [],
        "nodes": _rows("node", found["node"])}
    lines = {"places": found["zone"].lines if "zone" in found else (),
             "nodes": found["node"].lines}
    cells["links"], lines["links"], faults = _links(found, units)
    courses, wrong = _courses(found)
    faults += wrong
    for table in BESIDE:
        if PREFIX + table in found:
            sheet = found[PREFIX + table]
            cells[table], lines[table] = [dict(row) for row in sheet.rows], sheet.lines
    losses = _stubs(found, cells)
    tables, wrong = parsed(cells, None, lines)
    faults += [_placed(item, found) for item in wrong]
    parameters, date, projects = default_parameters(), BASE_DATE, tuple[str, ...]()
    try:
        if (folder / PARAMETERS).exists():
            parameters = read_parameters(folder / PARAMETERS)
        else:
            losses.append(Loss("gmns_no_parameters"))
        date, projects = read_state(folder / STATE)
    except InputError as error:
        faults += error.faults
    if faults:
        raise InputError(faults)
    config = found["config"].rows[0]
    version = config.get(DATA_VERSION, "").strip()
    package = Package(tables, courses, parameters, date, projects,
                      version if VERSION.fullmatch(version) else "")
    losses += _changed(package, found)
    return replace(package, losses=(*losses, *_passed_over(found)))


def _held(table: str) -> set[str]:
    """Columns of GMNS that hold one of ours."""
    return {column_name(table, name) for name in columns(OURS[table])}


def _rows(table: str, sheet: Sheet) -> Rows:
    """Rows with the names of our columns; NaN stands for nothing where numbers stand."""
    named = {name: (column_name(table, name), column.type in NUMBERS)
             for name, column in columns(OURS[table]).items()}
    return [{name: "" if number and row.get(cell) == "NaN" else row.get(cell, "")
             for name, (cell, number) in named.items()} for row in sheet.rows]


def _links(found: Mapping[str, Sheet], units: Units) -> tuple[Rows, tuple[int, ...], list[Fault]]:
    """Links from their two directed rows, which must say the same."""
    sheet, faults = found["link"], list[Fault]()
    ids: dict[str, str] = {}
    for row, line in zip(found["node"].rows, found["node"].lines, strict=True):
        number = label(row["node_id"])
        if number in ids:
            faults.append(fault("gmns_id_twice", file=found["node"].path, line=line,
                                column="node_id", found=number))
        ids[number] = row[f"{PREFIX}id"].strip()
    seen: dict[str, dict[str, tuple[dict[str, object], int]]] = {}
    for row, own_row, line in zip(sheet.rows, _rows("link", sheet), sheet.lines, strict=True):
        ends = [label(row[name]) for name in ENDS]
        faults += [fault("gmns_node_unknown", file=sheet.path, line=line, column=name, found=end)
                   for name, end in zip(ENDS, ends, strict=True) if end not in ids]
        way = row[DIRECTION].strip()
        if way not in ("ab", "ba"):
            faults.append(fault("gmns_direction", file=sheet.path, line=line, found=way))
            continue
        ends = ends if way == "ab" else ends[::-1]
        own_row |= {name: ids.get(end, "") for name, end in zip(ENDS, ends, strict=True)}
        own_row["length_km"] = units.length(str(own_row["length_km"]))
        both = seen.setdefault(str(own_row["id"]).strip(), {})
        if way in both:
            faults.append(fault("gmns_direction_twice", file=sheet.path, line=line, way=way,
                                id=own_row["id"], first=both[way][1]))
        both.setdefault(way, (own_row, line))
    for key, both in seen.items():
        if len(both) == 1:
            (way, (_, line)), = both.items()
            faults.append(fault("gmns_direction_missing", file=sheet.path, line=line, id=key,
                                way="ba" if way == "ab" else "ab"))
        else:
            faults += _unlike(sheet.path, key, *both["ab"], *both["ba"])
    kept = [both.get("ab") or both["ba"] for both in seen.values()]
    return [row for row, _ in kept], tuple(line for _, line in kept), faults


def _unlike(path: Path, key: str, one: Mapping[str, object], first: int,
            other: Mapping[str, object], line: int) -> list[Fault]:
    """Columns in which the two rows of a link differ."""
    return [fault("gmns_directions_differ", file=path, line=line, id=key, first=first,
                  column=column_name("link", name), ab=value, ba=other[name])
            for name, value in one.items() if value != other[name]]


def _courses(found: Mapping[str, Sheet]) -> tuple[dict[str, Course], list[Fault]]:
    """Courses of links by our id, from the geometry that the row from a to b names."""
    courses: dict[str, Course] = {}
    faults: list[Fault] = []
    if "geometry" not in found:
        return courses, faults
    sheet = found["geometry"]
    named = {label(row.get("geometry_id", "")): row[f"{PREFIX}id"].strip()
             for row in found["link"].rows if row[DIRECTION].strip() == "ab"}
    for row, line in zip(sheet.rows, sheet.lines, strict=True):
        key = named.get(label(row.get("geometry_id", "")))
        shape = line_of(row.get("geometry", ""))
        if key is None:
            continue
        if shape is None:
            faults.append(fault("gmns_geometry", file=sheet.path, line=line,
                                found=row.get("geometry", "")[:40]))
            continue
        told = {name: row.get(PREFIX + name, "") for name in COURSE}
        try:
            traced = float(told["traced_km"] or 0.0)
            shares = {str(name): float(share)
                      for name, share in json.loads(told["provinces"] or "{}").items()}
            if not all(map(math.isfinite, (traced, *shares.values()))):
                raise ValueError
            json.dumps(shares, ensure_ascii=False).encode()
        except (AttributeError, OverflowError, RecursionError, TypeError, ValueError):
            faults.append(fault("gmns_course", file=sheet.path, line=line, id=key))
            continue
        courses[key] = Course(shape, told["basis"],
                              told["approximate"].strip().lower() in ("true", "1"), traced, shares)
    return courses, faults


def _stubs(found: Mapping[str, Sheet], cells: dict[str, Rows]) -> list[Loss]:
    """Rows for sources and sets that other rows name, where an export came without these tables.

    Returns
    -------
    losses
        Tables that are not there; their rows are made of ids alone.
    """
    gone = [f"{PREFIX}{name}.csv" for name in BESIDE
            if PREFIX + name not in found and name not in ("halts", *STUBS)]
    losses = [Loss("gmns_no_table", {"tables": ", ".join(gone)})] if gone else []
    for target in reversed(STUBS):
        if PREFIX + target in found:
            continue
        named = {key for name, rows in cells.items() for column in columns(name).values()
                 if column.references == target for row in rows
                 for key in str(row.get(column.name) or "").split(";") if key.strip()}
        if target == "sources" and named:
            named.add("gmns_import")
        cells[target] = [_stub(target, key.strip()) for key in sorted(named)]
        losses.append(Loss("gmns_stubs", {"table": target, "count": len(named)}))
    return losses


def _stub(table: str, key: str) -> dict[str, object]:
    """A row made of its id."""
    if table == "sets":
        return {"id": key, "name_zh": key, "name_en": key, "source_id": "gmns_import",
                "confidence": "low"}
    return {"id": key, "publisher": "?", "title": key,
            "good_for": "Named in a GMNS export that came without its table of sources"}


def _placed(item: Fault, found: Mapping[str, Sheet]) -> Fault:
    """A fault of our table, said of the file and the column in which it stands."""
    table = item.table or str(item.values.get("table") or "")
    gmns = next((name for name, ours in OURS.items() if ours == table), None)
    if gmns is None:
        sheet = found.get(PREFIX + table)
        return item if sheet is None else replace(item, file=str(sheet.path))
    column = str(item.values.get("column") or "")
    values = {**item.values, "column": column_name(gmns, column)} if column else item.values
    return replace(item, file=str(found[gmns].path) if gmns in found else item.file,
                   values=values)


def _changed(package: Package, found: Mapping[str, Sheet]) -> list[Loss]:
    """Columns that are worked out from others, and now say something else."""
    losses = []
    made = gmns_rows(package)
    for table, names in DERIVED.items():
        key = f"{PREFIX}id"
        if table not in found:
            continue
        expected = {(row[key], row.get(DIRECTION, "")): row for row in made[table]}
        for name in names:
            count = sum(not _same(
                expected[row[key].strip(), row.get(DIRECTION, "").strip()].get(name, ""),
                row[name]) for row in found[table].rows if name in row)
            if count:
                losses.append(Loss("gmns_derived", {"table": f"{table}.csv", "column": name,
                                                    "count": count}))
    return losses


def _same(one: str, other: str) -> bool:
    """Whether two cells say the same: 1 and 1.0, true and True."""
    one, other = label(one).lower(), label(other).lower()
    if one == other:
        return True
    try:
        return math.isclose(float(one), float(other), rel_tol=1e-9)
    except ValueError:
        return False


def _passed_over(found: Mapping[str, Sheet]) -> list[Loss]:
    """Columns and tables of the files that are not ours."""
    losses = [Loss("gmns_table_unread", {"table": f"{name}.csv", "count": len(found[name].rows)})
              for name in OTHERS if name in found]
    for table in ("node", "link", "zone", "geometry"):
        if table in found:
            mine = {*heading(table)} if table == "geometry" else {
                *_held(table), *DERIVED[table], DIRECTION, HOURS}
            mine |= {f"{table}_id", "geometry_id"}
            losses += [Loss("gmns_column_unread", {"table": f"{table}.csv", "column": name,
                                                   "count": count})
                       for name, count in found[table].used().items() if name not in mine]
    losses += [Loss("gmns_column_unread", {"table": f"{PREFIX}{name}.csv", "column": column,
                                           "count": count})
               for name in BESIDE if PREFIX + name in found
               for column, count in found[PREFIX + name].used().items()
               if column not in columns(name)]
    return losses


