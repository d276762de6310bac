"""``corridors init``: a workspace, a folder for projects, scenarios and maps of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from corridors.cli.options import DEBUG, LANG, console


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--empty", is_flag=True, help="Without the example project, scenario and map.")
@LANG
@DEBUG
def init(folder: Path, empty: bool, lang: str) -> None:
    """Make a workspace: a folder whose own projects, plans, scenarios and maps are known.

    Commands that run in FOLDER know what stands in its projects/, plans.yaml, scenarios/ and maps/
    beside the embedded ones; elsewhere name it by --workspace.

    建立工作文件夹：在其中运行的命令，除内置内容之外还认得自己的项目、规划、情景和地图。
    """
    from corridors.errors import OutputError, fault
    from corridors.messages import say
    from corridors.paths import MARK, PACKAGE
    from corridors.textfile import write_together

    starter = PACKAGE / "starter"
    names = [path.relative_to(starter) for path in sorted(starter.rglob("*.yaml"))]
    if empty:
        names = [Path(MARK)]
    there = [name for name in names if (folder / name).exists()]
    if there:
        raise OutputError([fault("workspace_there", file=folder, name=name.as_posix())
                           for name in there])
    write_together({folder / name: (starter / name).read_bytes() for name in names})
    for name in ("projects", "scenarios", "maps"):
        (folder / name).mkdir(exist_ok=True)
    screen = console()
    screen.print(say("workspace.made", lang, folder=folder,
                     files=", ".join(name.as_posix() for name in names)))
    screen.print(say("workspace.next", lang, folder=folder))
