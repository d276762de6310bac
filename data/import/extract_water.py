"""Copy the water and air rows that the package uses out of the research folder.

``python extract_water.py FOLDER`` writes ``facts/water_links.csv``, ``facts/water_locks.csv``,
``facts/air_airports.csv`` and ``facts/air_flights.csv``. With the package searoute installed it
also writes ``water_sea_pairs.csv``, so that the import itself does not need it.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable
from importlib import import_module
from itertools import combinations
from pathlib import Path

from common import FACTS, HERE, read

#: Words on how a row was found that do not belong into the package.
NOISE = re.compile(r"search result( text)?( \([^)]*\))?:?\s*|\s*\(no address given\):?|"
                   r"from search:?\s*", re.IGNORECASE)

#: Points from which searoute starts for each seaport, and the western end of the Qiongzhou
#: strait, through which ships to Haiphong really go (the network has no such edge).
SEA_POINTS: dict[str, tuple[float, float]] = {
    "se_qinzhou": (108.62, 21.70),
    "se_beihai": (109.07, 21.48),
    "se_tieshan": (109.58, 21.48),
    "se_zhanjiang": (110.42, 21.17),
    "se_guangzhou": (113.67, 22.63),
    "se_shenzhen": (113.88, 22.47),
    "se_ningbo": (121.87, 29.94),
    "se_shanghai": (121.62, 31.36),
    "se_ho_chi_minh": (107.03, 10.52),
    "se_laem_chabang": (100.88, 13.07),
    "se_singapore": (103.80, 1.26),
    "se_hongkong": (114.13, 22.33),
    "se_port_klang": (101.39, 3.00),
    "se_haiphong": (106.68, 20.86),
}
STRAIT = (110.15, 20.15)
#: Haiphong to the strait: 1.05 times the great circle of 320 km.
HAIPHONG_STRAIT_KM = 335
SOUTH = {"se_ho_chi_minh", "se_laem_chabang", "se_singapore", "se_port_klang"}
#: Waigaoqiao to Wusong about 10 km; Wusong-Nantong 102, of it 56 above Taicang, and Nantong-
#: Nanjing 264 km as published; the Longtan terminal lies about 35 km below the city.
RIVER_KM = {"se_taicang": 10 + 37, "se_nantong": 10 + 102, "se_nanjing": 10 + 102 + 264 - 35}
RIVER_SOURCE = "nantong_port_plan_2010"

PAIR_COLUMNS = ["from_node_id", "to_node_id", "length_km", "source_id", "confidence", "method",
                "reason"]


def clean(text: str) -> str:
    """Strip remarks on how a row was looked up from a basis text."""
    return re.sub(r"\s+", " ", NOISE.sub("", text)).strip(" ;")


def write_rows(name: str, rows: Iterable[dict[str, str]], names: list[str],
               folder: Path = FACTS) -> int:
    """Write some columns of rows; the number of rows is returned."""
    folder.mkdir(exist_ok=True)
    count = 0
    with (folder / name).open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, names, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def facts(folder: Path) -> list[dict[str, str]]:
    """All research rows with a cleaned basis text."""
    rows = read("water_air.csv", folder)
    for row in rows:
        row["basis"] = clean(row["source_url_or_basis"])
    return rows


def extract(folder: Path) -> None:
    """Copy the rows used into the facts folder."""
    rows = facts(folder)
    names = ["id", "from", "to", "length_km", "capacity", "basis", "confidence"]
    used = {part for row in read("water_links.csv", HERE) for part in row["fact_id"].split("+")}
    links = [row for row in rows if row["kind"] == "base_link" and row["id"] in used]
    write_rows("water_links.csv", links, names)
    used = {row["fact_id"] for row in read("water_locks.csv", HERE)}
    locks = [row for row in rows if row["kind"] == "lock" and row["id"] in used]
    write_rows("water_locks.csv", locks,
               ["id", "name_zh", "name_en", "via", "lat", "lon", "time_h", "capacity", "status",
                "opened", "basis", "confidence"])
    airports = [row for row in rows if row["kind"] == "airport" and row["status"] == "open"]
    for row in airports:
        row["code"], row["name_en"] = row["name_en"].split(" ", 1)
    write_rows("air_airports.csv", airports,
               ["code", "name_zh", "name_en", "lat", "lon", "basis", "confidence"])
    flights = [row for row in rows if row["id"].startswith("fl_")]
    for row in flights:
        found = re.search(r"block (\d+) min", row["notes"])
        row["block_min"] = found.group(1) if found else ""
    write_rows("air_flights.csv", flights,
               ["id", "from", "to", "length_km", "time_h", "block_min", "confidence"])


def sea_pairs() -> list[dict[str, str]]:
    """Distances between all seaports of the package."""
    searoute = import_module("searoute")

    def km(a: tuple[float, float], b: tuple[float, float]) -> float:
        return float(searoute.searoute(list(a), list(b), units="km").properties["length"])

    found: dict[tuple[str, str], tuple[float, str, str]] = {}
    for a, b in combinations([name for name in SEA_POINTS if name != "se_haiphong"], 2):
        found[a, b] = (km(SEA_POINTS[a], SEA_POINTS[b]), "searoute", "")
    strait = "through the Qiongzhou strait; the network of searoute goes a detour to Haiphong"
    for a, point in SEA_POINTS.items():
        if a == "se_haiphong" or a in {"se_qinzhou", "se_beihai"}:
            continue
        if a in SOUTH:
            value = km(SEA_POINTS["se_haiphong"], point)
            found[a, "se_haiphong"] = (value, "searoute", "")
        else:
            value = km(STRAIT, point) + HAIPHONG_STRAIT_KM
            found[a, "se_haiphong"] = (value, "strait", strait)
    research = "research row; the network of searoute goes a detour to Haiphong"
    found["se_qinzhou", "se_haiphong"] = (306, "research", research)
    found["se_beihai", "se_haiphong"] = (296, "research", research)
    as_qinzhou = "the same network point as Qinzhou"
    for (a, b), (value, method, reason) in list(found.items()):
        if a == "se_qinzhou" and b not in {"se_beihai", "se_haiphong"}:
            found["se_fangchenggang", b] = (value, method, reason or as_qinzhou)
    found["se_tieshan", "se_haiphong"] = (375, "assumed", "Beihai-Haiphong and about 80 km more")
    found["se_fangchenggang", "se_haiphong"] = (280, "research", research)
    found["se_fangchenggang", "se_qinzhou"] = (55, "assumed", "neighbours; searoute gives 0")
    found["se_fangchenggang", "se_beihai"] = (100, "assumed", "neighbours; searoute gives 45")
    found["se_shenzhen", "se_hongkong"] = (45, "assumed", "neighbours; searoute gives 0")
    found["se_qinzhou", "se_beihai"] = (70, "assumed", "neighbours; searoute gives 45")
    for port, extra in RIVER_KM.items():
        reason = "distance to Waigaoqiao plus river kilometres; searoute ends short of the port"
        for a in [*SEA_POINTS, "se_fangchenggang"]:
            pair = (a, "se_shanghai") if (a, "se_shanghai") in found else ("se_shanghai", a)
            base = 0.0 if a == "se_shanghai" else found[pair][0]
            found[a, port] = (base + extra, "shanghai_and_river", reason)
    for a, b in combinations(RIVER_KM, 2):
        found[a, b] = (RIVER_KM[b] - RIVER_KM[a], "shanghai_and_river", "river kilometres")
    rows = []
    for (a, b), (value, method, reason) in sorted(found.items()):
        afloat = method == "shanghai_and_river"
        # What rests on an assumed distance to Haiphong or between neighbours stays assumed.
        firm = method == "searoute" or (afloat and "se_haiphong" not in (a, b))
        source = RIVER_SOURCE if {a, b} <= {*RIVER_KM, "se_shanghai"} else "searoute"
        rows.append({
            "from_node_id": a, "to_node_id": b, "length_km": str(round(value)),
            "source_id": source if firm else "assumption",
            "confidence": ("low" if afloat else "medium") if firm else "assumed",
            "method": method, "reason": reason,
        })
    return rows


def main() -> None:
    """Extract the rows and, where searoute is there, the sea distances."""
    extract(Path(sys.argv[1]))
    try:
        rows = sea_pairs()
    except ImportError:
        print("searoute is not installed: water_sea_pairs.csv is left as it is")
        return
    print(write_rows("water_sea_pairs.csv", rows, PAIR_COLUMNS, HERE), "sea pairs")


if __name__ == "__main__":
    main()
