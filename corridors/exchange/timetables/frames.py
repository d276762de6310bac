"""The tables of a feed as frames of text: columns by name in any order, every fault with its line.

Numbers of lines count lines of the file, the heading being the first; where a quoted cell holds a
line break they are too small by as many.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from corridors.errors import Fault, InputError, fault
from corridors.exchange.timetables.archive import Member
from corridors.names import suggest

if TYPE_CHECKING:
    import pandas as pd

COLUMNS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "agency.txt": ((), ("agency_id", "agency_name", "agency_timezone", "agency_lang")),
    "stops.txt": (("stop_id",), ("stop_name", "stop_lat", "stop_lon", "location_type",
                                 "parent_station", "wheelchair_boarding")),
    "routes.txt": (("route_id", "route_type"), ("agency_id", "route_short_name",
                                                "route_long_name")),
    "trips.txt": (("route_id", "service_id", "trip_id"), (
        "direction_id", "trip_short_name", "block_id", "shape_id")),
    "stop_times.txt": (("trip_id", "arrival_time", "departure_time", "stop_id",
                        "stop_sequence"), ("pickup_type", "drop_off_type")),
    "calendar.txt": (("service_id", "monday", "tuesday", "wednesday", "thursday", "friday",
                      "saturday", "sunday", "start_date", "end_date"), ()),
    "calendar_dates.txt": (("service_id", "date", "exception_type"), ()),
    "frequencies.txt": (("trip_id", "start_time", "end_time", "headway_secs"),
                        ("exact_times",)),
    "feed_info.txt": ((), ("feed_publisher_name", "feed_publisher_url", "feed_lang",
                           "feed_version", "feed_start_date", "feed_end_date")),
    "translations.txt": ((), ("table_name", "field_name", "language", "translation", "record_id",
                              "field_value")),
    "shapes.txt": (("shape_id", "shape_pt_lat", "shape_pt_lon", "shape_pt_sequence"), ()),
}
"""Required and used columns of each file; others are passed over."""
NEEDED = ("stops.txt", "routes.txt", "trips.txt", "stop_times.txt")
UNIQUE = {"stops.txt": "stop_id", "routes.txt": "route_id", "trips.txt": "trip_id",
          "calendar.txt": "service_id"}
KEPT_AS_CODES = ("stop_times.txt", "shapes.txt")
"""Files of millions of rows, whose texts are kept once each."""
EXTRA = "beyond the heading"
SHOWN = 3
"""Faults of a kind that are shown one by one."""


def frames(found: Mapping[str, Member], feed: str) -> dict[str, pd.DataFrame]:
    """Tables of a feed; a file that is not there is an empty one.

    Parameters
    ----------
    feed
        Name of the feed, for messages.

    Returns
    -------
    frames
        Frames of text without surrounding blanks, empty cells as ``""``; those of
        :data:`KEPT_AS_CODES` are categorical. A column that a file lacks is empty.

    Raises
    ------
    InputError
        Files or columns are missing, rows are too long, or an id is given twice: all at once.
    """
    faults = [fault("gtfs.file_missing", file=feed, name=name) for name in NEEDED
              if name not in found]
    if not {"calendar.txt", "calendar_dates.txt"} & set(found):
        faults.append(fault("gtfs.calendar_missing", file=feed))
    tables = {name: _frame(found.get(name), name, feed, faults) for name in COLUMNS}
    for name, column in UNIQUE.items():
        if column in tables[name]:
            faults += _twice(tables[name][column], name, column, feed)
    if faults:
        raise InputError(faults)
    return tables


def _twice(ids: Any, name: str, column: str, feed: str) -> list[Fault]:
    again = ids.duplicated()
    return [fault("gtfs.id_twice", file=f"{feed}/{name}", line=int(line) + 2, column=column,
                  id=ids[line], count=int(again.sum()))
            for line in ids.index[again][:SHOWN]]


def _frame(member: Member | None, name: str, feed: str, faults: list[Fault]) -> pd.DataFrame:
    import pandas as pd

    required, used = COLUMNS[name]
    wanted = {*required, *used}
    empty = pd.DataFrame({column: pd.Series(dtype=object) for column in (*required, *used)})
    if member is None or not member.raw.removeprefix(b"\xef\xbb\xbf").strip():
        if member is not None and name in NEEDED:
            faults.append(fault("gtfs.file_empty", file=f"{feed}/{name}"))
        return empty
    where = f"{feed}/{name}"
    try:
        header = _header(member)
        table = _read(member, name, header, wanted)
    except (pd.errors.ParserError, csv.Error, StopIteration, ValueError):
        faults.append(fault("gtfs.no_csv", file=where))
        return empty
    long = table.index[table.pop(EXTRA) != ""]
    if len(long):
        faults.append(fault("gtfs.row_long", file=where, line=int(long[0]) + 2,
                            expected=len(header), count=len(long)))
        return empty
    missing = [column for column in required if column not in header]
    faults += [fault("gtfs.column_missing", file=where, line=1, name=column,
                     suggestion=suggest(column, header)) for column in missing]
    if missing:
        return empty
    for column in used:
        if column not in header:
            table[column] = ""
    return table


def _header(member: Member) -> list[str]:
    """Columns as they stand in a file."""
    text = member.raw[:65536].decode(member.encoding, errors="replace")
    return [cell.strip() for cell in next(csv.reader(io.StringIO(text), skipinitialspace=True))]


def _read(member: Member, name: str, header: list[str], wanted: set[str]) -> pd.DataFrame:
    """The wanted columns, and one of what stands beyond the heading.

    pandas by itself shifts or cuts rows that are longer than the heading; where it is told of one
    column more it wants at least one row that has it, so a blank one is added.
    """
    import pandas as pd

    codes = name in KEPT_AS_CODES
    given = [column if column in wanted and column not in header[:i] else f"{i} {column}"
             for i, column in enumerate(header)]
    table = pd.read_csv(
        io.BytesIO(member.raw + b"\n" + b"," * len(header)), encoding=member.encoding,
        index_col=False, header=0, names=[*given, EXTRA],
        usecols=[*(column for column in given if column in wanted), EXTRA],
        keep_default_na=False, na_filter=False, skipinitialspace=True, skip_blank_lines=False,
        low_memory=False,  # in pieces, each of them would want a row of that length
        dtype="category" if codes else object)
    blank = None
    for column in table.columns:
        if codes:
            table[column] = _stripped(table[column])
        else:
            table[column] = table[column].astype(object).map(
                lambda cell: cell.strip() if isinstance(cell, str) else "")
        empty = table[column] == ""
        blank = empty if blank is None else blank & empty
    return table[~blank] if blank is not None and bool(blank.any()) else table


def _stripped(cells: Any) -> Any:
    """A categorical column without blanks around its texts."""
    import pandas as pd

    texts = [str(text).strip() for text in cells.cat.categories]
    if len(set(texts)) == len(texts):
        return cells.cat.rename_categories(texts)
    return pd.Series([texts[code] for code in cells.cat.codes], index=cells.index,
                     dtype="category")
