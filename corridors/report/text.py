"""CSV and JSON as bytes, and writing a set of files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from corridors.csvrows import defused
from corridors.report.numbers import EXACT_DIGITS, cell
from corridors.storage.manifest import Stamp
from corridors.storage.sets import Written, write_set


def _cell(value: Any) -> Any:
    return defused(value) if isinstance(value, str) else value


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """CSV in UTF-8 with byte-order mark, so that Excel shows Chinese and runs nothing."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([v if v is None else defused(v) if (kind := type(v)) is str else
                      (round(v, EXACT_DIGITS) + 0.0 if v == v else None) if kind is float else
                      ("true" if v else "false") if kind is bool else _cell(cell(v)) for v in row]
                     for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def to_json(data: object) -> bytes:
    """JSON in UTF-8, indented, missing values as null."""
    return (json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def write_all(folder: Path, files: Mapping[str, bytes], *, stamp: Stamp | None = None,
              remove: Iterable[str] = ()) -> Written:
    """Write a set of files, all of them or none; what was there before stays otherwise.

    Parameters
    ----------
    stamp
        What they are results of, for the manifest of the folder; without one they are in none.
    remove
        Names of files of an earlier run that would belie these.

    Raises
    ------
    OutputError
        The folder or one of the files cannot be written.
    """
    return write_set(folder, files, stamp=stamp, remove=remove)
