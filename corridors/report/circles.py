"""The travel circles on the screen and as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors import __version__
from corridors.analysis.circles import WAYS, Circles, Share
from corridors.messages import say
from corridors.places import place_name
from corridors.report.numbers import exact
from corridors.report.terminal import print_parts, print_whole
from corridors.report.text import to_csv, to_json

if TYPE_CHECKING:
    from rich.console import Console

COLUMNS = ("circle", "name_zh", "name_en", "hours", "way", "pairs", "within_base", "within_after",
           "share_base", "share_after", "entered", "left", "source_id", "confidence")
PAIR_COLUMNS = ("circle", "way", "origin", "destination", "limit_h", "base_h", "after_h",
                "mode_base", "mode_after")


def circles_files(found: Circles) -> dict[str, bytes]:
    """Content of the files of the circles, by file name."""
    limits = {share.circle.id: share.circle.hours for share in found.shares}
    return {
        "circles.csv": to_csv(COLUMNS, (
            (s.circle.id, s.circle.name.zh, s.circle.name.en, s.circle.hours, s.way, s.pairs,
             s.base, s.after, s.base / s.pairs, s.after / s.pairs,
             tuple("-".join(pair) for pair in s.entered),
             tuple("-".join(pair) for pair in s.left), s.circle.source_id, s.circle.confidence)
            for s in found.shares)),
        "circle_pairs.csv": to_csv(PAIR_COLUMNS, (
            (h.circle, h.way, *h.pair, limits[h.circle], h.base, h.after, h.mode_base,
             h.mode_after) for h in found.hours)),
        "circles.json": circles_json(found),
    }


def circles_json(found: Circles) -> bytes:
    """Shares, hours and sources as JSON."""
    return to_json({
        "schema": 1,
        "base": {"date": found.base.date, "projects": list(found.base.projects)},
        "after": {"date": found.after.date, "projects": list(found.after.projects)},
        "data_version": found.base.data_version, "package_version": __version__,
        "circles": [{
            "id": s.circle.id, "name": s.circle.name.model_dump(), "hours": s.circle.hours,
            "way": s.way, "pairs": s.pairs, "base": s.base, "after": s.after,
            "entered": [list(pair) for pair in s.entered], "left": [list(pair) for pair in s.left],
            "source_id": s.circle.source_id, "confidence": s.circle.confidence,
            "note": s.circle.note.model_dump()} for s in found.shares],
        "hours": [{"circle": h.circle, "way": h.way, "origin": h.pair[0], "destination": h.pair[1],
                   "base_h": exact(h.base), "after_h": exact(h.after), "mode_base": h.mode_base,
                   "mode_after": h.mode_after} for h in found.hours],
        "sources": [source.model_dump() for source in found.sources],
    })


def print_circles(console: Console, found: Circles, told: tuple[str, str], lang: str) -> None:
    """Shares by circle, the pairs that entered or left, and what the circles rest on.

    Parameters
    ----------
    told
        Which network each state is, in words.
    """
    shares: dict[str, dict[str, Share]] = {}
    for share in found.shares:
        shares.setdefault(share.circle.id, {})[share.way] = share
    rows = []
    for ways in shares.values():
        first = next(iter(ways.values()))
        rows.append([getattr(first.circle.name, lang), f"{first.circle.hours:g}", str(first.pairs),
                     *(_shares(ways[way]) for way in WAYS)])
    print_whole(console, say("title.circles", lang, base=told[0], after=told[1]), [
        "head.circle", "head.limit_h", "head.pairs_count",
        *(say(f"way.{way}", lang) for way in WAYS)], rows, lang)
    for share in found.shares:
        for key, pairs in (("line.entered", share.entered), ("line.left_circle", share.left)):
            if pairs:
                names = ["—".join(place_name(found.base, end, lang) for end in pair)
                         for pair in pairs]
                # the list breaks between pairs, so its head is said without them
                head = say(key, lang, circle=getattr(share.circle.name, lang),
                           way=say(f"way.{share.way}", lang), pairs="")
                print_parts(console, head, names, lang)
    for ways in shares.values():
        circle = next(iter(ways.values())).circle
        console.print(say("line.circle_note", lang, circle=getattr(circle.name, lang),
                          note=getattr(circle.note, lang), source=circle.source_id),
                      highlight=False, style="dim")
    console.print(say("line.circles_basis", lang), highlight=False, style="dim")
    for source in found.sources:
        console.print(f"{source.id}: {source.publisher}, {source.title}, {source.date}",
                      highlight=False, style="dim")


def _shares(share: Share) -> str:
    """``8 → 9 (29 % → 32 %)``."""
    a, b = (f"{100 * count / share.pairs:.0f} %" for count in (share.base, share.after))
    if share.base == share.after:
        return f"{share.base} = ({a})"
    return f"{share.base} → {share.after} ({a} → {b})"
