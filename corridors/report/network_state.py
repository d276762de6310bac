"""Which network a command is about: in words, as a folder name, and as data beside its files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corridors import __version__
from corridors.analysis.stamps import stamp
from corridors.changes import Logged
from corridors.messages import listed, say
from corridors.network.model import Network
from corridors.projects.model import Project
from corridors.report.filenames import safe_name
from corridors.report.text import to_json, write_all
from corridors.scenario.model import Scenario
from corridors.storage.sets import Written

MANIFEST = "network.json"
FILES = ("network.png", "network.gpkg", "network.graphml", "graph.json",
         "geoparquet/changes.parquet", "geoparquet/change_log.parquet")
"""Files that belong to one network alone."""
NAMED = 3
"""Projects that a title names; of more it gives the number."""


@dataclass(frozen=True)
class NetworkState:
    """A network and how it came about.

    Attributes
    ----------
    openings
        ``actual`` or ``planned``: which openings counted, for a network of a date.
    scenario, state
        The scenario, and ``base`` or ``after``; None for a network of a date.
    added
        Projects that the scenario adds to its base.
    before, log
        The base of the scenario and every value that differs from it, where the network is its
        after state.
    """

    network: Network
    openings: str = "actual"
    scenario: Scenario | None = None
    state: str = ""
    added: tuple[Project, ...] = ()
    before: Network | None = None
    log: tuple[Logged, ...] = ()

    def told(self, lang: str) -> str:
        """What network it is, for titles."""
        date = self.network.date
        if self.scenario is None:
            return say(f"state.{self.openings}", lang, date=date)
        names = self.scenario.file.name
        named = ""
        if self.state == "after":
            shown = [getattr(project.file.name, lang) for project in self.added]
            if shown:
                named = say("state.with" if len(shown) <= NAMED else "state.with_more", lang,
                            projects=listed(shown[:NAMED], lang), count=len(shown))
        return say(f"state.{self.state}", lang, date=date, projects=named,
                   scenario=getattr(names, lang))

    @property
    def folder(self) -> Path:
        """Where its files go unless somebody says otherwise."""
        if self.scenario is not None:
            return Path("output") / safe_name(f"network-{self.scenario.id}-{self.state}")
        planned = "" if self.openings == "actual" else f"-{self.openings}"
        return Path("output") / f"network-{self.network.date}{planned}"

    @property
    def stamps(self) -> tuple[tuple[str, str], ...]:
        """Scenario, its hash and state as keys and values; nothing for a network of a date."""
        if self.scenario is None:
            return ()
        return (("scenario", self.scenario.id), ("scenario_hash", self.scenario.hash),
                ("state", self.state))

    @property
    def manifest(self) -> bytes:
        """Date, scenario, projects and versions as JSON."""
        return to_json({
            "schema": 1, "date": self.network.date, "openings": self.openings,
            "scenario": None if self.scenario is None else self.scenario.id,
            "scenario_hash": None if self.scenario is None else self.scenario.hash,
            "state": self.state or None, "projects": list(self.network.projects),
            "data_version": self.network.data_version, "package_version": __version__})


def write_network(told: NetworkState, folder: Path, files: dict[str, bytes]) -> Written:
    """Write files of a network with its manifest; files of another network there go.

    Raises
    ------
    OutputError
        The folder or one of the files cannot be written.
    """
    path = folder / MANIFEST
    same = path.is_file() and path.read_bytes() == told.manifest
    return write_all(folder, {**files, MANIFEST: told.manifest},
                     stamp=stamp("network", told.scenario), remove=() if same else FILES)
