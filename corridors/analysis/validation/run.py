"""Hold the model against the published journeys of its data package."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import inf
from pathlib import Path

from corridors.analysis.ticks import Tick, silent
from corridors.analysis.validation.predict import OBJECTIVE, Prediction, State, predict
from corridors.analysis.validation.published import Published, read_published
from corridors.analysis.validation.score import (
    Item,
    Score,
    changes,
    error_pct,
    half,
    key_of,
    scores,
)
from corridors.network.load import read_base
from corridors.network.model import Network
from corridors.projects.register import register
from corridors.scenario.states import load_network

WORST = 10
MISSED_PCT = 5.0
"""A path further from a figure that the data hold than this does not run on it."""
COMPARED = ("score", "built_in", "formula")


@dataclass(frozen=True)
class Compared:
    """A published figure, what the model says, and whether it counts.

    Attributes
    ----------
    use, reason
        As judged; ``built_in`` and ``own_figure`` where the model turned out to hold the figure.
    prediction
        None where the row does not say enough to be compared.
    """

    row: Published
    prediction: Prediction | None
    use: str
    reason: str

    @property
    def modelled(self) -> float | None:
        """What the model says, in the unit of the published figure."""
        return None if self.prediction is None else self.prediction.value

    @property
    def error_pct(self) -> float | None:
        """Modelled minus published, in per cent of the published figure."""
        return None if self.row.value is None else error_pct(self.row.value, self.modelled)

    @property
    def half(self) -> str:
        """Half that it stands in."""
        return half(key_of(self.row))

    @property
    def command(self) -> str:
        """Command that shows the path; the network of its date, without added projects."""
        if not self.row.complete:
            return ""
        row = self.row
        return (f"corridors route {row.origin} {row.destination} --profile {row.profile} "
                f"--mode {row.mode} --objective {OBJECTIVE} --date {row.date}")

    @property
    def path(self) -> str:
        """Rows that the path runs on, its main legs only."""
        trip = None if self.prediction is None else self.prediction.trip
        return "" if trip is None else " > ".join(
            leg.id for leg in trip.legs if leg.component == "line_haul")


@dataclass(frozen=True)
class Change:
    """A published change and the modelled one.

    Attributes
    ----------
    before, after
        Both sides of a pair; of a delta ``before`` is None.
    use
        ``score`` where every side counts, else what keeps it from counting.
    """

    key: str
    before: Compared | None
    after: Compared
    published: float
    modelled: float | None
    use: str

    @property
    def error_pct(self) -> float | None:
        """How much too large the modelled change is, in per cent."""
        return error_pct(self.published, self.modelled)

    @property
    def right(self) -> bool | None:
        """Whether the direction is right."""
        return None if self.modelled is None else self.modelled * self.published > 0

    @property
    def half(self) -> str:
        """Half that it stands in."""
        return half(self.key)


@dataclass(frozen=True)
class Validation:
    """The model against what others published.

    Attributes
    ----------
    rows
        Every published figure, in the order of the ids.
    changes
        Pairs and deltas that can be compared, those that do not count among them.
    scores
        Levels by group, then by profile and mode, then the changes; three halves each.
    """

    base: Network
    rows: tuple[Compared, ...]
    changes: tuple[Change, ...]
    scores: tuple[Score, ...]

    @property
    def counted(self) -> tuple[Compared, ...]:
        """Levels that count."""
        return tuple(item for item in self.rows
                     if item.use == "score" and item.row.kind != "delta")

    @property
    def left_out(self) -> Counter[tuple[str, str]]:
        """Rows that do not count, by use and reason."""
        return Counter((item.use, item.reason) for item in self.rows if item.use != "score")

    @property
    def worst(self) -> tuple[Compared, ...]:
        """Levels that count with the largest errors, those without a path first."""
        def size(item: Compared) -> tuple[bool, float, str]:
            error = item.error_pct
            return error is not None, -abs(error or 0.0), item.row.id

        return tuple(sorted(self.counted, key=size)[:WORST])

    @property
    def missed(self) -> tuple[Compared, ...]:
        """Levels whose figure the data hold, and which the path does not come out with."""
        return tuple(item for item in self.rows if item.use == "built_in"
                     and item.row.kind != "delta" and item.prediction is not None
                     and not abs(item.error_pct if item.error_pct is not None else inf)
                     <= MISSED_PCT)

    @property
    def failed(self) -> tuple[Score, ...]:
        """Claimable targets that the checking half does not meet."""
        return tuple(score for score in self.scores if score.half == "checking"
                     and not score.profile and score.verdict == "not_met")


def validate(data: Path | None = None, tick: Tick | None = None) -> Validation:
    """Compare the model with every published journey of a data package.

    Parameters
    ----------
    data
        Folder of a data package; the embedded one where None.
    tick
        Told the date of each network before it is made.

    Raises
    ------
    InputError
        The table has faults, or names a terminal that the network does not have.

    Examples
    --------
    >>> result = validate()
    >>> {item.use for item in result.rows} <= {"score", "built_in", "formula", "left_out"}
    True
    """
    base = read_base(data)
    rows = read_published(base, register(data).ids)

    @cache
    def load(state: State) -> Network:
        date, projects, without = state
        (tick or silent)(str(date))
        return load_network(date=date, projects=projects, without=without, data=data)

    said = predict([row for row in rows if row.complete], load)
    compared = tuple(_compared(row, said.get(row.id)) for row in rows)
    changed = tuple(_changes(compared))
    counted = [_item(item) for item in compared
               if item.use == "score" and item.row.kind != "delta"]
    moved = [Item(change.after.row.profile, change.after.row.mode, change.after.row.measure,
                  change.key, change.published, change.modelled)
             for change in changed if change.use == "score"]
    return Validation(base, compared, changed, (*scores(counted), *changes(moved)))


def _compared(row: Published, prediction: Prediction | None) -> Compared:
    if row.use == "score" and prediction is not None and prediction.own_figure:
        return Compared(row, prediction, "built_in", "own_figure")
    return Compared(row, prediction, row.use, row.reason)


def _item(item: Compared) -> Item:
    row = item.row
    assert row.value is not None
    return Item(row.profile, row.mode, row.measure, key_of(row), row.value, item.modelled)


def _changes(rows: Iterable[Compared]) -> Iterable[Change]:
    """Pairs by id, then deltas, where both sides can be compared."""
    sides: dict[str, dict[str, Compared]] = {}
    for item in rows:
        if item.row.pair and item.prediction is not None:
            sides.setdefault(item.row.pair, {})[item.row.state] = item
    for key, pair in sorted(sides.items()):
        if len(pair) < 2:
            continue
        before, after = pair["before"], pair["after"]
        assert before.row.value is not None
        assert after.row.value is not None
        modelled = None if before.modelled is None or after.modelled is None else (
            after.modelled - before.modelled)
        use = max((before.use, after.use), key=(*COMPARED, "left_out").index)
        yield Change(key, before, after, after.row.value - before.row.value, modelled, use)
    for item in rows:
        if item.row.kind == "delta" and item.prediction is not None:
            assert item.row.value is not None
            yield Change(item.row.id, None, item, item.row.value, item.modelled, item.use)
