"""Units and coordinates of a GMNS network: what ``config.csv`` says, never a guess."""

from __future__ import annotations

from dataclasses import dataclass

from corridors.errors import Fault, fault
from corridors.exchange.gmns.raw import Sheet

KM: dict[str, float] = {
    **dict.fromkeys(("km", "kilometer", "kilometers", "kilometre", "kilometres"), 1.0),
    **dict.fromkeys(("m", "meter", "meters", "metre", "metres"), 0.001),
    **dict.fromkeys(("mi", "mile", "miles"), 1.609344),
    **dict.fromkeys(("ft", "foot", "feet"), 0.0003048),
}
"""Kilometres of a unit of length, by its names; the international mile and foot."""
PER_HOUR: dict[str, float] = {
    **dict.fromkeys(("km/h", "kph", "kmh", "kmph"), 1.0),
    **dict.fromkeys(("mph", "mi/h"), 1.609344),
    **dict.fromkeys(("m/s", "mps"), 3.6),
    **dict.fromkeys(("ft/s", "fps"), 1.09728),
}
"""km/h of a unit of speed, by its short names; others are a length by a time."""
HOURS: dict[str, float] = {"h": 1.0, "hr": 1.0, "hour": 1.0, "s": 3600.0, "sec": 3600.0,
                           "second": 3600.0, "min": 60.0, "minute": 60.0}
"""How many of a unit of time make an hour."""
DEGREES = ("epsg:4326", "4326", "wgs84", "wgs 84", "ogc:crs84", "crs84")
MISSING = ("", "nan", "none")


@dataclass(frozen=True)
class Units:
    """Units of a network.

    Attributes
    ----------
    long_length, speed, crs
        As the file names them; empty where it does not.
    km, kmh
        Kilometres of one unit of length, and km/h of one of speed.
    """

    long_length: str
    speed: str
    crs: str
    km: float
    kmh: float

    @property
    def degrees(self) -> bool:
        """Whether coordinates are degrees WGS84; so they are taken where no system is named."""
        return self.crs.lower() in (*DEGREES, "")

    def length(self, cell: str) -> str:
        """A length in kilometres, as text; what is no number stays, to be complained about.

        Examples
        --------
        >>> Units("mile", "mph", "", 1.609344, 1.609344).length("2")
        '3.218688'
        """
        if self.km == 1.0 or not cell.strip():
            return cell
        try:
            return repr(float(cell) * self.km)
        except ValueError:
            return cell


def kmh_of(name: str) -> float | None:
    """km/h of a unit of speed, None where it is unknown.

    Examples
    --------
    >>> kmh_of("mile/hour"), kmh_of("m/s"), kmh_of("furlong/day") is None
    (1.609344, 3.6, True)
    """
    key = name.strip().lower().replace(" per ", "/").replace(" ", "")
    if key in PER_HOUR:
        return PER_HOUR[key]
    length, _, time = key.partition("/")
    if length in KM and time.rstrip("s") in HOURS:
        return KM[length] * HOURS[time.rstrip("s")]
    return KM[length] * HOURS[time] if length in KM and time in HOURS else None


def read_units(config: Sheet | None, length: str = "", speed: str = ""
               ) -> tuple[Units | None, list[Fault]]:
    """Units by ``config.csv``; ``length`` and ``speed`` count before it where they are given.

    Where only the length is named, speeds are lengths an hour, as the specification has it.

    Returns
    -------
    units, faults
        None where a unit is not told or not known.
    """
    row = config.rows[0] if config is not None and config.rows else {}
    path = None if config is None else config.path
    line = None if config is None or not config.lines else config.lines[0]
    told = {name: "" if cell.strip().lower() in MISSING else cell.strip() for name, cell in (
        (name, row.get(name, "")) for name in ("long_length", "speed", "crs"))}
    faults = []
    if config is not None and len(config.rows) != 1:
        faults.append(fault("gmns_config_rows", file=path, found=len(config.rows)))
    named = length or told["long_length"]
    km = KM.get(named.lower())
    if km is None:
        key = "gmns_unit" if named else "gmns_unit_missing"
        faults.append(fault(key, file=path, line=line, column="long_length", found=named,
                            allowed="km, m, mile, ft", option="--length-unit"))
    spoken = speed or told["speed"]
    kmh = kmh_of(spoken) if spoken else km
    if kmh is None and spoken:
        faults.append(fault("gmns_unit", file=path, line=line, column="speed", found=spoken,
                            allowed="km/h, mph, m/s, ft/s", option="--speed-unit"))
    if faults or km is None or kmh is None:
        return None, faults
    return Units(named, spoken or f"{named}/h", told["crs"], km, kmh), []
