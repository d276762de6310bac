"""What a map specification must hold beyond its keys: names that exist, choices that agree."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from corridors.cartography.layers import (
    LAYERS,
    Changes,
    Choropleth,
    Difference,
    Flows,
    Isochrone,
    Layer,
    Markers,
    PlacesLayer,
    ProjectsLayer,
)
from corridors.cartography.model import ExtentSpec, MapSpec
from corridors.errors import Fault, InputError, fault
from corridors.families import BEST, MODES, OBJECTIVES, PROFILES, families_of
from corridors.inputfile import is_file
from corridors.names import suggest
from corridors.network.load import read_base
from corridors.places import expand, find_place, with_points
from corridors.projects.plans import read_plans
from corridors.projects.register import register
from corridors.provinces import PROVINCES
from corridors.scenario.model import find_scenario, load_scenario
from corridors.units import MEASURE_UNITS, date_key

EXTENTS = ("set", "province", "bbox", "places", "project")
WIDEST = (60.0, 0.0, 150.0, 60.0)
"""West, south, east, north of the part of the world that the projection is fit for."""
COMPARING: tuple[type[Layer], ...] = (Changes, Difference, Flows)
"""Layers that need both states of a scenario."""
Where = tuple[str | int, ...]


def scenario_path(spec: MapSpec) -> Path | None:
    """The scenario of a specification: beside its file, else a path or an embedded name.

    Raises
    ------
    UnknownNameError
        There is none of that name.
    """
    name = spec.file.scenario
    if name is None:
        return None
    beside = None if spec.path is None else spec.path.parent / name
    return beside if beside is not None and is_file(beside) else find_scenario(name)


def province_code(name: str) -> str | None:
    """Two-digit code of a province by its short Chinese or English name.

    Examples
    --------
    >>> province_code("广西"), province_code("guangxi"), province_code("Atlantis")
    ('45', '45', None)
    """
    wanted = name.strip().casefold()
    return next((code for code, names in PROVINCES.items()
                 if wanted in (names["zh"], names["en"].casefold())), None)


def rule_faults(spec: MapSpec, *, complete: bool = True) -> list[Fault]:
    """Everything wrong with a specification whose keys and types are right.

    Parameters
    ----------
    complete
        Whether all its layers could be read; where not, what is missing is not a fault of its own.
    """
    found = [*_ground(spec), *_extent(spec)]
    found += _choices(spec, spec.file, ())
    for where, kind, layer in placed(spec):
        found += _layer(spec, layer, (*where, kind))
    filled = [(where, kind) for where, kind, layer in placed(spec)
              if isinstance(layer, Isochrone | Choropleth)]
    found += [_at(spec, "map_two_areas", *where, kind) for where, kind in filled[1:]]
    if complete and spec.file.state == "base" and spec.file.scenario is None:
        found.append(_at(spec, "map_state", "state"))
    return found


def placed(spec: MapSpec) -> Iterator[tuple[Where, str, Layer]]:
    """Layers with their place in the file and the name they have there."""
    names = {model: name for name, model in LAYERS.items()}
    for i, layer in enumerate(spec.layers):
        yield ("layers", _position(spec, i, names[type(layer)])), names[type(layer)], layer


def _position(spec: MapSpec, i: int, kind: str) -> int:
    """Where a layer stands in the file, in which others may be faulty."""
    if spec.document is None or not isinstance(spec.document.data, dict):
        return i
    raw = spec.document.data.get("layers", [])
    same = [n for n, entry in enumerate(raw) if entry == kind
            or (isinstance(entry, dict) and kind in entry)]
    nth = sum(type(layer) is type(spec.layers[i]) for layer in spec.layers[:i])
    return same[min(nth, len(same) - 1)] if same else i


def _at(spec: MapSpec, key: str, *where: str | int, **values: object) -> Fault:
    return fault(key, file=spec.path, line=spec.line(*where), **values)


def _moved(spec: MapSpec, faults: Iterable[Fault], where: Where) -> list[Fault]:
    """Faults as those of a place in the file."""
    file = None if spec.path is None else str(spec.path)
    return [Fault(f.key, f.values, file, spec.line(*where)) for f in faults]


def _tried(spec: MapSpec, where: Where, act: Callable[[], object]) -> list[Fault]:
    try:
        act()
    except InputError as error:
        return _moved(spec, error.faults, where)
    return []


def _unknown(spec: MapSpec, what: str, found: str, allowed: Collection[str],
             where: Where) -> Fault:
    return _at(spec, "choice_unknown", *where, what=what, found=found,
               allowed=", ".join(allowed), suggestion=suggest(found, allowed))


def _ground(spec: MapSpec) -> list[Fault]:
    """Scenario or date."""
    file = spec.file
    found: list[Fault] = []
    if file.scenario is not None:
        found += [_at(spec, "map_scenario_date", name)
                  for name in ("date", "year") if getattr(file, name) is not None]
        found += _tried(spec, ("scenario",), lambda: load_scenario(
            scenario_path(spec) or "", strict=False))
    elif file.date is not None and file.year is not None:
        found.append(_at(spec, "date_and_year", "year"))
    base = read_base().date
    if file.date is not None and date_key(file.date, end=True) < base:
        found.append(_at(spec, "date_early", "date", found=file.date, base=base))
    if file.year is not None and not 1000 <= file.year <= 9999:
        found.append(_at(spec, "date_wrong", "year", found=file.year))
    elif file.year is not None and f"{file.year:04d}-12-31" < base:
        found.append(_at(spec, "date_early", "year", found=file.year, base=base))
    return found


def _extent(spec: MapSpec) -> list[Fault]:
    extent = spec.file.extent
    if not isinstance(extent, ExtentSpec):
        return []
    given = [name for name in EXTENTS if getattr(extent, name) is not None]
    if len(given) != 1:
        return [_at(spec, "map_extent_one", "extent", found=", ".join(given) or "—",
                    allowed=", ".join(EXTENTS))]
    where = ("extent", given[0])
    if extent.set is not None:
        return _set(spec, extent.set, where)
    if extent.province is not None and province_code(extent.province) is None:
        return [_unknown(spec, "province", extent.province, [
            names["zh"] for names in PROVINCES.values()], where)]
    if extent.places is not None:
        if not extent.places:
            return [_at(spec, "list_empty", *where, name="extent.places")]
        return _places(spec, extent.places, where)
    if extent.project is not None:
        name = extent.project
        return _tried(spec, where, lambda: register().get(name))
    if extent.bbox is not None:
        west, south, east, north = extent.bbox
        if not (WIDEST[0] <= west < east <= WIDEST[2] and WIDEST[1] <= south < north <= WIDEST[3]):
            return [_at(spec, "map_bbox", *where, found=", ".join(f"{x:g}" for x in extent.bbox),
                        allowed=", ".join(f"{x:g}" for x in WIDEST))]
    return []


def _set(spec: MapSpec, name: str, where: Where) -> list[Fault]:
    base = read_base()
    sets = {str(key): {str(base.sets[c][i]).casefold() for c in ("id", "name_zh", "name_en")}
            for i, key in enumerate(base.sets["id"])}
    if any(name.strip().casefold() in names for names in sets.values()):
        return []
    return [_unknown(spec, "set", name, list(sets), where)]


def _places(spec: MapSpec, names: Iterable[str], where: Where) -> list[Fault]:
    return [found for i, name in enumerate(names) for found in _tried(
        spec, (*where, i), lambda name=name: expand(read_base(), [name]))]  # type: ignore[misc]


def _choices(spec: MapSpec, holder: object, where: Where) -> list[Fault]:
    """Profile, main mode, measure and objective of the file or of a layer."""
    found = []
    for name, allowed in (("profile", PROFILES), ("mode", MODES),
                          ("measure", tuple(MEASURE_UNITS)), ("objective", OBJECTIVES)):
        value = getattr(holder, name, None)
        if value is not None and value not in allowed and not isinstance(holder, Choropleth):
            found.append(_unknown(spec, name, value, allowed, (*where, name)))
    profile, mode = getattr(holder, "profile", None), getattr(holder, "mode", None)
    if profile in PROFILES and mode in MODES and mode not in (*families_of(profile), BEST):
        found.append(_unknown(spec, f"mode ({profile})", mode, (*families_of(profile), BEST),
                              (*where, "mode")))
    return found


def _layer(spec: MapSpec, layer: Layer, where: Where) -> list[Fault]:
    kind = str(where[-1])
    found = _choices(spec, layer, where)
    both = isinstance(layer, COMPARING) or (
        isinstance(layer, Isochrone) and layer.state != "after") or (
        isinstance(layer, Choropleth) and layer.measure == "access" and layer.state != "after") or (
        isinstance(layer, Markers) and layer.changed)
    if both and spec.file.scenario is None:
        found.append(_at(spec, "map_needs_scenario", *where, layer=kind))
    if isinstance(layer, Difference | Flows):
        for name in ("origins", "destinations"):
            found += _places(spec, getattr(layer, name), (*where, name))
    if isinstance(layer, PlacesLayer):
        for i, name in enumerate(layer.sets):
            found += _set(spec, name, (*where, "sets", i))
    if isinstance(layer, ProjectsLayer):
        for i, name in enumerate(layer.projects):
            found += _tried(spec, (*where, "projects", i),
                            lambda name=name: register().get(name))  # type: ignore[misc]
    plan = getattr(layer, "plan", None)
    if plan is not None and plan not in read_plans():
        found.append(_at(spec, "plan_unknown", *where, "plan", found=plan,
                         allowed=", ".join(read_plans()), suggestion=suggest(plan, read_plans())))
    if isinstance(layer, Isochrone):
        found += _tried(spec, (*where, "place"), lambda: find_place(
            with_points(read_base(), [layer.place]), layer.place))
        found += _rising(spec, layer.hours, (*where, "hours"))
    if isinstance(layer, Choropleth):
        found += _rising(spec, layer.breaks, (*where, "breaks"),
                         signed=layer.state == "difference")
        if layer.measure == "progress" and layer.level == "county":
            found.append(_at(spec, "map_progress_level", *where))
    return found


def _rising(spec: MapSpec, values: tuple[float, ...], where: Where, *,
            signed: bool = False) -> list[Fault]:
    """Numbers must rise, and be above zero unless they may be negative."""
    low = float("-inf") if signed else 0.0
    if all(a < b for a, b in pairwise((low, *values))) and all(v < float("inf") for v in values):
        return []
    return [_at(spec, "map_rising", *where, found=", ".join(f"{v:g}" for v in values))]
