"""All project files of a data package, read when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from corridors.card import ROWS, Card, Shown
from corridors.errors import Fault, InputError, UnknownNameError, fault
from corridors.messages import say
from corridors.names import suggest
from corridors.paths import Found, as_found, embedded, own
from corridors.projects.model import Project, read_project
from corridors.units import BASE_DATE

if TYPE_CHECKING:
    import pandas as pd


class Register(Shown):
    """Project files by id; ``for project in register()`` goes through all of them.

    Parameters
    ----------
    folder
        Project files of a data package.
    mine
        Project files of the user's own beside them.

    Attributes
    ----------
    own
        Ids of the user's own projects.

    Raises
    ------
    InputError
        A project of the user's own has the id of another.

    Examples
    --------
    >>> register().get("pinglu_canal").file.name.en
    'Pinglu Canal'
    """

    def __init__(self, folder: Path, mine: Path | None = None) -> None:
        self.folder = folder
        paths = {path.stem: path for path in folder.glob("*.yaml")}
        added = {} if mine is None else {path.stem: path for path in mine.glob("*.yaml")}
        taken = sorted(paths.keys() & added.keys())
        if taken:
            raise InputError([fault("project_taken", file=added[key], id=key) for key in taken])
        self.own = frozenset(added)
        self._paths = dict(sorted({**paths, **added}.items()))
        self._read: dict[str, Project] = {}

    def __len__(self) -> int:
        return len(self._paths)

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[Project]:
        return iter(self.all())

    def __contains__(self, key: object) -> bool:
        return key in self._paths

    def __getitem__(self, name: str) -> Project:
        return self.get(name)

    def frame(self) -> pd.DataFrame:
        """One row a project, indexed by id; unknown dates are missing."""
        import pandas as pd

        return pd.DataFrame([{
            "id": p.id, "name_zh": p.file.name.zh, "name_en": p.file.name.en,
            "kind": p.file.kind, "stage": p.file.status.stage, "status_as_of": p.file.status.as_of,
            "opening_planned": p.file.opening.planned, "opening_actual": p.file.opening.actual,
            "modelled": p.modelled, "background": p.background,
            "plans": tuple(dict.fromkeys(m.plan for m in p.file.named_in if m.reading == "main")),
            "prefectures": p.file.prefectures, "requires": p.needs,
        } for p in self.all()]).set_index("id", drop=False)

    def card(self, lang: str) -> Card:
        """The first of them: name, kind, status, opening."""
        heads = ("head.id", "head.name", "head.kind", "head.status", "head.opening")
        rows = tuple((p.id, getattr(p.file.name, lang), say(f"kind.{p.file.kind}", lang),
                      say(f"stage.{p.file.status.stage}", lang),
                      p.file.opening.actual or p.file.opening.planned or "—")
                     for p in (self.get(key) for key in self.ids[:ROWS]))
        return Card("Register", "", say("card.register", lang), headings=tuple(
            say(head, lang) for head in heads), rows=rows, total=len(self),
            line=f"{len(self)} projects")

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of all projects, sorted."""
        return tuple(self._paths)

    def get(self, name: str) -> Project:
        """A project by id, Chinese or English name.

        Raises
        ------
        UnknownNameError
            No project has that name.
        InputError
            Its file has faults.
        """
        key = name.strip()
        if key not in self._paths:
            wanted = key.casefold()
            matches = [project.id for project in self.all()
                       if wanted in (project.file.name.zh.casefold(),
                                     project.file.name.en.casefold(), project.id)]
            if len(matches) != 1:
                names = [*self._paths, *(p.file.name.zh for p in self.all())]
                raise UnknownNameError(fault("project_unknown", name=name,
                                             suggestion=suggest(key, names)))
            key = matches[0]
        if key not in self._read:
            self._read[key] = read_project(self._paths[key])
        return self._read[key]

    def all(self) -> tuple[Project, ...]:
        """Every project, sorted by id; the faults of all files at once.

        Raises
        ------
        InputError
            With the faults of all files.
        """
        faults: list[Fault] = []
        for key, path in self._paths.items():
            if key not in self._read:
                try:
                    self._read[key] = read_project(path)
                except InputError as error:
                    faults += error.faults
        if faults:
            raise InputError(faults)
        return tuple(self._read[key] for key in self._paths)

    def opened(self, date: str, openings: str = "actual") -> tuple[Project, ...]:
        """Projects open on a date that were not open on the base date, sorted by id.

        The base holds what was open before. None opens before all that it requires, and its
        parts: one with a later actual date keeps it waiting, whatever was planned.

        Parameters
        ----------
        openings
            ``actual`` or ``planned``, as in :meth:`Project.open_on`.

        Examples
        --------
        >>> [project.id for project in register().opened("2022-11-30")]
        []
        """
        def waits(project: Project) -> bool:
            return any(other.file.opening.actual is not None and not other.open_on(date)
                       for other in self._needed(project))

        return tuple(project for project in self.all()
                     if project.open_on(date, openings)
                     and not project.open_on(BASE_DATE, openings) and not waits(project))

    def _needed(self, project: Project) -> tuple[Project, ...]:
        """All that it needs, directly or not; unknown names are left to those who switch it on."""
        found: dict[str, Project] = {}
        stack = [*project.needs]
        while stack:
            key = stack.pop()
            if key in self._paths and key not in found:
                found[key] = self.get(key)
                stack += found[key].needs
        return tuple(found.values())

    def with_requirements(self, names: Iterable[str]) -> tuple[Project, ...]:
        """Projects and everything they require, parts too, each once, sorted by id.

        Raises
        ------
        UnknownNameError
            A name or requirement is unknown.
        InputError
            Two of them exclude each other.
        """
        found: dict[str, Project] = {}
        stack = [self.get(name) for name in names]
        while stack:
            project = stack.pop()
            if project.id in found:
                continue
            found[project.id] = project
            for where in ("requires", "parts"):
                for i, key in enumerate(getattr(project.file, where)):
                    try:
                        stack.append(self.get(key))
                    except UnknownNameError as error:
                        line = project.document.line((where, i))
                        raise UnknownNameError([Fault(f.key, f.values, str(project.path), line)
                                                for f in error.faults]) from None
        clashes = [(key, other) for key, project in sorted(found.items())
                   for other in project.file.excludes if other in found]
        if clashes:
            raise InputError([fault("projects_exclude", first=a, second=b) for a, b in clashes])
        return tuple(found[key] for key in sorted(found))


def with_dependants(ids: Iterable[str], among: Iterable[Project]) -> frozenset[str]:
    """Ids of projects, and of those among others that cannot stand without them.

    Examples
    --------
    >>> sorted(with_dependants(["xianggui_canal"], register().all()))[-1]
    'xianggui_canal'
    """
    found, rest = frozenset(ids), tuple(among)
    while more := {project.id for project in rest
                   if project.id not in found and found & {*project.needs}}:
        found |= more
    return found


def register(data: Path | None = None) -> Register:
    """The register of a data package; where None the embedded one with the user's own projects.

    Parameters
    ----------
    data
        Folder of a data package; the embedded one where None.

    Returns
    -------
    register
        Projects by id.
    """
    usual = embedded("data")
    mine = own("projects") if data in (None, usual) else None
    return _register(data or usual, mine, () if mine is None else tuple(
        as_found(path) for path in sorted(mine.glob("*.yaml"))))


@cache
def _register(data: Path, mine: Path | None, found: tuple[Found, ...]) -> Register:
    """One register a folder, named or left out, until a file of the user's own is another."""
    del found
    return Register(data / "projects", mine)
