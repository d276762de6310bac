"""What several scenarios come to, beside one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corridors import __version__
from corridors.analysis.compare import Comparison, compare
from corridors.analysis.rows import Row, Summary, headline, summarise_rows
from corridors.analysis.scenario_rows import Columns, columns_of, rows_of
from corridors.card import Card, Shown
from corridors.errors import UnknownNameError, fault
from corridors.families import check_choices
from corridors.messages import say
from corridors.names import suggest
from corridors.scenario.model import Scenario
from corridors.study.model import Answer

if TYPE_CHECKING:
    import pandas as pd

STATES = ("base", "after", "difference", "difference_pct")


class About(NamedTuple):
    """One scenario of a collection: what its rows are of.

    Attributes
    ----------
    projects
        Ids of what is in the after state and not in the base.
    values_changed
        Network values and parameters that it changes.
    """

    scenario: str
    name_zh: str
    name_en: str
    scenario_hash: str
    base_date: str
    after_date: str
    season: str
    objective: str
    projects: tuple[str, ...]
    values_changed: int


@dataclass(frozen=True, eq=False, repr=False)
class Collection(Shown):
    """Several scenarios, each compared with its own base.

    Attributes
    ----------
    about
        One for each, in the order of the scenarios.
    answers
        Tables of numbers of each, see :func:`corridors.analysis.scenario_rows.work`.
    """

    scenarios: Mapping[str, Scenario]
    about: tuple[About, ...]
    data_version: str
    answers: tuple[Answer, ...]
    data: Path | None = None

    @cached_property
    def columns(self) -> dict[str, Columns]:
        """Tidy columns of every scenario."""
        return {one.id: columns_of(one, answer) for one, answer in zip(
            self.scenarios.values(), self.answers, strict=True)}

    def rows(self, scenario: str) -> tuple[Row, ...]:
        """Rows of one scenario, those of its comparison.

        Parameters
        ----------
        scenario
            Its id in the collection.

        Returns
        -------
        rows
            One for each pair, profile, main mode and measure.
        """
        return rows_of(self.columns[self._known(scenario)])

    def summary_of(self, scenario: str) -> tuple[Summary, ...]:
        """Counts and means of one scenario.

        Parameters
        ----------
        scenario
            Its id in the collection.

        Returns
        -------
        summary
            One for each profile, main mode and measure.
        """
        return summarise_rows(self.rows(scenario))

    @cached_property
    def table(self) -> pd.DataFrame:
        """All rows: scenario, its names, then the columns of a comparison."""
        import pandas as pd

        parts = []
        for item in self.about:
            frame = pd.DataFrame(self.columns[item.scenario]._asdict())
            frame.insert(0, "scenario", item.scenario)
            frame.insert(1, "name_zh", item.name_zh)
            frame.insert(2, "name_en", item.name_en)
            parts.append(frame)
        return pd.concat(parts, ignore_index=True)

    @property
    def differences(self) -> pd.DataFrame:
        """Differences, a column for each scenario, after minus base.

        A row is a profile, main mode, origin, destination, measure and unit; NaN where a scenario
        has no connection in one of its states or does not ask for that row.
        """
        return self.wide("difference")

    def wide(self, state: str = "difference") -> pd.DataFrame:
        """One state or the difference, a column for each scenario.

        Parameters
        ----------
        state
            ``base``, ``after``, ``difference`` or ``difference_pct``.

        Returns
        -------
        frame
            Pairs, profiles, main modes and measures in rows; NaN where there is no value.
        """
        check_choices(("state", state, STATES))
        keys = ["profile", "mode", "origin", "destination", "measure", "unit"]
        wide: pd.DataFrame = self.table.pivot(index=keys, columns="scenario", values=state)
        first = self.table.drop_duplicates(keys)[keys]
        return wide.reindex(index=[*first.itertuples(index=False, name=None)],
                            columns=list(self.scenarios))

    def matrix(self, measure: str, *, profile: str, mode: str,
               state: str = "difference") -> pd.DataFrame:
        """One measure as matrices beside one another: (scenario, destination) in columns.

        Parameters
        ----------
        measure
            Such as ``time_h``, ``cost_cny`` or ``co2_kg``.
        profile
            A kind of traveller or cargo, such as ``passenger``, ``container`` or ``bulk``.
        mode
            A main mode, or ``best``.
        state
            ``base``, ``after`` or ``difference``.

        Returns
        -------
        frame
            Origins in rows; NaN where there is no value.

        Raises
        ------
        InputError
            No scenario compares that measure, profile or main mode.
        """
        table = self.table
        check_choices(("state", state, STATES), *(
            (name, found, tuple(dict.fromkeys(table[name]))) for name, found in (
                ("measure", measure), ("profile", profile), ("mode", mode))))
        frame = table[(table["measure"] == measure) & (table["profile"] == profile)
                      & (table["mode"] == mode)]
        wide: pd.DataFrame = frame.pivot(index="origin", columns=["scenario", "destination"],
                                         values=state)
        return wide.reindex(index=list(dict.fromkeys(frame["origin"])), columns=[
            *dict.fromkeys(zip(frame["scenario"], frame["destination"], strict=True))])

    @property
    def summary(self) -> pd.DataFrame:
        """Counts and means by scenario, profile, main mode and measure."""
        import pandas as pd

        return pd.DataFrame([
            {"scenario": item.scenario, "name_zh": item.name_zh, "name_en": item.name_en,
             **vars(found)} for item in self.about for found in self.summary_of(item.scenario)])

    @property
    def scenario_table(self) -> pd.DataFrame:
        """One row for each scenario: names, hash, dates, season, objective, projects."""
        import pandas as pd

        return pd.DataFrame(self.about, columns=list(About._fields))

    def comparison(self, scenario: str) -> Comparison:
        """The whole comparison of one scenario with its trips, worked out again.

        Parameters
        ----------
        scenario
            Its id in the collection.

        Returns
        -------
        comparison
            As :func:`corridors.compare` gives it.
        """
        return compare(self.scenarios[self._known(scenario)], self.data)

    def unlike(self) -> tuple[str, ...]:
        """In what the scenarios are unlike, so that their numbers do not stand side by side.

        Returns
        -------
        names
            Of ``base_date``, ``season``, ``objective`` and ``question``.
        """
        names = [name for name in ("base_date", "season", "objective")
                 if len({getattr(item, name) for item in self.about}) > 1]
        questions = {one.file.compare for one in self.scenarios.values()}
        return (*names, *(["question"] if len(questions) > 1 else []))

    def _known(self, scenario: str) -> str:
        if scenario not in self.scenarios:
            raise UnknownNameError(fault(
                "scenario_not_in", name=scenario, allowed=", ".join(self.scenarios),
                suggestion=suggest(scenario, self.scenarios)))
        return scenario

    def card(self, lang: str) -> Card:
        """Mean differences of every scenario.

        Parameters
        ----------
        lang
            ``zh`` or ``en``.

        Returns
        -------
        card
            Title, facts and rows, as a notebook shows them.
        """
        measures = tuple(dict.fromkeys(m for one in self.scenarios.values()
                                       for m in one.file.compare.measures))
        rows: list[tuple[str, ...]] = []
        headings: tuple[str, ...] = ()
        for item in self.about:
            headings, found = headline(self.rows(item.scenario), measures, lang)
            rows += [(getattr(item, f"name_{lang}"), *row) for row in found]
        notes = [say("card.cells", lang), *(say(f"unlike.{name}", lang)
                                            for name in self.unlike())]
        count = sum(len(columns.base) for columns in self.columns.values())
        return Card(
            "Collection", "", say("card.collection", lang, count=len(self.about)), {},
            (say("head.scenario", lang), *headings), tuple(rows),
            frozenset(range(3, 3 + len(measures))), note=" ".join(notes),
            stamp=say("card.stamp", lang, data=self.data_version, version=__version__),
            line=f"{', '.join(self.scenarios)}; {count} rows", most=60)


