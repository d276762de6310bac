"""What one layer adds to a map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from corridors.mapping.model import (
    Extent,
    MapArea,
    MapClasses,
    MapFlow,
    MapLink,
    MapMarker,
    MapPlace,
    Point,
)

Division = Literal["province", "city", "county"]


@dataclass(frozen=True)
class Part:
    """What one layer adds.

    Attributes
    ----------
    subtitle
        What the layer shows, as part of the map's subtitle; empty where that needs no words.
    key_lines
        Findings and remarks beside the map.
    labels
        Own texts of the legend, by key.
    source
        Added to the line of sources.
    fitted
        Points that the map is fitted to where it has no extent; those of all it draws where None.
    """

    links: tuple[MapLink, ...] = ()
    places: tuple[MapPlace, ...] = ()
    markers: tuple[MapMarker, ...] = ()
    areas: tuple[MapArea, ...] = ()
    classes: MapClasses | None = None
    flows: tuple[MapFlow, ...] = ()
    divisions: Division = "province"
    subtitle: str = ""
    key_lines: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    source: str = ""
    fitted: tuple[Point, ...] | None = None

    @property
    def points(self) -> Iterable[Point]:
        """Every point that is drawn; areas that are divisions have none."""
        for link in self.links:
            yield from link.coords
        yield from ((place.lon, place.lat) for place in self.places)
        yield from ((marker.lon, marker.lat) for marker in self.markers)
        for area in self.areas:
            for ring in area.rings:
                yield from ring
        for flow in self.flows:
            yield from (flow.start, flow.end)

    def within(self, extent: Extent) -> bool:
        """Whether anything of it lies in an extent; divisions and boundaries do."""
        west, south, east, north = extent
        if any(area.code for area in self.areas):
            return True
        return any(west <= x <= east and south <= y <= north for x, y in self.points)
