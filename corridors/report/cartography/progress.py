"""The layer of progress: what became of the items of a plan, by prefecture."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping

from corridors.analysis.coverage import coverage, newest
from corridors.cartography.layers import Choropleth
from corridors.mapping.divisions import division_at
from corridors.mapping.model import MapArea, MapClasses, MapPlace
from corridors.messages import listed, say
from corridors.network.load import read_base
from corridors.places import place_name
from corridors.projects.plans import read_actions, read_plans
from corridors.projects.register import register
from corridors.report.access.words import HOME as GUANGXI
from corridors.report.cartography.classes import class_labels
from corridors.report.cartography.ground import Ground
from corridors.report.cartography.part import Part

GROUPS: dict[str, tuple[str, ...]] = {
    "done": ("done",), "on_course": ("under_way", "as_promised"), "waiting": ("not_started",),
    "late": ("late",), "unknown": ("unconfirmed", "unknown"),
}
"""Verdicts in the groups that a map can show."""
SHARES = (0.2, 0.4, 0.6, 0.8)
"""Classes of the share done or on course, unless the layer names others."""


def tally(plan: str | None, date: str) -> Mapping[str, Counter[str]]:
    """Items by group for every prefecture; the empty one has those of no prefecture.

    An item of two prefectures counts in both, and one of two plans once for each plan.
    """
    plans = {key: value for key, value in read_plans().items() if plan in (None, key)}
    found: dict[str, Counter[str]] = {}
    group_of = {verdict: group for group, verdicts in GROUPS.items() for verdict in verdicts}
    for item in coverage(register().all(), plans, read_actions(), date):
        for key in item.project.file.prefectures or ("",):
            found.setdefault(key, Counter())[group_of[item.verdict]] += 1
    return found


def progress(ground: Ground, layer: Choropleth) -> Part:
    """Prefectures by the share of items done or on course, with the counts beside their names."""
    lang, base = ground.lang, read_base()
    date = newest(register().all())
    found = tally(layer.plan, date)
    breaks = layer.breaks or SHARES
    areas, places = [], []
    for key in base.place_sets["guangxi"]:
        i = base.places.index[key]
        lon, lat = (float(base.places[name][i]) for name in ("lon", "lat"))
        counts = found.get(key, Counter())
        total = counts.total()
        share = (counts["done"] + counts["on_course"]) / total if total else 0.0
        code = division_at("city", lon, lat, GUANGXI) or ""
        name = place_name(base, key, lang)
        areas.append(MapArea(f"progress-{key}", "",  # the place has the name
                             bisect_right(breaks, share) if total else None, code))
        places.append(MapPlace(key, name, lon, lat, "city", None, _short(counts, lang)))
    title = say("drawn.progress", lang)
    whole = sum(found.values(), Counter[str]())
    outside = found.get("", Counter[str]()).total()
    lines = [say("drawn.progress_key", lang),
             say("drawn.progress_counts", lang, counts=_long(whole, lang), total=whole.total())]
    if outside:
        lines.append(say("drawn.progress_outside", lang, count=outside))
    named = (say("drawn.all_plans", lang) if layer.plan is None
             else str(getattr(read_plans()[layer.plan].name, lang)))
    return Part(areas=tuple(areas), places=tuple(places), divisions="city", fitted=(),
                classes=MapClasses(title, tuple(class_labels(breaks, lang, percent=True))),
                key_lines=(*lines, say("drawn.progress_note", lang)),
                subtitle=say("drawn.progress_told", lang, named=named, date=date),
                source=say("drawn.register", lang))


def _short(counts: Counter[str], lang: str) -> str:
    """Counts in the order of the groups, those that are none left out."""
    return " ".join(say(f"tally.{group}", lang, count=counts[group])
                    for group in GROUPS if counts[group])


def _long(counts: Counter[str], lang: str) -> str:
    return listed((say(f"tallied.{group}", lang, count=counts[group]) for group in GROUPS
                   if counts[group]), lang)
