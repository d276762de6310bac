"""A filled workbook as validated project and scenario files."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from corridors.errors import Fault, InputError, fault
from corridors.exchange.template.build import Builder
from corridors.exchange.template.built import Built
from corridors.exchange.template.check import check_built, merged, package_with
from corridors.exchange.template.lists import Lists
from corridors.exchange.template.opened import Opened, open_workbook
from corridors.exchange.template.recognise import recognise
from corridors.exchange.template.same import same_project, same_scenario
from corridors.exchange.template.yamltext import dump
from corridors.messages import say
from corridors.projects.model import read_project
from corridors.scenario.model import load_scenario
from corridors.textfile import write_together


@dataclass(frozen=True)
class Filled:
    """What a filled workbook came to.

    Attributes
    ----------
    files
        YAML texts by their names below an output folder, ``projects/<id>.yaml`` and
        ``scenarios/<id>.yaml``; empty where there are faults.
    faults
        Every fault; those of a cell have it as ``table`` (``Sheet!B5``).
    notes
        What was not read, or not as it stands.
    """

    workbook: Opened
    files: dict[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()

    def write(self, folder: Path) -> tuple[str, ...]:
        """Write the files below a folder, all or none; their names.

        Raises
        ------
        InputError
            With all faults, where there are any; nothing is written then.
        OutputError
            A file cannot be written.
        """
        if self.faults:
            raise InputError(self.faults)
        write_together({folder / name: text.encode() for name, text in self.files.items()})
        return tuple(self.files)


def read_workbook(path: str | Path, *, lang: str = "zh", data: Path | None = None) -> Filled:
    """Read a filled workbook and check it as the YAML files are checked.

    Parameters
    ----------
    path
        The filled ``.xlsx`` file.
    lang
        Language of the comment on top of the files and of headings in messages.
    data
        Folder of the data package that it is held against; the embedded one where None.

    Returns
    -------
    filled
        The files, or the faults with their cells.

    Raises
    ------
    InputError
        It is no workbook that can be read at all.
    MissingPackageError
        openpyxl is not installed.
    """
    opened = open_workbook(Path(path))
    builder = Builder(recognise(opened), opened.path.name, Lists(data), lang)
    files = builder.files()
    found = list(builder.faults)
    texts: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="corridors-") as name:
        folder = Path(name)
        head = say("template.yaml_from", lang, name=_shown(opened.path.name))
        against = data
        for built in files:
            own = folder / built.group
            own.mkdir()
            if built.group == "scenario" and len(files) > 1 and not builder.faults and _names(
                    built, files[0].id):
                against = package_with(folder, [(files[0].id, dump(files[0].data)[0])], data)
            own_id = files[0].id if files[0].group == "project" else ""
            found = merged(found, [one for one in check_built(
                built, opened.path.name, own, against) if not (
                    one.key == "project_unknown" and one.values.get("name") == own_id)])
        if not found:
            for built in files:
                text, _ = dump(built.data, head)
                texts[f"{built.group}s/{built.id}.yaml"] = text
                if not _reads_back(folder / built.group / f"{built.id}.yaml", text, built.group):
                    found.append(fault("workbook_changed", file=opened.path.name))
    return Filled(opened, {} if found else texts, tuple(found), tuple(builder.notes))


def _names(built: Built, project: str) -> bool:
    """Whether a scenario may select the project of its own workbook."""
    return built.data.get("projects") == "all" or project in repr(built.data)


def _reads_back(path: Path, text: str, group: str) -> bool:
    """Whether the file as it will be written says what was checked."""
    again = path.parent / "again" / path.name
    again.parent.mkdir()
    again.write_text(text, encoding="utf-8")
    if group == "project":
        return same_project(read_project(path), read_project(again))
    return same_scenario(load_scenario(path), load_scenario(again))


def _shown(name: str) -> str:
    """A file name that fits into a comment."""
    return "".join(c for c in name if c.isprintable())[:120]
