"""What a map shows, as frozen data: no drawing, no network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

Language = Literal["zh", "en"]
Status = Literal["base", "added", "changed", "closed"]
Role = Literal["origin", "destination", "context", "capital", "city", "town"]
MarkerKind = Literal["lock", "port", "airport", "border", "station", "stage_opened",
                     "stage_construction", "stage_planned", "stage_study", "stage_unknown"]
Outcome = Literal["gain", "loss", "none", "new"]
#: Longitude and latitude in degrees, WGS84.
Point = tuple[float, float]
#: West, south, east, north in degrees.
Extent = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class MapLink:
    """One link as drawn.

    Attributes
    ----------
    mode
        road, rail, inland, sea or air.
    coords
        Course from end a to end b, degrees WGS84, at least two points.
    label
        Text beside the link; None for no label. Links that share a label get it once.
    kind
        Line style in place of that of the mode, a key of `style.KINDS`; `stage_opened`,
        `stage_construction`, `stage_planned` and `stage_study` show how far a project is.
    """

    id: str
    mode: str
    coords: tuple[Point, ...]
    status: Status = "base"
    label: str | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class MapPlace:
    """One place as drawn; `outcome` None where nothing was compared for it.

    Attributes
    ----------
    major
        Named before others of its role where there is not room for all.
    """

    id: str
    name: str
    lon: float
    lat: float
    role: Role = "context"
    outcome: Outcome | None = None
    value_text: str | None = None
    major: bool = False


@dataclass(frozen=True, slots=True)
class MapMarker:
    """A structure drawn as a symbol; `named` asks for its name beside it."""

    name: str
    lon: float
    lat: float
    kind: MarkerKind = "lock"
    named: bool = False


@dataclass(frozen=True, slots=True)
class MapArea:
    """An area filled with a class of the map: a division of China, or a shape of its own.

    Attributes
    ----------
    code
        Six-digit code of a province, prefecture or county; empty where `rings` are given.
    rings
        Outlines in degrees WGS84, those of holes too: what lies within an even number of them is
        outside. Later areas lie over earlier ones.
    step
        Index into the classes of the map; None is "no data", hatched.
    """

    id: str
    name: str
    step: int | None
    code: str = ""
    rings: tuple[tuple[Point, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class MapFlow:
    """A flow or a relation between two points, drawn as a curved band.

    Attributes
    ----------
    weight
        Share of the widest band, 0 to 1.
    """

    id: str
    start: Point
    end: Point
    weight: float
    outcome: Outcome | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class MapClasses:
    """Classes of the areas, from low to high.

    Attributes
    ----------
    title
        What the areas show, with its unit.
    labels
        One text for each class.
    diverging
        Coloured around a middle class, else from light to dark.
    dark_first
        Coloured from dark to light.
    """

    title: str
    labels: tuple[str, ...]
    diverging: bool = False
    dark_first: bool = False


@dataclass(frozen=True, slots=True)
class MapContent:
    """What a map shows: a change and who gains by it, or a network.

    Attributes
    ----------
    key_lines
        Two to six short findings, printed beside the map.
    stamp
        Scenario hash, data version and package version.
    extent
        West, south, east, north in degrees; None fits origins, destinations and changes.
    labels
        Own texts in place of those of `corridors.drawing.labels`, by key.
    divisions
        Finest boundaries drawn within China.
    approval_number
        Number of the map review (审图号); left visibly blank where empty.
    """

    title: str
    subtitle: str = ""
    lang: Language = "zh"
    links: tuple[MapLink, ...] = ()
    places: tuple[MapPlace, ...] = ()
    markers: tuple[MapMarker, ...] = ()
    key_lines: tuple[str, ...] = ()
    source_line: str = ""
    attribution: str = ""
    stamp: str = ""
    extent: Extent | None = None
    labels: dict[str, str] = field(default_factory=dict)
    areas: tuple[MapArea, ...] = ()
    classes: MapClasses | None = None
    flows: tuple[MapFlow, ...] = ()
    divisions: Literal["province", "city", "county"] = "province"
    approval_number: str = ""

    def rewritten(self, rewrite: Callable[[str], str]) -> MapContent:
        """Copy the map with every text that is printed passed through a function."""

        def maybe(text: str | None) -> str | None:
            return rewrite(text) if text else text

        return replace(
            self,
            title=rewrite(self.title),
            subtitle=rewrite(self.subtitle),
            links=tuple(replace(link, label=maybe(link.label)) for link in self.links),
            places=tuple(
                replace(place, name=rewrite(place.name), value_text=maybe(place.value_text))
                for place in self.places
            ),
            markers=tuple(replace(one, name=rewrite(one.name)) for one in self.markers),
            key_lines=tuple(rewrite(line) for line in self.key_lines),
            source_line=rewrite(self.source_line),
            attribution=rewrite(self.attribution),
            stamp=rewrite(self.stamp),
            labels={key: rewrite(text) for key, text in self.labels.items()},
            areas=tuple(replace(area, name=rewrite(area.name)) for area in self.areas),
            classes=None if self.classes is None else replace(
                self.classes, title=rewrite(self.classes.title),
                labels=tuple(rewrite(label) for label in self.classes.labels)),
            flows=tuple(replace(flow, text=rewrite(flow.text)) for flow in self.flows),
            approval_number=rewrite(self.approval_number),
        )
