"""What a map stands on: networks, scenario, comparison."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from corridors import __version__
from corridors.analysis.compare import Comparison, compare
from corridors.analysis.subject import Subject, subject
from corridors.analysis.summary import summarise
from corridors.cartography.layers import Difference, Flows, Isochrone
from corridors.cartography.model import MapSpec
from corridors.cartography.rules import scenario_path
from corridors.errors import InputError, fault
from corridors.mapping.model import Status
from corridors.messages import say
from corridors.network.model import Network
from corridors.report.maps import touched_links
from corridors.report.network_state import NetworkState
from corridors.report.reached import Reached, find_reached
from corridors.scenario.model import Scenario, load_scenario
from corridors.scenario.resolve import States, resolve
from corridors.scenario.states import load_network


@dataclass(frozen=True)
class Compared:
    """A comparison, and what of it a layer speaks of."""

    result: Comparison
    of: Subject

    @property
    def profile(self) -> str:
        """The profile."""
        return self.of.profile

    @property
    def mode(self) -> str:
        """The main mode."""
        return self.of.mode

    @property
    def measure(self) -> str:
        """The measure."""
        return self.of.measure


class Ground:
    """Networks, scenario and comparisons of a map, each worked out when it is asked for.

    Parameters
    ----------
    spec
        The map.
    lang
        Its language.
    """

    def __init__(self, spec: MapSpec, lang: str) -> None:
        self.spec, self.lang = spec, lang
        self._compared: dict[tuple[object, ...], Comparison] = {}
        self._reached: dict[Isochrone, Reached] = {}

    @cached_property
    def scenario(self) -> Scenario | None:
        """The scenario, None for a network of a date."""
        path = scenario_path(self.spec)
        return None if path is None else load_scenario(path, strict=False)

    @cached_property
    def states(self) -> States | None:
        """Both states of the scenario."""
        return None if self.scenario is None else resolve(self.scenario)

    @cached_property
    def network(self) -> Network:
        """The network that is drawn."""
        file = self.spec.file
        if self.states is not None:
            return self.states.base if file.state == "base" else self.states.after
        return load_network(date=file.date, year=file.year, openings=file.openings)

    def state(self, name: str) -> Network:
        """One state of the scenario; the network of the date where there is no scenario."""
        if self.states is None:
            return self.network
        return self.states.base if name == "base" else self.states.after

    def reached(self, layer: Isochrone) -> Reached:
        """What a layer of isochrones shows, worked out once.

        Raises
        ------
        InputError
            An unknown place or profile, or a main mode that the profile does not have.
        """
        if layer not in self._reached:
            networks = {name: self.state(name) for name in ("base", "after")} if (
                layer.state == "both") else {"reached": self.state(layer.state)}
            self._reached[layer] = find_reached(networks, layer.place, layer.hours,
                                                profile=layer.profile, mode=layer.mode)
        return self._reached[layer]

    @cached_property
    def touched(self) -> dict[str, Status]:
        """Links that the scenario adds, alters or closes."""
        if self.scenario is None or self.states is None:
            return {}
        return touched_links(Comparison(self.scenario, self.states, {}, {}))

    @property
    def told(self) -> str:
        """Which network is drawn, in words."""
        if self.scenario is None or self.states is None:
            return NetworkState(self.network, self.spec.file.openings).told(self.lang)
        state = self.spec.file.state
        return NetworkState(self.network, self.scenario.file.openings, self.scenario, state,
                            self.states.projects).told(self.lang)

    @property
    def stamp(self) -> str:
        """Hashes of specification and scenario, data version, package version."""
        told = {"spec": self.spec.hash, "data": self.network.data_version,
                "version": __version__}
        if self.scenario is None:
            return say("drawn.stamp", self.lang, **told)
        return say("drawn.stamp_scenario", self.lang, scenario=self.scenario.hash, **told)

    def subject(self, layer: Difference | Flows) -> Compared:
        """Comparison, profile, main mode and measure of a layer.

        What neither the layer nor the map names is the scenario's first measure, and the profile
        and mode that change most.

        Raises
        ------
        InputError
            The scenario compares nothing of the kind.
        """
        assert self.scenario is not None
        file = self.spec.file
        chosen = {name: getattr(layer, name) or getattr(file, name)
                  for name in ("profile", "mode", "measure")}
        ends = {name: getattr(layer, name) for name in ("origins", "destinations")}
        result = self._compare(ends, file.objective, **chosen)
        if not any(item for item in summarise(result)):
            raise InputError(fault("map_nothing_compared", file=self.spec.path,
                                   profile=chosen["profile"] or "—", mode=chosen["mode"] or "—"))
        return Compared(result, subject(result))

    def _compare(self, ends: dict[str, tuple[str, ...]], objective: str | None, *,
                 profile: str | None, mode: str | None, measure: str | None) -> Comparison:
        assert self.scenario is not None
        key = (*ends.values(), objective, profile, mode, measure)
        if key not in self._compared:
            old = self.scenario.file
            given = {"profiles": profile and (profile,), "modes": mode and (mode,),
                     "measures": measure and (measure,), "objective": objective, **ends}
            spec = old.compare.model_copy(update={k: v for k, v in given.items() if v})
            changes: dict[str, object] = {"compare": spec}
            if any(ends.values()):
                changes["headline"] = ()
            self._compared[key] = compare(
                replace(self.scenario, file=old.model_copy(update=changes)))
        return self._compared[key]
