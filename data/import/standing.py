"""Tables that document the others: chambers of locks, published totals, ranges, explanations."""

from __future__ import annotations

from fnmatch import fnmatchcase

from common import HERE, Row, Tables, number, read

SIZES = ("length_m", "width_m", "sill_depth_m", "max_dwt_t", "capacity_mt")


def chambers(tables: Tables) -> list[Row]:
    """Chambers line by line; a lock of which nothing more is known has the one in its row."""
    rows: list[Row] = []
    seen: set[str] = set()
    for item in read("water_chambers.csv", HERE):
        seen.add(item["lock_id"])
        rows.append({**item, "id": f"{item['lock_id']}.{item['number']}",
                     "number": int(item["number"]),
                     **{name: number(item[name]) for name in SIZES}})
    for lock in tables["locks"]:
        if lock["id"] not in seen:
            lift = "升船机" in str(lock["name_zh"]) and "船闸" not in str(lock["name_zh"])
            rows.append({
                "id": f"{lock['id']}.1", "lock_id": lock["id"], "number": 1,
                "kind": "lift" if lift else "lock", "length_m": lock.get("chamber_length_m"),
                "width_m": lock.get("chamber_width_m"),
                "sill_depth_m": lock.get("sill_depth_m"), "max_dwt_t": lock["max_dwt_t"],
                "capacity_mt": lock.get("capacity_ab_mt"), "source_id": lock["source_id"],
                "confidence": lock["confidence"], "note": "As in the row of the lock"})
    return rows


def totals(tables: Tables) -> list[Row]:
    """Published totals; ``*`` in their links stands for any ending."""
    ids = sorted(str(row["id"]) for row in tables["links"])
    rows: list[Row] = []
    for item in read("totals.csv", HERE):
        links: dict[str, None] = {}
        for pattern in item["links"].split(";"):
            hits = [key for key in ids if fnmatchcase(key, pattern)]
            if not hits:
                raise ValueError(f"totals.csv: {item['id']}: no link is named {pattern}")
            links.update(dict.fromkeys(hits))
        rows.append({**item, "links": list(links),
                     "published_km": number(item["published_km"]),
                     "tolerance_pct": number(item["tolerance_pct"])})
    return rows


def ranges() -> list[Row]:
    """Likely values."""
    return [{**item, "low": number(item["low"]), "high": number(item["high"])}
            for item in read("ranges.csv", HERE)]


def build(tables: Tables) -> Tables:
    """The documenting tables of all others."""
    return {"chambers": chambers(tables), "totals": totals(tables), "ranges": ranges(),
            "explained": [dict(row) for row in read("explained.csv", HERE)],
            "sectors": [dict(row) for row in read("sectors.csv", HERE)],
            "halts": [dict(row) for row in read("halts.csv", HERE)]}
