"""Who works off the batches of a study."""

from __future__ import annotations

import queue
from collections.abc import Callable
from typing import Any, Protocol

from corridors.study.model import Answer, Study
from corridors.study.tasks import Batch, Outcome, done

WAIT_S = 0.5
"""How long a crew waits for an outcome before it lets the study look round."""


class Crew(Protocol):
    """Takes batches and gives outcomes, in whatever order."""

    def slots(self) -> int:
        """Batches that are worked off at one time."""
        ...

    def give(self, batch: Batch) -> None:
        """Have a batch worked off."""
        ...

    def take(self) -> tuple[Batch, Outcome] | None:
        """The next outcome; None after a while without one."""
        ...

    def close(self) -> None:
        """Stop at once, whatever is under way."""
        ...


class Here:
    """The process at hand, one batch after the other."""

    def __init__(self, study: Study) -> None:
        self._work: Callable[[Any, Any], Answer] = study.work
        self._study, self._ready = study, False
        self._context: Any = None
        self._given: queue.SimpleQueue[Batch] = queue.SimpleQueue()

    def slots(self) -> int:
        """One."""
        return 1

    def give(self, batch: Batch) -> None:
        """Put a batch aside until its outcome is asked for."""
        self._given.put(batch)

    def take(self) -> tuple[Batch, Outcome] | None:
        """Work off the batch given first."""
        if not self._ready:
            self._context, self._ready = self._study.prepare(self._study.spec), True
        batch = self._given.get_nowait()
        return batch, done(batch, self._work, self._context)

    def close(self) -> None:
        """There is nothing to stop."""
