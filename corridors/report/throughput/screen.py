"""Throughput on the screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from corridors import __version__
from corridors.analysis.throughput.model import Element, Limit, Throughput, ThroughputChange
from corridors.messages import listed, say
from corridors.network.model import Network
from corridors.places import place_name
from corridors.projects.register import register
from corridors.report.elements import element_name
from corridors.report.numbers import show
from corridors.report.terminal import print_filled, print_whole
from corridors.report.throughput.files import states_of

if TYPE_CHECKING:
    from rich.console import Console

MT = "Mt/year"
FEW = 3
"""Places of a list that a line names."""
NOTHING = 1e-9
ROWS = 12
"""Bottlenecks of a state that the screen shows; all are in cut.csv."""


def print_throughput(console: Console, found: Throughput | ThroughputChange, lang: str) -> None:
    """Flow, bottlenecks, what each project adds, and what the figures mean."""
    states = states_of(found)
    change = found.difference_mt if isinstance(found, ThroughputChange) else None
    rows = [[state_name(state, item, lang), flow_words(item, lang),
             show(change, MT, sign=True)
             if state == "after" and any(other.flows for _, other in states) else "",
             show(item.mean_km, "km")] for state, item in states]
    print_filled(console, title(states[0][1], lang), [
        "head.state", "head.flow_mt", "head.flow_difference", "head.mean_km"], rows, lang)
    for state, item in states:
        if item.cut:
            print_filled(console, say("title.cut", lang, state=state_name(state, item, lang)), [
                "head.cut_place", "head.capacity_way", "head.capacity_from", "head.today_mt",
                "head.gain_per_mt", "head.headroom"],
                [_limit(item, limit, lang) for limit in item.cut[:ROWS]], lang)
        console.print("\n".join(told_lines(state, item, lang)), highlight=False, soft_wrap=True)
    if isinstance(found, ThroughputChange) and len(found.projects) > 1:
        _print_projects(console, found, lang)
    if any(item.cut for _, item in states):
        console.print(say("line.cut_read", lang), highlight=False, style="dim", soft_wrap=True)
    console.print(say("line.throughput_basis", lang), highlight=False, style="dim",
                  soft_wrap=True)
    console.print(stamp(found, lang), highlight=False, style="dim")


def _print_projects(console: Console, found: ThroughputChange, lang: str) -> None:
    """What each project adds; those that add nothing are counted."""
    names = register(found.base.network.data_dir)
    shown = [item for item in found.projects if abs(item.alone_mt) + abs(item.last_mt) > NOTHING]
    if shown:
        print_whole(console, say("title.project_flows", lang), [
            "head.flow_project", "head.alone_mt", "head.last_mt"], [
                [getattr(names.get(item.project).file.name, lang),
                 show(item.alone_mt, MT, sign=True), show(item.last_mt, MT, sign=True)]
                for item in sorted(shown, key=lambda p: (-p.last_mt, -p.alone_mt, p.project))],
            lang)
    if idle := len(found.projects) - len(shown):
        console.print(say("line.flow_projects_rest", lang, count=idle), highlight=False)


def stamp(found: Throughput | ThroughputChange, lang: str) -> str:
    """Versions that the answer rests on."""
    data = states_of(found)[0][1].network.data_version
    if isinstance(found, ThroughputChange):
        return say("line.stamp", lang, scenario=found.scenario.hash, data=data,
                   version=__version__)
    return say("line.network_stamp", lang, data=data, version=__version__)


def title(item: Throughput, lang: str) -> str:
    """What was asked."""
    return say("title.throughput", lang, start=ends(item.network, item.origins, lang),
               end=ends(item.network, item.destinations, lang), modes=modes(item, lang),
               basis=basis(item, lang))


def modes(item: Throughput, lang: str) -> str:
    """Modes of a flow in words."""
    return listed((say(f"mode.{mode}", lang) for mode in item.modes), lang)


def basis(item: Throughput, lang: str) -> str:
    """Which capacity counts, in words."""
    factor = item.network.parameters.number("lock.capacity_over_design")
    return say(f"capacity_basis.{item.basis}", lang, factor=f"{factor:g}")


def ends(network: Network, places: tuple[str, ...], lang: str) -> str:
    """A set by its name where the places are one, else the first of them."""
    sets = network.sets
    for key, members in network.place_sets.items():
        if members == places and len(places) > 1:
            return str(sets[f"name_{lang}"][sets.index[key]])
    return several([place_name(network, key, lang) for key in places], lang)


def several(names: list[str], lang: str, apart: bool = False) -> str:
    """The first of some names, and how many there are; ``apart`` by a semicolon."""
    shown = ("；" if lang == "zh" else "; ").join(names[:FEW]) if apart else listed(
        names[:FEW], lang)
    return shown if len(names) <= FEW else say(
        "line.cut_more", lang, places=shown, count=len(names))


def state_name(state: str, item: Throughput, lang: str) -> str:
    """Before, after, or the date."""
    return say(f"name.{state}", lang) if state else item.network.date


def flow_words(item: Throughput, lang: str) -> str:
    """The flow, or that nothing bounds it, or that there is no way."""
    if not item.bounded:
        return say("flow.unbounded", lang)
    return show(item.value_mt, MT) if item.flows else say("flow.none", lang)


def place_of(item: Throughput, key: Element, lang: str) -> str:
    """An element in words."""
    return element_name(item.network, key.table, key.id, key.direction, lang)


def _limit(item: Throughput, limit: Limit, lang: str) -> list[str]:
    place = place_of(item, limit.element, lang)
    if limit.also:
        place = say("line.also", lang, place=place, count=len(limit.also) + 1)
    headroom = say("flow.unbounded", lang) if limit.headroom_mt == float("inf") else show(
        limit.headroom_mt, MT)
    return [place, show(limit.capacity_mt, MT), say(f"capacity_from.{limit.basis}", lang),
            show(limit.today_mt, MT), show(limit.gain_per_mt, "d1"), headroom]


def told_lines(state: str, item: Throughput, lang: str) -> Iterable[str]:
    """What has to be said of one flow."""
    name = state_name(state, item, lang)

    def places(keys: Iterable[Element]) -> str:
        return several([place_of(item, key, lang) for key in keys], lang, apart=True)

    if not item.bounded:
        yield say("line.open_way", lang, state=name, way=(" → " if lang == "en" else "→").join(
            place_of(item, key, lang) for key in item.open_way))
    elif not item.flows:
        yield say("line.throughput_no_way", lang, state=name)
    elif item.sole:
        yield say("line.cut_sole", lang, state=name)
    else:
        yield say("line.cut_other", lang, state=name, places=places(item.far_cut))
    if item.unbounded:
        most = sorted(item.unbounded, key=lambda key: (-item.unbounded[key], key))
        yield say("line.flow_unknown", lang, state=name, count=len(most), places=places(most))
    if item.left_out:
        yield say("line.flow_left_out", lang, state=name, places=several(
            [place_name(item.network, key, lang) for key in item.left_out], lang))
    if item.ship_t:
        yield say("line.ship_only", lang, ship=f"{item.ship_t:g}")
