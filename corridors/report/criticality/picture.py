"""The map of what matters: links by what is lost without them, locks and terminals as symbols."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corridors import __version__
from corridors.analysis.criticality.model import Critical, Loss
from corridors.mapping.model import Extent, MapContent, MapLink, MapMarker, MarkerKind
from corridors.messages import say
from corridors.network.geometry import link_line, load_geometry
from corridors.network.model import Network
from corridors.report.criticality.words import (
    element_name,
    title,
    unit_of,
    weights_name,
    without_other,
)
from corridors.report.network_map import EXTENT, ranked
from corridors.report.numbers import show

DPI = 200
CLASSES = 4
INSETS: tuple[tuple[str, Extent], ...] = (("inset.critical", (105.2, 21.2, 112.0, 26.4)),)
"""Enlargements: Guangxi."""
NAMED_LINKS, NAMED_LOCKS, NAMED_TERMINALS, FINDINGS = 6, 6, 4, 5
"""Names on the map, and findings beside it."""
MARKERS: dict[str, MarkerKind] = {"rail": "station", "air": "airport", "inland": "port",
                                  "sea": "port"}


def critical_maps(found: Critical, lang: str) -> dict[str, bytes]:
    """PNG at A4 landscape of every state and profile, by file name.

    Raises
    ------
    MissingPackageError
        The font or boundary package is not installed.
    """
    from corridors.drawing.output import to_png
    from corridors.mapping.draw import Inset, draw_map
    from corridors.mapping.sheet import A4

    insets = [Inset(key, extent) for key, extent in INSETS]
    files = {}
    for state, network in found.states.items():
        for profile in found.profiles:
            if found.ranked(state, profile):
                files[f"critical_{state}_{profile}.png"] = to_png(draw_map(
                    critical_map(found, state, profile, lang), A4, network.data_dir, insets),
                    DPI)
    return files


def critical_map(found: Critical, state: str, profile: str, lang: str) -> MapContent:
    """What the map of one state and profile shows, as data."""
    network, unit = found.states[state], unit_of(profile, lang)
    rows = found.ranked(state, profile)
    bounds = classes([row.loss_cny or 0.0 for row in rows if row.what == "links"])
    names = {"title": title(found, state, profile, lang), "unit": unit}
    scenario = "—" if found.scenario is None else found.scenario.hash
    return MapContent(
        title=say("map.critical.title", lang),
        subtitle=say("map.critical.subtitle", lang, **names),
        lang="zh" if lang == "zh" else "en",
        links=tuple(_links(network, rows, bounds, lang)),
        places=tuple(ranked(network, lang, {*found.origins, *found.destinations})),
        markers=tuple(_markers(network, rows, lang)),
        key_lines=tuple(_findings(found, rows, state, profile, lang)),
        source_line=say("map.critical.sources", lang, weights=weights_name(found, lang)),
        attribution=say("map.credit", lang),
        stamp=say("line.critical_stamp", lang, scenario=scenario,
                  data=found.network.data_version, version=__version__),
        extent=EXTENT, labels=_labels(
            bounds, any(row.what == "links" for row in found.rows), lang))


def classes(values: Sequence[float]) -> list[float]:
    """Lower bounds of the classes, from small to large: 1, 3, 10, 30 ... below the greatest.

    Examples
    --------
    >>> classes([0.2, 45.0, 250.0])
    [0.0, 10.0, 30.0, 100.0]
    """
    most = max(values, default=0.0)
    if most <= 0:
        return [0.0]
    steps = [factor * 10.0**power for power in range(-6, 12) for factor in (1.0, 3.0)]
    below = [step for step in steps if step <= most]
    return [0.0, *below[-(CLASSES - 1):]]


def _class(loss: float, bounds: Sequence[float]) -> str:
    step = sum(loss >= bound for bound in bounds[1:])
    return f"loss_{step + 1 + CLASSES - len(bounds)}"


def _labels(bounds: Sequence[float], tried: bool, lang: str) -> dict[str, str]:
    """Texts of the legend; links without a loss are called so only where links were tried."""
    told = [f"{bound:g}" for bound in bounds]
    out = {f"marker.{kind}": say(f"critical.marker_{kind}", lang)
           for kind in ("lock", "port", "station", "airport")}
    for step, low in enumerate(told):
        high = told[step + 1] if step + 1 < len(told) else ""
        key = "top" if not high else "middle" if step else "low"
        out[f"kind.loss_{step + 1 + CLASSES - len(bounds)}"] = say(
            f"critical.class_{key}", lang, low=low, high=high)
    for mode in ("road", "rail", "inland", "sea") if tried else ():
        out[f"mode.{mode}"] = say("map.critical.idle", lang, mode=say(f"mode.{mode}", lang))
    return out


def _links(network: Network, rows: Sequence[Loss], bounds: Sequence[float],
           lang: str) -> Iterable[MapLink]:
    links = network.links
    lines = load_geometry(network.data_dir) if network.data_dir else {}
    lost = {row.id: row.loss_cny or 0.0 for row in rows if row.what == "links"}
    named = dict.fromkeys(str(links[f"line_{lang}"][links.index[row.id]]) for row in rows
                          if row.what == "links" and row.element_mode != "sea" and not row.place
                          and row.id in links)
    told = set(list(named)[:NAMED_LINKS])
    for i, key in enumerate(map(str, links["id"])):
        mode, line = str(links["mode"][i]), str(links[f"line_{lang}"][i])
        if key not in lost and mode in ("sea", "air"):
            continue
        kind = _class(lost[key], bounds) if key in lost else ""
        yield MapLink(key, mode, link_line(network, i, lines), kind=kind,
                      label=line if kind and line in told else None)


def _markers(network: Network, rows: Sequence[Loss], lang: str) -> Iterable[MapMarker]:
    """Locks and terminals whose failure costs something; the greatest are named."""
    count = {"locks": NAMED_LOCKS, "terminals": NAMED_TERMINALS}
    for what, most in count.items():
        table = network.locks if what == "locks" else network.nodes
        listed = sorted((row for row in rows if row.what == what and row.id in table),
                        key=lambda row: bool(row.place))
        for number, row in enumerate(listed):
            i = table.index[row.id]
            kind = "lock" if what == "locks" else MARKERS[row.element_mode]
            yield MapMarker(element_name(row, lang), float(table["lon"][i]),
                            float(table["lat"][i]), kind, named=number < most)


def _findings(found: Critical, rows: Sequence[Loss], state: str, profile: str,
              lang: str) -> Iterable[str]:
    """The links, locks and terminals that matter most beyond one place; what is cut off."""
    shown = [row for row in rows if row.what in ("links", "locks", "terminals")
             and not row.place]
    for number, row in enumerate(shown[:FINDINGS], 1):
        yield say("map.critical.line", lang, number=number, name=element_name(row, lang),
                  loss=show(row.loss_cny, "CNY"), share=show(row.affected_pct, "%"),
                  unit=unit_of(profile, lang))
    cut = without_other(found, state, profile)
    yield say("map.critical.cut" if cut else "map.critical.kept", lang, count=len(cut))
