"""Profiles: kinds of user with units, costs and a value of time of their own."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

_GOODS = ("road", "rail", "waterway", "rail_water", "sea", "barge_sea", "river_sea", "rail_sea",
          "road_sea")
_PEOPLE = ("road", "rail", "air")


@dataclass(frozen=True)
class Profile:
    """One kind of user.

    Attributes
    ----------
    unit
        What every time, cost and CO2 figure refers to: ``passenger``, ``TEU`` or ``t``.
    boards
        Which terminals, services and ships serve it, in the words of the tables.
    modes
        Main modes that it may use.
    like
        Profile whose parameters stand in where it has none of its own.
    goods
        Whether goods are carried, by lorry where the way is a road.
    """

    id: str
    unit: str
    boards: str
    modes: tuple[str, ...]
    like: str = ""
    goods: bool = True

    def own(self, key: str, known: Container[str]) -> str:
        """Key of a parameter of this profile, else of the one it is like.

        Parameters
        ----------
        key
            Dotted key with ``{}`` in the place of the profile.
        known
            Keys that have a value.

        Examples
        --------
        >>> cold = PROFILES["cold_chain"]
        >>> cold.own("rate.road.{}", {"rate.road.container", "rate.road.cold_chain"})
        'rate.road.cold_chain'
        >>> cold.own("headway.rail.{}", {"headway.rail.container"})
        'headway.rail.container'
        """
        name, profile = key.format(self.id), self
        while profile.like and key.format(profile.id) not in known:
            profile = PROFILES[profile.like]
        found = key.format(profile.id)
        return found if found in known else name


PROFILES: dict[str, Profile] = {
    profile.id: profile for profile in (
        Profile("passenger", "passenger", "passenger", _PEOPLE, goods=False),
        Profile("passenger_business", "passenger", "passenger", _PEOPLE, "passenger", False),
        Profile("passenger_leisure", "passenger", "passenger", _PEOPLE, "passenger", False),
        Profile("container", "TEU", "container", _GOODS),
        Profile("bulk", "t", "bulk", _GOODS),
        Profile("cold_chain", "TEU", "container", _GOODS, "container"),
        Profile("express", "t", "passenger", _PEOPLE),
    )
}
"""Business and leisure travellers differ from passengers in their value of time only; a reefer
goes where containers go; express goods ride on passenger trains and in the holds of flights."""

PROFILE_UNITS = {profile.id: profile.unit for profile in PROFILES.values()}
"""Unit that every time, cost and CO2 figure of a profile refers to."""
