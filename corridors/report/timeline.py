"""A timeline as CSV and JSON, and as the content of its figure."""

from __future__ import annotations

from corridors import __version__
from corridors.analysis.pairs import Pair
from corridors.analysis.timeline import Effect, Timeline, opening_date
from corridors.messages import listed, say
from corridors.places import place_name
from corridors.profiles import PROFILE_UNITS
from corridors.projects.model import Project
from corridors.projects.select import plans_of
from corridors.report.numbers import exact, rounded, show, size
from corridors.report.text import to_csv, to_json
from corridors.units import MEASURE_UNITS

COLUMNS = ("origin", "destination", "profile", "mode", "measure", "unit", "year", "date", "value",
           "change", "found", "mode_found", "due_to", "due_to_planned")
OPENINGS = ("year", "id", "name_zh", "name_en", "kind", "named", "plans", "opens", "modelled",
            "basis")
EFFECTS = ("year", "project", "named", "origin", "destination", "measure", "unit", "difference",
           "new", "separable", "together", "basis")

WHOLE = 0.9
"""Openings that each take at least this share of a change with them only work together."""


def timeline_files(found: Timeline) -> dict[str, bytes]:
    """Content of the files of a timeline but its figure, by file name."""
    return {"timeline.csv": timeline_csv(found), "openings.csv": _openings(found),
            "effects.csv": _effects(found), "timeline.json": timeline_json(found)}


def timeline_csv(found: Timeline) -> bytes:
    """One row a pair, measure and year, the base date first."""
    return to_csv(COLUMNS, (
        (*pair, found.profile, found.mode, measure, unit, point.year, point.date,
         point.readings[pair].values[measure], found.change(point, pair, measure),
         point.readings[pair].found, point.readings[pair].mode,
         tuple(effect.project for effect in due(found, point.year, pair, measure)),
         tuple(effect.project for effect in due(found, point.year, pair, measure)
               if basis(found, effect.project) == "planned"))
        for pair in found.pairs for measure, unit in MEASURE_UNITS.items()
        for point in found.points))


def _openings(found: Timeline) -> bytes:
    """One row a project that opens."""
    return to_csv(OPENINGS, (
        (point.year, key, p.file.name.zh, p.file.name.en, p.file.kind, named(p),
         plans_of(p), opening_date(p, found.openings), p.modelled, basis(found, key))
        for point in found.points for key in point.opened for p in (found.projects[key],)))


def _effects(found: Timeline) -> bytes:
    """One row an effect and measure that differs, and one for what cannot be told apart."""
    rows: list[tuple[object, ...]] = []
    for effect in found.effects:
        head = (effect.year, effect.project, named(found.projects[effect.project]), *effect.pair)
        tail = (effect.new, effect.separable, effect.together, basis(found, effect.project))
        if effect.differences is None or effect.new:
            rows.append((*head, None, None, None, *tail))
        for measure, difference in (effect.differences or {}).items():
            if difference:
                rows.append((*head, measure, MEASURE_UNITS[measure], difference, *tail))
    return to_csv(EFFECTS, rows)


def timeline_json(found: Timeline) -> bytes:
    """The whole timeline as JSON."""
    return to_json({
        "schema": 1, "profile": found.profile, "mode": found.mode,
        "unit": PROFILE_UNITS[found.profile], "objective": found.objective,
        "season": found.season, "openings": found.openings, "plan": found.plan,
        "data_version": found.base.data_version, "package_version": __version__,
        "pairs": [{"origin": o, "destination": d} for o, d in found.pairs],
        "points": [{
            "year": point.year, "date": point.date,
            "opened": [{"id": key, "name": p.file.name.model_dump(), "kind": p.file.kind,
                        "named": named(p), "modelled": p.modelled, "basis": basis(found, key)}
                       for key in point.opened for p in (found.projects[key],)],
            "readings": [{"origin": pair[0], "destination": pair[1], "found": r.found,
                          "mode": r.mode,
                          **{name: exact(value) for name, value in r.values.items()}}
                         for pair, r in point.readings.items()]} for point in found.points],
        "effects": [{"year": e.year, "project": e.project,
                     "basis": basis(found, e.project), "origin": e.pair[0],
                     "destination": e.pair[1], "new": e.new, "separable": e.separable,
                     "together": list(e.together),
                     "differences": None if e.differences is None else {
                         name: exact(value) for name, value in e.differences.items()}}
                    for e in found.effects],
    })


def named(project: Project) -> str:
    """``plan`` or ``background``."""
    return "background" if project.background else "plan"


def basis(found: Timeline, key: str) -> str:
    """What the opening of a project rests on: ``actual``, ``planned`` or ``required``.

    What has no actual date and is open because another needs it rests on what that one rests on:
    ``required`` where it is an actual date, else ``planned``.
    """
    project = found.projects[key]
    if project.file.opening.actual is not None:
        return "actual"
    (date,) = (point.date for point in found.points if key in point.opened)
    if not project.open_on(date, found.openings) and any(
            key in other.needs and basis(found, other.id) != "planned"
            for other in found.projects.values()):
        return "required"
    return "planned"


def planned_mark(found: Timeline, key: str, lang: str) -> str:
    """The mark of an opening that rests on a planned date, behind its name; else empty."""
    return say("mark.planned", lang) if basis(found, key) == "planned" else ""


def due(found: Timeline, year: int | None, pair: Pair, measure: str) -> list[Effect]:
    """Effects on a pair in a year that concern a measure."""
    return [effect for effect in found.effects_of(year, pair)
            if effect.differences is None or effect.new or effect.differences[measure]]


def due_text(found: Timeline, effect: Effect, measure: str, lang: str) -> str:
    """One effect in words: the project, who named it, and the difference."""
    project = found.projects[effect.project]
    words = {"name": getattr(project.file.name, lang),
             "named": say(f"named.{named(project)}", lang),
             "mark": planned_mark(found, effect.project, lang)}
    if not effect.separable or effect.differences is None:
        return say("line.due_unknown", lang, **words)
    if effect.new:
        return say("line.due_new", lang, **words)
    return say("line.due_item", lang, difference=show(
        effect.differences[measure], MEASURE_UNITS[measure], sign=True,
        like=size_of(found, effect.pair, measure)), **words)


def size_of(found: Timeline, pair: Pair, measure: str) -> float | None:
    """The largest level of a pair over all years; all its numbers get the decimals of that."""
    return size(*(point.readings[pair].values[measure] for point in found.points))


def pair_name(found: Timeline, pair: Pair, lang: str) -> str:
    """Both ends of a pair by their names."""
    return "—".join(place_name(found.base, end, lang) for end in pair)


def changes_of(found: Timeline, year: int | None, measure: str, lang: str) -> list[str]:
    """What changed each pair in a year, one line a pair."""
    (point,) = (point for point in found.points if point.year == year)
    before = found.points[found.points.index(point) - 1]
    lines, unit = [], MEASURE_UNITS[measure]
    for pair in found.pairs if point is not before else ():
        a, b = before.readings[pair], point.readings[pair]
        moved = found.change(point, pair, measure)
        if a.found == b.found and not rounded(moved, unit, size_of(found, pair, measure)):
            continue  # nothing that the figures shown would tell
        items = [due_text(found, effect, measure, lang)
                 for effect in sorted(due(found, year, pair, measure),
                                      key=lambda effect: -abs((effect.differences or {}).get(
                                          measure) or 0.0))]
        items += _shared(found, point.year, pair, measure, moved, lang)
        change = say("new" if b.found else "gone", lang) if moved is None else show(
            moved, unit, sign=True, like=size_of(found, pair, measure))
        lines.append(say("line.due_pair", lang, pair=pair_name(found, pair, lang), change=change,
                         items=listed(items, lang) or say("line.due_elsewhere", lang)))
    return lines


def _shared(found: Timeline, year: int | None, pair: Pair, measure: str, moved: float | None,
            lang: str) -> list[str]:
    """What the effects one by one do not tell: openings that need, or stand in for, one another."""
    effects = due(found, year, pair, measure)
    alone = [effect.differences[measure] for effect in effects if effect.differences is not None]
    if not moved or not effects or len(alone) < len(effects) or any(e.new for e in effects):
        return []
    shares = [(value or 0.0) / moved for value in alone]
    if len([share for share in shares if share >= WHOLE]) > 1:
        return [say("line.due_joint", lang)]
    rest, unit = moved - sum(value or 0.0 for value in alone), MEASURE_UNITS[measure]
    if rest / moved > 0 and rounded(rest, unit, size_of(found, pair, measure)):
        return [say("line.due_rest", lang)]
    return []
