"""What makes another process another version."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping

from corridors.errors import Fault, ServiceError, fault
from corridors.messages import Word


def differences(theirs: Mapping[str, Mapping[str, str]], ours: Mapping[str, str]) -> list[Fault]:
    """What differs from this machine, with one worker named and the others counted."""
    wrong: dict[tuple[str, str], list[str]] = {}
    for worker, found in sorted(theirs.items()):
        for name in ours:
            if found.get(name) != ours[name]:
                wrong.setdefault((name, found.get(name) or "-"), []).append(worker)
    words = {"code": Word("study.code"), "data": Word("study.data")}
    return [fault("study.differs", count=len(workers), worker=workers[0],
                  what=words.get(name, name), found=found, ours=ours[name] or "-")
            for (name, found), workers in wrong.items()]


def same_data(found: str, ours: str) -> None:
    """Refuse to work on a data folder that holds something else than where the study was begun.

    Parameters
    ----------
    found, ours
        Hash of what this process read, and of what the process that began the study did.

    Raises
    ------
    ServiceError
        They differ.
    """
    if found != ours:
        who = f"{platform.node()} {os.getpid()}"
        raise ServiceError(differences({who: {"data": found}}, {"data": ours}))
