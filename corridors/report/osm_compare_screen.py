"""The strategic network beside OpenStreetMap, on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corridors.messages import say
from corridors.osm.compare import Checked, Compared
from corridors.osm.judge import VERDICTS
from corridors.places import place_name
from corridors.report.listing import print_listing
from corridors.report.numbers import show
from corridors.report.osm_compare import vintage_words
from corridors.report.terminal import print_whole

if TYPE_CHECKING:
    from rich.console import Console

MOST = 20
EXCUSED = ("later", "around", "not_open")


def told_state(compared: Compared, state: str, lang: str) -> str:
    """Which links were compared, in words."""
    return say("osmc.candidates", lang, state=state) if compared.candidates else state


def print_compared(console: Console, compared: Compared, state: str, lang: str) -> None:
    """Counts by mode and verdict, what differs most, what is missing either way.

    Parameters
    ----------
    state
        Which network it is, in words.
    """
    print_whole(console, say("osmc.title", lang, state=told_state(compared, state, lang)), [
        say("osmc.head.mode", lang), say("osmc.head.links", lang),
        *(say(f"osmc.verdict.{verdict}", lang) for verdict in VERDICTS),
        say("osmc.head.median", lang), say("osmc.head.joined", lang)],
        [_summary(compared, mode, lang) for mode in compared.nets], lang)
    _print_worst(console, compared, lang)
    _print_missing(console, compared, lang)
    _print_terminals(console, compared, lang)
    for mode, net in compared.nets.items():
        console.print(say("osmc.line.ground", lang, mode=say(f"map.mode.{mode}", lang),
                          name=net.name, version=net.version,
                          km=f"{float(net.km.sum()):,.0f}", vintage=vintage_words(net, lang)),
                      highlight=False, style="dim")
    if any(net.embedded for net in compared.nets.values()):
        console.print(say("osmc.line.embedded", lang), highlight=False, style="dim")


def _summary(compared: Compared, mode: str, lang: str) -> list[str]:
    mine = [joint for joint in compared.joints if joint.spot.mode == mode]
    joined = sum(joint.state == "joined" for joint in mine)
    return [say(f"map.mode.{mode}", lang),
            str(sum(item.link.mode == mode for item in compared.links)),
            *(str(compared.count(mode, verdict)) for verdict in VERDICTS),
            percent(compared.median_deviation(mode)), f"{joined}/{len(mine)}"]


def worst(compared: Compared) -> list[Checked]:
    """Links that differ without an excuse of date, the most first; the missing before all."""
    judged = [item for item in compared.links
              if item.judged.verdict in ("shorter", "longer", "missing", "off_network")
              and item.judged.reason not in EXCUSED]
    return sorted(judged, key=lambda item: (
        item.ratio is not None, -abs((item.ratio or 1) - 1), item.link.id))


def percent(ratio: float | None) -> str:
    """A share less or more as signed percent."""
    return "" if ratio is None else show(100 * ratio, "%", sign=True)


def stretch(item: Checked, lang: str) -> str:
    """Both ends of a link, by name."""
    names = [spot.name_zh if lang == "zh" else spot.name_en
             for spot in (item.link.a, item.link.b)]
    return between(names, lang)


def between(names: Sequence[str], lang: str) -> str:
    """Two ends as a stretch.

    Examples
    --------
    >>> between(["Nanning", "Qinzhou"], "en")
    'Nanning–Qinzhou'
    """
    return ("—" if lang == "zh" else "–").join(names)


def _print_worst(console: Console, compared: Compared, lang: str) -> None:
    found = worst(compared)
    rows = [[item.link.id, item.link.line_zh if lang == "zh" else item.link.line_en,
             stretch(item, lang), _km(item.link.length_km), _km(item.course_km),
             percent(None if item.ratio is None else item.ratio - 1),
             _km(None if item.found is None else sum(item.found.snap_km)),
             say(f"osmc.verdict.{item.judged.verdict}", lang),
             say(f"osmc.reason.{item.judged.reason}", lang)] for item in found[:MOST]]
    if rows:
        print_listing(console, say("osmc.title.worst", lang, count=len(rows), all=len(found)), [
            "head.id", *_heads(("line", "stretch", "stated", "course", "ratio", "gaps", "verdict",
                                "reason"), lang)],
            rows, lang, folds=(1, 2, 8), numbers=(3, 4, 5, 6))


def _print_missing(console: Console, compared: Compared, lang: str) -> None:
    found = sorted(compared.missing, key=lambda way: (
        way.saves_km is not None, -(way.saves_km or 0.0), -way.far_km))
    rows = [[between([place_name(compared.network, key, lang) for key in (way.a, way.b)], lang),
             say(f"map.mode.{way.mode}", lang), _km(way.km), _km(way.far_km),
             _km(way.around_km), _km(way.saves_km)] for way in found[:MOST]]
    if not rows:
        console.print(say("osmc.line.no_candidates", lang), highlight=False)
        return
    print_listing(console, say("osmc.title.missing", lang, count=len(rows), all=len(found)),
                  _heads(("stretch", "mode", "course", "far", "around", "saves"), lang), rows,
                  lang, numbers=(2, 3, 4, 5))
    console.print(say("osmc.line.missing", lang), highlight=False, style="dim")


def _print_terminals(console: Console, compared: Compared, lang: str) -> None:
    found = [joint for joint in compared.joints if joint.state != "joined"]
    rows = [[joint.spot.id, joint.spot.name_zh if lang == "zh" else joint.spot.name_en,
             say(f"map.mode.{joint.spot.mode}", lang),
             "" if joint.km == float("inf") else _km(joint.km),
             say(f"osmc.state.{joint.state}", lang), joint.spot.project] for joint in found]
    if rows:
        print_listing(console, say("osmc.title.terminals", lang, count=len(rows),
                                   all=len(compared.joints)), [
            "head.id", *_heads(("node", "mode", "away", "state", "project"), lang)],
            rows, lang, folds=(1, 5), numbers=(3,))


def _heads(names: Sequence[str], lang: str) -> list[str]:
    return [say(f"osmc.head.{name}", lang) for name in names]


def _km(value: float | None) -> str:
    return "" if value is None else show(value, "km")
