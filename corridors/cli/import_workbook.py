"""``corridors import workbook``: a filled Excel workbook as project and scenario files."""

from __future__ import annotations

from pathlib import Path

import click

from corridors.cli.options import DEBUG, LANG, console

NOTES = 20
"""Notes that are shown one by one."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Output folder; default output/import-<name>.")
@LANG
@DEBUG
def workbook(file: Path, out: Path | None, lang: str) -> None:
    """Turn a filled workbook into project and scenario files, checked on the network.

    Nothing but the marked copy is written where there are faults.

    导入填好的工作簿：检查后写出项目与情景文件；有错误时只写出标红的副本。
    """
    from corridors.errors import InputError
    from corridors.exchange.template.filled import read_workbook
    from corridors.exchange.template.marked import marked_copy
    from corridors.messages import say
    from corridors.report.filenames import safe_name
    from corridors.textfile import write_atomic

    found = read_workbook(file, lang=lang)
    folder = out or Path("output") / f"import-{safe_name(file.stem, 'workbook')}"
    screen = console()
    for note in found.notes[:NOTES]:
        screen.print(note.render(lang))
    if len(found.notes) > NOTES:
        screen.print(say("template.more_notes", lang, count=len(found.notes) - NOTES))
    if found.faults:
        copy = folder / f"{safe_name(file.stem, 'workbook')}.faults.xlsx"
        write_atomic(copy, marked_copy(found.workbook, found.faults, lang))
        click.echo(say("template.marked", lang, file=copy), err=True)
        raise InputError(found.faults)
    names = found.write(folder)
    screen.print(say("template.imported", lang, files=", ".join(str(folder / n) for n in names)),
                 markup=False)
    for name in names:
        if name.startswith("projects/"):
            screen.print(say("template.use_project", lang, id=Path(name).stem))
