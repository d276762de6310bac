"""Tags of an OpenStreetMap way -> mode, class, speed and what else a network needs.

Conventions are those of osmnx (values of ``highway``, ``oneway``, ``speed_kph``); to them come
the road numbers of China and the tags of railways, waterways and ferries. A tag that cannot be
understood counts as absent; nothing here raises for the sake of a tag.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from corridors.osm.defaults import IMPLICIT, SPEEDS

MODES = ("road", "rail", "inland", "ferry")
STATES = ("open", "construction", "proposed")
GRADES = ("national_expressway", "provincial_expressway", "national", "provincial", "county",
          "township", "village", "special")
"""Administrative grades of roads by their number, the highest first."""
ROADS = ("motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential",
         "living_street", "service", "road")
RAILS = ("highspeed", "main", "branch", "industrial", "other", "unspecified", "narrow_gauge")
WATERS = ("river", "canal", "fairway")
CLASSES: dict[str, tuple[str, ...]] = {"road": ROADS, "rail": RAILS, "inland": WATERS,
                                       "ferry": ("ferry",)}
DEFAULT_CLASSES = frozenset({*ROADS[:5], *RAILS, *WATERS, "ferry"})
"""What is taken unless asked otherwise: roads down to ``tertiary``, all else."""

KEYS = ("highway", "railway", "waterway", "route", "construction:highway",
        "construction:railway", "construction:waterway", "proposed:highway", "proposed:railway",
        "proposed:waterway")
"""A way with none of these keys is no business of ours."""
TAGS = (*KEYS, "construction", "proposed", "name", "name:zh", "name:en", "ref", "maxspeed",
        "maxspeed:forward", "maxspeed:backward", "lanes", "oneway", "junction", "toll", "access",
        "motor_vehicle", "motorcar", "area", "bridge", "tunnel", "usage", "service", "highspeed",
        "gauge", "electrified", "tracks", "railway:traffic_mode", "boat", "ship", "motorboat",
        "CEMT", "lock", "foot", "bicycle", "duration", "opening_date", "start_date")
"""Every tag that is looked at (for osmnx's ``useful_tags_way``)."""

MPH, KNOT = 1.609344, 1.852
_LIMITS: dict[str, tuple[float, float]] = {"road": (5, 130), "rail": (5, 400),
                                           "inland": (1, 60), "ferry": (1, 100)}
_NUMBER = re.compile(r"^(\d+(?:\.\d+)?)\s*(km/?h|kph|kmph|mph|knots?|kn)?$")
_REF = re.compile(r"^([GSXYCZ])\s?(\d{1,4})(?!\d)", re.IGNORECASE)
_YES, _NO = {"yes", "true", "1", "designated", "permissive"}, {"no", "private"}


@dataclass(frozen=True, slots=True)
class Kind:
    """What the tags of a way say; empty text or None where they say nothing.

    Attributes
    ----------
    mode
        One of :data:`MODES`.
    class_
        One of :data:`CLASSES` of the mode; ``_link`` roads have the class of their road.
    state
        ``open``, ``construction`` or ``proposed``.
    highway
        OpenStreetMap's value, ``_link`` included; of railways, waterways and ferries that of
        ``railway``, ``waterway`` and ``route``.
    link
        Whether it is a ramp (``_link``).
    grade
        One of :data:`GRADES` by the road number, or empty.
    speed_kph
        km/h: ``maxspeed``, or the default of the class.
    speed_basis
        ``tag``, ``implicit`` (such as ``CN:urban``) or ``default``.
    lanes, tracks
        Count, or None.
    oneway
        1 along the way, -1 against it, 0 both; always 0 off the road.
    reversible
        One-way by the hour; counted as both ways.
    toll, electrified, highspeed, bridge, tunnel, lock
        ``yes``, ``no`` or empty; ``electrified`` and ``bridge`` as tagged.
    gauge
        Millimetres, several joined by a semicolon, the least first.
    traffic
        ``passenger``, ``freight``, ``mixed`` or empty.
    boat
        ``yes`` where boats are said to pass, else empty; ways closed to boats are no ways.
    opening, start
        ``opening_date`` and ``start_date`` as tagged.
    """

    mode: str
    class_: str
    state: str = "open"
    highway: str = ""
    link: bool = False
    grade: str = ""
    name: str = ""
    name_en: str = ""
    ref: str = ""
    speed_kph: float = 0.0
    speed_basis: str = "default"
    lanes: int | None = None
    oneway: int = 0
    reversible: bool = False
    toll: str = ""
    bridge: str = ""
    tunnel: str = ""
    gauge: str = ""
    electrified: str = ""
    tracks: int | None = None
    highspeed: str = ""
    usage: str = ""
    traffic: str = ""
    boat: str = ""
    cemt: str = ""
    lock: str = ""
    duration_h: float | None = None
    opening: str = ""
    start: str = ""


def classify(tags: Mapping[str, str], modes: Collection[str] = MODES,
             classes: Collection[str] = DEFAULT_CLASSES) -> Kind | None:
    """Say what a way is; None where it is none of the modes and classes asked for.

    Left out are service tracks (``service`` on a railway), trams and undergrounds, what is
    disused, areas, roads closed to motor vehicles, water closed to boats and irrigation canals,
    ferries for people on foot alone.

    Examples
    --------
    >>> road = classify({"highway": "motorway", "ref": "G72;G80", "maxspeed": "120"})
    >>> road.class_, road.grade, road.speed_kph, road.oneway
    ('motorway', 'national_expressway', 120.0, 1)
    >>> classify({"railway": "rail", "service": "siding"}) is None
    True
    """
    for state, part in _states(tags):
        for mode, find in _FINDERS.items():
            if mode not in modes:
                continue
            kind = find(part, state)
            if kind is not None:
                return kind if kind.class_ in classes else None
    return None


def grade(ref: str) -> str:
    """Administrative grade by the road number; of several numbers the highest counts.

    Examples
    --------
    >>> grade("G72"), grade("G7211"), grade("G322"), grade("S210;X123"), grade("Y005")
    ('national_expressway', 'national_expressway', 'national', 'provincial', 'township')
    """
    found = []
    for part in re.split(r"[;,/、]", ref):
        match = _REF.match(part.strip())
        if match is None:
            continue
        letter, digits = match.group(1).upper(), len(match.group(2))
        if letter in "GS":
            found.append({"G": "national", "S": "provincial"}[letter]
                         + ("" if digits == 3 else "_expressway"))
        else:
            found.append({"X": "county", "Y": "township", "C": "village", "Z": "special"}[letter])
    return min(found, key=GRADES.index, default="")


def speed(text: str, mode: str = "road") -> tuple[float, str] | None:
    """Read ``maxspeed``: km/h and ``tag`` or ``implicit``; None where it says nothing.

    Several values (``80;100``, lanes ``60|80``) count with their mean, as in osmnx; what cannot
    be a speed of the mode is passed over.

    Examples
    --------
    >>> speed("80"), speed("60 mph"), speed("CN:urban"), speed("80;100"), speed("signals")
    ((80.0, 'tag'), (96.56064, 'tag'), (50.0, 'implicit'), (90.0, 'tag'), None)
    """
    low, high = _LIMITS[mode]
    found, basis = [], "tag"
    for part in re.split(r"[;|,]", text.strip().casefold()):
        match = _NUMBER.match(part.strip())
        if match is not None:
            unit = match.group(2) or ""
            value = float(match.group(1)) * (MPH if unit == "mph" else
                                             KNOT if unit.startswith("kn") else 1.0)
        elif part.strip() in IMPLICIT and mode == "road":
            value, basis = IMPLICIT[part.strip()].value, "implicit"
        else:
            continue
        if low <= value <= high:
            found.append(value)
    return (sum(found) / len(found), basis) if found else None


def count(text: str, most: int = 20) -> int | None:
    """Read ``lanes`` or ``tracks``: the least of several values; None where it is no count.

    Examples
    --------
    >>> count("4"), count("3;2"), count("2.0"), count("many"), count("0")
    (4, 2, 2, None, None)
    """
    found = [float(part) for part in re.split(r"[;|,]", text)
             if re.fullmatch(r"\s*\d+(\.0*)?\s*", part)]
    kept = [int(value) for value in found if 1 <= value <= most]
    return min(kept, default=None)


def gauges(text: str) -> str:
    """Read ``gauge``: millimetres, the least first.

    Examples
    --------
    >>> gauges("1435;1000"), gauges("standard"), gauges("1435 mm")
    ('1000;1435', '1435', '1435')
    """
    named = {"standard": 1435, "narrow": 1000, "broad": 1520}
    found = set()
    for part in re.split(r"[;,/]", text.casefold()):
        digits = part.strip().removesuffix("mm").strip()
        if digits in named:
            found.add(named[digits])
        elif digits.isdigit() and 300 <= int(digits) <= 2200:
            found.add(int(digits))
    return ";".join(map(str, sorted(found)))


def hours(text: str) -> float | None:
    """Read ``duration``, as ``hh:mm``, ``hh:mm:ss``, minutes or ISO ``PT1H30M``.

    Examples
    --------
    >>> hours("00:30"), hours("45"), hours("PT1H30M"), hours("soon")
    (0.5, 0.75, 1.5, None)
    """
    plain = text.strip().upper()
    if match := re.fullmatch(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?", plain):
        h, m, s = (float(part or 0) for part in match.groups())
        value = h + m / 60 + s / 3600
    elif re.fullmatch(r"\d{1,4}", plain):
        value = float(plain) / 60
    elif (match := re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?", plain)) and plain != "PT":
        h, m, s = (float(part or 0) for part in match.groups())
        value = h + m / 60 + s / 3600
    else:
        return None
    return value if value > 0 else None


# ---- state
def _states(tags: Mapping[str, str]) -> list[tuple[str, Mapping[str, str]]]:
    """The tags as of a way in use, with its state: what is built or proposed stands beside."""
    found: list[tuple[str, Mapping[str, str]]] = [("open", tags)]
    for state in STATES[1:]:
        for key in ("highway", "railway", "waterway"):
            future = tags.get(f"{state}:{key}", "")
            if tags.get(key) == state:
                future = future or tags.get(state, "")
                if future in {"", "yes"}:
                    future = {"highway": "road", "railway": "rail", "waterway": "canal"}[key]
            if future and future not in {"yes", "no"} and not _in_use(tags):
                found.append((state, {**tags, key: future}))
    return found


def _in_use(tags: Mapping[str, str]) -> bool:
    """Whether the way carries something already, whatever is built besides."""
    idle = {"", *STATES[1:]}
    return any(tags.get(key, "") not in idle for key in ("highway", "railway", "waterway"))


# ---- modes
def _road(tags: Mapping[str, str], state: str) -> Kind | None:
    value = tags.get("highway", "")
    class_ = value.removesuffix("_link")
    if class_ not in ROADS or tags.get("area") == "yes" or (
            state == "open" and _closed(tags)):
        return None
    link = value.endswith("_link")
    speed_kph, basis = _speed(tags, "road", "ramp" if link else class_)
    oneway, reversible = _oneway(tags, class_, link=link)
    return Kind("road", class_, state, value, link, grade(tags.get("ref", "")),
                **_names(tags), speed_kph=speed_kph, speed_basis=basis,
                lanes=count(tags.get("lanes", "")), oneway=oneway, reversible=reversible,
                toll=_flag(tags.get("toll", "")), **_structure(tags), **_dates(tags))


def _rail(tags: Mapping[str, str], state: str) -> Kind | None:
    value = tags.get("railway", "")
    if value not in {"rail", "narrow_gauge"} or tags.get("service") or (
            tags.get("usage") in {"tourism", "test"}):
        return None
    usage = tags.get("usage", "")
    fast = _flag(tags.get("highspeed", ""))
    class_ = ("narrow_gauge" if value == "narrow_gauge" else "highspeed" if fast == "yes" else
              usage if usage in {"main", "branch", "industrial"} else
              "other" if usage else "unspecified")
    speed_kph, basis = _speed(tags, "rail", class_)
    traffic = tags.get("railway:traffic_mode", "")
    return Kind("rail", class_, state, value, **_names(tags), speed_kph=speed_kph,
                speed_basis=basis, gauge=gauges(tags.get("gauge", "")),
                electrified=tags.get("electrified", ""), tracks=count(tags.get("tracks", "")),
                highspeed=fast, usage=usage, **_structure(tags), **_dates(tags),
                traffic=traffic if traffic in {"passenger", "freight", "mixed"} else "")


def _inland(tags: Mapping[str, str], state: str) -> Kind | None:
    value = tags.get("waterway", "")
    open_to = [tags.get(key, "") for key in ("boat", "motorboat", "ship")]
    boat = ("yes" if _YES & set(open_to) or tags.get("CEMT") else
            "no" if _NO & set(open_to) else "")
    idle = tags.get("usage") in {"irrigation", "drainage", "penstock", "headrace", "transmission"}
    if value not in WATERS or boat == "no" or (idle and not boat) or (
            tags.get("tunnel") == "culvert"):
        return None
    speed_kph, basis = _speed(tags, "inland", value)
    return Kind("inland", value, state, value, **_names(tags), speed_kph=speed_kph,
                speed_basis=basis, boat=boat, cemt=tags.get("CEMT", ""),
                lock=_flag(tags.get("lock", "")), **_structure(tags), **_dates(tags))


def _ferry(tags: Mapping[str, str], state: str) -> Kind | None:
    on_foot = tags.get("motor_vehicle") == "no" or tags.get("motorcar") == "no"
    if tags.get("route") != "ferry" or on_foot or tags.get("access") in _NO:
        return None
    speed_kph, basis = _speed(tags, "ferry", "ferry")
    return Kind("ferry", "ferry", state, "ferry", **_names(tags), speed_kph=speed_kph,
                speed_basis=basis, toll=_flag(tags.get("toll", "")), **_dates(tags),
                duration_h=hours(tags.get("duration", "")))


_FINDERS = {"road": _road, "rail": _rail, "inland": _inland, "ferry": _ferry}


# ---- parts
def _names(tags: Mapping[str, str]) -> dict[str, Any]:
    return {"name": tags.get("name:zh") or tags.get("name", ""),
            "name_en": tags.get("name:en", ""), "ref": tags.get("ref", "")}


def _structure(tags: Mapping[str, str]) -> dict[str, Any]:
    return {key: "" if tags.get(key, "") == "no" else tags.get(key, "")
            for key in ("bridge", "tunnel")}


def _dates(tags: Mapping[str, str]) -> dict[str, Any]:
    return {"opening": tags.get("opening_date", ""), "start": tags.get("start_date", "")}


def _flag(text: str) -> str:
    return "yes" if text in _YES else "no" if text in {"no", "false", "0"} else ""


def _closed(tags: Mapping[str, str]) -> bool:
    """Whether motor vehicles are kept out."""
    own = [tags.get(key, "") for key in ("motor_vehicle", "motorcar")]
    if "no" in own or "private" in own:
        return True
    return tags.get("access", "") in _NO and not _YES & set(own)


def _speed(tags: Mapping[str, str], mode: str, class_: str) -> tuple[float, str]:
    both = ";".join(filter(None, (tags.get("maxspeed:forward"), tags.get("maxspeed:backward"))))
    for text in (tags.get("maxspeed", ""), both):
        found = speed(text, mode)
        if found is not None:
            return found
    return SPEEDS[mode, class_].value, "default"


def _oneway(tags: Mapping[str, str], class_: str, *, link: bool) -> tuple[int, bool]:
    value = tags.get("oneway", "")
    if value in {"yes", "true", "1"}:
        return 1, False
    if value in {"-1", "reverse"}:
        return -1, False
    if value in {"reversible", "alternating"}:
        return 0, True
    if value in {"no", "false", "0"}:
        return 0, False
    implied = tags.get("junction") in {"roundabout", "circular"} or (
        class_ == "motorway" and not link)
    return int(implied), False
