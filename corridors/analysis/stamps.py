"""What results were made of, for the manifest of their folder, and whether that still holds."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from corridors import __version__
from corridors.cache import key_of
from corridors.cartography.model import MapSpec
from corridors.network.load import read_base
from corridors.paths import embedded
from corridors.projects.register import register
from corridors.scenario.contents import contents_key
from corridors.scenario.made import Scenario
from corridors.scenario.resolve import resolve
from corridors.storage.manifest import Stamp
from corridors.study.identity import code

JOINED = "+"
"""Between the ids of scenarios that stand side by side in one result."""


def stamp(command: str, *scenarios: Scenario | None, spec: MapSpec | None = None,
          data: Path | None = None) -> Stamp:
    """Stamp of results.

    Parameters
    ----------
    scenarios
        Those compared; none for a network of a date, which any project may belong to, so that
        the whole register counts.
    spec
        The map specification, where it comes from a file.
    data
        Folder of the data package; the embedded one where None.
    """
    read = [one for one in scenarios if one is not None]
    kept = [contents_key(resolve(one, data), data) for one in read] or [register_key(data)]
    named = spec if spec is not None and spec.path is not None else None
    return Stamp(
        command=command, scenario=JOINED.join(one.id for one in read),
        scenario_hash=JOINED.join(one.hash for one in read),
        map="" if named is None else named.id, map_hash="" if named is None else named.hash,
        contents=kept[0] if len(kept) == 1 else key_of(*kept),
        data_version=read_base(data).data_version, package_version=__version__, code=code())


def register_key(data: Path | None = None) -> str:
    """Hash of all project files and plans."""
    return _register_key(data)


@cache
def _register_key(data: Path | None) -> str:
    plans = ((data or embedded("data")) / "plans.yaml").read_text(encoding="utf-8-sig")
    return key_of(plans, *(project.text for project in register(data).all()))
