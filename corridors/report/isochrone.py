"""What is reached from a place, as files: CSV, JSON, GeoJSON, GeoPackage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from corridors import __version__
from corridors.exchange.areas import Shape, areas_geojson, areas_geopackage, frame_of
from corridors.network.frames import points
from corridors.profiles import PROFILES
from corridors.report.numbers import exact
from corridors.report.reached import (
    AFTER,
    ALONE,
    BASE,
    Reached,
    Within,
    count,
    kind_of,
    residents,
)
from corridors.report.text import to_csv, to_json
from corridors.scenario.model import Scenario

NAMES = ("isochrone.csv", "isochrone_places.csv", "isochrone.json", "isochrone.geojson",
         "isochrone.gpkg")
COLUMNS = ("hours", "state", "area_km2", "places", "cities", "counties", "people",
           "people_known", "people_unknown")
PLACE_COLUMNS = ("place", "name_zh", "name_en", "kind", "province_zh", "lon", "lat", "population")


def isochrone_files(found: Reached, scenario: Scenario | None, openings: str) -> dict[str, bytes]:
    """Content of the files, by file name.

    Parameters
    ----------
    openings
        Which openings counted, ``actual`` or ``planned``.
    """
    about = about_of(found, scenario, openings)
    text = {key: ";".join(map(str, value)) if isinstance(value, list) else
            "" if value is None else str(value) for key, value in about.items()}
    shapes = {state: [Shape(one.area, {"state": state, **_figures(found, state, one)})
                      for one in within if not one.area.is_empty]
              for state, within in found.within.items()}
    places = list(_places(found))
    head = (*PLACE_COLUMNS, *_hour_columns(found))
    return {
        "isochrone.csv": to_csv(COLUMNS, (
            (one.hours, state, *(_figures(found, state, one)[name] for name in COLUMNS[2:]))
            for state, within in found.within.items() for one in within)),
        "isochrone_places.csv": to_csv(head, ([row[name] for name in head] for row in places)),
        "isochrone.json": isochrone_json(found, about, places),
        "isochrone.geojson": areas_geojson(
            (shape for state in shapes for shape in shapes[state]), about),
        "isochrone.gpkg": areas_geopackage(
            "isochrone.gpkg", found.network.date,
            {**{state: frame_of(rows) for state, rows in shapes.items() if rows},
             **({"places": _frame(found, places)} if places else {})}, text.items()),
    }


def about_of(found: Reached, scenario: Scenario | None, openings: str) -> dict[str, Any]:
    """What the figures stand for: place, profile, networks, versions, assumptions."""
    vehicle = "lorry" if PROFILES[found.profile].goods else "car"
    parameters = found.network.parameters
    return {
        "place": found.place, "lon": found.lon, "lat": found.lat, "profile": found.profile,
        "mode": found.mode, "objective": "time", "openings": openings,
        "scenario": None if scenario is None else scenario.id,
        "scenario_hash": None if scenario is None else scenario.hash,
        **{f"date_{name}": network.date for name, network in found.networks.items()},
        **{f"projects_{name}": list(network.projects)
           for name, network in found.networks.items()},
        "data_version": found.network.data_version, "package_version": __version__,
        "assumptions": [f"{key} = {item.value:g} {item.unit} ({item.low:g} - {item.high:g})"
                        for key in ("access.city_km", "access.max_km",
                                    f"speed.road.{vehicle}.background",
                                    f"speed.road.{vehicle}.urban")
                        for item in (parameters[key],)],
    }


def isochrone_json(found: Reached, about: Mapping[str, Any],
                   places: Sequence[Mapping[str, Any]]) -> bytes:
    """Areas and places as JSON, without outlines."""
    from corridors.exchange.files import ATTRIBUTION

    return to_json({
        "schema": 1, **about, "attribution": f"{ATTRIBUTION[0][1]}, {ATTRIBUTION[0][2]}",
        "hours": list(found.hours),
        "within": [{"hours": hours, **{
            state: {**_figures(found, state, within[i]), "place_ids": list(within[i].places)}
            for state, within in found.within.items()}} for i, hours in enumerate(found.hours)],
        "places": [dict(row) for row in places],
    })


def _figures(found: Reached, state: str, one: Within) -> dict[str, Any]:
    """Figures of what is reached within some hours; columns of the files.

    Residents stand where all that is reached is told, not where only what is new or lost.
    """
    people: int | None = None
    known: int | None = None
    unknown: int | None = None
    if state in found.networks:
        people, known, unknown = residents(found.network, (found.place, *one.places))
    return {"hours": one.hours, "area_km2": exact(round(one.km2, 1)), "places": len(one.places),
            "cities": count(found.network, one.places, "city"),
            "counties": count(found.network, one.places, "county"),
            "people": people if known else None, "people_known": known,
            "people_unknown": unknown}


def _hour_columns(found: Reached) -> tuple[str, ...]:
    if found.compared:
        return "hours_base", "hours_after", "difference_h", "within_base_h", "within_after_h"
    return "hours", "within_h"


def _places(found: Reached) -> Iterable[dict[str, Any]]:
    """Places that are reached in either state, by their hours after, then before."""
    states = (BASE, AFTER) if found.compared else (ALONE,)
    keys = {key for state in states for key in found.place_h[state]}

    def hours(key: str) -> list[float | None]:
        return [found.place_h[state].get(key) for state in states]

    rows = found.network.places
    for key in sorted(keys, key=lambda key: (
            *(value if value is not None else 1e9 for value in reversed(hours(key))), key)):
        i = rows.index[key]
        people = float(rows["population"][i])
        values = [exact(value) for value in hours(key)]
        bounds = [None if value is None else next(limit for limit in found.hours if value <= limit)
                  for value in values]
        told: dict[str, Any] = dict(zip(_hour_columns(found), (
            *values, *([None if None in values else exact(values[1] - values[0])]  # type: ignore[operator]
                       if found.compared else []), *bounds), strict=True))
        yield {"place": key, "name_zh": str(rows["name_zh"][i]),
               "name_en": str(rows["name_en"][i]), "kind": kind_of(found.network, key),
               "province_zh": str(rows["province_zh"][i]), "lon": float(rows["lon"][i]),
               "lat": float(rows["lat"][i]),
               "population": int(people) if people == people else None, **told}


def _frame(found: Reached, places: Sequence[Mapping[str, Any]]) -> Any:
    """Places as points with their hours."""
    import pandas as pd

    every = points(found.network, "places").set_index("id")
    frame = pd.DataFrame([dict(row) for row in places])
    shapes = every.loc[frame["place"]].geometry.to_numpy()
    return every.iloc[:0].__class__(frame, geometry=shapes, crs=every.crs)
