"""Phase one of applying changes: what each change touches, and every fault of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

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
from corridors.errors import Fault
from corridors.names import suggest
from corridors.network.model import Network
from corridors.schema import Value, columns, parse

CLOSABLE = ("links", "locks", "services", "transfers")


@dataclass(frozen=True)
class Logged:
    """One value of the network, old -> new.

    Attributes
    ----------
    old, new
        None where there was or is no value; for a closed row the column is ``id``.
    """

    project: str
    action: str
    table: str
    id: str
    column: str
    unit: str
    old: Value | None
    new: Value | None
    source_id: str
    confidence: str


@dataclass
class Plan:
    """What is to be done, while it is being worked out; the network itself stays untouched."""

    network: Network
    added: dict[str, dict[str, dict[str, Value]]] = field(default_factory=dict)
    edits: dict[tuple[str, str, str], tuple[Value, str]] = field(default_factory=dict)
    removed: dict[tuple[str, str], str] = field(default_factory=dict)
    log: list[Logged] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    before: dict[str, frozenset[str]] = field(default_factory=dict)
    causes: dict[tuple[str, str, str], Change] = field(default_factory=dict)

    def ids(self, table: str) -> list[str]:
        """Ids that stand in a table now, added ones included."""
        known = [*self.network.tables[table].index, *self.added.get(table, {})]
        return [key for key in known if (table, key) not in self.removed]

    def exists(self, table: str, key: str) -> bool:
        """Whether a row stands in a table now."""
        return (table, key) not in self.removed and (
            key in self.network.tables[table] or key in self.added.get(table, {}))

    def value(self, table: str, key: str, column: str) -> Value:
        """Present value of a cell."""
        if (table, key, column) in self.edits:
            return self.edits[table, key, column][0]
        if key in self.added.get(table, {}):
            return self.added[table][key].get(column, columns(table)[column].empty)
        rows = self.network.tables[table]
        found: Value = rows[column][rows.index[key]]
        return float(found) if isinstance(found, float) else found

    # ---- one change ---------------------------------------------------------------------
    def take(self, change: Change, project: str) -> None:
        """Resolve one change of a project."""
        if isinstance(change, AddRow):
            self._add(change, project)
        elif isinstance(change, SetLinks):
            table, keys = self._select(change, change.where, project)
            self._guard(change, table, keys)
            self._set(change, project, table, keys, "set",
                      {name: self._parsed(change, table, name, raw)
                       for name, raw in change.values.items()})
        elif isinstance(change, ScaleLinks):
            self._scale(change, project)
        elif isinstance(change, Retime):
            self._retime(change, project)
        elif isinstance(change, Close):
            self._close(change, project)

    def _add(self, change: AddRow, project: str) -> None:
        row = self._row(change, change.table, change.row)
        if row is None:
            if isinstance(change, AddService):
                self._stops(change, str(change.row.get("id", "")), {}, ("service_id",))
            return
        key = str(row["id"])
        if self.exists(change.table, key):
            self.faults.append(change.fault("add_exists", table=change.table, id=key))
            return
        self._insert(project, change.table, key, row)
        if isinstance(change, AddService):
            for made in self._stops(change, key, row):
                self._insert(project, "service_stops", str(made["id"]), made)

    def _stops(self, change: AddService, key: str, row: Mapping[str, Value],
               unknown: tuple[str, ...] = ()) -> list[dict[str, Value]]:
        """Rows of the stops of a new service; faulty ones are left out and said."""
        if len(change.stops) < 2:
            self.faults.append(change.fault("service_stops", id=key))
        standing = {"source_id": row.get("source_id", "assumption"),
                    "confidence": row.get("confidence", "assumed")}
        made = [self._row(change, "service_stops", {
            **standing, **stop, "id": f"{key or 'x'}.{seq:02d}", "service_id": key or "x",
            "seq": seq}, unknown) for seq, stop in enumerate(change.stops, start=1)]
        return [stop for stop in made if stop is not None]

    def _row(self, change: Change, table: str, raw: dict[str, object],
             unknown: tuple[str, ...] = ()) -> dict[str, Value] | None:
        """A checked row; references in ``unknown`` columns are not followed."""
        declared, before = columns(table), len(self.faults)
        self.faults += [change.fault("key_unknown", name=name, suggestion=suggest(name, declared),
                                     allowed=", ".join(declared))
                        for name in raw if name not in declared]
        row: dict[str, Value] = {}
        for name, column in declared.items():
            row[name], complaint = parse(column, raw.get(name))
            if complaint:
                self.faults.append(change.fault(complaint, column=name, found=raw.get(name),
                                                allowed=column.limits()))
        for name in (name for name in declared if name not in unknown):
            self._refers(change, table, str(row.get("id")), name, row[name])
        if len(self.faults) == before:
            self._fits(change, table, row)
        return row if len(self.faults) == before else None

    def _refers(self, change: Change, table: str, key: str, name: str, cell: Value) -> None:
        """A cell that refers to a row must find it."""
        target = columns(table)[name].references
        if target not in self.network.tables:
            return
        self.faults += [change.fault("reference_missing", table=table, id=key, column=name,
                                     found=value, target=target,
                                     suggestion=suggest(value, self.ids(target)))
                        for value in (cell if isinstance(cell, tuple) else (cell,))
                        if value and not self.exists(target, str(value))]

    def _fits(self, change: Change, table: str, row: Mapping[str, Value]) -> None:
        """Links and stops are of the mode of their nodes; a lock stands on a river link."""
        if table == "links":
            ends = [str(row[end]) for end in ("from_node_id", "to_node_id")]
            if ends[0] == ends[1]:
                self.faults.append(change.fault("link_loop", id=row["id"]))
            for node in ends:
                mode = self.value("nodes", node, "mode")
                if mode != row["mode"]:
                    self.faults.append(change.fault("link_mode", id=row["id"], mode=row["mode"],
                                                    node=node, found=mode))
        elif table == "locks":
            mode = self.value("links", str(row["link_id"]), "mode")
            if mode != "inland":
                self.faults.append(change.fault("lock_link", id=row["id"], link=row["link_id"],
                                                found=mode))
        elif table == "service_stops" and self.exists("services", str(row["service_id"])):
            service, node = str(row["service_id"]), str(row["node_id"])
            mode, found = self.value("services", service, "mode"), self.value("nodes", node, "mode")
            if mode != found:
                self.faults.append(change.fault("stop_mode", id=row["id"], node=node, found=found,
                                                service=service, mode=mode))

    def _insert(self, project: str, table: str, key: str,
                row: dict[str, Value]) -> None:
        self.added.setdefault(table, {})[key] = row
        for name, column in columns(table).items():
            if row[name] not in ("", ()) and row[name] == row[name]:
                self.log.append(Logged(project, "add", table, key, name, column.unit, None,
                                       row[name], str(row["source_id"]), str(row["confidence"])))

    def _select(self, change: Change, where: dict[str, object],
                project: str) -> tuple[str, list[str]]:
        names = [name for name in where if name in SELECTORS]
        if names and len(where) == 1:
            name, wanted = names[0], where[names[0]]
            table = SELECTORS[name]
            keys = list(dict.fromkeys(
                str(key) for key in (wanted if isinstance(wanted, list | tuple) else [wanted])))
            if not keys:
                self.faults.append(change.fault("where_none", table=table, found=name))
            if name == "line":
                return table, self._matching(change, table, {"line": keys})
            for key in keys:
                closed = self.removed.get((table, key))
                if closed is not None and isinstance(change, Close):
                    continue  # two projects that close one thing agree
                if closed is not None:
                    self.faults.append(change.fault("change_closed", table=table, id=key,
                                                    first=project, second=closed))
                elif not self.exists(table, key):
                    self.faults.append(change.fault(
                        "where_missing", table=table, found=key,
                        suggestion=suggest(key, self.ids(table))))
            return table, [key for key in keys if self.exists(table, key)]
        table = str(where.get("table", ""))
        if table not in self.network.tables:
            self.faults.append(change.fault("where_wrong", found=", ".join(where),
                                            allowed=", ".join((*SELECTORS, "table"))))
            return "links", []
        return table, self._matching(change, table, {
            name: raw if isinstance(raw, list) else [raw]
            for name, raw in where.items() if name != "table"})

    def _matching(self, change: Change, table: str,
                  wanted: Mapping[str, Sequence[object]]) -> list[str]:
        declared = columns(table)
        unknown = [name for name in wanted if name not in declared]
        for name in unknown:
            self.faults.append(change.fault("key_unknown", name=name,
                                            suggestion=suggest(name, declared),
                                            allowed=", ".join(declared)))
        if unknown:
            return []
        keys = [key for key in self.ids(table)
                if all(self.value(table, key, name) in raw for name, raw in wanted.items())]
        if not keys:
            shown = ", ".join(f"{name}: {' | '.join(map(str, raw))}"
                              for name, raw in wanted.items())
            self.faults.append(change.fault("where_none", table=table, found=shown))
        return keys

    def _parsed(self, change: Change, table: str, name: str, raw: object) -> Value | None:
        declared = columns(table)
        if name not in declared or name == "id":
            self.faults.append(change.fault("key_unknown", name=name,
                                            suggestion=suggest(name, declared),
                                            allowed=", ".join(declared)))
            return None
        value, complaint = parse(declared[name], raw)
        if complaint:
            self.faults.append(change.fault(complaint, column=name, found=raw,
                                            allowed=declared[name].limits()))
            return None
        return value

    def _guard(self, change: SetLinks, table: str, keys: Iterable[str]) -> None:
        for name, raw in change.existing.items():
            expected = self._parsed(change, table, name, raw)
            if expected is None:
                continue
            for key in keys:
                found = self.value(table, key, name)
                if not _same(found, expected):
                    self.faults.append(change.fault("existing_stale", table=table, id=key,
                                                    column=name, found=found, expected=expected))

    def _set(self, change: Change, project: str, table: str, keys: list[str], action: str,
             values: dict[str, Value | None]) -> None:
        touched = False
        for key in keys:
            before = len(self.faults)
            for name, value in values.items():
                if value is not None:
                    self._refers(change, table, key, name, value)
            if len(self.faults) == before and {"mode", "from_node_id", "to_node_id",
                                               "link_id", "node_id"} & set(values):
                row = {name: self.value(table, key, name) for name in columns(table)}
                self._fits(change, table, {**row, **{n: v for n, v in values.items()
                                                     if v is not None}})
            for name, value in values.items():
                touched |= value is not None and self._one(change, project, action,
                                                           (table, key, name), value)
        fine = isinstance(change, SetLinks) and change.unchanged_ok
        if keys and not touched and not fine and None not in values.values():
            self.faults.append(change.fault("change_nothing", table=table, id=", ".join(keys[:5])))

    def _one(self, change: Change, project: str, action: str, cell: tuple[str, str, str],
             new: Value) -> bool:
        """Set one cell; says whether that changes anything or agrees with another project."""
        old, by = self.value(*cell), self.edits.get(cell, (None, ""))[1]
        if _same(old, new):
            # Remembered, so that another project that sets it differently is found out.
            self.edits.setdefault(cell, (new, project))
            return bool(by) and by != project
        both_scale = isinstance(change, ScaleLinks) and isinstance(self.causes.get(cell),
                                                                   ScaleLinks)
        if by and by not in self.before.get(project, frozenset()) and not both_scale:
            self.faults.append(change.fault("change_conflict", table=cell[0], id=cell[1],
                                            column=cell[2], first=by, second=project, old=old,
                                            new=new))
            return True
        table, key, name = cell
        self.edits[cell], self.causes[cell] = (new, project), change
        self.log.append(Logged(project, action, table, key, name, columns(table)[name].unit,
                               old if old == old and old != "" else None, new, change.source_id,
                               change.confidence))
        return True

    def _scale(self, change: ScaleLinks, project: str) -> None:
        table, keys = self._select(change, change.where, project)
        declared = columns(table)
        if not change.values:
            self.faults.append(change.fault("change_nothing", table=table,
                                            id=", ".join(keys[:5])))
        for name, factor in change.values.items():
            if name not in declared or declared[name].type not in ("float", "int"):
                self.faults.append(change.fault("scale_column", name=name,
                                                suggestion=suggest(name, (
                                                    c.name for c in declared.values()
                                                    if c.type in ("float", "int")))))
                continue
            if factor == 1.0:
                self.faults.append(change.fault("change_nothing", table=table,
                                                id=", ".join(keys[:5])))
                continue
            known = [key for key in keys if _number(self.value(table, key, name)) is not None]
            if known and not any(_number(self.value(table, key, name)) for key in known):
                self.faults.append(change.fault("change_nothing", table=table,
                                                id=", ".join(known[:5])))
                continue
            if keys and not known:
                self.faults.append(change.fault("scale_empty", table=table, column=name,
                                                id=", ".join(keys[:5])))
            for key in known:
                value = (_number(self.value(table, key, name)) or 0.0) * factor
                parsed = self._parsed(change, table, name, value)
                if parsed is not None:
                    self._one(change, project, "scale", (table, key, name), parsed)

    def _retime(self, change: Retime, project: str) -> None:
        if not self.exists("services", change.service):
            self.faults.append(change.fault(
                "where_missing", table="services", found=change.service,
                suggestion=suggest(change.service, self.ids("services"))))
            return
        if change.headway_h is None and change.run_h is None:
            self.faults.append(change.fault("change_nothing", table="services",
                                            id=change.service))
        if change.headway_h is not None:
            self._set(change, project, "services", [change.service], "retime", {
                "headway_h": self._parsed(change, "services", "headway_h", change.headway_h)})
        if change.run_h is None:
            return
        stops = sorted((key for key in self.ids("service_stops")
                        if self.value("service_stops", key, "service_id") == change.service),
                       key=lambda key: float(str(self.value("service_stops", key, "seq"))))
        if len(change.run_h) != len(stops) - 1:
            self.faults.append(change.fault("retime_length", id=change.service,
                                            found=len(change.run_h), expected=len(stops) - 1))
            return
        touched = False
        for key, hours in zip(stops[1:], change.run_h, strict=True):
            for name in ("run_h", "run_back_h"):
                parsed = self._parsed(change, "service_stops", name, hours)
                has = name == "run_h" or _number(self.value("service_stops", key, name))
                if parsed is not None and has:
                    touched |= self._one(change, project, "retime",
                                         ("service_stops", key, name), parsed)
        if not touched:
            self.faults.append(change.fault("change_nothing", table="service_stops",
                                            id=change.service))

    def _close(self, change: Close, project: str) -> None:
        table, keys = self._select(change, change.where, project)
        if table not in CLOSABLE:
            self.faults.append(change.fault("close_table", table=table,
                                            allowed=", ".join(CLOSABLE)))
            return
        if table == "locks":
            # A closed lock closes the fairway; ships do not pass a lock that is out of order.
            table = "links"
            keys = list(dict.fromkeys(str(self.value("locks", key, "link_id")) for key in keys))
        for key in keys:
            self._remove(change, project, table, key)
            dependent = {"links": ("locks", "link_id"),
                         "services": ("service_stops", "service_id")}.get(table)
            if dependent:
                for other in self.ids(dependent[0]):
                    if self.value(dependent[0], other, dependent[1]) == key:
                        self._remove(change, project, dependent[0], other)

    def _remove(self, change: Change, project: str, table: str, key: str) -> None:
        others = sorted({by for (where, row, _), (_, by) in self.edits.items()
                         if (where, row) == (table, key) and by != project
                         and by not in self.before.get(project, frozenset())})
        for other in others:
            self.faults.append(change.fault("change_closed", table=table, id=key, first=other,
                                            second=project))
        self.removed[table, key] = project
        self.log.append(Logged(project, "close", table, key, "id", "", key, None,
                               change.source_id, change.confidence))


def _same(a: Value | None, b: Value | None) -> bool:
    x, y = _number(a), _number(b)
    if x is not None and y is not None:
        return abs(x - y) <= 1e-9 * max(1.0, abs(x))
    return a == b or (a != a and b != b)


def _number(value: Value | None) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return None
    return float(value)
