"""Maps as files: one specification, or the maps that a scenario calls for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from corridors.cartography.layers import (
    Changes,
    Difference,
    Layer,
    Locks,
    NetworkLayer,
    PlacesLayer,
    ProjectsLayer,
)
from corridors.cartography.load import embedded_maps, load_map, made_map
from corridors.cartography.model import MapFile, MapSpec
from corridors.cartography.rules import placed
from corridors.messages import say
from corridors.projects.model import Names
from corridors.report.cartography.content import build_content
from corridors.report.cartography.ground import Ground
from corridors.report.filenames import safe_name
from corridors.report.network_map import INSETS
from corridors.report.text import to_csv, to_json
from corridors.scenario.model import load_scenario
from corridors.scenario.resolve import resolve

FEW = 6
"""Projects that a map names; of more it gives numbers, which the text beside it explains."""


class Ready(NamedTuple):
    """A ready-made map."""

    id: str
    name_zh: str
    name_en: str
    scenario: str | None
    size: str
    formats: tuple[str, ...]
    layers: tuple[str, ...]


@dataclass(frozen=True)
class Wishes:
    """What the command line says in place of the specification; None leaves it as it is."""

    lang: str | None = None
    size: str | None = None
    dpi: int | None = None
    formats: tuple[str, ...] = ()
    approval_number: str | None = None

    def on(self, spec: MapSpec) -> MapSpec:
        """The specification with these wishes."""
        given = {"lang": self.lang, "size": self.size, "dpi": self.dpi,
                 "formats": tuple(dict.fromkeys(self.formats)) or None,
                 "approval_number": self.approval_number}
        update = {name: value for name, value in given.items() if value is not None}
        return replace(spec, file=spec.file.model_copy(update=update))


def map_files(spec: MapSpec, wishes: Wishes | None = None) -> dict[str, bytes]:
    """Content of every file of a map, by file name.

    Raises
    ------
    InputError
        Faults of the scenario against the network, or layers that have nothing in the extent.
    MissingPackageError
        The font or boundary package is not installed.
    """
    spec = (wishes or Wishes()).on(spec)
    ground = Ground(spec, spec.file.lang or "zh")
    stem = safe_name(spec.file.out or spec.id)
    return {f"{stem}.{form}": data for form, data in _drawn(spec, ground, spec.file.formats)}


def drawn_map(spec: MapSpec, ground: Ground, form: str) -> bytes:
    """One file of a map whose networks somebody has already, see :func:`map_files`."""
    return next(data for _, data in _drawn(spec, ground, (form,)))


def _drawn(spec: MapSpec, ground: Ground, forms: Sequence[str]) -> Iterable[tuple[str, bytes]]:
    from corridors.drawing.output import render
    from corridors.mapping.draw import Inset, draw_map
    from corridors.mapping.sheet import SHEETS

    content = build_content(spec, ground.lang, ground)
    insets = [Inset(key, extent) for key, extent in INSETS
              if key.removeprefix("inset.") in spec.file.insets]
    figure = draw_map(content, SHEETS[spec.file.size], ground.network.data_dir, insets)
    for form in forms:
        yield form, render(figure, form, spec.file.dpi)


def scenario_maps(name: str) -> tuple[MapSpec, ...]:
    """The maps that a scenario calls for where nobody says which.

    What it changes and who gains, the origins alone, its network, and its projects by status.

    Raises
    ------
    InputError
        Faults of the scenario.

    Examples
    --------
    >>> [spec.id for spec in scenario_maps("pinglu_canal")][:2]
    ['pinglu_canal-change', 'pinglu_canal-origins']
    """
    scenario = load_scenario(name, strict=False)
    states = resolve(scenario)
    thin = NetworkLayer(modes=("rail", "inland"), minor=False)
    towns = PlacesLayer()
    locks = (Locks(changed=True),) if any(row.table == "locks" for row in states.log) else ()
    changes = (Changes(),) if any(row.table in ("links", "locks") for row in states.log) else ()
    wanted: list[tuple[str, tuple[Layer, ...]]] = [
        ("change", (thin, *changes, *locks, Difference())),
        ("origins", (thin, *changes, Difference(of="origins"))),
        ("network", (NetworkLayer(), PlacesLayer())),
    ]
    named = tuple(project.id for project in states.projects)
    if named:
        label = ProjectsLayer(projects=named, label="names" if len(named) <= FEW else "numbers")
        wanted.append(("projects", (thin, label, towns)))
    return tuple(made_map(f"{scenario.id}-{kind}", MapFile.model_validate({
        "name": _title(scenario.file.name, kind), "scenario": name}), layers)
        for kind, layers in wanted)


def _title(name: Names, kind: str) -> dict[str, str]:
    return {lang: say("drawn.title", lang, scenario=getattr(name, lang),
                      kind=say(f"drawing.{kind}", lang)) for lang in ("zh", "en")}


def listing() -> tuple[Ready, ...]:
    """The ready-made maps, by their names."""
    return tuple(Ready(spec.id, spec.file.name.zh, spec.file.name.en, spec.file.scenario,
                       spec.file.size, spec.file.formats, tuple(k for _, k, _ in placed(spec)))
                 for spec in map(load_map, embedded_maps()))


def listing_csv(rows: Sequence[Ready]) -> bytes:
    """The ready-made maps as CSV."""
    return to_csv(Ready._fields, rows)


def listing_json(rows: Sequence[Ready]) -> bytes:
    """The ready-made maps as a JSON list."""
    return to_json([row._asdict() for row in rows])
