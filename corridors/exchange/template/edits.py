"""The changes of a workbook: rows of nine sheets as one list in the order of their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corridors.changes.grammar import SELECTORS
from corridors.exchange.template.built import Built, Gathered, Row
from corridors.exchange.template.sheets import ADDED, EDITS, OF, OWNERS, RANGES, STOPS
from corridors.exchange.template.words import title
from corridors.schema import columns

NAMED = ("ids", "id", "service")
"""Cells that say what a change is of: faults of the whole change stand there."""
LAST = 1e15
"""Where rows without a number stand: behind all numbered ones, in the order of the sheets."""


def changes_of(builder: Gathered, built: Built, owners: Sequence[str]) -> None:
    """Give a file its changes."""
    groups: list[tuple[float, int, str, list[Row]]] = []
    for place, kind in enumerate((*ADDED, *EDITS)):
        numbered: dict[object, list[Row]] = {}
        for row in _own(builder, kind, built, owners):
            number = row.own.get("no")
            if kind in ("set", "scale") and isinstance(number, int):
                if number in numbered:
                    numbered[number].append(row)
                    continue
                numbered[number] = [row]
                groups.append((number, place, kind, numbered[number]))
            else:
                groups.append((number if isinstance(number, int) else LAST, place, kind, [row]))
    made: list[dict[str, Any]] = []
    for _, _, kind, rows in sorted(groups, key=lambda item: item[:2]):
        where = ("changes", len(made), kind)
        built.places[where] = built.places[where[:2]] = next(
            (rows[0].place(key) for key in (*NAMED, *rows[0].own) if key in rows[0].own
             and key not in ("no", "owner")), rows[0].place())
        if kind in ADDED:
            body = _added(builder, built, kind, rows[0], where, owners)
        elif kind in ("set", "scale"):
            body = _edited(builder, built, rows, where)
        else:
            body = _other(builder, built, kind, rows[0], where)
        made.append({kind: body})
    if made:
        built.data["changes"] = made
        built.places[("changes",)] = built.places[("changes", 0)]
    _orphans(builder, built, owners)


def _own(builder: Gathered, key: str, built: Built, owners: Sequence[str]) -> list[Row]:
    """Rows of a sheet that belong to a file; an owner that is not filled in is a fault, once."""
    out = []
    for row in builder.rows.get(key, []):
        owner = row.own.get("owner") or owners[0]
        if owner == built.group:
            out.append(row)
        elif owner in OWNERS and owner not in owners and built.group == owners[0]:
            builder.fault(row.place("owner"), "workbook_owner", found=owner)
    return out


def _values(row: Row, built: Built, where: tuple[str | int, ...],
            leave: tuple[str, ...]) -> dict[str, Any]:
    out = {}
    for one in row.record.sheet.fields:
        if one.key not in leave:
            built.places[(*where, one.key)] = row.place(one.key)
            if one.key in row.own:
                out[one.key] = row.own[one.key]
    return out


def _added(builder: Gathered, built: Built, kind: str, row: Row, where: tuple[str | int, ...],
           owners: Sequence[str]) -> dict[str, Any]:
    given, table = _values(row, built, where, ("no", "owner")), ADDED[kind]
    body = {name: given[name] for name in columns(table) if name in given}
    key = str(given.get("id", ""))
    ranges: dict[str, Any] = {}
    for item in _own(builder, RANGES, built, owners):
        if item.own.get("table") != table or str(item.own.get(OF, "")) != key:
            continue
        name = str(item.own.get("column", ""))
        if "low" not in item.own or "high" not in item.own or not name:
            builder.fault(item.place("low"), "workbook_range", name=name or key)
            continue
        ranges[name] = [item.own["low"], item.own["high"]]
        for at in ((), (0,), (1,)):
            built.places[(*where, "ranges", name, *at)] = item.place(
                "high" if at == (1,) else "low")
    if ranges:
        body["ranges"] = ranges
    if kind == "add_service":
        stops: list[dict[str, Any]] = []
        for stop in _own(builder, STOPS, built, owners):
            if str(stop.own.get(OF, "")) == key:
                inner = (*where, "stops", len(stops))
                built.places[inner] = stop.place()
                stops.append(_values(stop, built, inner, (OF, "owner")))
        body["stops"] = stops
    return body


def _edited(builder: Gathered, built: Built, rows: list[Row],
            where: tuple[str | int, ...]) -> dict[str, Any]:
    """A ``set`` or ``scale``: one row a column, all of the same things."""
    target, table = _target(builder, built, rows, where)
    body: dict[str, Any] = {} if target is None else {"where": target}
    values: dict[str, Any] = {}
    existing: dict[str, Any] = {}
    ranges: dict[str, Any] = {}
    for row in rows:
        name = row.own.get("column")
        if name is None:
            builder.fault(row.place("column"), "workbook_row_key", name=title(
                row.record.sheet, row.record.sheet.field("column"), builder.lang))
            continue
        for part, found in (("existing", existing), ("value", values)):
            key = "values" if part == "value" else part
            built.places[(*where, key, str(name))] = row.place(part)
            if part in row.own:
                if name in found:
                    builder.fault(row.place("column"), "workbook_row_twice", found=name, name=title(
                        row.record.sheet, row.record.sheet.field("column"), builder.lang))
                found[str(name)] = _typed(table, str(name), row.own[part])
        _range(builder, built, row, str(name), where, ranges)
        if row.own.get("unchanged_ok") is not None:
            body["unchanged_ok"] = row.own["unchanged_ok"]
        _standing(built, row, where, body)
    if existing:
        body["existing"] = existing
    body["values"] = values
    if ranges:
        body["ranges"] = ranges
    for key in ("unchanged_ok", "source_id", "confidence"):
        if key in body:
            body[key] = body.pop(key)
    return body


def _other(builder: Gathered, built: Built, kind: str, row: Row,
           where: tuple[str | int, ...]) -> dict[str, Any]:
    """A ``retime`` or ``close``."""
    body: dict[str, Any] = {}
    if kind == "close":
        target, _ = _target(builder, built, [row], where)
        if target is not None:
            body["where"] = target
    else:
        body = _values(row, built, where, ("no", "owner", "low", "high", "source_id",
                                           "confidence"))
        ranges: dict[str, Any] = {}
        _range(builder, built, row, "headway_h", where, ranges)
        if ranges:
            body["ranges"] = ranges
    _standing(built, row, where, body)
    return body


def _standing(built: Built, row: Row, where: tuple[str | int, ...], body: dict[str, Any]) -> None:
    for key in ("source_id", "confidence"):
        built.places.setdefault((*where, key), row.place(key))
        if key in row.own:
            body.setdefault(key, row.own[key])


def _range(builder: Gathered, built: Built, row: Row, name: str, where: tuple[str | int, ...],
           ranges: dict[str, Any]) -> None:
    if ("low" in row.own) != ("high" in row.own):
        builder.fault(row.place("high" if "low" in row.own else "low"), "workbook_range",
                      name=name)
    elif "low" in row.own:
        ranges[name] = [row.own["low"], row.own["high"]]
    for at in ((), (0,), (1,)):
        built.places[(*where, "ranges", name, *at)] = row.place("high" if at == (1,) else "low")


def _target(builder: Gathered, built: Built, rows: list[Row], where: tuple[str | int, ...],
            ) -> tuple[dict[str, Any] | None, str]:
    """The ``where`` of a change and the table that it chooses from."""
    first = rows[0]
    chosen, ids = first.own.get("where"), first.own.get("ids")
    for row in rows[1:]:
        if any(key in row.own and row.own[key] != first.own.get(key)
               for key in ("where", "ids", "conditions")):
            builder.fault(row.place("ids"), "workbook_where", no=first.own.get("no"))
    here = (*where, "where")
    built.places[here] = first.place("ids" if chosen else "where")
    if chosen is None or not ids:
        key = "where" if chosen is None else "ids"
        builder.fault(first.place(key), "workbook_row_key", name=title(
            first.record.sheet, first.record.sheet.field(key), builder.lang))
        return None, ""
    ids = ids if isinstance(ids, list) else [ids]
    if chosen != "table":
        built.places[(*here, str(chosen))] = first.place("ids")
        return {str(chosen): ids[0] if len(ids) == 1 else ids}, SELECTORS.get(str(chosen), "")
    table = str(ids[0])
    target: dict[str, Any] = {"table": table}
    for part in str(first.own.get("conditions", "")).replace("；", ";").split(";"):
        if not part.strip():
            continue
        name, sign, given = part.partition("=")
        if not sign or not name.strip() or not given.strip():
            builder.fault(first.place("conditions"), "workbook_conditions", found=part.strip())
            continue
        found = [_typed(table, name.strip(), one.strip()) for one in given.split("|")]
        target[name.strip()] = found[0] if len(found) == 1 else found
        built.places[(*here, name.strip())] = first.place("conditions")
    return target, table


def _typed(table: str, name: str, value: Any) -> Any:
    """A value of ``set`` as its column takes it; what does not fit is left for the checks."""
    try:
        column = columns(table).get(name) if table else None
    except OSError:
        return value
    if column is None:
        return value
    if column.type in ("float", "int") and isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return value
    if column.type == "bool" and str(value).lower() in ("true", "false"):
        return str(value).lower() == "true"
    if column.type == "list" and isinstance(value, str):
        return [part.strip() for part in value.replace("；", ";").split(";") if part.strip()]
    if column.type in ("str", "id", "date") and isinstance(value, int | float):
        return str(value)
    return value


def _orphans(builder: Gathered, built: Built, owners: Sequence[str]) -> None:
    """Stops and ranges of what the workbook does not add."""
    ids = {kind: [str(row.own.get("id", "")) for row in _own(builder, kind, built, owners)]
           for kind in ADDED}
    kinds = {table: kind for kind, table in ADDED.items()}
    for key in (STOPS, RANGES):
        for row in _own(builder, key, built, owners):
            kind = "add_service" if key == STOPS else kinds.get(str(row.own.get("table")), "")
            known = ids.get(kind, [])
            if str(row.own.get(OF, "")) not in known:
                builder.fault(row.place(OF), "workbook_orphan", found=row.own.get(OF, ""),
                              allowed=", ".join(known))
