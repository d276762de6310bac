"""Several scenarios compared in one call: read together, worked off as a study."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from corridors import __version__
from corridors.analysis.scenario_rows import Item, prepare, work
from corridors.analysis.scenario_table import About, Collection
from corridors.analysis.ticks import Tick
from corridors.cache import key_of
from corridors.card import Card, Shown, read_only
from corridors.errors import Fault, InputError, fault
from corridors.messages import listed, say
from corridors.network.load import read_base
from corridors.scenario.contents import contents_key
from corridors.scenario.model import Scenario, load_scenario
from corridors.scenario.resolve import resolve
from corridors.study.model import Resources, Study
from corridors.study.run import run


class Scenarios(Shown, Mapping[str, Scenario]):
    """Scenarios by id, in the order given; read-only.

    Parameters
    ----------
    given
        Scenarios, or names of files and of embedded scenarios; or a mapping from ids of your own,
        which take the place of theirs.

    Raises
    ------
    InputError
        Two have one id, there is none, or with the faults of all files.

    Examples
    --------
    >>> import corridors
    >>> canal = corridors.load_scenario("pinglu_canal")
    >>> tolls = Scenarios({f"toll_{toll}": canal.with_changes({"set": {
    ...     "where": {"link": "pinglu_canal"}, "values": {"toll_cny_t": toll}}})
    ...     for toll in (0.6, 1.8)})
    >>> tolls
    <Scenarios: toll_0.6, toll_1.8>
    >>> tolls["toll_1.8"].file.name.en
    'With and without the Pinglu Canal (what-if changes: 1)'
    """

    def __init__(self, given: Mapping[str, Scenario | str | Path] |
                 Iterable[Scenario | str | Path]) -> None:
        faults: list[Fault] = []
        found: dict[str, Scenario] = {}
        pairs: Iterable[tuple[str, Scenario | str | Path]] = (
            given.items() if isinstance(given, Mapping) else (
                ("", item) for item in ([given] if isinstance(given, str | Path | Scenario)
                                        else given)))
        for key, item in pairs:
            try:
                one = item if isinstance(item, Scenario) else load_scenario(item, strict=False)
            except InputError as error:
                faults += error.faults
                continue
            one = replace(one, id=str(key)) if key else one
            if one.id in found:
                faults.append(fault("scenario_twice", id=one.id))
            found[one.id] = one
        if faults or not found:
            raise InputError(faults or fault("scenario_none"))
        vars(self)["_items"] = found

    _items: dict[str, Scenario]

    def __setattr__(self, name: str, value: object) -> None:
        raise read_only(f"Scenarios.{name}")

    def __setitem__(self, key: str, value: object) -> None:
        raise read_only(f"Scenarios[{key!r}]")

    def __getitem__(self, key: str) -> Scenario:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def with_compare(self, **keys: Any) -> Scenarios:
        """All of them with one question, see :meth:`Scenario.with_compare`; ids stay.

        Parameters
        ----------
        **keys
            Keys under ``compare`` of a scenario file.

        Returns
        -------
        scenarios
            New ones.
        """
        return Scenarios({key: one.with_compare(**keys) for key, one in self._items.items()})

    def compare(self, *, data: Path | None = None, resources: Resources | None = None,
                tick: Tick | None = None, **question: Any) -> Collection:
        """Compare every scenario with its own base.

        Parameters
        ----------
        data
            Folder of a data package; the embedded one where None.
        resources
            Processes or a cluster; chosen by the number of scenarios where None.
        tick
            Told how far it is.
        **question
            ``profiles``, ``modes``, ``origins``, ``destinations``, ``measures``, ``objective`` for
            all of them; where nothing is given each answers the question of its own file, and rows
            of different questions are kept apart.

        Returns
        -------
        collection
            One comparison for each scenario.

        Raises
        ------
        InputError
            With the faults of all scenarios.

        Examples
        --------
        >>> found = Scenarios(["pinglu_canal", "guiyang_nanning_hsr"]).compare(
        ...     profiles="container", modes="barge_sea", origins="nanning",
        ...     destinations=["haiphong"], measures="time_h")
        >>> found.table[["scenario", "difference"]].round(1).values.tolist()
        [['pinglu_canal', -64.9], ['guiyang_nanning_hsr', 0.0]]
        """
        asked = self.with_compare(**question) if question else self
        about: list[About] = []
        items: list[Item] = []
        faults: list[Fault] = []
        for one in asked.values():
            try:
                states = resolve(one, data)
            except InputError as error:
                faults += error.faults
                continue
            about.append(About(
                one.id, one.file.name.zh, one.file.name.en, one.hash, states.base.date,
                states.after.date, one.file.season, one.file.compare.objective,
                tuple(project.id for project in states.projects), len(states.log)))
            items.append(Item(one, contents_key(states, data)))
        if faults:
            raise InputError(faults)
        version = read_base(data).data_version
        study = Study("scenarios", key_of("scenarios", version, __version__), prepare, work, data,
                      tuple(items))
        answers = run(study, resources, tick)
        return Collection(dict(asked), tuple(about), version, tuple(answers), data)

    def card(self, lang: str) -> Card:
        """Their ids, names and projects.

        Parameters
        ----------
        lang
            ``zh`` or ``en``.

        Returns
        -------
        card
            Title, facts and rows, as a notebook shows them.
        """
        heads = ("head.id", "head.name", "head.projects")
        rows = tuple((key, getattr(one.file.name, lang), "all" if one.file.projects == "all" else
                      listed((item if isinstance(item, str) else "…"
                              for item in one.file.projects), lang))
                     for key, one in self._items.items())
        return Card("Scenarios", "", say("card.scenarios", lang, count=len(self)), {},
                    tuple(say(head, lang) for head in heads), rows, line=", ".join(self))


def load_scenarios(names: Iterable[str | Path]) -> Scenarios:
    """Read several scenario files, embedded ones by name.

    Parameters
    ----------
    names
        As :func:`load_scenario` takes them.

    Returns
    -------
    scenarios
        By id, in the order given.

    Raises
    ------
    InputError
        With the faults of all files, and where two have one name.

    Examples
    --------
    >>> list(load_scenarios(["pinglu_canal", "guiyang_nanning_hsr"]))
    ['pinglu_canal', 'guiyang_nanning_hsr']
    """
    return Scenarios(names)
