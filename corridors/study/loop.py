"""Hand out the items of a study in batches and gather the answers."""

from __future__ import annotations

import pickle
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from typing import Any

from corridors.errors import CorridorsError, Fault, ServiceError, fault
from corridors.study.archive import unpack
from corridors.study.crew import Crew
from corridors.study.differences import differences
from corridors.study.identity import identity
from corridors.study.keep import Keep, study_key
from corridors.study.model import Answer, Count, Study
from corridors.study.tasks import Batch, Failure, Outcome

BATCH_S = 1.0
"""Work of one batch: much against the overhead of handing it out, little to lose."""
LEAST_S = 0.05
"""Work of the small batches at the end, which let all processes finish at one time."""
TRIES = 3
"""How often an item may end the process that works on it."""
AHEAD = 2
"""Batches handed out for each process, so that none waits for the next one."""


class Loop:
    """State of a study that is being worked off.

    Parameters
    ----------
    keys
        Identity of each item.
    keep
        What was finished earlier is taken from there.
    tick
        Told how far it is.
    batch
        Items a batch; by the time they take where None.

    Attributes
    ----------
    answers
        Key -> answer, as far as there are.
    """

    def __init__(self, study: Study, keys: Sequence[str], keep: Keep,
                 tick: Callable[[str], None], batch: int | None) -> None:
        self.study, self.keys, self.keep = study, keys, keep
        self.answers: dict[str, Answer] = keep.read(frozenset(keys))
        first = dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))
        self._identity = study_key(study)
        self._places = Counter(keys)
        self._done = sum(self._places[key] for key in self.answers)
        self._waiting = deque(sorted(n for key, n in first.items() if key not in self.answers))
        self._alone: deque[int] = deque()
        self._deaths: Counter[int] = Counter()
        self._tick, self._batch = tick, batch
        self._seconds, self._items = 0.0, 0
        self._start = time.perf_counter()
        self._tell()

    @property
    def left(self) -> int:
        """Items that nobody has been given."""
        return len(self._waiting) + len(self._alone)

    @property
    def item_s(self) -> float:
        """Time of an item so far."""
        return self._seconds / max(1, self._items)

    def work_off(self, crew: Crew, *, until: Callable[[], bool] = lambda: False) -> None:
        """Work off what is left.

        Parameters
        ----------
        until
            No further batch is handed out once it says so.
        """
        flying = 0
        while flying or (self.left and not until()):
            while self.left and flying < crew.slots() * AHEAD and not (flying and until()):
                crew.give(self._next(crew.slots()))
                flying += 1
            found = crew.take()
            if found is not None:
                flying -= 1
                self._note(*found)

    def _next(self, slots: int) -> Batch:
        if self._alone:
            numbers: tuple[int, ...] = (self._alone.popleft(),)
        else:
            size = self._batch or self._size(slots)
            numbers = tuple(self._waiting.popleft()
                            for _ in range(min(size, len(self._waiting))))
        return Batch(self._identity, numbers, tuple(self.keys[n] for n in numbers),
                     tuple(self.study.items[n] for n in numbers))

    def _size(self, slots: int) -> int:
        """One item until it is known how long one takes; smaller batches towards the end."""
        if not self._items:
            return 1
        fair = -(-len(self._waiting) // (2 * slots)) if slots > 1 else len(self._waiting)
        item_s = max(self.item_s, 1e-6)
        return max(1, min(max(fair, int(LEAST_S / item_s)), int(BATCH_S / item_s)))

    def _note(self, batch: Batch, outcome: Outcome) -> None:
        if outcome.numbers:
            found = unpack(outcome.data)
            self._done += sum(self._places[key] for key in found.keys() - self.answers.keys())
            self.answers.update(found)
            self.keep.write(tuple(found), outcome.data)
            self._seconds += outcome.seconds
            self._items += len(outcome.numbers)
            self._tell()
        if outcome.differs:
            raise ServiceError(differences({outcome.who: outcome.differs}, identity()))
        if outcome.failure is not None:
            raise self._error(outcome.failure)
        if outcome.lost:
            self._again(batch, outcome)

    def _again(self, batch: Batch, outcome: Outcome) -> None:
        """Items of a process that ended, one by one: that shows which of them ended it."""
        for number in batch.numbers:
            if len(batch.numbers) == 1:
                self._deaths[number] += outcome.times
            if self._deaths[number] >= TRIES:
                raise CorridorsError(fault("study.lost", study=self.study.name,
                                           item=shown(self.study.items[number]),
                                           times=self._deaths[number], reason=outcome.lost))
            self._alone.append(number)

    def _error(self, failure: Failure) -> Exception:
        """The item's error, with the item named."""
        item = "" if failure.number is None else shown(self.study.items[failure.number])
        where = (fault("study.prepare", study=self.study.name) if failure.number is None
                 else fault("study.item", study=self.study.name, item=item))
        if failure.kind is not None:
            return failure.kind((Fault(where.key, where.values), *failure.faults))
        if failure.cause is not None:
            error = failure.cause
        elif failure.error:
            error = pickle.loads(failure.error)  # noqa: S301
            error.add_note(failure.trace)
        else:
            error = RuntimeError(failure.trace)
        error.add_note(where.render("en"))
        return error

    def _tell(self) -> None:
        total = len(self.keys)
        passed = time.perf_counter() - self._start
        left = (total - self._done) * passed / self._items if self._items else None
        self._tick(Count(self._done, total, left))


def shown(item: Any) -> str:
    """An item in a message."""
    text = repr(item)
    return text if len(text) <= 80 else f"{text[:79]}…"
