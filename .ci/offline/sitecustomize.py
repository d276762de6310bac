"""Refuses and writes down every attempt to reach a network; loaded by way of PYTHONPATH.

An audit hook sees what the socket module is asked for, whoever asks and whatever becomes of the
error. The attempt goes into the file that CORRIDORS_ATTEMPTS names, so that one whose error was
swallowed is found too.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

REACHING = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
            "socket.gethostbyname", "socket.gethostbyaddr"}


def refuse(event: str, args: tuple[object, ...]) -> None:
    """Write the attempt down and refuse it; sockets of this machine's own files may connect."""
    if event not in REACHING or (event == "socket.connect" and isinstance(args[1], str | bytes)):
        return
    with Path(os.environ["CORRIDORS_ATTEMPTS"]).open("a", encoding="utf-8") as out:
        out.write(f"{event} {args[1:]}\n")
        out.writelines(traceback.format_stack(limit=8))
    raise OSError(f"the network is off limits here: {event}")


if "CORRIDORS_ATTEMPTS" in os.environ:
    sys.addaudithook(refuse)
