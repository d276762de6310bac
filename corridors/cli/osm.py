"""``corridors osm``: the roads, railways and waterways of OpenStreetMap."""

from __future__ import annotations

import click

from corridors.cli.osm_build import build
from corridors.cli.osm_compare import osm_compare


@click.group()
def osm() -> None:
    """Build, check and refine a network from OpenStreetMap.

    由 OpenStreetMap 生成、核对、完善实体路网。
    """


for _command in (
    build,
    osm_compare,
):
    osm.add_command(_command)
