"""Rows of an attribution from a solution."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from corridors.analysis.attribution.players import BACKGROUND, Player, bits
from corridors.analysis.attribution.result import Interaction, Share, percent, unit_of
from corridors.analysis.attribution.scopes import ALL_PROFILES, Scope
from corridors.analysis.attribution.shapley import half_width
from corridors.analysis.attribution.solve import Solution, index_of, pairs_of
from corridors.analysis.attribution.worths import Game
from corridors.analysis.pairweights import Demand
from corridors.changes.apply import AD_HOC

Array = np.ndarray[Any, Any]
PairSets = list[tuple[int, int, tuple[int, int, int, int]]]
WORTH_NAMING = 0.5
"""Two projects complement or replace one another where it makes this percent of the joint gain."""


@dataclass(frozen=True, eq=False)
class Found:
    """A solved game and who played it."""

    game: Game
    everybody: tuple[Player, ...]
    active: tuple[Player, ...]
    bundles: Mapping[str, int]
    scopes: tuple[Scope, ...]
    matrix: Array
    solution: Solution
    demand: Demand
    by: str

    @property
    def everything(self) -> int:
        """Bits of all projects."""
        return (1 << len(self.game.builder.batches)) - 1

    def sets(self, mask: int) -> tuple[int, int, int]:
        """Sets of projects: some alone, with what they need, and all but them."""
        builder = self.game.builder
        return (builder.feasible(mask), builder.with_needs(mask),
                builder.feasible(self.everything & ~mask))

    @property
    def wanted(self) -> list[int]:
        """Sets whose worths the rows need."""
        masks = [self.everything, 0]
        for player in self.active:
            masks += self.sets(player.mask)
        for parts in self.bundles.values():
            masks += self.sets(self.mask_of(parts))
        return masks

    def mask_of(self, players: int) -> int:
        """Bits of the projects of players given as bits of ``everybody``."""
        mask = 0
        for i in bits(players):
            mask |= self.everybody[i].mask
        return mask

    def role(self, player: Player) -> str:
        """See :data:`corridors.analysis.attribution.result.ROLES`."""
        if player.id in self.bundles:
            return "bundle"
        if player not in self.active:
            return "null"
        if player.id == AD_HOC:
            return "own"
        if self.by != "project" or player.id == BACKGROUND:
            return "group"
        return "required" if player.required else "project"

    def unit(self, profile: str) -> str:
        """Unit of the gains of a profile, or of all."""
        return "CNY/year" if profile == ALL_PROFILES else unit_of(self.demand, profile)


def shares(found: Found, worths: Mapping[int, Array]) -> Iterator[Share]:
    """Shares in every scope, scope by scope, players in their order.

    Players that change nothing modelled stand in the scope of all pairs only.
    """
    solution, number = found.solution, {p.id: i for i, p in enumerate(found.active)}
    told = {mask: row @ found.matrix for mask, row in worths.items()}
    joint = told[found.everything]
    values = solution.values @ found.matrix
    half = np.zeros(values.shape) if solution.samples is None else half_width(solution.samples)
    nothing = np.zeros(len(found.scopes))
    for k, scope in enumerate(found.scopes):
        for player in found.everybody:
            parts = [number[found.everybody[i].id]
                     for i in bits(found.bundles.get(player.id, 0))]
            if player.id in found.bundles:
                value = float(values[parts, k].sum())
                width = 0.0 if solution.samples is None or not parts else float(
                    half_width(solution.samples[:, parts, k].sum(axis=1)))
                mask = found.mask_of(found.bundles[player.id])
            elif player.id in number:
                i, mask = number[player.id], player.mask
                value, width = float(values[i, k]), float(half[i, k])
            else:
                value, width, mask = 0.0, 0.0, 0
            alone, needed, without = (told[m] for m in found.sets(mask)) if mask else (
                nothing, nothing, joint)
            if not mask and scope.kind != "all":
                continue
            yield Share(
                player.id, found.role(player), scope.kind, scope.id, scope.profile,
                found.unit(scope.profile), scope.pairs, float(alone[k]), float(needed[k]),
                float(joint[k] - without[k]), value, value - width, value + width,
                percent(value, float(joint[k])), float(joint[k]), solution.permutations)


def together(found: Found, most: int) -> PairSets:
    """Pairs of the players with the largest shares in any profile."""
    solution = found.solution
    whole = [k for k, scope in enumerate(found.scopes) if scope.kind == "all"]
    if solution.permutations is None:
        chosen: Sequence[int] = range(len(found.active))
    else:
        values = solution.values @ found.matrix[:, whole]
        joint = np.abs(values.sum(axis=0))
        size = np.abs(values / np.where(joint > 0, joint, 1.0)).max(axis=1)
        order = np.lexsort((np.arange(len(size)), -size.round(12)))
        chosen = [int(i) for i in order[:most]]
    return pairs_of(found.game.builder, [p.mask for p in found.active], chosen)


def interactions(found: Found, pairs: PairSets, worths: Mapping[int, Array]
                 ) -> Iterator[Interaction]:
    """How pairs of players work together, profile by profile, the strongest first."""
    builder = found.game.builder
    for k, scope in enumerate(found.scopes):
        if scope.kind != "all":
            continue
        told = {mask: float(row @ found.matrix[:, k]) for mask, row in worths.items()}
        joint, rows = told[found.everything], []
        for i, j, (both, first, second, common) in pairs:
            difference = told[both] + told[common] - told[first] - told[second]
            index = index_of(found.solution, i, j)
            share = percent(difference, joint)
            one, other = found.active[i], found.active[j]
            if (builder.with_needs(one.mask) & other.mask
                    or builder.with_needs(other.mask) & one.mask):
                verdict = "requires"
            elif share is None or abs(share) < WORTH_NAMING:
                verdict = "independent"
            else:
                verdict = "complements" if share > 0 else "substitutes"
            rows.append(Interaction(
                one.id, other.id, scope.profile, found.unit(scope.profile), told[both],
                told[first], told[second], told[common], difference, share,
                None if index is None else float(index @ found.matrix[:, k]), verdict))
        yield from sorted(rows, key=lambda row: (-round(abs(row.difference), 9), row.first,
                                                 row.second))
