"""The strategic network beside OpenStreetMap, as files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corridors import __version__
from corridors.messages import say
from corridors.osm.compare import Checked, Compared, tally
from corridors.osm.net import Net
from corridors.report.numbers import exact
from corridors.report.text import to_csv, to_json

COLUMNS = ("link", "mode", "line_zh", "line_en", "from", "to", "from_zh", "to_zh", "class",
           "project", "opened", "stated_km", "stated_basis", "confidence", "source_id",
           "course_km", "ratio", "difference_km", "gap_from_km", "gap_to_km", "away_from_km",
           "away_to_km", "straight_km", "detour", "near_drawn_share", "far_from_drawn_km",
           "ground_classes", "verdict", "reason")
MISSING_COLUMNS = ("mode", "from", "to", "from_zh", "to_zh", "km", "far_km", "straight_km",
                   "strategic_km", "saves_km")
TERMINAL_COLUMNS = ("node", "mode", "kind", "name_zh", "name_en", "project", "lon", "lat",
                    "away_km", "component", "chord", "state")
ATTRIBUTION = "(c) OpenStreetMap contributors, ODbL-1.0"


def link_row(item: Checked) -> dict[str, Any]:
    """One link beside its course, by column of compare.csv; missing values are None."""
    link, found = item.link, item.found
    gaps = (None, None) if found is None else found.snap_km
    return dict(zip(COLUMNS, (
        link.id, link.mode, link.line_zh, link.line_en, link.a.id, link.b.id, link.a.name_zh,
        link.b.name_zh, link.kind, link.project or None, link.opened or None, link.length_km,
        link.basis, link.confidence, link.source_id, item.course_km, item.ratio,
        item.difference_km, *gaps, *map(_finite, item.away_km), item.straight_km, item.detour,
        item.near_share, item.far_km,
        None if found is None or not found.kinds else
        "; ".join(f"{kind} {exact(round(km, 1))}" for kind, km in found.kinds),
        *item.judged), strict=True))


def missing_rows(compared: Compared) -> Iterable[dict[str, Any]]:
    """Ways that no strategic link runs near, by column of missing.csv."""
    places = compared.network.places
    for way in compared.missing:
        names = (str(places["name_zh"][places.index[key]]) for key in (way.a, way.b))
        yield dict(zip(MISSING_COLUMNS, (
            way.mode, way.a, way.b, *names, way.km, way.far_km, way.straight_km, way.around_km,
            way.saves_km), strict=True))


def terminal_rows(compared: Compared) -> Iterable[dict[str, Any]]:
    """Terminals beside the ground, by column of terminals.csv."""
    for joint in compared.joints:
        spot = joint.spot
        yield dict(zip(TERMINAL_COLUMNS, (
            spot.id, spot.mode, spot.kind, spot.name_zh, spot.name_en, spot.project or None,
            *spot.point, _finite(joint.km), joint.component if joint.component >= 0 else None,
            joint.chord, joint.state), strict=True))


def compare_files(compared: Compared) -> dict[str, bytes]:
    """Content of the tables and of the JSON, by file name."""
    return {
        "compare.csv": to_csv(COLUMNS, (tuple(link_row(item).values())
                                        for item in compared.links)),
        "missing.csv": to_csv(MISSING_COLUMNS, (tuple(row.values())
                                                for row in missing_rows(compared))),
        "terminals.csv": to_csv(TERMINAL_COLUMNS, (tuple(row.values())
                                                   for row in terminal_rows(compared))),
        "compare.json": compare_json(compared),
    }


def compare_json(compared: Compared) -> bytes:
    """Everything as JSON, missing values as null."""
    return to_json({
        "schema": 1,
        **stamp(compared),
        "modes": [{
            "mode": mode, "ground": ground_told(net), "links": counts,
            "median_deviation": _number(compared.median_deviation(mode)),
            "terminals": sum(joint.spot.mode == mode for joint in compared.joints),
            "terminals_joined": sum(joint.spot.mode == mode and joint.state == "joined"
                                    for joint in compared.joints),
        } for (mode, net), counts in zip(compared.nets.items(), tally(compared).values(),
                                         strict=True)],
        "links": [_exact(link_row(item)) for item in compared.links],
        "missing": [_exact(row) for row in missing_rows(compared)],
        "terminals": [_exact(row) for row in terminal_rows(compared)],
    })


def stamp(compared: Compared) -> dict[str, Any]:
    """What was compared with what: date, projects, versions, attribution."""
    return {"date": compared.network.date, "projects": list(compared.network.projects),
            "candidates": compared.candidates, "data_version": compared.network.data_version,
            "package_version": __version__, "attribution": ATTRIBUTION}


def ground_told(net: Net) -> dict[str, Any]:
    """A network on the ground as data."""
    return {"name": net.name, "version": net.version, "since": net.vintage.since or None,
            "until": net.vintage.until or None, "embedded": net.embedded,
            "edges": len(net.km), "km": exact(round(float(net.km.sum()), 1))}


def vintage_words(net: Net, lang: str) -> str:
    """When the data were taken, in words."""
    since, until = net.vintage.since, net.vintage.until
    if not until:
        return say("osmc.vintage_unknown", lang)
    if since == until:
        return say("osmc.vintage", lang, date=until)
    return say("osmc.vintage_span", lang, since=since, until=until)


def _finite(value: float) -> float | None:
    return None if value == float("inf") else value


def _number(value: Any) -> Any:
    return exact(value) if isinstance(value, float) else value


def _exact(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _number(value) for name, value in row.items()}
