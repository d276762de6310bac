"""Refresh the golden results: ``python tests/update_golden.py [SCENARIO ...]``.

One file a scenario, ``tests/golden/<scenario>.csv.gz``: a row for every pair, main mode and
measure that is found in base or after, with both values; a pair that is not found has no row of
its own where neither state has it. Packed, without a time stamp, so that equal results are equal
bytes.
"""

from __future__ import annotations

import csv
import gzip
import io
import math
import sys
from collections.abc import Iterable
from pathlib import Path

import corridors

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"
COLUMNS = ("profile", "mode", "origin", "destination", "measure", "base", "after")
ABSENT = -1.0
"""Stands for "no way" where the other state has one; no measure is negative."""

Key = tuple[str, ...]
Rows = dict[Key, tuple[float, float]]


def table(result: corridors.Comparison) -> Rows:
    """Base and after of every row that is found in either."""
    return {(row.profile, row.mode, row.origin, row.destination, row.measure):
            (ABSENT if row.base is None else row.base, ABSENT if row.after is None else row.after)
            for row in result.rows if row.found_base or row.found_after}


def write(rows: Rows) -> bytes:
    """A packed CSV; the second value is left empty where it equals the first."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for key, (base, after) in rows.items():
        same = math.isclose(base, after, rel_tol=1e-9)
        writer.writerow([*key, f"{base:.8g}", "" if same else f"{after:.8g}"])
    return gzip.compress(text.getvalue().encode(), mtime=0)


def read(lines: Iterable[str]) -> Rows:
    """What :func:`write` wrote, unpacked."""
    reader = csv.reader(lines)
    assert tuple(next(reader)) == COLUMNS
    return {tuple(row[:5]): (float(row[5]), float(row[6] or row[5])) for row in reader}


def main(names: list[str]) -> None:
    """Compare the scenarios and write their golden files."""
    GOLDEN.mkdir(exist_ok=True)
    for name in names or sorted(path.stem for path in (ROOT / "scenarios").glob("*.yaml")):
        made = write(table(corridors.compare(corridors.load_scenario(name))))
        (GOLDEN / f"{name}.csv.gz").write_bytes(made)
        sys.stdout.write(f"{name}: {len(made):,} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1:])
