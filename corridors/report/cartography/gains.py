"""Layers that compare: who gains, and pairs as bands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from corridors.analysis.compare import Row
from corridors.analysis.flows import read_flows
from corridors.analysis.summary import mean_difference, sign_of_gain
from corridors.analysis.weights import SECTOR, weigh
from corridors.cartography.layers import Difference, Flows
from corridors.mapping.model import MapFlow, MapPlace, Outcome
from corridors.messages import say
from corridors.places import place_name
from corridors.report.cartography.ground import Compared, Ground
from corridors.report.cartography.part import Part
from corridors.report.maps import finding_lines
from corridors.report.numbers import rounded, show
from corridors.units import MEASURE_UNITS


def difference(ground: Ground, layer: Difference) -> Part:
    """Places with the mean change over their pairs found in both states."""
    subject = ground.subject(layer)
    result, lang = subject.result, ground.lang
    rows = rows_of(subject)
    ends = {"origins": result.states.origins, "destinations": result.states.destinations}
    shown = ("origins", "destinations") if layer.of == "both" else (layer.of,)
    places: dict[str, MapPlace] = {}
    for name in shown:
        column = name[:-1]
        for key in ends[name]:
            if key in places:
                continue
            found, text = outcome_of([row for row in rows if getattr(row, column) == key],
                                     subject.measure, lang)
            i = result.base.places.index[key]
            places[key] = MapPlace(
                key, place_name(result.base, key, lang), float(result.base.places["lon"][i]),
                float(result.base.places["lat"][i]),
                "origin" if name == "origins" else "destination", found, text)
    lines = list(finding_lines(result, lang, subject.of))
    return Part(places=tuple(places.values()), key_lines=tuple(lines[:6]),
                subtitle=say("drawn.difference", lang, **words(subject, lang)))


def words(subject: Compared, lang: str) -> dict[str, str]:
    """Profile, mode, measure and the meaning of its sign, in words."""
    good = "drawn.minus" if sign_of_gain(subject.measure) < 0 else "drawn.plus"
    return {"profile": say(f"profile.{subject.profile}", lang),
            "mode": say(f"mode.{subject.mode}", lang),
            "measure": say(f"measure.{subject.measure}", lang), "good": say(good, lang)}


def rows_of(subject: Compared) -> list[Row]:
    """Rows of the comparison that a layer speaks of."""
    return [row for row in subject.result.rows if (row.profile, row.mode, row.measure)
            == (subject.profile, subject.mode, subject.measure)]


def outcome_of(rows: Sequence[Row], measure: str, lang: str) -> tuple[Outcome | None, str | None]:
    """What became of a place over its pairs, and the figure that says so.

    A place with a newly connected pair is new; else the mean difference counts as it is printed,
    so that a gain of less than the last digit is none. Pairs served in name only are left out.
    """
    served = [row for row in rows if not row.token_after]
    both = [row for row in served if row.difference is not None and not row.token_base]
    if any(row.found_after and (not row.found_base or row.token_base) for row in served):
        return "new", say("new", lang)
    if not both:
        return None, None
    unit = MEASURE_UNITS[measure]
    mean, like = mean_difference(both)
    sign = (rounded(mean, unit, like) or 0.0) * sign_of_gain(measure)
    if sign == 0:
        return "none", None
    return ("gain" if sign > 0 else "loss"), f"{show(mean, unit, sign=True, like=like)} {unit}"


def flows(ground: Ground, layer: Flows) -> Part:
    """The widest bands between pairs, by flow or by the size of the difference."""
    subject = ground.subject(layer)
    result, lang = subject.result, ground.lang
    rows = {(row.origin, row.destination): row for row in rows_of(subject)
            if row.origin != row.destination}
    weights = _weights(ground, layer, subject, rows)
    widest = sorted(weights.items(), key=lambda item: (-round(item[1], 9), item[0]))
    widest = [item for item in widest if item[1] > 0][:layer.most]
    places = result.base.places

    def at(key: str) -> tuple[float, float]:
        i = places.index[key]
        return float(places["lon"][i]), float(places["lat"][i])

    bands: list[MapFlow] = []
    ends: dict[str, MapPlace] = {}
    for (origin, destination), weight in widest:
        found, text = outcome_of([rows[origin, destination]], subject.measure, lang)
        bands.append(MapFlow(f"{origin}-{destination}", at(origin), at(destination),
                             round(weight / widest[0][1], 6), found, text or ""))
        for key, role in ((origin, "origin"), (destination, "destination")):
            ends.setdefault(key, MapPlace(key, place_name(result.base, key, lang), *at(key),
                                          "origin" if role == "origin" else "destination"))
    by = "drawn.width_difference"
    if layer.weights is not None and not _is_sector(layer.weights):
        by = "drawn.width_flow"
    return Part(flows=tuple(bands), places=tuple(ends.values()),
                key_lines=(say("drawn.bands", lang, shown=len(bands),
                               pairs=sum(value > 0 for value in weights.values())),),
                subtitle=say("drawn.and", lang).join([
                    say("drawn.difference_pair", lang, **words(subject, lang)), say(by, lang)]))


def _is_sector(weights: str) -> bool:
    return weights.replace("：", ":", 1).casefold().startswith(SECTOR)


def _weights(ground: Ground, layer: Flows, subject: Compared,
             rows: Mapping[tuple[str, str], Row]) -> dict[tuple[str, str], float]:
    """Width of each pair before it is scaled."""
    result = subject.result
    by_change = {pair: abs(row.difference) for pair, row in rows.items()
                 if row.difference is not None and not row.token_base and not row.token_after}
    if layer.weights is None:
        return by_change
    if _is_sector(layer.weights):
        members = {*weigh(result, layer.weights).members}
        return {pair: value for pair, value in by_change.items() if pair in members}
    path = Path(layer.weights)
    if ground.spec.path is not None and not path.is_file():
        path = ground.spec.path.parent / path
    carried = read_flows(path, result.base, result.scenario.file.compare.profiles,
                         result.states.origins, result.states.destinations)
    return dict(_carried(carried.per_year.items(), subject.profile, rows))


def _carried(items: Iterable[tuple[tuple[str, str, str], float]], profile: str,
             rows: Mapping[tuple[str, str], Row]) -> Iterable[tuple[tuple[str, str], float]]:
    for (name, origin, destination), value in items:
        if name == profile and (origin, destination) in rows:
            yield (origin, destination), value
