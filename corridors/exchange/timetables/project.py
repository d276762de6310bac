"""A day of a feed as a project file: switched on in a scenario it is the timetable after.

Beside a network that holds the services of an older day of the same feed (the same ids), services
that run on are retimed, those that are gone are closed, and only new ones are added.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from corridors.changes import apply
from corridors.errors import InputError, fault
from corridors.exchange.timetables.model import Timetable
from corridors.exchange.timetables.rows import counted
from corridors.messages import LANGS, say
from corridors.network.model import Network
from corridors.projects.model import Project, read_project

Row = dict[str, object]
SAME_H = 1e-5
"""Hours that are the same."""


def project_yaml(timetable: Timetable, beside: Network, lang: str = "zh") -> bytes:
    """The project file; read, resolved and applied to the network before it is handed over.

    Raises
    ------
    InputError
        The changes do not fit the network, or the timetable is the one it has.
    """
    changes = [*_added(timetable, beside), *_retimed(timetable, beside),
               *_closed(timetable, beside)]
    if not changes:
        raise InputError(fault("gtfs.same", file=timetable.feed, day=timetable.day))
    names = {one: say("gtfs.project_name", one, feed=timetable.feed, day=timetable.day)
             for one in LANGS}
    counts = timetable.counts
    note = {one: say("gtfs.project_note", one, services=counts["services"],
                     departures=counted(float(counts["departures"])),
                     period=f"{timetable.period_h:g}")
            for one in LANGS}
    modes = {service.mode for service in timetable.services}
    content: Row = {
        "schema": 1, "id": timetable.key, "name": names,
        "kind": "air" if modes == {"air"} else "rail", "named_in": [], "prefectures": [],
        "status": {"stage": "opened", "as_of": timetable.day, "source": timetable.key},
        "opening": {"planned": None, "actual": None}, "requires": [], "excludes": [],
        "after": [], "sources": [dict(timetable.source)], "facts": {}, "changes": changes,
        "claims": [], "note": note}
    alike = sorted({key for service in timetable.services for key in service.alike
                    if not key.startswith(f"{timetable.key}_")})
    text = f"# {say('gtfs.project_head', lang)}\n" + yaml.dump(
        content, Dumper=_Indented, allow_unicode=True, sort_keys=False, width=96)
    if alike:
        text += f"# {say('gtfs.project_alike', lang)}\n" + "".join(
            f"#   - close: {{where: {{service: {key}}}}}\n" for key in alike)
    made = text.encode()
    checked(made, timetable.key, beside)
    return made


def checked(content: bytes, key: str, beside: Network) -> Project:
    """A project file as the register reads it, its changes applied to a network and forgotten.

    Raises
    ------
    InputError
        The file has faults, or its changes do not fit.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{key}.yaml"
        path.write_bytes(content)
        project = read_project(path)
        apply(beside, [project.batch()])
    return project


def _rows(timetable: Timetable, name: str) -> Iterable[Mapping[str, object]]:
    return timetable.rows.get(name, ())


def _added(timetable: Timetable, beside: Network) -> list[Row]:
    """What the network does not have."""
    out: list[Row] = [{"add_node": dict(row)} for row in _rows(timetable, "nodes")
                      if str(row["id"]) not in beside.nodes]
    out += [{"add_link": dict(row)} for row in _rows(timetable, "links")
            if str(row["id"]) not in beside.links]
    stops: dict[str, list[Row]] = {}
    for row in _rows(timetable, "service_stops"):
        stops.setdefault(str(row["service_id"]), []).append(
            {name: value for name, value in row.items()
             if name not in ("id", "service_id", "seq")})
    out += [{"add_service": {**row, "stops": stops[str(row["id"])]}}
            for row in _rows(timetable, "services") if str(row["id"]) not in beside.services]
    return out


def _retimed(timetable: Timetable, beside: Network) -> list[Row]:
    """Services that the network has, with the times of this day where they are others."""
    heads = {str(row["id"]): row for row in _rows(timetable, "services")}
    times: dict[str, list[Mapping[str, object]]] = {}
    for row in _rows(timetable, "service_stops"):
        times.setdefault(str(row["service_id"]), []).append(row)
    out: list[Row] = []
    for key, head in heads.items():
        if key not in beside.services:
            continue
        body: Row = {"service": key}
        if not _same(head["headway_h"], beside.services.row(key)["headway_h"]):
            body["headway_h"] = head["headway_h"]
        old = [beside.service_stops.row(str(row["id"])) for row in times[key]]
        runs = [row["run_h"] for row in times[key][1:]]
        if any(not _same(row["run_h"], before["run_h"])
               for row, before in zip(times[key][1:], old[1:], strict=True)):
            body["run_h"] = runs
        if len(body) > 1:
            out.append({"retime": {**body, "source_id": timetable.key,
                                   "confidence": head["confidence"]}})
        out += [{"set": {"where": {"table": "service_stops", "id": row["id"]},
                         "values": {"dwell_h": row["dwell_h"]}, "source_id": timetable.key,
                         "confidence": row["confidence"]}}
                for row, before in zip(times[key][1:-1], old[1:-1], strict=True)
                if not _same(row["dwell_h"], before["dwell_h"])]
    return out


def _same(one: object, other: object) -> bool:
    if one is None or other is None:
        return one is other
    return abs(float(str(one)) - float(str(other))) <= SAME_H


def _closed(timetable: Timetable, beside: Network) -> list[Row]:
    """Services of the same feed that run no more."""
    now = {service.id for service in timetable.services}
    gone = [key for key in map(str, beside.services["id"])
            if key.startswith(f"{timetable.key}_") and key not in now]
    return [{"close": {"where": {"service": gone}, "source_id": timetable.key,
                       "confidence": "medium"}}] if gone else []


def changed(timetable: Timetable, beside: Network) -> dict[str, int]:
    """How many services are new, retimed and gone against a network."""
    new = [service for service in timetable.services if service.id not in beside.services]
    retimed = {str(row["retime"]["service"]) for row in _retimed(timetable, beside)  # type: ignore[index]
               if "retime" in row}
    closed = _closed(timetable, beside)
    gone = closed[0]["close"]["where"]["service"] if closed else []  # type: ignore[index]
    return {"new": len(new), "retimed": len(retimed), "gone": len(gone)}


class _Indented(yaml.SafeDumper):
    """Lists stand in from their key, as in the files of the register."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists as well."""
        del indentless
        super().increase_indent(flow, False)
