"""Main modes: the families of ways to make a trip, which do not overlap.

A family is the set M of modes allowed on the main leg; a path of a family uses every mode of
M there. Road carries goods and people to the first and from the last terminal.
"""

from __future__ import annotations

from dataclasses import dataclass

from corridors.errors import Fault, InputError, fault
from corridors.names import suggest
from corridors.profiles import PROFILES as _PROFILES


@dataclass(frozen=True)
class Family:
    """One main mode.

    Attributes
    ----------
    modes
        M, in the order of the bits that mark which of them a path has used.
    one_hull
        The same ship runs on rivers and at sea; nothing is handled between.
    """

    id: str
    modes: tuple[str, ...]
    one_hull: bool = False

    @property
    def full(self) -> int:
        """State in which every mode of M has been used."""
        return (1 << len(self.modes)) - 1

    def bit(self, mode: str) -> int:
        """Bit of a mode of M; 0 for a mode outside M."""
        return 1 << self.modes.index(mode) if mode in self.modes else 0


FAMILIES: dict[str, Family] = {
    family.id: family for family in (
        Family("road", ("road",)),
        Family("rail", ("rail",)),
        Family("air", ("air",)),
        Family("waterway", ("inland",)),
        Family("rail_water", ("rail", "inland")),
        Family("sea", ("sea",)),
        Family("barge_sea", ("inland", "sea")),
        Family("river_sea", ("inland", "sea"), one_hull=True),
        Family("rail_sea", ("rail", "sea")),
        Family("road_sea", ("road", "sea")),
    )
}
BEST = "best"
MODES = (*FAMILIES, BEST)
PROFILES = tuple(_PROFILES)
SEASONS = ("normal", "low_water")
OBJECTIVES = ("generalised", "time", "cost", "co2")


def families_of(profile: str) -> tuple[str, ...]:
    """Main modes that a profile can use.

    Examples
    --------
    >>> families_of("passenger")
    ('road', 'rail', 'air')
    """
    return _PROFILES[profile].modes


def check_choice(what: str, value: str, allowed: tuple[str, ...]) -> str:
    """Return a profile, main mode, objective ... or say what is allowed.

    Raises
    ------
    InputError
        The value is not among the allowed ones.
    """
    if value not in allowed:
        raise InputError(fault("choice_unknown", what=what, found=value,
                               allowed=", ".join(allowed), suggestion=suggest(value, allowed)))
    return value


def check_choices(*given: tuple[str, str, tuple[str, ...]]) -> None:
    """Several of what :func:`check_choice` takes; the faults of all at once.

    Raises
    ------
    InputError
        Some values are not among the allowed ones.
    """
    faults: list[Fault] = []
    for what, value, allowed in given:
        try:
            check_choice(what, value, allowed)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
