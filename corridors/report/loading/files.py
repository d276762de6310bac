"""Files of a loading: links, locks and terminals by direction, main modes by pair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from corridors import __version__
from corridors.analysis.loading.model import (
    LOAD_COLUMNS,
    MODE_COLUMNS,
    ElementLoad,
    Loading,
    LoadingChange,
)
from corridors.network.model import Network
from corridors.profiles import PROFILE_UNITS
from corridors.report.elements import element_name
from corridors.report.locks import sense
from corridors.report.numbers import exact
from corridors.report.text import to_csv, to_json

NAMES = ("name_zh", "name_en")
LOCK_COLUMNS = ("state", "lock", *NAMES, "direction", "sense", "volume_t", "background_t",
                "background_low_t", "background_high_t", "capacity_mt", "use", "use_low",
                "use_high", "difference_t")
UNSERVED = "unserved"
States = Sequence[tuple[str, Loading]]


def states_of(found: Loading | LoadingChange) -> States:
    """The states that a result holds; the name is empty for a network of a date."""
    if isinstance(found, Loading):
        return (("", found),)
    return (("base", found.base), ("after", found.after))


def names_of(network: Network, table: str, key: str, direction: str) -> tuple[str, str]:
    """An element in both languages."""
    zh, en = (element_name(network, table, key, direction, lang) for lang in ("zh", "en"))
    return zh, en


def lock_loads(found: Loading | LoadingChange) -> dict[tuple[str, str], dict[str, ElementLoad]]:
    """Loads of locks that carry some of the demand in some state: (lock, direction) -> state."""
    out: dict[tuple[str, str], dict[str, ElementLoad]] = {}
    for state, item in states_of(found):
        for load in item.loads:
            if load.table == "locks":
                out.setdefault((load.id, load.direction), {})[state] = load
    used = {key: loads for key, loads in out.items()
            if any(load.volume_t for load in loads.values())}
    for (lock, direction), loads in used.items():
        for state, item in states_of(found):
            if state not in loads and lock in item.network.locks:
                i = item.network.locks.index[lock]
                capacity = float(item.network.locks[f"capacity_{direction}_mt"][i])
                loads[state] = ElementLoad("locks", lock, direction, {}, capacity_mt=capacity
                                           if capacity == capacity else None)
    return used


def lock_rows(found: Loading | LoadingChange) -> Iterable[tuple[Any, ...]]:
    """Rows of ``lock_loads.csv``; columns :data:`LOCK_COLUMNS`."""
    networks = {state: item.network for state, item in states_of(found)}
    for (lock, direction), loads in sorted(lock_loads(found).items()):
        for state, network in networks.items():
            if state not in loads:
                continue
            load = loads[state]
            low, middle, high = load.background_t
            difference = None
            if state == "after":
                before = loads.get("base")
                difference = load.volume_t - (before.volume_t if before else 0.0)
            i = network.locks.index[lock]
            yield (state, lock, str(network.locks["name_zh"][i]), str(network.locks["name_en"][i]),
                   direction, sense(network, lock, direction), load.volume_t, middle, low, high,
                   load.capacity_mt, load.use(), load.use(0), load.use(2), difference)


def load_rows(found: Loading | LoadingChange) -> Iterable[tuple[Any, ...]]:
    """Rows of ``loads.csv``."""
    for state, item in states_of(found):
        for row in item.rows():
            yield (state, *row, *names_of(item.network, *row[:3]))


def mode_rows(found: Loading | LoadingChange) -> Iterable[tuple[Any, ...]]:
    """Rows of ``modes.csv``: what every pair takes, and what finds no way."""
    for state, item in states_of(found):
        for split in item.splits:
            yield (state, *(getattr(split, name) for name in MODE_COLUMNS))
        for (origin, destination, profile), volume in sorted(item.unserved.items()):
            whole = item.demand.per_year[profile, origin, destination]
            unit = PROFILE_UNITS[profile]
            yield (state, origin, destination, profile, UNSERVED, volume / whole, volume, unit,
                   volume * tonnes_of(item, profile), *[None] * 4, "")


def tonnes_of(item: Loading, profile: str) -> float:
    """Tonnes of one unit of a profile."""
    from corridors.routing.impedance import Impedance

    return Impedance(item.network, profile).tonnes


def loading_files(found: Loading | LoadingChange) -> dict[str, bytes]:
    """Content of the files, by file name."""
    return {"loads.csv": to_csv(("state", *LOAD_COLUMNS, *NAMES), load_rows(found)),
            "lock_loads.csv": to_csv(LOCK_COLUMNS, lock_rows(found)),
            "modes.csv": to_csv(("state", *MODE_COLUMNS), mode_rows(found)),
            "assign.json": loading_json(found)}


def loading_json(found: Loading | LoadingChange) -> bytes:
    """Settings, locks and main modes as JSON; the loads of all links are in ``loads.csv``."""
    first = states_of(found)[0][1]
    scenario = found.scenario if isinstance(found, LoadingChange) else None
    return to_json({
        "schema": 1, "scenario": scenario.id if scenario else None,
        "scenario_hash": scenario.hash if scenario else None,
        "data_version": first.network.data_version, "package_version": __version__,
        "date": first.network.date, "demand": first.demand.id, "demand_hash": first.demand.hash,
        "settings": asdict(first.settings),
        "states": [{"state": state, "loaded_t": exact(item.volume_t), "gap": exact(item.gap),
                    "rounds": item.rounds, "converged": item.converged}
                   for state, item in states_of(found)],
        "locks": _dicts(LOCK_COLUMNS, lock_rows(found)),
        "modes": _dicts(("state", *MODE_COLUMNS), mode_rows(found))})


def _dicts(columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [{name: exact(value) if isinstance(value, float) else value
             for name, value in zip(columns, row, strict=True)} for row in rows]
