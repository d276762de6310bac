"""What a scenario changes, as a layer of its own: links before and after, every value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corridors.changes import Logged
from corridors.exchange.package import Package
from corridors.exchange.sheets import Sheet
from corridors.network.geometry import Line

CHANGES, CHANGE_LOG = "changes", "change_log"
CHANGED: dict[str, str] = {
    "link_id": "str", "change": "str", "line_zh": "str", "line_en": "str", "projects": "str",
    "values_old": "str", "values_new": "str"}
LOGGED: dict[str, str] = {
    "project": "str", "action": "str", "table": "str", "row_id": "str", "column": "str",
    "unit": "str", "old": "str", "new": "str", "source_id": "str", "confidence": "str"}


def changed(base: Package, after: Package, log: Iterable[Logged]) -> list[Sheet]:
    """Layers of what differs: ``changes`` with a line a link, ``change_log`` with every value.

    A link with a lock that is added, changed or closed counts as changed.

    Parameters
    ----------
    log
        Of :func:`corridors.apply` or :func:`corridors.scenario.resolve.resolve`.
    """
    entries = tuple(log)
    by_link: dict[str, list[Logged]] = {}
    for entry in entries:
        link = _link(entry, base, after)
        if link:
            by_link.setdefault(link, []).append(entry)
    rows: list[dict[str, object]] = []
    shapes: list[Line] = []
    for key, mine in sorted(by_link.items()):
        there, here = key in base.tables["links"], key in after.tables["links"]
        status = "changed" if there and here else "added" if here else "closed"
        row = (after if here else base).tables["links"].row(key)
        told = [entry for entry in mine if status == "changed"]
        rows.append({
            "link_id": key, "change": status, "line_zh": row["line_zh"],
            "line_en": row["line_en"],
            "projects": ";".join(dict.fromkeys(entry.project for entry in mine)),
            "values_old": _words(told, "old"), "values_new": _words(told, "new")})
        shapes.append(_line(after if here else base, key))
    return [
        Sheet(CHANGES, CHANGED, rows, shapes),
        Sheet(CHANGE_LOG, LOGGED, [{
            "project": entry.project, "action": entry.action, "table": entry.table,
            "row_id": entry.id, "column": entry.column, "unit": entry.unit or None,
            "old": _text(entry.old), "new": _text(entry.new),
            "source_id": entry.source_id or None, "confidence": entry.confidence or None}
            for entry in entries])]


def _link(entry: Logged, base: Package, after: Package) -> str:
    """Link that an entry is about; empty where it is about none."""
    if entry.table == "links":
        return entry.id
    if entry.table == "locks":
        for package in (after, base):
            locks = package.tables["locks"]
            if entry.id in locks:
                return str(locks.row(entry.id)["link_id"])
    return ""


def _words(entries: Sequence[Logged], side: str) -> str | None:
    """Values as text; those of a lock with its id."""
    return "; ".join(
        f"{entry.column if entry.table == 'links' else f'{entry.id}.{entry.column}'} = "
        f"{_text(getattr(entry, side)) or '—'} {entry.unit}".strip()
        for entry in entries) or None


def _text(value: object) -> str | None:
    """A value as it stands in a table; a number as exact as it is."""
    if value is None or value != value:
        return None
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, tuple):
        return ";".join(map(str, value))
    return str(value)


def _line(package: Package, key: str) -> Line:
    course = package.courses.get(key)
    if course is not None:
        return course.line
    nodes, row = package.tables["nodes"], package.tables["links"].row(key)
    return tuple((float(nodes["lon"][i]), float(nodes["lat"][i])) for i in (
        nodes.index[str(row[end])] for end in ("from_node_id", "to_node_id")))
