"""Copy the published journeys out of the research folder into ``facts/published_times.csv``.

Usage: ``python extract_validation.py RESEARCH_FOLDER``. Figures stay as found; the basis of each
becomes the id of its source: by address where one stands in ``sources.csv`` or
``validation_sources.csv``, ``press_copy`` where only a copy was read, ``assumption`` for general
knowledge. Rows of flights are not copied again: ``facts/air_flights.csv`` has them.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

import common

OUT = common.FACTS / "published_times.csv"
COLUMNS = ["id", "kind", "from_zh", "to_zh", "state", "year", "time_h", "km", "what",
           "source_id", "confidence"]
#: Pages that are named without an address.
NAMED = {"桂林晚报": "guilin_evening_20241109", "上林时空": "cns_shanglin_2021",
         "人民日报": "press_copy", "环评文件": "pearl_basin_plan_2013"}
#: Words on how a row was found that do not belong into the package.
NOISE = re.compile(r"\s*\(?\[press copy\]\)?|\s*\(page[^)]*\)|; route about[^;]*|\(mirror[^)]*\)")


def sources() -> dict[str, str]:
    """Source id of every address."""
    known = [*common.read("sources.csv", common.DATA),
             *common.read("validation_sources.csv", common.HERE)]
    return {row["address"]: row["id"] for row in known if row["address"]}


def source_of(basis: str, known: dict[str, str]) -> str:
    """Source id of a basis as the research rows word it."""
    if "general knowledge" in basis:
        return "assumption"
    for address, key in known.items():
        if basis.strip() == address:
            return key
    for word, key in NAMED.items():
        if word in basis:
            return key
    if "[press copy]" in basis:
        return "press_copy"
    raise ValueError(f"basis not understood: {basis}")


def confidence(source: str, level: str) -> str:
    """Confidence of a figure: general knowledge is assumed, a press copy at most medium."""
    if source == "assumption":
        return "assumed"
    return "medium" if source == "press_copy" and level == "high" else level


def extract(research: Path) -> int:
    """Write the rows; returns how many."""
    known = sources()
    kept = [{**row, "kind": row["profile"], "time_h": row["published_time_h"],
             "km": row["published_km"], "what": row["what_exactly"], "basis": row["source_url"]}
            for row in common.read("published_times.csv", research)]
    for name in ("road_rail.csv", "water_air.csv"):
        for row in common.read(name, research):
            if row["kind"] != "published_time" or row["id"].startswith("fl_"):
                continue
            year = re.match(r"\d{4}", row["opened"])
            kept.append({**row, "kind": row["mode"], "from_zh": row["from"], "to_zh": row["to"],
                         "state": "", "year": year.group() if year else "",
                         "km": row["length_km"], "what": row["notes"],
                         "basis": row["source_url_or_basis"]})
    for row in kept:
        row["source_id"] = source_of(row["basis"], known)
        row["confidence"] = confidence(row["source_id"], row["confidence"])
        row["what"] = NOISE.sub("", row["what"]).strip()
    with OUT.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, COLUMNS, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(kept)
    return len(kept)


if __name__ == "__main__":
    print(extract(Path(sys.argv[1])), "rows")
