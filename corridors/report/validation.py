"""The model against published figures: on the screen, as CSV and JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from corridors import __version__
from corridors.analysis.validation.published import TABLE
from corridors.analysis.validation.run import Change, Compared, Validation
from corridors.analysis.validation.score import ALL, LEAST_ROWS, Score
from corridors.messages import say
from corridors.network.model import Network
from corridors.places import place_name
from corridors.report.numbers import exact
from corridors.report.terminal import print_filled
from corridors.report.text import to_csv, to_json
from corridors.schema import table_path

if TYPE_CHECKING:
    from rich.console import Console

COLUMNS = (
    "id", "profile", "mode", "origin", "destination", "from_zh", "to_zh", "measure", "unit",
    "definition", "kind", "state", "pair", "date", "projects", "published", "modelled",
    "error_pct", "half", "use", "reason", "terminal_to_terminal_h", "distance_km", "source_id",
    "confidence", "command", "path", "note")
SCORE_HEADS = ("head.group_compared", "head.half", "head.rows_counted", "head.no_path",
               "head.median_error", "head.bias", "head.within_10", "head.within_25",
               "head.target", "head.verdict")
CHANGE_HEADS = ("head.pair", "head.from", "head.to", "head.half", "head.use",
                "head.change_published", "head.change_modelled", "head.unit", "head.error",
                "head.direction")
LEFT_OUT_HEADS = ("head.use", "head.reason", "head.rows")
WORST_HEADS = ("head.id", "head.from", "head.to", "head.published", "head.computed",
               "head.unit", "head.error", "head.half")


def table_version(result: Validation) -> str | None:
    """Content hash of the table of published figures, 12 hexadecimal digits; None without one."""
    assert result.base.data_dir is not None
    path = result.base.data_dir / table_path(TABLE)
    if not path.exists():
        return None
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()[:12]


def validation_csv(result: Validation) -> bytes:
    """Every published figure, what the model says, and whether it counts."""
    return to_csv(COLUMNS, map(_cells, result.rows))


def _cells(item: Compared) -> list[object]:
    row = item.row
    trip = None if item.prediction is None else item.prediction.trip
    found = trip if trip is not None and trip.found else None
    return [row.id, row.profile, row.mode, row.origin, row.destination, row.from_zh, row.to_zh,
            row.measure, row.unit, row.definition, row.kind, row.state, row.pair, row.date,
            row.projects, row.value, item.modelled,
            item.error_pct if item.prediction is not None else None, item.half, item.use,
            item.reason, found.terminal_to_terminal_h if found else None,
            found.distance_km if found else None, row.source_id, row.confidence, item.command,
            item.path, row.note]


def validation_json(result: Validation) -> bytes:
    """Scores, changes, counts and the worst rows."""
    return to_json({
        "schema": 1, "data_version": result.base.data_version,
        "published_version": table_version(result), "package_version": __version__,
        "least_rows": LEAST_ROWS,
        "rows": len(result.rows), "counted": len(result.counted),
        "scores": [{name: exact(value) if isinstance(value, float) else value or None
                    if isinstance(value, str) else value
                    for name, value in vars(score).items()} for score in result.scores],
        "changes": [{
            "id": item.key, "origin": item.after.row.origin,
            "destination": item.after.row.destination, "profile": item.after.row.profile,
            "mode": item.after.row.mode, "unit": item.after.row.unit,
            "published": exact(item.published), "modelled": exact(item.modelled),
            "error_pct": exact(item.error_pct), "direction_right": item.right,
            "half": item.half, "use": item.use} for item in result.changes],
        "left_out": [{"use": use, "reason": reason, "rows": count}
                     for (use, reason), count in _left_out(result)],
        "worst": [{
            "id": item.row.id, "origin": item.row.origin, "destination": item.row.destination,
            "profile": item.row.profile, "mode": item.row.mode, "unit": item.row.unit,
            "published": item.row.value, "modelled": exact(item.modelled),
            "error_pct": exact(item.error_pct), "half": item.half, "command": item.command,
            "path": item.path} for item in result.worst],
    })


def _left_out(result: Validation) -> list[tuple[tuple[str, str], int]]:
    """Uses and reasons of the rows that do not count, the most frequent first."""
    return sorted(result.left_out.items(), key=lambda item: (-item[1], item[0]))


def print_validation(console: Console, result: Validation, lang: str) -> None:
    """The tables of a validation."""
    def shown(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], left: int) -> None:
        print_filled(console, say(title, lang), heads, rows, lang, left=left)

    groups = [score for score in result.scores if not score.profile]
    shown("title.validation", SCORE_HEADS, score_cells(groups, lang), 2)
    kinds = [score for score in result.scores if score.profile and score.half == ALL]
    if kinds:
        shown("title.validation_kinds", SCORE_HEADS, score_cells(kinds, lang), 2)
    console.print(say("line.validation_split", lang, rows=len(result.rows),
                      counted=len(result.counted), least=LEAST_ROWS))
    if result.changes:
        shown("title.validation_changes", CHANGE_HEADS,
              [_change_cells(result.base, item, lang) for item in result.changes], 3)
    shown("title.validation_left_out", LEFT_OUT_HEADS, [
        [say(f"use.{use}", lang), say(f"reason.{reason}", lang), str(count)]
        for (use, reason), count in _left_out(result)], 2)
    if result.missed:
        shown("title.validation_missed", WORST_HEADS,
              [_worst_cells(result.base, item, lang) for item in result.missed], 3)
    if result.worst:
        shown("title.validation_worst", WORST_HEADS,
              [_worst_cells(result.base, item, lang) for item in result.worst], 3)
        console.print(say("head.command", lang) + say("colon", lang))
        for item in result.worst:
            console.print(f"  {item.row.id}  {item.command}", soft_wrap=True)
        console.print(say("line.validation_path", lang))
    console.print(say("line.validation_stamp", lang, data=result.base.data_version,
                      table=table_version(result) or "", version=__version__))


def score_cells(scores: Iterable[Score], lang: str) -> list[list[str]]:
    """Scores as text, one row a group or kind and half."""
    out = []
    for score in scores:
        name = say(f"target.{score.group}", lang)
        if score.profile:
            name = " · ".join((say(f"profile.{score.profile}", lang),
                               say(f"mode.{score.mode}", lang),
                               say(f"compared.{score.measure}", lang)))
        verdict = say(f"verdict.{score.verdict}", lang) if not score.profile else ""
        if score.right_pct is not None:
            right = say("line.direction_share", lang, right=f"{score.right_pct:.0f}")
            verdict += right if lang == "zh" else f" {right}"
        out.append([name, say(f"half.{score.half}", lang), str(score.n),
                    str(score.missing) if score.missing else "",
                    *(_pct(value) for value in (score.median_error_pct, score.bias_pct)),
                    *(_pct(value, 0) for value in (score.within_10_pct, score.within_25_pct,
                                                   score.target_pct)), verdict])
    return out


def _pct(value: float | None, digits: int = 1) -> str:
    if value is None:
        return ""
    return f"{value:.{digits}f}".replace("-", "−")


def _figure(value: float | None, unit: str, *, sign: bool = False) -> str:
    """A published or modelled figure: hours below ten with two decimals."""
    if value is None:
        return ""
    digits = 0 if unit == "km" else 2 if abs(value) < 10 else 1
    return f"{value:{'+' if sign else ''},.{digits}f}".replace("-", "−")


def _ends(network: Network, item: Compared, lang: str) -> list[str]:
    """Where it begins and ends: as published, in English by the names of the places."""
    row = item.row
    if lang == "zh" or item.prediction is None or item.prediction.trip is None:
        return [row.from_zh, row.to_zh]
    return [place_name(network, row.origin, lang), place_name(network, row.destination, lang)]


def _change_cells(network: Network, item: Change, lang: str) -> list[str]:
    row = item.after.row
    right = "" if item.right is None else say(
        "direction.right" if item.right else "direction.wrong", lang)
    return [item.key, *_ends(network, item.after, lang), say(f"half.{item.half}", lang),
            say(f"use.{item.use}", lang), _figure(item.published, row.unit, sign=True),
            _figure(item.modelled, row.unit, sign=True), row.unit, _pct(item.error_pct), right]


def _worst_cells(network: Network, item: Compared, lang: str) -> list[str]:
    row = item.row
    return [row.id, *_ends(network, item, lang), _figure(row.value, row.unit),
            _figure(item.modelled, row.unit) or say("not_found", lang), row.unit,
            _pct(item.error_pct), say(f"half.{item.half}", lang)]

