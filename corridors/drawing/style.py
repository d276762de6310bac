"""One table of how things look.

Line patterns tell the modes apart in grey print, shapes tell the outcomes apart; colours are
from the Okabe-Ito set, which colour-blind eyes can tell apart. Widths are in points.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

Dash = tuple[float, tuple[float, ...]]
SOLID: Dash = (0.0, ())


@dataclass(frozen=True, slots=True)
class Stroke:
    """One pass of the pen; a line style is one or more of them, drawn in order."""

    colour: str
    width: float
    dash: Dash = SOLID
    cap: str = "butt"


@dataclass(frozen=True, slots=True)
class Symbol:
    """A point symbol: matplotlib marker, fill colour, size as diameter in points."""

    marker: str
    colour: str
    size: float


MODES: dict[str, tuple[Stroke, ...]] = {
    "road": (Stroke("#b9a58c", 0.8),),
    "sea": (Stroke("#3f8fc4", 0.9, (0.0, (6.0, 2.0, 1.2, 2.0))),),
    "air": (Stroke("#8a8a8a", 0.8, (0.0, (1.0, 2.0)), "round"),),
    "rail": (Stroke("#4a4a4a", 1.05), Stroke("#ffffff", 0.6, (0.0, (7.0, 7.0)))),
    "inland": (Stroke("#0072b2", 1.7),),
}

#: Classes of infrastructure on maps of the network; drawn in this order.
KINDS: dict[str, tuple[Stroke, ...]] = {
    "sea": (Stroke("#3f8fc4", 0.8, (0.0, (6.0, 2.0, 1.2, 2.0))),),
    "air": (Stroke("#8a8a8a", 0.7, (0.0, (1.0, 2.2)), "round"),),
    "road_other": (Stroke("#c9a06a", 0.8, (0.0, (3.0, 1.2))),),
    "road_expressway": (Stroke("#c07a2c", 1.15),),
    "inland_minor": (Stroke("#5aa9d6", 1.2, (0.0, (4.0, 1.0))),),
    "inland_major": (Stroke("#0072b2", 2.3),),
    "rail_freight": (Stroke("#5f5f5f", 0.9, (0.0, (2.2, 1.2))),),
    "rail_conventional": (Stroke("#4a4a4a", 1.25), Stroke("#ffffff", 0.7, (0.0, (6.0, 6.0)))),
    "rail_high_speed": (Stroke("#7a1f5c", 1.35),),
}
#: How far a project is: the nearer it is to be opened, the fuller its line; drawn in this order.
STAGES: dict[str, tuple[Stroke, ...]] = {
    "stage_unknown": (Stroke("#ffffff", 2.6), Stroke("#9a9a9a", 1.2, (0.0, (4.0, 1.5, 1.0, 1.5)))),
    "stage_study": (Stroke("#ffffff", 3.0), Stroke("#6a6a6a", 1.5, (0.0, (1.0, 1.6)))),
    "stage_planned": (Stroke("#ffffff", 3.6), Stroke("#0072b2", 2.0, (0.0, (3.2, 1.6)))),
    "stage_construction": (
        Stroke("#ffffff", 4.4), Stroke("#d55e00", 2.8), Stroke("#ffffff", 1.1, (0.0, (3.0, 3.0)))),
    "stage_opened": (Stroke("#ffffff", 4.2), Stroke("#00573f", 2.6)),
}
KINDS |= STAGES
#: Strategic links held against OpenStreetMap; what differs stands out, drawn in this order.
GROUND: dict[str, tuple[Stroke, ...]] = {
    "osm_agrees": (Stroke("#9a9a9a", 1.1),),
    "osm_unjudged": (Stroke("#9a9a9a", 1.0, (0.0, (1.0, 1.6))),),
    "osm_later": (Stroke("#5a5a5a", 1.1, (0.0, (4.0, 2.0))),),
    "osm_extra": (Stroke("#ffffff", 2.4), Stroke("#007a5a", 1.3, (0.0, (2.2, 1.2)))),
    "osm_shorter": (Stroke("#ffffff", 3.0), Stroke("#0072b2", 2.0)),
    "osm_longer": (Stroke("#ffffff", 3.0), Stroke("#e69f00", 2.0)),
    "osm_missing": (Stroke("#ffffff", 4.4), Stroke("#c1121f", 3.2)),
}
KINDS |= GROUND
#: What is lost without a link, in classes from little to much.
LOSSES: dict[str, tuple[Stroke, ...]] = {
    "loss_1": (Stroke("#ffffff", 2.4), Stroke("#f2b56b", 1.5)),
    "loss_2": (Stroke("#ffffff", 3.4), Stroke("#ea8a35", 2.4)),
    "loss_3": (Stroke("#ffffff", 4.6), Stroke("#cf4a1b", 3.5)),
    "loss_4": (Stroke("#ffffff", 6.0), Stroke("#8f0f1f", 4.8)),
}
KINDS |= LOSSES
#: Freight on links against their capacity: the fuller, the wider and darker; drawn in this order.
LOADS: dict[str, tuple[Stroke, ...]] = {
    "load_unknown": (Stroke("#ffffff", 2.8), Stroke("#0072b2", 1.6, (0.0, (4.0, 1.4)))),
    "load_low": (Stroke("#ffffff", 3.0), Stroke("#56b4e9", 1.9)),
    "load_mid": (Stroke("#ffffff", 4.3), Stroke("#e69f00", 3.1)),
    "load_high": (Stroke("#ffffff", 5.0), Stroke("#d55e00", 3.9)),
    "load_full": (Stroke("#ffffff", 6.0), Stroke("#7a0019", 4.8)),
}
KINDS |= LOADS
#: Kinds before which all others step back.
LOUD = frozenset({*STAGES, *LOSSES, *LOADS})
#: Flows, their band apart; the width is that of the widest band, a share of it that of others.
FLOWS: dict[str, tuple[Stroke, ...]] = {
    "gain": (Stroke("#ffffff", 8.2), Stroke("#007a5a", 7.0)),
    "loss": (Stroke("#ffffff", 8.2), Stroke("#8b2252", 7.0, (0.0, (1.1, 0.5)))),
    "none": (Stroke("#8a8a8a", 7.0), Stroke("#ffffff", 5.2)),
    "new": (Stroke("#111111", 7.8), Stroke("#e0a100", 6.2)),
    "": (Stroke("#ffffff", 8.2), Stroke("#7fa8d1", 7.0)),
}
#: A white casing lifts the change off everything below it.
STATUSES: dict[str, tuple[Stroke, ...]] = {
    "changed": (
        Stroke("#ffffff", 5.4, cap="round"),
        Stroke("#d55e00", 3.6, cap="round"),
        Stroke("#ffffff", 1.3, cap="round"),
    ),
    "added": (
        Stroke("#ffffff", 5.8, cap="round"),
        Stroke("#d55e00", 3.8, cap="round"),
    ),
    "closed": (
        Stroke("#ffffff", 4.6),
        Stroke("#111111", 2.6, (0.0, (1.2, 1.2))),
    ),
}
CHANGE_COLOUR = "#b34700"

OUTCOMES: dict[str, Symbol] = {
    "gain": Symbol("^", "#007a5a", 8.5),
    "loss": Symbol("v", "#8b2252", 8.5),
    "none": Symbol("o", "#7a7a7a", 6.8),
    "new": Symbol("*", "#e0a100", 12.0),
}
#: Behind the numbers of a table: a gain and a loss, pale enough for black text on them.
GAIN_TINT, LOSS_TINT = "#7fc4ab", "#d29bb7"
#: What was connected and is no more.
GONE = Symbol("X", "#444444", 8.0)
NOT_COMPARED = Symbol("s", "#444444", 6.0)
CONTEXT = Symbol("o", "#555555", 2.8)
LOCK = Symbol("d", "#111111", 8.0)
#: Symbols of towns on maps of the network, by role; size shows the rank.
ROLES: dict[str, Symbol] = {
    "capital": Symbol("s", "#1a1a1a", 6.6),
    "city": Symbol("o", "#1a1a1a", 4.8),
    "town": Symbol("o", "#ffffff", 3.4),
}
#: Symbols of terminals on maps of the network.
MARKERS: dict[str, Symbol] = {
    "port": Symbol("p", "#0072b2", 5.0),
    "airport": Symbol("P", "#3d3d8f", 5.0),
    "border": Symbol("X", "#b34700", 6.0),
    "station": Symbol("s", "#7a1f5c", 4.6),
    "lock": Symbol("d", "#111111", 4.2),
    "stage_opened": Symbol("o", "#00573f", 6.4),
    "stage_construction": Symbol("D", "#d55e00", 5.6),
    "stage_planned": Symbol("^", "#0072b2", 6.6),
    "stage_study": Symbol("o", "#ffffff", 6.0),
    "stage_unknown": Symbol("X", "#bdbdbd", 5.2),
}
EDGE = "#1a1a1a"


def muted(strokes: tuple[Stroke, ...], share: float = 0.55) -> tuple[Stroke, ...]:
    """The same strokes nearer to the colour of the land, for what is only background.

    Examples
    --------
    >>> muted((Stroke("#000000", 1.0),), 1.0)[0].colour == LAND
    True
    """
    def mix(colour: str) -> str:
        parts = ((int(colour[i:i + 2], 16), int(LAND[i:i + 2], 16)) for i in (1, 3, 5))
        return "#" + "".join(f"{round(own + (land - own) * share):02x}" for own, land in parts)

    return tuple(replace(stroke, colour=mix(stroke.colour)) for stroke in strokes)


@dataclass(frozen=True, slots=True)
class Fill:
    """How an area is filled; the hatch tells it apart in grey print."""

    colour: str
    hatch: str = ""


#: Parts of a journey on every chart, by component; hatches tell them apart in grey print.
COMPONENTS: dict[str, Fill] = {
    "access": Fill("#e69f00"),
    "load": Fill("#007a5a", "\\\\\\\\"),
    "wait": Fill("#bdbdbd", "////"),
    "dwell": Fill("#8c8c8c", "...."),
    "line_haul": Fill("#0072b2"),
    "rest": Fill("#9fd4f2", "----"),
    "lock_queue": Fill("#d55e00", "////"),
    "lock_passage": Fill("#8b2252", "||||"),
    "transfer": Fill("#f0e442", "xxxx"),
    "unload": Fill("#66c2a4", "\\\\\\\\"),
    "egress": Fill("#f7d28a"),
}
OTHER = Fill("#5a5a5a")
#: Colours of main modes where a chart names them side by side.
FAMILIES: dict[str, str] = {
    "road": "#8a5a1c",
    "rail": "#4a4a4a",
    "air": "#3d3d8f",
    "waterway": "#0072b2",
    "rail_water": "#7a1f5c",
    "sea": "#2a8fb8",
    "barge_sea": "#007a5a",
    "river_sea": "#d55e00",
    "rail_sea": "#8b2252",
    "road_sea": "#8a6d00",
    "best": "#111111",
}

SEA = "#dbe7ef"
LAND = "#fcfaf4"
FOREIGN_LAND = "#e9e6de"
PROVINCE_LINE = Stroke("#9a948a", 0.7)
COAST_LINE = Stroke("#7d93a3", 0.35)
#: Boundaries by level on maps that show more than provinces.
DIVISIONS: dict[str, Stroke] = {
    "province": Stroke("#6b665f", 0.9),
    "city": Stroke("#8d877d", 0.6, (0.0, (4.0, 1.6))),
    "county": Stroke("#b9b3a7", 0.4),
}
#: Edge of an isochrone band.
BAND_LINE = Stroke("#4a5a6a", 0.5)
#: The national boundary on land, and its dashes in the South China Sea.
BORDER_LINE = Stroke("#4a4540", 1.5, (0.0, (6.0, 1.5, 1.3, 1.5)))
DASH_LINE = Stroke("#5e5a55", 1.0)
PROVINCE_TEXT = "#a8a296"
TEXT = "#1a1a1a"
QUIET_TEXT = "#5a5a5a"
#: Behind figures on the map.
PLATE = LAND
FRAME = "#444444"

#: Text sizes, points.
SIZES: dict[str, float] = {
    "title": 18.0,
    "subtitle": 10.5,
    "heading": 10.5,
    "key": 9.6,
    "place": 8.6,
    "context": 7.0,
    "capital": 10.0,
    "city": 7.8,
    "town": 6.6,
    "link": 9.4,
    "lock": 8.4,
    "province": 9.5,
    "legend": 8.0,
    "footer": 6.8,
}
