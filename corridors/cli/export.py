"""``corridors export``: the network for other programs, one command a format."""

from __future__ import annotations

import click

from corridors.cli.export_gmns import gmns
from corridors.cli.export_gtfs import export_gtfs
from corridors.cli.export_network import COMMANDS as NETWORK
from corridors.cli.export_omx import omx
from corridors.cli.export_template import template


@click.group()
def export() -> None:
    """Write the network for other programs.

    导出路网，供其他程序使用。
    """


_COMMANDS: tuple[click.Command, ...] = (
    template,
    gmns,
    export_gtfs,
    *NETWORK,
    omx,
)
for _command in _COMMANDS:
    export.add_command(_command)
