"""Names of parameters, and which of them bear on a comparison."""

from __future__ import annotations

from collections.abc import Container, Iterable

from corridors.analysis.compare import Comparison
from corridors.families import FAMILIES
from corridors.messages import known, listed, say
from corridors.parameters import Parameters
from corridors.profiles import PROFILES

SHARES = ("choice",)
"""Parameters of mode shares, which no comparison uses."""
OF_MODE = {"rail": "rail", "road": "road", "air": "air", "ship": "inland", "lock": "inland"}
"""First word of a key, and the mode without which the parameter has no part in a path."""
GROUND = ("access.interchange_km", "access.detour", "speed.road.car.background",
          "speed.road.lorry.background")
"""Parameters of the roads on the ground, used where a place has no strategic road of its own."""
VEHICLES = {"car": False, "lorry": True}
WAYS = ("road", "rail", "air", "inland", "sea", "river_sea")


def parameter_name(key: str, lang: str) -> str:
    """A parameter in words.

    Examples
    --------
    >>> parameter_name("rate.road.container", "en")
    'rate: road, containers'
    >>> parameter_name("terminal.sea.bulk.load_h", "zh")
    '场站作业时间：海运、散货、装载'
    """
    if known(f"param.{key}"):
        return say(f"param.{key}", lang)
    first, *rest = key.split(".")
    if first == "weight":
        first, *rest = rest
    elif first == "load":
        rest = [rest[0].removesuffix("_t")]
    elif first in ("limit", "choice"):
        rest = rest[1:]
    elif first in ("handling", "terminal", "change"):
        last, _, unit = rest[-1].rpartition("_")
        first = f"{first}_{unit}"
        rest = [*rest[:-1], *(_ends(last) if first.startswith("change") else (last,))]
    return say(f"kinds.{first}", lang, what=listed((_word(part, lang) for part in rest), lang))


def _ends(pair: str) -> tuple[str, ...]:
    """Both modes of a change, in the order of its key."""
    modes = ("inland", "rail", "road", "sea", "air")
    return next((a, b) for a in modes for b in modes if f"{a}_{b}" == pair)


def _word(part: str, lang: str) -> str:
    if known(f"part.{part}"):
        return say(f"part.{part}", lang)
    if part in PROFILES:
        return say(f"profile.{part}", lang)
    return say(f"mode.{part}", lang) if part in WAYS else say(f"class.{part}", lang)


def used_parameters(result: Comparison, classes: Container[str]) -> list[str]:
    """Keys of the parameters of the users and modes compared, in the order of the keys.

    Parameters
    ----------
    classes
        Classes of the links that the compared trips take.
    """
    spec, parameters = result.scenario.file.compare, result.base.parameters
    used = {trip.mode for trips in (result.trips_base, result.trips_after)
            for trip in trips.values() if trip.found}
    families = [FAMILIES[name].modes for name in sorted(used)]
    modes = {"road", *(mode for family in families for mode in family)} | (used & {"river_sea"})
    goods = {PROFILES[profile].goods for profile in spec.profiles}
    ground = any(place not in result.base.served
                 for trips in (result.trips_base, result.trips_after)
                 for trip in trips.values() for place in (trip.origin, trip.destination))
    return [key for key in parameters
            if key.split(".")[0] not in SHARES and (ground or key not in GROUND)
            and _of_profiles(key, spec.profiles, parameters)
            and _of_modes(key, modes, families) and _of_class(key, classes)
            and not any(part in VEHICLES and VEHICLES[part] not in goods
                        for part in key.split("."))
            and ("capacity" not in key or "capacity_mt" in spec.measures)
            and (True in goods or not key.startswith(("rail.", "road.", "lock.", "ship."))
                 or key == "rail.stop_h")]


def _of_profiles(key: str, profiles: Iterable[str], parameters: Parameters) -> bool:
    """Whether one of the profiles reads a parameter; true of those that name no profile."""
    parts = key.split(".")
    for i, part in enumerate(parts):
        name = part.removesuffix("_t") if parts[0] == "load" else part
        if name in PROFILES:
            hole = ".".join([*parts[:i], part.replace(name, "{}"), *parts[i + 1:]])
            return any(PROFILES[profile].own(hole, parameters) == key
                       or PROFILES[profile].boards == name for profile in profiles)
    return True


def _of_modes(key: str, modes: Container[str],
              families: Iterable[Iterable[str]]) -> bool:
    """Whether the modes that a key names are all in use, those of a change in one family."""
    first, *rest = key.split(".")
    named = [part for part in rest if part in WAYS]
    if first in OF_MODE:
        named.append(OF_MODE[first])
    if first == "change":
        return any({*_ends(rest[-1].rpartition("_")[0])} <= {*family} for family in families)
    return all(mode in modes for mode in named)


def _of_class(key: str, classes: Container[str]) -> bool:
    """Whether a speed on rivers is of a river that some trip takes."""
    parts = key.split(".")
    return parts[:2] != ["speed", "inland"] or parts[2] in classes
