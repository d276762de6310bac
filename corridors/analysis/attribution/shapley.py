"""Shapley values of any game with side payments, exact or from permutations.

A coalition is a bit mask: player ``i`` is in it where bit ``i`` is set. A worth is an array of k
numbers, so that many games with the same players are solved at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import factorial
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Worth = Callable[[int], Array]
CONFIDENCE = 0.95
"""Of the intervals."""


def exact(worths: Array) -> Array:
    """Shapley values from the worths of all coalitions.

    Parameters
    ----------
    worths
        (2 ** n, k), row ``mask`` is the worth of that coalition.

    Returns
    -------
    values
        (n, k); they add up to the worth of all less that of none.

    Examples
    --------
    Two left gloves and a right one; a pair is worth 1, so that the right one is scarce:

    >>> gloves = np.array([[float(mask & 4 and mask & 3 != 0)] for mask in range(8)])
    >>> exact(gloves).round(4).ravel().tolist()
    [0.1667, 0.1667, 0.6667]
    """
    n = players_of(worths)
    masks, sizes = _masks(n)
    weights = np.array([factorial(s) * factorial(n - s - 1) / factorial(n) for s in range(n)])
    out = np.zeros((n, worths.shape[1]))
    for i in range(n):
        without = masks[masks >> i & 1 == 0]
        out[i] = weights[sizes[without]] @ (worths[without | 1 << i] - worths[without])
    return out


def interaction_index(worths: Array, first: int, second: int) -> Array:
    """Shapley interaction index of two players: what they add to one another on average.

    Positive where they complement, negative where they stand in for one another (Grabisch and
    Roubens, 1999).

    Examples
    --------
    >>> gloves = np.array([[float(mask & 4 and mask & 3 != 0)] for mask in range(8)])
    >>> interaction_index(gloves, 0, 1).tolist(), interaction_index(gloves, 0, 2).tolist()
    ([-0.5], [0.5])
    """
    n = players_of(worths)
    masks, sizes = _masks(n)
    a, b = 1 << first, 1 << second
    weights = np.array([factorial(s) * factorial(n - s - 2) / factorial(n - 1)
                        for s in range(n - 1)])
    rest = masks[masks & (a | b) == 0]
    joint = worths[rest | a | b] - worths[rest | a] - worths[rest | b] + worths[rest]
    found: Array = weights[sizes[rest]] @ joint
    return found


def players_of(worths: Array) -> int:
    """Number of players of a table of all coalitions."""
    n = len(worths).bit_length() - 1
    if len(worths) != 1 << n:
        raise ValueError(f"{len(worths)} coalitions are not all of some players")
    return n


def _masks(n: int) -> tuple[Array, Array]:
    masks = np.arange(1 << n)
    return masks, np.bitwise_count(masks).astype(int)


def drawn_order(n: int, seed: int, number: int) -> list[int]:
    """Order of players that depends on nothing but the seed and its number."""
    return [int(i) for i in np.random.default_rng([seed, number]).permutation(n)]


def added(worth: Worth, order: Sequence[int]) -> Array:
    """What each player adds when the players come in an order, (n, k)."""
    before = np.asarray(worth(0), dtype=float)
    out, mask = np.zeros((len(order), before.size)), 0
    for player in order:
        mask |= 1 << player
        now = np.asarray(worth(mask), dtype=float)
        out[player] = now - before
        before = now
    return out


def sample(worth: Worth, n: int, seed: int, number: int) -> Array:
    """Mean of what each player adds in a drawn order and in its reverse, (n, k).

    Who comes early in one comes late in the other, which takes most of the noise of position
    away. Each sample adds up to the worth of all less that of none, so their mean does too.
    """
    order = drawn_order(n, seed, number)
    pair: Array = (added(worth, order) + added(worth, order[::-1])) / 2
    return pair


def half_width(samples: Array) -> Array:
    """Half-width of the 95 % interval of the mean over the first axis, by Student's t.

    Examples
    --------
    >>> half_width(np.array([[1.0], [3.0]])).round(2).tolist()
    [12.71]
    """
    count = len(samples)
    found: Array = quantile(count) * samples.std(axis=0, ddof=1) / np.sqrt(count)
    return found


def quantile(count: int) -> float:
    """How many standard errors the 95 % interval of a mean of so many samples reaches."""
    from scipy.special import stdtrit

    return float(stdtrit(count - 1, (1 + CONFIDENCE) / 2))
