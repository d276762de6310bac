"""Corridors: what planned transport projects change between Guangxi and the Yangtze belt.

The public names are loaded when used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOME = {
    "AddLink": "corridors.changes",
    "AddLock": "corridors.changes",
    "AddNode": "corridors.changes",
    "AddService": "corridors.changes",
    "AddTransfer": "corridors.changes",
    "Alternatives": "corridors.analysis.alternatives",
    "Attribution": "corridors.analysis.attribution.result",
    "Batch": "corridors.changes",
    "Close": "corridors.changes",
    "Collection": "corridors.analysis.scenario_table",
    "Comparison": "corridors.analysis.compare",
    "CorridorsError": "corridors.errors",
    "Critical": "corridors.analysis.criticality.model",
    "DriveTimes": "corridors.analysis.drive_times",
    "Network": "corridors.network.model",
    "Resources": "corridors.study.model",
    "Retime": "corridors.changes",
    "ScaleLinks": "corridors.changes",
    "Scenario": "corridors.scenario.model",
    "Scenarios": "corridors.analysis.scenario_set",
    "SetLinks": "corridors.changes",
    "Trip": "corridors.routing.trip",
    "access": "corridors.analysis.access.compare",
    "alternatives": "corridors.analysis.alternatives",
    "apply": "corridors.changes",
    "assign": "corridors.analysis.loading.run",
    "assign_change": "corridors.analysis.loading.run",
    "attribute": "corridors.analysis.attribution.run",
    "breakeven": "corridors.analysis.breakeven",
    "circles": "corridors.analysis.circles",
    "compare": "corridors.analysis.compare",
    "critical": "corridors.analysis.criticality.run",
    "drive_times": "corridors.analysis.drive_times",
    "export_gmns": "corridors.exchange.gmns.exchange",
    "export_network": "corridors.exchange.formats",
    "heatmap": "corridors.charts.standalone",
    "import_gmns": "corridors.exchange.gmns.exchange",
    "import_network": "corridors.exchange.formats",
    "isochrones": "corridors.analysis.isochrone",
    "load_network": "corridors.scenario.states",
    "load_scenario": "corridors.scenario.model",
    "load_scenarios": "corridors.analysis.scenario_set",
    "read_gtfs": "corridors.exchange.timetables.feed",
    "read_workbook": "corridors.exchange.template.filled",
    "register": "corridors.projects.register",
    "route": "corridors.routing.route",
    "skim": "corridors.routing.skims",
    "skim_table": "corridors.routing.skimframe",
    "sweep": "corridors.analysis.sweep.run",
    "throughput": "corridors.analysis.throughput.run",
    "throughput_change": "corridors.analysis.throughput.change",
    "timeline": "corridors.analysis.timeline",
    "virtual_networkx": "corridors.routing.export",
    "weigh": "corridors.analysis.weights",
    "workbook_template": "corridors.exchange.template.make",
    "write": "corridors.report.writing",
}

_RENAMED: dict[str, tuple[str, str, str]] = {}
"""Names that will go: the one in their place, since and until which version."""

__all__ = ["__version__", *sorted(_HOME)]

if TYPE_CHECKING:
    from corridors.analysis.access.compare import access as access
    from corridors.analysis.alternatives import Alternatives as Alternatives
    from corridors.analysis.alternatives import alternatives as alternatives
    from corridors.analysis.attribution.result import Attribution as Attribution
    from corridors.analysis.attribution.run import attribute as attribute
    from corridors.analysis.breakeven import breakeven as breakeven
    from corridors.analysis.circles import circles as circles
    from corridors.analysis.compare import Comparison as Comparison
    from corridors.analysis.compare import compare as compare
    from corridors.analysis.criticality.model import Critical as Critical
    from corridors.analysis.criticality.run import critical as critical
    from corridors.analysis.drive_times import DriveTimes as DriveTimes
    from corridors.analysis.drive_times import drive_times as drive_times
    from corridors.analysis.isochrone import isochrones as isochrones
    from corridors.analysis.loading.run import assign as assign
    from corridors.analysis.loading.run import assign_change as assign_change
    from corridors.analysis.scenario_set import Scenarios as Scenarios
    from corridors.analysis.scenario_set import load_scenarios as load_scenarios
    from corridors.analysis.scenario_table import Collection as Collection
    from corridors.analysis.sweep.run import sweep as sweep
    from corridors.analysis.throughput.change import throughput_change as throughput_change
    from corridors.analysis.throughput.run import throughput as throughput
    from corridors.analysis.timeline import timeline as timeline
    from corridors.analysis.weights import weigh as weigh
    from corridors.changes import AddLink as AddLink
    from corridors.changes import AddLock as AddLock
    from corridors.changes import AddNode as AddNode
    from corridors.changes import AddService as AddService
    from corridors.changes import AddTransfer as AddTransfer
    from corridors.changes import Batch as Batch
    from corridors.changes import Close as Close
    from corridors.changes import Retime as Retime
    from corridors.changes import ScaleLinks as ScaleLinks
    from corridors.changes import SetLinks as SetLinks
    from corridors.changes import apply as apply
    from corridors.charts.standalone import heatmap as heatmap
    from corridors.errors import CorridorsError as CorridorsError
    from corridors.exchange.formats import export_network as export_network
    from corridors.exchange.formats import import_network as import_network
    from corridors.exchange.gmns.exchange import export_gmns as export_gmns
    from corridors.exchange.gmns.exchange import import_gmns as import_gmns
    from corridors.exchange.template.filled import read_workbook as read_workbook
    from corridors.exchange.template.make import workbook_template as workbook_template
    from corridors.exchange.timetables.feed import read_gtfs as read_gtfs
    from corridors.network.model import Network as Network
    from corridors.projects.register import register as register
    from corridors.report.writing import write as write
    from corridors.routing.export import virtual_networkx as virtual_networkx
    from corridors.routing.route import route as route
    from corridors.routing.skimframe import skim_table as skim_table
    from corridors.routing.skims import skim as skim
    from corridors.routing.trip import Trip as Trip
    from corridors.scenario.model import Scenario as Scenario
    from corridors.scenario.model import load_scenario as load_scenario
    from corridors.scenario.states import load_network as load_network
    from corridors.study.model import Resources as Resources


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    if name in _RENAMED:
        instead, since, until = _RENAMED[name]
        import_module("corridors.deprecated").deprecate(
            f"corridors.{name}", f"corridors.{instead}", since=since, until=until)
        return __getattr__(instead)
    raise AttributeError(f"module 'corridors' has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(__all__)
