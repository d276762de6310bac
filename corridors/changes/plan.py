"""What is to be done to a network, while it is being worked out: rows, cells, and their faults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corridors.changes.grammar import Change, ScaleLinks
from corridors.errors import Fault
from corridors.names import suggest
from corridors.network.model import Network
from corridors.schema import Value, columns, parse


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

    def refers(self, change: Change, table: str, key: str, name: str, cell: Value) -> None:
        """A cell that refers to a row must find it."""
        target = columns(table)[name].references
        if target not in self.network.tables:
            return
        self.faults += [change.fault("reference_missing", table=table, id=key, column=name,
                                     found=value, target=target,
                                     suggestion=suggest(value, self.ids(target)))
                        for value in (cell if isinstance(cell, tuple) else (cell,))
                        if value and not self.exists(target, str(value))]

    def fits(self, change: Change, table: str, row: Mapping[str, Value]) -> None:
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

    def insert(self, project: str, table: str, key: str, row: dict[str, Value]) -> None:
        """Add a row and log its values."""
        self.added.setdefault(table, {})[key] = row
        for name, column in columns(table).items():
            if row[name] not in ("", ()) and row[name] == row[name]:
                self.log.append(Logged(project, "add", table, key, name, column.unit, None,
                                       row[name], str(row["source_id"]), str(row["confidence"])))

    def parsed(self, change: Change, table: str, name: str, raw: object) -> Value | None:
        """A value checked by its column; None and a fault where it is wrong."""
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

    def put(self, change: Change, project: str, action: str, cell: tuple[str, str, str],
             new: Value) -> bool:
        """Set one cell; says whether that changes anything or agrees with another project."""
        old, by = self.value(*cell), self.edits.get(cell, (None, ""))[1]
        if same(old, new):
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

    def remove(self, change: Change, project: str, table: str, key: str) -> None:
        """Take out a row; a fault where another project edits it."""
        others = sorted({by for (where, row, _), (_, by) in self.edits.items()
                         if (where, row) == (table, key) and by != project
                         and by not in self.before.get(project, frozenset())})
        for other in others:
            self.faults.append(change.fault("change_closed", table=table, id=key, first=other,
                                            second=project))
        self.removed[table, key] = project
        self.log.append(Logged(project, "close", table, key, "id", "", key, None,
                               change.source_id, change.confidence))


def same(a: Value | None, b: Value | None) -> bool:
    """Whether two values of a cell are one: numbers up to rounding, two missing ones."""
    x, y = number(a), number(b)
    if x is not None and y is not None:
        return abs(x - y) <= 1e-9 * max(1.0, abs(x))
    return a == b or (a != a and b != b)


def number(value: Value | None) -> float | None:
    """A value as a number; None where it is none or missing."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return None
    return float(value)
