"""Flows between places as a user brings them: units a year in a CSV file."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corridors.csvrows import csv_rows
from corridors.errors import Fault, InputError, UnknownNameError, fault
from corridors.families import PROFILES
from corridors.names import suggest
from corridors.network.model import Network
from corridors.places import find_place
from corridors.profiles import PROFILE_UNITS
from corridors.textfile import read_text

UNITS = {"passengers_per_year": "passenger", "teu_per_year": "TEU", "tonnes_per_year": "t"}
"""Columns of flows and the unit of the profiles that carry them."""
COLUMNS = ("origin", "destination", "profile", *UNITS)
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Flows:
    """Flows of a file.

    Attributes
    ----------
    id
        Name of the file without its ending.
    hash
        Content hash of the file, 12 hexadecimal digits.
    per_year
        (profile, origin, destination) -> passengers, loaded TEU or tonnes a year.
    """

    id: str
    hash: str
    per_year: Mapping[Key, float]


def read_flows(path: Path, network: Network, profiles: Sequence[str],
               origins: Collection[str], destinations: Collection[str]) -> Flows:
    """Read flows for the pairs of a comparison.

    Parameters
    ----------
    path
        CSV in UTF-8, with or without byte-order mark, with the columns ``origin``,
        ``destination`` and at least one of ``tonnes_per_year``, ``teu_per_year`` and
        ``passengers_per_year``; a row fills one of these. ``profile`` may be left out where only
        one profile of the comparison has that unit. Places by id, Chinese or English name or
        pinyin; a pair is ordered.
    profiles, origins, destinations
        What is compared.

    Raises
    ------
    InputError
        With all faults of the file: unknown or missing columns and places, numbers that are none
        or negative, a unit that is not that of the profile, a pair or profile that is not
        compared, a pair given twice.
    """
    text = read_text(path)
    lines = [(line, [cell.strip() for cell in cells]) for line, cells in csv_rows(path, text)]
    header, body = lines[0][1], [(line, cells) for line, cells in lines[1:] if any(cells)]
    faults = _header_faults(path, header)
    faults += [fault("csv_width", file=path, line=line, found=len(cells), expected=len(header))
               for line, cells in body if len(cells) != len(header)]
    if faults:
        raise InputError(faults)
    if not body:
        raise InputError(fault("flows_none", file=path))
    found: dict[Key, float] = {}
    first: dict[Key, int] = {}
    for line, cells in body:
        row = dict(zip(header, cells, strict=True))
        problems: list[Fault] = []
        ends = [_place(network, row, column, problems) for column in ("origin", "destination")]
        profile, amount = _amount(row, profiles, problems)
        if None not in ends and (ends[0] == ends[1] or ends[0] not in origins
                                 or ends[1] not in destinations):
            problems.append(fault("flows_pair", origin=row["origin"],
                                  destination=row["destination"]))
        key = (profile, str(ends[0]), str(ends[1]))
        if not problems and key in first:
            problems.append(fault("flows_twice", origin=row["origin"], profile=profile,
                                  destination=row["destination"], first=first[key]))
        faults += [Fault(f.key, f.values, str(path), line) for f in problems]
        if not problems:
            found[key], first[key] = amount, line
    if faults:
        raise InputError(faults)
    return Flows(path.stem, hashlib.sha256(text.encode()).hexdigest()[:12], found)


def _header_faults(path: Path, header: list[str]) -> list[Fault]:
    faults = [fault("csv_unknown_column", file=path, line=1, name=name,
                    suggestion=suggest(name, COLUMNS), allowed=", ".join(COLUMNS))
              for name in header if name not in COLUMNS]
    faults += [fault("csv_column_twice", file=path, line=1, name=name)
               for name, count in Counter(header).items() if count > 1]
    faults += [fault("csv_missing_column", file=path, line=1, name=name)
               for name in ("origin", "destination") if name not in header]
    if not set(UNITS) & set(header):
        faults.append(fault("flows_no_column", file=path, line=1, allowed=", ".join(UNITS)))
    return faults


def _place(network: Network, row: Mapping[str, str], column: str,
           problems: list[Fault]) -> str | None:
    if not row[column]:
        problems.append(Fault("cell_missing", {"column": column, "allowed": "", "found": ""}))
        return None
    try:
        return find_place(network, row[column])
    except UnknownNameError as error:
        problems += error.faults
        return None


def _amount(row: Mapping[str, str], profiles: Sequence[str],
            problems: list[Fault]) -> tuple[str, float]:
    """Profile and flow of a row."""
    filled = [column for column in UNITS if row.get(column)]
    if len(filled) != 1:
        problems.append(fault("flows_one_amount", found=", ".join(filled) or "—",
                              allowed=", ".join(UNITS)))
        return "", 0.0
    column = filled[0]
    try:
        amount = float(row[column])
    except ValueError:
        amount = math.nan
    if not (math.isfinite(amount) and amount >= 0):
        problems.append(fault("flows_number", column=column, found=row[column]))
    return _profile(row.get("profile", ""), UNITS[column], column, profiles, problems), amount


def _profile(name: str, unit: str, column: str, profiles: Sequence[str],
             problems: list[Fault]) -> str:
    """Profile that a row speaks of; without a name the only compared one with its unit."""
    if not name:
        fitting = [profile for profile in profiles if PROFILE_UNITS[profile] == unit]
        if len(fitting) == 1:
            return fitting[0]
        problems.append(fault("flows_which_profile" if fitting else "flows_no_profile",
                              column=column, allowed=", ".join(fitting or profiles)))
    elif name not in PROFILES:
        problems.append(fault("choice_unknown", what="profile", found=name,
                              allowed=", ".join(profiles), suggestion=suggest(name, PROFILES)))
    elif name not in profiles:
        problems.append(fault("flows_not_compared", profile=name, allowed=", ".join(profiles)))
    elif PROFILE_UNITS[name] != unit:
        right = next(key for key, value in UNITS.items() if value == PROFILE_UNITS[name])
        problems.append(fault("flows_unit", profile=name, column=column, expected=right))
    return name
