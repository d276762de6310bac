"""One grammar of changes, for project files and ad-hoc what-ifs alike.

A change is one of: ``add_node``, ``add_link``, ``add_lock``, ``add_transfer``, ``add_service``,
``set``, ``scale``, ``close``, ``retime``. The fields of the ``add_*`` changes are the columns of
their table.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from corridors.errors import Fault, InputError, fault
from corridors.names import suggest
from corridors.textfile import Document
from corridors.validation import Frozen, validate

Origin = tuple[str, int | None]

SELECTORS = {"link": "links", "line": "links", "service": "services", "lock": "locks",
             "node": "nodes", "transfer": "transfers", "vessel": "vessels"}
"""What a ``where`` may name, and the table it stands in."""


class Change(Frozen):
    """Base of all changes.

    Attributes
    ----------
    source_id, confidence
        Standing of the new values, for the log.
    ranges
        Column -> lowest and highest value (of ``scale``: factor) that may be true; the value
        lies between them.
    origin
        File and line, for faults.
    """

    order: ClassVar[int] = 0

    source_id: str = "assumption"
    confidence: str = "assumed"
    ranges: dict[str, tuple[float, float]] = {}
    origin: Origin | None = Field(default=None, repr=False, exclude=True)

    @property
    def numbers(self) -> dict[str, float]:
        """Numbers that the change gives, by column: what a range can be stated for."""
        given: dict[str, Any] = getattr(self, "values", {})
        return {name: float(value) for name, value in given.items()
                if isinstance(value, int | float) and not isinstance(value, bool)}

    def fault(self, key: str, **values: object) -> Fault:
        """A fault at the place of this change."""
        file, line = self.origin or (None, None)
        return fault(key, file=file, line=line, **values)


class AddRow(Change):
    """Add one row; ``row`` holds columns of the table."""

    table: ClassVar[str] = ""

    row: dict[str, Any]

    @property
    def numbers(self) -> dict[str, float]:
        """Numbers of the row by column."""
        return {name: float(value) for name, value in self.row.items()
                if isinstance(value, int | float) and not isinstance(value, bool)}


class AddNode(AddRow):
    """Add a node."""

    table: ClassVar[str] = "nodes"
    order: ClassVar[int] = 0


class AddLink(AddRow):
    """Add a link."""

    table: ClassVar[str] = "links"
    order: ClassVar[int] = 1


class AddLock(AddRow):
    """Add a lock on a link."""

    table: ClassVar[str] = "locks"
    order: ClassVar[int] = 2


class AddTransfer(AddRow):
    """Add a transfer between two terminals."""

    table: ClassVar[str] = "transfers"
    order: ClassVar[int] = 2


class AddService(AddRow):
    """Add a service with its stops."""

    table: ClassVar[str] = "services"
    order: ClassVar[int] = 2

    stops: tuple[dict[str, Any], ...]


class SetLinks(Change):
    """Set values of the rows that ``where`` names.

    Attributes
    ----------
    where
        One of ``link``, ``line``, ``service``, ``lock``, ``node``, ``transfer``, ``vessel`` with
        an id or a list, or ``table`` with columns and the values they must have.
    existing
        What the file believes it is changing; a stale file is a fault.
    values
        Column -> new value.
    unchanged_ok
        Whether the values may be what stands already, as at one point of a grid; else a change
        that touches nothing is a fault.
    """

    order: ClassVar[int] = 3

    where: dict[str, Any]
    values: dict[str, Any]
    existing: dict[str, Any] = {}
    unchanged_ok: bool = False


class ScaleLinks(Change):
    """Multiply numbers of the rows that ``where`` names."""

    order: ClassVar[int] = 4

    where: dict[str, Any]
    values: dict[str, float]


class Retime(Change):
    """Give a service new run times, section by section, or a new headway."""

    order: ClassVar[int] = 3

    service: str
    run_h: tuple[float, ...] | None = None
    headway_h: float | None = None

    @property
    def numbers(self) -> dict[str, float]:
        """The headway; run times are several values and have no single range."""
        return {} if self.headway_h is None else {"headway_h": self.headway_h}


class Close(Change):
    """Take links, services or transfers out of the network.

    Closing a lock closes the link it stands on: ships do not pass a lock that is out of order.
    """

    order: ClassVar[int] = 5

    where: dict[str, Any]


_KINDS: dict[str, type[Change]] = {
    "add_node": AddNode, "add_link": AddLink, "add_lock": AddLock, "add_transfer": AddTransfer,
    "add_service": AddService, "set": SetLinks, "scale": ScaleLinks, "retime": Retime,
    "close": Close,
}


def parse_changes(items: object, document: Document,
                  where: tuple[str | int, ...] = ("changes",)) -> tuple[Change, ...]:
    """Read the ``changes`` list of a file.

    Raises
    ------
    InputError
        With every fault: an unknown kind of change, unknown or missing keys, wrong types.
    """
    faults: list[Fault] = []
    out: list[Change] = []
    if not isinstance(items, list):
        raise InputError(fault("changes_list", file=document.path, line=document.line(where)))
    for i, item in enumerate(items):
        here = (*where, i)
        line = document.line(here)
        if not isinstance(item, dict) or len(item) != 1 or next(iter(item)) not in _KINDS:
            name = next(iter(item)) if isinstance(item, dict) and item else item
            faults.append(fault("change_kind", file=document.path, line=line, found=name,
                                suggestion=suggest(name, _KINDS), allowed=", ".join(_KINDS)))
            continue
        kind, body = next(iter(item.items()))
        try:
            out.append(_one(kind, body, document, (*here, kind)))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return tuple(out)


def _one(kind: str, body: object, document: Document, where: tuple[str | int, ...]) -> Change:
    model = _KINDS[kind]
    if not isinstance(body, dict) or "origin" in body:
        raise InputError(fault("change_body", file=document.path, line=document.line(where),
                               name=kind))
    origin = (str(document.path), document.line(where))
    if issubclass(model, AddRow):
        row = {key: value for key, value in body.items() if key not in ("stops", "ranges")}
        data: dict[str, Any] = {"row": row, "origin": origin, "ranges": body.get("ranges", {}),
                                "source_id": str(row.get("source_id", "assumption")),
                                "confidence": str(row.get("confidence", "assumed"))}
        if model is AddService:
            data["stops"] = body.get("stops", ())
        elif "stops" in body:
            data["row"]["stops"] = body["stops"]
    else:
        data = {**body, "origin": origin}
    change = validate(model, data, document, where)
    faults = _range_faults(change)
    if faults:
        raise InputError(faults)
    return change


def _range_faults(change: Change) -> list[Fault]:
    """Ranges that speak of no number of the change, or that its value lies outside of."""
    out = []
    for name, (low, high) in change.ranges.items():
        value = change.numbers.get(name)
        if value is None:
            out.append(change.fault("range_unknown", name=name,
                                    allowed=", ".join(change.numbers),
                                    suggestion=suggest(name, change.numbers)))
        elif not low <= value <= high:
            out.append(change.fault("range_outside", name=name, found=value, low=low, high=high))
    return out
