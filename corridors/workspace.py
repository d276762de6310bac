"""What stands in the file that makes a folder a workspace."""

from __future__ import annotations

from corridors.errors import InputError, fault
from corridors.migrations import KEY, read_current
from corridors.names import suggest
from corridors.paths import MARK, workspace

KEYS = (KEY,)


def check_mark() -> None:
    """Look at ``corridors.yaml`` of the workspace, where there is one.

    Raises
    ------
    InputError
        It is no YAML, of a newer form than this package knows, or has keys that mean nothing.
    """
    home = workspace()
    if home is None:
        return
    document = read_current(home / MARK, "workspace")
    assert isinstance(document.data, dict)
    faults = [fault("key_unknown", file=document.path, line=document.line((key,)), name=key,
                    suggestion=suggest(str(key), KEYS), allowed=", ".join(KEYS))
              for key in document.data if key not in KEYS]
    if faults:
        raise InputError(faults)
