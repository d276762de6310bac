"""What GMNS 0.97 has, and which of our columns it holds under a name of its own.

GMNS (General Modeling Network Specification, zephyr-data-specs/GMNS) describes road networks as
tables: every column of the five tables that are written here is listed with the type that the
specification gives it. Columns of ours that GMNS has no name for stand beside them with the
prefix ``corridors_``; the specification allows further columns.
"""

from __future__ import annotations

from dataclasses import dataclass

from corridors.schema import columns

VERSION = "0.97"
PREFIX = "corridors_"
CRS = "EPSG:4326"
MISSING = ("NaN", "")
"""Cells that stand for nothing, by the specification."""
FASTEST = 200.0
"""Largest ``free_speed`` that the specification admits."""


@dataclass(frozen=True)
class Field:
    """A column of GMNS.

    Attributes
    ----------
    type
        Of the table schema: ``any``, ``string``, ``number``, ``integer`` or ``boolean``.
    refers
        Table and column that it refers to, with a dot between; a table left out is its own.
    """

    name: str
    type: str = "any"
    required: bool = False
    refers: str = ""


def _fields(told: str) -> tuple[Field, ...]:
    """Columns from a list of ``name:type!>table.column``, ``!`` where required."""
    found = []
    for word in told.split():
        head, _, refers = word.partition(">")
        name, _, kind = head.rstrip("!").partition(":")
        found.append(Field(name, kind or "any", head.endswith("!"), refers))
    return tuple(found)


TABLES: dict[str, tuple[Field, ...]] = {
    "config": _fields(
        "dataset_name short_length long_length speed crs geometry_field_format currency "
        "version_number:number id_type:string"),
    "node": _fields(
        "node_id! name:string x_coord:number! y_coord:number! z_coord:number node_type:string "
        "ctrl_type:string zone_id>zone.zone_id parent_node_id>.node_id"),
    "link": _fields(
        "link_id! name:string from_node_id!>node.node_id to_node_id!>node.node_id "
        "directed:boolean! geometry_id>geometry.geometry_id geometry parent_link_id>.link_id "
        "dir_flag:integer length:number grade:number facility_type:string capacity:number "
        "free_speed:number lanes:integer bike_facility:string ped_facility:string "
        "parking:string allowed_uses:string toll:number jurisdiction:string row_width:number"),
    "geometry": _fields("geometry_id! geometry"),
    "zone": _fields("zone_id! name:string boundary super_zone:string>.zone_id"),
    "use_definition": _fields(
        "use:string! persons_per_vehicle:number! pce:number! special_conditions:string "
        "description:string"),
    "use_group": _fields("use_group:string! uses:string! description:string"),
}
"""Tables that are written, with all columns that the specification has for them."""
KEYS = {"node": "node_id", "link": "link_id", "geometry": "geometry_id", "zone": "zone_id",
        "use_definition": "use", "use_group": "use_group"}
UNFILLED = ("z_coord", "ctrl_type", "parent_link_id", "grade", "bike_facility", "ped_facility",
            "parking", "toll", "jurisdiction", "row_width", "boundary", "special_conditions")
"""Optional columns that we know nothing for: readers take a column of empty cells for wrong."""
OTHERS = ("lane", "link_tod", "location", "movement", "movement_tod", "time_set_definitions",
          "segment", "segment_lane", "segment_tod", "lane_tod", "segment_lane_tod",
          "signal_controller", "signal_coordination", "signal_detector", "signal_phase_mvmt",
          "signal_timing_plan", "signal_timing_phase", "curb_seg")
"""Tables of GMNS that nothing here stands for."""

OURS = {"node": "nodes", "link": "links", "zone": "places"}
"""Our table behind a table of GMNS."""
HELD: dict[str, dict[str, str]] = {
    "node": {"name_zh": "name", "lon": "x_coord", "lat": "y_coord", "kind": "node_type"},
    "link": {"line_zh": "name", "length_km": "length", "class": "facility_type"},
    "zone": {"name_zh": "name"},
}
"""Our columns that GMNS holds under its own name; they are not written twice."""
ENDS = {"from_node_id": "from_node_id", "to_node_id": "to_node_id"}
"""Our columns of links that GMNS holds as numbers of nodes."""
DERIVED: dict[str, tuple[str, ...]] = {
    "node": ("zone_id", "parent_node_id"),
    "link": ("directed", "geometry", "dir_flag", "capacity", "free_speed", "lanes",
             "allowed_uses", "corridors_hours"),
    "zone": ("super_zone",),
}
"""What is worked out when a network is written, and not read back."""
DIRECTION = f"{PREFIX}direction"
HOURS = f"{PREFIX}hours"
COURSE = ("link_id", "basis", "approximate", "traced_km", "provinces")
"""What is kept of the course of a link beside its line, each with the prefix."""
PARAMETERS = f"{PREFIX}parameters.yaml"
STATE = f"{PREFIX}state.yaml"
DATA_VERSION = f"{PREFIX}data_version"
DESCRIPTOR = "datapackage.json"


def column_name(table: str, column: str) -> str:
    """Name of one of our columns in a table of GMNS.

    Examples
    --------
    >>> column_name("link", "length_km"), column_name("link", "tracks")
    ('length', 'corridors_tracks')
    """
    return {**HELD[table], **(ENDS if table == "link" else {})}.get(column, PREFIX + column)


def heading(table: str) -> tuple[str, ...]:
    """All columns of a table as it is written: those of GMNS first, then ours.

    Examples
    --------
    >>> heading("zone")[:6]
    ('zone_id', 'name', 'super_zone', 'corridors_id', 'corridors_name_en', 'corridors_pinyin')
    """
    names = [field.name for field in TABLES[table] if field.name not in UNFILLED]
    if table == "geometry":
        names += [PREFIX + name for name in COURSE]
    if table in OURS:
        own = [column_name(table, name) for name in columns(OURS[table])]
        names += [name for name in own if name.startswith(PREFIX)]
    if table == "link":
        names += [DIRECTION, HOURS]
    if table == "config":
        names.append(DATA_VERSION)
    return tuple(names)
