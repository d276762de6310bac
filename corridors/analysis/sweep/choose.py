"""Which factors are varied, and over which ranges: by patterns and by ranges of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from math import inf, isfinite

from corridors.analysis.sweep.factors import Factor
from corridors.errors import Fault, InputError, fault
from corridors.names import suggest
from corridors.parameters import Parameters, bounds_wrong
from corridors.schema import columns, parse

NONE = "none"
"""In place of a pattern: no parameter and no assumption is varied."""

Range = tuple[float, float]


def read_ranges(texts: Iterable[str]) -> dict[str, Range]:
    """Ranges as a planner types them: ``lock.queue_max_h=24:96``.

    Raises
    ------
    InputError
        With every text that is none.

    Examples
    --------
    >>> read_ranges(["lock.queue_max_h=24:96"])
    {'lock.queue_max_h': (24.0, 96.0)}
    """
    found: dict[str, Range] = {}
    faults: list[Fault] = []
    for text in texts:
        key, equal, rest = text.partition("=")
        low, colon, high = rest.replace("：", ":").partition(":")
        try:
            given = float(low), float(high)
        except ValueError:
            given = inf, inf
        key = key.strip()
        if not (key and equal and colon and all(map(isfinite, given))):
            faults.append(fault("sweep_set_wrong", found=text))
        elif key in found:
            faults.append(fault("sweep_set_twice", name=key))
        else:
            found[key] = given
    if faults:
        raise InputError(faults)
    return found


def chosen(parameters: Parameters, assumptions: Sequence[Factor], *,
           overridden: Iterable[str] = (), patterns: Sequence[str] = (),
           ranges: Mapping[str, Range] | None = None) -> tuple[Factor, ...]:
    """Factors by patterns, with ranges of one's own where they are given.

    Parameters
    ----------
    overridden
        Parameters that the scenario sets; they stay as they are unless they are named whole.
    patterns
        Keys or patterns such as ``lock.*``; all where there are none, nothing for ``none``.

    Raises
    ------
    InputError
        With all faults: a key that does not exist, a pattern that fits nothing, a range that is
        upside down or of what cannot be.
    """
    ranges = dict(ranges or {})
    known = {**{key: Factor(key, "parameter", p.value, p.low, p.high, p.unit, p.source_id,
                            p.confidence) for key, p in parameters.items()},
             **{factor.key: factor for factor in assumptions}}
    faults = [fault("sweep_pattern_none", name=pattern,
                    suggestion=suggest(pattern.strip("*"), known)) for pattern in patterns
              if pattern != NONE and not any(fnmatchcase(key, pattern) for key in known)]
    for key, (low, high) in ranges.items():
        if key not in known:
            faults.append(fault("sweep_unknown", name=key, suggestion=suggest(key, known)))
            continue
        faults += _range_faults(known[key], low, high)
    if faults:
        raise InputError(faults)
    fixed = set(overridden) - set(patterns) - set(ranges)
    out = []
    for key, factor in known.items():
        fits = not patterns or any(fnmatchcase(key, pattern) for pattern in patterns)
        if key in ranges:
            low, high = ranges[key]
            likely = factor.value if low <= factor.value <= high else (low + high) / 2
            factor = replace(factor, low=low, high=high, value=likely)
        elif not fits or key in fixed:
            continue
        if factor.low < factor.high:
            out.append(factor)
    return tuple(out)


def _range_faults(factor: Factor, low: float, high: float) -> list[Fault]:
    """What is wrong with a range for a factor."""
    if low > high:
        return [fault("sweep_range_order", name=factor.key, low=low, high=high)]
    if factor.kind == "parameter":
        return [Fault(key, about) for key, about in bounds_wrong(factor.key, low, high)]
    if factor.scales:
        return [] if low > 0 else [fault("parameter_sign", name=factor.key, low=low)]
    column = columns(factor.table)[factor.column]
    complaints = ((value, parse(column, value)[1]) for value in (low, high))
    return [fault(complaint, column=factor.key, found=value, allowed=column.limits())
            for value, complaint in complaints if complaint]
