"""Counties and cities as places: their codes, seats of government and residents.

``seats.csv`` is decided by hand, a row a unit: one that names a place of ``land_places.csv``
gives that place its code and further spellings and leaves its point alone; any other is a new
place, at the point of ``seats_adcodes.csv`` (see ``extract_seats.py``) unless the row has its own.
Ids are the pinyin of the short name; districts end in ``_qu``; a name that another place or a
well-known city elsewhere has too ends in the initials of its province. ``population.csv`` holds
the residents of the census of 2020, a row a figure.
"""

from __future__ import annotations

from collections.abc import Iterator

import common
from common import Row, Tables
from land_base import value

#: Provinces and municipalities of the Yangtze River Economic Belt, first digits of the code.
BELT = ("31", "32", "33", "34", "36", "42", "43", "50", "51", "52", "53")
HOME = "45"
PROVINCES = {
    "31": ("上海", "Shanghai"), "32": ("江苏", "Jiangsu"), "33": ("浙江", "Zhejiang"),
    "34": ("安徽", "Anhui"), "36": ("江西", "Jiangxi"), "42": ("湖北", "Hubei"),
    "43": ("湖南", "Hunan"), "45": ("广西", "Guangxi"), "50": ("重庆", "Chongqing"),
    "51": ("四川", "Sichuan"), "52": ("贵州", "Guizhou"), "53": ("云南", "Yunnan"),
}
#: Counties that the province runs itself: units of the belt beside the prefectures.
RUN_BY_PROVINCE = "4290"
COUNTIES, PREFECTURES = "counties", "prefectures"


def is_prefecture(code: str) -> bool:
    """Whether a code is a municipality, prefecture-level city or autonomous prefecture."""
    return code.endswith("00")


def sets_of(code: str) -> list[str]:
    """Sets of units that a code belongs to."""
    if code[:2] == HOME and not is_prefecture(code):
        return [COUNTIES]
    if code[:2] in BELT and (is_prefecture(code) or code.startswith(RUN_BY_PROVINCE)):
        return [PREFECTURES]
    return []


def spelt(*lists: object) -> str:
    """Spellings joined, each once."""
    return ";".join(dict.fromkeys(name for text in lists for name in str(text or "").split(";")
                                  if name))


def complete(places: dict[str, Row]) -> None:
    """Columns of the places that are there already, and the places that are not."""
    points = {row["adcode"]: row for row in common.read("seats_adcodes.csv", common.HERE)}
    units = common.read("seats.csv", common.HERE)
    for unit in units:
        code, point = unit["adcode"], points[unit["adcode_file"] or unit["adcode"]]
        told: Row = {"official_zh": unit["official_zh"], "kind": unit["kind"], "adcode": code,
                     "prefecture_id": unit["prefecture_id"]}
        place = places.get(unit["id"])
        if place is None:
            zh, en = PROVINCES[code[:2]]
            place = places[unit["id"]] = {
                "id": unit["id"], "name_zh": unit["name_zh"], "name_en": unit["name_en"],
                "pinyin": unit["pinyin"], "province_zh": zh, "province_en": en,
                "lon": float(unit["lon"] or point["lon"]),
                "lat": float(unit["lat"] or point["lat"]),
                "source_id": unit["source_id"] or "seats_adcodes",
                "confidence": unit["confidence"] or "medium"}
        elif unit["name_zh"] or unit["lon"]:
            raise ValueError(f"seats.csv: {unit['id']} is a place already, name and point stand")
        place |= told
        place["aliases"] = spelt(place.get("aliases"), unit["aliases"])
        place["sets"] = spelt(place.get("sets"), *sets_of(code))
    for place in places.values():
        home = places.get(str(place.get("prefecture_id") or ""))
        if home and not place.get("cluster") and place["province_zh"] == "广西":
            place["cluster"] = home["cluster"]
        if not place.get("kind"):
            place["kind"] = "post" if "border" in str(place["sets"]) else "port"


def people(places: dict[str, Row]) -> Iterator[Row]:
    """Put the residents into their places; the standing of each figure."""
    by_code = {str(place["adcode"]): place for place in places.values() if place.get("adcode")}
    for row in common.read("population.csv", common.HERE):
        place = by_code[row["adcode"]]
        if place.get("population"):
            raise ValueError(f"population.csv: {row['adcode']} twice")
        place["population"] = int(row["population"])
        yield value(("places", str(place["id"]), "population"), None, None, row["source_id"],
                    row["confidence"], row["note"])


def build(tables: Tables) -> Tables:
    """Places, sets, values and sources with the units of ``seats.csv``."""
    places = {str(row["id"]): row for row in tables["places"]}
    complete(places)
    sets: list[Row] = [
        {"id": row["id"], "name_zh": row["name_zh"], "name_en": row["name_en"],
         "source_id": "definition", "confidence": "high"}
        for row in common.read("seats_sets.csv", common.HERE)]
    sources = [dict(row) for row in common.read("seats_sources.csv", common.HERE)]
    return {"places": list(places.values()), "sets": tables["sets"] + sets,
            "values": [*tables["values"], *people(places)],
            "sources": tables["sources"] + sources}
