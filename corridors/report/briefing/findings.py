"""Key findings in words, generated from the numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corridors.analysis.claims import CheckedClaim
from corridors.analysis.compare import Comparison, Row
from corridors.analysis.subject import subject
from corridors.analysis.summary import Summary, summarise
from corridors.families import BEST
from corridors.messages import listed, say
from corridors.report.briefing.groups import (
    Group,
    best_moves,
    connected,
    first_new,
    grouped,
    visible,
    worse_rows,
)
from corridors.report.briefing.model import Finding
from corridors.report.briefing.phrases import (
    Sentence,
    clauses,
    joined,
    pair_name,
    row_index,
    sentences,
    who,
)
from corridors.report.effects import claim_cells
from corridors.report.figures import in_unit
from corridors.report.numbers import rounded, size

MOST_GAINS = 2
"""Groups of a measure that get a sentence of their own; the others share one."""
BESIDE = ("capacity_mt", "cost_cny", "co2_kg")
"""Measures that stand beside time, each with the mode that gains most."""
MOST_ITEMS = 4
"""Users and modes that are named in a list; the others stand in the tables."""
FAR = 0.2
"""Share by which a computed figure may miss a published one before the sentence says so."""


def key_findings(result: Comparison, claims: Sequence[CheckedClaim], lang: str,
                 plain: Callable[[str], str]) -> tuple[Finding, ...]:
    """Five to nine findings: gains, what stands beside them, losses, what stays as it was.

    Parameters
    ----------
    plain
        Puts names in the place of ids in a text of the scenario file.
    """
    items = [item for item in summarise(result) if item.mode != BEST]
    index = row_index(result)
    found: list[Finding] = []
    told = dict.fromkeys(("capacity_mt", "time_h") if subject(result).measure == "capacity_mt"
                         else ("time_h",))
    for measure in told:
        found += _gains(result, [s for s in items if s.measure == measure], index, lang)
    found += _beside(result, [s for s in items if s.measure not in told], index, lang)
    found += _new(result, items, lang)
    note = result.scenario.file.note
    caution = [] if note is None else [Finding(plain(getattr(note, lang)), "caution")]
    last = [*_losses(result, items, lang), *_best(result, lang), *_unchanged(items, lang),
            *_claims(claims, lang)]
    if not found:
        found = [Finding(say("find.nothing", lang), "none")] if not any(
            s.lost or s.gone for s in items) else []
    return (*found[:1], *caution, *found[1:], *last)


def _gains(result: Comparison, items: Sequence[Summary],
           index: dict[tuple[str, str, str, str, str], Row], lang: str) -> list[Finding]:
    groups = grouped(s for s in items if s.gained)
    first = subject(result)

    def weight(group: Group) -> tuple[bool, float]:
        profiles, s = group
        share = abs(s.mean_difference or 0.0) / (s.median_base or 1.0) * connected(s)
        return (first.profile in profiles and first.mode == s.mode), share * len(profiles)

    groups.sort(key=weight, reverse=True)
    out: list[Finding] = []
    for profiles, s in groups[:MOST_GAINS]:
        sentence = Sentence(lang)
        names = {"who": who(profiles, s.mode, lang), "better": say(f"better.{s.measure}", lang)}
        if not rounded(s.largest_gain, s.unit, s.largest_gain_size):
            out.append(sentence.finding(say(
                "find.gain_small", lang, connected=sentence.count(connected(s)),
                gained=sentence.count(s.gained), **names), "none"))
            continue
        assert s.largest_gain_pair is not None
        row = index[s.profile, *s.largest_gain_pair, s.mode, s.measure]
        out.append(sentence.finding(say(
            "find.gain", lang, connected=sentence.count(connected(s)),
            gained=sentence.count(s.gained),
            mean=sentence.amount(s.mean_difference, s.measure, sign=True, like=s.size),
            pair=pair_name(result, s.largest_gain_pair, lang), change=sentence.change(row),
            **names), "gain"))
    if groups[MOST_GAINS:]:
        sentence = Sentence(lang)
        text = say("find.gain_rest", lang, better=say(f"better.{items[0].measure}", lang),
                   **_items(groups[MOST_GAINS:], "gained", sentence))
        last = out.pop()
        out.append(Finding(sentences([last.text, text], lang), "gain",
                           (*last.values, *sentence.values)))
    return out


def _items(groups: Sequence[Group], count: str, sentence: Sentence) -> dict[str, str]:
    """Users and modes with a count of each; of many the first, and where the others stand."""
    lang = sentence.lang
    told = [say("find.item", lang, who=who(profiles, s.mode, lang),
                count=sentence.count(getattr(s, count))) for profiles, s in groups[:MOST_ITEMS]]
    more = say("find.more", lang) if groups[MOST_ITEMS:] else ""
    return {"items": clauses(told, lang).replace("） ", "）"), "more": more}


def _beside(result: Comparison, items: Sequence[Summary],
            index: dict[tuple[str, str, str, str, str], Row], lang: str) -> list[Finding]:
    """Capacity, cost and CO2 of the mode that gains most in each."""
    sentence, parts = Sentence(lang), []
    for measure in BESIDE:
        groups = grouped(s for s in items if s.measure == measure and s.gained
                         and rounded(s.largest_gain, s.unit, s.largest_gain_size))
        if not groups:
            continue
        profiles, s = max(groups, key=lambda group: (
            abs(group[1].mean_difference or 0.0) / (group[1].median_base or 1.0)
            * connected(group[1])))
        assert s.largest_gain_pair is not None
        row = index[s.profile, *s.largest_gain_pair, s.mode, measure]
        parts.append(say("find.beside", lang, who=who(profiles, s.mode, lang),
                         gained=sentence.count(s.gained), better=say(f"better.{measure}", lang),
                         pair=pair_name(result, s.largest_gain_pair, lang),
                         change=sentence.change(row)))
    return [sentence.finding(sentences(parts, lang), "gain")] if parts else []


def _new(result: Comparison, items: Sequence[Summary], lang: str) -> list[Finding]:
    first = items[0].measure if items else ""
    mine = [s for s in items if s.measure == first]
    out = []
    groups = grouped(s for s in mine if s.new)
    if groups:
        sentence, s = Sentence(lang), groups[0][1]
        row = first_new(result, s)
        named = _items(groups, "new", sentence)
        out.append(sentence.finding(say(
            "find.new", lang, pair=pair_name(result, (row.origin, row.destination), lang),
            who=who([s.profile], s.mode, lang), amount=sentence.amount(row.after, first),
            **named), "new"))
    groups = grouped(s for s in mine if s.gone)
    if groups:
        sentence = Sentence(lang)
        out.append(sentence.finding(say("find.gone", lang, **_items(groups, "gone", sentence)),
                                    "loss"))
    return out


def _losses(result: Comparison, items: Sequence[Summary], lang: str) -> list[Finding]:
    """Time, cost and CO2 that get worse, each with the largest of them."""
    sentence, parts = Sentence(lang), []
    for measure in ("time_h", "cost_cny", "co2_kg", "capacity_mt"):
        mine = [s for s in items if s.measure == measure and s.lost]
        rows = worse_rows(result, mine)
        worst = max(rows, key=lambda row: abs(row.difference or 0.0), default=None)
        if worst is None or not visible(worst):
            continue
        groups = sorted(grouped(mine), key=lambda group: -group[1].lost)
        named = _items(groups, "lost", sentence)
        parts.append(say("find.loss", lang, worse=say(f"worse.{measure}", lang),
                         pair=pair_name(result, (worst.origin, worst.destination), lang),
                         who=who([worst.profile], worst.mode, lang),
                         change=sentence.change(worst), **named))
        paid = _paid(result, rows)
        objective = result.scenario.file.compare.objective
        if measure == "time_h" and paid and objective == "generalised":
            parts.append(say("find.loss_paid", lang, count=sentence.count(paid),
                             objective=say(f"objective.{objective}", lang)))
        if measure == "capacity_mt":
            parts.append(say("find.loss_capacity", lang))
    return [sentence.finding(sentences(parts, lang), "loss")] if parts else []


def _paid(result: Comparison, rows: Sequence[Row]) -> int:
    """Of some rows, those whose money falls."""
    count = 0
    for row in rows:
        key = (row.profile, row.origin, row.destination, row.mode)
        before, after = (trips[key].cost_cny for trips in (result.trips_base, result.trips_after))
        count += before is not None and after is not None and after < before
    return count


def _best(result: Comparison, lang: str) -> list[Finding]:
    spec, sentence, parts = result.scenario.file.compare, Sentence(lang), []
    if BEST not in spec.modes:
        return []
    some = False
    for profile in spec.profiles:
        moved, switched, pairs = best_moves(result, profile)
        some = some or moved > 0
        names = {"profile": say(f"profile.{profile}", lang), "pairs": sentence.count(pairs)}
        if not moved:
            parts.append(say("find.best_none", lang, **names))
        elif not switched:
            parts.append(say("find.best_kept", lang, moved=sentence.count(moved), **names))
        else:
            parts.append(say("find.best", lang, moved=sentence.count(moved),
                             switched=sentence.count(switched), **names))
    text = say("find.best_lead", lang, items=clauses(parts, lang),
               objective=say(f"objective.{spec.objective}", lang))
    return [sentence.finding(text, "plain" if some else "none")]


def _unchanged(items: Sequence[Summary], lang: str) -> list[Finding]:
    """Modes in which nothing changes, and those that serve no pair in either state."""
    same: dict[str, list[str]] = {}
    absent: dict[str, list[str]] = {}
    for profile in dict.fromkeys(s.profile for s in items):
        for mode in dict.fromkeys(s.mode for s in items if s.profile == profile):
            mine = [s for s in items if (s.profile, s.mode) == (profile, mode)]
            if all(s.never + s.token == s.pairs for s in mine):
                absent.setdefault(profile, []).append(mode)
            elif not any(s.gained or s.lost or s.new or s.gone for s in mine):
                same.setdefault(profile, []).append(mode)
    parts = [say(key, lang, items=clauses(_modes(found, lang), lang))
             for key, found in (("find.same", same), ("find.absent", absent)) if found]
    return [Finding(sentences(parts, lang), "none")] if parts else []


def _modes(found: dict[str, list[str]], lang: str) -> list[str]:
    """Profiles with the same modes share a clause."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for profile, modes in found.items():
        groups.setdefault(tuple(modes), []).append(profile)
    return [say("find.modes", lang,
                profile=joined((say(f"profile.{p}", lang) for p in profiles), lang),
                modes=listed((say(f"mode.{mode}", lang) for mode in modes), lang))
            for modes, profiles in groups.items()]


def _claims(claims: Sequence[CheckedClaim], lang: str) -> list[Finding]:
    """A published figure beside the computed one, and how many others agree.

    One that the model did not take as input goes first, and of these the one that is the
    furthest off, so that a reader sees the worst of them.
    """
    known = sorted((c for c in claims if c.computed is not None),
                   key=lambda c: (not c.independent, -_off(c)))
    if not known:
        return []
    claim, sentence = known[0], Sentence(lang)
    _, _, unit = claim_cells(claim, lang)
    checked = [c for c in known if c.independent]
    lead = say("find.claims_many", lang, checked=sentence.count(len(checked)),
               near=sentence.count(sum(_off(c) <= FAR for c in checked)),
               share=sentence.number(FAR * 100, "d0")) if checked[1:] else ""
    values = [in_unit(value, claim.unit, lang)
              for value in (claim.published, claim.computed or 0.0)]
    published, computed = (f"{sentence.number(value, claim.unit, like=size(*values))} {unit}"
                           for value in values)
    mark = say("line.circular", lang) if not claim.independent else (
        say("find.claim_far", lang) if _off(claim) > FAR else "")
    key = "find.claim_worst" if lead else "find.claim"
    text = say(key, lang, what=claim.what_zh if lang == "zh" else claim.what_en,
               published=published, computed=computed, mark=mark)
    return [sentence.finding(sentences([lead, text], lang),
                             "caution" if _off(claim) > FAR else "plain")]


def _off(claim: CheckedClaim) -> float:
    """Share by which the computed figure misses the published one."""
    return abs((claim.computed or 0.0) - claim.published) / (abs(claim.published) or 1.0)
