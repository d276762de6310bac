"""Words that the screen and the figure of an attribution share."""

from __future__ import annotations

from corridors.analysis.attribution.players import BACKGROUND
from corridors.analysis.attribution.result import Attribution
from corridors.analysis.attribution.scopes import ALL_PROFILES
from corridors.changes.apply import AD_HOC
from corridors.messages import listed, say
from corridors.profiles import PROFILE_UNITS
from corridors.projects.plans import read_plans
from corridors.report.numbers import show


def player_name(found: Attribution, key: str, lang: str) -> str:
    """Name of a project or a group of them."""
    if key == AD_HOC:
        return say("attr.own", lang)
    if key == BACKGROUND:
        return say("attr.background", lang)
    if found.by == "kind":
        return say(f"kind.{key}", lang)
    if found.by == "plan":
        plans = read_plans(found.base.data_dir)
        return " + ".join(getattr(plans[name].name, lang) if name in plans else name
                          for name in key.split("+"))
    project = next(project for project in found.states.projects if project.id == key)
    return str(getattr(project.file.name, lang))


def chains(found: Attribution) -> dict[str, frozenset[str]]:
    """Projects that no other requires, with all that they require; those that require something.

    Projects that only gather others are left out: what they need are their parts.
    """
    if found.by != "project":
        return {}
    projects = {project.id: project for project in found.states.projects}
    needed = {key for project in projects.values() if project.changes for key in project.needs}
    out: dict[str, frozenset[str]] = {}
    for key, project in projects.items():
        if key in needed or not project.changes:
            continue
        seen, stack = {key}, [*project.needs]
        while stack:
            other = stack.pop()
            if other in projects and other not in seen:
                seen.add(other)
                stack += projects[other].needs
        if len(seen) > 1:
            out[key] = frozenset(seen)
    return out


def profile_name(profile: str, lang: str) -> str:
    """Name of a profile, or of all together."""
    name = say("attr.all_profiles", lang) if profile == ALL_PROFILES else \
        say(f"profile.{profile}", lang)
    return name[:1].upper() + name[1:]


def weights_name(found: Attribution, lang: str) -> str:
    """Weights in words."""
    demand = found.demand
    if demand.sector is not None:
        return say("attr.weights_sector", lang, name=getattr(demand.sector, f"name_{lang}"))
    if demand.yearly:
        return say("attr.weights_flows", lang, name=demand.id)
    return say("attr.weights_equal", lang)


def method_name(found: Attribution, lang: str) -> str:
    """How it was solved, with what is needed to do it again."""
    if found.permutations is None:
        return say("attr.exact", lang, count=len(found.active))
    return say("attr.sampled", lang, count=found.permutations, seed=found.seed,
               widest=show(found.widest_pct, "%"))


def gain_unit(found: Attribution, profile: str, lang: str) -> str:
    """Unit of gains as shown: CNY a year, or CNY a unit and pair."""
    if found.demand.yearly:
        return say("attr.unit_year", lang)
    return say("attr.unit_mean", lang, unit=say(f"unit.{PROFILE_UNITS[profile]}", lang))


def per(found: Attribution, pairs: int) -> float:
    """What gains are divided by to be shown: 1 with flows, else the number of pairs."""
    return 1.0 if found.demand.yearly else float(pairs)


def idle_names(found: Attribution, lang: str) -> str:
    """Names of the projects that change nothing modelled."""
    idle = dict.fromkeys(row.project for row in found.rows if row.role == "null")
    return listed([player_name(found, key, lang) for key in idle], lang)
