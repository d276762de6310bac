"""A loading on the screen: locks first, then the fullest links and the main modes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from corridors import __version__
from corridors.analysis.loading.model import ElementLoad, Loading, LoadingChange
from corridors.families import FAMILIES
from corridors.messages import listed, say
from corridors.places import place_name
from corridors.report.elements import element_name
from corridors.report.loading.files import lock_loads, states_of, tonnes_of
from corridors.report.numbers import show
from corridors.report.terminal import print_filled

if TYPE_CHECKING:
    from rich.console import Console

MT, T_PER_MT = "Mt/year", 1e6
ROWS = 12
"""Links that the screen shows; all are in loads.csv."""
FEW = 4
SHOWN_LOCKS = 24
OVER = 1 + 1e-6


def print_loading(console: Console, found: Loading | LoadingChange, lang: str) -> None:
    """Print a loading."""
    states = states_of(found)
    console.print(title(found, lang), style="bold", highlight=False)
    _locks(console, found, lang)
    _links(console, found, lang)
    _modes(console, found, lang)
    console.print("\n".join(told(found, lang)), highlight=False, soft_wrap=True)
    for key in _notes(states[0][1]):
        console.print(say(key, lang), highlight=False, style="dim", soft_wrap=True)
    console.print(stamp(found, lang), highlight=False, style="dim")


def title(found: Loading | LoadingChange, lang: str) -> str:
    """What was loaded, and how."""
    item = states_of(found)[0][1]
    given = item.settings
    way = say(f"loading_choice.{given.choice}", lang) if given.choice in ("best", "logit") \
        else say(f"mode.{given.choice}", lang)
    return say("title.loading", lang, demand=item.demand.id, pairs=len(item.demand.per_year),
               choice=way, method=say(f"loading_method.{given.method}", lang))


def stamp(found: Loading | LoadingChange, lang: str) -> str:
    """Versions that the answer rests on, the demand among them."""
    first = states_of(found)[0][1]
    if isinstance(found, LoadingChange):
        rest = say("line.stamp", lang, scenario=found.scenario.hash,
                   data=first.network.data_version, version=__version__)
    else:
        rest = say("line.network_stamp", lang, data=first.network.data_version,
                   version=__version__)
    if first.settings.engine == "aequilibrae":  # whose licence wants it named
        rest = say("line.loading_engine", lang, rest=rest)
    return say("line.loading_stamp", lang, demand=first.demand.hash, rest=rest)


def state_name(state: str, item: Loading, lang: str) -> str:
    """Before, after, or the date."""
    return say(f"name.{state}", lang) if state else item.network.date


def percent(share: float | None) -> str:
    """A share of the capacity; a dash where none is known."""
    return "—" if share is None else show(100 * share, "%")


def _range(load: ElementLoad) -> str:
    """Use of the capacity, with its range where the background has one."""
    low, high = load.use(0), load.use(2)
    if low is None or high is None or high - low < OVER - 1:
        return percent(load.use())
    return f"{percent(load.use())} ({percent(low)}–{percent(high)})"


def _decimals(found: Loading | LoadingChange) -> str:
    """Unit whose decimals show a demand of this size."""
    whole = max(item.volume_t for _, item in states_of(found)) / T_PER_MT
    return MT if whole >= 5 else "d2" if whole >= 0.5 else "d3"


def _state_heads(found: Loading | LoadingChange, key: str, lang: str) -> list[str]:
    return [say(key, lang, state=state_name(state, item, lang))
            for state, item in states_of(found)]


def _locks(console: Console, found: Loading | LoadingChange, lang: str) -> None:
    states, unit = states_of(found), _decimals(found)
    nothing = show(0.0, unit)
    ranked = sorted(lock_loads(found).items(), key=lambda pair: -max(
        load.volume_t for load in pair[1].values()))
    rows = []
    for (lock, direction), loads in ranked[:SHOWN_LOCKS]:
        if all(show(load.volume_t / T_PER_MT, unit) == nothing for load in loads.values()):
            continue
        network = next(item.network for state, item in states if state in loads)
        any_load = next(iter(loads.values()))
        ground = show(any_load.background_t[1] / T_PER_MT, MT) if any_load.background_t[1] else ""
        volumes = [loads[state].volume_t / T_PER_MT if state in loads else None
                   for state, _ in states]
        change = "" if len(volumes) < 2 else show(
            (volumes[1] or 0.0) - (volumes[0] or 0.0), unit, sign=True)
        capacities = list(dict.fromkeys(
            "—" if load.capacity_mt is None else show(load.capacity_mt, MT)
            for state, _ in states if (load := loads.get(state))))
        rows.append([element_name(network, "locks", lock, direction, lang),
                     " → ".join(capacities), ground, *(show(v, unit) for v in volumes), change,
                     *(_range(loads[state]) if state in loads else "" for state, _ in states)])
    if rows:
        print_filled(console, say("title.lock_loads", lang), [
            "head.lock_way", "head.capacity_way", "head.background_mt",
            *_state_heads(found, "loading.volume", lang), "head.load_difference",
            *_state_heads(found, "loading.use", lang)], rows, lang)


def _links(console: Console, found: Loading | LoadingChange, lang: str) -> None:
    """The fullest links with a known capacity."""
    states, unit = states_of(found), _decimals(found)
    uses: dict[tuple[str, str], dict[str, ElementLoad]] = {}
    for state, item in states:
        for load in item.loads:
            if load.table == "links" and load.volume_t and load.capacity_mt is not None:
                uses.setdefault((load.id, load.direction), {})[state] = load
    rows = []
    for (key, direction), loads in sorted(uses.items(), key=lambda pair: (-max(
            load.use() or 0.0 for load in pair[1].values()), pair[0]))[:ROWS]:
        network = next(item.network for state, item in states if state in loads)
        shown = [loads.get(state) for state, _ in states]
        rows.append([element_name(network, "links", key, direction, lang),
                     show(next(load.capacity_mt for load in shown if load), MT),
                     *(show((load.volume_t if load else 0.0) / T_PER_MT, unit)
                       for load in shown),
                     *(percent(load.use() if load else 0.0) for load in shown)])
    if rows:
        print_filled(console, say("title.link_loads", lang), [
            "head.link_way", "head.capacity_way", *_state_heads(found, "loading.volume", lang),
            *_state_heads(found, "loading.use", lang)], rows, lang)


def _modes(console: Console, found: Loading | LoadingChange, lang: str) -> None:
    """Tonnes by profile and main mode."""
    states, unit = states_of(found), _decimals(found)
    sums: dict[tuple[str, str], list[float]] = {}
    for n, (_, item) in enumerate(states):
        for split in item.splits:
            sums.setdefault((split.profile, split.mode), [0.0] * len(states))[n] += split.volume_t
        for (_, _, profile), units in item.unserved.items():
            sums.setdefault((profile, "unserved"), [0.0] * len(states))[n] += (
                units * tonnes_of(item, profile))
    order = [*FAMILIES, "unserved"]
    rows = [[say(f"profile.{profile}", lang),
             say("loading.unserved", lang) if mode == "unserved" else say(f"mode.{mode}", lang),
             *(show(value / T_PER_MT, unit) for value in values),
             show((values[1] - values[0]) / T_PER_MT, unit, sign=True) if len(values) > 1 else ""]
            for (profile, mode), values in sorted(sums.items(), key=lambda pair: (
                pair[0][0], order.index(pair[0][1])))
            if any(show(value / T_PER_MT, unit) != show(0.0, unit) for value in values)]
    print_filled(console, say("title.loading_modes", lang), [
        "head.loading_profile", "head.loading_mode",
        *_state_heads(found, "loading.volume", lang), "head.load_difference"], rows, lang, left=2)


def told(found: Loading | LoadingChange, lang: str) -> Iterable[str]:
    """What has to be said of each state, and that nothing moved where nothing did."""
    if isinstance(found, LoadingChange) and _alike(found):
        yield say("line.loading_same", lang)
    for state, item in states_of(found):
        name = state_name(state, item, lang)
        if item.unserved:
            pairs = sorted(item.unserved)
            yield say("line.loading_unserved", lang, state=name, count=len(pairs), pairs=listed(
                [*(f"{place_name(item.network, o, lang)}–{place_name(item.network, d, lang)}"
                   for o, d, _ in pairs[:FEW]), *(["…"] if len(pairs) > FEW else [])], lang))
        over = [load for load in item.loads if load.volume_t and (load.use() or 0.0) > OVER]
        if over:
            over.sort(key=lambda load: (-(load.use() or 0.0), load.id))
            yield say("line.loading_over", lang, state=name, count=len(over),
                      places=("；" if lang == "zh" else "; ").join(
                          f"{element_name(item.network, o.table, o.id, o.direction, lang)} "
                          f"{percent(o.use())} %" for o in over[:FEW]))
        if item.settings.method == "restrained":
            yield say("line.loading_gap" if item.converged else "line.loading_no_gap", lang,
                      state=name, rounds=item.rounds, gap=f"{100 * item.gap:.2g}",
                      wanted=f"{100 * item.settings.gap:g}", alpha=f"{item.settings.alpha:g}",
                      beta=f"{item.settings.beta:g}")


def _alike(found: LoadingChange) -> bool:
    """Whether the same goods run on the same links and locks before and after."""
    before, after = ({(load.table, load.id, load.direction): load.volume_t
                      for load in item.loads} for item in (found.base, found.after))
    return all(abs(before.get(key, 0.0) - after.get(key, 0.0)) < 1.0
               for key in before.keys() | after.keys())


def _notes(item: Loading) -> Iterable[str]:
    """Keys of the sentences that say what the figures mean."""
    given = item.settings
    yield "line.loading_background" if given.background == "published" \
        else "line.loading_no_background"
    yield {"aon": "line.loading_aon", "restrained": "line.loading_restrained",
           "capped": "line.loading_capped"}[given.method]
    if given.choice == "logit":
        yield "line.loading_logit"
    yield "line.loading_basis"
