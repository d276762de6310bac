"""What both networks of a scenario are made of besides the scenario itself."""

from __future__ import annotations

from pathlib import Path

from corridors.cache import key_of
from corridors.projects.register import register
from corridors.scenario.resolve import States


def contents_key(states: States, data: Path | None = None) -> str:
    """Hash of the tables and parameters, of the projects in both states, and of the places.

    A scenario's own hash tells nothing of them, and the version of the data nothing of projects,
    plans and sets: kept answers go by both this and the scenario's hash.

    Parameters
    ----------
    data
        Folder of the data package that ``states`` were made from; the embedded one where None.
    """
    present, new = states.base.projects, tuple(project.id for project in states.projects)
    texts = [register(data).get(key).text for key in sorted({*present, *new})]
    return key_of(states.base.data_version, repr((present, new)),
                  repr((states.origins, states.destinations)), *texts)
