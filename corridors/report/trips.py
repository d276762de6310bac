"""One trip as JSON or CSV: a stable, documented form."""

from __future__ import annotations

from corridors.report.files import to_csv, to_json
from corridors.report.numbers import exact
from corridors.routing.paths import Trip
from corridors.units import PROFILE_UNITS

LEG_COLUMNS = ("from", "to", "mode", "component", "id", "hours", "km", "cny", "kg", "source_id",
               "confidence")


def trip_data(trip: Trip, date: str) -> dict[str, object]:
    """A trip as plain data; missing values are None.

    Parameters
    ----------
    date
        Date of the network it was found in.
    """
    return {
        "schema": 1,
        "origin": trip.origin,
        "destination": trip.destination,
        "profile": trip.profile,
        "mode": trip.mode,
        "objective": trip.objective,
        "date": date,
        "found": trip.found,
        "note": trip.note or None,
        "time_h": exact(trip.time_h),
        "in_vehicle_h": exact(trip.in_vehicle_h),
        "distance_km": exact(trip.distance_km),
        "distance_total_km": exact(trip.distance_total_km),
        "cost_cny": exact(trip.cost_cny),
        "co2_kg": exact(trip.co2_kg),
        "unit": PROFILE_UNITS[trip.profile],
        "access_heavy": trip.access_heavy,
        "token": trip.token,
        "vessel": trip.vessel or None,
        "payload_t": exact(trip.payload_t) if trip.vessel else None,
        "components_h": {name: exact(value) for name, value in trip.components.items()},
        "legs": [dict(zip(LEG_COLUMNS, row, strict=True)) for row in _legs(trip)],
    }


def _legs(trip: Trip) -> list[tuple[object, ...]]:
    return [(leg.start, leg.end, leg.mode, leg.component, leg.id, exact(leg.hours),
             exact(leg.km), exact(leg.cny), exact(leg.kg), leg.source_id, leg.confidence)
            for leg in trip.legs]


def trip_json(trip: Trip, date: str) -> bytes:
    """A trip as JSON."""
    return to_json(trip_data(trip, date))


def trip_csv(trip: Trip) -> bytes:
    """The legs of a trip as CSV."""
    return to_csv(LEG_COLUMNS, _legs(trip))
