"""``corridors import``: what other programs and people made, one command a format."""

from __future__ import annotations

import click

from corridors.cli.import_gmns import gmns
from corridors.cli.import_gtfs import import_gtfs
from corridors.cli.import_network import COMMANDS as NETWORK
from corridors.cli.import_omx import omx
from corridors.cli.import_workbook import workbook


@click.group("import")
def import_() -> None:
    """Read a network, a filled template or a timetable from other programs.

    导入其他程序的路网、已填写的模板或时刻表。
    """


_COMMANDS: tuple[click.Command, ...] = (
    workbook,
    gmns,
    import_gtfs,
    *NETWORK,
    omx,
)
for _command in _COMMANDS:
    import_.add_command(_command)
