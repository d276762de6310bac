"""Every fault of data, scenario, project, map and parameter files at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from re import findall

from corridors.analysis.quality.audit import Audit, audit
from corridors.analysis.register_checks import project_faults, register_faults
from corridors.analysis.sectors import TABLE as SECTORS
from corridors.analysis.sectors import sector_faults
from corridors.analysis.validation.published import TABLE, published_faults
from corridors.cartography.load import embedded_maps, load_map, own_maps
from corridors.changes import AddLink, Change, apply
from corridors.errors import Fault, InputError, fault
from corridors.ground.load import has_ground
from corridors.inputfile import check_ordinary
from corridors.messages import say
from corridors.names import suggest
from corridors.network.integrity import HIGH_SPEED
from corridors.network.load import read_base, read_tables
from corridors.network.model import Network
from corridors.network.ships import shut_locks
from corridors.parameters import read_parameters
from corridors.paths import embedded
from corridors.projects.model import Project, read_project
from corridors.projects.plans import read_actions, read_plans
from corridors.projects.register import register
from corridors.routing.legs import GROUND_SOURCE
from corridors.scenario.model import (
    embedded_closures,
    embedded_scenarios,
    load_scenario,
    own_scenarios,
)
from corridors.scenario.resolve import resolve
from corridors.schema import TABLES, columns, table_path
from corridors.tables import Table, read_table
from corridors.textfile import read_yaml


@dataclass(frozen=True)
class Checked:
    """Something that was checked and found without fault."""

    what: str
    rows: int | None = None

    def render(self, lang: str) -> str:
        """Its name, with the number of rows of a data package."""
        return self.what if self.rows is None else say("check.data", lang, rows=self.rows)


def check_files(files: Iterable[Path]) -> tuple[list[Checked], list[Fault]]:
    """Check files of any kind; what was found without fault, and the faults of all others."""
    faults: list[Fault] = []
    done: list[Checked] = []
    for path in files:
        try:
            check_file(path)
        except InputError as error:
            faults += error.faults
        else:
            done.append(Checked(str(path)))
    return done, faults


def check_file(path: Path, data: Path | None = None) -> None:
    """Check one file by what it is: a table, parameters, a project, a scenario or a map.

    Parameters
    ----------
    data
        Folder of the data package that it is held against; the embedded one where None.

    Raises
    ------
    InputError
        With all its faults, or because it cannot be told what it is.
    """
    check_ordinary(path)
    if path.suffix == ".csv":
        if path.stem not in TABLES:
            raise InputError(fault("check.kind", file=path))
        table, faults = read_table(path, path.stem)
        if table is not None and path.stem == TABLE and not faults:
            faults += published_faults(table, path, register(data).ids)
        if table is not None and path.stem == SECTORS and not faults:
            faults += sector_faults(table, read_base(data).places, path)
        if faults:
            raise InputError(faults)
        return
    found = read_yaml(path).data
    keys = set(found) if isinstance(found, dict) else set()
    if "parameters" in keys and "price_year" in keys:
        read_parameters(path)
    elif keys & {"layers", "extent"}:
        load_map(path)
    elif keys & {"compare", "extends"}:
        scenario = load_scenario(path, strict=False)
        states = resolve(scenario, data)
        faults = _shut(states.after, states.base, scenario.changes, path)
        if faults:
            raise InputError(faults)
    elif keys & {"named_in", "status", "opening", "kind"}:
        project = read_project(path)
        faults = [fault("project_unknown", file=path, name=key,
                        line=project.document.line((where, i)),
                        suggestion=suggest(key, register(data).ids))
                  for where in ("requires", "parts")
                  for i, key in enumerate(getattr(project.file, where))
                  if key not in register(data).ids]
        needed = not faults
        faults += _of_project(project, data)
        base = read_base(data)
        try:
            after, _ = apply(base, [*(p.batch() for p in register(data).with_requirements(
                project.needs if needed else ()) if p.id != project.id), project.batch()])
            faults += _shut(after, base, project.changes, path)
        except InputError as error:
            faults += error.faults if needed else ()
        if faults:
            raise InputError(faults)
    else:
        raise InputError(fault("check.kind", file=path))


def _halts(tables: Mapping[str, Table], folder: Path, data: Path | None) -> list[Fault]:
    """Halts on links that neither the base nor a project has, or that are no high-speed railway."""
    if "halts" not in tables:
        return []
    halts, base = tables["halts"], tables["links"]
    added = {str(change.row["id"]): str(change.row.get("class", ""))
             for project in register(data).all()
             for change in project.changes if isinstance(change, AddLink)}
    faults = []
    for key, link in zip(halts["id"], halts["link_id"], strict=True):
        line = halts.lines.get(str(key))
        if link not in base and link not in added:
            faults.append(fault("halt_link_unknown", file=folder / "halts.csv", line=line, id=key,
                                link=link, suggestion=suggest(link, [*base.index, *added])))
        elif link not in base and not added[link].startswith(HIGH_SPEED):
            faults.append(fault("halt_link_class", file=folder / "halts.csv", line=line, id=key,
                                link=link, found=added[link]))
    return faults


def _shut(after: Network, base: Network, changes: Iterable[Change], path: Path) -> list[Fault]:
    """Locks that some change leaves too small for every ship, each at that change."""
    if after.parameters is base.parameters and all(
            after.tables[name] is base.tables[name] for name in ("locks", "vessels")):
        return []
    known = {key for key, _ in shut_locks(base)}
    given = list(changes)
    return [next((change for change in given if key in repr(change)), Change(
        origin=(str(path), None))).fault("lock_too_small", id=key, vessel=vessel)
        for key, vessel in shut_locks(after) if key not in known]


@dataclass(frozen=True)
class Examined:
    """What a check of a data package came to.

    Attributes
    ----------
    checked
        What was found without fault.
    audit
        What can be said of the quality of the data; None where its tables cannot be read.
    faults
        All faults, findings that nobody has explained among them.
    """

    checked: tuple[Checked, ...]
    audit: Audit | None
    faults: tuple[Fault, ...]


def check_embedded(data: Path | None = None) -> Examined:
    """Check the data package, its projects, the embedded scenarios and the ready-made maps.

    Examples
    --------
    >>> check_embedded().faults
    ()
    """
    folder = data or embedded("data")
    tables, faults = read_tables(folder)
    done = [Checked("", sum(len(table) for table in tables.values()))]
    for step in (lambda: read_parameters(folder / "parameters.yaml"), lambda: register(data).all()):
        try:
            step()
        except InputError as error:
            faults += error.faults
    if faults:
        return Examined((), None, tuple(faults))
    base = read_base(data)
    added = {str(change.row["id"]) for project in register(data).all()
             for change in project.changes if isinstance(change, AddLink)}
    seen = audit(tables, folder, added)
    locks = tables["locks"]
    faults += [fault("lock_too_small", file=folder / "locks.csv", line=locks.lines.get(key), id=key,
                     vessel=vessel) for key, vessel in shut_locks(base)]
    faults += [*_halts(tables, folder, data), *_values(tables, folder),
               *_sources(tables, base, data), *seen.faults]
    if TABLE in tables:
        faults += published_faults(tables[TABLE], folder / table_path(TABLE), register(data).ids)
    faults += register_faults(register(data).all(), register(data).own)
    if SECTORS in tables:
        faults += sector_faults(tables[SECTORS], tables["places"], folder / table_path(SECTORS))
    alone = True
    for project in register(data).all():
        faults += _of_project(project, data)
        before = len(faults)
        try:
            needed = register(data).with_requirements([project.id])
            after, _ = apply(base, [item.batch() for item in needed])
        except InputError as error:
            faults += [fault("check.project_base", file=project.path, id=project.id,
                             reason=item.render()) for item in error.faults]
        else:
            faults += _shut(after, base, project.changes, project.path)
            done.append(Checked(f"projects/{project.path.name}"))
        alone &= len(faults) == before
    if alone:  # else it would say the same a second time
        faults += _together(base, data)
    for path in (*embedded_scenarios(), *embedded_scenarios(items=True), *embedded_closures(),
                 *own_scenarios()):
        try:
            resolve(load_scenario(path, strict=False), data)
        except InputError as error:
            faults += error.faults
        else:
            done.append(Checked(_within(path, "scenarios")))
    for path in (*embedded_maps(), *own_maps()):
        try:
            load_map(path)
        except InputError as error:
            faults += error.faults
        else:
            done.append(Checked(f"maps/{path.name}"))
    return Examined(tuple(done), seen, _once(faults))


def _once(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Faults without those that say the same of the same place.

    Examples
    --------
    >>> len(_once([fault("file_empty", file="a.csv"), fault("file_empty", file="a.csv")]))
    1
    """
    return tuple({(item.render(), item.row, item.column): item for item in faults}.values())


def _within(path: Path, folder: str) -> str:
    """Path of a file from its folder on.

    Examples
    --------
    >>> _within(Path("here/scenarios/items/canal.yaml"), "scenarios")
    'scenarios/items/canal.yaml'
    """
    parts = path.parts
    at = len(parts) - 1 - parts[::-1].index(folder) if folder in parts else -1
    return "/".join(parts[at:])


def _together(base: Network, data: Path | None) -> list[Fault]:
    """Projects that cannot all be open at once although their files have an opening."""
    dated = [project.id for project in register(data).all()
             if project.file.opening.actual or project.file.opening.planned]
    try:
        apply(base, [item.batch() for item in register(data).with_requirements(dated)])
    except InputError as error:
        return [fault("register_together", file=register(data).folder, reason=item.render())
                for item in error.faults]
    return []


def _of_project(project: Project, data: Path | None = None) -> list[Fault]:
    """Faults of a project file against the plans, the register, the sources and the places."""
    base = read_base(data)
    return project_faults(project, plans=read_plans(data), actions=read_actions(data),
                          ids=register(data).ids, sources=base.tables["sources"]["id"],
                          places=base.place_sets.get("guangxi") or tuple(base.places.index))


def _sources(tables: Mapping[str, Table], base: Network, data: Path | None) -> list[Fault]:
    """Sources that no row, parameter or project names."""
    named = {str(cell) for name, table in tables.items() if name != "sources"
             and "source_id" in columns(name) for cell in table["source_id"]}
    named |= {parameter.source_id for parameter in base.parameters.values()}
    file = (data or embedded("data")) / "sources.csv"
    named |= {GROUND_SOURCE} if has_ground(data) else set()
    named |= {word for project in register(data).all() for word in findall(r"\w+", project.text)}
    return [fault("check.source_unused", file=file, id=key) for key in tables["sources"]["id"]
            if key not in named]


def _values(tables: Mapping[str, Table], folder: Path) -> list[Fault]:
    """Figures of ``values`` must stand in the cells that they speak of."""
    values, faults = tables["values"], []
    file = folder / "values.csv"
    for i, key in enumerate(values["id"]):
        table, row = str(values["table"][i]), str(values["row_id"][i])
        if table not in tables or row not in tables[table]:
            faults.append(fault("reference_missing", file=file, table="values", id=key,
                                column="row_id", found=row, target=table))
    return faults
