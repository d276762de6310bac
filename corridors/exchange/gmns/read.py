"""GMNS in: our own export back as it was, or the network of somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from corridors.errors import Fault, InputError, fault
from corridors.exchange.gmns.foreign import Choices, foreign
from corridors.exchange.gmns.model import PREFIX
from corridors.exchange.gmns.own import own
from corridors.exchange.gmns.raw import Sheet, opened, sheets
from corridors.exchange.package import Package

NEEDED = ("node", "link")


def read_gmns(path: Path, choices: Choices | None = None) -> Package:
    """A network out of a folder of GMNS tables, or of a ZIP archive of them.

    What :func:`~corridors.exchange.gmns.write.export` wrote comes back with all of our columns;
    any other network becomes roads between places, by the assumptions that its losses name.

    Parameters
    ----------
    choices
        Units, and where a network from elsewhere shall lie; as its ``config.csv`` says where
        None.

    Raises
    ------
    InputError
        All faults of all tables.
    """
    with opened(path) as folder:
        found, faults = sheets(folder)
        faults += [fault("gmns_table_missing", file=path, name=f"{name}.csv") for name in NEEDED
                   if name not in found and not _told(faults, name)]
        if faults:
            raise InputError(faults)
        if is_own(found):
            return own(found, folder)
        return foreign(found, choices or Choices(), path.stem)


def is_own(found: Mapping[str, Sheet]) -> bool:
    """Whether tables were written by this toolkit: nodes and links bear ids of ours."""
    return all(f"{PREFIX}id" in found[name].columns for name in NEEDED)


def _told(faults: list[Fault], name: str) -> bool:
    """Whether a table is there and something else was said about it."""
    return any(Path(item.file or "").stem == name for item in faults)
