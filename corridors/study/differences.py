"""What makes another process another version."""

from __future__ import annotations

from collections.abc import Mapping

from corridors.errors import Fault, fault
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
