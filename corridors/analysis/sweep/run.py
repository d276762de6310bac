"""Sweep a scenario: draw, compare, sum up, and ask what drives the result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from corridors.analysis.pairs import Pair, find_pairs
from corridors.analysis.sweep import drivers
from corridors.analysis.sweep.choose import Range, chosen
from corridors.analysis.sweep.design import SAMPLERS, design
from corridors.analysis.sweep.draws import Spec, measures_of, modes_of, prepare
from corridors.analysis.sweep.driving import Outcomes, driver_rows
from corridors.analysis.sweep.factors import DISTRIBUTIONS, SEASON, Factor
from corridors.analysis.sweep.indices import designed
from corridors.analysis.sweep.model import Options, SummaryRow, Sweep, SweepRow
from corridors.analysis.sweep.points import run_points
from corridors.analysis.sweep.probe import bearing
from corridors.analysis.sweep.summary import Summary
from corridors.analysis.sweep.vary import Builder
from corridors.analysis.ticks import Tick, silent
from corridors.errors import Fault, InputError, fault
from corridors.families import check_choices
from corridors.scenario.model import Scenario
from corridors.study.model import Resources

SAMPLES = {"morris": 20, "sobol": 64}
"""Trajectories and base samples where none are given."""
MOST_DELAY = 30.0
Own = dict[str, tuple[Factor, ...]]
"""Profile -> factors that bear on it."""


def sweep(scenario: Scenario, draws: int = 1000, seed: int = 1, *, sampler: str = "latin_hypercube",
          distribution: str = "triangular", parameters: Iterable[str] = (),
          ranges: Mapping[str, Range] | None = None, delay_years: float = 0.0,
          low_water: float | None = None, pairs: Iterable[str] = (), sensitivity: str = "",
          samples: int | None = None, resources: Resources | None = None,
          data: Path | None = None, tick: Tick | None = None) -> Sweep:
    """Compare a scenario many times over what nobody knows exactly.

    Every draw gives each parameter that the comparison reads, and each assumed value of a project
    with a range, a value of its own, the same in both states, and looks for all trips again.

    Parameters
    ----------
    scenario
        As :func:`corridors.load_scenario` reads it, or made in Python.
    draws
        Number of draws.
    seed
        Of the design; with the same seed the same numbers come out, whatever the resources.
    sampler
        ``latin_hypercube``, or ``sobol`` (scrambled), which needs thousands of draws where a
        hundred factors and more are varied.
    distribution
        ``triangular``, with its peak at the value in the data, or ``uniform``, between the low
        and high ends. Factors are drawn independently of one another.
    parameters
        Keys or patterns such as ``lock.*`` and ``pinglu_canal:*``: only these are varied;
        ``none`` for no parameter and no assumption.
    ranges
        Low and high ends of one's own by key.
    delay_years
        Each project that only its planned date puts into a state opens up to so many years later,
        every delay as likely as any other.
    low_water
        Share of the year at low water; as the scenario has it in all draws where None.
    pairs
        Pairs such as ``南宁-上海`` whose drivers are wanted besides those of the mean.
    sensitivity
        ``morris`` or ``sobol`` for a design of its own beside the draws; empty for none.
    samples
        Trajectories (``morris``) or base samples (``sobol``, a power of two).
    resources
        What to compute on.
    data
        Folder of a data package; the embedded one where None.
    tick
        Told how far it is.

    Returns
    -------
    sweep
        Medians, ranges and shares of draws with a gain by pair and over all pairs, what drives
        them, and the values drawn.

    Raises
    ------
    InputError
        With all faults: no draws, choices that do not exist, patterns that fit nothing, ranges
        upside down or of what cannot be, faults of the scenario.
    MissingPackageError
        ``sensitivity`` without the extra ``study``.

    Examples
    --------
    >>> import corridors
    >>> found = sweep(corridors.load_scenario("guiyang_nanning_hsr"), draws=2, seed=1,
    ...               parameters=["value_of_time.*"])
    >>> [factor.key for factor in found.factors]
    ['value_of_time.passenger']
    >>> known = found.table.dropna(subset=["difference_median"])
    >>> bool((known.difference_p05 <= known.difference_p95).all())
    True
    """
    tick = tick or silent
    patterns, ranges = tuple(parameters), dict(ranges or {})
    _check(draws, delay_years, low_water, sensitivity, samples)
    check_choices(("sampler", sampler, SAMPLERS), ("distribution", distribution, DISTRIBUTIONS),
                  *(("sensitivity", name, drivers.METHODS) for name in (sensitivity,) if name))
    if sensitivity:
        drivers.salib()
    builder = Builder(scenario, data)
    if not measures_of(scenario):
        raise InputError(fault("sweep_measures", found=", ".join(scenario.file.compare.measures)))
    wanted = _wanted(builder, pairs)
    tick("progress.sweep_read")
    factors, unread, own = _factors(builder, patterns, ranges, delay_years, low_water)
    options = Options(draws, seed, sampler, distribution, delay_years, low_water or 0.0, patterns,
                      ranges, sensitivity, samples or SAMPLES.get(sensitivity, 0))
    points = design(draws, len(factors), sampler=sampler, seed=seed)
    rows: list[SweepRow] = []
    summary: list[SummaryRow] = []
    outcomes: Outcomes = {}
    paired: Outcomes = {}
    for profile in scenario.file.compare.profiles:
        modes = modes_of(scenario, profile)
        if not modes:
            continue
        spec = Spec(scenario, data, profile, factors, distribution, wanted)
        answers = run_points(spec, builder, points, resources, tick)
        made = Summary(profile, modes, measures_of(scenario), answers,
                       (builder.states.origins, builder.states.destinations))
        for some, total in made.rows():
            rows += some
            summary.append(total)
        outcomes.update(made.outcomes)
        paired.update(made.of_pairs(wanted))
    made_rows = driver_rows({**outcomes, **paired}, factors, own, points, distribution, seed)
    indices = None
    if sensitivity and factors:
        more, indices = designed(builder, own, wanted, options, resources, tick)
        made_rows += more
    overrides = tuple(sorted(set(scenario.file.parameters) - {f.key for f in factors}))
    return Sweep(
        scenario, builder.states, options, factors,
        np.column_stack([f.at(points[:, i], distribution) for i, f in enumerate(factors)])
        if factors else np.zeros((draws, 0)),
        tuple(rows), tuple(summary), tuple(made_rows), {**outcomes, **paired},
        wanted, indices, overrides,
        unread, bool(delay_years) and not builder.dues,
        tuple(name for name in scenario.file.compare.measures
              if name not in measures_of(scenario)))


def _check(draws: int, delay_years: float, low_water: float | None, sensitivity: str,
           samples: int | None) -> None:
    faults: list[Fault] = []
    if draws < 1:
        faults.append(fault("sweep_draws", found=draws))
    if not 0 <= delay_years <= MOST_DELAY:
        faults.append(fault("sweep_delay", found=delay_years, most=MOST_DELAY))
    if low_water is not None and not 0 <= low_water <= 1:
        faults.append(fault("sweep_low_water", found=low_water))
    if samples is not None and (samples < 2 or (
            sensitivity == "sobol" and samples & (samples - 1))):
        faults.append(fault("sweep_samples", found=samples))
    if faults:
        raise InputError(faults)


def _wanted(builder: Builder, pairs: Iterable[str]) -> tuple[Pair, ...]:
    """Pairs whose drivers are asked for; all must be among those compared."""
    found = find_pairs(builder.states.base, pairs)
    outside = [fault("sweep_pair", origin=o, destination=d) for o, d in found
               if o not in builder.states.origins or d not in builder.states.destinations]
    if outside:
        raise InputError(outside)
    return found


def _factors(builder: Builder, patterns: tuple[str, ...], ranges: Mapping[str, Range],
             delay_years: float, low_water: float | None) -> tuple[
                 tuple[Factor, ...], tuple[str, ...], Own]:
    """What is varied, what was named and is not read, what bears on which profile."""
    scenario = builder.scenario
    asked = chosen(builder.states.base.parameters, builder.factors, patterns=patterns,
                   ranges=ranges, overridden=scenario.file.parameters)
    seasons = [scenario.file.season] if low_water is None else ["normal", "low_water"]
    more = [Factor(f"delay:{due.id}", "delay", 0.0, 0.0, delay_years, "a", project=due.id)
            for due in builder.dues if delay_years > 0]
    if low_water is not None and low_water > 0:
        more.append(Factor(SEASON, "season", 0.0, 0.0, low_water, "1"))
    own: Own = {}
    for profile in scenario.file.compare.profiles:
        if not modes_of(scenario, profile):
            continue
        read: set[str] = set()
        if any(factor.kind == "parameter" for factor in asked):
            read = bearing(prepare(Spec(scenario, builder.data, profile, asked, "uniform")),
                           seasons)
        own[profile] = (*(factor for factor in asked
                          if factor.kind != "parameter" or factor.key in read), *more)
    bear = {factor.key for factors in own.values() for factor in factors}
    factors = tuple(factor for factor in (*asked, *more) if factor.key in bear)
    named = {*patterns, *ranges}
    return factors, tuple(factor.key for factor in asked
                          if factor.key in named and factor.key not in bear), own
