"""Make the workbook: empty, with samples, or out of a project or scenario."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corridors.errors import Fault
from corridors.exchange.template.flatten import Rows, project_rows, scenario_rows
from corridors.exchange.template.lists import Lists
from corridors.exchange.template.samples import SAMPLES
from corridors.exchange.template.sheets import Kind, sheets
from corridors.messages import say
from corridors.network.load import read_base
from corridors.projects.model import Project
from corridors.scenario.made import Scenario


@dataclass(frozen=True)
class Template:
    """A workbook in memory.

    Attributes
    ----------
    content
        The ``.xlsx`` file.
    sheets
        Number of sheets to fill in.
    losses
        What the workbook cannot hold of what it was made from.
    """

    content: bytes
    sheets: int
    losses: tuple[Fault, ...] = ()


def workbook_template(kind: Kind = "both", *, lang: str = "zh", project: Project | None = None,
                      scenario: Scenario | None = None, example: bool = False,
                      data: Path | None = None) -> Template:
    """The workbook that planners fill in for a project, a scenario or both.

    Parameters
    ----------
    kind
        ``project``, ``scenario`` or ``both``.
    lang
        Language of headings, comments and lists.
    project, scenario
        Filled in, where given.
    example
        Whether grey sample rows show how it is done; they are never read.
    data
        Folder of the data package that lists and limits come from; the embedded one where None.

    Returns
    -------
    template
        The workbook in memory, and what it cannot hold of what it was made from.

    Raises
    ------
    MissingPackageError
        XlsxWriter is not installed.

    Examples
    --------
    >>> workbook_template("scenario", lang="en").content[:2]
    b'PK'
    """
    from corridors import __version__
    from corridors.exchange.template.write import Writer

    rows: Rows = {}
    losses: list[Fault] = []
    both = project is not None and scenario is not None
    made_from: tuple[str, str] | None = None
    if scenario is not None:
        rows, losses = scenario_rows(scenario, "scenario" if both else "")
        made_from = scenario.id, getattr(scenario.file.name, lang)
    if project is not None:
        more, lost = project_rows(project, "project" if both else "")
        rows = {key: [*more.get(key, ()), *rows.get(key, ())] for key in {**more, **rows}}
        losses = [*lost, *losses]
        made_from = project.id, getattr(project.file.name, lang)
    stamp = say("template.stamp", lang, data=read_base(data).data_version, version=__version__)
    content = Writer(kind, lang, Lists(data)).write(
        rows, SAMPLES if example else {}, made_from, losses, stamp)
    return Template(content, len(sheets(kind)), tuple(losses))
