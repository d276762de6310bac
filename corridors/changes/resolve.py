"""Phase one of applying changes: what each change touches, and every fault of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from corridors.changes.grammar import (
    SELECTORS,
    AddRow,
    AddService,
    Change,
    Close,
    Retime,
    ScaleLinks,
    SetLinks,
)
from corridors.changes.plan import Plan, number, same
from corridors.names import suggest
from corridors.schema import Value, columns, parse

CLOSABLE = ("links", "locks", "services", "transfers")


def take(plan: Plan, change: Change, project: str) -> None:
    """Resolve one change of a project."""
    if isinstance(change, AddRow):
        _add(plan, change, project)
    elif isinstance(change, SetLinks):
        table, keys = _select(plan, change, change.where, project)
        _guard(plan, change, table, keys)
        _set(plan, change, project, table, keys, "set",
                  {name: plan.parsed(change, table, name, raw)
                   for name, raw in change.values.items()})
    elif isinstance(change, ScaleLinks):
        _scale(plan, change, project)
    elif isinstance(change, Retime):
        _retime(plan, change, project)
    elif isinstance(change, Close):
        _close(plan, change, project)


def _add(plan: Plan, change: AddRow, project: str) -> None:
    row = _row(plan, change, change.table, change.row)
    if row is None:
        if isinstance(change, AddService):
            _stops(plan, change, str(change.row.get("id", "")), {}, ("service_id",))
        return
    key = str(row["id"])
    if plan.exists(change.table, key):
        plan.faults.append(change.fault("add_exists", table=change.table, id=key))
        return
    plan.insert(project, change.table, key, row)
    if isinstance(change, AddService):
        for made in _stops(plan, change, key, row):
            plan.insert(project, "service_stops", str(made["id"]), made)


def _stops(plan: Plan, change: AddService, key: str, row: Mapping[str, Value],
           unknown: tuple[str, ...] = ()) -> list[dict[str, Value]]:
    """Rows of the stops of a new service; faulty ones are left out and said."""
    if len(change.stops) < 2:
        plan.faults.append(change.fault("service_stops", id=key))
    standing = {"source_id": row.get("source_id", "assumption"),
                "confidence": row.get("confidence", "assumed")}
    made = [_row(plan, change, "service_stops", {
        **standing, **stop, "id": f"{key or 'x'}.{seq:02d}", "service_id": key or "x",
        "seq": seq}, unknown) for seq, stop in enumerate(change.stops, start=1)]
    return [stop for stop in made if stop is not None]


def _row(plan: Plan, change: Change, table: str, raw: dict[str, object],
         unknown: tuple[str, ...] = ()) -> dict[str, Value] | None:
    """A checked row; references in ``unknown`` columns are not followed."""
    declared, before = columns(table), len(plan.faults)
    plan.faults += [change.fault("key_unknown", name=name, suggestion=suggest(name, declared),
                                 allowed=", ".join(declared))
                    for name in raw if name not in declared]
    row: dict[str, Value] = {}
    for name, column in declared.items():
        row[name], complaint = parse(column, raw.get(name))
        if complaint:
            plan.faults.append(change.fault(complaint, column=name, found=raw.get(name),
                                            allowed=column.limits()))
    for name in (name for name in declared if name not in unknown):
        plan.refers(change, table, str(row.get("id")), name, row[name])
    if len(plan.faults) == before:
        plan.fits(change, table, row)
    return row if len(plan.faults) == before else None


def _select(plan: Plan, change: Change, where: dict[str, object],
            project: str) -> tuple[str, list[str]]:
    names = [name for name in where if name in SELECTORS]
    if names and len(where) == 1:
        name, wanted = names[0], where[names[0]]
        table = SELECTORS[name]
        keys = list(dict.fromkeys(
            str(key) for key in (wanted if isinstance(wanted, list | tuple) else [wanted])))
        if not keys:
            plan.faults.append(change.fault("where_none", table=table, found=name))
        if name == "line":
            return table, _matching(plan, change, table, {"line": keys})
        for key in keys:
            closed = plan.removed.get((table, key))
            if closed is not None and isinstance(change, Close):
                continue  # two projects that close one thing agree
            if closed is not None:
                plan.faults.append(change.fault("change_closed", table=table, id=key,
                                                first=project, second=closed))
            elif not plan.exists(table, key):
                plan.faults.append(change.fault(
                    "where_missing", table=table, found=key,
                    suggestion=suggest(key, plan.ids(table))))
        return table, [key for key in keys if plan.exists(table, key)]
    table = str(where.get("table", ""))
    if table not in plan.network.tables:
        plan.faults.append(change.fault("where_wrong", found=", ".join(where),
                                        allowed=", ".join((*SELECTORS, "table"))))
        return "links", []
    return table, _matching(plan, change, table, {
        name: raw if isinstance(raw, list) else [raw]
        for name, raw in where.items() if name != "table"})


def _matching(plan: Plan, change: Change, table: str,
              wanted: Mapping[str, Sequence[object]]) -> list[str]:
    declared = columns(table)
    unknown = [name for name in wanted if name not in declared]
    for name in unknown:
        plan.faults.append(change.fault("key_unknown", name=name,
                                        suggestion=suggest(name, declared),
                                        allowed=", ".join(declared)))
    if unknown:
        return []
    keys = [key for key in plan.ids(table)
            if all(plan.value(table, key, name) in raw for name, raw in wanted.items())]
    if not keys:
        shown = ", ".join(f"{name}: {' | '.join(map(str, raw))}"
                          for name, raw in wanted.items())
        plan.faults.append(change.fault("where_none", table=table, found=shown))
    return keys


def _guard(plan: Plan, change: SetLinks, table: str, keys: Iterable[str]) -> None:
    for name, raw in change.existing.items():
        expected = plan.parsed(change, table, name, raw)
        if expected is None:
            continue
        for key in keys:
            found = plan.value(table, key, name)
            if not same(found, expected):
                plan.faults.append(change.fault("existing_stale", table=table, id=key,
                                                column=name, found=found, expected=expected))


def _set(plan: Plan, change: Change, project: str, table: str, keys: list[str], action: str,
         values: dict[str, Value | None]) -> None:
    touched = False
    for key in keys:
        before = len(plan.faults)
        for name, value in values.items():
            if value is not None:
                plan.refers(change, table, key, name, value)
        if len(plan.faults) == before and {"mode", "from_node_id", "to_node_id",
                                           "link_id", "node_id"} & set(values):
            row = {name: plan.value(table, key, name) for name in columns(table)}
            plan.fits(change, table, {**row, **{n: v for n, v in values.items()
                                                 if v is not None}})
        for name, value in values.items():
            touched |= value is not None and plan.put(change, project, action,
                                                       (table, key, name), value)
    fine = isinstance(change, SetLinks) and change.unchanged_ok
    if keys and not touched and not fine and None not in values.values():
        plan.faults.append(change.fault("change_nothing", table=table, id=", ".join(keys[:5])))


def _scale(plan: Plan, change: ScaleLinks, project: str) -> None:
    table, keys = _select(plan, change, change.where, project)
    declared = columns(table)
    if not change.values:
        plan.faults.append(change.fault("change_nothing", table=table,
                                        id=", ".join(keys[:5])))
    for name, factor in change.values.items():
        if name not in declared or declared[name].type not in ("float", "int"):
            plan.faults.append(change.fault("scale_column", name=name,
                                            suggestion=suggest(name, (
                                                c.name for c in declared.values()
                                                if c.type in ("float", "int")))))
            continue
        if factor == 1.0:
            plan.faults.append(change.fault("change_nothing", table=table,
                                            id=", ".join(keys[:5])))
            continue
        known = [key for key in keys if number(plan.value(table, key, name)) is not None]
        if known and not any(number(plan.value(table, key, name)) for key in known):
            plan.faults.append(change.fault("change_nothing", table=table,
                                            id=", ".join(known[:5])))
            continue
        if keys and not known:
            plan.faults.append(change.fault("scale_empty", table=table, column=name,
                                            id=", ".join(keys[:5])))
        for key in known:
            value = (number(plan.value(table, key, name)) or 0.0) * factor
            parsed = plan.parsed(change, table, name, value)
            if parsed is not None:
                plan.put(change, project, "scale", (table, key, name), parsed)


def _retime(plan: Plan, change: Retime, project: str) -> None:
    if not plan.exists("services", change.service):
        plan.faults.append(change.fault(
            "where_missing", table="services", found=change.service,
            suggestion=suggest(change.service, plan.ids("services"))))
        return
    if change.headway_h is None and change.run_h is None:
        plan.faults.append(change.fault("change_nothing", table="services",
                                        id=change.service))
    if change.headway_h is not None:
        _set(plan, change, project, "services", [change.service], "retime", {
            "headway_h": plan.parsed(change, "services", "headway_h", change.headway_h)})
    if change.run_h is None:
        return
    stops = sorted((key for key in plan.ids("service_stops")
                    if plan.value("service_stops", key, "service_id") == change.service),
                   key=lambda key: float(str(plan.value("service_stops", key, "seq"))))
    if len(change.run_h) != len(stops) - 1:
        plan.faults.append(change.fault("retime_length", id=change.service,
                                        found=len(change.run_h), expected=len(stops) - 1))
        return
    touched = False
    for key, hours in zip(stops[1:], change.run_h, strict=True):
        for name in ("run_h", "run_back_h"):
            parsed = plan.parsed(change, "service_stops", name, hours)
            has = name == "run_h" or number(plan.value("service_stops", key, name))
            if parsed is not None and has:
                touched |= plan.put(change, project, "retime",
                                     ("service_stops", key, name), parsed)
    if not touched:
        plan.faults.append(change.fault("change_nothing", table="service_stops",
                                        id=change.service))


def _close(plan: Plan, change: Close, project: str) -> None:
    table, keys = _select(plan, change, change.where, project)
    if table not in CLOSABLE:
        plan.faults.append(change.fault("close_table", table=table,
                                        allowed=", ".join(CLOSABLE)))
        return
    if table == "locks":
        # A closed lock closes the fairway; ships do not pass a lock that is out of order.
        table = "links"
        keys = list(dict.fromkeys(str(plan.value("locks", key, "link_id")) for key in keys))
    for key in keys:
        plan.remove(change, project, table, key)
        dependent = {"links": ("locks", "link_id"),
                     "services": ("service_stops", "service_id")}.get(table)
        if dependent:
            for other in plan.ids(dependent[0]):
                if plan.value(dependent[0], other, dependent[1]) == key:
                    plan.remove(change, project, dependent[0], other)
