"""Copy the land rows that the package uses out of the research folder into ``facts/``.

Usage: ``python extract_land.py RESEARCH_FOLDER``. Only the columns that the land parts read are
kept, and the basis of each row becomes the id of its source.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

import common

OUT = common.FACTS / "land_links.csv"
COLUMNS = [
    "id", "name_zh", "name_en", "mode", "from", "to", "via", "length_km", "speed_kmh",
    "speed_found", "lanes_or_tracks", "opened", "source_id", "confidence",
]  # fmt: skip
MODES = {"expressway", "rail_hsr", "rail_conv", "rail_connector"}


def basis(text: str) -> str:
    """Source id of a basis as the research rows word it."""
    if text.startswith("github:KZ25T"):
        return "rail_tariff_2021"
    if text.startswith("[press copy]"):
        return "press_copy"
    if text.startswith("general knowledge"):
        return "assumption"
    raise ValueError(f"basis not understood: {text}")


def confidence(source: str, text: str) -> str:
    """Confidence of the length: general knowledge is assumed, a press copy at most medium."""
    if source == "assumption":
        return "assumed"
    level = text.split()[0].strip("(;")
    return "medium" if source == "press_copy" and level == "high" else level


def extract(research: Path) -> int:
    """Write the rows of links in service on the base date; returns how many."""
    kept: list[dict[str, str]] = []
    for row in common.read("road_rail.csv", research):
        if row["kind"] != "base_link" or row["mode"] not in MODES:
            continue
        if not row["status"].startswith("in service 2022"):
            continue
        found = re.search(r"\[speed as found: ([0-9-]+)", row["notes"])
        source = basis(row["source_url_or_basis"])
        out = {name: row.get(name, "") for name in COLUMNS}
        out["speed_found"] = found.group(1) if found else ""
        dates = re.findall(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?!\d)(?:-\d{2})?)?", row["opened"])
        out["opened"] = min(dates) if len(dates) == 1 else ""
        out["source_id"] = source
        out["confidence"] = confidence(source, row["confidence"])
        kept.append(out)
    OUT.parent.mkdir(exist_ok=True)
    with OUT.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)
    return len(kept)


if __name__ == "__main__":
    print(extract(Path(sys.argv[1])), "rows")
