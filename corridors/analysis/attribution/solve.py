"""Solve a game: all coalitions where they are few, else permutations until it is precise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np

from corridors.analysis.attribution.players import Builder, bits
from corridors.analysis.attribution.shapley import exact, half_width, interaction_index, quantile
from corridors.analysis.attribution.worths import Game, prepare, work
from corridors.cache import key_of
from corridors.study.model import Resources, Study
from corridors.study.run import run

Array = np.ndarray[Any, Any]
EXACT_PLAYERS = 14
"""More active players are never solved exactly: their coalitions would fill the memory."""
EXACT_SOLVES = 3000
"""Most tables to be worked out for an exact solution."""
FIRST = 8
"""Samples (an order and its reverse) before the precision is looked at for the first time."""
ROUND = 4
"""Samples come in multiples of this."""
FEW = 3
"""Projects an item of a study, where each is taken first and last."""
CHUNK = 16
"""Coalitions an item of a study."""
IDLE = 1e-9
"""A joint gain that is smaller than this has no shares."""


@dataclass(frozen=True, eq=False)
class Solution:
    """Shares of the active players.

    Attributes
    ----------
    values, half
        Shapley values and half-widths of their intervals, (players, columns); the half-widths
        are 0 where the solution is exact.
    samples
        What each sample says of every scope, (samples, players, scopes); None where exact.
    permutations
        Orders that were tried; None where exact.
    coalitions
        Coalitions of active players with their worths, (2 ** n, columns); None where sampled.
    widest_pct
        Widest half-width of any player, in percent of the joint gain of its profile.
    """

    values: Array
    half: Array
    samples: Array | None
    permutations: int | None
    coalitions: Array | None
    widest_pct: float


class Runner:
    """Works off items of one game on the resources given."""

    def __init__(self, game: Game, key: str, resources: Resources | None,
                 tick: Callable[[str], None]) -> None:
        self.game, self.key, self.resources, self.tick = game, key, resources, tick
        self._known: dict[tuple[str, int], Array] = {}

    def answers(self, items: Iterable[tuple[str, tuple[int, ...]]]) -> list[Any]:
        """Answers of items, in their order."""
        return run(Study("attribution", self.key, prepare, work, self.game, tuple(items)),
                   self.resources, self.tick)

    def worths(self, what: str, masks: Sequence[int]) -> dict[int, Array]:
        """Worths of sets of ``projects`` or ``coalitions`` of players, each worked out once."""
        new = [mask for mask in dict.fromkeys(masks) if (what, mask) not in self._known]
        chunks = [tuple(new[i:i + CHUNK]) for i in range(0, len(new), CHUNK)]
        for chunk, answer in zip(chunks, self.answers((what, chunk) for chunk in chunks),
                                 strict=True):
            for mask, row in zip(chunk, answer["worths"], strict=True):
                self._known[what, mask] = row
        return {mask: self._known[what, mask] for mask in masks}

    def learn(self) -> None:
        """Find out which projects matter to which main modes, so that fewer sets are solved."""
        count, builder = len(self.game.builder.batches), self.game.builder
        items = [tuple(range(i, min(i + FEW, count))) for i in range(0, count, FEW)]
        rows = np.concatenate([answer["changed"] for answer in self.answers(
            ("changed", item) for item in items)])
        matters = {}
        for number, (profile, name) in enumerate(self.game.cells):
            mask = sum(1 << i for i in range(count) if rows[i, number])
            matters[profile, name] = builder.with_needs(mask)
        self.game = replace(self.game, matters=matters)
        self.key = key_of(self.key, repr(matters))


def solves(game: Game) -> int:
    """Tables to be worked out for the worths of all coalitions of the players."""
    if len(game.players) > EXACT_PLAYERS:
        return 1 << 62
    builder, seen = game.builder, set()
    families = {name for names in game.families.values() for name in names}
    used = {profile: names for profile, names in game.families.items() if profile in game.weights}
    for coalition in range(1 << len(game.players)):
        mask = builder.feasible(sum(game.players[i] for i in bits(coalition)))
        for name in families:
            seen.add((name, mask & game.reached[name]))
    return sum(sum(name in names for names in used.values()) for name, _ in seen)


def solve_exactly(runner: Runner) -> Solution:
    """From the worths of all coalitions of active players."""
    every = range(1 << len(runner.game.players))
    found = runner.worths("coalitions", every)
    worths = np.array([found[mask] for mask in every])
    values = exact(worths)
    return Solution(values, np.zeros(values.shape), None, None, worths, 0.0)


def solve_by_samples(runner: Runner, scopes: Array, totals: Array, *, precision_pct: float,
                     permutations: int, seed: int) -> Solution:
    """From orders drawn until the widest interval is narrow enough, or no more are allowed.

    Parameters
    ----------
    scopes
        (columns, scopes), what each scope adds up.
    totals
        Numbers of the scopes that have to be precise.
    precision_pct
        Half-width to be reached, in percent of the joint gain of the scope.
    permutations
        Most orders; two a sample.

    Notes
    -----
    When to stop is looked at after each round, the size of which follows from the scatter so far.
    The intervals hold for each player by itself, not for all at once.
    """
    most = max(2, permutations // 2)
    done = 0
    sums = squares = None
    kept: list[Array] = []
    widest = float("inf")
    wanted = min(FIRST, most)
    while done < wanted:
        for answer in runner.answers(("sample", (seed, number)) for number in range(done, wanted)):
            added = answer["added"]
            sums = added.copy() if sums is None else sums + added
            squares = added ** 2 if squares is None else squares + added ** 2
            kept.append(added @ scopes)
        done = wanted
        samples = np.array(kept)[:, :, totals]
        widest = widest_pct(samples)
        if widest > precision_pct:
            needed = int(np.ceil(1.05 * done * (widest / precision_pct) ** 2))
            more = min(max(ROUND, needed - done), done)
            wanted = min(most, done + -(-more // ROUND) * ROUND)
    assert sums is not None
    assert squares is not None
    mean = sums / done
    spread = np.sqrt(np.maximum(squares / done - mean ** 2, 0.0) / (done - 1))
    return Solution(mean, quantile(done) * spread, np.array(kept), 2 * done, None, widest)


def widest_pct(samples: Array) -> float:
    """Widest half-width of any player in any scope, percent of what all gain there."""
    whole = np.abs(samples.sum(axis=1).mean(axis=0))
    used = whole > IDLE
    if not used.any():
        return 0.0
    return float((100 * half_width(samples)[:, used] / whole[used]).max())


def pairs_of(builder: Builder, players: Sequence[int], chosen: Sequence[int]
             ) -> list[tuple[int, int, tuple[int, int, int, int]]]:
    """Pairs of players with the sets of projects that tell how they work together.

    Returns
    -------
    pairs
        First, second, and both of them, either, and what both need in common: each with all that
        it needs.
    """
    out = []
    for i, j in combinations(sorted(chosen), 2):
        a, b = (builder.with_needs(players[k]) for k in (i, j))
        out.append((i, j, (a | b, a, b, a & b)))
    return out


def index_of(solution: Solution, first: int, second: int) -> Array | None:
    """Shapley interaction index of two active players, by column; None where sampled."""
    if solution.coalitions is None:
        return None
    return interaction_index(solution.coalitions, first, second)
