"""A process that works off batches for the one that started it, and ends with it."""

from __future__ import annotations

import os
import queue
import sys
import threading
from typing import IO, Any

from corridors.study.frames import receive, send
from corridors.study.tasks import work_batch


def main() -> None:
    """Take a study, then batches, from standard input; give outcomes on standard output.

    What the study prints goes to standard error.
    """
    given, out = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(given, waiting), daemon=True).start()
    blob, versions = waiting.get()
    while True:
        send(out, work_batch(waiting.get(), blob, versions))


def _listen(given: IO[bytes], waiting: queue.SimpleQueue[Any]) -> None:
    """Pass messages on; where the other process is gone nobody needs the answer."""
    try:
        while True:
            waiting.put(receive(given))
    except EOFError:
        sys.stderr.flush()
        os._exit(0)
