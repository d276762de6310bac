"""Words of a briefing and what they mean."""

from __future__ import annotations

from corridors.analysis.compare import Comparison
from corridors.messages import say
from corridors.report.briefing.model import Definition, Definitions

ALWAYS = ("door_to_door", "main_mode", "generalised", "difference", "connected", "new", "token",
          "confidence", "project", "background")
MEASURED = {"time_h": "time", "cost_cny": "cost", "co2_kg": "co2", "distance_km": "distance",
            "distance_total_km": "distance", "in_vehicle_h": "in_vehicle",
            "capacity_mt": "capacity"}


def definitions(result: Comparison, lang: str) -> Definitions:
    """Words used, the measures of the scenario and its main modes."""
    spec = result.scenario.file.compare
    measures = dict.fromkeys(MEASURED[name] for name in spec.measures)
    modes = dict.fromkeys(key[3] for key in result.keys)
    items = [Definition(say(f"term.{key}", lang), say(f"means.{key}", lang))
             for key in (*ALWAYS, *measures)]
    items += [Definition(say(f"mode.{mode}", lang), say(f"means_mode.{mode}", lang))
              for mode in modes]
    return Definitions("definitions", tuple(items))
