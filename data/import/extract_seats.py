"""Copy the seats of government that the package uses out of a file of division codes.

Usage: ``python extract_seats.py FILE``, the file being ``cp_lookup/attachment/adcodes.csv`` of
Rh_s_PyTool 0.3.0 (MIT). Its points are in GCJ-02, which ``docs/data.md`` of the package does not
say: after conversion they lie 0.23 km in the median from the GeoNames points of the same name of
92 counties, before it 0.59 km. Both are kept, so that a test can convert again.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import common
from fast_geocn import gcj02_to_wgs84

OUT = common.HERE / "seats_adcodes.csv"
COLUMNS = ["adcode", "name", "lon_gcj02", "lat_gcj02", "lon", "lat"]
#: Digits of a degree that are kept: a metre; the conversion is good to about that.
DIGITS = 5


def extract(file: Path) -> int:
    """Write a row for every unit of ``seats.csv``; returns how many."""
    found = {row["adcode"][:6]: row for row in common.read(file.name, file.parent)}
    rows = []
    for unit in common.read("seats.csv", common.HERE):
        row = found[unit["adcode_file"] or unit["adcode"]]
        lon, lat = float(row["longitude"]), float(row["latitude"])
        x, y = gcj02_to_wgs84(lon, lat)
        rows.append({"adcode": row["adcode"][:6], "name": row["name"],
                     "lon_gcj02": row["longitude"], "lat_gcj02": row["latitude"],
                     "lon": round(x, DIGITS), "lat": round(y, DIGITS)})
    with OUT.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: row["adcode"]))
    return len(rows)


if __name__ == "__main__":
    print(extract(Path(sys.argv[1])), "rows")
