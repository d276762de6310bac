"""Layers of a map: one frozen model a kind, by the name that a specification gives it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from corridors.projects.model import Kind, Stage
from corridors.validation import Frozen

Mode = Literal["road", "rail", "inland", "sea", "air"]
Facility = Literal["high_speed_station", "airport", "expressway", "port", "inland_port",
                   "sea_port", "rail_freight_terminal"]


class Layer(Frozen):
    """What a map draws, one entry of ``layers``."""


class Boundaries(Layer):
    """Administrative boundaries in China; provinces are drawn without it."""

    level: Literal["province", "city", "county"] = "province"


class NetworkLayer(Layer):
    """Infrastructure by mode and class.

    Attributes
    ----------
    minor
        Whether roads below expressways and fairways below class III are drawn.
    """

    modes: tuple[Mode, ...] = ("road", "rail", "inland")
    minor: bool = True


class Changes(Layer):
    """What the scenario builds, alters and closes, drawn strongly."""


class ProjectsLayer(Layer):
    """Projects where they lie, by how far they are.

    Attributes
    ----------
    by
        ``status``: line style by stage; ``mode``: by mode and class.
    label
        What stands beside them: names, or numbers that the text beside the map explains.
    plan
        Named in this plan; in any plan where left out, unless ``projects`` names some.
    kind
        Kinds of project; all where left out.
    stage
        Stages; all where left out.
    projects
        Ids or names; the selection above applies to them too.
    list_rest
        Whether items that have no place on the map are listed beside it.
    """

    by: Literal["status", "mode"] = "status"
    label: Literal["names", "numbers", "none"] = "names"
    plan: str | None = None
    kind: tuple[Kind | Literal["water"], ...] = ()
    stage: tuple[Stage, ...] = ()
    projects: tuple[str, ...] = ()
    list_rest: bool = False


class Difference(Layer):
    """Who gains: the mean change over all pairs of a place, after minus base.

    Attributes
    ----------
    of
        Whether origins, destinations or both are shown.
    origins, destinations
        Places or sets; those of the scenario where left out.
    """

    of: Literal["origins", "destinations", "both"] = "both"
    origins: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    profile: str | None = None
    mode: str | None = None
    measure: str | None = None


class Flows(Layer):
    """Pairs of the comparison as bands.

    Attributes
    ----------
    origins, destinations
        Places or sets; those of the scenario where left out.
    weights
        CSV file of flows as ``corridors compare --weights`` takes it, or ``sector:NAME``; width
        is the flow. Left out, width is the size of the difference.
    most
        The widest bands that are drawn.
    """

    origins: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    weights: str | None = None
    profile: str | None = None
    mode: str | None = None
    measure: str | None = None
    most: Annotated[int, Field(ge=1, le=60)] = 12


class Isochrone(Layer):
    """What can be reached from a place within some hours.

    Attributes
    ----------
    state
        ``both`` shows what is reached before within the longest time, and what is reached within
        each of the times after only.
    """

    place: str
    hours: Annotated[tuple[float, ...], Field(min_length=1, max_length=6)] = (1.0, 2.0, 3.0)
    profile: str = "passenger"
    mode: str = "best"
    state: Literal["base", "after", "both"] = "after"


class Choropleth(Layer):
    """Prefectures or counties of Guangxi filled by a measure.

    Attributes
    ----------
    measure
        ``access``: hours from the seat of a county to the nearest facility over the roads;
        ``progress``: share of the items of the plans that are done, by prefecture.
    to
        The facility, for ``access``.
    state
        For ``access``: one state, or the difference of both.
    plan
        For ``progress``: one plan; both where left out.
    breaks
        Upper ends of the classes but the last, rising; by quantiles of round numbers where left
        out.
    """

    measure: Literal["access", "progress"]
    level: Literal["city", "county"] = "county"
    to: Facility = "high_speed_station"
    state: Literal["base", "after", "difference"] = "after"
    plan: str | None = None
    breaks: tuple[float, ...] = ()


class Markers(Layer):
    """Point structures of the network.

    Attributes
    ----------
    names
        Whether they are named.
    changed
        Only those that the scenario adds or changes.
    """

    names: bool = False
    changed: bool = False


class Locks(Markers):
    """Locks."""

    names: bool = True


class Ports(Markers):
    """Ports of rivers and of the sea."""


class Airports(Markers):
    """Airports."""


class Borders(Markers):
    """Land border posts."""


class PlacesLayer(Layer):
    """Cities and towns.

    Attributes
    ----------
    roles
        Ranks drawn.
    sets
        Only those of these sets; where left out all that the network serves. The counties
        of Guangxi are ``sets: [counties]``, ``roles: [town]``.
    """

    roles: tuple[Literal["capital", "city", "town"], ...] = ("capital", "city")
    sets: tuple[str, ...] = ()


LAYERS: dict[str, type[Layer]] = {
    "boundaries": Boundaries, "network": NetworkLayer, "changes": Changes,
    "projects": ProjectsLayer, "difference": Difference, "flows": Flows,
    "isochrone": Isochrone, "choropleth": Choropleth, "locks": Locks, "ports": Ports,
    "airports": Airports, "borders": Borders, "places": PlacesLayer,
}
"""Kinds of layers by their names in a specification."""
