"""Stops of a feed as stations: platforms under their station, names in both languages, points."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corridors.datums import to_wgs84
from corridors.errors import Fault, InputError, fault

if TYPE_CHECKING:
    import pandas as pd

CHINESE = re.compile(r"[\u3400-\u9fff]")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
LONGEST = 120
SHOWN = 5


@dataclass(frozen=True)
class Station:
    """A stop of a feed where trains, ships or flights call.

    Attributes
    ----------
    id
        ``stop_id`` of the station, or of the stop itself where it has none above it.
    translated
        Whether the name stands in both languages in the feed.
    lon, lat
        Degrees WGS84.
    line
        Of ``stops.txt``.
    """

    id: str
    name_zh: str
    name_en: str
    translated: bool
    lon: float
    lat: float
    line: int


def clean(text: object) -> str:
    """A text out of a feed without control characters, of a length that fits a table.

    Examples
    --------
    >>> clean(" Nanning   East ")
    'Nanning East'
    """
    return " ".join(CONTROL.sub(" ", str(text)).split())[:LONGEST]


def stations(stops: pd.DataFrame, used: Iterable[str], translations: pd.DataFrame, feed: str,
             datum: str) -> tuple[list[Station], dict[str, int]]:
    """Stations that some stops belong to.

    Parameters
    ----------
    used
        Ids of the stops that are called at.
    datum
        Coordinate system of the feed, ``wgs84``, ``gcj02`` or ``bd09``; the format means WGS84.

    Returns
    -------
    stations, number
        The stations, and the number of each used stop's station among them.

    Raises
    ------
    InputError
        Stops that are called at are not in ``stops.txt``, or have no point.
    """
    where = f"{feed}/stops.txt"
    rows = {key: i for i, key in enumerate(stops["stop_id"])}
    names = translated(translations, "stops", "stop_name")
    faults: list[Fault] = []
    out: list[Station] = []
    place: dict[str, int] = {}
    number: dict[str, int] = {}
    cells = {column: stops[column].to_numpy() for column in (
        "stop_id", "stop_name", "stop_lat", "stop_lon", "parent_station")}
    absent = []
    for stop in sorted(used):
        if stop not in rows:
            absent.append(stop)
            continue
        own = rows[stop]
        above = rows.get(str(cells["parent_station"][own]), own)
        chosen = next((row for row in (above, own) if _point(cells, row) is not None), None)
        if chosen is None:
            faults.append(fault("gtfs.stop_point", file=where, line=int(stops.index[own]) + 2,
                                id=stop, lon=clean(cells["stop_lon"][own]),
                                lat=clean(cells["stop_lat"][own])))
            continue
        key = str(cells["stop_id"][above])
        if key not in place:
            point = _point(cells, chosen)
            assert point is not None
            named = next((row for row in (above, own) if cells["stop_name"][row]), own)
            zh, en, both = _names(str(cells["stop_id"][named]),
                                  clean(cells["stop_name"][named]) or clean(key), names)
            place[key] = len(out)
            out.append(Station(key, zh, en, both, *to_wgs84(*point, datum),
                               int(stops.index[above]) + 2))
        number[stop] = place[key]
    if absent:
        faults.append(fault("gtfs.stop_unknown", file=f"{feed}/stop_times.txt",
                            count=len(absent), names=", ".join(map(clean, absent[:SHOWN]))))
    if faults:
        raise InputError(faults[:20])
    return out, number


def _point(cells: Mapping[str, Any], row: int) -> tuple[float, float] | None:
    try:
        lon, lat = float(cells["stop_lon"][row]), float(cells["stop_lat"][row])
    except ValueError:
        return None
    fits = math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 180
    return (lon, lat) if fits else None


def _names(key: str, name: str, names: Mapping[tuple[str, str], str]) -> tuple[str, str, bool]:
    """Name in Chinese and in English, and whether both stand in the feed."""
    zh = names.get(("zh", key)) or names.get(("zh", f"={name}")) or ""
    en = names.get(("en", key)) or names.get(("en", f"={name}")) or ""
    if CHINESE.search(name):
        zh = zh or name
    else:
        en = en or name
    return zh or name, en or name, bool(zh and en)


def translated(table: pd.DataFrame, name: str, field: str) -> dict[tuple[str, str], str]:
    """Names by language and id, or ``=`` and the name that is translated."""
    out: dict[tuple[str, str], str] = {}
    chosen = table[(table["table_name"] == name) & (table["field_name"] == field)]
    for lang, text, key, value in zip(*(chosen[column] for column in (
            "language", "translation", "record_id", "field_value")), strict=True):
        short = str(lang).lower()[:2]
        if short in ("zh", "en") and text and (key or value):
            out.setdefault((short, str(key) or f"={value}"), clean(text))
    return out
