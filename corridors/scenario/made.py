"""A scenario, and scenarios made from it: changed in Python, checked as a file is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corridors.card import Card, Shown
from corridors.changes import Change
from corridors.errors import Fault, InputError, fault
from corridors.messages import LANGS, listed, say
from corridors.projects.model import Names
from corridors.scenario.file import ScenarioFile, choices
from corridors.scenario.plain import (
    Edit,
    called,
    dumped,
    items_of,
    number,
    plain,
    read_changes,
    short,
)
from corridors.textfile import Document
from corridors.units import BASE_DATE
from corridors.validation import validate


@dataclass(frozen=True, eq=False, repr=False)
class Scenario(Shown):
    """A scenario: what stands before, what comes after, and what to compare.

    It never changes. ``with_...`` and ``without_...`` give a new one, checked like a file: the
    faults of all keys come at once. What is built differently gets an id and a name that say so;
    what is asked of it (:meth:`with_compare`) leaves both alone. The hash follows the content.

    Attributes
    ----------
    id
        Name of its file, or the one that it was given.
    changes
        Ad-hoc what-ifs, applied after all projects.
    hash
        Content hash of the file and of those it extends, or of what was made of it in Python,
        12 hexadecimal digits.
    faults
        Choices that do not exist, of a scenario that was not read strictly;
        :func:`corridors.scenario.resolve.resolve` raises them with its own.
    root, root_names
        Id and names of the scenario that it was made from; empty and None where it was read or is
        new.
    edits
        What was done to that, for the names: a text, or the key and number of a message.

    Examples
    --------
    >>> import corridors
    >>> canal = corridors.load_scenario("pinglu_canal")
    >>> slow = canal.with_parameters({"speed.road.truck": 65}).with_compare(modes=["road"])
    >>> slow.file.name.en
    'With and without the Pinglu Canal (speed.road.truck = 65)'
    >>> canal.with_parameters({}) is canal
    True
    """

    id: str
    file: ScenarioFile
    changes: tuple[Change, ...]
    path: Path
    hash: str
    document: Document
    faults: tuple[Fault, ...] = ()
    root: str = ""
    root_names: Names | None = None
    edits: tuple[Edit, ...] = ()

    @classmethod
    def new(cls, name: str | Mapping[str, str], *, compare: Mapping[str, Any], id: str = "",  # noqa: A002
            changes: Iterable[Change | Mapping[str, Any]] = (), **keys: Any) -> Scenario:
        """A scenario without a file.

        Parameters
        ----------
        name
            One for both languages, or ``{"zh": ..., "en": ...}``.
        compare
            ``profiles``, ``origins``, ``destinations`` and, as in a file, ``modes``,
            ``measures``, ``objective``.
        id
            Short, for names of files and columns; made from the hash where empty.
        changes
            Changes such as :class:`corridors.SetLinks`, or as they stand in a file:
            ``{"set": {...}}``.
        **keys
            Other keys of a scenario file: ``base``, ``after``, ``projects``, ``parameters`` ...

        Raises
        ------
        InputError
            With all faults, as of a file.

        Examples
        --------
        >>> Scenario.new("Canal", projects=["pinglu_canal"], id="canal", compare={
        ...     "profiles": ["bulk"], "origins": ["nanning"], "destinations": ["haiphong"]})
        <Scenario canal: Canal; projects pinglu_canal; nanning → haiphong>
        """
        data = {**plain(keys), "name": dict.fromkeys(LANGS, name) if isinstance(name, str)
                else dict(name), "compare": plain(compare)}
        return _made(id, data, read_changes(changes, id or "scenario"))

    def with_parameters(self, values: Mapping[str, float] | None = None,
                        **numbers: float) -> Scenario:
        """With other parameters, over those that it overrides already.

        Parameters
        ----------
        values
            Dotted key of ``data/parameters.yaml`` -> number in its unit and range. Whether they
            exist and what they allow shows when the scenario meets its data.
        **numbers
            Keys without a dot.

        Returns
        -------
        scenario
            A new one.
        """
        given = {**(values or {}), **numbers}
        return self._with({"parameters": {**self.file.parameters, **given}}, [
            f"{key} = {number(value)}" for key, value in sorted(given.items())
            if self.file.parameters.get(key) != value])

    def with_projects(self, projects: Iterable[str | Mapping[str, Any]] | str) -> Scenario:
        """With more projects, by id or name, or chosen as in ``{"plan": ..., "mode": ...}``.

        Parameters
        ----------
        projects
            One, or several.

        Returns
        -------
        scenario
            A new one.
        """
        if self.file.projects == "all":
            return self
        listed_ = dumped(self.file)["projects"]
        more = [item for item in items_of(projects) if item not in listed_]
        return self._with({"projects": [*listed_, *more]}, [f"+{short(item)}" for item in more])

    def only_projects(self, projects: Iterable[str | Mapping[str, Any]] | str) -> Scenario:
        """With these projects in place of those that it lists; an empty list takes them all out.

        Parameters
        ----------
        projects
            As in :meth:`with_projects`.

        Returns
        -------
        scenario
            A new one.
        """
        given = items_of(projects)
        return self._with({"projects": given}, [*map(short, given)] or [("made.no_projects", 0)])

    def without_projects(self, projects: Iterable[str] | str) -> Scenario:
        """Without some of its projects, by id as the scenario lists them.

        Where it chooses by plan, kind or date, they are named in ``leave_out``.

        Parameters
        ----------
        projects
            One, or several.

        Returns
        -------
        scenario
            A new one.

        Raises
        ------
        InputError
            A scenario that lists its projects one by one does not list this one.
        """
        gone, file = [str(item) for item in items_of(projects)], self.file
        listed_ = [] if file.projects == "all" else dumped(file)["projects"]
        chosen = file.projects == "all" or file.after is not None or any(
            not isinstance(item, str) for item in listed_)
        wrong = [key for key in gone if key not in listed_ and not chosen]
        if wrong:
            raise InputError([fault("project_not_listed", name=key,
                                    allowed=", ".join(listed_) or "—") for key in wrong])
        keys: dict[str, Any] = {}
        if file.projects != "all":
            keys["projects"] = [item for item in listed_ if item not in gone]
        if chosen:
            keys["leave_out"] = [*dict.fromkeys((*file.leave_out, *gone))]
        return self._with(keys, [f"−{key}" for key in gone])

    def with_changes(self, changes: Change | Mapping[str, Any] |
                     Iterable[Change | Mapping[str, Any]]) -> Scenario:
        """With more what-ifs behind those that it has, as objects or as they stand in a file.

        Parameters
        ----------
        changes
            One, or several.

        Returns
        -------
        scenario
            A new one.

        Raises
        ------
        InputError
            With every fault of those that are given as in a file.
        """
        more = read_changes(changes, self.id)
        return self._with({}, [("made.changes", len(more))], (*self.changes, *more))

    def with_compare(self, **keys: Any) -> Scenario:
        """With another question: ``profiles``, ``modes``, ``origins``, ``destinations`` ...

        Lists replace those of the scenario; a text stands for a list of one. Id and name stay. A
        headline whose pairs are not asked for any more is left out.

        Parameters
        ----------
        **keys
            Keys under ``compare`` of a scenario file.

        Returns
        -------
        scenario
            A new one; what is not named stays.

        Raises
        ------
        InputError
            An unknown key, or choices that do not exist, with what is allowed.
        """
        ends = {"origins", "destinations"} & keys.keys()
        return self._with({"compare": {**dumped(self.file)["compare"], **plain(keys)},
                           **({"headline": []} if ends else {})}, [])

    def with_keys(self, **keys: Any) -> Scenario:
        """With other keys of a scenario file: ``base``, ``after``, ``season``, ``openings`` ...

        Parameters
        ----------
        **keys
            Keys of a scenario file.

        Returns
        -------
        scenario
            A new one; what is not named stays.
        """
        given = plain(keys)
        return self._with(given, [f"{key} = {short(value)}" for key, value in given.items()])

    def named(self, id: str = "", *, zh: str = "", en: str = "") -> Scenario:  # noqa: A002
        """With another id and other names; where they are empty they stay.

        The hash stays too: it is the same computation.

        Parameters
        ----------
        id
            Id.
        zh
            Chinese name.
        en
            English name.

        Returns
        -------
        scenario
            A new one.
        """
        names = Names(zh=zh or self.file.name.zh, en=en or self.file.name.en)
        return replace(self, id=id or self.id, file=self.file.model_copy(update={"name": names}),
                       root="", root_names=None, edits=())

    def _with(self, keys: Mapping[str, Any], told: Iterable[Edit],
              changes: tuple[Change, ...] | None = None) -> Scenario:
        """Itself where nothing is different, else a new one."""
        data = {**dumped(self.file), **plain(keys)}
        changes = self.changes if changes is None else changes
        root, names = self.root or self.id, self.root_names or self.file.name
        made = _made("" if told else self.id, data, changes, root)
        if made.file == self.file and changes == self.changes:
            return self
        edits = (*self.edits, *told)
        words = Names(**{lang: called(getattr(names, lang), edits, lang) for lang in LANGS})
        return replace(made, file=made.file.model_copy(update={"name": words}), root=root,
                       root_names=names, edits=edits)

    def card(self, lang: str) -> Card:
        """What a notebook shows of it.

        Parameters
        ----------
        lang
            ``zh`` or ``en``.

        Returns
        -------
        card
            Title, facts and rows, as a notebook shows them.
        """
        file, spec = self.file, self.file.compare
        projects = ["all"] if file.projects == "all" else [
            *map(short, dumped(file)["projects"])]
        pairs = f"{listed(spec.origins, lang)} → {listed(spec.destinations, lang)}"
        told = {
            "base": str(file.base.date or file.base.year or BASE_DATE),
            "after": str(file.after.date or file.after.year) if file.after else "",
            "projects": listed(projects, lang) or "—",
            "leave_out": listed(file.leave_out, lang),
            "parameters": listed((f"{key} = {number(value)}"
                                  for key, value in file.parameters.items()), lang),
            "what_ifs": str(len(self.changes) or ""),
            "season": say("season.low_water", lang) if file.season == "low_water" else "",
            "profiles": listed((say(f"profile.{item}", lang) for item in spec.profiles), lang),
            "modes": listed((say(f"mode.{item}", lang) for item in spec.modes), lang),
            "pairs": pairs,
            "measures": listed((say(f"measure.{item}", lang) for item in spec.measures), lang),
            "objective": say(f"objective.{spec.objective}", lang),
        }
        return Card("Scenario", self.id, getattr(file.name, lang), told,
                    stamp=say("made.stamp", lang, id=self.id, hash=self.hash),
                    line=f"{file.name.en}; projects {', '.join(projects) or 'none'}; {pairs}")


def _made(key: str, data: dict[str, Any], changes: tuple[Change, ...],
          root: str = "scenario") -> Scenario:
    """A scenario of plain data, checked."""
    file = validate(ScenarioFile, data, Document(Path(key or root), data, {}))
    faults = choices(file, Document(Path(key or root), data, {}))
    if faults:
        raise InputError(faults)
    content = dumped(file)
    del content["name"]
    content["changes"] = [{type(change).__name__: change.model_dump(mode="json")}
                          for change in changes]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    key = key or f"{root}-{digest[:6]}"
    return Scenario(key, file, changes, Path(key), digest, Document(Path(key), data, {}))
