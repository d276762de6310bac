"""What a study of what fails says: states, weights, elements and findings in words."""

from __future__ import annotations

from collections.abc import Iterable

from corridors.analysis.criticality.losses import ALL
from corridors.analysis.criticality.model import AFTER, BASE, Critical, Loss
from corridors.messages import listed, say
from corridors.places import place_name
from corridors.profiles import PROFILE_UNITS
from corridors.report.numbers import show

TOP_NONE = 8
"""Elements without an alternative that a line names."""


def unit_of(profile: str, lang: str) -> str:
    """Unit of a profile in words."""
    return say(f"unit.{PROFILE_UNITS[profile]}", lang)


def state_name(found: Critical, state: str, lang: str) -> str:
    """What a state is: the network of a date, the base or after of a scenario, one project."""
    if state in found.states and found.scenario is None:
        return say("critical.network", lang, date=found.states[state].date)
    if state in (BASE, AFTER):
        return say(f"critical.state_{state}", lang, date=found.states[state].date
                   if state in found.states else found.network.date)
    names = {project.id: getattr(project.file.name, lang) for project in found.projects}
    return say("critical.alone", lang, project=names.get(state, state))


def weights_name(found: Critical, lang: str) -> str:
    """How pairs are weighed, in words."""
    if found.weights == "equal":
        return say("critical.weights_equal", lang)
    if found.weights.startswith("sector:"):
        return say("critical.weights_sector", lang, name=found.weights.partition(":")[2])
    return say("critical.weights_flows", lang, name=found.weights)


def element_name(row: Loss, lang: str) -> str:
    """Name of an element."""
    return row.name_zh if lang == "zh" else row.name_en


def lost_name(found: Critical, row: Loss, key: str, lang: str) -> str:
    """An element with the pairs that it cuts off, and the place whose door it is."""
    text = say(key, lang, name=element_name(row, lang), pairs=row.lost_pairs,
               mode="" if row.mode == ALL else say(f"mode.{row.mode}", lang))
    return text if not row.place else say("critical.door", lang, text=text,
                                          place=place_name(found.network, row.place, lang))


def pair_name(found: Critical, worst: str, lang: str) -> str:
    """Names of the ends of a pair."""
    if not worst:
        return ""
    return "—".join(place_name(found.network, key, lang) for key in worst.split(">"))


def title(found: Critical, state: str, profile: str, lang: str) -> str:
    """Title of a table or map of losses."""
    name = "" if found.scenario is None else getattr(found.scenario.file.name, lang)
    parts = (name, state_name(found, state, lang), say(f"profile.{profile}", lang))
    return ("·" if lang == "zh" else ", ").join(part for part in parts if part)


def without_other(found: Critical, state: str, profile: str) -> list[Loss]:
    """Elements whose removal leaves some pair without any way, the most pairs first."""
    rows = [row for row in found.rows if (row.state, row.profile, row.kind, row.mode)
            == (state, profile, "removed", ALL) and row.lost_pairs]
    return sorted(rows, key=lambda row: (-row.lost_pairs, row.what, row.id))


def without_mode(found: Critical, state: str, profile: str) -> list[Loss]:
    """Locks and links of a main mode whose removal leaves pairs without it, the most first."""
    rows = [row for row in found.rows if (row.state, row.profile, row.kind)
            == (state, profile, "removed") and row.mode != ALL and row.lost_pairs
            and row.what in ("locks", "links")]
    return sorted(rows, key=lambda row: (-row.lost_pairs, row.what, row.id, row.mode))


def notes(found: Critical, lang: str) -> Iterable[str]:
    """How to read the figures, one line each."""
    counts = [say("critical.connected", lang, state=state_name(found, state, lang),
                  profile=say(f"profile.{profile}", lang), pairs=f"{pairs:,}")
              for (state, profile), pairs in found.intact.items()]
    yield say("critical.basis", lang, weights=weights_name(found, lang),
              origins=len(found.origins), destinations=len(found.destinations),
              connected=listed(counts, lang), factor=f"{found.no_connection:g}",
              season=say(f"critical.season_{found.season}", lang))
    yield say("critical.meaning", lang)
    yield say("critical.tried", lang, elements=f"{len(found.elements):,}",
              tried=f"{found.tried:,}")
    if any(row.what == "locks" and row.kind == "halved" for row in found.rows):
        locks = sum(element.what == "locks" for element in found.elements)
        yield say("critical.queues", lang, locks=locks,
                  unknown=sum(element.id in found.unmodelled for element in found.elements
                              if element.what == "locks"))


def cny(value: float | None) -> str:
    """An amount of money; a dash where there is none."""
    return "—" if value is None else show(value, "CNY")
