"""A way by road between a place and a terminal."""

from __future__ import annotations

from dataclasses import dataclass

from corridors.routing.impedance import Step


@dataclass(frozen=True)
class Way:
    """A way by road between a place and a terminal, in one direction.

    Attributes
    ----------
    terminal
        The other end: a terminal, or a road node or place where roads are a main mode.
    drive, rest_h
        The driving itself and the driver's rest on it.
    links
        Road links taken, in order.
    ground
        Whether it also runs on roads on the ground, whose class is unknown.
    """

    terminal: str
    drive: Step
    rest_h: float
    links: tuple[str, ...]
    ground: bool = False
