"""Small hand-made GTFS feeds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

ALWAYS = "WD,1,1,1,1,1,1,1,20260101,20261231"
FILES: dict[str, str] = {
    "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\n"
                  "A,试验铁路,https://example.org,Asia/Shanghai\n",
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
                 "NN,南宁东站,22.83,108.43,1,\n"
                 "NN1,1站台,22.8301,108.4301,0,NN\n"
                 "LB,试验小站,23.30,108.95,,\n"
                 "LZ,柳州站,24.31,109.39,,\n",
    "routes.txt": "route_id,agency_id,route_short_name,route_type\nR1,A,D1,2\nB1,A,K9,3\n",
    "trips.txt": "route_id,service_id,trip_id\nR1,WD,T1\nR1,WD,T2\nR1,WD,T3\nR1,SU,T4\nB1,WD,BUS\n",
    "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
                      "T1,07:00:00,07:00:00,NN1,1\n"
                      "T1,07:40:00,07:42:00,LB,5\n"
                      "T1,08:30:00,08:30:00,LZ,9\n"
                      "T2,12:00:00,12:00:00,NN,1\n"
                      "T2,12:45:00,12:51:00,LB,2\n"
                      "T2,13:31:00,13:31:00,LZ,3\n"
                      "T3,23:30:00,23:30:00,NN1,1\n"
                      "T3,24:14:00,24:18:00,LB,2\n"
                      "T3,25:03:00,25:03:00,LZ,3\n"
                      "T4,09:00:00,09:00:00,NN,1\n"
                      "T4,09:10:00,09:10:00,LZ,2\n"
                      "BUS,09:00:00,09:00:00,NN,1\n"
                      "BUS,12:10:00,12:10:00,LZ,2\n",
    "calendar.txt": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
                    f"start_date,end_date\n{ALWAYS}\nSU,0,0,0,0,0,0,1,20260101,20261231\n",
    "feed_info.txt": "feed_publisher_name,feed_publisher_url,feed_lang,feed_version,"
                     "feed_start_date,feed_end_date\n"
                     "试验铁路局,https://example.org,zh,2026-1,20260101,20261231\n",
}
DAY = "2026-03-03"
"""A Tuesday."""


def feed_bytes(changes: Mapping[str, str | bytes | None] | None = None,
               prefix: str = "") -> bytes:
    """The feed above as a ZIP, with some files others or left out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**FILES, **(changes or {})}.items():
            if content is not None:
                archive.writestr(zipfile.ZipInfo(prefix + name), content,
                                 compress_type=zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def feed(folder: Path, changes: Mapping[str, str | bytes | None] | None = None,
         name: str = "trial.zip") -> Path:
    """The feed above as a file."""
    path = folder / name
    path.write_bytes(feed_bytes(changes))
    return path


def edited(name: str, old: str, new: str) -> dict[str, str | bytes | None]:
    """A file of the feed with a text replaced; the text must be there."""
    assert old in FILES[name]
    return {name: FILES[name].replace(old, new)}
