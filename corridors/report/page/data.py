"""Everything that the page shows, as one object for JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from corridors.analysis.compare import Comparison
from corridors.analysis.subject import subject
from corridors.drawing import style
from corridors.mapping.projection import Albers, around, clip_to_corridor
from corridors.messages import MESSAGES, say
from corridors.profiles import PROFILE_UNITS
from corridors.provinces import PROVINCES
from corridors.report.briefing.headline import headline_row
from corridors.report.briefing.model import Brief
from corridors.report.page import network
from corridors.report.page.briefing import told
from corridors.report.page.geometry import UNIT_M, backdrop, spot
from corridors.report.page.projects import bibliography, projects
from corridors.report.page.results import results
from corridors.report.page.routes import routes
from corridors.report.page.words import NAMED, WORDS

SEA_NAME = (114.2, 14.6)
"""Longitude and latitude at which the South China Sea Islands are named."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def payload(result: Comparison, briefs: Mapping[str, Brief]) -> dict[str, Any]:
    """All data of the page.

    Parameters
    ----------
    briefs
        By language; the first one is the language in which the page opens.
    """
    albers, base = Albers(), result.base
    land = None if base.data_dir is None else base.data_dir / "boundaries" / "land_gshhg.geojson"
    drawn = network.links(result, albers)
    found = projects(result, network.marks(result, albers))
    numbers = results(result)
    sources = {key for project in found for key in project["sources"]}
    lead = headline_row(result)  # the map opens with what the headline tells
    profile, mode, measure = (
        subject(result) if lead is None else (lead.profile, lead.mode, lead.measure))
    return {
        "scenario": result.scenario.file.name.model_dump(),
        "lang": next(iter(briefs)), "langs": list(briefs),
        "briefs": {lang: told(brief) for lang, brief in briefs.items()},
        "start": {"profile": profile, "mode": mode, "place": _first(result),
                  "measure": measure if measure in numbers["measures"] else None},
        "map": {"fit": _fit(result, albers), "style": _style(), "sea_name": spot(albers, *SEA_NAME),
                "backdrop": backdrop(land), "provinces": PROVINCES},
        "places": network.places(result, albers), "links": drawn,
        "routes": routes(result, drawn["id"]),
        "projects": found, "sources": bibliography(result, sources), "results": numbers,
        "words": {lang: _words(result, lang) for lang in briefs}}


def to_script(data: object) -> str:
    r"""JSON that is safe inside a ``script`` element, control characters left out.

    Examples
    --------
    >>> to_script({"a": "</script>]]>&"})
    '{"a":"\\u003c/script\\u003e]]\\u003e\\u0026"}'
    """
    text = json.dumps(_clean(data), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_ESCAPES)


def _clean(data: Any) -> Any:
    if isinstance(data, str):
        return _CONTROL.sub("", data)
    if isinstance(data, Mapping):
        return {str(key): _clean(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return data if data and type(data[0]) is int else [_clean(one) for one in data]
    return data


def _first(result: Comparison) -> str:
    """The place that is chosen when the page opens."""
    ends = result.states
    return ends.headline[0][0] if ends.headline else ends.origins[0]


def _fit(result: Comparison, albers: Albers) -> list[list[int]]:
    """South-western and north-eastern corner of the first view."""
    places, ends = result.base.places, result.states
    rows = [places.index[key] for key in dict.fromkeys([*ends.origins, *ends.destinations])]
    points = clip_to_corridor([(float(places["lon"][i]), float(places["lat"][i])) for i in rows])
    frame = around(albers.project(points))
    return [[round(x / UNIT_M), round(y / UNIT_M)]
            for x, y in ((frame.west, frame.south), (frame.east, frame.north))]


def _style() -> dict[str, Any]:
    """Colours and strokes of the printed maps."""
    strokes = {**{f"mode.{mode}": passes for mode, passes in style.MODES.items()},
               **{f"kind.{kind}": passes for kind, passes in style.KINDS.items()},
               **{f"status.{status}": passes for status, passes in style.STATUSES.items()},
               "province": (style.PROVINCE_LINE,), "coast": (style.COAST_LINE,),
               "border": (style.BORDER_LINE,), "dash": (style.DASH_LINE,)}
    return {"strokes": {name: [[one.colour, one.width, list(one.dash[1]), one.cap]
                               for one in passes] for name, passes in strokes.items()},
            "outcomes": {name: [symbol.marker, symbol.colour]
                         for name, symbol in style.OUTCOMES.items()},
            "change": style.CHANGE_COLOUR, "sea": style.SEA, "land": style.LAND,
            "foreign": style.FOREIGN_LAND, "province_text": style.PROVINCE_TEXT}


def _words(result: Comparison, lang: str) -> dict[str, str]:
    """Texts of the page, and the names of what it lets people choose."""
    spec = result.scenario.file.compare
    named = {f"profile.{key}": say(f"profile.{key}", lang) for key in spec.profiles}
    named.update({f"unit.{key}": say(f"unit.{PROFILE_UNITS[key]}", lang)
                  for key in spec.profiles})
    named.update({f"mode.{key}": say(f"mode.{key}", lang) for key in spec.modes})
    named.update({f"measure.{key}": say(f"measure.{key}", lang) for key in spec.measures})
    return {**{key: MESSAGES[key][lang] for key in (*WORDS, *NAMED)}, **named}
