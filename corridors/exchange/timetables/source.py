"""The feed as a row of ``sources``: who published it, its version, the days that it covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.exchange.timetables.days import dashed
from corridors.exchange.timetables.stations import clean
from corridors.messages import listed, say

if TYPE_CHECKING:
    import pandas as pd

MOST_AGENCIES = 5


def source_row(tables: dict[str, pd.DataFrame], key: str, feed: str, day: str,
               covered: tuple[str, str], lang: str) -> dict[str, object]:
    """Row of ``sources`` by ``feed_info.txt``, else by ``agency.txt``."""
    info = tables["feed_info.txt"]

    def told(column: str) -> str:
        return clean(info[column].iloc[0]) if len(info) else ""

    agencies = list(dict.fromkeys(filter(None, map(clean, tables["agency.txt"]["agency_name"]))))
    publisher = told("feed_publisher_name") or listed(agencies[:MOST_AGENCIES], lang) or say(
        "gtfs.unknown_publisher", lang)
    version = told("feed_version")
    address = told("feed_publisher_url")
    title = say("gtfs.title_version" if version else "gtfs.title", lang, feed=clean(feed),
                version=version)
    row: dict[str, object] = {
        "id": key, "publisher": publisher, "title": title,
        "good_for": say("gtfs.good_for", lang, day=day, first=covered[0], last=covered[1])}
    begin = dashed(told("feed_start_date")) or covered[0]
    if len(begin) == 10:
        row["date"] = begin
    if address.startswith(("https://", "http://")):
        row["address"] = address
    return row
