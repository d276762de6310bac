"""Styles of the layers for QGIS: colours of the house, names of columns, lists to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from corridors.drawing import style
from corridors.exchange.qgis_symbols import colour, line_symbol, point_symbol
from corridors.messages import known, say
from corridors.schema import columns
from corridors.units import MAJOR_FAIRWAY_T

VERSION = "3.22.16-Białowieża"
"""The long-term release that the styles are written for and tried with."""
HEAD = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
NAMES_FROM = 3_000_000
"""Counties, terminals and locks are drawn and named where the map is no smaller than this."""
TERMINALS_FROM = 1_500_000
"""Terminals are named where the map is no smaller than this."""
FONTS = ("Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei",
         "SimHei", "PingFang SC")
"""Fonts with Chinese characters, the first that is installed."""
LINK_KIND = f"""CASE
 WHEN "mode" = 'road' THEN CASE WHEN "class" LIKE 'expressway%' THEN 'road_expressway'
  ELSE 'road_other' END
 WHEN "mode" = 'rail' THEN CASE WHEN "class" LIKE 'hsr%' THEN 'rail_high_speed'
  WHEN "traffic" = 'freight' THEN 'rail_freight' ELSE 'rail_conventional' END
 WHEN "mode" = 'inland' THEN CASE WHEN "max_dwt_t" >= {MAJOR_FAIRWAY_T:g} THEN 'inland_major'
  ELSE 'inland_minor' END
 ELSE "mode" END"""
"""Line style of a link, as on maps of the network."""
LINK_KINDS = ("sea", "road_other", "road_expressway", "inland_minor", "inland_major",
              "rail_freight", "rail_conventional", "rail_high_speed")
"""Line styles in the order of the legend."""
NODES: dict[str, style.Symbol] = {
    "port": style.MARKERS["port"], "airport": style.MARKERS["airport"],
    "station": style.MARKERS["station"],
    "yard": style.Symbol("s", "#5f5f5f", 4.2), "interchange": style.Symbol("o", "#c07a2c", 3.4),
    "city": style.Symbol("o", "#c9a06a", 3.0), "junction": style.Symbol("o", "#8a8a8a", 2.6),
    "lock": style.MARKERS["lock"],
}
"""Symbols of nodes by what stands there."""
PLACES: dict[str, style.Symbol] = {
    "city": style.ROLES["city"], "county": style.ROLES["town"],
    "port": style.MARKERS["port"], "post": style.MARKERS["border"],
}
"""Symbols of places by their kind."""


@dataclass(frozen=True)
class Labels:
    """Names beside features.

    Attributes
    ----------
    rules
        Expression of what is named, size in points, and the smallest scale of the map; 0: any.
    priority
        Of the first rule, 0 to 10: which names stay where two would overlap.
    """

    column: str
    rules: tuple[tuple[str, float, int], ...]
    priority: int = 5


def qml(layer: str, types: Iterable[str], lang: str = "zh") -> str:
    """The style of a layer as QGIS keeps it.

    Parameters
    ----------
    layer
        ``places``, ``nodes``, ``locks``, ``links``, ``changes``, or a table without geometry.
    types
        Its columns.

    Examples
    --------
    >>> qml("locks", ["id", "passage_h"]).count('<alias ')
    2
    """
    root = ET.Element("qgis", {"version": VERSION, "readOnly": "0", "simplifyDrawingHints": "1",
                               "styleCategories": "Symbology|Labeling|Fields|Forms|Rendering"})
    _seen_from(root, NAMES_FROM if layer in ("nodes", "locks") else 0)
    if layer == "links":
        _categories(root, LINK_KIND, {
            kind: (say(f"map.kind.{kind}", lang), style.KINDS[kind]) for kind in LINK_KINDS})
    elif layer == "changes":
        _categories(root, '"change"', {
            status: (say(f"map.status.{status}", lang), strokes)
            for status, strokes in style.STATUSES.items()})
        _labels(root, Labels(f"line_{lang}", (("", 7.5, 0),)))
    elif layer == "nodes":
        _markers(root, '"kind"', {kind: (say(f"choice.{kind}", lang), symbol)
                                  for kind, symbol in NODES.items()})
        _labels(root, Labels(f"name_{lang}", (
            ("\"kind\" IN ('port', 'airport', 'station', 'yard')", 6.5, TERMINALS_FROM),)))
    elif layer == "places":
        _markers(root, '"kind"', {kind: (say(f"choice.{kind}", lang), symbol)
                                  for kind, symbol in PLACES.items()})
        _labels(root, Labels(f"name_{lang}", (
            ("\"kind\" IN ('city', 'port')", 8.5, 0),
            ("\"kind\" NOT IN ('city', 'port')", 7.0, NAMES_FROM)), 10))
    elif layer == "locks":
        renderer = ET.SubElement(root, "renderer-v2", {
            "type": "singleSymbol", "symbollevels": "0", "forceraster": "0", "enableorderby": "0"})
        point_symbol(ET.SubElement(renderer, "symbols"), "0", style.LOCK)
        _labels(root, Labels(f"name_{lang}", (("", 7.0, TERMINALS_FROM),)))
    _fields(root, layer, tuple(types), lang)
    return HEAD + ET.tostring(root, encoding="unicode")


def _seen_from(root: ET.Element, scale: int) -> None:
    """From which scale on a layer is drawn."""
    root.set("hasScaleBasedVisibilityFlag", "1" if scale else "0")
    root.set("minScale", str(scale or 100_000_000))
    root.set("maxScale", "0")


# ---- symbols
def _categories(root: ET.Element, expression: str,
                kinds: Mapping[str, tuple[str, tuple[style.Stroke, ...]]]) -> None:
    """Lines by the value of an expression, the first at the bottom."""
    symbols = _categorised(root, expression, {kind: text for kind, (text, _) in kinds.items()})
    for i, (_, strokes) in enumerate(kinds.values()):
        line_symbol(symbols, str(i), strokes)


def _markers(root: ET.Element, expression: str,
             kinds: Mapping[str, tuple[str, style.Symbol]]) -> None:
    symbols = _categorised(root, expression, {kind: text for kind, (text, _) in kinds.items()})
    for i, (_, symbol) in enumerate(kinds.values()):
        point_symbol(symbols, str(i), symbol)


def _categorised(root: ET.Element, expression: str, kinds: Mapping[str, str]) -> ET.Element:
    """A renderer by categories; features come in the order of the legend, the first below."""
    renderer = ET.SubElement(root, "renderer-v2", {
        "type": "categorizedSymbol", "attr": expression, "symbollevels": "0", "forceraster": "0",
        "enableorderby": "1"})
    categories = ET.SubElement(renderer, "categories")
    for i, (kind, text) in enumerate(kinds.items()):
        ET.SubElement(categories, "category", {"value": kind, "symbol": str(i), "label": text,
                                               "render": "true", "type": "string"})
    symbols = ET.SubElement(renderer, "symbols")
    order = ET.SubElement(renderer, "orderby")
    clause = ET.SubElement(order, "orderByClause", {"asc": "1", "nullsFirst": "1"})
    clause.text = f"array_find(array({', '.join(repr(kind) for kind in kinds)}), {expression})"
    return symbols


# ---- labels
def _labels(root: ET.Element, labels: Labels) -> None:
    """Names with a white halo, by rules with a scale each."""
    root.set("labelsEnabled", "1")
    labeling = ET.SubElement(root, "labeling", type="rule-based")
    rules = ET.SubElement(labeling, "rules", key="corridors")
    for i, (condition, size, scale) in enumerate(labels.rules):
        rule = ET.SubElement(rules, "rule", {"key": f"corridors{i}"})
        if condition:
            rule.set("filter", condition)
        if scale:
            rule.set("scalemaxdenom", str(scale))
            rule.set("scalemindenom", "1")
        settings = ET.SubElement(rule, "settings", calloutType="simple")
        text = ET.SubElement(settings, "text-style", {
            "fieldName": labels.column, "isExpression": "0", "fontFamily": FONTS[0],
            "namedStyle": "Regular", "fontSize": f"{size:g}", "fontSizeUnit": "Point",
            "textColor": colour(style.EDGE), "textOpacity": "1", "useSubstitutions": "0",
            "multilineHeight": "1"})
        families = ET.SubElement(text, "families")
        for name in FONTS:
            ET.SubElement(families, "family", name=name)
        ET.SubElement(text, "text-buffer", {
            "bufferDraw": "1", "bufferSize": "0.8", "bufferSizeUnits": "Point",
            "bufferColor": colour("#ffffff"), "bufferOpacity": "0.9", "bufferNoFill": "1",
            "bufferJoinStyle": "128"})
        line = labels.column.startswith("line_")
        ET.SubElement(settings, "placement", {
            "placement": "2" if line else "6", "placementFlags": "10",
            "predefinedPositionOrder": "R,TR,BR,L,TL,BL,T,B", "dist": "1.2",
            "distUnits": "Point", "offsetType": "1",
            "priority": str(max(labels.priority - 5 * i, 0))})
        ET.SubElement(settings, "rendering", {
            "obstacle": "1", "displayAll": "0", "scaleVisibility": "0", "minFeatureSize": "0",
            "mergeLines": "1" if line else "0", "limitNumLabels": "0"})


# ---- fields
def _fields(root: ET.Element, layer: str, names: tuple[str, ...], lang: str) -> None:
    """Names of columns with their units, and lists of what may stand in them."""
    declared = {} if layer in ("changes", "change_log", "parameters", "about") else columns(layer)
    configuration = ET.SubElement(root, "fieldConfiguration")
    aliases = ET.SubElement(root, "aliases")
    for i, name in enumerate(names):
        field = ET.SubElement(configuration, "field", {"name": name, "configurationFlags": "None"})
        widget = ET.SubElement(field, "editWidget", type="TextEdit")
        column = declared.get(name)
        if column is not None and column.allowed and column.type == "str":
            widget.set("type", "ValueMap")
            _choices(widget, column.allowed, lang)
        else:
            _config(widget)
        ET.SubElement(aliases, "alias", {"index": str(i + 1), "field": name,
                                         "name": alias(layer, name, lang)})
    shown = next((name for name in (f"name_{lang}", f"line_{lang}", "id") if name in names), "")
    if shown:
        ET.SubElement(root, "previewExpression").text = f'"{shown}"'
    ET.SubElement(root, "layerGeometryType").text = {
        "links": "1", "changes": "1", "places": "0", "nodes": "0", "locks": "0"}.get(layer, "4")


def alias(layer: str, name: str, lang: str = "zh") -> str:
    """Name of a column with its unit; its own name where nothing better is known.

    Examples
    --------
    >>> alias("links", "capacity_ab_mt", "en"), alias("links", "id", "en")
    ('Capacity a to b (Mt/year)', 'Id')
    """
    key = f"gis_field.{name}"
    if not known(key):
        return name
    column = columns(layer).get(name) if layer not in (
        "changes", "change_log", "parameters", "about") else None
    text = say(key, lang)
    if column is None or column.unit in ("", "1", "count", "degree"):
        return text
    unit = say(f"figure.{column.unit}", lang) if known(f"figure.{column.unit}") else column.unit
    return say("field_unit", lang, name=text, unit=unit)


def _config(widget: ET.Element) -> None:
    ET.SubElement(ET.SubElement(widget, "config"), "Option", type="Map")


def _choices(widget: ET.Element, allowed: Iterable[str], lang: str) -> None:
    """A list of what a column allows, each in words."""
    held = ET.SubElement(ET.SubElement(widget, "config"), "Option", type="Map")
    items = ET.SubElement(held, "Option", name="map", type="List")
    for value in allowed:
        one = ET.SubElement(items, "Option", type="Map")
        text = say(f"choice.{value}", lang) if known(f"choice.{value}") else value
        ET.SubElement(one, "Option", {"name": text, "type": "QString", "value": value})


