"""Tables of results: main pairs, counts by mode, parts of the journey, best modes, claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from corridors.analysis.claims import CheckedClaim
from corridors.analysis.compare import Comparison, Row
from corridors.analysis.components import LEAST_H, component_changes, headline_pairs
from corridors.analysis.subject import served
from corridors.analysis.summary import Summary, lock_pairs, sign_of_gain, summarise
from corridors.analysis.validation.run import Validation
from corridors.families import BEST
from corridors.messages import listed, say
from corridors.profiles import PROFILE_UNITS, PROFILES
from corridors.report.briefing.groups import connected
from corridors.report.briefing.model import Cell, Column, Quantity, Table, Tone
from corridors.report.briefing.phrases import PAIRS, pair_name, row_index, unit_of
from corridors.report.effects import claim_cells
from corridors.report.figures import in_unit
from corridors.report.locks import sense
from corridors.report.numbers import rounded, show, size

LEVELS = ("time_h",)
"""Measures whose table lists every connected pair and mode; the others list what changes."""
PER_UNIT = ("cost_cny", "co2_kg")
"""Measures that are for one unit of the profile."""
MOST_BEST = 12
"""Kinds of change of the best mode that are listed."""


def pair_tables(result: Comparison, profile: str, lang: str) -> tuple[Table, ...]:
    """One table a measure: before, after and difference of the main pairs by each main mode."""
    index = row_index(result)
    modes = list(dict.fromkeys(key[3] for key in result.keys if key[0] == profile))
    out = []
    for measure in result.scenario.file.compare.measures:
        rows, marks = [], set()
        for pair in headline_pairs(result):
            for mode in modes:
                row = index.get((profile, *pair, mode, measure))
                if row is None or not (row.found_base or row.found_after) or (
                        row.base is None and row.after is None):
                    continue
                if measure not in LEVELS and row.difference is not None and not rounded(
                        row.difference, row.unit, row.size):
                    continue
                mark = _mark(result, row)
                marks.add(mark)
                rows.append((pair_name(result, pair, lang), say(f"mode.{mode}", lang) + mark,
                             *before_after(row, lang)))
        if rows and not (measure == "capacity_mt" and not PROFILES[profile].goods):
            out.append(Table(
                f"pairs_{profile}_{measure}",
                _pairs_caption(profile, measure, lang),
                _pair_columns(measure, lang), tuple(rows), _notes(measure, marks, lang)))
    return tuple(out)


def _pairs_caption(profile: str, measure: str, lang: str) -> str:
    """Caption with the unit that money and CO2 are for."""
    names = {"profile": say(f"profile.{profile}", lang), "measure": say(f"plain.{measure}", lang)}
    if measure not in PER_UNIT:
        return say("brief.caption_pairs_plain", lang, **names)
    return say("brief.caption_pairs", lang, unit=say(f"unit.{PROFILE_UNITS[profile]}", lang),
               **names)


def _pair_columns(measure: str, lang: str) -> tuple[Column, ...]:
    unit = unit_of(measure, lang)
    return (Column(say("brief.pair", lang), 1.7), Column(say("brief.mode", lang), 1.5),
            *(Column(say(key, lang, unit=unit), 1.0, "right")
              for key in ("brief.base", "brief.after", "brief.difference")),
            Column(say("brief.percent", lang), 0.8, "right"))


def before_after(row: Row, lang: str) -> tuple[Cell, Cell, Cell, Cell]:
    """Before, after, difference and percentage; words where there is no connection."""
    base, after = ("—" if value is None else Quantity(value, row.unit, like=row.size)
                   for value in (row.base, row.after))
    if row.difference is None:
        word = "—" if row.found_base and row.found_after else say(
            "brief.new" if row.found_after else "brief.gone", lang)
        return base, after, word, "—"
    tone = tone_of(row.difference, row.unit, row.measure, row.size)
    return (base, after, Quantity(row.difference, row.unit, True, tone, row.size),
            Quantity(row.difference_pct, "%", True, tone))


def tone_of(difference: float | None, unit: str, measure: str,
            like: float | None = None) -> Tone:
    """Gain, loss or none of a difference as it is shown."""
    shown = rounded(difference, unit, like)
    if not shown:
        return "none"
    return "gain" if shown * sign_of_gain(measure) > 0 else "loss"


def _mark(result: Comparison, row: Row) -> str:
    trip = result.trips_after[row.profile, row.origin, row.destination, row.mode]
    return "*" if trip.token else "†" if trip.access_heavy else ""


def _notes(measure: str, marks: set[str], lang: str) -> tuple[str, ...]:
    keys = ["brief.note_sign_more" if sign_of_gain(measure) > 0 else "brief.note_sign"]
    keys += [] if measure in LEVELS else ["brief.note_moved"]
    keys += [key for mark, key in (("*", "brief.note_token"), ("†", "brief.note_heavy"))
             if mark in marks]
    return tuple(say(key, lang) for key in keys)


def summary_table(result: Comparison, profile: str, lang: str) -> Table:
    """Counts and means of every main mode and measure in which something happens."""
    rows = []
    for s in summarise(result):
        if s.profile != profile or not (s.gained or s.lost or s.new or s.gone):
            continue
        counts: list[Cell] = [Quantity(float(count), PAIRS)
                              for count in (connected(s), s.gained, s.lost, s.new)]
        rows.append((say(f"mode.{s.mode}", lang), say(f"measure.{s.measure}", lang), *counts,
                     Quantity(s.mean_difference, s.unit, True,
                              tone_of(s.mean_difference, s.unit, s.measure, s.size), s.size)))
    columns = (Column(say("brief.mode", lang), 1.5), Column(say("brief.measure", lang), 1.8),
               *(Column(say(key, lang), 0.9, "right") for key in (
                   "brief.connected", "brief.gained", "brief.lost", "brief.newly", "brief.mean")))
    return Table(f"summary_{profile}", _caption("brief.caption_summary", profile, lang), columns,
                 tuple(rows), (say("brief.note_mean", lang),))


def largest_table(result: Comparison, profile: str, lang: str) -> Table:
    """The pair that gains most, for each main mode and measure."""
    index = row_index(result)
    rows = []
    for s in summarise(result):
        if s.profile != profile or s.largest_gain_pair is None or not rounded(
                s.largest_gain, s.unit, s.largest_gain_size):
            continue
        row = index[profile, *s.largest_gain_pair, s.mode, s.measure]
        rows.append((say(f"mode.{s.mode}", lang), say(f"measure.{s.measure}", lang),
                     pair_name(result, s.largest_gain_pair, lang), *before_after(row, lang)))
    columns = (Column(say("brief.mode", lang), 1.4), Column(say("brief.measure", lang), 1.7),
               Column(say("brief.pair", lang), 1.6),
               *(Column(say(key, lang), 0.9, "right") for key in (
                   "label.base", "label.after", "label.difference", "brief.percent")))
    return Table(f"largest_{profile}", _caption("brief.caption_largest", profile, lang), columns,
                 tuple(rows))


def _caption(key: str, profile: str, lang: str) -> str:
    return say(key, lang, profile=say(f"profile.{profile}", lang),
               unit=say(f"unit.{PROFILE_UNITS[profile]}", lang))


def component_table(result: Comparison, profile: str, lang: str) -> Table:
    """Which parts of the journey make the difference on the main pairs."""
    rows, index = [], row_index(result)
    for change in component_changes(result, headline_pairs(result)):
        if change.profile != profile or change.mode == BEST:
            continue
        parts = [f"{say(f'component.{name}', lang)} {show(hours, 'h', sign=True)}"
                 for name, hours in change.components_h.items() if abs(hours) >= LEAST_H]
        row = index.get((profile, change.origin, change.destination, change.mode, "time_h"))
        total = change.time_h if row is None else row.difference  # as the other tables round it
        rows.append((pair_name(result, (change.origin, change.destination), lang),
                     say(f"mode.{change.mode}", lang),
                     Quantity(total, "h", True, tone_of(total, "h", "time_h")),
                     listed(parts, lang)))
    unit = unit_of("time_h", lang)
    columns = (Column(say("brief.pair", lang), 1.5), Column(say("brief.mode", lang), 1.4),
               Column(say("brief.difference", lang, unit=unit), 0.9, "right"),
               Column(say("brief.parts", lang), 3.2))
    return Table(f"components_{profile}", say("brief.caption_components", lang,
                                              profile=say(f"profile.{profile}", lang)),
                 columns, tuple(rows), (say("brief.note_sign", lang),))


def best_table(result: Comparison, lang: str) -> Table:
    """How often the best mode changes, from which to which, with an example."""
    kinds: Counter[tuple[str, str, str]] = Counter()
    example: dict[tuple[str, str, str], tuple[str, str]] = {}
    main = set(headline_pairs(result))
    for profile, origin, destination, mode in result.keys:
        key = (profile, origin, destination, mode)
        base, after = result.trips_base[key], result.trips_after[key]
        if mode != BEST or base.mode == after.mode or not (served(base) or served(after)):
            continue
        kind = (profile, base.mode if base.found else "", after.mode if after.found else "")
        kinds[kind] += 1
        if kind not in example or ((origin, destination) in main and example[kind] not in main):
            example[kind] = (origin, destination)
    def named(mode: str) -> str:
        return say(f"mode.{mode}", lang) if mode else say("brief.dash", lang)

    rows = [(say(f"profile.{profile}", lang), named(before), named(after),
             Quantity(float(count), PAIRS),
             pair_name(result, example[profile, before, after], lang))
            for (profile, before, after), count in sorted(
                kinds.items(), key=lambda item: (-item[1], item[0]))[:MOST_BEST]]
    objective = result.scenario.file.compare.objective
    columns = (Column(say("brief.profile", lang)), Column(say("brief.best_before", lang), 1.5),
               Column(say("brief.best_after", lang), 1.5),
               Column(say("brief.pairs", lang), 0.8, "right"),
               Column(say("brief.example", lang), 1.6))
    return Table("best", say("brief.caption_best", lang,
                             objective=say(f"objective.{objective}", lang)),
                 columns, tuple(rows))


def locks_table(result: Comparison, lang: str) -> Table:
    """Locks of the base that more city pairs pass than before, the largest first."""
    locks, rows = result.after.locks, []
    for (lock, direction), (before, after) in lock_pairs(result).items():
        if after > before and lock in result.base.locks:
            i = locks.index[lock]
            capacity = float(locks[f"capacity_{direction}_mt"][i])
            known = capacity == capacity
            rows.append((before - after, (
                str(locks[f"name_{lang}"][i]),
                say(f"sense.{sense(result.after, lock, direction)}", lang),
                Quantity(float(before), PAIRS), Quantity(float(after), PAIRS),
                Quantity(capacity, "Mt/year") if known else "—")))
    rows.sort(key=lambda row: row[0])
    columns = (Column(say("brief.lock", lang), 2.0), Column(say("brief.direction", lang)),
               *(Column(say(key, lang), 1.0, "right") for key in (
                   "brief.lock_before", "brief.lock_after", "brief.lock_capacity")))
    return Table("locks", say("brief.caption_locks", lang), columns,
                 tuple(row for _, row in rows), (say("brief.note_locks", lang),))


def claims_table(claims: Sequence[CheckedClaim], cite: Mapping[str, str], lang: str) -> Table:
    """What was published of the effects, beside what the network says."""
    rows = []
    for claim in claims:
        _, _, unit = claim_cells(claim, lang)
        values = [None if value is None else in_unit(value, claim.unit, lang)
                  for value in (claim.published, claim.computed)]
        published, computed = (Quantity(value, claim.unit, like=size(*values))
                               for value in values)
        rows.append(((claim.what_zh if lang == "zh" else claim.what_en)
                     + ("" if claim.independent else say("line.circular", lang)),
                     published, computed if computed.value is not None else "—", unit,
                     cite.get(claim.source_id, "")))
    columns = (Column(say("brief.claim", lang), 3.0),
               Column(say("brief.published", lang), 0.8, "right"),
               Column(say("brief.computed", lang), 0.8, "right"), Column(say("brief.unit", lang)),
               Column(say("brief.cited", lang), 0.6))
    return Table("claims", say("brief.caption_claims", lang), columns, tuple(rows))


def validation_table(validation: Validation, lang: str) -> Table:
    """How far the model is from published figures that it was not fitted to."""
    rows: list[tuple[Cell, ...]] = [
        (say(f"target.{score.group}", lang), Quantity(float(score.n), PAIRS),
         Quantity(score.median_error_pct, "%"), Quantity(score.target_pct, "d0"),
         say(f"verdict.{score.verdict}", lang))
        for score in validation.scores if score.half == "checking" and not score.profile]
    columns = (Column(say("brief.what", lang), 2.4),
               *(Column(say(key, lang), 1.0, "right") for key in (
                   "brief.sample", "brief.error", "brief.target")),
               Column(say("brief.verdict", lang), 1.6))
    return Table("validation", say("brief.caption_validation", lang), columns, tuple(rows))


def moved(items: Sequence[Summary], profile: str) -> bool:
    """Whether anything changes for a profile."""
    return any(s.gained or s.lost or s.new or s.gone for s in items if s.profile == profile)
