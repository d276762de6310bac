"""Progress of long commands on the terminal, on standard error; nothing where that is none.

The line is gone when the work is done, so that it never stands among results.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from corridors.messages import known, say

if TYPE_CHECKING:
    from corridors.analysis.ticks import Tick


@contextmanager
def progress(what: str, lang: str) -> Iterator[Tick]:
    """Show that work goes on, and at which step.

    Parameters
    ----------
    what
        Key of the message that names the work.

    Yields
    ------
    tick
        To be called before each step, see :data:`~corridors.analysis.ticks.Tick`.
    """
    from corridors.analysis.ticks import silent

    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    screen = Console(stderr=True, highlight=False)
    if screen.is_dumb_terminal:
        yield silent
        return
    columns = (SpinnerColumn("line"), TextColumn("{task.description}", markup=False),
               BarColumn(bar_width=24), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task(say(what, lang), total=None)
        count = 0

        def tick(step: str) -> None:
            nonlocal count
            count += 1
            words = say(step, lang) if known(step) else step
            bar.update(task, description=say("progress.at", lang, what=say(what, lang),
                                             count=count, step=words), refresh=True)

        yield tick
