"""Assumptions and published rates: value, range, unit, source. Passed in, never global."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from corridors.card import ROWS, Card, Shown, read_only
from corridors.errors import Fault, InputError, fault
from corridors.messages import say
from corridors.migrations import read_current
from corridors.names import suggest
from corridors.textfile import Document

if TYPE_CHECKING:
    import pandas as pd

UNITS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"speed\..*", ("km/h",)),
    (r"value_of_time\..*", ("CNY/h", "CNY/h/TEU", "CNY/h/t")),
    (r"rate\..*", ("CNY", "CNY/km", "CNY/t/km", "CNY/t/h")),
    (r"co2\..*", ("kg/km", "kg/t/km")),
    (r"(weight|choice)\..*", ("1",)),
    (r"headway\..*", ("h",)),
    (r"(rail\.utilisation\..*|air\.westbound_extra)", ("1",)),
    (r".*pairs_per_day", ("pairs/day",)),
    (r".*_h_per_km", ("h/km",)),
    (r".*_h_per_day", ("h/day",)),
    (r".*_h(\.\w+)?", ("h",)),
    (r".*_cny", ("CNY",)),
    (r".*_km", ("km",)),
    (r".*_m", ("m",)),
)
"""Units by what a key says; the first pattern that fits the whole key counts."""
POSITIVE = re.compile(r"speed\..*|load\..*|.*reference_dwt_t|choice\.nest_dissimilarity|"
                      r"ship\.least_payload_share|lock\.capacity_over_design|.*_h_per_day|"
                      r"road\.(rest_after_h|daily_driving_h.*)|"
                      r"rail\.(capacity\.(single|double|train).*|delay\.section_km|"
                      r"marshalling\.every_km)")
"""Parameters that divide or stand for something that cannot be nothing."""
HIGHEST: tuple[tuple[str, float], ...] = (
    (r"choice\.nest_dissimilarity|ship\.least_payload_share|rail\.delay\.block_share", 1.0),
    (r"rail\.delay\.linear_from", 0.99),
    (r"road\.daily_driving_h.*|.*_h_per_day", 24.0),
)
"""Largest high ends: shares of a whole, of a use at which a queue has no end, and of a day."""

KEYS = ("value", "low", "high", "unit", "source_id", "confidence", "note")
CONFIDENCE = ("high", "medium", "low", "assumed")


@dataclass(frozen=True)
class Parameter:
    """One figure of the model with its range and standing.

    Attributes
    ----------
    value, low, high
        In ``unit``; low and high bound what is plausible.
    """

    value: float
    low: float
    high: float
    unit: str
    source_id: str
    confidence: str
    note: str = ""


class Parameters(Shown, Mapping[str, Parameter]):
    """A frozen set of parameters by dotted key; numbers are read with :meth:`number`."""

    def __init__(self, items: Mapping[str, Parameter]) -> None:
        vars(self)["_items"] = dict(sorted(items.items()))

    _items: dict[str, Parameter]

    def __setattr__(self, name: str, value: object) -> None:
        raise read_only(f"Parameters.{name}")

    def __setitem__(self, key: str, value: object) -> None:
        raise read_only(f"Parameters[{key!r}]")

    def __getitem__(self, key: str) -> Parameter:
        try:
            return self._items[key]
        except KeyError:
            raise InputError(fault("parameter_unknown", name=key,
                                   suggestion=suggest(key, self._items))) from None

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self._items)

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __len__(self) -> int:
        return len(self._items)

    def number(self, key: str) -> float:
        """Value of a parameter in its own unit."""
        return self[key].value

    def frame(self) -> pd.DataFrame:
        """A DataFrame, a copy, indexed by key; value, low and high are in ``unit``."""
        import pandas as pd

        return pd.DataFrame([vars(item) for item in self._items.values()],
                            index=pd.Index(self._items, name="parameter"))

    def card(self, lang: str) -> Card:
        """The first of them with value and range."""
        heads = ("head.id", "head.value", "head.range", "head.unit", "head.confidence")
        rows = tuple((key, f"{item.value:g}", f"{item.low:g} – {item.high:g}", item.unit,
                      say(f"confidence.{item.confidence}", lang))
                     for key, item in [*self._items.items()][:ROWS])
        return Card("Parameters", "", headings=tuple(say(head, lang) for head in heads), rows=rows,
                    numbers=frozenset({1, 2}), total=len(self),
                    title=say("card.parameters", lang), line=f"{len(self)} keys")

    def override(self, values: Mapping[str, float]) -> Parameters:
        """A new set with some values replaced; the ranges stay.

        Raises
        ------
        InputError
            A key is unknown, or a value lies outside the range of its parameter.
        """
        items = dict(self._items)
        faults: list[Fault] = []
        for key, value in values.items():
            try:
                old = self[key]
            except InputError as error:
                faults += error.faults
                continue
            if not old.low <= value <= old.high:
                faults.append(fault("parameter_range", name=key, value=value, low=old.low,
                                    high=old.high))
            items[key] = Parameter(float(value), old.low, old.high, old.unit, "assumption",
                                   "assumed", old.note)
        if faults:
            raise InputError(faults)
        return Parameters(items)


def read_parameters(path: Path) -> Parameters:
    """Read ``parameters.yaml``; all faults at once.

    Raises
    ------
    InputError
        A key is unknown, a figure is no number, or a value lies outside its own range.
    """
    return parameters_of(read_current(path, "parameters"))


def parameters_of(document: Document) -> Parameters:
    """Parameters of a document that was read already; all faults at once.

    Raises
    ------
    InputError
        As :func:`read_parameters`.
    """
    path = document.path
    faults: list[Fault] = []
    items: dict[str, Parameter] = {}
    body = document.data.get("parameters") if isinstance(document.data, dict) else None
    if not isinstance(body, dict):
        raise InputError(fault("parameters_missing", file=path))
    for key, row in body.items():
        line = document.line(("parameters", key))
        if not isinstance(row, dict):
            faults.append(fault("parameter_row", file=path, line=line, name=key))
            continue
        faults += [fault("key_unknown", file=path, line=line, name=name,
                         suggestion=suggest(name, KEYS), allowed=", ".join(KEYS))
                   for name in row if name not in KEYS]
        faults += [fault("key_missing", file=path, line=line, name=f"{key}.{name}")
                   for name in KEYS[:6] if name not in row]
        numbers = [row.get(name) for name in ("value", "low", "high")]
        if any(name not in row for name in KEYS[:6]):
            continue
        if not all(isinstance(n, int | float) and not isinstance(n, bool) and abs(n) < inf
                   for n in numbers):
            faults.append(fault("parameter_number", file=path, line=line, name=key))
            continue
        value, low, high = (float(str(n)) for n in numbers)
        if not low <= value <= high:
            faults.append(fault("parameter_range", file=path, line=line, name=key, value=value,
                                low=low, high=high))
        if row.get("confidence") not in CONFIDENCE:
            faults.append(fault("cell_allowed", file=path, line=line, column=f"{key}.confidence",
                                found=row.get("confidence"), allowed=" | ".join(CONFIDENCE)))
        faults += [fault(name, file=path, line=line, **about)
                   for name, about in (*bounds_wrong(str(key), low, high),
                                       *_unit_wrong(str(key), str(row.get("unit", ""))))]
        items[key] = Parameter(value, low, high, str(row.get("unit", "")),
                               str(row.get("source_id", "")), str(row.get("confidence", "")),
                               str(row.get("note", "")))
    if faults:
        raise InputError(faults)
    return Parameters(items)


def bounds_wrong(key: str, low: float, high: float) -> Iterator[tuple[str, dict[str, object]]]:
    """Faults of a range for a parameter: message and what goes into it.

    Examples
    --------
    >>> [message for message, _ in bounds_wrong("speed.sea.ship", 0.0, 30.0)]
    ['parameter_sign']
    """
    if low < 0 or (low == 0 and POSITIVE.fullmatch(key)):
        yield "parameter_sign", {"name": key, "low": low}
    most = next((bound for pattern, bound in HIGHEST if re.fullmatch(pattern, key)), inf)
    if high > most:
        yield "parameter_high", {"name": key, "high": high, "most": most}


def _unit_wrong(key: str, unit: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Faults of a parameter's unit."""
    allowed = next((units for pattern, units in UNITS if re.fullmatch(pattern, key)), None)
    if allowed is not None and unit not in allowed:
        yield "parameter_unit", {"name": key, "found": unit, "allowed": " | ".join(allowed)}
