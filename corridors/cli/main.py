"""The ``corridors`` command. Heavy modules are imported by the commands that need them."""

from __future__ import annotations

import io

import click

from corridors import __version__
from corridors.cli.access import access
from corridors.cli.alternatives import alternatives
from corridors.cli.assign import assign
from corridors.cli.attribute import attribute
from corridors.cli.breakeven import breakeven
from corridors.cli.check import check
from corridors.cli.circles import circles
from corridors.cli.compare import compare
from corridors.cli.critical import critical
from corridors.cli.export import export
from corridors.cli.guard import ARGUMENTS, Guarded
from corridors.cli.import_ import import_
from corridors.cli.init import init
from corridors.cli.isochrone import isochrone
from corridors.cli.map import map_
from corridors.cli.migrate import migrate
from corridors.cli.network import network
from corridors.cli.osm import osm
from corridors.cli.register import plans, projects
from corridors.cli.report import report
from corridors.cli.route import route
from corridors.cli.sweep import sweep
from corridors.cli.throughput import throughput
from corridors.cli.timeline import timeline
from corridors.cli.validate import validate


@click.group(cls=Guarded, context_settings={"help_option_names": ["-h", "--help"],
                                            "max_content_width": 100})
@click.version_option(__version__, prog_name="corridors")
@click.option("--workspace", type=click.Path(file_okay=False), default=None, metavar="FOLDER",
              help="Folder with projects, plans, scenarios and maps of your own (corridors init); "
                   "that of the current folder unless given. off for none.")
@click.pass_context
def main(context: click.Context, workspace: str | None) -> None:
    """Compare journeys before and after planned transport projects.

    广西对接长江经济带：规划项目实施前后的时间、费用与碳排放比较。
    """
    if workspace is not None:
        _work_in(context, workspace)
    from corridors.paths import workspace as found

    if found() is not None and not {"--help", "-h"} & {*context.meta.get(ARGUMENTS, ())}:
        from corridors.workspace import check_mark

        check_mark()


def _work_in(context: click.Context, workspace: str) -> None:
    """Name the workspace to this process and those that it starts, until the command ends."""
    import os

    from corridors.paths import VARIABLE

    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = workspace

    def back() -> None:
        if before is None:
            os.environ.pop(VARIABLE, None)
        else:
            os.environ[VARIABLE] = before

    context.call_on_close(back)


def run() -> None:
    """Entry point of the console script: a short-lived process needs no garbage collection."""
    import gc
    import sys

    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot print Chinese or a true minus sign shall lose a character, not
        # the run; what goes to a file or a pipe is UTF-8 like every file of the toolkit.
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")
    main()


for _command in (
    access,
    alternatives,
    assign,
    attribute,
    breakeven,
    check,
    circles,
    compare,
    critical,
    export,
    import_,
    init,
    isochrone,
    map_,
    migrate,
    network,
    osm,
    plans,
    projects,
    report,
    route,
    throughput,
    sweep,
    timeline,
    validate,
):
    main.add_command(_command)
