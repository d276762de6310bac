"""Which sources a briefing rests on, numbered in the order in which the bibliography has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from corridors.analysis.claims import CheckedClaim
from corridors.analysis.compare import Comparison
from corridors.analysis.components import headline_pairs
from corridors.messages import say
from corridors.projects.plans import read_plans
from corridors.report.briefing.model import Column, Table
from corridors.report.briefing.publishers import publisher_text
from corridors.routing.edges import COMPONENTS, REFS
from corridors.routing.legs import reference
from corridors.routing.trip import Trip

ASSUMPTION = "assumption"
"""The source of named assumptions, which has nothing to look up."""
MOST = 60
"""Sources up to which those of all paths are listed, not only of the main pairs."""


@dataclass(frozen=True)
class Cited:
    """Sources of a briefing.

    Attributes
    ----------
    table
        Numbered list.
    cite
        Source id -> how it is cited, such as ``[3]``; none for assumptions.
    classes
        Classes of the links that the compared trips take.
    """

    table: Table
    cite: dict[str, str]
    classes: frozenset[str]


def cited(result: Comparison, claims: Sequence[CheckedClaim], lang: str) -> Cited:
    """Sources of projects, changes and claims, and of the paths compared."""
    rows = result.after.tables["sources"]
    known = {str(key): i for i, key in enumerate(rows["id"])}
    states, first = result.states, set[str]()
    words = {word for project in states.projects for word in re.findall(r"\w+", project.text)}
    first |= words & set(known)
    first |= {name for row in result.log for name in row.source_id.split(";")}
    first |= {claim.source_id for claim in claims}
    spec = result.scenario.file.compare
    main = [(profile, *pair, mode) for profile in spec.profiles
            for pair in headline_pairs(result) for mode in spec.modes]
    both = (result.trips_base, result.trips_after)
    first |= paths(trips[key] for trips in both for key in main if key in trips)[0]
    others, classes = paths(trips[key] for trips in both for key in result.keys)
    every = first | others
    shown = (every if len(every) <= MOST else first) & set(known) - {ASSUMPTION}
    left = len((every - shown) & set(known) - {ASSUMPTION})
    lines = _plans(result, lang)
    cite = {}
    for key in sorted(shown, key=known.__getitem__):
        i = known[key]
        cite[key] = f"[{len(lines) + 1}]"
        publisher, *details = (str(rows[name][i] or "") for name in (
            "publisher", "title", "date", "address"))
        lines.append((cite[key], publisher_text(publisher, lang), *details))
    columns = (Column(say("brief.number", lang), 0.5), Column(say("brief.publisher", lang), 1.3),
               Column(say("brief.title", lang), 3.0), Column(say("brief.date", lang), 0.8),
               Column(say("brief.address", lang), 2.4))
    notes = (say("brief.sources_more", lang, count=left),) if left else ()
    return Cited(Table("sources", say("brief.caption_sources", lang), columns, tuple(lines),
                       notes), cite, frozenset(classes))


def _plans(result: Comparison, lang: str) -> list[tuple[str, ...]]:
    """Plan documents that name the projects."""
    plans = read_plans(result.base.data_dir)
    named = dict.fromkeys(mention.plan for project in result.states.projects
                          for mention in project.file.named_in)
    return [(f"[{number}]", getattr(plans[key].publisher, lang), getattr(plans[key].name, lang)
             + (f" {plans[key].number}" if plans[key].number else ""),
             plans[key].published or plans[key].issued, "")
            for number, key in enumerate(named, start=1) if key in plans]


def paths(trips: Iterable[Trip]) -> tuple[set[str], set[str]]:
    """Sources of every step of some trips, and classes of the links that they take.

    Each kind of step is looked up once.
    """
    edges: dict[int, tuple[Any, list[Any]]] = {}
    for trip in trips:
        if trip.path:
            edges.setdefault(id(trip.path[0]), (trip.path[0], []))[1].append(trip.path[2])
    found: set[str] = set()
    classes: set[str] = set()
    for graph, parts in edges.values():
        arrays, links = graph.arrays, graph.impedance.network.links
        used = np.unique(np.concatenate(parts))
        about = np.stack([arrays.ref_kind[used], arrays.ref_row[used], arrays.component[used]])
        _, at = np.unique(about, axis=1, return_index=True)
        for edge in used[at].tolist():
            if COMPONENTS[arrays.component[edge]] == "rest":
                continue
            found.update(reference(graph, edge)[3].split(";"))
            if REFS[arrays.ref_kind[edge]] == "link":
                classes.add(str(links["class"][int(arrays.ref_row[edge]) // 2]))
    return found, classes
