"""Draft project files of what OpenStreetMap has as under construction or proposed.

A draft says what is known and no more: no opening date, a traced length, and a link only where
both ends lie at terminals of the strategic network. It is for a planner to check and to source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import yaml

from corridors.errors import InputError, fault
from corridors.messages import LANGS, say
from corridors.network.distance import great_circle_km
from corridors.network.model import Network
from corridors.osm.frames import planned_frame
from corridors.osm.planned import Place, Planned, planned_lines
from corridors.osm.ways import Ways

if TYPE_CHECKING:
    import geopandas as gpd

NEAR_KM = 15.0
"""An end of a line belongs to a terminal within this distance."""
STRAIGHT_SHARE = 0.25
"""Share of a link that may be the straight way from the traced ends to the terminals."""
KINDS = {"road": "road", "rail": "rail", "inland": "waterway"}
STAGES = {"construction": "construction", "proposed": "planned"}
SPEEDS = (350, 300, 250, 200)
"""Classes of high-speed railways, km/h."""
MOST_IDS = 30


def drafts(ways: Ways | gpd.GeoDataFrame, network: Network, lang: str = "zh", *,
           date: str = "", least_km: float = 1.0) -> dict[str, bytes]:
    """Draft project files, as ``docs/project.md`` has them.

    Parameters
    ----------
    ways
        Of an OpenStreetMap file or of Overpass (those in use are passed over), or the layer
        ``planned`` of a build.
    network
        The strategic network whose terminals the ends are compared with.
    lang
        Language of the comments; names and notes stand in both.
    date
        Up to when the data go, ``YYYY-MM-DD``, where they do not say it themselves.
    least_km
        Lines traced shorter than this are left out.

    Returns
    -------
    files
        File name -> content; ``corridors check`` accepts each.

    Raises
    ------
    InputError
        There is something to draft, and the data say nowhere of when they are.
    """
    own = isinstance(ways, Ways)
    as_of = date or (ways.source.timestamp[:10] if own else "")
    made = {}
    for line in planned_lines(planned_frame(ways) if own else ways, least_km=least_km):
        if not as_of:
            raise InputError(fault("draft.undated"))
        key = f"osm_{KINDS[line.mode]}_{line.osmids[0]}"
        made[f"{key}.yaml"] = _file(key, line, network, as_of, lang)
    return made


def _file(key: str, line: Planned, network: Network, date: str, lang: str) -> bytes:
    names = {one: _name(line, one) for one in LANGS}
    source = f"openstreetmap_{line.osmids[0]}"
    link, why = _link(key, source, line, network, names, lang)
    many = len(line.osmids) > MOST_IDS
    ids = ";".join(map(str, line.osmids[:MOST_IDS])) + (";..." if many else "")
    traced = round(line.traced_km, 1)
    facts: dict[str, Any] = {
        "length_km": {"value": traced, "unit": "km",
                      "note": say("draft.traced", lang, count=len(line.osmids))},
        "osm_ways": {"value": ids, "note": say("draft.ways", lang, count=len(line.osmids))}}
    if line.maxspeed_kph is not None:
        facts["design_speed_kmh"] = {"value": round(line.maxspeed_kph), "unit": "km/h",
                                     "note": say("draft.maxspeed", lang)}
    for fact in facts.values():
        fact |= {"source_id": source, "confidence": "low"}
    note = {one: say("draft.status", one, state=say(f"draft_state.{line.state}", one))
            + (say("draft.opening", one, dates=", ".join(line.opening)) if line.opening else "")
            for one in LANGS}
    content: dict[str, Any] = {
        "schema": 1, "id": key, "name": names, "kind": KINDS[line.mode], "named_in": [],
        "prefectures": [],
        "status": {"stage": STAGES[line.state], "as_of": date, "source": source, "note": note},
        "opening": {"planned": None, "actual": None},
        "requires": [], "excludes": [], "after": [],
        "sources": [{"id": source, "publisher": "OpenStreetMap contributors",
                     "title": f"OpenStreetMap, ODbL 1.0, way {line.osmids[0]}", "date": date,
                     "address": f"https://www.openstreetmap.org/way/{line.osmids[0]}",
                     "good_for": say("draft.good_for", lang)}],
        "facts": facts}
    if not why:
        content["changes"] = [{"add_link": link}]
    else:
        content["reason"] = {one: say(why, one, km=f"{NEAR_KM:g}") for one in LANGS}
        content["changes"] = []
    content["claims"] = []
    text = f"# {say('draft.head', lang)}\n# {say('draft.licence', lang)}\n" + _yaml(content)
    if why:
        text += f"# {say('draft.fill', lang)}\n" + "".join(
            f"# {row}\n" for row in _yaml({"changes": [{"add_link": link}]}).splitlines())
    return text.encode()


def _link(key: str, source: str, line: Planned, network: Network, names: dict[str, str],
          lang: str) -> tuple[dict[str, Any], str]:
    """A link for the line, and the key of what keeps it from being used; empty where nothing."""
    class_ = _class(line)
    near = [_nearest(end, line.mode, network) for end in line.ends]
    (start, gap_a), (stop, gap_b) = near
    gaps = gap_a + gap_b
    total = line.traced_km + gaps
    why = ""
    if line.mode == "inland":
        why = "draft_why.fairway"
    elif not class_:
        why = "draft_why.class"
    elif not start or not stop or start == stop:
        why = "draft_why.far"
    elif gaps > STRAIGHT_SHARE * total:
        why = "draft_why.gaps"
    known = bool(start and stop)
    note = say("draft.gaps", lang, gaps=round(gaps, 1)) if known and gaps >= 0.05 else ""
    return {
        "id": key, "mode": line.mode, "line": key, "line_zh": names["zh"],
        "line_en": names["en"], "from_node_id": start or "?", "to_node_id": stop or "?",
        "length_km": round(total if known else line.traced_km, 1),
        "traffic": "passenger" if line.class_ == "highspeed" else "mixed",
        "class": class_ or "?", "source_id": source, "confidence": "low", "note": note}, why


def _class(line: Planned) -> str:
    """Class of the strategic network; empty where the tags do not say it."""
    if line.mode == "road":
        return {"motorway": "expressway", "trunk": "national", "primary": "national"}.get(
            line.class_, "")
    if line.mode != "rail" or line.class_ in ("narrow_gauge", "industrial", "other"):
        return ""
    if line.class_ == "highspeed":
        speed = line.maxspeed_kph or 0
        return next((f"hsr_{one}" for one in SPEEDS if speed >= one), "")
    return "conv_double" if line.double > 0.5 else "conv_single"


def _nearest(end: Place, mode: str, network: Network) -> tuple[str, float]:
    """Id of the nearest node of a mode within :data:`NEAR_KM` and how far it is; else empty."""
    nodes = network.nodes
    found = [(great_circle_km(*end, float(nodes["lon"][i]), float(nodes["lat"][i])),
              str(nodes["id"][i])) for i in np.flatnonzero(nodes["mode"] == mode)]
    km, key = min(found, default=(np.inf, ""))
    return (key, float(km)) if km <= NEAR_KM else ("", 0.0)


def _name(line: Planned, lang: str) -> str:
    """Its name; where OpenStreetMap has none in the language, what it is and its number."""
    given = line.name if lang == "zh" else line.name_en
    if given and (lang == "zh" or given.isascii()):
        return given
    ref = line.ref if line.ref.isascii() else ""
    return say("draft.name", lang, state=say(f"draft_state.{line.state}", lang),
               what=say(f"draft_kind.{line.mode}", lang), ref=ref or f"OSM {line.osmids[0]}")


def _yaml(content: dict[str, Any]) -> str:
    return yaml.dump(content, Dumper=_Indented, allow_unicode=True, sort_keys=False, width=96)


class _Indented(yaml.SafeDumper):
    """Lists stand in from their key, as in the files of the register."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists as well."""
        del indentless
        super().increase_indent(flow, False)
