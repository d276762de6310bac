"""The numbers of a comparison as the page shows them: rounded and worded here, never there.

Numbers travel as the texts that people read, so that the page cannot round a second time. A block
is one profile and main mode; each of its texts holds one cell for every pair, separated by ``|``,
origins in rows. An empty ``after`` cell says "as before", an empty difference "nought"; a missing
number is ``~``.
"""

from __future__ import annotations

from typing import Any

from corridors.analysis.compare import Comparison, Row
from corridors.report.numbers import rounded, show
from corridors.units import MEASURE_UNITS, MORE_IS_BETTER

LIMIT_CHARS = 3_000_000
"""Room for the numbers; what does not fit is left out and named on the page."""
LEAST_MEASURES = 2
NO_VALUE = "~"
OUTCOMES = {"gain": "g", "loss": "l", "none": "n", "new": "w", "gone": "x", "never": "-",
            "token": "t"}


def results(result: Comparison) -> dict[str, Any]:
    """All pairs, as texts.

    Returns
    -------
    results
        ``profiles, modes, measures, units, origins, destinations``; ``zero``: the text of no
        difference by measure; ``left_out``: what was dropped to keep the file small, measures or
        ``pct``; ``blocks``: profile -> main mode -> measure -> texts ``base, after, difference,
        pct, outcome``; ``name_only``: profile -> main mode -> one digit a pair, 1 where it was
        and 2 where it is served in name only, 3 for both.
    """
    spec, ends = result.scenario.file.compare, result.states
    units = {name: MEASURE_UNITS[name] for name in spec.measures}
    rows = {(row.profile, row.mode, row.origin, row.destination, row.measure): row
            for row in result.rows}
    pairs = [(o, d) for o in ends.origins for d in ends.destinations]
    blocks: dict[str, dict[str, dict[str, dict[str, str]]]] = {}
    name_only: dict[str, dict[str, str]] = {}
    for profile, mode in dict.fromkeys(key[::3] for key in result.keys):
        cells = {measure: [rows.get((profile, mode, *pair, measure)) for pair in pairs]
                 for measure in units}
        blocks.setdefault(profile, {})[mode] = {
            measure: block(given, units[measure]) for measure, given in cells.items()}
        first = cells[spec.measures[0]]
        name_only.setdefault(profile, {})[mode] = "".join(
            "0" if row is None else str(row.token_base + 2 * row.token_after) for row in first)
    left_out = fit(blocks, list(units))
    kept = [name for name in units if name not in left_out]
    return {"profiles": list(blocks), "modes": list(spec.modes), "measures": kept, "units": units,
            "origins": list(ends.origins), "destinations": list(ends.destinations),
            "headline": [list(pair) for pair in ends.headline], "blocks": blocks,
            "name_only": name_only, "left_out": left_out,
            "zero": {name: show(0.0, unit, sign=True)
                     for name, unit in {**units, "pct": "%"}.items()}}


def block(rows: list[Row | None], unit: str) -> dict[str, str]:
    """The texts of one measure.

    Examples
    --------
    >>> row = Row("a", "b", "bulk", "road", "time_h", "h", 424.47, 396.83, -27.64, -6.51,
    ...           True, True, False, False)
    >>> block([row, None], "h")["difference"], block([row, None], "h")["outcome"]
    ('−27.6|~', 'g-')
    """
    told = [_cell(row, unit) for row in rows]
    names = ("base", "after", "difference", "pct")
    texts = {name: "|".join(cell[i] for cell in told) for i, name in enumerate(names)}
    return {**texts, "outcome": "".join(cell[4] for cell in told)}


def _cell(row: Row | None, unit: str) -> tuple[str, str, str, str, str]:
    if row is None:
        return NO_VALUE, "", NO_VALUE, NO_VALUE, OUTCOMES["never"]
    base, after = (show(v, unit, like=row.size) or NO_VALUE for v in (row.base, row.after))
    mark = OUTCOMES[outcome(row, unit)]
    if row.difference is None:
        return base, "" if after == base else after, NO_VALUE, NO_VALUE, mark
    return (base, "" if after == base else after, _change(row.difference, unit, row.size),
            _change(row.difference_pct, "%"), mark)


def _change(value: float | None, unit: str, like: float | None = None) -> str:
    """A difference with its sign; nothing where it is shown as nought usually is."""
    if value is None:
        return NO_VALUE
    text = show(value, unit, sign=True, like=like)
    return "" if text == show(0.0, unit, sign=True) else text


def outcome(row: Row, unit: str) -> str:
    """What a row tells, a key of :data:`OUTCOMES`; gains below the rounding are none.

    A pair served in name only after the change is ``token``, one that was served in name only
    before it is ``new``, as in :func:`corridors.analysis.summary.summarise`.
    """
    if row.found_after and row.token_after:
        return "token"
    served = row.found_base and not row.token_base
    if not (served and row.found_after):
        return "new" if row.found_after else "gone" if served else "never"
    change = rounded(row.difference, unit, row.size) or 0.0
    if not change:
        return "none"
    return "gain" if (change < 0) != (row.measure in MORE_IS_BETTER) else "loss"


def fit(blocks: dict[str, dict[str, dict[str, dict[str, str]]]], measures: list[str],
        limit: int = LIMIT_CHARS) -> list[str]:
    """Drop what is least needed until the texts fit: percentages, then the last measures.

    Returns
    -------
    left_out
        ``pct`` and names of measures, in the order in which they were dropped.
    """
    left_out: list[str] = []
    while _size(blocks) > limit:
        kept = [name for name in measures if name not in left_out]
        if "pct" not in left_out:
            left_out.append("pct")
        elif len(kept) > LEAST_MEASURES:
            left_out.append(kept[-1])
        else:
            break
        for modes in blocks.values():
            for texts in modes.values():
                texts.pop(left_out[-1], None)
                for cells in texts.values():
                    cells.pop(left_out[-1], None)
    return left_out


def _size(blocks: dict[str, dict[str, dict[str, dict[str, str]]]]) -> int:
    return sum(len(text) for modes in blocks.values() for measures in modes.values()
               for texts in measures.values() for text in texts.values())
