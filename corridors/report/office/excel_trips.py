"""What the hours are made of, and the legs of the main pairs with their sources."""

from __future__ import annotations

from collections.abc import Iterable

from corridors.analysis.compare import Comparison
from corridors.analysis.components import headline_pairs
from corridors.network.model import Network
from corridors.places import place_name
from corridors.profiles import PROFILE_UNITS
from corridors.report.briefing.model import Quantity
from corridors.report.change_words import row_name
from corridors.report.office.excel_book import Book
from corridors.report.office.excel_tables import Head, Value, tidy_table
from corridors.routing.edges import COMPONENTS
from corridors.routing.legs import Leg
from corridors.routing.trip import Trip

UNCERTAIN = "uncertain"


def add_components(book: Book, result: Comparison) -> None:
    """Hours by part of the journey, one row a part."""
    say = book.say
    heads = [Head(say("head.origin")), Head(say("head.destination")), Head(say("head.profile")),
             Head(say("head.mode")), Head(say("head.component")), Head(say("book.base_h")),
             Head(say("book.after_h")),
             Head(say("book.difference_h"), say("book.help_difference")),
             Head(say("book.headline_pair"))]
    main = set(headline_pairs(result))
    names = {key: place_name(result.base, key, book.lang)
             for key in {*result.states.origins, *result.states.destinations}}
    rows: list[list[Value]] = []
    for key in sorted(result.keys, key=lambda key: (key[1], key[2]) not in main):
        profile, origin, destination, mode = key
        base, after = result.trips_base[key], result.trips_after[key]
        shown = (origin, destination) in main
        if not shown and base.hours == after.hours:
            continue
        ends: list[Value] = [names[origin], names[destination], say(f"profile.{profile}"),
                             say(f"mode.{mode}")]
        for name in COMPONENTS:
            a, b = _hours(base, name), _hours(after, name)
            if a or b:
                rows.append([*ends, say(f"component.{name}"), Quantity(a, "h"),
                             Quantity(b, "h"), Quantity(
                                 None if a is None or b is None else b - a, "h", sign=True),
                             say("book.yes" if shown else "book.no")])
    sheet = book.sheet(say("book.components"), say("book.components_title"),
                       say("book.components_about"))
    tidy_table(sheet, "components", heads, rows, fixed=2)


def _hours(trip: Trip, component: str) -> float | None:
    return trip.components.get(component, 0.0) if trip.found else None


def add_legs(book: Book, result: Comparison) -> None:
    """The legs of every headline pair and main mode, before and after."""
    say = book.say
    heads = [Head(say("head.profile")), Head(say("book.per_unit")), Head(say("head.origin")),
             Head(say("head.destination")), Head(say("head.mode")), Head(say("book.state")),
             Head(say("book.order")), Head(say("head.from")), Head(say("head.to")),
             Head(say("book.way")), Head(say("head.component")), Head(say("book.hours")),
             Head(say("book.km")), Head(say("book.cost")), Head(say("book.co2")),
             Head(say("book.sources_ids"), most=40.0), Head(say("head.confidence")),
             Head(say("book.remark"))]
    rows = list(_leg_rows(book, result))
    sheet = book.sheet(say("book.legs"), say("book.legs_title"), say("book.legs_about"))
    tidy_table(sheet, "legs", heads, rows, fixed=6, wrapped=True)


def _leg_rows(book: Book, result: Comparison) -> Iterable[list[Value]]:
    say, spec = book.say, result.scenario.file.compare
    states = ((say("book.before"), result.base, result.trips_base),
              (say("book.after"), result.after, result.trips_after))
    for profile in spec.profiles:
        for origin, destination in headline_pairs(result):
            for mode in spec.modes:
                for state, network, trips in states:
                    trip = trips.get((profile, origin, destination, mode))
                    ends = [say(f"profile.{profile}"), say(f"unit.{PROFILE_UNITS[profile]}"),
                            place_name(network, origin, book.lang),
                            place_name(network, destination, book.lang), say(f"mode.{mode}"),
                            state]
                    for number, leg in enumerate(trip.legs if trip else (), 1):
                        yield [*ends, number, *_leg(book, network, leg)]


def _leg(book: Book, network: Network, leg: Leg) -> list[Value]:
    say = book.say
    return [end_name(network, leg.start, book.lang), end_name(network, leg.end, book.lang),
            say(f"mode.{leg.mode}") if leg.mode else "", say(f"component.{leg.component}"),
            Quantity(leg.hours, "h"), Quantity(leg.km, "km"), Quantity(leg.cny, "CNY"),
            Quantity(leg.kg, "kg"), leg.source_id.replace(";", "; "),
            say(f"confidence.{leg.confidence}"),
            say("book.uncertain") if leg.status == UNCERTAIN else ""]


def end_name(network: Network, key: str, lang: str) -> str:
    """Name of a place, node or lock where a leg ends."""
    for table in ("places", "nodes", "locks"):
        if key in network.tables[table]:
            return row_name(network, table, key, lang)
    return key


def cited(result: Comparison) -> set[str]:
    """Ids of the sources behind the legs of the main pairs and the changes."""
    found = {item.source_id for item in result.log}
    for profile in result.scenario.file.compare.profiles:
        for pair in headline_pairs(result):
            for mode in result.scenario.file.compare.modes:
                for trips in (result.trips_base, result.trips_after):
                    trip = trips.get((profile, *pair, mode))
                    found.update(leg.source_id for leg in (trip.legs if trip else ()))
    return {key for keys in found for key in keys.split(";") if key}


def add_cited(book: Book, result: Comparison) -> None:
    """Publisher, title and date of every source id on the sheets of legs and changes."""
    say = book.say
    heads = [Head(say("book.id"), most=30.0), Head(say("book.publisher"), most=28.0),
             Head(say("book.title"), most=46.0), Head(say("book.date")),
             Head(say("book.good_for"), most=46.0), Head(say("book.address"), most=46.0)]
    sources = result.after.tables["sources"]
    rows: list[list[Value]] = []
    for key in sorted(cited(result)):
        row = sources.row(key) if key in sources else {}
        rows.append([key, *(str(row.get(name) or "") for name in (
            "publisher", "title", "date", "good_for", "address"))])
    sheet = book.sheet(say("book.cited"), say("book.cited_title"), say("book.cited_about"))
    tidy_table(sheet, "source_ids", heads, rows, fixed=1, wrapped=True)
