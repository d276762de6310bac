"""Work off points of a design as a study."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from corridors import __version__
from corridors.analysis.sweep.draws import Item, Spec, prepare, work
from corridors.analysis.sweep.vary import Builder
from corridors.analysis.ticks import Tick
from corridors.cache import key_of
from corridors.scenario.contents import contents_key
from corridors.study.model import Answer, Resources, Study
from corridors.study.run import run

Array = np.ndarray[Any, Any]


def run_points(spec: Spec, builder: Builder, points: Array, resources: Resources | None,
         tick: Tick) -> list[Answer]:
    """Answers of the draw in which everything stands as it is, then of all points."""
    items: list[Item] = [(0, ()), *((number, tuple(map(float, point)))
                                    for number, point in enumerate(points, start=1))]
    spec = replace(spec, contents=contents_key(builder.states, spec.data))
    study = Study("sweep", study_key(spec, builder), prepare, work, spec, tuple(items))
    name = f"profile.{spec.profile}"
    tick(name)
    return run(study, resources, tick)


def study_key(spec: Spec, builder: Builder) -> str:
    """Hash of all that the answers depend on but the points."""
    scenario = spec.scenario
    return key_of(__version__, scenario.hash, repr(scenario.file), repr(scenario.changes),
                  contents_key(builder.states, spec.data), repr(spec.factors), spec.distribution,
                  spec.profile, repr(spec.pairs), str(spec.whole))
