"""Every fault of data, scenario, project and parameter files at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from corridors.analysis.quality.audit import Audit, audit
from corridors.changes import apply
from corridors.errors import CheckError, Fault, InputError, fault
from corridors.messages import say
from corridors.names import suggest
from corridors.network.load import read_base, read_tables
from corridors.network.model import Network
from corridors.parameters import read_parameters
from corridors.paths import embedded
from corridors.projects.model import read_project
from corridors.projects.plans import read_plans
from corridors.projects.register import register
from corridors.scenario.model import load_scenario
from corridors.scenario.resolve import resolve
from corridors.schema import TABLES, columns
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


def check_files(files: Iterable[Path]) -> list[Checked]:
    """Check files of any kind.

    Raises
    ------
    InputError
        With the faults of all files.
    """
    faults: list[Fault] = []
    done: list[Checked] = []
    for path in files:
        try:
            check_file(path)
        except InputError as error:
            faults += error.faults
        else:
            done.append(Checked(str(path)))
    if faults:
        raise InputError(faults)
    return done


def check_file(path: Path) -> None:
    """Check one file by what it is: a table, parameters, a project or a scenario.

    Raises
    ------
    InputError
        With all its faults, or because it cannot be told what it is.
    """
    if path.suffix == ".csv":
        if path.stem not in TABLES:
            raise InputError(fault("check.kind", file=path))
        _, faults = read_table(path, path.stem)
        if faults:
            raise InputError(faults)
        return
    data = read_yaml(path).data
    keys = set(data) if isinstance(data, dict) else set()
    if "parameters" in keys and "price_year" in keys:
        read_parameters(path)
    elif keys & {"compare", "extends"}:
        resolve(load_scenario(path, strict=False))
    elif keys & {"named_in", "status", "opening", "kind"}:
        project = read_project(path)
        faults = [fault("project_unknown", file=path, name=key,
                        line=project.document.line(("requires", i)),
                        suggestion=suggest(key, register().ids))
                  for i, key in enumerate(project.file.requires) if key not in register().ids]
        if faults:
            raise InputError(faults)
        apply(read_base(), [*(p.batch() for p in register().with_requirements(
            project.file.requires) if p.id != project.id), project.batch()])
    else:
        raise InputError(fault("check.kind", file=path))


def check_embedded(data: Path | None = None) -> tuple[list[Checked], Audit]:
    """Check the data package, its projects and the embedded scenarios.

    Returns
    -------
    checked, audit
        What was found without fault, and what can be said of the quality of the data.

    Raises
    ------
    CheckError
        With the faults of all of them, findings that nobody has explained among them.
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
        raise CheckError(faults)
    base, plans = read_base(data), read_plans(data)
    seen = audit(tables, folder)
    faults += [*_values(tables, folder), *_sources(tables, base, data), *seen.faults]
    for project in register(data).all():
        faults += [fault("plan_unknown", file=project.path, found=mention.plan,
                         allowed=", ".join(plans), suggestion=suggest(mention.plan, plans))
                   for mention in project.file.named_in if mention.plan not in plans]
        try:
            needed = register(data).with_requirements([project.id])
            apply(base, [item.batch() for item in needed])
        except InputError as error:
            faults += [fault("check.project_base", file=project.path, id=project.id,
                             reason=item.render()) for item in error.faults]
        else:
            done.append(Checked(f"projects/{project.path.name}"))
    for path in sorted(embedded("scenarios").glob("*.yaml")):
        try:
            resolve(load_scenario(path, strict=False), data)
        except InputError as error:
            faults += error.faults
        else:
            done.append(Checked(f"scenarios/{path.name}"))
    if faults:
        raise CheckError(faults)
    return done, seen


def _sources(tables: Mapping[str, Table], base: Network, data: Path | None) -> list[Fault]:
    """Sources that no row, parameter or project names."""
    named = {str(cell) for name, table in tables.items() if name != "sources"
             and "source_id" in columns(name) for cell in table["source_id"]}
    named |= {parameter.source_id for parameter in base.parameters.values()}
    file = (data or embedded("data")) / "sources.csv"
    texts = [project.text for project in register(data).all()]
    return [fault("check.source_unused", file=file, id=key) for key in tables["sources"]["id"]
            if key not in named and not any(str(key) in text for text in texts)]


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
